"""Whoever has not decided where to apply is asked what every jurisdiction reads, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evalprep.batch.targets import every_target
from evalprep.check import check, reads_of
from evalprep.intake.interview.asking import Move, Voice
from evalprep.intake.interview.common import CommonReads
from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.questions import FilesQuestion, RowsQuestion, ValueQuestion
from evalprep.intake.interview.session import Interview
from evalprep.intake.reads import Reads
from evalprep.store.project import StoredProject
from tests.intake.interview.scripted import LAW, Entry, ScriptedAsker, new_project

ON = date(2022, 7, 20)
TARGETS = every_target(LAW, ON)


def reads(stored: StoredProject) -> CommonReads:
    """What all jurisdictions read."""
    return CommonReads(reads_of(stored, TARGETS, LAW).audiences)


def interview(stored: StoredProject, *entries: Entry) -> Interview:
    """An interview that is for no target yet."""
    desk = Desk(ScriptedAsker(entries), stored, reads(stored), LAW.catalogs)
    return Interview(desk, lambda one: [check(one, target, ON, LAW) for target in TARGETS])


def test_every_question_is_about_what_each_jurisdiction_with_a_form_reads(tmp_path: Path) -> None:
    stored = new_project(tmp_path, "occupations: [{code: 6-31-01-03}]\n")
    asked = interview(stored).upcoming
    by_notice: dict[str, list[Reads]] = {}
    for audience in reads_of(stored, TARGETS, LAW).audiences:
        if audience.prints:
            by_notice.setdefault(audience.checklist.notice.number, []).append(Reads((audience,)))
    assert len(by_notice) > 2
    for question in asked:
        path = ".".join(str(part) for part in question.path if not isinstance(part, int))
        path = path.replace("occupations.", "occupations[].")
        assert all(any(track.holds(path) for track in tracks) for tracks in by_notice.values()), path
    paths = {question.path for question in asked}
    assert {("organization", "name"), ("organization", "uscc"), ("staff",), ("venues",)} <= paths


@pytest.mark.parametrize(
    "path",
    [
        ("organization", "association", "grade"),
        ("attachments", "法人登记证书"),
        ("application", "kind"),
        ("attestations", "ZJ-E10", "holds"),
        ("self_scores", "ZJ-R4"),
    ],
)
def test_what_is_one_notices_own_is_not_asked(tmp_path: Path, path: tuple[str, ...]) -> None:
    stored = new_project(tmp_path)
    asks = reads(stored).asks
    assert not asks(ValueQuestion(path))
    assert all(question.path != path for question in interview(stored).upcoming)


def test_papers_wait_until_the_target_is_known(tmp_path: Path) -> None:
    stored = new_project(tmp_path)
    assert not reads(stored).asks(FilesQuestion(("rule_documents", 0, "file")))
    assert reads(stored).asks(RowsQuestion(("rule_documents",), ("name",)))


def test_a_row_is_asked_for_the_columns_that_all_read(tmp_path: Path) -> None:
    assert set(reads(new_project(tmp_path)).row_columns("staff")) == {"name", "full_time"}


def test_after_each_answer_the_questions_left_are_told_and_no_verdicts(tmp_path: Path) -> None:
    stored = new_project(tmp_path, "occupations: []\nstaff: []\n")
    one = interview(stored)
    left = len(one.upcoming)
    asker = one.desk.asker
    assert isinstance(asker, ScriptedAsker)
    asker.entries = [("", Move.SKIP), ("", Move.QUIT)]
    one.run()
    saved = [text for text, voice in asker.told if voice is Voice.SAVED]
    assert saved[0] == f"各地都要的还有 {left} 题没有填"
    assert "以后再填。各地都要的还有 " in saved[1]
    assert asker.wrong() == []
