"""`evalprep workbook`: an Excel workbook to fill in, with what is known, and shaded what the targets still miss."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from evalprep.errors import OutputError, Place, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evalprep.cli.targets import Call
    from evalprep.intake.workbook.asked import Asked
    from evalprep.law import Law, Target
    from evalprep.model.results import CheckResult
    from evalprep.store.project import StoredProject

NAME = "资料表"
SUFFIX = ".xlsx"


def workbook(path: Path, call: Call, sheets: str | None, output: Path | None) -> None:
    """Write the workbook of the project at a path, all of it or the sheets of some departments.

    Raises UsageError for sheets that there are none of, OutputError for a file that a person may have filled in.
    """
    from evalprep.documents.sheets.fillable import write_fillable
    from evalprep.intake.workbook.book import workbook_sheets
    from evalprep.intake.workbook.choosing import chosen
    from evalprep.store.project import load_project

    choice = chosen(sheets)
    stored = load_project(path)
    law = call.law(stored.folder)
    wanted = call.wanted(law)
    targets = law.own_targets(stored, call.on, call.notice) if wanted is None else wanted
    asked, about = _asked(stored, targets, call, law) if targets else (None, ())
    made = workbook_sheets(stored.project, asked, choice, about)
    if not made:
        told = f"「{sheets}」没有要填的：没有一张表归他们"
        raise UsageError(Problem("no_sheet", told, "加上 -j 写明申报去向，或写工作表的名称，如 单位情况"))
    file = output or stored.folder / _name(sheets)
    _write(file, write_fillable(made), call, path)
    _tell(file, len(made), bool(targets), call, path)


def _name(sheets: str | None) -> str:
    """资料表.xlsx; 资料表-人事.xlsx for what 人事 fills in."""
    words = "、".join((sheets or "").replace("，", ",").replace(",", "、").split())
    return f"{NAME}-{words}{SUFFIX}" if words else f"{NAME}{SUFFIX}"


def _asked(
    stored: StoredProject, targets: Sequence[Target], call: Call, law: Law
) -> tuple[Asked, tuple[str, ...]]:
    """What the targets ask for, and what is said of their notices."""
    from evalprep.check import check, reads_of
    from evalprep.intake.workbook.asked import asked

    results = [check(stored, target, call.on, law) for target in targets]
    about = tuple(_about(*pair) for pair in zip(results, targets, strict=True))
    return asked(results, reads_of(stored, targets, law), stored.project), about


def _about(result: CheckResult, target: Target) -> str:
    notice = result.notice
    dates = f"{notice.issued} 发布，{notice.verified_on} 核对，请先确认是否有新通知"
    return f"申报：{target.label}　{notice.number}（{dates}）　判断日：{result.on}"


def _write(file: Path, content: bytes, call: Call, path: Path) -> None:
    """Write the file, but never over one that a person may have filled in."""
    from evalprep.store.disk import refusals, target_of, write_bytes_atomic

    if file.suffix.lower() != SUFFIX:
        told = f"资料表是 Excel 文件，文件名应当以 {SUFFIX} 结尾"
        raise UsageError(Problem("wrong_suffix", told, f"例如 -o {file.stem or NAME}{SUFFIX}"))
    there = target_of(file)
    with refusals(file):
        standing = there.read_bytes() if there.exists() else None
    if standing is not None and standing != content:
        told = "这个文件已经有了，里面可能有填好的内容，没有覆盖它"
        remedy = f"先用 {_import(file, call, path)} 导入它再删掉，或用 -o 换一个文件名"
        raise OutputError(Problem("filled_workbook", told, remedy, Place(str(file))))
    if standing is None:
        write_bytes_atomic(file, content)


def _import(file: Path, call: Call, path: Path) -> str:
    """The command that takes the file in."""
    from evalprep.cli.targets import HERE, quoted

    words = replace(call, on_given=False, notice=None).command("import", file)
    return words if path == HERE else f"{words} {quoted(str(path))}"


def _tell(file: Path, count: int, has_targets: bool, call: Call, path: Path) -> None:
    from evalprep.cli.console import next_step, say

    say(f"已写入 {file}（{count} 张表）")
    steps = [f"填好以后运行 {_import(file, call, path)}"]
    if not has_targets:
        steps.append(f"{call.command('workbook', path)} -j 地区　只留那份通知要的，还缺的标成黄底")
    next_step(*steps)
