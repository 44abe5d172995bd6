"""Remarks about cells, the same one of many cells told once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from evalprep.documents.sheets.cells import SheetCell
from evalprep.intake.given import Origin, Remark, RemarkKind
from evalprep.model.kinds import BadValue
from evalprep.model.masking import masked

_PRIVATE = ("id_number", "phones", "uscc", "email")
_LONGEST = 30


@dataclass(frozen=True)
class Place:
    """A sheet of a file."""

    file: str
    sheet: str

    def at(self, address: str) -> Origin:
        """A cell, or a row, of it."""
        return Origin(self.file, self.sheet, address)

    def held_back(self, cell: SheetCell, label: str, bad: BadValue, kind: str = "") -> Remark:
        """A cell that stays out: what it is, what is wrong, how to mend it."""
        text, told = quoted(cell.text), bad.problem
        wrote = "" if kind in _PRIVATE or text in told or not text else f"（写的是「{text}」）"
        return Remark(
            RemarkKind.HELD_BACK, self.at(cell.address), masked(f"{label}：{told}{wrote}"), bad.remedy
        )


def quoted(text: str) -> str:
    """The beginning of a text in one line, without numbers of persons."""
    text = masked(" ".join(text.split()))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def together(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """The same remarks, each text once with all the cells of its sheet: C5:C12、C15."""
    places: dict[tuple[RemarkKind, str, str, str, str], list[str]] = {}
    first: dict[tuple[RemarkKind, str, str, str, str], Remark] = {}
    for one in remarks:
        key = (one.kind, one.origin.file, one.origin.part, one.text, one.remedy)
        first.setdefault(key, one)
        places.setdefault(key, []).append(one.origin.at)
    return tuple(
        replace(one, origin=replace(one.origin, at=_ranges(places[key]))) for key, one in first.items()
    )


def _ranges(addresses: Sequence[str]) -> str:
    """Cells below one another as a range: C5:C12、C15."""
    found: list[list[str]] = []
    for address in dict.fromkeys(addresses):
        if found and _below(found[-1][-1]) == address:
            found[-1] = [found[-1][0], address]
        else:
            found.append([address])
    return "、".join(":".join(one) for one in found)


def _below(address: str) -> str:
    match = re.fullmatch("([A-Z]+)([0-9]+)", address)
    return f"{match[1]}{int(match[2]) + 1}" if match else ""
