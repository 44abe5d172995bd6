"""Rules that refer to rules: `rule` within a checklist, `checklist` to another notice's.

Whole findings stand as parts. What another organisation's file lacks is told there, and never asked of the applicant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from evalprep.errors import ChecklistError, Problem
from evalprep.model.results import Outcome
from evalprep.model.validation import Path, Source, nearest
from evalprep.model.verdicts import Verdict
from evalprep.rules.compiled import Compiled, Judge, gathered
from evalprep.rules.drafts import Draft
from evalprep.rules.entries import Clause, Conflicting, Rule
from evalprep.rules.names import Names
from evalprep.rules.ready import ReadyConflict, ReadyRule
from evalprep.rules.referred import (
    all_decide,
    conflict_judge,
    musts_decide,
    own_drafts,
    own_judge,
    recommended_drafts,
    recommended_judge,
)

if TYPE_CHECKING:
    from evalprep.rules.checklist import ReadyChecklist

RECOMMENDED = "recommends"
"""The list whose rows are organisations with project files of their own."""

UNDECIDED = Compiled(lambda world, scope: Outcome(Verdict.UNKNOWN, "", ""), frozenset(), ())
"""What a reference with a mistake becomes while the other mistakes are gathered."""


class NoChecklist(LookupError):
    """A name that is no file of the library; with the nearest that is."""

    def __init__(self, name: str, near: str | None) -> None:
        super().__init__(name)
        self.name, self.near = name, near


class CircularChecklists(Exception):
    """Checklists that refer to one another in a circle: their names, the first again at the end."""

    def __init__(self, chain: Sequence[str]) -> None:
        super().__init__(" → ".join(chain))


Others = Callable[[str], "ReadyChecklist"]
"""From a checklist's file in the library, `national/2020-16`, to the checklist; raises NoChecklist,
CircularChecklists, and ChecklistError where that file is broken."""


def no_others(name: str) -> ReadyChecklist:
    """For a checklist that stands by itself."""
    raise NoChecklist(name, None)


def matching(wanted: str, ids: Iterable[str]) -> list[str]:
    """The ids that a reference means, in their order: the id itself, else those that begin with it.

    `ZJ-S` means ZJ-S1, ZJ-S2a; `ZJ-S1` means ZJ-S1, ZJ-S1a, never ZJ-S10.
    """
    parts = r"[a-z]*" if wanted[-1:].isdigit() else r"(\d+[a-z]*)?"
    found = re.compile(re.escape(wanted) + parts)
    return [one for one in ids if found.fullmatch(one)]


@dataclass
class References:
    """The rules of one checklist while it is compiled, each when it is first referred to, and the other checklists."""

    source: Source
    rules: Mapping[str, Rule]
    """Rules and materials by id, in the notice's order."""
    make: Callable[[Rule], ReadyRule]
    """Compiles one of the rules."""
    tracks: Collection[str]
    others: Others
    problems: list[Problem]
    elsewhere: set[str] = field(default_factory=set)
    """The registry's paths, and forms, that references read in the files of recommended organisations."""
    _made: dict[str, ReadyRule] = field(default_factory=dict)
    _open: list[Clause] = field(default_factory=list)

    def ready(self, rule: Rule) -> ReadyRule:
        """A rule, compiled once."""
        if rule.id not in self._made:
            with self.inside(rule):
                self._made[rule.id] = self.make(rule)
        return self._made[rule.id]

    @contextmanager
    def inside(self, clause: Clause) -> Iterator[None]:
        """While an entry is compiled: what refers back to it goes in a circle."""
        self._open.append(clause)
        try:
            yield
        finally:
            self._open.pop()

    def named(self, wanted: Sequence[str], at: Path, rules: Mapping[str, Rule] | None = None) -> list[Rule]:
        """The rules that some references mean, of this checklist or of `rules`; what means none is a problem."""
        known = self.rules if rules is None else rules
        found: dict[str, Rule] = {}
        for index, one in enumerate(wanted):
            ids = matching(one, known)
            found |= {identifier: known[identifier] for identifier in ids}
            if not ids:
                self._no_rule(one, known, (*at, index))
        return list(found.values())

    def judged(self, wanted: Sequence[str], at: Path) -> list[Rule]:
        """The rules that some references mean and that have a verdict; notes are passed over."""
        return self._judged(self.named(wanted, at), at)

    def rule(self, wanted: Sequence[str], at: Path, names: Names) -> Compiled:
        """The findings of this checklist's own rules: all must be met, those of principle too; notes are passed over."""
        ready = [self.ready(rule) for rule in self.judged(wanted, at) if self._can_be_held(rule, at)]
        if not ready:
            return UNDECIDED
        lead = "以下各条都要符合（必备的和原则上的都算，提示不算）："
        judge = own_judge(ready, "、".join(wanted), names.subject, all_decide)
        return _compiled(judge, ready, lead, _reads(ready), own_drafts(ready, names.subject))

    def checklist(self, name: str, wanted: Sequence[str], at: Path, names: Names) -> Compiled:
        """The findings of another notice's rules. Inside `for_each: recommends` they are of the recommended organisation.

        Its musts decide; what it asks in principle is told and changes nothing, as it weighs in that notice itself:
        unless the rule that refers is one of principle, for which all decide.
        `at` is the path of the mapping that holds `checklist` and `rules`.
        """
        other = self.other(name, (*at, "checklist"))
        if other is None:
            return UNDECIDED
        every = {ready.rule.id: ready for ready in (*other.rules, *other.materials)}
        at = (*at, "rules")
        meant = self.named(wanted, at, {key: ready.rule for key, ready in every.items()})
        ready = [every[rule.id] for rule in self._judged(meant, at)]
        tracked = [one.rule.id for one in ready if one.rule.tracks and one.rule.id not in wanted]
        if tracked:
            told = f"{other.notice.number} 里 {'、'.join(tracked)} 只用于某些类别，不能用开头引用"
            self._refuse("tracks_differ", told, "逐条写出要引用的编号", at)
        if not ready or tracked:
            return UNDECIDED
        title = f"{other.notice.number} {'、'.join(wanted)}"
        # What a rule of principle asks for is wanted in principle, all of it.
        soft = bool(self._open) and getattr(self._open[-1], "weight", None) == "principle"
        deciding, how = (all_decide, _ALL_DECIDE) if soft else (musts_decide, _MUSTS_DECIDE)
        if names.subject == RECOMMENDED:
            self.elsewhere |= _reads(ready)
            lead = f"在推荐机构自己的项目文件里，对照{other.notice.number}的以下各条{how}："
            repeated = any(one.rule.for_each == "occupations" for one in ready)
            reads = frozenset({RECOMMENDED, f"{RECOMMENDED}[].project"})
            reads |= {f"{RECOMMENDED}[].occupations"} if repeated else set()
            judge, drafts = recommended_judge(ready, title, deciding), recommended_drafts(ready)
            return replace(_compiled(judge, ready, lead, reads, drafts), attached=frozenset())
        lead = f"对照{other.notice.number}的以下各条{how}："
        judge = own_judge(ready, title, names.subject, deciding, other.notice.number)
        drafts = own_drafts(ready, names.subject)
        return _compiled(judge, ready, lead, _reads(ready), drafts)

    def conflict(self, told: Conflicting, own: Rule, at: Path) -> tuple[ReadyConflict, Compiled] | None:
        """What another notice says of the same, and its judgement; None, with the problem kept, where it says nothing."""
        other = self.other(told.checklist, (*at, "checklist"))
        if other is None:
            return None
        every = {ready.rule.id: ready for ready in (*other.rules, *other.materials)}
        at = (*at, "rule")
        ready = every.get(told.rule)
        if ready is None:
            self._no_rule(told.rule, every, at)
        if ready is None or not self._judged([ready.rule], at):
            return None
        if ready.rule.for_each not in (None, own.for_each):
            differ = f"「{told.rule}」按 {ready.rule.for_each} 逐条判断，这一条不是"
            self._refuse("subjects_differ", differ, f"给这一条写上 for_each: {ready.rule.for_each}", at)
        conflict = ReadyConflict(told.note, other.notice.number, ready.rule)
        how = (
            f"{other.notice.number} {told.rule} 说得不同（{told.note}），也要符合：",
            f"　{ready.rule.title}",
        )
        return conflict, Compiled(conflict_judge(ready), _reads([ready]), how)

    def other(self, name: str, at: Path) -> ReadyChecklist | None:
        """Another notice's checklist; None, with the problem kept, where there is none that can be used."""
        try:
            return self.others(name)
        except NoChecklist as none:
            near = (
                f"是不是「{none.near}」？" if none.near else "写条件清单在库里的文件，例如 national/2020-16"
            )
            self._refuse("no_checklist", f"库里没有「{name}」这份条件清单", near, at)
        except CircularChecklists as circle:
            self._refuse("circle", f"条件清单绕成了圈：{circle}", "去掉其中一处引用", at)
        except ChecklistError as broken:
            self._refuse("broken_checklist", f"引用的「{name}」本身有错", "先改好那个文件", at)
            self.problems += broken.problems
        return None

    def _no_rule(self, wanted: str, known: Iterable[str], at: Path) -> None:
        # A rule that referred to itself would go in a circle, so it is never proposed.
        ids = [one for one in known if one not in {clause.id for clause in self._open}]
        near = nearest(wanted, ids)
        remedy = f"是不是「{near}」？" if near else f"可以写：{'、'.join(ids)}"
        self._refuse("no_rule", f"没有编号为「{wanted}」的条款", remedy, at)

    def _judged(self, meant: Sequence[Rule], at: Path) -> list[Rule]:
        """The rules that have a verdict; where none of several has, the problem is kept."""
        judged = [rule for rule in meant if rule.weight != "note"]
        if meant and not judged:
            told = f"「{'、'.join(rule.id for rule in meant)}」只是提示，没有结论可引用"
            self._refuse("only_notes", told, "换成有结论的条款", at)
        return judged

    def _can_be_held(self, rule: Rule, at: Path) -> bool:
        """Whether a rule can be judged where it is referred to; else the problem is kept."""
        ids = [one.id for one in self._open]
        if rule.id in ids:
            chain = " → ".join([*ids[ids.index(rule.id) :], rule.id])
            self._refuse("circle", f"条款的引用绕成了圈：{chain}", "去掉其中一处引用", at)
            return False
        own = self._open[-1].tracks if self._open else None
        if rule.tracks is not None and not set(own or self.tracks) <= set(rule.tracks):
            told = f"「{rule.id}」只用于 {'、'.join(rule.tracks)}，引用它的条款还用于别的类别"
            self._refuse("tracks_differ", told, "给引用它的条款写上同样的 tracks，或引用别的条款", at)
            return False
        return True

    def _refuse(self, code: str, problem: str, remedy: str, at: Path) -> None:
        self.problems.append(Problem(code, problem, remedy, self.source.place(at)))


_ALL_DECIDE = "（必备的和原则上的都算）"
_MUSTS_DECIDE = "（必备的条件决定结论，原则上的条件只列出）"


def _compiled(
    judge: Judge, ready: Sequence[ReadyRule], lead: str, reads: frozenset[str], drafts: tuple[Draft, ...]
) -> Compiled:
    """The statements that the rules ask for stand under their own ids: what refers to them asks for none."""
    every = gathered(judge, [one.condition for one in ready if one.condition], ())
    meaning = (lead, *(f"　{one.rule.id} {one.rule.title}" for one in ready))
    phrase = f"符合{'、'.join(one.rule.id for one in ready)}"
    return replace(every, reads=reads, meaning=meaning, phrase=phrase, attests=(), drafts=drafts)


def _reads(ready: Sequence[ReadyRule]) -> frozenset[str]:
    return frozenset().union(*(one.condition.reads for one in ready if one.condition))
