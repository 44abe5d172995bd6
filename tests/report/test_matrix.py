"""The matrix: what is nearest to reach comes first, with the distance to every threshold that is not surely reached."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.results import CheckResult, Finding, Outcome
from evalprep.model.verdicts import Gap, Interval, Overall, Verdict, Weight
from evalprep.report.layout import Style, width
from evalprep.report.matrix import MatrixRow, matrix, matrix_text
from tests.report.results import NOTICE, beyond, filing, finding, referring, result, short_of, window

PLAIN = Style()


def place(name: str, *findings: Finding, **more: object) -> CheckResult:
    """The result of one jurisdiction; ready when nothing is unmet or unknown."""
    verdicts = {one.verdict for one in findings if one.weight is Weight.MUST}
    overall = Overall.READY if verdicts <= {Verdict.MET} else Overall.NOT_READY
    known = {"jurisdiction": name, "overall": overall, "notice": replace(NOTICE, area=name)}
    return result(*findings, **(known | more))


def names(*results: CheckResult) -> list[str]:
    """The jurisdictions, the nearest first."""
    return [row.result.jurisdiction for row in matrix((one, None) for one in results)]


def row_of(*findings: Finding, **more: object) -> MatrixRow:
    """The row of one jurisdiction."""
    return matrix([(place("甲", *findings, **more), None)])[0]


def distances(*findings: Finding) -> list[str]:
    """What is told of the distances."""
    return [one.told for one in row_of(*findings).distances]


def unmet(number: int, **more: object) -> Finding:
    return finding(number, Verdict.UNMET, **more)


def unknown(number: int, **more: object) -> Finding:
    return finding(number, Verdict.UNKNOWN, **more)


def test_what_is_ready_comes_first_then_fewest_open_then_fewest_unmet() -> None:
    ready = place("可以", finding(1, Verdict.MET), unmet(2, weight=Weight.PRINCIPLE, **short_of(9, 0, 0)))
    one_unknown = place("缺一", unknown(1))
    two_unknown = place("缺二", unknown(1), unknown(2))
    one_unmet = place("差一", unmet(1))
    one_unmet_more_unknown = place("差一缺一", unmet(1), unknown(2))
    two_unmet = place("差二", unmet(1), unmet(2))
    nothing_judged = place("无", overall=Overall.UNDETERMINED)
    nearest = [ready, nothing_judged, one_unknown, one_unmet, two_unknown, one_unmet_more_unknown, two_unmet]
    assert names(*reversed(nearest)) == ["可以", "无", "缺一", "差一", "缺二", "差一缺一", "差二"]


def test_of_equally_many_the_smaller_relative_distance_comes_first() -> None:
    # 1,000 of 50,000 is nearer than 2 of 3.
    people = place("人数", unmet(1, **short_of(3, 1, 1)))
    times = place("人次", unmet(1, **short_of(50000, 49000, 49000)))
    open_ended = place(
        "不知道", unmet(1, observed=Interval(0, None), required={"at_least": 3}, gap=Gap(None, None))
    )
    assert names(open_ended, people, times) == ["人次", "人数", "不知道"]


def test_equal_ones_stand_in_the_order_in_which_they_come() -> None:
    assert names(place("乙", unmet(1)), place("甲", unmet(1))) == ["乙", "甲"]


def test_only_musts_are_counted_materials_and_routes_among_them() -> None:
    row = row_of(
        unmet(1),
        unmet(2, weight=Weight.PRINCIPLE),
        finding(3, None, weight=Weight.NOTE),
        materials=(unknown(4),),
        filing=(filing(Verdict.UNKNOWN),),
    )
    assert [one.id for one in row.unmet] == ["EX-1"]
    assert [one.id for one in row.unknown] == ["EX-4", "EX-W2"]


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (unmet(1, of="电工", **short_of(10000, 8800, 8800)), ["EX-1（电工） 第 1 条：还差 1,200 人次"]),
        (unknown(1, **short_of(10000, 8800, 12000)), ["EX-1 第 1 条：还差 0 至 1,200 人次"]),
        (unknown(1, **short_of(10000, 8800, None)), ["EX-1 第 1 条：还差 0 至 1,200 人次"]),
        (unmet(1, **short_of(10000, 0, 8000)), ["EX-1 第 1 条：还差 2,000 至 10,000 人次"]),
        (unmet(1, **beyond(0, 2)), ["EX-1 第 1 条：超出 2 次"]),
        (
            unmet(1, observed=Interval(5, 5), required={"between": [1, 3]}, gap=Gap(2, 2), unit="个"),
            ["EX-1 第 1 条：超出 2 个"],
        ),
        (
            unmet(1, observed=Interval(0, 0), required={"between": [1, 3]}, gap=Gap(1, 1), unit="个"),
            ["EX-1 第 1 条：还差 1 个"],
        ),
        (unmet(1, weight=Weight.PRINCIPLE, **short_of(6, 4, 4)), ["EX-1 第 1 条：还差 2 人次，原则上"]),
        (
            finding(1, Verdict.EASED, weight=Weight.PRINCIPLE, **short_of(6, 4, 4)),
            ["EX-1 第 1 条：还差 2 人次，原则上，可放宽"],
        ),
        (
            unknown(1, observed=Interval(0, None), required={"at_most": 3}, gap=Gap(None, None)),
            ["EX-1 第 1 条：超出多少不清楚"],
        ),
        (finding(1, Verdict.MET, **short_of(6, 8, 8)), []),
        (finding(1, Verdict.NOT_APPLICABLE, **short_of(6, 0, 0)), []),
        (finding(1, None, weight=Weight.NOTE, **short_of(6, 0, 0)), []),
        (unmet(1), []),
    ],
)
def test_each_threshold_that_is_not_surely_reached_tells_how_far_it_is(one: Finding, told: list[str]) -> None:
    assert distances(one) == told


def test_a_requirement_with_several_thresholds_names_each_that_is_open() -> None:
    parts = (
        Outcome(Verdict.UNMET, "培训", "", **short_of(10000, 9000, 9000)),
        Outcome(Verdict.MET, "评价", "", **short_of(5000, 6000, 6000)),
        Outcome(Verdict.NOT_APPLICABLE, "面积", "", **short_of(1000, 0, 0)),
        Outcome(
            Verdict.UNMET, "其他", "", parts=(Outcome(Verdict.UNMET, "专家", "", **short_of(20, 18, 18)),)
        ),
    )
    assert distances(unmet(1, parts=parts)) == [
        "EX-1 第 1 条（培训）：还差 1,000 人次",
        "EX-1 第 1 条（专家）：还差 2 人次",
    ]


def test_another_rules_threshold_is_told_under_its_own_id() -> None:
    inner = (unmet(7, of="车工", **short_of(10, 9, 9)), finding(8, Verdict.MET, **short_of(10, 11, 11)))
    assert distances(unmet(1, parts=referring(*inner))) == ["EX-7（车工） 第 7 条：还差 1 人次"]


def test_the_text_begins_with_the_call_to_look_for_newer_notices_and_names_the_order() -> None:
    shown = matrix_text(matrix([(place("甲省", unmet(1)), "面向本省")]), (), PLAIN)
    lines = shown.splitlines()
    assert "请先确认是否有新通知" in lines[0]
    assert lines[2] == "示例协会　全部地区和类别　判断日：2020-06-01"
    assert "可以申报的在前；其余先比还没有落实的必备项" in shown.replace("\n", "")


def test_the_table_counts_and_each_block_names_notice_target_ids_and_distances() -> None:
    one = place(
        "甲省",
        unmet(1, of="电工", **short_of(10, 8, 8)),
        unmet(1, of="车工", **short_of(10, 9, 9)),
        unknown(2),
        track="province",
    )
    lines = matrix_text(matrix([(one, "面向本省")]), (), PLAIN).splitlines()
    assert "× 甲省（面向本省）       2       1  尚不能申报" in lines
    start = lines.index("甲省（面向本省）　-j 甲省:province")
    assert lines[start + 1 : start + 9] == [
        "  示例〔2020〕1号《关于示例的通知》",
        "  2020-01-01 发布，最近一次核对 2020-02-01。请先确认是否有新通知。",
        "  结论：尚不能申报",
        "  不符合 2 项：EX-1（电工、车工）",
        "  待补充 1 项：EX-2",
        "  离门槛：",
        "    EX-1（电工） 第 1 条：还差 2 人次",
        "    EX-1（车工） 第 1 条：还差 1 人次",
    ]


def test_of_many_ids_and_distances_the_rest_is_counted() -> None:
    shown = matrix_text(
        matrix([(place("甲", *(unmet(n, **short_of(9, 1, 1)) for n in range(50))), None)]), (), PLAIN
    )
    assert "不符合 50 项：EX-0、EX-1、EX-2、EX-3、EX-4、EX-5、EX-6、EX-7 …… 另有 42 条" in shown
    assert "…… 另有 10 处，共 50 处" in shown


def test_a_jurisdiction_without_a_notice_on_the_day_is_listed_and_no_error() -> None:
    assert matrix_text([], ["乙省在 2020-01-01 没有生效的通知"], PLAIN).endswith(
        "\n· 乙省在 2020-01-01 没有生效的通知\n"
    )


def test_one_of_several_names_its_project() -> None:
    found = matrix([(place("甲", unmet(1)), None)])
    assert "项目文件：甲/evalprep.yaml" in matrix_text(found, (), PLAIN, one_of_several=True)
    assert "项目文件" not in matrix_text(found, (), PLAIN)


@settings(deadline=None, max_examples=40)
@given(st.text(st.sampled_from("某省（）、abc "), min_size=1, max_size=60), st.integers(45, 100))
def test_every_line_fits_the_window(name: str, cells: int) -> None:
    one = place(name, *(unmet(n, of=name, **short_of(9, 1, 1)) for n in range(10)), track="t")
    # A target is a word that is copied whole.
    shown = matrix_text(matrix([(replace(one, jurisdiction="sample"), name)]), [name], Style(cells), True)
    assert [line for line in shown.splitlines() if width(line) > cells] == []


def test_each_block_says_whether_applications_are_taken_now() -> None:
    over = window(False, None, None, note="已于 2020-04-19 截止")
    closed = replace(place("甲省", unmet(1)), windows=(over,))
    assert "受理时间 EX-W1：已于 2020-04-19 截止" in matrix_text(matrix([(closed, None)]), (), PLAIN)
