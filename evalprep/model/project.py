"""The project file: everything that one applicant knows about itself, as frozen pydantic models.

An absent key is unknown (None). A list that is there is complete, `[]` included. 无 says that a thing does not
exist. Every field carries its Chinese label and the other headers under which applicants' own lists have it;
`fields` gathers them. The keys serve all five notices; the source of each lies in the notices' forms and clauses.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Tag,
)
from pydantic_core import CoreSchema, core_schema

from evalprep.model.basic import COUNT, NUMBER, TEXT, YEAR, YES_NO
from evalprep.model.contacts import EMAIL, PHONES, POSTCODE, Phones
from evalprep.model.dates import DATE, DAY, PartialDate
from evalprep.model.dates import date as day
from evalprep.model.identifiers import ID_NUMBER, OCCUPATION_CODE, USCC, IdNumber, OccupationCode, Uscc
from evalprep.model.kinds import NIL, BadValue, Kind, Nil, choice, or_nil
from evalprep.model.levels import LEVELS, SKILL_LEVEL, Levels, SkillLevel
from evalprep.model.money import MONEY, Money
from evalprep.model.scales import (
    ASSOCIATION_GRADE,
    EDUCATION,
    TITLE_LEVEL,
    AssociationGrade,
    Education,
    TitleLevel,
)

T = TypeVar("T")


def _format(text: str) -> str:
    if text.strip() != "1":
        raise BadValue(
            f"不认识格式「{text.strip()}」", "1", "这个文件是更新版本的 evalprep 写的，升级 evalprep 再打开"
        )
    return "1"


def _name(text: str) -> str:
    name = TEXT.parse(text)
    if name == NIL:
        raise BadValue("不能写「无」", NAME.expected, "照证件填写；还不知道就删去这一行")
    if not any(sign.isalpha() for sign in name):
        raise BadValue("里面没有文字，像是填错了格", NAME.expected, "填写名称，号码和日期填到各自的格里")
    return name


FORMAT = Kind("format", str, "1", _format, choices=("1",), json_type=("string", "integer"))
NAME = replace(TEXT, name="name", expected="名称", parse=_name)
"""What everybody has: a name, an address. 无 is none."""
SCORE = replace(NUMBER, name="number", expected="不小于 0 的分数，如 28")
LEGAL_FORM = choice(
    "legal_form", "企业", "事业单位", "社会团体", "民办非企业单位", "基金会", "机关", "其他",
    synonyms={"公司": "企业", "有限责任公司": "企业", "有限公司": "企业", "社会服务机构": "民办非企业单位", "民非": "民办非企业单位", "社团": "社会团体"},
)  # fmt: skip
BODY_KIND = choice(
    "body_kind", "行业协会", "学会", "行业联合会", "技工院校", "技师学院", "职业院校", "本科院校", "社会培训机构", "企业", "政府部门", "其他",
    synonyms={"协会": "行业协会", "技工学校": "技工院校", "技校": "技工院校", "高职院校": "职业院校", "培训学校": "社会培训机构", "培训机构": "社会培训机构", "公司": "企业"},
)  # fmt: skip
AFFILIATION = choice(
    "affiliation",
    "中央",
    "省属",
    "市属",
    "县属",
    synonyms={
        "中央属": "中央",
        "部属": "中央",
        "省级": "省属",
        "市级": "市属",
        "县级": "县属",
        "区属": "县属",
    },
)
APPLICATION_KIND = choice("application_kind", "首次", "增项", synonyms={"首次申报": "首次", "新增": "增项"})
ASSOCIATION_LEVEL = choice("association_level", "全国", "省级", "市级", "县级", synonyms={"国家级": "全国"})
ASSOCIATION_SCOPE = choice(
    "association_scope", "综合性", "专业性", synonyms={"综合类": "综合性", "专业类": "专业性"}
)
SEX = choice("sex", "男", "女")
TENURE = choice("tenure", "自有", "租赁", synonyms={"自有产权": "自有", "租用": "租赁", "承租": "租赁"})
VENUE_USE = choice(
    "venue_use", "理论考场", "技能考场", "检测场地", "办公室", "保密室", "证书库", "档案室", "考务室", "候考室", "机房", "培训教室", "其他",
    synonyms={"理论知识考场": "理论考场", "实操考场": "技能考场", "实训场地": "技能考场", "技能操作考场": "技能考场"},
)  # fmt: skip
EQUIPMENT_USE = choice(
    "equipment_use",
    "考核",
    "检测",
    "监控",
    "办公",
    "其他",
    synonyms={"考核设备": "考核", "检测设备": "检测", "视频监控": "监控"},
)
INSPECTION_RESULT = choice("inspection_result", "合格", "基本合格", "不合格", "未检")
RECORD_SUBJECT = choice(
    "record_subject", "机构", "法定代表人", synonyms={"单位": "机构", "法人": "法定代表人"}
)
STANDARD_KIND = choice(
    "standard_kind", "国家职业技能标准", "评价规范",
    synonyms={"国家标准": "国家职业技能标准", "国家职业标准": "国家职业技能标准", "行业企业评价规范": "评价规范", "职业技能等级评价规范": "评价规范"},
)  # fmt: skip
CONTRIBUTION_KIND = choice(
    "contribution_kind", "国家职业技能标准", "教学大纲", "培训教材", "行业企业规范", "题库", "卷库", "考试指南",
    synonyms={"教材": "培训教材", "国家职业标准": "国家职业技能标准", "试题库": "题库", "试卷库": "卷库", "大纲": "教学大纲", "评价规范": "行业企业规范"},
)  # fmt: skip

FILE = replace(TEXT, name="file", expected="文件路径，从项目文件夹算起，例如 附件/法人登记证书.pdf")

Text = Annotated[str, TEXT]
File = Annotated[str, FILE]
Name = Annotated[str, NAME]
YesNo = Annotated[bool, YES_NO]
Count = Annotated[int, COUNT]
Number = Annotated[Decimal, NUMBER]
Year = Annotated[int, YEAR]
Date = Annotated[PartialDate, DATE]
Day = Annotated[day, DAY]
Code = Annotated[OccupationCode, OCCUPATION_CODE]
Skill = Annotated[SkillLevel, SKILL_LEVEL]
LevelSet = Annotated[Levels, LEVELS]
MaybeDate = Annotated[PartialDate | Nil, or_nil(DATE)]
MaybeUscc = Annotated[Uscc | Nil, or_nil(USCC)]
MaybePhone = Annotated[Phones | Nil, or_nil(PHONES)]
MaybeEmail = Annotated[str, or_nil(EMAIL)]
MaybeMoney = Annotated[Money | Nil, or_nil(MONEY)]
MaybeEducation = Annotated[Education | Nil, or_nil(EDUCATION)]
MaybeGrade = Annotated[AssociationGrade | Nil, or_nil(ASSOCIATION_GRADE)]


class NilAsEmpty:
    """For a list: 无 reads as the empty list, and editors are told so."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            lambda value: [] if value == NIL else value, handler(source)
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [handler(schema), {"const": str(NIL)}]}


