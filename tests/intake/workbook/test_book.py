"""The workbook of a project: what is known stands there, what is asked for is shaded with rule and clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from evalprep.check import check, reads_of
from evalprep.documents.sheets.fillable import FillRow, FillSheet
from evalprep.errors import UsageError
from evalprep.intake.workbook.asked import Asked, asked
from evalprep.intake.workbook.book import workbook_sheets
from evalprep.intake.workbook.choosing import Choice, chosen
from evalprep.law import Law
from evalprep.store.library import default_library
from evalprep.store.project import StoredProject, load_project

DAY, LATER = date(2020, 12, 1), date(2022, 10, 20)
SCHOOL = """format: 1
organization:
  name: 示例市样板培训学校
  own_staff_assessment: 无
  head: {name: 韩示范, titles: [{name: 高级讲师, level: 副高}, {name: 经济师}]}
occupations:
- code: 6-31-01-03
  name: 电工
  trades: []
  history: [{year: 2019, trained: 320, assessed: 290}]
- {code: 4-03-02-01, name: 中式烹调师}
staff:
- {name: 韩示范, education: 本科, full_time: true, duties: [主任]}
- {name: 朱示范, duties: []}
equipment:
- {name: 万用表, model: A, files: {购置发票: [附件/甲.pdf, 附件/乙.pdf]}}
- {name: 万用表, model: B, files: {购置发票: [附件/丙.pdf]}}
experts: []
attachments: {法人登记证书: [附件/证书.pdf]}
attestations: {ZJ-E9b: {holds: true, note: 示例}}
self_scores: {ZJ-R3b: 8.5}
"""


def stored(tmp_path: Path, text: str = SCHOOL) -> StoredProject:
    (tmp_path / "evalprep.yaml").write_text(text, encoding="utf-8")
    return load_project(tmp_path)


def asked_of(one: StoredProject, *names: str) -> Asked:
    law = Law(default_library([], beside=one.folder))
    targets = [target for name in names for target in law.targets(name, LATER if name == "jilin" else DAY)]
    results = [check(one, target, DAY, law) for target in targets]
    return asked(results, reads_of(one, targets, law), one.project)


def book(one: StoredProject, *names: str, sheets: str | None = None) -> dict[str, FillSheet]:
    wanted = asked_of(one, *names) if names else None
    return {made.name: made for made in workbook_sheets(one.project, wanted, chosen(sheets))}


def body(sheet: FillSheet) -> Iterator[dict[str, object]]:
    for row in sheet.rows:
        if row.look == "body":
            yield dict(zip((column.header for column in sheet.columns), row.values, strict=True))


def shaded(sheet: FillSheet) -> dict[tuple[str, str], str]:
    """What the shaded cells say, by the first text of the row and the header."""
    return {
        (_first(row), sheet.columns[at].header): comment
        for row in sheet.rows
        for at, comment in row.shaded.items()
    }


def _first(row: FillRow) -> str:
    return next((value for value in row.values if isinstance(value, str)), "")


@pytest.fixture
def school(tmp_path: Path) -> StoredProject:
    return stored(tmp_path)


def test_the_sheets_stand_in_the_agreed_order(school: StoredProject) -> None:
    names = [*book(school)]
    assert names[:12] == [
        *("单位情况", "申报职业", "历年培训评价", "工作人员", "专家", "考评人员", "督导人员"),
        *("场地", "设备", "规章制度", "材料", "已有备案"),
    ]
    assert names[-2:] == ["说明事项", "自评分"]


def test_with_a_target_what_is_missing_comes_first(school: StoredProject) -> None:
    assert next(iter(book(school, "zhejiang"))) == "还缺什么"


@pytest.mark.parametrize(
    ("sheet", "row", "header", "shown"),
    [
        ("单位情况", 1, "填写", "示例市样板培训学校"),
        ("工作人员", 0, "姓名", "韩示范"),
        ("工作人员", 0, "学历", "本科"),
        ("工作人员", 0, "是否专职", "是"),
        ("工作人员", 0, "岗位", "主任"),
        ("工作人员", 1, "岗位", "无"),
        ("工作人员", 1, "学历", None),
        ("历年培训评价", 0, "职业", "电工"),
        ("历年培训评价", 0, "年度", "2019"),
        ("历年培训评价", 0, "培训人次", 320),
        ("工种", 0, "工种名称", "无"),
        ("专家", 0, "姓名", "无"),
    ],
)
def test_what_is_known_stands_in_its_cell(
    school: StoredProject, sheet: str, row: int, header: str, shown: object
) -> None:
    assert [*body(book(school)[sheet])][row][header] == shown


def filled(sheet: FillSheet) -> dict[object, object]:
    return {row["项目"]: row["填写"] for row in body(sheet)}


def test_small_lists_stand_in_one_line(school: StoredProject) -> None:
    assert filled(book(school)["单位情况"])["负责人·职称"] == "高级讲师 副高、经济师"


def test_a_record_that_does_not_exist_is_denied_in_its_first_row_only(school: StoredProject) -> None:
    rows = {
        name: value
        for name, value in filled(book(school)["单位情况"]).items()
        if str(name).startswith("本企业职工认定·")
    }
    assert [*rows.values()] == ["无", None, None, None]


def test_each_file_is_a_row_that_says_what_it_belongs_to(school: StoredProject) -> None:
    rows = [(row["种类"], row["属于"], row["文件"]) for row in body(book(school)["材料"]) if row["文件"]]
    assert rows == [
        ("法人登记证书", None, "附件/证书.pdf"),
        ("购置发票", "设备：万用表 A", "附件/甲.pdf"),
        ("购置发票", "设备：万用表 A", "附件/乙.pdf"),
        ("购置发票", "设备：万用表 B", "附件/丙.pdf"),
    ]


def test_papers_of_rows_that_nothing_tells_apart_are_named_by_number(tmp_path: Path) -> None:
    one = stored(
        tmp_path,
        "format: 1\nvenues:\n- {name: 机房, files: {产权证明: [a.pdf]}}\n"
        "- {name: 机房, files: {产权证明: [b.pdf]}}\n",
    )
    assert [row["属于"] for row in body(book(one)["材料"]) if row["文件"]] == [
        "场地：第 1 行 机房",
        "场地：第 2 行 机房",
    ]


def test_a_missing_cell_is_shaded_with_rule_and_clause(school: StoredProject) -> None:
    comment = shaded(book(school, "zhejiang")["工作人员"])["韩示范", "从事培训考核工作起始日期"]
    assert comment.startswith("ZJ-S") and "（附件1 一" in comment


def test_what_is_known_is_not_shaded(school: StoredProject) -> None:
    assert ("韩示范", "学历") not in shaded(book(school, "zhejiang")["工作人员"])


def test_a_list_that_is_unknown_has_its_first_blank_row_shaded(school: StoredProject) -> None:
    sheet = book(school, "zhejiang")["考评人员"]
    rows = [row for row in sheet.rows if row.shaded]
    assert [row.values[0] for row in rows] == [1]
    assert set(rows[0].shaded) == set(range(1, len(sheet.columns)))
    assert [bool(rows[0].shaded[at]) for at in (1, 2)] == [True, False]


def test_a_list_of_an_occupation_that_is_unknown_has_a_row_for_the_occupation(school: StoredProject) -> None:
    found = shaded(book(school, "zhejiang")["历年培训评价"])
    assert found["中式烹调师", "年度"].startswith("ZJ-E3")
    assert ("电工", "年度") not in found


def test_a_paper_that_the_notice_wants_has_a_row_with_its_clause(school: StoredProject) -> None:
    rows = {row["种类"]: row for row in body(book(school, "zhejiang")["材料"])}
    assert rows["固定资产清单"]["文件"] is None and str(rows["固定资产清单"]["哪一条要"]).startswith("ZJ-M5b")
    assert ("固定资产清单", "文件") in shaded(book(school, "zhejiang")["材料"])


def test_a_statement_that_is_open_is_shaded_and_one_that_is_given_is_not(school: StoredProject) -> None:
    found = {identifier for identifier, header in shaded(book(school, "zhejiang")["说明事项"])}
    assert "ZJ-E9b" not in found and "ZJ-E10" in found


def test_a_statement_that_occupations_answer_has_a_row_for_each_and_none_besides(tmp_path: Path) -> None:
    one = stored(
        tmp_path,
        "format: 1\noccupations: [{code: 6-31-01-03, name: 电工}]\n"
        "attestations: {ZJ-V4: {occupations: {6-31-01-03: {holds: true}}}}\n",
    )
    rows = [(row["职业"], row["是否属实"]) for row in body(book(one)["说明事项"])]
    assert rows == [("电工", "是")]


def test_the_applicants_own_points_stand_beside_what_an_item_can_bring(school: StoredProject) -> None:
    rows = {row["编号"]: (row["满分"], row["自评分"]) for row in body(book(school, "zhejiang")["自评分"])}
    assert [str(number) for number in rows["ZJ-R3b"]] == ["10", "8.5"]


def test_every_shaded_cell_with_a_reason_is_listed_in_print_by_its_address(school: StoredProject) -> None:
    sheets = book(school, "zhejiang")
    listed = {(row["工作表"], cell) for row in body(sheets["还缺什么"]) for cell in _cells(str(row["格"]))}
    commented = {
        (name, sheet.address(row, column))
        for name, sheet in sheets.items()
        for row, one in enumerate(sheet.rows)
        for column, comment in one.shaded.items()
        if comment
    }
    assert listed == commented


def _cells(text: str) -> Iterator[str]:
    for part in text.replace("\n", "、").split("、"):
        first, _, last = part.partition(":")
        letter, rows = first[0], [int(one[1:]) for one in (first, last or first)]
        yield from (f"{letter}{row}" for row in range(rows[0], rows[1] + 1))


@pytest.mark.parametrize("name", ["hunan", "jilin", "national", "sector", "zhejiang"])
def test_nothing_that_a_notice_waits_for_is_without_a_cell(tmp_path: Path, name: str) -> None:
    one = stored(tmp_path, "format: 1\n")
    wanted = asked_of(one, name)
    told = re.search(r"共 (\d+) 项", workbook_sheets(one.project, wanted, Choice())[0].how)
    assert told is not None and int(told[1]) >= len(wanted.needs) > 10


def test_only_what_a_target_looks_at_and_what_is_held_has_a_column(tmp_path: Path) -> None:
    one = stored(tmp_path, "format: 1\nequipment: [{name: 万用表, value: 500 元}]\n")
    headers = [column.header for column in book(one, "zhejiang")["设备"].columns]
    assert "原值" in headers and "出租方" not in headers


def test_a_sheet_that_no_target_looks_at_says_so(school: StoredProject) -> None:
    assert "可以不填" in book(school, "zhejiang")["督导人员"].how
    assert "可以不填" not in book(school, "zhejiang")["工作人员"].how
    assert "可以不填" not in book(school)["督导人员"].how


def test_a_department_gets_only_its_sheets(school: StoredProject) -> None:
    assert [*book(school, sheets="人事")] == [
        *("单位情况", "工作人员", "专家", "考评人员", "督导人员"),
    ]
    rows = filled(book(school, sheets="人事")["单位情况"])
    assert all(str(name).startswith("本企业职工认定") for name in rows)


def test_a_department_gets_the_papers_that_it_brings(school: StoredProject) -> None:
    papers = [row["种类"] for row in body(book(school, "zhejiang", sheets="财务")["材料"]) if row["种类"]]
    assert "固定资产清单" in papers and "法人登记证书" not in papers


def test_what_a_department_is_told_is_missing_is_its_own(school: StoredProject) -> None:
    rows = [*body(book(school, "zhejiang", sheets="后勤")["还缺什么"])]
    assert {row["谁来补"] for row in rows} == {"后勤"}


def test_sheets_are_named_one_by_one_too(school: StoredProject) -> None:
    assert [*book(school, sheets="专家，工作人员")] == ["工作人员", "专家"]


def test_a_sheet_by_the_label_of_its_list_is_found() -> None:
    assert chosen("内部质量督导员") == Choice(frozenset({"督导人员"}))


@pytest.mark.parametrize("text", ["人世", "", "、"])
def test_what_is_no_department_and_no_sheet_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        chosen(text)
    assert "人事" in raised.value.problems[0].remedy


def test_occupations_are_offered_where_a_column_names_them(school: StoredProject) -> None:
    columns = {column.header: column for column in book(school)["专家"].columns}
    offered = columns["服务职业"].choices
    assert offered is not None and offered.items == ("电工", "中式烹调师", "全部") and not offered.closed


def test_the_words_that_rules_look_for_are_proposed(school: StoredProject) -> None:
    columns = {column.header: column for column in book(school, "zhejiang")["工作人员"].columns}
    offered = columns["岗位"].choices
    assert offered is not None and {"主任", "副主任"} <= set(offered.items) and not offered.closed


def test_occupations_of_one_name_are_called_by_their_codes(tmp_path: Path) -> None:
    one = stored(
        tmp_path,
        "format: 1\noccupations:\n- {code: 6-31-01-03, name: 电工, history: []}\n"
        "- {code: 6-31-01-04, name: 电工}\n",
    )
    assert next(body(book(one)["历年培训评价"]))["职业"] == "6-31-01-03"


def test_every_list_has_blank_rows(school: StoredProject) -> None:
    for name, sheet in book(school).items():
        if sheet.columns[0].header == "序号" and name not in ("说明事项", "自评分"):
            blank = [row for row in sheet.rows if row.look == "body" and not any(row.values[1:])]
            assert len(blank) >= 1, name
