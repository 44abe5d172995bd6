"""Lists: rows are added, changed and removed, each column saved as it is answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evalprep.intake.interview.asking import Move, Option
from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.questions import RecordQuestion, RowsQuestion, ValueQuestion
from evalprep.intake.interview.rows import ask_record, ask_rows
from evalprep.model.fields import pattern
from evalprep.model.validation import Path as FieldPath
from evalprep.store.project import load_project
from tests.intake.interview.scripted import LAW, ScriptedAsker, national_reads, new_project

STAFF: FieldPath = ("staff",)
TWO = "staff: [{name: 甲样本, full_time: true}, {name: 乙样本, full_time: false}]\n"
MORE = "还要再加一行吗"


def desk(folder: Path, text: str, *entries: Any) -> Desk:
    """A desk on a project, with prepared answers."""
    stored = new_project(folder, text)
    return Desk(ScriptedAsker(entries), stored, national_reads(stored), LAW.catalogs)


def rows(at: Desk, path: FieldPath = STAFF) -> Move | None:
    """Ask for the rows of a list."""
    return ask_rows(at, RowsQuestion(path, at.reads.row_columns(pattern(path))))


def staff(folder: Path) -> list[tuple[str | None, bool | None]]:
    """Who stands in the file, and whether full-time."""
    return [(one.name, one.full_time) for one in load_project(folder).project.staff or ()]


def test_rows_are_added_until_the_person_says_that_it_is_complete(tmp_path: Path) -> None:
    work = desk(
        tmp_path, "",
        ("工作人员", "add"), ("第 1 行·姓名", "甲样本"), ("第 1 行·是否专职", "是"),
        (MORE, "add"), ("第 2 行·姓名", "乙样本"), ("第 2 行·是否专职", "否"), (MORE, "done"),
    )  # fmt: skip
    assert rows(work) is None
    assert staff(tmp_path) == [("甲样本", True), ("乙样本", False)]


def test_it_is_said_that_a_list_with_rows_counts_as_complete(tmp_path: Path) -> None:
    work = desk(tmp_path, "", ("工作人员", "add"), ("姓名", "甲样本"), ("专职", "是"), (MORE, "done"))
    rows(work)
    assert any("按登记的各行判断" in text for text, _ in work.asker.told)  # type: ignore[attr-defined]


def test_none_is_an_empty_list(tmp_path: Path) -> None:
    assert rows(desk(tmp_path, "", ("工作人员", "没有（无）"))) is None
    assert "staff: []" in (tmp_path / "evalprep.yaml").read_text(encoding="utf-8")


def test_of_records_it_is_asked_whether_there_are_any(tmp_path: Path) -> None:
    work = desk(tmp_path, "", ("有没有违法违规记录", "没有"))
    assert rows(work, ("record", "violations")) is None
    assert load_project(tmp_path).project.record.violations == ()  # type: ignore[union-attr]


def test_a_column_that_is_skipped_stays_unknown_and_is_not_asked_again(tmp_path: Path) -> None:
    work = desk(tmp_path, "", ("工作人员", "add"), ("姓名", "甲样本"), ("专职", Move.SKIP), (MORE, "done"))
    rows(work)
    assert staff(tmp_path) == [("甲样本", None)]
    assert ("staff", 0, "full_time") in work.done


def test_a_row_whose_first_column_stays_empty_is_not_added(tmp_path: Path) -> None:
    work = desk(tmp_path, TWO, ("工作人员", "add"), ("第 3 行·姓名", ""), ("工作人员", "done"))
    assert rows(work) is None
    assert len(staff(tmp_path)) == 2


def test_ctrl_c_in_a_row_keeps_what_was_answered_of_it(tmp_path: Path) -> None:
    work = desk(tmp_path, "", ("工作人员", "add"), ("姓名", "甲样本"), ("专职", KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        rows(work)
    assert staff(tmp_path) == [("甲样本", None)]


def test_back_goes_to_the_column_before_and_then_out_of_the_row(tmp_path: Path) -> None:
    work = desk(
        tmp_path, "",
        ("工作人员", "add"), ("姓名", "甲"), ("专职", Move.BACK), ("姓名", "甲样本"),
        ("专职", Move.BACK), ("姓名", Move.BACK), (MORE, Move.BACK),
    )  # fmt: skip
    assert rows(work) is Move.BACK
    assert staff(tmp_path) == [("甲样本", None)]


def test_a_row_can_be_changed_with_what_stands_there_offered(tmp_path: Path) -> None:
    work = desk(
        tmp_path, TWO,
        ("工作人员", "change"), ("改哪一行", "1"), ("第 2 行·姓名", "丙样本"), ("第 2 行·是否专职", "是"), ("工作人员", "done"),
    )  # fmt: skip
    assert rows(work) is None
    assert staff(tmp_path) == [("甲样本", True), ("丙样本", True)]
    assert work.asker.defaults[2:4] == ["乙样本", "false"]  # type: ignore[attr-defined]


def test_a_row_can_be_removed_when_that_is_confirmed(tmp_path: Path) -> None:
    work = desk(
        tmp_path, TWO,
        ("工作人员", "remove"), ("删哪一行", "0"), ("删掉第 1 行 甲样本", "no"),
        ("工作人员", "remove"), ("删哪一行", "0"), ("删掉第 1 行 甲样本", "yes"), ("工作人员", "done"),
    )  # fmt: skip
    work.done = {("staff", 1, "full_time")}
    assert rows(work) is None
    assert staff(tmp_path) == [("乙样本", False)]
    assert work.done == {("staff", 0, "full_time")}


@pytest.mark.parametrize(("reply", "known"), [("none", True), ("later", False)])
def test_removing_the_last_row_asks_whether_there_are_none(tmp_path: Path, reply: str, known: bool) -> None:
    work = desk(
        tmp_path, "staff: [{name: 甲样本}]\n",
        ("工作人员", "remove"), ("删哪一行", "0"), ("删掉", "yes"), ("一行也不剩", reply), ("工作人员", Move.SKIP),
    )  # fmt: skip
    rows(work)
    assert (load_project(tmp_path).project.staff is not None) == known


def test_after_a_removal_what_was_asked_moves_up_with_its_rows(tmp_path: Path) -> None:
    work = desk(tmp_path, TWO)
    work.done = {("staff",), ("staff", 0, "full_time"), ("staff", 1, "full_time"), ("venues",)}
    work.trail = [
        ValueQuestion(("staff", 1, "full_time")),
        RowsQuestion(STAFF, ()),
        ValueQuestion(("organization", "name")),
    ]
    work.forget_row(("staff", 0))
    assert work.done == {("staff",), ("staff", 0, "full_time"), ("venues",)}
    assert [question.path for question in work.trail] == [STAFF, ("organization", "name")]


def test_the_next_year_is_proposed(tmp_path: Path) -> None:
    path = ("occupations", 0, "history")
    work = desk(
        tmp_path, "occupations: [{code: 6-31-01-03, name: 电工, history: [{year: 2018, trained: 1}]}]\n",
        ("历年", "add"), ("第 2 行·年度", "2019"), ("培训人次", "3,200 人次"), ("评价人次", ""), ("培训评价人次", ""), (MORE, "done"),
    )  # fmt: skip
    assert rows(work, path) is None
    assert work.asker.defaults[1] == "2019"  # type: ignore[attr-defined]
    (occupation,) = load_project(tmp_path).project.occupations or ()
    assert [(row.year, row.trained, row.assessed) for row in occupation.history or ()] == [
        (2018, 1, None),
        (2019, 3200, None),
    ]


def test_a_list_that_says_nil_takes_rows(tmp_path: Path) -> None:
    work = desk(
        tmp_path, "staff: 无\n", ("工作人员", "add"), ("姓名", "甲样本"), ("专职", "是"), (MORE, "done")
    )
    assert rows(work) is None
    assert staff(tmp_path) == [("甲样本", True)]


@pytest.mark.parametrize("move", [Move.SKIP, Move.BACK, Move.QUIT])
def test_a_list_can_be_left(tmp_path: Path, move: Move) -> None:
    assert rows(desk(tmp_path, "", ("工作人员", Move.HELP), ("工作人员", move))) is move
    assert load_project(tmp_path).project.staff is None


def test_quitting_within_a_row_leaves_the_interview(tmp_path: Path) -> None:
    assert rows(desk(tmp_path, "", ("工作人员", "add"), ("姓名", "甲样本"), ("专职", Move.QUIT))) is Move.QUIT


@pytest.mark.parametrize(
    ("entries", "stands"),
    [
        ([("有没有", "none")], "appraisal_station: 无"),
        ([("有没有", "add"), ("设立日期", "2014"), ("鉴定所（站）名称", "")], "since: 2014"),
        ([("有没有", "add"), ("设立日期", Move.BACK), ("有没有", "none")], "appraisal_station: 无"),
    ],
)
def test_a_thing_that_may_not_exist_is_asked_for_as_a_whole(
    tmp_path: Path, entries: Any, stands: str
) -> None:
    work = desk(tmp_path, "", *entries)
    path = ("organization", "appraisal_station")
    ask_record(work, RecordQuestion(path, work.reads.record_columns("organization.appraisal_station")))
    assert stands in (tmp_path / "evalprep.yaml").read_text(encoding="utf-8")


def test_menus_show_the_rows(tmp_path: Path) -> None:
    seen: list[str] = []

    class Seeing(ScriptedAsker):
        def select(self, label: str, options: Any, **rest: Any) -> Any:
            seen.extend(option.title for option in options if isinstance(option, Option))
            return super().select(label, options, **rest)

    work = desk(tmp_path, TWO)
    work.asker = Seeing([("工作人员", "change"), ("改哪一行", Move.BACK), ("工作人员", "done")])
    rows(work)
    assert "第 2 行 乙样本 否" in seen


HISTORY: FieldPath = ("occupations", 0, "history")
TAKEN = "occupations: [{code: 6-31-01-03, history: [{year: 2014, trained: 10, assessed: 20}]}]\n"


@pytest.mark.parametrize(
    ("year", "told"),
    [("2014", "2014 年已经登记在第 1 行"), ("2021", "2021 年还没有到（判断日是 2020-06-01）")],
)
def test_a_year_twice_or_to_come_is_refused(tmp_path: Path, year: str, told: str) -> None:
    work = desk(tmp_path, TAKEN, ("历年", "add"), ("年度", year), ("年度", Move.QUIT))
    work.on = date(2020, 6, 1)
    assert rows(work, HISTORY) is Move.QUIT
    assert told in work.asker.wrong()[0]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("number", "refused"), [("19", True), ("20", False), ("30", False), ("31", True)])
def test_people_counted_once_are_within_what_the_two_figures_allow(
    tmp_path: Path, number: str, refused: bool
) -> None:
    work = desk(
        tmp_path, TAKEN,
        ("历年", "change"), ("改哪一行", "0"), ("年度", ""), ("培训人次", ""), ("评价人次", ""), ("培训评价人次", number),
    )  # fmt: skip
    rows(work, HISTORY)
    assert bool(work.asker.wrong()) is refused  # type: ignore[attr-defined]


def test_changing_a_row_asks_for_its_files_too(tmp_path: Path) -> None:
    text = "experts: [{name: 乙样本, files: {技能水平证明: [甲.pdf]}}]\n"
    work = desk(
        tmp_path, text, ("专家", "change"), ("改哪一行", "0"), ("姓名", ""), ("技能水平证明", "keep"), ("专家", "done")
    )  # fmt: skip
    assert rows(work, ("experts",)) is None
