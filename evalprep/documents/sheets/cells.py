"""A spreadsheet as it was read: cells by row and column, each as a person reads it on the screen.

No file format here: Excel and CSV end in the same cells. Rows and columns count from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache

NOT_COMPUTED = "公式没有算出来的值"
"""The text of an ERROR cell: a formula that stands there without the value that it had when the file was saved."""
PICTURE_TEXT = "图片"
"""The text of a PICTURE cell."""

Range = tuple[int, int, int, int]
"""A range of cells: first row, first column, last row, last column."""


class CellKind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    """An error value (#N/A), a formula without a value, a serial number that is no date."""
    PICTURE = "picture"
    """A picture stands on the cell, or in it, and no text."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell that is not blank."""

    row: int
    column: int
    kind: CellKind
    text: str
    """As a person reads it, without blanks around it: 3200, 3.5, 85%, 010000; 2012-07-01, or 2012-07 and 2012 where the
    number format shows no day or no month; TRUE, FALSE; #N/A. A number of 16 digits and more has zeros after the 15th."""
    number: Decimal | None = None
    """The number that is stored, to 15 significant digits; None for what is no number (a date is a day)."""
    day: date | None = None
    """The whole day that a DATE cell stores, also where the format shows only a part of it."""
    from_formula: bool = False
    """Whether a formula stands in the cell; the value is the one that was stored with it."""
    stored: str = ""
    """Why `text` may mislead (Chinese): digits that are lost, a unit or a rounding that only the format shows."""

    @property
    def address(self) -> str:
        """The cell's name on the screen: C5."""
        return f"{column_letters(self.column)}{self.row}"


@dataclass(frozen=True)
class SheetCells:
    """One sheet: its cells that are not blank, and the ranges that are merged."""

    name: str
    """The sheet's name; empty for a text file, which has no sheets."""
    rows: Mapping[int, Mapping[int, SheetCell]] = field(default_factory=dict)
    """Row number to column number to cell, both ascending; blank cells and blank rows are absent."""
    merged: tuple[Range, ...] = ()
    """Merged ranges, none below the last row. The value stands in the first cell; what lies hidden under it is absent."""
    hidden: bool = False
    """Whether the sheet is hidden. Hidden rows and columns are read like all others."""

    def cell(self, row: int, column: int) -> SheetCell | None:
        """The cell that stands at this place; None where it is blank."""
        return self.rows.get(row, {}).get(column)

    def spread(self, row: int, column: int) -> SheetCell | None:
        """The cell that a person sees at this place: of a merged range, its first cell, wherever in it one looks."""
        return self.cell(*self.first(row, column))

    def first(self, row: int, column: int) -> tuple[int, int]:
        """Row and column of the first cell of the merged range around this place; without one, of the place itself."""
        for top, left, _, right in self._merged_by_row.get(row, ()):
            if left <= column <= right:
                return top, left
        return row, column

    @cached_property
    def _merged_by_row(self) -> Mapping[int, list[Range]]:
        by_row: dict[int, list[Range]] = {}
        for merged in self.merged:
            for row in range(merged[0], merged[2] + 1):
                by_row.setdefault(row, []).append(merged)
        return by_row


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """The letters over a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, at = divmod(column - 1, 26)
        letters = chr(ord("A") + at) + letters
    return letters
