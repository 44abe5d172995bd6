"""`write_outline`: text, fields, tables and numbers in place; what is open is highlighted, listed and told on the face."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest
from docx.document import Document
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from word_lint import faults
from word_samples import Paper, source

from evalprep.documents.forms.fill import Filled
from evalprep.documents.outlines.draft import write_outline
from evalprep.documents.outlines.numbers import chinese_number
from evalprep.documents.outlines.outline_map import OutlineMap, parse_outline_map
from evalprep.documents.values import SlotState, State
from evalprep.errors import FormError

OUTLINES = Path(__file__).with_name("outlines")
NAMES = {
    "organization.name": "单位名称",
    "organization.contact.name": "联系人·姓名",
    "organization.contact.phone": "联系人·联系电话",
    "statements.funding": "经费保障",
    "statements.safeguards": "保障措施",
    "target.notice": "通知文号",
    "occupations.names": "各职业名称",
    "occupations.count": "职业个数",
    "staff.count": "工作人员人数",
    "history.person_times": "培训评价总人次",
    "record.clean": "信用情况",
}
FACTS: dict[str, str | None] = {
    "target.notice": "示例〔2020〕1号",
    "occupations.names": "电工、焊工",
    "occupations.count": "2",
    "staff.count": "2",
    "history.person_times": "12,345",
    "record.clean": "没有不良记录。",
}
TABLES = {
    "staff": SimpleNamespace(
        title="工作人员", from_="staff", columns={"序号": ".number", "姓名": ".name", "学历": ".education"}
    ),
    "venues": SimpleNamespace(title="场地", from_="venues", columns={"场地名称": ".name", "面积": ".area"}),
}
TEXTS: dict[str, str | None] = {
    "organization.name": "示例省虚构机电行业协会",
    "organization.contact.name": "示例甲",
    "organization.contact.phone": "0990-00000000",
    "statements.funding": "经费自筹。\n专款专用。",
    "statements.safeguards": "设备每月检查。",
}


def person(number: int, **texts: str | None) -> Paper:
    return Paper({"number": str(number), "name": f"示例{number}", "education": "本科", **texts})


def applicant(texts: Mapping[str, str | None] | None = None, **lists: list[Paper] | None) -> Paper:
    venue = Paper({"name": "第一考场", "area": "120"})
    rows = {"staff": [person(1), person(2)], "venues": [venue], **lists}
    return Paper({**TEXTS, **(texts or {})}, rows)


def outline_map(layout: str) -> OutlineMap:
    head = "form: test/outline\ntitle: 示例\nserves: [T-1]\nsource: {notice: 示例〔2020〕1号, annex: 一, layout: 自拟}\n"
    return parse_outline_map(source(f"{head}layout: {layout}\n"))


def written(
    text: str,
    layout: str = "plan",
    record: Paper | None = None,
    facts: Mapping[str, str | None] | None = None,
) -> Filled:
    whole = text if text.startswith("# ") else f"# 示例方案\n\n{text}"
    record = applicant() if record is None else record
    return write_outline(
        outline_map(layout), whole, record, {**FACTS, **(facts or {})}, TABLES, NAMES, "outline.md"
    )


def opened(filled: Filled) -> Document:
    return docx.Document(io.BytesIO(filled.content))


def shown(filled: Filled) -> list[str]:
    """The text of each paragraph, and of each row of a table, in order."""
    lines: list[str] = []
    for block in opened(filled).iter_inner_content():
        if isinstance(block, WordParagraph):
            lines.append(block.text)
        elif isinstance(block, WordTable):
            lines += ["|".join(cell.text for cell in row.cells) for row in block.rows]
    return [line for line in lines if line]


def body(filled: Filled) -> list[str]:
    """What stands below the title."""
    lines = shown(filled)
    return lines[lines.index("示例方案") + 1 :]


def marked(filled: Filled) -> list[str]:
    """What is highlighted."""
    return [
        run.text
        for paragraph in opened(filled).element.iter("{*}p")
        for run in WordParagraph(paragraph, None).runs  # type: ignore[arg-type]
        if run.font.highlight_color is not None
    ]


def open_slots(filled: Filled) -> list[SlotState]:
    return [slot for slot in filled.slots if slot.state is State.OPEN]


def sample(kind: str, **more: object) -> Filled:
    text = (OUTLINES / f"{kind}.md").read_text(encoding="utf-8")
    return written(text, kind, **more)  # type: ignore[arg-type]


def test_a_field_is_printed_in_its_sentence() -> None:
    found = written("单位是{organization.name}，共{staff.count}人。")
    assert body(found) == ["单位是示例省虚构机电行业协会，共2人。"]
    assert [(slot.path, slot.state, slot.text) for slot in found.slots] == [
        ("organization.name", State.FILLED, "示例省虚构机电行业协会"),
        ("staff.count", State.FILLED, "2"),
    ]


@pytest.mark.parametrize("value", [None, "", "  "], ids=["unknown", "empty", "blank"])
def test_an_open_field_is_highlighted_and_listed_with_its_path(value: str | None) -> None:
    found = written("## 概况\n\n单位是{organization.name}。", record=applicant({"organization.name": value}))
    assert marked(found) == ["【待填：单位名称】"]
    assert open_slots(found) == [SlotState("organization.name", "单位名称", "概况", State.OPEN)]


def test_an_open_fact_is_listed_with_its_name() -> None:
    found = written("共{history.person_times}人次。", facts={"history.person_times": None})
    assert (marked(found), open_slots(found)[0].path) == (
        ["【待填：培训评价总人次】"],
        "history.person_times",
    )


def test_a_prompt_is_highlighted_in_brackets_and_listed() -> None:
    found = written("## 保障\n\n> 写明每年多少元。")
    assert marked(found) == ["【待写：写明每年多少元。】"]
    assert open_slots(found) == [SlotState("", "写明每年多少元。", "保障", State.OPEN)]


def test_a_skeleton_says_on_its_face_how_much_is_open() -> None:
    found = written("{organization.name}\n\n> 甲\n\n> 乙", record=applicant({"organization.name": None}))
    assert shown(found)[0] == "初稿：还有 3 处待写（黄底）。全部写完后，删去本框和页眉。"
    assert opened(found).sections[0].header.paragraphs[0].text == "初稿：还有 3 处待写（黄底）"


def test_a_paper_without_open_places_is_no_skeleton() -> None:
    found = written("单位是{organization.name}。")
    assert shown(found)[0] == "示例方案"
    assert opened(found).sections[0].header.paragraphs[0].text == ""


def test_a_long_text_that_is_a_paragraph_of_its_own_keeps_its_paragraphs() -> None:
    assert body(written("{statements.funding}")) == ["经费自筹。", "专款专用。"]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("0990-00000000\n13900000000", "电话0990-00000000、13900000000"),
        ("第一句说明本单位每年安排的专项经费数额和来源。\n第二句说明怎样使用和监督。", "电话第一句说明本单位每年安排的专项经费数额和来源。第二句说明怎样使用和监督。"),
    ],
    ids=["phones", "sentences"],
)  # fmt: skip
def test_lines_of_a_value_are_joined_within_a_sentence(value: str, told: str) -> None:
    found = written(
        "电话{organization.contact.phone}", record=applicant({"organization.contact.phone": value})
    )
    assert body(found) == [told]


ODD = {
    "a field's braces": "{staff.count}{{ x }}",
    "markup": "<w:p> & &amp;",
    "stars": "**甲**",
    "a directive": ":table staff",
    "a heading": "# 甲",
    "emoji and rare characters": "😀𠮷䶮",
    "10,000 characters": "长" * 10_000,
}


@pytest.mark.parametrize("value", ODD.values(), ids=ODD.keys())
def test_the_applicants_words_are_never_read_as_the_outline_language(value: str) -> None:
    assert body(written("{organization.name}", record=applicant({"organization.name": value}))) == [value]


def test_what_word_cannot_hold_is_refused_with_the_field() -> None:
    with pytest.raises(FormError) as raised:
        written("{organization.name}", record=applicant({"organization.name": "示例\x07"}))
    assert "「单位名称」（organization.name）里有 Word 存不下的字符（U+0007）" in str(raised.value)


def test_what_word_cannot_hold_is_refused_with_the_cell() -> None:
    with pytest.raises(FormError, match=r"「学历」.*U\+D800"):
        written(":table staff", record=applicant(staff=[person(1), person(2, education="\ud800")]))


def test_headings_of_a_plan_are_numbered() -> None:
    text = "## 甲\n\n### 乙\n\n#### 丙\n\n#### 丁\n\n### 戊\n\n#### 己\n\n## 庚\n\n### 辛"
    assert body(written(text)) == [
        "一、甲",
        "（一）乙",
        "1. 丙",
        "2. 丁",
        "（二）戊",
        "1. 己",
        "二、庚",
        "（一）辛",
    ]


def test_chapters_sections_and_articles_of_a_rule_document_are_numbered() -> None:
    text = "## 甲\n\n第一段。\n\n> 写明\n\n## 乙\n\n### 丙\n\n职责：\n\n- 丁\n- 戊\n\n{statements.funding}\n\n### 己"
    assert body(written(text, "rules"))[0:] == [
        "第一章　甲",
        "第一条　第一段。",
        "第二条　【待写：写明】",
        "第二章　乙",
        "第一节　丙",
        "第三条　职责：",
        "（一）丁",
        "（二）戊",
        "第四条　经费自筹。",
        "专款专用。",
        "第二节　己",
    ]


def test_a_preamble_before_the_first_chapter_is_no_article() -> None:
    assert body(written("引言。\n\n## 甲\n\n正文。", "rules")) == ["引言。", "第一章　甲", "第一条　正文。"]


def test_a_short_rule_document_without_chapters_has_articles() -> None:
    assert body(written("甲。\n\n乙。", "rules")) == ["第一条　甲。", "第二条　乙。"]


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五"), (100, "一百"), (105, "一百零五"), (110, "一百一十"), (999, "九百九十九")],
)  # fmt: skip
def test_numbers_are_written_as_chinese_writes_them(number: int, text: str) -> None:
    assert chinese_number(number) == text


def test_lists_of_a_plan_are_numbered_by_their_kind() -> None:
    assert body(written("- 甲\n- 乙\n\n文字\n\n1. 丙\n2. 丁")) == [
        "（1）甲",
        "（2）乙",
        "文字",
        "1. 丙",
        "2. 丁",
    ]


def test_a_table_stands_with_its_title_headers_and_rows() -> None:
    assert body(written(":table staff")) == ["工作人员", "序号|姓名|学历", "1|示例1|本科", "2|示例2|本科"]


@pytest.mark.parametrize("count", [1, 40, 300])
def test_a_table_has_every_row_of_its_list(count: int) -> None:
    people = [person(number) for number in range(1, count + 1)]
    assert len(body(written(":table staff", record=applicant(staff=people)))) == count + 2


def test_an_unknown_list_is_one_open_place() -> None:
    found = written(":table staff", record=applicant(staff=None))
    assert marked(found) == ["【待填：工作人员】"]
    assert open_slots(found) == [SlotState("staff", "工作人员", "工作人员", State.OPEN)]


def test_an_empty_list_is_told_to_be_empty() -> None:
    found = written(":table staff", record=applicant(staff=[]))
    assert body(found) == ["工作人员", "序号|姓名|学历", "无|无|无"]
    assert open_slots(found) == []


def test_an_open_cell_is_highlighted_and_listed() -> None:
    found = written(":table staff", record=applicant(staff=[person(1, education=None)]))
    assert marked(found) == ["【待填】"]
    assert [(slot.label, slot.section) for slot in open_slots(found)] == [("学历", "工作人员")]


def test_a_letter_ends_with_who_issues_it_seal_and_date() -> None:
    assert shown(sample("letter"))[-4:] == [
        "法定代表人（签字）：______________",
        "示例省虚构机电行业协会",
        "（盖章）",
        "　　年　　月　　日",
    ]


def test_signature_and_seal_are_left_on_purpose() -> None:
    left = [(slot.path, slot.label) for slot in sample("letter").slots if slot.state is State.LEFT]
    assert left == [("signature", "法定代表人签字"), ("seal", "盖章、日期")]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("经费自筹。", "经费：经费自筹。其余另定。"),
        ("经费自筹；", "经费：经费自筹。其余另定。"),
        ("经费自筹", "经费：经费自筹。其余另定。"),
        ("示例公司 Co., Ltd.", "经费：示例公司 Co., Ltd.。其余另定。"),
    ],
)
def test_a_value_that_ends_its_sentence_does_not_end_it_twice(value: str, told: str) -> None:
    record = applicant({"statements.funding": value})
    assert body(written("经费：{statements.funding}。其余另定。", record=record)) == [told]


def test_a_value_in_quotation_marks_ends_without_a_stop() -> None:
    assert body(written("写明“{statements.safeguards}”。")) == ["写明“设备每月检查”。"]


def test_a_value_before_other_words_keeps_its_stop() -> None:
    assert body(written("{statements.safeguards}其余另定。")) == ["设备每月检查。其余另定。"]


def kept(filled: Filled) -> list[str]:
    """The paragraphs outside tables that stay on one page with what follows, headings and captions apart."""
    lines = [block for block in opened(filled).paragraphs if block.style and block.style.name != "Caption"]
    return [one.text for one in lines if one.paragraph_format.keep_with_next]


def test_a_line_that_leads_to_a_table_stays_with_it() -> None:
    assert kept(written("工作人员{staff.count}人：\n\n:table staff\n\n另有说明。")) == ["工作人员2人："]


def test_a_line_that_leads_to_a_list_stays_with_it() -> None:
    assert kept(written("附件：\n\n1. 名单\n2. 方案")) == ["附件："]


def test_a_note_below_the_date_stays_with_the_signature() -> None:
    assert kept(written("特此函告。\n\n:sign\n\n（联系人：示例甲）"))[-1].split() == ["年", "月", "日"]


def test_a_signature_never_stands_alone_on_a_page() -> None:
    lines = list(opened(written("正文。\n\n结尾。\n\n:signature 负责人\n:sign")).paragraphs)[1:]
    assert [one.paragraph_format.keep_with_next for one in lines] == [None, *[True] * 5, None]


def test_a_letter_begins_with_to_whom_it_goes_flush_left() -> None:
    line = next(one for one in opened(sample("letter")).paragraphs if one.text.startswith("示例省人力"))
    assert line.style is not None
    assert line.style.name == "公文顶格"


def test_an_open_field_in_the_title_marks_the_title() -> None:
    found = written("# {organization.name}方案", record=applicant({"organization.name": None}))
    assert marked(found) == ["【待填：单位名称】方案"]


@pytest.mark.parametrize("kind", ["plan", "letter", "rules"])
@pytest.mark.parametrize("known", ["all", "nothing", "300 rows"])
def test_the_lint_finds_no_fault_in_the_samples(kind: str, known: str) -> None:
    records = {
        "all": applicant(),
        "nothing": Paper(),
        "300 rows": applicant(staff=[person(number) for number in range(300)]),
    }
    nothing = dict.fromkeys(FACTS) if known == "nothing" else None
    assert faults(sample(kind, record=records[known], facts=nothing).content) == []


def test_equal_outlines_give_equal_bytes() -> None:
    assert sample("plan").content == sample("plan").content


def test_a_broken_outline_is_refused_with_file_and_line() -> None:
    with pytest.raises(FormError, match=r"outline\.md:3：没有「\{organization\.nmae\}」这个字段"):
        written("{organization.nmae}")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("layout: ltter", "没有这种版式"),
        ("lay: plan", "layout"),
        ("layout: plan\nsections: []", "没有「sections」这一项"),
    ],
    ids=["layout", "key", "section"],
)
def test_a_mistyped_map_is_refused_with_the_right_words(line: str, told: str) -> None:
    text = f"form: a/b\ntitle: 示例\nserves: [T-1]\nsource: {{notice: 甲, annex: 一, layout: 自拟}}\n{line}\n"
    with pytest.raises(FormError, match=told):
        parse_outline_map(source(text))
