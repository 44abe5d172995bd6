"""The words of the engine, as a clerk reads them: what is there, what is asked, how far, and how a rule is decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from evalprep.rules.wording import beside, bracketed
from tests.rules.judging import outcome, requiring
from tests.rules.whole import checked

COMPANY: Mapping[str, Any] = {"organization": {"legal_form": "企业", "kind": "企业"}}


def meaning(condition: str, **more: str) -> tuple[str, ...]:
    compiled = requiring(condition, **more).rules[0].condition
    assert compiled is not None
    return compiled.meaning


def reason(listed: str, condition: str, row: Mapping[str, Any]) -> str:
    """Why one row does not count."""
    found = outcome(f"{{every: {listed}, satisfies: {condition}}}", {listed: [dict(row)]})
    return found.rows[0].reason


# Provinces


REGISTERED = '{fact: organization.registered_in, equals: "33"}'


@pytest.mark.parametrize(
    ("authority", "told"),
    [
        ("浙江省民政厅", "登记所在的省级行政区：浙江省（登记机关「浙江省民政厅」）"),
        (
            "吉林省民政厅",
            "登记所在的省级行政区：吉林省（登记机关「吉林省民政厅」），要求为浙江省",
        ),
    ],
)
def test_a_province_is_told_by_its_name(authority: str, told: str) -> None:
    found = outcome(REGISTERED, {"organization": {"registration_authority": authority}})
    assert found.message == told
    assert found.required == {"equals": "33"}


def test_a_rule_that_asks_for_a_province_names_it() -> None:
    assert meaning(REGISTERED)[0] == "登记所在的省级行政区：浙江省"
    either = '{when: {fact: organization.registered_in, in: ["22", "33"]}, then: {declared: 财务管理}}'
    assert "　登记所在的省级行政区：吉林省、浙江省之一" in meaning(either)


# Leases


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("2024-02-28", "租赁期为 4 年（2019-03-01 至 2024-02-28），差 1 天满 5 年（要到 2024-02-29），需不少于 5 年"),
        ("2021-02-28", "租赁期为 2 年（2019-03-01 至 2021-02-28），差 1,096 天满 5 年（要到 2024-02-29），需不少于 5 年"),
        ("2018-02-28", "租赁期为 0 年（租期截止日 2018-02-28 早于开始日 2019-03-01），需不少于 5 年"),
        ("2024-02-29", ""),
    ],
)  # fmt: skip
def test_a_short_lease_is_told_with_its_days_and_how_many_are_lacking(to: str, told: str) -> None:
    lease = {"from": "2019-03-01", "to": to}
    assert reason("venues", "{lease.term: {at_least: 5}}", {"lease": lease}) == told


def test_a_lease_that_is_too_long_lacks_no_days() -> None:
    lease = {"from": "2019-03-01", "to": "2024-02-29"}
    assert reason("venues", "{lease.term: {at_most: 4}}", {"lease": lease}) == (
        "租赁期为 5 年（2019-03-01 至 2024-02-29），需不超过 4 年"
    )


def test_a_lease_that_could_never_be_so_long_is_told_without_a_day() -> None:
    lease = {"from": "2019-03-01", "to": "2024-02-29"}
    assert "不满 9000 年" in reason("venues", "{lease.term: {at_least: 9000}}", {"lease": lease})


# Units


def test_a_unit_in_brackets_follows_the_number_instead() -> None:
    venues = {"venues": [{"area": "832"}]}
    assert outcome("{sum: venues, of: area, at_least: 1000}", venues).message == (
        "场地面积合计 832 平方米，要求不少于 1,000 平方米，差 168 平方米"
    )
    assert (
        reason("venues", "{area: {at_least: 30}}", {"area": "28"}) == "面积为 28 平方米，需不少于 30 平方米"
    )
    assert reason("venues", "{area: {at_least: 30}}", {}) == "面积（平方米）未填"


# Works that count


def works(*contributions: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"occupations": [{"code": "6-31-01-03", "contributions": list(contributions)}]}


BOOK = {"kind": "培训教材", "title": "示例教材", "files": {"证明": ["附件/署名页.pdf"]}}
BANK = {"kind": "题库", "title": "《示例题库》", "files": {"证明": ["附件/题库.pdf"]}}
COUNTED = "{count: contributions, where: {kind: 培训教材}, at_least: 1, unit: 项}"


def test_the_works_that_count_are_named_with_the_files_that_show_them() -> None:
    found = outcome(COUNTED, works(BOOK, BANK))
    assert found.message == "参与编制情况（编制种类为培训教材）1 项：培训教材《示例教材》，要求不少于 1 项"
    assert found.files == ("附件/署名页.pdf",)


def test_a_work_that_may_count_is_not_evidence() -> None:
    assert outcome(COUNTED, works({"title": "示例教材", "files": {"证明": ["附件/署名页.pdf"]}})).files == ()


def test_of_many_works_the_first_three_are_named() -> None:
    many = works(*({"kind": "题库", "title": f"题库{n}"} for n in "甲乙丙丁"), BANK)
    told = outcome("{count: contributions, at_least: 1, unit: 项}", many).message
    assert "5 项：题库《题库甲》、题库《题库乙》、题库《题库丙》等 5 项，要求" in told
    three = outcome("{count: contributions, at_least: 1, unit: 项}", works(BOOK, BANK, BANK)).message
    assert "3 项：培训教材《示例教材》、题库《示例题库》、题库《示例题库》，要求" in three


def test_rows_that_are_no_works_are_counted_without_their_names() -> None:
    staff = {"staff": [{"name": "示例甲", "files": {"劳动合同": ["附件/合同.pdf"]}}]}
    found = outcome("{count: staff, at_least: 1, unit: 人}", staff)
    assert (found.message, found.files) == ("工作人员 1 人，要求不少于 1 人", ())


def test_the_evidence_that_rows_were_held_against_is_that_of_the_rows_that_count() -> None:
    venue = {"name": "一号楼", "files": {"产权证明": ["附件/产权.pdf"]}}
    venues = {"venues": [venue, {"name": "二号楼", "files": {"产权证明": "无"}}]}
    found = outcome("{count: venues, satisfies: {attached: 产权证明}, at_least: 1, unit: 处}", venues)
    assert found.files == ("附件/产权.pdf",)


def test_an_easing_by_a_work_names_it_with_its_files() -> None:
    text = """rules:
  - {id: T-1, clause: 一, title: 规模, weight: principle, for_each: occupations, eased_by: [T-X1], require: {fact: occupation.trained, at_least: 100}}
