"""A Word table as a grid: merges, short rows, content controls and tracked changes."""

from __future__ import annotations

import time

from word_samples import body_of, control, p, run, tbl, tc, tr, word

from evalprep.documents.forms.grid import Cell, Grid
from evalprep.documents.wordxml import TBL


def grid(*rows: str) -> Grid:
    return Grid(next(body_of(word(tbl(*rows), p())).iter(TBL)))


def at(table: Grid, row: int, column: int) -> Cell:
    cell = table.at(row, column)
    assert cell is not None
    return cell


def text(cell: Cell | None) -> str | None:
    return cell.text if cell else None


def test_a_cell_over_columns_is_found_at_each_of_them() -> None:
    table = grid(tr(tc("宽", span=2), "窄"), tr("甲", "乙", "丙"))
    assert at(table, 0, 0) is at(table, 0, 1)
    assert (text(at(table, 0, 0).right), text(at(table, 0, 2).below)) == ("窄", "丙")


def test_a_cell_over_rows_is_found_in_each_of_them() -> None:
    table = grid(tr(tc("高", merge="restart"), "甲"), tr(tc(merge="continue"), "乙"), tr("下", "丙"))
    assert at(table, 0, 0) is at(table, 1, 0)
    assert (at(table, 0, 0).bottom, text(at(table, 0, 0).below), text(at(table, 0, 0).right)) == (
        1,
        "下",
        "甲",
    )


def test_a_merge_without_a_beginning_is_a_cell_of_its_own() -> None:
    assert text(at(grid(tr(tc("甲", merge="continue"))), 0, 0)) == "甲"


def test_a_merge_goes_on_only_under_the_column_where_it_began() -> None:
    table = grid(tr(tc("宽", span=2, merge="restart")), tr("甲", tc("乙", merge="continue")))
    assert (at(table, 0, 0).bottom, text(at(table, 1, 1))) == (0, "乙")


def test_merges_side_by_side_do_not_mix() -> None:
    table = grid(
        tr(tc("左", merge="restart"), tc("右", merge="restart", span=2)),
        tr(tc(merge="continue"), tc(merge="continue", span=2)),
    )
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["左", "右"], ["左", "右"]]


def test_a_row_that_starts_late_keeps_its_columns() -> None:
    table = grid(tr("甲", "乙"), tr("丙", properties='<w:gridBefore w:val="1"/>'))
    assert (table.at(1, 0), text(table.at(1, 1))) == (None, "丙")


def test_content_controls_around_rows_cells_and_paragraphs_are_looked_through() -> None:
    table = grid(control(tr(control(tc(control(p("甲")))), "乙")))
    assert [cell.text for cell in table.cells()] == ["甲", "乙"]


def test_a_nested_table_is_no_text_of_its_cell() -> None:
    assert text(at(grid(tr(tc(p("甲"), tbl(tr("内")), p()))), 0, 0)) == "甲\n"


def test_insertions_count_as_text_and_deletions_do_not() -> None:
    inserted, deleted = f"<w:ins>{run('新')}</w:ins>", "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    assert text(at(grid(tr(tc(p("甲", inserted, deleted)))), 0, 0)) == "甲新"


def test_a_deleted_row_is_not_there() -> None:
    assert len(grid(tr("甲"), tr("乙", properties="<w:del/>")).rows) == 1


def test_the_placeholder_of_an_empty_control_is_no_text() -> None:
    empty = control(run("单击此处输入文字"), "<w:showingPlcHdr/>")
    assert text(at(grid(tr(tc(p(empty)))), 0, 0)) == ""
    assert text(at(grid(tr(tc(control(p("单击此处输入文字"), "<w:showingPlcHdr/>")))), 0, 0)) == ""


def test_a_span_that_no_table_can_have_is_not_believed() -> None:
    assert len(grid(tr(tc("甲", span=9999))).rows[0].columns) == 63


def test_a_cell_without_a_paragraph_gets_one() -> None:
    assert len(at(grid("<w:tr><w:tc/></w:tr>"), 0, 0).paragraphs) == 1


def test_the_cost_is_linear_in_the_rows() -> None:
    def cost(count: int) -> float:
        table = next(body_of(word(tbl(*[tr(*"甲乙丙丁戊己庚辛")] * count), p())).iter(TBL))
        start = time.process_time()
        Grid(table)
        return time.process_time() - start

    small = min(cost(300) for _ in range(3))
    assert min(cost(2400) for _ in range(3)) < 40 * small  # quadratic would be 64 times
