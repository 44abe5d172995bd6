"""One project in, one result out: the self-check, wired in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from evalprep.errors import Place
from evalprep.law import Law, Target
from evalprep.model.evidence import named_files
from evalprep.model.results import CheckResult
from evalprep.model.validation import Path
from evalprep.rules.checklist import forms_read
from evalprep.rules.evaluate import evaluate
from evalprep.rules.world import FormState, World
from evalprep.store.evidence import examine
from evalprep.store.project import StoredProject
from evalprep.store.recommended import Recommended, load_recommended


def check(stored: StoredProject, target: Target, on: date, law: Law) -> CheckResult:
    """A project held against one notice and track on a day."""
    return evaluate(target.checklist, target.track, world(stored, target, on, law), stored.path.as_posix())


def world(stored: StoredProject, target: Target, on: date, law: Law) -> World:
    """Everything that a judgement of the project may look at."""
    own = _world(stored, stored.place, on, law, law.form_states(target, stored.project, on))
    if not target.checklist.elsewhere:
        return own
    wanted = (one.project for one in stored.project.recommends or () if one.project)
    found = load_recommended(stored, wanted)
    forms = forms_read(sorted(target.checklist.elsewhere))
    return replace(
        own,
        recommended={
            name: _world(one.stored, one.place, on, law, law.states_of(forms, one.stored.project, on))
            for name, one in found.items()
            if isinstance(one, Recommended)
        },
        refused={name: one for name, one in found.items() if isinstance(one, str)},
    )


def _world(
    stored: StoredProject,
    place: Callable[[Path], Place | None],
    on: date,
    law: Law,
    forms: Mapping[str, FormState],
) -> World:
    return World(
        project=stored.project,
        on=on,
        place=place,
        files=examine(stored.folder, (name for _, name in named_files(stored.project))),
        forms=forms,
        catalogs=law.catalogs,
    )
