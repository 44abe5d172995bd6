"""Waivers: somebody answers for what does not hold, until a day; no verdict changes, and what is wrong is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalprep.errors import Place
from evalprep.model.results import CheckResult, Waived, Warned
from evalprep.model.validation import Path, path_text
from evalprep.model.verdicts import Overall, Verdict
from evalprep.rules.evaluate import evaluate
from evalprep.rules.waivers import in_force
from tests.rules.judging import CHECKLISTS, ON, national, requiring, shipped, world
from tests.rules.test_engine_laws import QUICK
from tests.rules.whole import whole

CHECKLIST = whole("""\
rules:
  - {id: T-1, clause: 一, title: 名称, weight: must, require: {fact: organization.name, present: true}}
  - {id: T-2, clause: 二, title: 面积, weight: must, require: {sum: venues, of: area, at_least: 100}}
  - {id: T-3, clause: 三, title: 规模, weight: must, for_each: occupations,
     require: {fact: occupation.trained, at_least: 100, unit: 人次}}
  - {id: T-4, clause: 四, title: 等级, weight: principle, require: {fact: organization.kind, in: [企业]}}
  - {id: T-5, clause: 五, title: 提示, weight: note}
materials:
  - {id: T-M1, clause: 六, title: 证书, weight: must, require: {attached: 法人登记证书}}
easings:
  - {id: T-X1, clause: 七, title: 放宽, weight: note, require: {fact: organization.name, present: true}}
routes:
  - {id: T-W1, clause: 八, title: 受理, weight: note, authority: 示例中心}
