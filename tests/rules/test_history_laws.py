"""Person-times and consecutive years, held against every reading of the rows: the truth always lies in the interval."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.verdicts import Interval
from evalprep.rules import histories
from tests.rules.judging import world

SLOW = settings(deadline=None, max_examples=60)
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
