"""A submission's files in, PDFs out: one of each paper that was made, and all in one with bookmarks and page numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evalprep.documents.printing.bundle import Part, combine, page_count
from evalprep.documents.printing.office import convert
from evalprep.documents.printing.pictures import picture_pdf
from evalprep.model.enclosures import EnclosureKind, Submission
from evalprep.submission.paper import Paper

WHOLE = "全部材料"
OFFICE = frozenset({".docx", ".xlsx", ".doc", ".xls"})
SOME_PAGE = 888
"""Stands for a page number until it is known: as wide as any."""

Contents = Callable[[Mapping[str, int]], bytes]
"""The list of contents as a Word file, with the first page of each file."""
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Printed:
    """The PDFs of a submission, and its files with the list of contents as it names their pages."""

    papers: tuple[Paper, ...]
    pdfs: tuple[Paper, ...]
    """The combined one first, then one of each paper that was made."""
    pages: int
    """Of the combined one."""


def printed(
    submission: Submission,
    papers: Sequence[Paper],
    contents: Contents,
    title: str,
    into: Path,
    progress: Progress,
) -> Printed:
    """Print the files of a submission, `papers` in their order, into a temporary folder; `title` names the whole.

    Raises OutputError: no LibreOffice, one that fails or takes too long, a file that is not what it seems to be.
    """
    work = _Work(into, progress)
    listed = next(one.name for one in submission.front if one.kind is EnclosureKind.CONTENTS)
    first = contents({paper.name: SOME_PAGE for paper in papers})
    pdfs = work.pdfs([replace(one, content=first) if one.name == listed else one for one in papers])
    counts = {name: page_count(pdf) for name, pdf in pdfs.items()}
    found = contents(_starts(counts))
    final = tuple(replace(one, content=found) if one.name == listed else one for one in papers)
    pdfs |= work.pdfs([one for one in final if one.name == listed])
    progress("合成一个 PDF")
    whole = into / f"{WHOLE}.pdf"
    bundle = combine(_parts(submission, pdfs), whole, title=title)
    made = [one for one in submission.enclosures if one.kind is not EnclosureKind.COPY]
    mark = "" if submission.ready else "（草稿）"
    return Printed(
        final,
        (
            Paper(f"{WHOLE}{mark}.pdf", whole, kind="pdf", title=WHOLE),
            *(Paper(_as_pdf(one.name), pdfs[one.name], kind="pdf", title=one.title) for one in made),
        ),
        bundle.pages,
    )


def _starts(counts: Mapping[str, int]) -> dict[str, int]:
    """The first page of each file, counted from 1."""
    starts, page = {}, 1
    for name, count in counts.items():
        starts[name] = page
        page += count
    return starts


def _parts(submission: Submission, pdfs: Mapping[str, Path]) -> list[Part]:
    """The bookmarks: an item that is one file by its title, else the item with its files below."""
    parts = [Part(one.title, pdfs[one.name]) for one in submission.front]
    for item in submission.items:
        lead = f"{item.number} {item.name}"
        if len(item.enclosures) == 1:
            parts.append(Part(lead, pdfs[item.enclosures[0].name]))
        elif item.enclosures:
            parts.append(Part(lead, None))
            parts += [Part(one.title, pdfs[one.name], 2) for one in item.enclosures]
    return parts


def _as_pdf(name: str) -> str:
    return f"{name.rpartition('.')[0]}.pdf"


@dataclass
class _Work:
    """The temporary folder in which files become PDFs."""

    folder: Path
    progress: Progress
    _number: int = 0

    def pdfs(self, papers: Sequence[Paper]) -> dict[str, Path]:
        """The PDF of each file, by the file's name: itself where it is one."""
        office = {one.name: self._on_disk(one) for one in papers if _suffix(one) in OFFICE}
        self.progress(f"用 LibreOffice 转换 {len(office)} 个文件")
        converted = convert(list(office.values()), self._fresh())
        found = {}
        for paper in papers:
            if paper.name in office:
                found[paper.name] = converted[office[paper.name]]
            else:
                found[paper.name] = self._copied(paper)
        return found

    def _copied(self, paper: Paper) -> Path:
        """A copy that is no Office file: a PDF, or a picture that is put on A4."""
        assert isinstance(paper.content, Path)
        if _suffix(paper) == ".pdf":
            return paper.content
        self.progress(f"把图片放到 A4 纸上：{paper.title}")
        target = self._fresh() / "picture.pdf"
        picture_pdf(paper.content, target)
        return target

    def _on_disk(self, paper: Paper) -> Path:
        """The file itself for a copy; what was made is written under its own name."""
        if isinstance(paper.content, Path):
            return paper.content
        path = self._fresh() / paper.name.rpartition("/")[2]
        path.write_bytes(paper.content)
        return path

    def _fresh(self) -> Path:
        """A folder of its own, so that no two files meet."""
        self._number += 1
        path = self.folder / str(self._number)
        path.mkdir()
        return path


def _suffix(paper: Paper) -> str:
    return f".{paper.name.rpartition('.')[2].lower()}"
