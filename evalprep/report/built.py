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
    begun: bool = False
    """Whether a person has begun to write this first draft, so that no new one was put in its place."""
    outdated: bool = False
    """Whether what the project says has changed since they began."""

    @property
    def is_draft(self) -> bool:
        """Whether it never counts."""
        return self.kind == "draft"

    @property
    def prompts(self) -> int:
        """How many places the applicant has to write itself."""
        return sum(not slot.waits for slot in self.open)


@dataclass(frozen=True)
class Built:
    """What one build made: the folder of papers and the one of first drafts, whole, and what was not made."""

    conclusion: str
    """What the check says of the applicant, since papers can be made before it may apply."""
    folder: str
    drafts: str
    """Where the first drafts lie, apart from what is handed in."""
    papers: tuple[MadePaper, ...]
    lacking: tuple[str, ...] = ()
    """What could not be made, and what to do instead."""
    spared: tuple[str, ...] = ()
    """First drafts that were not written because the finished paper is there."""
    kept: tuple[str, ...] = ()
    """Papers that a person changed, by the name under which they are kept."""
    done_with: tuple[str, ...] = ()
    """First drafts that a person wrote in and that nothing calls for any more."""


def built_text(notice: Dated, built: Built, style: Style) -> str:
    """The notice, the conclusion, the papers with what is open in each, first drafts apart, and what was not made."""
    cells = style.cells
    lines = [*notice_lines(notice, cells), *wrap(f"自查结论：{built.conclusion}", cells, "", "  ")]
    # A path stays whole, so that it can be copied.
    lines += ["", f"申报材料在：{built.folder}"]
    for paper in built.papers:
        if not paper.is_draft:
            lines += _paper(paper, cells)
    lines += _drafts([paper for paper in built.papers if paper.is_draft], built.drafts, cells)
    if built.spared:
        told = f"已有定稿（或已用别的材料），不再写初稿 {len(built.spared)} 份：{'、'.join(built.spared)}"
        lines += ["", *wrap(told, cells, "", "  ")]
    lines += _listed("下面各项还做不了：", built.lacking, cells)
    for name in built.kept:
        lines += wrap(f"手工改过的文件没有覆盖，保留为：{name}", cells, "  ", "    ")
    lines += _listed("下面的初稿已经用不着，改过的还留着，不要的删去：", built.done_with, cells)
    return "\n".join(lines)


def _paper(paper: MadePaper, cells: int) -> Iterator[str]:
    yield f"  {paper.name}"
    if paper.open:
        yield (
            f"    还有 {len(paper.open)} 处空着："
            if len(paper.open) <= MOST_OPEN
            else (f"    还有 {len(paper.open)} 处空着，先列 {MOST_OPEN} 处：")
        )
        yield from _open(paper.open, cells, "      ", "，都在待补充清单里")
    yield from _left("打印后签字、盖章：", [one for one in paper.left if one.path != AUTHORITY], cells)
    yield from _left("由受理部门填写，请留空：", [one for one in paper.left if one.path == AUTHORITY], cells)


def _drafts(papers: Sequence[MadePaper], folder: str, cells: int) -> Iterator[str]:
    """First drafts, a line each, organisation by organisation; below, once, what they wait for from the project file."""
    if not papers:
        return
    yield from ("", f"初稿 {len(papers)} 份在：{folder}")
    lead = "初稿不算数，也不交：写完黄底的【待写】【待填】，盖章、定稿，登记到「→」后面的地方"
    yield from wrap(lead, cells, "  ", "  ")
    for whose, own in groupby(papers, key=lambda paper: paper.whose):
        if whose:
            yield from wrap(f"{whose}：登记在这一行；规章制度登记在它自己的项目文件", cells, "  ", "    ")
        for paper in own:
            waiting = sum(bool(slot.waits) for slot in paper.open)
            told = [f"待写 {paper.prompts} 处"] if paper.prompts else []
            told += [f"缺资料 {waiting} 处"] if waiting else []
            told = [_begun(paper)] if paper.begun else told
            parts = (paper.name, "，".join(told), f"→ {_registers(paper.under)}")
            yield from wrap("  ".join(filter(None, parts)), cells, "  ", "      ")
    waits = {
        (slot.waits, slot.place): slot
        for paper in papers
        if not paper.begun
        for slot in paper.open
        if slot.waits
    }
    if waits:
        yield "  初稿里缺的资料："
        yield from _open(list(waits.values()), cells, "    ", "，初稿里标着【待填】或空着")


def _begun(paper: MadePaper) -> str:
    return "已在改写，没有动" + ("；项目资料后来改过，请对照着改" if paper.outdated else "")


def _registers(under: Sequence[tuple[str, str]]) -> str:
    """附件「试点工作实施方案」「质量管控措施」."""
    places = dict.fromkeys(where for where, _ in under)
    return "，".join(
        where + "".join(f"「{kind}」" for place, kind in under if place == where) for where in places
    )


def _open(slots: Sequence[OpenSlot], cells: int, indent: str, where_else: str = "") -> Iterator[str]:
    """The first open slots, each with its field and line, and how many more there are, and where they are seen."""
    for slot in slots[:MOST_OPEN]:
        where = f"　←　{slot.waits}{f'（{slot.place}）' if slot.place else ''}" if slot.waits else ""
        yield from wrap(f"· {slot.label}{where}", cells, indent, f"{indent}  ")
    if len(slots) > MOST_OPEN:
        yield f"{indent}· 还有 {len(slots) - MOST_OPEN} 处{where_else}"


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
