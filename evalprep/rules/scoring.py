"""A notice's scoring table, read when the checklist is loaded: 评估细则. `points` scores a project by it."""

from __future__ import annotations

from dataclasses import dataclass

from evalprep.model.kinds import BadValue
from evalprep.model.verdicts import Real
from evalprep.rules.compiled import Compiled
from evalprep.rules.drafts import Draft, in_all
from evalprep.rules.entries import PassMark, ScoreItem
from evalprep.rules.thresholds import BadTest, number

OWN = "self_scores"
"""Where the project file holds the applicant's own numbers, by the item's id."""


@dataclass(frozen=True)
class ReadyItem:
    """One item with its numbers read and its conditions compiled."""

    item: ScoreItem
    max: Real
    deduct: Real | None = None
    """What each failing condition of `each` costs."""
    points: tuple[Real, Real] | None = None
    """What each easing of `bonus` brings, at least and at most."""
    each: tuple[Compiled, ...] = ()
    full_if: tuple[str, ...] = ()
    """The ids of rules and materials that must all be met, resolved from what their ids begin with."""
    bonus: tuple[str, ...] = ()
    """The ids of easings."""

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The papers of which its conditions want a first draft."""
        return in_all(one.drafts for one in self.each)

    @property
    def reads(self) -> frozenset[str]:
        """The registry's paths that the item reads by itself; what its rules and easings read stands with them."""
        own = frozenset({OWN}) if self.item.own else frozenset[str]()
        return own.union(*(one.reads for one in self.each))


@dataclass(frozen=True)
class ReadyScoring:
    """A scoring table, ready to score."""

    items: tuple[ReadyItem, ...]
    passing: PassMark
    at_least: Real
    """The pass mark: the total without the bonus must reach it."""

    @property
    def reads(self) -> frozenset[str]:
        """What the items read by themselves."""
        return frozenset().union(*(item.reads for item in self.items))


def ready_item(
    item: ScoreItem, each: tuple[Compiled, ...], full_if: tuple[str, ...], bonus: tuple[str, ...]
) -> ReadyItem:
    """The item with its numbers read; raises BadTest (a BadValue with the key) for what does not fit.

    `each`, `full_if` and `bonus` come compiled and resolved to ids.
    """
    ways = [key for key in ("own", "full_if", "each", "bonus") if getattr(item, key)]
    if len(ways) != 1:
        told = f"写了 {'、'.join(ways)}" if ways else "没有写怎样得分"
        bad = BadValue(told, "own、full_if、each、bonus 四者之一", "只留一种，或补上一种")
        raise BadTest(ways[-1] if ways else "id", bad)
    for key, needed in (("deduct", "each"), ("points", "bonus")):
        if (getattr(item, key) is not None) != (ways == [needed]):
            raise BadTest(ways[0], BadValue(f"{key} 与 {needed} 不配", f"{needed} 配 {key}", "补上，或去掉"))
    most = points_of("max", item.max)
    deduct = points_of("deduct", item.deduct) if item.deduct else None
    points = (
        (points_of("points", item.points[0]), points_of("points", item.points[1])) if item.points else None
    )
    if points and not points[0] <= points[1] <= most:
        bad = BadValue(
            f"{points[0]} 至 {points[1]} 分不合", f"先少后多，不超过 {most} 分的两个数", "核对分数"
        )
        raise BadTest("points", bad)
    return ReadyItem(item, most, deduct, points, each, full_if, bonus)


def points_of(key: str, text: str) -> Real:
    """A number of points, not negative; raises BadTest at a key."""
    try:
        points = number(text)
        if points < 0:
            raise BadValue(f"「{text}」小于 0", "不小于 0 的分数", "核对分数")
    except BadValue as bad:
        raise BadTest(key, bad) from None
    return points


def ready_mark(passing: PassMark) -> Real:
    """The pass mark's number; raises BadTest."""
    return points_of("at_least", passing.at_least)
