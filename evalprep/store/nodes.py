"""What a YAML text consists of: scalars, mappings and sequences, each with where it begins and ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


class Mark(Protocol):
    """A point in the text; all three count from 0."""

    @property
    def index(self) -> int: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(slots=True, eq=False)
class Scalar:
    """A single text. `style` is how it is quoted: "" plain, ' or ", | literal, > folded."""

    text: str
    style: str
    start: Mark
    end: Mark

    @property
    def value(self) -> str | None:
        """The text, or None where nothing stands, or a plain ~ or null."""
        return None if not self.style and self.text in ("", "~", "null") else self.text


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys with their values, in the order of the file; `end` is what the name says only in braces (`flow`)."""

    flow: bool
    start: Mark
    end: Mark
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Sequence:
    """Items in order; `end` is what the name says only in square brackets (`flow`)."""

    flow: bool
    start: Mark
    end: Mark
    items: list[Node] = field(default_factory=list)


Node = Scalar | Mapping | Sequence
