"""Draws forms/zhejiang/application/blank.docx: 《浙江省职业技能等级认定试点社会培训评价组织申报表》, 浙人社办发〔2020〕35号, 附件3.

Words are the notice's; line breaks inside labels are ours, where a column is narrow. One sheet of rooms and equipment
is drawn: filling makes one for each occupation. Run from the project's top: `python tools/redraw/zhejiang_application.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drawing import Cell, Font, Paragraph, Row, Table, cm, draw

BLANK = Path(__file__).resolve().parents[2] / "forms/zhejiang/application/blank.docx"
MARGINS = (cm(2.2), cm(2), cm(2), cm(2))
CELL_MARGIN = 50
INSET = 30

MARK = Font("黑体", 16)
TITLE = Font("宋体", 22, bold=True)
GREAT_TITLE = Font("宋体", 36, bold=True)
COVER = Font("仿宋", 16)
HEADING = Font("宋体", 16, bold=True)
LABEL = Font("仿宋", 12)
COLUMN = Font("仿宋", 10.5)
ANSWER = Font("仿宋", 12)
ENTRY = Font("仿宋", 10.5)
NUMBER = Font("仿宋", 9)
NOTE = Font("仿宋", 10.5)
PROMISE = Font("仿宋", 16)
GAP = Font("仿宋", 8)

# Enough to write on in hand; the text that goes there is as long as it is.
BLANK_LINE = "_" * 30
FORMS = ("事业单位", "民办非企业单位", "企业", "行业协会（学会）")
# Widths in centimetres, of 17; a number of 18 digits stands on one line, in small type.
STAFF = {"序号": 0.95, "姓名": 1.75, "性别": 0.95, "年龄": 0.95, "身份证号码": 3.85, "学历": 1.45}
STAFF |= {"职务(职称、\n职业资格)": 3.75, "分工": 3.35}
EXPERTS = {"序号": 0.95, "姓名": 1.75, "性别": 0.95, "身份证号码": 3.85, "学历": 1.45}
EXPERTS |= {"职称或职业资格": 4.2, "专业/专业方向": 3.85}
ASSESSORS = {"序号": 0.95, "姓名": 1.75, "性别": 0.95, "学历": 1.45, "职称或职业资格": 3.75}
ASSESSORS |= {"专业\n工龄": 1.3, "考评职业领域": 3.0, "考评员证书\n号码": 3.85}
NUMBERS = frozenset({"身份证号码", "考评员证书\n号码"})
OCCUPATIONS = {"序号": 1.2, "职业编号": 3.2, "职业名称": 4.2, "工种名称": 4.6, "等级": 3.8}
POINTS = (
    "1. 严格执行国家和省有关职业技能等级认定的各项法规政策，保证技能人才评价质量，维护职业技能等级证书的严肃性和权威性。",
    "2. 坚持实事求是的原则，不弄虚作假，不提供虚假信息。",
    "3. 客观、公正地开展评价工作，面向用人单位和劳动者提供热情、周到的服务。",
    "4. 严格按公布的收费标准收费，不乱收费。",
    "如未兑现上述承诺，人社保部门将依法取消我单位开展职业技能等级认定试点资格。",
)
SHEET_NOTE = (
    "注：本表需按申报职业（工种）单独填写；公用场地设施设备可重复填写。申报多个职业（工种）请另行复印。"
)


def blank() -> bytes:
    """The blank form as the bytes of a .docx."""
    content = [
        *_cover(),
        Paragraph(font=GAP, new_page=True),
        _applicant(),
        _heading("工作人员情况"),
        _list(STAFF, 12),
        _heading("专家情况", new_page=True),
        _list(EXPERTS, 10),
        _heading("考评人员情况"),
        _list(ASSESSORS, 10),
        Paragraph(font=GAP, new_page=True),
        _rule_documents(),
        _heading("拟开展职业技能等级认定的职业（工种）范围"),
        _list(OCCUPATIONS, 8),
        _heading("职业（工种）场地设备情况", new_page=True),
        _venues_and_equipment(),
        Paragraph(SHEET_NOTE, NOTE, before=80),
        *_promise(),
    ]
    return draw(content, MARGINS)


def _cover() -> list[Paragraph]:
    """The cover: what the form is, who applies, and room for two seals and the date."""
    lines = [
        f"申请单位：{BLANK_LINE}（盖章）",
        f"行业主管部门：{BLANK_LINE}（盖章）",
        f"填报时间：{BLANK_LINE}",
    ]
    return [
        Paragraph("附件3", MARK),
        Paragraph("浙江省职业技能等级认定试点", TITLE, align="center", before=2400, line=360),
        Paragraph("社会培训评价组织", TITLE, align="center", line=360),
        Paragraph("申　报　表", GREAT_TITLE, align="center", before=900, after=3000),
        *(Paragraph(line, COVER, before=400, line=360, indent=700, first_line=-500) for line in lines),
    ]


def _heading(text: str, new_page: bool = False) -> Paragraph:
    """The heading over a table, on the same page as its first rows."""
    before = 0 if new_page else 300
    return Paragraph(
        text, HEADING, align="center", before=before, after=160, new_page=new_page, keep_next=True
    )


def _label(text: str, merge: str = "") -> Cell:
    """A printed label, centred."""
    return Cell([Paragraph(text, LABEL, align="center")], merge=merge)


def _answer(span: int = 1, font: Font = ANSWER) -> Cell:
    """An empty cell for an answer."""
    return Cell([Paragraph(font=font, indent=INSET, break_words=True)], span)


def _applicant() -> Table:
    """The applicant, with the person in charge and the contact."""
    grid = [cm(width) for width in (2.8, 3.5, 2.0, 2.7, 2.5, 3.5)]
    options = Paragraph("　".join(f"□{form}" for form in FORMS), LABEL, indent=INSET)
    high = cm(1.1)
    people = [
        row
        for person in ("负责人", "联系人")
        for row in (
            [
                _label(person),
                _answer(),
                _label("职务"),
                _answer(font=ENTRY),
                _label("职称\n(职业资格)"),
                _answer(font=ENTRY),
            ],
            [_label("联系电话"), _answer(font=ENTRY), _label("电子邮箱"), _answer(3)],
        )
    ]
    rows = [
        [_label("申报单位"), _answer(5)],
        [_label("主管部门"), _answer(5)],
        [_label("机构类型"), Cell([options], 5)],
        [_label("申报单位地址"), _answer(3), _label("邮编"), _answer()],
        *people,
    ]
    return Table(grid, [Row(cells, high) for cells in rows], CELL_MARGIN)


def _list(columns: dict[str, float], rows: int) -> Table:
    """A list with its header, which each page repeats, and so many blank rows."""
    grid = [cm(width) for width in columns.values()]
    header = [Cell([Paragraph(label, COLUMN, align="center", keep_next=True)]) for label in columns]
    blank_row = Row([_entry(font=NUMBER if label in NUMBERS else ENTRY) for label in columns], cm(0.9))
    return Table(grid, [Row(header, cm(1.1), header=True), *[blank_row] * rows], CELL_MARGIN)


def _entry(span: int = 1, font: Font = ENTRY) -> Cell:
    """A cell of a list."""
    return Cell([Paragraph(font=font, align="center", break_words=True, close=True)], span)


def _rule_documents() -> Table:
    """The rules of the unit's own, named in one cell."""
    names = Cell([Paragraph(font=ANSWER, line=320, indent=INSET)])
    row = Row([_label("已建立规章\n制度目录"), names], cm(9), may_split=True)
    return Table([cm(2.8), cm(14.2)], [row], CELL_MARGIN)


