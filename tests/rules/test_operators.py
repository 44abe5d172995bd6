"""The truth table of every operator: what it says of what is there, of what is not, of 无 and of empty lists."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from evalprep.model.evidence import FileState
from evalprep.model.results import Outcome
from evalprep.model.verdicts import Interval, Overall, Verdict, all_of, any_of
from evalprep.rules.evaluate import evaluate
from evalprep.rules.world import FormState
from tests.rules.judging import checklist, every_outcome, outcome, requiring, verdict, world

MET = "{fact: organization.name, present: true}"
UNMET = "{fact: organization.assessment_unit, present: true}"
UNKNOWN = "{fact: organization.address, present: true}"
SKIPPED = f"{{when: {UNMET}, then: {MET}}}"
TREE: Mapping[str, Any] = {"organization": {"name": "示例协会", "assessment_unit": "无"}}
WORDS = {"met": MET, "unmet": UNMET, "unknown": UNKNOWN, "not_applicable": SKIPPED}


def combined(operator: str, verdicts: str) -> Outcome:
    """What `all` or `any` makes of conditions that come to these verdicts."""
    return outcome(f"{{{operator}: [{', '.join(WORDS[one] for one in verdicts.split())}]}}", TREE)


@pytest.mark.parametrize("word", WORDS)
def test_the_conditions_of_these_tables_come_to_what_they_are_called(word: str) -> None:
    assert verdict(WORDS[word], TREE) == word


# all, any, when


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ("met", "met"),
        ("met met", "met"),
        ("met unknown", "unknown"),
        ("met unmet", "unmet"),
        ("unknown unmet", "unmet"),
        ("not_applicable met", "met"),
        ("not_applicable unknown", "unknown"),
        ("not_applicable unmet", "unmet"),
        ("not_applicable not_applicable", "not_applicable"),
    ],
)
def test_all_is_met_when_no_part_that_applies_is_otherwise(verdicts: str, expected: str) -> None:
    assert combined("all", verdicts).verdict == expected
    assert combined("all", " ".join(reversed(verdicts.split()))).verdict == expected


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ("unmet", "unmet"),
        ("unmet unmet", "unmet"),
        ("met unknown", "met"),
        ("met unmet", "met"),
        ("unknown unmet", "unknown"),
        ("not_applicable met", "met"),
        ("not_applicable unknown", "unknown"),
        ("not_applicable unmet", "unmet"),
        ("not_applicable not_applicable", "not_applicable"),
    ],
)
def test_any_is_met_when_one_part_is(verdicts: str, expected: str) -> None:
    assert combined("any", verdicts).verdict == expected
    assert combined("any", " ".join(reversed(verdicts.split()))).verdict == expected


ALL_FOUR = tuple(WORDS)
STRONGEST = {"all": ("unmet", "unknown", "met"), "any": ("met", "unknown", "unmet")}


@pytest.mark.parametrize("operator", STRONGEST)
@pytest.mark.parametrize("verdicts", list(itertools.product(ALL_FOUR, repeat=3)), ids=" ".join)
def test_of_any_three_parts_the_strongest_decides(operator: str, verdicts: tuple[str, ...]) -> None:
    expected = next((one for one in STRONGEST[operator] if one in verdicts), "not_applicable")
    assert combined(operator, " ".join(verdicts)).verdict == expected


@pytest.mark.parametrize(
    ("denied", "expected"),
    [
        ("met", "unmet"),
        ("unmet", "met"),
        ("unknown", "unknown"),
        ("not_applicable", "not_applicable"),
    ],
)
def test_not_exchanges_met_and_unmet_alone(denied: str, expected: str) -> None:
    assert verdict(f"{{not: {WORDS[denied]}}}", TREE) == expected
    assert verdict(f"{{not: {{not: {WORDS[denied]}}}}}", TREE) == denied


def test_of_what_must_not_be_the_message_tells_what_it_is() -> None:
    company = "{not: {fact: organization.kind, equals: 企业}}"
    assert (
        outcome(company, {"organization": {"kind": "企业"}}).message
        == "要求机构类别不是企业（机构类别：企业）"
    )
    assert outcome(company, {"organization": {"kind": "学会"}}).message == "机构类别：学会"
    assert [one.path for one in outcome(company).missing] == [("organization", "kind")]


WHEN = {
    ("met", "met"): "met",
    ("met", "unmet"): "unmet",
    ("met", "unknown"): "unknown",
    ("met", "not_applicable"): "not_applicable",
    **{("unmet", then): "not_applicable" for then in ALL_FOUR},
    **{("unknown", then): "unknown" for then in ALL_FOUR},
    **{("not_applicable", then): "not_applicable" for then in ALL_FOUR},
}


@pytest.mark.parametrize(("when", "then"), WHEN)
def test_when_decides_only_whether_then_is_asked(when: str, then: str) -> None:
    assert verdict(f"{{when: {WORDS[when]}, then: {WORDS[then]}}}", TREE) == WHEN[when, then]


@pytest.mark.parametrize("when", ALL_FOUR)
@pytest.mark.parametrize(("then", "otherwise"), list(itertools.product(ALL_FOUR, repeat=2)))
def test_otherwise_is_asked_where_when_does_not_hold(when: str, then: str, otherwise: str) -> None:
    found = outcome(f"{{when: {WORDS[when]}, then: {WORDS[then]}, otherwise: {WORDS[otherwise]}}}", TREE)
    either_way = then if then == otherwise else "unknown"
    expected = {"met": then, "unmet": otherwise, "unknown": either_way, "not_applicable": otherwise}[when]
    assert found.verdict == expected
    assert found.message
    assert bool(found.missing) == (expected == "unknown")
    if when == expected == "unknown":
        assert found.message.startswith("还不知道按哪一种情况要求：")


BY = "{by: organization.legal_form, cases: {企业: %s, 社会团体: %s}%s}"


@pytest.mark.parametrize("company", ALL_FOUR)
@pytest.mark.parametrize("association", ALL_FOUR)
@pytest.mark.parametrize("otherwise", [None, *ALL_FOUR])
def test_the_value_of_a_field_says_which_condition_decides(
    company: str, association: str, otherwise: str | None
) -> None:
    rest = f", otherwise: {WORDS[otherwise]}" if otherwise else ""
    condition = BY % (WORDS[company], WORDS[association], rest)

    def judged(form: str | None) -> str:
        known = {"legal_form": form} if form else {}
        return verdict(condition, {"organization": {**TREE["organization"], **known}})

    assert judged("公司") == company
    assert judged("社会团体") == association
    assert judged("基金会") == (otherwise or "not_applicable")
    assert judged(None) == "unknown"


def test_where_the_value_is_not_known_it_is_asked_for_and_nothing_else() -> None:
    found = outcome(BY % (UNKNOWN, UNKNOWN, ""))
    assert [one.path for one in found.missing] == [("organization", "legal_form")]
    assert found.message == "「法人类型」没有填，还不知道按哪一种情况要求"


def test_a_yes_or_no_and_a_grade_can_say_which_condition_decides() -> None:
    decoupled = f"{{by: organization.decoupled, cases: {{是: {MET}, 否: {UNMET}}}}}"
    assert verdict(decoupled, {"organization": {**TREE["organization"], "decoupled": "true"}}) == "met"
    assert verdict(decoupled, {"organization": {**TREE["organization"], "decoupled": "否"}}) == "unmet"
    graded = f"{{by: organization.association.grade, cases: {{5A: {MET}, 无: {UNMET}}}}}"
    for grade, expected in (("AAAAA", "met"), ("无", "unmet"), ("4A", "not_applicable")):
        tree = {"organization": {**TREE["organization"], "association": {"grade": grade}}}
        assert verdict(graded, tree) == expected


def test_nothing_left_is_not_applicable_and_never_met() -> None:
    assert all_of([]) is any_of([]) is Verdict.NOT_APPLICABLE


def test_eased_is_weaker_than_met_and_stronger_than_unknown() -> None:
    assert all_of([Verdict.MET, Verdict.EASED]) is Verdict.EASED
    assert any_of([Verdict.EASED, Verdict.UNKNOWN]) is Verdict.EASED


def test_what_is_settled_asks_for_nothing_more() -> None:
    assert combined("all", "unmet unknown").missing == ()
    assert combined("any", "met unknown").missing == ()
    assert [one.path for one in combined("all", "met unknown").missing] == [("organization", "address")]


def test_alternatives_stay_together_in_the_message() -> None:
    city = "{fact: organization.city, present: true}"
    either = f"{{all: [{{any: [{UNKNOWN}, {city}]}}, {UNKNOWN}]}}"
    told = "以下一项即可（「地址」没有填；「登记所在市（州）」没有填）；「地址」没有填"
    assert outcome(either, TREE).message == told


def test_what_several_parts_tell_alike_is_told_once() -> None:
    assert combined("all", "met unknown unknown").message == "「地址」没有填"
    assert combined("all", "not_applicable not_applicable").message == "不要求：认定工作机构：无"


def test_of_alternatives_that_all_fail_the_message_says_so() -> None:
    either = f"{{any: [{UNMET}, {{fact: organization.name, equals: 示例学会}}]}}"
    assert outcome(either, TREE).message.startswith("一项也不符合（")


# fact


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"organization": {"uscc": "51530000MJX000123X"}}, "met"),
        ({"organization": {"uscc": "无"}}, "unmet"),
        ({"organization": {}}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_present_tells_there_not_there_and_not_known_apart(tree: Mapping[str, Any], expected: str) -> None:
    assert verdict("{fact: organization.uscc, present: true}", tree) == expected
    opposite = {"met": "unmet", "unmet": "met", "unknown": "unknown"}[expected]
    assert verdict("{fact: organization.uscc, present: false}", tree) == opposite


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"licensed_scope": ["电工"]}, "met"),
        ({"licensed_scope": []}, "unmet"),
        ({"licensed_scope": "无"}, "unmet"),
        ({}, "unknown"),
    ],
)
def test_an_empty_list_is_known_to_hold_nothing(tree: Mapping[str, Any], expected: str) -> None:
    assert verdict("{fact: organization.licensed_scope, present: true}", {"organization": tree}) == expected
    assert verdict("{fact: organization.licensed_scope, includes: 电工}", {"organization": tree}) == expected


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"assessment_unit": {"name": "技能评价中心"}}, "met"),
        ({"assessment_unit": "无"}, "unmet"),
        ({"assessment_unit": {}}, "unknown"),
        ({"contact": {}}, "unknown"),
    ],
)
def test_a_record_that_says_nothing_is_unknown(tree: Mapping[str, Any], expected: str) -> None:
    assert verdict("{fact: organization.assessment_unit, present: true}", {"organization": tree}) == expected


@pytest.mark.parametrize("tree", [{"staff": [{"name": "甲"}]}, {"staff": []}, {}])
def test_rows_can_be_asked_for(tree: Mapping[str, Any]) -> None:
    expected = {"met": [1], "unmet": [0], "unknown": []}
    rows = [len(tree["staff"])] if "staff" in tree else []
    assert expected[verdict("{fact: staff, present: true}", tree)] == rows


STATION = "organization.own_staff_assessment.people"


@pytest.mark.parametrize(
    ("test", "people", "expected"),
    [
        ("at_least: 300", "299", "unmet"),
        ("at_least: 300", "300", "met"),
        ("at_least: 300", "301", "met"),
        ("at_most: 300", "299", "met"),
        ("at_most: 300", "300", "met"),
        ("at_most: 300", "301", "unmet"),
        ("equals: 300", "299", "unmet"),
        ("equals: 300", "300", "met"),
        ("equals: 300", "301", "unmet"),
        ("between: [100, 300]", "99", "unmet"),
        ("between: [100, 300]", "100", "met"),
        ("between: [100, 300]", "300", "met"),
        ("between: [100, 300]", "301", "unmet"),
        ("at_least: 100, at_most: 300", "99", "unmet"),
        ("at_least: 100, at_most: 300", "200", "met"),
        ("at_least: 100, at_most: 300", "301", "unmet"),
        ("at_least: '1,000'", "1000", "met"),
        ("present: true", "0", "met"),
    ],
)
def test_a_number_is_held_against_its_thresholds(test: str, people: str, expected: str) -> None:
    tree = {"organization": {"own_staff_assessment": {"people": people}}}
    assert verdict(f"{{fact: {STATION}, {test}, unit: 人}}", tree) == expected


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("at_least: 1", "unmet"),
        ("at_most: 0", "met"),
        ("equals: 0", "met"),
        ("present: true", "unmet"),
        ("present: false", "met"),
    ],
)
def test_what_does_not_exist_counts_nothing(test: str, expected: str) -> None:
    assert (
        verdict(f"{{fact: {STATION}, {test}}}", {"organization": {"own_staff_assessment": "无"}}) == expected
    )


@pytest.mark.parametrize("test", ["at_least: 2018", "at_most: 2018"])
def test_a_year_that_does_not_exist_is_no_year_zero(test: str) -> None:
    assert verdict(f"{{fact: finance.audit.year, {test}}}", {"finance": {"audit": "无"}}) == "unmet"


def test_a_year_is_told_without_thousands() -> None:
    told = outcome(
        "{fact: finance.audit.year, at_least: 2018}", {"finance": {"audit": {"year": "2017"}}}
    ).message
    assert told == "审计年度 2017 年，要求不少于 2018 年，差 1 年"


@pytest.mark.parametrize(
    ("test", "grade", "expected"),
    [
        ("at_least: 4A", "3A", "unmet"),
        ("at_least: 4A", "4A", "met"),
        ("at_least: 4A", "5A", "met"),
        ("at_least: 4A", "无", "unmet"),
        ("at_most: 4A", "5A", "unmet"),
        ("at_most: 4A", "4A", "met"),
        ("at_most: 4A", "无", "met"),
        ("between: [3A, 4A]", "2A", "unmet"),
        ("between: [3A, 4A]", "3A", "met"),
        ("between: [3A, 4A]", "4A", "met"),
        ("between: [3A, 4A]", "5A", "unmet"),
        ("between: [3A, 4A]", "无", "unmet"),
        ("equals: 4A", "4A级", "met"),
        ("in: [4A, 5A]", "5A", "met"),
        ("in: [4A, 5A]", "3A", "unmet"),
        ("present: true", "1A", "met"),
    ],
)
def test_a_rank_is_held_against_its_scale(test: str, grade: str, expected: str) -> None:
    assert (
        verdict(
            f"{{fact: organization.association.grade, {test}}}",
            {"organization": {"association": {"grade": grade}}},
        )
        == expected
    )


@pytest.mark.parametrize(
    ("test", "kind", "expected"),
    [
        ("equals: 行业协会", "行业协会", "met"),
        ("equals: 协会", "行业协会", "met"),
        ("equals: 行业协会", "学会", "unmet"),
        ("in: [行业协会, 学会]", "学会", "met"),
        ("in: [行业协会, 学会]", "企业", "unmet"),
    ],
)
def test_a_choice_is_compared_as_it_is_meant(test: str, kind: str, expected: str) -> None:
    assert verdict(f"{{fact: organization.kind, {test}}}", {"organization": {"kind": kind}}) == expected


@pytest.mark.parametrize(
    ("written", "value", "expected"),
    [("true", "是", "met"), ("是", "true", "met"), ("false", "是", "unmet"), ("否", "no", "met")],
)
def test_yes_and_no_are_compared_in_any_notation(written: str, value: str, expected: str) -> None:
    assert (
        verdict(
            f"{{fact: organization.decoupled, equals: {written}}}", {"organization": {"decoupled": value}}
        )
        == expected
    )


@pytest.mark.parametrize(
    ("test", "scope", "expected"),
    [
        ("includes: 电工", ["车工", "电工"], "met"),
        ("includes: 电工", ["车工"], "unmet"),
        ("includes_any: [电工, 钳工]", ["车工", "钳工"], "met"),
        ("includes_any: [电工, 钳工]", ["车工"], "unmet"),
        ("includes_all: [电工, 钳工]", ["车工", "钳工", "电工"], "met"),
        ("includes_all: [电工, 钳工]", ["电工"], "unmet"),
        ("only: [电工, 钳工]", ["电工"], "met"),
        ("only: [电工, 钳工]", ["电工", "车工"], "unmet"),
        ("only: [电工, 钳工]", [], "met"),
        ("at_most_one_of: [电工, 钳工]", ["电工", "车工"], "met"),
        ("at_most_one_of: [电工, 钳工]", ["电工", "钳工"], "unmet"),
        ("at_most_one_of: [电工, 钳工]", ["车工"], "met"),
        ("words: [工]", ["车工"], "met"),
        ("words: [会计]", ["车工"], "unknown"),
        ("words: [会计]", [], "unmet"),
    ],
)
def test_a_list_is_asked_whether_it_holds_a_word(test: str, scope: list[str], expected: str) -> None:
    assert (
        verdict(f"{{fact: organization.licensed_scope, {test}}}", {"organization": {"licensed_scope": scope}})
        == expected
    )


@pytest.mark.parametrize(
    "test", ["equals: 学会", "in: [学会]", "at_least: 3A", "includes: 电工", "at_least: 3", "present: true"]
)
def test_what_is_not_known_stands_no_test(test: str) -> None:
    field = {"equals": "kind", "in": "kind", "includes": "licensed_scope", "present": "name"}.get(
        test.split(":")[0]
    )
    name = f"organization.{field}" if field else "organization.association.grade" if "A" in test else STATION
    found = outcome(f"{{fact: {name}, {test}}}")
    assert found.verdict is Verdict.UNKNOWN
    assert [one.path for one in found.missing] == [tuple(name.split("."))]
    assert found.observed is found.gap is None


@pytest.mark.parametrize(
    ("test", "levels", "expected"),
    [
        ("includes: 三级", "五级-三级", "met"),
        ("includes: 高级工", "五级-三级", "met"),
        ("includes: 二级", "五级-三级", "unmet"),
        ("includes_any: [二级, 一级]", "五级-三级", "unmet"),
        ("includes_all: [五级, 三级]", "五级-三级", "met"),
        ("only: [五级, 四级, 三级]", "五级-三级", "met"),
        ("only: [五级, 四级, 三级]", "三级-二级", "unmet"),
        ("at_most_one_of: [二级, 一级]", "二级-一级", "unmet"),
    ],
)
def test_a_set_of_levels_is_a_list_of_levels(test: str, levels: str, expected: str) -> None:
    found = requiring(f"{{fact: occupation.levels, {test}}}", for_each="occupations")
    result = evaluate(found, None, world({"occupations": [{"levels": levels}]}), "test")
    assert result.findings[0].outcome.verdict == expected


@pytest.mark.parametrize(
    ("scope", "expected"), [("职业技能培训", "met"), ("咨询", "unknown"), (None, "unknown")]
)
def test_words_can_be_a_test_of_a_text(scope: str | None, expected: str) -> None:
    tree = {"organization": {"business_scope": scope} if scope else {}}
    found = outcome("{fact: organization.business_scope, words: [培训, 评价]}", tree)
    assert found.verdict == expected
    assert bool(found.missing) == (scope is None)
    assert ("不能据此断定" in found.message) == (scope == "咨询")


# facts over a period


FAILED = "{fact: record.failed_inspections, within_last: 3 年, at_most: 0, unit: 次}"


def test_a_fact_that_looks_back_is_told_with_its_period() -> None:
    years = [{"year": str(year), "result": "合格"} for year in range(2014, 2020)]
    found = outcome(
        FAILED, {"record": {"annual_inspections": years}, "organization": {"registered_on": "2014"}}
    )
    assert found.title.startswith("3 年内")
    assert found.verdict is Verdict.MET
    failed = [*years[:-1], {"year": "2019", "result": "不合格"}]
    assert verdict(FAILED, {"record": {"annual_inspections": failed}}) == "unmet"
    assert verdict(FAILED) == "unknown"


# count


WHERE = "{count: staff, where: {full_time: true, education: {at_least: 大专}}, at_least: 2, unit: 人}"


@pytest.mark.parametrize(
    ("staff", "counted", "expected"),
    [
        (None, (0, None), "unknown"),
        ("无", (0, 0), "unmet"),
        ([], (0, 0), "unmet"),
        ([("是", "大专")], (1, 1), "unmet"),
        ([("是", "大专"), ("是", "本科")], (2, 2), "met"),
        ([("是", "大专"), ("是", None)], (1, 2), "unknown"),
        ([("是", "大专"), ("否", None)], (1, 1), "unmet"),
        ([("是", "大专"), (None, "高中")], (1, 1), "unmet"),
        ([("是", "大专"), ("是", "本科"), (None, None)], (2, 3), "met"),
        ([("是", "大专"), ("是", "无")], (1, 1), "unmet"),
    ],
)
def test_rows_that_do_not_say_enough_make_the_count_an_interval(
    staff: Any, counted: tuple[int, int | None], expected: str
) -> None:
    rows = (
        [
            {"name": f"示例{number}"}
            | {key: value for key, value in (("full_time", full), ("education", education)) if value}
            for number, (full, education) in enumerate(staff)
        ]
        if isinstance(staff, list)
        else staff
    )
    found = outcome(WHERE, {} if staff is None else {"staff": rows})
    assert found.observed == Interval(*counted)
    assert found.verdict == expected


def test_a_count_tells_of_every_row_that_is_meant_whether_and_why_it_counts() -> None:
    found = outcome(
        "{count: staff, where: {full_time: true}, satisfies: {education: {at_least: 大专}}, at_least: 4, unit: 人}",
        {
            "staff": [
                {"name": "甲", "full_time": "是", "education": "本科"},
                {"full_time": "否"},
                {"name": "丙", "full_time": "是"},
                {"name": "丁", "full_time": "是", "education": "高中"},
                {"name": "戊", "education": "本科"},
                {"name": "己", "education": "高中"},
            ]
        },
    )
    assert [(row.label, row.counts, row.reason) for row in found.rows] == [
        ("第 1 行 甲", "yes", ""),
        ("第 3 行 丙", "maybe", "学历未填"),
        ("第 4 行 丁", "no", "学历为高中，需大专及以上"),
        ("第 5 行 戊", "maybe", "是否专职未填"),
        ("第 6 行 己", "no", "学历为高中，需大专及以上"),
    ]
    assert found.verdict is Verdict.UNMET
    assert found.observed == Interval(1, 3)
    assert found.message == "工作人员（专职）中符合条件的 1 至 3 人，要求不少于 4 人，至少差 1 人"


@pytest.mark.parametrize("where", ALL_FOUR)
@pytest.mark.parametrize("satisfies", ALL_FOUR)
def test_a_row_counts_where_it_is_meant_and_qualifies(where: str, satisfies: str) -> None:
    condition = f"{{count: staff, where: {WORDS[where]}, satisfies: {WORDS[satisfies]}, at_least: 1}}"
    found = outcome(condition, {**TREE, "staff": [{"name": "甲"}]})
    out = {"unmet", "not_applicable"}
    surely = where == satisfies == "met"
    assert found.observed == Interval(int(surely), int(not {where, satisfies} & out))
    counts = "yes" if surely else "no" if satisfies in out else "maybe"
    assert [row.counts for row in found.rows] == ([] if where in out else [counts])
    assert bool(found.missing) == (found.verdict is Verdict.UNKNOWN)


@pytest.mark.parametrize(
    ("test", "told"),
    [
        ("at_least: 3", "工作人员 2 人，要求不少于 3 人，差 1 人"),
        ("at_most: 0", "工作人员 2 人，要求没有，多 2 人"),
        ("at_most: 1", "工作人员 2 人，要求不超过 1 人，多 1 人"),
        ("equals: 3", "工作人员 2 人，要求正好 3 人，差 1 人"),
        ("equals: 1", "工作人员 2 人，要求正好 1 人，多 1 人"),
        ("at_least: 1, at_most: 2", "工作人员 2 人，要求不少于 1 人，且不超过 2 人"),
        ("at_least: 4, at_most: 6", "工作人员 2 人，要求不少于 4 人，且不超过 6 人，差 2 人"),
    ],
)
def test_the_message_of_a_count_says_how_far_and_in_which_direction(test: str, told: str) -> None:
    assert (
        outcome(f"{{count: staff, {test}, unit: 人}}", {"staff": [{"name": "甲"}, {"name": "乙"}]}).message
        == told
    )


def test_contributions_are_counted_over_all_occupations() -> None:
    condition = "{count: contributions, where: {kind: 教学大纲}, at_least: 1, unit: 项}"
    done = {"contributions": [{"kind": "教学大纲"}]}
    assert verdict(condition, {"occupations": [{}, done]}) == "met"
    assert outcome(condition, {"occupations": [{}, {"contributions": []}]}).observed == Interval(0, None)
    missing = outcome(condition, {"occupations": [{}, {"contributions": []}]}).missing
    assert [one.path for one in missing] == [("occupations", 0, "contributions")]
    assert verdict(condition, {"occupations": []}) == "unmet"
    assert [one.path for one in outcome(condition).missing] == [("occupations",)]


# sum

AREA = "{sum: venues, of: area, where: {tenure: 自有}, at_least: 1000, unit: 平方米}"


@pytest.mark.parametrize(
    ("venues", "least", "most", "expected"),
    [
        (None, 0, None, "unknown"),
        ([], 0, 0, "unmet"),
        ([("自有", "999.5")], "999.5", "999.5", "unmet"),
        ([("自有", "600"), ("自有", "400")], 1000, 1000, "met"),
        ([("自有", "600"), ("租赁", "400")], 600, 600, "unmet"),
        ([("自有", "600"), (None, "400")], 600, 1000, "unknown"),
        ([("自有", "600"), (None, "399")], 600, 999, "unmet"),
        ([("自有", "1000"), (None, "399")], 1000, 1399, "met"),
        ([("自有", "600"), ("自有", None)], 600, None, "unknown"),
        ([("自有", "1000"), ("自有", None)], 1000, None, "met"),
        ([("自有", "600"), (None, None)], 600, None, "unknown"),
        ([("自有", "600"), ("租赁", None)], 600, 600, "unmet"),
    ],
)
def test_a_sum_is_open_upwards_where_a_row_that_counts_is_blank(
    venues: Any, least: Any, most: Any, expected: str
) -> None:
    rows = [
        {key: value for key, value in (("tenure", tenure), ("area", area)) if value}
        for tenure, area in venues or ()
    ]
    found = outcome(AREA, {} if venues is None else {"venues": rows})
    ends = [None if end is None else Decimal(end) for end in (least, most)]
    assert found.observed == Interval(*ends)  # type: ignore[arg-type]
    assert found.verdict == expected
    assert bool(found.missing) == (expected == "unknown")


def test_a_sum_tells_what_it_is_and_which_rows_it_waits_for() -> None:
    found = outcome(AREA, {"venues": [{"tenure": "自有", "area": "900"}, {"tenure": "自有", "name": "乙"}]})
    assert found.message.startswith("场地（产权性质为自有）面积合计 至少 900 平方米")
    assert [(row.counts, row.reason) for row in found.rows] == [("yes", ""), ("maybe", "面积未填")]
    assert [one.path for one in found.missing] == [("venues", 1, "area")]


# ratio

FULL_TIME = "{ratio: {count: staff, where: {full_time: true}}, to: {count: staff}, at_least: %s}"


@pytest.mark.parametrize(
    ("staff", "observed", "expected"),
    [
        (None, (0, None), "unknown"),
        ("是", (100, 100), "met"),
        ("否", (0, 0), "unmet"),
        ("是否", (50, 50), "met"),
        ("是否否", (Decimal(100) / 3, Decimal(100) / 3), "unmet"),
        ("是?否否", (25, 50), "unknown"),
        ("是是?", (Decimal(200) / 3, 100), "met"),
        ("?否否", (0, Decimal(100) / 3), "unmet"),
    ],
)
@pytest.mark.parametrize("limit", ["50%", "0.5", "'50 %'"])
def test_a_ratio_is_held_in_hundredths(staff: str | None, observed: Any, expected: str, limit: str) -> None:
    rows = [
        {"name": f"示例{n}"} | ({"full_time": one} if one != "?" else {}) for n, one in enumerate(staff or "")
    ]
    found = outcome(FULL_TIME % limit, {} if staff is None else {"staff": rows})
    assert found.observed == Interval(*observed)
    assert found.verdict == expected
    assert found.unit == "%"
    assert found.required == {"at_least": 50}


def test_the_message_of_a_ratio_says_how_far() -> None:
    rows = [{"name": name, "full_time": one} for name, one in (("甲", "是"), ("乙", "否"), ("丙", "否"))]
    assert outcome(FULL_TIME % "50%", {"staff": rows}).message == (
        "工作人员（专职）占工作人员的比例 33.33%，要求不少于 50%，差 16.66%"
    )


@pytest.mark.parametrize("test", ["at_least: 50%", "at_most: 50%", "equals: 0", "between: [0, 50%]"])
def test_over_nothing_there_is_no_ratio(test: str) -> None:
    condition = FULL_TIME.replace("at_least: %s", test)
    found = outcome(condition, {"staff": []})
    assert (found.verdict, found.observed, found.gap) == (Verdict.UNKNOWN, None, None)
    assert "无从计算" in found.message


def test_while_the_denominator_may_be_zero_a_ratio_is_not_met() -> None:
    condition = "{ratio: {count: staff}, to: {count: experts, where: {full_time: true}}, at_least: 50%}"
    tree = {"staff": [{"name": "甲"}], "experts": [{"name": "乙"}]}
    found = outcome(condition, tree)
    assert (found.verdict, found.observed) == (Verdict.UNKNOWN, Interval(0, None))
    assert [one.path for one in found.missing] == [("experts", 0, "full_time")]


def test_a_ratio_lies_between_the_least_of_the_most_and_the_most_of_the_least() -> None:
    condition = "{ratio: {count: staff, where: {full_time: true}}, to: {count: experts, where: {full_time: true}}, at_least: 50%}"
    known = [{"name": name, "full_time": "是"} for name in ("甲", "乙")]
    open_ = [{"name": name} for name in ("丙", "丁")]
    found = outcome(condition, {"staff": [*known, open_[0]], "experts": [*known, *open_]})
    assert (found.observed, found.verdict) == (Interval(50, 150), Verdict.MET)


def test_of_a_ratio_over_one_list_the_rows_of_the_part_are_told() -> None:
    staff = [{"name": "甲", "full_time": "是"}, {"name": "乙", "full_time": "否"}]
    assert [row.label for row in outcome(FULL_TIME % "50%", {"staff": staff}).rows] == ["第 1 行 甲"]


def test_a_ratio_can_be_of_sums_and_facts() -> None:
    condition = "{ratio: {sum: venues, of: area}, to: {fact: organization.own_staff_assessment.people}, at_least: '2.5'}"
    tree = {
        "venues": [{"area": "500"}],
        "organization": {"own_staff_assessment": {"people": "200"}},
    }
    found = outcome(condition, tree)
    assert (found.verdict, found.observed) == (Verdict.MET, Interval(250, 250))
    assert outcome(condition, {**tree, "organization": {"own_staff_assessment": "无"}}).observed is None


# every

OWNED = "{every: venues, satisfies: {fact: tenure, equals: 自有}}"
EXAMS = "{every: venues, where: {use: 理论考场}, satisfies: {fact: video, equals: true}}"


@pytest.mark.parametrize(
    ("tenures", "expected"),
    [
        (["自有"], "met"),
        (["自有", "租赁"], "unmet"),
        (["自有", None], "unknown"),
        ([None, "租赁"], "unmet"),
        ([], "unknown"),
        (None, "unknown"),
    ],
)
def test_every_row_must_satisfy_and_no_row_proves_nothing(
    tenures: list[str | None] | None, expected: str
) -> None:
    tree = {} if tenures is None else {"venues": [{"tenure": one} if one else {} for one in tenures]}
    found = outcome(OWNED, tree)
    assert found.verdict == expected
    assert bool(found.missing) == (expected == "unknown")


@pytest.mark.parametrize(
    ("venues", "expected"),
    [
        ([("理论考场", "是")], "met"),
        ([("理论考场", "是"), ("办公室", "否")], "met"),
        ([("理论考场", "否"), ("办公室", "是")], "unmet"),
        ([("理论考场", "是"), (None, "否")], "unknown"),
        ([("理论考场", "是"), (None, "是")], "met"),
        ([("办公室", "是")], "unknown"),
        ([(None, "是")], "unknown"),
        ([(None, "否")], "unknown"),
    ],
)
def test_a_row_of_which_it_is_open_whether_it_is_meant_is_held_against_nobody(
    venues: list[tuple[str | None, str]], expected: str
) -> None:
    rows = [{"video": video} | ({"use": use} if use else {}) for use, video in venues]
    assert verdict(EXAMS, {"venues": rows}) == expected


def test_where_no_row_is_certain_to_be_meant_it_is_asked_which_are() -> None:
    found = outcome(EXAMS, {"venues": [{"video": "是"}]})
    assert found.verdict is Verdict.UNKNOWN
    assert [one.path for one in found.missing] == [("venues", 0, "use")]
    assert "还不能断定" in found.message


def test_every_over_what_words_do_not_settle_asks_for_nothing_more() -> None:
    found = outcome(
        "{every: staff, satisfies: {certificates: {words: [会计]}}}", {"staff": [{"certificates": ["甲"]}]}
    )
    assert (found.verdict, found.missing) == (Verdict.UNKNOWN, ())
    assert found.message.endswith("不能据此断定")


def test_every_over_rows_that_are_all_passed_over_is_not_applicable() -> None:
    leased = "{every: venues, satisfies: {when: {fact: tenure, equals: 租赁}, then: {attached: 租赁合同}}}"
    assert verdict(leased, {"venues": [{"tenure": "自有"}]}) == "not_applicable"
    assert (
        verdict(
            leased,
            {"venues": [{"tenure": "自有"}, {"tenure": "租赁", "files": {"租赁合同": ["附件/a.pdf"]}}]},
        )
        == "met"
    )


def test_every_asks_for_what_its_rows_miss_and_tells_which_they_are() -> None:
    found = outcome(OWNED, {"venues": [{"name": "甲", "tenure": "自有"}, {"name": "乙"}]})
    assert found.message == "场地 2 行中有 1 行待补充"
    assert [(row.label, row.counts) for row in found.rows] == [("第 1 行 甲", "yes"), ("第 2 行 乙", "maybe")]
    assert [one.path for one in found.missing] == [("venues", 1, "tenure")]


def test_a_list_that_is_not_there_is_not_told_as_complete() -> None:
    condition = "{every: contributions, satisfies: {fact: title, present: true}}"
    found = outcome(condition, {"occupations": [{"contributions": [{"title": "甲"}]}, {}]})
    assert found.verdict is Verdict.UNKNOWN
    assert found.message.endswith("名单还不完整")


# attest


@pytest.mark.parametrize(
    ("stated", "plain", "with_evidence"),
    [
        (None, "unknown", "unknown"),
        ({}, "unknown", "unknown"),
        ({"note": "有"}, "unknown", "unknown"),
        ({"evidence": ["附件/a.pdf"]}, "unknown", "unknown"),
        ({"holds": "否"}, "unmet", "unmet"),
        ({"holds": "否", "evidence": ["附件/a.pdf"]}, "unmet", "unmet"),
        ({"holds": "是"}, "met", "unknown"),
        ({"holds": "是", "evidence": []}, "met", "unmet"),
        ({"holds": "是", "evidence": ["附件/a.pdf"]}, "met", "met"),
        ({"holds": "是", "evidence": ["附件/a.pdf", "附件/gone.pdf"]}, "met", "unknown"),
    ],
)
def test_a_statement_counts_when_it_is_made_and_with_evidence_where_that_is_asked(
    stated: Any, plain: str, with_evidence: str
) -> None:
    tree = {"attestations": {"T-1": stated}} if stated is not None else {}
    files = {"附件/gone.pdf": FileState.ABSENT}
    assert verdict("{attest: 属实}", tree, files=files) == plain
    assert verdict("{attest: 属实, evidence: true}", tree, files=files) == with_evidence


def test_a_statement_that_needs_evidence_asks_for_both_at_once() -> None:
    found = outcome("{attest: 属实, evidence: true}")
    assert [one.path[-1] for one in found.missing] == ["holds", "evidence"]


def test_a_rule_per_occupation_takes_the_statement_under_its_code() -> None:
    ready = requiring("{attest: 属实}", for_each="occupations")
    stated = {"6-31-01-03": {"holds": "是"}, "电工": {"holds": "否"}}
    tree = {
        "occupations": [{"code": "6310103", "name": "电工"}, {"name": "电工"}],
        "attestations": {"T-1": {"holds": "否", "occupations": stated}},
    }
    found = evaluate(ready, None, world(tree), "test").findings
    assert [str(one.verdict) for one in found] == ["met", "unknown"]
    assert [one.path for one in found[1].outcome.missing] == [("occupations", 1, "code")]


# attached, paper


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (None, "unknown"),
        ([], "unmet"),
        ("无", "unmet"),
        (["a.pdf"], "met"),
        (["a.pdf", "b.pdf"], "unknown"),
        (["b.pdf"], "unknown"),
    ],
)
@pytest.mark.parametrize(
    "state", [FileState.ABSENT, FileState.EMPTY, FileState.UNREADABLE, FileState.OUTSIDE]
)
def test_a_paper_counts_when_every_named_file_can_be_opened(
    files: Any, expected: str, state: FileState
) -> None:
    tree = {} if files is None else {"attachments": {"证书": files}}
    found = outcome("{attached: 证书}", tree, files={"b.pdf": state})
    assert found.verdict == expected
    assert (state.reason in found.message) == ("b.pdf" in (files or ""))


def test_a_paper_inside_every_is_looked_for_among_the_files_of_the_row() -> None:
    condition = "{every: experts, satisfies: {attached: 证明}}"
    there = {"files": {"证明": ["a.pdf"]}}
    assert verdict(condition, {"experts": [there], "attachments": {"证明": "无"}}) == "met"
    assert verdict(condition, {"experts": [there, {"files": {"证明": "无"}}]}) == "unmet"
    assert [one.path for one in outcome(condition, {"experts": [there, {}]}).missing] == [
        ("experts", 1, "files", "证明")
    ]


@pytest.mark.parametrize(
    ("audit", "expected", "missing"),
    [
        (None, "unknown", ["year", "files"]),
        ("无", "unmet", []),
        ({}, "unknown", ["year", "files"]),
        ({"year": "2017"}, "unmet", []),
        ({"year": "2019", "files": ["a.pdf"]}, "unmet", []),
        ({"year": "2018"}, "unknown", ["files"]),
        ({"year": "2018", "files": []}, "unmet", []),
        ({"files": "无"}, "unmet", []),
        ({"files": ["a.pdf"]}, "unknown", ["year"]),
        ({"files": ["b.pdf"]}, "unknown", ["year", "files"]),
        ({"year": "2018", "files": ["b.pdf"]}, "unknown", ["files"]),
        ({"year": "2017", "files": ["b.pdf"]}, "unmet", []),
        ({"year": "2018年度", "files": ["a.pdf"]}, "met", []),
    ],
)
def test_a_report_counts_for_its_year(audit: Any, expected: str, missing: list[str]) -> None:
    tree = {} if audit is None else {"finance": {"audit": audit}}
    found = outcome("{paper: finance.audit, year: 2018}", tree, files={"b.pdf": FileState.ABSENT})
    assert found.verdict == expected
    assert [one.path[-1] for one in found.missing] == missing


@pytest.mark.parametrize(("year", "expected"), [("2018", "unmet"), ("2019", "met"), ("2020", "unmet")])
def test_a_report_may_be_asked_for_the_year_before_the_day(year: str, expected: str) -> None:
    tree = {"finance": {"audit": {"year": year, "files": ["a.pdf"]}}}
    condition = "{paper: finance.audit, year: 上一年度}"
    assert verdict(condition, tree) == expected
    assert outcome(condition, tree, on=date(2021, 1, 1)).verdict == ("met" if year == "2020" else "unmet")
    assert "2019 年度" in outcome(condition).message


def test_a_report_without_a_year_in_the_notice_may_be_of_any_year() -> None:
    assert verdict("{paper: finance.statements}", {"finance": {"statements": {"files": ["a.pdf"]}}}) == "met"


# declared


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        (None, "unknown"),
        ([], "unmet"),
        ([{"name": "办法", "kinds": ["财务管理"]}], "met"),
        ([{"name": "办法", "kinds": ["财务管理办法"]}], "met"),
        ([{"name": "办法", "kinds": ["考务管理", "财务制度"]}], "met"),
        ([{"name": "办法", "kinds": ["考务管理"]}], "unmet"),
        ([{"name": "办法", "kinds": []}], "unmet"),
        ([{"name": "财务管理办法"}], "unknown"),
        ([{"name": "办法", "kinds": ["考务管理"]}, {"name": "财务管理办法"}], "unknown"),
        ([{"name": "办法", "kinds": ["财务管理"]}, {"name": "其他"}], "met"),
    ],
)
def test_a_management_rule_is_declared_by_its_kind(documents: Any, expected: str) -> None:
    tree = {} if documents is None else {"rule_documents": documents}
    assert verdict("{declared: 财务管理}", tree) == expected


@pytest.mark.parametrize("asked", ["{declared: 安全保卫}", "{declared: 安全保卫, shown: true}"])
def test_a_management_rule_of_which_only_a_first_draft_is_there_is_not_made_yet(asked: str) -> None:
    tree = {"rule_documents": [{"name": "安全保卫制度", "kinds": ["安全保卫"], "file": "a.docx"}]}
    found = outcome(asked, tree, files={"a.docx": FileState.DRAFT})
    assert found.verdict == "unknown"
    assert "a.docx 还是初稿" in found.message
    assert [one.path for one in found.missing] == [("rule_documents", 0, "file")]


def test_a_management_rule_without_its_file_is_declared_and_not_shown() -> None:
    declared = {"name": "财务管理办法", "kinds": ["财务管理"]}
    assert "还没有附上文件" in outcome("{declared: 财务管理}", {"rule_documents": [declared]}).message
    shown = outcome("{declared: 财务管理}", {"rule_documents": [declared | {"file": "a.pdf"}]})
    assert shown.message == "已有「财务管理」制度：财务管理办法"
    assert shown.files == ("a.pdf",)
    gone = outcome(
        "{declared: 财务管理}",
        {"rule_documents": [declared | {"file": "a.pdf"}]},
        files={"a.pdf": FileState.ABSENT},
    )
    assert gone.verdict is Verdict.MET
    assert "找不到或打不开" in gone.message


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        (None, "unknown"),
        ([], "unmet"),
        ([{"kinds": ["考务管理"], "file": "a.pdf"}], "unmet"),
        ([{"kinds": ["财务管理"]}], "unknown"),
        ([{"kinds": ["财务管理"], "file": "b.pdf"}], "unknown"),
        ([{"kinds": ["财务管理"], "file": "a.pdf"}], "met"),
        ([{"kinds": ["财务管理"]}, {"kinds": ["财务制度"], "file": "a.pdf"}], "met"),
    ],
)
def test_a_management_rule_that_must_be_shown_waits_for_its_file(documents: Any, expected: str) -> None:
    tree = {} if documents is None else {"rule_documents": documents}
    found = outcome("{declared: 财务管理, shown: true}", tree, files={"b.pdf": FileState.UNREADABLE})
    assert found.verdict == expected
    if expected == "unknown" and documents:
        assert [one.path for one in found.missing] == [("rule_documents", 0, "file")]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (["是"], "met"),
        (["是", "是"], "met"),
        (["否"], "unmet"),
        (["是", "否"], "unmet"),
        ([None], "unknown"),
        (["否", None], "unmet"),
    ],
)
def test_what_must_be_made_public_is_met_when_every_document_of_the_kind_is(
    published: list[str | None], expected: str
) -> None:
    rows = [
        {"name": f"办法{n}", "kinds": ["考务管理办法"]} | ({"published": one} if one else {})
        for n, one in enumerate(published)
    ]
    found = outcome("{declared: 考务管理, published: true}", {"rule_documents": rows})
    assert str(found.verdict) == expected
    assert bool(found.missing) == (expected == "unknown")


def test_what_is_declared_instead_is_listed() -> None:
    assert (
        "现有：考务管理"
        in outcome("{declared: 财务管理}", {"rule_documents": [{"kinds": ["考务管理"]}]}).message
    )


# words


@pytest.mark.parametrize(
    ("scope", "expected"), [(None, "unknown"), ("职业技能培训", "met"), ("咨询服务", "unknown")]
)
def test_words_that_are_there_prove_and_words_that_are_not_prove_nothing(
    scope: str | None, expected: str
) -> None:
    tree = {"organization": {"business_scope": scope} if scope else {}}
    assert verdict("{words: organization.business_scope, any_of: [培训, 评价]}", tree) == expected


# made

MADE = "{made: test/form, finished: 申报表}"
OPEN = FormState("申报表", (("organization", "name"),), frozenset())
WHOLE = FormState("申报表", (), frozenset())


@pytest.mark.parametrize(
    ("form", "finished", "expected"),
    [
        (None, None, "unknown"),
        (None, [], "unmet"),
        (None, ["gone.pdf"], "unknown"),
        (None, ["a.pdf"], "met"),
        (OPEN, None, "unknown"),
        (OPEN, [], "unknown"),
        (OPEN, ["gone.pdf"], "unknown"),
        (OPEN, ["a.pdf"], "met"),
        (WHOLE, None, "met"),
        (WHOLE, [], "met"),
        (WHOLE, ["gone.pdf"], "met"),
        (WHOLE, ["a.pdf"], "met"),
    ],
)
def test_a_form_counts_when_it_is_filled_or_the_finished_paper_is_there(
    form: FormState | None, finished: Any, expected: str
) -> None:
    tree = {} if finished is None else {"attachments": {"申报表": finished}}
    found = outcome(
        MADE, tree, forms={"test/form": form} if form else {}, files={"gone.pdf": FileState.ABSENT}
    )
    assert found.verdict == expected
    assert bool(found.missing) == (expected == "unknown")


def test_a_form_that_there_is_no_blank_for_is_to_be_asked_for_or_written() -> None:
    found = outcome(MADE)
    assert found.message.startswith("evalprep 没有《申报表》的空白表")
    assert "向受理单位索取" in found.message
    assert [one.path for one in found.missing] == [("attachments", "申报表")]


def test_an_open_form_asks_for_its_open_slots() -> None:
    assert [one.path for one in outcome(MADE, forms={"test/form": OPEN}).missing] == [
        ("organization", "name")
    ]


# for_each, notes, tracks, the whole


@pytest.mark.parametrize("tree", [{}, {"occupations": []}, {"occupations": "无"}])
def test_a_rule_per_occupation_is_one_unknown_where_there_is_none(tree: Mapping[str, Any]) -> None:
    found = evaluate(
        requiring("{fact: occupation.name, present: true}", for_each="occupations"), None, world(tree), "test"
    ).findings
    assert [
        (str(one.verdict), one.subject, [path.path for path in one.outcome.missing]) for one in found
    ] == [("unknown", None, [("occupations",)])]


def test_the_subject_of_a_rule_per_occupation_is_told_by_code_and_name() -> None:
    tree = {"occupations": [{"code": "6-31-01-03", "name": "电工"}, {}]}
    found = evaluate(
        requiring("{fact: occupation.name, present: true}", for_each="occupations"), None, world(tree), "test"
    ).findings
    assert [(one.subject.key, one.subject.label) for one in found if one.subject] == [
        ("6-31-01-03", "电工"),
        ("occupations[1]", "第 2 行"),
    ]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ("must:met", Overall.READY),
        ("must:met must:unknown", Overall.UNDETERMINED),
        ("must:unknown must:unmet", Overall.NOT_READY),
        ("must:met must:not_applicable", Overall.READY),
        ("must:met principle:unmet note:unmet", Overall.READY),
        ("must:not_applicable principle:met", Overall.UNDETERMINED),
        ("principle:met", Overall.UNDETERMINED),
    ],
)
def test_only_a_must_decides_and_where_none_was_judged_nobody_is_ready(
    weights: str, expected: Overall
) -> None:
    rules = "".join(
        f"  - {{id: T-{n}, clause: 一, title: 要求, weight: {weight}, require: {WORDS[word]}}}\n"
        for n, (weight, word) in enumerate(one.split(":") for one in weights.split())
    )
    assert evaluate(checklist(rules), None, world(TREE), "test").overall is expected


def test_a_note_has_no_verdict_and_is_told_as_a_warning_where_its_condition_fails() -> None:
    rules = "  - {id: T-1, clause: 一, title: 提示, weight: note, for_each: occupations, remedy: 先问清楚。, require: {fact: occupation.skilled, equals: true}}\n"
    result = evaluate(
        checklist(rules),
        None,
        world(
            {"occupations": [{"code": "6-31-01-03", "name": "电工"}, {"code": "2-02-10-09", "name": "示例"}]}
        ),
        "test",
    )
    assert [one.verdict for one in result.findings] == [None, None]
    told = [one.message for one in result.warnings if one.code == "T-1"]
    assert told == ["「示例」属于技能类职业：否（编码 2-02-10-09 属于大典第 2 大类），要求为是。先问清楚。"]


def test_a_track_that_the_checklist_does_not_have_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no track"):
        evaluate(requiring(MET), "province", world(TREE), "test")


def test_every_result_begins_with_the_call_to_look_for_a_newer_notice() -> None:
    first = evaluate(requiring(MET), None, world(TREE), "test").warnings[0]
    assert first.code == "notice_may_be_replaced"
    assert "请先确认是否有新通知" in first.message


def test_personal_data_and_whole_records_are_not_repeated_in_a_finding() -> None:
    tree = {
        "organization": {"contact": {"phone": "13900000000"}},
        "staff": [{"name": "甲", "id_number": "539901197504129916"}],
    }
    conditions = [
        "{fact: organization.contact.phone, present: true}",
        "{fact: organization.contact, present: true}",
        "{fact: staff, present: true}",
        "{count: staff, where: {id_number: {equals: '539901197908039888'}}, at_least: 1}",
    ]
    told = "".join(str(one) for condition in conditions for one in every_outcome(outcome(condition, tree)))
    assert "13900000000" not in told
    assert "539901197504129916" not in told
