"""Management rules (规章制度) that are not there as open points: each rule once, with all who ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from evalprep.model.results import CheckResult, Finding, Outcome, RuleAsked, ScoredItem
from evalprep.model.suppliers import supplier_of_rule
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.open_point import OpenPoint, where
from evalprep.rules.regulations import rule_name, rules_lacking, same_kinds

LIST, SCORED = "规章制度", "评分要看，缺了扣分"
OPEN = (Verdict.UNMET, Verdict.UNKNOWN)


@dataclass
class _Rule:
    """A rule while it is gathered: what is asked, and by whom."""

    asked: RuleAsked
    asking: list[Finding | ScoredItem] = field(default_factory=list)

    def serves(self, asked: RuleAsked) -> bool:
        """Whether the same rule would do, in the same project file."""
        files = {one.place.file if one.place else "" for one in (self.asked, asked)}
        return len(files) == 1 and bool(same_kinds(self.asked, asked))

    def take(self, asked: RuleAsked, one: Finding | ScoredItem) -> None:
        """One more that asks for it; of the kinds those remain that serve all."""
        self.asked = replace(
            self.asked,
            kinds=same_kinds(self.asked, asked),
            published=self.asked.published or asked.published,
            drafted=self.asked.drafted or asked.drafted,
        )
        if one not in self.asking:
            self.asking.append(one)


def rule_points(result: CheckResult) -> list[OpenPoint]:
    """A point for each rule document that is not there: of an unmet requirement to be mended, else to be brought."""
    gathered: list[_Rule] = []
    for outcome, one in _asking(result):
        for asked in rules_lacking(outcome):
            known = next((rule for rule in gathered if rule.serves(asked)), None)
            if known is None:
                known = _Rule(asked)
                gathered.append(known)
            known.take(asked, one)
    return [_point(rule) for rule in gathered]


def _asking(result: CheckResult) -> Iterator[tuple[Outcome, Finding | ScoredItem]]:
    """What may lack a rule: musts first, for their kinds come first; the scoring table last."""
    judged = [one for one in result.judged if one.verdict in OPEN and one.weight is not Weight.NOTE]
    for finding in sorted(judged, key=lambda one: one.weight is not Weight.MUST):
        yield finding.outcome, finding
    for item in result.score.items if result.score else ():
        yield from ((part, item) for part in item.parts)


def _point(rule: _Rule) -> OpenPoint:
    findings = [one for one in rule.asking if isinstance(one, Finding)]
    musts = [one for one in findings if one.weight is Weight.MUST]
    kind, asked = rule.asked.kinds[0], rule.asked
    name = rule_name(kind)
    told = [] if findings else [SCORED]
    told += [f"写好盖章，登记到「{LIST}」，种类写「{kind}」"]
    told += ["并向社会公开"] if asked.published else []
    told += ["初稿在「初稿」文件夹"] if asked.drafted else []
    amend = any(one.verdict is Verdict.UNMET for one in musts or findings)
    return OpenPoint(
        supplier_of_rule(kind),
        f"{LIST}：{name}",
        "；".join(told),
        tuple(dict.fromkeys((one.clause, one.id) for one in rule.asking)),
        where([asked.place] if asked.place else ()),
        bool(musts),
        name,
        amend=amend,
        far="没有登记这一项制度" if amend else "",
    )
