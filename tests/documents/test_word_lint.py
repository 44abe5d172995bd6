"""The lint finds what it is made for, and the blanks as shipped have none of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from word_lint import faults
from word_samples import TOP, p, word

BLANKS = sorted((TOP / "forms").glob("*/*/blank.docx"))
CELL = f"<w:tc><w:tcPr/>{p('一')}</w:tc>"


def table(*rows: str, columns: int = 2) -> str:
    grid = "".join("<w:gridCol/>" for _ in range(columns))
    drawn = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{drawn}</w:tbl>"


HEADINGS = """<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="heading 3"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
</w:styles>"""


def with_styles(docx: bytes, styles: str) -> bytes:
    from evalprep.documents.package import open_package, pack

    return pack({**open_package(docx).parts, "word/styles.xml": styles.encode()})


def headed(*styles: str) -> bytes:
    body = (p("标题", properties=f'<w:pStyle w:val="{style}"/>') for style in styles)
    return with_styles(word(*body), HEADINGS)


PLAIN = '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (table("<w:tc><w:tcPr/></w:tc>" + CELL) + p("完"), "cell 1 does not end with a paragraph"),
        (table(CELL * 2, CELL) + p("完"), "table 1 row 2 covers 1 of 2 columns"),
        (table(CELL * 2), "a table is not followed by a paragraph"),
        (table(CELL * 2) + table(CELL * 2) + p("完"), "a table is not followed by a paragraph"),
        (p("一") + '<w:bookmarkStart w:id="1"/><w:bookmarkStart w:id="1"/>', "word/document.xml: id 1 stands 2 times"),
        (p("一", properties='<w:pStyle w:val="Nobody"/>'), "style Nobody is not defined"),
    ],
    ids=["empty cell", "short row", "table at the end", "two tables", "same id", "undefined style"],
)  # fmt: skip
def test_a_fault_is_named(body: str, fault: str) -> None:
    assert faults(with_styles(word(body), PLAIN)) == [fault]


def test_a_jump_of_heading_levels_is_a_fault() -> None:
    assert faults(headed("H1", "H3")) == ["heading of level 3 below level 1: 标题"]


def test_a_style_that_nothing_uses_and_word_does_not_offer_is_a_fault() -> None:
    assert faults(headed("H1")) == ["style H3 is not used"]


def test_a_sound_table_has_no_fault() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("一")}</w:tc>'
    assert faults(with_styles(word(table(CELL * 2, wide), p("完")), PLAIN)) == []


@pytest.mark.parametrize("blank", BLANKS, ids=lambda blank: f"{blank.parts[-3]}/{blank.parts[-2]}")
def test_the_blanks_as_shipped_have_no_fault(blank: Path) -> None:
    assert faults(blank.read_bytes()) == []
