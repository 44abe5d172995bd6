"""`evalprep init --answers FILE`: pieces of a project file, taken at once and told as a short diff."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evalprep.errors import EvalprepError, InputError, Place, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evalprep.intake.given import Extract
    from evalprep.intake.merge.changes import Change, Conflict, Merge
    from evalprep.store.project import StoredProject

MOST_TOLD = 20
"""How many changes are told one by one."""
SYSTEM_FOLDERS = ("/dev/", "/proc/")


def read_answers(paths: Sequence[Path]) -> list[Extract]:
    """All pieces, read before anything is written; raises UsageError for what is no file, InputError with all mistakes."""
    from evalprep.intake.pieces import read_piece

    for path in paths:
        _require_file(path)
    found, problems = [], list[Problem]()
    for path in paths:
        try:
            found.append(read_piece(path))
        except EvalprepError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found


def _require_file(path: Path) -> None:
    """Answers come out of a file that stands on the disk: what is piped in is nobody's answer."""
    remedy = "先把回答存成文件，例如 回答.yaml（写法同项目文件），再写 --answers 回答.yaml"
    if str(path) == "-" or str(path).startswith(SYSTEM_FOLDERS):
        told = "--answers 只取存好的文件，不从管道或标准输入取回答"
        raise UsageError(Problem("piped_answers", told, remedy, Place(str(path))))
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError):
        return  # What cannot be looked at is told by whoever reads it.
    if not stat.S_ISREG(kind) and not stat.S_ISDIR(kind):
        told = "--answers 只取存好的文件，这是管道或设备"
        raise UsageError(Problem("piped_answers", told, remedy, Place(str(path))))


def with_answers(stored: StoredProject, extracts: Sequence[Extract]) -> StoredProject:
    """The project with everything that the pieces say, saved in one step and told.

    Raises InputError, and writes nothing, where they leave more than one possibility.
    """
    from evalprep.cli.console import say
    from evalprep.intake.merge.changes import edits
    from evalprep.intake.merge.merging import merge
    from evalprep.store.project import save_edits

    merged = merge(stored.project, stored.source.tree, extracts)
    if merged.conflicts:
        raise InputError(_problem(conflict) for conflict in merged.conflicts)
    say(*_told(merged))
    if not merged.changes:
        return stored
    return save_edits(stored, edits(stored.source.tree, merged.changes))


def _problem(conflict: Conflict) -> Problem:
    from evalprep.intake.merge.deciding import AGAINST_PROJECT

    remedy = "在 --answers 的文件里只留一种说法"
    if conflict.why in AGAINST_PROJECT:
        remedy = "确实要照文件改的，先在项目文件里删去这一项；不改的，在 --answers 的文件里删去它"
    said = "；".join(
        choice.text + "".join(f"（{origin.text}）" for origin in choice.origins)
        for choice in conflict.choices
    )
    told = f"{conflict.label}：{conflict.why}。{f'现在是「{conflict.old}」；' if conflict.old else ''}{said}"
    return Problem(
        "conflicting_answers",
        told.rstrip("；"),
        f"{remedy}，再运行一次；这次什么也没有写入",
    )


def _told(merged: Merge) -> Iterator[str]:
    same = f"（另有 {merged.same} 项和项目文件里的一样）" if merged.same else ""
    yield f"从 --answers 的文件取了 {len(merged.changes)} 项{same}" + ("：" if merged.changes else "。")
    yield from (_line(change) for change in merged.changes[:MOST_TOLD])
    if len(merged.changes) > MOST_TOLD:
        yield f"  …… 另有 {len(merged.changes) - MOST_TOLD} 项"
    yield from (f"  {remark.origin.text}：{remark.text}{remark.remedy}" for remark in merged.remarks)
    if merged.now_complete:
        yield f"  登记了就按齐了判断：{'、'.join(merged.now_complete)}"


def _line(change: Change) -> str:
    standing = f"{change.old} 改为 " if change.old is not None else ""
    return f"  {change.label}：{standing}{change.new}　（{change.origin.text}）"
