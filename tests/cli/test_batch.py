"""`check` and `build` of many: the order, what fails and what goes on, what is told meanwhile, Ctrl-C."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from evalprep.cli.batch import Workers
from tests.cli.conftest import Run
from tests.conftest import EXAMPLE, ROOT

DAY = ("--on", "2020-06-01")
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")


def applicant(folder: Path, name: str, text: str = "") -> Path:
    """An applicant of whom nothing is known but the name, or whose project file has a text."""
    folder.mkdir(parents=True)
    text = text or f"targets: [{{jurisdiction: national}}]\norganization:\n  name: {name}\n"
    (folder / "evalprep.yaml").write_text(text, encoding="utf-8")
    return folder


def applicants(folder: Path, names: str) -> Path:
    """A folder of applicants, one for each letter; those in capitals are broken."""
    for name in names:
        broken = "organisation: {}\n" if name.isupper() else ""
        applicant(folder / name, f"示例单位{name}", broken)
    return folder


def shown(out: str) -> list[str]:
    """The applicants in the order of the results."""
    return re.findall(r"示例单位(\w+)　申报", out)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_broken_project_is_reported_and_the_others_go_on_in_their_order(
    run: Run, tmp_path: Path, jobs: str
) -> None:
    applicants(tmp_path / "各单位", "abXcY")
    ran = run("check", "各单位", *DAY, "--jobs", jobs)
    assert ran.code == 3
    assert shown(ran.out) == ["a", "b", "c"]
    told = re.findall(r"^\[(\d)/5\] 各单位/(\w)：(\S+)", ran.err, re.M)
    # In the order of names capitals come first.
    assert [name for _, name, _ in told] == ["X", "Y", "a", "b", "c"]
    assert [number for number, _, _ in told] == list("12345")
    end = ran.err[ran.err.index("没有做成的 2 个（共 5 个）") :]
    assert [re.sub(r"：.*", "", line) for line in end.splitlines() if "×" in line] == [
        "× 各单位/X",
        "× 各单位/Y",
    ]


@pytest.mark.parametrize("command", ["check", "build"])
def test_two_processes_say_what_one_says(run: Run, tmp_path: Path, command: str) -> None:
    for name in ("甲", "乙", "丙"):
        shutil.copytree(EXAMPLE, tmp_path / name, ignore=shutil.ignore_patterns("申报材料", "自查", "初稿"))
    one = run(command, tmp_path, *DAY)
    two = run(command, tmp_path, *DAY, "--jobs", "2")
    assert (two.code, two.out) == (one.code, one.out)
    assert two.err.replace(" --jobs 2", "") == one.err
    assert one.out.count("示例省机电技能行业协会" if command == "check" else "申报材料在：") == 3


def test_the_order_is_that_of_the_paths(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "abc")
    assert shown(run("check", "c", "a", "b", *DAY, "--jobs", "2").out) == ["c", "a", "b"]


def test_with_quiet_only_failures_are_told(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "aXb")
    ran = run("check", tmp_path, *DAY, "--quiet")
    assert re.findall(r"\[\d/3\]", ran.err) == ["[1/3]"]
    assert "没有做成的" not in ran.err
    assert "下一步" not in ran.err


def test_a_problem_that_two_have_is_told_once_and_names_the_first(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "X")
    for name in ("Y", "Z"):
        applicant(tmp_path / name, name, "targets: []\norganization: {name: 甲}\n")
    # The law is the same for all, what is wrong with it too.
    (tmp_path / "库" / "checklists" / "national").mkdir(parents=True)
    (tmp_path / "库" / "checklists" / "national" / "2020-16.yaml").write_text("坏的", encoding="utf-8")
    ran = run("check", "Y", "X", "Z", *DAY, "-j", "national", "--library", "库")
    assert ran.code == 3
    assert "Z：没有做成，问题和 Y 的一样" in ran.err
    assert "X：没有做成\n" in ran.err


def test_one_applicant_in_a_folder_is_told_as_if_it_were_given_itself(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path / "各单位", "a")
    ran, alone = run("check", "各单位", *DAY), run("check", "各单位/a", *DAY)
    assert ran == alone
    assert "[1/1]" not in ran.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--jobs", "-1"], "不能是负数"),
        (["--jobs", "两个"], "--jobs 的值不对"),
        (["--jobs", "2", "--scheduler", "tcp://127.0.0.1:1"], "不能再写 --jobs"),
        (["--scheduler", ""], "没有写地址"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_workers_that_cannot_be_are_wrong_usage(
    run: Run, tmp_path: Path, command: str, options: list[str], told: str
) -> None:
    applicants(tmp_path, "a")
    ran = run(command, tmp_path, *options)
    assert (ran.code, told in ran.err, ran.out) == (2, True, "")


@pytest.mark.parametrize(("jobs", "many", "wanted"), [(0, 9, (3,)), (5, 9, (5,)), (5, 2, (2,)), (5, 1, ())])
def test_there_are_as_many_processes_as_asked_for_and_no_more_than_projects(
    monkeypatch: pytest.MonkeyPatch, jobs: int, many: int, wanted: tuple[int, ...]
) -> None:
    monkeypatch.setattr("evalprep.cli.batch._processors", lambda: 3)
    _, recruit = Workers(jobs).crew(many, lambda told: None)
    assert getattr(recruit, "args", ()) == wanted


def test_a_fault_of_ours_with_one_project_leaves_the_others(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from evalprep import check

    whole = check.evaluate

    def fails(checklist: object, track: object, world: object, path: str) -> object:
        return 1 / 0 if "/b/" in path else whole(checklist, track, world, path)  # type: ignore[arg-type]

    applicants(tmp_path, "abc")
    monkeypatch.setattr("evalprep.check.evaluate", fails)
    ran = run("check", tmp_path, *DAY)
    assert (ran.code, shown(ran.out)) == (5, ["a", "c"])
    Path(ran.err.split("请把 ")[1].split(" 发给")[0]).unlink()


def test_a_folder_of_many_is_not_built_into_one_folder(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path / "各单位", "ab")
    ran = run("build", "各单位", "-o", "材料", *DAY)
    assert (ran.code, "-o 只能用于一个申报单位" in ran.err) == (2, True)
    assert not (tmp_path / "材料").exists()


def test_every_applicant_gets_its_own_papers_and_its_report(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "aXb")
    ran = run("build", tmp_path, *DAY, "--jobs", "2")
    assert ran.code == 3
    folders = re.findall(r"申报材料在：(.*)", ran.out)
    assert folders == [str(tmp_path / name / "申报材料" / "national") for name in "ab"]
    assert all((Path(folder) / "manifest.json").is_file() for folder in folders)
    assert re.findall(r"\] \S+：(做成草稿，还不能交|没有做成)", ran.err) == [
        "没有做成",
        "做成草稿，还不能交",
        "做成草稿，还不能交",
    ]


def test_every_jurisdiction_is_compared_for_each_of_many(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "ab")
    ran = run("check", tmp_path, "-j", "all", "--on", "2022-07-20", "--jobs", "2")
    assert ran.code == 0
    assert re.findall(r"示例单位(\w)　全部地区", ran.out) == ["a", "b"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("is_written", [False, True])
def test_a_folder_whose_name_is_in_no_encoding_loses_no_result(tmp_path: Path, is_written: bool) -> None:
    folder = tmp_path / "各单位"
    applicants(folder, "ab")
    (folder / "b").rename(folder / os.fsdecode(b"\xc0\xcf\xff"))
    output = tmp_path / "汇总.json"
    process = evalprep("check", folder, *DAY, "--format", "json", *(["-o", output] if is_written else []))
    out, err = process.communicate(timeout=60)
    assert process.returncode == 4, err
    written = output.read_text(encoding="utf-8") if is_written else out
    assert [Path(one["project"]).parent.name for one in json.loads(written)["results"]] == ["a", "???"]


def hard(folder: Path, many: int) -> Path:
    """So many applicants, and among them one of each kind that cannot be judged."""
    for number in range(many):
        applicant(folder / f"示例单位{number:04d}", f"示例单位{number:04d}")
    with (applicant(folder / "大文件", "x") / "evalprep.yaml").open("r+b") as file:
        file.truncate(2 * 1024**3)
    (folder / "是文件夹" / "evalprep.yaml").mkdir(parents=True)
    own = applicant(folder / "自带坏清单", "x") / "checklists" / "national"
    own.mkdir(parents=True)
    (own / "2020-16.yaml").write_text("notice: {number: 示例\n", encoding="utf-8")
    (folder / "环" / "甲").mkdir(parents=True)
    (folder / "环" / "甲" / "乙").symlink_to(folder / "环" / "甲")
    (folder / "自己").symlink_to(folder / "自己")
    return folder


HARD = {
    "大文件": "文件太大：2048.0 MB",
    "是文件夹": "这是文件夹",
    "自带坏清单": "2020-16.yaml",
    "自己": "链接打不开",
}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize("many", [2, pytest.param(1000, marks=pytest.mark.slow)])
def test_what_cannot_be_judged_keeps_none_of_the_others(run: Run, tmp_path: Path, many: int) -> None:
    ran = run("check", hard(tmp_path, many), *DAY, "--jobs", "2")
    assert ran.code == 3
    assert shown(ran.out) == [f"{number:04d}" for number in range(many)]
    end = ran.err[ran.err.index(f"没有做成的 4 个（共 {many + 4} 个）") :]
    for name, told in HARD.items():
        assert f"{name}" in end
        assert told in ran.err.replace("\n  ", "")
    assert ran.err.count("绕回了上一级文件夹") == 1
    assert "Traceback" not in ran.err


def evalprep(*arguments: object, stdout: int = subprocess.PIPE, path: Path = ROOT) -> subprocess.Popen[str]:
    """The command in a process and a group of its own; Python looks for modules in `path` first."""
    return subprocess.Popen(
        [sys.executable, "-m", "evalprep", *map(str, arguments)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": f"{path}{os.pathsep}{ROOT}"},
        start_new_session=True,
    )


def children(pid: int) -> list[int]:
    """The processes that another one has begun to work on its jobs."""
    told = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, text=True
    )
    return [int(line.split()[0]) for line in told.stdout.splitlines() if "spawn_main" in line]


def first_line(process: subprocess.Popen[str]) -> str:
    """Wait until a project is done."""
    assert process.stderr
    return next(line for line in process.stderr if line.startswith("["))


@needs_signals
@pytest.mark.slow
@pytest.mark.parametrize(
    ("whom", "name"), [("one", "SIGINT"), ("group", "SIGINT"), ("one", "SIGTERM"), ("group", "SIGHUP")]
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_at_once_and_says_how_far_it_went(
    tmp_path: Path, jobs: str, whom: str, name: str
) -> None:
    for number in range(300):
        applicant(tmp_path / f"示例单位{number:04d}", "x")
    process = evalprep("check", tmp_path, *DAY, "--jobs", jobs, stdout=subprocess.DEVNULL)
    first_line(process)
    begun, workers = time.monotonic(), children(process.pid)
    assert len(workers) == (0 if jobs == "1" else 2)
    (os.kill if whom == "one" else os.killpg)(process.pid, signal.Signals[name])
    _, err = process.communicate(timeout=30)
    assert time.monotonic() - begun < 5
    assert process.returncode == 130
    told = re.search(r"做完了 (\d+) 个（共 300 个）", err)
    assert told
    assert 1 <= int(told[1]) < 300
    assert "已中断" in err
    assert "Traceback" not in err
    assert [pid for pid in workers if Path(f"/proc/{pid}").exists()] == []


@needs_signals
@pytest.mark.slow
def test_processes_that_begin_leave_ctrl_c_to_the_one_that_began_them(tmp_path: Path) -> None:
    applicants(tmp_path / "各单位", "abcdef")
    # They take a second to begin, and say so.
    slow = """
