"""A threshold as a bar in SVG: what is there for certain, what may be there, what is asked, and how far apart they are.

Hatched is what is not known, dashed what is short, dark what is too much; the text beside a bar says all of it.
"""

from __future__ import annotations

from decimal import Decimal

from evalprep.model.verdicts import Real, Verdict
from evalprep.report.overview_thresholds import Threshold

WIDTH, HEIGHT = 180, 14
PATTERN = (
    '<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M1 0v6" stroke="#5a6b7b" stroke-width="2"/></pattern></defs></svg>'
)
"""The hatching, once on a page."""


def bar(one: Threshold) -> str:
    """The bar; readers of the screen get the text beside it instead."""
    there, full = one.there, one.scale
    low = _at(there.min, full)
    high = _at(there.max, full) if there.max is not None else WIDTH
    parts = [f'<rect class="track" width="{WIDTH}" height="{HEIGHT}"/>']
    kind = "enough" if one.verdict is Verdict.MET else "there"
    parts += [_piece(kind, 0, low), _piece("maybe", low, high)]
    if one.least is not None:
        parts.append(_piece("short", high, _at(one.least, full)))
    if one.most is not None:
        parts.append(_piece("excess", _at(one.most, full), low))
    marks = dict.fromkeys(_at(limit, full) for limit in (one.least, one.most) if limit is not None)
    parts += [f'<path class="limit" d="M{mark:g} -2v{HEIGHT + 4}"/>' for mark in marks]
    size = f'width="{WIDTH}" height="{HEIGHT + 4}" viewBox="0 -2 {WIDTH} {HEIGHT + 4}"'
    return f'<svg {size} aria-hidden="true" focusable="false">{"".join(parts)}</svg>'


def _at(value: Real, full: Decimal) -> float:
    """Where a number stands on the bar, in pixels from the left."""
    return round(float(max(Decimal(value), Decimal(0)) / full) * WIDTH, 1)


def _piece(kind: str, start: float, end: float) -> str:
    if end <= start:
        return ""
    return f'<rect class="{kind}" x="{start:g}" width="{end - start:.4g}" height="{HEIGHT}"/>'
