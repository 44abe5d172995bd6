"""What is still to do before a submission is handed in (交前待办), to tick off with a pen: sign, seal, copy, fill, get."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from evalprep.documents.pages.page import Block, Column, Grid, Line, Page, Span
from evalprep.model.agreement import Contradiction
from evalprep.model.enclosures import Enclosure, Item, Lacking, Submission
from evalprep.model.results import Filing, NoticeRef
from evalprep.model.verdicts import Verdict
from evalprep.report.built import registers
from evalprep.report.lacks import told_once
from evalprep.report.made import AUTHORITY, MadePaper
from evalprep.report.open_slots import OpenColumn, open_columns
from evalprep.report.pieces import COPIED, ORIGINAL, Piece, first_of, is_made, named, pieces, whose_of
from evalprep.report.verified import contradiction_lines
from evalprep.rules.regulations import rule_name

TITLE, LAYOUT, SIZE = "交前待办", "desk", 9
TICK, SAME = "□", "同上"
ACTS = {"signature": "签字", "seal": "盖章", "date": "手写日期", AUTHORITY: "本单位不填"}
UNBROKEN = 10_000
"""In cells: what Word breaks into lines, nobody else does."""
MOST_SLOTS = 12
"""How many open slots of one paper are listed; the others are counted."""
MOST_NAMED = 12
"""How many papers are named in one line."""
UNSAID, ASK = "通知没有写交原件还是复印件", "先问受理单位"
ELSEWHERE, PLACELESS, WHERE = "放宽情形要看的文件", "清单里没有位置", "问放在哪一项，一起交"
UNFILLED = "项目文件里没有要填的，打印前核对"
PRINT_COPY, PREPARE, PRINT_AND_SIGN = (
    f"打印{COPIED}",
    f"备好{ORIGINAL}",
    f"打印{ORIGINAL}，要签字、盖章的办好",
)
EDITABLE = frozenset((".docx", ".xlsx", ".doc", ".xls"))
"""What nobody can have signed or sealed: a finished paper that is no scan."""
REPLACED = "放的是新填的；要交定稿的，换一个打得开的文件，不交的把登记去掉"
_OF_ORGANISATION = re.compile(r"^(.*)（(「[^」]*」第 \d+ 行)）$")
DONE = "没有还要办的：照目录核对一遍，就可以交。"
AFTERWARDS = "补了资料、登记了定稿，再运行一次 evalprep build，这张单子就会变短。"
CONDITIONS = "条件上还要改、要补的，看待补充清单。"


def to_do_page(
    submission: Submission,
    papers: Sequence[MadePaper],
    contradictions: Sequence[Contradiction],
    organization: str | None,
    notice: NoticeRef,
    conclusion: str,
    track_title: str | None = None,
    filing: Sequence[Filing] = (),
) -> Page:
    """The sheet, section by section in the submission's order; a section with nothing to do is absent.

    `papers` are all that were made, cover and first drafts included; `filing` tells where the papers go, and last.
    """
    made = _in_order(submission, papers)
    grids = [
        grid
        for grid in (
            _grid("签字盖章", SIGNED, _signed(submission, made)),
            _grid("原件和复印件", COPIES, _copied(submission)),
            _grid("填写", FILLED, _filled(submission, made)),
            _grid("写完定稿", DRAFTS, _drafted(papers)),
            _grid("还缺", LACKS, _lacking(submission, papers)),
            _grid("对不上", CONFLICTS, map(_contradicting, contradictions)),
        )
        if grid
    ]
    area = f"{notice.area}{f'（{track_title}）' if track_title else ''}"
    blocks: list[Block] = [_line(f"申报：{area}　{notice.number}　自查结论：{conclusion}"), *grids]
    last = _grid("报送", FILED, _filed(filing))
    blocks += [last] if last else []
    told = [DONE] if not grids and submission.ready else []
    told += [] if submission.ready else [CONDITIONS]
    told += [AFTERWARDS] if any(grid.caption.startswith(AGAIN) for grid in grids) else []
    blocks += [_line("".join(told))] if told else []
    return Page(f"{organization or '（单位名称未填）'}{TITLE}", tuple(blocks), layout=LAYOUT)


AGAIN = ("填写", "写完定稿", "还缺", "对不上")
"""The sections after which the papers are built again."""


def _columns(*columns: tuple[str, float]) -> tuple[Column, ...]:
    between = (Column(header, width, "left") for header, width in columns)
    return (Column("办", 2), *between, Column("经办人", 5))


SIGNED = _columns(("材料", 19), ("哪一栏", 18), ("办什么", 6))
COPIES = _columns(("材料", 18), ("哪个文件", 16), ("办什么", 9))
FILLED = _columns(("材料", 14), ("哪一栏", 13), ("填什么（项目文件）", 16))
DRAFTS = _columns(("初稿", 18), ("还要写的", 10), ("定稿登记到", 15))
LACKS = _columns(("材料", 12), ("为什么", 17), ("怎么办", 14))
CONFLICTS = _columns(("什么对不上", 13), ("哪里写的是什么", 30))
FILED = _columns(("报到哪里", 16), ("怎么报", 27))

Row = tuple[str, ...]


def _grid(caption: str, columns: tuple[Column, ...], rows: Iterator[Row]) -> Grid | None:
    found = tuple(rows)
    ticks = sum(row[0] == TICK for row in found)
    return Grid(columns, found, f"{caption}（{ticks} 件）", SIZE) if ticks else None


def _in_order(submission: Submission, papers: Sequence[MadePaper]) -> list[MadePaper]:
    """What is handed in of the papers that were made, in the folder's order; what the folder calls otherwise last."""
    order = {one.name: at for at, one in enumerate(submission.enclosures)}
    own = [paper for paper in papers if not paper.is_draft]
    return sorted(own, key=lambda paper: order.get(paper.name, len(order)))


