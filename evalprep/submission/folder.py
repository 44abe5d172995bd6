"""The folder of papers on disk: exchanged paper by paper, whole or not at all; nobody's work is lost.

Only a folder that is missing, empty or ours (its manifest says so) is written to, and in it only what we made is
exchanged: what a person put there is never touched. A paper changed by hand (its hash differs from the manifest's)
is kept under a name beside the new one and told. One that the project names as its evidence keeps its own name,
and the new one goes beside it, so that the evidence stays what it was.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evalprep.errors import OutputError, Place, Problem

MANIFEST = "manifest.json"
FORMAT = "evalprep.manifest/1"
STAGING = ".evalprep-"
LOCKS = ("~$*", ".~lock.*#")
"""What Word and WPS, and what LibreOffice leave beside a file while it is open."""
LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
"""What systems put into a folder by themselves; with nothing else in it, it counts as empty."""
CHANGED, RENEWED = "（手工修改{}）", "（新填写{}）"


@dataclass(frozen=True)
class Paper:
    """A made paper: its name in the folder, its bytes, and the form and materials that it serves."""

    name: str
    content: bytes
    form: str
    serves: tuple[str, ...]
    fields: tuple[str, ...]
    """The fields of the project file that it prints."""
    draft: bool = False
    """A first draft, which a person goes on writing: once begun it is theirs, and no new one is written."""

    @property
    def sha256(self) -> str:
        """The hash that tells later whether a person changed it."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Placed:
    """What was written, and what of a person's own was kept."""

    folder: Path
    kept: tuple[str, ...]
    """Hand-changed papers, by the name under which they are kept."""
    names: tuple[str, ...] = ()
    """The name that each paper got, in the order of the papers."""
    begun: tuple[str, ...] = ()
    """The first drafts that a person has begun to write: they stay as they are."""
    outdated: tuple[str, ...] = ()
    """Those of them that would look otherwise now: what the project says has changed since."""
    done_with: tuple[str, ...] = ()
    """First drafts that a person wrote in and that are made no more; they stay too."""


def place(
    folder: Path, papers: Iterable[Paper], about: Mapping[str, object], named: Iterable[Path] = ()
) -> Placed:
    """Put the papers into a folder, whole or not at all; a link to a folder is followed.

    `about` goes into the manifest; `named` are the files that the project names as evidence. Raises OutputError and
    leaves the folder as it was.
    """
    try:
        real = _real(folder)
        _refuse_file(folder, real)
        _refuse_foreign(folder, real)
        _refuse_open_files(folder, real)
        evidence = frozenset(map(_identity, named)) - {None}
        return _exchange(folder, real, tuple(papers), about, evidence)
    except OSError as error:
        raise OutputError(_unwritable(folder, error)) from error


@dataclass
class _Change:
    """A change of a folder under way: every move is noted before it is made, so that it can be taken back."""

    told: Path
    """The folder as the person named it."""
    folder: Path
    staging: Path
    undo: ExitStack
    aside: list[Path] = field(default_factory=list)
    """Where what stood in the folder was moved to."""

    def put_aside(self, path: Path, target: Path) -> None:
        """Move what stands in the folder out of the way."""
        self.aside.append(target)
        self._move(path, target)

    def put_in_place(self, paper: Path) -> None:
        """Move a staged paper into the folder, where nothing has its name now."""
        self._move(paper, self.folder / paper.name)

    def replace_manifest(self, text: str) -> None:
        """In one step, so that the folder is at no moment without a manifest, which makes it ours."""
        manifest, fresh, previous = self.folder / MANIFEST, self.staging / "fresh", self.staging / "previous"
        _write(fresh, text.encode())
        if manifest.exists():
            shutil.copy2(manifest, previous)
            shutil.copymode(manifest, fresh)
            self.undo.callback(_put_back, previous, manifest)
        else:
            self.undo.callback(manifest.unlink, missing_ok=True)
        fresh.replace(manifest)

    def _move(self, source: Path, target: Path) -> None:
        self.undo.callback(_put_back, target, source)
        source.rename(target)

    def close(self) -> None:
        """After everything was taken back: raises OutputError for what could not be, and then keeps it."""
        stuck = [path for path in self.aside if os.path.lexists(path)]
        if not stuck:
            shutil.rmtree(self.staging, ignore_errors=True)
            return
        where = "、".join(str(path) for path in stuck)
        remedy = f"关闭打开的文件，再运行一次；原来的文件在：{where}"
        raise OutputError(
            Problem("not_put_back", "没有写完，有原来的文件没能放回原处", remedy, Place(str(self.told)))
        )


