"""Many results at once: applicants by target, and the requirements that hold them back, those of most applicants first.

Every text is ready to be shown: identity numbers and phones are masked, and no sign is left that a page or a sheet
cannot hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from evalprep.model.bar import SELECTED
from evalprep.model.masking import masked
from evalprep.model.results import CheckResult, Filing, Finding, NoticeRef, WindowState
from evalprep.model.suppliers import Supplier, supplier_of, supplier_of_rule, supplier_of_words
from evalprep.model.verdicts import Overall, Verdict, Weight
from evalprep.report.overview_thresholds import far
from evalprep.report.plainly import applied_for, unit
from evalprep.report.waived import WAIVED, number_waived
from evalprep.rules.regulations import rules_lacking

Tracks = Mapping[tuple[str, str | None], str | None]
"""The Chinese title of each jurisdiction's track, where it has one."""
OPEN = (Verdict.UNMET, Verdict.UNKNOWN)
NO_WINDOW, NOT_LOOKED_AT = "通知没有写", "这里没有看"
NOBODY = "没有分清"
MOST_DISTANCES = 3
NEWER = "请先确认是否有新通知。"
MOST_IN_FULL = 120
"""How many results are told clause by clause; of more only what is not settled, so that a browser and Excel can hold them."""
CUT_TOLD = f"结果超过 {MOST_IN_FULL} 个，这里只列没有落实的；逐条结论用 evalprep check 看一个单位。"
HURDLES_TOLD = (
    f"卡住单位多的在前；{WAIVED}的也算，豁免不改结论。原则上的条件不算，排在最后，能不能放宽先问受理单位。"
)
COUNTS_TOLD = f"「不符合」「待补充」数的是必备的条件、材料和受理单位（连{WAIVED}的）；「材料没落实」是其中的必备材料，一项里缺几份都算一项。"
_NO_SIGN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Control characters and halves of a sign, which neither HTML nor Excel can hold."""


@dataclass(frozen=True)
class Standing:
    """One applicant against one target, as tables tell of it.

    The whole result is fetched when it is asked for: of many, one is in memory at a time.
    """

    project: str
    name: str
    """The applicant; two of one name are told apart by their project files."""
    key: str
    """The target as `-j` takes it: `sample:province`."""
    target: str
    """示例省（面向全省）."""
    on: date
    notice: NoticeRef
    overall: Overall
    counts: Mapping[Verdict, int]
    """How many musts there are by verdict, among conditions, materials and authorities."""
    waivers: Mapping[Verdict, int]
    """How many of these are waived (豁免)."""
    soft: int
    """How many conditions 原则上 are not settled."""
    lacking_materials: int
    """How many materials that must be handed in are not there for certain."""
    windows: str
    """When it can be handed in, in short."""
    partly: str
    """That only a part of the clauses is told, where it is so."""
    fetch: Callable[[], CheckResult]

    @property
    def musts(self) -> int:
        """How many requirements decide."""
        return sum(self.counts.values())

    def count(self, verdict: Verdict) -> int:
        """How many musts have a verdict."""
        return self.counts.get(verdict, 0)

    def waived(self, *verdicts: Verdict) -> int:
        """How many of the musts with one of these verdicts are waived; each is counted among them still."""
        return sum(self.waivers.get(verdict, 0) for verdict in verdicts)

    @property
    def next_step(self) -> str:
        """What to do next, in one sentence."""
        unmet, unknown = (self.count(verdict) - self.waived(verdict) for verdict in OPEN)
        waived = self.waived(*OPEN)
        told = [f"改不符合的 {unmet} 项"] if unmet else []
        told += [f"补待补充的 {unknown} 项"] if unknown else []
        told += [f"{WAIVED}的 {waived} 项到期以前办好"] if waived else []
        if told:
            return "，".join(told)
        if self.partly:
            return "照全部条款再自查一次"
        if self.overall is not Overall.READY:
            return "看逐条结论"
        asked = f"先就原则上的 {self.soft} 项问受理单位，" if self.soft else ""
        return f"{asked}打印、签字盖章，在受理时间内提交"


@dataclass(frozen=True)
class Applicant:
    """One project with all its results."""

    project: str
    name: str
    standings: tuple[Standing, ...]


@dataclass
class Hurdle:
    """A requirement that is not settled for one applicant or more: 卡点."""

    notice: str
    id: str
    clause: str
    title: str
    weight: Weight
    remedy: str
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    """By applicant (its project file), unmet before unknown."""
    standings: dict[str, Standing] = field(default_factory=dict)
    """By applicant, the target at which it has that verdict."""
    distances: dict[str, dict[str, None]] = field(default_factory=dict)
    """By applicant, how far it is, each once: 〔电工〕差 7,800 人次."""
    waivers: dict[str, bool] = field(default_factory=dict)
    """By applicant, whether somebody answers for all of it."""
    targets: dict[str, str] = field(default_factory=dict)
    """The targets that ask for it, by their key."""
    suppliers: set[str] = field(default_factory=set)

    def of(self, verdict: Verdict) -> list[str]:
        """The applicants with a verdict, by their project files."""
        return [one for one, found in self.verdicts.items() if found is verdict]

    def waived(self, *verdicts: Verdict) -> int:
        """How many of the applicants with one of these verdicts have waived it."""
        return sum(self.waivers[project] for verdict in verdicts for project in self.of(verdict))

    @property
    def held_back(self) -> int:
        """How many applicants cannot file because of it, also where somebody answers for it; 原则上 holds nobody back."""
        return len(self.verdicts) if self.weight is Weight.MUST else 0

    def told(self, project: str) -> str:
        """An applicant with its distance: 示例协会（差 7,800 人次，已豁免）."""
        every = [*self.distances.get(project, ())]
        more = [f"等 {len(every)} 处"] if len(every) > MOST_DISTANCES else []
        distance = "、".join(every[:MOST_DISTANCES]) + "".join(more)
        noted = "，".join(part for part in (distance, WAIVED if self.waivers[project] else "") if part)
        name = self.standings[project].name
        return f"{name}（{noted}）" if noted else name

    def take(self, standing: Standing, finding: Finding | Filing) -> None:
        """One more that does not settle it."""
        project, verdict = standing.project, finding.verdict or Verdict.UNKNOWN
        waived = isinstance(finding, Finding) and finding.waiver is not None
        if self.verdicts.get(project) not in (Verdict.UNMET, verdict):
            self.verdicts[project], self.standings[project] = verdict, standing
        self.waivers[project] = self.waivers.get(project, True) and waived
        if isinstance(finding, Finding):
            subject = f"〔{finding.subject.label}〕" if finding.subject else ""
            if distance := far(finding):
                self.distances.setdefault(project, {})[shown(f"{subject}{distance}")] = None
        self.targets[standing.key] = standing.target
        self.suppliers.update(suppliers(finding))


def applicants(results: Sequence[CheckResult], tracks: Tracks | None = None) -> tuple[Applicant, ...]:
    """The results of each project together, in the order in which they come."""
    by_project: dict[str, list[Standing]] = {}
    for at, result in enumerate(results):
        standing = _standing(result, tracks or {}, partial(results.__getitem__, at))
        by_project.setdefault(result.project, []).append(standing)
    names = Counter(own[0].name for own in by_project.values())
    found = []
    for project, own in by_project.items():
        name = own[0].name if names[own[0].name] == 1 else shown(f"{own[0].name}（{project}）")
        found.append(Applicant(project, name, tuple(replace(one, name=name) for one in own)))
    return tuple(found)


def by_target(every: Iterable[Applicant]) -> list[Standing]:
    """Where all stand, those of one target together: targets and applicants in the order in which they come."""
    found: dict[str, list[Standing]] = {}
    for one in (one for applicant in every for one in applicant.standings):
        found.setdefault(one.key, []).append(one)
    return [one for own in found.values() for one in own]


def _standing(result: CheckResult, tracks: Tracks, fetch: Callable[[], CheckResult]) -> Standing:
    every: tuple[Finding | Filing, ...] = (*result.judged, *result.filing)
    musts = [one for one in every if one.weight is Weight.MUST and one.verdict is not None]
    materials = [one for one in result.materials if one.weight is Weight.MUST]
    partly = "；".join(shown(one.message) for one in result.warnings if one.code == SELECTED)
    return Standing(
        result.project,
        shown(unit(result)),
        f"{result.jurisdiction}:{result.track}" if result.track else result.jurisdiction,
        _target(result, tracks),
        result.on,
        result.notice,
        result.overall,
        Counter(one.verdict for one in musts if one.verdict),
        {verdict: number_waived(one for one in musts if one.verdict is verdict) for verdict in OPEN},
        sum(one.weight is Weight.PRINCIPLE and one.verdict in OPEN for one in result.judged),
        sum(one.verdict in OPEN for one in materials),
        shown("；".join(map(window_told, result.windows))) or (NOT_LOOKED_AT if partly else NO_WINDOW),
        partly,
        fetch,
    )


def hurdles(every: Iterable[Applicant]) -> list[Hurdle]:
    """What is not settled, each requirement once: what holds back most applicants first, what is 原则上 last."""
    found: dict[tuple[str, str], Hurdle] = {}
    for standing in (standing for applicant in every for standing in applicant.standings):
        result = standing.fetch()
        asked: tuple[Finding | Filing, ...] = (*result.judged, *result.filing)
        for one in asked:
            if one.weight is Weight.NOTE or one.verdict not in OPEN:
                continue
            notice = (one.notice if isinstance(one, Finding) else None) or standing.notice.number
            remedy = one.remedy if isinstance(one, Finding) else one.note
            fresh = Hurdle(
                notice, one.id, shown(one.clause), shown(one.title), one.weight, shown(remedy or "")
            )
            found.setdefault((notice, one.id), fresh).take(standing, one)
    return sorted(found.values(), key=_rank)


def _rank(one: Hurdle) -> tuple[object, ...]:
    return -one.held_back, one.weight is not Weight.MUST, -len(one.of(Verdict.UNMET)), -len(one.verdicts)


def suppliers(one: Finding | Filing) -> tuple[str, ...]:
    """Who in the unit is asked: by the fields and rules that are missing, else by the words of the title.

    Where those do not tell either, nobody is named: a wrong name would send the work to the wrong desk.
    """
    if isinstance(one, Filing):
        found = [supplier_of(asked.path) for asked in one.missing] or [Supplier.OFFICE]
    else:
        found = [supplier_of(asked.path) for asked in one.outcome.missing]
        found += [supplier_of_rule(asked.kinds[0]) for asked in rules_lacking(one.outcome)]
        found = found or [supplier_of_words(one.title)]
        # The head is who remains when no word of the title tells.
        found = found if one.outcome.missing or found != [Supplier.HEAD] else []
    return tuple(dict.fromkeys(who.value for who in found)) or (NOBODY,)


def window_told(window: WindowState) -> str:
    """受理中，至 2020-03-30（还有 3 天）; 2020-07-15 开始（还有 44 天）; 已于 2020-04-19 截止."""
    left = "" if window.days_left is None else f"（还有 {window.days_left} 天）"
    if window.open:
        return f"受理中，至 {window.closes}{left}" if window.closes else "受理中"
    if window.open is None:
        return "说不清，看通知"
    if window.days_left is not None and window.opens:
        return f"{window.opens} 开始{left}"
    return f"已于 {window.closes} 截止" if window.closes else "不在受理时间"


def notices_told(standings: Iterable[Standing]) -> list[str]:
    """Each notice once, with the day it is of and the day somebody last looked whether it still stands."""
    return [
        shown(
            f"{one.area}：{one.number}《{one.title}》，{one.issued} 发布，最近一次核对 {one.verified_on}。{NEWER}"
        )
        for one in dict.fromkeys(standing.notice for standing in standings)
    ]


def partly_told(standings: Iterable[Standing]) -> list[str]:
    """That only a part of the clauses is looked at, and counted, where it is so."""
    return [f"{one}，数目只算这里看的" for one in dict.fromkeys(one.partly for one in standings) if one]


def days_told(standings: Iterable[Standing]) -> str:
    """The days of judgement."""
    return "、".join(dict.fromkeys(str(one.on) for one in standings))


def counted(standings: Iterable[Standing]) -> str:
    """「可以申报」3 个，「尚不能申报」5 个: how many results come to what."""
    found = Counter(one.overall for one in standings)
    return "，".join(f"「{one.label}」{found[one]} 个" for one in Overall if found[one])


def shown(text: str) -> str:
    """A text as it may be seen: identity numbers and phones masked, signs that nothing can hold marked."""
    return masked(_NO_SIGN.sub("�", text))


def _target(result: CheckResult, tracks: Tracks) -> str:
    return shown(applied_for(result, tracks.get((result.jurisdiction, result.track)) or result.track))
