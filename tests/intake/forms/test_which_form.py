"""Which form a Word file is: found among all of them, a near miss told with its labels, everything else with what to do."""

from __future__ import annotations

import pytest
from lxml import etree

from evalprep.documents.forms.grid import Grid
from evalprep.documents.labels import normalise
from evalprep.documents.package import pack
from evalprep.documents.wordxml import TBL, T
from evalprep.errors import FormError, Problem
from evalprep.intake.forms.which import recognise
from tests.documents.word_samples import p, tbl, tr, word
from tests.intake.forms.filled import FORMS, LAW, SCHOOL, edited, filled, maps

OLE = bytes.fromhex("D0CF11E0A1B11AE1")


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_found_among_all_in_whatever_order(form: str) -> None:
    assert recognise(filled(form), "表.docx", maps())[0].form == form
    assert recognise(filled(form), "表.docx", maps()[::-1])[0].form == form


@pytest.mark.parametrize("form", FORMS)
def test_a_blank_form_is_found_and_says_nothing(form: str) -> None:
    blank = LAW.library.form(form).blank
    assert blank is not None
    found, reading = recognise(blank.read_bytes(), "表.docx", maps())
    assert (found.form, reading.answers, reading.entries, reading.unread) == (form, (), (), ())


def refused(data: bytes) -> tuple[Problem, ...]:
    with pytest.raises(FormError) as caught:
        recognise(data, "文件.docx", maps())
    assert all(one.place and one.place.file == "文件.docx" for one in caught.value.problems)
    return caught.value.problems


def renamed(old: str, new: str) -> bytes:
    """The school's form with another text in the cell of a label."""

    def change(body: etree._Element) -> None:
        cell = next(
            cell for table in body.iter(TBL) for cell in Grid(table).cells() if cell.label == normalise(old)
        )
        first, *rest = cell.element.iter(T)
        first.text = new
        for one in rest:
            one.text = ""

    return edited(filled(SCHOOL), change)


def test_a_near_miss_is_named_with_the_labels_that_are_not_there() -> None:
    problems = refused(renamed("考评员证书号码", "证书编号"))
    assert problems[0].code == "label_not_found"
    assert "《浙江省职业技能等级认定试点社会培训评价组织申报表》" in problems[0].problem
    assert "「考评员证书号码」" in problems[0].problem
    assert "改回原来的文字" in problems[0].remedy


def test_a_label_that_is_there_twice_is_told_as_such() -> None:
    problems = refused(renamed("主管部门", "邮编"))
    assert any("「邮编」" in one.problem for one in problems)


def test_a_word_file_that_is_no_form_is_told_which_forms_there_are() -> None:
    (problem,) = refused(word(p("通讯录"), tbl(tr("姓名", "电话"), tr("示例", "")), p()))
    assert problem.code == "not_a_form"
    assert "《社会培训评价组织基本情况表》" in problem.problem
    assert "xlsx" in problem.remedy


def test_a_draft_of_ours_is_told_to_be_one() -> None:
    (problem,) = refused(word(p("考务管理办法"), p("【待写：谁负责】")))
    assert problem.code == "draft"


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (OLE + b"\x00" * 600, "old_doc", "另存为"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "取消密码"),
        (b"PK\x03\x04broken", "damaged", "修复"),
        (b"", "empty_file", "重新"),
        (b"%PDF-1.4", "not_docx", "另存为"),
        (pack({"a.txt": b"x"}), "not_docx", "压缩包"),
    ],
)
def test_what_is_no_docx_is_refused_with_what_to_do(data: bytes, code: str, words: str) -> None:
    (problem,) = refused(data)
    assert problem.code == code
    assert words in problem.remedy


def test_without_any_form_every_file_is_refused() -> None:
    with pytest.raises(FormError):
        recognise(filled(SCHOOL), "文件.docx", [])
