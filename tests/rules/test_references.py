"""Rules that refer to rules: what `rule`, `checklist` and `conflicts` come to, and what they tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from evalprep.errors import ChecklistError, Place
from evalprep.model.results import Finding
from evalprep.model.verdicts import Overall
from evalprep.rules.checklist import ReadyChecklist, parse_checklist
from evalprep.rules.evaluate import evaluate
from evalprep.rules.references import matching
from evalprep.rules.world import World
from evalprep.store.yaml import parse_yaml
from tests.rules.judging import NOTICE, ON, project, world

OTHER = """rules:
  - {id: B-E1, clause: 一, title: 名称, weight: must, fact: organization.name, present: true, remedy: 填名称}
  - {id: B-E2, clause: 二, title: 规模, weight: must, for_each: occupations, fact: occupation.person_times, at_least: 100, unit: 人次, interpretation: 从严}
  - {id: B-E3, clause: 三, title: 人员, weight: principle, count: staff, at_least: 1, unit: 人}
  - {id: B-E4, clause: 四, title: 提示, weight: note, count: staff, at_least: 9}
  - {id: B-P1, clause: 五, title: 专家, weight: principle, count: experts, at_least: 1, unit: 人}
materials:
  - {id: B-M1, clause: 六, title: 证书, weight: must, attached: 证书}
