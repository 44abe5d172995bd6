"""What a merge comes to: single changes, conflicts that a person settles, and the edits of the project file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evalprep.intake.answers import put, tree_at
from evalprep.intake.given import Origin, Remark, RemarkKind
from evalprep.model.validation import Path, Tree
from evalprep.store.rewrite import Edit


@dataclass(frozen=True)
class Where:
    """Where a value stands, in words."""

    section: str
    """工作人员; 申报职业第 1 行 电工·历年培训评价情况; of single values the part of the file: 申报单位."""
    row: str
    """第 7 行 李某; nothing for a single value."""
    field: str
    """学历; 联系人·姓名."""

    @property
    def text(self) -> str:
        """工作人员第 7 行 李某·学历; of a single value its label alone."""
        return f"{self.section}{self.row}·{self.field}" if self.row else self.field


@dataclass(frozen=True)
class Change:
    """One value of the project that is to be another; `old` and `new` are for people, personal numbers masked."""

    path: Path
    """Concrete: where the value stands once everything is taken."""
    place: Where
    old: str | None
    """None where nothing is known so far."""
    new: str
    tree: Tree
    origin: Origin
    also: tuple[Origin, ...] = ()
    """Where else the same is said."""
    new_rows: tuple[Path, ...] = ()
    """The rows on the way that are new, the outermost first."""

    @property
    def label(self) -> str:
        """The field in words, with its row."""
        return self.place.text

    @property
    def row_is_new(self) -> bool:
        """Whether the value belongs to a row that the project does not have yet."""
        return bool(self.new_rows)


@dataclass(frozen=True)
class Choice:
    """One way out of a conflict: what is shown of it, and what it changes; no change: what stands there says the same."""

    text: str
    changes: tuple[Change, ...]
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """What nobody but a person can settle: sources say different things, or it is not clear which row is meant."""

    path: Path
    label: str
    why: str
    old: str | None
    choices: tuple[Choice, ...]
    new_rows: tuple[Path, ...] = ()
    """The new rows that the value belongs to: without them there is nothing to settle."""


@dataclass(frozen=True)
class Merge:
    """Everything that sources say, held against a project."""

    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    same: int = 0
    """How many values stand in the project already."""
    remarks: tuple[Remark, ...] = ()
    now_complete: tuple[str, ...] = ()
    """The labels of lists of which nothing was known: with rows they count as complete."""

    @property
    def held_back(self) -> tuple[Remark, ...]:
        """What could not be read."""
        return tuple(remark for remark in self.remarks if remark.kind is RemarkKind.HELD_BACK)

    @property
    def new_rows(self) -> tuple[Path, ...]:
        """The rows that the changes add."""
        return tuple(dict.fromkeys(row for change in self.changes for row in change.new_rows))

    @property
    def altered(self) -> tuple[Change, ...]:
        """The changes beside new rows."""
        return tuple(change for change in self.changes if not change.row_is_new)


def edits(tree: Tree, changes: Iterable[Change]) -> tuple[Edit, ...]:
    """The edits that carry out some of a merge's changes on a file's tree, for one `save_edits`.

    Where new rows were left out, those behind them move up.
    """
    wanted = list(changes)
    places = _new_places(tree, [change.path for change in wanted])
    moved = sorted(((_moved(one.path, places), one.tree) for one in wanted), key=lambda one: _numbers(one[0]))
    found, opened = list[Edit](), set[Path]()
    for path, value in moved:
        (edit,) = put(tree, path, value)
        if edit.path != path and edit.path in opened:
            edit = Edit(path, value)
        opened.add(edit.path)
        found.append(edit)
    return tuple(found)


def _new_places(tree: Tree, paths: Iterable[Path]) -> dict[Path, int]:
    """For each row that is new, by its path in the merge: its place behind the rows that stand there."""
    rows = {path[: end + 1] for path in paths for end, part in enumerate(path) if isinstance(part, int)}
    added: dict[Path, int] = {}
    count: dict[Path, int] = {}
    for row in sorted(rows, key=lambda row: (len(row), _numbers(row))):
        listed, number = row[:-1], row[-1]
        standing = tree_at(tree, listed)
        known = len(standing) if isinstance(standing, list) and not _is_within(listed, added) else 0
        if isinstance(number, int) and number >= known:
            added[row] = known + count.get(listed, 0)
            count[listed] = count.get(listed, 0) + 1
    return added


def _is_within(path: Path, rows: Iterable[Path]) -> bool:
    return any(path[: len(row)] == row for row in rows)


def _moved(path: Path, places: dict[Path, int]) -> Path:
    return tuple(places.get(path[: end + 1], part) for end, part in enumerate(path))


def _numbers(path: Path) -> tuple[int, ...]:
    """Rows are added in the order of their numbers."""
    return tuple(part for part in path if isinstance(part, int))
