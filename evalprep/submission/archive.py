"""The submission as zip archives (压缩包) that Explorer of Windows opens with the right names, in parts for upload.

Parts are independent: each opens by itself. A megabyte is 1,000,000 bytes, the smaller of the two readings, so that
a part is below a platform's limit either way. What is packed already (PDF, JPEG, Office) is stored as it is.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from evalprep.errors import OutputError, Place, Problem

MEGABYTE = 1_000_000
LONGEST_PART = 2_000_000_000
"""In bytes: a part for upload stays below what old programs can read, whatever the platform takes."""
PACKED_WELL = frozenset({".bmp", ".doc", ".tif", ".tiff", ".txt", ".xls"})
"""What deflating makes smaller; all else that is handed in is packed already."""
CHUNK = 1 << 20
SMALLER = "用 200 至 300 dpi 的灰度重新扫描，或另存为小一些的 PDF，再运行一次"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip file can name: no entry tells when it was made."""
UNIX, READABLE = 3, 0o100644 << 16
"""An ordinary file, made on Unix. Windows goes by the mark for UTF-8 alone; Info-ZIP's unzip forgets that mark, and
garbles Chinese names, where an entry says that it was made on MS-DOS."""
LOCAL, CENTRAL, END = 30, 46, 22
"""How long a file's header, its entry in the directory, and the end are, names apart (APPNOTE 4.3.7, 4.3.12, 4.3.16)."""


@dataclass(frozen=True)
class _Entry:
    """A file of the archive: its whole name in it, where its bytes are, how many, and how many when packed."""

    name: str
    content: Path | bytes
    size: int
    packed: int

    @property
    def method(self) -> int:
        return _method(self.name)

    @property
    def takes(self) -> int:
        """How many bytes it adds to an archive."""
        return LOCAL + CENTRAL + 2 * len(self.name.encode()) + self.packed


def part_limit(max_mb: float) -> int:
    """The most bytes of a part, where a platform takes so many megabytes."""
    return min(round(max_mb * MEGABYTE), LONGEST_PART)


def zip_parts(
    files: Sequence[tuple[str, Path | bytes]], into: Path, stem: str, limit: int | None = None
) -> list[Path]:
    """Pack files, in order, into `stem.zip`, or with a limit in bytes that it passes into stem-1.zip, stem-2.zip …

    `files` are names with `/` and bytes, or the file that holds them; they come under one folder, `stem`. The limit is
    one of `part_limit`; no file is split. The same input gives the same bytes, up to what a release of zlib makes of
    the few files that are deflated. Raises OutputError, and leaves no part behind, where a file is too large for a
    part, cannot be read or changes meanwhile, or an archive cannot be written.
    """
    entries = [_entry(f"{stem}/{name}", content) for name, content in files]
    parts = _parted(entries, limit) if limit is not None else [entries]
    names = [f"{stem}.zip"] if len(parts) == 1 else [f"{stem}-{one}.zip" for one in range(1, len(parts) + 1)]
    written: list[Path] = []
    try:
        for name, part in zip(names, parts, strict=True):
            path = into / name
            with path.open("xb") as target:
                written.append(path)
                _write(target, part)
    except BaseException as error:
        for path in written:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise OutputError(_unwritable(path, error)) from error
        raise
    return written


def alone(name: str, content: Path | bytes, stem: str) -> int:
    """How many bytes an archive takes that holds one file only: the smallest limit with which it can be packed.

    Raises OutputError where the file cannot be read.
    """
    return END + _entry(f"{stem}/{name}", content).takes


def _method(name: str) -> int:
    return zipfile.ZIP_DEFLATED if PurePosixPath(name).suffix.lower() in PACKED_WELL else zipfile.ZIP_STORED


