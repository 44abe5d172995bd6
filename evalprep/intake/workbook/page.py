"""What the sheets of the workbook are made with: a sheet with the places of its cells, and what all of them share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from evalprep.documents.sheets.fillable import Choices, FillSheet
from evalprep.intake.workbook.asked import Asked, Need
from evalprep.intake.workbook.layout import Column
from evalprep.model.fields import Shape
from evalprep.model.project import Project
from evalprep.model.suppliers import Supplier
from evalprep.model.validation import Path

SHADED = "黄底的格是还缺的，鼠标移上去看是哪一条要。"
EVERY = "全部"
"""What is written for all occupations, where a field's hint says so."""


@dataclass(frozen=True)
class Spot:
    """A cell that is asked for, by row and column of its sheet, each from 0."""

    row: int
    column: int
    label: str
    """What it holds: 学历."""
    needs: tuple[Need, ...]
    supplier: Supplier


@dataclass(frozen=True)
class Page:
    """A sheet, and the cells in it that are asked for."""

    sheet: FillSheet
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True)
class Source:
    """What the sheets are written from."""

    project: Project
    asked: Asked | None = None
    """None where no target is known."""

    @property
    def needs(self) -> Mapping[Path, tuple[Need, ...]]:
        """By the path that is missing, the findings that wait for it."""
        return self.asked.needs if self.asked else {}

    @property
    def unit(self) -> str:
        """The applicant's name, where it is known."""
        organization = self.project.organization
        return (organization and organization.name) or ""

    @property
    def occupations(self) -> tuple[str, ...]:
        """What the occupations are called in cells, in their order: the name where only one has it, else the code."""
        rows = self.project.occupations or ()
        counted = Counter(str(row.name) for row in rows if row.name)
        return tuple(
            str(row.name) if row.name and counted[str(row.name)] == 1 else str(row.code or row.name or "")
            for row in rows
        )

    def title(self, name: str) -> str:
        """The title of a sheet."""
        return f"{self.unit}　{name}".strip("　")

    def choices(self, column: Column) -> Choices | None:
        """What a drop-down offers in a column: a closed choice, 是 or 否, the occupations, the words that rules look for."""
        found = column.field
        if found.kind is not None and found.kind.choices and found.shape is Shape.VALUE:
            return Choices(found.kind.choices)
        if found.kind is not None and found.kind.name == "yes_no":
            return Choices(("是", "否"))
        if found.key == "occupations" and any(self.occupations):
            every = (EVERY,) if EVERY in found.hint else ()
            return Choices((*filter(None, self.occupations), *every), closed=False)
        words = self.asked.reads.words.get(found.path) if self.asked else None
        return Choices(words, closed=False) if words else None


@dataclass
class Shading:
    """What is asked for in one row while it is made, by column."""

    found: dict[int, list[Need]] = field(default_factory=dict)

    def add(self, column: int, needs: Iterable[Need]) -> None:
        """Ask for a cell."""
        here = self.found.setdefault(column, [])
        here += [one for one in needs if one not in here]


def starts(path: Path, beginning: Sequence[str | int]) -> bool:
    """Whether a path is another one or lies below it."""
    return path[: len(beginning)] == tuple(beginning)
