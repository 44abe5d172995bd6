"""单位情况: every single value as a row, what is known beside what it is called, how it is written and who asks for it."""

from __future__ import annotations

from collections.abc import Sequence

from evalprep.documents.sheets.fillable import FillColumn, FillRow, FillSheet
from evalprep.intake.answers import is_long
from evalprep.intake.workbook.asked import comment
from evalprep.intake.workbook.known import cell
from evalprep.intake.workbook.layout import ORGANIZATION, ORGANIZATION_HEADERS, Column
from evalprep.intake.workbook.page import SHADED, Page, Shading, Source, Spot, starts
from evalprep.model.suppliers import supplier_of_pattern

WIDTHS = (28, 56, 30, 24)
VALUE = 1
"""The column that is filled in."""
HOW = "填在「填写」一栏；不知道的空着。一段话可以写长，Alt+Enter 换行。"
LONG_HEIGHT = 58.0
"""In points: room for a text of several lines."""


def single_page(columns: Sequence[Column], source: Source) -> Page:
    """The sheet of the single values, with the cells in it that are asked for."""
    rows, spots = [], []
    for at, column in enumerate(columns):
        shading = _asked(column, source)
        needs = tuple(shading.found.get(VALUE, ()))
        if needs:
            supplier = supplier_of_pattern(column.field.path)
            spots.append(Spot(at, VALUE, column.header, needs, supplier))
        value, offered = cell(source.project, column), source.choices(column)
        clauses = (source.asked.clauses(column.field.path),) if source.asked else ()
        rows.append(
            FillRow(
                (column.header, None if value is None else str(value), column.note or None, *clauses),
                choices={VALUE: offered} if offered else {},
                shaded={VALUE: comment(needs)} if needs else {},
                least_height=LONG_HEIGHT if is_long(column.path) and value is None else 0,
            )
        )
    how = HOW + (SHADED if spots else "")
    sheet = FillSheet(ORGANIZATION, source.title(ORGANIZATION), how, _columns(source), tuple(rows))
    return Page(sheet, tuple(spots))


def _columns(source: Source) -> tuple[FillColumn, ...]:
    """With a target a fourth column says which requirement asks."""
    there = len(WIDTHS) if source.asked else len(WIDTHS) - 1
    return tuple(
        FillColumn(header, width=width, fixed=at != VALUE)
        for at, (header, width) in enumerate(zip(ORGANIZATION_HEADERS[:there], WIDTHS, strict=False))
    )


def _asked(column: Column, source: Source) -> Shading:
    shading = Shading()
    for path, needs in source.needs.items():
        if starts(path, column.path) or starts(column.path, path):
            shading.add(VALUE, needs)
    return shading
