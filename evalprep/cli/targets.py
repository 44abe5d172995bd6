"""What check, build, init and `evalprep` alone share: the project, its law, its targets, and the next command to type."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from evalprep.errors import OutputError, Place, Problem

if TYPE_CHECKING:
    from evalprep.law import Law, Target
    from evalprep.model.verdicts import Overall
    from evalprep.report.made import Built
    from evalprep.store.project import StoredProject

LIBRARY = "EVALPREP_LIBRARY"
HERE = Path()
HAND_IN = "打印，照「交前待办」签字、盖章、复印，按编号装好，在受理时间内提交"
MOST_PATHS = 4
"""How many projects a command that is told names; who gave more has the command still."""
EVERYWHERE = "all"
"""The jurisdiction that means every one of the library (`batch.targets` reads it so)."""
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
        from evalprep.batch.targets import law_beside

        return law_beside(folder, self.library)

    @property
    def everywhere(self) -> bool:
        """Whether every jurisdiction is asked for: `-j all`."""
        return (self.jurisdiction or "").strip() == EVERYWHERE

    def wanted(self, law: Law) -> list[Target] | None:
        """The targets that `-j` names; None where it was not given. Raises UsageError."""
        from evalprep.batch.targets import wanted

        return wanted(law, self.jurisdiction, self.on, self.notice)

    def targets(self, stored: StoredProject, law: Law) -> list[Target]:
        """What the project is held against: `-j`, else its own targets; raises UsageError when there is none."""
        from evalprep.batch.targets import targets

        return targets(stored, law, self.jurisdiction, self.on, self.notice)

    @property
    def library_words(self) -> str:
        """The library as the next command has to name it; nothing where it was not given."""
        told = self.library is not None and str(self.library) != os.environ.get(LIBRARY)
        return f" --library {quoted(str(self.library))}" if told else ""

    def command(
        self,
        name: str,
        path: Path | Sequence[Path],
        target: str | None = None,
        output: Path | None = None,
        options: Sequence[str] = (),
    ) -> str:
        """A command line on the same projects, with the same day, notice and library, and what other options it has."""
        words = ["evalprep", name]
        paths = [path] if isinstance(path, Path) else path
        if list(paths) != [HERE]:
            words += [f"./{one}" if str(one).startswith("-") else str(one) for one in paths]
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


def quoted(word: str) -> str:
    """A word as it is typed in the terminal of this system."""
    if sys.platform == "win32":
        return word if _PLAIN_ON_WINDOWS.fullmatch(word) else f'"{word}"'
    return word if _PLAIN.fullmatch(word) else shlex.quote(word)


def after_verdict(call: Call, path: Path, target: str, overall: Overall, options: Sequence[str] = ()) -> str:
    """What to do now that a verdict is known; `options` are those that the next check is to have too."""
    name, told = {
        "ready": ("build", "生成申报材料"),
        "not_ready": ("check", "先照「不符合」各条下面的「怎么办」做，再自查一次"),
        "undetermined": ("init", "接着填写缺的资料"),
    }[overall]
    return f"{call.command(name, path, target, options=options if name == 'check' else ())}　{told}"


def after_build(
    call: Call, path: Path, target: str, output: Path | None, built: Built, options: Sequence[str] = ()
) -> tuple[str, ...]:
    """What to do now that the papers lie there: what keeps them from being handed in, and to build again after it."""
    steps = []
    if built.contradictions:
        verify = f"evalprep verify {quoted(built.folder)}{call.library_words}"
        steps.append(f"{verify}　改好对不上的地方，再核对一次")
    if waits := any(slot.waits for paper in built.papers for slot in paper.open):
        steps.append(f"{call.command('init', path, target)}　补齐空着的栏目")
    if built.missing and not built.contradictions:
        steps.append(f"{call.command('check', path, target)}　看还差哪些，照各条的「怎么办」做")
    if is_drafted := any(paper.is_draft for paper in built.papers):
        steps.append("在 Word 里写完初稿里黄底的地方，盖章扫描，放进附件文件夹，登记到附件或规章制度")
    if built.submission is None:
        steps.append(f"{call.command('build', path, target, output)}　全部材料再生成一次，才是要交的")
    elif waits or built.missing:
        steps.append(f"{call.command('build', path, target, output, options)}　再生成一次")
    elif not built.contradictions and built.kept:
        steps.append("手工改过的留在旁边，名字里有「手工修改」：和新做的对照，留一份要交的，另一份移走")
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
    again = whole_command(call, name, paths, output, options)
    return f"按上面的「怎么办」改好，{f'再运行　{again}' if again else '把这条命令再运行一次'}"


def whole_command(
    call: Call,
    name: str,
    paths: Sequence[Path] | None,
    output: Path | None = None,
    options: Sequence[str] = (),
) -> str:
    """The command on everything that was given; nothing where that is more than anybody reads."""
    every = list(paths or [HERE])
    return "" if len(every) > MOST_PATHS else call.command(name, every, call.jurisdiction, output, options)


def refuse_to_overwrite(output: Path, paths: Sequence[Path], loaded: Sequence[StoredProject]) -> None:
    """Raise OutputError when a result would be written over a project file or its evidence.

    `paths` are those that a person gave: a project that cannot be read is not to be lost either.
    """
    from evalprep.batch.own_files import leads_to
    from evalprep.batch.own_files import own_file as own
    from evalprep.store.project import FILE_NAME

    # os.path answers no where a pathlib question would raise (no permission, a name too long).
    files = (path for path in paths if not os.path.isdir(path))  # noqa: PTH112
    projects = [*(path / FILE_NAME for path in paths), *files]
    what = "项目文件" if any(leads_to(output, path) for path in projects) else None
    what = what or next((found for one in loaded if (found := own(output, one))), None)
    if what:
        raise own_file(output, what)


def own_file(output: Path, what: str) -> OutputError:
    """That a result would be written over something of the applicant's own: 项目文件, 附件."""
    told = f"不能把结果写到这里：这是{what}，结果会盖掉它"
    return OutputError(Problem("own_file", told, "用 -o 换一个文件名", Place(str(output))))
