"""The folder of papers on disk: written whole beside the old one, then put in its place; nobody's work is lost.

What a person changed by hand since the last build (its hash differs from the manifest's) is kept beside the new
paper and told; what a person put there stays.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evalprep.errors import OutputError, Place, Problem

MANIFEST = "manifest.json"
FORMAT = "evalprep.manifest/1"
LOCKS = ("~$*", ".~lock.*#")
"""What Word and WPS, and what LibreOffice leave beside a file while it is open."""


@dataclass(frozen=True)
class Paper:
    """A made paper: its name in the folder, its bytes, and the form and materials that it serves."""

    name: str
    content: bytes
    form: str
    serves: tuple[str, ...]
    fields: tuple[str, ...]
    """The fields of the project file that it prints."""

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


def place(folder: Path, papers: Iterable[Paper], about: Mapping[str, object]) -> Placed:
    """Put the papers into a folder, whole or not at all; raises OutputError and leaves the old folder as it was."""
    papers = tuple(papers)
    _refuse_open_files(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".evalprep-", dir=folder.parent))
    except OSError as error:
        raise OutputError(_unwritable(folder, error)) from error
    try:
        fresh.chmod(0o755)
        for paper in papers:
            (fresh / paper.name).write_bytes(paper.content)
        (fresh / MANIFEST).write_text(_manifest(papers, about), encoding="utf-8")
        kept = tuple(_keep(folder, fresh, {paper.name: paper.sha256 for paper in papers}))
        _swap(folder, fresh)
    except OSError as error:
        raise OutputError(_unwritable(folder, error)) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Placed(folder, kept)


def _manifest(papers: tuple[Paper, ...], about: Mapping[str, object]) -> str:
    files = [
        {
            "name": p.name,
            "sha256": p.sha256,
            "form": p.form,
            "serves": list(p.serves),
            "fields": list(p.fields),
        }
        for p in papers
    ]
    return json.dumps({"format": FORMAT, **about, "files": files}, ensure_ascii=False, indent=2) + "\n"


def _keep(old: Path, fresh: Path, made: Mapping[str, str]) -> Iterator[str]:
    """Carry a person's own files over; a paper changed by hand is kept under a name beside its new version."""
    known = _known_hashes(old)
    for path in sorted(old.rglob("*")) if old.is_dir() else ():
        name = path.relative_to(old).as_posix()
        if not path.is_file() or name == MANIFEST:
            continue
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest in (known.get(name), made.get(name)):
            continue
        changed = name in made
        target = fresh / (_beside((old, fresh), name) if changed else name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
        if changed:
            yield target.name


def _known_hashes(folder: Path) -> dict[str, str]:
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {entry["name"]: entry["sha256"] for entry in data["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        # Without a manifest that can be read, every file counts as a person's own and is kept.
        return {}


def _beside(folders: tuple[Path, ...], name: str) -> str:
    """A name beside the paper's that no file of these folders has."""
    stem, dot, suffix = name.rpartition(".")
    names = (f"{stem}（手工修改{number}）{dot}{suffix}" for number in ("", *range(2, 1000)))
    return next(
        candidate for candidate in names if not any((folder / candidate).exists() for folder in folders)
    )


def _swap(folder: Path, fresh: Path) -> None:
    """Put the fresh folder in the old one's place; on failure the old one is put back."""
    if not folder.exists():
        fresh.replace(folder)
        return
    aside = Path(tempfile.mkdtemp(prefix=".evalprep-old-", dir=folder.parent))
    folder.replace(aside / "old")
    try:
        fresh.replace(folder)
    except OSError:
        (aside / "old").replace(folder)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _refuse_open_files(folder: Path) -> None:
    locks = [lock for pattern in LOCKS for lock in sorted(folder.glob(pattern))] if folder.is_dir() else []
    if locks:
        names = "、".join(
            lock.name.removeprefix("~$").removeprefix(".~lock.").removesuffix("#") for lock in locks
        )
        problem = f"文件夹里有文件正在打开：{names}"
        remedy = "在 Word、WPS 里保存并关闭，再运行一次；确实没有打开的，删去以「~$」或「.~lock」开头的文件"
        raise OutputError(Problem("file_open", problem, remedy, Place(str(folder))))


def _unwritable(folder: Path, error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        problem, remedy = (
            "没有写入权限，或里面的文件正被别的程序使用",
            "关闭打开的文件，或用 -o 换一个可以写入的文件夹",
        )
    elif error.errno == 28:
        problem, remedy = "磁盘已满", "清理磁盘，或用 -o 换一个磁盘；原来的文件没有动"
    else:
        problem, remedy = (
            f"写不进去（{error.strerror or type(error).__name__}）",
            "用 -o 换一个文件夹；原来的文件没有动",
        )
    return Problem("cannot_write", problem, remedy, Place(str(folder)))
