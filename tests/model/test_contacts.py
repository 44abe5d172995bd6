from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.contacts import EMAIL, PHONES, POSTCODE, Phone, Phones
from evalprep.model.kinds import BadValue, Kind

MOBILES = st.from_regex("1[3-9][0-9]{9}", fullmatch=True)
LANDLINES = st.from_regex("0(10|2[0-9]|[3-9][0-9]{2})-[2-9][0-9]{6,7}", fullmatch=True)
SERVICES = st.from_regex("[48]00-[0-9]{3}-[0-9]{4}", fullmatch=True)
PHONE = st.builds(Phone, MOBILES | LANDLINES | SERVICES, st.from_regex("[0-9]{0,6}", fullmatch=True))


def complaint(kind: Kind[Any], text: str) -> BadValue:
    with pytest.raises(BadValue) as caught:
        kind.parse(text)
    assert caught.value.problem and caught.value.expected and caught.value.remedy
    return caught.value


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("13800000001", "13800000001"),
        ("138 0000 0001", "13800000001"),
        ("138-0000-0001", "13800000001"),
        ("１３８００００ ０００１", "13800000001"),
        ("+86 138 0000 0001", "13800000001"),
        ("+8613800000001", "13800000001"),
        ("（+86）13800000001", "13800000001"),
        ("0571-80000001", "0571-80000001"),
        ("057180000001", "0571-80000001"),
        ("0571 8000 0001", "0571-80000001"),
        ("（0571）80000001", "0571-80000001"),
        ("(0571) 80000001", "0571-80000001"),
        ("0571—80000001", "0571-80000001"),
        ("0571-8000001", "0571-8000001"),
        ("01080000001", "010-80000001"),
        ("+86-571-80000001", "0571-80000001"),
        ("0086 10 80000001", "010-80000001"),
        ("400-000-0001", "400-000-0001"),
        ("4000000001", "400-000-0001"),
        ("800 000 0001", "800-000-0001"),
        ("电话：0571-80000001", "0571-80000001"),
        ("Tel: 0571-80000001", "0571-80000001"),
    ],
)
def test_a_telephone_number_is_read_in_its_usual_forms(text: str, written: str) -> None:
    assert PHONES.write(PHONES.parse(text)) == written


@pytest.mark.parametrize(
    "extension",
    [
        "转802",
        "-802",
        " 转 802",
        "ext 802",
        "ext.802",
        "EXT802",
        "x802",
        "分机802",
        "转分机802",
        "*802",
        "#802",
        "（转802）",
    ],
)
def test_an_extension_is_read_in_its_usual_forms(extension: str) -> None:
    assert PHONES.parse(f"0571-80000001{extension}") == (Phone("0571-80000001", "802"),)


@pytest.mark.parametrize("separator", ["、", "，", "；", ";", "/", " ", "\u3000", " 、 ", "\n", "或"])
def test_several_numbers_are_read_however_they_are_parted(separator: str) -> None:
    phones = PHONES.parse(f"0571-80000001转802{separator}13800000001")
    assert PHONES.write(phones) == "0571-80000001转802、13800000001"


def test_blanks_within_numbers_and_between_them_are_told_apart() -> None:
    assert PHONES.write(PHONES.parse("138 0000 0001 0571 8000 0001")) == "13800000001、0571-80000001"


def test_labels_before_numbers_are_passed_over() -> None:
    assert (
        PHONES.write(PHONES.parse("办公电话：0571-80000001；手机：13800000001"))
        == "0571-80000001、13800000001"
    )


def test_a_number_that_stands_twice_counts_once() -> None:
    assert len(PHONES.parse("13800000001、138 0000 0001")) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("80000001", "区号"),
        ("8000001", "区号"),
        ("1380000000", "11 位，这里有 10 位"),
        ("138000000012", "11 位，这里有 12 位"),
        ("0571-800000012", "不像固定电话"),
        ("0571-1000001", "不像固定电话"),
        ("010-80000001/1130", "太短"),
        ("12345", "太短"),
        ("13800000001（王）", "「王」"),
        ("传真0571-80000001", "「传真」"),
        ("138****0001", "遮住"),
        ("0571-80000001，分机802", "没有写号码"),
        ("220102198503070019", "不是手机号"),
        ("", "没有写号码"),
        ("、", "没有写号码"),
        ("1 " * 20, "太多"),
        ("0571-8000001 1 4000000001", "分不清从哪里断开"),
    ],
)
def test_what_is_no_telephone_number_is_told_why(text: str, reason: str) -> None:
    assert reason in complaint(PHONES, text).problem


