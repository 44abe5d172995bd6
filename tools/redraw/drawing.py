"""Draws an official form as a small, clean .docx: the part of the work that every form shares.

Lengths are in twips (1/20 pt; 567 to the centimetre), font sizes in points. A form is one list of paragraphs and
tables; styles, settings and fonts are the least that Word and WPS need, so a blank stays a few kilobytes.
Typefaces are named as Windows and WPS have them: 仿宋, 宋体, 黑体, with Times New Roman for digits and letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from evalprep.documents.forms.boxes import BOX_FONT, EMPTY_BOX
from evalprep.documents.package import pack
from evalprep.documents.wordxml import W, w

A4_WIDTH, A4_HEIGHT = 11906, 16838
LATIN = "Times New Roman"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def cm(length: float) -> int:
    """Centimetres in twips."""
    return round(length * 567)


@dataclass(frozen=True)
class Font:
    """A typeface for Chinese text, its size in points, and weight."""

    name: str = "仿宋"
    size: float = 12
    bold: bool = False


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. In `text`, `\\n` is a line break and `□` a check box; an empty text still carries its font."""

    text: str = ""
    font: Font = Font()
    align: str = "left"
    before: int = 0
    after: int = 0
    line: int = 0
    """Line spacing in 240ths of a line; 0 is single."""
    indent: int = 0
    """From the left, in hundredths of a character."""
    first_line: int = 0
    """First-line indent, in hundredths of a character: 200 is the usual two characters; below 0 the other lines hang."""
    new_page: bool = False
    keep_next: bool = False
    break_words: bool = False
    """Whether a long Latin word, such as an address of e-mail, may break anywhere."""
    close: bool = False
    """Whether digits and Chinese stand close: 2012年3月 then fits a narrow column."""


@dataclass(frozen=True)
class Cell:
    """A cell over `span` columns of the table's grid."""

    paragraphs: Sequence[Paragraph]
    span: int = 1
    valign: str = "center"
    merge: str = ""
    """`restart` where a vertical merge begins, `continue` in the rows below."""


@dataclass(frozen=True)
class Row:
    """A row at least `height` high; it moves to the next page whole unless it `may_split`."""

    cells: Sequence[Cell]
    height: int
    may_split: bool = False
    header: bool = False
    """Whether the row is repeated on each page that the table goes on to; only from its first row on."""


@dataclass(frozen=True)
class Table:
    """A table of fixed layout, its columns' widths and its rows."""

    grid: Sequence[int]
    rows: Sequence[Row]
    margin: int = 70
    """Between a cell's side border and its text."""
    padding: int = 40
    """Between a cell's upper or lower border and its text."""


def draw(content: Sequence[Paragraph | Table], margins: tuple[int, int, int, int]) -> bytes:
    """The .docx of an A4 page with `margins` (top, right, bottom, left) and the content in order."""
    root = etree.Element(w("document"), nsmap={"w": W})
    body = etree.SubElement(root, w("body"))
    body.extend(_table(item) if isinstance(item, Table) else _paragraph(item) for item in content)
    body.append(_page(margins))
    return pack(
        {
            "[Content_Types].xml": _CONTENT_TYPES,
            "_rels/.rels": _RELATIONS,
            "word/document.xml": _bytes(root),
            "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
            "word/styles.xml": _STYLES,
            "word/settings.xml": _SETTINGS,
        }
    )


def _element(tag: str, *children: etree._Element, **attributes: str | int) -> etree._Element:
    element = etree.Element(w(tag))
    for name, value in attributes.items():
        element.set(w(name), str(value))
    element.extend(children)
    return element


def _page(margins: tuple[int, int, int, int]) -> etree._Element:
    top, right, bottom, left = margins
    sides = {"top": top, "right": right, "bottom": bottom, "left": left}
    return _element(
        "sectPr",
        _element("pgSz", w=A4_WIDTH, h=A4_HEIGHT),
        _element("pgMar", **sides, header=851, footer=992, gutter=0),
    )


def _table(table: Table) -> etree._Element:
    width = sum(table.grid)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = (_element(side, val="single", sz=4, space=0, color="auto") for side in sides)
    inner = {"top": table.padding, "left": table.margin, "bottom": table.padding, "right": table.margin}
    margins = (_element(side, w=length, type="dxa") for side, length in inner.items())
    properties = _element(
        "tblPr",
        _element("tblW", w=width, type="dxa"),
        _element("jc", val="center"),
        _element("tblBorders", *borders),
        _element("tblLayout", type="fixed"),
        _element("tblCellMar", *margins),
    )
    grid = _element("tblGrid", *(_element("gridCol", w=column) for column in table.grid))
    return _element("tbl", properties, grid, *(_row(row, table.grid) for row in table.rows))


