"""The formats of `check`: one table of them, chosen by name or by file, and where each goes."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from evalprep.cli.formats import FORMATS, format_of
from tests.cli.conftest import Run
from tests.cli.test_batch import applicants
from tests.conftest import EXAMPLE

DAY = ("--on", "2020-06-01")
IS: dict[str, Callable[[str], object]] = {
    "text": lambda told: "结论：" in told,
    "json": lambda told: json.loads(told)["results"],
    "md": lambda told: told.startswith("# "),
    "html": lambda told: told.startswith("<!DOCTYPE html>"),
    "junit": lambda told: ET.fromstring(told).tag == "testsuites",
    "sarif": lambda told: json.loads(told)["version"] == "2.1.0",
    "github": lambda told: all(line.startswith("::") for line in told.splitlines()) and told,
}


@pytest.fixture(autouse=True)
def no_github(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


@pytest.fixture
def some(tmp_path: Path) -> Path:
    """Two applicants, and one that cannot be judged."""
    return applicants(tmp_path / "各单位", "aXb")


def test_the_help_names_every_format(run: Run) -> None:
    told = re.sub(r"\s", "", run("check", "--help").out)
    assert [name for name in FORMATS if f"{name}（" not in told] == []


@pytest.mark.parametrize("name", IS)
def test_a_format_without_a_file_goes_to_the_screen(run: Run, some: Path, name: str) -> None:
    ran = run("check", some, *DAY, "--format", name)
    assert ran.code == 3
    assert IS[name](ran.out)


@pytest.mark.parametrize("name", ["md", "html", "junit", "sarif", "github"])
def test_what_could_not_be_judged_stands_in_the_report(run: Run, some: Path, name: str) -> None:
    assert "organisation" in run("check", some, *DAY, "--format", name).out


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a.html", "html"),
        ("a.HTM", "html"),
        ("a.md", "md"),
        ("a.json", "json"),
        ("a.xml", "junit"),
        ("a.sarif", "sarif"),
        ("a.sarif.json", "sarif"),
        ("a.txt", "text"),
        ("json", "text"),
    ],
)
def test_the_name_of_the_file_says_the_format(run: Run, some: Path, file: str, name: str) -> None:
    assert format_of(None, Path(file)) == name
    run("check", some, *DAY, "-o", some / file)
    assert IS[name]((some / file).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--format", "html", "-o", "a.json"], "a.json 是 json 的文件名"),
        (["--format", "json", "-o", "a.xlsx"], "a.xlsx 是 Word 或 Excel 的文件名"),
        (["--format", "junit", "-o", "a.sarif"], "写进去的却是 junit"),
        (["--format", "text", "-o", "a.md"], "写进去的却是 text"),
        (["--format", "xlsx", "-o", "a.html"], "应当以 .xlsx 结尾"),
        (["--format", "github", "-o", "a.txt"], "不能用 -o"),
        (["-o", "a.docx"], "这里有 3 个单位"),
        (["--fail-on", "nothing"], "可以写：unmet、unknown、warning"),
        (["--select", "NAT-X9"], "--select 写的「NAT-X9」"),
        (["-j", "all", "--select", "NAT-E"], "-j all 只作比较"),
    ],
)
def test_what_does_not_fit_is_wrong_usage(
    run: Run, some: Path, tmp_path: Path, options: list[str], told: str
) -> None:
    ran = run("check", some, *DAY, *options)
    assert (ran.code, told in ran.err, ran.out) == (2, True, "")
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def test_sarif_may_be_named_json(run: Run, some: Path, tmp_path: Path) -> None:
    run("check", some, *DAY, "--format", "sarif", "-o", "a.json")
    assert IS["sarif"]((tmp_path / "a.json").read_text(encoding="utf-8"))


def sheets(file: Path) -> list[str]:
    return openpyxl.load_workbook(io.BytesIO(file.read_bytes())).sheetnames


def test_xlsx_of_one_applicant_is_the_list_of_open_points_and_of_several_the_overview(
    run: Run, some: Path, tmp_path: Path
) -> None:
    run("check", some / "a", *DAY, "-o", "一个.xlsx")
    assert sheets(tmp_path / "一个.xlsx") == ["待补充清单"]
    run("check", some, *DAY, "-o", "几个.xlsx")
    several = sheets(tmp_path / "几个.xlsx")
    assert len(several) > 3
    assert [name for name in several if "示例单位" in name] == ["示例单位a", "示例单位b"]


def test_xlsx_of_one_applicant_with_two_targets_is_the_overview(run: Run, some: Path, tmp_path: Path) -> None:
    run("check", some / "a", "--on", "2022-07-20", "-j", "hunan", "-o", "两个.xlsx")
    assert len(sheets(tmp_path / "两个.xlsx")) >= 3


def test_tracks_are_told_in_chinese(run: Run, some: Path, tmp_path: Path) -> None:
    page = run("check", some, "--on", "2022-07-20", "-j", "hunan", "--format", "html").out
    assert "湖南省（面向全省）" in page


def test_two_processes_write_the_same_report(run: Run, some: Path, tmp_path: Path) -> None:
    for jobs in ("1", "2"):
        run("check", some, *DAY, "--jobs", jobs, "-o", f"{jobs}.html")
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "2.html").read_bytes()


def test_github_gets_its_summary_beside_what_was_there(
    run: Run, some: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    run("check", some, *DAY, "--format", "github")
    told = summary.read_text(encoding="utf-8")
    assert told.startswith("before\n")
    assert "示例单位a" in told


def test_a_summary_that_cannot_be_written_keeps_the_annotations(
    run: Run, some: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    ran = run("check", some, *DAY, "--format", "github")
    assert IS["github"](ran.out)
    assert "GITHUB_STEP_SUMMARY" in ran.err


@pytest.mark.parametrize(("top", "wanted"), [(".", "各单位/a/evalprep.yaml"), ("各单位", "a/evalprep.yaml")])
def test_files_are_named_from_the_top_of_the_repository(
    run: Run, some: Path, tmp_path: Path, top: str, wanted: str
) -> None:
    (tmp_path / top / ".git").mkdir()
    out = run("check", "a", *DAY, "--format", "github", cwd=some).out
    assert f"file={wanted}," in out


def test_the_bar_moves_the_exit_code_and_what_is_shown(run: Run, some: Path) -> None:
    one = some / "a"
    assert run("check", one, *DAY).code == 4
    assert run("check", one, *DAY, "--fail-on", "unmet").code == 0
    assert run("check", one, *DAY, "--fail-on", "unknown").code == 1
    ran = run("check", one, *DAY, "--select", "NAT-E1,NAT-E2", "--select", "nat-e3", "--format", "json")
    result = json.loads(ran.out)["results"][0]
    assert {entry["id"] for entry in result["findings"]} == {"NAT-E1", "NAT-E2", "NAT-E3"}
    left = json.loads(run("check", one, *DAY, "--ignore", "NAT-E", "--format", "json").out)["results"][0]
    assert {entry["id"][:5] for entry in left["findings"]} & {"NAT-E"} == set()


def test_a_clause_of_an_applicants_own_checklist_can_be_selected(run: Run, some: Path) -> None:
    own = some / "a" / "checklists" / "national"
    own.mkdir(parents=True)
    shipped = (EXAMPLE.parents[1] / "checklists/national/2020-16.yaml").read_text(encoding="utf-8")
    (own / "2020-16.yaml").write_text(shipped.replace("NAT-", "OWN-"), encoding="utf-8")
    ran = run("check", some / "a", *DAY, "--select", "OWN-E1", "--format", "json")
    assert {entry["id"] for entry in json.loads(ran.out)["results"][0]["findings"]} == {"OWN-E1"}


def test_where_nothing_could_be_judged_there_is_a_workbook_of_many_and_none_of_one(
    run: Run, tmp_path: Path
) -> None:
    for name in "XY":
        (tmp_path / name).mkdir()
        (tmp_path / name / "evalprep.yaml").write_text("organisation: {}\n", encoding="utf-8")
    assert run("check", "X", *DAY, "-o", "一个.xlsx").code == 3
    assert not (tmp_path / "一个.xlsx").exists()
    assert run("check", "X", "Y", *DAY, "-o", "几个.xlsx").code == 3
    assert sheets(tmp_path / "几个.xlsx")


def test_a_report_for_one_is_none_of_every_jurisdiction(run: Run, some: Path) -> None:
    ran = run("check", some / "a", "-j", "all", *DAY, "-o", "自查报告.docx")
    assert (ran.code, "-j all 不能写成 docx" in ran.err) == (2, True)


def test_the_end_of_a_name_means_the_same_in_capitals() -> None:
    assert format_of(None, Path("结果.TXT")) == "text"
    assert format_of(None, Path("汇总.HTML")) == "html"
