"""A project made of nothing but an Extract, to compare with the one that a workbook was written from."""

from __future__ import annotations

from typing import Any

from evalprep.intake.given import Extract, Given, GivenRow
from evalprep.model.project import Project

NAMING = ("id_number", "code", "name", "title", "what", "year", "model")


def rebuilt(extract: Extract) -> Project:
    """The project that the file would hold."""
    tree: dict[str, Any] = {}
    for given in extract.values:
        _put(tree, given.path, given.tree)
    for row in extract.rows:
        _row(tree, row)
    return Project.model_validate(tree)


def _row(tree: dict[str, Any], row: GivenRow) -> None:
    around, _, key = row.rows.rpartition("[].")
    holder = _found(_list(tree, around), row.within) if around else tree
    listed = _list(holder, key if around else row.rows)
    there = _same(listed, row.values) if _is_papers_only(row) else None
    into = there if there is not None else {}
    for given in row.values:
        _put(into, given.path, given.tree)
    if there is None:
        listed.append(into)


def _is_papers_only(row: GivenRow) -> bool:
    return any(given.path[0] == "files" or given.tree == [] for given in row.values)


def _same(rows: list[Any], values: tuple[Given, ...]) -> dict[str, Any] | None:
    told = {given.path[0]: given.tree for given in values if given.path[0] in NAMING}
    return next(
        (one for one in rows if told and all(one.get(key, value) == value for key, value in told.items())),
        None,
    )


def _found(rows: list[Any], within: tuple[Given, ...]) -> dict[str, Any]:
    told = {str(given.path[0]): given.tree for given in within}
    return next(one for one in rows if any(one.get(key) == value for key, value in told.items()))


def _list(tree: dict[str, Any], path: str) -> list[Any]:
    *keys, last = path.split(".")
    for key in keys:
        tree = tree.setdefault(key, {})
    found = tree.setdefault(last, [])
    assert isinstance(found, list)
    return found


def _put(tree: dict[str, Any], path: tuple[str | int, ...], value: Any) -> None:
    for key in path[:-1]:
        tree = tree.setdefault(str(key), {})
    tree[str(path[-1])] = value
