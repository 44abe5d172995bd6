"""The diff of an import on the screen: what is new row by row, what becomes another, what nobody but a person settles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from evalprep.model.masking import masked
from evalprep.report.layout import Style, pad, width, wrap

if TYPE_CHECKING:
    from evalprep.intake.given import Remark
    from evalprep.intake.merge.changes import Change, Conflict, Merge
    from evalprep.intake.merge.origins import Origins

TITLE, NEW, ALTERED, OPEN = 1, 32, 36, 31
WIDEST_LABEL = 30
MOST_ALIKE = 8
"""Remarks of one kind and wording that are shown one by one."""
LETTERS = "甲乙丙丁戊己庚辛壬癸"


def diff_text(merge: Merge, look: Style) -> str:
    """Everything that a merge comes to, down to the numbers; for a file or a terminal."""
    from evalprep.intake.merge.origins import Origins

    origins = Origins.of(merge)
    blocks = [
        _files(origins, look),
        *_sections(merge.changes, origins, look),
        _conflicts(merge.conflicts, origins, look),
        *_remarks(merge.remarks, origins, look),
        [*_completeness(merge, look), *wrap(totals(merge), look.cells)],
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def totals(merge: Merge) -> str:
    """新增 3 行、改 2 处（其中 1 处原来没有填）、没有变化 40 处、没有读进来 1 处."""
    filled = sum(change.old is None for change in merge.altered)
    counts = [
        f"新增 {len(merge.new_rows)} 行",
        f"改 {len(merge.altered)} 处" + (f"（其中 {filled} 处原来没有填）" if filled else ""),
        f"没有变化 {merge.same} 处",
        f"没有读进来 {len(merge.held_back)} 处",
    ]
    told = f"；要您来定的 {len(merge.conflicts)} 处" if merge.conflicts else ""
    return "、".join(counts) + told + "。"


def _files(origins: Origins, look: Style) -> list[str]:
    """The files, each by its whole name once."""
    if not origins.files:
        return []
    if len(origins.files) == 1:
        return wrap(masked(f"来自 {origins.files[0]}"), look.cells, "", "  ")
    head = f"来自 {len(origins.files)} 个文件"
    return [head, *(line for file in origins.files for line in wrap(masked(file), look.cells, "  ", "    "))]


def _sections(changes: Sequence[Change], origins: Origins, look: Style) -> Iterator[list[str]]:
    """Each list and each part of the project file."""
    by_section: dict[str, list[Change]] = {}
    for change in changes:
        by_section.setdefault(change.place.section, []).append(change)
    for section, inside in by_section.items():
        new = [change for change in inside if change.row_is_new]
        altered = [change for change in inside if not change.row_is_new]
        yield [
            look.paint(section, TITLE),
            *_new_rows(new, origins, look),
            *_altered(altered, origins, look),
        ]


def _new_rows(changes: Sequence[Change], origins: Origins, look: Style) -> Iterator[str]:
    """One line for each new row: its name, then as many of its columns as fit."""
    rows = [list(inside) for _, inside in groupby(changes, lambda change: change.new_rows[-1])]
    if not rows:
        return
    sources = origins.parts(change.origin for change in changes)
    yield from wrap(f"新增 {len(rows)} 行{f'（{sources}）' if sources else ''}", look.cells, "  ", "    ")
    names = [row[0].place.row for row in rows]
    column = min(max(map(width, names)), WIDEST_LABEL)
    for name, row in zip(names, rows, strict=True):
        lead = f"  + {pad(name, column)}  "
        yield look.paint(f"{lead}{_fitting(row, name, look.cells - width(lead))}".rstrip(), NEW)


def _fitting(row: Sequence[Change], name: str, cells: int) -> str:
    """学历 本科，职称 高级工程师 副高等 9 项: the columns that the name does not show already."""
    texts = [f"{one.place.field} {one.new}" for one in row if f" {one.new} " not in f"{name} "]
    whole = "，".join(texts)
    if width(whole) <= cells:
        return whole
    end = f"等 {len(texts)} 项"
    kept: list[str] = []
    for text in texts:
        if width("，".join([*kept, text])) + width(end) > cells:
            break
        kept.append(text)
    return "，".join(kept) + end if kept else f"{len(texts)} 项"


def _altered(changes: Sequence[Change], origins: Origins, look: Style) -> Iterator[str]:
    """Values that were unknown so far, then those that become others: 旧 → 新, each with the place of the new one."""
    filled = [change for change in changes if change.old is None]
    others = [change for change in changes if change.old is not None]
    yield from _values("填上", "+", filled, origins, look, NEW)
    yield from _values("改", "~", others, origins, look, ALTERED)


def _values(
    verb: str, sign: str, changes: Sequence[Change], origins: Origins, look: Style, colour: int
) -> Iterator[str]:
    if not changes:
        return
    shared, place_of = origins.shared(changes)
    yield from wrap(f"{verb} {len(changes)} 处{f'（{shared}）' if shared else ''}", look.cells, "  ", "    ")
    labels = [" ".join(filter(None, (change.place.row, change.place.field))) for change in changes]
    column = min(max(map(width, labels)), WIDEST_LABEL)
    for label, change in zip(labels, changes, strict=True):
        told = place_of(change)
        before = f"{change.old} → " if change.old is not None else ""
        text = f"{before}{change.new}{f'（{told}）' if told else ''}"
        lines = wrap(f"{pad(label, column)}  {text}", look.cells, f"  {sign} ", " " * 6)
        yield from (look.paint(line, colour) for line in lines)


def _conflicts(conflicts: Sequence[Conflict], origins: Origins, look: Style) -> list[str]:
    if not conflicts:
        return []
    lines = [look.paint(f"要您来定的（{len(conflicts)} 处）", OPEN)]
    for conflict in conflicts:
        lines += wrap(f"{conflict.label}：{conflict.why}", look.cells, "  ? ", "    ")
        if conflict.old is not None:
            lines += wrap(f"现在：{conflict.old}", look.cells, "      ", "            ")
        for letter, choice in zip(LETTERS, conflict.choices, strict=False):
            told = origins.places(choice.origins)
            text = f"{letter}：{choice.text}{f'（{told}）' if told else ''}"
            lines += wrap(text, look.cells, "      ", "          ")
        if len(conflict.choices) > len(LETTERS):
            lines.append(f"      另有 {len(conflict.choices) - len(LETTERS)} 种")
    return lines


def _remarks(remarks: Iterable[Remark], origins: Origins, look: Style) -> Iterator[list[str]]:
    from evalprep.intake.given import RemarkKind

    titles = {
        RemarkKind.HELD_BACK: ("没有读进来", OPEN),
        RemarkKind.UNRECOGNISED: ("不认识、没有用到的", TITLE),
        RemarkKind.READ_AS: ("照这样读的，请核对", TITLE),
        RemarkKind.SKIPPED: ("跳过的", TITLE),
        RemarkKind.DERIVED: ("表里印着、不单独登记的", TITLE),
    }
    remarks = list(remarks)
    for kind, (title, colour) in titles.items():
        alike = [remark for remark in remarks if remark.kind is kind]
        if alike:
            lines = [look.paint(f"{title}（{len(alike)} 处）", colour)]
            if kind is RemarkKind.DERIVED:
                lines += _derived([remark for remark in alike if not remark.remedy], origins, look)
                alike = [remark for remark in alike if remark.remedy]
            yield lines + [line for same in _same_words(alike) for line in _remark(same, origins, look)]


def _same_words(remarks: Sequence[Remark]) -> Iterator[list[Remark]]:
    """Remarks of the same words together; what could not be read stands each by itself."""
    from evalprep.intake.given import RemarkKind

    together: dict[object, list[Remark]] = {}
    for number, remark in enumerate(remarks):
        key = (
            number
            if remark.kind is RemarkKind.HELD_BACK
            else (remark.text, remark.origin.file, remark.remedy)
        )
        together.setdefault(key, []).append(remark)
    yield from together.values()


def _derived(remarks: Sequence[Remark], origins: Origins, look: Style) -> list[str]:
    """One paragraph: nobody has anything to do about what is made out of other values."""
    by_file: dict[str, list[str]] = {}
    for remark in remarks:
        what = (remark.origin.at if _is_label(remark.origin.at) else "") or remark.text
        by_file.setdefault(origins.file(remark.origin.file), []).append(what)
    lines = []
    for file, named in by_file.items():
        lead = f"{file}：" if file else ""
        told = f"{lead}{'、'.join(dict.fromkeys(named))}；这些由别的资料得出，不导入。"
        lines += wrap(masked(told), look.cells, "  ", "  ")
    return lines


def _is_label(at: str) -> bool:
    """Whether a place is told by its label (年龄), not by its cell (C5) or row."""
    return bool(at) and not at.isascii() and not at.startswith("第 ")


def _remark(same: Sequence[Remark], origins: Origins, look: Style) -> Iterator[str]:
    first = same[0]
    where = origins.places([remark.origin for remark in same], MOST_ALIKE)
    yield from wrap(masked(f"{where}：{first.text}" if where else first.text), look.cells, "  - ", "    ")
    if first.remedy:
        yield from wrap(masked(f"怎么办：{first.remedy}"), look.cells, "    ", "            ")


def _completeness(merge: Merge, look: Style) -> list[str]:
    if not merge.now_complete:
        return []
    named = "、".join(merge.now_complete)
    told = f"{named}原来没有登记；登记了就按齐了判断，还有没列进来的，要接着补上。"
    return wrap(told, look.cells)