easings:
  - {id: T-X1, clause: 末, title: 编过教材, for_each: occupations, require: {count: occupation.contributions, at_least: 1, unit: 项}}
"""
    tree = works(BOOK)
    tree["occupations"][0]["history"] = [{"year": "2019", "trained": "1"}]
    (finding,) = checked(text, tree).findings
    (eased,) = finding.eased_by
    assert finding.verdict == "eased"
    assert "培训教材《示例教材》" in finding.outcome.message
    assert eased.files == ("附件/署名页.pdf",)


# What must not be


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ("fact: organization.legal_form, in: [机关, 事业单位]", "法人类型不是机关、事业单位"),
        ("fact: organization.decoupled, equals: true", "是否已与行政机关脱钩为否"),
        ("fact: organization.association.grade, at_least: 4A", "社会组织评估等级低于4A"),
        ("fact: organization.own_staff_assessment.people, at_least: 300, unit: 人", "评价人数少于 300 人"),
        ("fact: organization.own_staff_assessment.people, at_most: 0, unit: 人", "评价人数超过 0 人"),
        ("fact: organization.uscc, present: true", "没有统一社会信用代码"),
        ("fact: organization.licensed_scope, includes: 电工", "办学许可的培训范围不包含电工"),
    ],
)
def test_what_must_not_be_is_said_in_one_line(inner: str, told: str) -> None:
    assert meaning(f"{{not: {{{inner}}}}}") == (told,)


def test_what_must_not_be_of_several_is_told_as_a_list() -> None:
    both = "{not: {all: [{fact: organization.kind, equals: 企业}, {fact: organization.legal_form, equals: 企业}]}}"
    assert meaning(both)[0] == "不能是下面的情况："
    assert outcome(both, COMPANY).message == (
        "要求不是（机构类别为企业，法人类型为企业）（机构类别：企业，法人类型：企业）"
    )


def test_of_a_number_of_which_it_is_open_whether_it_is_too_many_the_opposite_is_asked() -> None:
    few = "{not: {count: staff, where: {full_time: true}, at_least: 1}}"
    found = outcome(few, {"staff": [{"name": "示例甲"}]})
    assert found.message == "要求不是（工作人员（专职）不少于 1），还不能断定（工作人员（专职）0 至 1）"


# What is asked in some case only


def test_a_case_in_few_words_stands_in_one_line() -> None:
    company = "{when: {fact: organization.legal_form, equals: 企业}, then: {declared: 财务管理}}"
    assert meaning(company) == ("法人类型为企业的，才要求：", "　规章制度中有「财务管理」方面的制度")
    otherwise = company.removesuffix("}") + ", otherwise: {declared: 综合管理}}"
    assert meaning(otherwise)[::2] == ("法人类型为企业的，要求：", "其他情况要求：")


def test_a_case_of_several_parts_is_told_as_a_list() -> None:
    either = "{any: [{fact: organization.legal_form, equals: 企业}, {fact: organization.kind, equals: 学会}]}"
    assert meaning(f"{{when: {either}, then: {{declared: 财务管理}}}}") == (
        "只在下面这种情况下要求：",
        "　以下各项符合一项即可：",
        "　　法人类型：企业",
        "　　机构类别：学会",
        "要求的是：",
        "　规章制度中有「财务管理」方面的制度",
    )


def test_what_is_not_asked_is_told_by_what_is_there_and_not_by_what_would_be_asked() -> None:
    either = (
        "{any: [{fact: organization.legal_form, equals: 社会团体}, {fact: organization.kind, equals: 学会}]}"
    )
    found = outcome(f"{{when: {either}, then: {{declared: 财务管理}}}}", COMPANY)
    assert found.message == "不要求：法人类型：企业，机构类别：企业"


# Labels, brackets, numbers


def test_a_range_is_asked_for_with_a_space_around_its_numbers() -> None:
    staff = {"staff": [{"name": "示例甲"}]}
    told = outcome("{count: staff, where: {full_time: true}, between: [2, 3], unit: 人}", staff).message
    assert told == "工作人员（专职）0 至 1 人，要求为 2 至 3 人，至少差 1 人"


def test_alternatives_that_select_rows_stand_in_one_pair_of_brackets() -> None:
    where = "{any: [{use: 办公室}, {use: 理论考场}]}"
    told = outcome(f"{{count: venues, where: {where}, at_least: 1, unit: 处}}", {"venues": []}).message
    assert told.startswith("场地（场地用途为办公室 或 场地用途为理论考场）0 处")


@pytest.mark.parametrize(("rows", "told"), [(1, "场地 1 行符合"), (2, "场地 2 行都符合")])
def test_of_one_row_not_all_are_said_to_hold(rows: int, told: str) -> None:
    venues = {"venues": [{"tenure": "自有"}] * rows}
    assert outcome("{every: venues, satisfies: {tenure: 自有}}", venues).message == told


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("甲", "（甲）"),
        ("（甲 或 乙）", "（甲 或 乙）"),
        ("（甲（一）或 乙）", "（甲（一）或 乙）"),
        ("（甲），（乙）", "（（甲），（乙））"),
        ("甲（一）", "（甲（一））"),
    ],
)
def test_what_stands_in_brackets_gets_no_second_pair(phrase: str, told: str) -> None:
    assert bracketed(phrase) == told


def test_a_number_beside_a_bracket_has_no_space() -> None:
    assert (beside("面积", "3 处"), beside("面积（一）", "3 处")) == ("面积 3 处", "面积（一）3 处")
