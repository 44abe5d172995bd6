"""A Word file as one line of blocks in reading order, and where each section of a form begins and ends in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from evalprep.documents.forms.formmap import End, FormMap, Section, Start
from evalprep.documents.forms.grid import Cell, Grid
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
        return paragraph_text(self.first_paragraph)

    @property
    def first_paragraph(self) -> etree._Element:
        """The first paragraph that is not empty, else the first."""
        filled = (one for one in self.paragraphs if paragraph_text(one).strip())
        return next(filled, self.paragraphs[0])

    @property
    def element(self) -> etree._Element:
        """The paragraph outside tables, or the whole table that the cell is of."""
        return self.cell.grid.element if self.cell else self.paragraphs[0]

    @property
    def may_be_heading(self) -> bool:
        """A heading is a paragraph of its own or begins a cell as wide as the table."""
        return self.cell is None or self.cell.is_whole_row


@dataclass(frozen=True)
class Part:
    """A section of the form map and the blocks that it covers in this document; a repeated one has several parts."""

    section: Section
    blocks: Sequence[Block]
    index: int = 0
    """Which sheet of a repeated section it is."""

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
        """The form's sections in this document, sheet by sheet; one that cannot be found is a complaint."""
        found = [
            (section, index, start)
            for section in self.form.sections
            for index, start in enumerate(self._starts(section))
        ]
        limits = [start for _, _, start in found]
        parts = [
            Part(section, self.blocks[start : self._end(section, start, limits)], index)
            for section, index, start in found
        ]
        for section in self.form.sections:
            self._look_for_others(section, [part for part in parts if part.section is section])
        return parts

    def _look_for_others(self, section: Section, parts: Sequence[Part]) -> None:
        """Complain of sheets that end as a repeated section does, and begin with something else than its heading."""
        end = section.until
        if not (section.repeat and end and end.through and parts):
            return
        own = {block for part in parts for block in part.blocks}
        others = [block for block in self.blocks if block not in own and is_end(block, end)]
        if others:
            words = section.at.words
            told = (
                f"有 {len(others)} 处「{end.words}」不在任何一份「{words}」里，那一份的标题改动过，认不出来"
            )
            remedy = f"把标题改回「{words}」，名称写在标题前面；不要的那一份连同标题、表格一起删去"
            self.complain("label_not_found", told, remedy, self.form.place_of(words))

    def length_until(self, end: End, first: Block, said: Place | None = None) -> int:
        """How many blocks from `first` on stand before `end`; all, and a complaint, when it does not follow."""
        blocks = self.blocks[self.blocks.index(first) :]
        for index, block in enumerate(blocks):
            if index and is_end(block, end):
                return index + 1 if end.through else index
        self.missing(f"找不到结束处「{end.words}」", end.words, blocks, said)
        return len(blocks)

    def missing(self, problem: str, label: str, within: Iterable[Block], said: Place | None = None) -> None:
        """Complain of a label that is not there, with the nearest one that is; `said` is the map's line."""
        near = closest(label, (block.first_text for block in within))
        sure = f"确认这份文件确实是《{self.form.title}》"
        if near and normalise(near) == normalise(label):
            remedy = f"文件里有「{near}」，但不在该在的位置；{sure}"
        else:
            remedy = f"最接近的是「{near}」：把文件里的改成「{label}」，并{sure}" if near else sure
        self.complain("label_not_found", problem, remedy, said)

    def complain(self, code: str, problem: str, remedy: str, said: Place | None = None) -> None:
        """Note one complaint about this document, under the form's title, with the line of the map that `said` so."""
        place = Place(self.name) if self.name else None
        line = f"（对照文件 {said}）" if said else ""
        self.problems.append(Problem(code, f"《{self.form.title}》{problem}{line}", remedy, place))

    def _starts(self, section: Section) -> list[int]:
        """The one block where a section begins, or where each sheet of a repeated one does."""
        at = section.at
        found = self._tables_with(at.table_with) if at.table_with else self._blocks_at(section)
        if len(found) == 1 or (found and section.repeat):
            return found
        said = self.form.place_of(at.words)
        if found:
            told = f"里「{at.words}」出现了 {len(found)} 次，分不清填哪一处"
            self.complain("label_twice", told, "文件里只保留要填的那张表，删去其余部分", said)
        else:
            candidates = [block for block in self.blocks if at.table_with or block.may_be_heading]
            self.missing(f"里找不到「{at.words}」这一部分", at.words, candidates, said)
        return []

    def _blocks_at(self, section: Section) -> list[int]:
        titled = section.title is not None
        return [index for index, block in enumerate(self.blocks) if _is_start(block, section.at, titled)]

    def _tables_with(self, labels: Sequence[str]) -> list[int]:
        """Of several tables the one that begins with a label: in another an answer may say what the label says."""
        wanted = {normalise(label) for label in labels}
        found = [start for start, end in self._tables if wanted <= self._labels(start, end)]
        begun = [start for start in found if normalise(self.blocks[start].first_text) in wanted]
        return begun if len(begun) == 1 else found

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
            said = self.form.place_of(section.at.words)
            limit = min(limit, start + self.length_until(section.until, self.blocks[start], said))
        return limit


def _is_start(block: Block, at: Start, titled: bool) -> bool:
    """Whether a section begins here; before a `titled` heading the title of the sheet may stand."""
    if at.heading is not None:
        if not block.may_be_heading:
            return False
        text = block.first_text
        return heading_matches(text, at.heading) or (titled and _ends_with(text, at.heading))
    return block.cell is None and label_end(block.first_text, at.paragraph or "") is not None


def _ends_with(text: str, words: str) -> bool:
    return normalise(text).endswith(normalise(words))


def is_end(block: Block, end: End) -> bool:
    """Whether a section or list ends at this block."""
    if end.heading is not None:
        return block.may_be_heading and heading_matches(block.first_text, end.heading)
    if end.through is not None and not block.may_be_heading:
        return False
    return normalise(block.first_text).startswith(normalise(end.text or end.through or ""))
