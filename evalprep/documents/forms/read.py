"""Reads a filled form back, through the map that filled it: what each slot says, as text, and where it stands.

The file may have been edited since, in Word or WPS: rows added, text split into runs or tracked as inserted,
content controls, and boxes ticked in whatever way. Nothing is guessed: text that no slot takes is handed over as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from evalprep.documents.forms.formmap import FormMap, Section, relative
from evalprep.documents.forms.grid import Grid
from evalprep.documents.forms.lists import ListPlace
from evalprep.documents.forms.objects import TEXT_BOX, boxed_texts, has_picture
from evalprep.documents.forms.places import (
    AfterPlace,
    CellPlace,
    InlinePlace,
    SheetPlaces,
    TickPlace,
    locate,
)
from evalprep.documents.labels import normalise
from evalprep.documents.package import Package, open_package
from evalprep.documents.values import lines_on_paper
from evalprep.documents.wordxml import TBL, P, paragraph_text

BLANK = " _\n\t\u3000\u2002"
"""What a printed blank is made of."""
_NUMBER = re.compile(r"([1-9][0-9]{0,3})\s*[.、．]\s*")


@dataclass(frozen=True)
class Answer:
    """What one place of a form says."""

    path: str | None
    """The slot's path, a sheet's number in it (`occupations[1].name`); in a row the key. None for what no slot takes."""
    text: str
    section: str
    """The section's words, with its title where it is a sheet of a repeated one."""
    label: str
    ticked: tuple[str, ...] | None = None
    """Of a slot to tick: the options that are, as the map names them; `text` holds those that it does not name."""