import os, sys, time
if "--multiprocessing-fork" in sys.orig_argv:
    open(f"{__file__}.{os.getpid()}", "w").close()
    time.sleep(1)
"""
    (tmp_path / "sitecustomize.py").write_text(slow, encoding="utf-8")
    words = ("check", tmp_path / "各单位", *DAY, "--jobs", "2")
    process = evalprep(*words, stdout=subprocess.DEVNULL, path=tmp_path)
    until = time.monotonic() + 20
    while len(list(tmp_path.glob("sitecustomize.py.*"))) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    for child in children(process.pid):
        os.kill(child, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in err) == (4, False)
    assert len(re.findall(r"^\[\d/6\] \S+：资料不全", err, re.M)) == 6


@needs_signals
def test_ctrl_c_that_a_library_swallows_ends_the_call_all_the_same(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from evalprep import check

    whole = check.evaluate

    class Library:
        def __del__(self) -> None:
            os.kill(os.getpid(), signal.SIGINT)

    def swallows(checklist: object, track: object, world: object, path: str) -> object:
        if "/b/" in path:
            Library()
        return whole(checklist, track, world, path)  # type: ignore[arg-type]

    applicants(tmp_path, "abc")
    monkeypatch.setattr("evalprep.check.evaluate", swallows)
    ran = run("check", tmp_path, *DAY)
    assert (ran.code, shown(ran.out)) == (130, ["a"])
    assert "做完了 1 个（共 3 个）" in ran.err
    assert "Traceback" not in ran.err


@needs_signals
@pytest.mark.slow
def test_a_worker_that_the_system_takes_loses_no_result(tmp_path: Path) -> None:
    for number in range(150):
        applicant(tmp_path / f"示例单位{number:04d}", f"示例单位{number:04d}")
    process = evalprep("check", tmp_path, *DAY, "--jobs", "2", "-o", tmp_path / "全部.txt")
    first_line(process)
    os.kill(children(process.pid)[0], signal.SIGKILL)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 4, err
    assert shown((tmp_path / "全部.txt").read_text(encoding="utf-8")) == [f"{n:04d}" for n in range(150)]


@needs_signals
@pytest.mark.slow
def test_workers_end_with_the_process_that_began_them(tmp_path: Path) -> None:
    for number in range(300):
        applicant(tmp_path / f"示例单位{number:04d}", "x")
    process = evalprep("check", tmp_path, *DAY, "--jobs", "2", stdout=subprocess.DEVNULL)
    first_line(process)
    workers = children(process.pid)
    process.kill()
    process.communicate()
    until = time.monotonic() + 10
    while [pid for pid in workers if Path(f"/proc/{pid}").exists()] and time.monotonic() < until:
        time.sleep(0.1)
    assert [pid for pid in workers if Path(f"/proc/{pid}").exists()] == []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_leaves_early_changes_no_code(tmp_path: Path, jobs: str) -> None:
    applicants(tmp_path, "abc")
    reading, writing = os.pipe()
    os.close(reading)
    process = evalprep("check", tmp_path, *DAY, "--jobs", jobs, "--quiet", stdout=writing)
    os.close(writing)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (4, "")


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal")
def test_a_terminal_sees_how_far_it_is_and_no_line_for_each(tmp_path: Path) -> None:
    import pexpect

    applicants(tmp_path, "ab")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "evalprep", "check", ".", *DAY, "-o", "汇总.html"],
        cwd=str(tmp_path),
        env={**os.environ, "TERM": "xterm", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
        encoding="utf-8",
        timeout=60,
    )
    child.expect(pexpect.EOF)
    child.close()
    assert re.search(r"\r\[-{10}\] 1/2 a……\r +\r", child.before)
    assert "[#####-----] 2/2 b……" in child.before
    assert "[1/2]" not in child.before
    assert "已写入 汇总.html" in child.before
