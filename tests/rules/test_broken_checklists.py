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
    Broken("mapping without an operator", HEAD + "    require: {full_time: true}\n", "unknown_operator", 5, ("full_time", "where、satisfies")),
    Broken("mistyped operator over a list", HEAD + "    require:\n      al:\n        - {attest: 属实}\n", "unknown_operator", 5, ("是不是「all」",)),
    Broken("mistyped operator inside rows", HEAD + "    require:\n      every: staff\n      satisfies:\n        al: [{full_time: true}, {education: 大专}]\n", "unknown_operator", 7, ("是不是「all」",)),
    Broken("mistyped field deep inside rows", HEAD + "    require:\n      count: staff\n      satisfies:\n        any:\n          - {education: 大专}\n          - all:\n              - {ful_time: true}\n      at_least: 1\n", "unknown_name", 11, ("ful_time", "是不是「full_time」")),
    Broken("mistyped fact of rows", HEAD + "    require:\n      count: staff\n      satisfies:\n        yeers: {at_least: 5}\n      at_least: 1\n", "unknown_name", 8, ("是不是「years」",)),
    Broken("mistyped field of a record", HEAD + "    require:\n      count: staff\n      satisfies:\n        skills:\n          levle: {at_least: 二级}\n      at_least: 1\n", "unknown_name", 9, ("是不是「level」",)),
    Broken("field of the row within its record", HEAD + "    require:\n      count: experts\n      satisfies:\n        skills:\n          levels: {includes: 二级}\n      at_least: 1\n", "unknown_name", 9, ("是不是「level」",)),
    Broken("level that is none within a record", HEAD + "    require:\n      count: staff\n      satisfies:\n        skills:\n          level: {at_least: 六级}\n      at_least: 1\n", "bad_threshold", 9, ("六级", "技能等级")),
    Broken("mistyped list of records", HEAD + "    require:\n      count: staff\n      satisfies:\n        skils: {level: {at_least: 二级}}\n      at_least: 1\n", "unknown_name", 8, ("是不是「skills」",)),
    Broken("records where there is one value", HEAD + "    require:\n      count: staff\n      satisfies:\n        education: {any: [{level: 二级}]}\n      at_least: 1\n", "no_records", 8, ("学历", "不是一组记录")),
    Broken("test of a list that is held against one record", HEAD + "    require:\n      count: staff\n      satisfies:\n        skills: {at_least: 二级}\n      at_least: 1\n", "bad_threshold", 8, ("at_least", "present")),
    Broken("nothing to select by", HEAD + "    require:\n      count: staff\n      where: {}\n      at_least: 1\n", "empty_list", 7, ("不能是空的",)),
    Broken("two operators inside rows", HEAD + "    require:\n      every: staff\n      satisfies: {any: [{education: 大专}], not: {education: 高中}}\n", "bad_value", 7, ("any、not",)),
    Broken("list of an occupation without an occupation", HEAD + "    require: {count: occupation.experts, at_least: 1}\n", "unknown_name", 5, ("occupation.experts", "for_each: occupations")),
    Broken("sum of what is no number", HEAD + "    require:\n      sum: venues\n      of: name\n      at_least: 1\n", "bad_threshold", 7, ("场地名称", "不是数量")),
    Broken("sum of years", HEAD + "    require:\n      sum: occupations\n      of: started_on\n      at_least: 1\n", "bad_threshold", 7, ("不是数量",)),
    Broken("sum of calendar years", "  - {id: T-1, clause: 一, title: 要求, weight: must, for_each: occupations, require: {sum: occupation.history, of: year, at_least: 1}}\n", "bad_threshold", 1, ("不是数量",)),
    Broken("sum of a mistyped field", HEAD + "    require:\n      sum: venues\n      of: aera\n      at_least: 1\n", "unknown_name", 7, ("是不是「area」",)),
    Broken("sum over no list", HEAD + "    require:\n      sum: organization\n      of: area\n      at_least: 1\n", "unknown_name", 6, ("organization",)),
    Broken("sum without a test", HEAD + "    require: {sum: venues, of: area}\n", "bad_threshold", 5, ("没有写要求",)),
    Broken("every over no list", HEAD + "    require:\n      every: finance\n      satisfies: {attached: 甲}\n", "unknown_name", 6, ("finance",)),
    Broken("ratio without its whole", HEAD + "    require: {ratio: {count: staff}, at_least: 50%}\n", "missing_key", 5, ("to",)),
    Broken("ratio of what is no number", HEAD + "    require:\n      ratio: {fact: organization.name}\n      to: {count: staff}\n      at_least: 50%\n", "bad_threshold", 6, ("单位名称", "不是数量")),
    Broken("ratio of a mistyped list", HEAD + "    require:\n      ratio: {count: staff}\n      to: {count: staf}\n      at_least: 50%\n", "unknown_name", 7, ("是不是「staff」",)),
    Broken("ratio with a test inside", HEAD + "    require:\n      ratio: {count: staff, at_least: 1}\n      to: {count: experts}\n      at_least: 50%\n", "unknown_key", 6, ("at_least",)),
    Broken("ratio of nothing", HEAD + "    require:\n      ratio: {where: {full_time: true}}\n      to: {count: experts}\n      at_least: 50%\n", "unknown_operator", 6, ("where",)),
    Broken("hundredths of what is no ratio", HEAD + "    require: {count: staff, at_least: 50%}\n", "bad_threshold", 5, ("「50%」不是数字",)),
    Broken("ratio that asks for nothing", HEAD + "    require: {ratio: {count: staff}, to: {count: experts}, at_least: 0}\n", "bad_threshold", 5, ("等于没有要求",)),
    Broken("between one value", HEAD + "    require: {count: staff, between: [1]}\n", "bad_threshold", 5, ("between", "两个值")),
    Broken("between the wrong way round", HEAD + "    require: {count: staff, between: [3, 1]}\n", "bad_threshold", 5, ("3 比 1 大",)),
    Broken("only of a number", HEAD + "    require: {count: staff, only: ['1']}\n", "bad_threshold", 5, ("only", "at_least")),
    Broken("words of a choice", HEAD + "    require: {fact: organization.kind, words: [学会]}\n", "bad_threshold", 5, ("不能用 words", "equals")),
    Broken("period of a fact that takes none", HEAD + "    require:\n      fact: organization.appraisal_station_years\n      within_last: 3 年\n      at_least: 1\n", "bad_threshold", 7, ("within_last",)),
    Broken("fact over a period without one", HEAD + "    require: {fact: record.failed_inspections, at_most: 0}\n", "bad_threshold", 5, ("within_last，例如 3 年",)),
    Broken("period that is none", HEAD + "    require:\n      fact: record.failed_inspections\n      within_last: 三年\n      at_most: 0\n", "bad_threshold", 7, ("「三年」不是年数",)),
    Broken("case that is none", HEAD + "    require:\n      by: organization.legal_form\n      cases:\n        企业: {attest: 属实}\n        事业单元: {attest: 属实}\n", "bad_threshold", 9, ("是不是「事业单位」",)),
    Broken("case twice", HEAD + "    require:\n      by: organization.legal_form\n      cases:\n        企业: {attest: 属实}\n        公司: {attest: 属实}\n", "bad_threshold", 9, ("同一个值",)),
    Broken("by without cases", HEAD + "    require: {by: organization.legal_form, cases: {}}\n", "empty_list", 5, ("cases",)),
    Broken("by a number", HEAD + "    require: {by: training.person_times, cases: {'1': {attest: 属实}}}\n", "bad_threshold", 5, ("不能分情况",)),
    Broken("by a mistyped field", HEAD + "    require: {by: organization.legal_from, cases: {企业: {attest: 属实}}}\n", "unknown_name", 5, ("organization.legal_form",)),
    Broken("mistyped fact of a case", HEAD + "    require:\n      by: organization.legal_form\n      cases:\n        企业: {fact: organization.nam, present: true}\n", "unknown_name", 8, ("organization.name",)),
    Broken("mistyped fact of not", HEAD + "    require:\n      not:\n        fact: organization.nam\n        present: true\n", "unknown_name", 7, ("organization.name",)),
    Broken("definition that is none", HEAD + "    require: {use: midle}\n" + HEAD.replace("T-1", "T-2") + "    require: {use: middle}\ndefine: {middle: {attest: 属实}}\n", "unknown_definition", 5, ("midle", "是不是「middle」")),
    Broken("definition where there is none", HEAD + "    require:\n      use: middle\n", "unknown_definition", 6, ("middle", "define")),
    Broken("definitions in a circle", HEAD + "    require:\n      use: a\ndefine:\n  a: {not: {use: b}}\n  b: {any: [{attest: 属实}, {use: c}]}\n  c: {all: [{use: a}]}\n", "circle", 10, ("a → b → c → a",)),
    Broken("mistyped field in a definition", HEAD + "    require:\n      all:\n        - {count: staff, satisfies: {use: able}, at_least: 1}\n        - {count: experts, satisfies: {use: able}, at_least: 1}\ndefine:\n  able: {edukation: 大专}\n", "unknown_name", 10, ("是不是「education」", "test.yaml:9")),
    Broken("definition of rows used where there is none", HEAD + "    require: {use: able}\ndefine:\n  able: {education: 大专}\n", "unknown_operator", 7, ("education", "test.yaml:7")),
    Broken("definition called as a use of venues", HEAD + "    require: {count: venues, where: {use: 机房}, at_least: 1}\ndefine: {机房: {seats: {at_least: 30}}}\n", "ambiguous", 5, ("机房", "equals")),
    Broken("use of a venue that is none", HEAD + "    require: {count: venues, where: {use: 机器房}, at_least: 1}\n", "bad_threshold", 5, ("机房",)),
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
    Broken("paper handed in as what is none", HEAD + "    attached: 甲\n    as: 影印件\n", "bad_value", 6, ("影印件", "复印件", "原件")),
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
    assert condition.attests == ("属实",)
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
        "　工作人员（专职）：不少于 2 人",
        "　培训评价总规模：不少于 50,000 人次",
    )
    assert condition.meaning[3].startswith("　　算法：")


@pytest.mark.filterwarnings("error")
def test_a_checklist_that_is_written_out_reads_back_equal() -> None:
    for found in (*national().rules, *national().materials):
        written = found.rule.model_dump(by_alias=True, exclude_none=True)
        assert type(found.rule).model_validate(written) == found.rule
