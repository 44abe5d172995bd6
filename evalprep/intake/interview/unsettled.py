"""What of a result is unknown and could be settled by an answer, all of it in the shape of findings. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from evalprep.intake.reads import Audience
from evalprep.model.project import Project
from evalprep.model.results import CheckResult, Filing, Finding, Outcome, ScoredItem, WindowState
from evalprep.model.verdicts import Verdict, Weight
from evalprep.rules.world import Scope, World

SELF_ASSESSMENT = "评估细则自评"


def unsettled(audience: Audience, result: CheckResult, project: Project) -> Iterator[Finding]:
    """Requirements, ways to file, windows and items of the scoring table that are unknown, with what they miss.

    The pass mark is not among them: it waits for the items, and they for what they count.
    """
    scoring = audience.checklist.scoring
    sum_of_items = scoring.passing.id if scoring else None
    judged = (one for one in result.judged if one.id != sum_of_items)
    yield from (one for one in judged if one.verdict is Verdict.UNKNOWN)
    yield from (_way(one) for one in result.filing if one.verdict is Verdict.UNKNOWN)
    yield from (one for state in result.windows if (one := _window(audience, state, result, project)))
    if result.score:
        yield from (_item(one) for one in result.score.items if one.missing)


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
