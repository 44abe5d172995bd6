"""The law and the forms of one library, read once: checklists by jurisdiction and day, form maps, occupation tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from evalprep import __version__
from evalprep.documents.awaited import AwaitedMap
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.outlines.outline_map import OutlineMap
from evalprep.documents.papermap import PaperMap, parse_paper
from evalprep.documents.sheets.listfile import parse_tables
from evalprep.documents.sheets.listmap import ListMap, Table
from evalprep.errors import ChecklistError, FormError, Place, Problem, ProjectError, UsageError
from evalprep.model.catalogs import Catalogs
from evalprep.model.project import Project
from evalprep.model.validation import nearest
from evalprep.rules.checklist import ReadyChecklist, parse_checklist
from evalprep.rules.references import CircularChecklists, NoChecklist
from evalprep.rules.world import FormState
from evalprep.store.library import Library, checklist_name, read_csv
from evalprep.store.project import StoredProject
from evalprep.store.text import read_text
from evalprep.store.yaml import read_yaml
from evalprep.submission.completeness import (
    awaited_state,
    draft_state,
    form_state,
    is_printable,
    list_state,
)
from evalprep.submission.derived_scores import scores_to_come
from evalprep.submission.outline_facts import OutlineFacts
from evalprep.submission.record import Extra, ProjectRecord

TABLES = {
    "occupations-2022": ("code", "name"),
    "catalogue-2020": ("number", "qualification", "occupation", "code_2022"),
    "renames": ("name", "catalogue_name"),
    "access-controlled": ("code", "name"),
    "uscc-types": ("first", "authority", "second", "type"),
    "provinces": ("code", "name"),
}
"""The occupation tables in the order of `Catalogs.from_rows`, each with the columns that it must have."""
NO_BLANK = "把官方空白表放进库里"


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
    def label(self) -> str:
        """全国; 某省（面向全省）: as people call it."""
        area = self.checklist.notice.area
        return f"{area}（{self.track_title}）" if self.track_title else area

    @property
    def folder(self) -> str:
        """`hunan-province`, as a folder is named."""
        return f"{self.checklist.jurisdiction}-{self.track}" if self.track else self.checklist.jurisdiction

    @property
    def about(self) -> Mapping[str, str | None]:
        """What a manifest says of papers made for it; not the day, so that papers that are the same stay the same."""
        return {
            "tool": f"evalprep {__version__}",
            "notice": self.checklist.notice.number,
            "jurisdiction": self.checklist.jurisdiction,
            "track": self.track,
        }

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
    _papers: dict[str, PaperMap] = field(default_factory=dict)
    _tables: Mapping[str, Table] | None = None
    _outlines: dict[str, str] = field(default_factory=dict)

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
        jurisdiction = self.jurisdiction(jurisdiction)
        found = [self._checklist(file) for file in self.library.notices(jurisdiction)]
        return sorted(found, key=lambda checklist: checklist.notice.issued)

    def jurisdiction(self, wanted: str) -> str:
        """A jurisdiction by its name in the library, or as people say it, whole or begun; raises UsageError for none."""
        known = self.library.jurisdictions()
        if wanted in known:
            return wanted
        areas = {name: self._checklist(self.library.notices(name)[-1]).notice.area for name in known}
        said = [name for name, area in areas.items() if area == wanted]
        said = said or [name for name, area in areas.items() if wanted and area.startswith(wanted)]
        if len(said) == 1:
            return said[0]
        near, listed = nearest(wanted, known), "、".join(f"{name}（{area}）" for name, area in areas.items())
        remedy = f"是不是 {near}？" if near else f"可以用：{listed}"
        told = f"没有「{wanted}」这个申报地区的条件清单"
        raise UsageError(Problem("unknown_jurisdiction", told, remedy))

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
                if number is not None:
                    raise  # of the command's option, not of the file
                place = replace(stored.place(("targets", index)), file=str(stored.path))
                raise ProjectError(replace(problem, place=place) for problem in error.problems) from None
        return list(found.values())

    def paper(self, identifier: str) -> PaperMap:
        """The entry of a paper: an official form, a free document, a list, or a form whose official file is awaited.

        Raises InputError for an id that is none, FormError with every complaint about its file.
        """
        if identifier not in self._papers:
            source = read_yaml(self.library.form(identifier).map, error=FormError)
            self._papers[identifier] = parse_paper(source, lambda: self.tables, is_printable)
        return self._papers[identifier]

    @property
    def tables(self) -> Mapping[str, Table]:
        """The named tables of outlines and lists; of two with one name the first root's."""
        if self._tables is None:
            found: dict[str, Table] = {}
            for file in reversed(self.library.tables()):
                found |= parse_tables(read_yaml(file, error=FormError), is_printable)
            self._tables = found
        return self._tables

    def outline(self, identifier: str) -> str:
        """The text of a free paper's outline; raises FormError where it cannot be read."""
        if identifier not in self._outlines:
            file = self.library.form(identifier).outline
            self._outlines[identifier] = read_text(file, error=FormError).text
        return self._outlines[identifier]

    def draft_states(
        self, forms: Iterable[str], record: ProjectRecord, facts: OutlineFacts
    ) -> Mapping[str, FormState]:
        """How far what each of some first drafts (初稿) prints of a project is known; what the library lacks is not there."""
        known = set(self.library.forms())
        found = {one: self._draft_state(one, record, facts) for one in forms if one in known}
        return {identifier: state for identifier, state in found.items() if state is not None}

    def _draft_state(self, identifier: str, record: ProjectRecord, facts: OutlineFacts) -> FormState | None:
        form = self.paper(identifier)
        if not isinstance(form, OutlineMap):
            return self._state(identifier, record)
        return draft_state(form.title, self.outline(identifier), record, facts, self.tables)

    def record(self, project: Project, on: date, extra: Extra | None = None) -> ProjectRecord:
        """A project as papers see it on a day."""
        return ProjectRecord(project, on, extra, catalogs=self.catalogs)

    def form_states(self, target: Target, project: Project, on: date) -> Mapping[str, FormState]:
        """How far each form of a target is complete on a day; a form that the library lacks is not there."""
        scores = scores_to_come(target.checklist.scoring, project)
        return self.states_of(target.checklist.forms(target.track), project, on, scores)

    def states_of(
        self, forms: Iterable[str], project: Project, on: date, extra: Extra | None = None
    ) -> Mapping[str, FormState]:
        """How far each of some forms is complete on a day; a form that the library lacks is not there."""
        known, record = set(self.library.forms()), self.record(project, on, extra)
        found = {one: self._state(one, record) for one in forms if one in known}
        return {identifier: state for identifier, state in found.items() if state is not None}

    def _state(self, identifier: str, record: ProjectRecord) -> FormState | None:
        """How far a paper is complete; None for one that the applicant writes, which nothing but the finished paper shows."""
        match self.paper(identifier):
            case FormMap() as form:
                state = form_state(form, record)
                blank = self.library.form(identifier).blank
                return (
                    state if blank else replace(state, awaits=f"{NO_BLANK}（forms/{identifier}/blank.docx）")
                )
            case ListMap() as form:
                return list_state(form, record, self.tables)
            case AwaitedMap() as form:
                return awaited_state(form)
            case _:
                return None
