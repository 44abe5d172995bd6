"""Complaints about a project file: which field, what stands there, how to mend it; no personal number in full."""

from __future__ import annotations

import pytest

from evalprep.errors import Problem, ProjectError
from evalprep.model.fields import PROJECT_WORDING
from evalprep.model.project import Project
from evalprep.model.validation import nearest, validate
from evalprep.store.project import load_project
from evalprep.store.yaml import parse_yaml


def complaints(text: str) -> list[Problem]:
    """Every complaint about a project file of this text."""
    project, problems = validate(Project, parse_yaml(text, "evalprep.yaml"), PROJECT_WORDING)
    assert (project is None) == bool(problems)
    return problems


@pytest.mark.parametrize(
    ("text", "code", "told", "remedy"),
    [
        ("staff: 张三", "not_a_list", "「工作人员」（staff）应当是列表，这里写的是「张三」", "确实一条也没有的写 []，还不知道的删去"),
        ("record: {violations: 有}", "not_a_list", "违法违规记录", "还不知道的删去"),
        ("organization: {contact: 张三}", "not_a_mapping", "应当分项填写", "name（姓名）、position（职务）"),
        ("organization: {nmae: 甲}", "unknown_key", "没有「nmae」", "是不是「name」（单位名称）"),
        ("organization: {名称: 甲}", "unknown_key", "没有「名称」", "是不是「name」（单位名称）"),
        ("organization: {qqqq: 甲}", "unknown_key", "没有「qqqq」", "uscc（统一社会信用代码）"),
        ("organization: {name: 无}", "bad_value", "不能写「无」", "照证件填写"),
        ("staff: [{name: 甲, duties: [主任, ]}, {name: [乙]}]", "bad_value", "这里应当只有一个值", "不要写成列表"),
        ("format: 2", "bad_value", "不认识格式「2」", "升级 evalprep"),
        ("self_scores: {ZJ-R3: 满分}", "bad_value", "不是一个数", ""),
        ("organization: {kind: 协会会}", "bad_value", "不在可选的几项之中，这里写的是「协会会」", "是不是「行业协会」"),
        ("organization: {own_staff_assessment: {sinse: 2019}}", "unknown_key", "没有「sinse」", "是不是「since」（开展日期）"),
    ],
)  # fmt: skip
def test_a_complaint_names_field_value_and_mend(text: str, code: str, told: str, remedy: str) -> None:
    (problem,) = complaints(text)
    assert problem.code == code
    assert told in problem.problem
    assert remedy in problem.remedy
    assert problem.place is not None
    assert problem.place.line == 1


@pytest.mark.parametrize(
    "text",
    [
        "staff: [{id_number: '5399 0119 7504 1299 17'}]",
        "staff: [{born_on: 539901197504129917}]",
        "staff: [539901197504129917]",
        "staff: [{phone: 139-0000-00001}]",
        "organization: {email: 13900000001}",
        "organization: {'539901197504129917': 甲}",
        "staff：[{id_number: 539901197504129917}]",
        "staff:\n  -\tid_number: 539901197504129917",
        "staff: [{id_number: '539901197504129917}]",
    ],
)
def test_no_complaint_shows_a_personal_number(text: str, tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "evalprep.yaml"
    path.write_text(text + "\n", encoding="utf-8")
    with pytest.raises(ProjectError) as raised:
        load_project(path)
    told = "".join(problem.problem + problem.remedy for problem in raised.value.problems)
    assert "1197504129" not in told.replace(" ", "")
    assert "0000000" not in told.replace("-", "")


def test_a_key_is_found_by_label_before_spelling() -> None:
    assert nearest("学历", {"edu": "学历", "学历x": ""}) == "edu"
    assert nearest("eduction", {"education": "学历", "major": "专业"}) == "education"
    assert nearest("完全不同", {"education": "学历"}) is None


def test_nil_is_an_empty_list_and_an_absent_thing() -> None:
    project = Project.model_validate(
        {"experts": "无", "organization": {"own_staff_assessment": "无", "assessment_unit": "无"}}
    )
    assert project.experts == ()
    assert project.organization is not None
    assert project.organization.own_staff_assessment == project.organization.assessment_unit == "无"
