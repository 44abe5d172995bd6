"""A cell's value is what a person reads on the screen; where that misleads, the cell says so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from evalprep.documents.sheets.cells import CellKind, SheetCell
from tests.documents.sheets.sheet_samples import by_hand, cell_at, one_sheet

DAY = "41091"
"""2012-07-01."""


def number(raw: str, code: str = "General", workbook: str = "") -> SheetCell:
    row = f"<row r='1'><c r='A1' s='1'><v>{raw}</v></c></row>"
    return cell_at(by_hand(row, formats=[code], workbook=workbook))


def text(content: str) -> SheetCell:
    row = f"<row r='1'><c r='A1' t='inlineStr'><is><t xml:space='preserve'>{content}</t></is></c></row>"
    return cell_at(by_hand(row))


@pytest.mark.parametrize(
    ("raw", "code", "read"),
    [
        ("3200", "General", "3200"),
        ("3200", "G/通用格式", "3200"),
        ("3200", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "3200"),
        ("1234.5", '"¥"#,##0.00;[Red]\\-"¥"#,##0.00', "1234.5"),
        ("3.5000000000000004", "General", "3.5"),
        ("0.30000000000000004", "0.00", "0.3"),
        ("1.3800138E10", "0.00E+00", "13800138000"),
        ("-0", "0", "0"),
        ("-12.50", "0.0_ ", "-12.5"),
        ("0.85", "0%", "85%"),
        ("0.855", "0.0%", "85.5%"),
        ("10000", "000000", "010000"),
        ("57187654321", "0000-00000000", "0571-87654321"),
        ("530121", "00", "530121"),
        ("3200", "@", "3200"),
    ],
)
def test_a_number_reads_as_on_the_screen(raw: str, code: str, read: str) -> None:
    cell = number(raw, code)
    assert (cell.kind, cell.text, cell.stored) == (CellKind.NUMBER, read, "")


def test_a_percentage_keeps_its_number() -> None:
    assert number("0.85", "0%").number == Decimal("0.85")


@pytest.mark.parametrize(
    ("raw", "code", "told"),
    [
        ("119.6", "0", "四舍五入后的 120，存的是 119.6"),
        ("0.8512", "0%", "四舍五入后的 85%，存的是 85.12%"),
        ("30", '#,##0.00"万元"', "「万元」"),
        ("30", "0\\人", "「人」"),
        ("1", '[=1]"男";[=2]"女"', "「男」"),
        ("3200000", "#,##0,", "存的是 3200000"),
        ("32000", '0!.0,"万"', "存的是 32000"),
        ("5", ";;;", "看起来是空的"),
        ("530121199001011234", "0", "丢失"),
        ("5.3012119900101126E17", "General", "丢失"),
    ],
)
def test_what_only_the_format_shows_is_told(raw: str, code: str, told: str) -> None:
    assert told in number(raw, code).stored


def test_an_identity_number_stored_as_a_number_keeps_fifteen_digits_and_invents_none() -> None:
    assert number("530121199001011234", "0").text == "530121199001011000"


def test_fifteen_digits_are_whole() -> None:
    cell = number("530121900101123", "0")
    assert (cell.text, cell.stored) == ("530121900101123", "")


@pytest.mark.parametrize(
    ("code", "read"),
    [
        ("yyyy-mm-dd", "2012-07-01"),
        ("yyyy/m/d;@", "2012-07-01"),
        ('[$-804]yyyy"年"m"月"d"日";@', "2012-07-01"),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日"', "2012-07-01"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2012-07-01"),
        ("e.m.d", "2012-07-01"),
        ("yyyy/m/d h:mm", "2012-07-01"),
        ("yyyy/m/d AM/PM h:mm:ss", "2012-07-01"),
        ("yyyy-mm-dd aaaa", "2012-07-01"),
        ("yyyy/m dddd", "2012-07-01"),
        ('yyyy"年"m"月"', "2012-07"),
        ("mmm-yy", "2012-07"),
        ("yyyy.mm", "2012-07"),
        ("yyyy", "2012"),
        ('yyyy"年"', "2012"),
    ],
)
def test_a_date_reads_only_as_far_as_its_format_shows_it(code: str, read: str) -> None:
    cell = number(DAY, code)
    assert (cell.kind, cell.text, cell.day, cell.stored) == (CellKind.DATE, read, date(2012, 7, 1), "")


@pytest.mark.parametrize("code", ["m/d", 'm"月"d"日"', "aaaa", "d-mmm"])
def test_a_year_that_is_not_shown_is_told(code: str) -> None:
    cell = number(DAY, code)
    assert (cell.text, "年份" in cell.stored) == ("2012-07-01", True)


@pytest.mark.parametrize(
    ("built_in", "read"), [(14, "2012-07-01"), (17, "2012-07"), (57, "2012-07"), (31, "2012-07-01")]
)
def test_a_format_that_stands_in_the_file_by_number_is_known(built_in: int, read: str) -> None:
    row = f"<row r='1'><c r='A1' s='1'><v>{DAY}</v></c></row>"
    styles = f"<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='{built_in}'/></cellXfs></styleSheet>"
    assert cell_at(by_hand(row, parts={"xl/styles.xml": styles})).text == read


@pytest.mark.parametrize(
    ("raw", "code", "read"),
    [("0.354166667", "h:mm", "08:30"), ("0.5", "mm:ss", "12:00"), ("1.5", "[h]:mm:ss", "36:00")],
)
def test_a_time_is_a_text(raw: str, code: str, read: str) -> None:
    cell = number(raw, code)
    assert (cell.kind, cell.text) == (CellKind.TEXT, read)


@pytest.mark.parametrize("raw", ["0", "-5", "60", "2958466", "1E20"])
def test_a_number_that_is_no_day_is_an_error_in_a_cell_of_dates(raw: str) -> None:
    assert number(raw, "yyyy-mm-dd").kind is CellKind.ERROR


@pytest.mark.parametrize(
    ("raw", "day"), [("1", date(1900, 1, 1)), ("59", date(1900, 2, 28)), ("61", date(1900, 3, 1))]
)
def test_days_before_march_1900_are_those_that_excel_shows(raw: str, day: date) -> None:
    assert number(raw, "yyyy-mm-dd").day == day


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    assert number("39629", "yyyy-mm-dd", workbook="<workbookPr date1904='1'/>").text == "2012-07-01"


def test_a_day_in_words_of_the_standard_is_a_date() -> None:
    row = "<row r='1'><c r='A1' t='d' s='1'><v>2012-07-01T00:00:00</v></c></row>"
    assert cell_at(by_hand(row, formats=['yyyy"年"m"月"'])).text == "2012-07"


@pytest.mark.parametrize("raw", ["NaN", "1E999"])
def test_no_number_at_all_is_an_error(raw: str) -> None:
    assert number(raw).kind is CellKind.ERROR


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  示例甲\u3000", "示例甲"),
        ("示例\u200b甲\ufeff", "示例甲"),
        ("530121199001011234\u202c", "530121199001011234"),
        ("甲\r\n乙_x000D_\n丙", "甲\n乙\n丙"),
        ("'0571", "0571"),
        ("`530121199001011234", "530121199001011234"),
        ('="0571"', "0571"),
        ("'示例'", "'示例'"),
        ("_x005F_x0041_", "_x0041_"),
        ("_xD842__xDFB7_", "𠮷"),
        ("1E5", "1E5"),
        ("2.5E+3", "2.5E+3"),
    ],
)
def test_a_text_reads_as_on_the_screen(typed: str, read: str) -> None:
    cell = text(typed)
    assert (cell.kind, cell.text) == (CellKind.TEXT, read)


def test_signs_that_nobody_sees_make_no_cell() -> None:
    row = "<row r='1'><c r='A1' t='inlineStr'><is><t> \u200b\u3000</t></is></c></row>"
    assert one_sheet(by_hand(row)).rows == {}


@pytest.mark.parametrize("typed", ["#N/A", "#REF!", "#DIV/0!", "#NAME?", "########"])
def test_an_error_pasted_as_text_is_an_error(typed: str) -> None:
    assert text(typed).kind is CellKind.ERROR


def test_a_long_number_in_powers_of_ten_is_told_to_have_lost_digits() -> None:
    cell = text("5.30121E+17")
    assert (cell.kind, cell.text, "丢失" in cell.stored) == (CellKind.NUMBER, "530121000000000000", True)


def test_a_text_of_digits_that_ends_like_a_rounded_number_is_told() -> None:
    assert "核对" in text("530121199001011000").stored
    assert text("530121199001011234").stored == ""
