"""What fails as open points: how far it is, told shortly, and who in the unit can mend it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from evalprep.errors import Place
from evalprep.model.fields import concrete, label
from evalprep.model.masking import masked
from evalprep.model.results import Filing, Finding, Outcome, RowNote
from evalprep.model.suppliers import Supplier, supplier_of, supplier_of_words
from evalprep.model.validation import Path
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.open_point import OpenPoint, where
from evalprep.rules.drafts import TOLD

Reads = Callable[[str], Iterable[str]]
"""The registry's paths that the rule of an id looks at."""
At = Callable[[Path], Place | None]
"""Where something stands in the project file, or the part that it belongs to."""
MOST_ROWS = 6
ON_PAPER = "初稿在「初稿」文件夹"
"""What a paper says of a first draft, for whoever reads it types no command."""
_LONG_BRACKET = re.compile(r"(?<!一项即可)（[^（）]{36,}）")
_ASKED = re.compile(r"，要求[^，；]+(?=，(至少)?[差多])")
"""What is asked, where it is told how far it is: the title says it already."""
_ROWS_FAIL = re.compile(r"\d+ 行中有 [\d,]+ 行(不符合|待补充)$")
ATTESTED = "attestations"
_VAGUE = re.compile(r"attestations|attachments|form:|self_scores|occupations(\[\]\.(code|name|levels))?$")
"""What a rule reads and what tells nothing of whom it concerns: a rule per occupation reads its code."""


def amendment(finding: Finding, must: bool, reads: Reads, at: At) -> OpenPoint:
    """A requirement that is unmet: what it asks, how far it is, and what to do."""
    subject = f"〔{finding.subject.label}〕" if finding.subject else ""
    rows = [row.place for _, row in failing_rows(finding.outcome)]
    places = [one for one in (*rows, *(one.place for one in finding.outcome.missing)) if one is not None]
    what = f"{subject}{finding.title}"
    return OpenPoint(
        supplier_of_finding(finding, reads),
        what,
        finding.remedy or "",
        ((finding.clause, finding.id),),
        where(places) or about(finding.id, reads, at),
        must=must,
        brief=what,
        amend=True,
        far=masked(distance(finding.outcome)),
    )


def wrong_way(filing: Filing) -> OpenPoint:
    """An authority that does not take this application."""
    clause = (filing.clause, filing.id)
    return OpenPoint(
        Supplier.OFFICE,
        filing.title,
        filing.note,
        (clause,),
        "",
        must=filing.weight is Weight.MUST,
        brief=filing.title,
        amend=True,
        far=masked(filing.authority),
    )


def about(identifier: str, reads: Reads, at: At) -> str:
    """The list or part of the file that the rule of an id looks at most, by its line; by its name where it has none."""
    read = [*reads(identifier)]
    tops = Counter(_top(one) for one in telling(read) or read if not one.startswith("form:"))
    if not tops:
        return ""
    top = tops.most_common(1)[0][0]
    place = at((top, identifier) if top == ATTESTED else (top,))
    return where([place]) if place and place.line else label((top,)) or ""


def _top(path: str) -> str:
    return re.split(r"[.\[{]", path)[0]


def briefly(text: str) -> str:
    """A message on paper: without the long brackets that list everything that is there, or how it was counted."""
    text = text.replace(TOLD, ON_PAPER)
    while (shorter := _LONG_BRACKET.sub("", text)) != text:
        text = shorter
    return text


def distance(outcome: Outcome) -> str:
    """How far something fails: the message, and the rows that do not count, where they are few."""
    rows = dict.fromkeys(f"{title}{row.label}：{row.reason}" for title, row in failing_rows(outcome))
    message = _ASKED.sub("", briefly(outcome.message))
    if not 0 < len(rows) <= MOST_ROWS:
        return message
    # The rows stand there by name, so that they need not be counted.
    told = [part for part in message.split("；") if not _ROWS_FAIL.search(part)]
    return "；".join([*told, *map(briefly, rows)])


def failing_rows(outcome: Outcome) -> Iterator[tuple[str, RowNote]]:
    """The rows that do not count, each with the name of its list."""
    yield from ((outcome.title, row) for row in outcome.rows if row.counts == "no")
    for part in outcome.parts:
        if part.verdict is Verdict.UNMET:
            yield from failing_rows(part)


def unmet_findings(finding: Finding) -> Iterator[Finding]:
    """The finding that is unmet; where it refers to other rules, their findings instead."""
    referred = [one for one in _referred(finding.outcome) if one.verdict is Verdict.UNMET]
    if finding.conflicts or not referred:
        yield finding
    else:
        yield from (inner for one in referred for inner in unmet_findings(one))


def supplier_of_finding(finding: Finding, reads: Reads) -> Supplier:
    """Who can mend it: the department whose fields the rule looks at most, else by the words of its title."""
    own = [supplier_of(concrete(one.replace("[]", "[0]"))) for one in telling(reads(finding.id))]
    if not own:
        return supplier_of_words(finding.title)
    return max(Supplier, key=own.count)


def telling(read: Iterable[str]) -> list[str]:
    """Of what a rule reads, the fields that tell whom it concerns."""
    return [one for one in read if not _VAGUE.match(one)]


def _referred(outcome: Outcome) -> Iterator[Finding]:
    for part in outcome.parts:
        if part.finding is not None:
            yield part.finding
        else:
            yield from _referred(part)
