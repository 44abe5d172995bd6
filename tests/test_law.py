"""Which notice and track an applicant is held against, and how far its forms are."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from evalprep.check import check
from evalprep.documents.awaited import AwaitedMap
from evalprep.documents.outlines.outline_map import OutlineMap
from evalprep.documents.sheets.listmap import ListMap
from evalprep.errors import ChecklistError, FormError, ProjectError, UsageError
from evalprep.law import Law
from evalprep.model.results import Finding
from evalprep.model.verdicts import Verdict
from evalprep.store.library import default_library
from evalprep.store.project import load_project
from tests.conftest import ROOT

ON = date(2020, 6, 1)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A library of the user's own with a second national notice that replaces nothing but is newer."""
    folder = tmp_path / "library" / "checklists" / "national"
    folder.mkdir(parents=True)
    text = (ROOT / "checklists/national/2020-16.yaml").read_text(encoding="utf-8")
    newer = text.replace("number: 中就培函〔2020〕16号", "number: 示例〔2025〕1号").replace(
        "issued: 2020-02-26", "issued: 2025-01-01"
    )
    (folder / "2025-1.yaml").write_text(newer, encoding="utf-8")
    return tmp_path / "library"


@pytest.mark.parametrize(
    ("on", "number"),
    [
        (ON, "中就培函〔2020〕16号"),
        (date(2024, 12, 31), "中就培函〔2020〕16号"),
        (date(2025, 1, 1), "示例〔2025〕1号"),
    ],
)
def test_the_newest_notice_issued_by_the_day_counts(own: Path, on: date, number: str) -> None:
    assert Law(default_library([own])).in_force("national", on).notice.number == number


@pytest.mark.parametrize("number", ["中就培函〔2020〕16号", "中就培函[2020]16号"])
def test_a_notice_can_be_picked_by_its_number(own: Path, number: str) -> None:
    picked = Law(default_library([own])).in_force("national", date(2026, 1, 1), number)
    assert picked.notice.number == "中就培函〔2020〕16号"


def test_a_notice_replaced_by_the_day_no_longer_counts(own: Path) -> None:
    path = own / "checklists/national/2025-1.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "issued: 2025-01-01", "issued: 2025-01-01\n  replaced_on: 2026-01-01"
    )
    path.write_text(text, encoding="utf-8")
    law = Law(default_library([own]))
    assert law.in_force("national", date(2025, 12, 31)).notice.number == "示例〔2025〕1号"
    assert law.in_force("national", date(2026, 1, 1)).notice.number == "中就培函〔2020〕16号"


@pytest.mark.parametrize("wanted", ["nationl", "national:", "national:province", ""])
def test_a_target_that_is_none_is_refused_with_what_there_is(wanted: str) -> None:
    with pytest.raises(UsageError, match="national"):
        Law(default_library()).targets(wanted, ON)


def test_a_wrong_target_in_the_project_is_told_with_its_line(example: Path) -> None:
    path = example / "evalprep.yaml"
    text = path.read_text(encoding="utf-8").replace("{jurisdiction: national}", "{jurisdiction: nationl}")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProjectError) as raised:
        Law(default_library()).own_targets(load_project(path), ON)
    (problem,) = raised.value.problems
    assert str(problem.place).startswith(f"{path}:")
    assert "是不是 national" in problem.remedy


def test_equal_targets_count_once(example: Path) -> None:
    path = example / "evalprep.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "[{jurisdiction: national}]", "[{jurisdiction: national}, {jurisdiction: national}]"
    )
    path.write_text(text, encoding="utf-8")
    assert len(Law(default_library()).own_targets(load_project(path), ON)) == 1


def test_where_no_option_of_the_form_fits_the_finished_paper_is_asked_for(example: Path) -> None:
    path = example / "evalprep.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("  kind: 行业协会\n", "  kind: 学会\n"), encoding="utf-8"
    )
    law = Law(default_library())
    (target,) = law.targets("national", ON)
    found = next(f for f in check(load_project(path), target, ON, law).materials if f.id == "NAT-M1")
    assert found.verdict is Verdict.UNKNOWN
    assert "「机构性质」的几个选项都不相符" in found.outcome.message
    assert [one.path for one in found.outcome.missing] == [("attachments", "社会培训评价组织基本情况表")]
    shutil.copy(example / "附件/信用报告.pdf", example / "附件/基本情况表.pdf")
    text = path.read_text(encoding="utf-8") + "  社会培训评价组织基本情况表: [附件/基本情况表.pdf]\n"
    path.write_text(text, encoding="utf-8")
    found = next(f for f in check(load_project(path), target, ON, law).materials if f.id == "NAT-M1")
    assert found.verdict is Verdict.MET


# Notices that refer to one another


def notice(own: Path, jurisdiction: str, condition: str) -> Path:
    """A notice of the user's own library with one rule; where it stands."""
    folder = own / "checklists" / jurisdiction
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "2020-1.yaml"
    head = "number: 示例〔2020〕1号, title: 示例, issued: 2020-01-01, issuer: 示例, area: 示例, verified_on: 2020-02-01"
    rule = f"{{id: E-1, clause: 一, title: 引用, weight: must, {condition}}}"
    path.write_text(f"notice: {{{head}}}\nrules:\n  - {rule}\n", encoding="utf-8")
    return path


