"""docs/outlines.md is true: its example builds what it says, its errors are ours, its names exist."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.text.paragraph import Paragraph

from evalprep.documents.outlines.draft import outline_problems, write_outline
from evalprep.documents.outlines.outline_map import parse_outline_map
from evalprep.documents.outlines.outline_text import DIRECTIVES
from evalprep.errors import FormError
from evalprep.law import Law
from evalprep.model.project import Project
from evalprep.rules.entries import Notice
from evalprep.rules.world import World
from evalprep.store.library import default_library
from evalprep.store.yaml import parse_yaml
from evalprep.submission.outline_facts import FACTS, outline_facts, outline_names
from evalprep.submission.record import ProjectRecord
from tests.conftest import ROOT

MANUAL = (ROOT / "docs" / "outlines.md").read_text(encoding="utf-8")
ON = date(2030, 6, 1)
NOTICE = Notice.model_validate(
    {
        "number": "示人社函〔2030〕5号",
        "title": "示例通知",
        "issued": "2030-03-01",
        "issuer": "示例局",
        "area": "示例州",
        "verified_on": "2030-03-05",
    }
)


def examples(language: str) -> list[str]:
    """The blocks of the manual in one language, in order."""
    return re.findall(rf"```{language}\n(.*?)```", MANUAL, re.DOTALL)


@pytest.fixture(scope="module")
def law() -> Law:
    return Law(default_library())


def test_the_example_makes_the_paper_that_the_manual_shows(law: Law) -> None:
    form = parse_outline_map(parse_yaml(examples("yaml")[0], "form.yaml", error=FormError))
    project = Project.model_validate({"organization": {"name": "示例市虚构培训学校"}})
    facts = outline_facts(World(project, ON), NOTICE).texts
    record = ProjectRecord(project, ON)
    made = write_outline(form, examples("markdown")[0], record, facts, law.tables, outline_names())
    document = docx.Document(io.BytesIO(made.content))
    shown = [
        block.text if isinstance(block, Paragraph) else block.rows[-1].cells[0].text
        for block in document.iter_inner_content()
    ]
    assert [line for line in shown if line and line != "工作人员"] == examples("text")[1].splitlines()


def test_the_errors_are_those_that_the_manual_shows(law: Law) -> None:
    problems = outline_problems(examples("markdown")[1], "rules", outline_names(), law.tables, "outline.md")
    assert "\n".join(map(str, problems)) == examples("text")[2].strip()


def test_every_row_of_the_language_table_is_accepted(law: Law) -> None:
    table = MANUAL.split("## 四、")[1].split("**字段**")[0]
    rows = [
        row.split("|")[1] for row in table.splitlines() if row.startswith("| ") and "`" in row.split("|")[1]
    ]
    written = [text for row in rows for text in re.findall("`([^`]+)`", row) if not text.startswith("# ")]
    body = "\n\n".join(["# 题", *written])
    assert outline_problems(body, "plan", outline_names(), law.tables) == ()
    assert all(any(text.startswith(f":{word}") for text in written) for word in DIRECTIVES)


def test_every_fact_is_in_the_manual_and_every_name_of_the_manual_is_one() -> None:
    table = MANUAL.split("整个单位算出来的有")[1].split("**表**有")[0]
    named = {
        name
        for row in table.splitlines()
        if row.startswith("| `")
        for name in re.findall("`([^`]+)`", row.split("|")[1])
    }
    assert named == FACTS.keys()


def test_every_table_is_in_the_manual(law: Law) -> None:
    told = MANUAL.split("**表**有")[1].split("有哪些列")[0]
    assert set(re.findall("`([a-z_]+)`", told)) == set(law.tables)


def test_an_own_version_in_a_library_comes_first(tmp_path: Path) -> None:
    folder = tmp_path / "我的库" / "forms" / "general" / "exam-affairs"
    folder.mkdir(parents=True)
    (folder / "form.yaml").write_text(examples("yaml")[0], encoding="utf-8")
    (folder / "outline.md").write_text(examples("markdown")[0], encoding="utf-8")
    own = Law(default_library([tmp_path / "我的库"]))
    assert own.library.form("general/exam-affairs").folder == folder
    assert own.paper("general/exam-affairs").title == "考务管理办法"
