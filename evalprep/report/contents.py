"""The list of what a submission holds (申报材料目录), in the notice's order: 原件 or 复印件, clause, files, page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evalprep.documents.pages.page import Block, Column, Grid, Line, Page, Span
from evalprep.model.enclosures import Item, Submission
from evalprep.model.results import NoticeRef
from evalprep.report.pieces import Piece, pieces, titled

TITLE = "申报材料目录"
NOT_ASKED, LACKS = "不适用", "缺"
NOTE = "标「缺」的还没有备齐，备齐之前不能交。"
DRAFT = "草稿。还不能交。"
COLUMNS = (
    Column("序号", 2.6),
    Column("材料名称", 20, "left"),
    Column("原件或复印件", 3.4),
    Column("通知条款", 6),
    Column("文件", 7.5),
)
PAGE_COLUMN = Column("页码", 2.6)
SIZE = 10.5


def contents_page(
    submission: Submission,
    organization: str | None,
    notice: NoticeRef,
    pages: Mapping[str, int] | None = None,
) -> Page:
    """The list on paper. `pages` gives the first page of each file, by its name, in the combined PDF, where there is one.

    What is lacking is marked while the submission may not be handed in; of one that may, nothing tells how far it is.
    """
    columns = (*COLUMNS, PAGE_COLUMN) if pages is not None else COLUMNS
    rows = tuple(row for item in submission.items for row in _rows(item, submission.ready, pages))
    lines = [f"申报单位：{organization or ''}", f"依据：{notice.number}《{notice.title}》"]
    lacks = any(isinstance(cell, Span) for row in rows for cell in row)
    blocks: tuple[Block, ...] = (
        *(_small(line) for line in lines),
        Grid(columns, rows, size=SIZE),
        *([_small(NOTE)] if lacks else []),
    )
    return Page(TITLE, blocks, face="" if submission.ready else DRAFT)


Row = tuple[str | Span, ...]


def _rows(item: Item, ready: bool, pages: Mapping[str, int] | None) -> Iterator[Row]:
    """The item's row; below it one for each piece, where it has several."""
    own = [piece for piece in pieces(item) if piece.enclosures or not ready]
    if len(own) > 1:
        yield _row(str(item.number), item.name, "", item.clause, "", None, pages)
        for piece in own:
            yield _row(piece.number, piece.title, piece.asked_as, "", _files(piece, ready), piece, pages)
        return
    alone = own[0] if own else None
    files = _files(alone, ready) if alone else "" if item.is_asked else NOT_ASKED
    asked_as = alone.asked_as if alone else ""
    yield _row(str(item.number), titled(item, alone), asked_as, item.clause, files, alone, pages)


def _row(
    number: str,
    name: str,
    asked_as: str,
    clause: str,
    files: str | Span,
    piece: Piece | None,
    pages: Mapping[str, int] | None,
) -> Row:
    row = (number, name, asked_as, clause, files)
    return row if pages is None else (*row, _page(piece, pages))


def _files(piece: Piece, ready: bool) -> str | Span:
    """共 60 份; marked while one is lacking: 共 59 份，缺 1 份."""
    many = len(piece.enclosures)
    told = f"{'共 ' if many > 1 else ''}{many} 份" if many else ""
    if ready or not piece.lacking or piece.is_made:
        return told
    lacking = len(piece.lacking)
    missing = f"{LACKS} {lacking} 份" if many or lacking > 1 else LACKS
    return Span("，".join(filter(None, (told, missing))), mark=True)


def _page(piece: Piece | None, pages: Mapping[str, int]) -> str:
    """Where the first of its files begins."""
    found = [pages[one.name] for one in (piece.enclosures if piece else ()) if one.name in pages]
    return str(min(found)) if found else ""


def _small(text: str) -> Line:
    return Line((Span(text),), "small")
