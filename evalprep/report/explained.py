"""One requirement explained: where it stands, how it is decided, what it reads, what passes."""

from __future__ import annotations

from collections.abc import Iterable

from evalprep.errors import Problem, UsageError
from evalprep.model.fields import fields
from evalprep.model.validation import nearest
from evalprep.model.verdicts import Weight
from evalprep.report.layout import Style, wrap
from evalprep.report.notices import notice_lines
from evalprep.rules.checklist import ReadyChecklist, ReadyRoute, ReadyRule, entry


def explained(identifier: str, checklists: Iterable[ReadyChecklist], style: Style) -> str:
    """The explanation of an id by the first checklist that has it; raises UsageError for an id that none has."""
    known: list[str] = []
    for checklist in checklists:
        found = checklist.find(identifier.upper())
        if found is not None:
            return "\n".join(_lines(found, checklist, style.cells)) + "\n"
        every: tuple[ReadyRule | ReadyRoute, ...] = (
            *checklist.rules,
            *checklist.materials,
            *checklist.routes,
        )
        known += [entry(one).id for one in every]
    near = nearest(identifier.upper(), known)
    remedy = f"是不是 {near}？" if near else "evalprep list rules 列出全部编号"
    raise UsageError(Problem("unknown_rule", f"没有编号为「{identifier}」的条款", remedy))


def _lines(found: ReadyRule | ReadyRoute, checklist: ReadyChecklist, cells: int) -> list[str]:
    clause, notice = entry(found), checklist.notice
    repeated = "，逐个职业判断" if isinstance(found, ReadyRule) and found.rule.for_each else ""
    lines = [
        *notice_lines(notice, cells),
        "",
        *wrap(f"{clause.id}  {clause.title}", cells),
        "",
        *_field(cells, "出处", f"{notice.number} {clause.clause}"),
        *_field(cells, "分量", f"{Weight(clause.weight).label}{repeated}"),
    ]
    if clause.tracks:
        lines += _field(cells, "类别", "、".join(checklist.tracks[track] for track in clause.tracks))
    if clause.interpretation:
        lines += _field(cells, "理解", clause.interpretation)
    if found.condition is None:
        return [*lines, *_field(cells, "判断", "只作提示，不判断")]
    lines += ["", "怎样算符合"]
    lines += [part for line in found.condition.meaning for part in wrap(line, cells, "  ", "    ")]
    lines += ["", "看哪些资料"]
    for path in sorted(found.condition.reads):
        lines += wrap(f"{path}　{_label(path)}", cells, "  ", "    ")
    if clause.remedy:
        lines += ["", *_field(cells, "怎么办", clause.remedy)]
    return lines


def _field(cells: int, name: str, text: str) -> list[str]:
    return wrap(text, cells, f"{name}：", "　　　")


def _label(path: str) -> str:
    if path.startswith("form:"):
        return "表格各栏"
    field = fields().get(path) or fields().get(path.removesuffix("{}"))
    return field.label if field else ""
