"""The blank of 附件3 of 浙人社办发〔2020〕35号 is what the notice prints, and holds up when filled: a sheet for each occupation."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import zhejiang_application
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree
from test_basic_information import parts, rendered
from word_samples import Paper, body_of, cell_texts, shipped_blank, shipped_form, text_of

from evalprep.documents.forms.fill import Filled, fill
from evalprep.documents.forms.grid import Grid
from evalprep.documents.forms.read import Reading, read
from evalprep.documents.labels import normalise
from evalprep.documents.package import open_package
from evalprep.documents.values import Record, State, sheets
from evalprep.documents.wordxml import TBL, TC, TR, P, paragraph_text, w
from evalprep.errors import FormError
from evalprep.model.project import Project
from evalprep.store.yaml import read_yaml
from evalprep.submission.record import ProjectRecord
from tests.conftest import ROOT, VALIDATOR

FORM, BLANK = shipped_form("zhejiang/application"), shipped_blank("zhejiang/application")
# The annex, row by row; ☐ is where the notice prints a box. Blank rows of lists are left out.
ANNEX = [
    ["申报单位", ""],
    ["主管部门", ""],
    ["机构类型", "☐事业单位 ☐民办非企业单位 ☐企业 ☐行业协会（学会）"],
    ["申报单位地址", "", "邮编", ""],
    ["负责人", "", "职务", "", "职称(职业资格)", ""],
    ["联系电话", "", "电子邮箱", ""],
    ["联系人", "", "职务", "", "职称(职业资格)", ""],
    ["联系电话", "", "电子邮箱", ""],
    ["序号", "姓名", "性别", "年龄", "身份证号码", "学历", "职务(职称、职业资格)", "分工"],
    ["序号", "姓名", "性别", "身份证号码", "学历", "职称或职业资格", "专业/专业方向"],
    ["序号", "姓名", "性别", "学历", "职称或职业资格", "专业工龄", "考评职业领域", "考评员证书号码"],
    ["已建立规章制度目录", ""],
    ["序号", "职业编号", "职业名称", "工种名称", "等级"],
    ["考核场地", "合计", "", "理论知识考试场地面积", "", "技能考核场地面积", ""],
    ["考核设备", "设备名称、型号", "数量", "设备名称、型号", "数量"],
    ["检测设备", "设备名称、型号", "数量", "设备名称、型号", "数量"],
]
OUTSIDE = [
    "附件3",
    "浙江省职业技能等级认定试点",
    "社会培训评价组织",
    "申　报　表",
    "申请单位：______________________________（盖章）",
    "行业主管部门：______________________________（盖章）",
    "填报时间：______________________________",
    "工作人员情况",
    "专家情况",
    "考评人员情况",
    "拟开展职业技能等级认定的职业（工种）范围",
    "职业（工种）场地设备情况",
    "注：本表需按申报职业（工种）单独填写；公用场地设施设备可重复填写。申报多个职业（工种）请另行复印。",
    "浙江省社会培训评价组织承诺书",
    "1. 严格执行国家和省有关职业技能等级认定的各项法规政策，保证技能人才评价质量，维护职业技能等级证书的严肃性和权威性。",
    "2. 坚持实事求是的原则，不弄虚作假，不提供虚假信息。",
    "3. 客观、公正地开展评价工作，面向用人单位和劳动者提供热情、周到的服务。",
    "4. 严格按公布的收费标准收费，不乱收费。",
    "如未兑现上述承诺，人社保部门将依法取消我单位开展职业技能等级认定试点资格。",
    "单位（印章）",
    "法人代表签字",
    "年　　月　　日",
]
OFFICER = {
    "name": "韩样例",
    "position": "校长",
    "titles_and_skills": "高级讲师、电工一级",
    "phone": "0990-60000001\n13900000000",
    "email": "head@example.org",
}
LONG = {
    "organization.name": "晨星省虚构市" + "装备制造与智能机电产业技能人才培养评价服务促进" * 2 + "联合会",
    "organization.address": "晨星省虚构市高新技术产业开发区样例大道" + "智能装备产业园第十五号楼东侧配楼" * 3,
    "organization.head.email": "vocational-skill-assessment-office@department.example-association.example.org",
    "organization.head.titles_and_skills": "正高级讲师、高级工程师、电工一级、工业机器人系统操作员一级",
}


def person(number: int) -> Paper:
    """One row of each list of people."""
    return Paper(
        {
            "name": f"样例{'甲乙丙丁'[number % 4]}",
            "printed_sex": "女" if number % 2 else "男",
            "age": "48",
            "id_number": f"99990119720412{number:04}",
            "education": "硕士研究生" if number % 5 == 0 else "本科",
            "position_titles_skills": "考务部主任（高级讲师、电工一级）",
            "work": "报名、编排、监考组织",
            "titles_and_skills": "高级工程师、电工一级",
            "specialty_or_major": "电气工程及其自动化",
            "trade_years": "18年",
            "occupation_names": "电工、中式烹调师",
            "certificate": f"99990020200{number:05}",
        }
    )


def equipment(count: int, use: int = 0) -> list[Paper]:
    """Pieces of equipment as they really stand: shared by all occupations, in one list of the project."""
    return [
        Paper(
            {"name_and_model": f"电工技能实训考核装置 示例-{use}{number}", "quantity": str(number + 1)},
            at=f"equipment[{use * 1000 + number}]",
        )
        for number in range(count)
    ]


def occupation(number: int, devices: int) -> Paper:
    """An occupation with its rooms and equipment."""
    texts = {
        "name": ("电工", "中式烹调师", "工业机器人系统操作员")[number % 3],
        "total_area": "416 平方米",
        "theory_area": "96 平方米",
        "practice_area": "320 平方米",
    }
    return Paper(
        texts,
        {
            "assessment_equipment": equipment(devices),
            "inspection_equipment": equipment(min(devices, 3), 1),
        },
    )


def trade(number: int) -> Paper:
    texts = {
        "code": f"6-31-01-{number:02}",
        "name": "电工",
        "trade": "继电保护工",
        "levels": "五级、四级、三级",
    }
    return Paper(texts)


def applicant(
    rows: int | None, occupations: int | None = None, texts: dict[str, str | None] | None = None
) -> Paper:
    """An applicant with so many rows in each list, and so many occupations (at most three unless told)."""
    sheets = min(rows or 0, 3) if occupations is None else occupations
    basics = {
        "organization.name": "晨星省虚构职业培训学校",
        "organization.supervising_department": "虚构市人力资源和社会保障局",
        "organization.address": "晨星省虚构市样例区试验路 100 号",
        "organization.postcode": "999000",
        **{f"organization.head.{key}": text for key, text in OFFICER.items()},
        **{f"organization.contact.{key}": text for key, text in OFFICER.items()},
    }
    if rows is None:
        return Paper()
    people = [person(number) for number in range(rows)]
    lists = {
        "staff": people,
        "experts": people,
        "assessors": people,
        "rule_documents": [Paper({"name": f"示例管理制度（{number}）"}) for number in range(rows)],
        "occupation_trades": [trade(number) for number in range(rows)],
        "occupations": [occupation(number, rows) for number in range(sheets)],
    }
    return Paper(
        {**basics, **(texts or {})},
        lists,
        {"organization.form_choice": ("社会培训机构", "民办非企业单位")},
    )


def filled(paper: Paper) -> Filled:
    return fill(BLANK, FORM, paper)


def printed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_the_committed_blank_is_what_the_script_draws() -> None:
    committed, drawn = parts(BLANK), parts(zhejiang_application.blank())
    assert list(committed) == list(drawn)
    for name, content in drawn.items():
        assert etree.canonicalize(committed[name].decode()) == etree.canonicalize(content.decode())


def test_the_tables_say_what_the_notice_prints_cell_by_cell() -> None:
    rows = [[printed(text) for text in row] for row in cell_texts(BLANK)]
    shown = [row for row in rows if any(row)]
    assert [[normalise(text) for text in row] for row in shown] == [
        [normalise(text) for text in row] for row in ANNEX
    ]


def test_cover_headings_note_and_promise_stand_around_the_tables() -> None:
    outside = [paragraph_text(paragraph) for paragraph in body_of(BLANK).findall(P)]
    assert [text for text in outside if text] == OUTSIDE


def test_every_cell_has_a_paragraph_and_every_row_all_columns() -> None:
    for docx in (BLANK, filled(applicant(40)).content):
        for table in body_of(docx).iter(TBL):
            assert all(cell.find(P) is not None for cell in table.iter(TC))
            columns = len(list(table.iter(w("gridCol"))))
            assert {sum(cell.span for cell in row.cells) for row in Grid(table).rows} == {columns}


def test_a_header_is_repeated_and_no_row_but_the_list_of_rules_breaks() -> None:
    rows = list(body_of(filled(applicant(40)).content).iter(TR))
    headers = [text_of(row)[:4] for row in rows if row.find(f"{w('trPr')}/{w('tblHeader')}") is not None]
    assert headers == ["序号姓名", "序号姓名", "序号姓名", "序号职业"]
    assert [text_of(row)[:5] for row in rows if row.find(f"{w('trPr')}/{w('cantSplit')}") is None] == [
        "已建立规章"
    ]


def test_the_blank_is_small() -> None:
    assert len(BLANK) < 15_000


def test_only_mapped_cells_differ_from_the_blank() -> None:
    """The blank's texts, with what was filled in put where the map says; all else, sheets apart, is the same."""
    paper = applicant(2, 1)
    before, after = cell_texts(BLANK), cell_texts(filled(paper).content)
    assert [len(row) for row in before] == [len(row) for row in after]
    changed = [
        (old, new)
        for old_row, new_row in zip(before, after, strict=True)
        for old, new in zip(old_row, new_row, strict=True)
        if old != new
    ]
    assert {old for old, new in changed if "☐" not in old} == {""}
    texts = [normalise(state.text) for state in filled(paper).slots if state.state is State.FILLED]
    ticks = [new for _, new in changed if "☑" in new]
    assert len(ticks) == 1
    assert "☑民办非企业单位" in ticks[0]
    for _, new in changed:
        lines = [re.sub(r"^\d\. ", "", line) for line in new.split("\n")]
        assert new in (*ticks, "1", "2") or all(normalise(line) in "".join(texts) for line in lines), new


