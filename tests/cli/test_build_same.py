"""The same project makes the same bytes: whatever the machine, its settings, the place of the folders, and the day."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.builds import ASSOCIATION, CASES, MANIFEST, Case, build, contents, copied, manifest
from tests.cli.conftest import Run
from tests.conftest import ROOT

HERE = {"TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
ELSEWHERE = {"TZ": "Asia/Shanghai", "LANG": "zh_CN.GBK", "LC_ALL": "", "PYTHONHASHSEED": "4242"}
ANOTHER_DAY = {
    "national-association": "1592179199",  # 2020-06-14, 23:59:59
    "jilin-company": "1658448000",  # 2022-07-22
    "zhejiang-training-school": "1607558400",  # 2020-12-10
}
"""Seconds since 1970 on a day on which the verdict is still the same."""
NAMES_THE_DAY = {"自查报告.docx", "待补充清单.docx", "待补充清单.xlsx"}


def built(project: Path, out: Path, case: Case, setting: dict[str, str], umask: int, *more: str) -> None:
    """A build in a process of its own, with a setting of its own."""
    told = [sys.executable, "-m", "evalprep", "build", str(project), "-j", case.target, "-o", str(out), *more]
    ran = subprocess.run(
        told,
        env={**os.environ, "PYTHONPATH": str(ROOT), **setting},
        cwd=project,
        umask=umask,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode(errors="replace")


def folders(out: Path) -> dict[str, bytes]:
    """Every file of all folders of a build, the first folder as 材料."""
    return {
        f"{one.name.replace(out.name, '材料', 1)}/{name}": content
        for one in out.parent.glob(f"{out.name}*")
        for name, content in contents(one).items()
    }


@pytest.fixture(params=CASES, ids=lambda case: case.target)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


def test_another_machine_and_another_place_make_the_same_bytes(tmp_path: Path, case: Case) -> None:
    far = tmp_path / "另一台 电脑" / "很深" / "的地方"
    one, other = copied(case.example, tmp_path), copied(case.example, far)
    built(one, tmp_path / "一/材料", case, HERE, 0o022, "--on", case.on, "--zip")
    built(other, far / "二/交的材料", case, ELSEWHERE, 0o077, "--on", case.on, "--zip")
    here, there = folders(tmp_path / "一/材料"), folders(far / "二/交的材料")
    assert [name for name in here | there if here.get(name) != there.get(name)] == []
    assert any(name.endswith(".zip") for name in here)


def test_another_day_makes_the_same_bytes_but_for_what_names_the_day(tmp_path: Path, case: Case) -> None:
    project = copied(case.example, tmp_path)
    day = {"SOURCE_DATE_EPOCH": ANOTHER_DAY[case.example]}
    built(project, tmp_path / "一/材料", case, HERE, 0o022, "--on", case.on, "--zip")
    built(project, tmp_path / "二/材料", case, HERE | day, 0o022, "--zip")
    here, there = folders(tmp_path / "一/材料"), folders(tmp_path / "二/材料")
    differing = {name for name in here | there if here.get(name) != there.get(name)}
    assert differing == {f"材料-自查/{name}" for name in {*NAMES_THE_DAY, MANIFEST}}


def test_a_build_over_an_earlier_one_makes_the_same_bytes_as_a_first_one(
    run: Run, tmp_path: Path, case: Case
) -> None:
    project = copied(case.example, tmp_path)
    build(run, project, case, tmp_path / "一/材料")
    build(run, project, case, tmp_path / "二/材料")
    for path in tmp_path.glob("二/*/0*"):
        if path.is_file():
            path.unlink()
    build(run, project, case, tmp_path / "二/材料")
    assert folders(tmp_path / "一/材料") == folders(tmp_path / "二/材料")


def test_neither_names_nor_times_of_evidence_files_change_a_byte(run: Run, tmp_path: Path) -> None:
    """But for the manifest, which says where each copy comes from."""
    project = copied(ASSOCIATION.example, tmp_path)
    build(run, project, ASSOCIATION, tmp_path / "一/材料")
    (project / "附件").rename(project / "扫描件")
    path = project / "evalprep.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("附件/", "扫描件/"), encoding="utf-8")
    for file in (project / "扫描件").iterdir():
        os.utime(file, (0, 0))
    build(run, project, ASSOCIATION, tmp_path / "二/材料")
    here, there = folders(tmp_path / "一/材料"), folders(tmp_path / "二/材料")
    handed_in = {name for name in here | there if name.startswith("材料/")}
    assert {name for name in handed_in if here.get(name) != there.get(name)} == {f"材料/{MANIFEST}"}


def test_no_file_of_the_submission_names_the_day(run: Run, tmp_path: Path) -> None:
    build(run, copied(ASSOCIATION.example, tmp_path), ASSOCIATION, tmp_path / "材料")
    assert "on" not in manifest(tmp_path / "材料")
    assert "2020-06-01" not in (tmp_path / "材料" / MANIFEST).read_text(encoding="utf-8")
