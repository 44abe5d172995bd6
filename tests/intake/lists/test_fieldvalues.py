"""One cell as the value of one field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from evalprep.intake.given import RemarkKind
from evalprep.intake.lists.fieldvalues import CellReader, files, one_line
from evalprep.intake.lists.occupations import OccupationNames
from evalprep.model.fields import fields
from evalprep.model.kinds import BadValue
from tests.intake.lists.made_sheets import CATALOGS, ERROR, LOST, PICTURE, PROJECT, formula, made, month

NAMES = OccupationNames(PROJECT, CATALOGS)


def taken(path: str, value: Any, unit: str = "", *, csv: bool = False) -> Any:
    cell = made([[value]]).cell(1, 1)
    assert cell is not None
    return CellReader(NAMES, csv).tree(fields()[path], cell, unit)


@pytest.mark.parametrize(
    ("path", "value", "unit", "expected"),
    [
        ("staff[].born_on", "1980.05", "", "1980-05"),
        ("staff[].born_on", "1980/5/3", "", "1980-05-03"),
        ("staff[].born_on", "1980年5月", "", "1980-05"),
        ("staff[].born_on", "19800503", "", "1980-05-03"),
        ("staff[].born_on", 198005, "", "1980-05"),
        ("staff[].born_on", Decimal("1980.05"), "", "1980-05"),
        ("staff[].born_on", Decimal("1980.2"), "", "1980-02"),
        ("staff[].born_on", "1980.1", "", "1980-01"),
        ("staff[].born_on", date(1980, 5, 3), "", "1980-05-03"),
        ("staff[].born_on", month("1980-05", date(1980, 5, 1)), "", "1980-05"),
        ("staff[].born_on", 29344, "", "1980-05-03"),
        ("staff[].born_on", 29342, "", "1980-05"),
        ("venues[].lease.from", 43466, "", "2019-01-01"),
        ("staff[].since", "2012.07至今", "", "2012-07"),
        ("staff[].since", "2012年7月起", "", "2012-07"),
        ("occupations[].history[].year", 2019, "", "2019"),
        ("occupations[].history[].year", "2019年度", "", "2019"),
        ("occupations[].history[].trained", "3,200人次", "", "3200"),
        ("occupations[].history[].trained", Decimal("0.35"), "万人次", "3500"),
        ("equipment[].quantity", "3台", "台套", "3"),
        ("equipment[].value", "1.2", "万元", "1.2 万元"),
        ("equipment[].value", "5000元", "万元", "5000 元"),
        ("equipment[].value", "1.2万", "", "1.2 万元"),
        ("equipment[].value", 12000, "元", "12000 元"),
        ("venues[].area", "120㎡", "m2", "120"),
        ("venues[].area", Decimal("120.5"), "平方米", "120.5"),
        ("venues[].video", "√", "", "true"),
        ("venues[].video", "无", "", "false"),
        ("staff[].full_time", "兼职", "", "false"),
        ("assessors[].own", "外聘", "", "false"),
        ("staff[].id_number", "５３９９０１ １９７５０４１２ ９９１６", "", "539901197504129916"),
        ("staff[].id_number", "'539901197504129916", "", "539901197504129916"),
        ("staff[].phone", 13800000000, "", "13800000000"),
        ("staff[].phone", "0871-60000001/13900000000", "", "0871-60000001、13900000000"),
        ("staff[].phone", "无", "", "无"),
        ("staff[].name", "张　三", "", "张三"),
        ("staff[].name", "欧阳 示例", "", "欧阳 示例"),
        ("staff[].duties", "考务人员、档案管理\n财务", "", ["考务人员", "档案管理", "财务"]),
        ("staff[].duties", "无", "", []),
        ("staff[].titles", "没有", "", []),
        ("staff[].titles", "高级工程师（副高）、讲师", "", [{"name": "高级工程师", "level": "副高"}, {"name": "讲师"}]),
        ("staff[].skills", "电工二级；钳工三级", "", [{"occupation": "电工", "level": "二级"}, {"occupation": "钳工", "level": "三级"}]),
        ("experts[].levels", "三级/高级工、二级/技师", "", "三级-二级"),
        ("experts[].occupations", "电工 车工", "", ["电工", "车工"]),
        ("experts[].occupations", "6－31－01－03 电工、车工（6-18-01-01）", "", ["6-31-01-03", "6-18-01-01"]),
        ("venues[].occupations", "各职业共用", "", ["全部"]),
        ("occupations[].formerly_run_by", "没有", "", "无"),
        ("occupations[].trades", "示例工种、另一工种", "", [{"name": "示例工种"}, {"name": "另一工种"}]),
        ("organization.name", "示例省机电\n技能行业协会", "", "示例省机电技能行业协会"),
        ("statements.strengths", "第一段\n第二段", "", "第一段\n第二段"),
        ("plan.schedule[].when", date(2024, 3, 1), "", "2024-03-01"),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_its_field_means_it(path: str, value: Any, unit: str, expected: Any) -> None:
    assert taken(path, value, unit) == expected


@pytest.mark.parametrize(
    ("path", "value", "unit"),
    [
        ("staff[].name", PICTURE, ""),
        ("staff[].name", ERROR, ""),
        ("staff[].major", "同上", ""),
        ("staff[].major", "〃", ""),
        ("staff[].major", "—〃—", ""),
        ("staff[].major", "/", ""),
        ("staff[].major", "——", ""),
        ("staff[].id_number", LOST, ""),
        ("staff[].id_number", "539901750412991", ""),
        ("staff[].born_on", Decimal("1980.1"), ""),
        ("staff[].born_on", date(1905, 7, 4), ""),
        ("staff[].born_on", "80.5", ""),
        ("occupations[].history[].year", date(1905, 7, 4), ""),
        ("occupations[].history[].year", 43466, ""),
        ("occupations[].history[].trained", "约3000", ""),
        ("occupations[].history[].trained", 35, "百人"),
        ("equipment[].value", 300, ""),
        ("equipment[].model", date(2024, 5, 3), ""),
        ("experts[].levels", date(2024, 5, 3), ""),
        ("venues[].area", 3, "亩"),
        ("venues[].video", 1, ""),
        ("staff[].phone", "60000001", ""),
        ("staff[].education", "在读", ""),
        ("experts[].occupations", "6-31-01-03 车工", ""),
        ("experts[].occupations", "6-31-01-03（不认识的）", ""),
        ("staff[].skills", "高级电工", ""),
        ("staff[].name", "待定", ""),
    ],
)
def test_what_is_in_doubt_stays_out(path: str, value: Any, unit: str) -> None:
    with pytest.raises(BadValue):
        taken(path, value, unit)


def test_in_a_text_file_a_tenth_may_be_october() -> None:
    with pytest.raises(BadValue):
        taken("staff[].born_on", "1980.1", csv=True)


def test_a_number_rounded_by_its_format_stays_out() -> None:
    from evalprep.documents.sheets.cells import CellKind, SheetCell

    with pytest.raises(BadValue, match="四舍五入"):
        taken("venues[].area", SheetCell(1, 1, CellKind.NUMBER, "120.5", stored="显示的是四舍五入后的 121"))


@pytest.mark.parametrize(
    ("path", "value"),
    [("staff[].name", formula("张示例")), ("staff[].born_on", 29342), ("staff[].name", "张 三")],
)
def test_what_is_taken_otherwise_than_it_stands_is_told(path: str, value: Any) -> None:
    reader, cell = CellReader(NAMES), made([[value]]).cell(1, 1)
    assert cell is not None
    reader.tree(fields()[path], cell)
    assert [note.kind for note in reader.notes] == [RemarkKind.READ_AS]


def test_files_are_parted_behind_their_suffixes() -> None:
    assert files("附件/电工、车工证明.pdf、附件/b.jpg\n附件/c.docx") == [
        "附件/电工、车工证明.pdf",
        "附件/b.jpg",
        "附件/c.docx",
    ]


def test_a_broken_line_is_joined_with_a_blank_only_beside_latin_letters() -> None:
    assert (one_line("示例\n大学"), one_line("Example\nCollege")) == ("示例大学", "Example College")
