"""What of a result is unknown and could be settled by an answer, all of it in the shape of findings. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from evalprep.intake.reads import Audience
from evalprep.model.project import Project
from evalprep.model.results import CheckResult, Filing, Finding, Outcome, ScoredItem, WindowState
from evalprep.model.verdicts import Verdict, Weight
from evalprep.rules.facts import SUBJECTS
from evalprep.rules.world import Scope, World

SELF_ASSESSMENT = "评估细则自评"


def unsettled(audience: Audience, result: CheckResult, project: Project) -> Iterator[Finding]:
    """Requirements, ways to file, windows and items of the scoring table that are unknown, with what they miss.

    The pass mark is not among them: it waits for the items, and they for what they count. Of a requirement that fails
    as a whole those that it consists of still wait, and so does a form within it, which `build` fills all the same.
    """
    scoring = audience.checklist.scoring
    sum_of_items = scoring.passing.id if scoring else None
    judged = (one for one in result.judged if one.id != sum_of_items)
    for finding in judged:
        if finding.verdict is Verdict.UNKNOWN:
            yield finding
        elif finding.verdict is Verdict.UNMET and not _of_another_body(finding):
            yield from (_open_part(finding, part) for part in _open_still(finding.outcome))
    yield from (_way(one) for one in result.filing if one.verdict is Verdict.UNKNOWN)
    yield from (one for state in result.windows if (one := _window(audience, state, result, project)))
    if result.score:
        yield from (_item(one) for one in result.score.items if one.missing)


def _of_another_body(finding: Finding) -> bool:
    """Whether it is judged by the project file of an organisation that is recommended, whose gaps are not ours."""
    return finding.subject is not None and finding.subject.kind == SUBJECTS["recommends"]


def _open_still(outcome: Outcome) -> Iterator[Outcome]:
    """The requirements and forms within one that fails that are not settled themselves."""
    for part in outcome.parts:
        if part.verdict is Verdict.UNMET:
            yield from _open_still(part)
        elif part.verdict is Verdict.UNKNOWN and (part.finding or part.form):
            yield part


def _open_part(finding: Finding, part: Outcome) -> Finding:
    return replace(finding, verdict=Verdict.UNKNOWN, outcome=part)


def _way(filing: Filing) -> Finding:
    outcome = Outcome(Verdict.UNKNOWN, filing.title, filing.note, missing=filing.missing)
    return Finding(filing.id, filing.clause, filing.title, filing.weight, Verdict.UNKNOWN, outcome)


def _window(audience: Audience, state: WindowState, result: CheckResult, project: Project) -> Finding | None:
    """A window that is counted from a date which is unknown."""
    ready = next(one for one in audience.checklist.windows if one.window.id == state.id)
    if ready.date is None or state.open is not None or state.opens or state.closes:
        return None
    world = World(project, result.on)
    missing = ready.date.look_up(world, Scope(state.id)).missing
    told = Outcome(
        Verdict.UNKNOWN, state.title, state.note, missing=tuple(world.missing(path) for path in missing)
    )
    return Finding(state.id, state.clause, state.title, Weight.NOTE, Verdict.UNKNOWN, told)


def _item(item: ScoredItem) -> Finding:
    title = SELF_ASSESSMENT if item.missing[0].path[0] == "self_scores" else item.title
    outcome = Outcome(Verdict.UNKNOWN, item.title, item.message, missing=item.missing)
    return Finding(item.id, item.clause, title, Weight.NOTE, Verdict.UNKNOWN, outcome)
