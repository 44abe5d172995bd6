"""Values against what stands there: by meaning, with their old text, and never silently where sources differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalprep.model.validation import Tree
from tests.intake.merge.said import extract, kept, row, told, value


@pytest.mark.parametrize(
    ("text", "path", "tree"),
    [
        ("organization: {registered_capital: 200 万元}", "organization.registered_capital", "2000000元"),
        ("organization: {registered_on: 2012-07-01}", "organization.registered_on", "2012年7月1日"),
        ("organization: {registered_on: 2012-07-01}", "organization.registered_on", "2012-07"),
        ("organization: {decoupled: true}", "organization.decoupled", "是"),
        ("organization: {licensed_scope: [电工, 焊工]}", "organization.licensed_scope", ["焊工", "电工"]),
        ("organization: {licensed_scope: []}", "organization.licensed_scope", []),
        ("organization: {own_staff_assessment: 无}", "organization.own_staff_assessment", "无"),
        ("attachments: {章程: [附件/章程.pdf, 附件/修正案.pdf]}", "attachments.章程", ["附件/章程.pdf"]),
        (
            "organization: {head: {titles: [{name: 高级工程师, level: 副高, field: 机械}]}}",
            "organization.head.titles",
            [{"name": "高级工程师", "level": "副高"}],
        ),
        ("staff: 无", "staff", []),
        ("organization: {head: {name: 张示例}}", "organization.head.name", "张 示例"),
        (
            "organization: {contact: {phone: 0431-80000001、13800000000}}",
            "organization.contact.phone",
            "13800000000、0431-80000001",
        ),
    ],
)
def test_the_same_in_other_words_is_no_change(tmp_path: Path, text: str, path: str, tree: Tree) -> None:
    merge = kept(tmp_path, text).merged(value(path, tree))
    assert (merge.changes, merge.conflicts, merge.same) == ((), (), 1)


@pytest.mark.parametrize(
    ("text", "path", "tree", "change"),
    [
        ("", "organization.name", "示例会", ("单位名称", None, "示例会")),
        ("organization: {name: 示例会}", "organization.name", "示例协会", ("单位名称", "示例会", "示例协会")),
        (
            "organization: {registered_on: 2012-07}",
            "organization.registered_on",
            "2012-07-01",
            ("登记日期", "2012-07", "2012-07-01"),
        ),
        ("", "organization.decoupled", "否", ("是否已与行政机关脱钩", None, "否")),
        (
            "organization: {head: {titles: [{name: 工程师, level: 中级}]}}",
            "organization.head.titles",
            [{"name": "工程师", "level": "副高"}],
            ("负责人·职称", "工程师 中级", "工程师 副高"),
        ),
        (
            "attachments: {章程: [a.pdf]}",
            "attachments.章程",
            ["b.pdf"],
            ("附件：章程", "a.pdf", "a.pdf、b.pdf"),
        ),
        ("finance: {audit: 无}", "finance.audit.year", "2019", ("财务审计报告·审计年度", "无", "2019")),
    ],
)
def test_another_value_is_a_change_with_what_stood_there(
    tmp_path: Path, text: str, path: str, tree: Tree, change: tuple[str, str | None, str]
) -> None:
    project = kept(tmp_path, text)
    merge = project.merged(value(path, tree))
    assert told(merge) == [change]
    project.take(merge.changes)
    assert project.merged(value(path, tree)).changes == ()


def test_numbers_of_people_are_masked_and_still_told_apart(tmp_path: Path) -> None:
    project = kept(tmp_path, 'organization: {contact: {phone: "13800001111"}}')
    ((_, old, new),) = told(project.merged(value("organization.contact.phone", "13800002211")))
    assert old == "138******11"
    assert new == "138******11（遮住或略去的部分不同）"


def test_a_list_that_holds_rows_is_never_emptied_unasked(tmp_path: Path) -> None:
    merge = kept(tmp_path, "staff: [{name: 张示例}]").merged(value("staff", []))
    assert merge.changes == ()
    assert [(one.label, one.old) for one in merge.conflicts] == [("工作人员", "张示例")]


@pytest.mark.parametrize(
    ("text", "path", "tree"),
    [
        ("attachments: {章程: [a.pdf]}", "attachments.章程", []),
        ("finance: {audit: {year: 2019}}", "finance.audit", "无"),
        ("organization: {licensed_scope: [电工]}", "organization.licensed_scope", []),
        ("organization: {licensed_scope: [电工, 焊工]}", "organization.licensed_scope", ["焊工"]),
        ("organization: {postcode: '310000'}", "organization.postcode", "无"),
        (
            "organization: {contact: {phone: 0431-80000001、13800000000}}",
            "organization.contact.phone",
            "13800000000",
        ),
        (
            "organization: {head: {titles: [{name: 工程师, level: 中级}, {name: 讲师, level: 中级}]}}",
            "organization.head.titles",
            [{"name": "讲师"}],
        ),
        (
            "organization: {head: {titles: [{name: 工程师, level: 中级}]}}",
            "organization.head.titles",
            [{"level": "副高"}],
        ),
        (
            "organization: {head: {titles: [{name: 工程师, files: {职称证书: [附件/证.pdf]}}]}}",
            "organization.head.titles",
            [{"name": "讲师"}],
        ),
    ],
)
def test_what_is_there_is_never_taken_away_unasked(tmp_path: Path, text: str, path: str, tree: Tree) -> None:
    merge = kept(tmp_path, text).merged(value(path, tree))
    assert (merge.changes, len(merge.conflicts)) == ((), 1)


def test_two_sources_that_differ_are_a_conflict(tmp_path: Path) -> None:
    merge = kept(tmp_path, "organization: {name: 示例会}").merged(
        extract(value("organization.name", "示例协会")),
        extract(value("organization.name", "示例学会", file="基本情况表.docx")),
    )
    (conflict,) = merge.conflicts
    assert merge.changes == ()
    assert (conflict.old, [choice.text for choice in conflict.choices]) == (
        "示例会",
        ["示例协会", "示例学会"],
    )
    assert [choice.origins[0].file for choice in conflict.choices] == ["资料表.xlsx", "基本情况表.docx"]


def test_the_choice_that_stands_there_already_changes_nothing(tmp_path: Path) -> None:
    merge = kept(tmp_path, "organization: {name: 示例会}").merged(
        value("organization.name", "示例会"), value("organization.name", "示例学会", "B9")
    )
    assert [len(choice.changes) for choice in merge.conflicts[0].choices] == [0, 1]


def test_two_sources_that_agree_are_one_change_with_both_places(tmp_path: Path) -> None:
    merge = kept(tmp_path, "").merged(
        extract(value("organization.registered_on", "2012-07")),
        extract(value("organization.registered_on", "2012年7月1日", file="表.docx")),
    )
    (change,) = merge.changes
    assert change.new == "2012-07-01"
    assert {change.origin.file, change.also[0].file} == {"资料表.xlsx", "表.docx"}


def test_none_in_one_source_and_rows_in_another_are_a_conflict(tmp_path: Path) -> None:
    merge = kept(tmp_path, "").merged(value("staff", []), row("staff", name="张示例"))
    assert merge.changes == ()
    assert [len(choice.changes) for choice in merge.conflicts[0].choices] == [1, 1]


def test_a_conflict_within_a_new_row_leaves_the_rest_of_the_row(tmp_path: Path) -> None:
    merge = kept(tmp_path, "").merged(
        extract(row("staff", name="张示例", education="本科", sex="男")),
        extract(row("staff", file="b.csv", name="张示例", education="大专")),
    )
    assert {change.path[-1] for change in merge.changes} == {"name", "sex"}
    assert merge.conflicts[0].new_rows == (("staff", 0),)


def test_an_occupation_is_the_same_by_code_and_by_name(tmp_path: Path) -> None:
    project = kept(
        tmp_path,
        "occupations: [{code: 6-31-01-03, name: 电工}]\nexperts: [{name: 张示例, occupations: [6-31-01-03]}]",
    )
    assert project.merged(row("experts", name="张示例", occupations=["电工"])).changes == ()


def test_what_else_stands_in_a_title_stays(tmp_path: Path) -> None:
    project = kept(
        tmp_path,
        "staff: [{name: 张示例, titles: [{name: 工程师, level: 中级, files: {职称证书: [附件/证.pdf]}}]}]",
    )
    project.take(
        project.merged(row("staff", name="张示例", titles=[{"name": "工程师", "level": "副高"}])).changes
    )
    assert "职称证书: [附件/证.pdf]" in project.text
    assert "副高" in project.text


def test_a_record_that_was_said_not_to_exist_takes_several_values(tmp_path: Path) -> None:
    project = kept(tmp_path, "finance: {audit: 无}")
    merge = project.merged(
        value("finance.audit.year", "2019"), value("finance.audit.auditor", "示例会计师事务所")
    )
    audit = project.take(merge.changes).project.finance.audit
    assert (audit.year, audit.auditor) == (2019, "示例会计师事务所")


def test_values_are_written_as_the_project_file_writes_them(tmp_path: Path) -> None:
    project = kept(tmp_path, "")
    project.take(project.merged(value("organization.registered_on", "2012年7月1日")).changes)
    assert "registered_on: 2012-07-01" in project.text


SKILLS = (
    "staff: [{name: 张示例, skills: [{occupation: 电工, level: 三级, files: {证书: [附件/三级.pdf]}},"
    " {occupation: 电工, level: 二级, files: {证书: [附件/二级.pdf]}}]}]"
)


def test_each_certificate_stays_with_its_own_level(tmp_path: Path) -> None:
    project = kept(tmp_path, SKILLS)
    skills = [{"occupation": "电工", "level": level} for level in ("三级", "二级", "一级")]
    project.take(project.merged(row("staff", name="张示例", skills=skills)).changes)
    (person,) = project.stored.project.staff
    assert [
        [str(file) for files in (one.files or {}).values() for file in files] for one in person.skills
    ] == [
        ["附件/三级.pdf"],
        ["附件/二级.pdf"],
        [],
    ]


def test_a_list_that_loses_a_certificate_can_be_taken_beside_what_stands_there(tmp_path: Path) -> None:
    project = kept(tmp_path, SKILLS)
    skills = [{"occupation": "电工", "level": level} for level in ("二级", "一级")]
    (conflict,) = project.merged(row("staff", name="张示例", skills=skills)).conflicts
    assert [choice.text for choice in conflict.choices] == [
        "电工 二级（有证明文件）、电工 一级",
        "都要：电工 三级（有证明文件）、电工 二级（有证明文件）、电工 一级",
    ]
    project.take(conflict.choices[1].changes)
    assert [str(one.level) for one in project.stored.project.staff[0].skills] == ["三级", "二级", "一级"]
    assert "附件/三级.pdf" in project.text


def test_the_exacter_of_two_dates_counts_however_long_it_is_written(tmp_path: Path) -> None:
    merge = kept(tmp_path, "").merged(
        extract(value("organization.registered_on", "2012.7.1")),
        extract(value("organization.registered_on", "二〇一二年七月", file="b.xlsx")),
    )
    assert (told(merge), merge.conflicts) == ([("登记日期", None, "2012-07-01")], ())


def test_three_files_that_disagree_are_three_choices(tmp_path: Path) -> None:
    names = ("示例一会", "示例二会", "示例三会")
    merge = kept(tmp_path, "organization: {name: 示例一会}").merged(
        *(extract(value("organization.name", name, file=f"{name}.xlsx")) for name in names)
    )
    assert [(choice.text, len(choice.changes)) for choice in merge.conflicts[0].choices] == [
        ("示例一会", 0),
        ("示例二会", 1),
        ("示例三会", 1),
    ]
