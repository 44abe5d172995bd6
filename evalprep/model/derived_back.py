"""The way back from joined columns to the fields that they were made of, as far as a text leaves no choice.

A text may be what we printed or what somebody typed. 电工一级 is a qualification and 高级工程师 a title; what might be
either, or a position, is handed back as it stands: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from evalprep.model.basic import one_width, without_spaces
from evalprep.model.kinds import NIL, BadValue
from evalprep.model.levels import SKILL_LEVEL
from evalprep.model.scales import TITLE_LEVEL


@dataclass(frozen=True)
class Back:
    """What a printed text says of the fields that it is made of."""

    values: Mapping[str, object] = field(default_factory=dict)
    """By key beside the printed value: a text, a list, or a mapping of a record's keys."""
    held: str = ""
    """What of the text could not be told apart, in Chinese; empty where all of it could."""
    noted: str = ""
    """How it was read, where somebody might have meant something else."""


_TRADES = re.compile(r"(?P<name>.+?)[（(](?P<trades>[^（）()]+)[）)]")


def name_and_trades(text: str, occupations: Collection[str] = ()) -> Back:
    """电工（继电保护工、变电站值班工）: the occupation and its trades; `occupations` are names that are known to be whole."""
    text = text.strip()
    found = None if without_spaces(text) in occupations else _TRADES.fullmatch(text)
    if found is None:
        return Back({"name": text})
    trades = [{"name": trade.strip()} for trade in re.split("[、,，]", found["trades"]) if trade.strip()]
    return Back({"name": found["name"].strip(), "trades": trades})


# A model has a Latin letter and a digit, and nothing else but digits, letters and the marks of type plates.
_MODEL = r"(?=[^\s]*[A-Za-z])(?=[^\s]*[0-9])[A-Za-z0-9][A-Za-z0-9./×*+_-]*"
_SPACED = re.compile(rf"(?P<name>\S+) (?P<model>(?:[\u4e00-\u9fff]+-)?{_MODEL})")
_JOINED = re.compile(rf"(?P<name>[\u4e00-\u9fff]+)(?P<model>(?=[A-Za-z]){_MODEL})")
_NAME_ALONE = re.compile(r"[\u4e00-\u9fff（）()、]+")


def name_and_model(text: str) -> Back:
    """数控车床 CK6140: the name and the model, where it is plain where the one ends and the other begins."""
    text = " ".join(text.split())
    if found := _SPACED.fullmatch(text):
        return Back({"name": found["name"], "model": found["model"]})
    if found := _JOINED.fullmatch(text):
        said = f"「{text}」读作名称「{found['name']}」、型号「{found['model']}」"
        return Back({"name": found["name"], "model": found["model"]}, noted=said)
    if _NAME_ALONE.fullmatch(text):
        return Back({"name": text})
    return Back(held=f"「{text}」里分不清哪里是名称、哪里是型号")


def titles_and_skills(text: str, occupations: Collection[str]) -> Back:
    """职称或职业资格: 高级工程师、电工一级. Both lists stay out where one piece may be either.

    `occupations` are the names, without spaces, that are known to be occupations or trades.
    """
    if text.strip() == NIL:
        return Back({"titles": [], "skills": []})
    titles: list[dict[str, str]] = []
    skills: list[dict[str, str]] = []
    for piece in _pieces(text):
        if skill := _skill(piece, occupations):
            skills.append(skill)
        elif title := _title(piece):
            titles.append(title)
        else:
            return Back(held=f"「{piece}」分不清是职称还是职业资格")
    return Back(
        {key: held for key, held in (("titles", titles), ("skills", skills)) if held},
        held="" if titles or skills else "没有写出职称或职业资格",
    )


def position_titles_skills(text: str, occupations: Collection[str]) -> Back:
    """职务（职称、职业资格）: 主任（高级工程师、电工一级）. One without brackets may be either: what can only be a title or
    a qualification is taken for one, 无 for all three, and what can be neither for the position.
    """
    text = text.strip()
    if text == NIL:
        return Back({"position": str(NIL), "titles": [], "skills": []})
    alone = titles_and_skills(text, occupations)
    if not alone.held:
        return Back(held=f"「{text}」分不清是不是职务") if _may_be_a_post(alone.values) else alone
    position, inside = _bracketed(text)
    if inside is None:
        return Back({"position": text}) if _is_position(text) else alone
    held = titles_and_skills(inside, occupations)
    if held.held:
        return Back(held=f"「{text}」里，{held.held}")
    return Back({"position": position, **held.values})


