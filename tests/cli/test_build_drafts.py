"""`evalprep build` and first drafts: what is written, for whom, and when it goes away again."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.cli.builds import (
    ASSOCIATION,
    COMPANY,
    MANIFEST,
    PAPERS,
    SCHOOL,
    Case,
    attach,
    build,
    copied,
    desk,
    drafts,
    manifest,
    names,
    unwrapped,
)
from tests.cli.conftest import Run

PLAN = "02-社会培训评价组织职业技能等级认定工作实施方案.docx"
DEPARTMENT = Case("department", "sector:department", "2020-10-05")


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Where papers are put."""
    return tmp_path / "made"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A department with the organisations that it recommends."""
    return Path(shutil.copytree(PAPERS, tmp_path / "papers"))


def test_an_association_that_has_everything_gets_no_drafts(run: Run, tmp_path: Path, made: Path) -> None:
    ran = build(run, copied(ASSOCIATION.example, tmp_path), ASSOCIATION, made)
    assert not drafts(made).exists()
    assert "不再写初稿 6 份：《职业技能等级认定试点工作实施方案及质量管控措施》、" in unwrapped(ran.out)


def test_the_company_gets_the_plan_that_is_not_written_yet(run: Run, tmp_path: Path, made: Path) -> None:
    ran = build(run, copied(COMPANY.example, tmp_path), COMPANY, made)
    assert names(drafts(made)) == [PLAN, MANIFEST]
    assert f"初稿 1 份在：{drafts(made)}" in unwrapped(ran.out)
    assert "→ 附件「认定工作实施方案」" in unwrapped(ran.out)
    assert unwrapped(ran.out).count("官方表样不在通知里，缺官方文件") == 1
    assert "缺  社会培训评价组织职业技能等级认定机构申请表：官方表样" in unwrapped(ran.out)


def test_the_school_gets_the_rules_that_it_lacks(run: Run, tmp_path: Path, made: Path) -> None:
    build(run, copied(SCHOOL.example, tmp_path), SCHOOL, made)
    assert [name.partition("-")[2] for name in names(drafts(made))] == [
        "安全保卫制度.docx",
        "监考人员管理制度.docx",
        "",
    ]


def test_a_list_that_is_a_first_draft_is_an_excel_file(run: Run, tmp_path: Path, made: Path) -> None:
    project = copied(SCHOOL.example, tmp_path)
    (project / "附件/固定资产清单.pdf").write_bytes(b"")
    build(run, project, SCHOOL, made)
    (name,) = (name for name in names(drafts(made)) if "固定资产清单" in name)
    assert load_workbook(drafts(made) / name).sheetnames[0] == "设备"


def test_a_draft_says_on_its_face_that_it_is_one(run: Run, tmp_path: Path, made: Path) -> None:
    build(run, copied(COMPANY.example, tmp_path), COMPANY, made)
    draft = Document(str(drafts(made) / PLAN))
    assert "初稿：还有" in draft.sections[0].header.paragraphs[0].text


def test_a_draft_is_written_again_when_the_finished_paper_does_not_open(
    run: Run, tmp_path: Path, made: Path
) -> None:
    project = copied(ASSOCIATION.example, tmp_path)
    (project / "附件/试点工作实施方案.pdf").write_bytes(b"")
    ran = build(run, project, ASSOCIATION, made)
    assert "01-职业技能等级认定试点工作实施方案及质量管控措施.docx" in names(drafts(made))
    # The measures are there, so only the plan is to be registered.
    assert "→ 附件「试点工作实施方案」\n" in unwrapped(ran.out)


def test_drafts_lie_beside_the_submission_where_no_folder_is_named(run: Run, tmp_path: Path) -> None:
    project = copied(COMPANY.example, tmp_path)
    assert run("build", project, "-j", "jilin", "--on", COMPANY.on).code == 0
    assert PLAN in names(project / "初稿/jilin")
    assert not [name for name in names(project / "申报材料/jilin") if "实施方案" in name]


def test_a_registered_draft_is_still_a_draft(run: Run, tmp_path: Path) -> None:
    project = copied(COMPANY.example, tmp_path)
    run("build", project, "-j", "jilin", "--on", COMPANY.on)
    attach(project, "认定工作实施方案", f"初稿/jilin/{PLAN}")
    ran = run("check", project, "-j", "jilin", "--on", COMPANY.on)
    assert f"「认定工作实施方案」：初稿/jilin/{PLAN} 还是初稿" in re.sub(r"\n +", "", ran.out)


def test_a_registered_draft_is_not_handed_in(run: Run, tmp_path: Path) -> None:
    project = copied(COMPANY.example, tmp_path)
    run("build", project, "-j", "jilin", "--on", COMPANY.on)
    attach(project, "认定工作实施方案", f"初稿/jilin/{PLAN}")
    ran = run("build", project, "-j", "jilin", "--on", COMPANY.on)
    assert not [name for name in names(project / "申报材料/jilin") if name.startswith("04-")]
    assert f"认定工作实施方案：初稿/jilin/{PLAN} 还是初稿" in unwrapped(ran.out)


def test_a_draft_goes_away_once_the_finished_paper_is_there_and_the_other_names_stay(
    run: Run, tmp_path: Path, made: Path
) -> None:
    project = copied(COMPANY.example, tmp_path)
    build(run, project, COMPANY, made)
    before = names(made)
    shutil.copy(project / "附件/申请报告.docx", project / "附件/方案.docx")
    attach(project, "认定工作实施方案", "附件/方案.docx")
    build(run, project, COMPANY, made)
    plan = "04-职业技能等级认定工作实施方案/01-认定工作实施方案.docx"
    assert (names(made), names(drafts(made))) == (sorted([*before, plan]), [MANIFEST])


@pytest.mark.parametrize(
    ("case", "form", "serves", "fields"),
    [
        (
            COMPANY,
            "jilin/implementation-plan",
            ["JL-M4"],
            {"organization.name", "staff", "staff[].duties", "venues[].area"},
        ),
        (SCHOOL, "zhejiang/specialists", ["ZJ-M4a"], {"experts[].name", "experts[].id_number"}),
    ],
)
def test_the_manifest_names_the_fields_of_drafts_and_lists(
    run: Run, tmp_path: Path, made: Path, case: Case, form: str, serves: list[str], fields: set[str]
) -> None:
    build(run, copied(case.example, tmp_path), case, made)
    papers = [one for folder in (made, drafts(made)) for one in manifest(folder)["files"]]
    (told,) = (one for one in papers if one["form"] == form)
    assert told["serves"] == serves
    assert fields <= set(told["fields"])


def test_the_sheet_of_materials_tells_what_stands_where_and_what_is_missing(
    run: Run, tmp_path: Path, made: Path
) -> None:
    build(run, copied(COMPANY.example, tmp_path), COMPANY, made)
    sheet = load_workbook(desk(made) / "材料准备情况.xlsx").active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    told = {str(row[2]).partition("（JL")[2].rstrip("）"): (row[3], row[4], row[5]) for row in rows if row[2]}
    assert told["-M4"] == ("文稿", "初稿，待写完", f"初稿：{PLAN}")
    assert told["-M2"][:2] == ("官方表格", "缺官方文件")
    assert told["-M3"][1] == "已备齐"
    assert told["-M6"][2] == "附件/认定工作机构及人员名单.xlsx"


def test_the_sheet_of_materials_names_a_made_list_where_it_lies(run: Run, tmp_path: Path, made: Path) -> None:
    build(run, copied(SCHOOL.example, tmp_path), SCHOOL, made)
    sheet = load_workbook(desk(made) / "材料准备情况.xlsx").active
    assert sheet is not None
    told = {str(row[2].value).rpartition("（")[2]: row[5].value for row in sheet.iter_rows(min_row=3)}
    assert "01-专家等专业人员名单（草稿）.xlsx" in str(told["ZJ-M4a）"])


# Those of recommended organisations


def test_a_department_gets_the_drafts_of_each_organisation_from_its_own_project(
    run: Run, papers: Path, made: Path
) -> None:
    ran = build(run, papers / "department", DEPARTMENT, made)
    found = names(drafts(made))
    for whose in ("示例技能评价有限公司", "示例样板技师学院"):
        own = [name for name in found if name.endswith(f"-{whose}.docx")]
        assert len(own) == 15
        plan = next(name for name in own if "实施方案" in name)
        text = "".join(one.text for one in Document(str(drafts(made) / plan)).paragraphs)
        assert whose in text
        assert f"{whose}（「推荐的机构」第" in ran.out
    assert any(name.endswith("关于推荐社会培训评价组织的函.docx") for name in found)
    assert "../recommended-company/evalprep.yaml" in ran.out


def test_without_recommended_organisations_their_drafts_are_told_to_be_missing(
    run: Run, papers: Path, made: Path
) -> None:
    path = papers / "department/evalprep.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^recommends:\n(?:[ -].*\n)*", "", text, flags=re.M), encoding="utf-8")
    ran = build(run, papers / "department", DEPARTMENT, made)
    assert [name for name in names(drafts(made)) if "制度-" in name or "办法-" in name] == []
    assert "还没有登记「推荐的机构」" in ran.out


def test_an_organisation_whose_project_cannot_be_read_is_told_once(
    run: Run, papers: Path, made: Path
) -> None:
    shutil.rmtree(papers / "recommended-school")
    ran = build(run, papers / "department", DEPARTMENT, made)
    assert len([name for name in names(drafts(made)) if name.endswith("-示例技能评价有限公司.docx")]) == 15
    assert ran.out.count("「推荐的机构」第 2 行的文稿") == 1


def test_a_rule_that_is_held_of_each_organisation_is_one_line_of_the_sheet_of_materials(
    run: Run, papers: Path, made: Path
) -> None:
    build(run, papers / "department", DEPARTMENT, made)
    sheet = load_workbook(desk(made) / "材料准备情况.xlsx").active
    assert sheet is not None
    ids = [str(cell.value).rpartition("（")[2].rstrip("）") for cell in sheet["C"] if cell.value]
    assert ids.count("SEC-E2") == 1
    assert len(ids) == len(set(ids))


def test_only_one_draft_anew_means_that_of_every_organisation(run: Run, papers: Path, made: Path) -> None:
    build(run, papers / "department", DEPARTMENT, made)
    before = names(drafts(made))
    (form,) = {
        one["form"]
        for one in manifest(drafts(made))["files"]
        if one["name"].endswith("实施方案及质量管控措施-示例样板技师学院.docx")
    }
    own = [name for name in before if "实施方案及质量管控措施-" in name]
    for name in own:
        (drafts(made) / name).unlink()
    ran = build(run, papers / "department", DEPARTMENT, made, "--only", form)
    assert names(drafts(made)) == before
    assert all(name in unwrapped(ran.out) for name in own)
    assert len(own) == 2