Rows = Annotated[tuple[T, ...], NilAsEmpty()]
"""A list that is complete when it is there; 无 is the empty list."""

Maybe = Annotated[
    Annotated[Nil, Tag("«nil»")] | Annotated[T, Tag("«record»")],
    Discriminator(lambda value: "«nil»" if value == NIL else "«record»"),
]
"""A record, or 无."""

Files = dict[str, Annotated[tuple[File, ...], NilAsEmpty()]]
"""Evidence: paths by the kind of document, relative to the project's folder."""


def known(label: str, *synonyms: str, hint: str = "", alias: str | None = None) -> Any:
    """A field that may be unknown, with its Chinese label, other headers for it, and a hint for who fills it."""
    extra: Any = {"synonyms": list(synonyms)} if synonyms else None
    return Field(default=None, title=label, description=hint or None, alias=alias, json_schema_extra=extra)


class Part(BaseModel):
    """A part of the project file: frozen, and no key beside those named."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Target(Part):
    """Where the applicant applies: 申报去向."""

    jurisdiction: Text | None = known("申报地区", hint="例如 national（全国）、zhejiang（浙江）")
    track: Text | None = known("申报类别")


class PriorFiling(Part):
    """An earlier filing as an assessing organisation: 已有备案."""

    authority: Text | None = known("备案部门")
    on: Date | None = known("备案日期")
    code: Text | None = known("备案号")
    occupations: Rows[Text] | None = known("备案职业")
    assessed_by_authority: YesNo | None = known("试点期间是否经备案部门组织专家评估通过")
    files: Files | None = known("证明文件")


class Application(Part):
    """What is applied for: 首次 or 增项."""

    kind: Annotated[str, APPLICATION_KIND] | None = known("申报种类")
    prior_filings: Rows[PriorFiling] | None = known("已有备案")


class LegalRepresentative(Part):
    """法定代表人."""

    name: Name | None = known("法定代表人", "法人", "法人代表")
    phone: MaybePhone | None = known("法定代表人电话")


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


class Association(Part):
    """What only an association has: 协会（学会）."""

    grade: MaybeGrade | None = known("社会组织评估等级", "民政评估等级")
    level: Annotated[str, ASSOCIATION_LEVEL] | None = known("协会层级")
    scope: Annotated[str, ASSOCIATION_SCOPE] | None = known("综合性或专业性")
    local_speciality: YesNo | None = known("是否属于地方特色产业")


class Major(Part):
    """A school's major: 学科专业."""

    name: Text | None = known("专业名称", "专业")
    enrolled: Count | None = known("在校生人数", "在校生")
    occupations: Rows[Text] | None = known("对应职业")
    files: Files | None = known("证明文件")