def _called(submission: Submission, paper: MadePaper) -> str:
    """A paper as the list of contents has it: 4.1　专家等专业人员名单."""
    for item in submission.items:
        for piece in pieces(item):
            if any(one.name == paper.name for one in piece.enclosures):
                return f"{piece.number or item.number}　{paper.title}"
    return paper.title


def _signed(submission: Submission, papers: Sequence[MadePaper]) -> Iterator[Row]:
    """What is signed, sealed and dated by hand; what is the authority's is told without a box to tick."""
    for paper in papers:
        left = Counter((one.label.rstrip("：:"), one.path) for one in paper.left)
        title = _called(submission, paper)
        for (label, path), times in left.items():
            tick = "" if path == AUTHORITY else TICK
            yield tick, title, _times(label, times), ACTS.get(path, path), ""
            title = SAME


def _copied(submission: Submission) -> Iterator[Row]:
    """The papers that the notice wants as a copy or as the original; all of which it does not say stand with the first."""
    unsaid = [named(item, piece) for item, piece in _copies(submission) if None in _asked_as(piece)]
    for item, piece in _copies(submission):
        for is_copy in (True, False):
            own = [one for one in piece.enclosures if not is_made(one) and one.is_copy is is_copy]
            if own:
                source = first_of((one.source or one.name for one in own), 2, "个文件")
                yield TICK, named(item, piece), source, PRINT_COPY if is_copy else _original(own), ""
        if unsaid and named(item, piece) == unsaid[0]:
            yield TICK, first_of(unsaid, MOST_NAMED, "种"), UNSAID, ASK, ""
    if submission.elsewhere:
        yield TICK, f"{ELSEWHERE}：{first_of(submission.elsewhere, MOST_NAMED)}", PLACELESS, WHERE, ""


def _copies(submission: Submission) -> Iterator[tuple[Item, Piece]]:
    """The pieces of which files are handed in as they are."""
    for item in submission.items:
        for piece in pieces(item):
            if not all(map(is_made, piece.enclosures)):
                yield item, piece


def _asked_as(piece: Piece) -> set[bool | None]:
    """Whether copies or originals of its files are asked for; None where the notice does not say."""
    return {one.is_copy for one in piece.enclosures if not is_made(one)}


def _original(own: Sequence[Enclosure]) -> str:
    """What is done with originals: one that is still a Word or Excel file has neither signature nor seal."""
    suffixes = {PurePosixPath(one.name).suffix.lower() for one in own}
    return PRINT_AND_SIGN if suffixes & EDITABLE else PREPARE


