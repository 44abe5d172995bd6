"""Which sheets and columns the workbook has: all of the registry, each field once, under a name that tells it apart."""

from __future__ import annotations

from collections import Counter

import pytest

from evalprep.intake.workbook.examples import example
from evalprep.intake.workbook.layout import (
    BASE,
    SETTINGS,
    Column,
    ListSheet,
    list_sheets,
    nil_record,
    single_values,
)
from evalprep.model.fields import Shape, fields
from evalprep.model.kinds import BadValue

SHEETS = {one.rows: one for one in list_sheets()}
ELSEWHERE = ("attestations", "attachments", "self_scores")
"""What has a sheet of another shape."""
IN_THE_OUTER_COLUMN = ("occupations[].history[].occupation",)


def columns() -> list[Column]:
    return [*single_values(), *(column for one in SHEETS.values() for column in one.columns)]


def test_the_sheets_that_everyone_fills_in_come_first() -> None:
    assert [one.rows for one in list_sheets()][: len(BASE)] == [*BASE]


def test_every_value_of_the_registry_has_one_place() -> None:
    placed = Counter(column.field.path for column in columns())
    wanted = [
        path
        for path, field in fields().items()
        if field.shape in (Shape.VALUE, Shape.VALUES)
        and not path.startswith((*SETTINGS, *ELSEWHERE))
        and path not in IN_THE_OUTER_COLUMN
        and ".titles[]" not in path
        and ".skills[]" not in path
    ]
    assert {path: placed[path] for path in wanted if placed[path] != 1} == {}


@pytest.mark.parametrize("listed", SHEETS.values(), ids=lambda one: one.rows)
def test_no_two_columns_of_a_sheet_have_one_header(listed: ListSheet) -> None:
    headers = [column.header for column in listed.columns] + [listed.outer]
    assert len(set(headers)) == len(headers)


def test_no_two_single_values_have_one_name() -> None:
    assert [name for name, count in Counter(one.header for one in single_values()).items() if count > 1] == []


def test_no_two_sheets_have_one_name_and_excel_takes_each() -> None:
    names = [one.name for one in list_sheets()]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_a_list_inside_a_row_says_in_a_column_which_row() -> None:
    assert (SHEETS["occupations[].history"].outer, SHEETS["staff"].outer) == ("职业", "")


def test_a_column_inside_a_record_has_a_path_from_the_row() -> None:
    paths = [column.path for column in SHEETS["venues"].columns]
    assert ("lease", "from") in paths and ("titles",) in [one.path for one in SHEETS["staff"].columns]


def test_only_wanted_columns_are_there_and_what_tells_rows_apart() -> None:
    found = {one.rows: one for one in list_sheets(lambda path: path in ("staff", "staff[].education"))}
    assert [one.path for one in found["staff"].columns] == [("name",), ("id_number",), ("education",)]


def test_a_list_that_nobody_wants_is_there_only_when_everyone_has_it() -> None:
    found = {one.rows: one for one in list_sheets(lambda path: False)}
    assert set(found) == set(BASE)
    assert found["supervisors"].columns == SHEETS["supervisors"].columns


def test_the_first_column_of_a_record_says_that_there_is_none() -> None:
    told = {
        one.field.path: nil_record(one.field)
        for one in single_values()
        if one.path[1] == "own_staff_assessment"
    }
    named = {path: record.path for path, record in told.items() if record}
    assert named == {"organization.own_staff_assessment.since": "organization.own_staff_assessment"}


def test_a_column_that_can_deny_a_record_is_wanted_with_any_of_the_record() -> None:
    path = "organization.own_staff_assessment"
    found = [one.field.path for one in single_values(lambda asked: asked in (path, f"{path}.people"))]
    assert found == ["organization.name", f"{path}.since", f"{path}.people"]


@pytest.mark.parametrize(
    "column",
    [column for one in SHEETS.values() for column in one.columns],
    ids=lambda one: one.field.path,
)
def test_the_example_is_in_the_notation_that_is_read(column: Column) -> None:
    kind = column.field.kind
    if kind is None or kind.name in ("id_number", "uscc"):
        return
    try:
        kind.parse(str(example(column)))
    except BadValue as bad:
        pytest.fail(f"{column.header}: {bad.problem}")
