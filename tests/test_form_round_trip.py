"""What a form was filled with from a project is what is read off it, for every slot that has a way back.

Read back means through the whole of it: the file is recognised among all forms, and what it says is a project again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evalprep.documents.forms.fill import fill
from evalprep.documents.forms.formfile import parse_form_map
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.values import entry_lines, lines_on_paper, sheet_title, sheets, ticked
from evalprep.intake.forms.reading import read_form
from evalprep.intake.forms.ways import WayBack, slot_ways
from evalprep.intake.given import Extract, RemarkKind
from evalprep.model.catalogs import Catalogs
from evalprep.model.contacts import PHONES
from evalprep.model.derived_back import name_and_model
from evalprep.model.fields import Shape, concrete, field_at, fields, value_at
from evalprep.model.kinds import NIL
from evalprep.model.levels import Levels, SkillLevel
from evalprep.model.project import Project
from evalprep.store.yaml import read_yaml
from evalprep.submission.record import ProjectRecord
from tests.conftest import ROOT
from tests.extracts import as_project

ON = date(2020, 12, 1)
OWN_SCORES = ("ZJ-R3b", "ZJ-R5")


@dataclass(frozen=True)
class Shipped:
    """A form that fills from a project: its map and its blank."""

    map: FormMap
    blank: bytes


def shipped(name: str) -> Shipped:
    """A form by its name: national/basic-information."""
    folder = ROOT / "forms" / name
    return Shipped(parse_form_map(read_yaml(folder / "form.yaml")), (folder / "blank.docx").read_bytes())


FORMS = [
    shipped(blank.parent.relative_to(ROOT / "forms").as_posix())
    for blank in sorted((ROOT / "forms").rglob("blank.docx"))
]
MAPS = [form.map for form in FORMS]

# A person's words: Chinese, Latin, digits, marks of both widths; single spaces inside, none around.
words = st.text(
    st.sampled_from("示例省机电技能行业协会（一）0-9AZaz《》“”、，。；：·-—/&<>=+@#"), min_size=1, max_size=40
).filter(lambda text: any(sign.isalpha() for sign in text))
paragraphs = st.lists(words, min_size=1, max_size=4).map("\n".join)
name = st.text(st.sampled_from("示例样本虚构车铣"), min_size=2, max_size=8)
trade = st.sampled_from(["电工", "焊工", "示例工"])
phone = st.sampled_from(["0871-60000001", "13900000000", "010-60000001转802", "400-600-0001"])
levels = st.sets(st.sampled_from(list(SkillLevel)[1:6]), min_size=1).map(Levels)
month = st.tuples(st.integers(1990, 2019), st.integers(1, 12)).map(lambda ym: f"{ym[0]}-{ym[1]:02d}")
money = st.tuples(st.decimals(min_value=1, max_value=99999, places=2), st.sampled_from(["元", "万元"])).map(
    lambda m: f"{Decimal(m[0]).normalize():f} {m[1]}"
)
IDS = ["339901197204128113", "339901197908038140", "339901198311218151", "339901199002148174"]
titles = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(
                ["高级工程师", "工程师", "讲师", "高级技师讲师", "主管技师", "文学创作一级"]
            )
        },
        optional={"level": st.sampled_from(["中级", "副高"])},
    )
    | st.fixed_dictionaries({"level": st.sampled_from(["中级", "副高", "正高"])}),
    max_size=2,
)
skills = st.lists(
    st.fixed_dictionaries(
        {"occupation": trade}, optional={"level": st.sampled_from(["一级", "二级", "三级"])}
    )
    | st.just({"level": "一级"}),
    max_size=2,
)
position = st.sampled_from(
    ["主任", "副主任（兼）", "秘书长", "档案管理员", "总工程师", "技术员", "高级工程师", "无"]
)


def maybe(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A record of which some is always known and the rest may be."""
    return st.fixed_dictionaries(required, optional=optional)


