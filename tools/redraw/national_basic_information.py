"""Draws forms/national/basic-information/blank.docx: 《社会培训评价组织基本情况表》, 中就培函〔2020〕16号, 附件1.

Words, spaces inside labels and line breaks inside labels are the notice's. Its one table has seven columns throughout.
Run from the project's top: `python tools/redraw/national_basic_information.py`.
"""

from __future__ import annotations

from pathlib import Path

from drawing import Cell, Font, Paragraph, Row, Table, cm, draw

BLANK = Path(__file__).resolve().parents[2] / "forms/national/basic-information/blank.docx"
GRID = (1320, 2040, 1360, 1080, 1350, 1320, 1170)
WHOLE = len(GRID)
MARGINS = (cm(2.2), cm(2), cm(2), cm(2))
CELL_MARGIN = 50
# Columns are as narrow as their headers allow; text that stands left keeps this off the border (1/100 character).
INSET = 30

TITLE = Font("宋体", 22, bold=True)
MARK = Font("黑体", 16)
HEADING = Font("黑体", 12)
LABEL = Font("仿宋", 12)
ANSWER = Font("仿宋", 12)
SMALL = Font("仿宋", 10.5)

STAFF_AND_STRENGTHS = (
    "三、人员场地、设备设施以及组织优势、专业优势（含参与国家职业技能标准、教学大纲、教材等编制）等情况"
)
PROMISE = "本人承诺申报材料真实有效，如有虚假，自愿退出申报。"
NOTE = "注：请申请单位在单位名称处加盖本单位公章；本表可增行或续页。"
FORMS = ("企　业 □", "民办非企业单位 □", "行业协会 □", "技工院校 □")
COLUMNS = (
    "序号",
    "职业（工种）名称",
    "职业编码",
    "是否\n新职业",
    "培训评价\n起始日期",
    "已培训评价\n人数（人）",
    "评价等级\n范围",
)


def label(text: str, span: int = 1) -> Cell:
    """A cell with a printed label, centred."""
    return Cell([Paragraph(text, LABEL, align="center")], span)


def answer(span: int = 1) -> Cell:
    """An empty cell for an answer on one or two lines."""
    return Cell([Paragraph(font=ANSWER, indent=INSET, break_words=True)], span)


def heading(text: str) -> Row:
    """The heading of a part, over the whole width."""
    return Row([Cell([Paragraph(text, HEADING, indent=INSET, keep_next=True)], WHOLE)], cm(1.1))


def basics() -> list[Row]:
    """一、基本信息."""
    options = Cell([Paragraph(option, LABEL, line=264, indent=INSET) for option in FORMS], 2)
    high = cm(1.45)
    return [
        heading("一、基本信息"),
        Row([label("名　称"), answer(6)], high),
        Row([label("地　址"), answer(6)], high),
        Row([label("注册登记\n机　构"), answer(3), label("机　构\n性　质"), options], cm(2.9)),
        Row([label("统一社会\n信用代码"), answer(6)], high),
        Row([label("法定代表人"), answer(2), label("注册资金"), answer(3)], high),
        Row([label("联 系 人"), answer(2), label("职　务"), answer(3)], high),
        Row([label("联系电话"), answer(2), label("电子邮箱"), answer(3)], high),
    ]


def occupations() -> list[Row]:
    """二, with its rows 1, 2, 3 and …."""
    blank = [Cell([Paragraph(font=SMALL, align="center", break_words=True, close=True)]) for _ in COLUMNS[1:]]
    numbers = [Cell([Paragraph(number, SMALL, align="center")]) for number in ("1", "2", "3", "…")]
    return [
        heading("二、拟开展职业技能等级评价的职业（工种）情况"),
        Row([label(column) for column in COLUMNS], cm(1.5)),
        *(Row([number, *blank], cm(1.25)) for number in numbers),
    ]


def strengths() -> Row:
    """三: heading and answer in one cell, on a page of its own, free to run over pages."""
    words = Paragraph(
        STAFF_AND_STRENGTHS,
        HEADING,
        indent=INSET,
        before=80,
        after=80,
        line=300,
        new_page=True,
        keep_next=True,
    )
    text = Paragraph(font=ANSWER, align="both", line=360, first_line=200)
    return Row([Cell([words, text], WHOLE, valign="top")], cm(17), may_split=True)


def promise() -> Row:
    """四: the promise, to be signed and sealed."""
    lines = [
        Paragraph("四、诚信承诺", HEADING, indent=INSET, before=80, after=80, line=300),
        Paragraph(PROMISE, LABEL, line=360, after=360, first_line=200),
        Paragraph("法定代表人（签字）：", LABEL, after=480, indent=1600),
        Paragraph("单位名称（公章）：", LABEL, after=480, indent=1600),
    ]
    return Row([Cell(lines, WHOLE, valign="top")], cm(6.2))


def blank() -> bytes:
    """The blank form as the bytes of a .docx."""
    table = Table(GRID, [*basics(), *occupations(), strengths(), promise()], CELL_MARGIN)
    title = Paragraph("社会培训评价组织基本情况表", TITLE, align="center", before=120, after=240)
    return draw([Paragraph("附件1", MARK), title, table, Paragraph(NOTE, SMALL, before=80)], MARGINS)


if __name__ == "__main__":
    BLANK.parent.mkdir(parents=True, exist_ok=True)
    BLANK.write_bytes(blank())
