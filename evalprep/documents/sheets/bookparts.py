"""The parts of an Excel workbook: found in the zip file, told from other zip files, and the small ones parsed."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from evalprep.documents.archive import (
    OfficeKind,
    RefusedError,
    broken_is_refused,
    checked_entries,
    parse_part,
)
from evalprep.documents.sheets.numberformats import BUILT_IN, GENERAL, NumberFormat, number_format
from evalprep.documents.sheets.sheetxml import local_name, refuse_doctype, small_number, unescaped

MAX_PARTS = 20_000
MAX_UNPACKED_BYTES = 600 * 1024 * 1024
"""All XML parts together; pictures are never unpacked. A million formatted rows unpack to some hundred megabytes."""
MAX_SMALL_PART_BYTES = 40 * 1024 * 1024
"""A part that is parsed as a whole."""
SAVE_AS_XLSX = "用 Excel 或 WPS 打开它，选「文件 → 另存为」，类型选「Excel 工作簿 (*.xlsx)」，再用另存的文件"
KIND = OfficeKind(
    "Excel", ".xlsx", "一份名单或资料表", "核对是不是选错了文件；是的话把要导入的行复制到新工作簿，另存一份"
)
_CHUNK, _PROLOGUE = 1024 * 1024, 64 * 1024


@dataclass(frozen=True)
class SheetPart:
    """A worksheet in the workbook's order."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True)
class Book:
    """What the workbook says about all its sheets."""

    sheets: tuple[SheetPart, ...]
    formats: Sequence[NumberFormat]
    """The number format of every cell style, by its number."""
    from_1904: bool
    """Whether days count from 1904-01-01, as old Macintosh files do."""
    shared_texts: str
    """The part with the shared texts; empty where there is none."""


class Parts:
    """The parts of the zip file by name. Names compare without case and with any slash, as programs write them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Raises RefusedError for what Office never writes, and for a document type in any XML part."""
        self._archive = archive
        entries = checked_entries(archive, KIND, MAX_PARTS)
        self._entries = {_key(entry.filename): entry for entry in entries}
        written = [name for name in self._entries if name.endswith((".xml", ".rels"))]
        if sum(self._entries[name].file_size for name in written) > MAX_UNPACKED_BYTES:
            raise KIND.too_much()
        for name in written:
            refuse_doctype(self.start(name, _PROLOGUE))

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    def names(self) -> list[str]:
        """All names, in small letters."""
        return list(self._entries)

    def start(self, name: str, size: int) -> bytes:
        """The first bytes of a part."""
        with broken_is_refused(KIND), self._archive.open(self._entries[_key(name)]) as stream:
            return stream.read(size)

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part in pieces of a megabyte."""
        with broken_is_refused(KIND):
            stream = self._archive.open(self._entries[_key(name)])
        with stream:
            while True:
                with broken_is_refused(KIND):
                    chunk = stream.read(_CHUNK)
                if not chunk:
                    return
                yield chunk

    def parse(self, name: str) -> etree._Element:
        """A small part as XML; raises RefusedError where it is missing, broken or too large."""
        if name not in self:
            raise KIND.damaged()
        if self._entries[_key(name)].file_size > MAX_SMALL_PART_BYTES:
            raise KIND.too_much()
        content = b"".join(self.chunks(name))
        refuse_doctype(content)
        return parse_part(content, KIND, MAX_SMALL_PART_BYTES)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the file: id to the last word of the relation's type, and the part's name."""
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self:
            return {}
        return {
            relation.get("Id", ""): (
                relation.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
            )
            for relation in _elements(self.parse(rels))
        }


def read_book(parts: Parts) -> Book:
    """The workbook in `parts`; raises RefusedError for any other file that is a zip file too."""
    _refuse_other_files(parts)
    main = next((target for kind, target in parts.relations("").values() if kind == "officeDocument"), "")
    _refuse_other_documents(main)
    root, relations = parts.parse(main), parts.relations(main)
    if local_name(root) != "workbook":
        raise KIND.damaged()
    targets = {kind: target for kind, target in relations.values() if target in parts}
    return Book(
        _sheet_parts(root, relations),
        _formats(parts.parse(targets["styles"])) if "styles" in targets else (),
        any(element.get("date1904") in ("1", "true") for element in _named(root, "workbookPr")),
        targets.get("sharedStrings", ""),
    )


