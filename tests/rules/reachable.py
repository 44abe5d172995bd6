"""What an entry of a checklist can come to: the answers that its cases must show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from evalprep.model.dates import DAY
from evalprep.model.fields import fields
from evalprep.rules.entries import Checklist, Clause, PassMark, Route, Rule, ScoreItem, Window
from evalprep.rules.nesting import parts
from evalprep.rules.vocabulary import operator


def answers(entry: Clause | ScoreItem | PassMark, checklist: Checklist) -> set[str]:
    """The words of the cases that an entry must have; none for a note that judges nothing."""
    if isinstance(entry, ScoreItem):
        return {"full", "none", "unknown"} | ({"partly"} if _in_parts(entry) else set())
    if isinstance(entry, PassMark):
        return {"met", "unmet", "unknown"}
    if isinstance(entry, Window):
        open_at_times = {"unclear"} if entry.unclear or entry.before else set()
        return {"open", "closed"} | open_at_times
    if isinstance(entry, Route):
        return {"met", "unknown"} if entry.ways else set()
    return _verdicts(entry, checklist) if entry.require is not None else set()


def _in_parts(item: ScoreItem) -> bool:
    return item.own or len(item.each) > 1 or len(item.bonus) > 1


def _verdicts(entry: Clause, checklist: Checklist) -> set[str]:
    reach = _Reach(checklist.define)
    wanted = {"met", "unknown"}
    wanted |= {"unmet"} if reach.can_fail(entry.require) else set()
    wanted |= {"not_applicable"} if reach.can_be_passed_over(entry.require) else set()
    return wanted | ({"eased"} if isinstance(entry, Rule) and entry.eased_by else set())


@dataclass(frozen=True)
class _Reach:
    define: Mapping[str, Any]

    def can_fail(self, condition: Any) -> bool:
        """Whether a condition can be unmet: words that are not there prove nothing."""
        match operator(condition):
            case "words":
                return False
            case "any":
                return all(map(self.can_fail, condition.any))
            case "all":
                return any(map(self.can_fail, condition.all))
            case "when":
                branches = (condition.then, getattr(condition, "otherwise", None))
                return any(self.can_fail(one) for one in branches if one is not None)
            case "by":
                return any(map(self.can_fail, self._branches(condition)))
            case "use":
                return self.can_fail(self.define[condition.use])
            case _:
                return True

    def can_be_passed_over(self, condition: Any) -> bool:
        """Whether a condition can be not applicable as a whole."""
        match operator(condition):
            case "when":
                otherwise = getattr(condition, "otherwise", None)
                return otherwise is None or any(map(self.can_be_passed_over, (condition.then, otherwise)))
            case "all" | "any":
                return all(map(self.can_be_passed_over, parts(condition)))
            case "not":
                return any(map(self.can_be_passed_over, parts(condition)))
            case "by":
                every = (*self._branches(condition),)
                open_end = condition.otherwise is None and not _covers_every_choice(condition)
                return open_end or any(map(self.can_be_passed_over, every))
            case "use":
                return self.can_be_passed_over(self.define[condition.use])
            case "every":
                return self.can_be_passed_over(condition.satisfies)
            case _:
                return False

    def _branches(self, condition: Any) -> Iterator[Any]:
        yield from condition.cases.values()
        if condition.otherwise is not None:
            yield condition.otherwise


def _covers_every_choice(condition: Any) -> bool:
    """Whether `by` has a case for each choice of its field: 自有 and 租赁 are all that tenure can be."""
    named = [one.kind for path, one in fields().items() if re.split(r"[.\]]", path)[-1] == condition.by]
    return bool(named) and all(
        kind and kind.choices and set(kind.choices) <= set(condition.cases) for kind in named
    )


def edges(window: Window) -> set[str]:
    """The days on which a case must stand: the first and the last of each run of days, and the day outside of each.

    A day of every year as `03-15`; none for a window that is counted back from a date of the applicant's.
    """
    runs = [(one.opens, one.closes) for one in (*window.yearly, *([window.once] if window.once else []))]
    runs += [(window.unclear.starts, window.unclear.to)] if window.unclear and not window.before else []
    found = set[str]()
    for opens, closes in runs:
        found |= {written for text in (opens,) if text for written in _around(text, -1)}
        found |= {written for text in (closes,) if text for written in _around(text, +1)}
    return found


def _around(text: str, away: int) -> Iterator[str]:
    yearly = len(text) == 5
    on: date = DAY.parse(f"2021-{text}" if yearly else text)
    for one in (on, on + timedelta(days=away)):
        yield one.isoformat()[5:] if yearly else one.isoformat()
