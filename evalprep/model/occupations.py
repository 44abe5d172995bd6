"""What is applied for: 申报职业, with its history, standard, contributions and trades."""

from __future__ import annotations

from typing import Annotated

from evalprep.model.declared import (
    CONTRIBUTION_KIND,
    STANDARD_KIND,
    Code,
    Count,
    Date,
    Files,
    LevelSet,
    Maybe,
    Name,
    Part,
    Rows,
    Text,
    Year,
    YesNo,
    known,
)


class HistoryRow(Part):
    """One year of training and assessment in one occupation: 培训评价规模, in person-times (人次)."""

    year: Year | None = known("年度", "年份", "统计年度")
    trained: Count | None = known("培训人次", "培训人数", "培训规模")
    assessed: Count | None = known(
        "评价人次",
        "鉴定人次",
        "考核人次",
        "评价人数",
        "鉴定人数",
        "考核人数",
        "认定人次",
        "认定人数",
        "考评人次",
        "评价规模",
    )
    person_times: Count | None = known("培训评价人次", hint="同一人次既培训又评价的，合并后的人次")
    persons: Count | None = known("培训评价人数")
    occupation: Text | None = known("职业名称", "职业", "职业（工种）", "职业（工种）名称")
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

    code: Code | None = known(
        "职业编码",
        "职业编号",
        "职业代码",
        "职业（工种）编码",
        "职业（工种）代码",
        "国家职业编码",
        hint="例如 6-31-01-03",
    )
    name: Name | None = known(
        "职业名称",
        "职业（工种）名称",
        "职业",
        "职业（工种）",
        "申报职业",
        "申报职业名称",
        "申报职业（工种）",
        "申报职业（工种）名称",
        "认定职业",
        "认定职业（工种）",
    )
    trades: Rows[Trade] | None = known("工种", "工种名称", hint="不分工种的写「无」")
    levels: LevelSet | None = known(
        "评价等级范围",
        "等级",
        "申报等级",
        "评价等级",
        "认定等级",
        "认定等级范围",
        "等级范围",
        "技能等级",
        "职业技能等级",
        "级别",
        hint="例如 五级-三级",
    )
    is_new: YesNo | None = known("是否新职业")
    started_on: Date | None = known(
        "培训评价起始日期",
        "起始日期",
        "起始时间",
        "培训评价起始时间",
        "开展培训评价起始日期",
        "开展培训评价起始时间",
        hint="例如 2012-03",
    )
    persons: Count | None = known(
        "已培训评价人数（人）", "已培训评价人数", hint="人数，不是人次：同一个人只算一次"
    )
    history: Rows[HistoryRow] | None = known(
        "历年培训评价情况",
        "历年培训评价",
        "历年培训",
        "历年鉴定",
        "历年评价",
        "培训评价规模",
        "培训评价情况",
        "培训鉴定情况",
        "培训情况",
        hint="每年一行，培训和评价的人次",
    )
    standard: Maybe[Standard] | None = known("评价依据的标准")
    contributions: Rows[Contribution] | None = known("参与标准、大纲、教材等编制情况")
    formerly_run_by: Text | None = known(
        "原组织实施部门",
        hint="职业资格改革以前由谁组织鉴定，例如 人力资源社会保障部门；没有组织过的写「无」",
    )
    recommended_by: Text | None = known("推荐部门", hint="推荐本单位的政府行业主管部门；没有的写「无」")
    urgently_needed: YesNo | None = known("是否急需紧缺")
    access_controlled: YesNo | None = known("是否准入类", hint="列入国家职业资格目录准入类的，写「是」")
    skilled: YesNo | None = known("是否技能类职业")
    item_bank: Maybe[ItemBank] | None = known("题库情况")
    textbooks: Rows[Text] | None = known("培训教材、考试指南")
    related_occupations: Rows[Text] | None = known(
        "相关职业", hint="专家、考评人员的职业资格可以属于这些职业"
    )
    files: Files | None = known("证明文件")
