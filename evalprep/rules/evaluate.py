"""One checklist against one project on one day: every finding, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from evalprep.errors import Place
from evalprep.model.dates import years_between
from evalprep.model.masking import masked
from evalprep.model.results import OLD_NOTICE, CheckResult, Filing, Finding, NoticeRef, Warned
from evalprep.model.verdicts import Overall, Verdict, Weight
from evalprep.rules.checklist import ReadyChecklist
from evalprep.rules.consistency import inconsistencies
from evalprep.rules.easing import Easings, eased
from evalprep.rules.facts import SUBJECTS
from evalprep.rules.findings import findings, subject_of
from evalprep.rules.points import pass_finding, score_warnings, scored
from evalprep.rules.ready import ReadyRule
from evalprep.rules.routes import filing
from evalprep.rules.waivers import in_force, waiver_warnings, with_waivers
from evalprep.rules.windows import window_state, window_warnings
from evalprep.rules.word_consistency import unknown_duties, unusable_files
from evalprep.rules.world import World


def evaluate(checklist: ReadyChecklist, track: str | None, world: World, project: str) -> CheckResult:
    """The judgement of a project (named as `project` in the result) by a checklist.

    Never raises on a valid project; ValueError where the checklist has no such track, for then nothing would be judged.
    """
    if track not in (checklist.tracks or (None,)):
        raise ValueError(f"{checklist.jurisdiction} has no track {track}")
    circumstances = _judged(checklist.easings, track, world)
    easings = Easings({ready.rule.id: ready.rule for ready in checklist.easings}, circumstances)
    rules, materials = (
        eased(_judged(entries, track, world), entries, easings)
        for entries in (checklist.rules, checklist.materials)
    )
    scoring = checklist.scoring
    score = scored(scoring, (*rules, *materials), circumstances, world) if scoring else None
    rules = (*rules, *([pass_finding(scoring, score)] if scoring and score else []))
    waivers = in_force(world)
    rules, materials = with_waivers(rules, waivers), with_waivers(materials, waivers)
    filings = tuple(filing(one, world) for one in checklist.routes if one.route.applies_to(track))
    windows = tuple(
        window_state(one, world, checklist.notice.issued)
        for one in checklist.windows
        if one.window.applies_to(track)
    )
    organization, notice = world.project.organization, checklist.notice
    return CheckResult(
        project=project,
        organization=organization.name if organization else None,
        jurisdiction=checklist.jurisdiction,
        track=track,
        on=world.on,
        overall=overall((*rules, *materials, *filings)),
        notice=NoticeRef(notice.number, notice.title, notice.area, notice.issued, notice.verified_on),
        findings=rules,
        materials=materials,
        filing=filings,
        score=score,
        windows=windows,
        warnings=(
            _old_notice(checklist, world),
            *window_warnings(windows),
            *map(_masked_warning, _warnings((*rules, *materials), world)),
            *map(_masked_warning, score_warnings(scoring, world) if scoring else ()),
            *map(_masked_warning, unknown_duties(checklist.judged(track), world)),
            *map(_masked_warning, inconsistencies(world)),
            *map(_masked_warning, unusable_files(world)),
            *map(_masked_warning, waiver_warnings(checklist, (*rules, *materials), world)),
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
    return [finding for ready in applicable for finding in findings(ready, world)]


def _old_notice(checklist: ReadyChecklist, world: World) -> Warned:
    notice = checklist.notice
    years = years_between(notice.issued, world.on)
    age = f"已发布 {years} 年" if years > 0 else "发布不满一年"
    told = f"{notice.number} {age}，最近一次核对是 {notice.verified_on}：请先确认是否有新通知"
    return Warned(OLD_NOTICE, told)


def _masked_warning(warned: Warned) -> Warned:
    return replace(warned, message=masked(warned.message))


def _warnings(found: Iterable[Finding], world: World) -> Iterator[Warned]:
    """A note whose condition fails is told as a warning, at its subject."""
    for finding in found:
        if finding.weight is Weight.NOTE and finding.outcome.verdict is Verdict.UNMET:
            subject = f"「{finding.subject.label}」" if finding.subject else ""
            told = f"{subject}{finding.outcome.message}。{finding.remedy or ''}"
            yield Warned(finding.id, told, _place(finding, world))


def _place(finding: Finding, world: World) -> Place | None:
    if finding.subject is None:
        return None
    listed = next(name for name, subject in SUBJECTS.items() if subject == finding.subject.kind)
    rows = world.rows((listed,)).rows
    return next((world.place(row.path) for row in rows if subject_of(listed, row) == finding.subject), None)
