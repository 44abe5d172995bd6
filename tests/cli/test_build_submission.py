"""What `evalprep build` hands in: the notice's list in its order, copies as they are, a manifest that holds."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

import docx
import jsonschema
import pytest

from evalprep.report.schemas import schema_text
from tests.cli.builds import (
    ASSOCIATION,
    CASES,
    COMPANY,
    FORM,
    FORM_DRAFT,
    MANIFEST,
    SCHOOL,
    Case,
    attach,
    build,
    change,
    contents,
    copied,
    desk,
    drafts,
    manifest,
    names,
)
from tests.cli.conftest import Run
from tests.conftest import ROOT

HUNAN = Case("national-association", "hunan:province", "2020-12-01")
REFERRED = Case("national-association", "hunan:national", "2020-12-01")
"""Its notice asks for the materials of another one."""
AS_NATIONAL = {
    "02-法人登记证书/": ("01-法人登记证书.pdf",),
    "03-试点工作实施方案及质量管控措施/": ("01-试点工作实施方案.pdf", "02-质量管控措施.pdf"),
    "04-专家等专业技术人员技能水平证明/": (
        "01-王样例、冯样例、陈样例等 6 人.pdf",
        "02-沈模拟、韩模拟、杨模拟等 6 人.pdf",
    ),
    "05-场地设备设施等资产有效证明文件/": (
        "01-场地所有权属证明.pdf",
        "02-固定资产清单.pdf",
        "03-2018 年度财务审计报告.pdf",
    ),
    "06-信用报告或诚信承诺书/": ("01-信用报告.pdf",),
}
LISTED: dict[Case, dict[str, tuple[str, ...]]] = {
    ASSOCIATION: {"": ("00-封面.docx", "00-目录.docx", FORM), **AS_NATIONAL},
    HUNAN: {
        "": ("00-封面（草稿）.docx", "00-目录（草稿）.docx", FORM_DRAFT),
        "02-职业目录、历史鉴定证明、评价标准或规范/": ("01-认定职业（工种）目录（草稿）.xlsx",),
        **{folder: files for folder, files in AS_NATIONAL.items() if folder[:2] != "02"},
    },
    REFERRED: {"": ("00-封面（草稿）.docx", "00-目录（草稿）.docx", FORM_DRAFT), **AS_NATIONAL},
    COMPANY: {
        "": ("00-封面（草稿）.docx", "00-目录（草稿）.docx"),
        "01-申请报告/": ("01-申请报告.docx",),
        "03-法人登记证书和登记许可证/": ("01-法人登记证书、登记许可证.png",),
        "05-场地、设施设备有效证明文件/": (
            "01-产权证明/01-评价中心办公室、保密室、证书库等 8 项.pdf",
            "01-产权证明/02-维修电工实训考核装置、卧式车床、钳工台等 6 项.pdf",
            "02-租赁合同.pdf",
            "03-出租方产权证明.pdf",
        ),
        "06-认定工作机构及人员名单/": ("01-认定工作机构及人员名单.xlsx",),
        "07-管理和财务制度、质量管控文件、应急预案/": (
            "01-认定管理制度.docx",
            "02-财务管理制度.pdf",
            "03-质量管控制度.pdf",
            "04-应急预案.pdf",
        ),
        "08-拟认定职业（工种）及评价标准或规范/": (
            "01-认定职业（工种）一览表.xlsx",
            "02-评价标准/01-电工.pdf",
            "02-评价标准/02-车工.pdf",
            "02-评价标准/03-机修钳工.pdf",
        ),
        "09-诚信承诺书/": ("01-诚信承诺书.pdf",),
    },
    SCHOOL: {
        "": (
            "00-封面（草稿）.docx",
            "00-目录（草稿）.docx",
            "01-浙江省职业技能等级认定试点社会培训评价组织申报表（草稿）.docx",
        ),
        "02-法人登记证书/": ("01-法人登记证书.pdf",),
        "03-试点工作方案及质量管控措施/": ("01-试点工作方案.pdf", "02-质量管控措施.pdf"),
        "04-专家等专业人员名单及技能水平证明/": (
            "01-专家等专业人员名单（草稿）.xlsx",
            "02-技能水平证明/01-赵样例、钱样例、孙样例等 40 人.pdf",
            "02-技能水平证明/02-赵模拟、钱模拟、孙模拟等 21 人.pdf",
        ),
        "05-场地设备设施等资产有效证明文件/": (
            "01-产权证明.pdf",
            "02-租赁合同.pdf",
            "03-固定资产清单.pdf",
            "04-2019 年度财务审计报告.pdf",
        ),
        "06-信用报告或诚信承诺书/": ("01-信用报告.pdf",),
        "07-培训或评价等其他相关佐证材料/": ("01-培训评价佐证材料.pdf", "02-放宽情形的佐证.pdf"),
    },
}
"""Of each case every file of the submission, by its folder, in the order of the notice's list."""


