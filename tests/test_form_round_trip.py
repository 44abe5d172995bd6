"""What a form was filled with from a project is what is read off it, for every slot that has a way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.documents.forms.fill import fill
from evalprep.documents.forms.formfile import parse_form_map
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.forms.read import Reading, read
from evalprep.model.contacts import PHONES
from evalprep.model.derived import DERIVED
from evalprep.model.fields import concrete, field_at, value_at
from evalprep.model.levels import Levels, SkillLevel
from evalprep.model.project import Project
from evalprep.store.yaml import read_yaml
from evalprep.submission.record import ProjectRecord
from tests.conftest import ROOT

ON = date(2020, 12, 1)


@dataclass(frozen=True)
class Shipped:
    """A form that fills from a project: its map and its blank."""

    map: FormMap
    blank: bytes


def shipped(name: str) -> Shipped:
    """A form by its name: national/basic-information."""
    folder = ROOT / "forms" / name
    return Shipped(parse_form_map(read_yaml(folder / "form.yaml")), (folder / "blank.docx").read_bytes())


FORMS = [shipped(name) for name in ("national/basic-information", "hunan/basic-information")]

# A person's words: Chinese, Latin, digits, marks of both widths; single spaces inside, none around.
words = st.text(
    st.sampled_from("示例省机电技能行业协会（一）0-9AZaz《》“”、，。；：·-—/&<>=+@#"), min_size=1, max_size=40
).filter(lambda text: any(sign.isalpha() for sign in text))
paragraphs = st.lists(words, min_size=1, max_size=4).map("\n".join)
name = st.text(st.sampled_from("示例样本虚构电工车工铣"), min_size=1, max_size=12)
phone = st.sampled_from(["0871-60000001", "13900000000", "010-60000001转802", "400-600-0001"])
levels = st.sets(st.sampled_from(list(SkillLevel)[1:6]), min_size=1)
month = st.tuples(st.integers(1990, 2019), st.integers(1, 12)).map(lambda ym: f"{ym[0]}-{ym[1]:02d}")
money = st.tuples(st.decimals(min_value=1, max_value=99999, places=2), st.sampled_from(["元", "万元"])).map(
    lambda m: f"{Decimal(m[0]).normalize():f} {m[1]}"
)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value, or nothing known."""
    return st.none() | strategy


occupation = st.fixed_dictionaries(
    {},
    optional={
        "name": name,
        "trades": st.lists(name.map(lambda n: {"name": n}), max_size=3),
        "code": st.sampled_from(["6-31-01-03", "6-18-01-01", "4-03-02-01"]),
        "is_new": st.sampled_from(["true", "false"]),
        "started_on": month,
        "persons": st.integers(0, 99999).map(str),
        "levels": levels.map(Levels),
    },
)
project = st.fixed_dictionaries(
    {
        "organization": st.fixed_dictionaries(
            {},
            optional={
                "name": words,
                "address": words,
                "registration_authority": words,
                "kind": st.sampled_from(["行业协会", "技工院校", "社会培训机构", "企业"]),
                "uscc": st.just("51530000MJX000123X"),
                "legal_representative": st.fixed_dictionaries({"name": name}),
                "registered_capital": money,
                "contact": st.fixed_dictionaries(
                    {},
                    optional={
                        "name": name,
                        "position": words,
                        "phone": st.lists(phone, min_size=1, max_size=2, unique=True).map("、".join),
                        "email": st.just("contact@example.org"),
                    },
                ),
            },
        ),
        "statements": st.fixed_dictionaries(
            {}, optional=dict.fromkeys(("staff_and_venues", "strengths", "standards_work"), paragraphs)
        ),
    },
    optional={"occupations": st.lists(occupation, max_size=8)},
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.map.form)
@settings(max_examples=60, deadline=None)
@given(tree=project)
def test_every_slot_with_a_way_back_reads_back_equal(form: Shipped, tree: dict[str, Any]) -> None:
    known = Project.model_validate(tree)
    found = read(fill(form.blank, form.map, ProjectRecord(known, ON)).content, form.map)
    for section in form.map.sections:
        for slot in section.every_slot():
            if slot.value:
                same(known, slot.value, found.values.get(slot.value))
        if section.rows:
            same_rows(known, found, section.rows.columns.values())


def same(known: Project, path: str, text: str | None) -> None:
    """The text of a slot, read by its field's kind, is the value that the project holds."""
    at = concrete(path)
    value, field = value_at(known, at), field_at(at)
    assert field is not None
    assert field.kind is not None
    if value is None:
        assert text is None
    else:
        assert text is not None
        assert field.kind.parse(text) == value


def same_rows(known: Project, found: Reading, columns: Any) -> None:
    """Row by row; a joined column reads back into the fields that it is made of."""
    rows = found.rows.get("occupations", [])
    entries = [
        (n, entry)
        for n, entry in enumerate(known.occupations or ())
        if entry.model_dump(exclude_none=True, exclude={"trades"})
    ]
    printed = [row for row in rows if row]
    assert len(printed) == len(entries)
    for (number, entry), row in zip(entries, printed, strict=True):
        for column in columns:
            key = column.removeprefix(".")
            derived = DERIVED.get(f"occupations[].{key}")
            if derived is None:
                same_cell(known, number, key, row.get(key))
            elif entry.name is not None and derived.read:
                back = derived.read(row[key])
                assert back["name"] == entry.name
                assert [t["name"] for t in back.get("trades", [])] == [t.name for t in entry.trades or ()]  # type: ignore[attr-defined]


def same_cell(known: Project, number: int, key: str, text: str | None) -> None:
    """One cell of a row."""
    same_at = ("occupations", number, key)
    value, field = value_at(known, same_at), field_at(same_at)
    assert field is not None
    assert field.kind is not None
    assert (None if text is None else field.kind.parse(text)) == value


def test_two_phones_keep_their_order_and_extension() -> None:
    written = PHONES.parse("010-60000001转802、13900000000")
    assert PHONES.parse(PHONES.on_paper(written)) == written
