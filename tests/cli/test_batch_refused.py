"""What cannot be asked of many, and what one of them may lack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evalprep.cli.judge import words
from tests.cli.builds import ASSOCIATION, SCHOOL, copied
from tests.cli.conftest import Run
from tests.cli.test_batch import DAY, applicants


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
    ran = run("check", tmp_path, *DAY, "-j", "sampl")
    assert (ran.code, ran.err.count("是不是 sample")) == (2, 1)
    assert run("check", "b/evalprep.yaml", *DAY, "-j", "sample").code == 4
    # What another one has cannot be known while it is broken.
    (own / "2020-16.yaml").write_text("坏的", encoding="utf-8")
    ran = run("check", tmp_path, *DAY, "-j", "sample")
    assert (ran.code, "没有做成的 2 个（共 2 个）" in ran.err) == (3, True)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("-o", "汇总.pdf"), "不会写「.pdf」这种文件"),
        (("-o", "汇总.doc"), "不会写「.doc」这种文件"),
        (("-o", "没有/汇总.xlsx"), "要写入的文件夹不存在"),
        (("-o", "-"), "「-」不是"),
        (("-o", "-", "--format", "json"), "「-」不是"),
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
    ran = run("check", tmp_path, *DAY, "--ignore", "NAT")
    assert (ran.code, "选下来，一条也没有" in ran.err) == (2, True)


def test_where_nothing_could_be_judged_the_selection_is_not_blamed(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "XY")
    ran = run("check", tmp_path, *DAY, "--select", "NAT-E")
    assert (ran.code, "一条也没有" in ran.err) == (3, False)


@pytest.mark.parametrize(
    "options", [("-o", "结果.json"), ("--select", "NAT-E"), ("-j", "national", "--ignore", "NAT-M")]
)
def test_a_path_that_is_too_long_keeps_no_other(run: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
    applicants(tmp_path, "a")
    name = "长" * 300
    ran = run("check", name, f"{name}/evalprep.yaml", "a", *DAY, *options)
    assert (ran.code, "没有做成的 2 个（共 3 个）" in ran.err, "Error" in ran.err) == (3, True, False)


def test_a_target_that_is_none_is_told_where_a_path_is_too_long(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path, "a")
    ran = run("check", f"{'长' * 300}/evalprep.yaml", "a", *DAY, "-j", "nationl")
    assert (ran.code, "是不是 national" in ran.err) == (2, True)


def test_a_folder_in_which_no_applicant_is_found_is_a_failure(run: Run, tmp_path: Path) -> None:
    (tmp_path / "各" / "空的").mkdir(parents=True)
    (tmp_path / "各" / "链接").symlink_to(tmp_path / "各")
    ran = run("check", "各", *DAY)
    assert (ran.code, "× 各：这个文件夹里没有项目文件" in ran.err) == (3, True)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (None, ()),
        (["NAT-E,NAT-M", "NAT-W"], ("NAT-E", "NAT-M", "NAT-W")),
        (["　NAT-E、NAT-M，\n"], ("NAT-E", "NAT-M")),
        (["NAT-E", ""], ("NAT-E", "")),
        (["，"], ("",)),
    ],
)
def test_words_stand_apart_by_commas_of_both_kinds_and_blanks(
    given: list[str] | None, wanted: tuple[str, ...]
) -> None:
    assert words(given) == wanted


def test_a_selection_that_one_of_many_has_is_no_mistake(run: Run, tmp_path: Path) -> None:
    copied(ASSOCIATION.example, tmp_path)
    copied(SCHOOL.example, tmp_path)
    for of_one in ("ZJ-E", "NAT-E"):
        ran = run("check", tmp_path, "--on", "2020-12-01", "--select", of_one)
        assert (ran.code in (0, 1), "一条也没有" in ran.err) == (True, False), ran.err


@pytest.mark.parametrize("options", [(), ("-j", "national"), ("--select", "NAT-E")])
def test_a_library_that_cannot_be_opened_is_told_before_any_project_is_looked_at(
    run: Run, tmp_path: Path, options: tuple[str, ...]
) -> None:
    applicants(tmp_path, "ab")
    ran = run("check", tmp_path, *DAY, "--library", "长" * 300, *options)
    assert (ran.code, ran.err.count("打不开这个文件夹"), "没有做成" in ran.err) == (3, 1, False)