def _entry(name: str, content: Path | bytes) -> _Entry:
    """A file with its sizes. What deflating comes to is known only by doing it."""
    if _method(name) == zipfile.ZIP_STORED:
        size = len(content) if isinstance(content, bytes) else _size(name, content)
        return _Entry(name, content, size, size)
    # As zipfile does it below: the same settings give the same bytes.
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    size = packed = 0
    for chunk in _chunks(name, content):
        size += len(chunk)
        packed += len(packer.compress(chunk))
    return _Entry(name, content, size, packed + len(packer.flush()))


def _size(name: str, path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise OutputError(_unreadable(name, error)) from error


def _parted(entries: Sequence[_Entry], limit: int) -> list[list[_Entry]]:
    """The entries in order, as many as fit into each part."""
    refused = [
        too_large(_shown(one.name), END + one.takes, limit) for one in entries if END + one.takes > limit
    ]
    if refused:
        raise OutputError(refused)
    parts: list[list[_Entry]] = [[]]
    room = limit - END
    for one in entries:
        if one.takes > room:
            parts.append([])
            room = limit - END
        parts[-1].append(one)
        room -= one.takes
    return parts


def _write(target: BinaryIO, entries: Sequence[_Entry]) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for one in entries:
            _pack(archive, one)


def _pack(archive: zipfile.ZipFile, entry: _Entry) -> None:
    about = zipfile.ZipInfo(entry.name, EPOCH)
    about.compress_type, about.file_size = entry.method, entry.size
    about.create_system, about.external_attr = UNIX, READABLE
    left = entry.size
    with archive.open(about, "w") as target:
        for chunk in _chunks(entry.name, entry.content):
            left -= len(chunk)
            if left < 0:
                break
            target.write(chunk)
    if left or about.compress_size != entry.packed:
        raise OutputError(_changed(entry.name))


def _chunks(name: str, content: Path | bytes) -> Iterator[bytes]:
    """The bytes of a file, a megabyte at a time; raises OutputError where they cannot be read."""
    try:
        with io.BytesIO(content) if isinstance(content, bytes) else content.open("rb") as source:
            yield from iter(lambda: source.read(CHUNK), b"")
    except OSError as error:
        raise OutputError(_unreadable(name, error)) from error


def _shown(name: str) -> Place:
    """A file as the person knows it, without the folder that all of them are in."""
    return Place(name.partition("/")[2])


def too_large(place: Place, size: int, limit: int, name: str = "") -> Problem:
    """A file with which alone an archive takes more bytes than the limit; it is named where the place is not it."""
    told = f"{f'{name} ' if name else '这个文件'}打包后有 {megabytes(size)}，一个压缩包最多 {megabytes(limit)}，放不下"
    remedy = f"{SMALLER}；平台允许的话，把 --max-mb 写大一些"
    return Problem("too_large_for_part", told, remedy, place)


def megabytes(size: int) -> str:
    """A size as people read it: 12.3 MB, of 1,000,000 bytes each; 812 bytes are 812 字节."""
    if size < MEGABYTE / 10:
        return f"{size} 字节"
    return f"{size / MEGABYTE:.1f}".removesuffix(".0") + " MB"


def _unreadable(name: str, error: OSError) -> Problem:
    told = "打包时找不到这个文件" if isinstance(error, FileNotFoundError) else "打包时这个文件读不出来"
    return Problem("unreadable_file", told, "确认文件还在、没有被别的程序占用，再运行一次", _shown(name))


def _changed(name: str) -> Problem:
    told = "打包时这个文件变了"
    return Problem("changed_file", told, "关掉正在改它的程序，等网盘同步完，再运行一次", _shown(name))


def _unwritable(path: Path, error: OSError) -> Problem:
    if isinstance(error, FileExistsError):
        told, remedy = "已经有这个文件", "把它移走或改名，再运行一次"
    else:
        told, remedy = "压缩包写不下去", "看看磁盘是否满了、文件夹能不能写，再运行一次"
    return Problem("unwritable_archive", told, remedy, Place(str(path)))
