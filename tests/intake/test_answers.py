"""What is typed becomes what the file holds; 无 and 「以后再填」 are edits too."""

from __future__ import annotations

from typing import Any

import pytest

from evalprep.intake.answers import (
    clear,
    complaint,
    current_text,
    is_nil,
    keep_rest,
    nil_at,
    put,
    put_nil,
    value_tree,
)
from evalprep.intake.interview.asking import Move, typed_move
from evalprep.model.project import Project
from evalprep.model.validation import Path
from evalprep.store.rewrite import DELETE, Edit

EMPTY = Project()
KINDS = ("财务管理", "综合管理", "质量管控")
TRADES: Path = ("occupations", 0, "trades")
SKILLS: Path = ("staff", 0, "skills")
TITLES: Path = ("staff", 0, "titles")


@pytest.mark.parametrize(
    ("typed", "move"),
    [
        ("", Move.SKIP),
        ("  ", Move.SKIP),
        ("<", Move.BACK),
        ("＜", Move.BACK),
        ("《", Move.BACK),
        ("？", Move.HELP),
        ("Q", Move.QUIT),
        ("ｑ", Move.QUIT),
        ("back", None),
        ("无", None),
        ("<某某协会>", None),
    ],
)
def test_moves_are_typed_with_either_input_method(typed: str, move: Move | None) -> None:
    assert typed_move(typed) is move


@pytest.mark.parametrize(
    ("path", "typed", "stands"),
    [
        (("organization", "name"), " 示例协会 ", "示例协会"),
        (("organization", "name"), "示例\n协会", "示例 协会"),
        (("organization", "business_scope"), "培训\n评价", "培训\n评价"),
        (("organization", "registered_capital"), "300万", "300 万元"),
        (("occupations", 0, "started_on"), "2012年3月", "2012-03"),
        (("occupations", 0, "levels"), "5-3", "五级-三级"),
        (("occupations", 0, "trades"), "钳工、焊工", [{"name": "钳工"}, {"name": "焊工"}]),
        (("occupations", 0, "trades"), "无", []),
        (("rule_documents", 0, "kinds"), "1、3", ["财务管理", "质量管控"]),
        (("rule_documents", 0, "kinds"), "综合,质量", ["综合管理", "质量管控"]),
        (("rule_documents", 0, "kinds"), "管理、印章", ["管理", "印章"]),
        (("rule_documents", 0, "kinds"), "9", ["9"]),
        (("self_scores", "X-1"), "12.50", "12.5"),
    ],
)
def test_a_typed_text_becomes_what_the_file_holds(path: Path, typed: str, stands: Any) -> None:
    assert value_tree(path, typed, KINDS) == stands


def test_a_refusal_says_what_is_wrong_what_was_expected_and_what_to_do() -> None:
    told = complaint(lambda: value_tree(("occupations", 0, "started_on"), "2019-02-30")) or ""
    assert "没有 30 日" in told
    assert "应为" in told
    assert "核对日期" in told
    assert complaint(lambda: value_tree(("occupations", 0, "started_on"), "2019-02")) is None


@pytest.mark.parametrize(
    ("path", "at"),
    [
        (("organization", "uscc"), ("organization", "uscc")),
        (("organization", "assessment_unit", "name"), ("organization", "assessment_unit")),
        (("finance", "audit", "year"), ("finance", "audit")),
        (("staff",), ("staff",)),
        (("staff", 0, "education"), ("staff", 0, "education")),
        (("staff", 0, "sex"), None),
        (("organization", "name"), None),
        (("organization", "contact", "name"), None),
        (("attachments", "信用报告"), None),
    ],
)
def test_nil_is_said_at_the_field_or_at_the_record_around_it(path: Path, at: Path | None) -> None:
    assert nil_at(EMPTY, path) == at


def test_nil_is_not_said_of_a_record_of_which_something_is_known() -> None:
    project = Project.model_validate({"organization": {"assessment_unit": {"name": "中心"}}})
    path = ("organization", "assessment_unit", "established_by")
    assert nil_at(project, path) is None
    assert not is_nil(project, path, "无")
    assert is_nil(EMPTY, path, "没有")


@pytest.mark.parametrize(
    ("path", "edit"),
    [
        (("organization", "uscc"), Edit(("organization", "uscc"), "无")),
        (("organization", "assessment_unit", "name"), Edit(("organization", "assessment_unit"), "无")),
        (("staff",), Edit(("staff",), [])),
        (("staff", 0, "duties"), Edit(("staff", 0, "duties"), [])),
    ],
)
def test_nil_is_an_empty_list_or_the_word(path: Path, edit: Edit) -> None:
    assert put_nil(EMPTY, path) == (edit,)


def test_nil_where_it_cannot_be_said_is_a_fault() -> None:
    with pytest.raises(ValueError, match="cannot be 无"):
        put_nil(EMPTY, ("organization", "name"))