@dataclass(frozen=True)
class Entry:
    """One filled row of a list, or one entry of a list that stands in one place."""

    path: str
    at: str
    """第 3 行 of the rows, blank ones counted; 第 3 项 where rows stand side by side, 第 3 条 where all share one place."""
    section: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Reading:
    """What a filled form says, by the paths of its map; blank slots, lists and rows are absent."""

    values: dict[str, str] = field(default_factory=dict)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The options that are ticked, as the map names them."""
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    """Each list's entries, by paths without their leading dot; of a list on a repeated sheet, `occupations[0].equipment`.

    Sheets are counted as they stand in this file: somebody may have taken one out. Its title says whose it is.
    """
    unplaced: dict[str, str] = field(default_factory=dict)
    """Text that stands under a label but is no slot's, by that label: without its lead, against what the form says
    elsewhere, below a list but in none of its rows, or on a sheet whose title does not say whose it is."""
    answers: tuple[Answer, ...] = field(default=(), compare=False)
    """The same, place by place: what one field says in two places stands there twice."""
    entries: tuple[Entry, ...] = field(default=(), compare=False)
    unread: tuple[Answer, ...] = field(default=(), compare=False)
    """Pictures in place of an answer, and texts in boxes that float over the paper (their `text`)."""


def read(docx: bytes, form: FormMap, *, name: str = "") -> Reading:
    """Read the form in `docx`, which messages call `name`.

    Raises FormError when the file cannot be read, or does not have the labels of the map.
    """
    return read_package(open_package(docx, name), form, name=name)


def read_package(package: Package, form: FormMap, *, name: str = "") -> Reading:
    """Read the form in a Word file that has been opened; raises FormError as `read` does."""
    gathered = _Gathered()
    for sheet in locate(package.body, form, name):
        if sheet.title and not sheet.title.text:
            gathered.nameless(sheet)
        else:
            gathered.sheet(sheet)
    gathered.elsewhere(package.body)
    return gathered.reading()


class _Gathered:
    """What has been read of a form so far."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.entries: list[Entry] = []
        self.unread: list[Answer] = []
        self.section = ""
        self._looked_at: set[etree._Element] = set()

    def reading(self) -> Reading:
        """All of it, also by paths."""
        found = Reading(answers=tuple(self.answers), entries=tuple(self.entries), unread=tuple(self.unread))
        for answer in self.answers:
            if answer.ticked is not None:
                if answer.path and answer.ticked:
                    found.choices[answer.path] = answer.ticked
            elif answer.path is None or found.values.setdefault(answer.path, answer.text) != answer.text:
                told = found.unplaced.get(answer.label)
                found.unplaced[answer.label] = "\n".join(filter(None, (told, answer.text)))
        for entry in self.entries:
            texts = {one.path: one.text for one in entry.answers if one.path is not None}
            found.rows.setdefault(entry.path, []).append(texts)
        return found

    def nameless(self, sheet: SheetPlaces) -> None:
        """A sheet without a title may be of any entry: what it says of one has no place."""
        apart, own = _Gathered(), sheet.path(".")
        apart.sheet(sheet)
        self.section = f"{sheet.section.at.words}（第 {sheet.index + 1} 份）"
        lines: list[str] = []
        for answer in apart.answers:
            if answer.path and not answer.path.startswith(own):
                self.answers.append(answer)
            else:
                lines.append("、".join(filter(None, (*(answer.ticked or ()), answer.text))))
        for entry in apart.entries:
            if entry.path.startswith(own):
                lines.append("　".join(one.text for one in entry.answers))
            else:
                self.entries.append(entry)
        self._take(self.section, None, "\n".join(lines))
        self.unread += apart.unread
        self._looked_at |= apart._looked_at

    def sheet(self, sheet: SheetPlaces) -> None:
        """A section, or one sheet of a repeated one."""
        words = sheet.section.at.words
        self.section = f"{sheet.title.text} {words}" if sheet.title else words
        if sheet.title and sheet.section.title:
            self._take(words, sheet.path(sheet.section.title.prepend), sheet.title.text)
        for place in sheet.answers:
            if isinstance(place, TickPlace):
                self._ticks(place, sheet.path(place.slot.path))
            elif isinstance(place, CellPlace) and place.slot.each:
                self._one_place(place, sheet)
                self._objects(place.slot.label, place.cell.paragraphs, place.cell.text)
            else:
                for label, path, text in _texts(place):
                    self._take(label, sheet.path(path) if path else None, text)
                self._objects_of(place)
        for rows, name in zip(sheet.lists, _list_names(sheet.section), strict=True):
            self._rows(rows, sheet.path(rows.rows.from_), name)
        self._take(words, None, "\n".join((*_inner_tables(sheet), *sheet.stray)))

    def elsewhere(self, body: etree._Element) -> None:
        """The texts of boxes that are anchored outside every answer."""
        self.section = ""
        for paragraph in body.iter(P):
            if paragraph not in self._looked_at and next(paragraph.iterancestors(TEXT_BOX), None) is None:
                self.unread += [Answer(None, text, "", "") for text in boxed_texts(paragraph)]

    def _take(self, label: str, path: str | None, text: str) -> None:
        if text:
            self.answers.append(Answer(path, text, self.section, label))

    def _ticks(self, place: TickPlace, path: str) -> None:
        ticked = tuple(label for label, option in place.options.items() if option.ticked)
        named = {id(option) for option in place.options.values()}
        others = [option.label for option in place.printed if option.ticked and id(option) not in named]
        if ticked or others:
            self.answers.append(Answer(path, "、".join(others), self.section, place.slot.label, ticked))

    def _one_place(self, place: CellPlace, sheet: SheetPlaces) -> None:
        """The entries of a list that stands in one cell, by their numbers; without numbers each line is one."""
        lines = lines_on_paper(place.cell.text)
        is_numbered = bool(lines) and _NUMBER.match(lines[0]) is not None
        entries: list[list[str]] = []
        for line in lines:
            begun = _NUMBER.match(line)
            if begun and int(begun[1]) == len(entries) + 1:
                entries.append([line[begun.end() :]])
            elif entries and is_numbered:
                entries[-1].append(line)
            else:
                entries.append([line])
        key, path = relative(place.slot.value or ""), sheet.path(place.slot.path)
        for number, entry in enumerate(entries, 1):
            answer = Answer(key, "\n".join(entry), self.section, place.slot.label)
            self.entries.append(Entry(path, f"第 {number} 条", self.section, (answer,)))

    def _rows(self, place: ListPlace, path: str, name: str) -> None:
        columns = {label: relative(field) for label, field in place.rows.columns.items()}
        section = f"{self.section}·{name}" if name else self.section
        unit = "行" if len(place.groups) == 1 else "项"
        for number, cells in enumerate(place.entry_cells(), 1):
            at = f"第 {number} {unit}"
            texts = {label: _clean(cell.text) for label, cell in cells.items()}
            answers = tuple(
                Answer(columns[label], text, section, label) for label, text in texts.items() if text
            )
            if answers:
                self.entries.append(Entry(path, at, section, answers))
            for label, cell in cells.items():
                self._objects(f"{at}·{label}", cell.paragraphs, texts[label], section)

    def _objects_of(self, place: CellPlace | InlinePlace | AfterPlace) -> None:
        match place:
            case CellPlace():
                self._objects(place.slot.label, place.cell.paragraphs, place.cell.text)
            case InlinePlace():
                self._objects(place.slot.label, [place.paragraph], _inline_text(place))
            case AfterPlace():
                text = "".join(map(paragraph_text, place.paragraphs))
                self._objects(place.slots[0].label, place.paragraphs, text)

    def _objects(
        self, label: str, paragraphs: Sequence[etree._Element], text: str, section: str | None = None
    ) -> None:
        """Texts in boxes, and pictures where there is no text: a seal over an answer is none."""
        section = self.section if section is None else section
        self._looked_at.update(paragraphs)
        boxed = [told for paragraph in paragraphs for told in boxed_texts(paragraph)]
        self.unread += [Answer(None, told, section, label) for told in boxed]
        if not (boxed or text.strip(BLANK)) and any(map(has_picture, paragraphs)):
            self.unread.append(Answer(None, "", section, label))


