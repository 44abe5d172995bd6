"""The list of materials (材料清单) of a submission: what the notice asks for, in its order, and how far each is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from evalprep.documents.listsheets import MaterialRow
from evalprep.model.results import Finding
from evalprep.model.verdicts import Verdict
from evalprep.report.built import MadePaper

NOTES = ("「初稿」不算数：写完、盖章、登记定稿以后才算齐。", "官方表格、名单打印后还要签字、盖章。")
KINDS = {"form": "官方表格", "list": "名单", "draft": "文稿", "file": "附件"}

PapersOf = Callable[[str], Sequence[MadePaper]]
"""The papers that were made for the material or rule of an id."""


def material_rows(
    materials: Iterable[Finding],
    rules: Iterable[Finding],
    papers_of: PapersOf,
    awaited: Collection[str] = (),
) -> Iterator[MaterialRow]:
    """A row for each material, then for each rule document that a rule calls for and of which a draft was made.

    `awaited` are the ids of materials whose official file the library lacks.
    """
    number = 0
    for one in materials:
        number += 1
        row = _row(number, one, papers_of(one.id))
        lacks = one.id in awaited and one.verdict is not Verdict.MET
        yield replace(row, kind=KINDS["form"], status="缺官方文件") if lacks else row
    # A rule that is held of each organisation is one line, with the papers of all.
    for one in {rule.id: replace(rule, subject=None) for rule in rules}.values():
        made = [paper for paper in papers_of(one.id) if paper.is_draft]
        if made:
            number += 1
            yield _row(number, one, made)


def _row(number: int, one: Finding, made: Sequence[MadePaper]) -> MaterialRow:
    given = (
        () if any(paper.is_draft for paper in made) and one.verdict is not Verdict.MET else one.outcome.files
    )
    return MaterialRow(
        str(number),
        f"{one.title}{f'（{one.subject.label}）' if one.subject else ''}",
        f"{one.clause}（{one.id}）",
        "、".join(dict.fromkeys(KINDS[paper.kind] for paper in made)) or KINDS["file"],
        _status(one, made),
        tuple(dict.fromkeys([*(_name(paper) for paper in made), *given])),
        one.verdict in (Verdict.UNMET, Verdict.UNKNOWN),
    )


def _name(paper: MadePaper) -> str:
    return f"初稿：{paper.name}" if paper.is_draft else paper.name


def _status(one: Finding, made: Sequence[MadePaper]) -> str:
    if one.verdict is None:
        return "供参考"
    if one.verdict is Verdict.NOT_APPLICABLE:
        return "不要求"
    if one.verdict is Verdict.MET:
        return "已备齐" if one.outcome.files or not made else "已填好，待签字盖章"
    waiting = sum(len(paper.open) for paper in made if not paper.is_draft)
    told = ["初稿，待写完"] if any(paper.is_draft for paper in made) else []
    told += [f"还有 {waiting} 处空着"] if waiting else []
    return "；".join(told) or ("没有" if one.verdict is Verdict.UNMET else "待补")
