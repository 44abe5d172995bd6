"""Take away any one datum of the example: a verdict falls, a slot opens, or nothing of the notice reads it.

Where several rows say the same (eight years of history when six suffice), one of them is redundant by design: then
the datum must fall when it is taken from all rows at once, and the single removal must still show in the result.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from evalprep.law import Law, Target
from evalprep.model.evidence import named_files
from evalprep.model.fields import PROJECT_WORDING, pattern
from evalprep.model.project import Project
from evalprep.model.results import CheckResult
from evalprep.model.validation import Path as FieldPath
from evalprep.model.validation import Source, validate
from evalprep.model.verdicts import Verdict
from evalprep.report.json_report import result_data
from evalprep.rules.evaluate import evaluate
from evalprep.rules.world import World
from evalprep.store.evidence import examine
from evalprep.store.library import default_library
from evalprep.store.yaml import read_yaml
from tests.conftest import EXAMPLE

ON = date(2020, 6, 1)
TREE: dict[str, Any] = read_yaml(EXAMPLE / "evalprep.yaml").tree  # type: ignore[assignment]


@cache
def law() -> tuple[Law, Target]:
    found = Law(default_library())
    return found, found.targets("national", ON)[0]


def leaves(tree: Any, path: FieldPath = ()) -> Iterator[FieldPath]:
    """The path of every value that stands in the file; an empty list is a value."""
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    if not inside or not tree:
        yield path
        return
    for key, value in inside:
        yield from leaves(value, (*path, key))


def without(paths: list[FieldPath]) -> dict[str, Any]:
    """The example's tree with some values taken away, the last first so that positions hold."""
    tree = copy.deepcopy(TREE)
    for path in sorted(paths, key=lambda p: [(isinstance(x, str), x) for x in p], reverse=True):
        parent: Any = tree
        for part in path[:-1]:
            parent = parent[part]
        del parent[path[-1]]
    return tree


def judge(tree: dict[str, Any]) -> CheckResult | None:
    """The result for a tree, or None when it is no valid project any more."""
    project, problems = validate(Project, Source("evalprep.yaml", tree), PROJECT_WORDING)
    if project is None:
        assert problems
        return None
    library, target = law()
    files = examine(Path(EXAMPLE), (name for _, name in named_files(project)))
    world = World(
        project, ON, lambda path: None, files, library.form_states(target, project, ON), library.catalogs
    )
    return evaluate(target.checklist, None, world, "example")


def fallen(result: CheckResult | None) -> bool:
    """Whether something that was met no longer is."""
    return result is None or any(f.verdict in (Verdict.UNMET, Verdict.UNKNOWN) for f in result.judged)


@cache
def read_patterns() -> frozenset[str]:
    """Every field that a rule, a material or a form of the notice looks at."""
    library, target = law()
    reads = frozenset(
        read for ready in target.checklist.judged(None) if ready.condition for read in ready.condition.reads
    )
    project = Project.model_validate(TREE)
    return reads.union(*(state.reads for state in library.form_states(target, project, ON).values()))


def is_read(path: FieldPath) -> bool:
    """Whether the notice reads the field at a path; the files of a kind are read under the kind."""
    text = pattern(path)
    return bool({text, text.removesuffix("[]"), text.removesuffix("[]") + "{}"} & read_patterns())


