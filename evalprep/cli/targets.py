"""What check, build, init and `evalprep` alone share: the project, its law, its targets, and the next command to type."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from evalprep.errors import EvalprepError, InputError, OutputError, Place, Problem, UsageError

if TYPE_CHECKING:
    from evalprep.law import Law, Target
    from evalprep.model.verdicts import Overall
    from evalprep.report.built import Built
    from evalprep.store.project import StoredProject

LIBRARY = "EVALPREP_LIBRARY"
HERE = Path()
HAND_IN = "打印，照「交前待办」签字、盖章、复印，按编号装好，在受理时间内提交"
EVERYWHERE = "all"
"""The jurisdiction that means every one of the library."""
# \w holds Chinese too, which shlex would quote.
_PLAIN = re.compile(r"[\w@%+=:,./-]+")
_PLAIN_ON_WINDOWS = re.compile(r"[\w@+=:,./\\-]+")


@dataclass(frozen=True)
class Call:
    """How a command was called, so that the next one can be told ready to type."""

    on: date
    on_given: bool = False
    jurisdiction: str | None = None
    notice: str | None = None
    library: Path | None = None

    def law(self, folder: Path = HERE) -> Law:
        """The law that holds beside a project's folder."""
        from evalprep.law import Law
        from evalprep.store.library import default_library

        try:
            return Law(default_library([self.library] if self.library else [], beside=folder))
        except (OSError, ValueError):
            told, remedy = "打不开这个文件夹：路径太长，或没有权限", "检查路径有没有写错，或换一个文件夹"
            raise InputError(Problem("no_folder", told, remedy, Place(str(self.library or folder)))) from None

    @property
    def everywhere(self) -> bool:
        """Whether every jurisdiction is asked for: `-j all`."""
        return (self.jurisdiction or "").strip() == EVERYWHERE

    def wanted(self, law: Law) -> list[Target] | None:
        """The targets that `-j` names; None where it was not given. Raises UsageError."""
        if self.jurisdiction is None:
            return None
        if not self.jurisdiction.strip():
            remedy = f"写地区，或地区:类别；可用：{'、'.join(law.library.jurisdictions())}"
            raise UsageError(Problem("no_target", "-j 后面没有写地区", remedy))
        if self.everywhere:
            raise UsageError(Problem("only_check", "-j all 只能用于 check 和 init", "写一个地区，或去掉 -j"))
        return law.targets(self.jurisdiction, self.on, self.notice)

    def targets(self, stored: StoredProject, law: Law) -> list[Target]:
        """What the project is held against: `-j`, else its own targets; raises UsageError when there is none."""
        wanted = self.wanted(law)
        targets = law.own_targets(stored, self.on, self.notice) if wanted is None else wanted
        if not targets:
            known = "、".join(law.library.jurisdictions())
            remedy = f"加上 -j，例如 -j national（可用：{known}），或在项目文件里写 targets"
            raise UsageError(Problem("no_target", "没有写申报去向", remedy))
        return targets

    @property
    def library_words(self) -> str:
        """The library as the next command has to name it; nothing where it was not given."""
        told = self.library is not None and str(self.library) != os.environ.get(LIBRARY)
        return f" --library {quoted(str(self.library))}" if told else ""

    def command(
        self,
        name: str,
        path: Path,
        target: str | None = None,
        output: Path | None = None,
        options: Sequence[str] = (),
    ) -> str:
        """A command line on the same project, with the same day, notice and library, and what other options it has."""
        words = ["evalprep", name]
        if path != HERE:
            words.append(f"./{path}" if str(path).startswith("-") else str(path))
        given = {
            "-j": target,
            "--on": str(self.on) if self.on_given else None,
            "--notice": self.notice,
            "--library": None if str(self.library) == os.environ.get(LIBRARY) else self.library,
            "-o": output,
        }
        for option, value in given.items():
            words += [option, str(value)] if value is not None else []
        return " ".join(map(quoted, [*words, *options]))


def every_target(law: Law, on: date) -> list[Target]:
    """Every track of every jurisdiction that has a notice in force on a day."""
    dormant = without_notice(law, on)
    names = (name for name in law.library.jurisdictions() if name not in dormant)
    return [target for name in names for target in law.targets(name, on)]


def without_notice(law: Law, on: date) -> dict[str, str]:
    """What is told of each jurisdiction that has no notice in force on a day, by its name."""
    told = {}
    for name in law.library.jurisdictions():
        try:
            law.in_force(name, on)
        except UsageError as error:
            told[name] = "；".join(f"{problem.problem}。{problem.remedy}" for problem in error.problems)
    return told


