"""`reads` names what an outcome depends on, all of it and nothing else: the interview and `explain` live on it.

Held against every case and the example: one datum is taken away at a time, and what changes must be what is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from evalprep.model.evidence import FileState
from evalprep.model.fields import Shape, field_at, fields, pattern
from evalprep.model.validation import Path as FieldPath
from evalprep.rules.checklist import ReadyChecklist, ReadyRoute, ReadyRule, entry
from evalprep.rules.evaluate import evaluate
from evalprep.rules.world import FormState, World
from evalprep.store.yaml import read_yaml
from tests.conftest import EXAMPLE
from tests.rules.cases import ALL, NEAR, only
from tests.rules.judging import ON, checklist_files, shipped, world
from tests.rules.trees import Tree, removable, without

FILES = [file for file in checklist_files() if any(case.checklist == file for case in ALL)]


@dataclass(frozen=True)
class Around:
    """A project in which data are taken away, and the entries whose outcomes are watched."""

    checklist: ReadyChecklist
    track: str | None
    tree: Tree
    files: Mapping[str, FileState]
    on: date = ON
    forms: Mapping[str, FormState] = field(default_factory=dict)
    recommended: Mapping[str, World] = field(default_factory=dict)

    def outcomes(self, tree: Tree) -> dict[str, list[object]]:
        """Everything that the entries say, by id."""
        around = world(tree, on=self.on, files=self.files, forms=self.forms, recommended=self.recommended)
        result = evaluate(self.checklist, self.track, around, "test")
        found: dict[str, list[object]] = {}
        for finding in result.judged:
            found.setdefault(finding.id, []).append(finding.outcome)
        for filed in result.filing:
            found.setdefault(filed.id, []).append((filed.verdict, filed.authority, filed.note))
        return found


def projects(file: Path) -> Iterator[Around]:
    """The example for all entries of its own notice, and the project of each case for its own entry.

    Cases beside a threshold are left out, for they differ in one number from others; so is the scoring table, which
    reads what its rules read.
    """
    ready = shipped(file)
    example: Any = read_yaml(EXAMPLE / "evalprep.yaml").tree
    if {"jurisdiction": ready.jurisdiction} in example["targets"]:
        yield Around(ready, None, example, {})
    for case in ALL:
        if case.checklist == file and case.told["case"] not in NEAR and ready.find(case.rule):
            yield Around(
                only(ready, case.rule),
                case.track,
                case.tree,
                case.files,
                case.day,
                case.forms,
                case.recommended(),
            )


@cache
def changes(file: Path) -> dict[str, set[FieldPath]]:
    """By entry, every path whose removal changes an outcome in some project."""
    changing: dict[str, set[FieldPath]] = {}
    for around in projects(file):
        before = around.outcomes(around.tree)
        for path in (one for one in removable(around.tree) if not any(map(_far_down, one))):
            after = around.outcomes(without(around.tree, [path]))
            for identifier in before:
                if before[identifier] != after[identifier]:
                    changing.setdefault(identifier, set()).add(path)
    return changing


def reads_of(file: Path, found: ReadyRule | ReadyRoute) -> frozenset[str]:
    """Everything that an entry reads: with what eases it, with all ways of a route."""
    conditions = [found.condition] if found.condition else []
    if isinstance(found, ReadyRoute):
        conditions += [way.condition for way in found.ways]
    else:
        eased = [one.condition for one in shipped(file).easings if one.rule.id in found.rule.eased_by]
        conditions += [one for one in eased if one]
    every = frozenset[str]().union(*(one.reads for one in conditions))
    return frozenset(path for path in every if not path.startswith("form:"))


def _far_down(part: str | int) -> bool:
    """Whether a row stands below the first few of its list, and is like one of them."""
    return isinstance(part, int) and part > 2


def touches(path: FieldPath, read: str) -> bool:
    """Whether a path lies at a read field, is a key of a read mapping, or a record or mapping around it.

    A list must be read itself: that it is there says more than what stands in its rows.
    """
    text, field = pattern(path), field_at(path)
    if read.removesuffix("{}") == text.removesuffix("{}"):
        return True
    within = read.startswith((f"{text}.", f"{text}{{"))
    return within and field is not None and field.shape is not Shape.ROWS


JUDGED = [
    (file, found)
    for file in FILES
    for found in (
        *shipped(file).rules,
        *shipped(file).materials,
        *shipped(file).easings,
        *shipped(file).routes,
    )
    if reads_of(file, found)
]


def _id(value: object) -> str:
    return (
        entry(value).id if isinstance(value, ReadyRule | ReadyRoute) else getattr(value, "stem", str(value))
    )


@pytest.mark.parametrize(("file", "found"), JUDGED, ids=_id)
def test_an_outcome_depends_on_nothing_that_is_not_read(file: Path, found: ReadyRule | ReadyRoute) -> None:
    identifier, listed = entry(found).id, getattr(entry(found), "for_each", None)
    labels = {f"{listed}[].name", f"{listed}[].code"}
    reads = (*reads_of(file, found), *LABELS, *labels)
    for path in changes(file).get(identifier, ()):
        assert any(touches(path, read) for read in reads), f"{pattern(path)} changes it"


LABELS = {
    path
    for listed, field in fields().items()
    if field.shape is Shape.ROWS
    for key in ("name", "title", "id_number", "address")
    if (path := f"{listed}[].{key}") in fields()
}
"""What a row is called in a finding that tells of rows, and what tells one person from another of the same name,
and a room from another: asked for only where two rows are alike, so that nobody is asked for every number."""


def test_nothing_is_read_that_no_outcome_depends_on() -> None:
    read, live = set[str](), set[str]()
    for file, found in JUDGED:
        paths, changing = reads_of(file, found), changes(file).get(entry(found).id, ())
        read |= paths
        live |= {path for path in paths if any(touches(one, path) for one in changing)}
    assert read - live == set()
