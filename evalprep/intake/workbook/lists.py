"""The sheet of a list: how to fill in, an example, the rows that are known, and blank ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evalprep.documents.sheets.fillable import Choices, FillColumn, FillRow, FillSheet
from evalprep.intake.workbook.asked import Need, comment
from evalprep.intake.workbook.examples import example, sample
from evalprep.intake.workbook.known import NUMBERS, cell, rows_at
from evalprep.intake.workbook.layout import MARK_EXAMPLE, MARK_NOTE, NUMBER, TELLING, ListSheet
from evalprep.intake.workbook.page import SHADED, Page, Shading, Source, Spot, starts
from evalprep.model.fields import pattern
from evalprep.model.kinds import NIL
from evalprep.model.suppliers import supplier_of_pattern
from evalprep.model.validation import Path

USUAL: Mapping[str, int] = {
    "occupations": 8,
    "occupations[].history": 30,
    "experts": 30,
    "assessors": 30,
    "equipment": 38,
    "staff": 20,
    "supervisors": 10,
    "venues": 16,
    "rule_documents": 30,
}
"""How many rows a list usually has; a sheet has as many, and more where the page has room."""
FEW = 8
"""Rows of other lists."""
UNREAD = "这次申报不看这张表，可以不填。"


def list_page(listed: ListSheet, source: Source) -> Page:
    """The sheet of a list, with the cells in it that are asked for."""
    return _Writer(listed, source).page()


class _Writer:
    """One sheet while it is made."""

    def __init__(self, listed: ListSheet, source: Source) -> None:
        self._listed, self._source = listed, source
        self._lead = 2 if listed.outer else 1
        self._rows: list[FillRow] = []
        self._spots: list[Spot] = []
        self._needs = {
            path: needs for path, needs in source.needs.items() if _lies_in(pattern(path), listed.rows)
        }

    def page(self) -> Page:
        self._guides()
        guides = len(self._rows)
        for path, rows in rows_at(self._source.project, self._listed.rows):
            self._list(path, rows)
        known = len(self._rows) - guides
        columns = tuple(self._columns())
        sheet = FillSheet(
            self._listed.name,
            self._source.title(self._listed.name),
            self._how(),
            columns,
            tuple(self._rows),
            naming=self._naming(),
        )
        wanted = max(USUAL.get(self._listed.rows, FEW) - known, 0)
        return Page(sheet.with_blank_rows(wanted, known + 1), tuple(self._spots))

    def _columns(self) -> Iterator[FillColumn]:
        yield FillColumn(NUMBER, sample="0000", fixed=True)
        if self._listed.outer:
            names = tuple(filter(None, self._source.occupations))
            offered = Choices(names) if names else None
            yield FillColumn(self._listed.outer, sample="0" * 10, choices=offered)
        for column in self._listed.columns:
            kind = column.field.kind.name if column.field.kind else ""
            yield FillColumn(
                column.header,
                "number" if kind in NUMBERS else "text",
                sample(column),
                self._source.choices(column),
            )

    def _guides(self) -> None:
        """The rows in grey that no reader takes for data."""
        outer = ("写名称或编码",) if self._listed.outer else ()
        notes = (MARK_NOTE, *outer, *(column.note or None for column in self._listed.columns))
        self._rows.append(FillRow(notes, "note"))
        shown = ("电工",) if self._listed.outer else ()
        values = (MARK_EXAMPLE, *shown, *(example(column) for column in self._listed.columns))
        self._rows.append(FillRow(values, "example"))

    def _list(self, path: Path, rows: tuple[Any, ...] | None) -> None:
        """What is known of one list: its rows, that it has none, or that it is asked for as a whole."""
        outer = (self._source.occupations[int(path[1])],) if self._listed.outer else ()
        whole = self._needs.get(path, ())
        for at, record in enumerate(rows or ()):
            values = tuple(cell(record, column) for column in self._listed.columns)
            self._put((*outer, *values), self._asked((*path, at)))
        if rows == ():
            self._put((*outer, str(NIL), *[None] * (len(self._listed.columns) - 1)), Shading())
        if whole:
            label = f"补一行（{self._listed.name}）" if rows else f"整张表（{self._listed.name}）"
            self._put((*outer, *[None] * len(self._listed.columns)), self._all(whole), label)

    def _asked(self, row: Path) -> Shading:
        """What is asked for in a row that is known."""
        shading = Shading()
        for path, needs in self._needs.items():
            if not starts(path, row) or len(path) == len(row):
                continue
            below = path[len(row) :]
            for at, column in enumerate(self._listed.columns, self._lead):
                if starts(below, column.path) or starts(column.path, below):
                    shading.add(at, needs)
        return shading

    def _all(self, needs: tuple[Need, ...]) -> Shading:
        """A whole row that is asked for; the first cell says why."""
        shading = Shading()
        for at in range(self._lead, self._lead + len(self._listed.columns)):
            shading.add(at, needs if at == self._lead else ())
        return shading

    def _put(self, values: tuple[Any, ...], shading: Shading, label: str = "") -> None:
        number = len(self._rows) - 1
        comments = {at: comment(needs) for at, needs in shading.found.items()}
        supplier = supplier_of_pattern(self._listed.rows)
        for at, needs in shading.found.items():
            if needs:
                what = label or self._listed.columns[at - self._lead].header
                self._spots.append(Spot(len(self._rows), at, what, tuple(needs), supplier))
        self._rows.append(FillRow((number, *values), shaded=comments))

    def _how(self) -> str:
        """How to fill in the sheet."""
        asked, listed = self._source.asked, self._listed
        none = f"没有就在「{listed.columns[0].header}」第一格写「无」"
        if listed.outer:
            none = f"哪个{listed.outer}没有，写上{listed.outer}，后一格写「无」"
        told = f"一行一项，不知道的空着；{none}。灰色两行不用删，导入时跳过。"
        if asked is not None and not asked.reads.holds(listed.rows):
            return UNREAD + told
        return told + (SHADED if self._spots else "")

    def _naming(self) -> int:
        """序号, the outer row, and the first columns that tell the rows apart."""
        first, *more = self._listed.columns
        both = first.path[-1] == "code" and bool(more) and more[0].path[-1] in TELLING
        return self._lead + (2 if both else 1)


def _lies_in(path: str, rows: str) -> bool:
    """Whether a registry's path is a list or lies in its rows."""
    return path == rows or path.startswith(f"{rows}[].")
