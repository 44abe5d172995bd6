"""What a build made: the papers with what is open in each, the folder, and what lies beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evalprep.documents.values import SlotState
from evalprep.errors import Place
from evalprep.model.agreement import Contradiction
from evalprep.model.enclosures import Submission
from evalprep.report.open_slots import OpenSlot

AUTHORITY = "authority"
"""What a form map leaves for the authority that takes the paper."""


@dataclass(frozen=True)
class MadePaper:
    """A paper as built: its file, title, and the slots that are still open or left for signature and seal."""

    name: str
    title: str
    kind: str = "form"
    """form, list, or draft: a first draft never counts, the finished paper has to be registered."""
    open: tuple[OpenSlot, ...] = ()
    left: tuple[SlotState, ...] = ()
    under: tuple[tuple[str, str], ...] = ()
    """Where the finished paper is to be registered, and as what kind; for a first draft only."""
    whose: str = ""
    """The recommended organisation that writes it, with its row; nothing for the applicant."""
    serves: tuple[str, ...] = ()
    """The ids of the rules and materials that call for it."""
    begun: bool = False
    """Whether a person has begun to write this first draft, so that no new one was put in its place."""
    outdated: bool = False
    """Whether what the project says has changed since they began."""

    @property
    def is_draft(self) -> bool:
        """Whether it never counts."""
        return self.kind == "draft"

    @property
    def prompts(self) -> int:
        """How many places the applicant has to write itself."""
        return sum(not slot.waits for slot in self.open)


@dataclass(frozen=True)
class Written:
    """A file beside the folder, a PDF or a part of the archive: its path, size in bytes, and pages where it has some."""

    path: str
    size: int
    pages: int | None = None


@dataclass(frozen=True)
class Built:
    """What one build made: the folder of papers and the one of first drafts, whole, and what was not made."""

    conclusion: str
    """What the check says of the applicant, since papers can be made before it may apply."""
    folder: str
    drafts: str
    """Where the first drafts lie, apart from what is handed in."""
    papers: tuple[MadePaper, ...]
    lacking: tuple[str, ...] = ()
    """What could not be made, and what to do instead."""
    spared: tuple[str, ...] = ()
    """First drafts that were not written because the finished paper is there."""
    kept: tuple[str, ...] = ()
    """Papers that a person changed, by the name under which they are kept."""
    done_with: tuple[str, ...] = ()
    """First drafts that a person wrote in and that nothing calls for any more."""
    submission: Submission | None = None
    """What the folder holds; None where only one paper was made anew."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where the project file names each file."""
    missing: str = ""
    """What an unready submission lacks, in one line (`missing_line`)."""
    contradictions: tuple[Contradiction, ...] = ()
    """Where papers do not agree."""
    remarks: tuple[str, ...] = ()
    """What else is to be told, a sentence each."""
    foreign: tuple[str, ...] = ()
    """Files in the folder that are not ours and stay."""
    pdf: tuple[Written, ...] = ()
    """The PDFs, the combined one first."""
    zips: tuple[Written, ...] = ()
    desk: str = ""
    """Where the papers for the applicant's own desk lie; the folder where the one paper that was made anew is of them."""
    desk_papers: tuple[str, ...] = ()
    desk_kept: tuple[str, ...] = ()
