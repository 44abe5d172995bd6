"""Conditions on one row: field tests, records within the row, definitions, and the reason why a row does not count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from evalprep.model.results import Outcome, RowNote
from evalprep.model.verdicts import Interval
from evalprep.rules.checklist import ReadyChecklist
from evalprep.rules.evaluate import evaluate
from tests.rules.judging import checklist, outcome, requiring, world

MIDDLE = "{any: [{skills: {level: {at_least: 二级}}}, {titles: {level: {at_least: 中级}}}]}"


def noted(condition: str, person: Mapping[str, Any], **around: Any) -> RowNote:
    """What a count of staff under a condition tells of one person."""
    rows = outcome(
        f"{{count: staff, satisfies: {condition}, at_least: 1}}", {"staff": [person]}, **around
    ).rows
    return rows[0]


def told(condition: str, person: Mapping[str, Any]) -> tuple[str, str]:
    row = noted(condition, person)
    return row.counts, row.reason


def defining(define: str, condition: str, **more: str) -> ReadyChecklist:
    """A checklist of one rule with definitions."""
    extra = "".join(f", {key}: {value}" for key, value in more.items())
    rule = f"  - {{id: T-1, clause: 一, title: 要求, weight: must{extra}, require: {condition}}}\n"
    return checklist(f"{rule}define: {define}\n")


def judged(ready: ReadyChecklist, tree: Mapping[str, Any]) -> Outcome:
    return evaluate(ready, None, world(tree), "test").findings[0].outcome


# Field tests


@pytest.mark.parametrize(
    ("person", "counts", "reason"),
    [
        ({"education": "大专", "full_time": "是"}, "yes", ""),
        ({"education": "高中", "full_time": "是"}, "no", "学历为高中，需大专及以上"),
        ({"education": "无", "full_time": "是"}, "no", "没有学历，需大专及以上"),
        ({"full_time": "是"}, "maybe", "学历未填"),
        ({"education": "大专"}, "maybe", "是否专职未填"),
        ({}, "maybe", "学历未填；是否专职未填"),
        ({"education": "高中", "full_time": "否"}, "no", "学历为高中，需大专及以上；是否专职：否，需为是"),
        ({"full_time": "否"}, "no", "学历未填；是否专职：否，需为是"),
    ],
)
def test_every_field_of_a_row_must_stand_its_test(
    person: Mapping[str, Any], counts: str, reason: str
) -> None:
    assert told("{education: {at_least: 大专}, full_time: true}", person) == (counts, reason)


@pytest.mark.parametrize(
    ("condition", "person", "counts", "reason"),
    [
        ("{titles: {present: true}}", {"titles": []}, "no", "没有职称"),
        ("{titles: {present: false}}", {"titles": [{"level": "中级"}]}, "no", "有职称"),
        ("{certificates: {includes: 会计证}}", {"certificates": "无"}, "no", "没有其他证书，需包含会计证"),
        ("{certificates: {includes: 会计证}}", {"certificates": ["甲"]}, "no", "其他证书为甲，需包含会计证"),
        ("{certificates: {words: [会计]}}", {"certificates": ["会计从业"]}, "yes", ""),
        ("{certificates: {words: [会计]}}", {"certificates": ["甲"]}, "maybe", "其他证书为甲，需写有「会计」，不能据此断定"),
        ("{years: {at_least: 5}}", {"since": "2016-07-01"}, "no", "从事培训考核工作年数为 3 年，需不少于 5 年"),
        ("{years: {at_least: 5}}", {"since": "2015"}, "maybe", "从事培训考核工作年数为 4 至 5 年，需不少于 5 年，还不能断定"),
        ("{years: {at_least: 5}}", {}, "maybe", "从事培训考核工作起始日期未填"),
        ("{fact: education, at_least: 大专}", {"education": "高中"}, "no", "学历为高中，需大专及以上"),
        ("{not: {education: {at_least: 大专}}}", {"education": "本科"}, "no", "要求学历低于大专（学历：本科）"),
        ("{not: {education: {at_least: 大专}}}", {}, "maybe", "学历未填"),
        ("{by: full_time, cases: {是: {education: 本科}}}", {"full_time": "否"}, "no", "不要求：是否专职为否"),
        ("{by: full_time, cases: {是: {education: 本科}}}", {}, "maybe", "是否专职未填，还不知道按哪一种情况要求"),
    ],
)  # fmt: skip
def test_a_row_that_does_not_count_tells_why(
    condition: str, person: Mapping[str, Any], counts: str, reason: str
) -> None:
    assert told(condition, person) == (counts, reason)


def test_where_passes_over_in_silence_what_it_surely_excludes() -> None:
    staff = [{"name": "甲", "full_time": "是"}, {"name": "乙", "full_time": "否"}, {"name": "丙"}]
    found = outcome("{count: staff, where: {full_time: true}, at_least: 3}", {"staff": staff})
    assert [(row.label, row.counts, row.reason) for row in found.rows] == [
        ("第 1 行 甲", "yes", ""),
        ("第 3 行 丙", "maybe", "是否专职未填"),
    ]


def test_a_row_that_surely_fails_does_not_count_even_while_it_is_open_whether_it_is_meant() -> None:
    found = outcome(
        "{count: staff, where: {full_time: true}, satisfies: {education: 本科}, at_least: 1}",
        {"staff": [{"name": "甲", "education": "高中"}]},
    )
    assert found.observed == Interval(0, 0)
    assert [(row.counts, row.reason) for row in found.rows] == [("no", "学历为高中，需为本科")]


def test_the_use_of_a_venue_is_its_field_and_no_definition() -> None:
    tree = {"equipment": [{"name": "甲", "use": "监控"}, {"name": "乙", "use": "考核"}]}
    assert outcome("{count: equipment, where: {use: 监控}, at_least: 1}", tree).observed == Interval(1, 1)
    assert outcome(
        "{count: equipment, where: {use: {equals: 监控}}, at_least: 1}", tree
    ).observed == Interval(1, 1)


# Records within a row


@pytest.mark.parametrize(
    ("skills", "counts", "reason"),
    [
        (None, "maybe", "职业资格未填"),
        ([], "no", "没有职业资格"),
        ("无", "no", "没有职业资格"),
        ([{"level": "二级"}], "yes", ""),
        ([{"level": "五级"}, {"level": "一级"}], "yes", ""),
        ([{"level": "三级"}], "no", "职业资格等级为三级，需二级及以上"),
        ([{"level": "五级"}, {"level": "三级"}, {"level": "四级"}], "no", "职业资格等级最高为三级，需二级及以上"),
        ([{"level": "三级"}, {}], "maybe", "职业资格等级未填"),
        ([{"level": "二级"}, {}], "yes", ""),
    ],
)  # fmt: skip
def test_one_of_the_records_must_satisfy_and_the_best_is_told(skills: Any, counts: str, reason: str) -> None:
    person = {} if skills is None else {"skills": skills}
    assert told("{skills: {level: {at_least: 二级}}}", person) == (counts, reason)


@pytest.mark.parametrize(
    ("skills", "counts"),
    [
        ([{"level": "二级", "occupation": "电工"}], "yes"),
        ([{"level": "二级", "occupation": "钳工"}, {"level": "三级", "occupation": "电工"}], "no"),
        ([{"level": "二级"}, {"level": "三级", "occupation": "电工"}], "maybe"),
        ([{"level": "三级"}, {"occupation": "钳工"}], "no"),
    ],
)
def test_one_and_the_same_record_must_stand_all_tests(skills: Any, counts: str) -> None:
    person = {"skills": skills}
    assert noted("{skills: {level: {at_least: 二级}, occupation: 电工}}", person).counts == counts


def test_a_record_may_be_held_against_alternatives() -> None:
    either = "{skills: {any: [{level: {at_least: 二级}}, {occupation: 电工}]}}"
    assert noted(either, {"skills": [{"level": "五级", "occupation": "电工"}]}).counts == "yes"
    assert noted(either, {"skills": [{"level": "五级", "occupation": "钳工"}]}).counts == "no"


@pytest.mark.parametrize(
    ("person", "counts", "reason"),
    [
        ({"skills": [{"level": "三级"}], "titles": [{"level": "初级"}]}, "no",
         "一项也不符合（职业资格等级为三级，需二级及以上；职称级别为初级，需中级及以上）"),
        ({"skills": [], "titles": "无"}, "no", "一项也不符合（没有职业资格；没有职称）"),
        ({}, "maybe", "以下一项即可（职业资格未填；职称未填）"),
        ({"skills": [{"level": "三级"}]}, "maybe", "职称未填"),
        ({"skills": [{"level": "三级"}], "titles": [{"level": "副高"}]}, "yes", ""),
    ],
)  # fmt: skip
def test_alternatives_are_told_together(person: Mapping[str, Any], counts: str, reason: str) -> None:
    assert told(MIDDLE, person) == (counts, reason)


def test_what_a_record_misses_is_asked_for_where_it_stands() -> None:
    found = outcome(
        "{count: staff, satisfies: {skills: {level: {at_least: 二级}}}, at_least: 2}",
        {"staff": [{"name": "甲", "skills": [{"level": "五级"}, {}]}, {"name": "乙"}]},
    )
    assert [one.path for one in found.missing] == [("staff", 0, "skills", 1, "level"), ("staff", 1, "skills")]


def test_evidence_of_a_record_is_looked_for_with_the_record() -> None:
    shown = "{skills: {all: [{level: {at_least: 二级}}, {attached: 证书}]}}"
    person = {"skills": [{"level": "二级", "files": {"证书": ["a.pdf"]}}, {"level": "一级"}]}
    assert noted(shown, person).counts == "yes"
    assert noted(shown, {"skills": [{"level": "二级", "files": {"证书": "无"}}]}).counts == "no"


# Definitions


def test_a_definition_serves_the_rows_of_several_lists() -> None:
    ready = defining(
        f"{{middle: {MIDDLE}, senior: {{all: [{{use: middle}}, {{education: {{at_least: 大专}}}}]}}}}",
        "{all: [{count: staff, satisfies: {use: senior}, at_least: 1}, {count: experts, satisfies: {use: senior}, at_least: 1}]}",
    )
    able = {"education": "本科", "titles": [{"level": "中级"}]}
    assert judged(ready, {"staff": [able], "experts": [able]}).verdict == "met"
    assert judged(ready, {"staff": [able], "experts": [able | {"education": "高中"}]}).verdict == "unmet"
    condition = ready.rules[0].condition
    assert condition is not None
    assert {"staff[].titles[].level", "experts[].education", "experts[].skills"} <= condition.reads


def test_a_definition_serves_the_rule_itself_too() -> None:
    ready = defining("{named: {fact: organization.name, present: true}}", "{not: {use: named}}")
    assert judged(ready, {"organization": {"name": "示例协会"}}).verdict == "unmet"
    assert judged(ready, {}).verdict == "unknown"


# Reads and meaning


def test_a_row_condition_reads_what_it_looks_at_and_nothing_else() -> None:
    condition = (
        requiring(
            "{count: experts, where: {full_time: true}, satisfies: {skills: {level: {at_least: 二级}}}, at_least: 1}"
        )
        .rules[0]
        .condition
    )
    assert condition is not None
    assert condition.reads == {
        "experts",
        "experts[].full_time",
        "experts[].skills",
        "experts[].skills[].level",
    }


def test_a_sum_and_a_ratio_read_both_sides() -> None:
    condition = (
        requiring(
            "{ratio: {sum: venues, of: area}, to: {count: staff, where: {full_time: true}}, at_least: 1}"
        )
        .rules[0]
        .condition
    )
    assert condition is not None
    assert condition.reads == {"venues", "venues[].area", "staff", "staff[].full_time"}


def test_by_reads_the_field_and_every_case() -> None:
    condition = (
        requiring(
            "{every: venues, satisfies: {by: tenure, cases: {自有: {owner: {present: true}}}, otherwise: {name: 甲}}}"
        )
        .rules[0]
        .condition
    )
    assert condition is not None
    assert condition.reads == {"venues", "venues[].tenure", "venues[].owner", "venues[].name"}


def test_how_a_fact_is_computed_is_told_once() -> None:
    condition = (
        requiring(
            "{all: [{count: staff, satisfies: {years: {at_least: 5}}, at_least: 1}, {every: staff, satisfies: {years: {at_least: 3}}}]}"
        )
        .rules[0]
        .condition
    )
    assert condition is not None
    assert [line.strip() for line in condition.meaning[:5]] == [
        "以下各项都要符合：",
        "工作人员中符合条件的：不少于 1",
        "计入的每一行都要符合：",
        "从事培训考核工作年数不少于 5 年",
        next(line.strip() for line in condition.meaning if "算法：" in line),
    ]
    assert sum("算法：" in line for line in condition.meaning) == 1


def test_the_words_that_rows_are_searched_for_are_known() -> None:
    condition = (
        requiring(
            "{all: [{count: staff, where: {duties: {includes_any: [主任, 副主任]}}, at_least: 1}, {declared: 财务管理}]}"
        )
        .rules[0]
        .condition
    )
    assert condition is not None
    assert condition.words == (
        ("staff[].duties", "主任"),
        ("staff[].duties", "副主任"),
        ("rule_documents[].kinds", "财务管理"),
    )


# Rows of an occupation


def test_a_row_of_which_it_is_open_whether_it_serves_the_occupation_is_a_maybe() -> None:
    experts = [{"name": "甲", "occupations": ["电工"]}, {"name": "乙"}, {"name": "丙", "occupations": []}]
    ready = requiring("{count: occupation.experts, at_least: 2, unit: 人}", for_each="occupations")
    tree = {"occupations": [{"code": "6-31-01-03", "name": "电工"}], "experts": experts}
    found = judged(ready, tree)
    assert found.observed == Interval(1, 2)
    assert [(row.label, row.counts) for row in found.rows] == [("第 1 行 甲", "yes"), ("第 2 行 乙", "maybe")]
    assert [one.path for one in found.missing] == [("experts", 1, "occupations")]


def test_of_a_row_that_may_not_belong_nothing_is_held_against_anybody() -> None:
    ready = requiring("{every: occupation.experts, satisfies: {education: 本科}}", for_each="occupations")
    tree = {"occupations": [{"code": "6-31-01-03", "name": "电工"}], "experts": [{"education": "高中"}]}
    found = judged(ready, tree)
    assert found.verdict == "unknown"
    assert ("experts", 0, "occupations") in [one.path for one in found.missing]
