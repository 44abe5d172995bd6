"""Identifiers with a meaning of their own: 统一社会信用代码, 居民身份证号码, 职业编码.

Each is a `str` that has been validated on the way in: `Uscc("…")` raises BadValue for what is none.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Self

from evalprep.model.basic import FIRST_YEAR, LAST_YEAR, refuse_spoilt, with_hyphens
from evalprep.model.dates import years_between
from evalprep.model.kinds import BadValue, Kind

_USCC = "统一社会信用代码，共 18 位"
_ID_NUMBER = "居民身份证号码，共 18 位"
_OCCUPATION_CODE = "职业编码，如 6-31-01-03"

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_MISTAKEN = {"O": "0", "I": "1", "Z": "2", "S": "5", "V": "U"}
"""Letters that no code uses, and what was probably meant."""
_BY_HAND = "对照证书逐位核对"
_PROVINCE_RANGES = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
PROVINCES = frozenset(str(code) for first, last in _PROVINCE_RANGES for code in range(first, last + 1))
"""GB/T 2260's first two digits; 81 to 83 also stand in residence permits, which have the same numbers."""


class Uscc(str):
    """统一社会信用代码 (GB 32100): 18 digits or capital letters, the last of which checks the others.

    The code within it (characters 9 to 17) has a check digit of its own by GB 11714, which is left alone:
    the outer one covers every character.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        code = re.sub("[ -]", "", with_hyphens(text)).upper()
        _check_uscc_shape(code)
        if code[-1] != _uscc_check_character(code):
            # Which character would fit is not told: put in its place, it would make a mistyped code pass.
            told = (
                "这像是身份证号" if code[6:8] in ("19", "20") and code[:-1].isdigit() else "多半有一位抄错了"
            )
            raise BadValue("校验码不对，这 18 位里至少有一位是错的", _USCC, f"{told}，{_BY_HAND}")
        return super().__new__(cls, code)

    @property
    def authority_code(self) -> str:
        """登记管理部门代码: 1 机构编制, 5 民政, 9 工商 …"""
        return self[0]

    @property
    def body_code(self) -> str:
        """机构类别代码, whose meaning depends on the authority: 51 社会团体, 52 民办非企业单位."""
        return self[1]

    @property
    def region(self) -> str:
        """登记管理机关行政区划码: six digits; 100000 is a national authority."""
        return self[2:8]

    @property
    def province(self) -> str:
        """The region's first two digits: 33 for Zhejiang, 10 for a national authority."""
        return self[2:4]


def _check_uscc_shape(code: str) -> None:
    refuse_spoilt(code, _USCC)
    for place, character in enumerate(code, start=1):
        if character in _MISTAKEN:
            told = f"第 {place} 位是字母 {character}，代码里从来不用 I、O、Z、S、V 这五个字母"
            raise BadValue(told, _USCC, _meant(code))
        if character not in _USCC_ALPHABET:
            raise BadValue(f"第 {place} 位「{character}」不是数字或字母", _USCC, "只写代码本身，不加说明")
    if len(code) == 9:
        raise BadValue("这是 9 位的组织机构代码", _USCC, "换成新证书上 18 位的统一社会信用代码")
    if len(code) in (13, 15) and code.isdigit():
        raise BadValue(f"这是 {len(code)} 位的旧注册号", _USCC, "换成新证书上 18 位的统一社会信用代码")
    if len(code) != 18:
        raise BadValue(
            f"应当有 18 位，这里有 {len(code)} 位",
            _USCC,
            f"{'补上漏掉的' if len(code) < 18 else '删去多出的'}，{_BY_HAND}",
        )
    if code[0] == "0":
        raise BadValue(
            "第 1 位不会是 0，它是登记管理部门的代码",
            _USCC,
            "民政登记的以 5 开头，企业以 9 开头，事业单位以 1 开头",
        )
    if not code[2:8].isdigit():
        raise BadValue("第 3 到 8 位是行政区划，只能是数字", _USCC, _BY_HAND)


def _meant(code: str) -> str:
    """The remedy for a code with letters that no code uses: whether the usual substitutes make it right."""
    changed = "".join(_MISTAKEN.get(character, character) for character in code)
    pairs = "、".join(f"{letter} 改成 {_MISTAKEN[letter]}" for letter in _MISTAKEN if letter in code)
    right = (
        len(changed) == 18
        and set(changed) <= set(_USCC_ALPHABET)
        and changed[-1] == _uscc_check_character(changed)
    )
    return f"把 {pairs}，校验码就对了；{_BY_HAND}" if right else f"多半应把 {pairs}；{_BY_HAND}"


def _uscc_check_character(code: str) -> str:
    # Importing stdnum takes as long as a small command, so only who meets a code pays for it. Its `validate` is
    # not used: it refuses the letters that authorities A, N and Y have in first place.
    from stdnum.cn.uscc import calc_check_digit

    return str(calc_check_digit(code[:17]))


