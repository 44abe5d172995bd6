"""Where text goes: results to stdout, messages to stderr, in characters that the console can show."""

from __future__ import annotations

import codecs
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from evalprep.errors import OutputError, Problem
from evalprep.report.layout import WIDEST, Style, width, wrap

# What a Windows console in GBK or its fonts lack; the right-hand ones it has.
SUBSTITUTES = {"✓": "√", "✗": "×", "☑": "√", "⚠": "!", "→": "->", "·": ".", "–": "-", "…": "..."}
GOES_ON = "……"
UNBROKEN = 100_000
"""A message that goes into a log or a program stays on one line."""
NEXT, UNDER = "下一步：", "　　　　"
_STEERING = re.compile(
    r"\x1b(?!\[[0-9;]*m)|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)
"""Signs that move the cursor, clear the screen, ring, or turn the reading direction."""
COLOURS_ON = 0x0004
"""ENABLE_VIRTUAL_TERMINAL_PROCESSING, of the Windows console."""


def _substitute(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    shown = "".join(SUBSTITUTES.get(character, "?") for character in text)
    return "".join(c if c.isascii() or _fits(c, error.encoding) else "?" for c in shown), error.end


def _fits(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def prepare() -> None:
    """Make stdout and stderr replace what they cannot show, instead of failing half-way."""
    codecs.register_error("evalprep", _substitute)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="evalprep")


def style(stream: TextIO | None) -> Style:
    """The width and colours of a stream; none for files and pipes, and none with NO_COLOR."""
    if not _is_terminal(stream):
        return Style(UNBROKEN if stream is sys.stderr else WIDEST)
    assert stream is not None
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    # A console that is filled to the last cell begins a new line of its own.
    cells = _columns(stream) - 1
    return Style(max(min(cells, WIDEST), 1), not plain and _takes_colours(stream))


def _columns(stream: TextIO) -> int:
    """How wide a terminal is. It is asked itself: where only stdout goes into a pipe, stderr is as narrow as ever."""
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(stream.fileno()).columns or WIDEST
    except (AttributeError, OSError, ValueError):
        return shutil.get_terminal_size((WIDEST, 24)).columns


def _is_terminal(stream: TextIO | None) -> bool:
    """No stream at all (a closed one) is none either."""
    try:
        return stream is not None and stream.isatty()
    except (OSError, ValueError):
        return False


def at_terminal() -> bool:
    """Whether a person sits here who can be asked: whatever is piped in or out is none."""
    return all(map(_is_terminal, (sys.stdin, sys.stdout, sys.stderr)))


def _takes_colours(stream: TextIO) -> bool:
    """Whether a terminal understands colour codes; a Windows console has to be asked to, and an old one does not."""
    if sys.platform != "win32":
        return True
    try:
        import ctypes
        import msvcrt

        kernel = ctypes.windll.kernel32
        handle = ctypes.c_void_p(msvcrt.get_osfhandle(stream.fileno()))
        mode = ctypes.c_ulong()
        if not kernel.GetConsoleMode(handle, ctypes.byref(mode)):
            return False
        return bool(kernel.SetConsoleMode(handle, mode.value | COLOURS_ON))
    except (AttributeError, OSError, ValueError):
        return False


def _tame(text: str) -> str:
    """A text without what would steer the terminal: it may come out of a file, or be the name of one. Colours are ours."""
    return _STEERING.sub("�", text)


def tell(text: str) -> None:
    """Write to stderr; a stderr that is closed or full loses the message, never the exit code."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(_tame(text))
        sys.stderr.flush()
    except (OSError, ValueError):
        _abandon(sys.stderr)


def say(*lines: str) -> None:
    """A message for the person."""
    cells = style(sys.stderr).cells
    tell("".join(part + "\n" for line in lines for part in wrap(line, cells, "", "  ")))


def show(text: str) -> None:
    """A result for people, in the console's encoding; raises OutputError where stdout takes no more."""
    _write(_tame(text if text.endswith("\n") else text + "\n"), data=False)


def show_data(text: str) -> None:
    """A result for programs: UTF-8 whatever the console's encoding; raises OutputError as `show` does."""
    _write(text, data=True)


def _write(text: str, data: bool) -> None:
    stream = sys.stdout
    try:
        if stream is None:
            raise OSError("closed")
        buffer = getattr(stream, "buffer", None) if data and not stream.isatty() else None
        if buffer is not None:
            stream.flush()
            # A file name may be in no encoding at all.
            buffer.write(text.encode(errors="replace"))
        else:
            stream.write(text)
        stream.flush()
    except BrokenPipeError:
        # The reader (| head) has left with what it wanted: the verdict and its exit code stand.
        _abandon(stream)
    except (OSError, ValueError):
        _abandon(stream)
        told, remedy = "结果写不出来：输出已经关闭，或者磁盘满了", "清出一些空间，或用 -o 写到别处"
        raise OutputError(Problem("no_output", told, remedy)) from None


def _abandon(stream: TextIO | None) -> None:
    """Let what a stream still holds go nowhere, or the interpreter fails on it when it ends."""
    if stream is None:
        return
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def has_progress_line(quiet: bool = False) -> bool:
    """Whether somebody sees a line that changes."""
    return not quiet and _is_terminal(sys.stderr)


@contextmanager
def progress_line(quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """One line on the terminal that says what is being done, gone when it is done; nothing on a pipe or with `quiet`."""
    if not has_progress_line(quiet):
        yield lambda told: None
        return
    cells = style(sys.stderr).cells

    def tell_step(told: str) -> None:
        line = wrap(told, cells - width(GOES_ON))[0]
        tell(f"\r{' ' * cells}\r{line}{GOES_ON}")

    try:
        yield tell_step
    finally:
        tell(f"\r{' ' * cells}\r")


def complain(problems: tuple[Problem, ...]) -> None:
    """Every problem with its place and what to do."""
    look = style(sys.stderr)
    for problem in problems:
        where = f"{problem.place}：" if problem.place else ""
        lines = [
            *wrap(f"{where}{problem.problem}", look.cells, "× ", "  "),
            *wrap(f"怎么办：{problem.remedy}", look.cells, "  ", "          "),
        ]
        tell(look.paint(lines[0], 31) + "\n" + "".join(f"{line}\n" for line in lines[1:]))
    if len(problems) > 1:
        tell(f"共 {len(problems)} 处问题。\n")


def next_step(*steps: str) -> None:
    """What to do now; the same step is told once. A wide space stands between a command and what is said of it."""
    cells, lines = style(sys.stderr).cells, [""]
    for number, step in enumerate(dict.fromkeys(steps)):
        lines += _step(step, NEXT if number == 0 else UNDER, cells)
    tell("".join(f"{line}\n" for line in lines))


def _step(step: str, lead: str, cells: int) -> list[str]:
    if width(lead + step) <= cells:
        return [lead + step]
    lines: list[str] = []
    for part in step.split("　"):
        before = f"{UNDER}  " if lines else lead
        # A command stays whole, so that it can be copied.
        lines += [before + part] if part.startswith("evalprep ") else wrap(part, cells, before, f"{UNDER}  ")
    return lines
