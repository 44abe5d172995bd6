"""From a `Page` to the bytes of a Word file, in the look of GB/T 9704-2012. Equal pages give equal bytes.

The page, its numbers and its styles come from template.docx, which tools/redraw/page_template.py draws. Clauses of
the standard: 5.2.1 paper and margins, 5.2.2 type and lines, 7.3.1 title, 7.3.3 headings, 7.5 page numbers.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from lxml import etree

from evalprep.documents.package import pack
from evalprep.documents.pages.page import Break, Grid, Heading, Line, Page, Span, unwritable
from evalprep.documents.pages.wordtable import table, texts
from evalprep.documents.pages.wordtext import element, paragraph, plain, runs, title_lines
from evalprep.documents.wordxml import PPR, TBL, w
from evalprep.errors import FormError, Problem

STYLES = {
    "body": "BodyText",
    "flush": "FlushText",
    "center": "CenteredText",
    "right": "SignatureText",
    "small": "SmallText",
    "article": "Article",
    "item": "Item",
}
"""The styles of lines, by their id in the template."""
ARTICLE_FACE = "黑体"
EMU_PER_TWIP = 635
DESK_MARGIN, DESK_EDGE = Mm(14), Mm(7)
"""Working papers of the applicant's own are held by no standard; they should fit on few pages."""
DESK_STYLES = {
    "Title": (18, 6, 26),
    "Caption": (12, 2, 17),
    "公文小字": (10.5, None, 15),
    "表后空行": (5, None, 5),
    "footer": (10.5, None, None),
}
"""What is set closer on them: by style the type, the space after and the height of a line, in points."""
COVER_TITLE = 32
"""In points; no standard holds a cover."""


def write_page(page: Page) -> bytes:
    """The Word file of a page.

    Raises FormError for a character that no Word file can hold, with the text around it.
    """
    _refuse_unwritable(page)
    document = docx.Document(io.BytesIO(_template()))
    _set_layout(document, page)
    body = document.element.body
    for block in _elements(document, page):
        body.insert_element_before(block, "w:sectPr")
    written = io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as archive:
        return pack({name: archive.read(name) for name in sorted(archive.namelist(), key=_order)})


@cache
def _template() -> bytes:
    return files("evalprep.documents.pages").joinpath("template.docx").read_bytes()


def _order(name: str) -> tuple[bool, bool, str]:
    """Readers look for the content types first."""
    return name != "[Content_Types].xml", not name.startswith("_rels"), name


def _set_layout(document: Document, page: Page) -> None:
    """Headings in the middle for rule documents, the page on its side, and the head of a paper that is not done."""
    section = document.sections[0]
    if page.layout == "rules":
        for level in (1, 2):
            centred = document.styles[f"Heading {level}"].paragraph_format
            centred.alignment = WD_ALIGN_PARAGRAPH.CENTER
            centred.element.get_or_add_pPr().remove(centred.element.pPr.find(w("ind")))
    if page.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (
            section.left_margin,
            section.top_margin,
            section.right_margin,
            section.bottom_margin,
        )
        section.footer_distance = Mm(12)
    if page.layout == "desk":
        section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = DESK_MARGIN
        section.header_distance = section.footer_distance = DESK_EDGE
        _set_closer(document)
    # A first page of its own has no number, for it has no footer.
    section.different_first_page_header_footer = page.layout == "cover"
    if page.face:
        headers = [section.header, section.even_page_header]
        headers += [section.first_page_header] if page.layout == "cover" else []
        for header in headers:
            header.paragraphs[0].text = page.face.partition("。")[0]


def _set_closer(document: Document) -> None:
    """The styles of a working paper."""
    for name, (size, after, line) in DESK_STYLES.items():
        style = document.styles[name]
        style.font.size = Pt(size)
        if after is not None:
            style.paragraph_format.space_after = Pt(after)
        if line is not None:
            style.paragraph_format.line_spacing = Pt(line)


def _elements(document: Document, page: Page) -> Iterator[etree._Element]:
    """The paragraphs and tables of a page, in order."""
    width = _text_width(document)
    if page.face and page.layout != "cover":
        yield paragraph("DraftFace", [Span(page.face)])
    yield _title(page)
    if page.subtitle:
        yield paragraph("Subtitle", [Span(page.subtitle)])
    new_page = False
    for block in page.blocks:
        if isinstance(block, Break):
            new_page = True
            continue
        drawn = _block(block, width)
        if new_page:
            if drawn[0].tag == TBL:
                drawn.insert(0, paragraph("AfterTable", []))
            _begin_page(drawn[0])
        new_page = False
        yield from drawn


def _title(page: Page) -> etree._Element:
    if page.layout == "cover":
        far = element("spacing", before=1100, after=600, line=960, lineRule="exact")
        return paragraph("Title", [plain(page.title)], far, size=COVER_TITLE)
    close = [element("spacing", after=120)] if page.subtitle else []
    return paragraph("Title", [title_lines(plain(page.title))], *close)


def _text_width(document: Document) -> int:
    """The width between the margins in twips."""
    section = document.sections[0]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    assert page is not None and left is not None and right is not None  # the template says all three
    return (page - left - right) // EMU_PER_TWIP


def _block(block: Heading | Line | Grid, width: int) -> list[etree._Element]:
    """A table is followed by a small paragraph: two that touch would be one, and a document may not end with one."""
    if isinstance(block, Heading):
        return [paragraph(f"Heading{block.level}", [Span(block.text)])]
    if isinstance(block, Line):
        return [_line(block)]
    caption = [paragraph("Caption", [Span(block.caption)])] if block.caption else []
    return [*caption, table(block, width), paragraph("AfterTable", [])]


def _line(line: Line) -> etree._Element:
    keep = [element("keepNext")] if line.keep else []
    if line.style != "article" or not line.spans:
        return paragraph(STYLES[line.style], line.spans, *keep)
    made = paragraph(STYLES["article"], [], *keep)
    made.extend(runs(line.spans[0], face=ARTICLE_FACE))
    for span in line.spans[1:]:
        made.extend(runs(span))
    return made


def _begin_page(drawn: etree._Element) -> None:
    """Put the page break where it belongs among the paragraph's properties: after those that keep it together."""
    properties = drawn.find(PPR)
    assert properties is not None  # every paragraph here has a style
    kept = [child for child in properties if child.tag in (w("pStyle"), w("keepNext"))]
    properties.insert(len(kept), element("pageBreakBefore"))


def _refuse_unwritable(page: Page) -> None:
    for text in _every_text(page):
        code = unwritable(text)
        if code:
            shown = " ".join(re.sub(r"[^\w，。、：；（）]", " ", text).split())[:20]
            problem = f"「{shown}」这段文字里有 Word 存不下的字符（{code}）"
            remedy = "多半是从别处粘贴时带来的看不见的字符：把这段文字重新输入一遍"
            raise FormError(Problem("unwritable_character", problem, remedy))


def _every_text(page: Page) -> Iterator[str]:
    yield from (plain(page.title).text, page.subtitle, page.face)
    for block in page.blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Line):
            yield from (span.text for span in block.spans)
        elif isinstance(block, Grid):
            yield from (block.caption, *texts(block))
