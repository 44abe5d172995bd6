"""The project files of recommended organisations, one level deep: each has its own folder, files and places."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from evalprep.errors import Place, ProjectError
from evalprep.model.identifiers import Uscc
from evalprep.model.validation import Path as FieldPath
from evalprep.store.evidence import locate
from evalprep.store.project import StoredProject, find_project, load_project


@dataclass(frozen=True)
class Recommended:
    """A recommended organisation's project, as the applicant's file names it."""

    name: str
    stored: StoredProject

    def place(self, path: FieldPath) -> Place:
        """Where a field stands, with the file as the applicant's own file leads to it: `../某机构/evalprep.yaml:12`."""
        inner = self.stored.place(path)
        named = self.name.replace("\\", "/")
        file = named if PurePosixPath(named).name == inner.file else f"{named.rstrip('/')}/{inner.file}"
        return Place(file, inner.line, inner.column)


def load_recommended(stored: StoredProject, names: Iterable[str]) -> dict[str, Recommended | str]:
    """The projects of the names, as written under `recommends[].project`; for one that cannot be taken why, in Chinese.

    A name is a path from the applicant's folder, to a project file or a folder with one.
    """
    found = {name: _load(stored, name) for name in dict.fromkeys(names)}
    taken = [one for one in found.values() if isinstance(one, Recommended)]
    return {name: one if isinstance(one, str) else _alone(one, stored, taken) for name, one in found.items()}


def _alone(found: Recommended, stored: StoredProject, taken: Iterable[Recommended]) -> Recommended | str:
    """A project that no other name means and that is not the applicant's; else why not: it would count as two."""
    twin = next((one for one in taken if one is not found and _same(found.stored, one.stored)), None)
    if twin is not None:
        return f"和「{twin.name}」是同一家机构（同一个项目文件，或统一社会信用代码相同），不能当作两家"
    if _same(found.stored, stored):
        return "统一社会信用代码和本单位的相同，推荐的机构要有自己的项目文件"
    return found


def _same(one: StoredProject, other: StoredProject) -> bool:
    """Whether two projects are one file, or of one organisation by its 统一社会信用代码."""
    codes = [getattr(each.project.organization, "uscc", None) for each in (one, other)]
    return os.path.samefile(one.path, other.path) or (  # noqa: PTH121
        isinstance(codes[0], Uscc) and codes[0] == codes[1]
    )


def _load(stored: StoredProject, name: str) -> Recommended | str:
    if PureWindowsPath(name).drive or name.startswith(("/", "\\")):
        return "要写从本项目文件夹算起的路径，例如 ../某机构/evalprep.yaml"
    try:
        found = find_project(locate(stored.folder, name))
        if found.suffix.lower() not in (".yaml", ".yml"):
            return "要写项目文件（evalprep.yaml）或它所在的文件夹"
        if os.path.samefile(found, stored.path):  # noqa: PTH121  (pathlib would raise for a loop of links)
            return "这是本单位自己的项目文件，推荐的机构要有自己的项目文件"
        return Recommended(name, load_project(found))
    except ProjectError as error:
        first = error.problems[0]
        more = f"等 {len(error.problems)} 处错误" if len(error.problems) > 1 else ""
        line = f"第 {first.place.line} 行，" if first.place and first.place.line else ""
        return f"{line}{first.problem}{more}；{first.remedy}"
    except (OSError, ValueError, RuntimeError):
        return "打不开这个文件，检查路径有没有写错"
