"""Who in the unit supplies what (谁来补): a field by its path, a paper by its kind, a statement by its words.

A whole list has one supplier, so that a department gets whole sheets. Beside the supplier stands the paper that
shows a value (带什么来), so that nobody comes without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from evalprep.model.fields import Shape, fields, pattern
from evalprep.model.validation import Path


class Supplier(StrEnum):
    """A department or person of the unit, in the order in which lists name them."""

    PERSONNEL = "人事"
    FINANCE = "财务"
    TEACHING = "教务"
    LOGISTICS = "后勤"
    OFFICE = "办公室"
    HEAD = "负责人"


PEOPLE = ("staff", "experts", "assessors", "supervisors")

BY_PATH: Mapping[str, Supplier] = {
    "format": Supplier.OFFICE,
    "targets": Supplier.HEAD,
    "application": Supplier.OFFICE,
    "organization": Supplier.OFFICE,
    "organization.majors": Supplier.TEACHING,
    "organization.own_staff_assessment": Supplier.PERSONNEL,
    "organization.appraisal_station": Supplier.TEACHING,
    "organization.profile.funding_sources": Supplier.FINANCE,
    "organization.profile.fixed_assets": Supplier.FINANCE,
    "record": Supplier.OFFICE,
    "occupations": Supplier.TEACHING,
    "related_history": Supplier.TEACHING,
    **dict.fromkeys(PEOPLE, Supplier.PERSONNEL),
    "venues": Supplier.LOGISTICS,
    "equipment": Supplier.LOGISTICS,
    "rule_documents": Supplier.TEACHING,
    "finance": Supplier.FINANCE,
    "statements": Supplier.OFFICE,
    "statements.standards_work": Supplier.TEACHING,
    "statements.funding": Supplier.FINANCE,
    "statements.assessment_plan": Supplier.TEACHING,
    "statements.safeguards": Supplier.TEACHING,
    "attestations": Supplier.HEAD,
    "attachments": Supplier.OFFICE,
    "self_scores": Supplier.HEAD,
    "waivers": Supplier.HEAD,
    "plan": Supplier.TEACHING,
    "department": Supplier.OFFICE,
    "recommends": Supplier.OFFICE,
    "branches": Supplier.OFFICE,
    "supporting_associations": Supplier.OFFICE,
}
"""The supplier of every registry path that is one of these or lies below it; the longest decides."""

BY_KIND: tuple[tuple[Supplier, tuple[str, ...]], ...] = (
    (
        Supplier.OFFICE,
        (
            "申请表",
            "申报表",
            "基本情况表",
            "承诺书",
            "评估细则",
            "信用",
            "登记",
            "许可证",
            "函",
            "档案",
            "印章",
        ),
    ),
    (Supplier.FINANCE, ("固定资产", "审计", "财务", "报表", "预算", "经费", "发票", "收费", "资金")),
    (Supplier.LOGISTICS, ("场地", "产权", "权属", "租赁", "房产", "设备", "设施", "消防", "安全保卫")),
    (
        Supplier.TEACHING,
        (
            *("方案", "措施", "制度", "办法", "规程", "规则", "守则", "预案", "体系", "规定"),
            *("标准", "题库", "教材", "鉴定", "培训评价", "申请报告", "职业（工种）"),
        ),
    ),
    (
        Supplier.PERSONNEL,
        ("技能水平", "人员名单", "专家", "合同", "社保", "资格证", "职称", "聘书", "任命", "学历", "毕业"),
    ),
)
"""The supplier of a paper by a word in its kind; the first that fits decides, else the office."""

BY_WORDS: tuple[tuple[Supplier, tuple[str, ...]], ...] = (
    (Supplier.TEACHING, ("方案", "档案材料", "制度", "办法", "预案", "守则", "规程", "措施")),
    (Supplier.FINANCE, ("经费", "财务管理制度", "收费", "审计", "资金")),
    (
        Supplier.LOGISTICS,
        (
            *("场地", "考场", "办公场所", "保密室", "证书库", "考务室", "候考室", "设备设施", "检测设备"),
            *("考核设备", "办公设备", "通风", "消防", "面积"),
        ),
    ),
    (Supplier.PERSONNEL, ("人员", "主任", "专家", "考评员", "督导员", "职称", "学历")),
    (
        Supplier.OFFICE,
        (
            "法人",
            "登记",
            "分支机构",
            "受理单位",
            "信用",
            "失信",
            "年检",
            "政府部门",
            "脱钩",
            "备案",
            "推荐的",
        ),
    ),
    (
        Supplier.TEACHING,
        (
            "评价规范",
            "大典",
            "鉴定",
            "题库",
            "教材",
            "教育培训",
            "应用学科",
            "办学许可",
            "培训职业",
            "评价经历",
        ),
    ),
)
"""The supplier of a statement or requirement by a word in it; the first that fits decides, else the head."""

_PERSON_PROOFS = {
    "id_number": "身份证",
    "born_on": "身份证",
    "sex": "身份证",
    "education": "毕业证书",
    "major": "毕业证书",
    "titles": "职称证书",
    "skills": "职业资格证书（技能等级证书）",
    "certificate": "证书（写明号码）",
    "certificates": "证书",
    "duties": "任命文件或岗位分工",
    "since": "任命文件、劳动合同等能看出起始日期的材料",
    "trade_since": "劳动合同、聘书等能看出起始日期的材料",
    "employment": "劳动（聘用）合同",
    "full_time": "劳动（聘用）合同",
    "own": "劳动（聘用）合同、社保记录",
    "occupations": "聘书或聘任文件（写明职业、等级）",
    "levels": "聘书或聘任文件（写明职业、等级）",
    "files": "证书扫描件",
}
_LEASE = "租赁合同"

PROOFS: Mapping[str, str] = {
    "application.prior_filings": "备案通知（文件）",
    "organization.name": "法人登记证书",
    "organization.uscc": "法人登记证书",
    "organization.legal_form": "法人登记证书",
    "organization.kind": "法人登记证书、章程",
    "organization.address": "法人登记证书",
    "organization.registration_authority": "法人登记证书",
    "organization.registered_on": "法人登记证书",
    "organization.registered_capital": "法人登记证书",
    "organization.business_scope": "法人登记证书",
    "organization.decoupled": "脱钩文件",
    "organization.legal_representative": "法人登记证书",
    "organization.association": "社会组织评估等级证书",
    "organization.licensed_scope": "办学许可证",
    "organization.own_staff_assessment": "备案文件、评价台账",
    "organization.appraisal_station": "设立批文",
    "organization.assessment_unit": "设立部门的文件",
    "organization.profile": "单位简介、年度总结",
    "organization.profile.fixed_assets": "固定资产账",
    "organization.profile.funding_sources": "年度预算或决算",
    "record": "「信用中国」等网站的查询结果（截图）",
    "record.annual_inspections": "各年度年检结论",
    "occupations": "申报职业的名称、编码、等级",
    "occupations[].history": "历年培训、评价台账",
    "occupations[].persons": "历年培训、评价台账",
    "occupations[].started_on": "最早一期培训、评价的台账",
    "occupations[].standard": "所依据标准的封面",
    "occupations[].contributions": "封面、署名页等证明",
    "occupations[].item_bank": "题库清单",
    "related_history": "历年培训、评价台账",
    **{
        path: proof
        for people in PEOPLE
        for key, proof in _PERSON_PROOFS.items()
        if (path := f"{people}[].{key}") in fields()
    },
    **dict.fromkeys(PEOPLE, "全部人员的名单和证书"),
    "venues": "场地清单、平面图",
    "venues[].area": "产权证明或平面图",
    "venues[].tenure": "产权证明或租赁合同",
    "venues[].owner": "产权证明",
    "venues[].lease": _LEASE,
    "equipment": "设备台账",
    "equipment[].value": "购置发票",
    "equipment[].tenure": "购置发票或租赁合同",
    "equipment[].lease": _LEASE,
    "rule_documents": "盖章的制度文件",
    "finance.audit": "审计报告",
    "finance.statements": "财务报表",
    "finance.budget": "经费预算",
    "self_scores": "逐项自评的分数",
}
"""The paper that shows a value, by registry path like the suppliers; where none is named the value itself is enough."""


def supplier_of(path: Path) -> Supplier:
    """Who supplies what stands at a concrete path; evidence by its kind."""
    if path[0] == "attachments" and len(path) > 1:
        return supplier_of_kind(str(path[1]))
    return supplier_of_pattern(pattern(path))


def supplier_of_pattern(text: str) -> Supplier:
    """Who supplies a registry path: `staff[].education`. Raises KeyError for what is no path."""
    return BY_PATH[_longest(text, BY_PATH)]


def supplier_of_kind(kind: str) -> Supplier:
    """Who brings a paper of a kind: 固定资产清单, 租赁合同."""
    return _by_words(kind, BY_KIND) or Supplier.OFFICE


def supplier_of_rule(kind: str) -> Supplier:
    """Who writes a management rule of a kind: 安全保卫, 财务管理; what nobody else has is of teaching."""
    return _by_words(kind, BY_KIND) or Supplier.TEACHING


def supplier_of_words(text: str) -> Supplier:
    """Who can answer for a statement, by what it speaks of."""
    return _by_words(text, BY_WORDS) or Supplier.HEAD


def proof_of(path: Path) -> str:
    """The paper that shows what stands at a concrete path; nothing where the value itself is enough."""
    text = pattern(path)
    found = _longest(text, PROOFS)
    whole_list = found and "[" not in found and fields()[found].shape is Shape.ROWS
    # What shows that a list is whole shows nothing of a value in one of its rows.
    return "" if not found or (whole_list and found != text) else PROOFS[found]


def _by_words(text: str, table: Iterable[tuple[Supplier, tuple[str, ...]]]) -> Supplier | None:
    return next((supplier for supplier, words in table if any(word in text for word in words)), None)


def _longest(text: str, table: Mapping[str, object]) -> str:
    """The longest path of a table that is a path or leads to it."""
    leading = (one for one in table if text == one or text.startswith((f"{one}.", f"{one}[", f"{one}{{")))
    return max(leading, key=len, default="")