def quoted(word: str) -> str:
    """A word as it is typed in the terminal of this system."""
    if sys.platform == "win32":
        return word if _PLAIN_ON_WINDOWS.fullmatch(word) else f'"{word}"'
    return word if _PLAIN.fullmatch(word) else shlex.quote(word)


def each_project(
    paths: Sequence[Path] | None,
    call: Call,
    use: Callable[[Path, StoredProject, Law, list[Target]], None],
    chosen: Callable[[StoredProject, Law], list[Target]] | None = None,
) -> list[int]:
    """Load each project and use it; what is wrong with one is told, and does not keep the others. The codes of failures."""
    from evalprep.cli.console import complain
    from evalprep.store.project import load_project

    codes = []
    for path in paths or [HERE]:
        try:
            stored = load_project(path)
            law = call.law(stored.folder)
            use(path, stored, law, (chosen or call.targets)(stored, law))
        except EvalprepError as error:
            complain(error.problems)
            codes.append(error.exit_code)
    return codes


def after_verdict(call: Call, path: Path, target: Target, overall: Overall) -> str:
    """What to do now that a verdict is known."""
    name, told = {
        "ready": ("build", "生成申报材料"),
        "not_ready": ("check", "先照「不符合」各条下面的「怎么办」做，再自查一次"),
        "undetermined": ("init", "接着填写缺的资料"),
    }[overall]
    return f"{call.command(name, path, target.name)}　{told}"


def after_build(
    call: Call, path: Path, target: Target, output: Path | None, built: Built, options: Sequence[str] = ()
) -> tuple[str, ...]:
    """What to do now that the papers lie there: what keeps them from being handed in, and to build again after it."""
    steps = []
    if built.contradictions:
        verify = f"evalprep verify {quoted(built.folder)}{call.library_words}"
        steps.append(f"{verify}　改好对不上的地方，再核对一次")
    if waits := any(slot.waits for paper in built.papers for slot in paper.open):
        steps.append(f"{call.command('init', path, target.name)}　补齐空着的栏目")
    if built.missing and not built.contradictions:
        steps.append(f"{call.command('check', path, target.name)}　看还差哪些，照各条的「怎么办」做")
    if is_drafted := any(paper.is_draft for paper in built.papers):
        steps.append("在 Word 里写完初稿里黄底的地方，盖章扫描，放进附件文件夹，登记到附件或规章制度")
    if built.submission is None:
        steps.append(f"{call.command('build', path, target.name, output)}　全部材料再生成一次，才是要交的")
    elif waits or built.missing:
        steps.append(f"{call.command('build', path, target.name, output, options)}　再生成一次")
    elif not built.contradictions:
        # What a ready submission leaves to write is not asked for, but may be worth the trouble.
        steps = [HAND_IN, *steps] if is_drafted else [HAND_IN]
    return tuple(steps)


def after_failure(
    call: Call,
    name: str,
    paths: Sequence[Path] | None,
    output: Path | None = None,
    options: Sequence[str] = (),
) -> str:
    """What to do now that a project could not be used: mend it and call again, with the same options."""
    path = paths[0] if paths and len(paths) == 1 else HERE
    again = call.command(name, path, call.jurisdiction or None, output, options)
    return f"按上面的「怎么办」改好，再运行　{again}"


def refuse_to_overwrite(output: Path, paths: Sequence[Path], loaded: Sequence[StoredProject]) -> None:
    """Raise OutputError when a result would be written over a project file or its evidence.

    `paths` are those that a person gave: a project that cannot be read is not to be lost either.
    """
    from evalprep.model.evidence import named_files
    from evalprep.store.evidence import locate
    from evalprep.store.project import FILE_NAME

    evidence = [locate(one.folder, name) for one in loaded for _, name in named_files(one.project)]
    projects = [*(path / FILE_NAME for path in paths), *(one.path for one in loaded)]
    projects += [path for path in paths if not path.is_dir()]
    for path, what in [*((path, "项目文件") for path in projects), *((path, "附件") for path in evidence)]:
        if _leads_to(output, path):
            told = f"不能把结果写到这里：这是{what}，结果会盖掉它"
            raise OutputError(Problem("own_file", told, "用 -o 换一个文件名", Place(str(output))))


def _leads_to(output: Path, own: Path) -> bool:
    """Whether a path leads to one of the applicant's own files, through a link or in other letters too, or into it."""
    with suppress(OSError, ValueError, RuntimeError):
        if output.exists() and own.exists() and output.samefile(own):
            return True
        return output.resolve().is_relative_to(own.resolve())
    return False
