"""Reads a filled form back, through the map that filled it: what each slot says, as text.

The file may have been edited since, in Word or WPS: rows added, text split into runs or tracked as inserted,
content controls, and boxes ticked in whatever way. Nothing is guessed: text that no slot takes is handed over as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from evalprep.documents.formmap import FormMap, relative
from evalprep.documents.labels import normalise
from evalprep.documents.lists import ListPlace
from evalprep.documents.package import open_package
from evalprep.documents.places import AfterPlace, CellPlace, InlinePlace, TickPlace, locate
from evalprep.documents.values import lines_on_paper
from evalprep.documents.wordxml import paragraph_text


@dataclass(frozen=True)
class Reading:
    """What a filled form says, by the paths of its map; blank slots, lists and rows are absent."""

    values: dict[str, str] = field(default_factory=dict)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The options that are ticked, as the map names them."""
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    """Each list's entries, by paths without their leading dot."""
    unplaced: dict[str, str] = field(default_factory=dict)
    """Text that stands under a label but is no slot's: without its lead, or against what the form says elsewhere."""


def read(docx: bytes, form: FormMap, *, name: str = "") -> Reading:
    """Read the form in `docx`, which messages call `name`.

    Raises FormError when the file cannot be read, or does not have the labels of the map.
    """
    places = locate(open_package(docx, name).body, form, name)
    reading = Reading()
    for place in places.answers:
        if isinstance(place, TickPlace):
            _take_ticks(place, reading)
        else:
            for label, path, text in _texts(place):
                _take(label, path, text, reading)
    for rows in places.lists:
        _take_rows(rows, reading)
    return reading


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


def _take_ticks(place: TickPlace, reading: Reading) -> None:
    ticked = tuple(label for label, option in place.options.items() if option.ticked)
    if ticked:
        reading.choices[place.slot.path] = ticked


def _take_rows(place: ListPlace, reading: Reading) -> None:
    columns = {label: relative(path) for label, path in place.rows.columns.items()}
    read = (
        {path: _clean(place.text(row, label)) for label, path in columns.items()} for row in place.entries
    )
    entries = [{path: text for path, text in entry.items() if text} for entry in read]
    filled = [entry for entry in entries if entry]
    if filled:
        reading.rows[place.rows.from_] = filled


def _clean(text: str) -> str:
    return "\n".join(lines_on_paper(text))
