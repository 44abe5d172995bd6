"""What papers print and no single key holds: joined columns, ages, ticks, lists put together. Beside the registry.

`reads` names the fields (whole registry paths) that a value is made of; `asks` those, beside it, that an open slot
waits for. Where the way back is clear, `read` tells the fields that a printed text stands for. A value without
`write` needs the rules of what belongs to an occupation: the record makes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import BaseModel

from evalprep.model.catalogs import Catalogs
from evalprep.model.derived_lists import LISTS, OWN
from evalprep.model.derived_people import (
    age,
    duty_names,
    duty_text,
    position_titles_skills,
    sex,
    specialty_or_major,
    titles_and_skills,
    trade_years,
)
from evalprep.model.fields import pattern
from evalprep.model.identifiers import OccupationCode
from evalprep.model.kinds import NIL, BadValue, Nil
from evalprep.model.occupations import HistoryRow, Occupation
from evalprep.model.organization import Organization
from evalprep.model.people import Assessor, Expert
from evalprep.model.project import Project
from evalprep.model.resources import Equipment, Venue
from evalprep.model.validation import Path


@dataclass(frozen=True)
class Around:
    """What a derived value may look at beside its own record: the project, the day, the occupation tables."""

    project: Project
    on: date
    catalogs: Catalogs = field(default_factory=Catalogs)


Write = Callable[[Any, Around], object | None]
"""A record and what is around it; the value (None when unknown, 无 when there is none)."""


@dataclass(frozen=True)
class Derived:
    """A printed value that is made of several fields."""

    path: str
    label: str
    reads: tuple[str, ...]
    asks: tuple[str, ...]
    """Keys beside it, `standard.name` too."""
    write: Write | None = None
    unit: str = ""
    """What follows a number in print, so that it is understood alone: 年, 平方米."""
    choices: Callable[[Any], tuple[str, ...]] = lambda record: ()
    read: Callable[[str], Mapping[str, object]] | None = None


def _derived(
    base: str, key: str, label: str, reads: Iterable[str], asks: tuple[str, ...], **more: Any
) -> Derived:
    """A value beside the fields `reads` of the records at `base`."""
    return Derived(f"{base}.{key}", label, tuple(f"{base}.{one}" for one in reads), asks, **more)


def _form_choice(organization: BaseModel) -> tuple[str, ...]:
    """What the applicant may be ticked as, the kind of body before the legal form: a private 技工院校 is a 技工院校."""
    assert isinstance(organization, Organization)
    return tuple(word for word in (organization.kind, organization.legal_form) if word)


def _name_and_trades(occupation: Occupation, around: Around) -> str | None:
    """电工（继电保护工、变电站值班工）: the occupation, and in brackets its trades where it has any."""
    if occupation.name is None:
        return None
    trades = [trade.name for trade in occupation.trades or () if trade.name]
    return f"{occupation.name}（{'、'.join(trades)}）" if trades else occupation.name


_TRADES = re.compile(r"(?P<name>.+?)[（(](?P<trades>[^（）()]+)[）)]")


def _read_name_and_trades(text: str) -> Mapping[str, object]:
    found = _TRADES.fullmatch(text.strip())
    if found is None:
        return {"name": text.strip()}
    return {
        "name": found["name"],
        "trades": [{"name": trade} for trade in re.split("[、,，]", found["trades"])],
    }


def _standard_name(occupation: Occupation, around: Around) -> str | None:
    standard = occupation.standard
    return str(NIL) if isinstance(standard, Nil) else standard.name if standard else None


def _person_times(row: HistoryRow, around: Around) -> int | None:
    """The number that was given, else the one that training and assessment leave no choice about (one of them 0)."""
    if row.person_times is not None or row.trained is None or row.assessed is None:
        return row.person_times
    return max(row.trained, row.assessed) if 0 in (row.trained, row.assessed) else None


def _occupation_names(person: Expert | Assessor | Venue | Equipment, around: Around) -> str | None:
    """The occupations that somebody serves, by name: a bare code gives way to the name that it has here or in the table."""
    if person.occupations is None:
        return None
    known = {one.code: one.name for one in around.project.occupations or () if one.code and one.name}
    return "、".join(_name_of(text, known, around.catalogs) for text in person.occupations) or str(NIL)


def _name_of(text: str, known: Mapping[OccupationCode, str], catalogs: Catalogs) -> str:
    try:
        code = OccupationCode(text)
    except BadValue:
        return text
    return known.get(code) or catalogs.names_2022.get(code) or text


def _name_and_model(equipment: Equipment, around: Around) -> str | None:
    """数控车床 CK6140; of a thing that has no model (无) the name."""
    if equipment.name is None or equipment.model is None:
        return None
    return equipment.name if equipment.model == NIL else f"{equipment.name} {equipment.model}"


HELD = ("titles", "titles[].name", "titles[].level", "skills", "skills[].occupation", "skills[].level")


def _of_officers(base: str) -> tuple[Derived, ...]:
    return (
        _derived(
            base, "titles_and_skills", "职称或职业资格", HELD, ("titles", "skills"), write=titles_and_skills
        ),
    )


def _of_people(base: str, sex_asks: str) -> tuple[Derived, ...]:
    """What every list of people has. Where no paper prints the identity number, the sex itself is asked."""
    born = ("id_number", "born_on")
    return (
        *_of_officers(base),
        _derived(
            base,
            "printed_sex",
            "性别",
            ("id_number", "sex"),
            (sex_asks,),
            write=sex,
            read=lambda text: {"sex": text},
        ),
        _derived(base, "age", "年龄", born, ("id_number",), write=age),
        _derived(
            base,
            "position_titles_skills",
            "职务（职称、职业资格）",
            ("position", *HELD),
            ("position", "titles", "skills"),
            write=position_titles_skills,
        ),
    )


def _area(key: str, label: str) -> Derived:
    venues = tuple(f"venues{key}" for key in ("", "[].use", "[].area", "[].occupations"))
    return Derived(f"occupations[].{key}", label, (*OWN, *venues), (), unit=" 平方米")


DERIVED = {
    one.path: one
    for one in (
        _derived(
            "organization",
            "form_choice",
            "机构性质",
            ("kind", "legal_form"),
            ("kind", "legal_form"),
            choices=_form_choice,
        ),
        _derived(
            "occupations[]",
            "name_and_trades",
            "职业（工种）名称",
            ("name", "trades", "trades[].name"),
            ("name",),
            write=_name_and_trades,
            read=_read_name_and_trades,
        ),
        _derived(
            "occupations[]",
            "standard_name",
            "评价依据的标准",
            ("standard", "standard.name"),
            ("standard.name",),
            write=_standard_name,
            read=lambda text: {"standard": NIL if text == NIL else {"name": text}},
        ),
        _area("theory_area", "理论知识考试场地面积"),
        _area("practice_area", "技能考核场地面积"),
        _area("total_area", "考核场地面积合计"),
        _derived(
            "occupations[].history[]",
            "person_times",
            "培训评价人次",
            ("person_times", "trained", "assessed"),
            ("person_times",),
            write=_person_times,
        ),
        *_of_officers("organization.head"),
        *_of_officers("organization.contact"),
        *_of_people("staff[]", "id_number"),
        *_of_people("experts[]", "id_number"),
        *_of_people("assessors[]", "sex"),
        *_of_people("supervisors[]", "sex"),
        _derived("staff[]", "work", "分工", ("duty_text", "duties"), ("duty_text",), write=duty_text),
        _derived("staff[]", "duty_names", "岗位", ("duties",), ("duties",), write=duty_names),
        _derived(
            "experts[]",
            "specialty_or_major",
            "专业/专业方向",
            ("specialty", "major"),
            ("specialty",),
            write=specialty_or_major,
            read=lambda text: {"specialty": text},
        ),
        *(
            Derived(
                f"{listed}[].occupation_names",
                label,
                (f"{listed}[].occupations", "occupations[].code", "occupations[].name"),
                ("occupations",),
                write=_occupation_names,
                read=lambda text: {"occupations": [] if text == NIL else re.split("[、,，]", text)},
            )
            for listed, label in (
                ("experts", "服务职业"),
                ("assessors", "考评职业领域"),
                ("venues", "服务职业"),
                ("equipment", "服务职业"),
            )
        ),
        _derived(
            "assessors[]",
            "trade_years",
            "专业工龄",
            ("trade_since",),
            ("trade_since",),
            write=trade_years,
            unit="年",
        ),
        _derived(
            "equipment[]",
            "name_and_model",
            "设备名称、型号",
            ("name", "model"),
            ("name", "model"),
            write=_name_and_model,
        ),
    )
}


SCORE = "score"
"""The first key of a slot that prints points of the self-assessment: `score.<id of the item>`."""
NUMBER = "number"
"""序号: a column that every list has."""


def asked_for(path: Path) -> tuple[Path, ...]:
    """The fields of the project file that an open slot waits for, as far as its path alone tells.

    What a list put together, or an area, waits for, only the record knows (`ProjectRecord.waits_for`).
    """
    if path[0] == SCORE:
        return (("self_scores", *path[1:]),)
    derived, found = DERIVED.get(pattern(path)), LISTS.get(pattern(path))
    if found:
        return tuple((one,) for one in found.asks)
    return (
        tuple((*path[:-1], *key.split(".")) for key in derived.asks) if derived and derived.asks else (path,)
    )


def read_for(path: str) -> tuple[str, ...]:
    """The registry's paths of the fields that what is printed at a path (`occupations[].theory_area`) is made of."""
    if path.split(".")[0] == SCORE:
        return ("self_scores",)
    if path in DERIVED:
        return DERIVED[path].reads
    if path in LISTS:
        return LISTS[path].reads
    listed = next((one for one in LISTS.values() if path.startswith(f"{one.path}[].")), None)
    key = path.rsplit(".", 1)[-1]
    if key == NUMBER:
        return ()
    if listed is None:
        return (path,)
    if key in (listed.columns or {}):
        return (listed.columns or {})[key]
    inside = path.removeprefix(f"{listed.path}[].")
    bases = ("experts[]", "assessors[]") if listed.path == "specialists" else (listed.rows,)
    return tuple(one for base in bases for one in read_for(f"{base}.{inside}"))
