"""The workbook's own sheets after somebody worked in them, and its sheets 材料, 说明事项, 自评分."""

from __future__ import annotations

from typing import Any

import pytest

from evalprep.documents.sheets.cells import SheetCells
from evalprep.intake.given import RemarkKind
from evalprep.intake.lists.headers import every_list
from evalprep.intake.workbook.lists import list_page
from evalprep.intake.workbook.page import Source
from evalprep.model.project import Project
from tests.intake.lists.made_sheets import PROJECT, made, read, said, values
from tests.intake.lists.test_round_trip import seen


def sheet(name: str, project: Project = PROJECT) -> SheetCells:
    """A list's sheet as the workbook has it."""
    (listed,) = (one for one in every_list() if one.name == name)
    return seen(list_page(listed, Source(project)).sheet)


def texts(sheet: SheetCells) -> list[list[Any]]:
    """The sheet's texts in rows, to be changed and made again."""
    widest = max(at for cells in sheet.rows.values() for at in cells)
    return [
        [cell.text if (cell := sheet.cell(row, at)) else "" for at in range(1, widest + 1)]
        for row in range(1, max(sheet.rows) + 1)
    ]


def test_notes_examples_and_blank_rows_are_no_data() -> None:
    extract = read(sheet("工作人员"))
    assert (extract.values, extract.rows, extract.remarks) == ((), (), ())


def test_an_example_row_that_was_written_over_is_told() -> None:
    rows = texts(sheet("工作人员"))
    rows[4][1] = "张示例"
    extract = read(made(rows, "工作人员"))
    assert extract.rows == ()
    assert "张示例" in said(extract, RemarkKind.SKIPPED)["第 5 行"]


def test_an_example_row_without_its_mark_is_told_and_not_taken() -> None:
    rows = texts(sheet("工作人员"))
    rows[4][0] = ""
    extract = read(made(rows, "工作人员"))
    assert extract.rows == ()
    assert "示例" in said(extract, RemarkKind.SKIPPED)["第 5 行"]


def test_a_real_row_that_says_what_the_example_says_is_taken() -> None:
    rows = texts(sheet("规章制度"))
    rows[5] = ["1", *rows[4][1:]]
    assert len(read(made(rows, "规章制度")).rows) == 1


def test_columns_may_be_moved_and_the_sheet_renamed() -> None:
    rows = [row[::-1] for row in texts(sheet("工作人员"))]
    rows[5][rows[2].index("姓名")], rows[5][rows[2].index("学历")] = "张示例", "本科"
    (row,) = read(made(rows, "工作人员 ")).rows
    assert values(row) == {"name": "张示例", "education": "本科"}


def test_without_the_column_of_numbers_it_reads_alike() -> None:
    rows = [row[1:] for row in texts(sheet("工作人员"))]
    rows[5][0] = "张示例"
    extract = read(made(rows, "工作人员"))
    assert [values(row) for row in extract.rows] == [{"name": "张示例"}]


MATERIALS = ["序号", "种类", "属于", "文件", "哪一条要"]


def materials(*lines: list[Any]) -> SheetCells:
    return made([["材料"], ["怎样填"], MATERIALS, ["说明", "照通知的叫法写"], *lines], "材料")


def test_papers_of_the_unit_are_listed_by_kind() -> None:
    lines = [
        [1, "法人登记证书", "", "附件/甲.pdf"],
        [2, "法人登记证书", "", "附件/乙.pdf"],
        [3, "信用报告", "", "无"],
        [4, "没有的"],
    ]
    extract = read(materials(*lines))
    assert {given.path: given.tree for given in extract.values} == {
        ("attachments", "法人登记证书"): ["附件/甲.pdf", "附件/乙.pdf"],
        ("attachments", "信用报告"): [],
    }


