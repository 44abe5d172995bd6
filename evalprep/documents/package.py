"""A .docx file as bytes: opened with every precaution, saved so that equal content gives equal bytes.

Only the main document part is parsed; every other part is carried over byte for byte.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from evalprep.documents.wordxml import w
from evalprep.errors import FormError, Place, Problem

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_DOCUMENT_BYTES = 40 * 1024 * 1024
MAX_PARTS = 5_000

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_OTHER_KINDS = ((b"{\\rtf", "RTF 文件"), (b"%PDF", "PDF 文件"), (b"<", "网页或 XML 文件"))
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_OFFICE_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_STRICT = "http://purl.oclc.org/ooxml/"
SAVE_AS_DOCX = "用 Word 或 WPS 打开它，选「文件 → 另存为」，类型选「Word 文档 (*.docx)」，再用另存的文件"


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
    except _RefusedError as refusal:
        place = Place(name) if name else None
        raise FormError(Problem(refusal.code, refusal.problem, refusal.remedy, place)) from None


class _RefusedError(Exception):
    def __init__(self, code: str, problem: str, remedy: str) -> None:
        self.code, self.problem, self.remedy = code, problem, remedy


def _open(data: bytes) -> Package:
    _refuse_by_first_bytes(data)
    parts = _unpack(data)
    main = _main_part(parts)
    root = _parse(parts[main])
    if root.tag != w("document") or root.find(w("body")) is None:
        if root.tag.startswith(f"{{{_STRICT}"):
            raise _RefusedError(
                "strict_docx", "这是「Strict Open XML」格式的 Word 文件，读不了", SAVE_AS_DOCX
            )
        raise _RefusedError("not_docx", "这不是 Word 文档", SAVE_AS_DOCX)
    return Package(parts, main, root)


def _refuse_by_first_bytes(data: bytes) -> None:
    if not data:
        raise _RefusedError("empty_file", "这个文件是空的", "重新下载或复制一份，再试一次")
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1024 // 1024
        raise _RefusedError(
            "file_too_large", f"文件超过 {limit} MB，不像一份申报表", "核对是不是选错了文件；图片请另作附件"
        )
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _RefusedError(
                "encrypted", "文件设了打开密码", "用 Word 或 WPS 打开，取消密码后另存一份 .docx"
            )
        raise _RefusedError("old_doc", "这是旧的 .doc 格式（或 WPS 的 .wps 格式）", SAVE_AS_DOCX)
    if data.startswith(b"PK"):
        return
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    told = next((kind for mark, kind in _OTHER_KINDS if start.startswith(mark)), None)
    raise _RefusedError(
        "not_docx", f"这是{told}，不是 Word 文档" if told else "这不是 Word 文档", SAVE_AS_DOCX
    )


def _unpack(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_by_directory(entries)
            # zipfile unpacks no more than the directory says, and finds a directory that lies by its checksums.
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise _damaged() from None


def _refuse_by_directory(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise _RefusedError("encrypted", "文件设了密码", "取消密码后另存一份 .docx")
    methods = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if len({entry.filename for entry in entries}) != len(entries) or any(
        e.compress_type not in methods for e in entries
    ):
        raise _damaged()
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise _too_much()


def _main_part(parts: Mapping[str, bytes]) -> str:
    if "_rels/.rels" not in parts or "[Content_Types].xml" not in parts:
        raise _RefusedError("not_docx", "这是压缩包，不是 Word 文档", "选压缩包里面的 .docx 文件")
    for relation in _parse(parts["_rels/.rels"]):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        main = posixpath.normpath(target.lstrip("/"))
        if kind == _OFFICE_DOCUMENT and main in parts:
            return _word_part(main)
        if kind.startswith(_STRICT) and kind.endswith("/officeDocument") and main in parts:
            return _word_part(main)
    raise _damaged()


def _word_part(main: str) -> str:
    if main.startswith("xl/"):
        raise _RefusedError("not_docx", "这是 Excel 表格，不是 Word 文档", "选 .docx 文件")
    if main.startswith("ppt/"):
        raise _RefusedError("not_docx", "这是演示文稿，不是 Word 文档", "选 .docx 文件")
    return main


def _parse(content: bytes) -> etree._Element:
    """XML without entities, network or document type: Office writes none of them, attacks do."""
    if len(content) > MAX_DOCUMENT_BYTES:
        raise _too_much()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise _damaged() from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _damaged()
    return root


def _damaged() -> _RefusedError:
    return _RefusedError(
        "damaged", "文件损坏，打不开", "用 Word 或 WPS 打开，按提示修复后另存一份 .docx；打不开就重新下载"
    )


def _too_much() -> _RefusedError:
    return _RefusedError(
        "file_too_large", "文件解开后太大，不像一份申报表", "核对是不是选错了文件；图片请另作附件"
    )
