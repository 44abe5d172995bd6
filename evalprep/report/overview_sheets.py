"""Many results as one workbook: applicants by target, what holds back most of them, a sheet for each."""

from __future__ import annotations

from collections.abc import Sequence

from evalprep.documents.sheets.sheetlayout import HIGHEST_ROW, LINE_HEIGHT, PADDING, STANDARD, lines_needed
from evalprep.documents.sheets.workbook import Link, Sheet, SheetColumn, Value, write_workbook
from evalprep.model.batch import Failed
from evalprep.model.results import CheckResult
from evalprep.model.verdicts import Overall, Verdict, Weight
from evalprep.report.overview import (
    COUNTS_TOLD,
    CUT_TOLD,
    HURDLES_TOLD,
    MOST_IN_FULL,
    NEWER,
    OPEN,
    Applicant,
    Hurdle,
    Standing,
    Tracks,
    applicants,
    by_target,
    counted,
    days_told,
    hurdles,
    notices_told,
    partly_told,
    shown,
)
from evalprep.report.overview_lines import Told, told, warnings_told
from evalprep.report.waived import WAIVED

STANDINGS, HURDLES, FAILED = "申报单位", "卡点", "没有读成的"
SIZE = 9
MOST_LINES = int((HIGHEST_ROW - PADDING) / (LINE_HEIGHT * SIZE / STANDARD))
"""Of one cell: what is higher than Excel's highest row would be merged over several, which Excel cannot sort."""
NAMED = (60, 40, 30, 20, 10, 5)
"""How many applicants a hurdle names in its cell, the most that fit."""
STANDING_COLUMNS = (
    SheetColumn("序号", "number", 6),
    SheetColumn("单位", width=30),
    SheetColumn("申报去向", width=16),
    SheetColumn("结论", width=20),
    *(SheetColumn(header, "number", 8) for header in ("不符合", "待补充", "材料没落实", WAIVED)),
    SheetColumn("受理时间", width=24),
    SheetColumn("下一步", width=24),
    SheetColumn("逐条", width=7),
)
HURDLE_COLUMNS = (
    SheetColumn("序号", "number", 6),
    SheetColumn("条款", width=21.5),
    SheetColumn("要求", width=22),
    *(SheetColumn(header, "number", 9) for header in ("卡住几家", "不符合", "待补充", WAIVED)),
    SheetColumn("哪些单位", width=32),
    SheetColumn("怎么办", width=22),
    SheetColumn("谁来办", width=8.5),
)
FINDING_COLUMNS = (
    SheetColumn("申报去向", width=13),
    SheetColumn("结论", width=10),
    SheetColumn("条款", width=15),
    SheetColumn("要求", width=22),
    SheetColumn("情况", width=38),
    SheetColumn("差多少", width=15),
    SheetColumn("怎么办", width=23),
    SheetColumn("谁来办", width=8.5),
    SheetColumn("在哪里", width=18),
)
FAILED_COLUMNS = (
    SheetColumn("项目", width=30),
    SheetColumn("在哪里", width=34),
    SheetColumn("什么问题", width=42),
    SheetColumn("怎么办", width=34),
)
VERDICT = 1
"""The column of the verdict on the sheet of an applicant with several targets."""


def overview_workbook(
    results: Sequence[CheckResult], failed: Sequence[Failed] = (), tracks: Tracks | None = None
) -> bytes:
    """The bytes of the Excel file. `failed` are the projects that could not be judged, `tracks` the titles of tracks."""
    return write_workbook(overview_sheets(results, failed, tracks))


def overview_sheets(
    results: Sequence[CheckResult], failed: Sequence[Failed] = (), tracks: Tracks | None = None
) -> list[Sheet]:
    """The sheets: applicants, what holds them back, what could not be read where there is any, then each applicant."""
    every = applicants(results, tracks)
    before = [_hurdles(hurdles(every)), *([_failed(failed)] if failed else [])]
    in_full = len(results) <= MOST_IN_FULL
    own = (_applicant(one, in_full) for one in every)
    return [_standings(every, failed, 1 + len(before)), *before, *own]


def _standings(every: Sequence[Applicant], failed: Sequence[Failed], first: int) -> Sheet:
    """The applicants; `first` is the place of the first applicant's own sheet."""
    sheets = {one.project: at for at, one in enumerate(every, first)}
    standings = by_target(every)
    rows = tuple(
        _row(STANDING_COLUMNS, number, *_standing(one), Link("查看", sheets[one.project]))
        for number, one in enumerate(standings, 1)
    )
    unready = {at for at, one in enumerate(standings) if one.overall is Overall.NOT_READY}
    come_to = f"：{counted(standings)}" if standings else ""
    told = (
        f"共 {len(every)} 个单位、{len(standings)} 个结果{come_to}。判断日：{days_told(standings) or '无'}。"
    )
    lead: tuple[str | Link, ...] = (
        shown(f"{told}{NEWER}"),
        *(f"{one}。" for one in partly_told(standings)),
        *([Link(f"另有 {len(failed)} 个项目没有读成，见「{FAILED}」", 2)] if failed else []),
    )
    return Sheet(
        STANDINGS,
        "申报准备情况总览",
        STANDING_COLUMNS,
        rows,
        (COUNTS_TOLD, *notices_told(standings)),
        frozenset((at, 3) for at in unready),
        size=SIZE,
        filtered=True,
        lead=lead,
    )


