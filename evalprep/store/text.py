"""Our own text files, bytes to text and back: no guess that loses a character, no write that loses a file.

Reading takes UTF-8 (with or without BOM), UTF-16 with BOM (Notepad's 「Unicode」) and GB18030 (Notepad's ANSI);
writing is always UTF-8, in one step: the file is the old one or the new one, never half of either.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from evalprep.errors import InputError, OutputError, Place, Problem
from evalprep.store.disk import Written, reason, refusals, replace_file, target_of, write_bytes_atomic

__all__ = [
    "LIMIT",
    "Decoded",
    "Written",
    "WrittenText",
    "decode",
    "read_text",
    "write_bytes_atomic",
    "write_text_atomic",
]

LIMIT = 5 * 1024 * 1024
"""The largest text file that is read, in bytes."""

_OFFICE_FILE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_ENCODING_NAMES = {
    "utf-16-le": "UTF-16（Unicode）",
    "utf-16-be": "UTF-16（Unicode）",
    "gb18030": "GB18030（ANSI）",
}


@dataclass(frozen=True)
class Decoded:
    """A text file as read: its text with `\\n` line ends, and what is needed to write it back in the same manner."""

    text: str
    encoding: str = "utf-8"
    bom: bool = False
    newline: str = "\n"
    """The line end that most lines of the file have: `\\n`, `\\r\\n` or `\\r`."""
    size: int = 0
    digest: bytes = b""
    """Of the bytes as they stood on disk; tells later whether somebody else has changed the file."""


@dataclass(frozen=True)
class WrittenText(Written):
    """What the writing of a text did."""

    converted_from: str | None = None
    """The encoding that the file had, for the person to be told, where it was not UTF-8."""
    decoded: Decoded = field(default_factory=lambda: Decoded(""))
    """The file as it now stands: `like` of the next write."""


def read_text(path: Path, *, limit: int = LIMIT, error: type[InputError] = InputError) -> Decoded:
    """Read a text file of at most `limit` bytes; raises `error` for whatever is no readable text."""
    try:
        _require_text_file(path, path.stat(), limit, error)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as failure:
        raise error(_unreadable(path, failure)) from None
    if len(data) > limit:
        raise error(_too_large(path, len(data), limit))
    return decode(data, str(path), error=error)


def decode(data: bytes, file: str, *, error: type[InputError] = InputError) -> Decoded:
    """The text of `data`; raises `error` where that is no text, or text in none of the encodings."""
    place = Place(file)
    if data.startswith(_OFFICE_FILE):
        remedy = "换成文本文件（如 evalprep.yaml）；Word 或 Excel 里的内容，逐项填进来"
        raise error(Problem("not_text", "这是 Word、Excel 或 PDF 文件，不是文本文件", remedy, place))
    encoding, start = _encoding(data)
    if b"\0" in data and encoding not in _UTF16.values():
        raise error(_not_text(place))
    try:
        text = data[start:].decode(encoding)
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, start + failure.start) + 1
        told = f"第 {line} 行的文字编码无法识别，既不是 UTF-8 也不是 GBK（ANSI）"
        remedy = "用记事本打开，选「另存为」，编码选 UTF-8，再试一次"
        raise error(Problem("unknown_encoding", told, remedy, Place(file, line))) from None
    if "\0" in text:
        raise error(_not_text(place))
    newline = _newline(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, encoding, start > 0, newline, len(data), _digest(data))


def _not_text(place: Place) -> Problem:
    remedy = "确认选对了文件；若确是文本，用记事本「另存为」，编码选 UTF-8"
    return Problem("not_text", "文件里有空字节（NUL），不是文本文件", remedy, place)


def _encoding(data: bytes) -> tuple[str, int]:
    """The encoding of `data`, and how many bytes its BOM takes."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8", len(codecs.BOM_UTF8)
    if data[:2] in _UTF16:
        return _UTF16[data[:2]], 2
    with suppress(UnicodeDecodeError):
        data.decode("utf-8")
        return "utf-8", 0
    return "gb18030", 0


