"""A submission (申报材料) as it is planned: the items of the notice's list, and the files that are handed in under each.

`submission.plan` makes it, `build` fills it, `report` tells it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from evalprep.model.results import Finding


class EnclosureKind(StrEnum):
    """What a file of a submission is."""

    COVER = "cover"
    """封面"""
    CONTENTS = "contents"
    """目录: the list of what the folder holds."""
    FORM = "form"
    """An official form that `build` fills."""
    LIST = "list"
    """A list that `build` makes in Excel."""
    COPY = "copy"
    """A copy of a file that the project names: evidence, or a finished paper."""


@dataclass(frozen=True)
class Enclosure:
    """One file of a submission."""

    name: str
    """Its path within the folder, parts joined by `/`: 02-法人登记证书/01-法人登记证书.pdf."""
    title: str
    """What the list of materials calls it: 法人登记证书; 技能水平证明（王示例）."""
    kind: EnclosureKind
    form: str | None = None
    """The form that `build` fills; of a finished paper the form that it is finished from."""
    source: str | None = None
    """The file in the project's folder that it is a copy of, as the project names it."""
    piece: str = ""
    """What the requirement calls the paper: 技能水平证明."""
    subject: str = ""
    """Whose it is, where each row has its own: a person's or a room's name."""
    is_copy: bool | None = None
    """Whether a copy is asked for (复印件) or the original (原件); None where the notice does not say."""
    materials: tuple[str, ...] = ()
    """The ids of the materials that it answers."""


@dataclass(frozen=True)
class Lacking:
    """A paper that is asked for and is not among the files: which, why, and of whom."""

    title: str
    reason: str
    """还没有附上; 找不到这个文件 …"""
    source: str | None = None
    """The named file that cannot be handed in."""
    place: int | None = field(default=None, compare=False)
    """The number that its piece has within the item, where there are several and it has one."""


@dataclass(frozen=True)
class Item:
    """One numbered item of the notice's list, with what is handed in under it: 材料清单的一项."""

    number: int
    """Its place in the notice's list, from 1; the folder's number."""
    name: str
    """What the folder and the list call it: 法人登记证书."""
    clause: str
    materials: tuple[Finding, ...]
    """The requirements that stand under this number, as judged."""
    enclosures: tuple[Enclosure, ...] = ()
    lacking: tuple[Lacking, ...] = ()

    @property
    def is_asked(self) -> bool:
        """Whether anything of it is asked of this applicant."""
        return any(
            one.verdict is not None and one.verdict.value != "not_applicable" for one in self.materials
        )


@dataclass(frozen=True)
class Submission:
    """Everything that is handed in, in the notice's order, cover and list of contents apart."""

    items: tuple[Item, ...]
    ready: bool
    """Whether it may be handed in; the papers of another carry 草稿 in their names."""
    front: tuple[Enclosure, ...] = ()
    """The cover and the list of contents, which no notice asks for."""
    elsewhere: tuple[str, ...] = ()
    """Files that an easing rests on and that no item holds: they have to be handed in too."""

    @property
    def enclosures(self) -> tuple[Enclosure, ...]:
        """All files, in the order in which they are handed in."""
        return (*self.front, *(one for item in self.items for one in item.enclosures))
