"""What the example row of a list says: plainly invented, and in the notation that is read back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from evalprep.intake.oneline import line_of
from evalprep.intake.workbook.layout import Column
from evalprep.model.fields import Shape

EXAMPLES: Mapping[str, str] = {
    "staff[].duties": "考务人员",
    "venues[].name": "示例楼 101 室",
    "venues[].use": "理论考场",
    "equipment[].name": "示例万用表",
    "equipment[].value": "500 元",
    "rule_documents[].name": "考务管理办法",
    "rule_documents[].kinds": "考务管理",
    "rule_documents[].file": "附件/考务管理办法.pdf",
    "organization.majors[].name": "机电一体化",
    "occupations[].trades[].name": "示例工种",
    "occupations[].contributions[].title": "示例教材",
    "occupations[].recommended_by": "无",
    "occupations[].standard.filed_with": "示例市人力资源和社会保障局",
    "venues[].tenure": "租赁",
    "equipment[].tenure": "租赁",
    "occupations[].standard.name": "国家职业技能标准 电工（2018年版）",
    "occupations[].textbooks": "示例教材（初级）",
    "occupations[].name": "电工",
    "occupations[].code": "6-31-01-03",
    "plan.schedule[].when": "3 月",
    "plan.schedule[].what": "组建专家团队",
    "recommends[].project": "../示例协会",
    "branches[].name": "示例分会",
    "branches[].filed_with": "示例市民政局",
    "branches[].registration_authority": "示例市民政局",
    "supporting_associations[].name": "示例协会",
}
"""Where the kind or the key does not tell enough."""
BY_KEY: Mapping[str, str] = {
    "name": "示例人",
    "born_on": "1985-06",
    "to": "2026-02-28",
    "major": "电气工程",
    "position": "教师",
    "employer": "示例公司",
    "duty_text": "报名、考务",
    "certificates": "考务员证",
    "employment": "劳动合同",
    "specialty": "电气",
    "certificate": "示例 0001",
    "occupations": "电工",
    "occupation": "焊工",
    "address": "示例市示范路 1 号",
    "model": "SL-1",
    "owner": "示例公司",
    "lessor": "示例公司",
    "what": "逾期报送年度报告，已改正",
    "authority": "示例市人力资源和社会保障局",
    "code": "示例 0001",
    "textbooks": "示例教材",
    "related_occupations": "无",
    "formerly_run_by": "人力资源社会保障部门",
    "role": "参编单位",
    "legal_representative": "示例人",
    "contact": "示例人",
}
BY_KIND: Mapping[str, str | int | Decimal] = {
    "id_number": "18 位号码",
    "uscc": "18 位代码",
    "date": "2018-03",
    "day": "2018-03-01",
    "year": "2019",
    "yes_no": "是",
    "count": 40,
    "number": 120,
    "levels": "五级-三级",
    "money": "300 元",
    "phones": "010-80000000",
    "education": "大专",
    "file": "附件/示例.pdf",
}


def example(column: Column) -> str | int | Decimal:
    """What the example row says in a column."""
    field = column.field
    if field.path in EXAMPLES:
        return EXAMPLES[field.path]
    if line := line_of(field.path):
        return line.example.split("、")[0]
    kind = field.kind.name if field.kind else ""
    if field.key not in BY_KEY and kind in BY_KIND:
        return BY_KIND[kind]
    if field.kind is not None and field.kind.choices:
        return field.kind.choices[0]
    return BY_KEY.get(field.key, "无" if field.shape is Shape.VALUES else "示例")


WIDTHS: Mapping[str, int] = {
    "id_number": 18,
    "uscc": 18,
    "phones": 12,
    "day": 10,
    "date": 10,
    "levels": 10,
    "name": 6,
    "text": 8,
    "file": 16,
}
"""About how wide values of a kind are, in digits."""
SHORT, IN_ONE_LINE, SEVERAL = 6, 12, 10


def sample(column: Column) -> str:
    """A word about as wide as what will stand in a column, which gives way to no other column."""
    kind = column.field.kind.name if column.field.kind else ""
    if column.field.shape is Shape.ROWS:
        return "0" * IN_ONE_LINE
    return "0" * (SEVERAL if column.field.shape is Shape.VALUES else WIDTHS.get(kind, SHORT))
