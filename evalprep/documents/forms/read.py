"""Reads a filled form back, through the map that filled it: what each slot says, as text.

The file may have been edited since, in Word or WPS: rows added, text split into runs or tracked as inserted,
content controls, and boxes ticked in whatever way. Nothing is guessed: text that no slot takes is handed over as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from evalprep.documents.forms.formmap import FormMap, relative
from evalprep.documents.forms.grid import Grid
from evalprep.documents.forms.lists import ListPlace
from evalprep.documents.forms.places import (
    AfterPlace,
    CellPlace,
    InlinePlace,
    SheetPlaces,
    TickPlace,
    locate,
)
from evalprep.documents.labels import normalise
from evalprep.documents.package import open_package
from evalprep.documents.values import lines_on_paper
from evalprep.documents.wordxml import TBL, paragraph_text

_NUMBER = re.compile(r"([1-9][0-9]{0,3})\s*[.、．]\s*")


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


def read(docx: bytes, form: FormMap, *, name: str = "") -> Reading:
    """Read the form in `docx`, which messages call `name`.

    Raises FormError when the file cannot be read, or does not have the labels of the map.
    """
    reading = Reading()
    for sheet in locate(open_package(docx, name).body, form, name):
        if sheet.title and not sheet.title.text:
            _take_nameless(sheet, reading)
        else:
            _take_sheet(sheet, reading)
    return reading


def _take_nameless(sheet: SheetPlaces, reading: Reading) -> None:
    """A sheet without a title may be of any entry: what it says of one has no place."""
    apart, own = Reading(), sheet.path(".")
    _take_sheet(sheet, apart)
    lines = [text for path, text in apart.values.items() if path.startswith(own)]
    lines += ["、".join(words) for path, words in apart.choices.items() if path.startswith(own)]
    entries = (entry for path, rows in apart.rows.items() if path.startswith(own) for entry in rows)
    lines += [*("　".join(entry.values()) for entry in entries), *apart.unplaced.values()]
    _take(f"{sheet.section.at.words}（第 {sheet.index + 1} 份）", None, "\n".join(lines), reading)
    for path, text in apart.values.items():
        if not path.startswith(own):
            _take(sheet.section.at.words, path, text, reading)
    reading.choices.update({path: words for path, words in apart.choices.items() if not path.startswith(own)})
    reading.rows.update({path: rows for path, rows in apart.rows.items() if not path.startswith(own)})


def _take_sheet(sheet: SheetPlaces, reading: Reading) -> None:
    if sheet.title and sheet.section.title:
        _take(sheet.section.at.words, sheet.path(sheet.section.title.prepend), sheet.title.text, reading)
    for place in sheet.answers:
        if isinstance(place, TickPlace):
            _take_ticks(place, sheet.path(place.slot.path), reading)
        elif isinstance(place, CellPlace) and place.slot.each:
            _take_entries(place, sheet, reading)
        else:
            for label, path, text in _texts(place):
                _take(label, sheet.path(path) if path else None, text, reading)
    for rows in sheet.lists:
        _take_rows(rows, sheet.path(rows.rows.from_), reading)
    _take(sheet.section.at.words, None, "\n".join((*_inner_tables(sheet), *sheet.stray)), reading)


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
            text = paragraph_text(place.paragraph)[place.start : place.end]
            yield place.slot.label, place.slot.path, _clean(text.strip(" _\t\u3000\u2002"))
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
            path, lines = paths[normalise(line)], []
        else:
            lines.append(line)
    yield label, path, "\n".join(lines)


def _take(label: str, path: str | None, text: str, reading: Reading) -> None:
    if not text:
        return
    if path is None or reading.values.setdefault(path, text) != text:
        reading.unplaced[label] = "\n".join(filter(None, (reading.unplaced.get(label), text)))


def _take_ticks(place: TickPlace, path: str, reading: Reading) -> None:
    ticked = tuple(label for label, option in place.options.items() if option.ticked)
    if ticked:
        reading.choices[path] = ticked


def _take_entries(place: CellPlace, sheet: SheetPlaces, reading: Reading) -> None:
    """The entries of a list that stands in one cell, by their numbers; without numbers each line is one."""
    lines = lines_on_paper(place.cell.text)
    is_numbered = bool(lines) and _NUMBER.match(lines[0]) is not None
    entries: list[list[str]] = []
    for line in lines:
        number = _NUMBER.match(line)
        if number and int(number[1]) == len(entries) + 1:
            entries.append([line[number.end() :]])
        elif entries and is_numbered:
            entries[-1].append(line)
        else:
            entries.append([line])
    key = relative(place.slot.value or "")
    if entries:
        reading.rows[sheet.path(place.slot.path)] = [{key: "\n".join(entry)} for entry in entries]


def _take_rows(place: ListPlace, path: str, reading: Reading) -> None:
    columns = {label: relative(field) for label, field in place.rows.columns.items()}
    read = (
        {columns[label]: _clean(text) for label, text in entry.items() if _clean(text)}
        for entry in place.entries()
    )
    filled = [entry for entry in read if entry]
    if filled:
        reading.rows[path] = filled


def _clean(text: str) -> str:
    return "\n".join(lines_on_paper(text))
