"""Two states of one project: the verdicts that changed, by which fields; numbers of persons stay hidden."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from stdnum.cn import ric

from evalprep.differences import differences
from evalprep.differences.rows import paired
from evalprep.law import Law
from evalprep.model.differences import ChangedField, ChangedVerdict, Difference, State
from evalprep.model.occupations import HistoryRow
from evalprep.report.differences import differences_markdown, differences_text
from evalprep.report.differences_json import differences_json
from evalprep.report.layout import Style, width
from evalprep.store.library import default_library
from evalprep.store.project import load_project
from tests.conftest import ROOT

SCHOOL = ROOT / "examples" / "zhejiang-training-school" / "evalprep.yaml"
ON = date(2020, 12, 1)
LAW = Law(default_library([]))
STEMS = [f"339901{year}0101102" for year in range(1969, 2000)]
NUMBER = next(f"{stem}3" for stem in STEMS if ric.calc_check_digit(f"{stem}3") == "3")
"""Another person's number that looks the same once it is masked."""
LEASE = ("to: 2023-02-27", "to: 2023-02-28")
STATIONS = ("    stations: 24\n", "    stations: 4\n")
EXPERT = "  - {name: 赵样例, sex: 女"
ASSESSOR = "  - {name: 陈模拟, sex: 女"

Compare = Callable[..., Difference]


def line_of(start: str) -> str:
    """The whole line of the school's file that begins so."""
    return next(line + "\n" for line in SCHOOL.read_text("utf-8").splitlines() if line.startswith(start))


@pytest.fixture
def compare(tmp_path: Path) -> Compare:
    """The school as it is against the school with texts of its file replaced; `both` is replaced in either."""

    def call(*replaced: tuple[str, str], both: tuple[str, str] = ("", "")) -> Difference:
        texts = [SCHOOL.read_text("utf-8").replace(*both, 1) if both[0] else SCHOOL.read_text("utf-8")]
        texts.append(texts[0])
        for old, new in replaced:
            assert old in texts[1], old
            texts[1] = texts[1].replace(old, new, 1)
        states = []
        for name, text in zip(("old", "new"), texts, strict=True):
            folder = tmp_path / name
            shutil.copytree(SCHOOL.parent, folder, ignore=shutil.ignore_patterns("初稿"))
            (folder / "evalprep.yaml").write_text(text, encoding="utf-8")
            states.append((State(f"{name}/evalprep.yaml"), load_project(folder)))
        return differences(states[0], states[1], LAW.targets("zhejiang", ON), ON, LAW)

    return call


def verdict(found: Difference, name: str) -> ChangedVerdict:
    """The one changed verdict of an id, with its subject's label where it has one."""
    identifier, _, label = name.partition(" ")
    (one,) = [
        one
        for one in found.verdicts
        if one.now.id == identifier and (one.subject.label if one.subject else "") == label
    ]
    return one


def fields(found: Difference) -> dict[str, tuple[str | None, str | None]]:
    """Every changed field by its label."""
    return {one.label: (one.before, one.after) for one in found.fields}


def labels(found: tuple[ChangedField, ...]) -> list[str]:
    return [one.label for one in found]


def test_a_file_is_no_other_than_itself(compare: Compare) -> None:
    found = compare()
    assert not found.fields
    assert not found.has_changed
    assert not any((one.moved, one.came, one.went) != ((), (), ()) for one in found.targets)


@pytest.mark.parametrize(
    ("changed", "name", "verdicts", "field", "is_worse"),
    [
        (LEASE, "ZJ-V5a", ("unmet", "met"), "场地第 2 行 理论考场·租期截止日", False),
        (STATIONS, "ZJ-V3a 电工", ("met", "unmet"), "场地第 3 行 电工技能考场·工位数", True),
        (("    founded_on: 2009-05-20\n", ""), "ZJ-B3", ("met", "unknown"), "单位简况·成立时间", True),
        (("ZJ-E9b: {holds: true}", "ZJ-E9b: {holds: false}"), "ZJ-E9b", ("met", "unmet"), None, True),
    ],
)
def test_a_verdict_changes_by_the_field_that_its_rule_reads(
    compare: Compare,
    changed: tuple[str, str],
    name: str,
    verdicts: tuple[str, str],
    field: str | None,
    is_worse: bool,
) -> None:
    one = verdict(compare(changed), name)
    assert one.verdicts == verdicts
    assert (one.is_worse, one.is_better) == (is_worse, not is_worse)
    assert labels(one.fields) == [field or "ZJ-E9b·是否属实"]


def test_a_verdict_does_not_blame_what_its_rule_does_not_read(compare: Compare) -> None:
    found = compare(LEASE, STATIONS, ("ZJ-E9b: {holds: true}", "ZJ-E9b: {holds: false}"))
    assert labels(verdict(found, "ZJ-V5a").fields) == ["场地第 2 行 理论考场·租期截止日"]
    assert labels(verdict(found, "ZJ-V3a 电工").fields) == ["场地第 3 行 电工技能考场·工位数"]
    assert len(found.fields) == 3