def test_papers_of_a_row_go_with_that_row() -> None:
    venues = made([["场地名称", "面积"], ["二号楼", 120]], "场地")
    lines = [[1, "租赁合同", "场地：一号楼", "附件/一.pdf"], [2, "租赁合同", "场地：二号楼", "附件/二.pdf"]]
    found = {values(row)["name"]: values(row) for row in read(materials(*lines), venues).rows}
    assert found["一号楼"] == {"name": "一号楼", "files.租赁合同": ["附件/一.pdf"]}
    assert found["二号楼"] == {"name": "二号楼", "area": "120", "files.租赁合同": ["附件/二.pdf"]}


@pytest.mark.parametrize(
    "line",
    [
        [1, "租赁合同", "不知道哪里", "附件/一.pdf"],
        [1, "", "", "附件/一.pdf"],
        [1, "证书", "历年培训评价：9999", "a.pdf"],
    ],
)
def test_papers_that_belong_nowhere_are_told(line: list[Any]) -> None:
    extract = read(materials(line))
    assert (extract.values, extract.rows) == ((), ())
    assert len(said(extract, RemarkKind.HELD_BACK)) == 1


@pytest.mark.parametrize(("file", "told"), [("附件/示例楼租赁合同.pdf", 0), ("附件/我的.pdf", 1)])
def test_the_example_of_papers_is_told_only_where_it_was_written_over(file: str, told: int) -> None:
    extract = read(materials(["示例", "租赁合同", "场地：示例楼 101 室", file]))
    assert (extract.values, extract.rows) == ((), ())
    assert len(said(extract, RemarkKind.SKIPPED)) == told


def statements(*lines: list[Any]) -> SheetCells:
    header = ["序号", "编号", "要说明的事项", "职业", "是否属实", "说明", "佐证文件"]
    return made([["说明事项"], ["怎样填"], header, *lines], "说明事项")


def test_statements_are_of_the_unit_or_of_an_occupation() -> None:
    lines = [
        [1, "NAT-E2", "主业", "", "是", "章程第六条", "附件/章程.pdf"],
        [2, "NAT-E7", "每年", "电工", "否"],
        [3, "NAT-E9", "没答"],
    ]
    extract = read(statements(*lines))
    assert {given.path: given.tree for given in extract.values} == {
        ("attestations", "NAT-E2", "holds"): "true",
        ("attestations", "NAT-E2", "note"): "章程第六条",
        ("attestations", "NAT-E2", "evidence"): ["附件/章程.pdf"],
        ("attestations", "NAT-E7", "occupations", "6-31-01-03", "holds"): "false",
    }


def test_statements_of_an_occupation_that_is_not_applied_for_stay_out() -> None:
    extract = read(statements([1, "NAT-E7", "每年", "焊工", "是"]))
    assert extract.values == ()
    assert "焊工" in said(extract, RemarkKind.HELD_BACK)["E4"]


def test_points_are_read_by_their_ids() -> None:
    rows = [
        ["自评分"],
        ["序号", "编号", "评分项目", "满分", "自评分"],
        [1, "ZJ-R1a", "甲", 20, 14],
        [2, "ZJ-R4", "乙", 10, "优"],
    ]
    extract = read(made(rows, "自评分"))
    assert [(given.path, given.tree) for given in extract.values] == [(("self_scores", "ZJ-R1a"), "14")]
    assert set(said(extract, RemarkKind.HELD_BACK)) == {"E4"}


def test_none_in_the_first_line_of_a_record_says_that_there_is_none() -> None:
    rows = [["单位情况"], ["项目", "填写", "说明"], ["财务审计报告·审计年度", "无"], ["单位名称", "示例协会"]]
    labels = {given.path: given.tree for given in read(made(rows, "单位情况")).values}
    assert labels[("finance", "audit")] == "无"


def test_what_is_missing_is_not_read() -> None:
    rows = [["还缺什么"], ["工作表", "格", "姓名", "学历"], ["工作人员", "B6", "某人", "本科"]]
    assert read(made(rows, "还缺什么"), made([["姓名"], ["无"]], "专家")).rows == ()
