"""Widths and heights: what must stand on one line does, what is long wraps, and no line is cut off."""

from __future__ import annotations

import pytest

from evalprep.documents.sheets.sheetlayout import (
    PAGE_WIDTH,
    column_widths,
    lines_needed,
    row_height,
    split_height,
    text_width,
)

LONG = "全面负责职业技能等级认定工作，分管考务、考评和证书，" * 12
ONE_LINE = ["339901197204128113", "0571-60000001", "13900000000", "2012-03-01", "6-31-01-03"]


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("中文", 4), ("（）", 4), ("𠮷", 2), ("😀", 2), ("e\u0301", 1)]
)
def test_the_width_of_a_text(text: str, width: int) -> None:
    assert text_width(text) == width


@pytest.mark.parametrize("text", ONE_LINE)
def test_codes_numbers_phones_and_days_stand_on_one_line_beside_long_texts(text: str) -> None:
    narrow, *_ = column_widths([[text], *[[LONG]] * 7], ["号", *"一二三四五六七"])
    assert lines_needed(text, narrow) == 1


def test_a_table_is_as_wide_as_the_page() -> None:
    for cells in ([["1"], ["张三"]], [["1"], [LONG]], [[LONG], [LONG]]):
        assert sum(column_widths(cells, ["序号", "姓名"])) == pytest.approx(PAGE_WIDTH, abs=0.5)


def test_narrow_columns_take_little_of_what_is_left() -> None:
    number, name = column_widths([["1"], ["高级工程师、电工一级"]], ["序号", "职称或职业资格"])
    assert number < 20 < name


def test_words_wider_than_the_page_make_the_table_wider_not_the_words_shorter() -> None:
    widths = column_widths([["A" * 26]] * 8, list("一二三四五六七八"))
    assert sum(widths) > PAGE_WIDTH and all(lines_needed("A" * 26, width) == 1 for width in widths)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("一行", 1),
        ("一\n二\n三", 3),
        ("中" * 10, 3),
        ("ab " * 9, 3),
        ("abcd efgh ", 1),
        ("A" * 30, 4),
    ],
)
def test_how_many_lines_a_text_takes(text: str, lines: int) -> None:
    assert lines_needed(text, 12) == lines


def test_the_longest_text_of_a_row_decides_its_height() -> None:
    low, high = row_height(["一", "二"], [20, 20]), row_height(["一", LONG], [20, 20])
    assert high > 10 * low


def test_a_row_is_split_where_excel_allows_none_so_high() -> None:
    assert split_height(300) == [300]
    assert len(split_height(1000)) == 3 and sum(split_height(1000)) == pytest.approx(1000, abs=0.1)
