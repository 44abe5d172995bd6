"""An occupation is found by part of its name or code, and both are filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evalprep.intake.interview.asking import Move
from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.questions import ValueQuestion
from evalprep.intake.interview.values import ask_value
from tests.intake.interview.scripted import LAW, ScriptedAsker, national_reads, new_project

CODE = ("occupations", 0, "code")


def looked_up(folder: Path, *entries: Any, text: str = "") -> tuple[Move | None, Any, Any, ScriptedAsker]:
    """What answers make of code and name."""
    stored, asker = new_project(folder, text), ScriptedAsker(entries)
    desk = Desk(asker, stored, national_reads(stored), LAW.catalogs)
    move = ask_value(desk, ValueQuestion(CODE))
    occupation = (desk.project.occupations or (None,))[0]
    return move, occupation and occupation.code, occupation and occupation.name, asker


@pytest.mark.parametrize(
    "entries",
    [
        [("职业名称或编码", "电工 6-31-01-03")],
        [("职业名称或编码", "6-31-01-03")],
        [("职业名称或编码", "６－３１－０１－０３")],
        [("职业名称或编码", "电工")],
        [("职业名称或编码", "供用电"), ("是哪一个职业", "again"), ("职业名称或编码", "电工")],
        [("职业名称或编码", "6-31-01"), ("职业名称或编码", "电工")],
        [("职业名称或编码", "？"), ("职业名称或编码", "电工")],
    ],
)
def test_code_and_name_are_filled_together(tmp_path: Path, entries: Any) -> None:
    assert looked_up(tmp_path, *entries)[:3] == (None, "6-31-01-03", "电工")


def test_part_of_a_name_leads_to_a_choice(tmp_path: Path) -> None:
    move, code, name, _ = looked_up(tmp_path, ("职业名称或编码", "铣"), ("是哪一个职业", "6-18-01-02"))
    assert (move, code, name) == (None, "6-18-01-02", "铣工")


def test_an_occupation_that_the_table_lacks_is_taken_as_it_is_called(tmp_path: Path) -> None:
    entries = [("职业名称或编码", "示例新职业"), ("是哪一个职业", "own"), ("职业编码", "4-99-99-99")]
    move, code, name, asker = looked_up(tmp_path, *entries)
    assert (move, code, name) == (None, "4-99-99-99", "示例新职业")
    assert asker.wrong() == ["职业分类大典里没有带「示例新职业」的职业"]


def test_a_code_that_the_table_lacks_is_asked_for_its_name(tmp_path: Path) -> None:
    entries = [("职业名称或编码", "4-99-99-99"), ("职业名称", "示例新职业")]
    assert looked_up(tmp_path, *entries)[:3] == (None, "4-99-99-99", "示例新职业")


def test_what_the_table_lacks_may_be_left_open(tmp_path: Path) -> None:
    entries = [("职业名称或编码", "4-99-99-99"), ("职业名称", "？"), ("职业名称", "")]
    assert looked_up(tmp_path, *entries)[:3] == (None, "4-99-99-99", None)


def test_a_code_that_is_none_is_refused(tmp_path: Path) -> None:
    move, code, _, asker = looked_up(tmp_path, ("职业名称或编码", "9999-1"), ("职业名称或编码", ""))
    assert (move, code) == (Move.SKIP, None)
    assert "应为职业编码" in asker.wrong()[0]


@pytest.mark.parametrize("move", [Move.SKIP, Move.BACK, Move.QUIT])
def test_the_question_can_be_left(tmp_path: Path, move: Move) -> None:
    assert looked_up(tmp_path, ("职业名称或编码", move))[0] is move


def test_back_from_the_name_leads_to_the_code_again(tmp_path: Path) -> None:
    entries = [("职业名称或编码", "4-99-99-99"), ("职业名称", Move.BACK), ("职业名称或编码", "电工")]
    assert looked_up(tmp_path, *entries)[1] == "6-31-01-03"


def test_what_stands_is_offered_again(tmp_path: Path) -> None:
    text = "occupations: [{code: 6-31-01-03, name: 电工}]\n"
    *_, asker = looked_up(tmp_path, ("职业名称或编码", "电工 6-31-01-03"), text=text)
    assert asker.defaults == ["电工 6-31-01-03"]
