"""What a submission holds (材料清单): each number of the notice's list with its papers, and those that are lacking.

Pure: nothing is read or written. Numbers, folders and names depend on what the notice asks, not on what is there
already, so that a paper that comes later moves no other.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from evalprep.model.enclosures import Enclosure, EnclosureKind, Item, Lacking, Submission
from evalprep.model.evidence import FileState
from evalprep.model.results import CheckResult, Finding, Outcome, Shown
from evalprep.model.verdicts import Verdict, Weight
from evalprep.submission.layout import Sheet, Slot, draft_mark, in_order, laid_out, numbered, suffix_of

LONGEST_NAME = 40
"""In characters, of an item that has no short name."""
NOT_ATTACHED = "还没有附上"
EASED = "放宽情形的佐证"
UNFINISHED = "同一份定稿的其他文件还不能用，整份先不放进去"


@dataclass(frozen=True)
class MadeForm:
    """A form or list that `build` can make: its title, the suffix of the file (.docx), and what it is."""

    title: str
    suffix: str
    kind: EnclosureKind


def plan(
    result: CheckResult, forms: Mapping[str, MadeForm], files: Mapping[str, FileState], *, ready: bool
) -> Submission:
    """The submission for a result; `forms` by id are those that can be made now, `files` the states of the files that
    the project names, by name. The papers of one that is not `ready` carry 草稿 in their names.
    """
    clauses: dict[str, list[Finding]] = {}
    for material in _materials(result):
        if material.weight is not Weight.NOTE:
            clauses.setdefault(_clause(material), []).append(material)
    items, eased = [], _eased(result)
    for number, (clause, found) in enumerate(clauses.items(), 1):
        gathered = _Gathered(forms, files)
        for one in found:
            gathered.add(one)
            if one.easing_evidence and one.verdict is not Verdict.NOT_APPLICABLE:
                gathered.add_eased(one, eased)
        lead, name = numbered(number, len(clauses)), _name(found)
        enclosures = laid_out(lead, name, gathered.asked, gathered.sheets, ready=ready)
        lacking = tuple(dict.fromkeys(gathered.placed()))
        items.append(Item(number, name, clause, tuple(found), enclosures, lacking))
    return Submission(tuple(items), ready, front(ready), _elsewhere(eased, items))


def front(ready: bool) -> tuple[Enclosure, ...]:
    """Cover and list of contents, which stand before the first item."""
    kinds = {"封面": EnclosureKind.COVER, "目录": EnclosureKind.CONTENTS}
    return tuple(
        Enclosure(f"00-{title}{draft_mark(ready=ready)}.docx", title, kind, piece=title)
        for title, kind in kinds.items()
    )


def notes(result: CheckResult) -> tuple[Finding, ...]:
    """What the list only notes and a form is filled for all the same: papers for the desk, as 自评表."""
    noted = (one for one in _materials(result) if one.weight is Weight.NOTE)
    return tuple(one for one in noted if any(shown.form for shown in one.outcome.shown))


def same_file(name: str) -> str:
    """A file's name, one for all ways to write it: with backslashes, with `./`."""
    return posixpath.normpath(name.replace("\\", "/"))


def _materials(result: CheckResult) -> Iterator[Finding]:
    return (one for material in result.materials for one in _referred(material))


def _referred(material: Finding) -> Iterator[Finding]:
    """The materials of another notice to which one refers as a whole, else itself."""
    parts = material.outcome.parts
    meant = [part.finding for part in parts if part.finding is not None]
    # What a recommended organisation's own project says names files in its folder, not in this one.
    if not meant or len(meant) < len(parts) or material.subject is not None:
        yield material
        return
    for one in meant:
        yield from _referred(one)


def _clause(material: Finding) -> str:
    """Where the list asks for it; of another notice with that one's number, for the numbers of clauses are alike."""
    return f"{material.notice} {material.clause}" if material.notice else material.clause


def _name(materials: Sequence[Finding]) -> str:
    heading = next((one.heading for one in materials if one.heading), None)
    return heading or materials[0].short or materials[0].title[:LONGEST_NAME]


