"""What outlines say of a project as a whole: the notice, how many people and occupations, person-times, a clean record.

Numbers are printed only when they are exact; an open one names the fields that it waits for. Where the rules have a
fact, it is theirs, so that a plan never tells another number than the judgement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evalprep.model.basic import plain
from evalprep.model.derived import DERIVED
from evalprep.model.fields import Shape, concrete, fields, label
from evalprep.model.kinds import NIL
from evalprep.model.resources import Venue
from evalprep.model.validation import Path
from evalprep.model.verdicts import Interval
from evalprep.rules.entries import Notice
from evalprep.rules.histories import training_person_times
from evalprep.rules.persons import doubts, number_of_people
from evalprep.rules.recommended import own_world
from evalprep.rules.world import Row, World
from evalprep.submission.derived_rows import rooms


@dataclass(frozen=True)
class OutlineFact:
    """One fact: its text (None while open), and the fields of the project file that it waits for."""

    text: str | None
    waits: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Told:
    """How a fact is told: its label, how it is found, and the registry's paths that it is made of."""

    label: str
    find: Callable[[World, Notice], OutlineFact]
    reads: frozenset[str] = frozenset()


@dataclass(frozen=True)
class OutlineFacts:
    """All facts by name: what `write_outline` prints, and what an open slot with a fact's name waits for."""

    texts: Mapping[str, str | None]
    waits: Mapping[str, tuple[Path, ...]]


def outline_facts(world: World, notice: Notice) -> OutlineFacts:
    """The facts of a project in the light of one notice."""
    found = {name: told.find(world, notice) for name, told in FACTS.items()}
    return OutlineFacts(
        {name: fact.text for name, fact in found.items()}, {name: fact.waits for name, fact in found.items()}
    )


def outline_names() -> dict[str, str]:
    """Everything that an outline may name in braces, each with its Chinese label: facts, single fields, joined ones."""
    single = {
        path: label(concrete(path)) or field.label
        for path, field in fields().items()
        if field.kind is not None
        and field.shape in (Shape.VALUE, Shape.VALUES)
        and not set(path) & set("[{")
        and path != "format"
    }
    joined = {path: one.label for path, one in DERIVED.items() if one.write and "[" not in path}
    return {**single, **joined, **{name: told.label for name, told in FACTS.items()}}


def outline_reads(name: str) -> frozenset[str]:
    """The registry's paths of the fields that a fact is made of; nothing for a name that is no fact."""
    return FACTS[name].reads if name in FACTS else frozenset()


def _of_notice(key: str) -> Callable[[World, Notice], OutlineFact]:
    return lambda world, notice: OutlineFact(getattr(notice, key))


def _names(world: World, notice: Notice) -> OutlineFact:
    """Every occupation's name, in the order of the file."""
    occupations = world.rows(("occupations",))
    nameless = tuple((*row.path, "name") for row in occupations.rows if not row.name)
    if occupations.missing or nameless or not occupations.rows:
        return OutlineFact(None, (*occupations.missing, *nameless) or occupations.lists)
    return OutlineFact("、".join(dict.fromkeys(row.name for row in occupations.rows)))


def _recommended(world: World, notice: Notice) -> OutlineFact:
    """The organisations that are recommended, by the names in their own project files."""
    recommends = world.rows(("recommends",))
    inner = {row.path: own_world(world, row) for row in recommends.rows}
    names = {
        path: None if isinstance(one, str) else one.value(("organization", "name"))
        for path, one in inner.items()
    }
    waits = (*recommends.missing, *((*path, "project") for path, name in names.items() if not name))
    if waits or not names:
        return OutlineFact(None, waits or recommends.lists)
    return OutlineFact("、".join(str(name) for name in names.values()))


def _occupations(world: World, notice: Notice) -> OutlineFact:
    """How many occupations; an occupation that may stand there twice leaves it open."""
    occupations = world.rows(("occupations",))
    again = [
        (*row.path, key)
        for key in ("code", "name")
        for row in _repeated(occupations.rows, key)
    ]  # fmt: skip
    if occupations.missing or again:
        return OutlineFact(None, (*occupations.missing, *again))
    return _number(Interval.exactly(len(occupations.rows)), ())


def _repeated(rows: Sequence[Row], key: str) -> list[Row]:
    """The rows whose value of a key stands in a row before."""
    seen: set[object] = set()
    again = []
    for row in rows:
        value = getattr(row.record, key)
        if value is not None and value in seen:
            again.append(row)
        seen.add(value)
    return again


