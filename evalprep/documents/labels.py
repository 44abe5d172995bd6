"""Labels as printed against labels as named: compared without spaces, in one width, whole.

「名　称」, 「名 称：」 and 「名称」 are one label; 企业 and 民办非企业单位 are two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from evalprep.model.validation import nearest

# Invisible characters that Word leaves behind: zero-width spaces and joiners, byte-order mark, soft hyphen.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_SPACES = re.compile(r"\s+")
_ORDINAL = re.compile(r"\(?[〇一二三四五六七八九十]+\)?")
_ELLIPSIS = re.compile(r"[.·⋯…]{2,}|[⋯…]")


def normalise(text: str) -> str:
    """The form in which two texts are compared: one width (NFKC), no space of any kind, no colon at the end."""
    narrow = unicodedata.normalize("NFKC", text).translate(_INVISIBLE)
    return _SPACES.sub("", narrow).rstrip(":")


def heading_matches(text: str, words: str) -> bool:
    """Whether a printed heading is the one that the map names: whole, or by its number alone (三, （一）)."""
    printed, named = normalise(text), normalise(words)
    if not named:
        return False
    if _ORDINAL.fullmatch(named):
        rest = printed.removeprefix(named)
        return rest != printed and (named.endswith(")") or rest[:1] in ("、", ".", ",", ""))
    return printed == named


def label_end(text: str, label: str) -> int | None:
    """Where a label at the start of a paragraph ends: after its colon, or before the blank that follows it.

    None when the paragraph does not begin with the whole label.
    """
    wanted = normalise(label)
    for offset in range(1, len(text) + 1):
        begun = normalise(text[:offset])
        if not wanted.startswith(begun):
            return None
        if begun == wanted:
            return _after_label(text, offset)
    return None


def _after_label(text: str, offset: int) -> int | None:
    rest = text[offset:].lstrip()
    spaces = len(text) - offset - len(rest)
    if is_colon(rest[:1]):
        return offset + spaces + 1
    return offset if spaces or rest[:1] in ("", "_") else None


def is_colon(character: str) -> bool:
    """Whether a character is a colon of whatever width."""
    return unicodedata.normalize("NFKC", character) == ":"


def is_ellipsis(text: str) -> bool:
    """Whether a cell says 「…」: more rows may follow."""
    return _ELLIPSIS.fullmatch(normalise(text)) is not None


def closest(label: str, printed: Iterable[str]) -> str | None:
    """The printed label that `label` was probably meant to be, as it is printed but on one line."""
    shown = {normalise(text): " ".join(text.split()) for text in printed}
    near = nearest(normalise(label), shown.keys())
    return shown[near] if near else None
