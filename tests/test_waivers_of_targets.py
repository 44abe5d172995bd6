"""Waivers of a project with several targets: an id that is none of theirs is told under each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from evalprep.check import check
from evalprep.law import Law
from evalprep.store.library import default_library
from evalprep.store.project import FILE_NAME, load_project


def test_a_waiver_of_no_target_is_told_and_one_of_another_target_is_not(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(
        "format: 1\ntargets: [{jurisdiction: jilin}, {jurisdiction: zhejiang}]\nwaivers:\n"
        + "".join(
            f"  - {{rule: {r}, reason: 在办, owner: 李示例, until: 2022-12-31}}\n"
            for r in ("ZJ-V3a", "JK-V1a", "JL-V1a")
        ),
        encoding="utf-8",
    )
    law, on = Law(default_library()), date(2022, 7, 20)
    stored = load_project(tmp_path)
    for name in ("jilin", "zhejiang"):
        (target,) = law.targets(name, on)
        told = [w.message for w in check(stored, target, on, law).warnings if w.code == "waiver_unknown"]
        assert len(told) == 1 and "「JK-V1a」" in told[0], told
