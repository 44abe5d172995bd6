"""How the interview talks with a person: what can be asked, and what can be said in place of an answer.

The flows know only the `Asker`; `prompts` is one on a terminal, the tests have one with answers prepared.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol


class Move(Enum):
    """What a person may say in place of an answer. No kind of text: `back` may be an answer."""

    SKIP = "skip"
    BACK = "back"
    HELP = "help"
    QUIT = "quit"
    CLEAR = "clear"
    """What stands there is to be unknown again."""
    KEEP = "keep"
    """What stands there stays."""
    EDITOR = "editor"
    """A long text is to be written in the person's own editor."""


MOVES = (Move.SKIP, Move.BACK, Move.HELP, Move.QUIT)
"""What a menu offers beside the answers."""

# A Chinese input method types 《 where the key says <; NFKC takes care of the full-width others.
_TYPED = {
    "": Move.SKIP,
    "<": Move.BACK,
    "《": Move.BACK,
    "?": Move.HELP,
    "q": Move.QUIT,
    "-": Move.CLEAR,
}


def typed_move(text: str) -> Move | None:
    """The move that a text typed in place of an answer stands for: nothing, `<`, `?`, `q` or `-`."""
    return _TYPED.get(unicodedata.normalize("NFKC", text).strip().lower())


class Voice(Enum):
    """In which voice something is told."""

    TITLE = "title"
    WHY = "why"
    HINT = "hint"
    SAVED = "saved"
    WRONG = "wrong"


@dataclass(frozen=True)
class Option:
    """One thing to choose: what it stands for, and what is shown."""

    value: str
    title: str


Check = Callable[[str], str | None]
"""What is wrong with a text, in Chinese; None where it is accepted."""

Keep = Callable[[str, Move | None], None]
"""Takes what was written of a long text when the person leaves it: by a move, or by Ctrl-C (None)."""


def line_move(line: str) -> Move | None:
    """The move that one line of a long text stands for: `<`, `?`, `q`, or `e` for the editor."""
    if unicodedata.normalize("NFKC", line).strip().lower() == "e":
        return Move.EDITOR
    move = typed_move(line)
    return move if move in (Move.BACK, Move.HELP, Move.QUIT) else None


def left_in(text: str) -> tuple[Move | None, str]:
    """The move that some line of a long text stands for, and the text without that line."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if (move := line_move(line)) is not None:
            return move, "\n".join(lines[:number] + lines[number + 1 :]).strip()
    whole = typed_move(text)
    return (None, text) if whole is None else (whole, "")


class Asker(Protocol):
    """Whoever puts the questions. Ctrl-C raises KeyboardInterrupt out of every question."""

    def tell(self, text: str, voice: Voice) -> None:
        """Show a paragraph."""

    def text(
        self, label: str, *, default: str = "", check: Check, long: bool = False, keep: Keep | None = None
    ) -> str | Move:
        """A text that `check` accepts; Enter alone means `default`. A `long` one may have several lines: what was
        written of it when the person leaves goes to `keep`."""

    def select(
        self,
        label: str,
        options: Sequence[Option],
        *,
        default: str | None = None,
        moves: Sequence[Move] = MOVES,
        skip: str = "以后再填",
    ) -> str | Move:
        """The value of one of the options, or one of the moves; `skip` is the title of skipping.

        Enter alone means `default`, without one skipping where that is offered, else the first option.
        """

    def autocomplete(self, label: str, words: Sequence[str], *, default: str = "") -> str | Move:
        """A text; while it is typed, those of the words that hold it are offered. Enter alone means `default`."""

    def path(self, label: str, folder: Path, *, check: Check) -> str | Move:
        """A text that names a file; names below `folder` are completed."""


def confirmed(asker: Asker, label: str, *, likely: bool) -> bool:
    """Whether the person says 是; what is likely stands first."""
    options = (Option("yes", "是"), Option("no", "否"))
    return asker.select(label, options if likely else options[::-1], moves=()) == "yes"
