"""Which rows are the same: those of the project among those that sources give. Nothing is guessed.

Rows and groups of rows are joined by one identity after the other, the surest first. Where a join would not be the
only one possible, nothing is joined: the rows in question are `Unclear`. The outcome does not depend on any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from evalprep.intake.given import GivenRow
from evalprep.intake.merge.identities import SLIPS, Identity
from evalprep.intake.merge.meaning import Meaning, key_text, says_less
from evalprep.model.dates import PartialDate
from evalprep.model.identifiers import IdNumber
from evalprep.model.kinds import NIL
from evalprep.model.validation import Path

PROJECT = ("",)
"""The project as a source."""


@dataclass(frozen=True, eq=False)
class Row:
    """One row: of the project, with its number, or of a source."""

    source: tuple[str, ...]
    values: Mapping[Path, Meaning]
    number: int | None = None
    given: GivenRow | None = None


@dataclass(eq=False)
class Group:
    """Rows that are one."""

    rows: list[Row]
    unclear: list[Group] = field(default_factory=list)
    """The groups that it may belong to, where that is not clear."""

    @property
    def number(self) -> int | None:
        """Its place in the project; None for a row that the project does not have."""
        return next((row.number for row in self.rows if row.number is not None), None)

    @property
    def given(self) -> list[GivenRow]:
        """What sources say of it."""
        return [row.given for row in self.rows if row.given is not None]

    def known(self, key: str) -> set[str]:
        """What its rows have in a column."""
        found = (row.values.get((key,)) for row in self.rows)
        return {key_text(value) for value in found if value is not None and value != NIL}

    def said(self, key: str) -> Iterator[Meaning]:
        """What its rows say in a column, by their identity numbers too."""
        for row in self.rows:
            value, number = row.values.get((key,)), row.values.get(("id_number",))
            if isinstance(number, IdNumber):
                value = {"sex": number.sex, "born_on": PartialDate.of(number.born_on)}.get(key, value)
            if value is not None and value != NIL:
                yield value

    def named(self, identity: Identity) -> tuple[str, ...] | None:
        """What it is called by an identity; None where a column is unknown."""
        columns = [self.known(key) for key in identity.keys]
        return tuple(min(one) for one in columns) if all(columns) else None


def matched(rows: Sequence[Row], by: Sequence[Identity]) -> list[Group]:
    """The rows in groups, in the order of their first rows; each row of the project is in a group of its own."""
    groups = _said_again(_joined_copies(rows), by)
    for place in range(len(by)):
        groups = _joined(groups, _Stage(by, place))
    for identity in by:
        groups = _paired(groups, identity, by)
    position = {id(row): at for at, row in enumerate(rows)}
    for group in groups:
        group.rows.sort(key=lambda row: position[id(row)])
    return sorted(groups, key=lambda group: position[id(group.rows[0])])


def _joined_copies(rows: Sequence[Row]) -> list[Group]:
    """Rows of sources that say exactly the same are one."""
    groups: list[Group] = []
    copies: dict[frozenset[tuple[Path, Meaning]], Group] = {}
    for row in rows:
        said = frozenset(row.values.items())
        if row.number is None and said in copies:
            copies[said].rows.append(row)
        else:
            groups.append(Group([row]))
            if row.number is None:
                copies[said] = groups[-1]
    return groups


def _said_again(groups: list[Group], by: Sequence[Identity]) -> list[Group]:
    """Rows that say nothing but what a row of the project says already belong to that row: first those that say all
    that it says, then those that say less, unless two rows of one source claim the same."""
    standing = [group for group in groups if group.number is not None]
    index = _Index(standing, by)
    sure = {key for one in by for key in one.keys}
    for exactly in (True, False):
        claims: dict[int, list[Group]] = {}
        for group in groups:
            home = (
                None if group.number is not None else _home(group, index.near(group), sure, exactly=exactly)
            )
            if home is not None:
                claims.setdefault(id(home), []).append(group)
        for home in standing:
            claimed = claims.get(id(home), [])
            sources = [source for group in claimed for source in {row.source for row in group.rows}]
            if len(sources) == len(set(sources)):
                for group in claimed:
                    home.rows += group.rows
                    group.rows = []
    return [group for group in groups if group.rows]


class _Index:
    """Groups by each of their names."""

    def __init__(self, groups: Sequence[Group], by: Sequence[Identity]) -> None:
        self.by = by
        self.named: dict[tuple[int, tuple[str, ...]], list[Group]] = {}
        for group in groups:
            for key in self._names(group):
                self.named.setdefault(key, []).append(group)

    def _names(self, group: Group) -> Iterator[tuple[int, tuple[str, ...]]]:
        for place, identity in enumerate(self.by):
            name = group.named(identity)
            if name is not None:
                yield place, name

    def near(self, group: Group) -> list[Group]:
        """Those that share a name with a group."""
        return list(dict.fromkeys(one for name in self._names(group) for one in self.named.get(name, ())))


def _home(group: Group, near: Sequence[Group], sure: Iterable[str], *, exactly: bool) -> Group | None:
    """The row of the project that says all that a group says, and is told apart by nothing that the group leaves open.

    None that the group's sources have named already; of several the one that says least beside it.
    """
    if not group.rows:
        return None
    said = group.rows[0].values
    found = []
    for one in near:
        known = one.rows[0].values
        open_key = any((key,) in known and (key,) not in said for key in sure)
        fits = all(path in known and says_less(value, known[path]) for path, value in said.items())
        if (
            fits
            and not open_key
            and not (exactly and len(known) != len(said))
            and not _share_a_source(one, group)
        ):
            found.append(one)
    return min(found, key=lambda one: len(one.rows[0].values), default=None)


@dataclass(frozen=True)
class _Stage:
    """Rows joined by one identity, after the surer ones."""

    by: Sequence[Identity]
    place: int

    @property
    def identity(self) -> Identity:
        return self.by[self.place]

    @property
    def surer(self) -> Sequence[Identity]:
        return self.by[: self.place]

    def may_be_one(self, one: Group, other: Group) -> bool:
        """Whether two groups of one name may be the same row."""
        if one.number is not None and other.number is not None:
            return False
        if not self.identity.unique and _share_a_source(one, other):
            return False
        return _agree(one, other, (key for identity in self.surer for key in identity.keys))

    def clash(self, one: Group, other: Group) -> bool:
        """Whether one number has two names, or a name that no two rows have two numbers: then one of them is wrong."""
        surer = [key for identity in self.surer for key in identity.keys]
        if not _agree(one, other, surer):
            return self.identity.unique
        names = [key for later in self.by[self.place + 1 :] if later.apart for key in later.keys]
        return not _agree(one, other, names)

    def is_doubtful(self, one: Group, other: Group) -> bool:
        """Whether two groups of one name may be the same row or not: their numbers differ by a slip of the pen, or they
        have no number in common and different birthdays."""
        if self.identity.unique or _share_a_source(one, other):
            return False
        numbers = [key for identity in self.surer if identity.unique for key in identity.keys]
        if not _agree(one, other, numbers):
            return any(_is_slip(one.known(key), other.known(key)) for key in numbers)
        return any(
            not says_less(a, b) and not says_less(b, a)
            for key in self.identity.doubts
            for a in one.said(key)
            for b in other.said(key)
        )


def _joined(groups: list[Group], stage: _Stage) -> list[Group]:
    """Groups of one name joined, where only one way of joining them is possible."""
    for bucket in _buckets(groups, stage.identity):
        if len(bucket) > 1:
            _part(bucket, stage)
            _join(bucket, stage)
    return [group for group in groups if group.rows]


def _buckets(groups: Sequence[Group], identity: Identity) -> Iterable[list[Group]]:
    """The groups by what an identity calls them."""
    found: dict[tuple[str, ...], list[Group]] = {}
    for group in groups:
        name = group.named(identity)
        if name is not None:
            found.setdefault(name, []).append(group)
    return found.values()


def _part(bucket: Sequence[Group], stage: _Stage) -> None:
    """Groups of one name that something speaks against are unclear; what the project says counts, where it says it."""
    standing = [group for group in bucket if group.number is not None]
    for group in bucket:
        if group.number is None:
            others = [one for one in bucket if one is not group]
            clashing = [one for one in others if one in (standing or others) and stage.clash(group, one)]
            clashing += [one for one in others if stage.is_doubtful(group, one)]
            group.unclear += [one for one in dict.fromkeys(clashing) if one not in group.unclear]


def _join(bucket: Sequence[Group], stage: _Stage) -> None:
    """Join groups that share a name; those that might be joined in several ways become unclear."""
    near = {
        id(group): [one for one in bucket if one is not group and stage.may_be_one(group, one)]
        for group in bucket
    }
    for together in _connected([group for group in bucket if group.rows], near):
        clear = [group for group in together if not group.unclear] if stage.identity.unique else together
        whole = all(one in near[id(group)] for group in clear for one in clear if one is not group)
        if whole and not any(group.unclear for group in clear):
            _unite(clear)
            continue
        for group in together if len(together) > 1 else ():
            if group.number is None and _is_unclear(group, near[id(group)], stage.surer):
                group.unclear += [one for one in near[id(group)] if one not in group.unclear]


def _unite(groups: Sequence[Group]) -> None:
    """Put all rows into the group that has the project's, else into the first."""
    home = next((group for group in groups if group.number is not None), groups[0] if groups else None)
    for group in groups:
        if home is not None and group is not home:
            home.rows += group.rows
            group.rows = []


