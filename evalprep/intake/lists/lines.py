"""The lines below a header: which are data, and which are notes, examples, sums, blanks and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from evalprep.documents.sheets.cells import CellKind, SheetCell
from evalprep.intake.lists.headers import Role, plain
from evalprep.intake.lists.tables import Table
from evalprep.intake.workbook.examples import example
from evalprep.intake.workbook.layout import MARK_EXAMPLE, MARK_NOTE
from evalprep.model.basic import one_width, without_spaces
from evalprep.model.kinds import NIL

_NONE = (str(NIL), "没有", "暂无")
_SUM = re.compile("(?:本页|以上)?(?:合计|小计|总计|共计|累计)(?:人数|数量|金额)?[:：]?[^:：]{0,12}")
_FOOT = re.compile(
    "(?:填表|填报|制表|审核|审批|经办|复核|负责|单位负责)人?(?:签字|签名|\\(签字\\))?[:：]|(?:填表|填报|制表|打印)(?:日期|时间|单位)[:：]|(?:注|备注|说明|附注|填表说明)(?:[:：]|[0-9一]、)|单位\\(?(?:盖章|公章)"
)


class LineKind(StrEnum):
    """What a line is."""

    DATA = "data"
    NONE = "none"
    """无 in the first cell of a list that has nothing else."""
    NOTE = "note"
    EXAMPLE = "example"
    LIKE_EXAMPLE = "like_example"
    """What the workbook's example says, without its mark."""
    SUM = "sum"
    FOOT = "foot"
    """Who made the table, remarks below it, a heading between its rows."""
    HEADER = "header"
    """The header once more, as on each printed page."""
    ANOTHER = "another"
    """The header of another list."""


@dataclass(frozen=True)
class Line:
    """One line of a sheet below the header."""

    row: int
    kind: LineKind
    cells: Sequence[SheetCell]
    """What stands in it, but for its number."""


def lines(table: Table) -> Iterator[Line]:
    """The lines below the header that hold anything but a number; after another header no more."""
    numbers = {at for at, one in table.columns.items() if one.role is Role.NUMBER}
    for row, filled in table.sheet.rows.items():
        if row <= table.last:
            continue
        cells = [cell for at, cell in filled.items() if at not in numbers]
        mark = next((filled[at].text for at in numbers if at in filled), "")
        if not cells and not _is_word(mark):
            continue
        kind = _kind(table, row, cells, without_spaces(mark))
        yield Line(row, kind, cells or [filled[at] for at in numbers if at in filled])
        if kind is LineKind.ANOTHER:
            return


def _is_word(mark: str) -> bool:
    text = without_spaces(mark)
    return text in _NONE or bool(_SUM.fullmatch(text) or _FOOT.match(text))


def _kind(table: Table, row: int, cells: Sequence[SheetCell], mark: str) -> LineKind:
    if mark == MARK_NOTE or (not mark and _is_guide(cells, _notes(table))):
        return LineKind.NOTE
    if mark == MARK_EXAMPLE:
        return LineKind.EXAMPLE
    if not mark and _is_guide(cells, _examples(table)):
        return LineKind.LIKE_EXAMPLE
    texts = [without_spaces(cell.text) for cell in cells[:3]] + [mark]
    if any(_SUM.fullmatch(text) for text in texts):
        return LineKind.SUM
    if any(_FOOT.match(text) for text in texts) or _is_heading(table, row, cells):
        return LineKind.FOOT
    if _repeats_header(table, cells):
        return LineKind.HEADER
    if _is_other_header(table, cells):
        return LineKind.ANOTHER
    return LineKind.NONE if _says_none(table, cells, mark) else LineKind.DATA


def changed(table: Table, line: Line) -> list[SheetCell]:
    """The cells of the example row that somebody has written over."""
    shown = _examples(table)
    return [
        cell for cell in line.cells if one_width(cell.text) != shown.get(cell.column, one_width(cell.text))
    ]


def _examples(table: Table) -> dict[int, str]:
    """What the workbook's example row says in each column."""
    by_path = {one.path: one_width(str(example(one))) for one in table.headers.sheet.columns}
    return _by_column(table, by_path)


def _notes(table: Table) -> dict[int, str]:
    by_path = {one.path: one_width(one.note) for one in table.headers.sheet.columns}
    return _by_column(table, by_path)


def _by_column(table: Table, by_path: Mapping[tuple[str, ...], str]) -> dict[int, str]:
    own = {at: one.path for at, one in table.columns.items() if one.role is Role.VALUE}
    return {at: by_path[path] for at, path in own.items() if path in by_path}


def _is_guide(cells: Sequence[SheetCell], shown: dict[int, str]) -> bool:
    """Whether a line says just what a grey line of the workbook says: 序号 may have been deleted."""
    known = [cell for cell in cells if shown.get(cell.column)]
    return len(known) > 2 and all(one_width(cell.text) == shown[cell.column] for cell in known)


def _is_heading(table: Table, row: int, cells: Sequence[SheetCell]) -> bool:
    """Whether a line is one text across the table: 一、教学部."""
    if len(cells) != 1:
        return False
    across = (right - left for top, left, bottom, right in table.sheet.merged if top <= row <= bottom)
    return max(across, default=0) >= max(2, len(table.columns) // 2)


def _repeats_header(table: Table, cells: Sequence[SheetCell]) -> bool:
    return len(cells) > 1 and all(plain(cell.text) in table.header_texts for cell in cells)


def _is_other_header(table: Table, cells: Sequence[SheetCell]) -> bool:
    """Whether most texts of a line are headers, of this list or of one like it."""
    texts = [cell.text for cell in cells if cell.kind is CellKind.TEXT]
    known = [text for text in texts if plain(text) in table.headers.known]
    return len(known) > 2 and len(known) * 2 > len(cells)


def _says_none(table: Table, cells: Sequence[SheetCell], mark: str) -> bool:
    """Whether 无 is all that a line says, in the first cell of the list, beside what names the row around it."""
    if not cells:
        return mark in _NONE
    outer = {at for at, one in table.columns.items() if one.role is Role.OUTER}
    own = [cell for cell in cells if cell.column not in outer]
    first = min(at for at, one in table.columns.items() if one.role not in (Role.OUTER, Role.NUMBER))
    return bool(own) and own[0].column <= first and all(one_width(cell.text) in _NONE for cell in own)
