"""What only the first drafts (初稿) print: no verdict waits for it, so it is asked for when the person wishes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.plan import plan_drafts
from evalprep.intake.interview.questions import Question
from evalprep.intake.reads import Drafted, Reads
from evalprep.model.fields import pattern
from evalprep.store.project import StoredProject

DraftsOf = Callable[[StoredProject], Sequence[Drafted]]
"""What the drafts of all targets wait for, in the order of the desk's `reads`."""


class Drafting:
    """The drafts of one interview. What they wait for is made out when it is asked about, never before."""

    def __init__(self, desk: Desk, drafts_of: DraftsOf | None) -> None:
        self._desk, self._drafts_of, self._plain = desk, drafts_of, desk.reads
        self._chosen = False
        if any(not desk.reads.holds(pattern(path)) for path in desk.unfinished):
            # A list or text that was begun from such a question, in an earlier run.
            desk.reads, _ = self._planned()

    def choose(self) -> None:
        """The person wishes to be asked."""
        self._chosen = True

    def questions(self) -> tuple[Question, ...]:
        """What is asked now, once the person wished it; lists have the columns that the drafts print."""
        if not self._chosen:
            return ()
        self._desk.reads, found = self._planned()
        return found

    def offered(self) -> int:
        """How many questions there would be besides those that were put already."""
        return len(self._planned()[1])

    def _planned(self) -> tuple[Reads, tuple[Question, ...]]:
        desk = self._desk
        if self._drafts_of is None:
            return self._plain, ()
        drafted = self._drafts_of(desk.stored)
        reads = self._plain.with_drafts(drafted)
        if reads == desk.reads:
            # It remembers what it has made out.
            reads = desk.reads
        return reads, plan_drafts(drafted, reads, desk.project, desk.done)
