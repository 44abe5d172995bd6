"""What stands in a cell, as a person reads it: texts, numbers with their format, serial numbers of days.

Serial numbers: ECMA-376 part 1, 18.17.4.1; day 60 of the 1900 system is 29 February 1900, which never was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from evalprep.documents.sheets.cells import CellKind
from evalprep.documents.sheets.numberformats import NumberFormat

DIGITS_KEPT = 15
"""Significant digits that Excel keeps of a number."""
DIGITS_LOST = f"表格软件的数字只存得下 {DIGITS_KEPT} 位，后面的数字已经丢失，显示出来的 0 不是真的"
NO_DATE = "不是日期的数"
"""The text of an ERROR cell: a number that is shown as a date and is none; Excel shows #####, or 1900/1/0."""
_ERRORS = re.compile(
    r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|BUSY!|GETTING_DATA|#+)", re.IGNORECASE
)
_QUOTED_CODE = re.compile(r"""=\s*"(?P<text>[^"]*)"|['`’‘](?P<code>[0-9A-Za-z+-][0-9A-Za-z -]*)""")
_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?E\+\d{1,3}", re.IGNORECASE)
_AS_SCIENTIFIC = (11, 309)
"""Exponents of numbers that Excel shows as 5.3E+17 and that a text file then holds so; smaller ones somebody meant."""
_ROUNDED_CODE = re.compile(r"[1-9]\d{15,}")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_FIRST_DAY, _LAST_SERIAL = date(1899, 12, 30), 2_958_465
_DAYS_TO_1904 = 1462
_EXACT = Context(prec=DIGITS_KEPT, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell holds, without its place; the fields are those of SheetCell."""

    kind: CellKind
    text: str
    number: Decimal | None = None
    day: date | None = None
    stored: str = ""


def text_value(text: str) -> CellValue | None:
    """A cell of text; None where a person sees nothing. Signs that nobody sees are left out, and the ways in which
    programs keep a code from becoming a number: ="0571", '0571. A number written as 5.3E+17 is the number."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _INVISIBLE.sub("", text).strip()
    if (code := _QUOTED_CODE.fullmatch(text)) is not None:
        text = (code["text"] if code["text"] is not None else code["code"]).strip()
    if not text:
        return None
    if _ERRORS.fullmatch(text):
        return CellValue(CellKind.ERROR, text)
    if _SCIENTIFIC.fullmatch(text) and (number := Decimal(text)).adjusted() in range(*_AS_SCIENTIFIC):
        told = f"这里写的是「{text}」，后面的数字已经丢失，补上的 0 不是真的"
        return CellValue(CellKind.NUMBER, plain(number), number, stored=told)
    if _ROUNDED_CODE.fullmatch(text) and not text[DIGITS_KEPT:].strip("0"):
        return CellValue(
            CellKind.TEXT, text, stored=f"第 {DIGITS_KEPT} 位以后都是 0，可能被表格软件当成数字改过，请核对"
        )
    return CellValue(CellKind.TEXT, text)


def number_value(raw: str, shown: NumberFormat, from_1904: bool = False) -> CellValue | None:
    """A cell of a number, by what its format shows; the raw text of a number that is none is a text."""
    try:
        number = _EXACT.create_decimal(raw.strip())
    except InvalidOperation:
        return text_value(raw)
    if not number.is_finite() or number.adjusted() > 308:
        return CellValue(CellKind.ERROR, "#NUM!")
    if shown.is_date:
        return _date_value(number, shown, from_1904)
    if shown.is_time and number >= 0:
        minutes = int((number * 1440).to_integral_value())
        return CellValue(CellKind.TEXT, f"{minutes // 60:02}:{minutes % 60:02}", number)
    return CellValue(CellKind.NUMBER, _as_shown(number, shown), number, stored=_misleading(number, shown))


def day_value(day: date, shown: NumberFormat) -> CellValue:
    """A cell of a day: only as much of it as its format shows. A format without the year hides what was never typed."""
    if not shown.year and shown.is_date:
        told = f"这一格没有显示年份；存的是 {day.isoformat()}，年份可能是表格软件自己补的"
        return CellValue(CellKind.DATE, day.isoformat(), day=day, stored=told)
    text = day.isoformat()
    if shown.year and not shown.day and not shown.weekday:
        text = text[:7] if shown.month else text[:4]
    return CellValue(CellKind.DATE, text, day=day)


def plain(number: Decimal) -> str:
    """A number without exponent and without zeros behind the decimals."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _date_value(number: Decimal, shown: NumberFormat, from_1904: bool) -> CellValue:
    serial = int(round(number, 6) // 1) + (_DAYS_TO_1904 if from_1904 else 0)
    if number < 0 or serial < 1 or serial > _LAST_SERIAL or (serial == 60 and not from_1904):
        told = f"这一格按日期显示，存的却是 {plain(number)}"
        return CellValue(CellKind.ERROR, NO_DATE, number, stored=told)
    return day_value(_FIRST_DAY + timedelta(serial if serial > 60 else serial + 1), shown)


def _as_shown(number: Decimal, shown: NumberFormat) -> str:
    if shown.percent:
        return f"{plain(number * 100)}%"
    if shown.digits and number >= 0 and number == number.to_integral_value():
        return _in_pattern(plain(number), shown.digits)
    return plain(number)


def _in_pattern(digits: str, pattern: str) -> str:
    """Digits in the places of a pattern's noughts from the right; what is left over stands before the first."""
    places = pattern.count("0")
    digits = digits.zfill(places)
    at = pattern.index("0")
    rest = iter(digits[len(digits) - places :])
    filled = "".join(next(rest) if sign == "0" else sign for sign in pattern[at:])
    return pattern[:at] + digits[: len(digits) - places] + filled


def _misleading(number: Decimal, shown: NumberFormat) -> str:
    """Why the number alone may mislead a person who saw the cell."""
    if number and number.adjusted() >= DIGITS_KEPT and number == number.to_integral_value():
        return DIGITS_LOST
    if shown.hidden:
        return "这一格的数字格式把数字藏起来了，看起来是空的"
    if shown.thousands:
        return f"这一格的数字格式按千或按万显示，存的是 {plain(number)}"
    if shown.words and not shown.digits:
        return f"这一格显示时带「{shown.words}」，那是数字格式加上去的，存的是 {plain(number)}"
    if shown.decimals is None:
        return ""
    decimals = shown.decimals + (2 if shown.percent else 0)
    rounded = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, Context(prec=60))
    if rounded == number:
        return ""
    return f"这一格显示的是四舍五入后的 {_as_shown(rounded, shown)}，存的是 {_as_shown(number, shown)}"
