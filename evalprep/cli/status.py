"""`evalprep` alone: where this folder stands and what to do next."""

from __future__ import annotations

from datetime import date
from pathlib import Path


def status(folder: Path, on: date) -> None:
    """Tell the folder's state in a few lines; a folder without a project file gets the first step."""
    from evalprep.check import check
    from evalprep.cli.app import _law
    from evalprep.cli.console import next_step, show
    from evalprep.store.project import FILE_NAME, load_project

    if not (folder / FILE_NAME).exists():
        show(f"这个文件夹里还没有项目文件（{FILE_NAME}）。")
        next_step("evalprep init　逐项提问，新建项目文件", "evalprep --help　全部命令")
        return
    stored = load_project(folder)
    law = _law(stored.folder, None)
    organization = stored.project.organization
    show(f"{(organization and organization.name) or '（单位名称未填）'}　{stored.path}")
    targets = law.own_targets(stored.project, on)
    if not targets:
        show("还没有选定申报去向。")
        next_step("evalprep init　选定申报去向，接着填写")
        return
    steps = []
    for target in targets:
        result = check(stored, target, on, law)
        counts = {word: sum(f.verdict == word for f in result.judged) for word in ("unmet", "unknown")}
        show(
            f"  {target.name}（{target.checklist.notice.number}）：{result.overall.label}；不符合 {counts['unmet']} 项，待补充 {counts['unknown']} 项"
        )
        steps.append(
            {
                "ready": f"evalprep build -j {target.name}　生成申报材料",
                "not_ready": f"evalprep check -j {target.name}　看哪些不符合、怎么办",
                "undetermined": f"evalprep init -j {target.name}　接着填写缺的资料",
            }[result.overall]
        )
    next_step(*dict.fromkeys(steps))
