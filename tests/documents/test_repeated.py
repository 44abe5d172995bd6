"""A section that a form repeats has a sheet for each entry, and lists side by side fill one row across, then the next."""

from __future__ import annotations

import re

import pytest
from word_samples import Paper, body_of, cell_texts, form_map, p, run, tbl, tc, tr, word

from evalprep.documents.forms.fill import fill
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.forms.read import Reading, read
from evalprep.documents.forms.runs import write_line
from evalprep.documents.labels import normalise
from evalprep.documents.package import open_package
from evalprep.documents.values import State, slot_states
from evalprep.documents.wordxml import TR, P, paragraph_text, w
from evalprep.errors import FormError

SECTIONS = """
  - at: {heading: 场地设备情况}
    until: {through: 注：}
    repeat: occupations
    title: {prepend: .name}
    slots:
      - {label: 面积, value: .area}
      - {label: 单位, value: organization.name}
    tables:
      - {region: {row_label: 设备}, groups: 2, rows: {from: .devices, columns: {名称: .name, 数量: .quantity}}}
  - at: {heading: 承诺书}
    slots: [{label: 签字, place: after_colon, leave: signature}]
"""
FORM = form_map(SECTIONS)
HEADER = tr(tc("设 备", merge="restart"), "名称", "数量", "名称", "数量")
ROW = tr(tc(merge="continue"), "", "", "", "")
SHEET = tbl(tr("面积", "", "单位", "", ""), HEADER, ROW)


def blank(*sheet: str) -> bytes:
    """The heading, a sheet and its note between two other paragraphs."""
    return word(p("封面"), *(sheet or (p("场地设备情况"), SHEET, p("注：可复印"))), p("承诺书"), p("签字："))


def devices(count: int) -> list[Paper]:
    return [
        Paper({"name": f"设备{number}", "quantity": str(number + 1)}, at=f"equipment[{number}]")
        for number in range(count)
    ]


def paper(*names: str | None, count: int = 3) -> Paper:
    entries = [
        Paper({"name": name, "area": f"{index}00 平方米"}, {"devices": devices(count)})
        for index, name in enumerate(names)
    ]
    return Paper({"organization.name": "示例学校"}, {"occupations": entries})


def outside(docx: bytes) -> list[str]:
    return [paragraph_text(one) for one in body_of(docx).findall(P)]


def test_each_entry_has_the_whole_stretch_from_heading_to_note() -> None:
    docx = fill(blank(), FORM, paper("电工", "焊工")).content
    assert outside(docx) == [
        "封面",
        "电工　场地设备情况",
        "注：可复印",
        "焊工　场地设备情况",
        "注：可复印",
        "承诺书",
        "签字：",
    ]
    areas = [row[:4] for row in cell_texts(docx) if row[0] == "面积"]
    assert areas == [["面积", "000 平方米", "单位", "示例学校"], ["面积", "100 平方米", "单位", "示例学校"]]


def test_a_sheet_that_is_added_begins_a_page() -> None:
    docx = fill(blank(), FORM, paper("电工", "焊工", "钳工")).content
    breaks = [
        paragraph_text(one)
        for one in body_of(docx).findall(P)
        if one.find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None
    ]
    assert breaks == ["焊工　场地设备情况", "钳工　场地设备情况"]


def test_a_heading_that_brings_its_own_page_break_gets_no_second_one() -> None:
    heading = p('<w:r><w:br w:type="page"/></w:r>', "场地设备情况")
    docx = fill(blank(heading, SHEET, p("注：")), FORM, paper("电工", "焊工")).content
    assert body_of(docx).find(f".//{w('pageBreakBefore')}") is None
    assert len(body_of(docx).findall(f".//{w('br')}")) == 2


