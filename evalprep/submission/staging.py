"""The new folder, made whole beside the old one before anything of that is touched."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from evalprep.submission.manifest import MANIFEST, digest
from evalprep.submission.names import folded
from evalprep.submission.paper import Paper
from evalprep.submission.placing import Arrangement
from evalprep.submission.standing import Standing

Written = Mapping[str, tuple[str, int]]
"""By a paper's name: the hash and length of what was written."""


def stage(new: Path, standing: Standing, papers: Sequence[Paper], arranged: Arrangement) -> Written:
    """Fill the new folder with everything but its manifest, down to the disk, and read the papers back.

    Raises OSError, and OutputError for a file to be copied that cannot be read.
    """
    for folder in arranged.folders:
        (new / folder).mkdir(parents=True, exist_ok=True)
    written = dict[str, tuple[str, int]]()
    for paper, name in zip(papers, arranged.names, strict=True):
        if paper.name not in arranged.begun:
            written[paper.name] = _write(new / name, paper.parts())
            old = arranged.renewed.get(folded(name))
            if old is not None:
                shutil.copymode(standing.folder / old, new / name)
    for old, name in arranged.carried.items():
        _carry(standing.folder / old, new / name)
    for paper, name in zip(papers, arranged.names, strict=True):
        if paper.name in written and digest(new / name) != written[paper.name][0]:
            raise OSError(errno.EIO, "what was written reads otherwise")
    return written


def write_manifest(new: Path, standing: Standing, text: str) -> None:
    """Last of all, so that a folder with a manifest is whole. Raises OSError."""
    _write(new / MANIFEST, [text.encode()])
    if standing.is_there:
        if MANIFEST in standing.files:
            shutil.copymode(standing.folder / MANIFEST, new / MANIFEST)
        shutil.copymode(standing.folder, new)


def settle_folders(new: Path, standing: Standing, folders: Iterable[str]) -> None:
    """Give folders the permissions that they had, the innermost first, and write their lists to the disk."""
    for folder in sorted(folders, reverse=True):
        flush(new / folder)
        old = standing.folder / folder
        if folder in standing.folders and not old.is_symlink():
            shutil.copystat(old, new / folder)
    flush(new)


def flush(path: Path) -> None:
    """Write a file, or a folder's list, down to the disk, on systems where that can be asked for."""
    try:
        number = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        # Some network disks cannot; the files themselves are there.
        with suppress(OSError):
            os.fsync(number)
    finally:
        os.close(number)


def _write(path: Path, parts: Iterable[bytes]) -> tuple[str, int]:
    """Write a new file, down to the disk; its hash and length."""
    whole, length = hashlib.sha256(), 0
    with path.open("xb") as file:
        for part in parts:
            file.write(part)
            whole.update(part)
            length += len(part)
        file.flush()
        os.fsync(file.fileno())
    return whole.hexdigest(), length


def _carry(old: Path, new: Path) -> None:
    """Take a file over as it is: the same file under a second name where the disk can, a link as a link."""
    state = old.lstat()
    # On Windows a file that is read-only loses that before one of its names can be removed, and its other name with it.
    is_bound = os.name == "nt" and not state.st_mode & stat.S_IWRITE
    if not is_bound and not stat.S_ISLNK(state.st_mode):
        with suppress(OSError, NotImplementedError):
            new.hardlink_to(old)
            return
    shutil.copy2(old, new, follow_symlinks=False)
    if not new.is_symlink():
        flush(new)
