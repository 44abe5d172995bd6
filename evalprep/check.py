"""One project in, one result out: the self-check, wired in one place."""

from __future__ import annotations

from datetime import date

from evalprep.law import Law, Target
from evalprep.model.evidence import named_files
from evalprep.model.results import CheckResult
from evalprep.rules.evaluate import evaluate
from evalprep.rules.world import World
from evalprep.store.evidence import examine
from evalprep.store.project import StoredProject


def check(stored: StoredProject, target: Target, on: date, law: Law) -> CheckResult:
    """A project held against one notice and track on a day."""
    return evaluate(target.checklist, target.track, world(stored, target, on, law), stored.path.as_posix())


def world(stored: StoredProject, target: Target, on: date, law: Law) -> World:
    """Everything that a judgement of the project may look at."""
    return World(
        project=stored.project,
        on=on,
        place=stored.place,
        files=examine(stored.folder, (name for _, name in named_files(stored.project))),
        forms=law.form_states(target, stored.project),
        catalogs=law.catalogs,
    )
