"""The applicant itself: 申报单位, its registration, credit and earlier filings."""

from __future__ import annotations

from typing import Annotated

from evalprep.model.contacts import POSTCODE
from evalprep.model.declared import (
    AFFILIATION,
    APPLICATION_KIND,
    ASSOCIATION_LEVEL,
    ASSOCIATION_SCOPE,
    BODY_KIND,
    INSPECTION_RESULT,
    LEGAL_FORM,
    RECORD_FIELD,
    RECORD_SUBJECT,
    Count,
    Date,
    Day,
    Files,
    Maybe,
    MaybeDate,
    MaybeGrade,
    MaybeMoney,
    MaybePhone,
    MaybeUscc,
    Name,
    Part,
    Rows,
    Text,
    Year,
    YesNo,
    known,
)
from evalprep.model.kinds import or_nil
from evalprep.model.people import Officer


class PriorFiling(Part):
    """An earlier filing as an assessing organisation: 已有备案."""

    authority: Text | None = known("备案部门")
    on: Date | None = known("备案日期")
    expires_on: Day | None = known("备案有效期至", "有效期至", hint="备案回执上有效期的最后一天，写到日")
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

    name: Name | None = known("法定代表人", "法人", "法人代表", "法定代表人姓名")
    phone: MaybePhone | None = known("法定代表人电话")


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
    awards: Text | None = known("获奖情况", hint="没有获过奖的写「无」")


class Organization(Part):
    """The applicant: 申报单位."""

    name: Name | None = known(
        "单位名称",
        "名称",
        "申报单位",
        "申请单位",
        "单位全称",
        "机构名称",
        "申报单位名称",
        "申请单位名称",
        "申报机构名称",
        hint="与登记证书完全一致",
    )
    uscc: MaybeUscc | None = known(
        "统一社会信用代码", "信用代码", "社会信用代码", hint="18 位，照登记证书抄写"
    )
    legal_form: Annotated[str, LEGAL_FORM] | None = known("法人类型", "单位性质", hint="登记证书上的法人类型")
    kind: Annotated[str, BODY_KIND] | None = known("机构类别", "机构类型", hint="本单位属于哪一类")
    affiliation: Annotated[str, AFFILIATION] | None = known("隶属关系")
    city: Text | None = known("登记所在市（州）", hint="例如 示例市；省级登记的写省名")
    address: Name | None = known(
        "地址",
        "单位地址",
        "申报单位地址",
        "通信地址",
        "通讯地址",
        "单位详细地址",
        hint="通信地址，写到门牌号",
    )
    postcode: Annotated[str, or_nil(POSTCODE)] | None = known("邮编", "邮政编码")
    registration_authority: Text | None = known(
        "注册登记机构",
        "登记机关",
        "登记管理机关",
        "登记注册机构",
        "登记注册机关",
        "注册登记机关",
        "发证机关",
        hint="登记证书上盖章的机关，例如 某某市民政局",
    )
    registered_on: Date | None = known("登记日期", "成立登记日期", "登记时间", "注册日期", "注册登记日期")
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
    field: Annotated[str, RECORD_FIELD] | None = known("领域", hint="是不是培训评价领域的记录")
    removed_on: MaybeDate | None = known("移出日期", hint="还没有移出的，写「无」")
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
