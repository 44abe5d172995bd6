"""Results as the judgement makes them, in a few words; everything in them is made up."""

from __future__ import annotations

from datetime import date
from typing import Any

from evalprep.errors import Place
from evalprep.model.results import (
    CheckResult,
    Conflict,
    EasedBy,
    Filing,
    Finding,
    Missing,
    NoticeRef,
    Outcome,
    RowNote,
    Score,
    ScoredItem,
    Subject,
    Warned,
    WindowState,
)
from evalprep.model.verdicts import Gap, Interval, Overall, Verdict, Weight

NOTICE = NoticeRef("示例〔2020〕1号", "关于示例的通知", "示例省", date(2020, 1, 1), date(2020, 2, 1))
FILE = "evalprep.yaml"


def finding(number: int, verdict: Verdict | None, message: str = "示例", **more: Any) -> Finding:
    """A must, unless told otherwise; with `of`, of that occupation."""
    weight, remedy, name = more.pop("weight", Weight.MUST), more.pop("remedy", None), more.pop("of", None)
    own = {key: more.pop(key) for key in ("conflicts", "eased_by", "interpretation") if key in more}
    outcome = Outcome(verdict or Verdict.NOT_APPLICABLE, "", message, **more)
    return Finding(
        f"EX-{number}",
        "一1",
        f"第 {number} 条",
        weight,
        verdict,
        outcome,
        remedy=remedy,
        subject=occupation(name) if name else None,
        **own,
    )


def occupation(name: str) -> Subject:
    """An occupation that a finding speaks of."""
    return Subject("occupation", "6-31-01-03", name)


def referring(*found: Finding) -> tuple[Outcome, ...]:
    """Findings of another rule as the parts of one."""
    return tuple(
        Outcome(one.verdict or Verdict.NOT_APPLICABLE, one.title, one.outcome.message, finding=one)
        for one in found
    )


def short_of(threshold: int, low: int, high: int | None) -> dict[str, Any]:
    """What an outcome holds of a number between two ends that should be a threshold or more."""
    observed = Interval(low, high)
    return {
        "observed": observed,
        "required": {"at_least": threshold},
        "gap": observed.gap_to_least(threshold),
        "unit": "人次",
    }


def beyond(threshold: int, there: int) -> dict[str, Any]:
    """What an outcome holds of a number that should be a threshold or less."""
    observed = Interval.exactly(there)
    return {
        "observed": observed,
        "required": {"at_most": threshold},
        "gap": Gap(there - threshold, there - threshold),
        "unit": "次",
    }


def conflict(verdict: Verdict, message: str) -> Conflict:
    """Another notice that asks for more."""
    outcome = Outcome(verdict, "", message)
    return Conflict(
        "OT-1", "二", "另例〔2020〕2号", "另一条", Weight.MUST, "那份要求 1 万，本通知 5 千", outcome
    )


def easing(name: str | None = None, *files: str) -> EasedBy:
    """An easing that is met."""
    subject = occupation(name) if name else None
    return EasedBy("EX-X1", "一末段", "参与过标准编制", subject, "参与编制 1 项", files)


def window(open_: bool | None, opens: date | None, closes: date | None, **more: Any) -> WindowState:
    """A filing window."""
    known: dict[str, Any] = {"days_left": None, "note": ""}
    return WindowState("EX-W1", "六", "每年的申报期", open_, opens, closes, **(known | more))


def filing(verdict: Verdict, note: str = "") -> Filing:
    """Where to file."""
    return Filing("EX-W2", "四", "受理单位", Weight.MUST, verdict, "示例省中心", note)


def score(low: int, high: int) -> Score:
    """A scoring table of two items and a bonus."""
    items = (
        ScoredItem("EX-R1", "附件2 1", "人员", 15, Interval.exactly(15), "全部符合"),
        ScoredItem("EX-R2", "附件2 2", "设施", 30, Interval(0, 30), "还没有自评", missing("自评分")),
        ScoredItem("EX-R5", "附件2 5", "贡献", 80, Interval(10, 20), "一项放宽条件", bonus=True),
    )
    return Score(items, Interval(low, high), Interval(10, 20), 90)


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
