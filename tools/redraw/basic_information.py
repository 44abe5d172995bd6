"""Draws 《社会培训评价组织基本情况表》, which several notices print alike but for the spacing of labels and a last part.

A script for each notice says how its print differs (`Print`); all else is here, so that the forms stay one. The one
table has seven columns throughout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drawing import Cell, Font, Paragraph, Row, Table, cm, draw

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
FORMS = ("企业", "民办非企业单位", "行业协会", "技工院校")
COLUMNS = (
    "序号",
    "职业（工种）名称",
    "职业编码",
    "是否\n新职业",
    "培训评价\n起始日期",
    "已培训评价\n人数（人）",
    "评价等级\n范围",
)
# Part 三 fills what the parts after it leave of their page.
STRENGTHS_HEIGHT = cm(17)
OPINION_HEIGHT = cm(5.4)


@dataclass(frozen=True)
class Print:
    """What one notice prints in its own way."""

    mark: str
    """The number of the annex, over the title."""
    promise: str
    """The heading of part 四."""
    spaced: Mapping[str, str]
    """Labels and options that it spaces out or breaks, by their plain words."""
    opinion: str = ""
    """The heading of part 五, where a bureau gives its opinion; without it the form ends with part 四."""


def basic_information(notice: Print) -> bytes:
    """The blank form of a notice as the bytes of a .docx."""
    rows = [*_basics(notice), *_occupations(), _strengths(notice), _promise(notice)]
    rows += [_opinion(notice)] if notice.opinion else []
    title = Paragraph("社会培训评价组织基本情况表", TITLE, align="center", before=120, after=240)
    table = Table(GRID, rows, CELL_MARGIN)
    return draw([Paragraph(notice.mark, MARK), title, table, Paragraph(NOTE, SMALL, before=80)], MARGINS)


def _label(text: str, span: int = 1) -> Cell:
    """A cell with a printed label, centred."""
    return Cell([Paragraph(text, LABEL, align="center")], span)


def _answer(span: int = 1) -> Cell:
    """An empty cell for an answer on one or two lines."""
    return Cell([Paragraph(font=ANSWER, indent=INSET, break_words=True)], span)


def _heading(text: str) -> Row:
    """The heading of a part, over the whole width."""
    return Row([Cell([Paragraph(text, HEADING, indent=INSET, keep_next=True)], WHOLE)], cm(1.1))


def _basics(notice: Print) -> list[Row]:
    """一、基本信息."""

    def label(words: str) -> Cell:
        return _label(notice.spaced.get(words, words))

    forms = (f"{notice.spaced.get(form, form)} □" for form in FORMS)
    options = Cell([Paragraph(form, LABEL, line=264, indent=INSET) for form in forms], 2)
    high = cm(1.45)
    return [
        _heading("一、基本信息"),
        Row([label("名称"), _answer(6)], high),
        Row([label("地址"), _answer(6)], high),
        Row([label("注册登记机构"), _answer(3), label("机构性质"), options], cm(2.9)),
        # Eight characters do not fit the column: broken where the words are.
        Row([label("统一社会\n信用代码"), _answer(6)], high),
        Row([label("法定代表人"), _answer(2), label("注册资金"), _answer(3)], high),
        Row([label("联系人"), _answer(2), label("职务"), _answer(3)], high),
        Row([label("联系电话"), _answer(2), label("电子邮箱"), _answer(3)], high),
    ]


def _occupations() -> list[Row]:
    """二, with its rows 1, 2, 3 and …."""
    blank = [Cell([Paragraph(font=SMALL, align="center", break_words=True, close=True)]) for _ in COLUMNS[1:]]
    numbers = [Cell([Paragraph(number, SMALL, align="center")]) for number in ("1", "2", "3", "…")]
    return [
        _heading("二、拟开展职业技能等级评价的职业（工种）情况"),
        Row([_label(column) for column in COLUMNS], cm(1.5)),
        *(Row([number, *blank], cm(1.25)) for number in numbers),
    ]


def _strengths(notice: Print) -> Row:
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
    height = STRENGTHS_HEIGHT - (OPINION_HEIGHT if notice.opinion else 0)
    return Row([Cell([words, text], WHOLE, valign="top")], height, may_split=True)


def _promise(notice: Print) -> Row:
    """四: the promise, to be signed and sealed."""
    lines = [
        Paragraph(notice.promise, HEADING, indent=INSET, before=80, after=80, line=300),
        Paragraph(PROMISE, LABEL, line=360, after=360, first_line=200),
        Paragraph("法定代表人（签字）：", LABEL, after=480, indent=1600),
        Paragraph("单位名称（公章）：", LABEL, after=480, indent=1600),
    ]
    return Row([Cell(lines, WHOLE, valign="top")], cm(6.2))


def _opinion(notice: Print) -> Row:
    """五: room for the bureau's opinion, its seal and the date; nobody but the bureau writes here."""
    lines = [
        Paragraph(notice.opinion, HEADING, indent=INSET, before=80, after=80, line=300),
        Paragraph(font=ANSWER, after=1080, first_line=200),
        Paragraph("公章", LABEL, after=240, indent=2700),
        Paragraph("年　　月　　日", LABEL, indent=2450),
    ]
    return Row([Cell(lines, WHOLE, valign="top")], OPINION_HEIGHT)
