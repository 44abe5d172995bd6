"""What the assessment is run with: 场地, 设备, 规章制度, 财务."""

from __future__ import annotations

from typing import Annotated

from evalprep.model.declared import (
    EQUIPMENT_USE,
    TENURE,
    VENUE_USE,
    Count,
    Day,
    File,
    Files,
    Maybe,
    MaybeMoney,
    Number,
    Part,
    Rows,
    Text,
    Year,
    YesNo,
    known,
)

SHARED = "写职业编码或名称；各职业共用的写「全部」"


class Lease(Part):
    """A lease; the first and the last day both count: 租赁期限."""

    starts: Day | None = known(
        "租期开始日",
        "租赁开始日期",
        "租赁起始日期",
        "租赁开始时间",
        "租赁起始时间",
        "租期起",
        "起租日",
        alias="from",
    )
    to: Day | None = known(
        "租期截止日", "租赁截止日期", "租赁到期日", "租赁结束日期", "租赁截止时间", "租期止"
    )
    lessor: Text | None = known("出租方", "出租人", "出租单位")


class Venue(Part):
    """A room or place for assessment: 场地."""

    name: Text | None = known("场地名称", "场地", "房间", "考场名称", "场所名称", "房间名称", "考场", "名称")
    use: Annotated[str, VENUE_USE] | None = known(
        "场地用途", "用途", "功能", "使用功能", "场地功能", "考场类型", "场地类型"
    )
    address: Text | None = known(
        "场地地址", "地址", "详细地址", "具体地址", "所在地址", "位置", "场地位置", "所在位置", "坐落"
    )
    area: Number | None = known("面积（平方米）", "面积", "建筑面积", "使用面积", "场地面积", "考场面积")
    seats: Count | None = known(
        "座位数", "机位数", "座位", "机位", hint="理论考场能同时考多少人；别的场地可以不填"
    )
    stations: Count | None = known(
        "工位数", "考核工位", "工位", "考核工位数", hint="技能考场的考核工位；别的场地可以不填"
    )
    assessor_places: Count | None = known(
        "可同时考评人数", hint="考核、检测场地能让几名考评人员同时打分；别的场地可以不填"
    )
    video: YesNo | None = known(
        "是否有视频监控", "视频监控", "监控", "有无监控", "有无视频监控", "是否有监控", "是否安装视频监控"
    )
    occupations: Rows[Text] | None = known(
        "服务职业",
        "适用职业",
        "服务职业（工种）",
        "适用职业（工种）",
        "适用工种",
        "对应职业",
        "可考职业",
        "考核职业",
        "职业",
        "职业（工种）",
        "职业名称",
        hint=SHARED,
    )
    tenure: Annotated[str, TENURE] | None = known(
        "产权性质",
        "自有或租赁",
        "权属",
        "产权",
        "产权情况",
        "自有/租赁",
        "自有或租用",
        "场地性质",
        "场地来源",
    )
    owner: Text | None = known("产权人", "所有权人", "产权单位", "产权所有人", "房屋所有权人")
    lease: Lease | None = known(
        "租赁合同期限", "租赁期限", "租赁期", "租期", "租赁时间", "租赁起止时间", "租赁合同起止时间"
    )
    files: Files | None = known("证明文件")


class Equipment(Part):
    """A piece or set of equipment: 设备."""

    name: Text | None = known(
        "设备名称",
        "名称",
        "设备",
        "仪器名称",
        "仪器设备名称",
        "设施设备名称",
        "设备设施名称",
        "工具名称",
        "资产名称",
        "固定资产名称",
        "品名",
    )
    model: Text | None = known(
        "型号", "规格型号", "型号规格", "规格/型号", "型号/规格", "规格及型号", "型号及规格", "设备型号"
    )
    quantity: Count | None = known("数量", "台套数", "台数", "台（套）数", "台套", "设备数量")
    use: Annotated[str, EQUIPMENT_USE] | None = known("设备用途", "用途")
    occupations: Rows[Text] | None = known(
        "服务职业",
        "适用职业",
        "服务职业（工种）",
        "适用职业（工种）",
        "适用工种",
        "对应职业",
        "所属职业",
        "职业",
        "职业（工种）",
        "职业名称",
        hint=SHARED,
    )
    value: MaybeMoney | None = known("原值", "金额", "价值", "设备原值", "资产原值")
    tenure: Annotated[str, TENURE] | None = known(
        "产权性质", "自有或租赁", "产权", "产权情况", "自有/租赁", "自有或租用", "设备来源"
    )
    lease: Lease | None = known("租赁合同期限", "租赁期限", "租赁期", "租期", "租赁时间", "租赁起止时间")
    files: Files | None = known("证明文件")


class RuleDocument(Part):
    """A management rule of the applicant's own: 规章制度."""

    name: Text | None = known(
        "制度名称", "名称", "文件名称", "规章制度名称", "制度文件名称", "规章制度", "制度"
    )
    kinds: Rows[Text] | None = known(
        "制度种类", "制度类别", "种类", "类别", hint="例如 财务管理、综合管理、质量管控"
    )
    file: File | None = known("文件", "附件")
    published: YesNo | None = known("是否已向社会公开", "是否公开", "是否已公开")
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
