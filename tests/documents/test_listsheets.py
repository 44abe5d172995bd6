"""From a list map and a record to sheets: values as they are, rows that belong, totals that hold, what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from textwrap import dedent
from typing import Any

import pytest

from evalprep.documents.sheets.listfile import parse_list_map
from evalprep.documents.sheets.listmap import ListMap
from evalprep.documents.sheets.listsheets import MaterialRow, list_sheets, list_states, materials_sheet
from evalprep.documents.sheets.workbook import Sheet
from evalprep.documents.values import State
from evalprep.model.dates import PartialDate
from evalprep.model.money import Money
from evalprep.store.yaml import parse_yaml

HEAD = "form: general/x\ntitle: 名单\nserves: []\nsource: {notice: 无, annex: 无, layout: own}\nsheets:\n"


class Record:
    """A project of plain values: numbers and days print as text, 是 and 否 too."""

    def __init__(self, values: Mapping[str, Any], at: str = "") -> None:
        self._values, self._at = values, at

    def value(self, path: str) -> object | None:
        return self._values.get(path)

    def text(self, path: str) -> str | None:
        value = self.value(path)
        return {True: "是", False: "否"}[value] if isinstance(value, bool) else value and str(value)

    def rows(self, path: str) -> Sequence[Record] | None:
        rows = self._values.get(path)
        return None if rows is None else [Record(row, f"{path}[{at}].") for at, row in enumerate(rows)]

    def path_of(self, path: str) -> str:
        return f"{self._at}{path}"


def list_map(sheet: str, signature: str = "") -> ListMap:
    return parse_list_map(parse_yaml(HEAD + dedent(sheet) + signature, "form.yaml"))


def made(sheet: str, **values: Any) -> Sheet:
    return list_sheets(list_map(sheet), Record({"organization.name": "示例学校", **values}), {})[0]


def open_paths(sheet: str, **values: Any) -> list[str]:
    states = list_states(list_map(sheet), Record({"organization.name": "示例学校", **values}), {})
    return [slot.path for slot in states if slot.state is State.OPEN]


STAFF = "- {name: 人员, title: 人员名单, from: staff, columns: {序号: .number, 姓名: .name}}\n"
FULL_TIME = "- {name: 专职, from: staff, only: {.full_time: 是}, columns: {序号: .number, 姓名: .name}}\n"
OWN = (
    "- {name: 设备, from: equipment, without: {.tenure: 租赁}, total: [数量, 原值],"
    " columns: {名称: .name, 数量: .quantity, 原值: .value}}\n"
)


def test_the_title_begins_with_the_name_of_the_applicant() -> None:
    assert made(STAFF, staff=[]).title == "示例学校人员名单"


def test_a_name_that_is_unknown_is_open_and_the_title_stands_alone() -> None:
    record = Record({"staff": [{"name": "甲"}]})
    assert list_sheets(list_map(STAFF), record, {})[0].title == "人员名单"
    states = list_states(list_map(STAFF), record, {})
    assert [slot.path for slot in states if slot.state is State.OPEN] == ["organization.name"]


@pytest.mark.parametrize(
    ("value", "written", "kind"),
    [
        (12, 12, "number"),
        (Decimal("36.5"), Decimal("36.5"), "number"),
        (date(2020, 1, 2), date(2020, 1, 2), "date"),
        (PartialDate(2012, 3, 1), date(2012, 3, 1), "date"),
        (PartialDate(2012, 3), "2012-03", "text"),
        (Money(Decimal(500_000), scale="万"), Decimal(500_000), "money"),
        (Money(Decimal(500), "美元"), "500 美元", "money"),
        (True, "是", "text"),
        ("339901197204128113", "339901197204128113", "text"),
        (None, None, "text"),
    ],
)
def test_a_value_is_written_as_what_it_is(value: object, written: object, kind: str) -> None:
    sheet = made("- {name: 一, from: rows, columns: {列: .it}}\n", rows=[{"it": value}])
    assert (sheet.rows, sheet.columns[0].kind) == (((written,),), kind)


def test_a_column_of_amounts_says_that_they_are_in_yuan() -> None:
    sheet = made(OWN, equipment=[{"name": "车床", "quantity": 1, "value": Money(Decimal(5))}])
    assert [column.header for column in sheet.columns] == ["名称", "数量", "原值（元）"]


def test_columns_without_a_list_make_one_row_of_the_applicant() -> None:
    assert made("- {name: 单位, columns: {单位: organization.name}}\n").rows == (("示例学校",),)


PEOPLE = [
    {"name": "甲", "full_time": True},
    {"name": "乙", "full_time": False},
    {"name": "丙"},
    {"name": "丁", "full_time": True},
]


def test_only_rows_that_are_known_to_belong_are_listed_and_numbered_on_the_sheet() -> None:
    assert made(FULL_TIME, staff=PEOPLE).rows == ((1, "甲"), (2, "丁"))


def test_a_row_that_may_belong_is_open_under_the_field_that_decides() -> None:
    assert open_paths(FULL_TIME, staff=PEOPLE) == ["staff[2].full_time"]


def test_a_list_without_a_row_that_belongs_is_open() -> None:
    assert open_paths(FULL_TIME, staff=[PEOPLE[1]]) == ["staff"]


THINGS = [
    {"name": "车床", "quantity": 2, "value": Money(Decimal(100)), "tenure": "自有"},
    {"name": "铣床", "quantity": 3, "value": Money(Decimal(50)), "tenure": "租赁"},
    {"name": "钳台", "quantity": 4, "value": Money(Decimal(20)), "tenure": "自有"},
]


def test_rows_that_are_known_not_to_belong_are_left_out_and_the_rest_is_added_up() -> None:
    sheet = made(OWN, equipment=THINGS)
    assert [row[0] for row in sheet.rows] == ["车床", "钳台"]
    assert sheet.totals == ("合计", 6, Decimal(120))


def test_a_row_that_may_not_belong_stays_and_leaves_the_totals_blank_and_itself_open() -> None:
    things = [*THINGS, {"name": "焊机", "quantity": 1, "value": Money(Decimal(1))}]
    assert made(OWN, equipment=things).totals == ("合计", None, None)
    assert open_paths(OWN, equipment=things) == ["equipment[3].tenure"]


def test_a_total_with_an_unknown_part_is_blank() -> None:
    things = [THINGS[0], {"name": "焊机", "quantity": 1, "tenure": "自有"}]
    assert made(OWN, equipment=things).totals == ("合计", 3, None)


def test_a_sheet_without_rows_has_no_totals() -> None:
    assert made(OWN, equipment=[]).totals == ()


@pytest.mark.parametrize(
    ("rows", "found"),
    [(None, ["staff"]), ([], ["staff"]), ([{"name": None}], ["staff[0].name"]), ([{"name": "甲"}], [])],
)
def test_what_is_unknown_is_open_under_its_path_in_the_project(rows: object, found: list[str]) -> None:
    assert open_paths(STAFF, staff=rows) == found


def test_a_list_that_need_not_have_rows_is_open_only_while_unknown() -> None:
    sheet = STAFF.replace("title:", "required: false, title:")
    assert open_paths(sheet, staff=[]) == []
    assert open_paths(sheet) == ["staff"]


def test_what_is_signed_and_sealed_is_left_for_the_pen() -> None:
    form = list_map(STAFF, "signature: [填表人, 单位（盖章）]\n")
    left = [slot for slot in list_states(form, Record({"staff": []}), {}) if slot.state is State.LEFT]
    assert [(slot.path, slot.label) for slot in left] == [("signature", "填表人"), ("seal", "单位（盖章）")]


def test_the_list_of_materials_shades_what_is_missing() -> None:
    rows = [
        MaterialRow("1", "《申报表》", "四(一)1", "表格", "已填", ("申报表.docx",)),
        MaterialRow("2", "法人登记证书", "四(一)2", "附件", "缺", (), missing=True),
    ]
    sheet = materials_sheet(rows, "示例学校申报材料清单")
    assert sheet.rows[0] == ("1", "《申报表》", "四(一)1", "表格", "已填", "申报表.docx")
    assert sheet.shaded == {(1, 4)}
