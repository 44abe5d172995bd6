"""Findings as text: verdict and message, what eases or contradicts them, what does not count, what is missing, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from evalprep.model.results import Conflict, Finding, Missing, Outcome, RuleAsked
from evalprep.model.validation import path_text
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.layout import Style, pad, width, wrap
from evalprep.report.waived import waiver_line
from evalprep.rules.drafts import TOLD
from evalprep.rules.regulations import rule_line, rules_lacking

MARKS = {
    Verdict.MET: "√",
    Verdict.UNMET: "×",
    Verdict.UNKNOWN: "?",
    Verdict.EASED: "~",
    Verdict.NOT_APPLICABLE: "-",
    None: "·",
}
COLOURS = {Verdict.MET: 32, Verdict.UNMET: 31, Verdict.UNKNOWN: 33, Verdict.EASED: 36}
SETTLED = (Verdict.MET, Verdict.NOT_APPLICABLE)
"""The verdicts that are told in a line."""
WHOLE = "列表写了就是全的：已经有的制度接着登记"
MOST_MISSING = 6
MOST_ROWS = 12


def mark(verdict: Verdict | None, style: Style) -> str:
    """The sign of a verdict, in its colour."""
    return style.paint(MARKS[verdict], COLOURS.get(verdict) if verdict else None)


def told(finding: Finding, style: Style, indent: str = "  ") -> Iterator[str]:
    """A finding that calls for something, in full, each line indented."""
    soft = "（原则上）" if finding.weight is Weight.PRINCIPLE else ""
    head = f"{finding.id}  {_subject(finding)}{finding.title}{soft}（{finding.clause}）"
    first, *others = wrap(head, style.cells - width(indent) - 2, "", "  ")
    yield f"{indent}{mark(finding.verdict, style)} {first}"
    inner = f"{indent}    "
    yield from (f"{indent}  {line}" for line in others)
    if finding.waiver:
        yield from wrap(waiver_line(finding.waiver), style.cells, inner, f"{inner}  ")
    # Where two notices disagree, the lines of both stand in place of the message.
    if finding.conflicts:
        yield from _conflicts(finding, style, inner)
    else:
        for message in _messages(finding):
            yield from wrap(message, style.cells, inner)
    for line in _easings(finding):
        yield from wrap(line, style.cells, inner, f"{inner}  ")
    yield from _rows(finding.outcome, style, f"{inner}  ")
    yield from missing_lines(_own_missing(finding), style, f"{inner}  ")
    yield from _references(finding, style, inner)
    if finding.interpretation:
        yield from wrap(f"理解：{finding.interpretation}", style.cells, inner, f"{inner}      ")
    if finding.remedy:
        yield from wrap(f"怎么办：{finding.remedy}", style.cells, inner, f"{inner}        ")
    if not _references_of(finding):
        yield from rule_lines(rules_lacking(finding.outcome), style, inner)


def rule_lines(asked: Sequence[RuleAsked], style: Style, indent: str) -> Iterator[str]:
    """The lines to type for rules that are not there, each whole, so that it can be copied."""
    if not asked:
        return
    first = asked[0]
    drafted = f"（{TOLD}）" if any(one.drafted for one in asked) else ""
    yield from wrap(f"写法：{_where_to_type(first)}{drafted}", style.cells, indent, f"{indent}      ")
    yield from (f"{indent}  {rule_line(one.kinds[0], one.published)}" for one in asked)
    if first.rows:
        yield f"{indent}  {WHOLE}"


def _where_to_type(one: RuleAsked) -> str:
    if one.rows is None:
        return "写一行 rule_documents:，下面写"
    place = f"（{one.place}）" if one.place else ""
    return f"rule_documents:{place}下加一行" if one.rows else f"去掉 rule_documents: 后面的 []{place}，下面写"


def settled(found: Iterable[Finding], style: Style) -> Iterator[str]:
    """Findings that call for nothing: a line each, where the window is wide enough."""
    every = list(found)
    cells = max((width(finding.id) for finding in every), default=0)
    for alike in _alike(every):
        finding = alike[0]
        head = f"  {MARKS[finding.verdict]} {pad(finding.id, cells)}  "
        text = f"{_subject(*alike)}{finding.title}：{finding.outcome.message}"
        hanging = " " * (cells + 6)
        yield from wrap(text, style.cells, head, hanging)
        yield from _conflicts(finding, style, hanging)
        yield from _references(finding, style, hanging)


def _alike(found: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Findings of one rule that say the same of several subjects, together; what refers to others stays alone."""
    for _, same in groupby(found, key=lambda one: (one.id, one.outcome.message)):
        alike = list(same)
        refers = any(one.conflicts or any(part.finding for part in one.outcome.parts) for one in alike)
        yield from [[one] for one in alike] if refers else [alike]


def missing_lines(missing: Iterable[Missing], style: Style, indent: str) -> Iterator[str]:
    """What to fill in: its label, the line and the key under which it belongs."""
    asked = list(dict.fromkeys((one.label, str(one.place or ""), path_text(one.path)) for one in missing))
    for label, place, key in asked[:MOST_MISSING]:
        where = "，".join(part for part in (place, key) if part)
        yield from wrap(f"缺：{label}（{where}）", style.cells, indent, f"{indent}    ")
    if len(asked) > MOST_MISSING:
        yield f"{indent}…… 另有 {len(asked) - MOST_MISSING} 处，共 {len(asked)} 处"


