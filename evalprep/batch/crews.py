"""Who works on jobs on this machine: the process itself, or several of them."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

from evalprep.batch.interrupt import ENDING
from evalprep.batch.run import Crew

GRACE = 2.0
"""How many seconds a process has to tidy up before it is killed."""
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


@contextmanager
def processes(many: int) -> Iterator[Crew]:
    """So many processes, which share nothing with this one but what is handed out."""
    pool = _Processes(many)
    try:
        yield Crew(pool, 2 * many)
    except BaseException:
        pool.end()
        raise
    pool.shutdown()


class _Processes(Executor):
    """So many processes, each with a thread here that hands it one job after the other, and a pipe of its own.

    When the system takes a process, be it half-way through a result, its pipe ends: its job is lost, and nothing else.
    (Those of a ProcessPoolExecutor write into one pipe, where half a result is waited on for ever.)
    """

    def __init__(self, many: int) -> None:
        self._context = get_context("spawn")
        _track_before_deaf()
        self._threads = ThreadPoolExecutor(many, initializer=_deaf)
        self._of_thread = threading.local()
        self._begun: list[tuple[BaseProcess, Connection]] = []
        self._is_over, self._beginning = False, threading.Lock()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        return self._threads.submit(self._hand_over, fn, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        for _, pipe in self._begun:
            pipe.close()
        self._see_off()

    def end(self) -> None:
        """Let go of every job, and of every process."""
        with self._beginning:
            self._is_over = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process, _ in self._begun:
            process.terminate()
        self._see_off()

    def _see_off(self) -> None:
        until = time.monotonic() + GRACE
        for process, _ in self._begun:
            process.join(max(until - time.monotonic(), 0))
            if process.is_alive():
                process.kill()

    def _hand_over(self, fn: Callable[..., T], args: Any, kwargs: Any) -> T:
        """What a process makes of a job; raises what the job does, BrokenExecutor where the process has died."""
        job = pickle.dumps((fn, args, kwargs))
        try:
            pipe = self._pipe()
            pipe.send_bytes(job)
            came = pipe.recv_bytes()
        except (EOFError, OSError) as gone:
            self._of_thread.pipe = None
            raise BrokenExecutor from gone
        result, error = pickle.loads(came)
        if error:
            raise error
        return result  # type: ignore[no-any-return]

    def _pipe(self) -> Connection:
        """That to the process of this thread, which is begun where there is none."""
        held: Connection | None = getattr(self._of_thread, "pipe", None)
        if held is not None:
            return held
        with self._beginning:
            if self._is_over:
                raise EOFError
            pipe, its_end = self._context.Pipe()
            process = self._context.Process(target=_work, args=(its_end,), daemon=True)
            process.start()
            # Once nobody else holds that end, the pipe ends with the process.
            its_end.close()
            self._begun.append((process, pipe))
        self._of_thread.pipe = pipe
        return pipe


def _track_before_deaf() -> None:
    """Python's own helper of processes makes who begins it listen to signals again."""
    if sys.platform != "win32":
        from multiprocessing.resource_tracker import ensure_running

        ensure_running()


def _deaf() -> None:
    """Leave signals to the main thread. A process begun by a deaf thread is deaf too: no Ctrl-C meets it half begun."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)


class _Ended(KeyboardInterrupt):
    """The call is over: whatever a job has opened is tidied up on the way out."""


_leaving = threading.Event()


def _work(pipe: Connection) -> None:
    """What a new process does: one job after the other, until it is told to end or nobody is there to tell it."""
    _mute()
    with suppress(EOFError, OSError, _Ended):
        _listen()
        while not _leaving.is_set():
            pipe.send_bytes(_came_of(pipe.recv_bytes()))


def _came_of(job: bytes) -> bytes:
    try:
        fn, args, kwargs = pickle.loads(job)
        return pickle.dumps((fn(*args, **kwargs), None))
    except Exception as error:
        # One of its own kind may not survive the way.
        return pickle.dumps((None, RuntimeError(f"{type(error).__name__}: {error}")))


def _mute() -> None:
    """A library that prints, warns or complains does it nowhere: results and messages are those of the main process."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        os.close(nowhere)


def _listen() -> None:
    """Leave Ctrl-C and the end of the terminal to the main process; end when that says so, and with it."""
    for number in ENDING:
        signal.signal(number, _leave if number == signal.SIGTERM else signal.SIG_IGN)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_outlive_not, args=(parent.sentinel,), daemon=True).start()


def _leave(number: int, frame: Any) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _leaving.set()
    raise _Ended


def _outlive_not(sentinel: int) -> None:
    wait([sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
