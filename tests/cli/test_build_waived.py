"""Waivers make nothing ready: what a submission lacks it lacks, and its papers stay drafts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

DAY = ("--on", "2020-06-01")
WAIVER = "waivers: [{rule: NAT-E4, reason: 正在申请移出, owner: 李示例, until: 2020-12-31}]\n"
FORM = "01-社会培训评价组织基本情况表"


def amend(example: Path, *, waived: bool) -> None:
    """An organisation on the list of serious offenders."""
    path = example / "evalprep.yaml"
    text = path.read_text(encoding="utf-8").replace("illegal_list: false", "illegal_list: true")
    path.write_text(text + (WAIVER if waived else ""), encoding="utf-8")


@pytest.mark.parametrize("waived", [False, True])
def test_a_submission_with_everything_waived_is_a_draft_as_without(
    run: Run, example: Path, waived: bool
) -> None:
    amend(example, waived=waived)
    assert run("build", example, *DAY).code == 0
    made = [one.name for one in (example / "申报材料" / "national").iterdir() if one.name.startswith(FORM)]
    assert made == [f"{FORM}（草稿）.docx"]


def test_a_submission_that_is_wanted_only_if_it_is_ready_is_not_made(run: Run, example: Path) -> None:
    amend(example, waived=True)
    ran = run("build", example, "--strict", *DAY)
    assert (ran.code, (example / "申报材料").exists()) == (1, False)
    assert "必备的 1 项已豁免，结论不因此改变" in ran.err
