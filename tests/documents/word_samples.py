"""What the tests of Word papers share: form maps from YAML, records from plain values, small Word files from text.

Every organisation and person here is made up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import yaml
from lxml import etree

from evalprep.documents.forms.formfile import parse_form_map
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.forms.grid import Grid
from evalprep.documents.package import open_package, pack
from evalprep.documents.wordxml import W14, W, w
from evalprep.errors import Place
from evalprep.model.validation import Path as TreePath
from evalprep.model.validation import Source

TOP = Path(__file__).resolve().parents[2]
NATIONAL = "national/basic-information"


def source(text: str, file: str = "form.yaml") -> Source:
    """A YAML text as `store` hands it over: every scalar as written, and the place of every value."""
    places: dict[TreePath, Place] = {}

    def tree(node: yaml.Node, path: TreePath) -> Any:
        places.setdefault(path, Place(file, node.start_mark.line + 1, node.start_mark.column + 1))
        if isinstance(node, yaml.MappingNode):
            pairs = {key.value: value for key, value in node.value}
            return {key: tree(value, (*path, key)) for key, value in pairs.items()}
        if isinstance(node, yaml.SequenceNode):
            return [tree(value, (*path, index)) for index, value in enumerate(node.value)]
        return node.value or None

    node = yaml.compose(text, Loader=yaml.SafeLoader)
    assert node is not None
    return Source(file, tree(node, ()), places)


def form_map(sections: str) -> FormMap:
    """A form map around the YAML of its sections."""
    head = "form: test/form\ntitle: 测试用表\nserves: [T-F1]\nsource: {notice: 测试〔2020〕1号, annex: 附件1, layout: 自拟}\n"
    return parse_form_map(source(head + "sections:\n" + sections))


def shipped_form(form: str) -> FormMap:
    """The map of a form as shipped, by its name: national/basic-information."""
    path = TOP / "forms" / form / "form.yaml"
    return parse_form_map(source(path.read_text(encoding="utf-8"), str(path)))


def shipped_blank(form: str) -> bytes:
    """The blank of a form as shipped."""
    return (TOP / "forms" / form / "blank.docx").read_bytes()


def national_form() -> FormMap:
    """The form map of the national form, as shipped."""
    return shipped_form(NATIONAL)


def national_blank() -> bytes:
    """The blank of the national form, as shipped."""
    return shipped_blank(NATIONAL)


@dataclass
class Paper:
    """A record made of plain values."""

    texts: Mapping[str, str | None] = field(default_factory=dict)
    lists: Mapping[str, Sequence[Paper] | None] = field(default_factory=dict)
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    at: str = ""
    """Where an entry really stands (equipment[3]); without it, in the list that holds it."""

    def text(self, path: str) -> str | None:
        return self.texts.get(path)

    def rows(self, path: str) -> Sequence[Paper] | None:
        entries = self.lists.get(path)
        if entries is None:
            return None
        here = self.path_of(path)
        return [replace(entry, at=entry.at or f"{here}[{index}]") for index, entry in enumerate(entries)]

    def choices(self, path: str) -> Sequence[str]:
        return self.words.get(path, ())

    def path_of(self, path: str) -> str:
        return f"{self.at}.{path}" if self.at else path


BASICS = {
    "organization.name": "晨星省虚构机电行业协会",
    "organization.address": "晨星省虚构市样例区试验路 100 号",
    "organization.registration_authority": "晨星省民政厅",
    "organization.uscc": "51990000MJ0000001X",
    "organization.legal_representative.name": "张样例",
    "organization.registered_capital": "300 万元",
    "organization.contact.name": "李样例",
    "organization.contact.position": "秘书长",
    "organization.contact.phone": "0990-00000000",
    "organization.contact.email": "office@example.org",
}
STATEMENTS = {
    "statements.staff_and_venues": "现有专职工作人员 12 人。\n场地 1,600 平方米，均有视频监控。",
    "statements.strengths": "成立十五年，会员单位 230 家。",
    "statements.standards_work": "参与编制国家职业技能标准 2 项、教材 5 种。",
}


def occupation(number: int = 0) -> Paper:
    """One entry of the occupations' list."""
    names = ("电工", "焊工", "钳工（工具钳工、装配钳工）")
    return Paper(
        {
            "name_and_trades": names[number % 3],
            "code": f"6-31-01-{number % 100:02}",
            "is_new": "否",
            "started_on": "2012年3月",
            "persons": f"{12_000 + number}",
            "levels": "五级至三级",
        }
    )


def applicant(occupations: int | None = 3, texts: Mapping[str, str | None] | None = None) -> Paper:
    """A complete applicant with so many occupations; `texts` replaces some fields."""
    entries = None if occupations is None else [occupation(number) for number in range(occupations)]
    values = {**BASICS, **STATEMENTS, **(texts or {})}
    return Paper(values, {"occupations": entries}, {"organization.form_choice": ("行业联合会",)})


def word(*body: str) -> bytes:
    """A small Word file with this XML as its body."""
    document = f'<w:document xmlns:w="{W}" xmlns:w14="{W14}"><w:body>{"".join(body)}</w:body></w:document>'
    return pack({**_PARTS, "word/document.xml": document.encode()})


def p(*content: str, properties: str = "") -> str:
    """A paragraph; content that is no XML becomes a run of text."""
    runs = (part if part.startswith("<") else run(part) for part in content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def tc(*content: str, span: int = 1, merge: str = "") -> str:
    """A cell; content that is no XML becomes a paragraph. `merge` is restart or continue."""
    paragraphs = "".join(part if part.startswith("<") else p(part) for part in content) or p()
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; a cell that is no XML becomes one with that text."""
    drawn = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{drawn}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def control(content: str, properties: str = "") -> str:
    """A content control around something."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def check_box(ticked: bool) -> str:
    """A check box as Word's developer tab makes it."""
    state = f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
    state += '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
    return control(run("☒" if ticked else "☐"), state + "</w14:checkbox>")


def legacy_check_box(ticked: bool) -> str:
    """A check box of an old form field."""
    box = f'<w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked w:val="{int(ticked)}"/></w:checkBox>'
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:enabled/>{box}</w:ffData></w:fldChar></w:r>'
    code = "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
    return begin + code + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def body_of(docx: bytes) -> etree._Element:
    """The w:body of a Word file."""
    return open_package(docx).body


def text_of(element: etree._Element) -> str:
    """All text in an element."""
    return "".join(str(text) for text in element.itertext())


def cell_texts(docx: bytes) -> list[list[str]]:
    """The texts of every row of every table, each merged cell once."""
    grids = [Grid(table) for table in body_of(docx).iter(w("tbl"))]
    return [[cell.text for cell in row.own_cells] for grid in grids for row in grid.rows]


_OFFICE = "http://schemas.openxmlformats.org"
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_OFFICE}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        "</Types>"
    ).encode(),
    "_rels/.rels": (
        f'<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="r" '
        f'Type="{_OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    ).encode(),
}
