"""`evalprep build --pdf`: one PDF of each paper, one of all with bookmarks and page numbers, and no LibreOffice."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pikepdf
import pytest

from tests.cli.builds import COMPANY, MANIFEST, build, call, copied, manifest, names, unwrapped
from tests.cli.conftest import Run

WHOLE = "全部材料（草稿）.pdf"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "材料"


def bookmarks(pdf: pikepdf.Pdf) -> dict[str, int]:
    """The page, from 1, on which each bookmark of the first level stands, by its text."""
    pages = [page.objgen for page in pdf.pages]
    with pdf.open_outline() as outline:
        return {one.title: pages.index(_destination(one).objgen) + 1 for one in outline.root}


def _destination(item: pikepdf.OutlineItem) -> pikepdf.Object:
    found = item.destination if item.destination is not None else item.action.D
    return found[0]  # type: ignore[index]


@pytest.mark.needs_libreoffice
@pytest.mark.slow
def test_all_papers_are_one_pdf_whose_pages_the_list_of_contents_names(
    run: Run, tmp_path: Path, out: Path
) -> None:
    """One build, for LibreOffice takes its time: pages, bookmarks, the list of contents, and what is left behind."""
    project, pdfs = copied(COMPANY.example, tmp_path), out.with_name("材料-PDF")
    ran = build(run, project, COMPANY, out, "--pdf")
    assert names(pdfs) == sorted([WHOLE, "00-封面（草稿）.pdf", "00-目录（草稿）.pdf", MANIFEST])
    with pikepdf.open(pdfs / WHOLE) as whole:
        count, marks = len(whole.pages), bookmarks(whole)
        assert f"PDF：{pdfs / WHOLE}（{count} 页，" in ran.out
        picture = whole.pages[marks[next(title for title in marks if "法人登记证书" in title)] - 1]
        assert [round(float(side)) for side in picture.mediabox[2:]] == [595, 842]
    assert count >= len(manifest(out)["files"])

    table = docx.Document(str(out / "00-目录（草稿）.docx")).tables[0]
    head, *rows = [[cell.text for cell in row.cells] for row in table.rows]
    at = next(number for number, text in enumerate(head) if "页" in text)
    first = {row[0]: int(row[at]) for row in rows if row[at].strip()}
    assert first["1"] == marks[next(title for title in marks if "申请报告" in title)]
    assert first["9"] == marks[next(title for title in marks if "诚信承诺书" in title)]
    assert list(first.values()) == sorted(first.values())
    assert max(first.values()) <= count

    # The next build has no pages in its list: the PDFs are told to be of before.
    told = unwrapped(build(run, project, COMPANY, out).out)
    assert f"{pdfs} 是以前做的，和现在的材料不一样：加上 --pdf 再生成一次，或删去" in told
    assert WHOLE in names(pdfs)


@pytest.mark.parametrize(
    "setting", [{"EVALPREP_OFFICE": "/没有/soffice"}, {"EVALPREP_OFFICE": "", "PATH": ""}]
)
def test_without_libreoffice_a_pdf_is_refused_and_nothing_is_written(
    run: Run, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch, setting: dict[str, str]
) -> None:
    project = copied(COMPANY.example, tmp_path)
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    ran = call(run, project, COMPANY, out, "--pdf")
    assert ran.code == 3
    assert "LibreOffice" in ran.err
    assert re.search(r"怎么办：.+", ran.err)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("材料")] == []
