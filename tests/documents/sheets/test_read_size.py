"""Files that are too large are refused early and by name; files that only look large are read at once."""

from __future__ import annotations

import time

import pytest
from openpyxl import Workbook

from evalprep.documents.sheets import bookparts, readexcel, readfile, sheetxml
from evalprep.documents.sheets.cells import column_letters
from evalprep.documents.sheets.readfile import read_sheets
from evalprep.errors import InputError
from tests.documents.sheets.sheet_samples import (
    MAIN,
    by_hand,
    one_sheet,
    saved,
    shown,
    with_part,
    workbook_of,
)

SHEET = "xl/worksheets/sheet1.xml"


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_sheets(data, "人员.xlsx")
    return str(caught.value)


def rows(count: int, first: int = 1) -> str:
    return "".join(f'<row r="{at}"><c r="A{at}"><v>{at}</v></c></row>' for at in range(first, first + count))


def test_ten_thousand_rows_are_read() -> None:
    assert len(one_sheet(by_hand(rows(10_000))).rows) == 10_000


def test_one_row_more_is_refused_with_file_sheet_and_row() -> None:
    message = refusal(by_hand(rows(10_000) + '<row r="10500"/>' + rows(1, first=20_000)))
    assert message.startswith("人员.xlsx：工作表「工作人员」")
    assert "第 20000 行" in message


def test_rows_of_formulas_that_show_nothing_are_not_counted() -> None:
    blank = "".join(
        f'<row r="{at}"><c r="A{at}" t="str"><f>""</f><v></v></c></row>' for at in range(1, 10_100)
    )
    assert shown(one_sheet(by_hand(blank + rows(1, first=20_000)))) == {"A20000": "20000"}


def test_pictures_count_as_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readexcel, "MAX_ROWS", 2)
    monkeypatch.setattr(readexcel, "picture_places", lambda *_: iter([(7, 1)]))
    assert "第 7 行" in refusal(by_hand(rows(2)))


def test_more_cells_than_lists_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheetxml, "MAX_CELLS", 3)
    assert "第 4 行" in refusal(by_hand(rows(4)))
    formulas = "<row>" + "<c><f>1+1</f><v>2</v></c>" * 3 + "</row>"
    assert len(one_sheet(by_hand(formulas)).rows[1]) == 3


@pytest.mark.slow
def test_ten_thousand_rows_of_fifteen_columns_take_seconds() -> None:
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet("工作人员")
    for row in range(10_000):
        page.append([f"示例{row}-{column}" if column % 2 else row * column for column in range(15)])
    data, start = saved(workbook), time.perf_counter()
    assert len(one_sheet(data).rows) == 10_000
    assert time.perf_counter() - start < 10


@pytest.mark.slow
def test_a_million_rows_that_are_only_formatted_take_seconds() -> None:
    cells = [column_letters(column) for column in range(1, 6)]
    blank = "".join(
        f'<row r="{at}" s="1" customFormat="1" ht="18">'
        + "".join(f'<c r="{letters}{at}" s="1"/>' for letters in cells)
        + "</row>"
        for at in range(2, 1_048_577)
    )
    data = by_hand('<row r="1"><c r="A1"><v>7</v></c></row>' + blank)
    start = time.perf_counter()
    assert shown(one_sheet(data)) == {"A1": "7"}
    assert time.perf_counter() - start < 10


def test_rows_that_are_only_formatted_are_not_parsed() -> None:
    chunks = [
        b'<sheetData><row r="1"><c r="A1" s="1"/></row><row r="2"><c r="A2"',
        b' s="1"/></row><row r="3"/>',
    ]
    assert b"".join(sheetxml.without_blank_rows(chunks)) == b"<sheetData>"


@pytest.mark.parametrize("size", [1, 7, 64])
def test_no_row_is_lost_wherever_the_file_is_cut_into_pieces(size: int) -> None:
    xml = f'<sheetData><row r="1" ht="2"/>{rows(3, first=2)}<row r="5"><c r="A5" s="1"/></row></sheetData>'.encode()
    pieces = [xml[at : at + size] for at in range(0, len(xml), size)]
    left = b"".join(sheetxml.without_blank_rows(pieces))
    assert rows(3, first=2).encode() in left
    assert left.endswith(b"</sheetData>")


def test_a_file_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readfile, "MAX_BYTES", 100)
    assert "超过" in refusal(workbook_of(["甲"]))


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bookparts, "MAX_UNPACKED_BYTES", 100_000)
    data = workbook_of(["甲"])
    assert "太大" in refusal(with_part(data, "xl/bomb.xml", bytes(200_000)))
    assert shown(one_sheet(with_part(data, "xl/media/photo.png", bytes(200_000)))) == {"A1": "甲"}


def test_a_directory_that_lies_about_sizes_is_not_believed() -> None:
    data = bytearray(with_part(workbook_of(["甲"]), SHEET, by_sheet(rows(1000))))
    for mark, offset, at in (
        (b"PK\x03\x04", 22, data.index(SHEET.encode())),
        (b"PK\x01\x02", 24, data.rindex(SHEET.encode())),
    ):
        header = data.rindex(mark, 0, at)
        data[header + offset : header + offset + 4] = (500).to_bytes(4, "little")
    assert "损坏" in refusal(bytes(data))


def test_what_stands_between_rows_is_not_kept_without_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheetxml, "MAX_PIECE_BYTES", 1_500_000)
    assert "太大" in refusal(by_hand(rows(1), after="<x a='1'/>" * 300_000))


def test_rows_together_may_be_larger_than_what_is_kept_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheetxml, "MAX_PIECE_BYTES", 1_500_000)
    long = "".join(
        f"<row r='{at}'><c r='A{at}' t='str'><v>{'x' * 1000}</v></c></row>" for at in range(1, 3_001)
    )
    assert len(one_sheet(by_hand(long)).rows) == 3_000


def test_a_part_that_is_parsed_whole_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bookparts, "MAX_SMALL_PART_BYTES", 1_000)
    styles = f"<styleSheet xmlns='{MAIN}'>{'<x/>' * 500}</styleSheet>"
    assert "太大" in refusal(by_hand(rows(1), parts={"xl/styles.xml": styles}))


def test_merged_ranges_over_and_over_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readexcel, "MAX_MERGED_ROWS", 10)
    ranges = "".join(f"<mergeCell ref='A1:B{at}'/>" for at in range(5, 9))
    assert "太大" in refusal(by_hand(rows(9), after=f"<mergeCells>{ranges}</mergeCells>"))


def by_sheet(content: str) -> bytes:
    return f"<worksheet xmlns='{MAIN}'><sheetData>{content}</sheetData></worksheet>".encode()
