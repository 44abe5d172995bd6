"""From the name of a fact, as a checklist writes it, to where its value comes from and how it can be tested.

A computed fact has its name to itself, also where a field would have the same (`occupation.skilled`). Else, inside
rows, a name is first a field or fact of the row; among the records within a row it is one of the record and not of
the row, so that a mistyped `levels` is not taken for another list's; in a repeated rule `occupation.code` is a field
of the subject; else it is a field of the whole project file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from evalprep.model.fields import Field, Shape, attribute, fields
from evalprep.model.kinds import NIL, Kind
from evalprep.model.levels import SKILL_LEVEL
from evalprep.model.scales import Scale
from evalprep.model.validation import Path, nearest
from evalprep.model.verdicts import Interval
from evalprep.rules import facts, histories, occupied, periods, recommended, records, registration
from evalprep.rules.facts import SUBJECTS, Collection, ComputedFact, Known, RowFact
from evalprep.rules.world import Row, Scope, World

_MODULES: tuple[Any, ...] = (facts, histories, occupied, periods, recommended, records, registration)
COMPUTED: dict[str, ComputedFact] = {
    fact.name: fact for module in _MODULES for fact in getattr(module, "FACTS", ())
}
ROW_FACTS: dict[tuple[str, str], RowFact] = {
    (fact.pattern, fact.name): fact for module in _MODULES for fact in getattr(module, "ROW_FACTS", ())
}
"""By the registry's path of the row, `staff[]`, and the short name."""
COLLECTIONS: dict[str, Collection] = {
    name: listed for module in _MODULES for name, listed in getattr(module, "COLLECTIONS", {}).items()
}


class Sort(StrEnum):
    """How a fact can be tested."""

    NUMBER = "number"
    RANK = "rank"
    VALUE = "value"
    TEXT = "text"
    LIST = "list"
    TEXTS = "texts"
    THING = "thing"


@dataclass(frozen=True)
class Names:
    """The patterns that names are relative to, where a condition stands."""

    subject: str | None = None
    """The list that the rule repeats over: `occupations`."""
    row: str | None = None
    """The registry's path of one row inside `every`, `where` and the like: `experts[]`."""
    inner: str | None = None
    """The registry's path of one record within the row: `experts[].skills[]`."""
    provinces: Mapping[str, str] = field(default_factory=dict)
    """What a sentence calls the provinces that checklists write as two digits."""
    of_material: bool = False
    """Whether the condition is a material's, whose evidence is handed in."""

    @property
    def record(self) -> str | None:
        """The registry's path of the row or record at hand."""
        return self.inner or self.row


@dataclass(frozen=True, kw_only=True)
class Tested:
    """What a test is held against, before its value is known."""

    label: str
    sort: Sort
    unit: str = ""
    kind: Kind[Any] | None = None
    """How a threshold is read, and how the value is shown; of a list that of its elements."""
    called: Mapping[str, str] = field(default_factory=dict)
    """What a sentence calls values that it does not show as they are written."""

    def word(self, value: object) -> str:
        """A value as a sentence tells it."""
        if isinstance(value, bool):
            return "是" if value else "否"
        return self.called.get(str(value), str(value))


LookUp = Callable[[World, Scope], Known]


@dataclass(frozen=True, kw_only=True)
class Fact(Tested):
    """A fact as a condition uses it."""

    reads: frozenset[str]
    look_up: LookUp
    meaning: str = ""
    of_row: bool = False
    """Whether it is one of the row or record at hand."""
    over: Callable[[int], LookUp] | None = None
    """For a fact that looks back: from the number of years to its value."""


class UnknownName(LookupError):
    """A name that is no fact here; with the nearest that is, or with what it asks for."""

    def __init__(self, name: str, near: str | None, remedy: str = "") -> None:
        super().__init__(name)
        self.name, self.near, self.remedy = name, near, remedy


def resolve(name: str, names: Names) -> Fact:
    """The fact of a name; raises UnknownName."""
    if name in _computed(names):
        return _computed_fact(COMPUTED[name], names)
    for place in _scopes(names):
        if not name.startswith(place.prefix):
            continue
        own = name.removeprefix(place.prefix)
        if place.record and (place.record, own) in ROW_FACTS:
            return _row_fact(ROW_FACTS[place.record, own], place)
        path = f"{place.pattern}{own}"
        if path in _own(place.pattern):
            return _field_fact(fields()[path], tuple(own.split(".")), place)
    if name in COMPUTED:
        raise UnknownName(name, None, _ONLY_REPEATED)
    raise UnknownName(name, _nearest(name, names))


def records_field(name: str, names: Names) -> Field | None:
    """The list of records that a name means in the row or record at hand; None where it means no such list."""
    found = fields().get(f"{names.record}.{name}") if names.record else None
    return found if found is not None and found.shape is Shape.ROWS else None


_ONLY_REPEATED = "只能用在逐个职业判断的规则里：写上 for_each: occupations"


@dataclass(frozen=True)
class _Place:
    """Where a name may be at home: in the row, in the subject, in the whole file."""

    prefix: str
    record: str | None
    """The registry's path of the row or record, `experts[]`; None for the whole file."""
    bound: Callable[[Scope], Row | None]
    of_row: bool = False

    @property
    def pattern(self) -> str:
        return f"{self.record}." if self.record else ""


def _scopes(names: Names) -> Iterator[_Place]:
    if names.inner:
        yield _Place("", names.inner, lambda scope: scope.inner, of_row=True)
    elif names.row:
        yield _Place("", names.row, lambda scope: scope.row, of_row=True)
    if names.subject:
        yield _Place(f"{SUBJECTS[names.subject]}.", f"{names.subject}[]", lambda scope: scope.subject)
    yield _Place("", None, lambda scope: None)


