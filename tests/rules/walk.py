"""Every test that a condition of a checklist holds, through combinations, rows, records within rows and definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evalprep.rules.names import Fact, Names, UnknownName, collection, records_field, resolve
from evalprep.rules.nesting import parts
from evalprep.rules.value_tests import Entry, Test
from evalprep.rules.vocabulary import operator

Steps = tuple[int, ...] | None


@dataclass(frozen=True)
class Held:
    """A condition where it stands, or the test of a row's field."""

    condition: Any
    names: Names
    steps: Steps
    """Where its outcome stands among the parts; None inside rows, which have no outcomes of their own."""
    field: str | None = None
    """The field of the row that a bare test is of."""

    @property
    def operator(self) -> str:
        return "fact" if self.field else operator(self.condition)

    @property
    def name(self) -> str:
        """What a fact is called."""
        return self.field or str(self.condition.fact)

    def fact(self) -> Fact | None:
        """The fact that is tested; None where there is none of its name."""
        try:
            return resolve(self.name, self.names)
        except UnknownName:
            return None


def walk(condition: Entry, names: Names, define: Mapping[str, Entry], steps: Steps = ()) -> Iterator[Held]:
    """A condition and all that stands inside it."""
    here = Held(condition, names, steps)
    match here.operator:
        case "use" if condition.use in define:  # type: ignore[attr-defined]
            yield from walk(define[condition.use], names, define, steps)  # type: ignore[attr-defined]
        case "use":
            yield Held(Test(equals=condition.use), names, None, "use")  # type: ignore[attr-defined]
        case "fields":
            for field, test in condition.fields.items():  # type: ignore[attr-defined]
                yield from _field(field, test, names, define)
        case _:
            yield here
            for part, at in _parts(condition):
                yield from walk(part, names, define, (*steps, at) if steps is not None else None)
            for listed, part in _of_rows(condition):
                row = Names(names.subject, collection(listed).pattern)
                yield from walk(part, row, define, None)


def _field(field: str, test: Entry, names: Names, define: Mapping[str, Entry]) -> Iterator[Held]:
    if type(test) is Test:
        yield Held(test, names, None, field)
        return
    listed = records_field(field, names)
    assert listed is not None
    yield from walk(test, Names(names.subject, names.row, f"{listed.path}[]"), define, None)


def _parts(condition: Entry) -> Iterator[tuple[Entry, int]]:
    """What a condition combines, each with its place in the outcome: of `by` and `otherwise` only what is chosen is there."""
    found = parts(condition)
    if operator(condition) == "by":
        yield from ((part, 0) for part in found)
    elif operator(condition) == "when":
        yield from zip(found, (0, 1, -1), strict=False)
    else:
        yield from ((part, at) for at, part in enumerate(found))


def _of_rows(condition: Any) -> Iterator[tuple[str, Entry]]:
    """What rows are held against, each with the list."""
    amounts = (condition.ratio, condition.to) if operator(condition) == "ratio" else (condition,)
    for amount in amounts:
        listed = next((one for key in ("count", "sum", "every") if (one := getattr(amount, key, None))), None)
        inside = (getattr(amount, key, None) for key in ("where", "satisfies"))
        yield from ((listed, one) for one in inside if listed and one is not None)
