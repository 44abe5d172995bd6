"""Names that every system takes: no sign or word that Windows keeps, not too long, cut between characters."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evalprep.submission.names import file_stem, fits_windows, folded, windows_length, windows_name

DEVICES = re.compile(r"(?i)(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\..*)?")


def assert_valid(name: str, longest: int) -> None:
    """What Windows asks of a name, said apart from how the code says it."""
    assert name
    assert not set(name) & set('<>:"/\\|?*')
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in name)
    assert not any(0xD800 <= ord(sign) <= 0xDFFF for sign in name)
    assert name[-1] not in " ."
    assert not DEVICES.fullmatch(name)
    assert unicodedata.is_normalized("NFC", name)
    assert len(name.encode("utf-16-le")) // 2 <= longest
    assert len(name.encode()) <= 255


@given(st.text(max_size=300), st.integers(20, 255), st.sampled_from(["", ".pdf", "-1.pdf", "（草稿）.docx"]))
@example("CON", 20, "")
@example("con.txt", 20, "")
@example("Aux", 20, ".pdf")
@example("lpt¹ .x", 20, "")
@example("CON\u0308", 20, "")
@example("a\u200d\u0301", 20, "")
@example("=\u0338", 20, "")
@example("𠮷" * 300, 255, ".pdf")
@example("e\u0323\u0301" * 300, 21, "")
@example("\u0301" * 300, 20, ".pdf")
@example("COM7" + " " * 40 + "x", 20, "")
@example("CON." + "x" * 30, 20, "")
@example(". .", 20, ".pdf")
def test_any_text_becomes_a_name_that_every_system_takes(text: str, longest: int, ending: str) -> None:
    name = windows_name(text, longest, ending)
    assert_valid(name, longest)
    assert name.endswith(ending)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张示例", "张示例"),
        ('<a>:"b"/\\|?*', "＜a＞：＂b＂／＼｜？＊"),
        ("第一\n页\t附\x07件", "第一 页 附件"),
        (" .名称. . ", "名称"),
        ("nul", "nul_"),
        ("COM1.tar.gz", "COM1_.tar.gz"),
        ("COM10", "COM10"),
        ("控制台con", "控制台con"),
        ("e\u0301", "é"),
        ("\ue000示例", "\ue000示例"),
        ("", "未命名"),
        ("...", "未命名"),
    ],
)
def test_a_name_keeps_what_windows_takes(text: str, name: str) -> None:
    assert windows_name(text, 40) == name


@pytest.mark.parametrize(
    ("text", "longest", "name"),
    [
        ("一二三四五", 5, "一二三四五"),
        ("一二三四五", 4, "一二三四"),
        ("ab𠮷d", 3, "ab"),
        ("一二三 五", 4, "一二三"),
        ("abq\u0302\u0302", 4, "ab"),
        ("abq\u0302\u0302", 5, "abq\u0302\u0302"),
    ],
)
def test_a_long_name_is_cut_between_characters(text: str, longest: int, name: str) -> None:
    assert windows_name(text, longest) == name


@pytest.mark.parametrize(("count", "kept"), [(83, 83), (84, 83)])
def test_a_name_has_at_most_255_bytes_with_its_ending(count: int, kept: int) -> None:
    assert windows_name("示" * count, 255, "-1.pdf") == "示" * kept + "-1.pdf"


def test_an_ending_is_kept_whole() -> None:
    assert windows_name("示例" * 20, 20, "（草稿）.docx") == "示例" * 5 + "示（草稿）.docx"


def test_a_title_becomes_the_stem_of_a_file() -> None:
    assert file_stem("附件1/2：申报表") == "附件1／2：申报表"
    assert file_stem("示" * 61) == "示" * 60
    assert file_stem(" . ") == "表格"


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("证书.pdf", True),
        ("..", True),
        ("1:2.pdf", False),
        ("aux.pdf", False),
        ("证书 ", False),
        ("证书.", False),
        ("证\n书", False),
        ("x" * 255, True),
        ("x" * 256, False),
    ],
)
def test_a_name_that_windows_cannot_hold_is_known(name: str, fits: bool) -> None:
    assert fits_windows(name) is fits


def test_names_are_alike_in_any_case_and_form() -> None:
    assert folded("É.PDF") == folded("e\u0301.pdf") != folded("e.pdf")


def test_length_is_counted_as_windows_counts() -> None:
    assert windows_length("示𠮷") == 3
