"""One list on a sheet, whole: its rows, that it has none, and what of it was not taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evalprep.documents.sheets.cells import SheetCell
from evalprep.intake.given import Given, GivenRow, Remark, RemarkKind
from evalprep.intake.lists.fieldvalues import CellReader
from evalprep.intake.lists.headers import Role
from evalprep.intake.lists.lines import Line, LineKind, changed, lines
from evalprep.intake.lists.records import RecordReader, groups
from evalprep.intake.lists.remarks import Place, quoted
from evalprep.intake.lists.tables import Table
from evalprep.intake.reads import own_fields
from evalprep.intake.workbook.layout import MARK_EXAMPLE
from evalprep.model.basic import without_spaces
from evalprep.model.validation import Path

_NAMING = ("name", "code", "title", "what", "year", "id_number")
"""What names the rows of a list; a list may have several."""
_DERIVED = "年龄、工龄由身份证号码和起始日期算出来，不用导入"


@dataclass(frozen=True)
class OneList:
    """What a list gives."""

    values: tuple[Given, ...] = ()
    rows: tuple[GivenRow, ...] = ()
    remarks: tuple[Remark, ...] = ()


def read_list(table: Table, place: Place, cells: CellReader) -> OneList:
    """The rows of a list, and remarks on all that is not in them."""
    found = list(lines(table))
    remarks = [
        *_columns(table, place, found),
        *(one for line in found for one in _left_out(table, place, line)),
    ]
    if table.why:
        told = f"照{table.why}，认作「{table.headers.sheet.name}」"
        remarks.append(Remark(RemarkKind.READ_AS, place.at(""), told, "不是的话，用 --as 说明是哪一份名单"))
    if unnamed := _without_names(table):
        remedy = f"把写名称的那一栏的表头改成「{unnamed}」再导入；不是这份名单的，用 --as 说明"
        told = f"没有认出「{unnamed}」一栏，整张表没有导入"
        remarks.append(Remark(RemarkKind.HELD_BACK, place.at(""), told, remedy))
        return OneList(remarks=tuple(remarks))
    default, told_of = _occupation_of_sheet(table, place, cells)
    remarks += told_of
    if _needs_outer(table) and not default:
        return OneList(remarks=tuple(remarks))
    data = [one.row for one in found if one.kind is LineKind.DATA]
    rows: list[GivenRow] = []
    reader = RecordReader(table, place, cells)
    for year in _years(table):
        of_year = RecordReader(_of_year(table, year), place, cells)
        for numbers in groups(table, of_year, data):
            row, told_rows = of_year.row(numbers, default, year)
            remarks += told_rows
            rows += [row] if row is not None else []
    none = [line for line in found if line.kind is LineKind.NONE]
    values, more_rows, more = _none(table, place, reader, none, rows)
    return OneList(values, (*rows, *more_rows), (*remarks, *more))


def _left_out(table: Table, place: Place, line: Line) -> Iterator[Remark]:
    """What is said of a line that is no data."""
    at = place.at(f"第 {line.row} 行")
    said = "；".join(quoted(cell.text) for cell in list(table.sheet.rows[line.row].values())[:5])
    match line.kind:
        case LineKind.EXAMPLE if changed(table, line):
            remedy = f"要导入就把序号里的「{MARK_EXAMPLE}」改成数字"
            yield Remark(RemarkKind.SKIPPED, at, f"「{MARK_EXAMPLE}」这一行改过，没有导入：{said}", remedy)
        case LineKind.LIKE_EXAMPLE:
            told = f"和资料表的{MARK_EXAMPLE}行一样，没有导入：{said}"
            yield Remark(RemarkKind.SKIPPED, at, told, "真有这一行，就在前面写上序号")
        case LineKind.SUM:
            yield Remark(RemarkKind.SKIPPED, at, f"合计、小计的行不导入：{said}")
        case LineKind.FOOT:
            yield Remark(RemarkKind.SKIPPED, at, f"不是名单里的内容，没有导入：{said}")
        case LineKind.ANOTHER:
            remedy = "把下面的内容放到单独的工作表里，再导入"
            yield Remark(RemarkKind.HELD_BACK, at, f"从这一行起像是另一张表，没有导入：{said}", remedy)


def _columns(table: Table, place: Place, found: Sequence[Line]) -> Iterator[Remark]:
    """Each column that is not recognised or not needed, once, with an example of what stands in it."""
    examples: dict[int, SheetCell] = {}
    for line in found:
        if line.kind is LineKind.DATA:
            for cell in line.cells:
                examples.setdefault(cell.column, cell)
    for column, cell in sorted(examples.items()):
        meaning, header = table.columns.get(column), table.header(column)
        if meaning is not None and meaning.role is Role.AGE:
            yield Remark(RemarkKind.DERIVED, place.at(cell.address), f"「{header}」：{_DERIVED}")
        elif meaning is None:
            told = f"「{header}」这一栏没有对应的项目" if header else "这一栏没有表头"
            yield Remark(
                RemarkKind.UNRECOGNISED,
                place.at(cell.address),
                f"{told}，没有导入，例如「{quoted(cell.text)}」",
                f"用不上就不用管；要导入就把表头改成「{table.headers.sheet.name}」里有的栏目，用 evalprep workbook 看",
            )


def _years(table: Table) -> list[str]:
    """The years that stand over columns of the list; one nameless for a list that is not written across."""
    return sorted({one.year for one in table.columns.values() if one.year}) or [""]


def _of_year(table: Table, year: str) -> Table:
    """The same list with the columns of one year, and those of no year."""
    return replace(table, columns={at: one for at, one in table.columns.items() if one.year in ("", year)})


def _without_names(table: Table) -> str:
    """The label of the column that would name the rows, where the sheet has none: nobody knows whose values they are."""
    own = own_fields(f"{table.rows}[].")
    naming = [key for key in _NAMING if key in own]
    there = any(table.column_of(key) is not None for key in naming)
    if not naming or there or _years(table) != [""]:
        return ""
    return own[naming[0]].label


def _needs_outer(table: Table) -> bool:
    has = any(one.role is Role.OUTER for one in table.columns.values())
    return bool(table.headers.sheet.outer) and not has


def _occupation_of_sheet(
    table: Table, place: Place, cells: CellReader
) -> tuple[tuple[Given, ...], list[Remark]]:
    """What the rows belong to where no column says it: the one occupation of the project that a title or a name names."""
    if not _needs_outer(table):
        return (), []
    above = (
        cell.text for row, filled in table.sheet.rows.items() if row < table.first for cell in filled.values()
    )
    texts = [without_spaces(text) for text in (place.sheet, place.file, *above)]
    named = {name for name in cells.occupations.own_names for text in texts if name in text}
    whole = {name for name in named if not any(name in other and name != other for other in named)}
    outer = table.headers.sheet.outer
    if len(whole) == 1:
        (name,) = whole
        told = f"没有「{outer}」一栏，照标题里写的，都是「{name}」的"
        return (Given(("name",), name, place.at("")),), [Remark(RemarkKind.READ_AS, place.at(""), told)]
    told = f"没有「{outer}」一栏，不知道是哪个{outer}的，整张表没有导入"
    return (), [Remark(RemarkKind.HELD_BACK, place.at(""), told, f"加一栏「{outer}」，写职业名称或编码")]


def _none(
    table: Table, place: Place, reader: RecordReader, none: Sequence[Line], rows: Sequence[GivenRow]
) -> tuple[tuple[Given, ...], tuple[GivenRow, ...], tuple[Remark, ...]]:
    """无 where a row would stand: of a whole list, or of the list inside a row that the line names."""
    path: Path = tuple(table.rows.split("."))
    values: list[Given] = []
    outer_rows: list[GivenRow] = []
    remarks: list[Remark] = []
    around, _, key = table.rows.rpartition("[].")
    for line in none:
        at = place.at(line.cells[-1].address)
        within = reader.within(line.row)
        if any(_same_row(row.within, within) for row in rows):
            remarks.append(Remark(RemarkKind.HELD_BACK, at, "这里写「无」，别的行却有内容", "只留下对的"))
        elif not around:
            values.append(Given(path, [], at))
        elif within:
            outer_rows.append(GivenRow(around, (*within, Given((key,), [], at)), at))
        else:
            told = f"写了「无」，没有写是哪个{table.headers.sheet.outer}"
            remarks.append(Remark(RemarkKind.HELD_BACK, at, told, "写明是哪一个"))
    return tuple(values[:1]), tuple(outer_rows), tuple(remarks)


def _same_row(one: Sequence[Given], other: Sequence[Given]) -> bool:
    """Whether both name the same row around: of lists that lie in no row, always."""
    trees = {given.path: given.tree for given in other}
    return (not one and not other) or any(trees.get(given.path) == given.tree for given in one)
