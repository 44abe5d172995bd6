"""Draws forms/zhejiang/self-assessment/blank.docx: 评估细则（试行）, 浙人社办发〔2020〕35号, 附件2, as a self-assessment.

The words inside the table, and the note under it, are the notice's. Above it stand two lines of ours: that the
points are the applicant's own, and whose they are.
Run from the project's top: `python tools/redraw/zhejiang_self_assessment.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drawing import Cell, Font, Paragraph, Row, Table, cm, draw

BLANK = Path(__file__).resolve().parents[2] / "forms/zhejiang/self-assessment/blank.docx"
GRID = (cm(2.15), cm(2.75), cm(6.9), cm(3.65), cm(2.05))
MARGINS = (cm(1.7), cm(1.75), cm(1.5), cm(1.75))
TITLE = Font("宋体", 18, bold=True)
MARK = Font("黑体", 16)
HEADING = Font("黑体", 10.5)
TEXT = Font("仿宋", 10.5)
SCORE = Font("仿宋", 12)
LINE = cm(0.8)


@dataclass(frozen=True)
class Item:
    """中项: one score, for one or several 小项 that are looked at alike."""

    title: str
    parts: Sequence[str]
    method: str


@dataclass(frozen=True)
class Group:
    """大项: what the points of its items come to."""

    title: str
    items: Sequence[Item]


PEOPLE = "查阅劳动合同、社保关系和资格证书、单位文件或任命书（或聘书），以及相关规定，现场提问其岗位工作职责发现问题不得分。"
FUNDS = "查阅财务报表、审计报告、注册资金等。询问负责人员，发现问题不得分"
FACILITIES = "具有与评价职业（工种）等级相适应的场地、设备设施仪器仪表等硬件设施和视频监控设备"
MATERIALS = "有相应的国家职业技能标准或职业技能等级评价规范，有规范编制的评价题库及相应的培训教材"
GROUPS = (
    Group(
        "1.机构及岗位设置情况\n（30分）",
        (
            Item(
                "职业技能等级认定组织机构\n（15分）",
                ("部门设置和管理职能明确，管理人员岗位职责明确",),
                "查阅文件。",
            ),
            Item(
                "管理人员、工作人员、专家团队组成\n（15分）",
                ("人数、学历、资格证书等符合基本要求",),
                PEOPLE,
            ),
        ),
    ),
    Group(
        "2.规章制度情况\n（20分）",
        (
            Item(
                "工作场所相关制度、办法的情况\n（10分）",
                (
                    "职业技能等级认定管理制度",
                    "职业技能等级认定档案资料保管制度",
                    "职业技能等级认定题库（试卷）开发、保密规定",
                    "职业技能等级认定质量控制有关规定",
                    "职业技能等级认定设备安全操作规程",
                    "职业技能等级认定工作安全保卫制度",
                    "职业技能等级认定工作场所重大问题或突发严重事件的应急处理预案",
                ),
                "查阅文件（每少1项扣2分，扣完为止）",
            ),
            Item(
                "人员管理制度办法情况\n（10分）",
                (
                    "职业技能等级认定考评人员管理制度",
                    "职业技能等级认定监考人员管理制度",
                    "职业技能等级认定内部督导人员管理制度",
                    "职业技能等级认定考务工作人员管理制度",
                    "职业技能等级认定考生守则",
                ),
                "查阅文件（每少1项扣2分扣完为止）",
            ),
        ),
    ),
    Group(
        "3.职业技能等级认定实施条件\n（40分）",
        (
            Item("设备实施条件\n（30分）", (FACILITIES,), "现场查看"),
            Item("评价标准、题库、培训教材\n（10分）", (MATERIALS,), "查阅资料"),
        ),
    ),
    Group(
        "4.经费保障\n（10分）",
        (
            Item(
                "职业技能等级认定专项经费\n（10分）",
                ("能够为职业技能等级认定工作提供稳定的经费保障",),
                FUNDS,
            ),
        ),
    ),
)


def _cell(text: str, font: Font = TEXT, span: int = 1, merge: str = "", align: str = "left") -> Cell:
    return Cell([Paragraph(text, font, align=align)], span, merge=merge)


def _header() -> list[Row]:
    """Two rows: 评估内容 stands over three columns, the other two headers beside both rows."""
    high = [
        _cell(words, HEADING, merge="restart", align="center") for words in ("评估方法和标准", "得分情况")
    ]
    below = [_cell(words, HEADING, align="center") for words in ("大项", "中项", "小项")]
    return [
        Row([_cell("评估内容", HEADING, 3, align="center"), *high], LINE, header=True),
        Row(
            [*below, _cell("", HEADING, merge="continue"), _cell("", HEADING, merge="continue")],
            LINE,
            header=True,
        ),
    ]


def _rows(group: Group) -> list[Row]:
    """A row for each 小项; 大项, 中项, method and points are merged over theirs."""
    rows = []
    whole = sum(len(item.parts) for item in group.items)
    for item in group.items:
        for at, part in enumerate(item.parts):
            merged = "" if len(item.parts) == 1 else "continue" if at else "restart"
            over = "" if whole == 1 else "continue" if rows else "restart"
            rows.append(
                Row(
                    [
                        _cell("" if rows else group.title, merge=over, align="center"),
                        _cell("" if at else item.title, merge=merged, align="center"),
                        _cell(part),
                        _cell("" if at else item.method, merge=merged),
                        _cell("", SCORE, merge=merged, align="center"),
                    ],
                    LINE,
                )
            )
    return rows


def _last() -> list[Row]:
    """加分项 and 总分, without 小项."""
    bonus = [
        _cell("5.加分项", span=2, align="center"),
        _cell("可适当放宽申报条件的4类情况"),
        _cell("附相关佐证材料，每项加10-20分"),
        _cell("", SCORE, align="center"),
    ]
    return [
        Row(bonus, LINE),
        Row([_cell("总分", HEADING, 4, align="center"), _cell("", TEXT, align="center")], LINE),
    ]


def blank() -> bytes:
    """The blank form as the bytes of a .docx."""
    return draw(
        [
            Paragraph("附件2", MARK),
            Paragraph("浙江省社会培训评价组织评估细则（试行）", TITLE, align="center", before=60, after=60),
            Paragraph("（申报单位自评；得分由评估专家评定）", SCORE, align="center", after=100),
            Paragraph("申报单位：", SCORE, after=80, keep_next=True),
            Table(
                GRID, [*_header(), *(row for group in GROUPS for row in _rows(group)), *_last()], padding=30
            ),
            Paragraph("注：1-4项合计分数必须在90分以上。", TEXT, before=80),
        ],
        MARGINS,
    )


if __name__ == "__main__":
    BLANK.parent.mkdir(parents=True, exist_ok=True)
    BLANK.write_bytes(blank())
