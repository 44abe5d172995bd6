"""A second reading, with a project that knows more, adds to the first and takes nothing away."""

from __future__ import annotations

from evalprep.intake.given import Extract, Origin, Remark, RemarkKind
from evalprep.intake.merge.rereading import both
from tests.intake.merge.said import row, value


def test_what_only_one_reading_gives_is_kept() -> None:
    first = Extract((value("organization.name", "示例会", "B2"),), (row("staff", name="张示例", sex="男"),))
    second = Extract(
        (value("organization.city", "示例市", "B3"),),
        (row("staff", name="张示例"), row("venues", name="一号楼")),
    )
    found = both(first, second)
    assert [one.tree for one in found.values] == ["示例会", "示例市"]
    assert [(one.rows, len(one.values)) for one in found.rows] == [("staff", 2), ("venues", 1)]


def test_of_one_place_the_second_reading_counts() -> None:
    found = both(
        Extract((value("organization.name", "示例"),)), Extract((value("organization.name", "示例会"),))
    )
    assert [one.tree for one in found.values] == ["示例会"]


def test_what_the_second_reading_understood_is_told_no_more() -> None:
    remark = Remark(RemarkKind.HELD_BACK, Origin("a.xlsx"), "不是申报的职业")
    assert both(Extract((), (), (remark,)), Extract()).remarks == ()


def test_two_rows_of_one_place_stay_two() -> None:
    twice = (row("contributions", title="甲"), row("contributions", title="乙"))
    assert len(both(Extract((), twice), Extract((), twice)).rows) == 2
