"""What reading the workbook's sheets 材料, 说明事项 and 自评分 has in common: the lines by their headers, one value of a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from evalprep.documents.sheets.cells import SheetCell, SheetCells
from evalprep.intake.given import Given, GivenRow, Remark, RemarkKind
from evalprep.intake.lists.fieldvalues import CellReader
from evalprep.intake.lists.headers import plain
from evalprep.intake.lists.remarks import Place
from evalprep.intake.workbook.layout import MARK_EXAMPLE, MARK_NOTE, MATERIAL_HEADERS, NUMBER, ListSheet
from evalprep.intake.workbook.papers import EXAMPLE, NOTES, row_names
from evalprep.model.basic import without_spaces
from evalprep.model.fields import Field, Shape
from evalprep.model.kinds import BadValue
from evalprep.model.project import Project
from evalprep.model.validation import Path, Tree

_GUIDES = {MARK_NOTE: NOTES, MARK_EXAMPLE: EXAMPLE}
"""The grey lines of the sheet 材料, which say what they are also where 序号 was deleted."""


@dataclass
class PaperSheet:
    """One of these sheets while it is read."""

    sheet: SheetCells
    place: Place
    reader: CellReader
    projects: tuple[Project, ...]
    """What rows there are: the project, then what the lists of the same file say."""
    given: dict[Path, Given] = field(default_factory=dict)
    rows: list[GivenRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    _refused: set[Path] = field(default_factory=set)
    _called: dict[str, dict[str, tuple[Project, Path]]] = field(default_factory=dict)

    def called(self, listed: ListSheet) -> Mapping[str, tuple[Project, Path]]:
        """The rows of a list by what the sheet 材料 calls them, each with the project in which it stands."""
        if listed.rows not in self._called:
            found: dict[str, tuple[Project, Path]] = {}
            for project in self.projects:
                for path, shown in row_names(project, listed).items():
                    found.setdefault(without_spaces(shown), (project, path))
            self._called[listed.rows] = found
        return self._called[listed.rows]

    @cached_property
    def codes(self) -> Mapping[str, frozenset[str]]:
        """The codes of the occupations by their names, without blanks."""
        found: dict[str, frozenset[str]] = {}
        for project in self.projects:
            for row in project.occupations or ():
                if row.code and row.name:
                    name = without_spaces(row.name)
                    found[name] = found.get(name, frozenset()) | {str(row.code)}
        return found

    def tree(self, wanted: Field, cell: SheetCell, name: str) -> Tree:
        """What a cell says of a field; None where it stays out, which is told."""
        try:
            tree = self.reader.tree(_may_be_none(wanted), cell)
        except BadValue as bad:
            self.remarks.append(self.place.held_back(cell, name, bad))
            return None
        self.remarks += [
            Remark(note.kind, self.place.at(cell.address), f"{name}：{note.text}", note.remedy)
            for note in self.reader.notes
        ]
        return tree

    def put(self, path: Path, tree: Tree, cell: SheetCell, name: str) -> None:
        """Take a value; of two that differ neither is taken."""
        if tree is None:
            return
        there = self.given.get(path)
        if path in self._refused or (there is not None and there.tree != tree):
            where = f"和 {there.origin.at}" if there else "和前面几格"
            self._refused.add(path)
            self.given.pop(path, None)
            self.hold_back(cell, f"{name}：{where}说的是同一项，内容不一样，都没有导入", "留下对的一格")
            return
        self.given[path] = Given(path, tree, self.place.at(cell.address))

    def hold_back(self, cell: SheetCell, told: str, remedy: str) -> None:
        """Tell that a cell stays out."""
        self.remarks.append(Remark(RemarkKind.HELD_BACK, self.place.at(cell.address), told, remedy))


def _may_be_none(wanted: Field) -> Field:
    """The same field; of a mapping the list under one of its keys, which may be empty."""
    return replace(wanted, may_be_nil=True) if wanted.shape is Shape.MAPPING else wanted


def header_of(sheet: SheetCells, needed: tuple[str, ...]) -> tuple[int, Mapping[str, int]] | None:
    """The row in which these headers stand, with the column of each text in it; None where there is none."""
    for row, cells in sheet.rows.items():
        at = {plain(cell.text): column for column, cell in cells.items()}
        if set(map(plain, needed)) <= set(at):
            return row, at
    return None


def lines_of(one: PaperSheet, needed: tuple[str, ...]) -> Iterator[Mapping[str, SheetCell]]:
    """The lines below the header by the headers, but for the grey ones."""
    found = header_of(one.sheet, needed)
    assert found is not None
    header, columns = found
    for row, cells in one.sheet.rows.items():
        if row <= header:
            continue
        line = {name: cells[at] for name, at in columns.items() if at in cells}
        mark = _mark(line, [cell.text for at, cell in cells.items() if at not in columns.values()])
        if mark is None:
            yield line
        elif mark == MARK_EXAMPLE and _is_changed(line):
            told = f"「{MARK_EXAMPLE}」这一行改过，没有导入"
            remedy = f"要导入就把序号里的「{MARK_EXAMPLE}」改成数字"
            one.remarks.append(Remark(RemarkKind.SKIPPED, one.place.at(f"第 {row} 行"), told, remedy))


def _mark(line: Mapping[str, SheetCell], beside: list[str]) -> str | None:
    """说明 or 示例 for the grey lines: by what stands under 序号, or where that is gone, by what the line says."""
    mark = line[NUMBER].text if NUMBER in line else next(iter(beside), "")
    if mark in _GUIDES:
        return mark
    if mark:
        return None
    return next((guide for guide, texts in _GUIDES.items() if _says(line, texts)), None)


def _says(line: Mapping[str, SheetCell], texts: tuple[str, ...]) -> bool:
    shown = dict(zip(MATERIAL_HEADERS[1:], texts[1:], strict=False))
    known = [name for name in shown if name in line]
    return len(known) > 1 and all(line[name].text == shown[name] for name in known)


def _is_changed(line: Mapping[str, SheetCell]) -> bool:
    """Whether somebody has written over the example; what a file is called and its kind are what counts."""
    shown = dict(zip(MATERIAL_HEADERS, EXAMPLE, strict=False))
    return any(
        line[name].text != shown[name] for name in (MATERIAL_HEADERS[1], MATERIAL_HEADERS[3]) if name in line
    )
