"""Fills a blank form: the Word file, its map and a project's record in; the filled file and its slots out.

Text takes the typeface, size and alignment of the cell that it goes into; a row of fixed height may grow; whatever
is not filled stays as it was. The same blank, map and record give the same bytes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from evalprep.documents.forms.boxes import tick
from evalprep.documents.forms.formmap import FormMap, Slot, relative
from evalprep.documents.forms.grid import Cell
from evalprep.documents.forms.lists import ListPlace, fill_list
from evalprep.documents.forms.places import (
    TITLE_GAP,
    AfterPlace,
    AnswerPlace,
    CellPlace,
    InlinePlace,
    SheetPlaces,
    TickPlace,
    TitlePlace,
    locate,
)
from evalprep.documents.forms.repeated import add_sheets
from evalprep.documents.forms.runs import (
    add_paragraph_after,
    let_grow,
    replace_span,
    set_as_lead,
    write_lines,
)
from evalprep.documents.package import open_package
from evalprep.documents.values import (
    Record,
    SlotState,
    entry_lines,
    lines_on_paper,
    sheet_title,
    sheets,
    slot_states,
    ticked,
)
from evalprep.documents.wordxml import paragraph_text

_SPACE = "\u3000"


@dataclass(frozen=True)
class Filled:
    """A filled form: the bytes of the Word file, and how each of its slots stands."""

    content: bytes
    slots: tuple[SlotState, ...]


def fill(blank: bytes, form: FormMap, record: Record, *, name: str = "") -> Filled:
    """Fill the form in `blank`, which messages call `name`, with what the record knows.

    Raises FormError when the file cannot be read, or does not have the labels of the map.
    """
    package = open_package(blank, name)
    add_sheets(package.body, form, [len(sheets(section, record)) for section in form.sections], name)
    for sheet in locate(package.body, form, name):
        of = sheets(sheet.section, record)
        if sheet.index < len(of):  # more sheets than entries: the others stay as printed
            _fill_sheet(sheet, of[sheet.index])
    return Filled(package.save(), slot_states(form, record))


def _fill_sheet(sheet: SheetPlaces, record: Record) -> None:
    if sheet.title:
        _write_title(sheet.title, sheet_title(sheet.section, record))
    for place in sheet.answers:
        _answer(place, record)
    for rows in sheet.lists:
        _fill_rows(rows, record)


def _write_title(place: TitlePlace, title: str) -> None:
    if title:
        replace_span(place.paragraph, 0, place.end, title + TITLE_GAP, underline=False)


def _answer(place: AnswerPlace, record: Record) -> None:
    match place:
        case TickPlace():
            chosen = ticked(place.slot, record)
            if chosen:
                tick(place.printed, place.options[chosen])
        case CellPlace():
            _write_cell(place, _lines(place.slot, record))
        case InlinePlace():
            _write_in_line(place, _lines(place.slot, record))
        case AfterPlace():
            _write_after(place, record)


def _fill_rows(place: ListPlace, record: Record) -> None:
    columns = place.rows.columns.items()
    entries = record.rows(place.rows.from_) or ()
    fill_list(
        place,
        [{label: lines_on_paper(entry.text(relative(path))) for label, path in columns} for entry in entries],
    )


def _write_cell(place: CellPlace, lines: Sequence[str]) -> None:
    if lines:
        write_lines(place.cell.paragraphs, lines)
        _let_rows_grow(place.cell)


def _write_in_line(place: InlinePlace, lines: Sequence[str]) -> None:
    if not lines:
        return
    found = paragraph_text(place.paragraph)[place.start : place.end]
    is_line = "_" in found
    text = "\n".join(lines)
    text = _as_long_as(found, text) if is_line else text
    replace_span(place.paragraph, place.start, place.end, text, underline=is_line)
    _let_rows_grow(place.cell)


def _as_long_as(line: str, text: str) -> str:
    """A text on a printed line, with spaces after it until it is as long, so that what follows stays where it is."""
    return text + _SPACE * max(0, (_width(line) - _width(text)) // 2)


def _width(text: str) -> int:
    """In half widths, as Chinese typefaces have them."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _write_after(place: AfterPlace, record: Record) -> None:
    """Into the empty paragraphs after the label; what is printed after those stays."""
    lines = [line for slot in place.slots for line in _with_lead(slot, record)]
    if not lines:
        return
    blank = list(takewhile(lambda paragraph: not paragraph_text(paragraph).strip(), place.paragraphs))
    written = write_lines(blank or [add_paragraph_after(place.label, place.label)], lines)
    leads = {slot.lead for slot in place.slots if slot.lead}
    for line, paragraph in zip(lines, written, strict=True):
        if line in leads:
            set_as_lead(paragraph)
    _let_rows_grow(place.cell)


def _with_lead(slot: Slot, record: Record) -> list[str]:
    lines = _lines(slot, record)
    return [slot.lead, *lines] if slot.lead and lines else lines


def _lines(slot: Slot, record: Record) -> list[str]:
    return entry_lines(slot, record) if slot.each else lines_on_paper(record.text(slot.path))


def _let_rows_grow(cell: Cell | None) -> None:
    for row in cell.grid.rows[cell.row : cell.bottom + 1] if cell else ():
        let_grow(row.element)
