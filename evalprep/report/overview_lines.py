"""A finding in the overview: what is there, which rows do not count, what is missing and where, who answers for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from evalprep.errors import Place
from evalprep.model.results import CheckResult, Filing, Finding, Outcome, RowNote
from evalprep.model.validation import path_text
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.filed import AS_VERDICT
from evalprep.report.findings import MARKS, SETTLED
from evalprep.report.overview import shown, suppliers
from evalprep.report.overview_thresholds import Threshold, thresholds
from evalprep.report.waived import waiver_line

MOST_ROWS, MOST_MISSING, MOST_PLACES = 6, 6, 3
NOTE = "提示"
ORDER = (Verdict.UNMET, Verdict.UNKNOWN, Verdict.EASED, Verdict.MET, Verdict.NOT_APPLICABLE, None)


@dataclass(frozen=True)
class Told:
    """A finding, an authority or a filing window as it is shown; every text is masked."""

    id: str
    clause: str
    title: str
    verdict: Verdict | None
    message: str
    soft: bool = False
    rows: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    remedy: str = ""
    places: tuple[str, ...] = ()
    """Where, seen from the project's folder: evalprep.yaml:88; of many the first, and how many there are."""
    waiver: str = ""
    suppliers: tuple[str, ...] = ()
    thresholds: tuple[Threshold, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether it calls for nothing."""
        return self.verdict in (*SETTLED, None)

    @property
    def far(self) -> str:
        """How far each number is that fails: 差 7,800 人次."""
        failing = [one for one in self.thresholds if one.verdict is not Verdict.MET and one.gap]
        return "；".join(f"{one.counted} {one.far}".strip() for one in failing)

    @property
    def label(self) -> str:
        """× 不符合."""
        return f"{MARKS[self.verdict]} {self.verdict.label if self.verdict else NOTE}"


def told(result: CheckResult) -> list[Told]:
    """Everything that a result says, what is unmet first, each verdict in the notice's order."""
    home = _folder(result.project)
    every = [
        *(_finding(one, home) for one in result.judged),
        *(_filing(one, home) for one in result.filing),
    ]
    return sorted(every, key=lambda one: ORDER.index(one.verdict))


def windows_told(result: CheckResult) -> Iterator[tuple[str, str]]:
    """Each filing window with its sign: √ open, × closed, ? nobody knows."""
    for one in result.windows:
        yield MARKS[AS_VERDICT[one.open]], shown(f"{one.title}（{one.clause}）：{one.note}")


def warnings_told(result: CheckResult) -> list[str]:
    """What to look at besides, each once."""
    home = _folder(result.project)
    lines = (f"{one.message}{_behind(one.place, home)}" for one in result.warnings)
    return [shown(line) for line in dict.fromkeys(lines)]


def _folder(project: str) -> str:
    return re.sub(r"[^/\\]*$", "", project)


def _near(place: Place, home: str) -> Place:
    """A place as it is seen from the project's folder: the page says once where that is."""
    return replace(place, file=place.file.removeprefix(home))


def _behind(place: Place | None, home: str) -> str:
    return f"（{_near(place, home)}）" if place else ""


def _finding(one: Finding, home: str) -> Told:
    subject = f"〔{one.subject.label}〕" if one.subject else ""
    is_open = one.verdict not in (*SETTLED, None)
    places = (
        *(row.place for _, row in _failing(one.outcome)),
        *(asked.place for asked in one.outcome.missing),
    )
    return Told(
        one.id,
        shown(one.clause),
        shown(f"{subject}{one.title}"),
        one.verdict,
        shown(one.outcome.message),
        one.weight is Weight.PRINCIPLE,
        tuple(_capped([*_differences(one), *_rows(one, home)], MOST_ROWS)) if is_open else (),
        tuple(_capped(_missing(one, home), MOST_MISSING)) if is_open else (),
        shown(one.remedy or "") if is_open else "",
        _places(places, home) if is_open else (),
        _waiver(one),
        suppliers(one) if is_open else (),
        thresholds(one),
    )


def _filing(one: Filing, home: str) -> Told:
    is_open = one.verdict not in (*SETTLED, None)
    missing = [_asked(asked.label, asked.place, path_text(asked.path), home) for asked in one.missing]
    return Told(
        one.id,
        shown(one.clause),
        shown(one.title),
        one.verdict,
        shown("。".join(part.rstrip("。") for part in (one.authority, one.note) if part)),
        one.weight is Weight.PRINCIPLE,
        missing=tuple(_capped(missing, MOST_MISSING)) if is_open else (),
        places=_places((asked.place for asked in one.missing), home) if is_open else (),
        suppliers=suppliers(one) if is_open else (),
    )


def _waiver(one: Finding) -> str:
    """已豁免：李示例负责，至 2021-06-30（理由：…）."""
    if one.waiver is None:
        return ""
    return shown(waiver_line(one.waiver))


def _differences(one: Finding) -> Iterator[str]:
    """What another notice asks otherwise, and what eases the requirement."""
    for other in one.conflicts:
        told = f"{other.notice} {other.id}（{other.clause}）{other.title}：{other.outcome.message}"
        yield shown(f"{told}。两份通知不一致，按较严的判断：{other.note}")
    for easing in one.eased_by:
        whose = f"（{easing.subject.label}）" if easing.subject else ""
        yield shown(f"可放宽：{easing.id}{whose} {easing.title}（{easing.clause}）：{easing.message}")


def _rows(one: Finding, home: str) -> Iterator[str]:
    """The rows that do not count, and the findings of other rules that it refers to and that are not settled."""
    for title, row in _failing(one.outcome):
        yield shown(f"{title}{row.label}：{row.reason}{_behind(row.place, home)}")
    for inner in _referred(one.outcome):
        yield shown(f"{inner.name} {inner.title}（{inner.clause}）：{inner.outcome.message}")


def _failing(outcome: Outcome) -> Iterator[tuple[str, RowNote]]:
    yield from ((outcome.title, row) for row in outcome.rows if row.counts != "yes")
    for part in outcome.parts:
        if part.verdict not in SETTLED:
            yield from _failing(part.finding.outcome if part.finding else part)


def _referred(outcome: Outcome) -> Iterator[Finding]:
    for part in outcome.parts:
        if part.finding is None:
            yield from _referred(part)
        elif part.finding.verdict not in (*SETTLED, None):
            yield part.finding


def _missing(one: Finding, home: str) -> Iterator[str]:
    for asked in one.outcome.missing:
        yield _asked(asked.label, asked.place, path_text(asked.path), home)


def _asked(label: str, place: Place | None, key: str, home: str) -> str:
    """学历（evalprep.yaml:88）; without a line the key under which it belongs."""
    return shown(f"{label}（{_near(place, home) if place and place.line else key}）")


def _places(places: Iterable[Place | None], home: str) -> tuple[str, ...]:
    found = list(dict.fromkeys(shown(str(_near(one, home))) for one in places if one is not None))
    more = (f"共 {len(found)} 处",) if len(found) > MOST_PLACES else ()
    return (*found[:MOST_PLACES], *more)


def _capped(lines: Iterable[str], most: int) -> Iterator[str]:
    every = list(dict.fromkeys(lines))
    yield from every[:most]
    if len(every) > most:
        yield f"…… 另有 {len(every) - most} 处，共 {len(every)} 处"
