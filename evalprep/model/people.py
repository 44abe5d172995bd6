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
    level: Annotated[TitleLevel, TITLE_LEVEL] | None = known(
        "职称级别", "职称等级", "专业技术职称等级", "技术职称等级"
    )
    field: Text | None = known("职称专业")
    files: Files | None = known("证明文件")


class SkillHeld(Part):
    """A vocational qualification held: 职业资格（职业技能等级）."""

    occupation: Text | None = known(
        "职业资格名称", "职业资格", "工种", "职业资格证书名称", "职业资格工种", "证书工种", "工种名称"
    )
    level: Skill | None = known(
        "职业资格等级",
        "技能等级",
        "职业技能等级",
        "职业资格证书等级",
        "职业资格级别",
        "技能级别",
        "技术等级",
        "证书等级",
        "工种等级",
    )
    files: Files | None = known("证明文件")


class Officer(Part):
    """The person in charge, or the contact: 负责人, 联系人."""

    name: Name | None = known("姓名")
    position: Text | None = known("职务", "职位")
    titles: Rows[TitleHeld] | None = known("职称")
    skills: Rows[SkillHeld] | None = known("职业资格")
    phone: MaybePhone | None = known("联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "电话号码")
    email: MaybeEmail | None = known("电子邮箱", "邮箱", "电子邮件", "E-mail", "Email")


class Person(Part):
    """Whoever works for the assessment: what all lists of people have."""

    name: Name | None = known(
        "姓名",
        "名字",
        "人员姓名",
        "员工姓名",
        "职工姓名",
        "专家姓名",
        "考评员姓名",
        "考评人员姓名",
        "督导员姓名",
    )
    id_number: Annotated[IdNumber, ID_NUMBER] | None = known(
        "身份证号码",
        "身份证号",
        "身份证",
        "证件号码",
        "证件号",
        "身份号码",
        "公民身份号码",
        "公民身份证号码",
        "居民身份证号",
        "居民身份证号码",
        "身份证件号码",
        "有效身份证件号码",
    )
    sex: Annotated[str, SEX] | None = known("性别")
    born_on: Date | None = known("出生日期", "出生年月", "出生年月日", "出生时间", "生日")
    education: MaybeEducation | None = known(
        "学历", "文化程度", "最高学历", "学历层次", "学历学位", "学历/学位", "教育程度"
    )
    major: Text | None = known("所学专业", "专业", "毕业专业", "学历专业", "专业名称")
    titles: Rows[TitleHeld] | None = known(
        "职称",
        "专业技术职称",
        "技术职称",
        "专业职称",
        "专业技术职务",
        "专业技术资格",
        "专业技术职务任职资格",
        "现有职称",
    )
    skills: Rows[SkillHeld] | None = known(
        "职业资格",
        "职业资格（职业技能等级）",
        "职业资格证书",
        "职业技能等级证书",
        "技能等级证书",
        "职业资格（技能等级）",
        "职业资格/技能等级",
        "职业资格或职业技能等级",
        "职业资格及等级",
        "职业资格名称及等级",
        "职业资格证书名称及等级",
        "工种及等级",
    )
    position: Text | None = known("职务", "职位", "行政职务", "现任职务", "担任职务")
    full_time: YesNo | None = known(
        "是否专职", "专职", "专兼职", "专职/兼职", "专/兼职", "专职或兼职", "专兼职情况"
    )
    phone: MaybePhone | None = known(
        "联系电话",
        "电话",
        "手机",
        "联系方式",
        "手机号",
        "手机号码",
        "移动电话",
        "电话号码",
        "联系手机",
        "办公电话",
    )
    employer: Text | None = known(
        "工作单位", "所在单位", "单位", "单位名称", "现工作单位", "所在单位名称", "任职单位"
    )
    files: Files | None = known("证明文件", hint="例如 技能水平证明")


class StaffMember(Person):
    """One of the unit's staff: 工作人员."""

    duties: Rows[Text] | None = known(
        "岗位",
        "工作岗位",
        "岗位名称",
        "所在岗位",
        "担任岗位",
        "现岗位",
        hint="例如 主任、副主任、考务人员、档案管理人员",
    )
    duty_text: Text | None = known("分工", "职责分工", "工作职责", "岗位职责", "工作分工", "主要职责")
    since: Date | None = known(
        "从事培训考核工作起始日期",
        "从事本工作时间",
        "从事培训考核工作时间",
        "从事培训考核工作起始时间",
        "从事培训评价工作时间",
    )
    certificates: Rows[Text] | None = known("其他证书", "证书", "其它证书", "持有证书", "资格证书")
    employment: Text | None = known("用工形式", "用工性质", "用工方式", "聘用形式", "聘用方式")


class Expert(Person):
    """A member of the expert team: 专家."""

    occupations: Rows[Text] | None = known(
        "服务职业",
        "职业",
        "服务职业（工种）",
        "职业（工种）",
        "职业名称",
        "服务工种",
        "对应职业",
        "职业领域",
        "擅长职业",
        "擅长职业（工种）",
        hint="写职业编码或名称；各职业都服务的写「全部」",
    )
    levels: LevelSet | None = known("服务等级", "服务级别")
    specialty: Text | None = known("专业方向", "专业/专业方向", "专业领域", "研究方向", "专业特长")


class Assessor(Person):
    """A person who assesses candidates: 考评人员."""

    certificate: Text | None = known(
        "考评员证书号码",
        "考评员证号",
        "考评员证书编号",
        "考评员证",
        "考评证号",
        "考评员证号码",
        "考评员证编号",
        "考评员编号",
        "考评证书编号",
        "考评证书号码",
        "考评员资格证号",
        "考评员资格证书编号",
        "考评人员证书编号",
    )
    own: YesNo | None = known("是否自有人员", "自有", "是否自有", "自有/外聘", "自有或外聘", "是否本单位人员")
    occupations: Rows[Text] | None = known(
        "考评职业领域", "考评职业", "职业", "考评职业（工种）", "考评工种", "职业（工种）", "职业名称"
    )
    levels: LevelSet | None = known("考评等级", "考评级别", "可考评等级")
    trade_since: Date | None = known(
        "从事本专业起始日期",
        "从事本专业时间",
        "从事本专业起始时间",
        "从事本职业起始日期",
        "从事本职业时间",
        "从事本工种时间",
    )


class Supervisor(Person):
    """A supervisor of quality within the organisation: 内部质量督导员."""

    certificate: Text | None = known(
        "督导员证书号码",
        "督导员证号",
        "督导员证",
        "督导证号",
        "督导员证书编号",
        "督导员证编号",
        "督导员资格证号",
        "督导员编号",
    )