def _is_unclear(group: Group, near: Sequence[Group], surer: Sequence[Identity]) -> bool:
    """Whether a group of sources' rows may be a row of the project, or has no surer name of its own."""
    return any(one.number is not None for one in near) or all(group.named(one) is None for one in surer)


def _paired(groups: list[Group], identity: Identity, by: Sequence[Identity]) -> list[Group]:
    """Of a name that one row of the project and one row of the sources have, and no other, the two are one, though
    they differ in columns that tell rows apart only where there are several (the use of a room)."""
    firm = [key for one in by if one.apart for key in one.keys]
    for bucket in _buckets(groups, identity):
        given = [group for group in bucket if group.number is None]
        standing = [group for group in bucket if group.number is not None]
        if len(given) == len(standing) == 1 and not given[0].unclear:
            one, other = standing[0], given[0]
            if not _share_a_source(one, other) and _agree(one, other, firm):
                _unite((one, other))
    return [group for group in groups if group.rows]


def _agree(one: Group, other: Group, keys: Iterable[str]) -> bool:
    """Whether two groups differ in none of some columns, as far as both are known."""
    return all(not (a := one.known(key)) or not (b := other.known(key)) or a == b for key in keys)


def _is_slip(one: set[str], other: set[str]) -> bool:
    """Whether two numbers differ in so few places that one of them may be a slip."""
    return any(
        a != b and len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) <= SLIPS
        for a in one
        for b in other
    )


def _share_a_source(one: Group, other: Group) -> bool:
    return bool({row.source for row in one.rows} & {row.source for row in other.rows})


def _connected(bucket: list[Group], near: Mapping[int, list[Group]]) -> Iterator[list[Group]]:
    seen: set[int] = set()
    for group in bucket:
        if id(group) in seen:
            continue
        together, waiting = [], [group]
        while waiting:
            one = waiting.pop()
            if id(one) not in seen:
                seen.add(id(one))
                together.append(one)
                waiting += near[id(one)]
        yield together
