"""`evalprep build` with a library of the user's own: the official file that a notice's text lacks, entries that are wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from docx import Document

from tests.cli.builds import COMPANY, MANIFEST, Case, build, call, copied, desk, names
from tests.cli.conftest import Run
from tests.documents.word_samples import p, tbl, tc, tr, word
from tests.documents.word_samples import run as run_of

OFFICIAL = """form: jilin/application
title: 示例申请表
serves: [JL-M2]
source: {notice: 示例, annex: 附件1, layout: 示例}
sections:
  - at: {table_with: [单位名称, 地址]}
    slots: [{label: 单位名称, value: organization.name}, {label: 地址, value: organization.address}]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied(COMPANY.example, tmp_path)


def own_library(tmp_path: Path, *, blank: bool = True) -> Path:
    """A library of the user's own that holds a fictional official file under the awaited name."""
    folder = tmp_path / "库/forms/jilin/application"
    folder.mkdir(parents=True)
    (folder / "form.yaml").write_text(OFFICIAL, encoding="utf-8")
    if blank:
        rows = (tr(tc(p(run_of(label))), tc(p())) for label in ("单位名称", "地址"))
        (folder / "blank.docx").write_bytes(word(tbl(*rows), p()))
    return tmp_path / "库"


def verdict(run: Run, project: Path, *more: object) -> tuple[str, str]:
    """What the check says of the form."""
    ran = run("check", project, "-j", "jilin", "--on", COMPANY.on, "--format", "json", *more)
    (found,) = (one for one in json.loads(ran.out)["results"][0]["materials"] if one["id"] == "JL-M2")
    return found["verdict"], found["message"]


def test_a_form_whose_official_file_is_awaited_never_counts_as_done(run: Run, project: Path) -> None:
    said, message = verdict(run, project)
    assert said == "unknown"
    assert "官方表样不在通知里，缺官方文件：到" in message


def test_the_users_own_official_file_is_filled_once_the_library_holds_it(
    run: Run, project: Path, tmp_path: Path
) -> None:
    library, made = own_library(tmp_path), tmp_path / "made"
    ran = build(run, project, COMPANY, made, "--library", library)
    assert "缺官方文件" not in ran.out
    table = Document(str(made / "02-示例申请表（草稿）.docx")).tables[0]
    name = re.search(r"^  name: (.+)$", (project / "evalprep.yaml").read_text(encoding="utf-8"), re.M)
    assert name is not None
    assert table.cell(0, 1).text == name[1]
    assert verdict(run, project, "--library", library)[0] == "met"


def test_a_map_without_its_blank_is_still_awaited(run: Run, project: Path, tmp_path: Path) -> None:
    library = own_library(tmp_path, blank=False)
    said, message = verdict(run, project, "--library", library)
    assert (said, "把官方空白表放进库里" in message) == ("unknown", True)
    ran = call(run, project, COMPANY, tmp_path / "made", "--library", library)
    assert ran.code == 3
    assert "没有空白表" in ran.err
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("layout: plan\n", "同时写了 sections、layout"),
        (None, "看不出这是哪一种表格或文稿"),
    ],
)
def test_an_entry_of_no_kind_or_of_two_is_refused_with_its_file(
    run: Run, project: Path, tmp_path: Path, more: str | None, told: str
) -> None:
    library = own_library(tmp_path)
    file = library / "forms/jilin/application/form.yaml"
    text = OFFICIAL.partition("sections:")[0] if more is None else OFFICIAL + more
    file.write_text(text, encoding="utf-8")
    ran = call(run, project, COMPANY, tmp_path / "made", "--library", library)
    assert ran.code == 3
    assert told in ran.err
    assert "form.yaml:1" in ran.err


def test_a_draft_that_the_library_lacks_is_told_and_the_rest_is_made(
    run: Run, project: Path, tmp_path: Path
) -> None:
    library = tmp_path / "库"
    law = library / "checklists/example"
    law.mkdir(parents=True)
    head = "number: 示例〔2020〕1号, title: 示例, issued: 2020-01-01, issuer: 示例, area: 示例, verified_on: 2020-02-01"
    rule = "{id: E-1, clause: 一, title: 方案, weight: must, attached: 方案, draft: example/plan}"
    (law / "2020-1.yaml").write_text(
        f"notice: {{{head}}}\nrules: []\nmaterials:\n  - {rule}\n", encoding="utf-8"
    )
    case, made = Case("", "example", COMPANY.on), tmp_path / "made"
    ran = build(run, project, case, made, "--library", library)
    assert "附件「方案」：库里没有文稿 forms/example/plan" in ran.out
    assert names(made) == ["00-封面（草稿）.docx", "00-目录（草稿）.docx", MANIFEST]
    assert "材料准备情况.xlsx" in names(desk(made))
