"""A form map is read whole or refused with every complaint: where, what is wrong, and what was probably meant."""

from __future__ import annotations

import subprocess
import sys

import pytest
from word_samples import form_map, national_form

from evalprep.documents.forms.formmap import FormMap
from evalprep.errors import FormError

SLOT = "  - at: {heading: 一}\n    slots:\n      - {label: 名称, value: organization.name}\n"
SHEET = """
  - at: {heading: 场地设备情况}
    until: {through: 注}
    repeat: occupations
    title: {prepend: .name}
    slots:
      - {label: 面积, value: .area}
      - {label: 单位, value: organization.name}
      - {label: 制度, each: rule_documents, value: .name}
    tables:
      - {region: {row_label: 设备}, groups: 2, rows: {from: .devices, columns: {名称: .name}}}
"""
TABLE = "  - at: {heading: 一}\n    tables:\n      - {%s}\n"


def complaint(sections: str) -> str:
    with pytest.raises(FormError) as caught:
        form_map(sections)
    return str(caught.value)


def test_the_shipped_national_map_says_what_it_serves() -> None:
    form = national_form()
    assert (form.form, form.serves) == ("national/basic-information", ("NAT-F1", "NAT-M1"))


def test_a_value_stands_to_the_right_unless_the_map_says_otherwise() -> None:
    assert form_map(SLOT).sections[0].slots[0].place == "right"


def test_one_word_and_a_list_of_words_both_tick_an_option() -> None:
    form = form_map(
        "  - at: {heading: 一}\n    slots:\n"
        "      - {label: 性质, choose: organization.kind, box: after, options: {企业: 企业, 协会: [行业协会, 学会]}}\n"
    )
    assert form.sections[0].slots[0].options == {"企业": ("企业",), "协会": ("行业协会", "学会")}


def test_a_list_is_required_unless_the_map_says_otherwise() -> None:
    rows = "  - at: {heading: 一}\n    rows: {from: staff, columns: {姓名: .name}%s}\n"
    assert form_map(rows % "").sections[0].rows.required  # type: ignore[union-attr]
    assert not form_map(rows % ", required: false").sections[0].rows.required  # type: ignore[union-attr]


def test_a_relative_path_goes_on_from_its_anchor() -> None:
    form = form_map(
        "  - at: {heading: 一}\n    groups:\n"
        "      - {anchor: 联系人, value: organization.contact.name, slots: [{label: 职务, value: .position}]}\n"
    )
    assert [slot.path for slot in form.sections[0].every_slot()] == [
        "organization.contact.name",
        "organization.contact.position",
    ]


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        (
            "  - at: {heding: 一}\n    slots: [{label: 名称, value: a}]\n",
            ["form.yaml:6:", "「heding」", "「heading」（标题）"],
        ),
        (
            "  - at: {heading: 一}\n    slots:\n      - {lable: 名称, value: a}\n",
            ["form.yaml:8:", "「lable」", "「label」（标签）", "标签"],
        ),
        (
            "  - at: {heading: 一}\n    slots: [{label: 名称, value: a, place: left}]\n",
            ["form.yaml:7:", "left", "same_cell_below"],
        ),
        (
            "  - at: {heading: 一}\n    slots: [{label: 名称, value: 组织.名称}]\n",
            ["不是字段路径", "organization.name"],
        ),
        ("  - at: {heading: 一}\n    slots: [{label: 名称}]\n", ["「名称」没有写明", "value（字段）"]),
        (
            "  - at: {heading: 一}\n    slots: [{label: 名称, value: a, leave: seal}]\n",
            ["同时写了 value、leave"],
        ),
        (
            "  - at: {heading: 一, paragraph: 二}\n    slots: [{label: 名称, value: a}]\n",
            ["同时写了 paragraph、heading"],
        ),
        ("  - at: {heading: 一}\n", ["没有填写处"]),
        ("  - at: {heading: 一}\n    slots: [{label: 名称, value: .name}]\n", ["「.name」不知道从哪里算起"]),
        (
            "  - at: {heading: 一}\n    slots: [{label: 名称, value: a, before: （盖章）}]\n",
            ["place 不是 blank"],
        ),
        (
            "  - at: {heading: 一}\n    slots: [{label: 名称, value: a, lead: （一）}]\n",
            ["不是 same_cell_below"],
        ),
        ("  - at: {heading: 一}\n    slots: [{label: 性质, choose: a}]\n", ["缺方框位置或选项"]),
        (
            "  - at: {heading: 一}\n    slots: [{label: 性质, choose: a, box: after, place: blank, options: {甲: 甲}}]\n",
            ["方框不会在 blank"],
        ),
        (
            "  - at: {heading: 一}\n    slots: [{label: 性质, choose: a, box: after, options: {甲: 丙, 乙: 丙}}]\n",
            ["「丙」既勾选「甲」又勾选「乙」"],
        ),
        (
            "  - at: {heading: 一}\n    rows: {from: staff, columns: {姓名: name}}\n",
            ["列「姓名」", "如 .name"],
        ),
        (
            "  - at: {heading: 一}\n    rows: {from: staff, columns: {姓名: .name}, until: {}}\n",
            ["没有写明是哪一种", "text（文字）"],
        ),
        (
            "  - at: {heading: 一}\n    rows: {from: staff, columns: {姓名: .name}, numbered: yes}\n",
            ["以下之一：keep"],
        ),
        ("  - at: {heading: 一}\n    rows: {columns: {姓名: .name}}\n", ["清单字段", "没有填"]),
        ("  []\n", ["各部分"]),
        (
            "  - at: {heading: 一}\n    slots: [{label: 机构, value: a, place: below, column: 得分}]\n",
            ["form.yaml:7:", "「机构」同时写了 place 和 column"],
        ),
        (
            "  - at: {heading: 一}\n    slots: [{label: 制度, each: rule_documents}]\n",
            ["没有写明每一条写什么", "如 .name"],
        ),
        (
            "  - at: {heading: 一}\n    slots: [{label: 制度, each: rule_documents, value: .name, place: blank}]\n",
            ["不能放在 blank", "right 或 below"],
        ),
        (
            "  - at: {heading: 一}\n    repet: occupations\n    slots: [{label: 合计, value: a}]\n",
            ["form.yaml:7:", "「repet」", "「repeat」（逐条另填的清单）"],
        ),
        (
            "  - at: {table_with: 合计}\n    repeat: occupations\n    slots: [{label: 合计, value: .area}]\n",
            ["没有写明标题", "heading（标题）"],
        ),
        (
            "  - at: {heading: 一}\n    repeat: .occupations\n    slots: [{label: 合计, value: .area}]\n",
            ["「.occupations」不知道从哪里算起"],
        ),
        (
            "  - at: {heading: 一}\n    title: {prepend: .name}\n    slots: [{label: 合计, value: a}]\n",
            ["写了 title，但这一部分不是逐条另填的"],
        ),
        (
            "  - at: {heading: 一}\n    repeat: occupations\n    title: {prepend: name}\n    slots: [{label: 合计, value: .a}]\n",
            ["form.yaml:8:", "如 .name"],
        ),
        (
            "  - at: {heading: 一}\n    repeat: occupations\n    title: {before: .name}\n    slots: [{label: 合计, value: .a}]\n",
            ["「before」", "prepend（标题前加上的字段）"],
        ),
        (
            TABLE % "region: {row_label: 设备}, groups: 1, rows: {from: equipment, columns: {名称: .name}}",
            ["form.yaml:8:", "2 到 9 的整数"],
        ),
        (
            TABLE % "region: {label: 设备}, groups: 2, rows: {from: equipment, columns: {名称: .name}}",
            ["「label」", "「row_label」（这几行左边的标签）"],
        ),
        (
            TABLE
            % "region: {row_label: 设备}, groups: 2, order: down, rows: {from: equipment, columns: {名称: .name}}",
            ["以下之一：across"],
        ),
        (
            TABLE % "region: {row_label: 设备}, groups: 2, rows: {from: .equipment, columns: {名称: .name}}",
            ["「.equipment」不知道从哪里算起"],
        ),
        (
            TABLE
            % "region: {row_label: 设备}, groups: 2, rows: {from: a, columns: {名称: .name}, numbered: keep}",
            ["写了 numbered（序号）"],
        ),
    ],
)
def test_what_is_wrong_is_told_with_place_and_remedy(sections: str, expected: list[str]) -> None:
    told = complaint(sections)
    assert [part for part in expected if part not in told] == []


