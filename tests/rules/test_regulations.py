"""Rule documents: what they are called, the line that registers one, and which are lacking."""

from __future__ import annotations

import pytest

from evalprep.model.resources import RuleDocument
from evalprep.rules.regulations import lacks_more, rule_line, rule_name, rules_lacking
from evalprep.store.yaml import parse_yaml
from tests.rules.judging import outcome


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("安全保卫", "安全保卫制度"),
        ("监考人员管理", "监考人员管理制度"),
        ("设备安全操作规程", "设备安全操作规程"),
        ("岗位责任制", "岗位责任制"),
        ("考场规则", "考场规则"),
        ("应急预案", "应急预案"),
    ],
)
def test_a_rule_is_called_by_its_kind(kind: str, name: str) -> None:
    assert rule_name(kind) == name


@pytest.mark.parametrize("kind", ["安全保卫", "题库（试卷）开发、保密规定", "甲, 乙: [丙]", "报名/收费"])
def test_the_line_that_registers_a_rule_reads_back(kind: str) -> None:
    tree = parse_yaml(f"rule_documents:\n  {rule_line(kind, published=True)}\n", "evalprep.yaml").tree
    (row,) = tree["rule_documents"]
    document = RuleDocument(**row)
    assert (document.name, document.kinds, document.published) == (rule_name(kind), (kind,), True)


EITHER = "{any: [{declared: 质量管控}, {declared: 质量控制}, {all: [{declared: 报名}, {declared: 收费}]}]}"
ALL = "{all: [{declared: 考评人员守则}, {declared: 考场规则}]}"


@pytest.mark.parametrize("listed", [{}, {"rule_documents": []}])
def test_of_ways_that_are_enough_each_one_rule_is_lacking_with_the_kinds_of_the_others(
    listed: dict[str, object],
) -> None:
    found = outcome(EITHER, listed)
    assert [one.kinds for one in rules_lacking(found)] == [("质量管控", "质量控制")]
    assert not lacks_more(found)


def test_of_rules_that_must_all_be_there_those_are_lacking_that_are_not() -> None:
    there = {"rule_documents": [{"name": "示例守则", "kinds": ["考评人员守则"]}]}
    assert [one.kinds for one in rules_lacking(outcome(ALL, there))] == [("考场规则",)]
    assert [one.kinds for one in rules_lacking(outcome(ALL, {}))] == [("考评人员守则",), ("考场规则",)]


def test_where_something_else_is_enough_no_rule_is_lacking() -> None:
    found = outcome("{any: [{declared: 质量管控}, {attached: 质量管控措施}]}", {})
    assert rules_lacking(found) == ()
    assert lacks_more(found)


def test_a_rule_of_which_the_file_or_the_kind_is_not_known_is_not_lacking() -> None:
    there = {"rule_documents": [{"name": "示例办法", "kinds": ["考务管理"]}]}
    unclear = {"rule_documents": [{"name": "示例办法"}]}
    for tree in (there, unclear):
        found = outcome("{declared: 考务管理, shown: true}", tree)
        assert found.verdict == "unknown"
        assert rules_lacking(found) == ()
        assert lacks_more(found)
