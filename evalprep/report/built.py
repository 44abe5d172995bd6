"""What a build made, as text: the papers with what is open in each, first drafts apart, what was not made and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from evalprep.documents.values import SlotState
from evalprep.errors import Place
from evalprep.report.layout import Style, width, wrap
from evalprep.report.notices import Dated, notice_lines

AUTHORITY = "authority"
"""What a form map leaves for the authority that takes the paper."""
MOST_OPEN = 5
"""How many open slots of one paper are listed; the others are counted."""


@dataclass(frozen=True)
class OpenSlot:
    """A slot that is still open: its printed label, and the field that it waits for with its place; none for a prompt."""

    label: str
    waits: str = ""
    place: Place | None = None


@dataclass(frozen=True)
class MadePaper:
    """A paper as built: its file, title, and the slots that are still open or left for signature and seal."""

    name: str
    title: str
    kind: str = "form"
    """form, list, or draft: a first draft never counts, the finished paper has to be registered."""
    open: tuple[OpenSlot, ...] = ()
    left: tuple[SlotState, ...] = ()
    under: tuple[tuple[str, str], ...] = ()
    """Where the finished paper is to be registered, and as what kind; for a first draft only."""
    whose: str = ""
    """The recommended organisation that writes it, with its row; nothing for the applicant."""
    serves: tuple[str, ...] = ()
    """The ids of the rules and materials that call for it."""

    @property
    def is_draft(self) -> bool:
        """Whether it never counts."""
        return self.kind == "draft"

    @property
    def prompts(self) -> int:
        """How many places the applicant has to write itself."""
        return sum(not slot.waits for slot in self.open)


def built_text(
    notice: Dated,
    folder: str,
    papers: Sequence[MadePaper],
    lacking: Sequence[str],
    spared: Sequence[str],
    kept: Sequence[str],
    style: Style,
) -> str:
    """The notice, the folder and its papers; `lacking` could not be made, `spared` are drafts that nobody needs any more."""
    cells = style.cells
    # A path stays whole, so that it can be copied.
    lines = [*notice_lines(notice, cells), "", f"申报材料在：{folder}"]
    for paper in papers:
        if not paper.is_draft:
            lines += _paper(paper, cells)
    lines += _drafts([paper for paper in papers if paper.is_draft], cells)
    if spared:
        told = f"已有定稿（或已用别的材料），不再写初稿 {len(spared)} 份：{'、'.join(spared)}"
        lines += ["", *wrap(told, cells, "", "  ")]
    lines += _listed("下面各项还做不了：", lacking, cells)
    for name in kept:
        lines += wrap(f"手工改过的文件没有覆盖，保留为：{name}", cells, "  ", "    ")
    return "\n".join(lines)


def _paper(paper: MadePaper, cells: int) -> Iterator[str]:
    yield f"  {paper.name}"
    if paper.open:
        yield (
            f"    还有 {len(paper.open)} 处空着："
            if len(paper.open) <= MOST_OPEN
            else (f"    还有 {len(paper.open)} 处空着，先列 {MOST_OPEN} 处：")
        )
        yield from _open(paper.open, cells, "      ")
    yield from _left("打印后签字、盖章：", [one for one in paper.left if one.path != AUTHORITY], cells)
    yield from _left("由受理部门填写，请留空：", [one for one in paper.left if one.path == AUTHORITY], cells)


def _drafts(papers: Sequence[MadePaper], cells: int) -> Iterator[str]:
    """First drafts, a line each, organisation by organisation; below, once, what they wait for from the project file."""
    if not papers:
        return
    yield ""
    lead = f"初稿 {len(papers)} 份，不算数：写完黄底的【待写】，盖章、定稿，登记到「→」后面的地方"
    yield from wrap(lead, cells, "", "  ")
    for whose, own in groupby(papers, key=lambda paper: paper.whose):
        if whose:
            yield from wrap(f"{whose}：登记在这一行；规章制度登记在它自己的项目文件", cells, "  ", "    ")
        for paper in own:
            waiting = sum(bool(slot.waits) for slot in paper.open)
            told = [f"待写 {paper.prompts} 处"] if paper.prompts else []
            told += [f"缺资料 {waiting} 处"] if waiting else []
            parts = (paper.name, "，".join(told), f"→ {_registers(paper.under)}")
            yield from wrap("  ".join(filter(None, parts)), cells, "  ", "      ")
    waits = {(slot.waits, slot.place): slot for paper in papers for slot in paper.open if slot.waits}
    if waits:
        yield "  初稿里缺的资料："
        yield from _open(list(waits.values()), cells, "    ")


def _registers(under: Sequence[tuple[str, str]]) -> str:
    """附件「试点工作实施方案」「质量管控措施」."""
    places = dict.fromkeys(where for where, _ in under)
    return "，".join(
        where + "".join(f"「{kind}」" for place, kind in under if place == where) for where in places
    )


def _open(slots: Sequence[OpenSlot], cells: int, indent: str) -> Iterator[str]:
    """The first open slots, each with its field and line, and how many more there are."""
    for slot in slots[:MOST_OPEN]:
        where = f"　←　{slot.waits}{f'（{slot.place}）' if slot.place else ''}" if slot.waits else ""
        yield from wrap(f"· {slot.label}{where}", cells, indent, f"{indent}  ")
    if len(slots) > MOST_OPEN:
        yield f"{indent}· 还有 {len(slots) - MOST_OPEN} 处"


def _left(lead: str, slots: Sequence[SlotState], cells: int) -> list[str]:
    """What is left for a pen, by whose pen it is."""
    names = "、".join(dict.fromkeys(slot.label.rstrip("：:") for slot in slots))
    return wrap(f"{lead}{names}", cells, "    ", "    " + " " * width(lead)) if names else []


def _listed(lead: str, items: Sequence[str], cells: int) -> Iterator[str]:
    if items:
        yield ""
        yield lead
    for item in items:
        yield from wrap(f"· {item}", cells, "  ", "    ")
