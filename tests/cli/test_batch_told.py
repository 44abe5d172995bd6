"""What is told of many beside their results: the sums, what was passed over, what to do next, what cannot be asked for."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.builds import ASSOCIATION, SCHOOL, copied
from tests.cli.conftest import Ran, Run
from tests.cli.test_batch import DAY, applicants


def steps(ran: Ran) -> list[str]:
    """What is told to do next, each step in one line."""
    return [line.strip() for line in ran.err.partition("下一步：")[2].splitlines()]


def of_two(folder: Path) -> Path:
    """The example that is ready for the country, and applies for a province too."""
    project = copied(ASSOCIATION.example, folder)
    file = project / "evalprep.yaml"
    text = file.read_text(encoding="utf-8")
    one, two = (
        "targets: [{jurisdiction: national}]",
        "targets: [{jurisdiction: national}, {jurisdiction: zhejiang}]",
    )
    assert one in text
    file.write_text(text.replace(one, two), encoding="utf-8")
    return project


def test_the_verdicts_of_many_are_summed_up(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "abX")
    copied(ASSOCIATION.example, tmp_path)
    ran = run("check", tmp_path, *DAY, "-o", tmp_path / "汇总.xlsx")
    assert "共 4 个单位。结论：「资料不全，还不能判断」2 个，「可以申报」1 个" in ran.err


def test_after_a_check_of_many_comes_the_workbook_and_the_papers_of_those_that_are_ready(
    run: Run, tmp_path: Path
) -> None:
    applicants(tmp_path / "各", "ab")
    copied(ASSOCIATION.example, tmp_path / "各")
    first, second, third = steps(run("check", "各", *DAY, "--select", "NAT-E"))
    assert first.startswith("evalprep check 各 --on 2020-06-01 -o 汇总.xlsx --select NAT-E　")
    assert second.startswith("evalprep build 各/national-association --on 2020-06-01　可以申报的 1 个单位")
    assert third.startswith("别的单位照自己的结论做")


def test_a_workbook_that_is_written_is_not_proposed_again(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path / "各", "ab")
    assert "汇总.xlsx" not in run("check", "各", *DAY, "-o", "汇总.xlsx").err.partition("下一步：")[2]


def test_more_paths_than_anybody_types_again_are_not_told(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "abcdeX")
    ran = run("check", *"abcdeX", *DAY)
    assert "把这条命令再运行一次" in ran.err
    assert "evalprep check" not in ran.err


def test_the_same_projects_are_told_in_the_next_command(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "aX")
    assert "再运行　evalprep check a X --on 2020-06-01" in run("check", "a", "X", *DAY).err


def test_the_next_check_of_one_has_the_same_selection(run: Run, tmp_path: Path) -> None:
    copied(SCHOOL.example, tmp_path)
    (step,) = steps(run("check", SCHOOL.example, "--on", SCHOOL.on, "--ignore", "ZJ-M", "--fail-on", "unmet"))
    assert "--on 2020-12-01 --fail-on unmet --ignore ZJ-M　先照" in step


def test_a_target_that_is_none_is_told_before_any_project_is_looked_at(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "aX")
    for command in ("check", "build"):
        ran = run(command, tmp_path, *DAY, "-j", "nationl")
        assert (ran.code, ran.out, ran.err.count("是不是 national")) == (2, "", 1)
        assert "没有做成" not in ran.err


def test_a_target_that_one_applicant_has_of_its_own_is_no_mistake(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "ab")
    own = tmp_path / "b" / "checklists" / "sample"
    own.mkdir(parents=True)
    national = (Path(__file__).parents[2] / "checklists/national/2020-16.yaml").read_text(encoding="utf-8")
    (own / "2020-16.yaml").write_text(
        national.replace("jurisdiction: national", "jurisdiction: sample"), encoding="utf-8"
    )
    ran = run("check", tmp_path, *DAY, "-j", "sample", "--format", "json")
    assert ran.code == 2
    assert [Path(one["project"]).parent.name for one in json.loads(ran.out)["results"]] == ["b"]
    (failed,) = json.loads(ran.out)["failed"]
    assert (failed["problems"][0]["code"], Path(failed["project"]).name) == ("unknown_jurisdiction", "a")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("-o", "汇总.pdf"), "不会写「.pdf」这种文件"),
        (("-o", "汇总.doc"), "不会写「.doc」这种文件"),
        (("-o", "没有/汇总.xlsx"), "要写入的文件夹不存在"),
        (("-o", "a"), "这里是文件夹，写不成文件"),
        (("--select", ""), "--select 或 --ignore 后面没有写编号"),
        (("--ignore", "，"), "--select 或 --ignore 后面没有写编号"),
    ],
)
def test_what_cannot_be_done_is_refused_before_any_project_is_looked_at(
    run: Run, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    applicants(tmp_path, "aX")
    ran = run("check", tmp_path, *DAY, *options)
    assert (ran.code in (2, 3), told in ran.err, "没有做成" in ran.err) == (True, True, False), ran.err


def test_a_selection_of_nothing_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "ab")
    ran = run("check", tmp_path, *DAY, "--select", "JL-E", "--fail-on", "warning")
    assert (ran.code, "选下来，一条也没有" in ran.err) == (2, True)
    assert run("check", tmp_path, *DAY, "--select", "JL-E,NAT-E").code == 4


def test_a_text_file_names_those_that_failed(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "aX")
    run("check", tmp_path, *DAY, "-o", "结果.txt")
    text = (tmp_path / "结果.txt").read_text(encoding="utf-8")
    assert "示例单位a" in text
    assert text.rstrip().splitlines()[-1].startswith(f"× {tmp_path / 'X'}：")
    assert text.endswith("\n")


def test_each_paper_of_many_stands_under_its_project(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "a")
    of_two(tmp_path)
    ran = run("build", "a", "national-association", *DAY, "--on", "2020-12-01", "--list")
    assert re.findall(r"^【(.*)】$", ran.out, re.M) == [
        "a　全国",
        "national-association　全国",
        "national-association　浙江省",
    ]


def test_a_target_that_is_not_ready_keeps_no_other_from_being_made(run: Run, tmp_path: Path) -> None:
    project = of_two(tmp_path)
    ran = run("build", project, "--on", "2020-12-01", "--strict")
    assert ran.code == 1
    assert [one.name for one in (project / "申报材料").iterdir()] == ["national"]
    assert "× 浙江省：还不能交，什么也没有写" in ran.err


def test_after_a_build_of_many_each_has_its_own_to_do_list(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path / "各", "ab")
    ran = run("build", "各", *DAY)
    assert "共 2 个单位。「做成草稿，还不能交」2 份" in ran.err
    told, again = steps(ran)
    assert "交前待办" in told
    assert again == "evalprep build 各 --on 2020-06-01　再生成一次"


def test_verify_of_a_folder_of_many_is_that_of_each(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path / "各", "abc")
    run("build", "各/a", "各/b", *DAY)
    ran = run("verify", "各")
    assert re.findall(r"申报材料：各/(\w)/", ran.out) == ["a", "b"]
    assert (ran.code, "× 各/c：这个单位还没有生成过申报材料" in ran.err) == (3, True)


def test_a_folder_of_many_without_a_project_of_its_own_is_told_so(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path / "各", "ab")
    ran = run(cwd=tmp_path / "各")
    assert "放着 2 个申报单位" in ran.out
    assert steps(ran)[0].startswith("evalprep check -o 汇总.xlsx　")


def test_a_new_project_above_others_is_told_to_be_another(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path / "各", "ab")
    ran = run("init", "各", "--no-input")
    assert "已有 2 个申报单位（a 等）：这里新建的是另一个单位" in ran.err
    after = run("check", "各", *DAY, "-j", "national")
    assert "另有 2 个单位（a 等）没有看" in after.err
