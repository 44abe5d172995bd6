"""`check` on the terminal: which projects, the verdicts in which format, the exit codes, what to do next."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from evalprep.cli.batch import ONE_BY_ONE, Batch, Workers, few, found, told_when_interrupted
from evalprep.cli.formats import FORMATS, Reported, refuse_unfit
from evalprep.cli.results import deliver
from evalprep.cli.targets import Call, after_failure, after_verdict, own_file, refuse_to_overwrite
from evalprep.errors import EvalprepError, Problem, UsageError

if TYPE_CHECKING:
    from evalprep.batch.find import Search
    from evalprep.batch.job import Done, Job, Judged
    from evalprep.model.bar import Bar
    from evalprep.report.layout import Style


@dataclass(frozen=True)
class Wish:
    """What the options of one call ask for."""

    format: str = "text"
    output: Path | None = None
    quiet: bool = False
    workers: Workers = ONE_BY_ONE
    fail_on: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @property
    def bar(self) -> Bar:
        """Where the bar lies; raises UsageError for a word that is none of --fail-on's."""
        from evalprep.model.bar import FAIL_ON, Bar

        named = [word for word in FAIL_ON if word == self.fail_on]
        if self.fail_on is not None and not named:
            told = f"--fail-on 没有「{self.fail_on}」"
            raise UsageError(Problem("unknown_bar", told, f"可以写：{'、'.join(FAIL_ON)}"))
        return Bar(named[0] if named else None, self.select, self.ignore)

    def refuse(self, call: Call) -> None:
        """Raise UsageError for options that do not go together."""
        self.workers.refuse()
        refuse_unfit(self.format, self.output, call.everywhere)
        if call.everywhere and call.notice is not None:
            remedy = "去掉 --notice，或写一个地区"
            told = "-j all 按每个地区当天有效的通知比较，不能指定文号"
            raise UsageError(Problem("all_notices", told, remedy))
        if call.everywhere and (self.fail_on or self.select or self.ignore):
            told = "-j all 只作比较，不能和 --fail-on、--select、--ignore 一起用"
            raise UsageError(Problem("all_compared", told, "去掉这些选项，或写一个地区"))


def check_projects(paths: Sequence[Path] | None, call: Call, wish: Wish) -> list[int]:
    """Check every project for each of its targets; show or write what comes of it. The exit codes."""
    from evalprep.cli.console import next_step

    wish.refuse(call)
    batch = Batch(found(paths), wish.workers, wish.quiet)
    if wish.output is not None:
        every = [one for one in batch.search.found if isinstance(one, Path)]
        refuse_to_overwrite(wish.output, [*(paths or [Path()]), *every], ())
    if FORMATS[wish.format].is_for_one and not batch.is_one:
        told = f"一份{FORMATS[wish.format].paper}只写一个单位、一个申报去向，这里有 {batch.total} 个单位"
        raise UsageError(Problem("one_target", told, "一次写一个单位；几个单位的汇总，用 .xlsx 或 .html"))
    bar = wish.bar
    if bar.select or bar.ignore:
        bar.refuse_unmatched(_known(call, batch.search))
    collected = _Collected(call, wish, bar, batch)
    with told_when_interrupted(batch), closing(batch.each(collected.job, collected.conclusion)) as every_done:
        for done in every_done:
            collected.take(done)
    collected.deliver()
    batch.end()
    if not wish.quiet:
        mendable = [code for code in batch.codes if code != 5]
        again = [after_failure(call, "check", paths, options=wish.workers.words)] if mendable else []
        next_step(*again, *few(collected.steps, batch.total))
    return [*batch.codes, *collected.codes]


