"""Where to file: the first way that holds, and never a guess."""

from __future__ import annotations

from typing import Any

import pytest

from evalprep.model.results import Filing
from tests.rules.whole import checked, whole

WAYS = """routes:
  - id: T-F1
    clause: 三
    title: 受理单位
    weight: must
    ways:
      - {when: {fact: organization.affiliation, in: [中央, 省属]}, authority: 示例省中心}
      - {when: {fact: organization.legal_form, equals: 社会团体}, authority: 示例社团处, note: 带上年检证明}
      - {when: {fact: organization.affiliation, equals: 市属}, authority: 示例市中心}
"""


def _filing(organization: dict[str, Any], text: str = WAYS) -> Filing:
    return checked(text, {"organization": organization}).filing[0]


@pytest.mark.parametrize(
    ("organization", "verdict", "authority"),
    [
        ({"affiliation": "省属"}, "met", "示例省中心"),
        ({"affiliation": "省属", "legal_form": "社会团体"}, "met", "示例省中心"),
        ({"affiliation": "市属", "legal_form": "社会团体"}, "met", "示例社团处"),
        ({"affiliation": "市属", "legal_form": "企业"}, "met", "示例市中心"),
    ],
)
def test_the_first_way_that_holds_names_the_authority(
    organization: dict[str, Any], verdict: str, authority: str
) -> None:
    filing = _filing(organization)

    assert (filing.verdict, filing.authority) == (verdict, authority)


@pytest.mark.parametrize(
    ("organization", "authority"),
    [
        ({}, "示例省中心，或示例社团处，或示例市中心"),
        ({"affiliation": "市属"}, "示例社团处，或示例市中心"),
        ({"legal_form": "社会团体"}, "示例省中心，或示例社团处"),
        ({"legal_form": "企业"}, "示例省中心，或示例市中心"),
    ],
)
def test_an_unknown_way_before_the_one_that_holds_leaves_the_candidates(
    organization: dict[str, Any], authority: str
) -> None:
    filing = _filing(organization)

    assert (filing.verdict, filing.authority) == ("unknown", authority)
    assert "没有填" in filing.note
    asked = {"affiliation", "legal_form"} - set(organization)
    assert {missing.path for missing in filing.missing} == {("organization", key) for key in asked}


def test_where_no_way_holds_the_notice_does_not_say_and_one_has_to_ask() -> None:
    filing = _filing({"affiliation": "县属", "legal_form": "企业"})

    assert (filing.verdict, filing.authority) == ("unknown", "示例省中心，或示例社团处，或示例市中心")
    assert filing.note == "通知没有写这种情况向哪里申报，先问清楚再报"


def test_what_to_do_is_told_only_while_something_is_open() -> None:
    text = WAYS.replace(
        "    weight: must", "    weight: must\n    interpretation: 只分三种\n    remedy: 填写隶属关系"
    )

    assert _filing({}, text).note.endswith("。只分三种。填写隶属关系")
    assert _filing({"affiliation": "省属"}, text).note.endswith("。只分三种")


def test_ways_that_lead_to_the_same_place_need_not_be_told_apart() -> None:
    text = """routes:
  - id: T-F1
    clause: 三
    title: 受理单位
    weight: must
    ways:
      - {when: {fact: organization.legal_form, equals: 社会团体}, authority: 示例省中心}
      - {when: {fact: organization.affiliation, equals: 省属}, authority: 示例省中心}
"""

    assert _filing({"affiliation": "省属"}, text).verdict == "met"
    assert _filing({}, text).verdict == "unknown"


def test_the_note_of_the_way_is_told() -> None:
    assert _filing({"affiliation": "市属", "legal_form": "社会团体"}).note.endswith("带上年检证明")


def test_an_unknown_route_that_is_a_must_leaves_the_whole_undetermined() -> None:
    known = checked(WAYS, {"organization": {"name": "示例单位", "affiliation": "省属"}})
    unknown = checked(WAYS, {"organization": {"name": "示例单位"}})

    assert (known.overall, unknown.overall) == ("ready", "undetermined")


def test_the_ways_of_a_note_have_no_verdict() -> None:
    filing = _filing({"affiliation": "省属"}, WAYS.replace("must", "note"))

    assert (filing.verdict, filing.authority) == (None, "示例省中心")


def test_a_route_without_ways_tells_its_authority_and_interpretation() -> None:
    text = "routes: [{id: T-F1, clause: 三, title: 平台, weight: note, authority: 示例平台, interpretation: 先注册}]\n"
    filing = _filing({}, text)

    assert (filing.verdict, filing.authority, filing.note) == (None, "示例平台", "先注册")


def test_a_phone_of_the_applicants_is_masked_and_one_of_the_authority_is_not() -> None:
    text = """routes:
  - id: T-F1
    clause: 三
    title: 受理单位
    weight: must
    authority: 示例省中心
    interpretation: 电话 010-55550123
    require: {fact: organization.address, equals: 别处}
    ways:
      - {when: {fact: organization.address, present: true}, authority: 示例省中心, note: 电话 010-55550124}
"""
    note = _filing({"address": "示例路 1 号，13800000123"}, text).note

    assert "138" in note
    assert "13800000123" not in note
    assert "010-55550124" in note


def test_a_route_reads_what_its_ways_read() -> None:
    assert whole(WAYS).routes[0].reads == {"organization.affiliation", "organization.legal_form"}
