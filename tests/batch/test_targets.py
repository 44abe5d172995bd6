"""What `-j` names."""

from __future__ import annotations

from datetime import date

import pytest

from evalprep.batch.targets import law_beside, wanted
from evalprep.errors import UsageError

DAY = date(2022, 7, 20)


@pytest.mark.parametrize(
    "given", ["hunan:province", " hunan:province ", "hunan: province", "hunan：province", "hunan ：province"]
)
def test_a_target_is_taken_as_a_chinese_keyboard_types_it(given: str) -> None:
    found = wanted(law_beside(None), given, DAY)
    assert [one.name for one in found or ()] == ["hunan:province"]


@pytest.mark.parametrize(
    ("given", "code"),
    [(" ", "no_target"), (" all", "only_check"), ("hunan:", "unknown_track"), (":x", "unknown_jurisdiction")],
)
def test_what_is_no_target_is_refused(given: str, code: str) -> None:
    with pytest.raises(UsageError) as raised:
        wanted(law_beside(None), given, DAY)
    assert raised.value.problems[0].code == code


def test_where_nothing_is_given_nothing_is_wanted() -> None:
    assert wanted(law_beside(None), None, DAY) is None
