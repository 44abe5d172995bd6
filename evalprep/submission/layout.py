"""Where each file of an item stands and what it is called: 02-法人登记证书/01-法人登记证书.pdf.

A made paper alone under its number is a file; everything else is in the number's folder, a piece of several files in
a folder of its own. A paper that is lacking keeps its number, so that one that comes later moves no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from evalprep.model.enclosures import Enclosure, EnclosureKind
from evalprep.submission.names import windows_name

LONGEST_FOLDER, LONGEST_PIECE, LONGEST_FILE, LONGEST_ALONE = 40, 28, 50, 79
"""In characters, of an item's folder, a piece's folder in it, a file in that, and a file elsewhere.

Folders and file together are at most 120 long: Windows takes 259 with everything above them.
"""
DRAFT = "（草稿）"
MOST_SUBJECTS = 3
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


@dataclass(frozen=True)
class Slot:
    """A place that a requirement asks to be filled: the piece, and whose it is where each row has its own."""

    piece: str
    subject: str = ""
    measure: str = field(default="项", compare=False)
    """The word with which subjects are counted."""


@dataclass
class Sheet:
    """A file to hand in, with all the slots under one number that it fills."""

    kind: EnclosureKind
    suffix: str
    form: str | None = None
    source: str | None = None
    slots: list[Slot] = field(default_factory=list)
    materials: list[str] = field(default_factory=list)
    copies: list[bool | None] = field(default_factory=list)

    @property
    def piece(self) -> str:
        """Every piece that it is: 试点工作方案、质量管控措施."""
        return "、".join(dict.fromkeys(slot.piece for slot in self.slots))

    @property
    def subject(self) -> str:
        """Whose it is; of many the first and how many there are."""
        every = list(dict.fromkeys(slot.subject for slot in self.slots if slot.subject))
        measures = {slot.measure for slot in self.slots if slot.subject}
        measure = measures.pop() if len(measures) == 1 else "项"
        more = f"等 {len(every)} {measure}" if len(every) > MOST_SUBJECTS else ""
        return "、".join(every[:MOST_SUBJECTS]) + more

    @property
    def is_made(self) -> bool:
        """Whether `build` makes it."""
        return self.kind is not EnclosureKind.COPY

    def named(self, name: str) -> Enclosure:
        """The file under its name."""
        return Enclosure(
            name,
            title=f"{self.piece}（{self.subject}）" if self.subject else self.piece,
            kind=self.kind,
            form=self.form,
            source=self.source,
            piece=self.piece,
            subject=self.subject,
            # Where one of several requirements asks for the original, a copy is not enough.
            is_copy=False if False in self.copies else True if True in self.copies else None,
            materials=tuple(dict.fromkeys(self.materials)),
        )


def suffix_of(source: str) -> str:
    """The suffix of a file as the copy gets it, in small letters; nothing where it is none."""
    suffix = PurePosixPath(source.replace("\\", "/")).suffix.lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def draft_mark(*, ready: bool) -> str:
    """What the name of a made paper carries while the submission is not ready."""
    return "" if ready else DRAFT


def numbered(number: int, among: int) -> str:
    """A number in front of a name, with as many digits as the largest needs: 01, 001."""
    return f"{number:0{max(2, len(str(among)))}d}-"


def laid_out(
    lead: str, name: str, asked: Sequence[Slot], sheets: Sequence[Sheet], *, ready: bool
) -> tuple[Enclosure, ...]:
    """The files of an item with their names: `lead` is its number as it stands in front (04-), `asked` are the slots
    that are filled or lacking, in order.
    """
    pieces = in_order(asked, sheets)
    if len(pieces) == 1 and len(sheets) == 1 and sheets[0].is_made:
        return (sheets[0].named(_name(lead, sheets[0].piece, "", sheets[0], LONGEST_ALONE, ready)),)
    folder = windows_name(f"{lead}{name}", LONGEST_FOLDER)
    found: list[Enclosure] = []
    for number, (piece, slots) in enumerate(pieces.items(), 1):
        within = [(slot, [sheet for sheet in sheets if sheet.slots[0] == slot]) for slot in slots]
        several = len(slots) > 1 or len(within[0][1]) > 1
        if len(pieces) == 1:
            named = _in_folder(folder, within, LONGEST_ALONE, ready)
        elif several:
            every = {sheet.piece for _, own in within for sheet in own}
            called = every.pop() if len(every) == 1 else piece
            inner = windows_name(f"{numbered(number, len(pieces))}{called}", LONGEST_PIECE)
            named = _in_folder(f"{folder}/{inner}", within, LONGEST_FILE, ready)
        else:
            before = numbered(number, len(pieces))
            named = (
                sheet.named(f"{folder}/{_name(before, sheet.piece, '', sheet, LONGEST_ALONE, ready)}")
                for sheet in within[0][1]
            )
        found += named
    return tuple(found)


def in_order(asked: Sequence[Slot], sheets: Sequence[Sheet]) -> dict[str, list[Slot]]:
    """The slots of each piece, in order; what is filled by a file that stands under another slot needs none."""
    elsewhere = {slot for sheet in sheets for slot in sheet.slots[1:]} - {sheet.slots[0] for sheet in sheets}
    found: dict[str, list[Slot]] = {}
    for slot in dict.fromkeys(asked):
        if slot not in elsewhere:
            found.setdefault(slot.piece, []).append(slot)
    return found


def _in_folder(
    folder: str, within: Sequence[tuple[Slot, Sequence[Sheet]]], longest: int, ready: bool
) -> Iterator[Enclosure]:
    """The files of some slots, each slot with its number, several files of one with -1, -2."""
    for number, (_, sheets) in enumerate(within, 1):
        before = numbered(number, len(within))
        for index, sheet in enumerate(sheets, 1):
            count = f"-{index:0{len(str(len(sheets)))}d}" if len(sheets) > 1 else ""
            name = _name(before, sheet.subject or sheet.piece, count, sheet, longest, ready)
            yield sheet.named(f"{folder}/{name}")


def _name(before: str, called: str, count: str, sheet: Sheet, longest: int, ready: bool) -> str:
    mark = draft_mark(ready=ready) if sheet.is_made else ""
    return windows_name(f"{before}{called}", longest, f"{count}{mark}{sheet.suffix}")
