"""What a form needs to know of a project, and what each of its slots then holds: filled, open or left on purpose.

Neither the Word file nor the project's model is needed here; `check` uses this to see what a form still misses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from evalprep.documents.formmap import FormMap, Rows, Slot, relative
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


def slot_states(form: FormMap, record: Record) -> tuple[SlotState, ...]:
    """Every slot of the form in the order of its map. An unknown list is one open slot with the list's path."""
    states: list[SlotState] = []
    for section in form.sections:
        words = section.at.words
        states += (_slot_state(slot, words, record) for slot in section.every_slot())
        if section.rows:
            states += _row_states(section.rows, words, record)
    return tuple(states)


def ticked(slot: Slot, record: Record) -> str | None:
    """The option to tick: the one that the first matching word stands for, compared whole; None when none does."""
    options = {normalise(word): option for option, words in (slot.options or {}).items() for word in words}
    matching = (options.get(normalise(word)) for word in record.choices(slot.choose or ""))
    return next((option for option in matching if option), None)


def _slot_state(slot: Slot, section: str, record: Record) -> SlotState:
    label = slot.lead or slot.label
    if slot.leave:
        return SlotState(slot.leave, label, section, State.LEFT)
    text = ticked(slot, record) if slot.choose else "\n".join(lines_on_paper(record.text(slot.path)))
    return _state(slot.path, label, section, text or "")


def _row_states(rows: Rows, section: str, record: Record) -> Iterator[SlotState]:
    entries = record.rows(rows.from_)
    if entries is None or (not entries and rows.required):
        yield SlotState(rows.from_, section, section, State.OPEN)
    for index, entry in enumerate(entries or ()):
        for label, path in rows.columns.items():
            text = "\n".join(lines_on_paper(entry.text(relative(path))))
            yield _state(f"{rows.from_}[{index}]{path}", label, section, text)


def _state(path: str, label: str, section: str, text: str) -> SlotState:
    return SlotState(path, label, section, State.FILLED if text else State.OPEN, text)
