"""What belongs to an occupation: matching of texts, the yes/no facts of an occupation, and its own collections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.fields import fields
from evalprep.model.validation import path_text
from evalprep.rules import occupied
from evalprep.rules.facts import COLLECTIONS, Collection, ComputedFact, Known
from evalprep.rules.world import Collected, Row, Scope, World
from tests.rules.judging import world

ELECTRICIAN = {"code": "6-31-01-03", "name": "电工", "trades": []}
LISTED = "organization.licensed_scope"


def scope_of(texts: object, occupation: Mapping[str, Any] = ELECTRICIAN) -> Known:
    """Whether an occupation lies in a licensed scope."""
    organization = {} if texts is None else {"licensed_scope": texts}
    return fact(occupied.in_licensed_scope, organization, occupation)


def fact(
    computed: ComputedFact, organization: Mapping[str, Any], occupation: Mapping[str, Any] = ELECTRICIAN
) -> Known:
    around = world({"organization": dict(organization), "occupations": [dict(occupation)]})
    return computed.compute(around, around.rows(("occupations",)).rows[0])


def asked(known: Known) -> list[str]:
    return [path_text(path) for path in known.missing]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("电工", True),
        (" 电 工 ", True),
        ("6-31-01-03", True),
        ("６－３１－０１－０３", True),
        ("6310103", True),
        ("6-31-01-03（L/S）", True),
        ("6-31-01-03 电工", True),
        ("电工（6-31-01-03）", True),
        ("电工（五级至三级）", True),
        ("焊工、电工", True),
        ("焊工；电工", True),
        ("焊工", False),
        ("6-18-01-01", False),
        ("6-18-01-01 车工", False),
        ("维修电工", None),
        ("电工类", None),
        ("电工 三级", None),
        ("电工（不含）", None),
        ("焊工（电工除外）", None),
        ("电工、焊工（不含）", True),
        ("9-99", False),
    ],
)
def test_a_text_names_an_occupation_by_code_or_by_name_in_one_width(text: str, value: bool | None) -> None:
    known = scope_of([text])
    assert known.value is value
    assert asked(known) == ([LISTED] if value is None else [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6-31-01-03 车工", None),
        ("6-18-01-01 电工", None),
        ("电工（6-18-01-01）", None),
        # Neither is meant, both are entries of a list, or the name may be a trade's.
        ("6-18-01-01 焊工", False),
        ("6-18-01-01、电工", True),
        ("6-31-01-03、车工", True),
        ("6-31-01-03 示例维护工", True),
    ],
)
def test_a_code_of_one_occupation_with_the_name_of_another_settles_neither(
    text: str, value: bool | None
) -> None:
    assert scope_of([text]).value is value


def test_a_code_that_contradicts_the_name_is_told_with_the_name_of_the_table() -> None:
    assert scope_of(["6-18-01-01 电工"]).detail.startswith("「6-18-01-01 电工」里的编码是车工的")


def test_a_code_of_an_earlier_edition_goes_with_the_name_that_the_application_gives_it() -> None:
    assert scope_of(["6-18-01-01 电工"], {"code": "6-18-01-01", "name": "电工", "trades": []}).value is True


def test_what_only_resembles_the_name_is_told_with_both_names() -> None:
    assert scope_of(["维修电工"]).detail.startswith("「维修电工」和「电工」相近")


@pytest.mark.parametrize(
    ("name", "text"),
    [("保育师", "保育员"), ("保育员", "保育师"), ("装配钳工", "钳工"), ("钳工", "装配钳工")],
)
def test_a_renamed_occupation_is_the_same_in_both_directions(name: str, text: str) -> None:
    assert scope_of([text], {"code": "4-10-01-03", "name": name, "trades": []}).value is True


def test_a_text_with_a_code_alone_has_the_name_of_the_table() -> None:
    assert scope_of(["6-18-01-01"], {"name": "车工", "trades": []}).value is True


@pytest.mark.parametrize(
    ("trades", "text", "value", "missing"),
    [
        ([{"name": "示例维护工"}], "示例维护工", True, []),
        ([{"name": "其他工"}], "示例维护工", False, []),
        ([], "示例维护工", False, []),
        (None, "示例维护工", None, ["occupations[0].trades"]),
        ([{"levels": "五级"}], "示例维护工", None, ["occupations[0].trades[0].name"]),
        (None, "焊工", False, []),
        ([{"name": "焊工"}], "焊工", False, []),
    ],
)
def test_a_trade_names_its_occupation_unless_the_table_has_an_occupation_of_that_name(
    trades: Any, text: str, value: bool | None, missing: list[str]
) -> None:
    known = scope_of(
        [text], {"code": "6-31-01-03", "name": "电工"} | ({} if trades is None else {"trades": trades})
    )
    assert known.value is value
    assert asked(known) == missing


@pytest.mark.parametrize(
    ("occupation", "text", "value", "missing"),
    [
        ({"code": "6-31-01-03", "trades": []}, "电工", None, ["occupations[0].name"]),
        ({"code": "6-31-01-03", "trades": []}, "6-31-01-03", True, []),
        ({"name": "电工", "trades": []}, "6-31-01-03", True, []),
        ({"name": "示例运维员", "trades": []}, "4-04-05-99", None, ["occupations[0].code"]),
        ({"name": "电工", "trades": []}, "焊工", False, []),
    ],
)
def test_an_occupation_whose_code_or_name_is_open_leaves_open_what_does_not_match(
    occupation: Mapping[str, Any], text: str, value: bool | None, missing: list[str]
) -> None:
    known = scope_of([text], occupation)
    assert known.value is value
    assert asked(known) == missing


def test_a_code_that_nobody_knows_is_open_and_one_of_another_occupation_applied_for_is_not() -> None:
    assert scope_of(["4-04-05-99"]).value is None
    other = {"code": "4-04-05-99", "name": "示例运维员"}
    around = world({"organization": {"licensed_scope": ["4-04-05-99"]}, "occupations": [ELECTRICIAN, other]})
    first, second = around.rows(("occupations",)).rows
    assert occupied.in_licensed_scope.compute(around, first).value is False
    assert occupied.in_licensed_scope.compute(around, second).value is True


@pytest.mark.parametrize(
    ("texts", "value", "missing"),
    [
        (None, None, [LISTED]),
        ([], False, []),
        ("无", False, []),
        (["焊工", "车工"], False, []),
        (["焊工", "维修电工"], None, [LISTED]),
        (["维修电工", "电工"], True, []),
    ],
)
def test_a_list_that_is_there_is_complete_and_an_absent_one_is_unknown(
    texts: Any, value: bool | None, missing: list[str]
) -> None:
    known = scope_of(texts)
    assert known.value is value
    assert asked(known) == missing


@pytest.mark.parametrize(
    ("organization", "value", "missing"),
    [
        ({}, None, ["organization.own_staff_assessment.occupations"]),
        ({"own_staff_assessment": "无"}, False, []),
        ({"own_staff_assessment": {"people": "3"}}, None, ["organization.own_staff_assessment.occupations"]),
        ({"own_staff_assessment": {"occupations": ["电工"]}}, True, []),
        ({"own_staff_assessment": {"occupations": ["焊工"]}}, False, []),
    ],
)
def test_what_an_enterprise_is_filed_for(
    organization: Mapping[str, Any], value: bool | None, missing: list[str]
) -> None:
    known = fact(occupied.in_own_staff_assessment, organization)
    assert known.value is value
    assert asked(known) == missing


@pytest.mark.parametrize(
    ("majors", "value", "missing"),
    [
        (None, None, ["majors"]),
        ([], False, []),
        ([{"enrolled": "1", "occupations": ["电工"]}], True, []),
        ([{"enrolled": "0", "occupations": ["电工"]}], False, []),
        ([{"occupations": ["电工"]}], None, ["majors[0].enrolled"]),
        ([{"occupations": ["焊工"]}], False, []),
        ([{"enrolled": "1"}], None, ["majors[0].occupations"]),
        ([{}], None, ["majors[0].enrolled", "majors[0].occupations"]),
        ([{"enrolled": "0"}, {"enrolled": "5", "occupations": ["6-31-01-03"]}], True, []),
        (
            [{"enrolled": "5", "occupations": ["焊工"]}, {"occupations": ["电工"]}],
            None,
            ["majors[1].enrolled"],
        ),
    ],
)
def test_a_major_counts_with_students_enrolled_and_the_occupation_named(
    majors: Any, value: bool | None, missing: list[str]
) -> None:
    known = fact(occupied.in_majors, {} if majors is None else {"majors": majors})
    assert known.value is value
    assert asked(known) == [f"organization.{path}" for path in missing]


# Collections


def collected(name: str, tree: Mapping[str, Any], occupation: Mapping[str, Any] = ELECTRICIAN) -> Collected:
    around = world({"occupations": [dict(occupation)], **tree})
    every: dict[str, Collection] = {**COLLECTIONS, **occupied.COLLECTIONS}
    return every[name].collect(around, around.rows(("occupations",)).rows[0])


@pytest.mark.parametrize("listed", ["experts", "assessors", "venues", "equipment"])
def test_the_rows_that_serve_an_occupation(listed: str) -> None:
    rows = [
        {"occupations": ["电工"]},
        {"occupations": ["焊工"]},
        {"name": "示例"},
        {"occupations": []},
        {"occupations": ["维修电工"]},
    ]
    found = collected(f"occupation.{listed}", {listed: rows})
    assert [row.number for row in found.rows] == [1, 3, 5]
    assert found.complete
    assert set(found.doubtful) == {(listed, 2), (listed, 4)}
    reason, missing = found.doubtful[listed, 2]
    assert reason.endswith("未填")
    assert missing == ((listed, 2, "occupations"),)


@pytest.mark.parametrize("listed", ["experts", "assessors", "venues", "equipment"])
def test_what_serves_all_serves_each(listed: str) -> None:
    found = collected(
        f"occupation.{listed}", {listed: [{"occupations": ["全部"]}, {"occupations": ["全部焊工"]}]}
    )
    assert [row.number for row in found.rows] == [1]
    assert not found.doubtful


def test_an_assessor_without_occupations_is_told_by_the_label_of_that_list() -> None:
    found = collected("occupation.assessors", {"assessors": [{}]})
    assert found.doubtful["assessors", 0][0] == "考评职业领域未填"


def test_a_list_of_people_that_is_not_there_is_unknown_as_a_whole() -> None:
    found = collected("occupation.experts", {})
    assert (found.rows, found.missing, found.complete) == ((), (("experts",),), False)


def test_the_rows_of_the_occupation_itself_are_its_own() -> None:
    around = world(
        {
            "occupations": [
                {"trades": [{"name": "甲"}], "contributions": []},
                {"trades": [{"name": "乙"}, {"name": "丙"}]},
            ]
        }
    )
    second = around.rows(("occupations",)).rows[1]
    assert [row.name for row in COLLECTIONS["occupation.trades"].collect(around, second).rows] == ["乙", "丙"]
    assert [row.name for row in COLLECTIONS["trades"].collect(around, None).rows] == ["甲", "乙", "丙"]
    assert COLLECTIONS["occupation.contributions"].collect(around, second).missing == (
        ("occupations", 1, "contributions"),
    )
    assert COLLECTIONS["occupation.history"].collect(around, second).missing == (
        ("occupations", 1, "history"),
    )


def test_collections_and_row_facts_read_fields_that_exist() -> None:
    for listed in (*COLLECTIONS.values(), *occupied.COLLECTIONS.values()):
        assert listed.reads <= set(fields())
    for one in occupied.ROW_FACTS:
        assert one.reads <= set(fields())
        assert one.meaning.endswith("。")


# Facts of rows


def related(skill: Mapping[str, Any], others: Sequence[str] | None) -> Known:
    occupation = ELECTRICIAN | ({} if others is None else {"related_occupations": list(others)})
    around = world({"occupations": [occupation], "experts": [{"skills": [dict(skill)]}]})
    person = around.rows(("experts",)).rows[0]
    held = around.rows(("experts", 0, "skills")).rows[0]
    scope = Scope("T-1", around.rows(("occupations",)).rows[0], person, held)
    return occupied.related[0].compute(around, scope)


SKILL, OTHERS = "experts[0].skills[0].occupation", "occupations[0].related_occupations"


@pytest.mark.parametrize(
    ("skill", "others", "value", "missing"),
    [
        ({}, [], None, [SKILL]),
        ({"occupation": "电工"}, None, True, []),
        ({"occupation": "焊工"}, None, None, [OTHERS]),
        ({"occupation": "维修电工"}, None, None, [OTHERS]),
        ({"occupation": "焊工"}, [], False, []),
        ({"occupation": "焊工"}, ["焊工"], True, []),
        ({"occupation": "焊工"}, ["6-18-02-04"], True, []),
        ({"occupation": "焊工"}, ["车工"], False, []),
        ({"occupation": "维修电工"}, ["维修电工"], True, []),
        ({"occupation": "维修电工"}, ["车工"], None, [SKILL]),
        ({"occupation": "钳工"}, ["装配钳工"], True, []),
    ],
)
def test_a_skill_held_is_of_the_occupation_or_of_a_related_one(
    skill: Mapping[str, Any], others: Sequence[str] | None, value: bool | None, missing: list[str]
) -> None:
    known = related(skill, others)
    assert known.value is value
    assert asked(known) == missing


def covers(former: Any, own: Any) -> Known:
    tree: dict[str, Any] = {"recommends": [{} if own is None else {"occupations": own}]}
    around = world(tree | ({} if former is None else {"department": {"former_occupations": former}}))
    row = around.rows(("recommends",)).rows[0]
    return occupied.covers_former_occupations[0].compute(around, Scope("T-1", row, row))


FORMER, RECOMMENDED = "department.former_occupations", "recommends[0].occupations"


@pytest.mark.parametrize(
    ("former", "own", "value", "missing"),
    [
        (["电工", "焊工"], ["焊工", "6-31-01-03"], True, []),
        (["电工", "焊工"], ["焊工"], False, []),
        (["电工"], [], False, []),
        (["电工"], ["维修电工"], None, [RECOMMENDED]),
        (["电工", "车工"], ["维修电工"], False, []),
        ([], ["电工"], None, [FORMER]),
        (None, ["电工"], None, [FORMER]),
        (["电工"], None, None, [RECOMMENDED]),
        (None, None, None, [FORMER, RECOMMENDED]),
    ],
)
def test_a_recommended_organisation_covers_each_former_occupation(
    former: Any, own: Any, value: bool | None, missing: list[str]
) -> None:
    known = covers(former, own)
    assert known.value is value
    assert asked(known) == missing


def test_what_is_not_covered_is_named() -> None:
    assert covers(["电工", "焊工", "车工"], ["焊工"]).detail == "缺电工、车工"


# Laws

TEXTS = st.lists(
    st.sampled_from(["电工", "维修电工", "6-31-01-03", "4-04-05-99", "保育员", "焊工", "示例工"]), max_size=3
)
FILLED = st.fixed_dictionaries(
    {
        "code": st.sampled_from(["6-31-01-03", "4-04-05-99"]),
        "name": st.sampled_from(["电工", "保育师", "示例运维员"]),
        "trades": st.lists(
            st.sampled_from(["示例工", "焊工", "维修电工"]).map(lambda name: {"name": name}), max_size=2
        ),
    }
)


@settings(deadline=None, max_examples=200)
@given(TEXTS, FILLED, st.sets(st.sampled_from(["code", "name", "trades"])))
def test_filling_in_an_occupation_never_turns_yes_into_no_or_back(
    texts: list[str], occupation: dict[str, Any], absent: set[str]
) -> None:
    before = scope_of(texts, {key: value for key, value in occupation.items() if key not in absent}).value
    assert before in (None, scope_of(texts, occupation).value)


def test_the_world_is_asked_for_nothing_that_the_fact_does_not_read() -> None:
    class Watched(World):
        def value(self, path: Any) -> Any:
            seen.append(path)
            return super().value(path)

    seen: list[Any] = []
    plain = world({"organization": {"licensed_scope": ["4-04-05-99"]}, "occupations": [ELECTRICIAN]})
    around = Watched(plain.project, plain.on, catalogs=plain.catalogs)
    occupied.in_licensed_scope.compute(around, Row(("occupations", 0), around.project.occupations[0]))  # type: ignore[index]
    known = {"organization.licensed_scope", "occupations", "occupations[0].code"}
    assert {path_text(path) for path in seen} == known
