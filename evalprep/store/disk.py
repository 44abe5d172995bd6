"""Bytes to disk in one step: a file is what it was or what it is to be, never half of either."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from evalprep.errors import OutputError, Place, Problem


@dataclass(frozen=True)
class Written:
    """What a write did."""

    path: Path
    """The file itself, where the path given was a symbolic link."""
    previous: Path | None = None
    """Where the version before this one is kept; None where nothing was replaced, or keeping it was not asked for."""


def write_bytes_atomic(path: Path, data: bytes | Iterable[bytes], *, keep_previous: bool = False) -> Written:
    """Write `data`, whole or piece by piece, over whatever file is there.

    Raises OutputError, with that file untouched, where it cannot; what is raised while the pieces are made comes out.
    """
    target = target_of(path)
    with refusals(path):
        before = target.read_bytes() if keep_previous and target.exists() else None
    return Written(target, replace_file(path, target, data, before))


def target_of(path: Path) -> Path:
    """The file that `path` leads to, there or not: a symbolic link stays one. OutputError where it can be no file."""
    try:
        target = path.resolve()
        mode = target.stat().st_mode if target.exists() else stat.S_IFREG
    except (OSError, RuntimeError, ValueError) as failure:
        raise OutputError(_refusal(path, failure, "folder")) from None
    place = Place(str(path))
    if stat.S_ISDIR(mode):
        raise OutputError(Problem("is_a_folder", "这里是文件夹，写不成文件", "换一个文件名", place))
    if not stat.S_ISREG(mode):
        raise OutputError(Problem("not_a_file", "这里是设备或管道，写不成文件", "换一个文件名", place))
    return target


def replace_file(
    path: Path, target: Path, data: bytes | Iterable[bytes], before: bytes | None
) -> Path | None:
    """Put `data` at `target`, which a person knows as `path`, after putting `before` beside it as `<name>.bak`.

    Returns where `before` is kept. The new file has the permissions of the old one. Raises OutputError.
    """
    with refusals(path):
        mode = target.stat().st_mode if target.exists() else None
    if mode is not None and not (mode & 0o222 and os.access(target, os.W_OK)):
        told, remedy = "文件是只读的", "在文件属性里去掉「只读」，或换一个文件名"
        raise OutputError(Problem("read_only_file", told, remedy, Place(str(path))))
    previous = None
    if before is not None:
        previous = target.with_name(target.name + ".bak")
        _put(path, previous, before, mode)
    _put(path, target, data, mode)
    return previous


def _put(path: Path, target: Path, data: bytes | Iterable[bytes], mode: int | None) -> None:
    """Write a new file in the same folder, down to the disk, then give it the name in one step."""
    new = target.with_name(f".evalprep-{secrets.token_hex(6)}.tmp")
    try:
        with refusals(path, "folder"):
            _write_through(new, data, mode)
        with refusals(target):
            new.replace(target)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise


def _write_through(new: Path, data: bytes | Iterable[bytes], mode: int | None) -> None:
    with new.open("xb") as file:
        file.writelines([data] if isinstance(data, bytes) else data)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        new.chmod(stat.S_IMODE(mode))


@contextmanager
def refusals(path: Path, refused: str = "file") -> Iterator[None]:
    """Turn an OSError into an OutputError; `refused` is what turns us away where permission is lacking."""
    try:
        yield
    except OSError as failure:
        raise OutputError(_refusal(path, failure, refused)) from None


def _refusal(path: Path, failure: Exception, refused: str) -> Problem:
    place, number = Place(str(path)), getattr(failure, "errno", None)
    if number in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return Problem("disk_full", "磁盘满了，没有保存", "清出一些空间，再试一次；原来的文件没有动", place)
    if isinstance(failure, PermissionError) and refused == "file":
        told = "文件写不进去：可能正在 Word、WPS、Excel 或其他程序里打开着"
        return Problem("file_in_use", told, "关闭打开它的程序，再试一次；原来的文件没有动", place)
    if isinstance(failure, PermissionError) or number == errno.EROFS:
        told = "文件夹是只读的，或没有写入权限"
        return Problem("read_only_folder", told, "换一个能写的文件夹（如「文档」），或请管理员给权限", place)
    if isinstance(failure, FileNotFoundError | NotADirectoryError | ValueError):
        return Problem("missing_folder", "要写入的文件夹不存在", "先建好文件夹，或核对路径", place)
    told = f"文件写不进去（{reason(failure)}）"
    return Problem(
        "unwritable", told, "确认磁盘或网络盘已连上、文件名不太长，再试一次；原来的文件没有动", place
    )


def reason(failure: BaseException) -> str:
    """Why the system refused, in Chinese; for what has no words here its number, which a search finds."""
    number = getattr(failure, "errno", None)
    return _REASONS.get(number or 0, f"系统错误号 {number}" if number else type(failure).__name__)


_REASONS = {
    errno.ENAMETOOLONG: "名称或路径太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EEXIST: "已经有同名的文件或文件夹",
    errno.EBUSY: "正被别的程序使用",
    errno.EIO: "磁盘读写出错",
    errno.ENODEV: "磁盘没有连上",
    errno.EINVAL: "名称里有不能用的字符",
}
