"""What is on record within so many years: yearly inspections by both readings, abnormal listings, earlier filings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.validation import path_text
from evalprep.model.verdicts import Interval
from evalprep.rules import records
from evalprep.rules.facts import Known
from tests.rules.judging import world

ON = date(2022, 6, 17)
INSPECTED = "record.annual_inspections"


def asked(known: Known) -> list[str]:
    return [path_text(path) for path in known.missing]


def failed(
    *rows: Mapping[str, str], registered: str | None = "2009-05-20", on: date = ON, years: int = 3
) -> Known:
    organization = {"registered_on": registered} if registered else {}
    around = world(
        {"organization": organization, "record": {"annual_inspections": [dict(row) for row in rows]}}, on=on
    )
    return records.failed_inspections.compute(around, None, years)


def years(results: Mapping[int, str]) -> list[dict[str, str]]:
    return [{"year": str(year), "result": result} for year, result in results.items()]


OK, BAD, NONE, FAIR = "合格", "不合格", "未检", "基本合格"


# Yearly inspections


@pytest.mark.parametrize(
    ("results", "number"),
    [
        # Nothing failed.
        ({2019: OK, 2020: OK, 2021: OK}, (0, 0)),
        ({2019: FAIR, 2020: FAIR, 2021: FAIR}, (0, 0)),
        # The years that the three years before the day touch: 2019 to 2022.
        ({2018: OK, 2019: BAD, 2020: OK, 2021: OK}, (1, 1)),
        ({2019: BAD, 2020: OK, 2021: OK, 2022: OK}, (1, 1)),
        ({2019: OK, 2020: OK, 2021: OK, 2022: BAD}, (1, 1)),
        ({2019: BAD, 2020: BAD, 2021: BAD}, (3, 3)),
        # 2018 is neither touched nor among the last three, but it was inspected in 2019, which is touched.
        ({2018: BAD, 2019: OK, 2020: OK, 2021: OK}, (0, 1)),
        ({2018: FAIR, 2019: OK, 2020: OK, 2021: OK}, (0, 0)),
        ({2017: BAD, 2018: OK, 2019: OK, 2020: OK, 2021: OK}, (0, 0)),
        # Without a result of 2019, the last three may reach back to 2018.
        ({2018: BAD, 2020: OK, 2021: OK}, (0, 2)),
        ({2017: BAD, 2018: OK, 2020: OK, 2021: OK}, (0, 1)),
        # A year without a result: as one that was not inspected.
        ({2019: OK, 2020: OK}, (0, 1)),
        ({2019: OK, 2020: OK, 2021: NONE}, (0, 1)),
        ({2019: NONE, 2020: BAD, 2021: OK}, (1, 2)),
        ({}, (0, 3)),
        # The year of the day itself is not over.
        ({2019: OK, 2020: OK, 2021: OK, 2022: NONE}, (0, 0)),
        # A year to come says nothing.
        ({2019: OK, 2020: OK, 2021: OK, 2023: BAD}, (0, 0)),
    ],
)
def test_failed_inspections_are_counted_by_both_readings(
    results: Mapping[int, str], number: tuple[int, int]
) -> None:
    assert failed(*years(results)).value == Interval(*number)


@pytest.mark.parametrize(
    ("on", "number"),
    [
        (date(2022, 1, 1), (1, 1)),
        (date(2022, 12, 31), (1, 1)),
        # The three years touch 2020, in which the inspection of 2019 was held.
        (date(2023, 1, 1), (0, 1)),
        (date(2023, 12, 31), (0, 1)),
        (date(2024, 1, 1), (0, 0)),
    ],
)
def test_a_year_is_touched_until_the_day_that_ends_the_third_year_after_it(
    on: date, number: tuple[int, int]
) -> None:
    known = failed(*years({2019: BAD, 2020: OK, 2021: OK, 2022: OK, 2023: OK}), on=on)
    assert known.value == Interval(*number)


def test_a_failure_whose_conclusion_may_lie_within_the_years_is_told_with_both_years() -> None:
    known = failed(*years({2018: BAD, 2019: OK, 2020: OK, 2021: OK}))
    assert known.detail == "2018 年度的年检，结论多半在 2019 年才出来"


def test_an_old_failure_counts_where_it_is_among_the_last_inspections_of_a_shorter_period() -> None:
    rows = years({2018: BAD, 2021: OK})
    assert failed(*rows, years=1).value == Interval.exactly(0)
    assert failed(*years({2019: BAD, 2020: NONE, 2021: OK}), years=1).value == Interval.exactly(0)


@pytest.mark.parametrize(
    ("registered", "number", "missing"),
    [
        ("2019-12-31", (0, 2), [INSPECTED]),
        ("2019", (0, 2), [INSPECTED]),
        ("2020-01-01", (0, 1), [INSPECTED]),
        ("2021-03", (0, 0), []),
        ("2022-03", (0, 0), []),
        (None, (0, 2), [INSPECTED, "organization.registered_on"]),
    ],
)
def test_years_before_the_registration_need_no_result(
    registered: str | None, number: tuple[int, int], missing: list[str]
) -> None:
    known = failed({"year": "2021", "result": OK}, registered=registered)
    assert known.value == Interval(*number)
    assert asked(known) == missing


def test_a_failure_before_the_registration_contradicts_it() -> None:
    known = failed(*years({2019: BAD, 2020: OK, 2021: OK}), registered="2020-03")
    assert known.value == Interval(0, 1)
    assert asked(known) == ["organization.registered_on"]


@pytest.mark.parametrize(
    ("row", "number", "missing"),
    [
        ({"result": BAD}, (0, 1), ["year"]),
        ({}, (0, 1), ["year", "result"]),
        ({"result": OK}, (0, 0), []),
        ({"year": "2022"}, (0, 1), ["result"]),
        ({"year": "2015"}, (0, 0), []),
    ],
)
def test_a_row_that_does_not_say_enough_is_counted_as_perhaps(
    row: Mapping[str, str], number: tuple[int, int], missing: list[str]
) -> None:
    known = failed(*years({2019: OK, 2020: OK, 2021: OK}), row)
    assert known.value == Interval(*number)
    assert asked(known) == [f"{INSPECTED}[3].{key}" for key in missing]


@pytest.mark.parametrize(
    ("first", "second", "number"),
    [(BAD, OK, (0, 1)), (BAD, BAD, (1, 1)), (BAD, None, (0, 1)), (OK, None, (0, 1)), (OK, FAIR, (0, 0))],
)
def test_a_year_written_twice_is_settled_where_both_rows_say_the_same(
    first: str, second: str | None, number: tuple[int, int]
) -> None:
    other = {"year": "2021"} | ({} if second is None else {"result": second})
    known = failed(*years({2019: OK, 2020: OK, 2021: first}), other)
    assert known.value == Interval(*number)


def test_inspections_that_are_not_there_are_unknown() -> None:
    known = records.failed_inspections.compute(world({}, on=ON), None, 3)
    assert (known.value, asked(known)) == (None, [INSPECTED])


def test_which_years_count_is_told() -> None:
    assert failed(*years({2019: BAD, 2021: OK})).detail == "2020 年没有年检结论；2019 年不合格"


# Abnormal listings


def listed(*entries: Mapping[str, str], on: date = ON, years: int = 3) -> Known:
    around = world({"record": {"abnormal_list": [dict(one) for one in entries]}}, on=on)
    return records.abnormal_listings.compute(around, None, years)


@pytest.mark.parametrize(
    ("entry", "number", "missing"),
    [
        # The first day of the three years is 2019-06-17; both days are in.
        ({"on": "2018-01-01", "removed_on": "2019-06-16"}, (0, 0), []),
        ({"on": "2018-01-01", "removed_on": "2019-06-17"}, (1, 1), []),
        ({"on": "2018-01-01", "removed_on": "2019-06-18"}, (1, 1), []),
        ({"on": "2022-06-17", "removed_on": "无"}, (1, 1), []),
        ({"on": "2022-06-18", "removed_on": "无"}, (0, 0), []),
        ({"on": "2020-01-01", "removed_on": "2020-02-01"}, (1, 1), []),
        # Not removed, or nobody says.
        ({"on": "2015-01-01", "removed_on": "无"}, (1, 1), []),
        ({"on": "2015-01-01"}, (0, 1), ["removed_on"]),
        ({"on": "2020-01-01"}, (1, 1), []),
        ({"on": "2019-06-17"}, (1, 1), []),
        ({"on": "2019-06-16"}, (0, 1), ["removed_on"]),
        # Dates known in part.
        ({"on": "2018", "removed_on": "2019-06"}, (0, 1), ["on", "removed_on"]),
        ({"on": "2018", "removed_on": "2019-05"}, (0, 0), []),
        ({"on": "2018", "removed_on": "2019-07"}, (1, 1), []),
        ({"on": "2022-06", "removed_on": "无"}, (0, 1), ["on"]),
        ({"on": "2022-05", "removed_on": "无"}, (1, 1), []),
        ({"on": "2019-06"}, (0, 1), ["on", "removed_on"]),
        ({"on": "2019"}, (0, 1), ["on", "removed_on"]),
        # Without the first day.
        ({"removed_on": "2019-06-16"}, (0, 0), []),
        ({"removed_on": "2019-06-17"}, (1, 1), []),
        ({"removed_on": "2022-06-18"}, (0, 1), ["on"]),
        ({"removed_on": "无"}, (0, 1), ["on"]),
        ({}, (0, 1), ["on", "removed_on"]),
        # Removed before it was listed: only the first day counts.
        ({"on": "2020-01-01", "removed_on": "2019-12-31"}, (1, 1), []),
        ({"on": "2018-01-01", "removed_on": "2017-12-31"}, (0, 1), ["removed_on"]),
    ],
)
def test_an_entry_counts_that_stood_on_the_list_on_a_day_of_the_period(
    entry: Mapping[str, str], number: tuple[int, int], missing: list[str]
) -> None:
    known = listed(entry)
    assert known.value == Interval(*number)
    assert asked(known) == [f"record.abnormal_list[0].{key}" for key in missing]
    assert bool(known.detail) is (number[0] != number[1])


def test_entries_are_added_up() -> None:
    entries = ({"on": "2020-01-01"}, {"on": "2012-01-01"}, {"on": "2012-01-01", "removed_on": "2013"})
    assert listed(*entries).value == Interval(1, 2)


def test_three_years_from_the_29th_of_february_begin_on_the_28th() -> None:
    on = date(2020, 2, 29)
    assert listed({"on": "2016", "removed_on": "2017-02-27"}, on=on).value == Interval.exactly(0)
    assert listed({"on": "2016", "removed_on": "2017-02-28"}, on=on).value == Interval.exactly(1)


def test_an_empty_list_is_none_and_an_absent_one_is_unknown() -> None:
    assert listed().value == Interval.exactly(0)
    known = records.abnormal_listings.compute(world({}, on=ON), None, 3)
    assert (known.value, asked(known)) == (None, ["record.abnormal_list"])


# Earlier filings


@pytest.mark.parametrize(
    ("application", "value", "missing"),
    [
        ({}, None, ["application.prior_filings"]),
        ({"prior_filings": []}, None, ["application.prior_filings"]),
        ({"prior_filings": [{"expires_on": "2025-06-30"}]}, date(2025, 6, 30), []),
        (
            {"prior_filings": [{"expires_on": "2025-06-30"}, {"expires_on": "2023-01-01"}]},
            date(2025, 6, 30),
            [],
        ),
        (
            {"prior_filings": [{"expires_on": "2025-06-30"}, {}]},
            None,
            ["application.prior_filings[1].expires_on"],
        ),
    ],
)
def test_the_latest_expiry_of_the_earlier_filings(
    application: Mapping[str, Any], value: date | None, missing: list[str]
) -> None:
    known = records.expires_on.compute(world({"application": dict(application)}), None)
    assert known.value == value
    assert asked(known) == missing


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("培训", "培训评价"),
        ("技能评价", "培训评价"),
        ("职业技能鉴定", "培训评价"),
        ("税务", "其他"),
        ("其他", "其他"),
    ],
)
def test_the_field_of_a_record_is_training_and_assessment_or_another(word: str, meant: str) -> None:
    around = world({"record": {"violations": [{"field": word}]}})
    assert around.value(("record", "violations", 0, "field")) == meant


# Laws

RESULTS = st.sampled_from([OK, BAD, FAIR, NONE])
FILLED = st.lists(
    st.fixed_dictionaries({"year": st.integers(2014, 2022).map(str), "result": RESULTS}),
    max_size=5,
    unique_by=lambda row: row["year"],
)


@settings(deadline=None, max_examples=300)
@given(FILLED, st.data())
def test_filling_in_inspections_only_narrows_their_number(
    rows: list[dict[str, str]], data: st.DataObject
) -> None:
    absent = [data.draw(st.sets(st.sampled_from(["year", "result"]))) for _ in rows]
    poorer = [
        {key: value for key, value in row.items() if key not in gone}
        for row, gone in zip(rows, absent, strict=True)
    ]
    known = data.draw(st.booleans())
    before = failed(*poorer, registered="2010" if known else None).value
    assert within(failed(*rows, registered="2010").value, before)


@settings(deadline=None, max_examples=200)
@given(
    st.dates(date(2017, 1, 1), date(2022, 12, 31)),
    st.integers(0, 900),
    st.sampled_from(["", "%Y", "%Y-%m", "%Y-%m-%d"]),
    st.sampled_from(["", "%Y", "%Y-%m", "%Y-%m-%d"]),
)
def test_filling_in_a_listing_only_narrows_its_number(first: date, days: int, on: str, removed: str) -> None:
    last = date.fromordinal(first.toordinal() + days)
    partial = {"on": first.strftime(on), "removed_on": last.strftime(removed)}
    before = listed({key: text for key, text in partial.items() if text}).value
    after = listed({"on": first.isoformat(), "removed_on": last.isoformat()}).value
    assert after.exact
    assert within(after, before)


def within(inner: Interval, outer: Interval) -> bool:
    """Whether nothing lies in the one interval that did not lie in the other."""
    assert inner.max is not None
    return inner.min in outer and inner.max in outer
