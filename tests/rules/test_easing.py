"""Easings: which circumstance stands in for an unmet 原则上 requirement, for which occupation, and what stays unmet."""

from __future__ import annotations

from typing import Any

import pytest

from evalprep.model.results import CheckResult, Finding
from tests.rules.whole import checked, whole

TEXT = """rules:
  - {id: T-0, clause: 一, title: 名称, weight: must, require: {fact: organization.name, present: true}}
  - {id: T-1, clause: 一1, title: 注册资金, weight: principle, eased_by: [T-X1, T-X2],
     require: {fact: organization.profile.scale, equals: 大}, remedy: 补齐}
  - {id: T-2, clause: 一2, title: 每个职业, weight: principle, eased_by: [T-X1, T-X2], for_each: occupations,
     require: {fact: occupation.is_new, equals: 否}}
  - {id: T-3, clause: 一3, title: 没有放宽, weight: principle, require: {fact: organization.profile.scale, equals: 大}}
easings:
  - {id: T-X1, clause: 一末, title: 急需紧缺, for_each: occupations, require: {fact: occupation.urgently_needed, equals: 是}}
  - {id: T-X2, clause: 一末, title: 已脱钩, require: {fact: organization.decoupled, equals: 是}}
"""
READY = whole(TEXT)


def _occupation(code: str, urgent: str | None, new: str = "是") -> dict[str, str]:
    row = {"code": code, "name": f"示例{code[-1]}", "is_new": new}
    return row if urgent is None else {**row, "urgently_needed": urgent}


def _checked(
    *urgent: str | None, decoupled: str | None = "否", scale: str = "小", new: str = "是"
) -> CheckResult:
    """Occupations 6-31-01-01, -02 … that are urgently needed or not, and an organisation that is decoupled or not."""
    rows = [_occupation(f"6-31-01-0{number}", one, new) for number, one in enumerate(urgent, 1)]
    organization: dict[str, Any] = {"name": "示例单位", "profile": {"scale": scale}}
    if decoupled is not None:
        organization["decoupled"] = decoupled
    return checked(READY, {"organization": organization, "occupations": rows})


def _whole(*urgent: str | None, **more: Any) -> Finding:
    return next(one for one in _checked(*urgent, **more).findings if one.id == "T-1")


def _each(*urgent: str | None, **more: Any) -> list[Finding]:
    return [one for one in _checked(*urgent, **more).findings if one.id == "T-2"]


@pytest.mark.parametrize(
    ("urgent", "decoupled", "verdict"),
    [
        (("否",), "是", "eased"),
        (("否",), "否", "unmet"),
        (("否",), None, "unknown"),
        (("是", "是"), "否", "eased"),
        (("是", "否"), "否", "unmet"),
        (("是", None), "否", "unknown"),
        (("否", None), "否", "unmet"),
        (("是", None), "是", "eased"),
        (("是", "否"), None, "unknown"),
        ((), "否", "unknown"),
    ],
)
def test_a_rule_of_the_whole_is_eased_by_the_whole_or_for_every_occupation(
    urgent: tuple[str | None, ...], decoupled: str | None, verdict: str
) -> None:
    assert _whole(*urgent, decoupled=decoupled).verdict == verdict


@pytest.mark.parametrize(
    ("urgent", "decoupled", "verdicts"),
    [
        (("是", "否", None), "否", ["eased", "unmet", "unknown"]),
        (("是", "否", None), None, ["eased", "unknown", "unknown"]),
        (("是", "否", None), "是", ["eased", "eased", "eased"]),
    ],
)
def test_a_rule_of_each_occupation_is_eased_by_the_whole_or_for_its_own(
    urgent: tuple[str | None, ...], decoupled: str | None, verdicts: list[str]
) -> None:
    assert [one.verdict for one in _each(*urgent, decoupled=decoupled)] == verdicts


