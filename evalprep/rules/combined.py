"""`all`, `any` and `when`: several judgements made one. What decides the verdict is what the message tells.

What is not applicable is passed over; all passed over is not applicable, never met.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evalprep.model.results import Missing, Outcome
from evalprep.model.verdicts import Verdict, all_of, any_of
from evalprep.rules.compiled import Judge
from evalprep.rules.world import Scope, World


def all_judge(judges: Sequence[Judge]) -> Judge:
    """Every part holds."""

    def judge(world: World, scope: Scope) -> Outcome:
        parts = tuple(part(world, scope) for part in judges)
        verdict = all_of(part.verdict for part in parts)
        return _outcome(verdict, "；".join(_deciding(verdict, parts)), parts)

    return judge


def any_judge(judges: Sequence[Judge]) -> Judge:
    """One part holds. Brackets keep the alternatives together where the message stands among others."""

    def judge(world: World, scope: Scope) -> Outcome:
        parts = tuple(part(world, scope) for part in judges)
        verdict = any_of(part.verdict for part in parts)
        told = _deciding(verdict, parts)
        lead = {Verdict.UNKNOWN: "以下一项即可", Verdict.UNMET: "一项也不符合"}.get(verdict)
        message = f"{lead}（{'；'.join(told)}）" if lead and len(told) > 1 else "；".join(told)
        return _outcome(verdict, message, parts)

    return judge


def when_judge(when: Judge, then: Judge) -> Judge:
    """`then` where `when` holds. While that is open the whole is open, for neither answer is certain."""

    def judge(world: World, scope: Scope) -> Outcome:
        condition = when(world, scope)
        if condition.verdict in (Verdict.UNMET, Verdict.NOT_APPLICABLE):
            return Outcome(Verdict.NOT_APPLICABLE, "", f"不要求：{condition.message}", parts=(condition,))
        required = then(world, scope)
        if condition.verdict is Verdict.UNKNOWN:
            told = f"还不知道这一项是否适用：{condition.message}"
            return _outcome(Verdict.UNKNOWN, told, (condition, required))
        return _outcome(required.verdict, required.message, (condition, required))

    return judge


def _deciding(verdict: Verdict, parts: Iterable[Outcome]) -> list[str]:
    return [part.message for part in parts if part.verdict is verdict and part.message]


def _outcome(verdict: Verdict, message: str, parts: tuple[Outcome, ...]) -> Outcome:
    files = dict.fromkeys(file for part in parts for file in part.files)
    return Outcome(verdict, "", message, missing=_missing(verdict, parts), parts=parts, files=tuple(files))


def _missing(verdict: Verdict, parts: Iterable[Outcome]) -> tuple[Missing, ...]:
    """What the parts miss, where it can still change the verdict."""
    if verdict is not Verdict.UNKNOWN:
        return ()
    return tuple({one.path: one for part in parts for one in part.missing}.values())
