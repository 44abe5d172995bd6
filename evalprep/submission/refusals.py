"""Why a folder is not written to: what is found before anything is written, and what the system says meanwhile."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path

from evalprep.errors import OutputError, Place, Problem
from evalprep.submission.manifest import is_ours
from evalprep.submission.standing import Standing, identity, is_litter

LOCKS = ("~$*", ".~lock.*#")
"""What Word and WPS, and what LibreOffice leave beside a file while it is open."""
SLACK, SLACK_EACH = 1 << 20, 4096
"""Room for the manifest and for what each file takes beyond its bytes, in bytes."""
MEGABYTE = 1_000_000
OTHER_FOLDER = "用 -o 换一个文件夹"
EMPTY_FOLDER = "用 -o 换一个空文件夹，或先把这个文件夹改名、移走"


def refuse_place(folder: Path, real: Path) -> None:
    """A file, the root of a disk, or the folder where the command runs cannot be exchanged. Raises OutputError."""
    if real.exists() and not real.is_dir():
        told = "这里已经有一个同名文件，不是文件夹"
        raise _refusal("not_a_folder", told, f"改名或移走它，或{OTHER_FOLDER}", folder)
    above = next(path for path in real.parents or (real,) if path.exists())
    if not above.is_dir():
        raise OSError(errno.ENOTDIR, "a file in the path")
    if real.parent == real or os.path.ismount(real):
        told = "这是磁盘或网络盘本身，不是磁盘里的文件夹，不能把申报材料直接写在这里"
        raise _refusal("not_exchangeable", told, "在里面建一个文件夹，用 -o 指到那里", folder)
    with suppress(OSError):
        here = Path.cwd()
        if real in (here, *here.parents) and real.is_dir():
            told = "命令正是在这个文件夹里运行的，这样换不了里面的文件"
            raise _refusal(
                "standing_inside",
                told,
                "先用 cd 命令退到外面的文件夹再运行，或用 -o 写一个新文件夹的名称，例如 -o 材料",
                folder,
            )


def refuse_evidence(folder: Path, real: Path, named: Iterable[Path], project: Path | None) -> None:
    """A folder of the project's evidence is not for papers, nor one within it, unless it is ours. Raises OutputError."""
    if real.is_dir() and is_ours(real):
        return
    home = _resolved(project) if project else None
    for path in named:
        held = _resolved(path.parent)
        if held is None or identity(path) is None:
            continue
        # Evidence may lie beside the project file itself, where our own folders are too.
        is_within = home is not None and not home.is_relative_to(held) and real.is_relative_to(held)
        if held == real or is_within:
            told = f"这个文件夹里放着项目的证明材料（{path.name}），不能把申报材料写在里面"
            raise _refusal("evidence_folder", told, "用 -o 换一个空文件夹", folder)


def refuse_foreign(folder: Path, real: Path, standing: Standing) -> None:
    """A folder that holds other things, the project itself among them, is not ours to write to. Raises OutputError."""
    if standing.is_there and not is_ours(real):
        others = (*standing.files, *standing.folders)
        if not all(is_litter(name) for name in others):
            told = "这个文件夹里有别的文件，不能把申报材料写在里面"
            raise _refusal("folder_in_use", told, EMPTY_FOLDER, folder)


def refuse_open_files(folder: Path, standing: Standing) -> None:
    """A file that is open in Word or WPS would be changed under the hands of who writes in it. Raises OutputError."""
    locks = [
        name for name in standing.files if any(fnmatchcase(name.rpartition("/")[2], one) for one in LOCKS)
    ]
    if locks:
        opened = dict.fromkeys(_locked(one, standing.files) for one in locks)
        told = f"文件夹里有文件正在打开：{'、'.join(opened)}"
        remedy = "在 Word、WPS 里保存并关闭，再运行一次；确实没有打开的，删去以「~$」或「.~lock」开头的文件"
        raise _refusal("file_open", told, remedy, folder)


