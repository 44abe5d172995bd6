"""Writes sheets with openpyxl: one look for every list, and bytes that depend on nothing but the sheets.

`workbook.write_workbook` looks through the texts first and imports this module only then.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from copy import copy
from decimal import Decimal

from lxml import etree
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from evalprep.documents.package import pack
from evalprep.documents.sheets.sheetlayout import column_widths, row_height, split_height, widest_line
from evalprep.documents.sheets.workbook import Sheet, Value

FACE, SIZE = "宋体", 10.5
_ESCAPE_LOOKALIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel would read as an escaped sign: the text _x0041_ is not an A."""
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\n")
_FORMATS = {"text": "@", "number": "General", "money": "#,##0.00", "date": "yyyy-mm-dd"}
_LEFT_FROM = 24
"""The width from which a column's texts stand at the left, not centred."""
_FOR_PEN = "　" * 9
_FOR_DATE = "　　　　年　　月　　日"
_CORE, _STYLES, _SHEETS = "docProps/core.xml", "xl/styles.xml", "xl/worksheets/sheet"
_IGNORED = b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color",
    "name", "family", "charset", "scheme",
)  # fmt: skip
_NO_CLOCK = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>"""


def excel_file(named: Iterable[tuple[str, Sheet]]) -> bytes:
    """The bytes of an Excel file with these sheets under these names, which Excel takes as they are."""
    workbook = Workbook()
    # Columns are measured by the digits of the workbook's first font: so they are as wide everywhere.
    workbook._fonts = IndexedList([Font(name=FACE, size=SIZE)])  # type: ignore[attr-defined]
    styles = _Styles(workbook.worksheets[0])
    workbook.remove(styles.scratch)
    for name, sheet in named:
        _Page(workbook.create_sheet(name), sheet, styles).write()
    saved = io.BytesIO()
    workbook.save(saved)
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets = {name: _unmarked(part) for name, part in parts.items() if name.startswith(_SHEETS)}
    return pack({**parts, **sheets, _CORE: _NO_CLOCK, _STYLES: _with_fonts_in_order(parts[_STYLES])})


def _unmarked(sheet: bytes) -> bytes:
    """A sheet on which Excel does not mark every identity number with a green corner: number stored as text."""
    return sheet.replace(b"</worksheet>", _IGNORED + b"</worksheet>")


def _with_fonts_in_order(styles: bytes) -> bytes:
    """The styles with what a font has in the schema's order (CT_Font), which openpyxl does not keep."""
    root = etree.fromstring(styles)
    for font in root.iterfind(".//{*}font"):
        font[:] = sorted(font, key=lambda one: _FONT_ORDER.index(etree.QName(one).localname))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


class _Styles:
    """The looks of cells, each made once and then copied: setting them one by one takes ten times as long."""

    def __init__(self, scratch: Worksheet) -> None:
        self.scratch = scratch
        self._made: dict[tuple[str, str, str, bool, float], StyleArray] = {}

    def put(
        self,
        cell: Cell,
        look: str,
        number_format: str = "General",
        across: str = "center",
        quoted: bool = False,
        size: float = SIZE,
    ) -> None:
        """Give a cell the look of a title, header, body, shaded, total, note or signature."""
        key = (look, number_format, across, quoted, size)
        if key not in self._made:
            self._made[key] = self._make(*key)
        cell._style = copy(self._made[key])  # type: ignore[attr-defined]

    def _make(self, look: str, number_format: str, across: str, quoted: bool, size: float) -> StyleArray:
        cell = self.scratch["A1"]
        bold, framed = look in ("header", "total"), look in ("header", "body", "shaded", "total")
        cell.font = Font(name="黑体", size=16) if look == "title" else Font(name=FACE, size=size, bold=bold)
        indent = 0 if across == "center" or not framed else 1
        cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True, indent=indent)
        cell.number_format = number_format
        thin = Side(style="thin", color="FF000000")
        cell.border = Border(left=thin, right=thin, top=thin, bottom=thin) if framed else Border()
        fills = {"header": "FFEDEDED", "shaded": "FFFFF2A8"}
        cell.fill = PatternFill("solid", start_color=fills[look]) if look in fills else PatternFill()
        cell.quotePrefix = quoted
        style: StyleArray = cell._style
        return copy(style)


