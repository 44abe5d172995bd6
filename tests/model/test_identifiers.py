from __future__ import annotations

import copy
import pickle
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from evalprep.model.identifiers import ID_NUMBER, OCCUPATION_CODE, USCC, IdNumber, OccupationCode, Uscc
from evalprep.model.kinds import BadValue, Kind

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = [3**place % 31 for place in range(17)]


def whole_uscc(body: str) -> str:
    """A code with the check character of GB 32100, computed here from the standard's formula."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(body, WEIGHTS, strict=True))
    return body + ALPHABET[-total % 31]


def whole_id_number(body: str) -> str:
    """A number with the check digit of GB 11643, computed here from the standard's formula."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body))
    return body + "0123456789X"[(1 - total) % 11]


USCCS = st.builds(
    lambda authority, body, region, rest: whole_uscc(authority + body + region + rest),
    st.sampled_from("123456789ANY"),
    st.sampled_from("1239"),
    st.from_regex("[0-9]{6}", fullmatch=True),
    st.text(ALPHABET, min_size=9, max_size=9),
)
ID_NUMBERS = st.builds(
    lambda place, born, order: whole_id_number(f"{place}{born:%Y%m%d}{order:03}"),
    st.sampled_from(["110101", "220102", "330782", "420106", "710000", "810000", "830000", "931156"]),
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.integers(0, 999),
)

ASSOCIATION = whole_uscc("51330000MJ8000001")
PERSON = whole_id_number("22010219850307001")


def complaint(kind: Kind[Any], text: str) -> BadValue:
    with pytest.raises(BadValue) as caught:
        kind.parse(text)
    assert caught.value.problem and caught.value.expected and caught.value.remedy
    return caught.value


def test_the_parts_of_a_credit_code_are_named() -> None:
    code = USCC.parse(ASSOCIATION)
    assert (code.authority_code, code.body_code, code.region, code.province) == ("5", "1", "330000", "33")


def test_a_national_authority_is_province_10() -> None:
    assert USCC.parse(whole_uscc("51100000500000001")).province == "10"


def test_a_credit_code_is_read_however_it_is_typed() -> None:
    full_width = "".join(chr(ord(character) + 0xFEE0) for character in ASSOCIATION)
    spaced = f" {ASSOCIATION[:8]} {ASSOCIATION[8:17]}-{ASSOCIATION[17:]}\u00a0".lower()
    assert USCC.parse(full_width) == USCC.parse(spaced) == ASSOCIATION


@pytest.mark.parametrize("first", "ANY")
def test_authorities_with_a_letter_are_read(first: str) -> None:
    code = whole_uscc(first + "9330000MJ8000001")
    assert USCC.parse(code).authority_code == first
    assert not uscc.is_valid(code), "why stdnum's own validation is not used"


@given(USCCS)
@settings(deadline=None, max_examples=50)
def test_a_credit_code_is_read_back_equal(code: str) -> None:
    value = USCC.parse(code)
    assert isinstance(value, Uscc)
    assert USCC.parse(USCC.write(value)) == USCC.parse(USCC.on_paper(value)) == code


@given(USCCS)
@settings(deadline=None, max_examples=20)
def test_a_credit_code_with_any_one_character_changed_is_refused(code: str) -> None:
    # Every weight is a power of 3 and 31 is prime: a change of one index by d ≠ 0 changes the sum by d·3^k ≢ 0.
    for place, right in enumerate(code):
        for wrong in ALPHABET:
            if wrong != right:
                with pytest.raises(BadValue):
                    USCC.parse(code[:place] + wrong + code[place + 1 :])


@given(USCCS, st.integers(0, 16))
@settings(deadline=None, max_examples=100)
def test_a_credit_code_with_two_neighbours_swapped_is_refused(code: str, place: int) -> None:
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if swapped != code:
        with pytest.raises(BadValue):
            USCC.parse(swapped)


