"""One person on two rows is one person; who cannot be told apart makes the count an interval."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.verdicts import Interval
from evalprep.rules.persons import doubts, number_of_people
from evalprep.rules.world import Row
from tests.rules.judging import outcome, world

A, B = "539901197504129916", "539901197908039888"

ROWS = [
    ("nobody", [], 0, 0),
    ("one", [("甲", A)], 1, 1),
    ("two names", [("甲", None), ("乙", None)], 2, 2),
    ("two numbers of one name", [("甲", A), ("甲", B)], 2, 2),
    ("one person twice", [("甲", A), ("甲", A)], 1, 1),
    ("one name, one number not filled in", [("甲", A), ("甲", None)], 1, 2),
    ("one name, no number", [("甲", None), ("甲", None)], 1, 2),
    ("one number, two names: a warning tells of it", [("甲", A), ("乙", A)], 2, 2),
    ("a nameless row beside a name", [("甲", None), (None, None)], 1, 2),
    ("a nameless number beside a name without one", [("甲", None), (None, A)], 1, 2),
    ("a nameless number beside a name with another", [("甲", A), (None, B)], 2, 2),
    ("a nameless number that is known", [("甲", A), (None, A)], 1, 2),
    ("two nameless rows", [(None, None), (None, None)], 1, 2),
]
People = list[tuple[str | None, str | None]]


def rows(people: People) -> list[Row]:
    told = [
        {key: value for key, value in (("name", name), ("id_number", number)) if value}
        for name, number in people
    ]
    return list(world({"staff": told}).rows(("staff",)).rows)


@pytest.mark.parametrize(("case", "people", "least", "most"), ROWS, ids=[one[0] for one in ROWS])
def test_people_are_counted_as_far_as_they_can_be_told_apart(
    case: str, people: People, least: int, most: int
) -> None:
    assert number_of_people(rows(people)) == Interval(least, most)


@pytest.mark.parametrize(("case", "people", "least", "most"), ROWS, ids=[one[0] for one in ROWS])
def test_whoever_is_not_counted_surely_is_told_with_the_reason(
    case: str, people: People, least: int, most: int
) -> None:
    found = [doubt for _, doubt in doubts(rows(people))]
    assert len(found) == len(people) - least
    assert sum(doubt.same for doubt in found) == len(people) - most
    assert all(doubt.reason and (doubt.same or doubt.missing) for doubt in found)


PEOPLE = st.lists(st.tuples(st.sampled_from(["甲", "乙", None]), st.sampled_from([A, B, None])), max_size=4)


@settings(deadline=None, max_examples=200)
@given(PEOPLE, st.data())
def test_filling_in_narrows_the_count(people: People, data: st.DataObject) -> None:
    blank = [(at, key) for at, one in enumerate(people) for key in (0, 1) if one[key] is None]
    before = number_of_people(rows(people))
    if blank:
        at, key = data.draw(st.sampled_from(blank))
        filled = list(people[at])
        filled[key] = data.draw(st.sampled_from(["甲", "乙", "丙"] if key == 0 else [A, B]))
        people = [*people[:at], (filled[0], filled[1]), *people[at + 1 :]]
    after = number_of_people(rows(people))
    assert before.max is not None
    assert after.max is not None
    assert before.min <= after.min <= after.max <= before.max


@settings(deadline=None, max_examples=100)
@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(people: People, random: object) -> None:
    mixed = list(people)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert number_of_people(rows(people)) == number_of_people(rows(mixed))


TWO = "{count: staff, at_least: 2, unit: 人}"


def test_one_person_on_two_rows_counts_once_and_the_row_says_so() -> None:
    found = outcome(TWO, {"staff": [{"name": "甲", "id_number": A}, {"name": "甲", "id_number": A}]})
    assert str(found.verdict) == "unmet"
    assert [(one.counts, one.reason) for one in found.rows] == [
        ("yes", ""),
        ("no", "和第 1 行 甲是同一个人，只算一次"),
    ]


def test_who_cannot_be_told_apart_is_asked_for_the_number() -> None:
    found = outcome(TWO, {"staff": [{"name": "甲", "id_number": A}, {"name": "甲"}]})
    assert str(found.verdict) == "unknown"
    assert [one.path for one in found.missing] == [("staff", 1, "id_number")]
    assert found.rows[1].counts == "maybe"


def test_a_row_that_does_not_count_takes_nothing_from_its_double() -> None:
    rows = [{"name": "甲", "id_number": A, "full_time": one} for one in ("是", "否", "是")]
    found = outcome("{count: staff, where: {full_time: true}, at_least: 2}", {"staff": rows})
    assert str(found.verdict) == "unmet"
    assert (
        str(outcome("{count: staff, where: {full_time: true}, at_least: 1}", {"staff": rows}).verdict)
        == "met"
    )


def test_what_is_no_person_is_counted_by_rows() -> None:
    venues = [{"name": "考场"}, {"name": "考场"}]
    assert str(outcome("{count: venues, at_least: 2}", {"venues": venues}).verdict) == "met"