def test_the_cover_is_left_for_the_departments_seal_and_for_the_date() -> None:
    docx = filled(applicant(1))
    outside = [paragraph_text(paragraph) for paragraph in body_of(docx.content).findall(P)]
    cover = [text for text in outside if text[:4] in ("申请单位", "行业主管", "填报时间")]
    assert re.fullmatch("申请单位：晨星省虚构职业培训学校　+（盖章）", cover[0])
    assert cover[1:] == OUTSIDE[5:7]
    left = [(state.label, state.path) for state in docx.slots if state.state is State.LEFT]
    assert left == [
        ("行业主管部门（盖章）", "seal"),
        ("填报时间", "date"),
        ("单位（印章）", "seal"),
        ("法人代表签字", "signature"),
    ]


def sheets_of(docx: bytes) -> list[str]:
    """The headings of the sheets of rooms and equipment."""
    outside = [paragraph_text(paragraph) for paragraph in body_of(docx).findall(P)]
    return [text for text in outside if text.endswith("场地设备情况")]


def test_every_occupation_has_a_sheet_of_its_own_with_its_name_before_the_heading() -> None:
    docx = filled(applicant(3)).content
    assert sheets_of(docx) == [
        "电工　职业（工种）场地设备情况",
        "中式烹调师　职业（工种）场地设备情况",
        "工业机器人系统操作员　职业（工种）场地设备情况",
    ]
    headings = [one for one in body_of(docx).findall(P) if paragraph_text(one).endswith("场地设备情况")]
    assert all(one.find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None for one in headings)
    notes = [one for one in body_of(docx).findall(P) if paragraph_text(one).startswith("注：本表")]
    assert len(notes) == 3


