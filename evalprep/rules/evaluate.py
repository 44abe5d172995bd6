"""One checklist against one project on one day: every finding, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from evalprep.errors import Place
from evalprep.model.dates import years_between
from evalprep.model.masking import masked
from evalprep.model.occupations import Occupation
from evalprep.model.results import CheckResult, Filing, Finding, NoticeRef, Outcome, Subject, Warned
from evalprep.model.verdicts import Overall, Verdict, Weight
from evalprep.rules.checklist import ReadyChecklist, ReadyRule
from evalprep.rules.consistency import inconsistencies
from evalprep.rules.entries import Clause
from evalprep.rules.facts import SUBJECTS
from evalprep.rules.world import Row, Scope, World

SETTLED = (Verdict.MET, Verdict.NOT_APPLICABLE)
"""The verdicts that call for no remedy."""


def evaluate(checklist: ReadyChecklist, track: str | None, world: World, project: str) -> CheckResult:
    """The judgement of a project (named as `project` in the result) by a checklist.

    Never raises on a valid project; ValueError where the checklist has no such track, for then nothing would be judged.
    """
    if track not in (checklist.tracks or (None,)):
        raise ValueError(f"{checklist.jurisdiction} has no track {track}")
    rules, materials = _judged(checklist.rules, track, world), _judged(checklist.materials, track, world)
    filing = tuple(_filings(checklist, track, world))
    organization, notice = world.project.organization, checklist.notice
    return CheckResult(
        project=project,
        organization=organization.name if organization else None,
        jurisdiction=checklist.jurisdiction,
        track=track,
        on=world.on,
        overall=overall((*rules, *materials, *filing)),
        notice=NoticeRef(notice.number, notice.title, notice.area, notice.issued, notice.verified_on),
        findings=tuple(rules),
        materials=tuple(materials),
        filing=filing,
        warnings=(
            _old_notice(checklist, world),
            *(
                _masked_warning(one)
                for one in (*_warnings((*rules, *materials), world), *inconsistencies(world))
            ),
        ),
    )


def overall(found: Iterable[Finding | Filing]) -> Overall:
    """Not ready when a must is unmet, else undetermined when one is unknown or nothing was judged, else ready."""
    musts = {one.verdict for one in found if one.weight is Weight.MUST} - {None, Verdict.NOT_APPLICABLE}
    if Verdict.UNMET in musts:
        return Overall.NOT_READY
    # An empty "all of" proves nothing: where no must was judged nobody is ready.
    return Overall.UNDETERMINED if Verdict.UNKNOWN in musts or not musts else Overall.READY


def _judged(entries: Iterable[ReadyRule], track: str | None, world: World) -> list[Finding]:
    applicable = (ready for ready in entries if ready.rule.applies_to(track))
    return [finding for ready in applicable for finding in _findings(ready, world)]


def _findings(ready: ReadyRule, world: World) -> Iterator[Finding]:
    rule = ready.rule
    if ready.condition is None:
        yield _named(rule, Outcome(Verdict.NOT_APPLICABLE, rule.title, rule.title), None)
    elif rule.for_each is None:
        yield _named(rule, ready.condition.judge(world, Scope(rule.id)), None)
    else:
        rows = world.rows((rule.for_each,)).rows
        for row in rows:
            outcome = ready.condition.judge(world, Scope(rule.id, subject=row))
            yield _named(rule, outcome, _subject(rule.for_each, row))
        if not rows:
            yield _named(rule, _no_subject(rule.for_each, rule.title, world), None)


def _no_subject(listed: str, title: str, world: World) -> Outcome:
    """An absent or an empty list proves nothing: one unknown, so that the rule is never passed over in silence."""
    asked = world.missing((listed,))
    told = (
        f"「{asked.label}」没有填"
        if world.value((listed,)) is None
        else f"「{asked.label}」一条也没有，无从判断"
    )
    return Outcome(Verdict.UNKNOWN, title, told, missing=(asked,))


def _named(rule: Clause, outcome: Outcome, subject: Subject | None) -> Finding:
    weight = Weight(rule.weight)
    return Finding(
        id=rule.id,
        clause=rule.clause,
        title=rule.title,
        weight=weight,
        verdict=None if weight is Weight.NOTE else outcome.verdict,
        outcome=_masked(outcome),
        subject=subject,
        interpretation=rule.interpretation,
        remedy=None if outcome.verdict in SETTLED else rule.remedy,
    )


def _masked(outcome: Outcome) -> Outcome:
    """What came out of the project file without identity numbers and phones, in the parts too."""
    rows = (replace(row, label=masked(row.label), reason=masked(row.reason)) for row in outcome.rows)
    return replace(
        outcome,
        message=masked(outcome.message),
        observed=masked(outcome.observed) if isinstance(outcome.observed, str) else outcome.observed,
        rows=tuple(rows),
        parts=tuple(_masked(part) for part in outcome.parts),
    )


def _masked_warning(warned: Warned) -> Warned:
    return replace(warned, message=masked(warned.message))


def _subject(listed: str, row: Row) -> Subject:
    """The subject of a repeated rule; without a code its key says where it stands."""
    code = row.record.code if isinstance(row.record, Occupation) else None
    return Subject(
        SUBJECTS[listed], str(code or f"{listed}[{row.number - 1}]"), row.name or f"第 {row.number} 行"
    )


def _filings(checklist: ReadyChecklist, track: str | None, world: World) -> Iterator[Filing]:
    for ready in checklist.routes:
        route, weight = ready.route, Weight(ready.route.weight)
        if not route.applies_to(track):
            continue
        outcome = ready.condition.judge(world, Scope(route.id)) if ready.condition else None
        told = outcome.message if outcome and outcome.verdict is not Verdict.MET else route.interpretation
        verdict = outcome.verdict if outcome and weight is not Weight.NOTE else None
        yield Filing(route.id, route.clause, route.title, weight, verdict, route.authority or "", told or "")


def _old_notice(checklist: ReadyChecklist, world: World) -> Warned:
    notice = checklist.notice
    years = years_between(notice.issued, world.on)
    age = f"已发布 {years} 年" if years > 0 else "发布不满一年"
    told = f"{notice.number} {age}，最近一次核对是 {notice.verified_on}：请先确认是否有新通知"
    return Warned("notice_may_be_replaced", told)


def _warnings(findings: Iterable[Finding], world: World) -> Iterator[Warned]:
    """A note whose condition fails is told as a warning, at its subject."""
    for finding in findings:
        if finding.weight is Weight.NOTE and finding.outcome.verdict is Verdict.UNMET:
            subject = f"「{finding.subject.label}」" if finding.subject else ""
            told = f"{subject}{finding.outcome.message}。{finding.remedy or ''}"
            yield Warned(finding.id, told, _place(finding, world))


def _place(finding: Finding, world: World) -> Place | None:
    if finding.subject is None:
        return None
    listed = next(name for name, subject in SUBJECTS.items() if subject == finding.subject.kind)
    rows = world.rows((listed,)).rows
    return next((world.place(row.path) for row in rows if _subject(listed, row) == finding.subject), None)