@pytest.mark.parametrize(
    ("changed", "label"),
    [
        (("ZJ-E9b: {holds: true}", "ZJ-E9b: {holds: false}"), "ZJ-E9b·是否属实"),
        (("  ZJ-E10: {holds: true}\n", ""), "ZJ-E10·是否属实"),
    ],
)
def test_a_verdict_does_not_blame_what_is_stated_for_another_rule(
    compare: Compare, changed: tuple[str, str], label: str
) -> None:
    found = compare(changed, ("ZJ-B1a: {holds: true}", "ZJ-B1a: {holds: false}"))
    assert labels(verdict(found, label.partition("·")[0]).fields) == [label]


def test_a_material_does_not_blame_the_papers_of_another(compare: Compare) -> None:
    text = SCHOOL.read_text("utf-8")
    kinds = [line for line in text[text.index("\nattachments:") :].splitlines()[2:] if "附件/" in line]
    found = compare(*((f"{line}\n", "") for line in kinds[:2]))
    blamed = [labels(one.fields) for one in found.verdicts if one.now in (one.after, one.before)]
    assert len(found.fields) == 2
    assert blamed
    assert all(len(one) == 1 for one in blamed)


def test_a_rule_per_occupation_blames_the_fields_of_its_own_occupation(compare: Compare) -> None:
    found = compare(
        ("{year: 2018, trained: 3750, assessed: 3300}", "{year: 2018, trained: 3751, assessed: 3300}"),
        ("{year: 2016, trained: 430, assessed: 392}", "{year: 2016, trained: 431, assessed: 392}"),
    )
    moved = {
        one.finding.subject.label: labels(one.fields)
        for target in found.targets
        for one in target.moved
        if one.finding.subject
    }
    assert moved["电工"] == ["申报职业第 1 行 电工·历年培训评价情况第 6 行 2018·培训人次"]
    assert moved["中式烹调师"] == ["申报职业第 2 行 中式烹调师·历年培训评价情况第 2 行 2016·培训人次"]


def test_a_row_that_moved_is_no_change(compare: Compare) -> None:
    row = line_of(EXPERT)
    later = "  # 中式烹调师；申报到二级"
    assert not compare((row, ""), (later, row + later)).fields


def test_a_row_is_matched_by_its_number_though_it_moved_and_changed_its_name(compare: Compare) -> None:
    row = line_of(EXPERT)
    later = "  # 中式烹调师；申报到二级"
    changed = row.replace("赵样例", "赵改样").replace("education: 大专", "education: 本科")
    found = fields(compare((row, ""), (later, changed + later)))
    assert found == {
        "专家第 20 行 赵改样·姓名": ("赵样例", "赵改样"),
        "专家第 20 行 赵改样·学历": ("大专", "本科"),
    }


def test_a_row_without_a_number_is_matched_by_its_name(compare: Compare) -> None:
    row = line_of(ASSESSOR)
    found = fields(compare((row, ""), ("assessors:\n", "assessors:\n" + row.replace("大专", "本科"))))
    assert found == {"考评人员第 1 行 陈模拟·学历": ("大专", "本科")}


def test_a_row_that_is_as_before_is_matched_before_one_of_the_same_name(compare: Compare) -> None:
    row = line_of("  - {name: 数字万用表")
    found = compare((row, row.replace("quantity: 24", "quantity: 5") + row))
    (one,) = found.fields
    assert (one.is_row, one.before) == (True, None)
    assert one.path == ("equipment", 2)


def test_a_row_that_is_gone_moves_the_distance_under_the_same_verdict(compare: Compare) -> None:
    found = compare((line_of(ASSESSOR), ""))
    (row,) = found.fields
    assert row.is_row
    assert row.after is None
    moved = next(
        one for one in found.targets[0].moved if (one.finding.id, one.finding.subject) != ("ZJ-R6", None)
    )
    assert (moved.finding.name, moved.before.min, moved.after.min) == ("ZJ-S9a（电工）", 11, 10)
    assert moved.fields == (row,)


def test_another_notation_of_the_same_value_is_no_change(compare: Compare) -> None:
    assert not compare(("    levels: 五级-三级\n", "    levels: 5-3\n")).fields


def test_a_list_that_was_unknown_is_told_as_one(compare: Compare) -> None:
    found = fields(compare(("  dishonesty: []\n", "")))
    assert found == {"失信记录": ("无", None)}


