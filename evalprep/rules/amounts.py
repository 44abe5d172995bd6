"""Numbers held against a threshold: `count`, `sum` and `ratio`.

A row of which it is open whether it counts, or how much, makes the number an interval.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from evalprep.model.kinds import NIL
from evalprep.model.results import Missing, Outcome, RowNote, Shown
from evalprep.model.verdicts import Interval, Real, Verdict
from evalprep.rules.compiled import Compiled, algorithm, gathered, once
from evalprep.rules.names import Fact
from evalprep.rules.persons import Doubt, are_people, doubts, number_of_people
from evalprep.rules.rooms import once_each, room_meaning
from evalprep.rules.showing import there
from evalprep.rules.tallies import Rows, Tried, cited, evidence
from evalprep.rules.thresholds import Judged, Threshold
from evalprep.rules.wording import PERCENT, beside, distance, extent, not_filled
from evalprep.rules.world import Collected, Scope, World


@dataclass(frozen=True)
class Measured:
    """A number as far as it is known, the fields that would say more, and the rows that it is made of."""

    number: Interval | None
    missing: tuple[Missing, ...] = ()
    notes: tuple[RowNote, ...] = ()
    blank: bool = False
    """Whether there is nothing yet that it could be made of."""
    cited: str = ""
    """The works that count, by name."""
    files: tuple[str, ...] = ()
    """The evidence of the rows that count."""
    shown: tuple[Shown, ...] = ()
    """The papers of the rows that count or may, there or not."""


@dataclass(frozen=True)
class Amount:
    """A number that a test can be held against."""

    label: str
    unit: str
    reads: frozenset[str]
    measure: Callable[[World, Scope], Measured]
    meaning: tuple[str, ...] = ()
    """How it is made, beside its label."""
    conditions: tuple[Compiled, ...] = ()
    asked: str = ""
    """The list that is asked for where nothing is there; else the label."""


def compared(amount: Amount, limit: Threshold) -> Compiled:
    """A number against a threshold."""

    def judge(world: World, scope: Scope) -> Outcome:
        measured = amount.measure(world, scope)
        judged = limit.judge(measured.number) if measured.number is not None else Judged(Verdict.UNKNOWN)
        asked = once(measured.missing) if judged.verdict is Verdict.UNKNOWN else ()
        return Outcome(
            judged.verdict,
            amount.asked or amount.label,
            _told(amount, measured, judged, limit, asked),
            observed=measured.number,
            required=limit.required,
            gap=judged.gap,
            unit=amount.unit or None,
            missing=asked,
            rows=measured.notes,
            files=measured.files,
            # Once enough rows have theirs, nothing is asked of the others.
            shown=there(measured.shown) if judged.verdict is Verdict.MET else measured.shown,
            seen=_seen(amount, measured) if measured.number is not None else "",
        )

    lead = f"{amount.label}：{limit.words}"
    phrase = f"{amount.label}{limit.words}"
    return gathered(judge, amount.conditions, (lead, *amount.meaning), phrase, amount.reads)


def _told(
    amount: Amount, measured: Measured, judged: Judged, limit: Threshold, asked: tuple[Missing, ...]
) -> str:
    still = "还不能断定" if asked else "不能据此断定"
    if measured.number is None:
        return f"{amount.label}无从计算，要求{limit.words}，{still}"
    if judged.verdict is Verdict.UNKNOWN and measured.blank:
        return not_filled(amount.asked or amount.label, asked)
    told = f"{_seen(amount, measured)}，要求{limit.words}"
    told += distance(judged, measured.number, amount.unit)
    return f"{told}，{still}" if judged.verdict is Verdict.UNKNOWN else told


def _seen(amount: Amount, measured: Measured) -> str:
    """The number that is there, and the works that it counts: 参与编制情况 1 项：培训教材《…》."""
    assert measured.number is not None
    told = beside(amount.label, extent(measured.number, amount.unit))
    return f"{told}：{measured.cited}" if measured.cited else told


def fact_amount(fact: Fact) -> Amount:
    """The number that a fact is; what does not exist is 0."""

    def measure(world: World, scope: Scope) -> Measured:
        known = fact.look_up(world, scope)
        missing = tuple(world.missing(path) for path in known.missing)
        return Measured(_number(known.value), missing, blank=known.value is None)

    return Amount(fact.label, fact.unit, fact.reads, measure, algorithm(f"{fact.label}的", fact.meaning))


def _number(value: object) -> Interval:
    """A number that is not known is 0 or more; one that does not exist is 0."""
    if isinstance(value, Interval):
        return value
    return Interval.exactly(0) if value == NIL else Interval(0, None)


def count_amount(rows: Rows, unit: str) -> Amount:
    """How many rows count."""

    def measure(world: World, scope: Scope) -> Measured:
        collected = rows.collect(world, scope)
        tried = rows.counted(collected, world, scope)
        added = [_added(one.verdict, Interval.exactly(1)) for one in tried]
        measured = _measured(rows, collected, tried, added, world)
        return _as_people(measured, collected, tried, world) if are_people(collected.rows) else measured

    return Amount(
        label=f"{rows.label}{'中符合条件的' if rows.satisfies else ''}",
        unit=unit,
        reads=rows.listed.reads,
        measure=measure,
        meaning=_each_row(rows),
        conditions=rows.conditions,
        asked=rows.listed.label,
    )


def _as_people(measured: Measured, collected: Collected, tried: Sequence[Tried], world: World) -> Measured:
    """A number of rows as a number of people: who stands on two rows counts once."""
    counting = [one for one in tried if one.verdict is not Verdict.UNMET]
    surely = [one.row for one in counting if one.verdict is Verdict.MET]
    maybe = [one.row for one in counting if one.verdict is Verdict.UNKNOWN]
    told = {row.path: doubt for row, doubt in doubts(surely, maybe)}
    asked = tuple(world.missing(path) for doubt in told.values() for path in doubt.missing)
    return replace(
        measured,
        number=number_of_people(surely, maybe) + Interval(0, 0 if collected.complete else None),
        missing=(*measured.missing, *asked),
        notes=tuple(_doubted(one, told.get(one.row.path), world) for one in tried),
    )


def _doubted(tried: Tried, doubt: Doubt | None, world: World) -> RowNote:
    """How the finding tells of a row that may be the person of an earlier one."""
    note = tried.note(world)
    if doubt is None:
        return note
    reason = "；".join(one for one in (doubt.reason, note.reason) if one)
    return replace(note, counts="no" if doubt.same else "maybe", reason=reason)


def sum_amount(rows: Rows, of: Fact, unit: str) -> Amount:
    """The sum of a field over the rows that count. One that counts and leaves it blank opens the sum upwards."""

    def measure(world: World, scope: Scope) -> Measured:
        collected = rows.collect(world, scope)
        counted = rows.counted(collected, world, scope)
        known = [of.look_up(world, Scope(scope.rule, scope.subject, one.row)) for one in counted]
        numbers = [_number(one.value) for one in known]
        counted = once_each(counted, numbers, world)
        tried = [
            one if number.exact else _open_amount(one, of, tuple(map(world.missing, fact.missing)))
            for one, number, fact in zip(counted, numbers, known, strict=True)
        ]
        added = [_added(one.verdict, number) for one, number in zip(counted, numbers, strict=True)]
        return _measured(rows, collected, tried, added, world)

    return Amount(
        label=f"{rows.label}{'中符合条件的' if rows.satisfies else ''}{of.label}合计",
        unit=unit or of.unit,
        reads=rows.listed.reads | of.reads,
        measure=measure,
        meaning=(
            *algorithm(f"{of.label}的", of.meaning),
            *_each_row(rows),
            *room_meaning(rows.listed.pattern),
        ),
        conditions=rows.conditions,
        asked=rows.listed.label,
    )


def _open_amount(tried: Tried, of: Fact, missing: tuple[Missing, ...]) -> Tried:
    """A row that counts, or may, and whose amount is not known."""
    if tried.verdict is Verdict.UNMET:
        return tried
    reason = "；".join(one for one in (tried.reason, f"{of.label}未填") if one)
    return Tried(tried.row, Verdict.UNKNOWN, reason, (*tried.missing, *missing), shown=tried.shown)


def _added(verdict: Verdict, number: Interval) -> Interval:
    """What a row adds: its number where it counts, nothing where it does not, anything between where that is open."""
    if verdict is Verdict.UNMET:
        return Interval.exactly(0)
    return number if verdict is Verdict.MET else number.reaching(0)


def _measured(
    rows: Rows, collected: Collected, tried: Sequence[Tried], added: Sequence[Interval], world: World
) -> Measured:
    further = Interval(0, 0 if collected.complete else None)
    still = (path for one in tried if one.verdict is Verdict.UNKNOWN for path in one.missing)
    return Measured(
        sum(added, further),
        (*(world.missing(path) for path in collected.missing), *still),
        tuple(one.note(world) for one in tried),
        blank=not collected.rows,
        cited=cited(rows, tried),
        files=evidence(rows, tried),
        shown=tuple(paper for one in tried for paper in one.shown),
    )


def ratio_amount(part: Amount, whole: Amount) -> Amount:
    """One number in hundredths of another: 百分比."""

    def measure(world: World, scope: Scope) -> Measured:
        above, below = part.measure(world, scope), whole.measure(world, scope)
        assert above.number is not None
        assert below.number is not None
        return Measured(
            percentage(above.number, below.number),
            (*above.missing, *below.missing),
            # Of one list the rows stand on both sides; what makes one count is told of the smaller number.
            above.notes or below.notes,
            blank=above.blank and below.blank,
            files=above.files,
            shown=above.shown,
        )

    return Amount(
        label=f"{part.label}占{whole.label}的比例",
        unit=PERCENT,
        reads=part.reads | whole.reads,
        measure=measure,
        meaning=(*part.meaning, *whole.meaning),
        conditions=(*part.conditions, *whole.conditions),
    )


def percentage(part: Interval, whole: Interval) -> Interval | None:
    """A number in hundredths of another; None where the other is surely 0, for then there is no ratio.

    While the other may be 0 nothing is known of the ratio: what is met for every other number would not be for 0.
    """
    if whole.max == 0:
        return None
    if whole.min <= 0:
        return Interval(0, None)
    least = 0 if whole.max is None else _hundredths(part.min, whole.max)
    return Interval(least, None if part.max is None else _hundredths(part.max, whole.min))


def _hundredths(part: Real, whole: Real) -> Real:
    found = Decimal(part) * 100 / Decimal(whole)
    return int(found) if found == found.to_integral_value() else found


def _each_row(rows: Rows) -> tuple[str, ...]:
    """How it is decided whether a row counts."""
    if rows.satisfies is None:
        return rows.where.meaning[1:] if rows.where else ()
    return ("　计入的每一行都要符合：", *(f"　　{line}" for line in rows.satisfies.meaning))