def _filled(submission: Submission, papers: Sequence[MadePaper]) -> Iterator[Row]:
    """The open slots, a line for all that have one label and wait for the same, in whatever row of a list."""
    for paper in papers:
        columns = open_columns(paper.open)
        title = _called(submission, paper)
        for one in columns[:MOST_SLOTS]:
            yield TICK, title, _times(one.label, len(one.slots)), _waits(one), ""
            title = SAME
        if len(columns) > MOST_SLOTS:
            yield TICK, title, f"还有 {len(columns) - MOST_SLOTS} 栏", "看待补充清单", ""


def _times(label: str, times: int) -> str:
    return f"{label}（{times} 处）" if times > 1 else label


def _waits(column: OpenColumn) -> str:
    """专家第 1 至 3 行·学历（evalprep.yaml:88 起）."""
    return f"{column.waits}{f'（{column.where}）' if column.where else ''}" if column.waits else UNFILLED


def _drafted(papers: Sequence[MadePaper]) -> Iterator[Row]:
    for paper in papers:
        if paper.is_draft:
            waiting = sum(bool(slot.waits) for slot in paper.open)
            told = [f"待写 {paper.prompts} 处"] if paper.prompts else []
            told += [f"待填 {waiting} 处"] if waiting else []
            told = ["接着改写"] if paper.begun else told or ["核对、定稿"]
            whose, row = _organisation(paper)
            name = paper.name if whose in paper.name else f"{paper.name}（{whose}）"
            yield TICK, name, "，".join(told), f"{row}{registers(paper.under)}", ""


def _organisation(paper: MadePaper) -> tuple[str, str]:
    """Whose draft it is, and in which row of the list of recommended organisations its finished paper is registered."""
    found = _OF_ORGANISATION.match(paper.whose)
    return (found[1], f"{found[2]}：") if found else (paper.whose, "")


def _lacking(submission: Submission, papers: Sequence[MadePaper]) -> Iterator[Row]:
    """What is not there, a line for each piece and reason, with what the item's open requirements say to do.

    What a first draft stands for is told among the drafts.
    """
    drafts = [paper for paper in papers if paper.is_draft]
    for item in submission.items:
        remedy = _remedy(item)
        for piece in pieces(item):
            own = [one for one in piece.lacking if not _is_drafted(one, item, drafts)]
            for reason, group in groupby(own, key=lambda one: one.reason):
                titles = [one.title for one in group]
                if piece.is_made:
                    yield TICK, _lacks(item, piece, titles), reason, REPLACED, ""
                    continue
                yield TICK, _lacks(item, piece, titles), told_once(reason, titles[0]), remedy, ""
                remedy = SAME if remedy else ""


def _is_drafted(lack: Lacking, item: Item, drafts: Sequence[MadePaper]) -> bool:
    """Whether a first draft stands for what is lacking: of its kind, and of the organisation where each has its own."""
    if lack.source:
        return False
    piece, whose = whose_of(lack.title)
    rules = {one.id for one in item.materials if one.outcome.rule and one.short == lack.title}
    for paper in drafts:
        kinds = {kind for _, kind in paper.under}
        kinds |= {rule_name(kind) for kind in kinds}
        if lack.title in kinds or rules & set(paper.serves):
            return True
        organisation, row = _organisation(paper)
        if piece in kinds and whose and (whose == organisation or whose in row):
            return True
    return False


def _contradicting(one: Contradiction) -> Row:
    """What differs, and below each other the places with what each says."""
    what, *places = contradiction_lines(one, UNBROKEN, lead="")
    return TICK, what, "\n".join(places), ""


def _filed(filing: Sequence[Filing]) -> Iterator[Row]:
    """Where it is filed, and what that place does with it."""
    for one in filing:
        if one.verdict is not Verdict.NOT_APPLICABLE:
            yield TICK, one.authority or one.title, one.note, ""


def _lacks(item: Item, piece: Piece, titles: Sequence[str]) -> str:
    return f"{piece.number or item.number}　{first_of(titles, 3, '份')}"


def _remedy(item: Item) -> str:
    """What the requirements that are not settled say to do."""
    open_ = (one for one in item.materials if one.verdict in (Verdict.UNMET, Verdict.UNKNOWN))
    return "\n".join(dict.fromkeys(one.remedy for one in open_ if one.remedy))


def _line(text: str) -> Line:
    return Line((Span(text),), "small")