OVER = "the occupations applied for reach 50,000 by themselves"
REDUNDANT: dict[str, tuple[str, tuple[str, ...]]] = {
    "occupations[].trades": ("an occupation without trades prints its name alone, known or not", ()),
    "occupations[].contributions": ("one contribution suffices; a list without entries adds none", ()),
    "occupations[].history[].trained": (
        "those assessed reach the thresholds",
        ("occupations[].history[].assessed",),
    ),
    "occupations[].history[].assessed": (
        "those trained reach the thresholds",
        ("occupations[].history[].trained",),
    ),
    "related_history[].occupation": (OVER, ()),
    "related_history[].year": (OVER, ()),
    "related_history[].trained": (OVER, ()),
    "related_history[].assessed": (OVER, ()),
    "venues[].video": ("equipment for monitoring proves it too", ("equipment[].use",)),
    "equipment[].use": ("a venue with video proves it too", ("venues[].video",)),
    "rule_documents[].name": ("a rule document is known by its kind; its name is only shown", ()),
    "rule_documents[].file": ("a rule document is declared without its file", ()),
    "attestations{}.note": ("a note is shown, not judged", ()),
    "attestations{}.occupations{}.note": ("a note is shown, not judged", ()),
}
"""Fields that the notice reads and whose loss alone nothing falls by: the reason, and what else must go for a fall."""

SILENT = ("occupations[].trades", "related_history[].occupation")
"""Redundant fields whose loss does not even show, for they only tell apart what is apart by itself."""

UNREAD = frozenset(
    [
        "format",
        "targets[].jurisdiction",
        "application.kind",
        "application.prior_filings",
        "organization.affiliation",
        "organization.postcode",
        "organization.registered_on",
        "organization.supervising_department",
        "organization.decoupled",
        "organization.legal_representative.phone",
        "organization.association.grade",
        "organization.association.level",
        "organization.association.scope",
        "organization.association.local_speciality",
        "organization.assessment_unit.established_by",
        "occupations[].standard.name",
        "occupations[].contributions[].role",
        "occupations[].contributions[].year",
        "staff[].id_number",
        "staff[].sex",
        "staff[].education",
        "staff[].position",
        "staff[].duties[]",
        "staff[].since",
        "experts[].education",
        "experts[].major",
        "experts[].titles[].name",
        "experts[].titles[].level",
        "experts[].skills[].occupation",
        "experts[].skills[].level",
        "experts[].occupations[]",
        "experts[].levels",
        "experts[].specialty",
        "assessors[].name",
        "assessors[].education",
        "assessors[].skills[].occupation",
        "assessors[].skills[].level",
        "assessors[].certificate",
        "assessors[].own",
        "assessors[].occupations[]",
        "assessors[].levels",
        "venues[].name",
        "venues[].use",
        "venues[].address",
        "venues[].area",
        "venues[].seats",
        "venues[].stations",
        "venues[].tenure",
        "venues[].occupations[]",
        "equipment[].name",
        "equipment[].model",
        "equipment[].quantity",
        "equipment[].occupations[]",
        "finance.audit.auditor",
        "finance.budget",
    ]
)
"""What the example says for other notices and for people: nothing of this notice reads it. Known one by one."""

LEAVES = list(leaves(TREE))


def test_what_nothing_reads_is_known_one_by_one() -> None:
    assert {pattern(path) for path in LEAVES if not is_read(path)} == UNREAD


def test_the_whole_example_is_met() -> None:
    assert not fallen(judge(TREE))


@pytest.mark.parametrize("path", LEAVES, ids=lambda path: ".".join(map(str, path)))
def test_a_datum_taken_away_is_missed_or_read_by_nothing(path: FieldPath) -> None:
    result = judge(without([path]))
    if fallen(result):
        return
    assert result is not None
    if not is_read(path):
        return
    assert pattern(path) in REDUNDANT or fallen(judge(without(alike(pattern(path)))))
    whole = judge(TREE)
    assert whole is not None
    shown = result_data(result) != result_data(whole)
    assert shown or pattern(path) in SILENT, "the result does not show that the datum is gone"


def alike(*patterns: str) -> list[FieldPath]:
    """Every value of the example that stands at one of these patterns."""
    return [path for path in LEAVES if pattern(path) in patterns]


@pytest.mark.parametrize("field", REDUNDANT)
def test_a_redundant_field_is_redundant_until_its_companion_goes_too(field: str) -> None:
    companions = REDUNDANT[field][1]
    assert alike(field)
    assert not fallen(judge(without(alike(field))))
    assert not companions or fallen(judge(without(alike(field, *companions))))
