"""Writing into paragraphs: text takes the typeface, size and layout that stand there already.

What is written goes into one run; properties of the paragraph and everything around it stay as they were.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from evalprep.documents.wordxml import (
    PPR,
    RPR,
    SDT,
    SDT_CONTENT,
    SDTPR,
    TRPR,
    P,
    R,
    T,
    is_check_box,
    leaf_text,
    leaves,
    paragraph_text,
    w,
)

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Marks between runs that are no content: a paragraph that is written anew keeps them.
_MARKS = frozenset(
    map(w, ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd"))
)
# Of a paragraph mark's or run's properties, what must not be carried over to text of ours.
_NOT_OURS = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "vanish", "specVanish", "webHidden")
# What may stand before w:b, and what only after w:u, among a run's properties (ECMA-376 part 1, 17.3.2.28).
_BEFORE_BOLD = ("rStyle", "rFonts")
_AFTER_UNDERLINE = (
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "rtl",
    "cs",
    "em",
    "lang",
    "eastAsianLayout",
)


def write_line(paragraph: etree._Element, line: str) -> None:
    """Let a paragraph hold `line` and nothing else, in the typeface that it had."""
    run = _run(line, run_properties(paragraph))
    control = _text_control(paragraph)
    clear(paragraph, control)
    if control is None:
        paragraph.append(run)
    else:
        _fill_control(control, run)
    for around in paragraph.iterancestors(SDT):
        _no_placeholder(around)


def write_lines(paragraphs: Sequence[etree._Element], lines: Sequence[str]) -> list[etree._Element]:
    """Let some paragraphs hold `lines`, one each; lines too many get paragraphs after the last. Those written come back.

    Paragraphs too many stay where they are empty, and go where they hold text. Without lines nothing changes.
    """
    written: list[etree._Element] = []
    for index, line in enumerate(lines):
        is_there = index < len(paragraphs)
        written.append(paragraphs[index] if is_there else add_paragraph_after(written[-1], written[-1]))
        write_line(written[-1], line)
    for paragraph in paragraphs[len(lines) :] if lines else ():
        if paragraph_text(paragraph).strip():
            _remove(paragraph)
    return written


def clear(paragraph: etree._Element, but: etree._Element | None = None) -> None:
    """Take everything out of a paragraph but its properties, bookmarks and the like, and `but`."""
    for child in list(paragraph):
        if child.tag != PPR and child.tag not in _MARKS and child is not but:
            paragraph.remove(child)


def set_as_lead(paragraph: etree._Element) -> None:
    """Let a paragraph stand out as the line that leads what follows: bold, and on the same page as that."""
    for run in paragraph.findall(R):
        _set_bold(run)
    properties = _properties(paragraph, PPR)
    if properties.find(w("keepNext")) is None:
        properties.insert(0 if properties.find(w("pStyle")) is None else 1, etree.Element(w("keepNext")))


def let_grow(row: etree._Element) -> None:
    """Let a row of exact height grow with its text, so that nothing is cut off."""
    for height in row.iterfind(f"{TRPR}/{w('trHeight')}"):
        if height.get(w("hRule")) == "exact":
            height.set(w("hRule"), "atLeast")


def begin_page(paragraph: etree._Element) -> None:
    """Let a paragraph stand at the top of a page."""
    if any(mark.get(w("type")) == "page" for mark in paragraph.iter(w("br"))):
        return
    properties = _properties(paragraph, PPR)
    if properties.find(w("pageBreakBefore")) is None:
        before = sum(properties.find(w(tag)) is not None for tag in ("pStyle", "keepNext", "keepLines"))
        properties.insert(before, etree.Element(w("pageBreakBefore")))


def add_paragraph_after(before: etree._Element, model: etree._Element) -> etree._Element:
    """An empty paragraph after `before` that looks like `model`."""
    added = etree.Element(P)
    properties = model.find(PPR)
    if properties is not None:
        added.append(copy.deepcopy(properties))
        _drop(added[0], ("sectPr", "pPrChange", "pageBreakBefore", "keepNext"))
    fitting = run_properties(model)
    if fitting is not None:
        _set_mark(added, fitting)
    before.addnext(added)
    return added


def run_properties(paragraph: etree._Element) -> etree._Element | None:
    """The character format of a paragraph: of its first run with text, else of its first run, else of its mark."""
    with_text = (leaf.getparent() for leaf in leaves(paragraph) if leaf.tag == T)
    run = next(with_text, None)
    run = paragraph.find(R) if run is None else run
    found = run.find(RPR) if run is not None else paragraph.find(f"{PPR}/{RPR}")
    if found is None:
        return None
    ours = copy.deepcopy(found)
    _drop(ours, _NOT_OURS)
    return ours


def set_font(run: etree._Element, name: str) -> None:
    """Show a run in one typeface, whichever script Word takes its characters for."""
    properties = _properties(run, RPR)
    fonts = properties.find(w("rFonts"))
    if fonts is None:
        fonts = etree.Element(w("rFonts"))
        properties.insert(0 if properties.find(w("rStyle")) is None else 1, fonts)
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(w(script), name)


def isolate(leaf: etree._Element, start: int, end: int) -> etree._Element:
    """The run with characters `start` to `end` of a w:t alone (or with any other leaf alone), split off in place.

    What stands before stays in the run and the w:t that it was in; what follows moves to a run of its own.
    """
    run = _cut(leaf, end)
    text = leaf.text or ""
    if leaf.tag == T and start:
        _set_text(leaf, text[:start])
        alone = _twin(run, [_text(text[start:])])
    elif any(child.tag != RPR for child in leaf.itersiblings(preceding=True)):
        alone = _twin(run, [leaf])
    else:
        return run
    run.addnext(alone)
    return alone


def replace_span(paragraph: etree._Element, start: int, end: int, text: str, underline: bool) -> None:
    """Put `text` in place of the characters from `start` to `end` of a paragraph's text, in the format found there."""
    inside = [
        (leaf, max(start - at, 0), min(end - at, length))
        for leaf, at, length in _spans(paragraph, start, end)
    ]
    if not inside:
        _insert_at(paragraph, start, text)
        return
    first, begin, stop = inside[0]
    for leaf, _, until in reversed(inside[1:]):
        _shorten(leaf, until)
    run = isolate(first, begin, stop)
    for leaf in [child for child in run if child.tag != RPR]:
        run.remove(leaf)
    run.extend(_content(text))
    if underline:
        _set_underline(run)


