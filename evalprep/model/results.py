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
from evalprep.model.verdicts import Gap, Interval, Overall, Real, Verdict, Weight

OLD_NOTICE = "notice_may_be_replaced"
"""The warning that every result carries, whatever the project says."""


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
class RuleAsked:
    """A management rule (规章制度) that a requirement asks for: its kind, and whether it is there."""

    kinds: tuple[str, ...]
    """The kinds of which one is enough; the first is proposed."""
    place: Place | None
    """The list of rule documents, in which it belongs."""
    rows: int | None = None
    """How many the list holds; None while there is no list."""
    published: bool = False
    """Whether it must be public."""
    drafted: bool = False
    """Whether `build` writes a first draft."""
    held: bool = False


@dataclass(frozen=True)
class Shown:
    """A paper by which a requirement is shown: a kind of evidence with its files, or a form that `build` fills."""

    piece: str
    """What it is called: 法人登记证书; of a form its title."""
    files: tuple[str, ...] = ()
    """The files that the project names for it, whatever their state; of a form the finished paper (定稿)."""
    form: str | None = None
    """The form that `build` fills for it."""
    is_copy: bool | None = None
    """Whether a copy is asked for (复印件) or the original (原件); None where the notice does not say."""
    subject: str = ""
    """Whose it is, where each row of a list has its own: 王示例."""
    measure: str = "项"
    """The word with which those whose it is are counted: 3 人, 3 项."""


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
    finding: Finding | None = None
    """The whole finding that this part is, where another rule is referred to."""
    either: bool = False
    """Whether one of the parts is enough."""
    seen: str = ""
    """What is there, without what is asked: 法人类型：企业."""
    form: str | None = None
    """The title of the form whose open slots it misses, where it speaks of a form that `build` fills."""
    rule: RuleAsked | None = None
    """The management rule that it asks for, where it asks for one."""
    shown: tuple[Shown, ...] = ()
    """The papers that it asks for, there or not; of alternatives those that are there, else the first."""


@dataclass(frozen=True)
class Conflict:
    """What another notice says of the same requirement: 两个通知不一致之处."""

    id: str
    clause: str
    notice: str
    """The other notice's number."""
    title: str
    weight: Weight
    note: str
    """In what the two differ."""
    outcome: Outcome


@dataclass(frozen=True)
class EasedBy:
    """An easing that applies: which, for which occupation, on what evidence."""

    id: str
    clause: str
    title: str
    subject: Subject | None
    message: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Waived:
    """That somebody has taken an unmet requirement upon himself until a day: 豁免. It changes no verdict."""

    reason: str
    owner: str
    until: date


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
    conflicts: tuple[Conflict, ...] = ()
    eased_by: tuple[EasedBy, ...] = ()
    """The easings that are met, whether or not the requirement needs them."""
    waiver: Waived | None = None
    """Who answers for it while it does not hold, on the day of the judgement."""
    short: str | None = None
    """Of a material: what a folder and a list call it (法人登记证书)."""
    heading: str | None = None
    """Of several materials under one number of the notice's list: what the number is called."""
    easing_evidence: bool = False
    """Of a material: whether the evidence of easings is handed in under it."""
    notice: str | None = None
    """The number of the notice, of a finding by another notice than the one that is judged."""

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
    missing: tuple[Missing, ...] = ()
    """What would tell, where it is unknown."""


@dataclass(frozen=True)
class ScoredItem:
    """One item of the self-assessment: 自评分项."""

    id: str
    clause: str
    title: str
    max: Real
    score: Interval
    message: str
    """How the points come about, in Chinese."""
    missing: tuple[Missing, ...] = ()
    bonus: bool = False
    parts: tuple[Outcome, ...] = ()
    """What is counted one by one, where each that fails costs points."""


@dataclass(frozen=True)
class Score:
    """The self-assessment by a notice's scoring table; the reviewers award the points."""

    items: tuple[ScoredItem, ...]
    total: Interval
    """Without the bonus."""
    bonus: Interval
    pass_mark: Real


@dataclass(frozen=True)
class WindowState:
    """A filing window on the day of the judgement: the one that is open, else the next, else the last."""

    id: str
    clause: str
    title: str
    open: bool | None
    """None on a day that the text leaves open, or while the date it is counted from is unknown."""
    opens: date | None
    closes: date | None
    days_left: int | None
    """Days until it closes while it is open (0 on the last day), else until it opens; None when nothing comes."""
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
    score: Score | None = None
    windows: tuple[WindowState, ...] = ()
    warnings: tuple[Warned, ...] = ()
    whole_conclusion: str = ""
    """Of a result of which only a part is shown, the conclusion of the whole."""

    @property
    def conclusion(self) -> str:
        """The overall verdict in words; what 原则上 asks and is not met, that nobody takes applications now, and how much
        is waived, is told, for it changes nothing else."""
        if self.whole_conclusion:
            return self.whole_conclusion
        soft = [one.verdict for one in self.judged if one.weight is Weight.PRINCIPLE]
        told = [
            f"{soft.count(verdict)} 项{verdict.label}"
            for verdict in (Verdict.UNMET, Verdict.UNKNOWN)
            if verdict in soft
        ]
        ready = self.overall is Overall.READY
        more = [f"原则上的条件有 {'、'.join(told)}，先问受理单位"] if told and ready else []
        if self.windows and not any(one.open for one in self.windows):
            unsure = any(one.open is None for one in self.windows)
            closed = f"{self.on} {'说不清在不在' if unsure else '不在'}受理时间之内"
            more.append(f"条件符合，但{closed}" if ready else closed)
        waived = sum(one.waiver is not None and one.weight is Weight.MUST for one in self.judged)
        more += [f"必备的 {waived} 项已豁免，结论不因此改变"] if waived else []
        return f"{self.overall.label}（{'；'.join(more)}）" if more else self.overall.label

    @property
    def judged(self) -> tuple[Finding, ...]:
        """Findings and materials alike, in the notice's order."""
        return (*self.findings, *self.materials)
