"""A project file as it stood in a git revision. git is asked, never told: nothing in the repository changes.

Only plumbing is called (`rev-parse`, `ls-tree`, `cat-file`), which runs no program that the repository names, and every
argument is one that git cannot take for an option: a revision is looked at before, a path follows `--`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from evalprep.errors import InputError, Place, Problem, ProjectError
from evalprep.model.differences import State
from evalprep.store.project import FILE_NAME, StoredProject, project_of_text
from evalprep.store.text import LIMIT, decode

SECONDS = 60
"""The longest that one call of git may take."""
# Set where a hook calls: they name a repository, which need not be that of the path, or change how a path is read.
_OTHERS = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_SHALLOW_FILE",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
)
_ON_DISK = "去掉 --rev，或不写「修订:」，直接比较两个文件"


@dataclass(frozen=True)
class _Entry:
    """What a revision has at a path: its mode, its kind (blob, tree, commit) and the name of its content."""

    mode: str
    kind: str
    content: str
    size: int


def at_revision(revision: str, path: Path) -> tuple[State, StoredProject]:
    """The project at a path, of a file or a folder, as it stood in a revision; the file may be gone by now.

    Raises InputError where git is missing, the path lies in no repository, or the revision or the file in it does not
    exist; ProjectError where the file is no readable project.
    """
    name = f"{revision}:{path.as_posix()}"
    around = _folder_on_disk(path, name)
    commit = _commit(revision, around, name)
    inside = _inside(path, around, name)
    entry = _entry(commit, inside, around, name)
    if entry is not None and entry.kind == "tree":
        path, inside = path / FILE_NAME, f"{inside}/{FILE_NAME}".removeprefix("/")
        name = f"{revision}:{path.as_posix()}"
        entry = _entry(commit, inside, around, name)
    if entry is None:
        told = f"修订 {revision} 里没有这个文件（仓库里的路径 {inside}）"
        remedy = "路径从当前文件夹算起；核对文件名，或换一个已经有这个文件的修订"
        raise InputError(Problem("not_in_revision", told, remedy, Place(name)))
    data = _content(entry, around, name)
    return State(name, commit), project_of_text(decode(data, name, error=ProjectError), path, name)


def _folder_on_disk(path: Path, name: str) -> Path:
    """The nearest folder of a path that is there now."""
    try:
        whole = path.absolute()
        return next(one for one in (whole, *whole.parents) if one.is_dir())
    except (OSError, ValueError, StopIteration):
        told, remedy = "打不开这个文件夹：路径太长，或没有权限", "检查路径有没有写错"
        raise InputError(Problem("no_folder", told, remedy, Place(name))) from None


def _commit(revision: str, around: Path, name: str) -> str:
    """The full name of a revision's commit."""
    found = _git(around, name, "rev-parse", "--show-toplevel")
    if found.returncode:
        raise InputError(_no_repository(_said(found), name))
    # git knows no revision that begins so, and would take it for an option; a NUL ends an argument.
    known = bool(revision) and not revision.startswith("-") and "\0" not in revision
    found = (
        _git(around, name, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") if known else found
    )
    if not known or found.returncode:
        told = f"git 仓库里没有修订「{revision}」"
        remedy = "写提交的编号、分支或标签，例如 HEAD、HEAD~1、main；git log 列出有哪些"
        shallow = _git(around, name, "rev-parse", "--is-shallow-repository")
        if shallow.stdout.strip() == b"true":
            told += "：这里只取了最近的提交"
            remedy = "取来全部提交：git fetch --unshallow；GitHub 的 actions/checkout 加 fetch-depth: 0"
        raise InputError(Problem("no_revision", told, remedy, Place(name)))
    return found.stdout.decode().strip()


def _no_repository(said: str, name: str) -> Problem:
    """Why git knows no repository around a path, by what it said."""
    told, remedy = (
        f"git 打不开这里的仓库（{said}）",
        f"在这个文件夹里运行 git status，看是什么原因；{_ON_DISK}",
    )
    if "not a git repository" in said:
        told, remedy = "这个文件夹不在 git 仓库里", f"换到仓库里的文件夹；{_ON_DISK}"
    elif "must be run in a work tree" in said:
        told, remedy = (
            "这里只有 git 的仓库，没有取出来的文件",
            "换到取出了文件的文件夹（git clone、git worktree add）",
        )
    elif "dubious ownership" in said:
        told = "git 不肯打开这个仓库：文件夹属于另一个用户"
        remedy = f"信得过的，在这个文件夹里运行 git status，照它的提示加进 safe.directory；{_ON_DISK}"
    return Problem("no_repository", told, remedy, Place(name))


def _inside(path: Path, around: Path, name: str) -> str:
    """The path from the top of the repository, as git has it; empty for the top itself."""
    found = _git(around, name, "rev-parse", "--show-prefix")
    prefix = os.fsdecode(found.stdout.removesuffix(b"\n"))
    below = os.path.relpath(path.absolute(), around)
    inside = os.path.normpath(f"{prefix}{below}").replace(os.sep, "/")
    return "" if inside == os.curdir else inside


def _entry(commit: str, inside: str, around: Path, name: str) -> _Entry | None:
    if not inside:
        return _Entry("040000", "tree", commit, 0)
    found = _git(
        around, name, "--literal-pathspecs", "ls-tree", "-z", "-l", "--full-tree", commit, "--", inside
    )
    if found.returncode:
        raise InputError(_refused(found, name))
    for line in found.stdout.split(b"\0"):
        about, _, listed = line.partition(b"\t")
        if os.fsdecode(listed) == inside:
            mode, kind, content, size = about.decode().split()
            return _Entry(mode, kind, content, int(size) if size.isdecimal() else 0)
    return None


def _content(entry: _Entry, around: Path, name: str) -> bytes:
    if entry.kind != "blob" or entry.mode == "120000":
        told = "这个修订里，它是链接或子模块，不是文件"
        raise InputError(Problem("not_a_file", told, "写链接指向的那个文件", Place(name)))
    if entry.size > LIMIT:
        told = f"文件太大：{entry.size / 1024 / 1024:.1f} MB，最多 {LIMIT // 1024 // 1024} MB"
        raise InputError(Problem("too_large", told, "确认选对了文件", Place(name)))
    found = _git(around, name, "cat-file", "blob", entry.content)
    if found.returncode:
        raise InputError(_refused(found, name))
    if found.stdout.startswith(b"version https://git-lfs.github.com/spec/"):
        told, remedy = (
            "这个修订里只有 git LFS 的指针，没有文件的内容",
            "项目文件不要交给 git LFS；改用两个文件比较",
        )
        raise InputError(Problem("not_a_file", told, remedy, Place(name)))
    return found.stdout


def _refused(found: subprocess.CompletedProcess[bytes], name: str) -> Problem:
    said = _said(found)
    if "promisor remote" in said:
        told = "这个修订的文件还没有从远处的仓库取来"
        remedy = f"先用 git show 看一次这个修订的这个文件，git 会把它取来；{_ON_DISK}"
        return Problem("git_failed", told, remedy, Place(name))
    told = f"git 读不出这个文件{f'（{said}）' if said else ''}"
    return Problem("git_failed", told, "用 git fsck 看仓库是不是完整的", Place(name))


def _said(found: subprocess.CompletedProcess[bytes]) -> str:
    """What git gave as its reason: the first line that says what is fatal."""
    lines = found.stderr.decode(errors="replace").strip().splitlines()
    return next((line for line in lines if line.startswith("fatal:")), lines[0] if lines else "")


def _git(folder: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("git")
    if program is None:
        raise InputError(
            Problem("no_git", "这台电脑上没有装 git", f"装好 git 再试；或者{_ON_DISK}", Place(name))
        )
    if not Path(program).is_absolute():
        # Windows looks into the current folder first: a program that lies beside the project file is not run.
        told, remedy = "当前文件夹里有一个叫 git 的程序，不运行它", "把它移走，或换一个文件夹再运行"
        raise InputError(Problem("no_git", told, remedy, Place(name)))
    # Nothing is fetched, for a fetch runs what the repository names: what a partial clone lacks is told. Older
    # versions of git know only the latter of the two.
    fetching = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0"}
    own = {**fetching, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    around = {key: value for key, value in os.environ.items() if key not in _OTHERS} | own
    try:
        return subprocess.run(
            [program, "-C", os.fspath(folder), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            env=around,
            check=False,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        told, remedy = "git 没有答复", f"在这个文件夹里运行 git status，看 git 能不能用；或者{_ON_DISK}"
        raise InputError(Problem("git_failed", told, remedy, Place(name))) from None
