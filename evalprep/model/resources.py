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

SHARED = "写职业编码或名称，一条写一个；各职业共用的写「全部」"


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
    occupations: Rows[Text] | None = known("服务职业", "适用职业", hint=SHARED)
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
    occupations: Rows[Text] | None = known("服务职业", "适用职业", hint=SHARED)
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