def grouped(found: Iterable[Finding]) -> list[str]:
    """Findings by their ids, each id once with the subjects that it speaks of: `NAT-E10（电工、车工）`."""
    subjects: dict[str, list[str]] = {}
    for finding in found:
        subjects.setdefault(finding.id, []).extend([finding.subject.label] if finding.subject else [])
    return [f"{one}（{'、'.join(labels)}）" if labels else one for one, labels in subjects.items()]


def _subject(*found: Finding) -> str:
    labels = "、".join(one.subject.label for one in found if one.subject)
    return f"〔{labels}〕" if labels else ""


def _conflicts(finding: Finding, style: Style, indent: str) -> Iterator[str]:
    """What both notices say of the same, and how each is judged."""
    if finding.conflicts:
        own = finding.outcome.parts[0]
        yield from _judged(own.verdict, f"本通知：{own.message}", style, indent)
    for one in finding.conflicts:
        yield from _judged(one.outcome.verdict, _of_the_other(one), style, indent)
        yield from wrap(f"两份通知不一致，按较严的判断：{one.note}", style.cells, indent, f"{indent}  ")


def _judged(verdict: Verdict, text: str, style: Style, indent: str) -> Iterator[str]:
    first, *others = wrap(text, style.cells - width(indent) - 2, "", "  ")
    yield f"{indent}{mark(verdict, style)} {first}"
    yield from (f"{indent}  {line}" for line in others)


def _of_the_other(one: Conflict) -> str:
    return f"{one.notice} {one.id}（{one.clause}）{one.title}：{one.outcome.message}"


def _easings(finding: Finding) -> Iterator[str]:
    """The easings that are met, each with its evidence; one that the message tells already with its evidence only."""
    for one in finding.eased_by:
        name = f"{one.id}（{one.subject.label}）" if one.subject else one.id
        if name not in finding.outcome.message:
            yield f"可放宽：{name} {one.title}（{one.clause}）：{one.message}"
        if one.files:
            yield f"{name} 的证明：{'、'.join(one.files)}"


def _rows(outcome: Outcome, style: Style, indent: str) -> Iterator[str]:
    """The rows that do not count, with place and reason."""
    every = list(
        dict.fromkeys(
            f"{part.title}{row.label}：{row.reason}{f'（{row.place}）' if row.place else ''}"
            for part in _own(outcome)
            for row in part.rows
            if row.counts != "yes"
        )
    )
    for line in every[:MOST_ROWS]:
        yield from wrap(line, style.cells, indent, f"{indent}  ")
    if len(every) > MOST_ROWS:
        yield f"{indent}…… 另有 {len(every) - MOST_ROWS} 行，共 {len(every)} 行"


def _messages(finding: Finding) -> list[str]:
    """The message; where other rules' findings follow in full, how many of them are of each verdict instead."""
    if not _references_of(finding):
        return [finding.outcome.message]
    return list(_briefly(finding.outcome))


def _briefly(outcome: Outcome) -> Iterator[str]:
    found = [part.finding for part in outcome.parts if part.finding is not None]
    if found:
        verdicts = [one.verdict for one in found]
        counts = (f"{one.label} {verdicts.count(one)} 项" for one in Verdict if one in verdicts)
        yield f"{outcome.title or '参照的条款'}：{'，'.join(counts)}"
    elif outcome.parts:
        yield from (line for part in outcome.parts for line in _briefly(part))
    elif outcome.verdict not in SETTLED:
        yield outcome.message


def _own(outcome: Outcome) -> Iterator[Outcome]:
    """An outcome and those of its parts that call for something, without other rules' findings."""
    yield outcome
    for part in outcome.parts:
        if part.finding is None and part.verdict not in SETTLED:
            yield from _own(part)


def _own_missing(finding: Finding) -> Iterator[Missing]:
    """What a finding itself misses; what another rule's finding misses is told there."""
    elsewhere = {one.path for part in _references_of(finding) for one in part.outcome.missing}
    return (one for one in finding.outcome.missing if one.path not in elsewhere)


def _references_of(finding: Finding) -> list[Finding]:
    """The findings of the rules that a finding refers to; what another notice says of the same is told by itself."""
    return list(_referred(finding.outcome.parts[0] if finding.conflicts else finding.outcome))


def _referred(outcome: Outcome) -> Iterator[Finding]:
    """The other rules' findings among the parts, in their order."""
    for part in outcome.parts:
        if part.finding is not None:
            yield part.finding
        else:
            yield from _referred(part)


def _references(finding: Finding, style: Style, indent: str) -> Iterator[str]:
    """Other rules' findings: in full where they call for something, else in one line."""
    found = _references_of(finding)
    for one in found:
        if one.verdict not in (*SETTLED, None):
            yield from told(one, style, indent)
    for verdict in SETTLED:
        same = [one for one in found if one.verdict is verdict]
        if same:
            line = f"{verdict.label} {len(same)} 项：{'、'.join(grouped(same))}"
            yield from wrap(line, style.cells, f"{indent}{MARKS[verdict]} ", f"{indent}  ")
