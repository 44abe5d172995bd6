"""An Office file (.docx, .xlsx) as the zip file that it is: what is refused before any part of it is believed.

Each reader says by an `OfficeKind` how messages speak of its files, and turns `RefusedError` into its own error.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lxml import etree

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""How old Office files begin, and new ones with a password."""
STRICT = "http://purl.oclc.org/ooxml/"
"""How the names of the strict variant of Open XML begin."""
_PACKED_WITH = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, struct.error)


class RefusedError(Exception):
    """A file that is not read: code, what is wrong, what to do (both Chinese). It never leaves documents/."""

    def __init__(self, code: str, problem: str, remedy: str) -> None:
        self.code, self.problem, self.remedy = code, problem, remedy
        super().__init__(problem)


@dataclass(frozen=True)
class OfficeKind:
    """A kind of Office file, as messages speak of it."""

    program: str
    """Word"""
    suffix: str
    """.docx"""
    meant: str
    """What such a file is here: 一份申报表."""
    if_too_large: str
    """What to do about a file that is too large."""

    def damaged(self) -> RefusedError:
        """The file is broken."""
        remedy = f"用 {self.program} 或 WPS 打开，按提示修复后另存一份 {self.suffix}；打不开就重新下载"
        return RefusedError("damaged", "文件损坏，打不开", remedy)

    def too_large(self, limit: int) -> RefusedError:
        """The file itself has more than `limit` bytes."""
        problem = f"文件超过 {limit // 1024 // 1024} MB，不像{self.meant}"
        return RefusedError("file_too_large", problem, self.if_too_large)

    def too_much(self) -> RefusedError:
        """The file unpacks to too much."""
        return RefusedError("file_too_large", f"文件解开后太大，不像{self.meant}", self.if_too_large)

    def encrypted(self) -> RefusedError:
        """The file has a password to open it."""
        remedy = f"用 {self.program} 或 WPS 打开，取消密码后另存一份 {self.suffix}"
        return RefusedError("encrypted", "文件设了打开密码", remedy)


def is_encrypted_office_file(data: bytes) -> bool:
    """Whether an OLE file is a .docx or .xlsx with a password."""
    return "EncryptedPackage".encode("utf-16-le") in data


def refuse_empty_or_large(data: bytes, kind: OfficeKind, limit: int) -> None:
    """Raises RefusedError for no bytes, and for more than `limit`."""
    if not data:
        raise RefusedError("empty_file", "这个文件是空的", "重新下载或复制一份，再试一次")
    if len(data) > limit:
        raise kind.too_large(limit)


@contextmanager
def broken_is_refused(kind: OfficeKind) -> Iterator[None]:
    """What zipfile raises for a broken file becomes the refusal of a damaged one."""
    try:
        yield
    except _BROKEN:
        raise kind.damaged() from None


def checked_entries(archive: zipfile.ZipFile, kind: OfficeKind, most: int) -> list[zipfile.ZipInfo]:
    """The files of the archive by its directory, at most `most`; raises RefusedError for what Office never writes.

    zipfile unpacks no more than the directory says, and finds a directory that lies by its checksums.
    """
    entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedError("encrypted", "文件设了密码", f"取消密码后另存一份 {kind.suffix}")
    if len({entry.filename for entry in entries}) != len(entries) or any(
        entry.compress_type not in _PACKED_WITH for entry in entries
    ):
        raise kind.damaged()
    if len(entries) > most:
        raise kind.too_much()
    return entries


def parse_part(content: bytes, kind: OfficeKind, most: int) -> etree._Element:
    """XML without entities, network or document type: Office writes none of them, attacks do."""
    if len(content) > most:
        raise kind.too_much()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise kind.damaged() from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise kind.damaged()
    return root
