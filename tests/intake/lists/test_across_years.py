"""Figures that an office writes across the page, a column for each year; and cells of one field that differ."""

from __future__ import annotations

from typing import Any

import pytest

from evalprep.intake.given import RemarkKind
from tests.intake.lists.made_sheets import made, read, said, values

ACROSS: list[list[Any]] = [
    ["近三年培训评价情况统计表"],
    ["职业（工种）", "2019年", "", "2020年度", "", "合计", "", "备注"],
    ["", "培训人数", "鉴定人数", "培训人数", "鉴定人数", "培训人数", "鉴定人数", ""],
    ["电工", 120, 110, 90, 88, 210, 198, "示例"],
    ["车工", 60, "", "", "", 60, "", ""],
    ["合计", 180, 110, 90, 88, 270, 198, ""],
]
MERGED = [(1, 1, 1, 8), (2, 1, 3, 1), (2, 2, 2, 3), (2, 4, 2, 5), (2, 6, 2, 7), (2, 8, 3, 8)]
TAKEN = [
    ("电工", {"year": "2019", "trained": "120", "assessed": "110"}),
    ("车工", {"year": "2019", "trained": "60"}),
    ("电工", {"year": "2020", "trained": "90", "assessed": "88"}),
]
IN_ONE_LINE = [
    ["职业", "2019年培训人数", "2019年鉴定人数（人）", "2020年培训人数", "2020年鉴定人数"],
    ["电工", 120, 110, 90, 88],
    ["车工", 60, "", "", ""],
]


@pytest.mark.parametrize(
    ("rows", "merged"), [(ACROSS, MERGED), (ACROSS, []), (IN_ONE_LINE, [])], ids=["excel", "csv", "one line"]
)
def test_each_year_of_a_table_written_across_is_a_row(rows: list[list[Any]], merged: list[Any]) -> None:
    extract = read(made(rows, merged=merged))
    assert [(row.within[0].tree, values(row)) for row in extract.rows] == TAKEN
    assert said(extract, RemarkKind.HELD_BACK) == {}


def test_a_year_s_figure_says_in_which_cell_it_stands() -> None:
    last = read(made(ACROSS, merged=MERGED)).rows[-1]
    assert [given.origin.at for given in last.values] == ["D4", "D4", "E4"]


def test_figures_without_a_year_are_no_rows() -> None:
    extract = read(made([["培训评价统计"], ["职业", "培训人数", "鉴定人数"], ["电工", 120, 110]]))
    assert extract.rows == ()
    assert "年度" in said(extract, RemarkKind.HELD_BACK)[""]


def test_a_list_without_the_column_that_names_its_rows_stays_out() -> None:
    extract = read(made([["型号", "数量", "原值（元）"], ["MF47", 40, 4820]], "设备"))
    assert extract.rows == ()
    assert "「设备名称」" in said(extract, RemarkKind.HELD_BACK)[""]


@pytest.mark.parametrize("third", ["硕士", "大专"])
def test_where_two_cells_differ_a_third_one_settles_nothing(third: str) -> None:
    extract = read(
        made([["姓名", "学历", "文化程度", "最高学历"], ["示例人", "本科", "硕士", third]], "工作人员")
    )
    (row,) = extract.rows
    assert values(row) == {"name": "示例人"}
    assert set(said(extract, RemarkKind.HELD_BACK)) == {"C2", "D2"}


def test_where_two_cells_beside_their_names_differ_a_third_one_settles_nothing() -> None:
    names = [["单位名称", f"示例学校{which}"] for which in "甲乙丙"]
    extract = read(made([["项目", "填写"], *names], "单位情况"))
    assert extract.values == ()
    assert set(said(extract, RemarkKind.HELD_BACK)) == {"B3", "B4"}


@pytest.mark.parametrize(
    ("header", "text"),
    [("所学专业", "是"), ("职业资格", "2011-01"), ("职称", "√"), ("工作单位", "否"), ("职业资格", "3")],
)
def test_what_was_meant_for_another_column_stays_out(header: str, text: str) -> None:
    extract = read(made([["姓名", "学历", header], ["示例人", "本科", text]], "专家"))
    assert [values(row) for row in extract.rows] == [{"name": "示例人", "education": "本科"}]
    assert list(said(extract, RemarkKind.HELD_BACK)) == ["C2"]


def test_the_trades_in_the_name_of_a_list_make_it_no_list_of_trades() -> None:
    rows = [
        ["拟开展评价职业（工种）一览表"],
        ["职业名称", "工种名称", "职业代码", "申报等级"],
        ["车工", "普通车工、数控车工", "6-18-01-01", "初级、中级、高级"],
    ]
    (row,) = read(made(rows)).rows
    assert row.rows == "occupations"
    assert values(row)["trades"] == [{"name": "普通车工"}, {"name": "数控车工"}]
