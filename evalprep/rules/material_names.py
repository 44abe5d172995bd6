"""What the folders and the list of a submission call its materials (`name`, `heading`), and what does not do as a name.

A submission has one number for each clause among the materials of a track that are no notes. Its folders are carried
to Windows, whose rules for names are the narrowest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from evalprep.errors import Problem
from evalprep.model.validation import Path, Source
from evalprep.rules.entries import Checklist, Material

LONGEST = 20
"""A path of Windows has 260 characters, and names stand in one another."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.I)
"""Names that Windows keeps for devices, with any ending."""


def unusable(name: str) -> str:
    """Why a file cannot have this name on Windows; nothing where it can."""
    found = _FORBIDDEN.search(name)
    if not name.strip():
        return "是空的"
    if found:
        return f"里有「{found[0]}」" if found[0].isprintable() else "里有看不见的字符"
    if name[-1] in ". ":
        return "最后是句点或空格"
    return "是 Windows 留给设备的名字" if _DEVICE.fullmatch(name) else ""


def short_name(material: Material) -> str | None:
    """What a folder calls a material: its `name`, else its title, cut; None where the title does not do as a name."""
    if material.name is not None:
        return material.name
    cut = material.title[:LONGEST].rstrip(". ")
    return None if unusable(cut) else cut


class _Number(NamedTuple):
    """One number of a track's list: the materials that share it, with their paths."""

    materials: Sequence[tuple[Material, Path]]

    @property
    def called(self) -> str | None:
        """What the number is called."""
        first = self.materials[0][0]
        return first.heading if len(self.materials) > 1 else short_name(first)

    @property
    def written(self) -> str | None:
        """The key under which its name is written; None where the title stands in for it."""
        first = self.materials[0][0]
        key = "heading" if len(self.materials) > 1 else "name"
        return key if getattr(first, key) is not None else None


def name_defects(checklist: Checklist, source: Source) -> Iterator[Problem]:
    """Names that are none, numbers without a name, two numbers with one name, and headings that nothing uses."""
    materials = [(one, ("materials", at)) for at, one in enumerate(checklist.materials)]
    for one, at in materials:
        yield from _unusable(one, at, source)
    by_track = [_numbers(materials, track) for track in checklist.tracks or (None,)]
    headed: set[Path] = set()
    for numbers in by_track:
        several = [number.materials for number in numbers if len(number.materials) > 1]
        headed |= {shared[0][1] for shared in several}
        for shared in several:
            yield from _no_heading(shared, source)
        yield from _same_name(numbers, source)
    for one, at in materials:
        if one.heading is not None and at not in headed:
            told = f"「{one.id}」的 heading 用不上"
            remedy = "heading 只写在同一条（clause 相同）的几项材料的第一项；只有一项的，名称写在 name"
            yield Problem("stray_heading", told, remedy, source.place((*at, "heading")))


def _numbers(materials: Sequence[tuple[Material, Path]], track: str | None) -> list[_Number]:
    by_clause: dict[str, list[tuple[Material, Path]]] = {}
    for one, at in materials:
        if one.weight != "note" and one.applies_to(track):
            by_clause.setdefault(one.clause, []).append((one, at))
    return [_Number(shared) for shared in by_clause.values()]


def _unusable(material: Material, at: Path, source: Source) -> Iterator[Problem]:
    for key in ("name", "heading"):
        written = getattr(material, key)
        if written is None:
            continue
        reason = unusable(written)
        reason = reason or (f"有 {len(written)} 个字" if len(written) > LONGEST else "")
        if reason:
            told = f"「{material.id}」的 {key}「{written}」不能作文件夹名：{reason}"
            remedy = f'换一个短名称，不超过 {LONGEST} 个字，不用 < > : " / \\ | ? *，不以句点结尾'
            yield Problem("bad_name", told, remedy, source.place((*at, key)))


def _no_heading(shared: Sequence[tuple[Material, Path]], source: Source) -> Iterator[Problem]:
    first, at = shared[0]
    if first.heading is None:
        ids = "、".join(one.id for one, _ in shared)
        told = f"「{first.clause}」下有 {len(shared)} 项材料（{ids}），没有写合起来叫什么"
        remedy = f"在第一项「{first.id}」写上 heading：申报材料里这个序号的文件夹名"
        yield Problem("no_heading", told, remedy, source.place(at))


def _same_name(numbers: Sequence[_Number], source: Source) -> Iterator[Problem]:
    """Two numbers of a track with one name; where both take it from their titles nobody wrote it."""
    seen: dict[str, _Number] = {}
    for number in numbers:
        if number.called is None:
            continue
        # Names that differ in capitals alone are one to Windows.
        before = seen.setdefault(number.called.casefold(), number)
        wrong = number if number.written else before
        if before is number or not wrong.written:
            continue
        (one, at), (other, _) = wrong.materials[0], (before if wrong is number else number).materials[0]
        told = f"「{one.id}」和「{other.id}」在申报材料里都叫「{number.called}」，分不清"
        yield Problem("same_name", told, f"换一个 {wrong.written}", source.place((*at, wrong.written)))