@pytest.mark.parametrize(
    ("tree", "path", "edit"),
    [
        ({}, ("finance", "audit", "year"), Edit(("finance", "audit", "year"), "x")),
        (
            {"finance": {"audit": "无"}},
            ("finance", "audit", "year"),
            Edit(("finance", "audit"), {"year": "x"}),
        ),
        ({"staff": "无"}, ("staff", 0, "name"), Edit(("staff",), [{"name": "x"}])),
        ({"staff": []}, ("staff", 0, "name"), Edit(("staff", 0, "name"), "x")),
    ],
)
def test_an_answer_takes_the_place_of_nil_around_it(tree: Any, path: Path, edit: Edit) -> None:
    assert put(tree, path, "x") == (edit,)


def test_clearing_takes_nil_around_it_away_as_well() -> None:
    assert clear({"finance": {"audit": "无"}}, ("finance", "audit", "year")) == (
        Edit(("finance", "audit"), DELETE),
    )
    assert clear({}, ("staff",)) == (Edit(("staff",), DELETE),)


def test_names_keep_what_else_stands_in_their_rows() -> None:
    standing = [{"name": "钳工", "levels": "五级"}, {"name": "焊工"}]
    assert keep_rest(TRADES, standing, [{"name": "车工"}, {"name": "钳工"}]) == [
        {"name": "车工"},
        {"name": "钳工", "levels": "五级"},
    ]
    assert keep_rest(TRADES, None, "文字") == "文字"


def test_a_qualification_typed_anew_keeps_its_papers_and_not_its_level() -> None:
    standing = [{"occupation": "电工", "level": "三级", "files": {"证书": ["a.pdf"]}}, {"level": "二级"}]
    assert keep_rest(SKILLS, standing, [{"occupation": "电工"}, {"level": "一级"}]) == [
        {"occupation": "电工", "files": {"证书": ["a.pdf"]}},
        {"level": "一级"},
    ]


@pytest.mark.parametrize(
    ("path", "typed", "stands"),
    [
        (SKILLS, "电工 二级、钳工 高级工", [{"occupation": "电工", "level": "二级"}, {"occupation": "钳工", "level": "三级"}]),
        (SKILLS, "电工", [{"occupation": "电工"}]),
        (SKILLS, "二级", [{"level": "二级"}]),
        (SKILLS, "无", []),
        (TITLES, "高级工程师 副高；会计师", [{"name": "高级工程师", "level": "副高"}, {"name": "会计师"}]),
        (TITLES, "中级 工程师", [{"name": "工程师", "level": "中级"}]),
        (TITLES, "中级", [{"level": "中级"}]),
    ],
)  # fmt: skip
def test_what_a_person_holds_is_typed_as_name_and_level(path: Path, typed: str, stands: Any) -> None:
    assert value_tree(path, typed) == stands


@pytest.mark.parametrize(
    ("path", "typed", "told"),
    [
        (SKILLS, "电工 二及", "「二及」不是等级"),
        (SKILLS, "电工 二级 钳工 三级", "不止一个等级"),
        (TITLES, "初级 中级", "不止一个等级"),
    ],
)
def test_a_level_that_is_none_or_stands_twice_is_refused(path: Path, typed: str, told: str) -> None:
    assert told in (complaint(lambda: value_tree(path, typed)) or "")


@pytest.mark.parametrize(
    ("held", "text"),
    [
        ([{"occupation": "电工", "level": "二级"}, {"level": "三级"}], "电工 二级、三级"),
        ([], "无"),
    ],
)
def test_what_a_person_holds_is_offered_as_it_was_typed(held: Any, text: str) -> None:
    assert current_text(Project.model_validate({"staff": [{"skills": held}]}), SKILLS) == text


@pytest.mark.parametrize(
    ("typed", "stands"), [("1", ["矿井电工"]), ("电工", ["电工"]), ("2、焊工", ["钳工", "焊工"])]
)
def test_of_occupations_a_part_is_not_taken_for_the_whole(typed: str, stands: list[str]) -> None:
    assert value_tree(("experts", 0, "occupations"), typed, ("矿井电工", "钳工")) == stands


@pytest.mark.parametrize(
    ("data", "path", "text"),
    [
        ({}, ("organization", "name"), ""),
        ({"finance": {"audit": "无"}}, ("finance", "audit", "year"), "无"),
        ({"staff": []}, ("staff",), "无"),
        (
            {"occupations": [{"trades": [{"name": "钳工"}, {"levels": "五级"}]}]},
            ("occupations", 0, "trades"),
            "钳工",
        ),
        ({"occupations": [{"is_new": False}]}, ("occupations", 0, "is_new"), "false"),
        ({"rule_documents": [{"kinds": ["甲", "乙"]}]}, ("rule_documents", 0, "kinds"), "甲、乙"),
    ],
)
def test_what_stands_is_offered_as_it_would_be_typed(data: Any, path: Path, text: str) -> None:
    assert current_text(Project.model_validate(data), path) == text


def test_a_sign_within_brackets_parts_nothing_and_is_offered_so_that_it_parts_nothing_again() -> None:
    path: Path = ("occupations", 0, "textbooks")
    typed = "电工（初级、中级）教材、焊工教材"
    stands = ["电工（初级、中级）教材", "焊工教材"]
    assert value_tree(path, typed) == stands
    project = Project.model_validate({"occupations": [{"textbooks": [*stands, "车工、铣工教材"]}]})
    assert value_tree(path, current_text(project, path)) == [*stands, "车工、铣工教材"]
