"""Filling writes into the places that the map names, in the format found there, and changes nothing else."""

from __future__ import annotations

import copy
import re

import pytest
from lxml import etree
from word_samples import (
    BASICS,
    Paper,
    applicant,
    body_of,
    cell_texts,
    check_box,
    control,
    form_map,
    legacy_check_box,
    national_blank,
    national_form,
    p,
    run,
    tbl,
    tc,
    text_of,
    tr,
    word,
)

from evalprep.documents.forms.fill import fill
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.wordxml import TBL, TC, TR, P, paragraph_text, w
from evalprep.errors import FormError

FANGSONG = '<w:rFonts w:eastAsia="仿宋"/><w:sz w:val="24"/>'


def one_slot(slot: str) -> FormMap:
    return form_map(f"  - at: {{table_with: [名称]}}\n    slots:\n      - {slot}\n")


NAME = one_slot("{label: 名称, value: name}")


def filled(docx: bytes, form: FormMap, **texts: str | None) -> bytes:
    return fill(docx, form, Paper(texts)).content


def xml(docx: bytes) -> str:
    return etree.tostring(body_of(docx), encoding="unicode")


def rows_of(docx: bytes) -> list[list[str]]:
    """The rows of part 二 below its header."""
    rows = cell_texts(docx)
    first = next(index for index, row in enumerate(rows) if row[0] == "序号")
    last = next(index for index, row in enumerate(rows) if row[0].startswith("三、"))
    return rows[first + 1 : last]


def test_a_value_goes_into_the_cell_to_the_right() -> None:
    docx = filled(word(tbl(tr("名 称", "", "地址", "")), p()), NAME, name="甲协会")
    assert cell_texts(docx) == [["名 称", "甲协会", "地址", ""]]


def test_a_value_goes_into_the_cell_below() -> None:
    form = one_slot("{label: 名称, place: below, value: name}")
    assert cell_texts(filled(word(tbl(tr("名称", "地址"), tr("", "")), p()), form, name="甲")) == [
        ["名称", "地址"],
        ["甲", ""],
    ]


def test_a_value_below_its_label_goes_into_the_same_cell() -> None:
    form = one_slot("{label: 名称, place: same_cell_below, value: name}")
    blank = word(tbl(tr(tc("名称", p(), p())), tr(tc("名称"))), p())
    with pytest.raises(FormError):
        filled(blank, form, name="甲")
    assert cell_texts(filled(word(tbl(tr(tc("名称", p(), p()))), p()), form, name="甲\n乙\n丙")) == [
        ["名称\n甲\n乙\n丙"]
    ]


def test_what_is_printed_after_the_room_for_an_answer_stays() -> None:
    form = one_slot("{label: 名称, place: same_cell_below, value: name}")
    docx = filled(word(tbl(tr(tc("名称", p(), "年 月 日"))), p()), form, name="甲\n乙")
    assert cell_texts(docx) == [["名称\n甲\n乙\n年 月 日"]]


def test_a_value_goes_after_a_colon() -> None:
    form = form_map(
        "  - at: {paragraph: 填报人}\n    slots: [{label: 填报人, place: after_colon, value: name}]\n"
    )
    assert "填报人：甲" in text_of(body_of(filled(word(p("填报人：")), form, name="甲")))


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ([p("申请单位：______（盖章）")], "申请单位：甲协会（盖章）"),
        ([p("申请单位：", "____", "__", "（盖 章）")], "申请单位：甲协会（盖 章）"),
        ([p("申请单位：（盖章）")], "申请单位：甲协会（盖章）"),
        ([p("申请单位：", run("      ", "<w:u/>"), "（盖章）")], "申请单位：甲协会（盖章）"),
        ([p("申请单位：", "<w:r><w:tab/></w:r>", "（盖章）")], "申请单位：甲协会（盖章）"),
    ],
)
def test_a_value_takes_the_place_of_a_blank(printed: list[str], shown: str) -> None:
    slot = "{label: 申请单位, place: blank, before: （盖章）, value: name}"
    form = form_map(f"  - at: {{paragraph: 申请单位}}\n    slots: [{slot}]\n")
    docx = filled(word(*printed), form, name="甲协会")
    assert "".join(paragraph_text(paragraph) for paragraph in body_of(docx).iter(P)) == shown


