"""Somebody who answers every question of the interview to the end, by the path that is asked for; and what is seen of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evalprep.check import check, drafted, reads_of
from evalprep.intake.interview.asking import MOVES, Check, Keep, Move, Option
from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.drafting import DraftsOf
from evalprep.intake.interview.questions import (
    AttestQuestion,
    Question,
    RecordQuestion,
    RowsQuestion,
    ScoreQuestion,
)
from evalprep.intake.interview.session import Interview
from evalprep.intake.interview.wording import own_label
from evalprep.intake.reads import Reads
from evalprep.law import Target
from evalprep.model.fields import field_at, value_at
from evalprep.model.results import CheckResult
from evalprep.model.validation import Path as FieldPath
from evalprep.store.project import StoredProject, load_project
from evalprep.store.rewrite import Edit
from tests.intake.interview.applicants import NIL, PAPER, Answers
from tests.intake.interview.scripted import LAW, Reply, ScriptedAsker, new_project, papers

MOST_ASKED = 600
PRECISE = "2014-01-15"
_LEAD = re.compile(r"第 (\d+) 行·(.+)")


class Walker(ScriptedAsker):
    """Answers by the path that a label of the question at hand stands for; leaves nothing for later."""

    def __init__(self, answers: Answers) -> None:
        super().__init__()
        self.answers = answers
        self.desk: Desk
        self.question: Question
        self.finished: set[str] = set()
        """The titles of the forms of the target."""
        self.prompted: list[FieldPath] = []
        """The path of every prompt for a value, in turn."""
        self.before_drafts: int | None = None
        """How many prompts there were when what the first drafts print was asked for."""

    def text(
        self, label: str, *, default: str = "", check: Check, long: bool = False, keep: Keep | None = None
    ) -> Reply:
        path = self._asked_for(label)
        told = ""
        if default and path not in self.prompted[:-1]:
            return default
        if default and self._is_vague(path, default):
            return PRECISE
        if isinstance(self.question, ScoreQuestion):
            return self.answers.least(path, ["0", "0.5", str(self.question.most)])
        for text in self.answers.typed(path, self.desk):
            told = check(text) or ""
            if not told:
                return text
        raise AssertionError(f"「{label}」 takes none of {self.answers.typed(path, self.desk)}: {told}")

    def _is_vague(self, path: FieldPath, text: str) -> bool:
        """Whether a year or month stands where it is asked again: then the day is needed."""
        known = field_at(path)
        if not (known and known.kind and known.kind.name == "date" and len(text) < len(PRECISE)):
            return False
        self.prompted.remove(path)
        return True

    def autocomplete(self, label: str, words: Sequence[str], *, default: str = "") -> Reply:
        path = self._asked_for(label.replace("职业名称或编码", own_label(("occupations", 0, "code"))))
        return self.answers.typed(path, self.desk)[0]

    def path(self, label: str, folder: Path, *, check: Check) -> Reply:
        if "还有别的文件" in label:
            return Move.SKIP
        path = self._asked_for(label)
        assert check(PAPER) is None
        if check(NIL):
            return PAPER
        if path[0] == "attachments" and self.answers.applicant.drafts:
            return NIL
        if path[0] == "attachments" and path[1] in self.finished:
            # Whoever lets `build` fill the forms has none that is finished already.
            return PAPER if self.answers.applicant.number % 5 == 1 else NIL
        return self.answers.least(path, [PAPER, NIL])

    def select(
        self,
        label: str,
        options: Sequence[Option],
        *,
        default: str | None = None,
        moves: Sequence[Move] = MOVES,
        skip: str = "",
    ) -> Reply:
        values = [option.value for option in options]
        if label == "接下来":
            if not self.answers.applicant.drafts or "drafts" not in values:
                return "done"
            self.before_drafts = len(self.prompted)
            return "drafts"
        if "done" in values:
            rows = value_at(self.desk.project, self.question.path)
            return "done" if len(rows) >= self._wanted_rows() else "add"
        if "add" in values:
            return self._begun(values)
        if isinstance(self.question, AttestQuestion):
            self.prompted.append(self.question.path)
            return self.answers.least(self.question.path, values)
        return self.answers.chosen(self._asked_for(label), values)

    def _begun(self, values: list[str]) -> str:
        """Whether there is anything of a list or record at all."""
        path = self.question.path
        self.prompted.append(path)
        if path == ("rule_documents",) and self.answers.applicant.drafts:
            return "none"
        # Without an occupation, a person, a room nothing else would be asked.
        often = ["add", "none"] if path != ("occupations",) or self.answers.applicant.bare else ["add"]
        return self.answers.least(path, [one for one in often if one in values])

    def _wanted_rows(self) -> int:
        path = self.question.path
        if path == ("record", "annual_inspections"):
            return 3
        if path == ("occupations",):
            return len(self.answers.applicant.bands)
        return 1 + self.answers.applicant.number // 3 % 2

    def _asked_for(self, label: str) -> FieldPath:
        """The path of a prompt, by its label: 第 2 行·学历 is the column of that label of the list that is asked for."""
        lead = _LEAD.fullmatch(label)
        word = lead[2] if lead else label
        candidates = self._candidates(int(lead[1]) - 1 if lead else None)
        found = next((path for path in candidates if own_label(path) == word), None)
        assert found is not None, f"「{label}」 is nothing of {self.question}"
        self.prompted.append(found)
        return found

    def _candidates(self, row: int | None) -> list[FieldPath]:
        match self.question:
            case RowsQuestion(path, columns):
                last = len(value_at(self.desk.project, path) or ()) - 1
                return [(*path, last if row is None else row, column) for column in (*columns, "name")]
            case RecordQuestion(path, columns):
                return [(*path, column) for column in columns]
            case AttestQuestion(path):
                return [(*path[:-1], "note")]
            case _:
                return [self.question.path, (*self.question.path[:-1], "name")]


@dataclass
class WatchedDesk(Desk):
    """A desk of which every edit is seen."""

    edits: list[Edit] = field(default_factory=list)

    def save(self, edits: Sequence[Edit]) -> bool:
        self.edits += edits
        return super().save(edits)


class Watched(Interview):
    """An interview of which every question is seen before it is put, and how it went."""

    def __init__(
        self,
        desk: Desk,
        judge: Callable[[StoredProject], list[CheckResult]],
        walker: Walker,
        drafts_of: DraftsOf,
    ) -> None:
        super().__init__(desk, judge, drafts_of)
        self.walker, self.asked = walker, list[tuple[Question, Move | None]]()

    def _introduce(self, question: Question) -> None:
        self.walker.question = question
        super()._introduce(question)

    def _settle(self, question: Question, move: Move | None) -> None:
        super()._settle(question, move)
        self.asked.append((question, move))
        assert len(self.asked) <= MOST_ASKED, "the interview does not come to an end"


@dataclass
class Walk:
    """One interview from an empty project to its end."""

    desk: WatchedDesk
    result: CheckResult
    asked: list[tuple[Question, Move | None]]
    prompted: list[FieldPath]
    before_drafts: int | None
    """How many of them came before what only the first drafts print."""


def walk(folder: Path, target: Target, answers: Answers, reads: Reads | None = None) -> Walk:
    """The walk of one applicant through the interview of one target."""
    papers(folder, PAPER)
    stored = new_project(folder)
    walker = Walker(answers)
    walker.finished = {one.title for one in LAW.form_states(target, stored.project, answers.on).values()}
    walker.desk = desk = WatchedDesk(walker, stored, reads or reads_of(stored, [target], LAW), LAW.catalogs)
    interview = Watched(
        desk,
        lambda project: [check(project, target, answers.on, LAW)],
        walker,
        lambda project: [drafted(project, target, answers.on, LAW)],
    )
    (result,) = interview.run()
    assert load_project(folder).project == desk.project
    return Walk(desk, result, interview.asked, walker.prompted, walker.before_drafts)
