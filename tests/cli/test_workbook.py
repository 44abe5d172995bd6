"""`evalprep workbook` as a person calls it: where the file goes, what is told, and that no filled file is lost."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Run

PROJECT = "format: 1\ntargets: [{jurisdiction: zhejiang}]\norganization: {name: 示例市样板培训学校}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "示例学校"
    made.mkdir()
    (made / "evalprep.yaml").write_text(PROJECT, encoding="utf-8")
    return made


def test_it_stands_in_the_folder_of_the_project(run: Run, folder: Path) -> None:
    ran = run("workbook", folder, "--on", "2020-12-01")
    assert (ran.code, ran.out) == (0, "")
    assert "已写入" in ran.err and "evalprep import" in ran.err
    assert load_workbook(folder / "资料表.xlsx").sheetnames[:2] == ["还缺什么", "单位情况"]


def test_a_target_on_the_command_line_counts_before_those_of_the_project(run: Run, folder: Path) -> None:
    run("workbook", folder, "-j", "national", "--on", "2020-12-01")
    told = load_workbook(folder / "资料表.xlsx")["还缺什么"]["A2"].value
    assert isinstance(told, str) and "中就培函" in told and "请先确认是否有新通知" in told


def test_without_a_target_there_is_everything(run: Run, folder: Path) -> None:
    (folder / "evalprep.yaml").write_text("format: 1\n", encoding="utf-8")
    ran = run("workbook", folder)
    assert ran.code == 0 and "-j" in ran.err
    assert "还缺什么" not in load_workbook(folder / "资料表.xlsx").sheetnames


def test_a_department_has_a_file_of_its_own(run: Run, folder: Path) -> None:
    assert run("workbook", folder, "--sheets", "人事", "--on", "2020-12-01").code == 0
    names = load_workbook(folder / "资料表-人事.xlsx").sheetnames
    assert "工作人员" in names and "场地" not in names


@pytest.mark.parametrize("options", [(), ("--sheets", "人事"), ("-o", "别的.xlsx")])
def test_a_file_that_somebody_may_have_filled_in_is_never_written_over(
    run: Run, folder: Path, options: tuple[str, ...]
) -> None:
    run("workbook", folder, *options, cwd=folder)
    file = next(folder.glob("*.xlsx"))
    filled = load_workbook(file)
    filled["工作人员"]["B6"] = "韩示范"
    filled.save(file)
    before = file.read_bytes()
    ran = run("workbook", folder, *options, cwd=folder)
    assert (ran.code, file.read_bytes()) == (3, before)
    assert "没有覆盖" in ran.err and "evalprep import" in ran.err


def test_the_same_again_is_no_fault(run: Run, folder: Path) -> None:
    assert [run("workbook", folder, "--on", "2020-12-01").code for _ in range(2)] == [0, 0]


def test_the_project_file_is_never_written_over(run: Run, folder: Path) -> None:
    assert run("workbook", folder, "-o", folder / "evalprep.yaml").code == 2
    assert (folder / "evalprep.yaml").read_text(encoding="utf-8") == PROJECT


@pytest.mark.parametrize("sheets", ["人世部", ""])
def test_sheets_that_there_are_none_of_are_refused_and_nothing_is_written(
    run: Run, folder: Path, sheets: str
) -> None:
    ran = run("workbook", folder, "--sheets", sheets)
    assert ran.code == 2 and "人事" in ran.err
    assert not list(folder.glob("*.xlsx"))


def test_nothing_to_fill_in_is_told(run: Run, folder: Path) -> None:
    (folder / "evalprep.yaml").write_text("format: 1\n", encoding="utf-8")
    ran = run("workbook", folder, "--sheets", "负责人")
    assert ran.code == 2 and "没有要填的" in ran.err


def test_the_next_command_takes_the_file_in(run: Run, folder: Path) -> None:
    ran = run("workbook", "--on", "2020-12-01", cwd=folder)
    assert "evalprep import 资料表.xlsx\n" in ran.err


def test_a_project_is_needed(run: Run, tmp_path: Path) -> None:
    ran = run("workbook", tmp_path)
    assert ran.code == 3 and "evalprep init" in ran.err


def test_no_cell_holds_a_formula_or_a_link(run: Run, folder: Path) -> None:
    run("workbook", folder)
    with zipfile.ZipFile(io.BytesIO((folder / "资料表.xlsx").read_bytes())) as archive:
        parts = [archive.read(name) for name in archive.namelist() if "/worksheets/" in name]
    assert not any(mark in part for part in parts for mark in (b"<f>", b"<hyperlink "))
