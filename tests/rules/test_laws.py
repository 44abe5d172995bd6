"""The laws of the judgement, held against project files at random: every one for every rule of the national notice."""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evalprep.errors import ChecklistError
from evalprep.model.evidence import FileState
from evalprep.model.results import CheckResult, Finding, Outcome
from evalprep.model.validation import Path, Source
from evalprep.model.verdicts import Interval, Verdict, Weight
from evalprep.rules import histories
from evalprep.rules.checklist import ReadyChecklist, parse_checklist
from evalprep.rules.evaluate import evaluate
from evalprep.store.yaml import read_yaml
from tests.conftest import EXAMPLE
from tests.rules.judging import CHECKLISTS, every_outcome, national, world
from tests.rules.trees import FILE_STATES, SLOTS, Tree, consistent, form_state, projects, removable, without

SLOW = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
DAYS = st.sampled_from([date(2020, 6, 1), date(2021, 1, 1), date(2019, 12, 31)])
FILE = CHECKLISTS / "national" / "2020-16.yaml"


def reads(ready: ReadyChecklist) -> frozenset[str]:
    return frozenset().union(*(found.condition.reads for found in ready.judged(None) if found.condition))


READ = {path.removesuffix("{}") for path in reads(national())} | {".".join(map(str, slot)) for slot in SLOTS}
TREES = projects(lambda path: path in READ)
Files = Mapping[str, FileState]


def judge(
    tree: Tree, files: Files, on: date = date(2020, 6, 1), ready: ReadyChecklist | None = None
) -> CheckResult:
    around = world(tree, on=on, files=files, forms=form_state(tree))
    return evaluate(ready or national(), None, around, "test")


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


# What is filled in


@SLOW
@given(TREES, FILE_STATES, DAYS, st.data())
def test_filling_in_what_was_unknown_leaves_every_verdict_or_settles_it(
    tree: Tree, files: Files, on: date, data: st.DataObject
) -> None:
    tree = consistent(tree)
    taken = data.draw(
        st.lists(st.sampled_from(list(removable(tree)) or [("format",)]), min_size=1, max_size=8)
    )
    for poorer, fuller in pairs(judge(without(tree, taken), files, on), judge(tree, files, on)):
        before, after = poorer.outcome.verdict, fuller.outcome.verdict
        assert before in (after, Verdict.UNKNOWN), (
            f"{poorer.name}: {poorer.outcome.message} → {fuller.outcome.message}"
        )


@SLOW
@given(TREES, FILE_STATES, st.data())
def test_not_even_statements_that_exclude_each_other_turn_met_into_unmet_or_back(
    tree: Tree, files: Files, data: st.DataObject
) -> None:
    taken = data.draw(
        st.lists(st.sampled_from(list(removable(tree)) or [("format",)]), min_size=1, max_size=8)
    )
    for poorer, fuller in pairs(judge(without(tree, taken), files), judge(tree, files)):
        assert {poorer.outcome.verdict, fuller.outcome.verdict} != {Verdict.MET, Verdict.UNMET}


@cache
def example() -> Tree:
    tree: Any = read_yaml(EXAMPLE / "evalprep.yaml").tree
    return tree  # type: ignore[no-any-return]


@SLOW
@given(st.lists(st.sampled_from(list(removable(example()))), min_size=1, max_size=25))
def test_taking_from_a_project_that_is_ready_makes_it_undetermined_and_never_not_ready(
    taken: list[Path],
) -> None:
    result = judge(without(example(), taken), {})
    assert {finding.outcome.verdict for finding in result.judged} <= {
        Verdict.MET,
        Verdict.UNKNOWN,
        Verdict.NOT_APPLICABLE,
    }


@SLOW
@given(st.lists(st.sampled_from(list(removable(example()))), min_size=1, max_size=25))
def test_answering_what_is_missing_round_by_round_leads_back_to_every_verdict(taken: list[Path]) -> None:
    tree, goal = without(example(), taken), judge(example(), {})
    for _ in range(8):
        result = judge(tree, {})
        asked = [one.path for finding in result.judged for one in finding.outcome.missing]
        if not asked:
            break
        for path in asked:
            answer(tree, path)
    assert [(one.id, one.outcome.verdict) for one in result.judged] == [
        (one.id, one.outcome.verdict) for one in goal.judged
    ]


def answer(tree: Any, path: Path) -> None:
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

LISTS = (
    "occupations",
    "staff",
    "experts",
    "assessors",
    "venues",
    "equipment",
    "rule_documents",
    "related_history",
)


def shuffled(tree: Any, order: random.Random) -> Any:
    """The tree with every list of records in another order."""
    if isinstance(tree, dict):
        return {key: shuffled(value, order) for key, value in tree.items()}
    if isinstance(tree, list):
        return (
            order.sample([shuffled(one, order) for one in tree], len(tree))
            if any(isinstance(one, dict) for one in tree)
            else tree
        )
    return tree


def gist(result: CheckResult) -> Counter[Any]:
    """All that a result says, apart from the order in which it says it."""
    return Counter(
        (one.id, one.outcome.verdict, str(one.outcome.observed), one.outcome.gap, len(one.outcome.missing))
        for one in result.judged
    )


@SLOW
@given(TREES, FILE_STATES, st.integers(0, 2**16))
def test_the_order_of_occupations_people_and_rows_never_matters(tree: Tree, files: Files, seed: int) -> None:
    assert gist(judge(tree, files)) == gist(judge(shuffled(tree, random.Random(seed)), files))


