"""Sheets of plain values to an Excel file as an office expects it: readable, printable, and inert.

A sheet has a title, a header row that stays in sight and is repeated on every printed page, bordered rows, totals,
notes, and lines for pen and seal; A4 landscape, one page wide, page numbers below. What is text stays text as typed:
nothing becomes a formula or a number, and only a `Link` leads anywhere, to another sheet. Equal sheets give equal
bytes. openpyxl is imported when a file is written, so that `check` starts fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from evalprep.errors import FormError, Problem

Value = str | int | Decimal | date | None
KINDS = ("text", "number", "money", "date")
LONGEST_TEXT = 32_767
"""Characters in a cell, in UTF-16 units: Excel's limit."""
LONGEST_NAME = 31
FORBIDDEN_IN_NAMES = "[]:*?/\\"
_NAME_SIGNS = str.maketrans(FORBIDDEN_IN_NAMES, "［］：＊？／＼")
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Link:
    """A text that leads to another sheet of the workbook, named by its place among them, from 0."""

    text: str
    sheet: int

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class SheetColumn:
    """A column: its header, and what its values are: text, number, money (元) or date.

    A text in a column of numbers or dates (「无」, 2012-03) stays text.
    """

    header: str
    kind: str = "text"
    width: float = 0
    """As Excel counts it; 0 for what its texts need. Of a sheet either every column has one or none."""


@dataclass(frozen=True)
class Sheet:
    """A sheet as it is to be written; a value that is None is left blank."""

    name: str
    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value | Link, ...], ...]
    notes: tuple[str, ...] = ()
    """Lines below the table."""
    shaded: frozenset[tuple[int, int]] = frozenset()
    """Cells to be seen at once, by row and column, each from 0."""
    totals: tuple[Value, ...] = ()
    """The last row, set apart; empty for none."""
    signature: tuple[str, ...] = ()
    """What is signed, sealed or dated by pen below: 填表人, 单位（盖章）, 日期."""
    size: float = 10.5
    """Of the type, in points."""
    filtered: bool = False
    """Whether its rows can be filtered and sorted by the header."""
    lead: tuple[str | Link, ...] = ()
    """Lines between the title and the table; they stay in sight with the header."""


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of an Excel file with these sheets, at least one.

    Raises FormError with every text that no Excel file can hold: control characters, more than 32,767 characters.
    """
    sheets = [_with_line_ends(sheet) for sheet in sheets]
    problems = [problem for sheet in sheets for problem in _unwritable(sheet)]
    if problems:
        raise FormError(problems)
    from evalprep.documents.sheets.excelfile import excel_file

    return excel_file(zip(sheet_names([sheet.name for sheet in sheets]), sheets, strict=True))


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names that Excel takes: at most 31 characters, none of []:*?/\\, no apostrophe at an end, each once."""
    taken: list[str] = []
    for text in wanted:
        clean = _UNWRITABLE.sub("", text).translate(_NAME_SIGNS)
        clean = " ".join(clean.split()).strip("'") or "Sheet"
        name, number = _cut(clean, LONGEST_NAME), 2
        while name.casefold() in {other.casefold() for other in taken} | {"history"}:
            ending = f"（{number}）"
            name, number = _cut(clean, LONGEST_NAME - len(ending)) + ending, number + 1
        taken.append(name)
    return taken


def _cut(text: str, units: int) -> str:
    while _units(text) > units:
        text = text[:-1]
    return text.strip(" '")


def _units(text: str) -> int:
    return len(text) + sum(sign > "\uffff" for sign in text)


def _with_line_ends(sheet: Sheet) -> Sheet:
    """The same sheet with \\n for every line end: a lone CR is shown as a box."""
    rows = tuple(tuple(one if isinstance(one, Link) else line_ends(one) for one in row) for row in sheet.rows)
    return replace(sheet, rows=rows, totals=tuple(map(line_ends, sheet.totals)))


def line_ends(value: Value) -> Value:
    """A text with \\n for every line end; whatever else as it is."""
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def _unwritable(sheet: Sheet) -> Iterator[Problem]:
    """What Excel cannot hold, each with its sheet, row and column."""
    here = f"工作表「{sheet.name}」"
    yield from bad_text(sheet.title, f"{here}的标题")
    for column in sheet.columns:
        yield from bad_text(column.header, f"{here}的表头")
    for note in (*sheet.lead, *sheet.notes, *sheet.signature):
        yield from bad_text(str(note), f"{here}表外的文字")
    for number, row in enumerate((*sheet.rows, *([sheet.totals] if sheet.totals else [])), 1):
        for column, value in zip(sheet.columns, row, strict=True):
            if isinstance(value, str | Link):
                yield from bad_text(str(value), f"{here}第 {number} 行「{column.header}」")


def bad_text(text: str, where: str) -> Iterator[Problem]:
    """Why Excel cannot hold a text, which stands where the message says."""
    if found := _UNWRITABLE.search(text):
        told = f"{where}里有 Excel 写不进去的控制字符（U+{ord(found[0]):04X}）"
        yield Problem("unwritable_text", told, "多半是复制时带进来的，删去后手工输入这一段")
    if _units(text) > LONGEST_TEXT:
        told = f"{where}有 {_units(text):,} 个字符，Excel 的一格最多 {LONGEST_TEXT:,} 个"
        yield Problem("text_too_long", told, "缩短这一段，全文另附")
