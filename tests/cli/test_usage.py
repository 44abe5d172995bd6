"""Wrong calls and bad input: one clear Chinese message each, the right exit code, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

DAY = ("--on", "2020-06-01")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chekc"], "没有「chekc」这个命令"),
        (["check", "--formt", "json"], "没有 --formt 这个选项"),
        (["explain"], "缺少参数"),
        (["check", "--on"], "--on 后面要写一个值"),
        (["check", "--on", "2020-02-30"], "--on 的日期不对"),
        (["explain", "NAT-E99"], "没有编号为「NAT-E99」的条款"),
        (["list", "rulez"], "不能列出「rulez」"),
        (["list", "occupations"], "没有写要找的职业"),
        (["list", "occupations", "不存在的职业"], "没有找到"),
        (["schema", "projct"], "没有「projct」的 JSON Schema"),
        (["explain", "NAT-E1", "NAT-E2"], "多出了参数"),
    ],
)
def test_a_wrong_call_is_told_in_chinese_with_code_2(run: Run, arguments: list[str], told: str) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert told in ran.err
    assert "怎么办：" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-j", "nationl"], "是不是 national"),
        (["-j", "national:province"], "没有「province」这个类别"),
        (["-j", "national", "--format", "pdf"], "没有「pdf」这种格式"),
        (["-j", "national", "--notice", "某号"], "没有文号为「某号」的通知"),
    ],
)
def test_a_wrong_target_or_format_is_told_with_what_there_is(
    run: Run, example: Path, arguments: list[str], told: str
) -> None:
    ran = run("check", example, *DAY, *arguments)
    assert (ran.code, told in ran.err) == (2, True)


def test_a_day_before_the_notice_has_no_notice(run: Run, example: Path) -> None:
    ran = run("check", example, "-j", "national", "--on", "2019-12-31")
    assert ran.code == 2
    assert "2020-02-26 发布" in ran.err


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_folder_without_a_project_file_is_told(run: Run, tmp_path: Path, command: str) -> None:
    ran = run(command, tmp_path, "-j", "national")
    assert ran.code == 3
    assert "没有项目文件 evalprep.yaml" in ran.err
    assert "evalprep init" in ran.err


def project(folder: Path, text: str | bytes) -> Path:
    """A folder with a project file of a text."""
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "evalprep.yaml").write_bytes(data)
    return folder


USCC = "51530000MJX000123X"


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        (f"organization:\n  uscc: {USCC[:-1]}Y\n", "evalprep.yaml:2", "校验码不对"),
        ("organization:\n  name: 甲\n  name: 乙\n", "evalprep.yaml:3", "name"),
        ("organization:\n  nmae: 甲\n", "evalprep.yaml:2", "是不是「name」（单位名称）"),
        ("organization:\n  名称: 甲\n", "evalprep.yaml:2", "没有「名称」这一项"),
        ("occupations:\n  - started_on: 2019-02-29\n", "evalprep.yaml:2", "2019"),
        ("organization:\n  uscc：甲\n", "evalprep.yaml:2", "："),
        ("staff: 张三\n", "evalprep.yaml:1", "列表"),
        ("", "evalprep.yaml", ""),
    ],
)
def test_an_invalid_project_file_is_told_with_line_and_remedy(
    run: Run, tmp_path: Path, text: str, place: str, told: str
) -> None:
    ran = run("check", project(tmp_path, text), "-j", "national")
    assert ran.code == 3
    assert place in ran.err
    assert told in ran.err
    assert "怎么办：" in ran.err
    assert "Traceback" not in ran.err


def test_all_complaints_come_at_once(run: Run, tmp_path: Path) -> None:
    ran = run(
        "check",
        project(tmp_path, "organization:\n  uscc: '1'\n  postcode: '2'\nstaff:\n  - sex: 丙\n"),
        "-j",
        "national",
    )
    assert ran.err.count("✗") == 3
    assert "共 3 处问题" in ran.err


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-16"])
def test_what_notepad_writes_is_read(run: Run, example: Path, encoding: str) -> None:
    path = example / "evalprep.yaml"
    text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(text.encode(encoding))
    assert run("check", example, *DAY).code == 0


def test_a_console_in_gbk_shows_marks_that_it_has(example: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "evalprep", "check", str(example), "-j", "national", *DAY]
    done = subprocess.run(command, capture_output=True, env=environment)
    assert done.returncode == 0, done.stderr.decode("gbk")
    shown = done.stdout.decode("gbk")
    assert "√ NAT-E1" in shown
    assert "?" not in shown.replace("? NAT", "")


def test_a_reader_that_leaves_early_is_no_error(example: Path) -> None:
    command = f"{sys.executable} -m evalprep check {example} -j national --on 2020-06-01 --quiet | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert done.stderr == ""


def test_a_fault_of_ours_is_told_without_a_traceback(
    run: Run, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evalprep.check.evaluate", lambda *_: 1 / 0)
    ran = run("check", example, *DAY)
    assert ran.code == 5
    assert "Traceback" not in ran.err
    report = Path(ran.err.split("请把 ")[1].split(" 发给")[0])
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")
    report.unlink()


@pytest.mark.parametrize("command", ["", "init", "check", "build", "explain", "list", "schema"])
def test_help_is_chinese_throughout(run: Run, command: str) -> None:
    ran = run(*command.split(), "--help")
    assert ran.code == 0
    assert ran.out.startswith("用法：evalprep")
    for english in ("Usage", "Options", "Arguments", "Show this", "default", "required", "Commands"):
        assert english not in ran.out


def test_help_starts_without_the_libraries_that_commands_need() -> None:
    watch = "import sys; from evalprep.cli import outcome; outcome(['--help']); print(sorted({'pydantic', 'docx', 'lxml', 'yaml', 'questionary', 'openpyxl', 'stdnum'} & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True)
    assert done.stderr.strip() == "[]"
