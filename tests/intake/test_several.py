"""Several texts in one cell, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalprep.intake.several import joined, parts

PLAIN = st.text("甲乙、，；（）()《》 \n", min_size=1, max_size=5)
TEXTS = (
    st.recursive(
        PLAIN,
        lambda inside: st.builds("「{}」".format, inside) | st.builds("{}{}".format, inside, inside),
        max_leaves=4,
    )
    .map(str.strip)
    .filter(bool)
)


@given(st.lists(TEXTS, max_size=3))
def test_texts_with_separators_and_brackets_are_found_again(texts: list[str]) -> None:
    assert parts(joined(texts)) == texts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("报名、考务", ["报名", "考务"]),
        ("电工教材（初级、中级）；焊工教材", ["电工教材（初级、中级）", "焊工教材"]),
        ("（甲、乙", ["（甲", "乙"]),
        ("一）甲、二）乙", ["一）甲", "二）乙"]),
        ("「电工、焊工规程」、车工规程", ["电工、焊工规程", "车工规程"]),
        ("《甲、乙》\n丙,,", ["《甲、乙》", "丙"]),
        ("、 ", []),
    ],
)
def test_the_parts_of_a_cell(text: str, found: list[str]) -> None:
    assert parts(text) == found


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["报名", "考务（线上、线下）"], "报名、考务（线上、线下）"),
        (["报名", "电工、焊工规程"], "报名、「电工、焊工规程」"),
    ],
)
def test_texts_stand_as_a_person_writes_them_and_only_what_would_part_is_kept_together(
    texts: list[str], told: str
) -> None:
    assert joined(texts) == told
