"""Facts that are computed: what they come to, why, and which fields would say more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.catalogs import Catalogs
from evalprep.model.fields import fields
from evalprep.model.validation import path_text
from evalprep.model.verdicts import Interval
from evalprep.rules import facts, histories
from evalprep.rules.evaluate import evaluate
from evalprep.rules.facts import ComputedFact, Known
from evalprep.rules.names import COMPUTED
from evalprep.rules.world import World
from tests.rules.judging import outcome, project, requiring, world


def of_occupation(
    fact: ComputedFact, occupation: Mapping[str, Any], catalogs: Catalogs | None = None
) -> Known:
    """A fact of one occupation."""
    around = world({"occupations": [dict(occupation)]})
    if catalogs is not None:
        around = World(around.project, around.on, catalogs=catalogs)
    return fact.compute(around, around.rows(("occupations",)).rows[0])


def times(*rows: Mapping[str, Any]) -> Known:
    return of_occupation(histories.occupation_person_times, {"history": [dict(row) for row in rows]})


def asked(known: Known) -> list[str]:
    return [path_text(path) for path in known.missing]


def test_every_computed_fact_says_how_it_is_computed_and_reads_fields_that_exist() -> None:
    for fact in COMPUTED.values():
        assert fact.label
        assert fact.meaning.endswith("。") or "相同" in fact.meaning
        assert fact.reads <= set(fields())


# Person-times


def test_a_year_written_twice_is_one_row_or_both() -> None:
    known = times(
        {"year": "2018", "person_times": "3000"},
        {"year": "2019", "person_times": "5000"},
        {"year": "2019", "person_times": "4000"},
    )
    assert known.value == Interval(8000, 12000)
    assert asked(known) == ["occupations[0].history[2].year"]
    assert "2019 年登记了 2 行" in known.detail


def test_related_rows_of_one_year_add_up_where_their_occupations_differ() -> None:
    row = {"year": "2019", "person_times": "1000"}
    rows = [row | {"occupation": "钳工"}, row | {"occupation": "磨工"}, row]
    around = world({"occupations": [], "related_history": rows})
    assert histories.training_person_times.compute(around, None).value == Interval.exactly(3000)
    twice = world({"occupations": [], "related_history": [rows[0], rows[0]]})
    assert histories.training_person_times.compute(twice, None).value == Interval(1000, 2000)


@pytest.mark.parametrize(
    ("related", "number"),
    [
        ({"year": "2019", "occupation": "电工"}, (30000, 60000)),
        ({"year": "2019", "occupation": "6-31-01-03 电工"}, (30000, 60000)),
        ({"year": "2019", "occupation": "低压电工"}, (30000, 60000)),
        ({"year": "2018", "occupation": "电工"}, (60000, 60000)),
        ({"year": "2019", "occupation": "焊工"}, (60000, 60000)),
    ],
)
def test_an_occupation_applied_for_is_not_counted_twice_where_it_stands_among_the_related_too(
    related: dict[str, str], number: tuple[int, int]
) -> None:
    row = {"person_times": "30000"}
    history = [row | {"year": "2019"}]
    own = {"code": "6-31-01-03", "name": "电工", "trades": [{"name": "低压电工"}], "history": history}
    known = histories.training_person_times.compute(
        world({"occupations": [own], "related_history": [row | related]}), None
    )
    assert known.value == Interval(*number)
    assert asked(known) == ([] if known.value.exact else ["related_history[0].occupation"])


def test_an_occupation_that_is_written_twice_is_not_counted_twice() -> None:
    own = {"code": "6-31-01-03", "history": [{"year": "2019", "person_times": "30000"}]}
    other = own | {"code": "6-18-01-01"}
    around = world({"occupations": [own, own, other], "related_history": []})
    assert histories.training_person_times.compute(around, None).value == Interval(60000, 90000)


@pytest.mark.parametrize(
    ("row", "number", "missing"),
    [
        ({"year": "2019", "trained": "3200", "assessed": "2900"}, (3200, 6100), ["person_times"]),
        ({"year": "2019", "trained": "3200", "assessed": "0"}, (3200, 3200), []),
        ({"year": "2019", "trained": "3200", "assessed": "2900", "person_times": "4000"}, (4000, 4000), []),
        ({"year": "2019", "person_times": "4000"}, (4000, 4000), []),
        ({"year": "2019", "trained": "3200"}, (3200, None), ["assessed"]),
        ({"year": "2019", "assessed": "2900"}, (2900, None), ["trained"]),
        ({"year": "2019"}, (0, None), ["trained", "assessed"]),
        ({"trained": "3200", "assessed": "2900"}, (0, 6100), ["year", "person_times"]),
        ({"trained": "0", "assessed": "0"}, (0, 0), []),
        ({"year": "2020", "trained": "100", "assessed": "0"}, (100, 100), []),
        ({"year": "2021", "trained": "100", "assessed": "0"}, (0, 0), []),
        ({"year": "2021"}, (0, 0), []),
        (
            {"year": "2019", "trained": "3200", "assessed": "2900", "person_times": "3000"},
            (3000, 6100),
            ["person_times"],
        ),
        (
            {"year": "2019", "trained": "3200", "assessed": "2900", "person_times": "7000"},
            (3200, 7000),
            ["person_times"],
        ),
        ({"year": "2019", "trained": "3200", "person_times": "3000"}, (3000, None), ["person_times"]),
    ],
)
def test_the_person_times_of_a_row(
    row: Mapping[str, str], number: tuple[int, int | None], missing: list[str]
) -> None:
    known = times(row)
    assert known.value == Interval(*number)
    assert asked(known) == [f"occupations[0].history[0].{key}" for key in missing]


def test_rows_are_added_up() -> None:
    known = times(
        {"year": "2018", "trained": "10", "assessed": "4"},
        {"year": "2019", "person_times": "7"},
        {"year": "2022", "trained": "99", "assessed": "0"},
    )
    assert known.value == Interval(17, 21)


def test_a_history_that_is_not_there_is_open_upwards_and_an_empty_one_is_nothing() -> None:
    assert of_occupation(histories.occupation_person_times, {}).value == Interval(0, None)
    assert of_occupation(histories.occupation_person_times, {"history": "无"}).value == Interval.exactly(0)


@pytest.mark.parametrize(
    ("tree", "number", "missing"),
    [
        ({}, (0, None), ["related_history", "occupations"]),
        (
            {"occupations": [{"history": [{"year": "2019", "person_times": "5"}]}], "related_history": "无"},
            (5, 5),
            [],
        ),
        (
            {
                "occupations": [{"history": [{"year": "2019", "person_times": "5"}]}, {}],
                "related_history": "无",
            },
            (5, None),
            ["occupations[1].history"],
        ),
        ({"occupations": [], "related_history": [{"year": "2019", "person_times": "5"}]}, (5, 5), []),
        ({"occupations": [{"history": []}]}, (0, None), ["related_history"]),
    ],
)
def test_the_total_takes_in_related_occupations(
    tree: Mapping[str, Any], number: tuple[int, int | None], missing: list[str]
) -> None:
    known = histories.training_person_times.compute(world(tree), None)
    assert known.value == Interval(*number)
    assert asked(known) == missing


@pytest.mark.parametrize(
    ("row", "trained", "assessed"),
    [
        ({"trained": "3200", "assessed": "2900"}, (3200, 3200), (2900, 2900)),
        ({"trained": "3200"}, (3200, 3200), (0, None)),
        ({"assessed": "2900"}, (0, None), (2900, 2900)),
        ({}, (0, None), (0, None)),
        ({"person_times": "4000"}, (0, 4000), (0, 4000)),
        ({"person_times": "0"}, (0, 0), (0, 0)),
        ({"trained": "3200", "person_times": "4000"}, (3200, 3200), (800, 4000)),
        ({"trained": "3200", "assessed": "2900", "person_times": "4000"}, (3200, 3200), (2900, 2900)),
        ({"trained": "3200", "assessed": "2900", "person_times": "3000"}, (3000, 3200), (2900, 3000)),
        ({"trained": "3200", "person_times": "3000"}, (3000, 3200), (0, None)),
    ],
)
def test_what_is_trained_and_what_is_assessed_are_figures_of_their_own(
    row: Mapping[str, str], trained: tuple[int, int | None], assessed: tuple[int, int | None]
) -> None:
    history = {"history": [{"year": "2019"} | dict(row)]}
    assert of_occupation(histories.occupation_trained, history).value == Interval(*trained)
    assert of_occupation(histories.occupation_assessed, history).value == Interval(*assessed)


def test_the_figures_of_all_years_up_to_the_end_of_the_days_year_are_added_up() -> None:
    rows = [{"year": str(year), "trained": "10", "assessed": "3"} for year in (2018, 2019, 2020, 2021)]
    known = of_occupation(histories.occupation_assessed, {"history": rows})
    assert (known.value, known.missing) == (Interval.exactly(9), ())


def test_a_figure_that_is_blank_is_asked_for_and_a_year_written_twice_is_one_row_or_both() -> None:
    rows = [{"year": "2018"}, {"year": "2019", "trained": "5"}, {"year": "2019", "trained": "7"}]
    known = of_occupation(histories.occupation_trained, {"history": rows})
    assert known.value == Interval(7, None)
    assert asked(known) == ["occupations[0].history[0].trained", "occupations[0].history[2].year"]


def test_no_history_leaves_the_figures_open_and_an_empty_one_makes_them_nothing() -> None:
    known = of_occupation(histories.occupation_trained, {})
    assert (known.value, asked(known)) == (Interval(0, None), ["occupations[0].history"])
    assert of_occupation(histories.occupation_assessed, {"history": []}).value == Interval.exactly(0)


FIGURES = st.fixed_dictionaries(
    {
        "trained": st.integers(0, 50),
        "assessed": st.integers(0, 50),
        "year": st.sampled_from([2018, 2019, 2021]),
    }
)


@settings(deadline=None, max_examples=200)
@given(st.lists(FIGURES, max_size=4, unique_by=lambda row: row["year"]), st.data())
def test_filling_in_a_history_only_narrows_its_figures(
    rows: list[dict[str, int]], data: st.DataObject
) -> None:
    whole, poorer = [], []
    for row in rows:
        least, most = max(row["trained"], row["assessed"]), row["trained"] + row["assessed"]
        full = {key: str(value) for key, value in row.items()}
        full["person_times"] = str(data.draw(st.integers(least, most)))
        gone = data.draw(st.sets(st.sampled_from(sorted(full))))
        whole.append(full)
        poorer.append({key: value for key, value in full.items() if key not in gone})
    for fact in (histories.occupation_trained, histories.occupation_assessed):
        before = of_occupation(fact, {"history": poorer}).value
        after = of_occupation(fact, {"history": whole}).value
        assert after.exact
        assert after.min in before


TOTAL = "{fact: training.person_times, at_least: 50000}"


def total(trained: int, assessed: int) -> str:
    tree = {
        "occupations": [{"history": [{"year": "2019", "trained": str(trained), "assessed": str(assessed)}]}],
        "related_history": [],
    }
    return outcome(TOTAL, tree).message


@pytest.mark.parametrize(
    ("trained", "assessed", "range_", "end"),
    [
        (60000, 50000, "60,000 至 110,000 人次", "不少于 50,000 人次"),
        (20000, 10000, "20,000 至 30,000 人次", "至少差 20,000 人次"),
        (30000, 30000, "30,000 至 60,000 人次", "逐年填写「培训评价人次」可以确定"),
    ],
)
def test_the_finding_tells_the_interval_and_why_it_is_one_whatever_the_verdict(
    trained: int, assessed: int, range_: str, end: str
) -> None:
    told = total(trained, assessed)
    assert told.startswith(f"培训评价总规模 {range_}（同一人次既培训又评价，算一次还是两次，通知没有说明")
    assert told.endswith(end)


def test_an_exact_number_is_told_without_an_interval() -> None:
    assert total(60000, 0) == "培训评价总规模 60,000 人次，要求不少于 50,000 人次"


def test_figures_that_contradict_each_other_are_told() -> None:
    tree = {
        "occupations": [
            {"history": [{"year": "2019", "trained": "60000", "assessed": "0", "person_times": "10"}]}
        ],
        "related_history": [],
    }
    assert "对不上" in outcome(TOTAL, tree).message


def test_what_is_not_filled_in_at_all_is_told_as_that() -> None:
    assert outcome(TOTAL).message == "「其他相关职业的培训评价情况」「申报职业」没有填"


def test_a_number_that_can_only_grow_is_told_as_at_least() -> None:
    tree = {"occupations": [{"history": [{"year": "2019", "trained": "60000"}]}], "related_history": []}
    assert (
        outcome(TOTAL, tree).message
        == "培训评价总规模 至少 60,000 人次（有的数据没有填全，先按已填的计），要求不少于 50,000 人次"
    )


# Consecutive years


def run(*years: int, since: str | None = None, on: date = date(2020, 6, 1)) -> Known:
    occupation: dict[str, Any] = {"history": [{"year": str(year), "trained": "1"} for year in years]}
    if since:
        occupation["started_on"] = since
    return histories.consecutive_years.compute(world({"occupations": [occupation]}, on=on), None)


@pytest.mark.parametrize(
    ("years", "on", "number", "told"),
    [
        ((2017, 2018, 2019), date(2020, 6, 1), 3, "2017 至 2019 年"),
        ((2017, 2018, 2019), date(2020, 12, 31), 3, "2017 至 2019 年"),
        ((2017, 2018, 2019), date(2019, 12, 31), 2, "2017 至 2018 年"),
        ((2017, 2018, 2019, 2020), date(2020, 6, 1), 3, "2017 至 2019 年"),
        ((2014, 2015, 2017, 2018, 2019), date(2020, 6, 1), 3, "2017 至 2019 年，2016 年中断"),
        ((2017, 2018), date(2020, 6, 1), 0, "2019 年没有培训评价"),
        ((2020,), date(2020, 6, 1), 0, "2019 年没有培训评价"),
        ((), date(2020, 6, 1), 0, "2019 年没有培训评价"),
    ],
)
def test_years_count_back_from_the_last_full_one_without_a_gap(
    years: tuple[int, ...], on: date, number: int, told: str
) -> None:
    known = run(*years, on=on)
    assert known.value == Interval.exactly(number)
    assert known.detail == told


def test_a_year_of_nothing_is_no_year() -> None:
    rows = [
        {"year": "2019", "trained": "1"},
        {"year": "2018", "trained": "0", "assessed": "0"},
        {"year": "2017", "person_times": "0"},
    ]
    assert histories.consecutive_years.compute(
        world({"occupations": [{"history": rows}]}), None
    ).value == Interval.exactly(1)


def test_the_years_of_all_occupations_are_taken_together() -> None:
    occupations = [
        {"history": [{"year": "2018", "trained": "1"}]},
        {"history": [{"year": "2019", "assessed": "1"}]},
    ]
    assert histories.consecutive_years.compute(
        world({"occupations": occupations}), None
    ).value == Interval.exactly(2)


def test_related_occupations_count_for_totals_only() -> None:
    tree = {
        "occupations": [{"history": [{"year": "2019", "trained": "1"}]}],
        "related_history": [{"year": "2018", "trained": "1"}],
    }
    assert histories.consecutive_years.compute(world(tree), None).value == Interval.exactly(1)


@pytest.mark.parametrize(
    ("occupations", "number", "missing"),
    [
        (None, (0, None), ["occupations"]),
        ([], (0, 0), []),
        ([{}], (0, None), ["occupations[0].history"]),
        ([{"started_on": "2012-03"}], (0, 8), ["occupations[0].history"]),
        ([{"started_on": "2020-03"}], (0, 0), ["occupations[0].history"]),
        ([{"started_on": "2012-03", "history": []}], (0, 0), []),
        (
            [{"history": [{"year": "2019", "trained": "1"}]}, {"started_on": "2015"}],
            (1, 5),
            ["occupations[1].history"],
        ),
        (
            [{"history": [{"year": "2019"}]}],
            (0, 1),
            ["occupations[0].history[0].trained", "occupations[0].history[0].assessed"],
        ),
        (
            [{"history": [{"year": "2019", "trained": "1"}, {"trained": "1", "assessed": "0"}]}],
            (1, 2),
            ["occupations[0].history[1].year"],
        ),
        ([{"history": [{"year": "2019", "trained": "0", "person_times": "5"}]}], (1, 1), []),
        (
            [{"history": [{"year": "2019", "trained": "5", "person_times": "0"}]}],
            (0, 1),
            ["occupations[0].history[0].person_times"],
        ),
    ],
)
def test_without_rows_the_years_are_open_and_the_start_date_is_an_upper_bound(
    occupations: Any, number: tuple[int, int | None], missing: list[str]
) -> None:
    known = histories.consecutive_years.compute(
        world({} if occupations is None else {"occupations": occupations}), None
    )
    assert known.value == Interval(*number)
    assert asked(known) == missing


def test_rows_before_the_start_date_contradict_it() -> None:
    known = run(2016, 2017, 2018, 2019, since="2018-03")
    assert known.value == Interval(2, 4)
    assert set(asked(known)) == {"occupations[0].started_on"}
    tree = {
        "occupations": [
            {
                "started_on": "2018-03",
                "history": [{"year": str(year), "trained": "1"} for year in (2016, 2017, 2018, 2019)],
            }
        ]
    }
    assert len(outcome("{fact: training.consecutive_years, at_least: 3}", tree).missing) == 1


# Occupations


@pytest.mark.parametrize(
    ("occupation", "value", "missing"),
    [
        ({}, None, ["code"]),
        ({"name": "电工"}, None, ["code"]),
        ({"code": "6-31-01-03", "name": "电工"}, True, []),
        ({"code": "6-31-01-03"}, True, []),
        ({"code": "1-01-00-01", "skilled": "true"}, False, []),
        ({"code": "2-02-10-09", "standard": {"kind": "国家职业技能标准"}}, False, []),
        ({"code": "7-01-00-01"}, False, []),
        ({"code": "8-01-00-01"}, False, []),
        ({"code": "3-01-02-99", "skilled": "true"}, True, []),
        ({"code": "4-04-05-07", "standard": {"kind": "国家职业技能标准"}}, True, []),
        ({"code": "5-01-01-99", "skilled": "false"}, False, []),
        ({"code": "6-31-01-03", "name": "电工", "skilled": "false"}, None, ["skilled"]),
        ({"code": "4-04-05-07"}, None, ["standard.kind", "skilled"]),
        ({"code": "4-04-05-07", "standard": {"kind": "评价规范"}}, None, ["skilled"]),
        ({"code": "4-04-05-07", "standard": "无"}, None, ["skilled"]),
    ],
)
def test_which_occupations_are_skilled_ones(
    occupation: Mapping[str, Any], value: bool | None, missing: list[str]
) -> None:
    known = of_occupation(facts.skilled, occupation)
    assert known.value is value
    assert asked(known) == [f"occupations[0].{key}" for key in missing]


TABLE = Catalogs(access_controlled=frozenset({"6-31-01-03", "焊工"}))


@pytest.mark.parametrize(
    ("occupation", "value"),
    [
        ({"code": "6-31-01-03"}, True),
        ({"name": "焊工"}, True),
        ({"name": "焊工", "access_controlled": "true"}, True),
        ({"name": "焊工", "access_controlled": "false"}, None),
        ({"name": "车工", "access_controlled": "false"}, False),
        ({"name": "车工", "access_controlled": "true"}, True),
        ({"name": "车工"}, None),
        ({}, None),
    ],
)
def test_what_is_access_controlled_is_what_the_table_or_the_file_says(
    occupation: Mapping[str, Any], value: bool | None
) -> None:
    known = of_occupation(facts.access_controlled, occupation, TABLE)
    assert known.value is value
    assert asked(known) == (["occupations[0].access_controlled"] if value is None else [])


@pytest.mark.parametrize(
    ("occupation", "value", "missing"),
    [
        ({"code": "6-31-01-03", "name": "电工"}, True, []),
        ({"name": "电工"}, True, []),
        ({"code": "6-31-01-03"}, True, []),
        ({"code": "4-10-01-03", "name": "保育师"}, True, []),
        ({"code": "4-04-05-07", "name": "示例运维员"}, False, []),
        ({"name": "示例运维员"}, None, ["code"]),
        ({"code": "4-04-05-07"}, None, ["name"]),
        ({}, None, ["code", "name"]),
        ({"code": "6-31-01-03", "name": "示例会计师"}, None, ["code", "name"]),
        ({"code": "6-31-01-03", "name": "焊工"}, None, ["code", "name"]),
        ({"code": "6-02-06-01", "name": "电工"}, None, ["code", "name"]),
        ({"code": "6-31-01-03", "name": "维修电工"}, True, []),
        ({"code": "6-31-01-03", "name": "示例工", "trades": [{"name": "示例工"}]}, True, []),
        ({"name": "电　工"}, True, []),
        ({"name": "（粮油）仓储管理员"}, True, []),
    ],
)
def test_what_stands_in_the_catalogue_by_any_of_its_names(
    occupation: Mapping[str, Any], value: bool | None, missing: list[str]
) -> None:
    known = of_occupation(facts.in_catalogue, occupation)
    assert known.value is value
    assert asked(known) == [f"occupations[0].{key}" for key in missing]


def test_a_fact_of_an_occupation_has_its_name_to_itself_where_a_field_is_called_alike() -> None:
    ready = requiring("{fact: occupation.skilled, equals: true}", for_each="occupations")
    found = evaluate(ready, None, world(project({"occupations": [{"code": "6-31-01-03"}]})), "test").findings[
        0
    ]
    assert found.outcome.message == "属于技能类职业：是（列入2020年水平评价类目录第 1 项 电工）"


def test_in_what_does_not_exist_there_are_no_rows() -> None:
    around = world({"organization": {"own_staff_assessment": "无"}})
    assert around.rows(("organization", "own_staff_assessment", "occupations")).complete
    assert around.rows(("organization", "own_staff_assessment", "occupations")).rows == ()
