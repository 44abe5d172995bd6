"""Two states of one project: the verdicts that changed, by which fields; numbers of persons stay hidden."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from stdnum.cn import ric

from evalprep.differences import differences
from evalprep.differences.rows import paired
from evalprep.differences.verdicts import warnings_only_in
from evalprep.law import Law
from evalprep.model.differences import ChangedField, ChangedVerdict, Difference, State
from evalprep.model.masking import masked
from evalprep.model.occupations import HistoryRow
from evalprep.model.verdicts import Verdict
from evalprep.report.differences import differences_markdown, differences_text
from evalprep.report.differences_json import differences_json
from evalprep.report.layout import Style, width
from evalprep.report.schemas import schema_text
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

SCHEMA = json.loads(schema_text("diff"))

Compare = Callable[..., Difference]


def as_json(found: Difference) -> str:
    """The comparison as JSON, which follows its schema."""
    text = differences_json(found)
    Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(
        json.loads(text)
    )
    return text


def objects(schema: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part of a schema that describes an object, with where it stands."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield name, schema
        for key, inner in schema.items():
            yield from objects(inner, f"{name}/{key}")


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
    found = compare(changed)
    one = verdict(found, name)
    assert one.verdicts == verdicts
    assert (one.is_worse, one.is_better) == (is_worse, not is_worse)
    assert name not in {f"{each.finding.id} 电工" for each in found.targets[0].moved}
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


def test_an_occupation_whose_code_was_mended_is_the_same(compare: Compare) -> None:
    found = compare(("code: 4-03-02-01", "code: 4-03-02-02"))
    changed = [one for one in found.verdicts if one.subject]
    assert {one.subject.label for one in changed if one.subject} == {"中式烹调师"}
    assert all(one.before and one.after for one in changed)
    assert verdict(found, "ZJ-V4 中式烹调师").verdicts == ("met", "unknown")


def test_an_occupation_in_the_place_of_another_is_not_taken_for_it(compare: Compare) -> None:
    code = "  - code: 4-03-02-01\n    name: 中式烹调师\n"
    found = compare(("  - name: 中式烹调师\n", "  - name: 焊工\n"), both=(code, "  - name: 中式烹调师\n"))
    assert verdict(found, "ZJ-S8a 中式烹调师").after is None
    assert verdict(found, "ZJ-S8a 焊工").before is None


def test_a_rule_per_occupation_blames_the_people_of_its_own_occupation(compare: Compare) -> None:
    other = "  - {name: 赵范例, sex: 女"
    # The last of the one stands where the first of the other will.
    rows = [line_of(one) for one in ("  - {name: 许样例", other, ASSESSOR)]
    found = compare(*((row, "") for row in rows))
    moved = {one.finding.name: labels(one.fields) for one in found.targets[0].moved}
    assert moved["ZJ-S8a（电工）"] == ["专家第 20 行 许样例"]
    assert labels(verdict(found, "ZJ-S8a 中式烹调师").fields) == ["专家第 21 行 赵范例"]


def test_of_an_occupation_that_was_there_twice_one_is_left(compare: Compare) -> None:
    start = "  - code: 4-03-02-01\n"
    twice = "  - {code: 4-03-02-01, name: 中式烹调师}\n" + start
    found = compare((twice, start), both=(start, twice))
    changed = [one for one in found.verdicts if one.subject]
    assert changed
    assert all(one.before and one.after is None for one in changed)


def test_an_organisation_in_the_place_of_another_is_not_taken_for_it(tmp_path: Path) -> None:
    text = "format: 1\nrecommends:\n"
    rows = ["  - {project: ../甲/evalprep.yaml}\n", "  - {project: ../乙/evalprep.yaml}\n"]
    states = []
    for name, there in (("old", rows), ("new", rows[1:])):
        (tmp_path / name).mkdir()
        (tmp_path / name / "evalprep.yaml").write_text(text + "".join(there), encoding="utf-8")
        states.append((State(name), load_project(tmp_path / name)))
    found = differences(states[0], states[1], LAW.targets("sector:department", ON), ON, LAW)
    (one,) = [one for one in found.verdicts if one.now.id == "SEC-E2"]
    assert one.after is None
    assert one.subject
    assert one.subject.key == "recommends[0]"


def test_a_person_who_went_to_another_occupation_is_blamed_in_the_first(compare: Compare) -> None:
    row, other = line_of(EXPERT), line_of("  - {name: 钱样例")
    found = compare((row, row.replace("[6-31-01-03]", "[4-03-02-01]")), (other, ""))
    moved = {one.finding.name: labels(one.fields) for one in found.targets[0].moved}
    assert moved["ZJ-S8a（电工）"] == ["专家第 1 行 赵样例·服务职业", "专家第 2 行 钱样例"]


@pytest.mark.parametrize("occupations", ["occupations: [维修电工], ", ""])
def test_a_person_who_may_be_of_the_occupation_is_blamed(compare: Compare, occupations: str) -> None:
    row, other = line_of(EXPERT), line_of("  - {name: 钱样例")
    open_row = row.replace("occupations: [6-31-01-03], ", occupations)
    found = compare((open_row, ""), (other, ""), both=(row, open_row))
    moved = {one.finding.name: labels(one.fields) for one in found.targets[0].moved}
    assert moved["ZJ-S8a（电工）"] == ["专家第 1 行 赵样例", "专家第 2 行 钱样例"]


def test_another_occupation_is_blamed_where_nothing_of_the_own_changed(compare: Compare) -> None:
    row = line_of(EXPERT)
    start = "  - code: 4-03-02-01\n"
    found = compare(
        (start, "  - {code: 6-31-01-99, name: 示例职业}\n" + start),
        both=(row, row.replace("[6-31-01-03]", "[6-31-01-99]")),
    )
    moved = {one.finding.name: labels(one.fields) for one in found.targets[0].moved}
    assert moved["ZJ-S8a（电工）"] == ["申报职业第 2 行 示例职业"]


def test_a_statement_for_another_occupation_is_not_blamed(compare: Compare) -> None:
    line = line_of("  ZJ-V4:")
    found = compare((line, ""))
    for label, code in (("电工", "6-31-01-03"), ("中式烹调师", "4-03-02-01")):
        (field,) = verdict(found, f"ZJ-V4 {label}").fields
        assert field.path == ("attestations", "ZJ-V4", "occupations", code, "holds")


def test_the_pass_mark_blames_the_own_scores(compare: Compare) -> None:
    found = compare(("self_scores: {ZJ-R1a: 14", "self_scores: {ZJ-R1a: 13"))
    (moved,) = [one for one in found.targets[0].moved if one.finding.id == "ZJ-R6"]
    assert [one.path for one in moved.fields] == [("self_scores", "ZJ-R1a")]


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


def test_another_order_of_texts_is_no_change(compare: Compare) -> None:
    assert not compare(("[电工, 中式烹调师, 焊工]", "[焊工, 电工, 中式烹调师]")).fields


def test_fields_stand_in_the_order_of_the_file_and_a_row_without_numbers_of_persons(compare: Compare) -> None:
    row, other = line_of(EXPERT), line_of("  - {name: 钱样例")
    found = compare((row, ""), (other, other.replace("本科", "大专")), STATIONS)
    assert labels(found.fields) == [
        "专家第 1 行 赵样例",
        "专家第 1 行 钱样例·学历",
        "场地第 3 行 电工技能考场·工位数",
    ]
    assert "性别 女，学历 大专，服务职业" in (found.fields[0].before or "")


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
    text = as_json(compare(("13900000000", "13900010000")))
    assert "13900000000" not in text
    assert "13900010000" not in text


@pytest.mark.parametrize("show", [lambda one: differences_text(one, Style()), differences_markdown, as_json])
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


def test_a_file_is_told_though_the_row_that_names_it_moved(compare: Compare, tmp_path: Path) -> None:
    row = line_of(EXPERT)
    own = row.replace("附件/专家证书.pdf", "附件/法人登记证书.pdf")
    later = "  # 中式烹调师；申报到二级"
    compare((own, ""), (later, own + later), both=(row, own))
    (tmp_path / "new" / "附件" / "法人登记证书.pdf").unlink()
    states = [(State(name), load_project(tmp_path / name)) for name in ("old", "new")]
    found = differences(states[0], states[1], LAW.targets("zhejiang", ON), ON, LAW)
    assert "experts" in {one.path[0] for one in found.fields if one.is_file}
    text = differences_text(found, Style())
    assert "资料改动（1 处）" in text
    assert "2 处登记了它" in text.partition("资料改动")[2]


def test_two_organisations_are_told_apart(compare: Compare) -> None:
    found = compare(("uscc: 52339900MJX000456Q", "uscc: 91229900MAX000456C"))
    for text in (differences_text(found, Style()), differences_markdown(found)):
        assert "先确认是不是同一个单位" in text
    assert "先确认是不是同一个单位" not in differences_text(
        replace(found, fields=(replace(found.fields[0], after=None),)), Style()
    )


def test_what_got_worse_says_what_to_do_and_what_got_better_does_not(compare: Compare) -> None:
    found = compare(LEASE, STATIONS)
    remedy = "不足 20 个工位的补足"
    for text in (differences_text(found, Style()), differences_markdown(found)):
        assert text.count("怎么办") == 1
        assert remedy in text


def test_what_got_better_without_being_settled_does_not_say_what_to_do(compare: Compare) -> None:
    found = compare((", to: 2023-02-27", ""))
    assert verdict(found, "ZJ-V5a").verdicts == ("unmet", "unknown")
    assert "怎么办" not in differences_text(found, Style())


def test_a_warning_that_is_new_is_told(compare: Compare) -> None:
    row = line_of("  - {name: 赵样例, sex: 女")
    found = compare((row, row.replace("sex: 女", "sex: 男")))
    (came,) = found.targets[0].came
    assert "性别" in came.message
    assert not found.targets[0].went


def test_a_warning_that_is_there_once_more_is_told(compare: Compare) -> None:
    result = compare().targets[0].after
    (one,) = result.warnings[:1]
    once, twice = (replace(result, warnings=(one,) * number) for number in (1, 2))
    assert warnings_only_in(twice, once) == (one,)
    assert not warnings_only_in(once, twice)


def test_a_warning_that_only_stands_in_another_row_is_no_new_one(compare: Compare) -> None:
    row = line_of("  - {name: 赵样例, sex: 女")
    wrong = row.replace("sex: 女", "sex: 男")
    later = "  # 中式烹调师；申报到二级"
    found = compare((wrong, ""), (later, wrong + later), both=(row, wrong))
    assert any("第 1 行" in one.message for one in found.targets[0].before.warnings)
    assert not (found.targets[0].came or found.targets[0].went)


def test_the_json_names_verdicts_with_the_paths_of_their_fields(compare: Compare) -> None:
    data = json.loads(as_json(compare(LEASE, STATIONS)))
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


def test_the_json_says_what_kind_of_change_each_is(compare: Compare) -> None:
    text = SCHOOL.read_text("utf-8")
    start = text.index("  - code: 4-03-02-01")
    gone = text[start : text.index("related_history:")]
    data = json.loads(as_json(compare((gone, "\n"), ("ZJ-E9b: {holds: true}", "ZJ-E9b: {holds: false}"))))
    assert {one["kind"] for one in data["fields"]} == {"row", "value"}
    assert all((one["kind"] == "row") is ("[" in one["path"]) for one in data["fields"])
    found = data["targets"][0]["findings"]
    assert {one["message"] is None for one in found if one["after"] is None} == {True}
    assert all(one["message"] for one in found if one["after"])


def test_the_json_of_what_did_not_change_says_so(compare: Compare) -> None:
    assert json.loads(as_json(compare()))["changed"] == "no"


def test_the_schema_is_itself_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("name", "part"), list(objects(SCHEMA)), ids=lambda one: one if isinstance(one, str) else ""
)
def test_the_schema_is_closed_and_says_what_each_key_is(name: str, part: dict[str, Any]) -> None:
    assert part["additionalProperties"] is False, name
    assert part["required"] == list(part["properties"]), name
    for key, inner in part["properties"].items():
        assert any("\u4e00" <= sign <= "\u9fff" for sign in inner.get("description", "")), f"{name}/{key}"


@pytest.mark.parametrize(
    "replaced",
    [
        (),
        (("    founded_on: 2009-05-20\n", ""), ("  dishonesty: []\n", "")),
        (("code: 6-31-01-03", "code: 6-31-01-04"),),
        ((line_of(ASSESSOR), ""), (line_of(EXPERT), line_of(EXPERT).replace("sex: 女", "sex: 男"))),
        (("self_scores: {ZJ-R1a: 14", "self_scores: {ZJ-R1a: 13"),),
    ],
)
def test_every_comparison_follows_the_schema(compare: Compare, replaced: tuple[tuple[str, str], ...]) -> None:
    found = compare(*replaced)
    as_json(found)
    as_json(replace(found, before=State("HEAD:evalprep.yaml", "a" * 40), targets=()))


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


@pytest.mark.parametrize(
    ("before", "after", "is_worse", "is_better"),
    [
        ("met", "eased", True, False),
        ("eased", "unknown", True, False),
        ("unknown", "unmet", True, False),
        ("unmet", "unknown", False, True),
        ("unknown", "eased", False, True),
        ("eased", "not_applicable", False, True),
        ("met", "not_applicable", False, False),
        (None, "met", False, False),
        (None, "unknown", True, False),
        ("unmet", None, False, True),
    ],
)
def test_what_holds_back_more_is_worse(
    compare: Compare, before: str | None, after: str | None, is_worse: bool, is_better: bool
) -> None:
    finding = compare().targets[0].after.findings[0]
    was, now = (replace(finding, verdict=Verdict(one)) if one else None for one in (before, after))
    one = ChangedVerdict(was, now, ())
    assert (one.is_worse, one.is_better) == (is_worse, is_better)


def test_of_many_fields_the_first_are_told_with_their_number(compare: Compare) -> None:
    rows = [
        line_of(f"  - {{name: {name}")
        for name in ("赵样例", "钱样例", "孙样例", "李样例", "周样例", "吴样例", "郑样例")
    ]
    found = compare(*((row, "") for row in rows))
    assert "…… 另有 1 处，共 7 处" in differences_text(found, Style())
    assert "…… 共 7 处" in differences_markdown(found)


def test_what_is_gone_says_where_it_was(compare: Compare) -> None:
    found = compare((line_of(ASSESSOR), ""))
    for text in (differences_text(found, Style()), differences_markdown(found)):
        assert "原 evalprep.yaml:311" in text


def test_the_conclusion_and_the_score_say_whether_they_changed(compare: Compare) -> None:
    found = compare(LEASE)
    assert "结论：尚不能申报（没有变）" in differences_text(found, Style())
    assert "自评分" not in differences_text(found, Style()).partition("资料改动")[0].replace("自评分表", "")


def test_a_change_of_the_own_scores_changes_the_score(compare: Compare) -> None:
    text = differences_text(compare(("self_scores: {ZJ-R1a: 14", "self_scores: {ZJ-R1a: 13")), Style())
    assert "自评分：65 至 75 分，合格线 90 分（自评，以评审打分为准） → 64 至 74 分" in text


def test_two_fields_of_one_label_are_both_told(compare: Compare) -> None:
    found = compare(STATIONS)
    both = replace(found, fields=(*found.fields, replace(found.fields[0], after="6")))
    assert "资料改动（2 处）" in differences_text(both, Style())


def test_a_revision_on_either_side_is_said_to_be_judged_with_the_files_of_now(compare: Compare) -> None:
    found = compare()
    state = State("HEAD:evalprep.yaml", "a" * 40)
    for one in (replace(found, before=state), replace(found, after=state)):
        assert "都按现在文件夹里的判断" in differences_text(one, Style())
    assert "都按现在文件夹里的判断" not in differences_text(found, Style())


def test_text_says_the_notice_and_keeps_to_the_width(compare: Compare) -> None:
    text = differences_text(compare(LEASE, STATIONS), Style(60))
    assert "请先确认是否有新通知" in "".join(text.split())
    assert all(width(line) <= 60 for line in text.splitlines())
    assert "变差（1）" in text


def test_rows_that_name_nothing_are_matched_in_their_order() -> None:
    before = [HistoryRow(trained=1), HistoryRow(trained=2)]
    after = [HistoryRow(trained=2), HistoryRow(trained=3), HistoryRow(trained=4)]
    assert paired("occupations[].history", before, after) == [(1, 0), (0, 1), (None, 2)]


def test_a_revision_that_looks_like_a_phone_is_told_whole(compare: Compare) -> None:
    revision = "d47e76ea56e8d430f78083e050123423e1aa4dc4"
    assert masked(revision) != revision
    found = replace(compare(), before=State("evalprep.yaml", revision))
    assert json.loads(as_json(found))["before"]["revision"] == revision
