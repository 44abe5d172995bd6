"""Each blank of 《社会培训评价组织基本情况表》 is its notice's annex, drawn by its script, and holds up when filled."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import hunan_basic_information
import national_basic_information
import pytest
from lxml import etree
from word_samples import STATEMENTS, applicant, body_of, cell_texts, shipped_blank, shipped_form, text_of

from evalprep.documents.forms.fill import fill
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.forms.read import read
from evalprep.documents.labels import normalise
from evalprep.documents.package import open_package
from evalprep.documents.values import State
from evalprep.documents.wordxml import TR, P, paragraph_text, w
from tests.conftest import VALIDATOR

# Each annex, row by row; ☐ is where the notice prints a box, / a line break inside a cell.
OCCUPATIONS = [
    ["二、拟开展职业技能等级评价的职业（工种）情况"],
    [
        "序号",
        "职业（工种）名称",
        "职业编码",
        "是否/新职业",
        "培训评价/起始日期",
        "已培训评价/人数（人）",
        "评价等级/范围",
    ],
    ["1", "", "", "", "", "", ""],
    ["2", "", "", "", "", "", ""],
    ["3", "", "", "", "", "", ""],
    ["…", "", "", "", "", "", ""],
]
STRENGTHS = [
    "三、人员场地、设备设施以及组织优势、专业优势（含参与国家职业技能标准、教学大纲、教材等编制）等情况/"
]
PROMISE = "本人承诺申报材料真实有效，如有虚假，自愿退出申报。/法定代表人（签字）：/单位名称（公章）："
# 中就培函〔2020〕16号 附件1.
NATIONAL = [
    ["一、基本信息"],
    ["名 称", ""],
    ["地 址", ""],
    ["注册登记/机 构", "", "机 构/性 质", "企 业 ☐/民办非企业单位 ☐/行业协会 ☐/技工院校 ☐"],
    ["统一社会/信用代码", ""],
    ["法定代表人", "", "注册资金", ""],
    ["联 系 人", "", "职 务", ""],
    ["联系电话", "", "电子邮箱", ""],
    *OCCUPATIONS,
    STRENGTHS,
    [f"四、诚信承诺/{PROMISE}"],
]
# 湘人社函〔2020〕40号 附件; it shows no line breaks inside labels, these are for narrow columns.
HUNAN = [
    ["一、基本信息"],
    ["名称", ""],
    ["地址", ""],
    ["注册登记/机构", "", "机构性质", "企业 ☐/民办非企业单位 ☐/行业协会 ☐/技工院校 ☐"],
    ["统一社会/信用代码", ""],
    ["法定代表人", "", "注册资金", ""],
    ["联系人", "", "职务", ""],
    ["联系电话", "", "电子邮箱", ""],
    *OCCUPATIONS,
    STRENGTHS,
    [f"四、诚信承诺：/{PROMISE}"],
    ["五、市（州）人力资源社会保障局意见：//公章/年 月 日"],
]


@dataclass(frozen=True)
class Annex:
    """A form as a notice prints it: the form's name, its script, the mark over it, its table and its dates."""

    form: str
    draw: Callable[[], bytes]
    mark: str
    table: list[list[str]]
    dates: int
    """How many dates are printed, to be filled in."""

    @property
    def blank(self) -> bytes:
        """The blank, as shipped."""
        return shipped_blank(self.form)

    @property
    def map(self) -> FormMap:
        """The form map, as shipped."""
        return shipped_form(self.form)


ANNEXES = [
    Annex("national/basic-information", national_basic_information.blank, "附件1", NATIONAL, 0),
    Annex("hunan/basic-information", hunan_basic_information.blank, "附件", HUNAN, 1),
]
each_form = pytest.mark.parametrize("annex", ANNEXES, ids=lambda annex: annex.form)
LONG = {
    "organization.name": "晨星省虚构市" + "装备制造与智能机电产业技能人才培养评价服务促进" * 2 + "联合会",
    "organization.address": "晨星省虚构市高新技术产业开发区样例大道" + "智能装备产业园第十五号楼东侧配楼" * 3,
    "organization.contact.email": "vocational-skill-assessment-office@department.example-association.example.org",
    "organization.contact.phone": "0990-00000000转8001\n13900000000",
    **dict.fromkeys(
        STATEMENTS, ("本单位制度健全、人员稳定、场地设备齐备，评价工作规范有序。" * 18 + "\n") * 4
    ),
}


def parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def printed(text: str) -> str:
    return re.sub(r"[\s]+", " ", text.replace("\n", "/").replace("　", " "))


@each_form
def test_the_committed_blank_is_what_the_script_draws(annex: Annex) -> None:
    committed, drawn = parts(annex.blank), parts(annex.draw())
    assert list(committed) == list(drawn)
    for name, content in drawn.items():
        assert etree.canonicalize(committed[name].decode()) == etree.canonicalize(content.decode())


@each_form
def test_the_table_says_what_the_notice_prints_cell_by_cell(annex: Annex) -> None:
    assert [[printed(text) for text in row] for row in cell_texts(annex.blank)] == annex.table


@each_form
def test_title_mark_and_footnote_stand_around_the_table(annex: Annex) -> None:
    outside = [paragraph_text(paragraph) for paragraph in body_of(annex.blank).findall(P)]
    assert outside == [
        annex.mark,
        "社会培训评价组织基本情况表",
        "注：请申请单位在单位名称处加盖本单位公章；本表可增行或续页。",
    ]


@each_form
def test_no_date_is_printed_but_that_of_the_bureau(annex: Annex) -> None:
    assert text_of(body_of(annex.blank)).count("年") == annex.dates


