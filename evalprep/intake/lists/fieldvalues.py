"""One cell as the value of one field: what the project file would hold, or why the cell stays out.

The field's kind reads the text. Here stands only what a spreadsheet does to a text before: dates that are numbers,
numbers that lost digits, units in headers, marks such as 同上. In doubt the cell is held back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from evalprep.documents.sheets.cells import CellKind, SheetCell
from evalprep.intake.answers import is_long
from evalprep.intake.given import RemarkKind
from evalprep.intake.lists import held
from evalprep.intake.lists.occupations import OccupationNames
from evalprep.intake.oneline import TITLES, line_of
from evalprep.intake.several import parts
from evalprep.model.basic import NUMERAL, one_width, without_spaces
from evalprep.model.dates import PartialDate
from evalprep.model.fields import Field, Shape, concrete
from evalprep.model.kinds import NIL, BadValue
from evalprep.model.validation import Tree

_DITTO = re.compile("[-—〃″〞\"“”'’ ]*(?:同上|同前|上同|同左|〃|″|〞|\"|”|''|’’)[-—〃″〞\"“”'’ ]*")
_STROKES = re.compile(r"[-—–－/／\\、.。…*_~～?？ ]+")
_NOTHING = ("没有", "暂无", "没")
_ANSWERS = ("是", "否", "√", "×", "✓", "✔")
_NO_WORDS = re.compile("[-0-9./年月日 ]+")
"""A date or a number where a name is asked for."""
_MONTH_OR_TENTH = re.compile(r"[0-9]{4}\.1")
_SINCE = re.compile("[-~～—至到 ]*(?:起|开始|以来|至今|今)$")
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 73_050
"""Serial numbers of 1927 and of 2099: what people's dates can be. Less or more is no date of anybody here."""
_EPOCH = date(1899, 12, 30)
_FIRST_DATE_YEAR = 1911
"""Before it a date is a year (2012) that somebody has formatted as a date: 1905-07-04."""
_IDENTIFIERS = ("id_number", "uscc", "phones", "postcode", "occupation_code")
_MONEY_UNIT = re.compile(
    "(?:人民币)?(元|千元|万元|百万元|亿元|万|亿|万美元|美元|万欧元|欧元|万港元|港元|万日元|日元)(?:人民币)?"
)
_AREA_UNITS = ("亩", "公顷", "平方公里", "万平方米", "万m2", "万平米", "km2", "平方尺")
_SAYS_YES_OR_NO = {
    "full_time": {"专职": True, "全职": True, "专职人员": True, "兼职": False, "兼职人员": False},
    "own": {
        "自有": True,
        "自有人员": True,
        "本单位": True,
        "外聘": False,
        "外聘人员": False,
        "非自有": False,
    },
    "decoupled": {"已脱钩": True, "未脱钩": False},
    "published": {"已公开": True, "未公开": False},
}
"""Words of a column that asks for one of two things: 专职/兼职."""
_SUFFIX = re.compile(r"\.(?=[0-9]?[A-Za-z])[A-Za-z0-9]{2,5}$")


@dataclass(frozen=True)
class Note:
    """Something about a cell that was taken: kind, text, what to do."""

    kind: RemarkKind
    text: str
    remedy: str = ""


FROM_FORMULA = Note(RemarkKind.READ_AS, "是公式算出来的，照文件里存着的结果读", "核对一下结果")


