"""One project in, one folder of papers out: wired in one place."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from pathlib import Path

from evalprep.check import world
from evalprep.documents.awaited import AwaitedMap
from evalprep.documents.forms.fill import Filled, fill
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.outlines.draft import write_outline
from evalprep.documents.outlines.outline_map import OutlineMap
from evalprep.documents.papermap import PaperMap
from evalprep.documents.sheets.listmap import ListMap
from evalprep.documents.sheets.listsheets import materials_sheet, write_list
from evalprep.documents.sheets.workbook import write_workbook
from evalprep.documents.values import SlotState, State
from evalprep.errors import FormError, Place, Problem
from evalprep.law import Law, Target
from evalprep.model.derived import SCORE
from evalprep.model.evidence import named_files
from evalprep.model.fields import concrete, label
from evalprep.model.results import CheckResult
from evalprep.report.built import Built, MadePaper, OpenSlot
from evalprep.report.materials import NOTES, material_rows
from evalprep.rules.called import wanted
from evalprep.rules.checklist import entry, papers_called
from evalprep.rules.drafts import Wanted
from evalprep.rules.evaluate import evaluate
from evalprep.rules.papers import awaiting
from evalprep.rules.recommended import own_world
from evalprep.rules.references import RECOMMENDED
from evalprep.rules.world import World
from evalprep.store.evidence import locate
from evalprep.store.project import StoredProject
from evalprep.store.text import read_text
from evalprep.submission.completeness import drafted_fields, listed_fields, printed_fields
from evalprep.submission.derived_scores import score_values
from evalprep.submission.folder import Paper, Placed, place
from evalprep.submission.names import file_stem
from evalprep.submission.outline_facts import OutlineFacts, outline_facts, outline_names
from evalprep.submission.record import Extra, ProjectRecord

DEFAULT_FOLDER, DRAFTS_FOLDER = "申报材料", "初稿"
MATERIALS, LIST_FORM = "材料清单", "materials"
MOST_NAMED = 3
"""How many of the fields that one slot waits for are named."""


@dataclass
class _Desk:
    """Where the papers of one notice and track are made: what they are made from, and what came of it."""

    target: Target
    on: date
    law: Law
    world: World
    extra: Extra
    papers: list[tuple[Paper, MadePaper]] = field(default_factory=list)
    drafts: list[tuple[Paper, MadePaper]] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    awaited: set[str] = field(default_factory=set)
    """The ids of materials whose official file the library lacks."""
    spared: list[str] = field(default_factory=list)
    _facts: dict[int, OutlineFacts] = field(default_factory=dict)

    def facts(self, around: World) -> OutlineFacts:
        """What outlines say of an organisation as a whole, made out once."""
        if id(around) not in self._facts:
            self._facts[id(around)] = outline_facts(around, self.target.checklist.notice)
        return self._facts[id(around)]


def build(
    stored: StoredProject,
    target: Target,
    on: date,
    law: Law,
    folder: Path | None = None,
    drafts: Path | None = None,
) -> Built:
    """The papers of one notice and track in a folder, first drafts in one of their own: 申报材料, 初稿.

    Raises FormError and OutputError; no folder is half-written.
    """
    folder = folder or stored.folder / DEFAULT_FOLDER / target.folder
    drafts = drafts or stored.folder / DRAFTS_FOLDER / target.folder
    around = world(stored, target, on, law)
    result = evaluate(target.checklist, target.track, around, stored.path.as_posix())
    desk = _Desk(target, on, law, around, score_values(result.score))
    called = wanted(target.checklist, target.track, around)
    for number, one in _numbered(called):
        _make(number, one, desk)
    desk.lacking += _of_nobody(called, desk)
    _list_materials(result, desk)
    about = target.about(on)
    evidence = [locate(stored.folder, name) for _, name in named_files(stored.project)]
    begun = (
        place(drafts, [paper for paper, _ in desk.drafts], about, evidence) if _any(drafts, desk) else None
    )
    placed = place(folder, [paper for paper, _ in desk.papers], about, evidence)
    return Built(
        result.conclusion,
        str(placed.folder),
        str(drafts),
        (*_placed(desk.papers, placed), *(_placed(desk.drafts, begun) if begun else ())),
        tuple(dict.fromkeys(desk.lacking)),
        tuple(desk.spared),
        (*placed.kept, *(begun.kept if begun else ())),
        begun.done_with if begun else (),
    )


def _any(drafts: Path, desk: _Desk) -> bool:
    """Whether there is a draft to write, or an earlier one that may be done with."""
    # os.path answers no where a pathlib question would raise: a name that is too long.
    return bool(desk.drafts) or os.path.isdir(drafts)  # noqa: PTH112


def _placed(made: Sequence[tuple[Paper, MadePaper]], placed: Placed) -> Iterator[MadePaper]:
    for (_, paper), name in zip(made, placed.names, strict=True):
        yield replace(paper, name=name, begun=name in placed.begun, outdated=name in placed.outdated)


def _numbered(called: Sequence[Wanted]) -> Iterator[tuple[int, Wanted]]:
    """Each paper with its number among all that are called for, first drafts apart, so that a name stays what it is."""
    numbers = {True: count(1), False: count(1)}
    return ((next(numbers[bool(one.under)]), one) for one in called)


def _make(number: int, one: Wanted, desk: _Desk) -> None:
    """Make one paper, or note why it is not made."""
    if one.form not in desk.law.library.forms():
        desk.lacking += _without_entry(one, desk)
        return
    form, around = desk.law.paper(one.form), own_world(desk.world, one.of) if one.of else desk.world
    if isinstance(around, str):
        assert one.of is not None
        desk.lacking.append(f"「推荐的机构」第 {one.of.number} 行的文稿：{around}")
    elif one.finished:
        whose = f"（{_organization(around, one)}）" if one.of else ""
        desk.spared.append(f"{form.title}{whose}")
    elif isinstance(form, AwaitedMap):
        desk.lacking += [f"{told}：{awaiting(form.awaits)}" for told in _not_attached(one.form, desk)]
        desk.awaited.update(_callers(one.form, desk))
    else:
        _write(number, one, form, around, desk)


def _write(number: int, one: Wanted, form: PaperMap, around: World, desk: _Desk) -> None:
    record = desk.law.record(around.project, desk.on, None if one.of else desk.extra)
    facts = desk.facts(around)
    filled = _filled(form, record, facts, desk)
    listed = isinstance(form, ListMap)
    whose = _organization(around, one) if one.of else ""
    title = f"{form.title}-{whose}" if whose else form.title
    name = f"{number:02d}-{file_stem(title)}.{'xlsx' if listed else 'docx'}"
    slots = {state: tuple(slot for slot in filled.slots if slot.state is state) for state in State}
    is_draft = bool(one.under)
    paper = Paper(name, filled.content, form.form, _served(form, desk), _fields(form, desk), is_draft)
    made = MadePaper(
        name,
        title,
        kind="draft" if is_draft else "list" if listed else "form",
        open=tuple(_open(slot, record, facts, around) for slot in slots[State.OPEN]),
        left=slots[State.LEFT],
        under=one.under,
        whose=f"{whose}（「推荐的机构」第 {one.of.number} 行）" if one.of else "",
        serves=_callers(one.form, desk),
    )
    (desk.drafts if is_draft else desk.papers).append((paper, made))


def _filled(form: PaperMap, record: ProjectRecord, facts: OutlineFacts, desk: _Desk) -> Filled:
    files, law = desk.law.library.form(form.form), desk.law
    match form:
        case FormMap():
            if files.blank is None:
                told, remedy = f"表格 {form.form} 没有空白表", "在表格文件夹里放上空白表 blank.docx"
                raise FormError(Problem("no_blank", told, remedy, Place(str(files.folder))))
            return fill(_read_blank(files.blank), form, record, name=str(files.blank))
        case ListMap():
            return write_list(form, record, law.tables)
        case OutlineMap():
            text = read_text(files.outline, error=FormError).text
            names, name = outline_names(), str(files.outline)
            return write_outline(form, text, record, facts.texts, law.tables, names, name)
        case _:
            raise TypeError(f"{form.form} cannot be made")


def _fields(form: PaperMap, desk: _Desk) -> tuple[str, ...]:
    """The fields of the project file that a paper prints."""
    match form:
        case FormMap():
            found = printed_fields(form)
        case ListMap():
            found = listed_fields(form, desk.law.tables)
        case _:
            text = read_text(desk.law.library.form(form.form).outline, error=FormError).text
            found = drafted_fields(text, desk.law.tables)
    return tuple(sorted(found))


def _open(slot: SlotState, record: ProjectRecord, facts: OutlineFacts, around: World) -> OpenSlot:
    """What an open slot waits for: fields of the project file, or nothing for what is to be written."""
    if not slot.path:
        return OpenSlot(slot.label)
    if slot.path in facts.waits:
        waits = facts.waits[slot.path]
    else:
        # What reviewers award is open though nothing is missing.
        at = concrete(slot.path)
        waits = record.waits_for(slot.path) or (() if at[0] == SCORE else (at,))
    if not waits:
        return OpenSlot(slot.label)
    named = list(dict.fromkeys(label(path) or slot.label for path in waits))
    more = f"等 {len(named)} 项" if len(named) > MOST_NAMED else ""
    return OpenSlot(slot.label, "、".join(named[:MOST_NAMED]) + more, around.place(waits[0]))


def _organization(around: World, one: Wanted) -> str:
    """What a file name and a message call the recommended organisation."""
    organization = around.project.organization
    return (organization and organization.name) or f"推荐机构{one.of.number if one.of else ''}"


def _served(form: PaperMap, desk: _Desk) -> tuple[str, ...]:
    """The requirements of this notice and track that a paper serves."""
    return tuple(one for one in form.serves if _belongs(one, desk.target))


def _belongs(identifier: str, target: Target) -> bool:
    found = target.checklist.find(identifier)
    if found is not None:
        return entry(found).applies_to(target.track)
    others = {one.item.id for one in (target.checklist.scoring.items if target.checklist.scoring else ())}
    prefix = target.checklist.every[0]
    return identifier in others or identifier.split("-")[0] == entry(prefix).id.split("-")[0]


def _callers(form: str, desk: _Desk) -> tuple[str, ...]:
    """The rules, materials and scoring items of the track that call for a paper."""
    checklist, track = desk.target.checklist, desk.target.track
    scored = checklist.scoring.items if checklist.scoring else ()
    return (
        *(one.rule.id for one in checklist.in_order(track) if form in papers_called(one.condition)),
        *(one.item.id for one in scored if any(draft.form == form for draft in one.drafts)),
    )


def _without_entry(one: Wanted, desk: _Desk) -> list[str]:
    """What is told of a paper that the library does not hold."""
    if one.under:
        told = "、".join(f"{where}「{kind}」" for where, kind in one.under)
        return [f"{told}：库里没有文稿 forms/{one.form}，照通知的要求自己写，定稿登记到附件"]
    told = "evalprep 没有空白表：向受理单位索取，或照通知的要求自己写，定稿登记到附件"
    return [f"{material}：{told}" for material in _not_attached(one.form, desk)]


def _not_attached(form: str, desk: _Desk) -> list[str]:
    """The materials that are made of a form and not yet attached: 「JL-M2 《申请表》」."""
    attached = desk.world.project.attachments or {}
    made = [
        (one.rule, one.condition.attached)
        for one in desk.target.checklist.judged(desk.target.track)
        if one.condition and f"form:{form}" in one.condition.reads
    ]
    return [f"{one.id}  {one.title}" for one, kinds in made if not all(attached.get(kind) for kind in kinds)]


def _of_nobody(called: Sequence[Wanted], desk: _Desk) -> list[str]:
    """The drafts for recommended organisations, while none is named."""
    if desk.world.project.recommends:
        return []
    ready = [
        one
        for one in desk.target.checklist.in_order(desk.target.track)
        if one.condition and one.condition.drafts and RECOMMENDED in one.condition.reads
    ]
    forms = {draft.form for one in ready if one.condition for draft in one.condition.drafts}
    lacking = forms - {one.form for one in called}
    told = "推荐机构的实施方案、规章制度等文稿：还没有登记「推荐的机构」，登记各家的项目文件后再生成一次"
    return [f"{told}（{len(lacking)} 种）"] if lacking else []


def _list_materials(result: CheckResult, desk: _Desk) -> None:
    """The list of what the notice asks for, first in the folder."""
    if not result.materials:
        return

    def papers_of(identifier: str) -> list[MadePaper]:
        return [made for _, made in (*desk.papers, *desk.drafts) if identifier in made.serves]

    rows = tuple(material_rows(result.materials, result.findings, papers_of, desk.awaited, result.score))
    title = f"{result.organization or ''}申报材料清单"
    sheet = materials_sheet(rows, title, (f"依据：{result.notice.number}《{result.notice.title}》", *NOTES))
    name = f"00-{MATERIALS}.xlsx"
    paper = Paper(name, write_workbook([sheet]), LIST_FORM, (), ())
    desk.papers.insert(0, (paper, MadePaper(name, MATERIALS, kind="list")))


def _read_blank(blank: Path) -> bytes:
    try:
        return blank.read_bytes()
    except OSError as failure:
        told = "没有读取权限" if isinstance(failure, PermissionError) else "读不出来"
        remedy = "确认这个文件能用 Word 或 WPS 打开，再运行一次"
        raise FormError(Problem("unreadable_blank", f"空白表{told}", remedy, Place(str(blank)))) from failure
