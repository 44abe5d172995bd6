"""Where in the project each given value belongs: rows find their row, or become new ones at the end of their list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from evalprep.intake.given import Extract, Given, GivenRow, Origin, Remark, RemarkKind
from evalprep.intake.merge.identities import Identity, identities
from evalprep.intake.merge.matching import PROJECT, Group, Row, matched
from evalprep.intake.merge.meaning import (
    Meaning,
    Words,
    key_text,
    known_values,
    meaning,
    standing,
)
from evalprep.intake.merge.wording import counted, inner, name_of, shown
from evalprep.model.fields import fields, label, value_at
from evalprep.model.kinds import BadValue
from evalprep.model.project import Project
from evalprep.model.validation import Path


@dataclass(frozen=True)
class Said:
    """A given value with the concrete path that it belongs to."""

    path: Path
    given: Given


@dataclass(frozen=True)
class UnclearRow:
    """A row of a source that may be one of several rows of the project, or none of them."""

    listed: Path
    given: tuple[GivenRow, ...]
    maybe: tuple[int, ...]
    """The rows of the project that it may be, from 0."""
    number: int
    """Where it would stand as a row of its own."""


@dataclass
class Placed:
    """All that the extracts say, by concrete paths."""

    words: Words
    said: list[Said] = field(default_factory=list)
    unclear: list[UnclearRow] = field(default_factory=list)
    new_rows: dict[Path, str] = field(default_factory=dict)
    """Rows that the project does not have, each with what it is called."""
    remarks: list[Remark] = field(default_factory=list)


def placed(project: Project, extracts: Sequence[Extract]) -> Placed:
    """Every value of the extracts at its place; what has none is a remark."""
    rows = [row for extract in extracts for row in extract.rows]
    found = Placed(_words(project, rows))
    found.remarks += [remark for extract in extracts for remark in extract.remarks]
    for extract in extracts:
        found.said += [Said(given.path, given) for given in extract.values if _is_readable(given, (), found)]
    placer = _Placer(project, found)
    for listed in dict.fromkeys(row.rows for row in rows if "[]" not in row.rows):
        placer.place(tuple(listed.split(".")), [row for row in rows if row.rows == listed])
    for listed in dict.fromkeys(row.rows for row in rows if "[]" in row.rows):
        placer.place_within(listed, [row for row in rows if row.rows == listed])
    return found


def _words(project: Project, rows: Sequence[GivenRow]) -> Words:
    """The occupations of the project, and those that the sources bring."""
    known = dict(Words.of(project).codes)
    for row in rows:
        if row.rows == "occupations":
            named = {given.path: key_text(given.tree) for given in row.values}
            if ("code",) in named and ("name",) in named:
                known.setdefault(named["name",], named["code",])
    return Words(known)


def _is_readable(given: Given, at: Path, found: Placed) -> bool:
    """Whether a value means something to its field; else it is held back alone."""
    try:
        meaning((*at, *given.path), given.tree, found.words)
    except BadValue as bad:
        told = f"{inner((*at, *given.path), len(at))}：{bad.problem}"
        found.remarks.append(
            Remark(RemarkKind.HELD_BACK, given.origin, told, f"应为{bad.expected}。{bad.remedy}")
        )
        return False
    return True


class _Placer:
    """Finds the rows of one list after the other."""

    def __init__(self, project: Project, found: Placed) -> None:
        self.project, self.found = project, found
        self.groups: dict[Path, list[tuple[Group, int | None]]] = {}
        """Of each list the groups of its rows, each with the number of its row; None for what is unclear."""

    def place(self, listed: Path, rows: Sequence[GivenRow]) -> None:
        """Give every row of a list at a concrete path its number."""
        by = identities(_registry(listed))
        inside = [self._as_row(listed, row) for row in rows]
        known = self._standing(listed)
        groups = matched([*known, *inside], by)
        self._tell_namesakes(groups, by)
        numbered: list[tuple[Group, int | None]] = []
        behind = len(known)
        for group in groups:
            number = group.number
            if number is None and not group.unclear and all(group.named(one) is None for one in by):
                self._hold_back(listed, group, by)
                continue
            if number is None:
                number, behind = behind, behind + 1
                self._add(listed, group, number)
            if group.unclear:
                numbered.append((group, None))
                continue
            numbered.append((group, number))
            self._take(listed, group, number)
        self.groups[listed] = numbered

    def _standing(self, listed: Path) -> list[Row]:
        rows = value_at(self.project, listed)
        if not isinstance(rows, tuple):
            return []
        return [
            Row(
                PROJECT,
                {
                    path: standing((*listed, number, *path), value, self.found.words)
                    for path, value in known_values(record).items()
                },
                number,
            )
            for number, record in enumerate(rows)
        ]

    def _as_row(self, listed: Path, row: GivenRow) -> Row:
        values: dict[Path, Meaning] = {}
        kept = [given for given in row.values if _is_readable(given, (*listed, 0), self.found)]
        for given in kept:
            values.setdefault(given.path, meaning((*listed, 0, *given.path), given.tree, self.found.words))
        clean = GivenRow(row.rows, tuple(kept), row.origin, row.within)
        return Row((row.origin.file, row.origin.part), values, None, clean)

    def _take(self, listed: Path, group: Group, number: int) -> None:
        self.found.said += [
            Said((*listed, number, *given.path), given) for row in group.given for given in row.values
        ]
        self._tell_copies(group)

    def _tell_copies(self, group: Group) -> None:
        """A row that stands twice on one sheet is taken once, and that is said."""
        first: dict[tuple[object, ...], Origin] = {}
        for row in group.rows:
            if row.given is None:
                continue
            key = (row.source, frozenset(row.values.items()))
            if key in first:
                told = f"和 {first[key].at or first[key].text} 完全一样，只登记一行"
                remedy = "确实是两样东西的，写明区别（型号、用途、数量），再导入一次"
                self.found.remarks.append(Remark(RemarkKind.SKIPPED, row.given.origin, told, remedy))
            first.setdefault(key, row.given.origin)

    def _tell_namesakes(self, groups: Sequence[Group], by: Sequence[Identity]) -> None:
        """Who is added beside somebody of the same name is named: one of the two numbers may be wrong."""
        for identity in by if any(one.doubts for one in by) else ():
            named: dict[tuple[str, ...], list[Group]] = {}
            for group in groups:
                name = group.named(identity) if identity.doubts and not group.unclear else None
                if name is not None:
                    named.setdefault(name, []).append(group)
            for together in named.values():
                for group in together[1:] if len(together) > 1 else ():
                    self._tell_namesake(group, together[0])

    def _tell_namesake(self, group: Group, other: Group) -> None:
        if group.number is not None or (
            other.number is None and other.rows[0].source == group.rows[0].source
        ):
            return
        place = other.given[0].origin.text if other.number is None else f"已有的第 {other.number + 1} 行"
        told = f"和{place}同名，身份证号码不同，算两个人"
        remedy = "确实是同一个人的，改正其中写错的号码，再导入一次"
        self.found.remarks.append(Remark(RemarkKind.READ_AS, group.given[0].origin, told, remedy))

    def _add(self, listed: Path, group: Group, number: int) -> None:
        path = (*listed, number)
        texts = {
            given.path[0]: shown((*path, *given.path), given.tree)
            for row in reversed(group.given)
            for given in row.values
            if len(given.path) == 1
        }
        if group.unclear:
            maybe = tuple(sorted(one.number for one in group.unclear if one.number is not None))
            self.found.unclear.append(UnclearRow(listed, tuple(group.given), maybe, number))
        self.found.new_rows[path] = name_of(texts)

    def _hold_back(self, listed: Path, group: Group, by: Sequence[Identity]) -> None:
        """A row without any name cannot be told from the others: it stays out."""
        path = _registry(listed)
        wanted = " 和 ".join(fields()[f"{path}[].{key}"].label for key in by[-1].keys)
        for row in group.given:
            if not row.values:
                continue
            has = counted([_column(path, given) for given in row.values])
            told = f"这一行没有{wanted}，不知道是哪一行（有的是：{has}）"
            self.found.remarks.append(
                Remark(RemarkKind.HELD_BACK, row.origin, told, f"补上{wanted}，再导入一次")
            )

    def place_within(self, listed: str, rows: Sequence[GivenRow]) -> None:
        """Rows of a list inside rows: first the row around them, then as any list."""
        outer, inner = listed.split("[].", 1)
        around = tuple(outer.split("."))
        if around not in self.groups:
            self.place(around, [])
        by_outer: dict[int, list[GivenRow]] = {}
        for row in rows:
            number = self._outer(around, row)
            if number is not None:
                by_outer.setdefault(number, []).append(row)
        for number, inside in by_outer.items():
            self.place((*around, number, *inner.split(".")), inside)

    def _outer(self, around: Path, row: GivenRow) -> int | None:
        """The number of the row that a row belongs to; None, with a remark, where that cannot be said."""
        named = {given.path[0]: key_text(given.tree) for given in row.within}
        title = label(around) or around[-1]
        for identity in identities(_registry(around)):
            if not all(key in named for key in identity.keys):
                continue
            wanted = [named[key] for key in identity.keys]
            found = [
                (group, number)
                for group, number in self.groups[around]
                if all(word in group.known(key) for word, key in zip(wanted, identity.keys, strict=True))
            ]
            clear = [number for _, number in found if number is not None]
            if len(clear) == 1:
                return clear[0]
            if found:
                told = f"{title}里有几行是「{shown_names(row.within)}」，不知道属于哪一行"
                self._stays_out(row, told, f"在{title}里把这几行分清楚（写上编码），再导入一次")
                return None
        name = shown_names(row.within)
        told = f"{title}里没有「{name}」" if name else f"没有写明属于{title}的哪一行"
        self._stays_out(row, told, f"先在{title}里登记，或改成那里的写法，再导入一次")
        return None

    def _stays_out(self, row: GivenRow, told: str, remedy: str) -> None:
        self.found.remarks.append(
            Remark(RemarkKind.HELD_BACK, row.origin, f"这一行没有读进来：{told}", remedy)
        )


def shown_names(within: Sequence[Given]) -> str:
    """What names the row around: 6-31-01-03 电工."""
    return " ".join(str(given.tree) for given in within)


def _column(rows: str, given: Given) -> str:
    path = f"{rows}[].{given.path[0]}"
    return fields()[path].label if path in fields() else str(given.path[0])


def _registry(listed: Path) -> str:
    """The registry's path of a list at a concrete path."""
    return "".join("[]" if isinstance(part, int) else f".{part}" for part in listed).lstrip(".")