def refuse_full(folder: Path, real: Path, lengths: Iterable[int]) -> None:
    """A disk with too little room; what is carried over is linked and takes none. Raises OutputError."""
    needed = SLACK + sum(length + SLACK_EACH for length in lengths)
    above = next(path for path in (real, *real.parents) if path.is_dir())
    try:
        free = shutil.disk_usage(above).free
    except OSError:
        # Some network disks do not say; what they do when full is told by them.
        return
    if free < needed:
        told = f"磁盘空间不够：要 {_megabytes(needed)}，只剩 {_megabytes(free)}"
        raise _refusal("disk_full", told, "清理磁盘，或用 -o 换一个磁盘；原来的文件没有动", folder)


def _locked(lock: str, names: Iterable[str]) -> str:
    """The file that a lock is of. Word puts its mark in the place of the first two characters of a longer name."""
    within, slash, name = lock.rpartition("/")
    if not name.startswith("~$"):
        return within + slash + name.removeprefix(".~lock.").removesuffix("#")
    rest = name.removeprefix("~$")
    whole, longer = (
        f"{within}{slash}{rest}",
        re.compile(re.escape(within + slash) + "[^/]{2}" + re.escape(rest)),
    )
    meant = (one for one in names if one == whole or (one != lock and longer.fullmatch(one)))
    return next(meant, whole)


def _megabytes(length: int) -> str:
    return f"{max(length, 100_000) / MEGABYTE:.1f} MB"


def _resolved(path: Path) -> Path | None:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return None


def _refusal(code: str, told: str, remedy: str, folder: Path) -> OutputError:
    return OutputError(Problem(code, told, remedy, Place(str(folder))))


DENIED = ("没有写入权限，或里面的文件正被别的程序使用", "关闭打开的文件，或用 -o 换一个可以写入的文件夹")
FULL = ("磁盘已满", "清理磁盘，或用 -o 换一个磁盘")
REFUSALS = {
    errno.EACCES: DENIED,
    errno.EPERM: DENIED,
    errno.EBUSY: ("文件夹或里面的文件正被别的程序使用", f"关闭打开的文件和文件夹，或{OTHER_FOLDER}"),
    errno.ENOSPC: FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): FULL,
    errno.EROFS: ("磁盘是只读的", "用 -o 换一个可以写入的文件夹"),
    errno.ENAMETOOLONG: ("文件夹的名称或路径太长", "用 -o 换一个名称短一些的文件夹"),
    errno.ELOOP: ("这个链接指来指去又指回自己，到不了任何文件夹", OTHER_FOLDER),
    errno.EEXIST: ("这里已经有一个同名文件", f"改名或移走它，或{OTHER_FOLDER}"),
    errno.ENOTDIR: ("路径中间有一段是文件，不是文件夹", f"核对路径，{OTHER_FOLDER}"),
    errno.ENOENT: ("找不到这个位置，建不了文件夹", f"核对路径和磁盘是否已连上，{OTHER_FOLDER}"),
    errno.EINVAL: ("文件夹的名称里有不能用的字符", OTHER_FOLDER),
}


def unwritable(folder: Path, error: OSError) -> OutputError:
    """What the system refused, in words for an office."""
    number = f"，系统错误号 {error.errno}" if error.errno else ""
    other = (f"写不进去{number}", f"确认磁盘或网络盘已连上，再运行一次，或{OTHER_FOLDER}")
    problem, remedy = REFUSALS.get(error.errno or 0, other)
    return OutputError(
        Problem("cannot_write", problem, f"{remedy}；原来的文件没有动", Place(os.fspath(folder)))
    )


def real_folder(folder: Path) -> Path:
    """The folder itself where a link leads to it; OSError for links in a circle and for what can be no path."""
    try:
        return folder.resolve()
    except RuntimeError as loop:
        raise OSError(errno.ELOOP, "loop") from loop
    except ValueError as bad:
        raise OSError(errno.EINVAL, "invalid path") from bad
