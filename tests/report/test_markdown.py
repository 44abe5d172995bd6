"""A check as Markdown: read by a Markdown parser, so that what is told is what is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from markdown_it import MarkdownIt

from evalprep.errors import Place, Problem
from evalprep.model.bar import Bar
from evalprep.model.batch import Failed
from evalprep.model.results import CheckResult, Finding, Waived
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.markdown import markdown_text
from tests.report.results import filing, finding, missing, result, row, warned

READER = MarkdownIt("commonmark", {"html": True}).enable("table")
WAIVED = Waived("正在补办", "李示例", date(2020, 12, 31))
POINTS, COUNTS, OVERVIEW = "编号", "", "单位"


def tables(text: str) -> dict[str, list[list[str]]]:
    """The rows of each table by the heading of its first column, each cell as it is seen."""
    found: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for token in READER.parse(text):
        if token.type == "table_open":
            rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows and token.level >= 3:
            rows[-1].append("".join(part.content for part in token.children or ()))
        elif token.type == "table_close":
            found[rows[0][0]] = rows[1:]
            rows = []
    return found


def point(one: Finding) -> list[str]:
    """The row of the one open point."""
    (found,) = tables(markdown_text([result(one)]))[POINTS]
    return found


def headings(text: str) -> list[str]:
    tokens = READER.parse(text)
    return [tokens[n + 1].content for n, one in enumerate(tokens) if one.type == "heading_open"]


def test_an_open_point_tells_clause_verdict_distance_place_and_remedy() -> None:
    one = finding(
        1, Verdict.UNMET, "差 1 人", of="电工", rows=(row("no", "第 3 行", "学历不够"),), remedy="再聘"
    )
    assert point(one) == [
        "EX-1（电工）",
        "一1",
        "第 1 条",
        "× 不符合",
        "差 1 人<br>第 3 行：学历不够",
        "第 9 行",
        "再聘",
    ]


def test_of_many_rows_the_first_are_told_and_the_others_counted() -> None:
    rows = tuple(row("no", f"第 {number} 行", "不算") for number in range(5))
    assert point(finding(1, Verdict.UNMET, "差", rows=rows))[4].endswith("第 2 行：不算<br>…… 另有 2 行")
    assert point(finding(1, Verdict.UNMET, "差", rows=rows[:3]))[4].endswith("第 2 行：不算")


def test_a_soft_requirement_says_so_beside_its_verdict() -> None:
    assert point(finding(1, Verdict.UNMET, weight=Weight.PRINCIPLE))[3] == "× 不符合（原则上）"


def test_open_points_begin_with_what_decides_and_end_with_what_is_waived() -> None:
    found = result(
        replace(finding(1, Verdict.UNMET), waiver=WAIVED),
        finding(2, Verdict.UNMET, weight=Weight.PRINCIPLE),
        finding(3, Verdict.UNKNOWN),
        finding(4, Verdict.UNMET),
        finding(5, Verdict.MET),
        filing=(filing(Verdict.UNKNOWN),),
    )
    assert [one[0] for one in tables(markdown_text([found]))[POINTS]] == [
        "EX-4",
        "EX-3",
        "EX-W2",
        "EX-2",
        "EX-1",
    ]


def test_a_waiver_stands_beside_the_verdict() -> None:
    told = point(replace(finding(1, Verdict.UNMET), waiver=WAIVED))[3]
    assert told == "× 不符合<br>已豁免：李示例 负责，至 2020-12-31（理由：正在补办）"


@pytest.mark.parametrize(
    "text", ["甲|乙", "`甲`", "<b>甲</b>", "甲*乙*丙", "a_b_c", "[甲](乙)", "\\|", "&lt;", "~~甲~~", "# 甲"]
)
def test_a_text_is_seen_sign_for_sign(text: str) -> None:
    assert point(finding(1, Verdict.UNMET, text))[4] == text
    (_, heading, *_) = headings(markdown_text([result(organization=text)]))
    seen = "".join(part.content for part in READER.parseInline(heading)[0].children or ())
    assert seen == f"{text}：示例省（sample）"


def test_a_line_break_does_not_end_the_row() -> None:
    assert point(finding(1, Verdict.UNMET, "甲\r\n乙\n丙"))[4] == "甲<br>乙<br>丙"


def test_an_applicant_begins_with_notice_dates_and_conclusion() -> None:
    text = markdown_text([result(finding(1, Verdict.MET), track="province")])
    assert headings(text)[:2] == ["申报条件自查", "示例协会：示例省（sample:province）"]
    quoted = "> 示例〔2020〕1号《关于示例的通知》，2020-01-01 发布，最近一次核对 2020-02-01。请先确认是否有新通知。"
    assert quoted in text
    assert "**结论：尚不能申报**" in text


def test_the_counts_are_of_conditions_and_materials() -> None:
    found = result(
        finding(1, Verdict.UNMET),
        finding(2, Verdict.MET),
        finding(3, Verdict.EASED, weight=Weight.PRINCIPLE),
        materials=(finding(4, Verdict.UNKNOWN),),
    )
    assert tables(markdown_text([found]))[COUNTS] == [
        ["必备条件", "1", "0", "0", "1", "0"],
        ["原则上的条件", "0", "0", "1", "0", "0"],
        ["申报材料", "0", "1", "0", "0", "0"],
    ]


def test_who_has_nothing_open_is_told_so() -> None:
    text = markdown_text([result(finding(1, Verdict.MET))])
    assert "没有不符合的，也没有待补充的。" in text
    assert POINTS not in tables(text)


def test_several_results_have_an_overview_and_one_has_none() -> None:
    one = result(
        finding(1, Verdict.UNMET),
        finding(2, Verdict.UNKNOWN),
        finding(3, Verdict.UNKNOWN),
        finding(4, Verdict.UNMET, weight=Weight.PRINCIPLE),
        replace(finding(5, Verdict.UNMET), waiver=WAIVED),
        materials=(replace(finding(6, Verdict.UNKNOWN), waiver=WAIVED),),
    )
    assert tables(markdown_text([one, one]))[OVERVIEW][0] == [
        "示例协会",
        "示例省（sample）",
        "尚不能申报（必备的 2 项已豁免，结论不因此改变）",
        "2",
        "3",
        "1",
        "2",
        "甲/evalprep.yaml",
    ]
    assert OVERVIEW not in tables(markdown_text([one]))
    assert OVERVIEW in tables(markdown_text([one], [Failed("乙", ())]))


def test_a_part_of_the_clauses_is_told_to_be_one_before_the_numbers() -> None:
    part = Bar(select=("EX-1",)).shown(result(finding(1, Verdict.MET), finding(2, Verdict.UNMET)))
    head = markdown_text([part, part]).partition("| 单位 |")[0]
    assert "这里只看 EX-1；结论按全部条款得出，数目只算这里看的" in head


def test_the_whole_self_check_opens_on_a_click_and_no_backtick_ends_it() -> None:
    text = markdown_text([result(finding(1, Verdict.UNMET), organization="甲\n````\n乙")])
    (fence,) = [token for token in READER.parse(text) if token.type == "fence"]
    assert "\n````\n" in fence.content and "结论：尚不能申报" in fence.content
    assert text.index("<details>") < text.index("<summary>") < text.index("</details>")


def test_warnings_are_listed_without_the_age_of_the_notice() -> None:
    old = replace(warned("旧"), code="notice_may_be_replaced")
    text = markdown_text([result(warnings=(old, warned("看 *1*")))])
    assert "- 看 \\*1\\*（evalprep.yaml:3）" in text
    assert "- 旧" not in text


def test_an_unreadable_project_is_told_with_its_place_and_its_remedy() -> None:
    broken = Failed(
        "乙/evalprep.yaml", (Problem("x", "缺冒号 *", "补上冒号", Place("乙/evalprep.yaml", 3, 5)),)
    )
    text = markdown_text([], [broken])
    assert headings(text) == ["申报条件自查", "无法判断的项目（1）"]
    assert "乙/evalprep.yaml:3:5：缺冒号 \\*。怎么办：补上冒号" in text


def test_what_could_not_be_judged_stands_before_the_applicants() -> None:
    broken = Failed("乙/evalprep.yaml", (Problem("x", "缺冒号", "补上冒号"),))
    told = headings(markdown_text([result(finding(1, Verdict.MET))], [broken]))
    assert told == ["申报条件自查", "无法判断的项目（1）", "示例协会：示例省（sample）"]


def test_the_place_of_a_missing_field_is_its_line() -> None:
    assert point(finding(1, Verdict.UNKNOWN, missing=missing("姓名", "学历")))[5] == "第 1 行<br>第 2 行"


def test_no_result_is_a_heading() -> None:
    results: list[CheckResult] = []
    assert markdown_text(results) == "# 申报条件自查\n"
