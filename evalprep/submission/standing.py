"""What stands in a folder before we write to it: its files and folders at any depth, links not followed."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from evalprep.submission.manifest import digest
from evalprep.submission.names import folded

LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
"""What systems put into a folder by themselves; with nothing else in it, it counts as empty."""
_JUNCTION = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)


@dataclass(frozen=True)
class Standing:
    """The content of a folder, names joined by `/`, sorted; nothing for one that is not there."""

    folder: Path
    is_there: bool
    files: tuple[str, ...] = ()
    """Files, links and whatever else is no folder."""
    folders: tuple[str, ...] = ()
    states: tuple[tuple[str, int, int], ...] = ()
    """Name, length and time of change of each file, by which a later look tells whether one was written meanwhile."""
    _digests: dict[str, str | None] = field(default_factory=dict, compare=False)

    @cached_property
    def by_name(self) -> dict[str, str]:
        """Every file and folder by its name as disks compare it that do not tell large letters from small ones."""
        return {folded(name): name for name in (*self.folders, *self.files)}

    def digest(self, name: str) -> str | None:
        """The hash of a file, made out once; None for what is none. Raises OSError."""
        if name not in self._digests:
            self._digests[name] = digest(self.folder / name)
        return self._digests[name]

    def is_as(self, other: Standing) -> bool:
        """Whether nobody wrote in the folder between two looks at it; what systems write does not count."""
        mine, others = (
            (one.is_there, one.folders, [state for state in one.states if not is_litter(state[0])])
            for one in (self, other)
        )
        return mine == others

    def identity(self, name: str) -> tuple[int, int] | None:
        """What makes two paths the same file."""
        return identity(self.folder / name)


def look(folder: Path) -> Standing:
    """What stands in a folder. Raises OSError for one that cannot be listed."""
    if not folder.is_dir():
        return Standing(folder, False)
    files: list[tuple[str, int, int]] = []
    folders: list[str] = []
    waiting = [""]
    while waiting:
        within = waiting.pop()
        with os.scandir(folder / within) as found:
            for one in found:
                name = within + one.name
                state = one.stat(follow_symlinks=False)
                if stat.S_ISDIR(state.st_mode) and getattr(state, "st_reparse_tag", 0) != _JUNCTION:
                    folders.append(name)
                    waiting.append(name + "/")
                else:
                    files.append((name, state.st_size, state.st_mtime_ns))
    files.sort()
    return Standing(folder, True, tuple(name for name, *_ in files), tuple(sorted(folders)), tuple(files))


def is_litter(name: str) -> bool:
    """Whether a system put it there by itself."""
    return name.rpartition("/")[2].casefold() in LITTER


def identity(path: Path) -> tuple[int, int] | None:
    """What makes two paths the same file, links and letter case aside; None for what is not there."""
    try:
        found = path.stat()
    except (OSError, ValueError, RuntimeError):
        return None
    return (found.st_dev, found.st_ino) if found.st_ino else None
