"""The skeletons of management rules: chapters in the usual order, something to write in each, and no promises.

`rule-documents.json` holds for twelve rules the chapters that such a document usually has, and what a chapter covers.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import yaml

from evalprep.documents.outlines.draft import outline_problems, parse_outline_map, write_outline
from evalprep.documents.sheets.listfile import parse_tables
from evalprep.documents.values import State
from evalprep.model.project import Project
from evalprep.store.yaml import read_yaml
from evalprep.submission.outline_facts import FACTS, outline_names
from evalprep.submission.record import ProjectRecord
from tests.conftest import ROOT

USUAL: dict[str, Any] = json.loads((ROOT / "tests" / "rule-documents.json").read_text(encoding="utf-8"))
FORMS = ROOT / "forms" / "general"
PROMISES = re.compile("保证|承诺|确保")
FIGURES = re.compile("[0-9０-９]|[一二三四五六七八九十百两]+个?(?:工作日|天|年|人|份)")


LAWS = [
    yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "checklists").glob("*/*.yaml"))
    if not path.name.endswith(".cases.yaml")
]
TABLES = parse_tables(read_yaml(ROOT / "forms" / "tables.yaml"))


def form(name: str) -> Any:
    return yaml.safe_load((FORMS / name / "form.yaml").read_text(encoding="utf-8"))


NAMES = sorted(
    folder.name
    for folder in FORMS.iterdir()
    if (folder / "outline.md").is_file() and form(folder.name)["layout"] == "rules"
)


def text(name: str) -> str:
    return (FORMS / name / "outline.md").read_text(encoding="utf-8")


def title(name: str) -> str:
    return text(name).splitlines()[0].removeprefix("# ")


def chapters(name: str) -> dict[str, str]:
    """Each chapter of an outline with what stands in it."""
    _, *parts = re.split(r"^## ", text(name), flags=re.MULTILINE)
    found: dict[str, str] = {}
    for part in parts:
        heading, body = part.split("\n", 1)
        found[heading] = body
    return found


def prompts(name: str) -> list[str]:
    return re.findall(r"^(?:- )?> (.+)$", text(name), flags=re.MULTILINE)


def own_words(name: str) -> str:
    """What an outline says by itself: without prompts and the names of fields and tables."""
    lines = [line for line in text(name).splitlines() if not line.startswith((">", "- >", ":table"))]
    return re.sub(r"\{[a-z_.]+\}", "", "\n".join(lines))


@pytest.mark.parametrize("name", USUAL)
def test_the_twelve_rules_have_the_usual_chapters_in_order(name: str) -> None:
    assert USUAL[name]["title"] in title(name)
    assert list(chapters(name)) == [chapter["heading"] for chapter in USUAL[name]["chapters"]]


@pytest.mark.parametrize("name", USUAL)
def test_a_chapter_speaks_of_everything_that_it_usually_covers(name: str) -> None:
    written = chapters(name)
    missing = [
        (chapter["heading"], word)
        for chapter in USUAL[name]["chapters"]
        for word in chapter["covers"]
        if word not in written[chapter["heading"]]
    ]
    assert not missing


@pytest.mark.parametrize("name", NAMES)
def test_every_chapter_after_the_first_asks_for_something(name: str) -> None:
    _, *rest = chapters(name).items()
    assert [heading for heading, body in rest if "> " not in body] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_skeleton_is_a_start_and_not_a_book(name: str) -> None:
    assert 10 <= len(prompts(name)) <= 25


def test_a_prompt_is_written_for_its_own_article() -> None:
    """Only the last article of a document, on interpretation and the first day, may be asked for alike."""
    counted = Counter(prompt for name in NAMES for prompt in prompts(name) if "施行" not in prompt)
    assert [prompt for prompt, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_skeleton_makes_no_promise(name: str) -> None:
    assert PROMISES.findall(own_words(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_asked_for_and_never_laid_down(name: str) -> None:
    """Days and numbers differ between notices and between units: they stand in prompts only."""
    assert FIGURES.findall(own_words(name)) == []


NOTICES = re.compile(r"[\u4e00-\u9fff]+〔20[0-9]{2}〕[0-9]+号")
AREAS = {str(law["notice"]["area"]) for law in LAWS} - {"全国"}


@pytest.mark.parametrize("name", NAMES)
def test_a_document_for_several_notices_names_none_of_them(name: str) -> None:
    """What one notice asks for would mislead the applicants of the others; its number stands where it is the only one."""
    named = set(NOTICES.findall(text(name)))
    assert named <= {form(name)["source"]["notice"]}
    assert [area for area in AREAS if area.removesuffix("省") in text(name)] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_entry_in_the_library_names_its_own_document(name: str) -> None:
    assert form(name)["form"] == f"general/{name}"
    assert form(name)["title"] == title(name)


def called(tree: Any, draft: str) -> bool:
    """Whether a draft is called for anywhere in a rule."""
    if isinstance(tree, dict):
        return tree.get("draft") == draft or any(called(one, draft) for one in tree.values())
    return isinstance(tree, list) and any(called(one, draft) for one in tree)


def entries() -> Iterator[Any]:
    """Every rule, material and scoring item of every checklist."""
    for law in LAWS:
        yield from (*law["rules"], *law.get("materials", ()), *law.get("scoring", {}).get("items", ()))


@pytest.mark.parametrize("name", NAMES)
def test_a_skeleton_serves_what_calls_for_it(name: str) -> None:
    calling = {entry["id"] for entry in entries() if called(entry, f"general/{name}")}
    assert set(form(name)["serves"]) == calling


@pytest.mark.parametrize("name", NAMES)
def test_an_outline_is_written_as_the_language_asks(name: str) -> None:
    assert outline_problems(text(name), "rules", outline_names(), TABLES, name) == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_built_skeleton_lists_every_prompt_as_open(name: str) -> None:
    map_ = parse_outline_map(read_yaml(FORMS / name / "form.yaml"))
    record = ProjectRecord(Project(), date(2022, 7, 20))
    facts = dict.fromkeys(FACTS)
    made = write_outline(map_, text(name), record, facts, TABLES, outline_names())
    assert [slot.label for slot in made.slots if slot.state is State.OPEN and not slot.path] == prompts(name)
