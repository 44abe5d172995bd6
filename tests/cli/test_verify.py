"""`evalprep verify`: what a person reads, what to do next, and the exit codes."""

from __future__ import annotations

import hashlib
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from evalprep.cli.targets import Call
from evalprep.cli.verify import verify_folders
from evalprep.submission.folder import place
from evalprep.submission.paper import Paper
from tests.cli.builds import SCHOOL, build, copied
from tests.cli.conftest import Run
from tests.submission import hand_changes as hand
from tests.submission.made_papers import example as project
from tests.submission.made_papers import make

FORM, LIST = "01-社会培训评价组织基本情况表.docx", "02-资料名册.xlsx"


@pytest.fixture
def folder(example: Path, tmp_path: Path) -> Path:
    """A small submission below a project's folder."""
    made = tmp_path / "made"
    files = make(project("national-association"), ["national/basic-information", "general/registers"], made)
    papers = [Paper(one.name, (made / one.name).read_bytes(), one.form, kind=one.kind) for one in files]
    target = example / "申报材料" / "national"
    place(target, papers, {"jurisdiction": "national", "track": None, "ready": True})
    return target


def test_a_whole_folder_gives_0_and_is_to_be_printed(run: Run, folder: Path) -> None:
    ran = run("verify", folder)
    assert ran.code == 0, ran
    assert "逐项核对了 3 份材料的内容。" in ran.out and "都对得上" in ran.out
    assert "下一步：打印" in ran.err


def test_a_contradiction_gives_1_with_its_places_and_what_to_do(run: Run, folder: Path) -> None:
    hand.in_word(folder / FORM, "五级至二级", "五级至一级")
    ran = run("verify", folder)
    assert ran.code == 1
    told = "".join(ran.out.split())
    assert f"1.职业电工（6-31-01-03）：评价等级范围《{FORM.removesuffix('.docx')}》" in told
    assert "第1行「评价等级范围」五级至一级" in told and "工作表「申报职业」第3行「等级」五级至二级" in told
    assert f"先看生成以后改过的：{FORM}" in ran.err
    assert "-j national　再生成一次" in ran.err and "再核对一次" in ran.err


def test_a_missing_file_gives_1(run: Run, folder: Path) -> None:
    (folder / LIST).unlink()
    ran = run("verify", folder)
    assert ran.code == 1
    assert "缺少的文件 1 个" in ran.out


def test_a_change_without_a_contradiction_gives_4(run: Run, folder: Path) -> None:
    hand.in_word(folder / FORM, "18600", "18700")
    (folder / "说明.txt").write_text("说明", encoding="utf-8")
    ran = run("verify", folder)
    assert ran.code == 4
    assert "生成以后改过的文件 1 个" in ran.out and "另外放进来的文件 1 个" in ran.out


def test_a_paper_that_cannot_be_read_gives_3_and_names_it(run: Run, folder: Path) -> None:
    (folder / FORM).write_bytes(b"damaged")
    ran = run("verify", folder)
    assert ran.code == 3
    assert f"× {FORM}：" in ran.out and "没有核对完" in ran.out
    assert FORM in ran.err


def test_a_folder_that_is_none_gives_3_and_the_others_go_on(run: Run, folder: Path, tmp_path: Path) -> None:
    ran = run("verify", tmp_path / "made", folder.parent)
    assert ran.code == 3
    assert "manifest.json" in ran.err and str(folder) in ran.out


def test_quiet_tells_no_next_step(run: Run, folder: Path) -> None:
    ran = run("verify", folder, "--quiet")
    assert (ran.code, ran.err) == (0, "")


def test_the_projects_folder_or_a_file_means_the_submission(run: Run, folder: Path, example: Path) -> None:
    whole = run("verify", folder)
    for meant in (example, folder.parent, folder / FORM):
        assert run("verify", meant) == whole