def test_without_occupations_the_sheet_stays_blank_and_the_list_is_open() -> None:
    docx = filled(applicant(3, 0))
    assert sheets_of(docx.content) == ["职业（工种）场地设备情况"]
    assert [state.path for state in docx.slots if state.state is State.OPEN] == ["occupations"]


def test_an_open_cell_of_shared_equipment_names_where_it_stands_in_the_project() -> None:
    paper = applicant(2)
    one = paper.lists["occupations"][1].lists["assessment_equipment"][1]  # type: ignore[index]
    one.texts["quantity"] = None  # type: ignore[index]
    open_ = [(state.path, state.section) for state in filled(paper).slots if state.state is State.OPEN]
    assert open_ == [("equipment[1].quantity", "中式烹调师 职业（工种）场地设备情况")]


def expected(record: Record) -> Reading:
    """What a form filled from a record says, sheet by sheet and row by row."""
    told = Reading()
    for section in FORM.sections:
        for index, sheet in enumerate(sheets(section, record)):

            def path(path: str, base: str = f"{section.repeat}[{index}]") -> str:
                return f"{base}{path}" if path.startswith(".") else path

            for slot in section.every_slot():
                if slot.choose:
                    told.choices[slot.choose] = ("民办非企业单位",)
                elif slot.each:
                    told.rows[slot.each] = entries(sheet, slot.each, ["name"])
                elif slot.value and (text := sheet.text(slot.value)):
                    told.values[path(slot.value)] = text
            if section.title:
                told.values[path(section.title.prepend)] = sheet.text(section.title.prepend) or ""
            for rows in section.every_list():
                told.rows[path(rows.from_)] = entries(
                    sheet, rows.from_, [column.removeprefix(".") for column in rows.columns.values()]
                )
    return replace(told, rows={name: rows for name, rows in told.rows.items() if rows})