def test_a_wrong_check_character_is_told_with_the_right_one() -> None:
    wrong = "A" if ASSOCIATION[-1] != "A" else "B"
    told = complaint(USCC, ASSOCIATION[:17] + wrong)
    assert told.problem == "校验码不对，这 18 位里至少有一位是错的"


@pytest.mark.parametrize(("typed", "meant"), [("O", "0"), ("I", "1"), ("Z", "2"), ("S", "5"), ("V", "U")])
def test_a_letter_typed_for_a_digit_is_explained(typed: str, meant: str) -> None:
    code = whole_uscc(f"51330000MJ800{meant}001")
    told = complaint(USCC, code[:13] + typed + code[14:])
    assert f"第 14 位是字母 {typed}" in told.problem
    assert f"把 {typed} 改成 {meant}，校验码就对了" in told.remedy


def test_a_letter_whose_usual_substitute_does_not_fit_is_left_to_the_person() -> None:
    wrong = "3" if ASSOCIATION[-1] != "3" else "4"
    told = complaint(USCC, ASSOCIATION[:10] + "O" + ASSOCIATION[11:17] + wrong)
    assert "就对了" not in told.remedy and "多半" in told.remedy


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("330000000000012", "旧注册号"),
        ("MJ8000001", "组织机构代码"),
        ("MJ800000-1", "组织机构代码"),
        (ASSOCIATION[:17], "17 位"),
        (ASSOCIATION + "1", "19 位"),
        ("0" * 18, "第 1 位不会是 0"),
        (whole_uscc("5133A000MJ8000001"), "行政区划"),
        ("9.1330000123456E+17", "Excel"),
        ("暂无", "不是数字或字母"),
        ("", "18 位"),
    ],
)
def test_what_is_no_credit_code_is_told_why(text: str, reason: str) -> None:
    assert reason in complaint(USCC, text).problem


def test_an_identity_number_gives_birth_date_sex_and_age() -> None:
    number = ID_NUMBER.parse(PERSON)
    assert (number.born_on, number.sex) == (date(1985, 3, 7), "男")
    assert [number.age_on(day) for day in (date(2020, 3, 6), date(2020, 3, 7))] == [34, 35]


def test_an_even_order_number_is_a_womans() -> None:
    assert ID_NUMBER.parse(whole_id_number("22010219850307002")).sex == "女"


def test_an_identity_number_is_masked_for_reports() -> None:
    assert ID_NUMBER.parse(PERSON).masked == f"220102********{PERSON[-4:]}"


def test_the_letter_x_is_read_in_every_form() -> None:
    number = next(
        n for order in range(99) if (n := whole_id_number(f"22010219850307{order:03}")).endswith("X")
    )
    for x in "xXｘＸ×":
        assert ID_NUMBER.parse(number[:17] + x) == number


def test_an_identity_number_is_read_full_width_and_grouped() -> None:
    full_width = "".join(chr(ord(character) + 0xFEE0) for character in PERSON)
    assert (
        ID_NUMBER.parse(full_width)
        == ID_NUMBER.parse(f"{PERSON[:6]} {PERSON[6:14]}\u00a0{PERSON[14:]}")
        == PERSON
    )


@given(ID_NUMBERS)
@settings(deadline=None, max_examples=50)
def test_an_identity_number_is_read_back_equal(number: str) -> None:
    value = ID_NUMBER.parse(number)
    assert isinstance(value, IdNumber)
    assert ID_NUMBER.parse(ID_NUMBER.write(value)) == ID_NUMBER.parse(ID_NUMBER.on_paper(value)) == number


@given(ID_NUMBERS)
@settings(deadline=None, max_examples=20)
def test_an_identity_number_with_any_one_character_changed_is_refused(number: str) -> None:
    # Every weight is a power of 2, 11 is prime, and two digits (or X for 10) never differ by 11.
    for place, right in enumerate(number):
        for wrong in "0123456789X":
            if wrong != right:
                with pytest.raises(BadValue):
                    ID_NUMBER.parse(number[:place] + wrong + number[place + 1 :])


