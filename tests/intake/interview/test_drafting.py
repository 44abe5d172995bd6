"""What only the first drafts print is offered at the end, and asked for when the person wishes it. All made up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from evalprep.check import check, drafted, reads_of
from evalprep.intake.interview.asking import MOVES, Move, Option, Voice
from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.progress import progress
from evalprep.intake.interview.review import sections
from evalprep.intake.interview.session import Interview
from evalprep.intake.interview.unfinished import write_unfinished
from evalprep.model.validation import Path as FieldPath
from evalprep.store.project import StoredProject, load_project
from tests.conftest import EXAMPLE
from tests.intake.interview.scripted import (
    LAW,
    NATIONAL,
    ON,
    Reply,
    ScriptedAsker,
    judge,
    new_project,
    papers,
)

PLAN = ("finance", "budget"), ("plan", "schedule"), ("plan", "goals"), ("plan", "methods")


class Skipping(ScriptedAsker):
    """Skips all that is asked until the end, and then follows the script."""

    def select(
        self,
        label: str,
        options: Sequence[Option],
        *,
        default: str | None = None,
        moves: Sequence[Move] = MOVES,
        skip: str = "以后再填",
    ) -> Reply:
        if label == "接下来":
            self.options = [option.title for option in options]
            self.ended = True
        return super().select(label, options, default=default, moves=moves, skip=skip)

    def reply(self, label: str, default: str | None) -> Reply:
        return super().reply(label, default) if getattr(self, "ended", False) else Move.SKIP


def asked(stored: StoredProject, *entries: tuple[str, Reply]) -> tuple[Interview, Skipping]:
    """The national interview of a project, in which everything is skipped until the end."""
    asker = Skipping(entries)
    desk = Desk(asker, stored, reads_of(stored, NATIONAL, LAW), LAW.catalogs)
    talk = Interview(
        desk,
        lambda project: [check(project, one, ON, LAW) for one in NATIONAL],
        lambda project: [drafted(project, one, ON, LAW) for one in NATIONAL],
    )
    talk.run()
    return talk, asker


def drafts_asked(talk: Interview) -> list[FieldPath]:
    """The paths that were asked for the sake of a draft, in order."""
    return [one.path for one in talk.desk.trail if one.why and one.why.draft]


def test_what_only_a_draft_prints_is_offered_at_the_end_and_not_asked_before(tmp_path: Path) -> None:
    talk, asker = asked(new_project(tmp_path), ("接下来", "done"))
    (offer,) = [title for title in asker.options if "初稿" in title]
    assert offer == "再填初稿里要印的 9 项（不填也行，以后在 Word 里写）"
    assert not {one.path for one in talk.desk.trail} & {*PLAN}


def test_whoever_takes_the_offer_is_asked_with_the_draft_as_the_reason(tmp_path: Path) -> None:
    talk, asker = asked(new_project(tmp_path), ("接下来", "drafts"), ("经费预算", "20 万元"))
    assert talk.desk.trail[-1].path == ("finance", "budget")
    assert "budget: 20 万元" in load_project(tmp_path).path.read_text(encoding="utf-8")
    told = [text for text, voice in asker.told if voice is Voice.WHY]
    assert "要印进初稿《职业技能等级认定试点工作实施方案及质量管控措施》" in told[-2]


def test_all_that_was_offered_is_asked_once_and_then_offered_no_more(tmp_path: Path) -> None:
    skips: list[tuple[str, Reply]] = [("", Move.SKIP)] * 9
    talk, asker = asked(new_project(tmp_path), ("接下来", "drafts"), *skips, ("接下来", "done"))
    assert len(drafts_asked(talk)) == 9
    assert {*PLAN} <= {*drafts_asked(talk)}
    assert not any("初稿" in title for title in asker.options)


def test_a_list_that_a_draft_prints_is_asked_for_with_the_columns_of_its_table(tmp_path: Path) -> None:
    stored = new_project(tmp_path, "finance: {budget: 无}\n")
    talk, _ = asked(stored, ("接下来", "drafts"))
    (schedule,) = [one for one in talk.drafting.questions() if one.path == ("plan", "schedule")]
    assert getattr(schedule, "columns", ()) == ("what", "when")


def test_a_cell_that_a_draft_prints_of_a_row_is_asked_for(tmp_path: Path) -> None:
    stored = new_project(tmp_path, "staff: [{name: 示例甲, full_time: true}]\n")
    talk, _ = asked(stored, ("接下来", "drafts"))
    paths = [one.path for one in talk.drafting.questions()]
    assert ("staff", 0, "education") in paths
    assert ("staff", 0, "full_time") not in paths


def test_what_stands_in_a_finished_paper_is_not_asked(tmp_path: Path) -> None:
    papers(tmp_path, "附件/件.pdf")
    finished = "attachments: {试点工作实施方案: [附件/件.pdf], 质量管控措施: [附件/件.pdf]}\n"
    talk, _ = asked(new_project(tmp_path, finished), ("接下来", "drafts"))
    paths = {one.path for one in talk.drafting.questions()}
    assert not {("plan", "schedule"), ("plan", "goals"), ("plan", "methods")} & paths


@pytest.mark.parametrize("rows", ["[]", "[{name: 示例设备, tenure: 租赁}]"])
def test_a_list_that_is_there_is_not_asked_for_because_a_draft_prints_other_rows(
    tmp_path: Path, rows: str
) -> None:
    stored = new_project(tmp_path, f"equipment: {rows}\n")
    (found,) = [drafted(stored, one, ON, LAW) for one in NATIONAL]
    assert ("equipment",) not in [one.path for each in found.findings for one in each.outcome.missing]


def test_what_was_filled_in_for_a_draft_can_be_changed_like_all_else(tmp_path: Path) -> None:
    talk, _ = asked(new_project(tmp_path), ("接下来", "done"))
    assert not talk.desk.reads.holds("finance.budget")
    talk, _ = asked(load_project(tmp_path), ("接下来", "drafts"), ("经费预算", "20 万元"))
    (section,) = sections(talk.desk.project, talk.desk.reads)
    assert [one.path for one in section.questions] == [("finance", "budget")]


def test_a_project_with_all_papers_finished_is_offered_nothing() -> None:
    (found,) = [drafted(load_project(EXAMPLE), one, ON, LAW) for one in NATIONAL]
    assert found.findings == ()


def test_the_offer_changes_no_count(tmp_path: Path) -> None:
    talk, _ = asked(new_project(tmp_path), ("接下来", "drafts"))
    assert progress(talk.results) == progress([check(talk.desk.stored, one, ON, LAW) for one in NATIONAL])


def test_a_list_begun_for_a_draft_is_gone_on_with_in_all_its_columns(tmp_path: Path) -> None:
    stored = new_project(tmp_path, "plan: {schedule: [{what: 示例阶段}]}\n")
    write_unfinished(tmp_path, [("plan", "schedule")])
    asker = ScriptedAsker()
    desk = Desk(asker, stored, reads_of(stored, NATIONAL, LAW), LAW.catalogs)
    talk = Interview(desk, judge, lambda project: [drafted(project, one, ON, LAW) for one in NATIONAL])
    assert talk.upcoming[0].path == ("plan", "schedule")
    assert getattr(talk.upcoming[0], "columns", ()) == ("what", "when")
