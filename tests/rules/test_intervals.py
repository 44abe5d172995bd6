"""Numbers that are known in part: verdict and distance as intervals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.verdicts import Gap, Interval, Verdict, all_of, any_of

NUMBERS = st.integers(-20, 20) | st.decimals(-20, 20, places=1)
INTERVALS = st.builds(
    lambda low, width: Interval(low, None if width is None else low + width),
    NUMBERS,
    st.none() | st.integers(0, 10),
)
VERDICTS = st.lists(st.sampled_from(Verdict), max_size=5)


@pytest.mark.parametrize(
    ("interval", "threshold", "verdict", "gap"),
    [
        (Interval(8, 11), 10, "unknown", Gap(-1, 2)),
        (Interval(8, 11), 8, "met", Gap(-3, 0)),
        (Interval(8, 11), 12, "unmet", Gap(1, 4)),
        (Interval(8, None), 12, "unknown", Gap(None, 4)),
        (Interval(8, None), 8, "met", Gap(None, 0)),
        (Interval.exactly(8), 8, "met", Gap(0, 0)),
        (Interval(0, None), 0, "met", Gap(None, 0)),
        (Interval.exactly(Decimal("999.9")), 1000, "unmet", Gap(Decimal("0.1"), Decimal("0.1"))),
    ],
)
def test_at_least_with_its_distance(interval: Interval, threshold: int, verdict: str, gap: Gap) -> None:
    assert interval.at_least(threshold) == verdict
    assert interval.gap_to_least(threshold) == gap


@pytest.mark.parametrize(
    ("interval", "threshold", "verdict", "gap"),
    [
        (Interval(8, 11), 10, "unknown", Gap(-2, 1)),
        (Interval(8, 11), 11, "met", Gap(-3, 0)),
        (Interval(8, 11), 7, "unmet", Gap(1, 4)),
        (Interval(8, None), 12, "unknown", Gap(-4, None)),
        (Interval(8, None), 7, "unmet", Gap(1, None)),
        (Interval.exactly(0), 0, "met", Gap(0, 0)),
    ],
)
def test_at_most_with_its_distance(interval: Interval, threshold: int, verdict: str, gap: Gap) -> None:
    assert interval.at_most(threshold) == verdict
    assert interval.gap_to_most(threshold) == gap


@settings(deadline=None, max_examples=200)
@given(INTERVALS, NUMBERS)
def test_the_greatest_distance_is_at_most_nothing_exactly_when_the_threshold_is_met(
    interval: Interval, threshold: int
) -> None:
    for verdict, gap in (
        (interval.at_least(threshold), interval.gap_to_least(threshold)),
        (interval.at_most(threshold), interval.gap_to_most(threshold)),
    ):
        assert (gap.max is not None and gap.max <= 0) == (verdict is Verdict.MET)
        assert (gap.min is not None and gap.min > 0) == (verdict is Verdict.UNMET)


@settings(deadline=None, max_examples=200)
@given(INTERVALS, INTERVALS, NUMBERS)
def test_several_thresholds_are_as_far_as_the_farthest(
    one: Interval, other: Interval, threshold: int
) -> None:
    verdict = all_of((one.at_least(threshold), other.at_most(threshold)))
    gap = Gap.worst((one.gap_to_least(threshold), other.gap_to_most(threshold)))
    assert (gap.max is not None and gap.max <= 0) == (verdict is Verdict.MET)
    assert (gap.min is not None and gap.min > 0) == (verdict is Verdict.UNMET)


@settings(deadline=None, max_examples=100)
@given(INTERVALS, INTERVALS, st.integers(0, 10), st.integers(0, 10))
def test_a_sum_holds_the_sum_of_what_both_can_be(
    one: Interval, other: Interval, more: int, still: int
) -> None:
    first = one.min + (more if one.max is None else min(more, int(one.max - one.min)))
    second = other.min + (still if other.max is None else min(still, int(other.max - other.min)))
    assert first in one
    assert second in other
    assert first + second in one + other


@settings(deadline=None, max_examples=100)
@given(INTERVALS, NUMBERS)
def test_an_interval_that_reaches_a_value_holds_it_and_all_that_it_held(
    interval: Interval, value: int
) -> None:
    wider = interval.reaching(value)
    assert value in wider
    assert interval.min in wider
    assert (wider == interval) == (value in interval)


@settings(deadline=None, max_examples=100)
@given(VERDICTS, st.randoms(use_true_random=False))
def test_the_order_of_verdicts_never_matters(verdicts: list[Verdict], random: object) -> None:
    shuffled = sorted(verdicts, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert all_of(verdicts) is all_of(shuffled)
    assert any_of(verdicts) is any_of(shuffled)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.sampled_from([Verdict.MET, Verdict.UNMET, Verdict.NOT_APPLICABLE]), max_size=4),
    st.integers(0, 3),
)
def test_making_one_verdict_unknown_makes_the_whole_the_same_or_unknown(
    verdicts: list[Verdict], index: int
) -> None:
    if index < len(verdicts) and verdicts[index] is not Verdict.NOT_APPLICABLE:
        poorer = [*verdicts[:index], Verdict.UNKNOWN, *verdicts[index + 1 :]]
        assert all_of(poorer) in (all_of(verdicts), Verdict.UNKNOWN)
        assert any_of(poorer) in (any_of(verdicts), Verdict.UNKNOWN)