def test_an_occupation_that_is_no_longer_applied_for_is_no_longer_judged(compare: Compare) -> None:
    text = SCHOOL.read_text("utf-8")
    start = text.index("  - code: 4-03-02-01")
    found = compare((text[start : text.index("related_history:")], "\n"))
    one = verdict(found, "ZJ-S8a 中式烹调师")
    assert one.after is None
    assert not one.is_worse
    assert "申报职业第 2 行 中式烹调师" in labels(one.fields)


@pytest.mark.parametrize("show", [lambda one: differences_text(one, Style()), differences_markdown])
@pytest.mark.parametrize("number", ["339901196801011023", "13900000000"])
def test_numbers_of_persons_are_masked_and_yet_told_apart(
    compare: Compare, show: Callable[[Difference], str], number: str
) -> None:
    other = {"339901196801011023": NUMBER, "13900000000": "13900010000"}[number]
    text = show(compare((number, other)))
    assert number not in text
    assert other not in text
    assert "遮住或略去的部分不同" in text


def test_json_masks_numbers_of_persons_too(compare: Compare) -> None:
    text = differences_json(compare(("13900000000", "13900010000")))
    assert "13900000000" not in text
    assert "13900010000" not in text


@pytest.mark.parametrize(
    "show", [lambda one: differences_text(one, Style()), differences_markdown, differences_json]
)
def test_a_name_that_is_no_text_does_not_break_the_report(
    compare: Compare, show: Callable[[Difference], str]
) -> None:
    found = replace(compare(), before=State("\udce9/evalprep.yaml"))
    assert "\ufffd/evalprep.yaml" in show(found).encode().decode()


def test_a_file_that_is_found_in_one_folder_only_is_told(compare: Compare, tmp_path: Path) -> None:
    compare()
    (tmp_path / "new" / "附件" / "档案目录.pdf").unlink()
    states = [(State(name), load_project(tmp_path / name)) for name in ("old", "new")]
    found = differences(states[0], states[1], LAW.targets("zhejiang", ON), ON, LAW)
    (field,) = found.fields
    assert (field.label, field.before, field.after) == (
        "附件 附件/档案目录.pdf",
        "能打开",
        "找不到这个文件",
    )
    assert verdict(found, "ZJ-B2").fields == (field,)


def test_a_warning_that_is_new_is_told(compare: Compare) -> None:
    row = line_of("  - {name: 赵样例, sex: 女")
    found = compare((row, row.replace("sex: 女", "sex: 男")))
    (came,) = found.targets[0].came
    assert "性别" in came.message
    assert not found.targets[0].went


def test_a_warning_that_only_stands_in_another_row_is_no_new_one(compare: Compare) -> None:
    row = line_of("  - {name: 赵样例, sex: 女")
    wrong = row.replace("sex: 女", "sex: 男")
    later = "  # 中式烹调师；申报到二级"
    found = compare((wrong, ""), (later, wrong + later), both=(row, wrong))
    assert any("第 1 行" in one.message for one in found.targets[0].before.warnings)
    assert not (found.targets[0].came or found.targets[0].went)


def test_the_json_names_verdicts_with_the_paths_of_their_fields(compare: Compare) -> None:
    data = json.loads(differences_json(compare(LEASE, STATIONS)))
    assert (data["format"], data["changed"], data["on"]) == ("evalprep.diff/1", "worse", "2020-12-01")
    found = {one["id"]: one for one in data["targets"][0]["findings"]}
    assert found["ZJ-V5a"]["fields"] == ["venues[1].lease.to"]
    assert (found["ZJ-V5a"]["before"], found["ZJ-V5a"]["after"], found["ZJ-V5a"]["change"]) == (
        "unmet",
        "met",
        "better",
    )
    paths = {one["path"] for one in data["fields"]}
    assert {path for one in found.values() for path in one["fields"]} <= paths


def test_markdown_holds_one_table_for_each_part(compare: Compare) -> None:
    text = differences_markdown(compare(LEASE, STATIONS, (line_of(ASSESSOR), "")))
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    assert sum(one.type == "table_open" for one in tokens) == 4
    headings = [tokens[n + 1].content for n, one in enumerate(tokens) if one.type == "heading_open"]
    assert [one.partition("（")[0] for one in headings[2:]] == [
        "变差",
        "变好",
        "结论没变，差距变了",
        "资料改动",
    ]


def test_text_says_the_notice_and_keeps_to_the_width(compare: Compare) -> None:
    text = differences_text(compare(LEASE, STATIONS), Style(60))
    assert "请先确认是否有新通知" in "".join(text.split())
    assert all(width(line) <= 60 for line in text.splitlines())
    assert "变差（1）" in text


def test_rows_that_name_nothing_are_matched_in_their_order() -> None:
    before = [HistoryRow(trained=1), HistoryRow(trained=2)]
    after = [HistoryRow(trained=2), HistoryRow(trained=3), HistoryRow(trained=4)]
    assert paired("occupations[].history", before, after) == [(1, 0), (0, 1), (None, 2)]
