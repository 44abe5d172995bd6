"""A check as open points: what is to be mended and what is still to be brought, by whom, with clause and place."""

from __future__ import annotations

from evalprep.model.project import Project
from evalprep.model.results import CheckResult, Filing, Finding
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.lacking import lacking
from evalprep.report.open_point import ORDER, OpenPoint
from evalprep.report.rule_points import rule_points
from evalprep.report.unmet import At, Reads, amendment, unmet_findings, wrong_way
from evalprep.rules.regulations import lacks_more


def open_points(
    result: CheckResult, project: Project, reads: Reads = lambda one: (), at: At = lambda path: None
) -> tuple[OpenPoint, ...]:
    """Every point: what must change, what is lacking, last what is 原则上 to change; by supplier, what is a must first."""
    amended = [
        amendment(inner, one.weight is Weight.MUST, reads, at)
        for one in result.judged
        if _is_unmet(one)
        for inner in unmet_findings(one)
        if lacks_more(inner.outcome)
    ]
    amended += [wrong_way(one) for one in result.filing if _is_unmet(one)]
    every = [*amended, *rule_points(result), *lacking(result, project, reads, at)]
    return tuple(sorted(every, key=lambda one: (one.soft, not one.amend, ORDER[one.supplier], not one.must)))


def _is_unmet(one: Finding | Filing) -> bool:
    return one.weight is not Weight.NOTE and one.verdict is Verdict.UNMET
