"""Which of the changed fields a requirement looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from evalprep.differences.subjects import Numbered, row_of, same_subjects
from evalprep.law import Law, Target
from evalprep.model.differences import ChangedField
from evalprep.model.fields import pattern
from evalprep.model.project import Project
from evalprep.model.results import Filing, Finding, Outcome
from evalprep.model.validation import Path
from evalprep.rules.checklist import forms_read
from evalprep.rules.occupied import served, target
from evalprep.rules.ready import ReadyRule
from evalprep.rules.world import Row, World

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

    def of(self, before: Finding | Filing | None, after: Finding | Filing | None) -> tuple[ChangedField, ...]:
        """The changed fields that the requirement's judgement may depend on, those of its own subject if there are any."""
        one = after or before
        assert one is not None
        reads = self._reads(one)
        related = [field for field in self.fields if _is_read(field, reads)]
        related = [field for field in related if self._own_key(field.path, one)]
        rows = [row_of(project, each) for project, each in zip(self.projects, (before, after), strict=True)]
        own = [field for field in related if self._of_subject(field, rows, reads)] if any(rows) else related
        return tuple(own or related)

    @cached_property
    def subjects(self) -> Mapping[Numbered, Numbered | None]:
        """The subjects of the first state as the second has them."""
        return same_subjects(*self.projects)

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

    def _of_subject(self, field: ChangedField, rows: Sequence[Row | None], reads: frozenset[str]) -> bool:
        """Whether a field is of the row that the requirement speaks of, or of none that is another's."""
        path = field.path
        listed = next(one.path[0] for one in rows if one is not None)
        # The state that the path is of: the present one, unless the field is no longer there.
        state = 0 if field.after is None else 1
        row = rows[state]
        if len(path) > 1 and path[0] == listed:
            return row is not None and path[:2] == row.path
        if listed != "occupations":
            return True
        if path[0] == "attestations" and "occupations" in path:
            codes = {str(getattr(one.record, "code", None)) for one in rows if one is not None}
            return bool(codes & set(path))
        if len(path) == 1 or path[2:3] == ("occupations",) or f"{path[0]}[].occupations" not in reads:
            return True
        return row is not None and self._serves(path[:2], row, self._worlds[state])

    @staticmethod
    def _serves(served_by: Path, row: Row, world: World) -> bool:
        """Whether a row of people, venues or equipment is of an occupation, or may be."""
        texts = world.value((*served_by, "occupations"))
        if texts is None:
            return True
        return served(world, target(world, row), texts, served_by).value is not False

    @cached_property
    def _worlds(self) -> tuple[World, ...]:
        return tuple(World(one, self.on, catalogs=self.law.catalogs) for one in self.projects)


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
        or rows.startswith((f"{read}.", f"{read}{{}}"))
        or read.startswith((f"{rows}.", f"{rows}[]", f"{rows}{{}}"))
        for read in reads
    )
