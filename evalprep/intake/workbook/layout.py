"""Which sheets and columns the workbook has. The registry decides; the writer and the reader of lists share it.

Lists are sheets, single values are rows of 单位情况, files are rows of 材料. What a list inside a row belongs to
(历年培训评价 of an occupation) is said in a column of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from evalprep.intake.oneline import line_of
from evalprep.intake.reads import own_fields
from evalprep.model.fields import Field, Shape, fields, label

NUMBER = "序号"
MARK_NOTE, MARK_EXAMPLE = "说明", "示例"
"""What stands under 序号 in the rows that say how to fill in, and that no reader takes for data."""
MISSING = "还缺什么"
ORGANIZATION = "单位情况"
MATERIALS = "材料"
STATEMENTS = "说明事项"
SCORES = "自评分"
OCCUPATION = "职业"

ORGANIZATION_HEADERS = ("项目", "填写", "说明", "哪一条要")
MATERIAL_HEADERS = (NUMBER, "种类", "属于", "文件", "哪一条要")
"""属于 is blank for the unit's own files, else a sheet and what names the row: 场地：一号楼."""
STATEMENT_HEADERS = (NUMBER, "编号", "要说明的事项", OCCUPATION, "是否属实", "说明", "佐证文件")
"""编号 is the key under `attestations`; with an occupation the answer is that of `occupations` below it."""
SCORE_HEADERS = (NUMBER, "编号", "评分项目", "满分", "自评分")

BASE = (
    "occupations",
    "occupations[].history",
    "staff",
    "experts",
    "assessors",
    "supervisors",
    "venues",
    "equipment",
    "rule_documents",
)
"""The lists that every workbook has, in the order of their sheets."""
SETTINGS = ("format", "targets", "waivers")
"""What is no data of the applicant's."""
SHEET_NAMES = {"occupations[].history": "历年培训评价", "supervisors": "督导人员"}
"""The sheets that are not called by the label of their list."""
TELLING = ("name", "code", "model", "title", "what", "year", "id_number")
"""Keys that tell the rows of a list apart: these columns are always there."""
_NO_NOTE = ("text", "name", "count")
"""Kinds whose notation goes without saying."""

Wanted = Callable[[str], bool]
"""Whether a registry's path is to be there."""


@dataclass(frozen=True)
class Column:
    """A column of a list, or a row of 单位情况."""

    path: tuple[str, ...]
    """From the row on: ("education",), ("lease", "from"); on 单位情况 from the root on."""
    header: str
    note: str
    """How it is filled in, in one short line; may be empty."""
    field: Field


@dataclass(frozen=True)
class ListSheet:
    """The sheet of a list."""

    name: str
    rows: str
    """The list by its registry path: `staff`, `occupations[].history`."""
    columns: tuple[Column, ...]
    outer: str = ""
    """Of a list inside a row the header of the column that names that row: 职业."""


def list_sheets(wanted: Wanted | None = None) -> tuple[ListSheet, ...]:
    """The sheets of all lists, in their order; with `wanted` those of `BASE` and the wanted ones, with the wanted columns.

    A list of which no column is wanted keeps all of them.
    """
    return _every_list() if wanted is None else _lists(wanted)


@cache
def _every_list() -> tuple[ListSheet, ...]:
    return _lists(None)


def _lists(wanted: Wanted | None) -> tuple[ListSheet, ...]:
    others = [
        path for path, field in fields().items() if _is_sheet(path, field) and path not in (*BASE, *SETTINGS)
    ]
    return tuple(
        _list_sheet(rows, wanted)
        for rows in (*BASE, *others)
        if rows in BASE or wanted is None or wanted(rows)
    )


def single_values(wanted: Wanted | None = None) -> tuple[Column, ...]:
    """The rows of 单位情况, with whole paths, in the order of the project file."""
    return tuple(
        one
        for one in _every_value()
        if wanted is None or _is_wanted(one, wanted) or one.field.path == "organization.name"
    )


@cache
def _every_value() -> tuple[Column, ...]:
    return tuple(
        _column(tuple(path.split(".")), label(tuple(path.split("."))) or field.label, field)
        for path, field in fields().items()
        if not set(path) & set("[{") and path not in SETTINGS and _is_column(path, field)
    )


