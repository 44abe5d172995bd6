"""`diff` on the terminal: which two states are meant, both loaded, one comparison out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evalprep.cli.targets import HERE, Call
from evalprep.errors import EvalprepError, InputError, Problem, UsageError

if TYPE_CHECKING:
    from evalprep.law import Law, Target
    from evalprep.model.differences import Difference, State
    from evalprep.store.project import StoredProject

FORMATS = ("text", "md", "json")


@dataclass(frozen=True)
class Named:
    """A state as a person named it: a path, and the revision of it that is meant."""

    path: Path
    revision: str | None = None

    def load(self) -> tuple[State, StoredProject]:
        """The state and its project; raises EvalprepError."""
        from evalprep.differences.revisions import at_revision
        from evalprep.model.differences import State
        from evalprep.store.project import load_project

        if self.revision is not None:
            return at_revision(self.revision, self.path)
        stored = load_project(self.path)
        return State(stored.path.as_posix()), stored


def meant(paths: Sequence[str], revision: str | None) -> tuple[Named, Named]:
    """The two states that a person means: A and B, or with `--rev` the revision of one path and that path as it is."""
    if revision is not None:
        if len(paths) > 1:
            told = "--rev 是拿一个文件和它的旧版本比，只能写一个 PATH"
            raise UsageError(Problem("one_path", told, "去掉 --rev，或只写一个 PATH"))
        path = Path(paths[0]) if paths else HERE
        return Named(path, revision), Named(path)
    if len(paths) != 2:
        told = f"要写两个：原来的和现在的，这里写了 {len(paths)} 个"
        remedy = "例如 evalprep diff 旧/evalprep.yaml 新/evalprep.yaml；和 git 里上一次提交比，加 --rev HEAD"
        raise UsageError(Problem("two_states", told, remedy))
    return _named(paths[0]), _named(paths[1])


def _named(text: str) -> Named:
    """A path; what is none and has a colon is `REV:path`. The letter of a Windows drive is no revision."""
    revision, colon, path = text.partition(":")
    is_drive = sys.platform == "win32" and len(revision) == 1
    if colon and not is_drive and not os.path.lexists(text):
        return Named(Path(path), revision)
    return Named(Path(text))


def compare(
    paths: Sequence[str],
    revision: str | None,
    call: Call,
    wanted_format: str | None,
    output: Path | None,
    quiet: bool,
) -> int:
    """Compare two states and show what changed. The exit code: 0 no verdict did, 1 some got worse, 4 others did."""
    from evalprep.cli.console import next_step
    from evalprep.cli.results import deliver
    from evalprep.cli.targets import refuse_to_overwrite

    chosen = format_of(wanted_format, output)
    old, new = meant(paths, revision)
    before, after = _both(old.load, new.load)
    law = call.law(after[1].folder)
    found = _differences(before, after, call, law)
    if output is not None:
        refuse_to_overwrite(output, [old.path, new.path], [before[1], after[1]])
    deliver(_told(found, chosen, output), chosen, output, quiet)
    if not quiet:
        next_step(*_steps(found, new, call))
    return 1 if found.is_worse else 4 if found.has_changed else 0


def format_of(wanted: str | None, output: Path | None) -> str:
    """The format that a person named, else the one that the name of the file says, else text.

    Raises UsageError for a format that is none, and for a name that says another.
    """
    from evalprep.cli.formats import PLAIN

    suffix = output.suffix.lower() if output else ""
    meant = suffix.removeprefix(".") if suffix in (".md", ".json") else None
    chosen = wanted or meant or "text"
    if chosen not in FORMATS:
        told, remedy = f"diff 没有「{chosen}」这种格式", f"可以用：{'、'.join(FORMATS)}"
        raise UsageError(Problem("unknown_format", told, remedy))
    if output is not None and (meant or chosen) != chosen:
        told = f"{output.name} 是 {meant} 的文件名，写进去的却是 {chosen}"
        raise UsageError(Problem("wrong_suffix", told, "去掉 --format，或换一个文件名"))
    if output is not None and not wanted and not meant and suffix not in PLAIN:
        told = f"diff 不会写「{output.suffix}」这种文件：{output.name}"
        raise UsageError(Problem("unknown_suffix", told, "可以写 .md、.json，文字写 .txt"))
    return chosen


def _both(
    *loads: Callable[[], tuple[State, StoredProject]],
) -> tuple[tuple[State, StoredProject], tuple[State, StoredProject]]:
    """Both states; raises what is wrong with either, of both at once."""
    loaded, problems = [], list[Problem]()
    for load in loads:
        try:
            loaded.append(load())
        except EvalprepError as error:
            problems += error.problems
    if problems:
        raise InputError(dict.fromkeys(problems))
    before, after = loaded
    return before, after


def _differences(
    before: tuple[State, StoredProject], after: tuple[State, StoredProject], call: Call, law: Law
) -> Difference:
    from evalprep.differences import differences

    return differences(before, after, _targets(before[1], after[1], call, law), call.on, law)


def _targets(before: StoredProject, after: StoredProject, call: Call, law: Law) -> list[Target]:
    """What both are held against: `-j`, else what the project applies for now, else what it applied for."""
    if call.jurisdiction is None and not law.own_targets(after, call.on, call.notice):
        return call.targets(before, law)
    return call.targets(after, law)


def _told(found: Difference, chosen: str, output: Path | None) -> str:
    from evalprep.cli.console import style
    from evalprep.report.differences import differences_markdown, differences_text
    from evalprep.report.differences_json import differences_json
    from evalprep.report.layout import Style

    if chosen == "json":
        return differences_json(found)
    if chosen == "md":
        return differences_markdown(found)
    return differences_text(found, style(sys.stdout) if output is None else Style())


def _steps(found: Difference, new: Named, call: Call) -> list[str]:
    """What to do now; of a revision nothing can be mended."""
    if new.revision is not None:
        return ["看哪些变了；要改的，改现在的项目文件"]
    steps = []
    for target in found.targets:
        result = target.after
        name = f"{result.jurisdiction}:{result.track}" if result.track else result.jurisdiction
        told = "看变差的各条怎么办" if any(one.is_worse for one in target.verdicts) else "看现在还差什么"
        steps.append(f"{call.command('check', new.path, name)}　{told}")
    return steps
