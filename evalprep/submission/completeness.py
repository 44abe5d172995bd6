"""How far a paper that is made of data is complete, and which fields it prints: what the judgement and the interview ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from evalprep.documents.awaited import AwaitedMap
from evalprep.documents.forms.formmap import FormMap, relative
from evalprep.documents.sheets.listmap import ListMap, Table, planned
from evalprep.documents.sheets.listsheets import NAME, list_states
from evalprep.documents.values import SlotState, State, slot_states
from evalprep.model.derived import DERIVED, NUMBER, SCORE, read_for
from evalprep.model.derived_lists import LISTS
from evalprep.model.fields import concrete, fields, pattern
from evalprep.model.validation import Path
from evalprep.rules.world import FormState
from evalprep.submission.outline_facts import FACTS, OutlineFacts, outline_reads
from evalprep.submission.record import ProjectRecord

_FIELD = re.compile(r"\{([a-z][a-z_.]*)\}")
_TABLE = re.compile(r"^:table ([a-z_]+)$", re.M)
"""How an outline names fields and tables; `outline_text` refuses what is none."""


def form_state(form: FormMap, record: ProjectRecord) -> FormState:
    """How far an official form is complete. A slot whose fields are all known has no option that fits them."""
    waiting: dict[Path, None] = {}
    unfit: list[str] = []
    for slot in _open(slot_states(form, record)):
        awaited = record.waits_for(slot.path)
        waiting |= dict.fromkeys(awaited)
        unfit += [] if awaited else [slot.label]
    return FormState(form.title, tuple(waiting), frozenset(printed_fields(form)), tuple(unfit))


def list_state(form: ListMap, record: ProjectRecord, tables: Mapping[str, Table]) -> FormState:
    """How far a list is complete."""
    waiting: dict[Path, None] = {}
    for slot in _open(list_states(form, record, tables)):
        waiting |= dict.fromkeys(record.waits_for(slot.path) or (concrete(slot.path),))
    return FormState(form.title, tuple(waiting), frozenset(listed_fields(form, tables)))


def awaited_state(form: AwaitedMap) -> FormState:
    """A form whose official file the library lacks: never complete."""
    return FormState(form.title, (), frozenset(), awaits=form.awaits)


def draft_state(
    title: str, outline: str, record: ProjectRecord, facts: OutlineFacts, tables: Mapping[str, Table]
) -> FormState:
    """How far what a free paper prints of the project is known: its fields, its facts, the cells of its tables.

    What its prompts ask is written by hand, so nothing waits for it.
    """
    waiting: dict[Path, None] = {}
    for name in dict.fromkeys((*_FIELD.findall(outline), *_signed(outline))):
        if name in facts.texts:
            waiting |= dict.fromkeys(() if facts.texts[name] else facts.waits[name])
        elif not record.text(name):
            waiting |= dict.fromkeys(record.waits_for(name))
    for name in _TABLE.findall(outline):
        waiting |= dict.fromkeys(_open_cells(tables[name], record))
    return FormState(title, tuple(waiting), frozenset(drafted_fields(outline, tables)))


def _open_cells(table: Table, record: ProjectRecord) -> Iterator[Path]:
    """What the blank cells of a table wait for; while its list is unknown, what the list waits for."""
    entries = record.rows(table.from_)
    if entries is None:
        yield from record.waits_for(table.from_)
    for entry in entries or ():
        for column in map(relative, table.columns.values()):
            if not entry.text(column):
                yield from record.waits_for(entry.path_of(column))


def printed_fields(form: FormMap) -> set[str]:
    """The registry's paths of every field that an official form prints."""
    return read_by(path for section in form.sections for path in (*section.printed(), *section.lists()))


def listed_fields(form: ListMap, tables: Mapping[str, Table]) -> set[str]:
    """The registry's paths of every field that a list prints, or chooses its rows by."""
    paths = [NAME]
    for plan in (planned(sheet, tables) for sheet in form.sheets):
        columns = (*plan.columns.values(), *plan.only)
        paths += [plan.from_, *(f"{plan.from_}[]{path}" for path in columns)] if plan.from_ else columns
    return read_by(paths)


def drafted_fields(outline: str, tables: Mapping[str, Table]) -> set[str]:
    """The registry's paths of every field that a free document prints: those in braces, and those of its tables."""
    named = set(_FIELD.findall(outline))
    printed = [tables[name] for name in _TABLE.findall(outline) if name in tables]
    columns = (f"{table.from_}[]{path}" for table in printed for path in table.columns.values())
    paths = [*_signed(outline), *(named - set(FACTS)), *(table.from_ for table in printed), *columns]
    return read_by(paths).union(*(outline_reads(one) for one in named))


def _signed(outline: str) -> tuple[str, ...]:
    """The name of the organisation, where it stands under the text."""
    return (NAME,) if ":sign" in outline.splitlines() else ()


def read_by(paths: Iterable[str]) -> set[str]:
    """The registry's paths of the fields that what is printed at some paths is made of."""
    return {read for one in paths for read in read_for(one if "[" in one else pattern(concrete(one)))}


def is_printable(path: str) -> bool:
    """Whether a paper may name a path: a field or list of the registry, or what is put together of them (`history[].year`)."""
    if path in fields() or path in DERIVED or path in LISTS or path.split(".")[0] == SCORE:
        return True
    if "[]." in path and path.rsplit(".", 1)[-1] == NUMBER:
        return True
    listed = next((one for one in LISTS.values() if path.startswith(f"{one.path}[].")), None)
    if listed is None:
        return False
    inside = path.removeprefix(f"{listed.path}[].")
    return inside in (listed.columns or {}) or (
        listed.rows is not None and is_printable(f"{listed.rows}.{inside}")
    )


def _open(slots: Iterable[SlotState]) -> list[SlotState]:
    return [slot for slot in slots if slot.state is State.OPEN]
