"""A project as papers see it: derived values and lists, their raw values, and what an open one waits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from evalprep.model.catalogs import Catalogs
from evalprep.model.derived import DERIVED, read_for
from evalprep.model.derived_lists import LISTS
from evalprep.model.fields import fields, pattern
from evalprep.model.identifiers import OccupationCode
from evalprep.model.project import Project
from evalprep.model.validation import path_text
from evalprep.submission.derived_rows import LIST_MAKERS, VALUE_MAKERS
from evalprep.submission.record import ProjectRecord
from tests.rules.trees import Tree, removable, without

ON = date(2020, 12, 1)
MAN = "539901197504129916"
WOMAN = "539901197908039888"
"""Born on 12 April 1975 and 3 August 1979, in a county that there is not."""
ELECTRICIAN = {"code": "6-31-01-03", "name": "电工", "trades": []}
TEACHER = {"name": "高级讲师", "level": "副高"}
TECHNICIAN = {"occupation": "电工", "level": "一级"}


def record(**tree: Any) -> ProjectRecord:
    return ProjectRecord(Project.model_validate(tree), ON)


def person(listed: str = "staff", **keys: Any) -> ProjectRecord:
    """The record of a project with one person; paths begin at the person."""
    rows = record(**{listed: [keys]}).rows(listed)
    assert rows is not None
    return rows[0]


def waits(found: ProjectRecord, path: str) -> list[str]:
    return [path_text(one) for one in found.waits_for(path)]


@pytest.mark.parametrize(
    ("keys", "printed"),
    [
        ({"id_number": MAN}, "男"),
        ({"id_number": WOMAN}, "女"),
        ({"id_number": WOMAN, "sex": "男"}, "女"),
        ({"sex": "男"}, "男"),
        ({}, None),
    ],
)
def test_the_identity_number_says_the_sex_before_the_typed_field(
    keys: dict[str, Any], printed: str | None
) -> None:
    assert person(**keys).text("printed_sex") == printed


def test_a_list_of_other_rows_that_has_none_waits_for_the_list_it_is_taken_from() -> None:
    found = record(occupations=[{"name": "电工"}], equipment=[{"name": "打印机", "use": "办公"}])
    assert found.rows("occupations[0].assessment_equipment") == []
    assert waits(found, "occupations[0].assessment_equipment") == ["equipment"]


@pytest.mark.parametrize(
    ("keys", "on", "years"),
    [
        ({"id_number": MAN}, date(2020, 4, 11), 44),
        ({"id_number": MAN}, date(2020, 4, 12), 45),
        ({"id_number": MAN, "born_on": "1990-01-01"}, date(2020, 4, 12), 45),
        ({"born_on": "1975-04-12"}, date(2020, 4, 11), 44),
        ({"born_on": "1975-04"}, date(2020, 12, 1), 45),
        ({"born_on": "1975-04"}, date(2020, 4, 20), None),
        ({"born_on": "1975"}, date(2020, 12, 1), None),
        ({"born_on": "1975"}, date(2020, 12, 31), 45),
        ({"born_on": "2021-01-01"}, date(2020, 12, 1), None),
        ({}, date(2020, 12, 1), None),
    ],
)
def test_an_age_is_in_full_years_on_the_day_and_open_where_the_date_leaves_a_choice(
    keys: dict[str, Any], on: date, years: int | None
) -> None:
    rows = ProjectRecord(Project.model_validate({"staff": [keys]}), on).rows("staff")
    assert rows is not None
    assert rows[0].value("age") == years
    assert rows[0].text("age") == (None if years is None else str(years))


def test_an_open_age_waits_for_the_identity_number() -> None:
    assert waits(record(staff=[{"born_on": "1975"}]), "staff[0].age") == ["staff[0].id_number"]


@pytest.mark.parametrize(
    ("keys", "printed"),
    [
        ({"titles": [TEACHER], "skills": [TECHNICIAN]}, "高级讲师、电工一级"),
        ({"titles": [TEACHER]}, "高级讲师"),
        ({"skills": [TECHNICIAN]}, "电工一级"),
        ({"skills": [TECHNICIAN, TECHNICIAN]}, "电工一级"),
        ({"skills": [{"occupation": "会计从业资格"}]}, "会计从业资格"),
        ({"skills": [{"level": "一级"}]}, "一级/高级技师"),
        ({"titles": [{"level": "副高"}], "skills": "无"}, "副高职称"),
        ({"titles": "无", "skills": []}, "无"),
        ({"titles": [], "skills": [TECHNICIAN]}, "电工一级"),
        ({"titles": []}, None),
        ({"skills": []}, None),
        ({"titles": [{"field": "电气"}]}, None),
        ({"titles": [{}], "skills": [TECHNICIAN]}, None),
        ({}, None),
    ],
)
def test_titles_and_qualifications_are_joined_and_none_prints_as_none(
    keys: dict[str, Any], printed: str | None
) -> None:
    assert person(**keys).text("titles_and_skills") == printed


def test_what_somebody_holds_waits_for_the_list_that_is_not_filled_in() -> None:
    assert waits(record(staff=[{"titles": "无"}]), "staff[0].titles_and_skills") == ["staff[0].skills"]
    nameless = record(staff=[{"titles": [{"name": "示例"}, {"field": "电气"}], "skills": "无"}])
    assert waits(nameless, "staff[0].titles_and_skills") == ["staff[0].titles[1].name"]


def test_the_head_has_titles_and_qualifications_too() -> None:
    head = record(organization={"head": {"titles": [TEACHER], "skills": "无"}})
    assert head.text("organization.head.titles_and_skills") == "高级讲师"


@pytest.mark.parametrize(
    ("keys", "printed"),
    [
        ({"position": "主任", "titles": [TEACHER]}, "主任（高级讲师）"),
        ({"position": "主任", "titles": "无", "skills": "无"}, "主任"),
        ({"position": "无", "titles": "无", "skills": "无"}, "无"),
        ({"position": "无", "titles": [TEACHER]}, "高级讲师"),
        ({"position": "主任"}, None),
        ({"titles": [TEACHER]}, None),
    ],
)
def test_a_position_stands_before_what_somebody_holds(keys: dict[str, Any], printed: str | None) -> None:
    assert person(**keys).text("position_titles_skills") == printed


@pytest.mark.parametrize(
    ("keys", "work", "posts"),
    [
        ({"duty_text": "考务编排", "duties": ["考务人员"]}, "考务编排", "考务人员"),
        ({"duties": ["主任", "考务人员"]}, "主任、考务人员", "主任、考务人员"),
        ({"duties": []}, None, "无"),
        ({}, None, None),
    ],
)
def test_work_is_told_in_own_words_and_else_by_posts(
    keys: dict[str, Any], work: str | None, posts: str | None
) -> None:
    assert (person(**keys).text("work"), person(**keys).text("duty_names")) == (work, posts)


@pytest.mark.parametrize(
    ("keys", "printed"),
    [
        ({"specialty": "继电保护", "major": "电气工程"}, "继电保护"),
        ({"major": "电气工程"}, "电气工程"),
        ({}, None),
    ],
)
def test_an_expert_has_a_specialty_and_else_what_was_studied(
    keys: dict[str, Any], printed: str | None
) -> None:
    assert person("experts", **keys).text("specialty_or_major") == printed


@pytest.mark.parametrize(
    ("since", "printed"),
    [
        ("2010-12-01", "10年"),
        ("2010-12-02", "9年"),
        ("2010-11", "10年"),
        ("2010-12", None),
        ("2010", None),
        ("2021-01-01", None),
        (None, None),
    ],
)
def test_years_in_a_trade_are_full_and_open_where_the_date_leaves_a_choice(
    since: str | None, printed: str | None
) -> None:
    assert person("assessors", trade_since=since).text("trade_years") == printed


def test_years_that_a_vague_date_leaves_open_wait_for_that_date() -> None:
    found = record(assessors=[{"trade_since": "2010"}])
    assert waits(found, "assessors[0].trade_years") == ["assessors[0].trade_since"]


@pytest.mark.parametrize(
    ("skill", "printed"),
    [
        ({"occupation": "6-31-01-03", "level": "三级"}, "电工三级"),
        ({"occupation": "6-18-01-01", "level": "三级"}, "示例工三级"),
        ({"occupation": "电工三级", "level": "三级"}, "电工三级"),
        ({"occupation": "电工（三级）", "level": "三级"}, "电工（三级）"),
        ({"occupation": "电工技师", "level": "二级"}, "电工技师二级"),
    ],
)
def test_a_qualification_is_printed_by_name_with_its_level_once(skill: Tree, printed: str) -> None:
    project = Project.model_validate({"staff": [{"skills": [skill]}], "occupations": [ELECTRICIAN]})
    catalogs = Catalogs(names_2022={OccupationCode("6-18-01-01"): "示例工"})
    found = ProjectRecord(project, ON, catalogs=catalogs)
    assert found.text("staff[0].titles_and_skills") == printed


@pytest.mark.parametrize(
    ("texts", "printed"),
    [
        (["6-31-01-03"], "电工"),
        (["电工", "焊工"], "电工、焊工"),
        (["6-31-01-03", "电工"], "电工"),
        (["6-18-01-01"], "6-18-01-01"),
        (["全部"], "全部申报职业"),
        (["电工", "全部职业"], "全部申报职业"),
        ([], "无"),
    ],
)
def test_a_code_gives_way_to_the_name_that_the_project_has_for_it(texts: list[str], printed: str) -> None:
    rows = record(experts=[{"occupations": texts}], occupations=[ELECTRICIAN]).rows("experts")
    assert rows is not None
    assert rows[0].text("occupation_names") == printed


def test_a_code_with_two_names_gives_way_to_neither() -> None:
    twice = [ELECTRICIAN, {**ELECTRICIAN, "name": "焊工"}]
    found = record(experts=[{"occupations": [ELECTRICIAN["code"]]}], occupations=twice)
    assert found.text("experts[0].occupation_names") == ELECTRICIAN["code"]


def test_an_occupation_is_not_printed_without_one_of_its_trades() -> None:
    trades = [{"name": "继电保护工"}, {"levels": "四级"}]
    found = record(occupations=[{"name": "电工", "trades": trades}])
    assert found.text("occupations[0].name_and_trades") is None
    assert waits(found, "occupations[0].name_and_trades") == ["occupations[0].trades[1].name"]


@pytest.mark.parametrize(
    ("kind", "form", "choices"),
    [
        ("技工院校", "民办非企业单位", ("技工院校", "民办非企业单位")),
        ("技师学院", "事业单位", ("技师学院", "事业单位")),
        ("学会", "社会团体", ("学会", "社会团体")),
        ("企业", None, ("企业",)),
        ("其他", "其他", ("其他", "其他")),
        ("企业", "民办非企业单位", ()),
        ("行业协会", "企业", ()),
        ("政府部门", "企业", ()),
        (None, "民办非企业单位", ()),
    ],
)
def test_nothing_is_ticked_while_the_kind_of_body_is_unknown_or_contradicts_the_legal_form(
    kind: str | None, form: str | None, choices: tuple[str, ...]
) -> None:
    found = record(organization={"kind": kind, "legal_form": form})
    assert found.choices("organization.form_choice") == choices
    assert waits(found, "organization.form_choice") == [
        f"organization.{key}" for key, known in (("kind", kind), ("legal_form", form)) if known is None
    ]


@pytest.mark.parametrize(
    ("keys", "printed"),
    [
        ({"name": "钳工台", "model": "无"}, "钳工台"),
        ({"name": "数控车床", "model": "示例-40"}, "数控车床 示例-40"),
        ({"name": "数控车床"}, None),
        ({"model": "示例-40"}, None),
    ],
)
def test_a_thing_is_named_with_its_model(keys: dict[str, Any], printed: str | None) -> None:
    assert person("equipment", **keys).text("name_and_model") == printed


@pytest.mark.parametrize(
    ("standard", "printed"), [("无", "无"), ({"name": "示例标准"}, "示例标准"), ({}, None), (None, None)]
)
def test_the_standard_of_an_occupation_is_its_name(standard: Any, printed: str | None) -> None:
    assert person("occupations", standard=standard).text("standard_name") == printed


def test_rows_are_numbered_and_raw_values_keep_their_type() -> None:
    rows = record(venues=[{}, {"area": "60.50", "lease": {"to": "2025-01-01"}}]).rows("venues")
    assert rows is not None
    assert [(row.text("number"), row.value("number")) for row in rows] == [("1", 1), ("2", 2)]
    assert rows[1].value("area") == Decimal("60.50")
    assert rows[1].value("lease.to") == date(2025, 1, 1)
    assert rows[1].text("area") == "60.5"


def columns(found: ProjectRecord, path: str, *keys: str) -> list[tuple[str | None, ...]] | None:
    rows = found.rows(path)
    return None if rows is None else [tuple(row.text(key) for key in keys) for row in rows]


TRADES = ("code", "name", "trade", "levels")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"trades": []}, [("无", "五级至三级")]),
        ({"trades": None}, [(None, "五级至三级")]),
        ({"trades": [{"name": "外线电工"}]}, [("外线电工", "五级至三级")]),
        ({"trades": [{"name": "外线电工", "levels": "四级"}]}, [("外线电工", "四级")]),
        (
            {"trades": [{"name": "外线电工", "levels": "四级"}, {"name": "变电站值班工"}]},
            [("外线电工", "四级"), ("变电站值班工", None)],
        ),
    ],
)
def test_every_trade_has_a_row_with_levels_that_are_surely_its_own(
    keys: dict[str, Any], expected: list[tuple[str | None, ...]]
) -> None:
    found = record(occupations=[{**ELECTRICIAN, "levels": "五级-三级", **keys}])
    assert columns(found, "occupation_trades", *TRADES) == [("6-31-01-03", "电工", *row) for row in expected]


@pytest.mark.parametrize(
    ("trades", "path", "expected"),
    [
        (None, "occupation_trades[0].trade", "occupations[0].trades"),
        ([{}], "occupation_trades[0].trade", "occupations[0].trades[0].name"),
        ([{}, {}], "occupation_trades[1].levels", "occupations[0].trades[1].levels"),
        ([], "occupation_trades[0].code", "occupations[0].code"),
    ],
)
def test_a_row_put_together_waits_for_the_field_where_it_stands(
    trades: Any, path: str, expected: str
) -> None:
    found = record(occupations=[{"trades": trades}])
    assert waits(found, path) == [expected]


def test_a_slot_names_where_its_field_really_stands() -> None:
    rows = record(occupations=[{"trades": [{}]}]).rows("occupation_trades")
    assert rows is not None
    assert rows[0].path_of("trade") == "occupations[0].trades[0].name"
    assert rows[0].path_of("code") == "occupations[0].code"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("occupation_trades", ["occupations"]),
        ("history", ["occupations"]),
        ("contributions", ["occupations"]),
        ("posts", ["staff"]),
        ("specialists", ["experts", "assessors"]),
        ("attachments", ["attachments"]),
    ],
)
def test_a_list_made_of_an_unknown_list_is_unknown_and_waits_for_it(path: str, expected: list[str]) -> None:
    assert record().rows(path) is None
    assert waits(record(), path) == expected


def test_an_empty_list_is_no_unknown_one() -> None:
    nothing = record(occupations=[], staff=[], experts=[], assessors=[], attachments={})
    assert [nothing.rows(path) for path in LIST_MAKERS if "[]" not in path] == [[]] * 6


def test_the_years_of_all_occupations_are_one_list_as_soon_as_all_are_known() -> None:
    years = {**ELECTRICIAN, "history": [{"year": 2019, "trained": 300, "assessed": 200}]}
    keys = ("number", "occupation_name", "year", "trained", "assessed", "person_times")
    assert columns(record(occupations=[years, {"name": "焊工", "history": []}]), "history", *keys) == [
        ("1", "电工", "2019", "300", "200", None)
    ]
    found = record(occupations=[years, {"name": "焊工"}])
    assert found.rows("history") is None
    assert waits(found, "history") == ["occupations[1].history"]


@pytest.mark.parametrize(
    ("row", "times"),
    [
        ({"trained": 300, "assessed": 0}, 300),
        ({"trained": 0, "assessed": 200}, 200),
        ({"trained": 300, "assessed": 200}, None),
        ({"trained": 300, "assessed": 200, "person_times": 450}, 450),
        ({"trained": 300}, None),
    ],
)
def test_person_times_are_printed_where_they_are_one_number(row: dict[str, Any], times: int | None) -> None:
    rows = record(occupations=[{"history": [row]}]).rows("history")
    assert rows is not None
    assert rows[0].value("person_times") == times


def test_works_are_listed_with_their_occupation() -> None:
    work = {"kind": "教材", "title": "示例教材", "role": "主编", "year": 2018}
    found = record(occupations=[{"name": "电工", "contributions": [work]}])
    assert columns(found, "contributions", "occupation_name", "kind", "title", "role", "year") == [
        ("电工", "培训教材", "示例教材", "主编", "2018")
    ]


def test_posts_stand_in_the_order_of_the_staff_with_who_holds_them() -> None:
    staff = [{"name": "甲", "duties": ["主任", "考务人员"]}, {"name": "乙", "duties": ["考务人员"]}]
    assert columns(record(staff=staff), "posts", "post", "names", "people") == [
        ("主任", "甲", "1"),
        ("考务人员", "甲、乙", "2"),
    ]


def test_two_of_one_name_without_numbers_may_be_one_person() -> None:
    staff = [{"name": "甲", "duties": ["考务人员"]}] * 2
    assert columns(record(staff=staff), "posts", "people") == [(None,)]
    assert waits(record(staff=staff), "posts[0].people") == ["staff[0].id_number", "staff[1].id_number"]
    once = [{**one, "id_number": MAN} for one in staff]
    assert columns(record(staff=once), "posts", "names", "people") == [("甲", "1")]


def test_posts_wait_for_who_has_none_written_down_and_for_names() -> None:
    found = record(staff=[{"duties": ["主任"]}, {"name": "乙"}])
    assert found.rows("posts") is None
    assert waits(found, "posts") == ["staff[1].duties"]
    nameless = record(staff=[{"duties": ["主任"]}])
    assert columns(nameless, "posts", "names", "people") == [(None, "1")]
    assert waits(nameless, "posts[0].names") == ["staff[0].name"]
    assert (nameless.rows("posts") or [])[0].path_of("names") == "staff[0].name"


def test_experts_and_assessors_are_one_list_with_the_part_of_each() -> None:
    found = record(experts=[{"name": "甲", "id_number": MAN}], assessors=[{"name": "乙"}])
    assert columns(found, "specialists", "number", "role", "name", "printed_sex") == [
        ("1", "专家", "甲", "男"),
        ("2", "考评人员", "乙", None),
    ]
    assert waits(found, "specialists[1].printed_sex") == ["assessors[0].sex"]
    assert waits(record(experts=[]), "specialists") == ["assessors"]


def test_attachments_are_listed_by_kind() -> None:
    found = record(attachments={"法人登记证书": ["附件/一.pdf", "附件/二.pdf"], "信用报告": "无"})
    assert columns(found, "attachments", "kind", "files", "count") == [
        ("法人登记证书", "附件/一.pdf\n附件/二.pdf", "2"),
        ("信用报告", "无", "0"),
    ]


def occupied(**tree: Any) -> ProjectRecord:
    return record(**{"occupations": [ELECTRICIAN], **tree})


def test_the_equipment_of_an_occupation_is_what_serves_it_by_use() -> None:
    equipment = [
        {"name": "考核装置", "model": "无", "use": "考核", "occupations": ["电工"]},
        {"name": "万用表", "model": "无", "use": "检测", "occupations": ["6-31-01-03", "焊工"]},
        {"name": "焊机", "model": "无", "use": "考核", "occupations": ["焊工"]},
        {"name": "摄像机", "use": "监控"},
    ]
    found = occupied(equipment=equipment)
    path = "occupations[0].assessment_equipment"
    assert columns(found, path, "name_and_model") == [("考核装置",)]
    assert columns(found, "occupations[0].inspection_equipment", "name") == [("万用表",)]
    entry = (found.rows("occupations") or ())[0]
    assert columns(entry, "assessment_equipment", "name") == [("考核装置",)]
    assert waits(found, f"{path}[0].quantity") == ["equipment[0].quantity"]
    assert ((entry.rows("inspection_equipment") or ())[0]).path_of("quantity") == "equipment[1].quantity"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"use": "考核"}, ["equipment[1].occupations"]),
        ({"use": "考核", "occupations": ["维修电工"]}, ["equipment[1].occupations"]),
        ({"occupations": ["电工"]}, ["equipment[1].use"]),
        ({}, ["equipment[1].occupations", "equipment[1].use"]),
    ],
)
def test_a_thing_of_which_it_is_open_whether_it_belongs_leaves_the_list_open(
    row: dict[str, Any], expected: list[str]
) -> None:
    sure = {"name": "考核装置", "use": "考核", "occupations": ["电工"]}
    found = occupied(equipment=[sure, {"name": "示例", **row}])
    assert found.rows("occupations[0].assessment_equipment") is None
    assert waits(found, "occupations[0].assessment_equipment") == expected
    entry = (found.rows("occupations") or ())[0]
    assert entry.rows("assessment_equipment") is None
    assert entry.path_of("assessment_equipment") == "occupations[0].assessment_equipment"


def test_equipment_that_is_not_listed_waits_for_the_list_and_none_is_no_row() -> None:
    assert waits(occupied(), "occupations[0].assessment_equipment") == ["equipment"]
    assert occupied(equipment="无").rows("occupations[0].assessment_equipment") == []


AREAS = ("theory_area", "practice_area", "total_area")


@pytest.mark.parametrize(
    ("venues", "printed"),
    [
        (
            [
                {"use": "理论考场", "area": "60.5", "occupations": ["电工"]},
                {"use": "技能考场", "area": 120, "occupations": ["电工"]},
                {"use": "技能考场", "area": 80, "occupations": ["电工", "焊工"]},
                {"use": "技能考场", "area": 300, "occupations": ["焊工"]},
                {"use": "办公室"},
            ],
            ("60.5 平方米", "200 平方米", "260.5 平方米"),
        ),
        ([{"use": "理论考场", "area": 60, "occupations": ["电工"]}], ("60 平方米", "无", "60 平方米")),
        ([{"use": "理论考场", "area": 60}], (None, "无", None)),
        ([{"use": "理论考场", "occupations": ["电工"]}], (None, "无", None)),
        ([{"area": 60, "occupations": ["电工"]}], (None, None, None)),
        ([], ("无", "无", "无")),
        (None, (None, None, None)),
    ],
)
def test_areas_are_of_the_venues_that_surely_serve_the_occupation(
    venues: Any, printed: tuple[str | None, ...]
) -> None:
    entry = (occupied(venues=venues).rows("occupations") or ())[0]
    assert tuple(entry.text(key) for key in AREAS) == printed


@pytest.mark.parametrize(
    ("other", "total"),
    [
        ({}, "96.5 平方米"),
        ({"name": "202 室"}, "193 平方米"),
        ({"name": None}, "193 平方米"),
        ({"address": "样例区试验路 2 号"}, "193 平方米"),
        ({"area": "30"}, "126.5 平方米"),
    ],
)
def test_a_room_for_theory_and_practice_is_added_up_once(other: dict[str, Any], total: str) -> None:
    room = {"name": "201 室", "address": "样例区试验路 1 号", "area": "96.5", "occupations": ["全部"]}
    rooms = [{**room, "use": "理论考场"}, {**room, "use": "技能考场", **other}]
    entry = (occupied(venues=rooms).rows("occupations") or ())[0]
    assert entry.text("theory_area") == "96.5 平方米"
    assert entry.text("total_area") == total


def test_rooms_without_names_are_two() -> None:
    rooms = [{"use": use, "area": 60, "occupations": ["电工"]} for use in ("理论考场", "技能考场")]
    assert occupied(venues=rooms).text("occupations[0].total_area") == "120 平方米"


def test_two_rooms_of_one_use_are_two() -> None:
    rooms = [{"name": "考场", "use": "理论考场", "area": 60, "occupations": ["电工"]}] * 2
    assert occupied(venues=rooms).text("occupations[0].theory_area") == "120 平方米"


@pytest.mark.parametrize(
    ("venue", "expected"),
    [
        ({"use": "理论考场"}, ["venues[0].occupations", "venues[0].area"]),
        ({"use": "理论考场", "occupations": ["电工"]}, ["venues[0].area"]),
        ({"use": "理论考场", "occupations": ["维修电工"], "area": 60}, ["venues[0].occupations"]),
        ({"area": 60, "occupations": ["电工"]}, ["venues[0].use"]),
    ],
)
def test_an_open_area_waits_for_what_would_tell(venue: dict[str, Any], expected: list[str]) -> None:
    found = waits(occupied(venues=[venue]), "occupations[0].theory_area")
    assert found == expected or found == expected[:1]


def test_a_raw_area_is_a_number() -> None:
    venues = [{"use": "理论考场", "area": 60, "occupations": ["电工"]}]
    assert occupied(venues=venues).value("occupations[0].theory_area") == Decimal(60)


def test_a_list_inside_what_does_not_exist_has_no_rows() -> None:
    assert (
        record(organization={"own_staff_assessment": "无"}).rows(
            "organization.own_staff_assessment.occupations"
        )
        == []
    )


def test_values_from_outside_are_printed_at_their_path_and_wait_for_own_points() -> None:
    found = ProjectRecord(Project(), ON, {"score.T-1": "28", "score.T-2": None})
    assert (found.text("score.T-1"), found.text("score.T-2"), found.text("score.T-3")) == ("28", None, None)
    assert waits(found, "score.T-2") == ["self_scores.T-2"]
    assert found.path_of("score.T-2") == "score.T-2"


def test_what_is_no_printed_field_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        record(organization={"head": {"name": "甲"}}).text("organization.head")


def test_every_value_that_is_put_together_can_be_made() -> None:
    unwritten = {path for path, one in DERIVED.items() if one.write is None}
    assert unwritten == {"organization.form_choice", *VALUE_MAKERS}
    assert set(LISTS) == set(LIST_MAKERS)


def holder(**keys: Any) -> Tree:
    """Somebody of whom everything is known, born in the year that the identity number has."""
    held = {"titles": [dict(TEACHER)], "skills": [{"occupation": "示例", "level": "三级"}]}
    return {"name": "示例", "position": "示例职务", "sex": "女", "born_on": "1979-08-03", **held, **keys}


def officer() -> Tree:
    return {key: value for key, value in holder().items() if key not in ("sex", "born_on")}


def rich() -> Tree:
    """A project with everything that papers print."""
    trades = [{"name": "外线电工", "levels": "四级"}, {"name": "变电站值班工", "levels": "五级"}]
    work = {"kind": "题库", "title": "示例题库", "role": "主编", "year": 2019}
    electrician = {
        **ELECTRICIAN,
        "levels": "五级-三级",
        "trades": trades,
        "standard": {"name": "示例标准"},
        "contributions": [work],
        "history": [
            {"year": 2018, "trained": 0, "assessed": 20},
            {"year": 2019, "trained": 3, "assessed": 4, "person_times": 6},
        ],
    }
    cook = {"code": "4-03-02-01", "name": "中式烹调师", "trades": [{"name": "示例工种"}], "levels": "四级"}
    code = [ELECTRICIAN["code"], cook["code"]]
    return {
        "organization": {
            "kind": "行业协会",
            "legal_form": "社会团体",
            "head": officer(),
            "contact": officer(),
        },
        "occupations": [electrician, {**cook, "history": [], "contributions": [], "standard": "无"}],
        "staff": [
            holder(duties=["主任"], duty_text="示例分工", id_number=MAN),
            holder(name="示例二", duties=["主任", "考务人员"]),
        ],
        "experts": [
            holder(specialty="示例方向", major="示例专业", occupations=code),
            holder(major="示例专业", id_number=MAN),
        ],
        "assessors": [holder(trade_since="2001-01-01", occupations=code), holder(id_number=MAN)],
        "supervisors": [holder(), holder(id_number=MAN)],
        "venues": [{"use": use, "area": 60, "occupations": code} for use in ("理论考场", "技能考场")],
        "equipment": [
            {"name": "示例", "model": "示例", "use": use, "occupations": code} for use in ("考核", "检测")
        ],
        "attachments": {"法人登记证书": ["附件/一.pdf"]},
    }


def printed(tree: Tree) -> Mapping[str, str | None]:
    """Every value that papers can print beside the plain fields, by the path of its slot."""
    found = ProjectRecord(Project.model_validate(tree), ON)
    return dict(_printed(found))


def _printed(found: ProjectRecord) -> Iterator[tuple[str, str | None]]:
    for path in DERIVED:
        yield from _values(found, "", path)
    for path, listed in LISTS.items():
        outside, _, inside = path.rpartition("[].")
        for at, holder in _entries(found, outside):
            rows = holder.rows(inside)
            yield f"{at}{inside}", None if rows is None else str(len(rows))
            for number, row in enumerate(rows or ()):
                for key in listed.columns or {}:
                    yield f"{at}{inside}[{number}].{key}", row.text(key)


def _values(found: ProjectRecord, at: str, path: str) -> Iterator[tuple[str, str | None]]:
    listed, _, key = path.rpartition("[].")
    for here, entry in _entries(found, listed):
        yield f"{here}{key}", entry.text(key) or "、".join(entry.choices(key)) or None


def _entries(found: ProjectRecord, listed: str) -> Iterator[tuple[str, ProjectRecord]]:
    """The entries of a list, of a list inside of a list too, each with the beginning of its paths."""
    if not listed:
        yield "", found
        return
    outside, _, inside = listed.rpartition("[].")
    for at, holder in _entries(found, outside):
        for number, row in enumerate(holder.rows(inside) or ()):
            yield f"{at}{inside}[{number}].", row


def slot_pattern(path: str) -> str:
    parts = path.split("[")
    return parts[0] + "".join("[" + part[part.index("]") :] for part in parts[1:])


@cache
def influences() -> Mapping[str, frozenset[str]]:
    """By the pattern of each printed value, the fields that change it when they are taken away."""
    whole = printed(rich())
    found: dict[str, set[str]] = {slot_pattern(path): set() for path in whole}
    for path in removable(rich()):
        poorer = printed(without(rich(), [path]))
        for slot, text in whole.items():
            if slot in poorer and poorer[slot] != text:
                found[slot_pattern(slot)].add(pattern(path))
    return {slot: frozenset(changing) for slot, changing in found.items()}


def test_what_is_printed_depends_on_nothing_that_is_not_read() -> None:
    for slot, changing in influences().items():
        listed = next((path for path in LISTS if slot.startswith(f"{path}[].")), slot)
        reads = {*read_for(slot), *read_for(listed)}
        above = reads | _above(reads)
        assert changing <= above, slot


def _above(paths: set[str]) -> set[str]:
    """The records and lists around fields: who takes those away takes the fields away."""
    found = set()
    for path in paths:
        parts = path.split(".")
        found |= {".".join(parts[:end]) for end in range(1, len(parts))}
        found |= {
            ".".join(parts[:end]).removesuffix("[]").removesuffix("{}") for end in range(1, len(parts) + 1)
        }
    return found


def test_every_value_is_printed_by_the_richest_project_and_hangs_on_something() -> None:
    whole = {slot_pattern(path) for path, text in printed(rich()).items() if text}
    assert {*DERIVED} <= whole
    # What makes the row: with it the row goes.
    fixed = {
        "specialists[].role",
        "posts[].post",
        *(f"attachments[].{key}" for key in ("kind", "files", "count")),
    }
    assert {slot for slot, changing in influences().items() if not changing} <= fixed


def test_all_that_is_read_is_a_field() -> None:
    read = {one for listed in (DERIVED, LISTS) for path in listed for one in read_for(path)}
    read |= {one for listed in LISTS.values() for paths in (listed.columns or {}).values() for one in paths}
    assert read <= {*fields(), "attachments{}"}
