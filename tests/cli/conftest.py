"""The command as a person calls it: its exit code, stdout and stderr."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from evalprep.cli import outcome


@dataclass(frozen=True)
class Ran:
    """What a call of the command came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def steps(ran: Ran) -> list[str]:
    """What is told to do next, each step in one line."""
    return [line.strip() for line in ran.err.partition("下一步：")[2].splitlines()]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Call `evalprep` with arguments, in an empty folder unless told otherwise."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EVALPREP_LIBRARY", raising=False)

    def call(*arguments: object, cwd: Path | None = None) -> Ran:
        if cwd is not None:
            monkeypatch.chdir(cwd)
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = outcome([str(argument) for argument in arguments])
        return Ran(code, out.getvalue(), err.getvalue())

    return call
