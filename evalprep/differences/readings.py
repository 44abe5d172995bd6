"""Which of the changed fields a requirement looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from evalprep.law import Law, Target
from evalprep.model.differences import ChangedField
from evalprep.model.fields import attribute, pattern, value_at
from evalprep.model.project import Project
from evalprep.model.results import Filing, Finding, Outcome
from evalprep.model.validation import Path
from evalprep.rules.checklist import forms_read
from evalprep.rules.ready import ReadyRule

KEYED = ("attachments", "attestations")
"""What is named by free keys, of which a requirement looks at its own."""


@dataclass(frozen=True)
class Readings:
    """A target, and what changed between two states of a project."""

    target: Target
    law: Law
    projects: tuple[Project, Project]
    on: date
    fields: Sequence[ChangedField]

    def of(self, one: Finding | Filing) -> tuple[ChangedField, ...]:
        """The changed fields that the requirement's judgement may depend on, those of its own subject if there are any."""
        reads = self._reads(one)
        related = [field for field in self.fields if _is_read(field, reads)]
        related = [field for field in related if self._own_key(field.path, one)]
        own = [field for field in related if self._own_occupation(field, one)]
        return tuple(own or related)

    def _reads(self, one: Finding | Filing) -> frozenset[str]:
        ready = self.target.checklist.find(one.id)
        if ready is None:
            # The pass mark of a scoring table is no clause of its own: it looks at whatever brings points.
            scoring = self.target.checklist.scoring
            return self._scored if scoring and scoring.passing.id == one.id else frozenset()
        if not isinstance(ready, ReadyRule):
            return ready.reads
        own = ready.condition.reads if ready.condition else frozenset()
        easing = self._easing if isinstance(one, Finding) and one.weight == "principle" else frozenset()
        printed = (read for form in forms_read(own) for read in self._printed.get(form, ()))
        return own.union(printed, easing)

    @cached_property
    def _scored(self) -> frozenset[str]:
        """What a scoring table looks at: its items, and the rules and easings that they stand for."""
        scoring = self.target.checklist.scoring
        if scoring is None:
            return frozenset()
        named = [name for item in scoring.items for name in (*item.full_if, *item.bonus)]
        rules = (found for name in named if isinstance(found := self.target.checklist.find(name), ReadyRule))
        return scoring.reads.union(*(rule.condition.reads for rule in rules if rule.condition))

    @cached_property
    def _easing(self) -> frozenset[str]:
        conditions = (one.condition for one in self.target.checklist.easings if one.condition)
        return frozenset[str]().union(*(condition.reads for condition in conditions))

    @cached_property
    def _printed(self) -> dict[str, frozenset[str]]:
        """What each form of the target prints, of either state."""
        found: dict[str, frozenset[str]] = {}
        for project in self.projects:
            for form, state in self.law.form_states(self.target, project, self.on).items():
                found[form] = found.get(form, frozenset()) | state.reads
        return found

    def _own_key(self, path: Path, one: Finding | Filing) -> bool:
        """Of what stands under a free key, whether the key is one that the requirement looks for."""
        if path[0] not in KEYED or len(path) < 2:
            return True
        if path[0] == "attestations":
            return path[1] in _ids(one)
        ready = self.target.checklist.find(one.id)
        kinds = ready.condition.attached if isinstance(ready, ReadyRule) and ready.condition else frozenset()
        return not kinds or path[1] in kinds

    def _own_occupation(self, field: ChangedField, one: Finding | Filing) -> bool:
        """Of what stands in an occupation's row, whether it is the occupation that the requirement speaks of."""
        subject = one.subject if isinstance(one, Finding) else None
        if subject is None or field.path[0] != "occupations" or len(field.path) < 2:
            return True
        rows = [value_at(project, field.path[:2]) for project in self._states(field)]
        texts = {str(attribute(row, key)) for row in rows if row is not None for key in ("code", "name")}
        return bool(texts & {subject.key, subject.label})

    def _states(self, field: ChangedField) -> tuple[Project, ...]:
        """The state that a field's path is of: the present one, unless the field is no longer there."""
        before, after = self.projects
        return (after,) if field.after is not None else (before,)


def _ids(one: Finding | Filing) -> set[str]:
    return {one.id, *(_ids_within(one.outcome) if isinstance(one, Finding) else ())}


def _ids_within(outcome: Outcome) -> Iterator[str]:
    """The ids of the rules that an outcome refers to."""
    for part in outcome.parts:
        if part.finding is not None:
            yield part.finding.id
        yield from _ids_within(part.finding.outcome if part.finding else part)


def _is_read(field: ChangedField, reads: frozenset[str]) -> bool:
    """Whether a change at a path touches one of the registry's paths that are read, or what is inside or around it.

    The path of a list that is read stands for its rows being there, not for what is in them.
    """
    changed = pattern(field.path)
    # A row is one of its list, a file one of those under its key.
    rows = changed.removesuffix("[]")
    return any(
        read in (changed, rows)
        or rows.startswith(f"{read}.")
        or read.startswith((f"{rows}.", f"{rows}[]", f"{rows}{{}}"))
        for read in reads
    )
