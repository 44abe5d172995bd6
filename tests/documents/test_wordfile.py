"""`write_page`: the look of GB/T 9704-2012, tables that hold, any text that Word can hold, and nothing else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import page_template
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from lxml import etree
from word_lint import faults

from evalprep.documents.pages.page import Block, Break, Column, Grid, Heading, Line, Page, Span
from evalprep.documents.pages.wordfile import write_page
from evalprep.documents.pages.wordtable import em
from evalprep.documents.wordxml import w
from evalprep.errors import FormError

TEXTS = {
    "markup": "<w:p> {{ 单位 }} & &amp; </w:t>",
    "emoji": "😀 完成",
    "rare characters": "𠮷 䶮",
    "line breaks and tabs": "第一行\n第二行\t第三格",
    "boxes": "☑ 是 □ 否",
    "10,000 characters": "文" * 10_000,
}
STAFF = ("序号", "姓名", "学历", "职称或职业资格", "岗位", "职业编码", "取得日期")


def page(*blocks: Block, **more: object) -> Page:
    return Page("示例方案", blocks, **more)  # type: ignore[arg-type]


def opened(written: Page) -> Document:
    return docx.Document(io.BytesIO(write_page(written)))


def text(content: str) -> Line:
    return Line((Span(content),))


def staff(count: int) -> Grid:
    row = ("示例甲", "本科", "高级工程师、电工一级", "考务人员、档案管理人员", "6-31-01-03", "2012年3月5日")
    rows = tuple((str(number), *row) for number in range(1, count + 1))
    return Grid(tuple(map(Column, STAFF)), rows, "工作人员")


def widths(document: Document, table: int = 0) -> list[float]:
    """The columns of a table in points."""
    return [int(column.get(w("w"))) / 20 for column in document.tables[table]._tbl.tblGrid]


def sizes(document: Document) -> set[float]:
    """The type sizes that the cells of the first table ask for beside their style's."""
    return {
        int(size.get(w("val"))) / 2 for size in document.tables[0]._tbl.iter(w("sz")) if size.get(w("val"))
    }


def part(written: Page, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(write_page(written))) as archive:
        return archive.read(name).decode()


def test_the_template_is_what_its_script_draws() -> None:
    shipped = (Path(page_template.HERE)).read_bytes()
    with (
        zipfile.ZipFile(io.BytesIO(shipped)) as one,
        zipfile.ZipFile(io.BytesIO(page_template.template())) as other,
    ):
        assert one.namelist() == other.namelist()
        for name in one.namelist():
            assert etree.canonicalize(one.read(name).decode()) == etree.canonicalize(
                other.read(name).decode()
            )


def test_a_page_is_a_few_kilobytes() -> None:
    assert len(write_page(page(text("正文")))) < 10_000


def test_equal_pages_give_equal_bytes() -> None:
    assert write_page(page(staff(3), text("正文"))) == write_page(page(staff(3), text("正文")))


def test_margins_are_those_of_the_standard() -> None:
    section = opened(page(text("正文"))).sections[0]
    sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    wanted = (37, 26, 35, 28)
    assert all(
        side is not None and abs(side - Mm(mm)) < Mm(0.2) for side, mm in zip(sides, wanted, strict=True)
    )


@pytest.mark.parametrize(
    ("style", "face", "points", "bold"),
    [
        ("Title", "宋体", 22, True),
        ("heading 1", "黑体", 16, False),
        ("heading 2", "楷体", 16, False),
        ("heading 3", "仿宋", 16, True),
        ("表格文字", "仿宋", 10.5, False),
        ("footer", "宋体", 14, False),
    ],
)
def test_typefaces_and_sizes_are_those_of_the_standard(
    style: str, face: str, points: float, bold: bool
) -> None:
    found = next(
        one
        for one in opened(page()).styles.element.iter(w("style"))
        if one.find(w("name")).get(w("val")) == style
    )
    look = found.find(w("rPr"))
    assert look.find(w("rFonts")).get(w("eastAsia")) == face
    assert int(look.find(w("sz")).get(w("val"))) == points * 2
    assert (look.find(w("b")).get(w("val")) != "0") is bold


