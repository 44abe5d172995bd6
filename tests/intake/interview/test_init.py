"""`evalprep init` without questions: the project file, its schema, its target, and who is turned away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evalprep.cli import outcome
from evalprep.cli.interview import _conclude
from evalprep.cli.targets import Call
from evalprep.store.project import load_project
from tests.intake.interview.scripted import NATIONAL, judge, new_project
from tests.intake.interview.scripted import ON as JUDGED_ON

ON = ("--on", "2020-06-01")


def init(*arguments: object) -> int:
    """The exit code of `evalprep init --no-input`."""
    return outcome(["init", *map(str, arguments), "--no-input", *ON])


def test_a_new_folder_gets_a_project_file_and_its_schema(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(tmp_path / "某单位", "-j", "national") == 0
    stored = load_project(tmp_path / "某单位")
    assert [target.jurisdiction for target in stored.project.targets or ()] == ["national"]
    assert json.loads((tmp_path / "某单位/evalprep.schema.json").read_text(encoding="utf-8"))["title"]
    told = capsys.readouterr().err
    assert "新建了项目文件" in told
    assert f"evalprep init {tmp_path / '某单位'}" in told.replace("\n  ", "")


def test_a_project_file_can_be_named_itself(tmp_path: Path) -> None:
    assert init(tmp_path / "甲" / "evalprep.yaml") == 0
    assert (tmp_path / "甲" / "evalprep.yaml").exists()


def test_a_project_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    new_project(tmp_path, "organization: {name: 示例协会}\n")
    before = (tmp_path / "evalprep.yaml").read_bytes()
    assert init(tmp_path) == 0
    assert (tmp_path / "evalprep.yaml").read_bytes() == before


def test_a_target_is_saved_only_where_none_stands(tmp_path: Path) -> None:
    new_project(tmp_path / "甲", "organization: {name: 示例协会}\n")
    new_project(tmp_path / "乙", "targets: [{jurisdiction: 别处}]\n")
    assert init(tmp_path / "甲", "-j", "national") == 0
    assert init(tmp_path / "乙", "-j", "national") == 0
    assert "jurisdiction: national" in (tmp_path / "甲/evalprep.yaml").read_text(encoding="utf-8")
    assert "national" not in (tmp_path / "乙/evalprep.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("wanted", ["nationl", "national:province"])
def test_a_wrong_target_makes_no_file(tmp_path: Path, wanted: str) -> None:
    assert init(tmp_path / "某单位", "-j", wanted) == 2
    assert not (tmp_path / "某单位").exists()


def test_a_broken_project_is_told_and_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "evalprep.yaml").write_text("organisation: {}\n", encoding="utf-8")
    assert init(tmp_path, "-j", "national") == 3
    assert "organization" in capsys.readouterr().err
    assert (tmp_path / "evalprep.yaml").read_text(encoding="utf-8") == "organisation: {}\n"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    assert init(tmp_path / "文件" / "单位") == 3
    assert "建不了文件夹" in capsys.readouterr().err


def test_piped_text_is_never_taken_as_answers(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "evalprep", "init", "某单位", "-j", "national", *ON]
    environment = os.environ | {"PYTHONUTF8": "1"}
    ran = subprocess.run(
        command,
        input="1\n" * 50,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=environment,
    )
    assert ran.returncode == 2
    assert "--no-input" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_whoever_leaves_much_open_is_told_of_the_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _conclude(judge(new_project(tmp_path)), NATIONAL, Call(JUDGED_ON, True, "national"), tmp_path)
    assert "evalprep workbook" in capsys.readouterr().err
