"""The text of one paragraph of an outline: fields, strong type, and every other mark refused.

Strong type is read here and not by the Markdown parser, whose rule of flanking characters does not know Chinese
punctuation: in `**单位：**示例` it would print the stars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from evalprep.documents.outlines.blocks import Piece, Pieces
from evalprep.errors import Place, Problem
from evalprep.model.validation import nearest

_MARKS = re.compile(r"(\*\*|\{[^{}]*\}|｛[^｛｝]*｝|[*{}])")
_REFUSED: Mapping[str, tuple[str, str]] = {
    "code_inline": ("这里用了反引号 `", "删去反引号，直接写文字"),
    "html_inline": ("这里写了网页标签", "删去尖括号和里面的字；换行就另起一段，加粗写成 **文字**"),
    "link_open": ("这里写了链接", "只写文字，网址直接写出来，不用方括号、圆括号和尖括号"),
    "image": ("这里插了图片", "删去这一处；图片等成稿以后在 Word 里插入"),
}


@dataclass
class Complaints:
    """Every complaint about one outline, with its line."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: int, problem: str, remedy: str) -> None:
        """Note one complaint at a line that counts from 1; the same of one line is told once."""
        found = Problem("bad_outline", problem, remedy, Place(self.file, line))
        if found not in self.problems:
            self.problems.append(found)


@dataclass(frozen=True)
class InlineLine:
    """One source line of a paragraph: its number, its text as written, and its tokens."""

    number: int
    text: str
    tokens: Sequence[Token]


def inline_lines(inline: Token, line: int) -> list[InlineLine]:
    """The lines of a paragraph's inline token, the first of which is `line`."""
    groups: list[list[Token]] = [[]]
    for token in inline.children or ():
        if token.type in ("softbreak", "hardbreak"):
            groups.append([])
        else:
            groups[-1].append(token)
    texts = inline.content.split("\n")
    # A code span or a tag may swallow a line's end; both are refused, so their lines need not be told apart.
    texts += [""] * (len(groups) - len(texts))
    return [InlineLine(line + at, texts[at].strip(), tokens) for at, tokens in enumerate(groups)]


def pieces_of(lines: Sequence[InlineLine], names: Mapping[str, str], complaints: Complaints) -> Pieces:
    """The pieces of lines that are one paragraph; lines of Chinese are joined without a space."""
    reader = _Reader(names, complaints)
    for line in lines:
        reader.read(line)
    return reader.done(lines[0].number if lines else 0)


class _Reader:
    def __init__(self, names: Mapping[str, str], complaints: Complaints) -> None:
        self._names, self._complaints = names, complaints
        self._pieces: list[Piece] = []
        self._bold = False

    def read(self, line: InlineLine) -> None:
        if self._pieces and _is_latin(self._pieces[-1].text[-1:]) and _is_latin(line.text[:1]):
            self._add(" ")
        for token in line.tokens:
            if token.type == "text":
                self._read_text(token.content, line.number)
            elif token.type == "text_special":
                self._add(token.content)
            elif token.type in _REFUSED:
                self._complaints.add(line.number, *_REFUSED[token.type])

    def done(self, line: int) -> Pieces:
        if self._bold:
            self._complaints.add(line, "加粗的 ** 没有成对", "在要加粗的文字两头各写一个 **")
        return tuple(self._pieces)

    def _read_text(self, text: str, line: int) -> None:
        for part in _MARKS.split(text):
            if part == "**":
                self._bold = not self._bold
            elif part == "*":
                self._complaints.add(line, "这里有一个星号", "加粗写成 **文字**；要印出星号，写成 \\*")
            elif part in ("{", "}"):
                remedy = "字段写成 {organization.name} 这样；要印出花括号，写成 \\{ 和 \\}"
                self._complaints.add(line, "花括号没有成对", remedy)
            elif part.startswith("｛"):
                self._complaints.add(line, f"「{part}」用了全角花括号", "换成半角的 { 和 }")
            elif part.startswith("{"):
                self._read_field(part[1:-1].strip(), line)
            else:
                self._add(part)

    def _read_field(self, name: str, line: int) -> None:
        if name in self._names:
            self._pieces.append(Piece(field=name, bold=self._bold))
            return
        near = nearest(name, self._names)
        label = f"（{self._names[near]}）" if near and self._names[near] else ""
        remedy = (
            f"是不是 {{{near}}}{label}？"
            if near
            else "能用的字段见 docs/outlines.md；要印出花括号，写成 \\{ 和 \\}"
        )
        self._complaints.add(line, f"没有「{{{name}}}」这个字段", remedy)

    def _add(self, text: str) -> None:
        last = self._pieces[-1] if self._pieces else None
        if last and not last.field and last.bold is self._bold:
            self._pieces[-1] = Piece(last.text + text, bold=self._bold)
        elif text:
            self._pieces.append(Piece(text, bold=self._bold))


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def plain_text(lines: Sequence[InlineLine], what: str, complaints: Complaints) -> str:
    """The text of lines in which no field and no strong type may stand; `what` names the place in complaints."""
    found = pieces_of(lines, _AnyName(), complaints)
    for piece in found:
        if piece.field or piece.bold:
            told = f"{what}里不能放字段" if piece.field else f"{what}里不能加粗"
            complaints.add(lines[0].number, told, "写成普通文字")
    return "".join(piece.text for piece in found).strip()


class _AnyName(Mapping[str, str]):
    """Takes every field, so that only its place is complained of."""

    def __getitem__(self, name: str) -> str:
        return ""

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
