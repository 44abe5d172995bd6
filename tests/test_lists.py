"""The lists that the notices ask for, made of the examples and read back from the Excel files."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from evalprep.documents.sheets.listmap import ListMap
from evalprep.documents.sheets.listsheets import write_list
from evalprep.documents.values import SlotState, State
from evalprep.law import Law
from evalprep.model.fields import PROJECT_WORDING
from evalprep.model.project import Project
from evalprep.model.validation import Source, validate
from evalprep.store.library import default_library
from evalprep.store.yaml import read_yaml
from evalprep.submission.record import ProjectRecord
from tests.conftest import ROOT

SCHOOL, COMPANY = "zhejiang-training-school", "jilin-company"
LISTS = [
    "general/fixed-assets",
    "general/registers",
    "hunan/occupation-list",
    "jilin/occupation-list",
    "jilin/personnel-lists",
    "zhejiang/specialists",
]


@cache
def law() -> Law:
    return Law(default_library())


def tree(example: str) -> dict[str, Any]:
    return read_yaml(ROOT / "examples" / example / "evalprep.yaml").tree  # type: ignore[return-value]


def written(form: str, project: dict[str, Any]) -> tuple[Workbook, tuple[SlotState, ...]]:
    read, problems = validate(Project, Source("evalprep.yaml", project), PROJECT_WORDING)
    assert read is not None, problems
    paper = law().paper(form)
    assert isinstance(paper, ListMap)
    record = ProjectRecord(read, date(2022, 7, 15), catalogs=law().catalogs)
    filled = write_list(paper, record, law().tables)
    return load_workbook(io.BytesIO(filled.content)), filled.slots


def table(workbook: Workbook, name: str) -> list[list[Any]]:
    """The header and the rows of a sheet, up to the line for pen and seal."""
    rows = [list(row) for row in workbook[name].iter_rows(min_row=2, values_only=True)]
    return [row for row in rows if not str(row[0]).startswith(("填表人", "资产管理人员", "原值按"))]


def opened(slots: tuple[SlotState, ...]) -> set[str]:
    return {slot.path for slot in slots if slot.state is State.OPEN}


def test_every_list_of_the_library_is_tested_here() -> None:
    found = [one for one in law().library.forms() if isinstance(law().paper(one), ListMap)]
    assert found == LISTS


@pytest.mark.parametrize("form", LISTS)
def test_a_list_carries_no_identity_number(form: str) -> None:
    workbook, _ = written(form, tree(SCHOOL))
    cells = [str(cell) for page in workbook for row in page.iter_rows(values_only=True) for cell in row]
    assert not [cell for cell in cells if cell.startswith("339901")]


def test_the_five_lists_of_one_notice_stand_on_a_sheet_each_in_its_order() -> None:
    workbook, _ = written("jilin/personnel-lists", tree(COMPANY))
    assert workbook.sheetnames == ["认定工作机构", "专职工作人员", "专家队伍", "考评员", "内部质量督导员"]
    assert table(workbook, "认定工作机构")[1][:2] == ["技能评价中心", "样板装备〔2020〕12号"]
    assert workbook["专家队伍"]["A1"].value == "示例市样板装备制造有限公司职业技能等级认定专家名单"


def test_who_is_not_full_time_is_not_on_the_list_of_full_time_staff() -> None:
    workbook, _ = written("jilin/personnel-lists", tree(COMPANY))
    header, *rows = table(workbook, "专职工作人员")
    names = [row[header.index("姓名")] for row in rows]
    assert names == ["马样本", "牛示范", "羊示范", "侯示范", "纪示范"]
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5]


def test_who_may_be_full_time_is_left_out_and_asked_for() -> None:
    project = tree(COMPANY)
    del project["staff"][1]["full_time"]
    workbook, slots = written("jilin/personnel-lists", project)
    assert "牛示范" not in [row[1] for row in table(workbook, "专职工作人员")]
    assert "staff[1].full_time" in opened(slots)


def test_experts_serve_occupations_by_name_and_what_is_unknown_is_blank_and_open() -> None:
    workbook, slots = written("jilin/personnel-lists", tree(COMPANY))
    header, first, *_, last = table(workbook, "专家队伍")
    assert first[header.index("服务职业")] == "电工"
    assert last[header.index("服务职业")] is None
    assert {"experts[3].occupation_names", "experts[3].levels", "experts[0].printed_sex"} <= opened(slots)


def test_the_list_of_occupations_has_a_row_for_each_trade() -> None:
    project = tree(COMPANY)
    project["occupations"][0]["trades"] = [
        {"name": "甲工种", "levels": "五级"},
        {"name": "乙工种", "levels": "四级"},
    ]
    for form, name in (
        ("jilin/occupation-list", "职业（工种）一览"),
        ("hunan/occupation-list", "职业（工种）目录"),
    ):
        workbook, slots = written(form, project)
        header, *rows = table(workbook, name)
        columns = [header.index(one) for one in ("职业编码", "工种名称", "等级")]
        assert [[row[at] for at in columns] for row in rows[:3]] == [
            ["6-31-01-03", "甲工种", "五级"],
            ["6-31-01-03", "乙工种", "四级"],
            ["6-18-01-01", "无", "五级至三级"],
        ]
        assert rows[0][5] == "国家职业技能标准 电工（2018年版）"
        assert opened(slots) == set()


def test_experts_and_assessors_stand_on_a_sheet_each_without_gaps() -> None:
    workbook, slots = written("zhejiang/specialists", tree(SCHOOL))
    assert workbook.sheetnames == ["专家", "考评人员"]
    assert (len(table(workbook, "专家")), len(table(workbook, "考评人员"))) == (41, 22)
    assert table(workbook, "考评人员")[1][-2:] == ["示例考评-0001", "是"]
    assert opened(slots) == set()


def test_leased_things_are_no_fixed_assets() -> None:
    workbook, _ = written("general/fixed-assets", tree(COMPANY))
    names = [row[1] for row in table(workbook, "房屋和场地")]
    assert "车工技能考场" not in names and "电工技能考场" in names


def test_fixed_assets_are_added_up_where_every_amount_is_known() -> None:
    project = tree(COMPANY)
    for row in project["equipment"]:
        row["value"] = "1.5 万元"
    header, *rows, totals = table(written("general/fixed-assets", project)[0], "设备")
    assert rows[0][header.index("原值（元）")] == 15_000
    assert (totals[0], totals[header.index("数量")], totals[header.index("原值（元）")]) == (
        "合计",
        146,
        90_000,
    )


def test_rooms_are_not_added_up_for_one_with_two_uses_stands_on_two_rows() -> None:
    rows = table(written("general/fixed-assets", tree(COMPANY))[0], "房屋和场地")
    assert "合计" not in [row[0] for row in rows]


def test_a_sum_with_an_unknown_amount_stays_blank() -> None:
    header, *_, totals = table(written("general/fixed-assets", tree(COMPANY))[0], "设备")
    assert (totals[header.index("数量")], totals[header.index("原值（元）")]) == (146, None)


@pytest.mark.parametrize("form", LISTS)
def test_a_project_of_which_nothing_is_known_gives_blank_tables_and_open_lists(form: str) -> None:
    workbook, slots = written(form, {"format": "1"})
    assert "organization.name" in opened(slots)
    for page in workbook:
        assert page["A1"].value and page["A2"].value
        assert not any(row for row in page.iter_rows(min_row=3, max_row=3, values_only=True) if any(row))


@pytest.mark.parametrize("count", [1, 40, 300])
def test_a_list_of_any_length_has_a_row_for_each_person(count: int) -> None:
    project = tree(SCHOOL)
    project["experts"] = [dict(project["experts"][0], name=f"张𠮷{at}") for at in range(count)]
    rows = table(written("zhejiang/specialists", project)[0], "专家")
    assert [row[1] for row in rows[1:]] == [f"张𠮷{at}" for at in range(count)]


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    project = tree(SCHOOL)
    project["experts"][0]["name"] = "=赵样例"
    page = written("zhejiang/specialists", project)[0]["专家"]
    assert (page["B3"].value, page["B3"].data_type, page["B3"].quotePrefix) == ("=赵样例", "s", True)


def test_no_open_slot_has_a_path_that_the_project_file_does_not_have() -> None:
    for form in LISTS:
        for example in (SCHOOL, COMPANY):
            read, _ = validate(Project, Source("evalprep.yaml", tree(example)), PROJECT_WORDING)
            assert read is not None
            record = ProjectRecord(read, date(2022, 7, 15), catalogs=law().catalogs)
            for path in opened(written(form, tree(example))[1]):
                assert path == "supervisors" or record.waits_for(path), path