def _standing(one: Standing) -> tuple[Value | Link, ...]:
    return (
        one.name,
        one.target,
        one.overall.label,
        one.count(Verdict.UNMET),
        one.count(Verdict.UNKNOWN),
        one.lacking_materials,
        one.waived(*OPEN),
        one.windows,
        one.next_step,
    )


def _hurdles(found: Sequence[Hurdle]) -> Sheet:
    rows = tuple(_row(HURDLE_COLUMNS, number, *_hurdle(one)) for number, one in enumerate(found, 1))
    return Sheet(HURDLES, HURDLES, HURDLE_COLUMNS, rows, size=SIZE, filtered=True, lead=(HURDLES_TOLD,))


def _hurdle(one: Hurdle) -> tuple[Value | Link, ...]:
    return (
        f"{one.clause}\n{one.id}\n{one.notice}",
        one.title if one.weight is Weight.MUST else f"{one.title}（{one.weight.label}）",
        one.held_back,
        *(len(one.of(verdict)) for verdict in OPEN),
        one.waived(*OPEN),
        _named(one),
        one.remedy,
        "\n".join(sorted(one.suppliers)),
    )


def _named(one: Hurdle) -> str:
    """The applicants by verdict, all of them where they fit."""
    width = HURDLE_COLUMNS[-3].width
    told = (_first(one, most) for most in (len(one.verdicts), *NAMED))
    return next((text for text in told if _fits(text, width)), _first(one, 1))


def _first(one: Hurdle, most: int) -> str:
    """So many applicants of each verdict, and how many there are where that is not all."""
    lines = []
    for verdict in OPEN:
        projects = one.of(verdict)
        more = f" 等 {len(projects)} 家（全部的看网页）" if len(projects) > most else ""
        if projects:
            lines.append(f"{verdict.label}：{'、'.join(map(one.told, projects[:most]))}{more}")
    return "\n".join(lines)


def _applicant(one: Applicant, in_full: bool) -> Sheet:
    results = [standing.fetch() for standing in one.standings]
    found = [
        (standing, line)
        for standing, result in zip(one.standings, results, strict=True)
        for line in told(result)
        if in_full or not line.is_settled
    ]
    # The target has a column where there are several.
    first = 0 if len(one.standings) > 1 else 1
    columns = FINDING_COLUMNS[first:]
    rows = tuple(_row(columns, *_finding(standing, line)[first:]) for standing, line in found)
    verdict = VERDICT - first
    unmet = frozenset((at, verdict) for at, (_, line) in enumerate(found) if line.verdict is Verdict.UNMET)
    stands = (
        f"{standing.target}：{result.conclusion}。下一步：{standing.next_step}。受理时间：{standing.windows}。"
        f"判断日：{standing.on}。"
        for standing, result in zip(one.standings, results, strict=True)
    )
    notes = [*notices_told(one.standings), f"项目文件：{one.project}"]
    notes += [] if in_full else [CUT_TOLD]
    every = dict.fromkeys(line for result in results for line in warnings_told(result))
    warnings = (f"请留意：{line}" for line in every)
    return Sheet(
        one.name,
        f"{one.name}：逐条结论",
        columns,
        rows,
        tuple(map(shown, notes)),
        unmet,
        size=SIZE,
        filtered=True,
        lead=(Link(f"回到「{STANDINGS}」", 0), *map(shown, stands), *warnings),
    )


def _finding(standing: Standing, one: Told) -> tuple[Value | Link, ...]:
    verdict = (
        f"{one.verdict.label if one.verdict else Weight.NOTE.label}{f'（{WAIVED}）' if one.waiver else ''}"
    )
    missing = [f"缺：{'；'.join(one.missing)}"] if one.missing else []
    return (
        standing.target,
        verdict,
        f"{one.clause}\n{one.id}",
        f"{one.title}（{Weight.PRINCIPLE.label}）" if one.soft else one.title,
        "\n".join([one.message, *one.rows, *missing, *([one.waiver] if one.waiver else [])]),
        one.far,
        one.remedy,
        "\n".join(one.suppliers),
        "\n".join(one.places),
    )


def _failed(failed: Sequence[Failed]) -> Sheet:
    rows = tuple(
        _row(FAILED_COLUMNS, one.project, str(told.place or ""), told.problem, told.remedy)
        for one in failed
        for told in one.problems
    )
    return Sheet(FAILED, FAILED, FAILED_COLUMNS, rows, ("改好以后再自查一次。",), size=SIZE)


def _row(columns: Sequence[SheetColumn], *values: Value | Link) -> tuple[Value | Link, ...]:
    """The cells with texts that stand in a row that Excel can hold."""
    return tuple(
        _cut(shown(value), column.width) if isinstance(value, str) else value
        for column, value in zip(columns, values, strict=True)
    )


def _cut(text: str, width: float) -> str:
    """As much of a text as stands in one cell."""
    if _fits(text, width):
        return text
    least, most = 0, len(text)
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if _fits(f"{text[:middle]}……", width) else (least, middle - 1)
    return f"{text[:least]}……"


def _fits(text: str, width: float) -> bool:
    # A line has a sign at least, which spares most cells the measuring.
    return len(text) < MOST_LINES or lines_needed(text, width * STANDARD / SIZE) <= MOST_LINES
