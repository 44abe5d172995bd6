"""The XML parts of an .xlsx as streams: the cells of a sheet, the shared texts; memory stays small whatever the size.

Not openpyxl: it gives values or formulas and reads a file twice for both, walks a million formatted rows one by one,
and gives up on files whose styles or validations other programs wrote badly, although their cells are in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from evalprep.documents.archive import OfficeKind, RefusedError
from evalprep.documents.sheets.cells import Range

MAX_ROWS = 10_000
"""Filled rows of one sheet."""
MAX_CELLS = 500_000
"""Filled cells of one sheet."""
MAX_PIECE_BYTES = 40 * 1024 * 1024
"""What may stand between two rows, or two shared texts: held in memory as a whole."""
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BLANK_ROW = re.compile(
    rb'<row r="\d+"[^<>]*/>|<row r="\d+"[^<>]*>(?:<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d+")?(?: ?/>|></c>))*+</row>'
)


class RawCell(NamedTuple):
    """A cell as the XML has it."""

    row: int
    column: int
    type: str
    style: int
    value: str | None
    """The text of v, or of an inline string; None where there is neither."""
    formula: str | None
    rich: bool
    """Whether the value is one of those that only newer programs show: a picture in the cell."""


class TooManyRowsError(Exception):
    """A sheet has more filled rows, or filled cells, than a list has; `row` is the first one too many."""

    def __init__(self, row: int) -> None:
        self.row = row


@dataclass
class RawSheet:
    """The cells of a sheet that have a value or a formula, by row, and its merged ranges."""

    rows: dict[int, list[RawCell]] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)


def read_sheet_xml(chunks: Iterable[bytes], kind: OfficeKind) -> RawSheet:
    """Read a worksheet part. Raises RefusedError for broken XML, TooManyRowsError as soon as there are too many."""
    sheet, open_row, last_row, cells = RawSheet(), _OpenRow(), 0, 0
    for element in _stream(without_blank_rows(chunks), ("v", "f", "is", "row", "mergeCell"), "row", kind):
        name = local_name(element)
        if name == "row":
            last_row = _number(element.get("r"), last_row + 1, _LAST_ROW, kind)
            filled = open_row.close(last_row, kind)
            cells += len(filled)
            if filled:
                sheet.rows.setdefault(last_row, []).extend(filled)
            if len(sheet.rows) > MAX_ROWS or cells > MAX_CELLS:
                raise TooManyRowsError(last_row)
        elif name == "mergeCell":
            if (merged := _range(element.get("ref", ""))) is not None:
                sheet.merged.append(merged)
        else:
            open_row.add(element)
    return sheet


def read_shared_texts(chunks: Iterable[bytes], wanted: set[int], kind: OfficeKind) -> dict[int, str]:
    """The shared texts of these numbers, from 0; numbers that the part does not have are absent."""
    texts: dict[int, str] = {}
    for at, element in enumerate(_stream(chunks, ("si",), "si", kind)):
        if at in wanted:
            texts[at] = _rich_text(element, kind)
    return texts


def _rich_text(element: etree._Element, kind: OfficeKind) -> str:
    """The text of a shared or inline string: all its runs, without the reading aid (rPh) over them."""
    parts = []
    for child in element:
        name = local_name(child)
        if name == "t":
            parts.append(_text(child, kind))
        elif name == "r":
            parts.extend(_text(inner, kind) for inner in child if local_name(inner) == "t")
    return unescaped("".join(parts))


def _text(element: etree._Element, kind: OfficeKind) -> str:
    """The element's text; a comment in the midst of it would leave half a text, and half a text is none."""
    if len(element):
        raise kind.damaged()
    return element.text or ""


def unescaped(text: str) -> str:
    """The text with _x000D_ and its like as the signs that they stand for (ECMA-376 part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace: the strict variant of Open XML has other ones."""
    return str(element.tag).rpartition("}")[2]


def small_number(text: str) -> int | None:
    """A number of at most nine digits; None for any other text."""
    return int(text) if len(text) <= 9 and text.isdecimal() else None


