"""Lists: rows are added, changed and removed, each column saved as it is answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evalprep.intake.answers import current_text
from evalprep.intake.interview.asking import Move, Option, Voice
from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.questions import RecordQuestion, RowsQuestion, ValueQuestion
from evalprep.intake.interview.rows import ask_record, ask_rows
from evalprep.intake.interview.values import ask_value
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


def asked(at: Desk) -> list[str]:
    """The labels that were asked."""
    assert isinstance(at.asker, ScriptedAsker)
    return at.asker.asked


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


def test_what_was_just_chosen_from_a_few_is_not_asked_again(
    tmp_path: Path,
) -> None:
    listed: FieldPath = ("record", "annual_inspections")
    work = desk(
        tmp_path, "",
        ("年检", "add"), ("年度", "2021"), ("年检结论", "未检"), ("还要再加", "done"),
    )  # fmt: skip
    ask_rows(work, RowsQuestion(listed, ("year", "result")))
    assert {(*listed, 0, "result")} == {path for path in work.done if path[:2] == listed}


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
    assert asked(work)[-1] == ("删掉后一行也不剩" if known else "工作人员"), (
        "whoever says 无 is not asked again"
    )


@pytest.mark.parametrize(
    ("reply", "move", "text"),
    [("none", Move.KEEP, "staff: []"), (Move.SKIP, Move.CLEAR, "format: 1")],
)
def test_a_list_of_which_there_is_none_is_kept_by_enter_and_cleared_by_its_key(
    tmp_path: Path, reply: str | Move, move: Move, text: str
) -> None:
    work = desk(tmp_path, "staff: []\n", ("工作人员", reply))
    assert rows(work) is move
    assert isinstance(work.asker, ScriptedAsker)
    assert work.asker.defaults == ["none"]
    assert ("现在填的是「无」：直接回车 = 不改", Voice.HINT) in work.asker.told
    assert (tmp_path / "evalprep.yaml").read_text(encoding="utf-8").strip().splitlines()[-1] == text


def test_of_other_occupations_the_name_is_asked_before_the_year(tmp_path: Path) -> None:
    work = desk(
        tmp_path, "", ("其他相关职业", "add"),
        ("第 1 行·职业名称", "焊工"), ("第 1 行·年度", "2018"), ("第 1 行·培训人次", Move.QUIT),
    )  # fmt: skip
    assert ask_rows(work, RowsQuestion(("related_history",), ("year", "trained", "occupation"))) is Move.QUIT


def test_who_has_a_long_list_is_told_of_the_workbook(tmp_path: Path) -> None:
    work = desk(tmp_path, "", ("工作人员", Move.SKIP), ("有没有违法违规记录", Move.SKIP))
    told: list[tuple[str, Voice]] = work.asker.told  # type: ignore[attr-defined]
    rows(work)
    assert any("evalprep workbook" in text for text, _ in told)
    told.clear()
    rows(work, ("record", "violations"))
    assert told == []


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


PEOPLE = ("name", "id_number", "sex", "born_on", "education")


def number(born: str = "19800101", order: str = "001") -> str:
    """An identity number of a region that there is not: its check character is right."""
    from stdnum.cn.ric import calc_check_digit

    return f"539901{born}{order}" + str(calc_check_digit(f"539901{born}{order}0"))


def people(at: Desk) -> Move | None:
    """Ask for staff of whom a paper prints sex and age."""
    return ask_rows(at, RowsQuestion(STAFF, PEOPLE))


def test_sex_and_birth_are_not_asked_of_whom_the_identity_number_is_known(tmp_path: Path) -> None:
    work = desk(
        tmp_path, "",
        ("工作人员", "add"), ("姓名", "甲样本"), ("身份证", number()), ("学历", "本科"), (MORE, "done"),
    )  # fmt: skip
    assert people(work) is None
    told = [text for text, _ in work.asker.told]  # type: ignore[attr-defined]
    assert "照身份证号码：男，1980-01-01 出生" in told


def test_without_the_identity_number_sex_and_birth_are_asked(tmp_path: Path) -> None:
    work = desk(
        tmp_path, "",
        ("工作人员", "add"), ("姓名", "甲样本"), ("身份证", ""), ("性别", "女"), ("出生日期", "1980-01"),
        ("学历", "本科"), (MORE, "done"),
    )  # fmt: skip
    assert people(work) is None
    (person,) = load_project(tmp_path).project.staff or ()
    assert (person.sex, str(person.born_on)) == ("女", "1980-01")


def test_going_back_passes_over_what_the_number_says(tmp_path: Path) -> None:
    work = desk(
        tmp_path, "",
        ("工作人员", "add"), ("姓名", "甲样本"), ("身份证", number()), ("学历", Move.BACK),
        ("身份证", number(order="003")), ("学历", "本科"), (MORE, "done"),
    )  # fmt: skip
    assert people(work) is None
    (person,) = load_project(tmp_path).project.staff or ()
    assert person.id_number == number(order="003")


def test_what_stands_against_the_number_can_be_changed(tmp_path: Path) -> None:
    text = f"staff: [{{name: 甲样本, id_number: '{number()}', sex: 女}}]\n"
    work = desk(
        tmp_path, text,
        ("工作人员", "change"), ("改哪一行", "0"), ("姓名", ""), ("身份证", ""), ("性别", "男"), ("学历", "本科"), ("专职", "是"),
        ("工作人员", "done"),
    )  # fmt: skip
    ask_rows(work, RowsQuestion(STAFF, PEOPLE))
    (person,) = load_project(tmp_path).project.staff or ()
    assert person.sex == "男"


def test_the_list_of_rows_shows_no_identity_numbers(tmp_path: Path) -> None:
    text = f"staff: [{{name: 甲样本, id_number: '{number()}', education: 本科}}]\n"
    work = desk(tmp_path, text, ("工作人员", "done"))
    people(work)
    (told,) = [text for text, _ in work.asker.told if text.startswith("已登记")]  # type: ignore[attr-defined]
    assert told == "已登记 1 行：第 1 行 甲样本 本科"


def test_figures_in_the_list_of_rows_say_what_they_are(tmp_path: Path) -> None:
    text = "related_history: [{year: 2019, trained: 3200}]\n"
    work = desk(tmp_path, text, ("", "done"))
    ask_rows(work, RowsQuestion(("related_history",), ("year", "trained")))
    (told,) = [text for text, _ in work.asker.told if text.startswith("已登记")]  # type: ignore[attr-defined]
    assert told == "已登记 1 行：第 1 行 2019 培训人次 3200"


@pytest.mark.parametrize(
    ("column", "typed", "stands", "told"),
    [
        ("skills", "电工技师", ["电工 二级"], "记作：电工 二级"),
        ("skills", "电工 技师、焊工 三级", ["电工 二级", "焊工 三级"], ""),
        ("titles", "高级工程师（副高）", ["高级工程师 副高"], "记作：高级工程师 副高"),
        ("titles", "高级工程师", ["高级工程师"], ""),
    ],
)
def test_titles_and_qualifications_are_read_as_in_a_list(
    tmp_path: Path, column: str, typed: str, stands: list[str], told: str
) -> None:
    path: FieldPath = ("staff", 0, column)
    work = desk(tmp_path, TWO, ("", typed))
    assert ask_value(work, ValueQuestion(path)) is None
    assert current_text(load_project(tmp_path).project, path).split("、") == stands
    assert isinstance(work.asker, ScriptedAsker)
    assert [text for text, voice in work.asker.told if voice is Voice.SAVED] == ([told] if told else [])


def test_a_level_among_the_titles_is_refused(tmp_path: Path) -> None:
    work = desk(tmp_path, TWO, ("职称", "高级技师"), ("职称", Move.QUIT))
    ask_value(work, ValueQuestion(("staff", 0, "titles")))
    assert isinstance(work.asker, ScriptedAsker)
    assert "是职业资格" in work.asker.wrong()[0]


@pytest.mark.parametrize(("typed", "told"), [("2031-05", True), ("2011-05", False)])
def test_a_day_to_come_of_something_done_is_saved_and_told(tmp_path: Path, typed: str, told: bool) -> None:
    path: FieldPath = ("occupations", 0, "started_on")
    work = desk(tmp_path, "occupations: [{code: 6-31-01-03}]\n", ("起始日期", typed))
    work.on = date(2020, 6, 1)
    assert ask_value(work, ValueQuestion(path)) is None
    assert current_text(load_project(tmp_path).project, path) == typed
    assert isinstance(work.asker, ScriptedAsker)
    assert any("晚于判断日" in text for text in work.asker.wrong()) == told
