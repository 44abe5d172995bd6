"""还缺什么: every cell that is asked for, in print: where it is, what it holds, which requirement waits for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evalprep.documents.sheets.fillable import FillColumn, FillRow, FillSheet
from evalprep.intake.workbook.asked import Need, in_short
from evalprep.intake.workbook.layout import MISSING, NUMBER
from evalprep.intake.workbook.page import Page, Source
from evalprep.model.suppliers import Supplier

HEADERS = (NUMBER, "工作表", "格", "要补什么", "哪一条要", "出处", "谁来补")
WIDTHS = (6, 18, 16, 40, 34, 14, 10)
MOST_CELLS = 8
NOTHING = "表里没有还缺的。"
AFTERWARDS = "补好交回，用 evalprep import 导入。"


@dataclass
class _Together:
    """What the same requirements wait for on one sheet."""

    labels: dict[str, None] = field(default_factory=dict)
    places: dict[int, list[int]] = field(default_factory=dict)
    """By column, each from 0, the rows."""


def missing_sheet(pages: Sequence[Page], source: Source, about: Sequence[str]) -> FillSheet:
    """The list of what the pages are shaded for; what the same requirements wait for on one sheet is one row."""
    several = len({need.notice for needs in source.needs.values() for need in needs}) > 1
    rows: list[FillRow] = []
    count = 0
    for page in pages:
        for (supplier, needs), found in _together(page).items():
            count += len(found.labels)
            rows.append(
                FillRow(
                    (
                        len(rows) + 1,
                        page.sheet.name,
                        _cells(page.sheet, found.places),
                        "、".join(found.labels),
                        _once([f"{one.id} {one.title}" for one in needs]),
                        _once([f"{one.notice} {one.clause}" if several else one.clause for one in needs]),
                        supplier.value,
                    )
                )
            )
    told = f"共 {count} 项，都在各表里标了黄底。{AFTERWARDS}" if rows else NOTHING
    columns = tuple(FillColumn(header, width=width) for header, width in zip(HEADERS, WIDTHS, strict=True))
    return FillSheet(MISSING, source.title(MISSING), "\n".join((*about, told)), columns, tuple(rows))


def _together(page: Page) -> dict[tuple[Supplier, tuple[Need, ...]], _Together]:
    found: dict[tuple[Supplier, tuple[Need, ...]], _Together] = {}
    for spot in page.spots:
        here = found.setdefault((spot.supplier, spot.needs), _Together())
        here.labels[spot.label] = None
        here.places.setdefault(spot.column, []).append(spot.row)
    return found


def _cells(sheet: FillSheet, places: Mapping[int, Sequence[int]]) -> str:
    """Cells as Excel calls them, those below each other as a range: B4、B6:B9."""
    told = []
    for column, rows in places.items():
        for run in _runs(rows):
            ends = dict.fromkeys(sheet.address(row, column) for row in (run[0], run[-1]))
            told.append(":".join(ends))
    lines = ["、".join(told[at : at + 2]) for at in range(0, min(len(told), MOST_CELLS), 2)]
    more = [f"等 {sum(map(len, places.values()))} 格"] if len(told) > MOST_CELLS else []
    return "\n".join((*lines, *more))


def _runs(rows: Sequence[int]) -> list[list[int]]:
    """Numbers in groups, each without a gap."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _once(lines: Sequence[str]) -> str:
    return in_short(tuple(dict.fromkeys(lines)))
