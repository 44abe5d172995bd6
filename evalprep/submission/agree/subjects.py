"""Which rows of different papers speak of the same person, occupation, room or thing.

Never by likeness: by a number of identity where both rows have one, else by a name that is one of its kind in both
tables. Of two rows that may be two people nothing is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from evalprep.model.fields import fields
from evalprep.model.kinds import NIL
from evalprep.submission.agree.statements import Row, Said, Table

PEOPLE = ("staff", "experts", "assessors", "supervisors")
NUMBERS: Mapping[str, tuple[str, ...]] = {"occupations": ("code",), "branches": ("uscc",)}
"""What tells the rows of a list apart, whatever they are called; of people their numbers do, on whichever list."""
NAMES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(PEOPLE, ("name",)),
    "occupations": ("name",),
    "occupation_trades": ("code", "name", "trade"),
    "history": ("occupation_name", "year"),
    "contributions": ("title", "occupation_name", "kind"),
    "venues": ("name", "use", "address"),
    "equipment": ("name", "use"),
    "rule_documents": ("name",),
    "branches": ("name",),
    "posts": ("post",),
}
"""By list: what names a row; the first of a list it must have, of the others those count that both tables have."""


def subjects(said: Said) -> list[list[Row]]:
    """The rows that speak of one thing, together; those of which no other row speaks are there alone."""
    groups = _Groups()
    tables = [table for table in said.tables if table.rows]
    for table in tables:
        for row in table.rows:
            groups.add(row)
    _join_people(groups, [row for table in tables for row in table.rows])
    for one, other in combinations(tables, 2):
        if one.listed == other.listed and one.listed in NAMES and _holds_all(one, other):
            for a, b in _alike(one, other):
                groups.join(a, b)
    return groups.all()


def _join_people(groups: _Groups, rows: Iterable[Row]) -> None:
    """By their numbers, across all lists of people, and where one has two rows on one list."""
    first: dict[object, Row] = {}
    for row in rows:
        if row.listed in PEOPLE and "id_number" in row.said:
            groups.join(first.setdefault(row.said["id_number"].value, row), row)


def _holds_all(one: Table, other: Table) -> bool:
    """Whether what both name is one thing: of two parts of a list each may hold a thing of that name of its own."""
    return one.whole or other.whole or bool(one.of and one.of == other.of)


def _alike(one: Table, other: Table) -> Iterator[tuple[Row, Row]]:
    """The pairs of rows of which each is the only one of its number, or of its name, in its table."""
    for keys in (NUMBERS.get(one.listed), _common_keys(one, other)):
        if keys:
            ours, theirs = _unique(one.rows, keys), _unique(other.rows, keys)
            yield from ((row, theirs[name]) for name, row in ours.items() if name in theirs)


def _common_keys(one: Table, other: Table) -> tuple[str, ...]:
    first, *others = NAMES[one.listed]
    shared = [key for key in others if all(any(key in row.said for row in t.rows) for t in (one, other))]
    return (first, *shared)


def _unique(rows: Sequence[Row], keys: tuple[str, ...]) -> dict[tuple[str, ...], Row]:
    names = {row: name for row in rows if (name := name_of(row, keys))}
    often = Counter(names.values())
    return {name: row for row, name in names.items() if often[name] == 1}


def name_of(row: Row, keys: tuple[str, ...]) -> tuple[str, ...] | None:
    """What names a row among others, with its model where it is a thing; None where a part of it is blank."""
    first, *others = keys
    name = _thing(row) if row.listed == "equipment" else row.text(first)
    rest = [row.text(key) for key in others]
    return (name, *rest) if name and all(rest) else None


def _thing(row: Row) -> str:
    """A piece of equipment by name and model, in one column or in two; nothing where the model is blank."""
    if whole := row.text("name_and_model"):
        return whole
    name, model = row.text("name"), row.text("model")
    if not name or not model:
        return ""
    return name if model == NIL else name + model


def title(rows: Sequence[Row]) -> str:
    """What a message calls the subject of rows: 专家 王示例, 职业 电工（6-31-01-03）."""
    row = max(rows, key=lambda one: len(one.said))
    listed = fields().get(row.listed)
    names = NAMES.get(row.listed, ())
    parts = [row.said[key].text for key in names if key in row.said and key not in ("address", "use")]
    if row.listed == "equipment" and "name_and_model" in row.said:
        parts = [row.said["name_and_model"].text]
    elif row.listed == "equipment" and row.text("model") not in ("", NIL):
        parts.append(row.said["model"].text)
    if row.listed == "occupations" and "code" in row.said:
        parts = [f"{''.join(parts)}（{row.said['code'].text}）" if parts else row.said["code"].text]
    return " ".join(filter(None, (_LABELS.get(row.listed) or (listed.label if listed else ""), *parts)))


_LABELS = {
    "occupations": "职业",
    "occupation_trades": "职业（工种）",
    "history": "历年培训评价",
    "posts": "岗位",
}


class _Groups:
    """Rows joined into groups."""

    def __init__(self) -> None:
        self._above: dict[Row, Row] = {}

    def add(self, row: Row) -> None:
        self._above.setdefault(row, row)

    def join(self, one: Row, other: Row) -> None:
        top, below = self._top(one), self._top(other)
        if top is not below:
            self._above[below] = top

    def all(self) -> list[list[Row]]:
        found: dict[Row, list[Row]] = {}
        for row in self._above:
            found.setdefault(self._top(row), []).append(row)
        return list(found.values())

    def _top(self, row: Row) -> Row:
        while self._above[row] is not row:
            self._above[row] = self._above[self._above[row]]
            row = self._above[row]
        return row
