"""What an outline consists of once it is read: title, headings, paragraphs, prompts, lists, tables, signatures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph: text as it stands, or the name of a field whose value stands there."""

    text: str = ""
    field: str = ""
    bold: bool = False


Pieces = tuple[Piece, ...]


@dataclass(frozen=True)
class Section:
    """A heading, 1 to 3 levels below the title, without its number."""

    text: str
    level: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of text and fields."""

    pieces: Pieces

    @property
    def lone_field(self) -> Piece | None:
        """The field that is all there is: its value may be several paragraphs."""
        return self.pieces[0] if len(self.pieces) == 1 and self.pieces[0].field else None


@dataclass(frozen=True)
class Prompt:
    """What the applicant has still to write here."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list, each entry a paragraph or a prompt; `numbered` where the outline numbers it (1. 2.)."""

    entries: tuple[Paragraph | Prompt, ...]
    numbered: bool


@dataclass(frozen=True)
class NamedTable:
    """A table of the project's rows, by its name."""

    name: str


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True)
class Salutation:
    """To whom a letter goes: flush left."""

    pieces: Pieces


@dataclass(frozen=True)
class Seal:
    """Who issues the paper, the place of the seal, and the date to be written by hand."""


@dataclass(frozen=True)
class Signature:
    """A line for somebody's signature."""

    who: str


Block = Section | Paragraph | Prompt | Items | NamedTable | PageBreak | Salutation | Seal | Signature


@dataclass(frozen=True)
class Outline:
    """An outline as read: the title over the blocks."""

    title: Pieces
    blocks: tuple[Block, ...]

    @property
    def fields(self) -> frozenset[str]:
        """The fields that it names."""
        return frozenset(piece.field for piece in self._pieces() if piece.field)

    @property
    def tables(self) -> frozenset[str]:
        """The tables that it names."""
        return frozenset(block.name for block in self.blocks if isinstance(block, NamedTable))

    def _pieces(self) -> Iterator[Piece]:
        yield from self.title
        for block in self.blocks:
            entries = block.entries if isinstance(block, Items) else (block,)
            for one in entries:
                if isinstance(one, Paragraph | Salutation):
                    yield from one.pieces
