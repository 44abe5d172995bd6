"""How wide a column and how high a row must be: texts in, Excel's units out. Nothing here touches a file.

A width of 1 is one digit of 10.5 pt; a Chinese character takes 2. Heights are points. What is measured here is
careful: Excel, WPS and LibreOffice break lines a little differently, and no text may be cut off in any of them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

PAGE_WIDTH = 138.0
"""What A4 landscape holds between margins of 12 mm at 10.5 pt, a little less to be safe."""
PAGE_HEIGHT = (210 - 15 - 18) / 25.4 * 72
"""Between the margins of a landscape A4 page, in points."""
LINE_HEIGHT, PADDING, LEAST_HEIGHT = 14.5, 8.0, 22.0
STANDARD = 10.5
"""The size of type in points by which widths and line heights count."""
HIGHEST_ROW = 400.0
"""Excel refuses rows above 409 pt."""
_EDGES = 2.5
_LONGEST_WORD = 26
_SHORT = 8
_SLACK = 0.96
"""Of a column's width, what lines are taken to fill: a sign that may not begin a line takes another one along."""
_WORD = re.compile(r"[!-~]+")


def text_width(text: str) -> int:
    """The width of one line: 2 for what Chinese typefaces draw full-width, 0 for combining signs, else 1."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


@cache
def _width(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WFA" else 1


def column_widths(
    columns: Sequence[Sequence[str]], headers: Sequence[str], room: float = PAGE_WIDTH
) -> list[float]:
    """The widths of a table's columns, together as wide as the page, or up to `room` where that is more.

    Numbers, codes, phones and dates stay on one line; what is long wraps. Only where the words alone are wider than
    the page is the table, too; it is then printed smaller.
    """
    natural = [
        _column(max(map(widest_line, (header, *cells))))
        for header, cells in zip(headers, columns, strict=True)
    ]
    least = [
        _column(max(_least_header(header), *map(_widest_word, cells), 2))
        for header, cells in zip(headers, columns, strict=True)
    ]
    if sum(natural) <= PAGE_WIDTH:
        return _stretched(natural)
    return _squeezed(natural, least, room) if sum(natural) > room else natural


def _column(width: int) -> float:
    """The width of a column in which a line of this width fits."""
    return width / _SLACK + _EDGES


def _stretched(natural: Sequence[float]) -> list[float]:
    """What is left of the page goes to the columns by their width, little to the narrow ones (序号, 性别)."""
    spare = PAGE_WIDTH - sum(natural)
    shares = [width if width > _SHORT else width / 4 for width in natural]
    return [width + spare * share / sum(shares) for width, share in zip(natural, shares, strict=True)]


def _squeezed(natural: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """The widest columns give way first, none below what it needs."""
    low, high = 0.0, max(natural)
    for _ in range(40):
        limit = (low + high) / 2
        widths = [max(least, min(width, limit)) for width, least in zip(natural, least, strict=True)]
        low, high = (low, limit) if sum(widths) > room else (limit, high)
    return [max(least, min(width, low)) for width, least in zip(natural, least, strict=True)]


def widest_line(text: str) -> int:
    """The width of the widest of a text's lines."""
    return max(map(text_width, text.split("\n")))


def _widest_word(text: str) -> int:
    """The widest run that must not break: an identity number, a code, a date; an address of the web may."""
    return min(max((len(word) for word in _WORD.findall(text)), default=2), _LONGEST_WORD)


def _least_header(header: str) -> int:
    """A long header may stand on two lines."""
    width = widest_line(header)
    return width if width <= _SHORT else max(_SHORT, 2 * math.ceil(width / 4) + 2)


def lines_needed(text: str, width: float) -> int:
    """On how many lines a text stands in a cell of this width."""
    room = max((width - _EDGES) * _SLACK + 1e-6, 2.0)
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    lines, filled = 1, 0.0
    for piece in _pieces(line):
        width = text_width(piece)
        if filled + width > room and filled and piece != " ":
            lines, filled = lines + 1, 0.0
        if width > room:
            lines += math.ceil(width / room) - 1
            width = math.ceil(width % room)
        filled += width
    return lines


def _pieces(line: str) -> Iterator[str]:
    """Words of letters and digits whole, everything else sign by sign."""
    end = 0
    for word in _WORD.finditer(line):
        yield from line[end : word.start()]
        yield word[0]
        end = word.end()
    yield from line[end:]


def row_height(cells: Sequence[str], widths: Sequence[float], size: float = STANDARD) -> float:
    """How high a row must be for the longest of its texts, set in a size in points."""
    scale = size / STANDARD
    most = max(lines_needed(text, width / scale) for text, width in zip(cells, widths, strict=True))
    return max(most * LINE_HEIGHT * scale + PADDING, LEAST_HEIGHT)


def split_height(height: float) -> list[float]:
    """A height as that of as many rows as Excel needs for it."""
    count = math.ceil(height / HIGHEST_ROW)
    return [round(height / count, 2)] * count
