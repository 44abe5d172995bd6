"""Laws of the operators, held against rows and conditions at random: what is filled in, order, and distance."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.results import Outcome
from evalprep.model.verdicts import Interval, Verdict
from tests.rules.judging import outcome
from tests.rules.trees import without

QUICK = settings(deadline=None, max_examples=150)

LEVELS = st.sampled_from(["五级", "三级", "二级", "一级"])
RECORDS = st.lists(
    st.fixed_dictionaries({}, optional={"level": LEVELS, "occupation": st.sampled_from(["电工", "钳工"])}),
    max_size=2,
)
PERSON = st.fixed_dictionaries(
    {"name": st.just("示例")},
    optional={
        "full_time": st.sampled_from(["是", "否"]),
        "education": st.sampled_from(["高中", "大专", "本科", "无"]),
        "skills": RECORDS,
        "since": st.sampled_from(["2010-01", "2015", "2019-03-01"]),
        "duties": st.lists(st.sampled_from(["主任", "副主任", "考务人员"]), max_size=2),
    },
)
VENUE = st.fixed_dictionaries(
    {"name": st.just("示例")},
    optional={
        "tenure": st.sampled_from(["自有", "租赁"]),
        "area": st.sampled_from(["0", "40", "59.5", "100"]),
        "video": st.sampled_from(["是", "否"]),
    },
)
TREES = st.fixed_dictionaries(
    {},
    optional={"staff": st.lists(PERSON, max_size=4), "venues": st.lists(VENUE, max_size=4)},
)

PERSON_TESTS = st.recursive(
    st.sampled_from(
        [
            {"full_time": "true"},
            {"education": {"at_least": "大专"}},
            {"education": "本科", "full_time": "false"},
            {"skills": {"level": {"at_least": "二级"}}},
            {"skills": {"level": {"at_least": "三级"}, "occupation": "电工"}},
            {"years": {"at_least": "5"}},
            {"years": {"between": ["1", "8"]}},
            {"duties": {"includes": "主任"}},
            {"duties": {"only": ["主任", "副主任"]}},
            {"duties": {"at_most_one_of": ["主任", "副主任"]}},
        ]
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda some: {"all": some}),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: {"any": some}),
        inner.map(lambda one: {"not": one}),
        st.tuples(inner, inner, inner).map(
            lambda three: {"when": three[0], "then": three[1], "otherwise": three[2]}
        ),
        st.tuples(inner, inner).map(lambda two: {"when": two[0], "then": two[1]}),
        st.tuples(inner, inner).map(lambda two: {"by": "full_time", "cases": {"是": two[0], "否": two[1]}}),
    ),
    max_leaves=4,
)
VENUE_TESTS = st.sampled_from(
    [{"tenure": "自有"}, {"video": "true"}, {"any": [{"tenure": "自有"}, {"video": "true"}]}]
)


def rows(key: str, name: str, tests: st.SearchStrategy[Any], **more: str) -> st.SearchStrategy[Any]:
    fixed = {key: st.just(name), **{argument: st.just(value) for argument, value in more.items()}}
    return st.fixed_dictionaries(fixed, optional={"where": tests, "satisfies": tests})


COUNT = rows("count", "staff", PERSON_TESTS)
SUM = rows("sum", "venues", VENUE_TESTS, of="area")
AMOUNT = st.one_of(COUNT, SUM)
LIMIT = st.sampled_from(
    [{test: limit} for test in ("at_least", "at_most", "equals") for limit in ("0", "1", "2", "100")]
    + [{"between": ["1", "2"]}, {"between": ["40", "140"]}]
)
NUMBERS = st.one_of(
    st.tuples(AMOUNT, LIMIT).map(lambda two: two[0] | two[1]),
    st.tuples(AMOUNT, AMOUNT, LIMIT.filter(lambda limit: limit != {"at_least": "0"})).map(
        lambda three: {"ratio": three[0], "to": three[1]} | three[2]
    ),
)
EVERY = st.builds(
    lambda found, satisfies: found | {"satisfies": satisfies},
    rows("every", "staff", PERSON_TESTS),
    PERSON_TESTS,
)
CONDITIONS = st.one_of(
    NUMBERS,
    EVERY,
    st.lists(st.one_of(NUMBERS, EVERY), min_size=1, max_size=2).map(lambda some: {"all": some}),
    st.lists(st.one_of(NUMBERS, EVERY), min_size=1, max_size=2).map(lambda some: {"any": some}),
    NUMBERS.map(lambda one: {"not": one}),
)


def judged(condition: Mapping[str, Any], tree: Mapping[str, Any]) -> Outcome:
    """JSON is YAML in flow style."""
    return outcome(json.dumps(condition, ensure_ascii=False), tree)


def cells(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every key of the tree."""
    if isinstance(tree, dict):
        return [one for key, value in tree.items() for one in ((*path, key), *cells(value, (*path, key)))]
    if isinstance(tree, list):
        return [one for at, value in enumerate(tree) for one in cells(value, (*path, at))]
    return []


