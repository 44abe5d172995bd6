"""Named tables and list maps are read whole or refused with every complaint: where, what is wrong, what was meant."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent

import pytest

from evalprep.documents.sheets.listfile import parse_list_map, parse_tables
from evalprep.documents.sheets.listmap import ListMap, Table, planned
from evalprep.errors import FormError
from evalprep.store.yaml import parse_yaml

HEAD = "form: general/people\ntitle: 人员名册\nserves: []\nsource: {notice: 无, annex: 无, layout: own}\nsheets:\n"
TABLES = "staff:\n  title: 工作人员\n  from: staff\n  columns: {姓名: .name, 学历: .education}\n"
KNOWN = {"staff", "staff[].name", "staff[].education", "staff[].full_time", "organization.name"}


def tables(text: str = TABLES) -> Mapping[str, Table]:
    return parse_tables(parse_yaml(text, "tables.yaml"), KNOWN.__contains__)


def list_map(sheets: str) -> ListMap:
    source = parse_yaml(HEAD + dedent(sheets), "form.yaml")
    return parse_list_map(source, tables(), KNOWN.__contains__)


def complaint(sheets: str) -> str:
    with pytest.raises(FormError) as caught:
        list_map(sheets)
    return str(caught.value)


def test_a_sheet_takes_title_list_and_columns_from_its_table() -> None:
    plan = planned(list_map("- {name: 人员, table: staff}").sheets[0], tables())
    assert (plan.title, plan.from_, dict(plan.columns), plan.required) == (
        "工作人员",
        "staff",
        {"姓名": ".name", "学历": ".education"},
        True,
    )


def test_a_sheet_may_have_its_own_title_and_columns() -> None:
    form = list_map("- {name: 人员, table: staff, title: 名单, columns: {姓名: .name}, required: false}")
    plan = planned(form.sheets[0], tables())
    assert (plan.title, dict(plan.columns), plan.required) == ("名单", {"姓名": ".name"}, False)


def test_a_sheet_without_a_list_has_whole_paths() -> None:
    plan = planned(list_map("- {name: 单位, columns: {单位: organization.name}}").sheets[0], tables())
    assert (plan.from_, plan.title) == (None, "单位")


@pytest.mark.parametrize(
    ("sheets", "at", "told"),
    [
        ("- {name: 人员, tabel: staff}", "tabel", "是不是「table」（现成的表）"),
        ("- {table: staff}", "{table", "「工作表名称」（sheets[0].name）没有填"),
        ("- {name: 人员, table: stuff}", "table", "没有「stuff」这张现成的表"),
        ("- {name: 人员, table: stuff}", "table", "是不是 staff？"),
        ("- {name: 人员, table: 工作人员}", "table", "是不是 staff？"),
        ("- {name: 人员, table: staff, from: staff}", "{name", "同时写了 table 和 from"),
        ("- {name: 人员, from: staff}", "{name", "工作表「人员」没有列"),
        ("- {name: 人员, columns: {姓名: .name}}", "姓名", "不知道从哪里算起"),
        ("- {name: 人员, from: staff, columns: {姓名: name}}", "姓名", "以点开头，如 .name"),
        ("- {name: 人员, from: staff, columns: {姓名: .nmae}}", "姓名", "列「姓名」的字段「.nmae」没有"),
        ("- {name: 人员, from: staff, columns: {姓名: Name}}", "姓名", "不是字段路径"),
        ("- {name: 人员, from: staff, columns: {姓 名: .name, 姓名: .name}}", "姓名", "表头「姓名」写了两次"),
        ("- {name: 人员, from: stuff, columns: {姓名: .name}}", "from", "没有「stuff」这个清单字段"),
        ("- {name: 人员, table: staff, only: {.ful_time: 是}}", ".ful_time", "字段「.ful_time」没有"),
        ("- {name: 人员, table: staff, without: {.tenure: 租赁}}", ".tenure", "字段「.tenure」没有"),
        ("- {name: 单位, columns: {单位: organization.name}, only: {.name: 甲}}", "only", "删去 only"),
        ("- {name: 人员, table: staff, total: [姓名1]}", "total", "是不是「姓名」？"),
        ("- {name: 'a/b', table: staff}", "name", "Excel 不收「a/b」这样的工作表名称"),
        ("- {name: 甲, table: staff}\n- {name: 甲, table: staff}", "name", "工作表「甲」写了两次"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_was_meant(sheets: str, at: str, told: str) -> None:
    said = complaint(sheets)
    assert told in said
    assert f"form.yaml:6:{sheets.index(at) + 1}：" in said


def test_a_list_without_sheets_is_refused() -> None:
    with pytest.raises(FormError, match="至少写一张工作表"):
        parse_list_map(parse_yaml(HEAD.replace("sheets:", "sheets: []"), "form.yaml"))


def test_all_mistakes_are_told_at_once() -> None:
    said = complaint("- {name: 甲, table: a}\n- {name: 乙, table: b}")
    assert said.count("这张现成的表") == 2


def test_without_tables_at_hand_only_the_map_itself_is_looked_through() -> None:
    source = parse_yaml(HEAD + "- {name: 人员, table: anything}", "form.yaml")
    assert parse_list_map(source).sheets[0].table == "anything"


@pytest.mark.parametrize(
    ("text", "at", "told"),
    [
        ("staff: {titel: 人, from: staff, columns: {姓名: .name}}", "titel", "是不是「title」"),
        ("staff: {title: 人, from: staff, columns: {}}", "columns", "清单没有列"),
        ("staff: {title: 人, from: staff, columns: {姓名: name}}", "姓名", "以点开头"),
        ("staff: {title: 人, from: staff, columns: {姓名: .x}}", "姓名", "字段「.x」没有"),
        ("staff: 人", "staff", "分项填写"),
    ],
)
def test_a_mistake_in_a_table_is_told_with_its_place(text: str, at: str, told: str) -> None:
    with pytest.raises(FormError) as caught:
        tables(text)
    assert told in str(caught.value)
    assert f"tables.yaml:1:{text.index(at) + 1}：" in str(caught.value)
