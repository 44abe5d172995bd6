"""What is on record of an applicant within so many years, and until when it is filed.

「3年内」 has two readings, the years before the day and the last yearly inspections; what either counts is counted.
A year's inspection is held in the next one, so a failure of the year before the first may lie within the years or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from evalprep.model.dates import DAY, PartialDate, add_years
from evalprep.model.kinds import NIL, Nil
from evalprep.model.organization import AnnualInspection, RecordEntry
from evalprep.model.validation import Path
from evalprep.model.verdicts import Interval
from evalprep.rules.facts import Known, computed
from evalprep.rules.world import Row, World

FAILED = "不合格"
NOT_INSPECTED = "未检"
LISTED: Path = ("record", "annual_inspections")
REGISTERED: Path = ("organization", "registered_on")


@dataclass(frozen=True)
class Counted:
    """What may count once: whether it surely does, the fields that would tell, and what to say of it."""

    surely: bool
    missing: tuple[Path, ...] = ()
    told: str = ""


def _number(every: Iterable[Counted]) -> Known:
    """How many count, from those that surely do to all that may."""
    counted = tuple(every)
    surely = sum(one.surely for one in counted)
    missing = dict.fromkeys(path for one in counted if not one.surely for path in one.missing)
    told = dict.fromkeys(one.told for one in counted if one.told)
    return Known(Interval(surely, len(counted)), tuple(missing), "；".join(told))


@dataclass(frozen=True)
class Inspected:
    """The rows of one year's inspection."""

    year: int
    rows: tuple[Row, ...]

    @property
    def results(self) -> frozenset[str]:
        """Its results, 未检 being none; two of them contradict each other."""
        found = map(_result, self.rows)
        return frozenset(one for one in found if one and one != NOT_INSPECTED)

    @property
    def blank(self) -> tuple[Path, ...]:
        """The results that are not filled in."""
        return tuple((*row.path, "result") for row in self.rows if _result(row) is None)


def _result(row: Row) -> str | None:
    assert isinstance(row.record, AnnualInspection)
    return row.record.result


@dataclass(frozen=True)
class Inspections:
    """All inspections up to the day, over a period of so many years."""

    dated: tuple[Inspected, ...]
    undated: tuple[Row, ...]
    since: int | None
    """The year of registration."""
    years: int
    on: date

    @classmethod
    def of(cls, rows: Iterable[Row], since: int | None, years: int, on: date) -> Inspections:
        """The rows sorted into years; those of years to come say nothing."""
        dated: dict[int, list[Row]] = {}
        undated: list[Row] = []
        for row in rows:
            assert isinstance(row.record, AnnualInspection)
            if row.record.year is None:
                undated.append(row)
            elif row.record.year <= on.year:
                dated.setdefault(row.record.year, []).append(row)
        found = (Inspected(year, tuple(rows)) for year, rows in sorted(dated.items()))
        return cls(tuple(found), tuple(undated), since, years, on)

    def lacking(self) -> dict[int, tuple[Path, ...]]:
        """The last full years, as many as the period has, without a result since registration; what would tell."""
        found = {one.year: one for one in self.dated}
        lacking: dict[int, tuple[Path, ...]] = {}
        for year in range(self.on.year - self.years, self.on.year):
            if (self.since is None or year >= self.since) and not (year in found and found[year].results):
                rows = found[year].rows if year in found else ()
                lacking[year] = tuple((*row.path, "result") for row in rows) or (LISTED,)
        return lacking

    def is_touched(self, year: int) -> bool:
        """The first reading: the calendar years that the period before the day touches."""
        return year >= add_years(self.on, -self.years).year

    def surely_later(self, year: int) -> int:
        """The second reading, the last so many inspections: how many come after a year."""
        return sum(bool(one.results) for one in self.dated if one.year > year)

    def failures(self) -> Iterator[Counted]:
        """Every 不合格, and every result that may turn out to be one."""
        lacking = self.lacking()
        for year, paths in lacking.items():
            registered = (REGISTERED,) if self.since is None else ()
            yield Counted(False, (*paths, *registered), f"{year} 年没有年检结论")
        for one in self.dated:
            if one.year not in lacking and (FAILED in one.results or one.blank):
                yield from self._failure(one)
        for row in self.undated:
            if _result(row) in (None, FAILED):
                asked = ((*row.path, key) for key in ("year", "result") if getattr(row.record, key) is None)
                yield Counted(False, tuple(asked), "有的年检没有填年度")

    def _failure(self, one: Inspected) -> Iterator[Counted]:
        """The failure of a year, where it lies in the period by either reading."""
        touched = self.is_touched(one.year)
        if not touched and self.surely_later(one.year) >= self.years:
            if FAILED in one.results and self.is_touched(one.year + 1):
                yield Counted(False, told=f"{one.year} 年度的年检，结论多半在 {one.year + 1} 年才出来")
            return
        asked = list(one.blank)
        if len(one.results) > 1:
            asked += [(*row.path, "year") for row in one.rows[1:]]
        if self.since is not None and one.year < self.since:
            # It contradicts the date of registration, so neither settles the year.
            asked.append(REGISTERED)
        if not touched:
            # Some of the full years after it have no result, so the last inspections may or may not reach back to it.
            asked.append(LISTED)
        yield Counted(
            not asked, tuple(asked), f"{one.year} 年{FAILED if FAILED in one.results else '没有年检结论'}"
        )