def _own(pattern: str) -> list[str]:
    """The registry's paths below a record, but not inside its lists and mappings, where a name would mean many values."""
    below = (path for path in fields() if path.startswith(pattern))
    return [
        path
        for path in below
        if not set(path[len(pattern) :]) & set("[{") and fields()[path].shape is not Shape.MAPPING
    ]


def _computed(names: Names) -> list[str]:
    return [name for name in COMPUTED if names.subject == "occupations" or not name.startswith("occupation.")]


def _nearest(name: str, names: Names) -> str | None:
    """The nearest name, of the row at hand before all others."""
    known = [_known_names(place) for place in _scopes(names)]
    every = [*_computed(names), *(one for some in known for one in some)]
    return (nearest(name, known[0]) if names.row else None) or nearest(name, every)


def _known_names(place: _Place) -> list[str]:
    facts_of_rows = [name for record, name in ROW_FACTS if record == place.record]
    inside = [path[len(place.pattern) :] for path in _own(place.pattern)]
    return [place.prefix + one for one in (*inside, *facts_of_rows)]


def _computed_fact(fact: ComputedFact, names: Names) -> Fact:
    def over(years: int) -> LookUp:
        return lambda world, scope: fact.compute(world, scope.subject, years)

    return Fact(
        label=fact.label,
        sort=Sort.NUMBER if fact.unit is not None else _sort_of(fact.kind),
        unit=fact.unit or "",
        kind=fact.kind,
        reads=fact.reads,
        look_up=lambda world, scope: fact.compute(world, scope.subject),
        meaning=fact.meaning,
        over=over if fact.period else None,
        called=names.provinces if fact.kind is registration.PROVINCE else {},
    )


def _row_fact(fact: RowFact, place: _Place) -> Fact:
    def look_up(world: World, scope: Scope) -> Known:
        return fact.compute(
            world, scope if place.of_row else replace(scope, row=place.bound(scope), inner=None)
        )

    return Fact(
        label=fact.label,
        sort=Sort.NUMBER if fact.unit is not None else _sort_of(fact.kind),
        unit=fact.unit or "",
        kind=fact.kind,
        reads=fact.reads,
        look_up=look_up,
        meaning=fact.meaning,
        of_row=place.of_row,
    )


def _field_fact(field: Field, relative: Path, place: _Place) -> Fact:
    sort = _sort(field)

    def look_up(world: World, scope: Scope) -> Known:
        row = place.bound(scope)
        full = (*row.path, *relative) if row else relative
        value = world.value(full)
        if value is None or (isinstance(value, BaseModel) and not _says_something(value)):
            return Known(None, (full,))
        return Known(Interval.exactly(value) if sort is Sort.NUMBER and value != NIL else value)

    levels = field.kind is not None and field.kind.name == "levels"
    label, unit = _with_unit(field, sort)
    return Fact(
        label=label,
        sort=sort,
        unit=unit,
        kind=SKILL_LEVEL if levels else field.kind,
        reads=_reads(field),
        look_up=look_up,
        of_row=place.of_row,
    )


def _with_unit(field: Field, sort: Sort) -> tuple[str, str]:
    """A field's label, and the unit that it may have in brackets: 面积（平方米）. What counts years is a year."""
    if field.kind is not None and field.kind.name == "year":
        return field.label, "年"
    found = re.fullmatch("(.+)（(.+)）", field.label) if sort is Sort.NUMBER else None
    return (found[1], found[2]) if found else (field.label, "")


def _sort(field: Field) -> Sort:
    if field.shape is Shape.VALUES:
        return Sort.TEXTS if field.kind is not None and field.kind.name == "text" else Sort.LIST
    return Sort.THING if field.shape is not Shape.VALUE else _sort_of(field.kind)


def _sort_of(kind: Kind[Any] | None) -> Sort:
    """The sort of a single value of a kind; a set of levels is a list."""
    if kind is None or kind.name in ("text", "name"):
        return Sort.TEXT
    if kind.name in ("count", "number", "year"):
        return Sort.NUMBER
    if kind.name == "levels":
        return Sort.LIST
    types = kind.type if isinstance(kind.type, tuple) else (kind.type,)
    return Sort.RANK if any(issubclass(one, Scale) for one in types) else Sort.VALUE


def _reads(field: Field) -> frozenset[str]:
    """The field, and all that is in it where it is a record."""
    if field.shape is not Shape.RECORD:
        return frozenset({field.path})
    return frozenset(path for path in fields() if path == field.path or path.startswith(f"{field.path}."))


def _says_something(record: BaseModel) -> bool:
    values = (attribute(record, name) for name in type(record).model_fields)
    return any(_says_something(one) if isinstance(one, BaseModel) else one is not None for one in values)


def collection(name: str, names: Names | None = None) -> Collection:
    """The collection of a name; raises UnknownName when it is no list of rows, or none where a condition stands."""
    if name in COLLECTIONS:
        found = COLLECTIONS[name]
        if names is not None and found.subject not in (None, names.subject):
            raise UnknownName(name, None, _ONLY_REPEATED)
        return found
    lists = [path for path in _own("") if fields()[path].shape is Shape.ROWS]
    if name not in lists:
        raise UnknownName(name, nearest(name, [*COLLECTIONS, *lists]))
    path = tuple(name.split("."))
    return Collection(fields()[name].label, f"{name}[]", lambda world, subject: world.rows(path))