def column_number(letters: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def without_blank_rows(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same XML without rows that are only formatted: parsing a million of them takes seconds, this does not."""
    kept = b""
    for chunk in chunks:
        chunk = kept + chunk
        at = chunk.rfind(b"<row ")
        if at <= 0:
            kept = b""
            yield chunk
            continue
        kept = chunk[at:]
        yield _BLANK_ROW.sub(b"", chunk[:at])
    yield _BLANK_ROW.sub(b"", kept)


class _OpenRow:
    """The cells of the row that is being read: those that have anything in them."""

    def __init__(self) -> None:
        self._cells: list[etree._Element] = []

    def add(self, inner: etree._Element) -> None:
        """Take note of the cell that this v, f or is belongs to."""
        cell = inner.getparent()
        if cell is not None and local_name(cell) == "c" and (not self._cells or self._cells[-1] is not cell):
            self._cells.append(cell)

    def close(self, row: int, kind: OfficeKind) -> list[RawCell]:
        """The row's cells that are not blank."""
        found = [_raw_cell(cell, row, kind) for cell in self._cells]
        self._cells = []
        return [cell for cell in found if cell is not None]


def _raw_cell(cell: etree._Element, row: int, kind: OfficeKind) -> RawCell | None:
    value = formula = None
    for child in cell:
        name = local_name(child)
        if name == "v":
            value = _text(child, kind)
        elif name == "is":
            value = _rich_text(child, kind)
        elif name == "f":
            formula = _text(child, kind)
    kind_of_value = cell.get("t", "n")
    if not value and (formula is None or (kind_of_value == "str" and value is not None)):
        return None
    return RawCell(
        row,
        _column(cell, kind),
        kind_of_value,
        small_number(cell.get("s", "0")) or 0,
        value or None,
        formula,
        "vm" in cell.attrib,
    )


def _column(cell: etree._Element, kind: OfficeKind) -> int:
    reference = cell.get("r")
    if reference is None:
        before = sum(1 for _ in cell.itersiblings(preceding=True))
        return _number(None, before + 1, _LAST_COLUMN, kind)
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise kind.damaged()
    return _number(str(column_number(match[1])), 0, _LAST_COLUMN, kind)


def _number(text: str | None, otherwise: int, most: int, kind: OfficeKind) -> int:
    number = otherwise if text is None else small_number(text)
    if number is None or not 1 <= number <= most:
        raise kind.damaged()
    return number


def _range(reference: str) -> Range | None:
    first, _, last = reference.partition(":")
    corners = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if corners[0] is None or corners[1] is None:
        return None
    rows = sorted(int(corner[2]) for corner in corners if corner)
    columns = sorted(column_number(corner[1]) for corner in corners if corner)
    return rows[0], columns[0], rows[1], columns[1]


def _stream(
    chunks: Iterable[bytes], names: tuple[str, ...], piece: str, kind: OfficeKind
) -> Iterator[etree._Element]:
    """The elements of these names, each when it is complete; a `piece` is forgotten when it has been looked at."""
    tags = tuple(f"{{*}}{name}" for name in names)
    parser = etree.XMLPullParser(
        ("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        held = 0
        for chunk in _without_doctype(chunks):
            held += len(chunk)
            if held > MAX_PIECE_BYTES:
                raise kind.too_much()
            parser.feed(chunk)
            for _, element in parser.read_events():
                assert isinstance(element, etree._Element)
                yield element
                if local_name(element) == piece:
                    held = 0
                    _forget(element)
        parser.close()
    except etree.XMLSyntaxError:
        raise kind.damaged() from None


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _without_doctype(chunks: Iterable[bytes]) -> Iterator[bytes]:
    end = b""
    for chunk in chunks:
        refuse_doctype(end + chunk)
        end = chunk[-32:]
        yield chunk


def refuse_doctype(xml: bytes) -> None:
    """Raises RefusedError for a document type: Office writes none, and entities come with it."""
    if any(mark in xml for mark in _DOCTYPE):
        raise RefusedError(
            "doctype",
            "文件里有 DOCTYPE 声明，Excel 和 WPS 都不写这个，可能是有人做过手脚",
            "向给你文件的人核实；要用就用 Excel 或 WPS 打开，另存一份 .xlsx",
        )
