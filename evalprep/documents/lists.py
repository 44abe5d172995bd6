"""Lists in a table: the header row is found by its labels; rows below it hold one entry each, and grow by cloning."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from evalprep.documents.formmap import Rows
from evalprep.documents.grid import Cell, Grid, Row, cell_paragraphs
from evalprep.documents.labels import is_ellipsis, normalise
from evalprep.documents.outline import Outline, Part
from evalprep.documents.runs import clear, let_grow, write_lines
from evalprep.documents.wordxml import SDTPR, TC, TCPR, TRPR, children, paragraph_text, w, w14


@dataclass(frozen=True)
class ListPlace:
    """A list where it stands: its header cells by label, and the rows below it."""

    rows: Rows
    grid: Grid
    headers: Mapping[str, Cell]
    body: Sequence[Row]

    @property
    def cells(self) -> set[Cell]:
        """Every cell of the header and the rows: no label of the section is looked for in them."""
        return {cell for row in self.body for cell in row.cells} | set(self.headers.values())

    @property
    def entries(self) -> list[Row]:
        """The rows that may hold an entry: all but 「…」."""
        return [row for row in self.body if not _is_ellipsis(row)]

    def text(self, row: Row, label: str) -> str:
        """What a row says under a header; cells merged over rows speak for each of them."""
        return row.columns[self.headers[label].column].text


def find_list(part: Part, outline: Outline) -> ListPlace | None:
    """The list of a section; None when it has none, or when it cannot be found, which is a complaint."""
    rows = part.section.rows
    headers = _headers(rows, part, outline) if rows else None
    if rows is None or headers is None:
        return None
    first = next(iter(headers.values()))
    place = ListPlace(rows, first.grid, headers, _body(headers, _row_after(rows, first, part, outline)))
    if place.entries:
        return place
    outline.complain("no_rows", f"「{part.name}」部分的表头下面没有可填的行", "确认这份文件的表格没有缺行")
    return None


def fill_list(place: ListPlace, entries: Sequence[Mapping[str, Sequence[str]]]) -> None:
    """Write one entry a row, the lines of each by header label; rows that are missing are cloned.

    Without entries nothing changes. Rows too many stay as printed, the row 「…」 too; it goes when rows are added.
    """
    printed = [(row.element, row) for row in place.entries]
    rows = printed[: len(entries)] + _grow(place, len(entries) - len(printed))
    first = _first_number(place)
    for index, (entry, (element, like)) in enumerate(zip(entries, rows, strict=True)):
        if place.rows.numbered:
            _number(element, str(first + index), keep=index < len(printed))
        for label, lines in entry.items():
            write_lines(_paragraphs(element, _position(like, place.headers[label].column)), lines)
        let_grow(element)


def _headers(rows: Rows, part: Part, outline: Outline) -> dict[str, Cell] | None:
    """The cells of the one header row: all labels end in the same row of the same table."""
    wanted = {normalise(label): label for label in rows.columns}
    candidates: dict[tuple[Grid, int], dict[str, list[Cell]]] = {}
    for cell in (block.cell for block in part.blocks):
        if cell and cell.label in wanted:
            found = candidates.setdefault((cell.grid, cell.bottom), {})
            found.setdefault(wanted[cell.label], []).append(cell)
    complete = [found for found in candidates.values() if len(found) == len(wanted)]
    if not complete:
        _complain_of_headers(rows, max(candidates.values(), key=len, default={}), part, outline)
        return None
    if len(complete) > 1 or any(len(cells) > 1 for cells in complete[0].values()):
        told = f"「{part.name}」部分的表头出现了不止一次，分不清填哪一处"
        outline.complain("label_twice", told, "文件里只保留一个表头，其余的删去")
        return None
    return {label: cells[0] for label, cells in complete[0].items()}


def _complain_of_headers(rows: Rows, found: Mapping[str, object], part: Part, outline: Outline) -> None:
    for label in rows.columns:
        if label not in found:
            outline.missing(f"「{part.name}」部分的清单找不到表头「{label}」", label, part.blocks)


def _row_after(rows: Rows, header: Cell, part: Part, outline: Outline) -> int:
    """The first row that the list does not reach: its own end, or the section's, or the table's."""
    start = next(index for index, block in enumerate(part.blocks) if block.cell is header)
    blocks = part.blocks[start:]
    if rows.until:
        blocks = blocks[: outline.length_until(rows.until, part.blocks[start])]
    return 1 + max(block.cell.bottom for block in blocks if block.cell and block.cell.grid is header.grid)


def _body(headers: Mapping[str, Cell], end: int) -> list[Row]:
    """The rows below the header, as long as each has a cell of its own under each label."""
    header = next(iter(headers.values()))
    body: list[Row] = []
    for row in header.grid.rows[header.bottom + 1 : end]:
        cells = {row.columns.get(cell.column) for cell in headers.values()}
        if None in cells or len(cells) < len(headers):
            break
        body.append(row)
    return body


def _is_ellipsis(row: Row) -> bool:
    """Whether 「…」 is all that the row says."""
    texts = [cell.text for cell in row.own_cells if cell.text.strip()]
    return bool(texts) and all(map(is_ellipsis, texts))


def _grow(place: ListPlace, missing: int) -> list[tuple[etree._Element, Row]]:
    """Clones of the last row that begins no vertical merge (and never of 「…」), put after the last row."""
    if missing <= 0:
        return []
    entries = place.entries
    like = next((row for row in reversed(entries) if not row.starts_merge), entries[-1])
    model = _model(like, place)
    last = entries[-1].element
    clones = [copy.deepcopy(model) for _ in range(missing)]
    for clone in reversed(clones):
        last.addnext(clone)
    if place.rows.ellipsis:
        for row in filter(_is_ellipsis, place.body):
            _remove(row.element)
    _repeat_header(place)
    return [(clone, like) for clone in clones]


def _model(row: Row, place: ListPlace) -> etree._Element:
    """A copy of a row with blank cells and nothing in it that must be the only one of its kind in a file."""
    model = copy.deepcopy(row.element)
    _drop_identities(model)
    if row.starts_merge:  # the only rows there are begin a merge: the copy goes on with it
        for merge in model.iterfind(f"{TC}/{TCPR}/{w('vMerge')}"):
            merge.set(w("val"), "continue")
    for header in place.headers.values():
        for paragraph in _paragraphs(model, _position(row, header.column)):
            clear(paragraph)
    return model


def _drop_identities(row: etree._Element) -> None:
    """Paragraph and control identifiers, bookmarks, comments."""
    for element in list(row.iter(etree.Element)):
        for name in _IDENTIFIERS & set(element.attrib):
            del element.attrib[name]
        parent = element.getparent()
        is_control_id = element.tag == w("id") and parent is not None and parent.tag == SDTPR
        if element.tag in _UNIQUE or is_control_id:
            _remove(element)


_IDENTIFIERS = frozenset((w14("paraId"), w14("textId")))
_UNIQUE = frozenset(
    map(w, ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference"))
)


def _repeat_header(place: ListPlace) -> None:
    """Word repeats header rows on each page only from the first row of a table on; elsewhere the mark means nothing."""
    headers = place.headers.values()
    if min(cell.row for cell in headers) > 0:
        return
    for row in place.grid.rows[: next(iter(headers)).bottom + 1]:
        properties = row.element.find(TRPR)
        if properties is None:
            properties = etree.Element(TRPR)
            exceptions = row.element.find(w("tblPrEx"))
            row.element.insert(0 if exceptions is None else 1, properties)
        if properties.find(w("tblHeader")) is None:
            properties.insert(0, etree.Element(w("tblHeader")))


def _first_number(place: ListPlace) -> int:
    number = normalise(place.entries[0].cells[0].text)
    return int(number) if number.isdecimal() else 1


def _number(row: etree._Element, number: str, keep: bool) -> None:
    """Write a row's number into its first cell; a printed one is to `keep`."""
    paragraphs = _paragraphs(row, 0)
    is_blank = not any(paragraph_text(paragraph).strip() for paragraph in paragraphs)
    if is_blank or not keep:
        write_lines(paragraphs, [number])


def _position(row: Row, column: int) -> int:
    """Which w:tc of a row stands at a column of the grid."""
    return list(row.elements).index(row.columns[column].column)


def _paragraphs(row: etree._Element, position: int) -> list[etree._Element]:
    return cell_paragraphs(list(children(row, TC))[position])


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
