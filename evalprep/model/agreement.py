"""What a folder of papers says of itself: where papers contradict each other, and what is no longer as it was made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations

RENEWED = "（新填写"
"""What stands in the name of a new paper that made room for one which the project names as evidence."""
_BY_HAND = "（手工修改"
_MARKS = re.compile(r"(?:（(?:手工修改|新填写|草稿)[0-9]*）)+(?P<suffix>\.[^./]+)?$")


def paper_of(name: str) -> str:
    """The name of the paper that a file is a copy of: 表.docx of 表（草稿）（手工修改2）.docx and 表（新填写）.docx."""
    return _MARKS.sub(r"\g<suffix>", name)


@dataclass(frozen=True)
class Side:
    """One side of a contradiction: a paper, the place in it, and what it says, numbers of persons masked."""

    paper: str
    where: str
    """工作人员情况 第 3 行「身份证号码」."""
    text: str


@dataclass(frozen=True)
class Contradiction:
    """What papers of one folder say differently, or what one paper cannot say together."""

    what: str
    """The printed name of what differs: 身份证号码, 合计, 名单."""
    subject: str
    """Whose it is: 专家 王示例; empty for the applicant itself."""
    sides: tuple[Side, ...]
    """The sides, what most papers say first; a single one where a paper contradicts itself in one place."""

    @property
    def papers(self) -> tuple[str, ...]:
        """The papers that it touches."""
        return tuple(dict.fromkeys(side.paper for side in self.sides))

    @property
    def is_of_copies(self) -> bool:
        """Whether two of its sides are one paper: as a person changed it, and as it was made since."""
        return any(
            one.paper != other.paper
            and paper_of(one.paper) == paper_of(other.paper)
            and not (_BY_HAND in one.paper and _BY_HAND in other.paper)
            and one.text != other.text
            for one, other in combinations(self.sides, 2)
        )


@dataclass(frozen=True)
class Agreement:
    """What came of holding papers against each other."""

    contradictions: tuple[Contradiction, ...] = ()
    read: tuple[str, ...] = ()
    """The papers that were read."""
    unread: tuple[str, ...] = ()
    """Those that nobody can read as text or that are of no known form: scans, PDF, free texts without tables."""
    broken: tuple[tuple[str, str], ...] = ()
    """Those that should be read and cannot be: a damaged file, one with a password; each with why, in Chinese."""


@dataclass(frozen=True)
class Verified:
    """A submission's folder against its manifest, and paper against paper; names as the manifest has them."""

    folder: str
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    """Files that are not what was made."""
    added: tuple[str, ...]
    """Files that the manifest does not name."""
    kept: tuple[str, ...]
    """Of the added ones those that a build kept because a person had changed them, or wrote beside a person's own."""
    agreement: Agreement
    draft: bool = False
    """Whether the check had not found it ready when it was made."""
    target: str = ""
    """The jurisdiction and track that it is for, as `-j` names them; empty where the manifest does not say."""
    is_submission: bool = True
    """Whether it is what is handed in on paper, and not PDFs, archives, first drafts or the desk's papers."""
    outdated: bool = False
    """Whether the PDFs or archives in it are of an earlier submission than the one beside them."""

    @property
    def is_as_made(self) -> bool:
        """Whether every file is there, unchanged, and nothing beside."""
        return not (self.missing or self.changed or self.added)
