"""What one number of a submission lacks, as lines below it: which paper, why, and where the project file names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from evalprep.errors import Place
from evalprep.model.enclosures import Item, Lacking
from evalprep.model.evidence import FileState
from evalprep.report.layout import wrap
from evalprep.report.pieces import first_of, pieces

MOST_LACKING = 3
"""How many papers that are lacking are named in one line."""
REMEDIES = {
    FileState.EMPTY.reason: "换一个有内容的",
    FileState.UNREADABLE.reason: "换一个打得开的",
}
"""What to do about a file, where the reason does not say it."""


def lacking_lines(item: Item, places: Mapping[str, Place], cells: int) -> Iterator[str]:
    """A line for each reason, and one for each file that cannot be handed in; `places` tell where each is named."""
    for piece in pieces(item):
        for (source, reason), own in groupby(piece.lacking, key=lambda one: (one.source, one.reason)):
            titles = [one.title for one in own]
            named = first_of(titles, MOST_LACKING, "份")
            told = told_once(reason, titles[0]) if source is None else _file(source, reason, places)
            yield from wrap(f"{piece.lacks}  {named}：{told}", cells, "    ", "        ")


def told_once(reason: str, title: str) -> str:
    """A reason without the title that already stands before it."""
    return reason.removeprefix(f"《{title}》")


def is_told(remark: str, lacking: Iterable[Lacking]) -> bool:
    """Whether the line of something that is lacking says a remark (编号 名称：怎么回事) already."""
    _, _, told = remark.partition("：")
    return bool(told) and any(told in one.reason for one in lacking)


def _file(source: str, reason: str, places: Mapping[str, Place]) -> str:
    """附件/方案.pdf 打不开；换一个打得开的（evalprep.yaml:230）."""
    where = f"（{places[source]}）" if source in places else ""
    remedy = f"；{REMEDIES[reason]}" if reason in REMEDIES else ""
    return f"{source} {reason}{remedy}{where}"
