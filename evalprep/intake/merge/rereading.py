"""Two readings of one source, the second with a project that knows more: neither says less than the other did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from evalprep.intake.given import Extract, Given, GivenRow, Origin
from evalprep.model.validation import Path

_Key = tuple[str, Origin, int]


def both(first: Extract, second: Extract) -> Extract:
    """All that two readings of a source give; of one place what the second says, and its remarks.

    A form's reader gives nothing for a cell that prints what the project holds already, so the first reading counts
    too.
    """
    again = dict(zip(_keys(second.rows), second.rows, strict=True))
    rows = [
        _row(row, again.pop(key)) if key in again else row
        for key, row in zip(_keys(first.rows), first.rows, strict=True)
    ]
    return Extract(_values(first.values, second.values), (*rows, *again.values()), second.remarks)


def _keys(rows: Sequence[GivenRow]) -> list[_Key]:
    """What is the same row in two readings: its list and its place, counted where one place gives several."""
    seen: Counter[tuple[str, Origin]] = Counter()
    keys: list[_Key] = []
    for row in rows:
        place = (row.rows, row.origin)
        keys.append((*place, seen[place]))
        seen[place] += 1
    return keys


def _row(first: GivenRow, second: GivenRow) -> GivenRow:
    return GivenRow(
        second.rows, _values(first.values, second.values), second.origin, second.within or first.within
    )


def _values(first: Sequence[Given], second: Sequence[Given]) -> tuple[Given, ...]:
    places: set[tuple[Path, Origin]] = {(given.path, given.origin) for given in second}
    return (*(given for given in first if (given.path, given.origin) not in places), *second)
