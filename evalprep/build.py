"""One project in, one folder of papers out: wired in one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evalprep import __version__
from evalprep.documents.fill import fill
from evalprep.documents.values import SlotState, State
from evalprep.errors import FormError, OutputError, Place, Problem
from evalprep.law import Law, Target, printed_fields
from evalprep.model.evidence import named_files
from evalprep.rules.checklist import entry
from evalprep.store.evidence import locate
from evalprep.store.project import StoredProject
from evalprep.submission.folder import Paper, place
from evalprep.submission.record import ProjectRecord

DEFAULT_FOLDER = "申报材料"


@dataclass(frozen=True)
class MadePaper:
    """A paper as built: its file, title, and the slots that are still open or left for signature and seal."""

    name: str
    title: str
    open: tuple[SlotState, ...]
    left: tuple[SlotState, ...]


@dataclass(frozen=True)
class Built:
    """A folder of papers, whole."""

    folder: Path
    papers: tuple[MadePaper, ...]
    lacking: tuple[str, ...]
    """Forms whose official file the library does not hold."""
    kept: tuple[str, ...]


def build(stored: StoredProject, target: Target, on: date, law: Law, out: Path | None = None) -> Built:
    """Fill the forms of one notice and track into a folder; raises FormError and OutputError, nothing half-written."""
    folder = out or stored.folder / DEFAULT_FOLDER / target.folder
    _refuse_folder(folder, stored)
    papers, made, lacking = [], [], []
    for number, identifier in enumerate(target.checklist.forms(target.track), 1):
        if identifier not in law.library.forms():
            lacking.append(identifier)
            continue
        paper, told = _fill(number, identifier, stored, target, law)
        papers.append(paper)
        made.append(told)
    about = {
        "tool": f"evalprep {__version__}",
        "notice": target.checklist.notice.number,
        "jurisdiction": target.checklist.jurisdiction,
        "track": target.track,
        "on": str(on),
    }
    placed = place(folder, papers, about)
    return Built(placed.folder, tuple(made), tuple(lacking), placed.kept)


def _fill(
    number: int, identifier: str, stored: StoredProject, target: Target, law: Law
) -> tuple[Paper, MadePaper]:
    files, form = law.library.form(identifier), law.form(identifier)
    if files.blank is None:
        remedy = "在表格文件夹里放上空白表 blank.docx"
        raise FormError(
            Problem("no_blank", f"表格 {identifier} 没有空白表", remedy, Place(str(files.folder)))
        )
    filled = fill(files.blank.read_bytes(), form, ProjectRecord(stored.project))
    name = f"{number:02d}-{form.title}.docx"
    serves = tuple(one for one in form.serves if _belongs(one, target))
    fields = tuple(sorted(printed_fields(form)))
    slots = {state: tuple(slot for slot in filled.slots if slot.state is state) for state in State}
    return Paper(name, filled.content, identifier, serves, fields), MadePaper(
        name, form.title, slots[State.OPEN], slots[State.LEFT]
    )


def _belongs(identifier: str, target: Target) -> bool:
    found = target.checklist.find(identifier)
    return found is None or entry(found).applies_to(target.track)


def _refuse_folder(folder: Path, stored: StoredProject) -> None:
    """A folder that holds the project or its evidence must not be exchanged for another."""
    inside = folder.resolve()
    evidence = [locate(stored.folder, name).resolve() for _, name in named_files(stored.project)]
    for path in (stored.path.resolve(), *evidence):
        if path.is_relative_to(inside):
            told = "不能把申报材料写到这个文件夹：项目文件或附件就在里面"
            raise OutputError(
                Problem(
                    "folder_in_use",
                    told,
                    f"用 -o 换一个空文件夹，或不写 -o（默认 {DEFAULT_FOLDER}）",
                    Place(str(folder)),
                )
            )
    if folder.exists() and not folder.is_dir():
        raise OutputError(
            Problem(
                "not_a_folder",
                "这里已经有一个同名文件，不是文件夹",
                "改名或移走它，或用 -o 换一个文件夹",
                Place(str(folder)),
            )
        )
