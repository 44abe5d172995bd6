"""A filled form is read back through its map, whatever people did to the file in Word or WPS since."""

from __future__ import annotations

import copy

import pytest
from lxml import etree
from word_samples import (
    Paper,
    applicant,
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
from evalprep.documents.forms.read import Reading, read
from evalprep.documents.package import open_package
from evalprep.documents.wordxml import RPR, TR, P, R, T, w
from evalprep.errors import FormError

NAME = form_map("  - at: {table_with: [名称]}\n    slots: [{label: 名称, value: name}]\n")


def name_in(*cell: str) -> str | None:
    return read(word(tbl(tr("名 称", tc(*cell))), p()), NAME).values.get("name")


def test_a_blank_form_says_nothing() -> None:
    assert read(national_blank(), national_form()) == Reading()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ((p("甲", run("协"), "会"),), "甲协会"),
        (
            (
                p(
                    "甲",
                    f"<w:ins>{run('协会')}</w:ins>",
                    "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>",
                ),
            ),
            "甲协会",
        ),
        ((p(control(run("甲协会"))),), "甲协会"),
        ((p(control(run("单击此处"), "<w:showingPlcHdr/>")),), None),
        ((p(f'<w:hyperlink w:anchor="x">{run("a@example.org")}</w:hyperlink>'),), "a@example.org"),
        ((p("甲<w:r><w:br/></w:r>" and "甲", "<w:r><w:br/></w:r>", "乙"),), "甲\n乙"),
        ((p("　甲 "), p(), p("乙")), "甲\n乙"),
        (
            (
                p(
                    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
                    "<w:r><w:instrText>FORMTEXT</w:instrText></w:r>",
                    "甲",
                ),
            ),
            "甲",
        ),
        ((p("　　"),), None),
    ],
)
def test_text_is_read_however_word_keeps_it(cell: tuple[str, ...], text: str | None) -> None:
    assert name_in(*cell) == text


def choice(box: str) -> FormMap:
    options = "{企业: 企业, 民办非企业单位: 民办非企业单位, 行业协会: 行业协会}"
    return form_map(
        f"  - at: {{table_with: [性质]}}\n    slots: [{{label: 性质, choose: kind, box: {box}, options: {options}}}]\n"
    )


def ticked_in(*cell: str, box: str = "after") -> tuple[str, ...]:
    return read(word(tbl(tr("性质", tc(*cell))), p()), choice(box)).choices.get("kind", ())


