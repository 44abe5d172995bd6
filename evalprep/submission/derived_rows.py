"""Lists and values that papers print and that several lists of the project decide: rows by trade, year and post, what an occupation has.

What belongs to an occupation is what `rules.occupied` says, so that a form never tells another story than the
judgement. A row of which it is open leaves the whole list, or area, open, with the field that would tell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from evalprep.model.derived import Around
from evalprep.model.fields import value_at
from evalprep.model.kinds import NIL
from evalprep.model.occupations import Occupation
from evalprep.model.people import StaffMember
from evalprep.model.resources import Equipment, Venue
from evalprep.model.validation import Path
from evalprep.rules.occupied import COLLECTIONS
from evalprep.rules.persons import doubts, number_of_people
from evalprep.rules.world import Row, World

THEORY, PRACTICE = "理论考场", "技能考场"


@dataclass(frozen=True)
class Made:
    """A value that was put together (None while unknown), and the fields that it waits for."""

    value: object | None
    waits: tuple[Path, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class DerivedRow:
    """One row: the record whose fields it has, and its further columns, each a value or where one stands."""

    at: Path
    columns: Mapping[str, Path | Made] = field(default_factory=dict)


@dataclass(frozen=True)
class Listed:
    """A list that was put together; its rows are None while it waits for fields."""

    rows: tuple[DerivedRow, ...] | None
    waits: tuple[Path, ...] = ()


def _unknown(*waits: Path) -> Listed:
    return Listed(None, tuple(dict.fromkeys(waits)))


def occupation_trades(around: Around, path: Path) -> Listed:
    """A row for each trade, and one for an occupation without trades (无) or whose trades are not filled in."""
    if around.project.occupations is None:
        return _unknown(("occupations",))
    rows = [
        row for at, one in enumerate(around.project.occupations) for row in _trades(("occupations", at), one)
    ]
    return Listed(tuple(rows))


def _trades(at: Path, occupation: Occupation) -> list[DerivedRow]:
    whole: dict[str, Path | Made] = {key: (*at, key) for key in ("code", "name", "levels")}
    if not occupation.trades:
        trade: Path | Made = (*at, "trades") if occupation.trades is None else Made(NIL)
        return [DerivedRow(at, {**whole, "trade": trade})]
    rows = []
    for number, trade_held in enumerate(occupation.trades):
        here: Path = (*at, "trades", number)
        # The levels of an occupation are those of its only trade; of several trades each may have fewer.
        own = trade_held.levels is not None or len(occupation.trades) > 1
        levels: dict[str, Path | Made] = {"levels": (*here, "levels")} if own else {}
        rows.append(DerivedRow(at, {**whole, "trade": (*here, "name"), **levels}))
    return rows


def _of_occupations(key: str) -> Callable[[Around, Path], Listed]:
    """The rows of one list of every occupation, each with the occupation's name."""

    def make(around: Around, path: Path) -> Listed:
        occupations = around.project.occupations
        if occupations is None:
            return _unknown(("occupations",))
        lists: dict[int, tuple[object, ...] | None] = {
            at: getattr(one, key) for at, one in enumerate(occupations)
        }
        if lacking := [("occupations", at, key) for at, rows in lists.items() if rows is None]:
            return _unknown(*lacking)
        return Listed(
            tuple(
                DerivedRow(("occupations", at, key, number), {"occupation_name": ("occupations", at, "name")})
                for at, rows in lists.items()
                for number in range(len(rows or ()))
            )
        )

    return make


def posts(around: Around, path: Path) -> Listed:
    """A row for each post, in the order in which the staff first have it."""
    staff = around.project.staff
    if staff is None:
        return _unknown(("staff",))
    if lacking := [("staff", at, "duties") for at, one in enumerate(staff) if one.duties is None]:
        return _unknown(*lacking)
    held: dict[str, list[Row]] = {}
    for at, member in enumerate(staff):
        for post in dict.fromkeys(member.duties or ()):
            held.setdefault(post, []).append(Row(("staff", at), member))
    return Listed(tuple(_post(post, rows) for post, rows in held.items()))


