"""What is typed into a menu leads the pointer: digits, keys of the moves, part of a title."""

from __future__ import annotations

import pytest

from evalprep.intake.interview.menu import Menu

TITLES = ("大专", "本科", "硕士", "博士", "中专", "以后再填", "返回上一题")
NUMBERED = 5


def menu() -> Menu:
    """Five options, then two moves with keys."""
    return Menu(TITLES, NUMBERED, {"-": 5, "<": 6, "《": 6})


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("本", 1),
        ("本科", 1),
        ("士", 2),
        ("博", 3),
        ("中专", 4),
        ("专", 0),
        ("3", 2),
        ("３", 2),
        ("<", 6),
        ("＜", 6),
        ("《", 6),
        ("-", 5),
        ("博<", 3),
        (" 本", 1),
    ],
)
def test_the_pointer_goes_where_the_text_is(typed: str, place: int) -> None:
    assert menu().typed(typed, 5) == place


def test_what_no_option_holds_is_said_and_moves_nothing() -> None:
    one = menu()
    assert one.typed("高中", 5) == 5
    assert one.is_lost
    assert one.hint.startswith("没有带「高中」的一项")


def test_the_title_of_a_move_is_no_option() -> None:
    one = menu()
    one.typed("以后", 0)
    assert one.is_lost


def test_more_letters_narrow_and_the_number_of_options_is_said() -> None:
    one = Menu(("电工", "电焊工", "车工"), 3, {})
    assert one.typed("电", 2) == 0
    assert "有 2 项" in one.hint
    assert one.typed("焊", 0) == 1
    assert one.hint == "带「电焊」的是这一项，回车确认"


def test_a_letter_can_be_taken_back() -> None:
    one = menu()
    at = one.typed("博x", 0)
    assert one.is_lost
    assert one.rubbed_out(at) == 3
    assert not one.is_lost


def test_after_an_arrow_key_a_new_word_begins() -> None:
    one = menu()
    one.typed("博", 0)
    assert one.typed("硕", 4) == 2


def test_a_digit_after_a_word_that_was_not_found_is_a_number() -> None:
    one = menu()
    at = one.typed("xyz", 0)
    assert one.typed("2", at) == 1
    assert one.hint == ""


def test_a_number_that_is_not_there_is_said() -> None:
    one = menu()
    assert one.typed("9", 2) == 2
    assert one.hint == "没有第 9 项"


def test_after_enter_on_a_word_that_was_not_found_nothing_is_chosen_and_that_is_said() -> None:
    one = menu()
    one.typed("高中", 0)
    one.forget()
    assert not one.is_lost
    assert "没有选" in one.hint
