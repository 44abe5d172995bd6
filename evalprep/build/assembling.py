"""From a survey to the folders: every paper made, staged, read back and put in place, in one place wired."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from evalprep.build.desk import LIST, LIST_WORKBOOK, REPORT, desk_papers
from evalprep.build.making import Made
from evalprep.build.places import Places
from evalprep.build.printing import Printed, Progress, printed
from evalprep.build.survey import Survey
from evalprep.documents.pages.wordfile import write_page
from evalprep.documents.sheets.listsheets import materials_sheet
from evalprep.documents.sheets.workbook import write_workbook
from evalprep.errors import EvalprepError
from evalprep.model.agreement import Contradiction
from evalprep.model.enclosures import Enclosure, EnclosureKind
from evalprep.model.evidence import named_files
from evalprep.report.built import missing_line
from evalprep.report.contents import contents_page
from evalprep.report.cover import LEFT, cover_page
from evalprep.report.made import Built, MadePaper, Written
from evalprep.report.materials import NOTES, material_rows
from evalprep.report.to_do import to_do_page
from evalprep.store.evidence import locate
from evalprep.submission.agree.agreement import agreement
from evalprep.submission.archive import part_limit, zip_parts
from evalprep.submission.folder import MANIFEST, Paper, Placed, look_first, place
from evalprep.submission.manifest import digest, read_manifest
from evalprep.submission.verify import is_kept, papers_in

NAME, USCC = "organization.name", "organization.uscc"
CONTACT, PHONE = "organization.contact.name", "organization.contact.phone"
COVER_FIELDS = ("occupations[].name", CONTACT, PHONE, NAME, USCC)
TO_DO, MATERIALS, ZIPS = "交前待办.docx", "材料准备情况.xlsx", "zip"
DESK_PAPERS = (REPORT, LIST, LIST_WORKBOOK, "资料名册.xlsx", MATERIALS, TO_DO)
"""What the desk gets whatever the notice asks."""


class ContradictingError(Exception):
    """Papers that were made as ready contradict each other; nothing has been written."""

    def __init__(self, contradictions: Sequence[Contradiction]) -> None:
        super().__init__()
        self.contradictions = contradictions


@dataclass(frozen=True)
class Extras:
    """What is made of the folder besides: PDFs, archives of at most so many MB."""

    pdf: bool = False
    zip: bool = False
    max_mb: float | None = None


@dataclass
class Assembly:
    """One build under way."""

    found: Survey
    into: Places
    extras: Extras
    progress: Progress
    made: dict[str, Made] = field(default_factory=dict)
    """The filled forms, by their id."""
    contradictions: tuple[Contradiction, ...] = ()
    broken: tuple[tuple[str, str], ...] = ()
    """Papers that a person changed and that cannot be read any more, each with why."""

    def whole(self) -> Built:
        """Everything, folder by folder. Raises ContradictingError before anything is written."""
        self._look_first()
        drafts = self.drafts()
        with TemporaryDirectory(prefix="evalprep-", ignore_cleanup_errors=True) as folder:
            temporary, papers = Path(folder), self._papers()
            pdfs = self._printed(papers, temporary) if self.extras.pdf else None
            self.progress("写入文件夹，读回来核对")
            placed = self._place(self.into.submission, pdfs.papers if pdfs else papers, self._hold)
            written = self._written(pdfs) if pdfs else ()
            zips = tuple(self._zipped(placed, temporary)) if self.extras.zip else ()
        # os.path answers no where a pathlib question would raise: a name that is too long.
        is_there = os.path.isdir(self.into.drafts)  # noqa: PTH112
        begun = self._place(self.into.drafts, [one for one, _ in drafts]) if drafts or is_there else None
        papers_told = (*self._own(placed), *_drafts_placed(drafts, begun))
        built = replace(self._told(placed, papers_told, begun), pdf=written, zips=zips)
        desk = self._place(self.into.desk, [*self._desk(built)])
        return replace(built, desk=str(desk.folder), desk_papers=desk.names, desk_kept=desk.kept)

    def one(self, form: str) -> Built:
        """One form, list or first draft anew, in the folder where it belongs; all else there stays as it is."""
        enclosures = self.found.submission.enclosures
        papers = [self.paper(one) for one in enclosures if one.form == form and one.source is None]
        drafts = [] if papers else self.drafts(form)
        if papers:
            folder = self.into.submission
        elif drafts:
            folder, papers = self.into.drafts, [paper for paper, _ in drafts]
        else:
            folder, papers = self.into.desk, [one for one in self.notes() if one.form == form]
        # Under another name it lies there too, where a draft has become ready or a number has changed.
        names = {*(one.name for one in papers), *_names_of(folder, form)}
        check = self._compare if folder == self.into.submission else None
        placed = self._place(folder, papers, check, only=names)
        if drafts:
            told = tuple(_drafts_placed(drafts, placed))
        else:
            told = tuple(replace(self.made[form].told, name=name) for name in placed.names)
        built, remarks = self._told(placed, told), tuple(self._outdated())
        desk = built.folder if folder == self.into.desk else ""
        return replace(built, lacking=(), spared=(), remarks=remarks, foreign=(), submission=None, desk=desk)

    # What is made

    def _papers(self) -> list[Paper]:
        """Every file of the submission, in its order."""
        return [self.paper(one) for one in self.found.submission.enclosures]

    def paper(self, one: Enclosure) -> Paper:
        """One file of the submission: a copy, a filled form or list, the cover or the list of contents."""
        about = (one.kind.value, one.title, one.materials, one.source, one.is_copy)
        if one.source is not None:
            source = locate(self.found.stored.folder, one.source).resolve()
            return Paper(one.name, source, one.form, (), (), False, *about)
        if one.kind is EnclosureKind.COVER:
            return Paper(one.name, self._cover(), None, (), COVER_FIELDS, False, *about)
        if one.form is None:
            return Paper(one.name, self._contents(None), None, (), (NAME,), False, *about)
        made = self._made(one.form)
        return Paper(one.name, made.content, one.form, made.serves, made.fields, False, *about)

    def _made(self, form: str) -> Made:
        if form not in self.made:
            self.progress(f"填写《{self.found.maker.law.paper(form).title}》")
            self.made[form] = self.found.maker.form(form)
        return self.made[form]

    def _cover(self) -> bytes:
        project, maker = self.found.maker.world.project, self.found.maker
        record = maker.law.record(project, maker.on)
        texts = (record.text(path) for path in (NAME, USCC, CONTACT, PHONE))
        name, code, contact, phone = texts
        occupations = [one.name or "" for one in project.occupations or ()]
        title = maker.target.track_title
        notice, ready = self.found.result.notice, self.found.submission.ready
        return write_page(cover_page(name, code, occupations, contact, phone, notice, title, ready=ready))

    def _contents(self, pages: Mapping[str, int] | None) -> bytes:
        result = self.found.result
        return write_page(contents_page(self.found.submission, result.organization, result.notice, pages))

    def _printed(self, papers: Sequence[Paper], temporary: Path) -> Printed:
        title = f"{self.found.result.organization or ''}申报材料"
        return printed(self.found.submission, papers, self._contents, title, temporary, self.progress)

    def drafts(self, form: str | None = None) -> list[tuple[Paper, MadePaper]]:
        """The first drafts that are still to be written; of one form only where it is named."""
        maker, found = self.found.maker, []
        for one in self.found.drafts():
            if form not in (None, one.wanted.form):
                continue
            self.progress(f"写初稿：{maker.law.paper(one.wanted.form).title}")
            made = maker.make(one.wanted, one.around)
            about = (made.form, made.serves, made.fields)
            paper = Paper(one.name, made.content, *about, draft=True, kind="draft", title=made.told.title)
            found.append((paper, replace(made.told, name=one.name)))
        return found

    def notes(self) -> Iterator[Paper]:
        """The forms that the notice's list only mentions, filled for the desk."""
        for form, name in self.found.noted().items():
            made = self._made(form)
            yield Paper(name, made.content, form, made.serves, made.fields, title=made.told.title)

    def _desk(self, built: Built) -> Iterator[Paper]:
        """What the applicant's own desk needs: reports, lists, the sheet of what is still to be done, noted forms."""
        found, target = self.found, self.found.maker.target
        for name, content in desk_papers(found.result, found.stored, target, found.maker.on, found.maker.law):
            yield Paper(name, content)
        if found.result.materials:
            yield Paper(MATERIALS, self._materials(built.papers))
        sheet = to_do_page(
            found.submission,
            built.papers,
            built.contradictions,
            found.result.organization,
            found.result.notice,
            built.conclusion,
            target.track_title,
            found.result.filing,
        )
        yield Paper(TO_DO, write_page(sheet))
        yield from self.notes()

    def _materials(self, papers: Sequence[MadePaper]) -> bytes:
        """How far each paper is that the notice asks for, rule documents too: 材料准备情况."""
        result = self.found.result

        def papers_of(identifier: str) -> list[MadePaper]:
            return [made for made in papers if identifier in made.serves]

        rows = material_rows(
            result.materials, result.findings, papers_of, self.found.maker.awaited, result.score
        )
        title = f"{result.organization or ''}申报材料准备情况"
        about = f"依据：{result.notice.number}《{result.notice.title}》"
        return write_workbook([materials_sheet(tuple(rows), title, (about, *NOTES))])

    # What is written

    def _look_first(self) -> None:
        """Refuse what cannot be exchanged, in every folder, before the first of them is. Raises OutputError."""
        asked = {self.into.pdf: self.extras.pdf, self.into.zips: self.extras.zip}
        folders = [self.into.submission, self.into.drafts, self.into.desk]
        for folder in (*folders, *(one for one, is_asked in asked.items() if is_asked)):
            look_first(folder, self._evidence(), project=self.found.stored.folder)

    def _evidence(self) -> list[Path]:
        stored = self.found.stored
        return [locate(stored.folder, name) for _, name in named_files(stored.project)]

    def _place(
        self,
        folder: Path,
        papers: Sequence[Paper],
        check: Callable[[Path], None] | None = None,
        *,
        only: Collection[str] | None = None,
        of: str | None = None,
    ) -> Placed:
        about, project = {**self._about(), **({"of": of} if of else {})}, self.found.stored.folder
        return place(folder, papers, about, self._evidence(), check=check, only=only, project=project)

    def _about(self) -> Mapping[str, object]:
        """What every manifest says of the whole."""
        result = self.found.result
        return {
            **self.found.maker.target.about,
            "organization": result.organization,
            "conclusion": result.overall.value,
            "ready": self.found.submission.ready,
        }

    def _hold(self, folder: Path) -> None:
        """Read the papers back before they count. Raises ContradictingError where those of a ready one disagree."""
        self._compare(folder)
        own = {one.name for one in self.found.submission.enclosures}
        among_own = [one for one in self.contradictions if own.issuperset(one.papers)]
        if among_own and self.found.submission.ready:
            raise ContradictingError(among_own)

    def _compare(self, folder: Path) -> None:
        """Read the papers back, and note where they disagree."""
        papers = papers_in(folder, self.found.submission.enclosures)
        found = agreement(folder, papers, self.found.maker.law)
        self.contradictions, self.broken = found.contradictions, found.broken

    def _of(self) -> str | None:
        """What PDFs and archives are of: the hash of the submission's manifest."""
        return digest(self.into.submission / MANIFEST)

    def _written(self, pdfs: Printed) -> tuple[Written, ...]:
        placed = self._place(self.into.pdf, pdfs.pdfs, of=self._of())
        whole = self.into.pdf / placed.names[0]
        return (Written(str(whole), whole.stat().st_size, pdfs.pages),)

    def _zipped(self, placed: Placed, temporary: Path) -> Iterator[Written]:
        self.progress("打包")
        names = [one.name for one in self.found.submission.enclosures]
        files = [(name, placed.folder / there) for name, there in zip(names, placed.names, strict=True)]
        work = temporary / ZIPS
        work.mkdir()
        limit = part_limit(self.extras.max_mb) if self.extras.max_mb is not None else None
        parts = zip_parts(files, work, self.found.stem, limit)
        done = self._place(self.into.zips, [Paper(one.name, one, kind="zip") for one in parts], of=self._of())
        for name in done.names:
            yield Written(str(self.into.zips / name), (self.into.zips / name).stat().st_size)

    # What is told

    def _told(self, placed: Placed, papers: tuple[MadePaper, ...], begun: Placed | None = None) -> Built:
        found = self.found
        enclosures = found.submission.enclosures
        before = tuple(name for name in placed.foreign if is_kept(name, enclosures))
        return Built(
            found.result.conclusion,
            str(placed.folder),
            str(self.into.drafts),
            papers,
            tuple(found.maker.lacking),
            tuple(found.spared()),
            (*placed.kept, *(begun.kept if begun else ())),
            begun.done_with if begun else (),
            submission=found.submission,
            places=found.places(),
            missing=missing_line(found.result, found.submission, papers, self.contradictions),
            contradictions=self.contradictions,
            remarks=(
                *found.remarks(self.into.submission),
                *(f"{name} 读不出来，没有核对：{why}" for name, why in self.broken),
                *_kept_told(before),
                *self._outdated(),
            ),
            foreign=tuple(name for name in placed.foreign if name not in before),
        )

    def _own(self, placed: Placed) -> Iterator[MadePaper]:
        """The papers of the submission that were made, under the names that they got."""
        enclosures = self.found.submission.enclosures
        names = dict(zip((one.name for one in enclosures), placed.names, strict=True))
        for one in enclosures:
            if one.kind is EnclosureKind.COVER:
                yield MadePaper(names[one.name], one.title, kind=one.kind.value, left=LEFT)
            elif one.form is not None and one.source is None:
                yield replace(self.made[one.form].told, name=names[one.name])

    def _outdated(self) -> Iterator[str]:
        """PDFs and archives of an earlier build that this one has left behind."""
        for folder, option, is_made in (
            (self.into.pdf, "--pdf", self.extras.pdf),
            (self.into.zips, "--zip", self.extras.zip),
        ):
            if not is_made and (before := _of_folder(folder)) and before != self._of():
                yield f"{folder} 是以前做的，和现在的材料不一样：加上 {option} 再生成一次，或删去"


def _kept_told(names: Sequence[str]) -> Iterator[str]:
    """What an earlier build kept because a person had changed it, and what is to become of it."""
    if names:
        yield (
            f"以前为您保留的还在：{'、'.join(names)}。改得对的写进项目资料，再生成一次，然后移走：要交的只有一份"
        )


def _names_of(folder: Path, form: str) -> Iterator[str]:
    """The names under which a form lies in a folder, copies of finished papers apart."""
    with suppress(EvalprepError, OSError):
        manifest = read_manifest(folder)
        yield from (
            one.name for one in (manifest.files if manifest else ()) if one.form == form and not one.source
        )


def _of_folder(folder: Path) -> str | None:
    """What the PDFs or archives in a folder are of; None where there are none of ours."""
    with suppress(EvalprepError, OSError):
        manifest = read_manifest(folder)
        return str(manifest.about.get("of") or "") if manifest else None
    return None


def _drafts_placed(drafts: Sequence[tuple[Paper, MadePaper]], placed: Placed | None) -> Iterator[MadePaper]:
    for (_, told), name in zip(drafts, placed.names if placed else (), strict=True):
        assert placed is not None
        yield replace(told, name=name, begun=name in placed.begun, outdated=name in placed.outdated)
