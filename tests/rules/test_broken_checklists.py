"""Checklists that are broken, each named after its defect: the complaint names the line, what is wrong and what was meant."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from evalprep.errors import ChecklistError, Problem
from tests.rules.judging import checklist, national, requiring


@dataclass(frozen=True)
class Broken:
    """A defect: the rules of a checklist, and what the complaint says."""

    defect: str
    rules: str
    code: str
    line: int
    """Counted from the first line of the rules."""
    words: tuple[str, ...]


HEAD = "  - id: T-1\n    clause: 一\n    title: 要求\n    weight: must\n"

BROKEN = [
    Broken("mistyped fact", HEAD + "    require: {fact: organization.usc, present: true}\n", "unknown_name", 5, ("organization.usc", "organization.uscc")),
    Broken("mistyped computed fact", HEAD + "    require: {fact: training.person_time, at_least: 1}\n", "unknown_name", 5, ("training.person_times",)),
    Broken("fact of a subject without a subject", HEAD + "    require: {fact: occupation.person_times, at_least: 1}\n", "unknown_name", 5, ("occupation.person_times",)),
    Broken("fact inside a list", HEAD + "    require: {fact: 'occupations[].code', present: true}\n", "unknown_name", 5, ("occupations[].code",)),
    Broken("fact inside a mapping", HEAD + "    require: {fact: 'attestations{}.holds', present: true}\n", "unknown_name", 5, ("attestations{}.holds",)),
    Broken("fact that is a mapping", HEAD + "    require: {fact: attachments, present: true}\n", "unknown_name", 5, ("attachments",)),
    Broken("mistyped fact of a row", HEAD + "    require:\n      every: venues\n      satisfies: {fact: tenur, equals: 自有}\n", "unknown_name", 7, ("tenur", "tenure")),
    Broken("mistyped fact of where", HEAD + "    require:\n      count: staff\n      where:\n        name: 甲\n        fulltime: true\n      at_least: 1\n", "unknown_name", 9, ("fulltime", "full_time")),
    Broken("count of no list", HEAD + "    require: {count: organization, at_least: 1}\n", "unknown_name", 5, ("organization",)),
    Broken("count of a mistyped list", HEAD + "    require: {count: expert, at_least: 1}\n", "unknown_name", 5, ("experts",)),
    Broken("count of a list inside rows", HEAD + "    require: {count: 'occupations[].history', at_least: 1}\n", "unknown_name", 5, ("history",)),
    Broken("paper that is none", HEAD + "    require: {paper: finance.audits}\n", "unknown_name", 5, ("finance.audit",)),
    Broken("paper of a list", HEAD + "    require: {paper: experts}\n", "unknown_name", 5, ("experts",)),
    Broken("mistyped operator", HEAD + "    require: {fakt: organization.uscc, present: true}\n", "unknown_operator", 5, ("fakt", "是不是「fact」")),
    Broken("mistyped operator in line", HEAD + "    coutn: staff\n    at_least: 1\n", "unknown_operator", 1, ("coutn", "是不是「count」")),
    Broken("mistyped operator deep inside", HEAD + "    require:\n      all:\n        - {attest: 属实}\n        - {attestt: 属实}\n", "unknown_operator", 8, ("是不是「attest」",)),
    Broken("two operators", HEAD + "    require: {fact: organization.uscc, count: staff, at_least: 1}\n", "bad_value", 5, ("fact、count", "all 或 any")),
    Broken("condition twice", HEAD + "    require: {attest: 属实}\n    count: staff\n    at_least: 1\n", "bad_value", 1, ("require", "count")),
    Broken("mistyped test", HEAD + "    require: {fact: organization.uscc, presnt: true}\n", "unknown_key", 5, ("presnt", "是不是「present」")),
    Broken("mistyped test in line", HEAD + "    fact: organization.uscc\n    presnt: true\n", "unknown_key", 6, ("是不是「present」",)),
    Broken("mistyped test of where", HEAD + "    require:\n      count: staff\n      where:\n        full_time: {equal: true}\n      at_least: 1\n", "unknown_key", 8, ("是不是「equals」",)),
    Broken("mistyped key of a rule", HEAD + "    remdy: 补上\n    attest: 属实\n", "unknown_key", 5, ("remdy", "是不是「remedy」")),
    Broken("mistyped key of a note", "  - {id: T-1, clause: 一, title: 提示, weight: note, interpretaton: 无}\n", "unknown_key", 1, ("是不是「interpretation」",)),
    Broken("no test", HEAD + "    require: {fact: organization.uscc}\n", "bad_threshold", 5, ("没有写要求", "present")),
    Broken("count without a test", HEAD + "    require: {count: staff}\n", "bad_threshold", 5, ("没有写要求", "at_least")),
    Broken("level that is none", HEAD + "    require:\n      count: staff\n      where:\n        education: {at_least: 大转}\n      at_least: 1\n", "bad_threshold", 8, ("大专",)),
    Broken("choice that is none", HEAD + "    require:\n      fact: organization.kind\n      equals: 行业学会\n", "bad_threshold", 7, ("是不是「", "行业协会")),
    Broken("choice that is none among several", HEAD + "    require: {fact: organization.kind, in: [学会, 行会]}\n", "bad_threshold", 5, ("行业协会",)),
    Broken("rank of what has none", HEAD + "    require: {fact: organization.kind, at_least: 学会}\n", "bad_threshold", 5, ("at_least", "equals、in")),
    Broken("rank of nothing", HEAD + "    require: {fact: organization.association.grade, at_least: 无}\n", "bad_threshold", 5, ("分不出高低",)),
    Broken("list compared with one value", HEAD + "    require: {fact: organization.licensed_scope, equals: 电工}\n", "bad_threshold", 5, ("includes",)),
    Broken("one value asked what it includes", HEAD + "    require: {fact: organization.name, includes: 协会}\n", "bad_threshold", 5, ("equals",)),
    Broken("rows compared with a word", HEAD + "    require: {fact: staff, includes: 主任}\n", "bad_threshold", 5, ("present",)),
    Broken("record compared with a word", HEAD + "    require: {fact: organization.contact, equals: 甲}\n", "bad_threshold", 5, ("present",)),
    Broken("number compared with words", HEAD + "    require: {fact: training.person_times, in: ['1', '2']}\n", "bad_threshold", 5, ("at_least",)),
    Broken("threshold with its unit", HEAD + "    require:\n      fact: training.person_times\n      unit: 人次\n      at_least: 5万\n", "bad_threshold", 8, ("「5万」不是数字", "unit")),
    Broken("threshold without end", HEAD + "    require: {count: staff, at_least: inf}\n", "bad_threshold", 5, ("不是数字",)),
    Broken("threshold that is no number", HEAD + "    require: {count: staff, at_least: nan}\n", "bad_threshold", 5, ("不是数字",)),
    Broken("yes that is no yes", HEAD + "    require: {fact: organization.decoupled, equals: 也许}\n", "bad_threshold", 5, ("是或否",)),
    Broken("computed yes that is no yes", "  - {id: T-1, clause: 一, title: 要求, weight: must, for_each: occupations, require: {fact: occupation.skilled, equals: 技能}}\n", "bad_threshold", 1, ("是或否",)),
    Broken("year that is none", HEAD + "    require: {paper: finance.audit, year: 去年}\n", "bad_threshold", 5, ("年份",)),
    Broken("words of what is no text", HEAD + "    require: {words: organization.uscc, any_of: [培训]}\n", "bad_threshold", 5, ("不是一段文字",)),
    Broken("missing clause", "  - id: T-1\n    title: 要求\n    weight: must\n    attest: 属实\n", "missing_key", 1, ("clause",)),
    Broken("missing title", "  - {id: T-1, clause: 一, weight: must, attest: 属实}\n", "missing_key", 1, ("title",)),
    Broken("every without satisfies", HEAD + "    require: {every: venues}\n", "missing_key", 5, ("satisfies",)),
    Broken("weight that is none", "  - {id: T-1, clause: 一, title: 要求, weight: most, attest: 属实}\n", "bad_value", 1, ("must", "principle")),
    Broken("duplicate id", HEAD + "    attest: 属实\n" + HEAD + "    attest: 属实\n", "duplicate_id", 6, ("T-1", "test.yaml:3")),
    Broken("empty all", HEAD + "    require: {all: []}\n", "empty_list", 5, ("不能是空的",)),
    Broken("empty any", HEAD + "    require: {any: []}\n", "empty_list", 5, ("不能是空的",)),
    Broken("no words to look for", HEAD + "    require: {words: organization.business_scope, any_of: []}\n", "empty_list", 5, ("不能是空的",)),
    Broken("no choice to be in", HEAD + "    require: {fact: organization.kind, in: []}\n", "bad_threshold", 5, ("是空的",)),
    Broken("tracks without a track", HEAD + "    tracks: []\n    attest: 属实\n", "empty_list", 5, ("不能是空的",)),
    Broken("for_each over no list", HEAD + "    for_each: occupation\n    attest: 属实\n", "no_subject", 5, ("occupation", "是不是「occupations」")),
    Broken("for_each over rows that are no subject", HEAD + "    for_each: equipment\n    attest: 属实\n", "no_subject", 5, ("occupations",)),
    Broken("must without condition", HEAD, "no_condition", 1, ("T-1", "require")),
    Broken("principle without condition", HEAD.replace("must", "principle"), "no_condition", 1, ("require",)),
    Broken("unknown track", HEAD + "    tracks: [province]\n    attest: 属实\n", "unknown_track", 5, ("province", "不分类别")),
    Broken("two statements with one answer", HEAD + "    require: {all: [{attest: 甲}, {attest: 乙}]}\n", "two_statements", 5, ("分成两条规则",)),
]  # fmt: skip


def complaints(rules: str) -> tuple[Problem, ...]:
    with pytest.raises(ChecklistError) as caught:
        checklist(rules)
    return caught.value.problems


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.defect)
def test_a_broken_checklist_is_refused_with_line_and_remedy(broken: Broken) -> None:
    problems = complaints(broken.rules)
    assert [problem.code for problem in problems] == [broken.code]
    place = problems[0].place
    assert place is not None
    assert (place.file, place.line) == ("test.yaml", broken.line + 2), problems[0]
    assert problems[0].remedy
    for word in broken.words:
        assert word in f"{problems[0].problem} {problems[0].remedy}"


def test_no_two_broken_checklists_have_one_defect() -> None:
    assert len({broken.defect for broken in BROKEN}) == len(BROKEN)


def test_every_defect_is_told_at_once_in_the_order_of_the_file() -> None:
    rules = (
        HEAD
        + "    require: {fact: organization.usc, present: true}\n"
        + HEAD
        + "    require: {all: [{count: expert, at_least: x}, {fact: organization.kind, equals: 行会}]}\n"
    )
    assert [(problem.code, problem.place.line) for problem in complaints(rules) if problem.place] == [
        ("unknown_name", 7),
        ("duplicate_id", 8),
        ("unknown_name", 12),
        ("bad_threshold", 12),
    ]


def test_a_route_that_must_be_met_needs_a_condition_too() -> None:
    rules = "  - {id: T-1, clause: 一, title: 要求, weight: must, attest: 属实}\nroutes:\n  - {id: T-W1, clause: 二, title: 途径, weight: must, authority: 中心}\n"
    assert [problem.code for problem in complaints(rules)] == ["no_condition"]


def test_a_known_track_is_suggested_for_a_mistyped_one() -> None:
    rules = "  - {id: T-1, clause: 一, title: 要求, weight: must, tracks: [provinse], attest: 属实}\ntracks: {province: 本省, national: 全国}\n"
    assert "是不是「province」" in complaints(rules)[0].remedy


def test_a_condition_may_stand_in_line_or_under_require() -> None:
    inline = checklist(HEAD + "    count: staff\n    where: {full_time: true}\n    at_least: 1\n")
    under = requiring("{count: staff, where: {full_time: {equals: true}}, at_least: 1}")
    assert inline.rules[0].rule.require == under.rules[0].rule.require


def test_what_a_condition_reads_attests_and_needs_attached_is_told_through_every_layer() -> None:
    condition = (
        requiring(
            "{all: [{any: [{attached: 甲}, {attest: 属实}]}, {when: {count: assessors, at_least: 1}, then: {attached: 乙}}]}"
        )
        .rules[0]
        .condition
    )
    assert condition is not None
    assert condition.attests == "属实"
    assert condition.attached == {"甲", "乙"}
    assert {"attachments{}", "attestations{}.holds", "assessors"} <= condition.reads


def test_the_meaning_of_a_condition_reads_as_a_list() -> None:
    condition = (
        requiring(
            "{all: [{count: staff, where: {full_time: true}, at_least: 2, unit: 人}, {fact: training.person_times, at_least: 50000}]}"
        )
        .rules[0]
        .condition
    )
    assert condition is not None
    assert condition.meaning[:3] == (
        "以下各项都要符合：",
        "　工作人员（是否专职为是）：不少于 2 人",
        "　培训评价总规模：不少于 50,000 人次",
    )
    assert condition.meaning[3].startswith("　　算法：")


@pytest.mark.filterwarnings("error")
def test_a_checklist_that_is_written_out_reads_back_equal() -> None:
    for found in (*national().rules, *national().materials):
        written = found.rule.model_dump(by_alias=True, exclude_none=True)
        assert type(found.rule).model_validate(written) == found.rule
