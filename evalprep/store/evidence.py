"""What is found at the paths that a project names: evidence must lie in the project's folder and open.

Only the beginning, the end and the list of contents of a file are looked at, whatever its size: enough to tell a
paper that was cut off or renamed from one that opens, not to prove that every page of it does. Of a Word file the
text is looked through for what a first draft leaves open: a skeleton is no paper, whatever its name. A file that asks
for a password is told apart from a damaged one, because what to do about it is another thing.
"""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PureWindowsPath
from typing import BinaryIO

from evalprep.model.evidence import TO_FILL, TO_WRITE, FileState
from evalprep.store.pdf import encrypted_state, names_encryption

END = 2048
"""How many bytes before its end a PDF says where its parts are. Mail programs and scanners add some bytes after it."""
END_RECORD, COMMENT = 22, 65535
"""How long a ZIP file's end record is, and the most that its comment takes."""
CONTENTS = 2 * 1024 * 1024
"""The longest list of contents, in bytes, that a Word or Excel file is taken to have: some ten thousand parts."""
TEXT = 32 * 1024 * 1024
"""The longest text of a Word file, in bytes with its markup, that is looked through."""
DIRECTORY = 64
"""How many sectors of an old Office file's directory are looked through."""
STREAMS = tuple(name.encode("utf-16-le") for name in ("WordDocument", "Workbook", "Book"))
"""What holds the text of an old Word file, and the sheets of an old Excel file."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""What holds a Word or Excel file of today that has a password (MS-OFFCRYPTO 2.3.4.4)."""
ENTRY = 128
"""How long an entry of an old Office file's directory is (MS-CFB 2.6.1)."""


def examine(folder: Path, names: Iterable[str]) -> dict[str, FileState]:
    """The state of every named file, by its name as written; names are relative to the project's folder."""
    return {name: _state(folder, name) for name in dict.fromkeys(names)}


def locate(folder: Path, name: str) -> Path:
    """Where a named file lies; people on Windows write backslashes."""
    return folder / name.replace("\\", "/")


def _state(folder: Path, name: str) -> FileState:
    if PureWindowsPath(name).is_absolute():
        return FileState.OUTSIDE
    try:
        path = locate(folder, name).resolve()
        if not path.is_relative_to(folder.resolve()):
            return FileState.OUTSIDE
        if path.is_dir():
            return FileState.FOLDER
        if not path.is_file():
            return FileState.ABSENT
        with path.open("rb") as file:
            return _content(file)
    except (OSError, ValueError, RuntimeError):
        return FileState.UNREADABLE


def _content(file: BinaryIO) -> FileState:
    """The state of an open file by what is in it."""
    start = file.read(16)
    if not start:
        return FileState.EMPTY
    opens = next((opens for signature, opens in SIGNATURES.items() if start.startswith(signature)), None)
    return opens(file) if opens else FileState.UNREADABLE


def _whole(opens: bool) -> FileState:
    return FileState.GOOD if opens else FileState.UNREADABLE


def _size(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size


def _at(file: BinaryIO, place: int, length: int) -> bytes:
    file.seek(place)
    return file.read(length)


def _end(file: BinaryIO, length: int) -> bytes:
    return _at(file, max(0, _size(file) - length), length)


def _pdf(file: BinaryIO) -> FileState:
    """A PDF ends with where its parts are (ISO 32000-1, 7.5.5); one that was cut off does not."""
    end = _end(file, END)
    if b"%%EOF" not in end and b"startxref" not in end:
        return FileState.UNREADABLE
    return encrypted_state(file) if names_encryption(file, end) else FileState.GOOD


def _office(file: BinaryIO) -> FileState:
    """A ZIP container of Word or Excel (ISO/IEC 29500-2): a list of content types, and a document of either."""
    names = _parts(file)
    if b"[Content_Types].xml" not in names or not any(name.startswith((b"word/", b"xl/")) for name in names):
        return FileState.UNREADABLE
    return FileState.DRAFT if _is_draft(file) else FileState.GOOD


def _parts(file: BinaryIO) -> list[bytes]:
    """The names in a ZIP file's list of contents, which stands before its end record (APPNOTE 4.3.12, 4.3.16)."""
    end = _end(file, END_RECORD + COMMENT)
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) < at + END_RECORD:
        return []
    length = int.from_bytes(end[at + 12 : at + 16], "little")
    start = _size(file) - len(end) + at - length
    if length > CONTENTS or start < 0:
        return []
    listed = _at(file, start, length)
    names, here = [], 0
    while listed[here : here + 4] == b"PK\x01\x02":
        name, extra, note = (int.from_bytes(listed[here + n : here + n + 2], "little") for n in (28, 30, 32))
        names.append(listed[here + 46 : here + 46 + name])
        here += 46 + name + extra + note
    return names


