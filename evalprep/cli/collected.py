"""What came of the projects of one `check`: shown or kept for a report, counted, and what to do next."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from evalprep.cli.batch import Batch
from evalprep.cli.formats import FORMATS, Reported
from evalprep.cli.results import deliver
from evalprep.cli.targets import (
    Call,
    after_failure,
    after_verdict,
    own_file,
    whole_command,
)
from evalprep.errors import Problem, UsageError

if TYPE_CHECKING:
    from evalprep.batch.job import Done, Job, Judged
    from evalprep.cli.checking import Wish
    from evalprep.model.bar import Bar
    from evalprep.model.results import CheckResult
    from evalprep.report.layout import Style


@dataclass
class Collected:
    """What came of the projects so far: text is shown at once, what needs all results keeps the results alone."""

    call: Call
    wish: Wish
    bar: Bar
    batch: Batch
    codes: list[int] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    """Of a single project its own; where every jurisdiction is compared, of the first."""
    reported: Reported = field(default_factory=Reported)
    token: str = field(default_factory=lambda: uuid4().hex)
    ready: list[Path] = field(default_factory=list)
    """The projects that may apply wherever they want to."""
    _overall: Counter[str] = field(default_factory=Counter)
    _judged: int = 0
    """How many projects have a verdict."""
    _texts: list[str] = field(default_factory=list)
    _shown: bool = False
    _selected: bool = False
    """Whether any clause was selected in any result."""

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
            self.reported.add([(self._part(one), one.track_title) for one in judged], done.paper)

    def refuse_nothing(self) -> None:
        """Raise UsageError where --select and --ignore leave no clause in any result: nothing was looked at."""
        if (self.bar.select or self.bar.ignore) and self.codes and not self._selected:
            told = "--select、--ignore 选下来，一条也没有：要看的条款不在这些单位申报的通知里"
            raise UsageError(Problem("nothing_selected", told, "核对编号的开头和申报去向，或去掉这些选项"))

    @property
    def counted(self) -> str:
        """结论：「可以申报」3 个，「尚不能申报」5 个; nothing where every jurisdiction was only compared."""
        told = (f"「{label}」{many} 个" for label, many in self._overall.most_common())
        by_target = "（一个单位的几个申报去向分开数）" if self._overall.total() > self._judged else ""
        return f"结论{by_target}：{'，'.join(told)}" if self._overall else ""

    def next_steps(self, paths: Sequence[Path] | None) -> list[str]:
        """What to do now: of a single project its own steps, of many what serves them all."""
        call, wish, batch = self.call, self.wish, self.batch
        words = (*wish.words, *wish.workers.words)
        again = []
        if batch.is_mendable:
            again.append(after_failure(call, "check", paths, wish.output, (*wish.format_words, *words)))
        if batch.is_one:
            return [*again, *self.steps]
        told = whole_command(call, "check", paths, Path("汇总.xlsx"), words)
        if told and not call.everywhere and wish.output is None:
            again.append(f"{told}　写成一份 Excel：哪些要求卡住的单位最多，每个单位还差什么")
        if self.ready:
            told = whole_command(call, "build", self.ready)
            told = told or whole_command(call, "build", paths, options=("--strict", *wish.workers.words))
            told = told or "加上 --strict 运行 evalprep build"
            again.append(f"{told}　可以申报的 {len(self.ready)} 个单位，生成申报材料")
        if call.everywhere:
            again += self.steps
        elif len(self.ready) < batch.total - len(batch.failed):
            again.append(
                f"{'别的' if self.ready else '各'}单位照自己的结论做：先改「不符合」的，再补「待补充」的，再自查一次"
            )
        return again

    def conclusion(self, done: Done) -> str:
        """In one line: 可以申报; of several targets each by its name."""
        if self.call.everywhere:
            first = _nearest_first(done)[:1]
            return (
                f"最接近的是 {_named(first[0])}（{first[0].result.overall.label}）"
                if first
                else "没有可以比较的"
            )
        several = len(done.judged) > 1
        return "，".join(f"{_named(one)} " * several + one.result.overall.label for one in done.judged)

    def deliver(self) -> None:
        """Write or show what has not been shown."""
        output, quiet = self.wish.output, self.wish.quiet
        if self.wish.format == "text":
            failures = ["\n".join(self.batch.failures)] if self.batch.failures else []
            if output is not None and (told := [*self._texts, *failures]):
                deliver("\n".join(told) + "\n", "text", output, quiet)
            return
        self.reported.failed = tuple(self.batch.failed)
        content = FORMATS[self.wish.format].content(self.reported)
        if content is not None:
            deliver(content, self.wish.format, output, quiet)

    def _code(self, done: Done) -> None:
        if self.call.everywhere:
            for one in _nearest_first(done)[: not self.steps]:
                step = self.call.command("check", done.path, one.target)
                self.steps.append(f"{step}　看最接近的一个逐条的结论")
            return
        self._judged += bool(done.judged)
        for one in done.judged:
            self.codes.append(self.bar.code(one.result))
            self._overall[one.result.overall.label] += 1
            if self.batch.is_one:
                overall, words = one.result.overall, self.wish.words
                self.steps.append(after_verdict(self.call, done.path, one.target, overall, words))
        if not done.failed and all(one.result.overall == "ready" for one in done.judged):
            self.ready.append(done.path)

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

        if self.call.everywhere and (done.judged or not done.failed):
            rows = matrix((one.result, one.track_title) for one in done.judged)
            return [matrix_text(rows, done.dormant, look, not self.batch.is_one)]
        several = not self.batch.is_one or len(done.judged) > 1
        return [check_text(self._part(one), look, one.track_title, several) for one in done.judged]

    def _part(self, judged: Judged) -> CheckResult:
        """The result as it is shown: what is selected of it."""
        self._selected = self._selected or self.bar.takes_any(judged.result)
        return self.bar.shown(judged.result)


def _named(judged: Judged) -> str:
    from evalprep.report.plainly import applied_for

    return applied_for(judged.result, judged.track_title)


def _nearest_first(done: Done) -> list[Judged]:
    """The results of every jurisdiction, the nearest to reach first."""
    from evalprep.report.matrix import matrix

    of = {id(one.result): one for one in done.judged}
    return [of[id(row.result)] for row in matrix((one.result, one.track_title) for one in done.judged)]


def _refuse_several(output_format: str, done: Done) -> None:
    told = f"一份{FORMATS[output_format].paper}只写一个单位、一个申报去向，这里有 {len(done.judged)} 个结果"
    names = "、".join(dict.fromkeys(one.target for one in done.judged))
    raise UsageError(Problem("one_target", told, f"一次写一个单位，用 -j 写明一个去向：{names}"))