def _newline(text: str) -> str:
    windows, old_mac = text.count("\r\n"), text.count("\r")
    counts = {"\n": text.count("\n") - windows, "\r\n": windows, "\r": old_mac - windows}
    return max(counts, key=lambda newline: counts[newline])


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _require_text_file(path: Path, status: os.stat_result, limit: int, error: type[InputError]) -> None:
    """Before the file is opened: opening a pipe would wait for ever."""
    place = Place(str(path))
    if stat.S_ISDIR(status.st_mode):
        raise error(Problem("is_a_folder", "这是文件夹，不是文件", "写出文件夹里那个文件的名字", place))
    if not stat.S_ISREG(status.st_mode):
        raise error(Problem("not_a_file", "这是设备或管道，不是普通文件", "换成普通的文本文件", place))
    if status.st_size > limit:
        raise error(_too_large(path, status.st_size, limit))


def _too_large(path: Path, size: int, limit: int) -> Problem:
    told = f"文件太大：{_megabytes(size)}，最多 {_megabytes(limit)}"
    return Problem(
        "too_large", told, "确认选对了文件；图片、扫描件等作为附件放在旁边，不要写进来", Place(str(path))
    )


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{size} 字节"


def _unreadable(path: Path, failure: Exception) -> Problem:
    place = Place(str(path))
    if isinstance(failure, FileNotFoundError | NotADirectoryError | ValueError):
        return Problem("missing_file", "没有这个文件", "核对文件名和所在文件夹，注意扩展名", place)
    if isinstance(failure, PermissionError):
        return Problem(
            "no_permission",
            "没有权限读取这个文件",
            "关闭正在使用它的程序，或在文件属性里给自己读取权限",
            place,
        )
    return Problem(
        "unreadable", f"读不了这个文件（{reason(failure)}）", "确认磁盘或网络盘已连上，再试一次", place
    )


def write_text_atomic(
    path: Path, text: str, like: Decoded | None = None, *, keep_previous: bool = True
) -> WrittenText:
    """Write `text` (its lines end in `\\n`) as UTF-8, in the manner of `like`, what was read from there.

    Without `like` the file must be new. Where the text is already there nothing is written and nothing replaced.
    Raises OutputError, with the file untouched, where it cannot be written or is no longer what was read.
    """
    target = target_of(path)
    with refusals(path):
        before = _unchanged(path, target, like)
    like = like or Decoded("", newline=os.linesep)
    converted = None if like.encoding == "utf-8" else _ENCODING_NAMES[like.encoding]
    bom = like.bom and not converted
    data = (codecs.BOM_UTF8 if bom else b"") + _encoded(path, text.replace("\n", like.newline))
    now = Decoded(text, "utf-8", bom, like.newline, len(data), _digest(data))
    if data == before:
        return WrittenText(target, decoded=now)
    previous = replace_file(path, target, data, before if keep_previous else None)
    return WrittenText(target, previous, converted, now)


def _encoded(path: Path, text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        told = "内容里有无法保存的字符（残缺的编码）"
        raise OutputError(Problem("not_text", told, "重新输入带有乱码的那一项", Place(str(path)))) from None


def _unchanged(path: Path, target: Path, like: Decoded | None) -> bytes | None:
    """The bytes of the file, once sure that they are those which `like` was read from; None for a new file."""
    if not target.exists():
        if like is None:
            return None
        told = "文件已经不在原处：可能改了名、移走了或删除了"
        raise OutputError(
            Problem("changed_elsewhere", told, "把文件放回原处，重新打开后再改", Place(str(path)))
        )
    if like is not None and target.stat().st_size == like.size:
        data = target.read_bytes()
        if _digest(data) == like.digest:
            return data
    told = "文件在别处改动过" if like else "同名的文件已经存在"
    remedy = (
        "没有覆盖它。重新打开文件，看过别处的改动，再作这次修改"
        if like
        else "换一个文件名，或先移走原来的文件"
    )
    raise OutputError(Problem("changed_elsewhere", told, remedy, Place(str(path))))
