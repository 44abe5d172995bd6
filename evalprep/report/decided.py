"""How an entry is decided, as text: what passes and which fields are read; of a window its days, of a score its points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evalprep.model.fields import fields
from evalprep.report.entries import Entry
from evalprep.report.layout import wrap
from evalprep.report.scored import LABEL
from evalprep.rules.checklist import ReadyRoute, ReadyRule
from evalprep.rules.compiled import Compiled
from evalprep.rules.references import RECOMMENDED
from evalprep.rules.regulations import KINDS, PUBLISHED, rule_line
from evalprep.rules.scoring import OWN, ReadyItem, ReadyScoring
from evalprep.rules.spans import AnyDays, Days, DaysBefore, YearDays
from evalprep.rules.windows import ReadyWindow
from evalprep.rules.wording import quantity

POINTS = "分"
BOTH_IN = "首尾两天都算"


def decided(found: Entry, cells: int) -> Iterator[str]:
    """The lines under 怎样算符合 and 看哪些资料, in the words of the entry's sort."""
    match found:
        case ReadyRule():
            yield from _conditions("怎样算符合", [found.condition] if found.condition else [], cells)
        case ReadyRoute():
            yield from _route(found, cells)
        case ReadyWindow():
            yield from _window(found, cells)
        case ReadyItem():
            yield from _item(found, cells)
        case ReadyScoring():
            yield from _pass_mark(found, cells)


def _conditions(title: str, conditions: list[Compiled], cells: int) -> Iterator[str]:
    if not conditions:
        yield from wrap("判断：只作提示，不判断", cells, "", "　　　")
        return
    yield from _listed(title, (line for one in conditions for line in one.meaning), cells)
    yield from _registered(conditions)
    yield from _reads((path for one in conditions for path in one.reads), cells)


def _registered(conditions: Iterable[Compiled]) -> Iterator[str]:
    """The line to type for each rule that is asked for, whole, so that it can be copied; of other files nothing."""
    lines = [
        f"  {rule_line(kind, PUBLISHED in one.reads)}"
        for one in conditions
        if RECOMMENDED not in one.reads
        for path, kind in one.words
        if path == KINDS
    ]
    yield from ("", "怎样登记（rule_documents: 下各一行）", *lines) if lines else ()


def _route(found: ReadyRoute, cells: int) -> Iterator[str]:
    if found.route.authority:
        yield from wrap(f"受理：{found.route.authority}", cells, "", "　　　")
    if found.condition or not found.ways:
        yield from _conditions("怎样算符合", [found.condition] if found.condition else [], cells)
    if not found.ways:
        return
    yield from ("", "向哪里申报（从上往下，第一种符合的算）")
    for way in found.ways:
        yield from wrap(way.authority, cells, "  · ", "    ")
        yield from (
            part for line in way.condition.meaning for part in wrap(line, cells, "      ", "        ")
        )
        yield from wrap(way.note, cells, "      ", "        ") if way.note else ()
    yield from _reads((path for way in found.ways for path in way.condition.reads), cells)


def _window(found: ReadyWindow, cells: int) -> Iterator[str]:
    date = found.date.label if found.date else ""
    lines = [_days(span, date) for span in found.spans]
    lines += [f"说不清算不算：{_days(found.unclear, date)}"] if found.unclear else []
    yield from _listed("什么时候受理", lines, cells)
    yield from _reads(found.date.reads if found.date else (), cells)


def _days(span: AnyDays, date: str) -> str:
    match span:
        case Days():
            return _once(span)
        case YearDays():
            (first, opens), (last, closes) = span.opens, span.closes
            over = "次年 " if span.closes < span.opens else ""
            return f"每年 {first} 月 {opens} 日至 {over}{last} 月 {closes} 日，{BOTH_IN}"
        case DaysBefore():
            until = f"前 {span.closes} 天" if span.closes else "当天"
            return f"「{date}」前 {span.opens} 天起，到{until}为止，{BOTH_IN}"


def _once(span: Days) -> str:
    if span.opens is None:
        return f"{span.closes} 为止，当天也算"
    if span.closes is None:
        return f"{span.opens} 起，当天也算；没有写截止日期"
    return f"{span.opens}" if span.opens == span.closes else f"{span.opens} 至 {span.closes}，{BOTH_IN}"


def _item(found: ReadyItem, cells: int) -> Iterator[str]:
    yield from _listed(f"怎样得分（{LABEL}）", _points(found), cells)
    yield from _registered(found.each)
    own = (f"{OWN}.{found.item.id}",) if found.item.own else ()
    yield from _reads((*own, *(path for one in found.each for path in one.reads)), cells)


def _points(found: ReadyItem) -> Iterator[str]:
    most = quantity(found.max, POINTS)
    if found.bonus:
        low, high = found.points or (0, found.max)
        yield f"以下放宽条件每符合一条加 {low} 至 {quantity(high, POINTS)}，最多 {most}：{'、'.join(found.bonus)}"
    elif found.full_if:
        yield f"以下各条都符合得 {most}，有一条不符合得 0 分：{'、'.join(found.full_if)}"
    elif found.each:
        yield f"满分 {most}；以下每缺一项扣 {quantity(found.deduct or 0, POINTS)}，扣完为止"
        yield from (f"　{line}" for one in found.each for line in one.meaning)
    else:
        yield f"满分 {most}；现场才看得到，由本单位自评，没有填的按 0 至 {most} 计"


def _pass_mark(found: ReadyScoring, cells: int) -> Iterator[str]:
    counted = "、".join(one.item.id for one in found.items if not one.bonus)
    bonus = "、".join(one.item.id for one in found.items if one.bonus)
    lines = [f"{counted} 合计不少于 {quantity(found.at_least, POINTS)}（{LABEL}）"]
    lines += [f"{bonus} 是加分，不计入"] if bonus else []
    yield from _listed("怎样算符合", lines, cells)


def _listed(title: str, lines: Iterable[str], cells: int) -> Iterator[str]:
    yield from ("", title)
    yield from (part for line in lines for part in wrap(line, cells, "  ", "    "))


def _reads(paths: Iterable[str], cells: int) -> Iterator[str]:
    read = sorted(set(paths))
    if read:
        yield from _listed("看哪些资料", (f"{path}　{_label(path)}".rstrip("　") for path in read), cells)


def _label(path: str) -> str:
    if path.startswith("form:"):
        return "表格各栏"
    if path.startswith(f"{OWN}."):
        return "自评分"
    field = fields().get(path) or fields().get(path.removesuffix("{}"))
    return field.label if field else ""
