"""`evalprep import`: files read, held against the project, shown, taken as far as the person says, saved in one step."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evalprep.errors import EvalprepError, InputError, Place, Problem, UsageError

if TYPE_CHECKING:
    from evalprep.cli.targets import Call
    from evalprep.intake.given import Extract
    from evalprep.intake.merge.changes import Change, Merge
    from evalprep.intake.merge.conversation import Settled
    from evalprep.law import Law
    from evalprep.model.project import Project
    from evalprep.store.project import StoredProject

PROJECT_FILES = (".yaml", ".yml")
FORMS = (".docx", ".docm", ".doc", ".wps")
LIMIT = 50 * 1024 * 1024
"""The largest file that is read, in bytes: a workbook of ten thousand rows has a tenth of it."""
INCOMPLETE = 4


def import_files(
    arguments: Sequence[Path], call: Call, into: str | None, take_all: bool, no_input: bool
) -> list[int]:
    """Import files into a project; the exit codes that matter, none where all was taken.

    Raises UsageError for arguments that name no file or two projects, ProjectError for a project that is none,
    OutputError where it cannot be saved. A file that cannot be read is told, and does not keep the others.
    """
    from evalprep.cli.console import at_terminal, next_step, say, show, style
    from evalprep.cli.import_diff import diff_text
    from evalprep.store.project import load_project

    files, path = files_and_project(arguments)
    stored = load_project(path)
    law = call.law(stored.folder)
    listed = list_named(into) if into is not None else ""
    sources, codes = _read_all(files, stored, law, listed)
    if not sources:
        return codes
    merged = _merged(sources, stored)
    show(diff_text(merged, style(sys.stdout)))
    asks = not (take_all or no_input) and bool(merged.changes or merged.conflicts) and at_terminal()
    settled = _settled(merged, take_all, asks=asks)
    if settled.changes:
        _save(stored, settled.changes)
    elif merged.changes or merged.conflicts:
        say("项目文件没有改动。")
    if settled.refused or settled.open or merged.held_back:
        codes.append(INCOMPLETE)
    # Whoever has just refused a change is not told how to take it.
    unseen = bool(settled.refused) and not asks
    next_step(*_steps(arguments, call, path, into, unseen, bool(settled.open), bool(merged.held_back)))
    return codes


def files_and_project(arguments: Sequence[Path]) -> tuple[list[Path], Path]:
    """The files to import, each once, and the project: the one folder or .yaml among the arguments, else here."""
    from evalprep.cli.console import say
    from evalprep.cli.targets import HERE

    projects = [path for path in arguments if _is_project(path)]
    if len(projects) > 1:
        told = f"写了两个项目：{'、'.join(map(str, projects))}"
        remedy = "一次导入到一个项目；要导入文件夹里的文件，写出文件名，例如 资料/人员.xlsx"
        raise UsageError(
            Problem("two_projects", told, f"{remedy}。项目文件的片段用 evalprep init --answers 读入")
        )
    files: dict[object, Path] = {}
    for path in arguments:
        if path in projects:
            continue
        if _identity(path) in files:
            say(f"{path} 写了两次，只读一次。")
        files.setdefault(_identity(path), path)
    if not files:
        named = f"（{projects[0]} 是项目，不是要导入的文件）" if projects else ""
        remedy = "写上填好的 Excel、CSV 或 Word 文件，例如 evalprep import 资料表.xlsx"
        raise UsageError(Problem("no_files", f"没有写要导入的文件{named}", remedy))
    return list(files.values()), projects[0] if projects else HERE


def _is_project(path: Path) -> bool:
    # os.path answers no where a pathlib question would raise (no permission, a name too long).
    return os.path.isdir(path) or path.suffix.lower() in PROJECT_FILES  # noqa: PTH112


def _identity(path: Path) -> object:
    """What is the same for two ways of writing one file."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return str(path)
    return (found.st_dev, found.st_ino) if found.st_ino else str(path.absolute())


def list_named(name: str) -> str:
    """The registry's path of a list that a person names as its sheet or field is called; raises UsageError."""
    from evalprep.intake.workbook.layout import list_sheets
    from evalprep.model.basic import without_spaces
    from evalprep.model.fields import fields

    sheets = list_sheets()
    wanted = without_spaces(name)
    for sheet in sheets:
        field = fields()[sheet.rows]
        if wanted in {without_spaces(one) for one in (sheet.name, field.label, sheet.rows, *field.synonyms)}:
            return sheet.rows
    remedy = f"可以写：{'、'.join(sheet.name for sheet in sheets)}"
    raise UsageError(Problem("unknown_list", f"--as 不认识「{name}」", remedy))


@dataclass(frozen=True)
class _Source:
    """A file that could be read."""

    extract: Extract
    read: Callable[[Project], Extract]
    """Reads it again, for a project that may know more."""


def _read_all(
    files: Sequence[Path], stored: StoredProject, law: Law, into: str
) -> tuple[list[_Source], list[int]]:
    """What the files give, and the exit codes of those that cannot be read; what is wrong with these is told."""
    from evalprep.cli.console import complain

    sources: list[_Source] = []
    codes: list[int] = []
    names = [path.name for path in files]
    for path in files:
        name = path.name if names.count(path.name) == 1 else str(path)
        try:
            read = opened(path, name, law, into)
            sources.append(_Source(read(stored.project), read))
        except EvalprepError as error:
            complain(error.problems)
            codes.append(error.exit_code)
    return sources, codes


