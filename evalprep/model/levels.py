"""技能等级: the scale of skill levels, and sets of them in every notation that people use."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import TypeVar

from evalprep.model.basic import one_width, with_hyphens
from evalprep.model.kinds import BadValue, Kind
from evalprep.model.scales import Scale, refuse_open_end, scale_texts

T = TypeVar("T")


class SkillLevel(Scale):
    """技能等级 (新八级工), from 学徒工 to 首席技师."""

    APPRENTICE = "学徒工", 0
    LEVEL_5 = "五级", 1
    LEVEL_4 = "四级", 2
    LEVEL_3 = "三级", 3
    LEVEL_2 = "二级", 4
    LEVEL_1 = "一级", 5
    SPECIAL = "特级技师", 6
    PRINCIPAL = "首席技师", 7

    @property
    def full_name(self) -> str:
        """As certificates and forms write it: `三级/高级工`."""
        title = _TITLES.get(self)
        return f"{self.text}/{title}" if title else self.text


_TITLES = {
    SkillLevel.LEVEL_5: "初级工",
    SkillLevel.LEVEL_4: "中级工",
    SkillLevel.LEVEL_3: "高级工",
    SkillLevel.LEVEL_2: "技师",
    SkillLevel.LEVEL_1: "高级技师",
}
_NUMBERED = dict(enumerate(reversed(_TITLES), start=1))
_NUMERALS = {
    word: level
    for number, level in _NUMBERED.items()
    for word in (str(number), "一二三四五"[number - 1], ("I", "II", "III", "IV", "V")[number - 1])
}
_NAMES = {
    "学徒工": SkillLevel.APPRENTICE,
    "学徒": SkillLevel.APPRENTICE,
    "特级技师": SkillLevel.SPECIAL,
    "首席技师": SkillLevel.PRINCIPAL,
    **{title: level for level, title in _TITLES.items()},
    **{
        word + ending: level
        for word, level in zip(
            "初中高", (SkillLevel.LEVEL_5, SkillLevel.LEVEL_4, SkillLevel.LEVEL_3), strict=True
        )
        for ending in ("级技工", "级", "")
    },
}
_TOKEN = re.compile(
    "|".join(sorted(_NAMES, key=len, reverse=True))
    + "|(?<![0-9IV])(?:[1-5]|I{1,3}|IV|V)(?![0-9IV])(?:级工?)?|[一二三四五](?:级工?)?"
)
_NOISE = re.compile("国家职业资格|职业技能等级|职业资格|技能等级|国家职业|职业技能|证书|等级")
_LIST = re.compile("[、,;|和及与]|以及")
_RANGE = re.compile("[-~〜至到]+")
_OPEN_END = re.compile("([(]?含[)]?)?及?以[上下]")

_EXPECTED = "技能等级，如三级（高级工）"
_EXPECTED_SET = "技能等级的范围，如五级至三级，或五级、三级"


@dataclass(frozen=True, eq=False)
class Levels(Set[SkillLevel]):
    """A set of skill levels, never empty, iterated from the lowest; equal to any other set of the same levels."""

    levels: tuple[SkillLevel, ...]

    def __init__(self, levels: Iterable[SkillLevel]) -> None:
        object.__setattr__(self, "levels", tuple(sorted(set(levels))))
        if not self.levels:
            raise BadValue("一个等级也没有", _EXPECTED_SET, "至少写一个等级")

    @classmethod
    def between(cls, one: SkillLevel, other: SkillLevel) -> Levels:
        """Every level from one to the other, both in, whichever is the higher."""
        low, high = sorted((one, other))
        return cls(level for level in SkillLevel if low <= level <= high)

    @property
    def lowest(self) -> SkillLevel:
        """The lowest level, 五级 of 五级-三级."""
        return self.levels[0]

    @property
    def highest(self) -> SkillLevel:
        """The highest level, 三级 of 五级-三级."""
        return self.levels[-1]

    @property
    def unbroken(self) -> bool:
        """Whether no level is left out between the lowest and the highest."""
        return self.highest.rank - self.lowest.rank == len(self.levels) - 1

    def __contains__(self, level: object) -> bool:
        return level in self.levels

    def __iter__(self) -> Iterator[SkillLevel]:
        return iter(self.levels)

    def __len__(self) -> int:
        return len(self.levels)

    def __hash__(self) -> int:
        return hash(frozenset(self.levels))

    @classmethod
    def _from_iterable(cls, levels: Iterable[T]) -> frozenset[T]:
        """What the operators & | - give: it may be empty, so it is a plain set."""
        return frozenset(levels)

    def __str__(self) -> str:
        """`五级-三级`, or one by one: `五级、三级`."""
        return self._joined("-")

    @property
    def on_paper(self) -> str:
        """`五级至三级`, `五级、三级` where one between is left out, `五级` alone."""
        return self._joined("至")

    def _joined(self, range_sign: str) -> str:
        if len(self.levels) > 1 and self.unbroken:
            return f"{self.lowest}{range_sign}{self.highest}"
        return "、".join(level.text for level in self.levels)


def _normal(text: str) -> str:
    """One width, without the words that stand around a level."""
    return _NOISE.sub("", with_hyphens(text).upper())


def _item(text: str, expected: str) -> set[SkillLevel]:
    """The levels of what stands between two separators of a list.

    `三级/高级工` and `三级（高级工）` are one, `五级/四级` are two; `三级/技师` contradicts itself.
    """
    numerals: set[SkillLevel] = set()
    names: set[SkillLevel] = set()
    for piece in filter(None, re.split("[/()]", text)):
        found = _piece(piece, expected)
        (names if piece in _NAMES else numerals).add(found)
    if numerals and names and numerals != names:
        left, right = sorted(numerals)[0], sorted(names)[0]
        told = f"写的两个等级对不上：「{left.full_name}」和「{right.full_name}」"
        raise BadValue(told, expected, "按证书写其中一个；两个等级都有，就用顿号隔开")
    if not numerals | names:
        raise BadValue("没有写等级", expected, "例如「三级」")
    return numerals | names


def _piece(piece: str, expected: str) -> SkillLevel:
    """The one level that a piece without separators names, in one word or two (`三级高级工`)."""
    found = {_level(token) for token in _TOKEN.findall(piece)}
    if _TOKEN.sub("", piece) or not found:
        told = f"「{piece}」不是技能等级"
        raise BadValue(told, expected, f"等级有：{'、'.join(scale_texts(SkillLevel))}")
    if len(found) > 1:
        raise BadValue(
            f"「{piece}」里有不止一个等级，分不清是哪几级",
            expected,
            "几个等级之间用顿号隔开；等级和名称要一致，如三级是高级工，一级是高级技师",
        )
    return found.pop()


def _level(token: str) -> SkillLevel:
    return _NAMES[token] if token in _NAMES else _NUMERALS[token.rstrip("级工")]


def _skill_level(text: str) -> SkillLevel:
    refuse_open_end(one_width(text), _EXPECTED)
    text = _normal(text).replace(" ", "")
    found = set() if _LIST.search(text) or _RANGE.search(text) else _item(text, _EXPECTED)
    if len(found) != 1:
        raise BadValue("这里只能写一个等级", _EXPECTED, "写最高的一级；几张证书就分开写成几条")
    return found.pop()


def _levels(text: str) -> Levels:
    text = _normal(text)
    if found := _OPEN_END.search(text):
        told = f"「{found[0]}」没有说清到哪一级为止"
        raise BadValue(told, _EXPECTED_SET, "两头都写出来，例如「三级-一级」「五级-三级」")
    repeated = re.fullmatch(r"([^()]+)\(([^()]+)\)", text)
    if not repeated or not _RANGE.search(repeated[1]) or not _RANGE.search(repeated[2]):
        return _spaced_levels(text)
    first, second = _spaced_levels(repeated[1]), _spaced_levels(repeated[2])
    if first != second:
        told = f"括号外是{first.on_paper}，括号内是{second.on_paper}，两者对不上"
        raise BadValue(told, _EXPECTED_SET, "只写一种，例如「五级-三级」")
    return first


def _spaced_levels(text: str) -> Levels:
    """Blanks may part levels or stand within one (`五 级`): both are tried, and must not contradict each other."""
    text = text.strip()
    if " " not in text:
        return _level_set(text)
    readings: set[Levels] = set()
    complaint: BadValue | None = None
    for reading in (text.replace(" ", "、"), text.replace(" ", "")):
        try:
            readings.add(_level_set(reading))
        except BadValue as bad:
            complaint = bad
    if len(readings) > 1:
        raise BadValue(
            "空格前后是一个等级还是两个等级，分不清",
            _EXPECTED_SET,
            "几个等级之间用顿号隔开，例如「高级工、技师」",
        )
    if not readings and complaint:
        raise complaint
    return readings.pop()


def _level_set(text: str) -> Levels:
    found: set[SkillLevel] = set()
    for item in _LIST.split(text):
        found |= _range(_RANGE.split(item)) if _RANGE.search(item) else _item(item, _EXPECTED_SET)
    return Levels(found)


def _range(ends: list[str]) -> set[SkillLevel]:
    """Every level between the ends; a chain (`5-4-3`) must go step by step, else it might be a list."""
    levels = [_item(end, _EXPECTED_SET) for end in ends]
    if any(len(level) > 1 for level in levels):
        raise BadValue(
            "范围的一头写了不止一个等级", _EXPECTED_SET, "范围写成「五级-三级」，单独的等级用顿号隔开"
        )
    chain = [level.pop() for level in levels]
    if len(chain) > 2 and any(abs(one.rank - other.rank) != 1 for one, other in itertools.pairwise(chain)):
        raise BadValue(
            "横线连着的等级是跳着的，分不清是范围还是单独几级",
            _EXPECTED_SET,
            "单独的等级用顿号隔开，例如「五级、三级」",
        )
    return set(Levels.between(min(chain), max(chain)))


SKILL_LEVEL: Kind[SkillLevel] = Kind(
    "skill_level",
    SkillLevel,
    _EXPECTED,
    _skill_level,
    show=lambda level: level.full_name,
    choices=scale_texts(SkillLevel),
)
"""One skill level."""

LEVELS: Kind[Levels] = Kind(
    "levels",
    Levels,
    _EXPECTED_SET,
    _levels,
    show=lambda levels: levels.on_paper,
    json_type=("string", "integer"),
    joiner="、",
)
"""A range or list of skill levels."""