def test_a_blank_of_underscores_stays_a_line_of_the_same_length_under_the_value() -> None:
    slot = "{label: 申请单位, place: blank, value: name}"
    form = form_map(f"  - at: {{paragraph: 申请单位}}\n    slots: [{slot}]\n")
    docx = filled(word(p(run("申请单位：______", FANGSONG))), form, name="甲")
    underlined = [r for r in body_of(docx).iter(w("r")) if r.find(f"{w('rPr')}/{w('u')}") is not None]
    assert [text_of(r) for r in underlined] == ["甲　　"]


SCORES = form_map(
    "  - at: {table_with: [得分情况]}\n    slots:\n"
    "      - {label: 机构(15分), column: 得分情况, value: first}\n"
    "      - {label: 制度(10分), column: 得分情况, value: second}\n"
)


def scores(*rows: str) -> bytes:
    header = tr(tc("评估内容", span=2), "评估方法", "得分 情况")
    return word(tbl(header, *rows), p())


def test_a_value_goes_where_the_row_of_its_label_crosses_a_column() -> None:
    docx = scores(
        tr(tc("机构及岗位", merge="restart"), "机构（15分）", "查阅文件", ""),
        tr(tc(merge="continue"), tc("制度（10分）", merge="restart"), "查阅文件", tc("", merge="restart")),
        tr(tc(merge="continue"), tc(merge="continue"), "每少一项扣2分", tc(merge="continue")),
    )
    rows = cell_texts(filled(docx, SCORES, first="15", second="8"))
    assert [row[-1] for row in rows] == ["得分 情况", "15", "8", "每少一项扣2分"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([tr("甲", "机构（15分）", "", "")], "找不到标签「制度(10分)」"),
        (
            [tr("甲", "乙", "得分情况", ""), tr("机构（15分）", "制度（10分）", "", "")],
            "有 2 个表头「得分情况」",
        ),
        ([tr("甲", "乙", "机构（15分）", ""), tr("丙", "丁", "", "制度（10分）")], "没有可填的格"),
    ],
)
def test_a_crossing_that_is_not_clear_is_told(rows: list[str], expected: str) -> None:
    with pytest.raises(FormError, match=re.escape(expected)):
        filled(scores(*rows), SCORES, first="15", second="8")


def test_a_value_goes_into_paragraphs_after_its_heading() -> None:
    form = form_map(
        "  - at: {heading: 一、简况}\n    slots: [{label: 一、简况, place: paragraph_after, value: name}]\n"
    )
    docx = filled(word(p("一、简况"), p(), p("二、业绩")), form, name="甲\n乙")
    assert [paragraph_text(paragraph) for paragraph in body_of(docx).iter(P)] == [
        "一、简况",
        "甲",
        "乙",
        "二、业绩",
    ]


@pytest.mark.parametrize(
    "cell",
    [
        tc(p(run("旧", FANGSONG))),
        tc(p(properties=f"<w:rPr>{FANGSONG}</w:rPr>")),
        tc(
            p(
                control(run("单击此处", "<w:color/>"), "<w:showingPlcHdr/>"),
                properties=f"<w:rPr>{FANGSONG}</w:rPr>",
            )
        ),
    ],
)
def test_text_takes_the_typeface_and_size_of_its_cell(cell: str) -> None:
    docx = filled(word(tbl(tr("名称", cell)), p()), NAME, name="甲")
    written = next(r for r in body_of(docx).iter(w("r")) if text_of(r) == "甲")
    looks = [(child.tag, *child.attrib.values()) for child in written[0]]
    assert looks == [(w("rFonts"), "仿宋"), (w("sz"), "24")]


