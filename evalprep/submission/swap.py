"""Old folder against new, by two renames: at every moment one of the two is whole, and an interruption can be mended.

Beside the folder, on the same disk and out of sight, stands a work folder that holds the new one until it is moved
in, and the old one from the moment when it is moved out. Which of them is where tells how far a run came:

    new          not yet exchanged: the old folder stands in its place
    new and old  between the two renames: the place is empty, the old folder goes back
    old          exchanged: the old folder can go
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import shutil
import stat
import sys
import time
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from evalprep.errors import OutputError, Place, Problem
from evalprep.submission.refusals import real_folder, unwritable
from evalprep.submission.staging import flush

WORK, GONE = ".evalprep-", ".evalprep~"
STAGED = len(f"{WORK}abcdefghij/new")
"""In characters, what stands in place of the folder's name while the new one is made: with a short name, its paths are
longer meanwhile than they will be."""
PAUSES = (0.1, 0.3, 1.0) if sys.platform == "win32" else ()
"""In seconds: how long a rename waits for a scanner of viruses to let go of files that were written just now."""


@dataclass(frozen=True)
class Swap:
    """The exchange of one folder: where it stands, and the work folder beside it."""

    real: Path
    work: Path
    was_there: bool

    @classmethod
    def of(cls, real: Path) -> Swap:
        """An exchange to be begun, with a work folder of its own."""
        return cls(real, real.with_name(f"{WORK}{_mark(real)}{secrets.token_hex(2)}"), real.is_dir())

    @property
    def new(self) -> Path:
        """The new folder until it stands in its place."""
        return self.work / "new"

    @property
    def old(self) -> Path:
        """The old folder once it made room."""
        return self.work / "old"

    def begin(self) -> None:
        """Make the work folder, with the new folder in it. Raises OSError."""
        # Only who runs this sees what is not finished.
        self.work.mkdir(mode=0o700)
        self.new.mkdir()

    def exchange(self) -> None:
        """Move the new folder into its place; raises OSError."""
        if self.was_there:
            _rename(self.real, self.old)
        _rename(self.new, self.real)
        flush(self.real.parent)

    def take_back(self) -> None:
        """Undo as much as was done, by what stands where; raises OSError."""
        is_placed = os.path.lexists(self.real) and not os.path.lexists(self.new)
        if os.path.lexists(self.old) or not self.was_there:
            if is_placed and os.path.lexists(self.work):
                _rename(self.real, self.new)
            if os.path.lexists(self.old):
                _rename(self.old, self.real)


def mend(folder: Path) -> None:
    """Put a folder back that a killed run moved out of the way and did not replace; nothing where none did.

    Raises OutputError where it cannot be put back, or something else was put in its place since.
    """
    try:
        real = real_folder(folder)
        for work in _works(real):
            if _holds_old(work, real):
                _put_back(folder, real, work)
    except OSError as error:
        raise unwritable(folder, error) from error


def clear(real: Path) -> None:
    """Remove what killed runs left beside a folder, after `mend`: papers that we made ourselves, and replaced ones."""
    for work in _works(real):
        if not _holds_old(work, real):
            discard(work)
    for gone in real.parent.glob(f"{GONE}{_mark(real)}*"):
        _remove(gone)


def discard(work: Path) -> None:
    """Remove a work folder; what a system holds on to is removed by the next run.

    It gets another name first, so that no folder half removed is ever taken for a whole one, by this run or another.
    """
    gone = work.with_name(work.name.replace(WORK, GONE, 1))
    with suppress(OSError):
        work.rename(gone)
        _remove(gone)


def not_put_back(told: Path, swap: Swap) -> OutputError:
    """For an exchange that could not be undone."""
    problem = "没有写完，原来的文件夹没能放回原处"
    remedy = f"关闭打开的文件，再运行一次，会先放回去；原来的文件在：{swap.old}"
    return OutputError(Problem("not_put_back", problem, remedy, Place(str(told))))


def _holds_old(work: Path, real: Path) -> bool:
    """Whether the old folder was moved out and nothing of ours stands in its place."""
    is_out = os.path.lexists(work / "old")
    return is_out and (os.path.lexists(work / "new") or not os.path.lexists(real))


def _put_back(told: Path, real: Path, work: Path) -> None:
    with suppress(OSError):
        # An empty folder that someone made in the meantime.
        real.rmdir()
    if os.path.lexists(real):
        problem = "上次没有写完就中断了，现在原处又有了一个同名文件夹"
        remedy = f"把现在的文件夹改名，再运行一次，原来的会放回去；原来的文件在：{work / 'old'}"
        raise OutputError(Problem("not_put_back", problem, remedy, Place(str(told))))
    _rename(work / "old", real)


def _works(real: Path) -> list[Path]:
    return sorted(real.parent.glob(f"{WORK}{_mark(real)}*"))


def _mark(real: Path) -> str:
    """What tells the work folders of a folder from others: not its name, which may be as long as a disk allows."""
    name = unicodedata.normalize("NFC", os.path.normcase(real.name))
    whole = hashlib.sha256(name.encode(errors="surrogatepass")).digest()
    return base64.b32encode(whole).decode()[:6].lower()


def _rename(source: Path, target: Path) -> None:
    for pause in PAUSES:
        try:
            source.rename(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.rename(target)


def _remove(folder: Path) -> None:
    """Remove a folder of which nothing is needed, as far as the system lets us."""
    for within, folders, files in os.walk(folder):
        # What is read-only: on Windows files too, elsewhere folders.
        for name in (*folders, *(files if sys.platform == "win32" else ())):
            path = Path(within, name)
            if not path.is_symlink():
                with suppress(OSError):
                    path.chmod(path.stat().st_mode | stat.S_IRWXU)
    shutil.rmtree(folder, ignore_errors=True)
