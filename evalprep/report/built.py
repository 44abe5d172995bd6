"""What a build made, as text: the papers, what is still open in each, what is left for signature and seal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evalprep.documents.values import SlotState
from evalprep.errors import Place
from evalprep.model.derived import asked_for
from evalprep.model.fields import concrete, label
from evalprep.model.validation import Path
from evalprep.report.layout import Style, width, wrap
from evalprep.report.notices import Dated, notice_lines

AUTHORITY = "authority"
"""What a form map leaves for the authority that takes the paper."""


def built_text(
    notice: Dated,
    folder: str,
    papers: list[tuple[str, tuple[SlotState, ...], tuple[SlotState, ...]]],
    lacking: tuple[str, ...],
    kept: tuple[str, ...],
    place: Callable[[Path], Place],
    style: Style,
) -> str:
    """The notice, the folder and its papers (name, open slots, left slots); every open slot with the field that it waits for."""
    # A path stays whole, so that it can be copied.
    lines = [*notice_lines(notice, style.cells), "", f"申报材料在：{folder}"]
    for name, open_slots, left in papers:
        lines.append(f"  {name}")
        if open_slots:
            lines.append(f"    还有 {len(open_slots)} 处空着：")
            for slot in open_slots:
                lines += _open(slot, place, style.cells)
        lines += _left("打印后签字、盖章：", [slot for slot in left if slot.path != AUTHORITY], style.cells)
        lines += _left(
            "由受理部门填写，请留空：", [slot for slot in left if slot.path == AUTHORITY], style.cells
        )
    lines += [
        line
        for name in kept
        for line in wrap(f"手工改过的文件没有覆盖，保留为：{name}", style.cells, "  ", "    ")
    ]
    if lacking:
        told = "下面各项 evalprep 没有空白表：向受理单位索取，或照通知的要求自己写，定稿登记到附件"
        lines += wrap(told, style.cells, "  ", "    ")
    for name in lacking:
        lines += wrap(f"· {name}", style.cells, "    ", "      ")
    return "\n".join(lines)


def _left(lead: str, slots: Sequence[SlotState], cells: int) -> list[str]:
    """What is left for a pen, by whose pen it is."""
    names = "、".join(slot.label.rstrip("：:") for slot in slots)
    return wrap(f"{lead}{names}", cells, "    ", "    " + " " * width(lead)) if names else []


def _open(slot: SlotState, place: Callable[[Path], Place], cells: int) -> list[str]:
    fields = asked_for(concrete(slot.path))
    names = "、".join(f"{label(path) or slot.label}" for path in fields)
    where = place(fields[0])
    return wrap(f"· {slot.label}　←　{names}（{where}）", cells, "      ", "        ")
