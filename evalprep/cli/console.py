"""Where text goes: results to stdout, messages to stderr, in characters that the console can show."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
from typing import TextIO

from evalprep.errors import Problem
from evalprep.report.layout import Style, wrap

# A Windows console in GBK lacks these marks; the right-hand ones it has.
SUBSTITUTES = {"✓": "√", "✗": "×", "☑": "√", "⚠": "!", "→": "->", "·": ".", "–": "-", "…": "..."}
WIDEST = 100
UNBROKEN = 100_000
"""A message that goes into a log or a program stays on one line."""


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


def style(stream: TextIO) -> Style:
    """The width and colours of a stream; none for files and pipes, and none with NO_COLOR."""
    if not stream.isatty():
        return Style(UNBROKEN if stream is sys.stderr else WIDEST)
    colour = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Style(min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST), colour)


def say(*lines: str) -> None:
    """A message for the person."""
    for line in lines:
        for part in wrap(line, style(sys.stderr).cells, "", "  "):
            sys.stderr.write(part + "\n")


def show(text: str) -> None:
    """A result."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")
    sys.stdout.flush()


def complain(problems: tuple[Problem, ...]) -> None:
    """Every problem with its place and what to do."""
    look = style(sys.stderr)
    for problem in problems:
        where = f"{problem.place}：" if problem.place else ""
        lines = [
            *wrap(f"{where}{problem.problem}", look.cells, "✗ ", "  "),
            *wrap(f"怎么办：{problem.remedy}", look.cells, "  ", "          "),
        ]
        sys.stderr.write(look.paint(lines[0], 31) + "\n" + "".join(f"{line}\n" for line in lines[1:]))
    if len(problems) > 1:
        sys.stderr.write(f"共 {len(problems)} 处问题，文件没有改动。\n")


def next_step(*steps: str) -> None:
    """What to do now."""
    say("", *(f"下一步：{step}" if not n else f"　　　　{step}" for n, step in enumerate(steps)))
