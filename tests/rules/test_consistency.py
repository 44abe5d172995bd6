"""Values that do not fit one another are warned of, each with its code and place; verdicts stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from stdnum.cn import ric, uscc

from evalprep.errors import Place
from evalprep.law import Law
from evalprep.model.evidence import FileState
from evalprep.model.fields import label
from evalprep.model.project import Project
from evalprep.rules.consistency import inconsistencies
from evalprep.rules.evaluate import evaluate
from evalprep.rules.world import World
from evalprep.store.library import default_library
from tests.rules.judging import requiring, world

CATALOGS = Law(default_library()).catalogs
# Divisions and sequences that nobody is given: plainly fictional, with right check digits.
ASSOCIATION = "51330000MJX00012" + "3"
CODE = ASSOCIATION + uscc.calc_check_digit(ASSOCIATION)
PERSON = "53990119750412991"
ID_NUMBER = "539901197504129916"


def codes(tree: dict[str, Any]) -> list[str]:
    """The codes of every warning about a project."""
    around = World(Project.model_validate(tree), date(2020, 6, 1), catalogs=CATALOGS)
    around = replace(around, place=lambda path: Place(label(path) or ""))
    found = list(inconsistencies(around))
    assert all(one.place and one.place.file and one.message for one in found)
    return [one.code for one in found]


def staff(**values: str) -> dict[str, Any]:
    return {"staff": [{"name": "甲", "id_number": ID_NUMBER} | values]}


def occupation(*rows: dict[str, str], **values: str) -> dict[str, Any]:
    return {"occupations": [{"code": "6-31-01-03", "name": "电工", "history": list(rows)} | values]}


# A second number of nobody's: another sequence, with its own check digit.
OTHER_NUMBER = "53990119750412992" + ric.calc_check_digit("53990119750412992" + "0")


def person(name: str, number: str) -> dict[str, str]:
    return {"name": name, "id_number": number}


def since(registered: str, *rows: dict[str, str], **values: str) -> dict[str, Any]:
    """An occupation of an organisation that was registered on a day."""
    return occupation(*rows, **values) | {"organization": {"registered_on": registered}}


def served(listed: str, applied_levels: str | None = "五级-三级", **values: Any) -> dict[str, Any]:
    """One row of a list that serves something, beside 电工 with a trade."""
    trades = [{"name": "示例工种", "levels": "二级"}]
    applied = {"code": "6-31-01-03", "name": "电工", "trades": trades} | (
        {"levels": applied_levels} if applied_levels else {}
    )
    return {"occupations": [applied], listed: [{"name": "甲"} | values]}


def venue(tenure: str, starts: str, to: str) -> dict[str, Any]:
    return {"venues": [{"name": "甲", "tenure": tenure, "lease": {"from": starts, "to": to}}]}


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"organization": {"uscc": CODE, "legal_form": "社会团体"}}, []),
        ({"organization": {"uscc": CODE, "legal_form": "企业"}}, ["uscc_legal_form"]),
        ({"organization": {"uscc": CODE, "legal_form": "其他"}}, []),
        ({"organization": {"uscc": CODE, "registration_authority": "浙江省民政厅"}}, []),
        ({"organization": {"uscc": CODE, "registration_authority": "吉林省民政厅"}}, ["uscc_region"]),
        ({"organization": {"uscc": CODE, "registration_authority": "某市民政局"}}, []),
        ({"organization": {"kind": "行业协会", "legal_form": "企业"}}, ["kind_legal_form"]),
        ({"organization": {"kind": "行业协会", "legal_form": "社会团体"}}, []),
        ({"organization": {"kind": "社会培训机构", "legal_form": "企业"}}, []),
        (staff(sex="男"), []),
        (staff(sex="女"), ["id_number_sex"]),
        (staff(born_on="1975-04"), []),
        (staff(born_on="1975-05"), ["id_number_born_on"]),
        (occupation(), []),
        (occupation(name="车工"), ["occupation_name"]),
        (occupation(code="6-99-99-99"), ["occupation_code_unlisted"]),
        (occupation(code="1-01-01-01", name="示例"), ["occupation_code_unlisted"]),
        (occupation(code="3-02-02-00", name="保卫管理员"), ["occupation_code_doubted"]),
        (occupation(code="4-10-01-03", name="保育师"), []),
        (occupation(code="4-10-01-03", name="保育员"), ["occupation_name"]),
        (occupation(name=" 电 工 "), []),
        ({"staff": [person("甲", ID_NUMBER)], "experts": [person("甲", ID_NUMBER)]}, []),
        (
            {"staff": [person("甲", ID_NUMBER)], "experts": [person("甲", OTHER_NUMBER)]},
            ["person_two_numbers"],
        ),
        (
            {"staff": [person("甲", ID_NUMBER)], "assessors": [person("乙", ID_NUMBER)]},
            ["number_two_persons"],
        ),
        ({"staff": [person("甲", ID_NUMBER), person("乙", OTHER_NUMBER)]}, []),
        ({"staff": [{"name": "甲"}, person("甲", ID_NUMBER)]}, []),
        (
            {"supervisors": [person("甲", ID_NUMBER), person("甲", OTHER_NUMBER), person("甲", ID_NUMBER)]},
            ["person_two_numbers"],
        ),
        (since("2012-05-20", started_on="2012-05-20"), []),
        (since("2012-05-20", started_on="2012-05"), []),
        (since("2012-05-20", started_on="2012-04"), ["started_before_registration"]),
        (since("2012", started_on="2012-01-01"), []),
        (since("2012", started_on="2011-12-31"), ["started_before_registration"]),
        (since("2012-05-20", {"year": "2012"}), []),
        (since("2012-05-20", {"year": "2011"}), ["history_before_registration"]),
        (served("experts", occupations=["电工"]), []),
        (served("experts", occupations=["6-31-01-03"]), []),
        (served("experts", occupations=["示例工种"]), []),
        (served("experts", occupations=["维修电工"]), []),
        (served("experts"), []),
        (served("experts", occupations=["电工", "车工"]), ["serves_other_occupation"]),
        (served("assessors", occupations=["车工"]), ["serves_other_occupation"]),
        (served("venues", occupations=["车工"]), ["serves_other_occupation"]),
        (served("equipment", occupations=["车工"]), ["serves_other_occupation"]),
        ({"experts": [{"name": "甲", "occupations": ["车工"]}]}, []),
        (served("experts", occupations=["电工"], levels="五级-二级"), []),
        (served("experts", occupations=["电工"], levels="五级-一级"), ["serves_other_level"]),
        (served("assessors", levels="一级"), ["serves_other_level"]),
        (served("assessors", levels="一级", occupations=["车工"]), ["serves_other_occupation"]),
        (served("experts", None, occupations=["电工"], levels="一级"), []),
        (
            {"occupations": [{"code": "6-31-01-03"}, {"code": "6-31-01-03"}]},
            ["occupation_twice", "occupation_twice"],
        ),
        (occupation({"year": "2018"}, {"year": "2019"}), []),
        (occupation({"year": "2019"}, {"year": "2019"}), ["history_year_twice", "history_year_twice"]),
        (occupation({"year": "2020"}), []),
        (occupation({"year": "2021"}), ["history_year_ahead"]),
        (venue("租赁", "2020-01-01", "2024-12-31"), []),
        (venue("租赁", "2020-01-02", "2020-01-01"), ["lease_order"]),
        (venue("自有", "2020-01-01", "2024-12-31"), ["lease_of_own"]),
    ],
)
def test_what_contradicts_is_warned_of_and_nothing_else(tree: dict[str, Any], expected: list[str]) -> None:
    assert codes(tree) == expected


def test_a_code_says_where_and_as_what_its_holder_is_registered() -> None:
    project = Project.model_validate({"organization": {"uscc": CODE}})
    assert project.organization is not None
    found = CATALOGS.registration(project.organization.uscc)  # type: ignore[arg-type]
    assert found is not None
    assert (found.authority, found.body, found.place) == ("民政", "社会团体", "浙江省")


def messages(tree: dict[str, Any]) -> list[str]:
    """The messages of every warning about a project."""
    around = World(Project.model_validate(tree), date(2020, 6, 1), catalogs=CATALOGS)
    return [one.message for one in inconsistencies(around)]


@pytest.mark.parametrize(
    ("tree", "told"),
    [
        (
            {
                "staff": [person("甲", ID_NUMBER)],
                "experts": [person("乙", OTHER_NUMBER), person("甲", OTHER_NUMBER)],
            },
            [
                "工作人员第 1 行和专家第 2 行都是「甲」",
                "专家第 1 行「乙」和专家第 2 行「甲」的身份证号码相同",
            ],
        ),
        (
            occupation(code="6-99-99-99"),
            ["不在 2022 年版大典的表里", "2015 年版的编码与现行的不同", "编码仍可能是对的"],
        ),
        (occupation(name="车工"), ["编码 6-31-01-03 在 2022 年版大典里是「电工」，名称填的是「车工」"]),
        (
            occupation(code="4-10-01-03", name="保育员"),
            ["「保育师」，名称填的是「保育员」（更名前后是同一个职业"],
        ),
        (
            {"occupations": [{"code": "6-31-01-03", "name": "示例工种", "trades": [{"name": "示例工种"}]}]},
            ["名称填的是「示例工种」（这是它的工种"],
        ),
        (
            since("2012-05-20", started_on="2010"),
            ["第 1 行 电工：培训评价起始日期 2010 早于登记日期 2012-05-20"],
        ),
        (since("2012-05-20", {"year": "2010"}), ["第 1 行 电工：2010 年的培训评价早于登记日期 2012-05-20"]),
        (served("experts", occupations=["车工"]), ["专家第 1 行 甲：服务职业「车工」不在申报职业里"]),
        (
            served("experts", occupations=["电工"], levels="五级、一级、特级技师"),
            ["专家第 1 行 甲：服务等级里的一级、特级技师没有申报"],
        ),
    ],
)
def test_both_values_and_both_places_are_told(tree: dict[str, Any], told: list[str]) -> None:
    found = "\n".join(messages(tree))
    assert [part for part in told if part not in found] == []
    assert ID_NUMBER not in found
    assert OTHER_NUMBER not in found


def test_who_serves_all_occupations_serves_one_applied_for() -> None:
    assert codes(served("experts", occupations=["全部"])) == []


def test_without_a_table_no_code_is_doubted() -> None:
    project = Project.model_validate(occupation(code="6-99-99-99"))
    assert list(inconsistencies(World(project, date(2020, 6, 1)))) == []


def test_a_day_that_has_not_come_is_warned_of_where_it_tells_of_something_done() -> None:
    tree: dict[str, Any] = {"branches": [{"name": "甲分会", "filed_on": "2021-05-01"}]}
    assert codes(tree) == ["date_ahead"]
    assert codes({"branches": [{"name": "甲分会", "filed_on": "2020-06-01"}]}) == []
    assert codes({"venues": [{"name": "一号楼", "lease": {"from": "2020-01-01", "to": "2024-12-31"}}]}) == []
    assert codes({"staff": [{"name": "甲", "since": "2020"}]}) == []


def test_a_history_row_of_another_occupation_is_warned_of() -> None:
    def history(name: str) -> dict[str, Any]:
        return {
            "occupations": [
                {"code": "6-31-01-03", "name": "电工", "history": [{"year": "2019", "occupation": name}]}
            ]
        }

    assert codes(history("焊工")) == ["history_other_occupation"]
    assert codes(history("电工")) == []


def test_a_duty_that_no_rule_knows_is_warned_of_with_the_nearest_that_one_does() -> None:
    rule = "{count: staff, where: {duties: {includes: 档案管理人员}}, at_least: 1}"
    staff = [{"name": "甲", "duties": ["档案管理员"]}, {"name": "乙", "duties": ["档案管理人员"]}]
    found = [
        one
        for one in evaluate(requiring(rule), None, world({"staff": staff}), "test").warnings
        if one.code == "duty_unknown"
    ]
    assert [one.message for one in found] == [
        "工作人员第 1 行 甲：岗位「档案管理员」不是通知里的叫法。是不是「档案管理人员」？"
    ]


def test_a_file_that_is_named_and_cannot_be_used_is_warned_of_wherever_it_is_named() -> None:
    tree = {"rule_documents": [{"name": "安全保卫制度", "kinds": ["安全保卫"], "file": "a.pdf"}]}
    around = world(tree, files={"a.pdf": FileState.ABSENT})
    found = [
        one
        for one in evaluate(requiring("{declared: 安全保卫}"), None, around, "test").warnings
        if one.code == "file_unusable"
    ]
    assert len(found) == 1
    assert "a.pdf 找不到这个文件" in found[0].message
