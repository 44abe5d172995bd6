"""Results as SARIF 2.1.0 (OASIS, with errata 01), which code scanning and editors read.

One run for each target, for a run's `automationDetails.id` says what it is about. A result is what calls for something;
its kind is that of the standard (3.27.9):

    unmet       fail, level error for a must and warning for 原则上
    unknown     open
    a warning, which changes no verdict     review

What is met, does not apply or is a note has no result, for readers that know no kinds (GitHub code scanning) show each
result as a problem; every requirement that was judged is a rule. A level other than none goes with `fail` only
(3.27.10); it is written out, for some readers know levels and no kinds. A waiver is an accepted external suppression
and the kind stays what it is; the message tells it too, for GitHub reads no suppressions. A project that could not be judged is a
notification of the tool, and the invocation was not successful. Columns count characters, as the project file's do.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evalprep import __version__
from evalprep.errors import Place
from evalprep.model.batch import Failed
from evalprep.model.results import OLD_NOTICE, CheckResult, Finding, Waived
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.cases import (
    Case,
    applicant,
    cases,
    notice_told,
    problem_place,
    problem_told,
    target_name,
    waived,
)
from evalprep.report.overview import shown
from evalprep.report.places import beside, failing_rows, uri

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""What uris are relative to; what it is on a machine is not written down."""
KINDS = {Verdict.UNMET: "fail", Verdict.UNKNOWN: "open"}
LEVELS = {Weight.MUST: "error", Weight.PRINCIPLE: "warning", Weight.NOTE: "note"}
FINGERPRINT = "requirement/v1"
_ROW = re.compile(r"第 \d+ 行")

Data = dict[str, Any]


def sarif_text(results: Sequence[CheckResult], failed: Sequence[Failed], root: Path) -> str:
    """The whole log, ending with a line break; files are told from the root."""
    by_target: dict[str, list[int]] = {}
    for at, result in enumerate(results):
        by_target.setdefault(target_name(result), []).append(at)
    runs = [_Run(root, target, _Some(results, own)).data(failed) for target, own in by_target.items()]
    if not runs and failed:
        runs = [_Run(root, "", ()).data(failed)]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": runs}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True)
class _Some:
    """Some of the results, each fetched when it is its turn."""

    results: Sequence[CheckResult]
    places: Sequence[int]

    def __iter__(self) -> Iterator[CheckResult]:
        return (self.results[at] for at in self.places)


