"""A Word file as one line of blocks in reading order, and where each section of a form begins and ends in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from evalprep.documents.formmap import End, FormMap, Section, Start
from evalprep.documents.grid import Cell, Grid
from evalprep.documents.labels import closest, heading_matches, label_end, normalise
from evalprep.documents.wordxml import P, blocks, paragraph_text
from evalprep.errors import Place, Problem


@dataclass(eq=False)
class Block:
    """A paragraph outside tables, or a cell of a table."""

    paragraphs: Sequence[etree._Element]
    cell: Cell | None = None

    @cached_property
    def first_text(self) -> str:
        """The first paragraph that is not empty: where a heading or a label may stand."""
        texts = (paragraph_text(paragraph) for paragraph in self.paragraphs)
        return next((text for text in texts if text.strip()), "")

    @property
    def may_be_heading(self) -> bool:
        """A heading is a paragraph of its own or begins a cell as wide as the table."""
        return self.cell is None or self.cell.is_whole_row


@dataclass(frozen=True)
class Part:
    """A section of the form map and the blocks that it covers in this document."""

    section: Section
    blocks: Sequence[Block]

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.section.at.words


class Outline:
    """The blocks of a document's body, and all complaints met while looking for a form's labels in them."""

    def __init__(self, body: etree._Element, form: FormMap, name: str = "") -> None:
        self.form, self.name = form, name
        self.problems: list[Problem] = []
        self.blocks: list[Block] = []
        self._tables: list[tuple[int, int]] = []
        for element in blocks(body):
            if element.tag == P:
                self.blocks.append(Block([element]))
            else:
                start = len(self.blocks)
                self.blocks += (Block(cell.paragraphs, cell) for cell in Grid(element).cells())
                self._tables.append((start, len(self.blocks)))

    def parts(self) -> list[Part]:
        """The form's sections in this document; one that cannot be found is a complaint."""
        starts = [(section, self._start(section.at)) for section in self.form.sections]
        found = [(section, start) for section, start in starts if start is not None]
        limits = [start for _, start in found]
        return [
            Part(section, self.blocks[start : self._end(section, start, limits)]) for section, start in found
        ]

    def length_until(self, end: End, first: Block) -> int:
        """How many blocks from `first` on stand before `end`; all, and a complaint, when it does not follow."""
        blocks = self.blocks[self.blocks.index(first) :]
        for index, block in enumerate(blocks):
            if index and _is_end(block, end):
                return index
        self.missing(f"找不到结束处「{end.words}」", end.words, blocks)
        return len(blocks)

    def missing(self, problem: str, label: str, within: Iterable[Block]) -> None:
        """Complain of a label that is not there, with the nearest one that is."""
        near = closest(label, (block.first_text for block in within))
        sure = f"确认这份文件确实是《{self.form.title}》"
        if near and normalise(near) == normalise(label):
            remedy = f"文件里有「{near}」，但不在该在的位置；{sure}"
        else:
            remedy = f"最接近的是「{near}」：把文件里的改成「{label}」，并{sure}" if near else sure
        self.complain("label_not_found", problem, remedy)

    def complain(self, code: str, problem: str, remedy: str) -> None:
        """Note one complaint about this document, under the form's title."""
        place = Place(self.name) if self.name else None
        self.problems.append(Problem(code, f"《{self.form.title}》{problem}", remedy, place))

    def _start(self, at: Start) -> int | None:
        found = self._tables_with(at.table_with) if at.table_with else self._blocks_at(at)
        if len(found) == 1:
            return found[0]
        if found:
            told = f"里「{at.words}」出现了 {len(found)} 次，分不清填哪一处"
            self.complain("label_twice", told, "文件里只保留要填的那张表，删去其余部分")
        else:
            candidates = [block for block in self.blocks if at.table_with or block.may_be_heading]
            self.missing(f"里找不到「{at.words}」这一部分", at.words, candidates)
        return None

    def _blocks_at(self, at: Start) -> list[int]:
        return [index for index, block in enumerate(self.blocks) if _is_start(block, at)]

    def _tables_with(self, labels: Sequence[str]) -> list[int]:
        wanted = {normalise(label) for label in labels}
        return [start for start, end in self._tables if wanted <= self._labels(start, end)]

    def _labels(self, start: int, end: int) -> set[str]:
        """Whole cells, and the first lines of cells that hold an answer under their label."""
        blocks = [block for block in self.blocks[start:end] if block.cell]
        return {block.cell.label for block in blocks if block.cell} | {
            normalise(block.first_text) for block in blocks
        }

    def _end(self, section: Section, start: int, starts: Sequence[int]) -> int:
        """The next section or the section's own end, and never beyond the table that was asked for."""
        limit = min((other for other in starts if other > start), default=len(self.blocks))
        if section.at.table_with:
            limit = min([limit, *(end for first, end in self._tables if first == start)])
        if section.until:
            limit = min(limit, start + self.length_until(section.until, self.blocks[start]))
        return limit


def _is_start(block: Block, at: Start) -> bool:
    if at.heading is not None:
        return block.may_be_heading and heading_matches(block.first_text, at.heading)
    return block.cell is None and label_end(block.first_text, at.paragraph or "") is not None


def _is_end(block: Block, end: End) -> bool:
    if end.heading is not None:
        return block.may_be_heading and heading_matches(block.first_text, end.heading)
    return normalise(block.first_text).startswith(normalise(end.text or ""))
