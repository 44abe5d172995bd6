"""Money with the unit it was written in: `300 万元`, `50 万美元`."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from decimal import Decimal

from evalprep.model.basic import NUMERAL, decimal, one_width, plain, refuse_negative, refuse_vague
from evalprep.model.kinds import BadValue, Kind

_EXPECTED = "金额，带单位，如 300 万元"
RENMINBI = "人民币"

_ZEROS = {"": 0, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}
_CURRENCIES = {
    "美元": ("美元", "美金", "USD", "US$", "$"),
    "港元": ("港元", "港币", "HKD", "HK$"),
    "欧元": ("欧元", "EUR", "€"),
    "日元": ("日元", "JPY"),
    "英镑": ("英镑", "GBP", "£"),
    RENMINBI: ("人民币元", "元人民币", "人民币", "CNY", "RMB", "¥", "元", "圆"),
}
_BY_NAME = {name: currency for currency, names in _CURRENCIES.items() for name in names}
_NAMES = "|".join(re.escape(name) for name in sorted(_BY_NAME, key=len, reverse=True))
_SHAPE = re.compile(
    rf"(?P<before>{_NAMES})?:? ?(?P<number>{NUMERAL}) ?(?P<scale>百万|千万|[千万亿])? ?(?P<after>{_NAMES})? ?(?:\((?P<note>{_NAMES})\))?[整正]?"
)
_CAPITALS = re.compile(
    "[零壹贰叁肆伍陆柒捌玖拾佰仟萬億]|[一二三四五六七八九十两][一二三四五六七八九十百千]*[千万亿元]"
)
LIMIT = Decimal(10) ** 14


@functools.total_ordering
@dataclass(frozen=True)
class Money:
    """An amount in whole units of its currency (元), exact, and the scale it was written in (万).

    Equal and ordered by the amount, within one currency: 300 万元 is 3,000,000 元.
    Raises BadValue for a negative or absurd amount, and for fractions of a 分.
    """

    amount: Decimal
    currency: str = RENMINBI
    scale: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.currency not in _CURRENCIES or self.scale not in _ZEROS:
            raise BadValue("没有这个货币或单位", _EXPECTED, "写元、万元或亿元；外币写明币种，例如 50 万美元")
        if not self.amount.is_finite() or not 0 <= self.amount < LIMIT:
            raise BadValue("金额太大或是负数", _EXPECTED, "核对金额和单位，是不是把元写成了万元")
        if self.amount * 100 % 1:
            raise BadValue("金额最多到分", _EXPECTED, "核对金额")

    @property
    def unit(self) -> str:
        """The unit as written: `万元`, `万美元`."""
        return self.scale + ("元" if self.currency == RENMINBI else self.currency)

    @property
    def quantity(self) -> str:
        """The number that stands before the unit."""
        return plain(self.amount.scaleb(-_ZEROS[self.scale]))

    def __str__(self) -> str:
        return f"{self.quantity} {self.unit}"

    def __lt__(self, other: Money) -> bool:
        if not isinstance(other, Money) or self.currency != other.currency:
            return NotImplemented
        return self.amount < other.amount


def _money(text: str) -> Money:
    text = one_width(text)
    refuse_negative(text, _EXPECTED)
    if _CAPITALS.search(text):
        raise BadValue("金额是用汉字写的", _EXPECTED, "改用阿拉伯数字，例如「叁佰万元整」写作「300 万元」")
    refuse_vague(text, _EXPECTED)
    match = _SHAPE.fullmatch(text.upper())
    if not match:
        raise BadValue("看不出是多少钱", _EXPECTED, "写阿拉伯数字和单位，例如「300 万元」「50 万美元」")
    scale, names = match["scale"] or "", [match[part] for part in ("before", "after", "note") if match[part]]
    if not scale and not match["after"] and match["before"] not in ("¥", "$", "US$", "HK$", "€", "£"):
        raise BadValue(
            "没有写单位，分不清是元还是万元",
            _EXPECTED,
            f"写明单位，例如「{match['number']} 万元」或「{match['number']} 元」",
        )
    return Money(decimal(match["number"], _EXPECTED).scaleb(_ZEROS[scale]), _currency(names), scale)


def _currency(names: list[str]) -> str:
    """The currency that all names agree on; 元 alone, or no name, is the renminbi."""
    found = {_BY_NAME[name] for name in names}
    if len(found) > 1:
        raise BadValue(f"写了两种货币：{'、'.join(sorted(found))}", _EXPECTED, "只写一种货币")
    return found.pop() if found else RENMINBI


MONEY: Kind[Money] = Kind(
    "money", Money, _EXPECTED, _money, show=lambda money: f"{money.quantity}{money.unit}"
)
"""An amount of money; a bare number is refused, for 300 may be 元 or 万元."""
