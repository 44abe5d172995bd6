"""A check as text: what a person reads first, and that every line fits the window."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.errors import Place
from evalprep.model.results import Finding, Outcome, RuleAsked, Score, ScoredItem, Warned
from evalprep.model.verdicts import Interval, Overall, Verdict, Weight
from evalprep.report.layout import Style, width
from evalprep.report.text import check_text
from tests.report.results import (
    FILE,
    conflict,
    easing,
    filing,
    finding,
    missing,
    referring,
    result,
    row,
    score,
    warned,
    window,
)

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


def test_of_many_rows_the_rest_is_counted_and_the_same_row_is_told_once() -> None:
    rows = tuple(row("maybe", f"第 {n} 行", "学历未填") for n in range(1, 16))
    shown = text(finding(1, Verdict.UNKNOWN, rows=rows, parts=(Outcome(Verdict.UNKNOWN, "", "", rows=rows),)))
    assert shown.count("学历未填") == 12
    assert "另有 3 行，共 15 行" in shown


def test_of_a_part_that_is_met_no_row_is_told() -> None:
    parts = (
        Outcome(Verdict.MET, "", "", rows=(row("no", "第 1 行", "不需要"),)),
        Outcome(Verdict.UNMET, "", "", rows=(row("no", "第 2 行", "太小"),)),
    )
    shown = text(finding(1, Verdict.UNMET, parts=parts))
    assert ("不需要" in shown, "太小" in shown) == (False, True)


def test_an_eased_rule_tells_by_what_for_whom_and_on_what_evidence() -> None:
    told = "差 1,200 人次；不符合，但可放宽：EX-X1（电工） 参与过标准编制"
    eased_by = (easing("电工", "a.pdf"), easing("车工", "b.pdf"))
    lines = text(finding(1, Verdict.EASED, told, weight=Weight.PRINCIPLE, eased_by=eased_by)).splitlines()
    at = lines.index("  ~ EX-1  第 1 条（原则上）（一1）")
    # What the message tells is not told again; its evidence is.
    assert lines[at + 1 :] == [
        f"      {told}",
        "      EX-X1（电工） 的证明：a.pdf",
        "      可放宽：EX-X1（车工） 参与过标准编制（一末段）：参与编制 1 项",
        "      EX-X1（车工） 的证明：b.pdf",
    ]


def test_a_material_that_is_a_note_is_not_counted() -> None:
    shown = text(materials=(finding(1, Verdict.MET), finding(2, None, weight=Weight.NOTE)))
    assert "申报材料        1 项：符合 1" in shown


def disagreeing(verdict: Verdict, other: Verdict) -> Finding:
    """A rule of this notice, and what another one says of the same."""
    theirs = finding(9, other, "另一份的话", missing=missing("评价人次"))
    parts = (Outcome(verdict, "", "本份的话"), *referring(theirs))
    whole = Verdict.UNMET if Verdict.UNMET in (verdict, other) else Verdict.MET
    return finding(
        1,
        whole,
        "合在一起的话",
        parts=parts,
        missing=theirs.outcome.missing,
        conflicts=(conflict(other, "另一份的话"),),
    )


@pytest.mark.parametrize("other", [Verdict.UNMET, Verdict.MET])
def test_of_two_notices_that_disagree_both_are_told_with_their_verdicts(other: Verdict) -> None:
    shown = text(disagreeing(Verdict.MET, other))
    mark = {"unmet": "×", "met": "√"}[other]
    assert "√ 本通知：本份的话" in shown
    assert f"{mark} 另例〔2020〕2号 OT-1（二）另一条：另一份的话" in shown
    assert "两份通知不一致，按较严的判断：那份要求 1 万，本通知 5 千" in shown
    assert shown.count("另一份的话") == 1
    assert ("缺：评价人次" in shown) == (other is Verdict.UNMET)


def test_another_rules_findings_are_told_in_full_where_they_fail_and_in_a_line_where_they_hold() -> None:
    inner = (
        finding(5, Verdict.MET, "够", of="电工"),
        finding(5, Verdict.MET, "够", of="车工"),
        finding(
            6,
            Verdict.UNMET,
            "场地不够",
            remedy="再租一处",
            missing=missing("面积"),
            rows=(row("no", "第 2 行", "太小"),),
        ),
        finding(7, Verdict.NOT_APPLICABLE),
        finding(8, None, weight=Weight.NOTE),
    )
    lines = text(
        finding(1, Verdict.UNMET, "三条里有一条不符合", parts=referring(*inner), missing=missing("面积"))
    ).splitlines()
    at = lines.index("      × EX-6  第 6 条（一1）")
    assert lines[at - 2 : at + 1] == [
        "  × EX-1  第 1 条（一1）",
        "      参照的条款：符合 2 项，不符合 1 项，不适用 1 项",
        lines[at],
    ]
    assert lines[at + 1 : at + 7] == [
        "          场地不够",
        "            第 2 行：太小（evalprep.yaml:9）",
        "            缺：面积（evalprep.yaml:1，organization.面积）",
        "          怎么办：再租一处",
        "      √ 符合 2 项：EX-5（电工、车工）",
        "      - 不适用 1 项：EX-7",
    ]
    assert "EX-8" not in "".join(lines)


def test_beside_a_reference_the_parts_of_its_own_that_fail_are_told() -> None:
    parts = (
        Outcome(Verdict.UNMET, "", "本单位说明：没有"),
        Outcome(Verdict.MET, "", "已附文件"),
        Outcome(Verdict.UNMET, "另例 EX", "很长的一句", parts=referring(finding(5, Verdict.UNMET, "不够"))),
    )
    shown = text(finding(1, Verdict.UNMET, "全部合在一起", parts=parts))
    assert "      本单位说明：没有\n      另例 EX：不符合 1 项\n      × EX-5  第 5 条（一1）\n" in shown
    assert [word for word in ("全部合在一起", "已附文件", "很长的一句") if word in shown] == []


def test_a_rule_that_holds_names_the_rules_it_refers_to_in_one_line() -> None:
    shown = text(
        finding(1, Verdict.MET, "都符合", parts=referring(finding(5, Verdict.MET), finding(6, Verdict.MET)))
    )
    assert "  √ EX-1  第 1 条：都符合\n          √ 符合 2 项：EX-5、EX-6\n" in shown


@pytest.mark.parametrize(("is_open", "mark"), [(True, "√"), (False, "×"), (None, "?")])
def test_a_window_has_the_mark_of_its_state_and_tells_its_note(is_open: bool | None, mark: str) -> None:
    state = window(is_open, None, None, note="正在受理，还有 3 天。")
    assert f"  {mark} EX-W1  每年的申报期（六）：正在受理，还有 3 天。\n" in text(windows=(state,))


def test_a_closed_window_is_told_once_though_it_is_a_warning_too() -> None:
    state = window(False, None, None, note="已截止。")
    shown = text(windows=(state,), warnings=(Warned("EX-W1", "每年的申报期：已截止。"), warned("看")))
    assert shown.count("已截止") == 1
    assert shown.endswith("请留意\n  · 看（evalprep.yaml:3）\n")


def test_when_and_where_stand_before_the_long_lists() -> None:
    shown = text(
        finding(1, Verdict.UNMET),
        windows=(window(True, None, None),),
        filing=(filing(Verdict.UNKNOWN, "先问清楚。"),),
    )
    assert shown.index("结论：") < shown.index("什么时候、到哪里申报") < shown.index("不符合（1）")
    assert "  ? EX-W2  受理单位（待补充）：示例省中心。先问清楚\n" in shown
    assert "什么时候、到哪里申报" not in text()


def test_a_place_that_is_certain_has_its_mark_only() -> None:
    assert "  √ EX-W2  受理单位：示例省中心\n" in text(filing=(filing(Verdict.MET),))


def test_the_score_stands_in_the_summary_and_item_by_item_as_a_self_assessment() -> None:
    shown = text(finding(1, Verdict.UNMET), finding(2, Verdict.MET), score=score(15, 45))
    assert "自评分          3 项：15 至 45 分，合格线 90 分（自评，以评审打分为准）" in shown
    table = shown[shown.index("评分表（自评，以评审打分为准）") :].splitlines()
    assert table[1:9] == [
        "  EX-R1  15 分（满分 15）　人员",
        "         全部符合",
        "  EX-R2  0 至 30 分（满分 30）　设施",
        "         还没有自评",
        "         缺：自评分（evalprep.yaml:1，organization.自评分）",
        "  EX-R5  10 至 20 分（加分，最多 80）　贡献",
        "         一项放宽条件",
        "  合计 15 至 45 分，合格线 90 分，不含加分；加分 10 至 20 分",
    ]
    assert shown.index("不符合（1）") < shown.index("评分表") < shown.index("\n符合（1）")
    assert "评分" not in text(finding(1, Verdict.MET))


@settings(deadline=None, max_examples=50)
@given(st.text(st.sampled_from("条件，。（）「」 abc12"), max_size=120), st.integers(40, 100))
def test_every_line_fits_the_window(message: str, cells: int) -> None:
    inner = tuple(finding(n, verdict, message, of="电工") for n, verdict in enumerate(Verdict))
    every = tuple(
        finding(
            n,
            verdict,
            message,
            remedy=message,
            parts=(
                Outcome(verdict, "", message, parts=referring(*inner)),
                *referring(finding(9, verdict, message)),
            ),
            conflicts=(conflict(verdict, message),),
            eased_by=(easing("车工", "附件/证明.pdf"),),
        )
        for n, verdict in enumerate(Verdict)
    )
    whole = result(
        *every,
        warnings=(warned(message),),
        windows=(window(False, None, None, note=message),),
        filing=(filing(Verdict.UNKNOWN, message),),
        score=score(1, 2),
    )
    shown = check_text(whole, Style(cells), one_of_several=True)
    assert [line for line in shown.splitlines() if width(line) > cells] == []


def test_what_is_settled_alike_for_several_occupations_is_told_once() -> None:
    shown = text(*(finding(1, Verdict.MET, "都有标准", of=name) for name in ("甲工", "乙工")))
    assert shown.count("EX-1") == 1
    assert "〔甲工、乙工〕" in shown


def test_what_is_settled_for_different_reasons_stays_apart() -> None:
    shown = text(*(finding(1, Verdict.MET, f"{name}有标准", of=name) for name in ("甲工", "乙工")))
    assert shown.count("EX-1") == 2


@pytest.mark.parametrize(("is_open", "told"), [(True, False), (False, True), (None, True)])
def test_who_is_ready_and_cannot_apply_today_reads_it_in_the_conclusion(
    is_open: bool | None, told: bool
) -> None:
    ready = replace(
        result(finding(1, Verdict.MET), overall=Overall.READY), windows=(window(is_open, None, None),)
    )
    assert ("不在受理时间之内" in ready.conclusion) is told


def rule_lacking(rows: int | None, *kinds: str, **more: bool) -> Outcome:
    """A rule document that is not there."""
    return Outcome(Verdict.UNMET, "", "没有", rule=RuleAsked(kinds, Place(FILE, 381), rows, **more))


@pytest.mark.parametrize(
    ("rows", "lead", "whole"),
    [
        (13, "写法：rule_documents:（evalprep.yaml:381）下加一行", True),
        (0, "写法：去掉 rule_documents: 后面的 []（evalprep.yaml:381），下面写", False),
        (None, "写法：写一行 rule_documents:，下面写", False),
    ],
)
def test_a_rule_that_is_not_there_comes_with_the_line_to_type(
    rows: int | None, lead: str, whole: bool
) -> None:
    part = rule_lacking(rows, "安全保卫", published=True)
    shown = check_text(result(finding(1, Verdict.UNMET, parts=(part,))), Style(100))
    assert lead in shown
    line = "- {name: 安全保卫制度, kinds: [安全保卫], file: 附件/安全保卫制度.pdf, published: true}"
    assert line in [one.strip() for one in shown.splitlines()]
    assert ("列表写了就是全的：已经有的制度接着登记" in shown) is whole


def test_of_an_item_of_the_score_only_the_lines_are_told_that_do_not_stand_above() -> None:
    parts = (rule_lacking(1, "安全保卫"), rule_lacking(1, "监考人员管理"))
    item = ScoredItem("EX-R2", "附件2 2", "制度", 10, Interval(0, 10), "缺 2 项", parts=parts)
    table = Score((item,), Interval(0, 10), Interval(0, 0), 9)
    shown = check_text(result(finding(1, Verdict.UNMET, parts=parts[:1]), score=table), Style(100))
    assert shown.count("{name: 安全保卫制度") == shown.count("{name: 监考人员管理制度") == 1
