from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.dates import (
    DATE,
    DAY,
    PartialDate,
    add_years,
    lease_covers,
    lease_end,
    lease_term,
    years_between,
)
from evalprep.model.kinds import BadValue, Kind

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PARTIAL_DATES = st.builds(
    lambda day, precision: PartialDate(*(day.year, day.month, day.day)[:precision]), DAYS, st.integers(1, 3)
)


def complaint(kind: Kind[PartialDate] | Kind[date], text: str) -> BadValue:
    with pytest.raises(BadValue) as caught:
        kind.parse(text)
    assert caught.value.problem and caught.value.expected and caught.value.remedy
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        "2012-03",
        "2012年3月",
        "2012年03月",
        "2012.3",
        "2012.03",
        "2012/3",
        "201203",
        "２０１２－０３",
        "2012—03",
        "2012 年 3 月",
        "2012年3月份",
        "二〇一二年三月",
    ],
)
def test_a_month_stays_a_month(text: str) -> None:
    assert DATE.parse(text) == PartialDate(2012, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2012-03-01",
        "2012-3-1",
        "2012年3月1日",
        "2012年3月1号",
        "2012.3.1",
        "2012/3/1",
        "20120301",
        "20120301.0",
        "2012-03-01 00:00:00",
        "2012-03-01T00:00:00",
        "二○一二年三月一日",
    ],
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert DATE.parse(text) == PartialDate(2012, 3, 1)
    assert DAY.parse(text) == date(2012, 3, 1)


@pytest.mark.parametrize("text", ["2012", "2012年", "２０１２ 年", "2012.0", "二零一二年"])
def test_a_year_stays_a_year(text: str) -> None:
    assert DATE.parse(text) == PartialDate(2012)


@pytest.mark.parametrize(
    ("text", "day"),
    [("二〇二〇年十月十日", 10), ("二〇二〇年十月二十一日", 21), ("二〇二〇年十月三十一日", 31)],
)
def test_days_in_chinese_numerals_are_read(text: str, day: int) -> None:
    assert DAY.parse(text) == date(2020, 10, day)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2019-02-29", "2019 年 2 月没有 29 日，这个月只有 28 天"),
        ("2020-04-31", "2020 年 4 月没有 31 日，这个月只有 30 天"),
        ("2020-13-01", "没有 13 月"),
        ("2020-00", "没有 0 月"),
        ("20191301", "没有 13 月"),
        ("1850-01", "1850 年不在 1900 到 2100 之间"),
    ],
)
def test_a_date_that_is_no_day_is_told_plainly(text: str, problem: str) -> None:
    assert complaint(DATE, text).problem == problem


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12-03", "四位数"),
        ("至今", "不是一个日期"),
        ("长期", "不是一个日期"),
        ("2012-2015", "不止一个日期"),
        ("2012年3月至2015年3月", "不止一个日期"),
        ("2012 3 1", "看不出"),
        ("3/1/2012", "看不出"),
        ("2012-03-01 08:30", "看不出"),
        ("", "看不出"),
    ],
)
def test_what_has_no_dates_shape_is_told_why(text: str, reason: str) -> None:
    assert reason in complaint(DATE, text).problem


def test_a_serial_number_of_excel_is_recognised_and_translated() -> None:
    told = complaint(DATE, "44197")
    assert "Excel" in told.problem and "2021-01-01" in told.remedy


@pytest.mark.parametrize(("text", "unit"), [("2012-03", "只写到了月"), ("2012年", "只写到了年")])
def test_a_day_is_asked_for_where_only_a_month_or_year_stands(text: str, unit: str) -> None:
    told = complaint(DAY, text)
    assert unit in told.problem and "2012" in told.remedy


def test_29_february_stands_in_a_leap_year() -> None:
    assert DAY.parse("2020-02-29") == date(2020, 2, 29)


def test_a_day_without_its_month_cannot_be_made() -> None:
    with pytest.raises(BadValue):
        PartialDate(2012, None, 1)


@pytest.mark.parametrize(
    ("known", "earliest", "latest"),
    [
        (PartialDate(2012), date(2012, 1, 1), date(2012, 12, 31)),
        (PartialDate(2012, 2), date(2012, 2, 1), date(2012, 2, 29)),
        (PartialDate(2012, 2, 3), date(2012, 2, 3), date(2012, 2, 3)),
    ],
)
def test_a_partial_date_spans_what_it_can_mean(known: PartialDate, earliest: date, latest: date) -> None:
    assert (known.earliest(), known.latest()) == (earliest, latest)


