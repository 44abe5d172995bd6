"""`reads` names what an outcome depends on, all of it and nothing else: the interview and `explain` live on it.

Held against every case and the example: one datum is taken away at a time, and what changes must be what is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from evalprep.model.evidence import FileState
from evalprep.model.fields import Shape, field_at, pattern
from evalprep.model.results import Outcome
from evalprep.model.validation import Path as FieldPath
from evalprep.rules.checklist import ReadyChecklist, ReadyRoute, ReadyRule, entry
from evalprep.rules.evaluate import evaluate
from evalprep.store.yaml import read_yaml
from tests.conftest import EXAMPLE
from tests.rules.judging import checklist_files, shipped, world
from tests.rules.test_cases import ALL
from tests.rules.trees import Tree, removable, without

FILES = [file for file in checklist_files() if any(case.checklist == file for case in ALL)]


@dataclass(frozen=True)
class Around:
    """A project in which data are taken away, and the rules whose outcomes are watched."""

    checklist: ReadyChecklist
    track: str | None
    tree: Tree
    files: dict[str, FileState]

    def outcomes(self, tree: Tree) -> dict[str, list[Outcome]]:
        found: dict[str, list[Outcome]] = {}
        for finding in evaluate(self.checklist, self.track, world(tree, files=self.files), "test").judged:
            found.setdefault(finding.id, []).append(finding.outcome)
        return found


def projects(file: Path) -> Iterator[Around]:
    """The example for all rules of every track, and the project of each case for its own rule."""
    ready = shipped(file)
    example: Any = read_yaml(EXAMPLE / "evalprep.yaml").tree
    tracks = list(ready.tracks) or [None]
    yield from (Around(ready, track, example, {}) for track in tracks)
    for case in ALL:
        if case.checklist == file:
            files = {name: FileState(state) for name, state in case.told.get("files", {}).items()}
            yield Around(
                only(ready, case.told["rule"]), case.told.get("track", tracks[0]), case.told["project"], files
            )


def only(ready: ReadyChecklist, rule: str) -> ReadyChecklist:
    """A checklist of one rule or material."""
    kept = {
        part: tuple(one for one in getattr(ready, part) if one.rule.id == rule)
        for part in ("rules", "materials")
    }
    return replace(ready, rules=kept["rules"], materials=kept["materials"], routes=())


@cache
def changes(file: Path) -> dict[str, set[FieldPath]]:
    """By rule, every path whose removal changes an outcome in some project."""
    changing: dict[str, set[FieldPath]] = {}
    for around in projects(file):
        before = around.outcomes(around.tree)
        for path in removable(around.tree):
            after = around.outcomes(without(around.tree, [path]))
            for identifier in before:
                if before[identifier] != after[identifier]:
                    changing.setdefault(identifier, set()).add(path)
    return changing


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
    for found in (*shipped(file).rules, *shipped(file).materials)
    if found.condition
]


def _id(value: object) -> str:
    return (
        entry(value).id if isinstance(value, ReadyRule | ReadyRoute) else getattr(value, "stem", str(value))
    )


@pytest.mark.parametrize(("file", "found"), JUDGED, ids=_id)
def test_an_outcome_depends_on_nothing_that_is_not_read(file: Path, found: ReadyRule) -> None:
    assert found.condition is not None
    labels = {f"{found.rule.for_each}[].name", f"{found.rule.for_each}[].code"}
    for path in changes(file).get(found.rule.id, ()):
        assert any(touches(path, read) for read in (*found.condition.reads, *LABELS, *labels)), (
            f"{pattern(path)} changes it"
        )


LABELS = {
    f"{listed}[].{key}"
    for listed in (
        "staff",
        "experts",
        "assessors",
        "venues",
        "equipment",
        "rule_documents",
        "occupations[].contributions",
    )
    for key in ("name", "title")
}
"""What a row is called in a finding that tells of rows: said for the reader, not judged."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_is_read_that_no_outcome_depends_on(file: Path) -> None:
    read, live = set[str](), set[str]()
    for ready, found in JUDGED:
        if ready == file and found.condition is not None:
            paths = {path for path in found.condition.reads if not path.startswith("form:")}
            read |= paths
            live |= {
                path
                for path in paths
                if any(touches(one, path) for one in changes(file).get(found.rule.id, ()))
            }
    assert read - live == set()