"""


def parsed(text: str) -> ReadyChecklist:
    """A checklist that may refer to another, `other/2020-1`."""
    source = parse_yaml(NOTICE + text, "test.yaml", error=ChecklistError)
    return parse_checklist(
        source, "test", lambda name: parse_checklist(parse_yaml(NOTICE + OTHER, name), "other")
    )


def referring(condition: str, rules: str = "", **more: str) -> ReadyChecklist:
    """A checklist whose first rule has a condition, and others that it may refer to."""
    extra = "".join(f", {key}: {value}" for key, value in more.items())
    return parsed(
        f"rules:\n  - {{id: T-0, clause: 一, title: 引用, weight: must{extra}, require: {condition}}}\n{rules}"
    )


def found(ready: ReadyChecklist, tree: Mapping[str, Any] | World, of: str = "T-0") -> list[Finding]:
    """The findings of one rule."""
    around = tree if isinstance(tree, World) else world(tree)
    return [one for one in evaluate(ready, None, around, "test").judged if one.id == of]


def only(ready: ReadyChecklist, tree: Mapping[str, Any] | World) -> Finding:
    (finding,) = found(ready, tree)
    return finding


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ("ZJ-S", ["ZJ-S1", "ZJ-S1a", "ZJ-S2", "ZJ-S10", "ZJ-S10b"]),
        ("ZJ-S1", ["ZJ-S1", "ZJ-S1a"]),
        ("ZJ-S1a", ["ZJ-S1a"]),
        ("ZJ-S10", ["ZJ-S10", "ZJ-S10b"]),
        ("ZJ-SX", ["ZJ-SX", "ZJ-SX1"]),
        ("ZJ", []),
        ("ZJ-", []),
        ("S1", []),
        ("ZJ.S1", []),
        ("", []),
    ],
)
def test_a_reference_means_an_id_or_those_that_are_split_from_it(wanted: str, ids: list[str]) -> None:
    known = ["ZJ-S1", "ZJ-S1a", "ZJ-S2", "ZJ-S10", "ZJ-S10b", "ZJ-SX", "ZJ-SX1", "ZJ-M1"]
    assert matching(wanted, known) == ids


# `rule`

TWO = (
    "  - {id: U1, clause: 二, title: 名称, weight: must, fact: organization.name, present: true}\n"
    "  - {id: U2, clause: 三, title: 人员, weight: principle, count: staff, at_least: 1}\n"
    "  - {id: U3, clause: 四, title: 专家, weight: note, count: experts, at_least: 9}\n"
)
NAMED = {"organization": {"name": "示例"}}
STAFFED = {"staff": [{"name": "示例甲"}]}


@pytest.mark.parametrize(
    ("tree", "verdict"),
    [
        (NAMED | STAFFED, "met"),
        (NAMED | STAFFED | {"experts": []}, "met"),
        (NAMED | {"staff": []}, "unmet"),
        ({"staff": []}, "unmet"),
        (NAMED, "unknown"),
        (STAFFED, "unknown"),
        ({}, "unknown"),
    ],
)
def test_all_that_a_rule_refers_to_must_be_met_those_in_principle_too(
    tree: dict[str, Any], verdict: str
) -> None:
    assert only(referring("{rule: U}", TWO), tree).verdict == verdict


def test_only_what_is_open_is_asked_for() -> None:
    missing = only(referring("{rule: U}", TWO), STAFFED).outcome.missing
    assert [one.path for one in missing] == [("organization", "name")]
    assert only(referring("{rule: U}", TWO), {"staff": []}).outcome.missing == ()


def test_what_decides_is_told_with_its_id_and_subject() -> None:
    each = "  - {id: U1, clause: 二, title: 编码, weight: principle, for_each: occupations, fact: occupation.code, present: true}\n"
    message = only(referring("{rule: U}", each), {"occupations": [{"name": "电工"}]}).outcome.message
    assert message.startswith("U 有 1 项待补充：U1（电工） ")
    assert "另有" not in message


def test_a_part_is_a_whole_finding() -> None:
    rules = "  - {id: T-1, clause: 三2, title: 编码, weight: must, for_each: occupations, fact: occupation.code, present: true, interpretation: 从严, remedy: 查编码}\n"
    (part,) = only(referring("{rule: T-1}", rules), {"occupations": [{"name": "电工"}]}).outcome.parts
    told = part.finding
    assert told is not None
    assert (told.id, told.clause, told.interpretation, told.remedy) == ("T-1", "三2", "从严", "查编码")
    assert told.subject is not None
    assert told.subject.label == "电工"
    assert told.verdict == part.verdict == "unknown"


def test_what_is_not_applicable_is_passed_over_and_alone_never_met() -> None:
    never = "  - {id: U1, clause: 二, title: 企业, weight: must, require: {when: {fact: organization.legal_form, equals: 企业}, then: {attest: 属实}}}\n"
    named = "  - {id: U2, clause: 二, title: 名称, weight: must, fact: organization.name, present: true}\n"
    tree = {"organization": {"name": "示例", "legal_form": "社会团体"}}
    assert only(referring("{rule: U}", never), tree).verdict == "not_applicable"
    assert only(referring("{rule: U}", never + named), tree).verdict == "met"


def test_rules_over_one_list_are_held_for_the_same_subject() -> None:
    each = "  - {id: T-1, clause: 二, title: 编码, weight: must, for_each: occupations, fact: occupation.code, present: true}\n"
    tree = {"occupations": [{"name": "电工", "code": "6-31-01-03"}, {"name": "焊工"}]}
    findings = found(referring("{rule: T-1}", each, for_each="occupations"), tree)
    assert [one.verdict for one in findings] == ["met", "unknown"]
    assert [len(one.outcome.parts) for one in findings] == [1, 1]
    assert only(referring("{rule: T-1}", each), tree).verdict == "unknown"


def test_a_rule_of_the_whole_is_the_same_for_each_subject() -> None:
    tree = {"occupations": [{"name": "电工"}, {"name": "焊工"}]} | NAMED | STAFFED
    findings = found(referring("{rule: U}", TWO, for_each="occupations"), tree)
    assert [one.verdict for one in findings] == ["met", "met"]


def test_a_rule_may_refer_to_one_that_refers_to_another_whichever_stands_first() -> None:
    chain = "  - {id: T-1, clause: 二, title: 引用, weight: must, rule: T-2}\n  - {id: T-2, clause: 三, title: 名称, weight: must, fact: organization.name, present: true}\n"
    assert only(referring("{rule: T-1}", chain), NAMED).verdict == "met"


def test_a_rule_reads_what_it_refers_to() -> None:
    condition = referring("{rule: U}", TWO).rules[0].condition
    assert condition is not None
    assert condition.reads == {"organization.name", "staff"}


def test_a_statement_is_asked_for_under_the_id_of_the_rule_that_asks() -> None:
    asking = "  - {id: T-1, clause: 二, title: 说明, weight: must, attest: 属实}\n"
    ready = referring("{rule: T-1}", asking)
    missing = only(ready, {}).outcome.missing
    assert [one.path for one in missing] == [("attestations", "T-1", "holds")]
    assert ready.rules[0].condition is not None
    assert not ready.rules[0].condition.attests


# `checklist`

BY_NUMBER = "{checklist: other/2020-1, rules: [B-E]}"
ENOUGH = {"occupations": [{"name": "电工", "history": [{"year": "2019", "person_times": "100"}]}]}
SHORT = {"occupations": [{"name": "电工", "history": [{"year": "2019", "person_times": "99"}]}]}


@pytest.mark.parametrize(
    ("tree", "verdict"),
    [
        (NAMED | ENOUGH | STAFFED, "met"),
        (NAMED | ENOUGH | {"staff": []}, "met"),
        (NAMED | ENOUGH, "met"),
        (NAMED | SHORT, "unmet"),
        (SHORT, "unmet"),
        (ENOUGH | STAFFED, "unknown"),
        (NAMED, "unknown"),
    ],
)
def test_the_musts_of_another_notice_decide(tree: dict[str, Any], verdict: str) -> None:
    assert only(referring(BY_NUMBER), tree).verdict == verdict


def test_what_another_notice_asks_in_principle_is_told() -> None:
    outcome = only(referring(BY_NUMBER), NAMED | ENOUGH | {"staff": []}).outcome
    assert outcome.message == "示例〔2020〕1号 B-E：必备的 2 项都符合；原则上的条件另有：B-E3 不符合"
    assert [(part.finding.id, part.finding.weight) for part in outcome.parts if part.finding] == [
        ("B-E1", "must"),
        ("B-E2", "must"),
        ("B-E3", "principle"),
    ]


def test_what_decides_nothing_is_not_asked_for() -> None:
    missing = only(referring(BY_NUMBER), ENOUGH).outcome.missing
    assert [one.path for one in missing] == [("organization", "name")]


def test_where_another_notice_asks_only_in_principle_that_decides() -> None:
    ready = referring("{checklist: other/2020-1, rules: [B-P]}")
    assert only(ready, {"experts": []}).verdict == "unmet"
    assert only(ready, {}).verdict == "unknown"


def test_a_rule_of_principle_asks_for_what_another_notice_asks_in_principle_too() -> None:
    ready = parsed(
        f"rules:\n  - {{id: T-0, clause: 一, title: 引用, weight: principle, require: {BY_NUMBER}}}\n"
    )
    assert only(ready, NAMED | ENOUGH | STAFFED).verdict == "met"
    assert only(ready, NAMED | ENOUGH | {"staff": []}).verdict == "unmet"
    assert only(ready, NAMED | ENOUGH).verdict == "unknown"
    assert ready.rules[0].condition is not None
    assert ready.rules[0].condition.meaning[0].endswith("（必备的和原则上的都算）：")


def test_materials_of_another_notice_can_be_referred_to() -> None:
    ready = referring("{checklist: other/2020-1, rules: [B-M1]}")
    assert only(ready, {"attachments": {"证书": ["a.pdf"]}}).verdict == "met"
    outcome = only(ready, {}).outcome
    assert [one.path for one in outcome.missing] == [("attachments", "证书")]


def test_the_findings_of_another_notice_say_whose_they_are() -> None:
    parts = only(referring("{checklist: other/2020-1, rules: [B-M1]}"), {}).outcome.parts
    assert [one.finding.notice for one in parts if one.finding] == ["示例〔2020〕1号"]


def test_what_decides_stands_in_the_meaning() -> None:
    condition = referring(BY_NUMBER).rules[0].condition
    assert condition is not None
    assert condition.meaning[0] == "对照示例〔2020〕1号的以下各条（必备的条件决定结论，原则上的条件只列出）："
    assert condition.meaning[1:] == ("　B-E1 名称", "　B-E2 规模", "　B-E3 人员")
    assert condition.reads >= {"organization.name", "occupations", "staff"}


# Recommended organisations

FILE = "../示例机构/evalprep.yaml"
RECOMMENDING = {"recommends": [{"project": FILE}]}


def department(tree: Mapping[str, Any] | None, refused: str = "") -> World:
    """A department that recommends one organisation, whose project is a tree, or has not been read."""
    inner = World(project(tree), ON, place=lambda path: Place(FILE, 7)) if tree is not None else None
    outer = project(RECOMMENDING)
    return World(
        outer,
        ON,
        place=lambda path: Place("evalprep.yaml", 1),
        recommended={FILE: inner} if inner else {},
        refused={FILE: refused} if refused else {},
    )


def recommending() -> ReadyChecklist:
    return referring(BY_NUMBER, for_each="recommends")


@pytest.mark.parametrize(
    ("tree", "verdict"),
    [
        (NAMED | ENOUGH, "met"),
        (NAMED | SHORT, "unmet"),
        (NAMED, "unknown"),
        ({}, "unknown"),
    ],
)
def test_a_recommended_organisation_is_judged_by_its_own_file(tree: dict[str, Any], verdict: str) -> None:
    assert only(recommending(), department(tree)).verdict == verdict


@pytest.mark.parametrize(
    ("recommended", "verdict"),
    [(["电工"], "met"), ([], "met"), (["焊工"], "unknown"), (["电工", "焊工"], "unknown")],
)
def test_an_occupation_that_is_recommended_but_not_in_the_other_file_has_not_been_judged(
    recommended: list[str], verdict: str
) -> None:
    inner = World(project(NAMED | ENOUGH), ON)
    outer = project({"recommends": [{"project": FILE, "occupations": recommended}]})
    outcome = only(recommending(), World(outer, ON, recommended={FILE: inner})).outcome
    assert outcome.verdict == verdict
    assert ("推荐职业「焊工」不在它的申报职业里" in outcome.message) == (verdict == "unknown")


def test_what_is_unmet_stays_unmet_where_an_occupation_has_not_been_judged() -> None:
    inner = World(project(NAMED | SHORT), ON)
    outer = project({"recommends": [{"project": FILE, "occupations": ["焊工"]}]})
    assert only(recommending(), World(outer, ON, recommended={FILE: inner})).verdict == "unmet"


def test_one_file_named_twice_is_not_two_organisations() -> None:
    inner = World(project(NAMED | ENOUGH), ON)
    outer = World(
        project({"recommends": [{"project": FILE}, {"project": FILE}]}), ON, recommended={FILE: inner}
    )
    judged = found(recommending(), outer)
    assert [one.verdict for one in judged] == ["unknown", "unknown"]
    assert "和第 2 行是同一个项目文件" in judged[0].outcome.message
    assert "和第 1 行是同一个项目文件" in judged[1].outcome.message
    counted = referring("{count: recommends, satisfies: {has_own_file: true}, equals: 2, unit: 家}")
    assert only(counted, outer).verdict == "unknown"


def test_what_the_other_file_lacks_is_told_there_and_not_asked_here() -> None:
    outcome = only(recommending(), department(NAMED)).outcome
    assert outcome.missing == ()
    assert f"缺的资料填到 {FILE}" in outcome.message
    inside = [one for part in outcome.parts for one in part.missing]
    assert {str(one.place) for one in inside} == {f"{FILE}:7"}
    assert next(one.path for one in inside) == ("occupations",)


def test_the_recommended_organisation_is_named() -> None:
    assert only(recommending(), department(NAMED | SHORT)).outcome.message.startswith("示例：")
    assert only(recommending(), department(SHORT)).outcome.message.startswith(f"{FILE}：")


@pytest.mark.parametrize(
    ("around", "told"),
    [
        (department(None, "找不到这个文件"), f"{FILE}：找不到这个文件"),
        (department(None), f"{FILE}：没有读到这个文件"),
        (world({"recommends": [{"occupations": ["电工"]}]}), "没有写推荐机构的项目文件"),
    ],
    ids=["refused", "not loaded", "not named"],
)
def test_a_recommended_organisation_without_its_file_is_unknown(around: World, told: str) -> None:
    outcome = only(recommending(), around).outcome
    assert outcome.verdict == "unknown"
    assert told in outcome.message
    assert [one.path for one in outcome.missing] == [("recommends", 0, "project")]


def test_a_department_that_recommends_nobody_is_unknown() -> None:
    assert only(recommending(), {"recommends": []}).verdict == "unknown"
    assert only(recommending(), {}).verdict == "unknown"


def test_references_are_followed_one_level_deep() -> None:
    nested = "{all: [{checklist: other/2020-1, rules: [B-E1]}]}"
    inner = World(project(NAMED | RECOMMENDING), ON)
    outer = World(project(RECOMMENDING), ON, recommended={FILE: inner})
    assert only(referring(nested, for_each="recommends"), outer).verdict == "met"
    assert only(referring(nested, for_each="recommends"), inner).verdict == "unknown"


def test_what_a_reference_reads_in_another_file_is_apart() -> None:
    ready = recommending()
    condition = ready.rules[0].condition
    assert condition is not None
    assert condition.reads == {"recommends", "recommends[].project", "recommends[].occupations"}
    assert ready.elsewhere >= {"organization.name", "occupations", "staff"}
    assert referring(BY_NUMBER).elsewhere == frozenset()


def test_numbers_of_persons_in_the_other_file_are_masked() -> None:
    inner = {"organization": {"name": "示例 13900000001"}, **SHORT}
    assert "13900000001" not in str(only(recommending(), department(inner)))


# Conflicts


def conflicting(own: str = "at_least: 50") -> ReadyChecklist:
    return parsed(
        "rules:\n  - {id: T-0, clause: 一, title: 规模, weight: must, for_each: occupations,"
        f" fact: occupation.person_times, {own}, unit: 人次,"
        " conflicts: [{checklist: other/2020-1, rule: B-E2, note: 那边要求 100 人次}]}\n"
    )


def taught(times: str) -> dict[str, Any]:
    return {"occupations": [{"name": "电工", "history": [{"year": "2019", "person_times": times}]}]}


@pytest.mark.parametrize(
    ("times", "verdict", "both"),
    [
        ("49", "unmet", ("unmet", "unmet")),
        ("50", "unmet", ("met", "unmet")),
        ("99", "unmet", ("met", "unmet")),
        ("100", "met", ("met", "met")),
    ],
)
def test_of_two_notices_the_stricter_decides_and_both_are_shown(
    times: str, verdict: str, both: tuple[str, str]
) -> None:
    finding = only(conflicting(), taught(times))
    assert finding.verdict == verdict
    assert tuple(str(part.verdict) for part in finding.outcome.parts) == both
    (conflict,) = finding.conflicts
    assert (conflict.id, conflict.clause, conflict.notice) == ("B-E2", "二", "示例〔2020〕1号")
    assert (conflict.note, conflict.weight, conflict.outcome.verdict) == (
        "那边要求 100 人次",
        "must",
        both[1],
    )
    assert conflict.outcome.finding is not None
    assert conflict.outcome.finding.interpretation == "从严"
    assert ("按示例〔2020〕1号（B-E2）也符合" in finding.outcome.message) == (verdict == "met")
    assert (f"按示例〔2020〕1号（B-E2）{conflict.outcome.verdict.label}：" in finding.outcome.message) == (
        verdict != "met"
    )


def test_the_looser_of_two_notices_never_decides() -> None:
    assert only(conflicting("at_least: 200"), taught("150")).verdict == "unmet"
    assert only(conflicting("at_least: 200"), {"occupations": [{"name": "电工"}]}).verdict == "unknown"


def test_an_unmet_requirement_of_either_makes_the_applicant_not_ready() -> None:
    result = evaluate(conflicting(), None, world(taught("60")), "test")
    assert result.overall is Overall.NOT_READY


def test_what_either_notice_waits_for_is_asked_for() -> None:
    missing = only(conflicting(), {"occupations": [{"name": "电工"}]}).outcome.missing
    assert [one.path for one in missing] == [("occupations", 0, "history")]
    assert only(conflicting(), taught("60")).outcome.missing == ()


def test_each_subject_has_the_conflict_of_its_own() -> None:
    tree = {"occupations": [*taught("100")["occupations"], *taught("60")["occupations"]]}
    assert [one.verdict for one in found(conflicting(), tree)] == ["met", "unmet"]
    assert [one.conflicts[0].outcome.verdict for one in found(conflicting(), tree)] == ["met", "unmet"]


def test_a_rule_that_conflicts_reads_what_both_read() -> None:
    ready = parsed(
        "rules:\n  - {id: T-0, clause: 一, title: 规模, weight: must, fact: organization.city, present: true,"
        " conflicts: [{checklist: other/2020-1, rule: B-E1, note: 那边要求 100 人次}]}\n"
    ).rules[0]
    condition = ready.condition
    assert condition is not None
    assert condition.reads == {"organization.city", "organization.name"}
    assert any("那边要求 100 人次" in line for line in condition.meaning)
    assert ready.conflicts[0].notice == "示例〔2020〕1号"


@pytest.mark.parametrize(
    ("tree", "label"),
    [
        (
            SHORT,
            "本职业培训评价规模 99 人次，要求不少于 100 人次，差 1 人次；按示例〔2020〕1号（B-E2）也不符合",
        ),
        (
            {"occupations": [{"name": "电工"}]},
            "「申报职业第 1 行·历年培训评价情况」没有填；按示例〔2020〕1号（B-E2）也待补充",
        ),
    ],
)
def test_where_two_notices_ask_for_the_same_number_it_is_told_once(tree: dict[str, Any], label: str) -> None:
    assert only(conflicting("at_least: 100"), tree).outcome.message == label