def entries(record: Record, path: str, columns: list[str]) -> list[dict[str, str]]:
    texts = [{column: row.text(column) for column in columns} for row in record.rows(path) or ()]
    return [{column: text for column, text in row.items() if text} for row in texts]


@pytest.mark.parametrize("rows", [1, 2, 17, 18, 19, 40, 300])
def test_what_is_filled_in_is_read_back_equal(rows: int) -> None:
    paper = applicant(rows, 2)
    assert read(filled(paper).content, FORM) == expected(paper)


LOOKALIKES = st.sampled_from(
    [
        *[text for row in ANNEX for text in row if text and "☐" not in text],
        *[text for text in OUTSIDE if "_" not in text],
        "注：",
        "1. 甲",
        "…",
        "☑事业单位",
        "一行\n又一行",
        "𠮷䶮😀&<w:p>{{ }}",
        "=1+1",
        "长" * 10_000,
    ]
)


def scrambled(paper: Paper, draw: st.DrawFn) -> Paper:
    """The same record with some of its texts replaced."""
    texts = {path: draw(st.just(text) | LOOKALIKES) for path, text in paper.texts.items()}
    lists = {path: [scrambled(one, draw) for one in rows or ()] for path, rows in paper.lists.items()}
    return Paper(texts, lists, paper.words, paper.at)


@st.composite
def records(draw: st.DrawFn) -> Paper:
    return scrambled(applicant(2, 2), draw)


@settings(deadline=None, max_examples=60)
@given(records())
def test_texts_that_look_like_parts_of_the_form_are_read_back_equal(paper: Paper) -> None:
    one_line = {one.texts["name"] for one in paper.lists["occupations"] or ()}
    assume(not any(text and "\n" in text for text in one_line))  # a heading is one line
    docx = filled(paper).content
    assert read(docx, FORM) == expected(paper)


