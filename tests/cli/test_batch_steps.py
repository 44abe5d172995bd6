"""What to do next after a check or a build of many."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from evalprep.cli.targets import HAND_IN
from evalprep.rules.checklist import ReadyChecklist
from tests.cli.builds import ASSOCIATION, FORM, SCHOOL, copied, of_two
from tests.cli.conftest import Run, steps
from tests.cli.test_batch import DAY, applicants


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


@pytest.mark.parametrize("many", [4, 5])
def test_of_many_that_are_ready_the_next_command_makes_just_these(
    run: Run, tmp_path: Path, many: int
) -> None:
    example = copied(ASSOCIATION.example, tmp_path)
    for name in "abcde"[: many - 1]:
        shutil.copytree(example, tmp_path / name)
    applicants(tmp_path, "X")
    every = steps(run("check", tmp_path, *DAY, "-o", "汇总.json"))
    (step,) = (one for one in every if one.startswith("evalprep build"))
    told = [Path(word).name for word in step.split(" --on")[0].split()[2:]]
    assert told == ([*"abc", "national-association"] if many == 4 else [tmp_path.name])
    assert ("--strict" in step) == (many > 4)
    assert f"可以申报的 {many} 个单位，生成申报材料" == step.partition("　")[2]
    # Everybody else could not be judged: there is nothing to say of them.
    assert len(every) == 2


def test_after_a_comparison_of_many_comes_the_nearest_of_the_first(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "ab")
    (step,) = steps(run("check", "a", "b", "-j", "all", "--on", "2022-07-20"))
    assert re.match(r"evalprep check a -j \S+ --on 2022-07-20　看最接近的一个逐条的结论", step)


def test_after_a_build_of_many_each_has_its_own_to_do_list(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path / "各", "ab")
    ran = run("build", "各", *DAY)
    assert "共 2 个单位。「做成草稿，还不能交」2 份" in ran.err
    told, again = steps(ran)
    assert "交前待办" in told
    assert again == "evalprep build 各 --on 2020-06-01　再生成一次"


def test_the_next_command_names_the_format_that_the_file_does_not(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "aX")
    for options, again in (
        (("--format", "sarif", "-o", "结果.json"), "-o 结果.json --format sarif"),
        (("--format", "json"), "--format json --jobs 2"),
        (("-o", "结果.json"), "-o 结果.json"),
        ((), "--on 2020-06-01"),
    ):
        jobs = ("--jobs", "2") if "--jobs" in again else ()
        step = steps(run("check", "a", "X", *DAY, *options, *jobs))[0]
        assert step.startswith("按上面的「怎么办」改好，再运行　evalprep check a X --on 2020-06-01")
        assert step.endswith(again), step


def test_after_a_list_of_many_the_same_command_makes_them(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path / "各", "ab")
    (step,) = steps(run("build", "各", *DAY, "--list", "--strict", "--zip", "--max-mb", "20"))
    assert step == "evalprep build 各 --on 2020-06-01 --strict --zip --max-mb 20　生成这些材料"


def test_who_is_ready_for_one_target_alone_is_not_told_to_build_all(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from evalprep import check

    whole = check.evaluate

    def fails(checklist: ReadyChecklist, *rest: Any) -> object:
        return 1 / 0 if checklist.jurisdiction == "zhejiang" else whole(checklist, *rest)

    applicants(tmp_path, "a")
    of_two(tmp_path)
    words = ("check", "a", "national-association", "--on", "2020-12-01")
    assert "evalprep build" not in run(*words).err
    monkeypatch.setattr("evalprep.check.evaluate", fails)
    ran = run(*words)
    Path(ran.err.split("请把 ")[1].split(" 发给")[0]).unlink()
    assert (ran.code, "evalprep build" in ran.err, ran.out.count("结论：可以申报")) == (5, False, 1)
    assert "national-association：没有全部做成\n" in ran.err
    # Nobody can mend a fault of ours.
    assert "再运行" not in ran.err


def test_papers_of_many_that_are_all_ready_are_to_be_handed_in(run: Run, tmp_path: Path) -> None:
    for name in ("各/甲", "各/乙"):
        copied(ASSOCIATION.example, tmp_path / name)
    ran = run("build", "各", *DAY)
    assert "共 2 个单位。「做好了」2 份" in ran.err
    names = "、".join(f"各/{name}/national-association（全国）" for name in ("乙", "甲"))
    assert steps(ran) == [f"做好了的（{names}）：{HAND_IN}"]
    form = tmp_path / "各/甲/national-association/申报材料/national" / FORM
    form.write_bytes(b"by hand")
    ran = run("build", "各", *DAY)
    assert "：做好了，手工改过的留在旁边\n" in ran.err
    assert "「做好了，手工改过的留在旁边」1 份" in ran.err


def test_the_command_is_told_once_where_some_could_not_be_built(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "aX")
    first, second = steps(run("build", "a", "X", *DAY))
    assert first.endswith("再运行　evalprep build a X --on 2020-06-01")
    assert second.startswith("各单位还差什么")


def test_where_nothing_could_be_built_nothing_is_to_be_handed_in(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "XY")
    (step,) = steps(run("build", "X", "Y", *DAY))
    assert step.startswith("按上面的「怎么办」改好")
