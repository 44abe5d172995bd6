"""Workbooks for the tests of reading: by openpyxl, and by hand where openpyxl would not write it so."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook

from evalprep.documents.package import pack
from evalprep.documents.sheets.cells import SheetCell, SheetCells
from evalprep.documents.sheets.readfile import read_sheets

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def saved(workbook: Workbook) -> bytes:
    """The workbook as openpyxl writes it."""
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def workbook_of(*rows: Sequence[object], name: str = "工作人员") -> bytes:
    """A workbook with one sheet that holds these rows."""
    workbook = Workbook()
    page = workbook.worksheets[0]
    page.title = name
    for row in rows:
        page.append(row)
    return saved(workbook)


def by_hand(
    sheet: str,
    formats: Iterable[str] = (),
    texts: Iterable[str] = (),
    after: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    workbook: str = "",
) -> bytes:
    """A workbook whose sheet 工作人员 holds these rows as XML; style n is the n-th format, from 1; `after` follows them."""
    codes = list(formats)
    own = "".join(f"<numFmt numFmtId='{200 + at}' formatCode='{_quoted(c)}'/>" for at, c in enumerate(codes))
    styles = "".join(f"<xf numFmtId='{200 + at}'/>" for at in range(len(codes)))
    shared = "".join(texts)
    written: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f"<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'>{workbook}"
            "<sheets><sheet name='工作人员' sheetId='1' r:id='r1'/></sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/styles.xml": (
            f"<styleSheet xmlns='{MAIN}'><numFmts>{own}</numFmts>"
            f"<cellXfs><xf numFmtId='0'/>{styles}</cellXfs></styleSheet>"
        ),
        "xl/sharedStrings.xml": f"<sst xmlns='{MAIN}'>{shared}</sst>",
        "xl/worksheets/sheet1.xml": (
            f"<worksheet xmlns='{MAIN}' xmlns:r='{OFFICE}'><sheetData>{sheet}</sheetData>{after}</worksheet>"
        ),
        **(parts or {}),
    }  # fmt: skip
    return pack({name: part.encode() if isinstance(part, str) else part for name, part in written.items()})


def relations(*targets: tuple[str, str]) -> str:
    """A part of relations r1, r2 … of these types to these parts."""
    listed = "".join(
        f"<Relationship Id='r{at}' Type='{OFFICE}/{kind}' Target='{target}'/>"
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f"<Relationships xmlns='{RELATIONS}'>{listed}</Relationships>"


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same file with one part put in, or put in another's place."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    return pack({**parts, name: content})


def part_of(data: bytes, name: str) -> bytes:
    """One part of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def one_sheet(data: bytes, name: str = "名单.xlsx") -> SheetCells:
    """The only sheet of a file."""
    (sheet,) = read_sheets(data, name)
    return sheet


def cell_at(data: bytes, row: int = 1, column: int = 1) -> SheetCell:
    """The cell at this place of a file's only sheet; it must be there."""
    cell = one_sheet(data).cell(row, column)
    assert cell is not None
    return cell


def shown(sheet: SheetCells) -> dict[str, str]:
    """Each cell's text by its address."""
    return {cell.address: cell.text for row in sheet.rows.values() for cell in row.values()}


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace("'", "&apos;").replace("<", "&lt;")
