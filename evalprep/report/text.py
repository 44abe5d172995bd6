"""A check as text for people: the verdict first, then what is unmet and missing with place and remedy, then the rest."""

from __future__ import annotations

from collections.abc import Iterable

from evalprep.model.results import CheckResult, Finding
from evalprep.model.verdicts import Overall, Verdict, Weight
from evalprep.report.filed import when_and_where
from evalprep.report.findings import COLOURS, SETTLED, settled, told
from evalprep.report.layout import Style, pad, wrap
from evalprep.report.notices import notice_lines
from evalprep.report.scored import score_line, score_table
from evalprep.report.waived import of_which_waived
from evalprep.rules.regulations import rules_lacking

OVERALL_COLOURS = {Overall.READY: 32, Overall.NOT_READY: 31, Overall.UNDETERMINED: 33}
ORDER = (Verdict.UNMET, Verdict.UNKNOWN, Verdict.EASED, Verdict.MET, Verdict.NOT_APPLICABLE)


def check_text(
    result: CheckResult, style: Style, track_title: str | None = None, one_of_several: bool = False
) -> str:
    """The whole result, ending with a line break; one of several names its project file."""
    lines = [*_head(result, style, track_title, one_of_several), *_summary(result, style)]
    lines += when_and_where(result, style)
    for verdict in ORDER:
        if verdict is Verdict.MET and result.score:
            above = (rule for one in result.judged for rule in rules_lacking(one.outcome))
            lines += score_table(result.score, style, {kind for rule in above for kind in rule.kinds})
        lines += _section(result, verdict, style)
    return "\n".join(lines + _notes(result, style)) + "\n"


def _head(result: CheckResult, style: Style, track_title: str | None, one_of_several: bool) -> list[str]:
    name = result.organization or "（单位名称未填）"
    where = f"{result.notice.area}{f'（{track_title}）' if track_title else ''}"
    colour = OVERALL_COLOURS[result.overall]
    return [
        *notice_lines(result.notice, style.cells),
        "",
        *(wrap(f"项目文件：{result.project}", style.cells) if one_of_several else ()),
        *wrap(f"{name}　申报：{where}　判断日：{result.on}", style.cells),
        *(style.paint(line, colour) for line in wrap(f"结论：{result.conclusion}", style.cells, "", "  ")),
    ]


def _summary(result: CheckResult, style: Style) -> list[str]:
    groups: list[tuple[str, list[Finding]]] = [
        ("必备条件", [f for f in result.findings if f.weight is Weight.MUST]),
        ("原则上的条件", [f for f in result.findings if f.weight is Weight.PRINCIPLE]),
        ("申报材料", [f for f in result.materials if f.weight is not Weight.NOTE]),
    ]
    lines = [""]
    for title, found in groups:
        if found:
            counted = "，".join(_counted(found, verdict) for verdict in ORDER if _of(found, verdict))
            lines += wrap(counted, style.cells, f"  {pad(title, 14)}{len(found):>3} 项：", " " * 25)
    if result.score:
        scored = f"{len(result.score.items):>3} 项："
        lines += wrap(score_line(result.score), style.cells, f"  {pad('自评分', 14)}{scored}", " " * 25)
    return lines


def _of(found: Iterable[Finding], verdict: Verdict) -> list[Finding]:
    return [one for one in found if one.verdict is verdict]


def _counted(found: Iterable[Finding], verdict: Verdict) -> str:
    """不符合 3（其中已豁免 1）."""
    own = _of(found, verdict)
    waived = of_which_waived(own)
    return f"{verdict.label} {len(own)}{f'（{waived}）' if waived else ''}"


def _section(result: CheckResult, verdict: Verdict, style: Style) -> list[str]:
    found = _of(result.judged, verdict)
    if not found:
        return []
    counted = "，".join(part for part in (str(len(found)), of_which_waived(found)) if part)
    head = ["", style.paint(f"{verdict.label}（{counted}）", COLOURS.get(verdict))]
    if verdict in SETTLED:
        return [*head, *settled(found, style)]
    return [*head, *(line for finding in found for line in told(finding, style))]


def _notes(result: CheckResult, style: Style) -> list[str]:
    notes = [
        f for f in result.findings if f.weight is Weight.NOTE and f.outcome.verdict is Verdict.NOT_APPLICABLE
    ]
    lines = _listed("通知里还说", (f"{note.id}  {note.title}（{note.clause}）" for note in notes), style)
    # A window that is closed stands above already.
    told_above = {window.id for window in result.windows}
    warned = (
        f"{one.message}{f'（{one.place}）' if one.place else ''}"
        for one in result.warnings
        if one.code not in told_above
    )
    return lines + _listed("请留意", warned, style)


def _listed(title: str, texts: Iterable[str], style: Style) -> list[str]:
    found = list(texts)
    return (
        ["", title, *(line for text in found for line in wrap(f"· {text}", style.cells, "  ", "    "))]
        if found
        else []
    )
