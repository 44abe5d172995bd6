"""How a question reads: what may be typed, and how long the help is."""

from __future__ import annotations

import pytest

from evalprep.intake.interview.questions import ValueQuestion, Why
from evalprep.intake.interview.wording import expected_text, help_paragraphs
from evalprep.model.fields import concrete
from evalprep.model.project import Project


@pytest.mark.parametrize(
    ("path", "listed", "told"),
    [
        ("venues[0].occupations", True, "各职业共用的写「全部」"),
        ("experts[0].occupations", True, "各职业都服务的写「全部」"),
        ("rule_documents[0].kinds", False, "例如 财务管理、综合管理、质量管控"),
        ("organization.appraisal_station.since", False, "没有职业技能鉴定所（站）的写「无」"),
        ("organization.own_staff_assessment.people", False, "没有本企业职工认定的写「无」"),
        ("organization.contact.skills", False, "没有就写「无」"),
    ],
)
def test_what_may_be_typed_is_said(path: str, listed: bool, told: str) -> None:
    assert told in expected_text(concrete(path), Project(), listed=listed)


def test_an_example_is_not_told_beside_the_words_that_may_be_chosen() -> None:
    assert "例如" not in expected_text(concrete("rule_documents[0].kinds"), Project(), listed=True)


@pytest.mark.parametrize(
    ("count", "told"),
    [(2, "也在等这一项：X0、X1"), (9, "也在等这一项：X0、X1、X2、X3、X4、X5 等 9 条")],
)
def test_behind_help_few_are_named_of_those_that_wait(count: int, told: str) -> None:
    why = Why("X", "一条", "一", others=tuple(f"X{n}" for n in range(count)))
    *_, (last, _) = help_paragraphs(ValueQuestion(("organization", "name"), why), Project())
    assert last == told
