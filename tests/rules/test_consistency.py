"""Values that do not fit one another are warned of, each with its code and place; verdicts stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from stdnum.cn import uscc

from evalprep.errors import Place
from evalprep.law import Law
from evalprep.model.fields import label
from evalprep.model.project import Project
from evalprep.rules.consistency import inconsistencies
from evalprep.rules.world import World
from evalprep.store.library import default_library

CATALOGS = Law(default_library()).catalogs
# Divisions and sequences that nobody is given: plainly fictional, with right check digits.
ASSOCIATION = "51330000MJX00012" + "3"
CODE = ASSOCIATION + uscc.calc_check_digit(ASSOCIATION)
PERSON = "53990119750412991"
ID_NUMBER = "539901197504129916"


def codes(tree: dict[str, Any]) -> list[str]:
    """The codes of every warning about a project."""
    around = World(Project.model_validate(tree), date(2020, 6, 1), catalogs=CATALOGS)
    around = replace(around, place=lambda path: Place(label(path) or ""))
    found = list(inconsistencies(around))
    assert all(one.place and one.place.file and one.message for one in found)
    return [one.code for one in found]


def staff(**values: str) -> dict[str, Any]:
    return {"staff": [{"name": "甲", "id_number": ID_NUMBER} | values]}


def occupation(*rows: dict[str, str], **values: str) -> dict[str, Any]:
    return {"occupations": [{"code": "6-31-01-03", "name": "电工", "history": list(rows)} | values]}


def venue(tenure: str, starts: str, to: str) -> dict[str, Any]:
    return {"venues": [{"name": "甲", "tenure": tenure, "lease": {"from": starts, "to": to}}]}


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"organization": {"uscc": CODE, "legal_form": "社会团体"}}, []),
        ({"organization": {"uscc": CODE, "legal_form": "企业"}}, ["uscc_legal_form"]),
        ({"organization": {"uscc": CODE, "legal_form": "其他"}}, []),
        ({"organization": {"uscc": CODE, "registration_authority": "浙江省民政厅"}}, []),
        ({"organization": {"uscc": CODE, "registration_authority": "吉林省民政厅"}}, ["uscc_region"]),
        ({"organization": {"uscc": CODE, "registration_authority": "某市民政局"}}, []),
        (staff(sex="男"), []),
        (staff(sex="女"), ["id_number_sex"]),
        (staff(born_on="1975-04"), []),
        (staff(born_on="1975-05"), ["id_number_born_on"]),
        (occupation(), []),
        (occupation(name="车工"), ["occupation_name"]),
        (occupation(code="6-99-99-99"), []),
        (
            {"occupations": [{"code": "6-31-01-03"}, {"code": "6-31-01-03"}]},
            ["occupation_twice", "occupation_twice"],
        ),
        (occupation({"year": "2018"}, {"year": "2019"}), []),
        (occupation({"year": "2019"}, {"year": "2019"}), ["history_year_twice", "history_year_twice"]),
        (occupation({"year": "2020"}), []),
        (occupation({"year": "2021"}), ["history_year_ahead"]),
        (venue("租赁", "2020-01-01", "2024-12-31"), []),
        (venue("租赁", "2020-01-02", "2020-01-01"), ["lease_order"]),
        (venue("自有", "2020-01-01", "2024-12-31"), ["lease_of_own"]),
    ],
)
def test_what_contradicts_is_warned_of_and_nothing_else(tree: dict[str, Any], expected: list[str]) -> None:
    assert codes(tree) == expected


def test_a_code_says_where_and_as_what_its_holder_is_registered() -> None:
    project = Project.model_validate({"organization": {"uscc": CODE}})
    assert project.organization is not None
    found = CATALOGS.registration(project.organization.uscc)  # type: ignore[arg-type]
    assert found is not None
    assert (found.authority, found.body, found.place) == ("民政", "社会团体", "浙江省")