def _spans(paragraph: etree._Element, start: int, end: int) -> list[tuple[etree._Element, int, int]]:
    """The leaves that the span touches, each with its offset and length; a check box is none of them."""
    found, at = [], 0
    for leaf in leaves(paragraph):
        length = len(leaf_text(leaf))
        if length and at < end and at + length > start and leaf.tag != SDT:
            found.append((leaf, at, length))
        at += length
    return found


def _insert_at(paragraph: etree._Element, offset: int, text: str) -> None:
    """A new run after the character before `offset`, in the format of the paragraph's end mark where it has one."""
    at = 0
    mark = paragraph.find(f"{PPR}/{RPR}")
    for leaf in leaves(paragraph):
        at += len(leaf_text(leaf))
        if at >= offset and leaf.tag != SDT:
            run = _cut(leaf, len(leaf_text(leaf)) - (at - offset))
            run.addnext(_run(text, copy.deepcopy(mark if mark is not None else run.find(RPR))))
            return
    paragraph.append(_run(text, copy.deepcopy(mark)))


def _shorten(leaf: etree._Element, until: int) -> None:
    """Take the first `until` characters away from a leaf."""
    rest = (leaf.text or "")[until:] if leaf.tag == T else ""
    if rest:
        _set_text(leaf, rest)
        return
    parent = leaf.getparent()
    assert parent is not None
    parent.remove(leaf)


def _cut(leaf: etree._Element, end: int) -> etree._Element:
    """The leaf's run, now ending after `end` characters of it; the rest stands in a run that follows."""
    run = leaf.getparent()
    assert run is not None
    text = leaf.text or ""
    rest = [_text(text[end:])] if leaf.tag == T and text[end:] else []
    rest += list(leaf.itersiblings())
    if leaf.tag == T:
        _set_text(leaf, text[:end])
    if rest:
        run.addnext(_twin(run, rest))
    return run


def _twin(run: etree._Element, content: Sequence[etree._Element]) -> etree._Element:
    twin = etree.Element(R)
    properties = run.find(RPR)
    if properties is not None:
        twin.append(copy.deepcopy(properties))
    twin.extend(content)
    return twin


def _run(line: str, properties: etree._Element | None) -> etree._Element:
    run = etree.Element(R)
    if properties is not None:
        run.append(properties)
    run.extend(_content(line))
    return run


def _content(text: str) -> list[etree._Element]:
    """A text as the children of a run, line breaks between its lines."""
    content: list[etree._Element] = []
    for index, line in enumerate(text.split("\n")):
        content += [etree.Element(w("br"))] if index else []
        content.append(_text(line))
    return content


def _text(text: str) -> etree._Element:
    element = etree.Element(T)
    _set_text(element, text)
    return element


def _set_text(element: etree._Element, text: str) -> None:
    element.text = text
    if text != text.strip():
        element.set(_XML_SPACE, "preserve")


def _set_bold(run: etree._Element) -> None:
    properties = _properties(run, RPR)
    if properties.find(w("b")) is None:
        before = sum(properties.find(w(tag)) is not None for tag in _BEFORE_BOLD)
        properties.insert(before, etree.Element(w("b")))


def _set_underline(run: etree._Element) -> None:
    properties = _properties(run, RPR)
    if properties.find(w("u")) is None:
        later = frozenset(map(w, _AFTER_UNDERLINE))
        index = next((at for at, child in enumerate(properties) if child.tag in later), len(properties))
        properties.insert(index, etree.Element(w("u"), {w("val"): "single"}))


def _properties(element: etree._Element, tag: str) -> etree._Element:
    """The w:rPr of a run or the w:pPr of a paragraph, made where there is none."""
    properties = element.find(tag)
    if properties is None:
        properties = etree.Element(tag)
        element.insert(0, properties)
    return properties


def _text_control(paragraph: etree._Element) -> etree._Element | None:
    """The content control that the paragraph's text stands in, where there is just one."""
    controls = [control for control in paragraph.findall(SDT) if not is_check_box(control)]
    return controls[0] if len(controls) == 1 and controls[0].find(SDT_CONTENT) is not None else None


def _fill_control(control: etree._Element, run: etree._Element) -> None:
    content = control.find(SDT_CONTENT)
    assert content is not None
    for child in list(content):
        content.remove(child)
    content.append(run)
    _no_placeholder(control)


def _no_placeholder(control: etree._Element) -> None:
    properties = control.find(SDTPR)
    if properties is not None:
        _drop(properties, ("showingPlcHdr",))


def _set_mark(paragraph: etree._Element, properties: etree._Element) -> None:
    own = _properties(paragraph, PPR)
    _drop(own, ("rPr",))
    own.append(properties)


def _drop(parent: etree._Element, tags: Sequence[str]) -> None:
    for tag in tags:
        for child in parent.findall(w(tag)):
            parent.remove(child)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
