"""From what a notice calls for to the bytes of papers: forms and lists filled, first drafts written, each with what it still waits for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import UnionType

from evalprep.documents.awaited import AwaitedMap
from evalprep.documents.forms.fill import Filled, fill
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.outlines.draft import write_outline
from evalprep.documents.outlines.outline_map import OutlineMap
from evalprep.documents.papermap import PaperMap
from evalprep.documents.sheets.listmap import ListMap
from evalprep.documents.sheets.listsheets import write_list
from evalprep.documents.values import SlotState, State
from evalprep.errors import FormError, Place, Problem
from evalprep.law import Law, Target
from evalprep.model.derived import SCORE
from evalprep.model.fields import concrete, label
from evalprep.report.made import MadePaper
from evalprep.report.open_slots import OpenSlot
from evalprep.rules.called import wanted
from evalprep.rules.checklist import entry, papers_called
from evalprep.rules.drafts import Wanted
from evalprep.rules.papers import awaiting
from evalprep.rules.recommended import own_world
from evalprep.rules.references import RECOMMENDED
from evalprep.rules.world import World
from evalprep.submission.completeness import drafted_fields, listed_fields, printed_fields
from evalprep.submission.outline_facts import OutlineFacts, outline_facts, outline_names
from evalprep.submission.record import Extra, ProjectRecord

MOST_NAMED = 3
"""How many of the fields that one slot waits for are named."""


@dataclass(frozen=True)
class Made:
    """A paper as made: its bytes, what the manifest says of it, and how each of its slots stands."""

    form: str
    content: bytes
    serves: tuple[str, ...]
    """The requirements of this notice and track that it serves."""
    fields: tuple[str, ...]
    """The fields of the project file that it prints."""
    told: MadePaper


@dataclass
class Maker:
    """Makes the papers of one notice and track; what cannot be made is noted in `lacking`."""

    target: Target
    on: date
    law: Law
    world: World
    extra: Extra
    lacking: list[str] = field(default_factory=list)
    awaited: set[str] = field(default_factory=set)
    """The ids of materials whose official file the library lacks."""
    _facts: dict[int, OutlineFacts] = field(default_factory=dict)

    def called(self) -> tuple[Wanted, ...]:
        """Every paper that the track calls for, of the applicant and of each recommended organisation."""
        return wanted(self.target.checklist, self.target.track, self.world)

    def can_make(self, identifier: str) -> PaperMap | None:
        """The entry of a form or list that can be filled; None for what the library lacks, awaits or has no blank of."""
        if identifier not in self.law.library.forms():
            return None
        form = self.law.paper(identifier)
        return form if isinstance(form, FormMap | ListMap) else None

    def has(self, identifier: str, kind: type[PaperMap] | UnionType = PaperMap) -> bool:
        """Whether the library has a paper, of a kind where one is named."""
        return identifier in self.law.library.forms() and isinstance(self.law.paper(identifier), kind)

    def form(self, identifier: str) -> Made:
        """An official form or a list of the applicant, filled. Raises FormError."""
        return self.make(Wanted(identifier, None, (), finished=False), self.world)

    def make(self, one: Wanted, around: World) -> Made:
        """A paper of an organisation; `around` is what is known of it. Raises FormError."""
        form = self.law.paper(one.form)
        record = self.law.record(around.project, self.on, None if one.of else self.extra)
        facts = self._facts_of(around)
        filled = self._filled(form, record, facts)
        slots = {state: tuple(slot for slot in filled.slots if slot.state is state) for state in State}
        whose = self.organization(around, one) if one.of else ""
        return Made(
            one.form,
            filled.content,
            tuple(requirement for requirement in form.serves if self._belongs(requirement)),
            self._fields(form),
            MadePaper(
                "",
                self.title(one, around),
                kind="draft" if one.under else "list" if isinstance(form, ListMap) else "form",
                open=tuple(_open(slot, record, facts, around) for slot in slots[State.OPEN]),
                left=slots[State.LEFT],
                under=one.under,
                whose=f"{whose}（「推荐的机构」第 {one.of.number} 行）" if one.of else "",
                serves=self.callers(one.form),
            ),
        )

    def world_of(self, one: Wanted) -> World | str:
        """What is known of the organisation that a paper is of; a text where its project file cannot be used."""
        return own_world(self.world, one.of) if one.of else self.world

    def title(self, one: Wanted, around: World) -> str:
        """What a paper is called, with the organisation where it is a recommended one's."""
        title = self.law.paper(one.form).title
        return f"{title}-{self.organization(around, one)}" if one.of else title

    def suffix(self, form: str) -> str:
        """That of the file: a list is an Excel file, everything else one of Word."""
        return ".xlsx" if self.has(form, ListMap) else ".docx"

    def organization(self, around: World, one: Wanted) -> str:
        """What a file name and a message call the recommended organisation."""
        organization = around.project.organization
        return (organization and organization.name) or f"推荐机构{one.of.number if one.of else ''}"

    def callers(self, form: str) -> tuple[str, ...]:
        """The rules, materials and scoring items of the track that call for a paper."""
        checklist, track = self.target.checklist, self.target.track
        scored = checklist.scoring.items if checklist.scoring else ()
        return (
            *(one.rule.id for one in checklist.in_order(track) if form in papers_called(one.condition)),
            *(one.item.id for one in scored if any(draft.form == form for draft in one.drafts)),
        )

    def note_lacking(self, called: Sequence[Wanted]) -> None:
        """Note each paper that is called for and cannot be made, and what to do instead."""
        for one in called:
            if one.form not in self.law.library.forms():
                self.lacking += self._without_entry(one)
            elif isinstance(around := self.world_of(one), str):
                assert one.of is not None
                self.lacking.append(f"「推荐的机构」第 {one.of.number} 行的文稿：{around}")
            elif isinstance(form := self.law.paper(one.form), AwaitedMap):
                told = awaiting(form.awaits)
                self.lacking += [f"{whose}：{told}" for whose in self._not_attached(one.form)]
                self.awaited.update(self.callers(one.form))
        self.lacking = list(dict.fromkeys([*self.lacking, *self._of_nobody(called)]))

    def _facts_of(self, around: World) -> OutlineFacts:
        """What outlines say of an organisation as a whole, made out once."""
        if id(around) not in self._facts:
            self._facts[id(around)] = outline_facts(around, self.target.checklist.notice)
        return self._facts[id(around)]

    def _filled(self, form: PaperMap, record: ProjectRecord, facts: OutlineFacts) -> Filled:
        files, law = self.law.library.form(form.form), self.law
        match form:
            case FormMap():
                if files.blank is None:
                    told, remedy = f"表格 {form.form} 没有空白表", "在表格文件夹里放上空白表 blank.docx"
                    raise FormError(Problem("no_blank", told, remedy, Place(str(files.folder))))
                return fill(_read_blank(files.blank), form, record, name=str(files.blank))
            case ListMap():
                return write_list(form, record, law.tables)
            case OutlineMap():
                text, name = law.outline(form.form), str(files.outline)
                return write_outline(form, text, record, facts.texts, law.tables, outline_names(), name)
            case _:
                raise TypeError(f"{form.form} cannot be made")

    def _fields(self, form: PaperMap) -> tuple[str, ...]:
        match form:
            case FormMap():
                found = printed_fields(form)
            case ListMap():
                found = listed_fields(form, self.law.tables)
            case _:
                found = drafted_fields(self.law.outline(form.form), self.law.tables)
        return tuple(sorted(found))

    def _belongs(self, identifier: str) -> bool:
        target = self.target
        found = target.checklist.find(identifier)
        if found is not None:
            return entry(found).applies_to(target.track)
        scoring = target.checklist.scoring
        others = {one.item.id for one in (scoring.items if scoring else ())}
        prefix = target.checklist.every[0]
        return identifier in others or identifier.split("-")[0] == entry(prefix).id.split("-")[0]

    def _without_entry(self, one: Wanted) -> list[str]:
        """What is told of a paper that the library does not hold."""
        if one.under:
            told = "、".join(f"{where}「{kind}」" for where, kind in one.under)
            return [f"{told}：库里没有文稿 forms/{one.form}，照通知的要求自己写，定稿登记到附件"]
        told = "evalprep 没有空白表：向受理单位索取，或照通知的要求自己写，定稿登记到附件"
        return [f"{material}：{told}" for material in self._not_attached(one.form)]

    def _not_attached(self, form: str) -> list[str]:
        """The materials that are made of a form and not yet attached: 「JL-M2 《申请表》」."""
        attached = self.world.project.attachments or {}
        made = [
            (one.rule, one.condition.attached)
            for one in self.target.checklist.judged(self.target.track)
            if one.condition and f"form:{form}" in one.condition.reads
        ]
        return [
            f"{one.id}  {one.title}" for one, kinds in made if not all(attached.get(kind) for kind in kinds)
        ]

    def _of_nobody(self, called: Sequence[Wanted]) -> Iterator[str]:
        """The drafts for recommended organisations, while none is named."""
        if self.world.project.recommends:
            return
        ready = [
            one
            for one in self.target.checklist.in_order(self.target.track)
            if one.condition and one.condition.drafts and RECOMMENDED in one.condition.reads
        ]
        forms = {draft.form for one in ready if one.condition for draft in one.condition.drafts}
        if lacking := forms - {one.form for one in called}:
            told = (
                "推荐机构的实施方案、规章制度等文稿：还没有登记「推荐的机构」，登记各家的项目文件后再生成一次"
            )
            yield f"{told}（{len(lacking)} 种）"


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


def _read_blank(blank: Path) -> bytes:
    try:
        return blank.read_bytes()
    except OSError as failure:
        told = "没有读取权限" if isinstance(failure, PermissionError) else "读不出来"
        remedy = "确认这个文件能用 Word 或 WPS 打开，再运行一次"
        raise FormError(Problem("unreadable_blank", f"空白表{told}", remedy, Place(str(blank)))) from failure