def test_text_is_16_points_on_lines_of_29() -> None:
    styles = opened(page(text("正文"))).styles
    defaults = styles.element.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    assert (defaults.find(w("sz")).get(w("val")), defaults.find(w("rFonts")).get(w("eastAsia"))) == (
        "32",
        "仿宋",
    )
    assert styles["Normal"].paragraph_format.line_spacing == Pt(29)


def test_headings_have_the_styles_of_the_navigation_pane() -> None:
    document = opened(page(Heading("一、机构", 1), Heading("（一）人员", 2), Heading("1. 岗位", 3)))
    assert [p.style.name for p in document.paragraphs if p.style][1:] == [
        "Heading 1",
        "Heading 2",
        "Heading 3",
    ]


def test_chapters_of_a_rule_document_stand_in_the_middle() -> None:
    chapter = opened(page(Heading("第一章　总则", 1), layout="rules")).styles["Heading 1"].element.pPr
    assert chapter.find(w("jc")).get(w("val")) == "center"
    assert chapter.find(w("ind")) is None


@pytest.mark.parametrize(("footer", "side"), [("footer1", "right"), ("footer2", "left")])
def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(footer: str, side: str) -> None:
    drawn = etree.fromstring(part(page(text("正文")), f"word/{footer}.xml").encode())
    assert drawn.find(f".//{w('jc')}").get(w("val")) == side
    assert "".join(drawn.itertext()) == "—  PAGE 1 —"


def test_odd_and_even_pages_are_told_apart() -> None:
    assert opened(page(text("正文"))).settings.odd_and_even_pages_header_footer


def test_a_paper_that_is_not_done_says_so_in_a_box_and_on_every_page() -> None:
    document = opened(page(text("正文"), face="初稿：还有 2 处待写。写完后删去。"))
    assert document.paragraphs[0].text == "初稿：还有 2 处待写。写完后删去。"
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.element.find(f".//{w('pBdr')}") is not None
    section = document.sections[0]
    heads = [section.header.paragraphs[0].text, section.even_page_header.paragraphs[0].text]
    assert heads == ["初稿：还有 2 处待写"] * 2


def test_a_paper_that_is_done_has_no_box_and_no_head() -> None:
    document = opened(page(text("正文")))
    assert document.paragraphs[0].text == "示例方案"
    assert document.sections[0].header.paragraphs[0].text == ""


@pytest.mark.parametrize("content", TEXTS.values(), ids=TEXTS.keys())
def test_any_text_stands_in_a_paragraph_as_it_is(content: str) -> None:
    assert opened(page(text(content))).paragraphs[-1].text == content


@pytest.mark.parametrize("content", TEXTS.values(), ids=TEXTS.keys())
def test_any_text_stands_in_a_cell_as_it_is(content: str) -> None:
    document = opened(page(Grid((Column("名称"), Column("说明")), ((content, "一"),))))
    assert document.tables[0].cell(1, 0).text == content


@pytest.mark.parametrize(
    "content", ["\x07", "\ud800", "\ufffe"], ids=["bell", "lone surrogate", "no character"]
)
@pytest.mark.parametrize("where", ["paragraph", "cell", "heading", "title"])
def test_what_word_cannot_hold_is_refused_with_the_text_around_it(content: str, where: str) -> None:
    broken = f"示例甲{content}"
    blocks: dict[str, Block] = {
        "paragraph": text(broken),
        "cell": Grid((Column("姓名"),), ((broken,),)),
        "heading": Heading(broken, 1),
    }
    wanted = Page(broken, ()) if where == "title" else page(blocks[where])
    with pytest.raises(FormError, match=rf"「示例甲」.*U\+{ord(content):04X}"):
        write_page(wanted)


def test_marked_text_is_highlighted_and_no_other() -> None:
    runs = opened(page(Line((Span("已写"), Span("【待写：写明】", mark=True))))).paragraphs[-1].runs
    assert [(run.text, run.font.highlight_color is not None) for run in runs] == [
        ("已写", False),
        ("【待写：写明】", True),
    ]


def test_boxes_get_a_typeface_that_has_them() -> None:
    runs = opened(page(text("☑ 是"))).paragraphs[-1].runs
    assert [(run.text, run.font.name) for run in runs] == [("☑", "Segoe UI Symbol"), (" 是", None)]


