"""The list of materials (材料清单) of a submission: what the notice asks for, in its order, and how far each is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from evalprep.documents.sheets.listsheets import MaterialRow
from evalprep.model.results import Finding, Outcome, Score, ScoredItem
from evalprep.model.verdicts import Verdict
from evalprep.report.made import MadePaper
from evalprep.report.waived import WAIVED
from evalprep.rules.regulations import rule_name, rules_asked

NOTES = ("「初稿」不算数：写完、盖章、登记定稿以后才算齐。官方表格、名单打印后还要签字、盖章。",)
KINDS = {"form": "官方表格", "list": "名单", "draft": "文稿", "file": "附件", "rule": "规章制度"}

PapersOf = Callable[[str], Sequence[MadePaper]]
"""The papers that were made for the material, rule or item of the scoring table of an id."""


def material_rows(
    materials: Iterable[Finding],
    rules: Iterable[Finding],
    papers_of: PapersOf,
    awaited: Collection[str] = (),
    score: Score | None = None,
) -> Iterator[MaterialRow]:
    """A row for each material, then for each rule document that a rule calls for, last for those of the scoring table.

    `awaited` are the ids of materials whose official file the library lacks.
    """
    rows = [*_materials(materials, papers_of, awaited)]
    listed: set[str] = set()
    # A rule that is held of each organisation is one line, with the papers of all.
    for one in {rule.id: replace(rule, subject=None) for rule in rules}.values():
        kinds = [kind for asked in rules_asked(one.outcome) for kind in asked.kinds]
        made = [paper for paper in papers_of(one.id) if paper.is_draft]
        listed.update(kinds)
        if made or (kinds and one.verdict not in (None, Verdict.NOT_APPLICABLE)):
            row = _row(one, made)
            rows.append(replace(row, kind=KINDS["rule"]) if kinds else row)
    for item in score.items if score else ():
        rows += _scored(item, papers_of(item.id), listed)
    return (replace(row, number=str(number)) for number, row in enumerate(rows, 1))


def _materials(
    materials: Iterable[Finding], papers_of: PapersOf, awaited: Collection[str]
) -> Iterator[MaterialRow]:
    for one in materials:
        lacks = one.id in awaited and one.verdict is not Verdict.MET
        row = _row(one, papers_of(one.id))
        yield replace(row, kind=KINDS["form"], status=f"缺官方文件{_waived(one)}") if lacks else row


def _row(one: Finding, made: Sequence[MadePaper]) -> MaterialRow:
    given = (
        () if any(paper.is_draft for paper in made) and one.verdict is not Verdict.MET else one.outcome.files
    )
    return MaterialRow(
        "",
        f"{one.title}{f'（{one.subject.label}）' if one.subject else ''}",
        f"{one.clause}（{one.id}）",
        "、".join(dict.fromkeys(KINDS[paper.kind] for paper in made)) or KINDS["file"],
        f"{_status(one.verdict, one.outcome, made)}{_waived(one)}",
        tuple(dict.fromkeys([*(_name(paper) for paper in made), *given])),
        one.verdict in (Verdict.UNMET, Verdict.UNKNOWN),
    )


def _waived(one: Finding) -> str:
    """Who answers for what is not there: it is as little there as before."""
    return f"；{WAIVED}（{one.waiver.owner}，至 {one.waiver.until}）" if one.waiver else ""


def _scored(item: ScoredItem, made: Sequence[MadePaper], listed: Collection[str]) -> Iterator[MaterialRow]:
    """The rules of which only the scoring table asks, each with its file or its first draft."""
    for part in item.parts:
        asked = [*rules_asked(part)]
        kinds = [kind for one in sorted(asked, key=lambda one: not one.held) for kind in one.kinds]
        if not kinds or {*kinds} & {*listed}:
            continue
        drafts = [] if part.files else [one for one in made if {kind for _, kind in one.under} & {*kinds}]
        yield MaterialRow(
            "",
            rule_name(kinds[0]),
            f"{item.clause}（{item.id}）",
            KINDS["rule"],
            _status(part.verdict, part, drafts),
            (*map(_name, drafts), *part.files),
            part.verdict in (Verdict.UNMET, Verdict.UNKNOWN),
        )


def _name(paper: MadePaper) -> str:
    return f"初稿：{paper.name}" if paper.is_draft else paper.name


def _status(verdict: Verdict | None, outcome: Outcome, made: Sequence[MadePaper]) -> str:
    if verdict is None:
        return "供参考"
    if verdict is Verdict.NOT_APPLICABLE:
        return "不要求"
    drafted = any(paper.is_draft for paper in made)
    if verdict is Verdict.MET:
        lacks_file = drafted or any(True for _ in rules_asked(outcome))
        without = "已登记，缺文件" if lacks_file else "已填好，待签字盖章" if made else "已备齐"
        return "已备齐" if outcome.files else without
    waiting = sum(len(paper.open) for paper in made if not paper.is_draft)
    told = ["初稿，待写完"] if drafted else []
    told += [f"还有 {waiting} 处空着"] if waiting else []
    return "；".join(told) or ("没有" if verdict is Verdict.UNMET else "待补")
