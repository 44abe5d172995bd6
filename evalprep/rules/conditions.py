"""From a condition of the vocabulary to a closure that judges it: verdict, distance, rows, and what is missing.

Compiled once when a checklist is loaded. What does not fit (an unknown fact, a level that is none, a list that is
no list) is reported there with its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from evalprep.errors import Problem
from evalprep.model.kinds import BadValue
from evalprep.model.results import Outcome
from evalprep.model.validation import Path, Source, nearest
from evalprep.model.verdicts import Verdict
from evalprep.rules import amounts, papers, rows, tallies, values, vocabulary
from evalprep.rules.combined import Case, all_parts, any_part, by_value, not_part, when_then
from evalprep.rules.compiled import Compiled
from evalprep.rules.names import Fact, Names, Sort, Tested, UnknownName, collection, records_field
from evalprep.rules.references import References
from evalprep.rules.regulations import declared
from evalprep.rules.thresholds import BadTest, threshold
from evalprep.rules.value_tests import TESTS, Entry, Test

UNDECIDED = Compiled(lambda world, scope: Outcome(Verdict.UNKNOWN, "", ""), frozenset(), ("",))
"""What a condition with a mistake becomes while the other mistakes are gathered."""


@dataclass
class Compiler:
    """Compiles the conditions of one checklist and gathers what does not fit."""

    source: Source
    problems: list[Problem] = field(default_factory=list)
    define: Mapping[str, Entry] = field(default_factory=dict)
    """The checklist's definitions, by name."""
    references: References | None = None
    """What compiles `rule` and `checklist`."""
    used: set[str] = field(default_factory=set)
    """The definitions that some condition names."""
    _using: list[str] = field(default_factory=list)
    """The definitions that are being compiled, the outermost first."""

    def compile(self, condition: Entry, at: Path, names: Names) -> Compiled:
        """The condition made ready; where something does not fit, the problem is kept and nothing is judged."""
        with self.gathering(at, vocabulary.operator(condition)):
            return self._compile(condition, at, names)
        return UNDECIDED

    @contextmanager
    def gathering(self, at: Path, *key: str) -> Iterator[None]:
        """Keep what does not fit as a problem at a key below a path, or at the test below it that is wrong."""
        try:
            yield
        except UnknownName as unknown:
            near = f"是不是「{unknown.near}」？" if unknown.near else "对照 evalprep schema project 改正"
            self.refuse(
                "unknown_name", f"没有「{unknown.name}」这项数据", unknown.remedy or near, (*at, *key)
            )
        except BadValue as bad:
            where = (*at, bad.name) if isinstance(bad, BadTest) else (*at, *key)
            self.refuse(
                "bad_threshold", f"要求写得不对：{bad.problem}", f"应为{bad.expected}。{bad.remedy}", where
            )

    def refuse(self, code: str, problem: str, remedy: str, at: Path) -> None:
        """Keep a problem with its place."""
        self.problems.append(Problem(code, problem, remedy, self.source.place(at)))

    def _compile(self, condition: Entry, at: Path, names: Names) -> Compiled:
        match condition:
            case vocabulary.FactCondition():
                return values.fact(condition, names)
            case vocabulary.WordsCondition():
                return values.words(condition, names)
            case vocabulary.CountCondition() | vocabulary.SumCondition() | vocabulary.RatioCondition():
                return self._number(condition, at, names)
            case vocabulary.EveryCondition():
                return tallies.every(self._rows(condition.every, condition, at, names))
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
            case vocabulary.RuleCondition() | vocabulary.ChecklistCondition():
                return self._referred(condition, at, names)
            case _:
                return self._combined(condition, at, names)

    def _combined(self, condition: Entry, at: Path, names: Names) -> Compiled:
        match condition:
            case vocabulary.AllCondition():
                return all_parts(self._several(condition.all, (*at, "all"), names))
            case vocabulary.AnyCondition():
                return any_part(self._several(condition.any, (*at, "any"), names))
            case vocabulary.NotCondition():
                return not_part(self.compile(condition.denied, (*at, "not"), names))
            case vocabulary.WhenCondition():
                when = self.compile(condition.when, (*at, "when"), names)
                then = self.compile(condition.then, (*at, "then"), names)
                return when_then(when, then, self._maybe(condition.otherwise, (*at, "otherwise"), names))
            case vocabulary.ByCondition():
                return self._by(condition, at, names)
            case vocabulary.UseCondition():
                return self._use(condition, at, names)
            case vocabulary.FieldsCondition():
                return self._fields(condition, at, names)
            case _:
                raise TypeError(f"no compiler for {type(condition).__name__}")

    def _several(self, conditions: Sequence[Entry], at: Path, names: Names) -> list[Compiled]:
        return [self.compile(part, (*at, index), names) for index, part in enumerate(conditions)]

    def _maybe(self, condition: Entry | None, at: Path, names: Names) -> Compiled | None:
        return self.compile(condition, at, names) if condition is not None else None

    # Numbers and rows

    def _number(
        self,
        condition: vocabulary.CountCondition | vocabulary.SumCondition | vocabulary.RatioCondition,
        at: Path,
        names: Names,
    ) -> Compiled:
        if isinstance(condition, vocabulary.RatioCondition):
            found = self._ratio(condition, at, names)
        else:
            found = self._amount(condition, at, names, condition.unit or "")
        if found is None:
            return UNDECIDED
        limit = threshold(condition, Tested(label=found.label, sort=Sort.NUMBER, unit=found.unit))
        return amounts.compared(found, limit)

    def _ratio(self, condition: vocabulary.RatioCondition, at: Path, names: Names) -> amounts.Amount | None:
        part = self._side(condition.ratio, (*at, "ratio"), names)
        whole = self._side(condition.to, (*at, "to"), names)
        return amounts.ratio_amount(part, whole) if part and whole else None

    def _side(self, amount: Entry, at: Path, names: Names) -> amounts.Amount | None:
        key = next(name for name in ("fact", "count", "sum") if hasattr(amount, name))
        with self.gathering(at, key):
            return self._amount(amount, at, names, "")
        return None

    def _amount(self, amount: Entry, at: Path, names: Names, unit: str) -> amounts.Amount | None:
        """The number that is meant; None where `of`, whose problem is kept, means none."""
        match amount:
            case vocabulary.FactAmount():
                return amounts.fact_amount(
                    _numeric(values.known_as(amount.fact, names, amount.within_last), "fact")
                )
            case vocabulary.CountAmount():
                return amounts.count_amount(self._rows(amount.count, amount, at, names), unit)
            case vocabulary.SumAmount():
                found = self._rows(amount.sum, amount, at, names)
                with self.gathering(at, "of"):
                    of = _numeric(
                        values.known_as(amount.of, replace(names, row=found.listed.pattern, inner=None)), "of"
                    )
                    return amounts.sum_amount(found, of, unit)
                return None
            case _:
                raise TypeError(f"no amount: {type(amount).__name__}")

    def _rows(
        self,
        name: str,
        condition: vocabulary.CountAmount | vocabulary.SumAmount | vocabulary.EveryCondition,
        at: Path,
        names: Names,
    ) -> tallies.Rows:
        listed = collection(name, names)
        row = replace(names, row=listed.pattern, inner=None)
        return tallies.Rows(
            listed,
            self._maybe(condition.where, (*at, "where"), row),
            self._maybe(condition.satisfies, (*at, "satisfies"), row),
        )

    # Combinations

    def _by(self, condition: vocabulary.ByCondition, at: Path, names: Names) -> Compiled:
        fact = values.known_as(condition.by, names)
        if fact.sort not in (Sort.VALUE, Sort.RANK, Sort.TEXT):
            bad = BadValue(
                f"「{fact.label}」不能分情况", "只有一个值的一项，不是数、列表或一组数据", "换一项"
            )
            raise BadTest("by", bad)
        cases: dict[Any, Case] = {}
        for word, part in condition.cases.items():
            compiled = self.compile(part, (*at, "cases", word), names)
            with self.gathering((*at, "cases", word)):
                cases[_case(word, fact, cases)] = Case(word, compiled)
        return by_value(fact, cases, self._maybe(condition.otherwise, (*at, "otherwise"), names))

    def _use(self, condition: vocabulary.UseCondition, at: Path, names: Names) -> Compiled:
        name, body = condition.use, self.define.get(condition.use)
        as_field = _field_called_use(name, names)
        if body is None and as_field is not None:
            return self._fields(as_field, at, names)
        if body is None:
            near = nearest(name, self.define)
            listed = f"define 里有：{'、'.join(self.define)}" if self.define else "先在 define 里写上这个定义"
            told = f"是不是「{near}」？" if near else listed
            self.refuse("unknown_definition", f"没有「{name}」这个定义", told, (*at, "use"))
            return UNDECIDED
        if as_field is not None and self._is_a_use(name, names):
            told = f"「{name}」既是一个定义，又是用途的一个值，分不清"
            self.refuse("ambiguous", told, f"改掉定义的名称，或写成 use: {{equals: {name}}}", (*at, "use"))
            return UNDECIDED
        if name in self._using:
            chain = " → ".join([*self._using[self._using.index(name) :], name])
            self.refuse("circle", f"定义绕成了圈：{chain}", "去掉其中一处 use", (*at, "use"))
            return UNDECIDED
        self.used.add(name)
        before = len(self.problems)
        self._using.append(name)
        try:
            return self.compile(body, ("define", name), names)
        finally:
            self._using.pop()
            self._told_once(before, at)

    def _is_a_use(self, name: str, names: Names) -> bool:
        try:
            values.held(Test(equals=name), values.known_as("use", names))
        except BadValue:
            return False
        return True

    def _told_once(self, before: int, at: Path) -> None:
        """What does not fit in a definition is told there, with the place that uses it, once for all its uses."""
        if self._using:
            return
        found, self.problems[before:] = self.problems[before:], []
        known = {(one.place, one.problem) for one in self.problems}
        for one in found:
            if (one.place, one.problem) not in known:
                remedy = f"{one.remedy}（{self.source.place((*at, 'use'))} 用到这个定义）"
                self.problems.append(replace(one, remedy=remedy))

    # Rows

    def _fields(self, condition: vocabulary.FieldsCondition, at: Path, names: Names) -> Compiled:
        if names.row is None:
            self._no_operator(condition, at)
            return UNDECIDED
        return rows.together(
            [self._field(name, test, (*at, name), names) for name, test in condition.fields.items()]
        )

    def _field(self, name: str, test: Entry, at: Path, names: Names) -> Compiled:
        with self.gathering(at):
            if type(test) is Test:
                return values.held(test, values.known_as(name, names))
            listed = records_field(name, names)
            if listed is None:
                self._no_records(name, test, at, names)
                return UNDECIDED
            inside = replace(names, inner=f"{listed.path}[]")
            record = self.compile(test, at, inside)
            return rows.one_of_records(listed, tuple(name.split(".")), record, _ranked(test, inside))
        return UNDECIDED

    def _no_operator(self, condition: vocabulary.FieldsCondition, at: Path) -> None:
        """A mapping without an operator where there is no row whose fields it could name."""
        near = next((one for name in condition.fields if (one := nearest(name, vocabulary.ARGUMENTS))), None)
        listed = f"可以用的条件：{'、'.join(vocabulary.OPERATORS)}；字段的要求只能写在 where、satisfies 里"
        told = f"这里的条件（{'、'.join(condition.fields)}）不认识"
        self.refuse("unknown_operator", told, f"是不是「{near}」？" if near else listed, at)

    def _no_records(self, name: str, test: Entry, at: Path, names: Names) -> None:
        """What stands under a field that is no list of records: a mistyped test, or a condition out of place."""
        label = values.known_as(name, names).label
        if isinstance(test, vocabulary.FieldsCondition):
            wrong = next(iter(test.fields))
            near = nearest(wrong, TESTS)
            remedy = f"是不是「{near}」？" if near else f"可以写：{'、'.join(TESTS)}"
            self.refuse("unknown_key", f"「{label}」没有「{wrong}」这种要求", remedy, (*at, wrong))
            return
        told = f"「{label}」不是一组记录，下面不能再写条件"
        self.refuse("no_records", told, f"直接写要求，例如 {name}: {{equals: …}}", at)

    # References

    def _referred(
        self, condition: vocabulary.RuleCondition | vocabulary.ChecklistCondition, at: Path, names: Names
    ) -> Compiled:
        if self.references is None:
            key = vocabulary.operator(condition)
            self.refuse("unknown_reference", f"这里不能用 {key} 引用别的条款", "把要求直接写出来", (*at, key))
            return UNDECIDED
        if isinstance(condition, vocabulary.RuleCondition):
            return self.references.rule((condition.rule,), (*at, "rule"), names)
        return self.references.checklist(condition.checklist, condition.rules, at, names)