def test_a_checklist_is_read_with_the_one_that_it_refers_to(own: Path) -> None:
    notice(own, "example", "checklist: national/2020-16, rules: [NAT-M]")
    law = Law(default_library([own]))
    (example,) = law.notices("example")
    assert example.rules[0].condition is not None
    assert any("NAT-M6" in line for line in example.rules[0].condition.meaning)
    assert example.forms(None) == ("national/basic-information",)
    assert law.checklist("example/2020-1") is example


def test_the_users_own_checklist_is_referred_to_before_the_packaged_one(own: Path) -> None:
    notice(own, "example", "checklist: national/2020-16, rules: [NAT-E1]")
    text = (ROOT / "checklists/national/2020-16.yaml").read_text(encoding="utf-8")
    (own / "checklists/national/2020-16.yaml").write_text(
        text.replace("2020〕16号", "2020〕160号"), encoding="utf-8"
    )
    (example,) = Law(default_library([own])).notices("example")
    assert example.rules[0].condition is not None
    assert "〔2020〕160号" in example.rules[0].condition.meaning[0]


def test_a_broken_checklist_harms_only_those_that_refer_to_it(own: Path) -> None:
    notice(own, "example", "checklist: broken/2020-1, rules: [E-1]")
    broken = notice(own, "broken", "fact: organization.nam, present: true")
    law = Law(default_library([own]))
    assert law.notices("national")
    with pytest.raises(ChecklistError) as raised:
        law.notices("example")
    codes = {problem.code: str(problem.place) for problem in raised.value.problems}
    assert set(codes) == {"unknown_name", "broken_checklist"}
    assert codes["unknown_name"].startswith(f"{broken}:3:")


def test_checklists_that_refer_to_one_another_in_a_circle_are_refused(own: Path) -> None:
    notice(own, "first", "checklist: second/2020-1, rules: [E-1]")
    notice(own, "second", "checklist: third/2020-1, rules: [E-1]")
    third = notice(own, "third", "checklist: first/2020-1, rules: [E-1]")
    law = Law(default_library([own]))
    for _ in range(2):
        with pytest.raises(ChecklistError) as raised:
            law.notices("first")
        circle = next(one for one in raised.value.problems if one.code == "circle")
        assert "first/2020-1 → second/2020-1 → third/2020-1 → first/2020-1" in circle.problem
        assert str(circle.place).startswith(f"{third}:3:")


def test_a_checklist_that_refers_to_itself_is_refused(own: Path) -> None:
    notice(own, "first", "checklist: first/2020-1, rules: [E-1]")
    with pytest.raises(ChecklistError, match="first/2020-1 → first/2020-1"):
        Law(default_library([own])).notices("first")


# Recommended organisations


@pytest.fixture
def department(own: Path, example: Path) -> Path:
    """The project of a department that recommends the example, in the folder beside it."""
    notice(own, "example", "for_each: recommends, checklist: national/2020-16, rules: [NAT-E, NAT-M1]")
    folder = example.parent / "示例部门"
    folder.mkdir()
    text = f"recommends: [{{project: ../{example.name}}}]\n"
    (folder / "evalprep.yaml").write_text(text, encoding="utf-8")
    return folder


def recommended(department: Path, own: Path) -> Finding:
    law = Law(default_library([own]))
    (target,) = law.targets("example", ON)
    (finding,) = check(load_project(department), target, ON, law).findings
    return finding


def test_a_recommended_organisation_is_held_against_the_notice_with_its_own_files(
    department: Path, own: Path
) -> None:
    finding = recommended(department, own)
    assert finding.verdict is Verdict.MET
    assert {part.finding.id for part in finding.outcome.parts if part.finding} >= {"NAT-E1", "NAT-M1"}


def test_what_a_recommended_organisation_lacks_is_told_at_its_own_line(
    department: Path, own: Path, example: Path
) -> None:
    path = example / "evalprep.yaml"
    text = path.read_text(encoding="utf-8").replace("  uscc: ", "  # uscc: ")
    path.write_text(text, encoding="utf-8")
    finding = recommended(department, own)
    assert finding.verdict is Verdict.UNKNOWN
    assert finding.outcome.missing == ()
    places = {str(one.place) for part in finding.outcome.parts for one in part.missing}
    assert len(places) == 1
    assert places.pop().startswith(f"../{example.name}/evalprep.yaml:")


