"""Many results as one HTML page: nothing is loaded from elsewhere, and without JavaScript it is still whole.

The page may run no script and take no style but its own two (Content-Security-Policy, by their hashes), so that
nothing that stands in a project file can act. Bars are SVG, whose measures are attributes, not styles.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files

from evalprep.model.batch import Failed
from evalprep.model.results import CheckResult
from evalprep.model.suppliers import Supplier
from evalprep.model.verdicts import Overall, Verdict, Weight
from evalprep.report.matrix import MARKS as OVERALL_MARKS
from evalprep.report.overview import (
    COUNTS_TOLD,
    CUT_TOLD,
    HURDLES_TOLD,
    MOST_IN_FULL,
    NEWER,
    NOBODY,
    OPEN,
    Hurdle,
    Standing,
    Tracks,
    applicants,
    by_target,
    days_told,
    hurdles,
    notices_told,
    partly_told,
    shown,
)
from evalprep.report.overview_bars import PATTERN, bar
from evalprep.report.overview_lines import Told, told, warnings_told, windows_told
from evalprep.report.scored import score_line
from evalprep.report.waived import WAIVED

TITLE = "申报准备情况总览"
LEGEND = "横条：实色是已有的，斜线是还不清楚的，虚线框是差的，深红是多出的，竖线是要求。"
MOST_NAMED = 3
"""How many applicants a hurdle names at once; more are behind a click."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
FAILED_HEADERS = ("项目", "在哪里", "什么问题", "怎么办")
STANDING_HEADERS = ("单位", "申报去向", "结论", "不符合", "待补充", "材料没落实", "受理时间", "下一步")
HURDLE_HEADERS = ("条款", "要求", "卡住几家", "不符合", "待补充", "哪些单位", "怎么办")
FINDING_HEADERS = ("结论", "条款", "要求", "情况、怎么办")


