"""Conditions on one row of a list: field tests taken together, and records within the row.

What is told is the reason for which the row does not count: 学历未填; 职称级别为初级，需中级及以上.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from evalprep.model.fields import Field
from evalprep.model.results import Missing, Outcome
from evalprep.model.validation import Path
from evalprep.model.verdicts import Verdict, all_of, any_of
from evalprep.rules.compiled import Compiled, gathered, once
from evalprep.rules.names import Fact
from evalprep.rules.showing import all_shown, one_shown
from evalprep.rules.world import Row, Scope, World


def together(fields: Sequence[Compiled]) -> Compiled:
    """Field tests of one row that must all hold; every one that does not is told, for all have to be mended."""

    def judge(world: World, scope: Scope) -> Outcome:
        found = [field.judge(world, scope) for field in fields]
        verdict = all_of(one.verdict for one in found)
        reasons = (one.message for one in found if one.verdict in (Verdict.UNMET, Verdict.UNKNOWN))
        seen = "，".join(one.seen for one in found if one.seen)
        return Outcome(
            verdict, "", "；".join(reasons), missing=asked(verdict, found), seen=seen, shown=all_shown(found)
        )

    phrase = "，".join(field.told for field in fields)
    notes = tuple(line for field in fields for line in field.meaning[1:])
    every = gathered(judge, fields, (phrase, *notes), phrase)
    return replace(every, denied=fields[0].denied) if len(fields) == 1 else every


def one_of_records(listed: Field, key: Path, record: Compiled, ranked: Fact | None) -> Compiled:
    """One record of a list within the row satisfies a condition. `ranked` is the fact that alone decides it, if it has ranks."""

    def judge(world: World, scope: Scope) -> Outcome:
        around = scope.inner or scope.row
        assert around is not None
        held = world.rows((*around.path, *key))
        if held.missing:
            missing = tuple(world.missing(path) for path in held.missing)
            return Outcome(Verdict.UNKNOWN, listed.label, f"{listed.label}未填", missing=missing)
        if not held.rows:
            return Outcome(Verdict.UNMET, listed.label, f"没有{listed.label}")
        found = [record.judge(world, replace(scope, inner=row)) for row in held.rows]
        verdict = any_of(one.verdict for one in found)
        told = _reasons(verdict, found)
        if verdict is Verdict.UNMET and ranked and len(held.rows) > 1:
            told = f"{ranked.label}最高{_best(held.rows, found, ranked, world, scope)}"
        papers = one_shown(found)
        return Outcome(verdict, listed.label, told, missing=asked(verdict, found), shown=papers)

    phrase = f"{listed.label}中有一项{record.told}"
    meaning = (phrase, *record.meaning[1:])
    return gathered(judge, [record], meaning, phrase, [listed.path])


def _best(rows: Sequence[Row], found: Sequence[Outcome], ranked: Fact, world: World, scope: Scope) -> str:
    """What the best record holds: 为三级，需二级及以上."""
    values = [ranked.look_up(world, replace(scope, inner=row)).value for row in rows]
    best = max(range(len(values)), key=lambda at: getattr(values[at], "rank", -1))
    return found[best].message.removeprefix(ranked.label)


def _reasons(verdict: Verdict, found: Sequence[Outcome]) -> str:
    """The reasons of the records that decide, each once; in brackets where one of several would be enough."""
    told = list(dict.fromkeys(one.message for one in found if one.verdict is verdict and one.message))
    lead = {Verdict.UNKNOWN: "以下一项即可", Verdict.UNMET: "一项也不符合"}.get(verdict)
    return f"{lead}（{'；'.join(told)}）" if lead and len(told) > 1 else "；".join(told)


def asked(verdict: Verdict, found: Iterable[Outcome]) -> tuple[Missing, ...]:
    """What open conditions miss, each once, where it can still change the verdict."""
    if verdict is not Verdict.UNKNOWN:
        return ()
    return once(one for outcome in found if outcome.verdict is Verdict.UNKNOWN for one in outcome.missing)
