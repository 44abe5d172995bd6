"""Lists that papers print and the project file holds in other lists: rows by trade, by year, by post, by what they serve.

What decides their rows is declared here; `submission.derived_rows` makes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class DerivedList:
    """A list that papers print and the project file holds in other lists."""

    path: str
    label: str
    reads: tuple[str, ...]
    """The fields that decide which rows it has."""
    asks: tuple[str, ...]
    """The lists, by whole registry path, that it waits for as long as it is unknown."""
    rows: str | None = None
    """The registry's path of its rows, whose fields they have."""
    columns: Mapping[str, tuple[str, ...]] | None = None
    """The further columns, each with the whole registry paths that it is made of."""


SERVES_ALL = "全部申报职业"
EVERY_OCCUPATION = frozenset({"全部", "全部职业", SERVES_ALL})
"""What a person or a room that serves whatever is applied for has in place of names; no occupation is called so."""
OWN = tuple(f"occupations[].{key}" for key in ("code", "name", "trades", "trades[].name"))
"""What tells one occupation from another."""


def _served(key: str, label: str) -> DerivedList:
    decided = (*OWN, *(f"equipment{end}" for end in ("", "[].use", "[].occupations")))
    return DerivedList(f"occupations[].{key}", label, decided, ("equipment",), "equipment[]")


_NAME = {"occupation_name": ("occupations[].name",)}
LISTS = {
    one.path: one
    for one in (
        DerivedList(
            "occupation_trades",
            "申报职业（工种）",
            ("occupations", "occupations[].trades"),
            ("occupations",),
            "occupations[]",
            columns={
                "code": ("occupations[].code",),
                "name": ("occupations[].name",),
                "trade": ("occupations[].trades", "occupations[].trades[].name"),
                "levels": ("occupations[].levels", "occupations[].trades[].levels"),
            },
        ),
        DerivedList(
            "history",
            "历年培训评价情况",
            ("occupations", "occupations[].history"),
            ("occupations",),
            "occupations[].history[]",
            _NAME,
        ),
        DerivedList(
            "contributions",
            "参与编制情况",
            ("occupations", "occupations[].contributions"),
            ("occupations",),
            "occupations[].contributions[]",
            _NAME,
        ),
        DerivedList(
            "posts",
            "岗位",
            ("staff", "staff[].duties"),
            ("staff",),
            columns={
                "post": ("staff[].duties",),
                "names": ("staff[].duties", "staff[].name"),
                "people": ("staff[].duties", "staff[].name", "staff[].id_number"),
            },
        ),
        DerivedList(
            "specialists",
            "专家等专业人员",
            ("experts", "assessors"),
            ("experts", "assessors"),
            "experts[]",
            {"role": ()},
        ),
        DerivedList(
            "attachments",
            "附件",
            ("attachments", "attachments{}"),
            ("attachments",),
            columns=dict.fromkeys(("kind", "files", "count"), ("attachments{}",)),
        ),
        _served("assessment_equipment", "考核设备"),
        _served("inspection_equipment", "检测设备"),
    )
}
