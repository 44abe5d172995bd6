"""Days that lie ahead of the day of the judgement although they tell of what has happened; each is a warning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from evalprep.model.dates import PartialDate
from evalprep.model.fields import label, leaves
from evalprep.model.results import Warned
from evalprep.rules.world import World

TO_COME = {"to", "until", "expires_on", "from", "when"}
"""The keys of days that may lie ahead: a lease's, a waiver's, a filing's expiry."""


def ahead(world: World) -> Iterator[Warned]:
    """Every day that has not come yet on the day of the judgement, and tells of something done."""
    for path, known in leaves(world.project):
        day = known.earliest() if isinstance(known, PartialDate) else known
        if isinstance(day, date) and path[-1] not in TO_COME and day > world.on:
            told = f"{label(path)}「{day}」晚于判断日 {world.on}：还没有发生的不能算数，核对日期"
            yield Warned("date_ahead", told, world.place(path))
