"""Who in the unit supplies what: every field has one supplier, papers and statements go where they belong."""

from __future__ import annotations

import pytest

from evalprep.model.fields import Shape, fields
from evalprep.model.suppliers import (
    BY_KIND,
    BY_PATH,
    BY_WORDS,
    PROOFS,
    Supplier,
    proof_of,
    supplier_of,
    supplier_of_kind,
    supplier_of_pattern,
    supplier_of_rule,
    supplier_of_words,
)

LEAVES = [
    path for path, field in fields().items() if field.shape in (Shape.VALUE, Shape.VALUES, Shape.MAPPING)
]


@pytest.mark.parametrize("path", LEAVES)
def test_every_leaf_of_the_registry_has_one_supplier(path: str) -> None:
    assert supplier_of_pattern(path) in Supplier


@pytest.mark.parametrize("path", sorted({*BY_PATH, *PROOFS}))
def test_every_path_of_the_tables_is_in_the_registry(path: str) -> None:
    assert path in fields()


@pytest.mark.parametrize(
    "name", [path for path, field in fields().items() if field.shape is Shape.ROWS and "[" not in path]
)
def test_a_list_is_supplied_by_one_department(name: str) -> None:
    inside = {supplier_of_pattern(path) for path in fields() if path.startswith((name, f"{name}[]"))}
    assert inside == {supplier_of_pattern(name)}


def test_a_word_names_one_supplier_only() -> None:
    for table in (BY_KIND, BY_WORDS):
        words = [word for _, own in table for word in own]
        assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("path", "supplier"),
    [
        (("staff", 2, "education"), "人事"),
        (("assessors", 0, "titles", 1, "level"), "人事"),
        (("occupations", 0, "history", 1, "trained"), "教务"),
        (("rule_documents", 0, "file"), "教务"),
        (("venues", 3, "lease", "to"), "后勤"),
        (("equipment", 3, "value"), "后勤"),
        (("finance", "audit", "files"), "财务"),
        (("organization", "profile", "fixed_assets"), "财务"),
        (("organization", "uscc"), "办公室"),
        (("record", "dishonesty"), "办公室"),
        (("attachments", "固定资产清单"), "财务"),
        (("attachments", "法人登记证书"), "办公室"),
        (("self_scores", "EX-R1"), "负责人"),
    ],
)
def test_a_field_is_supplied_by_whom_it_concerns(path: tuple[str | int, ...], supplier: str) -> None:
    assert supplier_of(path).value == supplier


@pytest.mark.parametrize(
    ("kind", "supplier"),
    [
        ("固定资产清单", "财务"),
        ("审计报告", "财务"),
        ("财务制度", "财务"),
        ("场地所有权属证明", "后勤"),
        ("租赁合同", "后勤"),
        ("技能水平证明", "人事"),
        ("专家等专业人员名单", "人事"),
        ("试点工作实施方案", "教务"),
        ("考评人员管理办法", "教务"),
        ("诚信承诺书", "办公室"),
        ("社会培训评价组织申报表", "办公室"),
        ("一份没有人听说过的材料", "办公室"),
    ],
)
def test_a_paper_goes_by_its_kind(kind: str, supplier: str) -> None:
    assert supplier_of_kind(kind).value == supplier


@pytest.mark.parametrize(
    ("kind", "supplier"),
    [
        ("安全保卫", "后勤"),
        ("设备设施管理", "后勤"),
        ("设备安全操作规程", "后勤"),
        ("财务管理", "财务"),
        ("收费标准", "财务"),
        ("档案管理", "办公室"),
        ("印章管理", "办公室"),
        ("考务管理", "教务"),
        ("监考人员管理", "教务"),
        ("岗位责任制", "教务"),
    ],
)
def test_a_management_rule_goes_to_whose_affairs_it_governs(kind: str, supplier: str) -> None:
    assert supplier_of_rule(kind).value == supplier


@pytest.mark.parametrize(
    ("text", "supplier"),
    [
        ("专职工作人员的数量和能力与评价工作相适应", "人事"),
        ("办公室主任熟悉有关政策法规", "人事"),
        ("场地符合安全、防火、通风、疏散等要求", "后勤"),
        ("检测设备可供至少 3 名考评员同时测评打分", "后勤"),
        ("能为认定工作提供稳定的经费保障", "财务"),
        ("方案里写明了队伍的建设规划", "教务"),
        ("本单位是独立法人", "办公室"),
        ("把社会效益放在首位", "负责人"),
    ],
)
def test_a_statement_goes_by_what_it_speaks_of(text: str, supplier: str) -> None:
    assert supplier_of_words(text).value == supplier


def test_what_proves_a_whole_list_proves_no_single_value() -> None:
    assert proof_of(("experts",))
    assert proof_of(("experts", 1, "specialty")) == ""
    assert "聘书" in proof_of(("experts", 1, "levels"))
    assert proof_of(("experts", 1, "titles", 0, "level")) == "职称证书"
