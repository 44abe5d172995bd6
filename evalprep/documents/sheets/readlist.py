"""A list in Excel read back through the map that wrote it: the file's sheets in; what each says, as text, out.

Sheets are found by name, columns by their labels. Rows and columns that somebody put in, another order of columns or
sheets, and a new format of cells leave all else readable. What a formula has not computed is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evalprep.documents.forms.read import Answer
from evalprep.documents.labels import normalise
from evalprep.documents.printed import Columns, PrintedTable, TextRows, find_columns, known_table, read_rows
from evalprep.documents.sheets.cells import CellKind, SheetCell, SheetCells
from evalprep.documents.sheets.listmap import ListMap, PlannedSheet, Table, planned
from evalprep.model.basic import plain

TITLE = "标题"
_NAME = "organization.name"
MOST_DIGITS = 15
"""Of a longer number Excel has lost the end: it is told as it is shown."""
_UNREADABLE = (CellKind.ERROR, CellKind.PICTURE)


@dataclass(frozen=True)
class ListReading:
    """What a list says: fields of the applicant itself, and its tables, a sheet each."""

    answers: tuple[Answer, ...]
    tables: tuple[PrintedTable, ...]
    missing: tuple[str, ...] = ()
    """The sheets of the map that are not there, or have none of their columns."""


def read_list(sheets: Sequence[SheetCells], form: ListMap, tables: Mapping[str, Table]) -> ListReading:
    """What the sheets of an Excel file say through a list map. Raises KeyError for a named table that is none."""
    answers: list[Answer] = []
    found: list[PrintedTable] = []
    missing: list[str] = []
    left = list(sheets)
    for plan in [planned(sheet, tables) for sheet in form.sheets]:
        sheet = _sheet_of(plan, left)
        columns = find_columns(_texts(sheet), plan.columns, plan.from_) if sheet else None
        if sheet is None or columns is None:
            missing.append(plan.name)
            continue
        left.remove(sheet)
        answers += _in_title(sheet, columns, plan)
        table = _table(sheet, columns, plan, form.signature)
        if plan.from_ is None:
            answers += [answer for entry in table.entries for answer in entry.answers]
        else:
            found.append(table)
    return ListReading(tuple(answers), tuple(found), tuple(missing))


def _sheet_of(plan: PlannedSheet, sheets: Iterable[SheetCells]) -> SheetCells | None:
    """The sheet by its name; of one that was renamed, the only one with all of the columns."""
    sheets = list(sheets)
    named = [one for one in sheets if normalise(one.name) == normalise(plan.name)]
    if named:
        return named[0]
    fitting = []
    for one in sheets:
        columns = find_columns(_texts(one), plan.columns, plan.from_)
        if columns and len(columns.keys) >= len(plan.columns):
            fitting.append(one)
    return fitting[0] if len(fitting) == 1 else None


def _texts(sheet: SheetCells) -> TextRows:
    """What a person reads on a sheet, by place; under merged cells the same text at each place."""
    last = max((at for cells in sheet.rows.values() for at in cells), default=0)
    found: dict[int, dict[int, str]] = {}
    for row in sheet.rows:
        # A merged range may cover places of a row that has cells; a row of nothing else is no row of a list.
        cells = {at: sheet.spread(row, at) for at in range(1, last + 1)}
        found[row] = {
            at: _text(cell) for at, cell in cells.items() if cell is not None and cell.kind not in _UNREADABLE
        }
    return found


def _text(cell: SheetCell) -> str:
    """What a cell says: of a number of which the format hides a part, the number."""
    if (
        cell.kind is CellKind.NUMBER
        and cell.stored
        and cell.number is not None
        and len(cell.text) < MOST_DIGITS
    ):
        return plain(cell.number)
    return cell.text


def _table(
    sheet: SheetCells, columns: Columns, plan: PlannedSheet, signature: tuple[str, ...]
) -> PrintedTable:
    rows = _texts(sheet)
    return read_rows(
        rows,
        columns,
        f"工作表「{sheet.name}」",
        plan.from_,
        (*plan.notes, *(f"{label}：" for label in signature)),
        whole=not plan.only and not plan.without,
        row_names={number: f"第 {number} 行" for number in rows},
    )


def _in_title(sheet: SheetCells, columns: Columns, plan: PlannedSheet) -> list[Answer]:
    """The applicant's name, which stands before the sheet's title."""
    for row, cells in _texts(sheet).items():
        text = next(iter(cells.values()), "").strip() if row < columns.row else ""
        if len(text) > len(plan.title) and normalise(text).endswith(normalise(plan.title)):
            name = text[: len(text) - len(plan.title)] if text.endswith(plan.title) else ""
            return [Answer(_NAME, name.strip(), f"工作表「{sheet.name}」", TITLE)] if name.strip() else []
    return []


def read_free_tables(sheets: Iterable[SheetCells], tables: Mapping[str, Table]) -> Iterator[PrintedTable]:
    """The tables of an Excel file of somebody's own that are named ones of the library."""
    for sheet in sheets:
        rows = _texts(sheet)
        if known := known_table(rows, tables):
            names = {number: f"第 {number} 行" for number in rows}
            section = f"工作表「{sheet.name}」"
            yield read_rows(
                rows, known.columns, section, known.table.from_, whole=known.exact, row_names=names
            )


def sheets_text(sheets: Iterable[SheetCells]) -> str:
    """All text of an Excel file, a cell a line."""
    return "\n".join(cell.text for sheet in sheets for row in sheet.rows.values() for cell in row.values())
