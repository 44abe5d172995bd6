"""Our own lint for Word files: what the Open XML validator lets through, and Word, WPS or a reader stumbles over.

`faults(docx)` names every fault in a few words; a good file has none. Held against every paper that is built.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
# A style that Word offers to the writer may be there for later; the others only take room.
_REFERS = {f"{W}{tag}" for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink")}
_IDS = (f"{W}bookmarkStart", f"{W}commentRangeStart", f"{W}ins", f"{W}del")


def faults(docx: bytes) -> list[str]:
    """Everything that is wrong with a Word file."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")}
    trees = {name: etree.fromstring(content) for name, content in parts.items() if name.startswith("word/")}
    body = trees["word/document.xml"]
    return [
        *_cells(body),
        *_rows(body),
        *_ends(body),
        *_ids(trees),
        *_levels(body, trees["word/styles.xml"]),
        *_styles(trees),
    ]


def _cells(body: etree._Element) -> Iterator[str]:
    for number, cell in enumerate(body.iter(f"{W}tc"), 1):
        last = cell[-1].tag if len(cell) else None
        if last != f"{W}p":
            yield f"cell {number} does not end with a paragraph"


def _rows(body: etree._Element) -> Iterator[str]:
    for at, table in enumerate(body.iter(f"{W}tbl"), 1):
        width = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for number, row in enumerate(table.findall(f"{W}tr"), 1):
            covered = sum(_span(cell) for cell in row.findall(f"{W}tc")) + _skipped(row)
            if covered != width:
                yield f"table {at} row {number} covers {covered} of {width} columns"


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return int(span.get(f"{W}val", "1")) if span is not None else 1


def _skipped(row: etree._Element) -> int:
    found = (row.find(f"{W}trPr/{W}{tag}") for tag in ("gridBefore", "gridAfter"))
    return sum(int(one.get(f"{W}val", "0")) for one in found if one is not None)


def _ends(body: etree._Element) -> Iterator[str]:
    """Two tables that touch are one to Word; a document or cell that ends with a table has no place to write after it."""
    for table in body.iter(f"{W}tbl"):
        after = table.getnext()
        if after is None or after.tag not in (f"{W}p", f"{W}bookmarkEnd"):
            yield "a table is not followed by a paragraph"


def _ids(trees: dict[str, etree._Element]) -> Iterator[str]:
    for name, tree in trees.items():
        paragraphs = Counter(e.get(f"{W14}paraId") for e in tree.iter(f"{W}p") if e.get(f"{W14}paraId"))
        drawings = Counter(e.get("id") for e in tree.iter() if str(e.tag).endswith("}docPr"))
        marks = [Counter(e.get(f"{W}id") for e in tree.iter(tag)) for tag in _IDS]
        for counted in (paragraphs, drawings, *marks):
            yield from (f"{name}: id {one} stands {n} times" for one, n in counted.items() if n > 1)


def _levels(body: etree._Element, styles: etree._Element) -> Iterator[str]:
    """Headings go down one level at a time."""
    levels = {}
    for style in styles.iter(f"{W}style"):
        level = style.find(f"{W}pPr/{W}outlineLvl")
        if level is not None:
            levels[style.get(f"{W}styleId")] = int(level.get(f"{W}val", "9"))
    above = -1
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        level = levels.get(style.get(f"{W}val")) if style is not None else None
        if level is None:
            continue
        if level > above + 1:
            yield f"heading of level {level + 1} below level {above + 1}: {''.join(paragraph.itertext())}"
        above = level


def _styles(trees: dict[str, etree._Element]) -> Iterator[str]:
    defined = list(trees["word/styles.xml"].iter(f"{W}style"))
    names = Counter(style.get(f"{W}styleId") for style in defined)
    yield from (f"style {name} is defined {n} times" for name, n in names.items() if n > 1)
    used = {e.get(f"{W}val") for tree in trees.values() for e in tree.iter() if e.tag in _REFERS}
    yield from (f"style {name} is not defined" for name in sorted(used - set(names), key=str))
    for style in defined:
        offered = style.find(f"{W}qFormat") is not None
        if style.get(f"{W}styleId") not in used and style.get(f"{W}default") != "1" and not offered:
            yield f"style {style.get(f'{W}styleId')} is not used"
