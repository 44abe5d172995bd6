"""A check as open points: what is to be mended and what is still to be brought, by whom, with clause and place."""

from __future__ import annotations

from evalprep.model.project import Project
from evalprep.model.results import CheckResult, Filing, Finding
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.lacking import lacking
from evalprep.report.open_point import ORDER, OpenPoint
from evalprep.report.unmet import Reads, amendment, unmet_findings, wrong_way


def open_points(
    result: CheckResult, project: Project, reads: Reads = lambda one: ()
) -> tuple[OpenPoint, ...]:
    """Every point: first what must change, then what is lacking; by supplier, what is a must first."""
    musts = (one for one in result.judged if _is_unmet_must(one))
    amended = [amendment(inner, reads) for one in musts for inner in unmet_findings(one)]
    amended += [wrong_way(one) for one in result.filing if _is_unmet_must(one)]
    every = [*amended, *lacking(result, project, reads)]
    return tuple(sorted(every, key=lambda one: (not one.amend, ORDER[one.supplier], not one.must)))


def _is_unmet_must(one: Finding | Filing) -> bool:
    return one.weight is Weight.MUST and one.verdict is Verdict.UNMET