def _people(listed: str) -> Callable[[World, Notice], OutlineFact]:
    """How many people are on a list: one person on two rows is one."""

    def find(world: World, notice: Notice) -> OutlineFact:
        found = world.rows((listed,))
        if found.missing:
            return OutlineFact(None, found.missing)
        waits = tuple(path for _, doubt in doubts(found.rows) for path in doubt.missing)
        return _number(number_of_people(found.rows), waits)

    return find


def _person_times(world: World, notice: Notice) -> OutlineFact:
    known = training_person_times.compute(world, None)
    return _number(known.value, known.missing)


def _area(world: World, notice: Notice) -> OutlineFact:
    """The area of all venues together, in square metres; a room of two uses once."""
    listed = world.rows(("venues",))
    venues = {row.path: row.record for row in listed.rows if isinstance(row.record, Venue)}
    waits = (*listed.missing, *((*path, "area") for path, venue in venues.items() if venue.area is None))
    if waits:
        return OutlineFact(None, waits)
    areas = (venue.area for venue in rooms(tuple(venues.values())) if venue.area is not None)
    return _number(Interval.exactly(sum(areas, Decimal(0))), ())


def _number(number: Interval, waits: Iterable[Path]) -> OutlineFact:
    """An exact number in digits, 12,345; one that is only known in part stays open."""
    if not number.exact:
        return OutlineFact(None, tuple(dict.fromkeys(waits)))
    whole, dot, fraction = plain(Decimal(number.min)).partition(".")
    return OutlineFact(f"{int(whole):,}{dot}{fraction}")


RECORDS: Mapping[str, str] = {
    "violations": "违法违规记录",
    "dishonesty": "失信记录",
    "assessment_misconduct": "人才评价领域不良记录",
    "abnormal_list": "经营异常名录记录",
}
"""The lists of bad records, each with what a sentence calls it."""


def _clean_record(world: World, notice: Notice) -> OutlineFact:
    """That nothing is on record, where every list was looked up and is empty. With an entry the applicant writes it."""
    lists = {key: world.rows(("record", key)) for key in RECORDS}
    waits = tuple(path for found in lists.values() for path in found.missing)
    listed_as_illegal = world.value(("record", "illegal_list"))
    if waits or any(found.rows for found in lists.values()) or listed_as_illegal is True:
        return OutlineFact(None, waits)
    day = world.value(("record", "looked_up_on"))
    asked = f"{day.year}年{day.month}月{day.day}日查询，" if day and day != NIL else ""
    outside = "，未列入非法社会组织名单" if listed_as_illegal is False else ""
    return OutlineFact(f"{asked}本单位没有{'、'.join(RECORDS.values())}{outside}。")


_NAMED = frozenset({"occupations", "occupations[].name"})
FACTS: Mapping[str, Told] = {
    "target.notice": Told("通知文号", _of_notice("number")),
    "target.title": Told("通知标题", _of_notice("title")),
    "target.issuer": Told("发文机关", _of_notice("issuer")),
    "target.area": Told("申报地区", _of_notice("area")),
    "occupations.names": Told("各职业名称", _names, _NAMED),
    "occupations.count": Told("职业个数", _occupations, _NAMED | {"occupations[].code"}),
    **{
        f"{listed}.count": Told(
            f"{told}人数", _people(listed), frozenset({listed, f"{listed}[].name", f"{listed}[].id_number"})
        )
        for listed, told in (
            ("staff", "工作人员"),
            ("experts", "专家"),
            ("assessors", "考评人员"),
            ("supervisors", "内部质量督导员"),
        )
    },
    "recommends.names": Told(
        "推荐的社会培训评价组织", _recommended, frozenset({"recommends", "recommends[].project"})
    ),
    "history.person_times": Told("培训评价总人次", _person_times, training_person_times.reads),
    "record.clean": Told(
        "信用情况",
        _clean_record,
        frozenset({"record.looked_up_on", "record.illegal_list", *(f"record.{key}" for key in RECORDS)}),
    ),
    "venues.area": Told(
        "场地总面积",
        _area,
        frozenset({"venues", "venues[].area", "venues[].use", "venues[].name", "venues[].address"}),
    ),
}
"""Every fact by the name that stands in braces."""
