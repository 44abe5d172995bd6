"""What the flows of all questions share: the conversation, the project as it stands on disk, what was asked already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from evalprep.errors import EvalprepError
from evalprep.intake.interview.asking import Asker, Option, Voice
from evalprep.intake.interview.questions import Question
from evalprep.intake.interview.unfinished import read_unfinished, write_unfinished
from evalprep.intake.reads import Reads
from evalprep.model.catalogs import Catalogs
from evalprep.model.project import Project
from evalprep.model.validation import Path, Tree
from evalprep.store.project import StoredProject, load_project, save_edits
from evalprep.store.rewrite import Edit


@dataclass
class Desk:
    """One interview at work. What is saved is on disk before the next question."""

    asker: Asker
    stored: StoredProject
    reads: Reads
    catalogs: Catalogs = field(default_factory=Catalogs)
    done: set[Path] = field(default_factory=set)
    """Paths answered or skipped in this run: the plan does not come back to them."""
    trail: list[Question] = field(default_factory=list)
    """The questions of this run in the order in which they were put, for going back."""
    on: date | None = None
    """The day of judgement, where it is known."""
    unfinished: list[Path] = field(init=False)
    """Lists and texts that were begun, and that the person has not said to be finished."""

    def __post_init__(self) -> None:
        self.unfinished = read_unfinished(self.stored.folder)

    @property
    def project(self) -> Project:
        """The project as it stands."""
        return self.stored.project

    @property
    def tree(self) -> Tree:
        """The file's plain values."""
        return self.stored.source.tree

    def save(self, edits: Sequence[Edit]) -> bool:
        """Write edits to the file; False when they could not be saved and the person gave them up.

        Where the file cannot be written the answer is kept until the person has mended that. A file changed
        elsewhere is read anew, so that the other changes stay.
        """
        while True:
            try:
                self.stored = save_edits(self.stored, edits)
            except EvalprepError as error:
                self._complain(error)
            except ValueError:
                self.asker.tell("文件在别处改动过，这一行已经不在原处，这个答案没有存进去。", Voice.WRONG)
                return False
            else:
                return True
            options = (Option("again", "再存一次"), Option("drop", "放弃这个答案"))
            if self.asker.select("答案还没有存盘", options, moves=()) != "again":
                return False
            self._read_again()

    def _read_again(self) -> None:
        try:
            self.stored = load_project(self.stored.path)
        except EvalprepError as error:
            self._complain(error)

    def _complain(self, error: EvalprepError) -> None:
        for problem in error.problems:
            self.asker.tell(f"没有存进去：{problem.problem}。怎么办：{problem.remedy}", Voice.WRONG)

    def begin(self, path: Path) -> None:
        """Remember that what stands at a path is not finished, also beyond this run."""
        if path not in self.unfinished:
            self.unfinished.append(path)
            write_unfinished(self.stored.folder, self.unfinished)

    def finish(self, path: Path) -> None:
        """The person says that it is finished."""
        if path in self.unfinished:
            self.unfinished.remove(path)
            write_unfinished(self.stored.folder, self.unfinished)

    def forget_row(self, path: Path) -> None:
        """After a row was removed: what was asked within it is forgotten, the rows below it have moved up."""
        self.done = {moved for one in self.done if (moved := _moved_up(one, path)) is not None}
        open_still = [moved for one in self.unfinished if (moved := _moved_up(one, path)) is not None]
        if open_still != self.unfinished:
            self.unfinished = open_still
            write_unfinished(self.stored.folder, open_still)
        self.trail = [
            one for one in self.trail if one.path[: len(path) - 1] != path[:-1] or len(one.path) < len(path)
        ]


def _moved_up(path: Path, removed: Path) -> Path | None:
    """A path after a row was removed; None for what lay within it."""
    depth = len(removed) - 1
    if len(path) <= depth or path[:depth] != removed[:depth]:
        return path
    index, gone = path[depth], removed[depth]
    if not isinstance(index, int) or not isinstance(gone, int) or index < gone:
        return path
    return None if index == gone else (*path[:depth], index - 1, *path[depth + 1 :])
