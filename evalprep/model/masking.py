"""Identity numbers and phones kept out of messages and results; only the papers that must carry them show them."""

from __future__ import annotations

import re

_GAP = r"[ \-－·.]?"
# 15 to 19 digits, the last may be X: an identity number as written, mistyped, or grouped; the 7th and 8th digit
# are the century, which keeps a 统一社会信用代码 of digits apart. Then mobiles, then landlines with their area code.
_PERSONAL = re.compile(
    rf"(?<![\w])\d(?:{_GAP}\d){{5}}{_GAP}(?:1{_GAP}9|2{_GAP}0)(?:{_GAP}\d){{6,10}}(?:{_GAP}[\dXxＸ])?(?![\w])"
    rf"|(?<!\d)1{_GAP}[3-9](?:{_GAP}\d){{7,10}}(?!\d)"
    rf"|(?<!\d)[(（]?0\d{{2,3}}[)）]?{_GAP}\d{{6,8}}(?!\d)",
    re.ASCII,
)
_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_DIGIT = re.compile("[0-9０-９]")


def masked(text: str) -> str:
    """The text, with all but the first three and the last two digits of every such number hidden."""
    # Nearly every text that is judged holds no digit at all.
    return _PERSONAL.sub(_hidden, text.translate(_WIDTH)) if _DIGIT.search(text) else text


def _hidden(found: re.Match[str]) -> str:
    return hidden(found[0])


def hidden(number: str) -> str:
    """A number with all but its first three and last two digits hidden; signs between them stay."""
    places = [at for at, sign in enumerate(number) if sign.isdigit() or sign in "XxＸ"]
    kept = {*places[:3], *places[-2:]}
    return "".join("*" if at in places and at not in kept else sign for at, sign in enumerate(number))
