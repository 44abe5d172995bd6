"""`check` on the terminal: which projects, the verdicts in which format, the exit codes, what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evalprep.cli.batch import ONE_BY_ONE, Batch, Workers, found, laws, refuse_target, told_when_interrupted
from evalprep.cli.collected import Collected
from evalprep.cli.formats import FORMATS, meant_by, refuse_unfit
from evalprep.cli.targets import Call, refuse_to_overwrite
from evalprep.errors import EvalprepError, Problem, UsageError

if TYPE_CHECKING:
    from evalprep.batch.find import Search
    from evalprep.model.bar import Bar


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
    def words(self) -> tuple[str, ...]:
        """The options that say what counts, as the next check has to have them too."""
        fail_on = (self.fail_on,) if self.fail_on else ()
        given = (("--fail-on", fail_on), ("--select", self.select), ("--ignore", self.ignore))
        return tuple(word for option, named in given for one in named for word in (option, one))

    @property
    def format_words(self) -> tuple[str, ...]:
        """The option that names the format, where the name of the file does not."""
        return ("--format", self.format) if self.format != (meant_by(self.output) or "text") else ()

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
        if "" in (*self.select, *self.ignore):
            told = "--select 或 --ignore 后面没有写编号"
            raise UsageError(Problem("no_rule", told, "写编号或编号的开头，例如 NAT-E；不要的去掉这个选项"))
        if call.everywhere and (self.fail_on or self.select or self.ignore):
            told = "-j all 只作比较，不能和 --fail-on、--select、--ignore 一起用"
            raise UsageError(Problem("all_compared", told, "去掉这些选项，或写一个地区"))


def check_projects(paths: Sequence[Path] | None, call: Call, wish: Wish) -> list[int]:
    """Check every project for each of its targets; show or write what comes of it. The exit codes."""
    from evalprep.cli.console import next_step
    from evalprep.cli.results import refuse_unwritable

    wish.refuse(call)
    batch = Batch(found(paths), wish.workers, wish.quiet)
    if not call.everywhere:
        refuse_target(call, batch.search)
    if wish.output is not None:
        every = [one for one in batch.search.found if isinstance(one, Path)]
        refuse_to_overwrite(wish.output, [*(paths or [Path()]), *every], ())
        refuse_unwritable(wish.output)
    if FORMATS[wish.format].is_for_one and not batch.is_one:
        told = f"一份{FORMATS[wish.format].paper}只写一个单位、一个申报去向，这里有 {batch.total} 个单位"
        raise UsageError(Problem("one_target", told, "一次写一个单位；几个单位的汇总，用 .xlsx 或 .html"))
    bar = wish.bar
    if bar.select or bar.ignore:
        bar.refuse_unmatched(_known(call, batch.search))
    collected = Collected(call, wish, bar, batch)
    with told_when_interrupted(batch):
        with closing(batch.each(collected.job, collected.conclusion)) as every_done:
            for done in every_done:
                collected.take(done)
        collected.refuse_nothing()
        collected.deliver()
    batch.end(collected.counted)
    if not wish.quiet:
        next_step(*collected.next_steps(paths))
    return [*batch.codes, *collected.codes]


def _known(call: Call, search: Search) -> Iterator[str]:
    """The ids of every clause and score item of the call's law, and of the applicants' own libraries."""
    from evalprep.rules.checklist import entry

    for law in laws(call, search):
        for name in law.library.jurisdictions():
            # What is wrong with a library is told of the project that it stands beside.
            with suppress(EvalprepError):
                for checklist in law.notices(name):
                    yield from (entry(one).id for one in checklist.every)
                    yield from (one.item.id for one in checklist.scoring.items) if checklist.scoring else ()
