"""Wrong calls and bad input: one clear Chinese message each, the right exit code, never a traceback."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from evalprep.cli import console
from evalprep.report.layout import width
from tests.cli.conftest import Run

DAY = ("--on", "2020-06-01")
GBK = {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}


def evalprep(
    *arguments: object, env: dict[str, str] | None = None, stdout: Any = None, stderr: Any = None
) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, with its own streams."""
    return subprocess.run(
        [sys.executable, "-m", "evalprep", *map(str, arguments)],
        stdout=subprocess.PIPE if stdout is None else stdout,
        stderr=subprocess.PIPE if stderr is None else stderr,
        env=os.environ | {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": ""} | (env or {}),
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chekc"], "没有「chekc」这个命令"),
        (["check", "--formt", "json"], "没有 --formt 这个选项"),
        (["explain"], "缺少参数 编号"),
        (["build", "--zip", "--max-mb", "二十"], "--max-mb 的值不对：要写数字"),
        (["build", "--zip", "--max-mb", "0.01"], "至少 0.1"),
        (["build", "-o", "/"], "是磁盘本身"),
        (["check", "--on"], "--on 后面要写一个值"),
        (["check", "--on", "2020-02-30"], "--on 的日期不对"),
        (["explain", "NAT-E99"], "没有编号为「NAT-E99」的条款"),
        (["list", "rulez"], "不能列出「rulez」"),
        (["list", "occupations"], "没有写要找的职业"),
        (["list", "occupations", "不存在的职业"], "没有找到"),
        (["schema", "projct"], "没有「projct」的 JSON Schema"),
        (["explain", "NAT-E1", "NAT-E2"], "多出了参数"),
        (["check", "--on", "明天"], "应为写到日的日期"),
        (["check", "--on", "2020-06"], "应为写到日的日期"),
        (["check", "--quiet=yes"], "--quiet 后面不写值"),
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
        (["-j", ""], "-j 后面没有写地区"),
        (["-j", "national:"], "national 不分类别"),
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
    assert ran.err.count("× ") == 3
    assert "共 3 处问题" in ran.err


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-16"])
def test_what_notepad_writes_is_read(run: Run, example: Path, encoding: str) -> None:
    path = example / "evalprep.yaml"
    text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(text.encode(encoding))
    assert run("check", example, *DAY).code == 0


def test_a_console_in_gbk_shows_marks_that_it_has(example: Path) -> None:
    done = evalprep("check", example, "-j", "national", *DAY, env=GBK)
    assert done.returncode == 0, done.stderr.decode("gbk")
    shown = done.stdout.decode("gbk")
    assert "√ NAT-E1" in shown
    assert "?" not in shown.replace("? NAT", "")


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(("left_out", "code"), [("", 0), ("  registration_authority: 示例省民政厅\n", 4)])
def test_a_reader_that_leaves_early_changes_neither_words_nor_code(
    example: Path, form: str, left_out: str, code: int
) -> None:
    path = example / "evalprep.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(left_out, ""), encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = evalprep("check", example, *DAY, "--format", form, "--quiet", stdout=writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr.decode()) == (code, "")


@pytest.mark.parametrize("arguments", [["--version"], ["list", "forms"]])
def test_a_reader_that_leaves_before_a_short_result_is_no_error_either(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = evalprep(*arguments, stdout=writing)
    finally:
        os.close(writing)
    assert done.returncode == 0
    assert "Exception" not in done.stderr.decode()


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_result_that_cannot_be_written_is_told(example: Path, form: str) -> None:
    with FULL.open("w") as full:
        done = evalprep("check", example, *DAY, "--format", form, stdout=full)
        short = evalprep("--version", stdout=full)
    assert (done.returncode, short.returncode) == (3, 3)
    assert "结果写不出来" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
def test_messages_that_cannot_be_written_leave_the_code_alone(example: Path, tmp_path: Path) -> None:
    with FULL.open("w") as full:
        assert evalprep("check", example, *DAY, stderr=full).returncode == 0
        assert evalprep("check", tmp_path / "无", stderr=full).returncode == 3


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes a stream")
@pytest.mark.parametrize(("closed", "code"), [("2>&-", 0), (">&-", 3), (">&- 2>&-", 3)])
def test_a_closed_stream_ends_in_a_code_and_no_traceback(example: Path, closed: str, code: int) -> None:
    command = f"{sys.executable} -m evalprep check {example} --on 2020-06-01 {closed}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_a_fault_without_a_place_for_its_report_is_told_too(
    run: Run, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("evalprep.check.evaluate", lambda *_: 1 / 0)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    ran = run("check", example, *DAY)
    assert (ran.code, "ZeroDivisionError" in ran.err) == (5, True)


@pytest.mark.parametrize("command", ["check", "build", "list"])
def test_ctrl_c_is_told_without_a_promise_that_nothing_was_saved(
    run: Run, example: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("evalprep.store.library._packaged", interrupt)
    ran = run(command, *([] if command == "list" else [example]))
    assert ran.code == 130
    assert "已中断" in ran.err
    assert "保存" not in ran.err


def test_the_end_of_input_is_an_interruption(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def end(*_: object) -> None:
        raise EOFError

    monkeypatch.setattr("evalprep.store.library._packaged", end)
    assert run("list").code == 130


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["check", "--on"], "evalprep check --help"), (["build", "--quiet=yes"], "evalprep build --help")],
)
def test_a_wrong_option_points_to_the_help_of_its_command(run: Run, arguments: list[str], told: str) -> None:
    assert told in run(*arguments).err


def test_what_is_not_utf_8_in_the_console_is_utf_8_in_data(example: Path) -> None:
    schema = evalprep("schema", "check", env=GBK).stdout.decode("utf-8")
    assert json.loads(schema)["$defs"]["judged"]["description"]
    data = evalprep("check", example, *DAY, "--format", "json", env=GBK).stdout.decode("utf-8")
    assert json.loads(data)["results"][0]["organization"] == "示例省机电技能行业协会"


@pytest.mark.parametrize("columns", [40, 80])
def test_help_fits_the_window(run: Run, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setattr("evalprep.cli.console._is_terminal", lambda _: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run("check", "--help").out.splitlines()
    assert [line for line in lines if width(line) >= columns] == []


class WindowsConsole:
    """The part of kernel32 that colours need; an old console refuses the mode."""

    def __init__(self, modern: bool) -> None:
        self.modern, self.mode = modern, 3

    def GetConsoleMode(self, handle: object, mode: Any) -> int:  # noqa: N802
        mode._obj.value = self.mode
        return 1

    def SetConsoleMode(self, handle: object, mode: int) -> int:  # noqa: N802
        self.mode = mode if self.modern else self.mode
        return int(self.modern)


@pytest.mark.parametrize("modern", [True, False])
def test_colours_are_shown_on_windows_where_its_console_takes_them(
    monkeypatch: pytest.MonkeyPatch, modern: bool
) -> None:
    kernel = WindowsConsole(modern)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(get_osfhandle=lambda _: 1))
    monkeypatch.setattr(console, "_is_terminal", lambda _: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    shown = console.style(SimpleNamespace(fileno=lambda: 1))  # type: ignore[arg-type]
    assert shown.colour is modern
    assert kernel.mode == (7 if modern else 3)


def test_a_path_that_may_not_be_read_is_told_in_chinese(run: Run, example: Path) -> None:
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("everything may be read by this user")
    (example / "evalprep.yaml").chmod(0)
    ran = run("check", example / "evalprep.yaml", *DAY)
    assert (ran.code, "没有权限" in ran.err) == (3, True)


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
@pytest.mark.parametrize("command", ["check", "build", "init"])
def test_a_path_that_can_be_none_is_told(run: Run, command: str, name: str) -> None:
    ran = run(command, name, *(["--no-input"] if command == "init" else []))
    assert ran.code in (2, 3)
    assert "Invalid" not in ran.err


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
    assert run(*command.split(), "-h") == ran
    assert ran.out.startswith("用法：evalprep")
    for english in ("Usage", "Options", "Arguments", "Show this", "default", "required", "Commands"):
        assert english not in ran.out


def test_help_starts_without_the_libraries_that_commands_need() -> None:
    watch = "import sys; from evalprep.cli import outcome; outcome(['--help']); print(sorted({'evalprep.check', 'evalprep.batch.kept', 'pydantic', 'docx', 'lxml', 'yaml', 'questionary', 'openpyxl', 'stdnum'} & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True)
    assert done.stderr.strip() == "[]"
