"""A check as JSON: the contract, held against its schema."""

from __future__ import annotations

import json
from decimal import Decimal
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from evalprep.model.results import CheckResult, Outcome, Subject
from evalprep.model.verdicts import Gap, Interval, Verdict, Weight
from evalprep.report.json_report import check_json
from tests.report.results import finding, missing, result, row, warned

SCHEMA = json.loads(files("evalprep.report").joinpath("check.schema.json").read_text(encoding="utf-8"))


def data(*results: CheckResult) -> Any:
    """The JSON of results, as a program reads it, once it follows the schema."""
    found = json.loads(check_json(results))
    jsonschema.validate(found, SCHEMA, format_checker=jsonschema.FormatChecker())
    return found


def test_no_result_is_an_empty_list() -> None:
    assert data() == {"format": "evalprep.check/1", "on": None, "results": []}


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
