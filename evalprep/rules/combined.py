"""`all`, `any`, `not`, `when` and `by`: several judgements made one. What decides the verdict is what the message tells.

What is not applicable is passed over; all passed over is not applicable, never met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from evalprep.model.results import Missing, Outcome, Shown
from evalprep.model.verdicts import Verdict, all_of, any_of
from evalprep.rules.compiled import Compiled, Judge, gathered, once, under
from evalprep.rules.drafts import in_any
from evalprep.rules.names import Fact
from evalprep.rules.showing import all_shown, one_shown
from evalprep.rules.wording import bracketed, not_filled, shown, unknown_message
from evalprep.rules.world import Scope, World


def all_parts(parts: Sequence[Compiled]) -> Compiled:
    """Every part holds."""
    phrase = "，".join(part.told for part in parts)
    return gathered(_all([part.judge for part in parts]), parts, under("以下各项都要符合：", parts), phrase)


def _all(judges: Sequence[Judge]) -> Judge:
    def judge(world: World, scope: Scope) -> Outcome:
        parts = tuple(part(world, scope) for part in judges)
        verdict = all_of(part.verdict for part in parts)
        return _outcome(verdict, "；".join(_deciding(verdict, parts)), parts, shown=all_shown(parts))

    return judge


def any_part(parts: Sequence[Compiled]) -> Compiled:
    """One part holds. Brackets keep the alternatives together where the message stands among others."""
    phrase = f"（{' 或 '.join(part.told for part in parts)}）"
    every = gathered(
        _any([part.judge for part in parts]), parts, under("以下各项符合一项即可：", parts), phrase
    )
    # Of several ways to say the same one is enough: the words of the first are proposed.
    words = next((part.words for part in parts if part.words), ())
    return replace(every, words=words, drafts=in_any([(part.drafts, part.judge) for part in parts]))


def _any(judges: Sequence[Judge]) -> Judge:
    def judge(world: World, scope: Scope) -> Outcome:
        parts = tuple(part(world, scope) for part in judges)
        verdict = any_of(part.verdict for part in parts)
        told = _deciding(verdict, parts)
        lead = {Verdict.UNKNOWN: "以下一项即可", Verdict.UNMET: "一项也不符合"}.get(verdict)
        message = f"{lead}（{'；'.join(told)}）" if lead and len(told) > 1 else "；".join(told)
        return _outcome(verdict, message, parts, either=True, shown=one_shown(parts))

    return judge


_OPPOSITE = {Verdict.MET: Verdict.UNMET, Verdict.UNMET: Verdict.MET, Verdict.EASED: Verdict.UNKNOWN}
"""What `not` makes of a verdict; what is eased is neither met nor unmet, so that its opposite is open."""


def not_part(denied: Compiled) -> Compiled:
    """The part does not hold. Unknown stays unknown, not applicable not applicable."""
    if denied.denied:
        phrase = denied.denied
        meaning: tuple[str, ...] = (phrase, *denied.meaning[1:])
    else:
        phrase = f"不是{bracketed(denied.told)}"
        meaning = under("不能是下面的情况：", [denied])
    every = gathered(_not(denied.judge, phrase), [denied], meaning, phrase)
    return replace(every, denied=denied.told)


def _not(denied: Judge, phrase: str) -> Judge:
    def judge(world: World, scope: Scope) -> Outcome:
        part = denied(world, scope)
        verdict = _OPPOSITE.get(part.verdict, part.verdict)
        seen = part.seen or part.message
        told = {
            Verdict.MET: seen or phrase,
            Verdict.UNMET: f"要求{phrase}" + (f"（{seen}）" if seen else ""),
            Verdict.UNKNOWN: f"要求{phrase}，还不能断定（{part.seen}）" if part.seen else part.message,
        }
        return _outcome(verdict, told.get(verdict, part.message), (part,))

    return judge


def when_then(when: Compiled, then: Compiled, otherwise: Compiled | None = None) -> Compiled:
    """`then` where `when` holds, else `otherwise`. While that is open the whole is, unless both come to the same."""
    judge = _when(when.judge, then.judge, otherwise.judge if otherwise else None)
    only = "只" if otherwise is None else ""
    if len(when.meaning) == 1:
        required = under(f"{when.told}的，{'才' if only else ''}要求：", [then])
    else:
        required = (*under(f"{only}在下面这种情况下要求：", [when]), *under("要求的是：", [then]))
    phrase = f"{when.told}的，{then.told}"
    if otherwise is None:
        return gathered(judge, (when, then), required, phrase)
    meaning = (*required, *under("其他情况要求：", [otherwise]))
    return gathered(judge, (when, then, otherwise), meaning, f"{phrase}；其他的，{otherwise.told}")


def _when(when: Judge, then: Judge, otherwise: Judge | None) -> Judge:
    def judge(world: World, scope: Scope) -> Outcome:
        condition = when(world, scope)
        if condition.verdict in (Verdict.UNMET, Verdict.NOT_APPLICABLE):
            if otherwise is None:
                told = f"不要求：{condition.seen or condition.message}"
                return Outcome(Verdict.NOT_APPLICABLE, "", told, parts=(condition,))
            return _chosen(condition, otherwise(world, scope))
        required = then(world, scope)
        if condition.verdict is not Verdict.UNKNOWN:
            return _chosen(condition, required)
        if otherwise is None:
            told = f"还不知道这一项是否适用：{condition.message}"
            return _outcome(Verdict.UNKNOWN, told, (condition, required), shown=required.shown)
        return _either_way(condition, required, otherwise(world, scope))

    return judge


def _chosen(condition: Outcome, required: Outcome) -> Outcome:
    return _outcome(required.verdict, required.message, (condition, required), shown=required.shown)


def _either_way(condition: Outcome, then: Outcome, otherwise: Outcome) -> Outcome:
    """It is open which of two is asked. Where both come to the same it does not matter."""
    parts, papers = (condition, then, otherwise), one_shown((then, otherwise))
    if then.verdict is otherwise.verdict and then.verdict is not Verdict.UNKNOWN:
        told = "；".join(dict.fromkeys(one.message for one in (then, otherwise) if one.message))
        return _outcome(then.verdict, told, parts, shown=papers)
    told = f"还不知道按哪一种情况要求：{condition.message}"
    return _outcome(Verdict.UNKNOWN, told, parts, shown=papers)


@dataclass(frozen=True)
class Case:
    """One value of `by`, as the notice writes it, and its condition."""

    word: str
    condition: Compiled


def by_value(fact: Fact, cases: Mapping[Any, Case], otherwise: Compiled | None) -> Compiled:
    """The condition of the value that a field has; for a value without one `otherwise`, else not applicable."""
    named = [*cases.values(), *([Case("其他", otherwise)] if otherwise else [])]
    judges = {value: case.condition.judge for value, case in cases.items()}
    meaning = (line for one in named for line in under(f"{fact.label}为{one.word}的：", [one.condition]))
    phrase = "；".join(f"{fact.label}为{one.word}的，{one.condition.told}" for one in named)
    judge = _by(fact, judges, otherwise.judge if otherwise else None)
    return gathered(judge, [one.condition for one in named], tuple(meaning), phrase, fact.reads)


def _by(fact: Fact, cases: Mapping[Any, Judge], otherwise: Judge | None) -> Judge:
    possible = (*cases.values(), *([otherwise] if otherwise else []))

    def judge(world: World, scope: Scope) -> Outcome:
        known = fact.look_up(world, scope)
        if known.value is None:
            missing = tuple(world.missing(path) for path in known.missing)
            blank = f"{fact.label}未填" if fact.of_row else not_filled(fact.label, missing)
            told = unknown_message(fact, known, missing) if known.detail else blank
            told += "，还不知道按哪一种情况要求"
            papers = one_shown([case(world, scope) for case in possible])
            return Outcome(Verdict.UNKNOWN, fact.label, told, missing=missing, shown=papers)
        chosen = cases.get(known.value, otherwise)
        if chosen is None:
            told = f"不要求：{fact.label}为{shown(known.value, fact)}"
            return Outcome(Verdict.NOT_APPLICABLE, fact.label, told)
        part = chosen(world, scope)
        return _outcome(part.verdict, part.message, (part,), shown=part.shown)

    return judge


def _deciding(verdict: Verdict, parts: Iterable[Outcome]) -> list[str]:
    return list(dict.fromkeys(part.message for part in parts if part.verdict is verdict and part.message))


def _outcome(
    verdict: Verdict,
    message: str,
    parts: tuple[Outcome, ...],
    either: bool = False,
    shown: tuple[Shown, ...] = (),
) -> Outcome:
    files = dict.fromkeys(file for part in parts for file in part.files)
    return Outcome(
        verdict,
        "",
        message,
        missing=_missing(verdict, parts),
        parts=parts,
        files=tuple(files),
        either=either,
        seen="，".join(dict.fromkeys(part.seen for part in parts if part.verdict is verdict and part.seen)),
        shown=shown,
    )


def _missing(verdict: Verdict, parts: Iterable[Outcome]) -> tuple[Missing, ...]:
    """What the parts miss, where it can still change the verdict."""
    if verdict is not Verdict.UNKNOWN:
        return ()
    return once(one for part in parts for one in part.missing)
