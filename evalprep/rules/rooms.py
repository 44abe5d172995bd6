"""One room on two rows: a room that serves two uses is listed for each, with all of its area, and is one room all the same.

Two rows of different use are one room when name, address and the amount that is added agree. While one of these is
blank and none differs, it is open.
"""

from __future__ import annotations

from collections.abc import Sequence

from evalprep.model.resources import Venue
from evalprep.model.verdicts import Interval, Verdict
from evalprep.rules.tallies import Tried
from evalprep.rules.world import World

ROWS = "venues[]"
TOLD_APART_BY = ("name", "address", "use")
"""What tells two rooms apart, besides the amount itself: asked for only where two rows are alike, as with people."""


def room_meaning(pattern: str) -> tuple[str, ...]:
    """How a sum over rows of this pattern counts one room on two rows, in Chinese."""
    told = "用途不同，名称、地址、数目都相同的两行是同一处，只算一次"
    return (told,) if pattern == ROWS else ()


def once_each(tried: Sequence[Tried], amounts: Sequence[Interval], world: World) -> list[Tried]:
    """The rows, where one that is the room of another counting row counts no more, and one that may be is open.

    Rows that count for certain come first, so that the order of the list decides nothing.
    """
    kept = list(tried)
    settled: list[int] = []
    for at in sorted(range(len(tried)), key=lambda at: tried[at].verdict is not Verdict.MET):
        others = [
            (kept[before], same)
            for before in settled
            if (same := _same(tried[before], tried[at], amounts[before] == amounts[at])) is not False
        ]
        if tried[at].verdict is Verdict.UNMET:
            continue
        kept[at] = _without(tried[at], others, world) if others else tried[at]
        if kept[at].verdict is not Verdict.UNMET:
            settled.append(at)
    return kept


def _same(one: Tried, other: Tried, amounts_agree: bool) -> bool | None:
    """Whether two rows are one room; None while that is open."""
    first, second = one.row.record, other.row.record
    if not (isinstance(first, Venue) and isinstance(second, Venue) and amounts_agree):
        return False
    pairs = {key: (getattr(first, key), getattr(second, key)) for key in TOLD_APART_BY}
    if first.use is not None and first.use == second.use:
        return False
    if any(None not in pairs[key] and pairs[key][0] != pairs[key][1] for key in ("name", "address")):
        return False
    return None if any(None in pair for pair in pairs.values()) else True


def _without(one: Tried, earlier: Sequence[tuple[Tried, bool | None]], world: World) -> Tried:
    sure = next((other for other, same in earlier if same and other.verdict is Verdict.MET), None)
    if sure:
        return Tried(one.row, Verdict.UNMET, f"和{sure.row.label}是同一处，只算一次")
    other = earlier[0][0]
    blank = [
        world.missing((*each.row.path, key))
        for each in (other, one)
        for key in TOLD_APART_BY
        if getattr(each.row.record, key) is None
    ]
    reason = f"可能和{other.row.label}是同一处" + ("，" if one.reason else "")
    return Tried(one.row, Verdict.UNKNOWN, f"{reason}{one.reason}", (*one.missing, *blank))
