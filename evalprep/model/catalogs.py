"""Occupation tables: the 2022 classification, the 2020 catalogue with its renames, the access-controlled list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from evalprep.model.basic import with_hyphens, without_spaces
from evalprep.model.identifiers import OccupationCode, Uscc

GAPS = "4-01-02-02、4-10-01-02、各「99」类，第一、七、八大类"
"""What the 2022 table is known to lack, so that a code outside it is never an error."""
DOUBTED = {"3-02-02-00": "3-02-02-01"}
"""Codes that stand so in the table's sources, with what they probably are."""


@dataclass(frozen=True)
class CatalogueEntry:
    """One occupation of the 2020 catalogue of 水平评价类 qualifications (中就培函〔2020〕16号 附件2)."""

    number: int
    qualification: str
    occupation: str


@dataclass(frozen=True)
class Registration:
    """What a 统一社会信用代码 says of where and as what its holder is registered (GB 32100)."""

    authority: str
    """登记管理部门: 民政."""
    body: str
    """机构类别: 社会团体."""
    place: str
    """The province, or 国家级登记机关."""


@dataclass(frozen=True)
class Catalogs:
    """What the tables say of an occupation; empty tables say nothing."""

    names_2022: Mapping[str, str] = field(default_factory=dict)
    """Name by code in 中华人民共和国职业分类大典 (2022)."""
    catalogue_2020: Mapping[str, CatalogueEntry] = field(default_factory=dict)
    """Entry by occupation name."""
    catalogue_codes: Mapping[str, str] = field(default_factory=dict)
    """Occupation name in the catalogue by its 2022 code."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Name in the catalogue by the name of today."""
    access_controlled: frozenset[str] = frozenset()
    """Names and codes of 准入类 occupations; no reliable copy is at hand, so it may be empty."""

    bodies: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Registration authority and kind of body by the first two characters of a 统一社会信用代码."""
    provinces: Mapping[str, str] = field(default_factory=dict)
    """Province by the first two digits of an administrative division."""

    @classmethod
    def from_rows(
        cls,
        occupations: Sequence[Mapping[str, str]],
        catalogue: Sequence[Mapping[str, str]],
        renames: Sequence[Mapping[str, str]],
        access_controlled: Sequence[Mapping[str, str]],
        bodies: Sequence[Mapping[str, str]] = (),
        provinces: Sequence[Mapping[str, str]] = (),
    ) -> Catalogs:
        """The tables made of the rows of their CSV files."""
        entries = {
            r["occupation"]: CatalogueEntry(int(r["number"]), r["qualification"], r["occupation"])
            for r in catalogue
        }
        return cls(
            names_2022={row["code"]: row["name"] for row in occupations},
            catalogue_2020=entries,
            catalogue_codes={row["code_2022"]: row["occupation"] for row in catalogue if row["code_2022"]},
            renamed={row["name"]: row["catalogue_name"] for row in renames},
            access_controlled=frozenset(
                row[key] for row in access_controlled for key in ("code", "name") if row[key]
            ),
            bodies={row["first"] + row["second"]: (row["authority"], row["type"]) for row in bodies},
            provinces={row["code"]: row["name"] for row in provinces},
        )

    @cached_property
    def occupation_names(self) -> frozenset[str]:
        """Every occupation's name in the 2022 table, without spaces."""
        return frozenset(map(without_spaces, self.names_2022.values()))

    def same_names(self, name: str) -> frozenset[str]:
        """A name with those that the same occupation had before or has since, without spaces."""
        plain = without_spaces(name)
        pairs = [(without_spaces(new), without_spaces(old)) for new, old in self.renamed.items()]
        return frozenset({plain, *(one for pair in pairs if plain in pair for one in pair)})

    def registration(self, code: Uscc) -> Registration | None:
        """What a code says of its holder's registration; None where the tables do not know its letters."""
        found = self.bodies.get(code.authority_code + code.body_code)
        place = "国家级登记机关" if code.region == "100000" else self.provinces.get(code.province)
        return Registration(*found, place) if found and place else None

    def in_catalogue(self, code: OccupationCode | str | None, name: str | None) -> CatalogueEntry | None:
        """The catalogue's entry for an occupation, by name, by the name that it had then, or by code."""
        for candidate in (name, self.renamed.get(name or ""), self.catalogue_codes.get(code or "")):
            if candidate and candidate in self.catalogue_2020:
                return self.catalogue_2020[candidate]
        return None

    def search(self, words: str) -> list[tuple[str, str]]:
        """Codes and names of today: whose name or former name holds the words, or whose code begins so.

        The same name comes first, then skilled ones, the shortest first; of a code's they stand in its order.
        """
        words = "".join(with_hyphens(words).split())
        code = code_prefix(words)
        found = [
            (one, name)
            for one, name in self.names_2022.items()
            if (one.startswith(code) if code else words in name or words in self.renamed.get(name, ""))
        ]

        def nearness(item: tuple[str, str]) -> tuple[bool, bool, int, str]:
            same = words in (item[1], self.renamed.get(item[1]))
            return not same, item[0].startswith("2"), 0 if code else len(item[1]), item[0]

        return sorted(found, key=nearness)

    def unplaced(self, words: str) -> list[CatalogueEntry]:
        """Entries of the 2020 catalogue that hold the words and have no occupation of their name today."""
        words = "".join(with_hyphens(words).split())
        today = {*self.names_2022.values(), *self.renamed.values()}
        return [
            entry
            for name, entry in self.catalogue_2020.items()
            if words in name.replace(" ", "") and name not in today
        ]


def code_prefix(words: str) -> str | None:
    """The code, or its beginning, that words write in any width, with any dashes or spaces; None where they write none."""
    digits = re.sub("[ -]", "", with_hyphens(words))
    if not re.fullmatch("[1-8][0-9]{0,6}", digits):
        return None
    return "-".join([digits[0], *(digits[n : n + 2] for n in range(1, len(digits), 2))])