person = {
    "id_number": st.sampled_from(IDS),
    "education": st.sampled_from(["大专", "本科", "硕士", "无"]),
    "titles": titles,
    "skills": skills,
    "position": position,
    "major": name,
}
sexed = person | {"sex": st.sampled_from(["男", "女"])}
staff = maybe({"name": name}, person | {"duties": st.lists(name, min_size=1, max_size=2), "duty_text": words})
expert = maybe({"name": name}, person | {"specialty": words})
assessor = maybe(
    {"name": name},
    {key: sexed[key] for key in ("sex", "education", "titles", "skills")}
    | {
        "occupations": st.lists(trade, max_size=2, unique=True) | st.just(["全部"]),
        "trade_since": month,
        "certificate": st.sampled_from(["示例-0001", "No.002"]),
    },
)
occupation = maybe(
    {"name": trade},
    {
        "trades": st.lists(
            maybe({"name": name}, {"levels": levels}), max_size=3, unique_by=lambda one: one["name"]
        ),
        "code": st.sampled_from(["6-31-01-03", "6-18-01-01", "4-03-02-01"]),
        "is_new": st.sampled_from(["true", "false"]),
        "started_on": month,
        "persons": st.integers(0, 99999).map(str),
        "levels": levels,
    },
)
venue = maybe(
    {
        "name": name,
        "use": st.sampled_from(["理论考场", "技能考场"]),
        "occupations": st.lists(trade, max_size=3),
    },
    {"area": st.integers(1, 900).map(str)},
)
item = maybe(
    {
        "name": name,
        "use": st.sampled_from(["考核", "检测", "办公"]),
        "occupations": st.lists(trade, max_size=3),
    },
    {
        "model": st.sampled_from(["CK6140", "示例-X1", "1800x800", "甲型", "无"]),
        "quantity": st.integers(0, 99).map(str),
    },
)
officer = maybe(
    {},
    {
        "name": name,
        "position": words,
        "titles": titles,
        "skills": skills,
        "phone": st.lists(phone, min_size=1, max_size=2, unique=True).map("、".join),
        "email": st.just("contact@example.org"),
    },
)
project = maybe(
    {
        "organization": maybe(
            {},
            {
                "name": words,
                "address": words,
                "postcode": st.just("310000"),
                "supervising_department": words | st.just("无"),
                "registration_authority": words,
                "kind": st.sampled_from(["行业协会", "技工院校", "社会培训机构", "企业"]),
                "legal_form": st.sampled_from(["企业", "社会团体", "民办非企业单位", "事业单位"]),
                "uscc": st.just("51530000MJX000123X"),
                "legal_representative": st.fixed_dictionaries({"name": name}),
                "registered_capital": money,
                "head": officer,
                "contact": officer,
            },
        ),
        "statements": maybe(
            {}, dict.fromkeys(("staff_and_venues", "strengths", "standards_work"), paragraphs)
        ),
    },
    {
        "occupations": st.lists(occupation, max_size=4, unique_by=lambda one: one["name"]),
        "staff": st.lists(staff, max_size=4, unique_by=lambda one: one["name"]),
        "experts": st.lists(expert, max_size=4, unique_by=lambda one: one["name"]),
        "assessors": st.lists(assessor, max_size=4, unique_by=lambda one: one["name"]),
        "venues": st.lists(venue, max_size=3),
        "equipment": st.lists(item, max_size=4),
        "rule_documents": st.lists(st.fixed_dictionaries({"name": words}), max_size=4),
        "self_scores": st.just({"ZJ-R3b": "8", "ZJ-R5": "3.5"}),
    },
)
each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.map.form)
often = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def record(known: Project) -> ProjectRecord:
    """A project as papers see it, the points of its own scoring in their slots."""
    scores = {f"score.{key}": str(value) for key, value in (known.self_scores or {}).items()}
    return ProjectRecord(known, ON, scores)


def read_back(form: Shipped, known: Project, beside: Project) -> Extract:
    """What is read off the form that was filled from a project, into another."""
    filled = fill(form.blank, form.map, record(known)).content
    return read_form(filled, "表.docx", MAPS, beside, Catalogs(), own_scores=OWN_SCORES)


Printed = tuple[str, str, tuple[str, ...]]
"""A section, the path of a slot or list, and the text or, of one entry, the texts."""


def printed(form: Shipped, known: Project, *ways: WayBack) -> list[Printed]:
    """What the form prints of a project in the slots with one of some ways back; of lists entry by entry."""
    way_of = {one.path: one.way for one in slot_ways(form.map, OWN_SCORES)}
    found: list[Printed] = []
    for section in form.map.sections:
        base = f"{section.repeat}[]" if section.repeat else ""
        for sheet in sheets(section, record(known)):
            where = f"{sheet_title(section, sheet)} {section.at.words}"
            for slot in section.every_slot():
                path = f"{base}{slot.path}" if slot.path.startswith(".") else slot.path
                if slot.each:
                    path = f"{slot.path}[]{slot.value}"
                    text = "\n".join(entry_lines(slot, sheet))
                elif slot.choose:
                    text = ticked(slot, sheet) or ""
                elif slot.value:
                    text = "\n".join(lines_on_paper(sheet.text(slot.value)))
                else:
                    continue
                if text and way_of[path] in ways:
                    found.append((where, path, (text,)))
            for rows in section.every_list():
                listed = f"{base}{rows.from_}" if rows.from_.startswith(".") else rows.from_
                keys = [key for key in rows.columns.values() if way_of[f"{listed}[]{key}"] in ways]
                found += [
                    (where, listed, tuple(entry.text(key.removeprefix(".")) or "" for key in keys))
                    for entry in sheet.rows(rows.from_) or ()
                    if not listed.endswith("_equipment") or is_plain(entry)
                ]
    return sorted(one for one in found if any(one[2]))


