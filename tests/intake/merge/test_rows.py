"""Which row is which: people by number, then name; what is not clear is never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalprep.intake.given import RemarkKind
from evalprep.intake.merge.identities import identities
from evalprep.model.fields import Shape, fields
from tests.intake.merge.said import extract, kept, row, told, value

FIRST, SECOND = "339901197204128113", "339901197908038140"
SLIP = "339901197204128914"
"""The first with one digit of the serial number another, and the check character that belongs to it."""


def test_a_person_is_found_by_the_identity_number_among_others_of_the_name(tmp_path: Path) -> None:
    project = kept(
        tmp_path,
        f'staff:\n  - {{name: 张示例, id_number: "{SECOND}"}}\n  - {{name: 张示例, id_number: "{FIRST}"}}\n',
    )
    merge = project.merged(row("staff", name="张示例", id_number=FIRST, education="本科"))
    assert told(merge) == [("工作人员第 2 行 张示例·学历", None, "本科")]


def test_one_number_under_two_names_is_a_conflict(tmp_path: Path) -> None:
    project = kept(tmp_path, f'staff:\n  - name: 张示例\n    id_number: "{FIRST}"\n')
    merge = project.merged(
        row("staff", 5, name="章示例", id_number=FIRST, education="本科"),
        extract(row("staff", file="b.csv", name="张示例", id_number=FIRST, sex="男")),
    )
    assert told(merge) == [("工作人员第 1 行 张示例·性别", None, "男")]
    assert "姓名改为 章示例，学历改为 本科" in merge.conflicts[0].choices[0].text


def test_one_number_under_two_names_of_one_sheet_adds_nobody(tmp_path: Path) -> None:
    merge = kept(tmp_path, "").merged(
        row("staff", 5, name="张示例", id_number=FIRST), row("staff", 6, name="李示例", id_number=FIRST)
    )
    assert (merge.changes, len(merge.conflicts)) == ((), 2)


def test_a_person_without_number_is_found_by_the_name(tmp_path: Path) -> None:
    project = kept(tmp_path, f'staff:\n  - name: 张示例\n    id_number: "{FIRST}"\n')
    merge = project.merged(row("staff", name="张 示例", education="大专"))
    assert [change.path for change in merge.changes if change.path[-1] == "education"] == [
        ("staff", 0, "education")
    ]


def test_people_of_one_name_with_other_numbers_are_two(tmp_path: Path) -> None:
    project = kept(tmp_path, f'staff:\n  - name: 张示例\n    id_number: "{FIRST}"\n')
    merge = project.merged(row("staff", name="张示例", id_number=SECOND))
    assert merge.new_rows == (("staff", 1),)


def test_a_name_that_two_rows_of_the_project_have_is_a_conflict(tmp_path: Path) -> None:
    project = kept(
        tmp_path, "staff:\n  - {name: 张示例, education: 本科}\n  - {name: 张示例, education: 大专}\n"
    )
    merge = project.merged(row("staff", name="张示例", education="研究生"))
    assert merge.changes == ()
    (conflict,) = merge.conflicts
    assert [bool(choice.changes) for choice in conflict.choices] == [True, True, True]
    assert [choice.changes[0].path[:2] for choice in conflict.choices] == [
        ("staff", 0),
        ("staff", 1),
        ("staff", 2),
    ]


def test_a_name_that_two_rows_of_the_source_have_is_a_conflict(tmp_path: Path) -> None:
    project = kept(tmp_path, "staff:\n  - {name: 张示例, sex: 男}\n")
    merge = project.merged(
        row("staff", 5, name="张示例", education="本科"), row("staff", 6, name="张示例", education="大专")
    )
    assert merge.changes == ()
    assert len(merge.conflicts) == 2


def test_a_row_that_says_nothing_new_settles_which_row_it_is(tmp_path: Path) -> None:
    project = kept(
        tmp_path, "staff:\n  - {name: 张示例, education: 本科}\n  - {name: 张示例, education: 大专}\n"
    )
    merge = project.merged(
        row("staff", 5, name="张示例", education="本科"), row("staff", 6, name="张示例", education="大专")
    )
    assert (merge.changes, merge.conflicts, merge.same) == ((), (), 4)


def test_a_row_that_is_taken_already_takes_no_second_of_the_same_source(tmp_path: Path) -> None:
    project = kept(tmp_path, "equipment:\n  - {name: 台式电脑, model: 示例一型, quantity: 5}\n")
    merge = project.merged(
        row("equipment", 5, name="台式电脑", model="示例一型", quantity="5"),
        row("equipment", 6, name="台式电脑", model="示例一型", quantity="8"),
    )
    assert merge.new_rows == (("equipment", 1),)
    assert merge.altered == ()


def test_two_files_that_name_one_person_are_one_row(tmp_path: Path) -> None:
    merge = kept(tmp_path, "").merged(
        extract(row("staff", name="张示例", id_number=FIRST)),
        extract(row("staff", file="学历.csv", name="张示例", education="本科")),
    )
    assert merge.new_rows == (("staff", 0),)
    assert {change.path[-1] for change in merge.changes} == {"name", "id_number", "education"}


def test_one_number_twice_on_a_sheet_is_one_person(tmp_path: Path) -> None:
    merge = kept(tmp_path, "").merged(
        row("staff", 5, name="张示例", id_number=FIRST, sex="男"),
        row("staff", 6, name="张示例", id_number=FIRST, education="本科"),
    )
    assert merge.new_rows == (("staff", 0),)


def test_the_same_row_twice_on_a_sheet_is_taken_once_and_told(tmp_path: Path) -> None:
    twice = {"name": "台式电脑", "model": "示例一型", "quantity": "5"}
    merge = kept(tmp_path, "").merged(row("equipment", 5, **twice), row("equipment", 6, **twice))
    assert merge.new_rows == (("equipment", 0),)
    assert [remark.kind for remark in merge.remarks] == [RemarkKind.SKIPPED]


def test_a_row_without_a_name_stays_out(tmp_path: Path) -> None:
    merge = kept(tmp_path, "").merged(row("staff", education="本科"))
    assert merge.changes == ()
    assert "没有姓名" in merge.held_back[0].text


def test_an_occupation_is_found_by_its_code_and_else_by_its_name(tmp_path: Path) -> None:
    project = kept(tmp_path, "occupations:\n  - {code: 6-31-01-03, name: 电工}\n  - {name: 焊工}\n")
    merge = project.merged(
        row("occupations", 5, code="6-31-01-03", persons="9"), row("occupations", 6, name="焊工", persons="8")
    )
    assert [change.path for change in merge.changes] == [
        ("occupations", 0, "persons"),
        ("occupations", 1, "persons"),
    ]


@pytest.mark.parametrize("name", ["6-31-01-03", "电工"])
def test_a_year_goes_to_the_occupation_that_it_names(tmp_path: Path, name: str) -> None:
    project = kept(
        tmp_path,
        "occupations:\n  - name: 焊工\n  - code: 6-31-01-03\n    name: 电工\n    history: [{year: 2018, trained: 90}]\n",
    )
    merge = project.merged(
        row("occupations[].history", 5, within=name, year="2018", trained="95"),
        row("occupations[].history", 6, within=name, year="2019", trained="80"),
    )
    assert [change.path for change in merge.changes] == [
        ("occupations", 1, "history", 0, "trained"),
        ("occupations", 1, "history", 1, "year"),
        ("occupations", 1, "history", 1, "trained"),
    ]


def test_a_year_goes_to_an_occupation_that_another_sheet_brings(tmp_path: Path) -> None:
    project = kept(tmp_path, "")
    merge = project.merged(
        row("occupations[].history", within="电工", year="2019", trained="80"),
        row("occupations", name="电工"),
    )
    project.take(merge.changes)
    assert "history" in project.text
    assert project.stored.project.occupations[0].history[0].trained == 80


def test_a_year_of_an_occupation_that_is_not_there_stays_out(tmp_path: Path) -> None:
    project = kept(tmp_path, "occupations: [{name: 电工}]\n")
    merge = project.merged(row("occupations[].history", within="焊工", year="2019", trained="80"))
    assert merge.changes == ()
    assert "没有「焊工」" in merge.held_back[0].text


def test_a_venue_of_another_use_is_changed_where_it_is_the_only_one_of_its_name(tmp_path: Path) -> None:
    project = kept(tmp_path, "venues: [{name: 一号楼, use: 理论考场}]\n")
    assert told(project.merged(row("venues", name="一号楼", use="机房"))) == [
        ("场地第 1 行 一号楼·场地用途", "理论考场", "机房")
    ]


def test_one_room_of_two_uses_stays_two_rows(tmp_path: Path) -> None:
    project = kept(tmp_path, "venues: [{name: 一号楼, use: 理论考场}]\n")
    merge = project.merged(
        row("venues", 5, name="一号楼", use="理论考场"), row("venues", 6, name="一号楼", use="机房")
    )
    assert (merge.new_rows, merge.altered) == ((("venues", 1),), ())


def test_a_year_goes_to_an_occupation_that_a_source_calls_otherwise_as_well(tmp_path: Path) -> None:
    project = kept(tmp_path, "occupations: [{code: 6-31-01-03, name: 电工}]\n")
    merge = project.merged(
        row("occupations", code="6-31-01-03", name="维修电工"),
        row("occupations[].history", within="6-31-01-03", year="2019"),
    )
    assert [change.path for change in merge.changes] == [("occupations", 0, "history", 0, "year")]
    assert len(merge.conflicts) == 1


def test_equipment_of_another_model_is_another(tmp_path: Path) -> None:
    project = kept(tmp_path, "equipment: [{name: 台式电脑, model: 示例一型}]\n")
    assert project.merged(row("equipment", name="台式电脑", model="示例二型")).new_rows == (("equipment", 1),)


def test_every_list_of_the_registry_has_columns_that_tell_its_rows_apart() -> None:
    for path, field in fields().items():
        if field.shape is Shape.ROWS:
            for identity in identities(path):
                assert all(f"{path}[].{key}" in fields() for key in identity.keys), path


def test_new_rows_stand_in_the_order_of_the_source(tmp_path: Path) -> None:
    project = kept(tmp_path, "staff:\n  - name: 张示例\n")
    merge = project.merged(*(row("staff", n, name=f"{word}示例") for n, word in enumerate("王李赵", 5)))
    project.take(merge.changes)
    assert [one.name for one in project.stored.project.staff] == ["张示例", "王示例", "李示例", "赵示例"]


def test_rows_behind_one_that_is_left_out_move_up(tmp_path: Path) -> None:
    project = kept(tmp_path, "staff:\n  - name: 张示例\n")
    merge = project.merged(*(row("staff", n, name=f"{word}示例") for n, word in enumerate("王李赵", 5)))
    project.take(tuple(change for change in merge.changes if change.path[1] != 2))
    assert [one.name for one in project.stored.project.staff] == ["张示例", "王示例", "赵示例"]


def test_a_list_of_which_nothing_was_known_is_told_to_be_complete_now(tmp_path: Path) -> None:
    project = kept(tmp_path, "experts: []\n")
    merge = project.merged(
        row("staff", name="张示例"), row("experts", name="李示例"), value("organization.name", "示例会")
    )
    assert merge.now_complete == ("工作人员",)


def test_a_number_that_a_slip_of_the_pen_makes_of_another_is_a_conflict(tmp_path: Path) -> None:
    project = kept(tmp_path, f'staff:\n  - name: 张示例\n    id_number: "{FIRST}"\n')
    merge = project.merged(row("staff", name="张示例", id_number=SLIP, education="本科"))
    assert merge.changes == ()
    assert [choice.text for choice in merge.conflicts[0].choices] == [
        "是已有的第 1 行 张示例（身份证号码改为 339*************14，学历改为 本科）",
        "是另外的一行，加在后面",
    ]


def test_two_people_of_one_name_are_told_where_one_is_added(tmp_path: Path) -> None:
    project = kept(tmp_path, f'staff:\n  - name: 张示例\n    id_number: "{FIRST}"\n')
    merge = project.merged(row("staff", name="张示例", id_number=SECOND), row("staff", 6, name="李示例"))
    assert [(remark.origin.at, remark.text) for remark in merge.remarks] == [
        ("第 5 行", "和已有的第 1 行同名，身份证号码不同，算两个人")
    ]


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        ("born_on: 1972-04", {"born_on": "1990-01"}),
        ("sex: 男", {"sex": "女"}),
        (f'id_number: "{FIRST}"', {"sex": "女"}),
        (f'id_number: "{FIRST}"', {"born_on": "1990-01"}),
        ("born_on: 1990-01", {"id_number": FIRST}),
    ],
)
def test_one_name_and_another_birthday_or_sex_is_a_conflict(
    tmp_path: Path, standing: str, said: dict[str, str]
) -> None:
    project = kept(tmp_path, f"staff:\n  - name: 张示例\n    {standing}\n")
    merge = project.merged(row("staff", name="张示例", **said))
    assert (merge.changes, len(merge.conflicts)) == ((), 1)


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        ("born_on: 1972-04", {"born_on": "1972-04-12"}),
        (f'id_number: "{FIRST}"', {"sex": "男", "born_on": "1972-04"}),
    ],
)
def test_one_name_and_a_birthday_that_agrees_is_one_person(
    tmp_path: Path, standing: str, said: dict[str, str]
) -> None:
    project = kept(tmp_path, f"staff:\n  - name: 张示例\n    {standing}\n")
    merge = project.merged(row("staff", name="张示例", **said))
    assert (merge.new_rows, merge.conflicts) == ((), ())


def test_three_files_of_which_one_means_another_person_merge_nobody(tmp_path: Path) -> None:
    merge = kept(tmp_path, "").merged(
        extract(row("staff", file="a.csv", name="张示例", id_number=FIRST)),
        extract(row("staff", file="b.csv", name="张示例", born_on="1990-01")),
        extract(row("staff", file="c.csv", name="张示例", education="本科")),
    )
    assert not [change for change in merge.changes if change.path[-1] in ("born_on", "education")]
    assert len(merge.conflicts) >= 2


def test_an_occupation_of_one_name_and_another_code_is_a_conflict(tmp_path: Path) -> None:
    project = kept(tmp_path, "occupations:\n  - {code: 6-31-01-03, name: 电工}\n")
    merge = project.merged(row("occupations", code="6-31-01-04", name="电工", persons="9"))
    assert (merge.changes, len(merge.conflicts)) == ((), 1)


def test_a_row_within_a_row_is_told_with_the_name_of_that(tmp_path: Path) -> None:
    history = (
        "[{year: 2018, trained: 5, occupation: 维修电工}, {year: 2018, trained: 6, occupation: 装配电工}]"
    )
    project = kept(tmp_path, f"occupations:\n  - name: 电工\n    history: {history}\n")
    merge = project.merged(row("occupations[].history", within="电工", year="2018", trained="7"))
    assert merge.conflicts[0].label == "申报职业第 1 行 电工·历年培训评价情况 2018"
