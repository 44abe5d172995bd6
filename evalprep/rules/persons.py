"""How many people a list's rows are: one person on two rows is one person.

An identity number tells people apart, and so do names, as far as they differ. Two rows of one name without both
numbers may be one person or two, so they make the count an interval.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evalprep.model.people import Person
from evalprep.model.validation import Path
from evalprep.model.verdicts import Interval
from evalprep.rules.world import Row


@dataclass(frozen=True)
class Doubt:
    """A row that is, or may be, the person of an earlier one."""

    same: bool
    """Whether it surely is."""
    reason: str
    missing: tuple[Path, ...] = ()
    """What would tell the two apart."""


def are_people(rows: Sequence[Row]) -> bool:
    """Whether the rows of a list are people."""
    return any(isinstance(row.record, Person) for row in rows)


def number_of_people(surely: Sequence[Row], maybe: Sequence[Row] = ()) -> Interval:
    """How many people are on rows that surely count, and on those that may: at least and at most."""
    return Interval(_at_least(surely), _at_most([*surely, *maybe]))


def _at_least(rows: Sequence[Row]) -> int:
    """Names that differ are different people, and so are different numbers of one name."""
    people = [_person(row) for row in rows]
    numbers: dict[str, set[object]] = {one.name: set() for one in people if one.name}
    for one in people:
        if one.name and one.id_number:
            numbers[one.name].add(one.id_number)
    known = set().union(*numbers.values())
    nameless = {one.id_number for one in people if one.id_number and not one.name} - known
    # A number without a name may belong to any name without a number.
    further = max(0, len(nameless) - sum(not held for held in numbers.values()))
    return max(sum(max(1, len(held)) for held in numbers.values()) + further, 1 if people else 0)


def _at_most(rows: Sequence[Row]) -> int:
    """Each row is somebody else, but for those of one name and one number."""
    people = [_person(row) for row in rows]
    known = {(one.name, one.id_number) for one in people if one.name and one.id_number}
    return len(known) + sum(not (one.name and one.id_number) for one in people)


def doubts(surely: Iterable[Row], maybe: Iterable[Row] = ()) -> Iterator[tuple[Row, Doubt]]:
    """The rows that are, or may be, the person of another: of rows that count surely, and of those that may.

    The best known row stands for the person, wherever it stands in the list.
    """
    before: list[Row] = []
    for row in (*sorted(surely, key=_known), *sorted(maybe, key=_known)):
        found = [doubt for one in before if (doubt := _compared(one, row))]
        if found:
            yield row, min(found, key=lambda doubt: not doubt.same)
        before.append(row)


def _known(row: Row) -> tuple[bool, bool]:
    person = _person(row)
    return not person.name, not person.id_number


def _compared(first: Row, second: Row) -> Doubt | None:
    one, other = _person(first), _person(second)
    if one.name and other.name and one.name != other.name:
        return None
    if one.id_number and other.id_number and one.id_number != other.id_number:
        return None
    if not (one.name and other.name):
        asked = tuple((*row.path, "name") for row in (first, second) if not _person(row).name)
        return Doubt(False, f"姓名没有填，可能和{first.label}是同一个人", asked)
    if one.id_number and other.id_number:
        return Doubt(True, f"和{first.label}是同一个人，只算一次")
    asked = tuple((*row.path, "id_number") for row in (first, second) if not _person(row).id_number)
    return Doubt(False, f"和{first.label}同名，身份证号码没有填全，可能是同一个人", asked)


def _person(row: Row) -> Person:
    assert isinstance(row.record, Person)
    return row.record
