"""A check as JSON: the contract, held against its schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from evalprep.errors import Place, Problem
from evalprep.model.batch import Failed
from evalprep.model.results import CheckResult, Outcome, Subject
from evalprep.model.verdicts import Gap, Interval, Verdict, Weight
from evalprep.report.json_report import check_json
from tests.report.results import (
    conflict,
    easing,
    finding,
    missing,
    occupation,
    referring,
    result,
    row,
    score,
    short_of,
    warned,
    window,
)

SCHEMA = json.loads(files("evalprep.report").joinpath("check.schema.json").read_text(encoding="utf-8"))


def data(*results: CheckResult) -> Any:
    """The JSON of results, as a program reads it, once it follows the schema."""
    found = json.loads("".join(check_json(results)))
    jsonschema.validate(found, SCHEMA, format_checker=jsonschema.FormatChecker())
    return found


def test_no_result_is_an_empty_list() -> None:
    assert data() == {"format": "evalprep.check/1", "on": None, "results": [], "failed": []}


def test_a_project_that_could_not_be_judged_is_told_with_its_problems() -> None:
    broken = Failed(
        "甲/evalprep.yaml",
        (
            Problem("bad_yaml", "第 3 行写错了", "改好", Place("甲/evalprep.yaml", 3)),
            Problem("x", "没有 13900001234 这个人", "核对"),
        ),
    )
    found = json.loads("".join(check_json([], [broken])))
    jsonschema.validate(found, SCHEMA)
    (one,) = found["failed"]
    assert one["project"] == "甲/evalprep.yaml"
    assert one["problems"][0] == {
        "code": "bad_yaml",
        "place": "甲/evalprep.yaml:3",
        "message": "第 3 行写错了",
        "remedy": "改好",
    }
    assert "13900001234" not in str(one) and one["problems"][1]["place"] is None


@pytest.mark.parametrize("many", [0, 1, 2])
def test_what_is_written_piece_by_piece_is_one_indented_document(many: int) -> None:
    broken = Failed("乙/evalprep.yaml", (Problem("x", "错", "改"),))
    text = "".join(check_json([result()] * many, [broken] * many))
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
    assert len(json.loads(text)["results"]) == many


def test_no_piece_holds_two_results() -> None:
    pieces = list(check_json([result()] * 3))
    assert max(one.count('"overall"') for one in pieces) == 1


def test_the_notice_and_the_verdict_are_named() -> None:
    found = data(result())["results"][0]
    assert (found["project"], found["jurisdiction"], found["overall"]) == (
        "甲/evalprep.yaml",
        "sample",
        "not_ready",
    )
    assert found["notice"]["number"] == "示例〔2020〕1号"
    assert found["notice"]["verified_on"] == "2020-02-01"


def test_an_open_end_is_null_and_a_part_of_a_number_stays() -> None:
    one = finding(
        1,
        Verdict.UNKNOWN,
        observed=Interval(Decimal("1.5"), None),
        required={"at_least": 3},
        gap=Gap(None, Decimal("1.5")),
        unit="人",
        missing=missing("学历"),
    )
    found = data(result(one))["results"][0]["findings"][0]
    assert found["observed"] == {"min": 1.5, "max": None}
    assert found["gap"] == {"min": None, "max": 1.5}
    assert found["missing"] == [{"path": "organization.学历", "label": "学历", "place": "evalprep.yaml:1"}]


def test_a_part_has_the_shape_of_a_finding_and_its_number() -> None:
    parts = (
        Outcome(Verdict.MET, "其一", "够"),
        Outcome(Verdict.UNMET, "其二", "不够", parts=(Outcome(Verdict.UNMET, "", "差"),)),
    )
    found = data(result(finding(1, Verdict.UNMET, parts=parts, remedy="补")))["results"][0]["findings"][0]
    assert [(part["id"], part["title"], part["verdict"]) for part in found["parts"]] == [
        ("EX-1.1", "其一", "met"),
        ("EX-1.2", "其二", "unmet"),
    ]
    assert found["parts"][1]["parts"][0]["id"] == "EX-1.2.1"
    assert (found["remedy"], found["parts"][0]["remedy"]) == ("补", None)


def test_a_note_has_no_verdict_and_neither_have_its_parts() -> None:
    note = finding(1, None, weight=Weight.NOTE, parts=(Outcome(Verdict.MET, "", ""),))
    found = data(result(note))["results"][0]["findings"][0]
    assert (found["verdict"], found["parts"][0]["verdict"]) == (None, None)


def test_a_material_names_its_files_and_a_finding_does_not() -> None:
    one = finding(1, Verdict.MET, files=("附件/证书.pdf",))
    found = data(result(one, materials=(one,)))["results"][0]
    assert found["materials"][0]["files"] == ["附件/证书.pdf"]
    assert "files" not in found["findings"][0]


def test_rows_warnings_and_subject_are_told() -> None:
    one = finding(1, Verdict.UNMET, rows=(row("no", "第 1 行", "不算"),))
    occupation = Subject("occupation", "6-31-01-03", "电工")
    found = data(result(one.__class__(**{**vars(one), "subject": occupation}), warnings=(warned("看"),)))
    told = found["results"][0]
    assert told["findings"][0]["subject"] == {"kind": "occupation", "key": "6-31-01-03", "label": "电工"}
    assert told["findings"][0]["rows"][0]["counts"] == "no"
    assert told["warnings"] == [{"code": "example", "place": "evalprep.yaml:3", "message": "看"}]


def test_a_part_that_is_another_rules_finding_keeps_its_own_name() -> None:
    other = finding(
        7,
        Verdict.UNMET,
        "不够",
        weight=Weight.PRINCIPLE,
        of="电工",
        remedy="补",
        parts=(Outcome(Verdict.UNMET, "", ""),),
    )
    part = data(result(finding(1, Verdict.UNMET, parts=referring(other))))["results"][0]["findings"][0][
        "parts"
    ][0]
    assert (part["id"], part["weight"], part["remedy"]) == ("EX-7", "principle", "补")
    assert part["subject"]["label"] == "电工"
    assert part["parts"][0]["id"] == "EX-7.1"


def test_a_finding_that_is_wholly_another_rules_keeps_its_own_id() -> None:
    one = finding(1, Verdict.UNMET, finding=finding(7, Verdict.UNMET))
    assert data(result(one))["results"][0]["findings"][0]["id"] == "EX-1"


def test_a_conflict_tells_what_the_other_notice_says_and_how_far_it_is() -> None:
    other = conflict(Verdict.UNMET, "差 2,000 人次")
    other = replace(other, outcome=replace(other.outcome, **short_of(10000, 8000, 8000)))
    found = data(result(finding(1, Verdict.UNMET, conflicts=(other,))))["results"][0]["findings"][0][
        "conflicts"
    ][0]
    assert (found["id"], found["notice"], found["weight"]) == ("OT-1", "另例〔2020〕2号", "must")
    assert (found["verdict"], found["message"]) == ("unmet", "差 2,000 人次")
    assert (found["required"], found["gap"]) == ({"at_least": 10000}, {"min": 2000, "max": 2000})
    assert (found["observed"], found["unit"]) == ({"min": 8000, "max": 8000}, "人次")


def test_an_easing_tells_for_whom_and_on_what_evidence() -> None:
    one = finding(
        1, Verdict.EASED, weight=Weight.PRINCIPLE, eased_by=(easing("电工", "附件/a.pdf"), easing())
    )
    found = data(result(one))["results"][0]["findings"][0]
    assert (found["verdict"], found["eased_by"][0]["id"]) == ("eased", "EX-X1")
    assert found["eased_by"][0]["subject"] == vars(occupation("电工"))
    assert (found["eased_by"][0]["files"], found["eased_by"][1]["subject"]) == (["附件/a.pdf"], None)


def test_what_concerns_the_whole_finding_does_not_stand_in_its_parts() -> None:
    parts = (Outcome(Verdict.UNMET, "", ""),)
    one = finding(1, Verdict.EASED, parts=parts, eased_by=(easing(),), conflicts=(conflict(Verdict.MET, ""),))
    part = data(result(one))["results"][0]["findings"][0]["parts"][0]
    assert (part["eased_by"], part["conflicts"]) == ([], [])


def test_a_score_is_told_item_by_item_without_its_bonus() -> None:
    found = data(result(score=score(15, 45)))["results"][0]["score"]
    assert (found["total"], found["bonus"], found["pass_mark"]) == (
        {"min": 15, "max": 45},
        {"min": 10, "max": 20},
        90,
    )
    assert [(item["id"], item["max"], item["score"], item["bonus"]) for item in found["items"]] == [
        ("EX-R1", 15, {"min": 15, "max": 15}, False),
        ("EX-R2", 30, {"min": 0, "max": 30}, False),
        ("EX-R5", 80, {"min": 10, "max": 20}, True),
    ]
    assert found["items"][1]["missing"][0]["label"] == "自评分"
    assert data(result())["results"][0]["score"] is None


def test_a_window_tells_its_days_and_what_is_not_known_is_null() -> None:
    days = (
        window(True, date(2020, 3, 15), date(2020, 3, 30), days_left=3),
        window(None, None, None, note="没有说清"),
    )
    found = data(result(windows=days))["results"][0]["windows"]
    assert found[0] == {
        "id": "EX-W1",
        "clause": "六",
        "title": "每年的申报期",
        "open": True,
        "opens": "2020-03-15",
        "closes": "2020-03-30",
        "days_left": 3,
        "note": "",
    }
    assert (found[1]["open"], found[1]["opens"], found[1]["days_left"], found[1]["note"]) == (
        None,
        None,
        None,
        "没有说清",
    )


@pytest.mark.parametrize(
    "required",
    [
        {"between": [1, 2]},
        {"includes_all": ["一级", "二级"]},
        {"only": ["五级", "四级"]},
        {"at_most_one_of": ["主任", "副主任"]},
        {"words": ["培训", "评价"]},
        {"in": ["企业", "机关"]},
    ],
)
def test_every_sort_of_threshold_is_in_the_contract(required: dict[str, object]) -> None:
    found = data(result(finding(1, Verdict.UNMET, required=required)))
    assert found["results"][0]["findings"][0]["required"] == required


def _extra(found: Any) -> None:
    found["results"][0]["score"]["items"][0]["extra"] = 1


def _no_message(found: Any) -> None:
    del found["results"][0]["findings"][0]["conflicts"][0]["message"]


def _text_for_an_easing(found: Any) -> None:
    found["results"][0]["findings"][0]["eased_by"] = ["EX-X1"]


def _day_that_is_none(found: Any) -> None:
    found["results"][0]["windows"][0]["opens"] = "三月十五日"


def _unknown_test(found: Any) -> None:
    found["results"][0]["findings"][0]["required"] = {"about": 3}


@pytest.mark.parametrize(
    "spoil", [_extra, _no_message, _text_for_an_easing, _day_that_is_none, _unknown_test]
)
def test_the_schema_stays_closed_in_every_part(spoil: Callable[[Any], None]) -> None:
    one = finding(1, Verdict.UNMET, conflicts=(conflict(Verdict.MET, "够"),), eased_by=(easing(),))
    found = data(
        result(one, score=score(1, 2), windows=(window(False, date(2020, 7, 15), None, days_left=4),))
    )
    spoil(found)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, SCHEMA, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("part", ["findings", "materials"])
@pytest.mark.parametrize("change", [{"extra": 1}, {"verdict": "maybe"}, {"id": None}])
def test_the_schema_refuses_what_is_not_in_the_contract(part: str, change: dict[str, object]) -> None:
    one = finding(1, Verdict.MET)
    found = data(result(one, materials=(one,)))
    found["results"][0][part][0] |= change
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, SCHEMA)
    del found["results"][0][part][0]["message"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, SCHEMA)
