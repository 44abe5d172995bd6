"""What is computed from what stands beside it: sums, areas, points, terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from evalprep.model.agreement import Contradiction, Side
from evalprep.model.basic import plain
from evalprep.model.dates import PartialDate
from evalprep.model.derived import SCORE
from evalprep.model.money import Money
from evalprep.submission.agree.shown import sides
from evalprep.submission.agree.statements import Row, Said, Statement, Table
from evalprep.submission.agree.subjects import title
from evalprep.submission.agree.values import text_of

USES = {"theory_area": ("理论考场",), "practice_area": ("技能考场",), "total_area": ("理论考场", "技能考场")}
"""Which rooms an area on an occupation's sheet is made of."""
MOST_SUMS, LONGEST = 10_000, 40
NOT_SUMMED = frozenset({"people"})
"""One person may have two posts."""


def column_totals(said: Said) -> Iterator[Contradiction]:
    """合计 is the sum of the rows above it, where each of them has a number; a room on two rows may count once."""
    for table in said.tables:
        for key, total in table.totals.items():
            parts = [row.said.get(key) for row in table.rows]
            known = [one for one in parts if one is not None]
            if key in NOT_SUMMED or len(known) != len(parts):
                continue
            sums = {_sum(one.value for one in known)}
            if table.listed == "venues" and key == "area":
                sums.add(_sum(row.said[key].value for row in _rooms(table.rows)))
            stands = _number(total.value)
            if stands is None or None in sums or stands in sums:
                continue
            told = f"上面 {len(parts)} 行相加是 {plain(max(filter(None, sums), default=Decimal(0)))}"
            there = Side(total.paper, known[0].where.split(" ")[0], told)
            yield Contradiction(f"{total.label}合计", "", (*sides([total]), there))


def _sum(values: Iterable[object]) -> Decimal | None:
    numbers = [_number(value) for value in values]
    known = [one for one in numbers if one is not None]
    return sum(known, Decimal(0)) if len(known) == len(numbers) else None


def _number(value: object) -> Decimal | None:
    if isinstance(value, Money):
        return value.amount
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _rooms(rows: Sequence[Row]) -> list[Row]:
    """Each room once: one that stands above with the same name, address and area and another use is counted there."""
    found: list[Row] = []
    uses: dict[tuple[object, ...], set[str]] = {}
    for row in rows:
        room = row.text("name"), row.text("address"), row.said["area"].value
        others = uses.setdefault(room, set())
        if not row.text("name") or not others - {row.text("use")}:
            found.append(row)
        others.add(row.text("use"))
    return found


def areas(said: Said) -> Iterator[Contradiction]:
    """On an occupation's sheet 合计 is at least the larger area and at most both together: a shared room counts once."""
    for row in said.rows("occupations"):
        total, theory, practice = (row.said.get(f"{one}_area") for one in ("total", "theory", "practice"))
        known = [one for one in (theory, practice) if one is not None]
        if total is None or not known or not isinstance(total.value, Decimal):
            continue
        parts = [one.value for one in known if isinstance(one.value, Decimal)]
        too_large = len(parts) == 2 and total.value > sum(parts, Decimal(0))
        if total.value < max(parts) or too_large:
            yield Contradiction(total.label, title([row]), sides([total, *known]))


def areas_by_hand(said: Said) -> Iterator[Contradiction]:
    """In a changed paper 合计 is both areas together, but for rooms of both uses, and what an unchanged paper has so."""
    shared = _shared_areas(said)
    rows = list(said.rows("occupations"))
    made = {_areas(row) for row in rows if row.table.paper not in said.changed}
    for row in rows:
        stated = _areas(row)
        known = [one for one in stated if one is not None]
        if stated not in made and len(known) == len(USES) and _is_unexplained(known, shared):
            total, theory = row.said["total_area"], row.said["theory_area"]
            added = f"{plain(known[0])} + {plain(known[1])} = {plain(known[0] + known[1])}"
            told = f"两项相加：{added}；一间两用、只算一次的，合计才可以少"
            there = Side(theory.paper, theory.where.rpartition("「")[0], told)
            yield Contradiction(total.label, title([row]), (*sides([total]), there))


def _is_unexplained(areas: Sequence[Decimal], shared: set[Decimal] | None) -> bool:
    """Whether a total is below its parts, and that by no rooms that the lists show to be `shared`."""
    theory, practice, total = areas
    larger, twice = max(theory, practice), theory + practice - total
    if twice <= 0 or total < larger:
        return False
    # Where no list tells: a theory room within a practice room is what most rooms of both uses are.
    return total != larger if shared is None else twice not in shared


