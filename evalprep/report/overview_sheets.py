"""Many results as one workbook: applicants by target, what holds back most of them, a sheet for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evalprep.documents.sheets.workbook import Sheet, SheetColumn, Value, write_workbook
from evalprep.model.batch import Failed
from evalprep.model.results import CheckResult
from evalprep.model.verdicts import Overall, Verdict, Weight
from evalprep.report.overview import (
    NEWER,
    Applicant,
    Hurdle,
    Standing,
    Tracks,
    applicants,
    counted,
    hurdles,
    shown,
)
from evalprep.report.overview_lines import Told, told
from evalprep.report.waived import WAIVED

STANDINGS, HURDLES, FAILED = "申报单位", "卡点", "没有读成的"
LONGEST = 4_000
"""Characters of one cell: what is longer makes a row higher than a page."""
SIZE = 9
STANDING_COLUMNS = (
    SheetColumn("序号", "number"),
    *map(SheetColumn, ("单位", "申报去向", "结论")),
    *(SheetColumn(header, "number") for header in ("不符合", "待补充", "缺材料", WAIVED)),
    *map(SheetColumn, ("受理时间", "下一步")),
)
HURDLE_COLUMNS = (
    SheetColumn("序号", "number"),
    *map(SheetColumn, ("条款", "要求")),
    *(SheetColumn(header, "number") for header in ("卡住几家", "不符合", "待补充")),
    *map(SheetColumn, ("哪些单位", "怎么办", "谁来办")),
)
FINDING_COLUMNS = tuple(
    map(SheetColumn, ("申报去向", "结论", "条款", "要求", "情况", "差多少", "怎么办", "谁来办", "在哪里"))
)
FAILED_COLUMNS = tuple(map(SheetColumn, ("项目", "在哪里", "什么问题", "怎么办")))
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
    return [
        _standings(results, every, failed),
        _hurdles(hurdles(every)),
        *([_failed(failed)] if failed else []),
        *map(_applicant, every),
    ]


def _standings(results: Sequence[CheckResult], every: Sequence[Applicant], failed: Sequence[Failed]) -> Sheet:
    standings = [one for applicant in every for one in applicant.standings]
    rows = tuple(_row(number, *_standing(one)) for number, one in enumerate(standings, 1))
    unready = {at for at, one in enumerate(standings) if one.result.overall is Overall.NOT_READY}
    days = "、".join(dict.fromkeys(str(one.on) for one in results))
    notes = [
        f"共 {len(every)} 个单位、{len(results)} 个结果{f'：{counted(results)}' if results else ''}。判断日：{days or '无'}。",
        *([f"另有 {len(failed)} 个项目没有读成，见「{FAILED}」。"] if failed else []),
        "「不符合」「待补充」数的是必备的条件、材料和受理单位；「缺材料」是其中的必备材料。",
        *_notices(results),
    ]
    return Sheet(
        STANDINGS,
        "申报准备情况总览",
        STANDING_COLUMNS,
        rows,
        tuple(map(shown, notes)),
        frozenset((at, 3) for at in unready),
        size=SIZE,
        filtered=True,
    )


def _standing(one: Standing) -> tuple[Value, ...]:
    result = one.result
    return (
        one.name,
        one.target,
        result.overall.label,
        one.count(Verdict.UNMET),
        one.count(Verdict.UNKNOWN),
        one.lacking_materials,
        one.waived,
        one.windows,
        one.next_step,
    )


def _notices(results: Sequence[CheckResult]) -> Iterator[str]:
    for one in dict.fromkeys(result.notice for result in results):
        dates = f"{one.issued} 发布，最近一次核对 {one.verified_on}"
        yield f"{one.area}：{one.number}《{one.title}》，{dates}。{NEWER}"


def _hurdles(found: Sequence[Hurdle]) -> Sheet:
    rows = tuple(_row(number, *_hurdle(one)) for number, one in enumerate(found, 1))
    note = "卡住单位多的在前。原则上的条件不卡单位，排在后面，能不能放宽先问受理单位。"
    return Sheet(HURDLES, HURDLES, HURDLE_COLUMNS, rows, (note,), size=SIZE, filtered=True)


def _hurdle(one: Hurdle) -> tuple[Value, ...]:
    groups = ((verdict.label, one.of(verdict)) for verdict in (Verdict.UNMET, Verdict.UNKNOWN))
    who = (f"{label}：{'、'.join(map(one.told, projects))}" for label, projects in groups if projects)
    return (
        f"{one.clause}\n{one.id}\n{one.notice}",
        one.title if one.weight is Weight.MUST else f"{one.title}（{one.weight.label}）",
        one.held_back,
        len(one.of(Verdict.UNMET)),
        len(one.of(Verdict.UNKNOWN)),
        "\n".join(who),
        one.remedy,
        "\n".join(sorted(one.suppliers)),
    )


def _applicant(one: Applicant) -> Sheet:
    found = [(standing, line) for standing in one.standings for line in told(standing.result)]
    # The target has a column where there are several.
    first = 0 if len(one.standings) > 1 else 1
    rows = tuple(_row(*_finding(standing, line)[first:]) for standing, line in found)
    verdict = VERDICT - first
    unmet = frozenset((at, verdict) for at, (_, line) in enumerate(found) if line.verdict is Verdict.UNMET)
    notes = [
        f"{standing.target}：{standing.result.conclusion}。{standing.next_step}。受理时间：{standing.windows}。"
        f"判断日：{standing.result.on}。"
        for standing in one.standings
    ]
    notes += [*_notices([standing.result for standing in one.standings]), f"项目文件：{one.project}"]
    return Sheet(
        one.name,
        f"{one.name}：逐条结论",
        FINDING_COLUMNS[first:],
        rows,
        tuple(map(shown, notes)),
        unmet,
        size=SIZE,
        filtered=True,
    )


def _finding(standing: Standing, one: Told) -> tuple[Value, ...]:
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
        _row(one.project, str(told.place or ""), told.problem, told.remedy)
        for one in failed
        for told in one.problems
    )
    return Sheet(FAILED, FAILED, FAILED_COLUMNS, rows, ("改好以后再自查一次。",), size=SIZE)


def _row(*values: Value) -> tuple[Value, ...]:
    """The cells with texts that Excel can hold."""
    return tuple(_cut(shown(one)) if isinstance(one, str) else one for one in values)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}……"
