"""What the tests of sources share: an extract as the project that it would make of nothing."""

from __future__ import annotations

from typing import Any

from evalprep.intake.given import Extract, Given
from evalprep.model.project import Project


def as_project(extract: Extract) -> Project:
    """The project that a source alone makes: values in place, rows in their order, inner rows in the row they name."""
    tree: dict[str, Any] = {}
    for one in extract.values:
        put(tree, one)
    for row in extract.rows:
        listed, inside, inner = row.rows.partition("[].")
        rows = tree.setdefault(listed, [])
        if inside:
            named = {one.path: one.tree for one in row.within}
            outer = [one for one in rows if all(one.get(path[0]) == text for path, text in named.items())]
            assert len(outer) == 1, (row, rows)
            rows = outer[0].setdefault(inner, [])
        record: dict[str, Any] = {}
        for one in row.values:
            put(record, one)
        rows.append(record)
    return Project.model_validate(tree)


def put(tree: dict[str, Any], one: Given) -> None:
    """A value at its path; said twice, it must be the same."""
    for key in one.path[:-1]:
        tree = tree.setdefault(key, {})
    assert tree.setdefault(one.path[-1], one.tree) == one.tree
