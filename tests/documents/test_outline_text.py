"""The language of outline.md: what it reads, and what it refuses with file, line and what to write instead."""

from __future__ import annotations

import pytest

from evalprep.documents.outlines.blocks import (
    Items,
    NamedTable,
    Outline,
    PageBreak,
    Paragraph,
    Piece,
    Prompt,
    Salutation,
    Seal,
    Section,
    Signature,
)
from evalprep.documents.outlines.outline_text import outline_problems, parse_outline
from evalprep.errors import FormError

NAMES = {
    "organization.name": "单位名称",
    "statements.staff_and_venues": "人员和场地",
    "staff.count": "工作人员人数",
}
TABLES = ("staff", "venues")


def parsed(body: str, layout: str = "plan") -> Outline:
    return parse_outline(f"# 示例方案\n\n{body}", layout, NAMES, TABLES, "outline.md")


def blocks(body: str, layout: str = "plan") -> tuple[object, ...]:
    return parsed(body, layout).blocks


def text(content: str) -> Paragraph:
    return Paragraph((Piece(content),))


READ = {
    "headings": ("## 一级\n### 二级\n#### 三级", (Section("一级", 1), Section("二级", 2), Section("三级", 3))),
    "paragraph": ("一段文字。", (text("一段文字。"),)),
    "lines of one paragraph": ("上半句，\n下半句。", (text("上半句，下半句。"),)),
    "Latin lines": ("a word\nanother", (text("a word another"),)),
    "indent by full-width spaces": ("　　一段文字。", (text("一段文字。"),)),
    "field in text": ("是{organization.name}。", (Paragraph((Piece("是"), Piece(field="organization.name"), Piece("。"))),)),
    "lone field": ("{statements.staff_and_venues}", (Paragraph((Piece(field="statements.staff_and_venues"),)),)),
    "strong": ("**单位：**示例", (Paragraph((Piece("单位：", bold=True), Piece("示例"))),)),
    "strong field": ("**{staff.count}**人", (Paragraph((Piece(field="staff.count", bold=True), Piece("人"))),)),
    "prompt": ("> 写明人数。", (Prompt("写明人数。"),)),
    "prompt of two lines": ("> 写明人数、\n> 年份。", (Prompt("写明人数、年份。"),)),
    "two prompts": ("> 甲\n\n> 乙", (Prompt("甲"), Prompt("乙"))),
    "list": ("- 甲\n- 乙", (Items((text("甲"), text("乙")), numbered=False),)),
    "numbered list": ("1. 甲\n2. 乙", (Items((text("甲"), text("乙")), numbered=True),)),
    "prompt in a list": ("- 甲\n- > 写明乙", (Items((text("甲"), Prompt("写明乙")), numbered=False),)),
    "table": (":table staff", (NamedTable("staff"),)),
    "directives under text": ("名单：\n:table staff\n:table venues", (text("名单："), NamedTable("staff"), NamedTable("venues"))),
    "break": ("一\n\n---\n\n二", (text("一"), PageBreak(), text("二"))),
    "break right under text": ("一\n---", (text("一"), PageBreak())),
    "salutation": (":to 示例市局：", (Salutation((Piece("示例市局："),)),)),
    "salutation with a field": (":to {organization.name}：", (Salutation((Piece(field="organization.name"), Piece("："))),)),
    "signature and seal": (":signature 法定代表人\n:sign", (Signature("法定代表人"), Seal())),
    "escapes": (r"\{甲\} \*乙\* \> 丙", (text("{甲} *乙* > 丙"),)),
    "signs of markup": ("<w:p> & &nbsp; 5 < 6 __乙__", (text("<w:p> & &nbsp; 5 < 6 __乙__"),)),
    "numbers in text": ("1.5 万人次，-5 度。", (text("1.5 万人次，-5 度。"),)),
    "a reference to an article": ("第三条规定的人员。", (text("第三条规定的人员。"),)),
}  # fmt: skip


