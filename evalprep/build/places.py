"""Where one build puts what it makes: the submission, first drafts, the desk's papers, PDFs, archives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evalprep.law import Target
from evalprep.submission.names import beside

SUBMISSION, DRAFTS, DESK, PDF, ZIP = "申报材料", "初稿", "自查", "PDF", "压缩包"


@dataclass(frozen=True)
class Places:
    """The folders of one build."""

    submission: Path
    drafts: Path
    desk: Path

    @property
    def pdf(self) -> Path:
        """The papers as PDF."""
        return beside(self.submission, PDF)

    @property
    def zips(self) -> Path:
        """The archives for upload."""
        return beside(self.submission, ZIP)


def places(project: Path, target: Target, output: Path | None = None, *, several: bool = False) -> Places:
    """The folders in a project's, or beside the one that a person named; of several targets one within it each."""
    if output is None:
        return Places(*(project / word / target.folder for word in (SUBMISSION, DRAFTS, DESK)))
    folders = (output, beside(output, DRAFTS), beside(output, DESK))
    return Places(*(folder / target.folder if several else folder for folder in folders))
