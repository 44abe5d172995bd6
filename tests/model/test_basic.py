from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.basic import (
    COUNT,
    COUNT_LIMIT,
    NUMBER,
    TEXT,
    YEAR,
    YES_NO,
    decimal,
    one_width,
    plain,
    with_hyphens,
)
from evalprep.model.kinds import BadValue, Kind


def complaint(kind: Kind[Any], text: str) -> BadValue:
    with pytest.raises(BadValue) as caught:
        kind.parse(text)
    assert caught.value.problem and caught.value.expected and caught.value.remedy
    return caught.value


def test_one_width_makes_digits_letters_and_punctuation_half_width() -> None:
    assert one_width("　３，２００\u00a0ｍ２（甲）\u200b ") == "3,200 m2(甲)"


@pytest.mark.parametrize("dash", ["－", "—", "——", "–", "−", "‐", "‑", "─", "--"])
def test_every_dash_becomes_one_hyphen(dash: str) -> None:
    assert with_hyphens(f"6{dash}31") == "6-31"


def test_text_keeps_full_width_punctuation() -> None:
    assert TEXT.parse(" 某某协会（示例），１号 ") == "某某协会（示例），１号"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\u2028"])
def test_text_may_have_lines_however_they_end(end: str) -> None:
    assert TEXT.parse(f"第一行{end}第二行") == "第一行\n第二行"


def test_what_copying_leaves_invisible_in_text_is_dropped() -> None:
    assert TEXT.parse("\ufeff\u202a示例\u200b协会\u202c") == "示例协会"


@pytest.mark.parametrize("text", ["", "  ", "\u3000\u00a0", "\u200b", "\n\t"])
def test_empty_text_is_refused(text: str) -> None:
    assert complaint(TEXT, text).problem == "这里没有内容"


@pytest.mark.parametrize("text", ["a\x00b", "a\x07b", "a\x1bb", "a\ud800b", "a\uffffb"])
def test_text_that_no_document_can_hold_is_refused(text: str) -> None:
    assert "控制字符" in complaint(TEXT, text).problem


def test_garbled_text_is_named_as_such() -> None:
    assert "乱码" in complaint(TEXT, "示例\ufffd协会").problem


@given(st.text())
@settings(deadline=None)
def test_text_that_was_read_is_read_again_unchanged(text: str) -> None:
    try:
        once = TEXT.parse(text)
    except BadValue:
        return
    assert TEXT.parse(TEXT.write(once)) == once


@pytest.mark.parametrize("text", ["是", "有", "true", "TRUE", "Yes", "y", "√", " 是 ", "ＹＥＳ"])
def test_yes_in_its_usual_words(text: str) -> None:
    assert YES_NO.parse(text) is True


@pytest.mark.parametrize("text", ["否", "无", "没有", "false", "False", "no", "N", "×"])
def test_no_in_its_usual_words(text: str) -> None:
    assert YES_NO.parse(text) is False


@pytest.mark.parametrize("text", ["1", "0", "", "是否", "部分"])
def test_what_is_neither_yes_nor_no_is_refused(text: str) -> None:
    complaint(YES_NO, text)


@pytest.mark.parametrize("value", [True, False])
def test_yes_and_no_are_read_back_from_file_and_from_paper(value: bool) -> None:
    assert YES_NO.parse(YES_NO.write(value)) is value
    assert YES_NO.parse(YES_NO.on_paper(value)) is value


def test_yes_and_no_stand_in_the_file_as_true_and_false_and_on_paper_as_chinese() -> None:
    assert [YES_NO.write(True), YES_NO.on_paper(False)] == ["true", "否"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("3200", 3200),
        ("3,200", 3200),
        ("３２００", 3200),
        ("３，２００", 3200),
        ("3200人", 3200),
        ("3200 人次", 3200),
        ("3200\u00a0人次", 3200),
        ("3200.0", 3200),
        ("5万人次", 50000),
        ("3.2万", 32000),
        ("0", 0),
        ("12 台套", 12),
        (str(COUNT_LIMIT), COUNT_LIMIT),
    ],
)
def test_a_count_is_read_with_separators_and_units(text: str, count: int) -> None:
    assert COUNT.parse(text) == count


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("约3000", "约"),
        ("3000余人", "余"),
        ("3000多", "多"),
        ("3000+", "+"),
        ("3000以上", "以上"),
        ("近3000人", "近"),
    ],
)
def test_a_vague_count_is_refused_and_the_word_named(text: str, word: str) -> None:
    told = complaint(COUNT, text)
    assert f"「{word}」" in told.problem and "确切" in told.remedy