class OwnStaffAssessment(Part):
    """An enterprise's assessment of its own staff: 本企业职工职业技能等级认定."""

    since: Date | None = known("开展日期")
    people: Count | None = known("评价人数")
    occupations: Rows[Text] | None = known("备案的职业（工种）")
    filed_with: Text | None = known("备案部门")


class AppraisalStation(Part):
    """A former appraisal station: 职业技能鉴定所（站）、考核鉴定点."""

    since: Date | None = known("设立日期")
    name: Text | None = known("鉴定所（站）名称")


class AssessmentUnit(Part):
    """The unit in charge of the assessment work: 专门负责职业技能等级认定工作的机构."""

    name: Text | None = known(
        "认定工作机构名称", hint="本单位里专门负责职业技能等级认定的部门，例如 技能评价中心"
    )
    established_by: Text | None = known("设立依据", "设立文件", hint="例如 某某〔2019〕5号文件")


class Profile(Part):
    """简况 and 业绩: what a province's standard asks the applicant to describe."""

    founded_on: Date | None = known("成立时间")
    funding_sources: Text | None = known("经费来源")
    fixed_assets: MaybeMoney | None = known("固定资产")
    scale: Text | None = known("规模")
    achievements: Text | None = known("工作业绩")
    awards: Text | None = known("获奖情况")


class Organization(Part):
    """The applicant: 申报单位."""

    name: Name | None = known("单位名称", "名称", "申报单位", "申请单位", hint="与登记证书完全一致")
    uscc: MaybeUscc | None = known("统一社会信用代码", "信用代码", hint="18 位，照登记证书抄写")
    legal_form: Annotated[str, LEGAL_FORM] | None = known("法人类型", "单位性质", hint="登记证书上的法人类型")
    kind: Annotated[str, BODY_KIND] | None = known("机构类别", "机构类型", hint="本单位属于哪一类")
    affiliation: Annotated[str, AFFILIATION] | None = known("隶属关系")
    city: Text | None = known("登记所在市（州）", hint="例如 示例市；省级登记的写省名")
    address: Name | None = known("地址", "单位地址", "申报单位地址", hint="通信地址，写到门牌号")
    postcode: Annotated[str, or_nil(POSTCODE)] | None = known("邮编", "邮政编码")
    registration_authority: Text | None = known(
        "注册登记机构", "登记机关", "登记管理机关", hint="登记证书上盖章的机关，例如 某某市民政局"
    )
    registered_on: Date | None = known("登记日期", "成立登记日期")
    registered_capital: MaybeMoney | None = known(
        "注册资金", "开办资金", "注册资本", hint="带单位，例如 300 万元"
    )
    business_scope: Text | None = known("业务范围", "经营范围", hint="照登记证书抄写")
    supervising_department: Text | None = known("主管部门", "业务主管单位")
    decoupled: YesNo | None = known("是否已与行政机关脱钩")
    legal_representative: LegalRepresentative | None = known("法定代表人")
    head: Officer | None = known("负责人")
    contact: Officer | None = known("联系人")
    association: Association | None = known("协会（学会）情况")
    majors: Rows[Major] | None = known("学科专业")
    licensed_scope: Rows[Text] | None = known("办学许可的培训范围")
    own_staff_assessment: Maybe[OwnStaffAssessment] | None = known("本企业职工认定")
    appraisal_station: Maybe[AppraisalStation] | None = known("职业技能鉴定所（站）")
    assessment_unit: Maybe[AssessmentUnit] | None = known("认定工作机构")
    profile: Profile | None = known("单位简况")


