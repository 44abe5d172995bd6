"""A check as text: what a person reads first, and that every line fits the window."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.verdicts import Overall, Verdict, Weight
from evalprep.report.layout import Style, width
from evalprep.report.text import check_text
from tests.report.results import finding, missing, result, row, warned

PLAIN = Style()


def text(*args: object, **more: object) -> str:
    """The report of a few findings."""
    return check_text(result(*args, **more), PLAIN)  # type: ignore[arg-type]


def test_the_notice_its_dates_and_the_verdict_come_first() -> None:
    assert text(finding(1, Verdict.UNMET)).splitlines()[:5] == [
        "示例〔2020〕1号《关于示例的通知》",
        "2020-01-01 发布，最近一次核对 2020-02-01。请先确认是否有新通知。",
        "",
        "示例协会　申报：示例省　判断日：2020-06-01",
        "结论：尚不能申报",
    ]


def test_unmet_comes_before_unknown_before_met_before_not_applicable() -> None:
    verdicts = (Verdict.NOT_APPLICABLE, Verdict.MET, Verdict.UNKNOWN, Verdict.UNMET, Verdict.EASED)
    shown = text(*(finding(n, verdict) for n, verdict in enumerate(verdicts)))
    heads = ["不符合（1）", "待补充（1）", "可放宽（1）", "符合（1）", "不适用（1）"]
    assert [line for line in shown.splitlines() if line in heads] == heads


@pytest.mark.parametrize(
    ("verdict", "mark"), [(Verdict.MET, "√"), (Verdict.UNMET, "×"), (Verdict.UNKNOWN, "?")]
)
def test_marks_are_those_that_every_chinese_font_has(verdict: Verdict, mark: str) -> None:
    shown = text(finding(1, verdict))
    assert f"  {mark} EX-1" in shown
    assert shown.encode("gbk")


def test_what_is_met_takes_one_line_each() -> None:
    lines = text(*(finding(n, Verdict.MET, "够了") for n in range(3))).splitlines()
    assert [line for line in lines if "EX-" in line] == [f"  √ EX-{n}  第 {n} 条：够了" for n in range(3)]


def test_an_unmet_rule_is_told_with_what_does_not_count_and_what_to_do() -> None:
    rows = (row("yes", "第 1 行", "算"), row("no", "第 2 行", "学历不够"))
    shown = text(finding(1, Verdict.UNMET, "1 人，差 1 人", rows=rows, remedy="再聘一人"))
    assert "1 人，差 1 人" in shown
    assert "第 2 行：学历不够（evalprep.yaml:9）" in shown
    assert "第 1 行" not in shown
    assert "怎么办：再聘一人" in shown


def test_a_missing_field_is_told_once_with_its_line() -> None:
    shown = text(finding(1, Verdict.UNKNOWN, missing=missing("地址") * 2))
    assert shown.count("缺：地址（evalprep.yaml:1，organization.地址）") == 1
    assert "另有" not in shown


def test_of_many_missing_fields_the_rest_is_counted() -> None:
    shown = text(finding(1, Verdict.UNKNOWN, missing=missing(*"甲乙丙丁戊己庚辛")))
    assert shown.count("缺：") == 6
    assert "另有 2 处，共 8 处" in shown


def test_a_principle_is_named_as_such_and_a_note_has_no_verdict() -> None:
    shown = text(finding(1, Verdict.UNMET, weight=Weight.PRINCIPLE), finding(2, None, weight=Weight.NOTE))
    assert "第 1 条（原则上）（一1）" in shown
    assert "通知里还说\n  · EX-2  第 2 条（一1）" in shown


def test_warnings_come_last_with_their_place() -> None:
    assert text(warnings=(warned("性别不一致"),)).endswith("请留意\n  · 性别不一致（evalprep.yaml:3）\n")


def test_one_of_several_names_its_project() -> None:
    assert "项目文件：甲/evalprep.yaml" in check_text(result(), PLAIN, one_of_several=True)
    assert "项目文件" not in check_text(result(), PLAIN)


def test_colours_stand_only_where_they_are_shown() -> None:
    one = result(finding(1, Verdict.UNMET), overall=Overall.NOT_READY)
    assert "\x1b[31m×\x1b[0m" in check_text(one, Style(colour=True))
    assert "\x1b" not in check_text(one, PLAIN)


@settings(deadline=None, max_examples=50)
@given(st.text(st.sampled_from("条件，。（）「」 abc12"), max_size=120), st.integers(40, 100))
def test_every_line_fits_the_window(message: str, cells: int) -> None:
    every = tuple(finding(n, verdict, message, remedy=message) for n, verdict in enumerate(Verdict))
    shown = check_text(result(*every, warnings=(warned(message),)), Style(cells), one_of_several=True)
    assert [line for line in shown.splitlines() if width(line) > cells] == []
