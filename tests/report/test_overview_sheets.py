"""The overview as a workbook: what stands on which sheet, and that texts stay texts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from evalprep.errors import Place, Problem
from evalprep.model.batch import Failed
from evalprep.model.results import CheckResult, Finding, Waived
from evalprep.model.verdicts import Verdict
from evalprep.report.overview_sheets import LONGEST, overview_sheets, overview_workbook
from tests.report.results import finding, missing, result, short_of

BROKEN = Failed(
    "坏/evalprep.yaml", (Problem("x", "「targets」写了两次", "删去一处", Place("坏/evalprep.yaml", 3)),)
)


def of(name: str, *findings: Finding) -> CheckResult:
    return result(*findings, project=f"{name}/evalprep.yaml", organization=name)


def book(*results: CheckResult, failed: Sequence[Failed] = ()) -> Workbook:
    return load_workbook(io.BytesIO(overview_workbook(results, failed)))


def table(page: Worksheet) -> list[dict[str, object]]:
    """The rows below the header, each by its headers, until the notes."""
    header, *rows = list(page.iter_rows(min_row=2, values_only=True))
    return [dict(zip(map(str, header), row, strict=True)) for row in rows if row[1] is not None]


def test_the_sheets_are_the_applicants_what_holds_them_back_and_each_by_itself() -> None:
    made = book(of("甲", finding(1, Verdict.UNMET)), of("乙", finding(1, Verdict.MET)))
    assert made.sheetnames == ["申报单位", "卡点", "甲", "乙"]


def test_what_could_not_be_read_has_a_sheet_before_those_of_the_applicants() -> None:
    made = book(of("甲"), failed=(BROKEN,))
    assert made.sheetnames == ["申报单位", "卡点", "没有读成的", "甲"]
    (row,) = table(made["没有读成的"])
    assert row == {
        "项目": "坏/evalprep.yaml",
        "在哪里": "坏/evalprep.yaml:3",
        "什么问题": "「targets」写了两次",
        "怎么办": "删去一处",
    }


def test_an_applicant_has_a_row_for_each_target() -> None:
    one = of("甲", finding(1, Verdict.UNMET), finding(2, Verdict.UNKNOWN))
    rows = table(book(one, replace(one, track="province", findings=()))["申报单位"])
    assert [(row["申报去向"], row["不符合"], row["待补充"]) for row in rows] == [
        ("示例省", 1, 1),
        ("示例省（province）", 0, 0),
    ]


def test_hurdles_name_the_applicants_that_they_hold_back() -> None:
    waived = replace(finding(1, Verdict.UNMET), waiver=Waived("等盖章", "李示例", date(2020, 12, 31)))
    made = book(of("甲", waived), of("乙", finding(1, Verdict.UNKNOWN)))
    (row,) = table(made["卡点"])
    assert (row["卡住几家"], row["不符合"], row["待补充"]) == (2, 1, 1)
    assert row["哪些单位"] == "不符合：甲（已豁免）\n待补充：乙"
    assert row["条款"] == "一1\nEX-1\n示例〔2020〕1号"


def test_a_finding_is_told_with_its_distance_place_and_remedy() -> None:
    one = finding(1, Verdict.UNMET, "少", remedy="补", missing=missing("name"), **short_of(10, 2, 2))
    (row,) = table(book(of("甲", one))["甲"])
    assert (row["结论"], row["条款"], row["要求"]) == ("不符合", "一1\nEX-1", "第 1 条")
    assert (row["情况"], row["差多少"]) == ("少\n缺：name（evalprep.yaml:1）", "差 8 人次")
    assert (row["怎么办"], row["在哪里"]) == ("补", "evalprep.yaml:1")


def test_what_is_waived_says_so_beside_its_verdict_and_names_who_answers_for_it() -> None:
    waived = replace(finding(1, Verdict.UNMET), waiver=Waived("等盖章", "李示例", date(2020, 12, 31)))
    (row,) = table(book(of("甲", waived))["甲"])
    assert row["结论"] == "不符合（已豁免）"
    assert "已豁免：李示例 负责，至 2020-12-31（理由：等盖章）" in str(row["情况"])


def test_the_target_has_a_column_only_where_there_are_several() -> None:
    one = of("甲", finding(1, Verdict.UNMET), finding(2, Verdict.MET))
    alone, two = overview_sheets([one])[2], overview_sheets([one, replace(one, track="province")])[2]
    assert [alone.columns[0].header, two.columns[0].header] == ["结论", "申报去向"]
    assert (alone.shaded, two.shaded) == (frozenset({(0, 0)}), frozenset({(0, 1), (2, 1)}))


def test_every_sheet_but_the_failed_can_be_filtered_over_all_its_rows() -> None:
    made = book(of("甲", finding(1, Verdict.UNMET), finding(2, Verdict.MET)), failed=(BROKEN,))
    assert [made[name].auto_filter.ref for name in made.sheetnames] == ["A2:J3", "A2:I3", None, "A2:H4"]
    assert all(page.freeze_panes == "A3" for page in made)


def test_a_name_becomes_a_sheet_name_that_excel_takes_and_that_stands_once() -> None:
    names = ["很长的示例单位名称" * 5, "甲/乙:丙", "申报单位"]
    made = book(*(of(name) for name in names)).sheetnames[2:]
    assert made == [("很长的示例单位名称" * 5)[:31], "甲／乙：丙", "申报单位（2）"]


def test_a_text_that_begins_like_a_formula_stays_text() -> None:
    made = book(of("=1+1", finding(1, Verdict.UNMET, "=cmd|'/c calc'!A0", remedy="@SUM(A1)")))
    cells = [cell for page in made for row in page.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert "=1+1" in [cell.value for cell in cells]


def test_a_text_that_excel_cannot_hold_spoils_nothing() -> None:
    one = of("甲\x07", finding(1, Verdict.UNMET, "长" * 40_000 + "\x00"))
    (row,) = table(book(one)["甲�"])
    assert str(row["情况"]) == "长" * LONGEST + "……"


def test_numbers_of_persons_are_hidden() -> None:
    phone = "13800001234"
    one = of(phone, finding(1, Verdict.UNMET, phone, remedy=phone, missing=missing(phone)))
    sheets = overview_sheets([one], [Failed(phone, (Problem("x", phone, phone),))])
    assert phone not in str(sheets)


def test_every_notice_is_told_with_its_day_and_when_it_was_verified() -> None:
    notes = overview_sheets([of("甲")])[0].notes
    told = "示例省：示例〔2020〕1号《关于示例的通知》，2020-01-01 发布，最近一次核对 2020-02-01。请先确认是否有新通知。"
    assert told in notes


def test_equal_results_give_equal_bytes() -> None:
    one = of("甲", finding(1, Verdict.UNMET))
    assert overview_workbook([one]) == overview_workbook([one])


def test_a_workbook_of_nothing_can_be_opened() -> None:
    assert book(failed=(BROKEN,)).sheetnames == ["申报单位", "卡点", "没有读成的"]
