"""Open slots: those of one column together, with the rows and the first place."""

from __future__ import annotations

import pytest

from evalprep.errors import Place
from evalprep.report.open_slots import OpenSlot, open_columns, rows_told


def told(*waits: str, label: str = "资格") -> list[str]:
    """The lines of slots of one label that wait for these, each in a line of the project file further down."""
    slots = [OpenSlot(label, text, Place("evalprep.yaml", 7 + n)) for n, text in enumerate(waits)]
    return [one.told for one in open_columns(slots)]


def test_rows_of_one_column_are_told_together() -> None:
    waits = (f"人员第 {n} 行·职称、人员第 {n} 行·资格" for n in (1, 2, 3))
    assert told(*waits) == ["资格　←　人员第 1 至 3 行·职称、资格（evalprep.yaml:7 起）"]


def test_one_row_is_told_with_its_own_place() -> None:
    assert told("人员第 2 行·职称、人员第 2 行·资格") == [
        "资格　←　人员第 2 行·职称、资格（evalprep.yaml:7）"
    ]


@pytest.mark.parametrize(
    "waits",
    [
        ("人员第 1 行·职称", "专家第 2 行·职称"),
        ("人员第 1 行·职称", "人员第 2 行·学历"),
        ("职业第 1 行·历年第 1 行·人次", "职业第 2 行·历年第 1 行·人次"),
        ("单位名称", "单位地址"),
    ],
)
def test_other_lists_columns_and_outer_rows_are_told_apart(waits: tuple[str, str]) -> None:
    assert told(*waits) == [f"资格　←　{text}（evalprep.yaml:{7 + n}）" for n, text in enumerate(waits)]


def test_rows_of_a_list_within_a_row_are_told_together() -> None:
    waits = (f"职业第 2 行·历年第 {n} 行·人次" for n in (1, 2))
    assert told(*waits) == ["资格　←　职业第 2 行·历年第 1 至 2 行·人次（evalprep.yaml:7 起）"]


def test_what_waits_for_two_rows_at_once_is_told_as_it_stands() -> None:
    assert told("场地第 1 行·面积、场地第 2 行·面积") == [
        "资格　←　场地第 1 行·面积、场地第 2 行·面积（evalprep.yaml:7）"
    ]


def test_other_labels_are_told_apart() -> None:
    slots = [OpenSlot(label, "人员第 1 行·职称") for label in ("职称", "资格")]
    assert [one.told for one in open_columns(slots)] == [
        "职称　←　人员第 1 行·职称",
        "资格　←　人员第 1 行·职称",
    ]


def test_a_prompt_has_only_its_label() -> None:
    assert [one.told for one in open_columns([OpenSlot("写明谁做什么")])] == ["写明谁做什么"]


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ([3], "3"),
        ([1, 2, 3], "1 至 3"),
        ([7, 1, 2, 2], "1 至 2、7"),
        ([1, 3, 5, 7], "1、3、5、7"),
        ([1, 3, 5, 7, 8, 10], "1、3、5、7 至 8 等 6"),
    ],
)
def test_rows_are_told_in_runs_and_many_are_counted(rows: list[int], shown: str) -> None:
    assert rows_told(rows) == shown
