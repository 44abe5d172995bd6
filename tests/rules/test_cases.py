"""Every case beside every checklist: the answer is as told. And nothing of a checklist is without its cases.

A notice that is added brings `<notice>.yaml`, `<notice>.cases.yaml` and its lines in requirements.csv; nothing here
is to be changed for it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from evalprep.model.results import Outcome
from evalprep.model.verdicts import Interval, Verdict
from evalprep.rules.entries import Clause, PassMark, Route, Window
from tests.rules.cases import ALL, NEAR, Answer, Case, cases_file, cases_of
from tests.rules.judging import checklist_files, entries, shipped, written
from tests.rules.limits import Limit, limits
from tests.rules.reachable import answers, edges

__all__ = ["Case", "cases_of", "holds"]


def loads(file: Path) -> bool:
    """Whether a checklist can be read at all: where one cannot, the test of that name fails and the others run."""
    try:
        return shipped(file) is not None and written(file) is not None
    except Exception:
        return False


FILES = [file for file in checklist_files() if loads(file)]
RUN = [case for case in ALL if case.checklist in FILES]


@pytest.mark.parametrize("file", checklist_files(), ids=lambda file: file.stem)
def test_every_checklist_loads_and_has_its_cases(file: Path) -> None:
    assert shipped(file).notice == written(file).notice
    assert cases_file(file).is_file()


def _id(case: Case) -> str:
    """NAT-E9-met-line-214: pytest would escape the case's Chinese name, which the message of a failure tells."""
    return f"{case.rule}-{case.told['case']}-line-{case.line}"


def test_no_two_cases_of_an_entry_are_called_alike() -> None:
    ids = [(one.checklist, one.rule, one.told["case"], one.told.get("of"), one.told["name"]) for one in ALL]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("case", RUN, ids=_id)
def test_a_case_comes_to_the_answer_it_tells(case: Case) -> None:
    holds(case)


def holds(case: Case) -> None:
    """Assert that a case comes to the answer that it tells."""
    told = case.told
    assert case.rule in entries(case.checklist), f"{case.where}: no such entry"
    answer = case.answer()
    assert answer.word == told["expect"], f"{case.where}: {answer.message}"
    assert answer.message
    for key, found in answer.more.items():
        assert key not in told or found == told[key], f"{case.where}: {key} {found}"
    if answer.outcome is not None:
        _hangs_together(case, answer, answer.outcome)
    if told["case"] not in NEAR:
        assert told["case"] == told["expect"], f"{case.where}: called {told['case']}"
    else:
        assert answer.outcome is not None
        _is_near(case, answer.outcome)


def _hangs_together(case: Case, answer: Answer, outcome: Outcome) -> None:
    """What is settled asks for nothing, the numbers are as told, and the conflicts of the rule are shown."""
    assert bool(outcome.missing) <= (outcome.verdict is Verdict.UNKNOWN), (
        f"{case.where}: settled, and still asks"
    )
    measured = _measured(case, outcome) if case.told["case"] in NEAR or "of" in case.told else outcome
    for name in ("observed", "gap"):
        if name in case.told:
            found = getattr(measured, name)
            ends = {end: str(value) for end in ("min", "max") if (value := getattr(found, end)) is not None}
            assert ends == case.told[name], f"{case.where}: {name} {ends}"
    assert answer.finding is not None
    conflicts = getattr(entries(case.checklist)[case.rule], "conflicts", ()) if outcome.parts else ()
    assert [one.id for one in answer.finding.conflicts] == [one.rule for one in conflicts], case.where


# Thresholds


def _limit(case: Case) -> Limit:
    """The threshold that a case is about: the only one, or the only one that is called so."""
    every = limits(entries(case.checklist)[case.rule], written(case.checklist))  # type: ignore[arg-type]
    wanted = case.told.get("of")
    told = f"{case.where}: `of` must name one of {[one.names for one in every]}"
    for found in ([one for one in every if wanted in (None, name(one))] for name in NAMES):
        if len(found) == 1:
            return found[0]
    raise AssertionError(told)


NAMES: tuple[Callable[[Limit], str], ...] = (
    lambda limit: limit.names[1],
    lambda limit: limit.names[0],
    lambda limit: limit.names[2],
)


