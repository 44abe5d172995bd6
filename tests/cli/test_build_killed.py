"""`evalprep build` killed outright at any moment: the folder is the old one or the new one, whole, after the next command."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.builds import COMPANY, build, change, contents, copied, desk, drafts
from tests.cli.conftest import Run
from tests.conftest import ROOT

TIMES = 10
WRITING = 0.06
"""How much of the time the submission is written and exchanged: every second kill falls into that."""
NAMES = ("示例市样板装备制造有限公司", "示例市另一装备制造有限公司")
pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")


def command(project: Path, out: Path) -> list[str]:
    told = ["build", project, "-j", COMPANY.target, "--on", COMPANY.on, "-o", out, "--zip"]
    return [sys.executable, "-m", "evalprep", *map(str, told)]


def is_killed(project: Path, out: Path, seconds: float | None, *, writing: bool = False) -> bool:
    """Build in a process of its own, and kill it after so many seconds where it is not done by then.

    With `writing` they count from the moment when it begins to write the submission.
    """
    process = subprocess.Popen(
        command(project, out),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while writing and process.poll() is None and not any(out.parent.glob(".evalprep-*")):
        time.sleep(0.001)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


def timed(project: Path, out: Path) -> float:
    """In seconds, how long a whole build takes."""
    begun = time.monotonic()
    assert not is_killed(project, out, None)
    return time.monotonic() - begun


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_folders_that_are_whole(run: Run, tmp_path: Path) -> None:
    project, out = copied(COMPANY.example, tmp_path), tmp_path / "一" / "材料"
    folders = (out, drafts(out), desk(out), out.with_name("材料-压缩包"))
    wholes = []
    for old, new in (NAMES, NAMES[::-1]):
        build(run, project, COMPANY, out, "--zip")
        wholes.append({folder: contents(folder) for folder in folders})
        change(project, f"  name: {old}", f"  name: {new}")
    assert not [folder for folder in folders if wholes[0][folder] == wholes[1][folder]]

    whole_time, chance, killed = min(timed(project, out), timed(project, out)), random.Random(6), 0
    for number in range(TIMES):
        old, new = NAMES[:: 1 - number % 2 * 2]
        change(project, f"  name: {old}", f"  name: {new}")
        at = (number // 2 + chance.random()) / (TIMES // 2)
        if number % 2:
            killed += is_killed(project, out, whole_time * WRITING * at, writing=True)
        else:
            killed += is_killed(project, out, whole_time * at)
        ran = run("verify", out)
        assert ran.code == 0, ran.out + ran.err
        assert contents(out) in [whole[out] for whole in wholes]
    assert killed >= TIMES // 2
    build(run, project, COMPANY, out, "--zip")
    assert {folder: contents(folder) for folder in folders} == wholes[0]
    assert sorted(path.name for path in out.parent.iterdir()) == sorted(one.name for one in folders)
