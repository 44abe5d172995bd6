"""What a build would make, as text (`build --list`): number by number, made or copied from where; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evalprep.errors import Place
from evalprep.model.enclosures import Enclosure, Item, Submission
from evalprep.report.lacks import lacking_lines
from evalprep.report.layout import Style, wrap
from evalprep.report.notices import Dated, notice_lines
from evalprep.report.pieces import first_of, is_made, pieces, size_told

MOST_COPIES = 5
"""How many copies of one piece are listed; the others are counted."""
NOTHING_WRITTEN = "这里只列出来，什么也没有写。"


def planned_text(
    notice: Dated,
    conclusion: str,
    submission: Submission,
    sizes: Mapping[str, int],
    style: Style,
    *,
    missing: str = "",
    drafts: Sequence[str] = (),
    desk: Sequence[str] = (),
    places: Mapping[str, Place] | None = None,
) -> str:
    """The notice, the conclusion, each number with its files and what is lacking, then drafts and papers for the desk.

    `sizes` in bytes are those of the files that are copied, by their name in the folder; `missing` is
    `built.missing_line`; `drafts` and `desk` are names; `places` tell where the project file names each file.
    """
    cells = style.cells
    lines = [*notice_lines(notice, cells), *wrap(f"自查结论：{conclusion}", cells, "", "  ")]
    lines += wrap(missing, cells, "", "  ") if missing else []
    lines += ["", *wrap(f"申报材料会有 {_counted(submission, sizes)}：", cells, "", "  ")]
    for one in submission.front:
        lines += _file(one, sizes, cells)
    for item in submission.items:
        lines += _item(item, sizes, cells)
        lines += lacking_lines(item, places or {}, cells)
    if submission.elsewhere:
        files = first_of(submission.elsewhere, MOST_COPIES)
        lines += wrap(f"放宽情形要看的文件，清单里没有位置，要一起交：{files}", cells, "  ", "    ")
    lines += _named(f"会写初稿 {len(drafts)} 份（已经在改写的不动）：", drafts, cells)
    lines += _named(f"自己看的 {len(desk)} 份：", desk, cells)
    return "\n".join([*lines, "", NOTHING_WRITTEN])


def _counted(submission: Submission, sizes: Mapping[str, int]) -> str:
    """7 项、74 个文件，其中照抄附件 70 个（12.3 MB）."""
    copies = [one.name for one in submission.enclosures if not is_made(one)]
    size = f"（{size_told(sum(sizes.get(name, 0) for name in copies))}）" if sizes else ""
    told = f"，其中照抄附件 {len(copies)} 个{size}" if copies else ""
    return f"{len(submission.items)} 项、{len(submission.enclosures)} 个文件{told}"


def _item(item: Item, sizes: Mapping[str, int], cells: int) -> Iterator[str]:
    """The files under a number, piece by piece."""
    if not item.enclosures:
        state = "" if item.lacking else "  还没有" if item.is_asked else "  不适用"
        yield from wrap(f"{item.number:02d}-{item.name}{state}", cells, "  ", "    ")
    several = len(item.enclosures) > 1
    if several:
        yield from wrap(f"{item.enclosures[0].name.partition('/')[0]}/", cells, "  ", "    ")
    for piece in pieces(item):
        for one in piece.enclosures[:MOST_COPIES]:
            yield from _file(one, sizes, cells, within=several)
        if len(piece.enclosures) > MOST_COPIES:
            yield f"    … 等，{piece.title}共 {len(piece.enclosures)} 个"


def _file(one: Enclosure, sizes: Mapping[str, int], cells: int, *, within: bool = False) -> list[str]:
    """A file with where it comes from: made, or a copy of which file and how large."""
    name, indent = (one.name.partition("/")[2], "    ") if within else (one.name, "  ")
    size = f"（{size_told(sizes[one.name])}）" if one.name in sizes else ""
    origin = "新做" if is_made(one) else f"← {one.source or ''}{size}"
    return wrap(f"{name}  {origin}", cells, indent, f"{indent}    ")


def _named(lead: str, names: Sequence[str], cells: int) -> Iterator[str]:
    if names:
        yield ""
        yield lead
    for name in names:
        yield from wrap(name, cells, "  ", "    ")
