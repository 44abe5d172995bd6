"""Waivers (豁免): what somebody has taken upon himself until a day.

A waiver changes no verdict, no score and not what the whole comes to. It is told beside the verdict, and the exit
code passes over it (`model/bar.py`). After its day it is worth nothing, and neither is one that leaves something out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from evalprep.model.kinds import NIL
from evalprep.model.masking import masked
from evalprep.model.project import Waiver
from evalprep.model.results import Finding, Waived, Warned
from evalprep.model.validation import Path, nearest
from evalprep.model.verdicts import Verdict
from evalprep.rules.checklist import ReadyChecklist, entry
from evalprep.rules.world import World

OPEN = (Verdict.UNMET, Verdict.UNKNOWN)
"""The verdicts for which somebody can answer."""
KEYS = ("rule", "reason", "owner", "until")
"""What a waiver must say, every one of it."""


def in_force(world: World) -> dict[str, Waived]:
    """The waivers that are whole and whose day has not passed, by id; of several for one the longest."""
    found: dict[str, Waived] = {}
    for one in world.project.waivers or ():
        if _lacks(one) or not _lasts(one, world) or one.rule is None or one.until is None:
            continue
        told = Waived(_line(one.reason), _line(one.owner), one.until)
        found[one.rule] = max(found.get(one.rule, told), told, key=_longest)
    return found


def with_waivers(found: Iterable[Finding], waivers: Mapping[str, Waived]) -> tuple[Finding, ...]:
    """The findings, those that do not hold with their waiver; every verdict as it was."""
    return tuple(
        replace(one, waiver=waivers[one.id]) if one.id in waivers and one.verdict in OPEN else one
        for one in found
    )


def waiver_warnings(checklist: ReadyChecklist, judged: Sequence[Finding], world: World) -> Iterator[Warned]:
    """What is wrong with the waivers that concern a notice: incomplete, of no rule of it, expired, or needless."""
    ids = _Ids(checklist, world)
    for index, one in enumerate(world.project.waivers or ()):
        if ids.concerns(one):
            for code, key, told in _complaints(one, ids, judged, world):
                at: Path = ("waivers", index, key) if key else ("waivers", index)
                yield Warned(code, told, world.place(at))


@dataclass(frozen=True)
class _Ids:
    """What the id in a waiver may be, seen from one notice."""

    checklist: ReadyChecklist
    world: World

    @cached_property
    def waivable(self) -> frozenset[str]:
        """Rules and materials, and the pass mark, which is judged as a rule."""
        checklist = self.checklist
        scored = [checklist.scoring.passing.id] if checklist.scoring else []
        return frozenset([*(one.rule.id for one in (*checklist.rules, *checklist.materials)), *scored])

    @cached_property
    def others(self) -> frozenset[str]:
        """What has an id and is no requirement: easings, windows, authorities, items of the scoring table."""
        items = self.checklist.scoring.items if self.checklist.scoring else ()
        every = {*(entry(one).id for one in self.checklist.every), *(one.item.id for one in items)}
        return frozenset(every - self.waivable)

    def concerns(self, waiver: Waiver) -> bool:
        """Whether it is this notice's: by what its id begins with, or because the project has no target with such ids."""
        if waiver.rule is None:
            return True
        begin, elsewhere = _begin(waiver.rule), self.world.ids_elsewhere
        if begin in map(_begin, self.waivable | self.others):
            return True
        targets = {one.jurisdiction for one in self.world.project.targets or ()}
        is_nowhere = elsewhere is not None and begin not in map(_begin, elsewhere)
        return targets == {self.checklist.jurisdiction} or is_nowhere


def _complaints(
    waiver: Waiver, ids: _Ids, judged: Sequence[Finding], world: World
) -> Iterator[tuple[str, str, str]]:
    """What is wrong with one waiver: the code, the key that it is about if it is one, and what is told."""
    name, lacks = waiver.rule or "", _lacks(waiver)
    if lacks:
        asked = "、".join(f"「{Waiver.model_fields[key].title}」" for key in lacks)
        whose = f"{name} 的" if name else "有一条"
        yield "waiver_incomplete", "", f"{whose}豁免没有写{asked}，不起作用：四项都要写"
    if name and name not in ids.waivable:
        yield "waiver_unknown", "rule", _unknown(name, ids)
    elif not _lasts(waiver, world):
        told = f"{name} 的豁免 {waiver.until} 到期，不再起作用"
        yield "waiver_expired", "until", f"{told}：办好了就删去，没有办好的由责任人重新定"
    elif not lacks:
        own = [one for one in judged if one.id == name]
        if own and not any(one.verdict in OPEN for one in own):
            verdicts = "、".join(
                dict.fromkeys(one.verdict.label if one.verdict else "只作提示" for one in own)
            )
            yield "waiver_needless", "", f"{name} 用不着豁免（{verdicts}），可以删去"


def _begin(identifier: str) -> str:
    """What the ids of a notice have in common: NAT of NAT-E1."""
    return identifier.partition("-")[0].upper()


def _unknown(name: str, ids: _Ids) -> str:
    number = ids.checklist.notice.number
    if name in ids.others:
        return f"{name} 不能豁免：只有条件和材料可以，放宽条件、评分项、受理时间、受理单位都不行"
    return f"豁免里的「{name}」不是 {number} 的条款编号，不起作用。{_instead(name, sorted(ids.waivable))}"


def _instead(name: str, known: Sequence[str]) -> str:
    """The ids into which it was split, where it was; else the nearest."""
    split = [one for one in known if one.startswith(name) and one[len(name) :].isalpha()]
    if split:
        return f"这一条分成了 {'、'.join(split)}，逐条写"
    near = nearest(name, known)
    return f"是不是 {near}？" if near else "evalprep list rules 列出全部编号"


def _lacks(waiver: Waiver) -> list[str]:
    """The keys that are not there; 无 names nobody and is no reason."""
    return [key for key in KEYS if getattr(waiver, key) in (None, NIL)]


def _lasts(waiver: Waiver, world: World) -> bool:
    """Whether its day, itself in, has not passed."""
    return waiver.until is None or waiver.until >= world.on


def _longest(one: Waived) -> tuple[object, ...]:
    """By day, then by what it says, so that the order in the file never matters."""
    return one.until, one.owner, one.reason


def _line(text: str | None) -> str:
    return masked(" ".join((text or "").split()))
