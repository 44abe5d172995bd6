"""交前待办: what is still to sign, copy, fill and get, section by section, to tick off with a pen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from evalprep.documents.pages.page import Grid, Line, Page
from evalprep.documents.values import SlotState, State
from evalprep.errors import Place
from evalprep.model.agreement import Contradiction
from evalprep.model.enclosures import Lacking, Submission
from evalprep.model.results import Filing, RuleAsked
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.cover import LEFT
from evalprep.report.made import MadePaper
from evalprep.report.open_slots import OpenSlot
from evalprep.report.to_do import DONE, MOST_SLOTS, REPLACED, to_do_page
from tests.report import submissions as sample
from tests.report.results import NOTICE

WHOLE = sample.submission(sample.item(1, "申报表", sample.made()))
COVER = MadePaper("00-封面.docx", "封面", "cover", left=LEFT)
PAPER = MadePaper(sample.FORM, "示例申报表")


def left(path: str, label: str) -> SlotState:
    return SlotState(path, label, "四", State.LEFT)


def page(
    submission: Submission = WHOLE,
    papers: Sequence[MadePaper] = (),
    contradictions: Sequence[Contradiction] = (),
) -> Page:
    return to_do_page(submission, papers, contradictions, "示例学校", NOTICE, "可以申报")


def sections(shown: Page) -> dict[str, list[tuple[str, ...]]]:
    """The rows by section, without the empty column for a name."""
    return {
        block.caption.partition("（")[0]: [tuple(map(str, row[:-1])) for row in block.rows]
        for block in shown.blocks
        if isinstance(block, Grid)
    }


def text(shown: Page) -> str:
    return "".join(span.text for one in shown.blocks if isinstance(one, Line) for span in one.spans)


def test_where_nothing_is_to_do_the_page_says_so() -> None:
    assert sections(page()) == {}
    assert DONE in text(page())
    assert DONE not in text(page(replace(WHOLE, ready=False)))


def test_signatures_seals_and_dates_are_named_with_paper_and_place_in_the_folders_order() -> None:
    slots = (left("seal", "单位（印章）："), left("signature", "法人代表签字"))
    shown = page(papers=(replace(PAPER, left=slots), COVER))
    assert sections(shown)["签字盖章"] == [
        ("□", "封面", "申报单位（盖章）", "盖章"),
        ("□", "同上", "申报日期", "手写日期"),
        ("□", "1　示例申报表", "单位（印章）", "盖章"),
        ("□", "同上", "法人代表签字", "签字"),
    ]


def test_what_is_sealed_in_several_places_is_one_line() -> None:
    shown = page(papers=(replace(PAPER, left=(left("seal", "公章"), left("seal", "公章"))),))
    assert sections(shown)["签字盖章"] == [("□", "1　示例申报表", "公章（2 处）", "盖章")]


def test_the_authoritys_part_is_left_empty_and_has_no_box_to_tick() -> None:
    shown = page(papers=(replace(PAPER, left=(left("seal", "公章"), left("authority", "审核意见"))),))
    assert sections(shown)["签字盖章"][1] == ("", "同上", "审核意见", "本单位不填")
    alone = page(papers=(replace(PAPER, left=(left("authority", "审核意见"),)),))
    assert sections(alone) == {}


def test_copies_and_originals_are_told_with_their_file() -> None:
    shown = page(sample.submission(sample.certificate()))
    assert sections(shown)["原件和复印件"] == [("□", "2　法人登记证书", "附件/证书.pdf", "打印复印件")]
    shown = page(sample.submission(sample.certificate(is_copy=False)))
    assert sections(shown)["原件和复印件"][0][-1] == "备好原件"


def test_how_many_files_there_are_is_not_told_as_a_number_of_copies() -> None:
    files = [sample.copied(f"02-证明/{n}.pdf", "证明", f"附件/{n}.pdf", True, f"示例{n}") for n in range(60)]
    shown = page(sample.submission(sample.item(2, "证明", *files)))
    (row,) = sections(shown)["原件和复印件"]
    assert row[1:] == ("2　证明", "附件/0.pdf、附件/1.pdf等 60 个文件", "打印复印件")


@pytest.mark.parametrize(
    ("suffix", "is_copy", "act"),
    [
        ("docx", False, "打印原件，要签字、盖章的办好"),
        ("XLSX", False, "打印原件，要签字、盖章的办好"),
        ("jpg", False, "备好原件"),
        ("docx", True, "打印复印件"),
    ],
)
def test_a_finished_paper_that_nobody_can_have_signed_is_still_to_sign(
    suffix: str, is_copy: bool, act: str
) -> None:
    paper = sample.copied(f"01-承诺书/01-承诺书.{suffix}", "承诺书", f"附件/承诺书.{suffix}", is_copy)
    shown = page(sample.submission(sample.item(1, "承诺书", paper)))
    assert sections(shown)["原件和复印件"][0][-1] == act


def test_where_the_notice_says_neither_copy_nor_original_one_line_names_all() -> None:
    shown = page(sample.submission(sample.certificate(is_copy=None), sample.persons(60)))
    assert sections(shown)["原件和复印件"] == [
        ("□", "2　法人登记证书、4.2　技能水平证明", "通知没有写交原件还是复印件", "先问受理单位")
    ]


def test_files_of_easings_that_no_number_holds_are_not_forgotten() -> None:
    shown = page(sample.submission(elsewhere=("附件/回执.pdf",)))
    assert "附件/回执.pdf" in sections(shown)["原件和复印件"][0][1]


def test_open_slots_are_listed_with_field_and_place_equal_ones_once() -> None:
    slots = [OpenSlot("学历", "学历", Place("evalprep.yaml", line)) for line in (7, 9)]
    shown = page(papers=(replace(PAPER, open=(*slots, OpenSlot("得分"))),))
    assert sections(shown)["填写"] == [
        ("□", "1　示例申报表", "学历（2 处）", "学历（evalprep.yaml:7 起）"),
        ("□", "同上", "得分", "项目文件里没有要填的，打印前核对"),
    ]


def test_one_column_that_is_open_in_many_rows_is_one_line() -> None:
    slots = [OpenSlot("学历", f"专家第 {n} 行·学历", Place("evalprep.yaml", n)) for n in range(1, 61)]
    shown = page(papers=(replace(PAPER, open=(*slots, OpenSlot("学历", "工作人员第 1 行·学历"))),))
    assert [row[2:] for row in sections(shown)["填写"]] == [
        ("学历（60 处）", "专家第 1 至 60 行·学历（evalprep.yaml:1 起）"),
        ("学历", "工作人员第 1 行·学历"),
    ]


def test_of_many_open_slots_of_a_paper_the_first_are_listed() -> None:
    slots = tuple(OpenSlot(f"第 {n} 栏", f"第 {n} 栏") for n in range(40))
    rows = sections(page(papers=(replace(PAPER, open=slots),)))["填写"]
    assert len(rows) == MOST_SLOTS + 1
    assert rows[-1][2:] == (f"还有 {40 - MOST_SLOTS} 栏", "看待补充清单")


def test_a_first_draft_is_told_with_what_to_write_and_where_to_register_it() -> None:
    open_ = (OpenSlot("写明谁做什么"), OpenSlot("地址", "地址"))
    draft = MadePaper("01-方案（初稿）.docx", "方案", "draft", open_, under=(("附件", "实施方案"),))
    row = ("□", "01-方案（初稿）.docx", "待写 1 处，待填 1 处", "附件「实施方案」")
    assert sections(page(papers=(draft,))) == {"写完定稿": [row]}


def test_what_is_lacking_has_its_reason_and_what_to_do() -> None:
    lacking = (Lacking("登记证书", sample.ABSENT), Lacking("许可证", sample.ABSENT))
    bare = sample.item(3, "证书", lacking=lacking, verdict=Verdict.UNKNOWN, remedy="扫描证书")
    assert sections(page(sample.submission(bare, ready=False)))["还缺"] == [
        ("□", "3　登记证书", sample.ABSENT, "扫描证书"),
        ("□", "3　许可证", sample.ABSENT, "同上"),
    ]


def test_persons_who_lack_the_same_paper_are_one_line() -> None:
    rows = sections(page(sample.submission(sample.persons(1, 60), ready=False)))["还缺"]
    assert len(rows) == 1
    assert rows[0][1].endswith("等 60 份")


def test_what_a_first_draft_stands_for_is_not_told_twice() -> None:
    draft = MadePaper("01-方案（初稿）.docx", "方案", "draft", under=(("附件", "实施方案"),))
    bare = sample.item(3, "方案", lacking=(Lacking("实施方案", sample.ABSENT),), verdict=Verdict.UNMET)
    assert [*sections(page(sample.submission(bare, ready=False), (draft,)))] == ["写完定稿"]


WHOSE = "示例公司（「推荐的机构」第 2 行）"


def test_a_draft_of_a_recommended_organisation_says_in_which_row_it_is_registered() -> None:
    draft = MadePaper(
        "06-方案-示例公司.docx", "方案", "draft", under=(("证明文件", "实施方案"),), whose=WHOSE
    )
    (row,) = sections(page(papers=(draft,)))["写完定稿"]
    assert (row[1], row[3]) == ("06-方案-示例公司.docx", "「推荐的机构」第 2 行：证明文件「实施方案」")
    (row,) = sections(page(papers=(replace(draft, name="06-方案.docx"),)))["写完定稿"]
    assert row[1] == "06-方案.docx（示例公司）"


def test_a_draft_stands_for_the_paper_of_its_own_organisation_only() -> None:
    draft = MadePaper(
        "06-方案-示例公司.docx", "方案", "draft", under=(("证明文件", "实施方案"),), whose=WHOSE
    )
    titles = ("实施方案（示例公司）", "实施方案（第 2 行）", "实施方案（示例学校）", "质量措施（示例公司）")
    lacking = tuple(Lacking(title, sample.ABSENT) for title in titles)
    bare = sample.item(3, "方案", lacking=lacking, verdict=Verdict.UNKNOWN)
    rows = sections(page(sample.submission(bare, ready=False), (draft,)))["还缺"]
    assert [row[1] for row in rows] == ["3　实施方案（示例学校）", "3　质量措施（示例公司）"]


def test_a_rule_that_a_first_draft_stands_for_is_not_told_twice() -> None:
    draft = MadePaper("07-制度.docx", "制度", "draft", under=(("规章制度", "质量管控"),), serves=("T-M8",))
    bare = sample.item(7, "制度", lacking=(Lacking("质量管控制度", sample.ABSENT),), verdict=Verdict.UNMET)
    assert [*sections(page(sample.submission(bare, ready=False), (draft,)))] == ["写完定稿"]
    (rule,) = bare.materials
    outcome = replace(rule.outcome, rule=RuleAsked(("质量管控",), None))
    named = replace(
        bare,
        materials=(replace(rule, id="T-M8", short="质量管控办法", outcome=outcome),),
        lacking=(Lacking("质量管控办法", sample.ABSENT),),
    )
    assert [*sections(page(sample.submission(named, ready=False), (draft,)))] == ["写完定稿"]
    other = replace(draft, under=(), serves=("T-M9",))
    assert "还缺" in sections(page(sample.submission(named, ready=False), (other,)))


def test_a_finished_paper_that_is_registered_and_not_there_is_told_beside_its_draft() -> None:
    draft = MadePaper("01-方案.docx", "方案", "draft", under=(("附件", "实施方案"),))
    gone = Lacking("实施方案", "找不到这个文件", "附件/方案.pdf")
    bare = sample.item(3, "方案", lacking=(gone,), verdict=Verdict.UNKNOWN)
    assert "还缺" in sections(page(sample.submission(bare, ready=False), (draft,)))


def test_a_finished_form_that_cannot_be_used_is_told_with_what_stands_in_its_place() -> None:
    bad = Lacking("示例申报表", "打不开", "附件/坏.pdf")
    item = sample.item(1, "申报表", sample.made(), lacking=(bad,), remedy="附上申报表")
    assert sections(page(sample.submission(item, ready=False)))["还缺"] == [
        ("□", "1　示例申报表", "打不开", REPLACED)
    ]


def test_where_it_is_filed_stands_last_and_is_no_paper_that_is_still_to_do() -> None:
    filing = (
        Filing("T-W1", "四", "申报", Weight.MUST, Verdict.MET, "示例市局", "由市局签署意见，统一报送"),
        Filing("T-W2", "四", "申报", Weight.MUST, Verdict.NOT_APPLICABLE, "示例省厅", "直接报送"),
    )
    shown = to_do_page(WHOLE, (), (), "示例学校", NOTICE, "可以申报", filing=filing)
    assert sections(shown) == {"报送": [("□", "示例市局", "由市局签署意见，统一报送")]}
    assert DONE in text(shown)


def test_a_contradiction_stands_with_every_place_and_what_it_says() -> None:
    places = "《01-示例申报表》场地 第 1 行「面积」\n    60\n《05-场地》第 2 行\n    80"
    assert sections(page(contradictions=(sample.contradiction(),))) == {
        "对不上": [("□", "一号教室：面积", places)]
    }


def test_what_the_notice_does_not_say_stands_with_the_first_paper_that_it_is_asked_of() -> None:
    files = [
        sample.item(n, f"证明{n}", sample.copied(f"0{n}-证明/01.pdf", f"证明{n}", is_copy=is_copy))
        for n, is_copy in ((1, True), (2, None), (3, False), (4, None))
    ]
    rows = sections(page(sample.submission(*files)))["原件和复印件"]
    assert [row[1] for row in rows] == ["1　证明1", "2　证明2、4　证明4", "3　证明3"]


def test_a_reason_does_not_repeat_the_title_beside_it() -> None:
    lacking = (Lacking("申请表", "《申请表》官方表样不在通知里"),)
    bare = sample.item(2, "申请表", lacking=lacking, verdict=Verdict.UNKNOWN)
    ((_, title, reason, _),) = sections(page(sample.submission(bare, ready=False)))["还缺"]
    assert (title, reason) == ("2　申请表", "官方表样不在通知里")


def test_the_sheet_is_set_close_but_never_in_less_than_nine_points() -> None:
    from io import BytesIO

    import docx

    from evalprep.documents.pages.wordfile import write_page

    slots = tuple(left("seal", f"公章 {n}") for n in range(3))
    document = docx.Document(BytesIO(write_page(page(papers=(replace(PAPER, left=slots),)))))
    section, (table,) = document.sections[0], document.tables
    assert section.top_margin is not None and section.top_margin.mm <= 15
    assert section.header_distance is not None and section.header_distance < section.top_margin
    padding = table._tbl.tblPr.find("{*}tblCellMar/{*}top")
    assert int(padding.attrib[f"{{{padding.nsmap['w']}}}w"]) < 40
    sizes = {int(one) for one in document.element.body.xpath(".//w:sz/@w:val")}
    assert sizes == {18}
    styles = [document.styles[name].font.size for name in ("Title", "caption", "公文小字")]
    assert [size.pt for size in styles if size] == [18, 12, 10.5]
