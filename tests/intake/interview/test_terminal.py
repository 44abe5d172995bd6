"""The interview in a real terminal: from an empty folder to `ready`, as a person would type it."""

from __future__ import annotations

import copy
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.intake.interview.national_answers import ANSWERS
from tests.intake.interview.scripted import PDF, uscc

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal"),
]

COMMAND = ["-m", "evalprep", "init", "单位", "-j", "national", "--on", "2020-06-01"]
ENVIRONMENT = os.environ | {
    "NO_COLOR": "1",
    "PYTHONUTF8": "1",
    "TERM": "xterm",
    "LC_ALL": "C.UTF-8",
    "PROMPT_TOOLKIT_NO_CPR": "1",
}
BETWEEN = r"(?:\x1b\[[0-9;?]*[A-Za-z]|\s)*"
HEADING = re.compile(r"(【[^】]+】[^\x1b\r\n]*|要问的都问完了。)")
TYPED = re.compile(rf">{BETWEEN}([^\x1b\r\n：>]+)：")
CHOSEN = re.compile(rf">{BETWEEN}([^\x1b\r\n：>（]+(?:（人）)?) ?{BETWEEN}（[^）]*上下键或数字选，回车确认）")
LONG = ("【文字说明】", "【申报单位】业务范围")
CTRL_C, ERASE = "\x03", "\x15"
PROMPT_ENDS = "\x1b[?2004l"
"""The terminal is told that pasted text is no longer marked."""


class Person:
    """Somebody at a terminal who answers by heading and label."""

    def __init__(
        self, folder: Path, answers: dict[str, dict[str, list[str]]], command: list[str] = COMMAND
    ) -> None:
        pexpect = pytest.importorskip("pexpect")
        self.end = pexpect.EOF
        self.terminal: Any = pexpect.spawn(
            sys.executable,
            command,
            cwd=folder,
            env=ENVIRONMENT,
            encoding="utf-8",
            dimensions=(40, 100),
            timeout=20,
        )
        self.terminal.delaybeforesend = None
        self.answers, self.heading, self.seen = answers, "", ""

    def converse(self) -> int:
        """Answer until the command ends; its exit code."""
        while (which := self.terminal.expect([HEADING, TYPED, CHOSEN, self.end])) != 3:
            self.seen += self.terminal.before + self.terminal.after
            label = self.terminal.match[1].strip()
            if which == 0:
                self.heading = label
            else:
                self.reply(label, chosen=which == 2)
        self.seen += self.terminal.before
        self.terminal.close()
        return int(self.terminal.exitstatus)

    def reply(self, label: str, *, chosen: bool) -> None:
        """Type the next prepared answer, or press the digit of the option that it names."""
        prepared = self.answers.get(self.heading, {}).get(label)
        assert prepared, f"nothing prepared for {self.heading} 「{label}」"
        answer = prepared.pop(0)
        if answer == CTRL_C:
            self.terminal.send(CTRL_C)
        elif chosen:
            self.terminal.expect(rf"([0-9])\. +{re.escape(answer)}")
            self.terminal.send(self.terminal.match[1] + "\r")
        else:
            end = "\r\r" if self.heading.startswith(LONG) else "\r"
            erase = ERASE if answer not in ("", "<") else ""
            self.terminal.send(erase + answer.replace("\n", "\r") + end)
        # A prompt that is over is drawn once more with its answer: read on behind that.
        self.terminal.expect_exact(PROMPT_ENDS)
        self.seen += self.terminal.before


def test_from_an_empty_folder_to_ready(tmp_path: Path) -> None:
    (tmp_path / "单位" / "附件").mkdir(parents=True)
    (tmp_path / "单位" / "附件" / "件.pdf").write_bytes(PDF)
    answers = copy.deepcopy(ANSWERS)
    # A wrong check character; then from one question back to the one before, which stays as it is.
    answers["【申报单位】统一社会信用代码"]["统一社会信用代码"] = [uscc()[:-1] + "0", uscc()]
    answers["【申报单位】法人类型"]["法人类型"] = ["社会团体", "社会团体"]
    answers["【申报单位】注册登记机构"]["注册登记机构"] = ["<", "示例省民政厅"]
    answers["【申报单位】地址"]["地址"] = [CTRL_C, "示例省示例市样板路 1 号"]

    interrupted = Person(tmp_path, answers)
    assert interrupted.converse() == 130
    assert "校验码不对" in interrupted.seen
    assert "已经存盘的回答都在文件里" in interrupted.seen

    resumed = Person(tmp_path, answers)
    assert resumed.converse() == 0
    assert "接着填写" in resumed.seen
    assert "申报职业】\r\n" not in resumed.seen
    assert "全国：可以申报" in resumed.seen
    assert "evalprep build 单位 -j national" in resumed.seen
    english = {"Use arrow keys", "Finish with", "Cancelled", "WARNING", "Invalid"}
    assert not [text for text in english if text in interrupted.seen + resumed.seen]

    check = [sys.executable, "-m", "evalprep", "check", "单位", "-j", "national", "--on", "2020-06-01"]
    assert subprocess.run(check, cwd=tmp_path, env=ENVIRONMENT, capture_output=True).returncode == 0


def test_whoever_has_not_decided_where_to_apply_is_asked_what_all_need(tmp_path: Path) -> None:
    answers: dict[str, dict[str, list[str]]] = {
        "": {"向哪里申报": ["还没有定，先填各地都要的"]},
        "【申报职业】": {"申报职业": [CTRL_C]},
    }
    person = Person(tmp_path, answers, ["-m", "evalprep", "init", "单位", "--on", "2022-07-20"])
    assert person.converse() == 130
    assert re.search("各地都要的还有 [0-9]+ 题没有填", person.seen)
    assert "targets" not in (tmp_path / "单位" / "evalprep.yaml").read_text(encoding="utf-8")


def test_answers_of_a_file_are_taken_before_the_first_question(tmp_path: Path) -> None:
    (tmp_path / "回答.yaml").write_text("experts: []\norganization: {postcode: 无}\n", encoding="utf-8")
    person = Person(tmp_path, {}, [*COMMAND, "--answers", "回答.yaml"])
    person.terminal.expect_exact("取了 2 项")
    person.terminal.expect(HEADING)
    assert "experts: []" in (tmp_path / "单位" / "evalprep.yaml").read_text(encoding="utf-8")
    person.terminal.send(CTRL_C)
    assert person.terminal.expect([person.end]) == 0
