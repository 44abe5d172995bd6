"""A check as text for people: the verdict first, then what is unmet and missing with place and remedy, then the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evalprep.model.results import CheckResult, Finding, Outcome
from evalprep.model.validation import path_text
from evalprep.model.verdicts import Overall, Verdict, Weight
from evalprep.report.layout import Style, pad, width, wrap
from evalprep.report.notices import notice_lines

MARKS = {
    Verdict.MET: "√",
    Verdict.UNMET: "×",
    Verdict.UNKNOWN: "?",
    Verdict.EASED: "~",
    Verdict.NOT_APPLICABLE: "-",
    None: "·",
}
COLOURS = {Verdict.MET: 32, Verdict.UNMET: 31, Verdict.UNKNOWN: 33, Verdict.EASED: 36}
OVERALL_COLOURS = {Overall.READY: 32, Overall.NOT_READY: 31, Overall.UNDETERMINED: 33}
ORDER = (Verdict.UNMET, Verdict.UNKNOWN, Verdict.EASED, Verdict.MET, Verdict.NOT_APPLICABLE)
MOST_MISSING = 6


def check_text(
    result: CheckResult, style: Style, track_title: str | None = None, one_of_several: bool = False
) -> str:
    """The whole result, ending with a line break; one of several names its project file."""
    lines = [*_head(result, style, track_title, one_of_several), *_summary(result, style)]
    for verdict in ORDER[:-2]:
        lines += _section(result, verdict, style)
    for verdict in ORDER[-2:]:
        lines += _settled(result, verdict, style)
    return "\n".join(lines + _notes(result, style)) + "\n"


def _head(result: CheckResult, style: Style, track_title: str | None, one_of_several: bool) -> list[str]:
    name = result.organization or "（单位名称未填）"
    where = f"{result.notice.area}{f'（{track_title}）' if track_title else ''}"
    return [
        *notice_lines(result.notice, style.cells),
        "",
        *(wrap(f"项目文件：{result.project}", style.cells) if one_of_several else ()),
        *wrap(f"{name}　申报：{where}　判断日：{result.on}", style.cells),
        style.paint(f"结论：{result.conclusion}", OVERALL_COLOURS[result.overall]),
    ]


def _summary(result: CheckResult, style: Style) -> list[str]:
    groups: list[tuple[str, list[Finding]]] = [
        ("必备条件", [f for f in result.findings if f.weight is Weight.MUST]),
        ("原则上的条件", [f for f in result.findings if f.weight is Weight.PRINCIPLE]),
        ("申报材料", list(result.materials)),
    ]
    lines = [""]
    for title, found in groups:
        if found:
            counts = {verdict: sum(one.verdict is verdict for one in found) for verdict in ORDER}
            told = "，".join(f"{verdict.label} {count}" for verdict, count in counts.items() if count)
            lines += wrap(told, style.cells, f"  {pad(title, 14)}{len(found):>3} 项：", " " * 25)
    return lines


def _section(result: CheckResult, verdict: Verdict, style: Style) -> list[str]:
    found = [finding for finding in result.judged if finding.verdict is verdict]
    if not found:
        return []
    lines = ["", style.paint(f"{verdict.label}（{len(found)}）", COLOURS.get(verdict))]
    for finding in found:
        lines += _finding(finding, style)
    return lines


def _finding(finding: Finding, style: Style) -> Iterator[str]:
    mark = MARKS[finding.verdict]
    subject = f"〔{finding.subject.label}〕" if finding.subject else ""
    soft = "（原则上）" if finding.weight is Weight.PRINCIPLE else ""
    head = wrap(
        f"{finding.id}  {subject}{finding.title}{soft}（{finding.clause}）", style.cells - 4, "", "  "
    )
    yield f"  {style.paint(mark, COLOURS.get(finding.verdict) if finding.verdict else None)} {head[0]}"
    yield from (f"    {line}" for line in head[1:])
    yield from wrap(finding.outcome.message, style.cells, "      ")
    yield from _rows(finding.outcome, style)
    yield from _missing(finding.outcome, style)
    if finding.interpretation:
        yield from wrap(f"理解：{finding.interpretation}", style.cells, "      ", "            ")
    if finding.remedy:
        yield from wrap(f"怎么办：{finding.remedy}", style.cells, "      ", "              ")


def _rows(outcome: Outcome, style: Style) -> Iterator[str]:
    """The rows that do not count, with place and reason."""
    for part in _leaves(outcome):
        for row in part.rows:
            if row.counts != "yes":
                place = f"（{row.place}）" if row.place else ""
                yield from wrap(
                    f"{part.title}{row.label}：{row.reason}{place}",
                    style.cells,
                    "        ",
                    "          ",
                )


def _leaves(outcome: Outcome) -> Iterator[Outcome]:
    yield outcome
    for part in outcome.parts:
        yield from _leaves(part)


def _missing(outcome: Outcome, style: Style) -> Iterator[str]:
    """What to fill in: its label, the line and the key under which it belongs."""
    asked = list(
        dict.fromkeys((one.label, str(one.place or ""), path_text(one.path)) for one in outcome.missing)
    )
    for label, place, key in asked[:MOST_MISSING]:
        where = "，".join(part for part in (place, key) if part)
        yield from wrap(f"缺：{label}（{where}）", style.cells, "        ", "            ")
    if len(asked) > MOST_MISSING:
        yield f"        …… 另有 {len(asked) - MOST_MISSING} 处，共 {len(asked)} 处"


def _settled(result: CheckResult, verdict: Verdict, style: Style) -> list[str]:
    """What is met, or not applicable: a line each, where the window is wide enough."""
    found = [finding for finding in result.judged if finding.verdict is verdict]
    if not found:
        return []
    cells = max(width(finding.id) for finding in found)
    lines = ["", style.paint(f"{verdict.label}（{len(found)}）", COLOURS.get(verdict))]
    for finding in found:
        subject = f"〔{finding.subject.label}〕" if finding.subject else ""
        head = f"  {MARKS[finding.verdict]} {pad(finding.id, cells)}  "
        lines += wrap(
            f"{subject}{finding.title}：{finding.outcome.message}",
            style.cells,
            head,
            " " * (cells + 6),
        )
    return lines


def _notes(result: CheckResult, style: Style) -> list[str]:
    lines: list[str] = []
    if result.filing:
        lines += ["", "到哪里申报"]
        for filing in result.filing:
            lines += wrap(
                f"· {filing.id}  {filing.title}：{filing.authority}。{filing.note}", style.cells, "  ", "    "
            )
    notes = [
        f for f in result.findings if f.weight is Weight.NOTE and f.outcome.verdict is Verdict.NOT_APPLICABLE
    ]
    lines += _listed("通知里还说", (f"{note.id}  {note.title}（{note.clause}）" for note in notes), style)
    told = (f"{one.message}{f'（{one.place}）' if one.place else ''}" for one in result.warnings)
    return lines + _listed("请留意", told, style)


def _listed(title: str, texts: Iterable[str], style: Style) -> list[str]:
    found = list(texts)
    return (
        ["", title, *(line for text in found for line in wrap(f"· {text}", style.cells, "  ", "    "))]
        if found
        else []
    )
