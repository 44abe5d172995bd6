"""What outlines say of a whole project: exact numbers only, and what an open one waits for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evalprep.law import Law
from evalprep.model.fields import concrete, fields
from evalprep.model.project import Project
from evalprep.model.validation import Path
from evalprep.rules.entries import Notice
from evalprep.rules.world import World
from evalprep.store.library import default_library
from evalprep.submission.outline_facts import FACTS, outline_facts, outline_names, outline_reads
from evalprep.submission.record import ProjectRecord

ON = date(2022, 11, 20)
CLEAN = {"violations": [], "dishonesty": [], "assessment_misconduct": [], "abnormal_list": []}
NOTICE = Notice.model_validate(
    {
        "number": "示例〔2020〕1号",
        "title": "示例通知",
        "issued": "2020-01-02",
        "issuer": "示例厅",
        "area": "示例省",
        "verified_on": "2022-01-01",
    }
)


def world(**project: object) -> World:
    return World(Project.model_validate(project), ON)


def text(name: str, **project: object) -> str | None:
    return outline_facts(world(**project), NOTICE).texts[name]


def waits(name: str, **project: object) -> tuple[Path, ...]:
    return outline_facts(world(**project), NOTICE).waits[name]


def paths(*names: str) -> tuple[Path, ...]:
    return tuple(map(concrete, names))


def test_the_notice_is_told_by_number_title_issuer_and_area() -> None:
    told = [text(f"target.{key}") for key in ("notice", "title", "issuer", "area")]
    assert told == ["示例〔2020〕1号", "示例通知", "示例厅", "示例省"]


def test_of_an_empty_project_only_the_notice_is_known() -> None:
    known = {name for name, value in outline_facts(world(), NOTICE).texts.items() if value is not None}
    assert known == {"target.notice", "target.title", "target.issuer", "target.area"}


@pytest.mark.parametrize("name", [name for name in FACTS if not name.startswith("target.")])
def test_an_open_fact_waits_for_fields_of_the_project_file(name: str) -> None:
    found = waits(name)
    assert found
    assert all(path[0] in fields() for path in found)


def test_occupations_are_named_in_their_order() -> None:
    assert text("occupations.names", occupations=[{"name": "焊工"}, {"name": "电工"}]) == "焊工、电工"


def test_an_occupation_without_a_name_leaves_the_names_open() -> None:
    occupations = [{"name": "焊工"}, {"code": "6-31-01-03"}]
    assert text("occupations.names", occupations=occupations) is None
    assert waits("occupations.names", occupations=occupations) == paths("occupations[1].name")
    assert text("occupations.count", occupations=occupations) == "2"


def test_an_occupation_written_twice_leaves_their_number_open() -> None:
    occupations = [{"name": "焊工"}, {"name": "焊工"}]
    assert text("occupations.count", occupations=occupations) is None
    assert waits("occupations.count", occupations=occupations) == paths("occupations[1].name")


@pytest.mark.parametrize("listed", ["staff", "experts", "assessors", "supervisors"])
def test_people_are_counted(listed: str) -> None:
    assert text(f"{listed}.count", **{listed: [{"name": "示例甲"}, {"name": "示例乙"}]}) == "2"
    assert text(f"{listed}.count", **{listed: []}) == "0"


def test_two_rows_of_one_name_may_be_one_person() -> None:
    staff = [{"name": "示例甲"}, {"name": "示例甲"}]
    assert text("staff.count", staff=staff) is None
    assert waits("staff.count", staff=staff) == paths("staff[0].id_number", "staff[1].id_number")


def history(*rows: dict[str, object]) -> dict[str, object]:
    return {"occupations": [{"name": "电工", "history": list(rows)}], "related_history": []}


def test_person_times_are_told_when_they_are_exact() -> None:
    known = history({"year": "2020", "person_times": "12345"})
    assert text("history.person_times", **known) == "12,345"


def test_person_times_of_which_only_bounds_are_known_stay_open() -> None:
    bounds = history({"year": "2020", "trained": "100", "assessed": "80"})
    assert text("history.person_times", **bounds) is None
    assert waits("history.person_times", **bounds) == paths("occupations[0].history[0].person_times")


@pytest.mark.parametrize(
    ("areas", "told"), [(["120.5", "1500"], "1,620.5"), (["120", None], None), ([], "0")]
)
def test_the_area_is_told_when_every_venue_has_one(areas: list[str | None], told: str | None) -> None:
    venues = [{"area": area} if area else {"name": "考场"} for area in areas]
    assert text("venues.area", venues=venues) == told


def test_a_room_of_two_uses_is_told_once_in_the_area() -> None:
    room = {"name": "一号楼", "address": "示例路 1 号", "area": "600"}
    venues = [room | {"use": use} for use in ("理论考场", "技能考场")]
    assert text("venues.area", venues=venues) == "600"


def test_a_venue_without_an_area_is_what_the_area_waits_for() -> None:
    assert waits("venues.area", venues=[{"area": "120"}, {"name": "考场"}]) == paths("venues[1].area")


def test_a_clean_record_is_told_with_the_day_of_the_query() -> None:
    told = text("record.clean", record={**CLEAN, "looked_up_on": "2022-11-01"})
    assert told is not None
    assert told.startswith("2022年11月1日查询，本单位没有违法违规记录、失信记录")
    assert "非法社会组织" not in told


def test_the_list_of_illegal_bodies_is_told_only_when_it_was_looked_at() -> None:
    assert "未列入非法社会组织名单" in (text("record.clean", record={**CLEAN, "illegal_list": "否"}) or "")
    assert text("record.clean", record={**CLEAN, "illegal_list": "是"}) is None


@pytest.mark.parametrize("key", CLEAN)
def test_a_record_is_not_clean_while_one_list_is_unknown_or_has_an_entry(key: str) -> None:
    unknown = {one: [] for one in CLEAN if one != key}
    assert text("record.clean", record=unknown) is None
    assert waits("record.clean", record=unknown) == paths(f"record.{key}")
    assert text("record.clean", record={**CLEAN, key: [{"what": "示例"}]}) is None


RECOMMENDS = [{"project": "../甲/evalprep.yaml"}, {"project": "../乙/evalprep.yaml"}]


def recommending(**organizations: object) -> World:
    """A department that recommends two organisations, whose project files say this of them."""
    inner = {f"../{key}/evalprep.yaml": world(organization=said) for key, said in organizations.items()}
    return replace(world(recommends=RECOMMENDS), recommended=inner)


def test_recommended_organisations_are_named_from_their_own_files() -> None:
    around = recommending(甲={"name": "示例甲公司"}, 乙={"name": "示例乙学院"})
    assert outline_facts(around, NOTICE).texts["recommends.names"] == "示例甲公司、示例乙学院"


@pytest.mark.parametrize(
    "organizations", [{"甲": {"name": "示例甲公司"}}, {"甲": {"name": "示例甲公司"}, "乙": {}}]
)
def test_a_recommended_organisation_without_a_name_leaves_the_names_open(
    organizations: dict[str, object],
) -> None:
    facts = outline_facts(recommending(**organizations), NOTICE)
    assert facts.texts["recommends.names"] is None
    assert facts.waits["recommends.names"] == paths("recommends[1].project")


def test_every_name_has_a_label() -> None:
    assert all(label.strip() for label in outline_names().values())


def test_every_name_but_the_facts_is_answered_by_the_record() -> None:
    record = ProjectRecord(Project(), ON)
    for name in outline_names().keys() - FACTS.keys():
        assert record.text(name) is None


def test_the_fields_that_a_fact_is_made_of_stand_in_the_registry() -> None:
    for name in FACTS:
        assert outline_reads(name) <= fields().keys()


def test_no_list_may_be_named_as_if_it_were_one_value() -> None:
    assert not {"staff", "staff[].name", "occupations", "format"} & outline_names().keys()


def test_the_notices_of_the_library_have_all_that_is_told_of_them() -> None:
    law = Law(default_library())
    for jurisdiction in law.library.jurisdictions():
        for checklist in law.notices(jurisdiction):
            assert all(
                outline_facts(world(), checklist.notice).texts[f"target.{key}"] for key in ("notice", "area")
            )
