"""Sheets as an office might send them, and what reading them gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from evalprep.documents.sheets.cells import CellKind, Range, SheetCell, SheetCells
from evalprep.intake.given import Extract, GivenRow, RemarkKind
from evalprep.intake.lists.reading import read_lists
from evalprep.model.catalogs import Catalogs
from evalprep.model.project import Project

PICTURE = SheetCell(1, 1, CellKind.PICTURE, "图片")
ERROR = SheetCell(1, 1, CellKind.ERROR, "#N/A")
LOST = SheetCell(1, 1, CellKind.NUMBER, "539901198311219000", stored="后面的数字已经丢失")
CATALOGS = Catalogs(names_2022={"6-31-01-03": "电工", "6-18-01-01": "车工", "6-20-01-01": "钳工"})
PROJECT = Project.model_validate(
    {
        "occupations": [{"code": "6-31-01-03", "name": "电工"}, {"code": "6-18-01-01", "name": "车工"}],
        "venues": [{"name": "一号楼"}],
    }
)


def formula(text: str) -> SheetCell:
    """A cell with a formula and its stored result."""
    return SheetCell(1, 1, CellKind.TEXT, text, from_formula=True)


def month(text: str, day: date) -> SheetCell:
    """A date of which the format shows less than is stored."""
    return SheetCell(1, 1, CellKind.DATE, text, day=day)


def made(rows: Sequence[Sequence[Any]], name: str = "Sheet1", merged: Sequence[Range] = ()) -> SheetCells:
    """A sheet of texts, numbers, days and ready cells, from A1 on; empty texts are blank."""
    cells = {
        row: {
            column: _cell(row, column, value)
            for column, value in enumerate(values, 1)
            if value not in ("", None)
        }
        for row, values in enumerate(rows, 1)
    }
    return SheetCells(name, {row: filled for row, filled in cells.items() if filled}, tuple(merged))


def _cell(row: int, column: int, value: Any) -> SheetCell:
    match value:
        case SheetCell():
            return replace(value, row=row, column=column)
        case int() | Decimal():
            return SheetCell(row, column, CellKind.NUMBER, str(value), Decimal(value))
        case date():
            return SheetCell(row, column, CellKind.DATE, value.isoformat(), day=value)
        case _:
            return SheetCell(row, column, CellKind.TEXT, value)


def read(*sheets: SheetCells, file: str = "名单.xlsx", into: str = "", project: Project = PROJECT) -> Extract:
    """What the sheets of one file give."""
    return read_lists(sheets, file, project, CATALOGS, into)


def values(row: GivenRow) -> dict[str, Any]:
    """What a row says, by its keys: lease.from."""
    return {".".join(map(str, given.path)): given.tree for given in row.values}


def said(extract: Extract, kind: RemarkKind) -> dict[str, str]:
    """The remarks of a kind, by their cells."""
    return {remark.origin.at: remark.text for remark in extract.remarks if remark.kind is kind}