def _numeric(fact: Fact, key: str) -> Fact:
    """A fact that is an amount; raises BadTest for what is none, a calendar year too."""
    year = fact.kind is not None and fact.kind.name == "year"
    if fact.sort is not Sort.NUMBER or year:
        raise BadTest(key, BadValue(f"「{fact.label}」不是数量", "数量的一项", "换成数量的一项"))
    return fact


def _case(word: str, fact: Fact, known: Mapping[Any, Case]) -> Any:
    """The value that a key of `cases` means; raises BadValue for one that is none, or that stands there already."""
    value = fact.kind.read(word) if fact.kind is not None else word
    if value in known:
        raise BadValue(f"「{word}」和前面的一种情况是同一个值", "每个值一种情况", "合成一条")
    return value


def _field_called_use(name: str, names: Names) -> vocabulary.FieldsCondition | None:
    """`use: 理论考场` as a test of the field 用途, in rows that have it; None elsewhere."""
    if names.inner or names.row is None:
        return None
    try:
        fact = values.known_as("use", names)
    except UnknownName:
        return None
    if not fact.of_row:
        return None
    return vocabulary.FieldsCondition.model_validate({"use": name})


def _ranked(test: Entry, names: Names) -> Fact | None:
    """The fact with ranks that alone decides a record, so that the best can be told; None where there is none."""
    if not isinstance(test, vocabulary.FieldsCondition) or len(test.fields) != 1:
        return None
    name, only = next(iter(test.fields.items()))
    if type(only) is not Test or set(only.requirements()) != {"at_least"}:
        return None
    try:
        fact = values.known_as(name, names)
    except (UnknownName, BadValue):
        return None
    return fact if fact.sort is Sort.RANK else None
