"""From a rule made ready to its findings: one for the whole, or one for each subject over which it repeats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from evalprep.model.masking import masked
from evalprep.model.occupations import Occupation
from evalprep.model.results import Conflict, Finding, Outcome, Subject
from evalprep.model.verdicts import Verdict, Weight
from evalprep.rules.entries import Clause, Material
from evalprep.rules.facts import SUBJECTS
from evalprep.rules.material_names import short_name
from evalprep.rules.ready import ReadyRule
from evalprep.rules.world import Row, Scope, World

SETTLED = (Verdict.MET, Verdict.NOT_APPLICABLE)
"""The verdicts that call for no remedy."""


def findings(ready: ReadyRule, world: World) -> Iterator[Finding]:
    """Every finding of a rule: one, or one for each row of the list that it repeats over."""
    rule = ready.rule
    if ready.condition is None:
        yield named(rule, Outcome(Verdict.NOT_APPLICABLE, rule.title, rule.title), None)
    elif rule.for_each is None:
        yield finding_for(ready, world, None)
    else:
        rows = world.rows((rule.for_each,)).rows
        for row in rows:
            yield finding_for(ready, world, row)
        if not rows:
            yield named(rule, _no_subject(rule.for_each, rule.title, world), None)


def finding_for(ready: ReadyRule, world: World, row: Row | None) -> Finding:
    """The finding of a rule that has a condition: for one row of the list that it repeats over, or None for the whole."""
    assert ready.condition is not None
    rule = ready.rule
    outcome = ready.condition.judge(world, Scope(rule.id, subject=row))
    subject = subject_of(rule.for_each, row) if rule.for_each and row else None
    found = named(rule, outcome, subject)
    return replace(found, conflicts=_conflicts(ready, outcome)) if ready.conflicts else found


def named(clause: Clause, outcome: Outcome, subject: Subject | None) -> Finding:
    """An outcome under the name of the entry that it is of, masked; the remedy only where something is to be done."""
    weight = Weight(clause.weight)
    return Finding(
        id=clause.id,
        clause=clause.clause,
        title=clause.title,
        weight=weight,
        verdict=None if weight is Weight.NOTE else outcome.verdict,
        outcome=masked_outcome(outcome),
        subject=subject,
        interpretation=clause.interpretation,
        remedy=None if outcome.verdict in SETTLED else clause.remedy,
        short=short_name(clause) if isinstance(clause, Material) else None,
        heading=clause.heading if isinstance(clause, Material) else None,
        easing_evidence=isinstance(clause, Material) and clause.easing_evidence,
    )


def subject_of(listed: str, row: Row) -> Subject:
    """The subject of a repeated rule; without a code its key says where it stands."""
    code = row.record.code if isinstance(row.record, Occupation) else None
    return Subject(
        SUBJECTS[listed], str(code or f"{listed}[{row.number - 1}]"), row.name or f"第 {row.number} 行"
    )


def masked_outcome(outcome: Outcome) -> Outcome:
    """What came out of the project file without identity numbers and phones, in the parts too."""
    shown = {
        "message": masked(outcome.message),
        "seen": masked(outcome.seen),
        "observed": masked(outcome.observed) if isinstance(outcome.observed, str) else outcome.observed,
    }
    changed: dict[str, Any] = {key: text for key, text in shown.items() if text != getattr(outcome, key)}
    if outcome.rows:
        changed["rows"] = tuple(
            replace(row, label=masked(row.label), reason=masked(row.reason)) for row in outcome.rows
        )
    if outcome.shown:
        changed["shown"] = tuple(replace(one, subject=masked(one.subject)) for one in outcome.shown)
    parts = tuple(masked_outcome(part) for part in outcome.parts)
    if any(one is not part for one, part in zip(parts, outcome.parts, strict=True)):
        changed["parts"] = parts
    return replace(outcome, **changed) if changed else outcome


def _no_subject(listed: str, title: str, world: World) -> Outcome:
    """An absent or an empty list proves nothing: one unknown, so that the rule is never passed over in silence."""
    asked = world.missing((listed,))
    told = (
        f"「{asked.label}」没有填"
        if world.value((listed,)) is None
        else f"「{asked.label}」一条也没有，无从判断"
    )
    return Outcome(Verdict.UNKNOWN, title, told, missing=(asked,))


def _conflicts(ready: ReadyRule, outcome: Outcome) -> tuple[Conflict, ...]:
    """What the other notices' rules come to: the parts of the outcome after the rule's own."""
    return tuple(
        Conflict(
            id=conflict.rule.id,
            clause=conflict.rule.clause,
            notice=conflict.notice,
            title=conflict.rule.title,
            weight=Weight(conflict.rule.weight),
            note=conflict.note,
            outcome=masked_outcome(part),
        )
        for conflict, part in zip(ready.conflicts, outcome.parts[1:], strict=bool(ready.conflicts))
    )
