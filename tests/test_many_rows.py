"""Lists of any length, through every paper: nothing is left out, header rows repeat, and an empty list is no accident."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from evalprep.law import Law
from evalprep.store.library import default_library
from evalprep.store.project import load_project
from evalprep.store.yaml import read_yaml
from tests.conftest import ROOT
from tests.papers_read import Paper, built, text_of

ON = date(2022, 7, 15)
LISTS = {
    "staff": "职员",
    "experts": "专家",
    "assessors": "考评员",
    "supervisors": "督导员",
    "equipment": "设备",
    "venues": "场地",
}
"""The lists that papers print row by row, each with what its rows are called."""
USES = {"equipment": "考核", "venues": "技能考场"}
WITHIN = ("national/basic-information",)
"""Forms in which the list stands within a table: there is no way to repeat its header row."""


def project(count: int) -> dict[str, Any]:
    """The school of the examples with so many rows in every list, and without finished papers."""
    tree: dict[str, Any] = copy.deepcopy(
        read_yaml(ROOT / "examples" / "zhejiang-training-school" / "evalprep.yaml").tree  # type: ignore[arg-type]
    )
    for key in ("attachments", "attestations", "self_scores"):
        tree.pop(key, None)
    tree["supervisors"] = [{"name": "甲"}]
    one = tree["occupations"][0]
    for key, word in LISTS.items():
        rows = [copy.deepcopy(tree[key][at % len(tree[key])]) for at in range(count)]
        for at, row in enumerate(rows):
            row |= {"name": f"{word}{at + 1:03d}号"}
            row.pop("id_number", None)
            row.pop("files", None)
            if key in USES:
                row |= {"occupations": [one["name"]], "use": USES[key], "tenure": "自有"}
                row.pop("lease", None)
        tree[key] = rows
    tree["rule_documents"] = [{"name": f"制度{at + 1:03d}号", "kinds": ["其他"]} for at in range(count)]
    rest = [{"code": f"6-31-02-{at:02d}", "name": f"职业{at:03d}号"} for at in range(1, count)]
    tree["occupations"] = [one, *rest][:count]
    return tree


@pytest.mark.parametrize("count", [0, 1, 40])
def test_every_row_stands_on_every_paper_that_prints_its_list(tmp_path: Path, count: int) -> None:
    papers = made(tmp_path, count)
    whole: dict[str, int] = dict.fromkeys(LISTS, 0)
    for paper in papers:
        text = text_of(paper.file)
        for key, word in LISTS.items():
            found = sum(f"{word}{at:03d}号" in text for at in range(1, count + 1))
            if f"{key}[].name" in paper.fields and found:  # else they are only counted
                whole[key] += 1
                assert found == count, (paper.name, key)
    assert all(whole.values()) is (count > 0)


def test_the_header_of_a_table_of_forty_rows_stands_on_every_page(tmp_path: Path) -> None:
    tables = [
        (paper.name, table)
        for paper in made(tmp_path, 40)
        if paper.file.suffix == ".docx"
        for table in docx.Document(str(paper.file)).tables
        if len(table.rows) > 40 and paper.form not in WITHIN
    ]
    repeated = "./w:trPr/w:tblHeader"
    assert len(tables) > 10
    assert [name for name, table in tables if not table._tbl.tr_lst[0].xpath(repeated)] == []


def made(folder: Path, count: int) -> list[Paper]:
    (folder / "evalprep.yaml").write_text(json.dumps(project(count), ensure_ascii=False), encoding="utf-8")
    stored, law = load_project(folder), Law(default_library())
    return [one for name in ("zhejiang", "jilin", "national") for one in built(stored, law, name, ON, folder)]
