"""The questions of the interview, as plain data: what is asked, and why."""

from __future__ import annotations

from dataclasses import dataclass

from evalprep.model.validation import Path
from evalprep.model.verdicts import Real


@dataclass(frozen=True)
class Why:
    """The condition that a question settles, and how many others wait for the same answer."""

    id: str
    title: str
    clause: str
    subject: str | None = None
    message: str = ""
    """What the condition says now: what is missing, what is asked."""
    either: bool = False
    """Whether this is one of several ways, of which one is enough."""
    easing: bool = False
    """Whether the condition fails, and this may ease it: 放宽条件."""
    others: tuple[str, ...] = ()
    """The names of the other findings that wait: `NAT-E10（电工）`."""
    interpretation: str | None = None
    remedy: str | None = None
    form: str = ""
    """The form on which the answer is printed, where a form waits for it."""
    draft: bool = False
    """Whether that form is a first draft (初稿), and no verdict waits."""
    meaning: tuple[str, ...] = ()
    """How the condition is decided, a line each."""


@dataclass(frozen=True)
class ValueQuestion:
    """A single value, or a list that is typed in one line."""

    path: Path
    why: Why | None = None


@dataclass(frozen=True)
class RecordQuestion:
    """A group of fields that exists or not: 有没有……？ Its columns are asked one by one."""

    path: Path
    columns: tuple[str, ...]
    why: Why | None = None


@dataclass(frozen=True)
class RowsQuestion:
    """A list of records: rows are added, changed and removed; each row's columns are asked one by one."""

    path: Path
    columns: tuple[str, ...]
    why: Why | None = None


@dataclass(frozen=True)
class AttestQuestion:
    """Whether a statement of the applicant's holds; `path` ends in `holds`."""

    path: Path
    statement: str
    why: Why | None = None


@dataclass(frozen=True)
class FilesQuestion:
    """Papers as files; `statement` is what they are to prove, where the path does not say."""

    path: Path
    statement: str | None = None
    why: Why | None = None


@dataclass(frozen=True)
class ScoreQuestion:
    """The applicant's own points for an item of the scoring table, of which it can bring `most`: 自评分."""

    path: Path
    title: str
    most: Real
    why: Why | None = None


Question = ValueQuestion | RecordQuestion | RowsQuestion | AttestQuestion | FilesQuestion | ScoreQuestion
