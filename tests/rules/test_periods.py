"""Years of service, ages, leases, the appraisal station: full calendar years on the day, intervals for partial dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.dates import PartialDate
from evalprep.model.fields import fields
from evalprep.model.validation import path_text
from evalprep.model.verdicts import Interval
from evalprep.rules import periods
from evalprep.rules.facts import Known, RowFact
from evalprep.rules.world import Scope
from tests.rules.judging import world

ON = date(2020, 6, 15)


def of_row(fact: tuple[RowFact, ...], listed: str, row: Mapping[str, Any], on: date = ON) -> Known:
    around = world({listed: [dict(row)]}, on=on)
    one = next(one for one in fact if one.pattern == f"{listed}[]")
    return one.compute(around, Scope("T-1", None, around.rows((listed,)).rows[0]))


def asked(known: Known) -> list[str]:
    return [path_text(path) for path in known.missing]


def test_row_facts_say_how_they_are_computed_and_read_fields_that_exist() -> None:
    for one in periods.ROW_FACTS:
        assert one.meaning.endswith("。")
        assert one.reads <= set(fields())
        assert all(path.startswith(f"{one.pattern}.") for path in one.reads)


# Years of service


@pytest.mark.parametrize(
    ("since", "on", "number"),
    [
        ("2015-06-16", ON, (4, 4)),
        ("2015-06-15", ON, (5, 5)),
        ("2015-06-14", ON, (5, 5)),
        ("2015-06", ON, (4, 5)),
        ("2015-05", ON, (5, 5)),
        ("2015-07", ON, (4, 4)),
        ("2015", ON, (4, 5)),
        ("2015", date(2020, 12, 31), (5, 5)),
        ("2016-02-29", date(2020, 2, 28), (3, 3)),
        ("2016-02-29", date(2020, 2, 29), (4, 4)),
        ("2016-02-29", date(2019, 2, 28), (3, 3)),
        ("2020-06-15", ON, (0, 0)),
        ("2020-06-16", ON, (0, 0)),
        ("2020-06", ON, (0, 0)),
        ("2020", date(2021, 6, 1), (0, 1)),
    ],
)
@pytest.mark.parametrize(
    ("fact", "listed", "key"),
    [(periods.years_of_service, "staff", "since"), (periods.years_in_trade, "assessors", "trade_since")],
)
def test_years_are_full_on_the_day_and_a_partial_date_makes_an_interval(
    fact: tuple[RowFact, ...], listed: str, key: str, since: str, on: date, number: tuple[int, int]
) -> None:
    known = of_row(fact, listed, {key: since}, on)
    assert known.value == Interval(*number)
    assert asked(known) == ([] if number[0] == number[1] else [f"{listed}[0].{key}"])


def test_what_begins_after_the_day_has_lasted_no_year_and_is_told() -> None:
    assert (
        of_row(periods.years_of_service, "staff", {"since": "2021-03"}).detail
        == "2021年3月在判断日 2020-06-15 之后"
    )
    assert of_row(periods.years_of_service, "staff", {"since": "2020"}).detail == ""


def test_years_without_a_date_are_unknown() -> None:
    known = of_row(periods.years_of_service, "staff", {})
    assert (known.value, asked(known)) == (None, ["staff[0].since"])


# Ages


BORN_1975 = "539901197504129916"
LEAP_DAY = "53990120000229991X"


@pytest.mark.parametrize(
    ("person", "on", "number", "missing"),
    [
        ({"id_number": BORN_1975}, date(2020, 4, 11), (44, 44), []),
        ({"id_number": BORN_1975}, date(2020, 4, 12), (45, 45), []),
        ({"id_number": BORN_1975}, date(2020, 4, 13), (45, 45), []),
        ({"born_on": "1975-04"}, date(2020, 4, 12), (44, 45), ["born_on"]),
        ({"born_on": "1975-04"}, date(2020, 5, 1), (45, 45), []),
        ({"born_on": "1975"}, date(2020, 4, 12), (44, 45), ["born_on"]),
        ({"id_number": BORN_1975, "born_on": "1975"}, date(2020, 4, 12), (45, 45), []),
        ({"id_number": BORN_1975, "born_on": "1972-04-12"}, date(2020, 4, 12), (45, 48), ["born_on"]),
        ({"id_number": BORN_1975, "born_on": "1977"}, date(2020, 4, 12), (42, 45), ["born_on"]),
        ({"id_number": LEAP_DAY}, date(2020, 2, 28), (19, 19), []),
        ({"id_number": LEAP_DAY}, date(2020, 2, 29), (20, 20), []),
        ({"id_number": LEAP_DAY}, date(2021, 2, 28), (21, 21), []),
    ],
)
def test_an_age_is_of_the_number_else_of_the_date_of_birth(
    person: Mapping[str, str], on: date, number: tuple[int, int], missing: list[str]
) -> None:
    for listed in ("staff", "experts", "assessors", "supervisors"):
        known = of_row(periods.age, listed, person, on)
        assert known.value == Interval(*number)
        assert asked(known) == [f"{listed}[0].{key}" for key in missing]


def test_without_either_the_age_is_unknown() -> None:
    known = of_row(periods.age, "staff", {})
    assert (known.value, asked(known)) == (None, ["staff[0].id_number", "staff[0].born_on"])


# Leases


@pytest.mark.parametrize(
    ("starts", "to", "years"),
    [
        ("2020-01-01", "2024-12-30", 4),
        ("2020-01-01", "2024-12-31", 5),
        ("2020-01-01", "2025-01-01", 5),
        ("2020-06-15", "2025-06-13", 4),
        ("2020-06-15", "2025-06-14", 5),
        ("2020-02-29", "2025-02-27", 4),
        ("2020-02-29", "2025-02-28", 5),
        ("2020-01-01", "2020-01-01", 0),
        ("2020-01-02", "2020-01-01", 0),
    ],
)
@pytest.mark.parametrize("listed", ["venues", "equipment"])
def test_a_lease_lasts_full_calendar_years_both_days_in(
    listed: str, starts: str, to: str, years: int
) -> None:
    known = of_row(periods.term, listed, {"lease": {"from": starts, "to": to}})
    assert known.value == Interval.exactly(years)
    assert known.detail == (f"租期截止日 {to} 早于开始日 {starts}" if to < starts else f"{starts} 至 {to}")


@pytest.mark.parametrize(
    ("row", "missing"),
    [
        ({}, ["from", "to"]),
        ({"tenure": "自有"}, ["from", "to"]),
        ({"lease": {}}, ["from", "to"]),
        ({"lease": {"from": "2020-01-01"}}, ["to"]),
        ({"lease": {"to": "2024-12-31"}}, ["from"]),
    ],
)
def test_a_lease_without_both_days_has_no_known_term(row: Mapping[str, Any], missing: list[str]) -> None:
    known = of_row(periods.term, "venues", row)
    assert known.value is None
    assert asked(known) == [f"venues[0].lease.{key}" for key in missing]


@pytest.mark.parametrize(
    ("lease", "on", "value", "missing"),
    [
        ({"from": "2020-01-01", "to": "2024-12-31"}, date(2019, 12, 31), False, []),
        ({"from": "2020-01-01", "to": "2024-12-31"}, date(2020, 1, 1), True, []),
        ({"from": "2020-01-01", "to": "2024-12-31"}, date(2024, 12, 31), True, []),
        ({"from": "2020-01-01", "to": "2024-12-31"}, date(2025, 1, 1), False, []),
        ({"from": "2020-01-01"}, date(2019, 12, 31), False, []),
        ({"from": "2020-01-01"}, date(2020, 1, 1), None, ["to"]),
        ({"to": "2024-12-31"}, date(2025, 1, 1), False, []),
        ({"to": "2024-12-31"}, date(2024, 12, 31), None, ["from"]),
        ({}, date(2024, 12, 31), None, ["from", "to"]),
        ({"from": "2024-12-31", "to": "2020-01-01"}, date(2022, 1, 1), False, []),
    ],
)
def test_a_lease_is_in_force_from_its_first_to_its_last_day(
    lease: Mapping[str, str], on: date, value: bool | None, missing: list[str]
) -> None:
    known = of_row(periods.in_force, "venues", {"lease": lease}, on)
    assert known.value is value
    assert asked(known) == [f"venues[0].lease.{key}" for key in missing]


def test_why_a_lease_is_not_in_force_is_told() -> None:
    ended = {"lease": {"from": "2015-01-01", "to": "2019-12-31"}}
    ahead = {"lease": {"from": "2021-01-01", "to": "2025-12-31"}}
    assert of_row(periods.in_force, "venues", ended).detail == "租期 2019-12-31 已到期"
    assert of_row(periods.in_force, "venues", ahead).detail == "租期 2021-01-01 才开始"


# The appraisal station


@pytest.mark.parametrize(
    ("organization", "number", "missing"),
    [
        ({"appraisal_station": {"since": "2017-06-16"}}, (2, 2), []),
        ({"appraisal_station": {"since": "2017-06-15"}}, (3, 3), []),
        ({"appraisal_station": {"since": "2017-06-14"}}, (3, 3), []),
        ({"appraisal_station": {"since": "2017-06"}}, (2, 3), ["organization.appraisal_station.since"]),
        ({"appraisal_station": "无"}, (0, 0), []),
        ({"appraisal_station": {}}, None, ["organization.appraisal_station.since"]),
        ({}, None, ["organization.appraisal_station.since"]),
    ],
)
def test_the_years_of_an_appraisal_station(
    organization: Mapping[str, Any], number: tuple[int, int] | None, missing: list[str]
) -> None:
    around = world({"organization": dict(organization)}, on=ON)
    known = periods.appraisal_station_years.compute(around, None)
    assert known.value == (Interval(*number) if number else None)
    assert asked(known) == missing


# Laws


@settings(deadline=None, max_examples=200)
@given(st.dates(date(1950, 1, 1), date(2030, 12, 31)), st.dates(date(2015, 1, 1), date(2030, 12, 31)))
def test_a_date_that_is_better_known_only_narrows_the_years(since: date, on: date) -> None:
    path = ("staff", 0, "since")
    dates = (PartialDate(since.year), PartialDate(since.year, since.month), PartialDate.of(since))
    year, month, day = (periods.years_since(one, on, path).value for one in dates)
    assert day.exact
    assert day.min in month
    assert month.min in year
    assert month.max in year
