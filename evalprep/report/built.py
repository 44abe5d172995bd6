"""What a build made, as text: the folder as a tree with what is open in each paper, first drafts apart, what was not
made and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from evalprep.documents.values import SlotState
from evalprep.errors import Place
from evalprep.model.agreement import Contradiction
from evalprep.model.enclosures import Enclosure, Item, Submission
from evalprep.model.results import CheckResult, Filing, Finding
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.lacks import is_told, lacking_lines
from evalprep.report.layout import Style, width, wrap, wrap_names
from evalprep.report.made import AUTHORITY, Built, MadePaper, Written
from evalprep.report.notices import Dated, notice_lines
from evalprep.report.open_slots import listed_slots, open_lines
from evalprep.report.pieces import pieces, size_told
from evalprep.report.plainly import of_weight
from evalprep.report.verified import contradiction_lines

MOST_FILES = 5
"""How many copies under one number, and how many files beside the folder, are listed."""
MOST_SPARED = 3
"""How many first drafts that need not be written are named."""


def missing_line(
    result: CheckResult,
    submission: Submission,
    papers: Sequence[MadePaper],
    contradictions: Sequence[Contradiction] = (),
) -> str:
    """草稿：3 项不符合，2 项待补充，缺 4 份材料，5 处空着；还不能交. Nothing for one that may be handed in.

    Of the requirements the musts are counted, filing included, as the check counts them.
    """
    if submission.ready:
        return ""
    judged: list[Finding | Filing] = [
        *of_weight(result.judged, Weight.MUST),
        *of_weight(result.filing, Weight.MUST),
    ]
    verdicts = Counter(one.verdict for one in judged)
    counted = (
        (f"{verdicts[Verdict.UNMET]} 项不符合", verdicts[Verdict.UNMET]),
        (f"{verdicts[Verdict.UNKNOWN]} 项待补充", verdicts[Verdict.UNKNOWN]),
        (f"缺 {(lacks := sum(map(_lacking, submission.items)))} 份材料", lacks),
        (f"{(slots := sum(len(paper.open) for paper in papers if not paper.is_draft))} 处空着", slots),
        (f"{len(contradictions)} 处对不上", len(contradictions)),
    )
    told = "，".join(one for one, many in counted if many)
    return f"草稿：{told}；还不能交" if told else "草稿：还不能交"


def _lacking(item: Item) -> int:
    """How many papers of an item are not there in any form."""
    return sum(len(piece.lacking) for piece in pieces(item) if not piece.is_made)


def built_text(notice: Dated, built: Built, style: Style) -> str:
    """The notice, the conclusion, the papers with what is open in each, first drafts apart, and what was not made."""
    cells = style.cells
    lines = [*notice_lines(notice, cells), *wrap(f"自查结论：{built.conclusion}", cells, "", "  "), ""]
    drafts = [paper for paper in built.papers if paper.is_draft]
    if built.submission:
        lines += _whole(built, drafts, cells)
    else:
        lines += _one(built, drafts, cells)
    return "\n".join(lines)


def _whole(built: Built, drafts: Sequence[MadePaper], cells: int) -> Iterator[str]:
    """What a build of everything made."""
    # A path stays whole, so that it can be copied.
    yield f"申报材料在：{built.folder}"
    yield from wrap(built.missing, cells, "", "  ") if built.missing else []
    yield from _handed_in(built, cells)
    yield from _kept(built.kept, cells)
    yield from _listed("文件夹里不是 evalprep 做的文件，没有动：", built.foreign, cells, MOST_FILES)
    yield from _listed("还要知道：", built.remarks, cells)
    yield from _contradicting(built.contradictions, cells)
    if drafts:
        yield from ("", f"初稿 {len(drafts)} 份在：{built.drafts}")
        yield from _drafts(drafts, cells)
    yield from _spared(built.spared, cells)
    yield from _listed("下面各项还做不了：", _untold(built), cells)
    yield from _listed("下面的初稿已经用不着，改过的还留着，不要的删去：", built.done_with, cells)
    yield from _written("PDF：", built.pdf)
    yield from _written("压缩包：", built.zips)
    yield from _desk(built, cells) if built.desk else []


def _one(built: Built, drafts: Sequence[MadePaper], cells: int) -> Iterator[str]:
    """One paper that was made anew: where it lies, and what is open in it."""
    if drafts:
        yield f"只写初稿 {len(drafts)} 份，在：{built.folder}"
        yield from _drafts(drafts, cells)
    else:
        is_for_desk = built.desk == built.folder
        yield f"只重新做了一份{'自查用的，不交' if is_for_desk else ''}，在：{built.folder}"
        yield from wrap(built.missing, cells, "", "  ") if built.missing and not is_for_desk else []
        yield from _handed_in(built, cells)
    yield from _kept(built.kept, cells)
    yield from _listed("还要知道：", built.remarks, cells)
    yield from _contradicting(built.contradictions, cells)


def _kept(names: Sequence[str], cells: int) -> Iterator[str]:
    for name in names:
        yield from wrap(f"手工改过的文件没有覆盖，保留为：{name}", cells, "  ", "    ")


def _contradicting(found: Sequence[Contradiction], cells: int) -> Iterator[str]:
    if found:
        yield from ("", "材料之间对不上，改好再交：")
    for one in found:
        yield from (f"  {line}" for line in contradiction_lines(one, cells - 2))


def _spared(titles: Sequence[str], cells: int) -> Iterator[str]:
    """How many first drafts are not written, and the first of them."""
    if titles:
        lead = f"已有定稿（或已用别的材料），不再写初稿 {len(titles)} 份："
        tail = "等" if len(titles) > MOST_SPARED else ""
        yield ""
        yield from wrap_names(lead, [f"《{one}》" for one in titles[:MOST_SPARED]], cells, "", "  ", tail)


def _untold(built: Built) -> list[str]:
    """What could not be made and the folder's tree does not tell already."""
    items = built.submission.items if built.submission else ()
    lacking = [one for item in items for one in item.lacking]
    return [one for one in built.lacking if not is_told(one, lacking)]


