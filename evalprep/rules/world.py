"""What a judgement may look at: one project, one day, where each value stands, the state of named files and forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from evalprep.errors import Place
from evalprep.model.catalogs import Catalogs
from evalprep.model.evidence import FileState
from evalprep.model.fields import label, value_at
from evalprep.model.kinds import Nil
from evalprep.model.project import Project
from evalprep.model.results import Missing
from evalprep.model.validation import Path, path_text


@dataclass(frozen=True)
class FormState:
    """How far a form that `build` fills is complete: the paths of its open slots."""

    title: str
    open: tuple[Path, ...]
    """The fields that open slots wait for."""
    reads: frozenset[str]
    """Patterns of all fields that the form prints."""
    unfit: tuple[str, ...] = ()
    """The labels of open slots whose fields are known: none of the form's options fits them."""
    awaits: str = ""
    """Where the official file is to be had, while the library lacks it: until then the form cannot be filled."""


@dataclass(frozen=True)
class Row:
    """One record of a list, with its path."""

    path: Path
    record: BaseModel

    @property
    def number(self) -> int:
        """The row's number as people count, from 1."""
        return next(part for part in reversed(self.path) if isinstance(part, int)) + 1

    @property
    def name(self) -> str:
        """What the row is called, or nothing."""
        found = getattr(self.record, "name", None) or getattr(self.record, "title", None)
        return str(found) if found else ""

    @property
    def label(self) -> str:
        """第 3 行 王小明."""
        return f"第 {self.number} 行 {self.name}".rstrip()


@dataclass(frozen=True)
class Collected:
    """The rows of a collection; where some are still unknown, what is missing."""

    rows: tuple[Row, ...]
    missing: tuple[Path, ...] = ()
    """The lists that are unknown as a whole."""
    lists: tuple[Path, ...] = ()
    """The lists in which a further row would stand."""
    doubtful: Mapping[Path, tuple[str, tuple[Path, ...]]] = field(default_factory=dict)
    """The rows, by path, of which it is open whether they belong: why, and the fields that would tell."""

    @property
    def complete(self) -> bool:
        """Whether no further row can exist."""
        return not self.missing


@dataclass(frozen=True)
class World:
    """The inputs of one judgement; nothing else is looked at."""

    project: Project
    on: date
    place: Callable[[Path], Place | None] = lambda path: None
    files: Mapping[str, FileState] = field(default_factory=dict)
    forms: Mapping[str, FormState] = field(default_factory=dict)
    catalogs: Catalogs = field(default_factory=Catalogs)
    recommended: Mapping[str, World] = field(default_factory=dict)
    """The worlds of the organisations that are recommended, by the text of `recommends[].project`. One level deep."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Why the file of a recommended organisation could not be taken, by the same text."""
    ids_elsewhere: frozenset[str] | None = None
    """Every id of the notices of its own targets, of which a waiver may name one; None where they are not known."""

    def value(self, path: Path) -> Any:
        """The value at a path of the project; None when unknown, 无 when it does not exist."""
        return value_at(self.project, path)

    def rows(self, path: Path) -> Collected:
        """The rows of the list at a path; an absent list is unknown as a whole, in what does not exist there is none."""
        found: Sequence[BaseModel] | Nil | None = self.value(path)
        if found is None:
            return Collected((), (path,), (path,))
        records = () if isinstance(found, Nil) else found
        return Collected(
            tuple(Row((*path, index), record) for index, record in enumerate(records)), lists=(path,)
        )

    @cached_property
    def codes_applied_for(self) -> frozenset[str]:
        """The codes of the occupations applied for; looked up for every text of every row that names one."""
        held = (self.value((*row.path, "code")) for row in self.rows(("occupations",)).rows)
        return frozenset(str(code) for code in held if code)

    def missing(self, path: Path) -> Missing:
        """A field that would settle something, with its label and place."""
        return Missing(path, label(path) or path_text(path), self.place(path))


@dataclass(frozen=True)
class Scope:
    """Where a condition stands while it is judged: the rule, its subject, and the row inside `every`."""

    rule: str
    subject: Row | None = None
    row: Row | None = None
    inner: Row | None = None
    """The record within the row, where a field of the row is a list of records: one of a person's `skills`."""