def test_tracking_and_hiding_are_not_taken_over() -> None:
    mark = f'<w:rPr><w:ins w:id="1" w:author="x"/>{FANGSONG}<w:vanish/></w:rPr>'
    docx = filled(word(tbl(tr("名称", tc(p(properties=mark)))), p()), NAME, name="甲")
    written = next(r for r in body_of(docx).iter(w("r")) if text_of(r) == "甲")
    assert [child.tag for child in written[0]] == [w("rFonts"), w("sz")]


def test_an_answer_without_a_paragraph_of_its_own_begins_no_page() -> None:
    form = one_slot("{label: 名称, place: same_cell_below, value: name}")
    label = p("名称", properties="<w:keepNext/><w:pageBreakBefore/>")
    assert xml(filled(word(tbl(tr(tc(label))), p()), form, name="甲")).count("pageBreakBefore") == 1


def test_a_lead_stands_out_and_stays_with_its_answer() -> None:
    docx = body_of(fill(national_blank(), national_form(), applicant(1)).content)
    bold = [
        paragraph for paragraph in docx.iter(P) if paragraph.find(f"{w('r')}/{w('rPr')}/{w('b')}") is not None
    ]
    leads = [paragraph for paragraph in bold if paragraph_text(paragraph).startswith("（")]
    assert [paragraph_text(lead)[:3] for lead in leads] == ["（一）", "（二）", "（三）"]
    assert all(lead.find(f"{w('pPr')}/{w('keepNext')}") is not None for lead in leads)


def test_a_section_ends_with_its_table() -> None:
    docx = filled(
        word(tbl(tr("地址", "", "名称", "")), tbl(tr("地址", "")), p()),
        one_slot("{label: 地址, value: name}"),
        name="甲",
    )
    assert cell_texts(docx) == [["地址", "甲", "名称", ""], ["地址", ""]]


def test_a_content_control_keeps_holding_its_text() -> None:
    cell = tc(p(control(run("单击此处输入"), "<w:alias w:val='名称'/><w:showingPlcHdr/>")))
    docx = filled(word(tbl(tr("名称", cell)), p()), NAME, name="甲")
    content = next(body_of(docx).iter(w("sdtContent")))
    assert (text_of(content), "showingPlcHdr" in xml(docx)) == ("甲", False)


def test_each_line_of_a_cell_is_a_paragraph_that_looks_like_the_first() -> None:
    cell = tc(p(properties='<w:jc w:val="center"/>'))
    docx = filled(word(tbl(tr("名称", cell)), p()), NAME, name="甲\n乙")
    assert xml(docx).count('<w:jc w:val="center"/>') == 2


def test_a_row_of_exact_height_may_grow() -> None:
    height = '<w:trHeight w:val="400" w:hRule="exact"/>'
    docx = filled(
        word(tbl(tr("名称", "", properties=height), tr("甲", "", properties=height)), p()), NAME, name="甲"
    )
    assert re.findall('w:hRule="([a-zA-Z]+)"', xml(docx)) == ["atLeast", "exact"]


def test_without_a_value_the_cell_stays_as_printed() -> None:
    blank = word(tbl(tr("名称", "（全称）")), p())
    assert xml(filled(blank, NAME)) == xml(blank)


def test_a_text_that_begins_with_an_equals_sign_is_text() -> None:
    assert cell_texts(filled(word(tbl(tr("名称", "")), p()), NAME, name="=1+1")) == [["名称", "=1+1"]]


def test_what_no_word_file_can_hold_is_left_out() -> None:
    assert cell_texts(filled(word(tbl(tr("名称", "")), p()), NAME, name="甲\x00\x07\ufffe<&>")) == [
        ["名称", "甲<&>"]
    ]


