"""`evalprep check -j all`: each project against every jurisdiction and track, what is nearest to reach first."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evalprep.errors import Problem, UsageError

if TYPE_CHECKING:
    from evalprep.cli.targets import Call
    from evalprep.law import Law, Target
    from evalprep.report.matrix import MatrixRow
    from evalprep.store.project import StoredProject


def compare(
    paths: Sequence[Path] | None, call: Call, output_format: str, output: Path | None, quiet: bool
) -> list[int]:
    """Show or write the matrix of each project; the codes of what could not be read. A verdict has no code here."""
    from evalprep.check import check
    from evalprep.cli.console import next_step
    from evalprep.cli.results import deliver
    from evalprep.cli.targets import (
        after_failure,
        each_project,
        every_target,
        refuse_to_overwrite,
        without_notice,
    )
    from evalprep.report.json_report import check_json
    from evalprep.report.matrix import matrix

    if call.notice is not None:
        remedy = "去掉 --notice，或写一个地区"
        raise UsageError(Problem("all_notices", "-j all 按每个地区当天有效的通知比较，不能指定文号", remedy))
    found: list[tuple[list[MatrixRow], list[str]]] = []
    steps: list[str] = []
    loaded: list[StoredProject] = []

    def judge(path: Path, stored: StoredProject, law: Law, targets: list[Target]) -> None:
        loaded.append(stored)
        rows = matrix((check(stored, one, call.on, law), one.track_title) for one in targets)
        found.append((rows, list(without_notice(law, call.on).values())))
        for row in rows[:1]:
            steps.append(f"{call.command('check', path, row.target)}　看最接近的一个逐条的结论")

    codes = each_project(paths, call, judge, lambda _, law: every_target(law, call.on))
    if output is not None:
        refuse_to_overwrite(output, paths or [Path()], loaded)
    if output_format == "json":
        text = check_json([row.result for rows, _ in found for row in rows])
        deliver(text, output_format, output, quiet)
    elif found:
        deliver(_text(found, output), output_format, output, quiet)
    if not quiet:
        next_step(*([after_failure(call, "check", paths)] if codes else []), *steps)
    return codes


def _text(found: Sequence[tuple[list[MatrixRow], list[str]]], output: Path | None) -> str:
    from evalprep.cli.console import style
    from evalprep.report.layout import Style
    from evalprep.report.matrix import matrix_text

    look = style(sys.stdout) if output is None else Style()
    return "\n".join(matrix_text(rows, without, look, len(found) > 1) for rows, without in found)