class IdNumber(str):
    """居民身份证号码 (GB 11643): 18 digits, the last of which may be X and checks the others."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        number = re.sub("[ -]", "", with_hyphens(text)).upper().replace("×", "X")
        _check_id_number_shape(number)
        _birth_date(number)
        if number[-1] != _id_check_digit(number):
            excel = "号码末尾是 000，可能是 Excel 把它当成数字丢了末几位；" if number.endswith("000") else ""
            told = "校验码不对，这 18 位里至少有一位是错的"
            raise BadValue(told, _ID_NUMBER, f"{excel}对照身份证逐位核对")
        return super().__new__(cls, number)

    @property
    def born_on(self) -> date:
        """The date of birth that the number carries."""
        return _birth_date(self)

    @property
    def sex(self) -> str:
        """男 or 女."""
        return "男" if int(self[16]) % 2 else "女"

    def age_on(self, day: date) -> int:
        """周岁 on a day: full years since birth."""
        return years_between(self.born_on, day)

    @property
    def masked(self) -> str:
        """For reports: `220102********1234`."""
        return f"{self[:6]}********{self[-4:]}"


def _check_id_number_shape(number: str) -> None:
    refuse_spoilt(number, _ID_NUMBER)
    if re.fullmatch("[0-9]{15}", number):
        raise BadValue("这是 15 位的旧身份证号，2013 年起已停用", _ID_NUMBER, "换成新身份证上的 18 位号码")
    if len(number) != 18:
        raise BadValue(
            f"应当有 18 位，这里有 {len(number)} 位",
            _ID_NUMBER,
            "对照身份证逐位核对；其他证件的号码不填在这里",
        )
    if not re.fullmatch("[0-9]{17}[0-9X]", number):
        raise BadValue(
            "前 17 位只能是数字，最后一位是数字或 X",
            _ID_NUMBER,
            "看看是不是把数字 0 写成了字母 O，把 1 写成了 l 或 I",
        )
    # 9 begins the permanent residence cards of foreigners, which count alike.
    if number[0] != "9" and number[:2] not in PROVINCES:
        raise BadValue(f"开头两位 {number[:2]} 不是任何省份的代码", _ID_NUMBER, "对照身份证逐位核对")


def _birth_date(number: str) -> date:
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    told = f"第 7 到 14 位应为出生日期，但 {year} 年 {month} 月 {day} 日"
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadValue(f"{told}不会是", _ID_NUMBER, "对照身份证逐位核对")
    try:
        return date(year, month, day)
    except ValueError:
        raise BadValue(f"{told}不存在", _ID_NUMBER, "对照身份证逐位核对") from None


def _id_check_digit(number: str) -> str:
    # stdnum's `validate` also looks the county up in a list that lacks many former ones, and refuses real people.
    from stdnum.cn.ric import calc_check_digit

    return str(calc_check_digit(number))


class OccupationCode(str):
    """职业编码 of 职业分类大典: 大类-中类-小类-职业. Whether a catalogue has it is judged elsewhere."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        code = re.sub(r" ?- ?", "-", with_hyphens(text)).upper()
        match = re.fullmatch(r"([1-8])-?([0-9]{2})-?([0-9]{2})-?([0-9]{2})(?: ?\(?[LS](?:/[LS])?\)?)?", code)
        if not match:
            raise _no_occupation_code(code)
        return super().__new__(cls, "-".join(match.groups()))

    @property
    def major_group(self) -> int:
        """大类, 1 to 8."""
        return int(self[0])


def _no_occupation_code(code: str) -> BadValue:
    look = "在职业分类大典或国家职业技能标准的封面上查"
    if code.startswith("X"):
        return BadValue(
            "X 开头的是旧编码，现行大典的编码里没有字母 X", _OCCUPATION_CODE, f"改用现行的编码，{look}"
        )
    if re.fullmatch("GBM ?[0-9]+", code):
        return BadValue(
            "GBM 开头的是类别的国标码，不是职业编码", _OCCUPATION_CODE, f"职业编码是四段数字，{look}"
        )
    if re.fullmatch("[1-8](-[0-9]{2}){1,2}", code):
        told = "这是中类的编码，不是职业的" if code.count("-") == 1 else "这是小类的编码，不是职业的"
        return BadValue(told, _OCCUPATION_CODE, f"职业编码有四段，{look}")
    if re.fullmatch("[1-8](-[0-9]{1,2}){3}", code):
        first, *others = code.split("-")
        padded = "-".join([first, *(part.zfill(2) for part in others)])
        return BadValue("后三段每段要写两位数", _OCCUPATION_CODE, f"写作 {padded}")
    if re.fullmatch("[09]-.*", code):
        return BadValue("第一段是大类，只有 1 到 8", _OCCUPATION_CODE, f"核对编码，{look}")
    return BadValue("不是职业编码的写法", _OCCUPATION_CODE, f"写四段数字，中间用短横线隔开，{look}")


USCC: Kind[Uscc] = Kind("uscc", Uscc, _USCC, Uscc, json_type=("string", "integer"))
"""统一社会信用代码."""

ID_NUMBER: Kind[IdNumber] = Kind("id_number", IdNumber, _ID_NUMBER, IdNumber, json_type=("string", "integer"))
"""居民身份证号码."""

OCCUPATION_CODE: Kind[OccupationCode] = Kind(
    "occupation_code", OccupationCode, _OCCUPATION_CODE, OccupationCode, json_type=("string", "integer")
)
"""职业编码."""
