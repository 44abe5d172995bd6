"""The numeric thresholds of a checklist's entry, wherever in its condition they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evalprep.model.verdicts import Real
from evalprep.rules.entries import Checklist, Clause, PassMark, Rule
from evalprep.rules.names import Names, Sort, collection
from evalprep.rules.thresholds import number
from evalprep.rules.value_tests import Entry
from tests.rules.walk import Held, Steps, walk

TESTS = ("at_least", "at_most", "equals", "between")


@dataclass(frozen=True)
class Limit:
    """A numeric threshold within a condition: what it is called, and where its outcome stands among the parts."""

    name: str
    fields: tuple[str, ...]
    """What its rows are chosen and qualified by."""
    tests: Mapping[str, Any]
    steps: Steps
    """None inside rows, which have no outcomes of their own."""

    @property
    def names(self) -> tuple[str, str, str]:
        """From the short name to the one that tells it from all others: venues, venues where video, venues where video at_least 1."""
        where = f"{self.name} where {'、'.join(self.fields)}" if self.fields else self.name
        return self.name, where, f"{where} {' '.join(map(_test, self.tests.items()))}"

    @property
    def values(self) -> list[Real]:
        """The numbers at which the verdict may change; of a ratio in hundredths."""
        written = (
            one
            for told in self.tests.values()
            for one in (told if isinstance(told, tuple | list) else (told,))
        )
        return [number(str(one).removesuffix("%")) for one in written]

    @property
    def nothing_below(self) -> bool:
        """Whether no number lies below: fewer than none."""
        return self.steps is not None and min(self.values) == 0


def _test(item: tuple[str, Any]) -> str:
    name, value = item
    return f"{name} {'–'.join(map(str, value)) if isinstance(value, tuple | list) else value}"


def limits(entry: Clause | PassMark, checklist: Checklist) -> list[Limit]:
    """Every numeric threshold of an entry, each once."""
    if isinstance(entry, PassMark):
        return [Limit("total", (), {"at_least": entry.at_least}, ())]
    if entry.require is None:
        return []
    conflicts = isinstance(entry, Rule) and bool(entry.conflicts)
    names = Names(subject=getattr(entry, "for_each", None))
    held = walk(entry.require, names, checklist.define, (0,) if conflicts else ())
    found = [limit for one in held for limit in _limits(one, checklist.define)]
    return [one for at, one in enumerate(found) if one.names not in [other.names for other in found[:at]]]


def _limits(held: Held, define: Mapping[str, Entry]) -> Iterator[Limit]:
    tests = tested(held.condition)
    if not tests:
        return
    match held.operator:
        case "count":
            fields = tuple(dict.fromkeys(_fields(held, held.condition.count, define)))
            yield Limit(held.condition.count, fields, tests, held.steps)
        case "sum":
            fields = tuple(dict.fromkeys(_fields(held, held.condition.sum, define)))
            yield Limit(held.condition.sum, fields, tests, held.steps)
        case "ratio":
            yield Limit("ratio", (), tests, held.steps)
        case "fact":
            fact = held.fact()
            if fact is not None and fact.sort is Sort.NUMBER:
                record = held.names.record
                own = f"{record.removesuffix('[]')} {held.name}" if record and fact.of_row else held.name
                yield Limit(own, (), tests, held.steps)


def _fields(held: Held, listed: str, define: Mapping[str, Entry]) -> Iterator[str]:
    """What the rows of a count or sum are chosen and qualified by."""
    row = Names(held.names.subject, collection(listed).pattern)
    for inside in (held.condition.where, held.condition.satisfies):
        if inside is not None:
            yield from (one.name for one in walk(inside, row, define, None) if one.operator == "fact")


def tested(condition: Any) -> dict[str, Any]:
    """The tests of a condition that compare a number or a rank."""
    every = condition.requirements() if hasattr(condition, "requirements") else {}
    return {name: value for name, value in every.items() if name in TESTS}
