"""`name` and `heading` of materials: what a submission calls them, and names that are refused when a checklist is loaded."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from evalprep.errors import ChecklistError, Problem
from evalprep.rules.entries import Material
from evalprep.rules.evaluate import evaluate
from evalprep.rules.material_names import LONGEST, short_name, unusable
from tests.rules.judging import checklist, checklist_files, world, written

NOTE = "  - {id: T-9, clause: 九, title: 提示, weight: note}\nmaterials:\n"
TRACKS = "tracks: {province: 本省, national: 全国}\n"


def material(number: int, more: str = "", clause: str = "", weight: str = "must") -> str:
    """One material in one line; without a clause it has one of its own."""
    where = clause or f"二({number})"
    added = f", {more}" if more else ""
    return f"  - {{id: T-M{number}, clause: {where}, title: 第{number}项材料, weight: {weight}{added}, attached: 甲}}\n"


def complaints(materials: str) -> tuple[Problem, ...]:
    with pytest.raises(ChecklistError) as caught:
        checklist(NOTE + materials)
    return caught.value.problems


@dataclass(frozen=True)
class Broken:
    """A defect: the materials of a checklist, and what the complaint says."""

    defect: str
    materials: str
    code: str
    line: int
    """The material at fault, from 1."""
    words: tuple[str, ...]


ONE_CLAUSE = {"clause": "二(四)"}

BROKEN = [
    Broken("no heading", material(1, **ONE_CLAUSE) + material(2, **ONE_CLAUSE), "no_heading", 1, ("二(四)", "T-M1、T-M2", "heading")),
    Broken("heading on the second", material(1, "heading: 名单", **ONE_CLAUSE) + material(2, "heading: 名单和证明", **ONE_CLAUSE), "stray_heading", 2, ("T-M2", "第一项")),
    Broken("heading on one that stands alone", material(1, "heading: 名单"), "stray_heading", 1, ("name",)),
    Broken("character that Windows does not have", material(1, "name: '名单/证明'"), "bad_name", 1, ("T-M1", "「/」")),
    Broken("heading that Windows does not have", material(1, "heading: '名单?'", **ONE_CLAUSE) + material(2, **ONE_CLAUSE), "bad_name", 1, ("heading", "「?」")),
    Broken("point at the end", material(1, "name: 名单."), "bad_name", 1, ("句点",)),
    Broken("device", material(1, "name: con"), "bad_name", 1, ("设备",)),
    Broken("name that is too long", material(1, f"name: {'名' * (LONGEST + 1)}"), "bad_name", 1, ("21 个字", "不超过 20 个字")),
    Broken("two with one name", material(1, "name: 名单") + material(2, "name: 名单"), "same_name", 2, ("T-M2", "T-M1", "「名单」", "name")),
    Broken("two names that differ in capitals", material(1, "name: PLAN") + material(2, "name: plan"), "same_name", 2, ("「plan」",)),
    Broken("name that is another's title", material(1, "name: 第2项材料") + material(2), "same_name", 1, ("T-M1", "T-M2")),
    Broken("heading that is another's name", material(1, "heading: 名单", **ONE_CLAUSE) + material(2, **ONE_CLAUSE) + material(3, "name: 名单"), "same_name", 3, ("T-M3", "T-M1")),
    Broken("name that is another's heading", material(3, "name: 名单") + material(1, "heading: 名单", **ONE_CLAUSE) + material(2, **ONE_CLAUSE), "same_name", 2, ("heading",)),
]  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.defect)
def test_a_broken_name_is_refused_with_line_and_remedy(broken: Broken) -> None:
    (problem,) = complaints(broken.materials)
    assert problem.code == broken.code
    assert problem.place is not None
    assert (problem.place.file, problem.place.line) == ("test.yaml", broken.line + 4), problem
    assert problem.remedy
    for word in broken.words:
        assert word in f"{problem.problem} {problem.remedy}"


def test_an_empty_name_is_refused() -> None:
    assert complaints(material(1, "name: ''"))


GOOD = {
    "heading on the first of one clause": material(1, "heading: 名单", **ONE_CLAUSE) + material(2, **ONE_CLAUSE),
    "the name of a heading within its own number": material(1, "heading: 名单, name: 名单", **ONE_CLAUSE) + material(2, **ONE_CLAUSE),
    "one clause in two tracks": material(1, "tracks: [province]", **ONE_CLAUSE) + material(2, "tracks: [national]", **ONE_CLAUSE) + TRACKS,
    "one name in two tracks": material(1, "tracks: [province], name: 名单") + material(2, "tracks: [national], name: 名单") + TRACKS,
    "first of several in one of two tracks": material(1, "heading: 名单", **ONE_CLAUSE) + material(2, "tracks: [national]", **ONE_CLAUSE) + TRACKS,
    "a note beside a material of its clause": material(1, **ONE_CLAUSE) + material(2, weight="note", **ONE_CLAUSE),
    "titles that begin alike": material(1).replace("第1项", "甲" * LONGEST) + material(2).replace("第2项", "甲" * LONGEST),
    "a name as long as may be": material(1, f"name: {'名' * LONGEST}"),
}  # fmt: skip


@pytest.mark.parametrize("materials", GOOD.values(), ids=GOOD.keys())
def test_a_sound_name_is_taken(materials: str) -> None:
    assert checklist(NOTE + materials).materials


@pytest.mark.parametrize("name", ["名单", "《申报表》", "名单（一）", "console", "com", "com10", "1.名单"])
def test_what_windows_can_hold_is_usable(name: str) -> None:
    assert unusable(name) == ""


@pytest.mark.parametrize(
    "name",
    [*(f"名{sign}单" for sign in '<>:"/\\|?*\t\n\x7f'), "名单.", "名单 ", "", " ", "CON", "nul", "aux.pdf", "Com1", "LPT9.x", "com²", "prn .txt"],
)  # fmt: skip
def test_what_windows_cannot_hold_is_not_usable(name: str) -> None:
    assert unusable(name)


def titled(title: str, **more: str) -> Material:
    """A material with a title."""
    return Material.model_validate({"id": "T-M1", "clause": "一", "title": title, "weight": "note"} | more)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("法人登记证书复印件", "法人登记证书复印件"),
        ("甲" * 30, "甲" * LONGEST),
        ("甲" * 19 + ". 乙丙", "甲" * 19),
        ("产权证明/租赁合同", None),
    ],
)
def test_without_a_name_the_title_stands_in_as_far_as_it_can(title: str, expected: str | None) -> None:
    assert short_name(titled(title)) == expected
    assert short_name(titled(title, name="名单")) == "名单"


def test_the_finding_of_a_material_tells_its_names() -> None:
    both = material(1, "heading: 名单和证明, name: 名单", **ONE_CLAUSE) + material(2, **ONE_CLAUSE)
    first, second = evaluate(checklist(NOTE + both), None, world({}), "test").materials
    assert (first.short, first.heading) == ("名单", "名单和证明")
    assert (second.short, second.heading) == ("第2项材料", None)


def test_the_finding_of_a_rule_has_no_such_name() -> None:
    result = evaluate(checklist(NOTE + material(1)), None, world({}), "test")
    assert [(one.short, one.heading) for one in result.findings] == [(None, None)]


def test_every_material_of_every_notice_has_a_name_of_its_own() -> None:
    unnamed = [one.id for file in checklist_files() for one in written(file).materials if one.name is None]
    assert unnamed == []