@each_form
def test_every_row_spans_the_seven_columns(annex: Annex) -> None:
    body = body_of(annex.blank)
    spans = [
        sum(int(span.get(w("val"), "1")) for span in row.iter(w("gridSpan")))
        + sum(cell.find(f"{w('tcPr')}/{w('gridSpan')}") is None for cell in row.iter(w("tc")))
        for row in body.iter(TR)
    ]
    assert (len(list(body.iter(w("gridCol")))), set(spans)) == (7, {7})


@each_form
def test_only_the_part_for_free_text_may_break_across_pages(annex: Annex) -> None:
    rows = [row for row in body_of(annex.blank).iter(TR) if row.find(f"{w('trPr')}/{w('cantSplit')}") is None]
    assert [text_of(row)[:2] for row in rows] == ["三、"]


@each_form
def test_typefaces_are_those_of_windows_and_wps(annex: Annex) -> None:
    fonts = list(body_of(annex.blank).iter(w("rFonts")))
    assert {font.get(w("eastAsia")) for font in fonts} == {"仿宋", "宋体", "黑体", "Segoe UI Symbol"}
    assert {font.get(w("ascii")) for font in fonts} == {"Times New Roman", "Segoe UI Symbol"}


@each_form
def test_the_blank_is_small_and_without_a_theme(annex: Annex) -> None:
    assert len(annex.blank) < 15_000
    assert not [name for name in parts(annex.blank) if "theme" in name or "docProps" in name]


FILLED = {
    "none": (None, {}),
    "empty": (0, {}),
    "one": (1, {}),
    "three": (3, {}),
    "forty": (40, {}),
    "long": (5, LONG),
}


def example(annex: Annex, kind: str) -> bytes:
    count, texts = FILLED[kind]
    return fill(annex.blank, annex.map, applicant(count, texts)).content


BUREAU = "五、市（州）人力资源社会保障局意见"


def test_the_bureaus_part_stays_empty_and_is_told_as_left_to_it() -> None:
    hunan = ANNEXES[1]
    filled = fill(hunan.blank, hunan.map, applicant())
    assert [printed(text) for text in cell_texts(filled.content)[-1]] == HUNAN[-1]
    assert [(slot.state, slot.path) for slot in filled.slots if slot.label == BUREAU] == [
        (State.LEFT, "authority")
    ]


@pytest.mark.parametrize("beside_the_label", [True, False], ids=["beside the label", "below it"])
def test_what_the_bureau_wrote_does_not_hinder_reading_back(beside_the_label: bool) -> None:
    hunan = ANNEXES[1]
    filled = example(hunan, "three")
    package = open_package(filled)
    opinion, below, _, date = list(package.body.iter(TR))[-1].iter(P)
    next(date.iter(w("t"))).text = "2020年4月10日"
    wrote = opinion if beside_the_label else below
    etree.SubElement(etree.SubElement(wrote, w("r")), w("t")).text = "同意推荐。"
    assert read(package.save(), hunan.map) == read(filled, hunan.map)


@each_form
def test_another_library_opens_the_filled_form_and_finds_the_answers(annex: Annex) -> None:
    document = docx.Document(io.BytesIO(example(annex, "three")))
    (table,) = document.tables
    assert len(table.columns) == 7
    record = applicant(3, {})
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1][1:] == [record.text("organization.name")] * 6
    assert [row[0] for row in rows if row[0].isdigit()] == ["1", "2", "3"]
    assert "☑" in "".join(cell for row in rows for cell in row)


@pytest.mark.needs_ooxml_validator
@each_form
def test_blank_and_filled_forms_are_clean_to_the_open_xml_sdk(annex: Annex, tmp_path: Path) -> None:
    for kind in FILLED:
        (tmp_path / f"{kind}.docx").write_bytes(example(annex, kind))
    (tmp_path / "blank.docx").write_bytes(annex.blank)
    for path in sorted(tmp_path.iterdir()):
        checked = subprocess.run([str(VALIDATOR), str(path)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout


@pytest.mark.needs_libreoffice
@each_form
def test_long_texts_flow_over_pages_and_nothing_is_cut_off(annex: Annex, tmp_path: Path) -> None:
    pages = rendered(example(annex, "long"), tmp_path)
    text = normalise("".join(pages))
    assert len(pages) >= 4
    assert [
        path for path in LONG if normalise(LONG[path].split("\n")[0])[:200] not in text and path in STATEMENTS
    ] == []
    assert text.count("评价工作规范有序。") == sum(
        value.count("评价工作规范有序。") for value in LONG.values()
    )
    assert "本表可增行或续页。" in normalise(pages[-1])


@pytest.mark.needs_libreoffice
@each_form
@pytest.mark.parametrize(("kind", "pages"), [("none", 2), ("three", 2), ("forty", 4)])
def test_part_three_begins_a_page_that_holds_the_rest(
    annex: Annex, kind: str, pages: int, tmp_path: Path
) -> None:
    shown = rendered(example(annex, kind), tmp_path)
    assert len(shown) == pages
    assert normalise(shown[-1]).startswith("三、人员场地")
    assert "本表可增行或续页。" in normalise(shown[-1])


def rendered(docx: bytes, folder: Path) -> list[str]:
    """The text of each page as LibreOffice lays it out."""
    soffice, pdftotext = shutil.which("soffice"), shutil.which("pdftotext")
    assert soffice and pdftotext
    (folder / "form.docx").write_bytes(docx)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    convert = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "form.docx"),
    ]
    subprocess.run(convert, check=True, capture_output=True, timeout=170)
    shown = subprocess.run(
        [pdftotext, "-enc", "UTF-8", str(folder / "form.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
    )
    return shown.stdout.removesuffix("\f").split("\f")
