"""How a value is held against a threshold: one test, three answers, and the distance where the value is a number.

Thresholds are read when the checklist is loaded, by the kind of the field that they are compared with, so that a
level or a date that is none is refused there and not in front of an applicant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from evalprep.model.kinds import NIL, BadValue
from evalprep.model.verdicts import Gap, Interval, Real, Verdict, all_of
from evalprep.rules.names import Sort, Tested
from evalprep.rules.value_tests import Test
from evalprep.rules.wording import PERCENT, quantity, quoted

TESTS: Mapping[Sort, tuple[str, ...]] = {
    Sort.NUMBER: ("at_least", "at_most", "between", "equals", "present"),
    Sort.RANK: ("at_least", "at_most", "between", "equals", "in", "present"),
    Sort.VALUE: ("equals", "in", "present"),
    Sort.TEXT: ("equals", "in", "words", "present"),
    Sort.LIST: ("includes", "includes_any", "includes_all", "only", "at_most_one_of", "present"),
    Sort.TEXTS: ("includes", "includes_any", "includes_all", "only", "at_most_one_of", "words", "present"),
    Sort.THING: ("present",),
}
"""The tests that each sort of fact can stand."""


class BadTest(BadValue):
    """A test or argument that does not fit its fact, with its name in the checklist."""

    def __init__(self, name: str, bad: BadValue) -> None:
        super().__init__(bad.problem, bad.expected, bad.remedy)
        self.name = name


@dataclass(frozen=True)
class Judged:
    """What a test says of a value."""

    verdict: Verdict
    gap: Gap | None = None
    excess: bool = False
    """Whether what fails is too much, not too little."""


@dataclass(frozen=True)
class Threshold:
    """A test made ready: its words, its JSON, and the judgement of a value that is known."""

    words: str
    """What passes, in Chinese: 不少于 10,000 人次."""
    required: Mapping[str, Any]
    judge: Callable[[Any], Judged]
    denied: str = ""
    """What passes where it must not hold: 少于 10,000 人次. Nothing where no few words say it."""


def threshold(test: Test, tested: Tested) -> Threshold:
    """The test of a fact, ready to judge; raises BadValue for a threshold that does not fit what is tested."""
    found = test.requirements()
    if not found:
        raise BadValue("没有写要求", f"{'、'.join(TESTS[tested.sort])} 之一", "补上要求")
    every = [_single(name, value, tested) for name, value in found.items()]
    return every[0] if len(every) == 1 else _together(every)


def _together(every: list[Threshold]) -> Threshold:
    def judge(value: Any) -> Judged:
        judged = [one.judge(value) for one in every]
        gaps = [one.gap for one in judged if one.gap]
        excess = any(one.excess for one in judged if one.verdict is Verdict.UNMET)
        return Judged(all_of(one.verdict for one in judged), Gap.worst(gaps) if gaps else None, excess)

    required = {name: value for one in every for name, value in one.required.items()}
    return Threshold("，且".join(one.words for one in every), required, judge)


def _single(name: str, value: Any, tested: Tested) -> Threshold:
    try:
        return _fitting(name, value, tested)
    except BadValue as bad:
        raise BadTest(name, bad) from None


def _fitting(name: str, value: Any, tested: Tested) -> Threshold:
    usable = TESTS[tested.sort]
    if name not in usable:
        raise BadValue(f"「{tested.label}」不能用 {name}", f"{'、'.join(usable)} 之一", "换成合适的一种")
    if name == "present":
        words, denied = ("写明（不是「无」）", "没有") if value else ("没有", "有")
        return Threshold(words, {name: value}, lambda found: _said((found not in (NIL, ())) == value), denied)
    if name == "between":
        return _between(value, tested)
    if name == "words":
        return _words(value)
    if tested.unit == PERCENT and name == "at_least" and _amount(value, tested) <= 0:
        # Met by every ratio, it would be met while nobody knows whether there is one.
        raise BadValue("比例不少于 0，等于没有要求", "大于 0 的比例，例如 50%", "写明比例，或去掉这一条")
    if tested.sort is Sort.NUMBER:
        return _number(name, value, tested)
    if name in ("at_least", "at_most"):
        return _rank(name, value, tested)
    if tested.sort in (Sort.LIST, Sort.TEXTS):
        return _listed(name, value, tested)
    return _choice(name, value, tested)


def _between(value: tuple[str, ...], tested: Tested) -> Threshold:
    """From the first to the second, both in."""
    if len(value) != 2:
        raise BadValue(f"between 写了 {len(value)} 个值", "两个值，例如 [1, 2]", "只写下限和上限")
    single = _number if tested.sort is Sort.NUMBER else _rank
    low, high = (single(name, one, tested) for name, one in zip(("at_least", "at_most"), value, strict=True))
    both = _together([low, high])
    limits = [
        _amount(one, tested) if tested.sort is Sort.NUMBER else _read(one, tested).rank for one in value
    ]
    if limits[0] > limits[1]:
        raise BadValue(f"{value[0]} 比 {value[1]} 大", "先小后大的两个值", "对调一下")
    if tested.sort is Sort.NUMBER:
        least = quantity(limits[0], tested.unit).removesuffix(tested.unit).rstrip()
        words = f"为 {least} 至 {quantity(limits[1], tested.unit)}"
    else:
        words = f"为{_read(value[0], tested)}至{_read(value[1], tested)}"
    return replace(both, words=words)


def number(text: str) -> Real:
    """A threshold that is a number; raises BadValue."""
    plain = text.replace(",", "").replace("_", "")
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", plain):
        raise BadValue(f"「{text}」不是数字", "数字，例如 10000", "只写数字，单位写在 unit 里")
    return _real(Decimal(plain))


def _amount(text: str, tested: Tested) -> Real:
    """A number, of a ratio in hundredths: `50%` and `0.5` are 50."""
    if tested.unit != PERCENT:
        return number(text)
    return number(text[:-1].rstrip()) if text.endswith(PERCENT) else _real(number(text) * Decimal(100))


def _real(value: Decimal) -> Real:
    return int(value) if value == value.to_integral_value() else value


def _number(name: str, value: str, tested: Tested) -> Threshold:
    limit = _amount(value, tested)
    # What does not exist counts nothing; but a year that is 无 is no year 0.
    nothing = None if tested.unit == "年" else Interval.exactly(0)

    def judge(found: Any) -> Judged:
        interval = found if isinstance(found, Interval) else nothing
        if interval is None:
            return Judged(Verdict.UNMET)
        least = Judged(interval.at_least(limit), interval.gap_to_least(limit))
        most = Judged(interval.at_most(limit), interval.gap_to_most(limit), excess=True)
        if name == "at_least":
            return least
        if name == "at_most":
            return most
        both = (interval.gap_to_least(limit), interval.gap_to_most(limit))
        return Judged(all_of((least.verdict, most.verdict)), Gap.worst(both), most.verdict is Verdict.UNMET)

    amount = quantity(limit, tested.unit)
    words, denied = {
        "at_least": (f"不少于 {amount}", f"少于 {amount}"),
        "at_most": ("没有" if limit == 0 else f"不超过 {amount}", f"超过 {amount}"),
        "equals": (f"正好 {amount}", f"不是 {amount}"),
    }[name]
    return Threshold(words, {name: float(limit) if isinstance(limit, Decimal) else limit}, judge, denied)


def _rank(name: str, value: str, tested: Tested) -> Threshold:
    limit = _read(value, tested)
    if limit == NIL:
        raise BadValue(f"「{value}」分不出高低", "一个等级", "写一个等级；要求没有的用 present: false")

    def judge(found: Any) -> Judged:
        if found == NIL:
            return _said(name == "at_most")
        return _said(found.rank >= limit.rank if name == "at_least" else found.rank <= limit.rank)

    words, denied = (
        (f"{limit}及以上", f"低于{limit}") if name == "at_least" else (f"{limit}及以下", f"高于{limit}")
    )
    return Threshold(words, {name: value}, judge, denied)


def _choice(name: str, value: str | tuple[str, ...], tested: Tested) -> Threshold:
    meant = _meant(name, value, tested)
    names = "、".join(tested.word(one) for one in meant)
    required = meant[0] if name == "equals" and isinstance(meant[0], bool) else value
    return Threshold(
        f"为{names}{'之一' if len(meant) > 1 else ''}",
        {name: required},
        lambda found: _said(found in meant),
        f"为{tested.word(not meant[0])}"
        if len(meant) == 1 and isinstance(meant[0], bool)
        else f"不是{names}",
    )


def _meant(name: str, value: str | tuple[str, ...], tested: Tested) -> tuple[Any, ...]:
    written = value if isinstance(value, tuple) else (value,)
    if not written:
        raise BadValue(f"{name} 是空的", "至少一个值", "写上可以接受的值")
    return tuple(_read(word, tested) for word in written)


def _listed(name: str, value: str | tuple[str, ...], tested: Tested) -> Threshold:
    """What a list holds. The list is there, so it is complete: what does not stand in it is not in it."""
    meant = _meant(name, value, tested)
    names = "、".join(str(one) for one in meant)
    several = len(meant) > 1
    words, denied, holds = {
        "includes": (f"包含{names}", f"不包含{names}", _any_of),
        "includes_any": (f"包含{names}{'之一' if several else ''}", f"不包含{names}", _any_of),
        "includes_all": (f"包含{names}{'每一项' if several else ''}", f"没有全部包含{names}", _all_of),
        "only": (f"只有{names}", f"不只有{names}", _only),
        "at_most_one_of": (f"在{names}中最多有一项", f"在{names}中不止一项", _at_most_one),
    }[name]
    return Threshold(words, {name: value}, lambda found: _said(holds(_list(found), meant)), denied)


def _any_of(found: tuple[Any, ...], meant: tuple[Any, ...]) -> bool:
    return any(one in meant for one in found)


def _all_of(found: tuple[Any, ...], meant: tuple[Any, ...]) -> bool:
    return all(one in found for one in meant)


def _only(found: tuple[Any, ...], meant: tuple[Any, ...]) -> bool:
    return all(one in meant for one in found)


def _at_most_one(found: tuple[Any, ...], meant: tuple[Any, ...]) -> bool:
    return len({one for one in found if one in meant}) <= 1


def _words(wanted: tuple[str, ...]) -> Threshold:
    """A text, or one of a list of texts, holds one of the words. Other words may say the same; no text says nothing."""
    if not wanted:
        raise BadValue("words 是空的", "至少一个词", "写上要找的词")

    def judge(found: Any) -> Judged:
        texts = () if found == NIL else found if isinstance(found, tuple) else (found,)
        if not texts:
            return Judged(Verdict.UNMET)
        held = any(word in str(text) for text in texts for word in wanted)
        return Judged(Verdict.MET if held else Verdict.UNKNOWN)

    several = "之一" if len(wanted) > 1 else ""
    return Threshold(f"写有{quoted(wanted)}{several}", {"words": wanted}, judge)


def _read(word: str, tested: Tested) -> Any:
    return tested.kind.read(word) if tested.kind is not None else word


def _list(found: Any) -> tuple[Any, ...]:
    return () if found == NIL else tuple(found)


def _said(holds: bool) -> Judged:
    return Judged(Verdict.MET if holds else Verdict.UNMET)
