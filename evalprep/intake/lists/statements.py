"""The workbook's sheets 说明事项 and 自评分."""

from __future__ import annotations

from collections.abc import Mapping

from evalprep.documents.sheets.cells import SheetCell
from evalprep.intake.lists.papersheet import PaperSheet, lines_of
from evalprep.intake.lists.remarks import quoted
from evalprep.intake.workbook.layout import SCORE_HEADERS, STATEMENT_HEADERS
from evalprep.model.basic import without_spaces
from evalprep.model.fields import fields
from evalprep.model.kinds import BadValue
from evalprep.model.validation import Path

IDENTIFIER, _TEXT, _OCCUPATION, *_JUDGED = STATEMENT_HEADERS[1:]
STATEMENT_NEEDED, SCORE_NEEDED = (IDENTIFIER, _JUDGED[0]), (IDENTIFIER, SCORE_HEADERS[-1])
"""The headers by which each of the two sheets is known."""
_POINTS = SCORE_HEADERS[-1]
_KEYS = dict(zip(_JUDGED, ("holds", "note", "evidence"), strict=True))


def read_statements(one: PaperSheet) -> None:
    """说明事项: whether a statement holds, of the unit or of one occupation."""
    for line in lines_of(one, STATEMENT_NEEDED):
        answers = {name: line[name] for name in _JUDGED if name in line}
        base = _path(one, line, next(iter(answers.values()))) if answers else None
        if base is None:
            continue
        for name, cell in answers.items():
            tree = one.tree(fields()[f"attestations{{}}.{_KEYS[name]}"], cell, name)
            one.put((*base, _KEYS[name]), tree, cell, name)


def _path(one: PaperSheet, line: Mapping[str, SheetCell], answer: SheetCell) -> Path | None:
    """Where the answers of a line belong; None where nobody knows, which is told."""
    remedy = "编号和职业照导出时的样子保留"
    if IDENTIFIER not in line:
        one.hold_back(answer, "没有条款编号，没有导入", remedy)
        return None
    base: Path = ("attestations", line[IDENTIFIER].text.strip())
    if _OCCUPATION not in line:
        return base
    code = _code(one, line[_OCCUPATION])
    if not code:
        told = f"「{quoted(line[_OCCUPATION].text)}」不是申报的职业，或者不止一个，没有导入"
        one.hold_back(answer, told, remedy)
        return None
    return (*base, "occupations", code)


def _code(one: PaperSheet, cell: SheetCell) -> str:
    """The code of an occupation that a cell names; empty where it is none that is applied for, or several are called so."""
    try:
        named = one.reader.occupations.read(cell.text)
    except BadValue:
        return ""
    own = one.codes.get(without_spaces(named.name or ""), frozenset())
    return named.code or (next(iter(own)) if len(own) == 1 else "")


def read_scores(one: PaperSheet) -> None:
    """自评分: the points by the item's id."""
    wanted = fields()["self_scores"]
    assert wanted.kind is not None
    for line in lines_of(one, SCORE_NEEDED):
        if _POINTS not in line:
            continue
        cell = line[_POINTS]
        if IDENTIFIER not in line:
            one.hold_back(cell, "没有评分项目的编号，没有导入", "照导出时的样子保留编号")
            continue
        try:
            tree = wanted.kind.write(wanted.kind.parse(one.reader.text(cell)))
        except BadValue as bad:
            one.remarks.append(one.place.held_back(cell, _POINTS, bad))
            continue
        one.put(("self_scores", line[IDENTIFIER].text.strip()), tree, cell, _POINTS)
