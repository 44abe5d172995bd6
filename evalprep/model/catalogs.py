"""Occupation tables: the 2022 classification, the 2020 catalogue with its renames, the access-controlled list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evalprep.model.identifiers import OccupationCode, Uscc


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
        """Codes and names that hold the words or begin with the code; the same name first, then skilled ones, the shortest first."""
        words = words.strip()
        found = [
            (code, name) for code, name in self.names_2022.items() if words in name or code.startswith(words)
        ]
        return sorted(
            found, key=lambda item: (item[1] != words, item[0].startswith("2"), len(item[1]), item[0])
        )
