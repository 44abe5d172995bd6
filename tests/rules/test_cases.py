"""Every case beside every checklist: the verdict is as told. And nothing of a checklist is without its cases.

A notice that is added brings `<notice>.yaml`, `<notice>.cases.yaml` and its lines in requirements.csv; nothing here
is to be changed for it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evalprep.model.evidence import FileState
from evalprep.model.fields import PROJECT_WORDING, concrete
from evalprep.model.project import Project
from evalprep.model.results import Outcome
from evalprep.model.validation import Source, validate
from evalprep.model.verdicts import Interval, Verdict
from evalprep.rules.checklist import ReadyChecklist, ReadyRoute, ReadyRule, entry
from evalprep.rules.entries import Clause
from evalprep.rules.evaluate import evaluate
from evalprep.rules.names import Names, Sort, collection, resolve
from evalprep.rules.thresholds import number
from evalprep.rules.vocabulary import (
    AllCondition,
    AnyCondition,
    CountCondition,
    Entry,
    EveryCondition,
    FactCondition,
    WhenCondition,
    WordsCondition,
    parts,
)
from evalprep.rules.world import FormState, Scope, World
from evalprep.store.yaml import read_yaml
from tests.conftest import ROOT
from tests.rules.judging import CHECKLISTS, catalogs, checklist_files, shipped, world

KEYS = {
    "rule",
    "case",
    "name",
    "of",
    "subject",
    "track",
    "on",
    "files",
    "forms",
    "project",
    "expect",
    "observed",
    "gap",
}
NEAR = ("below", "at", "above")
CATALOGS = {"NAT-C1": "catalogue-2020.csv"}
"""The tables that a requirement asks for."""


def test_every_checklist_has_its_cases() -> None:
    assert [file for file in checklist_files() if not cases_file(file).is_file()] == []


def cases_file(checklist: Path) -> Path:
    return checklist.with_suffix(".cases.yaml")


@dataclass(frozen=True)
class Case:
    """One case of a checklist, with the file and index from which its places are told."""

    checklist: Path
    index: int
    source: Source
    day: date

    @property
    def told(self) -> dict[str, Any]:
        return self.source.tree["cases"][self.index]  # type: ignore[index,call-overload,no-any-return]

    @property
    def where(self) -> str:
        return f"{self.source.place(('cases', self.index))} {self.told['rule']} {self.told['name']}"

    def project(self) -> Project:
        """The project; complaints about it name the line of the cases file."""
        at = ("cases", self.index, "project")
        places = {path[3:]: place for path, place in self.source.places.items() if path[:3] == at}
        found, problems = validate(
            Project, Source(self.source.file, self.told["project"], places), PROJECT_WORDING
        )
        assert found is not None, "\n".join(map(str, problems))
        return found

    def world(self) -> World:
        files = {file: FileState(state) for file, state in self.told.get("files", {}).items()}
        forms = {form: _form(form, state) for form, state in self.told.get("forms", {}).items()}
        return world(self.project(), on=self.day, files=files, forms=forms)

    def outcome(self) -> Outcome:
        """What the rule comes to, for the subject that the case names."""
        ready = shipped(self.checklist)
        found = ready.find(self.told["rule"])
        assert found is not None, f"{self.where}: no such rule"
        if isinstance(found, ReadyRoute):
            assert found.condition is not None
            return found.condition.judge(self.world(), Scope(found.route.id))
        track = self.told.get("track") or next(iter(found.rule.tracks or ready.tracks), None)
        result = evaluate(ready, track, self.world(), "case")
        findings = [one for one in result.judged if one.id == self.told["rule"]]
        if "subject" in self.told:
            findings = [one for one in findings if one.subject and one.subject.key == self.told["subject"]]
        assert len(findings) == 1, f"{self.where}: {len(findings)} findings; name the subject"
        return findings[0].outcome


def _form(form: str, state: str | list[str]) -> FormState:
    return FormState(
        form, () if state == "complete" else tuple(concrete(path) for path in state), frozenset()
    )


def cases_of(checklist: Path) -> list[Case]:
    """The cases beside a checklist, in their order."""
    source = read_yaml(cases_file(checklist), name=cases_file(checklist).relative_to(ROOT).as_posix())
    tree: Any = source.tree
    assert set(tree) == {"on", "cases"}
    days = (date.fromisoformat(told.get("on", tree["on"])) for told in tree["cases"])
    return [Case(checklist, index, source, day) for index, day in enumerate(days)]


ALL = [case for file in checklist_files() if cases_file(file).is_file() for case in cases_of(file)]


def _id(case: Case) -> str:
    """NAT-E9-met-line-214: pytest would escape the case's Chinese name, which the message of a failure tells."""
    return f"{case.told.get('rule')}-{case.told.get('case')}-line-{case.source.place(('cases', case.index)).line}"


