"""Whether a result would be written over what is the applicant's own: the project file, or its evidence."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from evalprep.model.evidence import named_files
from evalprep.store.evidence import locate
from evalprep.store.project import StoredProject


def own_file(output: Path, stored: StoredProject) -> str | None:
    """What a file is of a project's own, in Chinese; None where it is nothing of it."""
    if leads_to(output, stored.path):
        return "项目文件"
    evidence = (locate(stored.folder, name) for _, name in named_files(stored.project))
    return "附件" if any(leads_to(output, path) for path in evidence) else None


def leads_to(output: Path, own: Path) -> bool:
    """Whether a path leads to a file, through a link or in other letters too, or into a folder."""
    with suppress(OSError, ValueError, RuntimeError):
        if output.exists() and own.exists() and output.samefile(own):
            return True
        return output.resolve().is_relative_to(own.resolve())
    return False
