"""The project file: everything that one applicant knows about itself, as frozen pydantic models.

An absent key is unknown (None). A list that is there is complete, `[]` included. 无 says that a thing does not
exist. Every field carries its Chinese label and the other headers under which applicants' own lists have it;
`fields` gathers them. The keys serve all five notices; the source of each lies in the notices' forms and clauses.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from evalprep.model.declared import FORMAT, SCORE, Day, File, Files, Part, Rows, Text, YesNo, known
from evalprep.model.occupations import HistoryRow, Occupation
from evalprep.model.organization import Application, Branch, Organization, Record, SupportingAssociation
from evalprep.model.people import Assessor, Expert, StaffMember, Supervisor
from evalprep.model.resources import Equipment, Finance, RuleDocument, Venue


class Target(Part):
    """Where the applicant applies: 申报去向."""

    jurisdiction: Text | None = known("申报地区", hint="例如 national（全国）、zhejiang（浙江）")
    track: Text | None = known("申报类别")


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

    project: Text | None = known(
        "推荐机构的项目文件",
        hint="那家机构自己的 evalprep 文件夹，例如 ../某某协会；请他们先用 evalprep init 填好",
    )
    occupations: Rows[Text] | None = known("推荐职业")
    files: Files | None = known("证明文件")


class Project(Part):
    """One applicant's project file, `evalprep.yaml`."""

    format: Annotated[str, FORMAT] = Field(default="1", title="文件格式")
    targets: Rows[Target] | None = known("申报去向")
    application: Application | None = known("申报情况")
    organization: Organization | None = known("申报单位")
    record: Record | None = known("信用记录")
    occupations: Rows[Occupation] | None = known(
        "申报职业", "申报职业（工种）", "认定职业", "认定职业（工种）", "申报工种", "评价职业"
    )
    related_history: Rows[HistoryRow] | None = known(
        "其他相关职业的培训评价情况", hint="不申报、但与申报职业相关的职业；没有就写「无」"
    )
    staff: Rows[StaffMember] | None = known("工作人员", "专职人员", "管理人员", "职工", "员工")
    experts: Rows[Expert] | None = known("专家", "专家库")
    assessors: Rows[Assessor] | None = known("考评人员", "考评员")
    supervisors: Rows[Supervisor] | None = known("内部质量督导员", "督导人员", "督导员", "质量督导")
    venues: Rows[Venue] | None = known("场地", "考场", "场所", "房屋")
    equipment: Rows[Equipment] | None = known("设备", "仪器", "设施设备", "设备设施")
    rule_documents: Rows[RuleDocument] | None = known("规章制度", "管理制度", "制度")
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
