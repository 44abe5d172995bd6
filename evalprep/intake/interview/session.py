"""The interview: plan, ask, save, plan again, until nothing is left to ask or the person leaves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from evalprep.intake.interview.asking import Move, Option, Voice
from evalprep.intake.interview.common import CommonReads
from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.drafting import Drafting, DraftsOf
from evalprep.intake.interview.papers import ask_files
from evalprep.intake.interview.plan import open_still, plan
from evalprep.intake.interview.progress import progress
from evalprep.intake.interview.questions import (
    AttestQuestion,
    FilesQuestion,
    Question,
    RecordQuestion,
    RowsQuestion,
    ScoreQuestion,
    ValueQuestion,
)
from evalprep.intake.interview.review import Section, listed, question_at, sections
from evalprep.intake.interview.rows import ask_record, ask_rows
from evalprep.intake.interview.values import ask_statement, ask_value
from evalprep.intake.interview.wording import LEGEND, heading, interpretation_of, paragraphs
from evalprep.model.fields import value_at
from evalprep.model.results import CheckResult
from evalprep.model.validation import Path
from evalprep.model.verdicts import Verdict
from evalprep.store.project import StoredProject

Judge = Callable[[StoredProject], Sequence[CheckResult]]
"""The results of all targets, in the order of the desk's `reads`."""


MOST_TOLD, LONGEST = 4, 60
"""How much of what an answer has decided against the applicant is told at once: requirements, and characters of each."""

MOST_NAMED = 6
"""How many of the questions that were skipped are named at the end."""

OUTCOMES: dict[Move | None, str] = {
    Move.SKIP: "以后再填",
    Move.KEEP: "没有改动",
    Move.CLEAR: "已清除，以后再填",
}


