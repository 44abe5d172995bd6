"""A free paper made from its outline: text, fields, tables and numbers in place, what is still open highlighted.

What is open stands in brackets, 【待写：…】 and 【待填：单位名称】, so that it is seen in black and white too. As long as
anything is, a box on the first page and the head of every page say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from evalprep.documents.forms.fill import Filled
from evalprep.documents.forms.formmap import relative
from evalprep.documents.outlines.blocks import (
    Block,
    Items,
    NamedTable,
    Outline,
    PageBreak,
    Paragraph,
    Piece,
    Pieces,
    Prompt,
    Salutation,
    Seal,
    Section,
    Signature,
)
from evalprep.documents.outlines.numbers import Numbering
from evalprep.documents.outlines.outline_map import OutlineMap, parse_outline_map
from evalprep.documents.outlines.outline_text import outline_problems, parse_outline
from evalprep.documents.pages.page import Block as PageBlock
from evalprep.documents.pages.page import Break, Column, Grid, Heading, Line, Page, Span, unwritable
from evalprep.documents.pages.wordfile import write_page
from evalprep.documents.pages.wordtext import em, plain
from evalprep.documents.values import Record, SlotState, State
from evalprep.errors import FormError, Problem
from evalprep.model.evidence import TO_FILL, TO_WRITE

__all__ = ["OutlineMap", "outline_problems", "parse_outline_map", "write_outline"]

LONG_CELL = 12.0
"""In em: a column with a longer text is set flush left."""
SHORT_LINE = 16.0
_STOPS = "。；！？，、：,.;:!?"
_ENDS = "。；，、"
_BEFORE_NO_STOP = "。；，、”』」）"
NONE = "无"
OPEN_CELL = f"{TO_FILL}】"
DATE = "　　年　　月　　日"
ROOM_TO_SIGN = "_" * 14
ISSUER = "organization.name"


class Table(Protocol):
    """A named table: its title, the list it runs over, and each header with the path below a row."""

    @property
    def title(self) -> str: ...

    @property
    def from_(self) -> str: ...

    @property
    def columns(self) -> Mapping[str, str]: ...


def write_outline(
    form: OutlineMap,
    source: str,
    record: Record,
    facts: Mapping[str, str | None],
    tables: Mapping[str, Table],
    names: Mapping[str, str],
    name: str = "",
) -> Filled:
    """The paper of an outline's text `source`, which complaints call `name`, filled with what is known.

    `facts` answer the names of the whole project, the record all others; `names` are all that may stand there, with
    their labels. An open prompt is a slot without a path; an open fact's path is its name. Raises FormError for a
    text that is no outline, and for a value that no Word file can hold.
    """
    outline = parse_outline(source, form.layout, names, tables, name)
    writer = _Writer(form, outline, record, facts, tables, names)
    page = writer.page()
    if writer.problems:
        raise FormError(writer.problems)
    return Filled(write_page(page), tuple(writer.slots))


def face(number: int) -> str:
    """What a skeleton with so many open places says of itself."""
    return f"初稿：还有 {number} 处待写（黄底）。全部写完后，删去本框和页眉。" if number else ""


class _Writer:
    def __init__(
        self,
        form: OutlineMap,
        outline: Outline,
        record: Record,
        facts: Mapping[str, str | None],
        tables: Mapping[str, Table],
        names: Mapping[str, str],
    ) -> None:
        self._form, self._outline = form, outline
        self._record, self._facts, self._tables, self._names = record, facts, tables, names
        self._numbers = Numbering(form.layout)
        self._section = ""
        self._in_articles = form.layout == "rules" and not any(isinstance(b, Section) for b in outline.blocks)
        self.slots: list[SlotState] = []
        self.problems: list[Problem] = []

    def page(self) -> Page:
        """The whole paper."""
        title = self._spans(self._outline.title)
        blocks = [made for block in self._outline.blocks for made in self._blocks(block)]
        number = sum(slot.state is State.OPEN for slot in self.slots)
        whole = Span("".join(span.text for span in title), mark=any(span.mark for span in title))
        return Page(whole, _kept_together(blocks), self._form.layout, face(number))

    def _blocks(self, block: Block) -> Iterator[PageBlock]:
        match block:
            case Section():
                self._section = block.text
                self._in_articles = self._form.layout == "rules"
                yield Heading(self._numbers.heading(block.level, block.text), block.level)
            case Paragraph():
                yield from self._paragraph(block)
            case Prompt():
                yield self._body((self._prompt(block),))
            case Items():
                yield from self._items(block)
            case NamedTable():
                yield self._table(self._tables[block.name])
            case PageBreak():
                yield Break()
            case Salutation():
                yield Line(self._spans(block.pieces), "flush")
            case Seal():
                yield from self._seal()
            case Signature():
                yield self._signature(block.who)

    def _paragraph(self, paragraph: Paragraph) -> Iterator[Line]:
        alone = paragraph.lone_field
        if alone is None:
            yield self._body(self._spans(paragraph.pieces))
            return
        first, *rest = self._value_lines(alone)
        yield self._body((first,))
        yield from (Line((span,)) for span in rest)

    def _value_lines(self, piece: Piece) -> list[Span]:
        """A field that is a paragraph of its own, line by line."""
        span = self._field(piece)
        lines = [line.strip() for line in span.text.splitlines() if line.strip()]
        return [Span(line, span.bold, span.mark) for line in lines] or [span]

    def _body(self, spans: tuple[Span, ...]) -> Line:
        """A paragraph; below a chapter of a rule document an article."""
        if not self._in_articles:
            return Line(spans)
        return Line((Span(self._numbers.article()), Span("　"), *spans), "article")

    def _items(self, items: Items) -> Iterator[Line]:
        for number, entry in enumerate(items.entries, 1):
            begun = Span(self._numbers.item(number, items.numbered))
            content = (self._prompt(entry),) if isinstance(entry, Prompt) else self._spans(entry.pieces)
            yield Line((begun, *content), "item")

    def _prompt(self, prompt: Prompt) -> Span:
        self._note("", prompt.text, State.OPEN)
        return Span(f"{TO_WRITE}：{prompt.text}】", mark=True)

    def _seal(self) -> Iterator[Line]:
        yield Line((), "right", keep=True)
        yield Line((self._field(Piece(field=ISSUER)),), "right", keep=True)
        yield Line((Span("（盖章）"),), "right", keep=True)
        yield Line((Span(DATE),), "right")
        self._note("seal", "盖章、日期", State.LEFT)

    def _signature(self, who: str) -> Line:
        self._note("signature", f"{who}签字", State.LEFT)
        return Line((Span(f"{who}（签字）：{ROOM_TO_SIGN}"),), "right", keep=True)

    def _spans(self, pieces: Pieces) -> tuple[Span, ...]:
        following = [*(piece.text for piece in pieces), ""][1:]
        return tuple(
            _before(after, _in_sentence(self._field(piece))) if piece.field else Span(piece.text, piece.bold)
            for piece, after in zip(pieces, following, strict=True)
        )

    def _field(self, piece: Piece) -> Span:
        if piece.field in self._facts:
            path, value = piece.field, self._facts[piece.field]
        else:
            path, value = self._record.path_of(piece.field), self._record.text(piece.field)
        label = self._names.get(piece.field, piece.field)
        if not (value or "").strip():
            self._note(path, label, State.OPEN)
            return Span(f"{TO_FILL}：{label}】", piece.bold, mark=True)
        text = self._checked(value or "", label, path)
        self._note(path, label, State.FILLED, text)
        return Span(text, piece.bold)

    def _table(self, table: Table) -> Grid:
        entries, path = self._record.rows(table.from_), self._record.path_of(table.from_)
        rows: list[tuple[str | Span, ...]] = []
        if entries is None:
            self._note(path, table.title, State.OPEN, section=table.title)
            rows.append((Span(f"{TO_FILL}：{table.title}】", mark=True),))
        elif not entries:
            self._note(path, table.title, State.FILLED, NONE, table.title)
            rows.append((NONE,))
        else:
            rows += (self._row(table, entry) for entry in entries)
        columns = (Column(header, align=_align(rows, at)) for at, header in enumerate(table.columns))
        return Grid(tuple(columns), tuple(rows), table.title)

    def _row(self, table: Table, entry: Record) -> tuple[str | Span, ...]:
        below = {header: relative(path) for header, path in table.columns.items()}
        return tuple(
            self._cell(table, header, entry.path_of(path), entry.text(path)) for header, path in below.items()
        )

    def _cell(self, table: Table, header: str, path: str, value: str | None) -> str | Span:
        if not (value or "").strip():
            self._note(path, header, State.OPEN, section=table.title)
            return Span(OPEN_CELL, mark=True)
        text = self._checked(value or "", header, path)
        self._note(path, header, State.FILLED, text, table.title)
        return text

    def _checked(self, text: str, label: str, path: str) -> str:
        """Lines end in one way; what no Word file can hold is complained of with its place."""
        if code := unwritable(text):
            told = f"「{label}」（{path}）里有 Word 存不下的字符（{code}）"
            remedy = "多半是从别处粘贴时带来的看不见的字符：在项目文件里把这一项重新输入一遍"
            self.problems.append(Problem("unwritable_character", told, remedy))
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _note(self, path: str, label: str, state: State, text: str = "", section: str | None = None) -> None:
        self.slots.append(SlotState(path, label, self._section if section is None else section, state, text))


def _kept_together(blocks: Sequence[PageBlock]) -> tuple[PageBlock, ...]:
    """Lines that stay on one page with what follows."""
    return tuple(
        replace(block, keep=True) if isinstance(block, Line) and _leads(block, after) else block
        for block, after in zip(blocks, [*blocks, None][1:], strict=True)
    )


def _leads(line: Line, after: PageBlock | None) -> bool:
    """A signature never stands alone on a page, nor a note below its date; a colon never ends one."""
    if isinstance(after, Line) and "right" in (line.style, after.style):
        return True
    return isinstance(after, Line | Grid) and bool(line.spans) and line.spans[-1].text.endswith("：")


def _before(after: str, span: Span) -> Span:
    """A value in its sentence: where the sentence's own stop or closing mark follows, the value needs none."""
    if span.mark or not after.startswith(tuple(_BEFORE_NO_STOP)):
        return span
    return replace(span, text=span.text.rstrip(_ENDS))


def _in_sentence(span: Span) -> Span:
    """A value of several lines within a sentence: short ones (two telephones) as an enumeration, long ones after another."""
    lines = [line.strip() for line in span.text.splitlines() if line.strip()]
    if len(lines) < 2:
        return Span(span.text.strip(), span.bold, span.mark)
    if all(em(line) <= SHORT_LINE for line in lines):
        return Span("、".join(lines), span.bold, span.mark)
    ended = (line if line[-1] in _STOPS else f"{line}；" for line in lines[:-1])
    return Span("".join(ended) + lines[-1], span.bold, span.mark)


def _align(rows: Sequence[Sequence[str | Span]], at: int) -> str:
    """Long texts flush left, all else in the middle."""
    texts = [plain(row[at]).text for row in rows if len(row) > 1]
    return "left" if any(em(text) > LONG_CELL and not text.isascii() for text in texts) else "center"
