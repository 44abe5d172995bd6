"""All papers in one PDF, to be printed in one go: in order, with bookmarks, and with a number on every page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from evalprep.documents.printing.clearing import clear, name_layers
from evalprep.documents.printing.joining import join
from evalprep.documents.printing.page_numbers import stamp
from evalprep.errors import OutputError, Place, Problem

if TYPE_CHECKING:
    from pikepdf import Pdf


@dataclass(frozen=True)
class Part:
    """One paper: its bookmark, its PDF, and how deep the bookmark stands (1 an item, 2 a file of it, …).

    A part without a PDF is a heading: its bookmark points to the first page that follows.
    """

    title: str
    pdf: Path | None
    level: int = 1


@dataclass(frozen=True)
class Bundle:
    """How many pages a combined PDF has, and on which each part begins, counted from 1."""

    pages: int
    first_page: tuple[int, ...]


def page_count(pdf: Path) -> int:
    """How many pages a PDF has. Raises OutputError (pdf_damaged, pdf_locked)."""
    with _opened(pdf) as opened:
        return len(opened.pages)


def combine(parts: Sequence[Part], target: Path, *, title: str) -> Bundle:
    """Write all parts into one PDF: `title` as its name, bookmarks shown, and "2 / 58" on every page but the first.

    Every file is first copied to a folder of its own, then the copies are joined: no more than one is open at a time
    while it is cleared, and what pages show is never all in memory.

    Pages keep their size and the way they are turned. What would run or lies hidden in a PDF is left out (see
    `clearing`), and so are its own bookmarks. A file that stands under several parts is stored once. Nothing in it
    depends on the clock.

    Raises OutputError, naming the file: pdf_locked (asks for a password), pdf_damaged (cannot be mended),
    pdf_empty (no page), pdf_form (see `clearing`); or none at all: pdf_empty.
    """
    files = [part.pdf for part in parts if part.pdf is not None]
    if not files:
        raise OutputError(
            Problem("pdf_empty", "没有可以合并的 PDF", "先登记附件，或者生成申报材料，再加 --pdf")
        )
    with TemporaryDirectory(prefix="evalprep-", ignore_cleanup_errors=True) as folder:
        copies = {file: Path(folder) / f"{number}.pdf" for number, file in enumerate(files)}
        pages = {file: _copy(file, copy) for file, copy in copies.items()}
        count, starts = sum(pages[file] for file in files), _starts(parts, pages)
        whole = Path(folder) / "whole.pdf"
        with _told_of_all():
            join([copies[file] for file in files], whole)
            _finish(whole, target, parts, starts, title)
        return Bundle(count, tuple(starts))


@contextmanager
def _opened(pdf: Path) -> Iterator[Pdf]:
    """A PDF that opens without a password; one that is damaged is mended where that can be done.

    One that has an owner's password only is taken, whatever it forbids: it opens for everybody, and the paper is the
    applicant's own, who has to hand in a copy of it.
    """
    import pikepdf

    with _told_of(pdf):
        opened = pikepdf.open(pdf)
    with opened:
        with _told_of(pdf):
            len(opened.pages)
        yield opened


@contextmanager
def _told_of(pdf: Path) -> Iterator[None]:
    """What goes wrong with a file is told of that file."""
    import pikepdf

    try:
        yield
    except pikepdf.PasswordError:
        told = f"{pdf.name} 设了打开密码，合并不了"
        raise OutputError(
            Problem("pdf_locked", told, "取消密码后另存一份，再登记", Place(str(pdf)))
        ) from None
    except (pikepdf.PikepdfError, RuntimeError, TypeError, ValueError, AttributeError, OSError):
        told = f"{pdf.name} 打不开，或者损坏了，修复不了"
        remedy = "重新扫描，或者重新导出成 PDF，再登记"
        raise OutputError(Problem("pdf_damaged", told, remedy, Place(str(pdf)))) from None


@contextmanager
def _told_of_all() -> Iterator[None]:
    """What goes wrong with files that each were in order alone is told of all of them."""
    import pikepdf

    try:
        yield
    except (pikepdf.PikepdfError, RuntimeError):
        remedy = "逐份打开登记的 PDF 看看，打不开、显示不全的重新扫描或导出"
        raise OutputError(Problem("pdf_damaged", "各份 PDF 单独能打开，合并时出错", remedy)) from None


def _copy(file: Path, target: Path) -> int:
    """Write what of a PDF is printed, mended and without encryption, and say how many pages it has."""
    with _opened(file) as pdf:
        if not len(pdf.pages):
            told = f"{file.name} 里一页也没有"
            raise OutputError(
                Problem("pdf_empty", told, "重新扫描，或者重新导出成 PDF，再登记", Place(str(file)))
            )
        with _told_of(file):
            clear(pdf, file)
            pdf.save(target, compress_streams=False)
        return len(pdf.pages)


def _starts(parts: Sequence[Part], pages: Mapping[Path, int]) -> list[int]:
    """The page on which each part begins; a heading after which nothing follows begins on the last page."""
    held = [0 if part.pdf is None else pages[part.pdf] for part in parts]
    return [min(1 + before, sum(held)) for before in accumulate(held[:-1], initial=0)]


def _finish(whole: Path, target: Path, parts: Sequence[Part], starts: Sequence[int], title: str) -> None:
    """Number the joined pages, and write them with bookmarks and a name; what they show is copied file to file."""
    import pikepdf

    with pikepdf.open(whole) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            if number > 1:
                stamp(page, f"{number} / {len(pdf.pages)}")
        name_layers(pdf)
        _bookmark(pdf, parts, starts)
        _describe(pdf, title)
        streams = pikepdf.ObjectStreamMode.generate
        pdf.save(target, min_version="1.7", deterministic_id=True, object_stream_mode=streams)


def _bookmark(whole: Pdf, parts: Sequence[Part], starts: Sequence[int]) -> None:
    """The bookmarks: items open, so that their files are seen; what stands below a file is folded away."""
    from pikepdf import OutlineItem

    with whole.open_outline() as outline:
        above = [outline.root]
        for part, start in zip(parts, starts, strict=True):
            item = OutlineItem(part.title, start - 1, "Fit")
            item.is_closed = part.level > 1
            del above[max(1, part.level) :]
            above[-1].append(item)
            above.append(item.children)


def _describe(whole: Pdf, title: str) -> None:
    from pikepdf import Array, Dictionary, Name, String

    whole.docinfo["/Title"] = String(title)
    whole.docinfo["/Producer"] = String("evalprep")
    whole.Root.Lang = String("zh-CN")
    whole.Root.PageMode = Name.UseOutlines
    whole.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    whole.Root.OpenAction = Array([whole.pages[0].obj, Name.Fit])
