"""What the targets look at: which fields they read and their forms print, and so which columns a row is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from evalprep.intake.oneline import line_of
from evalprep.model.fields import Field, Shape, fields
from evalprep.model.identifiers import OCCUPATION_CODE
from evalprep.model.results import Finding
from evalprep.rules.checklist import ReadyChecklist, ReadyRoute, ReadyRule, entry
from evalprep.rules.compiled import Compiled
from evalprep.rules.scoring import ReadyItem
from evalprep.rules.windows import ReadyWindow

NAMING = (
    "name", "title", "what", "year", "jurisdiction", "authority", "project", "rule", "when", "occupation"
)  # fmt: skip
"""The columns that say which row this is, the best first."""

Judged = ReadyRule | ReadyRoute | ReadyWindow | ReadyItem
"""Whatever of a checklist looks at the project."""


@dataclass(frozen=True)
class Audience:
    """One notice and track, with the registry's paths of the fields that its forms print."""

    checklist: ReadyChecklist
    track: str | None
    prints: frozenset[str] = frozenset()

    def entries(self) -> Iterator[Judged]:
        """Rules, materials, easings, windows and routes of the track, and the items of the scoring table."""
        yield from self.checklist.judged(self.track)
        others: tuple[ReadyRule | ReadyWindow | ReadyRoute, ...] = (
            *self.checklist.easings,
            *self.checklist.windows,
            *self.checklist.routes,
        )
        yield from (ready for ready in others if entry(ready).applies_to(self.track))
        yield from self.checklist.scoring.items if self.checklist.scoring else ()


@dataclass(frozen=True)
class Drafted:
    """What the first drafts (初稿) of one audience print of the project, and what of it is not known yet."""

    findings: tuple[Finding, ...]
    """One for each draft that waits for fields, under the clause that calls for it; no verdict depends on them."""
    prints: frozenset[str]
    """The registry's paths of the fields that the drafts print."""


