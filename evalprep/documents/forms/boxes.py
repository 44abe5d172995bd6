"""Boxes to tick beside the options of a form: where they stand, which are ticked, and how one is ticked.

A box is a character (□ ☐ ☑ √ ■ …), a symbol of a Wingdings typeface, a content control (w14:checkbox), or a check
box of an old form field. It stands before its option (`□ 企业`) or after it (`企业 □`); options are compared whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from evalprep.documents.forms.runs import isolate, set_font
from evalprep.documents.labels import normalise
from evalprep.documents.wordxml import (
    FIELD_CHAR,
    RPR,
    SDT,
    SDT_CONTENT,
    SDTPR,
    SYM,
    R,
    T,
    is_check_box,
    is_on,
    leaf_text,
    leaves,
    w,
    w14,
)

# Most Chinese typefaces lack ☑; this one has both, of one size, on every Windows since 7.
BOX_FONT = "Segoe UI Symbol"
EMPTY_BOX, TICKED_BOX = "☐", "☑"

_EMPTY = frozenset("□☐▢◻❏❑❒")
_TICKED = frozenset("☑☒√✓✔■▣◼⊠⊡🗹🗸✅")
# Code points of symbol typefaces, without the private-use offset 0xF000: empty boxes, then ticked ones and ticks.
_SYMBOLS: Mapping[str, tuple[frozenset[int], frozenset[int]]] = {
    "wingdings": (frozenset({0x6F, 0x71, 0x72, 0xA8}), frozenset({0x6E, 0xFC, 0xFD, 0xFE})),
    "wingdings 2": (frozenset({0xA3}), frozenset({0x50, 0x51, 0x52, 0x53, 0x54})),
    "webdings": (frozenset({0x63}), frozenset({0x61, 0x67})),
}


@dataclass(frozen=True)
class Box:
    """One box: whether it is ticked, the element that shows it, and for a character its offset in that w:t."""

    ticked: bool
    leaf: etree._Element
    offset: int = 0


@dataclass
class Option:
    """An option's printed text with the box or boxes (`□√`) beside it."""

    text: str
    boxes: list[Box] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The text as options are compared; a blank to write on is not part of it."""
        return normalise(self.text).strip("_:,;、。")

    @property
    def ticked(self) -> bool:
        """Whether any of its boxes is."""
        return any(box.ticked for box in self.boxes)


def find_options(paragraphs: Sequence[etree._Element], box: str, skip: int = 0) -> list[Option]:
    """The options in some paragraphs, `box` saying whether boxes stand before or after them.

    `skip` characters at the start are a label, not part of the first option.
    """
    options = [option for paragraph in paragraphs for option in _paragraph_options(paragraph, box)]
    if skip and box == "after" and options:
        options[0].text = options[0].text[skip:]
    return options


def tick(options: Sequence[Option], chosen: Option) -> None:
    """Tick one of `options`, all that stand together in their order, and no other.

    Every box that is a character gets the typeface that shows ☐ and ☑ alike.
    """
    for option in reversed(options):  # from the end: to set a character splits the run that it stands in
        _set(option.boxes[0], option is chosen)


def _paragraph_options(paragraph: etree._Element, box: str) -> list[Option]:
    options: list[Option] = []
    text = ""
    last_was_box = False
    for piece in _pieces(paragraph):
        if isinstance(piece, str):
            text += piece
            if not piece.strip():
                continue
            if box == "before" and options:
                options[-1].text += piece
            last_was_box = False
        elif last_was_box:
            options[-1].boxes.append(piece)
        else:
            options.append(Option(text if box == "after" else "", [piece]))
            text, last_was_box = "", True
    return options


def _pieces(paragraph: etree._Element) -> Iterator[str | Box]:
    """Text and boxes of a paragraph in reading order."""
    for leaf in leaves(paragraph):
        if leaf.tag == T:
            yield from _character_pieces(leaf)
        elif leaf.tag == SDT:
            yield Box(is_on(leaf.find(f"{SDTPR}/{w14('checkbox')}/{w14('checked')}")), leaf)
        elif leaf.tag == SYM:
            ticked = _symbol(leaf.get(w("font"), ""), _code(leaf.get(w("char"))))
            if ticked is not None:
                yield Box(ticked, leaf)
        elif leaf.tag == FIELD_CHAR:
            check_box = leaf.find(f"{w('ffData')}/{w('checkBox')}")
            if check_box is not None:
                yield Box(_legacy_state(check_box), leaf)
        else:
            yield leaf_text(leaf)


def _character_pieces(leaf: etree._Element) -> Iterator[str | Box]:
    font = _font(leaf)
    for offset, character in enumerate(leaf.text or ""):
        ticked = _symbol(font, ord(character)) if font.lower() in _SYMBOLS else _character(character)
        yield character if ticked is None else Box(ticked, leaf, offset)


def _character(character: str) -> bool | None:
    if character in _EMPTY:
        return False
    return True if character in _TICKED else None


def _symbol(font: str, code: int) -> bool | None:
    empty, ticked = _SYMBOLS.get(font.lower(), (frozenset(), frozenset()))
    code = code & 0xFF if code >= 0xF000 else code
    return True if code in ticked else False if code in empty else None


def _code(text: str | None) -> int:
    """A code point as Word writes it, hexadecimal; 0 for what is none."""
    return int(text, 16) if text and re.fullmatch("[0-9A-Fa-f]{1,5}", text) else 0


def _font(leaf: etree._Element) -> str:
    run = leaf.getparent()
    fonts = run.find(f"{RPR}/{w('rFonts')}") if run is not None else None
    return fonts.get(w("ascii"), "") if fonts is not None else ""


def _legacy_state(check_box: etree._Element) -> bool:
    checked = check_box.find(w("checked"))
    return is_on(checked if checked is not None else check_box.find(w("default")))


def _set(box: Box, ticked: bool) -> None:
    if box.leaf.tag == SDT:
        _set_control(box.leaf, ticked)
    elif box.leaf.tag == FIELD_CHAR:
        _set_legacy(box.leaf, ticked)
    else:
        _set_character(box, ticked)


def _set_character(box: Box, ticked: bool) -> None:
    character = TICKED_BOX if ticked else EMPTY_BOX
    if box.leaf.tag == T and _font(box.leaf) == BOX_FONT and (box.leaf.text or "")[box.offset] == character:
        return
    _show(isolate(box.leaf, box.offset, box.offset + 1), character, BOX_FONT)


def _set_control(control: etree._Element, ticked: bool) -> None:
    """The state and the character that shows it, as the control itself defines them ([MS-DOCX] 2.6.1)."""
    properties = control.find(f"{SDTPR}/{w14('checkbox')}")
    content = control.find(SDT_CONTENT)
    if properties is None or content is None or not is_check_box(control):
        return
    checked = properties.find(w14("checked"))
    if checked is None:
        checked = etree.Element(w14("checked"))
        properties.insert(0, checked)
    checked.set(w14("val"), "1" if ticked else "0")
    shown = properties.find(w14("checkedState" if ticked else "uncheckedState"))
    code = _code(shown.get(w14("val")) if shown is not None else None)
    font = shown.get(w14("font")) if shown is not None else None
    run = next(content.iter(R), None)
    if run is not None:
        _show(run, chr(code) if code else TICKED_BOX if ticked else EMPTY_BOX, font or "MS Gothic")


def _show(run: etree._Element, character: str, font: str) -> None:
    for leaf in run.findall(T) + run.findall(SYM):
        run.remove(leaf)
    etree.SubElement(run, T).text = character
    set_font(run, font)


def _set_legacy(mark: etree._Element, ticked: bool) -> None:
    check_box = mark.find(f"{w('ffData')}/{w('checkBox')}")
    if check_box is None:
        return
    checked = check_box.find(w("checked"))
    if checked is None:
        checked = etree.SubElement(check_box, w("checked"))
    checked.set(w("val"), "1" if ticked else "0")
