"""Any file that holds a list or a workbook as cells: what it is, its content says, never its name."""

from __future__ import annotations

import re
from pathlib import PurePath

from evalprep.documents.archive import OLE, RefusedError, is_encrypted_office_file, refuse_empty_or_large
from evalprep.documents.sheets.bookparts import KIND, SAVE_AS_XLSX
from evalprep.documents.sheets.cells import SheetCells
from evalprep.documents.sheets.readcsv import decode_text, read_csv
from evalprep.documents.sheets.readexcel import read_excel
from evalprep.errors import InputError, Place, Problem

MAX_BYTES = 50 * 1024 * 1024
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")
_KNOWN = (
    (b"%PDF", "这是 PDF 文件，不是表格", "找到做它的那份 Excel 或 WPS 表格，导入那一份"),
    (b"{\\rtf", "这是 RTF 文件，不是表格", "用 Word 或 WPS 打开，把里面的表格复制到新的 .xlsx 里"),
    (b"Rar!", "这是压缩包，不是表格", "先解压缩，再导入里面的 .xlsx 文件"),
    (b"7z\xbc\xaf", "这是压缩包，不是表格", "先解压缩，再导入里面的 .xlsx 文件"),
    (b"\x1f\x8b", "这是压缩包，不是表格", "先解压缩，再导入里面的 .xlsx 文件"),
    *((mark, "这是图片，不是表格", "图片里的字读不出来，请录入到 .xlsx 里") for mark in _PICTURES),
)
_WEB = re.compile(
    r"\s*<(!doctype|!--|\?xml|html|head|meta|body|table|div|style|script|workbook|ss:)", re.IGNORECASE
)
_XML_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"


def read_sheets(data: bytes, name: str) -> tuple[SheetCells, ...]:
    """The sheets of an .xlsx, .xlsm, .csv or .txt; `name` is what messages call the file. A text is one sheet without
    a name. Sheets without any cell are there too.

    Raises InputError for whatever cannot be read as cells, with what to do: empty, damaged, with a password, an older or
    other format, too large, more than 10,000 filled rows on a sheet, a document type in an XML part.
    """
    try:
        if PurePath(name).name.startswith("~$"):
            raise _refusal("这是 Excel 打开文件时留下的临时文件", "关掉 Excel，选名字不带 ~$ 的那个文件")
        return _read(data)
    except RefusedError as refused:
        place = Place(name) if name else None
        raise InputError(Problem(refused.code, refused.problem, refused.remedy, place)) from None


def _read(data: bytes) -> tuple[SheetCells, ...]:
    refuse_empty_or_large(data, KIND, MAX_BYTES)
    if data.startswith(OLE):
        raise _ole_refusal(data)
    if data.startswith(b"PK"):
        return read_excel(data)
    for mark, problem, remedy in _KNOWN:
        if data.startswith(mark):
            raise _refusal(problem, remedy)
    text = decode_text(data)
    if _XML_SPREADSHEET in text[:4096]:
        raise _refusal("这是「XML 表格 2003」格式，读不了", SAVE_AS_XLSX)
    if _WEB.match(text):
        raise _refusal("这是网页或 XML 文件（有些系统导出的 .xls 其实是网页），读不了", SAVE_AS_XLSX)
    if text.lstrip().startswith("MIME-Version:"):
        raise _refusal("这是单个文件的网页（.mht），读不了", SAVE_AS_XLSX)
    return (read_csv(text),)


def _ole_refusal(data: bytes) -> RefusedError:
    """An OLE file names its streams in UTF-16: they tell the programs apart."""
    if is_encrypted_office_file(data):
        return KIND.encrypted()
    if "WordDocument".encode("utf-16-le") in data:
        return _refusal(
            "这是旧的 .doc 格式的 Word 文档，不是表格", "用 Word 或 WPS 打开，另存为 .docx 再导入"
        )
    if "PowerPoint Document".encode("utf-16-le") in data:
        return _refusal("这是旧的 .ppt 格式的演示文稿，不是表格", "把里面的表格复制到 .xlsx 里")
    return RefusedError("old_xls", "这是旧的 .xls 格式（或 WPS 的 .et 格式），读不了", SAVE_AS_XLSX)


def _refusal(problem: str, remedy: str) -> RefusedError:
    return RefusedError("not_spreadsheet", problem, remedy)
