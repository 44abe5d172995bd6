"""A checklist made ready: found by id, in the order of its sections, with the forms that it needs."""

from __future__ import annotations

import pytest

from evalprep.rules.checklist import entry, parse_checklist
from evalprep.rules.evaluate import evaluate
from evalprep.store.yaml import parse_yaml
from tests.rules.judging import NOTICE, outcome, world

TEXT = """tracks: {province: 本省, national: 全国}
rules:
  - {id: T-E1a, clause: 一, title: 名称, weight: must, fact: organization.name, present: true}
materials:
  - {id: T-M1, clause: 二, title: 申报表, weight: must, tracks: [province], made: 示例/申报表, finished: 申报表}
easings:
  - {id: T-X1, clause: 三, title: 放宽, count: staff, at_least: 1}
windows:
  - {id: T-W1, clause: 四, title: 时间, once: {opens: 2020-03-01}}
routes:
  - {id: T-W2, clause: 五, title: 途径, weight: must, ways: [{when: {fact: organization.affiliation, equals: 市属}, authority: 示例市局}]}
"""
READY = parse_checklist(parse_yaml(NOTICE + TEXT, "test.yaml"), "test")


def test_every_clause_stands_in_the_order_of_the_sections() -> None:
    assert [entry(one).id for one in READY.every] == ["T-E1a", "T-M1", "T-X1", "T-W1", "T-W2"]


@pytest.mark.parametrize("identifier", ["T-E1a", "T-E1A", "t-e1a"])
def test_a_clause_is_found_by_its_id_in_capitals_or_not(identifier: str) -> None:
    found = READY.find(identifier)
    assert found is not None
    assert entry(found).id == "T-E1a"
    assert READY.find("T-E1") is None


def test_a_track_needs_the_forms_of_its_own_materials() -> None:
    assert READY.forms("province") == ("示例/申报表",)
    assert READY.forms("national") == ()


def test_a_route_is_decided_by_its_ways() -> None:
    (filing,) = evaluate(READY, "national", world({"organization": {"affiliation": "市属"}}), "test").filing
    assert (filing.verdict, filing.authority) == ("met", "示例市局")


def test_numbers_of_persons_are_masked_in_the_parts_too() -> None:
    named = {"organization": {"name": "示例 13900000001"}}
    found = outcome("{all: [{fact: organization.name, equals: 示例}]}", named)
    assert "139******01" in found.parts[0].message
    assert "13900000001" not in str(found)
