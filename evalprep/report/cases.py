"""Each requirement of one applicant as one case, the way machines count: conditions, materials and authorities alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from evalprep.errors import Place, Problem
from evalprep.model.batch import Failed
from evalprep.model.results import CheckResult, Filing, Finding, Waived
from evalprep.model.validation import path_text
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.findings import MOST_MISSING, missing_lines, told
from evalprep.report.layout import Style, wrap
from evalprep.report.overview import shown
from evalprep.report.places import beside, places
from evalprep.report.waived import waiver_line

OPEN = (Verdict.UNMET, Verdict.UNKNOWN)
WIDE = Style(100)


@dataclass(frozen=True)
class Case:
    """A finding or an authority, with the result that it is of; its texts are masked."""

    result: CheckResult
    one: Finding | Filing

    @property
    def id(self) -> str:
        """The id that `explain` knows."""
        return self.one.id

    @property
    def name(self) -> str:
        """The id with its subject: `NAT-E10（电工）`."""
        return self.one.name if isinstance(self.one, Finding) else self.one.id

    @property
    def clause(self) -> str:
        """Where the notice says it."""
        return self.one.clause

    @property
    def title(self) -> str:
        """What it asks, in short."""
        return shown(self.one.title)

    @property
    def verdict(self) -> Verdict | None:
        """None for a note."""
        return self.one.verdict

    @property
    def notice(self) -> str:
        """The number of the notice that asks it."""
        own = self.one.notice if isinstance(self.one, Finding) else None
        return own or self.result.notice.number

    @property
    def message(self) -> str:
        """How it is judged and how far it is, in one paragraph."""
        one = self.one
        if isinstance(one, Finding):
            return shown(one.outcome.message)
        return shown("。".join(part.rstrip("。") for part in (one.authority, one.note) if part))

    @property
    def remedy(self) -> str:
        """What to do; empty where nothing is to be done."""
        return shown(self.one.remedy or "") if isinstance(self.one, Finding) else ""

    @property
    def waiver(self) -> Waived | None:
        """Who answers for it, while it does not hold."""
        return self.one.waiver if isinstance(self.one, Finding) and self.verdict in OPEN else None

    @cached_property
    def own_places(self) -> tuple[Place, ...]:
        """Where it is to be mended, as the result names it, from the project's folder."""
        return places(self.one)

    @property
    def places(self) -> tuple[Place, ...]:
        """The same, each file with its folder; empty where nothing points anywhere."""
        return tuple(beside(self.result.project, place) for place in self.own_places)

    @property
    def is_soft(self) -> bool:
        """Whether it is 原则上, which changes no exit code."""
        return self.one.weight is not Weight.MUST

    @property
    def lines(self) -> list[str]:
        """All that is told of it: message, rows, what is missing and where, interpretation, what to do, the waiver."""
        one = self.one
        if isinstance(one, Finding):
            found = list(told(one, WIDE, ""))
        else:
            head = f"{one.id}  {one.title}（{one.clause}）"
            found = [*wrap(head, WIDE.cells), *wrap(self.message, WIDE.cells, "  ")]
            found += missing_lines(one.missing, WIDE, "    ")
        return [shown(line) for line in found]

    @property
    def missing(self) -> str:
        """What would tell, where it is unknown: 缺：学历（staff[2].education）."""
        found = (self.one.outcome if isinstance(self.one, Finding) else self.one).missing
        every = list(dict.fromkeys(f"{one.label}（{path_text(one.path)}）" for one in found))
        more = f" 等 {len(every)} 处" if len(every) > MOST_MISSING else ""
        return shown(f"{'、'.join(every[:MOST_MISSING])}{more}")


def cases(result: CheckResult) -> Iterator[Case]:
    """Every case of a result in the notice's order, notes too; last where to file."""
    every: tuple[Finding | Filing, ...] = (*result.judged, *result.filing)
    yield from (Case(result, one) for one in every)


def judged(result: CheckResult) -> list[Case]:
    """Those that have a verdict, without the notes."""
    return [one for one in cases(result) if one.verdict is not None and one.one.weight is not Weight.NOTE]


def waived(waiver: Waived) -> str:
    """已豁免：李示例负责，至 2021-06-30（理由：…）; the verdict stays what it is."""
    return shown(waiver_line(waiver))


def target_name(result: CheckResult) -> str:
    """The target as `-j` takes it: `hunan:province`."""
    return f"{result.jurisdiction}:{result.track}" if result.track else result.jurisdiction


def applicant(result: CheckResult) -> str:
    """The organisation; one that has not told its name by its project file."""
    return shown(result.organization or result.project)


def notice_told(result: CheckResult) -> str:
    """The notice, its date, when it was last verified, and the call to look for a newer one."""
    one = result.notice
    dates = f"{one.issued} 发布，最近一次核对 {one.verified_on}。请先确认是否有新通知。"
    return f"{one.number}《{one.title}》，{dates}"


def problem_place(failed: Failed, problem: Problem) -> Place:
    """Where a problem stands: its own place, else the project."""
    return problem.place or Place(failed.project)


def problem_told(problem: Problem) -> str:
    """What is wrong and how to mend it."""
    return shown(f"{problem.problem}。怎么办：{problem.remedy}")
