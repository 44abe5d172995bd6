"""From a checklist's file to entries ready to judge, or to every complaint about it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from evalprep.errors import ChecklistError, Problem
from evalprep.model.validation import Path, Source, nearest, validate
from evalprep.model.verdicts import Real
from evalprep.rules.compiled import Compiled
from evalprep.rules.conditions import Compiler
from evalprep.rules.entries import (
    Checklist,
    Clause,
    Material,
    Notice,
    PassMark,
    Route,
    Rule,
    ScoreItem,
    Scoring,
    Window,
)
from evalprep.rules.facts import SUBJECTS
from evalprep.rules.names import Names
from evalprep.rules.ready import ReadyRule
from evalprep.rules.references import Others, References, no_others
from evalprep.rules.referred import stricter_judge
from evalprep.rules.routes import ReadyRoute, ReadyWay
from evalprep.rules.scoring import ReadyItem, ReadyScoring, ready_item, ready_mark
from evalprep.rules.soundness import CHECKLIST_WORDING, clauses, defects
from evalprep.rules.windows import ReadyWindow, ready_window

__all__ = ["Ready", "ReadyChecklist", "ReadyRoute", "ReadyRule", "entry", "parse_checklist"]

Ready = ReadyRule | ReadyRoute | ReadyWindow
"""A clause of the notice, ready to judge."""


@dataclass(frozen=True)
class ReadyChecklist:
    """One notice, ready to judge."""

    jurisdiction: str
    notice: Notice
    tracks: Mapping[str, str]
    rules: tuple[ReadyRule, ...]
    materials: tuple[ReadyRule, ...]
    easings: tuple[ReadyRule, ...] = ()
    scoring: ReadyScoring | None = None
    windows: tuple[ReadyWindow, ...] = ()
    routes: tuple[ReadyRoute, ...] = ()
    elsewhere: frozenset[str] = frozenset()
    """What is read in the project files of recommended organisations, as `Compiled.reads` names it."""

    def judged(self, track: str | None) -> Iterator[ReadyRule]:
        """Rules and materials that apply to a track."""
        return (ready for ready in (*self.rules, *self.materials) if ready.rule.applies_to(track))

    def forms(self, track: str | None) -> tuple[str, ...]:
        """The forms that a track's materials need, in the notice's order."""
        made = (
            read for ready in self.judged(track) if ready.condition for read in sorted(ready.condition.reads)
        )
        return forms_read(made)

    def papers(self, track: str | None) -> tuple[str, ...]:
        """Every paper of the library that a track calls for, made or drafted: materials in the notice's order, then the rest."""
        judged = (ready for ready in self.in_order(track) if ready.condition)
        called = (one for ready in judged for one in papers_called(ready.condition))
        scored = (
            draft.form for item in (self.scoring.items if self.scoring else ()) for draft in item.drafts
        )
        return tuple(dict.fromkeys((*called, *scored)))

    def in_order(self, track: str | None) -> tuple[ReadyRule, ...]:
        """What applies to a track, materials first, as a submission holds them."""
        return tuple(one for one in (*self.materials, *self.rules) if one.rule.applies_to(track))

    @property
    def every(self) -> tuple[Ready, ...]:
        """Every clause, in the order of the sections; the items of the scoring table stand in `scoring`."""
        return (*self.rules, *self.materials, *self.easings, *self.windows, *self.routes)

    def find(self, identifier: str) -> Ready | None:
        """The clause of an id, in capitals or not."""
        return self._by_id.get(identifier.upper())

    @cached_property
    def _by_id(self) -> Mapping[str, Ready]:
        # Of two of one id the first is found.
        return {entry(one).id.upper(): one for one in reversed(self.every)}


def forms_read(reads: Iterable[str]) -> tuple[str, ...]:
    """The forms among what is read, each once."""
    return tuple(dict.fromkeys(read.removeprefix("form:") for read in reads if read.startswith("form:")))


def papers_called(condition: Compiled | None) -> tuple[str, ...]:
    """The papers that a condition calls for: those that `build` fills, then those of which it writes a draft."""
    if condition is None:
        return ()
    return (*forms_read(sorted(condition.reads)), *(draft.form for draft in condition.drafts))


def entry(ready: Ready) -> Clause:
    """What stands in the checklist."""
    match ready:
        case ReadyRule():
            return ready.rule
        case ReadyWindow():
            return ready.window
        case _:
            return ready.route


def parse_checklist(
    source: Source,
    jurisdiction: str,
    others: Others = no_others,
    provinces: Mapping[str, str] | None = None,
) -> ReadyChecklist:
    """The checklist of a file, compiled; raises ChecklistError with every complaint.

    `others` finds the checklists that this one refers to, by their files in the library: `national/2020-16`.
    `provinces` says what a sentence calls a province that the file writes as two digits (GB/T 2260).
    """
    checklist, problems = validate(Checklist, source, CHECKLIST_WORDING)
    if checklist is None:
        raise ChecklistError(problems)
    loading = _Loading(checklist, source, others, Names(provinces=provinces or {}))
    ready = loading.checklist_ready(jurisdiction)
    problems = [*loading.problems, *defects(checklist, source)]
    if problems:
        raise ChecklistError(
            sorted(dict.fromkeys(problems), key=lambda problem: problem.place or source.place(()))
        )
    return ready


