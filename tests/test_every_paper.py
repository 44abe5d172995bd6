"""Every paper of the examples and of the projects in tests/papers: built, held against our lint and the validator.

Once as the projects are, and once without the finished papers that they name, so that every first draft is written.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from evalprep.documents.awaited import AwaitedMap
from evalprep.law import Law
from evalprep.store.library import default_library
from evalprep.store.project import load_project
from tests.conftest import ROOT
from tests.documents.sheet_lint import sheet_faults
from tests.documents.word_lint import faults
from tests.papers_read import Paper, built, complaints, text_of

PROJECTS = (
    ("examples/national-association", "national", date(2020, 6, 1)),
    ("examples/national-association", "hunan", date(2020, 12, 1)),
    ("examples/zhejiang-training-school", "zhejiang", date(2020, 12, 1)),
    ("examples/jilin-company", "jilin", date(2022, 7, 20)),
    ("tests/papers/association", "sector:association", date(2020, 9, 25)),
    ("tests/papers/department", "sector:department", date(2020, 9, 25)),
)
OWN_USE = {"general/registers"}
"""Lists that no notice asks for."""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Paper]:
    law, out = Law(default_library()), tmp_path_factory.mktemp("papers")
    made: list[Paper] = []
    for folder, name, on in PROJECTS:
        whole = load_project(ROOT / folder)
        bare = replace(
            whole, project=whole.project.model_copy(update={"attachments": None, "rule_documents": None})
        )
        made += built(whole, law, name, on, out / "whole")
        made += built(bare, law, name, on, out / "bare")
    return made


def test_every_form_of_the_library_is_made(papers: list[Paper]) -> None:
    law = Law(default_library())
    ours = {one for one in law.library.forms() if not isinstance(law.paper(one), AwaitedMap)}
    assert ours - OWN_USE - {paper.form for paper in papers} == set()


def test_no_paper_has_a_fault(papers: list[Paper]) -> None:
    lint = {".docx": faults, ".xlsx": sheet_faults}
    found = {paper.name: lint[paper.file.suffix](paper.file.read_bytes()) for paper in papers}
    assert {name: told for name, told in found.items() if told} == {}


def test_no_paper_shows_what_is_only_for_machines(papers: list[Paper]) -> None:
    """A field that was not filled in, a value that is none, a path of the project file."""
    marks = re.compile(r"\{[a-z_.]+\}|\bNone\b|\bnan\b|<[a-z]+ |[a-z_]+\[\d*\]\.[a-z]+|:table|\*\*")
    found = {paper.name: marks.findall(text_of(paper.file)) for paper in papers}
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.needs_ooxml_validator
def test_every_paper_is_valid(papers: list[Paper]) -> None:
    """Of papers of one form, the largest: the others have nothing that it has not."""
    largest: dict[str, Path] = {}
    for paper in sorted(papers, key=lambda one: one.file.stat().st_size):
        largest[paper.form or paper.file.name] = paper.file
    assert complaints(largest.values()) == {}