def _may_be_a_post(held: Mapping[str, object]) -> bool:
    """Whether something may be somebody's work as well: an occupation without a level, 软件工程师, 技术员."""
    lists = {key: value for key, value in held.items() if isinstance(value, list)}
    return any("level" not in one for one in lists.get("skills", ())) or any(
        not ("level" in one or _GRADED.match(one["name"]) or one["name"] in _PLAIN)
        for one in lists.get("titles", ())
    )


def _is_position(text: str) -> bool:
    """Whether a text can only be a position: one word, without a level or the ending of a title."""
    is_one_word = len(_pieces(text)) == 1 and re.fullmatch(r"\w+", text) is not None
    return is_one_word and not _LIKE_A_TITLE.search(text)


def _pieces(text: str) -> list[str]:
    """The parts of a list, its separators inside brackets being none."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign in "（(") - (sign in "）)")
        if sign in "、，,；;\n" and depth <= 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts if part.strip()]


def _bracketed(text: str) -> tuple[str, str | None]:
    """主任 and what stands in the brackets that close the text; None where none do."""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] in "）)") - (text[at] in "（(")
        if depth == 0:
            return (text[:at].strip(), text[at + 1 : -1]) if 0 < at < len(text) - 1 else (text, None)
    return text, None


_LEVEL = "[一二三四五]级(?:/?(?:初级工|中级工|高级工|高级技师|技师))?"
_WORD = "特级技师|首席技师|高级技师|技师|高级工|中级工|初级工"
_SKILL = re.compile(rf"(?P<name>[^()、]*?)\(?(?:(?P<level>{_LEVEL})|(?P<word>{_WORD}))\)?")


def _skill(piece: str, occupations: Collection[str]) -> dict[str, str] | None:
    """A qualification: 电工一级, 电工（一级）, 一级/高级技师; an occupation alone where it is known to be one.

    文学创作一级 and 主管技师 are titles: the name must be a known occupation, or of a 工 with its level in numbers.
    """
    text = without_spaces(piece)
    found = _SKILL.fullmatch(text)
    if found is None:
        return {"occupation": piece.strip()} if text in occupations and _title(piece) is None else None
    name, level = found["name"], found["level"] or found["word"]
    is_known = name in occupations or (found["level"] is not None and name.endswith("工"))
    if not is_known and (name or level == "技师" or len(level) == 2):
        return None
    try:
        written = SKILL_LEVEL.write(SKILL_LEVEL.parse(level))
    except BadValue:
        return None
    return {"occupation": name, "level": written} if name else {"level": written}


_GRADED = re.compile("正高级|副高级|高级|中级|初级|助理|[一二三]级|副(?=教授|研究)")
_ENDS = "工程师|经济师|会计师|审计师|统计师|农艺师|畜牧师|兽医师|工艺美术师|研究员|研究馆员|馆员|讲师|教授"
_PLAIN = frozenset({*_ENDS.split("|"), "助教", "研究实习员"})
_TITLE = re.compile(
    rf"(?P<name>\w*(?:{_ENDS})|(?:{_GRADED.pattern})\w*教师|助教|研究实习员|技术员)(?:\((?P<level>[^()]+)\))?"
)
_LEVEL_ALONE = re.compile(r"(?P<level>.+级|正高|副高)职称")
_LIKE_A_TITLE = re.compile("[师授]$|(?:教|馆|研究|技术)员$|技工|[一二三四五初中高]级|[0-9A-Za-z]")
# 注册消防工程师 is a qualification of access and no title; 总工程师 is a position.
_NO_TITLE = re.compile("注册|执业|建造|总工|总经|总会|证|培训|资格")


def _title(piece: str) -> dict[str, str] | None:
    """A professional title: 高级工程师, 高级工程师（副高）, 高级工程师 副高; 副高级职称 where only the level is known."""
    name, _, rest = one_width(piece).partition(" ")
    text = f"{name}({rest})" if rest and "(" not in rest else without_spaces(piece)
    if found := _LEVEL_ALONE.fullmatch(text):
        level = _title_level(found["level"])
        return {"level": level} if level else None
    found = _TITLE.fullmatch(text)
    if found is None or _NO_TITLE.search(text):
        return None
    level = _title_level(found["level"]) if found["level"] else None
    if found["level"]:
        return {"name": found["name"], "level": level} if level else None
    return {"name": piece.strip()}


def _title_level(text: str) -> str | None:
    try:
        return TITLE_LEVEL.write(TITLE_LEVEL.parse(text))
    except BadValue:
        return None
