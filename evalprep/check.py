"""One project in, one result out: the self-check, wired in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from evalprep.errors import InputError, Place
from evalprep.intake.reads import Audience, Drafted, Reads
from evalprep.law import Law, Target
from evalprep.model.evidence import named_files
from evalprep.model.fields import value_at
from evalprep.model.project import Project
from evalprep.model.results import CheckResult, Finding, Outcome
from evalprep.model.validation import Path
from evalprep.model.verdicts import Verdict, Weight
from evalprep.rules.called import wanted
from evalprep.rules.checklist import entry, forms_read
from evalprep.rules.entries import Clause, ScoreItem
from evalprep.rules.evaluate import evaluate
from evalprep.rules.wording import not_filled
from evalprep.rules.world import FormState, World
from evalprep.store.evidence import examine
from evalprep.store.project import StoredProject
from evalprep.store.recommended import Recommended, load_recommended
from evalprep.submission.outline_facts import outline_facts


def check(stored: StoredProject, target: Target, on: date, law: Law) -> CheckResult:
    """A project held against one notice and track on a day."""
    return evaluate(target.checklist, target.track, world(stored, target, on, law), stored.path.as_posix())


def world(stored: StoredProject, target: Target, on: date, law: Law) -> World:
    """Everything that a judgement of the project may look at."""
    own = _world(stored, stored.place, on, law, law.form_states(target, stored.project, on))
    own = replace(own, ids_elsewhere=_ids_of_targets(stored, on, law))
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


def reads_of(stored: StoredProject, targets: Sequence[Target], law: Law) -> Reads:
    """What the targets of one interview or workbook look at: what their rules read and their forms print."""
    printed = [
        frozenset(
            path
            for state in law.form_states(target, stored.project, target.checklist.notice.issued).values()
            for path in state.reads
        )
        for target in targets
    ]
    return Reads(
        tuple(
            Audience(target.checklist, target.track, paths)
            for target, paths in zip(targets, printed, strict=True)
        )
    )


def drafted(stored: StoredProject, target: Target, on: date, law: Law) -> Drafted:
    """What the first drafts that a target calls for still wait for on a day, each under the clause that calls for it.

    A paper that is there finished waits for nothing, nor does one that a recommended organisation writes.
    """
    around = world(stored, target, on, law)
    record, facts = law.record(stored.project, on), outline_facts(around, target.checklist.notice)
    called = wanted(target.checklist, target.track, around)
    forms = [one.form for one in called if one.under and one.of is None and not one.finished]
    states, callers = law.draft_states(forms, record, facts), _callers(target)
    waiting = (_waiting(state, callers[form], around) for form, state in states.items())
    return Drafted(
        tuple(one for one in waiting if one.outcome.missing),
        frozenset[str]().union(*(state.reads for state in states.values())),
    )


def _waiting(state: FormState, caller: Clause | ScoreItem, around: World) -> Finding:
    """What a draft waits for, under the clause that calls for it."""
    missing = tuple(around.missing(path) for path in state.open if not _is_told(path, around.project))
    outcome = Outcome(
        Verdict.UNKNOWN, state.title, not_filled("", missing), missing=missing, form=state.title
    )
    return Finding(caller.id, caller.clause, caller.title, Weight.NOTE, Verdict.UNKNOWN, outcome)


def _callers(target: Target) -> Mapping[str, Clause | ScoreItem]:
    """What calls for each draft, the first of a notice's rules and materials, else an item of its scoring table."""
    checklist = target.checklist
    found: dict[str, Clause | ScoreItem] = {}
    for ready in checklist.in_order(target.track):
        for draft in ready.condition.drafts if ready.condition else ():
            found.setdefault(draft.form, ready.rule)
    for item in checklist.scoring.items if checklist.scoring else ():
        for draft in item.drafts:
            found.setdefault(draft.form, item.item)
    return found


def _ids_of_targets(stored: StoredProject, on: date, law: Law) -> frozenset[str] | None:
    """Every id of what the project applies for, where a waiver may name one; None where that is not known."""
    if not (stored.project.waivers and stored.project.targets):
        return None
    try:
        targets = law.own_targets(stored, on)
    except InputError:
        return None
    return frozenset(entry(one).id for target in targets for one in target.checklist.every)


def _is_told(path: Path, project: Project) -> bool:
    """Whether it is a list that is there: that is complete, and what the paper lacks of it does not exist."""
    return isinstance(value_at(project, path), tuple)


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
