"""A list map, the named tables and a project's record in; the Excel file out, and how each of its cells stands.

What is unknown stays blank and is an open slot under its path in the project file. A row of which it is unknown
whether it belongs on a sheet is left out by `only` and kept by `without`; what would decide it is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from evalprep.documents.forms.formmap import relative
from evalprep.documents.sheets.listmap import ListMap, PlannedSheet, Table, planned
from evalprep.documents.sheets.workbook import Sheet, SheetColumn, Value, write_workbook
from evalprep.documents.values import SlotState, State
from evalprep.model.dates import PartialDate
from evalprep.model.money import RENMINBI, Money

if TYPE_CHECKING:
    from evalprep.documents.forms.fill import Filled

NAME = "organization.name"
_NUMBER = "number"
"""序号 counts the rows as they stand on the sheet."""


class ListRecord(Protocol):
    """What a list needs to know of a project, or of one entry of its lists; paths as in `values.Record`."""

    def text(self, path: str) -> str | None:
        """The text of a field as it stands on paper; None when unknown."""

    def value(self, path: str) -> object | None:
        """The value of a field: a date, number, amount; None when unknown."""

    def rows(self, path: str) -> Sequence[ListRecord] | None:
        """The entries of a list; None when unknown."""

    def path_of(self, path: str) -> str:
        """The whole path of a field in the project file."""


@dataclass(frozen=True)
class MaterialRow:
    """A line of the list of materials: its number, title, clause, kind (表格, 文稿, 附件), status and files."""

    number: str
    title: str
    clause: str
    kind: str
    status: str
    files: tuple[str, ...] = ()
    missing: bool = False
    """Whether the status is to be seen at once."""


def write_list(form: ListMap, record: ListRecord, tables: Mapping[str, Table]) -> Filled:
    """The Excel file of a list, and its slots.

    Raises KeyError for a table that is none (`parse_list_map` refuses it), FormError for text that Excel cannot hold.
    """
    from evalprep.documents.forms.fill import Filled

    return Filled(write_workbook(list_sheets(form, record, tables)), list_states(form, record, tables))


def list_sheets(form: ListMap, record: ListRecord, tables: Mapping[str, Table]) -> list[Sheet]:
    """The sheets of a list as they are to be written."""
    return [_sheet(planned(sheet, tables), record, form.signature) for sheet in form.sheets]


def list_states(form: ListMap, record: ListRecord, tables: Mapping[str, Table]) -> tuple[SlotState, ...]:
    """Every cell of a list as a slot, sheet by sheet; what is signed and sealed below comes once, at the end."""
    states = [_state(record, NAME, "单位名称", form.title)]
    for sheet in form.sheets:
        states += _sheet_states(planned(sheet, tables), record)
    for label in form.signature:
        whose = "seal" if "章" in label else "date" if label.endswith("日期") else "signature"
        states.append(SlotState(whose, label, form.title, State.LEFT))
    return tuple(states)


def materials_sheet(rows: Sequence[MaterialRow], title: str, notes: tuple[str, ...] = ()) -> Sheet:
    """The list of materials (材料清单) as a sheet; what is missing is shaded."""
    headers = ("序号", "材料名称", "依据条款", "类别", "状态", "文件")
    lines = tuple(
        (row.number, row.title, row.clause, row.kind, row.status, "\n".join(row.files)) for row in rows
    )
    shaded = frozenset((at, 4) for at, row in enumerate(rows) if row.missing)
    return Sheet("材料清单", title, tuple(map(SheetColumn, headers)), lines, notes, shaded)


def _sheet(plan: PlannedSheet, record: ListRecord, signature: tuple[str, ...]) -> Sheet:
    paths = [relative(path) for path in plan.columns.values()]
    entries = _belonging(plan, record)[0]
    raw = [
        [number if path == _NUMBER else entry.value(path) for path in paths]
        for number, entry in enumerate(entries, 1)
    ]
    rows = tuple(
        tuple(_value(value, entry, path) for value, path in zip(values, paths, strict=True))
        for values, entry in zip(raw, entries, strict=True)
    )
    kinds = [_kind([values[at] for values in raw]) for at in range(len(paths))]
    headers = [_header(header, kind) for header, kind in zip(plan.columns, kinds, strict=True)]
    return Sheet(
        name=plan.name,
        title=f"{record.text(NAME) or ''}{plan.title}",
        columns=tuple(map(SheetColumn, headers, kinds)),
        rows=rows,
        notes=plan.notes,
        totals=() if not rows or not plan.total else _totals(plan, rows, _is_settled(plan, record)),
        signature=signature,
    )


def _belonging(
    plan: PlannedSheet, record: ListRecord
) -> tuple[list[ListRecord], list[tuple[ListRecord, str]]]:
    """The rows of a sheet, and those of which the field that decides is unknown."""
    if plan.from_ is None:
        return [record], []
    belonging, undecided = [], []
    for entry in record.rows(plan.from_) or ():
        texts = {path: entry.text(relative(path)) for path in plan.only}
        excluded = any(entry.text(relative(path)) in words for path, words in plan.without.items())
        if excluded or any(text and text not in plan.only[path] for path, text in texts.items()):
            continue
        unknown = [path for path, text in texts.items() if not text]
        undecided += [(entry, path) for path in unknown]
        belonging += [] if unknown else [entry]
    return belonging, undecided


def _value(value: object | None, entry: ListRecord, path: str) -> Value:
    """A value as Excel has it: numbers, dates to the day and amounts in 元 as such, everything else as on paper."""
    match value:
        case None | bool():
            return entry.text(path)
        case PartialDate():
            return value.earliest() if value.day else str(value)
        case Money() if value.currency == RENMINBI:
            return value.amount
        case _ if type(value) in (int, Decimal, date):
            return value  # type: ignore[return-value]
    return entry.text(path)


def _kind(values: Sequence[object | None]) -> str:
    """What a column holds, by its values: a single amount or day makes it one of amounts or days."""
    if any(isinstance(value, Money) for value in values):
        return "money"
    if any(isinstance(value, date) or (isinstance(value, PartialDate) and value.day) for value in values):
        return "date"
    return "number" if any(type(value) in (int, Decimal) for value in values) else "text"


def _header(header: str, kind: str) -> str:
    """Amounts are printed in 元, and the header says so."""
    return f"{header}（元）" if kind == "money" and "元" not in header else header


def _totals(plan: PlannedSheet, rows: Sequence[Sequence[Value]], settled: bool) -> tuple[Value, ...]:
    """合计 of the columns that have one; blank where a value is unknown or no number, or a row may not belong."""
    totals = [
        _sum([row[at] for row in rows]) if settled and header in plan.total else None
        for at, header in enumerate(plan.columns)
    ]
    return ("合计", *totals[1:])


def _is_settled(plan: PlannedSheet, record: ListRecord) -> bool:
    """Whether it is known of every row if it belongs on the sheet."""
    belonging, undecided = _belonging(plan, record)
    return not undecided and all(entry.text(relative(path)) for entry in belonging for path in plan.without)


def _sum(values: Sequence[Value]) -> Value:
    numbers = [value for value in values if isinstance(value, int | Decimal)]
    return sum(numbers) if len(numbers) == len(values) else None


def _sheet_states(plan: PlannedSheet, record: ListRecord) -> Iterator[SlotState]:
    belonging, undecided = _belonging(plan, record)
    headers = dict.fromkeys((*plan.only, *plan.without), plan.name)
    headers |= {path: header for header, path in plan.columns.items()}
    for entry, path in undecided:
        yield SlotState(entry.path_of(relative(path)), headers[path], plan.title, State.OPEN)
    unknown = plan.from_ and record.rows(plan.from_) is None
    if plan.from_ and (unknown or (plan.required and not belonging and not undecided)):
        yield SlotState(record.path_of(plan.from_), plan.title, plan.title, State.OPEN)
    for entry in belonging:
        for path, header in headers.items():
            if relative(path) != _NUMBER:
                yield _state(entry, relative(path), header, plan.title)


def _state(record: ListRecord, path: str, label: str, section: str) -> SlotState:
    text = record.text(path) or ""
    return SlotState(record.path_of(path), label, section, State.FILLED if text else State.OPEN, text)
