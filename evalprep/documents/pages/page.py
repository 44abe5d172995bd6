"""A paper as plain blocks: headings, lines, tables and page breaks. No Word in it; `wordfile` writes it.

Texts stand as they are to be read, numbers of headings included. A line break inside a text is `\\n`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A stretch of text in one look; `mark` highlights what is still to be written."""

    text: str
    bold: bool = False
    mark: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3, its number already in the text."""

    text: str
    level: int


@dataclass(frozen=True)
class Line:
    """One paragraph.

    Styles: body (indented by two characters), flush, center, right, small, item, and article, whose first span is
    its number (第一条) and is set in 黑体.
    """

    spans: tuple[Span, ...]
    style: str = "body"
    keep: bool = False
    """Whether it stays on one page with what follows."""


@dataclass(frozen=True)
class Column:
    """A column of a table: `width` in characters, or by content; `align` left, center or right."""

    header: str
    width: float | None = None
    align: str = "center"


@dataclass(frozen=True)
class Grid:
    """A table as wide as the page. A row of one cell, in a table of several columns, runs across all of them.

    `size` in points is the largest type: a table of many columns takes a smaller one. Where no column has a header
    there is no header row. `ruled` draws all lines; a block of a cover has only one under each cell of its last column.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str | Span, ...], ...]
    caption: str = ""
    size: float = 10.5
    ruled: bool = True


@dataclass(frozen=True)
class Break:
    """A page break."""


Block = Heading | Line | Grid | Break


@dataclass(frozen=True)
class Page:
    """A whole paper.

    `layout` is letter, plan, rules, cover (a large title, no page number), or desk, a working paper with narrow
    margins; `face` is what a box on the first page says of a paper that is not done, its first sentence stands at the
    head of every page too; a cover has it at its head only.
    """

    title: str | Span
    blocks: tuple[Block, ...]
    layout: str = "plan"
    face: str = ""
    landscape: bool = False
    subtitle: str = ""


# What XML 1.0 cannot carry at all (clause 2.2, Char).
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def unwritable(text: str) -> str | None:
    """The first character that no Word file can hold, as its code point (U+0007); None where there is none."""
    found = _UNWRITABLE.search(text)
    return f"U+{ord(found[0]):04X}" if found else None
