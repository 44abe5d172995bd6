"""Writes sheets for filling in with openpyxl; `fillable.write_fillable` imports this module only then."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from evalprep.documents.sheets.excelstyle import (
    FORMATS,
    LEAST_SIZE,
    SIZE,
    Styles,
    file_bytes,
    new_workbook,
    put,
    set_up_page,
)
from evalprep.documents.sheets.fillable import (
    HEADER_ROW,
    NOTE_SIZE,
    Choices,
    FillRow,
    FillSheet,
    shown,
)
from evalprep.documents.sheets.sheetlayout import PAGE_HEIGHT, PAGE_WIDTH, lines_needed, widest_line
from evalprep.documents.sheets.workbook import Value

AUTHOR = "evalprep"
LISTS = "Lists"
"""The hidden sheet of drop-downs that are too long for a cell's own: a name that no program quotes."""
LONGEST_LIST = 255
"""Characters of a drop-down that is written into the cell's rule: Excel's limit."""
FURTHER_ROWS = 500
"""Below the last row, where drop-downs work too: rows that a person adds or pastes."""
_LEFT_FROM = 20
"""The width from which a column's texts stand at the left, not centred."""
_COMMENT_WIDTH, _COMMENT_LINE, _COMMENT_EDGES = 320, 18, 24
"""Of a comment's box, in pixels."""
_COMMENT_CHARACTERS = 44
"""The width of a line in such a box, in digits; careful, for nothing may be cut off."""


def fillable_file(named: Iterable[tuple[str, FillSheet]]) -> bytes:
    """The bytes of an Excel file with these sheets under these names, which Excel takes as they are."""
    workbook = new_workbook()
    scratch = workbook.worksheets[0]
    styles, lists = Styles(scratch), _Lists(workbook)
    workbook.remove(scratch)
    for name, sheet in named:
        _Page(workbook.create_sheet(name), sheet, styles, lists).write()
    lists.write()
    return file_bytes(workbook)


class _Lists:
    """The drop-downs of a workbook that stand on a hidden sheet, each once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._columns: dict[tuple[str, ...], str] = {}

    def source(self, items: tuple[str, ...]) -> str:
        """What a cell's rule says of where its choices stand."""
        listed = ",".join(items)
        if len(listed) <= LONGEST_LIST and not any(set(item) & set(',"') for item in items):
            return f'"{listed}"'
        column = self._columns.setdefault(items, get_column_letter(len(self._columns) + 1))
        return f"{LISTS}!${column}$1:${column}${len(items)}"

    def write(self) -> None:
        """The hidden sheet, where one is needed."""
        if not self._columns:
            return
        page = self._workbook.create_sheet(LISTS)
        page.sheet_state = "hidden"
        for items, column in self._columns.items():
            for at, item in enumerate(items, 1):
                cell = page[f"{column}{at}"]
                cell.value, cell.data_type, cell.number_format = item, "s", FORMATS["text"]


