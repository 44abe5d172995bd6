"""Paragraphs of a new Word file: spans of text as runs, each in the style of its line.

Tabs and line breaks stay what they are, boxes to tick get a typeface that has them, and characters that no Word
file can hold are refused before anything is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from lxml import etree

from evalprep.documents.forms.boxes import BOX_FONT
from evalprep.documents.pages.page import Span
from evalprep.documents.wordxml import PPR, RPR, P, R, T, w

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PIECES = re.compile(r"([\t\n]|[□☐☑☒]+)")
HIGHLIGHT = "yellow"


def element(tag: str, *children: etree._Element, **attributes: str | int) -> etree._Element:
    """An element of WordprocessingML with its attributes and children."""
    made = etree.Element(w(tag))
    for name, value in attributes.items():
        made.set(w(name), str(value))
    made.extend(children)
    return made


def paragraph(
    style: str, spans: Iterable[Span], *properties: etree._Element, size: float | None = None
) -> etree._Element:
    """A paragraph in a style (by its id); `properties` follow the style, `size` in points replaces the style's."""
    made = etree.Element(P)
    made.append(element(_local(PPR), element("pStyle", val=style), *properties))
    for span in spans:
        made.extend(runs(span, size))
    return made


def runs(span: Span, size: float | None = None, face: str = "") -> list[etree._Element]:
    """The runs of a span; `face` replaces the typeface for Chinese text."""
    made = []
    for line_part in _PIECES.split(span.text):
        if not line_part:
            continue
        box = line_part[0] in "□☐☑☒"
        run = etree.Element(R)
        run.append(_look(span, size, BOX_FONT if box else face, box))
        run.append(_leaf(line_part))
        made.append(run)
    return made


def _leaf(text: str) -> etree._Element:
    if text == "\t":
        return element("tab")
    if text == "\n":
        return element("br")
    leaf = etree.Element(T)
    leaf.text = text
    leaf.set(_XML_SPACE, "preserve")
    return leaf


def _look(span: Span, size: float | None, face: str, box: bool) -> etree._Element:
    """The hint lets Word take quotation marks and 「…」 from the Chinese typeface."""
    if box:
        fonts = element("rFonts", **dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), face))
    else:
        fonts = element("rFonts", hint="eastAsia", **({"eastAsia": face} if face else {}))
    look = element(_local(RPR), fonts)
    if span.bold:
        look.extend([element("b"), element("bCs")])
    if size is not None:
        look.extend([element("sz", val=round(size * 2)), element("szCs", val=round(size * 2))])
    if span.mark:
        look.append(element("highlight", val=HIGHLIGHT))
    return look


def _local(tag: str) -> str:
    return etree.QName(tag).localname


def plain(cell: str | Span) -> Span:
    """A cell's content as a span."""
    return cell if isinstance(cell, Span) else Span(cell)


def lines_of(span: Span) -> Sequence[Span]:
    """A span line by line, in the same look."""
    return [Span(line, span.bold, span.mark) for line in span.text.split("\n")]


def em(text: str) -> float:
    """The width of a text in em: a Chinese character is 1, a digit 0.64.

    Times New Roman has digits of exactly a half, but where it is missing its substitute may have 0.636, and an M
    wider than a Chinese character.
    """
    return sum(map(_em, text))


@cache
def _em(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0
    if sign > "~":
        return 0.65 if unicodedata.east_asian_width(sign) in ("H", "Na", "N") else 1
    if sign in "MW@%m":
        return 1.03
    if sign in "-,.:;/()":
        return 0.42
    return 0.77 if "A" <= sign <= "Z" or sign == "w" else 0.64


TITLE_LINE = 20.0
"""In em: how much of a title of 22 points stands on one line."""
_TITLE_BREAKS = re.compile(
    "(?=职业技能等级|社会培训评价组织|试点工作|工作方案|工作实施|实施方案|分支机构|遴选标准|考核|管理|及其?质量|和质量)"
)


def title_lines(title: Span) -> Span:
    """A title that needs two lines, broken where the halves are about equal and no term is torn (GB/T 9704-2012, 7.3.1)."""
    if "\n" in title.text or em(title.text) <= TITLE_LINE:
        return title
    places = [match.start() for match in _TITLE_BREAKS.finditer(title.text) if match.start()]
    fitting = [at for at in places if max(em(title.text[:at]), em(title.text[at:])) <= TITLE_LINE]
    if not fitting:
        return title
    best = min(fitting, key=lambda at: abs(em(title.text[:at]) - em(title.text[at:])))
    return replace(title, text=f"{title.text[:best]}\n{title.text[best:]}")
