"""Plain values as people write them: text, yes or no, counts, quantities, years; and how all kinds ease reading.

Every kind but TEXT reads its text in one width (`one_width`), so that full-width digits, letters and punctuation,
NBSP and the invisible characters that copying brings along do not matter. TEXT keeps its full-width punctuation,
because names of organisations carry it.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from evalprep.model.kinds import BadValue, Kind

NUMERAL = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
"""A number in digits, with or without thousands separators: a regular expression for `decimal`."""

COUNT_LIMIT = 99_999_999
"""Eight digits: more than any count of people or things here, fewer than a telephone number has."""
NUMBER_LIMIT = Decimal(10) ** 9
FIRST_YEAR, LAST_YEAR = 1900, 2100

_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x200B, 0x2060, 0xFEFF, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_DASHES = re.compile("[\u2010-\u2015\u2212\u2500\u2501\u2e3a\u2e3b-]+")
_VAGUE = re.compile(
    "大约|大概|约|接近|将近|近|余|多|左右|上下|以上|以下|以内|不少于|不低于|至少|最多|超过|不足|几|[+<>≤≥≈]"
)
_BETWEEN = re.compile("[0-9].*[-~〜至到].*[0-9]")
_SCALES = {"": 1, "千": 1_000, "万": 10_000}
_COUNTED = r"人次|人|名|位|个工位|个座位|个机位|个|工位|座位|机位|家|台套|台/套|台\(套\)|台|套|件|次|份|张|间|处|册|本|种|道|题|条|项|组|辆|座|把|只|期|场|届|部|架|块|支|副|盒|箱|片|枚|栋|幢"
_UNTOLD = {"不知道", "不清楚", "不详", "未知", "待定", "待填", "待补", "待补充"}
"""What people write instead of leaving a field out; taken for a value it would count as one."""
_YES = {"是", "有", "true", "yes", "y", "√", "✓", "✔", "☑"}
_NO = {"否", "无", "没有", "不是", "false", "no", "n", "×", "✗", "✘", "☒"}


def one_width(text: str) -> str:
    """`text` under NFKC (half-width digits, letters, punctuation), without invisible characters, blanks single."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).split())


@lru_cache(maxsize=4096)
def without_spaces(text: str) -> str:
    """`text` in one width and without any blank, for comparing names: the same few, row by row."""
    return one_width(text).replace(" ", "")


def with_hyphens(text: str) -> str:
    """`text` in one width, every dash of any length (-, –, —, ——, −) one hyphen."""
    return _DASHES.sub("-", one_width(text))


def refuse_vague(text: str, expected: str) -> None:
    """Raise BadValue for 约 3000, 3000 余 and their like: what is no exact number cannot be held against a threshold."""
    if _BETWEEN.search(_DASHES.sub("-", text)):
        raise BadValue(
            "写了一个范围，不是一个确切的数", expected, "门槛只能用确切的数去比，按台账或证件填一个确切的数"
        )
    if found := _VAGUE.search(text):
        raise BadValue(
            f"「{found[0]}」说明这不是一个确切的数",
            expected,
            "门槛只能用确切的数去比，按台账或证件填一个确切的数",
        )


def refuse_negative(text: str, expected: str) -> None:
    """Raise BadValue where a number begins with a minus sign."""
    if _DASHES.match(text):
        raise BadValue("不能是负数", expected, "去掉前面的负号，没有就写 0")


def refuse_spoilt(text: str, expected: str) -> None:
    """Raise BadValue for a number that Excel has rounded, or that somebody has masked."""
    if re.fullmatch(r"[0-9](\.[0-9]+)?E\+?[0-9]+|[0-9]{16,}\.0", text, re.IGNORECASE):
        remedy = "把单元格的格式设为文本，再重新填写；末几位已经丢失，恢复不了"
        raise BadValue("Excel 把这个号码当成了数字，末几位已经不对了", expected, remedy)
    if "**" in text:
        raise BadValue("号码有几位被遮住了", expected, "填完整的号码")


def decimal(numeral: str, expected: str) -> Decimal:
    """The exact value of what NUMERAL matches; raises BadValue where it has more than 20 digits."""
    digits = numeral.replace(",", "")
    if len(digits) > 20:
        raise BadValue("这个数太长了", expected, "核对一下，是不是把别的号码填到了这里")
    return Decimal(digits)