@cache
def reordered(seed: int) -> ReadyChecklist:
    """The national checklist with the parts of every `all` and `any` in another order."""
    source = read_yaml(FILE, error=ChecklistError)
    return parse_checklist(Source(source.file, _reordered(source.tree, random.Random(seed))), "national")


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


@SLOW
@given(TREES, FILE_STATES, st.integers(1, 5))
def test_the_order_of_conditions_never_matters(tree: Tree, files: Files, seed: int) -> None:
    assert gist(judge(tree, files)) == gist(judge(tree, files, ready=reordered(seed)))


# Every valid project


@settings(SLOW, max_examples=60)
@given(projects(rows=2), FILE_STATES, DAYS)
def test_a_valid_project_is_always_judged_and_every_finding_is_well_formed(
    tree: Tree, files: Files, on: date
) -> None:
    result = judge(tree, files, on)
    for finding in result.judged:
        assert (finding.verdict is None) == (finding.weight is Weight.NOTE)
        assert bool(finding.remedy) <= (finding.outcome.verdict not in (Verdict.MET, Verdict.NOT_APPLICABLE))
        for outcome in every_outcome(finding.outcome):
            well_formed(outcome)
    assert {finding.id for finding in result.judged} == {found.rule.id for found in national().judged(None)}


def well_formed(outcome: Outcome) -> None:
    """It says something; it asks for something exactly when it is open; its distance agrees with its verdict."""
    assert outcome.message
    if outcome.missing:
        assert outcome.verdict is Verdict.UNKNOWN
    elif outcome.verdict is Verdict.UNKNOWN:
        assert "不能据此断定" in outcome.message, f"open, and asks for nothing: {outcome.message}"
    if outcome.gap is not None:
        assert (outcome.gap.max is not None and outcome.gap.max <= 0) == (outcome.verdict is Verdict.MET)
        assert (outcome.gap.min is not None and outcome.gap.min > 0) == (outcome.verdict is Verdict.UNMET)
        assert isinstance(outcome.observed, Interval)
        assert outcome.observed.max is None or outcome.observed.min <= outcome.observed.max


@pytest.mark.parametrize(
    "tree",
    [
        {},
        {"organization": {}},
        {"occupations": [{}]},
        {"attestations": {}, "attachments": {}},
    ],
)
def test_a_project_that_says_next_to_nothing_is_judged_and_nothing_is_met(tree: Tree) -> None:
    found = judge(tree, {}).judged
    assert {finding.outcome.verdict for finding in found} <= {Verdict.UNKNOWN, Verdict.NOT_APPLICABLE}


# Person-times

ROWS = st.lists(
    st.tuples(
        st.integers(2014, 2021),
        st.integers(0, 40),
        st.integers(0, 40),
        st.integers(0, 40),
        st.sampled_from(["both", "trained", "assessed", "settled", "year"]),
    ),
    max_size=6,
    unique_by=lambda row: row[0],
)
"""Rows of different years: a year written twice may be a repetition, which `test_facts` holds."""


@SLOW
@given(ROWS)
def test_person_times_hold_every_reading_of_the_rows(rows: list[tuple[int, int, int, int, str]]) -> None:
    """A reading: of those trained and assessed in a year, so many count once. What a row leaves out is nevertheless so."""
    written, reading = [], 0
    for year, trained, assessed, once, how in rows:
        times = trained + assessed - min(once, trained, assessed)
        reading += times if year <= 2020 else 0
        row = {
            "year": str(year),
            "trained": str(trained),
            "assessed": str(assessed),
            "person_times": str(times),
        }
        left_out = {
            "both": ["person_times"],
            "trained": ["assessed", "person_times"],
            "assessed": ["trained", "person_times"],
            "settled": [],
            "year": ["year"],
        }
        written.append({key: value for key, value in row.items() if key not in left_out[how]})
    around = world({"occupations": [{"history": written}], "related_history": []})
    for fact, subject in (
        (histories.training_person_times, None),
        (histories.occupation_person_times, around.rows(("occupations",)).rows[0]),
    ):
        known = fact.compute(around, subject)
        assert reading in known.value
        if {how for *_, how in rows} <= {"settled"}:
            assert known.value == Interval.exactly(reading)


@SLOW
@given(st.sets(st.integers(2008, 2021)), st.sets(st.integers(2008, 2021)), st.sets(st.integers(2008, 2021)))
def test_consecutive_years_hold_every_reading_of_the_years(
    sure: set[int], silent: set[int], other: set[int]
) -> None:
    """A reading: of the years that say nothing, those of another set were active."""
    years = [{"year": str(year), "trained": "1"} for year in sure] + [{"year": str(year)} for year in silent]
    around = world({"occupations": [{"history": years}]})
    active = sure | (silent & other)
    length = next(n for n in range(20) if 2019 - n not in active)
    assert length in histories.consecutive_years.compute(around, None).value


@SLOW
@given(st.lists(st.tuples(st.integers(2010, 2021), st.booleans()), max_size=8))
def test_consecutive_years_hold_the_reading_of_rows_without_their_year(rows: list[tuple[int, bool]]) -> None:
    written = [{"trained": "1"} | ({"year": str(year)} if dated else {}) for year, dated in rows]
    around = world({"occupations": [{"history": written}]})
    length = next(n for n in range(20) if 2019 - n not in {year for year, _ in rows})
    assert length in histories.consecutive_years.compute(around, None).value
