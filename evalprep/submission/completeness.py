"""How far a paper that is made of data is complete, and which fields it prints: what the judgement and the interview ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from evalprep.documents.awaited import AwaitedMap
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.sheets.listmap import ListMap, Table, planned
from evalprep.documents.sheets.listsheets import NAME, list_states
from evalprep.documents.values import SlotState, State, slot_states
from evalprep.model.derived import DERIVED, NUMBER, SCORE, read_for
from evalprep.model.derived_lists import LISTS
from evalprep.model.fields import concrete, fields, pattern
from evalprep.model.validation import Path
from evalprep.rules.world import FormState
from evalprep.submission.outline_facts import FACTS, outline_reads
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
    signed = [NAME] if ":sign" in outline.splitlines() else []
    paths = [*signed, *(named - set(FACTS)), *(table.from_ for table in printed), *columns]
    return read_by(paths).union(*(outline_reads(one) for one in named))


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
