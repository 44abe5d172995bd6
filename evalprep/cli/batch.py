"""Many projects on the terminal: who works on them, what is told while they do, what failed, and what an interruption leaves."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from evalprep.errors import EvalprepError, InputError, Problem, UsageError

if TYPE_CHECKING:
    from evalprep.batch.find import Search
    from evalprep.batch.job import Done, Job
    from evalprep.batch.run import Recruit, Work
    from evalprep.cli.targets import Call
    from evalprep.law import Law
    from evalprep.model.batch import Failed


ADDRESS = re.compile(r"(?:(?:tcp|tls|ws|wss)://)?(?:[^\s:/\[\]]+|\[[0-9A-Fa-f:.]+\]):\d+")
"""A scheduler as `distributed` reaches it: 192.0.2.10:8786, also with the protocol before it."""
BAR = 10
"""The cells of the bar that fills while projects are finished."""


@dataclass(frozen=True)
class Workers:
    """Who works: so many processes of this machine, or the nodes of a cluster."""

    jobs: int = 1
    """0 means as many as there are processors."""
    scheduler: str | None = None

    def refuse(self) -> None:
        """Raise UsageError for what cannot be."""
        if self.jobs < 0:
            told = f"--jobs 写的是 {self.jobs}，不能是负数"
            raise UsageError(Problem("bad_jobs", told, "写同时做几个，例如 --jobs 4；0 是有几个处理器就几个"))
        if self.scheduler is not None and self.jobs != 1:
            told = "--scheduler 把项目交给计算集群做，不能再写 --jobs"
            raise UsageError(Problem("jobs_or_cluster", told, "去掉其中一个"))
        if self.scheduler is not None and not ADDRESS.fullmatch(self.scheduler.strip()):
            wrong = f"「{self.scheduler}」不是地址，或没有写端口" if self.scheduler.strip() else "没有写地址"
            remedy = "写 Dask 调度器的地址，例如 tcp://127.0.0.1:8786"
            raise UsageError(Problem("no_address", f"--scheduler 后面{wrong}", remedy))

    @property
    def words(self) -> tuple[str, ...]:
        """The options as the next command has to have them too."""
        if self.scheduler is not None:
            return ("--scheduler", self.scheduler)
        return ("--jobs", str(self.jobs)) if self.jobs != 1 else ()

    @property
    def base(self) -> Path | None:
        """Where the relative paths of jobs begin, for who does not work in this folder."""
        return Path.cwd() if self.scheduler is not None else None

    def crew(self, many: int, progress: Callable[[str], None]) -> tuple[Work, Recruit]:
        """What is done with each of so many jobs, and who does it; `progress` is told of steps in this process."""
        from evalprep.cli.console import say

        if self.scheduler is not None:
            from evalprep.batch.dask import at_node, cluster

            return at_node, partial(cluster, self.scheduler, say)
        from evalprep.batch.crews import alone, processes
        from evalprep.batch.work import perform

        jobs = min(self.jobs or _processors(), many)
        if jobs <= 1:
            return partial(perform, progress=progress), alone
        return perform, partial(processes, jobs)


ONE_BY_ONE = Workers()


def _processors() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@dataclass
class Batch:
    """The projects of one call, worked on one after the other or at a time, told of in their order."""

    search: Search
    workers: Workers
    quiet: bool
    failed: list[Failed] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    """Of what could not be done; verdicts have codes of their own."""
    finished: int = 0
    _complaints: dict[tuple[Problem, ...], Path] = field(default_factory=dict)
    """The project that each complaint was first told of."""
    _line: Callable[[str], None] = lambda told: None
    _lead: str = ""
    _require: Callable[[], None] = lambda: None
    """Raises KeyboardInterrupt where one has been lost on its way."""

    @property
    def total(self) -> int:
        return len(self.search.found)

    @property
    def is_one(self) -> bool:
        return self.total == 1

    def each(
        self, job: Callable[[Path], Job], conclusion: Callable[[Done], str], *, steps: bool = False
    ) -> Generator[Done, None, None]:
        """What came of each project, to be shown before the next is asked for.

        `conclusion` is the one line that is told of it beside the others; with `steps` a single one tells its own.
        """
        self._remark()
        with closing(self._in_order(job)) as every:
            for _ in range(self.total):
                with self._progress(steps):
                    done = next(every)
                    self._require()
                if done.failed:
                    self._complain(done, done.failed)
                yield done
                self.finished += 1
                if not done.failed:
                    self._tell(conclusion(done), done.path)

    @property
    def is_mendable(self) -> bool:
        """Whether something failed that a person can mend: all but a fault of ours."""
        return any(code != 5 for code in self.codes)

    @property
    def failures(self) -> list[str]:
        """Those that failed, each with its first problem, so that nobody has to look for them; of one nothing."""
        if self.is_one or not self.failed:
            return []
        lines = [f"没有做成的 {len(self.failed)} 个（共 {self.total} 个）："]
        for one in self.failed:
            more = f"（等 {len(one.problems)} 处问题）" if len(one.problems) > 1 else ""
            lines.append(f"× {one.project}：{one.problems[0].problem}{more}")
        return lines

    def end(self, counted: str = "") -> None:
        """Tell what many came to, and again of those that failed."""
        from evalprep.cli.console import say

        if self.quiet or self.is_one:
            return
        if counted:
            say("", f"共 {self.total} 个单位。{counted}")
        if self.failed:
            say("", *self.failures)

    def _in_order(self, job: Callable[[Path], Job]) -> Generator[Done, None, None]:
        from evalprep.batch.job import Done
        from evalprep.batch.run import in_order

        paths = [one for one in self.search.found if isinstance(one, Path)]
        work, recruit = self.workers.crew(len(paths), self._step)
        with closing(in_order(map(job, paths), work, recruit)) as every:
            for one in self.search.found:
                if isinstance(one, Path):
                    yield next(every)
                else:
                    yield Done(Path(one.project), problems=one.problems, exit_code=3)

    def _remark(self) -> None:
        from evalprep.cli.console import say

        if not self.quiet:
            say(*self.search.remarks)

    @contextmanager
    def _progress(self, steps: bool) -> Iterator[None]:
        """The line on the terminal while a project is waited for."""
        from evalprep.cli.console import progress_line

        one = self.search.found[self.finished]
        self._lead = "" if self.is_one else f"{_bar(self.finished, self.total)} {_name(one)}"
        with progress_line(self.quiet or (self.is_one and not steps)) as line:
            self._line = line
            if self._lead:
                line(self._lead)
            yield

    def _step(self, told: str) -> None:
        self._line(f"{self._lead}：{told}" if self._lead else told)

    def _complain(self, done: Done, failed: Failed) -> None:
        """Tell what is wrong with a project; what is wrong with the whole call is told once."""
        from evalprep.cli import tell_fault
        from evalprep.cli.console import complain, say

        # What has no place is of this project alone, also where it is worded like another's.
        is_of_files = not done.fault and all(one.place for one in done.problems)
        first = None if not is_of_files else self._complaints.setdefault(done.problems, done.path)
        is_told = first is not None and first != done.path
        if not self.is_one:
            again = f"，问题和 {first} 的一样" if is_told else ""
            some = "没有全部做成" if done.judged or done.made else "没有做成"
            say(f"[{self.finished + 1}/{self.total}] {done.path}：{some}{again}")
        if not is_told:
            complain(done.problems)
        if done.fault:
            tell_fault(done.fault.kind, done.fault.told)
        self.failed.append(failed)
        self.codes.append(done.exit_code)

    def _tell(self, conclusion: str, path: Path) -> None:
        """A plain line for each of many, where no terminal shows how far it is."""
        from evalprep.cli.console import has_progress_line, say

        if not (self.is_one or self.quiet or has_progress_line()):
            say(f"[{self.finished}/{self.total}] {path}：{conclusion}")


@contextmanager
def told_when_interrupted(batch: Batch) -> Iterator[None]:
    """Say how far it went. A closed terminal, a system that asks for the end, a cluster that is gone are told as Ctrl-C is."""
    from evalprep.batch.interrupt import interruptible
    from evalprep.cli.console import say

    with interruptible() as batch._require:
        try:
            yield
        except (KeyboardInterrupt, InputError) as end:
            if not batch.is_one and (batch.finished or isinstance(end, KeyboardInterrupt)):
                rest = "后面的没有做完" if batch.finished < batch.total else "结果还没有写出来"
                say("", f"做完了 {batch.finished} 个（共 {batch.total} 个），{rest}。")
            raise


def found(paths: Sequence[Path] | None) -> Search:
    """The projects of the paths that a person gave; none means this folder."""
    from evalprep.batch.find import find_projects
    from evalprep.cli.targets import HERE

    return find_projects(paths or [HERE])


def laws(call: Call, search: Search) -> Iterator[Law]:
    """The law of the call, and of each applicant that has a library of its own, each once. Raises InputError."""
    from evalprep.batch.targets import law_beside
    from evalprep.store.project import FILE_NAME

    seen: set[tuple[Path, ...]] = set()
    projects = (one for one in search.found if isinstance(one, Path))
    folders = (one if os.path.lexists(one / FILE_NAME) else one.parent for one in projects)
    for folder in (None, *folders):
        try:
            law = law_beside(folder, call.library)
        except InputError:
            if folder is None:
                raise
            # What is wrong with one project is told of it.
            continue
        if (roots := tuple(law.library.roots)) not in seen:
            seen.add(roots)
            yield law


def refuse_target(call: Call, search: Search) -> None:
    """Raise UsageError for a target that no law of the call knows, before any project is looked at."""
    refused: UsageError | None = None
    for law in laws(call, search):
        try:
            call.wanted(law)
            return
        except UsageError as error:
            # That of an own library, which comes later, knows of more.
            refused = error
        except EvalprepError:
            # What is wrong with a library is told of the project that it stands beside.
            return
    if refused:
        raise refused


def _bar(finished: int, total: int) -> str:
    """[#####-----] 21/40: how many are finished, and which is waited for; in signs that every console has."""
    full = BAR * finished // total
    return f"[{'#' * full}{'-' * (BAR - full)}] {finished + 1}/{total}"


def _name(one: Path | Failed) -> str:
    """The folder of a project, without those above it: a narrow window has no room for more."""
    from evalprep.store.project import FILE_NAME

    path = one if isinstance(one, Path) else Path(one.project)
    return path.parent.name if path.name == FILE_NAME and path.parent.name else path.name or str(path)
