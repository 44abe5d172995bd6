"""Every official form that ships: against its blank, exactly the mapped cells of the filled form differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from lxml import etree

from evalprep.documents.forms.fill import Filled, fill
from evalprep.documents.forms.formfile import parse_form_map
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.package import open_package
from evalprep.documents.values import State
from evalprep.documents.wordxml import TC, P, paragraph_text
from evalprep.store.yaml import read_yaml
from tests.conftest import ROOT

FORMS = sorted(
    f"{path.parent.parent.name}/{path.parent.name}" for path in (ROOT / "forms").glob("*/*/blank.docx")
)


class Marked:
    """A record that answers every field with a word of its own, 《organization.name》, and has one row in each list."""

    def __init__(self, form: FormMap, base: str = "") -> None:
        self._form, self._base = form, base

    def text(self, path: str) -> str | None:
        return f"《{self.path_of(path)}》"

    def rows(self, path: str) -> Sequence[Marked]:
        return [Marked(self._form, f"{self.path_of(path)}[0].")]

    def choices(self, path: str) -> Sequence[str]:
        slots = (slot for section in self._form.sections for slot in section.every_slot())
        return next(
            tuple(words) for slot in slots if slot.choose == path for words in (slot.options or {}).values()
        )

    def path_of(self, path: str) -> str:
        return f"{self._base}{path.removeprefix('.')}"


def form_and_blank(name: str) -> tuple[FormMap, bytes]:
    folder = ROOT / "forms" / name
    return parse_form_map(read_yaml(folder / "form.yaml")), (folder / "blank.docx").read_bytes()


def places(docx: bytes) -> Iterator[etree._Element]:
    """The cells of a form and its paragraphs outside tables, in reading order."""
    for element in open_package(docx).body.iter(TC, P):
        if element.tag == TC or not any(one.tag == TC for one in element.iterancestors()):
            yield element


def text_of(place: etree._Element) -> str:
    return "\n".join(paragraph_text(one) for one in ([place] if place.tag == P else place.iter(P)))


def changed(name: str) -> tuple[Filled, list[tuple[str, str]]]:
    """The filled form, and the old and the new text of each place whose XML is not as it was."""
    form, blank = form_and_blank(name)
    filled = fill(blank, form, Marked(form))
    before, after = list(places(blank)), list(places(filled.content))
    assert len(before) == len(after)
    pairs = zip(before, after, strict=True)
    return filled, [
        (text_of(old), text_of(new)) for old, new in pairs if etree.tostring(old) != etree.tostring(new)
    ]


@pytest.mark.parametrize("name", FORMS)
def test_what_changes_holds_an_answer_and_keeps_what_is_printed(name: str) -> None:
    _, places_changed = changed(name)
    for old, new in places_changed:
        assert "《" in new or "☑" in new or new == "1", new
        printed = filter(None, re.split(r"[_\s□☐]+", old))
        assert [words for words in printed if words not in new] == []


@pytest.mark.parametrize("name", FORMS)
def test_every_slot_with_an_answer_shows_it(name: str) -> None:
    filled, places_changed = changed(name)
    written = "\n".join(new for _, new in places_changed).replace("\n", "")
    answers = [
        slot.text for slot in filled.slots if slot.state is State.FILLED and slot.text.startswith("《")
    ]
    assert answers
    assert [text for text in answers if text not in written] == []


@pytest.mark.parametrize("name", FORMS)
def test_no_more_places_change_than_there_are_answers(name: str) -> None:
    filled, places_changed = changed(name)
    given = [slot for slot in filled.slots if slot.state is State.FILLED]
    assert len([new for _, new in places_changed if new != "1"]) <= len(given)
