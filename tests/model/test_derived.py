"""What papers print and no single key holds: its declaration agrees with the registry, and what is clear reads back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from evalprep.model.derived import DERIVED, Around, asked_for, read_for
from evalprep.model.derived_lists import LISTS
from evalprep.model.fields import concrete, fields
from evalprep.model.project import Project
from evalprep.model.validation import path_text


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("organization.form_choice", ["organization.kind", "organization.legal_form"]),
        ("occupations[1].standard_name", ["occupations[1].standard.name"]),
        ("staff[2].age", ["staff[2].id_number"]),
        ("experts[0].printed_sex", ["experts[0].id_number"]),
        ("assessors[0].printed_sex", ["assessors[0].sex"]),
        ("history", ["occupations"]),
        ("specialists", ["experts", "assessors"]),
        ("score.T-1", ["self_scores.T-1"]),
        ("staff[0].name", ["staff[0].name"]),
        ("occupations[0].theory_area", ["occupations[0].theory_area"]),
    ],
)
def test_an_open_slot_asks_for_fields_of_the_project(path: str, expected: list[str]) -> None:
    assert [path_text(one) for one in asked_for(concrete(path))] == expected


@pytest.mark.parametrize("path", [path for path, one in DERIVED.items() if one.asks])
def test_what_is_asked_for_is_read(path: str) -> None:
    asked = asked_for(concrete(path.replace("[]", "[0]")))
    assert {path_text(one).replace("[0]", "[]") for one in asked} <= set(read_for(path)) & set(fields())


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("staff[].name", ("staff[].name",)),
        ("staff[].number", ()),
        ("score.T-1", ("self_scores",)),
        ("occupation_trades[].trade", ("occupations[].trades", "occupations[].trades[].name")),
        ("history[].year", ("occupations[].history[].year",)),
        ("history[].occupation_name", ("occupations[].name",)),
        (
            "specialists[].printed_sex",
            ("experts[].id_number", "experts[].sex", "assessors[].id_number", "assessors[].sex"),
        ),
        ("occupations[].assessment_equipment[].name_and_model", ("equipment[].name", "equipment[].model")),
        ("occupations[].assessment_equipment[].quantity", ("equipment[].quantity",)),
        ("posts[].number", ()),
    ],
)
def test_what_is_printed_reads_the_fields_that_it_is_made_of(path: str, expected: tuple[str, ...]) -> None:
    assert read_for(path) == expected


def test_an_area_reads_what_belongs_to_the_occupation() -> None:
    assert {"venues[].use", "venues[].area", "venues[].occupations", "occupations[].code"} <= set(
        read_for("occupations[].theory_area")
    )


def test_everything_that_is_made_has_a_chinese_label() -> None:
    assert [path for path, one in (*DERIVED.items(), *LISTS.items()) if one.label.isascii()] == []


@pytest.mark.parametrize(
    ("path", "tree"),
    [
        (
            "occupations[].name_and_trades",
            {"name": "电工", "trades": [{"name": "外线电工"}, {"name": "变电站值班工"}]},
        ),
        ("occupations[].standard_name", {"standard": {"name": "示例标准"}}),
        ("occupations[].standard_name", {"standard": "无"}),
        ("experts[].specialty_or_major", {"specialty": "示例方向"}),
        ("experts[].occupation_names", {"occupations": ["电工", "焊工"]}),
        ("assessors[].occupation_names", {"occupations": []}),
        ("staff[].printed_sex", {"sex": "女"}),
    ],
)
def test_where_the_way_back_is_clear_a_printed_text_reads_back_as_its_fields(
    path: str, tree: Mapping[str, object]
) -> None:
    listed, derived = path.partition("[]")[0], DERIVED[path]
    entry = getattr(Project.model_validate({listed: [tree]}), listed)[0]
    assert derived.write is not None
    assert derived.read is not None
    printed = derived.write(entry, Around(Project(), date(2020, 12, 1)))
    assert getattr(Project.model_validate({listed: [derived.read(str(printed))]}), listed)[0] == entry
