"""A folder with every paper of a project: forms, lists, the cover, and free documents as if finished. Tests change them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from evalprep.documents.forms.fill import fill
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.outlines.draft import write_outline
from evalprep.documents.outlines.outline_map import OutlineMap
from evalprep.documents.pages.wordfile import write_page
from evalprep.documents.sheets.listmap import ListMap
from evalprep.documents.sheets.listsheets import write_list
from evalprep.law import Law
from evalprep.model.project import Project
from evalprep.model.results import NoticeRef
from evalprep.report.cover import cover_page
from evalprep.rules.world import World
from evalprep.store.library import default_library
from evalprep.store.project import load_project
from evalprep.submission.agree.agreement import agreement
from evalprep.submission.outline_facts import outline_facts, outline_names
from tests.conftest import ROOT

ON = date(2022, 7, 20)
COVER = "00-封面.docx"


@dataclass(frozen=True)
class File:
    """A file as the manifest has it."""

    name: str
    form: str | None
    kind: str
    is_by_hand: bool = False


@cache
def law() -> Law:
    return Law(default_library())


def example(name: str) -> Project:
    folder = ROOT / ("examples" if (ROOT / "examples" / name).exists() else "tests/papers") / name
    return load_project(folder).project


def make(project: Project, forms: list[str], folder: Path) -> list[File]:
    """The papers of these forms in a folder, and the cover; a free document stands there as a finished copy."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [_cover(project, folder)]
    for number, form in enumerate(forms, 1):
        content, suffix, kind = _content(project, form)
        name = f"{number:02d}-{law().paper(form).title.replace('/', '／')}.{suffix}"
        (folder / name).write_bytes(content)
        files.append(File(name, None if kind == "copy" else form, kind))
    return files


def _content(project: Project, identifier: str) -> tuple[bytes, str, str]:
    form, record = law().paper(identifier), law().record(project, ON)
    files = law().library.form(identifier)
    match form:
        case FormMap():
            assert files.blank is not None
            return fill(files.blank.read_bytes(), form, record).content, "docx", "form"
        case ListMap():
            return write_list(form, record, law().tables).content, "xlsx", "list"
        case OutlineMap():
            notice = law().notices("national")[-1].notice
            facts = outline_facts(World(project, ON, catalogs=law().catalogs), notice).texts
            text = law().outline(identifier)
            made = write_outline(form, text, record, facts, law().tables, outline_names())
            return made.content, "docx", "copy"
    raise TypeError(identifier)


def _cover(project: Project, folder: Path) -> File:
    one = project.organization
    assert one is not None
    notice = NoticeRef("示例〔2020〕1号", "示例通知", "全国", date(2020, 1, 1), date(2020, 1, 1))
    contact = one.contact
    page = cover_page(
        one.name,
        str(one.uscc or ""),
        [occupation.name for occupation in project.occupations or () if occupation.name],
        contact.name if contact else None,
        str(contact.phone or "") if contact else None,
        notice,
    )
    (folder / COVER).write_bytes(write_page(page))
    return File(COVER, None, "cover")


def told(folder: Path, files: list[File]) -> list[str]:
    """Each contradiction on a line, for a test to read."""
    found = agreement(folder, files, law())
    assert not found.broken
    return [
        f"{one.what}|{one.subject}|" + "；".join(f"{s.paper}:{s.where}:{s.text}" for s in one.sides)
        for one in found.contradictions
    ]
