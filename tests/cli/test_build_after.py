"""What a build tells when it is done or refused: what to do next, ready to type, and what of a person's own stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.builds import ASSOCIATION, FORM, SCHOOL, build, call, copied, names, unwrapped
from tests.cli.conftest import Run

KEPT = FORM.replace(".docx", "（手工修改）.docx")
HAND_IN = "下一步：打印，照「交前待办」签字"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied(ASSOCIATION.example, tmp_path)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "材料"


def changed_by_hand(run: Run, project: Path, out: Path) -> None:
    build(run, project, ASSOCIATION, out)
    (out / FORM).write_bytes(b"changed by hand")
    call(run, project, ASSOCIATION, out)
    assert KEPT in names(out)


def test_a_ready_submission_is_to_be_printed_and_not_built_again(run: Run, project: Path, out: Path) -> None:
    ran = build(run, project, ASSOCIATION, out)
    assert HAND_IN in ran.err
    assert "evalprep" not in ran.err


def test_one_that_is_not_met_is_to_be_checked_first_and_built_again_last(
    run: Run, tmp_path: Path, out: Path
) -> None:
    ran = build(run, copied(SCHOOL.example, tmp_path), SCHOOL, out, "--zip", "--max-mb", "20")
    steps = ran.err.strip().splitlines()
    assert steps[0].startswith("下一步：evalprep check ")
    assert re.search(r"evalprep build .* --zip --max-mb 20　再生成一次$", steps[-1])
    assert "打印" not in ran.err


@pytest.mark.parametrize(
    "options",
    [("--strict",), ("--zip", "--max-mb", "0.5", "--strict"), ("--only", "没有这份")],
)
def test_a_refused_build_is_told_again_with_all_its_options(
    run: Run, tmp_path: Path, out: Path, options: tuple[str, ...]
) -> None:
    ran = call(run, copied(SCHOOL.example, tmp_path), SCHOOL, out, *options)
    assert ran.code != 0
    told = ran.err.split("再运行　")[1].split()
    assert [word for word in options if word not in told] == []


def test_what_keeps_a_strict_build_back_is_counted(run: Run, tmp_path: Path, out: Path) -> None:
    ran = call(run, copied(SCHOOL.example, tmp_path), SCHOOL, out, "--strict")
    assert "什么也没有写：尚不能申报（5 项不符合）" in ran.err


@pytest.mark.parametrize(
    "wanted", ["基本情况表", "《社会培训评价组织基本情况表》", FORM, f"申报材料/national/{FORM}"]
)
def test_only_takes_a_part_of_a_title_or_the_name_of_a_file(
    run: Run, project: Path, out: Path, wanted: str
) -> None:
    ran = build(run, project, ASSOCIATION, out, "--only", wanted)
    assert FORM in ran.out
    assert names(out) == [FORM, "manifest.json"]


def test_what_was_kept_is_told_as_such_by_the_next_build_too(run: Run, project: Path, out: Path) -> None:
    changed_by_hand(run, project, out)
    (out / "说明.txt").write_text("一", encoding="utf-8")
    told = unwrapped(call(run, project, ASSOCIATION, out).out)
    assert f"以前为您保留的还在：{KEPT}" in told
    foreign = told.split("文件夹里不是 evalprep 做的文件，没有动：")[1].split("\n\n")[0]
    assert foreign.split() == ["·", "说明.txt"]


def test_nothing_is_told_as_kept_where_nothing_was_changed(run: Run, project: Path, out: Path) -> None:
    first = build(run, project, ASSOCIATION, out)
    second = build(run, project, ASSOCIATION, out)
    assert second == first
    assert "保留" not in second.out


@pytest.mark.parametrize(("name", "said"), [("定稿.pdf", False), ("定稿.docx", True)])
def test_a_finished_paper_that_nobody_can_have_signed_is_told(
    run: Run, project: Path, out: Path, name: str, said: bool
) -> None:
    source = "附件/法人登记证书.pdf"
    if said:
        build(run, project, ASSOCIATION, out)
        (project / "附件" / name).write_bytes((out / FORM).read_bytes())
        source = f"附件/{name}"
    path = project / "evalprep.yaml"
    entry = f"attachments:\n  社会培训评价组织基本情况表: [{source}]"
    path.write_text(path.read_text(encoding="utf-8").replace("attachments:", entry, 1), encoding="utf-8")
    told = unwrapped(build(run, project, ASSOCIATION, out).out)
    assert "交的是登记的定稿，没有再填" in told
    assert ("还是 Word、Excel 文件的" in told) is said


def test_after_a_build_the_bare_command_tells_to_build_anew_or_to_verify(run: Run, project: Path) -> None:
    before = run(cwd=project)
    assert run("build", project, "--on", ASSOCIATION.on).code == 0
    after = run(cwd=project)
    assert before.out == after.out
    assert "生成申报材料" in before.err
    assert "资料改过的，再生成一次" in after.err
    assert "evalprep verify 申报材料/national" in after.err
