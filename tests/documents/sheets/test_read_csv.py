"""Text files become cells: encodings, separators, quotes, and what other programs did to numbers."""

from __future__ import annotations

import pytest

from evalprep.documents.sheets import readcsv
from evalprep.documents.sheets.cells import CellKind
from evalprep.documents.sheets.readfile import read_sheets
from evalprep.errors import InputError
from tests.documents.sheets.sheet_samples import cell_at, one_sheet, shown

TEXT = "姓名,学历\r\n示例甲,本科\r\n"
READ = {"A1": "姓名", "B1": "学历", "A2": "示例甲", "B2": "本科"}


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_sheets(data, "人员.csv")
    return str(caught.value)


def read(text: str) -> dict[str, str]:
    return shown(one_sheet(text.encode(), "人员.csv"))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_every_usual_encoding_is_found_out(encoding: str) -> None:
    assert shown(one_sheet(TEXT.encode(encoding), "人员.csv")) == READ


def test_utf_16_with_its_bytes_in_the_other_order_is_read() -> None:
    assert shown(one_sheet(b"\xfe\xff" + TEXT.encode("utf-16-be"), "人员.csv")) == READ


def test_rare_characters_of_gb_18030_are_read() -> None:
    assert cell_at("䶮𠮷\n".encode("gb18030")).text == "䶮𠮷"


def test_a_text_has_one_sheet_without_a_name() -> None:
    assert one_sheet(TEXT.encode()).name == ""


def test_a_utf_8_file_with_a_broken_sign_is_not_read_as_another_encoding() -> None:
    data = (TEXT * 20).encode()
    assert "UTF-8" in refusal(data[:-4])
    assert "第 3 行" in refusal(TEXT.encode() + b"\xe7\xa4," + (TEXT * 20).encode())


def test_an_encoding_that_is_none_of_them_is_refused_with_the_line() -> None:
    assert "第 2 行" in refusal("姓名\n".encode("gbk") + b"\xff\xff\xff")


def test_words_that_have_become_question_marks_are_refused() -> None:
    assert "问号" in refusal(b"??,????\n???,339901197204128113\n???,1\n")


def test_a_question_mark_here_and_there_is_a_text() -> None:
    assert read("姓名,学历\n示例甲,??\n示例乙,?")["B2"] == "??"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_separator_is_found_out(separator: str) -> None:
    assert read(TEXT.replace(",", separator)) == READ


def test_commas_inside_values_do_not_decide_the_separator() -> None:
    assert read('姓名;备注\n示例甲;"甲,乙,丙"\n示例乙;a,b,c,d') == {
        "A1": "姓名", "B1": "备注", "A2": "示例甲", "B2": "甲,乙,丙", "A3": "示例乙", "B3": "a,b,c,d",
    }  # fmt: skip


def test_separators_inside_quotes_do_not_decide() -> None:
    assert read('甲;"a,b,c,d"\n乙;"e,f,g"')["B2"] == "e,f,g"


def test_a_first_line_that_names_the_separator_is_none_of_the_rows_but_is_counted() -> None:
    assert read("sep=;\r\n姓名;学历\r\n") == {"A2": "姓名", "B2": "学历"}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_end_ends_a_row_and_blank_rows_are_counted(ending: str) -> None:
    assert read(f"甲{ending}{ending},,{ending}乙") == {"A1": "甲", "A4": "乙"}


def test_quotes_hold_separators_line_breaks_and_quotes() -> None:
    assert read('"甲,乙","第一行\r\n第二行","说""好"""\r\n丙,5" 管,') == {
        "A1": "甲,乙", "B1": "第一行\n第二行", "C1": '说"好"', "A2": "丙", "B2": '5" 管',
    }  # fmt: skip


@pytest.mark.parametrize("text", ['甲,乙\n"丙,丁\n戊,己\n', '甲,乙\n丙,"丁'])
def test_a_quote_that_is_left_open_is_refused_with_its_row(text: str) -> None:
    assert "第 2 行" in refusal(text.encode())


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ('="339901197204128113"', "339901197204128113"),
        ('"=""339901197204128113"""', "339901197204128113"),
        ("'339901197204128113", "339901197204128113"),
        ("\t339901197204128113\t", "339901197204128113"),
        ("339901197204128113", "339901197204128113"),
        ("0571", "0571"),
        ("12-01-02", "12-01-02"),
    ],
)
def test_codes_are_read_however_they_were_protected(written: str, read_as: str) -> None:
    cell = cell_at(f"{written},甲\n乙,丙".encode())
    assert (cell.kind, cell.text, cell.stored) == (CellKind.TEXT, read_as, "")


def test_a_number_in_powers_of_ten_is_told() -> None:
    cell = cell_at("3.39901E+17,甲".encode())
    assert (cell.kind, "丢失" in cell.stored) == (CellKind.NUMBER, True)


def test_an_error_value_is_an_error() -> None:
    assert cell_at("#N/A,甲".encode()).kind is CellKind.ERROR


def test_a_file_with_noughts_in_it_is_no_text() -> None:
    assert "不是表格" in refusal(b"abc\x00def,ghi\x00\x00")


def test_a_file_with_control_characters_in_it_is_no_text() -> None:
    assert "不是表格" in refusal(b"abc\x01\x02,def")


def test_the_sign_with_which_old_programs_end_a_file_is_no_text() -> None:
    assert read("甲\r\n\x1a") == {"A1": "甲"}


def test_more_rows_than_a_list_has_are_refused_with_the_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readcsv, "MAX_ROWS", 3)
    assert read("甲\n\n乙\n丙\n,,\n") == {"A1": "甲", "A3": "乙", "A4": "丙"}
    assert "第 5 行" in refusal("甲\n\n乙\n丙\n丁\n戊".encode())


def test_more_cells_than_lists_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readcsv, "MAX_CELLS", 3)
    assert "第 2 行" in refusal("甲,乙\n丙,丁".encode())


def test_a_text_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readcsv, "MAX_TEXT_BYTES", 10)
    assert "超过" in refusal(TEXT.encode())