@computed(
    "record.failed_inspections",
    "年检不合格次数",
    {
        "record.annual_inspections",
        "record.annual_inspections[].year",
        "record.annual_inspections[].result",
        "organization.registered_on",
    },
    unit="次",
    period=True,
)
def failed_inspections(world: World, subject: Row | None, years: int) -> Known:
    """判断日前若干年涉及的各年度，和最近同样次数的年检，有一次「不合格」计一次；基本合格不计。再早一年的「不合格」，结论可能在这些年里才作出，计零到一次。最近同样多个完整年度里，登记当年及以后没有年检结论（含未检）的，每年可能多一次；年检情况没有填的，不能断定。"""
    listed = world.rows(LISTED)
    registered: PartialDate | None = world.value(REGISTERED)
    since = registered.year if registered else None
    if not listed.complete:
        wanted = "、".join(map(str, Inspections.of((), since, years, world.on).lacking()))
        return Known(None, listed.missing, f"要有 {wanted} 年度的结论" if wanted else "")
    return _number(Inspections.of(listed.rows, since, years, world.on).failures())


@computed(
    "record.abnormal_listings",
    "列入经营异常名录次数",
    {"record.abnormal_list", "record.abnormal_list[].on", "record.abnormal_list[].removed_on"},
    unit="次",
    period=True,
)
def abnormal_listings(world: World, subject: Row | None, years: int) -> Known:
    """判断日前若干年里（首尾两天都算）有一天在名录上的，一条记录计一次：从发生日期到移出日期，移出日期写「无」的还在名录上。日期没有填或者只写到月、年而说不准的，计零到一次；名录记录没有填的，不能断定。"""
    listed = world.rows(("record", "abnormal_list"))
    if not listed.complete:
        return Known(None, listed.missing)
    start = add_years(world.on, -years)
    return _number(one for row in listed.rows for one in _listing(row, start, world.on))


def _listing(row: Row, start: date, on: date) -> Iterator[Counted]:
    """What one entry counts: listed by the day, and not removed before the first day of the period."""
    entry = row.record
    assert isinstance(entry, RecordEntry)
    listed, removed = entry.on, entry.removed_on
    asked = [
        (*row.path, key)
        for key, known in (("on", listed), ("removed_on", removed))
        if known is None or (isinstance(known, PartialDate) and known.day is None)
    ]
    if listed and isinstance(removed, PartialDate) and removed.latest() < listed.earliest():
        # Removed before it was listed: the date of removal says nothing.
        removed = None
        asked.append((*row.path, "removed_on"))
    last = removed.latest() if isinstance(removed, PartialDate) else None
    if (listed and listed.earliest() > on) or (last and last < start):
        return
    by_then = (listed and listed.latest() <= on) or (last and last <= on)
    surely = bool(by_then and _still_listed(listed, removed, start))
    yield Counted(
        surely, tuple(dict.fromkeys(asked)), f"第 {row.number} 行记录的日期没有填全" if not surely else ""
    )


def _still_listed(listed: PartialDate | None, removed: PartialDate | Nil | None, start: date) -> bool:
    """Whether an entry certainly stood on the list at or after the first day of the period."""
    if removed == NIL or (listed and listed.earliest() >= start):
        return True
    return isinstance(removed, PartialDate) and removed.earliest() >= start


@computed(
    "application.expires_on",
    "已有备案的有效期至",
    {"application.prior_filings", "application.prior_filings[].expires_on"},
    kind=DAY,
)
def expires_on(world: World, subject: Row | None) -> Known:
    """已有备案的「备案有效期至」中最晚的一天；有一条没有填，或者没有备案，不能断定。"""
    filings = world.rows(("application", "prior_filings"))
    if not filings.complete:
        return Known(None, filings.missing)
    if not filings.rows:
        return Known(None, filings.lists, "没有已有备案")
    days = [(world.value((*row.path, "expires_on")), row) for row in filings.rows]
    absent = tuple((*row.path, "expires_on") for day, row in days if day is None)
    return Known(None, absent) if absent else Known(max(day for day, _ in days))


FACTS = (failed_inspections, abnormal_listings, expires_on)
