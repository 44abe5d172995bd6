"""Lists for paper: named tables (forms/tables.yaml), and the maps (form.yaml with `sheets:`) of lists in Excel.

A table says which columns a list of the project has on paper, in the order that a reviewer is used to. A list map
says which tables stand on which sheets. `listfile` reads both, `listsheets` writes; nothing here touches Excel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from evalprep.documents.forms.formmap import FieldPath, Flag, Origin, Strict, Words, WordsList

Columns = dict[str, FieldPath]
"""Each header with the field of the row (`.name`), in printed order."""


class Table(Strict):
    """A list of the project as a table on paper: its title, the list field, and its columns."""

    title: Words
    from_: FieldPath = Field(alias="from")
    columns: Columns
    required: Flag = True
    """Whether a list without entries is still to be filled in."""


class SheetMap(Strict):
    """One sheet: a named table, or a list field with columns, or columns of the applicant itself (one row)."""

    name: Words
    """What stands on the tab."""
    title: Words | None = None
    """Follows the applicant's name above the table; without it, the table's title."""
    table: Words | None = None
    from_: FieldPath | None = Field(default=None, alias="from")
    columns: Columns | None = None
    only: dict[FieldPath, WordsList] = Field(default_factory=dict)
    """Which rows belong here: those whose field is printed as one of these words. An unknown one does not."""
    without: dict[FieldPath, WordsList] = Field(default_factory=dict)
    """Which rows do not: those whose field is printed as one of these words. An unknown one stays."""
    total: WordsList = ()
    """The headers of the columns that are added up below."""
    notes: WordsList = ()
    required: Flag | None = None


class ListMap(Strict):
    """A list in Excel: what it is called, which requirements it serves, its sheets, and what is signed below each."""

    form: Words
    title: Words
    serves: tuple[Words, ...]
    source: Origin
    sheets: tuple[SheetMap, ...]
    signature: WordsList = ()


@dataclass(frozen=True)
class PlannedSheet:
    """A sheet with what its table says filled in; without `from_`, one row of absolute paths."""

    name: str
    title: str
    from_: str | None
    columns: Mapping[str, str]
    only: Mapping[str, tuple[str, ...]]
    without: Mapping[str, tuple[str, ...]]
    total: tuple[str, ...]
    notes: tuple[str, ...]
    required: bool


def planned(sheet: SheetMap, tables: Mapping[str, Table]) -> PlannedSheet:
    """The sheet with what it takes from its table. Raises KeyError for a table that is none."""
    table = tables[sheet.table] if sheet.table else None
    required = sheet.required if sheet.required is not None else table is None or table.required
    return PlannedSheet(
        name=sheet.name,
        title=sheet.title or (table.title if table else sheet.name),
        from_=table.from_ if table else sheet.from_,
        columns=sheet.columns or (table.columns if table else {}),
        only=sheet.only,
        without=sheet.without,
        total=sheet.total,
        notes=sheet.notes,
        required=required,
    )
