"""What is told of many beside their results: the sums, what failed, what was passed over, what an interruption leaves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from evalprep.batch.find import Search
from evalprep.cli.batch import ONE_BY_ONE, Batch, told_when_interrupted
from evalprep.errors import InputError, Problem
from evalprep.law import Target
from evalprep.rules.checklist import ReadyChecklist
from tests.cli.builds import ASSOCIATION, copied, of_two
from tests.cli.conftest import Run, steps
from tests.cli.test_batch import DAY, applicants


def test_the_verdicts_of_many_are_summed_up(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "abX")
    copied(ASSOCIATION.example, tmp_path)
    ran = run("check", tmp_path, *DAY, "-o", tmp_path / "汇总.xlsx")
    assert "共 4 个单位。结论：「资料不全，还不能判断」2 个，「可以申报」1 个" in ran.err


def test_the_verdicts_of_several_targets_of_one_are_counted_apart(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "a")
    of_two(tmp_path)
    ran = run("check", tmp_path, "--on", "2020-12-01", "-o", "汇总.json")
    assert "共 2 个单位。结论（一个单位的几个申报去向分开数）：" in ran.err


def test_a_text_file_names_those_that_failed(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "aX")
    run("check", tmp_path, *DAY, "-o", "结果.txt")
    text = (tmp_path / "结果.txt").read_text(encoding="utf-8")
    assert "示例单位a" in text
    assert text.rstrip().splitlines()[-1].startswith(f"× {tmp_path / 'X'}：")
    assert text.endswith("\n")


def test_a_text_file_names_those_that_failed_where_all_of_them_did(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "XY")
    assert run("check", "X", "-o", "一个.txt").code == 3
    assert not (tmp_path / "一个.txt").exists()
    assert run("check", "X", "Y", "-o", "结果.txt").code == 3
    assert (tmp_path / "结果.txt").read_text(encoding="utf-8").startswith("没有做成的 2 个（共 2 个）")


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


def test_what_is_wrong_with_one_target_is_told_where_another_is_a_fault_of_ours(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from evalprep.errors import InputError, Problem

    def fails(stored: object, target: Target, *rest: object, **more: object) -> None:
        if target.name == "national":
            raise InputError(Problem("x", "一份读不了", "换一份"))
        raise ZeroDivisionError

    applicants(tmp_path, "a")
    project = of_two(tmp_path)
    monkeypatch.setattr("evalprep.build.build", fails)
    ran = run("build", project, "--on", "2020-12-01")
    Path(ran.err.split("请把 ")[1].split(" 发给")[0]).unlink()
    assert (ran.code, "× 全国：一份读不了" in ran.err, "ZeroDivisionError" in ran.err) == (5, True, True)


def test_a_project_of_which_one_target_was_made_is_told_apart_from_one_of_which_none_was(
    run: Run, tmp_path: Path
) -> None:
    applicants(tmp_path, "X")
    of_two(tmp_path)
    ran = run("build", "X", "national-association", "--on", "2020-12-01", "--strict")
    assert re.findall(r"^\[\d/2\] \S+：(.*)$", ran.err, re.M) == [
        "没有做成",
        "全国 做好了，浙江省 还不能交，没有做",
    ]
    assert (ran.code, "没有做成的 1 个" in ran.err) == (3, True)


def test_the_jurisdictions_that_were_compared_before_a_fault_stay_a_comparison(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from evalprep import check

    whole = check.evaluate

    def fails(checklist: ReadyChecklist, *rest: object) -> object:
        return 1 / 0 if checklist.jurisdiction == "zhejiang" else whole(checklist, *rest)  # type: ignore[arg-type]

    applicants(tmp_path, "a")
    monkeypatch.setattr("evalprep.check.evaluate", fails)
    ran = run("check", "a", "-j", "all", "--on", "2022-07-20")
    Path(ran.err.split("请把 ")[1].split(" 发给")[0]).unlink()
    assert ran.code == 5
    assert "全部地区" in ran.out
    assert "怎么办" not in ran.out


def test_the_line_of_each_names_its_targets_where_it_has_several(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "a")
    of_two(tmp_path)
    words = ("a", "national-association", "--on", "2020-12-01")
    told = re.findall(r"^\[\d/2\] \S+：(.*)$", run("check", *words).err, re.M)
    assert told == ["资料不全，还不能判断", "全国 可以申报，浙江省 尚不能申报"]
    told = re.findall(r"^\[\d/2\] \S+：(.*)$", run("build", *words).err, re.M)
    assert told == ["做成草稿，还不能交", "全国 做好了，浙江省 做成草稿，还不能交"]


def test_an_empty_line_stands_between_results_and_each_of_several_names_its_file(
    run: Run, tmp_path: Path
) -> None:
    applicants(tmp_path, "ab")
    words = (*DAY, "--select", "NAT-E")
    one, both = run("check", "a", *words).out, run("check", "a", "b", *words).out
    assert re.findall(r"(\n*)^中就培函", both, re.M) == ["", "\n\n"]
    assert re.findall(r"^项目文件：(.*)$", one, re.M) == []
    assert re.findall(r"^项目文件：(.*)$", both, re.M) == ["a/evalprep.yaml", "b/evalprep.yaml"]
    of_both = run("check", of_two(tmp_path), "--on", "2020-12-01").out
    assert len(re.findall(r"^项目文件：", of_both, re.M)) == 2
    compared = run("check", "a", "-j", "all", "--on", "2022-07-20").out
    assert not re.findall(r"^项目文件：", compared, re.M)


def test_what_is_selected_alone_is_shown(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "a")
    ran = run("check", "a", *DAY, "--select", "NAT-E10")
    assert set(re.findall(r"NAT-\w+", ran.out)) == {"NAT-E10"}


def test_a_list_of_many_is_no_sum_and_of_one_has_no_heading(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "ab")
    ran = run("build", "a", "b", *DAY, "--list")
    assert "个单位。" not in ran.err
    assert re.findall(r"(\n*)^【", ran.out, re.M) == ["", "\n\n"]
    assert "【" not in run("build", "a", *DAY, "--list").out


@pytest.mark.parametrize(("step", "options", "told"), [("build", (), True), ("planned", ("--list",), False)])
def test_an_interrupted_build_says_what_it_leaves_and_a_list_leaves_nothing(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    options: tuple[str, ...],
    told: bool,
) -> None:
    def interrupt(*rest: object, **more: object) -> None:
        raise KeyboardInterrupt

    applicants(tmp_path, "ab")
    monkeypatch.setattr(f"evalprep.build.{step}", interrupt)
    ran = run("build", "a", "b", *DAY, *options)
    assert (ran.code, "每个文件夹都是完整的" in ran.err) == (130, told)
    assert "做完了 0 个（共 2 个），后面的没有做完" in ran.err
    assert "做完了" not in run("build", "a", *DAY, *options).err


def test_what_is_interrupted_while_it_is_written_is_told_as_not_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*rest: object) -> None:
        raise KeyboardInterrupt

    applicants(tmp_path, "ab")
    (tmp_path / "汇总.html").write_text("原来的", encoding="utf-8")
    monkeypatch.setattr("evalprep.report.overview_page.overview_html", interrupt)
    ran = run("check", "a", "b", *DAY, "-o", "汇总.html")
    assert (ran.code, "做完了 2 个（共 2 个），结果还没有写出来" in ran.err) == (130, True)
    assert (tmp_path / "汇总.html").read_text(encoding="utf-8") == "原来的"


@pytest.mark.parametrize("where", [("-o", "汇总.json"), ()], ids=["file", "screen"])
def test_a_report_that_fails_half_way_leaves_the_old_file_whole(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: tuple[str, ...]
) -> None:
    def half(*rest: object) -> Iterator[str]:
        yield "["
        raise ZeroDivisionError

    applicants(tmp_path, "ab")
    (tmp_path / "汇总.json").write_text("原来的", encoding="utf-8")
    monkeypatch.setattr("evalprep.report.json_report.check_json", half)
    ran = run("check", "a", "b", *DAY, "--format", "json", *where)
    Path(ran.err.split("请把 ")[1].split(" 发给")[0]).unlink()
    assert ran.code == 5
    assert (tmp_path / "汇总.json").read_text(encoding="utf-8") == "原来的"
    assert not list(tmp_path.glob(".evalprep-*"))


def test_what_is_passed_over_is_told_unless_quiet(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "ab")
    assert "同一个项目，只做一次" in run("check", "a", tmp_path, *DAY).err
    assert "同一个项目" not in run("check", "a", tmp_path, *DAY, "--quiet").err


def test_the_sums_are_not_told_when_quiet_and_not_of_one(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "abXY")
    words = ("-o", "汇总.json")
    ran = run("check", tmp_path, *DAY, *words)
    assert "共 4 个单位" in ran.err
    assert "没有做成的 2 个" in ran.err
    ran = run("check", tmp_path, *DAY, *words, "--quiet")
    assert "共 4 个" not in ran.err
    assert "没有做成的" not in ran.err
    assert "没有做成" not in run("check", "X", *DAY).err
    assert "个单位。" not in run("check", "a", *DAY).err


def test_of_many_problems_of_one_the_end_counts_the_rest(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "aX")
    (tmp_path / "X" / "evalprep.yaml").write_text("organisation: {}\nstuff: {}\n", encoding="utf-8")
    assert run("check", "a", "X", *DAY).err.count("（等 2 处问题）") == 1


@pytest.mark.parametrize(("finished", "told"), [(0, False), (1, True)])
def test_a_cluster_that_is_gone_is_told_with_what_it_finished(
    capsys: pytest.CaptureFixture[str], finished: int, told: bool
) -> None:
    batch = Batch(Search([Path("a"), Path("b")]), ONE_BY_ONE, quiet=False, finished=finished)
    with pytest.raises(InputError), told_when_interrupted(batch):
        raise InputError(Problem("x", "连不上", "改"))
    assert ("做完了 1 个（共 2 个）" in capsys.readouterr().err) == told


def test_the_line_on_the_terminal_says_of_whom_a_step_is(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[str] = []

    @contextmanager
    def progress_line(quiet: bool = False) -> Iterator[Callable[[str], None]]:
        yield (lambda told: None) if quiet else lines.append

    def build(*rest: object, progress: Callable[[str], None], **more: object) -> None:
        progress("正在填表")
        raise InputError(Problem("x", "读不了", "改"))

    applicants(tmp_path, "ab")
    monkeypatch.setattr("evalprep.cli.console.progress_line", progress_line)
    monkeypatch.setattr("evalprep.build.build", build)
    run("build", "a", *DAY)
    assert lines == ["正在填表"]
    run("build", "a", "b", *DAY)
    assert [line.partition("] ")[2] for line in lines[-2:]] == ["2/2 b", "2/2 b：正在填表"]