class _Run:
    """One target: gathers the rules and files that its results speak of."""

    def __init__(self, root: Path, target: str, results: Iterable[CheckResult]) -> None:
        self.root, self.target, self.results = root, target, results
        self.rules: dict[str, Data] = {}
        self.artifacts: dict[str, int] = {}
        self.locations: list[Data] = []

    def data(self, failed: Sequence[Failed]) -> Data:
        """The run; artifacts and rules come last into being, for the results name them."""
        found = _told_apart([one for result in self.results for one in self._results(result)])
        notifications = [one for project in failed for one in self._notifications(project)]
        return {
            "tool": {"driver": self._driver()},
            "automationDetails": self._details(),
            "invocations": [{"executionSuccessful": not failed, "toolExecutionNotifications": notifications}],
            "language": "zh-CN",
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {ROOT: {"description": {"text": "项目文件所在的仓库"}}},
            "artifacts": self.locations,
            "results": found,
        }

    def _driver(self) -> Data:
        rules = list(self.rules.values())
        return {"name": "evalprep", "version": __version__, "language": "zh-CN", "rules": rules}

    def _details(self) -> Data:
        """The id ends with a slash: what stands before it says which run this is, and no single run has a name."""
        told = "；".join(dict.fromkeys(notice_told(result) for result in self.results))
        name = self.target.replace(":", "-")
        return {
            "id": f"evalprep/{name}/" if name else "evalprep/",
            **({"description": {"text": told}} if told else {}),
        }

    def _results(self, result: CheckResult) -> Iterator[Data]:
        self._artifact(result.project)
        for one in cases(result):
            # Only where something is to be done does a finding say what: of those the rule takes it.
            if one.remedy or one.id not in self.rules:
                self.rules[one.id] = _rule(one)
            if one.verdict in KINDS:
                yield self._result(one, KINDS[one.verdict])
        for code, message, place in _warnings(result):
            self.rules.setdefault(code, _warning_rule(code))
            yield self._warning(result, code, message, place)

    def _result(self, one: Case, kind: str) -> Data:
        first, *others = one.places or (Place(one.result.project),)
        rows = failing_rows(one.one.outcome) if isinstance(one.one, Finding) else iter(())
        told = {beside(one.result.project, place): shown(text) for text, place in rows if place}
        return {
            **self._names(one.id),
            "kind": kind,
            "level": LEVELS[one.one.weight] if kind == "fail" else "none",
            "message": {"text": _message(one)},
            "locations": [self._location(first)],
            "relatedLocations": [
                {"id": number, **self._location(place), "message": {"text": told.get(place, "要补的地方")}}
                for number, place in enumerate((first, *others) if first in told else others, 1)
            ],
            "partialFingerprints": self._fingerprint(one.result, one.id, _subject(one)),
            "suppressions": [_suppression(one.waiver)] if one.waiver else [],
            "properties": _properties(one),
        }

    def _warning(self, result: CheckResult, code: str, message: str, place: Place | None) -> Data:
        where = beside(result.project, place) if place else Place(result.project)
        return {
            **self._names(code),
            "kind": "review",
            "level": "none",
            "message": {"text": f"{applicant(result)}：{shown(message)}"},
            "locations": [self._location(where)],
            # A warning has no subject: what it says stands in for it, without the numbers of rows.
            "partialFingerprints": self._fingerprint(result, code, _ROW.sub("", shown(message))),
            "suppressions": [],
            "properties": {"project": shown(result.project), "organization": applicant(result)},
        }

    def _names(self, identifier: str) -> Data:
        return {"ruleId": identifier, "ruleIndex": [*self.rules].index(identifier)}

    def _location(self, place: Place) -> Data:
        """A place; without a region it is the file as a whole."""
        physical: Data = {"artifactLocation": self._artifact(place.file)}
        if place.line:
            column = {"startColumn": place.column} if place.column else {}
            physical["region"] = {"startLine": place.line, **column}
        return {"physicalLocation": physical}

    def _artifact(self, file: str) -> Data:
        told, is_inside = uri(file, self.root)
        location = {"uri": told, **({"uriBaseId": ROOT} if is_inside else {})}
        if told not in self.artifacts:
            self.artifacts[told] = len(self.locations)
            self.locations.append({"location": location, "roles": ["analysisTarget"]})
        return {**location, "index": self.artifacts[told]}

    def _fingerprint(self, result: CheckResult, identifier: str, subject: str) -> dict[str, str]:
        """The same as long as it is the same requirement of the same subject in the same project: no line, no wording."""
        parts = (self.target, identifier, subject, uri(result.project, self.root)[0])
        return {FINGERPRINT: hashlib.sha256("\n".join(parts).encode()).hexdigest()}

    def _notifications(self, failed: Failed) -> Iterator[Data]:
        """Each problem of a project that could not be judged."""
        for one in failed.problems:
            yield {
                "descriptor": {"id": one.code},
                "level": "error",
                "message": {"text": shown(f"{failed.project}：{problem_told(one)}")},
                "locations": [self._location(problem_place(failed, one))],
            }


def _told_apart(found: Sequence[Data]) -> Sequence[Data]:
    """The results, of which no two have the same fingerprint, and one for GitHub where the line does not tell them apart.

    Forty rows that name one missing file are forty warnings that differ by the number of the row alone: they are
    counted. GitHub takes `primaryLocationLineHash` alone, works it out from the line where it is absent, and warns of one that
    differs: so it is set only where two results of a rule share a line, and where there is no line.
    """
    shared, alike = Counter(map(_where, found)), Counter[str]()
    for one in found:
        own = one["partialFingerprints"]
        told = own[FINGERPRINT]
        alike[told] += 1
        own[FINGERPRINT] = f"{told}:{alike[told]}"
        if shared[_where(one)] > 1 or _where(one)[2] is None:
            own["primaryLocationLineHash"] = f"{told[:16]}:{alike[told]}"
    return found


