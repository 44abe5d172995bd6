"""Values that do not fit one another, for any notice: each is right by itself, so each is a warning and no error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from evalprep.model.identifiers import Uscc
from evalprep.model.occupations import HistoryRow, Occupation
from evalprep.model.people import Person
from evalprep.model.resources import Equipment, Lease, Venue
from evalprep.model.results import Warned
from evalprep.model.validation import Path
from evalprep.rules.histories import by_year
from evalprep.rules.world import Row, World

PEOPLE = ("staff", "experts", "assessors", "supervisors")
BODIES = {"企业", "事业单位", "社会团体", "民办非企业单位", "基金会", "机关"}
"""Legal forms that the code's kind of body names in the same words."""


def inconsistencies(world: World) -> Iterator[Warned]:
    """Every pair of values that contradict each other, each with a code and the place to look at."""
    yield from _registration(world)
    for listed in PEOPLE:
        for row in world.rows((listed,)).rows:
            yield from _person(row, world)
    yield from _occupations(world)
    for listed in ("venues", "equipment"):
        for row in world.rows((listed,)).rows:
            yield from _lease(row, world)


def _warned(code: str, path: Path, message: str, world: World) -> Warned:
    return Warned(code, message, world.place(path))


def _registration(world: World) -> Iterator[Warned]:
    """The code's kind of body and province against the legal form and the registration authority (GB 32100)."""
    code: object = world.value(("organization", "uscc"))
    form, authority = (world.value(("organization", key)) for key in ("legal_form", "registration_authority"))
    known = world.catalogs.registration(code) if isinstance(code, Uscc) else None
    if known is None:
        return
    if form in BODIES and known.body in BODIES and form != known.body:
        told = f"信用代码的机构类别是「{known.body}」，法人类型填的是「{form}」"
        yield _warned("uscc_legal_form", ("organization", "legal_form"), told, world)
    named = [
        name
        for name in world.catalogs.provinces.values()
        if isinstance(authority, str) and authority.startswith(name)
    ]
    if named and known.place != named[0]:
        told = f"信用代码的登记地是{known.place}，登记机关填的是「{authority}」"
        yield _warned("uscc_region", ("organization", "registration_authority"), told, world)


def _person(row: Row, world: World) -> Iterator[Warned]:
    """An identity number against sex and date of birth."""
    person = row.record
    assert isinstance(person, Person)
    if person.id_number is None:
        return
    if person.sex not in (None, person.id_number.sex):
        told = f"{row.label}：身份证号码是{person.id_number.sex}性的，性别填的是「{person.sex}」"
        yield _warned("id_number_sex", (*row.path, "sex"), told, world)
    born = person.born_on
    if born is not None and not born.earliest() <= person.id_number.born_on <= born.latest():
        told = f"{row.label}：身份证号码的出生日期与填的「{born}」不同"
        yield _warned("id_number_born_on", (*row.path, "born_on"), told, world)


def _occupations(world: World) -> Iterator[Warned]:
    """An occupation twice, a name that is not its code's in the 2022 table, a year twice, more persons than person-times."""
    rows = world.rows(("occupations",)).rows
    codes = Counter(row.record.code for row in rows if isinstance(row.record, Occupation) and row.record.code)
    for row in rows:
        occupation = row.record
        assert isinstance(occupation, Occupation)
        if occupation.code and codes[occupation.code] > 1:
            yield _warned(
                "occupation_twice",
                row.path,
                f"职业编码 {occupation.code} 填了 {codes[occupation.code]} 次",
                world,
            )
        listed = world.catalogs.names_2022.get(occupation.code or "")
        if listed and occupation.name and listed != occupation.name:
            told = f"编码 {occupation.code} 在 2022 年版大典里是「{listed}」，名称填的是「{occupation.name}」"
            yield _warned("occupation_name", (*row.path, "name"), told, world)
        yield from _years(row, world)


def _years(occupation: Row, world: World) -> Iterator[Warned]:
    for rows in by_year(world.rows((*occupation.path, "history")).rows):
        for row in rows:
            year = row.record.year if isinstance(row.record, HistoryRow) else None
            if year is None:
                continue
            if len(rows) > 1:
                told = f"{occupation.label}：{year} 年登记了 {len(rows)} 行，可能是重复的"
                yield _warned("history_year_twice", row.path, told, world)
            if year > world.on.year:
                yield _warned(
                    "history_year_ahead", row.path, f"{occupation.label}：{year} 年还没有到，不计", world
                )


def _lease(row: Row, world: World) -> Iterator[Warned]:
    """A lease that ends before it begins; a lease of what is one's own."""
    record = row.record
    assert isinstance(record, Venue | Equipment)
    lease = record.lease
    if not isinstance(lease, Lease):
        return
    if lease.starts and lease.to and lease.to < lease.starts:
        told = f"{row.label}：租期截止日 {lease.to} 早于开始日 {lease.starts}"
        yield _warned("lease_order", (*row.path, "lease"), told, world)
    if record.tenure == "自有" and (lease.starts or lease.to):
        yield _warned("lease_of_own", (*row.path, "lease"), f"{row.label}：填了租期，产权性质却是自有", world)
