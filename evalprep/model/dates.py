"""Dates as far as they are known (a month stays a month), and the calendar's arithmetic for ages and terms."""

from __future__ import annotations

import functools
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date as date
from datetime import timedelta

from evalprep.model.basic import with_hyphens, year_in_range
from evalprep.model.kinds import BadValue, Kind

_EXPECTED = "日期，写到年、月或日都可以，如 2012-03"
_EXPECTED_DAY = "写到日的日期，如 2012-03-01"
_SHAPES = (
    re.compile(r"([0-9]{4})(?:[-./年]([0-9]{1,2})(?:[-./月]([0-9]{1,2})[日号]?|月份?)?|年)?"),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?"),
)
_MIDNIGHT = re.compile(r"[T ]0?0:00(?::00(?:\.0+)?)?$")
_UNITS = ["", *"一二三四五六七八九"]
_CHINESE = {
    tens + unit: value
    for value, (tens, unit) in enumerate((t, u) for t in ("", "十", "二十", "三十") for u in _UNITS)
}
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_DATE = re.compile(
    r"([〇零○一二三四五六七八九]{4})年(?:([一二三四五六七八九十]+)月(?:([一二三四五六七八九十]+)[日号])?)?"
)
_EXCEL_EPOCH = date(1899, 12, 30)


@functools.total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date known to the year, the month or the day; ordered by its earliest day, the less exact first.

    Raises BadValue for a day that the calendar does not have, and for years outside 1900 to 2100.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        year_in_range(self.year, _EXPECTED)
        if self.month is None:
            if self.day is not None:
                raise BadValue("有日没有月", _EXPECTED, "补上月份")
        elif not 1 <= self.month <= 12:
            raise BadValue(f"没有 {self.month} 月", _EXPECTED, "月份是 1 到 12，核对一下月和日是不是写反了")
        elif self.day is not None and not 1 <= self.day <= (last := monthrange(self.year, self.month)[1]):
            told = f"{self.year} 年 {self.month} 月没有 {self.day} 日，这个月只有 {last} 天"
            raise BadValue(told, _EXPECTED, "核对日期")

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A whole day."""
        return cls(day.year, day.month, day.day)

    def earliest(self) -> date:
        """The first day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """The last day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __lt__(self, other: PartialDate) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.year, self.month or 0, self.day or 0) < (other.year, other.month or 0, other.day or 0)

    def __str__(self) -> str:
        """ISO 8601 as far as known: `2012`, `2012-03`, `2012-03-01`."""
        return f"{self.year}" + "".join(f"-{part:02}" for part in (self.month, self.day) if part)

    @property
    def in_chinese(self) -> str:
        """As papers write it: `2012年3月`."""
        parts = ((self.year, "年"), (self.month, "月"), (self.day, "日"))
        return "".join(f"{number}{unit}" for number, unit in parts if number)


def _date(text: str) -> PartialDate:
    text = _MIDNIGHT.sub("", with_hyphens(text))
    text = re.sub(r" ?([-./年月日号]) ?", r"\1", text)
    text = re.sub(r"^([0-9]{4}|[0-9]{8})\.0$", r"\1", text)  # a number of Excel's
    text = re.sub(r"^([0-9]{4}\.[0-9]{1,2}(?:\.[0-9]{1,2})?)\.$", r"\1", text)
    for shape in _SHAPES:
        if match := shape.fullmatch(text):
            year, month, day = (int(part) if part else None for part in match.groups())
            return PartialDate(year or 0, month, day)
    if match := _CHINESE_DATE.fullmatch(text):
        month, day = (_CHINESE.get(part, 99) if part else None for part in match.groups()[1:])
        return PartialDate(int(match[1].translate(_CHINESE_DIGITS)), month, day)
    raise _no_date(text)


def _no_date(text: str) -> BadValue:
    """What is wrong with a text that has no date's shape."""
    if re.fullmatch(r"[2-6][0-9]{4}(?:\.0)?", text):
        day = _EXCEL_EPOCH + timedelta(int(text[:5]))
        remedy = f"它相当于 {day}；确认后照这样写，或在 Excel 里把单元格设为文本再填"
        return BadValue("这像是 Excel 里的日期序号，不是日期", _EXPECTED, remedy)
    if re.match(r"[0-9]{2}[-./年]", text):
        return BadValue("年份要写四位数", _EXPECTED, "例如 2012-03，不写 12-03")
    if re.search("至今|长期|永久|无期限|现在|目前", text):
        return BadValue("这不是一个日期", _EXPECTED, "写证件或合同上的日期；没有写明就把这一项删去")
    if re.search(r"[0-9].*[至到~〜]|[0-9]{4}.*[^0-9][0-9]{4}", text):
        return BadValue("这里有不止一个日期", _EXPECTED, "只写一个日期；起和止分别填在各自的项里")
    return BadValue("看不出是哪一天", _EXPECTED, "按年、月、日的次序写，年份四位，例如 2012-03-01、2012年3月")


def _day(text: str) -> date:
    known = _date(text)
    if known.day is None:
        unit = "年" if known.month is None else "月"
        raise BadValue(
            f"只写到了{unit}，这一项按天计算，要写到日", _EXPECTED_DAY, f"补全日期，例如 {known.earliest()}"
        )
    return known.earliest()


def add_years(day: date, years: int) -> date:
    """The same calendar day `years` later (earlier if negative).

    29 February falls on 28 February where there is no 29th: the month's last day, as 民法典 第二百零二条 has it.
    """
    year = day.year + years
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def years_between(start: date, end: date) -> int:
    """Full calendar years from `start` to `end`, as ages are counted; negative where `end` comes first."""
    years = end.year - start.year
    return years if add_years(start, years) <= end else years - 1


def lease_term(from_: date, to: date) -> int:
    """Full calendar years of a lease, its first and its last day both counted; 0 where `to` comes before `from_`.

    2020-01-01 to 2024-12-31 is five years, to 2024-12-30 four. One that begins on 29 February is full
    at the end of February: the careful reading, one day longer than counting from the 28th.
    """
    if to < from_:
        return 0
    following = to + timedelta(1)
    years = following.year - from_.year
    return years if (following.month, following.day) >= (from_.month, from_.day) else years - 1


def lease_end(from_: date, years: int) -> date:
    """The first last day with which a lease from a day has full `years` (at least 1): 2019-03-01 and 5, 2024-02-29."""
    year = from_.year + years
    day = from_.replace(year=year) if _has_day(from_, year) else date(year, 3, 1)
    return day - timedelta(1)


def _has_day(day: date, year: int) -> bool:
    return day.day <= monthrange(year, day.month)[1]


def lease_covers(from_: date, to: date, years: int) -> bool:
    """Whether a lease lasts at least `years` calendar years, both days in."""
    return lease_term(from_, to) >= years


DATE: Kind[PartialDate] = Kind(
    "date", PartialDate, _EXPECTED, _date, show=lambda known: known.in_chinese, json_type=("string", "number")
)
"""A date as far as it is known."""

DAY: Kind[date] = Kind(
    "day",
    date,
    _EXPECTED_DAY,
    _day,
    write=date.isoformat,
    show=lambda day: PartialDate.of(day).in_chinese,
    json_type=("string", "integer"),
)
"""A whole day."""
