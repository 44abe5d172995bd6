"""A .docx file as bytes: opened with every precaution, saved so that equal content gives equal bytes.

Only the main document part is parsed; every other part is carried over byte for byte.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from evalprep.documents.archive import (
    OLE,
    STRICT,
    OfficeKind,
    RefusedError,
    broken_is_refused,
    checked_entries,
    is_encrypted_office_file,
    parse_part,
    refuse_empty_or_large,
)
from evalprep.documents.wordxml import w
from evalprep.errors import FormError, Place, Problem

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_DOCUMENT_BYTES = 40 * 1024 * 1024
MAX_PARTS = 5_000

_OTHER_KINDS = ((b"{\\rtf", "RTF 文件"), (b"%PDF", "PDF 文件"), (b"<", "网页或 XML 文件"))
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_OFFICE_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
SAVE_AS_DOCX = "用 Word 或 WPS 打开它，选「文件 → 另存为」，类型选「Word 文档 (*.docx)」，再用另存的文件"
_KIND = OfficeKind("Word", ".docx", "一份申报表", "核对是不是选错了文件；图片请另作附件")


@dataclass(frozen=True)
class Package:
    """The parts of a Word file, in their order, and its main document part parsed."""

    parts: Mapping[str, bytes]
    main: str
    root: etree._Element

    @property
    def body(self) -> etree._Element:
        """The w:body element."""
        body = self.root.find(w("body"))
        assert body is not None
        return body

    def save(self) -> bytes:
        """The file's bytes: the same parts in the same order, the main one as it is now, no clock."""
        document = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return pack({**self.parts, self.main: document})


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of the parts in their order, every time stamp 1980-01-01: equal parts give equal bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, content)
    return packed.getvalue()


def open_package(data: bytes, name: str = "") -> Package:
    """The Word file in `data`; `name` is what messages call it.

    Raises FormError for whatever is no plain .docx: .doc, encrypted, damaged, another kind of file, too large.
    """
    try:
        return _open(data)
    except RefusedError as refusal:
        place = Place(name) if name else None
        raise FormError(Problem(refusal.code, refusal.problem, refusal.remedy, place)) from None


def _open(data: bytes) -> Package:
    _refuse_by_first_bytes(data)
    parts = _unpack(data)
    main = _main_part(parts)
    root = _parse(parts[main])
    if root.tag != w("document") or root.find(w("body")) is None:
        if root.tag.startswith(f"{{{STRICT}"):
            raise RefusedError("strict_docx", "这是「Strict Open XML」格式的 Word 文件，读不了", SAVE_AS_DOCX)
        raise RefusedError("not_docx", "这不是 Word 文档", SAVE_AS_DOCX)
    return Package(parts, main, root)


def _refuse_by_first_bytes(data: bytes) -> None:
    refuse_empty_or_large(data, _KIND, MAX_BYTES)
    if data.startswith(OLE):
        if is_encrypted_office_file(data):
            raise _KIND.encrypted()
        raise RefusedError("old_doc", "这是旧的 .doc 格式（或 WPS 的 .wps 格式）", SAVE_AS_DOCX)
    if data.startswith(b"PK"):
        return
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    told = next((kind for mark, kind in _OTHER_KINDS if start.startswith(mark)), None)
    raise RefusedError(
        "not_docx", f"这是{told}，不是 Word 文档" if told else "这不是 Word 文档", SAVE_AS_DOCX
    )


def _unpack(data: bytes) -> dict[str, bytes]:
    with broken_is_refused(_KIND), zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = checked_entries(archive, _KIND, MAX_PARTS)
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
            raise _KIND.too_much()
        return {entry.filename: archive.read(entry) for entry in entries}


def _main_part(parts: Mapping[str, bytes]) -> str:
    if "_rels/.rels" not in parts or "[Content_Types].xml" not in parts:
        raise RefusedError("not_docx", "这是压缩包，不是 Word 文档", "选压缩包里面的 .docx 文件")
    for relation in _parse(parts["_rels/.rels"]):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        main = posixpath.normpath(target.lstrip("/"))
        if kind == _OFFICE_DOCUMENT and main in parts:
            return _word_part(main)
        if kind.startswith(STRICT) and kind.endswith("/officeDocument") and main in parts:
            return _word_part(main)
    raise _KIND.damaged()


def _word_part(main: str) -> str:
    if main.startswith("xl/"):
        raise RefusedError("not_docx", "这是 Excel 表格，不是 Word 文档", "选 .docx 文件")
    if main.startswith("ppt/"):
        raise RefusedError("not_docx", "这是演示文稿，不是 Word 文档", "选 .docx 文件")
    return main


def _parse(content: bytes) -> etree._Element:
    return parse_part(content, _KIND, MAX_DOCUMENT_BYTES)
