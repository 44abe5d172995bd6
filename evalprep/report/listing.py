"""What there is: jurisdictions with their notices, rules, forms, and occupations by name or code."""

from __future__ import annotations

from collections.abc import Iterable

from evalprep.documents.formmap import FormMap
from evalprep.errors import Problem, UsageError
from evalprep.model.catalogs import Catalogs
from evalprep.model.verdicts import Weight
from evalprep.report.layout import Style, pad, wrap
from evalprep.report.notices import notice_lines
from evalprep.rules.checklist import ReadyChecklist, ReadyRoute, ReadyRule, entry

MOST = 30


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
    """Every rule, material and route with its weight, clause and title."""
    lines = []
    for checklist in checklists:
        lines += [*notice_lines(checklist.notice, style.cells), ""]
        every: tuple[ReadyRule | ReadyRoute, ...] = (
            *checklist.rules,
            *checklist.materials,
            *checklist.routes,
        )
        for one in map(entry, every):
            head = f"  {pad(one.id, 10)}{pad(Weight(one.weight).label, 8)}{pad(one.clause, 10)}"
            lines += wrap(one.title, style.cells, head, " " * 30)
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


def occupations_text(query: str, catalogs: Catalogs) -> str:
    """Occupations found by name, part of a name, or code; raises UsageError when there is none."""
    found = catalogs.search(query)
    if not found:
        remedy = "换一个词，或核对编码；新职业可能不在表里，可以直接填写"
        raise UsageError(Problem("no_occupation", f"2022 年版大典里没有找到「{query}」", remedy))
    lines = [f"{pad(code, 12)}{name}{_catalogued(code, name, catalogs)}" for code, name in found[:MOST]]
    if len(found) > MOST:
        lines.append(f"共 {len(found)} 个，这里列出 {MOST} 个；写得更具体些可以少列一些")
    return "\n".join(lines) + "\n"


def _catalogued(code: str, name: str, catalogs: Catalogs) -> str:
    entry_2020 = catalogs.in_catalogue(code, name)
    if entry_2020 is None:
        return ""
    former = f"（原名{entry_2020.occupation}）" if entry_2020.occupation != name else ""
    return f"　2020年目录第 {entry_2020.number} 项{former}"
