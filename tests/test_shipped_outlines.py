"""Every outline in forms/: read without complaint, sound when built of nothing and of an example, punctuated in Chinese."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from evalprep.documents.outlines.draft import outline_problems, write_outline
from evalprep.documents.outlines.outline_map import OutlineMap
from evalprep.law import Law
from evalprep.model.project import Project
from evalprep.rules.world import World
from evalprep.store.library import default_library
from evalprep.store.project import load_project
from evalprep.submission.outline_facts import outline_facts, outline_names
from tests.conftest import ROOT
from tests.documents.word_lint import faults

ON = date(2022, 11, 20)
OUTLINES = sorted((ROOT / "forms").glob("*/*/outline.md"))
EXAMPLES = sorted((ROOT / "examples").glob("*/evalprep.yaml"))
each_outline = pytest.mark.parametrize(
    "path", OUTLINES, ids=lambda path: f"{path.parts[-3]}/{path.parts[-2]}"
)
_HALF_WIDTH = re.compile(r"[\u4e00-\u9fff}][,;:?!()]|[,;?!()][\u4e00-\u9fff{]")


@pytest.fixture(scope="module")
def law() -> Law:
    return Law(default_library())


def outline(path: Path, law: Law) -> OutlineMap:
    form = law.paper(f"{path.parts[-3]}/{path.parts[-2]}")
    assert isinstance(form, OutlineMap)
    return form


@each_outline
def test_an_outline_is_read_without_complaint(path: Path, law: Law) -> None:
    layout = outline(path, law).layout
    assert (
        outline_problems(path.read_text(encoding="utf-8"), layout, outline_names(), law.tables, str(path))
        == ()
    )


@each_outline
def test_an_outline_has_chinese_punctuation(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if _HALF_WIDTH.search(line)] == []


@each_outline
@pytest.mark.parametrize(
    "project", [None, *EXAMPLES], ids=lambda found: found.parent.name if found else "nothing"
)
def test_a_built_outline_has_no_fault(path: Path, project: Path | None, law: Law) -> None:
    known = load_project(project).project if project else Project()
    notice = law.in_force(law.library.jurisdictions()[0], ON).notice
    facts = outline_facts(World(known, ON, catalogs=law.catalogs), notice).texts
    text = path.read_text(encoding="utf-8")
    made = write_outline(outline(path, law), text, law.record(known, ON), facts, law.tables, outline_names())
    assert faults(made.content) == []


def test_what_a_check_imports_loads_neither_word_nor_markdown() -> None:
    code = "import sys, evalprep.check; print(sorted({'docx', 'markdown_it', 'openpyxl'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ran.stdout.strip() == "[]"
