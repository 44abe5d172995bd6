"""Everything of a checklist that has an id, in its order, with the words for what sort of thing it is."""

from __future__ import annotations

from evalprep.model.verdicts import Weight
from evalprep.rules.checklist import ReadyChecklist, ReadyRoute, ReadyRule, entry
from evalprep.rules.entries import Clause, PassMark, ScoreItem
from evalprep.rules.scoring import ReadyItem, ReadyScoring
from evalprep.rules.windows import ReadyWindow

Entry = ReadyRule | ReadyRoute | ReadyWindow | ReadyItem | ReadyScoring
"""What an id can mean; a scoring table stands for its pass mark."""


def entries(checklist: ReadyChecklist) -> tuple[Entry, ...]:
    """Rules, materials, easings, the scoring table with its pass mark, windows and routes."""
    table = checklist.scoring
    scoring: tuple[Entry, ...] = (*table.items, table) if table else ()
    easings, timed = (*checklist.rules, *checklist.materials, *checklist.easings), checklist.windows
    return (*easings, *scoring, *timed, *checklist.routes)


def named(one: Entry) -> Clause | ScoreItem | PassMark:
    """What stands in the checklist, with id, clause and title."""
    match one:
        case ReadyItem():
            return one.item
        case ReadyScoring():
            return one.passing
        case _:
            return entry(one)


def sort_of(one: Entry, checklist: ReadyChecklist) -> str:
    """必备, 原则上, 提示; of what weighs nothing what it is: 放宽, 评分, 时间."""
    match one:
        case ReadyItem():
            return "加分" if one.bonus else "评分"
        case ReadyWindow():
            return "时间"
        case ReadyRule() if one in checklist.easings:
            return "放宽"
        case ReadyScoring():
            return Weight(one.passing.weight).label
        case _:
            return Weight(entry(one).weight).label
