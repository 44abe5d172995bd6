"""When a notice takes applications: 申报时间. Days are read when the checklist is loaded and held against `on` here.

A day that the text leaves open (「之前」, 「后」) is neither open nor closed: it is named as open to question.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from evalprep.model.dates import PartialDate
from evalprep.model.kinds import BadValue
from evalprep.model.masking import masked
from evalprep.model.results import Warned, WindowState
from evalprep.rules.entries import Before, Window
from evalprep.rules.names import Fact, Names, resolve
from evalprep.rules.spans import LEAP_YEAR, READ, AnyDays, Days, DaysBefore, dated
from evalprep.rules.thresholds import BadTest
from evalprep.rules.wording import unknown_message
from evalprep.rules.world import Scope, World


@dataclass(frozen=True)
class ReadyWindow:
    """A window with its days read; `spans` and `unclear` are of one sort."""

    window: Window
    spans: tuple[AnyDays, ...]
    unclear: AnyDays | None = None
    date: Fact | None = None
    """The fact that holds the date that a window is counted back from."""

    @property
    def reads(self) -> frozenset[str]:
        """The registry's paths of the fields that the date depends on."""
        return self.date.reads if self.date else frozenset()


def ready_window(window: Window, names: Names) -> ReadyWindow:
    """The window with its days read; raises BadTest (a BadValue with the key), UnknownName for the fact of the date."""
    with_days = [key for key in ("yearly", "once", "before") if getattr(window, key)]
    if len(with_days) != 1:
        told = f"写了 {'、'.join(with_days)}" if with_days else "没有写是哪几天"
        key = with_days[-1] if with_days else "id"
        raise BadTest(key, BadValue(told, "yearly、once、before 三者之一", "只留一种，或补上一种"))
    if window.require is not None:
        raise BadTest("require", BadValue("申报时间没有条件", "只写日期", "去掉条件"))
    sort = with_days[0]
    found = [*window.yearly, *(one for one in (window.once, window.before) if one)]
    spans = tuple(_checked(sort, sort, span.opens, span.closes) for span in found)
    unclear = _checked("unclear", sort, window.unclear.starts, window.unclear.to) if window.unclear else None
    _refuse_overlap(spans, unclear)
    return ReadyWindow(window, spans, unclear, _date_fact(window.before, names) if window.before else None)


def _checked(key: str, sort: str, first: str | None, last: str | None) -> AnyDays:
    """The days of a key, read by the sort of the window."""
    try:
        found = READ[sort](first, last)
        if key == "unclear" and isinstance(found, Days) and None in (found.opens, found.closes):
            raise BadValue("缺一头的日子", "from 和 to 都写", "补上；只有一天的两头写同一天")
    except BadValue as bad:
        raise BadTest(key, bad) from None
    return found


def _date_fact(before: Before, names: Names) -> Fact:
    fact = resolve(before.date, names)
    if fact.kind is None or fact.kind.name not in ("date", "day"):
        bad = BadValue(f"「{fact.label}」不是日期", "一项日期，如 application.expires_on", "换成一项日期")
        raise BadTest("before", bad)
    return fact


def _refuse_overlap(spans: Sequence[AnyDays], unclear: AnyDays | None) -> None:
    """What is unclear cannot be open as well: a day before it would be told that it is the last but one."""
    some_day = date(LEAP_YEAR, 6, 15)
    open_days = [one for span in spans for one in dated(span, some_day, some_day)]
    doubts = dated(unclear, some_day, some_day) if unclear else ()
    if any(doubt.meets(one) for doubt in doubts for one in open_days):
        told = "说不清的日子又算在受理的日子里"
        raise BadTest("unclear", BadValue(told, "不在受理日子里的几天", "把说不清的日子从受理的日子里去掉"))


