"""Lines for a terminal: Chinese text is two cells wide, and a line never begins with a closing mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wcwidth import wcswidth, wcwidth

NOT_AT_START = "，。、；：？！）」』》】〕”’,.;:?!)]%"
NOT_AT_END = "（「『《【〔“‘(["
# A number, code or word of Latin letters stays whole; Chinese may break between any two characters.
_PIECE = re.compile(r"[0-9A-Za-z_.,\-/:@]+| |.", re.S)


WIDEST = 100
"""Cells; a wider terminal is not filled, for longer lines are hard to read. Files get as much."""


@dataclass(frozen=True)
class Style:
    """How wide the terminal is, and whether it shows colours."""

    cells: int = WIDEST
    colour: bool = False

    def paint(self, text: str, code: int | None) -> str:
        """The text in a colour, where colours are shown."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code else text


def width(text: str) -> int:
    """How many cells a text takes in a terminal."""
    return max(wcswidth(text), 0)


def pad(text: str, cells: int) -> str:
    """The text, with spaces up to a width."""
    return text + " " * max(cells - width(text), 0)


def wrap(text: str, cells: int, indent: str = "", hanging: str | None = None) -> list[str]:
    """The text in lines of at most `cells`; the first begins with `indent`, the others with `hanging`."""
    hanging = indent if hanging is None else hanging
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _lines(_PIECE.findall(paragraph), cells, hanging if lines else indent, hanging)
    return lines


def wrap_names(
    lead: str, names: Sequence[str], cells: int, indent: str = "", hanging: str | None = None, tail: str = ""
) -> list[str]:
    """`lead`, the names joined by 、 and `tail`, in lines that end between two names.

    A name is torn only where it is wider than a line.
    """
    hanging = indent if hanging is None else hanging
    room = cells - max(width(indent), width(hanging))
    pieces = [lead] if width(lead) <= room else _PIECE.findall(lead)
    for at, name in enumerate(names, 1):
        whole = f"{name}、" if at < len(names) else f"{name}{tail}"
        pieces += [whole] if width(whole) <= room else _PIECE.findall(whole)
    return _lines([piece for piece in pieces if piece], cells, indent, hanging)


def _lines(pieces: Sequence[str], cells: int, lead: str, hanging: str) -> list[str]:
    """The pieces in lines, the first after `lead`, the others after `hanging`."""
    lines: list[str] = []
    line, taken = list[str](), width(lead)
    for piece in pieces:
        if piece == " " and not line:
            continue
        if line and piece != " " and taken + width(piece) > cells:
            end = _break(line, piece)
            lines += _cut((lead + "".join(line[:end])).rstrip(), cells)
            lead, line = hanging, _without_leading_space(line[end:])
            taken = width(lead + "".join(line))
        line.append(piece)
        taken += width(piece)
    return [*lines, *_cut((lead + "".join(line)).rstrip(), cells)]


def _break(line: list[str], following: str) -> int:
    """Where a full line ends, so that the next does not begin with a closing mark, nor this one end with an opening one."""
    for end in range(len(line), 0, -1):
        begins = (_without_leading_space(line[end:]) or [following])[0]
        # A whole piece is looked at by its first mark: the ending .docx does not begin a line either.
        if begins[0] not in NOT_AT_START and line[end - 1] not in NOT_AT_END:
            return end
    return len(line)


def _without_leading_space(pieces: list[str]) -> list[str]:
    return next((pieces[n:] for n, piece in enumerate(pieces) if piece != " "), [])


def _cut(line: str, cells: int) -> list[str]:
    """A line that one long word made too wide, cut where it must be."""
    if width(line) <= cells:
        return [line]
    kept, taken = "", 0
    for character in line:
        taken += max(wcwidth(character), 0)
        if taken > cells:
            break
        kept += character
    return [kept, *_cut(line[len(kept) :], cells)] if kept else [line]
