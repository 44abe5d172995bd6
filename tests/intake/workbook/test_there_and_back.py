"""A workbook that is written and read back changes nothing: all that a project holds stands in it as it is read."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from evalprep.check import check, reads_of
from evalprep.documents.sheets.fillable import write_fillable
from evalprep.documents.sheets.readfile import read_sheets
from evalprep.intake.lists.reading import read_lists
from evalprep.intake.merge.changes import edits
from evalprep.intake.merge.merging import merge
from evalprep.intake.workbook.asked import Asked, asked
from evalprep.intake.workbook.book import workbook_sheets
from evalprep.intake.workbook.choosing import Choice
from evalprep.law import Law
from evalprep.store.library import default_library
from evalprep.store.project import StoredProject, create_project, load_project, save_edits
from tests.conftest import ROOT

DAY = date(2022, 10, 20)
EXAMPLES = [path.parent.name for path in sorted((ROOT / "examples").glob("*/evalprep.yaml"))]
LONG = "这一段情况说明很长，一格放不下，要占几行。" * 60
HARD = f"""format: 1
organization:
  name: 示例市样板培训学校
  own_staff_assessment: 无
  business_scope: =培训
  head: {{name: 韩示范, titles: 无, skills: [{{occupation: 电工, level: 二级}}]}}
statements: {{strengths: {LONG}, influence: "第一行\\n第二行"}}
occupations:
- {{code: 6-31-01-03, name: 电工, standard: 无, trades: [{{name: 维修电工, levels: 五级-三级}}], history: []}}
- {{code: 4-03-02-01, name: 中式烹调师, contributions: [], history: [{{year: 2019, trained: 320, assessed: 290}}]}}
staff:
- {{name: 韩示范, id_number: "339901197204128113", since: 2012-03, duties: [], certificates: [甲证, 乙证]}}
experts: []
venues: [{{name: 机房, area: 120.5, lease: {{from: 2019-01-01, to: 2024-12-31}}, files: {{租赁合同: [附件/合同.pdf]}}}}]
rule_documents: [{{name: 考务管理办法, kinds: [考务管理], published: false}}]
record: {{violations: [], annual_inspections: [{{year: 2019, result: 合格}}]}}
attachments: {{法人登记证书: [附件/证书.pdf, 附件/证书2.pdf], 产权证明: []}}
attestations:
  ZJ-E9b: {{holds: false, note: 示例, evidence: [附件/甲.pdf, 附件/乙.pdf]}}
  ZJ-V4: {{occupations: {{6-31-01-03: {{holds: true}}}}}}
self_scores: {{ZJ-R3b: 8.5}}
"""


def told(stored: StoredProject, law: Law, wanted: Asked | None) -> tuple[list[str], list[str]]:
    """What reading the project's own workbook would change, and what it remarks."""
    data = write_fillable(workbook_sheets(stored.project, wanted, Choice()))
    extract = read_lists(read_sheets(data, "资料表.xlsx"), "资料表.xlsx", stored.project, law.catalogs)
    merged = merge(stored.project, stored.source.tree, [extract])
    changes = [f"{one.path}: {one.old} -> {one.new}" for one in merged.changes]
    return changes + [str(one) for one in merged.conflicts], [one.text for one in merged.remarks]


def asked_of(stored: StoredProject, law: Law, name: str) -> Asked:
    targets = law.targets(name, DAY)
    results = [check(stored, target, DAY, law) for target in targets]
    return asked(results, reads_of(stored, targets, law), stored.project)


@pytest.mark.parametrize("target", [None, "national", "hunan", "zhejiang"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_workbook_of_an_example_says_what_the_example_says(
    tmp_path: Path, name: str, target: str | None
) -> None:
    shutil.copytree(ROOT / "examples" / name, tmp_path / name)
    stored = load_project(tmp_path / name)
    law = Law(default_library([], beside=stored.folder))
    assert told(stored, law, asked_of(stored, law, target) if target else None) == ([], [])


@pytest.mark.parametrize("target", [None, "zhejiang"])
def test_what_is_hard_to_write_is_read_as_it_was(tmp_path: Path, target: str | None) -> None:
    (tmp_path / "evalprep.yaml").write_text(HARD, encoding="utf-8")
    stored = load_project(tmp_path)
    law = Law(default_library([], beside=stored.folder))
    assert told(stored, law, asked_of(stored, law, target) if target else None) == ([], [])


@pytest.mark.parametrize("target", [None, "zhejiang"])
def test_a_workbook_that_nobody_filled_in_says_nothing(tmp_path: Path, target: str | None) -> None:
    (tmp_path / "evalprep.yaml").write_text("format: 1\n", encoding="utf-8")
    stored = load_project(tmp_path)
    law = Law(default_library([], beside=stored.folder))
    assert told(stored, law, asked_of(stored, law, target) if target else None) == ([], [])


def test_all_that_a_project_holds_can_be_brought_into_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "evalprep.yaml").write_text(HARD, encoding="utf-8")
    stored = load_project(tmp_path)
    law = Law(default_library([], beside=stored.folder))
    sheets = read_sheets(write_fillable(workbook_sheets(stored.project, None, Choice())), "资料表.xlsx")
    made = create_project(tmp_path / "另一份.yaml")
    extract = read_lists(sheets, "资料表.xlsx", made.project, law.catalogs)
    merged = merge(made.project, made.source.tree, [extract])
    assert (merged.conflicts, merged.remarks) == ((), ())
    made = save_edits(made, edits(made.source.tree, merged.changes))
    assert made.project == stored.project
