"""What papers print and no single key holds: joined columns, ages, ticks, lists put together. Beside the registry.

`reads` names the fields (whole registry paths) that a value is made of; `asks` those, beside it, that an open slot
waits for. Where the way back is clear, `read` tells the fields that a printed text stands for. A value without
`write` needs the rules of what belongs to an occupation: the record makes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pydantic import BaseModel

from evalprep.model import derived_back
from evalprep.model.basic import without_spaces
from evalprep.model.catalogs import Catalogs
from evalprep.model.derived_back import Back
from evalprep.model.derived_lists import EVERY_OCCUPATION, LISTS, OWN, SERVES_ALL
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

    def name_of(self, text: str) -> str:
        """The occupation's name for a code: the one applied for, else the table's; other texts as they are."""
        try:
            code = OccupationCode(text)
        except BadValue:
            return text
        applied = {one.name for one in self.project.occupations or () if one.code == code and one.name}
        # One code with two names is a slip: neither is taken.
        return applied.pop() if len(applied) == 1 else self.catalogs.names_2022.get(code) or text


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
    read_among: Callable[[str, Collection[str]], Back] | None = None
    """The way back where a text may leave a choice, which the names that are known to be occupations help to settle."""

    def back(self, text: str, occupations: Collection[str] = ()) -> Back | None:
        """What a printed text says of the fields beside it; None where there is no way back."""
        if self.read_among:
            return self.read_among(text, occupations)
        return Back(self.read(text)) if self.read else None


def _derived(
    base: str, key: str, label: str, reads: Iterable[str], asks: tuple[str, ...], **more: Any
) -> Derived:
    """A value beside the fields `reads` of the records at `base`."""
    return Derived(f"{base}.{key}", label, tuple(f"{base}.{one}" for one in reads), asks, **more)


REGISTERED_AS = {
    "企业": ("企业",),
    **dict.fromkeys(("行业协会", "学会", "行业联合会"), ("社会团体",)),
    "政府部门": ("机关", "事业单位"),
}
"""The legal forms that a kind of body can have, where it cannot have any."""


def is_registered_otherwise(kind: str | None, form: str | None) -> bool:
    """Whether a kind of body cannot have a legal form (REGISTERED_AS); what is unknown contradicts nothing."""
    return kind in REGISTERED_AS and form not in (None, "其他", *REGISTERED_AS[kind])


def _form_choice(organization: BaseModel) -> tuple[str, ...]:
    """What the applicant may be ticked as, the kind of body before the legal form: a private 技工院校 is a 技工院校.

    Nothing while the kind is unknown, for it would come first, and where the two contradict each other.
    """
    assert isinstance(organization, Organization)
    kind, form = organization.kind, organization.legal_form
    if kind is None or is_registered_otherwise(kind, form):
        return ()
    return (kind, form) if form else (kind,)


def _name_and_trades(occupation: Occupation, around: Around) -> str | None:
    """电工（继电保护工、变电站值班工）: the occupation, and in brackets its trades where it has any.

    Open while a trade has no name: without it the form would apply for less.
    """
    trades = [trade.name for trade in occupation.trades or ()]
    if occupation.name is None or None in trades:
        return None
    return f"{occupation.name}（{'、'.join(filter(None, trades))}）" if trades else occupation.name


def _standard_name(occupation: Occupation, around: Around) -> str | None:
    standard = occupation.standard
    return str(NIL) if isinstance(standard, Nil) else standard.name if standard else None


def _person_times(row: HistoryRow, around: Around) -> int | None:
    """The number that was given, else the one that training and assessment leave no choice about (one of them 0)."""
    if row.person_times is not None or row.trained is None or row.assessed is None:
        return row.person_times
    return max(row.trained, row.assessed) if 0 in (row.trained, row.assessed) else None


def _occupation_names(person: Expert | Assessor | Venue | Equipment, around: Around) -> str | None:
    """The occupations that somebody serves, each once and by name: a bare code gives way to the name that it has."""
    if person.occupations is None:
        return None
    if any(without_spaces(text) in EVERY_OCCUPATION for text in person.occupations):
        return SERVES_ALL
    return "、".join(dict.fromkeys(map(around.name_of, person.occupations))) or str(NIL)


def _name_and_model(equipment: Equipment, around: Around) -> str | None:
    """数控车床 CK6140; of a thing that has no model (无) the name."""
    if equipment.name is None or equipment.model is None:
        return None
    return equipment.name if equipment.model == NIL else f"{equipment.name} {equipment.model}"


HELD = ("titles", "titles[].name", "titles[].level", "skills", "skills[].occupation", "skills[].level")


NAMES = ("occupations[].code", "occupations[].name")
"""What tells the name of an occupation that is written as a code."""


def _holding(
    base: str,
    key: str,
    label: str,
    asks: tuple[str, ...],
    write: Write,
    reads: tuple[str, ...] = HELD,
    read: Callable[[str, Collection[str]], Back] = derived_back.titles_and_skills,
) -> Derived:
    """A value made of what somebody holds; the occupation of a qualification may be written as a code."""
    made = _derived(base, key, label, reads, asks, write=write, read_among=read)
    return replace(made, reads=(*made.reads, *NAMES))


def _of_officers(base: str) -> tuple[Derived, ...]:
    return (_holding(base, "titles_and_skills", "职称或职业资格", ("titles", "skills"), titles_and_skills),)


def _of_people(base: str, sex_asks: str) -> tuple[Derived, ...]:
    """What every list of people has. Where no paper prints the identity number, the sex itself is asked."""
    born, office = ("id_number", "born_on"), ("position", "titles", "skills")
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
        _holding(
            base,
            "position_titles_skills",
            "职务（职称、职业资格）",
            office,
            position_titles_skills,
            ("position", *HELD),
            derived_back.position_titles_skills,
        ),
    )


def _area(key: str, label: str, *further: str) -> Derived:
    venues = ("venues", *(f"venues[].{one}" for one in ("use", "area", "occupations", *further)))
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
            read=lambda text: derived_back.name_and_trades(text).values,
            read_among=derived_back.name_and_trades,
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
        # A room of two uses stands on two rows, which its name and address tell.
        _area("total_area", "考核场地面积合计", "name", "address"),
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
        _derived(
            "staff[]",
            "work",
            "分工",
            ("duty_text", "duties"),
            ("duty_text",),
            write=duty_text,
            read=lambda text: {"duty_text": text},
        ),
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
            read_among=lambda text, _: derived_back.name_and_model(text),
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