class RecordEntry(Part):
    """One bad record: 不良行为记录."""

    on: Date | None = known("发生日期")
    what: Text | None = known("事由")
    who: Annotated[str, RECORD_SUBJECT] | None = known("涉及对象")
    severe: YesNo | None = known("是否严重")
    field: Text | None = known("领域")
    removed_on: Date | None = known("移出日期")
    files: Files | None = known("证明文件")


class AnnualInspection(Part):
    """The civil affairs department's yearly inspection: 年检."""

    year: Year | None = known("年度")
    result: Annotated[str, INSPECTION_RESULT] | None = known("年检结论")
    files: Files | None = known("证明文件")


class Record(Part):
    """Credit and conduct: 信用与违法违规记录. An empty list says: looked up, none."""

    looked_up_on: Day | None = known("信用查询日期")
    violations: Rows[RecordEntry] | None = known("违法违规记录", hint="在「信用中国」等网站查询")
    dishonesty: Rows[RecordEntry] | None = known("失信记录", hint="在「信用中国」网站查询")
    assessment_misconduct: Rows[RecordEntry] | None = known("人才评价领域不良记录")
    abnormal_list: Rows[RecordEntry] | None = known("经营异常名录记录", hint="在国家企业信用信息公示系统查询")
    illegal_list: YesNo | None = known("是否在非法社会组织名单中")
    annual_inspections: Rows[AnnualInspection] | None = known("年检情况")


class HistoryRow(Part):
    """One year of training and assessment in one occupation: 培训评价规模, in person-times (人次)."""

    year: Year | None = known("年度", "年份")
    trained: Count | None = known("培训人次", "培训人数")
    assessed: Count | None = known("评价人次", "鉴定人次", "考核人次")
    person_times: Count | None = known("培训评价人次", hint="同一人次既培训又评价的，合并后的人次")
    persons: Count | None = known("培训评价人数")
    occupation: Text | None = known("职业名称", "职业")
    files: Files | None = known("证明文件")


class Standard(Part):
    """The standard by which an occupation is assessed: 国家职业技能标准 or 评价规范."""

    kind: Annotated[str, STANDARD_KIND] | None = known("标准种类")
    name: Text | None = known("标准名称", hint="例如 国家职业技能标准 电工（2018年版）")
    filed_with: Text | None = known("备案公布部门")


class Contribution(Part):
    """Part taken in a standard, syllabus, textbook and the like: 参与编制情况."""

    kind: Annotated[str, CONTRIBUTION_KIND] | None = known("编制种类")
    title: Text | None = known("名称", "编制名称")
    role: Text | None = known("担任角色")
    year: Year | None = known("年度")
    files: Files | None = known("证明文件")


class Trade(Part):
    """A trade within an occupation: 工种."""

    name: Text | None = known("工种名称", "工种")
    levels: LevelSet | None = known("工种等级")
    files: Files | None = known("证明文件")


class ItemBank(Part):
    """题库."""

    theory_items: Count | None = known("理论试题数")
    practice_papers: Count | None = known("技能试卷套数")


class Occupation(Part):
    """An occupation applied for: 申报职业."""

    code: Code | None = known("职业编码", "职业编号", "职业代码", hint="例如 6-31-01-03")
    name: Name | None = known("职业名称", "职业（工种）名称", "职业")
    trades: Rows[Trade] | None = known("工种", hint="不分工种的写「无」")
    levels: LevelSet | None = known("评价等级范围", "等级", "申报等级", hint="例如 五级-三级")
    is_new: YesNo | None = known("是否新职业")
    started_on: Date | None = known("培训评价起始日期", "起始日期", hint="例如 2012-03")
    persons: Count | None = known(
        "已培训评价人数（人）", "已培训评价人数", hint="人数，不是人次：同一个人只算一次"
    )
    history: Rows[HistoryRow] | None = known("历年培训评价情况", hint="每年一行，培训和评价的人次")
    standard: Maybe[Standard] | None = known("评价依据的标准")
    contributions: Rows[Contribution] | None = known("参与标准、大纲、教材等编制情况")
    formerly_run_by: Text | None = known("原组织实施部门")
    recommended_by: Text | None = known("推荐部门")
    urgently_needed: YesNo | None = known("是否急需紧缺")
    access_controlled: YesNo | None = known("是否准入类", hint="列入国家职业资格目录准入类的，写「是」")
    skilled: YesNo | None = known("是否技能类职业")
    item_bank: Maybe[ItemBank] | None = known("题库情况")
    textbooks: Rows[Text] | None = known("培训教材、考试指南")
    related_occupations: Rows[Text] | None = known(
        "相关职业", hint="专家、考评人员的职业资格可以属于这些职业"
    )
    files: Files | None = known("证明文件")


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

    occupations: Rows[Text] | None = known("服务职业", "职业", hint="写职业编码或名称，一条写一个")
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


