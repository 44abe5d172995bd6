"""Which sheets a person wants: by their names, or by the department that fills them in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evalprep.errors import Problem, UsageError
from evalprep.intake.workbook.layout import (
    MATERIALS,
    ORGANIZATION,
    SCORES,
    STATEMENTS,
    ListSheet,
    list_sheets,
)
from evalprep.model.fields import fields
from evalprep.model.suppliers import Supplier, supplier_of_pattern
from evalprep.model.validation import nearest

_SEPARATOR = re.compile(r"[、，,；;\s]+")


@dataclass(frozen=True)
class Choice:
    """The sheets that are wanted; all where neither names nor suppliers are given."""

    names: frozenset[str] = frozenset()
    suppliers: frozenset[Supplier] = frozenset()

    @property
    def everything(self) -> bool:
        """Whether nothing was chosen."""
        return not self.names and not self.suppliers

    def has(self, listed: ListSheet) -> bool:
        """Whether the sheet of a list is wanted."""
        return (
            self.everything or self.named(listed.name) or supplier_of_pattern(listed.rows) in self.suppliers
        )

    def named(self, name: str) -> bool:
        """Whether a sheet is wanted by its name."""
        return name in self.names

    def has_row(self, name: str, supplier: Supplier) -> bool:
        """Whether a row of a sheet that several departments fill in is wanted."""
        return self.everything or self.named(name) or supplier in self.suppliers


def chosen(text: str | None) -> Choice:
    """What `--sheets` says: 人事, or 工作人员,专家. Raises UsageError for what is neither a sheet nor a department."""
    if text is None:
        return Choice()
    words = [word for word in _SEPARATOR.split(text) if word]
    known, suppliers = _names(), {one.value: one for one in Supplier}
    bad = [word for word in words if word not in known and word not in suppliers]
    if bad or not words:
        raise UsageError([_unknown(word, [*known, *suppliers]) for word in bad] or _nothing())
    return Choice(
        frozenset(known[word] for word in words if word in known and word not in suppliers),
        frozenset(suppliers[word] for word in words if word in suppliers),
    )


def _names() -> dict[str, str]:
    """The names of the sheets, and the labels of their lists as further names."""
    single = {name: name for name in (ORGANIZATION, MATERIALS, STATEMENTS, SCORES)}
    labels = {fields()[one.rows].label: one.name for one in list_sheets()}
    return single | labels | {one.name: one.name for one in list_sheets()}


def _unknown(word: str, known: Sequence[str]) -> Problem:
    near = nearest(word, known)
    remedy = (
        f"是不是「{near}」？" if near else f"可以写部门：{_departments()}；或工作表的名称，如 工作人员、场地"
    )
    return Problem("unknown_sheet", f"没有叫「{word}」的部门或工作表", remedy)


def _nothing() -> Problem:
    return Problem(
        "no_sheet",
        "--sheets 后面没有写要哪些表",
        f"写部门：{_departments()}；或工作表的名称，如 工作人员,专家",
    )


def _departments() -> str:
    return "、".join(one.value for one in Supplier)
