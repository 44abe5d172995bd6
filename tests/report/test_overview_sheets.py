"""The overview as a workbook: what stands on which sheet, and that texts stay texts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from evalprep.documents.sheets.sheetlayout import lines_needed
from evalprep.documents.sheets.workbook import Link, Sheet, SheetColumn, write_workbook
from evalprep.errors import FormError, Place, Problem
from evalprep.model.bar import Bar
from evalprep.model.batch import Failed
from evalprep.model.results import CheckResult, Finding, Waived
from evalprep.model.verdicts import Verdict
from evalprep.report import overview_sheets as overview_sheets_module
from evalprep.report.overview_page import overview_html
from evalprep.report.overview_sheets import overview_sheets, overview_workbook
from tests.report.results import finding, missing, result, row, short_of, warned

BROKEN = Failed(
    "坏/evalprep.yaml", (Problem("x", "「targets」写了两次", "删去一处", Place("坏/evalprep.yaml", 3)),)
)


def of(name: str, *findings: Finding) -> CheckResult:
    return result(*findings, project=f"{name}/evalprep.yaml", organization=name)


def book(*results: CheckResult, failed: Sequence[Failed] = ()) -> Workbook:
    return load_workbook(io.BytesIO(overview_workbook(results, failed)))


def header_row(page: Worksheet) -> int:
    """The header is the last row that stays in sight."""
    return int(str(page.freeze_panes)[1:]) - 1


def table(page: Worksheet) -> list[dict[str, object]]:
    """The rows below the header, each by its headers, until the notes."""
    header, *rows = list(page.iter_rows(min_row=header_row(page), values_only=True))
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
    assert (row["卡住几家"], row["不符合"], row["待补充"], row["已豁免"]) == (2, 1, 1, 1)
    assert row["哪些单位"] == "不符合：甲（已豁免）\n待补充：乙"
    assert row["条款"] == "一1\nEX-1\n示例〔2020〕1号"


def test_a_finding_is_told_with_its_distance_place_and_remedy() -> None:
    one = finding(1, Verdict.UNMET, "少", remedy="补", missing=missing("name"), **short_of(10, 2, 2))
    (row,) = table(book(of("甲", one))["甲"])
    assert (row["结论"], row["条款"], row["要求"]) == ("不符合", "一1\nEX-1", "第 1 条")
    assert (row["情况"], row["差多少"]) == ("少\n缺：name（evalprep.yaml:1）", "差 8 人次")
    assert (row["怎么办"], row["在哪里"]) == ("补", "evalprep.yaml:1")


def test_where_the_rows_that_do_not_count_stand_is_told_too() -> None:
    one = finding(1, Verdict.UNMET, rows=(row("no", "第 1 行", "学历未填"),))
    (told,) = table(book(of("甲", one))["甲"])
    assert told["在哪里"] == "evalprep.yaml:9"


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
    filters = [made[name].auto_filter.ref for name in made.sheetnames]
    assert filters == ["A4:K5", "A3:J4", None, "A4:H6"]
    assert [page.freeze_panes for page in made] == ["A5", "A4", "A3", "A5"]
    assert [page.print_title_rows for page in made] == ["$4:$4", "$3:$3", "$2:$2", "$4:$4"]


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
    told = str(row["情况"])
    assert told.startswith("长" * 300)
    assert told.endswith("长……")


def test_no_row_is_merged_over_several_or_cut_off_so_that_excel_can_sort_it() -> None:
    """Excel refuses to sort what is merged, and no row is higher than 409 points."""
    rows = tuple(row("no", f"第 {number} 行", "学历未填，" * 30) for number in range(6))
    long = finding(1, Verdict.UNMET, "不够" * 400, remedy="\n".join("补一项" for _ in range(60)), rows=rows)
    made = book(*(of(f"很长的示例单位名称第{number}家", long) for number in range(200)))
    for page in list(made)[:4]:
        merged = [str(one) for one in page.merged_cells.ranges if one.min_row != one.max_row]
        assert merged == []
        assert max(one.height for one in page.row_dimensions.values()) <= 409
        for row_ in page.iter_rows(min_row=header_row(page) + 1, max_row=header_row(page) + 1):
            for cell, column in zip(row_, page.column_dimensions.values(), strict=False):
                needed = lines_needed(str(cell.value or ""), column.width * 10.5 / 9)
                assert needed * 14.5 * 9 / 10.5 + 8 <= page.row_dimensions[cell.row].height + 0.1


def test_a_hurdle_names_as_many_applicants_as_fit_and_says_how_many_there_are() -> None:
    every = [of(f"很长的示例单位名称第{number}家", finding(1, Verdict.UNMET)) for number in range(200)]
    told = str(table(book(*every)["卡点"])[0]["哪些单位"])
    assert told.startswith("不符合：很长的示例单位名称第0家、很长的示例单位名称第1家")
    assert told.endswith(" 等 200 家（全部的看网页）")
    assert 10 <= told.count("家、") < 200
    assert "等 20 家" not in str(table(book(*every[:20])["卡点"])[0]["哪些单位"])


def test_a_link_leads_from_each_row_to_its_applicant_and_back() -> None:
    names = ["甲's / 协会", "乙", "乙"]
    every = [replace(of(str(at)), organization=name) for at, name in enumerate(names)]
    made = book(every[0], replace(every[0], track="province"), *every[1:], failed=(BROKEN,))
    page = made["申报单位"]
    last = page.max_column
    below = [page.cell(header_row(page) + at, last) for at in (1, 2, 3, 4)]
    first = "'甲''s ／ 协会'!A1"
    places = [cell.hyperlink.location for cell in below]
    # Those of the province stand below the others.
    assert [places[0], places[3]] == [first, first]
    assert [place[1:-4] for place in places[1:3]] == made.sheetnames[4:]
    assert {cell.value for cell in below} == {"查看"}
    assert page["A3"].hyperlink.location == "'没有读成的'!A1"
    assert {made[name]["A2"].hyperlink.location for name in made.sheetnames[3:]} == {"'申报单位'!A1"}


def test_a_link_looks_like_one_with_the_frame_of_its_table_or_none() -> None:
    made = book(of("甲", finding(1, Verdict.UNMET)))
    link, back = made["申报单位"]["K4"], made["甲"]["A2"]
    assert (link.value, back.value) == ("查看", "回到「申报单位」")
    assert (link.font.underline, back.font.underline) == ("single", "single")
    assert (link.border.left.style, back.border.left) == ("thin", None)


def test_the_columns_are_as_wide_as_they_are_meant_to_be_whatever_they_hold() -> None:
    page = book(of("甲", finding(1, Verdict.UNMET)))["甲"]
    header = {cell.value: cell.column_letter for cell in page[header_row(page)]}
    assert page.column_dimensions[header["情况"]].width == 38


@pytest.mark.parametrize(
    "spoiled",
    [
        Sheet("甲", "甲", (SheetColumn("一"),), ((Link("\x07", 0),),)),
        Sheet("甲", "甲", (SheetColumn("一"),), (("一",),), lead=("\x07",)),
        Sheet("甲", "甲", (SheetColumn("一"),), (("一",),), lead=(Link("\x07", 0),)),
    ],
)
def test_a_link_and_a_line_above_the_table_are_looked_through_before_the_file_is_written(
    spoiled: Sheet,
) -> None:
    with pytest.raises(FormError, match="U\\+0007"):
        write_workbook([spoiled])


def test_the_conclusion_of_an_applicant_stands_above_its_findings() -> None:
    page = book(of("甲", finding(1, Verdict.UNMET)))["甲"]
    told = str(page["A3"].value)
    assert told.startswith("示例省：尚不能申报")
    assert "下一步：改不符合的 1 项。受理时间：通知没有写。判断日：2020-06-01。" in told


def test_the_first_sheet_tells_the_days_and_to_look_for_newer_notices_above_its_table() -> None:
    told = str(book(of("甲"))["申报单位"]["A2"].value)
    assert told.startswith("共 1 个单位、1 个结果")
    assert "判断日：2020-06-01。" in told
    assert told.endswith("请先确认是否有新通知。")


def test_of_very_many_results_only_what_is_not_settled_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview_sheets_module, "MOST_IN_FULL", 1)
    own = (finding(1, Verdict.UNMET, "不够"), finding(2, Verdict.MET, "够了"))
    alone, many = book(of("甲", *own))["甲"], book(of("甲", *own), of("乙", *own))["甲"]
    assert [row["情况"] for row in table(alone)[:2]] == ["不够", "够了"]
    assert [row["情况"] for row in table(many)] == ["不够"]
    assert "这里只列没有落实的" in str([cell.value for cell in many["A"]])


def test_each_sheet_is_printed_on_a4_landscape_one_page_wide() -> None:
    for page in book(of("甲", finding(1, Verdict.UNMET)), failed=(BROKEN,)):
        setup = page.page_setup
        assert (setup.orientation, setup.paperSize, setup.fitToWidth) == ("landscape", 9, 1)
        assert page.sheet_properties.pageSetUpPr.fitToPage


def test_numbers_of_persons_are_hidden() -> None:
    phone = "13800001234"
    one = of(phone, finding(1, Verdict.UNMET, phone, remedy=phone, missing=missing(phone)))
    sheets = overview_sheets([one], [Failed(phone, (Problem("x", phone, phone),))])
    assert phone not in str(sheets)


def test_every_notice_is_told_with_its_day_and_when_it_was_verified() -> None:
    told = "示例省：示例〔2020〕1号《关于示例的通知》，2020-01-01 发布，最近一次核对 2020-02-01。请先确认是否有新通知。"
    first, _, own = overview_sheets([of("甲")])
    assert told in first.notes
    assert told in own.notes


def test_equal_results_give_equal_bytes() -> None:
    one = of("甲", finding(1, Verdict.UNMET))
    assert overview_workbook([one]) == overview_workbook([one])


def test_a_workbook_of_nothing_can_be_opened() -> None:
    assert book(failed=(BROKEN,)).sheetnames == ["申报单位", "卡点", "没有读成的"]


def test_what_deserves_a_second_look_stands_above_an_applicants_table() -> None:
    made = book(replace(of("甲", finding(1, Verdict.MET)), warnings=(warned("EX-9 的豁免没有写到哪一天"),)))
    told = [str(row[0].value) for row in made["甲"].iter_rows(max_row=6)]
    assert "请留意：EX-9 的豁免没有写到哪一天（evalprep.yaml:3）" in told


def test_a_part_of_the_clauses_is_told_to_be_one_before_the_numbers() -> None:
    part = Bar(select=("EX-1",)).shown(of("甲", finding(1, Verdict.UNMET), finding(2, Verdict.UNMET)))
    told = [str(row[0].value) for row in book(part)["申报单位"].iter_rows(max_row=4)]
    assert "这里只看 EX-1；结论按全部条款得出，数目只算这里看的。" in told
    assert "数目只算这里看的" in overview_html([part])
