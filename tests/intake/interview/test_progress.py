"""The line after each answer: counted once, in the interview, in `evalprep` alone and in `check`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from evalprep.check import check
from evalprep.cli import outcome
from evalprep.intake.interview.progress import progress
from evalprep.store.project import load_project
from tests.intake.interview.scripted import LAW, judge, new_project

EXAMPLES = Path(__file__).parents[3] / "examples"


def test_what_is_judged_and_the_open_slots_are_counted(tmp_path: Path) -> None:
    empty = progress(judge(new_project(tmp_path)))
    assert (empty.settled, empty.unmet, empty.waiting) == (0, 0, empty.judged)
    assert empty.open_slots == 16
    assert empty.text == f"共 {empty.judged} 项：已定 0，待补充 {empty.judged}；表格空着 16 处"
    whole = progress(judge(load_project(EXAMPLES / "national-association")))
    assert whole.settled == whole.judged
    assert whole.text.endswith("表格各栏都有内容")


def test_what_is_unmet_is_told(tmp_path: Path) -> None:
    stored = new_project(tmp_path, "record: {violations: [{who: 机构, what: 示例}]}\n")
    assert "（其中不符合 1）" in progress(judge(stored)).text


def test_without_forms_no_slots_are_told(tmp_path: Path) -> None:
    (result,) = judge(new_project(tmp_path))
    assert "表格" not in progress([replace(result, materials=())]).text


def test_a_way_to_file_that_is_not_known_stands_apart(tmp_path: Path) -> None:
    (target,) = LAW.targets("zhejiang", date(2022, 7, 20))
    told = progress([check(new_project(tmp_path), target, date(2022, 7, 20), LAW)])
    assert "；申报途径待定；" in told.text
    assert told.judged == told.settled + told.waiting


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("zhejiang", "organization: {legal_form: 企业, kind: 企业}\nvenues: []\n"),
        ("jilin", "staff: []\n"),
        ("national", "record: {violations: []}\nexperts: []\n"),
    ],
)
def test_the_interview_evalprep_alone_and_check_count_alike(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    target: str,
    text: str,
) -> None:
    stored = new_project(tmp_path, f"targets: [{{jurisdiction: {target}}}]\n{text}")
    day = date.today()
    told = progress([check(stored, one, day, LAW) for one in LAW.targets(target, day)])
    monkeypatch.chdir(tmp_path)
    outcome([])
    assert told.text in capsys.readouterr().out
    outcome(["check"])
    shown = capsys.readouterr().out
    headed = {
        word: int(count) for word, count in re.findall(r"^(不符合|待补充)（(\d+)）$", shown, re.MULTILINE)
    }
    assert headed.get("待补充", 0) == told.waiting
    assert headed.get("不符合", 0) == told.unmet
    assert told.unmet > 0 or target == "national"
