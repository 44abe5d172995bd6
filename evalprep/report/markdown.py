"""Results as Markdown for people: in a pull request, a wiki or a job's summary.

An overview where there are several, then each applicant and target: the notice, the conclusion, the counts, a table of
what is not settled, and the whole self-check in a part that opens on a click. Tables are those of GitHub's Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from evalprep.model.bar import SELECTED
from evalprep.model.batch import Failed
from evalprep.model.results import OLD_NOTICE, CheckResult, Finding
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.cases import (
    OPEN,
    Case,
    applicant,
    judged,
    notice_told,
    problem_place,
    problem_told,
    target_name,
    waived,
)
from evalprep.report.findings import MARKS
from evalprep.report.layout import Style
from evalprep.report.open_point import where
from evalprep.report.overview import shown
from evalprep.report.places import failing_rows
from evalprep.report.text import check_text

TITLE = "# 申报条件自查"
OVERVIEW = (
    "| 单位 | 申报 | 结论 | 必备：不符合 | 必备：待补充 | 原则上：不符合 | 其中已豁免 | 项目文件 |",
    "|---|---|---|--:|--:|--:|--:|---|",
)
POINTS = ("| 编号 | 条款 | 要求 | 判断 | 差多少 | 项目文件 | 怎么办 |", "|---|---|---|---|---|---|---|")
COUNTED = (Verdict.UNMET, Verdict.UNKNOWN, Verdict.EASED, Verdict.MET, Verdict.NOT_APPLICABLE)
WIDE = Style(100)
MOST_ROWS = 3
_SIGNS = re.compile(r"([\\`*_\[\]<>|#~&$])")
_TICKS = re.compile("`+")


def markdown_text(results: Sequence[CheckResult], failed: Sequence[Failed] = ()) -> str:
    """The whole document, ending with a line break."""
    several = [*_partly(results), _overview(results)] if len(results) + len(failed) > 1 and results else []
    parts = [TITLE, *several, *([failed_section(failed)] if failed else []), *map(applicant_section, results)]
    return "\n\n".join(parts) + "\n"


def overview_row(result: CheckResult) -> str:
    """An applicant and target as a row of the overview: the conclusion and how many stand against it."""
    every = judged(result)
    count = {
        (verdict, soft): sum(one.verdict is verdict and one.is_soft is soft for one in every)
        for verdict in OPEN
        for soft in (False, True)
    }
    numbers = (count[Verdict.UNMET, False], count[Verdict.UNKNOWN, False], count[Verdict.UNMET, True])
    waivers = sum(one.waiver is not None for one in judged(result))
    return table_row(
        (
            applicant(result),
            f"{result.notice.area}（{target_name(result)}）",
            result.conclusion,
            *map(str, (*numbers, waivers)),
            result.project,
        )
    )


def applicant_section(result: CheckResult, *, whole: bool = True) -> str:
    """One applicant and target, from its heading to what is not settled, and the whole self-check where it is wished."""
    parts = [
        f"## {escaped(applicant(result))}：{escaped(result.notice.area)}（{escaped(target_name(result))}）",
        f"> {escaped(notice_told(result))}",
        f"**结论：{escaped(result.conclusion)}**",
        f"判断日 {result.on}，项目文件 {escaped(result.project)}",
        _counts(result),
    ]
    parts += _points(result)
    warnings = [
        f"{one.message}{f'（{one.place}）' if one.place else ''}"
        for one in result.warnings
        if one.code != OLD_NOTICE
    ]
    if warnings:
        parts.append("\n".join(["**请留意**", "", *(f"- {escaped(one)}" for one in warnings)]))
    return "\n\n".join([*parts, *([_whole(result)] if whole else [])])


def failed_section(failed: Sequence[Failed]) -> str:
    """The projects that could not be judged, and what to do."""
    lines = [f"## 无法判断的项目（{len(failed)}）", ""]
    for project in failed:
        lines.append(f"- **{escaped(project.project)}**")
        for one in project.problems:
            lines.append(f"  - {escaped(f'{problem_place(project, one)}：{problem_told(one)}')}")
    return "\n".join(lines)


def _partly(results: Sequence[CheckResult]) -> list[str]:
    """That the numbers are those of a part, where only a part of the clauses is looked at."""
    told = (one.message for one in results[0].warnings if one.code == SELECTED)
    return [f"**{escaped(one)}，数目只算这里看的。**" for one in told]


def _overview(results: Sequence[CheckResult]) -> str:
    return "\n".join([*OVERVIEW, *map(overview_row, results)])


def _counts(result: CheckResult) -> str:
    """How many of the conditions and materials have each verdict."""
    every = {id(one.one): one for one in judged(result)}
    groups = {
        "必备条件": [one for one in result.findings if one.weight is Weight.MUST],
        "原则上的条件": [one for one in result.findings if one.weight is Weight.PRINCIPLE],
        "申报材料": result.materials,
    }
    lines = [table_row(("", *(one.label for one in COUNTED))), f"|---|{'--:|' * len(COUNTED)}"]
    for name, found in groups.items():
        own = [every[id(one)].verdict for one in found if id(one) in every]
        if own:
            lines.append(table_row((name, *(str(own.count(verdict)) for verdict in COUNTED))))
    return "\n".join(lines)


def _points(result: CheckResult) -> list[str]:
    """What is not settled: musts before what is 原则上, what is unmet before what is unknown, what is waived last."""
    found = [one for one in judged(result) if one.verdict in OPEN]
    if not found:
        return ["没有不符合的，也没有待补充的。"]
    found.sort(key=lambda one: (one.waiver is not None, one.is_soft, OPEN.index(one.verdict)))
    return [f"### 还没有落实的（{len(found)}）", "\n".join([*POINTS, *map(_point, found)])]


def _point(one: Case) -> str:
    soft = "（原则上）" if one.is_soft else ""
    verdict = f"{MARKS[one.verdict]} {one.verdict.label if one.verdict else ''}{soft}"
    told = [verdict, *([waived(one.waiver)] if one.waiver else [])]
    lines = where(one.own_places)
    return table_row((one.name, one.clause, one.title, "\n".join(told), _far(one), lines, one.remedy))


def _far(one: Case) -> str:
    """The message, and the first of the rows that do not count."""
    rows = failing_rows(one.one.outcome) if isinstance(one.one, Finding) else iter(())
    every = list(dict.fromkeys(text for text, _ in rows))
    more = [f"…… 另有 {len(every) - MOST_ROWS} 行"] if len(every) > MOST_ROWS else []
    return "\n".join([one.message, *every[:MOST_ROWS], *more])


def _whole(result: CheckResult) -> str:
    """The self-check as `check` shows it, behind a click."""
    text = check_text(result, WIDE).rstrip("\n")
    # A fence is longer than any run of backticks that it holds.
    fence = "`" * max([3, *(len(one) + 1 for one in _TICKS.findall(text))])
    return f"<details>\n<summary>自查全文</summary>\n\n{fence}text\n{text}\n{fence}\n\n</details>"


def table_row(cells: Iterable[str]) -> str:
    """One row of a table."""
    return f"| {' | '.join(map(escaped, cells))} |"


def escaped(text: str) -> str:
    """A text as Markdown shows it, sign for sign, on one line as a cell of a table asks it."""
    return "<br>".join(_SIGNS.sub(r"\\\1", line) for line in shown(text).splitlines())
