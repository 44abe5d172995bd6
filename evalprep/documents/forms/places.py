"""Where each answer of a form stands in a Word file. Filling and reading both go by these places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from lxml import etree

from evalprep.documents.forms.boxes import Option, find_options
from evalprep.documents.forms.formmap import FormMap, Section, Slot
from evalprep.documents.forms.grid import Cell, Grid
from evalprep.documents.forms.lists import ListPlace, find_lists
from evalprep.documents.forms.search import Hit, Wanted, answer_cell, find_labels, headers_above
from evalprep.documents.forms.sections import Outline, Part, is_end
from evalprep.documents.labels import heading_matches, normalise
from evalprep.documents.wordxml import paragraph_text
from evalprep.errors import FormError


@dataclass(frozen=True)
class CellPlace:
    """A cell to the right of a label or below it: the answer is all that it holds."""

    slot: Slot
    cell: Cell


@dataclass(frozen=True)
class AfterPlace:
    """Paragraphs after a label, in its cell or outside tables; several slots may share them, each with a lead."""

    slots: tuple[Slot, ...]
    label: etree._Element
    """The paragraph in which the label ends."""
    paragraphs: Sequence[etree._Element]
    cell: Cell | None = None


@dataclass(frozen=True)
class InlinePlace:
    """A stretch of one paragraph's text, after a colon or in place of a blank."""

    slot: Slot
    paragraph: etree._Element
    start: int
    end: int
    cell: Cell | None = None


@dataclass(frozen=True)
class TickPlace:
    """The options of a slot with their boxes, by their labels in the map."""

    slot: Slot
    options: dict[str, Option]
    printed: Sequence[Option]
    """All options that are printed there, in their order, those that the map does not name included."""


AnswerPlace = CellPlace | AfterPlace | InlinePlace | TickPlace


TITLE_GAP = "\u3000"
"""What stands between a sheet's title and the heading that it is put before."""


@dataclass(frozen=True)
class TitlePlace:
    """The heading of a repeated section; what stands before its printed words, up to `end`, is the sheet's title."""

    paragraph: etree._Element
    end: int

    @property
    def text(self) -> str:
        """The title that stands there."""
        return paragraph_text(self.paragraph)[: self.end].strip()


@dataclass(frozen=True)
class SheetPlaces:
    """Where the answers of a section stand; of a repeated section, of one of its sheets, counted from 0."""

    section: Section
    index: int
    title: TitlePlace | None
    answers: tuple[AnswerPlace, ...]
    lists: tuple[ListPlace, ...]
    stray: tuple[str, ...] = ()
    """The rows of text below a list's header that are no row of any list: a line each."""

    def path(self, path: str) -> str:
        """A path of the map as one of the project: `.levels` on the second sheet is occupations[1].levels."""
        return f"{self.section.repeat}[{self.index}]{path}" if path.startswith(".") else path


def locate(body: etree._Element, form: FormMap, name: str = "") -> tuple[SheetPlaces, ...]:
    """Every place of a form in a document's body, section by section and sheet by sheet.

    Raises FormError with all labels that are missing or there twice.
    """
    outline = Outline(body, form, name)
    found = [_sheet(part, outline) for part in outline.parts()]
    if outline.problems:
        raise FormError(outline.problems)
    return tuple(found)


def _sheet(part: Part, outline: Outline) -> SheetPlaces:
    lists = find_lists(part, outline)
    labels = find_labels(part, outline, {cell for place in lists for cell in place.cells})
    answers = tuple(_answers(labels, part, outline))
    own = {hit.block.cell for one in labels for hit in one.hits} | {
        place.cell for place in answers if not isinstance(place, TickPlace)
    }
    stray = tuple(_stray(part, lists, own))
    return SheetPlaces(part.section, part.index, _title(part), answers, tuple(lists), stray)


def _stray(part: Part, lists: Sequence[ListPlace], own: set[Cell | None]) -> Iterator[str]:
    """Rows with text from a list's header on that belong to nothing: below a merged row, or in a table split off."""
    claimed = own.union(*(place.cells for place in lists))
    headers = {place.headers[0] for place in lists}
    first = next((at for at, block in enumerate(part.blocks) if block.cell in headers), len(part.blocks))
    until = part.section.rows.until if part.section.rows else None
    following = takewhile(lambda block: not (until and is_end(block, until)), part.blocks[first:])
    rows: dict[tuple[Grid, int], list[str]] = {}
    for cell in (block.cell for block in following):
        if cell and cell not in claimed and cell.text.strip():
            rows.setdefault((cell.grid, cell.row), []).append(" ".join(cell.text.split()))
    # A number of its own says nothing: printed rows have one before anybody writes into them.
    yield from ("　".join(texts) for texts in rows.values() if not all(map(str.isdecimal, texts)))


