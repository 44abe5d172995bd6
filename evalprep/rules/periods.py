"""How long something has lasted on the day: years of service, ages, leases, an appraisal station.

All are full calendar years. A date known to the month or the year makes an interval between its last and its first
day; what begins after the day has lasted no year.
"""

from __future__ import annotations

from datetime import date

from evalprep.model.basic import YES_NO
from evalprep.model.dates import PartialDate, lease_end, lease_term, years_between
from evalprep.model.identifiers import IdNumber
from evalprep.model.kinds import NIL
from evalprep.model.validation import Path
from evalprep.model.verdicts import Interval
from evalprep.rules.facts import Known, computed, row_fact
from evalprep.rules.world import Row, Scope, World

LEASED = ("venues[]", "equipment[]")
PEOPLE = ("staff[]", "experts[]", "assessors[]", "supervisors[]")


def years_since(since: PartialDate | None, on: date, path: Path) -> Known:
    """Full years from a date at a path to the day; unknown where there is none."""
    if since is None:
        return Known(None, (path,))
    number = Interval(max(0, years_between(since.latest(), on)), max(0, years_between(since.earliest(), on)))
    told = f"{since.in_chinese}在判断日 {on} 之后" if since.earliest() > on else ""
    return Known(number, () if number.exact else (path,), told)


def _row(scope: Scope) -> Row:
    assert scope.row is not None
    return scope.row


@row_fact(("staff[]",), "years", "从事培训考核工作年数", reads={"since"}, unit="年")
def years_of_service(world: World, scope: Scope) -> Known:
    """从「从事培训考核工作起始日期」到判断日的周年数，满一年算一年。起始日期只写到月或年的，按可能的最短到最长计；没有填的，不能断定。"""
    path: Path = (*_row(scope).path, "since")
    return years_since(world.value(path), world.on, path)


@row_fact(("assessors[]",), "years", "从事本专业年数", reads={"trade_since"}, unit="年")
def years_in_trade(world: World, scope: Scope) -> Known:
    """从「从事本专业起始日期」到判断日的周年数，满一年算一年。起始日期只写到月或年的，按可能的最短到最长计；没有填的，不能断定。"""
    path: Path = (*_row(scope).path, "trade_since")
    return years_since(world.value(path), world.on, path)


@row_fact(PEOPLE, "age", "年龄", reads={"id_number", "born_on"}, unit="岁")
def age(world: World, scope: Scope) -> Known:
    """判断日的周岁：有身份证号码的按号码里的出生日期，没有的按「出生日期」，只写到月或年的按可能的最小到最大计；两处对不上的，按两处之间计。"""
    row = _row(scope)
    number: IdNumber | None = world.value((*row.path, "id_number"))
    path: Path = (*row.path, "born_on")
    born: PartialDate | None = world.value(path)
    stated = years_since(born, world.on, path)
    if number is None:
        return stated if born else Known(None, ((*row.path, "id_number"), path))
    certain = years_since(PartialDate.of(number.born_on), world.on, (*row.path, "id_number"))
    if born is None or born.earliest() <= number.born_on <= born.latest():
        return certain
    hull = certain.value.reaching(stated.value.min).reaching(stated.value.max)
    return Known(hull, (path,), "身份证号码里的出生日期与填的不同")


@row_fact(LEASED, "lease.term", "租赁期", reads={"lease.from", "lease.to"}, unit="年")
def term(world: World, scope: Scope) -> Known:
    """从租期开始日到截止日的整年数，首尾两天都算在内（2020年1月1日至2024年12月31日是 5 年）；截止日早于开始日的为 0；两个日期缺一个，不能断定。"""
    row = _row(scope)
    starts, to, absent = _lease(world, row)
    if starts is None or to is None:
        return Known(None, absent)
    if to < starts:
        return Known(Interval.exactly(0), detail=f"租期截止日 {to} 早于开始日 {starts}")

    def towards(years: int) -> str:
        if starts.year + years > date.max.year:
            return f"不满 {years} 年"
        full = lease_end(starts, years)
        return f"差 {(full - to).days:,} 天满 {years} 年（要到 {full}）"

    return Known(Interval.exactly(lease_term(starts, to)), detail=f"{starts} 至 {to}", towards=towards)


@row_fact(LEASED, "lease.in_force", "判断日在租期之内", reads={"lease.from", "lease.to"}, kind=YES_NO)
def in_force(world: World, scope: Scope) -> Known:
    """判断日不早于租期开始日、不晚于租期截止日为是，首尾两天都算在内；还没有开始或者已经到期的为否；缺一个日期而另一个不能排除的，不能断定。"""
    starts, to, absent = _lease(world, _row(scope))
    if starts is not None and world.on < starts:
        return Known(False, detail=f"租期 {starts} 才开始")
    if to is not None and to < world.on:
        return Known(False, detail=f"租期 {to} 已到期")
    return Known(None, absent) if absent else Known(True)


def _lease(world: World, row: Row) -> tuple[date | None, date | None, tuple[Path, ...]]:
    """First day, last day, and the paths of those that are not filled in."""
    paths: tuple[Path, Path] = ((*row.path, "lease", "from"), (*row.path, "lease", "to"))
    starts, to = (world.value(path) for path in paths)
    return starts, to, tuple(path for path in paths if world.value(path) is None)


@computed(
    "organization.appraisal_station_years",
    "设有职业技能鉴定所（站）年数",
    {"organization.appraisal_station.since"},
    unit="年",
)
def appraisal_station_years(world: World, subject: Row | None) -> Known:
    """从职业技能鉴定所（站）「设立日期」到判断日的周年数，满一年算一年；写「无」的为 0。设立日期只写到月或年的，按可能的最短到最长计；没有填的，不能断定。"""
    path: Path = ("organization", "appraisal_station", "since")
    since = world.value(path)
    if since == NIL:
        return Known(Interval.exactly(0), detail="没有职业技能鉴定所（站）")
    return years_since(since, world.on, path)


FACTS = (appraisal_station_years,)
ROW_FACTS = (*years_of_service, *years_in_trade, *age, *term, *in_force)
