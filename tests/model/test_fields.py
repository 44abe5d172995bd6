"""The registry: labels that tell apart, paths both ways, and keys with their names."""

from __future__ import annotations

import pytest

from evalprep.model.fields import concrete, field_at, fields, keys, label, pattern
from evalprep.model.validation import path_text


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("organization.name", "单位名称"),
        ("organization.contact.name", "联系人·姓名"),
        ("organization.legal_representative.name", "法定代表人"),
        ("organization.head.titles[0].name", "负责人·职称第 1 行·职称名称"),
        ("organization.assessment_unit.name", "认定工作机构名称"),
        ("staff", "工作人员"),
        ("staff[1]", "工作人员第 2 行"),
        ("staff[2].education", "工作人员第 3 行·学历"),
        ("staff[0].duties[1]", "工作人员第 1 行·岗位第 2 行"),
        ("occupations[0].history[1].trained", "申报职业第 1 行·历年培训评价情况第 2 行·培训人次"),
        ("finance.audit.year", "财务审计报告·审计年度"),
        ("attachments.法人登记证书", "附件：法人登记证书"),
        ("attachments.法人登记证书[0]", "附件：法人登记证书第 1 行"),
        ("experts[0].files.技能水平证明[0]", "专家第 1 行·技能水平证明第 1 行"),
        ("attestations.NAT-E5.holds", "NAT-E5·是否属实"),
        ("attestations.NAT-E7.occupations.6-31-01-03.holds", "NAT-E7·6-31-01-03·是否属实"),
    ],
)
def test_a_label_says_where_a_field_stands(path: str, shown: str) -> None:
    assert label(concrete(path)) == shown


def test_a_path_that_is_no_field_has_no_label() -> None:
    assert label(("organization", "nmae")) is None


@pytest.mark.parametrize(
    "path", ["staff[2].education", "occupations[0].history[1].trained", "organization.name"]
)
def test_a_path_reads_back_as_it_was_written(path: str) -> None:
    assert path_text(concrete(path)) == path


def test_free_keys_and_rows_have_one_pattern() -> None:
    assert pattern(("experts", 3, "files", "技能水平证明", 0)) == "experts[].files{}[]"
    assert pattern(("attestations", "NAT-E5", "holds")) == "attestations{}.holds"


def test_every_field_has_a_chinese_label_and_every_value_a_kind() -> None:
    unnamed = [path for path, field in fields().items() if field.label.isascii()]
    untyped = [path for path, field in fields().items() if field.shape == "value" and field.kind is None]
    assert (unnamed, untyped) == ([], [])


def test_a_synonym_names_one_field_of_its_record_only() -> None:
    for around in {path.rpartition(".")[0] for path in fields()}:
        names = [
            name
            for path, field in fields().items()
            if path.rpartition(".")[0] == around
            for name in {field.label, *field.synonyms}
        ]
        twice = {name for name in names if names.count(name) > 1}
        assert twice <= ALLOWED, (around, twice)


ALLOWED = {
    "专业",
    "职称",
    "职业资格",
    "职业",
    "法定代表人",
    "名称",
    "地址",
    "财务审计报告",
    "财务报表",
    "负责人",
    "岗位",
}
"""Words that applicants' lists use for more than one column; import asks which is meant."""


def test_the_keys_of_a_record_come_in_the_order_of_the_file() -> None:
    assert list(keys(("organization", "legal_representative"))) == ["name", "phone"]
    assert list(keys(()))[:3] == ["format", "targets", "application"]
    assert keys(("staff", 0))["education"] == "学历"


def test_a_list_of_values_lends_its_field_to_its_elements() -> None:
    assert field_at(("staff", 0, "duties", 1)) == field_at(("staff", 0, "duties"))