def test_the_same_label_twice_in_a_section_names_both_fields() -> None:
    twice = SLOT + "      - {label: 名 称, value: organization.address}\n"
    assert "（「organization.name」和「organization.address」）" in complaint(twice)


def test_two_lists_beside_one_row_label_are_told() -> None:
    one = "      - {region: {row_label: 设备}, groups: 2, rows: {from: a, columns: {名称: .name}}}\n"
    assert "标签「设备」写了两次" in complaint("  - at: {heading: 一}\n    tables:\n" + one * 2)


def test_the_paths_that_a_form_prints_go_through_its_lists() -> None:
    (section,) = form_map(SHEET).sections
    assert list(section.printed()) == [
        "occupations[].name",
        "occupations[].area",
        "organization.name",
        "rule_documents[].name",
        "occupations[].devices[].name",
    ]
    assert list(section.lists()) == ["occupations", "rule_documents", "occupations[].devices"]


def test_the_same_label_in_two_groups_is_no_complaint() -> None:
    groups = "".join(
        f"      - {{anchor: {anchor}, value: organization.{key}.name, slots: [{{label: 职务, value: .position}}]}}\n"
        for anchor, key in (("负责人", "head"), ("联系人", "contact"))
    )
    assert len(form_map("  - at: {heading: 一}\n    groups:\n" + groups).sections[0].groups) == 2


def test_slots_that_share_a_cell_need_leads_of_their_own() -> None:
    shared = "      - {label: 三, place: same_cell_below, lead: （一）, value: statements.a}\n"
    assert "引导语「（一）」写了两次" in complaint("  - at: {heading: 三}\n    slots:\n" + shared * 2)


def test_all_complaints_come_at_once() -> None:
    two = "  - at: {heading: 一}\n    slots: [{label: 甲}, {label: 乙, value: .x}]\n"
    told = complaint(two)
    assert "「甲」没有写明" in told
    assert "「乙」的字段" in told


def test_a_form_map_has_a_schema_for_editors() -> None:
    schema = FormMap.model_json_schema()
    assert schema["$defs"]["Slot"]["properties"]["place"]["enum"][0] == "right"


def test_reading_a_form_map_loads_neither_lxml_nor_docx() -> None:
    code = "import sys, evalprep.documents.forms.formfile, evalprep.documents.values; print([m for m in ('lxml', 'docx') if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
