"""Jobs in, what came of them out, in the order of the jobs, over any `concurrent.futures.Executor`.

No more jobs are handed out than a window holds, so that what waits to be shown does not grow with their number. Where
a worker dies (the system takes it when memory is short), its job is run again by itself, once the others that are under
way have ended: a job with which a worker dies again has failed, the others go on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from evalprep.batch.job import Done, Fault, Job
from evalprep.errors import InputError, Place, Problem

Work = Callable[[Job], Done]
LISTENS = 0.5
"""How often, in seconds, Ctrl-C is listened for: Windows does not interrupt a wait."""


@dataclass(frozen=True)
class Crew:
    """Whoever works on jobs, and how many jobs they may hold at a time."""

    executor: Executor
    """Of a job whose worker died it says BrokenExecutor, and takes the next one."""
    window: int
    require: Callable[[], None] = lambda: None
    """Asked again and again while a job is waited for; raises InputError where nobody is there to do it any more."""


Recruit = Callable[[], AbstractContextManager[Crew]]
"""A crew that is dismissed when its context ends: at once where that ends in an exception."""


def in_order(jobs: Iterable[Job], work: Work, recruit: Recruit) -> Generator[Done, None, None]:
    """What came of each job, in their order. Closing it early dismisses the crew at once."""
    with recruit() as crew:
        line = _Line(work, crew)
        for job in jobs:
            line.hand_out(job)
            if len(line.waiting) >= crew.window:
                yield line.first()
        while line.waiting:
            yield line.first()


@dataclass
class _Line:
    """The jobs that are under way, in their order."""

    work: Work
    crew: Crew
    waiting: deque[tuple[Job, Future[Done]]] = field(default_factory=deque)

    def hand_out(self, job: Job) -> None:
        self.waiting.append((job, self.crew.executor.submit(self.work, job)))

    def first(self) -> Done:
        """What came of the first job, once it is there."""
        job, future = self.waiting.popleft()
        if not self._has_died(future):
            return _outcome(job, future)
        # By itself it has all the memory that there is.
        for _, other in self.waiting:
            self._has_died(other)
        again = self.crew.executor.submit(self.work, job)
        return _gone(job) if self._has_died(again) else _outcome(job, again)

    def _has_died(self, future: Future[Done]) -> bool:
        """Whether its worker has died, once it is known."""
        while not wait([future], LISTENS).done:
            self.crew.require()
        return not future.cancelled() and isinstance(future.exception(), BrokenExecutor)


def _outcome(job: Job, future: Future[Done]) -> Done:
    """What a finished job came to; what the executor could not do with it is told of the job.

    Raises CancelledError where the whole crew is gone, InputError where it cannot be worked with.
    """
    try:
        return future.result()
    except (CancelledError, InputError):
        # That is not said of one job.
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
