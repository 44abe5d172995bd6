"""What verifying a submission found, as text: which paper, which place, what it says, and what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from evalprep.model.agreement import Contradiction, Verified
from evalprep.report.layout import Style, width, wrap

MOST_FILES = 20
"""How many files of one kind are named; the others are counted."""
RED, GREEN, YELLOW = 31, 32, 33


def verified_text(found: Verified, style: Style) -> str:
    """The folder, its files against the manifest, the contradictions one by one, and the conclusion."""
    cells = style.cells
    # A path stays whole, so that it can be copied.
    lines = [f"{'申报材料' if found.is_submission else '文件夹'}：{found.folder}", ""]
    lines += _files(found, cells)
    lines += _read(found, cells) if found.is_submission or found.agreement.broken else []
    contradictions = found.agreement.contradictions
    if contradictions:
        lines += [style.paint(f"各份材料之间有 {len(contradictions)} 处对不上：", RED)]
    for number, one in enumerate(contradictions, 1):
        lines += contradiction_lines(one, cells, lead=f"{number}. ", changed=found.changed)
    lines += [""] if contradictions else []
    return "\n".join([*lines, *wrap(f"结论：{_conclusion(found)}", cells, "", "  ")])


def contradiction_line(one: Contradiction) -> str:
    """A contradiction on one line: 专家 王示例 学历：《…》专家情况 第 3 行「学历」：大专；《…》…：本科."""
    subject = f"{one.subject}　" if one.subject else ""
    told = (f"《{_short(side.paper)}》{side.where}：{side.text}" for side in one.sides)
    return f"{subject}{one.what}{_copies(one)}：{'；'.join(told)}"


def contradiction_lines(
    one: Contradiction, cells: int, *, lead: str = "· ", changed: Collection[str] = ()
) -> Iterator[str]:
    """What differs, then each place with what it says; of `changed` papers, which are looked at first, each is marked."""
    hanging = " " * width(lead)
    subject = f"{one.subject}：" if one.subject else ""
    yield from wrap(f"{lead}{subject}{one.what}{_copies(one)}", cells, "", hanging)
    for side in one.sides:
        mark = "（生成以后改过）" if side.paper in changed and len(one.papers) > 1 else ""
        yield from wrap(f"《{_short(side.paper)}》{mark}{side.where}", cells, hanging, f"{hanging}  ")
        yield from wrap(side.text, cells, f"{hanging}    ", f"{hanging}    ")


def _copies(one: Contradiction) -> str:
    """Whether it is between a paper as somebody changed it and the same paper as it was made since: one of them goes."""
    return "（手工修改的和新填的不一样）" if one.is_of_copies else ""


def _conclusion(found: Verified) -> str:
    draft = (
        "；生成时自查还没有通过（文件名带「草稿」），还不能交" if found.draft and found.is_submission else ""
    )
    if found.agreement.contradictions:
        return "有对不上的地方，改好以前不要交。"
    if found.missing:
        return "缺文件；读得出来的内容没有对不上的。" if found.is_submission else "缺文件。"
    if found.agreement.broken:
        return "有材料读不出来，没有核对完。"
    if not found.is_as_made:
        agrees = "读得出来的内容都对得上；" if found.is_submission else ""
        return f"{agrees}有文件和生成时不一样，看一遍上面列出的是不是都是有意改的{draft}。"
    if found.outdated:
        return "文件齐全，但是用以前的申报材料做的，和现在的不一样，不要交。"
    agrees = "，读得出来的内容都对得上" if found.is_submission else ""
    return f"文件齐全，和生成时一样{agrees}{draft}。"


def _files(found: Verified, cells: int) -> Iterator[str]:
    if found.is_as_made:
        yield from ("文件和生成时一样，没有缺的、改过的、多出来的。", "")
        return
    others = [name for name in found.added if name not in found.kept]
    for lead, names in (
        ("缺少的文件", found.missing),
        ("生成以后改过的文件", found.changed),
        ("生成时为您保留在旁边的文件（和新填写的只留一份）", found.kept),
        ("另外放进来的文件", others),
    ):
        yield from _named(lead, names, cells)
    yield ""


def _named(lead: str, names: Sequence[str], cells: int) -> Iterator[str]:
    if names:
        yield f"{lead} {len(names)} 个："
    for name in names[:MOST_FILES]:
        yield from wrap(f"· {name}", cells, "  ", "    ")
    if len(names) > MOST_FILES:
        yield f"  · 还有 {len(names) - MOST_FILES} 个"


def _read(found: Verified, cells: int) -> Iterator[str]:
    """What was compared and what was not: nobody is to think that a scan was read."""
    agreement = found.agreement
    told = f"逐项核对了 {len(agreement.read)} 份材料的内容"
    if agreement.unread:
        told += f"；另有 {len(agreement.unread)} 份是扫描件、图片或没有名单表格的文件，内容没有核对"
    yield from wrap(f"{told}。", cells, "", "  ")
    for name, why in agreement.broken:
        yield from wrap(f"× {name}：{why}", cells, "  ", "    ")
    yield ""


def _short(paper: str) -> str:
    """A paper's name without its ending."""
    stem, dot, suffix = paper.rpartition(".")
    return stem if dot and "/" not in suffix else paper
