"""A number against what is asked, as text and as a bar."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from evalprep.model.results import Outcome
from evalprep.model.verdicts import Gap, Interval, Verdict
from evalprep.report.overview_bars import WIDTH, bar
from evalprep.report.overview_thresholds import Threshold, far, thresholds
from tests.report.results import beyond, finding, referring, short_of

HALF = {"observed": Interval.exactly(Decimal("33.333")), "required": {"at_least": Decimal(50)}, "unit": "%"}

OPEN_ABOVE = {"observed": Interval(1, None), "required": {"at_most": 2}, "gap": Gap(-1, None), "unit": "次"}


def one(verdict: Verdict, **measured: Any) -> Threshold:
    (found,) = thresholds(finding(1, verdict, **measured))
    return found


@pytest.mark.parametrize(
    ("verdict", "measured", "told"),
    [
        (
            Verdict.UNMET,
            short_of(10_000, 2_200, 2_200),
            "现有 2,200 人次，要求不少于 10,000 人次，差 7,800 人次",
        ),
        (Verdict.UNMET, short_of(10, 2, 6), "现有 2 至 6 人次，要求不少于 10 人次，差 4 至 8 人次"),
        (Verdict.UNKNOWN, short_of(10, 8, 11), "现有 8 至 11 人次，要求不少于 10 人次，可能差 0 至 2 人次"),
        (Verdict.UNKNOWN, short_of(10, 8, None), "现有至少 8 人次，要求不少于 10 人次，可能差 0 至 2 人次"),
        (Verdict.UNKNOWN, short_of(10, 0, None), "有多少还不清楚，要求不少于 10 人次，可能差 0 至 10 人次"),
        (Verdict.UNKNOWN, OPEN_ABOVE, "现有至少 1 次，要求不超过 2 次，还不能断定"),
        (Verdict.MET, short_of(10, 12, 12), "现有 12 人次，要求不少于 10 人次，已达到"),
        (Verdict.UNMET, beyond(2, 5), "现有 5 次，要求不超过 2 次，多 3 次"),
        (
            Verdict.UNMET,
            HALF | {"gap": Gap(Decimal("16.667"), Decimal("16.667"))},
            "现有 33.33%，要求不少于 50%，差 16.66%",
        ),
    ],
)
def test_a_bar_says_in_words_all_that_it_shows(verdict: Verdict, measured: dict[str, Any], told: str) -> None:
    assert one(verdict, **measured).told == told


def test_a_number_between_two_limits_is_too_high_above_the_upper() -> None:
    limits = {"required": {"at_least": 2, "at_most": 3}, "unit": "人"}
    high = one(Verdict.UNMET, observed=Interval.exactly(5), gap=Gap(2, 2), **limits)
    low = one(Verdict.UNMET, observed=Interval.exactly(1), gap=Gap(1, 1), **limits)
    assert (high.asked, high.far, low.far) == ("2 至 3 人", "多 2 人", "差 1 人")


def test_a_yes_or_no_has_no_bar() -> None:
    assert thresholds(finding(1, Verdict.UNMET, **short_of(1, 0, 0))) == ()
    assert thresholds(finding(1, Verdict.UNMET, observed="企业", required={"equals": "学会"})) == ()
    assert thresholds(finding(1, Verdict.UNMET, observed=True, required={"equals": True})) == ()


def test_what_does_not_apply_has_no_bar() -> None:
    assert thresholds(finding(1, Verdict.NOT_APPLICABLE, **short_of(5, 0, 0))) == ()
    assert thresholds(finding(1, None, **short_of(5, 0, 0))) == ()


def test_several_numbers_are_called_by_what_is_counted() -> None:
    parts = tuple(Outcome(Verdict.UNMET, name, "", **short_of(5, 2, 2)) for name in ("培训", "评价"))
    told = [found.told for found in thresholds(finding(1, Verdict.UNMET, parts=parts))]
    assert [text.split("：")[0] for text in told] == ["培训", "评价"]


def test_the_number_of_another_rule_is_called_by_that_rule() -> None:
    other = finding(7, Verdict.UNMET, **short_of(5, 2, 2))
    own = Outcome(Verdict.MET, "培训", "", **short_of(5, 6, 6))
    found = thresholds(finding(1, Verdict.UNMET, parts=(own, *referring(other))))
    assert [one.counted for one in found] == ["培训", "EX-7 第 7 条"]


def test_the_distance_is_told_only_where_one_number_fails() -> None:
    failing = Outcome(Verdict.UNMET, "培训", "", **short_of(5, 2, 2))
    reached = Outcome(Verdict.MET, "评价", "", **short_of(5, 6, 6))
    assert far(finding(1, Verdict.UNMET, parts=(failing, reached))) == "差 3 人次"
    assert far(finding(1, Verdict.UNMET, parts=(failing, failing))) == ""


def pieces(found: Threshold) -> dict[str, tuple[float, float]]:
    """The parts of a bar, each from where to where in parts of the threshold's place."""
    drawn = bar(found)
    limit = float(re.findall(r'class="limit" d="M([\d.]+)', drawn)[-1])
    return {
        kind: (round(float(start) / limit, 2), round((float(start) + float(width)) / limit, 2))
        for kind, start, width in re.findall(r'class="(\w+)" x="([\d.]+)" width="([\d.]+)"', drawn)
    }


@pytest.mark.parametrize(
    ("verdict", "measured", "drawn"),
    [
        (Verdict.UNMET, short_of(10, 2, 6), {"there": (0, 0.2), "maybe": (0.2, 0.6), "short": (0.6, 1)}),
        (Verdict.UNKNOWN, short_of(10, 8, 11), {"there": (0, 0.8), "maybe": (0.8, 1.1)}),
        (Verdict.MET, short_of(10, 20, 20), {"enough": (0, 2)}),
        (Verdict.UNMET, beyond(2, 5), {"there": (0, 2.5), "excess": (1, 2.5)}),
    ],
)
def test_a_bar_shows_what_is_there_what_is_not_known_and_what_is_short(
    verdict: Verdict, measured: dict[str, Any], drawn: dict[str, tuple[float, float]]
) -> None:
    found = pieces(one(verdict, **measured))
    assert found.keys() == drawn.keys()
    for kind, ends in drawn.items():
        assert found[kind] == pytest.approx(ends, abs=0.02)


def test_what_is_open_upwards_is_hatched_to_the_end_and_nothing_is_short_for_certain() -> None:
    drawn = bar(one(Verdict.UNKNOWN, **short_of(10, 8, None)))
    start, width = re.findall(r'class="maybe" x="([\d.]+)" width="([\d.]+)"', drawn)[0]
    assert float(start) + float(width) == pytest.approx(WIDTH, abs=0.1)
    assert "short" not in drawn