def test_the_missing_area_code_is_asked_for() -> None:
    assert "补上区号" in complaint(PHONES, "80000001").remedy


@given(st.lists(PHONE, min_size=1, max_size=3).map(Phones))
@settings(deadline=None)
def test_telephone_numbers_are_read_back_equal(phones: Phones) -> None:
    assert PHONES.parse(PHONES.write(phones)) == PHONES.parse(PHONES.on_paper(phones)) == phones


@given(st.lists(PHONE, min_size=1, max_size=3).map(Phones))
@settings(deadline=None)
def test_blanks_part_telephone_numbers_as_well(phones: Phones) -> None:
    assert PHONES.parse(" ".join(map(str, phones))) == phones


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13812345678", "138****5678"),
        ("0571-81234567转802", "0571-****4567"),
        ("0571-8123456", "0571-***3456"),
        ("010-81234567", "010-****4567"),
        ("400-123-4567", "400-***-4567"),
        ("13812345678、010-81234567", "138****5678、010-****4567"),
    ],
)
def test_telephone_numbers_are_masked_for_reports(text: str, masked: str) -> None:
    assert PHONES.parse(text).masked == masked


def test_a_mobile_number_is_told_from_a_landline() -> None:
    assert [phone.is_mobile for phone in PHONES.parse("13800000001、010-80000001")] == [True, False]


@pytest.mark.parametrize("number", ["1380000000", "80000001", "057180000001", "电话"])
def test_a_telephone_number_cannot_be_made_of_a_wrong_text(number: str) -> None:
    with pytest.raises(BadValue):
        Phone(number)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("office@example.cn", "office@example.cn"),
        ("Office＠Example.CN", "Office@example.cn"),
        (" office @ example . cn ", "office@example.cn"),
        ("office@example。cn", "office@example.cn"),
        ("mailto:office@example.cn", "office@example.cn"),
        ("a.b-c_d+e@mail.example.com", "a.b-c_d+e@mail.example.com"),
    ],
)
def test_an_email_address_is_read(text: str, address: str) -> None:
    assert EMAIL.parse(text) == EMAIL.parse(EMAIL.write(address)) == address


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("10001", "没有 @"),
        ("a@b@example.cn", "只能写一个"),
        ("a@example.cn；b@example.cn", "只能写一个"),
        ("办公室@example.cn", "汉字"),
        (".a@example.cn", "前面"),
        ("a b@example.cn", "前面"),
        ("a@example", "后面"),
        ("a@-example.cn", "后面"),
        ("a@", "后面"),
        ("@example.cn", "前面"),
    ],
)
def test_what_is_no_email_address_is_told_why(text: str, reason: str) -> None:
    assert reason in complaint(EMAIL, text).problem


@given(st.emails())
@settings(deadline=None, max_examples=50)
def test_an_email_address_that_was_read_is_read_again_unchanged(text: str) -> None:
    try:
        once = EMAIL.parse(text)
    except BadValue:
        return
    assert EMAIL.parse(EMAIL.write(once)) == once


@pytest.mark.parametrize("text", ["310000", "３１００００", " 310 000 "])
def test_a_postcode_is_read(text: str) -> None:
    assert POSTCODE.parse(text) == "310000"


def test_a_zero_that_excel_dropped_from_a_postcode_is_named() -> None:
    assert "Excel" in complaint(POSTCODE, "10010").remedy


@pytest.mark.parametrize("text", ["31000", "3100000", "31000a", "000000", ""])
def test_what_is_no_postcode_is_refused(text: str) -> None:
    complaint(POSTCODE, text)
