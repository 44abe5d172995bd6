"""Copies of parts of a Word file: nothing in them that must be the only one of its kind."""

from __future__ import annotations

from lxml import etree

from evalprep.documents.wordxml import SDTPR, w, w14

_IDENTIFIERS = frozenset((w14("paraId"), w14("textId")))
_UNIQUE = frozenset(
    map(w, ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference"))
)


def drop_identities(copied: etree._Element) -> None:
    """Take out of a copy what must be the only one of its kind in a file: identifiers, bookmarks, comments."""
    for element in list(copied.iter(etree.Element)):
        for name in _IDENTIFIERS & set(element.attrib):
            del element.attrib[name]
        parent = element.getparent()
        is_control_id = element.tag == w("id") and parent is not None and parent.tag == SDTPR
        if parent is not None and (element.tag in _UNIQUE or is_control_id):
            parent.remove(element)
