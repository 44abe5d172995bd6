"""Tables of a new Word file: full width, widths by content, the header row repeated, rows kept whole.

Codes, dates, phones and numbers of 18 digits stand on one line; where the columns are too many for that, the type
gets smaller, down to 7.5 points. Lengths are twips (1/20 pt); text is measured in em, the width of 汉.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree

from evalprep.documents.pages.page import Column, Grid, Span
from evalprep.documents.pages.wordtext import element, em, lines_of, paragraph, plain

MARGIN = 70
"""Between a cell's side border and its text."""
ABOVE, ABOVE_SMALL = 40, 25
"""Between a cell's upper or lower border and its text; in a table of small type (9 points or less) less."""
SIZES = (10.5, 9, 8, 7.5)
WIDEST_TOKEN = 14.0
"""In em: longer words (an address on the web) may break."""
WIDEST_CELL = 22.0
SHORT = 5.0
"""In em: a cell not longer than this, a name or 「五级至三级」, is not broken."""
NARROWEST_TEXT = 6.0
"""In em: a column of texts is no narrower than this, or than a third of its longest."""
TALLEST_WHOLE_ROW = 18
"""In lines: a higher row may break across pages, lest it leave most of one empty."""

_TOKENS = re.compile(r"[0-9]+年(?:[0-9]+月)?(?:[0-9]+日)?|[!-~]+")

_HEADER_BREAKS = re.compile("(?=名称|机构|代表人|号码|代码|方向|标准|规范|人次|资格|登记)")


def table(grid: Grid, width: int) -> etree._Element:
    """The w:tbl of a grid as wide as `width` twips."""
    size, widths = _fitted(grid, width)
    made = element(
        "tbl",
        _properties(width, grid.ruled, ABOVE if grid.size > SIZES[1] else ABOVE_SMALL),
        element("tblGrid", *(element("gridCol", w=one) for one in widths)),
    )
    heads = [
        Span("\n".join(_header_lines(column.header, _room(one, size))))
        for column, one in zip(grid.columns, widths, strict=True)
    ]
    if any(column.header for column in grid.columns):
        made.append(_row(heads, grid.columns, widths, size, head=True))
    for row in grid.rows:
        made.append(_row([plain(cell) for cell in row], grid.columns, widths, size, ruled=grid.ruled))
    return made


def _properties(width: int, ruled: bool, above: int) -> etree._Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    inner = {"top": above, "left": MARGIN, "bottom": above, "right": MARGIN}
    return element(
        "tblPr",
        element("tblW", w=width, type="dxa"),
        element("jc", val="center"),
        element("tblBorders", *(_border(side) for side in sides if ruled)),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=length, type="dxa") for side, length in inner.items())),
    )


def _border(side: str) -> etree._Element:
    return element(side, val="single", sz=4, space=0, color="auto")


def _row(
    cells: Sequence[Span],
    columns: Sequence[Column],
    widths: Sequence[int],
    size: float,
    head: bool = False,
    ruled: bool = True,
) -> etree._Element:
    """A row; one cell for several columns runs across all of them. Raises ValueError for another number of cells."""
    whole = len(cells) == 1 and len(columns) > 1
    if not whole and len(cells) != len(columns):
        raise ValueError(f"{len(cells)} cells for {len(columns)} columns")
    across = [(cells[0], Column(""), sum(widths), len(columns))] if whole else [
        (cell, column, one, 1) for cell, column, one in zip(cells, columns, widths, strict=True)
    ]  # fmt: skip
    tall = max(_lines(cell.text, _room(one, size)) for cell, _, one, _ in across)
    properties = element("trPr")
    # A row of one line cannot break. Some LibreOffice lose what follows when such a row, told not to, ends a page.
    if 1 < tall <= TALLEST_WHOLE_ROW:
        properties.append(element("cantSplit"))
    if not ruled:
        properties.append(element("trHeight", val=round(size * 40), hRule="atLeast"))
    if head:
        properties.append(element("tblHeader"))
    made = element("tr", *([properties] if len(properties) else []))
    for cell, column, one, span in across:
        made.append(_cell(cell, "center" if head else column.align, one, span, size, head))
    if not ruled:
        _underline(made[-1])
    return made


def _underline(cell: etree._Element) -> None:
    """A line under the cell, on which its text stands, as on a cover."""
    properties = cell[0]
    properties.insert(-1, element("tcBorders", _border("bottom")))


def _cell(cell: Span, align: str, width: int, span: int, size: float, head: bool) -> etree._Element:
    properties = element("tcPr", element("tcW", w=width, type="dxa"))
    if span > 1:
        properties.append(element("gridSpan", val=span))
    properties.append(element("vAlign", val="center"))
    # The header never ends a page alone.
    more = [element("keepNext")] if head else [] if align == "center" else [element("jc", val=align)]
    style, own = ("TableHead" if head else "TableText"), (None if size == SIZES[0] else size)
    # An element has one place: every line needs its own.
    lines = (paragraph(style, [line], *deepcopy(more), size=own) for line in lines_of(cell))
    return element("tc", properties, *lines)


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
    """The widest part of a text that must stand on one line; a third of a longer text, lest it stand on end."""
    if em(text) <= SHORT and "\n" not in text:
        return em(text)
    tokens = (min(em(token), WIDEST_TOKEN) for token in _TOKENS.findall(text))
    return max(2.0, min(em(text) / 3, NARROWEST_TEXT), *tokens)


def _unbroken_head(header: str) -> float:
    """Headers break into lines of no fewer than two or three characters: 是否/专职; a unit in brackets stays whole."""
    unit = header[header.find("（") :] if header.find("（") > 0 else ""
    return max(min(em(header), 3.0 if em(header) > SHORT else 2.0), em(unit) if em(unit) <= SHORT else 0)


def _header_lines(header: str, room: float) -> list[str]:
    """A header in lines between its words, else of about equal length; a unit in brackets on lines of its own."""
    if em(header) <= room:
        return [header]
    before, bracket, unit = header.partition("（")
    if before and bracket:
        return [*_header_lines(before, room), *_header_lines(bracket + unit, room)]
    places = [match.start() for match in _HEADER_BREAKS.finditer(header) if match.start()]
    fitting = [at for at in places if max(em(header[:at]), em(header[at:])) <= room]
    if fitting:
        best = min(fitting, key=lambda at: (abs(len(header) - 2 * at), -at))
        return [header[:best], header[best:]]
    length = -(-len(header) // -(-em(header) // max(room, 1)))
    return [header[at : at + int(length)] for at in range(0, len(header), int(length))]


def _room(width: int, size: float) -> float:
    """How many em stand on a line of a column."""
    return (width - 2 * MARGIN) / 20 / size


def _shared(least: Sequence[float], wanted: Sequence[float], width: int) -> list[int]:
    """What is left over the least goes in equal shares to those who want more, few of whom want much; then to all alike."""
    if sum(wanted) <= width:
        return _whole([high * width / sum(wanted) for high in wanted], width)
    sizes, over = list(least), width - sum(least)
    lacking = sorted(range(len(least)), key=lambda at: wanted[at] - least[at])
    for done, at in enumerate(lacking):
        more = min(wanted[at] - least[at], over / (len(lacking) - done))
        sizes[at], over = least[at] + more, over - more
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
