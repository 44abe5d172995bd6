"""What the notice eases: 放宽条件. An unmet 原则上 requirement is eased where a circumstance of the notice's holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from evalprep.model.results import EasedBy, Finding, Missing, Outcome
from evalprep.model.verdicts import Verdict, all_of, any_of
from evalprep.rules.entries import Rule
from evalprep.rules.ready import ReadyRule


@dataclass(frozen=True)
class Easings:
    """The judgement of every easing, by id; one finding each, or one for each subject over which it repeats."""

    rules: Mapping[str, Rule]
    found: Sequence[Finding]

    def concerning(self, finding: Finding, named: Collection[str]) -> tuple[Finding, ...]:
        """Those that may ease a finding: what speaks of the whole, of the finding's own subject, or, for a finding
        of the whole, of each subject. Two rows of one subject speak of it alike.
        """
        every = (one for one in self.found if one.id in named)
        return tuple(
            one for one in every if None in (finding.subject, one.subject) or one.subject == finding.subject
        )

    def verdict(self, concerning: Sequence[Finding]) -> Verdict:
        """Whether those that concern a finding ease it: one of the whole, or for every subject one of it."""
        whole = [held(one) for one in concerning if self.rules[one.id].for_each is None]
        repeated = [one for one in concerning if self.rules[one.id].for_each is not None]
        by_list: dict[str, dict[object, list[Verdict]]] = {}
        for one in repeated:
            subjects = by_list.setdefault(self.rules[one.id].for_each or "", {})
            subjects.setdefault(one.subject, []).append(held(one))
        each = [all_of(any_of(verdicts) for verdicts in subjects.values()) for subjects in by_list.values()]
        return any_of([*whole, *each])


def held(easing: Finding) -> Verdict:
    """Whether an easing holds; one that is not applicable does not."""
    verdict = easing.outcome.verdict
    if verdict is Verdict.EASED:
        return Verdict.UNKNOWN
    return Verdict.UNMET if verdict is Verdict.NOT_APPLICABLE else verdict


def eased(found: Iterable[Finding], rules: Iterable[ReadyRule], easings: Easings) -> tuple[Finding, ...]:
    """The findings of some rules, those that name easings with what eases them; only what 原则上 asks can name one."""
    by_id = {ready.rule.id: ready.rule for ready in rules}
    return tuple(_eased(one, by_id[one.id], easings) if by_id[one.id].eased_by else one for one in found)


def _eased(finding: Finding, rule: Rule, easings: Easings) -> Finding:
    concerning = easings.concerning(finding, rule.eased_by)
    met = [one for one in concerning if held(one) is Verdict.MET]
    finding = replace(finding, eased_by=tuple(_applies(one) for one in met))
    if finding.verdict is not Verdict.UNMET:
        return finding
    match easings.verdict(concerning):
        case Verdict.MET:
            return _turned(finding, Verdict.EASED, f"不符合，但可放宽：{_named(met)}")
        case Verdict.UNKNOWN:
            settled = {one.subject for one in met}
            asking = [
                one for one in concerning if held(one) is Verdict.UNKNOWN and one.subject not in settled
            ]
            told = f"不符合；能否放宽还待补充：{_named(asking)}"
            return _turned(finding, Verdict.UNKNOWN, told, _missing(asking))
        case _:
            return (
                _turned(finding, Verdict.UNMET, f"不符合；只有部分可放宽：{_named(met)}") if met else finding
            )


def _turned(finding: Finding, verdict: Verdict, told: str, missing: tuple[Missing, ...] = ()) -> Finding:
    """The finding with the verdict that its easings make of it; the distance stays what it is without them."""
    outcome = finding.outcome
    turned = replace(outcome, verdict=verdict, message=f"{outcome.message}；{told}", missing=missing)
    return replace(finding, verdict=verdict, outcome=turned)


def _missing(open_ones: Iterable[Finding]) -> tuple[Missing, ...]:
    return tuple({asked.path: asked for one in open_ones for asked in one.outcome.missing}.values())


def _named(easings: Sequence[Finding]) -> str:
    """ZJ-X1（电工）曾参与编制：…, one after the other."""
    return "；".join(f"{one.name} {one.title}（{one.outcome.message}）" for one in easings)


def _applies(easing: Finding) -> EasedBy:
    outcome: Outcome = easing.outcome
    return EasedBy(easing.id, easing.clause, easing.title, easing.subject, outcome.message, outcome.files)
