"""Labels are compared without spaces, in one width, whole."""

from __future__ import annotations

import pytest

from evalprep.documents.labels import closest, heading_matches, is_ellipsis, label_end, normalise


@pytest.mark.parametrize(
    "printed",
    [
        "名称",
        "名 称",
        "名　　称",
        "名\n称",
        "名\t称",
        "名称：",
        "名称:",
        " 名称 ",
        "名\u200b称",
        "名\u00a0称",
    ],
)
def test_spaces_width_and_the_colon_do_not_matter(printed: str) -> None:
    assert normalise(printed) == "名称"


def test_brackets_of_either_width_are_the_same() -> None:
    assert normalise("职业（工种）名称") == normalise("职业(工种)名称")


@pytest.mark.parametrize(
    ("printed", "named", "matches"),
    [
        ("三、人员场地等情况", "三", True),
        ("三.人员场地", "三", True),
        ("（三）人员场地", "（三）", True),
        ("(三) 人员场地", "（三）", True),
        ("三十、其他", "三", False),
        ("三人以上", "三", False),
        ("四、诚信承诺：", "四、诚信承诺", True),
        ("四、诚信承诺书", "四、诚信承诺", False),
        ("", "三", False),
        ("任何标题", "", False),
    ],
)
def test_a_heading_is_named_whole_or_by_its_number(printed: str, named: str, matches: bool) -> None:
    assert heading_matches(printed, named) is matches


@pytest.mark.parametrize(
    ("text", "dots"),
    [
        ("…", True),
        ("...", True),
        ("……", True),
        ("⋯", True),
        ("．．．", True),
        (".", False),
        ("3", False),
        ("", False),
    ],
)
def test_dots_say_that_rows_may_follow(text: str, dots: bool) -> None:
    assert is_ellipsis(text) is dots


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("申请单位：____（盖章）", "____（盖章）"),
        ("申 请 单 位 :某协会", "某协会"),
        ("申请单位____", "____"),
        ("申请单位　某协会", "　某协会"),
        ("申请单位", ""),
        ("申请单位名称：某协会", None),
        ("原申请单位：某协会", None),
    ],
)
def test_a_label_in_a_line_ends_after_its_colon_or_before_its_blank(text: str, rest: str | None) -> None:
    end = label_end(text, "申请单位")
    assert (None if end is None else text[end:]) == rest


def test_the_nearest_printed_label_is_named_on_one_line() -> None:
    assert closest("统一信用代码", ["名　称", "统一社会\n信用代码"]) == "统一社会 信用代码"


def test_nothing_is_near_when_nothing_is_alike() -> None:
    assert closest("电子邮箱", ["名称", "地址"]) is None
