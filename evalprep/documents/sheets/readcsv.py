"""A .csv or .txt as cells: the encoding found out, the separator found out, quotes and line breaks as Excel has them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from evalprep.documents.archive import RefusedError
from evalprep.documents.sheets.cells import SheetCell, SheetCells
from evalprep.documents.sheets.cellvalues import text_value
from evalprep.documents.sheets.sheetxml import MAX_CELLS, MAX_ROWS

MAX_TEXT_BYTES = 20 * 1024 * 1024
SEPARATORS = (",", "\t", ";", "|")
_SAMPLE_LINES = 30
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ONLY_QUESTION_MARKS = re.compile(r"\?{2,}")
_TOLD_SEPARATOR = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_SAVE_AS_UTF8 = (
    "用 Excel 或 WPS 打开，选「文件 → 另存为」，类型选「CSV UTF-8（逗号分隔）」或 .xlsx，再用另存的文件"
)


def decode_text(data: bytes) -> str:
    """The text of a file by its content: UTF-8, UTF-16 or GB 18030 (GBK in it); raises RefusedError for no text."""
    text = _decoded(data).removeprefix("\ufeff").rstrip("\x1a")
    if _CONTROL.search(text):
        raise no_table()
    return text


def read_csv(text: str) -> SheetCells:
    """The rows of a text, each as far as it has texts. Raises RefusedError for too much, and for a quote left open."""
    separator, skip = _separator(text)
    rows: dict[int, dict[int, SheetCell]] = {}
    cells = 0
    for number, record in _records(text, separator, skip):
        values = ((at, text_value(value)) for at, value in enumerate(record, 1) if value)
        row = {
            at: SheetCell(number, at, value.kind, value.text, value.number, stored=value.stored)
            for at, value in values
            if value is not None
        }
        if row:
            rows[number] = row
            cells += len(row)
        if len(rows) > MAX_ROWS or cells > MAX_CELLS:
            raise RefusedError(
                "too_many_rows",
                f"到第 {number} 行，有内容的已经超过 {MAX_ROWS:,} 行或 {MAX_CELLS:,} 格，不像一份名单",
                "核对是不是选错了文件；是的话，把要导入的行另存成一个文件，再导入",
            )
    if not rows:
        raise RefusedError("empty_file", "这个文件里什么都没有", "重新下载或复制一份，再试一次")
    _refuse_question_marks([cell.text for row in rows.values() for cell in row.values()])
    return SheetCells("", rows)


def no_table() -> RefusedError:
    """What is neither a workbook nor a text."""
    return RefusedError(
        "not_spreadsheet",
        "这不是表格，也不是文字文件（单位装了文档加密软件时，没有解密的文件也是这样）",
        "选 .xlsx 或 .csv 文件；加密的先按单位的办法解密",
    )


def _decoded(data: bytes) -> str:
    if len(data) > MAX_TEXT_BYTES:
        problem = f"文字文件超过 {MAX_TEXT_BYTES // 1024 // 1024} MB，不像一份名单"
        raise RefusedError("file_too_large", problem, "核对是不是选错了文件")
    marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), None)
    if marked is not None:
        return _strictly(data[len(marked[0]) :], marked[1])
    if (wide := _unmarked_utf16(data[:4096])) is not None:
        return _strictly(data, wide)
    if b"\x00" in data:
        raise no_table()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        _refuse_broken_utf8(data, fault)
        return _strictly(data, "gb18030")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count("\n".encode(encoding)) + 1
        problem = f"第 {line} 行起认不出文字是什么编码（试过 UTF-8、GBK、UTF-16）"
        raise RefusedError("unknown_encoding", problem, _SAVE_AS_UTF8) from None


def _unmarked_utf16(start: bytes) -> str | None:
    """Separators and line ends have a nought beside them in UTF-16: on which side, tells the order."""
    if len(start) < 4 or b"\x00" not in start:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        ends = ("\n", ",", "\t", ";")
        found = sum(start.count(end.encode(encoding)) for end in ends)
        text = start[: len(start) // 2 * 2].decode(encoding, "replace")
        if found and "\x00" not in text and sum(text.count(end) for end in ends) * 2 > found:
            return encoding
    return None


def _refuse_broken_utf8(data: bytes, fault: UnicodeDecodeError) -> None:
    """A file in UTF-8 with a few broken bytes would be read as GBK without complaint, and every word of it wrong."""
    good = data.decode("utf-8", "ignore")
    characters = sum(1 for sign in good if sign >= "\u0800")
    broken = data.decode("utf-8", "replace").count("\ufffd")
    if characters > 5 * broken:
        line = data[: fault.start].count(b"\n") + 1
        problem = f"这是 UTF-8 编码的文件，但第 {line} 行有坏字，可能没有复制完整"
        raise RefusedError("damaged", problem, "重新导出或复制一份，再试一次")


def _separator(text: str) -> tuple[str, int]:
    """The separator, and how many rows at the beginning only name it (sep=;)."""
    told = _TOLD_SEPARATOR.match(text)
    if told is not None and text[told.end() - 1 : told.end()] in ("\n", "", *SEPARATORS):
        return told[1], 1
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:_SAMPLE_LINES]
    counts = {
        separator: [_outside_quotes(line).count(separator) for line in lines] for separator in SEPARATORS
    }
    return max(SEPARATORS, key=lambda one: (sum(1 for count in counts[one] if count), sum(counts[one]))), 0


def _refuse_question_marks(texts: list[str]) -> None:
    """A program that knew no Chinese has written ??? for every word: the words are lost."""
    lost = sum(1 for text in texts if _ONLY_QUESTION_MARKS.fullmatch(text))
    if lost > 2 and lost * 10 > len(texts):
        raise RefusedError(
            "unknown_encoding", "文件里的汉字已经变成了问号（???），另存时丢失了，恢复不了", _SAVE_AS_UTF8
        )


def _outside_quotes(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)


def _records(text: str, separator: str, skip: int) -> Iterator[tuple[int, list[str]]]:
    """Row number and fields. A row with line breaks inside quotes is one row, as on the screen."""
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines, delimiter=separator)
    csv.field_size_limit(MAX_TEXT_BYTES)
    before = 0
    for number, record in enumerate(reader, 1):
        if reader.line_num == len(lines):
            _refuse_open_quote(lines[before:], separator, before + 1)
        before = reader.line_num
        if number > skip:
            yield number, record


def _refuse_open_quote(lines: list[str], separator: str, first: int) -> None:
    """csv takes the rest of a file as one value where a quote is never closed."""
    try:
        list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error as fault:
        if "end of data" in str(fault):
            problem = f"从第 {first} 行起有一个引号没有配对，后面的内容分不开"
            raise RefusedError("damaged", problem, "用记事本打开，补上或删去这个引号") from None
