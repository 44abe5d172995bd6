"""What an answer cannot be beside the other answers of its list (a year twice, more people than took part), and what
another answer says already. Pure."""

from __future__ import annotations

from datetime import date

from evalprep.model.dates import PartialDate
from evalprep.model.fields import pattern, value_at
from evalprep.model.identifiers import IdNumber
from evalprep.model.occupations import HistoryRow
from evalprep.model.people import Person
from evalprep.model.project import Project
from evalprep.model.validation import Path
from evalprep.rules.date_consistency import TO_COME
from evalprep.rules.histories import counted_once_or_twice, same_year
from evalprep.rules.world import Row

LISTED_ON, REMOVED_ON = "on", "removed_on"
"""When a bad record was made, and when it was removed: 列入日期、移出日期."""

HISTORIES = ("occupations[].history[].", "related_history[].")
"""Beginnings of the registry's paths of yearly figures."""


def contradiction(project: Project, path: Path, value: object, on: date | None) -> str | None:
    """What is wrong with a value at a path, in Chinese; None where nothing is. `on` is the day of judgement."""
    if path[0] == "record" and path[-1] in (LISTED_ON, REMOVED_ON):
        return _removed_before(project, path, value)
    history = next((one for one in HISTORIES if pattern(path).startswith(one)), None)
    if history is None or not isinstance(path[-2], int):
        return None
    row = _row(project, path)
    match pattern(path).removeprefix(history):
        case "year" if isinstance(value, int):
            if on is not None and value > on.year:
                return f"{value} 年还没有到（判断日是 {on}）。写已经过去的年度。"
            return _twice(project, path, row.model_copy(update={"year": value}))
        case "occupation":
            return _twice(project, path, row.model_copy(update={"occupation": str(value)}))
        case "person_times" if isinstance(value, int):
            return _out_of_range(row.trained, row.assessed, value)
    return None


def still_to_come(project: Project, path: Path, on: date | None) -> str:
    """What to tell of a day that was just given and has not come yet, though it tells of something done.

    It is saved all the same: who judges by an earlier day may write what has happened since. Empty where all is well.
    """
    value = value_at(project, path)
    day = value.earliest() if isinstance(value, PartialDate) else value
    if on is None or not isinstance(day, date) or day <= on or path[-1] in TO_COME:
        return ""
    return f"「{value}」晚于判断日 {on}：还没有发生的不能算数，写错了用 < 返回来改"


IN_NUMBER = ("sex", "born_on")
"""What an identity number says of a person."""


def said_by_number(project: Project, path: Path) -> bool:
    """Whether a column of a person is not asked for, because the identity number answers it.

    What stands there all the same may be looked at and changed.
    """
    return path[-1] in IN_NUMBER and _number(project, path) is not None and value_at(project, path) is None


def number_says(project: Project, path: Path) -> str:
    """What an identity number that was just given says, for the person to check; empty where there is none."""
    number = _number(project, path) if path[-1] == "id_number" else None
    return f"照身份证号码：{number.sex}，{number.born_on} 出生" if number else ""


def _number(project: Project, path: Path) -> IdNumber | None:
    person = value_at(project, path[:-1])
    return person.id_number if isinstance(person, Person) else None


def _removed_before(project: Project, path: Path, value: object) -> str | None:
    """Whether a record would have been removed before it was made, whatever days the two dates may mean."""
    days = {key: value_at(project, (*path[:-1], key)) for key in (LISTED_ON, REMOVED_ON)} | {path[-1]: value}
    made, removed = days[LISTED_ON], days[REMOVED_ON]
    if not (isinstance(made, PartialDate) and isinstance(removed, PartialDate)):
        return None
    if removed.latest() >= made.earliest():
        return None
    return f"移出日期 {removed} 早于发生日期 {made}。核对这一行的两个日期；还没有移出的，移出日期写「无」。"


def _row(project: Project, path: Path) -> HistoryRow:
    """The row that the value at a path belongs to; one that says nothing while it is being added."""
    row = value_at(project, path[:-1])
    return row if isinstance(row, HistoryRow) else HistoryRow()


def _twice(project: Project, path: Path, changed: HistoryRow) -> str | None:
    """Whether another row has the year of the row as changed; of other occupations' years, for the same occupation."""
    if changed.year is None:
        return None
    rows = value_at(project, path[:-2])
    for number, other in enumerate(rows if isinstance(rows, tuple) else ()):
        same = same_year(Row((*path[:-2], number), other)) == same_year(Row(path[:-1], changed))
        if same and number != path[-2]:
            whose = f"{changed.year} 年{f'「{changed.occupation}」' if changed.occupation else ''}"
            return f"{whose}已经登记在第 {number + 1} 行。写另一个年度；要改那一行，用「改某一行」。"
    return None


def _out_of_range(trained: int | None, assessed: int | None, value: int) -> str | None:
    """Whoever was trained or assessed counts at least once, and at most once for either."""
    counted = counted_once_or_twice(trained, assessed)
    if value in counted:
        return None
    shown = ["未填" if number is None else str(number) for number in (trained, assessed)]
    limit = f"少于 {counted.min}" if value < counted.min else f"多于 {counted.max}"
    return f"培训 {shown[0]}、评价 {shown[1]} 人次，合并后不会{limit}。核对这一行的三个数。"
