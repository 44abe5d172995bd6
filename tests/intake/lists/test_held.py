"""职称 and 职业资格, however they are written together."""

from __future__ import annotations

import pytest

from evalprep.intake.lists.held import either, skill, title
from evalprep.intake.several import parts
from evalprep.model.kinds import BadValue


def known(name: str) -> bool:
    return name in ("电工", "钳工", "茶艺师")


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("高级工程师", "高级工程师", None),
        ("高级工程师（副高）", "高级工程师", "副高"),
        ("高级工程师 副高", "高级工程师", "副高"),
        ("高级工程师/副高级", "高级工程师", "副高"),
        ("副高", None, "副高"),
        ("中级职称", None, "中级"),
        ("高级 工程师", "高级工程师", None),
        ("助理 工程师", "助理工程师", None),
        ("工程师（机械）", "工程师（机械）", None),
        ("会计师 中级", "会计师", "中级"),
    ],
)
def test_a_title_is_read_with_its_level(text: str, name: str | None, level: str | None) -> None:
    assert title(text) == {key: one for key, one in (("name", name), ("level", level)) if one}


@pytest.mark.parametrize("text", ["高级技师", "三级", "技师", "高级工", "三级/高级工", "工程师/会计师"])
def test_what_is_no_title_or_two_is_refused_as_one(text: str) -> None:
    with pytest.raises(BadValue):
        title(text)


@pytest.mark.parametrize(
    ("text", "occupation", "level"),
    [
        ("电工 二级", "电工", "二级"),
        ("电工（二级/技师）", "电工", "二级"),
        ("电工二级", "电工", "二级"),
        ("电工/二级/技师", "电工", "二级"),
        ("二级电工", "电工", "二级"),
        ("二级电工证", "电工", "二级"),
        ("维修电工高级技师", "维修电工", "一级"),
        ("电工高级工", "电工", "三级"),
        ("电工技师", "电工", "二级"),
        ("电工职业资格二级", "电工", "二级"),
        ("二级/技师（电工）", "电工", "二级"),
        ("电工高级技师（一级）", "电工", "一级"),
        ("高级技师（一级）", None, "一级"),
        ("三级/高级工", None, "三级"),
        ("一级建造师", "一级建造师", None),
        ("茶艺师", "茶艺师", None),
        ("考评员证", "考评员证", None),
    ],
)
def test_a_qualification_is_read_with_its_level(text: str, occupation: str | None, level: str | None) -> None:
    assert skill(text, known) == {
        key: one for key, one in (("occupation", occupation), ("level", level)) if one
    }


@pytest.mark.parametrize("text", ["高级电工", "高级茶艺师", "电工高级技师（二级）", "汽车 维修"])
def test_a_qualification_of_doubtful_level_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        skill(text, known)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("高级工程师", "titles"),
        ("讲师（中级）", "titles"),
        ("副高", "titles"),
        ("电工二级", "skills"),
        ("高级技师", "skills"),
    ],
)
def test_a_column_for_both_tells_them_apart(text: str, key: str) -> None:
    assert either(text, known)[0] == key


@pytest.mark.parametrize("text", ["中级", "高级", "茶艺师", "电工", "高级工程师/高级技师"])
def test_what_may_be_either_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        either(text, known)


def test_a_sign_between_brackets_parts_nothing() -> None:
    assert parts("电工教材（初级、中级）、《安全，用电》\n考试指南") == [
        "电工教材（初级、中级）",
        "《安全，用电》",
        "考试指南",
    ]
