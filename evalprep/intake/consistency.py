"""What an answer cannot be beside the other answers of its list: a year twice, or more people than took part. Pure."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from evalprep.model.fields import attribute, pattern, value_at
from evalprep.model.project import Project
from evalprep.model.validation import Path
from evalprep.rules.histories import counted_once_or_twice

HISTORIES = ("occupations[].history[].", "related_history[].")
"""Beginnings of the registry's paths of yearly figures."""


def contradiction(project: Project, path: Path, value: object, on: date | None) -> str | None:
    """What is wrong with a value at a path, in Chinese; None where nothing is. `on` is the day of judgement."""
    history = next((one for one in HISTORIES if pattern(path).startswith(one)), None)
    if history is None or not isinstance(path[-2], int):
        return None
    match pattern(path).removeprefix(history):
        case "year" if isinstance(value, int):
            late = on is not None and value > on.year
            return (
                f"{value} 年还没有到（判断日是 {on}）。写已经过去的年度。"
                if late
                else _twice(project, path, value)
            )
        case "occupation":
            return _twice(project, path, _own(project, path, "year"), str(value))
        case "person_times" if isinstance(value, int):
            return _out_of_range(_own(project, path, "trained"), _own(project, path, "assessed"), value)
    return None


def _own(project: Project, path: Path, key: str) -> object:
    row = value_at(project, path[:-1])
    return attribute(row, key) if isinstance(row, BaseModel) else None


def _twice(project: Project, path: Path, year: object, occupation: str | None = None) -> str | None:
    """Whether another row has the year; of other occupations' years, for the same occupation."""
    if year is None:
        return None
    occupation = occupation or _text(_own(project, path, "occupation"))
    rows = value_at(project, path[:-2])
    for number, row in enumerate(rows if isinstance(rows, tuple) else ()):
        same = attribute(row, "year") == year and _text(attribute(row, "occupation")) == occupation
        if same and number != path[-2]:
            whose = f"{year} 年{f'「{occupation}」' if occupation else ''}"
            return f"{whose}已经登记在第 {number + 1} 行。写另一个年度；要改那一行，用「改某一行」。"
    return None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _out_of_range(trained: object, assessed: object, value: int) -> str | None:
    """Whoever was trained or assessed counts at least once, and at most once for either."""
    figures = [number if isinstance(number, int) else None for number in (trained, assessed)]
    counted = counted_once_or_twice(*figures)
    if value in counted:
        return None
    shown = ["未填" if number is None else str(number) for number in figures]
    limit = f"少于 {counted.min}" if value < counted.min else f"多于 {counted.max}"
    return f"培训 {shown[0]}、评价 {shown[1]} 人次，合并后不会{limit}。核对这一行的三个数。"
