"""What the manuals point at is there: pictures, other pages, files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINKED = re.compile(r"\]\((?!https?:)([^)#]+)\)")
NAMED = re.compile(r"`((?:docs|examples|forms|checklists)/[^`*<> ]+)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_every_named_file_of_the_project_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    linked = [page.parent / name for name in LINKED.findall(text)]
    named = [ROOT / name for name in NAMED.findall(text)]
    gone = [str(path) for path in (*linked, *named) if not path.exists()]
    assert gone == []


def test_every_picture_is_shown_somewhere() -> None:
    shown = {name for page in PAGES for name in LINKED.findall(page.read_text(encoding="utf-8"))}
    pictures = {f"pictures/{path.name}" for path in (ROOT / "docs/pictures").iterdir()}
    assert pictures - shown == set()
