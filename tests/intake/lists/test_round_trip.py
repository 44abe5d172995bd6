"""What the workbook's layout writes for a project reads back to the same values."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evalprep.documents.sheets.cells import SheetCells
from evalprep.documents.sheets.fillable import FillSheet, write_fillable
from evalprep.documents.sheets.readfile import read_sheets
from evalprep.intake.lists.headers import every_list
from evalprep.intake.lists.reading import read_lists
from evalprep.intake.oneline import line_of
from evalprep.intake.workbook.book import workbook_sheets
from evalprep.intake.workbook.choosing import Choice
from evalprep.intake.workbook.layout import single_values
from evalprep.intake.workbook.lists import list_page
from evalprep.intake.workbook.page import Source
from evalprep.model.fields import Field, Shape, fields
from evalprep.model.project import Project
from evalprep.store.project import load_project
from tests.conftest import ROOT
from tests.intake.lists.made_sheets import CATALOGS, made, read
from tests.intake.lists.rebuilt import rebuilt

EXAMPLES = sorted(path.name for path in (ROOT / "examples").iterdir() if (path / "evalprep.yaml").exists())
ELSEWHERE = ("format", "targets", "waivers")
"""What no workbook holds."""


def compared(project: Project) -> dict[str, Any]:
    """A project as a tree, without what one cell for 职称 and 职业资格 cannot say: their 专业 and papers."""
    tree = project.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=set(ELSEWHERE))
    for people in ("staff", "experts", "assessors", "supervisors"):
        for person in tree.get(people, ()):
            for held in (*person.get("titles", ()), *person.get("skills", ())):
                held.pop("field", None)
                held.pop("files", None)
    return tree


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_workbook_of_an_example_reads_back_to_the_same_values(name: str) -> None:
    project = load_project(ROOT / "examples" / name / "evalprep.yaml").project
    sheets = read_sheets(write_fillable(workbook_sheets(project, None, Choice())), "资料表.xlsx")
    extract = read_lists(sheets, "资料表.xlsx", project, CATALOGS)
    assert extract.remarks == ()
    assert compared(rebuilt(extract)) == compared(project)


def test_the_workbook_of_an_empty_project_says_nothing() -> None:
    extract = read(*map(seen, workbook_sheets(Project(), None, Choice())), project=Project())
    assert (extract.values, extract.rows, extract.remarks) == ((), (), ())


def seen(sheet: FillSheet) -> SheetCells:
    """A sheet as it is read, without the file in between."""
    rows = ((None if value == "" else value for value in row.values) for row in sheet.rows)
    table = [[sheet.title], [sheet.how], [column.header for column in sheet.columns], *map(list, rows)]
    return made(table, sheet.name)


WORDS = st.sampled_from(
    [
        "示例甲",
        "示例（乙）",
        "Example C",
        "第 5 号",
        "a/b 型",
        "0-25mm",
        "《示例、戊》",
        "甲、乙；丙",
        "「甲」",
        "（甲",
    ]
)
SAMPLES: dict[str, st.SearchStrategy[Any]] = {
    "text": WORDS | st.just("无"),
    "name": WORDS,
    "file": st.sampled_from(
        ["附件/示例.pdf", "附件/甲、乙证明.jpg", "附件/至2019.12、2020.pdf", "附件/甲、乙"]
    ),
    "yes_no": st.sampled_from(["true", "false"]),
    "count": st.integers(0, 99_999_999).map(str),
    "number": st.decimals(0, 99_999, places=2).map(lambda value: f"{value.normalize():f}"),
    "year": st.integers(1949, 2035).map(str),
    "date": st.sampled_from(["2012", "2012-10", "2012-01", "2012-07-01", "1980-10"]),
    "day": st.dates().map(str).filter(lambda day: "1949" < day < "2099"),
    "money": st.sampled_from(["300 万元", "0.5 万元", "12000 元", "50 万美元", "0 元"]),
    "phones": st.sampled_from(["13900000000", "0871-60000001转802、400-000-0000"]),
    "email": st.just("office@example.cn"),
    "postcode": st.sampled_from(["010000", "650000"]),
    "uscc": st.just("51530000MJX000123X"),
    "id_number": st.sampled_from(["539901197504129916", "539901197908039888"]),
    "occupation_code": st.sampled_from(["6-31-01-03", "6-18-01-01", "4-03-02-01"]),
    "levels": st.sampled_from(["五级-三级", "三级", "五级、三级", "学徒工", "特级技师、首席技师"]),
}


def value(field: Field) -> st.SearchStrategy[Any]:
    """Any value of a field, as the project file would hold it."""
    if line := line_of(field.path):
        name = st.sampled_from(["高级工程师", "讲师", "电工", "车工（普通）"])
        level = one(fields()[f"{field.path}[].{line.level}"])
        record = st.fixed_dictionaries({line.name: name}, optional={line.level: level})
        return st.lists(record, max_size=3)
    if field.shape is Shape.VALUES:
        return st.lists(one(field), max_size=3)
    return one(field) | st.just("无") if field.may_be_nil else one(field)


def one(field: Field) -> st.SearchStrategy[Any]:
    assert field.kind is not None
    if field.kind.choices:
        return st.sampled_from([choice for choice in field.kind.choices if choice != "无"])
    if field.shape is Shape.VALUES and field.kind.name == "text":
        return WORDS  # a list that holds the one text 无 is an empty list
    return SAMPLES[field.kind.name]


def put(tree: dict[str, Any], path: tuple[str, ...], told: Any) -> None:
    for key in path[:-1]:
        tree = tree.setdefault(key, {})
    tree[path[-1]] = told


@st.composite
def listed(draw: st.DrawFn, rows: str) -> Project:
    """A project with a few rows of one list."""
    (sheet,) = (one for one in every_list() if one.rows == rows)
    made_rows = []
    for number in range(draw(st.integers(0, 3))):
        row: dict[str, Any] = {}
        for column in sheet.columns:
            # The first column names the row and is always there.
            if column is sheet.columns[0] or draw(st.booleans()):
                put(row, column.path, draw(value(column.field).filter(lambda told: told not in ("无", []))))
        if ("name",) in {column.path for column in sheet.columns}:
            row["name"] = f"示例{'甲乙丙'[number]}"
        made_rows.append(row)
    tree: dict[str, Any] = {}
    around, _, key = rows.rpartition("[].")
    if around:
        tree[around] = [{"code": "6-31-01-03", "name": "电工", key: made_rows}]
    else:
        put(tree, tuple(rows.split(".")), made_rows)
    return Project.model_validate(tree)


@pytest.mark.parametrize("rows", [one.rows for one in every_list()])
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_rows_of_any_list_read_back(rows: str, data: st.DataObject) -> None:
    project = data.draw(listed(rows))
    wanted = [one for one in every_list() if one.rows in (rows, "occupations")]
    extract = read(*(seen(list_page(one, Source(project)).sheet) for one in wanted), project=project)
    assert extract.remarks == ()
    assert compared(rebuilt(extract)) == compared(project)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_single_values_read_back(data: st.DataObject) -> None:
    tree: dict[str, Any] = {}
    for column in single_values():
        if data.draw(st.booleans()):
            put(tree, column.path, data.draw(value(column.field).filter(lambda told: told not in ("无", []))))
    project = Project.model_validate(tree)
    extract = read(
        *map(seen, workbook_sheets(project, None, Choice(frozenset({"单位情况"})))), project=project
    )
    assert extract.remarks == ()
    assert compared(rebuilt(extract)) == compared(project)


def test_numbers_stand_as_numbers_and_are_read_exactly() -> None:
    project = Project.model_validate({"venues": [{"name": "示例", "area": "120.50", "seats": "60"}]})
    (sheet,) = workbook_sheets(project, None, Choice(frozenset({"场地"})))
    assert Decimal("120.50") in sheet.rows[2].values
    assert compared(rebuilt(read(seen(sheet), project=project))) == compared(project)


def test_the_examples_are_there() -> None:
    assert len(EXAMPLES) > 2
    assert all((Path(ROOT) / "examples" / name).is_dir() for name in EXAMPLES)
