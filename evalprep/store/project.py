"""The project file on disk: found, read, and written back with the person's comments and order."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evalprep.errors import Place, Problem, ProjectError
from evalprep.model.fields import PROJECT_WORDING, keys
from evalprep.model.masking import masked
from evalprep.model.project import Project
from evalprep.model.validation import Path as FieldPath
from evalprep.model.validation import Source, validate
from evalprep.store.compose import unseen_in_key
from evalprep.store.rewrite import Edit, apply_edits
from evalprep.store.text import Decoded, read_text, write_text_atomic
from evalprep.store.yaml import parse_yaml

FILE_NAME = "evalprep.yaml"
SCHEMA_LINE = "# yaml-language-server: $schema=./evalprep.schema.json\n"


@dataclass(frozen=True)
class StoredProject:
    """A project file as read: the model, the tree that it was made of, and the text that stands on disk."""

    path: Path
    project: Project
    source: Source
    decoded: Decoded

    @property
    def folder(self) -> Path:
        """The applicant's folder; evidence lies below it."""
        return self.path.parent

    def place(self, path: FieldPath) -> Place:
        """Where a field stands, or the part that it belongs to, by line: `evalprep.yaml:88`; no line where that is absent too."""
        tree = self.source.tree
        absent = not path or not isinstance(tree, dict) or path[0] not in tree
        return Place(self.path.name, 0 if absent else self.source.place(path).line)


def find_project(path: Path) -> Path:
    """The project file of a path that a person gave: the file itself, or the one in a folder."""
    # os.path answers no where a pathlib question would raise (no permission, a name too long, a loop of links).
    is_folder = os.path.isdir(path)  # noqa: PTH112
    found = path / FILE_NAME if is_folder else path
    if os.path.lexists(found):
        return found
    if is_folder and not os.access(path, os.R_OK | os.X_OK):
        told, remedy = "没有权限打开这个文件夹", "在文件夹属性里给自己读取权限，或换一个文件夹"
    elif is_folder:
        told = f"这个文件夹里没有项目文件 {FILE_NAME}"
        remedy = "运行 evalprep init 新建一个，或换到申报单位的文件夹"
    else:
        told, remedy = "找不到这个文件或文件夹", "检查路径有没有写错；新建用 evalprep init"
    raise ProjectError(Problem("no_project", told, remedy, Place(str(path))))


def load_project(path: Path) -> StoredProject:
    """The project of a file or folder; raises ProjectError with every complaint at once."""
    found = find_project(path)
    return _understood(found, read_text(found, error=ProjectError))


def project_of_text(decoded: Decoded, path: Path, name: str) -> StoredProject:
    """The project of a text that stands elsewhere (in a git revision), as though it stood at `path`.

    Complaints call it `name`; named files are looked for beside `path`. Raises ProjectError with every complaint.
    """
    return _understood(path, decoded, name)


def save_edits(stored: StoredProject, edits: Sequence[Edit]) -> StoredProject:
    """The project with edits, written to disk; nothing is written unless the result is a valid project."""
    text = apply_edits(stored.decoded.text, edits, key_order, str(stored.path))
    changed = _understood(stored.path, replace(stored.decoded, text=text))
    return replace(changed, decoded=write_text_atomic(stored.path, text, stored.decoded).decoded)


def create_project(path: Path) -> StoredProject:
    """A new project file that says nothing yet."""
    text = f"{SCHEMA_LINE}format: 1\n"
    return _understood(path, write_text_atomic(path, text).decoded)


def _understood(path: Path, decoded: Decoded, name: str | None = None) -> StoredProject:
    try:
        source = parse_yaml(decoded.text, name or str(path), error=ProjectError)
    except ProjectError as error:
        # A line that is quoted as it stands may hold an identity number or a phone.
        raise ProjectError(
            replace(one, problem=masked(one.problem), remedy=masked(one.remedy)) for one in error.problems
        ) from None
    keys_there = ((path[-1], place) for path, place in source.places.items() if path)
    unseen = [one for key, place in keys_there if isinstance(key, str) for one in unseen_in_key(key, place)]
    if unseen:
        raise ProjectError(unseen)
    project, problems = validate(Project, source, PROJECT_WORDING)
    if project is None:
        raise ProjectError(problems)
    return StoredProject(path, project, source, decoded)


def key_order(path: FieldPath) -> Sequence[str]:
    """The order in which keys stand in the record at a path."""
    return tuple(keys(path))
