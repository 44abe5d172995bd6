"""What papers print of a person: sex, age, what he or she holds, work. Nothing is guessed; unknown stays None."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from evalprep.model.basic import without_spaces
from evalprep.model.dates import PartialDate, years_between
from evalprep.model.kinds import NIL
from evalprep.model.people import Assessor, Expert, Officer, Person, SkillHeld, StaffMember, TitleHeld


class Day(Protocol):
    """Where the day is read from by which ages and years are counted."""

    @property
    def on(self) -> date:
        """The day."""


class Names(Protocol):
    """Where the name of an occupation is found that somebody wrote as a code."""

    def name_of(self, text: str) -> str:
        """The occupation's name for a code; the text itself where it is none, or one that nobody knows."""


def sex(person: Person, around: Day) -> str | None:
    """男 or 女; the identity number says it before the typed field."""
    return person.id_number.sex if person.id_number else person.sex


def age(person: Person, around: Day) -> int | None:
    """周岁 on the day, by the identity number, else by a date of birth that leaves no choice."""
    if person.id_number:
        return _years(PartialDate.of(person.id_number.born_on), around.on)
    return _years(person.born_on, around.on)


def trade_years(assessor: Assessor, around: Day) -> int | None:
    """专业工龄: full years since the trade was taken up; None where a date without day or month leaves a choice."""
    return _years(assessor.trade_since, around.on)


def _years(since: PartialDate | None, on: date) -> int | None:
    if since is None:
        return None
    years = {years_between(day, on) for day in (since.earliest(), since.latest())}
    (first, *others) = years
    return None if others or first < 0 else first


def titles_and_skills(person: Person | Officer, around: Names) -> str | None:
    """职称或职业资格: 高级工程师、电工一级; 无 where there is neither.

    One kind that is known is printed while the other is not: the column asks for either.
    """
    held = [*map(_title, person.titles or ()), *(_skill(one, around) for one in person.skills or ())]
    if None in held:
        return None
    if held:
        return "、".join(dict.fromkeys(one for one in held if one))
    return str(NIL) if person.titles == () and person.skills == () else None


def _title(title: TitleHeld) -> str | None:
    """The name, which says the level too; else the level."""
    return title.name or (f"{title.level.text}职称" if title.level else None)


def _skill(skill: SkillHeld, around: Names) -> str | None:
    """电工一级; the occupation alone where a qualification has no level; the level in full where only that is known."""
    level = skill.level
    if skill.occupation is None:
        return level.full_name if level else None
    name = around.name_of(skill.occupation)
    # 电工三级, 电工（三级）: who wrote the level into the name, too, has it once.
    said = level is None or without_spaces(name).rstrip("()").endswith(level.text)
    return name if said or level is None else f"{name}{level.text}"


def position_titles_skills(person: Person, around: Names) -> str | None:
    """职务（职称、职业资格）: 主任（高级工程师、电工一级）; who has only one of the two, or neither, has no brackets."""
    held = titles_and_skills(person, around)
    if person.position is None or held is None:
        return None
    if NIL in (person.position, held):
        return held if person.position == NIL else person.position
    return f"{person.position}（{held}）"


def duty_text(member: StaffMember, around: Day) -> str | None:
    """分工: the applicant's own words, else the posts."""
    return member.duty_text or ("、".join(member.duties) if member.duties else None)


def duty_names(member: StaffMember, around: Day) -> str | None:
    """岗位: the posts, one after another."""
    return None if member.duties is None else "、".join(member.duties) or str(NIL)


def specialty_or_major(expert: Expert, around: Day) -> str | None:
    """专业方向, else what was studied."""
    return expert.specialty or expert.major
