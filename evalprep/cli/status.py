"""`evalprep` alone: where this folder stands and what to do next."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from evalprep.cli.targets import HERE

if TYPE_CHECKING:
    from evalprep.cli.targets import Call
    from evalprep.law import Target
    from evalprep.model.results import CheckResult
    from evalprep.store.project import StoredProject


def status(folder: Path, call: Call) -> None:
    """Tell the folder's state in a few lines; a folder without a project file gets the first step."""
    from evalprep.batch.find import just_below
    from evalprep.check import check
    from evalprep.cli.console import next_step, show, style
    from evalprep.store.project import FILE_NAME, load_project

    if not os.path.lexists(folder / FILE_NAME):
        if many := just_below(folder):
            show(f"这个文件夹里放着 {len(many)} 个申报单位，各有自己的项目文件。")
            told = "　写成一份 Excel：各单位的结论，哪些要求卡住的单位最多"
            next_step(
                call.command("check", HERE, output=Path("汇总.xlsx")) + told,
                f"{call.command('init', many[0])}　接着填写一个单位",
            )
            return
        show(f"这个文件夹里还没有项目文件（{FILE_NAME}）。")
        next_step("evalprep init　逐项提问，新建项目文件", "evalprep --help　全部命令")
        return
    stored = load_project(folder)
    law = call.law(stored.folder)
    targets = law.own_targets(stored, call.on)
    if not targets:
        name = stored.project.organization and stored.project.organization.name
        show(f"{name or '（单位名称未填）'}：还没有选定申报去向。")
        next_step("evalprep init　选定申报去向，接着填写")
        return
    steps: list[str] = []
    cells = style(sys.stdout).cells
    for number, target in enumerate(targets):
        result = check(stored, target, call.on, law)
        show("\n".join([*([""] if number else []), *_standing(target, result, cells)]))
        steps += _steps(call, folder, stored, target, result)
    next_step(*steps)


def _steps(
    call: Call, folder: Path, stored: StoredProject, target: Target, result: CheckResult
) -> tuple[str, ...]:
    """What to do now; where a submission lies there already, it may have been changed, or the project since."""
    from evalprep.build.places import places
    from evalprep.cli.targets import after_verdict, quoted

    step = after_verdict(call, folder, target.name, result.overall)
    made = places(folder, target).submission
    if result.overall != "ready" or not _is_built(made):
        return (step,)
    build = f"{call.command('build', folder, target.name)}　资料改过的，再生成一次"
    verify = f"evalprep verify {quoted(str(made))}{call.library_words}　材料在 Word、Excel 里改过的，核对一次"
    return (build, verify)


def _is_built(folder: Path) -> bool:
    """Whether a submission lies in a folder that is not a draft."""
    from evalprep.errors import EvalprepError
    from evalprep.submission.manifest import read_manifest

    try:
        manifest = read_manifest(folder)
    except (EvalprepError, OSError):
        return False
    return manifest is not None and manifest.about.get("ready") is not False


def _standing(target: Target, result: CheckResult, cells: int) -> list[str]:
    from evalprep.intake.interview.progress import progress
    from evalprep.report.layout import wrap
    from evalprep.report.notices import notice_lines

    name = result.organization or "（单位名称未填）"
    told = f"{name}　申报：{target.label}　判断日：{result.on}"
    return [
        *notice_lines(result.notice, cells),
        "",
        *wrap(told, cells),
        *wrap(f"结论：{result.conclusion}", cells),
        *wrap(progress([result]).text, cells),
    ]