@dataclass(frozen=True)
class CellReader:
    """Reads cells of one file."""

    occupations: OccupationNames
    is_text_file: bool = False
    """CSV: every number is text there, as Excel wrote it."""
    notes: list[Note] = field(default_factory=list)
    """What is to be told of the cell that was read last."""

    def tree(self, wanted: Field, cell: SheetCell, unit: str = "") -> Tree:
        """What the project file would hold; `unit` is that of the header (万元). Raises BadValue where the cell stays out."""
        self.notes.clear()
        text = self.text(cell)
        if cell.from_formula:
            self.notes.append(FROM_FORMULA)
        nothing = one_width(text) in (str(NIL), *_NOTHING)
        if nothing and wanted.may_be_nil:
            return [] if wanted.shape in (Shape.ROWS, Shape.VALUES, Shape.MAPPING) else str(NIL)
        if nothing and wanted.kind is not None and wanted.kind.name == "text":
            text = str(NIL)
        if wanted.shape is Shape.ROWS:
            return self._records(wanted, text)
        if wanted.shape is Shape.VALUES or wanted.shape is Shape.MAPPING:
            return [self._value(wanted, part, cell, unit) for part in self._parts(wanted, text)]
        return self._value(wanted, text if _is_prose(wanted) else one_line(text), cell, unit)

    def text(self, cell: SheetCell) -> str:
        """What stands in a cell. Raises BadValue where that is no text, or a mark instead of one."""
        told = "直接填写文字，或空着"
        if cell.kind is CellKind.PICTURE:
            raise BadValue("这里是图片，读不出文字", "文字", "把图片上的内容打成文字填进去")
        if cell.kind is CellKind.ERROR:
            raise BadValue(
                f"这一格读不出来：{cell.text}", "文字或数", "用 Excel 打开，改成要填的内容，再保存"
            )
        if _DITTO.fullmatch(cell.text):
            raise BadValue(f"写的是「{cell.text}」", "内容本身", "把上面的内容再写一遍")
        if _STROKES.fullmatch(cell.text):
            raise BadValue(
                f"「{cell.text}」看不出是没有还是不知道", "内容本身", "没有就写「无」，不知道就空着"
            )
        if cell.stored:
            raise BadValue(cell.stored, "文字或数", "把单元格设为文本格式，照原件重新填写")
        if not cell.text.strip():
            raise BadValue("这里没有内容", "文字", told)
        return cell.text

    def _parts(self, wanted: Field, text: str) -> list[str]:
        if names_occupations(wanted):
            return self.occupations.parts(text)
        if wanted.kind is not None and wanted.kind.name == "file":
            return files(text)
        return parts(text)

    def _records(self, wanted: Field, text: str) -> Tree:
        line, found = line_of(wanted.path), []
        for part in parts(text):
            _refuse_answer(part, wanted.label)
            if _NO_WORDS.fullmatch(one_width(part)):
                raise BadValue(f"「{part}」里没有文字", wanted.label, "看看这一格是不是填错了栏")
            if line is None:
                found.append({"name": part})
            else:
                found.append(held.title(part) if line is TITLES else held.skill(part, self.occupations.knows))
        if not found:
            raise BadValue("这里没有内容", "一项或几项，用顿号隔开", "没有就写「无」，不知道就空着")
        return found

    def _value(self, wanted: Field, text: str, cell: SheetCell, unit: str) -> str:
        kind = wanted.kind
        assert kind is not None
        if names_occupations(wanted):
            return self.occupations.key(text)
        if kind.name in ("date", "day", "year"):
            return kind.write(kind.parse(self._date_text(wanted, text, cell)))
        if cell.kind is CellKind.DATE and wanted.key != "when":
            raise BadValue(
                f"Excel 把这一格变成了日期「{text}」", kind.expected, "把单元格设为文本格式，重新填写"
            )
        if kind.name in _IDENTIFIERS:
            text = _identifier(text)
        if kind.name in ("text", "name"):
            _refuse_answer(text, wanted.label)
        if kind.name == "yes_no":
            said = _SAYS_YES_OR_NO.get(wanted.key, {}).get(one_width(text))
            return kind.write(kind.parse(text) if said is None else said)
        if kind.name == "name" and (close := _without_padding(text)) != text:
            self.notes.append(Note(RemarkKind.READ_AS, "用来对齐的空格去掉了"))
            text = close
        return kind.write(kind.parse(_with_unit(text, kind.name, unit)))

    def _date_text(self, wanted: Field, text: str, cell: SheetCell) -> str:
        """The text of a date, as far as the cell says it without doubt. Raises BadValue."""
        told = "把单元格设为文本格式，写作 2012-10 这样"
        if cell.kind is CellKind.DATE:
            if cell.day is not None and cell.day.year < _FIRST_DATE_YEAR:
                raise BadValue(f"这一格是 {cell.day.year} 年的日期，多半是年份被当成了日期", "日期", told)
            return text
        plain = one_width(text)
        if _MONTH_OR_TENTH.fullmatch(plain) and (cell.kind is CellKind.NUMBER or self.is_text_file):
            raise BadValue(f"「{plain}」分不清是 1 月还是 10 月：数字末尾的 0 会丢", "日期", told)
        is_day = wanted.kind is not None and wanted.kind.name != "year"
        if is_day and cell.kind is CellKind.NUMBER and _FIRST_SERIAL <= (cell.number or 0) <= _LAST_SERIAL:
            assert cell.number is not None
            return self._serial(wanted, cell.number)
        # Of what still goes on, 2012.07至今 says when it began.
        return _SINCE.sub("", plain) if wanted.key in ("since", "trade_since", "started_on") else plain

    def _serial(self, wanted: Field, number: Decimal) -> str:
        day = _EPOCH + timedelta(int(number))
        assert wanted.kind is not None
        # A month that somebody typed stands in a spreadsheet as its first day.
        known = (
            str(day) if wanted.kind.name == "day" or day.day > 1 else str(PartialDate(day.year, day.month))
        )
        only = "" if known == str(day) else "；只取到月，是 1 日就在格里写明"
        self.notes.append(
            Note(RemarkKind.READ_AS, f"是日期序号 {int(number)}，读作 {known}{only}", "核对一下日期")
        )
        return known