def _where(one: Data) -> tuple[str, str, int | None]:
    """The rule, the file and the line of a result."""
    physical = one["locations"][0]["physicalLocation"]
    return one["ruleId"], physical["artifactLocation"]["uri"], physical.get("region", {}).get("startLine")


def _warnings(result: CheckResult) -> Iterator[tuple[str, str, Place | None]]:
    """What deserves a second look; the age of the notice is told of the run."""
    yield from ((one.code, one.message, one.place) for one in result.warnings if one.code != OLD_NOTICE)


def _rule(one: Case) -> Data:
    """What is always true of a requirement; how it is met by somebody stands in the result."""
    interpretation = one.one.interpretation if isinstance(one.one, Finding) else None
    remedy = one.one.remedy if isinstance(one.one, Finding) else None
    told = {
        "出处": f"{one.notice} {one.clause}",
        "分量": one.one.weight.label,
        "理解": interpretation or "",
        "怎么办": remedy or "",
        "详细": f"evalprep explain {one.id}",
    }
    there = {name: text for name, text in told.items() if text}
    return {
        "id": one.id,
        "name": one.title,
        "shortDescription": {"text": one.title},
        "fullDescription": {"text": f"{one.title}（{one.notice} {one.clause}，{one.one.weight.label}）"},
        "help": {
            "text": "\n".join(f"{name}：{text}" for name, text in there.items()),
            "markdown": "\n".join(f"- **{name}**：{_plain(text)}" for name, text in there.items()),
        },
        "defaultConfiguration": {"level": LEVELS[one.one.weight]},
        "properties": {"weight": str(one.one.weight), "clause": one.clause, "notice": one.notice},
    }


def _warning_rule(code: str) -> Data:
    told = {"text": "请留意：值得再看一遍，不影响结论"}
    descriptions = dict.fromkeys(("shortDescription", "fullDescription", "help"), told)
    return {"id": code, **descriptions, "defaultConfiguration": {"level": "note"}}


def _message(one: Case) -> str:
    """Who, the verdict, who answers for it, how far it is, and what to do."""
    soft = "（原则上）" if one.one.weight is Weight.PRINCIPLE else ""
    subject = one.one.subject if isinstance(one.one, Finding) else None
    label = one.verdict.label if one.verdict else ""
    told = [
        f"{applicant(one.result)}：{f'〔{shown(subject.label)}〕' if subject else ''}{one.title}：{label}{soft}",
        *([waived(one.waiver)] if one.waiver else []),
        one.message,
        *([f"怎么办：{one.remedy}"] if one.remedy else []),
    ]
    return "\n".join(told)


def _properties(one: Case) -> Mapping[str, str | None]:
    subject = one.one.subject if isinstance(one.one, Finding) else None
    return {
        "project": shown(one.result.project),
        "organization": applicant(one.result),
        "verdict": str(one.verdict) if one.verdict else None,
        "weight": str(one.one.weight),
        "subject": shown(subject.label) if subject else None,
        "on": str(one.result.on),
    }


def _subject(one: Case) -> str:
    subject = one.one.subject if isinstance(one.one, Finding) else None
    return f"{subject.kind} {subject.key}" if subject else ""


def _suppression(waiver: Waived) -> Data:
    """A waiver stands in the project file, which is not the place of the result: external."""
    return {
        "kind": "external",
        "status": "accepted",
        "justification": waived(waiver),
        "properties": {"owner": shown(waiver.owner), "until": str(waiver.until)},
    }


def _plain(text: str) -> str:
    """A text as Markdown shows it, sign for sign."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", text)
