"""封面: whose submission it is, on one page; seal and date are left for the hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from evalprep.documents.pages.page import Grid, Line, Page
from evalprep.documents.pages.wordfile import write_page
from evalprep.documents.values import State
from evalprep.report.cover import DATE, LEFT, LONGEST_OCCUPATIONS, cover_page, occupations_named
from tests.report.results import NOTICE

CODE = "91000000MA00EXAMPL"


def cover(
    organization: str | None = "示例学校", occupations: Sequence[str] = ("电工",), title: str = NOTICE.title
) -> Page:
    notice = replace(NOTICE, title=title)
    return cover_page(organization, CODE, occupations, "王示例", "13800000000", notice, "面向全省")


def rows(page: Page) -> dict[str, str]:
    grid = next(block for block in page.blocks if isinstance(block, Grid))
    return {str(label): str(value) for label, value in grid.rows}


def lines(page: Page) -> list[str]:
    return ["".join(span.text for span in one.spans) for one in page.blocks if isinstance(one, Line)]


def test_the_cover_says_whose_it_is_and_for_what() -> None:
    assert rows(cover()) == {
        "申报单位（盖章）": "示例学校",
        "统一社会信用代码": CODE,
        "申报职业（工种）": "电工",
        "联系人": "王示例",
        "联系电话": "13800000000",
        "申报日期": DATE,
    }


def test_the_notice_and_its_area_stand_below_the_title() -> None:
    assert lines(cover())[:2] == ["（示例省，面向全省）", "依据：示例〔2020〕1号《关于示例的通知》"]


def test_what_is_unknown_stays_blank() -> None:
    page = cover_page(None, None, (), None, None, NOTICE)
    assert {value for label, value in rows(page).items() if label != "申报日期"} == {""}


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("关于征集社会培训评价组织的通知", "职业技能等级认定\n社会培训评价组织\n申报材料"),
        ("关于做好部门行业试点工作的通知", "职业技能等级认定\n申报材料"),
    ],
)
def test_the_title_names_the_kind_of_applicant_that_the_notice_speaks_of(title: str, shown: str) -> None:
    assert cover(title=title).title == shown


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ([], ""),
        (["电工", "焊工", "电工"], "电工、焊工"),
        ([f"工{n}" for n in range(8)], "工0、工1、工2、工3、工4、工5、工6、工7"),
        ([f"工{n}" for n in range(30)], "工0、工1、工2、工3、工4、工5、工6、工7等 30 个"),
    ],
)
def test_of_many_occupations_the_first_are_named_and_all_are_counted(names: list[str], shown: str) -> None:
    assert occupations_named(names) == shown


def test_long_names_of_occupations_do_not_fill_the_page() -> None:
    shown = occupations_named([f"示例机械设备操作与维护保养人员{n:02d}" for n in range(9)])
    assert shown.endswith("等 9 个")
    assert len(shown.partition("等 ")[0]) <= LONGEST_OCCUPATIONS


def test_seal_and_date_are_left_under_the_labels_that_the_cover_prints() -> None:
    assert [(slot.path, slot.state) for slot in LEFT] == [("seal", State.LEFT), ("date", State.LEFT)]
    assert {slot.label for slot in LEFT} <= rows(cover()).keys()


def test_the_cover_carries_no_page_number_and_no_lines_but_those_to_write_on() -> None:
    from io import BytesIO

    import docx

    document = docx.Document(BytesIO(write_page(cover())))
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_footer.is_linked_to_previous
    table = document.tables[0]._tbl
    assert len(table.tblPr.find("{*}tblBorders")) == 0
    underlined = table.findall(".//{*}tcBorders/{*}bottom")
    assert len(underlined) == len(document.tables[0].rows)


@pytest.mark.parametrize(("ready", "shown"), [(True, ""), (False, "草稿")])
def test_the_cover_of_what_may_not_be_handed_in_has_the_mark_at_its_head(ready: bool, shown: str) -> None:
    from io import BytesIO

    import docx

    page = cover_page("示例学校", CODE, (), None, None, NOTICE, ready=ready)
    document = docx.Document(BytesIO(write_page(page)))
    heads = [one.text for one in document.sections[0].first_page_header.paragraphs]
    assert heads == [shown] * len(heads)
    assert bool(heads) and "草稿" not in "".join(one.text for one in document.paragraphs)