@dataclass(frozen=True)
class Made:
    """One build: the project that it was made from, and where it put the submission."""

    project: Path
    out: Path


@pytest.fixture(params=LISTED, ids=lambda case: case.target.replace(":", "-"))
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.fixture
def made(run: Run, tmp_path: Path, case: Case) -> Made:
    project = ROOT / "examples" / case.example
    build(run, project, case, tmp_path / "材料")
    return Made(project, tmp_path / "材料")


def test_the_folder_holds_the_items_of_the_notice_in_its_order_and_nothing_else(
    made: Made, case: Case
) -> None:
    listed = [folder + name for folder, names in LISTED[case].items() for name in names]
    assert [one["name"] for one in manifest(made.out)["files"]] == listed
    assert names(made.out) == sorted([*listed, MANIFEST])


def test_the_list_of_contents_has_every_number_and_counts_every_file(made: Made, case: Case) -> None:
    page = docx.Document(str(made.out / next(one for one in names(made.out) if "00-目录" in one)))
    rows = [[cell.text for cell in row.cells] for row in page.tables[0].rows][1:]
    counts = [int(count[1]) for row in rows if (count := re.match(r"(?:共 )?([0-9]+) 份", row[-1]))]
    listed = [folder + name for folder, names in LISTED[case].items() for name in names]
    assert sum(counts) == len([name for name in listed if name[:2] != "00"])
    whole = [row[0] for row in rows if row[0].isdigit()]
    assert whole == [str(number) for number in range(1, len(whole) + 1)]
    assert {f"{int(name[:2])}" for name in listed if name[:2] != "00"} <= set(whole)


def test_a_copy_has_the_bytes_of_the_file_that_the_project_names(made: Made) -> None:
    copies = [one for one in manifest(made.out)["files"] if one["kind"] == "copy"]
    assert len(copies) > 6
    for one in copies:
        assert (made.out / one["name"]).read_bytes() == (made.project / one["source"]).read_bytes()


def test_every_manifest_follows_its_schema_and_knows_every_file_by_its_hash(made: Made) -> None:
    schema = json.loads(schema_text("manifest"))
    folders = [folder for folder in (made.out, drafts(made.out), desk(made.out)) if folder.exists()]
    assert len(folders) > 1
    for folder in folders:
        told = manifest(folder)
        jsonschema.validate(told, schema)
        found = {one["name"]: (one["sha256"], one["bytes"]) for one in told["files"]}
        assert found == {
            name: (hashlib.sha256(content).hexdigest(), len(content))
            for name, content in contents(folder).items()
            if name != MANIFEST
        }


def test_every_file_says_which_material_it_answers(made: Made) -> None:
    told = manifest(made.out)["files"]
    assert [one["name"] for one in told if not one["materials"]] == [one["name"] for one in told[:2]]


def test_no_path_of_this_machine_stands_in_a_manifest(made: Made) -> None:
    for folder in (made.out, drafts(made.out), desk(made.out)):
        if folder.exists():
            told = (folder / MANIFEST).read_text(encoding="utf-8")
            assert str(made.project) not in told
            assert str(made.out.parent) not in told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.target)
def test_the_manifest_says_for_whom_it_is_and_whether_it_may_be_handed_in(made: Made, case: Case) -> None:
    told = manifest(made.out)
    conclusion = {ASSOCIATION: "ready", COMPANY: "undetermined", SCHOOL: "not_ready"}[case]
    assert (told["conclusion"], told["ready"]) == (conclusion, conclusion == "ready")
    assert told["jurisdiction"] == case.target
    assert told["organization"].startswith("示例")


