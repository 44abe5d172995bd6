"""自查报告: what a manager reads first, what is in the way and who mends it, then the verdict on every clause."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.document import Document

from evalprep.documents.pages.page import Break, Grid, Heading, Line, Page
from evalprep.documents.pages.wordfile import write_page
from evalprep.documents.pages.wordtext import plain
from evalprep.model.project import Project
from evalprep.model.results import CheckResult
from evalprep.model.verdicts import Overall, Verdict, Weight
from evalprep.report.open_points import open_points
from evalprep.report.self_check import MOST_WARNINGS, part_of, self_check_page
from evalprep.rules.drafts import TOLD
from tests.report import results as sample


def page(result: CheckResult, track: str | None = None) -> Page:
    return self_check_page(result, open_points(result, Project(format=1)), track)


def document(result: CheckResult) -> Document:
    return docx.Document(io.BytesIO(write_page(page(result))))


def headings(made: Page) -> list[str]:
    return [block.text for block in made.blocks if isinstance(block, Heading)]


def under(made: Page, heading: str) -> list[Any]:
    """The blocks that stand under a heading."""
    at = next(
        n for n, one in enumerate(made.blocks) if isinstance(one, Heading) and one.text.endswith(heading)
    )
    own: list[Any] = []
    for block in made.blocks[at + 1 :]:
        if isinstance(block, Heading | Break):
            return own
        own.append(block)
    return own


def cells(grid: Grid) -> list[list[str]]:
    return [[plain(cell).text for cell in row] for row in grid.rows]


def text(blocks: list[Any]) -> str:
    lines = ["".join(span.text for span in one.spans) for one in blocks if isinstance(one, Line)]
    tables = ["".join(map("".join, cells(one))) for one in blocks if isinstance(one, Grid)]
    return "\n".join([*lines, *tables])


def test_the_head_names_unit_notice_dates_and_day() -> None:
    head = page(sample.result(sample.finding(1, Verdict.MET)), "面向全省").blocks[0]
    assert isinstance(head, Grid)
    assert not any(column.header for column in head.columns)
    told = "".join(map("".join, cells(head)))
    for part in ("示例协会", "示例省（面向全省）", "示例〔2020〕1号", "2020-01-01 发布", "核对 2020-02-01"):
        assert part in told
    assert "请先确认是否有新通知" in told
    assert "2020-06-01" in told


def test_the_head_has_no_header_row() -> None:
    first = document(sample.result(sample.finding(1, Verdict.MET))).tables[0]
    assert [row.cells[0].text for row in first.rows][:2] == ["申报单位", "申报去向"]
    assert first._tbl.xpath("./w:tr/w:trPr/w:tblHeader") == []


@pytest.mark.parametrize(
    ("overall", "verdicts", "told"),
    [
        (
            Overall.READY,
            [Verdict.MET, Verdict.NOT_APPLICABLE],
            "可以申报。必备的 2 项，除 1 项不适用外，都符合。",
        ),
        (
            Overall.NOT_READY,
            [Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE],
            "尚不能申报。必备的 4 项中，1 项不符合，1 项待补充，1 项不适用；改好之前不能申报。",
        ),
        (
            Overall.UNDETERMINED,
            [Verdict.MET, Verdict.UNKNOWN],
            "资料不全，还不能判断。必备的 2 项中，没有不符合的，1 项待补充；补齐了才能判断。",
        ),
    ],
)
def test_the_conclusion_is_one_plain_sentence(overall: Overall, verdicts: list[Verdict], told: str) -> None:
    found = [sample.finding(n, verdict) for n, verdict in enumerate(verdicts)]
    assert told in text(under(page(sample.result(*found, overall=overall)), "结论"))


def test_the_first_part_counts_the_verdicts_and_says_who_must_act() -> None:
    found = [
        sample.finding(1, Verdict.UNMET),
        sample.finding(2, Verdict.UNKNOWN, missing=sample.missing("uscc")),
        sample.finding(3, Verdict.EASED, weight=Weight.PRINCIPLE),
    ]
    own = under(page(sample.result(*found)), "结论")
    counts = cells(own[1])
    assert counts == [
        ["必备条件", "2", "0", "1", "1", "0", "0"],
        ["原则上的条件", "1", "0", "0", "0", "1", "0"],
    ]
    assert "谁要办：办公室补 1 项，负责人改 1 项。" in text(own)


def test_the_sentence_and_the_table_count_the_same_musts() -> None:
    found = [
        sample.finding(1, Verdict.UNMET),
        sample.finding(2, Verdict.NOT_APPLICABLE),
        sample.finding(3, Verdict.MET, weight=Weight.PRINCIPLE),
        sample.finding(4, None, weight=Weight.NOTE),
    ]
    materials = (sample.finding(20, Verdict.MET), sample.finding(21, Verdict.MET, weight=Weight.PRINCIPLE))
    own = under(page(sample.result(*found, materials=materials)), "结论")
    counts = {row[0]: int(row[1]) for row in cells(own[1])}
    assert counts.pop("原则上的条件") == 2
    assert f"必备的 {sum(counts.values())} 项中" in text(own)


def test_an_unmet_must_stands_with_distance_remedy_and_who_mends_it() -> None:
    made = page(sample.result(sample.finding(1, Verdict.UNMET, "差 1 人", remedy="配齐。")))
    grid = under(made, "不符合、要改的")[0]
    assert cells(grid) == [["一1\nEX-1", "第 1 条", "差 1 人", "配齐。", "负责人"]]


def test_what_is_missing_is_a_row_for_each_department() -> None:
    found = [
        sample.finding(n, Verdict.UNKNOWN, missing=sample.missing(key))
        for n, key in ((1, "uscc"), (2, "kind"))
    ]
    grid = under(page(sample.result(*found)), "待补充、要补的")[0]
    assert [row[:2] for row in cells(grid)] == [["办公室", "2"]]


def test_a_part_with_nothing_in_it_is_left_out_and_the_others_are_numbered() -> None:
    result = sample.result(
        sample.finding(1, Verdict.MET), overall=Overall.READY, windows=(sample.window(True, None, None),)
    )
    assert headings(page(result))[:2] == ["一、结论", "二、什么时候、到哪里申报"]


def test_principles_that_fail_or_are_eased_are_told_apart_from_the_musts() -> None:
    found = [
        sample.finding(1, Verdict.EASED, weight=Weight.PRINCIPLE, eased_by=(sample.easing(),)),
        sample.finding(2, Verdict.UNMET, weight=Weight.PRINCIPLE),
        sample.finding(3, Verdict.MET, weight=Weight.PRINCIPLE),
    ]
    made = page(sample.result(*found, overall=Overall.READY))
    grid = under(made, "原则上的条件")[1]
    assert [row[2] for row in cells(grid)] == ["不符合", "可放宽"]
    assert not [one for one in headings(made) if "要改" in one]


def test_the_score_is_an_interval_against_the_pass_mark() -> None:
    own = under(page(sample.result(sample.finding(1, Verdict.MET), score=sample.score(15, 45))), "自评分")
    assert "15 至 45 分，合格线 90 分" in text(own)
    assert cells(own[1])[2] == ["附件2 5", "贡献", "加分 80", "10 至 20"]


def test_warnings_of_one_kind_are_counted_after_the_first_few() -> None:
    warnings = tuple(sample.warned(f"第 {n} 个文件找不到") for n in range(40))
    own = under(page(sample.result(sample.finding(1, Verdict.MET), warnings=warnings)), "请留意")
    told = text(own)
    assert told.count("找不到") == MOST_WARNINGS
    assert f"另有 {40 - MOST_WARNINGS} 处" in told


def test_one_signs_below_what_is_to_be_done_and_the_remarks_follow() -> None:
    made = page(
        sample.result(
            sample.finding(1, Verdict.UNMET),
            sample.finding(2, Verdict.UNKNOWN, missing=sample.missing("章程")),
            sample.finding(3, Verdict.UNMET, weight=Weight.PRINCIPLE),
            warnings=(sample.warned("看一看"),),
        )
    )
    assert headings(made)[:5] == [
        "一、结论",
        "二、不符合、要改的",
        "三、待补充、要补的",
        "四、原则上的条件",
        "五、请留意",
    ]
    own = text(under(made, "要补的"))
    assert "经办人签字" in own
    assert "负责人签字" in own


def test_the_annex_begins_on_a_new_page() -> None:
    made = page(sample.result(sample.finding(1, Verdict.MET)))
    at = next(n for n, block in enumerate(made.blocks) if isinstance(block, Break))
    assert isinstance(made.blocks[at + 1], Heading)


def test_it_is_handed_in_only_after_the_authority_was_asked_where_a_principle_is_not_met() -> None:
    met, soft = sample.finding(1, Verdict.MET), sample.finding(2, Verdict.UNMET, weight=Weight.PRINCIPLE)
    ready = text(under(page(sample.result(met, overall=Overall.READY)), "结论"))
    assert "下一步：打印材料" in ready
    assert "先问受理单位" not in ready
    eased = text(under(page(sample.result(met, soft, overall=Overall.READY)), "结论"))
    assert "原则上的条件有 1 项不符合，先问受理单位能不能报。答复能报的，再打印材料" in eased
    assert "下一步：打印" not in eased


@pytest.mark.parametrize("overall", list(Overall))
def test_a_closed_window_is_told_in_the_conclusion_whatever_it_is(overall: Overall) -> None:
    result = sample.result(
        sample.finding(1, Verdict.UNMET), overall=overall, windows=(sample.window(False, None, None),)
    )
    assert "不在受理时间之内" in text(under(page(result), "结论"))


def test_papers_name_the_folder_of_drafts_and_no_command() -> None:
    told = f"还没有附上方案（{TOLD}）"
    result = sample.result(sample.finding(1, Verdict.UNMET, told), sample.finding(2, Verdict.UNKNOWN, told))
    made = "".join(text([block]) for block in page(result).blocks)
    assert TOLD not in made
    assert "初稿在「初稿」文件夹" in made


def test_the_annex_holds_every_finding_and_material_once() -> None:
    found = [sample.finding(n, verdict) for n, verdict in enumerate(Verdict)]
    note = sample.finding(9, None, weight=Weight.NOTE)
    materials = (sample.finding(20, Verdict.MET),)
    tables = document(sample.result(*found, note, materials=materials)).tables
    ids = [row.cells[0].text.split("\n")[-1] for table in tables for row in table.rows[1:]]
    annex = [one for one in ids if one.startswith("EX-")]
    assert set(annex) == {*(f"EX-{n}" for n in range(len(found))), "EX-20"}


def test_findings_that_say_the_same_of_several_occupations_share_a_row() -> None:
    found = [sample.finding(1, Verdict.MET, "都符合", of=name) for name in ("电工", "车工")]
    (grid,) = under(page(sample.result(*found)), "通知第一部分")
    assert [row[1] for row in cells(grid)] == ["〔电工、车工〕第 1 条"]


@pytest.mark.parametrize(
    ("clause", "part"),
    [
        ("一(二)3", "通知第一部分"),
        ("二", "通知第二部分"),
        ("附件1 一4", "附件1第一部分"),
        ("附件 三", "附件第三部分"),
        ("附件2 注", "附件2"),
        ("总则", "总则"),
    ],
)
def test_clauses_are_grouped_by_the_parts_of_the_notice(clause: str, part: str) -> None:
    assert part_of(clause) == part


def test_what_is_unknown_is_marked_and_what_is_unmet_is_bold() -> None:
    found = [sample.finding(1, Verdict.UNMET), sample.finding(2, Verdict.UNKNOWN)]
    (grid,) = under(page(sample.result(*found)), "通知第一部分")
    unmet, unknown = (plain(row[2]) for row in grid.rows)
    assert (unmet.bold, unmet.mark, unknown.bold, unknown.mark) == (True, False, False, True)


def test_identity_numbers_and_phones_are_masked() -> None:
    result = sample.result(
        sample.finding(1, Verdict.MET, "号码 339901197204128113"),
        warnings=(sample.warned("电话 13900000000"),),
    )
    made = document(result)
    told = "\n".join(p.text for p in made.paragraphs) + "".join(
        cell.text for table in made.tables for row in table.rows for cell in row.cells
    )
    assert "339901197204128113" not in told
    assert "13900000000" not in told
    assert "339" in told


def test_the_report_opens_with_headings_for_the_navigation_pane() -> None:
    styles = [
        one.style.name
        for one in document(sample.result(sample.finding(1, Verdict.UNMET))).paragraphs
        if one.style
    ]
    assert styles.count("Heading 1") >= 3
