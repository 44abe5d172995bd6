"""Sources made by hand: values and rows with places, and a project file to merge them into."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evalprep.intake.given import Extract, Given, GivenRow, Origin
from evalprep.intake.merge.changes import Change, Merge, edits
from evalprep.intake.merge.merging import merge
from evalprep.model.fields import concrete
from evalprep.model.validation import Tree
from evalprep.store.project import StoredProject, load_project, save_edits


def value(path: str, tree: Tree, at: str = "B2", file: str = "资料表.xlsx") -> Given:
    """A value; `path` as in messages: `organization.name`."""
    return Given(concrete(path), tree, Origin(file, "单位情况", at))


def row(rows: str, number: int = 5, file: str = "人员.xlsx", within: str = "", **columns: Tree) -> GivenRow:
    """A row of a list on line `number` of its sheet; `within` is the code or name of the row around it."""
    values = tuple(
        Given((key,), tree, Origin(file, rows, f"{chr(66 + place)}{number}"))
        for place, (key, tree) in enumerate(columns.items())
    )
    origin = Origin(file, rows, f"第 {number} 行")
    key = "code" if within[:1].isdigit() else "name"
    return GivenRow(rows, values, origin, (Given((key,), within, origin),) if within else ())


def extract(*said: Given | GivenRow) -> Extract:
    """One source."""
    values = tuple(one for one in said if isinstance(one, Given))
    return Extract(values, tuple(one for one in said if isinstance(one, GivenRow)))


@dataclass
class Kept:
    """A project on disk."""

    path: Path

    @property
    def stored(self) -> StoredProject:
        return load_project(self.path)

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    def merged(self, *said: Given | GivenRow | Extract) -> Merge:
        """What sources would change; what is given singly is one source."""
        extracts = [one for one in said if isinstance(one, Extract)]
        single = [one for one in said if not isinstance(one, Extract)]
        stored = self.stored
        return merge(stored.project, stored.source.tree, [*extracts, *([extract(*single)] if single else [])])

    def take(self, changes: tuple[Change, ...]) -> StoredProject:
        """Save changes."""
        stored = self.stored
        return save_edits(stored, edits(stored.source.tree, changes))


def kept(folder: Path, text: str) -> Kept:
    """A project file with a text below its format line."""
    path = folder / "evalprep.yaml"
    path.write_text(f"format: 1\n{text}", encoding="utf-8")
    return Kept(path)


def told(merge: Merge) -> list[tuple[str, str | None, str]]:
    """The changes in words."""
    return [(change.label, change.old, change.new) for change in merge.changes]
