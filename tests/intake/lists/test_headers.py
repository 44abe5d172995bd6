"""What headers mean, as offices write them."""

from __future__ import annotations

import pytest

from evalprep.intake.lists.headers import Role, every_list, headers_of


@pytest.mark.parametrize(
    ("rows", "text", "path", "unit"),
    [
        ("staff", "姓　名", ("name",), ""),
        ("staff", "*姓名：", ("name",), ""),
        ("staff", "身份证号", ("id_number",), ""),
        ("staff", "公民身份号码", ("id_number",), ""),
        ("staff", "出生\n年月", ("born_on",), ""),
        ("staff", "学历（学位）", ("education",), "学位"),
        ("staff", "联系方式（手机）", ("phone",), "手机"),
        ("staff", "工作岗位", ("duties",), ""),
        ("equipment", "原值（万元）", ("value",), "万元"),
        ("equipment", "原值/万元", ("value",), "万元"),
        ("equipment", "规格型号", ("model",), ""),
        ("venues", "面积(㎡)", ("area",), "m2"),
        ("occupations", "职业（工种）名称", ("name",), ""),
        ("occupations[].history", "鉴定人数（人）", ("assessed",), "人"),
    ],
)  # fmt: skip
def test_a_header_is_recognised(rows: str, text: str, path: tuple[str, ...], unit: str) -> None:
    meaning = headers_of(rows).meaning(text)
    assert meaning is not None
    assert (meaning.role, meaning.path, meaning.unit) == (Role.VALUE, path, unit)


@pytest.mark.parametrize("text", ["备注", "民族", "毕业院校", "职务/职称", "姓名/电话", "部门"])
def test_what_is_no_field_or_two_is_not_recognised(text: str) -> None:
    assert headers_of("staff").meaning(text) is None


@pytest.mark.parametrize(
    ("rows", "text", "role"),
    [
        ("staff", "职称/职业资格", Role.TITLES_OR_SKILLS),
        ("experts", "职称（职业资格）", Role.TITLES_OR_SKILLS),
        ("staff", "NO.", Role.NUMBER),
        ("staff", "年龄", Role.AGE),
        ("venues", "租赁期限", Role.PERIOD),
        ("occupations[].history", "职业", Role.OUTER),
        ("staff", "职称等级", Role.INNER),
    ],
)
def test_a_header_says_what_its_column_is_for(rows: str, text: str, role: Role) -> None:
    meaning = headers_of(rows).meaning(text)
    assert meaning is not None
    assert meaning.role is role


@pytest.mark.parametrize(
    ("above", "text", "path"),
    [
        ("职业资格", "名称", ("skills", "occupation")),
        ("职业资格", "等级", ("skills", "level")),
        ("职称情况", "专业", ("titles", "field")),
        ("基本情况", "姓名", ("name",)),
        ("学历", "专业", ("major",)),
    ],
)
def test_a_header_of_two_lines_means_both(above: str, text: str, path: tuple[str, ...]) -> None:
    meaning = headers_of("staff").meaning(text, above)
    assert meaning is not None
    assert meaning.path == path


@pytest.mark.parametrize(
    ("above", "text"),
    [("专业技术职务", "专业"), ("专业技术职务", "名称"), ("学历", "全日制"), ("证书", "编号")],
)
def test_a_general_word_below_another_header_is_not_taken_for_a_field_of_its_own(
    above: str, text: str
) -> None:
    assert headers_of("staff").meaning(text, above) is None


@pytest.mark.parametrize("rows", [one.rows for one in every_list()])
def test_every_header_of_the_workbook_means_its_own_column(rows: str) -> None:
    headers = headers_of(rows)
    for column in headers.sheet.columns:
        meaning = headers.meaning(column.header)
        assert meaning is not None, column.header
        assert (meaning.role, meaning.path) == (Role.VALUE, column.path)