def test_partial_dates_are_written_in_iso_and_shown_in_chinese() -> None:
    dates = [PartialDate(2012), PartialDate(2012, 3), PartialDate(2012, 3, 1)]
    assert [DATE.write(known) for known in dates] == ["2012", "2012-03", "2012-03-01"]
    assert [DATE.on_paper(known) for known in dates] == ["2012年", "2012年3月", "2012年3月1日"]


@given(PARTIAL_DATES)
@settings(deadline=None)
def test_a_partial_date_is_read_back_from_file_and_from_paper(known: PartialDate) -> None:
    assert DATE.parse(DATE.write(known)) == DATE.parse(DATE.on_paper(known)) == known


@given(DAYS)
@settings(deadline=None)
def test_a_day_is_read_back_from_file_and_from_paper(day: date) -> None:
    assert DAY.parse(DAY.write(day)) == DAY.parse(DAY.on_paper(day)) == day
    assert PartialDate.of(day).earliest() == day


@given(PARTIAL_DATES, PARTIAL_DATES)
@settings(deadline=None)
def test_partial_dates_are_totally_ordered_by_their_earliest_day(
    one: PartialDate, other: PartialDate
) -> None:
    assert (one < other) + (one == other) + (one > other) == 1
    if one < other:
        assert one.earliest() <= other.earliest()


def test_the_less_exact_of_two_dates_with_one_earliest_day_comes_first() -> None:
    dates = [PartialDate(2012, 1, 1), PartialDate(2012, 1), PartialDate(2012)]
    assert sorted(dates) == dates[::-1]


@pytest.mark.parametrize(
    ("start", "years", "end"),
    [
        (date(2020, 2, 29), 1, date(2021, 2, 28)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2020, 2, 28), 1, date(2021, 2, 28)),
        (date(2020, 12, 1), -5, date(2015, 12, 1)),
    ],
)
def test_years_are_added_by_the_calendar(start: date, years: int, end: date) -> None:
    assert add_years(start, years) == end


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (date(1980, 6, 15), date(2020, 6, 14), 39),
        (date(1980, 6, 15), date(2020, 6, 15), 40),
        (date(2000, 2, 29), date(2001, 2, 27), 0),
        (date(2000, 2, 29), date(2001, 2, 28), 1),
        (date(2020, 1, 1), date(2020, 1, 1), 0),
        (date(2020, 1, 2), date(2020, 1, 1), -1),
    ],
)
def test_full_calendar_years_are_counted(start: date, end: date, years: int) -> None:
    assert years_between(start, end) == years


@given(DAYS, st.integers(0, 100))
@settings(deadline=None)
def test_adding_years_and_counting_them_agree(start: date, years: int) -> None:
    end = add_years(start, years)
    assert years_between(start, end) == years
    assert years_between(start, end - timedelta(1)) == years - 1


@pytest.mark.parametrize(
    ("from_", "to", "term"),
    [
        (date(2020, 1, 1), date(2024, 12, 31), 5),
        (date(2020, 1, 1), date(2024, 12, 30), 4),
        (date(2020, 3, 15), date(2025, 3, 14), 5),
        (date(2020, 3, 15), date(2025, 3, 13), 4),
        (date(2020, 2, 29), date(2021, 2, 27), 0),
        (date(2020, 2, 29), date(2021, 2, 28), 1),
        (date(2019, 3, 1), date(2024, 2, 28), 4),
        (date(2019, 3, 1), date(2024, 2, 29), 5),
        (date(2020, 1, 1), date(2020, 1, 1), 0),
        (date(2020, 1, 1), date(2010, 1, 1), 0),
    ],
)
def test_a_lease_counts_its_first_and_its_last_day(from_: date, to: date, term: int) -> None:
    assert lease_term(from_, to) == term
    assert lease_covers(from_, to, 5) is (term >= 5)


@given(DAYS, st.integers(1, 30))
@settings(deadline=None)
def test_the_end_of_a_full_lease_is_the_first_day_that_makes_it_full(from_: date, years: int) -> None:
    last = lease_end(from_, years)
    assert lease_term(from_, last) == years
    assert lease_term(from_, last - timedelta(1)) == years - 1


@given(DAYS, st.integers(0, 4000))
@settings(deadline=None)
def test_a_longer_lease_never_has_a_shorter_term(from_: date, days: int) -> None:
    to = from_ + timedelta(days)
    assert lease_term(from_, to) <= lease_term(from_, to + timedelta(1))
    assert lease_term(from_ + timedelta(1), to) <= lease_term(from_, to)


@pytest.mark.parametrize(("text", "known"), [("1980.05.", "1980-05"), ("1980.5.3.", "1980-05-03")])
def test_a_full_stop_behind_a_date_does_not_matter(text: str, known: str) -> None:
    assert str(DATE.parse(text)) == known