def _areas(row: Row) -> tuple[Decimal | None, ...]:
    """Theory, practice and total."""
    values = (row.said[key].value if key in row.said else None for key in USES)
    return tuple(one if isinstance(one, Decimal) else None for one in values)


def _shared_areas(said: Said) -> set[Decimal] | None:
    """What rooms of both uses may count twice, by the lists of venues; None where no list, or one too long, tells."""
    found: set[Decimal] = set()
    is_known = False
    for table in said.tables:
        rows = [row for row in table.rows if "use" in row.said and "area" in row.said]
        if table.listed != "venues" or not table.whole or len(rows) != len(table.rows):
            continue
        rooms = _rooms(rows)
        areas = [row.said["area"].value for row in rows if row not in rooms]
        sums = _sums([one for one in areas if isinstance(one, Decimal)])
        if sums is None:
            return None
        is_known, found = True, found | sums
    return found if is_known else None


def areas_of_venues(said: Said) -> Iterator[Contradiction]:
    """An occupation's area is that of some of the rooms of that use on the list of venues: which, the list does not say."""
    for table in said.tables:
        rows = [row for row in table.rows if "use" in row.said and "area" in row.said]
        if table.listed != "venues" or not table.whole or len(rows) != len(table.rows):
            continue
        for row in said.rows("occupations"):
            for key, uses in USES.items():
                if key in row.said and (found := _of_no_rooms(row, row.said[key], table, uses)):
                    yield found


def _of_no_rooms(row: Row, stated: Statement, table: Table, uses: tuple[str, ...]) -> Contradiction | None:
    rooms = _rooms([one for one in table.rows if one.text("use") in uses])
    areas = [one.said["area"].value for one in rooms]
    sums = _sums([one for one in areas if isinstance(one, Decimal)])
    if sums is None or not isinstance(stated.value, Decimal) or stated.value in sums:
        return None
    listed = "、".join(one.said["area"].text for one in rooms) or "没有"
    more = "" if len(listed) <= LONGEST else "…"
    there = Side(table.paper, table.section, f"{'、'.join(uses)}的面积：{listed[:LONGEST]}{more}")
    return Contradiction(stated.label, title([row]), (*sides([stated]), there))


def _sums(areas: Sequence[Decimal]) -> set[Decimal] | None:
    """Every area that some of the rooms have together; None for so many that nobody could tell."""
    found = {Decimal(0)}
    for area in areas:
        found |= {area + one for one in found}
        if len(found) > MOST_SUMS:
            return None
    return found


def points(said: Said) -> Iterator[Contradiction]:
    """总分 of a self-assessment is the sum of its items, the bonus left out or counted."""
    by_paper: dict[str, list[Statement]] = {}
    for one in said.singles:
        if one.path.startswith(f"{SCORE}."):
            by_paper.setdefault(one.paper, []).append(one)
    for scores in by_paper.values():
        total = next((one for one in scores if one.path == f"{SCORE}.total"), None)
        items = [one for one in scores if one.path not in (f"{SCORE}.total", f"{SCORE}.bonus")]
        asked = {one for one in said.slots[scores[0].paper] if one.startswith(f"{SCORE}.")}
        numbers = [_points(one) for one in items]
        stated = _points(total) if total else None
        if total is None or stated is None or None in numbers or asked - {one.path for one in scores}:
            continue
        known = [one for one in numbers if one is not None]
        # Nobody knows which of the items is the bonus: the sum may leave any one of them out.
        whole = sum(known, Decimal(0))
        if stated != whole and stated not in {whole - one for one in known}:
            told = f"各项相加是 {plain(whole)}"
            there = Side(total.paper, items[0].where.rpartition("「")[0], told)
            yield Contradiction(total.label, "", (*sides([total]), there))


def _points(one: Statement) -> Decimal | None:
    digits = text_of(one.text).split("(")[0].removesuffix("分")
    return Decimal(digits) if digits.replace(".", "", 1).isdecimal() else None


def leases(said: Said) -> Iterator[Contradiction]:
    """A lease begins before it ends."""
    for row in said.rows("venues", "equipment"):
        begins, ends = row.said.get("lease.from"), row.said.get("lease.to")
        if begins and ends and (_day(begins.value) or date.min) > (_day(ends.value) or date.max):
            yield Contradiction("租赁期限", title([row]), sides([begins, ends]))


def _day(value: object) -> date | None:
    if isinstance(value, PartialDate):
        return value.earliest()
    return value if isinstance(value, date) else None
