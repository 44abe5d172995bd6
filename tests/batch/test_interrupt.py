"""Ctrl-C, and what else ends a call."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator

import pytest

from evalprep.batch.interrupt import ENDING, interruptible

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals for one process")


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    """Signals as a shell begins a program with them."""
    before = {one: signal.getsignal(one) for one in ENDING}
    for one in ENDING:
        signal.signal(one, signal.default_int_handler if one == signal.SIGINT else signal.SIG_DFL)
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


@pytest.mark.parametrize("number", ENDING)
def test_the_first_is_raised_and_the_others_are_passed_over(number: signal.Signals) -> None:
    with interruptible():
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
        for one in ENDING:
            signal.raise_signal(one)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


class Library:
    """Calls back from where no exception comes out."""

    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGINT)


class Faulty:
    def __del__(self) -> None:
        raise ValueError("示例")


def test_what_a_library_swallows_is_raised_when_asked_for_and_python_complains_of_other_things_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[type] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda what: told.append(what.exc_type))
    with interruptible() as require:
        require()
        Library()
        Faulty()
        with pytest.raises(KeyboardInterrupt):
            require()
    assert told == [ValueError]


def test_who_is_told_not_to_listen_goes_on_not_listening() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with interruptible() as require:
        signal.raise_signal(signal.SIGHUP)
        require()
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


def test_beside_the_main_thread_signals_are_left_alone() -> None:
    came: list[object] = []

    def call() -> None:
        with interruptible() as require:
            came.append(require())

    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    assert came == [None]
