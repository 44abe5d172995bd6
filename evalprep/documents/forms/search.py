"""Finds the labels of one section in its blocks: one pass in reading order, scoped by group.

A cell that already is the answer to a label is no label, whatever it says: a contact whose position is
「法定代表人」 makes no second 法定代表人.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from evalprep.documents.forms.formmap import Group, Section, Slot
from evalprep.documents.forms.grid import Cell
from evalprep.documents.forms.sections import Block, Outline, Part
from evalprep.documents.labels import is_colon, label_end, normalise
from evalprep.documents.wordxml import paragraph_text
from evalprep.errors import Place

_WHOLE_CELL = ("right", "below")
_IN_LINE = ("after_colon", "blank")


@dataclass(frozen=True)
class Hit:
    """A label where it stands: its block, the number of paragraphs up to its end, and its end in the last of them."""

    block: Block
    through: int
    end: int = 0

    @property
    def paragraph(self) -> etree._Element:
        """The paragraph in which the label ends."""
        return self.block.paragraphs[self.through - 1]


@dataclass(eq=False)
class Wanted:
    """A label that a section must have once, with the slots that it serves."""

    label: str
    place: str
    slots: tuple[Slot, ...]
    group: Group | None = None
    """The group in whose stretch it is looked for."""
    begins: Group | None = None
    """The group that it is the anchor of."""
    hits: list[Hit] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"「{self.label}」" + (f"（「{self.group.anchor}」组）" if self.group else "")

    def said(self, part: Part, outline: Outline) -> Place | None:
        """Where the map asks for it."""
        return outline.form.place_of(part.name, self.label, self.group.anchor if self.group else "")


def find_labels(part: Part, outline: Outline, taken: Container[Cell]) -> list[Wanted]:
    """Each label of the section with its one hit; cells in `taken` are passed over.

    A label that is missing or there twice is a complaint in the outline, and left out.
    """
    wanted = list(_wanted(part.section))
    _Pass(wanted, taken).over(part.blocks)
    for one in wanted:
        _complain(one, part, outline)
    return [one for one in wanted if len(one.hits) == 1]


def _wanted(section: Section) -> Iterator[Wanted]:
    yield from _by_label(section.slots)
    for group in section.groups:
        anchor = group.anchor_slot()
        yield Wanted(group.anchor, "right", (anchor,) if anchor else (), begins=group)
        yield from _by_label(group.members(), group)


def _by_label(slots: Sequence[Slot], group: Group | None = None) -> Iterator[Wanted]:
    """One for each label: slots with leads share one."""
    shared: dict[str, list[Slot]] = {}
    for slot in slots:
        shared.setdefault(normalise(slot.label), []).append(slot)
    for same in shared.values():
        yield Wanted(same[0].label, same[0].place, tuple(same), group)


class _Pass:
    """One pass over blocks: what is wanted, which cells are answers, and the group that is under way."""

    def __init__(self, wanted: Sequence[Wanted], taken: Container[Cell]) -> None:
        self.wanted, self.taken = wanted, taken
        self.answers: set[Cell] = set()
        self.group: Group | None = None

    def over(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            if block.cell is None:
                self._outside_tables(block)
            elif block.cell not in self.taken and block.cell not in self.answers:
                self._in_cell(block, block.cell)

    def _outside_tables(self, block: Block) -> None:
        text = normalise(paragraph_text(block.paragraphs[0]))
        for one in self._candidates(("paragraph_after",)):
            if normalise(one.label) == text:
                one.hits.append(Hit(block, 1))
                return
        self._in_lines(block, 0)

    def _in_cell(self, block: Block, cell: Cell) -> None:
        for one in self._candidates(_WHOLE_CELL):
            if normalise(one.label) == cell.label:
                self._take_whole(one, block, cell)
                return
        for one in self._candidates(("same_cell_below",)):
            through = _label_paragraphs(block, normalise(one.label))
            if through:
                one.hits.append(Hit(block, through))
                self._in_lines(block, through)
                return
        self._in_lines(block, 0)

    def _take_whole(self, one: Wanted, block: Block, cell: Cell) -> None:
        one.hits.append(Hit(block, len(block.paragraphs)))
        answer = answer_cell(cell, one.slots[0]) if one.slots else None
        if answer:
            self.answers.add(answer)
        self.group = one.begins or self.group

    def _in_lines(self, block: Block, start: int) -> None:
        candidates = list(self._candidates(_IN_LINE))
        for index, paragraph in enumerate(block.paragraphs[start:] if candidates else ()):
            text = paragraph_text(paragraph)
            for one in candidates:
                end = label_end(text, one.label)
                if end is not None and (one.place == "blank" or is_colon(text[end - 1])):
                    one.hits.append(Hit(block, start + index + 1, end))
                    break

    def _candidates(self, places: Container[str]) -> Iterator[Wanted]:
        """The labels of the group under way first, then anchors and what belongs to no group."""
        fitting = [one for one in self.wanted if one.place in places]
        yield from (one for one in fitting if one.group and one.group is self.group)
        yield from (one for one in fitting if one.group is None)


def answer_cell(cell: Cell, slot: Slot) -> Cell | None:
    """The cell where the answer to a label in `cell` stands; None where there is no such cell."""
    if slot.column:
        columns = {header.column for header in headers_above(cell, slot.column)}
        found = cell.grid.at(cell.row, columns.pop()) if len(columns) == 1 else None
        return found if found is not cell else None
    return cell.right if slot.place == "right" else cell.below


def headers_above(cell: Cell, words: str) -> list[Cell]:
    """The cells of the same table above a cell that say no more than these words."""
    label = normalise(words)
    rows = cell.grid.rows[: cell.row]
    return [header for row in rows for header in row.own_cells if header.label == label]


def _label_paragraphs(block: Block, label: str) -> int:
    """How many paragraphs at the start of a cell make up the label; 0 when they do not."""
    begun = ""
    for index, paragraph in enumerate(block.paragraphs):
        begun = normalise(begun + paragraph_text(paragraph))
        if begun == label:
            return index + 1
        if not label.startswith(begun):
            return 0
    return 0


def _complain(one: Wanted, part: Part, outline: Outline) -> None:
    said = one.said(part, outline)
    if not one.hits:
        outline.missing(f"「{part.name}」部分找不到标签{one.name}", one.label, part.blocks, said)
    elif len(one.hits) > 1:
        told = f"「{part.name}」部分有 {len(one.hits)} 个标签{one.name}：{'、'.join(map(_where, one.hits))}，分不清填哪一处"
        outline.complain("label_twice", told, "文件里只保留要填的那张表，删去重复的部分", said)


def _where(hit: Hit) -> str:
    cell = hit.block.cell
    if cell is None:
        return "表格以外的段落"
    return f"第 {cell.row + 1} 行第 {cell.grid.rows[cell.row].cells.index(cell) + 1} 格"
