"""Workbooks of Excel, WPS and LibreOffice become cells: sheets, merged ranges, formulas, pictures, odd but legal XML."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from evalprep.documents.sheets.cells import NOT_COMPUTED, CellKind, SheetCell, SheetCells
from evalprep.documents.sheets.readfile import read_sheets
from evalprep.documents.sheets.workbook import Sheet, SheetColumn, write_workbook
from evalprep.errors import InputError
from tests.documents.sheets.sheet_samples import (
    DRAWING,
    MAIN,
    by_hand,
    cell_at,
    one_sheet,
    part_of,
    relations,
    saved,
    shown,
    with_part,
    workbook_of,
)

SHEET = "xl/worksheets/sheet1.xml"


def anchor(row: int, column: int, content: str = "<xdr:pic/>", kind: str = "twoCellAnchor") -> str:
    corner = f"<xdr:from><xdr:col>{column - 1}</xdr:col><xdr:row>{row - 1}</xdr:row></xdr:from>"
    return f"<xdr:{kind}>{corner}{content}</xdr:{kind}>"


def with_drawing(sheet: str, *anchors: str, after: str = "") -> bytes:
    drawing = f"<xdr:wsDr xmlns:xdr='{DRAWING}'>{''.join(anchors)}</xdr:wsDr>"
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("drawing", "../drawings/drawing1.xml")),
        "xl/drawings/drawing1.xml": drawing,
    }
    return by_hand(sheet, parts=parts, after=after)


def test_values_stand_where_they_stood() -> None:
    sheet = one_sheet(workbook_of(["姓名", None, "年龄"], [], ["示例甲", None, 41]))
    assert sheet.name == "工作人员"
    assert shown(sheet) == {"A1": "姓名", "C1": "年龄", "A3": "示例甲", "C3": "41"}


def test_every_kind_of_value_is_known() -> None:
    sheet = one_sheet(workbook_of(["甲", 3.5, date(2012, 7, 1), True, False, "#N/A"]))
    assert [cell.kind for cell in sheet.rows[1].values()] == [
        CellKind.TEXT, CellKind.NUMBER, CellKind.DATE, CellKind.BOOLEAN, CellKind.BOOLEAN, CellKind.ERROR,
    ]  # fmt: skip
    assert list(shown(sheet).values()) == ["甲", "3.5", "2012-07-01", "TRUE", "FALSE", "#N/A"]


def test_what_we_write_is_read_back() -> None:
    number = "339901197204128113"
    columns = (SheetColumn("身份证号"), SheetColumn("金额", "money"), SheetColumn("日期", "date"))
    data = write_workbook([Sheet("名单", "示例名单", columns, ((number, 12, date(2012, 7, 1)),))])
    assert list(shown(one_sheet(data)).values())[-3:] == [number, "12", "2012-07-01"]


def test_sheets_keep_their_order_and_tell_whether_they_are_hidden() -> None:
    workbook = Workbook()
    workbook.worksheets[0].title = "甲 "
    for name, state in (("乙", "hidden"), ("丙", "veryHidden")):
        workbook.create_sheet(name).sheet_state = state  # type: ignore[assignment]
    read = read_sheets(saved(workbook), "名单.xlsx")
    assert [(sheet.name, sheet.hidden) for sheet in read] == [("甲 ", False), ("乙", True), ("丙", True)]


def test_hidden_rows_and_columns_are_read() -> None:
    workbook = Workbook()
    page = workbook.worksheets[0]
    page.append(["甲", "乙"])
    page.row_dimensions[1].hidden = page.column_dimensions["B"].hidden = True
    assert shown(one_sheet(saved(workbook))) == {"A1": "甲", "B1": "乙"}


def test_a_chart_sheet_is_no_sheet() -> None:
    workbook = Workbook()
    workbook.create_chartsheet("图")
    assert [sheet.name for sheet in read_sheets(saved(workbook), "名单.xlsx")] == ["Sheet"]


def test_shared_texts_are_read_with_all_their_runs_and_without_reading_aids() -> None:
    text = "<si><r><t>示例</t></r><r><rPr/><t>甲</t></r><rPh sb='0' eb='1'><t>shili</t></rPh></si>"
    row = "<row r='1'><c r='A1' t='s'><v>1</v></c></row>"
    assert cell_at(by_hand(row, texts=["<si><t>乙</t></si>", text])).text == "示例甲"


def test_a_shared_text_that_is_not_there_makes_the_file_damaged() -> None:
    with pytest.raises(InputError, match="损坏"):
        one_sheet(by_hand("<row r='1'><c r='A1' t='s'><v>7</v></c></row>"))


# Formulas


def formula(cell: str) -> SheetCell:
    return cell_at(by_hand(f"<row r='1'>{cell}</row>"))


def test_a_formula_gives_the_value_that_was_stored_with_it() -> None:
    cell = formula("<c r='A1'><f>B1*2</f><v>64</v></c>")
    assert (cell.text, cell.from_formula) == ("64", True)


def test_a_shared_formula_counts_as_one_also_where_it_is_not_written_out() -> None:
    assert formula("<c r='A1'><f t='shared' si='0'/><v>64</v></c>").from_formula


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])
def test_a_formula_without_a_stored_value_is_an_error(value: str) -> None:
    cell = formula(f"<c r='A1'><f>B1*2</f>{value}</c>")
    assert (cell.kind, cell.text, cell.from_formula) == (CellKind.ERROR, NOT_COMPUTED, True)


def test_a_formula_of_openpyxl_is_an_error() -> None:
    assert cell_at(workbook_of(["=1+1"])).text == NOT_COMPUTED


def test_a_formula_that_shows_nothing_is_blank() -> None:
    assert one_sheet(by_hand("<row r='1'><c r='A1' t='str'><f>\"\"</f><v></v></c></row>")).rows == {}


def test_a_formula_that_shows_an_error_is_one() -> None:
    cell = formula("<c r='A1' t='e'><f>1/0</f><v>#DIV/0!</v></c>")
    assert (cell.kind, cell.text, cell.from_formula) == (CellKind.ERROR, "#DIV/0!", True)


def test_a_typed_truth_value_that_libreoffice_wrote_as_a_formula_is_none() -> None:
    cell = formula("<c r='A1' t='b'><f>TRUE()</f><v>1</v></c>")
    assert (cell.kind, cell.from_formula) == (CellKind.BOOLEAN, False)


# Merged ranges


def merged(*references: str, rows: str = "") -> SheetCells:
    cells = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
    return one_sheet(by_hand(rows, after=f"<mergeCells>{cells}</mergeCells>"))


def inline(address: str, text: str) -> str:
    return f"<c r='{address}' t='inlineStr'><is><t>{text}</t></is></c>"


def test_a_merged_range_shows_its_first_cell_wherever_one_looks() -> None:
    sheet = merged(
        "A1:B3", rows=f"<row r='1'>{inline('A1', '教务部')}</row><row r='4'>{inline('A4', '末')}</row>"
    )
    assert sheet.merged == ((1, 1, 3, 2),)
    seen = {place: sheet.spread(*place) for place in ((1, 1), (3, 2), (2, 3), (4, 1))}
    assert {place: cell.text if cell else None for place, cell in seen.items()} == {
        (1, 1): "教务部", (3, 2): "教务部", (2, 3): None, (4, 1): "末",
    }  # fmt: skip
    assert sheet.cell(3, 2) is None


def test_what_lies_hidden_under_a_merged_range_is_not_read() -> None:
    sheet = merged(
        "A1:A2", rows=f"<row r='1'>{inline('A1', '甲')}</row><row r='2'>{inline('A2', '看不见')}</row>"
    )
    assert shown(sheet) == {"A1": "甲"}


def test_whole_columns_that_are_merged_end_with_the_last_row() -> None:
    assert merged("A1:C1048576", "D9:E10", "oops", rows=f"<row r='2'>{inline('A2', '甲')}</row>").merged == (
        (1, 1, 2, 3),
    )


# Pictures


def test_a_picture_stands_in_the_cell_of_its_upper_left_corner() -> None:
    row = f"<row r='2'>{inline('A2', '示例甲')}</row>"
    sheet = one_sheet(with_drawing(row, anchor(2, 3), anchor(5, 1, kind="oneCellAnchor")))
    assert [(cell.address, cell.kind) for row in sheet.rows.values() for cell in row.values()] == [
        ("A2", CellKind.TEXT), ("C2", CellKind.PICTURE), ("A5", CellKind.PICTURE),
    ]  # fmt: skip


def test_a_picture_over_a_text_leaves_the_text() -> None:
    sheet = one_sheet(with_drawing(f"<row r='1'>{inline('A1', '示例甲')}</row>", anchor(1, 1)))
    assert shown(sheet) == {"A1": "示例甲"}


def test_a_picture_on_a_merged_range_stands_in_its_first_cell() -> None:
    after = "<mergeCells><mergeCell ref='A1:B2'/></mergeCells>"
    sheet = one_sheet(with_drawing("", anchor(2, 2), after=after))
    assert [cell.address for row in sheet.rows.values() for cell in row.values()] == ["A1"]


def test_a_text_box_is_no_picture() -> None:
    assert one_sheet(with_drawing("", anchor(1, 1, "<xdr:sp/>"))).rows == {}


@pytest.mark.parametrize(
    "cell",
    [
        "<c r='A1' t='str'><f>_xlfn.DISPIMG(\"ID_1\",1)</f><v>=DISPIMG(\"ID_1\",1)</v></c>",
        "<c r='A1' t='str'><v>=DISPIMG(\"ID_1\",1)</v></c>",
        "<c r='A1'><f>DISPIMG(\"ID_1\",1)</f></c>",
        "<c r='A1' t='e' vm='1'><v>#VALUE!</v></c>",
        "<c r='A1' t='e' vm='1'><f>_xlfn.IMAGE(\"x\")</f><v>#VALUE!</v></c>",
    ],
)
def test_a_picture_in_a_cell_is_a_picture(cell: str) -> None:
    assert formula(cell).kind is CellKind.PICTURE


# Files as other programs write them


def test_cells_and_rows_without_addresses_follow_each_other() -> None:
    row = "<row><c><v>1</v></c><c s='0'/><c><v>3</v></c></row>"
    assert shown(one_sheet(by_hand(row + row))) == {"A1": "1", "C1": "3", "A2": "1", "C2": "3"}


def test_cells_out_of_order_are_put_in_order() -> None:
    rows = (
        "<row r='3'><c r='B3'><v>2</v></c><c r='A3'><v>1</v></c></row><row r='1'><c r='A1'><v>0</v></c></row>"
    )
    assert list(shown(one_sheet(by_hand(rows)))) == ["A1", "A3", "B3"]


def test_formatted_rows_between_do_not_move_what_follows() -> None:
    rows = (
        '<row r="1" ht="20"/><row r="2" s="1"><c r="A2" s="1"/><c r="B2"></c></row>'
        '<row r="3"><c r="A3" s="1"/><c r="B3"><v>7</v></c></row><row r="4"><c r="A4" s="1"/></row>'
    )
    assert shown(one_sheet(by_hand(rows))) == {"B3": "7"}


def test_a_prefix_on_every_element_is_no_obstacle() -> None:
    xml = (
        f"<x:worksheet xmlns:x='{MAIN}'><x:sheetData><x:row r='1'><x:c r='A1'><x:v>7</x:v></x:c></x:row>"
        "</x:sheetData></x:worksheet>"
    )
    assert shown(one_sheet(by_hand("", parts={SHEET: xml}))) == {"A1": "7"}


def test_a_strict_workbook_is_read() -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    data = by_hand("<row r='1'><c r='A1'><v>7</v></c></row>")
    for part in ("xl/workbook.xml", SHEET):
        data = with_part(data, part, part_of(data, part).replace(MAIN.encode(), strict.encode()))
    assert shown(one_sheet(data)) == {"A1": "7"}


def test_part_names_differ_in_case_and_slashes() -> None:
    data = by_hand("<row r='1'><c r='A1'><v>7</v></c></row>")
    targets = relations(("worksheet", "/xl/Worksheets/Sheet1.xml"))
    assert shown(one_sheet(with_part(data, "xl/_rels/workbook.xml.rels", targets.encode()))) == {"A1": "7"}


def test_styles_that_are_missing_leave_plain_numbers() -> None:
    data = by_hand("<row r='1'><c r='A1' s='9'><v>41091</v></c></row>")
    targets = relations(("worksheet", "worksheets/sheet1.xml"))
    assert shown(one_sheet(with_part(data, "xl/_rels/workbook.xml.rels", targets.encode()))) == {
        "A1": "41091"
    }


@pytest.mark.needs_libreoffice
def test_a_workbook_saved_again_by_libreoffice_is_read(tmp_path: Path) -> None:
    workbook = Workbook()
    page = workbook.worksheets[0]
    page.title = "工作人员"
    page.append(["姓名", "身份证号", "入职", "面积", "在职"])
    page.append(["示例甲", "339901197204128113", date(2012, 7, 1), 119.5, True])
    page["C2"].number_format = 'yyyy"年"m"月"'
    page.append(["示例乙", 339901197204128, "2012-07", "=D2*2", "=1/0"])
    page.merge_cells("A4:A5")
    page["A4"], page["B5"] = "示例部", "末"
    (tmp_path / "名单.xlsx").write_bytes(saved(workbook))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "out"), str(tmp_path / "名单.xlsx")],
        check=True, capture_output=True, timeout=170,
    )  # fmt: skip
    sheet = one_sheet((tmp_path / "out" / "名单.xlsx").read_bytes())
    assert shown(sheet) == {
        "A1": "姓名", "B1": "身份证号", "C1": "入职", "D1": "面积", "E1": "在职",
        "A2": "示例甲", "B2": "339901197204128113", "C2": "2012-07", "D2": "119.5", "E2": "TRUE",
        "A3": "示例乙", "B3": "339901197204128", "C3": "2012-07", "D3": "239", "E3": "#DIV/0!",
        "A4": "示例部", "B5": "末",
    }  # fmt: skip
    assert sheet.merged == ((4, 1, 5, 1),)
    assert {cell.address for row in sheet.rows.values() for cell in row.values() if cell.from_formula} == {
        "D3", "E3",
    }  # fmt: skip


def test_reading_does_not_load_openpyxl() -> None:
    told = "import sys, evalprep.documents.sheets.readfile; print('openpyxl' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
