"""What offices do to a workbook before it comes back: saved by another program, sorted, moved, merged, cleared."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from evalprep.documents.sheets.fillable import write_fillable
from evalprep.documents.sheets.readfile import read_sheets
from evalprep.intake.lists.reading import read_lists
from evalprep.intake.merge.changes import Merge
from evalprep.intake.merge.merging import merge
from evalprep.intake.workbook.book import workbook_sheets
from evalprep.intake.workbook.choosing import Choice
from evalprep.law import Law
from evalprep.store.library import default_library
from evalprep.store.project import StoredProject, load_project
from tests.conftest import ROOT

EXAMPLES = [path.parent.name for path in sorted((ROOT / "examples").glob("*/evalprep.yaml"))]
HEADER, FIRST = 3, 6
"""The header row, and the first one below the grey ones."""


def project(folder: Path, name: str = "zhejiang-training-school") -> StoredProject:
    shutil.copytree(ROOT / "examples" / name, folder / name)
    return load_project(folder / name)


def merged(stored: StoredProject, data: bytes) -> Merge:
    law = Law(default_library([], beside=stored.folder))
    extract = read_lists(read_sheets(data, "资料表.xlsx"), "资料表.xlsx", stored.project, law.catalogs)
    return merge(stored.project, stored.source.tree, [extract])


def changes(one: Merge) -> list[str]:
    told = [f"{change.path}: {change.old} -> {change.new}" for change in one.changes]
    return told + [str(conflict) for conflict in one.conflicts]


def book(stored: StoredProject) -> bytes:
    return write_fillable(workbook_sheets(stored.project, None, Choice()))


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("formats", [("xlsx",), ("ods", "xlsx")], ids=["xlsx", "ods"])
def test_a_workbook_saved_again_by_libreoffice_says_the_same(
    tmp_path: Path, formats: tuple[str, ...]
) -> None:
    every = {name: project(tmp_path, name) for name in EXAMPLES}
    folder, suffix = tmp_path / "0", "xlsx"
    folder.mkdir()
    for name, stored in every.items():
        (folder / f"{name}.xlsx").write_bytes(book(stored))
    for step, wanted in enumerate(formats, 1):
        made = [str(folder / f"{name}.{suffix}") for name in every]
        folder, suffix = tmp_path / str(step), wanted
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
             "--convert-to", wanted, "--outdir", str(folder), *made],
            check=True, capture_output=True, timeout=170,
        )  # fmt: skip
    for name, stored in every.items():
        found = merged(stored, (folder / f"{name}.xlsx").read_bytes())
        assert (changes(found), found.remarks) == ([], ()), name


def edited(stored: StoredProject, edit: Callable[[Workbook], None]) -> Merge:
    workbook = load_workbook(io.BytesIO(book(stored)))
    edit(workbook)
    saved = io.BytesIO()
    workbook.save(saved)
    return merged(stored, saved.getvalue())


def _rows(page: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in page.iter_rows()]


def _write(page: Worksheet, rows: list[list[object]]) -> None:
    """A sheet anew, without what was merged."""
    for merged_cells in list(page.merged_cells.ranges):
        page.unmerge_cells(str(merged_cells))
    page.delete_rows(1, page.max_row)
    for row in rows:
        page.append(row)


def columns_moved(workbook: Workbook) -> None:
    for name in ("工作人员", "场地", "设备", "历年培训评价", "材料"):
        page = workbook[name]
        _write(page, [[*row[2:], *row[:2]] for row in _rows(page)])


def column_without_its_number(workbook: Workbook) -> None:
    for name in ("专家", "设备", "材料", "说明事项"):
        page = workbook[name]
        _write(page, [row[1:] for row in _rows(page)])


def number_header_cleared(workbook: Workbook) -> None:
    workbook["材料"]["A3"].value = None


def sheets_renamed(workbook: Workbook) -> None:
    for name, other in (
        ("工作人员", " 工作人员 "),
        ("专家", "专家(2)"),
        ("设备", "附表3 设备（新）"),
        ("材料", "材料清单"),
    ):
        workbook[name].title = other


def rows_left_blank(workbook: Workbook) -> None:
    page = workbook["工作人员"]
    rows = _rows(page)
    _write(page, [*rows[: FIRST + 1], [], *rows[FIRST + 1 : FIRST + 3], [], [], *rows[FIRST + 3 :]])


def rows_sorted_with_the_grey_ones(workbook: Workbook) -> None:
    page = workbook["工作人员"]
    rows = _rows(page)
    _write(page, [*rows[:HEADER], *sorted(rows[HEADER:], key=lambda row: str(row[1] or ""))])


def grey_rows_and_titles_deleted(workbook: Workbook) -> None:
    for page in workbook.worksheets[1:]:
        rows = _rows(page)
        _write(page, [row for row in rows[2:] if row[0] not in ("说明", "示例")])


def header_again(workbook: Workbook) -> None:
    page = workbook["工作人员"]
    rows = _rows(page)
    _write(page, [*rows[: FIRST + 2], rows[HEADER - 1], *rows[FIRST + 2 :]])


def sheets_deleted(workbook: Workbook) -> None:
    for name in workbook.sheetnames[1:-3]:
        del workbook[name]


@pytest.mark.parametrize(
    "edit",
    [
        columns_moved,
        column_without_its_number,
        number_header_cleared,
        sheets_renamed,
        rows_left_blank,
        rows_sorted_with_the_grey_ones,
        grey_rows_and_titles_deleted,
        header_again,
        sheets_deleted,
    ],
)
def test_what_only_looks_different_changes_nothing(tmp_path: Path, edit: Callable[[Workbook], None]) -> None:
    found = edited(project(tmp_path), edit)
    assert changes(found) == []
    assert [one.text for one in found.remarks if not one.text.startswith("和资料表的示例行一样")] == []


def test_the_papers_of_a_row_that_is_new_in_the_same_workbook_are_its_papers(tmp_path: Path) -> None:
    def new(workbook: Workbook) -> None:
        page = workbook["工种"]
        page.cell(FIRST, 2).value, page.cell(FIRST, 3).value = "电工", "示例新工种"
        papers = workbook["材料"]
        row = next(row for row in range(FIRST, papers.max_row) if papers.cell(row, 2).value is None)
        for column, text in enumerate(("证明文件", "工种：示例新工种", "附件/新.pdf"), 2):
            papers.cell(row, column).value = text

    found = edited(project(tmp_path), new)
    assert found.remarks == ()
    assert {str(change.path[-1]): change.new for change in found.changes} == {
        "name": "示例新工种",
        "证明文件": "附件/新.pdf",
    }


def test_an_answer_for_an_occupation_that_is_new_in_the_same_workbook_is_taken(tmp_path: Path) -> None:
    def new(workbook: Workbook) -> None:
        page = workbook["申报职业"]
        row = next(row for row in range(FIRST, page.max_row) if page.cell(row, 2).value is None)
        page.cell(row, 2).value, page.cell(row, 3).value = "6-18-01-01", "车工"
        statements = workbook["说明事项"]
        row = statements.max_row + 1
        statements.cell(row, 2).value, statements.cell(row, 4).value = "ZJ-V4", "车工"
        statements.cell(row, 5).value = "是"

    found = edited(project(tmp_path), new)
    assert found.remarks == ()
    assert ("attestations", "ZJ-V4", "occupations", "6-18-01-01", "holds") in {
        change.path for change in found.changes
    }
