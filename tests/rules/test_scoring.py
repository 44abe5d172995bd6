"""The scoring table as a self-assessment: what the data decides, what only an inspector sees, and the pass mark."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.results import CheckResult, Finding, Score, ScoredItem
from evalprep.model.verdicts import Interval
from tests.rules.whole import checked, refused, whole

TEXT = """rules:
  - {id: T-S1, clause: 一1, title: 名称, weight: must, require: {fact: organization.name, present: true}}
  - {id: T-S2, clause: 一2, title: 脱钩, weight: must, require: {fact: organization.decoupled, equals: 是}}
  - {id: T-S3, clause: 一3, title: 提示, weight: note, require: {fact: organization.address, equals: 示例路}}
easings:
  - {id: T-X1, clause: 末, title: 急需, for_each: occupations, require: {fact: occupation.urgently_needed, equals: 是}}
  - {id: T-X2, clause: 末, title: 省属, require: {fact: organization.affiliation, equals: 省属}}
scoring:
  items:
    - {id: T-R1, clause: 附 1, title: 现场, max: 50, own: true}
    - {id: T-R2, clause: 附 2, title: 人员, max: 30, full_if: [T-S], interpretation: 现场提问另计}
    - {id: T-R3, clause: 附 3, title: 制度, max: 5, deduct: 2, each: [{declared: 财务管理}, {declared: 档案管理}, {declared: 安全保卫}]}
    - {id: T-R4, clause: 附 4, title: 加分, max: 30, bonus: [T-X1, T-X2], points: [10, 20]}
  pass: {id: T-R9, clause: 附 注, title: 合计, weight: principle, at_least: 80, interpretation: 自评, remedy: 补齐失分项}