def test_no_two_cases_of_a_rule_are_called_alike() -> None:
    ids = [
        (case.checklist, case.told["rule"], case.told["case"], case.told.get("of"), case.told["name"])
        for case in ALL
    ]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("case", ALL, ids=_id)
def test_a_case_comes_to_the_verdict_it_tells(case: Case) -> None:
    told = case.told
    assert set(told) <= KEYS, f"{case.where}: unknown keys {set(told) - KEYS}"
    outcome = case.outcome()
    assert str(outcome.verdict) == told["expect"], f"{case.where}: {outcome.message}"
    assert outcome.message
    assert bool(outcome.missing) <= (outcome.verdict is Verdict.UNKNOWN), (
        f"{case.where}: settled, and still asks"
    )
    if told["case"] not in NEAR:
        assert told["case"] == told["expect"], f"{case.where}: called {told['case']}"
    measured = _measured(case, outcome) if told["case"] in NEAR or "of" in told else outcome
    for name in ("observed", "gap"):
        if name in told:
            found = getattr(measured, name)
            ends = {end: str(value) for end in ("min", "max") if (value := getattr(found, end)) is not None}
            assert ends == told[name], f"{case.where}: {name}"
    if told["case"] in NEAR:
        _is_near(case, measured)


# Thresholds


@dataclass(frozen=True)
class Limit:
    """A numeric threshold within a condition: its name, and where its outcome stands among the parts."""

    name: str
    condition: FactCondition | CountCondition
    steps: tuple[int, ...] | None
    """None inside `every`, whose rows have no outcomes of their own."""

    @property
    def values(self) -> list[Any]:
        tests = self.condition.requirements()
        return [number(tests[test]) for test in ("at_least", "at_most", "equals") if test in tests]


def limits(clause: Clause) -> list[Limit]:
    """Every numeric threshold of an entry."""
    names = Names(subject=getattr(clause, "for_each", None))
    return list(_limits(clause.require, names, ())) if clause.require else []


def _limits(condition: Entry, names: Names, steps: tuple[int, ...] | None) -> Iterator[Limit]:
    if isinstance(condition, CountCondition):
        where = f" where {'、'.join(condition.where)}" if condition.where else ""
        yield Limit(condition.count + where, condition, steps)
    elif isinstance(condition, FactCondition) and resolve(condition.fact, names).sort is Sort.NUMBER:
        if set(condition.requirements()) - {"present"}:
            yield Limit(condition.fact, condition, steps)
    elif isinstance(condition, EveryCondition):
        yield from _limits(
            condition.satisfies, Names(names.subject, collection(condition.every).pattern), None
        )
    for index, part in enumerate(parts(condition)):
        yield from _limits(part, names, (*steps, index) if steps is not None else None)


def _limit(case: Case) -> Limit:
    found = shipped(case.checklist).find(case.told["rule"])
    assert found is not None
    every = [one for one in limits(entry(found)) if one.name == case.told.get("of", one.name)]
    assert len(every) == 1, (
        f"{case.where}: `of` must name one of {[one.name for one in limits(entry(found))]}"
    )
    return every[0]


def _measured(case: Case, outcome: Outcome) -> Outcome:
    """The outcome of the threshold that a case is about."""
    for step in _limit(case).steps or ():
        outcome = outcome.parts[step]
    return outcome


def _is_near(case: Case, measured: Outcome) -> None:
    """`below` is less than one below the threshold, `at` is on it, `above` is at most one above it."""
    limit = _limit(case)
    if limit.steps is None:
        return
    assert isinstance(measured.observed, Interval)
    value = measured.observed.min
    assert measured.observed.exact, f"{case.where}: {measured.message}"
    away = {
        "below": lambda one: 0 < one - value <= 1,
        "at": lambda one: one == value,
        "above": lambda one: 0 < value - one <= 1,
    }
    assert any(away[case.told["case"]](one) for one in limit.values), (
        f"{case.where}: {value} is not {case.told['case']} {limit.values}"
    )


# Coverage

ENTRIES = [
    (file, found)
    for file in checklist_files()
    for found in (*shipped(file).rules, *shipped(file).materials, *shipped(file).routes)
    if found.condition is not None
]


def _entry_id(value: object) -> str:
    return (
        entry(value).id if isinstance(value, ReadyRule | ReadyRoute) else getattr(value, "stem", str(value))
    )


@pytest.mark.parametrize(("file", "found"), ENTRIES, ids=_entry_id)
def test_every_entry_has_a_case_of_every_verdict_that_it_can_come_to(
    file: Path, found: ReadyRule | ReadyRoute
) -> None:
    require = entry(found).require
    assert require is not None
    wanted = {"met", "unknown"}
    wanted |= {"unmet"} if can_fail(require) else set()
    wanted |= {"not_applicable"} if can_be_passed_over(require) else set()
    assert wanted <= {
        case.told["case"] for case in ALL if case.checklist == file and case.told["rule"] == entry(found).id
    }


