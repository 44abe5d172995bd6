"""Many results as one HTML page: nothing is loaded from elsewhere, and without JavaScript it is still whole.

The page may run no script and take no style but its own two (Content-Security-Policy, by their hashes), so that
nothing that stands in a project file can act. Bars are SVG, whose measures are attributes, not styles.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files

from evalprep.model.batch import Failed
from evalprep.model.results import CheckResult
from evalprep.model.suppliers import Supplier
from evalprep.model.verdicts import Overall, Verdict, Weight
from evalprep.report.matrix import MARKS as OVERALL_MARKS
from evalprep.report.overview import (
    NEWER,
    NOBODY,
    Applicant,
    Hurdle,
    Standing,
    Tracks,
    applicants,
    counted,
    hurdles,
    shown,
)
from evalprep.report.overview_bars import PATTERN, bar
from evalprep.report.overview_lines import Told, told, windows_told
from evalprep.report.scored import score_line
from evalprep.report.waived import WAIVED

TITLE = "申报准备情况总览"
LEGEND = "横条：实色是已有的，斜线是还不清楚的，虚线框是差的，深红是多出的，竖线是要求。"
MOST_IN_FULL = 120
"""How many results are told clause by clause; of more only what is not settled, so that a browser can hold the page."""
NOTICE_HEADERS = ("地区", "通知", "发布", "最近一次核对")
FAILED_HEADERS = ("项目", "在哪里", "什么问题", "怎么办")
STANDING_HEADERS = ("单位", "申报去向", "结论", "不符合", "待补充", "缺材料", "受理时间", "下一步")
HURDLE_HEADERS = ("条款", "要求", "卡住几家", "不符合", "待补充", "哪些单位", "怎么办")
FINDING_HEADERS = ("结论", "条款", "要求", "情况、怎么办")


def overview_html(
    results: Sequence[CheckResult], failed: Sequence[Failed] = (), tracks: Tracks | None = None
) -> str:
    """The page. `failed` are the projects that could not be judged, `tracks` the Chinese titles of tracks."""
    every = applicants(results, tracks)
    standings = [one for applicant in every for one in applicant.standings]
    found = hurdles(every)
    numbers = {(id(one)): f"a{number}" for number, one in enumerate(standings, 1)}
    first = {one.project: numbers[id(one.standings[0])] for one in every}
    css, js = _static("overview.css"), _static("overview.js")
    body = [
        f"<header><h1>{TITLE}</h1>{_summary(results, every, failed)}</header>",
        _controls(standings),
        "<main>",
        _notices(results),
        _failed(failed),
        _standings(standings, numbers),
        _hurdles(found, first),
        *_articles(standings, numbers, len(standings) <= MOST_IN_FULL),
        "</main>",
    ]
    policy = (
        f"default-src 'none'; style-src {_source(css)}; script-src {_source(js)}; base-uri 'none'; "
        "form-action 'none'"
    )
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="zh-CN"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer"><meta name="format-detection" content="telephone=no">',
            f"<title>{TITLE}</title><style>{css}</style></head><body>",
            PATTERN,
            *body,
            f"<script>{js}</script></body></html>\n",
        )
    )


def _static(name: str) -> str:
    return files("evalprep.report").joinpath(name).read_text(encoding="utf-8")


def _source(text: str) -> str:
    """What the policy names a script or style by that stands in the page: 'sha256-…'."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _h(text: str) -> str:
    """A text as HTML that is only seen."""
    return escape(shown(text)).replace("\n", "<br>")


def _summary(results: Sequence[CheckResult], every: Sequence[Applicant], failed: Sequence[Failed]) -> str:
    days = "、".join(dict.fromkeys(str(one.on) for one in results))
    lines = [f"共 {len(every)} 个单位、{len(results)} 个结果{f'：{counted(results)}' if results else ''}。"]
    lines += [f"另有 {len(failed)} 个项目没有读成。"] if failed else []
    lines += [f"判断日：{days}。"] if days else []
    return f"<p>{_h(''.join(lines))}</p><p class='newer'>{NEWER}</p>"


