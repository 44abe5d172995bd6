"""Applicants' own lists, and which list a sheet is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from evalprep.errors import InputError, UsageError
from evalprep.intake.given import RemarkKind
from tests.intake.lists.made_sheets import ERROR, LOST, PICTURE, formula, made, read, said, values

HR = [
    ["示例公司专职工作人员花名册"],
    ["序号", "姓  名", "性别", "民族", "出生年月", "身份证号", "学历", "职业资格", "", "工作岗位", "联系方式", "备注"],
    ["", "", "", "", "", "", "", "名称", "等级"],
    [1, "张 三", "男", "汉", "1980.05", "539901197504129916", "大学本科", "电工", "三级/高级工", "考务、档案", 13800000000],
    [2, "李示例", "女", "汉", 29342, LOST, "研究生", "钳工、电工", "二级、三级", "〃", "60000001", "外聘"],
    ["合计", "2人"],
    ["填表人：示例", "", "", "审核："],
]  # fmt: skip
HR_MERGED = [(1, 1, 1, 12), (2, 8, 2, 9), *((2, at, 3, at) for at in (1, 2, 3, 4, 5, 6, 7, 10, 11, 12))]


def test_an_office_s_list_of_staff_is_read_row_by_row() -> None:
    first, second = read(made(HR, merged=HR_MERGED)).rows
    assert (first.rows, first.origin.text) == ("staff", "名单.xlsx·Sheet1·第 4 行")
    assert values(first) == {
        "name": "张三",
        "sex": "男",
        "born_on": "1980-05",
        "id_number": "539901197504129916",
        "education": "本科",
        "skills": [{"occupation": "电工", "level": "三级"}],
        "duties": ["考务", "档案"],
        "phone": "13800000000",
    }
    assert values(second)["skills"] == [
        {"occupation": "钳工", "level": "二级"},
        {"occupation": "电工", "level": "三级"},
    ]


def test_a_bad_cell_holds_back_itself_and_is_named() -> None:
    extract = read(made(HR, merged=HR_MERGED))
    assert set(said(extract, RemarkKind.HELD_BACK)) == {"F5", "J5", "K5"}
    assert values(extract.rows[1]).keys() == {"name", "sex", "born_on", "education", "skills"}


def test_what_is_not_taken_is_named_once_with_an_example() -> None:
    extract = read(made(HR, merged=HR_MERGED))
    told = said(extract, RemarkKind.UNRECOGNISED)
    assert set(told) == {"D4", "L5"}
    assert "「民族」" in told["D4"]
    assert "「外聘」" in told["L5"]
    assert set(said(extract, RemarkKind.SKIPPED)) == {"第 6 行", "第 7 行"}


def test_every_value_says_from_which_cell_it_is() -> None:
    first = read(made(HR, merged=HR_MERGED)).rows[0]
    at = {given.path[0]: given.origin.at for given in first.values}
    assert (at["name"], at["education"], at["skills"]) == ("B4", "G4", "H4")


BARE = [["姓名", "学历"], ["张示例", "本科"]]


def test_a_list_that_may_be_any_asks_for_as() -> None:
    with pytest.raises(UsageError, match="--as"):
        read(made(BARE))


def test_a_bare_list_is_the_one_that_the_person_named() -> None:
    (row,) = read(made(BARE), into="experts").rows
    assert (row.rows, values(row)) == ("experts", {"name": "张示例", "education": "本科"})


def test_an_unclear_sheet_beside_clear_ones_is_told_and_the_others_are_taken() -> None:
    extract = read(made(BARE, "人"), made(BARE, "专家"))
    assert [row.rows for row in extract.rows] == ["experts"]
    assert any("--as" in remark.remedy for remark in extract.remarks)


@pytest.mark.parametrize(
    ("name", "title", "file", "rows"),
    [
        ("专家", "", "a.xlsx", "experts"),
        (" 工 作 人 员 ", "", "a.xlsx", "staff"),
        ("工作人员 (2)", "", "a.xlsx", "staff"),
        ("督导员", "", "a.xlsx", "supervisors"),
        ("Sheet1", "考评员一览表", "a.xlsx", "assessors"),
        ("Sheet1", "示例设备公司考评人员名单", "a.xlsx", "assessors"),
        ("Sheet1", "", "专职工作人员.xlsx", "staff"),
    ],
)
def test_names_and_titles_say_which_list_it_is(name: str, title: str, file: str, rows: str) -> None:
    above = [[title]] if title else []
    assert {row.rows for row in read(made([*above, *BARE], name), file=file).rows} == {rows}


def test_a_title_that_names_two_lists_decides_nothing() -> None:
    with pytest.raises(UsageError):
        read(made([["专家、考评人员名单"], *BARE]))


def test_columns_that_only_one_list_has_decide_and_that_is_told() -> None:
    extract = read(made([["姓名", "学历", "考评员证书编号"], ["张示例", "本科", "示例 1"]]))
    assert [row.rows for row in extract.rows] == ["assessors"]
    assert any("考评员证书编号" in text for text in said(extract, RemarkKind.READ_AS).values())


def test_a_workbook_of_another_kind_is_refused_with_what_stands_in_it() -> None:
    with pytest.raises(InputError, match="随便"):
        read(made([["随便", "什么"], ["甲", "乙"]]))


def test_titles_and_qualifications_of_one_column_are_told_apart() -> None:
    rows = [
        ["姓名", "职称/职业资格", "服务等级"],
        ["张示例", "高级工程师、电工二级", "三级"],
        ["李示例", "中级", "三级"],
    ]
    extract = read(made(rows, "专家"))
    assert values(extract.rows[0])["titles"] == [{"name": "高级工程师"}]
    assert values(extract.rows[0])["skills"] == [{"occupation": "电工", "level": "二级"}]
    assert set(said(extract, RemarkKind.HELD_BACK)) == {"B3"}


def test_a_level_beside_a_title_completes_it() -> None:
    rows = [
        ["姓名", "职称", "职称等级"],
        ["张示例", "工程师", "中级"],
        ["李示例", "", "副高"],
        ["王示例", "无", "无"],
    ]
    found = [values(row)["titles"] for row in read(made(rows, "专家")).rows]
    assert found == [[{"name": "工程师", "level": "中级"}], [{"level": "副高"}], []]


def test_levels_that_do_not_fit_the_names_stay_out_and_the_names_are_taken() -> None:
    extract = read(made([["姓名", "工种", "技能等级"], ["张示例", "电工、钳工", "二级"]], "工作人员"))
    assert values(extract.rows[0])["skills"] == [{"occupation": "电工"}, {"occupation": "钳工"}]
    assert set(said(extract, RemarkKind.HELD_BACK)) == {"C2"}


def test_a_department_over_three_rows_is_theirs() -> None:
    rows = [
        ["姓名", "工作单位", "学历"],
        ["张示例", "示例大学", "本科"],
        ["李示例", "", "大专"],
        ["王示例", "", "本科"],
    ]
    extract = read(made(rows, "专家", merged=[(2, 2, 4, 2)]))
    assert [values(row)["employer"] for row in extract.rows] == ["示例大学"] * 3


def test_a_name_over_two_rows_is_one_person_with_both_qualifications() -> None:
    rows = [
        ["姓名", "学历", "职业资格"],
        ["张示例", "本科", "电工二级"],
        ["", "", "钳工三级"],
        ["李示例", "大专", "电工三级"],
    ]
    first, second = read(made(rows, "专家", merged=[(2, 1, 3, 1), (2, 2, 3, 2)])).rows
    assert [one["occupation"] for one in values(first)["skills"]] == ["电工", "钳工"]
    assert values(second)["name"] == "李示例"


def test_two_lines_of_one_person_that_contradict_each_other_stay_out() -> None:
    rows = [["姓名", "学历", "性别"], ["张示例", "本科", "男"], ["", "大专", ""]]
    extract = read(made(rows, "专家", merged=[(2, 1, 3, 1)]))
    assert "education" not in values(extract.rows[0])
    assert set(said(extract, RemarkKind.HELD_BACK)) == {"B3"}


def test_a_row_without_a_name_stays_out() -> None:
    extract = read(made([["姓名", "学历", "性别"], ["", "本科", "男"]], "专家"))
    assert extract.rows == ()
    assert "没有姓名" in said(extract, RemarkKind.HELD_BACK)["第 2 行"]


def test_two_columns_of_telephones_go_together() -> None:
    rows = [["姓名", "办公电话", "手机"], ["张示例", "0871-60000001", "13900000000"]]
    assert values(read(made(rows, "专家")).rows[0])["phone"] == "0871-60000001、13900000000"


def test_amounts_take_the_unit_of_the_header_or_of_the_line_above() -> None:
    own = made([["设备名称", "型号", "原值（万元）"], ["万用表", "示例-1", "1.2"]], "设备")
    above = made(
        [["设备清单"], ["", "", "单位：元"], ["设备名称", "型号", "原值"], ["万用表", "示例-1", 500]], "设备"
    )
    assert values(read(own).rows[0])["value"] == "1.2 万元"
    assert values(read(above).rows[0])["value"] == "500 元"


def test_a_lease_in_one_column_is_two_days() -> None:
    row = read(made([["场地名称", "面积", "租赁期限"], ["一号楼", 120, "2019.3.1-2024.2.29"]])).rows[0]
    assert (values(row)["lease.from"], values(row)["lease.to"]) == ("2019-03-01", "2024-02-29")


def test_years_belong_to_the_occupation_that_stands_before_or_over_them() -> None:
    rows = [["职业", "年度", "培训人次"], ["电工", 2018, 100], ["", 2019, 120], ["车工", 2019, 90]]
    extract = read(made(rows, "历年培训评价", merged=[(2, 1, 3, 1)]))
    assert [(row.within[0].tree, values(row)["year"]) for row in extract.rows] == [
        ("电工", "2018"),
        ("电工", "2019"),
        ("车工", "2019"),
    ]


def test_years_of_a_sheet_whose_title_names_the_occupation_are_its() -> None:
    extract = read(made([["电工历年培训评价规模"], ["年份", "培训人次", "评价人次"], ["2018", 100, 90]]))
    assert [row.within[0].tree for row in extract.rows] == ["电工"]


def test_years_of_nobody_knows_which_occupation_stay_out() -> None:
    extract = read(made([["年份", "培训人次", "评价人次"], ["2018", 100, 90]], "历年培训评价"))
    assert extract.rows == ()
    assert len(said(extract, RemarkKind.HELD_BACK)) == 1


def test_none_in_the_first_cell_says_that_a_list_is_empty() -> None:
    (given,) = read(made([["姓名", "学历"], ["无"]], "专家")).values
    assert (given.path, given.tree) == (("experts",), [])


def test_none_beside_an_occupation_is_said_of_that_occupation() -> None:
    (row,) = read(made([["职业", "年度", "培训人次"], ["车工", "无"]], "历年培训评价")).rows
    assert (row.rows, values(row)) == ("occupations", {"name": "车工", "history": []})


def test_none_beside_rows_stays_out() -> None:
    extract = read(made([["姓名", "学历"], ["张示例", "本科"], ["无"]], "专家"))
    assert extract.values == ()
    assert set(said(extract, RemarkKind.HELD_BACK)) == {"A3"}


def test_only_a_missing_title_is_no_empty_list() -> None:
    extract = read(made([["姓名", "学历", "职称"], ["", "", "无"]], "专家"))
    assert extract.values == ()


@pytest.mark.parametrize(("cell", "told"), [(PICTURE, "图片"), (ERROR, "#N/A")])
def test_a_cell_without_text_is_named(cell: Any, told: str) -> None:
    extract = read(made([["姓名", "学历"], ["张示例", cell]], "专家"))
    assert told in said(extract, RemarkKind.HELD_BACK)["B2"]


def test_formulas_below_one_another_are_told_once() -> None:
    rows = [["姓名", "学历"], *([f"{name}示例", formula("本科")] for name in "张李王")]
    assert set(said(read(made(rows, "专家")), RemarkKind.READ_AS)) == {"B2:B4"}


def test_a_heading_between_the_rows_and_the_header_once_more_are_no_rows() -> None:
    rows = [["姓名", "学历", "性别", "职务"], ["一、教学部"], ["张示例", "本科", "男", "教师"], ["姓名", "学历", "性别", "职务"], ["李示例", "大专", "女", "教师"]]  # fmt: skip
    extract = read(made(rows, "专家", merged=[(2, 1, 2, 4)]))
    assert [values(row)["name"] for row in extract.rows] == ["张示例", "李示例"]
    assert "一、教学部" in said(extract, RemarkKind.SKIPPED)["第 2 行"]


def test_another_list_below_is_not_taken_for_rows() -> None:
    rows = [
        ["姓名", "学历", "性别"],
        ["张示例", "本科", "男"],
        ["姓名", "专业方向", "身份证号"],
        ["李示例", "电气", ""],
    ]
    extract = read(made(rows, "专家"))
    assert len(extract.rows) == 1
    assert "第 3 行" in said(extract, RemarkKind.HELD_BACK)


def test_a_degree_by_way_of_study_is_not_chosen_for_the_person() -> None:
    rows = [["姓名", "性别", "学历", ""], ["", "", "全日制", "在职"], ["张示例", "男", "大专", "本科"]]
    extract = read(made(rows, "专家", merged=[(1, 3, 1, 4), (1, 1, 2, 1), (1, 2, 2, 2)]))
    assert "education" not in values(extract.rows[0])
    assert len(said(extract, RemarkKind.UNRECOGNISED)) == 2


def test_single_values_beside_their_names_are_read() -> None:
    rows = [
        ["单位基本情况"],
        ["单位名称", "示例协会", "邮编", "650000"],
        ["注册资金（万元）", Decimal(300), "联系人", "文样本"],
        ["联系人电话", "13900000000", "传真", "0871-60000003"],
    ]
    extract = read(made(rows, "基本情况"))
    assert {given.path: given.tree for given in extract.values} == {
        ("organization", "name"): "示例协会",
        ("organization", "postcode"): "650000",
        ("organization", "registered_capital"): "300 万元",
        ("organization", "contact", "name"): "文样本",
        ("organization", "contact", "phone"): "13900000000",
    }
    assert set(said(extract, RemarkKind.UNRECOGNISED)) == {"C4"}


def test_no_remark_shows_a_whole_number_of_a_person() -> None:
    rows = [["姓名", "身份证号", "另一个号"], ["张示例", "539901197504129917", "539901197504129916"]]
    texts = " ".join(f"{remark.text}{remark.remedy}" for remark in read(made(rows, "专家")).remarks)
    assert "19750412" not in texts


def test_the_hidden_sheet_of_the_workbook_s_drop_downs_is_not_worth_a_word() -> None:
    lists = replace(made([["电工"], ["车工"]], "Lists"), hidden=True)
    assert read(made(BARE, "专家"), lists).remarks == ()


def test_hidden_sheets_are_told_and_not_read() -> None:
    extract = read(made(BARE, "专家"), replace(made(BARE, "工作人员"), hidden=True))
    assert [row.rows for row in extract.rows] == ["experts"]
    assert [remark.origin.part for remark in extract.remarks if remark.kind is RemarkKind.SKIPPED] == [
        "工作人员"
    ]
