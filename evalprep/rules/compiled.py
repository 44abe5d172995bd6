"""A condition made ready to judge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from evalprep.model.results import Outcome
from evalprep.rules.world import Scope, World

Judge = Callable[[World, Scope], Outcome]


@dataclass(frozen=True)
class Compiled:
    """What a condition became: its judgement, what it reads, and how it is decided."""

    judge: Judge
    reads: frozenset[str]
    """The registry's paths of every field that the outcome depends on; `form:ID` for a form's slots.

    The path of a list stands for its being there and its number of rows; what is looked at inside a row is named
    by itself (`staff`, `staff[].full_time`).
    """
    meaning: tuple[str, ...]
    """How it is decided, in Chinese, a line each."""
    attests: str | None = None
    """The statement that the applicant is asked for, where there is one."""
    attached: frozenset[str] = frozenset()
    """The kinds of evidence that it looks for among `attachments`."""
