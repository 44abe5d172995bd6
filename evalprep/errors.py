"""One tree of errors: what went wrong, where, and what to do about it.

    EvalprepError            anything that a person can mend            exit code
    ├── UsageError           the command was called wrongly                 2
    ├── InputError           an input cannot be read or is invalid          3
    │   ├── ProjectError     the project file (evalprep.yaml)
    │   ├── ChecklistError   a checklist (the law as data)
    │   └── FormError        a form map, or a Word file it does not fit
    ├── OutputError          the result cannot be written                   3
    └── NotReadyError        what was asked for only if ready is not     1 or 4

What is not in this tree is a fault of ours: exit code 5, with a request to report it.
Every message is Chinese, and names its place and its remedy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """A point in a file: `file:line:column`; line and column count from 1, 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Problem:
    """One complaint: a stable code, where it stands, what is wrong and how to mend it (both Chinese)."""

    code: str
    problem: str
    remedy: str
    place: Place | None = None

    def __str__(self) -> str:
        where = f"{self.place}：" if self.place else ""
        return f"{where}{self.problem}\n    → {self.remedy}"


def worst(codes: Iterable[int]) -> int:
    """Of several exit codes the one that matters most; 0 of none."""
    found = set(codes)
    return next((code for code in (5, 3, 2, 1, 4) if code in found), 0)


class EvalprepError(Exception):
    """Something that a person can mend: one or more problems, all told at once."""

    exit_code = 3

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UsageError(EvalprepError):
    """The command was called wrongly."""

    exit_code = 2


class InputError(EvalprepError):
    """An input cannot be read or is invalid."""


class ProjectError(InputError):
    """The project file cannot be read or is invalid."""


class ChecklistError(InputError):
    """A checklist or catalogue cannot be read or is invalid."""


class FormError(InputError):
    """A form map is invalid, or the Word file does not fit it."""


class OutputError(EvalprepError):
    """The result cannot be written; what was there before is untouched."""


class NotReadyError(EvalprepError):
    """A submission that was wanted only if it may be handed in, and may not: 1 not ready, 4 undetermined."""

    def __init__(self, problems: Problem | Iterable[Problem], exit_code: int = 1) -> None:
        super().__init__(problems)
        self.exit_code = exit_code
