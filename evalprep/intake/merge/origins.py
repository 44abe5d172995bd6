"""How places in files are told: a file once, its name short, of many places the first few."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evalprep.intake.given import Origin
from evalprep.intake.merge.changes import Change, Merge
from evalprep.model.masking import masked

LONGEST_NAME, LONGEST_PART = 18, 16
"""Characters of a file's name, and of a section's label, that are shown."""
MOST = 2
"""So many files, parts or places are told; of the others how many there are."""


@dataclass(frozen=True)
class Origins:
    """What the files of one import are called beside each value: nothing where there is only one."""

    files: tuple[str, ...]

    @classmethod
    def of(cls, merge: Merge) -> Origins:
        """The files that a merge tells anything of, in their order."""
        found = [origin for change in merge.changes for origin in places_of(change)]
        found += [
            origin for conflict in merge.conflicts for choice in conflict.choices for origin in choice.origins
        ]
        found += [remark.origin for remark in merge.remarks]
        return cls(tuple(dict.fromkeys(origin.file for origin in found)))

    def file(self, name: str) -> str:
        """What a file is called: nothing where it is the only one, else its name, in short where that is clear."""
        if len(self.files) <= 1:
            return ""
        short = [_short_name(one) for one in self.files]
        return masked(_short_name(name) if short.count(_short_name(name)) <= 1 else name)

    def part(self, origin: Origin) -> str:
        """人员.xlsx·工作人员: the file and its part."""
        return _joined(self.file(origin.file), _short(origin.part))

    def parts(self, origins: Iterable[Origin]) -> str:
        """人员.xlsx·工作人员、材料；申报表.docx·专家情况、考评人员情况等 4 处: each file once."""
        by_file: dict[str, list[str]] = {}
        for origin in origins:
            by_file.setdefault(self.file(origin.file), []).append(_short(origin.part))
        told = [_joined(file, _few(dict.fromkeys(filter(None, parts)))) for file, parts in by_file.items()]
        return masked(_few(list(filter(None, told)), "；", "个文件"))

    def places(self, origins: Sequence[Origin], most: int = MOST, beside: str = "") -> str:
        """人员.xlsx·工作人员·C5、D5等 9 处: places of one part stand behind its name once."""
        shown = list(dict.fromkeys(origins))
        by_part: dict[str, list[str]] = {}
        for origin in shown[:most]:
            by_part.setdefault(self.part(origin), []).append(_at(origin, beside))
        told = "、".join(_joined(part, "、".join(filter(None, ats))) for part, ats in by_part.items())
        more = f"等 {len(shown)} 处" if len(shown) > most else ""
        return masked(told) + more if told else ""

    def shared(self, changes: Sequence[Change]) -> tuple[str, Callable[[Change], str]]:
        """What the places of some changes have in common, a part or at least a file, and how each is told beside it."""
        found = [origin for change in changes for origin in places_of(change)]
        if len({(origin.file, origin.part) for origin in found}) == 1:
            inside = self.within(lambda origin: Origin("", "", origin.at))
            return masked(self.part(found[0])), inside
        if len({origin.file for origin in found}) == 1:
            inside = self.within(lambda origin: Origin("", origin.part, origin.at))
            return self.file(found[0].file), inside
        return "", self.within(lambda origin: origin)

    def within(self, less: Callable[[Origin], Origin]) -> Callable[[Change], str]:
        """How the places of a change are told, each with as much of it as `less` leaves."""

        def told(change: Change) -> str:
            found = places_of(change)
            first = {origin.file: origin for origin in reversed(found)}
            shown = [origin for origin in found if origin is first[origin.file]]
            told = self.places([less(one) for one in shown[:MOST]], MOST, change.place.field)
            return f"{told}等 {len(found)} 处" if told and len(found) > len(shown[:MOST]) else told

        return told


def places_of(change: Change) -> tuple[Origin, ...]:
    """All places that say what a change says."""
    return (change.origin, *change.also)


def _at(origin: Origin, beside: str) -> str:
    """C5; 第 1 行 of 第 1 行·学历 where 学历 stands beside it."""
    return "" if origin.at == beside else _short(origin.at.removesuffix(f"·{beside}"))


def _joined(*texts: str) -> str:
    return "·".join(filter(None, texts))


def _few(texts: Iterable[str], mark: str = "、", of: str = "处") -> str:
    known = list(texts)
    return mark.join(known[:MOST]) + (f"等 {len(known)} {of}" if len(known) > MOST else "")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_PART else f"{text[: LONGEST_PART - 1]}…"


def _short_name(name: str) -> str:
    """浙江省…申报表.docx: the beginning and the end, which tell files apart."""
    if len(name) <= LONGEST_NAME:
        return name
    suffix = Path(name).suffix[:6]
    stem = name.removesuffix(suffix)
    room = LONGEST_NAME - len(suffix) - 1
    return f"{stem[: room - room // 2]}…{stem[-(room // 2) :]}{suffix}"
