"""Occupations that do not fit the tables, the organisation's age or those who serve them; each is a warning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from evalprep.model.basic import without_spaces
from evalprep.model.catalogs import DOUBTED, GAPS
from evalprep.model.fields import label
from evalprep.model.levels import Levels, SkillLevel
from evalprep.model.occupations import HistoryRow, Occupation
from evalprep.model.people import Assessor, Expert
from evalprep.model.resources import Equipment, Venue
from evalprep.model.results import Warned
from evalprep.model.validation import Path
from evalprep.rules.histories import by_year
from evalprep.rules.occupied import named, served, target
from evalprep.rules.world import Row, World

SERVING = ("experts", "assessors", "venues", "equipment")
"""The lists whose rows say which occupations they serve."""


def occupations(world: World) -> Iterator[Warned]:
    """Each occupation by itself, then the rows that serve them."""
    rows = world.rows(("occupations",)).rows
    yield from _twice(rows, world)
    for row in rows:
        yield from _tabled(row, world)
        yield from _years(row, world)
        yield from _other_history(row, world)
        yield from _before_registration(row, world)
    for listed in SERVING if rows else ():
        for serving in world.rows((listed,)).rows:
            yield from _served(serving, rows, world)


def _of(row: Row) -> Occupation:
    assert isinstance(row.record, Occupation)
    return row.record


def _twice(rows: Sequence[Row], world: World) -> Iterator[Warned]:
    codes = Counter(code for row in rows if (code := _of(row).code))
    for row in rows:
        code = _of(row).code
        if code and codes[code] > 1:
            yield Warned("occupation_twice", f"职业编码 {code} 填了 {codes[code]} 次", world.place(row.path))


def _tabled(row: Row, world: World) -> Iterator[Warned]:
    """A code that the 2022 table lacks, or has under another name; the table has gaps and older codes still circulate."""
    occupation = _of(row)
    code, name = occupation.code, occupation.name
    if code is None or not world.catalogs.names_2022:
        return
    tabled = world.catalogs.names_2022.get(code)
    if tabled is None:
        told = (
            f"编码 {code} 不在 2022 年版大典的表里，请核对：1999 年版、2015 年版的编码与现行的不同；"
            f"表里还缺 {GAPS}，所以编码仍可能是对的"
        )
        yield Warned("occupation_code_unlisted", told, world.place((*row.path, "code")))
    elif code in DOUBTED:
        told = f"编码 {code}（{tabled}）可能应为 {DOUBTED[code]}，请对照国家职业技能标准的封面核对"
        yield Warned("occupation_code_doubted", told, world.place((*row.path, "code")))
    if tabled and name and without_spaces(tabled) != without_spaces(name):
        told = f"编码 {code} 在 2022 年版大典里是「{tabled}」，名称填的是「{name}」{_why(occupation, tabled, world)}"
        yield Warned("occupation_name", told, world.place((*row.path, "name")))


def _why(occupation: Occupation, tabled: str, world: World) -> str:
    """What may lie behind a name that differs: an earlier name, or a trade's."""
    name = without_spaces(occupation.name or "")
    if name in world.catalogs.same_names(tabled):
        return "（更名前后是同一个职业，按通知用的名称填写）"
    trades = {without_spaces(trade.name) for trade in occupation.trades or () if trade.name}
    return "（这是它的工种；职业名称按大典填写，工种填在「工种」里）" if name in trades else ""


def _years(occupation: Row, world: World) -> Iterator[Warned]:
    """A year twice, a year that has not come."""
    for rows in by_year(world.rows((*occupation.path, "history")).rows):
        for row in rows:
            year = row.record.year if isinstance(row.record, HistoryRow) else None
            if year is None:
                continue
            if len(rows) > 1:
                told = f"{occupation.label}：{year} 年登记了 {len(rows)} 行，可能是重复的"
                yield Warned("history_year_twice", told, world.place(row.path))
            if year > world.on.year:
                told = f"{occupation.label}：{year} 年还没有到，不计"
                yield Warned("history_year_ahead", told, world.place(row.path))


def _other_history(occupation: Row, world: World) -> Iterator[Warned]:
    """A row of an occupation's history that names another occupation: it belongs to that, or to the related ones."""
    for row in world.rows((*occupation.path, "history")).rows:
        text = row.record.occupation if isinstance(row.record, HistoryRow) else None
        path: Path = (*row.path, "occupation")
        if text and named(world, target(world, occupation), (text,), path).value is False:
            told = f"{occupation.label}：{row.label}写的职业是「{text}」，却算进了这个职业；移到那个职业或「其他相关职业」"
            yield Warned("history_other_occupation", told, world.place(path))


def _before_registration(row: Row, world: World) -> Iterator[Warned]:
    """Taught or assessed before the organisation was registered: by whom, one may ask."""
    registered = world.value(("organization", "registered_on"))
    if registered is None:
        return
    founded = registered.earliest()
    started = _of(row).started_on
    told = f"早于登记日期 {registered}：以前由别的单位开展的，先问清楚算不算"
    if started is not None and started.latest() < founded:
        yield Warned(
            "started_before_registration",
            f"{row.label}：培训评价起始日期 {started} {told}",
            world.place((*row.path, "started_on")),
        )
    for year in world.rows((*row.path, "history")).rows:
        found = year.record.year if isinstance(year.record, HistoryRow) else None
        if found is not None and found < founded.year:
            text = f"{row.label}：{found} 年的培训评价{told}"
            yield Warned("history_before_registration", text, world.place(year.path))


def _served(row: Row, applied: Sequence[Row], world: World) -> Iterator[Warned]:
    """Occupations and levels that a person, venue or piece of equipment serves and nobody applies for."""
    record = row.record
    assert isinstance(record, Expert | Assessor | Venue | Equipment)
    path: Path = (*row.path, "occupations")
    where = f"{label(row.path[:1])}{row.label}"
    for text in record.occupations or ():
        if all(served(world, target(world, one), (text,), path).value is False for one in applied):
            told = f"{where}：服务职业「{text}」不在申报职业里，这次不计；名称或编码写错了就改正"
            yield Warned("serves_other_occupation", told, world.place(path))
    if isinstance(record, Expert | Assessor) and record.levels is not None:
        extra = _beyond(record.levels, _serves(record, applied, path, world))
        if extra:
            told = f"{where}：服务等级里的{'、'.join(map(str, extra))}没有申报"
            yield Warned("serves_other_level", told, world.place((*row.path, "levels")))


def _serves(record: Expert | Assessor, applied: Sequence[Row], path: Path, world: World) -> list[Occupation]:
    """The occupations applied for that a person may serve; all of them where the row does not say."""
    texts = record.occupations
    return [
        _of(one)
        for one in applied
        if texts is None or served(world, target(world, one), texts, path).value is not False
    ]


def _beyond(levels: Levels, served: Sequence[Occupation]) -> list[SkillLevel]:
    """The levels that none of the occupations applies for, the lowest first; none while an occupation's are unknown."""
    if not served or any(one.levels is None for one in served):
        return []
    applied = {level for one in served for level in one.levels or ()}
    applied |= {level for one in served for trade in one.trades or () for level in trade.levels or ()}
    return [level for level in sorted(SkillLevel) if level in levels and level not in applied]
