"""When applications are taken: on which days a window is open, what comes next, what the text leaves open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.results import WindowState
from evalprep.rules.checklist import ReadyChecklist
from tests.rules.whole import checked, refused, whole


def _window(keys: str) -> ReadyChecklist:
    return whole(f"windows: [{{id: T-W1, clause: 九, title: 受理时间, {keys}}}]\n")


def _state(keys: str, on: str, tree: dict[str, object] | None = None) -> WindowState:
    return checked(_window(keys), tree, on=date.fromisoformat(on)).windows[0]


def _warnings(keys: str, on: str, tree: dict[str, object] | None = None) -> list[str]:
    result = checked(_window(keys), tree, on=date.fromisoformat(on))
    return [warned.message for warned in result.warnings if warned.code == "T-W1"]


YEARLY = "yearly: [{opens: 03-15, closes: 03-30}, {opens: 10-15, closes: 10-30}]"
UNTIL = "once: {closes: 2020-04-19}, unclear: {from: 2020-04-20, to: 2020-04-20}, interpretation: 之前含不含当天说不清。"
AFTER = "once: {opens: 2020-11-21}, unclear: {from: 2020-11-20, to: 2020-11-20}"
BEFORE = "before: {date: organization.registered_on, opens: 90, closes: 0}"


@pytest.mark.parametrize(
    ("on", "is_open", "opens", "closes", "days_left"),
    [
        ("2022-03-14", False, "2022-03-15", "2022-03-30", 1),
        ("2022-03-15", True, "2022-03-15", "2022-03-30", 15),
        ("2022-03-30", True, "2022-03-15", "2022-03-30", 0),
        ("2022-03-31", False, "2022-10-15", "2022-10-30", 198),
        ("2022-10-31", False, "2023-03-15", "2023-03-30", 135),
    ],
)
def test_a_yearly_window_has_both_its_days_and_then_the_next_one(
    on: str, is_open: bool, opens: str, closes: str, days_left: int
) -> None:
    state = _state(YEARLY, on)

    assert (state.open, str(state.opens), str(state.closes), state.days_left) == (
        is_open,
        opens,
        closes,
        days_left,
    )


@pytest.mark.parametrize(
    ("keys", "on", "is_open", "days_left"),
    [
        (UNTIL, "2020-04-18", True, 1),
        (UNTIL, "2020-04-19", True, 0),
        (UNTIL, "2020-04-20", None, None),
        (UNTIL, "2020-04-21", False, None),
        (AFTER, "2020-11-19", False, 2),
        (AFTER, "2020-11-20", None, 1),
        (AFTER, "2020-11-21", True, None),
        (AFTER, "2031-01-01", True, None),
    ],
)
def test_a_day_that_the_text_leaves_open_is_neither_open_nor_closed(
    keys: str, on: str, is_open: bool | None, days_left: int | None
) -> None:
    state = _state(keys, on)

    assert (state.open, state.days_left) == (is_open, days_left)


@pytest.mark.parametrize(
    ("keys", "on", "told"),
    [
        (
            YEARLY,
            "2022-08-15",
            "受理时间：本次受理已于 2022-03-30 截止；下一次 2022-10-15 开始，2022-10-30 截止，还有 61 天开始。",
        ),
        (
            UNTIL,
            "2020-04-20",
            "受理时间：2020-04-20 这一天是否受理还不能断定，先问受理单位。之前含不含当天说不清。",
        ),
        (
            UNTIL,
            "2020-05-01",
            "受理时间：本次受理已于 2020-04-19 截止，通知没有写下一次，先问受理单位是否还受理。之前含不含当天说不清。",
        ),
        (AFTER, "2020-11-19", "受理时间：还没有开始受理：2020-11-21 开始，还有 2 天开始。"),
    ],
)
def test_a_window_that_is_not_surely_open_is_a_warning_that_names_the_next(
    keys: str, on: str, told: str
) -> None:
    assert _warnings(keys, on) == [told]


@pytest.mark.parametrize(
    ("keys", "on"), [(YEARLY, "2022-03-20"), (UNTIL, "2020-04-01"), (AFTER, "2021-01-01")]
)
def test_an_open_window_is_no_warning(keys: str, on: str) -> None:
    assert _warnings(keys, on) == []


def test_a_closed_window_changes_no_verdict() -> None:
    tree = {"organization": {"name": "示例单位"}}

    assert {
        checked(_window(UNTIL), tree, on=date.fromisoformat(on)).overall
        for on in ("2020-04-01", "2020-05-01")
    } == {"ready"}


def test_no_window_is_named_that_ended_before_the_notice_was_issued() -> None:
    assert _state("yearly: [{opens: 11-01, closes: 11-30}]", "2020-02-01").note == (
        "还没有开始受理：2020-11-01 开始，2020-11-30 截止，还有 274 天开始。"
    )


@pytest.mark.parametrize(
    ("on", "is_open"),
    [("2020-12-14", False), ("2020-12-15", True), ("2021-01-05", True), ("2021-01-06", False)],
)
def test_a_yearly_window_may_pass_the_new_year(on: str, is_open: bool) -> None:
    assert _state("yearly: [{opens: 12-15, closes: 01-05}]", on).open is is_open


@pytest.mark.parametrize(
    ("on", "is_open", "days_left"),
    [
        ("2021-12-31", False, 1),
        ("2022-01-01", True, 90),
        ("2022-04-01", True, 0),
        ("2022-04-02", False, None),
    ],
)
def test_a_window_is_counted_back_from_a_date(on: str, is_open: bool, days_left: int | None) -> None:
    state = _state(BEFORE, on, {"organization": {"registered_on": "2022-04-01"}})

    assert (state.open, state.days_left) == (is_open, days_left)


def test_while_the_date_is_not_known_the_window_is_open_to_question_and_says_what_is_missing() -> None:
    state = _state(BEFORE, "2022-01-01")

    assert (state.open, state.opens, state.days_left) == (None, None, None)
    assert state.note == "「登记日期」没有填，算不出受理时间。"
    assert _warnings(BEFORE, "2022-01-01") == []


@pytest.mark.parametrize(
    ("on", "is_open"),
    [
        ("2021-12-31", False),
        ("2022-01-01", None),
        ("2022-01-29", None),
        ("2022-01-30", True),
        ("2022-04-01", True),
        ("2022-04-02", None),
        ("2022-04-30", None),
        ("2022-05-01", False),
    ],
)
def test_a_date_known_to_the_month_makes_only_the_days_sure_that_every_day_of_it_gives(
    on: str, is_open: bool | None
) -> None:
    tree = {"organization": {"registered_on": "2022-04"}}

    assert _state(BEFORE, on, tree).open is is_open


@settings(deadline=None, max_examples=60)
@given(
    first=st.dates(date(2020, 1, 1), date(2022, 12, 31)),
    length=st.integers(0, 60),
    shift=st.integers(-10, 80),
)
def test_a_window_is_open_exactly_on_its_days(first: date, length: int, shift: int) -> None:
    last, on = first + timedelta(length), first + timedelta(shift)
    state = checked(_window(f"once: {{opens: {first}, closes: {last}}}"), on=on).windows[0]

    assert state.open is (first <= on <= last)


@settings(deadline=None, max_examples=60)
@given(on=st.dates(date(2020, 2, 1), date(2030, 12, 31)))
def test_a_yearly_window_is_open_exactly_on_its_days_and_the_next_one_comes_true(on: date) -> None:
    ready = _window(YEARLY)
    state = checked(ready, on=on).windows[0]
    inside = (3, 15) <= (on.month, on.day) <= (3, 30) or (10, 15) <= (on.month, on.day) <= (10, 30)

    assert state.open is inside
    assert state.days_left is not None
    then = checked(ready, on=on + timedelta(state.days_left)).windows[0]
    assert then.open
    if not state.open and state.days_left > 1:
        assert checked(ready, on=on + timedelta(state.days_left - 1)).windows[0].open is False


def test_a_window_reads_the_date_that_it_is_counted_from() -> None:
    assert _window(BEFORE).windows[0].reads == {"organization.registered_on"}


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("once: {}", "没有写开始和截止的日子"),
        ("once: {opens: 2020-05-01, closes: 2020-04-01}", "早于开始日"),
        ("once: {opens: 2020-05}", "写到日"),
        ("yearly: [{opens: 02-30, closes: 03-01}]", "没有 30 日"),
        ("yearly: [{opens: 03-01}]", "两头"),
        ("yearly: [{opens: 2020-03-01, closes: 03-30}]", "不是月和日"),
        ("before: {date: organization.registered_on, opens: 10, closes: 90}", "却提前 90 天截止"),
        ("before: {date: organization.registered_on, opens: 三个月}", "不是天数"),
        ("before: {date: organization.name, opens: 90}", "不是日期"),
        ("before: {date: organization.registerd_on, opens: 90}", "没有「organization.registerd_on」这项数据"),
        ("interpretation: 随时", "没有写是哪几天"),
        (f"{YEARLY}, {BEFORE}", "写了 yearly、before"),
        (
            "once: {closes: 2020-04-20}, unclear: {from: 2020-04-20, to: 2020-04-20}",
            "说不清的日子又算在受理的日子里",
        ),
        (
            "yearly: [{opens: 12-15, closes: 01-05}], unclear: {from: 01-05, to: 01-06}",
            "说不清的日子又算在受理的日子里",
        ),
    ],
)
def test_days_that_do_not_fit_are_refused_when_loaded(keys: str, told: str) -> None:
    problems = refused(f"windows: [{{id: T-W1, clause: 九, title: 受理时间, {keys}}}]\n")

    assert any(told in f"{one.problem}{one.remedy}" for one in problems), [str(one) for one in problems]