def _measured(case: Case, outcome: Outcome) -> Outcome:
    """The outcome of the threshold that a case is about."""
    for step in _limit(case).steps or ():
        outcome = outcome.parts[step]
    return outcome


def _is_near(case: Case, outcome: Outcome) -> None:
    """`below` is less than one below the threshold, `at` is on it, `above` is at most one above it."""
    limit = _limit(case)
    if limit.steps is None:
        return
    measured = _measured(case, outcome)
    assert isinstance(measured.observed, Interval), f"{case.where}: {measured.message}"
    value = measured.observed.min
    assert measured.observed.exact, f"{case.where}: {measured.message}"
    away = {
        "below": lambda one: 0 < one - value <= 1,
        "at": lambda one: one == value,
        "above": lambda one: 0 < value - one <= 1,
    }
    assert any(away[case.told["case"]](one) for one in limit.values), (
        f"{case.where}: {value} is not {case.told['case']} {limit.values}"
    )


THRESHOLDS = [
    (file, one.id, limit)
    for file in FILES
    for one in entries(file).values()
    if isinstance(one, Clause | PassMark)
    for limit in limits(one, written(file))
]


def _threshold_id(value: object) -> str:
    return value.name.replace(" ", "-") if isinstance(value, Limit) else getattr(value, "stem", str(value))


@pytest.mark.parametrize(("file", "rule", "limit"), THRESHOLDS, ids=_threshold_id)
def test_every_threshold_has_a_case_below_at_and_above(file: Path, rule: str, limit: Limit) -> None:
    near = [one for one in _of(file, rule) if one.told["case"] in NEAR]
    have = {one.told["case"] for one in near if _limit(one).names == limit.names}
    wanted = set(NEAR) - ({"below"} if limit.nothing_below else set())
    assert wanted <= have, f"{rule} `of: {limit.names[0]}` has no case {wanted - have}"


# Coverage

ENTRIES = [(file, one.id) for file in FILES for one in entries(file).values() if answers(one, written(file))]


def _of(file: Path, identifier: str) -> list[Case]:
    return [one for one in RUN if one.checklist == file and one.rule == identifier]


@pytest.mark.parametrize(
    ("file", "identifier"), ENTRIES, ids=lambda value: getattr(value, "stem", str(value))
)
def test_every_entry_has_a_case_of_every_word_that_it_can_come_to(file: Path, identifier: str) -> None:
    wanted = answers(entries(file)[identifier], written(file))
    have = {one.told["case"] for one in _of(file, identifier)}
    assert wanted <= have, f"{identifier} has no case {wanted - have}"


WINDOWS = [
    (file, one) for file in FILES for one in entries(file).values() if isinstance(one, Window) and edges(one)
]


@pytest.mark.parametrize(
    ("file", "window"), WINDOWS, ids=lambda value: getattr(value, "id", getattr(value, "stem", ""))
)
def test_every_window_has_a_case_on_its_first_and_last_day_and_outside(file: Path, window: Window) -> None:
    days = {one.day.isoformat() for one in _of(file, window.id)}
    lacking = {edge for edge in edges(window) if not any(one.endswith(edge) for one in days)}
    assert not lacking, f"{window.id} has no case on {sorted(lacking)}"


WAYS = [
    (file, one) for file in FILES for one in entries(file).values() if isinstance(one, Route) and one.ways
]


@pytest.mark.parametrize(
    ("file", "route"), WAYS, ids=lambda value: getattr(value, "id", getattr(value, "stem", ""))
)
def test_every_way_of_a_route_has_a_case(file: Path, route: Route) -> None:
    shown = {one.told.get("authority") for one in _of(file, route.id)}
    assert {way.authority for way in route.ways} <= shown


def test_a_case_of_what_is_eased_names_the_easing() -> None:
    assert [one.where for one in RUN if one.told["case"] == "eased" and not one.told.get("eased_by")] == []


def test_a_case_of_a_score_item_tells_the_points() -> None:
    scored = ("full", "none", "partly")
    assert [one.where for one in RUN if one.told["case"] in scored and "score" not in one.told] == []
