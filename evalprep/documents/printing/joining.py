"""PDFs one after another, as a program for PDF does it: pikepdf's own way keeps all that the pages show in memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def join(files: Sequence[Path], target: Path) -> None:
    """Write the pages of PDFs that are in order into one. A file that is named twice is stored once.

    Raises what pikepdf raises.
    """
    from pikepdf import Job

    # All pages of a file are taken, so none of what it holds for them is looked through for what they do not use.
    options = ["--empty", "--deterministic-id", "--remove-unreferenced-resources=no", "--pages"]
    Job(["pikepdf", *options, *map(str, files), "--", str(target)]).run()
