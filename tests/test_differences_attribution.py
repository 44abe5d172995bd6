"""Verdicts name the fields by which they changed: held against the judgement itself, on the examples, at random.

Some values are changed at once. Each verdict that changed must name some of them, and with nothing but those that it
names changed it must come out the same: then no cause is passed over.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from evalprep.check import check
from evalprep.differences import differences
from evalprep.errors import ProjectError
from evalprep.law import Law
from evalprep.model.differences import ChangedVerdict, Difference, State
from evalprep.model.fields import pattern
from evalprep.model.results import Finding
from evalprep.model.validation import Path
from evalprep.model.verdicts import Verdict
from evalprep.store.library import default_library
from evalprep.store.project import StoredProject, load_project, project_of_text
from evalprep.store.text import decode
from evalprep.store.yaml import read_yaml
from tests.conftest import ROOT

EXAMPLES = {
    "national-association": ("national", date(2020, 6, 1)),
    "zhejiang-training-school": ("zhejiang", date(2020, 12, 1)),
    "jilin-company": ("jilin", date(2022, 12, 1)),
}
AT_ONCE = 12
LAW = Law(default_library([]))


@cache
def example(name: str) -> StoredProject:
    return load_project(ROOT / "examples" / name)


def single(tree: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a tree, with its path."""
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inside:
        yield from single(value, (*path, key))
    if isinstance(tree, str) and path != ("format",):
        yield path, tree


Edits = dict[Path, Any]
"""What stands at paths instead; None where the key goes."""


def edited(name: str, edits: Edits) -> StoredProject:
    """The example with other values; raises ProjectError where they make no valid project."""
    stored = example(name)
    tree: Any = copy.deepcopy(read_yaml(stored.path).tree)
    for path, value in sorted(edits.items(), key=lambda one: repr(one[0]), reverse=True):
        around = tree
        for part in path[:-1]:
            around = around[part]
        if value is None and isinstance(around, dict):
            del around[path[-1]]
        elif value is not None:
            around[path[-1]] = value
    text = json.dumps(tree, ensure_ascii=False).encode()
    return project_of_text(decode(text, "new", error=ProjectError), stored.path, "new")


def drawn(name: str, chance: random.Random) -> Edits:
    """Some values taken away, or replaced by what stands in the same field elsewhere in the file."""
    alike: dict[str, list[tuple[Path, str]]] = {}
    for path, text in single(read_yaml(example(name).path).tree):
        alike.setdefault(pattern(path), []).append((path, text))
    edits: Edits = {}
    while len(edits) < AT_ONCE:
        # By field first: else nearly all would be of the long lists of people.
        same = chance.choice(list(alike.values()))
        path, _ = chance.choice(same)
        one: Edits = {path: chance.choice([None, *(text for _, text in same)])}
        try:
            edited(name, edits | one)
        except ProjectError:
            continue
        edits |= one
    return edits


def compared(name: str, after: StoredProject) -> Difference:
    jurisdiction, on = EXAMPLES[name]
    return differences(
        (State("a"), example(name)), (State("b"), after), LAW.targets(jurisdiction, on), on, LAW
    )


def named(one: ChangedVerdict, edits: Edits) -> Edits:
    """The edits at, in or around the fields that a verdict names."""
    paths = [field.path for field in one.fields]
    return {
        path: value
        for path, value in edits.items()
        if any(path[: len(field)] == field[: len(path)] for field in paths)
    }


def verdict(name: str, stored: StoredProject, one: ChangedVerdict) -> Verdict | None:
    """What a requirement comes to in another state of the example."""
    jurisdiction, on = EXAMPLES[name]
    (target,) = LAW.targets(jurisdiction, on)
    result = check(stored, target, on, LAW)
    found = [each for each in (*result.judged, *result.filing) if each.id == one.now.id]
    mine = [each for each in found if not isinstance(each, Finding) or each.subject == one.subject]
    return mine[0].verdict if mine else None


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", EXAMPLES)
def test_what_a_verdict_names_is_enough_to_change_it(name: str, seed: int) -> None:
    edits = drawn(name, random.Random(seed))
    found = compared(name, edited(name, edits))
    assert all(one.fields for target in found.targets for one in target.moved)
    for one in found.verdicts:
        assert one.fields, f"{one.now.id} names nothing: {edits}"
        cause = named(one, edits)
        assert verdict(name, edited(name, cause), one) is one.verdicts[1], (one.now.id, cause, edits)


def test_what_is_stated_for_a_rule_is_named_where_another_refers_to_it() -> None:
    filed: Edits = {("organization", "own_staff_assessment", "filed_with"): "示例中心"}
    stated = {("attestations", "JL-O3a"): {"holds": "true", "evidence": ["附件/2022年认定工作经费预算.pdf"]}}
    states = [edited("jilin-company", filed | more) for more in (stated, {})]
    jurisdiction, on = EXAMPLES["jilin-company"]
    found = differences(
        (State("a"), states[0]), (State("b"), states[1]), LAW.targets(jurisdiction, on), on, LAW
    )
    named = {one.now.id: {field.path[1] for field in one.fields} for one in found.verdicts}
    assert named == {"JL-N1c": {"JL-O3a"}, "JL-O3a": {"JL-O3a"}}