def test_the_example_school_is_read_back_equal() -> None:
    school = read_yaml(ROOT / "examples" / "zhejiang-training-school" / "evalprep.yaml")
    record = ProjectRecord(Project.model_validate(school.tree), date(2020, 12, 1))
    read_back = read(fill(BLANK, FORM, record).content, FORM)
    assert read_back == expected(record)
    assert len(read_back.rows["experts"]) == 40


def test_a_filled_form_filled_again_stays_the_same() -> None:
    paper = applicant(40)
    once = filled(paper).content
    assert read(fill(once, FORM, paper).content, FORM) == read(once, FORM)


@pytest.mark.parametrize("devices", [18, 19, 20, 301])
def test_equipment_fills_rows_across_and_its_label_spans_the_rows_that_are_added(devices: int) -> None:
    docx = filled(applicant(devices, 1)).content
    grid = Grid(list(body_of(docx).iter(TBL))[-1])
    labels = [cell for cell in grid.cells() if cell.label == "考核设备"]
    assert [cell.height for cell in labels] == [1 + max(9, (devices + 1) // 2)]
    first = grid.rows[labels[0].row + 1].cells
    assert [cell.text for cell in first[1:]] == [
        "电工技能实训考核装置 示例-00",
        "1",
        "电工技能实训考核装置 示例-01",
        "2",
    ]


@pytest.mark.parametrize(
    ("label", "other"),
    [("检测设备", "检测设施"), ("合计", "总共"), ("数量", "台数"), ("专家情况", "专家"), ("分工", "职责")],
)
def test_a_label_that_is_not_in_its_section_is_told(label: str, other: str) -> None:
    package = open_package(BLANK)
    for text in package.body.iter(w("t")):
        text.text = other if text.text == label else text.text
    with pytest.raises(FormError) as caught:
        fill(package.save(), FORM, applicant(1), name="官方表.docx")
    assert f"「{label}」" in str(caught.value)
    assert "官方表.docx" in str(caught.value)


KINDS = {
    "none": applicant(None),
    "empty": applicant(0),
    "one": applicant(1),
    "forty": applicant(40),
    "long": applicant(3, 3, dict(LONG)),
    "hundreds": applicant(300, 2),
}


@pytest.mark.needs_ooxml_validator
def test_blank_and_filled_forms_are_clean_to_the_open_xml_sdk(tmp_path: Path) -> None:
    for kind, paper in KINDS.items():
        (tmp_path / f"{kind}.docx").write_bytes(filled(paper).content)
    (tmp_path / "blank.docx").write_bytes(BLANK)
    for path in sorted(tmp_path.iterdir()):
        checked = subprocess.run([str(VALIDATOR), str(path)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout


@pytest.mark.needs_libreoffice
def test_every_part_begins_its_page_and_nothing_is_cut_off(tmp_path: Path) -> None:
    pages = [normalise(page) for page in rendered(filled(applicant(40)).content, tmp_path)]
    shown = [page for page in pages if "考核场地" in page]
    names = ("电工", "中式烹调师", "工业机器人系统操作员")
    assert [name for name, page in zip(names, shown, strict=True) if not page.startswith(name)] == []
    assert pages[-1].startswith("浙江省社会培训评价组织承诺书")
    whole = "".join(pages)
    for number in range(40):
        assert whole.count(f"99990119720412{number:04}") == 2  # staff and experts, on one line each
        assert f"99990020200{number:05}" in whole


@pytest.mark.needs_libreoffice
def test_a_long_name_and_address_are_whole_on_the_page(tmp_path: Path) -> None:
    whole = normalise("".join(rendered(filled(applicant(1, 1, dict(LONG))).content, tmp_path)))
    ends = {path: (normalise(text)[:6], normalise(text)[-6:]) for path, text in LONG.items()}
    assert [path for path, (first, last) in ends.items() if first not in whole or last not in whole] == []
