"""Every sort of entry is explained and listed: rules, materials, easings, score items, the pass mark, windows, routes."""

from __future__ import annotations

from functools import cache

import pytest

from evalprep.errors import ChecklistError, UsageError
from evalprep.report.entries import entries, named
from evalprep.report.explained import explained
from evalprep.report.layout import Style, width
from evalprep.report.listing import rules_text
from evalprep.rules.checklist import ReadyChecklist, parse_checklist
from evalprep.store.yaml import parse_yaml

CHECKLIST = """
notice: {number: 示例〔2020〕1号, title: 示例通知, issued: 2020-01-01, issuer: 示例中心, area: 示例, verified_on: 2020-02-01}
tracks: {wide: 面向全国, local: 面向本地}
rules:
  - id: EX-E1
    clause: 一1
    title: 每个职业 5 千人次
    weight: principle
    for_each: occupations
    tracks: [local]
    interpretation: 谨慎的读法
    require: {fact: occupation.person_times, at_least: 5000}
    eased_by: [EX-X1]
    remedy: 补齐人次
  - {id: EX-E2a, clause: 一2, title: 法人, weight: must, fact: organization.legal_form, in: [企业, 事业单位]}
  - {id: EX-E2b, clause: 一2, title: 提示一句, weight: note}
materials:
  - {id: EX-M1, clause: 二1, title: 证书, weight: must, attached: 法人登记证书}
easings:
  - {id: EX-X1, clause: 一末段, title: 参与过标准编制, for_each: occupations, count: occupation.contributions, at_least: 1, unit: 项}
scoring:
  items:
    - {id: EX-R1, clause: 表 1, title: 机构, max: 15, own: true}
    - {id: EX-R2, clause: 表 2, title: 人员, max: 15, full_if: [EX-E]}
    - {id: EX-R3, clause: 表 3, title: 制度, max: 10, deduct: 2, each: [{declared: 财务管理}]}
    - {id: EX-R5, clause: 表 5, title: 贡献, max: 80, bonus: [EX-X1], points: [10, 20]}
  pass: {id: EX-R6, clause: 表 注, title: 合格线, weight: principle, at_least: 36, remedy: 先补短板}
windows:
  - {id: EX-W1, clause: 三, title: 每年一次, yearly: [{opens: 03-15, closes: 03-30}]}
  - {id: EX-W2, clause: 三, title: 跨年的一次, yearly: [{opens: 12-15, closes: 01-15}]}
  - {id: EX-W3, clause: 三, title: 只此一次, once: {closes: 2020-04-19}, unclear: {from: 2020-04-20, to: 2020-04-20}, interpretation: 没有说清 20 日}
  - {id: EX-W4, clause: 三, title: 从某日起, once: {opens: 2020-11-21}}
  - {id: EX-W5, clause: 三, title: 到期之前, before: {date: application.expires_on, opens: 90, closes: 0}}
routes:
  - id: EX-W6
    clause: 四
    title: 向谁申报
    weight: must
    ways:
      - {when: {fact: organization.affiliation, in: [中央, 省属]}, authority: 省中心, note: 先打电话}
      - {when: {fact: organization.affiliation, equals: 市属}, authority: 市中心}
"""
IDS = [*["E1", "E2a", "E2b", "M1", "X1", "R1", "R2", "R3", "R5", "R6", "W1", "W2", "W3", "W4", "W5", "W6"]]


@cache
def checklist() -> ReadyChecklist:
    return parse_checklist(parse_yaml(CHECKLIST, "test.yaml", error=ChecklistError), "sample")


def explanation(identifier: str, cells: int = 100) -> str:
    return explained(identifier, [checklist()], Style(cells))


def test_every_entry_has_its_id() -> None:
    assert [named(one).id for one in entries(checklist())] == [f"EX-{one}" for one in IDS]


@pytest.mark.parametrize("identifier", [f"EX-{one}" for one in IDS])
def test_every_sort_of_entry_is_explained_with_notice_title_and_clause(identifier: str) -> None:
    one = next(named(one) for one in entries(checklist()) if named(one).id == identifier)
    lines = explanation(identifier.lower()).splitlines()
    assert lines[0] == "示例〔2020〕1号《示例通知》"
    assert "请先确认是否有新通知" in lines[1]
    assert lines[3] == f"{identifier}  {one.title}"
    assert lines[5] == f"出处：示例〔2020〕1号 {one.clause}"
    shown = explanation(identifier, 60).splitlines()
    assert all(width(line) <= 60 for line in shown if "{name:" not in line)


def test_the_line_that_registers_a_rule_stands_whole_to_be_copied() -> None:
    line = "  - {name: 财务管理制度, kinds: [财务管理], file: 附件/财务管理制度.pdf}"
    assert line in explanation("EX-R3", 40).splitlines()


