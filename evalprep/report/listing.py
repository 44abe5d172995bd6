"""What there is: jurisdictions with their notices, rules, forms, and occupations by name or code."""

from __future__ import annotations

from collections.abc import Iterable

from evalprep.documents.formmap import FormMap
from evalprep.report.entries import entries, named, sort_of
from evalprep.report.layout import Style, pad, width, wrap
from evalprep.report.notices import notice_lines
from evalprep.rules.checklist import ReadyChecklist


def jurisdictions_text(checklists: Iterable[ReadyChecklist], style: Style) -> str:
    """Every notice, with the tracks that `-j` takes."""
    lines = []
    for checklist in checklists:
        notice, name = checklist.notice, checklist.jurisdiction
        lines += wrap(f"{notice.area}　-j {name}", style.cells, "", "  ")
        lines += [f"  {line}" for line in notice_lines(notice, style.cells - 2)]
        for track, title in checklist.tracks.items():
            lines += wrap(f"{title}　-j {name}:{track}", style.cells, "  ", "    ")
    return "\n".join(lines) + "\n"


def rules_text(checklists: Iterable[ReadyChecklist], style: Style) -> str:
    """Every rule, material, easing, score item, window and route with its sort, clause and title."""
    lines = []
    for checklist in checklists:
        lines += [*notice_lines(checklist.notice, style.cells), ""]
        every = entries(checklist)
        ids = max((width(named(one).id) for one in every), default=0) + 2
        # A clause that is longer than most pushes its own title only.
        clauses = min(max((width(named(one).clause) for one in every), default=0), 14) + 2
        for found in every:
            one = named(found)
            head = f"  {pad(one.id, ids)}{pad(sort_of(found, checklist), 8)}{pad(one.clause, clauses)}"
            hanging = " " * (2 + ids + 8 + clauses)
            lines += wrap(
                one.title, style.cells, head if width(one.clause) < clauses else f"{head} ", hanging
            )
        lines.append("")
    return "\n".join(lines)


def forms_text(forms: Iterable[FormMap], style: Style) -> str:
    """Every form that can be filled, with the notice that prints it."""
    lines = []
    for form in forms:
        lines += wrap(
            f"{form.title}（{form.source.notice} {form.source.annex}）",
            style.cells,
            pad(form.form, 32),
            " " * 32,
        )
    return "\n".join(lines) + "\n"
