"""Joined columns read back into their fields; what may be two things is held back."""

from __future__ import annotations

from typing import Any

import pytest

from evalprep.model.derived_back import (
    name_and_model,
    name_and_trades,
    position_titles_skills,
    titles_and_skills,
)

KNOWN = frozenset({"电工", "茶艺师"})


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "高级工程师、电工一级",
            {"titles": [{"name": "高级工程师"}], "skills": [{"occupation": "电工", "level": "一级"}]},
        ),
        ("钳工（二级）", {"skills": [{"occupation": "钳工", "level": "二级"}]}),
        ("电工 二级", {"skills": [{"occupation": "电工", "level": "二级"}]}),
        ("电工高级技师", {"skills": [{"occupation": "电工", "level": "一级"}]}),
        ("茶艺师三级/高级工", {"skills": [{"occupation": "茶艺师", "level": "三级"}]}),
        ("电工", {"skills": [{"occupation": "电工"}]}),
        ("一级/高级技师", {"skills": [{"level": "一级"}]}),
        ("高级技师", {"skills": [{"level": "一级"}]}),
        ("高级工程师（副高）", {"titles": [{"name": "高级工程师", "level": "副高"}]}),
        ("高级工程师 副高", {"titles": [{"name": "高级工程师", "level": "副高"}]}),
        ("副高职称", {"titles": [{"level": "副高"}]}),
        ("机械工程师；讲师", {"titles": [{"name": "机械工程师"}, {"name": "讲师"}]}),
        ("一级实习指导教师", {"titles": [{"name": "一级实习指导教师"}]}),
        ("无", {"titles": [], "skills": []}),
    ],
)
def test_titles_and_qualifications_are_told_apart(text: str, values: dict[str, Any]) -> None:
    back = titles_and_skills(text, KNOWN)
    assert (back.values, back.held) == (values, "")


@pytest.mark.parametrize(
    "text",
    [
        "文学创作一级", "主管技师", "技师", "二级", "注册会计师", "总工程师", "教师", "心理咨询师三级", "中级", "甲师高级技师",
        "高级工程师、某某", "茶艺师、某某", "电工一级二级", "、",
    ],
)  # fmt: skip
def test_what_may_be_either_is_held_back_with_all_beside_it(text: str) -> None:
    back = titles_and_skills(text, KNOWN)
    assert back.values == {}
    assert back.held


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("主任（高级工程师、电工一级）", {"position": "主任", "titles": [{"name": "高级工程师"}], "skills": [{"occupation": "电工", "level": "一级"}]}),
        ("主任(讲师)", {"position": "主任", "titles": [{"name": "讲师"}]}),
        ("主任（兼）（讲师）", {"position": "主任（兼）", "titles": [{"name": "讲师"}]}),
        ("主任（电工（一级））", {"position": "主任", "skills": [{"occupation": "电工", "level": "一级"}]}),
        ("副主任（无）", {"position": "副主任", "titles": [], "skills": []}),
        ("办公室主任", {"position": "办公室主任"}),
        ("档案管理员", {"position": "档案管理员"}),
        ("高级工程师", {"titles": [{"name": "高级工程师"}]}),
        ("电工（一级）", {"skills": [{"occupation": "电工", "level": "一级"}]}),
        ("无", {"position": "无", "titles": [], "skills": []}),
    ],
)  # fmt: skip
def test_a_position_is_what_stands_before_the_brackets(text: str, values: dict[str, Any]) -> None:
    back = position_titles_skills(text, KNOWN)
    assert (back.values, back.held) == (values, "")


@pytest.mark.parametrize(
    "text",
    ["主任（兼）", "软件工程师", "电工", "技术员", "总工程师", "心理咨询师", "主任、高级工程师", "主任/讲师", "教研员三级", "）（"],
)  # fmt: skip
def test_a_text_that_may_be_a_position_or_a_title_is_held_back(text: str) -> None:
    back = position_titles_skills(text, KNOWN)
    assert back.values == {}
    assert back.held


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("数控车床 CK6140", {"name": "数控车床", "model": "CK6140"}),
        ("数控车床　CK6140", {"name": "数控车床", "model": "CK6140"}),
        ("LED屏 示例-P2.5", {"name": "LED屏", "model": "示例-P2.5"}),
        ("数控车床CK6140", {"name": "数控车床", "model": "CK6140"}),
        ("示例台（双人）", {"name": "示例台（双人）"}),
    ],
)
def test_a_name_ends_where_its_model_plainly_begins(text: str, values: dict[str, str]) -> None:
    assert name_and_model(text).values == values


def test_a_name_and_model_written_together_are_taken_apart_and_told() -> None:
    assert name_and_model("数控车床CK6140").noted == "「数控车床CK6140」读作名称「数控车床」、型号「CK6140」"
    assert name_and_model("数控车床 CK6140").noted == ""


@pytest.mark.parametrize("text", ["电脑 2台", "三相 电机 Y2", "示例台 甲型", "PLC实训台", "打印机24"])
def test_what_may_be_name_or_model_is_held_back(text: str) -> None:
    back = name_and_model(text)
    assert back.values == {}
    assert back.held


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("电工（甲工、乙工）", {"name": "电工", "trades": [{"name": "甲工"}, {"name": "乙工"}]}),
        ("电工", {"name": "电工"}),
        ("示例师（甲）", {"name": "示例师（甲）"}),
    ],
)
def test_brackets_that_belong_to_a_name_are_no_trades(text: str, values: dict[str, Any]) -> None:
    assert name_and_trades(text, {"示例师(甲)"}).values == values
