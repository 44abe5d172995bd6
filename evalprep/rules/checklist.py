"""From a checklist's file to rules ready to judge, or to every complaint about it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from evalprep.errors import ChecklistError, Problem
from evalprep.model.validation import Path, Source, Wording, nearest, validate
from evalprep.rules.compiled import Compiled
from evalprep.rules.conditions import Compiler
from evalprep.rules.entries import Checklist, Clause, Material, Notice, Route, Rule
from evalprep.rules.facts import SUBJECTS
from evalprep.rules.names import Names
from evalprep.rules.vocabulary import ARGUMENTS, OPERATORS, AttestCondition, within


@dataclass(frozen=True)
class ReadyRule:
    """A rule or material with its condition compiled; None for a note without one."""

    rule: Rule
    condition: Compiled | None


@dataclass(frozen=True)
class ReadyRoute:
    """A route with its condition compiled."""

    route: Route
    condition: Compiled | None


@dataclass(frozen=True)
class ReadyChecklist:
    """One notice, ready to judge."""

    jurisdiction: str
    notice: Notice
    tracks: Mapping[str, str]
    rules: tuple[ReadyRule, ...]
    materials: tuple[ReadyRule, ...]
    routes: tuple[ReadyRoute, ...]

    def judged(self, track: str | None) -> Iterator[ReadyRule]:
        """Rules and materials that apply to a track."""
        return (ready for ready in (*self.rules, *self.materials) if ready.rule.applies_to(track))

    def forms(self, track: str | None) -> tuple[str, ...]:
        """The forms that a track's materials need, in the notice's order."""
        made = (
            read for ready in self.judged(track) if ready.condition for read in sorted(ready.condition.reads)
        )
        return tuple(dict.fromkeys(read.removeprefix("form:") for read in made if read.startswith("form:")))

    def find(self, identifier: str) -> ReadyRule | ReadyRoute | None:
        """The rule, material or route of an id."""
        every: Iterable[ReadyRule | ReadyRoute] = (*self.rules, *self.materials, *self.routes)
        return next((ready for ready in every if entry(ready).id == identifier), None)


def entry(ready: ReadyRule | ReadyRoute) -> Clause:
    """What stands in the checklist."""
    return ready.rule if isinstance(ready, ReadyRule) else ready.route


def parse_checklist(source: Source, jurisdiction: str) -> ReadyChecklist:
    """The checklist of a file, compiled; raises ChecklistError with every complaint."""
    checklist, problems = validate(Checklist, source, CHECKLIST_WORDING)
    if checklist is None:
        raise ChecklistError(problems)
    compiler = Compiler(source)
    rules = tuple(_ready(rule, ("rules", n), compiler) for n, rule in enumerate(checklist.rules))
    materials = tuple(_ready(rule, ("materials", n), compiler) for n, rule in enumerate(checklist.materials))
    routes = tuple(
        ReadyRoute(route, _compiled(route, ("routes", n), compiler, Names()))
        for n, route in enumerate(checklist.routes)
    )
    problems = [*compiler.problems, *_across(checklist, source)]
    if problems:
        raise ChecklistError(sorted(problems, key=lambda problem: problem.place or source.place(())))
    return ReadyChecklist(jurisdiction, checklist.notice, checklist.tracks, rules, materials, routes)


def _ready(rule: Rule, at: Path, compiler: Compiler) -> ReadyRule:
    if rule.for_each is None:
        return ReadyRule(rule, _compiled(rule, at, compiler, Names()))
    if rule.for_each not in SUBJECTS:
        near = nearest(rule.for_each, SUBJECTS)
        remedy = f"是不是「{near}」？" if near else f"可以写：{'、'.join(SUBJECTS)}"
        place = compiler.source.place((*at, "for_each"))
        compiler.problems.append(Problem("no_subject", f"不能按「{rule.for_each}」逐条判断", remedy, place))
        return ReadyRule(rule, None)
    compiled = _compiled(rule, at, compiler, Names(subject=rule.for_each))
    return ReadyRule(rule, replace(compiled, reads=compiled.reads | {rule.for_each}) if compiled else None)


def _compiled(clause: Clause, at: Path, compiler: Compiler, names: Names) -> Compiled | None:
    return compiler.compile(clause.require, (*at, "require"), names) if clause.require else None


def _across(checklist: Checklist, source: Source) -> Iterator[Problem]:
    """What only shows when the entries are seen together."""
    seen: dict[str, Path] = {}
    for section in ("rules", "materials", "routes"):
        for number, one in enumerate(getattr(checklist, section)):
            at: Path = (section, number)
            if one.id in seen:
                told = f"编号「{one.id}」用了两次，前一次在 {source.place((*seen[one.id], 'id'))}"
                yield Problem("duplicate_id", told, "改掉其中一个编号", source.place((*at, "id")))
            seen.setdefault(one.id, at)
            yield from _unfit(one, checklist.tracks, at, source)


def _unfit(one: Clause, tracks: Mapping[str, str], at: Path, source: Source) -> Iterator[Problem]:
    """A verdict that nothing decides, a track that is none, two statements that would share one answer."""
    if one.require is None and one.weight != "note":
        remedy = "补上 require，或把 weight 改为 note"
        yield Problem("no_condition", f"「{one.id}」没有写怎样判断", remedy, source.place(at))
    for track in one.tracks or ():
        if track not in tracks:
            near = nearest(track, tracks)
            listed = f"可以写：{'、'.join(tracks) or '（本通知不分类别，去掉 tracks）'}"
            remedy = f"是不是「{near}」？{listed}" if near else listed
            yield Problem("unknown_track", f"没有「{track}」这个类别", remedy, source.place((*at, "tracks")))
    inside = within(one.require) if one.require else ()
    stated = {condition.attest for condition in inside if isinstance(condition, AttestCondition)}
    if len(stated) > 1:
        told = f"「{one.id}」有 {len(stated)} 句不同的说明，答复只有一个，分不清答的是哪一句"
        yield Problem("two_statements", told, "合成一句，或分成两条规则", source.place((*at, "require")))


_ENTRIES: dict[str, type[Clause]] = {"rules": Rule, "materials": Material, "routes": Route}


def _keys(path: Path) -> Mapping[str, str]:
    if not path:
        return dict.fromkeys(Checklist.model_fields, "")
    if path == ("notice",):
        return dict.fromkeys(Notice.model_fields, "")
    of_condition = dict.fromkeys((*OPERATORS, *ARGUMENTS), "")
    if len(path) == 2 and path[0] in _ENTRIES:
        return dict.fromkeys(_ENTRIES[str(path[0])].model_fields, "") | of_condition
    return of_condition


CHECKLIST_WORDING = Wording(noun="条件清单", keys=_keys)
"""How complaints about a checklist name its keys."""
