"""What every Excel file of ours is made of: the looks of its cells, texts that stay texts, the page, and its bytes."""

from __future__ import annotations

import io
import re
import zipfile
from copy import copy
from datetime import date
from decimal import Decimal

from lxml import etree
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from evalprep.documents.package import pack

FACE, SIZE = "宋体", 10.5
FORMATS = {"text": "@", "number": "General", "money": "#,##0.00", "date": "yyyy-mm-dd"}
LEAST_SIZE = 7.5
"""In points: type is made no smaller to save a page."""
_ESCAPE_LOOKALIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel would read as an escaped sign: the text _x0041_ is not an A."""
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\n")
_CORE, _STYLES, _SHEETS = "docProps/core.xml", "xl/styles.xml", "xl/worksheets/sheet"
_IGNORED = b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'
_AFTER_IGNORED = (b"<drawing", b"<legacyDrawing", b"<tableParts", b"</worksheet>")
"""What may stand behind `ignoredErrors`, in the schema's order (CT_Worksheet)."""
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color",
    "name", "family", "charset", "scheme",
)  # fmt: skip
_NO_CLOCK = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>"""
_GREY = "FF595959"
_LINK = "FF0B4F94"
_PALE = "FFF7F7F7"
_FILLS = {"header": "FFEDEDED", "note": _PALE, "example": _PALE, "fixed": _PALE, "shaded": "FFFFF2A8"}
_BARE = ("title", "line", "link")
"""Looks without a frame."""


def new_workbook() -> Workbook:
    """A workbook with one sheet, on which looks are tried out.

    Columns are measured by the digits of the workbook's first font: so they are as wide everywhere.
    """
    workbook = Workbook()
    workbook._fonts = IndexedList([Font(name=FACE, size=SIZE)])  # type: ignore[attr-defined]
    return workbook


def file_bytes(workbook: Workbook) -> bytes:
    """The bytes of a workbook, which depend on nothing but what it holds."""
    saved = io.BytesIO()
    workbook.save(saved)
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets = {name: _unmarked(part) for name, part in parts.items() if name.startswith(_SHEETS)}
    return pack({**parts, **sheets, _CORE: _NO_CLOCK, _STYLES: _with_fonts_in_order(parts[_STYLES])})


def _unmarked(sheet: bytes) -> bytes:
    """A sheet on which Excel does not mark every identity number with a green corner: number stored as text."""
    end = next(at for mark in _AFTER_IGNORED if (at := sheet.rfind(mark)) >= 0)
    return sheet[:end] + _IGNORED + sheet[end:]


def _with_fonts_in_order(styles: bytes) -> bytes:
    """The styles with what a font has in the schema's order (CT_Font), which openpyxl does not keep."""
    root = etree.fromstring(styles)
    for font in root.iterfind(".//{*}font"):
        font[:] = sorted(font, key=lambda one: _FONT_ORDER.index(etree.QName(one).localname))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


class Styles:
    """The looks of cells, each made once and then copied: setting them one by one takes ten times as long."""

    def __init__(self, scratch: Worksheet) -> None:
        self._scratch = scratch
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
        """Give a cell the look of a title, line, header, body, shaded, total; of a note, an example, a fixed text;
        of a link with a frame (`linked`) or without (`link`)."""
        key = (look, number_format, across, quoted, size)
        if key not in self._made:
            self._made[key] = self._make(*key)
        cell._style = copy(self._made[key])  # type: ignore[attr-defined]

    def _make(self, look: str, number_format: str, across: str, quoted: bool, size: float) -> StyleArray:
        cell, framed = self._scratch["A1"], look not in _BARE
        cell.font = _font(look, size)
        indent = 0 if across == "center" or not framed else 1
        cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True, indent=indent)
        cell.number_format = number_format
        thin = Side(style="thin", color="FF000000")
        cell.border = Border(left=thin, right=thin, top=thin, bottom=thin) if framed else Border()
        cell.fill = PatternFill("solid", start_color=_FILLS[look]) if look in _FILLS else PatternFill()
        cell.quotePrefix = quoted
        style: StyleArray = cell._style
        return copy(style)


def _font(look: str, size: float) -> Font:
    match look:
        case "title":
            return Font(name="黑体", size=16)
        case "header" | "total":
            return Font(name=FACE, size=size, bold=True)
        case "note" | "example":
            return Font(name=FACE, size=size, italic=look == "example", color=_GREY)
        case "link" | "linked":
            return Font(name=FACE, size=size, underline="single", color=_LINK)
        case _:
            return Font(name=FACE, size=size)


def put(
    cell: Cell,
    value: str | int | Decimal | date | None,
    styles: Styles,
    look: str,
    kind: str = "text",
    across: str = "center",
    size: float = SIZE,
) -> None:
    """Write a value with a look; what is text stays the text that it is, a blank keeps its column's format."""
    if isinstance(value, str) and value:
        cell.value = _ESCAPE_LOOKALIKE.sub("_x005F_", value)
        cell.data_type = "s"  # openpyxl takes = for a formula and #N/A for an error
        styles.put(cell, look, "@", across, value.startswith(_FORMULA_SIGNS), size)
    else:
        cell.value = value or None if isinstance(value, str) else value
        styles.put(cell, look, FORMATS[kind], across, size=size)


def set_up_page(page: Worksheet, *, pages_wide: int = 1, one_page: bool = False) -> None:
    """The page: A4 landscape, fitted to its width, as many long as it takes unless it is to be one, numbered."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth = pages_wide
    page.page_setup.fitToHeight = 1 if one_page else 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    margins = page.page_margins
    margins.left = margins.right = 12 / 25.4
    margins.top, margins.bottom = 15 / 25.4, 18 / 25.4
    margins.header = margins.footer = 8 / 25.4
    assert page.oddFooter is not None
    page.oddFooter.center.text = "第 &P 页，共 &N 页"
