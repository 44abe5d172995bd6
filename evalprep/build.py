"""One project in, one folder of papers out: wired in one place."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from evalprep import __version__
from evalprep.documents.fill import fill
from evalprep.documents.values import SlotState, State
from evalprep.errors import FormError, Place, Problem
from evalprep.law import Law, Target, printed_fields
from evalprep.model.evidence import named_files
from evalprep.rules.checklist import entry
from evalprep.store.evidence import locate
from evalprep.store.project import StoredProject
from evalprep.submission.folder import Paper, place
from evalprep.submission.record import ProjectRecord

DEFAULT_FOLDER = "申报材料"
FULL_WIDTH = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
LONGEST_STEM = 60
"""In characters: with three bytes each and what is added to a name, below the 255 bytes that disks allow."""


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
    """The materials, by id and title, whose blank the library does not hold."""
    kept: tuple[str, ...]


def build(stored: StoredProject, target: Target, on: date, law: Law, out: Path | None = None) -> Built:
    """Fill the forms of one notice and track into a folder; raises FormError and OutputError, nothing half-written."""
    folder = out or stored.folder / DEFAULT_FOLDER / target.folder
    papers, made, lacking = [], [], []
    for number, identifier in enumerate(target.checklist.forms(target.track), 1):
        if identifier not in law.library.forms():
            lacking += _made_of(identifier, target, stored.project.attachments or {})
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
    evidence = [locate(stored.folder, name) for _, name in named_files(stored.project)]
    placed = place(folder, papers, about, evidence)
    made = [replace(paper, name=name) for paper, name in zip(made, placed.names, strict=True)]
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
    filled = fill(_read_blank(files.blank), form, ProjectRecord(stored.project), name=str(files.blank))
    name = f"{number:02d}-{file_stem(form.title)}.docx"
    serves = tuple(one for one in form.serves if _belongs(one, target))
    fields = tuple(sorted(printed_fields(form)))
    slots = {state: tuple(slot for slot in filled.slots if slot.state is state) for state in State}
    return Paper(name, filled.content, identifier, serves, fields), MadePaper(
        name, form.title, slots[State.OPEN], slots[State.LEFT]
    )


def _read_blank(blank: Path) -> bytes:
    try:
        return blank.read_bytes()
    except OSError as failure:
        told = "没有读取权限" if isinstance(failure, PermissionError) else "读不出来"
        remedy = "确认这个文件能用 Word 或 WPS 打开，再运行一次"
        raise FormError(Problem("unreadable_blank", f"空白表{told}", remedy, Place(str(blank)))) from failure


def file_stem(title: str) -> str:
    """A title as Windows takes it in a file name: full-width signs for those that it refuses, and not too long."""
    kept = "".join(sign for sign in title if not unicodedata.category(sign).startswith("C"))
    return kept.translate(FULL_WIDTH)[:LONGEST_STEM].strip(" .") or "表格"


def _made_of(form: str, target: Target, attached: Mapping[str, object]) -> list[str]:
    """The materials that are made of a form and not yet attached: 「JL-M2 《申请表》」."""
    made = [
        (entry(one), one.condition.attached)
        for one in target.checklist.judged(target.track)
        if one.condition and f"form:{form}" in one.condition.reads
    ]
    return [f"{one.id}  {one.title}" for one, kinds in made if not all(attached.get(kind) for kind in kinds)]


def _belongs(identifier: str, target: Target) -> bool:
    found = target.checklist.find(identifier)
    return found is None or entry(found).applies_to(target.track)