def _venues_and_equipment() -> Table:
    """Rooms and equipment of one occupation; the columns of the first row are not those of the rest."""
    grid = [cm(width) for width in (2.0, 1.2, 2.8, 2.0, 0.7, 0.8, 2.0, 2.7, 1.3, 1.5)]
    area = [
        _label("考核场地"),
        _label("合计"),
        _entry(),
        _column("理论知识考试\n场地面积", 2),
        _entry(2),
        _column("技能考核\n场地面积"),
        _entry(2),
    ]
    rows = [Row(area, cm(1.4)), *_equipment("考核设备", 9), *_equipment("检测设备", 6)]
    return Table(grid, rows, CELL_MARGIN)


def _column(text: str, span: int = 1) -> Cell:
    """A label in the type of a header."""
    return Cell([Paragraph(text, COLUMN, align="center")], span)


def _equipment(label: str, rows: int) -> list[Row]:
    """A label beside its rows: two pairs of name and quantity in each."""
    header = [_column("设备名称、型号", 3), _column("数量", 2), _column("设备名称、型号", 3), _column("数量")]
    blank_row = [_entry(3), _entry(2), _entry(3), _entry()]
    under_header = Row([_label("", "continue"), *blank_row], cm(0.9))
    return [Row([_label(label, "restart"), *header], cm(0.9)), *[under_header] * rows]


def _promise() -> Sequence[Paragraph]:
    """The promise, to be sealed, signed and dated; a page of its own."""
    return [
        Paragraph(
            "浙江省社会培训评价组织承诺书", TITLE, align="center", before=600, after=600, new_page=True
        ),
        *(Paragraph(point, PROMISE, align="both", line=420, first_line=200) for point in POINTS),
        Paragraph("单位（印章）", PROMISE, before=1600, indent=1400),
        Paragraph("法人代表签字", PROMISE, before=400, indent=1400),
        Paragraph("年　　月　　日", PROMISE, before=400, indent=1600),
    ]


if __name__ == "__main__":
    BLANK.parent.mkdir(parents=True, exist_ok=True)
    BLANK.write_bytes(blank())
