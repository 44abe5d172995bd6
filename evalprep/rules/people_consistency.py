"""People that do not fit themselves, one another or what is applied for; each is a warning."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from evalprep.model.basic import without_spaces
from evalprep.model.fields import label
from evalprep.model.people import Person
from evalprep.model.results import Warned
from evalprep.rules.world import Row, World

PEOPLE = ("staff", "experts", "assessors", "supervisors")


def people(world: World) -> Iterator[Warned]:
    """Each person by himself, then all of them together."""
    rows = [row for listed in PEOPLE for row in world.rows((listed,)).rows]
    for row in rows:
        yield from _person(row, world)
    yield from _identities(rows, world)


def _person(row: Row, world: World) -> Iterator[Warned]:
    """An identity number against sex and date of birth."""
    person = _of(row)
    if person.id_number is None:
        return
    if person.sex not in (None, person.id_number.sex):
        told = f"{row.label}：身份证号码是{person.id_number.sex}性的，性别填的是「{person.sex}」"
        yield Warned("id_number_sex", told, world.place((*row.path, "sex")))
    born = person.born_on
    if born is not None and not born.earliest() <= person.id_number.born_on <= born.latest():
        told = f"{row.label}：身份证号码的出生日期与填的「{born}」不同"
        yield Warned("id_number_born_on", told, world.place((*row.path, "born_on")))


def _identities(rows: list[Row], world: World) -> Iterator[Warned]:
    """One name with several identity numbers, and one number with several names; told at the row that differs."""
    known = [row for row in rows if _of(row).id_number and row.name]
    for first, other in _differing(known, lambda row: without_spaces(row.name), _number):
        told = (
            f"{_where(first)}和{_where(other)}都是「{other.name}」，身份证号码不同："
            "是同一个人就改正号码，是同名的两个人可以不管"
        )
        yield Warned("person_two_numbers", told, world.place((*other.path, "id_number")))
    for first, other in _differing(known, _number, lambda row: without_spaces(row.name)):
        told = (
            f"{_where(first)}「{first.name}」和{_where(other)}「{other.name}」的身份证号码相同："
            "一个号码只能是一个人的，改正其中一处"
        )
        yield Warned("number_two_persons", told, world.place((*other.path, "id_number")))


def _differing(
    rows: list[Row], same: Callable[[Row], str], other: Callable[[Row], str]
) -> Iterator[tuple[Row, Row]]:
    """The first row of each sort that is the same in one thing, with each later one that is new in the other thing."""
    first: dict[str, Row] = {}
    seen: dict[str, set[str]] = {}
    for row in rows:
        key, differs = same(row), other(row)
        first.setdefault(key, row)
        if key in seen and differs not in seen[key]:
            yield first[key], row
        seen.setdefault(key, set()).add(differs)


def _of(row: Row) -> Person:
    assert isinstance(row.record, Person)
    return row.record


def _number(row: Row) -> str:
    return str(_of(row).id_number)


def _where(row: Row) -> str:
    """专家第 3 行."""
    return f"{label(row.path[:1])}第 {row.number} 行"
