"""Lines for a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evalprep.report.layout import pad, width, wrap, wrap_names

texts = st.text(st.sampled_from("申报条件一二三（）「」，。；：、 evalprep-2020.yaml:88"), max_size=200)


@given(texts, st.integers(12, 60))
def test_wrapping_loses_nothing_but_spaces(text: str, cells: int) -> None:
    assert "".join(wrap(text, cells)).replace(" ", "") == text.replace(" ", "")


@given(texts, st.integers(24, 60))
def test_no_line_is_wider_than_asked(text: str, cells: int) -> None:
    assert all(width(line) <= cells for line in wrap(text, cells, "  "))


def test_a_line_never_begins_with_a_closing_mark() -> None:
    lines = wrap("一二三四五六七八九十，甲乙丙丁。", 20)
    assert lines == ["一二三四五六七八九", "十，甲乙丙丁。"]


def test_an_opening_mark_goes_to_the_next_line_with_its_word() -> None:
    assert wrap("一二三四五六七八九「甲」", 20) == ["一二三四五六七八九", "「甲」"]


def test_a_line_does_not_begin_with_the_ending_of_a_file() -> None:
    assert wrap("一二三四五六七八九材料准备情况.xlsx", 30) == ["一二三四五六七八九材料准备情", "况.xlsx"]


def test_a_number_and_a_code_stay_whole() -> None:
    assert wrap("职业编码是 6-31-01-03 电工", 16) == ["职业编码是", "6-31-01-03 电工"]


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert wrap("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]
    assert wrap("甲 " + "a" * 12 + " 乙", 10) == ["甲", "a" * 10, "aa", "乙"]


def test_later_lines_hang_under_the_first() -> None:
    assert wrap("甲乙丙丁戊", 8, "· ", "  ") == ["· 甲乙丙", "  丁戊"]


def test_chinese_is_two_cells_wide() -> None:
    assert width("申报a") == 5
    assert pad("申报", 6) == "申报  "


def test_names_are_not_torn() -> None:
    names = ["行业主管部门（盖章）", "填报时间", "法人代表签字"]
    assert wrap_names("签：", names, 38) == ["签：行业主管部门（盖章）、填报时间、", "法人代表签字"]


def test_what_follows_the_names_stays_with_the_last() -> None:
    assert wrap_names("", ["甲乙丙", "丁戊己"], 15, tail="等 9 个") == ["甲乙丙、", "丁戊己等 9 个"]


def test_a_name_wider_than_a_line_is_torn() -> None:
    assert wrap_names("", ["甲乙", "丙丁戊己庚辛"], 10) == ["甲乙、丙丁", "戊己庚辛"]


names = st.lists(st.text(st.sampled_from("申报（）「」表.docx1 "), min_size=1, max_size=40), max_size=8)


@given(names, st.integers(24, 60))
def test_lines_of_names_lose_nothing_and_fit(some: list[str], cells: int) -> None:
    lines = wrap_names("材料：", some, cells, "  ", "    ", "等")
    whole = f"材料：{'、'.join(some)}{'等' if some else ''}"
    assert "".join(lines).replace(" ", "") == whole.replace(" ", "")
    assert all(width(line) <= cells for line in lines)
