"""The words of WordprocessingML: names of elements, and what counts as text in a paragraph.

Content controls, hyperlinks, smart tags and tracked insertions are looked through; tracked deletions, field
instructions, drawings, nested tables and the placeholder of an empty content control are no text.
Source: ECMA-376 part 1, clause 17; [MS-DOCX] 2.6 for w14.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def w(tag: str) -> str:
    """`p` as the full name of w:p."""
    return f"{{{W}}}{tag}"


def w14(tag: str) -> str:
    """`checkbox` as the full name of w14:checkbox."""
    return f"{{{W14}}}{tag}"


P, R, T, TBL, TR, TC = w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc")
SDT, SDT_CONTENT = w("sdt"), w("sdtContent")
PPR, RPR, TRPR, TCPR, SDTPR = w("pPr"), w("rPr"), w("trPr"), w("tcPr"), w("sdtPr")
SYM, FIELD_CHAR = w("sym"), w("fldChar")

_WRAPPERS = frozenset(
    map(w, ("customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo"))
)
_BREAKS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_LEAVES = frozenset({T, SYM, FIELD_CHAR, *_BREAKS})


def children(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The `wanted` elements (w:p, w:tbl, w:tr or w:tc) in `parent`, content controls and the like looked through."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag == SDT:
            content = child.find(SDT_CONTENT)
            if content is not None:
                yield from children(content, wanted)
        elif child.tag in _WRAPPERS:
            yield from children(child, wanted)


def blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of a body, in order, content controls and the like looked through."""
    for child in parent:
        if child.tag in (P, TBL):
            yield child
        elif child.tag == SDT:
            content = child.find(SDT_CONTENT)
            if content is not None:
                yield from blocks(content)
        elif child.tag in _WRAPPERS:
            yield from blocks(child)


def leaves(paragraph: etree._Element) -> Iterator[etree._Element]:
    """What carries text in a paragraph, in order: w:t, w:tab, w:br, w:sym, w:fldChar, and check boxes (w:sdt) whole."""
    if not any(_shows_placeholder(control) for control in paragraph.iterancestors(SDT)):
        yield from _leaves(paragraph)


def _leaves(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == R:
            yield from (leaf for leaf in child if leaf.tag in _LEAVES)
        elif child.tag == SDT:
            yield from _control_leaves(child)
        elif child.tag in _WRAPPERS:
            yield from _leaves(child)


def _control_leaves(control: etree._Element) -> Iterator[etree._Element]:
    if is_check_box(control):
        yield control
        return
    content = control.find(SDT_CONTENT)
    if content is not None and not _shows_placeholder(control):
        yield from _leaves(content)


def _shows_placeholder(control: etree._Element) -> bool:
    return control.find(f"{SDTPR}/{w('showingPlcHdr')}") is not None


def is_check_box(control: etree._Element) -> bool:
    """Whether a content control is a check box (w14:checkbox)."""
    return control.find(f"{SDTPR}/{w14('checkbox')}") is not None


def leaf_text(leaf: etree._Element) -> str:
    """The text that one leaf stands for; symbols and field marks have none."""
    if leaf.tag == T:
        return leaf.text or ""
    if leaf.tag == SDT:
        return "".join(text.text or "" for text in leaf.iter(T))
    if leaf.tag == w("br") and leaf.get(w("type"), "textWrapping") != "textWrapping":
        return ""
    return _BREAKS.get(leaf.tag, "")


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of a paragraph as a reader sees it; a line break is `\\n`, a tab `\\t`."""
    return "".join(leaf_text(leaf) for leaf in leaves(paragraph))


def is_on(element: etree._Element | None) -> bool:
    """Whether an on/off property (of w or w14) is set: `<w:checked/>` is, `<w:checked w:val="0"/>` is not."""
    return element is not None and not {element.get(w("val")), element.get(w14("val"))} & {
        "0",
        "false",
        "off",
    }
