"""Verdicts and intervals: three-valued logic with distance.

Unknown is a verdict: what the file does not say is never met and never unmet. A number that is known only in part
is an interval; its distance to the threshold is ≤ 0 exactly when the threshold is met.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Real = int | Decimal


class Verdict(StrEnum):
    """The judgement of one requirement."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    EASED = "eased"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """The word that people read."""
        return VERDICT_LABELS[self]


VERDICT_LABELS = {
    Verdict.MET: "符合",
    Verdict.UNMET: "不符合",
    Verdict.UNKNOWN: "待补充",
    Verdict.EASED: "可放宽",
    Verdict.NOT_APPLICABLE: "不适用",
}


class Weight(StrEnum):
    """How much a requirement weighs: a must decides, 原则上 is shown, a note has no verdict."""

    MUST = "must"
    PRINCIPLE = "principle"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The word that people read."""
        return {"must": "必备", "principle": "原则上", "note": "提示"}[self]


class Overall(StrEnum):
    """The judgement of one applicant against one notice and track."""

    READY = "ready"
    NOT_READY = "not_ready"
    UNDETERMINED = "undetermined"

    @property
    def label(self) -> str:
        """The word that people read."""
        return {"ready": "可以申报", "not_ready": "尚不能申报", "undetermined": "资料不全，还不能判断"}[self]


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Unmet when one is unmet, else unknown when one is unknown, else met; what is not applicable is passed over.

    Nothing left is not applicable, never met: an empty "all of" proves nothing.
    """
    counted = set(verdicts) - {Verdict.NOT_APPLICABLE}
    for decisive in (Verdict.UNMET, Verdict.UNKNOWN, Verdict.EASED, Verdict.MET):
        if decisive in counted:
            return decisive
    return Verdict.NOT_APPLICABLE


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Met when one is met, else unknown when one is unknown, else unmet; what is not applicable is passed over."""
    counted = set(verdicts) - {Verdict.NOT_APPLICABLE}
    for decisive in (Verdict.MET, Verdict.EASED, Verdict.UNKNOWN, Verdict.UNMET):
        if decisive in counted:
            return decisive
    return Verdict.NOT_APPLICABLE


@dataclass(frozen=True)
class Interval:
    """A number known to lie between two ends, both in; `max` None is an open end."""

    min: Real
    max: Real | None

    @classmethod
    def exactly(cls, value: Real) -> Interval:
        """A number that is known."""
        return cls(value, value)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            self.min + other.min, None if self.max is None or other.max is None else self.max + other.max
        )

    def __contains__(self, value: Real) -> bool:
        return self.min <= value and (self.max is None or value <= self.max)

    def reaching(self, value: Real) -> Interval:
        """The smallest interval that holds this one and a value."""
        return Interval(min(self.min, value), None if self.max is None else max(self.max, value))

    @property
    def exact(self) -> bool:
        """Whether the number is known."""
        return self.min == self.max

    def at_least(self, threshold: Real) -> Verdict:
        """Whether the number is the threshold or more."""
        return _decided(self.min >= threshold, self.max is not None and self.max < threshold)

    def at_most(self, threshold: Real) -> Verdict:
        """Whether the number is the threshold or less."""
        return _decided(self.max is not None and self.max <= threshold, self.min > threshold)

    def gap_to_least(self, threshold: Real) -> Gap:
        """How much is missing to the threshold; ≤ 0 when it is reached."""
        return Gap(None if self.max is None else threshold - self.max, threshold - self.min)

    def gap_to_most(self, threshold: Real) -> Gap:
        """How much is too much; ≤ 0 when the threshold is kept."""
        return Gap(self.min - threshold, None if self.max is None else self.max - threshold)


@dataclass(frozen=True)
class Gap:
    """The distance to a threshold as an interval; an open end is None. Met exactly when `max` is known and ≤ 0."""

    min: Real | None
    max: Real | None

    @classmethod
    def worst(cls, gaps: Iterable[Gap]) -> Gap:
        """The distance to the farther of several thresholds that must all be kept; there must be one."""
        every = tuple(gaps)
        lows = [gap.min for gap in every if gap.min is not None]
        highs = [gap.max for gap in every if gap.max is not None]
        return Gap(max(lows, default=None), max(highs) if len(highs) == len(every) else None)


def _decided(surely: bool, surely_not: bool) -> Verdict:
    return Verdict.MET if surely else Verdict.UNMET if surely_not else Verdict.UNKNOWN
