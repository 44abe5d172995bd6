"""Sheets for people to fill in: how to, an example, drop-downs, what is asked for shaded with a comment, blank rows.

A sheet has a title, a line or two on how to fill it in, the header row, then its rows: notes and an example in grey,
what is known, blank rows. A cell is text unless its column is one of numbers, also below the last row: an
identity number or a date that is typed or pasted stays as it was. Equal sheets give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate

from evalprep.documents.sheets.sheetlayout import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    column_widths,
    row_height,
    split_height,
    text_width,
)
from evalprep.documents.sheets.workbook import Value, bad_text, line_ends, sheet_names
from evalprep.errors import FormError, Problem

HEADER_ROW = 3
"""Below the title and the line on how to fill in."""
NOTE_SIZE = 9.0
"""Of the notes' type, in points."""
WIDEST = PAGE_WIDTH * 10.5 / 7.5 * 0.98
"""The width of a table that is printed in 7.5 points on one page; wider ones are printed two pages wide."""
TITLE_SIZE = 16.0
_LINES_OF_NOTE = 4


@dataclass(frozen=True)
class Choices:
    """What a drop-down offers; not `closed` are proposals, of which several or others may be typed."""

    items: tuple[str, ...]
    closed: bool = True


@dataclass(frozen=True)
class FillColumn:
    """A column: its header, how wide it must be, what it offers."""

    header: str
    kind: str = "text"
    """text or number."""
    sample: str = ""
    """A text about as wide as what will be filled in."""
    choices: Choices | None = None
    width: float = 0
    """In digits; 0 to measure."""
    fixed: bool = False
    """Whether it is not for filling in."""


@dataclass(frozen=True)
class FillRow:
    """A row with its look: note, example or body."""

    values: tuple[Value, ...]
    look: str = "body"
    choices: Mapping[int, Choices] = field(default_factory=dict)
    """By column from 0, where a cell offers what its column does not."""
    shaded: Mapping[int, str] = field(default_factory=dict)
    """The cells that are asked for, by column from 0, each with its comment, which may be empty."""
    least_height: float = 0
    """In points: room for a text that is still to be written."""


