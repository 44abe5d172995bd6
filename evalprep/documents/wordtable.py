"""Tables of a new Word file: full width, widths by content, the header row repeated, rows kept whole.

Codes, dates, phones and numbers of 18 digits stand on one line; where the columns are too many for that, the type
gets smaller, down to 7.5 points. Lengths are twips (1/20 pt); text is measured in em, the width of 汉.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from evalprep.documents.page import Column, Grid, Span
from evalprep.documents.wordtext import element, em, lines_of, paragraph, plain

MARGIN = 70
"""Between a cell's side border and its text."""
SIZES = (10.5, 9, 8, 7.5)
WIDEST_TOKEN = 14.0
"""In em: longer words (an address on the web) may break."""
WIDEST_CELL = 22.0
SHORT = 5.0
"""In em: a cell not longer than this, a name or 「五级至三级」, is not broken."""
TALLEST_WHOLE_ROW = 18
"""In lines: a higher row may break across pages, lest it leave most of one empty."""

_TOKENS = re.compile(r"[0-9]+年(?:[0-9]+月)?(?:[0-9]+日)?|[!-~]+")


def table(grid: Grid, width: int) -> etree._Element:
    """The w:tbl of a grid as wide as `width` twips."""
    size, widths = _fitted(grid, width)
    made = element(
        "tbl", _properties(width), element("tblGrid", *(element("gridCol", w=one) for one in widths))
    )
    heads = [Span(column.header) for column in grid.columns]
    made.append(_row(heads, grid.columns, widths, size, head=True))
    for row in grid.rows:
        made.append(_row([plain(cell) for cell in row], grid.columns, widths, size))
    return made


def _properties(width: int) -> etree._Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    inner = {"top": 40, "left": MARGIN, "bottom": 40, "right": MARGIN}
    return element(
        "tblPr",
        element("tblW", w=width, type="dxa"),
        element("jc", val="center"),
        element("tblBorders", *(element(side, val="single", sz=4, space=0, color="auto") for side in sides)),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=length, type="dxa") for side, length in inner.items())),
    )


def _row(
    cells: Sequence[Span], columns: Sequence[Column], widths: Sequence[int], size: float, head: bool = False
) -> etree._Element:
    """A row; one cell for several columns runs across all of them. Raises ValueError for another number of cells."""
    whole = len(cells) == 1 and len(columns) > 1
    if not whole and len(cells) != len(columns):
        raise ValueError(f"{len(cells)} cells for {len(columns)} columns")
    across = [(cells[0], Column(""), sum(widths), len(columns))] if whole else [
        (cell, column, one, 1) for cell, column, one in zip(cells, columns, widths, strict=True)
    ]  # fmt: skip
    tall = max(_lines(cell.text, (one - 2 * MARGIN) / 20 / size) for cell, _, one, _ in across)
    properties = element("trPr")
    # A row of one line cannot break. Some LibreOffice lose what follows when such a row, told not to, ends a page.
    if 1 < tall <= TALLEST_WHOLE_ROW:
        properties.append(element("cantSplit"))
    if head:
        properties.append(element("tblHeader"))
    made = element("tr", *([properties] if len(properties) else []))
    for cell, column, one, span in across:
        made.append(_cell(cell, "center" if head else column.align, one, span, size, head))
    return made


def _cell(cell: Span, align: str, width: int, span: int, size: float, head: bool) -> etree._Element:
    properties = element("tcPr", element("tcW", w=width, type="dxa"))
    if span > 1:
        properties.append(element("gridSpan", val=span))
    properties.append(element("vAlign", val="center"))
    # The header never ends a page alone.
    more = [element("keepNext")] if head else [] if align == "center" else [element("jc", val=align)]
    style, own = ("TableHead" if head else "TableText"), (None if size == SIZES[0] else size)
    return element("tc", properties, *(paragraph(style, [line], *more, size=own) for line in lines_of(cell)))


def _fitted(grid: Grid, width: int) -> tuple[float, list[int]]:
    """The type size, and the widths of the columns, which add up to `width`."""
    sizes = [grid.size, *(size for size in SIZES if size < grid.size)]
    for size in sizes:
        least, wanted = _measured(grid, size)
        if sum(least) <= width:
            return size, _shared(least, wanted, width)
    return sizes[-1], _scaled(least, width)


def _measured(grid: Grid, size: float) -> tuple[list[float], list[float]]:
    """For each column what it cannot do without, and what it would like, in twips."""
    least, wanted = [], []
    for number, column in enumerate(grid.columns):
        texts = [plain(row[number]).text for row in grid.rows if len(row) == len(grid.columns)]
        if column.width is not None:
            needed = longest = column.width
        else:
            needed = max([_unbroken(text) for text in texts] + [_unbroken_head(column.header)])
            longest = max([em(line) for text in [*texts, column.header] for line in text.split("\n")])
            longest = max(needed, min(longest, WIDEST_CELL))
        least.append(needed * size * 20 + 2 * MARGIN + 20)
        wanted.append(longest * size * 20 + 2 * MARGIN + 20)
    return least, wanted


def _unbroken(text: str) -> float:
    """The widest part of a text that must stand on one line."""
    if em(text) <= SHORT and "\n" not in text:
        return em(text)
    return max((min(em(token), WIDEST_TOKEN) for token in _TOKENS.findall(text)), default=2.0)


def _unbroken_head(header: str) -> float:
    """Headers break into lines of no fewer than two or three characters: 是否/专职, not one below the other."""
    return min(em(header), 3.0 if em(header) > SHORT else 2.0)


def _shared(least: Sequence[float], wanted: Sequence[float], width: int) -> list[int]:
    """What is left over the least goes to those who want more; what is left then, to all alike."""
    over, missing = width - sum(least), sum(wanted) - sum(least)
    if missing > over:
        sizes = [low + (high - low) * over / missing for low, high in zip(least, wanted, strict=True)]
    else:
        sizes = [high * width / sum(wanted) for high in wanted]
    return _whole(sizes, width)


def _scaled(least: Sequence[float], width: int) -> list[int]:
    return _whole([one * width / sum(least) for one in least], width)


def _whole(sizes: Sequence[float], width: int) -> list[int]:
    """Whole twips that add up to the width; the last column takes what rounding leaves."""
    rounded = [int(one) for one in sizes]
    rounded[-1] += width - sum(rounded)
    return rounded


def _lines(text: str, room: float) -> int:
    """About how many lines a text takes in a column with room for so many em."""
    return sum(1 + int(em(line) / max(room, 1)) for line in text.split("\n"))


def texts(grid: Grid) -> Iterator[str]:
    """Every text of a grid."""
    yield from (column.header for column in grid.columns)
    yield from (plain(cell).text for row in grid.rows for cell in row)