@QUICK
@given(CONDITIONS, TREES, st.data())
def test_filling_in_leaves_a_verdict_or_settles_it(
    condition: dict[str, Any], tree: dict[str, Any], data: st.DataObject
) -> None:
    known = cells(tree)
    if not known:
        return
    taken = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=5))
    before, after = judged(condition, without(tree, taken)), judged(condition, tree)
    assert before.verdict in (after.verdict, Verdict.UNKNOWN), f"{before.message} → {after.message}"


@QUICK
@given(NUMBERS, TREES, st.data())
def test_filling_in_narrows_a_number(
    condition: dict[str, Any], tree: dict[str, Any], data: st.DataObject
) -> None:
    known = cells(tree)
    taken = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=5)) if known else []
    before, after = judged(condition, without(tree, taken)).observed, judged(condition, tree).observed
    if before is None or after is None:
        assert "ratio" in condition
        return
    assert isinstance(before, Interval)
    assert isinstance(after, Interval)
    assert after.min in before
    assert before.max is None or (after.max is not None and after.max in before)


@QUICK
@given(NUMBERS, TREES)
def test_the_gap_is_at_most_zero_exactly_when_the_threshold_is_met(
    condition: dict[str, Any], tree: dict[str, Any]
) -> None:
    found = judged(condition, tree)
    if found.gap is None:
        assert "ratio" in condition
        assert found.verdict is Verdict.UNKNOWN
        return
    assert (found.gap.max is not None and found.gap.max <= 0) == (found.verdict is Verdict.MET)
    assert (found.gap.min is not None and found.gap.min > 0) == (found.verdict is Verdict.UNMET)


@QUICK
@given(CONDITIONS, TREES, st.integers(0, 2**16))
def test_the_order_of_rows_and_of_conditions_never_matters(
    condition: dict[str, Any], tree: dict[str, Any], seed: int
) -> None:
    order = random.Random(seed)
    one, other = judged(condition, tree), judged(_reordered(condition, order), _reordered(tree, order))
    assert (one.verdict, one.observed, one.gap) == (other.verdict, other.observed, other.gap)
    assert len(one.missing) == len(other.missing)
    assert sorted(row.counts for row in one.rows) == sorted(row.counts for row in other.rows)


def _reordered(tree: Any, order: random.Random) -> Any:
    if isinstance(tree, dict):
        return {key: value if key == "between" else _reordered(value, order) for key, value in tree.items()}
    if isinstance(tree, list):
        return order.sample([_reordered(one, order) for one in tree], len(tree))
    return tree


@QUICK
@given(CONDITIONS, TREES)
def test_what_is_open_asks_for_something_and_what_is_settled_for_nothing(
    condition: dict[str, Any], tree: dict[str, Any]
) -> None:
    found = judged(condition, tree)
    assert found.message
    assert bool(found.missing) <= (found.verdict is Verdict.UNKNOWN)
    if found.verdict is Verdict.UNKNOWN and not found.missing:
        assert "无从计算" in found.message


@QUICK
@given(CONDITIONS, TREES)
def test_what_is_missing_is_not_there_or_not_exact(condition: dict[str, Any], tree: dict[str, Any]) -> None:
    for one in judged(condition, tree).missing:
        there: Any = tree
        for part in one.path:
            there = there.get(part) if isinstance(there, dict) else there[part]
            if there is None:
                break
        # A list in which no row is meant is asked for a further one, a date for its day.
        assert there is None or isinstance(there, list) or one.path[-1] == "since"
