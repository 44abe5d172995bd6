"""Lists: who stands on one stands on the other, every row once, numbered from 1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from evalprep.model.agreement import Contradiction, Side
from evalprep.model.fields import fields
from evalprep.submission.agree.statements import Row, Said, Table
from evalprep.submission.agree.subjects import NAMES, name_of, subjects
from evalprep.submission.agree.values import names_in

NAMED = "occupations.names"
"""What a cover says: the occupations by name."""
_MORE = re.compile("等 *([0-9]+) *个$")
MOST_NAMED = 5
COUNTED = {"staff": "人", "experts": "人", "assessors": "人", "supervisors": "人"}
LABELS = {"occupation_trades": "申报职业（工种）", "history": "历年培训评价", "contributions": "参与编制情况"}


def members(said: Said) -> Iterator[Contradiction]:
    """A list that two papers print has the same members in both; one that prints only some of them has no others."""
    group_of = {row: number for number, group in enumerate(subjects(said)) for row in group}
    by_list: dict[str, list[Table]] = {}
    for table in said.tables:
        if table.listed in NAMES and not table.of and table.rows and _are_named(table):
            by_list.setdefault(table.listed, []).append(table)
    for tables in by_list.values():
        whole = next((table for table in tables if table.whole), None)
        for table in tables:
            if whole is not None and table is not whole:
                found = _compared(whole, table, group_of)
                if found:
                    yield found


def _are_named(table: Table) -> bool:
    """Whether every row says what it is about: of a blank one nobody knows whether it is missing elsewhere."""
    return all(_name(row) for row in table.rows)


def _name(row: Row) -> str:
    if row.listed == "history":
        return " ".join(filter(None, map(row.text, NAMES["history"]))) if row.text("year") else ""
    first = NAMES[row.listed][0]
    found = name_of(row, (first,))
    return found[0] if found else row.text(first)


def _compared(whole: Table, other: Table, group_of: Mapping[Row, int]) -> Contradiction | None:
    """Who is only on the one, who only on the other; a part of a list may have fewer."""
    absent, foreign = _unmatched(whole.rows, other.rows, group_of)
    if not other.whole:
        absent = []
    if not absent and not foreign:
        return None
    listed = fields().get(whole.listed)
    label = LABELS.get(whole.listed) or (listed.label if listed else whole.section)
    return Contradiction(f"{label}名单", "", (_side(whole, absent, foreign), _side(other, foreign, absent)))


def _unmatched(
    ours: Sequence[Row], theirs: Sequence[Row], group_of: Mapping[Row, int]
) -> tuple[list[Row], list[Row]]:
    """The rows of each without a counterpart: of the same subject, else, one for one, of the same name."""
    groups = {group_of[row] for row in theirs}, {group_of[row] for row in ours}
    left = [row for row in ours if group_of[row] not in groups[0]]
    right = [row for row in theirs if group_of[row] not in groups[1]]
    for row in list(left):
        twin = next((one for one in right if _name(one) == _name(row)), None)
        if twin is not None:
            left.remove(row)
            right.remove(twin)
    return left, right


def _side(table: Table, only: Sequence[Row], lacks: Sequence[Row]) -> Side:
    told = [f"{len(table.rows)} {COUNTED.get(table.listed, '行')}"]
    told += [f"多出{_named(only)}"] if only else []
    told += [f"没有{_named(lacks)}"] if lacks else []
    return Side(
        table.paper, " ".join(filter(None, (table.section, only[0].at if only else ""))), "，".join(told)
    )


def _named(rows: Sequence[Row]) -> str:
    names = "、".join(_title(row) for row in rows[:MOST_NAMED])
    return f"「{names}」" + (f"等 {len(rows)} 个" if len(rows) > MOST_NAMED else "")


def _title(row: Row) -> str:
    keys = ("name_and_model",) if "name_and_model" in row.said else NAMES[row.listed]
    return " ".join(row.said[key].text for key in keys if key in row.said and key not in ("use", "address"))


def people_of_posts(said: Said) -> Iterator[Contradiction]:
    """Whom the list of posts names is on the list of staff, and each post has as many people as it names."""
    staff = [table for table in said.tables if table.listed == "staff" and table.whole and _are_named(table)]
    known = {row.text("name") for table in staff for row in table.rows}
    for row in said.rows("posts"):
        names, people = row.said.get("names"), row.said.get("people")
        if names is None:
            continue
        listed = names_in(names.text)
        written = [one for one in names.text.replace("，", "、").split("、") if one.strip()]
        if people is not None and people.value != len(written):
            told = f"写了 {len(written)} 人：{names.text}"
            sides = Side(people.paper, people.where, people.text), Side(names.paper, names.where, told)
            yield Contradiction(people.label, f"岗位 {row.text('post')}", sides)
        if staff and (strangers := sorted(listed - known)):
            told = "没有" + "".join(f"「{one}」" for one in strangers)
            sides = (
                Side(names.paper, names.where, names.text),
                Side(staff[0].paper, staff[0].section, told),
            )
            yield Contradiction(names.label, f"岗位 {row.text('post')}", sides)


def occupations_of_cover(said: Said) -> Iterator[Contradiction]:
    """The occupations that the cover names are those that a list has; of many it names the first and tells how many."""
    tables = [one for one in said.tables if one.listed == "occupations" and one.whole and _are_named(one)]
    if not tables:
        return
    listed = {text: row.said["name"].text for row in tables[0].rows if (text := row.text("name"))}
    for one in said.singles:
        if one.path != NAMED or len(listed) < len(tables[0].rows):
            continue
        more = _MORE.search(one.text)
        named = names_in(_MORE.sub("", one.text))
        counted = int(more[1]) if more else len(named)
        if not named <= listed.keys() or counted != len(listed):
            there = Side(tables[0].paper, tables[0].section, "、".join(listed.values()))
            yield Contradiction("申报职业", "", (Side(one.paper, one.where, one.text), there))


def row_numbers(said: Said) -> Iterator[Contradiction]:
    """序号 counts 1, 2, 3; where a row has none, nobody knows how it was meant."""
    for table in said.tables:
        for count, text in enumerate(table.numbers, 1):
            if not text.isdecimal():
                break
            if int(text) != count:
                told = f"第 {count} 行写的是 {text}"
                yield Contradiction("序号", "", (Side(table.paper, table.section, told),))
                break
