"""Writes sheets with openpyxl: one look for every list, and bytes that depend on nothing but the sheets.

`workbook.write_workbook` looks through the texts first and imports this module only then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from evalprep.documents.sheets.excelstyle import (
    LEAST_SIZE,
    Styles,
    file_bytes,
    new_workbook,
    put,
    set_up_page,
)
from evalprep.documents.sheets.sheetlayout import (
    PAGE_HEIGHT,
    column_widths,
    row_height,
    split_height,
    widest_line,
)
from evalprep.documents.sheets.workbook import Link, Sheet, Value

_LEFT_FROM = 24
"""The width from which a column's texts stand at the left, not centred."""
_FOR_PEN = "　" * 9
_FOR_DATE = "　　　　年　　月　　日"


def excel_file(named: Iterable[tuple[str, Sheet]]) -> bytes:
    """The bytes of an Excel file with these sheets under these names, which Excel takes as they are."""
    workbook = new_workbook()
    scratch = workbook.worksheets[0]
    styles = Styles(scratch)
    workbook.remove(scratch)
    every = list(named)
    names = [name for name, _ in every]
    for name, sheet in every:
        _Page(workbook.create_sheet(name), sheet, styles, names).write()
    return file_bytes(workbook)


class _Page:
    """One sheet while it is written, from the title down."""

    def __init__(self, page: Worksheet, sheet: Sheet, styles: Styles, names: Sequence[str]) -> None:
        self._page, self._sheet, self._styles, self._names = page, sheet, styles, names
        self._row, self._height = 0, 0.0
        texts = [[_shown(value) for value in row] for row in (*sheet.rows, sheet.totals)]
        cells = [[row[at] for row in texts if row] for at in range(len(sheet.columns))]
        given = [column.width for column in sheet.columns]
        self._widths = (
            given if all(given) else column_widths(cells, [column.header for column in sheet.columns])
        )
        widest = [max(map(widest_line, column), default=0) for column in cells]
        self._across = [
            "right" if column.kind == "money" else "left" if width > _LEFT_FROM else "center"
            for column, width in zip(sheet.columns, widest, strict=True)
        ]

    def write(self) -> None:
        sheet = self._sheet
        self._line(sheet.title, "title", "center", 16)
        for line in sheet.lead:
            self._line(line, "line", "left")
        self._header()
        header = self._row
        for number, row in enumerate(sheet.rows or (tuple(None for _ in sheet.columns),)):
            looks = ["shaded" if (number, at) in sheet.shaded else "body" for at in range(len(row))]
            self._cells(row, looks)
        if sheet.filtered:
            self._page.auto_filter.ref = f"A{header}:{get_column_letter(len(sheet.columns))}{self._row}"
        if sheet.totals:
            self._cells(sheet.totals, ["total"] * len(sheet.totals))
        for note in sheet.notes:
            self._line(note, "line", "left")
        if sheet.signature:
            self._line("　　".join(map(_for_pen, sheet.signature)), "line", "left", gap=12)
        self._set_up()

    def _line(self, text: str | Link, look: str, across: str, size: float = 0, gap: float = 0) -> None:
        """A line over the whole width of the table, in the size of the sheet unless told otherwise."""
        row = self._next(row_height([str(text)], [sum(self._widths)], size or self._sheet.size) + gap)
        if len(self._widths) > 1:
            self._page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(self._widths))
        self._put(row, 1, text, look, "text", across)

    def _header(self) -> None:
        headers = [column.header for column in self._sheet.columns]
        row = self._next(row_height(headers, self._widths, self._sheet.size) + 4)
        for at, header in enumerate(headers, 1):
            self._put(row, at, header, "header", "text", "center")
        self._page.freeze_panes = f"A{row + 1}"
        self._page.print_title_rows = f"{row}:{row}"

    def _cells(self, values: Sequence[Value | Link], looks: Sequence[str]) -> None:
        """A row of the table; one higher than Excel allows takes several, each cell merged over them."""
        shown = [_shown(value) for value in values]
        first, *more = split_height(row_height(shown, self._widths, self._sheet.size))
        row = self._next(first)
        for height in more:
            self._next(height)
        for at, value in enumerate(values):
            kind = self._sheet.columns[at].kind
            self._put(row, at + 1, value, looks[at], kind, self._across[at])
            if more:
                for below in range(row + 1, self._row + 1):
                    self._put(below, at + 1, None, looks[at], kind, self._across[at])
                self._page.merge_cells(
                    start_row=row, end_row=self._row, start_column=at + 1, end_column=at + 1
                )

    def _put(self, row: int, column: int, value: Value | Link, look: str, kind: str, across: str) -> None:
        cell = self._page.cell(row, column)
        assert isinstance(cell, Cell)
        if isinstance(value, Link):
            name = self._names[value.sheet].replace("'", "''")
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1")
            value, look = value.text, "link" if look == "line" else "linked"
        put(cell, value, self._styles, look, kind, across, self._sheet.size)

    def _next(self, height: float) -> int:
        self._row, self._height = self._row + 1, self._height + height
        self._page.row_dimensions[self._row].height = height
        return self._row

    def _set_up(self) -> None:
        """The page: A4 landscape, one page wide, as many long as it takes, numbered.

        What runs over by a few lines is made a little smaller, so that it stays one page.
        """
        page = self._page
        for at, width in enumerate(self._widths, 1):
            page.column_dimensions[get_column_letter(at)].width = round(width, 2)
        one_page = self._height * LEAST_SIZE <= PAGE_HEIGHT * self._sheet.size
        set_up_page(page, one_page=one_page)


def _shown(value: Value | Link) -> str:
    """A value about as it is shown, for its width."""
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int | Decimal) else str(value)


def _for_pen(label: str) -> str:
    """A label with room behind it; a date with the room of its parts."""
    return f"{label}：{_FOR_DATE if label.endswith('日期') else _FOR_PEN}"
