"""说明事项 and 自评分: what the applicant states of itself for a rule, and the points that it gives itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from evalprep.documents.sheets.fillable import Choices, FillColumn, FillRow, FillSheet
from evalprep.intake.workbook.asked import comment
from evalprep.intake.workbook.layout import (
    SCORE_HEADERS,
    SCORES,
    STATEMENT_HEADERS,
    STATEMENTS,
)
from evalprep.intake.workbook.page import SHADED, Page, Source, Spot
from evalprep.model.kinds import NIL
from evalprep.model.project import Judgement
from evalprep.model.suppliers import Supplier, supplier_of_words
from evalprep.model.validation import Path

STATEMENT_WIDTHS = (6, 12, 46, 14, 10, 28, 24)
HOLDS, EVIDENCE = 4, 6
STATEMENT_HOW = (
    "在「是否属实」写是或否；要说明情况的写在「说明」里；「佐证文件」写文件名，几个用换行隔开。不知道的空着。"
)
SCORE_WIDTHS = (6, 14, 84, 12, 14)
OWN_SCORE = 4
SCORE_HOW = "照评估细则自己打分，写在「自评分」一栏，不超过满分；还没有打的空着。"


@dataclass(frozen=True)
class _Statement:
    identifier: str
    text: str
    code: str
    """The occupation's code, for an answer that holds of one occupation only."""
    answer: Judgement | None

    @property
    def path(self) -> Path:
        own: Path = ("attestations", self.identifier)
        return (*own, "occupations", self.code) if self.code else own


def statement_page(source: Source, supplied: Callable[[Supplier], bool]) -> Page | None:
    """The sheet of the statements that some suppliers can answer for; None where there is none."""
    every = [one for one in _statements(source) if supplied(supplier_of_words(one.text))]
    if not every:
        return None
    called = {
        str(row.code): name
        for row, name in zip(source.project.occupations or (), source.occupations, strict=True)
    }
    rows, spots = [], []
    for at, one in enumerate(every):
        shaded = {}
        for column, key in ((HOLDS, "holds"), (EVIDENCE, "evidence")):
            if needs := source.needs.get((*one.path, key), ()):
                shaded[column] = comment(needs)
                told = f"〔{called.get(one.code, one.code)}〕" if one.code else ""
                label = f"{STATEMENT_HEADERS[column]}：{one.text or one.identifier}{told}"
                spots.append(Spot(at, column, label, needs, supplier_of_words(one.text)))
        values = (at + 1, one.identifier, one.text or None, called.get(one.code, one.code) or None)
        rows.append(FillRow((*values, *_answer(one.answer)), shaded=shaded))
    names = tuple(filter(None, source.occupations))
    offered = {HOLDS: Choices(("是", "否"))} | ({3: Choices(names)} if names else {})
    columns = tuple(
        FillColumn(header, width=width, fixed=at < 3, choices=offered.get(at))
        for at, (header, width) in enumerate(zip(STATEMENT_HEADERS, STATEMENT_WIDTHS, strict=True))
    )
    how = STATEMENT_HOW + (SHADED if spots else "")
    sheet = FillSheet(STATEMENTS, source.title(STATEMENTS), how, columns, tuple(rows), 2)
    return Page(sheet, tuple(spots))


def _answer(answer: Judgement | None) -> tuple[str | None, ...]:
    if answer is None:
        return None, None, None
    holds = None if answer.holds is None else "是" if answer.holds else "否"
    evidence = answer.evidence
    files = None if evidence is None else "\n".join(map(str, evidence)) or str(NIL)
    return holds, answer.note, files


def _statements(source: Source) -> Iterator[_Statement]:
    """Each statement that a target asks for or the project answers; where occupations answer by themselves, one for each."""
    asked = source.asked.reads.statements if source.asked else {}
    held = source.project.attestations or {}
    by_occupation = {path[1:4:2] for path in source.needs if path[0] == "attestations" and len(path) > 4}
    for identifier in dict.fromkeys((*asked, *held)):
        answer, text = held.get(identifier), asked.get(identifier, "")
        codes = dict.fromkeys(
            (
                *((answer and answer.occupations) or ()),
                *(str(code) for one, code in by_occupation if one == identifier),
            )
        )
        own = Judgement(holds=answer.holds, note=answer.note, evidence=answer.evidence) if answer else None
        says = own is not None and any(getattr(own, key) is not None for key in type(own).model_fields)
        waits = any(("attestations", identifier, key) in source.needs for key in ("holds", "evidence"))
        if says or waits or not codes:
            yield _Statement(identifier, text, "", own)
        for code in codes:
            stated = ((answer and answer.occupations) or {}).get(code)
            yield _Statement(identifier, text, code, stated)


def score_page(source: Source, supplied: Callable[[Supplier], bool]) -> Page | None:
    """The sheet of the applicant's own points; None where no target asks for any and none are known."""
    asked = source.asked.reads.scores if source.asked else {}
    held = source.project.self_scores or {}
    identifiers = dict.fromkeys((*asked, *held))
    if not identifiers or not supplied(Supplier.HEAD):
        return None
    rows, spots = [], []
    for at, identifier in enumerate(identifiers):
        item, needs = asked.get(identifier), source.needs.get(("self_scores", identifier), ())
        title, most = (item.item.title, item.max) if item else (None, None)
        if needs:
            spots.append(Spot(at, OWN_SCORE, title or identifier, needs, Supplier.HEAD))
        values = (
            at + 1,
            identifier,
            title,
            None if most is None else Decimal(str(most)),
            held.get(identifier),
        )
        rows.append(FillRow(values, shaded={OWN_SCORE: comment(needs)} if needs else {}))
    columns = tuple(
        FillColumn(header, "number" if at > 2 else "text", width=width, fixed=at < OWN_SCORE)
        for at, (header, width) in enumerate(zip(SCORE_HEADERS, SCORE_WIDTHS, strict=True))
    )
    how = SCORE_HOW + (SHADED if spots else "")
    return Page(FillSheet(SCORES, source.title(SCORES), how, columns, tuple(rows), 2), tuple(spots))
