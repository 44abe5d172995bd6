from __future__ import annotations

import pickle
from itertools import product
from typing import Any

import pytest

from evalprep.model.kinds import BadValue, Kind
from evalprep.model.levels import SKILL_LEVEL, SkillLevel
from evalprep.model.scales import (
    ASSOCIATION_GRADE,
    EDUCATION,
    TITLE_LEVEL,
    AssociationGrade,
    Education,
    Scale,
    TitleLevel,
    scale_texts,
)

KINDS: list[tuple[Kind[Any], type[Scale]]] = [
    (EDUCATION, Education),
    (TITLE_LEVEL, TitleLevel),
    (ASSOCIATION_GRADE, AssociationGrade),
    (SKILL_LEVEL, SkillLevel),
]
SCALES = [scale for _, scale in KINDS]


def complaint(kind: Kind[Any], text: str) -> BadValue:
    with pytest.raises(BadValue) as caught:
        kind.parse(text)
    assert caught.value.problem and caught.value.expected and caught.value.remedy
    return caught.value


@pytest.mark.parametrize(("kind", "scale"), KINDS)
def test_every_value_is_read_back_from_file_and_from_paper(kind: Kind[Any], scale: type[Scale]) -> None:
    for value in scale:
        assert kind.parse(kind.write(value)) is value
        assert kind.parse(kind.on_paper(value)) is value


@pytest.mark.parametrize(("kind", "scale"), KINDS)
def test_the_choices_are_the_scale_from_its_lowest(kind: Kind[Any], scale: type[Scale]) -> None:
    assert kind.choices == scale_texts(scale)
    assert [value.rank for value in scale] == sorted(value.rank for value in scale)


@pytest.mark.parametrize("scale", SCALES)
def test_values_compare_by_rank(scale: type[Scale]) -> None:
    for one, other in product(scale, repeat=2):
        assert (one < other, one <= other, one > other, one >= other) == (
            one.rank < other.rank,
            one.rank <= other.rank,
            one.rank > other.rank,
            one.rank >= other.rank,
        )
        assert one.at_least(other) is (one.rank >= other.rank)


@pytest.mark.parametrize("scale", SCALES)
def test_values_are_hashable_and_survive_pickling(scale: type[Scale]) -> None:
    for value in scale:
        assert pickle.loads(pickle.dumps(value)) is value
        assert {value: 1}[value] == 1


def test_values_of_two_scales_do_not_compare() -> None:
    with pytest.raises(TypeError):
        assert Education.MASTER >= TitleLevel.JUNIOR  # type: ignore[operator]


def test_the_secondary_schools_are_of_one_rank_and_not_equal() -> None:
    schools = [EDUCATION.parse(text) for text in ("高中", "中专", "中技", "职高")]
    assert len(set(schools)) == 4
    assert all(one.at_least(other) for one, other in product(schools, repeat=2))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("大学专科", "大专"),
        ("专科", "大专"),
        ("高职", "大专"),
        ("大学本科", "本科"),
        ("大学", "本科"),
        ("学士", "本科"),
        ("研究生", "硕士"),
        ("硕士研究生", "硕士"),
        ("博士研究生", "博士"),
        ("技校", "中技"),
        ("中等专业学校", "中专"),
        ("职业高中", "职高"),
        ("本科学历", "本科"),
        ("大专毕业", "大专"),
        ("大专文化程度", "大专"),
        ("全日制本科", "本科"),
        ("函授大专", "大专"),
        (" 本　科 ", "本科"),
        ("研究生/硕士", "硕士"),
        ("本科（学士）", "本科"),
    ],
)
def test_education_is_read_in_its_usual_words(text: str, meant: str) -> None:
    assert EDUCATION.parse(text).text == meant


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("大专以上", "以上"),
        ("本科在读", "在读"),
        ("大专肄业", "肄业"),
        ("高中/中专", "不止一个"),
        ("本科（硕士）", "不止一个"),
        ("在职研究生", "不在可选"),
        ("小学", "不在可选"),
        ("", "不在可选"),
    ],
)
def test_what_is_no_education_is_told_why(text: str, reason: str) -> None:
    assert reason in complaint(EDUCATION, text).problem


def test_an_unknown_text_is_answered_with_the_choices_and_the_nearest() -> None:
    remedy = complaint(EDUCATION, "大学本科生").remedy
    assert "是不是「本科」" in remedy
    assert "初中、高中、中专、中技、职高、大专、本科、硕士、博士" in remedy


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("助理级", "初级"),
        ("副高级", "副高"),
        ("正高级", "正高"),
        ("中级职称", "中级"),
        ("员级", "员级"),
        ("高级（副高）", "副高"),
    ],
)
def test_the_level_of_a_title_is_read_in_its_usual_words(text: str, meant: str) -> None:
    assert TITLE_LEVEL.parse(text).text == meant


def test_a_senior_title_that_does_not_say_which_proves_only_the_lower() -> None:
    assert TITLE_LEVEL.parse("高级") is TitleLevel.ASSOCIATE_SENIOR


@pytest.mark.parametrize("text", ["工程师", "高级工程师", "副教授", "技术员"])
def test_the_name_of_a_title_is_not_its_level(text: str) -> None:
    assert "职称的名称" in complaint(TITLE_LEVEL, text).problem


@pytest.mark.parametrize(
    "text", ["4A", "4a", "４Ａ", "4A级", "AAAA", "AAAA级", "四A", "4A级社会组织", "4A 等级"]
)
def test_the_grade_of_an_association_is_read(text: str) -> None:
    assert ASSOCIATION_GRADE.parse(text) is AssociationGrade.A4


@pytest.mark.parametrize("text", ["6A", "0A", "4", "四级", "AAAAAA", "4A以上", "无"])
def test_what_is_no_grade_is_refused(text: str) -> None:
    complaint(ASSOCIATION_GRADE, text)


@pytest.mark.parametrize(
    ("text", "education"),
    [
        ("本科（函授）", Education.BACHELOR),
        ("本科(全日制)", Education.BACHELOR),
        ("统招大专", Education.JUNIOR_COLLEGE),
        ("大学本科/工学学士", Education.BACHELOR),
        ("本科/学士学位", Education.BACHELOR),
        ("硕士研究生/工学硕士", Education.MASTER),
    ],
)
def test_how_and_in_what_field_somebody_studied_is_left_aside(text: str, education: Education) -> None:
    assert EDUCATION.parse(text) is education


@pytest.mark.parametrize("text", ["全日制", "在职研究生", "本科/工学硕士", "函授（自考）"])
def test_a_way_of_study_alone_or_two_educations_are_refused(text: str) -> None:
    with pytest.raises(BadValue):
        EDUCATION.parse(text)
