"""Where and at which level an applicant is registered: the authority's name first, the code's digits as support."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from evalprep.model.kinds import BadValue
from evalprep.model.validation import path_text
from evalprep.rules import registration
from evalprep.rules.facts import ComputedFact, Known
from tests.rules.judging import world

AUTHORITY, CODE = "registration_authority", "uscc"
CODES = {
    "100000": "52100000MJX000123K",
    "110000": "52110000MJX000123P",
    "220000": "52220000MJX000123J",
    "220100": "52220100MJX000123P",
    "220104": "52220104MJX000123H",
    "220122": "52220122MJX000123K",
    "220581": "52220581MJX000123N",
    "330100": "52330100MJX000123J",
    "429004": "52429004MJX0001239",
    "880000": "52880000MJX000123K",
}
"""Made-up codes by their division, with right check characters."""


def known(fact: ComputedFact, authority: str | None, region: str | None) -> Known:
    code = None if region is None else CODES.get(region, region)
    given: Mapping[str, str | None] = {AUTHORITY: authority, CODE: code}
    tree = {key: value for key, value in given.items() if value is not None}
    return fact.compute(world({"organization": tree}), None)


def asked(found: Known) -> list[str]:
    return [path_text(path).removeprefix("organization.") for path in found.missing]


@pytest.mark.parametrize(
    ("authority", "region", "value", "missing"),
    [
        # The name alone, and with the code that supports it.
        ("吉林省民政厅", None, "22", []),
        ("吉林省民政厅", "220000", "22", []),
        ("吉林省长春市民政局", "220100", "22", []),
        ("中共吉林省委机构编制委员会办公室", "220000", "22", []),
        ("北京市民政局", "110000", "11", []),
        (" 吉 林 省民政厅", "无", "22", []),
        # The two contradict each other.
        ("吉林省民政厅", "330100", None, [AUTHORITY]),
        ("吉林省民政厅", "100000", None, [AUTHORITY]),
        ("吉林省民政厅", "880000", None, [AUTHORITY]),
        ("辽宁省驻吉林省办事机构", "220000", None, [AUTHORITY]),
        ("辽宁省驻吉林省办事机构", None, "21", []),
        ("示例市与吉林省、辽宁省联合登记处", None, None, [AUTHORITY]),
        # A name without a province: the code, since nothing contradicts it.
        ("示例市民政局", "220100", "22", []),
        ("示例市民政局", "330100", "33", []),
        ("示例市民政局", "100000", None, [AUTHORITY]),
        ("示例市民政局", "880000", None, [AUTHORITY]),
        ("示例市民政局", None, None, [AUTHORITY, CODE]),
        ("示例市民政局", "无", None, [AUTHORITY]),
        # A national authority is of no province, whatever the code says.
        ("中华人民共和国民政部", "100000", None, []),
        ("国家市场监督管理总局", "220000", None, []),
        ("民政部", None, None, []),
        # Without the name, which speaks first, the code alone is not enough.
        (None, "220000", None, [AUTHORITY]),
        (None, None, None, [AUTHORITY]),
    ],
)
def test_the_province_of_the_registration(
    authority: str | None, region: str | None, value: str | None, missing: list[str]
) -> None:
    found = known(registration.registered_in, authority, region)
    assert found.value == value
    assert asked(found) == missing


@pytest.mark.parametrize(
    ("authority", "region", "told"),
    [
        (
            "吉林省民政厅",
            "330100",
            "登记机关「吉林省民政厅」，信用代码第 3 至 8 位 330100，属浙江省，两处对不上",
        ),
        ("示例市民政局", "220100", "登记机关「示例市民政局」，信用代码第 3 至 8 位 220100，属吉林省"),
        (
            "示例市民政局",
            "100000",
            "登记机关「示例市民政局」，信用代码第 3 至 8 位 100000，是国家级登记机关的",
        ),
        ("民政部", None, "登记机关「民政部」是国家级的"),
        ("示例市民政局", None, "登记机关「示例市民政局」没有写明省份"),
    ],
)
def test_why_is_told_with_the_name_of_the_province(authority: str, region: str | None, told: str) -> None:
    assert known(registration.registered_in, authority, region).detail == told


@pytest.mark.parametrize("text", ["22", " 22 ", "２２"])
def test_a_checklist_names_a_province_by_two_digits(text: str) -> None:
    assert registration.PROVINCE.parse(text) == "22"


@pytest.mark.parametrize("text", ["19", "220000", "吉林", "2"])
def test_what_is_no_province_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        registration.PROVINCE.parse(text)


@pytest.mark.parametrize(
    ("authority", "region", "value", "missing"),
    [
        ("中华人民共和国民政部", None, "全国", []),
        ("国家市场监督管理总局", "100000", "全国", []),
        ("吉林省民政厅", None, "省级", []),
        ("示例省民政厅", None, "省级", []),
        ("吉林省市场监督管理厅", None, "省级", []),
        ("北京市市场监督管理局", None, "省级", []),
        ("内蒙古自治区民政厅", None, "省级", []),
        ("示例省文化市场管理局", None, "省级", []),
        ("北京市示例区民政局", None, "县级", []),
        ("吉林省长春市民政局", "220100", "市级", []),
        ("示例市民政局", "220100", "市级", []),
        ("示例市市场监督管理局", "220104", "市级", []),
        ("示例市民政局", "220581", "县级", []),
        ("示例市民政局", "429004", "县级", []),
        ("示例市民政局", "220122", None, [AUTHORITY]),
        ("示例市民政局", "220000", None, [AUTHORITY]),
        ("示例市民政局", "100000", None, [AUTHORITY]),
        ("示例市民政局", None, None, [CODE]),
        ("示例市民政局", "无", None, [AUTHORITY]),
        ("延边朝鲜族自治州民政局", None, "市级", []),
        ("延边州民政局", None, "市级", []),
        ("示例盟民政局", None, "市级", []),
        ("示例地区民政局", None, "市级", []),
        ("杭州市民政局", "330100", "市级", []),
        ("杭州市西湖区民政局", None, "县级", []),
        ("通州区民政局", None, "县级", []),
        ("示例市示例县民政局", None, "县级", []),
        ("示例县市场监督管理局", None, "县级", []),
        ("示例旗民政局", None, "县级", []),
        ("示例市经济技术开发区管委会", "220100", None, [AUTHORITY]),
        ("示例行政审批局", "220100", None, [AUTHORITY]),
        (None, "220100", None, [AUTHORITY]),
    ],
)
def test_the_level_of_the_registration_authority(
    authority: str | None, region: str | None, value: str | None, missing: list[str]
) -> None:
    found = known(registration.registration_level, authority, region)
    assert found.value == value
    assert asked(found) == missing


def test_every_value_is_one_of_the_choices() -> None:
    assert registration.LEVEL.choices == ("全国", "省级", "市级", "县级")
    assert registration.LEVEL.parse("国家级") == "全国"
