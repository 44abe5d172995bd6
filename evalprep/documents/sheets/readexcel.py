"""An .xlsx or .xlsm as cells: each sheet's XML read in sheetxml, its values as a person sees them, merged ranges, pictures."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from evalprep.documents.archive import RefusedError, broken_is_refused
from evalprep.documents.sheets.bookparts import KIND, Book, Parts, SheetPart, picture_places, read_book
from evalprep.documents.sheets.cells import (
    NOT_COMPUTED,
    PICTURE_TEXT,
    CellKind,
    Range,
    SheetCell,
    SheetCells,
)
from evalprep.documents.sheets.cellvalues import CellValue, day_value, number_value, text_value
from evalprep.documents.sheets.numberformats import GENERAL, NumberFormat, number_format
from evalprep.documents.sheets.sheetxml import (
    MAX_CELLS,
    MAX_ROWS,
    RawCell,
    RawSheet,
    TooManyRowsError,
    read_shared_texts,
    read_sheet_xml,
    small_number,
    unescaped,
)

MAX_MERGED_ROWS = 1_000_000
"""Rows of all merged ranges of a sheet together, so that looking a cell up stays cheap."""
_PICTURE_FORMULA = re.compile(r"=?\s*(_xlfn\.)?(_xlws\.)?(DISPIMG|IMAGE)\s*\(", re.IGNORECASE)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=T|$)")
_PICTURE = CellValue(CellKind.PICTURE, PICTURE_TEXT)
_GENERAL = number_format(GENERAL)
_Rows = dict[int, dict[int, SheetCell]]


def read_excel(data: bytes) -> tuple[SheetCells, ...]:
    """All worksheets of a workbook in their order. Raises RefusedError for every other zip file, and for too many rows."""
    with broken_is_refused(KIND):
        archive = zipfile.ZipFile(io.BytesIO(data))
    with archive:
        parts = Parts(archive)
        book = read_book(parts)
        # Rows are counted before the shared texts are read: a file with far too many has far too many texts as well.
        raw = [(sheet, _raw_sheet(parts, sheet)) for sheet in book.sheets]
        texts = _shared_texts(parts, book, [sheet for _, sheet in raw])
        return tuple(_sheet(parts, book, texts, part, sheet) for part, sheet in raw)


def _raw_sheet(parts: Parts, sheet: SheetPart) -> RawSheet:
    if sheet.part not in parts:
        raise KIND.damaged()
    try:
        return read_sheet_xml(parts.chunks(sheet.part), KIND)
    except TooManyRowsError as too_many:
        raise _too_many(sheet.name, too_many.row) from None


def _too_many(sheet: str, row: int) -> RefusedError:
    return RefusedError(
        "too_many_rows",
        f"工作表「{sheet}」的内容太多：到第 {row} 行，有内容的已经超过 {MAX_ROWS:,} 行或 {MAX_CELLS:,} 格，不像一份名单",
        "核对是不是选错了文件；是的话，删去这张工作表，或者把要导入的行复制到新工作簿，再导入",
    )


def _shared_texts(parts: Parts, book: Book, sheets: Iterable[RawSheet]) -> Mapping[int, str]:
    shared = (
        small_number((cell.value or "").strip())
        for sheet in sheets
        for row in sheet.rows.values()
        for cell in row
        if cell.type == "s"
    )
    wanted = {at for at in shared if at is not None}
    if not wanted or not book.shared_texts:
        return {}
    return read_shared_texts(parts.chunks(book.shared_texts), wanted, KIND)


def _sheet(parts: Parts, book: Book, texts: Mapping[int, str], part: SheetPart, raw: RawSheet) -> SheetCells:
    pictures = list(picture_places(parts, part.part))
    last = max([*raw.rows, *(row for row, _ in pictures)], default=0)
    frame = SheetCells(part.name, merged=_down_to(raw.merged, last), hidden=part.hidden)
    rows: _Rows = {}
    for number, cells in raw.rows.items():
        for cell in cells:
            # What lies under a merged range nobody sees: only its first cell counts.
            seen = frame.first(number, cell.column) == (number, cell.column)
            value = _value(cell, book, texts) if seen else None
            if value is not None:
                _put(rows, number, cell.column, value, _is_formula(cell))
    for place in pictures:
        row, column = frame.first(*place)
        if column not in rows.get(row, {}):
            _put(rows, row, column, _PICTURE)
    if len(rows) > MAX_ROWS:
        raise _too_many(part.name, sorted(rows)[MAX_ROWS])
    ordered = {row: dict(sorted(rows[row].items())) for row in sorted(rows)}
    return replace(frame, rows=ordered)


def _down_to(merged: Iterable[Range], last: int) -> tuple[Range, ...]:
    """The ranges as far as there are rows; whole columns are merged at times."""
    kept = tuple((top, left, min(bottom, last), right) for top, left, bottom, right in merged if top <= last)
    if sum(bottom - top + 1 for top, _, bottom, _ in kept) > MAX_MERGED_ROWS:
        raise KIND.too_much()
    return kept


def _put(rows: _Rows, row: int, column: int, value: CellValue, from_formula: bool = False) -> None:
    rows.setdefault(row, {})[column] = SheetCell(
        row, column, value.kind, value.text, value.number, value.day, from_formula, value.stored
    )


def _is_formula(cell: RawCell) -> bool:
    """LibreOffice writes TRUE and FALSE that somebody typed as formulas."""
    return cell.formula is not None and cell.formula not in ("TRUE()", "FALSE()")


def _value(cell: RawCell, book: Book, texts: Mapping[int, str]) -> CellValue | None:
    if cell.formula and _PICTURE_FORMULA.match(cell.formula):
        return _PICTURE
    if cell.value is None:
        return CellValue(CellKind.ERROR, NOT_COMPUTED)
    if cell.type == "e":
        return _PICTURE if cell.rich else CellValue(CellKind.ERROR, cell.value)
    if cell.type == "b":
        return CellValue(CellKind.BOOLEAN, "TRUE" if cell.value in ("1", "true") else "FALSE")
    if cell.type in ("s", "str", "inlineStr"):
        text = _text(cell, texts)
        return _PICTURE if _PICTURE_FORMULA.match(text) and "=" in text else text_value(text)
    shown = book.formats[cell.style] if cell.style < len(book.formats) else _GENERAL
    if cell.type == "d" and _ISO_DAY.match(cell.value):
        return _iso_day(cell.value[:10], shown)
    return number_value(cell.value, shown, book.from_1904)


def _text(cell: RawCell, texts: Mapping[int, str]) -> str:
    value = cell.value or ""
    if cell.type != "s":
        return value if cell.type == "inlineStr" else unescaped(value)
    at = small_number(value.strip())
    if at is None or at not in texts:
        raise KIND.damaged()
    return texts[at]


def _iso_day(text: str, shown: NumberFormat) -> CellValue | None:
    try:
        return day_value(date.fromisoformat(text), shown)
    except ValueError:
        return text_value(text)
