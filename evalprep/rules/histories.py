"""Facts of the past: person-times (培训评价规模) and consecutive years, read off the rows of each year."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from evalprep.model.occupations import HistoryRow, Occupation
from evalprep.model.validation import Path
from evalprep.model.verdicts import Interval
from evalprep.rules.facts import Known, computed
from evalprep.rules.occupied import OWN, named, target
from evalprep.rules.world import Collected, Row, World

FIGURES = ("year", "trained", "assessed", "person_times")
HISTORY = frozenset({"occupations[].history", *(f"occupations[].history[].{key}" for key in FIGURES)})
RELATED = frozenset({"related_history", *(f"related_history[].{key}" for key in ("occupation", *FIGURES))})
NOTHING = Interval.exactly(0)
UNBOUNDED = Interval(0, None)

TWICE = "同一人次既培训又评价，算一次还是两次，通知没有说明，按「两者中较大的」至「两者之和」的区间计"
PARTLY = "有的数据没有填全，先按已填的计"
CONTRADICTORY = "有的年度「培训评价人次」与培训、评价人次对不上"
ADVICE = "逐年填写「培训评价人次」可以确定"


@dataclass(frozen=True)
class Times:
    """Person-times as far as known; the fields that would say more, and why it is an interval."""

    number: Interval
    missing: tuple[Path, ...] = ()
    why: tuple[str, ...] = ()

    def known(self) -> Known:
        """As a fact."""
        why = tuple(dict.fromkeys(self.why))
        return Known(self.number, self.missing, "；".join(why), ADVICE if why == (TWICE,) else "")


def _total(parts: Iterable[Times]) -> Times:
    every = tuple(parts)
    return Times(
        sum((one.number for one in every), NOTHING),
        tuple(path for one in every for path in one.missing),
        tuple(why for one in every for why in one.why),
    )


def counted_once_or_twice(trained: int | None, assessed: int | None) -> Interval:
    """人次 of those trained and those assessed: from each counted once to all counted twice; open while one is unknown."""
    figures = [figure for figure in (trained, assessed) if figure is not None]
    return Interval(max(figures, default=0), sum(figures) if len(figures) == 2 else None)


def _times(row: Row) -> Times:
    """人次 of one row: nobody says whether one trained and assessed counts once or twice; `person_times` does."""
    history = row.record
    assert isinstance(history, HistoryRow)
    absent = tuple((*row.path, key) for key in ("trained", "assessed") if getattr(history, key) is None)
    counted = counted_once_or_twice(history.trained, history.assessed)
    settling: Path = (*row.path, "person_times")
    if history.person_times is None:
        if counted.exact:
            return Times(counted)
        return Times(counted, absent or (settling,), (PARTLY,) if absent else (TWICE,))
    if history.person_times in counted:
        return Times(Interval.exactly(history.person_times))
    return Times(counted.reaching(history.person_times), (settling,), (CONTRADICTORY,))


Measure = Callable[[Row], Times]
"""What of one row is counted."""


def _figure(key: str, other: str) -> Measure:
    """One of the two figures of a row. Where it is blank, 培训评价人次 and the other figure bound it."""

    def measure(row: Row) -> Times:
        figure, beside, both = (getattr(row.record, one) for one in (key, other, "person_times"))
        if both is None or (figure is None and (beside or 0) > both):
            known = UNBOUNDED if figure is None else Interval.exactly(figure)
            return Times(
                known, ((*row.path, key),) if figure is None else (), (PARTLY,) if figure is None else ()
            )
        if figure is None:
            bounds = Interval(0 if beside is None else both - beside, both)
            return Times(bounds) if bounds.exact else Times(bounds, ((*row.path, key),), (PARTLY,))
        if both in counted_once_or_twice(figure, beside):
            return Times(Interval.exactly(figure))
        return Times(
            Interval.exactly(figure).reaching(both), ((*row.path, "person_times"),), (CONTRADICTORY,)
        )

    return measure


def _by(row: Row, year: int, measure: Measure) -> Times:
    """What one row counts up to the end of a year: what lies later does not."""
    times, stated = measure(row), getattr(row.record, "year", None)
    if stated is None:
        if times.number == NOTHING:
            return times
        return Times(
            Interval(0, times.number.max), ((*row.path, "year"), *times.missing), (PARTLY, *times.why)
        )
    return times if stated <= year else Times(NOTHING)


def _history(world: World, history: Collected, measure: Measure = _times) -> Times:
    return _total(
        [_absent(history), *(_year(rows, world, measure) for rows in by_year(history.rows))],
    )


def _absent(history: Collected) -> Times:
    """What a list counts that is not filled in."""
    return Times(UNBOUNDED, history.missing, (PARTLY,)) if history.missing else Times(NOTHING)


def by_year(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows of a history in groups that may be one year written more than once."""
    return _grouped((same_year(row), row) for row in rows)


