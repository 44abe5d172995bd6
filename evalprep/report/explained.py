"""One entry explained: where it stands, how it is decided, what it reads, what passes, what eases or contradicts it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evalprep.errors import Problem, UsageError
from evalprep.model.fields import label
from evalprep.model.validation import nearest
from evalprep.report.decided import decided
from evalprep.report.entries import Entry, entries, named, sort_of
from evalprep.report.layout import Style, wrap
from evalprep.report.notices import notice_lines
from evalprep.rules.checklist import ReadyChecklist, ReadyRule
from evalprep.rules.entries import Clause, ScoreItem


def explained(identifier: str, checklists: Iterable[ReadyChecklist], style: Style) -> str:
    """The explanation of an id by the first checklist that has it; raises UsageError for an id that none has."""
    wanted, known = identifier.strip().upper(), list[str]()
    for checklist in checklists:
        every = {named(one).id: one for one in entries(checklist)}
        found = next((one for name, one in every.items() if name.upper() == wanted), None)
        if found is not None:
            return "\n".join(_lines(found, checklist, style.cells)) + "\n"
        known += every
    raise UsageError(Problem("unknown_rule", f"没有编号为「{identifier}」的条款", _instead(wanted, known)))


def _instead(wanted: str, known: list[str]) -> str:
    """The ids that begin as what was asked for, where it was split into several; else the nearest."""
    split = [one for one in known if one.upper().startswith(wanted) and one[len(wanted) :].isalpha()]
    if split:
        return f"这一条分成了 {'、'.join(split)}，写其中一个"
    near = nearest(wanted, known)
    return f"是不是 {near}？" if near else "evalprep list rules 列出全部编号"


def _lines(found: Entry, checklist: ReadyChecklist, cells: int) -> Iterator[str]:
    one, notice = named(found), checklist.notice
    yield from notice_lines(notice, cells)
    yield ""
    yield from wrap(f"{one.id}  {one.title}", cells)
    yield ""
    yield from _field(cells, "出处", f"{notice.number} {one.clause}")
    yield from _field(cells, "分量", f"{sort_of(found, checklist)}{_repeated(found)}")
    if isinstance(one, Clause) and one.tracks:
        yield from _field(cells, "类别", "、".join(checklist.tracks[track] for track in one.tracks))
    if one.interpretation:
        yield from _field(cells, "理解", one.interpretation)
    if isinstance(found, ReadyRule):
        yield from _beside(found, checklist, cells)
    yield from decided(found, cells)
    if not isinstance(one, ScoreItem) and one.remedy:
        yield ""
        yield from _field(cells, "怎么办", one.remedy)


def _repeated(found: Entry) -> str:
    listed = found.rule.for_each if isinstance(found, ReadyRule) else None
    return f"，按{label((listed,))}逐个判断" if listed else ""


def _beside(found: ReadyRule, checklist: ReadyChecklist, cells: int) -> Iterator[str]:
    """The easings that may stand in for it, or what it eases itself; what another notice says of the same."""
    titles = {ready.rule.id: ready.rule for ready in checklist.easings}
    for name in found.rule.eased_by:
        easing = titles[name]
        yield from _field(cells, "可放宽", f"{easing.id} {easing.title}（{easing.clause}）")
    own = found.rule.id
    eases = [one.rule.id for one in (*checklist.rules, *checklist.materials) if own in one.rule.eased_by]
    if eases:
        yield from _field(cells, "放宽哪些", "、".join(eases))
    for other in found.conflicts:
        yield from _field(
            cells,
            "不一致",
            f"{other.notice} {other.rule.id}（{other.rule.clause}）{other.rule.title}：{other.note}",
        )


def _field(cells: int, name: str, text: str) -> list[str]:
    return wrap(text, cells, f"{name}：", "　　　")
