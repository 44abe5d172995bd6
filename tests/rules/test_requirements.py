"""Every requirement of the notices, as tests/requirements.csv lists them, is carried by a checklist or a form."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import Any

import pytest

from evalprep.rules.entries import Clause, PassMark, ScoreItem
from evalprep.store.yaml import read_yaml
from tests.conftest import ROOT
from tests.rules.judging import CHECKLISTS, catalogs, checklist_files, written

CATALOGS = {"NAT-C1": "catalogue-2020.csv"}
"""The tables that a requirement asks for."""
SECTIONS: dict[str, set[str]] = {
    "rule": {"rules"},
    "material": {"materials"},
    "easing": {"easings"},
    "score": {"scoring"},
    "other": {"rules", "materials", "routes", "windows"},
}
"""Where each kind of requirement may stand."""
WEIGHTS = ("must", "principle", "note")
"""The strictest first."""


def requirements() -> list[dict[str, str]]:
    """The ids that the notices come to; a clause with `|` is several, each of which an entry must name."""
    with (ROOT / "tests" / "requirements.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


REQUIREMENTS = requirements()


@dataclass(frozen=True)
class Carrying:
    """An entry, the section in which it stands, and the tracks of its checklist."""

    section: str
    entry: Clause | ScoreItem | PassMark
    every: frozenset[str]

    @property
    def tracks(self) -> frozenset[str]:
        """The tracks to which it applies."""
        return frozenset(getattr(self.entry, "tracks", None) or self.every)


def shipped_entries() -> list[Carrying]:
    """Every entry of every checklist that can be read."""
    found: list[Carrying] = []
    for file in checklist_files():
        try:
            ready = written(file)
        except Exception:
            continue  # told by test_every_checklist_loads_and_has_its_cases
        every = frozenset(ready.tracks)
        for section in ("rules", "materials", "easings", "windows", "routes"):
            found += [Carrying(section, one, every) for one in getattr(ready, section)]
        if ready.scoring:
            scored = (*ready.scoring.items, ready.scoring.passing)
            found += [Carrying("scoring", one, every) for one in scored]
    return found


ENTRIES = shipped_entries()


def of(requirement: str, identifier: str) -> bool:
    """Whether an id is a requirement's, or one of those into which it is split: ZJ-S1, ZJ-S1a."""
    return re.fullmatch(f"{re.escape(requirement)}[a-z]?", identifier) is not None


@pytest.mark.parametrize("row", REQUIREMENTS, ids=lambda row: row["id"])
def test_every_requirement_is_carried_with_its_clause_weight_and_tracks(row: dict[str, str]) -> None:
    if row["kind"] == "form":
        _is_served(row["id"])
    elif row["kind"] == "catalog":
        assert (CHECKLISTS / "catalogs" / CATALOGS[row["id"]]).is_file()
    else:
        carrying = [one for one in ENTRIES if of(row["id"], one.entry.id)]
        assert carrying, "no entry has this id"
        assert {one.section for one in carrying} <= SECTIONS[row["kind"]]
        _names_its_clause(row["clause"].split("|"), [one.entry.clause for one in carrying])
        assert row["kind"] in ("easing", "score") or _strictest(carrying) == row["weight"]
        found = frozenset[str]().union(*(one.tracks for one in carrying))
        assert found == (frozenset(row["tracks"].split()) or carrying[0].every)


def _names_its_clause(wanted: list[str], found: list[str]) -> None:
    """Each entry's clause is one of those wanted or lies in it, and none of those is left out."""
    assert [one for one in found if not one.startswith(tuple(wanted))] == []
    assert [one for one in wanted if not any(clause.startswith(one) for clause in found)] == []


def _strictest(carrying: list[Carrying]) -> str:
    weights = {str(getattr(one.entry, "weight", "note")) for one in carrying}
    return next(weight for weight in WEIGHTS if weight in weights)


def _is_served(identifier: str) -> None:
    assert identifier in served(), "no form.yaml serves it"


def served() -> set[str]:
    """The ids that the forms say they serve."""
    maps: list[Any] = [read_yaml(path).tree for path in sorted((ROOT / "forms").glob("*/*/form.yaml"))]
    return {identifier for one in maps for identifier in one["serves"]}


def test_every_entry_is_a_requirement_of_its_notice() -> None:
    known = [row["id"] for row in REQUIREMENTS]
    assert [
        one.entry.id for one in ENTRIES if not any(of(identifier, one.entry.id) for identifier in known)
    ] == []


def test_the_pass_mark_weighs_what_its_requirement_says() -> None:
    rows = {row["id"]: row["weight"] for row in REQUIREMENTS}
    marks = [one.entry for one in ENTRIES if isinstance(one.entry, PassMark)]
    assert [one.id for one in marks if one.weight != rows[one.id]] == []


def test_the_catalogue_holds_the_notices_76_qualifications_and_192_occupations() -> None:
    entries = catalogs().catalogue_2020
    assert {one.number for one in entries.values()} == set(range(1, 77))
    assert len(entries) == 192 - 1, "重冶金法冶炼工 stands twice"
