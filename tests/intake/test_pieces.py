"""A piece of a project file as a source: the project file's keys, and its strictness."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalprep.errors import InputError
from evalprep.intake.given import Extract
from evalprep.intake.pieces import read_piece


def piece(folder: Path, text: str) -> Extract:
    path = folder / "回答.yaml"
    path.write_text(text, encoding="utf-8")
    return read_piece(path)


def test_single_values_have_their_path_and_their_line(tmp_path: Path) -> None:
    found = piece(tmp_path, "organization:\n  name: 示例会\n  contact:\n    phone: 0871-60000001\n")
    assert [(one.path, one.tree, one.origin.text) for one in found.values] == [
        (("organization", "name"), "示例会", "回答.yaml·第 2 行"),
        (("organization", "contact", "phone"), "0871-60000001", "回答.yaml·第 4 行"),
    ]


def test_rows_are_rows_with_paths_of_their_own(tmp_path: Path) -> None:
    found = piece(
        tmp_path,
        "venues:\n  - name: 一号楼\n    lease: {from: 2019-01-01, to: 2024-01-01}\n    files: {合同: [附件/合同.pdf]}\n",
    )
    (row,) = found.rows
    assert (row.rows, row.origin.at) == ("venues", "第 2 行")
    assert [(one.path, one.tree) for one in row.values] == [
        (("name",), "一号楼"),
        (("lease", "from"), "2019-01-01"),
        (("lease", "to"), "2024-01-01"),
        (("files", "合同"), ["附件/合同.pdf"]),
    ]


def test_rows_within_a_row_follow_it_and_name_it(tmp_path: Path) -> None:
    found = piece(
        tmp_path,
        "occupations:\n  - code: 6-31-01-03\n    name: 电工\n    history:\n      - {year: 2018, trained: 80}\n",
    )
    assert [row.rows for row in found.rows] == ["occupations", "occupations[].history"]
    assert [(one.path, one.tree) for one in found.rows[1].within] == [
        (("code",), "6-31-01-03"),
        (("name",), "电工"),
    ]
    assert found.rows[1].origin.at == "第 5 行"


def test_titles_are_one_value_as_in_a_cell(tmp_path: Path) -> None:
    found = piece(tmp_path, "staff:\n  - name: 张示例\n    titles: [{name: 工程师, level: 中级}]\n")
    assert found.rows[0].values[1].path == ("titles",)
    assert found.rows[0].values[1].tree == [{"name": "工程师", "level": "中级"}]


@pytest.mark.parametrize("text", ["staff: 无\n", "staff: []\n"])
def test_a_list_that_is_empty_is_a_value(tmp_path: Path, text: str) -> None:
    (value,) = piece(tmp_path, text).values
    assert (value.path, value.tree) == (("staff",), [])


def test_a_record_that_does_not_exist_is_a_value(tmp_path: Path) -> None:
    (value,) = piece(tmp_path, "finance:\n  audit: 无\n").values
    assert (value.path, value.tree) == (("finance", "audit"), "无")


def test_what_is_left_empty_is_not_said(tmp_path: Path) -> None:
    assert piece(tmp_path, "staff:\norganization:\n  name:\n  city: 示例市\n").values[0].path == (
        "organization",
        "city",
    )


def test_the_kind_of_file_is_nothing_of_the_applicant(tmp_path: Path) -> None:
    assert piece(tmp_path, "format: 1\n") == Extract()


def test_every_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        piece(tmp_path, "organization:\n  nam: 示例会\nstaff:\n  - name: 张示例\n    sex: 保密\n")
    assert [problem.place.line for problem in told.value.problems if problem.place] == [2, 5]


@pytest.mark.parametrize("name", ["没有.yaml", "."])
def test_a_path_that_is_no_file_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as told:
        read_piece(tmp_path / name)
    assert "init" not in told.value.problems[0].remedy


def test_a_number_of_a_person_is_not_shown_in_a_complaint(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        piece(tmp_path, 'staff:\n  - name: 张示例\n    id_number: "339901197204128114"\n')
    assert "339901197204128114" not in str(told.value)