def test_a_break_begins_a_new_page_without_an_empty_paragraph() -> None:
    document = opened(
        page(
            text("一"),
            Break(),
            Heading("二", 1),
            text("续"),
            Break(),
            Grid((Column("列"),), (("三",),), "表"),
        )
    )
    broken = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert broken == ["二", "表"]


def test_a_page_on_its_side_is_wider_than_high() -> None:
    section = opened(page(text("正文"), landscape=True)).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height


@pytest.mark.parametrize("count", [0, 1, 40, 300])
def test_a_table_has_every_row(count: int) -> None:
    rows = opened(page(staff(count))).tables[0]._tbl.tr_lst
    assert len(rows) == count + 1


def test_the_header_row_is_repeated_and_never_ends_a_page_alone() -> None:
    rows = opened(page(staff(3))).tables[0]._tbl.tr_lst
    assert [row.find(f".//{w('tblHeader')}") is not None for row in rows] == [True, False, False, False]
    assert all(head.find(f"{w('pPr')}/{w('keepNext')}") is not None for head in rows[0].iter(w("p")))


def test_a_row_of_several_lines_does_not_break_across_pages() -> None:
    rows = opened(page(Grid((Column("说明"), Column("号")), (("文" * 300, "1"),)))).tables[0]._tbl.tr_lst
    assert rows[1].find(f".//{w('cantSplit')}") is not None


def test_a_row_higher_than_half_a_page_may_break() -> None:
    rows = opened(page(Grid((Column("说明"), Column("号")), (("文" * 3000, "1"),)))).tables[0]._tbl.tr_lst
    assert rows[1].find(f".//{w('cantSplit')}") is None


def test_a_table_is_as_wide_as_the_text() -> None:
    assert sum(widths(opened(page(staff(2))))) == pytest.approx(442, abs=1)


@pytest.mark.parametrize(
    ("column", "content"),
    [("职业编码", "6-31-01-03"), ("取得日期", "2012年3月5日"), ("序号", "300")],
)
def test_codes_dates_and_numbers_stand_on_one_line(column: str, content: str) -> None:
    document = opened(page(staff(300)))
    assert widths(document)[STAFF.index(column)] >= em(content) * min(sizes(document), default=10.5) + 7


def test_an_identity_number_and_a_phone_stand_on_one_line() -> None:
    headers = ("序号", "姓名", "性别", "学历", "职称", "身份证号码", "联系电话", "岗位")
    row = (
        "1",
        "示例甲",
        "男",
        "本科",
        "高级工程师",
        "000000200001010000",
        "13900000000",
        "考务人员、档案管理人员",
    )
    document = opened(page(Grid(tuple(map(Column, headers)), (row,))))
    size = min(sizes(document), default=10.5)
    assert widths(document)[5] >= em(row[5]) * size + 7
    assert widths(document)[6] >= em(row[6]) * size + 7


@pytest.mark.parametrize("content", ["2018", "52100000MJX0008114", "000000200001010000", "6-31-01-03"])
def test_a_number_stands_on_one_line_in_a_typeface_with_wide_digits_too(content: str) -> None:
    """Where Times New Roman is missing its substitute may have digits of 0.636 em and an M of 1.02 em."""
    headers = ("序号", "分支机构名称", "号", "地址", "注册登记机构", "法定代表人", "联系人", "认定职业")
    row = (
        "1",
        "示例纺织行业协会样板分会",
        content,
        "示例市模拟区纺织路9号",
        "示例市民政局",
        "甲",
        "乙",
        "纺纱工",
    )
    document = opened(page(Grid(tuple(map(Column, headers)), (row,))))
    wide = sum(
        1.02 if sign == "M" else 0.72 if sign.isalpha() else 0.636 if sign != "-" else 0.34
        for sign in content
    )
    assert widths(document)[2] >= wide * min(sizes(document), default=10.5) + 7


def test_a_column_of_short_texts_is_not_broken_for_the_sake_of_a_long_one() -> None:
    headers = ("序号", "职业编码", "职业名称", "种类", "标准或规范名称")
    row = (
        "1",
        "6-31-01-03",
        "中式烹调师",
        "国家职业技能标准",
        "国家职业技能标准 中式烹调师（2018年版，含各工种）",
    )
    document = opened(page(Grid(tuple(map(Column, headers)), (row,))))
    assert widths(document)[3] >= 8 * 10.5 + 7


