from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.kinds import BadValue
from evalprep.model.money import LIMIT, MONEY, RENMINBI, Money

AMOUNTS = st.builds(
    Money,
    st.decimals(0, LIMIT - 1, places=2),
    st.sampled_from([RENMINBI, "美元", "港元", "欧元", "日元", "英镑"]),
    st.sampled_from(["", "千", "万", "百万", "千万", "亿"]),
)


def complaint(text: str) -> BadValue:
    with pytest.raises(BadValue) as caught:
        MONEY.parse(text)
    assert caught.value.problem and caught.value.expected and caught.value.remedy
    return caught.value


@pytest.mark.parametrize(
    ("text", "written", "yuan"),
    [
        ("300 万元", "300 万元", 3_000_000),
        ("300万", "300 万元", 3_000_000),
        ("３００万元", "300 万元", 3_000_000),
        ("300万元整", "300 万元", 3_000_000),
        ("人民币300万元", "300 万元", 3_000_000),
        ("人民币：300万元", "300 万元", 3_000_000),
        ("300万元人民币", "300 万元", 3_000_000),
        ("300万元（人民币）", "300 万元", 3_000_000),
        ("RMB 300万", "300 万元", 3_000_000),
        ("3000000元", "3000000 元", 3_000_000),
        ("3,000,000.00 元", "3000000 元", 3_000_000),
        ("￥3,000,000", "3000000 元", 3_000_000),
        ("1.2亿元", "1.2 亿元", 120_000_000),
        ("5百万元", "5 百万元", 5_000_000),
        ("2千万", "2 千万元", 20_000_000),
        ("0元", "0 元", 0),
    ],
)
def test_money_is_read_and_keeps_its_unit(text: str, written: str, yuan: int) -> None:
    money = MONEY.parse(text)
    assert (MONEY.write(money), money.amount, money.currency) == (written, Decimal(yuan), RENMINBI)


@pytest.mark.parametrize("text", ["50万美元", "50 万美金", "50万USD", "USD 50万", "$50万", "美元50万"])
def test_a_foreign_currency_is_kept(text: str) -> None:
    money = MONEY.parse(text)
    assert (MONEY.write(money), money.amount) == ("50 万美元", Decimal(500_000))


def test_money_stands_on_paper_without_a_blank() -> None:
    assert MONEY.on_paper(MONEY.parse("300 万元")) == "300万元"


def test_a_bare_number_is_refused_because_its_unit_is_not_known() -> None:
    told = complaint("300")
    assert "没有写单位" in told.problem and "300 万元" in told.remedy


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("人民币叁佰万元整", "汉字"),
        ("三百万元", "汉字"),
        ("十万元", "汉字"),
        ("约300万元", "约"),
        ("300余万元", "余"),
        ("100-300万元", "范围"),
        ("-300万元", "负数"),
        ("0.001元", "到分"),
        ("人民币50万美元", "两种货币"),
        ("99999999亿元", "太大"),
        ("1e5元", "看不出"),
        ("300万平方米", "看不出"),
        ("人民币300", "没有写单位"),
        ("", "看不出"),
    ],
)
def test_what_is_no_amount_is_told_why(text: str, reason: str) -> None:
    assert reason in complaint(text).problem


def test_amounts_compare_whatever_their_unit() -> None:
    assert MONEY.parse("300 万元") == MONEY.parse("3000000 元")
    assert hash(MONEY.parse("300 万元")) == hash(MONEY.parse("3000000 元"))
    assert MONEY.parse("299 万元") < MONEY.parse("0.03 亿元") <= MONEY.parse("300 万元")


def test_amounts_of_two_currencies_do_not_compare() -> None:
    assert MONEY.parse("50 万元") != MONEY.parse("50 万美元")
    with pytest.raises(TypeError):
        assert MONEY.parse("50 万元") < MONEY.parse("50 万美元")


@given(AMOUNTS)
@settings(deadline=None)
def test_money_is_read_back_with_its_unit_from_file_and_from_paper(money: Money) -> None:
    for text in (MONEY.write(money), MONEY.on_paper(money)):
        again = MONEY.parse(text)
        assert (again, again.unit) == (money, money.unit)


@pytest.mark.parametrize("amount", ["-1", "NaN", "Infinity", "1E+15", "0.001"])
def test_an_absurd_amount_cannot_be_made(amount: str) -> None:
    with pytest.raises(BadValue):
        Money(Decimal(amount))


def test_an_unknown_currency_cannot_be_made() -> None:
    with pytest.raises(BadValue):
        Money(Decimal(1), "贝壳")