@pytest.mark.parametrize("names", [[], ["电工"], ["电工", "焊工", "电工"], ["场地设备情况"]])
def test_every_sheet_is_read_back_with_its_title(names: list[str]) -> None:
    reading = read(fill(blank(), FORM, paper(*names)).content, FORM)
    titles = {f"occupations[{at}].name": name for at, name in enumerate(names)}
    assert {path: text for path, text in reading.values.items() if path.endswith("].name")} == titles
    assert [reading.values.get(f"occupations[{at}].area") for at in range(len(names))] == [
        f"{at}00 平方米" for at in range(len(names))
    ]
    assert reading.unplaced == {}


def test_what_a_sheet_without_a_title_says_is_nobodys() -> None:
    reading = read(fill(blank(), FORM, paper("电工", None, "焊工")).content, FORM)
    assert reading.values["organization.name"] == "示例学校"
    assert not [path for path in (*reading.values, *reading.rows) if path.startswith("occupations[1]")]
    assert reading.unplaced == {"场地设备情况（第 2 份）": "100 平方米\n设备0　1\n设备1　2\n设备2　3"}


def test_a_sheet_that_is_taken_out_takes_its_values_along() -> None:
    package = open_package(fill(blank(), FORM, paper("电工", "焊工")).content)
    heading, table, note = list(package.body)[1:4]
    for element in (heading, table, note):
        package.body.remove(element)
    reading = read(package.save(), FORM)
    assert reading.values["occupations[0].name"] == "焊工"
    assert reading.values["occupations[0].area"] == "100 平方米"
    assert "occupations[1].name" not in reading.values


@pytest.mark.parametrize("index", [0, 1])
@pytest.mark.parametrize("title", ["场地设备情况（焊工）", "焊工的场地和设备"])
def test_a_sheet_whose_heading_is_not_known_is_told_and_not_passed_over(title: str, index: int) -> None:
    package = open_package(fill(blank(), FORM, paper("电工", "焊工")).content)
    headings = [one for one in package.body.iter(P) if paragraph_text(one).endswith("场地设备情况")]
    write_line(headings[index], title)
    with pytest.raises(FormError) as caught:
        read(package.save(), FORM)
    assert "有 1 处「注：」" in str(caught.value)


def test_a_row_of_equipment_outside_its_region_is_handed_over() -> None:
    docx = fill(blank(), FORM, paper("电工")).content
    package = open_package(docx)
    row = list(package.body.iter(TR))[-1]
    merge = row.find(f".//{w('vMerge')}")
    assert merge is not None
    merge.getparent().remove(merge)  # type: ignore[union-attr]
    reading = read(package.save(), FORM)
    assert reading.rows == {
        "occupations[0].devices": [{"name": f"设备{n}", "quantity": f"{n + 1}"} for n in (0, 1)]
    }
    assert reading.unplaced == {"场地设备情况": "设备2　3"}