def _refuse_answer(text: str, label: str) -> None:
    """Raises BadValue for 是 or √ where words are asked for: the cell was meant for another column."""
    if one_width(text) in _ANSWERS:
        raise BadValue(f"这里要写的是{label}，写的却是「{text}」", label, "看看这一格是不是填错了栏")


def names_occupations(wanted: Field) -> bool:
    """Whether the texts of a field name occupations, by code or name."""
    named = ("occupations", "related_occupations", "former_occupations")
    return wanted.shape is Shape.VALUES and wanted.key in named


def files(text: str) -> list[str]:
    """The files of one cell: 电工、车工证明.pdf is one, for what parts two files stands behind a suffix."""
    found, pending = [], ""
    for piece in re.split("([、，,；;\n])", text):
        pending += piece
        if piece == "\n" or (len(piece) > 1 and _SUFFIX.search(piece.strip())):
            found.append(pending)
            pending = ""
    return [part for part in (one.strip("、，,；; \n") for one in [*found, pending]) if part]


def _is_prose(wanted: Field) -> bool:
    """Whether a text may have several lines."""
    return "{" not in wanted.path and is_long(concrete(wanted.path.replace("[]", "[0]")))


def one_line(text: str) -> str:
    """A text of one line: what was broken to fit the cell is joined, without a blank between Chinese characters."""
    pieces = [piece.strip() for piece in text.splitlines() if piece.strip()]
    joined = ""
    for piece in pieces:
        apart = joined and (joined[-1].isascii() or piece[0].isascii())
        joined += f" {piece}" if apart else piece
    return joined


def _identifier(text: str) -> str:
    """Without the apostrophe that other programs put before a number to keep it text."""
    return text.strip().lstrip("'’‘`").strip()


def _without_padding(name: str) -> str:
    """张　三 as 张三: two or three single characters, set apart to stand under longer names."""
    pieces = name.split()
    padded = 1 < len(pieces) < 4 and all(len(piece) == 1 and not piece.isascii() for piece in pieces)
    return "".join(pieces) if padded else name


def _with_unit(text: str, kind: str, unit: str) -> str:
    """A bare number with the unit that the header says; a number that has a unit of its own keeps it."""
    plain, unit = one_width(text), without_spaces(unit)
    if not unit or not re.fullmatch(NUMERAL, plain):
        return text
    if kind == "money" and (found := _MONEY_UNIT.fullmatch(unit)):
        return f"{plain}{found[1]}"
    if kind == "number" and unit in _AREA_UNITS:
        return f"{plain}{unit}"
    if kind == "count" and (found := re.match("[十百千万亿]+", unit)):
        if found[0] not in ("千", "万"):
            raise BadValue(f"表头的单位是「{unit}」", "不带单位的整数", "换算成实际的数再填")
        return f"{plain}{found[0]}"
    return text
