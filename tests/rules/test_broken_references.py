"""Checklists whose entries do not fit one another, or another notice's, each named after its defect."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from evalprep.errors import ChecklistError, Problem
from evalprep.model.validation import nearest
from evalprep.rules.checklist import ReadyChecklist, parse_checklist
from evalprep.rules.references import CircularChecklists, NoChecklist
from evalprep.store.yaml import parse_yaml
from tests.rules.judging import NOTICE

OTHER = """rules:
  - {id: B-E1, clause: 一, title: 名称, weight: must, fact: organization.name, present: true}
  - {id: B-E2, clause: 一, title: 编码, weight: must, for_each: occupations, fact: occupation.code, present: true}
  - {id: B-E3, clause: 一, title: 某省, weight: must, tracks: [province], attest: 属实}
  - {id: B-N1, clause: 二, title: 提示, weight: note}
tracks: {province: 本省, national: 全国}
"""
MET = "  - {id: T-1, clause: 一, title: 要求, weight: must, attest: 属实}\n"
NOTE = "  - {id: T-9, clause: 九, title: 提示, weight: note}\n"
RULES = "rules:\n" + MET
EASING = "easings:\n  - {id: T-X1, clause: 三, title: 放宽, count: staff, at_least: 1}\n"
PASS = "  pass: {id: T-R9, clause: 五, title: 合格, weight: principle, at_least: 90}\n"


def rule(more: str, identifier: str = "T-2", weight: str = "must") -> str:
    """One rule in one line."""
    return f"  - {{id: {identifier}, clause: 一, title: 要求, weight: {weight}, {more}}}\n"


def scored(item: str) -> str:
    """A checklist with an easing and one item of a scoring table, on its seventh line."""
    return (
        RULES + EASING + f"scoring:\n  items:\n    - {{id: T-R1, clause: 五, title: 得分, {item}}}\n" + PASS
    )


def window(days: str) -> str:
    """A checklist with one window, on its fourth line."""
    return RULES + f"windows:\n  - {{id: T-W1, clause: 六, title: 时间, {days}}}\n"


@dataclass(frozen=True)
class Broken:
    """A defect: a checklist less its notice, and what the complaint says."""

    defect: str
    text: str
    code: str
    line: int
    """Counted from the first line of the text."""
    words: tuple[str, ...]
    also: tuple[str, ...] = ()
    """The codes of what else is told of the same."""


BROKEN = [
    Broken("rule that is not there", RULES + rule("rule: T-3"), "no_rule", 3, ("T-3", "是不是「T-")),
    Broken("several rules in a list", RULES + rule("rule: [T-1, T-2]"), "bad_value", 3, ("一个值",)),
    Broken("number of which another begins", "rules:\n" + rule("attest: 属实", "T-10") + rule("rule: T-1"), "no_rule", 3, ("T-1",)),
    Broken("reference to a note", RULES + NOTE + rule("rule: T-9"), "only_notes", 4, ("T-9", "提示")),
    Broken("rule that refers to itself", "rules:\n" + rule("rule: T-2"), "circle", 2, ("T-2 → T-2",)),
    Broken("beginning that stops before the hyphen", "rules:\n" + MET + rule("rule: T"), "no_rule", 3, ("「T」",)),
    Broken("circle of two rules", "rules:\n" + rule("rule: T-3") + rule("rule: T-2", "T-3"), "circle", 3, ("T-2 → T-3 → T-2",)),
    Broken("circle of three rules", "rules:\n" + rule("rule: T-3") + rule("any: [{attest: 属实}, {rule: T-4}]", "T-3") + rule("rule: T-2", "T-4"), "circle", 4, ("T-2 → T-3 → T-4 → T-2",)),
    Broken("circle through a definition", "define:\n  two: {rule: T-2}\nrules:\n" + rule("use: two"), "circle", 2, ("T-2 → T-2",)),
    Broken("circle through a material", "rules:\n" + rule("rule: T-M1") + "materials:\n" + rule("rule: T-2", "T-M1"), "circle", 4, ("T-2 → T-M1 → T-2",)),
    Broken("rule of another track", "tracks: {province: 本省, national: 全国}\nrules:\n" + rule("tracks: [province], attest: 属实") + rule("tracks: [national], rule: T-2", "T-3"), "tracks_differ", 4, ("province",)),
    Broken("rule of one track for all tracks", "tracks: {province: 本省, national: 全国}\nrules:\n" + rule("tracks: [province], attest: 属实") + rule("rule: T-2", "T-3"), "tracks_differ", 4, ("province",)),
    Broken("checklist that is not there", RULES + rule("checklist: other/2020-11, rules: [B-E]"), "no_checklist", 3, ("other/2020-11", "是不是「other/2020-1」")),
    Broken("checklist by its number", RULES + rule("checklist: 示例〔2020〕1号, rules: [B-E]"), "no_checklist", 3, ("national/2020-16",)),
    Broken("rule that another checklist has not", RULES + rule("checklist: other/2020-1, rules: [B-E4]"), "no_rule", 3, ("B-E4", "是不是「B-E")),
    Broken("note of another checklist", RULES + rule("checklist: other/2020-1, rules: [B-N]"), "only_notes", 3, ("B-N1",)),
    Broken("beginning that spans another's tracks", RULES + rule("checklist: other/2020-1, rules: [B-E]"), "tracks_differ", 3, ("B-E3", "逐条写出")),
    Broken("no rules of another checklist", RULES + rule("checklist: other/2020-1, rules: []"), "empty_list", 3, ("rules",)),
    Broken("another checklist without its rules", RULES + rule("checklist: other/2020-1"), "missing_key", 3, ("rules",)),
    Broken("checklists in a circle", RULES + rule("checklist: circle/2020-1, rules: [B-E]"), "circle", 3, ("test → circle/2020-1 → test",)),
    Broken("conflict with a checklist that is not there", RULES + rule("attest: 属实, conflicts: [{checklist: other/2020-2, rule: B-E1, note: 不同}]"), "no_checklist", 3, ("是不是「other/2020-1」",)),
    Broken("conflict with a rule that is not there", RULES + rule("attest: 属实, conflicts: [{checklist: other/2020-1, rule: B-E, note: 不同}]"), "no_rule", 3, ("「B-E」", "是不是「B-E")),
    Broken("conflict with a note", RULES + rule("attest: 属实, conflicts: [{checklist: other/2020-1, rule: B-N1, note: 不同}]"), "only_notes", 3, ("B-N1",)),
    Broken("conflict with a rule for each occupation", RULES + rule("attest: 属实, conflicts: [{checklist: other/2020-1, rule: B-E2, note: 不同}]"), "subjects_differ", 3, ("for_each: occupations",)),
    Broken("conflict without what differs", RULES + rule("attest: 属实, conflicts: [{checklist: other/2020-1, rule: B-E1}]"), "missing_key", 3, ("note",)),
    Broken("mistyped key of a conflict", RULES + rule("attest: 属实, conflicts: [{checklist: other/2020-1, rule: B-E1, not: 不同}]"), "missing_key", 3, ("没有填",), ("unknown_key",)),
    Broken("easing that is not there", RULES + rule("attest: 属实, eased_by: [T-X2]", weight="principle") + EASING, "no_easing", 3, ("T-X2", "是不是「T-X1」")),
    Broken("rule taken for an easing", RULES + rule("attest: 属实, eased_by: [T-1]", weight="principle"), "no_easing", 3, ("没有 easings",)),
    Broken("easing of a must", RULES + rule("attest: 属实, eased_by: [T-X1]") + EASING, "not_eased", 3, ("principle",)),
    Broken("easing without a condition", RULES + "easings:\n  - {id: T-X1, clause: 三, title: 放宽}\n", "no_condition", 4, ("T-X1", "require")),
    Broken("easing over no list", RULES + "easings:\n  - {id: T-X1, clause: 三, title: 放宽, for_each: occupation, attest: 属实}\n", "no_subject", 4, ("是不是「occupations」",)),
    Broken("mistyped key of an easing", RULES + "easings:\n  - {id: T-X1, clause: 三, titel: 放宽, attest: 属实}\n", "missing_key", 4, ("没有填",), ("unknown_key",)),
    Broken("easing without a clause", RULES + "easings:\n  - {id: T-X1, title: 放宽, attest: 属实}\n", "missing_key", 4, ("clause",)),
    Broken("definition that nothing uses", "define:\n  middle: {attest: 属实}\n" + RULES, "unused_definition", 2, ("middle", "use")),
    Broken("definition that only an unused one uses", "define:\n  middle: {attest: 属实}\n  senior: {use: middle}\n" + RULES, "unused_definition", 2, ("middle",), ("unused_definition",)),
    Broken("use of what is not defined", "rules:\n" + rule("use: middle"), "unknown_definition", 2, ("middle",)),
    Broken("use of a mistyped definition", "define:\n  middle: {attest: 属实}\nrules:\n" + rule("any: [{use: middle}, {use: midle}]"), "unknown_definition", 4, ("是不是「middle」",)),
    Broken("definitions in a circle", "define:\n  middle: {all: [{use: senior}, {attest: 属实}]}\n  senior: {use: middle}\nrules:\n" + rule("use: middle"), "circle", 3, ("middle", "senior")),
    Broken("definition called as a rule is", "define:\n  T-2: {attest: 属实}\nrules:\n" + rule("use: T-2"), "duplicate_id", 4, ("T-2",)),
    Broken("rule and material with one id", RULES + "materials:\n" + MET, "duplicate_id", 4, ("T-1", "test.yaml:3")),
    Broken("rule and easing with one id", RULES + EASING.replace("T-X1", "T-1"), "duplicate_id", 4, ("T-1",)),
    Broken("rule and window with one id", window("once: {opens: 2020-03-01}").replace("T-W1", "T-1"), "duplicate_id", 4, ("T-1",)),
    Broken("rule and route with one id", RULES + "routes:\n  - {id: T-1, clause: 二, title: 途径, weight: note, authority: 中心}\n", "duplicate_id", 4, ("T-1",)),
    Broken("rule and item with one id", scored("max: 15, own: true").replace("T-R1", "T-1"), "duplicate_id", 7, ("T-1",)),
    Broken("item and pass mark with one id", scored("max: 15, own: true").replace("T-R1", "T-R9"), "duplicate_id", 8, ("T-R9",)),
    Broken("ids that differ in capitals alone", RULES + rule("attest: 属实", "t-1"), "duplicate_id", 3, ("t-1",)),
    Broken("item of no sort", scored("max: 15"), "bad_threshold", 7, ("own", "full_if", "each", "bonus")),
    Broken("item of two sorts", scored("max: 15, own: true, full_if: [T-1]"), "bad_threshold", 7, ("own", "full_if")),
    Broken("item with a maximum that is no number", scored("max: 十五, own: true"), "bad_threshold", 7, ("十五",)),
    Broken("item without a maximum", scored("own: true"), "missing_key", 7, ("max",)),
    Broken("item for a rule that is not there", scored("max: 15, full_if: [T-S]"), "no_rule", 7, ("T-S",)),
    Broken("item that takes no points off", scored("max: 10, each: [{count: staff, at_least: 1}]"), "bad_threshold", 7, ("deduct",)),
    Broken("item that takes off what is no number", scored("max: 10, deduct: 两, each: [{count: staff, at_least: 1}]"), "bad_threshold", 7, ("两",)),
    Broken("item with a mistyped condition", scored("max: 10, deduct: 2, each: [{coutn: staff, at_least: 1}]"), "unknown_operator", 7, ("是不是「count」",)),
    Broken("item with a mistyped fact", scored("max: 10, deduct: 2, each: [{count: stafff, at_least: 1}]"), "unknown_name", 7, ("是不是「staff」",)),
    Broken("item with two statements", scored("max: 10, deduct: 2, each: [{attest: 甲}, {attest: 乙}]"), "two_statements", 7, ("T-R1",)),
    Broken("bonus for an easing that is not there", scored("max: 20, bonus: [T-X2], points: [10, 20]"), "no_rule", 7, ("T-X2", "是不是「T-X1」")),
    Broken("bonus for a rule", scored("max: 20, bonus: [T-1], points: [10, 20]"), "no_rule", 7, ("T-1",)),
    Broken("bonus without points", scored("max: 20, bonus: [T-X1]"), "bad_threshold", 7, ("points",)),
    Broken("points that are no numbers", scored("max: 20, bonus: [T-X1], points: [十, 20]"), "bad_threshold", 7, ("十",)),
    Broken("points the wrong way round", scored("max: 20, bonus: [T-X1], points: [20, 10]"), "bad_threshold", 7, ("20",)),
    Broken("mistyped key of an item", scored("max: 15, onw: true"), "unknown_key", 7, ("是不是「own」",)),
    Broken("pass mark that is no number", scored("max: 15, own: true").replace("at_least: 90", "at_least: 九十"), "bad_threshold", 8, ("九十",)),
    Broken("mistyped key of the pass mark", scored("max: 15, own: true").replace("at_least: 90", "at_lest: 90"), "missing_key", 8, ("没有填",), ("unknown_key",)),
    Broken("scoring without items", RULES + "scoring:\n  items: []\n" + PASS, "empty_list", 4, ("items",)),
    Broken("window of no sort", window("interpretation: 无"), "bad_threshold", 4, ("yearly", "once", "before")),
    Broken("window of two sorts", window("once: {opens: 2020-03-01}, yearly: [{opens: 03-01, closes: 03-30}]"), "bad_threshold", 4, ("yearly", "once")),
    Broken("window with a condition", window("once: {opens: 2020-03-01}, attest: 属实"), "bad_threshold", 4, ("条件",)),
    Broken("day that is none", window("once: {opens: 2020-02-30}"), "bad_threshold", 4, ("2 月没有 30 日",)),
    Broken("yearly day with a year", window("yearly: [{opens: 2020-03-15, closes: 03-30}]"), "bad_threshold", 4, ("2020-03-15",)),
    Broken("yearly day that is none", window("yearly: [{opens: 13-15, closes: 03-30}]"), "bad_threshold", 4, ("没有 13 月",)),
    Broken("window that closes before it opens", window("once: {opens: 2020-03-02, closes: 2020-03-01}"), "bad_threshold", 4, ()),
    Broken("window counted back from a mistyped date", window("before: {date: application.expire_on, opens: 90}"), "unknown_name", 4, ("application.expires_on",)),
    Broken("window counted back from what is no date", window("before: {date: organization.name, opens: 90}"), "bad_threshold", 4, ("不是日期",)),
    Broken("window that opens after it closes", window("before: {date: organization.registered_on, opens: 0, closes: 90}"), "bad_threshold", 4, ()),
    Broken("window that opens in words", window("before: {date: organization.registered_on, opens: 三个月}"), "bad_threshold", 4, ("三个月",)),
    Broken("mistyped key of a window's days", window("once: {open: 2020-03-01}"), "unknown_key", 4, ("是不是「opens」",)),
    Broken("mistyped key of a window", window("onec: {opens: 2020-03-01}"), "unknown_key", 4, ("是不是「once」",)),
    Broken("window for a track that is none", window("tracks: [province], once: {opens: 2020-03-01}"), "unknown_track", 4, ("province",)),
    Broken("way with a mistyped fact", RULES + "routes:\n  - {id: T-W1, clause: 二, title: 途径, weight: must, ways: [{when: {fact: organization.kin, equals: 企业}, authority: 中心}]}\n", "unknown_name", 4, ("organization.kind",)),
    Broken("way without an authority", RULES + "routes:\n  - {id: T-W1, clause: 二, title: 途径, weight: must, ways: [{when: {attest: 属实}}]}\n", "missing_key", 4, ("authority",)),
    Broken("mistyped key of a way", RULES + "routes:\n  - {id: T-W1, clause: 二, title: 途径, weight: must, ways: [{wen: {attest: 属实}, authority: 中心}]}\n", "missing_key", 4, ("没有填",), ("unknown_key",)),
    Broken("ways with two statements", RULES + "routes:\n  - {id: T-W1, clause: 二, title: 途径, weight: must, ways: [{when: {attest: 甲}, authority: 中心}, {when: {attest: 乙}, authority: 省}]}\n", "two_statements", 4, ("T-W1",)),
    Broken("two statements by way of a definition", "define:\n  able: {attest: 甲}\nrules:\n" + rule("all: [{use: able}, {attest: 乙}]"), "two_statements", 4, ("T-2",)),
    Broken("operator among a window's days", window("once: {fact: 2020-03-01}"), "unknown_key", 4, ("可以写：opens、closes",)),
    Broken("mistyped section", RULES + "easing: []\n", "unknown_key", 3, ("是不是「easings」",)),
]  # fmt: skip


def others(name: str) -> ReadyChecklist:
    """The library: one notice that can be referred to, one that refers back, one that is broken."""
    if name == "circle/2020-1":
        raise CircularChecklists(["test", name, "test"])
    if name not in ("other/2020-1", "broken/2020-1"):
        raise NoChecklist(name, nearest(name, ["other/2020-1", "broken/2020-1"]))
    text = OTHER if name.startswith("other") else OTHER.replace("organization.name", "organization.nam")
    return parse_checklist(parse_yaml(NOTICE + text, "other.yaml", error=ChecklistError), "other")


def complaints(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ChecklistError) as caught:
        parse_checklist(parse_yaml(NOTICE + text, "test.yaml", error=ChecklistError), "test", others)
    return caught.value.problems


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.defect)
def test_a_broken_reference_is_refused_with_line_and_remedy(broken: Broken) -> None:
    problems = complaints(broken.text)
    assert [problem.code for problem in problems] == [broken.code, *broken.also]
    place = problems[0].place
    assert place is not None
    assert (place.file, place.line) == ("test.yaml", broken.line + 1), problems[0]
    assert problems[0].remedy
    for word in broken.words:
        assert word in f"{problems[0].problem} {problems[0].remedy}"


def test_a_rule_is_never_told_to_refer_to_itself() -> None:
    problem = complaints("rules:\n" + MET + rule("rule: TEST-58", "TEST-5"))[0]
    assert "TEST-5」？" not in problem.remedy


def test_no_two_broken_references_have_one_defect() -> None:
    assert len({broken.defect for broken in BROKEN}) == len(BROKEN)


def test_what_is_wrong_with_another_checklist_is_told_with_its_own_line() -> None:
    problems = complaints(RULES + rule("checklist: broken/2020-1, rules: [B-E1]"))
    assert [(one.code, str(one.place)) for one in problems] == [
        ("unknown_name", "other.yaml:3:52"),
        ("broken_checklist", "test.yaml:4:51"),
    ]


def test_a_definition_that_rows_use_is_used() -> None:
    text = "define:\n  able: {education: {at_least: 大专}}\nrules:\n" + rule(
        "require: {count: staff, satisfies: {use: able}, at_least: 1}"
    )
    assert parse_checklist(parse_yaml(NOTICE + text, "test.yaml"), "test").rules[0].condition is not None
