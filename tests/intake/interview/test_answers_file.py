"""`evalprep init --answers FILE`: taken at once and told; never out of a pipe; nothing half."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from evalprep.cli import outcome
from evalprep.store.project import load_project
from tests.intake.interview.scripted import new_project

ON = ("--on", "2022-07-20")


def answers(folder: Path, text: str, name: str = "回答.yaml") -> Path:
    """A file of answers."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_answers_alone_are_enough_without_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = answers(tmp_path, "organization:\n  name: 示例协会\n  legal_form: 社会团体\n")
    assert outcome(["init", str(tmp_path / "单位"), "-j", "jilin", "--answers", str(file), *ON]) == 0
    project = load_project(tmp_path / "单位").project
    assert project.organization and project.organization.name == "示例协会"
    assert [target.jurisdiction for target in project.targets or ()] == ["jilin"]
    told = capsys.readouterr().err
    assert "取了 2 项" in told
    assert "示例协会　（回答.yaml·第 2 行）" in told
    assert "evalprep check" in told


def test_what_stood_there_otherwise_is_told_with_both_values(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new_project(tmp_path, "# 我的注释\norganization: {name: 旧示例协会, postcode: '650000'}\n")
    file = answers(tmp_path, "organization: {name: 示例协会}\n")
    assert outcome(["init", str(tmp_path), "--no-input", "--answers", str(file), *ON]) == 0
    assert "旧示例协会 改为 示例协会" in capsys.readouterr().err
    text = (tmp_path / "evalprep.yaml").read_text(encoding="utf-8")
    assert "# 我的注释" in text and "650000" in text


def test_several_files_are_taken_together(tmp_path: Path) -> None:
    files = [answers(tmp_path, "organization: {name: 示例协会}\n", "甲.yaml")]
    files += [answers(tmp_path, "staff: [{name: 示例甲}]\n", "乙.yaml")]
    given = [word for file in files for word in ("--answers", str(file))]
    assert outcome(["init", str(tmp_path / "单位"), "--no-input", *given, *ON]) == 0
    project = load_project(tmp_path / "单位").project
    assert project.organization and project.staff and project.staff[0].name == "示例甲"


def test_files_that_say_different_things_are_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stored = new_project(tmp_path / "单位")
    before = stored.path.read_bytes()
    one = answers(tmp_path, "organization: {name: 甲示例协会, postcode: '650000'}\n", "甲.yaml")
    other = answers(tmp_path, "organization: {name: 乙示例协会}\n", "乙.yaml")
    given = ["--answers", str(one), "--answers", str(other)]
    assert outcome(["init", str(tmp_path / "单位"), "--no-input", *given, *ON]) == 3
    told = capsys.readouterr().err
    assert "甲示例协会" in told and "乙示例协会" in told
    assert stored.path.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "told"), [("organisation: {}\n", "organization"), ("organization: {postcode: 12}\n", "邮政编码")]
)
def test_answers_with_mistakes_make_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    file = answers(tmp_path, text)
    assert outcome(["init", str(tmp_path / "单位"), "--no-input", "--answers", str(file), *ON]) == 3
    assert told in capsys.readouterr().err
    assert not (tmp_path / "单位").exists()


@pytest.mark.parametrize("name", ["-", "/dev/stdin", "/dev/null", "/proc/self/fd/0"])
def test_answers_are_never_taken_from_a_pipe_or_device(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert outcome(["init", str(tmp_path / "单位"), "--answers", name, *ON]) == 2
    assert "不从管道或标准输入取回答" in capsys.readouterr().err
    assert not (tmp_path / "单位").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders")
def test_a_named_pipe_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "管道.yaml"
    os.mkfifo(pipe)
    reader = threading.Timer(20, pipe.unlink)
    reader.start()
    try:
        assert outcome(["init", str(tmp_path / "单位"), "--answers", str(pipe), *ON]) == 2
    finally:
        reader.cancel()
    assert "管道或设备" in capsys.readouterr().err


def test_piped_text_beside_answers_is_not_taken_either(tmp_path: Path) -> None:
    file = answers(tmp_path, "organization: {name: 示例协会}\n")
    command = [sys.executable, "-m", "evalprep", "init", "单位", "-j", "jilin", "--answers", str(file), *ON]
    ran = subprocess.run(
        command,
        input="1\n" * 50,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    assert ran.returncode == 0, ran.stderr
    assert "occupations" not in (tmp_path / "单位" / "evalprep.yaml").read_text(encoding="utf-8")


def test_without_a_target_and_without_questions_all_can_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome(["init", str(tmp_path), "-j", "all", "--no-input", *ON]) == 0
    assert load_project(tmp_path).project.targets is None
    assert f"evalprep check {tmp_path} -j all" in capsys.readouterr().err.replace("\n  ", "")


def test_all_jurisdictions_and_one_notice_contradict_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["-j", "all", "--notice", "示例〔2020〕1号", "--no-input"]
    assert outcome(["init", str(tmp_path / "单位"), *given, *ON]) == 2
    assert "不能指定文号" in capsys.readouterr().err
    assert not (tmp_path / "单位").exists()
