"""What is told when the person says that a list is complete, and which rows it is to have. All made up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evalprep.check import check, reads_of
from evalprep.intake.interview.asking import Move, Voice
from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.questions import RowsQuestion
from evalprep.intake.interview.session import Interview
from evalprep.intake.interview.wording import expectation
from evalprep.model.fields import field_at
from evalprep.model.validation import Path as FieldPath
from tests.intake.interview.scripted import LAW, ScriptedAsker, new_project

ON = date(2022, 7, 20)
ASSOCIATION = "organization: {legal_form: 社会团体, registered_on: 2009-05-20}\n"
INSPECTED: FieldPath = ("record", "annual_inspections")


def before(folder: Path, jurisdiction: str, text: str, path: FieldPath) -> tuple[Interview, RowsQuestion]:
    """An interview about to ask for a list."""
    (target,) = LAW.targets(jurisdiction, ON)
    stored = new_project(folder, text)
    desk = Desk(ScriptedAsker(), stored, reads_of(stored, [target], LAW), LAW.catalogs)
    talk = Interview(desk, lambda project: [check(project, target, ON, LAW)])
    talk.upcoming = tuple(sorted(talk.upcoming, key=lambda question: question.path != path))
    question = talk.upcoming[0]
    assert isinstance(question, RowsQuestion)
    return talk, question


def told(talk: Interview, *entries: tuple[str, str | Move]) -> list[str]:
    """What is told as wrong when the next question is answered so."""
    asker = talk.desk.asker
    assert isinstance(asker, ScriptedAsker)
    asker.entries = list(entries)
    talk.run()
    assert asker.entries == []
    return [text for text, voice in asker.told if voice is Voice.WRONG]


@pytest.mark.parametrize(
    ("registered", "years"),
    [("2009-05-20", "2019、2020、2021"), ("2020-03-01", "2020、2021"), ("2022-01-10", "")],
)
def test_the_yearly_inspections_are_asked_with_the_years_that_the_rule_looks_at(
    tmp_path: Path, registered: str, years: str
) -> None:
    talk, question = before(tmp_path, "jilin", ASSOCIATION.replace("2009-05-20", registered), INSPECTED)
    text = expectation(question, talk.desk.project)
    assert (f"要有 {years} 年度的结论" in text) if years else text == ""


def test_the_years_that_a_list_of_inspections_lacks_are_told_when_it_is_said_to_be_complete(
    tmp_path: Path,
) -> None:
    talk, _ = before(tmp_path, "jilin", ASSOCIATION, INSPECTED)
    rows = ("有没有年检情况", "add"), ("年度", "2021"), ("年检结论", "合格"), ("还要再加", "done")
    (said,) = told(talk, *rows)
    assert said.startswith("JL-N4 还定不下来：")
    assert all(f"{year} 年没有年检结论" in said for year in (2019, 2020))


def test_nothing_is_told_of_a_list_that_settles_what_waited_for_it(tmp_path: Path) -> None:
    known = (
        ASSOCIATION
        + "record: {annual_inspections: [{year: 2019, result: 合格}, {year: 2020, result: 合格}]}\n"
    )
    talk, _ = before(tmp_path, "jilin", known, INSPECTED)
    rows = ("年检情况", "add"), ("年度", "2021"), ("年检结论", "合格"), ("还要再加", "done")
    assert told(talk, *rows) == []


HOUSE = ("场地", "add"), ("场地名称", "示例楼"), ("用途", "其他")


def test_a_list_without_the_rooms_that_are_wanted_is_told_as_unmet(tmp_path: Path) -> None:
    talk, _ = before(tmp_path, "jilin", "", ("venues",))
    row = ("面积", "1"), ("监控", "是"), ("服务职业", Move.SKIP), ("性质", "自有"), ("还要再加", "done")
    found = told(talk, *HOUSE, *row)
    assert any(one.startswith("JL-V2a 不符合：") for one in found)


def test_a_list_without_the_rooms_that_leaves_a_verdict_open_says_what_is_missing(tmp_path: Path) -> None:
    talk, question = before(tmp_path, "zhejiang", "", ("venues",))
    row = [(_label(column), Move.SKIP) for column in question.columns[2:]]
    found = told(talk, *HOUSE, *row, ("还要再加", "done"))
    assert any(one.startswith("ZJ-V5a 还定不下来：") for one in found), found


def _label(column: str) -> str:
    known = field_at(("venues", 0, column))
    assert known is not None
    return known.label
