"""What a form needs to know of a project, and what each of its slots then holds: filled, open or left on purpose.

Neither the Word file nor the project's model is needed here; `check` uses this to see what a form still misses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from evalprep.documents.forms.formmap import FormMap, Rows, Section, Slot, relative
from evalprep.documents.labels import normalise

# What XML 1.0 cannot carry at all (clause 2.2, Char).
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Record(Protocol):
    """A project, or one entry of its lists, as text for paper.

    Paths are those of the form map (`organization.name`); inside an entry they are relative and without
    the leading dot (`code`).
    """

    def text(self, path: str) -> str | None:
        """The text of a field as it stands on paper; None when unknown."""

    def rows(self, path: str) -> Sequence[Record] | None:
        """The entries of a list; None when unknown, empty when there are none."""

    def choices(self, path: str) -> Sequence[str]:
        """The words that may tick an option, best first; the first that matches one ticks it."""

    def path_of(self, path: str) -> str:
        """The whole path of a field in the project: `code` of an occupation is occupations[0].code.

        An entry of a list that is made of another names where it really stands: equipment[3].quantity.
        """


class State(StrEnum):
    """How a slot stands."""

    FILLED = "filled"
    OPEN = "open"
    LEFT = "left"


@dataclass(frozen=True)
class SlotState:
    """One slot of a form: the field's path (occupations[0].code), its printed label and section, and its text.

    The path of a slot that is left on purpose says for whom: signature, seal or authority.
    """

    path: str
    label: str
    section: str
    state: State
    text: str = ""


def lines_on_paper(text: str | None) -> list[str]:
    """A field's text as lines: one paragraph each, trimmed, without empty lines and what no Word file can hold."""
    lines = (text or "").replace("\t", " ").splitlines()
    trimmed = (_ILLEGAL.sub("", line).strip() for line in lines)
    return [line for line in trimmed if line]


class Sheet:
    """What one sheet of a repeated section is filled from: paths with a dot are the entry's, all others the whole's."""

    def __init__(self, whole: Record, entry: Record) -> None:
        self._whole, self._entry = whole, entry

    def text(self, path: str) -> str | None:
        """The text of a field, as of a Record."""
        return self._of(path).text(relative(path))

    def rows(self, path: str) -> Sequence[Record] | None:
        """The entries of a list, as of a Record."""
        return self._of(path).rows(relative(path))

    def choices(self, path: str) -> Sequence[str]:
        """The words that may tick an option, as of a Record."""
        return self._of(path).choices(relative(path))

    def path_of(self, path: str) -> str:
        """The whole path of a field, as of a Record."""
        return self._of(path).path_of(relative(path))

    def _of(self, path: str) -> Record:
        return self._entry if path.startswith(".") else self._whole


def sheets(section: Section, record: Record) -> list[Record]:
    """What each sheet of a section is filled from: the record itself, or for a repeated section one for each entry."""
    if section.repeat is None:
        return [record]
    return [Sheet(record, entry) for entry in record.rows(section.repeat) or ()]


def sheet_title(section: Section, record: Record) -> str:
    """What tells a sheet from the others, on one line; empty when it is unknown or the section has none."""
    return " ".join(lines_on_paper(record.text(section.title.prepend))) if section.title else ""


def entry_lines(slot: Slot, record: Record) -> list[str]:
    """A list that stands in one place: 「1. 财务管理制度」, each entry numbered; those of which nothing is known are left out."""
    known = (lines_on_paper(entry.text(relative(slot.value or ""))) for entry in _entries(slot, record))
    entries = [lines for lines in known if lines]
    return [
        line if at else f"{number}. {line}"
        for number, lines in enumerate(entries, 1)
        for at, line in enumerate(lines)
    ]


def slot_states(form: FormMap, record: Record) -> tuple[SlotState, ...]:
    """Every slot of the form in the order of its map. An unknown list is one open slot with the list's path."""
    states: list[SlotState] = []
    for section in form.sections:
        of = sheets(section, record)
        if not of:
            words = section.at.words
            states.append(SlotState(record.path_of(section.repeat or ""), words, words, State.OPEN))
        for sheet in of:
            states += _sheet_states(section, sheet)
    return tuple(states)


def ticked(slot: Slot, record: Record) -> str | None:
    """The option to tick for a record; None when none fits."""
    return option_for(slot, record.choices(slot.choose or ""))


def option_for(slot: Slot, choices: Sequence[str]) -> str | None:
    """The option that the first matching word stands for, compared whole; None when none does."""
    options = {normalise(word): option for option, words in (slot.options or {}).items() for word in words}
    matching = (options.get(normalise(word)) for word in choices)
    return next((option for option in matching if option), None)


def _sheet_states(section: Section, record: Record) -> Iterator[SlotState]:
    """The slots of one sheet, its title first; messages call the sheet by its title."""
    title = sheet_title(section, record)
    name = f"{title} {section.at.words}" if title else section.at.words
    if section.title:
        yield _state(record.path_of(section.title.prepend), section.at.words, name, title)
    for slot in section.every_slot():
        yield from _entry_states(slot, name, record) if slot.each else (_slot_state(slot, name, record),)
    if section.rows:
        yield from _row_states(section.rows, name, name, record)
    for table in section.tables:
        yield from _row_states(table.rows, table.region.row_label, name, record)


def _slot_state(slot: Slot, section: str, record: Record) -> SlotState:
    label = slot.lead or slot.label
    if slot.leave:
        return SlotState(slot.leave, f"{label}{slot.before or ''}", section, State.LEFT)
    text = ticked(slot, record) if slot.choose else "\n".join(lines_on_paper(record.text(slot.path)))
    return _state(record.path_of(slot.path), label, section, text or "")


def _entry_states(slot: Slot, section: str, record: Record) -> Iterator[SlotState]:
    entries = _entries(slot, record)
    if not entries:
        yield SlotState(record.path_of(slot.path), slot.label, section, State.OPEN)
    for entry in entries:
        path = relative(slot.value or "")
        yield _state(entry.path_of(path), slot.label, section, "\n".join(lines_on_paper(entry.text(path))))


def _entries(slot: Slot, record: Record) -> Sequence[Record]:
    return record.rows(slot.each or "") or ()


def _row_states(rows: Rows, label: str, section: str, record: Record) -> Iterator[SlotState]:
    entries = record.rows(rows.from_)
    if entries is None or (not entries and rows.required):
        yield SlotState(record.path_of(rows.from_), label, section, State.OPEN)
    for entry in entries or ():
        for header, path in rows.columns.items():
            text = "\n".join(lines_on_paper(entry.text(relative(path))))
            yield _state(entry.path_of(relative(path)), header, section, text)


def _state(path: str, label: str, section: str, text: str) -> SlotState:
    return SlotState(path, label, section, State.FILLED if text else State.OPEN, text)
