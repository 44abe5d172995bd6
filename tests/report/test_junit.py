"""A check as JUnit XML: held against Jenkins' schema, and read by junitparser."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from junitparser import JUnitXml
from lxml import etree

from evalprep.errors import Place, Problem
from evalprep.model.batch import Failed
from evalprep.model.results import CheckResult, Finding, Waived
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.junit import junit_text
from tests.report.results import FILE, filing, finding, missing, result, row, warned, window

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "data" / "junit-10.xsd"))
WAIVED = Waived("正在补办", "李示例", date(2020, 12, 31))
BROKEN = Failed(
    "乙/evalprep.yaml", (Problem("bad_yaml", "第 3 行缺冒号", "补上冒号", Place("乙/evalprep.yaml", 3, 5)),)
)


def suites(*results: CheckResult, failed: tuple[Failed, ...] = ()) -> list[ET.Element]:
    """The suites, once the whole follows the schema."""
    text = junit_text(results, failed)
    SCHEMA.assertValid(etree.fromstring(text.encode()))
    return list(ET.fromstring(text))


def case(one: Finding) -> ET.Element:
    """The one case of a result with one finding."""
    (found,) = suites(result(one))[0].iter("testcase")
    return found


def test_no_result_is_a_document_without_suites() -> None:
    assert suites() == []


def test_a_suite_is_an_applicant_and_a_target_with_the_notice_it_is_judged_by() -> None:
    (suite,) = suites(result(finding(1, Verdict.MET), track="province"))
    properties = {one.get("name"): one.get("value") for one in suite.iter("property")}
    assert suite.get("name") == "示例协会（sample:province）"
    assert (properties["notice"], properties["issued"], properties["verified_on"]) == (
        "示例〔2020〕1号",
        "2020-01-01",
        "2020-02-01",
    )
    assert (properties["on"], properties["overall"]) == ("2020-06-01", "not_ready")
    assert "请先确认是否有新通知" in (suite.findtext("system-out") or "")


def test_the_day_is_that_of_the_judgement_and_no_time_is_measured() -> None:
    (suite,) = suites(result(finding(1, Verdict.MET)))
    assert (suite.get("timestamp"), suite.get("time")) == ("2020-06-01T00:00:00", "0")


@pytest.mark.parametrize(
    ("verdict", "weight", "outcome"),
    [
        (Verdict.UNMET, Weight.MUST, "failure"),
        (Verdict.UNMET, Weight.PRINCIPLE, "system-out"),
        (Verdict.UNKNOWN, Weight.MUST, "skipped"),
        (Verdict.UNKNOWN, Weight.PRINCIPLE, "skipped"),
        (Verdict.NOT_APPLICABLE, Weight.MUST, "skipped"),
        (Verdict.EASED, Weight.MUST, "system-out"),
        (Verdict.MET, Weight.MUST, None),
    ],
)
def test_only_what_changes_the_exit_code_fails(verdict: Verdict, weight: Weight, outcome: str | None) -> None:
    found = case(finding(1, verdict, weight=weight))
    assert [one.tag for one in found] == ([outcome] if outcome else [])


def test_a_case_is_named_after_its_requirement_and_its_occupation() -> None:
    found = case(finding(7, Verdict.MET, of="电工"))
    assert (found.get("name"), found.get("classname")) == ("EX-7（电工） 第 7 条", "甲.sample")


@pytest.mark.parametrize(
    ("project", "classname"),
    [
        ("orgs/甲/evalprep.yaml", "orgs.甲.sample"),
        ("../甲 v1.0/evalprep.yaml", "甲 v1_0.sample"),
        ("evalprep.yaml", "evalprep.sample"),
        ("甲/另一份.yaml", "甲.另一份.sample"),
        ("/orgs/甲/evalprep.yaml", "orgs.甲.sample"),
        ("../evalprep.yaml", "project.sample"),
    ],
)
def test_a_class_is_the_project_and_the_target(project: str, classname: str) -> None:
    (found,) = suites(result(finding(1, Verdict.MET), project=project))[0].iter("testcase")
    assert found.get("classname") == classname


def test_a_track_is_a_part_of_the_class() -> None:
    (found,) = suites(result(finding(1, Verdict.MET), track="province"))[0].iter("testcase")
    assert found.get("classname") == "甲.sample-province"


def test_a_failure_tells_clause_rows_places_and_what_to_do() -> None:
    one = finding(1, Verdict.UNMET, "差 1 人", rows=(row("no", "第 3 行", "学历不够"),), remedy="再聘 1 人")
    failure = case(one).find("failure")
    assert failure is not None
    text = failure.text or ""
    assert failure.get("message") == "差 1 人"
    assert "（一1）" in text and "第 3 行：学历不够" in text and "怎么办：再聘 1 人" in text
    assert f"位置：甲/{FILE}:9" in text


def test_what_is_unknown_is_skipped_with_what_is_missing() -> None:
    skipped = case(finding(1, Verdict.UNKNOWN, "还不能断定", missing=missing("学历"))).find("skipped")
    assert skipped is not None
    assert skipped.get("message") == "待补充：还不能断定；缺：学历（organization.学历）"


def test_a_waived_failure_is_skipped_and_says_who_answers_for_it() -> None:
    skipped = case(replace(finding(1, Verdict.UNMET, "差 1 人"), waiver=WAIVED)).find("skipped")
    assert skipped is not None
    assert skipped.get("message") == "已豁免：李示例 负责，至 2020-12-31（理由：正在补办）；不符合：差 1 人"


def test_what_is_waived_is_told_apart_from_what_is_unknown() -> None:
    for verdict, label in ((Verdict.UNMET, "不符合"), (Verdict.UNKNOWN, "待补充")):
        skipped = case(replace(finding(1, verdict), waiver=WAIVED)).find("skipped")
        assert skipped is not None
        assert (skipped.get("type"), f"；{label}：" in (skipped.get("message") or "")) == ("waived", True)


def test_a_soft_requirement_that_is_unmet_passes_and_says_so() -> None:
    told = case(finding(1, Verdict.UNMET, weight=Weight.PRINCIPLE)).findtext("system-out") or ""
    assert told.splitlines()[0] == "不符合（原则上）"


def test_a_waiver_of_what_is_met_changes_nothing() -> None:
    assert not list(case(replace(finding(1, Verdict.MET), waiver=WAIVED)))


def test_a_note_is_no_case_and_an_authority_is_one() -> None:
    (suite,) = suites(result(finding(1, None, weight=Weight.NOTE), filing=(filing(Verdict.UNMET),)))
    assert [(one.get("name"), one[0].tag) for one in suite.iter("testcase")] == [
        ("EX-W2 受理单位", "failure")
    ]


def test_an_authority_that_is_a_note_is_no_case() -> None:
    note = replace(filing(Verdict.UNKNOWN), weight=Weight.NOTE)
    assert list(suites(result(filing=(note,)))[0].iter("testcase")) == []


def test_the_message_of_an_authority_is_one_paragraph() -> None:
    (found,) = suites(result(filing=(filing(Verdict.UNKNOWN, "还没有说隶属关系"),)))[0].iter("skipped")
    assert found.get("message") == "待补充：示例省中心。还没有说隶属关系"
    ended = replace(filing(Verdict.UNKNOWN, "没有说。"), authority="示例省中心。")
    (found,) = suites(result(filing=(ended,)))[0].iter("skipped")
    assert found.get("message") == "待补充：示例省中心。没有说"


def test_of_many_missing_fields_the_first_are_named_and_all_are_counted() -> None:
    labels = [f"第 {number} 项" for number in range(40)]
    skipped = case(finding(1, Verdict.UNKNOWN, missing=missing(*labels))).find("skipped")
    assert skipped is not None
    assert (skipped.get("message") or "").endswith(" 等 40 处")


def test_windows_and_warnings_are_in_the_output_of_the_suite() -> None:
    one = result(
        finding(1, Verdict.MET),
        windows=(window(None, None, None, note="没有说清"),),
        warnings=(replace(warned("旧"), code="notice_may_be_replaced"), warned("看")),
    )
    told = suites(one)[0].findtext("system-out") or ""
    assert "EX-W1 每年的申报期（六）：没有说清" in told
    assert "请留意：看（evalprep.yaml:3）" in told
    assert "旧" not in told


def test_a_project_that_cannot_be_judged_is_an_error_with_its_place() -> None:
    (_, suite) = suites(result(finding(1, Verdict.MET)), failed=(BROKEN,))
    error = suite.find("testcase/error")
    assert error is not None
    assert (suite.get("name"), suite.get("errors")) == ("乙/evalprep.yaml", "1")
    assert (error.get("type"), error.get("message")) == ("bad_yaml", "第 3 行缺冒号。怎么办：补上冒号")
    assert (error.text or "").startswith("乙/evalprep.yaml:3:5：")
    assert suite.get("timestamp") == "2020-06-01T00:00:00"


def test_a_project_that_cannot_be_judged_for_no_reason_is_an_error_all_the_same() -> None:
    (suite,) = suites(failed=(Failed("乙", ()),))
    assert [one.get("message") for one in suite.iter("error")] == ["没有说明原因"]
    assert suite.get("timestamp") is None


def test_a_path_and_a_name_with_half_of_a_sign_do_not_break_the_document() -> None:
    broken = Failed("乙\ud800", (Problem("x", "读不了", "改"),))
    one = result(finding(1, Verdict.UNMET), project="甲\ud800/evalprep.yaml", organization="示例\ud800")
    assert len(suites(one, failed=(broken,))) == 2


def test_a_reader_counts_what_the_document_says() -> None:
    verdicts = (
        Verdict.MET,
        Verdict.UNMET,
        Verdict.UNKNOWN,
        Verdict.NOT_APPLICABLE,
        Verdict.UNMET,
        Verdict.UNKNOWN,
    )
    one = result(*(finding(number, verdict) for number, verdict in enumerate(verdicts)))
    read = JUnitXml.fromstring(junit_text([one, one], [BROKEN]))
    told = (read.tests, read.failures, read.errors)
    in_suites = [(suite.tests, suite.failures, suite.errors, suite.skipped) for suite in read]
    read.update_statistics()
    assert told == (read.tests, read.failures, read.errors) == (13, 4, 1)
    assert in_suites == [(6, 2, 0, 3), (6, 2, 0, 3), (1, 0, 1, 0)]


def test_signs_that_xml_cannot_hold_do_not_break_the_document() -> None:
    found = case(finding(1, Verdict.UNMET, "坏\x00\x1b\ud800\ufffe字 <&\"'>]]>")).find("failure")
    assert found is not None
    message = found.get("message") or ""
    assert message.startswith("坏") and message.endswith("字 <&\"'>]]>")


def test_an_identity_number_is_masked() -> None:
    broken = Failed("乙", (Problem("x", "身份证号码 110101199001011237 有误", "改"),))
    assert "110101199001011237" not in junit_text([], [broken])
    assert "110*" in junit_text([], [broken])
