"""The examples come out as they are meant to: on its day each is ready, undetermined or not ready, for the reasons told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from evalprep.check import check
from evalprep.law import Law
from evalprep.model.results import CheckResult
from evalprep.model.verdicts import Verdict, Weight
from evalprep.store.library import default_library
from evalprep.store.project import load_project
from tests.conftest import ROOT


@dataclass(frozen=True)
class Example:
    """An example's folder, what it is held against on which day, and what comes of its musts."""

    folder: str
    target: str
    on: date
    overall: str
    unmet: tuple[str, ...] = ()
    """`JL-E6b 6-31-01-02` for one occupation."""
    unknown: tuple[str, ...] = ()


EXAMPLES = (
    Example("national-association", "national", date(2020, 6, 1), "ready"),
    Example(
        "jilin-company",
        "jilin",
        date(2022, 7, 20),
        "undetermined",
        unknown=("JL-N3b", "JL-E2a", "JL-E6b 6-31-01-02", "JL-V1a", "JL-M2", "JL-M4", "JL-M5a"),
    ),
    Example(
        "zhejiang-training-school",
        "zhejiang",
        date(2020, 12, 1),
        "not_ready",
        unmet=("ZJ-S4a", "ZJ-S8a 6-31-01-03", "ZJ-S9b 4-03-02-01", "ZJ-V5a", "ZJ-A7"),
    ),
)


def result(example: Example) -> CheckResult:
    law = Law(default_library())
    (target,) = law.targets(example.target, example.on)
    return check(load_project(ROOT / "examples" / example.folder), target, example.on, law)


def musts(found: CheckResult, verdict: Verdict) -> tuple[str, ...]:
    """The musts of a verdict, in the notice's order, each with its occupation."""
    judged = (one for one in found.judged if one.weight is Weight.MUST and one.verdict is verdict)
    return tuple(f"{one.id} {one.subject.key}" if one.subject else one.id for one in judged)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.folder)
def test_an_example_comes_out_as_it_is_meant_to(example: Example) -> None:
    found = result(example)
    assert str(found.overall) == example.overall
    assert musts(found, Verdict.UNMET) == example.unmet
    assert musts(found, Verdict.UNKNOWN) == example.unknown


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.folder)
def test_an_example_is_told_where_to_file_on_a_day_when_the_window_is_open(example: Example) -> None:
    found = result(example)
    assert [one.id for one in found.filing if not one.authority or one.verdict is Verdict.UNKNOWN] == []
    assert [one.id for one in found.windows if one.open is False] == []