def _grouped(keyed: Iterable[tuple[object, Row]]) -> list[list[Row]]:
    groups: dict[object, list[Row]] = {}
    for key, row in keyed:
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def same_year(row: Row) -> Hashable:
    """What rows share that may be one year written twice: its number, in one occupation."""
    history = row.record
    assert isinstance(history, HistoryRow)
    related = row.path[0] == "related_history"
    if history.year is None or (related and history.occupation is None):
        return row.path
    return history.year, history.occupation if related else None


def _year(rows: Sequence[Row], world: World, measure: Measure) -> Times:
    """What one year counts. Where it is written twice, nobody knows whether one row repeats the other or adds to it."""
    times = [_by(row, world.on.year, measure) for row in rows]
    total = _total(times)
    if len(rows) == 1 or total.number == NOTHING:
        return total
    least = max(one.number.min for one in times)
    related = [row for row in rows[1:] if row.path[0] == "related_history"]
    mixed = related and rows[0].path[0] != "related_history"
    asked = tuple((*row.path, "occupation" if mixed and row in related else "year") for row in rows[1:])
    year = getattr(rows[0].record, "year", None)
    told = f"{year} 年登记了 {len(rows)} 行，可能是重复的，合成一行"
    if mixed:
        told = f"{year} 年的其他相关职业里也写了申报职业，可能是重复的，申报职业只写在申报职业下面"
    return Times(Interval(least, total.number.max), (*asked, *total.missing), (told, *total.why))


@computed("occupation.person_times", "本职业培训评价规模", HISTORY, "人次")
def occupation_person_times(world: World, subject: Row | None) -> Known:
    """本职业历年培训、评价人次之和，判断日所在年度也计入。没有合并人次的，按「两者中较大的」到「两者之和」的区间计。"""
    assert subject is not None
    return _history(world, world.rows((*subject.path, "history"))).known()


@computed("occupation.trained", "本职业累计培训人次", HISTORY, "人次")
def occupation_trained(world: World, subject: Row | None) -> Known:
    """本职业历年培训人次之和，判断日所在年度也计入。有的年度没有填培训人次，能由培训评价人次推出范围的按范围计，推不出的上不封顶。"""
    assert subject is not None
    return _history(world, world.rows((*subject.path, "history")), _figure("trained", "assessed")).known()


@computed("occupation.assessed", "本职业累计评价人次", HISTORY, "人次")
def occupation_assessed(world: World, subject: Row | None) -> Known:
    """本职业历年评价人次之和，判断日所在年度也计入。有的年度没有填评价人次，能由培训评价人次推出范围的按范围计，推不出的上不封顶。"""
    assert subject is not None
    return _history(world, world.rows((*subject.path, "history")), _figure("assessed", "trained")).known()


@computed("training.person_times", "培训评价总规模", HISTORY | RELATED | OWN | {"occupations"}, "人次")
def training_person_times(world: World, subject: Row | None) -> Known:
    """各申报职业和其他相关职业历年培训、评价人次之和，判断日所在年度也计入，按区间计。同一职业同一年登记了两处的，可能是重复的，不重复计入下限。"""
    occupations, related = world.rows(("occupations",)), world.rows(("related_history",))
    histories = [(row, world.rows((*row.path, "history"))) for row in occupations.rows]
    own = [(_one_year(row, _which(of)), row) for of, history in histories for row in history.rows]
    beside = [(_one_year(row, _applied(world, row, occupations.rows)), row) for row in related.rows]
    parts = [_year(rows, world, _times) for rows in _grouped([*own, *beside])]
    lists = (*(history for _, history in histories), related, occupations)
    return _total([*parts, *map(_absent, lists)]).known()