def plain(value: Decimal) -> str:
    """`value` in digits: no exponent, no zeros at the end of the fraction."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _text(text: str) -> str:
    expected = "一段文字"
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ").translate(_INVISIBLE).strip()
    if not text:
        raise BadValue("这里没有内容", expected, "填写内容；还不知道就把这一项整个删去")
    if text in _UNTOLD:
        raise BadValue(
            f"「{text}」等于没有填", expected, "还不知道就把这一项删去（提问时直接按回车），知道了再填"
        )
    for character in text:
        if character == "\ufffd":
            raise BadValue("文字里有乱码「\ufffd」", expected, "打开原来的文件，重新复制这一段")
        if (
            unicodedata.category(character) in ("Cc", "Cs") and character != "\n"
        ) or character in "\ufffe\uffff":
            told = f"文字里有看不见的控制字符（U+{ord(character):04X}）"
            raise BadValue(told, expected, "多半是复制时带进来的，删去后手工输入这一段")
    return text


def _yes_no(text: str) -> bool:
    word = one_width(text).lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise BadValue("看不出是「是」还是「否」", YES_NO.expected, "只写一个字：是，或者否")


def _count(text: str) -> int:
    expected = COUNT.expected
    text = one_width(text)
    refuse_negative(text, expected)
    refuse_vague(text, expected)
    match = re.fullmatch(rf"({NUMERAL}) ?([千万]?) ?(?:{_COUNTED})?", text)
    if not match:
        raise BadValue("不是一个数", expected, "用阿拉伯数字写，例如 3200；后面可以带「人」「人次」等单位")
    value = decimal(match[1], expected) * _SCALES[match[2]]
    if value > COUNT_LIMIT:
        raise BadValue("这个数太大了", expected, "核对一下，是不是多写了几位，或者把电话、证号填到了这里")
    if value % 1:
        raise BadValue("应当是整数，没有零点几个", expected, "按实际数目填写整数")
    return int(value)


def _number(text: str) -> Decimal:
    expected = NUMBER.expected
    text = one_width(text)
    refuse_negative(text, expected)
    refuse_vague(text, expected)
    match = re.fullmatch(rf"({NUMERAL}) ?(.*)", text)
    if not match:
        raise BadValue("不是一个数", expected, "用阿拉伯数字写，例如 120 或 120.5")
    if not re.fullmatch("(?:m2|m\\^2|平方米|平米|平方|平)?", match[2], re.IGNORECASE):
        raise BadValue(
            f"单位「{match[2]}」不对，这里按平方米计", expected, "换算成平方米，只写数，例如 120.5"
        )
    value = decimal(match[1], expected)
    if value > NUMBER_LIMIT:
        raise BadValue("这个数太大了", expected, "核对一下单位和位数")
    return value


def _year(text: str) -> int:
    expected = YEAR.expected
    match = re.fullmatch(r"([0-9]+)(?:\.0)? ?(?:年度|年)?", one_width(text))
    if not match:
        raise BadValue("不是一个年份", expected, "只写一个年份；几个年份就分成几条写")
    if len(match[1]) != 4:
        raise BadValue("年份要写四位数", expected, "例如 2019，不写 19")
    return year_in_range(int(match[1]), expected)


def year_in_range(year: int, expected: str) -> int:
    """`year` where it lies in 1900 to 2100; raises BadValue elsewhere."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadValue(f"{year} 年不在 {FIRST_YEAR} 到 {LAST_YEAR} 之间", expected, "核对年份")
    return year


TEXT: Kind[str] = Kind("text", str, "一段文字", _text, json_type=("string", "number", "boolean"))
"""Any text, several lines too; stripped, never empty."""

YES_NO: Kind[bool] = Kind(
    "yes_no",
    bool,
    "是或否（也可写 true 或 false）",
    _yes_no,
    write=lambda value: "true" if value else "false",
    show=lambda value: "是" if value else "否",
    json_type=("boolean", "string"),
)
"""是 or 否; 有, 无, √, × are read too, 1 and 0 are not: they might be counts."""

COUNT: Kind[int] = Kind("count", int, "不小于 0 的整数，如 3200", _count, json_type=("integer", "string"))
"""A number of people, person-times or things; what is vague (约 3000) is refused."""

NUMBER: Kind[Decimal] = Kind(
    "number",
    Decimal,
    "不小于 0 的数，单位平方米，如 120.5",
    _number,
    write=plain,
    json_type=("number", "string"),
)
"""An area in square metres, exact."""

YEAR: Kind[int] = Kind("year", int, "四位数的年份，如 2019", _year, json_type=("integer", "string"))
"""A calendar year, 1900 to 2100."""