def symbol(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


@pytest.mark.parametrize(
    "mark",
    [
        *("☑", "☒", "√", "✓", "✔", "■", "□√", "√□"),
        symbol("Wingdings 2", "F052"),
        symbol("Wingdings 2", "0052"),
        symbol("Wingdings", "F0FE"),
        run("R", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'),
        run("\uf052", '<w:rFonts w:ascii="Wingdings 2"/>'),
        check_box(True),
        legacy_check_box(True),
    ],
)
def test_a_tick_is_read_however_it_was_made(mark: str) -> None:
    assert ticked_in(p("企业□ 民办非企业单位", mark, " 行业协会□")) == ("民办非企业单位",)
    assert ticked_in(p("□企业 ", mark, "民办非企业单位 □行业协会"), box="before") == ("民办非企业单位",)


@pytest.mark.parametrize(
    "mark",
    [
        "□",
        "☐",
        symbol("Wingdings 2", "F0A3"),
        symbol("Wingdings", "F0A8"),
        check_box(False),
        legacy_check_box(False),
    ],
)
def test_an_empty_box_is_no_tick(mark: str) -> None:
    assert ticked_in(p("企业", mark, "民办非企业单位", mark, "行业协会", mark)) == ()


def test_two_ticks_are_read_as_two() -> None:
    assert ticked_in(p("企业☑民办非企业单位□行业协会☑")) == ("企业", "行业协会")


def test_a_legacy_box_without_a_state_has_its_default() -> None:
    default = legacy_check_box(True).replace(
        '<w:default w:val="0"/><w:checked w:val="1"/>', '<w:default w:val="1"/>'
    )
    assert ticked_in(p("企业", default, "民办非企业单位□行业协会□")) == ("企业",)


def changed(docx: bytes, *, count: int) -> bytes:
    """The form after a person added a row by copying the last, `count` times, without renumbering."""
    package = open_package(docx)
    rows = [row for row in package.body.iter(TR) if "6-31-01-" in text_of(row)]
    for _ in range(count):
        rows[-1].addnext(etree.fromstring(etree.tostring(rows[-1])))
    return package.save()


def test_rows_that_a_person_added_are_read() -> None:
    docx = changed(fill(national_blank(), national_form(), applicant(3)).content, count=2)
    assert [row["code"] for row in read(docx, national_form()).rows["occupations"]] == [
        "6-31-01-00",
        "6-31-01-01",
        *["6-31-01-02"] * 3,
    ]


def test_an_entry_written_into_the_row_of_dots_is_read() -> None:
    form = form_map(
        "  - at: {table_with: [姓名]}\n    rows: {from: staff, columns: {姓名: .name}, ellipsis: replace, numbered: keep}\n"
    )
    docx = word(tbl(tr("序号", "姓名"), tr("1", "甲"), tr("…", "乙")), p())
    assert read(docx, form).rows == {"staff": [{"name": "甲"}, {"name": "乙"}]}


def test_a_cell_merged_over_rows_speaks_for_each_of_them() -> None:
    form = form_map(
        "  - at: {table_with: [姓名]}\n    rows: {from: staff, columns: {姓名: .name, 学历: .education}}\n"
    )
    docx = word(
        tbl(tr("姓名", "学历"), tr("甲", tc("大专", merge="restart")), tr("乙", tc(merge="continue"))), p()
    )
    assert [row["education"] for row in read(docx, form).rows["staff"]] == ["大专", "大专"]


def test_blank_rows_and_blank_cells_are_absent() -> None:
    paper = Paper(lists={"occupations": [Paper({"code": "6-31-01-03"})]})
    assert read(fill(national_blank(), national_form(), paper).content, national_form()).rows == {
        "occupations": [{"code": "6-31-01-03"}]
    }


def test_runs_split_by_word_make_no_difference() -> None:
    docx = fill(national_blank(), national_form(), applicant(4)).content
    package = open_package(docx)
    for element in list(package.body.iter(R)):
        split(element)
    assert read(package.save(), national_form()) == read(docx, national_form())


def split(whole: etree._Element) -> None:
    """One run a character, with a spelling mark before each, as Word leaves them."""
    properties = whole.find(RPR)
    for leaf in [child for child in whole if child.tag != RPR]:
        for character in leaf.text or "" if leaf.tag == T else [None]:
            piece = copy.deepcopy(leaf)
            piece.text = character
            part = etree.Element(R)
            part.extend([copy.deepcopy(properties)] if properties is not None else [])
            part.append(piece)
            whole.addprevious(etree.Element(w("proofErr")))
            whole.addprevious(part)
    parent = whole.getparent()
    assert parent is not None
    parent.remove(whole)


def test_tracked_insertions_make_no_difference() -> None:
    docx = fill(national_blank(), national_form(), applicant(4)).content
    package = open_package(docx)
    for element in [found for found in package.body.iter(R) if found.find(T) is not None]:
        around = etree.Element(w("ins"))
        element.addprevious(around)
        around.append(element)
    assert read(package.save(), national_form()) == read(docx, national_form())


def test_controls_around_rows_and_paragraphs_make_no_difference() -> None:
    docx = fill(national_blank(), national_form(), applicant(4)).content
    package = open_package(docx)
    for element in [*package.body.iter(TR), *package.body.iter(P)]:
        around = etree.fromstring(f'<w:sdt xmlns:w="{element.nsmap["w"]}"><w:sdtPr/><w:sdtContent/></w:sdt>')
        element.addprevious(around)
        around[1].append(element)
    assert read(package.save(), national_form()) == read(docx, national_form())


STATEMENTS = form_map("""
  - at: {heading: 三、情况}
    slots:
      - {label: 三、情况, place: same_cell_below, lead: （一）人员, value: staff}
      - {label: 三、情况, place: same_cell_below, lead: （二）优势, value: strengths}
""")


def test_answers_in_one_cell_are_divided_by_their_leads() -> None:
    docx = word(tbl(tr(tc("三、情况", "（一） 人员：", "甲", "乙", "(二)优势", "丙"))), p())
    assert read(docx, STATEMENTS).values == {"staff": "甲\n乙", "strengths": "丙"}


def test_text_without_a_lead_is_handed_over_and_given_to_no_slot() -> None:
    reading = read(word(tbl(tr(tc("三、情况", "自己写的", "（二）优势", "丙"))), p()), STATEMENTS)
    assert (reading.values, reading.unplaced) == ({"strengths": "丙"}, {"三、情况": "自己写的"})


def test_a_field_that_stands_twice_and_differs_is_told() -> None:
    form = form_map(
        "  - at: {table_with: [名称]}\n    slots: [{label: 名称, value: name}, {label: 单位, value: name}]\n"
    )
    reading = read(word(tbl(tr("名称", "甲", "单位", "乙")), p()), form)
    assert (reading.values, reading.unplaced) == ({"name": "甲"}, {"单位": "乙"})


def test_an_answer_in_a_cell_ends_at_the_next_label() -> None:
    form = form_map("""
  - at: {heading: 五、意见}
    slots:
      - {label: 五、意见, place: same_cell_below, value: opinion}
      - {label: 公章, place: after_colon, leave: seal}
""")
    assert read(word(tbl(tr(tc("五、意见", "同意", "公章：", "年 月 日"))), p()), form).values == {
        "opinion": "同意"
    }


@pytest.mark.parametrize("place", ["after_colon", "blank"])
def test_an_answer_in_a_line_is_read_without_its_blank(place: str) -> None:
    form = form_map(
        f"  - at: {{paragraph: 申请单位}}\n    slots: [{{label: 申请单位, place: {place}, value: name}}]\n"
    )
    assert read(word(p("申请单位：__甲协会__　")), form).values == {"name": "甲协会"}


def test_a_blank_ends_before_the_last_text_that_follows_it() -> None:
    form = form_map(
        "  - at: {paragraph: 申请单位}\n    slots: [{label: 申请单位, place: blank, before: （盖章）, value: name}]\n"
    )
    assert read(word(p("申请单位：甲（盖章）协会（盖 章）")), form).values == {"name": "甲（盖章）协会"}


def test_the_authority_s_words_around_the_form_are_no_part_of_it() -> None:
    body = open_package(fill(national_blank(), national_form(), applicant(2)).content)
    notice = [
        etree.fromstring(p(text).replace("<w:p>", f'<w:p xmlns:w="{body.body.nsmap["w"]}">'))
        for text in ("三、提交材料", "名称", "1. 社会培训评价组织基本情况表")
    ]
    for paragraph in reversed(notice):
        body.body.insert(0, paragraph)
    assert read(body.save(), national_form()) == read(
        fill(national_blank(), national_form(), applicant(2)).content, national_form()
    )


def test_a_file_of_another_form_is_refused() -> None:
    with pytest.raises(FormError, match="找不到"):
        read(word(p("别的文件")), national_form(), name="别的.docx")


PEOPLE = form_map(
    "  - at: {heading: 人员}\n    rows: {from: staff, columns: {姓名: .name, 学历: .education}}\n"
    "  - at: {heading: 承诺}\n    slots: [{label: 签字, place: after_colon, leave: signature}]\n"
)


def people(*tables: str) -> Reading:
    return read(word(p("人员"), *tables, p("承诺"), p("签字：")), PEOPLE)


def test_rows_below_one_whose_cells_were_merged_are_handed_over() -> None:
    rows = tr("1", "甲", "本科"), tr("2", tc("乙 本科", span=2)), tr("3", "丙", "大专"), tr("4", "", "")
    reading = people(tbl(tr("序号", "姓名", "学历"), *rows))
    assert reading.rows == {"staff": [{"name": "甲", "education": "本科"}]}
    assert reading.unplaced == {"人员": "2　乙 本科\n3　丙　大专"}


def test_what_a_table_says_after_its_list_is_not_handed_over() -> None:
    form = form_map(
        "  - at: {heading: 人员}\n    rows: {from: staff, columns: {姓名: .name, 学历: .education}, until: {text: 说明}}\n"
    )
    table = tbl(tr("姓名", "学历"), tr("甲", "本科"), tr(tc("说明", span=2)), tr("填表人", "乙"))
    assert read(word(p("人员"), table, p()), form).unplaced == {}


def test_rows_of_a_table_that_was_split_off_are_handed_over() -> None:
    first, rest = tbl(tr("姓名", "学历"), tr("甲", "本科")), tbl(tr("乙", "大专"))
    reading = people(first, p(), rest)
    assert reading.rows == {"staff": [{"name": "甲", "education": "本科"}]}
    assert reading.unplaced == {"人员": "乙　大专"}


def test_a_table_that_was_put_into_an_answer_is_handed_over() -> None:
    reading = read(
        word(tbl(tr("名称", tc(p("见下表"), tbl(tr("甲协会", "2009 年"), tr("", "")), p())))), NAME
    )
    assert reading.values == {"name": "见下表"}
    assert reading.unplaced == {"名称": "甲协会　2009 年"}
