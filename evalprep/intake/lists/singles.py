"""Single values on a sheet: our 单位情况, or a table of an applicant's own with names beside what they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from evalprep.documents.sheets.cells import CellKind, SheetCell, SheetCells
from evalprep.intake.given import Given, Remark, RemarkKind
from evalprep.intake.lists.fieldvalues import CellReader
from evalprep.intake.lists.headers import Headers, Meaning, Role, plain
from evalprep.intake.lists.nothing import drop_contradicted, missing_record
from evalprep.intake.lists.remarks import Place, quoted
from evalprep.intake.workbook.layout import (
    ORGANIZATION,
    ORGANIZATION_HEADERS,
    Column,
    ListSheet,
    single_values,
)
from evalprep.model.fields import fields
from evalprep.model.kinds import NIL, BadValue
from evalprep.model.validation import Path, Tree

_LEAST = 3
"""How many names must stand beside their values before a sheet is taken for one of single values."""


@dataclass(frozen=True)
class _Pair:
    """A name and the cell beside it, which may be blank."""

    label: SheetCell
    value: SheetCell | None
    meaning: Meaning | None


def is_own(sheet: SheetCells) -> bool:
    """Whether this is the workbook's sheet of single values."""
    return _header(sheet) is not None


def holds_singles(sheet: SheetCells) -> bool:
    """Whether names of single values stand beside their values on the sheet."""
    found = {pair.meaning.path for pair in _beside(sheet) if pair.meaning and pair.value}
    return len(found) >= _LEAST


def read_singles(sheet: SheetCells, place: Place, reader: CellReader) -> tuple[list[Given], list[Remark]]:
    """The values of a sheet, and what could not be taken."""
    header = _header(sheet)
    pairs = list(_beside(sheet) if header is None else _below(sheet, *header))
    given: dict[Path, Given] = {}
    refused: set[Path] = set()
    remarks: list[Remark] = []
    for pair in pairs:
        if pair.value is None:
            continue
        if pair.meaning is None:
            told = f"「{quoted(pair.label.text)}」没有对应的项目，没有导入：{quoted(pair.value.text)}"
            remarks.append(Remark(RemarkKind.UNRECOGNISED, place.at(pair.label.address), told))
            continue
        _take(pair.meaning, pair.label, pair.value, place, reader, given, refused, remarks)
    remarks += drop_contradicted(given)
    return list(given.values()), remarks


def _take(
    meaning: Meaning,
    label: SheetCell,
    cell: SheetCell,
    place: Place,
    reader: CellReader,
    given: dict[Path, Given],
    refused: set[Path],
    remarks: list[Remark],
) -> None:
    assert meaning.field is not None
    kind = meaning.field.kind.name if meaning.field.kind else ""
    name = " ".join(label.text.split())
    try:
        around = missing_record(meaning, cell)
        tree: Tree = str(NIL) if around else reader.tree(meaning.field, cell, meaning.unit)
        path = around or meaning.path
        if path in refused:
            raise BadValue("前面有几格说的是同一项，内容不一样", "一样的内容", "留下对的一格")
        if path in given and given[path].tree != tree:
            refused.add(path)
            told = f"和 {given.pop(path).origin.at} 说的是同一项，内容不一样，两格都没有导入"
            raise BadValue(told, "一样的内容", "留下对的一格")
    except BadValue as bad:
        remarks.append(place.held_back(cell, name, bad, kind))
        return
    given[path] = Given(path, tree, place.at(cell.address))
    remarks += [
        Remark(note.kind, place.at(cell.address), f"{name}：{note.text}", note.remedy)
        for note in reader.notes
    ]


def _header(sheet: SheetCells) -> tuple[int, int, int] | None:
    """Row and columns of 项目 and 填写, where they stand in one row."""
    for row, cells in sheet.rows.items():
        at = {plain(cell.text): column for column, cell in cells.items()}
        if {*ORGANIZATION_HEADERS[:2]} <= set(at):
            return row, at[ORGANIZATION_HEADERS[0]], at[ORGANIZATION_HEADERS[1]]
    return None


def _below(sheet: SheetCells, header: int, labels: int, values: int) -> Iterator[_Pair]:
    for row, cells in sheet.rows.items():
        label, value = cells.get(labels), cells.get(values)
        if row > header and (label is not None or value is not None):
            named = label or value
            assert named is not None
            yield _Pair(named, value, _names().meaning(label.text) if label else None)


def _beside(sheet: SheetCells) -> Iterator[_Pair]:
    """Every name with the cell to its right."""
    for cells in sheet.rows.values():
        waiting: _Pair | None = None
        for cell in cells.values():
            meaning = _names().meaning(cell.text) if cell.kind is CellKind.TEXT else None
            if meaning is not None:
                waiting = _Pair(cell, None, meaning)
            elif waiting is not None:
                yield replace(waiting, value=cell)
                waiting = None
            elif _is_label(cell):
                waiting = _Pair(cell, None, None)


def _is_label(cell: SheetCell) -> bool:
    """Whether a text of no field looks like a name of something: 传真."""
    return cell.kind is CellKind.TEXT and len(plain(cell.text)) <= 8


@cache
def _names() -> Headers:
    """What may stand beside a single value: the workbook's names, and those that mean one thing only."""
    known: dict[str, Meaning] = {}
    others: dict[str, set[tuple[str, ...]]] = {}
    by_path = {column.path: column for column in single_values()}
    for column in by_path.values():
        known[plain(column.header)] = _meaning(column)
        for name in _further(column):
            others.setdefault(plain(name), set()).add(column.path)
    for name, paths in others.items():
        if len(paths) == 1:
            known.setdefault(name, _meaning(by_path[next(iter(paths))]))
    return Headers(ListSheet(ORGANIZATION, "", ()), known)


def _meaning(column: Column) -> Meaning:
    return Meaning(Role.VALUE, column.path, column.field)


def _further(column: Column) -> Iterator[str]:
    """Other names of a value: its label, its synonyms, these behind the name of the record around: 联系人电话."""
    own = (column.field.label, *column.field.synonyms)
    yield from own
    around = fields().get(".".join(column.path[:-1]))
    if around is not None:
        yield from (f"{outer}{one}" for outer in (around.label, *around.synonyms) for one in own)
        if column.field.key == "name" and len(column.path) > 2:
            yield from (around.label, *around.synonyms)