def _is_wanted(column: Column, wanted: Wanted) -> bool:
    """Whether a column is wanted, for itself or to say that there is no such thing as the columns around it describe."""
    record = nil_record(column.field)
    return wanted(column.field.path) or (record is not None and wanted(record.path))


def _is_sheet(path: str, field: Field) -> bool:
    """Whether a list has a sheet of its own: not the small ones that are told in one line, nor what lies inside those."""
    return field.shape is Shape.ROWS and line_of(path) is None and path.count("[]") < 2


def _is_column(path: str, field: Field) -> bool:
    return field.shape in (Shape.VALUE, Shape.VALUES) or (
        field.shape is Shape.ROWS and line_of(path) is not None
    )


def _list_sheet(rows: str, wanted: Wanted | None) -> ListSheet:
    # Of which occupation a row speaks stands before what it says of it.
    inside = sorted(_columns(rows), key=lambda one: one.path != ("occupation",))
    columns = _with_own_headers(tuple(inside))
    outer = OCCUPATION if "[]" in rows else ""
    if outer:
        columns = tuple(one for one in columns if one.path != ("occupation",))
    chosen = columns if wanted is None else tuple(one for one in columns if _is_wanted(one, wanted))
    if chosen and chosen != columns:
        columns = tuple(
            one for one in columns if one in chosen or one is columns[0] or one.path[-1] in TELLING
        )
    return ListSheet(SHEET_NAMES.get(rows, fields()[rows].label), rows, columns, outer)


def _columns(rows: str) -> Iterator[Column]:
    """The columns of a list; those of a record inside its rows with the record's key before theirs."""
    for key, field in own_fields(f"{rows}[].").items():
        if field.shape is Shape.RECORD:
            inside = own_fields(f"{field.path}.")
            yield from (
                _column((key, below), one.label, one)
                for below, one in inside.items()
                if _is_column(one.path, one)
            )
        elif _is_column(field.path, field):
            yield _column((key,), field.label, field)


def _with_own_headers(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The same columns, each with a header that no other has: 评价依据的标准·名称."""
    counted = Counter(one.header for one in columns)
    return tuple(
        replace(one, header=f"{_around(one)}·{one.header}")
        if counted[one.header] > 1 and len(one.path) > 1
        else one
        for one in columns
    )


def _around(column: Column) -> str:
    return fields()[column.field.path.rpartition(".")[0]].label


def _column(path: tuple[str, ...], header: str, field: Field) -> Column:
    note = note_of(field)
    if (record := nil_record(field)) is not None:
        note = "；".join(filter(None, (note, f"没有{record.label}的，这里写「无」")))
    return Column(path, header, note, field)


def nil_record(field: Field) -> Field | None:
    """The record that is said not to exist by 无 in a column: the first column of a record that may be 无."""
    around = fields().get(field.path.rpartition(".")[0])
    if around is None or around.shape is not Shape.RECORD or not around.may_be_nil:
        return None
    first = next(one for one in own_fields(f"{around.path}.").values() if _is_column(one.path, one))
    return around if first == field else None


def note_of(field: Field) -> str:
    """How a field is filled in, in a few words; nothing where that goes without saying."""
    if line := line_of(field.path):
        return f"例如 {line.example}；没有写「无」"
    told = field.hint or _notation(field)
    if field.shape is Shape.VALUES:
        return "；".join(filter(None, (told, "几项用顿号隔开，没有写「无」")))
    return told


def _notation(field: Field) -> str:
    kind = field.kind
    if kind is None or kind.name in _NO_NOTE:
        return ""
    if kind.choices:
        return "从下拉里选"
    return {
        "yes_no": "是或否",
        "date": "如 2012-03 或 2012-03-01",
        "day": "写到日，如 2012-03-01",
        "year": "如 2019",
        "id_number": "18 位",
        "uscc": "18 位；没有写「无」",
        "file": "文件名，如 附件/证书.pdf",
        "levels": "如 五级-三级",
        "number": "如 120.5",
        "money": "带单位，如 300 万元",
        "phones": "手机或带区号的电话",
        "postcode": "6 位数字",
        "email": "如 office@example.cn",
    }.get(kind.name, kind.expected)
