"""材料: every paper that the project names or a notice wants, by its kind and by what it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from evalprep.documents.sheets.fillable import FillColumn, FillRow, FillSheet
from evalprep.intake.workbook.asked import Need, comment, in_short
from evalprep.intake.workbook.known import cell, files_of_rows, rows_at
from evalprep.intake.workbook.layout import (
    MARK_EXAMPLE,
    MARK_NOTE,
    MATERIAL_HEADERS,
    MATERIALS,
    TELLING,
    ListSheet,
    list_sheets,
)
from evalprep.intake.workbook.page import SHADED, Page, Source, Spot
from evalprep.model.kinds import NIL
from evalprep.model.project import Project
from evalprep.model.suppliers import Supplier, supplier_of_kind, supplier_of_pattern
from evalprep.model.validation import Path

WIDTHS = (8, 36, 30, 40, 24)
FILE = 3
"""The column that is filled in."""
BLANKS = 2
HOW = (
    "扫描件、定稿放进项目文件夹的「附件」里，再把文件名写在「文件」一栏；一行一个文件，几个文件写几行。"
    "灰色两行不用删，导入时跳过。"
)
NOTES = (
    MARK_NOTE,
    "照通知的叫法写",
    "单位的空着；某一行的，写表名和名称",
    "从项目文件夹写起，如 附件/证书.pdf；确实没有的写「无」",
)
EXAMPLE = (MARK_EXAMPLE, "租赁合同", "场地：示例楼 101 室", "附件/示例楼租赁合同.pdf")


@dataclass(frozen=True)
class _Paper:
    kind: str
    belongs: str
    file: str | None
    supplier: Supplier
    clauses: str = ""
    needs: tuple[Need, ...] = ()


def material_page(source: Source, supplied: Callable[[Supplier], bool]) -> Page | None:
    """The sheet of the papers that some suppliers bring; None where they bring none."""
    papers = [one for one in (*_own(source), *_of_rows(source)) if supplied(one.supplier)]
    if not papers and not all(map(supplied, Supplier)):
        return None
    width = len(WIDTHS) if source.asked else len(WIDTHS) - 1
    rows = [FillRow((*NOTES, None)[:width], "note"), FillRow((*EXAMPLE, None)[:width], "example")]
    spots = []
    for number, one in enumerate(papers, 1):
        if one.needs:
            label = f"{one.kind}（{one.belongs}）" if one.belongs else one.kind
            spots.append(Spot(len(rows), FILE, label, one.needs, one.supplier))
        values = (number, one.kind, one.belongs or None, one.file, one.clauses or None)
        rows.append(FillRow(values[:width], shaded={FILE: comment(one.needs)} if one.needs else {}))
    columns = tuple(
        FillColumn(header, width=size, fixed=at in (0, 4))
        for at, (header, size) in enumerate(zip(MATERIAL_HEADERS[:width], WIDTHS, strict=False))
    )
    how = HOW + (SHADED if spots else "")
    sheet = FillSheet(MATERIALS, source.title(MATERIALS), how, columns, tuple(rows), 2)
    return Page(sheet.with_blank_rows(BLANKS, len(papers) + 1), tuple(spots))


def _own(source: Source) -> Iterator[_Paper]:
    """The unit's own papers: those that notices want, in their order, then what else the project names."""
    wanted = dict(source.asked.kinds) if source.asked else {}
    held = source.project.attachments or {}
    asked = {str(path[1]): needs for path, needs in source.needs.items() if _is_own(path)}
    for kind in dict.fromkeys((*wanted, *asked, *held)):
        supplier, clauses = supplier_of_kind(kind), in_short(wanted.get(kind, ()))
        for file in held.get(kind) or ((str(NIL),) if kind in held else (None,)):
            needs = asked.get(kind, ())
            yield _Paper(kind, "", file, supplier, clauses or _clauses(needs), needs)


def _of_rows(source: Source) -> Iterator[_Paper]:
    """The papers that belong to a row of a list: a room's lease, a person's certificate."""
    for listed in list_sheets():
        supplier, called = supplier_of_pattern(listed.rows), row_names(source.project, listed)
        known = {(path, kind): files for path, kind, files in files_of_rows(source.project, listed.rows)}
        asked = {
            (path[:-2], str(path[-1])): needs
            for path, needs in source.needs.items()
            if path[-2:-1] == ("files",) and path[:-2] in called
        }
        for row, kind in dict.fromkeys((*known, *asked)):
            needs = asked.get((row, kind), ())
            for file in known.get((row, kind)) or ((str(NIL),) if (row, kind) in known else (None,)):
                yield _Paper(kind, called[row], file, supplier, _clauses(needs), needs)


def _is_own(path: Path) -> bool:
    return path[0] == "attachments" and len(path) > 1


def _clauses(needs: Sequence[Need]) -> str:
    return in_short(tuple(f"{one.id} {one.clause}" for one in needs))


def row_names(project: Project, listed: ListSheet) -> dict[Path, str]:
    """What the rows of a list are called on the sheet of papers, by their paths: 场地：一号楼.

    As much of what tells rows apart is named as it takes; rows that nothing tells apart are named by their number.
    """
    rows = {
        (*path, at): row
        for path, found in rows_at(project, listed.rows)
        for at, row in enumerate(found or ())
    }
    telling = sorted(
        (one for one in listed.columns if one.path[-1] in TELLING),
        key=lambda one: TELLING.index(one.path[-1]),
    )
    called = dict.fromkeys(rows, "")
    for column in telling:
        counted = Counter(called.values())
        for path, row in rows.items():
            value = cell(row, column)
            if (not called[path] or counted[called[path]] > 1) and value is not None:
                called[path] = f"{called[path]} {value}".strip()
    counted = Counter(called.values())
    return {
        path: f"{listed.name}：{name if name and counted[name] == 1 else f'第 {number} 行 {name}'.rstrip()}"
        for number, (path, name) in enumerate(called.items(), 1)
    }
