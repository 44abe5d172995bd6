"""What comes of many projects beside their results: those that could not be judged."""

from __future__ import annotations

from dataclasses import dataclass

from evalprep.errors import Problem


@dataclass(frozen=True)
class Failed:
    """A project that could not be judged, and why."""

    project: str
    """Its path as it was given or found."""
    problems: tuple[Problem, ...]
