"""Ctrl-C, and what else ends a call: once, as one exception, however deep in a library it arrives."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Ctrl-C, a system that asks for the end, a terminal that was closed."""


@contextmanager
def interruptible() -> Iterator[Callable[[], None]]:
    """Raise KeyboardInterrupt at the first of these signals, and pass over the others: what has to be tidied up then is.

    What is yielded raises it again, where a library has swallowed it.
    """
    has_come = False

    def interrupt(number: int, frame: Any) -> None:
        nonlocal has_come
        has_come = True
        for one in before:
            signal.signal(one, signal.SIG_IGN)
        raise KeyboardInterrupt

    def require() -> None:
        if has_come:
            raise KeyboardInterrupt

    # Who is told not to listen (nohup) goes on not listening; Python gives signals to the main thread alone.
    is_main = threading.current_thread() is threading.main_thread()
    usual = (signal.SIG_DFL, signal.default_int_handler)
    before = {one: signal.getsignal(one) for one in ENDING if is_main and signal.getsignal(one) in usual}
    try:
        with _untraced():
            for one in before:
                signal.signal(one, interrupt)
            yield require
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def _untraced() -> Iterator[None]:
    """Where a library swallows an interruption, Python shows a traceback of it: not here."""
    told = sys.unraisablehook

    def tell(what: Any) -> None:
        if not issubclass(what.exc_type, KeyboardInterrupt):
            told(what)

    sys.unraisablehook = tell
    try:
        yield
    finally:
        sys.unraisablehook = told
