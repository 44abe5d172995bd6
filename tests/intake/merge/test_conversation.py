"""What a person takes: all, piece by piece, or nothing; conflicts one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalprep.intake.merge.conversation import Settled, settle
from tests.intake.interview.scripted import ScriptedAsker
from tests.intake.merge.said import Kept, extract, kept, row, value


def taken(settled: Settled) -> list[tuple[str, str]]:
    return [(change.label, change.new) for change in settled.changes]


@pytest.fixture
def project(tmp_path: Path) -> Kept:
    return kept(tmp_path, "organization: {name: 示例会}\nstaff:\n  - name: 张示例\n    education: 大专\n")


def test_everything_is_taken_at_once(project: Kept) -> None:
    merge = project.merged(value("organization.name", "示例协会"), row("staff", name="李示例"))
    settled = settle(ScriptedAsker([("怎样导入", "all")]), merge)
    assert settled == Settled(merge.changes)


def test_nothing_is_taken(project: Kept) -> None:
    merge = project.merged(value("organization.name", "示例协会"))
    settled = settle(ScriptedAsker([("怎样导入", "none")]), merge)
    assert (settled.changes, settled.refused) == ((), merge.changes)


def test_pieces_are_taken_and_refused_one_by_one(project: Kept) -> None:
    merge = project.merged(
        value("organization.name", "示例协会"),
        row("staff", 5, name="张示例", education="本科"),
        row("staff", 6, name="李示例", sex="男"),
    )
    asker = ScriptedAsker(
        [
            ("怎样导入", "each"),
            ("单位名称", "refuse"),
            ("第 1 行 张示例·学历", "take"),
            ("第 2 行 李示例", "take"),
        ]
    )
    settled = settle(asker, merge)
    assert [change.path for change in settled.changes] == [
        ("staff", 0, "education"),
        ("staff", 1, "name"),
        ("staff", 1, "sex"),
    ]
    assert [change.new for change in settled.refused] == ["示例协会"]


@pytest.mark.parametrize(("reply", "count"), [("take rest", 3), ("refuse rest", 0)])
def test_the_rest_is_decided_at_once(project: Kept, reply: str, count: int) -> None:
    merge = project.merged(*(row("staff", n, name=f"{word}示例") for n, word in enumerate("王李赵", 5)))
    settled = settle(ScriptedAsker([("怎样导入", "each"), ("王示例", reply)]), merge)
    assert (len(settled.changes), len(settled.refused)) == (count, 3 - count)


@pytest.mark.parametrize(
    ("reply", "news", "still_open"),
    [("0", ["示例协会"], 0), ("1", ["示例学会"], 0), ("keep", [], 0), ("leave", [], 1)],
)
def test_a_conflict_is_settled_as_the_person_says(
    project: Kept, reply: str, news: list[str], still_open: int
) -> None:
    merge = project.merged(
        value("organization.name", "示例协会"), value("organization.name", "示例学会", "B3")
    )
    settled = settle(ScriptedAsker([("以哪个为准", reply)]), merge)
    assert ([new for _, new in taken(settled)], len(settled.open)) == (news, still_open)


def test_what_stands_there_is_no_choice_where_nothing_stands(project: Kept) -> None:
    merge = project.merged(
        value("organization.address", "示例路 1 号"), value("organization.address", "示例路 2 号")
    )
    asker = ScriptedAsker([("以哪个为准", "keep")])
    with pytest.raises(AssertionError):
        settle(asker, merge)


def test_all_leaves_conflicts_to_be_asked(project: Kept) -> None:
    merge = project.merged(
        value("organization.address", "示例路 1 号"),
        value("organization.name", "示例协会"),
        value("organization.name", "示例学会"),
    )
    settled = settle(ScriptedAsker([("怎样导入", "all"), ("以哪个为准", "1")]), merge)
    assert [new for _, new in taken(settled)] == ["示例路 1 号", "示例学会"]


def test_a_conflict_of_a_row_that_was_refused_is_not_asked(project: Kept) -> None:
    merge = project.merged(
        extract(row("staff", name="李示例", education="本科")),
        extract(row("staff", file="b.csv", name="李示例", education="大专")),
    )
    settled = settle(ScriptedAsker([("怎样导入", "each"), ("李示例", "refuse")]), merge)
    assert (settled.changes, settled.open) == ((), ())


def test_a_row_that_may_be_two_goes_where_the_person_says(tmp_path: Path) -> None:
    project = kept(tmp_path, "staff:\n  - {name: 张示例, sex: 男}\n  - {name: 张示例, sex: 女}\n")
    merge = project.merged(row("staff", name="张示例", education="本科"))
    settled = settle(ScriptedAsker([("以哪个为准", "1")]), merge)
    project.take(settled.changes)
    assert [str(one.education) for one in project.stored.project.staff] == ["None", "本科"]


def test_ctrl_c_takes_nothing(project: Kept) -> None:
    merge = project.merged(value("organization.name", "示例协会"))
    with pytest.raises(KeyboardInterrupt):
        settle(ScriptedAsker([("怎样导入", KeyboardInterrupt)]), merge)


def test_two_rows_do_not_go_to_one_row_of_the_project(tmp_path: Path) -> None:
    project = kept(tmp_path, "equipment:\n  - {name: 台式电脑, quantity: 5}\n")
    merge = project.merged(
        row("equipment", 5, name="台式电脑", quantity="8"), row("equipment", 6, name="台式电脑", quantity="9")
    )
    asker = ScriptedAsker([("以哪个为准", "0"), ("以哪个为准", "0")])
    settled = settle(asker, merge)
    project.take(settled.changes)
    assert [one.quantity for one in project.stored.project.equipment] == [8, 9]


def test_what_a_menu_would_cut_off_stands_above_it(project: Kept) -> None:
    long = "示例省示例市示例区示例街道示例路 100 号示例大厦 8 层 801 室示例单位办公室"
    merge = project.merged(
        value("organization.address", long), value("organization.address", "示例路 2 号", "B3")
    )
    asker = ScriptedAsker([("以哪个为准", "1")])
    settle(asker, merge)
    assert any(long in text for text, _ in asker.told)


def test_pieces_are_asked_in_the_order_in_which_they_were_shown(project: Kept) -> None:
    merge = project.merged(
        row("staff", 5, name="张示例", education="本科"),
        value("organization.name", "示例协会"),
    )
    asker = ScriptedAsker([("怎样导入", "each"), ("单位名称", "take"), ("学历", "take")])
    assert len(settle(asker, merge).changes) == 2