@pytest.mark.parametrize(
    ("identifier", "told"),
    [
        (
            "EX-E1",
            [
                "分量：原则上，按申报职业逐个判断",
                "类别：面向本地",
                "理解：谨慎的读法",
                "可放宽：EX-X1 参与过标准编制（一末段）",
                "不少于 5,000 人次",
                "  occupations[].history[].trained　培训人次",
                "怎么办：补齐人次",
            ],
        ),
        ("EX-E2a", ["分量：必备", "企业、事业单位之一", "  organization.legal_form　法人类型"]),
        ("EX-E2b", ["分量：提示", "判断：只作提示，不判断"]),
        ("EX-M1", ["分量：必备", "附有法人登记证书", "  attachments{}　附件"]),
        ("EX-X1", ["分量：放宽，按申报职业逐个判断", "放宽哪些：EX-E1", "不少于 1 项"]),
        ("EX-R1", ["分量：评分", "满分 15 分；现场才看得到，由本单位自评", "  self_scores.EX-R1　自评分"]),
        ("EX-R2", ["以下各条都符合得 15 分，有一条不符合得 0 分：EX-E1、EX-E2a"]),
        (
            "EX-R3",
            [
                "自评，以评审打分为准",
                "满分 10 分；以下每缺一项扣 2 分，扣完为止",
                "「财务管理」",
                "rule_documents",
            ],
        ),
        ("EX-R5", ["分量：加分", "每符合一条加 10 至 20 分，最多 80 分：EX-X1"]),
        (
            "EX-R6",
            [
                "分量：原则上",
                "EX-R1、EX-R2、EX-R3 合计不少于 36 分",
                "EX-R5 是加分，不计入",
                "怎么办：先补短板",
            ],
        ),
        ("EX-W1", ["分量：时间", "每年 3 月 15 日至 3 月 30 日，首尾两天都算"]),
        ("EX-W2", ["每年 12 月 15 日至 次年 1 月 15 日"]),
        ("EX-W3", ["  2020-04-19 为止，当天也算", "  说不清算不算：2020-04-20\n", "理解：没有说清 20 日"]),
        ("EX-W4", ["2020-11-21 起，当天也算；没有写截止日期"]),
        ("EX-W5", ["前 90 天起，到当天为止", "  application.prior_filings[].expires_on　"]),
        (
            "EX-W6",
            [
                "分量：必备",
                "向哪里申报（从上往下，第一种符合的算）",
                "  · 省中心\n",
                "中央、省属之一",
                "先打电话",
                "  · 市中心",
            ],
        ),
    ],
)
def test_what_decides_is_told_in_the_words_of_its_sort(identifier: str, told: list[str]) -> None:
    shown = explanation(identifier)
    assert [part for part in told if part not in shown] == []


def test_another_notice_that_says_something_else_is_named_with_the_difference() -> None:
    conflict = "    conflicts: [{checklist: other/1, rule: EX-E2a, note: 那份不收事业单位}]\n"
    text = CHECKLIST.replace("    remedy: 补齐人次\n", f"    remedy: 补齐人次\n{conflict}")
    source = parse_yaml(text, "test.yaml", error=ChecklistError)
    ready = parse_checklist(source, "sample", lambda name: checklist())
    shown = explained("EX-E1", [ready], Style())
    assert "不一致：示例〔2020〕1号 EX-E2a（一2）法人：那份不收事业单位" in shown


def test_an_id_that_was_split_names_its_parts_and_another_its_nearest() -> None:
    with pytest.raises(UsageError) as split:
        explanation("EX-E2")
    assert split.value.problems[0].remedy == "这一条分成了 EX-E2a、EX-E2b，写其中一个"
    with pytest.raises(UsageError) as near:
        explanation("EX-W")
    assert "分成" not in near.value.problems[0].remedy
    with pytest.raises(UsageError) as near:
        explanation("EX-W7")
    assert "是不是 EX-W" in near.value.problems[0].remedy


def test_all_entries_are_listed_with_the_word_for_what_they_are() -> None:
    shown = rules_text([checklist()], Style())
    found = {line.split()[0]: line.split()[1] for line in shown.splitlines() if line.startswith("  EX-")}
    assert [*found] == [f"EX-{one}" for one in IDS]
    assert [found[f"EX-{one}"] for one in ("E1", "E2a", "E2b", "M1", "X1", "R1", "R5", "R6", "W1", "W6")] == [
        *("原则上", "必备", "提示", "必备", "放宽", "评分", "加分", "原则上", "时间", "必备")
    ]
    assert all(width(line) <= 50 for line in rules_text([checklist()], Style(50)).splitlines())
