"""A check as a paper for a manager to sign off: 自查报告.

The first page says whether it can be handed in, what is in the way, and who has to do what; the verdict on every
clause follows as an annex, part by part as the notice has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from evalprep.documents.pages.page import Block, Break, Column, Grid, Heading, Line, Page, Span
from evalprep.model.masking import masked
from evalprep.model.results import CheckResult, Filing, Finding, Score, ScoredItem, Warned
from evalprep.model.verdicts import Overall, Verdict, Weight
from evalprep.report.open_point import OpenPoint, by_supplier
from evalprep.report.plainly import applied_for, of_weight, plainly, unit
from evalprep.report.scored import LABEL, points
from evalprep.report.unmet import briefly, distance
from evalprep.report.waived import WAIVED, number_waived, waiver_line
from evalprep.rules.wording import quantity

TITLE, LAYOUT = "自查报告", "desk"
NUMERALS = "一二三四五六七八九十"
MATERIALS = "申报材料"
MOST_WARNINGS = 3
COUNTED = (Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN, Verdict.EASED, Verdict.NOT_APPLICABLE)
_PART = re.compile(rf"(附件\d*)?\s*([{NUMERALS}]+)?")
HANDED_IN = "下一步：打印材料，由法定代表人签字、加盖公章，在受理时间内提交。"
HANDED_IN_THEN = "答复能报的，再打印材料，由法定代表人签字、加盖公章，在受理时间内提交。"
CHECKED = "逐条结论见附表。"
SELF_MADE = (
    "本报告是本单位对照通知的自查，不是审核结果；「符合」凭项目文件里填写的资料得出，原件由各部门核对。"
)
SIGNED = "经办人签字：　　　　　　　　　　　年　　月　　日"
SIGNED_OFF = "负责人签字：　　　　　　　　　　　年　　月　　日"


def self_check_page(result: CheckResult, open_: Sequence[OpenPoint], track_title: str | None = None) -> Page:
    """The report on one result and its open points."""
    to_do = [
        ("结论", _conclusion(result, open_)),
        ("不符合、要改的", _amended([one for one in open_ if one.amend and one.must])),
        ("待补充、要补的", _lacking([one for one in open_ if not one.amend])),
    ]
    more = [
        ("原则上的条件", _principles(result)),
        ("自评分", _score(result.score) if result.score else []),
        ("什么时候、到哪里申报", _when_and_where(result)),
        ("请留意", _remarks(result)),
    ]
    blocks: list[Block] = [_head(result, track_title)]
    numerals = iter(NUMERALS)
    # Who signs has read what is to be done; what is good to know besides follows.
    for parts, after in ((to_do, _signatures()), (more, [])):
        for title, own in parts:
            blocks += [Heading(f"{next(numerals)}、{title}", 1), *own] if own else []
        blocks += after
    blocks += [Break(), *_annex(result)]
    return Page(TITLE, tuple(blocks), layout=LAYOUT)


def _head(result: CheckResult, track_title: str | None) -> Grid:
    notice = result.notice
    rows = (
        ("申报单位", unit(result)),
        ("申报去向", applied_for(result, track_title)),
        ("依据", f"{notice.number}《{notice.title}》"),
        ("通知日期", f"{notice.issued} 发布，最近一次核对 {notice.verified_on}。请先确认是否有新通知。"),
        ("判断日", str(result.on)),
    )
    return Grid((Column("", 5), Column("", 30, "left")), rows)


def _conclusion(result: CheckResult, open_: Sequence[OpenPoint]) -> list[Block]:
    groups: list[tuple[str, Sequence[Finding | Filing]]] = [
        ("必备条件", of_weight(result.findings, Weight.MUST)),
        ("必备材料", of_weight(result.materials, Weight.MUST)),
        ("受理单位", of_weight(result.filing, Weight.MUST)),
        ("原则上的条件", of_weight(result.judged, Weight.PRINCIPLE)),
    ]
    waived = any(number_waived(own) for _, own in groups)
    rows = tuple(
        (title, *_counts(own), *([str(number_waived(own))] if waived else [])) for title, own in groups if own
    )
    columns = (
        Column("类别", 7),
        Column("共"),
        *(Column(verdict.label) for verdict in COUNTED),
        *([Column(f"其中{WAIVED}")] if waived else []),
    )
    verdict = Line((Span(f"{result.conclusion}。", bold=True), Span(plainly(result))))
    return [verdict, Grid(columns, rows), _small(_next(result, open_))]


def _counts(own: Sequence[Finding | Filing]) -> list[str]:
    return [str(len(own)), *(str(sum(one.verdict is verdict for one in own)) for verdict in COUNTED)]


def _next(result: CheckResult, open_: Sequence[OpenPoint]) -> str:
    """Who has to do what, or that it is handed in; where 原则上 something fails, that the authority is asked first."""
    who = _who([one for one in open_ if not one.soft])
    if result.overall is not Overall.READY:
        return who or CHECKED
    soft = [one for one in of_weight(result.judged, Weight.PRINCIPLE) if one.verdict is Verdict.UNMET]
    asked = f"原则上的条件有 {len(soft)} 项不符合，先问受理单位能不能报。" if soft else ""
    return f"{asked}{who}" if who else f"{asked}{HANDED_IN_THEN if soft else HANDED_IN}"


def _who(open_: Sequence[OpenPoint]) -> str:
    """谁要办：人事改 3 项，教务改 1 项、补 2 项."""
    told = []
    for supplier, own in by_supplier(open_):
        amended = sum(one.amend for one in own)
        counts = [f"{word} {n} 项" for word, n in (("改", amended), ("补", len(own) - amended)) if n]
        told.append(f"{supplier}{'、'.join(counts)}")
    return f"谁要办：{'，'.join(told)}。" if told else ""


def _amended(own: Sequence[OpenPoint]) -> list[Block]:
    rows = tuple((one.narrow_clause, one.what, one.far_told, one.bring, one.supplier.value) for one in own)
    columns = (
        Column("条款", 5.5),
        Column("要求", 9, "left"),
        Column("差多少", 12, "left"),
        Column("怎么办", 13, "left"),
        Column("谁来办", 3.2),
    )
    return [Grid(columns, rows, size=9)] if rows else []


def _lacking(own: Sequence[OpenPoint]) -> list[Block]:
    """A row for each supplier; what to bring and where to write it stands in the list of open points."""
    rows = tuple(
        (supplier.value, str(len(points)), "；".join(map(_brief, points)))
        for supplier, points in by_supplier(own)
    )
    columns = (Column("谁来补", 4), Column("几项", 2.5), Column("要补什么", 32, "left"))
    more = "带什么证件材料、写在哪里，见「待补充清单」。"
    return [Grid(columns, rows), _small(more)] if rows else []


def _brief(one: OpenPoint) -> str:
    return f"{one.brief}（{WAIVED}）" if one.waiver else one.brief


def _principles(result: CheckResult) -> list[Block]:
    wanted = (Verdict.UNMET, Verdict.EASED, Verdict.UNKNOWN)
    soft = [one for one in result.judged if one.weight is Weight.PRINCIPLE and one.verdict in wanted]
    if not soft:
        return []
    told = "通知写「原则上」的条件不符合，不一定不能申报；能不能放宽由受理单位决定。"
    ordered = sorted(soft, key=lambda one: wanted.index(one.verdict or Verdict.UNKNOWN))
    return [_small(told), _verdicts(ordered)]


def _score(score: Score) -> list[Block]:
    total = f"{points(score.total)} 分，合格线 {quantity(score.pass_mark, '')} 分（{LABEL}）"
    rows = tuple((item.clause, item.title, _most(item), points(item.score)) for item in score.items)
    columns = (Column("条款", 6), Column("项目", 23, "left"), Column("满分", 5), Column("自评", 5))
    return [_small(f"合计 {total}。加分另计，不算在合格线里。"), Grid(columns, rows)]


def _most(item: ScoredItem) -> str:
    most = quantity(item.max, "")
    return f"加分 {most}" if item.bonus else most


def _when_and_where(result: CheckResult) -> list[Block]:
    rows = [(one.clause, one.title, one.note) for one in result.windows]
    rows += [
        (one.clause, one.title, _authority(one.verdict, one.authority, one.note)) for one in result.filing
    ]
    columns = (Column("条款", 5), Column("事项", 11, "left"), Column("情况", 22, "left"))
    return [Grid(columns, tuple(rows))] if rows else []


def _authority(verdict: Verdict | None, authority: str, note: str) -> str:
    doubt = f"（{verdict.label}）" if verdict in (Verdict.UNKNOWN, Verdict.UNMET) else ""
    return f"{doubt}{'。'.join(one.rstrip('。') for one in (authority, note) if one)}"


def _remarks(result: CheckResult) -> list[Block]:
    """Warnings, of one kind the first few; and what the notice says besides. A closed window stands above already."""
    above = {window.id for window in result.windows}
    told: list[str] = []
    by_code: dict[str, list[Warned]] = {}
    for one in result.warnings:
        by_code.setdefault(one.code, []).append(one)
    for alike in (same for code, same in by_code.items() if code not in above):
        told += [f"{one.message}{f'（{one.place}）' if one.place else ''}" for one in alike[:MOST_WARNINGS]]
        if len(alike) > MOST_WARNINGS:
            told.append(f"…… 同样的提示另有 {len(alike) - MOST_WARNINGS} 处，逐处见 evalprep check")
    told += [
        f"通知还说：{one.title}（{one.clause}）"
        for one in result.findings
        if one.weight is Weight.NOTE and one.outcome.verdict is Verdict.NOT_APPLICABLE
    ]
    return [_small(f"· {masked(text)}") for text in told]


def _signatures() -> list[Block]:
    made = Line((Span(SELF_MADE),), "small", keep=True)
    return [made, Line((Span(SIGNED),), "flush", keep=True), Line((Span(SIGNED_OFF),), "flush")]


def _annex(result: CheckResult) -> Iterator[Block]:
    """The verdict on every clause, by the parts of the notice, then the materials."""
    yield Heading("附：逐条结论", 1)
    judged = [one for one in result.findings if one.verdict is not None]
    for part, own in groupby(judged, key=lambda one: part_of(one.clause)):
        yield Heading(part, 2)
        yield _verdicts(own)
    materials = [one for one in result.materials if one.verdict is not None]
    if materials:
        yield Heading(MATERIALS, 2)
        yield _verdicts(materials)


def part_of(clause: str) -> str:
    """The part of the notice that a clause belongs to: 一(二)3 and 一(三) to 通知第一部分, 附件1 一4 to 附件1第一部分."""
    found = _PART.match(clause)
    annex, numeral = found.groups() if found else (None, None)
    if not numeral:
        return annex or clause
    return f"{annex or '通知'}第{numeral}部分"


def _verdicts(found: Iterable[Finding]) -> Grid:
    rows = []
    for alike in _alike(found):
        first = alike[0]
        labels = "、".join(one.subject.label for one in alike if one.subject)
        subject = f"〔{labels}〕" if labels else ""
        soft = "（原则上）" if first.weight is Weight.PRINCIPLE else ""
        clause = f"{first.clause}\n{first.id}"
        rows.append((clause, f"{subject}{first.title}{soft}", _verdict(first), masked(_why(first))))
    columns = (
        Column("条款", 5.5),
        Column("要求", 13, "left"),
        Column("结论", 3.2),
        Column("差多少、凭什么", 18, "left"),
    )
    return Grid(columns, tuple(rows), size=9)


def _alike(found: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Findings of one rule that come to the same for several occupations, together."""
    for _, same in groupby(found, key=lambda one: (one.id, one.verdict, one.outcome.message)):
        yield list(same)


def _verdict(finding: Finding) -> Span:
    verdict = finding.verdict or Verdict.UNKNOWN
    told = f"{verdict.label}\n{WAIVED}" if finding.waiver else verdict.label
    return Span(told, bold=verdict is Verdict.UNMET, mark=verdict is Verdict.UNKNOWN)


def _why(finding: Finding) -> str:
    is_unmet = finding.verdict is Verdict.UNMET
    why = distance(finding.outcome) if is_unmet else briefly(finding.outcome.message)
    return f"{why}\n{waiver_line(finding.waiver)}" if finding.waiver else why


def _small(text: str) -> Line:
    return Line((Span(text),), "small")
