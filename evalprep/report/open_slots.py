"""Slots of papers that are still open, those of one column told together: 工作人员第 1 至 5 行·职称、职业资格."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evalprep.errors import Place
from evalprep.report.layout import wrap

MOST_OPEN = 5
"""How many open columns of one paper are listed; the others are counted."""
MOST_RUNS = 4
"""How many runs of rows are named one by one; of more the number of rows is told."""
# The list is all that stands before the last row of a label: a list within a row is that row's own.
_ROW = re.compile(r"([^、]*)第 (\d+) 行·")


@dataclass(frozen=True)
class OpenSlot:
    """A slot that is still open: its printed label, and the field that it waits for with its place; none for a prompt."""

    label: str
    waits: str = ""
    place: Place | None = None


@dataclass(frozen=True)
class OpenColumn:
    """Open slots that have one label and wait for the same columns of one list; a slot outside lists is alone."""

    label: str
    waits: str
    """工作人员第 1 至 5 行·职称、职业资格; nothing for a prompt."""
    slots: tuple[OpenSlot, ...]

    @property
    def told(self) -> str:
        """What is open, and what it waits for with the place: a label that says both is told once."""
        where = f"（{self.where}）" if self.where else ""
        if not self.waits or self.waits == self.label:
            return f"{self.label}{where}"
        return f"{self.label}　←　{self.waits}{where}"

    @property
    def where(self) -> str:
        """evalprep.yaml:94 起: the first place, and that there are others."""
        places = list(dict.fromkeys(slot.place for slot in self.slots if slot.place))
        return f"{places[0]}{' 起' if len(places) > 1 else ''}" if places else ""


def open_columns(slots: Iterable[OpenSlot]) -> list[OpenColumn]:
    """The slots, those of one column together, in the order of the first of each."""
    found: dict[tuple[str, str, str], list[tuple[int, OpenSlot]]] = {}
    for slot in slots:
        listed, row, columns = _in_list(slot.waits)
        found.setdefault((slot.label.rstrip("：:"), listed, columns), []).append((row, slot))
    return [
        OpenColumn(label, _waits(listed, [row for row, _ in own], columns), tuple(slot for _, slot in own))
        for (label, listed, columns), own in found.items()
    ]


def _in_list(waits: str) -> tuple[str, int, str]:
    """The list, the row in it and its columns; of what is in no list, or in several rows, only the text."""
    heads = set(_ROW.findall(waits))
    if len(heads) != 1:
        return "", 0, waits
    (listed, row) = heads.pop()
    return listed, int(row), _ROW.sub("", waits)


def _waits(listed: str, rows: Sequence[int], columns: str) -> str:
    return f"{listed}第 {rows_told(rows)} 行·{columns}" if listed else columns


def rows_told(rows: Iterable[int]) -> str:
    """1 至 5、7; of many apart from each other only how many: 1、3、5、7 等 20."""
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    named = "、".join(f"{run[0]} 至 {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs[:MOST_RUNS])
    return f"{named} 等 {sum(map(len, runs))}" if len(runs) > MOST_RUNS else named


def open_lines(slots: Sequence[OpenSlot], cells: int, indent: str, where_else: str = "") -> Iterator[str]:
    """The first open columns, each with its field and line, how many slots there are besides, and where these are seen."""
    for column in open_columns(slots)[:MOST_OPEN]:
        yield from wrap(f"· {column.told}", cells, indent, f"{indent}  ")
    if others := len(slots) - listed_slots(slots):
        yield f"{indent}· 还有 {others} 处{where_else}"


def listed_slots(slots: Sequence[OpenSlot]) -> int:
    """How many slots those columns have that are listed."""
    return sum(len(column.slots) for column in open_columns(slots)[:MOST_OPEN])
