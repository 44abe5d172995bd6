"""Lists read back from Excel and Word: what stands in them wherever somebody has moved it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from evalprep.documents.package import open_package
from evalprep.documents.pages.page import Column, Grid, Line, Page, Span
from evalprep.documents.pages.readtables import read_labelled, read_tables
from evalprep.documents.pages.wordfile import write_page
from evalprep.documents.printed import PrintedTable
from evalprep.documents.sheets.listmap import ListMap, Table
from evalprep.documents.sheets.readfile import read_sheets
from evalprep.documents.sheets.readlist import ListReading, read_list
from evalprep.documents.sheets.workbook import Sheet, SheetColumn, write_workbook

COLUMNS = {
    "序号": ".number",
    "设备名称": ".name",
    "型号": ".model",
    "数量": ".quantity",
    "原值（元）": ".value",
}
TABLES = {
    "equipment": Table.model_validate({"title": "设备", "from": "equipment", "columns": COLUMNS}),
    "venues": Table.model_validate(
        {"title": "场地", "from": "venues", "columns": {"场地名称": ".name", "用途": ".use", "面积": ".area"}}
    ),
}
FORM = ListMap.model_validate(
    {
        "form": "example/list",
        "title": "清单",
        "serves": [],
        "source": {"notice": "示例", "annex": "示例", "layout": "own"},
        "sheets": [
            {
                "name": "设备",
                "table": "equipment",
                "total": ["数量"],
                "notes": ["原值按一行设备的总价填写。"],
            },
            {"name": "单位", "columns": {"单位名称": "organization.name", "地址": "organization.address"}},
        ],
        "signature": ["填表人", "日期"],
    }
)
ROWS = ((1, "甲设备", "A-1", 3, 1000), (2, "乙设备", "B-2", 4, None))


def workbook(change: Callable[[Workbook], None] | None = None) -> ListReading:
    """The list as written, changed by hand, and read."""
    one = Sheet(
        "设备",
        "示例学校设备",
        tuple(map(SheetColumn, COLUMNS)),
        ROWS,
        ("原值按一行设备的总价填写。",),
        totals=("合计", None, None, 7, None),
        signature=("填表人", "日期"),
    )
    two = Sheet("单位", "示例学校单位", (SheetColumn("单位名称"), SheetColumn("地址")), (("示例学校", None),))
    data = write_workbook([one, two])
    if change:
        book = load_workbook(io.BytesIO(data))
        change(book)
        packed = io.BytesIO()
        book.save(packed)
        data = packed.getvalue()
    return read_list(read_sheets(data, "清单.xlsx"), FORM, TABLES)


def texts(table: PrintedTable) -> list[dict[str | None, str]]:
    return [{one.path: one.text for one in entry.answers} for entry in table.entries]


WRITTEN = [
    {"number": "1", "name": "甲设备", "model": "A-1", "quantity": "3", "value": "1000"},
    {"number": "2", "name": "乙设备", "model": "B-2", "quantity": "4"},
]


def test_a_list_is_read_as_it_was_written() -> None:
    [table] = workbook().tables
    assert texts(table) == WRITTEN
    assert [entry.at for entry in table.entries] == ["第 3 行", "第 4 行"]
    assert [(one.path, one.text) for one in table.totals] == [("quantity", "7")]
    assert table.numbers == ("1", "2")


def test_fields_of_the_applicant_are_read_from_their_sheet_and_from_the_title() -> None:
    answers = workbook().answers
    assert [(one.path, one.text, one.label) for one in answers] == [
        ("organization.name", "示例学校", "标题"),
        ("organization.name", "示例学校", "标题"),
        ("organization.name", "示例学校", "单位名称"),
    ]


def moved(book: Workbook) -> None:
    page = book["设备"]
    for merged in list(page.merged_cells.ranges):
        page.unmerge_cells(str(merged))
    page.insert_rows(4)
    page.insert_cols(3)
    page["C2"] = "备注"
    page["C3"] = "在用"
    page["B2"], page["D2"] = "型 号", "设备名称："
    for row in (3, 5):
        page.cell(row, 2).value, page.cell(row, 4).value = page.cell(row, 4).value, page.cell(row, 2).value
    book.move_sheet("单位", -1)
    page.title = "设备表"


def test_rows_columns_and_sheets_that_were_moved_are_read_all_the_same() -> None:
    reading = workbook(moved)
    assert reading.missing == ()
    assert texts(reading.tables[0]) == WRITTEN


def test_a_sheet_that_is_gone_is_told() -> None:
    reading = workbook(lambda book: book.remove(book["单位"]))
    assert reading.missing == ("单位",)
    assert texts(reading.tables[0]) == WRITTEN


def test_a_column_of_identity_numbers_that_somebody_added_is_read() -> None:
    columns = {"姓名": ".name", "性别": ".sex", "学历": ".education"}
    table = Table.model_validate({"title": "专家", "from": "experts", "columns": columns})
    grid = Grid(tuple(map(Column, ("姓名", "性别", "学历", "身份证号"))), (("甲", "男", "本科", "339901"),))
    [read] = read_tables(open_package(write_page(Page("方案", (grid,)))), {"experts": table})
    assert texts(read) == [{"name": "甲", "sex": "男", "education": "本科", "id_number": "339901"}]
    assert not read.whole, "a table of somebody's own may hold some of the rows"


@pytest.mark.parametrize(
    ("headers", "is_read"),
    [
        (("序号", "设备名称", "型号", "数量", "原值（元）"), True),
        (("设备名称", "型号", "数量", "原值"), True),
        (("设备名称", "型号"), False),
        (("名单", "说明", "备注"), False),
    ],
)
def test_a_table_of_a_document_is_read_where_most_of_its_columns_are_there(
    headers: tuple[str, ...], is_read: bool
) -> None:
    row = tuple("1" if one in ("序号", "数量") else "甲" for one in headers)
    data = write_page(Page("方案", (Grid(tuple(map(Column, headers)), (row,)),)))
    assert bool(list(read_tables(open_package(data), TABLES))) == is_read


def test_values_stand_beside_their_labels_or_after_a_colon() -> None:
    grid = Grid((Column(""), Column("")), (("申报单位（盖章）", "示例学校"), ("统一社会信用代码", "")))
    page = Page("封面", (Line((Span("联系人：王示例"),)), grid))
    labels = {"申报单位（盖章）": "organization.name", "统一社会信用代码": "organization.uscc", "联系人": "x"}
    found = read_labelled(open_package(write_page(page)), labels)
    assert [(one.path, one.text) for one in found] == [("x", "王示例"), ("organization.name", "示例学校")]