def picture_places(parts: Parts, sheet: str) -> Iterator[tuple[int, int]]:
    """Row and column of the cells on which a picture's upper left corner stands."""
    for kind, target in parts.relations(sheet).values():
        if kind != "drawing" or target not in parts:
            continue
        for anchor in _elements(parts.parse(target)):
            corner = next(_named(anchor, "from"), None)
            picture = next(_named(anchor, "pic"), None)
            if corner is None or picture is None:
                continue
            place = {local_name(one): (one.text or "").strip() for one in _elements(corner)}
            if all(re.fullmatch(r"\d{1,7}", place.get(axis, "")) for axis in ("row", "col")):
                yield int(place["row"]) + 1, int(place["col"]) + 1


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _elements(parent: etree._Element) -> list[etree._Element]:
    return [child for child in parent if isinstance(child.tag, str)]


def _named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iter(f"{{*}}{name}")


def _refuse_other_files(parts: Parts) -> None:
    if "[Content_Types].xml" in parts and "_rels/.rels" in parts:
        return
    names = parts.names()
    stated = parts.start("mimetype", 200).decode("latin-1") if "mimetype" in parts else ""
    if "opendocument.spreadsheet" in stated:
        raise _other("这是 .ods 格式的表格，读不了", SAVE_AS_XLSX)
    if "opendocument" in stated:
        raise _other("这是 OpenDocument 文件，不是 Excel 表格", SAVE_AS_XLSX)
    if any(name.endswith(".iwa") or name == "index.zip" for name in names):
        remedy = "在 Numbers 里选「文件 → 导出为 → Excel」，再用导出的 .xlsx"
        raise _other("这是苹果 Numbers（或 Pages）的文件，读不了", remedy)
    if "ofd.xml" in names:
        raise _other("这是 OFD 版式文件，不是 Excel 表格", "找到做它的那份 Excel 表格，导入那一份")
    raise _other("这是压缩包，不是 Excel 表格", "先解压缩，再导入里面的 .xlsx 文件")


def _refuse_other_documents(main: str) -> None:
    folder = main.lower().partition("/")[0]
    if folder == "word":
        raise _other("这是 Word 文档，不是 Excel 表格", "把文件名改回 .docx 再导入；名单请复制到 .xlsx 里")
    if folder == "ppt":
        raise _other("这是演示文稿，不是 Excel 表格", "把里面的表格复制到 .xlsx 里")
    if main.lower().endswith(".bin"):
        raise _other("这是 .xlsb 格式的工作簿，读不了", SAVE_AS_XLSX)


def _other(problem: str, remedy: str) -> RefusedError:
    return RefusedError("not_spreadsheet", problem, remedy)


def _sheet_parts(root: etree._Element, relations: Mapping[str, tuple[str, str]]) -> tuple[SheetPart, ...]:
    """Worksheets only: a chart sheet has no cells, and a macro sheet no data."""
    found = []
    for sheet in _named(root, "sheet"):
        link = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
        kind, target = relations.get(str(link), ("", ""))
        if kind == "worksheet":
            hidden = sheet.get("state", "visible") != "visible"
            found.append(SheetPart(unescaped(sheet.get("name", "")), target, hidden))
    return tuple(found)


def _formats(styles: etree._Element) -> list[NumberFormat]:
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in _named(styles, "numFmt")}
    formats = []
    for styled in next((list(_elements(found)) for found in _named(styles, "cellXfs")), []):
        number = styled.get("numFmtId", "0")
        built_in = BUILT_IN.get(small_number(number) or 0, GENERAL)
        formats.append(number_format(own.get(number, built_in)))
    return formats
