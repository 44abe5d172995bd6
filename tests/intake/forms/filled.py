"""What the tests of filled forms share: the shipped forms filled from the examples, and edits of the Word file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from lxml import etree

from evalprep.documents.forms.fill import fill
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.package import open_package
from evalprep.intake.forms.reading import read_form
from evalprep.intake.given import Extract
from evalprep.law import Law
from evalprep.model.project import Project
from evalprep.store.library import default_library
from evalprep.store.project import load_project
from tests.conftest import ROOT
from tests.documents.word_samples import W14, W

LAW = Law(default_library())
FORMS = {
    "national/basic-information": "national-association",
    "hunan/basic-information": "national-association",
    "zhejiang/application": "zhejiang-training-school",
    "zhejiang/self-assessment": "zhejiang-training-school",
}
"""Each form, and the example that fills it."""
SCHOOL = "zhejiang/application"
SCORES = {"score.ZJ-R1a": "15", "score.ZJ-R3b": "8", "score.total": "80"}


def maps() -> list[FormMap]:
    """The maps of all of them."""
    papers = (LAW.paper(form) for form in FORMS)
    return [paper for paper in papers if isinstance(paper, FormMap)]


@cache
def example(form: str) -> Project:
    """The example that fills a form."""
    return load_project(ROOT / "examples" / FORMS[form] / "evalprep.yaml").project


@cache
def filled(form: str) -> bytes:
    """A form filled from its example."""
    paper = LAW.paper(form)
    blank = LAW.library.form(form).blank
    assert isinstance(paper, FormMap)
    assert blank is not None
    return fill(blank.read_bytes(), paper, LAW.record(example(form), date(2020, 12, 1), SCORES)).content


def filled_from(form: str, project: Project) -> bytes:
    """A form filled from another project."""
    paper, blank = LAW.paper(form), LAW.library.form(form).blank
    assert isinstance(paper, FormMap)
    assert blank is not None
    return fill(blank.read_bytes(), paper, LAW.record(project, date(2020, 12, 1))).content


def taken(docx: bytes, project: Project | None = None) -> Extract:
    """What is read off a Word file, into an empty project."""
    return read_form(docx, "表.docx", maps(), project or Project(), LAW.catalogs, own_scores={"ZJ-R3b"})


def edited(docx: bytes, edit: Callable[[etree._Element], object]) -> bytes:
    """The file after its body was changed."""
    package = open_package(docx)
    edit(package.body)
    return package.save()


def xml(text: str) -> etree._Element:
    """An element of a Word file."""
    wrapped = f'<x xmlns:w="{W}" xmlns:w14="{W14}">{text}</x>'
    return etree.fromstring(wrapped)[0]
