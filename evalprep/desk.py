"""One check in, the papers for the applicant's own desk out: 自查报告, 待补充清单 and 资料名册, wired in one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from evalprep.check import check
from evalprep.documents.pages.wordfile import write_page
from evalprep.documents.sheets.listmap import ListMap
from evalprep.documents.sheets.listsheets import write_list
from evalprep.documents.sheets.workbook import write_workbook
from evalprep.law import Law, Target
from evalprep.model.evidence import named_files
from evalprep.model.results import CheckResult
from evalprep.report.open_list import open_page, open_sheet
from evalprep.report.open_point import OpenPoint
from evalprep.report.open_points import open_points
from evalprep.report.self_check import self_check_page
from evalprep.rules.checklist import ReadyRule
from evalprep.rules.scoring import OWN
from evalprep.store.evidence import locate
from evalprep.store.project import StoredProject
from evalprep.submission.folder import Paper, Placed, place

DEFAULT_FOLDER = "自查"
REGISTERS = "general/registers"
"""The form of the workbook that lists what the project holds (资料名册), whatever the notice asks for."""
REPORT, LIST, LIST_WORKBOOK = "自查报告.docx", "待补充清单.docx", "待补充清单.xlsx"


def self_check_report(result: CheckResult, stored: StoredProject, target: Target) -> bytes:
    """The report for a manager to sign off, as a Word file. Raises FormError for text that no Word file can hold."""
    return _report(result, _points(result, stored, target), target)


def open_points_workbook(result: CheckResult, stored: StoredProject, target: Target) -> bytes:
    """The open points as an Excel file. Raises FormError for text that no Excel file can hold."""
    return _workbook(result, _points(result, stored, target), target)


def desk_papers(result: CheckResult, stored: StoredProject, target: Target) -> list[tuple[str, bytes]]:
    """The three papers with their names: the report, and the open points in Word and in Excel."""
    points = _points(result, stored, target)
    return [
        (REPORT, _report(result, points, target)),
        (LIST, write_page(open_page(result, points, target.track_title))),
        (LIST_WORKBOOK, _workbook(result, points, target)),
    ]


def _report(result: CheckResult, points: Sequence[OpenPoint], target: Target) -> bytes:
    return write_page(self_check_page(result, points, target.track_title))


def _workbook(result: CheckResult, points: Sequence[OpenPoint], target: Target) -> bytes:
    return write_workbook([open_sheet(result, points, target.track_title)])


def write_desk(
    stored: StoredProject, target: Target, on: date, law: Law, folder: Path | None = None
) -> Placed:
    """Put the papers into a folder, `自查/<target>` beside the project where none is named; edited ones are kept.

    Raises FormError and OutputError, nothing half-written.
    """
    result = check(stored, target, on, law)
    made = [*desk_papers(result, stored, target), *_registers(stored, on, law)]
    papers = [Paper(name, content, "", (), ()) for name, content in made]
    evidence = [locate(stored.folder, name) for _, name in named_files(stored.project)]
    return place(folder or stored.folder / DEFAULT_FOLDER / target.folder, papers, target.about(on), evidence)


def _registers(stored: StoredProject, on: date, law: Law) -> Iterator[tuple[str, bytes]]:
    """The workbook of registers, where the library has its form."""
    form = law.paper(REGISTERS) if REGISTERS in law.library.forms() else None
    if isinstance(form, ListMap):
        listed = write_list(form, law.record(stored.project, on), law.tables)
        yield f"{form.title}.xlsx", listed.content


def _points(result: CheckResult, stored: StoredProject, target: Target) -> tuple[OpenPoint, ...]:
    def reads(identifier: str) -> Iterable[str]:
        scoring = target.checklist.scoring
        if scoring and identifier == scoring.passing.id:
            return (OWN,)
        found = target.checklist.find(identifier)
        return sorted(found.condition.reads) if isinstance(found, ReadyRule) and found.condition else ()

    return open_points(result, stored.project, reads, stored.place)
