"""Several processes that work on jobs: the order, what is lost with one of them, how they end."""

from __future__ import annotations

import os
import pickle
import signal
import struct
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import partial
from multiprocessing import active_children, connection
from pathlib import Path
from typing import Any

import pytest

from evalprep.batch.crews import GRACE, processes
from evalprep.batch.job import Done, Job
from evalprep.batch.run import in_order
from tests.conftest import ROOT

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without a word")


def jobs(folder: Path, *names: str) -> list[Job]:
    return [Job(folder / name, date(2020, 6, 1)) for name in names]


def told(every: list[Done]) -> list[str]:
    """The names of what was done, those that failed with a mark."""
    return [one.path.name + "!" * bool(one.failed) for one in every]


def sleep(job: Job) -> Done:
    """Takes as many tenths of a second as its name says."""
    time.sleep(int(job.path.name) / 10)
    return Done(job.path, exit_code=os.getpid())


def test_jobs_of_very_different_length_come_out_in_their_order(tmp_path: Path) -> None:
    names = ("9", "0", "0", "5", "1", "0", "3", "0")
    every = list(in_order(jobs(tmp_path, *names), sleep, partial(processes, 3)))
    assert told(every) == list(names)
    assert len({one.exit_code for one in every}) == 3
    assert active_children() == []


def die(job: Job) -> Done:
    """Ends its process half-way through sending a result: `always`, or `once`."""
    mark = job.path.with_suffix(".tried")
    if job.path.name in ("once", "always") and (job.path.name == "always" or not mark.exists()):
        mark.touch()

        def half(self: Any, data: bytes) -> None:
            os.write(self.fileno(), struct.pack("!i", len(data)) + bytes(data[: len(data) // 2]))
            os.kill(os.getpid(), signal.SIGKILL)

        connection.Connection._send_bytes = half  # type: ignore[attr-defined]
    return Done(job.path)


@needs_signals
def test_a_process_that_dies_half_way_through_a_result_loses_nothing_but_its_job(tmp_path: Path) -> None:
    names = ("a", "once", "b", "always", "c", "d")
    every = list(in_order(jobs(tmp_path, *names), die, partial(processes, 2)))
    assert told(every) == ["a", "once", "b", "always!", "c", "d"]
    assert every[3].problems[0].code == "worker_died"
    assert active_children() == []


class Unpicklable:
    def __reduce__(self) -> str:
        raise pickle.PicklingError("示例")


def odd(job: Job) -> Any:
    """What no job should do: fail, or give what cannot be sent."""
    if job.path.name == "fails":
        raise KeyError("示例")
    return Unpicklable() if job.path.name == "unpicklable" else Done(job.path)


def test_what_a_job_raises_or_cannot_send_is_a_fault_of_that_job(tmp_path: Path) -> None:
    every = list(in_order(jobs(tmp_path, "fails", "unpicklable", "a"), odd, partial(processes, 2)))
    assert told(every) == ["fails!", "unpicklable!", "a"]
    assert [one.fault is not None for one in every] == [True, True, False]


def speak(job: Job) -> Done:
    """A library that prints, warns and complains, also below Python."""
    sys.stdout.write("stdout")
    sys.stdout.flush()
    warnings.warn("warning", stacklevel=1)
    os.write(1, b"one")
    os.write(2, b"two")
    return Done(job.path)


def test_what_a_library_prints_in_a_process_is_seen_nowhere(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert told(list(in_order(jobs(tmp_path, "a"), speak, partial(processes, 1)))) == ["a"]
    assert capfd.readouterr() == ("", "")


def wait_until(is_so: Callable[[], bool]) -> None:
    """Fails where it is not so for too long."""
    until = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)


class Swallowing:
    def __del__(self) -> None:
        time.sleep(60)


def linger(job: Job) -> Done:
    """`first` is done at once; the others take long, with a folder that is to be tidied up, or lose what ends them."""
    if job.path.name == "first":
        return Done(job.path)
    with tempfile.TemporaryDirectory(dir=job.path.parent, prefix=job.path.name):
        if job.path.name == "swallows":
            Swallowing()
        else:
            time.sleep(60)
    return Done(job.path)


@needs_signals
@pytest.mark.parametrize("name", ["sleeps", "swallows"])
def test_who_stops_listening_ends_the_processes_and_they_tidy_up(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    begun = 0.0
    with closing(in_order(jobs(tmp_path, "first", name, name, name), linger, partial(processes, 2))) as every:
        next(every)
        wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
        time.sleep(0.1)
        begun = time.monotonic()
    assert time.monotonic() - begun < GRACE
    assert list(tmp_path.iterdir()) == []
    assert active_children() == []
    assert capfd.readouterr() == ("", "")


def interrupted(job: Job) -> Done:
    """A terminal sends Ctrl-C, and its end, to every process."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.raise_signal(number)
    return Done(job.path)


@needs_signals
def test_what_a_terminal_sends_is_left_to_the_main_process(tmp_path: Path) -> None:
    assert told(list(in_order(jobs(tmp_path, "a"), interrupted, partial(processes, 1)))) == ["a"]


ORPHANED = """
import sys
from functools import partial
from pathlib import Path
from evalprep.batch.crews import processes
from evalprep.batch.run import in_order
from tests.batch.test_crews import jobs, linger
list(in_order(jobs(Path(sys.argv[1]), "a", "b"), linger, partial(processes, 2)))
"""


@needs_signals
def test_processes_that_nobody_waits_for_any_more_end_and_tidy_up(tmp_path: Path) -> None:
    main = subprocess.Popen([sys.executable, "-c", ORPHANED, tmp_path], cwd=ROOT)
    wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
    main.kill()
    main.wait()
    wait_until(lambda: not list(tmp_path.iterdir()))


def ignore(job: Job) -> Done:
    """Cannot be told to end."""
    if job.path.name != "first":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        job.path.touch()
        time.sleep(60)
    return Done(job.path)


@needs_signals
def test_a_process_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    with closing(in_order(jobs(tmp_path, "first", "a", "b", "c"), ignore, partial(processes, 2))) as every:
        next(every)
        wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
        begun = time.monotonic()
    assert time.monotonic() - begun < GRACE + 1
    for child in active_children():
        child.join(1)
    assert active_children() == []
