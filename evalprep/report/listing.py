"""What there is: jurisdictions with their notices, rules, forms, and occupations by name or code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from evalprep.documents.awaited import AwaitedMap
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.outlines.outline_map import OutlineMap
from evalprep.documents.papermap import PaperMap
from evalprep.documents.sheets.listmap import ListMap
from evalprep.report.entries import entries, named, sort_of
from evalprep.report.layout import Style, pad, width, wrap
from evalprep.report.notices import notice_lines
from evalprep.rules.checklist import ReadyChecklist


def jurisdictions_text(checklists: Iterable[ReadyChecklist], style: Style) -> str:
    """Every notice, with the tracks that `-j` takes."""
    lines = []
    for checklist in checklists:
        notice, name = checklist.notice, checklist.jurisdiction
        lines += wrap(f"{notice.area}　-j {name}", style.cells, "", "  ")
        lines += [f"  {line}" for line in notice_lines(notice, style.cells - 2)]
        for track, title in checklist.tracks.items():
            lines += wrap(f"{title}　-j {name}:{track}", style.cells, "  ", "    ")
    return "\n".join(lines) + "\n"


def rules_text(checklists: Iterable[ReadyChecklist], style: Style) -> str:
    """Every rule, material, easing, score item, window and route with its sort, clause and title."""
    lines = []
    for checklist in checklists:
        lines += [*notice_lines(checklist.notice, style.cells), ""]
        every = entries(checklist)
        ids = max((width(named(one).id) for one in every), default=0) + 2
        # A clause that is longer than most pushes its own title only.
        clauses = min(max((width(named(one).clause) for one in every), default=0), 14) + 2
        for found in every:
            one = named(found)
            head = f"  {pad(one.id, ids)}{pad(sort_of(found, checklist), 8)}{pad(one.clause, clauses)}"
            hanging = " " * (2 + ids + 8 + clauses)
            lines += wrap(
                one.title, style.cells, head if width(one.clause) < clauses else f"{head} ", hanging
            )
        lines.append("")
    return "\n".join(lines)


KINDS = {FormMap: "官方表格", OutlineMap: "初稿", ListMap: "名单", AwaitedMap: "缺官方文件"}
"""What each kind of entry of the library comes to when it is built."""


def forms_text(papers: Iterable[PaperMap], areas: Mapping[str, str], style: Style) -> str:
    """Every paper by the folder that it stands in: its kind, title and id, and the requirements that it serves.

    `areas` tells what people call the folders: 全国.
    """
    lines: list[str] = []
    for area, own in groupby(papers, key=lambda paper: paper.form.partition("/")[0]):
        lines += ["", f"{areas[area]}（{area}）" if area in areas else area]
        for paper in own:
            lines += wrap(paper.title, style.cells, f"  {pad(KINDS[type(paper)], 12)}", " " * 14)
            serves = f"　{'、'.join(paper.serves)}" if paper.serves else "　没有通知要求，供本单位自用"
            lines += wrap(f"{paper.form}{serves}", style.cells, " " * 14, " " * 16)
    return "\n".join(lines[1:]) + "\n"