""")
TREE: dict[str, Any] = {
    "organization": {"name": "示例协会", "kind": "行业协会"},
    "venues": [{"name": "示例", "area": "10"}],
    "occupations": [
        {"code": "6-31-01-03", "name": "电工", "history": [{"year": "2019", "trained": "10"}]},
        {"code": "6-18-01-01", "name": "车工", "history": [{"year": "2019", "trained": "500"}]},
        {"code": "6-18-01-02", "name": "铣工"},
    ],
}
WHOLE = {"rule": "T-2", "reason": "正在扩建", "owner": "李示例", "until": "2020-12-31"}
ZHEJIANG = CHECKLISTS / "zhejiang" / "2020-35.yaml"
NEEDED = {"T-2", "T-3", "T-4", "T-M1"}
"""What does not hold in the project."""


def placed(path: Path) -> Place:
    """Each path is a place of its own."""
    return Place(path_text(path))


def checked(*waivers: dict[str, str], targets: tuple[str, ...] = ("test",), on: date = ON) -> CheckResult:
    """The project with these waivers."""
    tree = TREE | {"waivers": list(waivers), "targets": [{"jurisdiction": one} for one in targets]}
    return evaluate(CHECKLIST, None, replace(world(tree, on=on), place=placed), "test")


def waived(result: CheckResult) -> list[str]:
    return [one.name for one in result.judged if one.waiver]


def complaints(result: CheckResult) -> list[Warned]:
    return [one for one in result.warnings if one.code.startswith("waiver_")]


def complaint(*waivers: dict[str, str], **more: Any) -> Warned:
    """The one thing that is wrong with the waivers."""
    (found,) = complaints(checked(*waivers, **more))
    return found


def bare(result: CheckResult) -> CheckResult:
    """A result without its waivers and what is told of them."""
    return replace(
        result,
        findings=tuple(replace(one, waiver=None) for one in result.findings),
        materials=tuple(replace(one, waiver=None) for one in result.materials),
        warnings=tuple(one for one in result.warnings if not one.code.startswith("waiver_")),
    )


def test_what_does_not_hold_is_waived_with_reason_owner_and_day_and_stays_unmet() -> None:
    (found,) = (one for one in checked(WHOLE).findings if one.id == "T-2")
    assert found.waiver == Waived("正在扩建", "李示例", date(2020, 12, 31))
    assert found.verdict is Verdict.UNMET


def test_a_material_can_be_waived() -> None:
    assert waived(checked(WHOLE | {"rule": "T-M1"})) == ["T-M1"]


def test_the_whole_comes_to_the_same_where_all_that_fails_is_waived() -> None:
    condition = "{fact: organization.kind, in: [企业]}"
    tree = {"organization": {"kind": "行业协会"}, "waivers": [WHOLE | {"rule": "T-1"}]}
    found = evaluate(requiring(condition), None, world(tree), "test")
    assert (waived(found), found.overall) == (["T-1"], Overall.NOT_READY)


def test_of_several_subjects_those_are_waived_of_which_it_does_not_hold() -> None:
    assert waived(checked(WHOLE | {"rule": "T-3"})) == ["T-3（电工）", "T-3（铣工）"]


def test_only_the_whole_id_is_meant() -> None:
    assert waived(checked(WHOLE | {"rule": "T"}, WHOLE | {"rule": "t-2"})) == []


@pytest.mark.parametrize(
    ("until", "expected"), [("2020-05-31", []), ("2020-06-01", ["T-2"]), ("2020-06-02", ["T-2"])]
)
def test_it_is_in_force_to_the_end_of_its_day(until: str, expected: list[str]) -> None:
    assert waived(checked(WHOLE | {"until": until})) == expected


def test_after_its_day_it_is_told_to_be_worth_nothing_where_the_day_stands() -> None:
    found = complaint(WHOLE | {"until": "2020-05-31"})
    assert (found.code, found.place) == ("waiver_expired", Place("waivers[0].until"))
    assert "T-2 的豁免 2020-05-31 到期，不再起作用" in found.message


@pytest.mark.parametrize(
    ("key", "label"), [("rule", "条款编号"), ("reason", "理由"), ("owner", "责任人"), ("until", "有效期至")]
)
def test_an_incomplete_one_is_worth_nothing_and_told_with_what_it_lacks(key: str, label: str) -> None:
    part = {name: text for name, text in WHOLE.items() if name != key}
    found = complaint(part)
    assert (found.code, found.place) == ("waiver_incomplete", Place("waivers[0]"))
    assert f"没有写「{label}」" in found.message
    assert waived(checked(part)) == []


@pytest.mark.parametrize("key", ["reason", "owner"])
def test_nobody_is_no_owner_and_nothing_no_reason(key: str) -> None:
    assert complaint(WHOLE | {key: "无"}).code == "waiver_incomplete"
    assert waived(checked(WHOLE | {key: "无"})) == []


def test_an_id_that_the_notice_has_not_is_told_with_the_nearest() -> None:
    found = complaint(WHOLE | {"rule": "T-M11"})
    assert (found.code, found.place) == ("waiver_unknown", Place("waivers[0].rule"))
    assert "「T-M11」不是 示例〔2020〕1号 的条款编号" in found.message
    assert "是不是 T-M1？" in found.message


def test_an_id_that_was_split_is_told_with_its_parts() -> None:
    rules = [{"rule": "ZJ-S8a"}, {"rule": "ZJ-S8"}]
    found = evaluate(shipped(ZHEJIANG), None, world({"waivers": [WHOLE | one for one in rules]}), "test")
    (told,) = (one.message for one in complaints(found))
    assert "「ZJ-S8」" in told
    assert "这一条分成了 ZJ-S8a、" in told


def test_the_beginning_of_an_id_is_no_rule_that_was_split() -> None:
    assert "是不是 T-M1？" in complaint(WHOLE | {"rule": "T-M"}).message


def test_the_pass_mark_can_be_waived_and_an_item_of_the_scoring_table_cannot() -> None:
    rules = [{"rule": "ZJ-R6"}, {"rule": "ZJ-R1a"}]
    found = evaluate(shipped(ZHEJIANG), None, world({"waivers": [WHOLE | one for one in rules]}), "test")
    assert waived(found) == ["ZJ-R6"]
    (told,) = (one.message for one in complaints(found))
    assert told.startswith("ZJ-R1a 不能豁免")


def test_one_of_a_rule_of_another_track_is_nothing_to_tell() -> None:
    checklist = whole("""\
rules:
  - {id: T-1, clause: 一, title: 甲, weight: must, tracks: [a], attest: 属实}
  - {id: T-2, clause: 二, title: 乙, weight: must, tracks: [b], attest: 属实}
