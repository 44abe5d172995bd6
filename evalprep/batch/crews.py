"""Who works on jobs on this machine: the process itself, or several of them."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

from evalprep.batch.job import Done, Job
from evalprep.batch.run import Crew
from evalprep.batch.work import perform

MOST_ON_WINDOWS = 61
"""How many processes Windows can be waited for at once (WaitForMultipleObjects)."""
GRACE = 2.0
"""How many seconds a process has to tidy up before it is killed."""
LAST = 1.0
"""How many seconds of it a process takes at most."""
P = ParamSpec("P")
T = TypeVar("T")


class _Here(Executor):
    """Does at once what it is handed, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def alone() -> Iterator[Crew]:
    """This process; what is raised in it, Ctrl-C too, comes out of `submit`."""
    yield Crew(_Here(), 1)


class _Processes(ProcessPoolExecutor):
    """Processes that a terminal's Ctrl-C does not reach, not even while they start: only this one answers it."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        if sys.platform == "win32":
            return super().submit(fn, *args, **kwargs)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def processes(many: int) -> Iterator[Crew]:
    """So many processes, which share nothing with this one but what is handed out."""
    many = min(many, MOST_ON_WINDOWS) if sys.platform == "win32" else many
    others = set(active_children())
    pool = _Processes(many, mp_context=get_context("spawn"), initializer=_begin)
    try:
        yield Crew(pool, 2 * many)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        _end([one for one in active_children() if one not in others])
        raise
    pool.shutdown()


def _end(children: list[BaseProcess]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        child.join(GRACE)
        if child.is_alive():
            child.kill()


class _Ended(KeyboardInterrupt):
    """The call is over: whatever a job has opened is tidied up on the way out."""


def _begin() -> None:
    """What a new process does first: it leaves Ctrl-C to the one that began it, and ends with that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_outlive_not, args=(parent.sentinel,), daemon=True).start()


def _outlive_not(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


_working, _leaving = threading.Event(), threading.Event()


def _leave(number: int, frame: Any) -> None:
    """Stop the job of the moment. Between jobs a result may be on its way: it gets a second, or who reads it waits for ever."""
    _leaving.set()
    last = threading.Timer(LAST, os._exit, (1,))
    last.daemon = True
    last.start()
    if _working.is_set():
        _working.clear()
        raise _Ended


def at_work(job: Job) -> Done:
    """What came of a job in a process of several; nothing where the process is told to end."""
    if _leaving.is_set():
        return Done(job.path)
    _working.set()
    try:
        return perform(job)
    except _Ended:
        return Done(job.path)
    finally:
        _working.clear()