def test_an_eased_finding_says_what_it_would_be_without_and_names_what_eases_it() -> None:
    finding = _each("是", "否")[0]

    assert finding.outcome.verdict == "eased"
    assert "不符合，但可放宽：T-X1（示例1） 急需紧缺" in finding.outcome.message
    assert [(one.id, one.subject and one.subject.label) for one in finding.eased_by] == [("T-X1", "示例1")]


def test_an_unmet_finding_names_the_occupations_that_alone_are_eased() -> None:
    finding = _whole("是", "否")

    assert "只有部分可放宽：T-X1（示例1）" in finding.outcome.message
    assert [one.subject and one.subject.label for one in finding.eased_by] == ["示例1"]


def test_an_easing_that_is_open_is_asked_for_where_it_can_still_do() -> None:
    finding = _whole("是", None)

    assert [asked.path for asked in finding.outcome.missing] == [("occupations", 1, "urgently_needed")]
    assert "能否放宽还待补充：T-X1（示例2）" in finding.outcome.message


def test_an_easing_is_not_asked_for_an_occupation_that_has_another() -> None:
    more = "  - {id: T-X3, clause: 一末, title: 准入, for_each: occupations, require: {fact: occupation.access_controlled, equals: 是}}\n"
    text = (TEXT + more).replace("eased_by: [T-X1, T-X2]", "eased_by: [T-X1, T-X3]")
    rows = [_occupation("6-31-01-01", "是"), _occupation("6-31-01-02", None)]
    tree = {"organization": {"profile": {"scale": "小"}}, "occupations": rows}
    finding = next(one for one in checked(text, tree).findings if one.id == "T-1")

    assert finding.verdict == "unknown"
    assert {asked.path for asked in finding.outcome.missing} == {
        ("occupations", 1, "urgently_needed"),
        ("occupations", 1, "access_controlled"),
    }


def test_a_requirement_that_is_met_names_the_easings_that_it_does_not_need() -> None:
    finding = _whole("是", scale="大", decoupled="是")

    assert finding.verdict == "met"
    assert [one.id for one in finding.eased_by] == ["T-X1", "T-X2"]
    assert "放宽" not in finding.outcome.message


def test_an_easing_eases_only_the_rules_that_name_it() -> None:
    finding = next(one for one in _checked("是", decoupled="是").findings if one.id == "T-3")

    assert (finding.verdict, finding.eased_by) == ("unmet", ())


def test_an_easing_changes_nothing_of_the_whole() -> None:
    assert {_checked("否", decoupled=decoupled).overall for decoupled in ("是", "否", None)} == {"ready"}


def test_easings_are_no_findings_of_their_own() -> None:
    result = _checked("否")

    assert {one.id for one in result.judged} == {"T-0", "T-1", "T-2", "T-3"}
    assert not [one for one in result.warnings if one.code.startswith("T-X")]


def test_an_easing_that_does_not_apply_eases_nothing() -> None:
    text = TEXT.replace(
        "require: {fact: organization.decoupled, equals: 是}}",
        "require: {when: {fact: organization.decoupled, equals: 是}, then: {fact: organization.name, present: true}}}",
    )
    tree = {"organization": {"decoupled": "否", "profile": {"scale": "小"}}, "occupations": []}
    organization = checked(text, tree | {"occupations": [_occupation("6-31-01-01", "否")]})

    assert next(one for one in organization.findings if one.id == "T-1").verdict == "unmet"


def test_what_the_applicant_wrote_is_masked_in_an_easing_too() -> None:
    text = TEXT.replace(
        "organization.decoupled, equals: 是", "organization.address, equals: 示例路 13800000123"
    )
    tree = {
        "organization": {"address": "示例路 13800000123", "profile": {"scale": "小"}},
        "occupations": [_occupation("6-31-01-01", "否")],
    }
    finding = next(one for one in checked(text, tree).findings if one.id == "T-1")

    assert finding.verdict == "eased"
    assert "示例路" in finding.eased_by[0].message
    assert "13800000123" not in finding.outcome.message + finding.eased_by[0].message