class Interview:
    """One run: the desk, the judge, the plan, and where in the trail of questions the person stands."""

    def __init__(self, desk: Desk, judge: Judge, drafts_of: DraftsOf | None = None) -> None:
        self.desk, self.judge = desk, judge
        self.drafting = Drafting(desk, drafts_of)
        self.results = judge(desk.stored)
        desk.on = self.results[0].on if self.results else None
        self.leftover = list(desk.unfinished)
        """What an earlier run left unfinished: it comes first."""
        self.called: list[Path] = []
        """What the answers of this run called for: it comes next."""
        self.upcoming = self._planned()
        self.said: set[str] = set()
        """The interpretations that stood above a question in this run."""
        self.position = 0
        """The place in the trail; behind its end the plan says what comes next."""

    def run(self) -> Sequence[CheckResult]:
        """Ask until nothing is left or the person leaves; the results of what was said.

        Ctrl-C raises KeyboardInterrupt; what was answered until then is on disk.
        """
        for line in LEGEND:
            self.desk.asker.tell(line, Voice.HINT)
        self.desk.asker.tell(self._standing(), Voice.SAVED)
        while (question := self._next()) is not None:
            self._introduce(question)
            move = put_question(self.desk, question)
            if move is Move.QUIT:
                self.results = self.judge(self.desk.stored)
                self._tell_unfinished()
                break
            if move is Move.BACK:
                self._turn_back(question)
            else:
                self._settle(question, move)
        return self.results

    def _introduce(self, question: Question) -> None:
        tell, project = self.desk.asker.tell, self.desk.project
        for text, voice in paragraphs(question, project, self.said):
            tell(text, voice)
        self.said.add(interpretation_of(question.why) if question.why else "")
        if question.path in self.leftover and question.path in self.desk.unfinished:
            tell("上次没有登记完，请接着填；确实齐了就选「完成」，文字写完了就直接回车", Voice.HINT)
        planned = self.position == len(self.desk.trail) and question.why is not None
        if planned and isinstance(question, ValueQuestion) and value_at(project, question.path) is not None:
            tell("已经填了，但照现在填的还定不下来，请核对", Voice.HINT)

    def _planned(self) -> tuple[Question, ...]:
        """What is left unfinished from an earlier run, then what the results call for."""
        desk = self.desk
        first = [
            question
            for path in self.leftover
            if path in desk.unfinished and path not in desk.done and value_at(desk.project, path) is not None
            if (question := question_at(path, desk.reads)) is not None
        ]
        known = {question.path for question in first}
        rest = (*self._called_for(desk.done), *self.drafting.questions())
        return (*first, *(question for question in rest if question.path not in known))

    def _called_for(self, done: Collection[Path] = ()) -> tuple[Question, ...]:
        """What the results call for; where no target is chosen, what all jurisdictions read."""
        reads = self.desk.reads
        found = plan(self.results, reads, self.desk.project, done)
        return tuple(one for one in found if not isinstance(reads, CommonReads) or reads.asks(one))

    def _tell_unfinished(self) -> None:
        desk = self.desk
        open_still = [path for path in desk.unfinished if value_at(desk.project, path) is not None]
        names = [heading(one, desk.project) for path in open_still if (one := question_at(path, desk.reads))]
        if names:
            desk.asker.tell(f"还没有登记完：{'、'.join(names)}。下次先问。", Voice.HINT)

    def _next(self) -> Question | None:
        while True:
            if self.position < len(self.desk.trail):
                return self.desk.trail[self.position]
            if self.upcoming:
                return self.upcoming[0]
            chosen = self._review()
            if not isinstance(chosen, Move):
                return chosen
            self._back()

    def _turn_back(self, question: Question) -> None:
        """To the question before; from a list that was looked over at the end, to the choice of lists.

        A list that was begun has become an answered question, to which one can return in its turn.
        """
        reviewed = self.position == len(self.desk.trail) and not self.upcoming
        begun = isinstance(question, RowsQuestion | FilesQuestion | RecordQuestion)
        if begun and value_at(self.desk.project, question.path) is not None:
            self._remember(question)
        self.results = self.judge(self.desk.stored)
        self.upcoming = tuple(sorted(self._planned(), key=self._turn))
        if reviewed:
            self.position = len(self.desk.trail)
        else:
            self._back()

    def _remember(self, question: Question) -> None:
        self.desk.done.add(question.path)
        if all(question.path != asked.path for asked in self.desk.trail):
            self.desk.trail.append(question)

    def _back(self) -> None:
        self.position = min(self.position, len(self.desk.trail))
        if self.position == 0:
            self.desk.asker.tell("这已经是本次的第一题。", Voice.WRONG)
        else:
            self.position -= 1

    def _settle(self, question: Question, move: Move | None) -> None:
        """After an answer or a skip: judge, tell what changed, plan anew."""
        desk = self.desk
        self._remember(question)
        self.position = len(desk.trail)
        before, self.results = self.results, self.judge(desk.stored)
        if not isinstance(desk.reads, CommonReads):
            self._tell_failed(before)
            if move is None and isinstance(question, RowsQuestion):
                self._tell_open(question.path)
        now = self._planned()
        self.called = [*called_for(question.path, self.upcoming, now), *self.called]
        self.upcoming = tuple(sorted(now, key=self._turn))
        desk.asker.tell(f"{OUTCOMES.get(move, '已存盘')}。{self._standing()}", Voice.SAVED)

    def _tell_failed(self, before: Sequence[CheckResult]) -> None:
        tell, failed = self.desk.asker.tell, list(_newly_unmet(before, self.results))
        for text in failed[:MOST_TOLD]:
            tell(text, Voice.WRONG)
        if len(failed) > MOST_TOLD:
            told = f"另有 {len(failed) - MOST_TOLD} 条不符合，填完以后用 evalprep check 逐条看"
            tell(told, Voice.WRONG)

    def _tell_open(self, path: Path) -> None:
        """What a list that the person says is complete leaves open: the years, the rooms of a sort that it lacks."""
        found = list(open_still(path, self.results, self.desk.reads, self.desk.project))
        for name, message in found[:MOST_TOLD]:
            self.desk.asker.tell(f"{name} 还定不下来：{shortened(message)}", Voice.WRONG)

    def _standing(self) -> str:
        """How far the project is. Where no target is chosen, verdicts of all jurisdictions together say nothing."""
        if isinstance(self.desk.reads, CommonReads):
            return f"各地都要的还有 {len(self._called_for())} 题没有填"
        return progress(self.results).text

    def _turn(self, question: Question) -> int:
        """Where a question stands among those that earlier answers called for; the others keep their order behind."""
        return self.called.index(question.path) if question.path in self.called else len(self.called)

    def _review(self) -> Question | Move | None:
        """When nothing is left to ask: finish, go back, or ask for something answered once more."""
        desk = self.desk
        answered = sections(desk.project, desk.reads)
        if not answered and not desk.trail:
            return None
        self._tell_unfinished()
        waiting = self._called_for()
        told = f"，跳过的 {len(waiting)} 题下次再问" if waiting else ""
        desk.asker.tell(f"要问的都问完了{told}。", Voice.TITLE)
        if waiting:
            desk.asker.tell(f"跳过的：{self._named(waiting)}", Voice.HINT)
        options = [Option("done", "结束")]
        if number := self.drafting.offered():
            options.append(Option("drafts", f"再填初稿里要印的 {number} 项（不填也行，以后在 Word 里写）"))
        options += [Option(str(n), f"补充或修改：{section.title}") for n, section in enumerate(answered)]
        while True:
            reply = desk.asker.select(
                "接下来", options, default="done", moves=(Move.BACK,) if desk.trail else ()
            )
            if isinstance(reply, Move):
                return reply
            if reply == "done":
                return None
            if reply == "drafts":
                self.drafting.choose()
                self.upcoming = self._planned()
                return self.upcoming[0]
            question = self._chosen(answered[int(reply)])
            if question is not Move.BACK:
                return None if isinstance(question, Move) else question

    def _named(self, questions: Sequence[Question]) -> str:
        """Some questions by their headings."""
        names = [heading(one, self.desk.project) for one in questions[:MOST_NAMED]]
        return f"{'、'.join(names)}{'等' if len(questions) > MOST_NAMED else ''}"

    def _chosen(self, section: Section) -> Question | Move:
        """Which of a section's answers to ask for again."""
        if len(section.questions) == 1:
            return section.questions[0]
        options = [Option(str(n), listed(one, self.desk.project)) for n, one in enumerate(section.questions)]
        reply = self.desk.asker.select("改哪一项", options, moves=(Move.BACK, Move.QUIT))
        return reply if isinstance(reply, Move) else section.questions[int(reply)]


