"""One room on two rows of the venues: its area counts once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.judging import outcome

ROOM = {"name": "一号楼", "address": "示例路 1 号", "area": 600, "use": "理论考场"}
SUM = "{sum: venues, of: area, at_least: 1000, unit: 平方米}"


@pytest.mark.parametrize(
    ("second", "number", "verdict"),
    [
        ({"use": "技能考场"}, (600, 600), "unmet"),
        ({"use": "理论考场"}, (1200, 1200), "met"),
        ({"use": "技能考场", "name": "二号楼"}, (1200, 1200), "met"),
        ({"use": "技能考场", "address": "示例路 2 号"}, (1200, 1200), "met"),
        ({"use": "技能考场", "area": 601}, (1201, 1201), "met"),
        ({"use": "技能考场", "address": None}, (600, 1200), "unknown"),
        ({"use": None}, (600, 1200), "unknown"),
    ],
)
def test_a_room_of_two_uses_counts_once_and_may_be_one_while_something_is_blank(
    second: dict[str, Any], number: tuple[int, int], verdict: str
) -> None:
    other = {key: value for key, value in (ROOM | second).items() if value is not None}
    for venues in ((ROOM, other), (other, ROOM)):
        found = outcome(SUM, {"venues": list(venues)})
        assert found.observed is not None
        assert (found.observed.min, found.observed.max, found.verdict) == (*number, verdict)


def test_the_row_that_does_not_count_is_told_with_the_one_that_does() -> None:
    found = outcome(SUM, {"venues": [ROOM, ROOM | {"use": "技能考场"}]})
    assert [(one.counts, one.reason) for one in found.rows][1] == ("no", "和第 1 行 一号楼是同一处，只算一次")


def test_what_would_tell_two_rooms_apart_is_asked_for() -> None:
    blank = {key: value for key, value in ROOM.items() if key != "address"} | {"use": "技能考场"}
    found = outcome(SUM, {"venues": [ROOM, blank]})
    assert ("venues", 1, "address") in [one.path for one in found.missing]
