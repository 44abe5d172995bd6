"""What a project holds, as cells of the workbook show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from evalprep.intake.oneline import record_text
from evalprep.intake.several import joined
from evalprep.intake.workbook.layout import Column, nil_record
from evalprep.model.fields import Field, Shape, attribute, fields, pattern, value_at
from evalprep.model.kinds import NIL
from evalprep.model.project import Project
from evalprep.model.validation import Path

NUMBERS = ("count", "number")
"""Kinds that stand as numbers in a cell; everything else is text, years too."""


def cell(record: Any, column: Column) -> str | int | Decimal | None:
    """What a cell shows of a record, or of the project; None for what is unknown.

    A record that does not exist is 无 in the first of its columns.
    """
    value = value_at(record, column.path)
    if value == NIL and value_at(record, column.path[:-1]) == NIL:
        return str(NIL) if nil_record(column.field) else None
    return shown(column.field, value)


def shown(field: Field, value: Any) -> str | int | Decimal | None:
    """A value of a field as a person types it: 是, 3200, 2012-03, 「高级工程师 副高、会计师 中级」."""
    if value is None:
        return None
    if value == NIL or value == ():
        return str(NIL)
    if isinstance(value, tuple):
        texts = [text for item in value if (text := _one(field, item))]
        is_files = field.kind is not None and field.kind.name == "file"
        return ("\n".join(texts) if is_files else joined(texts)) or None
    if isinstance(value, int | Decimal) and field.kind is not None and field.kind.name in NUMBERS:
        return value
    return _one(field, value)


def _one(field: Field, value: Any) -> str:
    if isinstance(value, BaseModel):
        return record_text(field.path, value)
    assert field.kind is not None
    return ("是" if value else "否") if isinstance(value, bool) else field.kind.write(value)


def rows_at(project: Project, rows: str) -> Iterator[tuple[Path, Any]]:
    """The lists at a registry's path, each with its concrete path: one, or one for each row around it.

    A list that is unknown is None, one without rows ().
    """
    outer, inside, key = rows.partition("[].")
    if not inside:
        yield tuple(rows.split(".")), value_at(project, tuple(rows.split(".")))
        return
    around = tuple(outer.split("."))
    for at, row in enumerate(value_at(project, around) or ()):
        yield (*around, at, key), attribute(row, key)


def held(project: Project) -> frozenset[str]:
    """The registry's paths at which the project says something, 无 too, and all that they lie below."""
    found = set[str]()
    for path in _held(project, ()):
        found.update(pattern(path[:end]) for end in range(1, len(path) + 1))
    return frozenset(found | {path.removesuffix("[]") for path in found})


def _held(value: Any, path: Path) -> Iterator[Path]:
    if value is None:
        return
    if isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from _held(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _held(one, (*path, key))
    elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
        for at, row in enumerate(value):
            yield from _held(row, (*path, at))
    else:
        yield path


def files_of_rows(project: Project, rows: str) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
    """The papers named in the rows of a list: the row's path, the kind, the files."""
    if f"{rows}[].files" not in fields() or fields()[f"{rows}[].files"].shape is not Shape.MAPPING:
        return
    for path, listed in rows_at(project, rows):
        for at, row in enumerate(listed or ()):
            for kind, files in (attribute(row, "files") or {}).items():
                yield (*path, at), kind, tuple(files)
