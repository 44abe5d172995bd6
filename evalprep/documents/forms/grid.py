"""A Word table as a grid: each cell with its row, column and span, found at every position that it covers.

Merges both ways (w:gridSpan, w:vMerge), rows that start or end short (w:gridBefore, w:gridAfter), and content
controls around rows and cells are resolved once, in time linear in the number of cells.
Source: ECMA-376 part 1, 17.4.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from evalprep.documents.labels import normalise
from evalprep.documents.wordxml import TC, TCPR, TR, TRPR, P, children, paragraph_text, w

# What Word allows in one table; a file that claims more is not believed.
_MOST_COLUMNS = 63


@dataclass(eq=False)
class Cell:
    """A cell, merged or not: where its first position is, how many columns and rows it covers, and its w:tc."""

    grid: Grid
    row: int
    column: int
    span: int
    element: etree._Element
    height: int = 1

    @property
    def bottom(self) -> int:
        """The last row that the cell covers."""
        return self.row + self.height - 1

    @cached_property
    def paragraphs(self) -> list[etree._Element]:
        """The paragraphs of the cell itself, not those of tables inside it."""
        return cell_paragraphs(self.element)

    @cached_property
    def text(self) -> str:
        """The text of the cell, its paragraphs on lines of their own."""
        return "\n".join(paragraph_text(paragraph) for paragraph in self.paragraphs)

    @cached_property
    def label(self) -> str:
        """The text in the form in which labels are compared."""
        return normalise(self.text)

    @property
    def right(self) -> Cell | None:
        """The cell to the right of its first row."""
        return self.grid.at(self.row, self.column + self.span)

    @property
    def below(self) -> Cell | None:
        """The cell under its first column."""
        return self.grid.at(self.bottom + 1, self.column)

    @property
    def is_whole_row(self) -> bool:
        """Whether it is the only cell of its row."""
        return len(self.grid.rows[self.row].cells) == 1


@dataclass(eq=False)
class Row:
    """A row: its w:tr and the cells that cover it, in order, those merged from above included."""

    element: etree._Element
    cells: list[Cell] = field(default_factory=list)
    starts_merge: bool = False
    """Whether a vertical merge begins here, so that a copy would begin it anew."""
    columns: dict[int, Cell] = field(default_factory=dict)
    """The cell at each column of the grid."""
    elements: dict[int, etree._Element] = field(default_factory=dict)
    """The row's own w:tc, by the column at which each begins."""

    @property
    def own_cells(self) -> list[Cell]:
        """The cells that begin in this row."""
        return [cell for cell in self.cells if self.elements.get(cell.column) is cell.element]


class Grid:
    """The rows of one w:tbl; rows that are deleted with change tracking on are not there."""

    def __init__(self, table: etree._Element) -> None:
        self.element = table
        self.rows: list[Row] = []
        for element in children(table, TR):
            if element.find(f"{TRPR}/{w('del')}") is None:
                self._add(Row(element))

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a position, or None outside the table."""
        return self.rows[row].columns.get(column) if 0 <= row < len(self.rows) else None

    def cells(self) -> list[Cell]:
        """Every cell once, row by row."""
        return [cell for number, row in enumerate(self.rows) for cell in row.cells if cell.row == number]

    def _add(self, row: Row) -> None:
        number = len(self.rows)
        above = self.rows[-1].columns if self.rows else {}
        column = _number(row.element, f"{TRPR}/{w('gridBefore')}", 0)
        for element in children(row.element, TC):
            span = min(max(1, _number(element, f"{TCPR}/{w('gridSpan')}", 1)), _MOST_COLUMNS)
            merge = element.find(f"{TCPR}/{w('vMerge')}")
            upper = above.get(column)
            continues = merge is not None and merge.get(w("val"), "continue") == "continue"
            if continues and upper is not None and upper.column == column:
                cell = upper
                cell.height = number - cell.row + 1
            else:
                cell = Cell(self, number, column, span, element)
                row.starts_merge = row.starts_merge or merge is not None
            row.cells.append(cell)
            row.elements[column] = element
            row.columns.update(dict.fromkeys(range(column, column + span), cell))
            column += span
        self.rows.append(row)


def cell_paragraphs(cell: etree._Element) -> list[etree._Element]:
    """The paragraphs of a w:tc itself; one is added where a damaged file has none (Word would do the same)."""
    return list(children(cell, P)) or [etree.SubElement(cell, P)]


def _number(element: etree._Element, path: str, default: int) -> int:
    found = element.find(path)
    value = found.get(w("val"), "") if found is not None else ""
    return int(value) if value.isdecimal() and len(value) < 5 else default
