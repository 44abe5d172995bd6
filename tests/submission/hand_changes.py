"""What a person does to a made paper in Word or Excel: one cell changed, a row taken out, a row put in."""

from __future__ import annotations

import copy
import io
import zipfile
from pathlib import Path

from lxml import etree
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def in_word(file: Path, old: str, new: str, at: int = 0) -> None:
    """Write `new` where the whole text of a paragraph is `old`; `at` counts the places from 0."""
    _edit(file, lambda root: _write(_paragraphs(root, old)[at], new))


def within_word(file: Path, old: str, new: str) -> None:
    """Write `new` for `old` in the first paragraph that has it."""

    def change(root: etree._Element) -> None:
        paragraph = next(one for one in root.iter(f"{W}p") if old in _text(one))
        _write(paragraph, _text(paragraph).replace(old, new))

    _edit(file, change)


def row_out(file: Path, text: str) -> None:
    """Take out the first table row that has this text in a cell."""
    _edit(file, lambda root: _drop(_row(root, text)))


def row_in(file: Path, like: str, new: str) -> None:
    """Put in a row like that of `like`, behind it, with `new` in its place and all other cells the same."""

    def add(root: etree._Element) -> None:
        row = _row(root, like)
        twin = copy.deepcopy(row)
        row.addnext(twin)
        _write(next(one for one in twin.iter(f"{W}p") if _text(one) == like), new)

    _edit(file, add)


def in_excel(file: Path, sheet: str, header: str, row: int, value: object) -> None:
    """Write into the column under a header, `row` rows below it (1 is the first)."""
    book = load_workbook(file)
    page = book[sheet]
    top, column = find(page, header)
    page.cell(top + row, column).value = value  # type: ignore[union-attr]
    book.save(file)


def excel_row_out(file: Path, sheet: str, header: str, row: int) -> None:
    """Take out a row, `row` rows below the header; the rows below move up."""
    book = load_workbook(file)
    page = book[sheet]
    page.delete_rows(find(page, header)[0] + row)
    book.save(file)


def find(page: Worksheet, text: str) -> tuple[int, int]:
    """Row and column of a cell's text."""
    return next((c.row, c.column) for row in page.iter_rows() for c in row if c.value == text)


def _edit(file: Path, change: object) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    change(root)  # type: ignore[operator]
    parts["word/document.xml"] = etree.tostring(root)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    file.write_bytes(packed.getvalue())


def _text(paragraph: etree._Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{W}t"))


def _paragraphs(root: etree._Element, text: str) -> list[etree._Element]:
    found = [one for one in root.iter(f"{W}p") if _text(one) == text]
    assert found, f"no paragraph says {text}"
    return found


def _write(paragraph: etree._Element, text: str) -> None:
    first, *others = paragraph.iter(f"{W}t")
    first.text = text
    for one in others:
        one.text = ""


def _row(root: etree._Element, text: str) -> etree._Element:
    return next(_paragraphs(root, text)[0].iterancestors(f"{W}tr"))


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def columns_moved(file: Path) -> None:
    """Exchange the names and the sexes of the experts, headers with them."""
    book = load_workbook(file)
    page = book["专家"]
    for row in range(find(page, "姓名")[0], page.max_row):
        left, right = page.cell(row, 2), page.cell(row, 3)
        left.value, right.value = right.value, left.value  # type: ignore[union-attr]
    book.save(file)


def much_moved(file: Path) -> None:
    """Sheets in another order, one renamed, a blank column and a blank row put in, a hint above."""
    book = load_workbook(file)
    book.move_sheet("考评人员", -1)
    page = book["专家"]
    for merged in list(page.merged_cells.ranges):
        page.unmerge_cells(str(merged))
    page.insert_cols(3)
    page.insert_rows(9)
    page.insert_rows(1)
    page["A1"] = "2022 年 7 月核对"
    page.title = "专家库"
    book.save(file)


def sheet_out(file: Path, name: str) -> None:
    """Take out a whole sheet."""
    book = load_workbook(file)
    del book[name]
    book.save(file)