def _controls(standings: Sequence[Standing]) -> str:
    """The filters; hidden until the script that answers them runs."""
    targets = {one.key: one.target for one in standings}
    verdicts = {one.value: one.label for one in Verdict} | {"waived": WAIVED}
    overall = {one.value: one.label for one in Overall}
    who = {one: one for one in (*(who.value for who in Supplier), NOBODY)}
    return (
        "<form id='controls' role='search' hidden>"
        "<label>查找 <input type='search' name='q' autocomplete='off' placeholder='单位、条款、字段……'></label>"
        f"{_select('overall', '单位结论', overall)}{_select('verdict', '逐条结论', verdicts)}"
        f"{_select('target', '申报去向', targets)}{_select('who', '谁来办', who)}"
        "<span class='buttons'><button type='button' name='clear'>清除筛选</button>"
        "<button type='button' name='open'>全部展开</button><button type='button' name='close'>全部收起</button>"
        "</span></form><p id='status' role='status' aria-live='polite' hidden></p>"
    )


def _select(name: str, label: str, options: dict[str, str]) -> str:
    every = "".join(f"<option value='{_h(key)}'>{_h(text)}</option>" for key, text in options.items())
    return f"<label>{label} <select name='{name}'><option value=''>全部</option>{every}</select></label>"


def _notices(results: Sequence[CheckResult]) -> str:
    rows = {one.notice: None for one in results}
    if not rows:
        return ""
    body = "".join(
        _row(
            NOTICE_HEADERS, (one.area, f"{one.number}《{one.title}》", str(one.issued), str(one.verified_on))
        )
        for one in rows
    )
    table = _table("notices", NOTICE_HEADERS, body)
    return f"<section><h2>依据的通知</h2>{table}</section>"


def _failed(failed: Sequence[Failed]) -> str:
    rows = [
        _row(FAILED_HEADERS, (one.project, str(told.place or ""), told.problem, told.remedy))
        for one in failed
        for told in one.problems
    ]
    if not failed:
        return ""
    table = _table("failed", FAILED_HEADERS, "".join(rows))
    return f"<section id='failed'><h2>没有读成的 {len(failed)} 个项目</h2><p>改好以后再自查一次；下面各表里没有它们。</p>{table}</section>"


def _standings(standings: Sequence[Standing], numbers: dict[int, str]) -> str:
    rows = "".join(_standing(one, numbers[id(one)]) for one in standings)
    table = _table("standings", STANDING_HEADERS, rows, "sortable")
    return f"<section><h2>申报单位</h2><p>「不符合」「待补充」数的是必备的条件、材料和受理单位；「缺材料」是其中的必备材料。</p>{table}</section>"


def _standing(one: Standing, number: str) -> str:
    result = one.result
    order = list(Overall).index(result.overall)
    waived = f"<small>（其中{WAIVED} {one.waived}）</small>" if one.waived else ""
    unmet, unknown = one.count(Verdict.UNMET), one.count(Verdict.UNKNOWN)
    cells = (
        f"<th scope='row'><a href='#{number}'><bdi>{_h(one.name)}</bdi></a></th>",
        _cell(_h(one.target), "去向"),
        _cell(_overall(one), "结论", order),
        _cell(f"{unmet}{waived}", "不符合", unmet),
        _cell(str(unknown), "待补充", unknown),
        _cell(str(one.lacking_materials), "缺材料", one.lacking_materials),
        _cell(_h(one.windows), "受理时间"),
        _cell(_h(one.next_step), "下一步"),
    )
    return f"<tr data-of='{number}'>{''.join(cells)}</tr>\n"


def _overall(one: Standing) -> str:
    overall = one.result.overall
    return f"<b class='{overall.value}'>{OVERALL_MARKS[overall]} {_h(overall.label)}</b>"