def _one_year(row: Row, occupation: Hashable) -> Hashable:
    """What rows share that may be one year of one occupation, written under it twice or in two places."""
    year = getattr(row.record, "year", None)
    return same_year(row) if year is None or occupation is None else (year, occupation)


def _which(occupation: Row) -> Hashable:
    """An occupation by its code, for it may be written twice; else by its place."""
    return str(getattr(occupation.record, "code", None) or occupation.path)


def _applied(world: World, row: Row, occupations: Sequence[Row]) -> Hashable:
    """The occupation applied for that a related row names, though it should not stand there; None where it names none."""
    text, path = getattr(row.record, "occupation", None), (*row.path, "occupation")
    meant = (one for one in occupations if text and named(world, target(world, one), (text,), path).value)
    found = next(meant, None)
    return None if found is None else _which(found)


@dataclass(frozen=True)
class Years:
    """Years with training or assessment: certain ones, possible ones, and how many of which the year is not known."""

    surely: frozenset[int] = frozenset()
    maybe: frozenset[int] = frozenset()
    undated: int = 0
    unlimited: bool = False
    """Whether there may be any number of further years."""
    missing: tuple[Path, ...] = ()


def _together(parts: Iterable[Years]) -> Years:
    every = tuple(parts)
    return Years(
        frozenset().union(*(one.surely for one in every)),
        frozenset().union(*(one.maybe for one in every)),
        sum(one.undated for one in every),
        any(one.unlimited for one in every),
        tuple(path for one in every for path in one.missing),
    )


@computed(
    "training.consecutive_years",
    "连续开展培训评价年数",
    HISTORY | {"occupations", "occupations[].started_on"},
    "年",
)
def consecutive_years(world: World, subject: Row | None) -> Known:
    """各申报职业有培训或评价的年度合并后，截至上一个完整年度不间断的年数。没有历年数据的职业，起始日期只能说明最多有几年。"""
    last = world.on.year - 1
    occupations = world.rows(("occupations",))
    years = _together(_years(world, row, last) for row in occupations.rows)
    least = _run(years.surely, last)
    most = _run(years.surely | years.maybe, last, years.undated)
    unlimited = years.unlimited or not occupations.complete
    number = Interval(least, None if unlimited else most)
    return Known(number, (*occupations.missing, *years.missing), _told(number, last, years.surely))


def _years(world: World, occupation: Row, last: int) -> Years:
    """The years of one occupation. Without rows the start date is only an upper bound."""
    assert isinstance(occupation.record, Occupation)
    history = world.rows((*occupation.path, "history"))
    since = occupation.record.started_on
    if history.complete:
        return _together(
            _active(row, since.year if since else None, (*occupation.path, "started_on"))
            for row in history.rows
        )
    maybe = frozenset(range(since.year, last + 1)) if since else frozenset[int]()
    return Years(maybe=maybe, unlimited=since is None, missing=history.missing)


def _active(row: Row, since: int | None, started_on: Path) -> Years:
    """The year of one row, when it shows any training or assessment."""
    assert isinstance(row.record, HistoryRow)
    times, year = _times(row), row.record.year
    if times.number == NOTHING:
        return Years()
    if year is None:
        return Years(undated=1, missing=((*row.path, "year"), *times.missing))
    if since is not None and year < since:
        # A row before the start date contradicts it, so neither settles the year.
        return Years(maybe=frozenset({year}), missing=(started_on,))
    if times.number.min > 0:
        return Years(surely=frozenset({year}))
    return Years(maybe=frozenset({year}), missing=times.missing)


def _run(years: frozenset[int], last: int, undated: int = 0) -> int:
    """How many years in a row, ending with `last`, where rows without a year may stand in for what is lacking."""
    length = 0
    while True:
        if last - length not in years:
            undated -= 1
        if undated < 0:
            return length
        length += 1


def _told(number: Interval, last: int, years: frozenset[int]) -> str:
    """Which years these are, and which one broke the row."""
    if not number.exact:
        return f"截至 {last} 年"
    length = int(number.min)
    held = f"{last - length + 1} 至 {last} 年" if length else f"{last} 年没有培训评价"
    earlier = [year for year in years if year < last - length]
    return f"{held}，{last - length} 年中断" if length and earlier else held


FACTS = (
    occupation_person_times,
    occupation_trained,
    occupation_assessed,
    training_person_times,
    consecutive_years,
)