def _desk(built: Built, cells: int) -> list[str]:
    """The folder for the desk, its papers in a line, and what of a person's own was kept beside them."""
    lines = ["", f"本单位自己用的在：{built.desk}"]
    return [*lines, *wrap_names("", built.desk_papers, cells, "  "), *_kept(built.desk_kept, cells)]


def _handed_in(built: Built, cells: int) -> Iterator[str]:
    """The folder as a tree, number by number, with what is open in the papers that were made."""
    papers = {paper.name: paper for paper in built.papers if not paper.is_draft}
    if built.submission:
        files = len(built.submission.enclosures)
        yield f"  {len(built.submission.items)} 项材料，{files} 个文件"
        for one in built.submission.front:
            yield from _file(one.name, papers.pop(one.name, None), cells, "  ")
        for item in built.submission.items:
            yield from _item(item, papers, built.places, cells)
        yield from _elsewhere(built.submission, cells)
    for paper in papers.values():
        yield from _file(paper.name, paper, cells, "  ")


def _item(item: Item, papers: dict[str, MadePaper], places: Mapping[str, Place], cells: int) -> Iterator[str]:
    """The line of a number, the files under it, and what is lacking."""
    if len(item.enclosures) == 1:
        alone = item.enclosures[0].name
        yield from _file(alone, papers.pop(alone, None), cells, "  ")
    elif item.enclosures:
        folder = item.enclosures[0].name.partition("/")[0]
        yield from wrap(f"{folder}/  {len(item.enclosures)} 个文件", cells, "  ", "    ")
        yield from _files(item.enclosures, papers, cells)
    else:
        state = "" if item.lacking else "  还没有" if item.is_asked else "  不适用"
        yield from wrap(f"{item.number:02d}-{item.name}{state}", cells, "  ", "    ")
    yield from lacking_lines(item, places, cells)


