"""Two states of a project in, their differences out: wired in one place."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from evalprep.check import check
from evalprep.differences.fields import changed_fields, changed_files
from evalprep.differences.readings import Readings
from evalprep.differences.verdicts import changed_verdicts, moved_distances, warnings_only_in
from evalprep.law import Law, Target
from evalprep.model.differences import Difference, State, TargetDifference
from evalprep.store.project import StoredProject


def differences(
    before: tuple[State, StoredProject],
    after: tuple[State, StoredProject],
    targets: Sequence[Target],
    on: date,
    law: Law,
) -> Difference:
    """Both states checked for the same targets, by the same law, on the same day, and held against each other.

    Named files are looked at where each state's folder is: a state from git is judged by the files that lie there now.
    """
    (old_state, old), (new_state, new) = before, after
    old, new = _beside(old, new), _beside(new, old)
    fields = (*changed_fields(old, new), *changed_files(old, new))
    found = []
    for target in targets:
        results = check(old, target, on, law), check(new, target, on, law)
        reads = Readings(target, law, (old.project, new.project), on, fields)
        found.append(
            TargetDifference(
                *results,
                changed_verdicts(results[0].findings, results[1].findings, reads),
                changed_verdicts(results[0].materials, results[1].materials, reads),
                changed_verdicts(results[0].filing, results[1].filing, reads),
                moved_distances(*results, reads),
                warnings_only_in(results[1], results[0]),
                warnings_only_in(results[0], results[1]),
            )
        )
    return Difference(old_state, new_state, fields, tuple(found))


def _beside(stored: StoredProject, other: StoredProject) -> StoredProject:
    """A file that only git still has lies where the other state does: a folder that was renamed keeps its papers."""
    return stored if os.path.exists(stored.path) else replace(stored, path=other.path)  # noqa: PTH110