def test_a_position_that_reads_like_a_label_is_an_answer() -> None:
    form = form_map(
        "  - at: {table_with: [职务]}\n    slots:\n"
        "      - {label: 法定代表人, value: legal}\n      - {label: 联系人, value: contact}\n      - {label: 职务, value: position}\n"
    )
    once = filled(
        word(tbl(tr("法定代表人", ""), tr("联系人", "", "职务", "")), p()),
        form,
        legal="甲",
        contact="职务",
        position="法定代表人",
    )
    assert cell_texts(filled(once, form, legal="丙"))[1] == ["联系人", "职务", "职务", "法定代表人"]


GROUPS = form_map("""
  - at: {table_with: [负责人, 联系人]}
    slots: [{label: 邮编, value: postcode}]
    groups:
      - {anchor: 负责人, value: head.name, slots: [{label: 职务, value: .position}, {label: 电话, value: .phone}]}
      - {anchor: 联系人, value: contact.name, slots: [{label: 职务, value: .position}, {label: 电话, value: .phone}]}
""")


def test_a_label_that_repeats_belongs_to_the_last_anchor_before_it() -> None:
    blank = word(
        tbl(
            *[tr(who, "", "职务", "") + tr("电话", "", "其他", "") for who in ("负责人", "联系人")],
            tr("邮编", ""),
        ),
        p(),
    )
    texts = {
        f"{who}.{key}": f"{who} {key}" for who in ("head", "contact") for key in ("name", "position", "phone")
    }
    docx = fill(blank, GROUPS, Paper({**texts, "postcode": "0"})).content
    assert [row[1::2] for row in cell_texts(docx)] == [
        ["head name", "head position"],
        ["head phone", ""],
        ["contact name", "contact position"],
        ["contact phone", ""],
        ["0"],
    ]


BOXES = {
    "characters after": (p("企 业 □ 民办非企业单位 □"), p("行业协会（学会）□")),
    "characters before": (p("□ 企业 □ 民办非企业单位"), p("□行业协会（学会）")),
    "content controls": (
        p("企业", check_box(False), "民办非企业单位", check_box(False)),
        p("行业协会（学会）", check_box(False)),
    ),
    "form fields": (
        p(
            "企业",
            legacy_check_box(False),
            " 民办非企业单位",
            legacy_check_box(False),
            "行业协会（学会）",
            legacy_check_box(False),
        ),
    ),
    "symbols": (
        p(
            *(
                part
                for name in ("企业", "民办非企业单位", "行业协会（学会）")
                for part in (name, '<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>')
            )
        ),
    ),
}


def choice(box: str) -> FormMap:
    options = "{行业协会（学会）: [行业协会, 学会], 民办非企业单位: 民办非企业单位, 企业: 企业}"
    return form_map(
        f"  - at: {{table_with: [性质]}}\n    slots: [{{label: 性质, choose: kind, box: {box}, options: {options}}}]\n"
    )


@pytest.mark.parametrize("kind", BOXES)
@pytest.mark.parametrize(("word_", "position"), [("企业", 0), ("民办非企业单位", 1), ("学会", 2)])
def test_the_box_of_the_fitting_option_is_ticked_and_no_other(kind: str, word_: str, position: int) -> None:
    blank = word(tbl(tr("性质", tc(*BOXES[kind]))), p())
    docx = fill(
        blank, choice("before" if "before" in kind else "after"), Paper(words={"kind": [word_]})
    ).content
    states = re.findall('[☐☑☒]|<w:checked w:val="[01]"', re.sub("w14:(un)?checkedState[^>]*", "", xml(docx)))
    assert [mark[-2:] in ("☑", "☒", '1"') for mark in states] == [index == position for index in range(3)]


def test_ticked_and_empty_boxes_share_a_typeface_that_has_both() -> None:
    blank = word(tbl(tr("性质", tc(*BOXES["characters after"]))), p())
    docx = fill(blank, choice("after"), Paper(words={"kind": ["企业"]})).content
    boxes = [r for r in body_of(docx).iter(w("r")) if text_of(r) in "☐☑"]
    fonts = {font.get(w("eastAsia")) for box in boxes for font in box.iter(w("rFonts"))}
    assert fonts == {"Segoe UI Symbol"}