"""
READY = whole(TEXT)


def _tree(
    *,
    own: str | None = None,
    decoupled: str | None = None,
    kinds: list[str] | None = None,
    urgent: list[str | None] | None = None,
    affiliation: str | None = None,
) -> dict[str, Any]:
    organization = {"name": "示例单位", "decoupled": decoupled, "affiliation": affiliation}
    tree: dict[str, Any] = {
        "organization": {key: one for key, one in organization.items() if one is not None}
    }
    if own is not None:
        tree["self_scores"] = {"T-R1": own}
    if kinds is not None:
        tree["rule_documents"] = [{"name": f"示例{kind}办法", "kinds": [kind]} for kind in kinds]
    if urgent is not None:
        tree["occupations"] = [
            {"code": f"6-31-01-0{n}", **({} if one is None else {"urgently_needed": one})}
            for n, one in enumerate(urgent, 1)
        ]
    return tree


def _result(**known: Any) -> CheckResult:
    return checked(READY, _tree(**known))


def _score(**known: Any) -> Score:
    score = _result(**known).score
    assert score is not None
    return score


def _item(identifier: str, **known: Any) -> ScoredItem:
    return next(one for one in _score(**known).items if one.id == identifier)


def _mark(**known: Any) -> Finding:
    return next(one for one in _result(**known).findings if one.id == "T-R9")


def test_what_only_an_inspector_sees_is_the_applicants_own_number_and_open_until_given() -> None:
    item = _item("T-R1")

    assert item.score == Interval(0, 50)
    assert [(asked.path, asked.label) for asked in item.missing] == [
        (("self_scores", "T-R1"), "自评分：现场")
    ]
    assert _item("T-R1", own="42.5").score.exact
    assert str(_item("T-R1", own="42.5").score.min) == "42.5"


@pytest.mark.parametrize(("own", "counts"), [("0", True), ("50", True), ("50.5", False)])
def test_an_own_number_above_the_most_does_not_count(own: str, counts: bool) -> None:
    item, result = _item("T-R1", own=own), _result(own=own)

    assert item.score.exact is counts
    assert item.score.max is not None
    assert item.score.max <= 50
    assert [one.message for one in result.warnings if one.code == "self_score"] == (
        [] if counts else ["T-R1 现场最多 50 分，填的是 50.5，不计；请改正"]
    )


def test_own_numbers_that_nothing_asks_for_are_warned_of_unless_they_are_another_notices() -> None:
    tree = _tree() | {"self_scores": {"T-R2": "30", "T-R11": "3", "ZZ-R1": "5"}}
    told = [one.message for one in checked(READY, tree).warnings if one.code == "self_score"]

    assert told == [
        "T-R2 人员由数据算出，填的自评分 30 不用",
        "评分表没有「T-R11」这一项，这个自评分不计；是不是「T-R1」？",
    ]


@pytest.mark.parametrize(
    ("decoupled", "score"), [("是", Interval(30, 30)), ("否", Interval(0, 0)), (None, Interval(0, 30))]
)
def test_full_points_when_all_is_met_none_when_something_is_unmet(
    decoupled: str | None, score: Interval
) -> None:
    assert _item("T-R2", decoupled=decoupled).score == score


def test_an_item_that_is_open_misses_what_its_rules_miss() -> None:
    assert [asked.path for asked in _item("T-R2").missing] == [("organization", "decoupled")]
    assert "T-S2" in _item("T-R2").message
    assert _item("T-R2", decoupled="否").message == "T-S2 不符合，这一项不得分。现场提问另计"


@pytest.mark.parametrize(
    ("kinds", "score"),
    [
        (["财务管理", "档案管理", "安全保卫"], Interval(5, 5)),
        (["财务管理", "档案管理"], Interval(3, 3)),
        (["财务管理"], Interval(1, 1)),
        ([], Interval(0, 0)),
        (None, Interval(0, 5)),
    ],
)
def test_each_missing_document_costs_points_not_below_nothing(
    kinds: list[str] | None, score: Interval
) -> None:
    assert _item("T-R3", kinds=kinds).score == score


def test_the_documents_that_are_missing_are_named() -> None:
    told = _item("T-R3", kinds=["财务管理"]).message
    assert told == "3 项中符合 1 项；缺 2 项（每项扣 2 分）：档案管理制度、安全保卫制度。"
    assert _item("T-R3").message == "3 项中符合 0 项；3 项待补充：财务管理制度、档案管理制度、安全保卫制度。"


@pytest.mark.parametrize(
    ("urgent", "affiliation", "score"),
    [
        (["否"], "市属", Interval(0, 0)),
        (["否"], "省属", Interval(10, 20)),
        (["是", "是"], "市属", Interval(10, 20)),
        (["是", None], "市属", Interval(10, 20)),
        (["否", None], "市属", Interval(0, 20)),
        (["是"], "省属", Interval(20, 30)),
        (None, None, Interval(0, 30)),
    ],
)
def test_each_easing_brings_a_bonus_once_not_above_the_most(
    urgent: list[str | None] | None, affiliation: str | None, score: Interval
) -> None:
    assert _score(urgent=urgent, affiliation=affiliation).bonus == score


def test_the_bonus_is_not_in_the_total() -> None:
    known = {"own": "45", "decoupled": "是", "kinds": [], "urgent": ["是"], "affiliation": "省属"}

    assert _score(**known).total == Interval(75, 75)
    assert _mark(**known).verdict == "unmet"
    assert "差 5 分" in _mark(**known).outcome.message
    assert "加分项（20 至 30 分）不计入" in _mark(**known).outcome.message


@pytest.mark.parametrize(
    ("own", "verdict"), [("49", "unmet"), ("50", "met"), ("49.5", "unmet"), (None, "unknown")]
)
def test_the_pass_mark_is_met_exactly_from_its_number_on(own: str | None, verdict: str) -> None:
    assert _mark(own=own, decoupled="是", kinds=[]).verdict == verdict


def test_the_pass_mark_is_told_as_a_self_assessment_and_weighs_in_principle() -> None:
    mark = _mark(decoupled="是", kinds=[])

    assert (mark.weight, mark.outcome.observed, mark.outcome.unit) == ("principle", Interval(30, 80), "分")
    assert mark.outcome.message.startswith("自评 30 至 80 分，要求不少于 80 分，还不能断定")
    assert "这是自评" in mark.outcome.message
    assert "还没有定的：T-R1" in mark.outcome.message
    assert [asked.path for asked in mark.outcome.missing] == [("self_scores", "T-R1")]


def test_an_unmet_pass_mark_changes_nothing_of_the_whole() -> None:
    assert _result(own="0", decoupled="是", kinds=[]).overall == "ready"


def test_where_nothing_can_cost_points_an_item_stays_open() -> None:
    asked = "{when: {fact: organization.decoupled, equals: 是}, then: {declared: 财务管理}}"
    text = TEXT.replace("[{declared: 财务管理}, {declared: 档案管理}, {declared: 安全保卫}]", f"[{asked}]")
    score = checked(text, _tree(decoupled="否", kinds=[])).score

    assert score is not None
    assert score.items[2].score == Interval(0, 5)


def test_where_no_rule_is_asked_an_item_stays_open() -> None:
    text = TEXT.replace(
        "require: {fact: organization.decoupled, equals: 是}",
        "require: {when: {fact: organization.decoupled, equals: 是}, then: {fact: organization.name, present: true}}",
    ).replace("full_if: [T-S],", "full_if: [T-S2],")
    score = checked(text, _tree(decoupled="否")).score

    assert score is not None
    assert score.items[1].score == Interval(0, 30)


def test_a_note_among_the_rules_that_an_item_names_is_passed_over() -> None:
    assert READY.scoring is not None
    assert READY.scoring.items[1].full_if == ("T-S1", "T-S2")


def test_an_item_that_names_only_a_note_is_refused() -> None:
    problems = refused(TEXT.replace("full_if: [T-S]", "full_if: [T-S3]"))

    assert [one.problem for one in problems] == ["「T-S3」只是提示，没有结论可引用"]


KNOWN = st.fixed_dictionaries(
    {
        "own": st.sampled_from(["0", "45", "50", "7.5"]),
        "decoupled": st.sampled_from(["是", "否"]),
        "kinds": st.lists(st.sampled_from(["财务管理", "档案管理", "安全保卫"]), unique=True),
        "urgent": st.lists(st.sampled_from(["是", "否"]), min_size=1, max_size=3),
        "affiliation": st.sampled_from(["省属", "市属"]),
    }
)


@settings(deadline=None, max_examples=60)
@given(known=KNOWN, dropped=st.sets(st.sampled_from(["own", "decoupled", "kinds", "urgent", "affiliation"])))
def test_filling_in_narrows_the_total_and_the_bonus(known: dict[str, Any], dropped: set[str]) -> None:
    full, part = _score(**known), _score(**{key: one for key, one in known.items() if key not in dropped})

    for wide, narrow in ((part.total, full.total), (part.bonus, full.bonus)):
        assert narrow.max is not None
        assert narrow.min in wide
        assert narrow.max in wide


@settings(deadline=None, max_examples=60)
@given(known=KNOWN, dropped=st.sets(st.sampled_from(["own", "decoupled", "kinds"])))
def test_the_gap_is_none_exactly_when_the_pass_mark_is_met(known: dict[str, Any], dropped: set[str]) -> None:
    mark = _mark(**{key: one for key, one in known.items() if key not in dropped})
    gap = mark.outcome.gap

    assert gap is not None
    assert gap.max is not None
    assert (gap.max <= 0) == (mark.verdict == "met")
    assert gap.min is not None
    assert (gap.min > 0) == (mark.verdict == "unmet")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("max: 50, own: true", "max: 50", "没有写怎样得分"),
        ("max: 50, own: true", "max: 50, own: true, full_if: [T-S]", "写了 own、full_if"),
        ("max: 50", "max: 五十", "不是数字"),
        ("max: 50", "max: -5", "小于 0"),
        ("deduct: 2, ", "", "不配"),
        (", points: [10, 20]", "", "不配"),
        ("points: [10, 20]", "points: [20, 10]", "先少后多"),
        ("points: [10, 20]", "points: [10, 40]", "先少后多"),
        ("at_least: 80", "at_least: 八十", "不是数字"),
    ],
)
def test_a_scoring_table_that_does_not_fit_is_refused_when_loaded(old: str, new: str, told: str) -> None:
    problems = refused(TEXT.replace(old, new))

    assert any(told in f"{one.problem}{one.remedy}" for one in problems), [str(one) for one in problems]


def test_the_table_reads_own_numbers_and_what_its_items_look_at() -> None:
    assert READY.scoring is not None
    assert READY.scoring.reads >= {"self_scores", "rule_documents", "rule_documents[].kinds"}
    assert not READY.scoring.reads & {"organization.decoupled", "occupations[].urgently_needed"}
