"""A free document read back: its tables that are named ones of the library, and values beside their labels.

A finished document was written on in Word: only a table whose header row still is that of one named table (forms/
tables.yaml), and of no other as well, is read; all else is prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from lxml import etree

from evalprep.documents.forms.grid import Grid
from evalprep.documents.forms.read import Answer
from evalprep.documents.labels import normalise
from evalprep.documents.package import Package
from evalprep.documents.printed import PrintedTable, TextRows, known_table, read_rows
from evalprep.documents.sheets.listmap import Table
from evalprep.documents.wordxml import TBL, blocks, paragraph_text

_BLANKS = re.compile(r"[_\s]+")


def paper_text(package: Package) -> str:
    """All text of a Word file's body, a paragraph a line, that of tables among it."""
    return "\n".join(paragraph_text(one) for one in package.body.iter("{*}p") if isinstance(one.tag, str))


def read_tables(package: Package, tables: Mapping[str, Table]) -> Iterator[PrintedTable]:
    """The tables of a Word file that are named ones, in order. One whose header row is no longer just as we print it may
    hold some rows of the list only."""
    for block in blocks(package.body):
        if block.tag == TBL:
            rows = _texts(block)
            if known := known_table(rows, tables):
                section = f"表格「{known.table.title}」"
                yield read_rows(rows, known.columns, section, known.table.from_, whole=known.exact)


def read_labelled(package: Package, labels: Mapping[str, str]) -> Iterator[Answer]:
    """Values that stand beside one of `labels` (label to field path): in the cell to the right, or after a colon."""
    wanted = {normalise(label): path for label, path in labels.items()}
    for block in blocks(package.body):
        pairs = _beside(block) if block.tag == TBL else _after_colon(paragraph_text(block))
        for label, text in pairs:
            path, value = wanted.get(normalise(label)), _BLANKS.sub(" ", text).strip()
            if path and value:
                yield Answer(path, value, "", label.strip().rstrip("：:"))


def _texts(table: etree._Element) -> TextRows:
    grid = Grid(table)
    return {
        number: {at: cell.text.strip() for at, cell in row.columns.items() if cell.text.strip()}
        for number, row in enumerate(grid.rows, 1)
    }


def _beside(table: etree._Element) -> Iterable[tuple[str, str]]:
    for row in Grid(table).rows:
        cells = row.own_cells
        yield from ((cell.text, after.text) for cell, after in pairwise(cells))


def _after_colon(line: str) -> Iterable[tuple[str, str]]:
    label, colon, rest = line.replace("：", ":").partition(":")
    return [(label, rest)] if colon else []
