"""Paths in, projects out: a project file, a folder with one, or a folder of such folders.

The order is that of the paths, within a folder by name. A project that several paths or links lead to is taken once.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evalprep.errors import Place, Problem
from evalprep.model.batch import Failed
from evalprep.store.project import FILE_NAME

DEPTH = 4
"""How many folders below a given one are looked into."""
SKIPPED = frozenset(("申报材料", "初稿", "自查"))
"""What `build` makes, which holds no project."""
MOST_NAMED = 3
Identity = tuple[int, int]


@dataclass
class Search:
    """What has been found so far."""

    found: list[Path | Failed] = field(default_factory=list)
    """Each project as a path that `load_project` takes, and each place that cannot be looked into."""
    remarks: list[str] = field(default_factory=list)
    """What was passed over, a sentence each; it keeps nothing from being judged."""
    _projects: dict[str, Path] = field(default_factory=dict)
    _folders: dict[Identity, Path] = field(default_factory=dict)
    _too_deep: list[Path] = field(default_factory=list)
    _without: list[Path] = field(default_factory=list)
    _again: int = 0
    """How often it came to what it had come to before."""

    def given(self, path: Path) -> None:
        """Look at a path that a person gave; one that leads to no project stays, for loading it says why."""
        # os.path answers no where a pathlib question would raise (no permission, a name too long, a loop of links).
        if not os.path.isdir(path) or os.path.lexists(path / FILE_NAME):  # noqa: PTH112
            self._add(path)
            if os.path.isdir(path) and (others := just_below(path)):  # noqa: PTH112
                told = f"{path} 自己有项目文件，只看它；下面文件夹里另有 {len(others)} 个单位（{others[0].name} 等）没有看"
                self.remarks.append(told)
            return
        before = len(self.found), self._again
        try:
            # A link to a folder above is a loop too: what lies beside the given folder was not asked for.
            self._below(path, DEPTH, tuple(map(_identity, (path, *Path(os.path.realpath(path)).parents))))
        except OSError:
            self.found.append(path)
        if before == (len(self.found), self._again) or not self.found:
            self.found.append(path)

    def _below(self, folder: Path, depth: int, above: tuple[Identity, ...]) -> None:
        """Look into a folder that is no project. Raises OSError where it cannot be opened."""
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
        for name in names:
            if not _is_skipped(name):
                self._entry(folder / name, depth - 1, above)

    def _entry(self, path: Path, depth: int, above: tuple[Identity, ...]) -> None:
        try:
            # A link that leads nowhere is told too: what was meant by it may have been an applicant.
            if stat.S_ISDIR(path.stat().st_mode):
                self._folder(path, depth, above)
        except OSError as error:
            self.found.append(Failed(str(path), (_closed(path, error),)))

    def _folder(self, path: Path, depth: int, above: tuple[Identity, ...]) -> None:
        identity = _identity(path)
        if identity in above:
            self.remarks.append(f"{path} 是链接，绕回了上一级文件夹，没有再进去")
        elif os.path.lexists(path / FILE_NAME):
            self._add(path)
        elif identity in self._folders:
            self.remarks.append(f"{path} 和 {self._folders[identity]} 是同一个文件夹，只看一次")
            self._again += 1
        elif depth:
            self._folders[identity] = path
            before = len(self.found), len(self.remarks), len(self._too_deep)
            self._below(path, depth, (*above, identity))
            if depth == DEPTH - 1 and before == (len(self.found), len(self.remarks), len(self._too_deep)):
                self._without.append(path)
        elif _has_folders(path):
            self._too_deep.append(path)

    def tell_passed_over(self) -> None:
        """One remark on all folders that hold no project, which may be an applicant's still, and one on those too deep."""
        if self._without:
            named, many = "、".join(map(str, self._without[:MOST_NAMED])), len(self._without)
            more = f" 等 {many} 个" if many > MOST_NAMED else ""
            self.remarks.append(f"没有项目文件（{FILE_NAME}）的文件夹，没有算作申报单位：{named}{more}")
        if self._too_deep:
            more = f"，这样的有 {len(self._too_deep)} 个" if len(self._too_deep) > 1 else ""
            told = f"{self._too_deep[0]} 里面的文件夹没有看{more}：只往下找 {DEPTH} 层，更深的把上一层文件夹写在命令里"
            self.remarks.append(told)

    def _add(self, path: Path) -> None:
        """Take a project, unless it has been taken."""
        first = self._projects.setdefault(_project(path), path)
        if first is path:
            self.found.append(path)
        else:
            self.remarks.append(f"{path} 和 {first} 是同一个项目，只做一次")
            self._again += 1


def find_projects(paths: Sequence[Path]) -> Search:
    """The projects of the paths, in their order."""
    search = Search()
    for path in paths:
        search.given(path)
    search.tell_passed_over()
    return search


def just_below(folder: Path) -> list[Path]:
    """The projects in the folders just below one, sorted by name; none where it cannot be opened."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if not _is_skipped(entry.name))
    except OSError:
        return []
    return [folder / name for name in names if os.path.lexists(folder / name / FILE_NAME)]


def _is_skipped(name: str) -> bool:
    return name in SKIPPED or name.startswith(".")


def _has_folders(folder: Path) -> bool:
    with os.scandir(folder) as entries:
        # A link that leads nowhere would raise, asked by its entry.
        return any(os.path.isdir(entry) and not _is_skipped(entry.name) for entry in entries)  # noqa: PTH112


def _identity(path: Path) -> Identity:
    status = path.stat()
    return status.st_dev, status.st_ino


def _project(path: Path) -> str:
    """What tells one project from another: its folder whatever link leads to it, and the name of its file."""
    is_folder = os.path.isdir(path)  # noqa: PTH112
    folder, name = (path, FILE_NAME) if is_folder else (path.parent, path.name)
    try:
        return os.path.normcase(os.path.join(os.path.realpath(folder), name))  # noqa: PTH118
    except (OSError, ValueError):
        return str(path)


def _closed(path: Path, error: OSError) -> Problem:
    """Why a folder cannot be looked into."""
    place = Place(str(path))
    if isinstance(error, PermissionError):
        remedy = "在文件夹属性里给自己读取权限；里面没有申报单位的，不用管"
        return Problem("closed_folder", "没有权限打开这个文件夹，里面有没有申报单位不知道", remedy, place)
    if os.path.islink(path):  # noqa: PTH114
        remedy = "重新建链接；里面没有申报单位的，删掉它"
        return Problem("dead_link", "这个链接打不开：它指向自己，或指向的地方已经没有了", remedy, place)
    remedy = "确认磁盘或网络盘已连上，再试一次"
    return Problem("closed_folder", "这个文件夹打不开，里面有没有申报单位不知道", remedy, place)
