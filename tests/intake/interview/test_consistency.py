"""What an answer cannot be beside the other answers of its list."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from evalprep.intake.interview.consistency import contradiction, still_to_come
from evalprep.model.dates import PartialDate
from evalprep.model.fields import concrete
from evalprep.model.kinds import NIL
from evalprep.model.project import Project

ON = date(2020, 6, 1)
HISTORY = {
    "occupations": [{"history": [{"year": "2018", "trained": "30", "assessed": "20"}, {"year": "2019"}]}]
}
RELATED = {
    "related_history": [{"year": "2019", "occupation": "钳工"}, {}, {"year": "2019", "occupation": "磨工"}]
}
LISTED = {"record": {"abnormal_list": [{"on": "2019-06-01"}, {}, {"removed_on": "2019-01"}]}}


@pytest.mark.parametrize(
    ("tree", "path", "value", "told"),
    [
        (HISTORY, "occupations[0].history[1].year", 2017, None),
        (HISTORY, "occupations[0].history[1].year", 2019, None),
        (HISTORY, "occupations[0].history[1].year", 2018, "2018 年已经登记在第 1 行"),
        (HISTORY, "occupations[0].history[2].year", 2018, "2018 年已经登记在第 1 行"),
        (HISTORY, "occupations[0].history[1].year", 2021, "2021 年还没有到"),
        (HISTORY, "occupations[0].history[0].person_times", 30, None),
        (HISTORY, "occupations[0].history[0].person_times", 50, None),
        (HISTORY, "occupations[0].history[0].person_times", 29, "合并后不会少于 30"),
        (HISTORY, "occupations[0].history[0].person_times", 51, "合并后不会多于 50"),
        (HISTORY, "occupations[0].history[1].person_times", 999, None),
        (RELATED, "related_history[1].year", 2019, None),
        (RELATED, "related_history[2].occupation", "钳工", "2019 年「钳工」已经登记在第 1 行"),
        (RELATED, "related_history[2].occupation", "铣工", None),
        (RELATED, "organization.name", "示例", None),
        (LISTED, "record.abnormal_list[0].removed_on", PartialDate(2019, 5, 31), "早于发生日期 2019-06-01"),
        (LISTED, "record.abnormal_list[0].removed_on", PartialDate(2019, 6, 1), None),
        (LISTED, "record.abnormal_list[0].removed_on", PartialDate(2019), None),
        (LISTED, "record.abnormal_list[0].removed_on", NIL, None),
        (LISTED, "record.abnormal_list[1].removed_on", PartialDate(2010), None),
        (LISTED, "record.abnormal_list[2].on", PartialDate(2019, 2), "移出日期 2019-01 早于发生日期"),
        (LISTED, "record.abnormal_list[2].on", PartialDate(2019, 1, 31), None),
    ],
)
def test_what_contradicts_another_row_is_told(
    tree: dict[str, Any], path: str, value: object, told: str | None
) -> None:
    found = contradiction(Project.model_validate(tree), concrete(path), value, ON)
    assert found is None if told is None else told in str(found)


@pytest.mark.parametrize(
    ("tree", "path", "told"),
    [
        ({"organization": {"registered_on": "2020"}}, "organization.registered_on", ""),
        (
            {"organization": {"registered_on": "2021-03"}},
            "organization.registered_on",
            "「2021-03」晚于判断日",
        ),
        ({"record": {"looked_up_on": "2020-06-02"}}, "record.looked_up_on", "「2020-06-02」晚于判断日"),
        ({"venues": [{"lease": {"to": "2030-01-01"}}]}, "venues[0].lease.to", ""),
        ({"organization": {"name": "示例会"}}, "organization.name", ""),
        ({}, "record.looked_up_on", ""),
    ],
)
def test_a_day_to_come_of_something_done_is_told(tree: dict[str, Any], path: str, told: str) -> None:
    found = still_to_come(Project.model_validate(tree), concrete(path), ON)
    assert found.startswith(told) if told else found == ""
