"""`check --format docx|xlsx` and what `build` puts beside the submission: the papers for the applicant's own desk."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl
import pytest

from evalprep.submission.names import beside
from tests.cli.conftest import Run

DAY = ("--on", "2020-06-01")
PAPERS = {
    "自查报告.docx",
    "待补充清单.docx",
    "待补充清单.xlsx",
    "资料名册.xlsx",
    "材料准备情况.xlsx",
    "交前待办.docx",
}


def forget(folder: Path, line: str) -> None:
    """Take a line out of the project file."""
    path = folder / "evalprep.yaml"
    text = path.read_text(encoding="utf-8")
    assert line in text
    path.write_text(text.replace(line, ""), encoding="utf-8")


def test_docx_is_the_report_and_the_exit_code_is_the_verdict(run: Run, example: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告.docx"
    ran = run("check", example, "-j", "national", *DAY, "--format", "docx", "-o", out)
    assert (ran.code, ran.out) == (0, "")
    assert f"已写入 {out}" in ran.err
    assert docx.Document(str(out)).paragraphs[0].text == "自查报告"
    forget(example, "  registration_authority: 示例省民政厅\n")
    assert run("check", example, "-j", "national", *DAY, "--format", "docx", "-o", out).code == 4


def test_xlsx_is_the_list_of_open_points(run: Run, example: Path, tmp_path: Path) -> None:
    forget(example, "  registration_authority: 示例省民政厅\n")
    out = tmp_path / "清单.xlsx"
    run("check", example, "-j", "national", *DAY, "--format", "xlsx", "-o", out)
    rows = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(min_row=3, max_row=3, values_only=True))
    assert rows[0][1:5] == ("要补", "办公室", "注册登记机构", "法人登记证书")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "docx"], "加上 -o，例如 -o 自查报告.docx"),
        (["--format", "xlsx"], "加上 -o，例如 -o 待补充清单.xlsx"),
        (["--format", "docx", "-o", "报告.xlsx"], "应当以 .docx 结尾"),
        (
            ["--format", "pdf", "-o", "报告.pdf"],
            "可以用：text、json、md、html、junit、sarif、github、docx、xlsx",
        ),
        (["-j", "all", "--format", "docx", "-o", "报告.docx"], "-j 写一个地区"),
        (["-j", "hunan", "--format", "docx", "-o", "报告.docx"], "hunan:national、hunan:province"),
    ],
)
def test_a_paper_needs_one_file_and_one_target(
    run: Run, example: Path, arguments: list[str], told: str
) -> None:
    ran = run("check", example, "--on", "2020-12-01", *arguments)
    assert ran.code == 2
    assert told in ran.err
    assert not list(Path.cwd().glob("报告.*"))


def test_a_report_that_was_there_is_kept_as_bak(run: Run, example: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告.docx"
    out.write_bytes(b"mine")
    run("check", example, *DAY, "--format", "docx", "-o", out)
    assert (tmp_path / "报告.docx.bak").read_bytes() == b"mine"


def test_a_report_is_not_written_over_evidence(run: Run, example: Path) -> None:
    path = example / "附件" / "自己的.docx"
    path.write_bytes(b"mine")
    text = (example / "evalprep.yaml").read_text(encoding="utf-8")
    (example / "evalprep.yaml").write_text(
        text.replace("attachments:\n", "attachments:\n  另一份材料: [附件/自己的.docx]\n"), encoding="utf-8"
    )
    ran = run("check", example, *DAY, "--format", "docx", "-o", path)
    assert ran.code == 3
    assert path.read_bytes() == b"mine"


def test_build_puts_the_papers_beside_the_submission_and_says_where(run: Run, example: Path) -> None:
    ran = run("build", example, *DAY)
    folder = example / "自查" / "national"
    assert {path.name for path in folder.iterdir()} == {*PAPERS, "manifest.json"}
    assert f"本单位自己用的在：{folder}" in ran.out
    assert all(name in ran.out for name in PAPERS)
    submission = {path.name for path in (example / "申报材料" / "national").iterdir()}
    assert not submission & PAPERS


def test_build_with_a_folder_puts_them_into_one_beside_it(run: Run, example: Path, tmp_path: Path) -> None:
    run("build", example, *DAY, "-o", tmp_path / "材料")
    assert {path.name for path in (tmp_path / "材料-自查").iterdir()} >= PAPERS
    assert not (example / "自查").exists()


def test_build_for_several_targets_has_a_folder_for_each(run: Run, example: Path, tmp_path: Path) -> None:
    run("build", example, "-j", "hunan", "--on", "2020-12-01", "-o", tmp_path / "材料")
    assert {path.name for path in (tmp_path / "材料-自查").iterdir()} == {"hunan-national", "hunan-province"}


def test_a_report_with_notes_by_hand_is_kept_by_the_next_build(run: Run, example: Path) -> None:
    run("build", example, *DAY)
    folder = example / "自查" / "national"
    document = docx.Document(str(folder / "自查报告.docx"))
    document.add_paragraph("负责人批注")
    document.save(str(folder / "自查报告.docx"))
    ran = run("build", example, *DAY)
    assert "保留为：自查报告（手工修改）.docx" in ran.out
    kept = docx.Document(str(folder / "自查报告（手工修改）.docx"))
    assert kept.paragraphs[-1].text == "负责人批注"


def test_the_manifest_names_notice_and_papers_and_no_day(run: Run, example: Path) -> None:
    run("build", example, *DAY)
    manifest = json.loads((example / "自查" / "national" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["notice"], {one["name"] for one in manifest["files"]}) == (
        "中就培函〔2020〕16号",
        PAPERS,
    )
    assert "2020-06-01" not in json.dumps(manifest)


def test_an_almost_empty_project_gets_its_list_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "evalprep.yaml").write_text("format: 1\n", encoding="utf-8")
    out = tmp_path / "清单.xlsx"
    ran = run("check", tmp_path, "-j", "zhejiang", "--on", "2020-12-01", "--format", "xlsx", "-o", out)
    assert ran.code == 4
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert sheet.max_row < 80
    assert "（单位名称未填）" in sheet["A1"].value


@pytest.mark.parametrize(
    ("given", "name"), [("材料", "材料-自查"), ("一/材料", "材料-自查"), ("材料/", "材料-自查")]
)
def test_the_folder_beside_has_the_folders_name(given: str, name: str) -> None:
    assert beside(Path(given), "自查").name == name
    assert beside(Path(given), "自查").parent == Path(given).parent


def test_the_folder_beside_the_current_one_lies_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "材料").mkdir()
    monkeypatch.chdir(tmp_path / "材料")
    assert beside(Path(), "自查") == tmp_path.resolve() / "材料-自查"


@pytest.mark.parametrize("name", ["报告.docx", "清单.xlsx", "结果.json"])
def test_the_name_of_the_file_says_the_format(run: Run, example: Path, tmp_path: Path, name: str) -> None:
    ran = run("check", example, "-j", "national", "--on", "2020-06-01", "-o", tmp_path / name)
    assert ran.code == 0
    assert (tmp_path / name).read_bytes()[:2] == {"docx": b"PK", "xlsx": b"PK", "json": b"{\n"}[name[3:]]


def test_text_does_not_go_into_a_file_named_as_one_of_word(run: Run, example: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告.docx"
    ran = run("check", example, "-j", "national", "--on", "2020-06-01", "--format", "text", "-o", out)
    assert (ran.code, out.exists()) == (2, False)
    assert "去掉 --format" in ran.err
