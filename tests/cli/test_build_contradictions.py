"""`evalprep build` reads its papers back: what the project itself says in two ways makes drafts, and is told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.builds import SCHOOL, Case, build, call, change, contents, copied, manifest, names
from tests.cli.conftest import Run

CHECKLIST = """
notice:
  {number: 示例〔2020〕1号, title: 示例通知, issued: 2020-01-01, issuer: 示例局, area: 示例, verified_on: 2020-01-02}
rules: []
materials:
  - {id: T-1, clause: 一, title: 表, weight: must, made: zhejiang/application, finished: 表}
"""
FORM = "01-浙江省职业技能等级认定试点社会培训评价组织申报表.docx"
FORM_DRAFT = "01-浙江省职业技能等级认定试点社会培训评价组织申报表（草稿）.docx"
DEMO = Case(SCHOOL.example, "demo", SCHOOL.on)
ROW = 'name: 孙样例, sex: 男, id_number: "339901197803231059"'
TWICE = 'name: 钱样例, sex: 男, id_number: "339901197308121055"'
"""A person who is there already with 339901197308121039: a slip of two digits."""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A notice that asks for one form, and nothing else."""
    folder = tmp_path / "库/checklists/demo"
    folder.mkdir(parents=True)
    (folder / "2020-1.yaml").write_text(CHECKLIST, encoding="utf-8")
    return tmp_path / "库"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return copied(SCHOOL.example, tmp_path)


def test_papers_that_agree_are_ready(run: Run, school: Path, library: Path, tmp_path: Path) -> None:
    out = tmp_path / "材料"
    build(run, school, DEMO, out, "--library", library, "--strict")
    assert FORM in names(out)
    assert manifest(out)["ready"] is True


def test_what_a_project_says_in_two_ways_makes_drafts_and_is_told(
    run: Run, school: Path, library: Path, tmp_path: Path
) -> None:
    out = tmp_path / "材料"
    change(school, ROW, TWICE)
    ran = call(run, school, DEMO, out, "--library", library)
    assert ran.code == 1
    assert "材料之间对不上，改好再交" in ran.out
    assert "钱样例" in ran.out
    assert "身份证号码" in ran.out
    assert "草稿：1 处对不上；还不能交" in ran.out
    assert f"下一步：evalprep verify {out}" in ran.err
    assert [name for name in names(out) if name[:2] != "00"] == [FORM_DRAFT, "manifest.json"]
    assert manifest(out)["ready"] is False


def test_whole_numbers_of_persons_are_not_told(run: Run, school: Path, library: Path, tmp_path: Path) -> None:
    change(school, ROW, TWICE)
    ran = call(run, school, DEMO, tmp_path / "材料", "--library", library)
    assert "339901197308121039" not in ran.out + ran.err
    assert "339901197308121055" not in ran.out + ran.err


def test_strict_refuses_papers_that_disagree_and_leaves_the_folder_of_before(
    run: Run, school: Path, library: Path, tmp_path: Path
) -> None:
    out = tmp_path / "材料"
    build(run, school, DEMO, out, "--library", library)
    before = contents(tmp_path)
    project = (school / "evalprep.yaml").read_bytes()
    change(school, ROW, TWICE)
    ran = call(run, school, DEMO, out, "--library", library, "--strict")
    (school / "evalprep.yaml").write_bytes(project)
    assert (ran.code, ran.out) == (1, "")
    assert "材料之间对不上，什么也没有写：" in ran.err
    assert contents(tmp_path) == before


def test_the_drafts_of_a_contradiction_go_once_it_is_mended(
    run: Run, school: Path, library: Path, tmp_path: Path
) -> None:
    out = tmp_path / "材料"
    change(school, ROW, TWICE)
    call(run, school, DEMO, out, "--library", library)
    change(school, TWICE, ROW)
    build(run, school, DEMO, out, "--library", library)
    assert [name for name in names(out) if name[:2] != "00"] == [FORM, "manifest.json"]


def test_archives_of_a_contradiction_are_called_drafts(
    run: Run, school: Path, library: Path, tmp_path: Path
) -> None:
    out = tmp_path / "材料"
    change(school, ROW, TWICE)
    call(run, school, DEMO, out, "--library", library, "--zip")
    (archive,) = (tmp_path / "材料-压缩包").glob("*.zip")
    assert archive.name.endswith("-申报材料（草稿）.zip")


def test_of_many_the_one_that_contradicts_itself_is_told(
    run: Run, school: Path, library: Path, tmp_path: Path
) -> None:
    shutil.copytree(school, tmp_path / "另一个")
    change(school, ROW, TWICE)
    ran = run("build", "另一个", school, "-j", DEMO.target, "--on", DEMO.on, "--library", library)
    assert (ran.code, re.findall(r"^\[\d/2\] \S+：(.*)$", ran.err, re.M)) == (1, ["做好了", "材料之间对不上"])