def _row(row: Row, grid: Sequence[int]) -> etree._Element:
    if sum(cell.span for cell in row.cells) != len(grid):
        raise ValueError(f"a row spans {sum(cell.span for cell in row.cells)} of {len(grid)} columns")
    whole = () if row.may_split else (_element("cantSplit"),)
    height = _element("trHeight", val=row.height, hRule="atLeast")
    repeated = (_element("tblHeader"),) if row.header else ()
    properties = _element("trPr", *whole, height, *repeated)
    drawn, column = _element("tr", properties), 0
    for cell in row.cells:
        drawn.append(_cell(cell, sum(grid[column : column + cell.span])))
        column += cell.span
    return drawn


def _cell(cell: Cell, width: int) -> etree._Element:
    span = (_element("gridSpan", val=cell.span),) if cell.span > 1 else ()
    merge = (_element("vMerge", val=cell.merge),) if cell.merge else ()
    valign = (_element("vAlign", val=cell.valign),) if cell.valign != "top" else ()
    properties = _element("tcPr", _element("tcW", w=width, type="dxa"), *span, *merge, *valign)
    return _element("tc", properties, *(_paragraph(paragraph) for paragraph in cell.paragraphs))


def _paragraph(paragraph: Paragraph) -> etree._Element:
    drawn = _element("p", _paragraph_properties(paragraph))
    for text in _split_boxes(paragraph.text):
        drawn.append(_box(paragraph.font) if text == "□" else _run(text, paragraph.font))
    return drawn


def _paragraph_properties(paragraph: Paragraph) -> etree._Element:
    switches = {"keepNext": paragraph.keep_next, "pageBreakBefore": paragraph.new_page}
    properties = [_element(name) for name, on in switches.items() if on]
    off = {"wordWrap": paragraph.break_words, "autoSpaceDE": paragraph.close, "autoSpaceDN": paragraph.close}
    properties += [_element(name, val=0) for name, wanted in off.items() if wanted]
    spacing: dict[str, str | int] = {"before": paragraph.before} if paragraph.before else {}
    spacing |= {"after": paragraph.after} if paragraph.after else {}
    spacing |= {"line": paragraph.line, "lineRule": "auto"} if paragraph.line else {}
    if spacing:
        properties.append(_element("spacing", **spacing))
    if paragraph.indent or paragraph.first_line:
        properties.append(_indent(paragraph))
    if paragraph.align != "left":
        properties.append(_element("jc", val=paragraph.align))
    return _element("pPr", *properties, _run_properties(paragraph.font))


def _indent(paragraph: Paragraph) -> etree._Element:
    """In characters, as Chinese Word counts, and in twips for readers that do not."""
    twips = paragraph.font.size * 20 / 100
    sides: dict[str, str | int] = {}
    if paragraph.indent:
        sides |= {"leftChars": paragraph.indent, "left": round(paragraph.indent * twips)}
    if paragraph.first_line:
        side = "firstLine" if paragraph.first_line > 0 else "hanging"
        length = abs(paragraph.first_line)
        sides |= {f"{side}Chars": length, side: round(length * twips)}
    return _element("ind", **sides)


def _split_boxes(text: str) -> Iterable[str]:
    for index, part in enumerate(text.split("□")):
        if index:
            yield "□"
        if part:
            yield part


def _run(text: str, font: Font) -> etree._Element:
    run = _element("r", _run_properties(font))
    for index, line in enumerate(text.split("\n")):
        if index:
            run.append(_element("br"))
        part = etree.SubElement(run, w("t"))
        part.text = line
        if line != line.strip():
            part.set(_XML_SPACE, "preserve")
    return run


def _box(font: Font) -> etree._Element:
    names = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), BOX_FONT)
    half_points = round(font.size * 2)
    sizes = (_element("sz", val=half_points), _element("szCs", val=half_points))
    run = _element("r", _element("rPr", _element("rFonts", **names), *sizes))
    etree.SubElement(run, w("t")).text = EMPTY_BOX
    return run


def _run_properties(font: Font) -> etree._Element:
    """The hint lets Word take quotation marks and 「…」 from the Chinese typeface."""
    half_points = round(font.size * 2)
    bold = (_element("b"), _element("bCs")) if font.bold else ()
    fonts = _element("rFonts", hint="eastAsia", ascii=LATIN, hAnsi=LATIN, eastAsia=font.name)
    return _element("rPr", fonts, *bold, _element("sz", val=half_points), _element("szCs", val=half_points))


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _part(text: str) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text.strip()).encode()


_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_TYPES = _part(f"""
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>
<Override PartName="/word/settings.xml" ContentType="{_TYPES}.settings+xml"/>
</Types>""")
_RELATIONS = _part(f"""
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
</Relationships>""")
_DOCUMENT_RELATIONS = _part(f"""
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{_OFFICE}/settings" Target="settings.xml"/>
</Relationships>""")
_STYLES = _part(f"""
<w:styles xmlns:w="{W}">
<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="仿宋" w:cs="{LATIN}"/>
<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>
<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>
</w:styles>""")
_SETTINGS = _part(f"""
<w:settings xmlns:w="{W}">
<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/>
<w:compat><w:balanceSingleByteDoubleByteWidth/><w:adjustLineHeightInTable/><w:useFELayout/>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>
</w:settings>""")
