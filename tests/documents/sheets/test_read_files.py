"""What is no workbook and no text is refused with the file's name and a way out, whatever its name says."""

from __future__ import annotations

import pytest

from evalprep.documents.package import pack
from evalprep.documents.sheets.readfile import read_sheets
from evalprep.errors import InputError
from tests.documents.sheets.sheet_samples import (
    MAIN,
    by_hand,
    one_sheet,
    relations,
    shown,
    with_part,
    workbook_of,
)

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
GOOD = workbook_of(["姓名"], ["示例甲"])
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def refusal(data: bytes, name: str = "人员.xlsx") -> str:
    with pytest.raises(InputError) as caught:
        read_sheets(data, name)
    return str(caught.value)


def office(main: str) -> bytes:
    return pack(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": relations(("officeDocument", main)).encode(),
            main: b"<x/>",
        }
    )


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "空的"),
        (b" \r\n\t\n", "什么都没有"),
        (OLE, "旧的 .xls 格式"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (OLE + "WordDocument".encode("utf-16-le"), "旧的 .doc 格式"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "演示文稿"),
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1 x", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "网页"),
        ("\ufeff<!DOCTYPE html>".encode("utf-16"), "网页"),
        (b"\n<table border=1>", "网页"),
        (b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?>"
         b"<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", "XML 表格 2003"),
        (b"MIME-Version: 1.0\r\n", "网页"),
        (b"\x00\x01\x02\x03" * 50, "加密软件"),
        (b"b\x14#e" + bytes(range(256)), "加密软件"),
        (pack({"a.txt": b"x"}), "压缩包"),
        (pack({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), ".ods"),
        (pack({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        (pack({"Index/Document.iwa": b"x"}), "Numbers"),
        (pack({"OFD.xml": b"<x/>"}), "OFD"),
        (office("word/document.xml"), "Word"),
        (office("ppt/presentation.xml"), "演示文稿"),
        (office("xl/workbook.bin"), ".xlsb"),
        (office("xl/workbook.xml"), "损坏"),
        (b"PK\x03\x04 broken", "损坏"),
        (GOOD[:-200], "损坏"),
        (with_part(GOOD, "xl/workbook.xml", b"<broken"), "损坏"),
        (with_part(GOOD, "xl/worksheets/sheet1.xml", b"<broken"), "损坏"),
        (with_part(GOOD, "xl/worksheets/sheet1.xml", b""), "损坏"),
        (by_hand("<row r='1'><c r='1A'><v>1</v></c></row>"), "损坏"),
        (by_hand("<row r='9999999'><c r='A1'><v>1</v></c></row>"), "损坏"),
        (by_hand("<row r='1'><c r='ZZZ1'><v>1</v></c></row>"), "损坏"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_with_the_file_s_name_and_a_way_out(data: bytes, told: str) -> None:
    message = refusal(data)
    assert told in message
    assert message.startswith("人员.xlsx：")
    assert "→" in message


def test_a_password_on_the_zip_file_is_told() -> None:
    data = bytearray(GOOD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert "密码" in refusal(bytes(data))


def test_a_workbook_is_known_by_its_content() -> None:
    assert shown(one_sheet(GOOD, "人员.csv")) == {"A1": "姓名", "A2": "示例甲"}


def test_a_text_called_xls_is_read_as_the_text_that_it_is() -> None:
    assert shown(one_sheet("姓名\t学历\n示例甲\t本科".encode("gbk"), "人员.xls"))["B2"] == "本科"


def test_the_file_that_excel_leaves_while_a_workbook_is_open_is_told() -> None:
    assert "~$" in refusal(b"\x0aadmin", "附件/~$人员.xlsx")


def test_a_file_without_a_name_is_refused_without_one() -> None:
    assert refusal(b"", "").startswith("这个文件是空的")


@pytest.mark.parametrize(
    "part",
    ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml",
     "xl/worksheets/sheet1.xml", "docProps/app.xml", "xl/unused.xml"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_every_part(part: str, encoding: str) -> None:
    content = DOCTYPE.decode() + "<x>&a;</x>"
    assert "DOCTYPE" in refusal(with_part(GOOD, part, content.encode(encoding)))


def test_a_document_type_behind_a_long_comment_is_refused() -> None:
    xml = b"<!--" + b" " * 3_000_000 + b"-->" + DOCTYPE + b"<worksheet>&a;</worksheet>"
    assert "DOCTYPE" in refusal(with_part(GOOD, "xl/worksheets/sheet1.xml", xml))


def test_a_document_type_on_the_border_of_two_pieces_is_refused() -> None:
    xml = b"<!--" + b" " * (1024 * 1024 - 12) + b"-->" + DOCTYPE + b"<worksheet>&a;</worksheet>"
    assert xml.index(b"<!DOCTYPE") < 1024 * 1024 < xml.index(b"<!DOCTYPE") + 9
    assert "DOCTYPE" in refusal(with_part(GOOD, "xl/worksheets/sheet1.xml", xml))


@pytest.mark.parametrize(
    "row",
    [
        "<row r='1'><c r='A1'><v>1&a;2</v></c></row>",
        "<row r='1'><c r='A1'><v>1<!-- 0 -->2</v></c></row>",
        "<row r='1'><c r='A1' t='inlineStr'><is><t>示<!-- 0 -->例</t></is></c></row>",
        "<row r='1'><c r='A1' t='inlineStr'><is><t>示&a;例</t></is></c></row>",
        "<row r='1'><c r='A1' t='inlineStr'><is><r><t>示&a;例</t></r></is></c></row>",
    ],
)
def test_what_stands_in_the_midst_of_a_text_is_not_left_out_silently(row: str) -> None:
    assert "损坏" in refusal(by_hand(row))


def test_numbers_as_long_as_a_book_are_refused_and_not_computed() -> None:
    assert "损坏" in refusal(by_hand(f"<row r='1'><c r='A1' t='s'><v>{'9' * 5000}</v></c></row>"))
    styled = by_hand(f"<row r='1'><c r='A1' s='{'9' * 5000}'><v>7</v></c></row>")
    assert shown(one_sheet(styled)) == {"A1": "7"}
    formats = f"<styleSheet xmlns='{MAIN}'><cellXfs><xf numFmtId='{'9' * 5000}'/></cellXfs></styleSheet>"
    assert (
        shown(one_sheet(by_hand("<row><c><v>7</v></c></row>", parts={"xl/styles.xml": formats})))["A1"] == "7"
    )
