"""The pieces of one numbered item of a submission: its papers by what they are called, those that are lacking too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from evalprep.model.enclosures import Enclosure, EnclosureKind, Item, Lacking

MEGABYTE, KILOBYTE = 1_000_000, 1_000
ORIGINAL, COPIED = "原件", "复印件"
_WHOSE = re.compile(r"（((?:[^（）]|（[^（）]*）)*)）$")
"""A room may be called 理论考场（一）."""
_NUMBER = re.compile(r"(\d+)-")


@dataclass
class Piece:
    """One piece: 技能水平证明, with the files of all persons and those that are not there."""

    title: str
    number: str = ""
    """Its place below the item, 4.2, as the names in the folder have it; nothing where it is the only piece."""
    enclosures: list[Enclosure] = field(default_factory=list)
    lacking: list[Lacking] = field(default_factory=list)

    @property
    def is_made(self) -> bool:
        """Whether it is there as `build` fills it, so that a finished paper which cannot be used leaves no gap."""
        return bool(self.enclosures) and all(map(is_made, self.enclosures))

    @property
    def lacks(self) -> str:
        """How it is told that papers of it are not there."""
        return "定稿不能用，放的是新填的" if self.is_made else "缺"

    @property
    def asked_as(self) -> str:
        """原件 or 复印件; nothing where the notice does not say, and both where pieces differ."""
        told = {one.is_copy: COPIED if one.is_copy else ORIGINAL for one in self.enclosures}
        return "" if None in told else "、".join(sorted(set(told.values())))


def pieces(item: Item) -> tuple[Piece, ...]:
    """The pieces of an item in the folder's order, those of which nothing is there too; what has no place comes last."""
    found: dict[str, Piece] = {}
    folders: dict[str, str] = {}
    for one in item.enclosures:
        title, folder = one.piece or one.title, one.name.rpartition("/")[0]
        # A file that shows two things is called by both; in the folder of the others it is one of them.
        within = folders.setdefault(folder, title) if "/" in folder else title
        piece = found.setdefault(within, Piece(within, _number(item, one)))
        piece.enclosures.append(one)
    alone: dict[str, list[Lacking]] = {}
    for lack in item.lacking:
        whole = lack.title if lack.title in found else whose_of(lack.title)[0]
        if whole in found:
            found[whole].lacking.append(lack)
        else:
            alone.setdefault(whole, []).append(lack)
    for title, several in alone.items():
        place = next((one.place for one in several if one.place), None)
        number = f"{item.number}.{place}" if place else ""
        found[title] = Piece(title if len(several) > 1 else several[0].title, number, lacking=several)
    if len(found) == 1:
        return tuple(replace(piece, number="") for piece in found.values())
    return tuple(sorted(found.values(), key=_place))


def _place(piece: Piece) -> tuple[bool, int]:
    """For sorting: by the number within the item."""
    number = piece.number.rpartition(".")[2]
    return (not number, int(number or 0))


def whose_of(title: str) -> tuple[str, str]:
    """What is lacking without whose it is, and whose: 技能水平证明, 王示例."""
    found = _WHOSE.search(title)
    return (title[: found.start()], found[1]) if found else (title, "")


def _number(item: Item, one: Enclosure) -> str:
    """4.2 of 04-…/02-技能水平证明/01-张示例.pdf; nothing for a file that stands alone under its number."""
    parts = one.name.split("/")
    found = _NUMBER.match(parts[1]) if len(parts) > 1 else None
    return f"{item.number}.{int(found[1])}" if found else ""


def is_made(one: Enclosure) -> bool:
    """Whether `build` makes it; the others are copies of files of the project."""
    return one.kind is not EnclosureKind.COPY


def named(item: Item, piece: Piece) -> str:
    """What a piece is called beside its number: 2　法人登记证书; of an item with several 4.2　技能水平证明."""
    several = len(pieces(item)) > 1
    return f"{piece.number or item.number}　{piece.title if several else titled(item, piece)}"


def titled(item: Item, piece: Piece | None) -> str:
    """The item's name; of a form alone its whole title; of alternatives (信用报告或诚信承诺书) which is handed in too."""
    if piece and piece.enclosures and all(one.form for one in piece.enclosures):
        return piece.title
    chosen = piece and piece.enclosures and "或" in item.name and piece.title in item.name.split("或")
    return f"{item.name}：{piece.title}" if piece and chosen else item.name


def size_told(size: int) -> str:
    """A file's size: 1.2 MB of 1,000,000 bytes each, as `--max-mb` counts them; 85 KB. `size` in bytes."""
    if size >= MEGABYTE / 10:
        return f"{size / MEGABYTE:.1f} MB"
    return f"{max(1, round(size / KILOBYTE))} KB"


def first_of(names: Iterable[str], most: int, unit: str = "个") -> str:
    """甲、乙、丙, or the first of many: 甲、乙等 60 个."""
    every = list(dict.fromkeys(names))
    more = f"等 {len(every)} {unit}" if len(every) > most else ""
    return "、".join(every[:most]) + more
