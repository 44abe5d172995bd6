"""From a condition of the vocabulary to a closure that judges it: verdict, distance, rows, and what is missing.

Compiled once when a checklist is loaded. What does not fit (an unknown fact, a level that is none, a list that is
no list) is reported there with its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from evalprep.errors import Problem
from evalprep.model.kinds import BadValue
from evalprep.model.results import Missing, Outcome
from evalprep.model.validation import Path, Source
from evalprep.model.verdicts import Interval, Verdict
from evalprep.rules import papers, tallies, vocabulary
from evalprep.rules.combined import all_judge, any_judge, when_judge
from evalprep.rules.compiled import Compiled, Judge
from evalprep.rules.facts import Collection, Known
from evalprep.rules.names import Fact, Names, Sort, Tested, UnknownName, collection, resolve
from evalprep.rules.regulations import declared
from evalprep.rules.thresholds import BadTest, Judged, Threshold, threshold
from evalprep.rules.wording import fact_message, not_filled, observed, unknown_message
from evalprep.rules.world import Scope, World

UNDECIDED = Compiled(lambda world, scope: Outcome(Verdict.UNKNOWN, "", ""), frozenset(), ())
"""What a condition with a mistake becomes while the other mistakes are gathered."""


@dataclass
class Compiler:
    """Compiles the conditions of one checklist and gathers what does not fit."""

    source: Source
    problems: list[Problem] = field(default_factory=list)

    def compile(self, condition: vocabulary.Entry, at: Path, names: Names) -> Compiled:
        """The condition made ready; where something does not fit, the problem is kept and nothing is judged."""
        with self._gathering(at, vocabulary.operator(condition)):
            return self._compile(condition, at, names)
        return UNDECIDED

    @contextmanager
    def _gathering(self, at: Path, *key: str) -> Iterator[None]:
        """Keep what does not fit as a problem at a key below a path, or at the test below it that is wrong."""
        try:
            yield
        except UnknownName as unknown:
            near = f"是不是「{unknown.near}」？" if unknown.near else "对照 evalprep schema project 改正"
            self._refuse("unknown_name", f"没有「{unknown.name}」这项数据", near, (*at, *key))
        except BadValue as bad:
            where = (*at, bad.name) if isinstance(bad, BadTest) else (*at, *key)
            self._refuse(
                "bad_threshold", f"要求写得不对：{bad.problem}", f"应为{bad.expected}。{bad.remedy}", where
            )

    def _refuse(self, code: str, problem: str, remedy: str, at: Path) -> None:
        self.problems.append(Problem(code, problem, remedy, self.source.place(at)))

    def _compile(self, condition: vocabulary.Entry, at: Path, names: Names) -> Compiled:
        match condition:
            case vocabulary.FactCondition():
                return _fact(condition, names)
            case vocabulary.WordsCondition():
                return _words(condition, names)
            case vocabulary.CountCondition():
                return self._count(condition, at, names)
            case vocabulary.EveryCondition():
                return self._every(condition, at, names)
            case vocabulary.AllCondition():
                parts = self._several(condition.all, (*at, "all"), names)
                return _gathered(all_judge([part.judge for part in parts]), parts, "以下各项都要符合：")
            case vocabulary.AnyCondition():
                parts = self._several(condition.any, (*at, "any"), names)
                return _gathered(any_judge([part.judge for part in parts]), parts, "以下各项符合一项即可：")
            case vocabulary.WhenCondition():
                return self._when(condition, at, names)
            case vocabulary.AttestCondition():
                return papers.attest(condition, names)
            case vocabulary.AttachedCondition():
                return papers.attached(condition, names)
            case vocabulary.PaperCondition():
                return papers.dated_paper(condition)
            case vocabulary.DeclaredCondition():
                return declared(condition)
            case vocabulary.MadeCondition():
                return papers.made(condition)
            case _:
                raise TypeError(f"no compiler for {type(condition).__name__}")

    def _where(self, where: dict[str, vocabulary.Test], at: Path, row: Names) -> tuple[tallies.Filter, ...]:
        filters = []
        for name, test in where.items():
            with self._gathering((*at, "where", name)):
                fact = resolve(name, row)
                filters.append(tallies.Filter(fact, threshold(test, fact)))
        return tuple(filters)

    def _count(self, condition: vocabulary.CountCondition, at: Path, names: Names) -> Compiled:
        listed = collection(condition.count)
        filters = self._where(condition.where, at, Names(names.subject, listed.pattern))
        unit = condition.unit or ""
        limit = threshold(condition, Tested(label=listed.label, sort=Sort.NUMBER, unit=unit))
        meaning = f"{listed.label}{tallies.described(filters)}：{limit.words}"
        judge = tallies.count(listed, filters, limit, unit)
        return Compiled(judge, _row_reads(listed, filters), (meaning,))

    def _every(self, condition: vocabulary.EveryCondition, at: Path, names: Names) -> Compiled:
        listed = collection(condition.every)
        row = Names(names.subject, listed.pattern)
        filters = self._where(condition.where, at, row)
        satisfied = self.compile(condition.satisfies, (*at, "satisfies"), row)
        lead = f"{listed.label}{tallies.described(filters)}每一行："
        return replace(
            satisfied,
            judge=tallies.every(listed, filters, satisfied.judge),
            reads=_row_reads(listed, filters) | satisfied.reads,
            meaning=tuple(lead + line for line in satisfied.meaning),
        )

    def _when(self, condition: vocabulary.WhenCondition, at: Path, names: Names) -> Compiled:
        when = self.compile(condition.when, (*at, "when"), names)
        then = self.compile(condition.then, (*at, "then"), names)
        lead = f"只在下面这种情况下要求（{'；'.join(when.meaning)}）："
        both = _gathered(when_judge(when.judge, then.judge), (when, then), lead)
        return replace(both, meaning=_under(lead, (then,)))

    def _several(self, conditions: Sequence[vocabulary.Entry], at: Path, names: Names) -> list[Compiled]:
        return [self.compile(part, (*at, index), names) for index, part in enumerate(conditions)]


def _gathered(judge: Judge, parts: Sequence[Compiled], lead: str) -> Compiled:
    return Compiled(
        judge,
        frozenset().union(*(part.reads for part in parts)),
        _under(lead, parts),
        attests=next((part.attests for part in parts if part.attests), None),
        attached=frozenset().union(*(part.attached for part in parts)),
    )


def _under(lead: str, parts: Sequence[Compiled]) -> tuple[str, ...]:
    return (lead, *("　" + line for part in parts for line in part.meaning))


def _row_reads(listed: Collection, filters: Sequence[tallies.Filter]) -> frozenset[str]:
    return listed.reads.union(*(one.fact.reads for one in filters))


def _fact(condition: vocabulary.FactCondition, names: Names) -> Compiled:
    fact = resolve(condition.fact, names)
    fact = replace(fact, unit=condition.unit or fact.unit)
    limit = threshold(condition, fact)
    meaning = (f"{fact.label}：{limit.words}", *([f"　算法：{fact.meaning}"] if fact.meaning else []))
    return Compiled(_judge_fact(fact, limit), fact.reads, meaning)


def _judge_fact(fact: Fact, limit: Threshold) -> Judge:
    unit = fact.unit or None

    def judge(world: World, scope: Scope) -> Outcome:
        known = fact.look_up(world, scope)
        judged = limit.judge(known.value) if known.value is not None else Judged(Verdict.UNKNOWN)
        asking = known.missing if judged.verdict is Verdict.UNKNOWN else ()
        missing = tuple(world.missing(path) for path in dict.fromkeys(asking))
        return Outcome(
            judged.verdict,
            fact.label,
            _told(fact, known, limit, judged, missing),
            observed=observed(known.value, fact.kind),
            required=limit.required,
            gap=judged.gap,
            unit=unit,
            missing=missing,
        )

    return judge


def _told(fact: Fact, known: Known, limit: Threshold, judged: Judged, missing: Sequence[Missing]) -> str:
    if known.value is None:
        return unknown_message(fact, known, missing)
    if judged.verdict is Verdict.UNKNOWN and known.value == Interval(0, None):
        return not_filled(fact.label, missing)
    return fact_message(fact, known, limit, judged)


def _words(condition: vocabulary.WordsCondition, names: Names) -> Compiled:
    fact = resolve(condition.words, names)
    if fact.sort is not Sort.VALUE or fact.kind is None or fact.kind.name != "text":
        raise BadValue(f"「{fact.label}」不是一段文字，不能用 words", "文字", "换成文字的一项，或换一种判断")
    wanted = f"「{'」「'.join(condition.any_of)}」"

    def judge(world: World, scope: Scope) -> Outcome:
        known = fact.look_up(world, scope)
        missing = tuple(world.missing(path) for path in known.missing)
        if known.value is None:
            return Outcome(
                Verdict.UNKNOWN, fact.label, unknown_message(fact, known, missing), missing=missing
            )
        held = [word for word in condition.any_of if word in str(known.value)]
        if held:
            told = f"{fact.label}写有「{'」「'.join(held)}」"
            return Outcome(Verdict.MET, fact.label, told, observed=str(known.value))
        told = f"{fact.label}没有写{wanted}，不能据此断定"
        return Outcome(Verdict.UNKNOWN, fact.label, told, observed=str(known.value))

    return Compiled(judge, fact.reads, (f"{fact.label}写有{wanted}之一；没有写的不能断定",))