def _files(enclosures: Sequence[Enclosure], papers: dict[str, MadePaper], cells: int) -> Iterator[str]:
    """The papers that were made, and of the copies a handful."""
    copies = 0
    for one in enclosures:
        copies += one.name not in papers
        if one.name in papers or copies <= MOST_FILES:
            yield from _file(one.name.partition("/")[2], papers.pop(one.name, None), cells, "    ")
    if copies > MOST_FILES:
        yield f"    … 等，还有 {copies - MOST_FILES} 个"


def _elsewhere(submission: Submission, cells: int) -> Iterator[str]:
    if submission.elsewhere:
        files, lead = (
            list(dict.fromkeys(submission.elsewhere)),
            "放宽情形要看的文件，清单里没有位置，要一起交：",
        )
        tail = f"等 {len(files)} 个" if len(files) > MOST_FILES else ""
        yield from wrap_names(lead, files[:MOST_FILES], cells, "  ", "    ", tail)


def _file(name: str, paper: MadePaper | None, cells: int, indent: str) -> Iterator[str]:
    """A file's line, and below it what is open in a paper that was made and what is left for a pen."""
    yield from wrap(name, cells, indent, f"{indent}  ")
    if paper:
        yield from _paper(paper, cells, f"{indent}  ")


def _written(lead: str, files: Sequence[Written]) -> Iterator[str]:
    """Each file with its size and pages; of many a handful."""
    if files:
        yield ""
    for one in files[:MOST_FILES]:
        pages = f"{one.pages} 页，" if one.pages is not None else ""
        # A path stays whole, so that it can be copied.
        yield f"{lead}{one.path}（{pages}{size_told(one.size)}）"
    if len(files) > MOST_FILES:
        yield f"  … 等，共 {len(files)} 个"


def _paper(paper: MadePaper, cells: int, indent: str) -> Iterator[str]:
    if paper.open:
        many, listed = f"还有 {len(paper.open)} 处空着", listed_slots(paper.open)
        yield f"{indent}{many}{f'，先列 {listed} 处' if listed < len(paper.open) else ''}："
        yield from open_lines(paper.open, cells, f"{indent}  ", "，都在待补充清单里")
    own = [one for one in paper.left if one.path != AUTHORITY]
    yield from _left("打印后签字、盖章：", own, cells, indent)
    others = [one for one in paper.left if one.path == AUTHORITY]
    yield from _left("由受理部门填写，请留空：", others, cells, indent)


def _drafts(papers: Sequence[MadePaper], cells: int) -> Iterator[str]:
    """First drafts, a line each, organisation by organisation; below, once, what they wait for from the project file."""
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
            parts = (paper.name, "，".join(told), f"→ {registers(paper.under)}")
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
        yield from open_lines(list(waits.values()), cells, "    ", "，初稿里标着【待填】或空着")


def _begun(paper: MadePaper) -> str:
    return "已在改写，没有动" + ("；项目资料后来改过，请对照着改" if paper.outdated else "")


def registers(under: Sequence[tuple[str, str]]) -> str:
    """附件「试点工作实施方案」「质量管控措施」."""
    places = dict.fromkeys(where for where, _ in under)
    return "，".join(
        where + "".join(f"「{kind}」" for place, kind in under if place == where) for where in places
    )


def _left(lead: str, slots: Sequence[SlotState], cells: int, indent: str) -> list[str]:
    """What is left for a pen, by whose pen it is."""
    names = list(dict.fromkeys(slot.label.rstrip("：:") for slot in slots))
    return wrap_names(lead, names, cells, indent, indent + " " * width(lead)) if names else []


def _listed(lead: str, items: Sequence[str], cells: int, most: int | None = None) -> Iterator[str]:
    if items:
        yield ""
        yield lead
    for item in items[:most]:
        yield from wrap(f"· {item}", cells, "  ", "    ")
    if most is not None and len(items) > most:
        yield f"  … 等，共 {len(items)} 个"