@dataclass(frozen=True)
class Reads:
    """What all targets of one interview read."""

    audiences: tuple[Audience, ...]

    def with_drafts(self, drafted: Sequence[Drafted]) -> Reads:
        """The same audiences with what their first drafts print."""
        pairs = zip(self.audiences, drafted, strict=True)
        return Reads(tuple(replace(one, prints=one.prints | also.prints) for one, also in pairs))

    @cached_property
    def patterns(self) -> frozenset[str]:
        """The registry's paths of every field that a rule reads or a form prints."""
        printed = (path for one in self.audiences for path in one.prints)
        return frozenset(printed).union(
            *(read_by(ready) for one in self.audiences for ready in one.entries())
        )

    @cached_property
    def _together(self) -> frozenset[str]:
        """What is read of rows taken together. A rule for each row misses by itself what it needs of that row."""
        printed = (path for one in self.audiences for path in one.prints)
        return frozenset(printed).union(
            *(_less_own(ready) for one in self.audiences for ready in one.entries())
        )

    @cached_property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """For lists of texts the words that the rules look for: `rule_documents[].kinds` in 财务管理, 综合管理 …"""
        found: dict[str, dict[str, None]] = {}
        for audience in self.audiences:
            for ready in audience.entries():
                # What is looked for in a recommended organisation's file is not read here.
                looked_for = (one for made in conditions(ready) for one in made.words if one[0] in made.reads)
                for path, word in looked_for:
                    found.setdefault(path, {})[word] = None
        return {path: tuple(words) for path, words in found.items()}

    def holds(self, path: str) -> bool:
        """Whether a rule reads or a form prints the field of a registry's path, or something below it."""
        return any(
            read == path or read.startswith((f"{path}.", f"{path}[", f"{path}{{")) for read in self.patterns
        )

    def row_columns(self, rows: str) -> tuple[str, ...]:
        """The columns that a row of the list at a registry's path is asked for: first what names it, then what is read."""
        inside = own_fields(f"{rows}[].")
        code = next((key for key, field in inside.items() if field.kind is OCCUPATION_CODE), None)
        naming = code or next((key for key in NAMING if key in inside), next(iter(inside)))
        asked = [key for key, field in inside.items() if self._is_column(field, f"{rows}[].{key}")]
        # Code and name of an occupation are one answer, given with the code.
        return tuple(dict.fromkeys([naming, *(key for key in asked if not (code and key == "name"))]))

    def change_columns(self, rows: str, columns: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """All that is read of a row that stands there, as keys from the row on: its `columns`, then the other fields,
        those of records within the row among them."""
        found: list[tuple[str, ...]] = [(column,) for column in columns]
        inside = own_fields(f"{rows}[].")
        coded = any(inside[column].kind is OCCUPATION_CODE for column in columns)
        for key, field in inside.items():
            path = f"{rows}[].{key}"
            if field.shape is Shape.RECORD:
                found += [
                    (key, below) for below in own_fields(f"{path}.") if f"{path}.{below}" in self.patterns
                ]
            elif (
                field.shape in (Shape.VALUE, Shape.VALUES)
                and path in self.patterns
                and not (coded and key == "name")
            ):
                found.append((key,))
        return tuple(dict.fromkeys(found))

    @cached_property
    def statements(self) -> Mapping[str, str]:
        """What the applicant states, by the id of the rule that asks for it."""
        found: dict[str, str] = {}
        for audience in self.audiences:
            for ready in audience.entries():
                stated = (text for condition in conditions(ready) for text in condition.attests)
                found.update((_identifier(ready), text) for text in stated)
        return found

    @cached_property
    def scores(self) -> Mapping[str, ReadyItem]:
        """The items that the applicant scores itself, by id."""
        items = (ready for audience in self.audiences for ready in audience.entries())
        return {ready.item.id: ready for ready in items if isinstance(ready, ReadyItem) and ready.item.own}

    def record_columns(self, record: str) -> tuple[str, ...]:
        """The columns that a single record is asked for: what is read, or all where nothing says."""
        plain = (Shape.VALUE, Shape.VALUES)
        inside = {key: field for key, field in own_fields(f"{record}.").items() if field.shape in plain}
        return tuple(key for key in inside if f"{record}.{key}" in self.patterns) or tuple(inside)

    def _is_column(self, field: Field, path: str) -> bool:
        if path not in self._together or (field.kind is not None and field.kind.name == "file"):
            return False
        return field.shape in (Shape.VALUE, Shape.VALUES) or self.in_one_line(path)

    def in_one_line(self, path: str) -> bool:
        """Whether the rows of a list are asked for in one line: by their names, or by name and level."""
        return line_of(path) is not None or self.is_names(path)

    def is_names(self, path: str) -> bool:
        """Whether of the rows of a list only the names are read, so that they can be asked for in one line."""
        field = fields().get(path)
        below = {read for read in self.patterns if read.startswith(f"{path}[].")}
        return (
            field is not None
            and field.shape is Shape.ROWS
            and f"{path}[].name" in fields()
            and below <= {f"{path}[].name"}
        )


def own_fields(prefix: str) -> dict[str, Field]:
    """The fields right below a prefix (`staff[].`) by their keys, in the order of the file."""
    inside = {path.removeprefix(prefix): field for path, field in fields().items() if path.startswith(prefix)}
    return {key: field for key, field in inside.items() if not set(key) & set(".[{")}


def _identifier(ready: Judged) -> str:
    return ready.item.id if isinstance(ready, ReadyItem) else entry(ready).id


def conditions(ready: Judged) -> tuple[Compiled, ...]:
    """What an entry is decided by: its condition, of a route those of its ways, of a score what costs points."""
    match ready:
        case ReadyItem():
            return ready.each
        case ReadyWindow():
            return ()
        case _:
            ways = ready.ways if isinstance(ready, ReadyRoute) else ()
            return (*((ready.condition,) if ready.condition else ()), *(way.condition for way in ways))


def read_by(ready: Judged) -> frozenset[str]:
    """The registry's paths of the fields that an entry looks at."""
    own = ready.reads if isinstance(ready, ReadyItem | ReadyWindow) else frozenset[str]()
    return frozenset(map(_with_keys, own.union(*(condition.reads for condition in conditions(ready)))))


def _with_keys(path: str) -> str:
    """The path of a mapping stands for what is under its keys."""
    field = fields().get(path)
    return f"{path}{{}}" if field is not None and field.shape is Shape.MAPPING else path


def _less_own(ready: Judged) -> frozenset[str]:
    repeated = ready.rule.for_each if isinstance(ready, ReadyRule) else None
    own = {f"{repeated}[].{key}" for key in own_fields(f"{repeated}[].")} if repeated else set()
    return read_by(ready) - own
