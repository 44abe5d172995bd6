"""`build` on the terminal: which folders, what is told while it goes on, what after."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evalprep.cli.targets import Call
from evalprep.errors import Problem, UsageError

if TYPE_CHECKING:
    from evalprep.law import Law, Target
    from evalprep.store.project import StoredProject


@dataclass(frozen=True)
class Asked:
    """What the options of one call ask for."""

    output: Path | None = None
    only: str | None = None
    listed: bool = False
    strict: bool = False
    pdf: bool = False
    zip: bool = False
    max_mb: float | None = None
    quiet: bool = False

    @property
    def extras(self) -> tuple[str, ...]:
        """The options that say what is made besides, as the next build has to have them too."""
        limit = ("--max-mb", f"{self.max_mb:g}") if self.max_mb is not None else ()
        return (*(["--pdf"] if self.pdf else []), *(["--zip"] if self.zip else []), *limit)

    @property
    def words(self) -> tuple[str, ...]:
        """Every option that the same call has to have, but where it writes to."""
        only = ("--only", self.only) if self.only is not None else ()
        listed, strict = ["--list"] if self.listed else [], ["--strict"] if self.strict else []
        return (*only, *listed, *strict, *self.extras)

    def refuse(self, paths: Sequence[Path] | None) -> None:
        """Raise UsageError for options that do not go together."""
        if self.output is not None and len(paths or []) > 1:
            raise UsageError(Problem("one_output", "-o 只能用于一个申报单位", "去掉 -o，或一次只写一个 PATH"))
        if self.only is not None and (self.pdf or self.zip or self.strict or self.listed):
            told = "--only 只更新一份材料，不能和 --pdf、--zip、--strict、--list 一起用"
            raise UsageError(Problem("only_alone", told, "去掉 --only，或去掉别的选项"))
        if self.max_mb is not None and not self.zip:
            told = "--max-mb 说的是压缩包有多大，要和 --zip 一起用"
            raise UsageError(Problem("no_zip", told, "加上 --zip，或去掉 --max-mb"))
        if self.max_mb is not None and not 0.1 <= self.max_mb < 1_000_000:
            told = f"--max-mb 写的是 {self.max_mb:g}{'，至少 0.1' if self.max_mb < 0.1 else ''}"
            raise UsageError(Problem("bad_size", told, "写一个压缩包最多多少 MB，例如 --max-mb 20"))
        if self.output is not None and not Path(os.path.abspath(self.output)).name:  # noqa: PTH100
            told = f"{self.output} 是磁盘本身，不是磁盘里的文件夹，不能把申报材料直接写在这里"
            raise UsageError(Problem("disk_itself", told, "写磁盘里的一个文件夹，例如 -o 材料"))


def build_projects(paths: Sequence[Path] | None, call: Call, asked: Asked) -> list[int]:
    """Build every project for each of its targets; the exit codes: 1 where papers contradict each other."""
    from evalprep.cli.console import next_step
    from evalprep.cli.targets import after_failure, each_project

    asked.refuse(paths)
    steps: list[str] = []
    found: list[int] = []

    def make(path: Path, stored: StoredProject, law: Law, targets: list[Target]) -> None:
        several = len(targets) > 1
        refused: list[UsageError] = []
        for target in targets:
            try:
                found.append(_make(path, stored, law, target, call, asked, steps, several))
            except UsageError as error:
                # A form that only one of several tracks has is made for that track.
                refused.append(error)
        if refused and len(refused) == len(targets):
            raise refused[0]

    codes = each_project(paths, call, make)
    if not asked.quiet:
        again = [after_failure(call, "build", paths, asked.output, asked.words)] if codes else []
        next_step(*again, *steps)
    return [*codes, *found]


def _make(
    path: Path,
    stored: StoredProject,
    law: Law,
    target: Target,
    call: Call,
    asked: Asked,
    steps: list[str],
    several: bool,
) -> int:
    from evalprep.build import build, build_one
    from evalprep.build.assembling import Extras
    from evalprep.build.places import places
    from evalprep.cli.console import progress_line, show, style
    from evalprep.cli.targets import after_build
    from evalprep.report.built import built_text

    if asked.listed:
        show(_planned(stored, target, call, law))
        steps.append(f"{call.command('build', path, target.name, asked.output, asked.extras)}　生成这些材料")
        return 0
    into = places(stored.folder, target, asked.output, several=several)
    with progress_line(asked.quiet) as progress:
        if asked.only is not None:
            built = build_one(stored, target, call.on, law, asked.only, into, progress=progress)
        else:
            extras = Extras(asked.pdf, asked.zip, asked.max_mb)
            built = build(stored, target, call.on, law, into, extras, strict=asked.strict, progress=progress)
    show(built_text(target.checklist.notice, built, style(sys.stdout)))
    steps.extend(after_build(call, path, target, asked.output, built, asked.extras))
    return 1 if built.contradictions else 0


def _planned(stored: StoredProject, target: Target, call: Call, law: Law) -> str:
    """What a build would make."""
    from evalprep.build import planned
    from evalprep.cli.console import style

    return planned(stored, target, call.on, law, style(sys.stdout))