@dataclass
class _Loading:
    """One checklist while its entries are compiled and what does not fit is gathered."""

    checklist: Checklist
    source: Source
    others: Others
    names: Names
    """What names mean in the whole file."""
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.paths = {id(one): at for one, at in clauses(self.checklist)}
        rules = {rule.id: rule for rule in reversed((*self.checklist.rules, *self.checklist.materials))}
        self.references = References(
            self.source,
            dict(reversed(rules.items())),
            self._rule,
            tuple(self.checklist.tracks),
            self.others,
            self.problems,
        )
        self.compiler = Compiler(self.source, self.problems, self.checklist.define, self.references)

    def checklist_ready(self, jurisdiction: str) -> ReadyChecklist:
        """Every entry compiled; where something does not fit, the problem is kept."""
        checklist = self.checklist
        return ReadyChecklist(
            jurisdiction,
            checklist.notice,
            checklist.tracks,
            rules=tuple(map(self._ready, checklist.rules)),
            materials=tuple(map(self._ready, checklist.materials)),
            easings=tuple(map(self._ready, checklist.easings)),
            scoring=self._scoring(checklist.scoring) if checklist.scoring else None,
            windows=tuple(ready for one in checklist.windows if (ready := self._window(one))),
            routes=tuple(map(self._route, checklist.routes)),
            elsewhere=frozenset(self.references.elsewhere),
        )

    def _ready(self, rule: Rule) -> ReadyRule:
        """A rule, compiled once though others refer to it; the second of a duplicate id for its complaints."""
        if self.references.rules.get(rule.id) is rule:
            return self.references.ready(rule)
        with self.references.inside(rule):
            return self._rule(rule)

    def _rule(self, rule: Rule) -> ReadyRule:
        at = self.paths[id(rule)]
        names = replace(self.names, of_material=isinstance(rule, Material))
        if rule.for_each is None:
            return self._with_conflicts(rule, self._compiled(rule, at, names), at)
        if rule.for_each not in SUBJECTS:
            near = nearest(rule.for_each, SUBJECTS)
            remedy = f"是不是「{near}」？" if near else f"可以写：{'、'.join(SUBJECTS)}"
            self._refuse("no_subject", f"不能按「{rule.for_each}」逐条判断", remedy, (*at, "for_each"))
            return ReadyRule(rule, None)
        compiled = self._compiled(rule, at, replace(names, subject=rule.for_each))
        if compiled:
            compiled = replace(compiled, reads=compiled.reads | {rule.for_each})
        return self._with_conflicts(rule, compiled, at)

    def _with_conflicts(self, rule: Rule, own: Compiled | None, at: Path) -> ReadyRule:
        """The rule together with what other notices say of the same."""
        told = (
            self.references.conflict(one, rule, (*at, "conflicts", index))
            for index, one in enumerate(rule.conflicts)
        )
        found = [one for one in told if one]
        if own is None or not found:
            return ReadyRule(rule, own)
        others = [(conflict, compiled.judge) for conflict, compiled in found]
        both = replace(
            own,
            judge=stricter_judge(own.judge, others),
            reads=own.reads.union(*(compiled.reads for _, compiled in found)),
            meaning=(*own.meaning, *(line for _, compiled in found for line in compiled.meaning)),
        )
        return ReadyRule(rule, both, tuple(conflict for conflict, _ in found))

    def _scoring(self, scoring: Scoring) -> ReadyScoring:
        items = (self._item(item, ("scoring", "items", n)) for n, item in enumerate(scoring.items))
        return ReadyScoring(tuple(one for one in items if one), scoring.passing, self._mark(scoring.passing))

    def _item(self, item: ScoreItem, at: Path) -> ReadyItem | None:
        each = tuple(
            self.compiler.compile(one, (*at, "each", n), self.names) for n, one in enumerate(item.each)
        )
        full_if = self.references.judged(item.full_if, (*at, "full_if"))
        easings = {easing.id: easing for easing in self.checklist.easings}
        bonus = self.references.named(item.bonus, (*at, "bonus"), easings)
        with self.compiler.gathering(at):
            return ready_item(
                item, each, tuple(rule.id for rule in full_if), tuple(easing.id for easing in bonus)
            )
        return None

    def _mark(self, passing: PassMark) -> Real:
        with self.compiler.gathering(("scoring", "pass")):
            return ready_mark(passing)
        return 0

    def _window(self, window: Window) -> ReadyWindow | None:
        with self.compiler.gathering(self.paths[id(window)]):
            return ready_window(window, self.names)
        return None

    def _route(self, route: Route) -> ReadyRoute:
        at = self.paths[id(route)]
        with self.references.inside(route):
            ways = tuple(
                ReadyWay(
                    self.compiler.compile(way.when, (*at, "ways", n, "when"), self.names),
                    way.authority,
                    way.note,
                )
                for n, way in enumerate(route.ways)
            )
            return ReadyRoute(route, self._compiled(route, at, self.names), ways)

    def _compiled(self, clause: Clause, at: Path, names: Names) -> Compiled | None:
        if clause.require is None:
            return None
        return self.compiler.compile(clause.require, (*at, "require"), names)

    def _refuse(self, code: str, problem: str, remedy: str, at: Path) -> None:
        self.problems.append(Problem(code, problem, remedy, self.source.place(at)))
