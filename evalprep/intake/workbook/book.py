"""The whole workbook (资料表): what is still missing, the single values, the lists, the papers, the statements. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from evalprep.documents.sheets.fillable import FillSheet
from evalprep.intake.workbook.asked import Asked
from evalprep.intake.workbook.choosing import Choice
from evalprep.intake.workbook.known import held
from evalprep.intake.workbook.layout import (
    BASE,
    MATERIALS,
    ORGANIZATION,
    SCORES,
    STATEMENTS,
    ListSheet,
    Wanted,
    list_sheets,
    single_values,
)
from evalprep.intake.workbook.lists import list_page
from evalprep.intake.workbook.missing import missing_sheet
from evalprep.intake.workbook.page import Page, Source
from evalprep.intake.workbook.papers import material_page
from evalprep.intake.workbook.singles import single_page
from evalprep.intake.workbook.statements import score_page, statement_page
from evalprep.model.project import Project
from evalprep.model.suppliers import supplier_of_pattern


def workbook_sheets(
    project: Project, asked: Asked | None, choice: Choice, about: Sequence[str] = ()
) -> tuple[FillSheet, ...]:
    """The sheets for a project, at least one; `about` says of the notices of the targets what 还缺什么 begins with.

    Without targets every field has its place; with them those that they look at, and what the project holds. Nothing
    where none of the chosen sheets has a row.
    """
    source = Source(project, asked)
    pages = [page for page in _pages(source, choice) if page is not None]
    if asked is not None and pages:
        return (missing_sheet(pages, source, about), *(page.sheet for page in pages))
    return tuple(page.sheet for page in pages)


def _pages(source: Source, choice: Choice) -> Iterator[Page | None]:
    wanted = _wanted(source)
    singles = [
        one
        for one in single_values(wanted)
        if choice.has_row(ORGANIZATION, supplier_of_pattern(one.field.path))
    ]
    yield single_page(singles, source) if singles else None
    lists = _lists(wanted, choice)
    yield from (list_page(one, source) for one in lists if one.rows in BASE)
    yield material_page(source, partial(choice.has_row, MATERIALS))
    yield from (list_page(one, source) for one in lists if one.rows not in BASE)
    yield statement_page(source, partial(choice.has_row, STATEMENTS))
    yield score_page(source, partial(choice.has_row, SCORES))


def _lists(wanted: Wanted | None, choice: Choice) -> tuple[ListSheet, ...]:
    """The chosen lists; one that was named is there, whether or not a target looks at it."""
    named = {one.rows for one in list_sheets() if choice.named(one.name)}
    there = None if wanted is None else lambda path: path in named or wanted(path)
    return tuple(one for one in list_sheets(there) if choice.has(one))


def _wanted(source: Source) -> Wanted | None:
    """Whether a field has its place: a target looks at it, or the project says something there."""
    asked, known = source.asked, held(source.project)
    if asked is None:
        return None
    return lambda path: asked.wants(path) or path in known
