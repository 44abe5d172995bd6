"""Rows counted and held one by one: `count` and `every`.

A row whose cells do not say enough is neither counted nor refused: it makes the count an interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evalprep.model.results import Missing, Outcome, RowNote
from evalprep.model.validation import Path
from evalprep.model.verdicts import Interval, Verdict, all_of
from evalprep.rules.compiled import Judge
from evalprep.rules.facts import Collection
from evalprep.rules.names import Fact
from evalprep.rules.thresholds import Threshold
from evalprep.rules.wording import distance, extent, not_filled, shown
from evalprep.rules.world import Collected, Row, Scope, World

COUNTS = {Verdict.MET: "yes", Verdict.NOT_APPLICABLE: "yes", Verdict.UNMET: "no"}
"""What a row's verdict says of it in a finding; any other is `maybe`."""


@dataclass(frozen=True)
class Filter:
    """One condition of `where`."""

    fact: Fact
    limit: Threshold


@dataclass(frozen=True)
class Tried:
    """A row held against `where`."""

    row: Row
    verdict: Verdict
    reason: str
    missing: tuple[Path, ...]


def described(filters: tuple[Filter, ...]) -> str:
    """（是否专职为是）."""
    return f"（{'，'.join(f'{one.fact.label}{one.limit.words}' for one in filters)}）" if filters else ""


def _try(row: Row, filters: tuple[Filter, ...], world: World, scope: Scope) -> Tried:
    verdicts, reasons, missing = [Verdict.MET], list[str](), list[Path]()
    for one in filters:
        known = one.fact.look_up(world, Scope(scope.rule, scope.subject, row))
        verdict = Verdict.UNKNOWN if known.value is None else one.limit.judge(known.value).verdict
        verdicts.append(verdict)
        if verdict is Verdict.UNKNOWN:
            missing += known.missing
        if known.value is None:
            reasons.append(f"{one.fact.label}未填")
        elif verdict is not Verdict.MET:
            reasons.append(f"{one.fact.label}为{shown(known.value, one.fact)}，需{one.limit.words}")
    return Tried(row, all_of(verdicts), "；".join(reasons), tuple(missing))


def count(listed: Collection, filters: tuple[Filter, ...], limit: Threshold, unit: str) -> Judge:
    """How many rows satisfy the filters, as an interval, against a threshold."""

    def judge(world: World, scope: Scope) -> Outcome:
        collected = listed.collect(world)
        tried = [_try(row, filters, world, scope) for row in collected.rows]
        number = _number(tried, collected)
        judged = limit.judge(number)
        unsettled = (path for one in tried if one.verdict is Verdict.UNKNOWN for path in one.missing)
        missing = tuple(world.missing(path) for path in (*collected.missing, *unsettled))
        asked = missing if judged.verdict is Verdict.UNKNOWN else ()
        told = f"{listed.label}{described(filters)} {extent(number, unit)}，要求{limit.words}"
        told += distance(judged, number, unit)
        if judged.verdict is Verdict.UNKNOWN:
            told = f"{told}，还不能断定" if tried else not_filled(listed.label, asked)
        notes = tuple(_note(one.row, one.verdict, one.reason, world) for one in tried)
        return Outcome(
            judged.verdict,
            listed.label,
            told,
            observed=number,
            required=limit.required,
            gap=judged.gap,
            unit=unit or None,
            missing=asked,
            rows=notes,
        )

    return judge


def _number(tried: Sequence[Tried], collected: Collected) -> Interval:
    surely = sum(one.verdict is Verdict.MET for one in tried)
    maybe = sum(one.verdict is Verdict.UNKNOWN for one in tried)
    return Interval(surely, surely + maybe if collected.complete else None)


def every(listed: Collection, filters: tuple[Filter, ...], satisfied: Judge) -> Judge:
    """Every row of the list satisfies a condition. Over no row at all this is unknown, never met."""

    def judge(world: World, scope: Scope) -> Outcome:
        collected = listed.collect(world)
        tried = [_try(row, filters, world, scope) for row in collected.rows]
        relevant = [one for one in tried if one.verdict is not Verdict.UNMET]
        outcomes = [_held(one, satisfied, world, scope) for one in relevant]
        verdict = all_of([*(outcome.verdict for outcome in outcomes), *_open(relevant, collected)])
        asked = (
            *_lists(relevant, collected, world),
            *(one for outcome in outcomes for one in outcome.missing),
        )
        return Outcome(
            verdict,
            listed.label,
            _told(f"{listed.label}{described(filters)}", outcomes, collected),
            missing=asked if verdict is Verdict.UNKNOWN else (),
            rows=tuple(
                _note(one.row, outcome.verdict, outcome.message, world)
                for one, outcome in zip(relevant, outcomes, strict=True)
            ),
            files=tuple(file for outcome in outcomes for file in outcome.files),
        )

    return judge


def _open(relevant: Sequence[Tried], collected: Collected) -> tuple[Verdict, ...]:
    """Unknown, while a further row may stand there, or no row is certain to be meant."""
    certain = any(one.verdict is Verdict.MET for one in relevant)
    return () if certain and collected.complete else (Verdict.UNKNOWN,)


def _lists(relevant: Sequence[Tried], collected: Collected, world: World) -> tuple[Missing, ...]:
    """The lists that are not there; where no row is meant at all, those in which one could stand."""
    return tuple(
        world.missing(path) for path in collected.missing or (collected.lists if not relevant else ())
    )


def _held(tried: Tried, satisfied: Judge, world: World, scope: Scope) -> Outcome:
    outcome = satisfied(world, Scope(scope.rule, scope.subject, tried.row))
    if tried.verdict is Verdict.MET or outcome.verdict in (Verdict.MET, Verdict.NOT_APPLICABLE):
        return outcome
    # Whether the row is meant at all is open, so what it fails cannot be held against the applicant yet.
    missing = tuple(world.missing(path) for path in tried.missing)
    told = f"{tried.reason}；{outcome.message}"
    return Outcome(Verdict.UNKNOWN, outcome.title, told, missing=(*missing, *outcome.missing))


def _note(row: Row, verdict: Verdict, reason: str, world: World) -> RowNote:
    counts = COUNTS.get(verdict, "maybe")
    return RowNote(world.place(row.path), row.label, counts, "" if counts == "yes" else reason)


def _told(label: str, outcomes: Sequence[Outcome], collected: Collected) -> str:
    if not outcomes:
        return f"「{label}」没有填" if not collected.complete else f"{label}一行也没有，无从判断"
    failing = sum(outcome.verdict is Verdict.UNMET for outcome in outcomes)
    asking = sum(outcome.verdict is Verdict.UNKNOWN for outcome in outcomes)
    counted = [f"{number} 行{what}" for number, what in ((failing, "不符合"), (asking, "待补充")) if number]
    told = (
        f"{label} {len(outcomes)} 行中有 {'，'.join(counted)}"
        if counted
        else f"{label} {len(outcomes)} 行都符合"
    )
    return told if collected.complete else f"{told}；名单还不完整"