@dataclass(frozen=True)
class FillSheet:
    """A sheet as it is to be written."""

    name: str
    title: str
    how: str
    """How to fill it in, in one or two lines."""
    columns: tuple[FillColumn, ...]
    rows: tuple[FillRow, ...]
    naming: int = 1
    """How many columns from the left tell the rows apart: they stay in sight."""

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """The widths of the columns."""
        if all(column.width for column in self.columns):
            return tuple(column.width for column in self.columns)
        texts = [list(self._texts(at)) for at in range(len(self.columns))]
        headers = [column.header for column in self.columns]
        widths = column_widths(texts, headers, WIDEST)
        if _is_too_wide(widths):
            # The first columns stand on both pages, and a column is not parted: the rest is room for longer lines.
            room = 2 * PAGE_WIDTH - sum(widths[: self.naming]) - max(widths)
            widths = column_widths(texts, headers, max(room, sum(widths)))
        return tuple(widths)

    @cached_property
    def two_pages(self) -> bool:
        """Whether it is printed two pages wide."""
        return _is_too_wide(self.widths)

    @cached_property
    def title_columns(self) -> tuple[int, int]:
        """The first column that title and how-to stand over, from 0, and the one behind the last.

        Of a table two pages wide these are columns of the first page, wherever it ends, without those that are
        repeated on the second.
        """
        if not self.two_pages:
            return 0, len(self.widths)
        fitting = sum(so_far <= PAGE_WIDTH * 0.85 for so_far in accumulate(self.widths))
        return self.naming, max(fitting, self.naming + 1)

    @cached_property
    def heading_heights(self) -> tuple[float, float, float]:
        """Of the title, the line on how to fill in, the header."""
        over = [sum(self.widths[slice(*self.title_columns)])]
        header = row_height([column.header for column in self.columns], self.widths) + 4
        return row_height([self.title], over, TITLE_SIZE), row_height([self.how], over), header

    def with_blank_rows(self, wanted: int, first: int) -> FillSheet:
        """The same sheet with blank rows at its end, numbered from `first`: about so many, as fill the printed page on
        which they end."""
        count = self._room(wanted)
        rest = (None,) * (len(self.columns) - 1)
        blank = tuple(FillRow((first + at, *rest)) for at in range(count))
        return replace(self, rows=(*self.rows, *blank))

    def _room(self, wanted: int) -> int:
        """How many of the lowest rows the page on which the last row stands has room for; where that is less than half
        of what is wanted, with the rows of a further page, and so on."""
        wide = self.widths[: self.naming] + self.widths if self.two_pages else self.widths
        scale = min(PAGE_WIDTH * (2 if self.two_pages else 1) / sum(wide), 1)
        page, header, lowest = PAGE_HEIGHT / scale, self.heading_heights[2], row_height([""], [1])
        left = page - sum(self.heading_heights)
        for height in (part for heights in self.heights for part in heights):
            if height > left:
                left = page - header
            left -= height
        count = max(int(left // lowest), 0)
        while count * 2 < wanted:
            count += int((page - header) // lowest)
        return count

    @cached_property
    def heights(self) -> tuple[tuple[float, ...], ...]:
        """For each row its height; one higher than Excel allows takes several rows of the sheet, its cells merged."""
        return tuple(tuple(split_height(max(self._height(row), row.least_height))) for row in self.rows)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """For each row the number of the row of the sheet at which it begins."""
        found, at = [], HEADER_ROW
        for heights in self.heights:
            found.append(at + 1)
            at += len(heights)
        return tuple(found)

    def address(self, row: int, column: int) -> str:
        """What Excel calls a cell, given by row and column, each from 0: C5."""
        from openpyxl.utils import get_column_letter

        return f"{get_column_letter(column + 1)}{self.places[row]}"

    def _height(self, row: FillRow) -> float:
        size = NOTE_SIZE if row.look == "note" else 10.5
        return row_height([shown(value) for value in row.values], self.widths, size)

    def _texts(self, at: int) -> Iterator[str]:
        """What a column must have room for: its texts, and each note on a few lines."""
        yield self.columns[at].sample
        for row in self.rows:
            text = shown(row.values[at])
            yield text if row.look != "note" else "　" * (-(-text_width(text) // 2 // _LINES_OF_NOTE))


def _is_too_wide(widths: Sequence[float]) -> bool:
    return sum(widths) > WIDEST * 1.02


def write_fillable(sheets: Sequence[FillSheet]) -> bytes:
    """The bytes of an Excel file with these sheets, at least one.

    Raises FormError with every text that no Excel file can hold: control characters, more than 32,767 characters.
    """
    sheets = [_with_line_ends(sheet) for sheet in sheets]
    problems = [problem for sheet in sheets for problem in _unwritable(sheet)]
    if problems:
        raise FormError(problems)
    from evalprep.documents.sheets.fillablefile import fillable_file

    return fillable_file(zip(sheet_names([sheet.name for sheet in sheets]), sheets, strict=True))


def shown(value: Value) -> str:
    """A value about as it is shown, for its width."""
    return "" if value is None else f"{value}"


def _with_line_ends(sheet: FillSheet) -> FillSheet:
    """The same sheet with \\n for every line end: a lone CR is shown as a box."""
    rows = tuple(replace(row, values=tuple(map(line_ends, row.values))) for row in sheet.rows)
    return replace(sheet, rows=rows)


def _unwritable(sheet: FillSheet) -> Iterator[Problem]:
    """What Excel cannot hold, each with its sheet, row and column."""
    here = f"工作表「{sheet.name}」"
    yield from bad_text(sheet.title, f"{here}的标题")
    for row, place in zip(sheet.rows, sheet.places, strict=True):
        for column, value in zip(sheet.columns, row.values, strict=True):
            if isinstance(value, str):
                yield from bad_text(value, f"{here}第 {place} 行「{column.header}」")
