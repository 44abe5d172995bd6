"""What is found at the paths that a project names: evidence must lie in the project's folder and open."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PureWindowsPath

from evalprep.model.evidence import FileState

# How the papers that an authority accepts begin: PDF, PNG, JPEG, GIF, BMP, TIFF, and Office's two containers.
SIGNATURES = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
)


def examine(folder: Path, names: Iterable[str]) -> dict[str, FileState]:
    """The state of every named file, by its name as written; names are relative to the project's folder."""
    return {name: _state(folder, name) for name in dict.fromkeys(names)}


def locate(folder: Path, name: str) -> Path:
    """Where a named file lies; people on Windows write backslashes."""
    return folder / name.replace("\\", "/")


def _state(folder: Path, name: str) -> FileState:
    if PureWindowsPath(name).is_absolute():
        return FileState.OUTSIDE
    try:
        path = locate(folder, name).resolve()
        if not path.is_relative_to(folder.resolve()):
            return FileState.OUTSIDE
        if path.is_dir():
            return FileState.FOLDER
        if not path.is_file():
            return FileState.ABSENT
        with path.open("rb") as file:
            start = file.read(8)
    except (OSError, ValueError, RuntimeError):
        return FileState.UNREADABLE
    if not start:
        return FileState.EMPTY
    return FileState.GOOD if start.startswith(SIGNATURES) else FileState.UNREADABLE