def test_a_control_shows_the_mark_that_it_defines() -> None:
    blank = word(tbl(tr("性质", tc(*BOXES["content controls"]))), p())
    docx = fill(blank, choice("after"), Paper(words={"kind": ["企业"]})).content
    assert cell_texts(docx) == [["性质", "企业☒民办非企业单位☐\n行业协会（学会）☐"]]


def test_where_no_option_fits_nothing_is_ticked() -> None:
    blank = word(tbl(tr("性质", tc(*BOXES["characters after"]))), p())
    assert xml(fill(blank, choice("after"), Paper(words={"kind": ["机关"]})).content) == xml(blank)


@pytest.mark.parametrize(
    ("count", "numbers"),
    [
        (None, ["1", "2", "3", "…"]),
        (0, ["1", "2", "3", "…"]),
        (1, ["1", "2", "3", "…"]),
        (3, ["1", "2", "3", "…"]),
        (4, ["1", "2", "3", "4"]),
        (40, [str(number + 1) for number in range(40)]),
    ],
)
def test_printed_rows_stay_and_the_dots_give_way_to_the_rows_they_promise(
    count: int | None, numbers: list[str]
) -> None:
    rows = rows_of(fill(national_blank(), national_form(), applicant(count)).content)
    assert [row[0] for row in rows] == numbers
    assert [row[2] for row in rows if row[2]] == [f"6-31-01-{number:02}" for number in range(count or 0)]


def test_added_rows_look_like_the_last_printed_one() -> None:
    docx = fill(national_blank(), national_form(), applicant(5)).content
    rows = [row for row in body_of(docx).iter(TR) if "6-31-01-" in text_of(row)]
    looks = {re.sub(r"<w:t[ >].*?</w:t>", "", etree.tostring(row, encoding="unicode")) for row in rows}
    assert len(looks) == 1


LIST = "  - at: {table_with: [姓名]}\n    rows: {from: staff, columns: {姓名: .name, 学历: .education}%s}\n"


def staff(count: int) -> Paper:
    return Paper(
        lists={"staff": [Paper({"name": f"甲{number}", "education": "大专"}) for number in range(count)]}
    )


def test_a_list_ends_before_the_text_that_the_map_names() -> None:
    blank = word(tbl(tr("姓名", "学历"), tr("", ""), tr("合计", "")), p())
    docx = fill(blank, form_map(LIST % ", until: {text: 合计}"), staff(3)).content
    assert [row[0] for row in cell_texts(docx)] == ["姓名", "甲0", "甲1", "甲2", "合计"]


def test_a_list_ends_at_a_row_without_its_columns() -> None:
    blank = word(tbl(tr("姓名", "学历"), tr("", ""), tr(tc("注：可增行", span=2))), p())
    docx = fill(blank, form_map(LIST % ""), staff(2)).content
    assert [row[0] for row in cell_texts(docx)] == ["姓名", "甲0", "甲1", "注：可增行"]


def test_a_row_that_begins_a_vertical_merge_is_not_the_model() -> None:
    rows = tr("内部", "", ""), tr(tc("外聘", merge="restart"), "", "")
    docx = fill(word(tbl(tr("类别", "姓名", "学历"), *rows), p()), form_map(LIST % ""), staff(4)).content
    assert [row[-2] for row in cell_texts(docx)] == ["姓名", "甲0", "甲1", "甲2", "甲3"]
    assert xml(docx).count("vMerge") == 1


def test_a_merge_that_goes_on_is_gone_on_with() -> None:
    rows = tr(tc("人员", merge="restart"), "", ""), tr(tc(merge="continue"), "", "")
    docx = fill(word(tbl(tr("类别", "姓名", "学历"), *rows), p()), form_map(LIST % ""), staff(4)).content
    assert [xml(docx).count(f'w:val="{kind}"') for kind in ("restart", "continue")] == [1, 3]


