"""An Excel file for people to fill in: what they type stays what they typed, what is asked for is seen and explained."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from evalprep.documents.sheets.fillable import (
    HEADER_ROW,
    Choices,
    FillColumn,
    FillRow,
    FillSheet,
    write_fillable,
)
from evalprep.documents.sheets.sheetlayout import LINE_HEIGHT, PADDING, PAGE_HEIGHT, PAGE_WIDTH, lines_needed
from evalprep.errors import FormError
from tests.conftest import VALIDATOR

MANY = tuple(f"示例工种第{number}种" for number in range(40))
LONG = "这一段说明是示例，用来看很长的文字会不会被截断。" * 60
COLUMNS = (
    FillColumn("序号", fixed=True),
    FillColumn("姓名"),
    FillColumn("性别", choices=Choices(("男", "女"))),
    FillColumn("工种", choices=Choices(MANY, closed=False)),
    FillColumn("人数", "number"),
)
ROWS = (
    FillRow(("说明", "照身份证", None, None, None), "note"),
    FillRow(("示例", "示例人", "男", MANY[0], 40), "example"),
    FillRow((1, "韩示范", None, None, None), shaded={2: "ZJ-S1（附件1 一1）示例条款"}),
    FillRow((2, None, None, None, None)),
)


def sheet(*rows: FillRow, columns: tuple[FillColumn, ...] = COLUMNS, **more: object) -> FillSheet:
    return FillSheet("名单", "示例单位　名单", "一行一项。", columns, rows or ROWS, **more)  # type: ignore[arg-type]


def opened(*sheets: FillSheet) -> Workbook:
    return load_workbook(io.BytesIO(write_fillable(sheets or (sheet(),))))


def text_row(text: str) -> FillRow:
    return FillRow((1, text, None, None, None))


@pytest.mark.parametrize("text", ["=1+1", "+8657100000001", "-5", "@SUM(A1)"])
def test_a_text_that_begins_like_a_formula_stays_text(text: str) -> None:
    cell = opened(sheet(text_row(text))).worksheets[0]["B4"]
    assert (cell.value, cell.data_type, cell.number_format, cell.quotePrefix) == (text, "s", "@", True)


@pytest.mark.parametrize("row", [7, 300])
def test_an_identity_number_that_is_typed_into_a_blank_row_stays_text(row: int) -> None:
    page = opened().worksheets[0]
    cell = page.cell(row, 2)
    written = cell.number_format if cell.has_style else page.column_dimensions["B"].number_format
    assert written == "@"


def test_a_column_of_numbers_takes_numbers() -> None:
    page = opened().worksheets[0]
    assert (page["E5"].value, page["E7"].number_format) == (40, "General")


def test_a_short_choice_stands_in_the_rule_itself() -> None:
    rules = {str(rule.sqref): rule for rule in opened().worksheets[0].data_validations.dataValidation}
    rule = next(one for place, one in rules.items() if place.startswith("C"))
    assert rule.formula1 == '"男,女"'


def test_a_choice_is_offered_from_the_first_row_to_fill_in_to_far_below_the_last() -> None:
    places = [str(rule.sqref) for rule in opened().worksheets[0].data_validations.dataValidation]
    assert "C6:C507" in places


def test_a_long_choice_stands_on_a_hidden_sheet() -> None:
    workbook = opened()
    rules = workbook.worksheets[0].data_validations.dataValidation
    source = next(rule.formula1 for rule in rules if str(rule.sqref).startswith("D"))
    assert source == f"Lists!$A$1:$A${len(MANY)}"
    assert workbook["Lists"].sheet_state == "hidden"
    assert tuple(cell.value for cell in workbook["Lists"]["A"]) == MANY


def test_a_choice_with_a_comma_stands_on_a_hidden_sheet() -> None:
    columns = (FillColumn("序号"), FillColumn("工种", choices=Choices(("电工,高压", "焊工"))))
    workbook = opened(sheet(FillRow((1, None)), columns=columns))
    assert [cell.value for cell in workbook["Lists"]["A"]] == ["电工,高压", "焊工"]


def test_no_rule_is_longer_than_excel_takes() -> None:
    rules = opened().worksheets[0].data_validations.dataValidation
    assert all(len(rule.formula1) <= 257 for rule in rules)


def test_other_words_than_a_closed_choice_are_asked_about_and_proposals_are_free() -> None:
    rules = opened().worksheets[0].data_validations.dataValidation
    asked = {str(rule.sqref)[0]: (rule.showErrorMessage, rule.errorStyle) for rule in rules}
    assert asked["C"] == (True, "warning")
    assert asked["D"][0] is False


def test_a_cell_that_is_asked_for_is_shaded_and_says_why() -> None:
    page = opened().worksheets[0]
    assert page["C6"].fill.start_color.rgb == "FFFFF2A8"
    assert page["C6"].comment is not None and page["C6"].comment.text == "ZJ-S1（附件1 一1）示例条款"
    assert page["B6"].comment is None


@pytest.mark.parametrize("text", ["一行", LONG[:300], "一\n二\n三\n四\n五\n六"])
def test_the_box_of_a_comment_is_high_enough_for_its_text(text: str) -> None:
    row = FillRow((1, None, None, None, None), shaded={1: text})
    with zipfile.ZipFile(io.BytesIO(write_fillable([sheet(row)]))) as archive:
        drawing = next(archive.read(name).decode() for name in archive.namelist() if name.endswith(".vml"))
    width, height = (float(drawing.split(f"{side}:")[1].split("px")[0]) for side in ("width", "height"))
    assert height >= lines_needed(text, width / 7) * 16


def test_the_example_and_the_notes_are_grey() -> None:
    page = opened().worksheets[0]
    assert {page[place].font.color.rgb for place in ("B4", "B5")} == {"FF595959"}
    assert page["B5"].font.italic and not page["B6"].font.italic


def test_the_header_stays_in_sight_and_is_repeated_on_each_page() -> None:
    page = opened(sheet(naming=2)).worksheets[0]
    assert (page.freeze_panes, page.print_title_rows) == ("C4", f"${HEADER_ROW}:${HEADER_ROW}")


def test_a_text_higher_than_a_row_of_excel_takes_several_and_is_not_cut_off() -> None:
    columns = (FillColumn("项目", width=28), FillColumn("填写", width=56))
    made = sheet(FillRow(("情况", LONG)), FillRow(("后面", None)), columns=columns)
    page = opened(made).worksheets[0]
    room = sum(page.row_dimensions[row].height for row in range(4, made.places[1]))
    assert room >= lines_needed(LONG, 56) * 14
    assert all((page.row_dimensions[row].height or 0) <= 409 for row in range(1, page.max_row + 1))
    assert page[made.address(1, 0)].value == "后面"


def test_an_address_is_what_excel_calls_the_cell() -> None:
    assert sheet().address(2, 2) == "C6"


def test_a_table_too_wide_for_one_page_is_printed_two_pages_wide_with_its_names_on_both() -> None:
    columns = (FillColumn("序号"), *(FillColumn(f"很长的一列{at}", sample="0" * 18) for at in range(12)))
    page = opened(sheet(FillRow((1, *[None] * 12)), columns=columns)).worksheets[0]
    assert (page.page_setup.fitToWidth, page.print_title_cols) == (2, "$A:$A")


def test_equal_sheets_give_equal_bytes() -> None:
    assert write_fillable([sheet()]) == write_fillable([sheet()])


def test_what_no_excel_file_can_hold_is_told_with_its_place() -> None:
    with pytest.raises(FormError) as raised:
        write_fillable([sheet(text_row("有\x07控制字符"))])
    assert "工作表「名单」第 4 行「姓名」" in raised.value.problems[0].problem


@pytest.mark.needs_ooxml_validator
def test_the_open_xml_sdk_has_nothing_to_say(tmp_path: Path) -> None:
    file = tmp_path / "资料表.xlsx"
    file.write_bytes(write_fillable([sheet()]))
    said = subprocess.run([str(VALIDATOR), str(file)], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize(("known", "pages"), [(3, 1), (26, 2), (45, 3)])
def test_blank_rows_fill_the_page_on_which_they_end(known: int, pages: int) -> None:
    made = sheet(*(text_row("示例") for _ in range(known))).with_blank_rows(2, known + 1)
    first, further = (int((PAGE_HEIGHT - sum(heights)) // made.heights[-1][0]) for heights in
                      (made.heading_heights, made.heading_heights[2:]))  # fmt: skip
    assert len(made.rows) == first + (pages - 1) * further


def test_blank_rows_go_on_where_there_is_room_for_few_of_them() -> None:
    short, long = (sheet(text_row("示例")).with_blank_rows(wanted, 2) for wanted in (2, 60))
    assert len(short.rows) < 30 < len(long.rows)
    assert [row.values[0] for row in long.rows[:3]] == [1, 2, 3]


def test_a_table_two_pages_wide_uses_both_pages() -> None:
    wide = tuple(FillColumn(f"项目{number}", sample="0" * 18) for number in range(10))
    made = FillSheet("名单", "名单", "填", wide, (FillRow(("示例文字写得长一些，看看要几行才够",) * 10),))
    assert made.two_pages
    assert 225 < sum(made.widths) < 2 * PAGE_WIDTH - made.widths[0]
    assert made.heights[0][0] < 2.5 * LINE_HEIGHT + PADDING