def window_state(ready: ReadyWindow, world: World, issued: date) -> WindowState:
    """The window on the day of the judgement. `issued` is the notice's date: no run that ended before it is named."""
    first = last = world.on
    if ready.date is not None:
        known = ready.date.look_up(world, Scope(ready.window.id))
        if not isinstance(known.value, date | PartialDate):
            missing = tuple(world.missing(path) for path in known.missing)
            told = (
                unknown_message(ready.date, known, missing)
                if known.value is None
                else f"{ready.date.label}：{known.value}"
            )
            return _state(ready.window, None, None, world.on, f"{masked(told)}，算不出受理时间")
        first, last = _ends(known.value)
    surely, perhaps = _open_days(ready, first, last)
    state = _on(ready.window, surely, perhaps, world.on, issued)
    if ready.date is None or first == last:
        return state
    told = f"{ready.date.label}不早于 {first}、不晚于 {last}，写到日才算得准"
    return replace(state, note=f"{state.note}{told}。")


def _ends(known: date | PartialDate) -> tuple[date, date]:
    return (known.earliest(), known.latest()) if isinstance(known, PartialDate) else (known, known)


def _open_days(ready: ReadyWindow, first: date, last: date) -> tuple[list[Days], list[Days]]:
    """The runs that are surely open, in their order, and those of which it is not clear."""
    surely = [days for span in ready.spans for days in dated(span, first, last)]
    perhaps = list(dated(ready.unclear, first, last, perhaps=True)) if ready.unclear else []
    if first != last and ready.date is not None:
        perhaps += [span.possibly_before(first, last) for span in ready.spans if isinstance(span, DaysBefore)]
    return sorted(surely, key=lambda days: days.opens or date.min), perhaps


def _on(
    window: Window, surely: Sequence[Days], perhaps: Sequence[Days], on: date, issued: date
) -> WindowState:
    now = max((days for days in surely if on in days), key=lambda days: days.closes or date.max, default=None)
    if now is not None:
        return _state(window, True, now, on, _told_open(now, on))
    coming = next((days for days in surely if days.opens is not None and days.opens > on), None)
    past = [days for days in surely if days.closes is not None and issued <= days.closes < on]
    shown = coming or (past[-1] if past else None)
    if any(on in days for days in perhaps):
        return _state(window, None, shown, on, f"{on} 这一天是否受理还不能断定，先问受理单位")
    return _state(window, False, shown, on, _told_closed(past, coming, on))


def _told_open(now: Days, on: date) -> str:
    if now.closes is None:
        return "正在受理，通知没有写截止日期"
    if now.closes == on:
        return f"正在受理，今天（{on}）是最后一天"
    return f"正在受理，{now.closes} 截止（含当天），还有 {(now.closes - on).days} 天"


def _told_closed(past: Sequence[Days], coming: Days | None, on: date) -> str:
    ended = f"本次受理已于 {past[-1].closes} 截止" if past else ""
    if coming is None or coming.opens is None:
        return f"{ended or '受理时间已过'}，通知没有写下一次，先问受理单位是否还受理"
    until = f"，{coming.closes} 截止" if coming.closes else ""
    next_time = f"{coming.opens} 开始{until}，还有 {(coming.opens - on).days} 天开始"
    return f"{ended}；下一次 {next_time}" if ended else f"还没有开始受理：{next_time}"


def _state(window: Window, is_open: bool | None, shown: Days | None, on: date, told: str) -> WindowState:
    opens, closes = (shown.opens, shown.closes) if shown else (None, None)
    ahead = closes if is_open else opens if opens is not None and opens > on else None
    return WindowState(
        window.id,
        window.clause,
        window.title,
        open=is_open,
        opens=opens,
        closes=closes,
        days_left=(ahead - on).days if ahead else None,
        note=f"{told}。{window.interpretation or ''}",
    )


def window_warnings(states: Iterable[WindowState]) -> Iterable[Warned]:
    """Each window that is closed today, or of which the text leaves today open; one without a date is no news."""
    return (
        Warned(one.id, f"{one.title}：{one.note}")
        for one in states
        if one.open is False or (one.open is None and (one.opens or one.closes))
    )
