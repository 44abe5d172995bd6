"""A paper on its way into a folder: its name there, what it holds, and what the manifest says of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from evalprep.errors import OutputError, Place, Problem
from evalprep.submission.manifest import FileEntry, chunks


@dataclass(frozen=True)
class Paper:
    """A made paper, or a copy of a file: its name in the folder, its bytes, and what it serves."""

    name: str
    """Its path within the folder, parts joined by `/`."""
    content: bytes | Path
    """Its bytes, or the file that is copied as it is, read part by part."""
    form: str | None = ""
    serves: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    """The fields of the project file that it prints."""
    draft: bool = False
    """A first draft, which a person goes on writing: once begun it is theirs, and no new one is written."""
    kind: str = ""
    title: str = ""
    materials: tuple[str, ...] = ()
    source: str | None = None
    """The file that it is a copy of, as the project names it."""
    is_copy: bool | None = None

    @property
    def length(self) -> int:
        """In bytes. Raises OutputError for a file that cannot be read."""
        if isinstance(self.content, bytes):
            return len(self.content)
        try:
            return self.content.stat().st_size
        except OSError as error:
            raise _unreadable(self.content, error) from error

    @cached_property
    def sha256(self) -> str:
        """The hash that tells later whether a person changed it. Raises OutputError for a file that cannot be read."""
        whole = hashlib.sha256()
        for part in self.parts():
            whole.update(part)
        return whole.hexdigest()

    def parts(self) -> Iterator[bytes]:
        """The content part by part. Raises OutputError for a file that cannot be read."""
        if isinstance(self.content, bytes):
            yield self.content
            return
        whole = chunks(self.content)
        while True:
            try:
                part = next(whole, None)
            except OSError as error:
                raise _unreadable(self.content, error) from error
            if part is None:
                return
            yield part

    def entry(self, name: str, sha256: str, length: int | None) -> FileEntry:
        """What the manifest says of it, under the name that it got and with the hash of what was written."""
        kind = self.kind or ("draft" if self.draft else "")
        named = (self.form or None, self.source, self.is_copy, self.materials, self.serves, self.fields)
        return FileEntry(name, sha256, length, kind, self.title, *named)


def _unreadable(path: Path, error: OSError) -> OutputError:
    gone, locked = isinstance(error, FileNotFoundError), isinstance(error, PermissionError)
    told = "找不到这个文件" if gone else "没有读取权限" if locked else "这个文件读不出来"
    remedy = "确认文件还在、能打开，再运行一次；原来的文件夹没有动"
    return OutputError(Problem("unreadable_source", told, remedy, Place(str(path))))
