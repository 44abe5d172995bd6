"""What only shows when the entries of a checklist are seen together, and which keys may stand where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from evalprep.errors import Problem
from evalprep.model.validation import Path, Source, Wording, nearest
from evalprep.rules.entries import Checklist, Clause, Easing, Route, Rule
from evalprep.rules.material_names import name_defects
from evalprep.rules.nesting import within
from evalprep.rules.value_tests import Entry
from evalprep.rules.vocabulary import (
    ARGUMENTS,
    CONDITIONS,
    OPERATORS,
    AttestCondition,
    UseCondition,
)

SECTIONS = ("rules", "materials", "easings", "windows", "routes")
"""The sections whose entries are clauses of the notice."""


def defects(checklist: Checklist, source: Source) -> Iterator[Problem]:
    """Every complaint about the entries of a checklist among one another."""
    yield from _duplicates(checklist, source)
    yield from _unused(checklist, source)
    yield from _statements(checklist, source)
    yield from name_defects(checklist, source)
    for one, at in clauses(checklist):
        yield from _unfit(one, checklist.tracks, at, source)
        if isinstance(one, Rule):
            yield from _not_eased(one, [easing.id for easing in checklist.easings], at, source)


def clauses(checklist: Checklist) -> Iterator[tuple[Clause, Path]]:
    """Every clause with its path, in the order of the sections."""
    for section in SECTIONS:
        for number, one in enumerate(getattr(checklist, section)):
            yield one, (section, number)


def _identified(checklist: Checklist) -> Iterator[tuple[str, Path]]:
    """Every id with the path at which it stands, the names of definitions among them."""
    for name in checklist.define:
        yield name, ("define", name)
    for one, at in clauses(checklist):
        yield one.id, (*at, "id")
    if checklist.scoring:
        for number, item in enumerate(checklist.scoring.items):
            yield item.id, ("scoring", "items", number, "id")
        yield checklist.scoring.passing.id, ("scoring", "pass", "id")


def _duplicates(checklist: Checklist, source: Source) -> Iterator[Problem]:
    """Ids that are used twice; ids that differ in capitals alone are one to those who type them."""
    seen: dict[str, Path] = {}
    for identifier, at in _identified(checklist):
        before = seen.setdefault(identifier.upper(), at)
        if before != at:
            told = f"编号「{identifier}」用了两次，前一次在 {source.place(before)}"
            yield Problem("duplicate_id", told, "改掉其中一个编号", source.place(at))


def _unused(checklist: Checklist, source: Source) -> Iterator[Problem]:
    """Definitions that nothing uses, or only another that nothing uses: whoever wrote them meant to use them."""
    whole = (getattr(checklist, name) for name in Checklist.model_fields if name != "define")
    used = list(dict.fromkeys(name for part in whole for name in _used(part)))
    for name in used:
        used += [one for one in _used(checklist.define.get(name)) if one not in used]
    for name in checklist.define:
        if name not in used:
            near = next((one for one in used if one not in checklist.define and nearest(one, [name])), None)
            remedy = f"别处写的「{near}」是不是它？" if near else "在条件里用 use 引用它，或删去它"
            yield Problem(
                "unused_definition", f"定义「{name}」没有用到", remedy, source.place(("define", name))
            )


def _used(value: Any) -> Iterator[str]:
    """The names of the definitions that are used anywhere inside a value."""
    if isinstance(value, UseCondition):
        yield value.use
    inside: Iterable[Any] = ()
    if isinstance(value, BaseModel):
        inside = (getattr(value, name) for name in type(value).model_fields)
    elif isinstance(value, Mapping):
        inside = value.values()
    elif isinstance(value, tuple | list):
        inside = value
    for part in inside:
        yield from _used(part)


def _unfit(one: Clause, tracks: Mapping[str, str], at: Path, source: Source) -> Iterator[Problem]:
    """A verdict that nothing decides, a track that is none."""
    decided = one.require is not None or (isinstance(one, Route) and one.ways)
    if not decided and (one.weight != "note" or isinstance(one, Easing)):
        remedy = "补上 require" + ("" if isinstance(one, Easing) else "，或把 weight 改为 note")
        yield Problem("no_condition", f"「{one.id}」没有写怎样判断", remedy, source.place(at))
    for track in one.tracks or ():
        if track not in tracks:
            near = nearest(track, tracks)
            listed = f"可以写：{'、'.join(tracks) or '（本通知不分类别，去掉 tracks）'}"
            remedy = f"是不是「{near}」？{listed}" if near else listed
            yield Problem("unknown_track", f"没有「{track}」这个类别", remedy, source.place((*at, "tracks")))


def _statements(checklist: Checklist, source: Source) -> Iterator[Problem]:
    """Entries with several statements: the applicant answers under the entry's id, and only once."""
    for one, at in clauses(checklist):
        ways = [
            (way.when, (*at, "ways", number, "when"))
            for number, way in enumerate(one.ways if isinstance(one, Route) else ())
        ]
        own = [(one.require, (*at, "require"))] if one.require else []
        yield from _one_statement(one.id, [*own, *ways], checklist, source)
    for number, item in enumerate(checklist.scoring.items if checklist.scoring else ()):
        each = [(each, ("scoring", "items", number, "each", n)) for n, each in enumerate(item.each)]
        yield from _one_statement(item.id, each, checklist, source)