class Lease(Part):
    """A lease; the first and the last day both count: 租赁期限."""

    starts: Day | None = known("租期开始日", alias="from")
    to: Day | None = known("租期截止日")
    lessor: Text | None = known("出租方")


class Venue(Part):
    """A room or place for assessment: 场地."""

    name: Text | None = known("场地名称", "场地", "房间")
    use: Annotated[str, VENUE_USE] | None = known("场地用途", "用途")
    address: Text | None = known("场地地址", "地址")
    area: Number | None = known("面积（平方米）", "面积", "建筑面积")
    seats: Count | None = known("座位数", "机位数")
    stations: Count | None = known("工位数", "考核工位")
    assessor_places: Count | None = known("可同时考评人数")
    video: YesNo | None = known("是否有视频监控", "视频监控")
    occupations: Rows[Text] | None = known("服务职业", "适用职业")
    tenure: Annotated[str, TENURE] | None = known("产权性质", "自有或租赁", "权属")
    owner: Text | None = known("产权人", "所有权人")
    lease: Lease | None = known("租赁合同期限")
    files: Files | None = known("证明文件")


class Equipment(Part):
    """A piece or set of equipment: 设备."""

    name: Text | None = known("设备名称", "名称")
    model: Text | None = known("型号", "规格型号", "型号规格")
    quantity: Count | None = known("数量", "台套数")
    use: Annotated[str, EQUIPMENT_USE] | None = known("设备用途", "用途")
    occupations: Rows[Text] | None = known("服务职业", "适用职业")
    value: MaybeMoney | None = known("原值", "金额", "价值")
    tenure: Annotated[str, TENURE] | None = known("产权性质", "自有或租赁")
    lease: Lease | None = known("租赁合同期限")
    files: Files | None = known("证明文件")


class RuleDocument(Part):
    """A management rule of the applicant's own: 规章制度."""

    name: Text | None = known("制度名称", "名称", "文件名称")
    kinds: Rows[Text] | None = known("制度种类", hint="例如 财务管理、综合管理、质量管控")
    file: File | None = known("文件", "附件")
    published: YesNo | None = known("是否已向社会公开")
    files: Files | None = known("证明文件")


class Audit(Part):
    """A financial report audited by an external auditor: 财务审计报告."""

    year: Year | None = known("审计年度")
    auditor: Text | None = known("审计机构")
    files: Rows[File] | None = known("审计报告文件")


class FinancialStatements(Part):
    """A full set of financial statements: 全套财务报表."""

    year: Year | None = known("报表年度")
    files: Rows[File] | None = known("财务报表文件")


class Finance(Part):
    """Money: 财务."""

    audit: Maybe[Audit] | None = known("财务审计报告")
    statements: Maybe[FinancialStatements] | None = known("财务报表")
    budget: MaybeMoney | None = known("认定工作经费预算")


class Statements(Part):
    """The applicant's own words, where a form asks for prose."""

    staff_and_venues: Text | None = known(
        "人员、场地、设备设施情况", hint="申报表第三部分：有哪些人员、场地、设备和视频监控"
    )
    strengths: Text | None = known(
        "组织优势和专业优势", hint="申报表第三部分：在行业里的地位、培训评价的积累"
    )
    standards_work: Text | None = known(
        "参与标准、大纲、教材编制情况",
        hint="申报表第三部分：参与了哪些国家职业技能标准、教学大纲、教材的编制",
    )
    influence: Text | None = known("行业影响力")
    funding: Text | None = known("经费保障")
    assessment_plan: Text | None = known("评价规划")
    safeguards: Text | None = known("保障措施")