@pytest.mark.parametrize("text", ["3000-4000", "3000—4000人", "3000～4000", "3000至4000"])
def test_a_range_is_no_count(text: str) -> None:
    assert "范围" in complaint(COUNT, text).problem


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("-5", "负数"),
        ("－5", "负数"),
        ("3.5", "整数"),
        ("1.23456万", "整数"),
        ("三千", "不是一个数"),
        ("3,20", "不是一个数"),
        ("true", "不是一个数"),
        ("", "不是一个数"),
        ("٣٢", "不是一个数"),
        (str(COUNT_LIMIT + 1), "太大"),
        ("9" * 5000, "太长"),
    ],
)
def test_what_is_no_count_is_told_why(text: str, reason: str) -> None:
    assert reason in complaint(COUNT, text).problem


@given(st.integers(0, COUNT_LIMIT))
@settings(deadline=None)
def test_a_count_is_read_back_equal(count: int) -> None:
    assert COUNT.parse(COUNT.write(count)) == COUNT.parse(f"{count:,} 人次") == count


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("120", "120"),
        ("120㎡", "120"),
        ("120 m²", "120"),
        ("120 M2", "120"),
        ("120平方米", "120"),
        ("120.5", "120.5"),
        ("1,200.50 平米", "1200.5"),
        ("１２０．５", "120.5"),
        ("0", "0"),
    ],
)
def test_an_area_is_read_in_square_metres(text: str, area: str) -> None:
    assert NUMBER.parse(text) == Decimal(area)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("3亩", "亩"),
        ("1e5", "单位"),
        ("20x30", "单位"),
        ("约120", "约"),
        ("-1", "负数"),
        ("很大", "不是一个数"),
        ("9999999999", "太大"),
        ("0." + "1" * 30, "太长"),
    ],
)
def test_what_is_no_area_is_told_why(text: str, reason: str) -> None:
    assert reason in complaint(NUMBER, text).problem


@given(st.decimals(0, 10**9, places=4))
@settings(deadline=None)
def test_an_area_is_read_back_equal_and_written_without_exponent(area: Decimal) -> None:
    assert NUMBER.parse(NUMBER.write(area)) == area
    assert "E" not in NUMBER.write(area)


@pytest.mark.parametrize(
    ("value", "text"), [("1E+3", "1000"), ("120.50", "120.5"), ("100", "100"), ("0.00", "0")]
)
def test_a_number_is_plain(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def test_a_numeral_keeps_every_digit() -> None:
    assert decimal("12,345,678,901,234,567.89", "") == Decimal("12345678901234567.89")


@pytest.mark.parametrize("text", ["2019", "2019年", "2019年度", "２０１９ 年", "2019.0"])
def test_a_year_is_read(text: str) -> None:
    assert YEAR.parse(text) == 2019


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("19", "四位"),
        ("19年", "四位"),
        ("2019-2020", "不是一个年份"),
        ("1899", "1900"),
        ("2101", "2100"),
        ("去年", "不是一个年份"),
    ],
)
def test_what_is_no_year_is_told_why(text: str, reason: str) -> None:
    assert reason in complaint(YEAR, text).problem


@given(st.integers(1900, 2100))
@settings(deadline=None, max_examples=30)
def test_a_year_is_read_back_equal(year: int) -> None:
    assert YEAR.parse(YEAR.write(year)) == year


@pytest.mark.parametrize("text", ["不知道", "待补充", " 不详 "])
def test_a_text_that_says_nobody_knows_is_no_value(text: str) -> None:
    with pytest.raises(BadValue, match="等于没有填"):
        TEXT.parse(text)


@pytest.mark.parametrize(("text", "count"), [("2台（套）", 2), ("3台/套", 3), ("24个工位", 24), ("12块", 12)])
def test_a_count_may_have_the_measure_words_of_lists_of_equipment(text: str, count: int) -> None:
    assert COUNT.parse(text) == count
