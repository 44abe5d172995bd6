"""A filled form that was edited since, as Word, WPS and LibreOffice do it, says what it said before, or what was written."""

from __future__ import annotations

import copy
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from evalprep.documents.forms.grid import Grid
from evalprep.documents.wordxml import SDT_CONTENT, TBL, TC, TCPR, TR, P, R, T, w
from evalprep.intake.given import Extract, RemarkKind
from tests.documents.word_samples import check_box, legacy_check_box, p, run
from tests.intake.forms.filled import FORMS, SCHOOL, edited, filled, taken, xml

Edit = Callable[[etree._Element], object]


def said(extract: Extract) -> list[object]:
    """All that an extract gives, without where it stands."""
    values = [(one.path, one.tree) for one in extract.values]
    rows = [
        (row.rows, [(one.path, one.tree) for one in row.values], [one.tree for one in row.within])
        for row in extract.rows
    ]
    return [*values, *rows, *((one.kind, one.text) for one in extract.remarks)]


def text_runs(body: etree._Element) -> list[etree._Element]:
    """The runs that are text and nothing else."""
    return [
        one for one in body.iter(R) if len(one.findall(T)) == 1 and len(one) - len(one.findall(w("rPr"))) == 1
    ]


def put_around(element: etree._Element, around: etree._Element, inside: etree._Element | None = None) -> None:
    """Put an element into another that takes its place."""
    element.addprevious(around)
    (around if inside is None else inside).append(element)


def split_runs(body: etree._Element) -> None:
    """Every letter a run of its own, with marks of the spelling checker, bookmarks and revision numbers between."""
    for number, whole in enumerate(text_runs(body)):
        text = whole.findtext(T) or ""
        for letter in reversed(text):
            piece = copy.deepcopy(whole)
            piece.find(T).text = letter  # type: ignore[union-attr]
            piece.find(T).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")  # type: ignore[union-attr]
            piece.set(w("rsidR"), "00AB12CD")
            whole.addnext(piece)
            whole.addnext(xml('<w:proofErr w:type="spellStart"/>'))
            whole.addnext(xml(f'<w:bookmarkEnd w:id="{number}"/>'))
            whole.addnext(xml(f'<w:bookmarkStart w:id="{number}" w:name="_GoBack{number}"/>'))
        whole.getparent().remove(whole)  # type: ignore[union-attr]


def controls_in_lines(body: etree._Element) -> None:
    for one in text_runs(body):
        control = xml("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent/></w:sdt>")
        put_around(one, control, control.find(SDT_CONTENT))


def controls_around_blocks(body: etree._Element) -> None:
    for tag in (P, TC, TR, TBL):
        for one in list(body.iter(tag)):
            control = xml("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")
            put_around(one, control, control.find(SDT_CONTENT))


def tracked(body: etree._Element) -> None:
    """Everything inserted with change tracking on, beside something that was deleted."""
    for one in text_runs(body):
        put_around(one, xml('<w:ins w:id="1" w:author="示例"/>'))
        one.getparent().addnext(
            xml('<w:del w:id="2" w:author="示例"><w:r><w:delText>旧的</w:delText></w:r></w:del>')
        )  # type: ignore[union-attr]


def moved(body: etree._Element) -> None:
    """Everything moved here from elsewhere in the same paragraph."""
    for one in text_runs(body):
        put_around(one, xml('<w:moveTo w:id="1" w:author="示例"/>'))
        old = copy.deepcopy(one)
        source = xml('<w:moveFrom w:id="2" w:author="示例"/>')
        one.getparent().addprevious(source)  # type: ignore[union-attr]
        source.append(old)


def deleted_rows(body: etree._Element) -> None:
    """A row that was deleted with change tracking on stands after each row of a list."""
    for table in body.iter(TBL):
        for row in [one for one in table.iter(TR) if len(list(one.iter(TC))) > 4]:
            old = copy.deepcopy(row)
            old.insert(0, xml('<w:trPr><w:del w:id="3" w:author="示例"/></w:trPr>'))
            row.addnext(old)


def smart_tags(body: etree._Element) -> None:
    for one in text_runs(body):
        put_around(
            one, xml('<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place"/>')
        )


