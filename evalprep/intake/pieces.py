"""A piece of a project file as a source: the same keys and the same strict reading, merged like any import."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evalprep.errors import InputError, Place, Problem
from evalprep.intake.given import Extract, Given, GivenRow, Origin
from evalprep.intake.oneline import line_of
from evalprep.model.fields import Shape, field_at, fields, pattern
from evalprep.model.validation import Path as FieldPath
from evalprep.model.validation import Source, Tree
from evalprep.store.project import load_project

UNCHANGED = "format"
"""The key that says what kind of file this is, and nothing of the applicant."""


def read_piece(path: Path) -> Extract:
    """All that a piece of a project file says, each value with its line.

    Raises InputError with every complaint at once, each with its line; nothing is taken of a piece with mistakes.
    """
    # os.path answers no where a pathlib question would raise (no permission, a name too long).
    if os.path.isdir(path):  # noqa: PTH112
        told, remedy = "这是文件夹，不是文件", "写上文件夹里的那个文件，例如 回答.yaml"
        raise InputError(Problem("not_a_file", told, remedy, Place(str(path))))
    if not os.path.lexists(path):
        remedy = "检查路径有没有写错；文件里照项目文件的写法，每项一行「键: 值」"
        raise InputError(Problem("no_file", "找不到这个文件", remedy, Place(str(path))))
    source = load_project(path).source
    piece = _Piece(source, path.name)
    tree = source.tree if isinstance(source.tree, dict) else {}
    for key, value in tree.items():
        if key != UNCHANGED:
            piece.read((key,), value)
    return Extract(tuple(piece.values), tuple(piece.rows))


class _Piece:
    """What has been gathered of a piece."""

    def __init__(self, source: Source, file: str) -> None:
        self.source, self.file = source, file
        self.values: list[Given] = []
        self.rows: list[GivenRow] = []

    def read(self, path: FieldPath, tree: Tree) -> None:
        """Gather what stands at a path from the root."""
        self.values += self._below(path, path, tree, ())

    def _below(
        self, at: FieldPath, path: FieldPath, tree: Tree, within: tuple[Given, ...]
    ) -> Iterator[Given]:
        """The values below a concrete path; rows on the way are gathered apart. `path` is what the values are called."""
        if tree is None:
            return
        if _is_list_of_rows(at) and isinstance(tree, list) and tree:
            for number, row in enumerate(tree):
                self._row((*at, number), row, within)
        elif isinstance(tree, dict):
            for key, value in tree.items():
                yield from self._below((*at, key), (*path, key), value, within)
        else:
            yield Given(path, [] if _is_none_of_a_list(at, tree) else tree, self._origin(at))

    def _row(self, at: FieldPath, row: Any, within: tuple[Given, ...]) -> None:
        """One row with its values; the rows of lists within it follow, each with what names this one."""
        place = len(self.rows)
        named = tuple(
            Given((key,), value, self._origin((*at, key)))
            for key, value in (row or {}).items()
            if isinstance(value, str) and key in _NAMES
        )
        values = [
            given
            for key, value in (row or {}).items()
            for given in self._below((*at, key), (key,), value, named)
        ]
        listed = pattern(at[:-1])
        self.rows.insert(place, GivenRow(listed, tuple(values), self._origin(at), within))

    def _origin(self, at: FieldPath) -> Origin:
        return Origin(self.file, "", f"第 {self.source.place(at).line} 行")


_NAMES = ("code", "name", "id_number")
"""What may name the row around a list: an occupation's code and name, a person's number and name."""


def _is_list_of_rows(at: FieldPath) -> bool:
    """Whether each item has a row of its own; 职称 and 职业资格 stay one value, as in a cell."""
    field = field_at(at)
    return (
        field is not None
        and field.shape is Shape.ROWS
        and pattern(at) in fields()
        and line_of(field.path) is None
    )


def _is_none_of_a_list(at: FieldPath, tree: Tree) -> bool:
    field = field_at(at)
    lists = (Shape.ROWS, Shape.VALUES, Shape.MAPPING)
    return tree == "无" and field is not None and field.shape in lists and field.path != "self_scores"
