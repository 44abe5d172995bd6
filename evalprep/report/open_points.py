"""A check as open points: what is to be mended and what is still to be brought, by whom, with clause and place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from evalprep.model.project import Project
from evalprep.model.results import CheckResult, Filing, Finding, Outcome
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.lacking import lacking
from evalprep.report.open_point import ORDER, OpenPoint
from evalprep.report.rule_points import rule_points
from evalprep.report.unmet import At, Reads, amendment, unmet_findings, wrong_way
from evalprep.report.waived import waiver_line
from evalprep.rules.regulations import lacks_more

OPEN = (Verdict.UNMET, Verdict.UNKNOWN)


def open_points(
    result: CheckResult, project: Project, reads: Reads = lambda one: (), at: At = lambda path: None
) -> tuple[OpenPoint, ...]:
    """Every point: what must change, what is lacking, last what is 原则上 to change; by supplier, what is a must first."""
    amended = [
        replace(amendment(inner, one.weight is Weight.MUST, reads, at), waiver=_told(one))
        for one in result.judged
        if _is_unmet(one)
        for inner in unmet_findings(one)
        if lacks_more(inner.outcome)
    ]
    amended += [wrong_way(one) for one in result.filing if _is_unmet(one)]
    waivers = _waivers(result)
    brought = [_waived(one, waivers) for one in (*rule_points(result), *lacking(result, project, reads, at))]
    every = [*amended, *brought]
    return tuple(sorted(every, key=lambda one: (one.soft, not one.amend, ORDER[one.supplier], not one.must)))


def _is_unmet(one: Finding | Filing) -> bool:
    return one.weight is not Weight.NOTE and one.verdict is Verdict.UNMET


def _told(one: Finding) -> str:
    return waiver_line(one.waiver) if one.waiver else ""


def _waived(point: OpenPoint, waivers: dict[str, str]) -> OpenPoint:
    """A point with who answers for it, where every clause that waits for it is waived."""
    told = [waivers.get(one, "") for _, one in point.clauses]
    return replace(point, waiver="\n".join(dict.fromkeys(told))) if all(told) else point


def _waivers(result: CheckResult) -> dict[str, str]:
    """The waived clauses, but for those that one that is not waived refers to: it waits for the same."""
    open_ = [one for one in result.judged if one.verdict in OPEN]
    others = {inner for one in open_ if not one.waiver for inner in _referred(one.outcome)}
    return {one.id: _told(one) for one in open_ if one.waiver and one.id not in others}


def _referred(outcome: Outcome) -> Iterator[str]:
    """The ids of other rules' findings among the parts."""
    for part in outcome.parts:
        if part.finding:
            yield part.finding.id
        yield from _referred(part.finding.outcome if part.finding else part)
