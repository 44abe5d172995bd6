"""Of what repeated rules speak, in both states: an occupation whose code was mended or filled in is still the same."""

from __future__ import annotations

from collections.abc import Mapping

from evalprep.differences.rows import paired
from evalprep.model.fields import value_at
from evalprep.model.project import Project
from evalprep.model.results import Filing, Finding, Subject
from evalprep.rules.facts import SUBJECTS
from evalprep.rules.findings import subject_of
from evalprep.rules.world import Row

Numbered = tuple[Subject, int]
"""A subject, and its number among those that are called the same."""


def same_subjects(before: Project, after: Project) -> Mapping[Numbered, Numbered | None]:
    """The subjects of the first state as the second has them; None for one that is gone."""
    found: dict[Numbered, Numbered | None] = {}
    for listed in SUBJECTS:
        old, new = _rows(before, listed), _rows(after, listed)
        was, now = _numbered(listed, old), _numbered(listed, new)
        for first, second in paired(listed, [row.record for row in old], [row.record for row in new]):
            if first is not None:
                found[was[first]] = now[second] if second is not None else None
    return found


def _numbered(listed: str, rows: list[Row]) -> list[Numbered]:
    every = [subject_of(listed, row) for row in rows]
    return [(one, every[:at].count(one)) for at, one in enumerate(every)]


def row_of(project: Project, one: Finding | Filing | None) -> Row | None:
    """The row that a finding speaks of; None for one of the whole, and where there is no finding."""
    if not isinstance(one, Finding) or one.subject is None:
        return None
    rows = ((listed, row) for listed in SUBJECTS for row in _rows(project, listed))
    return next((row for listed, row in rows if subject_of(listed, row) == one.subject), None)


def _rows(project: Project, listed: str) -> list[Row]:
    records = value_at(project, (listed,))
    return (
        [Row((listed, at), record) for at, record in enumerate(records)] if isinstance(records, tuple) else []
    )
