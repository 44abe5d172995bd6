"""Every jurisdiction and track against one applicant: what is nearest to reach first, with the distance to each threshold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from evalprep.model.results import CheckResult, Filing, Finding, Outcome
from evalprep.model.verdicts import Gap, Interval, Overall, Verdict, Weight
from evalprep.report.findings import SETTLED, grouped
from evalprep.report.layout import Style, pad, width, wrap
from evalprep.report.notices import notice_lines
from evalprep.report.waived import WAIVED, of_which_waived
from evalprep.rules.wording import quantity

MOST_IDS = 8
MOST_DISTANCES = 40
ORDER = "排列：可以申报的在前；其余先比还没有落实的必备项（不符合和待补充合计），再比不符合的，再比离各门槛的相对差距，少的在前。"
NEWER = "以下各份通知：请先确认是否有新通知。"
MARKS = {Overall.READY: "√", Overall.UNDETERMINED: "?", Overall.NOT_READY: "×"}
COLOURS = {Overall.READY: 32, Overall.UNDETERMINED: 33, Overall.NOT_READY: 31}


@dataclass(frozen=True)
class Distance:
    """How far one threshold is that is not surely reached."""

    finding: Finding
    counted: str
    """What is counted; empty where the requirement has this one threshold only."""
    gap: Gap
    unit: str
    excess: bool
    """Whether it is too much, not too little."""
    relative: Decimal
    """The distance at worst, in parts of the threshold; 1 where it may be any."""

    @property
    def told(self) -> str:
        """`HN-E10（电工） 每个职业 5 千人次：还差 0 至 1,200 人次`."""
        finding = self.finding
        counted = f"（{self.counted}）" if self.counted else ""
        soft = "，原则上" if finding.weight is Weight.PRINCIPLE else ""
        eased = "，可放宽" if finding.verdict is Verdict.EASED else ""
        how_far = _gap(self.gap, self.unit, "超出" if self.excess else "还差")
        waived = f"，{WAIVED}" if finding.waiver else ""
        return f"{finding.name} {finding.title}{counted}：{how_far}{soft}{eased}{waived}"


@dataclass(frozen=True)
class MatrixRow:
    """One jurisdiction and track."""

    result: CheckResult
    track_title: str | None
    unmet: tuple[Finding | Filing, ...]
    """The musts that are unmet; one per occupation where the rule repeats."""
    unknown: tuple[Finding | Filing, ...]
    distances: tuple[Distance, ...]

    @property
    def name(self) -> str:
        """湖南省（面向本省）."""
        track = f"（{self.track_title}）" if self.track_title else ""
        return f"{self.result.notice.area}{track}"

    @property
    def target(self) -> str:
        """As `-j` takes it: `hunan:province`."""
        track = f":{self.result.track}" if self.result.track else ""
        return f"{self.result.jurisdiction}{track}"


def matrix(results: Iterable[tuple[CheckResult, str | None]]) -> list[MatrixRow]:
    """A row for each result (with its track in Chinese), the nearest to reach first; equal ones in the order they come."""
    return sorted((_row(result, track) for result, track in results), key=_nearness)


def matrix_text(
    rows: Sequence[MatrixRow], without: Iterable[str], style: Style, one_of_several: bool = False
) -> str:
    """The rows as text: a table first, then each by itself. `without` tells what has no notice in force on the day."""
    lines = wrap(NEWER, style.cells)
    if rows:
        lines += ["", *_head(rows[0].result, style, one_of_several), "", *_table(rows, style)]
    for row in rows:
        lines += _block(row, style)
    for told in without:
        lines += ["", *wrap(told, style.cells, "· ", "  ")]
    return "\n".join(lines) + "\n"


def _head(result: CheckResult, style: Style, one_of_several: bool) -> list[str]:
    name = result.organization or "（单位名称未填）"
    return [
        *(wrap(f"项目文件：{result.project}", style.cells) if one_of_several else ()),
        *wrap(f"{name}　全部地区和类别　判断日：{result.on}", style.cells),
        *wrap(ORDER, style.cells),
    ]


def _row(result: CheckResult, track_title: str | None) -> MatrixRow:
    every: tuple[Finding | Filing, ...] = (*result.judged, *result.filing)
    musts = [one for one in every if one.weight is Weight.MUST]
    return MatrixRow(
        result,
        track_title,
        tuple(one for one in musts if one.verdict is Verdict.UNMET),
        tuple(one for one in musts if one.verdict is Verdict.UNKNOWN),
        tuple(distance for finding in result.judged for distance in _distances(finding)),
    )


def _nearness(row: MatrixRow) -> tuple[bool, int, int, Decimal]:
    ready = row.result.overall is Overall.READY
    relative = sum((one.relative for one in row.distances), Decimal(0))
    # What nobody has answered yet may well fail, so few failures alone are not near.
    return not ready, len(row.unmet) + len(row.unknown), len(row.unmet), relative


def _distances(finding: Finding) -> list[Distance]:
    """The thresholds of a finding, and of those that it refers to, that are not surely reached; a note has none."""
    if finding.verdict in (None, *SETTLED):
        return []
    found = list(_open(finding, finding.outcome))
    if sum(one.finding is finding for one in found) > 1:
        return found
    return [replace(one, counted="") if one.finding is finding else one for one in found]


def _open(finding: Finding, outcome: Outcome) -> Iterator[Distance]:
    gap = outcome.gap
    if gap is not None:
        if gap.max is None or gap.max > 0:
            excess, relative = _too_much(outcome), _relative(outcome, gap)
            yield Distance(finding, outcome.title, gap, outcome.unit or "", excess, relative)
        return
    for part in outcome.parts:
        if part.finding is not None:
            yield from _distances(part.finding)
        elif part.verdict not in SETTLED:
            yield from _open(finding, part)


def _too_much(outcome: Outcome) -> bool:
    """Whether the number lies above what is asked: it surely passes the upper end, or there is no lower one."""
    required, observed = outcome.required or {}, outcome.observed
    if "at_least" in required or not isinstance(observed, Interval):
        return False
    upper = required.get("between") or [required.get("equals", required.get("at_most"))]
    limit = _number(upper[-1])
    return "at_most" in required or (limit is not None and observed.min > limit)


def _relative(outcome: Outcome, gap: Gap) -> Decimal:
    """The distance at worst against the threshold; a threshold of none is measured by 1."""
    if gap.max is None:
        return Decimal(1)
    numbers = (_number(value) for value in (outcome.required or {}).values())
    threshold = next((abs(number) for number in numbers if number), Decimal(1))
    return Decimal(gap.max) / threshold


def _number(value: object) -> Decimal | None:
    first = value[0] if isinstance(value, list | tuple) and value else value
    plain = isinstance(first, int | float | Decimal) and not isinstance(first, bool)
    return Decimal(str(first)) if plain else None


def _table(rows: Sequence[MatrixRow], style: Style) -> Iterator[str]:
    names = max((width(row.name) for row in rows), default=0)
    # A name that would leave no room for the rest has the rest under it.
    names = min(max(names, width("地区、类别")), style.cells - 34)
    yield f"  {pad('地区、类别', names + 2)}不符合  待补充  结论"
    for row in rows:
        sign = style.paint(MARKS[row.result.overall], COLOURS[row.result.overall])
        counts = f"{len(row.unmet):>6}  {len(row.unknown):>6}  {row.result.overall.label}"
        first, *others = wrap(row.name, max(names, 10)) or [""]
        yield f"{sign} {pad(first, names + 2)}{counts}"
        yield from (f"  {line}" for line in others)


def _block(row: MatrixRow, style: Style) -> Iterator[str]:
    result = row.result
    yield ""
    yield from wrap(f"{row.name}　-j {row.target}", style.cells)
    yield from (f"  {line}" for line in notice_lines(result.notice, style.cells - 2))
    conclusion = wrap(f"结论：{result.conclusion}", style.cells, "  ", "    ")
    yield from (style.paint(line, COLOURS[result.overall]) for line in conclusion)
    for window in result.windows:
        yield from wrap(f"受理时间 {window.id}：{window.note}", style.cells, "  ", "    ")
    for label, found in (("不符合", row.unmet), ("待补充", row.unknown)):
        if found:
            waived = of_which_waived(found)
            counted = f"{label} {len(found)} 项{f'（{waived}）' if waived else ''}"
            yield from wrap(f"{counted}：{_ids(found)}", style.cells, "  ", "    ")
    if row.distances:
        yield "  离门槛："
    for distance in row.distances[:MOST_DISTANCES]:
        yield from wrap(distance.told, style.cells, "    ", "      ")
    if len(row.distances) > MOST_DISTANCES:
        yield f"    …… 另有 {len(row.distances) - MOST_DISTANCES} 处，共 {len(row.distances)} 处"


def _ids(found: Iterable[Finding | Filing]) -> str:
    """The ids, each once with its occupations; of many the first few."""
    findings = [one for one in found if isinstance(one, Finding)]
    named = [*grouped(findings), *(one.id for one in found if isinstance(one, Filing))]
    cut = "、".join(named[:MOST_IDS])
    return f"{cut} …… 另有 {len(named) - MOST_IDS} 条" if len(named) > MOST_IDS else cut


def _gap(gap: Gap, unit: str, word: str) -> str:
    """还差 1,200 人次; 还差 0 至 1,200 人次, where a part of it may be there already."""
    low = max(gap.min, 0) if gap.min is not None else 0
    if gap.max is None:
        return f"{word}多少不清楚（至少 {quantity(low, unit)}）" if low else f"{word}多少不清楚"
    if gap.min == gap.max:
        return f"{word} {quantity(gap.max, unit)}"
    return f"{word} {quantity(low, '')} 至 {quantity(gap.max, unit)}"
