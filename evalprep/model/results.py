"""The result of a check: findings with clause, distance, places and remedy. Its JSON is a public contract.

`report/check.schema.json` describes the same; the names here are the keys there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from evalprep.errors import Place
from evalprep.model.validation import Path
from evalprep.model.verdicts import Gap, Interval, Overall, Verdict, Weight


@dataclass(frozen=True)
class Missing:
    """A field that would settle a finding: its path, Chinese label, and where in the file it belongs."""

    path: Path
    label: str
    place: Place | None


@dataclass(frozen=True)
class RowNote:
    """How one row of a list was counted: counts `yes`, `no` or `maybe`, and why."""

    place: Place | None
    label: str
    counts: str
    reason: str


@dataclass(frozen=True)
class Subject:
    """What a repeated rule speaks of: an occupation."""

    kind: str
    key: str
    label: str


@dataclass(frozen=True)
class Outcome:
    """The judgement of one condition, before it gets a rule's name."""

    verdict: Verdict
    title: str
    message: str
    observed: Interval | str | bool | None = None
    required: Mapping[str, Any] | None = None
    gap: Gap | None = None
    unit: str | None = None
    missing: tuple[Missing, ...] = ()
    rows: tuple[RowNote, ...] = ()
    parts: tuple[Outcome, ...] = ()
    files: tuple[str, ...] = ()
    """The evidence that the condition names."""


@dataclass(frozen=True)
class Finding:
    """The judgement of one rule or material, for one subject where the rule repeats."""

    id: str
    clause: str
    title: str
    weight: Weight
    verdict: Verdict | None
    """None for a note."""
    outcome: Outcome
    subject: Subject | None = None
    interpretation: str | None = None
    remedy: str | None = None

    @property
    def name(self) -> str:
        """The id with its subject: `NAT-E10（电工）`."""
        return f"{self.id}（{self.subject.label}）" if self.subject else self.id


@dataclass(frozen=True)
class Filing:
    """Where to file: 申报受理."""

    id: str
    clause: str
    title: str
    weight: Weight
    verdict: Verdict | None
    authority: str
    note: str


@dataclass(frozen=True)
class Warned:
    """Something that deserves a second look and changes no verdict."""

    code: str
    message: str
    place: Place | None = None


@dataclass(frozen=True)
class NoticeRef:
    """The notice that a result judges by."""

    number: str
    title: str
    area: str
    issued: date
    verified_on: date


@dataclass(frozen=True)
class CheckResult:
    """One applicant against one notice and track on one day."""

    project: str
    organization: str | None
    jurisdiction: str
    track: str | None
    on: date
    overall: Overall
    notice: NoticeRef
    findings: tuple[Finding, ...]
    materials: tuple[Finding, ...]
    filing: tuple[Filing, ...] = ()
    warnings: tuple[Warned, ...] = ()

    @property
    def conclusion(self) -> str:
        """The overall verdict in words; what 原则上 asks and is not met is told, for it changes nothing else."""
        soft = [one.verdict for one in self.judged if one.weight is Weight.PRINCIPLE]
        told = [
            f"{soft.count(verdict)} 项{verdict.label}"
            for verdict in (Verdict.UNMET, Verdict.UNKNOWN)
            if verdict in soft
        ]
        if self.overall is not Overall.READY or not told:
            return self.overall.label
        return f"{self.overall.label}（原则上的条件有 {'、'.join(told)}，先问受理单位）"

    @property
    def judged(self) -> tuple[Finding, ...]:
        """Findings and materials alike, in the notice's order."""
        return (*self.findings, *self.materials)
