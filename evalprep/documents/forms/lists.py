"""Lists in a table: the header row is found by its labels; rows below it hold one entry each, and grow by cloning."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from evalprep.documents.forms.copies import drop_identities
from evalprep.documents.forms.formmap import Rows, SideBySide
from evalprep.documents.forms.grid import Cell, Grid, Row, cell_paragraphs
from evalprep.documents.forms.runs import clear, let_grow, write_lines
from evalprep.documents.forms.sections import Block, Outline, Part
from evalprep.documents.labels import is_ellipsis, normalise
from evalprep.documents.wordxml import TC, TCPR, TRPR, children, paragraph_text, w


@dataclass(frozen=True)
class ListPlace:
    """A list where it stands: its header cells by label, and the rows below them.

    The headers may stand there several times side by side; entries then fill one row across, then the next.
    """

    rows: Rows
    grid: Grid
    groups: Sequence[Mapping[str, Cell]]
    body: Sequence[Row]

    @property
    def headers(self) -> list[Cell]:
        """Every header cell."""
        return [cell for group in self.groups for cell in group.values()]

    @property
    def cells(self) -> set[Cell]:
        """Every cell of the header and the rows: no label of the section is looked for in them."""
        return {cell for row in self.body for cell in row.cells} | set(self.headers)

    @property
    def lines(self) -> list[Row]:
        """The rows that may hold entries: all but 「…」."""
        return [row for row in self.body if not _is_ellipsis(row)]

    def entry_cells(self) -> Iterator[dict[str, Cell]]:
        """The cells in the place of each entry, by header label; those merged over rows speak for each of them."""
        for row in self.lines:
            for group in self.groups:
                yield {label: row.columns[header.column] for label, header in group.items()}


@dataclass(frozen=True)
class _Told:
    """What complaints call a list, and where the map asks for its headers."""

    name: str
    outline: Outline
    section: str
    region: str = ""

    def complain(self, code: str, problem: str, remedy: str, label: str) -> None:
        said = self.outline.form.place_of(self.section, label, self.region)
        self.outline.complain(code, f"「{self.name}」部分{problem}", remedy, said)

    def missing(self, label: str, blocks: Sequence[Block]) -> None:
        said = self.outline.form.place_of(self.section, label, self.region)
        self.outline.missing(f"「{self.name}」部分的清单找不到表头「{label}」", label, blocks, said)


def find_lists(part: Part, outline: Outline) -> list[ListPlace]:
    """The lists of a section; one that cannot be found is a complaint."""
    found = [_find_rows(part.section.rows, part, outline)] if part.section.rows else []
    found += [_find_region(table, part, outline) for table in part.section.tables]
    return [place for place in found if place]


def _find_rows(rows: Rows, part: Part, outline: Outline) -> ListPlace | None:
    told = _Told(part.name, outline, part.name)
    groups = _headers(rows, 1, part.blocks, told)
    if groups is None:
        return None
    first = next(iter(groups[0].values()))
    place = ListPlace(rows, first.grid, groups, _body(groups, _row_after(rows, first, part, outline)))
    return _with_rows(place, told)


def _find_region(table: SideBySide, part: Part, outline: Outline) -> ListPlace | None:
    """The list in the rows beside a label that is merged over them."""
    words = table.region.row_label
    said = outline.form.place_of(part.name, words)
    labels = [block.cell for block in part.blocks if block.cell and block.cell.label == normalise(words)]
    labels = [label for label in labels if _has_header_beside(label, table.rows)] or labels
    if not labels:
        outline.missing(f"「{part.name}」部分找不到「{words}」一栏", words, part.blocks, said)
        return None
    if len(labels) > 1:
        told = f"「{part.name}」部分有 {len(labels)} 个「{words}」，分不清填哪一处"
        outline.complain("label_twice", told, "文件里只保留要填的那张表，删去重复的部分", said)
        return None
    label, told_of = labels[0], _Told(f"{part.name}」部分的「{words}", outline, part.name, words)
    beside = [block for block in part.blocks if block.cell and _is_beside(block.cell, label)]
    groups = _headers(table.rows, table.groups, beside, told_of)
    if groups is None:
        return None
    body = _body(groups, label.bottom + 1)
    return _with_rows(ListPlace(table.rows, label.grid, groups, body), told_of)


def _has_header_beside(label: Cell, rows: Rows) -> bool:
    """Whether headers stand in the row of a cell: a piece of equipment may be called what the label says."""
    wanted = {normalise(header) for header in rows.columns}
    return wanted <= {cell.label for cell in label.grid.rows[label.row].cells}


def _is_beside(cell: Cell, label: Cell) -> bool:
    return cell.grid is label.grid and cell is not label and label.row <= cell.row <= label.bottom


def _with_rows(place: ListPlace, told: _Told) -> ListPlace | None:
    if place.lines:
        return place
    told.complain(
        "no_rows", "的表头下面没有可填的行", "确认这份文件的表格没有缺行", next(iter(place.rows.columns))
    )
    return None


def fill_list(place: ListPlace, entries: Sequence[Mapping[str, Sequence[str]]]) -> None:
    """Write one entry a row and group, the lines of each by header label; rows that are missing are cloned.

    Without entries nothing changes. Rows too many stay as printed, the row 「…」 too; it goes when rows are added.
    """
    width = len(place.groups)
    lines = [entries[at : at + width] for at in range(0, len(entries), width)]
    printed = [(row.element, row) for row in place.lines]
    rows = printed[: len(lines)] + _grow(place, len(lines) - len(printed))
    first = _first_number(place)
    for index, (across, (element, like)) in enumerate(zip(lines, rows, strict=True)):
        if place.rows.numbered:
            _number(element, str(first + index), keep=index < len(printed))
        for group, entry in zip(place.groups, across, strict=False):  # the last row may not be full
            for label, texts in entry.items():
                write_lines(_paragraphs(element, _position(like, group[label].column)), texts)
        let_grow(element)


def _headers(rows: Rows, groups: int, blocks: Sequence[Block], told: _Told) -> list[dict[str, Cell]] | None:
    """The cells of the one header row, group by group: all labels end in the same row of the same table.

    In a region it is the first such row.
    """
    wanted = {normalise(label): label for label in rows.columns}
    candidates: dict[tuple[Grid, int], dict[str, list[Cell]]] = {}
    for cell in (block.cell for block in blocks):
        if cell and cell.label in wanted:
            found = candidates.setdefault((cell.grid, cell.bottom), {})
            found.setdefault(wanted[cell.label], []).append(cell)
    complete = [found for found in candidates.values() if len(found) == len(wanted)]
    if not complete:
        found = max(candidates.values(), key=len, default={})
        for label in rows.columns:
            if label not in found:
                told.missing(label, blocks)
        return None
    cells = complete[0]
    if (groups == 1 and len(complete) > 1) or any(len(one) != groups for one in cells.values()):
        _complain_of_groups(cells, groups, told)
        return None
    return [{label: cells[label][group] for label in rows.columns} for group in range(groups)]


def _complain_of_groups(cells: Mapping[str, Sequence[Cell]], groups: int, told: _Told) -> None:
    if groups == 1:
        remedy = "文件里只保留一个表头，其余的删去"
        told.complain("label_twice", "的表头出现了不止一次，分不清填哪一处", remedy, next(iter(cells)))
    else:
        counts = "、".join(f"「{label}」{len(found)} 个" for label, found in cells.items())
        problem = f"应当并排有 {groups} 组表头，找到的是{counts}"
        told.complain("wrong_groups", problem, "确认这份文件的表头没有删改", next(iter(cells)))


def _row_after(rows: Rows, header: Cell, part: Part, outline: Outline) -> int:
    """The first row that the list does not reach: its own end, or the section's, or the table's."""
    start = next(index for index, block in enumerate(part.blocks) if block.cell is header)
    blocks = part.blocks[start:]
    if rows.until:
        blocks = blocks[: outline.length_until(rows.until, part.blocks[start])]
    return 1 + max(block.cell.bottom for block in blocks if block.cell and block.cell.grid is header.grid)


def _body(groups: Sequence[Mapping[str, Cell]], end: int) -> list[Row]:
    """The rows below the header, as long as each has a cell of its own under each label."""
    headers = [cell for group in groups for cell in group.values()]
    body: list[Row] = []
    for row in headers[0].grid.rows[headers[0].bottom + 1 : end]:
        cells = {row.columns.get(cell.column) for cell in headers}
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
    lines = place.lines
    like = next((row for row in reversed(lines) if not row.starts_merge), lines[-1])
    model = _model(like, place)
    last = lines[-1].element
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
    drop_identities(model)
    if row.starts_merge:  # the only rows there are begin a merge: the copy goes on with it
        for merge in model.iterfind(f"{TC}/{TCPR}/{w('vMerge')}"):
            merge.set(w("val"), "continue")
    for header in place.headers:
        for paragraph in _paragraphs(model, _position(row, header.column)):
            clear(paragraph)
    return model


def _repeat_header(place: ListPlace) -> None:
    """Word repeats header rows on each page only from the first row of a table on; elsewhere the mark means nothing."""
    if min(cell.row for cell in place.headers) > 0:
        return
    for row in place.grid.rows[: place.headers[0].bottom + 1]:
        properties = row.element.find(TRPR)
        if properties is None:
            properties = etree.Element(TRPR)
            exceptions = row.element.find(w("tblPrEx"))
            row.element.insert(0 if exceptions is None else 1, properties)
        if properties.find(w("tblHeader")) is None:
            properties.insert(0, etree.Element(w("tblHeader")))


def _first_number(place: ListPlace) -> int:
    number = normalise(place.lines[0].cells[0].text)
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
