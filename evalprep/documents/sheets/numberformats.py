"""What an Excel number format shows of a number: which parts of a date, how many decimals, which words around it.

Source: ECMA-376 part 1, 18.8.30 (numFmt), with the built-in formats of a Chinese Excel.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

GENERAL = "General"
_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_TIME, _TIME_SECONDS = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
_HALF_TIME, _HALF_TIME_SECONDS = '上午/下午h"时"mm"分"', '上午/下午h"时"mm"分"ss"秒"'
BUILT_IN: Mapping[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY,
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: _TIME, 33: _TIME_SECONDS, 34: _HALF_TIME, 35: _HALF_TIME_SECONDS,
    36: _MONTH, 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00",
    44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: _MONTH, 51: _MONTH_DAY,
    52: _MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY, 55: _HALF_TIME, 56: _HALF_TIME_SECONDS, 57: _MONTH, 58: _MONTH_DAY,
}  # fmt: skip
"""The formats that a file names by number only. One that the file writes out under the same number comes first."""

_PIECE = re.compile(
    r"""
    "(?P<quoted>[^"]*)"?                     # "人"
    | [\\!](?P<escaped>.)                    # \-  and, in a Chinese Excel, !-
    | [_*].                                  # a gap as wide as a sign; a sign that fills the cell
    | (?P<elapsed>\[[hms]+\])                # [h]: hours beyond 24
    | \[[^\]]*\]?                            # colour, condition, language, currency
    | (?P<general>General|G/通用格式|AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-])
    | (?P<date>y+|e+|m+|d+|h+|s+|a{3,}|b+|g+)
    | (?P<end>;)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_NO_WORDS = set(" \u00a0()（）-+/:：$¥￥€")


@dataclass(frozen=True)
class NumberFormat:
    """What a format shows. The section for positive numbers is the one that counts."""

    year: bool = False
    month: bool = False
    day: bool = False
    time: bool = False
    weekday: bool = False
    percent: bool = False
    decimals: int | None = None
    """Decimals that are shown at most; None where the format does not limit them."""
    thousands: int = 0
    """How often the number is divided by 1000 before it is shown."""
    digits: str = ""
    """「0000-00000000」: the pattern of a code whose digits are all shown, leading zeros included; else empty."""
    words: str = ""
    """Words that the format adds: 万元."""
    hidden: bool = False
    """Whether the format shows nothing at all (;;;)."""

    @property
    def is_date(self) -> bool:
        """Whether the number is shown as a day, or as a part of one."""
        return self.year or self.month or self.day or self.weekday

    @property
    def is_time(self) -> bool:
        """Whether only a time of the day, or a duration, is shown."""
        return self.time and not self.is_date


@lru_cache(maxsize=1024)
def number_format(code: str) -> NumberFormat:
    """Read a format code; any text is one. Excel takes 255 signs."""
    pieces = _first_section(code[:255])
    dates = [match["date"] or match["elapsed"] for match in pieces if match["date"] or match["elapsed"]]
    scientific = any(match["exponent"] for match in pieces)
    if dates:
        return _date_format([date.strip("[]").lower() for date in dates])
    signs = "".join(match["sign"] or "" for match in pieces)
    literals = "".join(match["quoted"] or match["escaped"] or "" for match in pieces)
    _, point, after = signs.partition(".")
    fixed = bool(re.search("[0#?]", signs)) and not (scientific or "/" in signs)
    return NumberFormat(
        percent="%" in signs,
        decimals=(sum(after.count(one) for one in "0#?") if point else 0) if fixed else None,
        thousands=len(re.search(r"(,*)[^0#?,]*$", signs)[1]) if fixed else 0,  # type: ignore[index]
        digits=_digit_pattern(pieces) if fixed else "",
        words="".join(one for one in literals + re.sub(r"[0#?.,%@/\d]", "", signs) if one not in _NO_WORDS),
        hidden=not pieces and ";" in code,
    )


def _first_section(code: str) -> list[re.Match[str]]:
    pieces: list[re.Match[str]] = []
    for match in _PIECE.finditer(code):
        if match["end"]:
            break
        pieces.append(match)
    return pieces


def _date_format(parts: list[str]) -> NumberFormat:
    """m is a minute after an hour or before a second, else a month; ddd and aaa are days of the week."""
    kinds = [part[0] for part in parts]
    month = any(
        kind == "m" and kinds[at - 1 : at] != ["h"] and kinds[at + 1 : at + 2] != ["s"]
        for at, kind in enumerate(kinds)
    )
    return NumberFormat(
        year="y" in kinds or "e" in kinds,
        month=month,
        day="d" in parts or "dd" in parts,
        time="h" in kinds or "s" in kinds,
        weekday="a" in kinds or "ddd" in parts or "dddd" in parts,
    )


def _digit_pattern(pieces: list[re.Match[str]]) -> str:
    """The pattern of a code, with at least two noughts and no other place for a digit."""
    pattern = "".join(match["quoted"] or match["escaped"] or match["sign"] or "" for match in pieces)
    placeholders = "".join(match["sign"] or "" for match in pieces)
    if placeholders.count("0") < 2 or re.search(r"[#?.,%@/]", placeholders):
        return ""
    literal_noughts = "0" in "".join(match["quoted"] or match["escaped"] or "" for match in pieces)
    return "" if literal_noughts else pattern
