"""`evalprep build` in a real terminal: the progress line fits it and is gone in the end; Ctrl-C; what to do next."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from evalprep.report.layout import width
from tests.cli.builds import ASSOCIATION, SCHOOL, contents, copied

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal"),
]
CTRL_C = "\x03"
CELLS = 60
STEP = "填写《社会培训评价组织基本情况表》"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied(ASSOCIATION.example, tmp_path)


def build(folder: Path, *more: str, on: str = ASSOCIATION.on, after: str = "") -> Any:
    """A build in a narrow terminal; `after` is what the shell does with its output."""
    import pexpect

    own = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "LINES")}
    words = " ".join([f"exec {sys.executable} -m evalprep build --on {on}", *more, after])
    line = words.removeprefix("exec ") if after else words
    return pexpect.spawn(
        "/bin/sh",
        ["-c", line],
        cwd=str(folder),
        env={**own, "TERM": "xterm", "PYTHONUTF8": "1"},
        dimensions=(30, CELLS),
        encoding="utf-8",
        timeout=60,
    )


def told(child: Any) -> str:
    """Everything that it wrote."""
    import pexpect

    child.expect(pexpect.EOF)
    child.close()
    return str(child.before)


def written(output: str) -> list[str]:
    """What is written between two moves of the cursor: lines, and each state of the progress line."""
    return [re.sub(r"\x1b\[\d+m", "", one) for one in re.split(r"[\r\n]+", output)]


def left(output: str) -> list[str]:
    """The lines that a person sees in the end: what is written later stands over what was there."""
    seen = []
    for line in output.split("\n"):
        shown = ""
        for part in line.rstrip("\r").split("\r"):
            shown = part + (" " * (width(shown) - width(part)) if width(part) < width(shown) else "")
        seen.append(shown.rstrip())
    return seen


def test_each_step_is_shown_and_the_line_is_gone_in_the_end(project: Path) -> None:
    output = told(build(project))
    assert f"{STEP}……" in written(output)
    assert "写入文件夹，读回来核对……" in written(output)
    assert [line for line in left(output) if line.endswith("……")] == []


@pytest.mark.parametrize("after", ["", "| cat", "| head -3", "> /dev/null"])
def test_nothing_runs_over_the_edge_of_a_narrow_terminal(project: Path, after: str) -> None:
    """Also where only the messages are for the terminal: a progress line of two rows could not be cleared."""
    output = told(build(project, after=after))
    steps = [one for one in written(output) if one.endswith("……") or one.startswith(("下一步", "　　　　"))]
    blanks = [one for one in written(output) if one and not one.strip()]
    assert steps
    assert blanks
    assert [one for one in (*steps, *blanks) if width(one) >= CELLS] == []


def test_with_quiet_there_is_no_progress_and_no_next_step(project: Path) -> None:
    output = told(build(project, "--quiet"))
    assert "申报材料在：申报材料/national" in output
    assert "……" not in output
    assert "下一步" not in output


def test_no_colour_is_shown_where_none_is_wanted(project: Path) -> None:
    assert "\x1b[31m" in told(build(project, "--only", "没有"))
    assert "\x1b" not in told(build(project, "--only", "没有", after="2>&1 | cat"))


def test_an_interrupted_build_leaves_the_one_before_and_clears_its_line(project: Path) -> None:
    import pexpect

    told(build(project))
    before = contents(project)
    child = build(project)
    child.expect(STEP)
    child.send(CTRL_C)
    child.expect(pexpect.EOF)
    child.close()
    assert (child.exitstatus, "已中断" in child.before) == (130, True)
    assert [line for line in left(STEP + child.before) if "……" in line] == []
    assert contents(project) == before


def test_a_command_to_type_stays_on_one_line(project: Path) -> None:
    """What is wrapped cannot be copied: the terminal itself may break it, we do not."""
    path = project / "evalprep.yaml"
    path.write_text(re.sub(r"(?m)^  uscc:.*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    steps = left(told(build(project, "-o", "一个名称相当长的文件夹")))
    again = "evalprep build -j national --on 2020-06-01 -o 一个名称相当长的文件夹"
    assert any(line.endswith(again) for line in steps)


def test_what_is_not_met_comes_before_the_first_drafts(tmp_path: Path) -> None:
    steps = left(told(build(copied(SCHOOL.example, tmp_path), on=SCHOOL.on)))
    at = {word: n for n, line in enumerate(steps) for word in ("evalprep check", "写完初稿") if word in line}
    assert at["evalprep check"] < at["写完初稿"]
    assert steps[at["evalprep check"]].startswith("下一步：")
