"""Lines for a terminal: Chinese text is two cells wide, and a line never begins with a closing mark."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wcwidth import wcswidth, wcwidth

NOT_AT_START = "，。、；：？！）」』》】〕”’,.;:?!)]%"
NOT_AT_END = "（「『《【〔“‘(["
# A number, code or word of Latin letters stays whole; Chinese may break between any two characters.
_PIECE = re.compile(r"[0-9A-Za-z_.,\-/:@]+| |.", re.S)


@dataclass(frozen=True)
class Style:
    """How wide the terminal is, and whether it shows colours."""

    cells: int = 96
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
        line = indent if not lines else hanging
        for piece in _PIECE.findall(paragraph):
            empty = line in (indent, hanging)
            if width(line) + width(piece) > cells and not empty and piece not in NOT_AT_START:
                carried = line[-1] if line[-1] in NOT_AT_END else ""
                lines.append(line.removesuffix(carried).rstrip())
                line = hanging + carried + piece.lstrip()
            else:
                line += piece if not (empty and piece == " ") else ""
        lines += _cut(line, cells)
    return lines


def _cut(line: str, cells: int) -> list[str]:
    """A line that one long word made too wide, cut where it must be."""
    if width(line) <= cells + 2:
        return [line.rstrip()]
    kept, taken = "", 0
    for character in line:
        taken += max(wcwidth(character), 0)
        if taken > cells:
            break
        kept += character
    return [kept, *_cut(line[len(kept) :], cells)] if kept else [line]