def test_a_long_text_beside_a_number_of_18_digits_is_not_squeezed() -> None:
    headers = (
        "序号",
        "分支机构名称",
        "统一社会信用代码",
        "地址",
        "注册登记机构",
        "法定代表人",
        "联系人",
        "认定职业",
    )
    row = (
        "1",
        "示例纺织行业协会样板分会",
        "000000000000000000",
        "示例市模拟区纺织路9号",
        "示例市民政局",
        "甲",
        "乙",
        "纺纱工",
    )
    document = opened(page(Grid(tuple(map(Column, headers)), (row,))))
    size = min(sizes(document), default=10.5)
    assert widths(document)[3] >= em(row[3]) / 3 * size + 7


def heads(document: Document) -> list[list[str]]:
    """The lines of each header of the first table."""
    return [[one.text for one in cell.paragraphs] for cell in document.tables[0].rows[0].cells]


def test_a_header_that_needs_two_lines_is_broken_into_equal_ones() -> None:
    headers = (
        "序号",
        "场地名称",
        "统一社会信用代码",
        "视频监控",
        "产权性质",
        "面积（平方米）",
        "认定职业（工种）",
    )
    row = ("1", "示例市模拟区样板街道办公室", "000000000000000000", "是", "自有", "48", "电工")
    document = opened(page(Grid(tuple(map(Column, (*headers, *"甲乙丙丁"))), ((*row, *["示例文字"] * 4),))))
    assert heads(document)[3] == ["视频", "监控"]
    assert heads(document)[4] == ["产权", "性质"]
    assert heads(document)[5] == ["面积", "（平方米）"]
    assert heads(document)[6] == ["认定职业", "（工种）"]


def test_a_header_that_needs_two_lines_is_broken_between_words() -> None:
    headers = ("分支机构名称", "统一社会信用代码", "地址", "注册登记机构", "法定代表人", "联系人", "认定职业")
    row = (
        "示例协会样板分会",
        "000000000000000000",
        "示例市模拟区纺织路9号",
        "示例市民政局",
        "甲",
        "乙",
        "纺纱工",
    )
    document = opened(page(Grid(tuple(map(Column, headers)), (row,)), Grid((Column("学历"),), ())))
    assert heads(document)[0] == ["分支机构", "名称"]
    assert heads(document)[3] == ["注册登记", "机构"]
    assert heads(document)[4] == ["法定", "代表人"]


def test_a_header_that_has_room_stays_whole() -> None:
    assert heads(opened(page(staff(1)))) == [[one] for one in STAFF]


def test_many_columns_take_a_smaller_type() -> None:
    headers = tuple(f"指标{number}" for number in range(16))
    document = opened(page(Grid(tuple(map(Column, headers)), (("12345",) * 16,))))
    assert sizes(document) == {7.5}


def test_a_row_of_one_cell_runs_across_the_table() -> None:
    document = opened(page(Grid((Column("一"), Column("二")), (("无",),))))
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["无", "无"]
    assert len(document.tables[0]._tbl.tr_lst[1].tc_lst) == 1


def test_a_row_with_too_few_cells_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="2 cells for 3 columns"):
        write_page(page(Grid(tuple(map(Column, "一二三")), (("1", "2"),))))


def test_a_long_title_breaks_between_words() -> None:
    title = "示例省机电技能行业协会职业技能等级认定试点工作实施方案"
    assert opened(Page(title, ())).paragraphs[0].text.split("\n") == [title[:11], title[11:]]


def test_the_lint_finds_no_fault() -> None:
    blocks = (
        Heading("一、人员", 1),
        staff(3),
        staff(1),
        Break(),
        Line((Span("第一条"), Span("　文")), "article"),
    )
    assert faults(write_page(page(*blocks, face="初稿", subtitle="（试行）"))) == []


def test_tables_that_follow_each_other_or_end_a_paper_are_kept_apart() -> None:
    assert faults(write_page(page(Grid((Column("一"),), (("1",),)), Grid((Column("二"),), (("2",),))))) == []