class _Page:
    """One sheet while it is written."""

    def __init__(self, page: Worksheet, sheet: FillSheet, styles: Styles, lists: _Lists) -> None:
        self._page, self._sheet, self._styles, self._lists = page, sheet, styles, lists
        self._height = 0.0
        self._rules: dict[Choices, DataValidation] = {}
        self._across = [self._side(at) for at in range(len(sheet.columns))]

    def _side(self, at: int) -> str:
        """Where a column's texts stand: in the middle unless they are long or the column is wide."""
        texts = (shown(row.values[at]) for row in self._sheet.rows if row.look != "note")
        widest = max(self._sheet.columns[at].width, *map(widest_line, texts), 0)
        return "left" if widest > _LEFT_FROM else "center"

    def write(self) -> None:
        sheet, page = self._sheet, self._page
        self._line(1, sheet.title, "title", "center")
        self._line(2, sheet.how, "line", "left")
        self._header()
        for row, place, heights in zip(sheet.rows, sheet.places, sheet.heights, strict=True):
            self._row(row, place, heights)
        self._columns()
        for choices, rule in self._rules.items():
            page.add_data_validation(_told(rule, choices))
        self._set_up()

    def _line(self, row: int, text: str, look: str, across: str) -> None:
        """A line over the width of the table; of one two pages wide over what the first page shows once."""
        first, end = self._sheet.title_columns
        self._high(row, self._sheet.heading_heights[row - 1])
        self._page.merge_cells(start_row=row, end_row=row, start_column=first + 1, end_column=end)
        self._put(row, first, text, look, across)

    def _header(self) -> None:
        self._high(HEADER_ROW, self._sheet.heading_heights[-1])
        for at, column in enumerate(self._sheet.columns):
            self._put(HEADER_ROW, at, column.header, "header", "center")

    def _row(self, row: FillRow, place: int, heights: tuple[float, ...]) -> None:
        """A row of the table; one that takes several rows of the sheet has each cell merged over them."""
        for below, height in enumerate(heights):
            self._high(place + below, height)
        for at, value in enumerate(row.values):
            look = self._look(row, at)
            across = "left" if row.look == "note" and at else self._across[at]
            self._put(place, at, value, look, across, NOTE_SIZE if row.look == "note" else SIZE)
            if len(heights) > 1:
                end = place + len(heights) - 1
                for below in range(place + 1, end + 1):
                    self._put(below, at, None, look, across)
                self._page.merge_cells(start_row=place, end_row=end, start_column=at + 1, end_column=at + 1)
            if comment := row.shaded.get(at):
                self._page.cell(place, at + 1).comment = _comment(comment)
            if at in row.choices:
                self._rule(row.choices[at]).add(f"{get_column_letter(at + 1)}{place}")

    def _look(self, row: FillRow, at: int) -> str:
        if row.look != "body":
            return row.look
        return "shaded" if at in row.shaded else "fixed" if self._sheet.columns[at].fixed else "body"

    def _columns(self) -> None:
        """What holds of whole columns: width, format also below the last row, choices from the first row to fill in."""
        sheet = self._sheet
        bodies = [place for row, place in zip(sheet.rows, sheet.places, strict=True) if row.look == "body"]
        first = bodies[0] if bodies else HEADER_ROW + 1
        last = (bodies[-1] if bodies else first) + FURTHER_ROWS
        for at, column in enumerate(sheet.columns):
            letter = get_column_letter(at + 1)
            dimension = self._page.column_dimensions[letter]
            dimension.width = round(sheet.widths[at], 2)
            dimension.number_format = FORMATS[column.kind]
            if column.choices is not None:
                self._rule(column.choices).add(f"{letter}{first}:{letter}{last}")

    def _rule(self, choices: Choices) -> DataValidation:
        if choices not in self._rules:
            source = self._lists.source(choices.items)
            self._rules[choices] = DataValidation("list", formula1=source, allow_blank=True)
        return self._rules[choices]

    def _put(self, row: int, at: int, value: Value, look: str, across: str, size: float = SIZE) -> None:
        cell = self._page.cell(row, at + 1)
        assert isinstance(cell, Cell)
        kind = self._sheet.columns[at].kind if row > HEADER_ROW else "text"
        put(cell, value, self._styles, look, kind, across, size)

    def _high(self, row: int, height: float) -> None:
        self._page.row_dimensions[row].height = height
        self._height += height

    def _set_up(self) -> None:
        page, sheet = self._page, self._sheet
        page.freeze_panes = f"{get_column_letter(sheet.naming + 1)}{HEADER_ROW + 1}"
        page.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
        wide = sum(sheet.widths)
        if sheet.two_pages:
            page.print_title_cols = f"A:{get_column_letter(sheet.naming)}"
            set_up_page(page, pages_wide=2)
            return
        scale = min(PAGE_WIDTH / wide, 1)
        one_page = (
            self._height * LEAST_SIZE <= PAGE_HEIGHT * SIZE and self._height * scale < PAGE_HEIGHT * 1.15
        )
        set_up_page(page, one_page=one_page)


def _told(rule: DataValidation, choices: Choices) -> DataValidation:
    """The rule with what is said of other texts: proposals are free, of a closed choice a person is asked."""
    rule.showErrorMessage = choices.closed
    if choices.closed:
        rule.errorStyle, rule.errorTitle = "warning", "不在可选的几项之中"
        rule.error = "下拉里没有这一项，导入时可能认不出来。还是这样写吗？"
    return rule


def _comment(text: str) -> Comment:
    """A comment in a box that is large enough for it."""
    lines = lines_needed(text, _COMMENT_CHARACTERS)
    return Comment(text, AUTHOR, height=lines * _COMMENT_LINE + _COMMENT_EDGES, width=_COMMENT_WIDTH)
