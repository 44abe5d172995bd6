"""职称 and 职业资格 in a cell, however they are written together: 高级工程师（副高）, 电工二级, 二级/技师（电工）.

In doubt BadValue is raised: 高级 alone may be a level of either, and 高级电工 may be any of two.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from evalprep.intake.oneline import SKILLS, record_tree
from evalprep.model.basic import one_width
from evalprep.model.kinds import BadValue, Kind
from evalprep.model.levels import SKILL_LEVEL
from evalprep.model.scales import TITLE_LEVEL

Record = dict[str, Any]
Known = Callable[[str], bool]
"""Whether a text is the name of an occupation."""

_EXPECTED_TITLE = "职称，如「高级工程师」或「高级工程师 副高」"
_EXPECTED_SKILL = f"职业资格，如「{SKILLS.example}」"
_BRACKETS = re.compile(r"(.+?) ?\((.+)\)")
_CERTIFICATE = re.compile("(?:职业资格|职业技能等级)?证书?$")
_BARE_LEVELS = ("初级", "中级", "高级")
_TITLE_WORD = re.compile(
    "(工程|经济|会计|统计|审计|政工|农艺|畜牧|兽医|实验|工艺美术|实习指导教|指导教)师$|(讲师|教师|教授|研究员|助教|技术员|馆员|编辑|记者|医师|药师|教练|律师|会计员|统计员|经济员)$"
)


def title(text: str) -> Record:
    """A professional title: name, level, or both. Raises BadValue for a skill level, which is another column's."""
    plain = one_width(text)
    name, level = _named_and_level(plain, TITLE_LEVEL)
    if level is not None:
        return _record("name", _as_written(text, _without_level(name, level, TITLE_LEVEL)), level)
    if _written(SKILL_LEVEL, plain) is not None:
        told = f"「{plain}」是职业资格（职业技能等级），不是职称"
        raise BadValue(told, _EXPECTED_TITLE, "填到职业资格一栏，写明职业和等级，例如「电工 一级」")
    if "/" in plain:
        raise BadValue("斜线两边是一项还是两项，分不清", _EXPECTED_TITLE, "几项职称之间用顿号隔开")
    return {"name": plain.replace(" ", "") if _is_spaced(plain) else text.strip()}


def skill(text: str, known: Known) -> Record:
    """A vocational qualification: occupation, level, or both. Raises BadValue where the level is in doubt."""
    plain = one_width(text)
    bare = _CERTIFICATE.sub("", plain).strip() or plain
    name, level = _named_and_level(bare, SKILL_LEVEL)
    if level is None:
        name, level = _level_behind(bare)
    if level is None:
        name, level = _level_before(bare, known)
    if level is not None:
        return _record("occupation", _as_written(text, _without_level(name, level, SKILL_LEVEL)), level)
    return {"occupation": text.strip()} if " " not in plain else _typed(plain)


def either(text: str, known: Known) -> tuple[str, Record]:
    """Of a column for both: `titles` or `skills`, with the record. Raises BadValue where it may be either."""
    plain = one_width(text)
    if plain in _BARE_LEVELS:
        told = f"「{plain}」可以是职称，也可以是技能等级"
        raise BadValue(told, "职称或职业资格", "写全，例如「中级职称」「电工 四级」")
    if _TITLE_WORD.search(_BRACKETS.sub(r"\1", plain).split("/")[0].split(" ")[0]) and not known(plain):
        return "titles", title(plain)
    name, level = _named_and_level(plain, TITLE_LEVEL)
    if level is not None and not name and _written(SKILL_LEVEL, plain) is None:
        return "titles", _record("name", name, level)
    found = skill(plain, known)
    if "level" not in found:
        told = f"「{plain}」看不出是职称还是职业资格"
        raise BadValue(
            told, "职称或职业资格", "职称和职业资格分成两栏填；职业资格写明等级，例如「电工 二级」"
        )
    return "skills", found


def _record(key: str, name: str, level: str) -> Record:
    return ({key: name} if name else {}) | {"level": level}


def _as_written(text: str, name: str) -> str:
    """A name as it stands in the text, which was compared in one width: 车工（普通）."""
    written, plain = " ".join(text.split()), one_width(text)
    at = plain.find(name)
    return written[at : at + len(name)] if at >= 0 and len(written) == len(plain) else name


def _without_level(name: str, level: str, kind: Kind[Any]) -> str:
    """The name without the level that it says once more: 电工高级技师（一级）. Raises BadValue where it says another."""
    again = _written(kind, name)
    rest = "" if again else name
    if kind is SKILL_LEVEL and again is None:
        rest, again = _level_behind(name)
    if again not in (None, level):
        raise BadValue(f"「{name}」和「{level}」不是同一级", "名称和一个等级", "照证书写，只写一个等级")
    return rest


def _typed(text: str) -> Record:
    found = record_tree("staff[].skills", text)
    assert isinstance(found, dict)
    return found


def _named_and_level(text: str, kind: Kind[Any]) -> tuple[str, str | None]:
    """Name and level of 名称（等级）, 等级（名称）, 名称/等级, 名称 等级; of a level alone the name is empty."""
    if (alone := _written(kind, text)) is not None:
        return "", alone
    if found := _BRACKETS.fullmatch(text):
        for name, level in (found.groups(), found.groups()[::-1]):
            if (written := _written(kind, level)) is not None:
                return name.strip(), written
    for sign in (" ", "/"):
        words = text.split(sign)
        for cut in range(1, len(words)):
            name, level = sign.join(words[:cut]).strip(), sign.join(words[cut:]).strip()
            if (written := _written(kind, level)) is not None and _written(kind, name) is None:
                return name, written
        # In front only what is no beginning of a name: 高级 工程师 is one name with a blank in it.
        if len(words) > 1 and words[0] not in (*_BARE_LEVELS, "助理"):
            written = _written(kind, words[0])
            if written is not None:
                return sign.join(words[1:]).strip(), written
    return text, None


def _level_behind(text: str) -> tuple[str, str | None]:
    """电工二级, 维修电工高级技师, 电工二级/技师: the longest end of the text that is a level, and what stands before it."""
    for start in range(1, len(text)):
        end = text[start:]
        if re.search("级|技师|工$", end) and end[0] not in "/ -" and text[start - 1] not in "高":
            written = _written(SKILL_LEVEL, end)
            if written is not None:
                return text[:start].rstrip(" /-·:"), written
    return text, None


def _level_before(text: str, known: Known) -> tuple[str, str | None]:
    """二级电工, where 电工 is an occupation: 一级建造师 is a name. Raises BadValue for 高级电工."""
    found = re.match("([一二三四五1-5]级) ?(.+)", text)
    if found and known(found[2]):
        return found[2], _written(SKILL_LEVEL, found[1])
    found = re.match("(初级|中级|高级技师|高级|技师) ?(.+)", text)
    if found and known(found[2]):
        told = f"「{text}」看不准是哪一级"
        raise BadValue(told, _EXPECTED_SKILL, f"照证书写，例如「{found[2]} 三级」")
    return text, None


@lru_cache(maxsize=4096)
def _written(kind: Kind[Any], text: str) -> str | None:
    try:
        return kind.write(kind.parse(text))
    except BadValue:
        return None


def _is_spaced(text: str) -> bool:
    """Whether the blanks only stretch one name: 高级 工程师."""
    return not text.isascii() and bool(_TITLE_WORD.search(text.replace(" ", ""))) and " " in text
