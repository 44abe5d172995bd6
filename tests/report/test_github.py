"""A check for GitHub Actions: annotations that its runner reads, and a summary that it takes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evalprep.errors import Place, Problem
from evalprep.model.batch import Failed
from evalprep.model.results import CheckResult, Finding, Waived
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.github import github_annotations, github_summary
from tests.report.results import finding, missing, result, warned

BASE = Path("/repo")
COMMAND = re.compile(r"::(?P<level>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)")
MEBIBYTE = 1024 * 1024
BROKEN = Failed("/repo/乙.yaml", (Problem("x", "缺冒号", "补上冒号", Place("/repo/乙.yaml", 3, 5)),))


def commands(*results: CheckResult, failed: Sequence[Failed] = ()) -> list[dict[str, str]]:
    """The annotations as the runner reads them: level, message and properties, with what was escaped."""
    inside = [replace(one, project=(BASE / one.project).as_posix()) for one in results]
    found = []
    for line in github_annotations(inside, failed, BASE).splitlines():
        read = COMMAND.fullmatch(line)
        assert read, line
        pairs = (pair.split("=", 1) for pair in read["properties"].split(","))
        properties = {name: _read(value.replace("%3A", ":").replace("%2C", ",")) for name, value in pairs}
        found.append({"level": read["level"], "message": _read(read["message"]), **properties})
    return found


def _read(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def unmet(count: int) -> CheckResult:
    """An applicant with so many musts that are unmet."""
    return result(*(finding(number, Verdict.UNMET) for number in range(count)))


def test_nothing_to_do_is_no_annotation() -> None:
    soft = finding(3, Verdict.UNKNOWN, weight=Weight.PRINCIPLE)
    assert github_annotations([result(finding(1, Verdict.MET), soft)], (), BASE) == ""


def test_an_annotation_stands_at_its_line_and_tells_distance_remedy_and_clause() -> None:
    one = finding(1, Verdict.UNKNOWN, "还不能断定", of="电工", missing=missing("学历"), remedy="补上")
    (found,) = commands(result(one))
    assert (found["level"], found["file"], found["line"]) == ("warning", "甲/evalprep.yaml", "1")
    assert found["title"] == "EX-1（电工） 待补充：第 1 条"
    assert found["message"].splitlines() == [
        "示例协会（sample）：还不能断定",
        "缺：学历（organization.学历）",
        "怎么办：补上",
        "出处：示例〔2020〕1号 一1",
    ]


def test_what_points_nowhere_stands_at_the_file() -> None:
    (found,) = commands(unmet(1))
    assert (found["file"], "line" in found) == ("甲/evalprep.yaml", False)


def test_the_worst_comes_first() -> None:
    one = result(
        finding(1, Verdict.UNMET, weight=Weight.PRINCIPLE),
        finding(2, Verdict.UNKNOWN),
        finding(3, Verdict.UNMET),
        warnings=(warned("看"),),
    )
    assert [(found["level"], found["title"]) for found in commands(one, failed=[BROKEN])] == [
        ("error", "项目文件无法判断"),
        ("error", "EX-3 不符合：第 3 条"),
        ("warning", "EX-2 待补充：第 2 条"),
        ("warning", "EX-1 不符合（原则上）：第 1 条"),
        ("notice", "请留意"),
    ]


def test_an_unreadable_project_is_an_error_at_its_column() -> None:
    (found,) = commands(failed=[BROKEN])
    assert (found["file"], found["line"], found["col"]) == ("乙.yaml", "3", "5")
    assert found["message"] == "缺冒号。怎么办：补上冒号"


def test_signs_of_commands_are_escaped() -> None:
    text = github_annotations([result(finding(1, Verdict.UNMET, "5%\n::error::甲,乙:丙"))], (), Path())
    assert len(text.splitlines()) == 1
    assert "5%25%0A::error::甲,乙:丙" in text
    (found,) = commands(result(finding(1, Verdict.UNMET), project="a,b:c%/evalprep.yaml"))
    assert found["file"] == "a,b:c%/evalprep.yaml"


def test_a_file_outside_of_the_root_is_named_in_the_message() -> None:
    text = github_annotations([replace(unmet(1), project="/elsewhere/evalprep.yaml")], (), BASE)
    assert "file=" not in text
    assert "::/elsewhere/evalprep.yaml：示例协会" in text


def test_a_line_is_told_only_with_its_file() -> None:
    one = result(finding(1, Verdict.UNKNOWN, missing=missing("学历")), project="/elsewhere/evalprep.yaml")
    text = github_annotations([one], (), BASE)
    assert text.startswith("::warning title=")
    assert "::/elsewhere/evalprep.yaml:1：示例协会" in text


def test_a_long_text_is_cut_before_it_is_escaped() -> None:
    (found,) = commands(
        result(replace(finding(1, Verdict.UNMET, "%" * 5000), title="，" * 500)),
    )
    assert (len(found["title"]), len(found["message"])) == (200, 2000)


def test_line_breaks_of_any_kind_and_half_a_sign_stay_within_the_command() -> None:
    one = result(
        finding(1, Verdict.UNMET, "甲\r\n乙\ud800", of="电工\ud800"),
        warnings=(warned("丁\ud800"),),
    )
    assert "甲\r\n乙" in commands(one)[0]["message"]
    github_annotations([one], (), BASE).encode()


def test_an_annotation_names_the_notice_that_asks() -> None:
    one = replace(finding(1, Verdict.UNMET), notice="另例〔2020〕2号")
    (found,) = commands(result(one))
    assert found["message"].endswith("出处：另例〔2020〕2号 一1")


def test_a_waived_failure_is_not_annotated() -> None:
    waiver = Waived("正在补办", "李示例", date(2020, 12, 31))
    assert commands(result(replace(finding(1, Verdict.UNMET), waiver=waiver))) == []


@pytest.mark.parametrize(("count", "shown"), [(10, 10), (11, 10), (40, 10)])
def test_no_more_errors_than_github_shows_and_the_rest_is_counted(count: int, shown: int) -> None:
    found = commands(unmet(count))
    assert sum(one["level"] == "error" for one in found) == shown
    told = [one["message"] for one in found if one["level"] == "notice"]
    assert told == (
        [f"还有 {count - 10} 处没有标在这里（不符合 {count - 10}），全部在作业摘要（Summary）里"]
        if count > shown
        else []
    )


def of(project: str, *found: Finding, **more: Any) -> CheckResult:
    """Another applicant."""
    return result(*found, project=f"{project}/evalprep.yaml", organization=project, **more)


def errors_by_file(*results: CheckResult, failed: Sequence[Failed] = ()) -> dict[str, int]:
    found = commands(*results, failed=failed)
    return dict(Counter(one["file"] for one in found if one["level"] == "error"))


def test_the_ten_errors_go_round_the_applicants() -> None:
    many = [finding(number, Verdict.UNMET) for number in range(12)]
    found = errors_by_file(of("甲", *many), of("乙", *many), of("丙", many[0]))
    assert found == {"甲/evalprep.yaml": 5, "乙/evalprep.yaml": 4, "丙/evalprep.yaml": 1}


def test_the_targets_of_an_applicant_share_its_turn() -> None:
    many = [finding(number, Verdict.UNMET) for number in range(12)]
    found = errors_by_file(of("甲", *many, track="a"), of("甲", *many, track="b"), of("乙", *many))
    assert found == {"甲/evalprep.yaml": 5, "乙/evalprep.yaml": 5}


def test_of_many_applicants_each_has_its_worst_shown() -> None:
    soft = finding(1, Verdict.UNMET, weight=Weight.PRINCIPLE)
    unknown = [finding(number, Verdict.UNKNOWN) for number in range(2, 20)]
    found = commands(of("甲", soft, *unknown), of("乙", soft))
    assert [one["file"] for one in found if "原则上" in one["title"]] == ["乙/evalprep.yaml"]


def test_unreadable_projects_come_before_what_is_unmet_and_take_no_more_than_their_turn() -> None:
    problems = tuple(
        Problem("x", f"缺冒号 {line}", "补上", Place("/repo/乙.yaml", line)) for line in range(1, 31)
    )
    many = [of(str(number), finding(1, Verdict.UNMET)) for number in range(12)]
    found = errors_by_file(*many, failed=[replace(BROKEN, problems=problems)])
    assert found == {"乙.yaml": 1, **{f"{number}/evalprep.yaml": 1 for number in range(9)}}


def test_notices_go_round_the_applicants_too() -> None:
    remarks = tuple(warned(f"看 {number}") for number in range(12))
    found = commands(of("甲", warnings=remarks), of("乙", warnings=remarks))
    shown = Counter(one.get("file") for one in found)
    assert shown == {"甲/evalprep.yaml": 5, "乙/evalprep.yaml": 4, None: 1}


def test_the_notice_that_counts_is_itself_one_of_the_ten() -> None:
    one = replace(unmet(11), warnings=tuple(warned(f"看 {number}") for number in range(10)))
    found = commands(one)
    assert sum(one["level"] == "notice" for one in found) == 10
    assert "还有 2 处没有标在这里（不符合 1，请留意 1）" in found[-1]["message"]


def test_ten_notices_need_no_count() -> None:
    one = result(warnings=tuple(warned(f"看 {number}") for number in range(10)))
    assert [found["title"] for found in commands(one)] == ["请留意"] * 10


def test_a_warning_of_several_targets_is_told_once_and_the_age_of_a_notice_not_at_all() -> None:
    old = replace(warned("旧"), code="notice_may_be_replaced", place=None)
    one = result(warnings=(old, warned("看")))
    assert [found["message"] for found in commands(one, replace(one, track="a"))] == ["看"]


def test_an_identity_number_is_masked() -> None:
    broken = Failed("乙", (Problem("x", "身份证号码 110101199001011237 有误", "改"),))
    assert "110101199001011237" not in github_annotations([], [broken], BASE)
    assert "110101199001011237" not in github_summary([], [broken])


def test_the_summary_has_a_table_and_every_applicant_whole() -> None:
    text = github_summary([unmet(1), replace(unmet(2), organization="另一协会")], [BROKEN])
    assert "| 示例协会 | 示例省（sample） | 尚不能申报 | 1 | 0 | 0 | 0 | 甲/evalprep.yaml |" in text
    assert "## 另一协会" in text and "乙.yaml:3:5：缺冒号" in text
    assert text.count("<summary>自查全文</summary>") == 2
    assert "无法判断" not in github_summary([unmet(1)], [])


def test_a_summary_without_room_leaves_out_what_is_settled_first() -> None:
    settled = [finding(number, Verdict.MET, "符合" * 300) for number in range(40)]
    many = [result(finding(99, Verdict.UNMET), *settled)] * 60
    text = github_summary(many, ())
    assert len(text.encode()) < MEBIBYTE
    assert (text.count("EX-99"), "自查全文" in text, "没有写在这里" in text) == (60, False, False)


def test_a_summary_is_cut_below_what_github_takes_and_says_so() -> None:
    one = result(*(finding(number, Verdict.UNMET, "不够" * 100) for number in range(60)))
    text = github_summary([one] * 100, ())
    cut = 100 - text.count("### 还没有落实的")
    assert len(text.encode()) < MEBIBYTE
    assert 0 < cut < 100
    assert f"还有 {cut} 个结果的详情没有写在这里" in text
    assert text.count("| 示例协会 |") == 100


def test_a_table_of_very_many_applicants_is_cut_too() -> None:
    text = github_summary([unmet(1)] * 10_000, ())
    rows = text.count("| 示例协会 |")
    assert len(text.encode()) < MEBIBYTE
    assert 0 < rows < 10_000 and f"还有 {10_000 - rows} 个结果，没有列在这里。" in text


def test_very_many_unreadable_projects_are_counted() -> None:
    text = github_summary([], [replace(BROKEN, project="甲" * 200)] * 3000)
    assert len(text.encode()) < MEBIBYTE
    assert "有 3000 个项目文件无法判断" in text
