"""Every paper that a notice calls for has its entry in forms/, and every entry is called for and serves what exists."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from evalprep.documents.awaited import AwaitedMap
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.outlines.draft import outline_problems
from evalprep.documents.outlines.outline_map import OutlineMap
from evalprep.documents.papermap import PaperMap
from evalprep.documents.sheets.listmap import ListMap
from evalprep.law import Law
from evalprep.report.entries import entries, named
from evalprep.rules.checklist import forms_read
from evalprep.store.library import default_library
from evalprep.submission.outline_facts import outline_names
from tests.conftest import ROOT

FORMS = ROOT / "forms"
OWN_USE = {"general/registers"}
"""Lists for the applicant's own desk, which no notice asks for."""


@cache
def law() -> Law:
    """The law and the papers as shipped."""
    return Law(default_library())


def called() -> Iterator[tuple[str, str, bool]]:
    """Every form that an entry of a checklist names: the form, the entry's id, and whether it is made whole."""
    for jurisdiction in law().library.jurisdictions():
        for checklist in law().notices(jurisdiction):
            for ready in (*checklist.rules, *checklist.materials):
                if ready.condition is not None and not _refers_only(checklist.find(ready.rule.id)):
                    yield from ((one, ready.rule.id, True) for one in forms_read(ready.condition.reads))
                    yield from ((one.form, ready.rule.id, False) for one in ready.condition.drafts)
            for item in checklist.scoring.items if checklist.scoring else ():
                yield from ((draft.form, item.item.id, False) for draft in item.drafts)


def _refers_only(ready: Any) -> bool:
    """Whether an entry only brings along what another entry calls for."""
    return type(ready.rule.require).__name__ in ("RuleCondition", "ChecklistCondition")


CALLED = sorted(set(called()))
ENTRIES = sorted(path.parent.relative_to(FORMS).as_posix() for path in FORMS.glob("*/*/form.yaml"))


def paper(identifier: str) -> PaperMap:
    return law().paper(identifier)


def test_every_paper_that_a_checklist_names_has_its_entry() -> None:
    assert sorted({form for form, _, _ in CALLED} - set(ENTRIES)) == []


@pytest.mark.parametrize(("form", "identifier", "made"), CALLED, ids=lambda one: str(one))
def test_a_paper_serves_the_requirement_that_calls_for_it_and_is_of_a_kind_that_fits(
    form: str, identifier: str, made: bool
) -> None:
    found = paper(form)
    assert identifier in served_by(found)
    fitting: tuple[type, ...] = (FormMap, ListMap, AwaitedMap) if made else (OutlineMap, ListMap)
    assert isinstance(found, fitting)


def served_by(found: PaperMap) -> set[str]:
    """The ids that a paper names, and the entries into which a requirement of the index is split (NAT-E3, JL-E8a)."""
    return {*found.serves, *(one for one in known_ids() if one[:-1] in found.serves and one[-1:].isalpha())}


@cache
def known_ids() -> frozenset[str]:
    """The ids of every entry, and those of the index."""
    with (ROOT / "tests" / "requirements.csv").open(encoding="utf-8") as file:
        index = {row["id"] for row in csv.DictReader(file)}
    checklists = (one for name in law().library.jurisdictions() for one in law().notices(name))
    return frozenset(index | {named(one).id for checklist in checklists for one in entries(checklist)})


@pytest.mark.parametrize("identifier", ENTRIES)
def test_an_entry_is_named_as_its_folder_serves_ids_that_exist_and_is_called_for(identifier: str) -> None:
    found = paper(identifier)
    assert found.form == identifier
    assert set(found.serves) - known_ids() == set()
    is_called = identifier in {form for form, _, _ in CALLED}
    assert is_called is (identifier not in OWN_USE)
    assert bool(found.serves) is is_called


@pytest.mark.parametrize("identifier", ENTRIES)
def test_an_entry_has_the_file_that_its_kind_needs(identifier: str) -> None:
    names = {path.name for path in (FORMS / identifier).iterdir()}
    wanted = {
        FormMap: {"blank.docx"},
        OutlineMap: {"outline.md"},
        ListMap: set[str](),
        AwaitedMap: set[str](),
    }
    assert wanted[type(paper(identifier))] <= names
    assert names <= {"form.yaml", "blank.docx", "outline.md"}


@pytest.mark.parametrize("identifier", ENTRIES)
def test_an_outline_names_only_fields_and_tables_that_there_are(identifier: str) -> None:
    found, file = paper(identifier), FORMS / identifier / "outline.md"
    if isinstance(found, OutlineMap):
        text = file.read_text(encoding="utf-8")
        assert outline_problems(text, found.layout, outline_names(), law().tables, str(file)) == ()


def test_no_two_papers_of_one_target_have_the_same_title() -> None:
    for jurisdiction in law().library.jurisdictions():
        for checklist in law().notices(jurisdiction):
            for track in [*checklist.tracks] or [None]:
                titles = [paper(one).title for one in checklist.papers(track)]
                assert len(titles) == len(set(titles)), checklist.jurisdiction


def test_every_form_yaml_tells_where_its_contents_come_from() -> None:
    for identifier in ENTRIES:
        source = yaml.safe_load((FORMS / identifier / "form.yaml").read_text(encoding="utf-8"))["source"]
        assert set(source) == {"notice", "annex", "layout"}, identifier