def test_a_blank_sheet_says_nothing() -> None:
    assert read(blank(), FORM) == Reading()


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 7])
def test_entries_fill_a_row_across_and_then_the_next(count: int) -> None:
    docx = fill(blank(), FORM, paper("电工", count=count)).content
    rows = [row for row in cell_texts(docx) if row[0] != "面积"][1:]
    cells = [text for row in rows for text in row]
    texts = [text for number in range(count) for text in (f"设备{number}", str(number + 1))]
    assert [text for text in cells if text] == texts
    assert len(rows) == max(1, (count + 1) // 2)
    assert read(docx, FORM).rows == (
        {"occupations[0].devices": [dict(entry.texts) for entry in devices(count)]} if count else {}
    )


def test_sheets_that_are_there_already_are_used_first_and_too_many_stay() -> None:
    two = fill(blank(), FORM, paper("电工", "焊工")).content
    assert outside(fill(two, FORM, paper("钳工")).content) == outside(
        fill(blank(), FORM, paper("钳工", "焊工")).content
    )
    assert outside(fill(two, FORM, paper("甲", "乙", "丙")).content)[1:7:2] == [
        "甲　场地设备情况",
        "乙　场地设备情况",
        "丙　场地设备情况",
    ]


def test_the_slots_of_a_sheet_have_whole_paths_and_the_sheets_title_in_their_section() -> None:
    states = slot_states(FORM, paper(None, "焊工", count=1))
    told = [(state.path, state.section, state.state.value) for state in states]
    assert told == [
        ("occupations[0].name", "场地设备情况", "open"),
        ("occupations[0].area", "场地设备情况", "filled"),
        ("organization.name", "场地设备情况", "filled"),
        ("equipment[0].name", "场地设备情况", "filled"),
        ("equipment[0].quantity", "场地设备情况", "filled"),
        ("occupations[1].name", "焊工 场地设备情况", "filled"),
        ("occupations[1].area", "焊工 场地设备情况", "filled"),
        ("organization.name", "焊工 场地设备情况", "filled"),
        ("equipment[0].name", "焊工 场地设备情况", "filled"),
        ("equipment[0].quantity", "焊工 场地设备情况", "filled"),
        ("signature", "承诺书", "left"),
    ]


@pytest.mark.parametrize("entries", [None, []])
def test_without_entries_the_list_is_one_open_slot(entries: list[Paper] | None) -> None:
    states = slot_states(FORM, Paper(lists={"occupations": entries}))
    assert [(one.path, one.label) for one in states if one.state is State.OPEN] == [
        ("occupations", "场地设备情况")
    ]


def test_a_list_of_a_sheet_without_entries_is_open_under_its_row_label() -> None:
    states = slot_states(FORM, paper("电工", count=0))
    assert [(one.path, one.label) for one in states if one.state is State.OPEN] == [
        ("occupations[0].devices", "设备")
    ]


def complaint(docx: bytes, form: FormMap = FORM) -> str:
    with pytest.raises(FormError) as caught:
        fill(docx, form, paper("电工", "焊工"), name="表.docx")
    return str(caught.value)


def sheet(*rows: str) -> bytes:
    return blank(p("场地设备情况"), tbl(tr("面积", "", "单位", "", ""), *rows), p("注："))


@pytest.mark.parametrize(
    ("docx", "expected"),
    [
        (sheet(HEADER.replace("设 备", "仪器"), ROW), "找不到「设备」一栏"),
        (sheet(HEADER, ROW, HEADER, ROW), "有 2 个「设备」，分不清填哪一处"),
        (sheet(HEADER.replace("数量", "台套"), ROW), "的清单找不到表头「数量」"),
        (
            sheet(tr(tc("设备", merge="restart"), "名称", "数量", "型号", "数量"), ROW),
            "应当并排有 2 组表头，找到的是「名称」1 个、「数量」2 个",
        ),
        (sheet(HEADER), "表头下面没有可填的行"),
        (blank(p("场地设备情况"), SHEET, p("说明：")), "找不到结束处「注：」"),
        (blank(p("场地情况"), SHEET, p("注：")), "找不到「场地设备情况」这一部分"),
        (
            blank(p("场地设备情况"), tbl(tr("面积", "", "面积", "单位", ""), HEADER, ROW), p("注：")),
            "有 2 个标签「面积」",
        ),
    ],
)
def test_what_a_sheet_lacks_or_has_twice_is_told_with_the_file(docx: bytes, expected: str) -> None:
    told = complaint(docx)
    assert expected in told
    assert "表.docx" in told
    assert "对照文件 form.yaml:" in told


@pytest.mark.parametrize(
    ("lacking", "line"),
    [("甲", "form.yaml:8:9"), ("组", "form.yaml:10:9"), ("乙", "form.yaml:10:"), ("姓名", "form.yaml:13:35")],
)
def test_a_label_that_is_missing_is_told_with_the_line_of_the_map(lacking: str, line: str) -> None:
    form = form_map(
        "  - at: {table_with: [题]}\n    slots:\n      - {label: 甲, value: a}\n    groups:\n"
        "      - {anchor: 组, value: b.name, slots: [{label: 乙, value: .c}]}\n"
        "  - at: {heading: 名单}\n    rows:\n      {from: staff, columns: {姓名: .name}}\n"
    )
    cells = [text for text in ("题", "甲", "组", "乙") if text != lacking]
    table = tbl(tr(*[cell for text in cells for cell in (text, "")]))
    listed = tbl(tr("名字" if lacking == "姓名" else "姓名"), tr(""))
    with pytest.raises(FormError, match=re.escape(f"（对照文件 {line}")) as caught:
        fill(word(table, p("名单"), listed), form, Paper())
    assert f"「{lacking}」" in str(caught.value)


def test_a_sheet_inside_a_table_of_other_parts_cannot_be_copied() -> None:
    whole = tc("场地设备情况", span=5)
    table = tbl(tr("名称", "", "", "", ""), tr(whole), tr("面积", "", "单位", "", ""), HEADER, ROW)
    assert "和别的部分在同一张表格里" in complaint(blank(table, p("注：")))


def test_two_sheets_that_are_tables_alone_do_not_grow_together() -> None:
    form = form_map(SECTIONS.replace("    until: {through: 注：}\n", ""))
    table = tbl(tr(tc("场地设备情况", span=5)), tr("面积", "", "单位", "", ""), HEADER, ROW)
    docx = fill(blank(table), form, paper("电工", "焊工")).content
    tables = body_of(docx).findall(w("tbl"))
    assert len(tables) == 2
    assert tables[0].getnext().tag == P
    assert read(docx, form).values["occupations[1].name"] == "焊工"


def test_a_note_that_a_person_types_into_a_cell_does_not_end_the_sheet() -> None:
    docx = fill(blank(), FORM, paper("电工")).content
    typed = Paper({"organization.name": "注：本单位"}, paper("电工").lists)
    assert len(read(fill(blank(), FORM, typed).content, FORM).rows) == len(read(docx, FORM).rows)


ONE_CELL = form_map(
    "  - at: {table_with: 制度目录}\n    slots: [{label: 制度目录, each: rule_documents, value: .name}]\n"
)


def rules(*names: str | None) -> Paper:
    return Paper(lists={"rule_documents": [Paper({"name": name}) for name in names]})


def in_one_cell(*names: str | None) -> bytes:
    return fill(word(tbl(tr("制度目录", tc(p(run(""))))), p()), ONE_CELL, rules(*names)).content


def test_a_list_in_one_cell_has_an_entry_a_line_and_numbers() -> None:
    assert cell_texts(in_one_cell("甲制度", None, "乙制度")) == [["制度目录", "1. 甲制度\n2. 乙制度"]]


@pytest.mark.parametrize(
    "names",
    [
        ["甲"],
        ["2. 乙", "1. 甲"],
        ["甲\n续", "乙"],
        [f"制度{n}" for n in range(300)],
        ["甲\n5. 续", "乙"],
        ["2020年", "3.5 版"],
    ],
)
def test_a_list_in_one_cell_is_read_back_equal(names: list[str]) -> None:
    assert read(in_one_cell(*names), ONE_CELL).rows == {"rule_documents": [{"name": one} for one in names]}


def test_a_list_that_a_person_typed_without_numbers_is_read_line_by_line() -> None:
    docx = word(tbl(tr("制度目录", tc("财务管理制度", "岗位责任制"))), p())
    assert read(docx, ONE_CELL).rows == {"rule_documents": [{"name": "财务管理制度"}, {"name": "岗位责任制"}]}


def test_a_list_in_one_cell_names_the_open_entry() -> None:
    states = slot_states(ONE_CELL, rules("甲", None))
    assert [(one.path, one.state.value) for one in states] == [
        ("rule_documents[0].name", "filled"),
        ("rule_documents[1].name", "open"),
    ]
    assert [(one.path, one.state) for one in slot_states(ONE_CELL, Paper())] == [
        ("rule_documents", State.OPEN)
    ]


def test_a_title_is_compared_in_one_width_with_its_heading() -> None:
    docx = fill(blank(p("场 地 设备情况"), SHEET, p("注：")), FORM, paper("电工（Ａ）")).content
    assert normalise(outside(docx)[1]) == "电工(A)场地设备情况"
    assert read(docx, FORM).values["occupations[0].name"] == "电工（Ａ）"
