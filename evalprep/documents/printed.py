"""A list on paper, read back: rows of texts in; the entries of the list, its totals and what stands above it out.

Word tables and Excel sheets end in the same rows of texts. The header row is found by the columns' labels, so that
rows and columns that somebody put in, took out or moved leave the others readable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evalprep.documents.forms.formmap import relative
from evalprep.documents.forms.read import Answer, Entry
from evalprep.documents.labels import normalise
from evalprep.documents.sheets.listmap import Table
from evalprep.model.fields import fields

TextRows = Mapping[int, Mapping[int, str]]
"""Row number to column number to text; merged cells stand at every place that they cover, blank ones are absent."""
NUMBER = "number"
"""The key of 序号."""
TOTAL_WORDS = frozenset({"合计", "总计", "共计", "合计数"})
MOST_ROWS_ABOVE = 30
"""How far down a header row is looked for."""
LEAST_COLUMNS = 3
MOST_MISSING = 0.34
"""The part of a named table's columns that may be gone from one that is still read as it."""
_TELLING = frozenset(
    ("name", "code", "post", "title", "year", "occupation_name", "name_and_trades", "kind", "when")
)
"""Of one of these columns a list has one: without it nobody knows whose the rows are."""
_UNIT = re.compile(r"\((?:万?元|平方米|m2|人|人次|台套?)\)$")
_IDENTITIES = ("id_number", "uscc", "code")
"""What somebody may add a column of, by whatever usual name: it tells rows apart."""


@dataclass(frozen=True)
class PrintedTable:
    """One list as a paper prints it."""

    section: str
    """The sheet's name, or the table's title."""
    listed: str | None
    """The list field (`staff`), or None for one row of whole paths."""
    entries: tuple[Entry, ...] = ()
    totals: tuple[Answer, ...] = ()
    """What the row 合计 says, by the columns' keys."""
    whole: bool = True
    """Whether every row of the list belongs here; some papers print only those of one kind."""
    numbers: tuple[str, ...] = ()
    """What stands under 序号, row by row, also of rows that say nothing else; empty texts for blank ones."""


@dataclass(frozen=True)
class Columns:
    """The columns of a table that were found: the header's row, and each column's printed label and key."""

    row: int
    labels: Mapping[int, str]
    keys: Mapping[int, str]

    @property
    def named(self) -> int:
        """How many columns but 序号 were found."""
        return sum(key != NUMBER for key in self.keys.values())


def find_columns(rows: TextRows, columns: Mapping[str, str], listed: str | None) -> Columns | None:
    """The header row with most of the columns (label to field path); None where no row has two of them, or its only one.

    A column that somebody added and that holds a number of identity is found by the usual names of it.
    """
    best: Columns | None = None
    for row in [number for number in rows if number <= MOST_ROWS_ABOVE]:
        found = _columns_in(row, rows[row], columns, listed)
        if found.named >= min(2, len(columns)) and (best is None or found.named > best.named):
            best = found
    return best


def _columns_in(
    number: int, cells: Mapping[int, str], columns: Mapping[str, str], listed: str | None
) -> Columns:
    wanted = {_bare(label): relative(path) for label, path in columns.items()}
    wanted |= {normalise(label): relative(path) for label, path in columns.items()}
    labels: dict[int, str] = {}
    keys: dict[int, str] = {}
    for at, text in cells.items():
        key = wanted.get(normalise(text)) or wanted.get(_bare(text)) or _identity(text, listed)
        # Of a merged header the first column counts.
        if key and key not in keys.values():
            labels[at], keys[at] = " ".join(text.split()), key
    return Columns(number, labels, keys)


def _bare(label: str) -> str:
    """A label without the unit at its end: 原值（元）, 面积(平方米)."""
    return _UNIT.sub("", normalise(label))


def _identity(label: str, listed: str | None) -> str | None:
    for key in _IDENTITIES:
        field = fields().get(f"{listed}[].{key}")
        if field and normalise(label) in map(normalise, (field.label, *field.synonyms)):
            return key
    return None


def read_rows(
    rows: TextRows,
    columns: Columns,
    section: str,
    listed: str | None,
    ends: Sequence[str] = (),
    *,
    whole: bool = True,
    row_names: Mapping[int, str] | None = None,
) -> PrintedTable:
    """The entries below a header, up to the total, the notes or the lines for pen and seal (`ends`).

    Rows are named 第 N 行 as they stand below the header, or as `row_names` has them.
    """
    entries: list[Entry] = []
    totals: tuple[Answer, ...] = ()
    numbers: list[str] = []
    below = [number for number in rows if number > columns.row]
    for number in below:
        answers = tuple(_answers(rows[number], columns, section))
        if _is_end(rows[number], columns, ends):
            break
        if _is_total(rows[number]):
            totals = tuple(one for one in answers if normalise(one.text) not in TOTAL_WORDS)
            continue
        said = {one.path: one.text for one in answers}
        numbers += [said.get(NUMBER, "")] if said else []
        if said.keys() - {NUMBER}:
            at = row_names[number] if row_names else f"第 {number - columns.row} 行"
            entries.append(Entry(listed or "", at, section, answers))
    return PrintedTable(section, listed, tuple(entries), totals, whole, tuple(numbers))


def _answers(cells: Mapping[int, str], columns: Columns, section: str) -> Iterator[Answer]:
    for at, key in columns.keys.items():
        if text := cells.get(at, "").strip():
            yield Answer(key, text, section, columns.labels[at])


def _is_total(cells: Mapping[int, str]) -> bool:
    first = next(iter(cells.values()), "")
    return normalise(first) in TOTAL_WORDS


def _is_end(cells: Mapping[int, str], columns: Columns, ends: Sequence[str]) -> bool:
    """Whether a row is a note or a line to sign: one text across the table, a text that begins as one of `ends`, or
    words where numbers stand.
    """
    begun = tuple(filter(None, map(normalise, ends)))
    if begun and any(normalise(text).startswith(begun) for text in cells.values()):
        return True
    texts = {text for at, text in cells.items() if at in columns.keys}
    across = len(texts) == 1 and len(columns.keys) > 1 and columns.keys.keys() <= cells.keys()
    alone = len(cells) == 1 and columns.keys.get(next(iter(cells))) == NUMBER
    return (across or alone) and not next(iter(texts)).strip().isdecimal()


@dataclass(frozen=True)
class Known:
    """A table that is one of the named ones."""

    table: Table
    columns: Columns
    exact: bool
    """Whether its header row is just as we print it."""


def known_table(rows: TextRows, tables: Mapping[str, Table]) -> Known | None:
    """The one named table (forms/tables.yaml) whose columns these are, all or most of them; None where it may be two."""
    fits: list[tuple[tuple[int, int], Known]] = []
    for table in tables.values():
        found = find_columns(rows, table.columns, table.from_)
        if found is None or not set(found.keys.values()) & _TELLING:
            continue
        wanted = {relative(path) for path in table.columns.values()} - {NUMBER}
        there = len(set(found.keys.values()) & wanted)
        if there >= min(LEAST_COLUMNS, len(wanted)) and 1 - there / len(wanted) <= MOST_MISSING:
            printed = [normalise(text) for text in rows[found.row].values()]
            exact = printed == [normalise(label) for label in table.columns]
            fits.append(((there, -len(wanted)), Known(table, found, exact)))
    fits.sort(key=lambda one: one[0], reverse=True)
    if not fits or (len(fits) > 1 and fits[0][0] == fits[1][0]):
        return None
    return fits[0][1]
