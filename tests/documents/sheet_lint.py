"""Our own lint for Excel files: what an office expects of a list, and what must never be in one.

`sheet_faults(xlsx)` names every fault in a few words; a good file has none. Held against every list that is built.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

A4, HIGHEST, WIDEST_PAGE = 9, 409.5, 148.0
"""A row of Excel is at most 409.5 pt high; 148 characters stand on A4 landscape between margins of 12 mm."""
CODE = re.compile(r"\d-\d{2}-\d{2}-\d{2}|\d{17}[\dX]|1\d{10}|0\d{2,3}-\d{7,8}")
"""Codes, identity numbers, phones: what Excel would make a date or a rounded number of."""
SMALLEST_SCALE = 0.6


def sheet_faults(xlsx: bytes) -> list[str]:
    """Everything that is wrong with an Excel file."""
    workbook = load_workbook(io.BytesIO(xlsx))
    return [
        *_package(xlsx),
        *(f"{page.title}: {told}" for page in workbook.worksheets for told in _page(page)),
    ]


def _package(xlsx: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            yield from (
                f"{name} holds {mark.decode()}"
                for mark in (b"<f>", b"<hyperlink", b"<ddeLink")
                if mark in content
            )
            if "external" in name.lower() or name.endswith(".bin"):
                yield f"{name} does not belong there"


def _page(page: Worksheet) -> Iterator[str]:
    header = _header(page)
    if header is None:
        yield "no header row stays in sight"
        return
    if page.print_title_rows != f"${header}:${header}":
        yield f"row {header} is not repeated on each page"
    yield from _setup(page)
    yield from _cells(page, header)
    yield from _rows(page)


def _header(page: Worksheet) -> int | None:
    found = re.fullmatch(r"A(\d+)", str(page.freeze_panes or ""))
    return int(found[1]) - 1 if found else None


def _setup(page: Worksheet) -> Iterator[str]:
    setup, properties = page.page_setup, page.sheet_properties.pageSetUpPr
    if (setup.orientation, setup.paperSize) != ("landscape", A4):
        yield "not on A4 landscape"
    if properties is None or not properties.fitToPage or setup.fitToWidth != 1:
        yield "not fitted to the width of a page"
    if page.oddFooter is None or "&P" not in (page.oddFooter.center.text or ""):
        yield "no page number"
    width = sum(one.width for one in page.column_dimensions.values())
    if width * SMALLEST_SCALE > WIDEST_PAGE:
        yield f"{width:.0f} wide: printed smaller than can be read"


def _cells(page: Worksheet, header: int) -> Iterator[str]:
    headers = [cell.value for cell in page[header]]
    yield from (f"header {number} is blank" for number, one in enumerate(headers, 1) if not one)
    for row in page.iter_rows():
        for cell in row:
            if cell.data_type not in ("s", "n", "d"):
                yield f"{cell.coordinate} holds {cell.data_type}, neither text, number nor date"
            if isinstance(cell.value, str) and cell.number_format != "@":
                yield f"{cell.coordinate} is a text in another format"
            if isinstance(cell.value, int | float) and CODE.fullmatch(str(cell.value)):
                yield f"{cell.coordinate} is a number that should be a text"
            if cell.value is not None and not cell.alignment.wrap_text:
                yield f"{cell.coordinate} does not wrap"
            if (
                cell.row >= header
                and cell.value is not None
                and len(headers) > 1
                and cell.column > len(headers)
            ):
                yield f"{cell.coordinate} stands beside the table"


def _rows(page: Worksheet) -> Iterator[str]:
    for number in range(1, page.max_row + 1):
        height = page.row_dimensions[number].height
        if height is None:
            yield f"row {number} has no height: LibreOffice and WPS do not agree on one"
        elif height > HIGHEST:
            yield f"row {number} is {height} pt high"
