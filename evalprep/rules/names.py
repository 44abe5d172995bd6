"""From the name of a fact, as a checklist writes it, to where its value comes from and how it can be tested.

A computed fact has its name to itself, also where a field would have the same (`occupation.skilled`). Else, inside
`every` and `where`, a name is first a field of the row; in a repeated rule `occupation.code` is a field of the
subject; else it is a field of the whole project file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from evalprep.model.fields import Field, Shape, attribute, fields
from evalprep.model.kinds import NIL, Kind
from evalprep.model.scales import Scale
from evalprep.model.validation import Path, nearest
from evalprep.model.verdicts import Interval
from evalprep.rules import facts, histories
from evalprep.rules.facts import COLLECTIONS, SUBJECTS, Collection, ComputedFact, Known
from evalprep.rules.world import Row, Scope, World

COMPUTED = {fact.name: fact for fact in (*facts.FACTS, *histories.FACTS)}


class Sort(StrEnum):
    """How a fact can be tested."""

    NUMBER = "number"
    RANK = "rank"
    VALUE = "value"
    LIST = "list"
    THING = "thing"


@dataclass(frozen=True)
class Names:
    """The patterns that names are relative to, where a condition stands."""

    subject: str | None = None
    """The list that the rule repeats over: `occupations`."""
    row: str | None = None
    """The registry's path of one row inside `every` and `where`: `experts[]`."""


@dataclass(frozen=True, kw_only=True)
class Tested:
    """What a test is held against, before its value is known."""

    label: str
    sort: Sort
    unit: str = ""
    kind: Kind[Any] | None = None
    """How a threshold is read, and how the value is shown."""


@dataclass(frozen=True, kw_only=True)
class Fact(Tested):
    """A fact as a condition uses it."""

    reads: frozenset[str]
    look_up: Callable[[World, Scope], Known]
    meaning: str = ""


class UnknownName(LookupError):
    """A name that is no fact here; with the nearest that is."""

    def __init__(self, name: str, near: str | None) -> None:
        super().__init__(name)
        self.name, self.near = name, near


def resolve(name: str, names: Names) -> Fact:
    """The fact of a name; raises UnknownName."""
    if name in _computed(names):
        return _computed_fact(COMPUTED[name])
    for prefix, pattern, bound in _scopes(names):
        path = f"{pattern}{name.removeprefix(prefix)}"
        if name.startswith(prefix) and path in _own(pattern):
            return _field_fact(fields()[path], tuple(name.removeprefix(prefix).split(".")), bound)
    raise UnknownName(name, nearest(name, _known_names(names)))


Bound = Callable[[Scope], Row | None]


def _scopes(names: Names) -> Iterator[tuple[str, str, Bound]]:
    if names.row:
        yield "", f"{names.row}.", lambda scope: scope.row
    if names.subject:
        yield f"{SUBJECTS[names.subject]}.", f"{names.subject}[].", lambda scope: scope.subject
    yield "", "", lambda scope: None


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


def _known_names(names: Names) -> list[str]:
    known = _computed(names)
    for prefix, pattern, _ in _scopes(names):
        known += [prefix + path[len(pattern) :] for path in _own(pattern)]
    return known


def _computed_fact(fact: ComputedFact) -> Fact:
    return Fact(
        label=fact.label,
        sort=Sort.VALUE if fact.unit is None else Sort.NUMBER,
        unit=fact.unit or "",
        kind=fact.kind,
        reads=fact.reads,
        look_up=lambda world, scope: fact.compute(world, scope.subject),
        meaning=fact.meaning,
    )


def _field_fact(field: Field, relative: Path, bound: Bound) -> Fact:
    sort = _sort(field)

    def look_up(world: World, scope: Scope) -> Known:
        row = bound(scope)
        full = (*row.path, *relative) if row else relative
        value = world.value(full)
        if value is None or (isinstance(value, BaseModel) and not _says_something(value)):
            return Known(None, (full,))
        return Known(Interval.exactly(value) if sort is Sort.NUMBER and value != NIL else value)

    unit = "年" if field.kind is not None and field.kind.name == "year" else ""
    return Fact(
        label=field.label, sort=sort, unit=unit, kind=field.kind, reads=_reads(field), look_up=look_up
    )


def _sort(field: Field) -> Sort:
    if field.shape is not Shape.VALUE:
        return Sort.LIST if field.shape is Shape.VALUES else Sort.THING
    assert field.kind is not None
    if field.kind.name in ("count", "number", "year"):
        return Sort.NUMBER
    types = field.kind.type if isinstance(field.kind.type, tuple) else (field.kind.type,)
    return Sort.RANK if any(issubclass(one, Scale) for one in types) else Sort.VALUE


def _reads(field: Field) -> frozenset[str]:
    """The field, and all that is in it where it is a record."""
    if field.shape is not Shape.RECORD:
        return frozenset({field.path})
    return frozenset(path for path in fields() if path == field.path or path.startswith(f"{field.path}."))


def _says_something(record: BaseModel) -> bool:
    values = (attribute(record, name) for name in type(record).model_fields)
    return any(_says_something(one) if isinstance(one, BaseModel) else one is not None for one in values)


def collection(name: str) -> Collection:
    """The collection of a name; raises UnknownName when it is no list of rows."""
    if name in COLLECTIONS:
        return COLLECTIONS[name]
    lists = [path for path in _own("") if fields()[path].shape is Shape.ROWS]
    if name not in lists:
        raise UnknownName(name, nearest(name, [*COLLECTIONS, *lists]))
    path = tuple(name.split("."))
    return Collection(fields()[name].label, f"{name}[]", lambda world: world.rows(path))
