"""An outline's text (outline.md) read into blocks: Markdown in a closed set, whatever else stands there refused.

    # 标题                 the title, once, first            > 待写内容        a prompt
    ## ### ####            headings, without numbers         - 1.             lists
    {organization.name}    a field                           ---              a page break
    **文字**               strong                            :table staff     a named table
    :to 收件单位：          :sign          :signature 法定代表人

Complaints name file and line, what stands there, and what to write instead; all are told at once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from evalprep.documents.outlines.blocks import (
    Block,
    Items,
    NamedTable,
    Outline,
    PageBreak,
    Paragraph,
    Pieces,
    Prompt,
    Salutation,
    Seal,
    Section,
    Signature,
)
from evalprep.documents.outlines.inline import Complaints, InlineLine, inline_lines, pieces_of, plain_text
from evalprep.documents.pages.page import unwritable
from evalprep.errors import FormError, Problem
from evalprep.model.evidence import TO_FILL, TO_WRITE
from evalprep.model.validation import nearest

DIRECTIVES: Mapping[str, str] = {
    "table": "放一张表",
    "to": "收件单位",
    "sign": "落款和盖章处",
    "signature": "签字处",
}
DEEPEST: Mapping[str, int] = {"letter": 4, "plan": 4, "rules": 3}
"""How many # the lowest heading of a layout has: rule documents have chapters and sections."""

_NUMBER = "[〇零一二三四五六七八九十百]+"
_OWN_NUMBER = re.compile(
    rf"(第{_NUMBER}[章节条编]|{_NUMBER}[、.．]|[（(](?:{_NUMBER}|[0-9]+)[）)]|[0-9]+[、.．](?![0-9]))"
)
_OWN_ARTICLE = re.compile(rf"第(?:{_NUMBER}|[0-9]+)条(?=\s)")
_MISTYPED: Sequence[tuple[re.Pattern[str], str, str]] = (
    (re.compile(r"＃|#{1,6}[^#\s]"), "标题的井号写得不对", "用半角的 #，后面空一格，如 ## 组织机构"),
    (re.compile(r"＞"), "待写提示的大于号是全角的", "换成半角的 >"),
    (re.compile(r"[-－•●]\s*[\u4e00-\u9fff]"), "列表的短横线写得不对", "用半角的 -，后面空一格，如 - 报名审核"),
    (re.compile(r"[0-9]+[.．)、][\u4e00-\u9fff]"), "列表的序号写得不对", "用半角的点，后面空一格，如 1. 报名审核"),
    (re.compile(rf"{_NUMBER}、|[（(]{_NUMBER}[）)]"), "这一段自己编了号", "标题写成 ## 标题，条款用 - 开头：编号是自动的"),
    (re.compile(rf"{TO_WRITE}|{TO_FILL}"), "【待写】【待填】是生成的", "要写的内容另起一段，用 > 开头，如 > 写明谁负责"),
    (re.compile(r"[-—－_]{3,}$"), "分页线写得不对", "单独一行写 ---（三个半角短横线），上下各空一行"),
)  # fmt: skip
_REFUSED: Mapping[str, tuple[str, str]] = {
    "code_block": ("这一段的行首有四个以上空格或制表符", "删去行首的空格；首行缩进两字是自动的"),
    "fence": ("这里用 ``` 或 ~~~ 框起了一段", "删去这两行，里面直接写文字"),
    "html_block": ("这里写了网页标签", "删去尖括号和里面的字"),
    "table": ("这里用竖线画了表格", "写 :table 表名，由项目文件里的名单生成；别的表等成稿以后在 Word 里画"),
}


def parse_outline(
    text: str, layout: str, names: Mapping[str, str], tables: Collection[str], file: str = ""
) -> Outline:
    """The outline in `text`, which complaints call `file`; `names` are the fields it may name, with their labels.

    Raises FormError with every complaint.
    """
    complaints = Complaints(file)
    outline = _Parser(text, layout, names, tables, complaints).outline()
    if complaints.problems:
        raise FormError(sorted(complaints.problems, key=lambda one: one.place.line if one.place else 0))
    return outline


def outline_problems(
    text: str, layout: str, names: Mapping[str, str], tables: Collection[str], file: str = ""
) -> tuple[Problem, ...]:
    """Every complaint about an outline; none where it is good."""
    try:
        parse_outline(text, layout, names, tables, file)
    except FormError as error:
        return error.problems
    return ()


@cache
def _markdown() -> MarkdownIt:
    """CommonMark with tables, so that they are seen and refused. A line of dashes under a text is a page break."""
    markdown = MarkdownIt("commonmark").enable("table")
    return markdown.disable(["lheading", "reference", "entity", "emphasis", "text_join"])


