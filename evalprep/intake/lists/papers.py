"""The workbook's sheet 材料, and which of the workbook's own sheets a sheet is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from evalprep.documents.sheets.cells import SheetCell, SheetCells
from evalprep.intake.given import Given, GivenRow, Remark, RemarkKind
from evalprep.intake.lists.headers import every_list, plain
from evalprep.intake.lists.papersheet import PaperSheet, header_of, lines_of
from evalprep.intake.lists.remarks import quoted
from evalprep.intake.lists.statements import (
    SCORE_NEEDED,
    STATEMENT_NEEDED,
    read_scores,
    read_statements,
)
from evalprep.intake.workbook.layout import MATERIAL_HEADERS, TELLING, ListSheet
from evalprep.model.basic import one_width, without_spaces
from evalprep.model.fields import Field, fields, value_at
from evalprep.model.project import Project
from evalprep.model.validation import Path

_NEEDED = _KIND, _BELONGS, _FILE = MATERIAL_HEADERS[1:4]
_Row = tuple[str, tuple[Given, ...], tuple[Given, ...]]
"""A list, what names a row of it, and what names the row around that."""


def reader_of(sheet: SheetCells) -> Callable[[PaperSheet], None] | None:
    """What reads a sheet, by its headers; None for other sheets."""
    known = ((_NEEDED, read_materials), (STATEMENT_NEEDED, read_statements), (SCORE_NEEDED, read_scores))
    return next((read for needed, read in known if header_of(sheet, needed) is not None), None)


def read_materials(one: PaperSheet) -> None:
    """材料: the unit's own papers, and those of rows."""
    of_rows: dict[str, dict[Path, Given]] = {}
    for line in lines_of(one, _NEEDED):
        if _FILE not in line:
            continue
        file = line[_FILE]
        if _KIND not in line:
            one.hold_back(file, f"没有写是什么材料，没有导入：{quoted(file.text)}", "写明种类")
            continue
        kind, belongs = " ".join(line[_KIND].text.split()), line.get(_BELONGS)
        if belongs is None:
            _add_files(one, ("attachments", kind), fields()["attachments"], file, kind, one.given)
        elif (row := _row(one, belongs.text)) is None:
            told = f"「{quoted(belongs.text)}」不知道是哪一行，没有导入：{quoted(file.text)}"
            remedy = "写表名和那一行的名称，例如「场地：一号楼」；单位自己的材料这一格空着"
            one.hold_back(belongs, told, remedy)
        else:
            there = of_rows.setdefault(belongs.text, {})
            _add_files(one, ("files", kind), fields()[f"{row[0]}[].files"], file, kind, there)
    for name, given in of_rows.items():
        row = _row(one, name)
        if row is not None and given:
            rows, values, within = row
            origin = next(iter(given.values())).origin
            telling = tuple(replace(value, origin=origin) for value in values)
            one.rows.append(GivenRow(rows, (*telling, *given.values()), origin, within))


def _add_files(
    one: PaperSheet, path: Path, wanted: Field, cell: SheetCell, name: str, given: dict[Path, Given]
) -> None:
    """The files of a line, behind those of the lines above with the same kind."""
    tree = one.tree(wanted, cell, name)
    if tree is None:
        return
    there = given[path].tree if path in given else None
    if isinstance(there, list) and isinstance(tree, list):
        if not there or not tree:
            told = f"{name}：一行写「无」，一行写了文件"
            one.remarks.append(Remark(RemarkKind.HELD_BACK, one.place.at(cell.address), told, "只留下对的"))
            tree = there or tree
        else:
            tree = [*there, *(file for file in tree if file not in there)]
    given[path] = Given(path, tree, given[path].origin if path in given else one.place.at(cell.address))


def _row(one: PaperSheet, text: str) -> _Row | None:
    """The list and what names the row that 场地：一号楼 speaks of; None where nobody knows."""
    name, _, rest = one_width(text).partition(":")
    listed = next((sheet for sheet in every_list() if plain(sheet.name) == plain(name)), None)
    if listed is None or not rest.strip() or f"{listed.rows}[].files" not in fields():
        return None
    if (known := one.called(listed).get(without_spaces(text))) is not None:
        return _known_row(one, listed, *known)
    if listed.outer or not any(column.path == ("name",) for column in listed.columns):
        return None
    return listed.rows, (Given(("name",), rest.strip(), one.place.at("")),), ()


def _known_row(one: PaperSheet, listed: ListSheet, project: Project, path: Path) -> _Row | None:
    """What tells a row of a project apart, and of a list inside a row what names that row."""
    values = _telling(one, project, listed.rows, path)
    around = path[:-2] if listed.outer else ()
    within = _telling(one, project, listed.rows.rpartition("[].")[0], around) if around else ()
    return (listed.rows, values, within) if values and (within or not around) else None


def _telling(one: PaperSheet, project: Project, rows: str, path: Path) -> tuple[Given, ...]:
    found = []
    for key in TELLING:
        wanted = fields().get(f"{rows}[].{key}")
        value = value_at(project, (*path, key)) if wanted else None
        if wanted is not None and wanted.kind is not None and value is not None:
            found.append(Given((key,), wanted.kind.write(value), one.place.at("")))
    return tuple(found)
