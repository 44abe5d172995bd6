"""How far the numbers of a finding are from what is asked, as text and as the measures of a bar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from evalprep.model.results import Finding, Outcome
from evalprep.model.verdicts import Gap, Interval, Real, Verdict
from evalprep.rules.wording import extent, quantity

NO_BAR = (None, Verdict.NOT_APPLICABLE)
_AT_LEAST = "至少"
REACHED, UNSURE = "已达到", "还不能断定"


@dataclass(frozen=True)
class Threshold:
    """A number between two ends, and the numbers between which it should be."""

    counted: str
    """What is counted; empty where the requirement has one threshold only."""
    there: Interval
    least: Real | None
    most: Real | None
    unit: str
    verdict: Verdict
    gap: Gap | None

    @property
    def asked(self) -> str:
        """不少于 10,000 人次."""
        if self.least is not None and self.most is not None:
            if self.least == self.most:
                return quantity(self.most, self.unit)
            return extent(Interval(self.least, self.most), self.unit)
        if self.least is not None:
            return f"不少于 {quantity(self.least, self.unit)}"
        return f"不超过 {quantity(self.most or 0, self.unit)}"

    @property
    def far(self) -> str:
        """差 7,800 人次; 可能差 0 至 1,200 人次; 已达到."""
        if self.verdict is Verdict.MET:
            return REACHED
        if self.gap is None:
            return UNSURE
        word, low, high = ("多" if self._is_excess else "差"), self.gap.min, self.gap.max
        least = max(low or 0, 0)
        if high is None:
            return f"至少{word} {quantity(least, self.unit)}" if least else UNSURE
        if least == high:
            return f"{word} {quantity(high, self.unit)}"
        return f"{'' if least else '可能'}{word} {extent(Interval(least, high), self.unit)}"

    @property
    def told(self) -> str:
        """All that a bar shows: 现有 2,200 人次，要求不少于 10,000 人次，差 7,800 人次."""
        counted = f"{self.counted}：" if self.counted else ""
        there = extent(self.there, self.unit)
        there = f"现有{there}" if there.startswith(_AT_LEAST) else f"现有 {there}"
        there = "有多少还不清楚" if self.there == Interval(0, None) else there
        return f"{counted}{there}，要求{self._spaced}，{self.far}"

    @property
    def scale(self) -> Decimal:
        """The number at the right end of a bar, with some room behind the farthest mark."""
        ends = (self.there.min, self.there.max, self.least, self.most)
        return Decimal(max(1, *(one for one in ends if one is not None))) * Decimal("1.1")

    @property
    def _spaced(self) -> str:
        return self.asked if self.asked.startswith("不") else f" {self.asked}"

    @property
    def _is_excess(self) -> bool:
        return self.most is not None and (self.least is None or self.there.min > self.most)


def thresholds(finding: Finding) -> tuple[Threshold, ...]:
    """The numbers that a finding is decided by. One or none is a yes or no, which a bar shows no better."""
    if finding.verdict in NO_BAR:
        return ()
    found = tuple(_found(finding.outcome, ""))
    found = tuple(one for one in found if max(one.least or 0, one.most or 0) > 1)
    if len(found) == 1:
        (one,) = found
        return (Threshold("", one.there, one.least, one.most, one.unit, one.verdict, one.gap),)
    return found


def far(finding: Finding) -> str:
    """How far the one number is that fails; nothing where several fail, or none is a number."""
    failing = [one for one in thresholds(finding) if one.verdict is not Verdict.MET and one.gap]
    return failing[0].far if len(failing) == 1 else ""


def _found(outcome: Outcome, title: str) -> Iterator[Threshold]:
    limits = _limits(outcome)
    if isinstance(outcome.observed, Interval) and limits:
        least, most = limits
        yield Threshold(
            title, outcome.observed, least, most, outcome.unit or "", outcome.verdict, outcome.gap
        )
        return
    for part in outcome.parts:
        inner = part.finding
        if inner is None:
            yield from _found(part, part.title or title)
        elif inner.verdict not in NO_BAR:
            yield from _found(inner.outcome, f"{inner.name} {inner.title}")


def _limits(outcome: Outcome) -> tuple[Real | None, Real | None] | None:
    """The least and the most that is asked, where that is a number."""
    required = outcome.required or {}
    exact = required.get("equals")
    least, most = required.get("between") or (required.get("at_least", exact), required.get("at_most", exact))
    numbers = (_number(least), _number(most))
    return None if numbers == (None, None) else numbers


def _number(value: object) -> Real | None:
    return value if isinstance(value, int | Decimal) else None
