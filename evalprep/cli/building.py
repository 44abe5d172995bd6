"""`build` on the terminal: which projects, what is told while it goes on, what after."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from evalprep.cli.batch import ONE_BY_ONE, Batch, Workers, found, refuse_target, told_when_interrupted
from evalprep.cli.targets import HAND_IN, Call, whole_command
from evalprep.errors import Problem, UsageError

if TYPE_CHECKING:
    from evalprep.batch.job import Done, Job, Made


WELL, WITHHELD = "做好了", "还不能交，没有做"
MOST_NAMED = 10
"""How many finished submissions are named at the end."""


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
    workers: Workers = ONE_BY_ONE

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
        return (*only, *listed, *strict, *self.extras, *self.workers.words)

    def refuse(self) -> None:
        """Raise UsageError for options that do not go together."""
        self.workers.refuse()
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
    from evalprep.cli.targets import after_failure

    asked.refuse()
    batch = Batch(found(paths), asked.workers, asked.quiet)
    refuse_target(call, batch.search)
    if asked.output is not None and not batch.is_one:
        raise UsageError(Problem("one_output", "-o 只能用于一个申报单位", "去掉 -o，或一次只写一个 PATH"))
    steps: list[str] = []
    codes: list[int] = []
    states: Counter[str] = Counter()
    well: list[str] = []
    shown = 0
    token = uuid4().hex

    def job(path: Path) -> Job:
        return _job(path, call, asked, token)

    with (
        told_when_interrupted(batch),
        _whole_folders(asked),
        closing(batch.each(job, _conclusion, steps=True)) as every,
    ):
        for done in every:
            for made in done.made:
                codes.append(made.exit_code or (1 if made.built and made.built.contradictions else 0))
                states[_state(made)] += 1
                if _state(made) == WELL:
                    well.append(f"{done.path}（{made.label}）")
                shown += _show(made, done.path, batch.is_one, again=shown > 0)
                steps.extend(_steps(made, done.path, call, asked))
    batch.end("" if asked.listed else "，".join(f"「{one}」{many} 份" for one, many in states.most_common()))
    if not asked.quiet:
        failed = [after_failure(call, "build", paths, asked.output, asked.words)] if batch.is_mendable else []
        many = _steps_of_many(paths, call, asked, states, well, bool(failed))
        next_step(*failed, *(steps if batch.is_one else many))
    return [*batch.codes, *codes]


def _steps_of_many(
    paths: Sequence[Path] | None,
    call: Call,
    asked: Asked,
    states: Collection[str],
    well: Sequence[str],
    failed: bool,
) -> Iterator[str]:
    """What serves every applicant; what each still has to do lies in its own folder.

    Where some `failed`, the command is told with them.
    """
    if asked.listed:
        again = whole_command(call, "build", paths, options=replace(asked, listed=False).words)
        yield f"{again}　生成这些材料" if again else "去掉 --list 再运行一次，生成这些材料"
        return
    if well:
        more = f" 等 {len(well)} 份" if len(well) > MOST_NAMED else ""
        yield f"做好了的（{'、'.join(well[:MOST_NAMED])}{more}）：{HAND_IN}"
    if WITHHELD in states:
        again = whole_command(call, "check", paths)
        yield f"还不能交的，{f'{again}　' if again else '用 evalprep check '}看还差什么，照各条的「怎么办」做"
    if any(state not in (WELL, WITHHELD) for state in states):
        again = whole_command(call, "build", paths, options=asked.words)
        who = "别的" if well else "各"
        yield f"{who}单位还差什么，看它「自查」里的交前待办；照着改好"
        if not failed:
            yield f"{again}　再生成一次" if again else "把这条命令再运行一次"


def _job(path: Path, call: Call, asked: Asked, token: str) -> Job:
    from evalprep.batch.job import Job, Making
    from evalprep.cli.console import style

    making = Making(
        asked.output,
        asked.only,
        asked.listed,
        asked.strict,
        asked.pdf,
        asked.zip,
        asked.max_mb,
        style(sys.stdout),
    )
    base = asked.workers.base
    return Job(path, call.on, call.jurisdiction, call.notice, call.library, making, base=base, call=token)


def _show(made: Made, path: Path, is_one: bool, *, again: bool) -> bool:
    """Show what came of it, where there are several projects under its own; whether there was anything to show."""
    from evalprep.cli.console import complain, show, style
    from evalprep.report.built import built_text

    if made.withheld:
        # Of many the line of each says so.
        if is_one:
            complain(tuple(replace(one, problem=f"{made.label}：{one.problem}") for one in made.withheld))
        return False
    text = built_text(made.notice, made.built, style(sys.stdout)) if made.built else made.planned
    lead = "" if is_one else f"【{path}　{made.label}】\n"
    show(f"{chr(10) if again else ''}{lead}{text}")
    return True


def _steps(made: Made, path: Path, call: Call, asked: Asked) -> Sequence[str]:
    from evalprep.cli.targets import after_build

    if made.withheld:
        again = call.command("build", path, made.target, asked.output, asked.words)
        return (
            f"{call.command('check', path, made.target)}　看还差什么，照各条的「怎么办」做",
            f"改好以后，再运行　{again}",
        )
    if made.built is None:
        return (f"{call.command('build', path, made.target, asked.output, asked.extras)}　生成这些材料",)
    return after_build(call, path, made.target, asked.output, made.built, asked.extras)


def _conclusion(done: Done) -> str:
    """In one line: 做好了; of several targets each by its name."""
    several = len(done.made) > 1
    return "，".join(f"{one.label} " * several + _state(one) for one in done.made)


def _state(made: Made) -> str:
    if made.withheld:
        return WITHHELD
    if made.built is None:
        return "列出来了"
    if made.built.contradictions:
        return "材料之间对不上"
    kept = "，手工改过的留在旁边" if made.built.kept else ""
    return ("做成草稿，还不能交" if made.built.missing else WELL) + kept


@contextmanager
def _whole_folders(asked: Asked) -> Iterator[None]:
    """Say what an interrupted build leaves: every folder is exchanged whole or not at all."""
    from evalprep.cli.console import say

    try:
        yield
    except KeyboardInterrupt:
        if not asked.listed:
            say("没有做完：每个文件夹都是完整的，没换完的还是上一次的。再运行一次就好。")
        raise
