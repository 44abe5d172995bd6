"""Lists of records that are asked for in one line: 职业资格 as 「电工 二级、焊工 三级」, 职称 as 「工程师 中级」."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel

from evalprep.model.fields import attribute, fields
from evalprep.model.kinds import BadValue, Kind
from evalprep.model.people import SkillHeld, TitleHeld
from evalprep.model.validation import Tree


@dataclass(frozen=True)
class Line:
    """A record in a few words: a name, and a level behind a blank."""

    name: str
    """The key of the name."""
    level: str
    """The key of the level."""
    example: str
    must_have_level: bool
    """Whether several words without a level are refused: the level of a 职业资格 stands on its certificate, while
    职称 are often known by their names alone."""


SKILLS = Line("occupation", "level", "电工 二级、钳工 三级", must_have_level=True)
TITLES = Line("name", "level", "高级工程师 副高、会计师 中级", must_have_level=False)
_BY_KEYS: Mapping[frozenset[str], Line] = {
    frozenset(SkillHeld.model_fields): SKILLS,
    frozenset(TitleHeld.model_fields): TITLES,
}


@cache
def line_of(listed: str) -> Line | None:
    """How the records of a list at a registry's path are written in a line; None where they are not."""
    prefix = f"{listed}[]."
    keys = {path.removeprefix(prefix) for path in fields() if path.startswith(prefix)}
    return _BY_KEYS.get(frozenset(keys))


def record_tree(listed: str, text: str) -> Tree:
    """What the project file holds for one record typed as name and level, either of which may be absent.

    A list that is no `Line` takes names. Raises BadValue.
    """
    line = line_of(listed)
    if line is None:
        return {"name": text}
    kind = fields()[f"{listed}[].{line.level}"].kind
    assert kind is not None
    words = text.split()
    levels = [word for word in words if _level(kind, word) is not None]
    if len(levels) > 1:
        told = f"「{text}」里有不止一个等级"
        raise BadValue(told, f"名称和等级，如「{line.example}」", "几项之间用顿号隔开")
    names = " ".join(word for word in words if word not in levels)
    if not levels and len(words) > 1 and line.must_have_level:
        told = f"「{words[-1]}」不是等级"
        raise BadValue(told, "名称、空格、等级", f"等级有：{'、'.join(kind.choices)}")
    return ({line.name: names} if names else {}) | ({line.level: _level(kind, levels[0])} if levels else {})


def _level(kind: Kind[object], word: str) -> str | None:
    try:
        return kind.write(kind.parse(word))
    except BadValue:
        return None


def record_text(listed: str, record: BaseModel) -> str:
    """A record as a person would type it."""
    line = line_of(listed)
    keys = (line.name, line.level) if line else ("name",)
    known = (attribute(record, key) for key in keys if key in type(record).model_fields)
    return " ".join(str(one) for one in known if one is not None)
