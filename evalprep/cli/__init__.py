"""The command line: arguments, exit codes, stdout and stderr. Nothing else."""

from __future__ import annotations

import sys
from collections.abc import Sequence

FAULT = 5
INTERRUPTED = 130


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit; what a person can mend is told in Chinese, never as a traceback."""
    try:
        code = outcome(arguments)
    except KeyboardInterrupt:
        # Before anything could be told, or again while it was.
        code = INTERRUPTED
    sys.exit(code)


def outcome(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    from evalprep.cli.console import complain, prepare, say
    from evalprep.errors import EvalprepError

    prepare()
    try:
        return _invoke(arguments)
    except EvalprepError as error:
        complain(error.problems)
        return error.exit_code
    except KeyboardInterrupt:
        say("", "已中断。")
        return INTERRUPTED
    except Exception as fault:
        return _fault(fault)


def _invoke(arguments: Sequence[str] | None) -> int:
    import typer

    from evalprep.cli.app import app
    from evalprep.cli.chinese import usage_problem

    command = typer.main.get_command(app)
    try:
        code = command.main(
            args=list(arguments) if arguments is not None else None,
            prog_name="evalprep",
            standalone_mode=False,
        )
    except Exception as error:
        if type(error).__name__ == "Abort":
            raise KeyboardInterrupt from None
        if type(error).__module__.startswith(("typer", "click")):
            raise usage_problem(error) from None
        raise
    if code == INTERRUPTED:
        # typer turns Ctrl-C into a bare exit code, without a word to the person.
        raise KeyboardInterrupt
    return int(code or 0)


def _fault(fault: Exception) -> int:
    import traceback

    return tell_fault(type(fault).__name__, "".join(traceback.format_exception(fault)))


def tell_fault(kind: str, traced: str) -> int:
    """A fault of ours: where it happened goes into a file, so that it can be reported, not onto the screen."""
    from evalprep.cli.console import say

    report = _written_down(traced)
    say(
        f"× 程序出了意外的错误（{kind}），这一步没有做完。",
        f"  怎么办：请把 {report} 发给维护者" if report else "  怎么办：请把这行字和输入的命令发给维护者",
    )
    return FAULT


def _written_down(told: str) -> str | None:
    """The file that holds the traceback; None where none can be written (a full disk may be the fault)."""
    import tempfile

    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="replace", prefix="evalprep-", suffix=".txt", delete=False
        ) as report:
            report.write(told)
    except OSError:
        return None
    return report.name
