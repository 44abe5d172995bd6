"""Draws evalprep/documents/pages/template.docx, on which letters, plans, rule documents and reports are written.

Figures of GB/T 9704-2012: A4, margins 37, 26, 35 and 28 mm (top, right, bottom, left), text 仿宋 16 pt at an exact
pitch of 29 pt with two characters of indent, title 宋体 22 pt bold (for 小标宋), page numbers 14 pt between dashes,
on the right of odd pages and on the left of even ones. Lengths in the XML are twips, font sizes half points.

Run it from the repository: `python tools/redraw/page_template.py`.
"""

from __future__ import annotations

from pathlib import Path

from evalprep.documents.package import pack
from evalprep.documents.wordxml import W

HERE = Path(__file__).resolve().parents[2] / "evalprep" / "documents" / "pages" / "template.docx"
LATIN = "Times New Roman"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

TWO_CHARACTERS = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
CENTRED = '<w:jc w:val="center"/>'
SINGLE = '<w:spacing w:line="240" w:lineRule="auto"/>'


def style(
    identifier: str, name: str, paragraph: str, run: str = "", then: str = "", based: str = "Normal"
) -> str:
    """One paragraph style that Word offers; `then` is the style of the paragraph after it."""
    following = f'<w:next w:val="{then}"/>' if then else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/>{following}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def face(name: str, points: float, bold: bool = False) -> str:
    """Run properties of a typeface for Chinese text, its size in points, and weight."""
    weight = "<w:b/><w:bCs/>" if bold else "<w:b w:val='0'/><w:bCs w:val='0'/>"
    size = round(points * 2)
    return f'<w:rFonts w:eastAsia="{name}"/>{weight}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def heading(level: int, name: str, bold: bool = False) -> str:
    """A heading of the navigation pane."""
    paragraph = f'<w:keepNext/>{TWO_CHARACTERS}<w:outlineLvl w:val="{level - 1}"/>'
    return style(f"Heading{level}", f"heading {level}", paragraph, face(name, 16, bold), "BodyText")


BOX = "".join(
    f'<w:{side} w:val="single" w:sz="8" w:space="4" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right")
)
STYLES = "".join(
    (
        style(
            "Title",
            "Title",
            f'<w:keepNext/><w:spacing w:after="480" w:line="700" w:lineRule="exact"/>{CENTRED}',
            face("宋体", 22, bold=True),
            "BodyText",
        ),
        style(
            "Subtitle",
            "Subtitle",
            f'<w:keepNext/><w:spacing w:after="480"/>{CENTRED}',
            face("楷体", 16),
            "BodyText",
        ),
        heading(1, "黑体"),
        heading(2, "楷体"),
        heading(3, "仿宋", bold=True),
        style("BodyText", "Body Text", TWO_CHARACTERS),
        style("FlushText", "公文顶格", ""),
        style("CenteredText", "公文居中", CENTRED),
        style("SignatureText", "公文落款", '<w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>'),
        style("Article", "公文条文", TWO_CHARACTERS),
        style("Item", "公文列项", TWO_CHARACTERS),
        style("SmallText", "公文小字", '<w:spacing w:line="360" w:lineRule="exact"/>', face("仿宋", 12)),
        style(
            "Caption",
            "caption",
            f'<w:keepNext/><w:spacing w:before="120" w:after="80" w:line="240" w:lineRule="auto"/>{CENTRED}',
            face("黑体", 14),
        ),
        style("TableText", "表格文字", f"{SINGLE}{CENTRED}", face("仿宋", 10.5)),
        style("TableHead", "表格表头", f"{SINGLE}{CENTRED}", face("黑体", 10.5)),
        style("AfterTable", "表后空行", '<w:spacing w:line="200" w:lineRule="exact"/>', face("仿宋", 5)),
        style(
            "DraftFace",
            "初稿提示",
            f'<w:pBdr>{BOX}</w:pBdr><w:spacing w:after="360" w:line="400" w:lineRule="exact"/>{CENTRED}',
            face("黑体", 14),
        ),
        style("Header", "header", f"{SINGLE}{CENTRED}", face("黑体", 10.5)),
        style("Footer", "footer", SINGLE, face("宋体", 14)),
    )
)


def part(text: str) -> bytes:
    """The bytes of one part."""
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text.strip()).encode()


def page_number(side: str) -> bytes:
    """— 1 — at the left or right edge, one character in (GB/T 9704-2012, 7.5)."""
    field = "".join(
        f"<w:r>{content}</w:r>"
        for content in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    indent = f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'
    properties = f'<w:pPr><w:pStyle w:val="Footer"/>{indent}</w:pPr>'
    return part(f'<w:ftr xmlns:w="{W}"><w:p>{properties}{field}</w:p></w:ftr>')


EMPTY_HEADER = part(f'<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>')
REFERRED = {
    "header1": ("header", "default", EMPTY_HEADER),
    "header2": ("header", "even", EMPTY_HEADER),
    "footer1": ("footer", "default", page_number("right")),
    "footer2": ("footer", "even", page_number("left")),
}


def template() -> bytes:
    """The template: styles, page and page numbers, and no text."""
    overrides = {"document": "document.main", "styles": "styles", "settings": "settings"}
    overrides |= {name: kind for name, (kind, _, _) in REFERRED.items()}
    relations = {"styles": "styles", "settings": "settings"}
    relations |= {name: kind for name, (kind, _, _) in REFERRED.items()}
    numbers = {name: f"rId{number}" for number, name in enumerate(relations, 1)}
    references = "".join(
        f'<w:{kind}Reference w:type="{which}" r:id="{numbers[name]}"/>'
        for name, (kind, which, _) in REFERRED.items()
    )
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{kind}+xml"/>'
        for name, kind in overrides.items()
    )
    related = "".join(
        f'<Relationship Id="{numbers[name]}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        for name, kind in relations.items()
    )
    return pack(
        {
            "[Content_Types].xml": part(
                f'<Types xmlns="{PACKAGE}/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
            ),
            "_rels/.rels": part(
                f'<Relationships xmlns="{PACKAGE}/relationships">'
                f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
            ),
            "word/document.xml": part(
                f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body><w:sectPr>{references}'
                '<w:pgSz w:w="11906" w:h="16838"/>'
                '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="850" w:footer="1247" w:gutter="0"/>'
                "</w:sectPr></w:body></w:document>"
            ),
            "word/_rels/document.xml.rels": part(
                f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>'
            ),
            "word/styles.xml": part(
                f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
                f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="仿宋" w:cs="{LATIN}"/>'
                '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
                "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
                '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
                '<w:pPr><w:spacing w:line="580" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr></w:style>'
                '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
                '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
                f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>{STYLES}</w:styles>'
            ),
            "word/settings.xml": part(
                f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
                '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
                "<w:balanceSingleByteDoubleByteWidth/><w:adjustLineHeightInTable/><w:useFELayout/>"
                '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
                '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
            ),
            **{f"word/{name}.xml": content for name, (_, _, content) in REFERRED.items()},
        }
    )


if __name__ == "__main__":
    HERE.write_bytes(template())