PAGE_HEIGHT = (210 - 15 - 18) / 25.4 * 72
"""Between the margins of a landscape A4 page, in points."""
LEAST_SIZE = 7.5
"""In points: type is made no smaller to save a page."""


class _Page:
    """One sheet while it is written, from the title down."""

    def __init__(self, page: Worksheet, sheet: Sheet, styles: _Styles) -> None:
        self._page, self._sheet, self._styles = page, sheet, styles
        self._row, self._height = 0, 0.0
        texts = [[_shown(value) for value in row] for row in (*sheet.rows, sheet.totals)]
        cells = [[row[at] for row in texts if row] for at in range(len(sheet.columns))]
        self._widths = column_widths(cells, [column.header for column in sheet.columns])
        widest = [max(map(widest_line, column), default=0) for column in cells]
        self._across = [
            "right" if column.kind == "money" else "left" if width > _LEFT_FROM else "center"
            for column, width in zip(sheet.columns, widest, strict=True)
        ]

    def write(self) -> None:
        sheet = self._sheet
        self._line(sheet.title, "title", "center", 16)
        self._header()
        for number, row in enumerate(sheet.rows or (tuple(None for _ in sheet.columns),)):
            looks = ["shaded" if (number, at) in sheet.shaded else "body" for at in range(len(row))]
            self._cells(row, looks)
        if sheet.totals:
            self._cells(sheet.totals, ["total"] * len(sheet.totals))
        for note in sheet.notes:
            self._line(note, "note", "left")
        if sheet.signature:
            self._line("　　".join(map(_for_pen, sheet.signature)), "note", "left", gap=12)
        self._set_up()

    def _line(self, text: str, look: str, across: str, size: float = 10.5, gap: float = 0) -> None:
        """A line over the whole width of the table."""
        row = self._next(row_height([text], [sum(self._widths)], size) + gap)
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

    def _cells(self, values: Sequence[Value], looks: Sequence[str]) -> None:
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

    def _put(self, row: int, column: int, value: Value, look: str, kind: str, across: str) -> None:
        cell = self._page.cell(row, column)
        assert isinstance(cell, Cell)
        if value == "":
            value = None
        if isinstance(value, str):
            cell.value = _ESCAPE_LOOKALIKE.sub("_x005F_", value)
            cell.data_type = "s"  # openpyxl takes = for a formula and #N/A for an error
            quoted = value.startswith(_FORMULA_SIGNS)
            self._styles.put(cell, look, "@", across, quoted, self._sheet.size)
        else:
            cell.value = value
            self._styles.put(cell, look, _FORMATS[kind], across, size=self._sheet.size)

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
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
        page.page_setup.fitToWidth = 1
        page.page_setup.fitToHeight = 1 if self._height * LEAST_SIZE <= PAGE_HEIGHT * self._sheet.size else 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.print_options.horizontalCentered = True
        margins = page.page_margins
        margins.left = margins.right = 12 / 25.4
        margins.top, margins.bottom = 15 / 25.4, 18 / 25.4
        margins.header = margins.footer = 8 / 25.4
        assert page.oddFooter is not None
        page.oddFooter.center.text = "第 &P 页，共 &N 页"


def _shown(value: Value) -> str:
    """A value about as it is shown, for its width."""
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int | Decimal) else str(value)


def _for_pen(label: str) -> str:
    """A label with room behind it; a date with the room of its parts."""
    return f"{label}：{_FOR_DATE if label.endswith('日期') else _FOR_PEN}"