def test_without_a_folder_it_is_the_project_of_this_one(
    folder: Path, example: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(example)
    assert verify_folders(None, Call(date(2020, 6, 1)), quiet=True) == [0]
    assert "申报材料：申报材料/national" in capsys.readouterr().out


def test_a_project_without_a_submission_is_told_to_build(run: Run, example: Path) -> None:
    ran = run("verify", example)
    assert ran.code == 3
    assert "还没有生成过申报材料" in ran.err
    assert "evalprep build" in ran.err


@pytest.mark.parametrize("kind", ["draft", "", "pdf", "zip"])
def test_what_is_not_handed_in_is_not_called_the_submission(run: Run, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "national"
    place(target, [Paper("一份.pdf", b"one", kind=kind)], {"jurisdiction": "national", "ready": True})
    ran = run("verify", target)
    assert ran.code == 0
    assert ran.out.startswith("文件夹：")
    assert "逐项核对" not in ran.out
    assert "对得上" not in ran.out


@pytest.mark.parametrize(("word", "option"), [("PDF", "--pdf"), ("压缩包", "--zip")])
def test_what_is_of_an_earlier_submission_gives_4_with_how_to_make_it_again(
    run: Run, folder: Path, word: str, option: str
) -> None:
    beside = folder.with_name(f"national-{word}")
    kind = option.removeprefix("--")
    place(beside, [Paper("全部材料", b"one", kind=kind)], {"jurisdiction": "national", "of": "before"})
    ran = run("verify", folder.parent)
    assert ran.code == 4
    assert "用以前的申报材料做的" in ran.out
    assert f"-j national {option}　" in ran.err.replace("\n　　　　", "　")
    of_now = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
    place(beside, [Paper("全部材料", b"one", kind=kind)], {"jurisdiction": "national", "of": of_now})
    assert run("verify", folder.parent).code == 0


def test_a_changed_draft_is_not_to_be_printed(run: Run, folder: Path) -> None:
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    (folder / "manifest.json").write_text(text.replace('"ready": true', '"ready": false'), encoding="utf-8")
    hand.in_word(folder / FORM, "18600", "18700")
    ran = run("verify", folder)
    assert ran.code == 4
    assert "还不能交" in "".join(ran.out.split())
    assert "打印" not in ran.err
    assert "evalprep check" in ran.err


def test_a_changed_paper_is_marked_among_those_that_disagree(run: Run, folder: Path) -> None:
    hand.in_word(folder / FORM, "五级至二级", "五级至一级")
    told = "".join(run("verify", folder).out.split())
    assert f"《{FORM.removesuffix('.docx')}》（生成以后改过）" in told
    assert "《02-资料名册》（生成以后改过）" not in told


def test_what_was_kept_beside_a_paper_is_to_be_compared_and_moved_away(run: Run, folder: Path) -> None:
    kept = FORM.replace(".docx", "（手工修改）.docx")
    (folder / kept).write_bytes((folder / FORM).read_bytes())
    hand.in_word(folder / kept, "五级至二级", "五级至一级")
    ran = run("verify", folder)
    assert ran.code == 1
    assert f"对照：{kept}" in ran.err.replace("\n　　　　", "")
    assert "移走" in ran.err


def test_one_folder_that_is_not_well_keeps_all_from_the_printer(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    ran = run("verify", folder, tmp_path / "没有")
    assert ran.code == 3
    assert "打印" not in ran.err


LONG = "长" * 300


@pytest.mark.parametrize("name", [LONG, f"{LONG}/national"])
def test_a_path_that_is_too_long_is_told_and_keeps_no_other(run: Run, folder: Path, name: str) -> None:
    ran = run("verify", name, folder)
    assert (ran.code, "路径太长" in ran.err, "都对得上" in ran.out) == (3, True, True)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_an_applicant_whose_folder_cannot_be_opened_is_told(run: Run, folder: Path) -> None:
    above = folder.parents[2]
    (above / "打不开").symlink_to(above / "没有")
    ran = run("verify", above)
    assert (ran.code, "× 打不开：" in ran.err.replace(f"{above}/", "")) == (3, True), ran.err
    assert "都对得上" in ran.out


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_folder_of_papers_is_not_searched_for_applicants(run: Run, folder: Path, example: Path) -> None:
    (folder / "自己").symlink_to(folder / "自己")
    assert "逐项核对了 3 份材料" in run("verify", folder).out
    # The papers were copied elsewhere, without the project.
    alone = example.parent / "只有材料"
    shutil.copytree(folder.parent, alone / "申报材料", symlinks=True)
    assert "逐项核对了 3 份材料" in run("verify", alone).out


@pytest.mark.parametrize("has_pdf", [True, False])
def test_papers_are_made_again_with_what_lies_beside_them(run: Run, folder: Path, has_pdf: bool) -> None:
    if has_pdf:
        of_now = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
        papers = [Paper("全部材料", b"one", kind="pdf")]
        place(folder.with_name("national-PDF"), papers, {"jurisdiction": "national", "of": of_now})
    hand.in_word(folder / FORM, "18600", "18700")
    again = "PDF 和压缩包里还是改以前的：改动写进项目资料，加上 --pdf 再生成一次" in run("verify", folder).err
    assert again == ("PDF 和压缩包里" in run("verify", folder).err)
    hand.in_word(folder / FORM, "五级至二级", "五级至一级")
    build = "-j national --pdf　再生成一次" in run("verify", folder).err.replace("\n　　　　  ", "　")
    assert (again, build) == (has_pdf, has_pdf)


@pytest.mark.parametrize(("many", "told", "more"), [(9, 9, 0), (10, 8, 1)])
def test_more_steps_than_anybody_reads_are_counted(
    run: Run, tmp_path: Path, many: int, told: int, more: int
) -> None:
    ran = run("verify", *(f"没有{number}" for number in range(many)))
    assert ran.err.count("再运行　evalprep verify") == told
    assert ran.err.count("其余 2 项，照上面各个文件夹的结论做") == more


def test_of_many_those_that_must_not_be_handed_in_are_named_at_the_end_and_come_first(
    run: Run, tmp_path: Path
) -> None:
    for name in "ab":
        copied(SCHOOL.example, tmp_path / "各" / name)
        build(run, tmp_path / "各" / name / SCHOOL.example, SCHOOL, tmp_path / "材料" / name)
    whole, holed = tmp_path / "材料" / "a", tmp_path / "材料" / "b"
    next(holed.glob("*.docx")).unlink()
    ran = run("verify", whole, holed)
    assert ran.code == 1
    assert f"不能交的 1 个（共 2 个）：\n× {holed}：少了文件\n" in ran.err
    assert ran.err.index("再核对一次") < ran.err.index("看还缺什么")