def _title(part: Part) -> TitlePlace | None:
    words = part.section.at.heading
    if part.section.title is None or words is None:
        return None
    paragraph = part.blocks[0].first_paragraph
    text = paragraph_text(paragraph)
    ends = [at for at in range(len(text)) if heading_matches(text[at:], words)]
    return TitlePlace(paragraph, max((at for at in ends if not text[at].isspace()), default=0))


def _answers(labels: Sequence[Wanted], part: Part, outline: Outline) -> Iterator[AnswerPlace]:
    """What is left empty on purpose has no place: its label must be there, and that is all."""
    label_paragraphs = {one.hits[0].paragraph for one in labels}
    for one in labels:
        if not one.slots or one.slots[0].leave:
            continue
        hit, slot = one.hits[0], one.slots[0]
        place: AnswerPlace | None
        if one.place in ("same_cell_below", "paragraph_after"):
            paragraphs = list(_following(hit, part, label_paragraphs))
            place = AfterPlace(one.slots, hit.paragraph, paragraphs, hit.block.cell)
            place = _ticks(slot, paragraphs, one, part, outline) if slot.choose else place
        elif one.place in ("after_colon", "blank"):
            place = _inline(slot, hit, one, part, outline)
        else:
            place = _beside(slot, hit, one, part, outline)
        if place:
            yield place


def _beside(slot: Slot, hit: Hit, one: Wanted, part: Part, outline: Outline) -> AnswerPlace | None:
    cell = answer_cell(hit.block.cell, slot) if hit.block.cell else None
    if cell is None:
        _complain_of_cell(slot, hit, one, part, outline)
        return None
    return _ticks(slot, cell.paragraphs, one, part, outline) if slot.choose else CellPlace(slot, cell)


def _complain_of_cell(slot: Slot, hit: Hit, one: Wanted, part: Part, outline: Outline) -> None:
    said = one.said(part, outline)
    told = f"「{part.name}」部分的标签{one.name}"
    headers = headers_above(hit.block.cell, slot.column) if slot.column and hit.block.cell else []
    if slot.column and not headers:
        outline.missing(f"{told}上面找不到表头「{slot.column}」", slot.column, part.blocks, said)
    elif len(headers) > 1:
        told = f"{told}上面有 {len(headers)} 个表头「{slot.column}」，分不清填哪一列"
        outline.complain("label_twice", told, "文件里只保留一个表头，其余的删去", said)
    else:
        side = f"在「{slot.column}」一列" if slot.column else "右边" if one.place == "right" else "下面"
        outline.complain("no_cell", f"{told}{side}没有可填的格", "确认这份文件的表格没有缺格", said)


def _inline(slot: Slot, hit: Hit, one: Wanted, part: Part, outline: Outline) -> AnswerPlace | None:
    if slot.choose:
        return _ticks(slot, [hit.paragraph], one, part, outline, skip=hit.end)
    text = paragraph_text(hit.paragraph)
    end = len(text)
    if slot.before:
        ends = [at for at in range(hit.end, end) if normalise(text[at:]).startswith(normalise(slot.before))]
        if not ends:
            outline.missing(
                f"「{part.name}」部分的{one.name}后面找不到「{slot.before}」",
                slot.before,
                [hit.block],
                one.said(part, outline),
            )
            return None
        end = max(at for at in ends if not text[at].isspace())
    return InlinePlace(slot, hit.paragraph, hit.end, end, hit.block.cell)


def _ticks(
    slot: Slot, paragraphs: Sequence[etree._Element], one: Wanted, part: Part, outline: Outline, skip: int = 0
) -> TickPlace | None:
    """The boxes of each option in the map; `skip` characters before the first option are the label."""
    options = find_options(paragraphs, slot.box or "after", skip)
    found: dict[str, Option] = {}
    for label in slot.options or {}:
        fitting = [option for option in options if option.label == normalise(label)]
        if len(fitting) == 1:
            found[label] = fitting[0]
        elif fitting:
            outline.complain(
                "label_twice",
                f"「{part.name}」部分{one.name}的选项「{label}」有两个",
                "确认这份文件的选项没有重复",
                one.said(part, outline),
            )
        else:
            printed = "、".join(option.text.strip() for option in options) or "没有方框"
            told = f"「{part.name}」部分{one.name}找不到选项「{label}」的方框（找到的是：{printed}）"
            outline.complain("option_not_found", told, "确认选项和方框没有被删改", one.said(part, outline))
    return TickPlace(slot, found, options)


def _following(hit: Hit, part: Part, labels: set[etree._Element]) -> Iterator[etree._Element]:
    """The paragraphs after a label, in its cell or outside tables, up to the next label."""
    for paragraph in hit.block.paragraphs[hit.through :] if hit.block.cell else _outside_after(hit, part):
        if paragraph in labels:
            return
        yield paragraph


def _outside_after(hit: Hit, part: Part) -> Iterator[etree._Element]:
    start = part.blocks.index(hit.block)
    for block in part.blocks[start + 1 :]:
        if block.cell is not None:
            return
        yield block.paragraphs[0]
