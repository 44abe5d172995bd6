"""An Excel file that an office can print and that nothing in it can turn into a formula: read back by openpyxl."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from evalprep.documents.sheets.workbook import Sheet, SheetColumn, Value, sheet_names, write_workbook
from evalprep.errors import FormError
from tests.conftest import VALIDATOR

NUMBER = "339901197204128113"
HOSTILE = (
    "=1+1", "+8657160000001", "-5", "@SUM(A1)", "\t缩进", "\r换行", "=HYPERLINK(\"http://example.org\",\"看\")", "=cmd|' /C calc'!A0",
    "#N/A", "1e5", "0012", "TRUE", "2020-01-01", "_x0041_", "<w:p>", "{{ name }}", "&amp;", "张𠮷", "䶮", "😀", "a\nb", " 两头空 ",
)  # fmt: skip


def sheet(*rows: tuple[Value, ...], kinds: tuple[str, ...] = ("text",), **more: object) -> Sheet:
    columns = tuple(SheetColumn(f"列{at}", kind) for at, kind in enumerate(kinds, 1))
    return Sheet("名单", "示例市百工职业培训学校名单", columns, rows, **more)  # type: ignore[arg-type]


def opened(*sheets: Sheet) -> Worksheet:
    return load_workbook(io.BytesIO(write_workbook(sheets))).worksheets[0]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_the_text_that_was_typed(text: str) -> None:
    cell = opened(sheet((text,)))["A3"]
    kept = text.replace("\r", "\n").replace("_x0041_", "_x005F_x0041_")
    assert (cell.value, cell.data_type, cell.number_format) == (kept, "s", "@")


@pytest.mark.parametrize("text", HOSTILE[:8])
def test_what_begins_like_a_formula_is_marked_as_quoted(text: str) -> None:
    assert opened(sheet((text,)))["A3"].quotePrefix


def test_an_ordinary_name_is_not_marked_as_quoted() -> None:
    assert not opened(sheet(("韩示范",)))["A3"].quotePrefix


def test_no_cell_holds_a_formula_or_a_link() -> None:
    content = write_workbook([sheet(*((text,) for text in HOSTILE))])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        written = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in written and b"hyperlink" not in written


@pytest.mark.needs_libreoffice
def test_libreoffice_shows_every_text_as_it_was_typed(tmp_path: Path) -> None:
    texts = [text.replace("\r", "\n") for text in HOSTILE]
    (tmp_path / "名单.xlsx").write_bytes(write_workbook([sheet(*((text,) for text in texts))]))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(tmp_path), str(tmp_path / "名单.xlsx")],
        check=True, capture_output=True, timeout=170,
    )  # fmt: skip
    rows = list(csv.reader(io.StringIO((tmp_path / "名单.csv").read_text(encoding="utf-8"), newline="")))
    assert [row[0] for row in rows[2:]] == texts


def test_an_identity_number_is_a_text_of_eighteen_digits() -> None:
    assert opened(sheet((NUMBER,)))["A3"].value == NUMBER


def test_numbers_amounts_and_days_are_what_they_are() -> None:
    page = opened(
        sheet(
            (12, Decimal("3500.5"), date(2012, 3, 1)),
            (None, "无", "2012-03"),
            kinds=("number", "money", "date"),
        )
    )
    assert [cell.value for cell in page[3]] == [12, 3500.5, datetime(2012, 3, 1)]
    assert [cell.number_format for cell in page[3]] == ["General", "#,##0.00", "yyyy-mm-dd"]
    assert [cell.value for cell in page[4]] == [None, "无", "2012-03"]


@pytest.mark.parametrize(
    ("text", "code"), [("坏\x07字", "U+0007"), ("孤\ud83d", "U+D83D"), ("\ufffe", "U+FFFE")]
)
def test_a_sign_that_no_file_can_hold_is_refused_with_its_place(text: str, code: str) -> None:
    with pytest.raises(FormError) as caught:
        write_workbook([sheet(("好",), (text,)), sheet((text,))])
    assert f"工作表「名单」第 2 行「列1」里有 Excel 写不进去的控制字符（{code}）" in str(caught.value)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("text", "fits"), [("字" * 32_767, True), ("字" * 32_768, False), ("😀" * 16_384, False)]
)
def test_a_text_above_the_limit_of_excel_is_refused_and_never_cut(text: str, fits: bool) -> None:
    if fits:
        assert opened(sheet((text,)))["A3"].value == text
        return
    with pytest.raises(FormError, match="第 1 行「列1」有 32,768 个字符"):
        write_workbook([sheet((text,))])


@pytest.mark.parametrize(("rows", "pages_high"), [(1, 1), (20, 1), (25, 1), (40, 0), (300, 0)])
def test_what_runs_over_by_a_few_lines_is_made_one_page(rows: int, pages_high: int) -> None:
    assert opened(sheet(*[("甲",)] * rows)).page_setup.fitToHeight == pages_high


def test_the_title_spans_the_table_and_the_header_stays_and_repeats() -> None:
    page = opened(sheet(("甲", "乙"), kinds=("text", "text")))
    assert "A1:B1" in [str(merged) for merged in page.merged_cells.ranges]
    assert (page["A1"].value, page.freeze_panes, page.print_title_rows) == (
        "示例市百工职业培训学校名单",
        "A3",
        "$2:$2",
    )


def test_a_sheet_prints_on_a4_landscape_one_page_wide_with_page_numbers() -> None:
    page = opened(sheet(("甲",)))
    setup = page.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth) == ("landscape", 9, 1)
    assert page.sheet_properties.pageSetUpPr is not None and page.sheet_properties.pageSetUpPr.fitToPage
    assert page.oddFooter is not None and page.oddFooter.center.text == "第 &P 页，共 &N 页"


def test_every_cell_of_the_table_is_framed_and_wraps() -> None:
    page = opened(sheet(("甲", None), kinds=("text", "text")))
    for cell in (*page[2], *page[3]):
        assert cell.border.left.style == cell.border.bottom.style == "thin"
        assert cell.alignment.wrap_text


@pytest.mark.parametrize("count", [0, 1, 40, 300])
def test_each_row_has_its_line_and_a_table_without_rows_has_an_empty_one(count: int) -> None:
    page = opened(sheet(*((number, "示例") for number in range(count)), kinds=("number", "text")))
    assert page.max_row == 2 + max(count, 1)


def test_totals_notes_and_what_is_signed_stand_below_the_table() -> None:
    page = opened(
        sheet(
            ("甲", 1),
            kinds=("text", "number"),
            totals=("合计", 1),
            notes=("说明一",),
            signature=("填表人", "单位（盖章）", "填表日期"),
        )
    )
    below = [page.cell(row, 1).value for row in (4, 5, 6)]
    assert below[:2] == ["合计", "说明一"]
    assert "".join(str(below[2]).split()) == "填表人：单位（盖章）：填表日期：年月日"
    assert page["B4"].value == 1 and page["B4"].font.bold


def test_only_the_shaded_cell_has_another_ground() -> None:
    page = opened(sheet(("甲", "乙"), kinds=("text", "text"), shaded=frozenset({(0, 1)})))
    assert [cell.fill.fill_type for cell in page[3]] == [None, "solid"]


def test_ten_thousand_characters_take_as_many_rows_as_excel_needs() -> None:
    page = opened(sheet(("1", "中" * 10_000), ("2", "短"), kinds=("text", "text")))
    heights = [page.row_dimensions[row].height for row in range(3, page.max_row)]
    assert all(height <= 409 for height in heights) and sum(heights) > 10_000 / 70 * 14
    assert f"B3:B{page.max_row - 1}" in [str(merged) for merged in page.merged_cells.ranges]
    assert page.cell(page.max_row, 2).value == "短"


def test_fonts_are_named_as_windows_and_wps_have_them() -> None:
    page = opened(sheet(("甲",)))
    assert [page[at].font.name for at in ("A1", "A2", "A3")] == ["黑体", "宋体", "宋体"]


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (["专家"], ["专家"]),
        (["a/b:c[d]*?\\"], ["a／b：c［d］＊？＼"]),
        (["长" * 40], ["长" * 31]),
        (["😀" * 20], ["😀" * 15]),
        (["名", "名", "名"], ["名", "名（2）", "名（3）"]),
        (["Abc", "ABC"], ["Abc", "ABC（2）"]),
        (["'引'"], ["引"]),
        (["History", ""], ["History（2）", "Sheet"]),
    ],
)
def test_names_of_sheets_are_such_as_excel_takes(wanted: list[str], given: list[str]) -> None:
    assert sheet_names(wanted) == given
    assert (
        load_workbook(
            io.BytesIO(write_workbook([Sheet(name, "", (SheetColumn("列"),), ()) for name in wanted]))
        ).sheetnames
        == given
    )


def test_equal_sheets_give_equal_bytes_without_a_clock() -> None:
    first, second = (write_workbook([sheet(("甲",))]) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"created" not in archive.read("docProps/core.xml")


def test_excel_does_not_mark_numbers_that_are_text() -> None:
    with zipfile.ZipFile(io.BytesIO(write_workbook([sheet((NUMBER,))]))) as archive:
        assert b'numberStoredAsText="1"' in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.needs_ooxml_validator
def test_the_validator_finds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "名单.xlsx"
    rows = [(text, 1, Decimal("2.5"), date(2020, 1, 1)) for text in (*HOSTILE, "中" * 10_000)]
    kinds = ("text", "number", "money", "date")
    file.write_bytes(
        write_workbook([sheet(*rows, kinds=kinds, notes=("注",), signature=("填表人",)), sheet(("甲",))])
    )
    found = subprocess.run([VALIDATOR, str(file)], capture_output=True, text=True, timeout=100, check=False)
    assert found.returncode == 0, found.stdout


def test_openpyxl_is_only_imported_when_a_file_is_written() -> None:
    told = "import sys, evalprep.documents.sheets.listsheets, evalprep.documents.sheets.listfile; print('openpyxl' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
