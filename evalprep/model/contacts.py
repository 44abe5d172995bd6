"""How to reach people: telephone numbers (mobile, landline, 400 and 800, with extension, several at once), e-mail, postcode."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from evalprep.model.basic import one_width, refuse_spoilt, with_hyphens
from evalprep.model.kinds import BadValue, Kind

_PHONES = "电话号码，如 0431-80000000、13800000000"
_EMAIL = "电子邮箱，如 office@example.cn"
_POSTCODE = "邮政编码，6 位数字"

_CANONICAL = re.compile(
    "(?P<head>1[3-9][0-9])[0-9]{8}|(?P<area>0(?:10|2[0-9]|[3-9][0-9]{2})-)[2-9][0-9]{6,7}|(?P<service>[48]00-)[0-9]{3}-[0-9]{4}"
)
_AREA = re.compile("(010|02[0-9]|0[3-9][0-9]{2})([2-9][0-9]{6,7})")
_SERVICE = re.compile("([48]00)([0-9]{3})([0-9]{4})")
_COUNTRY = re.compile(r"^(?:\+|00)86-?")
_LABEL = re.compile(
    "^(?:办公|单位|公司|手机|移动|固定|座机|固话|联系|咨询|电话|号码|热线|TEL|MOBILE|PHONE)+[.]?:?",
    re.IGNORECASE,
)
_EXTENSION = re.compile(
    r"(?:-?(?:转分机|分机号?|转|EXT\.?|X|\*|#):?-?|(?<=[0-9]{7})-)([0-9]{1,6})$", re.IGNORECASE
)
_SEPARATORS = re.compile("[、,;/|]|或")


@dataclass(frozen=True)
class Phone:
    """One telephone number in canonical form: `13800000000`, `0431-80000000`, `400-123-4567`, and its extension."""

    number: str
    extension: str = ""

    def __post_init__(self) -> None:
        if not _CANONICAL.fullmatch(self.number) or not re.fullmatch("[0-9]{0,6}", self.extension):
            raise BadValue("不是电话号码", _PHONES, "固定电话带区号，手机号 11 位")

    def __str__(self) -> str:
        return f"{self.number}转{self.extension}" if self.extension else self.number

    @property
    def is_mobile(self) -> bool:
        """Whether it is a mobile number."""
        return self.number.startswith("1")

    @property
    def masked(self) -> str:
        """For reports: `138****0000`, `0431-****0000`; the extension is left out."""
        match = _CANONICAL.fullmatch(self.number)
        head = (match["head"] or match["area"] or match["service"]) if match else ""
        middle = self.number[len(head) : -4]
        return head + re.sub("[0-9]", "*", middle) + self.number[-4:]


class Phones(tuple[Phone, ...]):
    """One or more telephone numbers in the order written, each once."""

    __slots__ = ()

    def __new__(cls, phones: Iterable[Phone]) -> Self:
        each = tuple(dict.fromkeys(phones))
        if not each:
            raise BadValue("没有写号码", _PHONES, "填写号码；不知道就把这一项删去")
        return super().__new__(cls, each)

    def __str__(self) -> str:
        return "、".join(map(str, self))

    @property
    def masked(self) -> str:
        """For reports, every number masked."""
        return "、".join(phone.masked for phone in self)


def _phones(text: str) -> Phones:
    text = with_hyphens(text)
    refuse_spoilt(text, _PHONES)
    pieces = [piece for piece in _SEPARATORS.split(text) if piece.strip()]
    return Phones(phone for piece in pieces for phone in _spaced_phones(piece.strip()))


def _spaced_phones(text: str) -> list[Phone]:
    """A blank may part two numbers or stand within one: the only way of grouping that gives numbers is taken."""
    parts = text.split(" ")
    if len(parts) > 12:
        raise BadValue("号码太多了", _PHONES, "只写一两个，中间用顿号隔开")
    ways = list(_groupings(tuple(parts)))
    if len(ways) > 1:
        raise BadValue("几个号码连在一起，分不清从哪里断开", _PHONES, "号码之间用顿号「、」隔开")
    return ways[0] if ways else [_phone("".join(parts))]


def _groupings(parts: tuple[str, ...]) -> Iterable[list[Phone]]:
    if not parts:
        yield []
    for size in range(1, len(parts) + 1):
        try:
            first = _phone("".join(parts[:size]))
        except BadValue:
            continue
        for others in _groupings(parts[size:]):
            yield [first, *others]


def _phone(text: str) -> Phone:
    text = _LABEL.sub("", text).replace("(", "").replace(")", "-").replace("--", "-").strip("-")
    extension = ""
    if match := _EXTENSION.search(text):
        text, extension = text[: match.start()], match[1]
    from_abroad = _COUNTRY.match(text)
    digits = _COUNTRY.sub("", text).replace("-", "").replace(".", "")
    if not digits:
        raise BadValue("没有写号码", _PHONES, "分机跟在总机号码后面写，例如「0431-80000000转802」")
    if not digits.isascii() or not digits.isdigit():
        odd = re.sub("[0-9-]", "", text) or text
        raise BadValue(
            f"电话号码里有「{odd}」", _PHONES, "只写号码，姓名、传真等说明不写在这里；分机写作「转802」"
        )
    if from_abroad and not re.match("0|1[3-9]|[48]00", digits):
        digits = f"0{digits}"
    return Phone(_canonical(digits), extension)


def _canonical(digits: str) -> str:
    """The number in its usual groups; raises BadValue that says what is wrong with it."""
    if re.fullmatch("1[3-9][0-9]{9}", digits):
        return digits
    if match := _AREA.fullmatch(digits) or _SERVICE.fullmatch(digits):
        return "-".join(match.groups())
    if re.match("1[3-9]", digits) and len(digits) != 8:
        raise BadValue(f"手机号应当有 11 位，这里有 {len(digits)} 位", _PHONES, "逐位核对号码")
    if re.fullmatch("[2-9][0-9]{6,7}", digits):
        raise BadValue("固定电话没有写区号", _PHONES, f"补上区号，例如 0431-{digits}")
    if len(digits) < 7:
        raise BadValue(
            f"「{digits}」太短，不是完整的号码",
            _PHONES,
            "把整个号码写出来；是分机就写作「转802」，跟在总机号码后面",
        )
    if digits.startswith("0"):
        remedy = "区号 3 到 4 位，号码 7 到 8 位、第一位是 2 到 9，例如 0431-80000000"
        raise BadValue("不像固定电话：区号或号码不对", _PHONES, remedy)
    raise BadValue("不是手机号，也不是带区号的固定电话", _PHONES, "逐位核对号码，几个号码之间用顿号隔开")


def _email(text: str) -> str:
    address = re.sub(" ?([@.]) ?", r"\1", one_width(text).replace("。", ".")).removeprefix("mailto:")
    if re.search("[,;、/]", address) or address.count("@") > 1:
        raise BadValue("这里只能写一个邮箱", _EMAIL, "留下常用的一个")
    if "@" not in address:
        raise BadValue("邮箱里没有 @", _EMAIL, "补全邮箱，例如 QQ 邮箱是「QQ 号@qq.com」")
    if not address.isascii():
        raise BadValue("邮箱里有汉字或别的不能用的字符", _EMAIL, "只写邮箱地址，不加说明")
    local, domain = address.split("@")
    atom = "[A-Za-z0-9!#$%&'*+=?^_`{|}~-]+"
    if not re.fullmatch(rf"{atom}(\.{atom})*", local):
        raise BadValue("邮箱 @ 前面的部分不对", _EMAIL, "核对邮箱")
    if not re.fullmatch(r"([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}", domain):
        raise BadValue("邮箱 @ 后面的部分不对", _EMAIL, "核对邮箱，@ 后面形如 163.com、qq.com")
    return f"{local}@{domain.lower()}"


def _postcode(text: str) -> str:
    code = one_width(text).replace(" ", "")
    if re.fullmatch("[0-9]{5}", code):
        raise BadValue(
            "邮政编码应当有 6 位，这里只有 5 位", _POSTCODE, "第一位是 0 时常被 Excel 去掉，补上它"
        )
    if not re.fullmatch("[0-9]{6}", code) or code == "000000":
        raise BadValue("不是邮政编码", _POSTCODE, "写 6 位数字，例如 310000")
    return code


PHONES: Kind[Phones] = Kind(
    "phones",
    Phones,
    _PHONES,
    _phones,
    # On paper each number has a line: a narrow cell would break one at its hyphen.
    show=lambda phones: "\n".join(map(str, phones)),
    json_type=("string", "integer"),
    joiner="、",
)
"""Telephone numbers; a landline needs its area code, because a province away it cannot be called without."""

EMAIL: Kind[str] = Kind("email", str, _EMAIL, _email)
"""One e-mail address, ASCII; its domain in small letters."""

POSTCODE: Kind[str] = Kind("postcode", str, _POSTCODE, _postcode, json_type=("string", "integer"))
"""邮政编码."""
