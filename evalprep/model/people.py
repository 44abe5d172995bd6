"""Who works for the assessment, and what they hold: 工作人员, 专家, 考评人员, 督导员."""

from __future__ import annotations

from typing import Annotated

from evalprep.model.declared import (
    SEX,
    Date,
    Files,
    LevelSet,
    MaybeEducation,
    MaybeEmail,
    MaybePhone,
    Name,
    Part,
    Rows,
    Skill,
    Text,
    YesNo,
    known,
)
from evalprep.model.identifiers import ID_NUMBER, IdNumber
from evalprep.model.scales import TITLE_LEVEL, TitleLevel


class TitleHeld(Part):
    """A professional title held: 职称."""

    name: Text | None = known("职称名称", "职称", hint="例如 高级工程师")
    level: Annotated[TitleLevel, TITLE_LEVEL] | None = known("职称级别", "职称等级")
    field: Text | None = known("职称专业")
    files: Files | None = known("证明文件")


class SkillHeld(Part):
    """A vocational qualification held: 职业资格（职业技能等级）."""

    occupation: Text | None = known("职业资格名称", "职业资格", "工种")
    level: Skill | None = known("职业资格等级", "技能等级")
    files: Files | None = known("证明文件")


class Officer(Part):
    """The person in charge, or the contact: 负责人, 联系人."""

    name: Name | None = known("姓名")
    position: Text | None = known("职务", "职位")
    titles: Rows[TitleHeld] | None = known("职称")
    skills: Rows[SkillHeld] | None = known("职业资格")
    phone: MaybePhone | None = known("联系电话", "电话", "手机")
    email: MaybeEmail | None = known("电子邮箱", "邮箱")


class Person(Part):
    """Whoever works for the assessment: what all lists of people have."""

    name: Name | None = known("姓名")
    id_number: Annotated[IdNumber, ID_NUMBER] | None = known("身份证号码", "身份证号", "身份证", "证件号码")
    sex: Annotated[str, SEX] | None = known("性别")
    born_on: Date | None = known("出生日期", "出生年月")
    education: MaybeEducation | None = known("学历", "文化程度", "最高学历")
    major: Text | None = known("所学专业", "专业")
    titles: Rows[TitleHeld] | None = known("职称", "专业技术职称")
    skills: Rows[SkillHeld] | None = known("职业资格", "职业资格（职业技能等级）")
    position: Text | None = known("职务", "职位")
    full_time: YesNo | None = known("是否专职", "专职")
    phone: MaybePhone | None = known("联系电话", "电话", "手机")
    employer: Text | None = known("工作单位", "所在单位")
    files: Files | None = known("证明文件", hint="例如 技能水平证明")


class StaffMember(Person):
    """One of the unit's staff: 工作人员."""

    duties: Rows[Text] | None = known("岗位", hint="例如 主任、副主任、考务人员、档案管理人员")
    duty_text: Text | None = known("分工", "职责分工")
    since: Date | None = known("从事培训考核工作起始日期", "从事本工作时间")
    certificates: Rows[Text] | None = known("其他证书", "证书")
    employment: Text | None = known("用工形式")


class Expert(Person):
    """A member of the expert team: 专家."""

    occupations: Rows[Text] | None = known(
        "服务职业", "职业", hint="写职业编码或名称，一条写一个；各职业都服务的写「全部」"
    )
    levels: LevelSet | None = known("服务等级")
    specialty: Text | None = known("专业方向", "专业/专业方向")


class Assessor(Person):
    """A person who assesses candidates: 考评人员."""

    certificate: Text | None = known("考评员证书号码", "考评员证号", "考评员证书编号")
    own: YesNo | None = known("是否自有人员", "自有")
    occupations: Rows[Text] | None = known("考评职业领域", "考评职业", "职业")
    levels: LevelSet | None = known("考评等级")
    trade_since: Date | None = known("从事本专业起始日期")


class Supervisor(Person):
    """A supervisor of quality within the organisation: 内部质量督导员."""

    certificate: Text | None = known("督导员证书号码", "督导员证号")