def _post(post: str, rows: list[Row]) -> DerivedRow:
    members = [(row, row.record) for row in rows if isinstance(row.record, StaffMember)]
    nameless = tuple((*row.path, "name") for row, member in members if member.name is None)
    # One person may stand on two rows; only the number tells that two of one name are two.
    names = dict.fromkeys((member.name, member.id_number or row.path) for row, member in members)
    people = number_of_people(rows)
    waits = tuple(path for _, doubt in doubts(rows) for path in doubt.missing)
    columns: dict[str, Path | Made] = {
        "post": Made(post),
        "names": Made(None if nameless else "、".join(str(name) for name, _ in names), nameless),
        "people": Made(people.min) if people.exact else Made(None, waits),
    }
    return DerivedRow((), columns)


def specialists(around: Around, path: Path) -> Listed:
    """The experts, then the assessors, each with the part that he or she has."""
    lists = {"experts": "专家", "assessors": "考评人员"}
    found = {listed: getattr(around.project, listed) for listed in lists}
    if lacking := [(listed,) for listed, rows in found.items() if rows is None]:
        return _unknown(*lacking)
    return Listed(
        tuple(
            DerivedRow((listed, at), {"role": Made(role)})
            for listed, role in lists.items()
            for at in range(len(found[listed]))
        )
    )


def attachments(around: Around, path: Path) -> Listed:
    """A row for each kind of paper: the kind, its files a line each, and how many they are."""
    held = around.project.attachments
    if held is None:
        return _unknown(("attachments",))
    return Listed(
        tuple(
            DerivedRow(
                (), {"kind": Made(kind), "files": Made("\n".join(files) or NIL), "count": Made(len(files))}
            )
            for kind, files in held.items()
        )
    )


def _served(around: Around, path: Path, listed: str, uses: tuple[str, ...]) -> Listed:
    """The rows of a list, of one of some uses, that serve the occupation at a path."""
    world = World(around.project, around.on, catalogs=around.catalogs)
    collected = COLLECTIONS[f"occupation.{listed}"].collect(world, Row(path, value_at(around.project, path)))
    waits, rows = list(collected.missing), []
    for row in collected.rows:
        assert isinstance(row.record, Venue | Equipment)
        if row.record.use is not None and row.record.use not in uses:
            continue
        _, unsettled = collected.doubtful.get(row.path, ("", ()))
        waits += [*unsettled, *([(*row.path, "use")] if row.record.use is None else [])]
        rows.append(DerivedRow(row.path))
    return _unknown(*waits) if waits else Listed(tuple(rows))


def _equipment(use: str) -> Callable[[Around, Path], Listed]:
    return lambda around, path: _served(around, path[:-1], "equipment", (use,))


def _area(*uses: str) -> Callable[[Around, Path], Made]:
    """The area of an occupation's venues of some uses, in square metres; 无 where it has none."""

    def make(around: Around, path: Path) -> Made:
        served = _served(around, path[:-1], "venues", uses)
        venues = {row.at: value_at(around.project, row.at) for row in served.rows or ()}
        waits = (*served.waits, *((*at, "area") for at, venue in venues.items() if venue.area is None))
        if waits:
            return Made(None, waits)
        areas = [venue.area for venue in rooms(tuple(venues.values())) if venue.area is not None]
        return Made(sum(areas, Decimal(0)) if areas else NIL, unit=" 平方米")

    return make


def rooms(venues: Sequence[Venue]) -> list[Venue]:
    """Each room once: one that is used for theory and for practice stands on two rows, each with all of its area."""
    return [
        venue
        for at, venue in enumerate(venues)
        if venue.name is None or not any(_is_same_room(venue, other) for other in venues[:at])
    ]


def _is_same_room(one: Venue, other: Venue) -> bool:
    return one.use != other.use and all(
        getattr(one, key) == getattr(other, key) for key in ("name", "address", "area")
    )


LIST_MAKERS: Mapping[str, Callable[[Around, Path], Listed]] = {
    "occupation_trades": occupation_trades,
    "history": _of_occupations("history"),
    "contributions": _of_occupations("contributions"),
    "posts": posts,
    "specialists": specialists,
    "attachments": attachments,
    "occupations[].assessment_equipment": _equipment("考核"),
    "occupations[].inspection_equipment": _equipment("检测"),
}
"""By the registry's path of the list: what is around, and its whole path, make its rows."""
VALUE_MAKERS: Mapping[str, Callable[[Around, Path], Made]] = {
    "occupations[].theory_area": _area(THEORY),
    "occupations[].practice_area": _area(PRACTICE),
    "occupations[].total_area": _area(THEORY, PRACTICE),
}