def _cell(content: str, label: str, value: int | None = None) -> str:
    """A cell with its header for narrow windows, and what it is sorted by where that is not its text."""
    sorted_by = "" if value is None else f" data-v='{value}'"
    return f"<td data-l='{label}'{sorted_by}>{content}</td>"


def _hurdles(found: Sequence[Hurdle], first: dict[str, str]) -> str:
    if not found:
        return ""
    rows = "".join(_hurdle(one, first) for one in found)
    table = _table("hurdles", HURDLE_HEADERS, rows, "sortable")
    more = "卡住单位多的在前。原则上的条件不卡单位，排在后面，能不能放宽先问受理单位。"
    return f"<section><h2>卡点</h2><p>{more}</p>{table}</section>"


def _hurdle(one: Hurdle, first: dict[str, str]) -> str:
    unmet, unknown = one.of(Verdict.UNMET), one.of(Verdict.UNKNOWN)
    waived = f"<small>（其中{WAIVED} {len(one.waived)}）</small>" if one.waived else ""
    held = (
        str(one.held_back) if one.weight is Weight.MUST else f"0<small>（{Weight.PRINCIPLE.label}）</small>"
    )
    clause = f"{_h(one.clause)}<br><small>{_h(one.id)}<br>{_h(one.notice)}</small>"
    who = "".join(
        f"<p><b>{label}</b> {'、'.join(_linked(one, project, first) for project in projects)}</p>"
        for label, projects in ((Verdict.UNMET.label, unmet), (Verdict.UNKNOWN.label, unknown))
        if projects
    )
    cells = (
        _cell(clause, "条款"),
        _cell(_h(one.title), "要求"),
        _cell(held, "卡住几家", one.held_back),
        _cell(f"{len(unmet)}{waived}", "不符合", len(unmet)),
        _cell(str(len(unknown)), "待补充", len(unknown)),
        _cell(
            f"<details><summary>{len(one.verdicts)} 家</summary>{who}</details>",
            "哪些单位",
            len(one.verdicts),
        ),
        _cell(_h(one.remedy), "怎么办"),
    )
    verdicts = [
        *(["unmet"] if unmet else []),
        *(["unknown"] if unknown else []),
        *(["waived"] if waived else []),
    ]
    data = (
        f"data-v='{' '.join(verdicts)}' data-t='{_h(' '.join(one.targets))}' data-w='{_who(one.suppliers)}'"
    )
    return f"<tr {data}>{''.join(cells)}</tr>\n"


def _linked(one: Hurdle, project: str, first: dict[str, str]) -> str:
    return f"<a href='#{first[project]}'><bdi>{_h(one.told(project))}</bdi></a>"


def _who(found: Iterable[str]) -> str:
    return " ".join(sorted(found))


def _articles(standings: Sequence[Standing], numbers: dict[int, str], in_full: bool) -> Iterator[str]:
    if standings:
        cut = (
            ""
            if in_full
            else f"结果超过 {MOST_IN_FULL} 个，这里只列没有落实的；逐条结论用 evalprep check 看一个单位。"
        )
        yield f"<section id='each'><h2>各单位逐条结论</h2><p>点开单位名称看逐条结论。{LEGEND}{cut}</p>"
        yield from (_article(one, numbers[id(one)], in_full) for one in standings)
        yield "</section>"


