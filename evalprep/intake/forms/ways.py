"""For each thing that a form prints, whether the way back to the project file is there, and to which fields."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from evalprep.documents.forms.formmap import FormMap
from evalprep.model.derived import DERIVED, SCORE, read_for
from evalprep.model.derived_lists import LISTS
from evalprep.model.fields import Shape, fields

CHOICE = "organization.form_choice"
"""机构性质, which a kind of body or a legal form ticks."""


class WayBack(StrEnum):
    """How a printed value gets back."""

    READ = "read"
    """It reads back equal."""
    WHERE_CLEAR = "where_clear"
    """It reads back where its text leaves no choice; else it is told and stays out."""
    DERIVED = "derived"
    """It follows from other fields, or from the day: it is never taken."""
    LEFT = "left"
    """Signature, seal, date and what the authority writes: nothing of the applicant's."""


@dataclass(frozen=True)
class SlotWay:
    """One slot of a form with its way back."""

    section: str
    label: str
    path: str
    """As `FormMap` prints it, with `[]` after a list: `staff[].work`."""
    way: WayBack


def slot_ways(form: FormMap, own_scores: Collection[str] = ()) -> Iterator[SlotWay]:
    """Every slot, title and column of a form, in the order of its map."""
    for section in form.sections:
        base = f"{section.repeat}[]" if section.repeat else ""
        words = section.at.words
        if section.title:
            path = f"{base}{section.title.prepend}"
            yield SlotWay(words, words, path, way_back(path, own_scores))
        for slot in section.every_slot():
            path = f"{base}{slot.path}" if slot.path.startswith(".") else slot.path
            path += f"[]{slot.value}" if slot.each else ""
            way = WayBack.LEFT if slot.leave else way_back(path, own_scores)
            yield SlotWay(words, slot.lead or slot.label, path, way)
        for rows in section.every_list():
            listed = f"{base}{rows.from_}" if rows.from_.startswith(".") else rows.from_
            for label, key in rows.columns.items():
                yield SlotWay(words, label, f"{listed}[]{key}", way_back(f"{listed}[]{key}", own_scores))


def way_back(path: str, own_scores: Collection[str] = ()) -> WayBack:
    """The way back of what a form prints at a path; `own_scores` are the items whose points the applicant gives."""
    if path.startswith(f"{SCORE}."):
        return WayBack.READ if path.removeprefix(f"{SCORE}.") in own_scores else WayBack.DERIVED
    listed, inside, key = path.rpartition("[].")
    if inside and listed in LISTS:
        return _of_derived_list(listed, key)
    if derived := DERIVED.get(path):
        if derived.read:
            return WayBack.READ
        return WayBack.WHERE_CLEAR if derived.read_among or path == CHOICE else WayBack.DERIVED
    field = fields().get(path)
    return WayBack.READ if field and field.shape in (Shape.VALUE, Shape.VALUES) else WayBack.DERIVED


def _of_derived_list(listed: str, key: str) -> WayBack:
    """A column of a list put together: it goes back where its rows are rows of the project."""
    found = LISTS[listed]
    if found.rows is None:
        return WayBack.DERIVED
    return WayBack.READ if key in (found.columns or {}) else way_back(f"{found.rows}.{key}")


def made_of(path: str) -> str:
    """The Chinese names of what a printed value follows from, for telling why it is not taken."""
    read = [one for one in read_for(path) if one in fields()]
    # What tells one occupation from another decides which rows count, and makes up no value.
    read = [one for one in read if not one.startswith("occupations[].")] or read
    read = [one for one in read if not any(other.startswith(f"{one}[].") for other in read)]
    return "、".join(dict.fromkeys(fields()[one].label for one in read))
