"""Verdicts drive the questions: what most findings wait for comes first, and nothing is asked that nothing reads."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evalprep.check import check, reads_of
from evalprep.intake.interview.plan import plan
from evalprep.intake.interview.questions import (
    AttestQuestion,
    FilesQuestion,
    Question,
    RecordQuestion,
    RowsQuestion,
    ValueQuestion,
)
from evalprep.model.fields import pattern
from evalprep.model.project import Project
from evalprep.model.results import Finding, Missing, Outcome, Subject
from evalprep.model.validation import Path as FieldPath
from evalprep.model.verdicts import Verdict, Weight
from evalprep.store.project import StoredProject, load_project
from tests.conftest import EXAMPLE
from tests.intake.interview.scripted import LAW, judge, national_reads, new_project

READS = national_reads(load_project(EXAMPLE))


def planned(stored: StoredProject, *done: FieldPath) -> tuple[Question, ...]:
    """The national plan of a project."""
    return plan(judge(stored), READS, stored.project, done)


def paths(stored: StoredProject, *done: FieldPath) -> list[FieldPath]:
    """The paths that are asked, in order."""
    return [question.path for question in planned(stored, *done)]


def asked(stored: StoredProject, path: FieldPath) -> Question:
    """The question of a path."""
    return next(question for question in planned(stored) if question.path == path)


def missing(stored: StoredProject, *fields: FieldPath) -> Any:
    """A result in which a finding of its own waits for each of the paths."""
    (result,) = judge(stored)
    findings = (_waiting(f"NAT-E{number}", path) for number, path in enumerate(fields, 1))
    return [replace(result, findings=tuple(findings), materials=())]


def _waiting(identifier: str, path: FieldPath) -> Finding:
    outcome = Outcome(Verdict.UNKNOWN, "", "", missing=(Missing(path, "", None),))
    return Finding(identifier, "一", "一条要求", Weight.MUST, Verdict.UNKNOWN, outcome)


def test_an_empty_project_is_asked_first_for_what_most_conditions_wait_for(tmp_path: Path) -> None:
    first = planned(new_project(tmp_path))[0]
    assert isinstance(first, RowsQuestion)
    assert first.path == ("occupations",)
    assert first.why is not None
    assert len(first.why.others) == 7


def test_a_complete_project_is_asked_nothing() -> None:
    assert paths(load_project(EXAMPLE)) == []


def test_ties_follow_the_order_of_the_project_file_row_by_row(tmp_path: Path) -> None:
    stored = new_project(
        tmp_path, "occupations: [{code: 6-31-01-03, name: 电工}, {code: 6-18-01-01, name: 车工}]\n"
    )
    rows = [path for path in paths(stored) if path[0] == "occupations" and path[2] in ("levels", "is_new")]
    assert rows == [(*("occupations", n), key) for n in (0, 1) for key in ("levels", "is_new")]
    assert paths(stored).index(("organization", "name")) < paths(stored).index(("statements", "strengths"))


def test_more_waiting_findings_come_before_the_order_of_the_file(tmp_path: Path) -> None:
    stored = new_project(tmp_path)
    results = missing(stored, ("organization", "name"), ("venues",), ("venues",), ("staff",))
    assert [q.path for q in plan(results, READS, stored.project)] == [
        ("venues",),
        ("organization", "name"),
        ("staff",),
    ]


def test_what_is_done_is_not_asked_again(tmp_path: Path) -> None:
    stored = new_project(tmp_path)
    assert ("occupations",) not in paths(stored, ("occupations",))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (("organization", "uscc"), ValueQuestion),
        (("organization", "appraisal_station"), RecordQuestion),
        (("staff",), RowsQuestion),
        (("attestations", "NAT-E5", "holds"), AttestQuestion),
        (("attestations", "NAT-E15", "evidence"), FilesQuestion),
        (("attachments", "信用报告"), FilesQuestion),
        (("experts", 0, "files", "技能水平证明"), FilesQuestion),
        (("rule_documents", 0, "file"), FilesQuestion),
        (("staff", 0, "titles"), ValueQuestion),
    ],
)
def test_the_kind_of_question_follows_from_the_field(tmp_path: Path, path: FieldPath, kind: type) -> None:
    stored = new_project(tmp_path)
    (question,) = plan(missing(stored, path), READS, stored.project)
    assert type(question) is kind


@pytest.mark.parametrize("path", [("attachments",), ("no_such_field",)])
def test_what_the_file_cannot_hold_is_not_asked(tmp_path: Path, path: FieldPath) -> None:
    stored = new_project(tmp_path)
    assert plan(missing(stored, path), READS, stored.project) == ()


def test_a_question_says_which_condition_it_settles(tmp_path: Path) -> None:
    why = asked(new_project(tmp_path), ("organization", "uscc")).why
    assert why is not None
    assert (why.id, why.clause) == ("NAT-E1", "一(一)")
    assert why.others == ("NAT-M1",)
    assert why.interpretation
    assert any("统一社会信用代码" in line for line in why.meaning)


@pytest.mark.parametrize(
    ("path", "either"),
    [
        (("attachments", "场地所有权属证明"), True),
        (("attachments", "固定资产清单"), False),
        (("organization", "business_scope"), True),
        (("attestations", "NAT-E2", "holds"), False),
        (("finance", "audit", "year"), True),
    ],
)
def test_it_is_said_where_one_of_several_ways_is_enough(
    tmp_path: Path, path: FieldPath, either: bool
) -> None:
    why = asked(new_project(tmp_path), path).why
    assert why is not None
    assert why.either is either


@pytest.mark.parametrize(
    ("jurisdiction", "listed", "nearest"),
    [
        ("national", "occupations", "NAT-O1"),
        ("jilin", "occupations", "JL-O1a"),
        ("zhejiang", "occupations", "ZJ-O1a"),
        ("zhejiang", "staff", "ZJ-E8b"),
        ("zhejiang", "venues", "ZJ-V1a"),
        ("zhejiang", "equipment", "ZJ-E8d"),
        ("jilin", "experts", "JL-E6a"),
        ("hunan:province", "experts", "HN-E8c"),
        ("hunan:province", "occupations", "HN-O2"),
    ],
)
def test_of_many_that_wait_for_a_list_the_one_that_is_about_the_list_is_the_reason(
    tmp_path: Path, jurisdiction: str, listed: str, nearest: str
) -> None:
    stored, on = new_project(tmp_path), date(2022, 7, 20)
    (target,) = LAW.targets(jurisdiction, on)
    questions = plan([check(stored, target, on, LAW)], reads_of(stored, [target], LAW), stored.project)
    (why,) = [one.why for one in questions if one.path == (listed,)]
    assert why is not None
    assert why.id == nearest
    assert nearest not in why.others
    assert len(why.others) == len({*why.others})


def test_a_statement_is_asked_for_each_occupation(tmp_path: Path) -> None:
    stored = new_project(
        tmp_path, "occupations: [{code: 6-31-01-03, name: 电工}, {code: 6-18-01-01, name: 车工}]\n"
    )
    stated = [q for q in planned(stored) if isinstance(q, AttestQuestion) and q.path[1] == "NAT-E7"]
    assert [question.path[3] for question in stated] == ["6-31-01-03", "6-18-01-01"]
    assert stated[0].statement.startswith("本单位在这个职业上")


def test_evidence_is_asked_once_the_statement_holds(tmp_path: Path) -> None:
    evidence = ("attestations", "NAT-E15", "evidence")
    assert evidence not in paths(new_project(tmp_path / "a"))
    stated = "attestations: {NAT-E15: {holds: true}}\n"
    question = asked(new_project(tmp_path / "b", stated), evidence)
    assert isinstance(question, FilesQuestion)
    assert question.statement == "能为认定工作提供稳定的经费保障"
    assert evidence not in paths(new_project(tmp_path / "c", stated.replace("true", "false")))


def test_code_and_name_of_an_occupation_are_one_question(tmp_path: Path) -> None:
    both = paths(new_project(tmp_path / "a", "occupations: [{levels: 五级}]\n"))
    assert ("occupations", 0, "code") in both
    assert ("occupations", 0, "name") not in both
    name = paths(
        new_project(tmp_path / "b", "occupations: [{code: 6-99-01-01}]\n"), ("occupations", 0, "code")
    )
    assert ("occupations", 0, "name") in name


def test_where_no_option_of_a_form_fits_the_finished_paper_is_asked_for_and_not_what_is_known(
    tmp_path: Path,
) -> None:
    finished = ("attachments", "社会培训评价组织基本情况表")
    known = (("organization", "legal_form"), ("organization", "kind"))
    fits = paths(new_project(tmp_path / "a", "organization: {legal_form: 事业单位}\n"))
    unfit = paths(new_project(tmp_path / "b", "organization: {legal_form: 事业单位, kind: 其他}\n"))
    assert known[0] not in fits
    assert known[1] in fits
    assert finished not in fits
    assert not set(known) & set(unfit)
    assert finished in unfit


def _failing(*parts: Outcome) -> Finding:
    outcome = Outcome(Verdict.UNMET, "", "", parts=(Outcome(Verdict.UNMET, "", ""), *parts))
    return Finding("NAT-E1", "一", "一条要求", Weight.MUST, Verdict.UNMET, outcome)


def _gap(path: FieldPath, **also: Any) -> Outcome:
    return Outcome(Verdict.UNKNOWN, "", "", missing=(Missing(path, "", None),), **also)


def test_of_a_requirement_that_fails_the_open_form_and_the_open_requirements_within_are_still_asked(
    tmp_path: Path,
) -> None:
    stored = new_project(tmp_path)
    (result,) = judge(stored)
    parts = (
        _gap(("organization", "name"), form="一张表"),
        _gap(("organization", "uscc"), finding=_waiting("NAT-E2", ("organization", "uscc"))),
        _gap(("organization", "address")),
    )
    found = plan([replace(result, findings=(_failing(*parts),), materials=())], READS, stored.project)
    assert {one.path for one in found} == {("organization", "name"), ("organization", "uscc")}


def test_what_the_file_of_a_recommended_organisation_lacks_is_not_asked(tmp_path: Path) -> None:
    stored = new_project(tmp_path)
    (result,) = judge(stored)
    of_another = replace(
        _failing(_gap(("organization", "name"), form="一张表")), subject=Subject("recommendation", "a", "甲")
    )
    assert plan([replace(result, findings=(of_another,), materials=())], READS, stored.project) == ()


def test_what_a_note_misses_is_not_asked(tmp_path: Path) -> None:
    stored = new_project(tmp_path)
    (result,) = missing(stored, ("organization", "decoupled"))
    note = replace(result.findings[0], weight=Weight.NOTE, verdict=None)
    assert plan([replace(result, findings=(note,))], READS, stored.project) == ()


def cut(tree: Any, draw: st.DrawFn) -> Any:
    """A tree with a few of its entries taken out."""
    for _ in range(draw(st.integers(0, 12))):
        node = tree
        while True:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(node[key], dict | list) and draw(st.booleans()):
                node = node[key]
                continue
            if key not in ("format", "targets"):
                del node[key]
            break
    return tree


@st.composite
def incomplete_projects(draw: st.DrawFn) -> StoredProject:
    """The example without some of what it says."""
    whole = load_project(EXAMPLE)
    tree = cut(copy.deepcopy(whole.source.tree), draw)
    return replace(whole, project=Project.model_validate(tree))


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(incomplete_projects())
def test_every_question_is_about_something_that_a_rule_reads_or_a_form_prints(stored: StoredProject) -> None:
    for question in planned(stored):
        assert READS.holds(pattern(question.path)), question
        columns = getattr(question, "columns", ())[1:]
        assert all(READS.holds(f"{pattern(question.path)}[].{key}") for key in columns)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(incomplete_projects())
def test_every_unknown_finding_that_misses_something_is_asked_about(stored: StoredProject) -> None:
    questions = planned(stored)
    told = {
        name
        for q in questions
        if q.why
        for name in (q.why.id, *(other.split("（")[0] for other in q.why.others))
    }
    waiting = [
        f
        for result in judge(stored)
        for f in result.judged
        if f.verdict is Verdict.UNKNOWN and f.outcome.missing
    ]
    assert {finding.id for finding in waiting} <= told
