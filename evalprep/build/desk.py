"""One check in, the papers for the applicant's own desk out: 自查报告, 待补充清单 and 资料名册, wired in one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from evalprep.documents.pages.wordfile import write_page
from evalprep.documents.sheets.listmap import ListMap
from evalprep.documents.sheets.listsheets import write_list
from evalprep.documents.sheets.workbook import write_workbook
from evalprep.law import Law, Target
from evalprep.model.results import CheckResult
from evalprep.report.open_list import open_page, open_sheet
from evalprep.report.open_point import OpenPoint
from evalprep.report.open_points import open_points
from evalprep.report.self_check import self_check_page
from evalprep.rules.checklist import ReadyRule
from evalprep.rules.scoring import OWN
from evalprep.store.project import StoredProject

REGISTERS = "general/registers"
"""The form of the workbook that lists what the project holds (资料名册), whatever the notice asks for."""
REPORT, LIST, LIST_WORKBOOK = "自查报告.docx", "待补充清单.docx", "待补充清单.xlsx"


def self_check_report(result: CheckResult, stored: StoredProject, target: Target) -> bytes:
    """The report for a manager to sign off, as a Word file. Raises FormError for text that no Word file can hold."""
    return _report(result, _points(result, stored, target), target)


def open_points_workbook(result: CheckResult, stored: StoredProject, target: Target) -> bytes:
    """The open points as an Excel file. Raises FormError for text that no Excel file can hold."""
    return _workbook(result, _points(result, stored, target), target)


def desk_papers(
    result: CheckResult, stored: StoredProject, target: Target, on: date, law: Law
) -> Iterator[tuple[str, bytes]]:
    """What stands by itself, with its name: the report, the open points in Word and in Excel, the registers.

    Raises FormError for text that no Word or Excel file can hold.
    """
    points = _points(result, stored, target)
    yield REPORT, _report(result, points, target)
    yield LIST, write_page(open_page(result, points, target.track_title))
    yield LIST_WORKBOOK, _workbook(result, points, target)
    yield from _registers(stored, on, law)


def _report(result: CheckResult, points: Sequence[OpenPoint], target: Target) -> bytes:
    return write_page(self_check_page(result, points, target.track_title))


def _workbook(result: CheckResult, points: Sequence[OpenPoint], target: Target) -> bytes:
    return write_workbook([open_sheet(result, points, target.track_title)])


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
