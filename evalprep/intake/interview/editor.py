"""A long text in the person's own editor: a temporary file whose head says what is asked."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from evalprep.errors import EvalprepError, InputError, Place, Problem
from evalprep.store.text import read_text

ON_WINDOWS = sys.platform == "win32"
USUAL = ("notepad",) if ON_WINDOWS else ("nano", "vi")
"""Editors that a system has, where the person names none."""
GUIDE = (
    "带 # 的这几行不用管，不会存进去。",
    "在下面写；写完存盘，关掉编辑器，就回到提问。什么也不写，就是不填。",
)

Run = Callable[[Sequence[str]], int]
"""Runs a command until it ends; its exit code. Raises OSError where there is no such program."""


@dataclass(frozen=True)
class Edited:
    """What came out of the editor."""

    text: str
    """What stands in the file below the head, also where the editor failed."""
    changed: bool
    """Whether that is some text, and another one than stood there before."""
    problem: Problem | None = None
    """What went wrong; the text is not lost."""
    interrupted: bool = False
    """Whether the person pressed Ctrl-C."""


class OpenText:
    """A text laid open in a temporary file, as long as somebody writes on it."""

    def __init__(self, text: str, asked: Sequence[str]) -> None:
        """`asked` says what is asked, line by line. Raises OSError where no file can be made."""
        self._before, self._keeps = text.strip(), False
        self._head = [f"# {line}" for line in (*asked, *GUIDE)]
        self._folder = Path(tempfile.mkdtemp(prefix="evalprep-"))
        self.file = self._folder / "回答.txt"
        # The old Notepad takes a file without a mark for GBK.
        encoding = "utf-8-sig" if ON_WINDOWS else "utf-8"
        self.file.write_text("\n".join([*self._head, "", text]) + "\n", encoding=encoding)

    def edit(self, run: Run = subprocess.call) -> Edited:
        """Open the editor and read the file after it has ended."""
        command = editor_command()
        if not command:
            remedy = "在这里直接打字，或把环境变量 EDITOR 设成编辑器的名字"
            return self.read(Problem("no_editor", "没有找到编辑器", remedy))
        try:
            code = run([*command, str(self.file)])
        except (OSError, ValueError):
            told = f"打不开编辑器「{command[0]}」"
            remedy = "在这里直接打字，或把环境变量 VISUAL 或 EDITOR 改成装了的编辑器"
            return self.read(Problem("no_editor", told, remedy))
        except KeyboardInterrupt:
            return self.read(interrupted=True)
        if code != 0:
            told = f"编辑器「{command[0]}」没有正常结束（退出码 {code}）"
            return self.read(Problem("editor_failed", told, "写了的字还在；接着写，或再开一次编辑器"))
        return self.read()

    def read(self, problem: Problem | None = None, interrupted: bool = False) -> Edited:
        """What stands in the file now. A file that cannot be read is kept, and said where."""
        try:
            text = self._below_head(read_text(self.file).text)
        except EvalprepError as error:
            found, self._keeps = error.problems[0], True
            kept = Problem(found.code, found.problem, f"{found.remedy}；文件留在 {self.file}", found.place)
            return Edited(self._before, False, kept, interrupted)
        return Edited(text, bool(text) and text != self._before, problem, interrupted)

    def _below_head(self, text: str) -> str:
        lines = [line.rstrip() for line in text.split("\n")]
        return "\n".join(line for line in lines if line not in self._head).strip()

    def close(self) -> None:
        """Remove the file and what an editor has left beside it."""
        if not self._keeps:
            shutil.rmtree(self._folder, ignore_errors=True)


def open_text(text: str, asked: Sequence[str]) -> OpenText:
    """A text laid open; raises InputError where no temporary file can be made."""
    try:
        return OpenText(text, asked)
    except OSError:
        told, remedy = "建不了编辑用的临时文件", "检查磁盘空间，或在这里直接打字"
        raise InputError(Problem("no_temporary_file", told, remedy, Place(tempfile.gettempdir()))) from None


def editor_command() -> list[str]:
    """The person's editor as a command: $VISUAL, $EDITOR, else what the system has; empty where it has none."""
    for name in ("VISUAL", "EDITOR"):
        if words := _words(os.environ.get(name, "").strip()):
            return words
    return next(([name] for name in USUAL if shutil.which(name)), [])


def _words(command: str) -> list[str]:
    """The words of a command; a path that exists is one word, blanks or not."""
    with suppress(OSError, ValueError):
        if Path(command).is_file():
            return [command]
    try:
        words = shlex.split(command, posix=not ON_WINDOWS)
    except ValueError:
        return [command]
    return [word.strip('"') for word in words]