@pytest.mark.parametrize(("body", "wanted"), READ.values(), ids=READ.keys())
def test_what_the_language_says_is_read(body: str, wanted: tuple[object, ...]) -> None:
    assert blocks(body) == wanted


def test_the_title_may_name_a_field() -> None:
    found = parse_outline("# {organization.name}实施方案", "plan", NAMES, TABLES)
    assert found.title == (Piece(field="organization.name"), Piece("实施方案"))


def test_a_byte_order_mark_of_the_notepad_does_no_harm() -> None:
    assert parse_outline("\ufeff# 示例方案\r\n\r\n文字。\r\n", "plan", NAMES, TABLES).blocks == (
        text("文字。"),
    )


def test_an_outline_tells_the_fields_and_tables_that_it_names() -> None:
    found = parsed("{organization.name}\n\n- {staff.count}\n\n:table staff")
    assert (found.fields, found.tables) == ({"organization.name", "staff.count"}, {"staff"})


REFUSED = {
    "unknown field": ("是{organization.nam}", "没有「{organization.nam}」这个字段", "{organization.name}（单位名称）"),
    "field by its Chinese name": ("是{单位名称}", "没有「{单位名称}」这个字段", "{organization.name}"),
    "full-width braces": ("是｛organization.name｝", "全角花括号", "半角"),
    "open brace": ("是{organization.name", "花括号没有成对", r"\{"),
    "unknown table": (":table staf", "没有「staf」这张表", ":table staff"),
    "table without a name": (":table", "后面没有写表名", "staff、venues"),
    "unknown directive": (":tabel staff", "没有「:tabel」这个写法", ":table"),
    "full-width colon": ("：table staff", "冒号是全角的", ":table"),
    "nobody to write to": (":to", "后面没有写是谁", ":to 某某市"),
    "words after the seal": (":sign 示例协会", "后面多了「示例协会」", "单独写 :sign"),
    "second title": ("# 又一个标题", "标题（#）不在开头，或者写了两次", "##"),
    "own number in a heading": ("## 一、总则", "标题里写了序号「一、」", "自动编的"),
    "own chapter": ("## 第一章 总则", "标题里写了序号「第一章」", "自动编的"),
    "empty heading": ("##", "标题是空的", "写上标题"),
    "heading without space": ("##总则", "标题的井号写得不对", "## 组织机构"),
    "full-width sharp": ("＃＃ 总则", "标题的井号写得不对", "半角"),
    "skipped level": ("## 一级\n#### 三级", "标题跳了一级，上面没有 ###", "改成 ###"),
    "too deep": ("## 一\n### 二\n#### 三\n##### 四", "这一级标题太深（#####）", "三级"),
    "field in a heading": ("## {organization.name}", "标题里不能放字段", "普通文字"),
    "field in a prompt": ("> 写{organization.name}", "待写提示里不能放字段", "普通文字"),
    "full-width prompt": ("＞ 写明", "大于号是全角的", "半角的 >"),
    "empty prompt": (">", "待写提示是空的", "在 > 后面写"),
    "text right under a prompt": ("> 写明\n正文", "会被当成提示的一部分", "空一行"),
    "list in a prompt": ("> - 甲", "待写提示里只能写文字", "几件事分成几条提示"),
    "text right under a list": ("- 甲\n正文", "会被当成列表的一部分", "空一行"),
    "list in a list": ("- 甲\n  - 乙", "列表的一项里只能写一段文字", "分成几项"),
    "list from 3": ("3. 甲", "列表从 3 开始", "从 1. 开始"),
    "list without space": ("-甲", "列表的短横线写得不对", "后面空一格"),
    "number without space": ("1.甲", "列表的序号写得不对", "后面空一格"),
    "number with a Chinese comma": ("1、甲", "列表的序号写得不对", "后面空一格"),
    "an own number": ("一、考场纪律", "这一段自己编了号", "编号是自动的"),
    "an own number in brackets": ("（二）考场纪律", "这一段自己编了号", "用 - 开头"),
    "a prompt as it is printed": ("【待写：谁负责】", "是生成的", "用 > 开头"),
    "strong without end": ("**甲", "加粗的 ** 没有成对", "两头各写一个"),
    "italics": ("*甲*", "这里有一个星号", r"\*"),
    "code": ("`甲`", "这里用了反引号", "直接写文字"),
    "code block": ("```\n甲\n```", "这里用 ``` 或 ~~~ 框起了一段", "直接写文字"),
    "indented code": ("文字。\n\n    甲", "行首有四个以上空格", "自动的"),
    "link": ("[甲](http://example.org)", "这里写了链接", "只写文字"),
    "address in angle brackets": ("<http://example.org>", "这里写了链接", "只写文字"),
    "picture": ("![甲](a.png)", "这里插了图片", "Word 里插入"),
    "tag": ("甲<br>乙", "这里写了网页标签", "另起一段"),
    "block of tags": ("<div>\n甲\n</div>", "这里写了网页标签", "删去尖括号"),
    "drawn table": ("| 甲 | 乙 |\n| - | - |\n| 1 | 2 |", "用竖线画了表格", ":table 表名"),
    "break of stars": ("***", "「***」不是分页的写法", "---"),
    "full-width break": ("———", "分页线写得不对", "---"),
    "control character": ("甲\x07", "Word 存不下的字符（U+0007）", "重新输入"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "told", "remedy"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_in_the_language_is_refused_with_what_to_write_instead(
    body: str, told: str, remedy: str
) -> None:
    problems = outline_problems(f"# 示例方案\n\n{body}\n", "plan", NAMES, TABLES, "outline.md")
    assert len(problems) == 1
    assert told in problems[0].problem
    assert remedy in problems[0].remedy
    assert problems[0].place is not None


@pytest.mark.parametrize(
    ("text_of_file", "line"),
    [
        ("# 题\n\n第一行，\n第二行{甲}。", 4),
        ("# 题\n\n> 写明\n> `x`", 4),
        ("# 题\n\n- 甲\n- {乙}", 4),
        ("# 题\n\n正文\n:tabel x", 4),
        ("# 题\n\n## 一\n#### 三", 4),
        ("没有标题", 1),
    ],
    ids=["field", "prompt", "item", "directive", "heading", "title"],
)
def test_a_complaint_names_file_and_line(text_of_file: str, line: int) -> None:
    problems = outline_problems(text_of_file, "plan", NAMES, TABLES, "forms/a/b/outline.md")
    assert [str(problem.place) for problem in problems] == [f"forms/a/b/outline.md:{line}"]


def test_all_complaints_are_told_at_once_in_the_order_of_the_file() -> None:
    body = "# 题\n\n是{甲}。\n\n:tabel x\n\n`y`"
    problems = outline_problems(body, "plan", NAMES, TABLES, "outline.md")
    assert [problem.place.line for problem in problems if problem.place] == [3, 5, 7]


def test_a_broken_outline_raises() -> None:
    with pytest.raises(FormError, match="没有标题"):
        parse_outline("文字", "plan", NAMES, TABLES)


RULES = {
    "list without an article": ("## 总则\n\n- 甲", "列表前面没有条文"),
    "own article": ("## 总则\n\n第一条　为了规范", "条文里写了「第一条」"),
    "third level": ("## 总则\n### 目的\n#### 细目", "这一级标题太深（####）"),
}


@pytest.mark.parametrize(("body", "told"), RULES.values(), ids=RULES.keys())
def test_a_rule_document_is_stricter(body: str, told: str) -> None:
    problems = outline_problems(f"# 示例办法\n\n{body}\n", "rules", NAMES, TABLES)
    assert [told in problem.problem for problem in problems] == [True]
    assert not [
        p for p in outline_problems(f"# 示例方案\n\n{body}\n", "plan", NAMES, TABLES) if told in p.problem
    ]
