"""Occupations as lists name them: a code, a name, or both in one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from evalprep.intake.several import parts
from evalprep.model.basic import TEXT, with_hyphens, without_spaces
from evalprep.model.catalogs import Catalogs
from evalprep.model.derived_lists import EVERY_OCCUPATION
from evalprep.model.identifiers import OCCUPATION_CODE, OccupationCode
from evalprep.model.kinds import BadValue
from evalprep.model.project import Project

EVERY = "全部"
_EVERY = EVERY_OCCUPATION | {
    f"{which}{what}{shared}"
    for which in ("各", "所有", "全部", "各申报")
    for what in ("职业", "工种", "职业（工种）", "职业(工种)")
    for shared in ("", "共用", "通用")
}
_CODE = re.compile(r"(?<![0-9-])[1-8] ?- ?[0-9]{2} ?- ?[0-9]{2} ?- ?[0-9]{2}(?![0-9-])")
_AROUND_A_CODE = " ()（）[]【】:：/、，,-"


@dataclass(frozen=True)
class Named:
    """An occupation as a cell names it; at least one of the two is known."""

    code: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class OccupationNames:
    """The occupations that are known by name: those of the project and those of the tables."""

    project: Project
    catalogs: Catalogs

    @cached_property
    def _own(self) -> dict[str, str]:
        """The project's codes with their names."""
        known = self.project.occupations or ()
        return {str(one.code): without_spaces(one.name or "") for one in known if one.code is not None}

    @cached_property
    def own_names(self) -> frozenset[str]:
        """The names of the occupations that are applied for, without blanks."""
        return frozenset(without_spaces(one.name) for one in self.project.occupations or () if one.name)

    def knows(self, name: str) -> bool:
        """Whether this is the name of an occupation, today or in the 2020 catalogue."""
        plain = without_spaces(name)
        return (
            plain in self.own_names
            or plain in self.catalogs.occupation_names
            or any(plain == without_spaces(one) for one in self.catalogs.catalogue_2020)
        )

    def read(self, text: str) -> Named:
        """What one text names. Raises BadValue where a code and a name do not belong together, or nobody knows."""
        text = TEXT.parse(text)
        plain = with_hyphens(text)
        found = _CODE.search(plain)
        if found is None:
            return Named(code=self._bare_code(plain)) if _is_code_like(plain) else Named(name=text)
        code = OCCUPATION_CODE.write(OCCUPATION_CODE.parse(found[0]))
        name = (plain[: found.start()] + plain[found.end() :]).strip(_AROUND_A_CODE)
        if re.fullmatch("[LS](/[LS])?|", name):
            return Named(code=code)
        if not self._belong_together(code, name):
            told = f"「{code}」和「{name}」对不上，或者查不到"
            raise BadValue(told, "职业编码或名称", "核对编码和名称，只写其中一个")
        return Named(code=code, name=name)

    def key(self, text: str) -> str:
        """What a list of occupations holds for one text: 全部, the code where one is written, else the name."""
        if without_spaces(text) in _EVERY:
            return EVERY
        named = self.read(text)
        return named.code or named.name or ""

    def parts(self, text: str) -> list[str]:
        """The occupations of one cell: a blank parts two of them only where each is known by itself."""
        if self.knows(text):
            return [text]
        found: list[str] = []
        for part in parts(text):
            words = part.split()
            apart = len(words) > 1 and all(self.knows(word) or _is_code_like(word) for word in words)
            coded = apart and any(map(_is_code_like, words)) and any(map(self.knows, words))
            found += words if apart and not coded else [part.strip()]
        return [part for part in found if part]

    def _bare_code(self, text: str) -> str:
        return OCCUPATION_CODE.write(OCCUPATION_CODE.parse(text))

    def _belong_together(self, code: str, name: str) -> bool:
        names = {self._own.get(code), without_spaces(self.catalogs.names_2022.get(code, ""))} - {None, ""}
        return bool(names & self.catalogs.same_names(name))


def _is_code_like(text: str) -> bool:
    try:
        OccupationCode(text)
    except BadValue:
        return bool(re.fullmatch(r"[0-9X](-[0-9]{1,2}){1,3}", with_hyphens(text), re.IGNORECASE))
    return True