class _Parser:
    def __init__(
        self,
        text: str,
        layout: str,
        names: Mapping[str, str],
        tables: Collection[str],
        complaints: Complaints,
    ) -> None:
        self._text = text.removeprefix("\ufeff")
        self._lines = self._text.splitlines()
        self._layout, self._names, self._tables, self._complain = layout, names, tables, complaints.add
        self._complaints = complaints

    def outline(self) -> Outline:
        for number, line in enumerate(self._lines, 1):
            if code := unwritable(line):
                self._complain(number, f"这一行里有 Word 存不下的字符（{code}）", "把这一行重新输入一遍")
        tree = SyntaxTreeNode(_markdown().parse(self._text))
        title: Pieces = ()
        blocks: list[Block] = []
        level = 1
        for at, node in enumerate(tree.children):
            if node.type == "heading" and node.tag == "h1":
                title = self._title(node, first=at == 0) or title
                continue
            found = list(self._blocks(node))
            for block in found:
                if isinstance(block, Section):
                    self._check_level(block, level, _line(node))
                    level = block.level + 1
            self._check_list(blocks, found, node)
            blocks += found
        if not title:
            self._complain(1, "没有标题", "第一行写「# 」和文稿的标题，如 # 考务管理办法")
        return Outline(title, tuple(blocks))

    def _title(self, node: SyntaxTreeNode, first: bool) -> Pieces:
        if not first:
            self._complain(
                _line(node), "标题（#）不在开头，或者写了两次", "标题只在第一行写一次；下面的标题用 ##"
            )
        return pieces_of(_inline(node), self._names, self._complaints)

    def _blocks(self, node: SyntaxTreeNode) -> Iterator[Block]:
        match node.type:
            case "heading":
                yield self._section(node)
            case "paragraph":
                yield from self._paragraph(node)
            case "blockquote":
                yield from self._prompts(node)
            case "bullet_list" | "ordered_list":
                yield self._items(node)
            case "hr":
                yield self._break(node)
            case _:
                self._refuse(node)

    def _refuse(self, node: SyntaxTreeNode) -> None:
        unknown = ("这里的写法不认识", "能用的写法见 docs/outlines.md")
        self._complain(_line(node), *_REFUSED.get(node.type, unknown))

    def _section(self, node: SyntaxTreeNode) -> Section:
        lines, line = _inline(node), _line(node)
        text = plain_text(lines, "标题", self._complaints)
        if not any(one.text for one in lines):
            self._complain(line, "标题是空的", "在井号后面写上标题，或删去这一行")
        if found := _OWN_NUMBER.match(text):
            self._complain(line, f"标题里写了序号「{found[0]}」", "删去它，序号是自动编的")
        return Section(text, int(node.tag[1:]) - 1)

    def _check_level(self, section: Section, above: int, line: int) -> None:
        sharps = section.level + 1
        deepest = DEEPEST[self._layout]
        if sharps > deepest:
            told = (
                "规章制度只分章（##）和节（###）"
                if self._layout == "rules"
                else "标题只分三级：##、###、####"
            )
            self._complain(line, f"这一级标题太深（{'#' * sharps}）", told)
        elif sharps > above + 1:
            self._complain(line, f"标题跳了一级，上面没有 {'#' * (sharps - 1)}", f"改成 {'#' * (above + 1)}")

    def _check_list(self, before: Sequence[Block], found: Sequence[Block], node: SyntaxTreeNode) -> None:
        """In a rule document a list belongs to the article before it."""
        if self._layout != "rules" or not found or not isinstance(found[0], Items):
            return
        if not before or isinstance(before[-1], Section | PageBreak):
            remedy = "在列表前面写一句引出的话，如「考务人员的职责：」"
            self._complain(_line(node), "列表前面没有条文，编不出第几条", remedy)

    def _paragraph(self, node: SyntaxTreeNode) -> Iterator[Block]:
        """A paragraph, and the directives on lines of their own within it."""
        text: list[InlineLine] = []
        for line in _inline(node):
            if line.text.startswith(":"):
                yield from self._plain(text)
                text = []
                yield from self._directive(line)
            else:
                self._check_line(line)
                text.append(line)
        yield from self._plain(text)

    def _plain(self, lines: Sequence[InlineLine]) -> Iterator[Paragraph]:
        if not lines:
            return
        if self._layout == "rules" and (own := _OWN_ARTICLE.match(lines[0].text)):
            self._complain(lines[0].number, f"条文里写了「{own[0].strip()}」", "删去它，第几条是自动编的")
        if pieces := pieces_of(lines, self._names, self._complaints):
            yield Paragraph(pieces)

    def _check_line(self, line: InlineLine) -> None:
        if word := re.match("：([A-Za-z]+)", line.text):
            self._complain(line.number, f"「：{word[1]}」的冒号是全角的", f"换成半角的 :{word[1]}")
            return
        for pattern, told, remedy in _MISTYPED:
            if pattern.match(line.text):
                self._complain(line.number, told, remedy)
                return

    def _directive(self, line: InlineLine) -> Iterator[Block]:
        word, _, rest = line.text[1:].partition(" ")
        rest = rest.strip()
        match word:
            case "table" if rest in self._tables:
                yield NamedTable(rest)
            case "table":
                self._unknown_table(rest, line.number)
            case "to" if rest:
                yield Salutation(_without(pieces_of([line], self._names, self._complaints), ":to"))
            case "sign" if not rest:
                yield Seal()
            case "signature" if rest:
                yield Signature(rest)
            case "to" | "signature":
                example = {"to": ":to 某某市人力资源和社会保障局：", "signature": ":signature 法定代表人"}[
                    word
                ]
                self._complain(line.number, f"「:{word}」后面没有写是谁", f"空一格再写，如 {example}")
            case "sign":
                self._complain(
                    line.number, f"「:sign」后面多了「{rest}」", "单独写 :sign；单位名称取自项目文件"
                )
            case _:
                near = nearest(word, DIRECTIVES)
                listed = "、".join(f":{name}（{told}）" for name, told in DIRECTIVES.items())
                remedy = f"是不是 :{near}（{DIRECTIVES[near]}）？" if near else f"可以用：{listed}"
                self._complain(line.number, f"没有「:{word}」这个写法", remedy)

    def _unknown_table(self, name: str, line: int) -> None:
        near = nearest(name, self._tables) if name else None
        told = f"没有「{name}」这张表" if name else "「:table」后面没有写表名"
        remedy = f"是不是 :table {near}？" if near else f"可以用：{'、'.join(self._tables)}"
        self._complain(line, told, remedy)

    def _prompts(self, node: SyntaxTreeNode) -> Iterator[Prompt]:
        self._check_lazy(node, ">", "待写提示（>）后面紧接着正文，会被当成提示的一部分")
        if not node.children:
            self._complain(_line(node), "待写提示是空的", "在 > 后面写这里要写什么，或删去这一行")
        for child in node.children:
            if child.type == "paragraph":
                yield self._prompt(child)
            else:
                told = "待写提示里只能写文字"
                self._complain(_line(child), told, "写成一两句话；几件事分成几条提示，中间空一行")

    def _prompt(self, node: SyntaxTreeNode) -> Prompt:
        return Prompt(plain_text(_inline(node), "待写提示", self._complaints))

    def _items(self, node: SyntaxTreeNode) -> Items:
        numbered = node.type == "ordered_list"
        if numbered and node.attrs.get("start", 1) != 1:
            self._complain(_line(node), f"列表从 {node.attrs['start']} 开始", "从 1. 开始；序号是自动编的")
        entries = [entry for item in node.children for entry in self._item(item)]
        return Items(tuple(entries), numbered)

    def _item(self, item: SyntaxTreeNode) -> Iterator[Paragraph | Prompt]:
        self._check_lazy(item, " ", "列表后面紧接着正文，会被当成列表的一部分")
        for child in item.children[:1]:
            if child.type == "paragraph":
                yield from self._plain(_inline(child))
            elif child.type == "blockquote" and len(child.children) == 1:
                yield from self._prompts(child)
        if len(item.children) != 1 or item.children[0].type not in ("paragraph", "blockquote"):
            self._complain(
                _line(item), "列表的一项里只能写一段文字", "分成几项；下一级的内容写进同一段，或改用标题"
            )

    def _check_lazy(self, node: SyntaxTreeNode, mark: str, told: str) -> None:
        """Markdown takes a line that follows a prompt or a list without a blank line into it."""
        start, end = node.map or (0, 0)
        for number in range(start + 1, end):
            line = self._lines[number] if number < len(self._lines) else ""
            within = line.startswith((" ", "\t")) or (mark == ">" and line.startswith(">"))
            if line.strip() and not within:
                self._complain(number + 1, told, "前面空一行")
                return

    def _break(self, node: SyntaxTreeNode) -> PageBreak:
        written = self._lines[_line(node) - 1].strip()
        if set(written) != {"-"}:
            self._complain(_line(node), f"「{written}」不是分页的写法", "分页单独一行写 ---")
        return PageBreak()


def _line(node: SyntaxTreeNode) -> int:
    """The line that a node begins on, from 1."""
    return node.map[0] + 1 if node.map else 1


def _inline(node: SyntaxTreeNode) -> list[InlineLine]:
    """The lines of a heading's or paragraph's text."""
    found = node.children[0].token if node.children else None
    return inline_lines(found, _line(node)) if found is not None else []


def _without(pieces: Pieces, prefix: str) -> Pieces:
    """The pieces without the directive that they begin with."""
    first, *rest = pieces
    text = first.text.removeprefix(prefix).lstrip()
    return (type(first)(text, bold=first.bold), *rest) if text else tuple(rest)
