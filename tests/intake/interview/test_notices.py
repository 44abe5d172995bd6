"""What only some notices have: easings, windows, ways to file, scores, lists within rows. All made up."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evalprep.check import check, reads_of
from evalprep.intake.interview.asking import Move, Voice
from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.plan import plan
from evalprep.intake.interview.progress import progress
from evalprep.intake.interview.questions import (
    AttestQuestion,
    Question,
    RowsQuestion,
    ScoreQuestion,
    ValueQuestion,
)
from evalprep.intake.interview.review import listed, question_at, sections
from evalprep.intake.interview.rows import ask_rows
from evalprep.intake.interview.session import Interview, put_question
from evalprep.intake.interview.wording import help_paragraphs, interpretation_of, paragraphs
from evalprep.intake.reads import Audience, Reads
from evalprep.model.fields import value_at
from evalprep.model.project import Project
from evalprep.model.validation import Path as FieldPath
from evalprep.model.verdicts import Verdict
from evalprep.store.project import StoredProject, load_project
from tests.intake.interview.scripted import LAW, ScriptedAsker, new_project
from tests.rules.judging import world
from tests.rules.whole import checked, whole

ON = date(2022, 7, 20)


class Applying:
    """One project before one notice and track."""

    def __init__(self, folder: Path, jurisdiction: str, text: str = "") -> None:
        (self.target,) = LAW.targets(jurisdiction, ON)
        self.stored = new_project(folder, text)
        self.reads = reads_of(self.stored, [self.target], LAW)

    def results(self, stored: StoredProject) -> list[Any]:
        return [check(stored, self.target, ON, LAW)]

    def plan(self) -> tuple[Question, ...]:
        return plan(self.results(self.stored), self.reads, self.stored.project)

    def asked(self, path: FieldPath) -> Question | None:
        """The question of a path, where it is asked."""
        return next((question for question in self.plan() if question.path == path), None)

    def desk(self, *entries: Any) -> Desk:
        return Desk(ScriptedAsker(entries), self.stored, self.reads, LAW.catalogs)


@pytest.fixture
def at(tmp_path: Path) -> Any:
    """A made-up project before a notice: `at("zhejiang", "staff: []\\n")`."""
    return lambda jurisdiction, text="": Applying(tmp_path, jurisdiction, text)


HELD = ("name", "titles", "skills", "occupations")
PRINTED = ("id_number", "sex", "education")
"""What forms and lists print of everybody, beside what rules ask."""


@pytest.mark.parametrize(
    ("jurisdiction", "rows", "columns"),
    [
        ("zhejiang", "experts", {*HELD, *PRINTED, "levels", "specialty", "major"}),
        ("zhejiang", "assessors", {*HELD, *PRINTED, "levels", "own", "certificate", "trade_since"}),
        ("jilin", "experts", {*HELD, *PRINTED, "levels"}),
        ("jilin", "record.annual_inspections", {"year", "result"}),
        ("hunan:province", "application.prior_filings", {"authority"}),
    ],
)
def test_a_row_is_asked_for_what_a_rule_or_a_paper_reads_of_it(
    at: Any, jurisdiction: str, rows: str, columns: set[str]
) -> None:
    assert set(at(jurisdiction).reads.row_columns(rows)) == columns


def test_what_a_way_to_file_depends_on_is_asked(at: Any) -> None:
    applying = at("jilin")
    question = applying.asked(("organization", "affiliation"))
    assert isinstance(question, ValueQuestion)
    assert question.why is not None
    assert question.why.id == "JL-W2"
    assert any(line.startswith("向") and "鉴定中心" in line for line in question.why.meaning)


def test_a_way_to_file_that_is_open_is_not_settled(at: Any) -> None:
    applying = at("jilin")
    (result,) = applying.results(applying.stored)
    assert any(one.verdict is Verdict.UNKNOWN for one in result.filing)
    assert "申报途径待定" in progress([result]).text


def test_own_points_are_asked_with_title_and_maximum(at: Any) -> None:
    question = at("zhejiang").asked(("self_scores", "ZJ-R3a"))
    assert isinstance(question, ScoreQuestion)
    told = [text for text, _ in paragraphs(question, Project())]
    assert told[0] == f"【自评分】{question.title}"
    assert "最多 30 分" in told[2]


def test_own_points_beyond_the_maximum_are_refused_and_those_within_it_land(at: Any) -> None:
    applying = at("zhejiang")
    desk = applying.desk(("自评分", "31"), ("自评分", "-1"), ("自评分", "28"))
    put_question(desk, applying.asked(("self_scores", "ZJ-R3a")))
    assert "最多 30 分" in desk.asker.wrong()[0]
    assert len(desk.asker.wrong()) == 2
    assert value_at(desk.project, ("self_scores", "ZJ-R3a")) == 28


def test_own_points_can_be_asked_for_again(at: Any) -> None:
    applying = at("zhejiang", "self_scores: {ZJ-R3a: 28, 别处-1: 3}\n")
    (section,) = sections(applying.stored.project, applying.reads)
    assert [listed(one, applying.stored.project)[-3:] for one in section.questions] == ["：28"]


SHORT_OF_TRAINING = (
    "organization: {legal_form: 民办非企业单位, kind: 社会培训机构, own_staff_assessment: 无, appraisal_station: {since: 2010-01}}\n"
    "occupations: [{code: 6-31-01-03, name: 电工, contributions: [], formerly_run_by: 无, history: [{year: 2021, person_times: 10}]}]\n"
    "related_history: []\n"
)


def test_what_may_ease_a_condition_is_asked_with_its_own_sentence(at: Any) -> None:
    question = at("zhejiang", SHORT_OF_TRAINING).asked(("attestations", "ZJ-X3", "holds"))
    assert isinstance(question, AttestQuestion)
    assert question.statement.startswith("鉴定所（站）")
    assert question.why is not None
    assert question.why.easing
    assert any("放宽" in text for text, _ in paragraphs(question, Project()))


def test_what_the_condition_itself_misses_eases_nothing(at: Any) -> None:
    question = at("zhejiang").asked(("organization", "legal_form"))
    assert not question.why.easing


def test_whether_a_thing_exists_is_asked_before_what_it_is_like(at: Any) -> None:
    paths = [question.path for question in at("jilin", "organization: {kind: 企业}\n").plan()]
    record = ("organization", "own_staff_assessment")
    assert [path for path in paths if path[:2] == record] == [record]


def test_what_a_recommended_organisation_lacks_is_not_asked(tmp_path: Path) -> None:
    new_project(tmp_path / "甲", "organization: {name: 示例甲协会}\n")
    applying = Applying(tmp_path, "sector:department", "recommends: [{project: 甲, occupations: []}]\n")
    paths = {question.path for question in applying.plan()}
    assert ("organization", "uscc") not in paths
    assert not any(path[0] == "attestations" and str(path[1]).startswith("NAT-") for path in paths)
    assert ("experts",) not in paths
    assert "综合管理" not in applying.reads.words.get("rule_documents[].kinds", ())


def test_a_window_counted_from_a_date_asks_for_the_date() -> None:
    text = "windows: [{id: T-W1, clause: 二, title: 有效期满前提出, before: {date: application.expires_on, opens: '90'}}]\n"
    ready = whole(text)
    reads = Reads((Audience(ready, None),))
    assert reads.row_columns("application.prior_filings") == ("authority", "expires_on")
    known = {"application": {"prior_filings": [{"authority": "示例省厅"}]}}
    for tree, path in (
        ({}, ("application", "prior_filings")),
        (known, ("application", "prior_filings", 0, "expires_on")),
    ):
        asked = plan([checked(ready, tree, on=ON)], reads, world(tree).project)
        assert path in [question.path for question in asked if question.why and question.why.id == "T-W1"]
    known["application"]["prior_filings"][0]["expires_on"] = "2024-01-01"
    asked = plan([checked(ready, known, on=ON)], reads, world(known).project)
    assert not any(question.path[0] == "application" for question in asked)


def test_of_alternatives_only_the_first_words_are_proposed(at: Any) -> None:
    words = at("zhejiang").reads.words["rule_documents[].kinds"]
    assert "工作规程" in words
    assert not {"办证", "岗位职责"} & set(words)


def test_a_member_of_staff_is_asked_in_short_lines(at: Any) -> None:
    applying = at("zhejiang")
    desk = applying.desk(
        ("工作人员", "add"), ("姓名", "示例甲"), ("身份证号码", Move.SKIP), ("性别", "男"), ("出生日期", Move.SKIP),
        ("学历", "本科"), ("专业", "机械"), ("职称", "工程师 中级"), ("职业资格", "电工 二及"),
        ("职业资格", "电工 二级、钳工 三级"), ("职务", Move.SKIP), ("专职", "是"), ("岗位", "1、考务"), ("分工", Move.SKIP), ("起始日期", "2012-03"),
        ("其他证书", "无"), ("还要再加", "done"),
    )  # fmt: skip
    assert ask_rows(desk, RowsQuestion(("staff",), desk.reads.row_columns("staff"))) is None
    (member,) = load_project(applying.stored.path).project.staff or ()
    assert [(one.occupation, str(one.level)) for one in member.skills or ()] == [
        ("电工", "二级"),
        ("钳工", "三级"),
    ]
    assert member.duties == ("主任", "考务人员")
    assert any("例如 电工 二级" in text for text, voice in desk.asker.told if voice is Voice.HINT)


def test_the_occupations_applied_for_can_be_given_by_number(at: Any) -> None:
    applying = at("zhejiang", "occupations: [{code: 6-31-01-03, name: 电工}]\nexperts: [{name: 示例乙}]\n")
    desk = applying.desk(("服务职业", "1"))
    put_question(desk, ValueQuestion(("experts", 0, "occupations")))
    assert desk.project.experts[0].occupations == ("电工",)  # type: ignore[index]
    assert any("1 电工" in text for text, _ in desk.asker.told)
    assert ("记作：电工", Voice.SAVED) in desk.asker.told


def test_of_many_words_those_that_no_row_has_yet_are_listed(at: Any) -> None:
    applying = at("zhejiang", "rule_documents: [{name: 甲办法, kinds: [质量管控]}, {name: 乙办法}]\n")
    desk = applying.desk(("制度种类", "2"))
    put_question(desk, ValueQuestion(("rule_documents", 1, "kinds")))
    (shown,) = [text for text, _ in desk.asker.told if "可以写序号" in text]
    assert "1 质量管控" not in shown
    assert "2 财务管理" in shown
    assert "写名称的一部分也行" in shown
    assert desk.project.rule_documents[1].kinds == ("财务管理",)  # type: ignore[index]


def test_leases_are_asked_right_after_the_venues(at: Any) -> None:
    text = "occupations: [{code: 6-31-01-03, name: 电工}]\n"
    applying = at("jilin", text)
    asker = ScriptedAsker(
        [
            ("场地", "add"), ("名称", "一号楼"), ("用途", "办公室"), ("面积", "100"), ("监控", "是"), ("服务职业", "1"), ("性质", "租赁"),
            ("还要再加", "done"), ("租期开始日", "2019-01-01"), ("租期截止日", "2028-12-31"),
        ]
    )  # fmt: skip
    session = Interview(Desk(asker, applying.stored, applying.reads, LAW.catalogs), applying.results)
    session.upcoming = tuple(sorted(session.upcoming, key=lambda question: question.path != ("venues",)))
    session.run()
    assert asker.entries == []


def test_qualifications_are_reached_by_changing_the_row(at: Any) -> None:
    text = "staff: [{name: 示例甲, skills: [{occupation: 电工}], titles: []}]\n"
    applying = at("zhejiang", text)
    (section,) = sections(applying.stored.project, applying.reads)
    assert [question.path for question in section.questions] == [("staff",)]
    assert isinstance(question_at(("staff", 0, "skills"), applying.reads), ValueQuestion)
    assert ("skills",) in applying.reads.change_columns("staff", applying.reads.row_columns("staff"))


def test_an_interpretation_stands_behind_the_help_where_it_is_long_or_was_just_told(at: Any) -> None:
    applying = at("zhejiang", "organization: {legal_form: 民办非企业单位}\n")
    first, second = (
        applying.asked(("organization", "profile", key)) for key in ("founded_on", "funding_sources")
    )
    stored = applying.stored.project
    assert any(text.startswith("理解：") for text, _ in paragraphs(first, stored))
    assert not any(
        text.startswith("理解：") for text, _ in paragraphs(second, stored, {interpretation_of(first.why)})
    )
    assert any(text.startswith("理解：") for text, _ in help_paragraphs(second, stored))


def test_a_question_for_a_paper_says_that_the_answer_goes_into_it(at: Any) -> None:
    question = at("zhejiang").asked(("organization", "name"))
    told = [text for text, _ in paragraphs(question, Project())]
    assert told[1].startswith(
        "为什么问：ZJ-M1a 要填进《浙江省职业技能等级认定试点社会培训评价组织申报表》（四(一)1）"
    )


def test_what_is_chosen_from_a_menu_is_not_to_be_written(at: Any) -> None:
    applying = at(
        "zhejiang",
        "organization: {legal_form: 社会团体, kind: 行业协会}\noccupations: [{code: 6-31-01-03}]\n",
    )
    question = applying.asked(("organization", "association", "grade"))
    assert not any("没有就写" in text for text, _ in paragraphs(question, applying.stored.project))
    assert not any("没有就写" in text for text, _ in help_paragraphs(question, applying.stored.project))