def is_plain(entry: ProjectRecord) -> bool:
    """Whether a piece of equipment has a name and a model, and it is plain where one ends: else its row stays out, or
    what is 无 stays unknown."""
    text = entry.text("name_and_model")
    return text is not None and entry.value("model") != NIL and not name_and_model(text).held


@each_form
@often
@given(tree=project)
def test_every_slot_with_a_way_back_reads_back_equal(form: Shipped, tree: dict[str, Any]) -> None:
    known = Project.model_validate(tree)
    back = as_project(read_back(form, known, Project()))
    assert printed(form, back, WayBack.READ) == printed(form, known, WayBack.READ)


@each_form
@often
@given(tree=project)
def test_what_may_be_read_in_two_ways_reads_back_equal_or_is_told(
    form: Shipped, tree: dict[str, Any]
) -> None:
    known = Project.model_validate(tree)
    extract = read_back(form, known, Project())
    back = as_project(extract)
    whole = {text for _, _, entry in printed(form, back, WayBack.WHERE_CLEAR) for text in entry}
    told = "".join(remark.text for remark in extract.remarks)
    taken = set(parts_taken(back))
    for _, _, entry in printed(form, known, WayBack.WHERE_CLEAR):
        for text in filter(None, entry):
            pieces = [piece for piece in re.split("[、（）]", text) if piece]
            is_told = any(f"「{piece}」" in told for piece in (text, *pieces))
            # What is 无 is not printed beside what there is: 主任 alone says nothing of 职称.
            assert text in whole or is_told or text in taken or taken.issuperset(pieces), text


def parts_taken(back: Project) -> Iterator[str]:
    """The pieces of joined columns that a project holds."""
    people = [*(back.staff or ()), *(back.experts or ()), *(back.assessors or ())]
    officers = [getattr(back.organization, key, None) for key in ("head", "contact")]
    for one in filter(None, (*people, *officers)):
        yield one.position or ""
        for title in one.titles or ():
            yield from (title.name or "", f"{title.level}职称")
        for skill in one.skills or ():
            yield f"{skill.occupation or ''}{skill.level or ''}"
            yield skill.level.full_name if skill.level else ""
    yield from (one.name or "" for one in back.equipment or ())


@each_form
@often
@given(tree=project)
def test_no_field_reads_back_otherwise_than_it_is(form: Shipped, tree: dict[str, Any]) -> None:
    known = Project.model_validate(tree)
    back = as_project(read_back(form, known, Project()))
    for path, field in fields().items():
        if "[]" not in path and "{}" not in path and field.shape is Shape.VALUE and path != "format":
            at = concrete(path)
            if value_at(known, at) is not None and value_at(back, at) is not None:
                assert value_at(back, at) == value_at(known, at)
    for listed in ("staff", "experts", "assessors"):
        named = {one.name: one for one in getattr(known, listed) or ()}
        for one in getattr(back, listed) or ():
            for key in ("id_number", "sex", "education", "certificate", "position"):
                said, is_so = getattr(one, key, None), getattr(named[one.name], key, None)
                assert said is None or said == is_so or (key == "sex" and is_so is None)


@each_form
@often
@given(tree=project)
def test_a_form_brings_nothing_new_to_the_project_that_filled_it(form: Shipped, tree: dict[str, Any]) -> None:
    known = Project.model_validate(tree)
    extract = read_back(form, known, known)
    for one in extract.values:
        field = field_at(one.path)
        assert field is not None
        assert field.kind is not None
        assert (
            field.kind.read(one.tree) == value_at(known, one.path) or field.path == "organization.legal_form"
        )
    unwelcome = {one.kind for one in extract.remarks} - {RemarkKind.DERIVED}
    held = [one for one in extract.remarks if one.kind in unwelcome]
    assert not held


def test_every_slot_of_every_shipped_form_has_its_way_back_named() -> None:
    ways = {one.path: one.way for form in FORMS for one in slot_ways(form.map, OWN_SCORES)}
    assert {path for path, way in ways.items() if way is WayBack.DERIVED} == {
        "staff[].age",
        "assessors[].trade_years",
        "occupations[].total_area",
        "occupations[].theory_area",
        "occupations[].practice_area",
        "score.ZJ-R1a",
        "score.ZJ-R1b",
        "score.ZJ-R2a",
        "score.ZJ-R2b",
        "score.ZJ-R3a",
        "score.ZJ-R4",
        "score.total",
    }
    assert {path for path, way in ways.items() if way is WayBack.WHERE_CLEAR} == {
        "organization.form_choice",
        "organization.head.titles_and_skills",
        "organization.contact.titles_and_skills",
        "staff[].position_titles_skills",
        "experts[].titles_and_skills",
        "assessors[].titles_and_skills",
        "occupations[].assessment_equipment[].name_and_model",
        "occupations[].inspection_equipment[].name_and_model",
    }


def test_two_phones_keep_their_order_and_extension() -> None:
    written = PHONES.parse("010-60000001转802、13900000000")
    assert PHONES.parse(PHONES.on_paper(written)) == written