def test_a_county_that_stdnum_does_not_know_is_no_reason_to_refuse() -> None:
    number = whole_id_number("33078219700101001")
    assert not ric.is_valid(number), "why stdnum's own validation is not used"
    assert ID_NUMBER.parse(number) == number


def test_a_wrong_check_digit_of_a_person_is_told_with_the_right_one() -> None:
    wrong = "1" if PERSON[-1] != "1" else "2"
    assert complaint(ID_NUMBER, PERSON[:17] + wrong).problem == "校验码不对，这 18 位里至少有一位是错的"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("220102850307001", "15 位的旧身份证号"),
        (PERSON[:17], "17 位"),
        (whole_id_number("22010219850229001"), "1985 年 2 月 29 日不存在"),
        (whole_id_number("22010219851301001"), "1985 年 13 月 1 日不存在"),
        (whole_id_number("22010218500101001"), "1850 年"),
        (whole_id_number("99010219850307001").replace("99", "00", 1), "省份"),
        ("220102********0019", "遮住"),
        ("2.20102198503070E+17", "Excel"),
        ("2.20102198503070e+17", "Excel"),
        ("22O10219850307001X", "前 17 位只能是数字"),
        ("", "18 位"),
    ],
)
def test_what_is_no_identity_number_is_told_why(text: str, reason: str) -> None:
    assert reason in complaint(ID_NUMBER, text).problem


def test_digits_lost_in_excel_are_suspected_where_the_number_ends_in_zeros() -> None:
    spoilt = PERSON[:15] + "000"
    assert whole_id_number(spoilt[:17]) != spoilt
    assert "Excel" in complaint(ID_NUMBER, spoilt).remedy


@pytest.mark.parametrize(
    "text",
    [
        "6-31-01-03",
        "６－３１－０１－０３",
        "6—31—01—03",
        "6 - 31 - 01 - 03",
        "6310103",
        "6-31-01-03 L",
        "6-31-01-03（L/S）",
        "6-31-01-03S",
    ],
)
def test_an_occupation_code_is_read(text: str) -> None:
    code = OCCUPATION_CODE.parse(text)
    assert (code, code.major_group) == ("6-31-01-03", 6)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("X6-31-01-03", "旧编码"),
        ("6-31-01", "小类"),
        ("6-31", "中类"),
        ("GBM 63101", "国标码"),
        ("6-31-1-3", "两位数"),
        ("9-01-01-01", "1 到 8"),
        ("0-01-01-01", "1 到 8"),
        ("电工", "不是职业编码"),
        ("6.31.01.03", "不是职业编码"),
        ("", "不是职业编码"),
    ],
)
def test_what_is_no_occupation_code_is_told_why(text: str, reason: str) -> None:
    assert reason in complaint(OCCUPATION_CODE, text).problem


def test_missing_zeros_of_an_occupation_code_are_shown() -> None:
    assert complaint(OCCUPATION_CODE, "6-31-1-3").remedy == "写作 6-31-01-03"


@given(st.from_regex("[1-8]-[0-9]{2}-[0-9]{2}-[0-9]{2}", fullmatch=True))
@settings(deadline=None, max_examples=50)
def test_an_occupation_code_is_read_back_equal(text: str) -> None:
    code = OCCUPATION_CODE.parse(text)
    assert isinstance(code, OccupationCode)
    assert OCCUPATION_CODE.parse(OCCUPATION_CODE.write(code)) == text


@pytest.mark.parametrize("value", [Uscc(ASSOCIATION), IdNumber(PERSON), OccupationCode("6-31-01-03")])
def test_identifiers_survive_copying_and_pickling(value: str) -> None:
    for twin in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert (type(twin), twin) == (type(value), value)


def test_an_identifier_cannot_be_made_of_a_wrong_text() -> None:
    for identifier in (Uscc, IdNumber, OccupationCode):
        with pytest.raises(BadValue):
            identifier("1234")