tracks: {a: 甲类, b: 乙类}
""")
    found = [evaluate(checklist, track, world({"waivers": [WHOLE]}), "test") for track in ("a", "b")]
    assert [(waived(one), complaints(one)) for one in found] == [([], []), (["T-2"], [])]


def test_the_id_of_another_notice_is_no_mistake_while_the_project_has_other_targets() -> None:
    other = WHOLE | {"rule": "OT-1"}
    assert complaints(checked(other, targets=("test", "other"))) == []
    assert complaint(other).code == "waiver_unknown"


def test_an_id_of_no_target_of_the_project_is_a_mistake_in_its_beginning() -> None:
    tree = TREE | {
        "waivers": [WHOLE | {"rule": one} for one in ("R-2", "OT-1")],
        "targets": [{"jurisdiction": one} for one in ("test", "other")],
    }
    around = replace(world(tree), place=placed, ids_elsewhere=frozenset({"T-2", "OT-1"}))
    (found,) = complaints(evaluate(CHECKLIST, None, around, "test"))
    assert (found.code, found.place) == ("waiver_unknown", Place("waivers[0].rule"))
    assert "「R-2」" in found.message and "是不是 T-2？" in found.message


def test_a_mistake_in_an_id_of_this_notice_is_told_whatever_other_targets_there_are() -> None:
    assert complaint(WHOLE | {"rule": "t-2"}, targets=("test", "other")).code == "waiver_unknown"


@pytest.mark.parametrize("identifier", ["T-X1", "T-W1"])
def test_what_is_no_condition_and_no_material_cannot_be_waived(identifier: str) -> None:
    found = complaint(WHOLE | {"rule": identifier})
    assert (found.code, f"{identifier} 不能豁免" in found.message) == ("waiver_unknown", True)


@pytest.mark.parametrize(("identifier", "told"), [("T-1", "符合"), ("T-5", "只作提示")])
def test_one_of_what_holds_is_needless_and_not_shown(identifier: str, told: str) -> None:
    found = complaint(WHOLE | {"rule": identifier})
    assert (found.code, found.place) == ("waiver_needless", Place("waivers[0]"))
    assert f"{identifier} 用不着豁免（{told}）" in found.message
    assert waived(checked(WHOLE | {"rule": identifier})) == []


def test_an_incomplete_one_of_what_holds_is_told_once() -> None:
    part = {"rule": "T-1", "reason": "在办", "until": "2020-12-31"}
    assert complaint(part).code == "waiver_incomplete"


def test_one_that_is_needed_for_one_subject_is_not_needless() -> None:
    assert complaints(checked(WHOLE | {"rule": "T-3"})) == []


def test_everything_that_is_wrong_with_one_is_told() -> None:
    wrong = {"rule": "T-2", "until": "2020-01-01", "owner": "李示例"}
    assert [one.code for one in complaints(checked(wrong))] == ["waiver_incomplete", "waiver_expired"]


def test_of_several_for_one_rule_the_longest_counts_in_any_order() -> None:
    longer = WHOLE | {"until": "2021-12-31", "owner": "王示例"}
    for both in ((WHOLE, longer), (longer, WHOLE)):
        assert [one.waiver.owner for one in checked(*both).judged if one.waiver] == ["王示例"]


def test_phones_and_identity_numbers_are_masked_and_lines_joined() -> None:
    spoken = {"reason": "等\n  审批", "owner": "李示例 13800001234"}
    (found,) = in_force(world({"waivers": [WHOLE | spoken]})).values()
    assert found == Waived("等 审批", "李示例 138******34", date(2020, 12, 31))


def test_without_waivers_and_with_an_empty_list_nothing_is_told() -> None:
    assert complaints(checked()) == []
    assert complaints(evaluate(CHECKLIST, None, world(TREE), "test")) == []


IDS = st.sampled_from(["T-1", "T-2", "T-3", "T-4", "T-5", "T-M1", "T-X1", "T-W1", "T-9", "OT-1"])
DAYS = st.sampled_from(["2020-05-31", "2020-06-01", "2021-01-01"])
PEOPLE = st.sampled_from(["李示例", "王示例", "无"])
KEYS = {"rule": IDS, "reason": st.sampled_from(["在办", "无"]), "owner": PEOPLE, "until": DAYS}
FULL = st.builds(
    lambda rule, owner, until: WHOLE | {"rule": rule, "owner": owner, "until": until}, IDS, PEOPLE, DAYS
)
WAIVERS = st.lists(FULL | st.fixed_dictionaries({}, optional=KEYS), max_size=5)
SAME = st.lists(FULL.map(lambda one: one | {"rule": "T-2"}), min_size=2, max_size=4)


@QUICK
@given(WAIVERS)
def test_waivers_change_no_verdict_and_nothing_else(waivers: list[dict[str, str]]) -> None:
    found = checked(*waivers)
    assert bare(found) == checked()
    assert {one.id for one in found.judged if one.waiver} <= NEEDED
    assert found.overall is checked().overall


@QUICK
@given(SAME)
def test_the_order_of_waivers_never_matters(waivers: list[dict[str, str]]) -> None:
    assert checked(*waivers).judged == checked(*reversed(waivers)).judged


def test_a_shipped_notice_comes_to_the_same_with_everything_waived() -> None:
    ids = [one.rule.id for one in (*national().rules, *national().materials)]
    every = {"waivers": [WHOLE | {"rule": one} for one in ids]}
    without, with_all = (evaluate(national(), None, world(tree), "test") for tree in ({}, every))
    assert bare(with_all) == without
    assert all(one.waiver for one in with_all.judged if one.verdict in (Verdict.UNMET, Verdict.UNKNOWN))