def opened(path: Path, name: str, law: Law, into: str) -> Callable[[Project], Extract]:
    """A file read once: what it gives for a project, as often as that is asked; messages call it `name`.

    Raises InputError; what is returned raises it too, and UsageError where nobody can tell which list it is.
    """
    data = _content(path)
    if path.suffix.lower() in FORMS:
        from evalprep.documents.forms.formmap import FormMap
        from evalprep.intake.forms.reading import read_form

        papers = (law.paper(one) for one in law.library.forms())
        forms, own = [paper for paper in papers if isinstance(paper, FormMap)], _own_scores(law)
        return lambda project: read_form(data, name, forms, project, law.catalogs, own_scores=own)
    from evalprep.documents.sheets.readfile import read_sheets
    from evalprep.intake.lists.reading import read_lists

    sheets = read_sheets(data, name)
    return lambda project: read_lists(sheets, name, project, law.catalogs, into)


def _merged(sources: Sequence[_Source], stored: StoredProject) -> Merge:
    """The merge of all sources.

    What a source says of an occupation or a room that only these files bring is not understood at first: then they
    are read again for the project as it would be with their rows.
    """
    from evalprep.intake.merge.changes import edits
    from evalprep.intake.merge.merging import merge
    from evalprep.intake.merge.rereading import both
    from evalprep.model.project import Project
    from evalprep.store.draft import edited

    project, tree = stored.project, stored.source.tree
    merged = merge(project, tree, [source.extract for source in sources])
    if not (merged.new_rows and merged.remarks):
        return merged
    ahead = Project.model_validate(edited(tree, edits(tree, merged.changes)))
    return merge(project, tree, [both(source.extract, source.read(ahead)) for source in sources])


def _own_scores(law: Law) -> frozenset[str]:
    """The items of scoring tables whose points the applicant gives."""
    tables = (one.scoring for name in law.library.jurisdictions() for one in law.notices(name))
    return frozenset(one.item.id for table in tables if table for one in table.items if one.item.own)


def _content(path: Path) -> bytes:
    from evalprep.store.disk import reason

    place = Place(str(path))
    try:
        if path.stat().st_size > LIMIT:
            told = f"文件太大（{path.stat().st_size // 2**20} MB），最多读 {LIMIT // 2**20} MB"
            remedy = "删去里面的图片，或把要导入的表另存成单独的文件"
            raise InputError(Problem("too_large", told, remedy, place))
        if not path.is_file():
            raise InputError(Problem("not_a_file", "这不是文件", "写上要导入的文件", place))
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(Problem("no_file", "找不到这个文件", "检查路径有没有写错", place)) from None
    except PermissionError:
        told, remedy = "文件打不开：没有权限，或正在别的程序里打开着", "关闭打开它的程序，再试一次"
        raise InputError(Problem("unreadable", told, remedy, place)) from None
    except (OSError, ValueError) as failure:
        told = f"文件打不开（{reason(failure)}）"
        raise InputError(Problem("unreadable", told, "检查路径和磁盘，再试一次", place)) from None


def _settled(merged: Merge, take_all: bool, *, asks: bool) -> Settled:
    """What is taken of a merge, and what stays out."""
    from evalprep.cli.console import say
    from evalprep.intake.merge.conversation import Settled, settle

    if not asks:
        return Settled(
            merged.changes if take_all else (), () if take_all else merged.changes, merged.conflicts
        )
    from evalprep.cli.interview import teller
    from evalprep.intake.interview.prompts import TerminalAsker

    try:
        return settle(TerminalAsker(teller()), merged)
    except KeyboardInterrupt:
        say("", "什么也没有写入，项目文件没有改动。")
        raise


def _save(stored: StoredProject, taken: Sequence[Change]) -> None:
    from evalprep.cli.console import say
    from evalprep.intake.merge.changes import edits
    from evalprep.store.project import save_edits

    save_edits(stored, edits(stored.source.tree, taken))
    say(f"已写入 {stored.path}（原来的文件留作 {stored.path.name}.bak）")


def _steps(
    arguments: Sequence[Path],
    call: Call,
    path: Path,
    into: str | None,
    unseen: bool,
    undecided: bool,
    held: bool,
) -> list[str]:
    """What to do now: take it, settle what is open, mend what could not be read, then check."""
    from evalprep.cli.targets import quoted

    words = [f"./{one}" if str(one).startswith("-") else str(one) for one in arguments]
    again = " ".join(map(quoted, ["evalprep", "import", *words, *(["--as", into] if into else [])]))
    again += call.library_words
    steps = []
    if unseen:
        steps.append(f"{again} --yes　全部接受；在终端窗口里不加 --yes，可以逐项决定")
    if undecided:
        steps.append(f"{again}　在终端窗口里运行，定下「要您来定的」各处；或改好导入的文件")
    if held:
        steps.append(f"{again}　照上面的「怎么办」改好文件，再导入一次；已经导入的不会重复")
    return steps or [f"{call.command('check', path)}　看哪些符合、哪些不符合、还缺什么"]
