"""Many results at once: who stands where, and what holds back most."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from evalprep.model.bar import Bar
from evalprep.model.results import CheckResult, Filing, Finding, Waived, WindowState
from evalprep.model.suppliers import Supplier
from evalprep.model.verdicts import Overall, Verdict, Weight
from evalprep.report.overview import (
    NOBODY,
    Hurdle,
    Tracks,
    applicants,
    by_target,
    hurdles,
    notices_told,
    suppliers,
    window_told,
)
from tests.report.results import filing, finding, missing, result, short_of, window

WAIVED = Waived("等盖章", "李示例", date(2020, 12, 31))


def of(name: str, *findings: Finding, **more: Any) -> CheckResult:
    """An applicant of its own project file."""
    return result(*findings, project=f"{name}/evalprep.yaml", organization=name, **more)


def found(*results: CheckResult) -> list[Hurdle]:
    return hurdles(applicants(results))


def test_the_results_of_a_project_stand_together_in_the_order_of_input() -> None:
    every = applicants([of("乙"), of("甲"), of("乙", track="province")])
    assert [(one.name, [standing.key for standing in one.standings]) for one in every] == [
        ("乙", ["sample", "sample:province"]),
        ("甲", ["sample"]),
    ]


@pytest.mark.parametrize(
    ("tracks", "told"),
    [({("sample", "province"): "面向全省"}, "示例省（面向全省）"), ({}, "示例省（province）")],
)
def test_a_track_is_told_in_chinese_where_its_title_is_known(tracks: Tracks, told: str) -> None:
    (one,) = applicants([of("甲", track="province")], tracks)
    assert one.standings[0].target == told


def test_two_applicants_of_one_name_are_told_apart_by_their_files() -> None:
    same = [replace(of(name), organization="示例协会") for name in ("甲", "乙")]
    assert [one.name for one in applicants(same)] == [
        "示例协会（甲/evalprep.yaml）",
        "示例协会（乙/evalprep.yaml）",
    ]


def test_what_holds_back_most_applicants_comes_first() -> None:
    few, many = finding(1, Verdict.UNMET), finding(2, Verdict.UNKNOWN)
    told = found(of("甲", few, many), of("乙", many), of("丙", many))
    assert [(one.id, one.held_back) for one in told] == [("EX-2", 3), ("EX-1", 1)]


def test_of_those_that_hold_back_equally_many_the_unmet_come_first() -> None:
    told = found(of("甲", finding(1, Verdict.UNKNOWN), finding(2, Verdict.UNMET)))
    assert [one.id for one in told] == ["EX-2", "EX-1"]


def test_what_is_asked_in_principle_holds_nobody_back_and_comes_last() -> None:
    soft = finding(1, Verdict.UNMET, weight=Weight.PRINCIPLE)
    told = found(of("甲", soft), of("乙", soft, finding(2, Verdict.UNKNOWN)))
    assert [(one.id, one.held_back, len(one.verdicts)) for one in told] == [("EX-2", 1, 1), ("EX-1", 0, 2)]


def test_an_applicant_counts_once_for_all_its_occupations_and_targets_by_its_worst_verdict() -> None:
    every = [
        finding(1, verdict, of=name) for verdict, name in ((Verdict.UNMET, "电工"), (Verdict.UNKNOWN, "车工"))
    ]
    (told,) = found(of("甲", *every), of("甲", *every[1:], track="province"))
    assert (told.of(Verdict.UNMET), told.of(Verdict.UNKNOWN)) == (["甲/evalprep.yaml"], [])
    assert [*told.targets] == ["sample", "sample:province"]


def test_two_notices_may_call_a_requirement_the_same() -> None:
    one = of("甲", finding(1, Verdict.UNMET))
    assert len(found(one, replace(one, notice=replace(one.notice, number="另例〔2020〕2号")))) == 2


@pytest.mark.parametrize("verdict", [Verdict.MET, Verdict.EASED, Verdict.NOT_APPLICABLE, None])
def test_what_calls_for_nothing_is_no_hurdle(verdict: Verdict | None) -> None:
    assert found(of("甲", finding(1, verdict))) == []


def test_a_note_is_no_hurdle_whatever_its_verdict() -> None:
    assert found(of("甲", finding(1, Verdict.UNMET, weight=Weight.NOTE))) == []


def test_materials_and_authorities_hold_back_too() -> None:
    told = found(of("甲", materials=(finding(5, Verdict.UNKNOWN),), filing=(filing(Verdict.UNMET),)))
    assert [one.id for one in told] == ["EX-W2", "EX-5"]


def test_an_applicant_is_named_with_its_distance_in_each_occupation() -> None:
    every = [
        finding(1, Verdict.UNMET, of=name, **short_of(10_000, there, there))
        for name, there in (("电工", 2_200), ("车工", 9_999))
    ]
    (told,) = found(of("甲", *every))
    assert told.told("甲/evalprep.yaml") == "甲（〔电工〕差 7,800 人次、〔车工〕差 1 人次）"


def test_those_of_one_target_stand_together_in_the_order_in_which_they_come() -> None:
    every = applicants([of("丙"), of("甲", track="city"), of("乙"), of("丁", track="city")])
    assert [(one.name, one.key) for one in by_target(every)] == [
        ("丙", "sample"),
        ("乙", "sample"),
        ("甲", "sample:city"),
        ("丁", "sample:city"),
    ]


def waived(number: int, verdict: Verdict = Verdict.UNMET, **more: Any) -> Finding:
    return replace(finding(number, verdict, **more), waiver=WAIVED)


def test_what_is_waived_still_holds_back_stays_unmet_and_is_told_as_waived() -> None:
    (told,) = found(of("甲", waived(1)), of("乙", finding(1, Verdict.UNMET)))
    assert (told.held_back, len(told.of(Verdict.UNMET)), told.waived(Verdict.UNMET)) == (2, 2, 1)
    assert (told.told("甲/evalprep.yaml"), told.told("乙/evalprep.yaml")) == ("甲（已豁免）", "乙")


def test_what_is_waived_is_counted_by_its_own_verdict() -> None:
    (told,) = found(of("甲", waived(1, Verdict.UNKNOWN)), of("乙", finding(1, Verdict.UNMET)))
    assert (told.waived(Verdict.UNMET), told.waived(Verdict.UNKNOWN)) == (0, 1)


@pytest.mark.parametrize("at", [0, 1])
def test_who_has_waived_it_for_one_target_only_has_not_waived_it(at: int) -> None:
    own = [finding(1, Verdict.UNMET), finding(1, Verdict.UNMET)]
    own[at] = waived(1)
    (told,) = found(of("甲", own[0]), of("甲", own[1], track="province"))
    assert (told.waived(Verdict.UNMET), told.told("甲/evalprep.yaml")) == (0, "甲")


def test_what_everybody_has_waived_comes_before_what_is_asked_in_principle() -> None:
    soft = finding(3, Verdict.UNMET, weight=Weight.PRINCIPLE)
    told = found(of("甲", finding(2, Verdict.UNKNOWN), soft), of("乙", soft), of("丙", waived(1)))
    assert [(one.id, one.held_back) for one in told] == [("EX-1", 1), ("EX-2", 1), ("EX-3", 0)]


def test_a_standing_counts_the_waived_among_its_musts_by_their_verdict() -> None:
    soft = waived(3, weight=Weight.PRINCIPLE)
    (one,) = applicants([of("甲", waived(1), waived(2, Verdict.UNKNOWN), finding(4, Verdict.UNMET), soft)])
    (standing,) = one.standings
    assert [standing.count(verdict) for verdict in (Verdict.UNMET, Verdict.UNKNOWN)] == [2, 1]
    assert [standing.waived(verdict) for verdict in (Verdict.UNMET, Verdict.UNKNOWN)] == [1, 1]
    assert standing.next_step == "改不符合的 1 项，已豁免的 2 项到期以前办好"


def test_an_applicant_is_met_at_the_target_that_asks_for_it_and_the_worst_comes_first() -> None:
    ready, unsure = of("甲"), of("甲", finding(1, Verdict.UNKNOWN), track="city")
    (told,) = found(ready, unsure, of("甲", finding(1, Verdict.UNMET), track="province"))
    assert told.standings["甲/evalprep.yaml"].key == "sample:province"
    (told,) = found(ready, unsure, replace(unsure, track="later"))
    assert told.standings["甲/evalprep.yaml"].key == "sample:city"


def test_every_notice_is_told_once_with_its_day_and_when_it_was_verified() -> None:
    other = replace(of("丙"), notice=replace(of("丙").notice, number="另例〔2020〕2号"))
    every = applicants([of("甲"), of("乙"), other])
    first, second = notices_told(one for applicant in every for one in applicant.standings)
    assert first == (
        "示例省：示例〔2020〕1号《关于示例的通知》，2020-01-01 发布，最近一次核对 2020-02-01。请先确认是否有新通知。"
    )
    assert "另例〔2020〕2号" in second


def test_a_standing_counts_musts_and_materials_that_must_be_there() -> None:
    (one,) = applicants(
        [
            of(
                "甲",
                finding(1, Verdict.UNMET),
                finding(2, Verdict.UNMET, weight=Weight.PRINCIPLE),
                finding(3, None, weight=Weight.NOTE),
                materials=(finding(5, Verdict.UNKNOWN), finding(6, Verdict.MET)),
                filing=(filing(Verdict.MET),),
            )
        ]
    )
    (standing,) = one.standings
    assert (standing.count(Verdict.UNMET), standing.count(Verdict.UNKNOWN), standing.count(Verdict.MET)) == (
        1,
        1,
        2,
    )
    assert standing.lacking_materials == 1
    assert standing.next_step == "改不符合的 1 项，补待补充的 1 项"


def test_who_is_ready_is_told_to_ask_about_what_is_asked_in_principle() -> None:
    soft = finding(2, Verdict.UNMET, weight=Weight.PRINCIPLE)
    ready = [of(name, *own, overall=Overall.READY) for name, own in (("甲", [soft]), ("乙", []))]
    told = [one.standings[0].next_step for one in applicants(ready)]
    assert told == [
        "先就原则上的 1 项问受理单位，打印、签字盖章，在受理时间内提交",
        "打印、签字盖章，在受理时间内提交",
    ]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (
            window(True, date(2020, 3, 1), date(2020, 3, 30), days_left=3),
            "受理中，至 2020-03-30（还有 3 天）",
        ),
        (window(True, date(2020, 3, 1), None), "受理中"),
        (window(False, date(2020, 7, 15), None, days_left=44), "2020-07-15 开始（还有 44 天）"),
        (window(False, None, date(2020, 4, 19)), "已于 2020-04-19 截止"),
        (window(False, None, None), "不在受理时间"),
        (window(None, None, None), "说不清，看通知"),
    ],
)
def test_a_window_is_told_in_short(state: WindowState, told: str) -> None:
    assert window_told(state) == told


def test_an_applicant_whose_notice_names_no_window_is_told_so() -> None:
    assert applicants([of("甲")])[0].standings[0].windows == "通知没有写"


@pytest.mark.parametrize(
    ("one", "who"),
    [
        (finding(1, Verdict.UNKNOWN, missing=missing("name")), ("办公室",)),
        (replace(finding(1, Verdict.UNMET), title="专家不少于 3 人"), (Supplier.PERSONNEL.value,)),
        (replace(finding(1, Verdict.UNMET), title="连续 6 年以上的经历"), (NOBODY,)),
        (filing(Verdict.UNMET), (Supplier.OFFICE.value,)),
    ],
)
def test_who_is_asked_is_named_only_where_it_is_known(one: Finding | Filing, who: tuple[str, ...]) -> None:
    assert suppliers(one) == who


def test_numbers_of_persons_are_hidden_and_signs_that_nothing_can_hold_are_marked() -> None:
    one = replace(of("甲"), organization="示例\x07协会 13800001234 \udcff")
    assert applicants([one])[0].name == "示例�协会 138******34 �"


def test_what_was_not_looked_at_is_not_told_to_be_absent() -> None:
    whole = replace(
        of("甲", finding(1, Verdict.MET)), windows=(window(True, None, None),), overall=Overall.READY
    )
    ignored = next(one.id for one in whole.windows)
    (one,) = (own for each in applicants([Bar(ignore=(ignored,)).shown(whole)]) for own in each.standings)
    assert (one.windows, one.next_step) == ("这里没有看", "照全部条款再自查一次")