def test_the_papers_of_a_recommended_organisation_are_looked_for_in_its_folder(
    department: Path, own: Path, example: Path
) -> None:
    condition = "for_each: recommends, checklist: national/2020-16, rules: [NAT-M2]"
    notice(own, "example", condition)
    assert recommended(department, own).verdict is Verdict.MET
    (example / "附件/法人登记证书.pdf").write_bytes(b"")
    assert recommended(department, own).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("recommends: [{project: ../没有}]\n", "找不到"),
        ("recommends: [{project: .}]\n", "本单位自己"),
        ("recommends: [{project: ../示例坏}]\n", "organisation"),
    ],
)
def test_a_recommended_file_that_cannot_be_taken_is_unknown_never_a_crash(
    department: Path, own: Path, text: str, told: str
) -> None:
    broken = department.parent / "示例坏"
    broken.mkdir()
    (broken / "evalprep.yaml").write_text("organisation: {}\n", encoding="utf-8")
    (department / "evalprep.yaml").write_text(text, encoding="utf-8")
    finding = recommended(department, own)
    assert finding.verdict is Verdict.UNKNOWN
    assert told in finding.outcome.message
    assert [one.path for one in finding.outcome.missing] == [("recommends", 0, "project")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("number,occupation\n1,电工\n", "qualification"),
        ("number,qualification,occupation,code_2022\n一,机械,电工,\n", "序号"),
    ],
)
def test_a_broken_occupation_table_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    folder = tmp_path / "checklists" / "catalogs"
    folder.mkdir(parents=True)
    (folder / "catalogue-2020.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ChecklistError, match=told):
        _ = Law(default_library([tmp_path])).catalogs


# Papers and tables


def entry(library: Path, identifier: str, body: str) -> Path:
    """An entry of the user's own library; where its map stands."""
    folder = library / "forms" / identifier
    folder.mkdir(parents=True)
    head = f"form: {identifier}\ntitle: 示例\nserves: [EX-M1]\nsource: {{notice: 示例, annex: 一, layout: 示例}}\n"
    (folder / "form.yaml").write_text(head + body, encoding="utf-8")
    return folder / "form.yaml"


def tables(library: Path, text: str) -> None:
    (library / "forms").mkdir(parents=True, exist_ok=True)
    (library / "forms/tables.yaml").write_text(text, encoding="utf-8")


LIST = "sheets:\n  - {name: 甲, table: TABLE}\n"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("layout: plan\n", OutlineMap),
        (LIST.replace("TABLE", "staff"), ListMap),
        ("awaits: 问受理单位\n", AwaitedMap),
    ],
)
def test_a_paper_is_of_the_kind_that_its_key_says(tmp_path: Path, body: str, kind: type) -> None:
    entry(tmp_path, "example/paper", body)
    assert isinstance(Law(default_library([tmp_path])).paper("example/paper"), kind)


def test_a_table_of_the_users_own_library_comes_before_the_packaged_one(tmp_path: Path) -> None:
    tables(tmp_path, "staff: {title: 人员, from: staff, columns: {姓名: .name}}\n")
    law = Law(default_library([tmp_path]))
    assert law.tables["staff"].title == "人员"
    assert law.tables["venues"].from_ == "venues"


@pytest.mark.parametrize(
    ("table", "body", "told", "line"),
    [
        ("own: {title: 甲, from: staff, columns: {姓名: .nam}}\n", LIST.replace("TABLE", "own"), ".nam", 1),
        ("", LIST.replace("TABLE", "stuff"), "stuff", 6),
        ("", "awaits: 问受理单位\nblank: 有\n", "blank", 6),
        ("", "awaits: []\n", "到哪里取官方文件", 5),
    ],
)
def test_a_broken_entry_is_told_with_its_line(
    tmp_path: Path, table: str, body: str, told: str, line: int
) -> None:
    entry(tmp_path, "example/paper", body)
    tables(tmp_path, table or "{}\n")
    with pytest.raises(FormError) as raised:
        Law(default_library([tmp_path])).paper("example/paper")
    (problem,) = raised.value.problems
    assert told in problem.problem
    assert problem.place is not None
    assert problem.place.line == line


def test_a_list_waits_for_the_fields_of_its_open_cells(tmp_path: Path) -> None:
    path = tmp_path / "evalprep.yaml"
    path.write_text("format: 1\norganization: {name: 示例}\nstaff: [{name: 示例甲}]\n", encoding="utf-8")
    tables(tmp_path, "own: {title: 甲, from: staff, columns: {姓名: .name, 学历: .education}}\n")
    entry(tmp_path, "example/list", LIST.replace("TABLE", "own"))
    law = Law(default_library([tmp_path]))
    (state,) = law.states_of(["example/list", "example/none"], load_project(path).project, ON).values()
    assert state.open == (("staff", 0, "education"),)
    assert {"staff", "staff[].name", "staff[].education"} <= state.reads


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("浙江", "zhejiang"),
        ("浙江省", "zhejiang"),
        ("全国", "national"),
        ("全国部门", "sector"),
        ("jilin", "jilin"),
    ],
)
def test_a_jurisdiction_may_be_named_as_people_say_it(said: str, meant: str) -> None:
    assert Law(default_library()).jurisdiction(said) == meant


@pytest.mark.parametrize("said", ["", "省", "示例省"])
def test_a_jurisdiction_that_is_none_is_told_with_those_that_are(said: str) -> None:
    with pytest.raises(UsageError, match=r"zhejiang（浙江省）"):
        Law(default_library()).jurisdiction(said)
