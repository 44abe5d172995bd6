"""The laws of the judgement, held against project files at random: every one for every rule of every notice and track."""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evalprep.errors import ChecklistError
from evalprep.model.evidence import FileState
from evalprep.model.kinds import NIL
from evalprep.model.results import CheckResult, Finding, Outcome
from evalprep.model.validation import Path as FieldPath
from evalprep.model.validation import Source
from evalprep.model.verdicts import Interval, Verdict, Weight
from evalprep.rules.checklist import ReadyChecklist, parse_checklist
from evalprep.rules.evaluate import evaluate
from evalprep.store.yaml import read_yaml
from tests.conftest import EXAMPLE
from tests.rules.judging import CHECKLISTS, checklist_files, every_outcome, shipped, world
from tests.rules.trees import (
    FILE_STATES,
    RECOMMENDED,
    Tree,
    consistent,
    form_states,
    projects,
    removable,
    wanted,
    without,
)

Files = Mapping[str, FileState]
DAYS = st.sampled_from([date(2020, 6, 1), date(2021, 1, 1), date(2019, 12, 31), date(2022, 7, 20)])


def often(examples: int) -> settings:
    """So many examples, however long one takes."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(deadline=None, max_examples=examples, suppress_health_check=slow)


@dataclass(frozen=True)
class Held:
    """A notice and track against which projects are held."""

    file: Path
    track: str | None

    @property
    def name(self) -> str:
        return f"{self.file.parent.name}-{self.track}" if self.track else self.file.parent.name

    @property
    def trees(self) -> st.SearchStrategy[Tree]:
        return _trees(self.file, self.track)

    def judge(
        self, tree: Tree, files: Files, on: date = date(2020, 6, 1), ready: ReadyChecklist | None = None
    ) -> CheckResult:
        ready = ready or shipped(self.file)
        around = world(
            tree,
            on=on,
            files=files,
            forms=form_states(tree, ready.forms(self.track)),
            recommended={RECOMMENDED[0]: world(example(), on=on)},
        )
        return evaluate(ready, self.track, around, "test")


@cache
def _trees(file: Path, track: str | None) -> st.SearchStrategy[Tree]:
    return projects(wanted(file, track))


@cache
def example() -> Tree:
    """The example that is ready for the national notice."""
    tree: Any = read_yaml(EXAMPLE / "evalprep.yaml").tree
    return tree  # type: ignore[no-any-return]


TARGETS = [Held(file, track) for file in checklist_files() for track in [*shipped(file).tracks] or [None]]
NATIONAL = Held(CHECKLISTS / "national" / "2020-16.yaml", None)
every_target = pytest.mark.parametrize("held", TARGETS, ids=lambda held: held.name)


def by_rule(result: CheckResult) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in result.judged:
        found.setdefault(finding.id, []).append(finding)
    return found


def pairs(poorer: CheckResult, fuller: CheckResult) -> Iterable[tuple[Finding, Finding]]:
    """Each finding of a poorer project with its own of the fuller: of the same row, or the one that stands for all."""
    known = by_rule(fuller)
    for identifier, found in by_rule(poorer).items():
        others = known[identifier]
        if len(found) == 1 and (len(others) != 1 or found[0].subject is None):
            yield from ((found[0], other) for other in others)
        else:
            yield from zip(found, others, strict=True)


def taken_from(data: st.DataObject, tree: Tree) -> list[FieldPath]:
    """Some keys of a project, to be taken away."""
    keys = list(removable(tree)) or [("format",)]
    return data.draw(st.lists(st.sampled_from(keys), min_size=1, max_size=8))


# What is filled in


@every_target
@often(25)
@given(data=st.data(), files=FILE_STATES, on=DAYS)
def test_filling_in_what_was_unknown_leaves_every_verdict_or_settles_it(
    held: Held, data: st.DataObject, files: Files, on: date
) -> None:
    tree = consistent(data.draw(held.trees))
    poor = without(tree, taken_from(data, tree))
    poorer, fuller = held.judge(poor, files, on), held.judge(tree, files, on)
    for before, after in pairs(poorer, fuller):
        assert before.outcome.verdict in (after.outcome.verdict, Verdict.UNKNOWN), (
            f"{before.name}: {before.outcome.message} → {after.outcome.message}"
        )
    for one, other in zip(poorer.filing, fuller.filing, strict=True):
        assert one.verdict in (other.verdict, Verdict.UNKNOWN, None), f"{one.id}: {one.note} → {other.note}"
    if poorer.score and fuller.score:
        for item, same in zip(poorer.score.items, fuller.score.items, strict=True):
            assert _holds(item.score, same.score), f"{item.id}: {item.message} → {same.message}"


def _holds(wider: Interval, narrower: Interval) -> bool:
    """Whether an interval holds another."""
    return wider.min <= narrower.min and (
        wider.max is None or (narrower.max is not None and narrower.max <= wider.max)
    )


@every_target
@often(15)
@given(data=st.data(), files=FILE_STATES)
def test_not_even_statements_that_exclude_each_other_turn_met_into_unmet_or_back(
    held: Held, data: st.DataObject, files: Files
) -> None:
    tree = data.draw(held.trees)
    poor = without(tree, taken_from(data, tree))
    for poorer, fuller in pairs(held.judge(poor, files), held.judge(tree, files)):
        verdicts = {poorer.outcome.verdict, fuller.outcome.verdict}
        assert verdicts != {Verdict.MET, Verdict.UNMET}, f"{poorer.name}: {poorer.outcome.message}"


@often(40)
@given(st.lists(st.sampled_from(list(removable(example()))), min_size=1, max_size=25))
def test_taking_from_a_project_that_is_ready_makes_it_undetermined_and_never_not_ready(
    taken: list[FieldPath],
) -> None:
    result = NATIONAL.judge(without(example(), taken), {})
    assert {finding.outcome.verdict for finding in result.judged} <= {
        Verdict.MET,
        Verdict.UNKNOWN,
        Verdict.NOT_APPLICABLE,
    }


@often(30)
@given(st.lists(st.sampled_from(list(removable(example()))), min_size=1, max_size=25))
def test_answering_what_is_missing_round_by_round_leads_back_to_every_verdict(taken: list[FieldPath]) -> None:
    tree, goal = without(example(), taken), NATIONAL.judge(example(), {})
    for _ in range(8):
        result = NATIONAL.judge(tree, {})
        asked = [one.path for finding in result.judged for one in finding.outcome.missing]
        if not asked:
            break
        for path in asked:
            answer(tree, path)
    assert [(one.id, one.outcome.verdict) for one in result.judged] == [
        (one.id, one.outcome.verdict) for one in goal.judged
    ]


def answer(tree: Any, path: FieldPath) -> None:
    """Fill in what the example says at a path, where it says anything."""
    known: Any = example()
    for part in path[:-1]:
        if isinstance(known, dict) and part not in known:
            return
        known = known[part]
        tree = tree.setdefault(part, {}) if isinstance(tree, dict) else tree[part]
    if path[-1] in known:
        tree.setdefault(path[-1], copy.deepcopy(known[path[-1]]))


# Order


def shuffled(tree: Any, order: random.Random) -> Any:
    """The tree with every list of records in another order."""
    if isinstance(tree, dict):
        return {key: shuffled(value, order) for key, value in tree.items()}
    if isinstance(tree, list):
        inside = [shuffled(one, order) for one in tree]
        return order.sample(inside, len(inside)) if any(isinstance(one, dict) for one in tree) else tree
    return tree


def gist(result: CheckResult) -> Counter[Any]:
    """All that a result says, apart from the order in which it says it."""
    found = Counter(
        (one.id, one.outcome.verdict, str(one.outcome.observed), one.outcome.gap, len(one.outcome.missing))
        for one in result.judged
    )
    found.update((one.id, one.verdict, one.authority) for one in result.filing)
    found.update((one.id, one.open, one.days_left) for one in result.windows)
    found.update((one.id, one.score) for one in (result.score.items if result.score else ()))
    return found


@every_target
@often(15)
@given(data=st.data(), files=FILE_STATES, seed=st.integers(0, 2**16))
def test_the_order_of_occupations_people_and_rows_never_matters(
    held: Held, data: st.DataObject, files: Files, seed: int
) -> None:
    tree = data.draw(held.trees)
    assert gist(held.judge(tree, files)) == gist(held.judge(shuffled(tree, random.Random(seed)), files))


@cache
def reordered(file: Path, seed: int) -> ReadyChecklist:
    """A checklist with the parts of every `all` and `any` in another order."""
    source = read_yaml(file, error=ChecklistError)
    mixed = Source(source.file, _reordered(source.tree, random.Random(seed)), source.places)
    return parse_checklist(mixed, file.parent.name, lambda name: shipped(CHECKLISTS / f"{name}.yaml"))


def _reordered(tree: Any, order: random.Random) -> Any:
    if isinstance(tree, list):
        return [_reordered(one, order) for one in tree]
    if not isinstance(tree, dict):
        return tree
    inside = {key: _reordered(value, order) for key, value in tree.items()}
    return {
        key: order.sample(value, len(value)) if key in ("all", "any") else value
        for key, value in inside.items()
    }


@every_target
@often(15)
@given(data=st.data(), files=FILE_STATES, seed=st.integers(1, 3))
def test_the_order_of_conditions_never_matters(
    held: Held, data: st.DataObject, files: Files, seed: int
) -> None:
    tree = data.draw(held.trees)
    assert gist(held.judge(tree, files)) == gist(held.judge(tree, files, ready=reordered(held.file, seed)))


# Every valid project


@every_target
@often(20)
@given(data=st.data(), files=FILE_STATES, on=DAYS)
def test_a_valid_project_is_always_judged_and_every_finding_is_well_formed(
    held: Held, data: st.DataObject, files: Files, on: date
) -> None:
    well_judged(held, held.judge(data.draw(held.trees), files, on))


@often(10)
@given(tree=projects(wanted(NATIONAL.file, None), whole=True), files=FILE_STATES, on=DAYS)
def test_a_project_that_says_what_no_notice_asks_is_judged_by_all_of_them(
    tree: Tree, files: Files, on: date
) -> None:
    for held in TARGETS:
        well_judged(held, held.judge(tree, files, on))


def well_judged(held: Held, result: CheckResult) -> None:
    """Every rule has its findings, and each of them, and what it is made of, is well formed."""
    for finding in result.judged:
        assert (finding.verdict is None) == (finding.weight is Weight.NOTE)
        assert bool(finding.remedy) <= (finding.outcome.verdict not in (Verdict.MET, Verdict.NOT_APPLICABLE))
        for outcome in every_outcome(finding.outcome):
            well_formed(outcome)
    ready = shipped(held.file)
    marks = {ready.scoring.passing.id} if ready.scoring else set()
    assert {finding.id for finding in result.judged} == marks | {
        found.rule.id for found in ready.judged(held.track)
    }


ASKS_ELSEWHERE = ("不能据此断定", "缺的资料填到", "没有可以判断的要求")
"""What an open outcome tells that asks for nothing in this file: words prove nothing, another file lacks it, nothing is asked."""


def well_formed(outcome: Outcome) -> None:
    """It says something; it asks for something exactly when it is open; its distance agrees with its verdict."""
    if outcome.missing:
        assert outcome.verdict is Verdict.UNKNOWN
    elif outcome.verdict is Verdict.UNKNOWN:
        told = (outcome.message, *(row.reason for row in outcome.rows))
        assert any(word in one for word in ASKS_ELSEWHERE for one in told), (
            f"open, and asks for nothing: {outcome.message}"
        )
    if outcome.gap is not None and outcome.verdict not in (Verdict.EASED, Verdict.UNKNOWN):
        assert (outcome.gap.max is not None and outcome.gap.max <= 0) == (outcome.verdict is Verdict.MET)
        assert (outcome.gap.min is not None and outcome.gap.min > 0) == (outcome.verdict is Verdict.UNMET)
    if isinstance(outcome.observed, Interval):
        assert outcome.observed.max is None or outcome.observed.min <= outcome.observed.max
    else:
        assert outcome.gap is None or outcome.observed == NIL, "what is 无 counts 0"


@every_target
@pytest.mark.parametrize(
    "tree",
    [
        {},
        {"organization": {}},
        {"occupations": [{}]},
        {"attestations": {}, "attachments": {}},
        {"recommends": [{}], "branches": [{}]},
        {"staff": [{}], "experts": [{}], "venues": [{}]},
    ],
)
def test_a_project_that_says_next_to_nothing_is_judged_and_nothing_is_met(held: Held, tree: Tree) -> None:
    found = held.judge(tree, {}).judged
    met = [one.name for one in found if one.outcome.verdict in (Verdict.MET, Verdict.EASED)]
    assert met == []