def can_fail(condition: Entry) -> bool:
    """Whether a condition can be unmet: words that are not there prove nothing."""
    match condition:
        case WordsCondition():
            return False
        case AllCondition():
            return any(map(can_fail, condition.all))
        case AnyCondition():
            return all(map(can_fail, condition.any))
        case WhenCondition():
            return can_fail(condition.then)
        case EveryCondition():
            return can_fail(condition.satisfies)
        case _:
            return True


def can_be_passed_over(condition: Entry) -> bool:
    """Whether a condition can be not applicable as a whole."""
    match condition:
        case WhenCondition():
            return True
        case AllCondition() | AnyCondition():
            return all(map(can_be_passed_over, parts(condition)))
        case EveryCondition():
            return can_be_passed_over(condition.satisfies)
        case _:
            return False


THRESHOLDS = [(file, entry(found).id, limit) for file, found in ENTRIES for limit in limits(entry(found))]


@pytest.mark.parametrize(
    ("file", "rule", "limit"),
    THRESHOLDS,
    ids=lambda value: value.name if isinstance(value, Limit) else getattr(value, "stem", value),
)
def test_every_threshold_has_a_case_below_at_and_above(file: Path, rule: str, limit: Limit) -> None:
    mine = [
        case
        for case in ALL
        if case.checklist == file and case.told["rule"] == rule and case.told["case"] in NEAR
    ]
    have = {case.told["case"] for case in mine if _limit(case).name == limit.name}
    nothing_below = isinstance(limit.condition, CountCondition) and min(limit.values) == 0
    assert set(NEAR) - ({"below"} if nothing_below else set()) <= have


def test_thresholds_of_an_entry_have_names_of_their_own() -> None:
    names = [(file, rule, limit.name) for file, rule, limit in THRESHOLDS]
    assert len(names) == len(set(names))


# Requirements


def requirements() -> list[dict[str, str]]:
    """The ids that the notices come to."""
    with (ROOT / "tests" / "requirements.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def shipped_entries() -> list[tuple[ReadyChecklist, str, Clause]]:
    """Every entry of every checklist, with the section in which it stands."""
    return [
        (ready, section, entry(found))
        for ready in map(shipped, checklist_files())
        for section in ("rules", "materials", "routes")
        for found in getattr(ready, section)
    ]


def of(requirement: str, identifier: str) -> bool:
    """Whether an id is a requirement's, or one of those into which it is split: ZJ-S1, ZJ-S1a."""
    return re.fullmatch(f"{re.escape(requirement)}[a-z]?", identifier) is not None


REQUIREMENTS = requirements()
SECTIONS = {"rule": {"rules"}, "material": {"materials"}, "other": {"rules", "materials", "routes"}}


@pytest.mark.parametrize("row", REQUIREMENTS, ids=lambda row: row["id"])
def test_every_requirement_is_carried_with_its_clause_and_weight(row: dict[str, str]) -> None:
    if row["kind"] == "form":
        assert row["id"] in served(), "no form.yaml serves it"
    elif row["kind"] == "catalog":
        assert (CHECKLISTS / "catalogs" / CATALOGS[row["id"]]).is_file()
    else:
        carrying = [(section, one) for _, section, one in shipped_entries() if of(row["id"], one.id)]
        assert carrying, "no rule, material or route has this id"
        assert {section for section, _ in carrying} <= SECTIONS[row["kind"]]
        assert {(one.clause, one.weight) for _, one in carrying} == {(row["clause"], row["weight"])}
        assert {" ".join(one.tracks or ()) for _, one in carrying} == {row["tracks"]}


def served() -> set[str]:
    """The ids that the forms say they serve."""
    maps: list[Any] = [read_yaml(path).tree for path in sorted((ROOT / "forms").glob("*/*/form.yaml"))]
    return {identifier for one in maps for identifier in one["serves"]}


def test_every_entry_is_a_requirement_of_its_notice() -> None:
    known = [row["id"] for row in REQUIREMENTS]
    assert [
        one.id for _, _, one in shipped_entries() if not any(of(identifier, one.id) for identifier in known)
    ] == []


def test_every_form_that_a_material_is_made_of_serves_it() -> None:
    for ready in map(shipped, checklist_files()):
        for found in (*ready.rules, *ready.materials):
            forms = {
                read.removeprefix("form:")
                for read in (found.condition.reads if found.condition else ())
                if read.startswith("form:")
            }
            for form in forms:
                path = ROOT / "forms" / form / "form.yaml"
                serves: Any = read_yaml(path).tree if path.is_file() else None
                assert serves is None or found.rule.id in serves["serves"]


def test_the_catalogue_holds_the_notices_76_qualifications_and_192_occupations() -> None:
    entries = catalogs().catalogue_2020
    assert {one.number for one in entries.values()} == set(range(1, 77))
    assert len(entries) == 192 - 1, "重冶金法冶炼工 stands twice"
