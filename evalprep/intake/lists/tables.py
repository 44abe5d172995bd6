"""Where a list stands on a sheet: its header row, what each column means, and which list it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property

from evalprep.documents.sheets.cells import CellKind, SheetCells
from evalprep.intake.lists.headers import YEAR_OR_SUM, Headers, Meaning, Role, every_list, headers_of, plain
from evalprep.intake.workbook.layout import BASE
from evalprep.model.fields import fields

HEADER_WITHIN = 20
"""The header row is looked for in the first rows of a sheet."""
_UNIT_ABOVE = re.compile(r"(?:金额)?单位[:：] ?(?:人民币)?(元|千元|万元|百万元|亿元)(?![\u4e00-\u9fff])")
_BETWEEN_TWO = re.compile("[、和及与/]$")
_IGNORED = (Role.NUMBER, Role.AGE)


@dataclass(frozen=True)
class Table:
    """A list as it stands on a sheet."""

    rows: str
    """The list by its registry path."""
    sheet: SheetCells
    first: int
    """The header row, or the upper one of two."""
    last: int
    columns: Mapping[int, Meaning]
    unit: str = ""
    """What a row above says of all amounts: 单位：万元."""
    why: str = ""
    """How it was found which list this is, where only the columns say it."""

    @property
    def headers(self) -> Headers:
        """What can stand over its columns."""
        return headers_of(self.rows)

    @property
    def recognised(self) -> int:
        """How many columns say something, each meaning once."""
        return len({one.same for one in self.columns.values() if one.role not in _IGNORED})

    def header(self, column: int) -> str:
        """What stands over a column, both lines where there are two."""
        texts = [
            cell.text
            for row in range(self.first, self.last + 1)
            if (cell := self.sheet.spread(row, column)) is not None
        ]
        return "".join(dict.fromkeys("".join(text.split()) for text in texts))

    @cached_property
    def header_texts(self) -> frozenset[str]:
        """What stands over its columns, for comparing."""
        return frozenset(plain(self.header(at)) for at in self.columns)

    def column_of(self, *path: str) -> int | None:
        """The column of a key of the row."""
        found = (at for at, one in self.columns.items() if one.role is Role.VALUE and one.path == path)
        return next(found, None)


@dataclass(frozen=True)
class Undecided:
    """A sheet that may be any of several lists."""

    sheet: SheetCells
    lists: tuple[str, ...]
    """By registry path, the likeliest first."""


def tables_on(sheet: SheetCells) -> dict[str, Table]:
    """Every list that the sheet may be, by registry path."""
    found = ((one.rows, _table(sheet, one.rows)) for one in every_list())
    return {rows: table for rows, table in found if table is not None}


def which(sheet: SheetCells, file: str, into: str) -> Table | Undecided | None:
    """The list that a sheet is; None where it is none. `into` is the list that the person named.

    Else the sheet's name says it, a title over the header, the file's name, and at last the columns.
    """
    exact = next((one.rows for one in every_list() if plain(one.name) == plain(sheet.name)), "")
    if exact and (table := _table(sheet, exact)) is not None:
        return table
    candidates = tables_on(sheet)
    if into:
        return candidates.get(into)
    for text in (sheet.name, *_titles(sheet, candidates), file.rpartition(".")[0]):
        rows = list_named(text)
        if rows in candidates:
            return candidates[rows]
    return _by_columns(sheet, candidates)


def _by_columns(sheet: SheetCells, candidates: Mapping[str, Table]) -> Table | Undecided | None:
    """The usual list with the most columns of this sheet; undecided where another has as many."""
    usual = sorted((candidates[rows] for rows in BASE if rows in candidates), key=lambda one: -one.recognised)
    if not usual:
        return None
    best = [one for one in usual if one.recognised == usual[0].recognised]
    if len(best) > 1:
        return Undecided(sheet, tuple(one.rows for one in best))
    rivals = [one for one in usual[1:] if one.recognised > best[0].recognised - 3]
    elsewhere = {one.same for rival in rivals for one in rival.columns.values()}
    telling = [best[0].header(at) for at, one in best[0].columns.items() if one.same not in elsewhere]
    return replace(
        best[0], why=f"「{'」「'.join(telling[:3])}」这{'一栏' if len(telling) == 1 else '些栏目'}"
    )


def _titles(sheet: SheetCells, candidates: Mapping[str, Table]) -> Iterator[str]:
    """The texts above the header rows, the nearest first."""
    top = min((one.first for one in candidates.values()), default=0)
    for row in sorted((row for row in sheet.rows if row < top), reverse=True):
        yield from (cell.text for cell in sheet.rows[row].values() if cell.kind is CellKind.TEXT)


def list_named(text: str) -> str:
    """The list that a title, a sheet's or a file's name speaks of, by registry path; empty where none or more than one.

    What stands last counts: 示例设备公司考评人员名单 is a list of assessors.
    """
    text = plain(text).replace("职业(工种)", "职业")
    found = [
        (at + len(name), len(name), rows)
        for name, rows in _list_names().items()
        if (at := text.rfind(name)) >= 0
    ]
    if not found:
        return ""
    end, length, rows = max(found)
    others = {other for _, _, other in found} - {rows}
    return "" if others and _BETWEEN_TWO.search(text[: end - length]) else rows


@cache
def _list_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for one in every_list():
        listed = fields()[one.rows]
        for name in (one.name, listed.label, *listed.synonyms):
            names.setdefault(plain(name), one.rows)
    return names


def _table(sheet: SheetCells, rows: str) -> Table | None:
    """The list on a sheet, should it be this one: the header with the most columns of its, in as few lines as do."""
    headers = headers_of(rows)
    best: Table | None = None
    starts = [row for row in sheet.rows if row <= HEADER_WITHIN]
    for lines in (1, 2):
        for first in starts:
            last = max(first + lines - 1, _merged_to(sheet, first))
            columns = _columns(sheet, headers, first, last)
            table = Table(rows, sheet, first, last, columns, _unit_above(sheet, first))
            if table.recognised >= _least(sheet) and (best is None or table.recognised > best.recognised):
                best = table
    return best


def _merged_to(sheet: SheetCells, first: int) -> int:
    """The last row of a header whose cells are merged down over the lines below."""
    downs = [bottom for top, _, bottom, _ in sheet.merged if top == first and 0 < bottom - top < 3]
    return max(downs, default=first)


def _least(sheet: SheetCells) -> int:
    """Two columns make a list; one does where there are no more, but for 序号."""
    return 2 if max(map(len, sheet.rows.values()), default=0) > 2 else 1


def _columns(sheet: SheetCells, headers: Headers, first: int, last: int) -> dict[int, Meaning]:
    """The columns that a header row, or two of them, names; the same meaning may stand over several."""
    found: dict[int, Meaning] = {}
    over = ""
    for column in sorted({*sheet.rows.get(first, {}), *sheet.rows.get(last, {})}):
        upper, lower = sheet.spread(first, column), sheet.spread(last, column)
        if any(cell is not None and cell.kind is not CellKind.TEXT for cell in (upper, lower)):
            continue
        above = upper.text if upper and first != last else ""
        # A year over several columns stands in a text file, where nothing is merged, over the first of them only.
        if above:
            over = above if YEAR_OR_SUM.fullmatch(plain(above)) else ""
        above = above or (over if lower else "")
        below = lower.text if lower else above
        meaning = headers.meaning(below, above) if below else None
        if meaning is not None:
            found[column] = meaning
    return found


def _unit_above(sheet: SheetCells, header: int) -> str:
    texts = (cell.text for row, cells in sheet.rows.items() if row < header for cell in cells.values())
    found = (_UNIT_ABOVE.search(text) for text in texts)
    return next((one[1] for one in found if one), "")