def put_question(desk: Desk, question: Question) -> Move | None:
    """Ask a question of any kind: None when it is answered, else where the person goes instead."""
    match question:
        case ValueQuestion() | ScoreQuestion():
            return ask_value(desk, question)
        case RecordQuestion():
            return ask_record(desk, question)
        case RowsQuestion():
            return ask_rows(desk, question)
        case AttestQuestion():
            return ask_statement(desk, question)
        case FilesQuestion():
            return ask_files(desk, question)


def called_for(answered: Path, before: Sequence[Question], now: Sequence[Question]) -> Iterator[Path]:
    """What the answer itself called for: after 是 the evidence for it, after the venues their leases.

    Papers of rows wait until the data are complete.
    """
    known = {question.path for question in before}
    for question in now:
        beside = question.path[:-1] == answered[:-1]
        below = question.path[: len(answered)] == answered and not isinstance(question, FilesQuestion)
        if question.path not in known and (beside or below):
            yield question.path


def _newly_unmet(before: Sequence[CheckResult], now: Sequence[CheckResult]) -> Iterator[str]:
    """What an answer has decided against the applicant."""
    unmet = {
        finding.name for result in before for finding in result.judged if finding.verdict is Verdict.UNMET
    }
    for finding in (finding for result in now for finding in result.judged):
        if finding.verdict is Verdict.UNMET and finding.name not in unmet:
            message = finding.outcome.message
            yield f"{finding.name} 不符合：{shortened(message)}"


def shortened(message: str) -> str:
    """A long message up to the end of a clause; `check` tells the whole."""
    if len(message) <= LONGEST:
        return message
    head = message[:LONGEST]
    end = max(head.rfind(mark) for mark in "；，。")
    return f"{head[: end if end > LONGEST // 2 else LONGEST]}……"
