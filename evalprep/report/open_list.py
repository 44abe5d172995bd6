"""The open points as a list to hand out: 待补充清单, as a Word page and as an Excel sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import starmap

from evalprep.documents.pages.page import Block, Column, Grid, Line, Page, Span
from evalprep.documents.sheets.workbook import Sheet, SheetColumn
from evalprep.model.results import CheckResult
from evalprep.report.open_point import OpenPoint
from evalprep.report.plainly import applied_for, unit
from evalprep.report.waived import WAIVED
from evalprep.rules.wording import beside

TITLE, LAYOUT = "待补充清单", "desk"
AMEND, LACK, SOFT = "要改", "要补", "原则上"
NOT_A_MUST = "（不是必备）"
NOTHING = "没有要改的，也没有要补的。"
AFTERWARDS = "「项目文件」一栏是 evalprep.yaml 的行号。办好就登记进去，扫描件放进附件文件夹，再自查一次，直到要改、要补的都没有；「原则上」的看受理单位的答复。"
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
    """The list on paper: what must change, what is lacking, what is 原则上 to change, each by who brings it."""
    numbered = [*enumerate(points, 1)]
    amended, lacking, soft = (
        tuple((number, one) for number, one in numbered if kind_of(one) == kind)
        for kind in (AMEND, LACK, SOFT)
    )
    blocks: list[Block] = [_line(_about(result, track_title)), _line(_counted(result, points))]
    if amended:
        caption = f"{AMEND}的 {len(amended)} 项（必备条件不符合，改好之前不能申报）"
        blocks.append(Grid(AMENDED, tuple(starmap(_amended, amended)), caption, 9))
    if lacking:
        blocks.append(Grid(LACKING, tuple(starmap(_lacking, lacking)), f"{LACK}的 {len(lacking)} 项", 9))
    if soft:
        caption = f"{SOFT}的 {len(soft)} 项（不一定不能申报，能不能放宽先问受理单位）"
        blocks.append(Grid(AMENDED, tuple(starmap(_amended, soft)), caption, 9))
    if points:
        blocks.append(_line(AFTERWARDS))
    return Page(f"{unit(result)}{TITLE}", tuple(blocks), layout=LAYOUT, landscape=True)


def open_sheet(result: CheckResult, points: Sequence[OpenPoint], track_title: str | None = None) -> Sheet:
    """The list as a sheet with room for who does it and when it was done."""
    rows = tuple(
        (
            number,
            kind_of(one),
            one.supplier.value,
            _matter(one),
            one.bring,
            one.narrow_clause,
            one.where,
            None,
        )
        for number, one in enumerate(points, 1)
    )
    notes = (f"{_about(result, track_title)}　{_counted(result, points)}",)
    return Sheet(
        TITLE,
        f"{unit(result)}{TITLE}",
        SHEET,
        rows,
        (*notes, AFTERWARDS) if points else notes,
        frozenset((number, KIND_COLUMN) for number, one in enumerate(points) if one.amend),
        size=9,
    )


def kind_of(one: OpenPoint) -> str:
    """要改, 要补, 原则上."""
    return SOFT if one.soft else AMEND if one.amend else LACK


def _amended(number: int, one: OpenPoint) -> tuple[str, ...]:
    return str(number), one.supplier.value, one.what, one.far_told, one.bring, one.narrow_clause, one.where


def _lacking(number: int, one: OpenPoint) -> tuple[str, ...]:
    return str(number), one.supplier.value, _what(one), one.bring, one.clause, one.where


def _what(one: OpenPoint) -> str:
    what = one.what if one.must or one.amend else f"{one.what}{NOT_A_MUST}"
    return what if one.amend or not one.waiver else f"{what}\n{one.waiver}"


def _matter(one: OpenPoint) -> str:
    """What it is, how far it fails and who answers for it, in one cell."""
    far = f"差多少：{one.far}" if one.far else ""
    return "\n".join(part for part in (_what(one), far, one.waiver if one.amend else "") if part)


def _line(text: str) -> Line:
    return Line((Span(text),), "small")


def _about(result: CheckResult, track_title: str | None) -> str:
    notice = result.notice
    dates = f"{notice.issued} 发布，{notice.verified_on} 核对，请先确认是否有新通知"
    return f"申报：{applied_for(result, track_title)}　{notice.number}（{dates}）　判断日：{result.on}"


def _counted(result: CheckResult, points: Sequence[OpenPoint]) -> str:
    counted = Counter(map(kind_of, points))
    counts = [f"{beside(kind, str(counted[kind]))} 项" for kind in (AMEND, LACK, SOFT) if counted[kind]]
    waived = sum(bool(one.waiver) for one in points)
    counts += [f"其中{beside(WAIVED, str(waived))} 项，到期以前照样要办"] if waived else []
    told = f"{'，'.join(counts)}。" if counts else NOTHING
    return f"结论：{result.conclusion}。{told}"