def test_added_rows_repeat_no_text_of_the_row_they_copy() -> None:
    blank = word(tbl(tr("姓名", "学历"), tr("（例）", "（例）")), p())
    people = [Paper({"name": "甲", "education": "大专"}), Paper({"name": "乙"})]
    docx = fill(blank, form_map(LIST % ""), Paper(lists={"staff": people})).content
    assert cell_texts(docx)[1:] == [["甲", "大专"], ["乙", ""]]


def test_where_every_row_begins_a_merge_the_copy_goes_on_with_it() -> None:
    blank = word(tbl(tr("类别", "姓名", "学历"), tr(tc("人员", merge="restart"), "", "")), p())
    docx = fill(blank, form_map(LIST % ""), staff(3)).content
    assert [xml(docx).count(f'w:val="{kind}"') for kind in ("restart", "continue")] == [1, 2]


def test_blank_number_cells_are_numbered() -> None:
    blank = word(tbl(tr("序号", "姓名", "学历"), tr("", "", ""), tr("", "", "")), p())
    docx = fill(blank, form_map(LIST % ", numbered: keep"), staff(3)).content
    assert [row[0] for row in cell_texts(docx)] == ["序号", "1", "2", "3"]


def test_rows_left_over_keep_their_numbers() -> None:
    blank = word(tbl(tr("序号", "姓名", "学历"), tr("1", "", ""), tr("2", "", "")), p())
    assert [
        row[0] for row in cell_texts(fill(blank, form_map(LIST % ", numbered: keep"), staff(1)).content)
    ] == ["序号", "1", "2"]


@pytest.mark.parametrize(("above", "repeated"), [((), True), ((tr(tc("人员情况", span=2)),), False)])
def test_a_header_that_begins_its_table_is_repeated_on_each_page_once_rows_are_added(
    above: tuple[str, ...], repeated: bool
) -> None:
    blank = word(tbl(*above, tr("姓名", "学历"), tr("", "")), p())
    assert "tblHeader" not in xml(fill(blank, form_map(LIST % ""), staff(1)).content)
    assert ("tblHeader" in xml(fill(blank, form_map(LIST % ""), staff(2)).content)) is repeated


def test_added_rows_repeat_no_identifier() -> None:
    row = tr(
        tc(p('<w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/>')),
        tc(p(control(run("x"), '<w:id w:val="7"/>'))),
    )
    blank = word(tbl(tr("姓名", "学历"), row.replace("<w:p>", '<w:p w14:paraId="0A">')), p())
    docx = xml(fill(blank, form_map(LIST % ""), staff(3)).content)
    assert [docx.count(mark) for mark in ('w:name="b"', '<w:id w:val="7"/>')] == [1, 1]
    assert docx.count("w14:paraId") == 2


def skeleton(body: etree._Element, filled_cells: set[int]) -> str:
    """The body's canonical XML with the given cells (by number) emptied."""
    body = copy.deepcopy(body)
    for number, cell in enumerate(body.iter(TC)):
        if number in filled_cells:
            for child in list(cell):
                cell.remove(child)
    return etree.tostring(body, method="c14n").decode()


def test_nothing_outside_the_filled_cells_changes() -> None:
    blank = national_blank()
    before, after = body_of(blank), body_of(fill(blank, national_form(), applicant(3)).content)
    differing = {
        number
        for number, (old, new) in enumerate(zip(before.iter(TC), after.iter(TC), strict=True))
        if etree.tostring(old, method="c14n") != etree.tostring(new, method="c14n")
    }
    assert len(differing) == len(BASICS) + 1 + 3 * 6 + 1  # the ticked cell, three rows, part 三
    assert skeleton(before, differing) == skeleton(after, differing)