def _one_statement(
    identifier: str, conditions: Iterable[tuple[Entry, Path]], checklist: Checklist, source: Source
) -> Iterator[Problem]:
    stated: dict[str, Path] = {}
    for condition, at in conditions:
        for text in _stated(condition, checklist.define, ()):
            stated.setdefault(text, at)
    if len(stated) > 1:
        told = f"「{identifier}」有 {len(stated)} 句不同的说明，答复只有一个，分不清答的是哪一句"
        place = source.place(list(stated.values())[-1])
        yield Problem("two_statements", told, "合成一句，或分成两条规则", place)


def _stated(condition: Entry, define: Mapping[str, Entry], open_names: tuple[str, ...]) -> Iterator[str]:
    """What is to be stated in a condition, also by way of the definitions that it uses."""
    for one in within(condition):
        if isinstance(one, AttestCondition):
            yield one.attest
        if isinstance(one, UseCondition) and one.use in define and one.use not in open_names:
            yield from _stated(define[one.use], define, (*open_names, one.use))


def _not_eased(rule: Rule, easings: Iterable[str], at: Path, source: Source) -> Iterator[Problem]:
    """Easings that are none, and easings of what no easing can stand in for."""
    known = list(easings)
    for index, one in enumerate(rule.eased_by):
        if one not in known:
            near = nearest(one, known)
            listed = f"可以写：{'、'.join(known) or '（这份清单没有 easings）'}"
            remedy = f"是不是「{near}」？" if near else listed
            place = source.place((*at, "eased_by", index))
            yield Problem("no_easing", f"没有「{one}」这种放宽情形", remedy, place)
    if rule.eased_by and rule.weight != "principle":
        told = f"「{rule.id}」不是原则上的条件，放宽不了"
        remedy = "把 weight 改为 principle，或去掉 eased_by"
        yield Problem("not_eased", told, remedy, source.place((*at, "eased_by")))


def _keys(path: Path) -> Mapping[str, str]:
    """The keys of the mapping at a path: an entry's own, and where a condition may stand in line the condition's too."""
    model: type[BaseModel] | None = Checklist
    for step in path:
        if isinstance(step, str) and model is not None:
            info = next((one for name, one in model.model_fields.items() if step in (name, one.alias)), None)
            model = _entry_in(info.annotation) if info else None
    of_condition = dict.fromkeys((*OPERATORS, *ARGUMENTS), "")
    if model is None:
        return of_condition
    own = dict.fromkeys((one.alias or name for name, one in model.model_fields.items()), "")
    return own | of_condition if issubclass(model, Clause) else own


def _entry_in(annotation: Any) -> type[BaseModel] | None:
    """The kind of entry that a field holds, alone or in a list; None for a condition, which is one of many."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return None if annotation in CONDITIONS else annotation
    found = [_entry_in(inside) for inside in get_args(annotation)]
    return next((one for one in found if one is not None), None)


CHECKLIST_WORDING = Wording(noun="条件清单", keys=_keys)
"""How complaints about a checklist name its keys."""
