"""Jobs in, what came of them out, in the order of the jobs, over any `concurrent.futures.Executor`.

No more jobs are handed out than a window holds, so that what waits to be shown does not grow with their number. Where
a worker dies (the system takes it when memory is short), every job that was under way is run again by itself: the one
with which a worker dies again has failed, the others go on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field

from evalprep.batch.job import Done, Fault, Job
from evalprep.errors import Place, Problem

Work = Callable[[Job], Done]
LISTENS = 0.5
"""How often, in seconds, Ctrl-C is listened for: Windows does not interrupt a wait."""


@dataclass(frozen=True)
class Crew:
    """Whoever works on jobs, and how many jobs they may hold at a time."""

    executor: Executor
    window: int
    require: Callable[[], None] = lambda: None
    """Asked again and again while a job is waited for; raises InputError where nobody is there to do it any more."""


Recruit = Callable[[], AbstractContextManager[Crew]]
"""A crew that is dismissed when its context ends: at once where that ends in an exception."""


def in_order(jobs: Iterable[Job], work: Work, recruit: Recruit) -> Generator[Done, None, None]:
    """What came of each job, in their order. Closing it early dismisses the crew at once."""
    with ExitStack() as stack:
        line = _Line(work, recruit, stack.enter_context(ExitStack()))
        for job in jobs:
            line.hand_out(job)
            if len(line.waiting) >= line.crew.window:
                yield line.first()
        while line.waiting:
            yield line.first()


@dataclass
class _Line:
    """The jobs that are under way, in their order."""

    work: Work
    recruit: Recruit
    stack: ExitStack
    """Ends with the crew of the moment."""
    waiting: deque[tuple[Job, Future[Done]]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.crew = self.stack.enter_context(self.recruit())

    def hand_out(self, job: Job) -> None:
        try:
            future = self.crew.executor.submit(self.work, job)
        except BrokenExecutor:
            self._renew()
            self._settle()
            future = self.crew.executor.submit(self.work, job)
        self.waiting.append((job, future))

    def first(self) -> Done:
        """What came of the first job, once it is there."""
        if self._has_died(self.waiting[0][1]):
            self._renew()
            self._settle()
        job, future = self.waiting.popleft()
        return _outcome(job, future)

    def _settle(self) -> None:
        """Run whatever was under way when a worker died again, one by one."""
        for at, (job, future) in enumerate(self.waiting):
            if not future.done() or self._has_died(future):
                self.waiting[at] = (job, self._alone(job))

    def _alone(self, job: Job) -> Future[Done]:
        future = self.crew.executor.submit(self.work, job)
        if not self._has_died(future):
            return future
        self._renew()
        failed: Future[Done] = Future()
        failed.set_result(_gone(job))
        return failed

    def _has_died(self, future: Future[Done]) -> bool:
        """Whether its worker has died, once it is known."""
        while not wait([future], LISTENS).done:
            self.crew.require()
        return not future.cancelled() and isinstance(future.exception(), BrokenExecutor)

    def _renew(self) -> None:
        self.stack.close()
        self.crew = self.stack.enter_context(self.recruit())


def _outcome(job: Job, future: Future[Done]) -> Done:
    """What a finished job came to; what the executor could not do with it is told of the job.

    Raises CancelledError where the whole crew is gone.
    """
    try:
        return future.result()
    except CancelledError:
        # Nobody is there any more: that is not said of one job.
        raise
    except Exception as error:
        # Dask's name for a job with which one worker after another died.
        if type(error).__name__ == "KilledWorker":
            return _gone(job)
        return Done(job.path, fault=Fault(type(error).__name__, repr(error)), exit_code=5)


def _gone(job: Job) -> Done:
    told = "做这个项目的时候，程序被系统结束了，多半是内存不够"
    remedy = "关掉占内存的程序，把 --jobs 写小一些，再运行一次"
    problem = Problem("worker_died", told, remedy, Place(str(job.path)))
    return Done(job.path, problems=(problem,), exit_code=3)
