"""What a build would do, before anything is written: the check, the plan of the submission, what is wrong with the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evalprep.build.making import Maker
from evalprep.check import world
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.outlines.outline_map import OutlineMap
from evalprep.documents.papermap import PaperMap
from evalprep.documents.sheets.listmap import ListMap
from evalprep.errors import Place
from evalprep.law import Law, Target
from evalprep.model.enclosures import EnclosureKind, Submission
from evalprep.model.evidence import FileState, named_files
from evalprep.model.results import CheckResult
from evalprep.model.verdicts import Overall
from evalprep.rules.drafts import Wanted
from evalprep.rules.evaluate import evaluate
from evalprep.rules.world import World
from evalprep.store.evidence import locate
from evalprep.store.project import StoredProject
from evalprep.submission.derived_scores import score_values
from evalprep.submission.layout import draft_mark, suffix_of
from evalprep.submission.names import file_stem, windows_name
from evalprep.submission.plan import MadeForm, notes, plan
from evalprep.submission.preflight import Preflight, preflight

WRITTEN = FormMap | ListMap | OutlineMap
"""What a first draft is made of; the official file of others is awaited."""


WRITABLE = frozenset((".doc", ".docx", ".docm", ".xls", ".xlsx", ".xlsm"))
"""The endings of files that nobody has signed on paper."""
LEFT_OUT = frozenset(f"file_{state.value}" for state in FileState)
"""The codes of what is told of files that are not handed in: it stands under the number that lacks them."""


@dataclass(frozen=True)
class Draft:
    """A first draft that is still to be written: its name in the folder, what it is, what is known of its organisation."""

    name: str
    wanted: Wanted
    around: World


@dataclass(frozen=True)
class Survey:
    """One project before one build."""

    stored: StoredProject
    result: CheckResult
    maker: Maker
    called: tuple[Wanted, ...]
    """Every paper that the track calls for, forms and first drafts."""
    submission: Submission

    @property
    def stem(self) -> str:
        """What the archives are called: 示例公司-申报材料（草稿）."""
        name = f"{self.result.organization or '本单位'}-申报材料"
        return windows_name(name, 60) + draft_mark(ready=self.submission.ready)

    def as_draft(self) -> Survey:
        """The same as a submission that may not be handed in yet."""
        return Survey(
            self.stored,
            self.result,
            self.maker,
            self.called,
            _planned(self.result, self.maker, self.called, ready=False),
        )

    def preflight(self, folder: Path, max_mb: float | None = None) -> Preflight:
        """What is wrong with the evidence and with the folder that the submission goes to."""
        files, at = self.maker.world.files, self.places()
        return preflight(
            self.submission, self.stored.folder, folder, files, max_mb=max_mb, stem=self.stem, places=at
        )

    def places(self) -> Mapping[str, Place]:
        """Where the project file names each file first."""
        at: dict[str, Place] = {}
        for path, name in named_files(self.stored.project):
            if place := self.stored.place(path):
                at.setdefault(name, place)
        return at

    def remarks(self, folder: Path) -> Iterator[str]:
        """What is to be told of the evidence besides what is lacking, a sentence each."""
        for one in self.preflight(folder).remarks:
            if one.code not in LEFT_OUT:
                at = f"{one.place}：" if one.place else ""
                yield f"{at}{one.problem}。{one.remedy}"
        yield from self._finished_told()

    def _finished_told(self) -> Iterator[str]:
        """What stands for papers that are not filled again, and that it is not what the data say by now."""
        finished = {
            one.source: one.piece for one in self.submission.enclosures if one.form is not None and one.source
        }
        if not finished:
            return
        listed = "、".join(f"《{title}》{source}" for source, title in finished.items())
        told = f"交的是登记的定稿，没有再填：{listed}。资料后来改过的，先去掉登记，重新填写、签字、扫描"
        if any(suffix_of(source) in WRITABLE for source in finished):
            told += "；还是 Word、Excel 文件的，要签字盖章就签好再扫描，登记扫描件"
        yield told

    def drafts(self) -> Iterator[Draft]:
        """The first drafts that are still to be written, numbered among all that are called for, so that names stay."""
        for number, one in enumerate((one for one in self.called if one.under), 1):
            around = self.maker.world_of(one)
            if not one.finished and self.maker.has(one.form, WRITTEN) and not isinstance(around, str):
                stem = file_stem(self.maker.title(one, around))
                yield Draft(f"{number:02d}-{stem}{self.maker.suffix(one.form)}", one, around)

    def noted(self) -> Mapping[str, str]:
        """The forms that the notice's list only mentions, which are filled for the desk, with their names there."""
        shown = (paper.form for one in notes(self.result) for paper in one.outcome.shown)
        forms = {form: made for form in shown if form and (made := self.maker.can_make(form))}
        return {form: f"{file_stem(made.title)}{self.maker.suffix(form)}" for form, made in forms.items()}

    def sizes(self) -> Mapping[str, int]:
        """In bytes, of each file that is copied, by its name in the folder; without those that have gone."""
        found = {}
        for one in self.submission.enclosures:
            with suppress(OSError):
                if one.source is not None:
                    found[one.name] = locate(self.stored.folder, one.source).stat().st_size
        return found

    def can_be_made(self) -> Mapping[str, str]:
        """Every paper that a build makes of data, by its id with its title."""
        forms = [one.form for one in self.submission.enclosures if one.form and one.source is None]
        forms += [*self.noted(), *(one.wanted.form for one in self.drafts())]
        return {form: self.maker.law.paper(form).title for form in forms}

    def finished(self) -> frozenset[str]:
        """The papers that are not made because they are there finished, by id and by title."""
        forms = [one.form for one in self.submission.enclosures if one.form and one.source is not None]
        forms += [one.form for one in self.called if one.finished and self.maker.has(one.form, PaperMap)]
        titles = (self.maker.law.paper(one).title for one in forms)
        return frozenset((*forms, *titles))

    def spared(self) -> Iterator[str]:
        """The titles of first drafts that are not written because the finished paper is there."""
        for one in self.called:
            around = self.maker.world_of(one)
            if (
                one.under
                and one.finished
                and self.maker.has(one.form, PaperMap)
                and not isinstance(around, str)
            ):
                whose = f"（{self.maker.organization(around, one)}）" if one.of else ""
                yield f"{self.maker.law.paper(one.form).title}{whose}"


def survey(stored: StoredProject, target: Target, on: date, law: Law) -> Survey:
    """Judge a project and plan its submission; nothing is written."""
    around = world(stored, target, on, law)
    result = evaluate(target.checklist, target.track, around, stored.path.as_posix())
    maker = Maker(target, on, law, around, score_values(result.score))
    called = maker.called()
    maker.note_lacking(called)
    ready = result.overall is Overall.READY
    return Survey(stored, result, maker, called, _planned(result, maker, called, ready=ready))


def _planned(result: CheckResult, maker: Maker, called: tuple[Wanted, ...], *, ready: bool) -> Submission:
    forms = {one.form: form for one in called if not one.under and (form := maker.can_make(one.form))}
    made = {identifier: _made(form) for identifier, form in forms.items()}
    return plan(result, made, maker.world.files, ready=ready)


def _made(form: PaperMap) -> MadeForm:
    if isinstance(form, ListMap):
        return MadeForm(form.title, ".xlsx", EnclosureKind.LIST)
    return MadeForm(form.title, ".docx", EnclosureKind.FORM)
