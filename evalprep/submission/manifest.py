"""The manifest (manifest.json): what we put into a folder, with the hash of each file, so that changes are found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Any

from evalprep.errors import InputError, Place, Problem

MANIFEST = "manifest.json"
FORMAT = "evalprep.manifest/2"
FAMILY = "evalprep.manifest/"
"""What every version's format begins with; a folder whose manifest has it is ours."""
CHUNK = 1 << 20


@dataclass(frozen=True)
class FileEntry:
    """What the manifest says of one file."""

    name: str
    """Its path within the folder, parts joined by `/`."""
    sha256: str
    """Of what we wrote; empty for a first draft that a person put there before us."""
    bytes: int | None = None
    """The length of what we wrote; None where an older manifest does not say."""
    kind: str | None = None
    """None where an older manifest does not say."""
    title: str = ""
    form: str | None = None
    source: str | None = None
    """The file that it is a copy of, as the project names it."""
    is_copy: bool | None = None
    """Whether a copy (复印件) or the original (原件) is asked for; None where the notice does not say."""
    materials: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """A manifest as read: its format, what it says of the whole, and its files in their order."""

    format: str = FORMAT
    about: Mapping[str, Any] = field(default_factory=dict)
    """tool, notice, jurisdiction, track, conclusion, organization: what of it is there."""
    files: tuple[FileEntry, ...] = ()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder, of this version or another; None where there is none or it is not evalprep's.

    Raises InputError for one that names no files or such as lie elsewhere, and OSError for one that cannot be read.
    """
    data = _own(folder)
    if data is None:
        return None
    about = {key: value for key, value in data.items() if key not in ("format", "files")}
    try:
        files = tuple(map(_entry, data["files"]))
    except (KeyError, TypeError, ValueError, AttributeError) as bad:
        told = "manifest.json 里的文件清单读不出来，或写了这个文件夹以外的文件"
        remedy = "用 evalprep build 重新生成，或从备份里找回这个文件"
        raise InputError(Problem("bad_manifest", told, remedy, Place(str(folder / MANIFEST)))) from bad
    return Manifest(data["format"], about, files)


def is_ours(folder: Path) -> bool:
    """Whether evalprep made the folder: its manifest says so, be its list of files readable or not. Raises OSError."""
    return _own(folder) is not None


def manifest_text(about: Mapping[str, object], files: Iterable[FileEntry]) -> str:
    """The manifest as it is written: the same text for the same files. Raises ValueError for a name that leads out."""
    told = {"format": FORMAT, **about, "files": [_told(one) for one in files]}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def checked_name(name: str) -> str:
    """The name of a file in the folder; raises ValueError for one that leads out of it, on any system, or is ours."""
    leads_out = "\\" in name or "\0" in name or PureWindowsPath(name).anchor or PureWindowsPath(name).drive
    if leads_out or any(part in ("", ".", "..") for part in name.split("/")) or name.casefold() == MANIFEST:
        raise ValueError(f"no name of a file in the folder: {name!r}")
    return name


def digest(path: Path) -> str | None:
    """The SHA-256 of a file, in hexadecimal; None for what is none, or a link to one, which we never make.

    Raises OSError for one that cannot be read.
    """
    if path.is_symlink() or not path.is_file():
        return None
    whole = hashlib.sha256()
    for part in chunks(path):
        whole.update(part)
    return whole.hexdigest()


def chunks(path: Path) -> Iterator[bytes]:
    """A file in parts, so that a scan of any size needs little memory. Raises OSError."""
    with path.open("rb") as file:
        while part := file.read(CHUNK):
            yield part


def _own(folder: Path) -> dict[str, Any] | None:
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and str(data.get("format")).startswith(FAMILY) else None


def _entry(told: Mapping[str, Any]) -> FileEntry:
    length = told.get("bytes")
    return FileEntry(
        checked_name(told["name"]),
        str(told["sha256"]),
        length if isinstance(length, int) else None,
        _text(told.get("kind")),
        _text(told.get("title")) or "",
        # The first version wrote an empty text for none.
        _text(told.get("form")) or None,
        _text(told.get("source")) or None,
        told.get("copy") if isinstance(told.get("copy"), bool) else None,
        *(_texts(told.get(key)) for key in ("materials", "serves", "fields")),
    )


def _text(told: object) -> str | None:
    return told if isinstance(told, str) else None


def _texts(told: object) -> tuple[str, ...]:
    return tuple(one for one in told if isinstance(one, str)) if isinstance(told, list) else ()


def _told(one: FileEntry) -> dict[str, object]:
    return {
        "name": checked_name(one.name),
        "sha256": one.sha256,
        "bytes": one.bytes,
        "kind": one.kind or "",
        "title": one.title,
        "form": one.form,
        "source": one.source,
        "copy": one.is_copy,
        "materials": list(one.materials),
        "serves": list(one.serves),
        "fields": list(one.fields),
    }