_MARKUP = re.compile(rb"<[^>]*>")
_OPEN_PLACES = tuple(mark.encode() for mark in (TO_WRITE, TO_FILL))


def _is_draft(file: BinaryIO) -> bool:
    """Whether a Word file's text still holds an open place of a first draft; what Word tracks as deleted does not count."""
    try:
        with zipfile.ZipFile(file) as archive, archive.open("word/document.xml") as part:
            text = part.read(TEXT)
    except (KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return False
    text = _MARKUP.sub(b"", _DELETED.sub(b"", text))
    return any(mark in text for mark in _OPEN_PLACES)


_DELETED = re.compile(rb"<w:delText[^>]*>[^<]*</w:delText>")


def _old_office(file: BinaryIO) -> FileState:
    """An OLE container (MS-CFB) whose directory names the stream of an old Word or Excel file, or of one with a password."""
    header = _at(file, 0, 512)
    size = 1 << int.from_bytes(header[30:32], "little") if header[30:32] in (b"\x09\0", b"\x0c\0") else 0
    sector = int.from_bytes(header[48:52], "little")
    for _ in range(DIRECTORY if size else 0):
        held = _at(file, (sector + 1) * size, size)
        if any(name in held for name in STREAMS):
            return FileState.LOCKED if _word_is_encrypted(file, held, size) else FileState.GOOD
        if ENCRYPTED in held:
            return FileState.LOCKED
        table = int.from_bytes(header[76 + sector * 4 // size * 4 :][:4], "little")
        following = _at(file, (table + 1) * size + sector * 4 % size, 4)
        sector = int.from_bytes(following, "little")
        if len(following) < 4 or sector >= 0xFFFFFFFA:
            break
    return FileState.UNREADABLE


def _word_is_encrypted(file: BinaryIO, directory: bytes, size: int) -> bool:
    """Whether an old Word file's text is encrypted: the flag fEncrypted in its header (MS-DOC 2.5.2).

    An old Excel file is not asked: one whose structure is protected is encrypted with a password that Excel knows
    by itself, so it opens for everybody.
    """
    at = directory.find(STREAMS[0]) // ENTRY * ENTRY
    entry = directory[at : at + ENTRY] if at >= 0 else b""
    header = _at(file, (int.from_bytes(entry[116:120], "little") + 1) * size, 12)
    return header[:2] == b"\xec\xa5" and bool(header[11:] and header[11] & 1)


def _picture(least: int) -> Callable[[BinaryIO], FileState]:
    """A picture with at least so many bytes, the fewest with which one of its kind can show anything."""
    return lambda file: _whole(_size(file) >= least)


def _png(file: BinaryIO) -> FileState:
    """A PNG ends with its IEND part (ISO/IEC 15948, 11.2.5)."""
    return _whole(b"IEND" in _end(file, END))


def _bmp(file: BinaryIO) -> FileState:
    """A BMP names the length of one of Windows' headers; a text may begin with the same two letters."""
    known = int.from_bytes(_at(file, 14, 4), "little") in (12, 40, 52, 56, 64, 108, 124)
    return _whole(known and _size(file) >= 58)


SIGNATURES: Mapping[bytes, Callable[[BinaryIO], FileState]] = {
    b"%PDF-": _pdf,
    b"PK\x03\x04": _office,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": _old_office,
    b"\x89PNG\r\n\x1a\n": _png,
    b"\xff\xd8\xff": _picture(100),  # phones write more after a JPEG's end mark: it tells nothing
    b"GIF87a": _picture(26),
    b"GIF89a": _picture(26),
    b"BM": _bmp,
    b"II*\0": _picture(60),
    b"MM\0*": _picture(60),
}
"""How the papers that an authority accepts begin: PDF, Office's two containers, pictures; and what else shows that they open."""