def _article(one: Standing, number: str, in_full: bool) -> str:
    result, every = one.result, told(one.result)
    open_, settled = (
        [line for line in every if line.is_settled is is_settled] for is_settled in (False, True)
    )
    counts = "，".join(f"{verdict.label} {one.count(verdict)}" for verdict in Verdict if one.count(verdict))
    about = [
        f"<p><b>结论：{_h(result.conclusion)}</b>。必备的 {len(one.musts)} 项：{counts}。下一步：{_h(one.next_step)}。</p>",
        f"<p>{_h(f'{result.notice.number}，{result.notice.issued} 发布，最近一次核对 {result.notice.verified_on}。{NEWER}')}"
        f"判断日：{result.on}。项目文件：{_h(result.project)}</p>",
        *(f"<p>{sign} 受理时间：{_h(text)}</p>" for sign, text in windows_told(result)),
    ]
    about += [f"<p>自评分：{_h(score_line(result.score))}</p>"] if result.score else []
    parts = [*about, _findings(open_) if open_ else "<p>没有要改的，也没有要补的。</p>"]
    parts += [_more(settled)] if settled and in_full else []
    parts += [_warnings(result)] if result.warnings else []
    head = (
        f"<summary><h3><bdi>{_h(one.name)}</bdi> <span>{_h(one.target)}</span></h3> {_overall(one)}"
        f" <span>不符合 {one.count(Verdict.UNMET)}，待补充 {one.count(Verdict.UNKNOWN)}</span></summary>"
    )
    return (
        f"<details class='one' data-n='{number}' data-t='{_h(one.key)}' data-o='{result.overall.value}'>{head}"
        f"<div id='{number}' tabindex='-1'>{''.join(parts)}</div></details>"
    )


def _more(settled: Sequence[Told]) -> str:
    summary = f"<summary>其余 {len(settled)} 项：符合的、不适用的和提示</summary>"
    return f"<details class='more'>{summary}{_findings(settled)}</details>"


def _warnings(result: CheckResult) -> str:
    lines = (f"{one.message}{f'（{one.place}）' if one.place else ''}" for one in result.warnings)
    items = "".join(f"<li>{_h(line)}</li>" for line in dict.fromkeys(lines))
    return f"<h4>请留意</h4><ul>{items}</ul>"


def _findings(found: Iterable[Told]) -> str:
    return _table("findings", FINDING_HEADERS, "".join(map(_finding, found)))


def _finding(one: Told) -> str:
    key = one.verdict.value if one.verdict else "note"
    waived = f"<br><b class='waived'>{WAIVED}</b>" if one.waiver else ""
    soft = "<small>（原则上）</small>" if one.soft else ""
    who = f" data-w='{_who(one.suppliers)}'" if one.suppliers else ""
    cells = (
        f"<td><b>{_h(one.label)}</b>{waived}</td>",
        f"<td>{escape(one.clause)}<br><small>{_h(one.id)}</small></td>",
        f"<td>{escape(one.title)}{soft}</td>",
        f"<td>{''.join(_what(one))}</td>",
    )
    return f"<tr class='{key}{' w' if waived else ''}'{who}>{''.join(cells)}</tr>\n"


def _what(one: Told) -> Iterator[str]:
    """The message, the bars, what does not count and what is missing, who answers for it, what to do."""
    yield escape(one.message)
    yield from (f"<p class='bar'>{bar(line)}<span>{_h(line.told)}</span></p>" for line in one.thresholds)
    if one.rows:
        yield f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in one.rows)}</ul>"
    if one.missing:
        yield f"<p>缺：{escape('；'.join(one.missing))}</p>"
    elif one.places and not one.rows:
        yield f"<p>位置：{escape('、'.join(one.places))}</p>"
    if one.waiver:
        yield f"<p class='waived'>{escape(one.waiver)}</p>"
    if one.remedy:
        yield f"<p>怎么办：{escape(one.remedy)}</p>"


def _table(name: str, headers: Sequence[str], body: str, extra: str = "") -> str:
    head = "".join(f"<th scope='col'>{header}</th>" for header in headers)
    classes = f"{name} {extra}".strip()
    return f"<table class='{classes}'><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table>"


def _row(headers: Sequence[str], texts: Sequence[str]) -> str:
    cells = (_cell(_h(text), header) for header, text in zip(headers, texts, strict=True))
    return f"<tr>{''.join(cells)}</tr>\n"
