"""One value held against a test: `fact`, `words`, and each field test of a row.

Of the applicant a whole sentence is told, of a row the reason for which it does not count.
"""

from __future__ import annotations

import re
from dataclasses import replace

from evalprep.model.kinds import BadValue
from evalprep.model.results import Missing, Outcome
from evalprep.model.verdicts import Interval, Verdict
from evalprep.rules.compiled import Compiled, Judge, algorithm, once
from evalprep.rules.facts import Known
from evalprep.rules.names import Fact, Names, Sort, resolve
from evalprep.rules.thresholds import BadTest, Judged, Threshold, threshold
from evalprep.rules.value_tests import Test
from evalprep.rules.vocabulary import FactCondition, WordsCondition
from evalprep.rules.wording import (
    fact_message,
    fact_seen,
    not_filled,
    observed,
    quoted,
    row_reason,
    unknown_message,
)
from evalprep.rules.world import Scope, World


def known_as(name: str, names: Names, within_last: str | None = None) -> Fact:
    """The fact of a name, over the period that the notice names; raises UnknownName, and BadValue for the period."""
    fact = resolve(name, names)
    if fact.over is None:
        if within_last is not None:
            bad = BadValue(f"「{fact.label}」不看最近几年", "不写 within_last", "去掉 within_last")
            raise BadTest("within_last", bad)
        return fact
    if within_last is None:
        raise BadValue(f"没有写「{fact.label}」看最近几年", "within_last，例如 3 年", "补上 within_last")
    years = _years(within_last)
    return replace(fact, label=f"{years} 年内{fact.label}", look_up=fact.over(years), over=None)


def _years(text: str) -> int:
    found = re.fullmatch(r"([1-9][0-9]?) ?年?", text)
    if found is None:
        raise BadTest("within_last", BadValue(f"「{text}」不是年数", "整年数，例如 3 年", "写成 3 年"))
    return int(found[1])


def fact(condition: FactCondition, names: Names) -> Compiled:
    """A fact of the applicant, of the subject, or of the row at hand."""
    known = known_as(condition.fact, names, condition.within_last)
    return held(condition, replace(known, unit=condition.unit or known.unit))


def held(test: Test, known: Fact) -> Compiled:
    """A fact against a test; raises BadValue for a test that it cannot stand."""
    limit = threshold(test, known)
    holds = limit.required == {"equals": True}
    phrase = known.label.removeprefix("是否") if holds else f"{known.label}{limit.words}"
    how = phrase if known.of_row else f"{known.label}：{limit.words.removeprefix('为').lstrip()}"
    return Compiled(
        _judge(known, limit),
        known.reads,
        (how, *algorithm(f"{known.label}的" if known.of_row else "", known.meaning)),
        phrase,
        denied=_denied(known, limit),
        words=tuple((path, word) for path in known.reads for word in _looked_for(test, known)),
    )


def _denied(known: Fact, limit: Threshold) -> str:
    """机构类别不是企业; 没有统一社会信用代码."""
    if "present" in limit.required:
        return f"{limit.denied}{known.label}" if limit.denied else ""
    return f"{known.label}{limit.denied}" if limit.denied else ""


def _looked_for(test: Test, known: Fact) -> tuple[str, ...]:
    """The words of which a list of texts is asked whether it holds them."""
    if known.sort is not Sort.TEXTS or len(known.reads) > 1:
        return ()
    return (
        *((test.includes,) if test.includes else ()),
        *(test.includes_any or ()),
        *(test.includes_all or ()),
    )


def _judge(fact: Fact, limit: Threshold) -> Judge:
    unit = fact.unit or None

    def judge(world: World, scope: Scope) -> Outcome:
        known = fact.look_up(world, scope)
        judged = limit.judge(known.value) if known.value is not None else Judged(Verdict.UNKNOWN)
        missing = once(world.missing(path) for path in known.missing)
        return Outcome(
            judged.verdict,
            fact.label,
            _told(fact, known, limit, judged, missing),
            observed=observed(known.value, fact.kind),
            required=limit.required,
            gap=judged.gap,
            unit=unit,
            missing=missing if judged.verdict is Verdict.UNKNOWN else (),
            seen=fact_seen(fact, known) if known.value is not None else "",
        )

    return judge


def _told(fact: Fact, known: Known, limit: Threshold, judged: Judged, missing: tuple[Missing, ...]) -> str:
    if fact.of_row:
        return row_reason(fact, known, limit, judged)
    if known.value is None:
        return unknown_message(fact, known, missing)
    if judged.verdict is Verdict.UNKNOWN and known.value == Interval(0, None):
        return not_filled(fact.label, missing)
    return fact_message(fact, known, limit, judged)


def words(condition: WordsCondition, names: Names) -> Compiled:
    """A text that holds one of some words; raises BadValue for what is no text."""
    fact = known_as(condition.words, names)
    if fact.sort is not Sort.TEXT or fact.kind is None:
        raise BadValue(f"「{fact.label}」不是一段文字，不能用 words", "文字", "换成文字的一项，或换一种判断")
    wanted = quoted(condition.any_of)

    def judge(world: World, scope: Scope) -> Outcome:
        known = fact.look_up(world, scope)
        missing = tuple(world.missing(path) for path in known.missing)
        if known.value is None:
            return Outcome(
                Verdict.UNKNOWN, fact.label, unknown_message(fact, known, missing), missing=missing
            )
        held = [word for word in condition.any_of if word in str(known.value)]
        if held:
            told = f"{fact.label}写有{quoted(held)}"
            return Outcome(Verdict.MET, fact.label, told, observed=str(known.value))
        told = f"{fact.label}没有写{wanted}，不能据此断定"
        return Outcome(Verdict.UNKNOWN, fact.label, told, observed=str(known.value))

    how = f"{fact.label}写有{wanted}之一；没有写的不能断定"
    return Compiled(judge, fact.reads, (how,), f"{fact.label}写有{wanted}之一")