class Judgement(Part):
    """Whether a statement holds, with a note and evidence."""

    holds: YesNo | None = known("是否属实")
    note: Text | None = known("说明")
    evidence: Rows[File] | None = known("佐证文件")


class Attestation(Judgement):
    """What the applicant states of itself for one rule; for a rule per occupation, under `occupations` by code."""

    occupations: dict[str, Judgement] | None = known("分职业说明")


class Waiver(Part):
    """An unmet requirement that somebody takes upon himself until a day: 豁免."""

    rule: Text | None = known("条款编号")
    reason: Text | None = known("理由")
    owner: Text | None = known("责任人")
    until: Day | None = known("有效期至")


class ScheduleStep(Part):
    """One step of the plan: 进度安排."""

    when: Text | None = known("时间")
    what: Text | None = known("工作内容")


class Plan(Part):
    """What the implementation plan is made of: 实施方案."""

    schedule: Rows[ScheduleStep] | None = known("进度安排")
    goals: Text | None = known("工作目标")
    methods: Text | None = known("评价内容和方式")


class Department(Part):
    """What a government department states when it recommends organisations: 政府有关部门."""

    former_occupations: Rows[Text] | None = known("原组织实施的职业（工种）")
    selection_standard: Text | None = known("遴选标准")


class Recommendation(Part):
    """A recommended organisation: its own project file, and the occupations it is recommended for: 推荐机构."""

    project: Text | None = known("推荐机构的项目文件")
    occupations: Rows[Text] | None = known("推荐职业")
    files: Files | None = known("证明文件")


class Branch(Part):
    """分支机构."""

    name: Name | None = known("分支机构名称", "名称")
    uscc: MaybeUscc | None = known("统一社会信用代码")
    address: Text | None = known("地址")
    kind: Annotated[str, BODY_KIND] | None = known("机构类别")
    decoupled: YesNo | None = known("是否已与行政机关脱钩")
    professional: YesNo | None = known("是否专业行业协会")
    filed_with: Text | None = known("备案部门")
    filed_on: MaybeDate | None = known("备案日期")
    registration_authority: Text | None = known("注册登记机构", "登记机关")
    legal_representative: Name | None = known("法定代表人", "负责人")
    contact: Name | None = known("联系人")
    phone: MaybePhone | None = known("联系电话", "电话")
    occupations: Rows[Text] | None = known("认定职业（工种）")
    files: Files | None = known("证明文件")


class SupportingAssociation(Part):
    """A member association that gives technical support: 所属一类行业协会."""

    name: Text | None = known("协会名称", "名称")
    occupations: Rows[Text] | None = known("支持职业")
    files: Files | None = known("证明文件")


class Project(Part):
    """One applicant's project file, `evalprep.yaml`."""

    format: Annotated[str, FORMAT] = Field(default="1", title="文件格式")
    targets: Rows[Target] | None = known("申报去向")
    application: Application | None = known("申报情况")
    organization: Organization | None = known("申报单位")
    record: Record | None = known("信用记录")
    occupations: Rows[Occupation] | None = known("申报职业")
    related_history: Rows[HistoryRow] | None = known(
        "其他相关职业的培训评价情况", hint="不申报、但与申报职业相关的职业；没有就写「无」"
    )
    staff: Rows[StaffMember] | None = known("工作人员")
    experts: Rows[Expert] | None = known("专家")
    assessors: Rows[Assessor] | None = known("考评人员")
    supervisors: Rows[Supervisor] | None = known("内部质量督导员")
    venues: Rows[Venue] | None = known("场地")
    equipment: Rows[Equipment] | None = known("设备")
    rule_documents: Rows[RuleDocument] | None = known("规章制度")
    finance: Finance | None = known("财务")
    statements: Statements | None = known("文字说明")
    attestations: dict[str, Attestation] | None = known("自行说明的事项")
    attachments: dict[str, Rows[File]] | None = known("附件")
    self_scores: dict[str, Annotated[Decimal, SCORE]] | None = known("自评分")
    waivers: Rows[Waiver] | None = known("豁免")
    plan: Plan | None = known("实施方案")
    department: Department | None = known("政府部门情况")
    recommends: Rows[Recommendation] | None = known("推荐的机构")
    branches: Rows[Branch] | None = known("分支机构")
    supporting_associations: Rows[SupportingAssociation] | None = known("提供支持的行业协会")
