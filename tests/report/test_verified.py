"""Contradictions as text: what differs, then place by place; copies of one paper are called so."""

from __future__ import annotations

import pytest

from evalprep.model.agreement import Contradiction, Side
from evalprep.report.layout import width
from evalprep.report.verified import contradiction_line, contradiction_lines

FORM, HAND, COVER = "01-表.docx", "01-表（手工修改）.docx", "00-封面.docx"
COPIES = "手工修改的和新填的不一样"


def between(*papers: str, subject: str = "职业 电工") -> Contradiction:
    return Contradiction(
        "合计", subject, tuple(Side(paper, "场地「合计」", f"{at} 平方米") for at, paper in enumerate(papers))
    )


def test_what_differs_stands_first_and_each_place_below_it() -> None:
    assert list(contradiction_lines(between(FORM, COVER), 60)) == [
        "· 职业 电工：合计",
        "  《01-表》场地「合计」",
        "      0 平方米",
        "  《00-封面》场地「合计」",
        "      1 平方米",
    ]


def test_the_places_stand_under_a_number_of_any_width() -> None:
    lines = list(contradiction_lines(between(FORM, COVER, subject=""), 60, lead="12. "))
    assert lines[0] == "12. 合计"
    assert lines[1].startswith("    《01-表》")


def test_no_line_is_wider_than_the_terminal() -> None:
    long = Side(f"{'很长的名称' * 9}.docx", "场地「合计」", "字" * 90)
    lines = list(contradiction_lines(Contradiction("合计", "", (long,)), 40))
    assert max(map(width, lines)) <= 40


def test_changed_papers_are_marked_among_others() -> None:
    lines = list(contradiction_lines(between(FORM, COVER), 60, changed=[FORM]))
    assert [line for line in lines if "生成以后改过" in line] == ["  《01-表》（生成以后改过）场地「合计」"]
    alone = contradiction_lines(between(FORM, FORM), 60, changed=[FORM])
    assert not [line for line in alone if "生成以后改过" in line]


@pytest.mark.parametrize(("papers", "are_copies"), [((FORM, HAND), True), ((FORM, COVER), False)])
def test_copies_of_one_paper_that_differ_are_called_so(papers: tuple[str, ...], are_copies: bool) -> None:
    one = between(*papers)
    assert (COPIES in next(iter(contradiction_lines(one, 80)))) is are_copies
    assert (COPIES in contradiction_line(one)) is are_copies