# Drafts until it is ready


def test_papers_lose_their_draft_mark_once_the_submission_is_ready(
    run: Run, example: Path, tmp_path: Path
) -> None:
    out = tmp_path / "材料"
    change(example, "  registration_authority: 示例省民政厅\n", "")
    ran = build(run, example, ASSOCIATION, out)
    marked = [name for name in names(out) if "草稿" in name]
    assert marked == ["00-封面（草稿）.docx", "00-目录（草稿）.docx", FORM_DRAFT]
    assert "还不能交" in ran.out
    change(example, "organization:\n", "organization:\n  registration_authority: 示例省民政厅\n")
    ran = build(run, example, ASSOCIATION, out)
    assert [name for name in names(out) if "草稿" in name] == []
    assert {name.replace("（草稿）", "") for name in marked} <= set(names(out))
    assert "还不能交" not in ran.out


def test_a_draft_changed_by_hand_is_kept_and_told_once_the_submission_is_ready(
    run: Run, example: Path, tmp_path: Path
) -> None:
    out = tmp_path / "材料"
    change(example, "  registration_authority: 示例省民政厅\n", "")
    build(run, example, ASSOCIATION, out)
    (out / FORM_DRAFT).write_bytes(b"changed by hand")
    change(example, "organization:\n", "organization:\n  registration_authority: 示例省民政厅\n")
    ran = build(run, example, ASSOCIATION, out)
    assert (out / FORM_DRAFT).read_bytes() == b"changed by hand"
    assert (out / FORM).is_file()
    assert FORM_DRAFT in ran.out


def test_a_copy_of_evidence_is_never_called_a_draft(run: Run, tmp_path: Path) -> None:
    build(run, copied(SCHOOL.example, tmp_path), SCHOOL, tmp_path / "材料")
    copies = [one["name"] for one in manifest(tmp_path / "材料")["files"] if one["kind"] == "copy"]
    assert [name for name in copies if "草稿" in name] == []


def test_an_unready_submission_is_made_and_told_in_one_line(run: Run, tmp_path: Path) -> None:
    ran = build(run, copied(SCHOOL.example, tmp_path), SCHOOL, tmp_path / "材料")
    assert "\n草稿：5 项不符合；还不能交\n" in ran.out


# The finished paper


def test_a_finished_paper_that_opens_is_handed_in_and_not_made_again(
    run: Run, example: Path, tmp_path: Path
) -> None:
    out = tmp_path / "材料"
    attach(example, "社会培训评价组织基本情况表", "附件/法人登记证书.pdf")
    ran = build(run, example, ASSOCIATION, out)
    (copy,) = (one for one in manifest(out)["files"] if one["form"])
    assert copy["source"] == "附件/法人登记证书.pdf"
    assert (copy["form"], copy["kind"]) == ("national/basic-information", "copy")
    assert FORM not in names(out)
    assert (
        "交的是登记的定稿，没有再填：《社会培训评价组织基本情况表》附件/法人登记证书.pdf"
        in ran.out.replace("\n    ", "")
    )


def test_a_finished_paper_that_does_not_open_is_made_instead(run: Run, example: Path, tmp_path: Path) -> None:
    out = tmp_path / "材料"
    (example / "附件/定稿.pdf").write_bytes(b"")
    attach(example, "社会培训评价组织基本情况表", "附件/定稿.pdf")
    ran = build(run, example, ASSOCIATION, out)
    (paper,) = (one for one in manifest(out)["files"] if one["form"])
    assert paper["kind"] == "form"
    assert "附件/定稿.pdf" in ran.out


@pytest.mark.parametrize(("case", "marked"), [(ASSOCIATION, False), (SCHOOL, True)])
def test_the_cover_of_what_may_not_be_handed_in_says_so_at_its_head(
    run: Run, tmp_path: Path, case: Case, marked: bool
) -> None:
    out = tmp_path / "材料"
    build(run, copied(case.example, tmp_path), case, out)
    (cover,) = out.glob("00-封面*.docx")
    head = docx.Document(str(cover)).sections[0].first_page_header
    assert ("草稿" in "".join(one.text for one in head.paragraphs)) is marked
