"""What a source gives (workbook, list, filled form, piece of a project file), and where in it each value stands.

Every reader ends here, and merging begins here: a value is what the project file would hold, by the project file's
keys, with its origin. What could not be taken is a remark; nothing that a source says is lost without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from evalprep.model.validation import Path, Tree


@dataclass(frozen=True)
class Origin:
    """Where something stands: a file, a part of it, and a place in that part."""

    file: str
    part: str = ""
    """The sheet of a workbook; of a Word form the section, by its label."""
    at: str = ""
    """A cell (C5) or a row (第 5 行); of a Word form the label, with the row where there is one; of a text file the line."""

    @property
    def text(self) -> str:
        """「人员.xlsx 工作表「工作人员」C5」 in short: 人员.xlsx·工作人员·C5."""
        return "·".join(filter(None, (self.file, self.part, self.at)))


@dataclass(frozen=True)
class Given:
    """One value: a path of keys from the root or, in a row, from the row; and what the project file would hold there."""

    path: Path
    """("organization", "name"), ("attachments", "法人登记证书"); in a row ("education",), ("lease", "from"), ("titles",)."""
    tree: Tree
    """A text that the field's kind has accepted; for lists of texts a list, for 职称 and 职业资格 a list of mappings."""
    origin: Origin


@dataclass(frozen=True)
class GivenRow:
    """One row of a list. Which row of the project it is, merging finds out by what the row says."""

    rows: str
    """The list by its registry path: `staff`, `occupations[].history`."""
    values: tuple[Given, ...]
    origin: Origin
    within: tuple[Given, ...] = ()
    """For a list inside a row, what names the outer row: of `occupations[].history` the occupation's code or name or both."""


class RemarkKind(StrEnum):
    """What a remark is about."""

    HELD_BACK = "held_back"
    """A cell that could not be read: only it stays out."""
    UNRECOGNISED = "unrecognised"
    """A sheet, column or text that belongs to no field."""
    READ_AS = "read_as"
    """A value that was taken otherwise than it stands there (a formula's cached value, a serial number as a date)."""
    DERIVED = "derived"
    """What a form prints and no field holds: joined columns, ages, totals."""
    SKIPPED = "skipped"
    """What was left out on purpose: the example row, rows after a limit."""


@dataclass(frozen=True)
class Remark:
    """Something about a source that the person must know, in Chinese: what is there, and what to do."""

    kind: RemarkKind
    origin: Origin
    text: str
    remedy: str = ""


@dataclass(frozen=True)
class Extract:
    """All that one source gives. A list that the source says to be empty (无) is a value whose tree is []."""

    values: tuple[Given, ...] = ()
    rows: tuple[GivenRow, ...] = ()
    remarks: tuple[Remark, ...] = ()
