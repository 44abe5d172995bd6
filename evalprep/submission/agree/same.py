"""One field of one subject says one thing, wherever it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evalprep.documents.printed import NUMBER
from evalprep.model.agreement import Contradiction
from evalprep.submission.agree.shown import disagreeing, label_of
from evalprep.submission.agree.statements import Row, Said, Statement
from evalprep.submission.agree.subjects import PEOPLE, subjects, title

OF_A_PERSON = frozenset({"name", "id_number", "printed_sex", "born_on", "education"})
"""What is the same on every list of people; titles and posts one list may print fewer of than another."""
WITHIN_DAYS = frozenset({"age", "trade_years"})
"""Years that pass: two papers made on two days may differ by one."""
NOT_COMPARED = frozenset({NUMBER, "use"})
"""A place in a list; what tells the rows of one room apart."""


def singles(said: Said) -> Iterator[Contradiction]:
    """The applicant's own data (name, code, address, contacts, points) are the same in every paper and place."""
    by_path: dict[str, list[Statement]] = {}
    for one in said.singles:
        by_path.setdefault(one.path, []).append(one)
    for statements in by_path.values():
        if found := disagreeing(label_of(statements[0]), "", statements):
            yield found


def rows(said: Said) -> Iterator[Contradiction]:
    """What papers print of one person, occupation, room or thing is the same in every row that is about it."""
    for group in subjects(said):
        if len(group) > 1:
            yield from _of_subject(group)


def _of_subject(group: Sequence[Row]) -> Iterator[Contradiction]:
    by_field: dict[str, list[Statement]] = {}
    for row in group:
        for key, one in row.said.items():
            if key not in NOT_COMPARED:
                by_field.setdefault(_field(row, key), []).append(one)
    # A wrong number would be told again by the age that it gives, and so on: each field tells for itself.
    for statements in by_field.values():
        if statements[0].key in WITHIN_DAYS and _within_a_year(statements):
            continue
        if found := disagreeing(label_of(statements[0]), title(group), statements):
            yield found


def _field(row: Row, key: str) -> str:
    """What a key is compared as: of people some across all lists, everything else within one list."""
    return f"people.{key}" if row.listed in PEOPLE and key in OF_A_PERSON else row.said[key].path


def _within_a_year(said: Sequence[Statement]) -> bool:
    years = [one.value for one in said if isinstance(one.value, int)]
    return len(years) == len(said) and max(years) - min(years) <= 1