def _exchange(
    told: Path,
    folder: Path,
    papers: tuple[Paper, ...],
    about: Mapping[str, object],
    evidence: frozenset[object],
) -> Placed:
    """Exchange what we made before for the papers; whatever stops it, an interruption included, takes all back."""
    with ExitStack() as undo:
        change = _begin(told, folder, undo)
        known = _known_hashes(folder)
        begun = tuple(paper.name for paper in papers if paper.draft and _is_begun(folder, paper, known))
        names = tuple(
            paper.name if paper.name in begun else _name_for(folder, paper, known, evidence)
            for paper in papers
        )
        fresh = [pair for pair in zip(papers, names, strict=True) if pair[0].name not in begun]
        _stage(change, fresh)
        kept = [paper.name for paper, name in fresh if name != paper.name]
        for paper, name in fresh:
            kept += _vacate(change, name, {known.get(name), paper.sha256})
        done_with = tuple(_drop_stale(change, known, names, evidence))
        for _, name in fresh:
            change.put_in_place(change.staging / "new" / name)
        # A draft that is theirs keeps the hash of what they began with, which tells whether it is outdated.
        hashes = {name: known.get(name, "") for name in begun}
        outdated = tuple(one.name for one in papers if one.name in begun and hashes[one.name] != one.sha256)
        change.replace_manifest(_manifest(papers, names, about, hashes))
        undo.pop_all()
    # Also what a build that was killed left behind: nothing but papers that we made ourselves.
    for left in folder.glob(f"{STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)
    return Placed(told, tuple(kept), names, begun, outdated, done_with)


def _is_begun(folder: Path, paper: Paper, known: Mapping[str, str]) -> bool:
    """Whether the file in a draft's place is no longer what we wrote there."""
    digest = _digest(folder / paper.name)
    return digest is not None and digest not in (known.get(paper.name), paper.sha256)


def _begin(told: Path, folder: Path, undo: ExitStack) -> _Change:
    """Make the folder where it is missing, and the staging folder in it, on the same disk and out of sight."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        undo.callback(_remove_empty, path)
    folder.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=folder))
    change = _Change(told, folder, staging, undo)
    undo.callback(change.close)
    return change


def _stage(change: _Change, papers: Iterable[tuple[Paper, str]]) -> None:
    for part in ("new", "old"):
        (change.staging / part).mkdir()
    for paper, name in papers:
        _write(change.staging / "new" / name, paper.content)


def _write(path: Path, content: bytes) -> None:
    """Write a new file, down to the disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _name_for(folder: Path, paper: Paper, known: Mapping[str, str], evidence: frozenset[object]) -> str:
    """The paper's own name, or one beside a hand-changed file that is the project's evidence."""

    def is_taken(name: str) -> bool:
        path = folder / name
        return _identity(path) in evidence and _digest(path) not in (known.get(name), paper.sha256)

    return next(name for name in (paper.name, *_beside(paper.name, RENEWED)) if not is_taken(name))


def _vacate(change: _Change, name: str, ours: set[str | None]) -> Iterator[str]:
    """Make room for a paper; what a person changed gets a name beside it, which is returned."""
    path = change.folder / name
    if not os.path.lexists(path):
        return
    if (digest := _digest(path)) and digest in ours:
        shutil.copymode(path, change.staging / "new" / name)
        change.put_aside(path, change.staging / "old" / name)
        return
    free = (other for other in _beside(name, CHANGED) if not os.path.lexists(change.folder / other))
    kept = next(free)
    change.put_aside(path, change.folder / kept)
    yield kept


def _drop_stale(
    change: _Change, known: Mapping[str, str], names: tuple[str, ...], evidence: frozenset[object]
) -> Iterator[str]:
    """Take away what we made before and make no more, unless the project names it or a person changed it: told then."""
    for path in sorted(change.folder.iterdir()):
        if path.name not in known or path.name in names or _identity(path) in evidence:
            continue
        if _digest(path) == known[path.name]:
            change.put_aside(path, change.staging / "old" / path.name)
        elif path.is_file():
            yield path.name


def _beside(name: str, mark: str) -> Iterator[str]:
    """Names beside a paper's."""
    stem, dot, suffix = name.rpartition(".")
    return (f"{stem}{mark.format(number)}{dot}{suffix}" for number in ("", *range(2, 10_000)))


def _manifest(
    papers: tuple[Paper, ...],
    names: tuple[str, ...],
    about: Mapping[str, object],
    begun: Mapping[str, str],
) -> str:
    files = [
        {
            "name": name,
            "sha256": begun.get(name, paper.sha256),
            "form": paper.form,
            "serves": list(paper.serves),
            "fields": list(paper.fields),
        }
        for paper, name in zip(papers, names, strict=True)
    ]
    return json.dumps({"format": FORMAT, **about, "files": files}, ensure_ascii=False, indent=2) + "\n"


def _own_manifest(folder: Path) -> dict[str, object] | None:
    """The folder's manifest where it is evalprep's, of this version or another; raises OSError for one kept locked."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, IsADirectoryError, ValueError, RecursionError):
        return None
    is_ours = isinstance(data, dict) and str(data.get("format")).startswith("evalprep.manifest/")
    return data if is_ours else None


def _known_hashes(folder: Path) -> dict[str, str]:
    manifest: Any = _own_manifest(folder) or {}
    try:
        return {entry["name"]: entry["sha256"] for entry in manifest["files"]}
    except (KeyError, TypeError):
        # Where the list cannot be read, every file counts as a person's own and is kept.
        return {}


def _digest(path: Path) -> str | None:
    """The hash of a file; None for what is none, or a link to one, which we never make."""
    if path.is_symlink() or not path.is_file():
        return None
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _identity(path: Path) -> tuple[int, int] | None:
    """What makes two paths the same file, links and letter case aside; None for what is not there."""
    try:
        found = path.stat()
    except (OSError, ValueError, RuntimeError):
        return None
    return (found.st_dev, found.st_ino) if found.st_ino else None


def _put_back(kept: Path, path: Path) -> None:
    # What was never moved is not there; what cannot go back is found and told when the change is closed; the rest must still go back.
    with suppress(OSError):
        kept.replace(path)


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _real(folder: Path) -> Path:
    """The folder itself where a link leads to it; OSError for links in a circle and for what can be no path."""
    try:
        return folder.resolve()
    except RuntimeError as loop:
        raise OSError(errno.ELOOP, "loop") from loop
    except ValueError as bad:
        raise OSError(errno.EINVAL, "invalid path") from bad


def _refuse_file(folder: Path, real: Path) -> None:
    if real.exists() and not real.is_dir():
        told, remedy = "这里已经有一个同名文件，不是文件夹", "改名或移走它，或用 -o 换一个文件夹"
        raise OutputError(Problem("not_a_folder", told, remedy, Place(str(folder))))


def _refuse_foreign(folder: Path, real: Path) -> None:
    """A folder that holds other things, the project itself among them, is not ours to write to."""
    if not real.is_dir() or _own_manifest(real) is not None:
        return
    names = (path.name for path in real.iterdir() if not path.name.startswith(STAGING))
    if any(name.casefold() not in LITTER for name in names):
        told = "这个文件夹里有别的文件，不能把申报材料写在里面"
        remedy = "用 -o 换一个空文件夹，或先把这个文件夹改名、移走"
        raise OutputError(Problem("folder_in_use", told, remedy, Place(str(folder))))


def _refuse_open_files(folder: Path, real: Path) -> None:
    locks = [lock for pattern in LOCKS for lock in sorted(real.glob(pattern))] if real.is_dir() else []
    if locks:
        names = "、".join(
            lock.name.removeprefix("~$").removeprefix(".~lock.").removesuffix("#") for lock in locks
        )
        problem = f"文件夹里有文件正在打开：{names}"
        remedy = "在 Word、WPS 里保存并关闭，再运行一次；确实没有打开的，删去以「~$」或「.~lock」开头的文件"
        raise OutputError(Problem("file_open", problem, remedy, Place(str(folder))))


OTHER_FOLDER = "用 -o 换一个文件夹"
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


def _unwritable(folder: Path, error: OSError) -> Problem:
    number = f"，系统错误号 {error.errno}" if error.errno else ""
    other = (f"写不进去{number}", f"确认磁盘或网络盘已连上，再运行一次，或{OTHER_FOLDER}")
    problem, remedy = REFUSALS.get(error.errno or 0, other)
    return Problem("cannot_write", problem, f"{remedy}；原来的文件没有动", Place(str(folder)))
