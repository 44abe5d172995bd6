"""Runs of days in which something is open: of one year, of every year, or counted back from a date."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from evalprep.model.dates import DAY, PartialDate
from evalprep.model.kinds import BadValue

LONGEST = 3650
"""The most days before a date that a window can be counted: ten years."""
LEAP_YEAR = 2024
"""A year with a 29 February, in which the days of every year can be compared."""


@dataclass(frozen=True)
class Days:
    """A run of whole days, both ends in; an open end is None."""

    opens: date | None
    closes: date | None

    def __contains__(self, day: date) -> bool:
        return (self.opens is None or self.opens <= day) and (self.closes is None or day <= self.closes)

    def meets(self, other: Days) -> bool:
        """Whether the two have a day in common."""
        return not (self.ends_before(other) or other.ends_before(self))

    def ends_before(self, other: Days) -> bool:
        """Whether the last day comes before the other's first."""
        return self.closes is not None and other.opens is not None and self.closes < other.opens


@dataclass(frozen=True)
class YearDays:
    """A run of days of every year, as (month, day), both ends in; one that ends before it begins passes the new year."""

    opens: tuple[int, int]
    closes: tuple[int, int]

    def around(self, year: int) -> Iterable[Days]:
        """The runs that begin in a year, in the one before and in the one after."""
        for begun in (year - 1, year, year + 1):
            ended = begun if self.opens <= self.closes else begun + 1
            yield Days(_in_year(self.opens, begun), _in_year(self.closes, ended))


@dataclass(frozen=True)
class DaysBefore:
    """A run of days counted back from a date, both ends in: from `opens` days before it to `closes` days before it."""

    opens: int
    closes: int

    def before(self, first: date, last: date) -> Days:
        """The days that are surely in, where the date lies between two days; ends before it begins where none is."""
        return Days(last - timedelta(self.opens), first - timedelta(self.closes))

    def possibly_before(self, first: date, last: date) -> Days:
        """The days that may be in, where the date lies between two days."""
        return Days(first - timedelta(self.opens), last - timedelta(self.closes))


AnyDays = Days | YearDays | DaysBefore


def dated(span: AnyDays, first: date, last: date, *, perhaps: bool = False) -> tuple[Days, ...]:
    """The runs of days of a window: around `first` of every year, or counted back from a date that lies between two."""
    match span:
        case Days():
            return (span,)
        case YearDays():
            return tuple(span.around(first.year))
        case DaysBefore():
            days = span.possibly_before(first, last) if perhaps else span.before(first, last)
            return (days,) if days.opens is None or days.closes is None or days.opens <= days.closes else ()


def _in_year(day: tuple[int, int], year: int) -> date:
    """A day of every year in one; 29 February falls on the month's last day."""
    month, number = day
    return date(year, month, min(number, monthrange(year, month)[1]))


def _read_once(first: str | None, last: str | None) -> Days:
    opens, closes = (DAY.read(text) if text else None for text in (first, last))
    if opens is None and closes is None:
        raise BadValue("没有写开始和截止的日子", "opens、closes 至少一个", "补上日期，如 2020-11-21")
    if opens and closes and closes < opens:
        raise BadValue(f"截止日 {closes} 早于开始日 {opens}", "先开始后截止的两天", "核对两个日期")
    return Days(opens, closes)


def _read_yearly(first: str | None, last: str | None) -> YearDays:
    return YearDays(_month_and_day(first), _month_and_day(last))


def _month_and_day(text: str | None) -> tuple[int, int]:
    expected = "每年的一天，写成月-日，如 03-15"
    if not text:
        raise BadValue("每年的时间要写明两头", expected, "opens 和 closes 都写")
    match = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", text)
    if match is None:
        raise BadValue(f"「{text}」不是月和日", expected, "只写月和日，不写年份")
    day = PartialDate(LEAP_YEAR, int(match[1]), int(match[2]))
    return day.month or 1, day.day or 1


def _read_before(first: str | None, last: str | None) -> DaysBefore:
    opens, closes = (_number_of_days(text or "") for text in (first, last))
    if opens < closes:
        told = f"提前 {opens} 天开始，却提前 {closes} 天截止"
        raise BadValue(told, "先开始后截止：opens 不小于 closes", "核对两个天数")
    return DaysBefore(opens, closes)


def _number_of_days(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) > LONGEST:
        raise BadValue(f"「{text}」不是天数", f"0 到 {LONGEST} 的整数", "写提前多少天，如 90")
    return int(text)


READ: dict[str, Callable[[str | None, str | None], AnyDays]] = {
    "yearly": _read_yearly,
    "once": _read_once,
    "before": _read_before,
}
"""How the days of each sort of window are read, by its key: from the texts of both ends; raises BadValue."""
