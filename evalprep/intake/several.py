"""Several texts in one cell: 报名、考务. One that holds such a sign itself stands between 「 and 」."""

from __future__ import annotations

from collections.abc import Sequence

SEPARATORS = "、，,；;\n"
_PAIRS = dict(zip("（(《「『[【“", "）)》」』]】”", strict=True))
_OPEN, _CLOSE = "「」"


def joined(texts: Sequence[str]) -> str:
    """Texts in one cell, so that `parts` finds the same ones again, unless one has half a pair of 「」 in it."""
    told = "、".join(_kept(text) if parts(text) != [text] else text for text in texts)
    return told if parts(told) == list(texts) else "、".join(map(_kept, texts))


def _kept(text: str) -> str:
    return _OPEN + text + _CLOSE


def parts(text: str) -> list[str]:
    """The parts of one cell; a sign between brackets or title marks parts nothing: 电工教材（初级、中级）."""
    found, at = [""], 0
    while at < len(text):
        end = _closing(text, at)
        if text[at] in SEPARATORS:
            found.append("")
        else:
            found[-1] += text[at : end + 1]
        at = end + 1
    return [bare for one in found if (bare := _bare(one.strip()))]


def _closing(text: str, at: int) -> int:
    """Where the bracket that opens here is closed; the place itself for any other sign, and for one never closed."""
    closing, depth = _PAIRS.get(text[at]), 0
    for end in range(at, len(text) if closing else at):
        depth += (text[end] == text[at]) - (text[end] == closing)
        if not depth:
            return end
    return at


def _bare(text: str) -> str:
    """A text without the 「 and 」 that keep it in one piece."""
    is_kept = text.startswith(_OPEN) and _closing(text, 0) == len(text) - 1
    return text[1:-1].strip() or text if is_kept else text
