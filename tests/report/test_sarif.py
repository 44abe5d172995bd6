"""A check as SARIF 2.1.0: held against the schema, and against what the standard says beyond it."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from evalprep.check import check
from evalprep.errors import Place, Problem
from evalprep.law import Law
from evalprep.model.batch import Failed
from evalprep.model.results import CheckResult, Finding, RuleAsked, Waived
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.sarif import sarif_text
from evalprep.store.library import default_library
from evalprep.store.project import load_project
from tests.conftest import ROOT
from tests.report.results import FILE, filing, finding, missing, referring, result, row, warned

SCHEMA = json.loads((Path(__file__).parent / "data" / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)
BASE = Path("/repo")
WAIVED = Waived("正在补办", "李示例", date(2020, 12, 31))
BROKEN = Failed(
    "/repo/乙/evalprep.yaml",
    (Problem("bad_yaml", "缺冒号", "补上冒号", Place("/repo/乙/evalprep.yaml", 3, 5)),),
)


def runs(*results: CheckResult, failed: Sequence[Failed] = (), root: Path = BASE, **more: Any) -> Any:
    """The runs, once the whole follows the schema; a project of a few words lies in the root."""
    inside = [replace(one, project=(BASE / one.project).as_posix()) for one in results]
    log = json.loads(sarif_text(inside, failed, root, **more))
    VALIDATOR.validate(log)
    return log["runs"]


def told(one: Finding, **more: Any) -> Any:
    """The one result of a finding."""
    (run,) = runs(result(one, **more))
    (found,) = run["results"]
    return found


def test_no_result_is_a_log_without_runs() -> None:
    assert runs() == []


@pytest.mark.parametrize(
    ("verdict", "weight", "kind", "level"),
    [
        (Verdict.UNMET, Weight.MUST, "fail", "error"),
        (Verdict.UNMET, Weight.PRINCIPLE, "fail", "warning"),
        (Verdict.UNKNOWN, Weight.MUST, "open", "none"),
        (Verdict.UNKNOWN, Weight.PRINCIPLE, "open", "none"),
    ],
)
def test_a_verdict_is_a_kind_and_only_a_failure_has_a_level(
    verdict: Verdict, weight: Weight, kind: str, level: str
) -> None:
    found = told(finding(1, verdict, weight=weight))
    assert (found["kind"], found["level"]) == (kind, level)


@pytest.mark.parametrize("verdict", [Verdict.MET, Verdict.EASED, Verdict.NOT_APPLICABLE, None])
def test_what_calls_for_nothing_is_a_rule_and_no_result(verdict: Verdict | None) -> None:
    (run,) = runs(result(finding(1, verdict)))
    assert (run["results"], [one["id"] for one in run["tool"]["driver"]["rules"]]) == ([], ["EX-1"])


def test_an_applicant_of_which_nothing_is_open_is_an_artifact_all_the_same() -> None:
    (run,) = runs(result(finding(1, Verdict.MET)))
    assert [one["location"]["uri"] for one in run["artifacts"]] == ["%E7%94%B2/evalprep.yaml"]


def test_a_warning_is_to_be_reviewed_where_it_stands() -> None:
    (run,) = runs(result(warnings=(warned("看"),)))
    (found,) = run["results"]
    assert (found["ruleId"], found["kind"], found["level"]) == ("example", "review", "none")
    assert found["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}


def test_a_result_points_to_its_rule_and_the_rule_tells_how_to_mend_it() -> None:
    one = finding(2, Verdict.UNMET, remedy="再聘 *1* 人", interpretation="含本数")
    (run,) = runs(result(finding(1, Verdict.MET), finding(2, Verdict.UNKNOWN), one, warnings=(warned("看"),)))
    rules = run["tool"]["driver"]["rules"]
    assert [found["ruleId"] for found in run["results"]] == ["EX-2", "EX-2", "example"]
    assert [rules[found["ruleIndex"]]["id"] for found in run["results"]] == ["EX-2", "EX-2", "example"]
    assert rules[1]["shortDescription"]["text"] == "第 2 条"
    assert "出处：示例〔2020〕1号 一1" in rules[1]["help"]["text"]
    assert "怎么办：再聘 *1* 人" in rules[1]["help"]["text"]
    assert "**怎么办**：再聘 \\*1\\* 人" in rules[1]["help"]["markdown"]
    assert "含本数" in rules[1]["help"]["text"]


def test_the_help_of_a_rule_tells_what_there_is_and_where_there_is_more() -> None:
    (run,) = runs(result(finding(1, Verdict.MET)))
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["help"]["text"].splitlines() == [
        "出处：示例〔2020〕1号 一1",
        "分量：必备",
        "详细：evalprep explain EX-1",
    ]


def test_a_warning_of_a_requirement_is_of_its_rule() -> None:
    note = finding(1, None, weight=Weight.NOTE)
    (run,) = runs(result(note, warnings=(replace(warned("看"), code="EX-1"),)))
    assert [one["shortDescription"]["text"] for one in run["tool"]["driver"]["rules"]] == ["第 1 条"]
    assert run["results"][0]["ruleIndex"] == 0


def test_the_age_of_a_notice_is_no_result() -> None:
    (run,) = runs(result(warnings=(replace(warned("旧"), code="notice_may_be_replaced"),)))
    assert run["results"] == []


@pytest.mark.parametrize(
    ("weight", "level"), [(Weight.MUST, "error"), (Weight.PRINCIPLE, "warning"), (Weight.NOTE, "note")]
)
def test_a_rule_has_the_level_of_its_weight(weight: Weight, level: str) -> None:
    (run,) = runs(result(finding(1, None, weight=weight)))
    assert run["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"] == level


def test_a_file_is_told_from_the_root_with_its_name_encoded() -> None:
    location = told(finding(1, Verdict.UNKNOWN, missing=missing("学历")), project="单位 甲/evalprep.yaml")[
        "locations"
    ][0]["physicalLocation"]
    assert location["artifactLocation"] == {
        "uri": "%E5%8D%95%E4%BD%8D%20%E7%94%B2/evalprep.yaml",
        "uriBaseId": "%SRCROOT%",
        "index": 0,
    }
    assert location["region"] == {"startLine": 1}


def test_a_file_outside_of_the_root_is_told_whole() -> None:
    (run,) = runs(result(finding(1, Verdict.UNMET)), root=Path("/elsewhere"))
    location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert (location["uri"], "uriBaseId" in location) == ("file:///repo/%E7%94%B2/evalprep.yaml", False)


def test_a_repository_and_a_file_are_known_through_links(tmp_path: Path) -> None:
    (tmp_path / "repo" / "甲").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "repo")
    (tmp_path / "repo" / "乙").symlink_to(tmp_path / "elsewhere")
    found = [tmp_path / "link" / "甲", tmp_path / "repo" / "乙", tmp_path / "elsewhere"]
    (run,) = runs(
        *(result(project=f"{one}/evalprep.yaml", warnings=(warned("看"),)) for one in found),
        root=tmp_path / "repo",
    )
    uris = [one["location"]["uri"] for one in run["artifacts"]]
    assert uris == [
        "%E7%94%B2/evalprep.yaml",
        "%E4%B9%99/evalprep.yaml",
        (tmp_path / "elsewhere" / "evalprep.yaml").as_uri(),
    ]


def test_a_file_is_told_from_the_root_wherever_evalprep_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲 乙").mkdir()
    monkeypatch.chdir(tmp_path / "甲 乙")
    prints = set()
    for project in ("evalprep.yaml", "../甲 乙/evalprep.yaml", f"{tmp_path}/甲 乙/evalprep.yaml"):
        log = json.loads(sarif_text([result(finding(1, Verdict.UNMET), project=project)], (), tmp_path))
        (artifact,), (found,) = log["runs"][0]["artifacts"], log["runs"][0]["results"]
        assert artifact["location"]["uri"] == "%E7%94%B2%20%E4%B9%99/evalprep.yaml"
        prints.add(found["partialFingerprints"]["requirement/v1"])
    assert len(prints) == 1


def test_a_name_that_is_no_utf_8_is_encoded_by_its_bytes() -> None:
    (run,) = runs(result(project=os.fsdecode(b"\xd6\xd0/evalprep.yaml")))
    assert run["artifacts"][0]["location"]["uri"] == "%D6%D0/evalprep.yaml"


def test_every_file_is_an_artifact_once() -> None:
    (run,) = runs(result(finding(1, Verdict.UNMET), finding(2, Verdict.UNMET)), result(project="乙.yaml"))
    uris = [one["location"]["uri"] for one in run["artifacts"]]
    assert uris == ["%E7%94%B2/evalprep.yaml", "%E4%B9%99.yaml"]
    assert {
        found["locations"][0]["physicalLocation"]["artifactLocation"]["index"] for found in run["results"]
    } == {0}


def test_what_points_nowhere_is_about_the_whole_file() -> None:
    assert "region" not in told(finding(1, Verdict.UNMET))["locations"][0]["physicalLocation"]


def test_rows_that_do_not_count_are_related_locations_with_their_reason() -> None:
    rows = (replace(row("yes", "第 1 行", "算"), place=Place(FILE, 7)), row("no", "第 3 行", "学历不够"))
    found = told(finding(1, Verdict.UNMET, rows=rows))
    assert found["locations"][0]["physicalLocation"]["region"] == {"startLine": 9}
    assert [one["message"]["text"] for one in found["relatedLocations"]] == ["第 3 行：学历不够"]


def test_fields_that_are_missing_are_related_locations_after_the_first() -> None:
    found = told(finding(1, Verdict.UNKNOWN, missing=missing("姓名", "学历")))
    assert found["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    (related,) = found["relatedLocations"]
    assert (related["physicalLocation"]["region"], related["message"]["text"]) == (
        {"startLine": 2},
        "要补的地方",
    )


def test_what_is_unknown_points_to_what_is_missing_before_the_rows() -> None:
    rows = (row("maybe", "第 3 行", "学历未填"),)
    found = told(finding(1, Verdict.UNKNOWN, rows=rows, missing=missing("学历")))
    assert found["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    assert [one["message"]["text"] for one in found["relatedLocations"]] == ["第 3 行：学历未填"]


def test_rows_of_a_part_and_of_a_rule_that_is_referred_to_are_places_but_not_of_what_holds() -> None:
    def part(verdict: Verdict, line: int) -> Finding:
        return finding(line, verdict, rows=(replace(row("no", "行", "不算"), place=Place(FILE, line)),))

    parts = referring(part(Verdict.MET, 5), part(Verdict.UNMET, 6))
    found = told(finding(1, Verdict.UNMET, parts=parts))
    assert found["locations"][0]["physicalLocation"]["region"] == {"startLine": 6}
    assert len(found["relatedLocations"]) == 1


def test_a_management_rule_that_is_not_there_points_to_the_list_in_which_it_belongs() -> None:
    found = told(finding(1, Verdict.UNMET, rule=RuleAsked(("安全保卫",), Place(FILE, 8))))
    assert found["locations"][0]["physicalLocation"]["region"] == {"startLine": 8}


def test_the_message_says_that_a_requirement_is_soft() -> None:
    text = told(finding(1, Verdict.UNMET, weight=Weight.PRINCIPLE))["message"]["text"]
    assert text.startswith("示例协会：第 1 条：不符合（原则上）")


def test_the_message_names_applicant_verdict_distance_and_remedy() -> None:
    text = told(finding(1, Verdict.UNMET, "差 1 人", of="电工", remedy="再聘"))["message"]["text"]
    assert text == "示例协会：〔电工〕第 1 条：不符合\n差 1 人\n怎么办：再聘"


def test_a_rule_tells_all_that_github_asks_of_one() -> None:
    (run,) = runs(result(finding(1, Verdict.MET), warnings=(warned("看"),)))
    for rule in run["tool"]["driver"]["rules"]:
        assert all(rule[name]["text"] for name in ("shortDescription", "fullDescription", "help"))


def fingerprint(one: Finding, **more: Any) -> str:
    found: str = told(one, **more)["partialFingerprints"]["requirement/v1"]
    return found


def test_a_fingerprint_is_the_same_after_lines_moved_and_words_changed() -> None:
    one = finding(1, Verdict.UNKNOWN, "差 1 人", of="电工", missing=missing("学历"))
    moved = finding(1, Verdict.UNMET, "差 2 人", of="电工", missing=missing("姓名", "学历")[1:])
    assert fingerprint(one) == fingerprint(moved)


def test_a_fingerprint_tells_rules_subjects_projects_and_targets_apart() -> None:
    one = finding(1, Verdict.UNMET, of="电工")
    other = replace(one, subject=replace(one.subject, key="4-03-02-01")) if one.subject else one
    found = [
        fingerprint(one),
        fingerprint(finding(2, Verdict.UNMET, of="电工")),
        fingerprint(other),
        fingerprint(one, project="乙/evalprep.yaml"),
        fingerprint(one, track="province"),
    ]
    assert len(set(found)) == len(found)


def fingerprints(text: str) -> dict[tuple[str, str], str]:
    """Those of a log, by file and rule with its subject."""
    return {
        (
            one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            f"{one['ruleId']} {one['properties'].get('subject')} {one['message']['text'].splitlines()[0]}",
        ): one["partialFingerprints"]["requirement/v1"]
        for run in json.loads(text)["runs"]
        for one in run["results"]
    }


def test_real_fingerprints_stay_when_lines_move_and_an_applicant_joins(tmp_path: Path) -> None:
    law, on = Law(default_library()), date(2022, 7, 20)
    source = (ROOT / "examples" / "zhejiang-training-school" / "evalprep.yaml").read_text("utf-8")

    def logged(*names: str, before: str = "") -> dict[tuple[str, str], str]:
        for name in names:
            (tmp_path / name).mkdir(exist_ok=True)
            (tmp_path / name / "evalprep.yaml").write_text(before + source, encoding="utf-8")
        stored = [load_project(tmp_path / name) for name in names]
        found = [check(one, target, on, law) for one in stored for target in law.targets("zhejiang", on)]
        return fingerprints(sarif_text(found, (), tmp_path))

    alone = logged("甲")
    assert len(alone) > 5
    assert logged("甲", before="# 说明\n# 说明\n") == alone
    both = logged("乙", "甲")
    assert {key: told for key, told in both.items() if key in alone} == alone
    assert len(set(both.values())) == len(both) == 2 * len(alone)


def test_warnings_that_differ_by_their_row_alone_have_fingerprints_of_their_own() -> None:
    (run,) = runs(
        result(warnings=tuple(replace(warned(f"专家第 {row} 行：没有文件"), place=None) for row in (1, 2)))
    )
    first, second = (one["partialFingerprints"] for one in run["results"])
    assert first["requirement/v1"] != second["requirement/v1"]
    assert first["primaryLocationLineHash"] != second["primaryLocationLineHash"]


def test_a_warning_keeps_its_fingerprint_when_its_row_moves() -> None:
    def of(message: str) -> str:
        (run,) = runs(result(warnings=(warned(message),)))
        found: str = run["results"][0]["partialFingerprints"]["requirement/v1"]
        return found

    assert of("专家第 3 行：日期在后") == of("专家第 5 行：日期在后")
    assert of("专家第 3 行：日期在后") != of("专家第 3 行：编码不对")


def test_github_gets_a_fingerprint_of_its_own_only_where_lines_do_not_tell_apart() -> None:
    alone = finding(1, Verdict.UNKNOWN, missing=missing("学历"))
    same = [finding(2, Verdict.UNKNOWN, of=name, missing=missing("学历")) for name in ("电工", "车工")]
    other = result(alone, project="乙/evalprep.yaml")
    (run,) = runs(result(alone, *same, finding(3, Verdict.UNMET)), other)
    own = [one["partialFingerprints"].get("primaryLocationLineHash") for one in run["results"]]
    assert [one is not None for one in own] == [False, True, True, True, False]


def test_a_waiver_is_an_accepted_suppression_and_the_failure_stays_one() -> None:
    found = told(replace(finding(1, Verdict.UNMET), waiver=WAIVED))
    (suppression,) = found["suppressions"]
    assert (found["kind"], suppression["kind"], suppression["status"]) == ("fail", "external", "accepted")
    assert "正在补办" in suppression["justification"]
    assert suppression["properties"] == {"owner": "李示例", "until": "2020-12-31"}


def test_a_reader_that_knows_no_suppressions_is_told_of_a_waiver() -> None:
    text = told(replace(finding(1, Verdict.UNMET, "差 1 人"), waiver=WAIVED))["message"]["text"]
    assert text.splitlines() == [
        "示例协会：第 1 条：不符合",
        "已豁免：李示例 负责，至 2020-12-31（理由：正在补办）",
        "差 1 人",
    ]


def test_every_result_says_whether_it_is_suppressed_as_the_standard_asks() -> None:
    (run,) = runs(
        result(
            replace(finding(1, Verdict.UNMET), waiver=WAIVED),
            finding(2, Verdict.UNKNOWN),
            warnings=(warned("看"),),
        )
    )
    assert [len(one["suppressions"]) for one in run["results"]] == [1, 0, 0]


def test_a_run_is_a_target_and_names_the_notice_with_its_dates() -> None:
    found = runs(
        result(finding(1, Verdict.UNMET), track="a"),
        result(finding(1, Verdict.UNMET), track="b"),
        result(finding(1, Verdict.UNMET), track="a", project="乙/evalprep.yaml"),
    )
    assert [(run["automationDetails"]["id"], len(run["results"])) for run in found] == [
        ("evalprep/sample-a/", 2),
        ("evalprep/sample-b/", 1),
    ]
    description = found[0]["automationDetails"]["description"]["text"]
    assert "示例〔2020〕1号" in description and "请先确认是否有新通知" in description


def test_a_project_that_cannot_be_judged_is_told_by_the_tool() -> None:
    (run,) = runs(result(finding(1, Verdict.UNMET)), failed=[BROKEN])
    assert len(run["results"]) == 1
    (invocation,) = run["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    assert (notification["level"], notification["descriptor"]["id"]) == ("error", "bad_yaml")
    assert notification["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5}
    assert run["columnKind"] == "unicodeCodePoints"


def test_a_project_that_cannot_be_judged_is_told_where_there_is_no_result_too() -> None:
    (run,) = runs(failed=[BROKEN])
    assert (run["results"], run["invocations"][0]["executionSuccessful"]) == ([], False)


def test_all_went_well_where_every_project_was_judged() -> None:
    (run,) = runs(result(finding(1, Verdict.UNMET)))
    assert run["invocations"][0]["executionSuccessful"] is True


def test_an_authority_is_a_result_too() -> None:
    (run,) = runs(result(filing=(filing(Verdict.UNKNOWN),)))
    assert [(one["ruleId"], one["kind"]) for one in run["results"]] == [("EX-W2", "open")]


def test_no_half_of_a_sign_and_no_identity_number_gets_into_the_log() -> None:
    one = finding(1, Verdict.UNMET, "坏\ud800字", of="坏\ud800字")
    broken = Failed("/repo/乙", (Problem("x", "身份证号码 110101199001011237 有误", "改"),))
    text = sarif_text([result(one)], [broken], BASE)
    assert "110101199001011237" not in text
    text.encode()


@pytest.mark.parametrize("folder", ["jilin-company", "national-association", "zhejiang-training-school"])
def test_an_example_against_every_target_follows_the_schema(folder: str) -> None:
    law, stored, on = Law(default_library()), load_project(ROOT / "examples" / folder), date(2022, 7, 20)
    names = ("national", "jilin", "zhejiang", "hunan", "sector")
    found = [check(stored, target, on, law) for name in names for target in law.targets(name, on)]
    log = json.loads(sarif_text(found, (), ROOT))
    VALIDATOR.validate(log)
    results = [one for run in log["runs"] for one in run["results"]]
    places = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results]
    assert set(places) == {f"examples/{folder}/evalprep.yaml"}
    assert all(one["level"] == "none" for one in results if one["kind"] != "fail")
    prints = [one["partialFingerprints"]["requirement/v1"] for one in results]
    assert len(set(prints)) == len(prints)
