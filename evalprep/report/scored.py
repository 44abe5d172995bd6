"""The self-assessment by a notice's scoring table, as text: each item with its points, then what they come to."""

from __future__ import annotations

from collections.abc import Collection

from evalprep.model.results import Score, ScoredItem
from evalprep.model.verdicts import Interval
from evalprep.report.findings import missing_lines, rule_lines
from evalprep.report.layout import Style, pad, width, wrap
from evalprep.rules.regulations import rules_lacking
from evalprep.rules.wording import quantity

LABEL = "自评，以评审打分为准"


def score_line(score: Score) -> str:
    """The total against the pass mark, in a line."""
    return f"{points(score.total)} 分，合格线 {quantity(score.pass_mark, '')} 分（{LABEL}）"


def score_table(score: Score, style: Style, told: Collection[str] = ()) -> list[str]:
    """Every item with its points and how they come about, then the total, the pass mark and the bonus.

    `told` are the kinds of rules of which it stands above how they are registered.
    """
    cells = max((width(item.id) for item in score.items), default=0)
    hanging = " " * (cells + 4)
    lines = ["", f"评分表（{LABEL}）"]
    for item in score.items:
        lines += wrap(f"{_amount(item)}　{item.title}", style.cells, f"  {pad(item.id, cells)}  ", hanging)
        lines += wrap(item.message, style.cells, hanging)
        lines += missing_lines(item.missing, style, hanging)
        lacking = (rule for part in item.parts for rule in rules_lacking(part))
        lines += rule_lines([one for one in lacking if not {*one.kinds} & {*told}], style, hanging)
    total = f"合计 {points(score.total)} 分，合格线 {quantity(score.pass_mark, '')} 分，不含加分"
    bonus = f"；加分 {points(score.bonus)} 分" if any(item.bonus for item in score.items) else ""
    return [*lines, *wrap(f"{total}{bonus}", style.cells, "  ", "    ")]


def points(found: Interval) -> str:
    """62 至 92; a number that is known stands alone."""
    low = quantity(found.min, "")
    if found.max is None:
        return f"{low} 以上"
    return low if found.exact else f"{low} 至 {quantity(found.max, '')}"


def _amount(item: ScoredItem) -> str:
    most = quantity(item.max, "")
    return f"{points(item.score)} 分（{f'加分，最多 {most}' if item.bonus else f'满分 {most}'}）"
