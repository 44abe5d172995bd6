"""Jobs in, what came of them out: order, window, and workers that die."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from evalprep.batch.job import Done, Job
from evalprep.batch.run import Crew, in_order
from evalprep.errors import InputError, Problem

DAY = date(2020, 6, 1)


def jobs(*names: str) -> list[Job]:
    return [Job(Path(name), DAY) for name in names]


def names(every: Iterator[Done]) -> list[str]:
    return [str(one.path) for one in every]


@contextmanager
def threads() -> Iterator[Crew]:
    with ThreadPoolExecutor(4) as pool:
        yield Crew(pool, 4)


def test_what_is_done_first_does_not_come_first() -> None:
    def work(job: Job) -> Done:
        time.sleep(0.3 if job.path.name == "a" else 0)
        return Done(job.path)

    assert names(in_order(jobs("a", "b", "c"), work, threads)) == ["a", "b", "c"]


def test_no_more_jobs_are_handed_out_than_the_window_holds() -> None:
    handed_out = 0

    def coming() -> Iterator[Job]:
        nonlocal handed_out
        for one in jobs(*map(str, range(50))):
            handed_out += 1
            yield one

    with closing(in_order(coming(), lambda job: Done(job.path), threads)) as every:
        for shown, _ in enumerate(every):
            assert handed_out <= shown + 4
    assert handed_out == 50


def test_who_stops_listening_dismisses_the_crew_as_after_a_fault() -> None:
    ended: list[str] = []

    @contextmanager
    def crew() -> Iterator[Crew]:
        try:
            with threads() as held:
                yield held
        except BaseException as error:
            ended.append(type(error).__name__)
            raise

    with closing(in_order(jobs(*"abcdef"), lambda job: Done(job.path), crew)) as every:
        next(every)
    assert ended == ["GeneratorExit"]


def work(job: Job) -> Done:
    return Done(job.path)


class Mortal(Executor):
    """A worker of it dies with the deadly job each time, and with the unlucky one the first time."""

    def __init__(self) -> None:
        self.unlucky = {"unlucky"}
        self.under_way: list[Future[Any]] = []
        self.again: list[str] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        name = args[0].path.name
        if name == "deadly" or name in self.unlucky:
            if name not in self.again:
                self.again.append(name)
            elif not all(one.done() for one in self.under_way):
                raise AssertionError("run again beside others")
            self.unlucky.discard(name)
            future.set_exception(BrokenProcessPool("dead"))
        elif name == "slow":
            self.under_way.append(future)
            Timer(0.2, future.set_result, (fn(*args),)).start()
        else:
            future.set_result(fn(*args))
        return future


def test_a_job_whose_worker_died_is_run_again_by_itself_and_only_the_deadly_one_has_failed() -> None:
    mortal = Mortal()

    @contextmanager
    def crew() -> Iterator[Crew]:
        yield Crew(mortal, 3)

    every = list(in_order(jobs("a", "unlucky", "deadly", "slow", "e"), work, crew))
    assert [str(one.path) for one in every] == ["a", "unlucky", "deadly", "slow", "e"]
    assert [str(one.path) for one in every if one.failed] == ["deadly"]
    assert every[2].exit_code == 3
    assert "内存" in every[2].problems[0].problem
    assert mortal.again == ["unlucky", "deadly"]


def test_what_the_executor_itself_raises_is_told_of_the_job() -> None:
    def fail(job: Job) -> Done:
        if job.path.name == "a":
            raise MemoryError
        return Done(job.path)

    first, second = in_order(jobs("a", "b"), fail, threads)
    assert first.fault
    assert (first.fault.kind, first.exit_code) == ("MemoryError", 5)
    assert second.failed is None


class Waiting(Executor):
    """Never does what it is handed."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        return Future()


def test_a_crew_that_is_gone_is_asked_for_while_a_job_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evalprep.batch.run.LISTENS", 0.01)
    gone = InputError(Problem("cluster_gone", "不在了", "再运行一次"))

    def require() -> None:
        raise gone

    @contextmanager
    def crew() -> Iterator[Crew]:
        yield Crew(Waiting(), 1, require)

    with pytest.raises(InputError) as raised:
        list(in_order(jobs("slow"), work, crew))
    assert raised.value is gone
