"""Where the bar lies: which exit code a result comes to, what is shown of it, and that stricter never passes more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalprep.errors import UsageError
from evalprep.model.bar import FAIL_ON, SELECTED, Bar, FailOn, begins
from evalprep.model.results import OLD_NOTICE, CheckResult, Finding, Waived, Warned
from evalprep.model.verdicts import Overall, Verdict, Weight
from tests.report.results import filing, finding, result, score, window

WAIVER = Waived("在办", "李示例", date(2020, 12, 31))
MUST, SOFT, NOTE = Weight.MUST, Weight.PRINCIPLE, Weight.NOTE
ORDER = (0, 4, 1)
"""The exit codes, each worse than the one before."""


def waived(number: int, verdict: Verdict, **more: Any) -> Finding:
    return replace(finding(number, verdict, **more), waiver=WAIVER)


def codes(*found: Finding, **more: Any) -> tuple[int, ...]:
    """What a result comes to without --fail-on, and with each of its words."""
    made = result(*found, **more)
    return tuple(Bar(word).code(made) for word in (None, *FAIL_ON))


def ids(made: CheckResult) -> list[str]:
    return [one.id for one in (*made.judged, *made.filing, *made.windows)]


HOLDS = finding(1, Verdict.MET)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((HOLDS,), (0, 0, 0, 0)),
        ((HOLDS, finding(2, Verdict.UNMET)), (1, 1, 1, 1)),
        ((HOLDS, finding(2, Verdict.UNKNOWN)), (4, 0, 1, 1)),
        ((finding(2, Verdict.UNKNOWN), finding(3, Verdict.UNMET)), (1, 1, 1, 1)),
        ((HOLDS, finding(2, Verdict.UNMET, weight=SOFT)), (0, 0, 0, 1)),
        ((HOLDS, finding(2, Verdict.UNKNOWN, weight=SOFT)), (0, 0, 0, 0)),
        ((HOLDS, finding(2, Verdict.EASED, weight=SOFT)), (0, 0, 0, 0)),
        ((HOLDS, waived(2, Verdict.UNMET)), (0, 0, 0, 0)),
        ((waived(2, Verdict.UNMET),), (0, 0, 0, 0)),
        ((HOLDS, waived(2, Verdict.UNKNOWN)), (0, 0, 0, 0)),
        ((HOLDS, waived(2, Verdict.UNMET, weight=SOFT)), (0, 0, 0, 0)),
        ((waived(2, Verdict.UNMET), finding(3, Verdict.UNKNOWN)), (4, 0, 1, 1)),
        ((waived(2, Verdict.UNMET), finding(2, Verdict.UNMET)), (1, 1, 1, 1)),
        ((), (4, 0, 1, 1)),
        ((finding(1, Verdict.NOT_APPLICABLE),), (4, 0, 1, 1)),
        ((finding(1, None, weight=NOTE),), (4, 0, 1, 1)),
        ((finding(1, Verdict.MET, weight=SOFT),), (4, 0, 1, 1)),
    ],
)
def test_what_a_result_comes_to(found: tuple[Finding, ...], expected: tuple[int, ...]) -> None:
    assert codes(*found) == expected


def test_materials_and_authorities_count_as_conditions_do() -> None:
    assert codes(HOLDS, materials=(finding(2, Verdict.UNMET),))[0] == 1
    assert codes(HOLDS, filing=(filing(Verdict.UNMET),))[0] == 1
    assert codes(HOLDS, filing=(filing(Verdict.UNKNOWN),))[0] == 4


@pytest.mark.parametrize(
    ("warning", "expected"), [("duty_unknown", (0, 0, 0, 1)), (OLD_NOTICE, (0, 0, 0, 0))]
)
def test_a_warning_fails_only_where_asked_and_not_the_one_that_every_result_carries(
    warning: str, expected: tuple[int, ...]
) -> None:
    assert codes(HOLDS, warnings=(Warned(warning, "示例"),)) == expected


@pytest.mark.parametrize(
    ("identifier", "word", "expected"),
    [
        ("NAT-E1", "NAT-E1", True),
        ("NAT-E1", "nat-e", True),
        ("NAT-E1", " NAT-E1 ", True),
        ("NAT-E10", "NAT-E1", False),
        ("NAT-E1a", "NAT-E1", True),
        ("NAT-E1", "NAT-E1a", False),
        ("ZJ-S4", "S4", False),
        ("NAT-E1", "", False),
    ],
)
def test_a_word_takes_an_id_and_what_begins_with_it_but_no_other_number(
    identifier: str, word: str, expected: bool
) -> None:
    assert begins(identifier, word) is expected


def test_what_is_not_selected_is_neither_counted_nor_shown_and_the_whole_stays_what_it_is() -> None:
    made = result(HOLDS, finding(2, Verdict.UNMET), filing=(filing(Verdict.UNMET),))
    bar = Bar(select=("EX-1",))
    shown = bar.shown(made)
    assert (bar.code(made), ids(shown), shown.overall) == (0, ["EX-1"], Overall.NOT_READY)


def test_what_is_ignored_is_left_out_even_where_it_is_selected() -> None:
    made = result(HOLDS, finding(2, Verdict.UNMET), finding(3, Verdict.MET))
    bar = Bar(select=("EX",), ignore=("EX-2",))
    assert (bar.code(made), ids(bar.shown(made))) == (0, ["EX-1", "EX-3"])


def test_a_part_says_that_it_is_one_and_of_what() -> None:
    made = Bar(select=("EX-1",), ignore=("EX-2",)).shown(result(HOLDS, finding(2, Verdict.UNMET)))
    assert made.warnings == (Warned(SELECTED, "这里只看 EX-1，不看 EX-2；结论按全部条款得出"),)
    only_ignored = Bar(ignore=("EX-2",)).shown(result(HOLDS, finding(2, Verdict.UNMET)))
    assert only_ignored.warnings[0].message == "这里只看一部分条款，不看 EX-2；结论按全部条款得出"


def test_points_go_with_their_ids_and_windows_stay_but_where_they_are_ignored() -> None:
    made = result(HOLDS, windows=(window(True, None, None),), score=score(10, 20))
    shown = Bar(select=("EX-R2",)).shown(made)
    items = [one.id for one in shown.score.items] if shown.score else []
    assert (ids(shown), items) == (["EX-W1"], ["EX-R2"])
    assert ids(Bar(ignore=("EX-W",)).shown(made)) == ["EX-1"]
    assert Bar(ignore=("EX-R",)).shown(made).score is None


@pytest.mark.parametrize(
    ("word", "expected"), [("EX-1", True), ("EX-W", True), ("EX-R5", True), ("EX-2", False), ("OT", False)]
)
def test_a_result_of_which_nothing_is_selected_is_known(word: str, expected: bool) -> None:
    made = result(
        HOLDS, filing=(filing(Verdict.MET),), windows=(window(True, None, None),), score=score(10, 20)
    )
    assert Bar(select=(word,)).takes_any(made) is expected
    assert not Bar(ignore=("EX",)).takes_any(made)


def test_a_warning_of_a_clause_goes_with_it_and_one_of_the_file_stays() -> None:
    closed, duty = Warned("EX-W1", "不在受理时间"), Warned("duty_unknown", "岗位")
    made = result(HOLDS, windows=(window(False, None, None),), warnings=(closed, duty))
    assert Bar(ignore=("EX-W1",)).shown(made).warnings[1:] == (duty,)
    assert Bar("warning", ignore=("EX-W1",)).code(replace(made, warnings=(closed,))) == 0
    assert Bar("warning").code(replace(made, warnings=(closed,))) == 1


def test_a_word_that_matches_nothing_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        Bar(select=("EX-1", "EX_2"), ignore=("ZZ", "")).refuse_unmatched(["EX-1", "EX-2"])
    told = [(one.problem, one.remedy) for one in caught.value.problems]
    assert told == [
        ("--select 写的「EX_2」不是条款编号，也不是哪一条编号的开头", "是不是 EX-2？"),
        ("--ignore 写的「ZZ」不是条款编号，也不是哪一条编号的开头", "evalprep list rules 列出全部编号"),
        ("--ignore 写的「」不是条款编号，也不是哪一条编号的开头", "evalprep list rules 列出全部编号"),
    ]


def test_words_that_match_are_taken() -> None:
    Bar(select=("ex",), ignore=("EX-2",)).refuse_unmatched(["EX-1", "EX-2"])


FINDINGS = st.builds(
    lambda number, verdict, weight, is_waived: replace(
        finding(number, None if weight is NOTE else verdict, weight=weight),
        waiver=WAIVER if is_waived else None,
    ),
    st.integers(1, 12),
    st.sampled_from(Verdict),
    st.sampled_from(Weight),
    st.booleans(),
)
RESULTS = st.builds(
    lambda findings, materials, filings, codes: result(
        *findings,
        materials=tuple(materials),
        filing=tuple(map(filing, filings)),
        windows=(window(False, None, None),),
        score=score(10, 20),
        warnings=tuple(Warned(code, "示例") for code in codes),
    ),
    st.lists(FINDINGS, max_size=5),
    st.lists(FINDINGS, max_size=2),
    st.lists(st.sampled_from(Verdict), max_size=2),
    st.lists(st.sampled_from([OLD_NOTICE, "duty_unknown", "EX-3", "EX-W1"]), max_size=2),
)
WORDS = st.lists(st.sampled_from(["EX", "EX-1", "EX-2", "EX-W", "EX-R2", "ex-3"]), max_size=3).map(tuple)
FAILS: st.SearchStrategy[FailOn | None] = st.sampled_from([None, *FAIL_ON])
STRICTER: tuple[FailOn | None, ...] = ("unmet", None, "unknown", "warning")


def badness(code: int) -> int:
    return ORDER.index(code)


@given(RESULTS, WORDS, WORDS)
def test_a_stricter_word_never_gives_a_better_code(
    made: CheckResult, select: tuple[str, ...], ignore: tuple[str, ...]
) -> None:
    found = [badness(Bar(word, select, ignore).code(made)) for word in STRICTER]
    assert found == sorted(found)


@given(RESULTS, FAILS, WORDS, WORDS, WORDS)
def test_selecting_more_and_ignoring_less_never_gives_a_better_code(
    made: CheckResult,
    fail_on: FailOn | None,
    select: tuple[str, ...],
    more: tuple[str, ...],
    ignore: tuple[str, ...],
) -> None:
    narrow = badness(Bar(fail_on, select or ("EX-1",), (*ignore, *more)).code(made))
    assert narrow <= badness(Bar(fail_on, (*(select or ("EX-1",)), *more), ignore).code(made))
    assert narrow <= badness(Bar(fail_on).code(made))


@given(RESULTS, FAILS)
def test_selecting_everything_is_selecting_nothing(made: CheckResult, fail_on: FailOn | None) -> None:
    everything = Bar(fail_on, select=("EX",))
    assert everything.code(made) == Bar(fail_on).code(made)
    assert everything.shown(made) == Bar(fail_on).shown(made) == made


@given(RESULTS, FAILS)
def test_a_waiver_never_gives_a_worse_code(made: CheckResult, fail_on: FailOn | None) -> None:
    without = replace(
        made,
        findings=tuple(replace(one, waiver=None) for one in made.findings),
        materials=tuple(replace(one, waiver=None) for one in made.materials),
    )
    assert badness(Bar(fail_on).code(made)) <= badness(Bar(fail_on).code(without))


@given(RESULTS, WORDS, WORDS)
def test_what_is_shown_of_a_part_is_that_part(
    made: CheckResult, select: tuple[str, ...], ignore: tuple[str, ...]
) -> None:
    bar = Bar(select=select, ignore=ignore)
    windows = {one.id for one in made.windows}
    assert all(bar.takes(one) for one in ids(bar.shown(made)) if one not in windows)
    assert bar.shown(bar.shown(made)) == bar.shown(made)


def test_the_conclusion_of_a_part_is_that_of_the_whole_with_its_reservations() -> None:
    soft = finding(3, Verdict.UNMET, weight=Weight.PRINCIPLE)
    whole = replace(result(finding(1, Verdict.MET), soft), overall=Overall.READY)
    part = Bar(ignore=("EX-3",)).shown(whole)
    assert part.conclusion == whole.conclusion == "可以申报（原则上的条件有 1 项不符合，先问受理单位）"
