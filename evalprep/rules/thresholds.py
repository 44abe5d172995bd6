"""How a value is held against a threshold: one test, three answers, and the distance where the value is a number.

Thresholds are read when the checklist is loaded, by the kind of the field that they are compared with, so that a
level or a date that is none is refused there and not in front of an applicant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evalprep.model.kinds import NIL, BadValue
from evalprep.model.verdicts import Gap, Interval, Real, Verdict, all_of
from evalprep.rules.names import Sort, Tested
from evalprep.rules.vocabulary import Test
from evalprep.rules.wording import quantity

TESTS: Mapping[Sort, tuple[str, ...]] = {
    Sort.NUMBER: ("at_least", "at_most", "equals", "present"),
    Sort.RANK: ("at_least", "at_most", "equals", "in", "present"),
    Sort.VALUE: ("equals", "in", "present"),
    Sort.LIST: ("includes", "includes_any", "present"),
    Sort.THING: ("present",),
}
"""The tests that each sort of fact can stand."""


class BadTest(BadValue):
    """A test that does not fit its fact, with its name in the checklist."""

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
        words = "写明（不是「无」）" if value else "没有"
        return Threshold(words, {name: value}, lambda found: _said((found not in (NIL, ())) == value))
    if tested.sort is Sort.NUMBER:
        return _number(name, value, tested)
    if name in ("at_least", "at_most"):
        return _rank(name, value, tested)
    return _choice(name, value, tested)


def number(text: str) -> Real:
    """A threshold that is a number; raises BadValue."""
    plain = text.replace(",", "").replace("_", "")
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", plain):
        raise BadValue(f"「{text}」不是数字", "数字，例如 10000", "只写数字，单位写在 unit 里")
    value = Decimal(plain)
    return int(value) if value == value.to_integral_value() else value


def _number(name: str, value: str, tested: Tested) -> Threshold:
    limit = number(value)
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
    none = "没有" if limit == 0 else f"不超过 {amount}"
    words = {"at_least": f"不少于 {amount}", "at_most": none, "equals": f"正好 {amount}"}
    return Threshold(words[name], {name: float(limit) if isinstance(limit, Decimal) else limit}, judge)


def _rank(name: str, value: str, tested: Tested) -> Threshold:
    limit = _read(value, tested)
    if limit == NIL:
        raise BadValue(f"「{value}」分不出高低", "一个等级", "写一个等级；要求没有的用 present: false")

    def judge(found: Any) -> Judged:
        if found == NIL:
            return _said(name == "at_most")
        return _said(found.rank >= limit.rank if name == "at_least" else found.rank <= limit.rank)

    return Threshold(f"{limit}{'及以上' if name == 'at_least' else '及以下'}", {name: value}, judge)


def _choice(name: str, value: str | tuple[str, ...], tested: Tested) -> Threshold:
    written = value if isinstance(value, tuple) else (value,)
    if not written:
        raise BadValue(f"{name} 是空的", "至少一个值", "写上可以接受的值")
    meant = tuple(_read(word, tested) for word in written)
    names = [("是" if one else "否") if isinstance(one, bool) else str(one) for one in meant]
    words = names[0] if len(names) == 1 else f"{'、'.join(names)}之一"
    if tested.sort is Sort.LIST:
        return Threshold(
            f"包含{words}", {name: value}, lambda found: _said(any(one in meant for one in _list(found)))
        )
    required = meant[0] if name == "equals" and isinstance(meant[0], bool) else value
    return Threshold(f"为{words}", {name: required}, lambda found: _said(found in meant))


def _read(word: str, tested: Tested) -> Any:
    return tested.kind.read(word) if tested.kind is not None else word


def _list(found: Any) -> tuple[Any, ...]:
    return () if found == NIL else tuple(found)


def _said(holds: bool) -> Judged:
    return Judged(Verdict.MET if holds else Verdict.UNMET)
