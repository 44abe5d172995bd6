"""目录: a row for each number, and below it one for each piece; what is lacking is marked while it may not be handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from evalprep.documents.pages.page import Grid, Line, Page, Span
from evalprep.documents.pages.wordfile import write_page
from evalprep.model.enclosures import Lacking, Submission
from evalprep.model.verdicts import Verdict
from evalprep.report.contents import NOTE, contents_page
from tests.report import submissions as sample
from tests.report.results import NOTICE

CERTIFICATE = "02-法人登记证书/01-法人登记证书.pdf"


def page(submission: Submission, pages: Mapping[str, int] | None = None) -> Page:
    return contents_page(submission, "示例学校", NOTICE, pages)


def grid(shown: Page) -> Grid:
    return next(block for block in shown.blocks if isinstance(block, Grid))


def rows(shown: Page) -> list[tuple[str, ...]]:
    return [tuple(cell.text if isinstance(cell, Span) else cell for cell in row) for row in grid(shown).rows]


def marked(shown: Page) -> list[str]:
    return [cell.text for row in grid(shown).rows for cell in row if isinstance(cell, Span) and cell.mark]


def lines(shown: Page) -> list[str]:
    return ["".join(span.text for span in one.spans) for one in shown.blocks if isinstance(one, Line)]


def test_an_item_of_one_piece_is_one_row_with_its_clause() -> None:
    assert rows(page(sample.submission(sample.certificate()))) == [
        ("2", "法人登记证书", "复印件", "四(一)2", "1 份")
    ]


def test_a_form_alone_under_its_number_has_its_whole_title() -> None:
    finished = replace(sample.copied("01-申报表/01-示例申报表.pdf", "示例省申报表"), form="sample/form")
    for paper in (sample.made(title="示例省申报表"), finished):
        assert rows(page(sample.submission(sample.item(1, "申报表", paper))))[0][1] == "示例省申报表"


def test_a_room_with_brackets_in_its_name_lacks_the_same_paper_as_the_others() -> None:
    rooms = ("一号楼", "理论考场（一）", "理论考场（二）")
    lacking = tuple(Lacking(f"产权证明（{room}）", sample.ABSENT) for room in rooms)
    shown = rows(page(sample.submission(sample.item(5, "场地证明", lacking=lacking), ready=False)))
    assert [row[4] for row in shown] == ["缺 3 份"]


def test_the_papers_of_sixty_persons_are_one_row() -> None:
    assert rows(page(sample.submission(sample.persons(60)))) == [
        ("4", "人员名单和证明", "", "四(一)4", ""),
        ("4.1", "人员名单", "", "", "1 份"),
        ("4.2", "技能水平证明", "", "", "共 60 份"),
    ]


def test_files_beside_each_other_are_pieces_of_their_own() -> None:
    several = sample.item(
        5,
        "场地证明",
        sample.copied("05-场地证明/01-产权证明/01-甲.pdf", "产权证明", whose="甲"),
        sample.copied("05-场地证明/01-产权证明/02-乙.pdf", "产权证明、照片", whose="乙"),
        sample.copied("05-场地证明/02-清单.pdf", "清单"),
        sample.copied("05-场地证明/03-报表.pdf", "报表"),
    )
    assert [(row[0], row[1], row[4]) for row in rows(page(sample.submission(several)))[1:]] == [
        ("5.1", "产权证明", "共 2 份"),
        ("5.2", "清单", "1 份"),
        ("5.3", "报表", "1 份"),
    ]


def test_what_the_notice_does_not_say_of_copy_or_original_is_blank() -> None:
    for asked, shown in ((True, "复印件"), (False, "原件"), (None, "")):
        assert rows(page(sample.submission(sample.certificate(asked))))[0][2] == shown


def test_an_item_that_is_not_asked_is_told_as_such() -> None:
    other = sample.item(7, "推荐函", verdict=Verdict.NOT_APPLICABLE)
    assert rows(page(sample.submission(other)))[0][4] == "不适用"


def test_of_alternatives_the_one_that_is_there_is_named() -> None:
    paper = sample.copied("06-信用/01-诚信承诺书.pdf", "诚信承诺书")
    either = sample.item(6, "信用报告或诚信承诺书", paper)
    loose = sample.item(7, "培训或评价证明", sample.copied("07-证明/01-台账.pdf", "台账"))
    assert [row[1] for row in rows(page(sample.submission(either, loose)))] == [
        "信用报告或诚信承诺书：诚信承诺书",
        "培训或评价证明",
    ]


def test_what_is_lacking_is_marked_and_told_while_it_may_not_be_handed_in() -> None:
    bare = sample.item(
        3, "方案", lacking=(Lacking("实施方案", sample.ABSENT), Lacking("质量措施", sample.ABSENT))
    )
    shown = page(sample.submission(bare, sample.persons(58, 2), ready=False))
    assert marked(shown) == ["缺", "缺", "共 58 份，缺 2 份"]
    assert [row[1] for row in rows(shown)[1:3]] == ["实施方案", "质量措施"]
    assert lines(shown)[-1] == NOTE
    assert shown.face


def test_what_is_lacking_stands_at_its_place_in_the_folder() -> None:
    papers = (sample.copied("03-制度/01-甲.pdf", "甲"), sample.copied("03-制度/04-丁.pdf", "丁"))
    lacking = (
        Lacking("说明", "还没有填"),
        Lacking("乙（示例公司）", sample.ABSENT, place=2),
        Lacking("乙（示例学校）", sample.ABSENT, place=2),
        Lacking("丙", sample.ABSENT, place=3),
    )
    shown = rows(page(sample.submission(sample.item(3, "制度", *papers, lacking=lacking), ready=False)))
    assert [row[:2] for row in shown[1:]] == [
        ("3.1", "甲"),
        ("3.2", "乙"),
        ("3.3", "丙"),
        ("3.4", "丁"),
        ("", "说明"),
    ]


def test_a_form_that_is_filled_anew_for_an_unusable_finished_one_is_not_lacking() -> None:
    bad = (Lacking("示例申报表", "打不开", "附件/坏.pdf"),)
    shown = page(sample.submission(sample.item(1, "申报表", sample.made(), lacking=bad), ready=False))
    assert rows(shown)[0][4] == "1 份"
    assert marked(shown) == []
    assert NOTE not in lines(shown)


def test_one_that_may_be_handed_in_says_nothing_of_how_far_it_is() -> None:
    shown = page(sample.submission(sample.persons(58, 2)))
    assert marked(shown) == []
    assert rows(shown)[-1][4] == "共 58 份"
    assert NOTE not in lines(shown)
    assert not shown.face


def test_the_page_is_that_of_the_first_file_and_stands_only_with_a_pdf() -> None:
    whole = sample.submission(sample.certificate(), sample.persons(2))
    names = [one.name for one in whole.enclosures]
    shown = rows(page(whole, {name: 10 + at for at, name in enumerate(names)}))
    assert [row[-1] for row in shown] == ["12", "", "13", "14"]
    assert [column.header for column in grid(page(whole, {})).columns][-1] == "页码"
    assert [column.header for column in grid(page(whole)).columns][-1] == "文件"


def test_the_list_is_written_with_its_header_on_every_page() -> None:
    import zipfile
    from io import BytesIO

    written = zipfile.ZipFile(BytesIO(write_page(page(sample.submission(sample.persons(3))))))
    assert b"tblHeader" in written.read("word/document.xml")


def test_a_piece_that_is_not_there_is_no_row_of_one_that_may_be_handed_in() -> None:
    paper = sample.copied("03-证书/01-登记证书.pdf", "登记证书")
    soft = sample.item(3, "证书", paper, lacking=(Lacking("许可证", sample.ABSENT),))
    assert rows(page(sample.submission(soft))) == [("3", "证书", "", "四(一)3", "1 份")]
    assert len(rows(page(sample.submission(soft, ready=False)))) == 3