@dataclass
class _Gathered:
    """What stands under one number: the slots that are asked, the files that fill them, and what is lacking."""

    forms: Mapping[str, MadeForm]
    files: Mapping[str, FileState]
    asked: list[Slot] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    lacking: list[Lacking] = field(default_factory=list)
    slots: dict[Lacking, str] = field(default_factory=dict)
    """The piece that each of the lacking is, where a place is kept for it."""
    by_form: dict[str, list[Sheet]] = field(default_factory=dict)
    """What answers each form: the made one, or the copies of the finished one."""

    def add(self, material: Finding) -> None:
        """What one material asks for; nothing where it is not applicable."""
        if material.verdict is Verdict.NOT_APPLICABLE:
            return
        for shown in _shown(material):
            if shown.form:
                self._form(shown, shown.form, material)
            else:
                self._evidence(shown, material)
        if not material.outcome.shown and material.verdict in (Verdict.UNMET, Verdict.UNKNOWN):
            self.lacking.append(Lacking(material.short or material.title, material.outcome.message))

    def add_eased(self, material: Finding, eased: Iterable[str]) -> None:
        """The evidence of easings, which the material takes in besides its own."""
        own = {same_file(sheet.source) for sheet in self.sheets if sheet.source}
        if files := tuple(name for name in eased if same_file(name) not in own):
            self._evidence(Shown(EASED, files), material)

    def _evidence(self, shown: Shown, material: Finding) -> None:
        if not shown.files:
            self._lacks(shown, NOT_ATTACHED)
        for name in shown.files:
            state = self._state(name)
            if state is FileState.GOOD:
                self._copy(name, shown, material)
            else:
                self._lacks(shown, state.reason, name)

    def _form(self, shown: Shown, form: str, material: Finding) -> None:
        """The finished paper where all of it opens, else the made one, once for all materials that ask for it.

        The first material that names a form asks for the whole of it: its finished paper holds what later ones ask.
        """
        usable = shown.files and all(self._state(name) is FileState.GOOD for name in shown.files)
        if usable:
            copies = [self._copy(name, shown, material) for name in shown.files]
            self.by_form.setdefault(form, copies)
            return
        if form not in self.by_form and form in self.forms:
            self._make(form, shown)
        for name in shown.files:
            self._lacks(shown, self._state(name).reason or UNFINISHED, name, at_hand=form in self.by_form)
        if form in self.by_form:
            for sheet in self.by_form[form]:
                sheet.materials.append(material.id)
                sheet.copies.append(shown.is_copy)
        elif not shown.files:
            self._lacks(shown, _message(material.outcome, shown) or material.outcome.message)

    def _make(self, form: str, shown: Shown) -> None:
        made = self.forms[form]
        slot = Slot(made.title, shown.subject, shown.measure)
        self.asked.append(slot)
        self.by_form[form] = [Sheet(made.kind, made.suffix, form, slots=[slot])]
        self.sheets += self.by_form[form]

    def _copy(self, name: str, shown: Shown, material: Finding) -> Sheet:
        """The copy of a file; one that is there already fills this slot too."""
        slot = Slot(shown.piece, shown.subject, shown.measure)
        self.asked.append(slot)
        there = (one for one in self.sheets if one.source and same_file(one.source) == same_file(name))
        sheet = next(there, None)
        if sheet is None:
            sheet = Sheet(EnclosureKind.COPY, suffix_of(name), source=name)
            self.sheets.append(sheet)
        sheet.form = sheet.form or shown.form
        sheet.slots.append(slot)
        sheet.materials.append(material.id)
        sheet.copies.append(shown.is_copy)
        return sheet

    def _lacks(self, shown: Shown, reason: str, name: str | None = None, *, at_hand: bool = False) -> None:
        """A paper, or one file of it, is lacking; its place is kept unless the form is `at_hand`."""
        title = f"{shown.piece}（{shown.subject}）" if shown.subject else shown.piece
        lack = Lacking(title, reason, name)
        self.lacking.append(lack)
        if not at_hand:
            self.asked.append(Slot(shown.piece, shown.subject))
            self.slots[lack] = shown.piece

    def placed(self) -> Iterator[Lacking]:
        """What is lacking, with the number of its piece as the names in the folder count the pieces."""
        numbers = {piece: at for at, piece in enumerate(in_order(self.asked, self.sheets), 1)}
        several = len(numbers) > 1
        for lack in self.lacking:
            yield replace(lack, place=numbers.get(self.slots.get(lack, "")) if several else None)

    def _state(self, name: str) -> FileState:
        return self.files.get(name, FileState.ABSENT)


def _shown(material: Finding) -> tuple[Shown, ...]:
    """The papers that a material asks for; a management rule that is a material by itself has the name in the list.

    What a kind of rules is called is our word (违纪违规处理制度), what stands in the list is the notice's.
    """
    papers = material.outcome.shown
    if material.outcome.rule and material.short and len(papers) == 1:
        return (replace(papers[0], piece=material.short),)
    return papers


def _message(outcome: Outcome, shown: Shown) -> str:
    """What is told of a paper by the innermost of the conditions that ask for it."""
    inner = (_message(part, shown) for part in outcome.parts if shown in part.shown)
    return next(inner, outcome.message if shown in outcome.shown else "")


def _eased(result: CheckResult) -> Mapping[str, list[str]]:
    """The files on which easings rest that stand in for a requirement, each once, with what the easings are called."""
    every = (*result.findings, *_materials(result))
    found: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for easing in (easing for one in every if one.verdict is Verdict.EASED for easing in one.eased_by):
        for name in easing.files:
            titles = found.setdefault(names.setdefault(same_file(name), name), [])
            titles += [easing.title] if easing.title not in titles else []
    return found


def _elsewhere(eased: Iterable[str], items: Sequence[Item]) -> tuple[str, ...]:
    """The files of easings that are in no item, each once."""
    held = {same_file(one.source) for item in items for one in item.enclosures if one.source}
    return tuple(name for name in eased if same_file(name) not in held)
