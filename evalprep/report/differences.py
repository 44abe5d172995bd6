"""Two states of a project side by side, as text for people and as Markdown: verdicts first, then distances, then fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from evalprep.model.differences import (
    ChangedField,
    ChangedVerdict,
    Difference,
    MovedDistance,
    State,
    TargetDifference,
)
from evalprep.model.results import Filing, Finding, Warned
from evalprep.model.verdicts import Overall, Verdict
from evalprep.report.cases import applicant, target_name, waived
from evalprep.report.findings import COLOURS, MARKS, mark
from evalprep.report.layout import Style, wrap
from evalprep.report.markdown import escaped, table_row
from evalprep.report.notices import notice_lines
from evalprep.report.overview import shown
from evalprep.report.scored import score_line
from evalprep.rules.wording import extent

SECTIONS = (("变差", 31), ("变好", 32), ("其他变化", None))
NOT_JUDGED = "（没有判断）"
UNKNOWN = "（没有填）"
MOST_FIELDS = 6
NO_FIELD = "它看的资料没有改动：看附件文件、推荐机构的资料"
SAME = "结论都没有变。"
NO_FIELDS = "资料没有改动。"
AS_NOW = "附件、推荐机构的资料和自带的条件清单都按现在文件夹里的判断，不是那个修订里的。"
TWO_APPLICANTS = "两份的统一社会信用代码不同：先确认是不是同一个单位。"


def differences_text(found: Difference, style: Style) -> str:
    """The whole comparison, ending with a line break."""
    blocks = [_head(found, style)]
    blocks += [lines for target in found.targets for lines in _target(target, style)]
    blocks += [_fields(found.fields, style)]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _head(found: Difference, style: Style) -> list[str]:
    lines = [
        *wrap(f"原来：{_state(found.before)}", style.cells, "", "      "),
        *wrap(f"现在：{_state(found.after)}", style.cells, "", "      "),
    ]
    for told in _cautions(found):
        lines += wrap(told, style.cells)
    return lines if found.has_changed else [*lines, SAME]


def _cautions(found: Difference) -> Iterator[str]:
    """What to bear in mind about the two states."""
    if found.has_another_code:
        yield TWO_APPLICANTS
    if found.before.revision or found.after.revision:
        yield AS_NOW


def _target(one: TargetDifference, style: Style) -> Iterator[list[str]]:
    """What changed against one notice and track, a block each."""
    result = one.after
    told = f"{applicant(result)}　申报：{result.notice.area}（{target_name(result)}）　判断日：{result.on}"
    yield [
        *notice_lines(result.notice, style.cells),
        *wrap(shown(told), style.cells),
        style.paint(_overall(one), _colour(one)),
        *(wrap(score, style.cells) if (score := _score(one)) else []),
    ]
    for title, colour, verdicts in _sections(one):
        head = style.paint(f"{title}（{len(verdicts)}）", colour)
        yield [head, *(line for verdict in verdicts for line in _verdict(verdict, style))]
    if one.moved:
        head = f"结论没变，差距变了（{len(one.moved)}）"
        yield [head, *(line for moved in one.moved for line in _distance(moved, style))]
    for title, warned in (("新的提示", one.came), ("不再有的提示", one.went)):
        if warned:
            texts = (shown(_warning(each)) for each in warned)
            yield [
                f"{title}（{len(warned)}）",
                *(line for text in texts for line in wrap(f"· {text}", style.cells, "  ", "    ")),
            ]


def _sections(one: TargetDifference) -> Iterator[tuple[str, int | None, list[ChangedVerdict]]]:
    """Worse, better, neither; those that are empty left out."""
    worse = [verdict for verdict in one.verdicts if verdict.is_worse]
    better = [verdict for verdict in one.verdicts if verdict.is_better]
    others = [verdict for verdict in one.verdicts if not (verdict.is_worse or verdict.is_better)]
    for (title, colour), verdicts in zip(SECTIONS, (worse, better, others), strict=True):
        if verdicts:
            yield title, colour, verdicts


def _verdict(one: ChangedVerdict, style: Style) -> Iterator[str]:
    """× NAT-E4（电工）  符合 → 不符合  title（clause）, what it comes to, and by which fields."""
    soft = "（原则上）" if one.is_soft else ""
    head = f"{_name(one.now)}  {_arrow(one)}{soft}  {one.now.title}（{one.now.clause}）"
    first, *others = wrap(shown(head), style.cells - 4, "", "  ")
    yield f"  {mark(one.verdicts[1], style)} {first}"
    yield from (f"    {line}" for line in others)
    if one.after is not None:
        yield from wrap(shown(_message(one.after)), style.cells, "      ")
    if isinstance(one.after, Finding) and one.after.waiver and one.verdicts[1] in _OPEN:
        yield from wrap(waived(one.after.waiver), style.cells, "      ")
    yield from _because(one.fields, style)
    if remedy := _remedy(one):
        yield from wrap(f"怎么办：{shown(remedy)}", style.cells, "      ", "              ")


_OPEN = (Verdict.UNMET, Verdict.UNKNOWN)


def _remedy(one: ChangedVerdict) -> str:
    """What to do about what got worse."""
    return (one.after.remedy or "") if one.is_worse and isinstance(one.after, Finding) else ""


def _because(fields: Sequence[ChangedField], style: Style) -> Iterator[str]:
    if not fields:
        yield from wrap(f"因为：{NO_FIELD}", style.cells, "      ", "            ")
    told = [f"{field_told(one)}{many}" for one, many in _merged(fields)]
    for number, line in enumerate(told[:MOST_FIELDS]):
        lead = "      因为：" if number == 0 else "            "
        yield from wrap(shown(line), style.cells, lead, "              ")
    if len(told) > MOST_FIELDS:
        yield f"            …… 另有 {len(told) - MOST_FIELDS} 处，共 {len(told)} 处"


def _distance(one: MovedDistance, style: Style) -> Iterator[str]:
    head = f"{_name(one.finding)}  {one.finding.title}：{distance_told(one)}"
    first, *others = wrap(shown(head), style.cells - 4, "", "  ")
    yield f"  {mark(one.finding.verdict, style)} {first}"
    yield from (f"    {line}" for line in others)
    yield from _because(one.fields, style)


def _fields(fields: Sequence[ChangedField], style: Style) -> list[str]:
    """Every changed field, also those that no verdict hangs on."""
    if not fields:
        return [NO_FIELDS]
    merged = _merged(fields)
    lines = [f"资料改动（{len(merged)} 处）"]
    for one, many in merged:
        lines += wrap(shown(f"{field_told(one)}{many}"), style.cells, f"  {_sign(one)} ", "      ")
    return lines


def differences_markdown(found: Difference) -> str:
    """The same as Markdown, for a pull request."""
    lines = [
        "# 申报条件自查：前后比较",
        "",
        f"- 原来：{escaped(_state(found.before))}",
        f"- 现在：{escaped(_state(found.after))}",
    ]
    lines += [f"- {told}" for told in _cautions(found)]
    parts = ["\n".join(lines), *([] if found.has_changed else [f"**{SAME}**"])]
    parts += [_target_section(one) for one in found.targets]
    if found.fields:
        merged = _merged(found.fields)
        rows = [table_row((*_cells(one), f"{_where(one)}{many}")) for one, many in merged]
        head = [
            f"## 资料改动（{len(merged)}）",
            "",
            "| 资料 | 原来 | 现在 | 位置 |",
            "|---|---|---|---|",
        ]
        parts.append("\n".join([*head, *rows]))
    else:
        parts.append(NO_FIELDS)
    return "\n\n".join(parts) + "\n"


def _target_section(one: TargetDifference) -> str:
    result = one.after
    parts = [
        f"## {escaped(applicant(result))}：{escaped(result.notice.area)}（{escaped(target_name(result))}）",
        "> " + escaped("，".join(notice_lines(result.notice, 1000))),
        f"**{escaped(_overall(one))}**　判断日 {result.on}",
        *([escaped(score)] if (score := _score(one)) else []),
    ]
    for title, _, verdicts in _sections(one):
        head = [
            f"### {title}（{len(verdicts)}）",
            "",
            "| 编号 | 要求 | 判断 | 说明 | 因为 |",
            "|---|---|---|---|---|",
        ]
        parts.append("\n".join([*head, *map(_verdict_row, verdicts)]))
    if one.moved:
        rows = [
            table_row((_name(each.finding), each.finding.title, distance_told(each), _reasons(each.fields)))
            for each in one.moved
        ]
        head = [
            f"### 结论没变，差距变了（{len(rows)}）",
            "",
            "| 编号 | 要求 | 差距 | 因为 |",
            "|---|---|---|---|",
        ]
        parts.append("\n".join([*head, *rows]))
    for title, warned in (("新的提示", one.came), ("不再有的提示", one.went)):
        if warned:
            texts = [f"- {escaped(_warning(each))}" for each in warned]
            parts.append("\n".join([f"### {title}（{len(warned)}）", "", *texts]))
    return "\n\n".join(parts)


def _verdict_row(one: ChangedVerdict) -> str:
    soft = "（原则上）" if one.is_soft else ""
    told = f"{MARKS[one.verdicts[1]]} {_arrow(one)}{soft}"
    parts = [_message(one.after)] if one.after is not None else []
    if isinstance(one.after, Finding) and one.after.waiver and one.verdicts[1] in _OPEN:
        parts.append(waived(one.after.waiver))
    if remedy := _remedy(one):
        parts.append(f"怎么办：{remedy}")
    message = "\n".join(parts)
    title = f"{one.now.title}（{one.now.clause}）"
    return table_row((_name(one.now), title, told, message, _reasons(one.fields)))


def _reasons(fields: Sequence[ChangedField]) -> str:
    told = [f"{field_told(one)}{many}" for one, many in _merged(fields)]
    more = [f"…… 共 {len(told)} 处"] if len(told) > MOST_FIELDS else []
    return "\n".join([*told[:MOST_FIELDS], *more]) or NO_FIELD


def _merged(fields: Sequence[ChangedField]) -> list[tuple[ChangedField, str]]:
    """The changed fields, of a file that many rows name the first, with how many do."""
    named = Counter(one.label for one in fields if one.is_file)
    found, seen = [], set[str]()
    for one in fields:
        if one.label in seen:
            continue
        if one.is_file:
            seen.add(one.label)
        found.append((one, f"，{named[one.label]} 处登记了它" if named[one.label] > 1 else ""))
    return found


def field_told(one: ChangedField) -> str:
    """场地第 1 行 理论考场·面积：120 → 80（evalprep.yaml:88）; of a row whether it came or went."""
    where = f"（{_where(one)}）" if _where(one) else ""
    if one.is_row:
        verb, text = ("新增", one.after) if one.before is None else ("删去", one.before)
        return f"{verb} {one.label}{f'：{text}' if text else ''}{where}"
    label, before, after = _cells(one)
    return f"{label}：{before} → {after}{where}"


def _where(one: ChangedField) -> str:
    """evalprep.yaml:88; 原 evalprep.yaml:88 of what is no longer there."""
    return str(one.place_after or "") or (f"原 {one.place_before}" if one.place_before else "")


def distance_told(one: MovedDistance) -> str:
    """2 人 → 3 人（要求不少于 4 人；差 2 人 → 差 1 人）."""
    counted = f"{one.counted}：" if one.counted else ""
    far = one.far_before if one.far_before == one.far_after else f"{one.far_before} → {one.far_after}"
    told = f"{extent(one.before, one.unit)} → {extent(one.after, one.unit)}"
    return f"{counted}{told}（要求 {one.asked}；{far}）".replace("要求 不", "要求不")


def _cells(one: ChangedField) -> tuple[str, str, str]:
    if one.is_row:
        return (
            one.label,
            one.before or ("" if one.before is None else "有"),
            one.after or ("删去" if one.after is None else "新增"),
        )
    return one.label, one.before or UNKNOWN, one.after or UNKNOWN


def _sign(one: ChangedField) -> str:
    return "+" if one.before is None else "-" if one.after is None else "~"


def _arrow(one: ChangedVerdict) -> str:
    return " → ".join(verdict.label if verdict else NOT_JUDGED for verdict in one.verdicts)


def _name(one: Finding | Filing) -> str:
    return one.name if isinstance(one, Finding) else one.id


def _message(one: Finding | Filing) -> str:
    if isinstance(one, Finding):
        return one.outcome.message
    return "。".join(part.rstrip("。") for part in (one.authority, one.note) if part)


def _warning(one: Warned) -> str:
    return f"{one.message}{f'（{one.place}）' if one.place else ''}"


def _overall(one: TargetDifference) -> str:
    if one.same_overall:
        return f"结论：{one.after.conclusion}（没有变）"
    return f"结论：{one.before.overall.label} → {one.after.conclusion}"


def _colour(one: TargetDifference) -> int | None:
    verdicts = {
        Overall.READY: Verdict.MET,
        Overall.NOT_READY: Verdict.UNMET,
        Overall.UNDETERMINED: Verdict.UNKNOWN,
    }
    return COLOURS.get(verdicts[one.after.overall])


def _score(one: TargetDifference) -> str:
    """自评分：… → …, where it changed."""
    told = [score_line(result.score) if result.score else "" for result in (one.before, one.after)]
    return "" if told[0] == told[1] else f"自评分：{told[0] or '没有'} → {told[1] or '没有'}"


def _state(one: State) -> str:
    return shown(f"{one.name}（提交 {one.revision[:10]}）" if one.revision else one.name)
