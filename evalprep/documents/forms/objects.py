"""What stands in a paragraph and is no text of it: pictures, and boxes that float over the paper with a text of their own.

Word keeps a box twice, for itself and for older versions (mc:AlternateContent); only the first counts.
Source: ECMA-376 part 1, 20.4 (drawings), part 3, 10 (alternate content), part 4, 19 (VML).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from evalprep.documents.wordxml import P, children, paragraph_text, w

TEXT_BOX = w("txbxContent")
_OBJECTS = tuple(map(w, ("drawing", "pict", "object")))
_DELETED = frozenset(map(w, ("del", "moveFrom")))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def boxed_texts(paragraph: etree._Element) -> list[str]:
    """The text of each box that is anchored in a paragraph, those that hold none left out."""
    texts = (
        "\n".join(paragraph_text(line) for line in children(box, P)).strip()
        for box in paragraph.iter(TEXT_BOX)
        if _is_there(box, paragraph)
    )
    return [text for text in texts if text]


def has_picture(paragraph: etree._Element) -> bool:
    """Whether a picture, or an object of another program, stands in a paragraph."""
    return any(
        _is_there(found, paragraph) and found.find(f".//{TEXT_BOX}") is None
        for found in paragraph.iter(*_OBJECTS)
    )


def _is_there(element: etree._Element, paragraph: etree._Element) -> bool:
    """Whether an element is shown: neither deleted nor a repetition for older versions."""
    return not any(
        around.tag == _FALLBACK or around.tag in _DELETED for around in _around(element, paragraph)
    )


def _around(element: etree._Element, paragraph: etree._Element) -> Iterator[etree._Element]:
    for around in element.iterancestors():
        if around is paragraph:
            return
        yield around