def _list_names(section: Section) -> list[str]:
    """What tells the lists of a section apart: the label beside each; nothing for the one that has none."""
    return ([""] if section.rows else []) + [table.region.row_label for table in section.tables]


def _inner_tables(sheet: SheetPlaces) -> Iterator[str]:
    """The rows of tables that somebody put into the cell of an answer: no answer is a table."""
    cells = dict.fromkeys(place.cell for place in sheet.answers if not isinstance(place, TickPlace))
    for cell in filter(None, cells):
        rows = (row for table in cell.element.iter(TBL) for row in Grid(table).rows)
        lines = (
            "　".join(filter(None, (" ".join(one.text.split()) for one in row.own_cells))) for row in rows
        )
        yield from filter(None, lines)


def _texts(place: CellPlace | InlinePlace | AfterPlace) -> Iterator[tuple[str, str | None, str]]:
    """Each label with the path of its slot and its text; without a path where no slot takes the text."""
    match place:
        case CellPlace():
            yield place.slot.label, place.slot.path, _clean(place.cell.text)
        case InlinePlace():
            yield place.slot.label, place.slot.path, _clean(_inline_text(place).strip(BLANK))
        case AfterPlace():
            yield from _led_texts(place)


def _led_texts(place: AfterPlace) -> Iterator[tuple[str, str | None, str]]:
    """The lines after a label, divided by the leads of its slots."""
    label = place.slots[0].label
    paths = {normalise(slot.lead): slot.path for slot in place.slots if slot.lead}
    path = None if paths else place.slots[0].path
    lines: list[str] = []
    for line in lines_on_paper("\n".join(paragraph_text(paragraph) for paragraph in place.paragraphs)):
        if normalise(line) in paths:
            yield label, path, "\n".join(lines)
            label, path, lines = line, paths[normalise(line)], []
        else:
            lines.append(line)
    yield label, path, "\n".join(lines)


def _inline_text(place: InlinePlace) -> str:
    return paragraph_text(place.paragraph)[place.start : place.end]


def _clean(text: str) -> str:
    return "\n".join(lines_on_paper(text))
