"""A number at the bottom right of a page, as a reader sees it, whatever way the page is turned and wherever it begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pikepdf import Page

SIZE, RIGHT, BOTTOM = 8.0, 28.0, 17.0
"""The size of the digits, and how far the number ends from the right edge and stands above the lower: 10 mm, 6 mm.

In points, on a page of A4 or smaller; on a larger one in proportion, for it is printed smaller.
"""
A4_SHORT = 595.0
"""The shorter side of A4, in points."""
FONT = "/EvalprepPageNumber"
_WIDTHS = {" ": 0.278, "/": 0.278}
"""How wide Helvetica's characters are, in parts of its size; a digit is 0.556."""
_SAVED = re.compile(rb"(?<![^\s\]>)])[qQ](?![^\s\[</(%])")


class Box(NamedTuple):
    """A rectangle in the page's own coordinates: left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float


def stamp(page: Page, text: str) -> None:
    """Write a text of digits, blanks and slashes small at the bottom right of a page, black with a white rim."""
    from pikepdf import Dictionary, Name

    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    page.add_resource(font, Name.Font, Name(FONT))
    # What the page itself sets, such as its scale, must end before the number is drawn.
    unsaved, unrestored = _unpaired(page)
    page.contents_add(b"q\n" * (1 + unsaved), prepend=True)
    drawing = _drawing(_visible(page), _turn(page), _unit(page), text)
    page.contents_add(b"\nQ\n" * (1 + unrestored) + drawing)


def _drawing(box: Box, turn: int, unit: float, text: str) -> bytes:
    """The operators that draw a text in the corner; once with a thick white line, so that it is read on a dark scan."""
    wide, high = box.right - box.left, box.top - box.bottom
    if turn in (90, 270):
        wide, high = high, wide
    larger = max(1.0, min(wide, high) * unit / A4_SHORT) / unit
    length = sum(_WIDTHS.get(character, 0.556) for character in text)
    size = min(SIZE * larger, 0.9 * wide / length, 0.5 * high)
    across = min(RIGHT * larger, 0.05 * wide) + size * length
    up = min(BOTTOM * larger, 0.05 * high)
    x, y, along = {
        0: (box.right - across, box.bottom + up, "1 0 0 1"),
        90: (box.right - up, box.top - across, "0 1 -1 0"),
        180: (box.left + across, box.top - up, "-1 0 0 -1"),
        270: (box.left + up, box.bottom + across, "0 -1 1 0"),
    }[turn]
    write = f"{along} {x:.3f} {y:.3f} Tm ({text}) Tj"
    return (
        f"q BT {FONT} {size:.3f} Tf 1 G 0 g {size / 4:.3f} w 1 j 1 Tr {write} 0 Tr {write} ET Q\n"
    ).encode("ascii")


def _visible(page: Page) -> Box:
    """What a reader sees of a page: its crop box within its media box (ISO 32000-1, 14.11.2)."""
    media = _box(page.obj.get("/MediaBox")) or Box(0, 0, 612, 792)
    crop = _box(page.obj.get("/CropBox")) or media
    shown = Box(*map(max, media[:2], crop[:2]), *map(min, media[2:], crop[2:]))
    return shown if shown.right > shown.left and shown.top > shown.bottom else media


def _box(value: Any) -> Box | None:
    """A box whose corners may be written in any order; None where it is none."""
    try:
        one, two, three, four = (float(number) for number in value)
    except (TypeError, ValueError):
        return None
    box = Box(min(one, three), min(two, four), max(one, three), max(two, four))
    return box if box.right > box.left and box.top > box.bottom else None


def _turn(page: Page) -> int:
    """By how much a page is turned clockwise when it is shown: 0, 90, 180 or 270."""
    try:
        return round(float(page.obj.get("/Rotate", 0)) / 90) % 4 * 90
    except (TypeError, ValueError):
        return 0


def _unit(page: Page) -> float:
    """How many points a unit of the page is (PDF 1.6); a drawing larger than five metres has more than one."""
    try:
        unit = float(page.obj.get("/UserUnit", 1))
    except (TypeError, ValueError):
        return 1.0
    return unit if unit > 0 else 1.0


def _unpaired(page: Page) -> tuple[int, int]:
    """How many states a page restores that it has not saved, and saves that it does not restore.

    The letters are counted in its bytes first, which is fast; only where they disagree is the page read in full,
    for a letter may stand in a text.
    """
    from pikepdf import PdfError, parse_content_stream

    try:
        letters = _SAVED.findall(b"\n".join(_streams(page)))
        if letters.count(b"q") == letters.count(b"Q"):
            return 0, 0
        unsaved = depth = 0
        for step in parse_content_stream(page, "q Q"):
            depth += 1 if str(step.operator) == "q" else -1
            unsaved = max(unsaved, -depth)
        return unsaved, unsaved + depth
    except (PdfError, RuntimeError, AttributeError, TypeError, ValueError):
        return 0, 0


def _streams(page: Page) -> list[bytes]:
    from pikepdf import Array

    contents: Any = page.obj.get("/Contents")
    if contents is None:
        return []
    parts = list(contents) if isinstance(contents, Array) else [contents]
    return [part.read_bytes() for part in parts]
