"""The rows that a file gives as a project that holds nothing but their names.

What else the file says of a row (its papers, what is stated of an occupation) finds it there, before it is in the project.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from evalprep.intake.given import Given, GivenRow
from evalprep.intake.workbook.layout import TELLING
from evalprep.model.project import Project

_Record = dict[str, Any]


def named_rows(rows: Iterable[GivenRow]) -> Project:
    """A project of these rows, in their order, each with what tells it apart; rows inside rows in theirs."""
    tree: _Record = {}
    inside = []
    for row in rows:
        if "[]" in row.rows:
            inside.append(row)
        else:
            _list(tree, row.rows.split(".")).append(_names(row.values))
    for row in inside:
        outer, _, key = row.rows.rpartition("[].")
        _list(_around(_list(tree, outer.split(".")), row.within), [key]).append(_names(row.values))
    return Project.model_validate(tree)


def _names(values: Iterable[Given]) -> _Record:
    return {str(one.path[0]): one.tree for one in values if len(one.path) == 1 and one.path[0] in TELLING}


def _list(record: _Record, keys: list[str]) -> list[_Record]:
    *around, last = keys
    for key in around:
        record = record.setdefault(key, {})
    found: list[_Record] = record.setdefault(last, [])
    return found


def _around(rows: list[_Record], within: Iterable[Given]) -> _Record:
    """The row that is named so, by code or by name; a new one where the file does not list it."""
    told = _names(within)
    found = next((row for row in rows if any(row.get(key) == name for key, name in told.items())), None)
    if found is None:
        rows.append(found := told)
    return found
