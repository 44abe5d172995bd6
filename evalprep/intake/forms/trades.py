"""Rows by trade as occupations with their trades: rows of one code and name are one occupation."""

from __future__ import annotations

from collections.abc import Sequence

from evalprep.documents.forms.read import Answer, Entry
from evalprep.intake.forms.gathered import Gathered
from evalprep.intake.forms.rows import add_row, cell_origin, first_of
from evalprep.intake.given import Given, GivenRow, RemarkKind
from evalprep.model.basic import without_spaces
from evalprep.model.kinds import NIL

_OCCUPATION, _TRADE = "occupations", "occupations[].trades"


def take_trades(gathered: Gathered, entries: Sequence[Entry]) -> None:
    """The occupations of a list with a row for each trade; a row that names no occupation is told and stays out."""
    grouped: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        key = _plain(entry, "code"), _plain(entry, "name")
        if any(key):
            grouped.setdefault(key, []).append(entry)
            continue
        text = "　".join(one.text for one in entry.answers)
        origin = gathered.origin(entry.section, entry.at)
        told = f"「{text}」没有写明是哪个职业的工种，没有读入"
        gathered.remark(RemarkKind.HELD_BACK, origin, told, "把职业编号、名称也写在这一行，再导入")
    for rows in grouped.values():
        _take_occupation(gathered, rows)


def _take_occupation(gathered: Gathered, entries: Sequence[Entry]) -> None:
    """One occupation: what names it, its levels where it has one row, and its trades."""
    first = entries[0]
    named = [given for key in ("code", "name") for given in _given(gathered, first, key, _OCCUPATION)]
    if not named:
        return  # what is wrong with both has been told
    trades = [entry for entry in entries if _plain(entry, "trade") not in ("", NIL)]
    own_levels = len(entries) > 1 or _has_levels_of_its_own(gathered, entries[0])
    values = list(named)
    if not own_levels:
        values += _given(gathered, first, "levels", _OCCUPATION)
    if len(entries) == 1 and _plain(first, "trade") == NIL:
        answer = _answer(first, "trade")
        assert answer is not None
        values.append(Given(("trades",), [], cell_origin(gathered, first, answer)))
    add_row(gathered, _OCCUPATION, values, gathered.origin(first.section, first.at))
    for entry in trades:
        told = _given(gathered, entry, "trade", _TRADE, "name")
        told += _given(gathered, entry, "levels", _TRADE) if own_levels else []
        if told:
            origin = gathered.origin(entry.section, entry.at)
            gathered.rows.append(GivenRow(_TRADE, tuple(told), origin, tuple(named)))
    for entry in entries if len(entries) > 1 else ():
        if entry not in trades:
            _tell_of_nameless_trade(gathered, entry)


def _tell_of_nameless_trade(gathered: Gathered, entry: Entry) -> None:
    told = "同一个职业有几行，这一行没有写工种，它的等级没有读入"
    origin = gathered.origin(entry.section, entry.at)
    gathered.remark(RemarkKind.HELD_BACK, origin, told, "写上工种，或只留一行，再导入")


def _has_levels_of_its_own(gathered: Gathered, entry: Entry) -> bool:
    """Whether the project keeps the levels that are printed with an occupation's only trade as that trade's."""
    code, name, trade = (_plain(entry, key) for key in ("code", "name", "trade"))
    for one in gathered.project.occupations or ():
        if (code and one.code == code) or (name and without_spaces(one.name or "") == name):
            only = one.trades[0] if one.trades and len(one.trades) == 1 else None
            return only is not None and only.levels is not None and without_spaces(only.name or "") == trade
    return False


def _given(gathered: Gathered, entry: Entry, key: str, listed: str, field: str | None = None) -> list[Given]:
    answer = _answer(entry, key)
    if answer is None:
        return []
    origin = cell_origin(gathered, entry, answer)
    return list(gathered.plain(first_of(listed), field or key, answer, origin))


def _answer(entry: Entry, key: str) -> Answer | None:
    return next((one for one in entry.answers if one.path == key), None)


def _plain(entry: Entry, key: str) -> str:
    answer = _answer(entry, key)
    return without_spaces(answer.text) if answer else ""
