"""Numbers of identity: each holds by itself, belongs to one name, and says the sex that stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations

from evalprep.model.agreement import Contradiction, Side
from evalprep.model.dates import add_years
from evalprep.model.identifiers import IdNumber, Uscc
from evalprep.model.kinds import BadValue
from evalprep.model.masking import masked
from evalprep.submission.agree.shown import sides
from evalprep.submission.agree.statements import Row, Said, Statement, Table
from evalprep.submission.agree.subjects import PEOPLE, title
from evalprep.submission.agree.values import valid_number

NEAR = 2
"""Numbers of one name that differ in so many places, or have two neighbours swapped, are one number mistyped."""
LENGTH = 18


def invalid_numbers(said: Said) -> Iterator[Contradiction]:
    """A number whose shape, day of birth or check digit cannot be right is told, whether another paper has it or not."""
    numbers = [
        (masked(title([row])), row.said["id_number"]) for row in said.rows(*PEOPLE) if "id_number" in row.said
    ]
    codes = [("", one) for one in said.singles if one.path == "organization.uscc"]
    for subject, one in (*numbers, *codes):
        if why := _wrong(one.text, IdNumber if subject else Uscc):
            text = f"{sides([one])[0].text}，{why}"
            yield Contradiction(one.label, subject, (Side(one.paper, one.where, text),))


def _wrong(text: str, kind: Callable[[str], object]) -> str:
    try:
        kind(text)
    except BadValue as bad:
        return bad.problem
    return ""


def sex_of_number(said: Said) -> Iterator[Contradiction]:
    """The 17th digit of an identity number says the sex that the same row prints (GB 11643)."""
    for row in said.rows(*PEOPLE):
        number, sex = row.said.get("id_number"), row.said.get("printed_sex")
        held = valid_number(number.text) if number else None
        if number and sex and held is not None and held.sex != sex.value:
            text = f"{sides([number])[0].text}，第 17 位表示{held.sex}"
            there = Side(number.paper, number.where, text)
            yield Contradiction(sex.label, masked(title([row])), (*sides([sex]), there))


def age_of_number(said: Said) -> Iterator[Contradiction]:
    """On one list all ages (周岁) hold on one day; an age that does not fit the number of its row on that day is told."""
    for table in said.tables:
        spans = {row: span for row in table.rows if (span := _days(row))}
        days = sorted(begins for begins, _ in spans.values())
        most = max((sum(a <= day < b for a, b in spans.values()) for day in days), default=0)
        # Where several days fit equally many, who fits none of them is wrong on all.
        best = [day for day in days if sum(a <= day < b for a, b in spans.values()) == most]
        if most <= len(spans) / 2:
            continue
        for row, (begins, ends) in spans.items():
            if not any(begins <= day < ends for day in best):
                age, number = row.said["age"], row.said["id_number"]
                there = Side(
                    number.paper, number.where, f"{sides([number])[0].text}，第 7 到 14 位是出生日期"
                )
                yield Contradiction(age.label, masked(title([row])), (*sides([age]), there))


def _days(row: Row) -> tuple[date, date] | None:
    """From which day on, and before which, somebody of the row's number has the row's age."""
    number, age = row.said.get("id_number"), row.said.get("age")
    held = valid_number(number.text) if number else None
    if held is None or age is None or not isinstance(age.value, int):
        return None
    born = held.born_on
    return add_years(born, age.value), add_years(born, age.value + 1)


def one_name_with_near_numbers(said: Said) -> Iterator[Contradiction]:
    """Within one list, two rows of one name whose numbers are nearly the same are one person mistyped."""
    for table in said.tables:
        if table.listed in PEOPLE:
            yield from _near(table)


def _near(table: Table) -> Iterator[Contradiction]:
    by_name: dict[str, list[Row]] = {}
    for row in table.rows:
        if row.text("name") and "id_number" in row.said:
            by_name.setdefault(row.text("name"), []).append(row)
    for rows in by_name.values():
        for one, other in combinations(rows, 2):
            pair = one.said["id_number"], other.said["id_number"]
            if _are_near(*pair):
                yield Contradiction(pair[0].label, masked(title([one])), sides(pair))


def _are_near(one: Statement, other: Statement) -> bool:
    a, b = str(one.value), str(other.value)
    if a == b or len(a) != len(b) or len(a) != LENGTH:
        return False
    return sum(x != y for x, y in zip(a, b, strict=True)) <= NEAR