def test_part_three_has_leads_only_for_what_is_known() -> None:
    paper = applicant(1, {"statements.staff_and_venues": None, "statements.standards_work": None})
    part = next(
        row[0]
        for row in cell_texts(fill(national_blank(), national_form(), paper).content)
        if row[0].startswith("三、")
    )
    assert part.splitlines()[1:] == ["（二）组织优势和专业优势", "成立十五年，会员单位 230 家。"]


def test_part_three_stays_clean_without_statements() -> None:
    paper = applicant(
        1, dict.fromkeys(("statements.staff_and_venues", "statements.strengths", "statements.standards_work"))
    )
    part = next(
        row[0]
        for row in cell_texts(fill(national_blank(), national_form(), paper).content)
        if row[0].startswith("三、")
    )
    assert len(part.strip().splitlines()) == 1


def test_signature_and_seal_stay_empty() -> None:
    rows = cell_texts(fill(national_blank(), national_form(), applicant()).content)
    assert rows[-1][0].splitlines()[-2:] == ["法定代表人（签字）：", "单位名称（公章）："]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert (
        fill(national_blank(), national_form(), applicant(7)).content
        == fill(national_blank(), national_form(), applicant(7)).content
    )


def test_the_slots_come_back_with_the_file() -> None:
    slots = fill(national_blank(), national_form(), applicant(2)).slots
    assert {state.path: state.text for state in slots}["occupations[1].name_and_trades"] == "焊工"


@pytest.mark.parametrize(
    ("blank", "told"),
    [
        (word(tbl(tr("单位名称", "")), p()), ["测试.docx：《测试用表》里找不到「名称」这一部分"]),
        (word(p("另一个文件")), ["确认这份文件确实是《测试用表》"]),
        (word(tbl(tr("名称", "")), tbl(tr("名称", ""))), ["「名称」出现了 2 次"]),
        (
            word(tbl(tr("名称", ""), tr("名 称", "")), p()),
            ["有 2 个标签「名称」：第 1 行第 1 格、第 2 行第 1 格"],
        ),
        (word(tbl(tr("地址", "名称")), p()), ["标签「名称」右边没有可填的格"]),
    ],
)
def test_a_file_without_the_labels_is_refused(blank: bytes, told: list[str]) -> None:
    with pytest.raises(FormError) as caught:
        fill(blank, NAME, Paper({"name": "甲"}), name="测试.docx")
    assert [part for part in told if part not in str(caught.value)] == []


def test_all_missing_labels_are_told_at_once_with_the_nearest() -> None:
    form = form_map(
        "  - at: {table_with: [名称]}\n    slots: [{label: 统一社会信用代码, value: a}, {label: 电子邮箱, value: b}]\n"
    )
    with pytest.raises(FormError) as caught:
        fill(word(tbl(tr("名称", "", "统一信用代码", "")), p()), form, Paper())
    assert len(caught.value.problems) == 2
    assert "最接近的是「统一信用代码」" in str(caught.value)


def test_an_option_without_a_box_is_told_with_those_that_are_there() -> None:
    with pytest.raises(FormError, match="找不到选项「民办非企业单位」的方框（找到的是：企业、学会）"):
        fill(word(tbl(tr("性质", "企业□学会□")), p()), choice("after"), Paper())


def test_missing_headers_of_a_list_are_told() -> None:
    with pytest.raises(FormError, match="找不到表头「学历」"):
        fill(word(tbl(tr("姓名", "文化程度"), tr("", "")), p()), form_map(LIST % ""), staff(1))


def test_a_list_without_room_is_told() -> None:
    with pytest.raises(FormError, match="没有可填的行"):
        fill(word(tbl(tr("姓名", "学历"), tr("…", "")), p()), form_map(LIST % ""), staff(1))


def test_the_table_of_the_blank_is_one() -> None:
    assert len(list(body_of(national_blank()).iter(TBL))) == 1
