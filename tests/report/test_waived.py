"""What is waived, wherever a verdict is shown: told beside it with owner and day, counted apart, never as met."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

import docx
import jsonschema
import pytest

from evalprep.documents.pages.page import Grid
from evalprep.documents.pages.wordfile import write_page
from evalprep.documents.pages.wordtext import plain
from evalprep.documents.sheets.listsheets import MaterialRow
from evalprep.model.project import Project
from evalprep.model.results import CheckResult, Finding, Waived
from evalprep.model.verdicts import Overall, Verdict, Weight
from evalprep.report.cases import cases
from evalprep.report.json_report import check_json
from evalprep.report.layout import Style
from evalprep.report.materials import material_rows
from evalprep.report.matrix import matrix, matrix_text
from evalprep.report.open_list import open_page, open_sheet
from evalprep.report.open_point import OpenPoint
from evalprep.report.open_points import open_points
from evalprep.report.self_check import self_check_page
from evalprep.report.text import check_text
from tests.report import results as sample

PLAIN = Style()
WAIVER = Waived("正在补办", "李示例", date(2020, 12, 31))
LINE = "已豁免：李示例 负责，至 2020-12-31（理由：正在补办）"
SCHEMA = json.loads(files("evalprep.report").joinpath("check.schema.json").read_text(encoding="utf-8"))


def waived(number: int, verdict: Verdict = Verdict.UNMET, *message: str, **more: Any) -> Finding:
    return replace(sample.finding(number, verdict, *message, **more), waiver=WAIVER)


def result(*found: Finding, **more: Any) -> CheckResult:
    return sample.result(*found, **more)


def points(*found: Finding) -> dict[str, OpenPoint]:
    """The open points by the ids that wait for them."""
    made = open_points(result(*found), Project(format=1))
    return {"、".join(one for _, one in point.clauses): point for point in made}


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


BOTH = (waived(1, Verdict.UNMET, "差 1 人"), sample.finding(2, Verdict.UNMET))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (BOTH, "尚不能申报（必备的 1 项已豁免，结论不因此改变）"),
        ((waived(1), waived(1)), "尚不能申报（必备的 2 项已豁免，结论不因此改变）"),
        ((sample.finding(1, Verdict.UNMET),), "尚不能申报"),
    ],
)
def test_the_conclusion_stays_and_says_how_many_musts_are_waived(
    found: tuple[Finding, ...], expected: str
) -> None:
    assert result(*found).conclusion == expected


def test_what_is_only_a_principle_and_waived_is_not_counted_among_the_musts() -> None:
    made = result(waived(1, weight=Weight.PRINCIPLE), overall=Overall.READY)
    assert made.conclusion == "可以申报（原则上的条件有 1 项不符合，先问受理单位）"


def test_the_text_tells_it_under_what_is_unmet_and_counts_it_apart() -> None:
    told = lines(check_text(result(*BOTH), PLAIN))
    assert "不符合（2，其中已豁免 1）" in told
    assert told[told.index("× EX-1  第 1 条（一1）") + 1 :][:2] == [LINE, "差 1 人"]
    assert told.count(LINE) == 1
    (counted,) = (line for line in told if line.startswith("必备条件"))
    assert counted.endswith("2 项：不符合 2（其中已豁免 1）")


def test_a_case_tells_it_once() -> None:
    (case,) = cases(result(waived(1)))
    assert [line.strip() for line in case.lines].count(LINE) == 1


def test_json_holds_reason_owner_and_day_beside_the_verdict() -> None:
    part = sample.finding(3, Verdict.UNMET).outcome
    data = json.loads(
        "".join(check_json([result(waived(1, parts=(part,)), sample.finding(2, Verdict.UNMET))]))
    )
    jsonschema.validate(data, SCHEMA, format_checker=jsonschema.FormatChecker())
    first, second = data["results"][0]["findings"]
    told = {"reason": "正在补办", "owner": "李示例", "until": "2020-12-31"}
    assert (first["waiver"], first["verdict"], second["waiver"]) == (told, "unmet", None)
    assert first["parts"][0]["waiver"] is None


def test_a_waiver_without_an_owner_does_not_follow_the_schema() -> None:
    data = json.loads("".join(check_json([result(waived(1))])))
    del data["results"][0]["findings"][0]["waiver"]["owner"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, SCHEMA)


def test_the_matrix_counts_it_apart_and_marks_its_distance() -> None:
    made = matrix([(result(waived(1, **sample.short_of(100, 10, 10)), BOTH[1]), None)])
    told = lines(matrix_text(made, (), PLAIN))
    assert "不符合 2 项（其中已豁免 1）：EX-1、EX-2" in told
    assert "EX-1 第 1 条：还差 90 人次，已豁免" in told


def test_an_open_point_is_waived_where_what_fails_is() -> None:
    found = points(*BOTH)
    assert (found["EX-1"].waiver, found["EX-2"].waiver) == (LINE, "")
    assert found["EX-1"].amend


def test_what_is_lacking_is_waived_only_where_all_that_wait_for_it_are() -> None:
    missing = sample.missing("学历")
    own = waived(1, Verdict.UNKNOWN, missing=missing)
    other = sample.finding(2, Verdict.UNKNOWN, missing=missing)
    assert points(own)["EX-1"].waiver == LINE
    assert points(own, other)["EX-1、EX-2"].waiver == ""


def test_what_one_that_is_not_waived_refers_to_is_still_asked_for() -> None:
    own = waived(1, Verdict.UNKNOWN, missing=sample.missing("学历"))
    referring = sample.finding(2, Verdict.UNKNOWN, parts=sample.referring(replace(own, waiver=None)))
    assert points(own)["EX-1"].waiver == LINE
    assert points(own, referring)["EX-1"].waiver == ""


def test_an_authority_is_never_waived() -> None:
    made = result(waived(1), filing=(sample.filing(Verdict.UNMET),))
    assert [one.waiver for one in open_points(made, Project(format=1)) if "EX-W2" in one.clause] == [""]


def test_the_list_of_open_points_says_so_on_paper_and_in_the_sheet() -> None:
    lacking = waived(3, Verdict.UNKNOWN, missing=sample.missing("学历"))
    made = result(*BOTH, lacking)
    found = open_points(made, Project(format=1))
    amended, brought = (one for one in open_page(made, found).blocks if isinstance(one, Grid))
    assert [plain(row[3]).text for row in amended.rows] == [f"差 1 人\n{LINE}", "示例"]
    assert [plain(row[2]).text.endswith(LINE) for row in brought.rows] == [True]
    sheet = open_sheet(made, found)
    assert [str(row[3]).count(LINE) for row in sheet.rows] == [1, 0, 1]
    assert "其中已豁免 2 项，到期以前照样要办" in sheet.notes[0]


def page_tables(made: CheckResult) -> list[list[list[str]]]:
    page = self_check_page(made, open_points(made, Project(format=1)))
    grids = (one for one in page.blocks if isinstance(one, Grid))
    return [[[plain(cell).text for cell in row] for row in one.rows] for one in grids]


def test_the_self_check_report_counts_it_apart_and_tells_it_beside_verdict_and_distance() -> None:
    made = result(*BOTH, waived(3, Verdict.UNKNOWN, missing=sample.missing("学历")))
    _, counts, amended, brought, annex = page_tables(made)
    assert counts == [["必备条件", "3", "0", "2", "1", "0", "0", "2"]]
    assert [row[2] for row in amended] == [f"差 1 人\n{LINE}", "示例"]
    assert [row[2].endswith("（已豁免）") for row in brought] == [True]
    assert [row[2] for row in annex] == ["不符合\n已豁免", "不符合", "待补充\n已豁免"]
    assert annex[0][3] == f"差 1 人\n{LINE}"


def test_without_waivers_the_self_check_report_has_no_column_for_them() -> None:
    assert page_tables(result(BOTH[1]))[1] == [["必备条件", "1", "0", "1", "0", "0", "0"]]


def test_in_word_every_line_of_a_cell_stands_as_its_column_does() -> None:
    made = result(*BOTH)
    page = self_check_page(made, open_points(made, Project(format=1)))
    (cell,) = docx.Document(io.BytesIO(write_page(page))).tables[2].rows[1].cells[2:3]
    assert [one.text for one in cell.paragraphs] == ["差 1 人", LINE]
    assert [one.alignment for one in cell.paragraphs] == [cell.paragraphs[0].alignment] * 2
    assert cell.paragraphs[0].alignment is not None


@pytest.mark.parametrize(
    ("verdict", "awaited", "status"),
    [
        (Verdict.UNMET, (), "没有；已豁免（李示例，至 2020-12-31）"),
        (Verdict.UNKNOWN, (), "待补；已豁免（李示例，至 2020-12-31）"),
        (Verdict.UNKNOWN, ("EX-1",), "缺官方文件；已豁免（李示例，至 2020-12-31）"),
    ],
)
def test_a_material_that_is_waived_is_still_not_there(
    verdict: Verdict, awaited: tuple[str, ...], status: str
) -> None:
    row: MaterialRow
    (row,) = material_rows([waived(1, verdict)], (), lambda one: (), awaited)
    assert (row.status, row.missing) == (status, True)
