"""Days that lie ahead of the day of the judgement although they tell of what has happened; each is a warning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

from evalprep.model.dates import PartialDate
from evalprep.model.fields import label
from evalprep.model.results import Warned
from evalprep.model.validation import Path
from evalprep.rules.world import World

TO_COME = {"to", "until", "expires_on", "from", "when"}
"""The keys of days that may lie ahead: a lease's, a waiver's, a filing's expiry."""


def ahead(world: World) -> Iterator[Warned]:
    """Every day that has not come yet on the day of the judgement, and tells of something done."""
    for path, day in _days(world.project, ()):
        if path[-1] not in TO_COME and day > world.on:
            told = f"{label(path)}「{day}」晚于判断日 {world.on}：还没有发生的不能算数，核对日期"
            yield Warned("date_ahead", told, world.place(path))


def _days(value: Any, path: Path) -> Iterator[tuple[Path, date]]:
    """Every day of a project, the first that it can mean, with its path."""
    if isinstance(value, PartialDate):
        yield path, value.earliest()
    elif isinstance(value, date):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from _days(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, tuple):
        for index, inside in enumerate(value):
            yield from _days(inside, (*path, index))
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield from _days(inside, (*path, key))