@dataclass
class _Collected:
    """What came of the projects so far: text is shown at once, what needs all results keeps the results alone."""

    call: Call
    wish: Wish
    bar: Bar
    batch: Batch
    codes: list[int] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    reported: Reported = field(default_factory=Reported)
    token: str = field(default_factory=lambda: uuid4().hex)
    _texts: list[str] = field(default_factory=list)
    _shown: bool = False

    def job(self, path: Path) -> Job:
        """What is asked of a project."""
        from evalprep.batch.job import Job

        call, wish, one = self.call, self.wish, self.batch.is_one
        paper = wish.format if one and FORMATS[wish.format].paper else None
        return Job(
            path,
            call.on,
            call.jurisdiction,
            call.notice,
            call.library,
            paper=paper,
            written=wish.output,
            base=wish.workers.base,
            call=self.token,
        )

    def take(self, done: Done) -> None:
        """Take what came of a project, and show it where it can be. Raises OutputError, UsageError."""
        if done.own_file and self.wish.output is not None:
            raise own_file(self.wish.output, done.own_file)
        if FORMATS[self.wish.format].is_for_one and len(done.judged) > 1:
            _refuse_several(self.wish.format, done)
        self._code(done)
        if self.wish.format == "text":
            self._text(done)
        else:
            judged = _nearest_first(done) if self.call.everywhere else done.judged
            self.reported.add([(self.bar.shown(one.result), one.track_title) for one in judged], done.paper)

    def conclusion(self, done: Done) -> str:
        """In one line: 可以申报; of several targets each by its name."""
        if self.call.everywhere:
            first = _nearest_first(done)[:1]
            return (
                f"最接近的是 {first[0].target}（{first[0].result.overall.label}）"
                if first
                else "没有可以比较的"
            )
        several = len(done.judged) > 1
        return "，".join(f"{one.target} " * several + one.result.overall.label for one in done.judged)

    def deliver(self) -> None:
        """Write or show what has not been shown."""
        output, quiet = self.wish.output, self.wish.quiet
        if self.wish.format == "text":
            if output is not None and self._texts:
                deliver("\n".join(self._texts), "text", output, quiet)
            return
        self.reported.failed = tuple(self.batch.failed)
        content = FORMATS[self.wish.format].content(self.reported)
        if content is not None:
            deliver(content, self.wish.format, output, quiet)

    def _code(self, done: Done) -> None:
        if self.call.everywhere:
            for one in _nearest_first(done)[:1]:
                step = self.call.command("check", done.path, one.target)
                self.steps.append(f"{step}　看最接近的一个逐条的结论")
            return
        for one in done.judged:
            self.codes.append(self.bar.code(one.result))
            self.steps.append(after_verdict(self.call, done.path, one.target, one.result.overall))

    def _text(self, done: Done) -> None:
        from evalprep.cli.console import show, style
        from evalprep.report.layout import Style

        look = style(sys.stdout) if self.wish.output is None else Style()
        for text in self._told(done, look):
            if self.wish.output is not None:
                self._texts.append(text)
            else:
                show(("\n" if self._shown else "") + text)
                self._shown = True

    def _told(self, done: Done, look: Style) -> list[str]:
        from evalprep.report.matrix import matrix, matrix_text
        from evalprep.report.text import check_text

        if self.call.everywhere and not done.failed:
            rows = matrix((one.result, one.track_title) for one in done.judged)
            return [matrix_text(rows, done.dormant, look, not self.batch.is_one)]
        several = not self.batch.is_one or len(done.judged) > 1
        return [check_text(self.bar.shown(one.result), look, one.track_title, several) for one in done.judged]


def _nearest_first(done: Done) -> list[Judged]:
    """The results of every jurisdiction, the nearest to reach first."""
    from evalprep.report.matrix import matrix

    of = {id(one.result): one for one in done.judged}
    return [of[id(row.result)] for row in matrix((one.result, one.track_title) for one in done.judged)]


def _refuse_several(output_format: str, done: Done) -> None:
    told = f"一份{FORMATS[output_format].paper}只写一个单位、一个申报去向，这里有 {len(done.judged)} 个结果"
    names = "、".join(dict.fromkeys(one.target for one in done.judged))
    raise UsageError(Problem("one_target", told, f"一次写一个单位，用 -j 写明一个去向：{names}"))


def _known(call: Call, search: Search) -> Iterator[str]:
    """The ids of every clause and score item of the call's law, and of the applicants' own libraries."""
    from evalprep.batch.targets import law_beside
    from evalprep.rules.checklist import entry
    from evalprep.store.project import FILE_NAME

    folders = (
        one if (one / FILE_NAME).exists() else one.parent for one in search.found if isinstance(one, Path)
    )
    laws = {tuple(law.library.roots): law for one in folders for law in [law_beside(one, call.library)]}
    for law in laws.values():
        for name in law.library.jurisdictions():
            # What is wrong with a library is told of the project that it stands beside.
            with suppress(EvalprepError):
                for checklist in law.notices(name):
                    yield from (entry(one).id for one in checklist.every)
                    yield from (one.item.id for one in checklist.scoring.items) if checklist.scoring else ()