def fields(body: etree._Element) -> None:
    """Everything the result of a complex field."""
    for one in text_runs(body):
        for mark in ("begin", None, "separate"):
            inner = (
                f'<w:fldChar w:fldCharType="{mark}"/>'
                if mark
                else "<w:instrText> DOCPROPERTY x </w:instrText>"
            )
            one.addprevious(xml(f"<w:r>{inner}</w:r>"))
        one.addnext(xml('<w:r><w:fldChar w:fldCharType="end"/></w:r>'))


EDITS: list[Edit] = [
    split_runs,
    controls_in_lines,
    controls_around_blocks,
    tracked,
    moved,
    deleted_rows,
    smart_tags,
    fields,
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
@pytest.mark.parametrize("form", FORMS)
def test_a_form_says_the_same_however_word_keeps_its_text(form: str, edit: Edit) -> None:
    plain = taken(filled(form))
    assert len(said(plain)) > 2
    assert said(taken(edited(filled(form), edit))) == said(plain)


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("form", FORMS)
def test_a_form_says_the_same_after_libreoffice_saved_it_again(form: str, tmp_path: Path) -> None:
    (tmp_path / "表.docx").write_bytes(filled(form))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    command += ["docx:MS Word 2007 XML", "--outdir", str(tmp_path / "又"), str(tmp_path / "表.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=170)
    assert said(taken((tmp_path / "又" / "表.docx").read_bytes())) == said(taken(filled(form)))


def cell_beside(body: etree._Element, label: str, below: int = 0) -> etree._Element:
    """The cell to the right of a label, or so many rows below it."""
    for table in body.iter(TBL):
        for cell in Grid(table).cells():
            if cell.label == label:
                found = cell.grid.at(cell.row + below, cell.column if below else cell.column + cell.span)
                assert found is not None
                return found.element
    raise AssertionError(label)


def holding(label: str, *content: str, below: int = 0) -> bytes:
    """The school's form with other content in the cell of a label."""

    def change(body: etree._Element) -> None:
        cell = cell_beside(body, label, below)
        for child in [one for one in cell if one.tag != TCPR]:
            cell.remove(child)
        for text in content:
            cell.append(xml(text))

    return edited(filled(SCHOOL), change)


def value_of(extract: Extract, *path: str) -> object:
    return next((one.tree for one in extract.values if one.path == path), None)


def staff_value(extract: Extract, key: str) -> object:
    """What the first row of the staff says."""
    row = next(row for row in extract.rows if row.rows == "staff")
    return next((one.tree for one in row.values if one.path == (key,)), None)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (p("示例省", "<w:r><w:br/></w:r>", "某部门"), "示例省某部门"),
        (p("示例", "<w:r><w:tab/></w:r>", "部门"), "示例 部门"),
        (p("Example", "<w:r><w:br/></w:r>", "Department"), "Example Department"),
        (p("示例省") + p("某部门"), "示例省某部门"),
    ],
)
def test_breaks_and_tabs_in_a_short_answer_are_no_lines(content: str, text: str) -> None:
    parts = [f"<w:p>{one}" for one in content.split("<w:p>") if one]
    assert value_of(taken(holding("主管部门", *parts)), "organization", "supervising_department") == text


PICTURE = '<w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:inline/></w:drawing></w:r>'


def test_a_picture_in_place_of_text_is_told_with_its_section_and_label() -> None:
    extract = taken(holding("申报单位地址", p(PICTURE)))
    told = [one for one in extract.remarks if one.kind is RemarkKind.HELD_BACK]
    assert [(one.origin.part, one.origin.at) for one in told] == [("申报单位、机构类型", "申报单位地址")]
    assert "图片" in told[0].text
    assert value_of(extract, "organization", "address") is None


def test_a_picture_in_a_row_of_a_list_is_told_with_its_row() -> None:
    told = [one for one in taken(holding("学历", p(PICTURE), below=2)).remarks if "图片" in one.text]
    assert [(one.origin.part, one.origin.at) for one in told] == [("工作人员情况", "第 2 行·学历")]


def test_a_seal_over_an_answer_is_no_answer() -> None:
    extract = taken(holding("申报单位地址", p("示例路 1 号", PICTURE)))
    assert value_of(extract, "organization", "address") == "示例路 1 号"
    assert not [one for one in extract.remarks if "图片" in one.text]


BOX = "<w:txbxContent><w:p><w:r><w:t>示例路 9 号</w:t></w:r></w:p></w:txbxContent>"
ALTERNATE = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    f"<mc:Choice Requires='wps'><w:drawing>{BOX}</w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_over_an_answer_is_told_once() -> None:
    extract = taken(holding("申报单位地址", p(ALTERNATE)))
    told = [(one.origin.at, one.text) for one in extract.remarks if one.kind is RemarkKind.HELD_BACK]
    assert told == [("申报单位地址", "文本框里的「示例路 9 号」没有读入")]


def test_a_text_box_elsewhere_is_told() -> None:
    docx = edited(filled(SCHOOL), lambda body: body.insert(0, xml(p(ALTERNATE))))
    told = [one.text for one in taken(docx).remarks if one.kind is RemarkKind.HELD_BACK]
    assert told == ["文本框里的「示例路 9 号」没有读入"]


def test_a_table_in_an_answer_is_told() -> None:
    table = (
        "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p><w:r><w:t>内表</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    extract = taken(holding("申报单位地址", table, p()))
    told = [one.text for one in extract.remarks if one.kind is RemarkKind.UNRECOGNISED]
    assert told == ["「内表」不属于表上的任何一项，没有读入"]


def symbol(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


@pytest.mark.parametrize(
    "mark",
    [
        *("☑", "■", "√", "☒"),
        run("R", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'),
        symbol("Wingdings", "F0FE"),
        symbol("Wingdings 2", "F052"),
        check_box(True),
        legacy_check_box(True),
        legacy_check_box(True).replace('<w:default w:val="0"/><w:checked w:val="1"/>', "<w:default/>"),
    ],
)
def test_a_tick_is_taken_however_it_was_made(mark: str) -> None:
    options = p(mark, "事业单位 □民办非企业单位 □企业 □行业协会（学会）")
    assert value_of(taken(holding("机构类型", options)), "organization", "legal_form") == "事业单位"


@pytest.mark.parametrize(
    "mark", ["□", check_box(False), legacy_check_box(False), symbol("Wingdings", "F0A8")]
)
def test_an_empty_box_says_nothing(mark: str) -> None:
    options = p(mark, "事业单位 □民办非企业单位 □企业 □行业协会（学会）")
    extract = taken(holding("机构类型", options))
    assert value_of(extract, "organization", "legal_form") is None
    assert not [one for one in extract.remarks if one.origin.at == "机构类型"]


def test_two_ticks_are_told_and_none_is_taken() -> None:
    extract = taken(holding("机构类型", p("☑事业单位 □民办非企业单位 ☑企业 □行业协会（学会）")))
    assert value_of(extract, "organization", "legal_form") is None
    assert "勾了不止一项（事业单位、企业），没有读入" in [one.text for one in extract.remarks]


def test_an_option_that_somebody_added_is_told() -> None:
    extract = taken(holding("机构类型", p("□事业单位 □民办非企业单位 □企业 □行业协会（学会） ☑其他：合作社")))
    assert "勾了「其他:合作社」，这不是这张表原有的选项，没有读入" in [one.text for one in extract.remarks]


def rows_of(body: etree._Element, header: str) -> list[etree._Element]:
    """The rows below a header."""
    table = next(
        table for table in body.iter(TBL) if any(cell.label == header for cell in Grid(table).cells())
    )
    return [row.element for row in Grid(table).rows][1:]


def test_rows_that_were_added_and_taken_out_are_read_as_they_stand() -> None:
    def change(body: etree._Element) -> None:
        rows = rows_of(body, "分工")
        added = copy.deepcopy(rows[0])
        cells = list(added.iter(TC))
        next(cells[1].iter(T)).text = "新示例"
        rows[0].addnext(added)
        rows[1].getparent().remove(rows[1])  # type: ignore[union-attr]

    def names(extract: Extract) -> list[object]:
        return [row.values[0].tree for row in extract.rows if row.rows == "staff"]

    before = names(taken(filled(SCHOOL)))
    assert names(taken(edited(filled(SCHOOL), change))) == [before[0], "新示例", *before[2:]]


def test_the_cover_and_the_form_may_differ_and_both_are_given() -> None:
    extract = taken(holding("申报单位", p("示例市另一所学校")))
    found = [(one.tree, one.origin.part) for one in extract.values if one.path == ("organization", "name")]
    assert found == [("示例市百工职业培训学校", "申请单位"), ("示例市另一所学校", "申报单位、机构类型")]


def test_a_placeholder_of_a_content_control_is_no_answer() -> None:
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处输入')}</w:sdtContent></w:sdt>"
    extract = taken(holding("申报单位地址", p(control)))
    assert value_of(extract, "organization", "address") is None