def overview_html(
    results: Sequence[CheckResult], failed: Sequence[Failed] = (), tracks: Tracks | None = None
) -> str:
    """The page. `failed` are the projects that could not be judged, `tracks` the Chinese titles of tracks."""
    every = applicants(results, tracks)
    standings = [one for applicant in every for one in applicant.standings]
    found = hurdles(every)
    numbers = {id(one): f"a{number}" for number, one in enumerate(standings, 1)}
    css, js = _static("overview.css"), _static("overview.js")
    body = [
        f"<header><h1>{TITLE}</h1>{_summary(standings, len(every), failed)}</header>",
        _controls(standings),
        "<main>",
        _failed(failed),
        _standings(by_target(every), numbers),
        _hurdles(found, numbers),
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


def _dated(text: str) -> str:
    """A text as HTML in which no day is broken over two lines."""
    return _DAY.sub(r"<time>\g<0></time>", _h(text))


def _summary(standings: Sequence[Standing], applicants: int, failed: Sequence[Failed]) -> str:
    days, come_to = days_told(standings), Counter(one.overall for one in standings)
    parts = [f"共 {applicants} 个单位、{len(standings)} 个结果"]
    parts += [f"{_marked(overall)} {come_to[overall]} 个" for overall in Overall if come_to[overall]]
    parts += [f"<a href='#failed'>没有读成 {len(failed)} 个项目</a>"] if failed else []
    parts += [f"判断日 {_dated(days)}"] if days else []
    notices = "".join(f"<li>{_dated(line.removesuffix(NEWER))}</li>" for line in notices_told(standings))
    listed = f"<ul class='notices'>{notices}</ul>" if notices else ""
    partly = "".join(f"<p class='newer'>{_h(one)}。</p>" for one in partly_told(standings))
    return (
        f"<p class='summary'>{'<span>，</span>'.join(parts)}</p>{partly}<p class='newer'>{NEWER}</p>{listed}"
    )


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


def _failed(failed: Sequence[Failed]) -> str:
    rows = [
        _row(FAILED_HEADERS, (one.project, str(told.place or ""), told.problem, told.remedy))
        for one in failed
        for told in one.problems
    ]
    if not failed:
        return ""
    table = _table("failed", FAILED_HEADERS, "".join(rows), "没有读成的项目")
    return f"<section id='failed'><h2>没有读成的 {len(failed)} 个项目</h2><p>改好以后再自查一次；下面各表里没有它们。</p>{table}</section>"


def _standings(standings: Sequence[Standing], numbers: dict[int, str]) -> str:
    rows = "".join(_standing(one, numbers[id(one)]) for one in standings)
    table = _table("standings sortable", STANDING_HEADERS, rows, "申报单位")
    return f"<section><h2>申报单位</h2><p>{COUNTS_TOLD}</p>{table}</section>" if standings else ""


def _standing(one: Standing, number: str) -> str:
    order = list(Overall).index(one.overall)
    cells = (
        f"<th scope='row'><a href='#{number}'><bdi>{_h(one.name)}</bdi></a></th>",
        _cell(_h(one.target), "去向"),
        _cell(_overall(one), "结论", order),
        *(_count(verdict, one.count(verdict), one.waived(verdict)) for verdict in OPEN),
        _cell(str(one.lacking_materials), "材料没落实", one.lacking_materials),
        _cell(_dated(one.windows), "受理时间"),
        _cell(_h(one.next_step), "下一步"),
    )
    return f"<tr data-of='{number}'>{''.join(cells)}</tr>\n"


def _count(verdict: Verdict, number: int, waived: int) -> str:
    """A cell that says how many have a verdict, and how many of those are waived."""
    told = f"{number}<small> {WAIVED} {waived}</small>" if waived else str(number)
    return _cell(told, verdict.label, number)


def _overall(one: Standing) -> str:
    return _marked(one.overall)


def _marked(overall: Overall) -> str:
    return f"<b class='{overall.value}'>{OVERALL_MARKS[overall]} {_h(overall.label)}</b>"


def _cell(content: str, label: str, value: int | None = None) -> str:
    """A cell with its header for narrow windows, and what it is sorted by where that is not its text."""
    sorted_by = "" if value is None else f" data-v='{value}'"
    return f"<td data-l='{label}'{sorted_by}>{content}</td>"


def _hurdles(found: Sequence[Hurdle], numbers: dict[int, str]) -> str:
    if not found:
        return ""
    rows = "".join(_hurdle(one, numbers) for one in found)
    table = _table("hurdles sortable", HURDLE_HEADERS, rows, "卡点")
    return f"<section><h2>卡点</h2><p>{HURDLES_TOLD}</p>{table}</section>"


def _hurdle(one: Hurdle, numbers: dict[int, str]) -> str:
    soft = "" if one.weight is Weight.MUST else f"<small>（{one.weight.label}）</small>"
    found = {verdict: one.of(verdict) for verdict in OPEN if one.of(verdict)}
    who = "".join(
        f"<p><b>{verdict.label}</b> {'、'.join(_linked(one, project, numbers) for project in projects)}</p>"
        for verdict, projects in found.items()
    )
    many = len(one.verdicts) > MOST_NAMED
    who = f"<details><summary>{len(one.verdicts)} 家</summary>{who}</details>" if many else who
    cells = (
        _cell(f"{_h(one.clause)}<br><small>{_h(one.id)}<br>{_h(one.notice)}</small>", "条款"),
        _cell(f"{_h(one.title)}{soft}", "要求"),
        _cell(str(one.held_back), "卡住几家", one.held_back),
        *(_count(verdict, len(one.of(verdict)), one.waived(verdict)) for verdict in OPEN),
        _cell(who, "哪些单位", len(one.verdicts)),
        _cell(f"{_h(one.remedy)}{_asked(sorted(one.suppliers))}", "怎么办"),
    )
    verdicts = [*(verdict.value for verdict in found), *(["waived"] if one.waived(*OPEN) else [])]
    data = (
        f"data-v='{' '.join(verdicts)}' data-t='{_h(' '.join(one.targets))}' data-w='{_who(one.suppliers)}'"
    )
    return f"<tr {data}>{''.join(cells)}</tr>\n"


def _linked(one: Hurdle, project: str, numbers: dict[int, str]) -> str:
    return f"<a href='#{numbers[id(one.standings[project])]}'><bdi>{_h(one.told(project))}</bdi></a>"


def _asked(who: Sequence[str]) -> str:
    """Who in the unit is asked, where that is known."""
    known = [one for one in who if one != NOBODY]
    return f"<p class='who'>谁来办：{_h('、'.join(known))}</p>" if known else ""


def _who(found: Iterable[str]) -> str:
    return " ".join(sorted(found))


def _articles(standings: Sequence[Standing], numbers: dict[int, str], in_full: bool) -> Iterator[str]:
    if standings:
        cut = "" if in_full else CUT_TOLD
        yield f"<section id='each'><h2>各单位逐条结论</h2><p>点开单位名称看逐条结论。{LEGEND}{cut}</p>"
        yield from (_article(one, numbers[id(one)], in_full) for one in standings)
        yield "</section>"


def _article(one: Standing, number: str, in_full: bool) -> str:
    result = one.fetch()
    every = told(result)
    open_, settled = (
        [line for line in every if line.is_settled is is_settled] for is_settled in (False, True)
    )
    counts = "，".join(f"{verdict.label} {one.count(verdict)}" for verdict in Verdict if one.count(verdict))
    about = [
        f"<p><b>结论：{_h(result.conclusion)}</b>。必备的 {one.musts} 项：{counts}。下一步：{_h(one.next_step)}。</p>",
        f"<p>{_dated(f'{result.notice.number}，{result.notice.issued} 发布，最近一次核对 {result.notice.verified_on}。{NEWER}')}"
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
    items = "".join(f"<li>{_h(line)}</li>" for line in warnings_told(result))
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
    yield _asked(one.suppliers)


def _table(classes: str, headers: Sequence[str], body: str, label: str = "") -> str:
    """A table; the label is its name for readers of the screen."""
    head = "".join(f"<th scope='col'>{header}</th>" for header in headers)
    named = f" aria-label='{label}'" if label else ""
    return f"<table class='{classes}'{named}><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table>"


def _row(headers: Sequence[str], texts: Sequence[str]) -> str:
    cells = (_cell(_h(text), header) for header, text in zip(headers, texts, strict=True))
    return f"<tr>{''.join(cells)}</tr>\n"
