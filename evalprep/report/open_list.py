"""The open points as a list to hand out: 待补充清单, as a Word page and as an Excel sheet."""

from __future__ import annotations

from collections.abc import Sequence

from evalprep.documents.page import Block, Column, Grid, Line, Page, Span
from evalprep.documents.workbook import Sheet, SheetColumn
from evalprep.model.results import CheckResult
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.open_point import OpenPoint
from evalprep.report.plainly import applied_for, unit

TITLE, LAYOUT = "待补充清单", "desk"
AMEND, LACK = "要改", "要补"
NOT_A_MUST = "（不是必备）"
NOTHING = "没有要改的，也没有要补的。"
AFTERWARDS = "「项目文件」一栏是 evalprep.yaml 的行号。办好一项就登记进去，扫描件放进附件文件夹，再自查一次，直到本清单为空。"
AMENDED = (
    Column("序号", 2.2),
    Column("谁来办", 3.2),
    Column("不符合什么", 12, "left"),
    Column("差多少", 18, "left"),
    Column("怎么办", 17, "left"),
    Column("条款", 7),
    Column("项目文件", 5),
)
LACKING = (
    Column("序号", 2.2),
    Column("谁来补", 3.2),
    Column("要补什么", 24, "left"),
    Column("带什么来", 18, "left"),
    Column("条款", 11),
    Column("项目文件", 5),
)
SHEET = (
    SheetColumn("序号", "number"),
    *map(SheetColumn, ("类别", "谁来办", "事项", "带什么来、怎么办", "条款", "项目文件", "办好日期")),
)
KIND_COLUMN = 1


def open_page(result: CheckResult, points: Sequence[OpenPoint], track_title: str | None = None) -> Page:
    """The list on paper: what must change, then what is lacking, each by who brings it."""
    amended, lacking = ([one for one in points if one.amend is amend] for amend in (True, False))
    blocks: list[Block] = [_line(_about(result, track_title)), _line(_counted(result, amended, lacking))]
    if amended:
        caption = f"{AMEND}的 {len(amended)} 项（必备条件不符合，改好之前不能申报）"
        blocks.append(Grid(AMENDED, tuple(map(_amended, range(1, len(amended) + 1), amended)), caption, 9))
    if lacking:
        numbers = range(len(amended) + 1, len(points) + 1)
        blocks.append(Grid(LACKING, tuple(map(_lacking, numbers, lacking)), f"{LACK}的 {len(lacking)} 项", 9))
    if points:
        blocks.append(_line(AFTERWARDS))
    return Page(f"{unit(result)}{TITLE}", tuple(blocks), layout=LAYOUT, landscape=True)


def open_sheet(result: CheckResult, points: Sequence[OpenPoint], track_title: str | None = None) -> Sheet:
    """The list as a sheet with room for who does it and when it was done."""
    rows = tuple(
        (
            number,
            AMEND if one.amend else LACK,
            one.supplier.value,
            f"{one.what}\n差多少：{one.far}" if one.far else _what(one),
            one.bring,
            one.narrow_clause,
            one.where,
            None,
        )
        for number, one in enumerate(points, 1)
    )
    amended, lacking = ([one for one in points if one.amend is amend] for amend in (True, False))
    notes = (f"{_about(result, track_title)}　{_counted(result, amended, lacking)}",)
    return Sheet(
        TITLE,
        f"{unit(result)}{TITLE}",
        SHEET,
        rows,
        (*notes, AFTERWARDS) if points else notes,
        frozenset((number, KIND_COLUMN) for number, one in enumerate(points) if one.amend),
    )


def _amended(number: int, one: OpenPoint) -> tuple[str, ...]:
    return str(number), one.supplier.value, one.what, one.far, one.bring, one.narrow_clause, one.where


def _lacking(number: int, one: OpenPoint) -> tuple[str, ...]:
    return str(number), one.supplier.value, _what(one), one.bring, one.clause, one.where


def _what(one: OpenPoint) -> str:
    return one.what if one.must else f"{one.what}{NOT_A_MUST}"


def _line(text: str) -> Line:
    return Line((Span(text),), "small")


def _about(result: CheckResult, track_title: str | None) -> str:
    notice = result.notice
    dates = f"{notice.issued} 发布，{notice.verified_on} 核对，请先确认是否有新通知"
    return f"申报：{applied_for(result, track_title)}　{notice.number}（{dates}）　判断日：{result.on}"


def _counted(result: CheckResult, amended: Sequence[OpenPoint], lacking: Sequence[OpenPoint]) -> str:
    counts = [f"{word} {len(own)} 项" for word, own in ((AMEND, amended), (LACK, lacking)) if own]
    soft = [one for one in result.judged if one.weight is Weight.PRINCIPLE and one.verdict is Verdict.UNMET]
    more = f"另有 {len(soft)} 项原则上的条件不符合，见自查报告。" if soft else ""
    told = f"{'，'.join(counts)}。" if counts else NOTHING
    return f"结论：{result.overall.label}。{told}{more}"
