"""The applicant's self-assessment by a notice's scoring table: 自评. The reviewers award the points.

Points are intervals: what the data decides is computed, what only an inspector can see is the applicant's own
number and anything until it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from evalprep.model.masking import masked
from evalprep.model.results import Finding, Missing, Outcome, Score, ScoredItem, Warned
from evalprep.model.validation import Path, nearest
from evalprep.model.verdicts import Interval, Real, Verdict, Weight, all_of
from evalprep.rules.findings import masked_outcome
from evalprep.rules.regulations import lacks_more, rule_name, rules_lacking
from evalprep.rules.scoring import OWN, ReadyItem, ReadyScoring
from evalprep.rules.wording import extent, open_message, quantity
from evalprep.rules.world import Scope, World

UNIT = "分"
NOTHING_JUDGED = "没有可以判断的要求，这一项还不能断定"
"""Where no requirement is asked an item brings neither full points nor none: an empty "all of" proves nothing."""


def scored(
    scoring: ReadyScoring, found: Iterable[Finding], easings: Iterable[Finding], world: World
) -> Score:
    """The points of every item, given the findings of the rules and materials and those of the easings."""
    judged = [*found]
    eased = [*easings]
    items = tuple(_item(ready, judged, eased, world) for ready in scoring.items)
    return Score(items, _sum(items, bonus=False), _sum(items, bonus=True), scoring.at_least)


def _sum(items: Iterable[ScoredItem], *, bonus: bool) -> Interval:
    return sum((one.score for one in items if one.bonus is bonus), Interval.exactly(0))


def _item(ready: ReadyItem, found: Sequence[Finding], easings: Sequence[Finding], world: World) -> ScoredItem:
    parts = tuple(one.judge(world, Scope(ready.item.id)) for one in ready.each)
    score, told, missing = _points(ready, found, easings, parts, world)
    return ScoredItem(
        id=ready.item.id,
        clause=ready.item.clause,
        title=ready.item.title,
        max=ready.max,
        score=score,
        message=f"{masked(told)}。{ready.item.interpretation or ''}",
        missing=tuple({one.path: one for one in missing}.values()),
        bonus=bool(ready.bonus),
        parts=tuple(map(masked_outcome, parts)),
    )


Points = tuple[Interval, str, Sequence[Missing]]
"""How many, how they come about, and what would say more."""


def _points(
    ready: ReadyItem,
    found: Sequence[Finding],
    easings: Sequence[Finding],
    parts: Sequence[Outcome],
    world: World,
) -> Points:
    if ready.bonus:
        return _bonus(ready, [one for one in easings if one.id in ready.bonus])
    if ready.full_if:
        return _full_if(ready, [one for one in found if one.id in ready.full_if])
    if ready.each:
        return _each(ready, parts, world)
    return _own(ready, world)


def _own(ready: ReadyItem, world: World) -> Points:
    path: Path = (OWN, ready.item.id)
    given: Decimal | None = world.value(path)
    if given is not None and 0 <= given <= ready.max:
        return Interval.exactly(given), f"自评 {quantity(given, UNIT)}", ()
    asked = replace(world.missing(path), label=f"自评分：{ready.item.title}")
    told = "没有填" if given is None else f"填的是 {given}，超出 0 至 {ready.max} 分，不计"
    return Interval(0, ready.max), f"现场才看得到的一项，自评分（{OWN}.{ready.item.id}）{told}", (asked,)


def _full_if(ready: ReadyItem, found: Sequence[Finding]) -> Points:
    """Full points when all is met, none when something is unmet; what was eased may or may not be taken for met."""
    # A note has no verdict and is passed over, as it is everywhere.
    judged = [one for one in found if one.verdict is not None]
    verdict = all_of(one.verdict for one in judged if one.verdict is not None)
    failing = [one for one in judged if one.verdict is verdict]
    named = "、".join(one.name for one in failing)
    if verdict is Verdict.MET:
        return Interval.exactly(ready.max), f"{len(failing)} 项要求都符合，得满分", ()
    if verdict is Verdict.UNMET:
        return Interval.exactly(0), f"{named} 不符合，这一项不得分", ()
    either = Interval(0, ready.max)
    if verdict is Verdict.NOT_APPLICABLE:
        return either, NOTHING_JUDGED, ()
    missing = [path for one in judged for path in one.outcome.missing]
    return either, f"{named} {verdict.label}，这一项还不能断定", missing


def _each(ready: ReadyItem, outcomes: Sequence[Outcome], world: World) -> Points:
    """Points off for each that fails, not below 0."""
    deduct = ready.deduct or 0
    counted = [one for one in outcomes if one.verdict is not Verdict.NOT_APPLICABLE]
    if not counted:
        return Interval(0, ready.max), NOTHING_JUDGED, ()
    failing = [one for one in counted if one.verdict is Verdict.UNMET]
    asking = [one for one in counted if one.verdict not in (Verdict.UNMET, Verdict.MET)]
    most = max(0, ready.max - deduct * len(failing))
    least = max(0, ready.max - deduct * (len(failing) + len(asking)))
    told = f"{len(counted)} 项中符合 {len(counted) - len(failing) - len(asking)} 项"
    if failing:
        costs = f"每项扣 {quantity(deduct, UNIT)}"
        named, messages = _rules_named(failing), "；".join(one.message for one in failing)
        told += f"；缺 {len(failing)} 项（{costs}）：{named}" if named else ""
        told += "" if named else f"；{len(failing)} 项不符合，{costs}：{messages}"
    if asking:
        told += f"；{len(asking)} 项待补充：{_rules_named(asking) or open_message(asking, world)}"
    return Interval(least, most), told, [path for one in asking for path in one.missing]


def _rules_named(outcomes: Sequence[Outcome]) -> str:
    """The rules that are not there, by name, where nothing else is lacking: 安全保卫制度、考生守则."""
    if any(map(lacks_more, outcomes)):
        return ""
    return "、".join(rule_name(rule.kinds[0]) for one in outcomes for rule in rules_lacking(one))


def _bonus(ready: ReadyItem, easings: Sequence[Finding]) -> Points:
    """Points for each easing that is met, once for all occupations of which it is; not above the most."""
    low, high = ready.points or (0, ready.max)
    by_id = {identifier: [one for one in easings if one.id == identifier] for identifier in ready.bonus}
    met = [name for name, some in by_id.items() if any(one.outcome.verdict is Verdict.MET for one in some)]
    asking = [
        name
        for name, some in by_id.items()
        if name not in met and any(one.outcome.verdict is Verdict.UNKNOWN for one in some)
    ]
    least = min(ready.max, low * len(met))
    most = min(ready.max, high * (len(met) + len(asking)))
    named = [f"{one.name} {one.title}" for one in easings if one.outcome.verdict is Verdict.MET]
    told = f"符合 {'、'.join(named)}，每项加 {low} 至 {high} 分" if met else "没有确定符合的加分情形"
    if asking:
        told += f"；待补充：{'、'.join(asking)}"
    missing = [path for one in easings if one.id in asking for path in one.outcome.missing]
    return Interval(least, most), told, missing


def pass_finding(scoring: ReadyScoring, score: Score) -> Finding:
    """The pass mark against the total, as a finding: 自评 62 至 92 分，要求不少于 90 分."""
    passing, weight = scoring.passing, Weight(scoring.passing.weight)
    verdict = score.total.at_least(scoring.at_least)
    counted = [one for one in score.items if not one.bonus]
    missing = {asked.path: asked for one in counted for asked in one.missing}
    outcome = Outcome(
        verdict,
        passing.title,
        _told(scoring, score, verdict),
        observed=score.total,
        required={"at_least": _plain(scoring.at_least)},
        gap=score.total.gap_to_least(scoring.at_least),
        unit=UNIT,
        missing=tuple(missing.values()) if verdict is Verdict.UNKNOWN else (),
    )
    return Finding(
        passing.id,
        passing.clause,
        passing.title,
        weight,
        None if weight is Weight.NOTE else verdict,
        outcome,
        interpretation=passing.interpretation,
        remedy=None if verdict is Verdict.MET else passing.remedy,
    )


def _told(scoring: ReadyScoring, score: Score, verdict: Verdict) -> str:
    told = f"自评 {extent(score.total, UNIT)}，要求不少于 {quantity(scoring.at_least, UNIT)}"
    short = scoring.at_least - (score.total.max if score.total.max is not None else score.total.min)
    if verdict is Verdict.UNMET:
        told += f"，{'' if score.total.exact else '至少'}差 {quantity(short, UNIT)}"
    if verdict is Verdict.UNKNOWN:
        told += "，还不能断定"
    if any(one.bonus for one in score.items):
        told += f"；加分项（{extent(score.bonus, UNIT)}）不计入"
    lost = [
        one.id
        for one in score.items
        if not one.bonus and one.score.max is not None and one.score.max < one.max
    ]
    still = [one.id for one in score.items if not one.bonus and not one.score.exact]
    told += f"；没有满分的：{'、'.join(lost)}" if lost else ""
    told += f"；还没有定的：{'、'.join(still)}" if still else ""
    return f"{told}。这是自评，得分由评估专家评定"


def _plain(value: Real) -> int | float:
    return float(value) if isinstance(value, Decimal) else value


def score_warnings(scoring: ReadyScoring, world: World) -> Iterator[Warned]:
    """Own numbers that cannot stand: more than the most, for an item that is computed, or for none of this notice."""
    items = {ready.item.id: ready for ready in scoring.items}
    series = {identifier.split("-")[0] for identifier in items}
    given: dict[str, Decimal] = world.value((OWN,)) or {}
    for identifier, own in given.items():
        ready = items.get(identifier)
        if ready is None and identifier.split("-")[0] in series:
            near = nearest(identifier, items)
            told = f"评分表没有「{identifier}」这一项，这个自评分不计" + (
                f"；是不是「{near}」？" if near else ""
            )
        elif ready is not None and not ready.item.own:
            told = f"{identifier} {ready.item.title}由数据算出，填的自评分 {own} 不用"
        elif ready is not None and own > ready.max:
            told = f"{identifier} {ready.item.title}最多 {ready.max} 分，填的是 {own}，不计；请改正"
        else:
            continue
        yield Warned("self_score", told, world.place((OWN, identifier)))
