"""The law and the forms of one library, read once: checklists by jurisdiction and day, form maps, occupation tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from evalprep.documents.formfile import parse_form_map
from evalprep.documents.formmap import FormMap
from evalprep.documents.values import State, slot_states
from evalprep.errors import ChecklistError, InputError, Place, Problem, ProjectError, UsageError
from evalprep.model.catalogs import Catalogs
from evalprep.model.derived import asked_for, read_for
from evalprep.model.fields import concrete, pattern, value_at
from evalprep.model.project import Project
from evalprep.model.validation import Path as FieldPath
from evalprep.model.validation import nearest
from evalprep.rules.checklist import ReadyChecklist, parse_checklist
from evalprep.rules.references import CircularChecklists, NoChecklist
from evalprep.rules.world import FormState
from evalprep.store.library import Library, checklist_name, read_csv
from evalprep.store.project import StoredProject
from evalprep.store.yaml import read_yaml
from evalprep.submission.record import ProjectRecord

TABLES = {
    "occupations-2022": ("code", "name"),
    "catalogue-2020": ("number", "qualification", "occupation", "code_2022"),
    "renames": ("name", "catalogue_name"),
    "access-controlled": ("code", "name"),
    "uscc-types": ("first", "authority", "second", "type"),
    "provinces": ("code", "name"),
}
"""The occupation tables in the order of `Catalogs.from_rows`, each with the columns that it must have."""


@dataclass(frozen=True)
class Target:
    """What an applicant is held against: one notice, one track."""

    checklist: ReadyChecklist
    track: str | None

    @property
    def name(self) -> str:
        """`hunan:province`, as the command line writes it."""
        return f"{self.checklist.jurisdiction}:{self.track}" if self.track else self.checklist.jurisdiction

    @property
    def folder(self) -> str:
        """`hunan-province`, as a folder is named."""
        return f"{self.checklist.jurisdiction}-{self.track}" if self.track else self.checklist.jurisdiction

    @property
    def track_title(self) -> str | None:
        """The track in Chinese."""
        return self.checklist.tracks[self.track] if self.track else None


@dataclass
class Law:
    """Everything that a library holds, read when it is first asked for."""

    library: Library
    _checklists: dict[Path, ReadyChecklist] = field(default_factory=dict)
    _loading: dict[Path, str] = field(default_factory=dict)
    """The files that are being read, for those that they refer to may refer back."""
    _catalogs: Catalogs | None = None

    @property
    def catalogs(self) -> Catalogs:
        """The occupation tables."""
        if self._catalogs is None:
            self._catalogs = Catalogs.from_rows(
                *(self._table(f"{name}.csv", columns) for name, columns in TABLES.items())
            )
        return self._catalogs

    def _table(self, name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
        path = self.library.catalog(name)
        rows = read_csv(path)
        lacking = [column for column in columns if rows and column not in rows[0]]
        odd = [
            n for n, row in enumerate(rows, 2) if "number" in columns and not row.get("number", "").isdigit()
        ]
        if lacking:
            told = f"表里没有「{'」「'.join(lacking)}」这一列"
            raise ChecklistError(
                Problem("no_column", told, f"第一行应为：{','.join(columns)}", Place(str(path), 1))
            )
        if odd:
            raise ChecklistError(
                Problem("bad_number", "number 一列应当是序号", "改成数字", Place(str(path), odd[0]))
            )
        return rows

    def notices(self, jurisdiction: str) -> list[ReadyChecklist]:
        """All notices of a jurisdiction, the newest last; raises UsageError for a jurisdiction that is none."""
        if jurisdiction not in self.library.jurisdictions():
            known = self.library.jurisdictions()
            near = nearest(jurisdiction, known)
            remedy = (
                f"是不是 {near}？" if near else f"可以用：{'、'.join(known)}（evalprep list jurisdictions）"
            )
            raise UsageError(
                Problem("unknown_jurisdiction", f"没有「{jurisdiction}」这个申报地区的条件清单", remedy)
            )
        found = [self._checklist(file) for file in self.library.notices(jurisdiction)]
        return sorted(found, key=lambda checklist: checklist.notice.issued)

    def checklist(self, name: str) -> ReadyChecklist:
        """The checklist of a file in the library, `national/2020-16`, read with those that it refers to.

        Raises NoChecklist, CircularChecklists, and ChecklistError where the file is broken.
        """
        known = self.library.checklists()
        if name not in known:
            raise NoChecklist(name, nearest(name, known))
        return self._checklist(known[name])

    def _checklist(self, file: Path) -> ReadyChecklist:
        if file in self._checklists:
            return self._checklists[file]
        name = checklist_name(file)
        if file in self._loading:
            chain = list(self._loading)
            raise CircularChecklists([*(self._loading[one] for one in chain[chain.index(file) :]), name])
        self._loading[file] = name
        try:
            source = read_yaml(file, error=ChecklistError)
            self._checklists[file] = parse_checklist(
                source, file.parent.name, self.checklist, self.catalogs.provinces
            )
        finally:
            del self._loading[file]
        return self._checklists[file]

    def in_force(self, jurisdiction: str, on: date, number: str | None = None) -> ReadyChecklist:
        """The newest notice issued by a day and not yet replaced; with a number, that notice."""
        notices = self.notices(jurisdiction)
        if number is not None:
            chosen = [
                one
                for one in notices
                if number in (one.notice.number, one.notice.number.replace("〔", "[").replace("〕", "]"))
            ]
        else:
            chosen = [
                one
                for one in notices
                if one.notice.issued <= on and not (one.notice.replaced_on and one.notice.replaced_on <= on)
            ]
        if not chosen:
            listed = "、".join(f"{one.notice.number}（{one.notice.issued} 发布）" for one in notices)
            told = (
                f"{jurisdiction} 没有文号为「{number}」的通知"
                if number
                else f"{jurisdiction} 在 {on} 没有生效的通知"
            )
            raise UsageError(Problem("no_notice", told, f"已有的通知：{listed}"))
        return chosen[-1]

    def targets(self, wanted: str, on: date, number: str | None = None) -> list[Target]:
        """What `-j JUR[:TRACK]` names; without a track every track."""
        jurisdiction, colon, track = wanted.partition(":")
        checklist = self.in_force(jurisdiction, on, number)
        if colon and track not in checklist.tracks:
            listed = "、".join(
                f"{jurisdiction}:{name}（{title}）" for name, title in checklist.tracks.items()
            )
            told = f"{jurisdiction} 没有「{track}」这个类别"
            raise UsageError(
                Problem(
                    "unknown_track",
                    told,
                    f"可以用：{listed}" if listed else f"{jurisdiction} 不分类别，直接写 -j {jurisdiction}",
                )
            )
        tracks: list[str | None] = [track] if track else [*checklist.tracks] or [None]
        return [Target(checklist, one) for one in tracks]

    def own_targets(self, stored: StoredProject, on: date, number: str | None = None) -> list[Target]:
        """What the project itself says that it applies for, each once, in its order; raises ProjectError with the place."""
        found: dict[str, Target] = {}
        for index, wanted in enumerate(stored.project.targets or ()):
            if not wanted.jurisdiction:
                continue
            name = f"{wanted.jurisdiction}:{wanted.track}" if wanted.track else wanted.jurisdiction
            try:
                found |= {target.name: target for target in self.targets(name, on, number)}
            except UsageError as error:
                place = stored.place(("targets", index))
                raise ProjectError(replace(problem, place=place) for problem in error.problems) from None
        return list(found.values())

    def form(self, identifier: str) -> FormMap:
        """The map of a form."""
        return parse_form_map(read_yaml(self.library.form(identifier).map))

    def form_states(self, target: Target, project: Project) -> Mapping[str, FormState]:
        """How far each form of a target is complete; a form that the library lacks is not there."""
        return self.states_of(target.checklist.forms(target.track), project)

    def states_of(self, forms: Iterable[str], project: Project) -> Mapping[str, FormState]:
        """How far each of some forms is complete; a form that the library lacks is not there."""
        states = {}
        for identifier in forms:
            try:
                form = self.form(identifier)
            except InputError:
                if identifier in self.library.forms():
                    raise
                continue
            states[identifier] = _state(form, project)
        return states


def _state(form: FormMap, project: Project) -> FormState:
    waiting: dict[FieldPath, None] = {}
    unfit: list[str] = []
    for slot in slot_states(form, ProjectRecord(project)):
        if slot.state is State.OPEN:
            asked = asked_for(concrete(slot.path))
            unknown = [path for path in asked if value_at(project, path) in (None, ())]
            waiting |= dict.fromkeys(unknown)
            unfit += [] if unknown else [slot.label]
    return FormState(form.title, tuple(waiting), frozenset(printed_fields(form)), tuple(unfit))


def printed_fields(form: FormMap) -> set[str]:
    """The registry's paths of every field that a form prints."""
    patterns = [slot.path for section in form.sections for slot in section.every_slot() if not slot.leave]
    for section in form.sections:
        if section.rows:
            patterns.append(section.rows.from_)
            patterns += [f"{section.rows.from_}[]{path}" for path in section.rows.columns.values()]
    return {read for one in patterns for read in read_for(pattern(concrete(one)) if "[" not in one else one)}
