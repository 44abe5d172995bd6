"""Results as the judgement makes them, in a few words; everything in them is made up."""

from __future__ import annotations

from datetime import date
from typing import Any

from evalprep.errors import Place
from evalprep.model.results import CheckResult, Finding, Missing, NoticeRef, Outcome, RowNote, Warned
from evalprep.model.verdicts import Overall, Verdict, Weight

NOTICE = NoticeRef("示例〔2020〕1号", "关于示例的通知", "示例省", date(2020, 1, 1), date(2020, 2, 1))
FILE = "evalprep.yaml"


def finding(number: int, verdict: Verdict | None, message: str = "示例", **more: Any) -> Finding:
    """A must, unless told otherwise."""
    weight = more.pop("weight", Weight.MUST)
    remedy = more.pop("remedy", None)
    outcome = Outcome(verdict or Verdict.NOT_APPLICABLE, "", message, **more)
    return Finding(f"EX-{number}", "一1", f"第 {number} 条", weight, verdict, outcome, remedy=remedy)


def missing(*labels: str) -> tuple[Missing, ...]:
    """Fields that the file does not say, each on a line of its own."""
    return tuple(
        Missing(("organization", label), label, Place(FILE, line)) for line, label in enumerate(labels, 1)
    )


def row(counts: str, label: str, reason: str) -> RowNote:
    """A row and how it counts."""
    return RowNote(Place(FILE, 9), label, counts, reason)


def result(*findings: Finding, **more: Any) -> CheckResult:
    """One applicant, not ready."""
    known: dict[str, Any] = {
        "project": "甲/evalprep.yaml",
        "organization": "示例协会",
        "jurisdiction": "sample",
        "track": None,
        "on": date(2020, 6, 1),
        "overall": Overall.NOT_READY,
        "notice": NOTICE,
        "materials": (),
    }
    return CheckResult(findings=findings, **(known | more))


def warned(message: str) -> Warned:
    """Something to look at again."""
    return Warned("example", message, Place(FILE, 3))
