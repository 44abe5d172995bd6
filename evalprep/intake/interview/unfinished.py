"""What was begun and not said to be finished, remembered beside the project file for the next run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from evalprep.errors import OutputError
from evalprep.model.fields import field_at
from evalprep.model.validation import Path as FieldPath
from evalprep.store.text import write_bytes_atomic

FILE_NAME = ".evalprep-unfinished.json"
MOST_BYTES = 1_000_000


def read_unfinished(folder: Path) -> list[FieldPath]:
    """The paths that are remembered in a folder; none where the note is not there, broken or somebody else's."""
    file = folder / FILE_NAME
    try:
        if not file.is_file() or file.stat().st_size > MOST_BYTES:
            return []
        noted = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return []
    return [tuple(path) for path in noted if _is_path(path)] if isinstance(noted, list) else []


def _is_path(path: object) -> bool:
    if not isinstance(path, list) or not path:
        return False
    parts = all(
        isinstance(part, str) or (isinstance(part, int) and not isinstance(part, bool) and part >= 0)
        for part in path
    )
    return parts and field_at(tuple(path)) is not None


def write_unfinished(folder: Path, paths: Sequence[FieldPath]) -> None:
    """Remember paths, or nothing any more. A note that cannot be written is done without: the answers are safe."""
    file = folder / FILE_NAME
    with suppress(OutputError, OSError):
        if paths:
            write_bytes_atomic(file, json.dumps(paths, ensure_ascii=False).encode())
        else:
            file.unlink(missing_ok=True)
