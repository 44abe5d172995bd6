"""`evalprep diff`: which states are meant, what git cannot give, formats and exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from evalprep.store.text import LIMIT
from tests.cli.conftest import Run
from tests.conftest import EXAMPLE

DAY = ("--on", "2020-06-01")


def git(folder: Path, *arguments: str) -> None:
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    name = ("-c", "user.name=示例", "-c", "user.email=example@example.org", "-c", "init.defaultBranch=main")
    around = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | own
    subprocess.run(["git", *name, "-C", str(folder), *arguments], check=True, capture_output=True, env=around)


def edit(project: Path, *replaced: tuple[str, str]) -> None:
    """Replace texts of a project file."""
    text = project.read_text("utf-8")
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new, 1)
    project.write_text(text, encoding="utf-8")


def remove(project: Path, start: str) -> None:
    """Take lines that begin so out of a project file."""
    lines = project.read_text("utf-8").splitlines(keepends=True)
    project.write_text("".join(line for line in lines if not line.startswith(start)), encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the example committed in the folder 甲."""
    folder = tmp_path / "仓库"
    shutil.copytree(EXAMPLE, folder / "甲", ignore=shutil.ignore_patterns("申报材料", "自查"))
    git(folder.parent, "init", "-q", str(folder))
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "第一版")
    return folder


def test_an_unchanged_project_ends_with_zero(run: Run, repository: Path) -> None:
    ran = run("diff", "甲", "--rev", "HEAD", *DAY, cwd=repository)
    assert ran.code == 0, ran.err
    assert "结论都没有变" in ran.out
    assert "资料没有改动" in ran.out


def test_a_verdict_that_got_worse_ends_with_one(run: Run, repository: Path) -> None:
    remove(repository / "甲" / "evalprep.yaml", "  registration_authority:")
    ran = run("diff", "甲", "--rev", "HEAD", *DAY, cwd=repository)
    assert ran.code == 1, ran.err
    assert "变差" in ran.out
    assert "下一步：evalprep check 甲 -j national --on 2020-06-01" in ran.err


def test_verdicts_that_only_got_better_end_with_four(run: Run, repository: Path) -> None:
    remove(repository / "甲" / "evalprep.yaml", "  registration_authority:")
    ran = run("diff", "甲", "HEAD:甲/evalprep.yaml", *DAY, cwd=repository)
    assert ran.code == 4, ran.err
    assert "变好" in ran.out
    assert "要改的，改现在的项目文件" in ran.err


def test_a_change_that_no_verdict_hangs_on_ends_with_zero(run: Run, repository: Path) -> None:
    edit(repository / "甲" / "evalprep.yaml", ('postcode: "650000"', 'postcode: "650001"'))
    ran = run("diff", "--rev", "HEAD", *DAY, cwd=repository / "甲")
    assert ran.code == 0, ran.err
    assert "650000 → 650001（evalprep.yaml:" in ran.out


def test_it_says_that_files_are_those_of_now(run: Run, repository: Path) -> None:
    assert (
        "附件、推荐机构的资料和自带的条件清单都按现在"
        in run("diff", "--rev", "HEAD", *DAY, cwd=repository / "甲").out
    )


def test_two_files_are_compared_without_git(
    run: Run, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(repository / "甲", tmp_path / "乙")
    remove(tmp_path / "乙" / "evalprep.yaml", "  registration_authority:")
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = run("diff", repository / "甲", tmp_path / "乙" / "evalprep.yaml", *DAY)
    assert ran.code == 1, ran.err
    assert "附件、推荐机构" not in ran.out


def test_a_revision_may_name_a_folder_and_lie_elsewhere_than_here(run: Run, repository: Path) -> None:
    elsewhere = run("diff", f"HEAD:{repository / '甲'}", repository / "甲", *DAY, cwd=repository.parent)
    assert elsewhere.code == 0, elsewhere.err


@pytest.mark.parametrize("arguments", [("HEAD:甲/evalprep.yaml", "乙"), ("HEAD:甲", "HEAD~1:甲")])
def test_a_folder_that_was_renamed_keeps_its_papers(
    run: Run, repository: Path, arguments: tuple[str, str]
) -> None:
    git(repository, "commit", "-q", "--allow-empty", "-m", "第二版")
    (repository / "甲").rename(repository / "乙")
    ran = run("diff", *arguments, "--format", "json", *DAY, cwd=repository)
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert found["before"]["name"] == "HEAD:甲/evalprep.yaml"
    assert (found["fields"], found["targets"][0]["warnings"]) == ([], {"came": [], "went": []})


@pytest.mark.parametrize(
    "name", ["-甲.yaml", "--output=x.yaml", ":(top)甲.yaml", "*.yaml", " 甲 乙.yaml", ".甲.yaml"]
)
def test_a_file_of_any_name_is_read_from_git(run: Run, repository: Path, name: str) -> None:
    shutil.copy(repository / "甲" / "evalprep.yaml", repository / name)
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "第二版")
    edit(repository / name, ('postcode: "650000"', 'postcode: "650001"'))
    ran = run("diff", f"HEAD:{name}", f"./{name}", *DAY, cwd=repository)
    assert ran.code == 0, ran.err
    assert "650000 → 650001" in ran.out
    assert not (repository / "x.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("甲", "--rev", "没有的分支"), "没有修订「没有的分支」"),
        (("甲", "--rev=--output=x"), "没有修订「--output=x」"),
        (("甲", "--rev", ""), "没有修订「」"),
        (("HEAD:乙/evalprep.yaml", "甲"), "HEAD 里没有这个文件（仓库里的路径 乙/evalprep.yaml）"),
        (("HEAD:甲/附件/信用报告.pdf", "甲"), "不是文本文件"),
        (("HEAD:链接.yaml", "甲"), "是链接或子模块"),
        (("HEAD:大.yaml", "甲"), "文件太大"),
        (("HEAD:坏.yaml", "甲"), "HEAD:坏.yaml:2:1：项目文件里没有「organisation」这一项"),
        (("HEAD:../../evalprep.yaml", "甲"), "不在 git 仓库里"),
    ],
)
def test_what_git_cannot_give_is_told_plainly(
    run: Run, repository: Path, arguments: tuple[str, ...], told: str
) -> None:
    (repository / "链接.yaml").symlink_to("甲/evalprep.yaml")
    (repository / "大.yaml").write_bytes(b"#" * (LIMIT + 1))
    (repository / "坏.yaml").write_text("format: 1\norganisation: {}\n", encoding="utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "第二版")
    (repository / "链接.yaml").unlink()
    ran = run("diff", *arguments, *DAY, cwd=repository)
    assert ran.code == 3, ran.err
    assert told in ran.err
    assert "怎么办" in ran.err
    assert ran.out == ""
    assert not (repository / "x").exists()


def test_a_missing_git_is_told_plainly(run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository / "甲"))
    ran = run("diff", "甲", "--rev", "HEAD", *DAY, cwd=repository)
    assert ran.code == 3
    assert "没有装 git" in ran.err


def test_a_folder_outside_any_repository_is_told_plainly(run: Run, example: Path) -> None:
    ran = run("diff", "--rev", "HEAD", *DAY, cwd=example)
    assert ran.code == 3
    assert "不在 git 仓库里" in ran.err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GIT_DIR", ".git"),
        ("GIT_COMMON_DIR", ".git"),
        ("GIT_OBJECT_DIRECTORY", ".git/objects"),
        ("GIT_ICASE_PATHSPECS", "1"),
        ("GIT_GLOB_PATHSPECS", "1"),
    ],
)
def test_what_a_hook_sets_does_not_lead_astray(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert run("diff", "--rev", "HEAD", *DAY, cwd=repository / "甲").code == 0


def test_a_program_that_the_repository_names_is_not_run(run: Run, repository: Path) -> None:
    (repository / ".gitattributes").write_text("*.yaml diff=示例 filter=示例\n", encoding="utf-8")
    git(repository, "config", "diff.示例.textconv", f"touch {repository / 'ran'}; cat")
    git(repository, "config", "filter.示例.smudge", f"touch {repository / 'ran'}; cat")
    assert run("diff", "--rev", "HEAD", *DAY, cwd=repository / "甲").code == 0
    assert not (repository / "ran").exists()


def test_a_program_called_git_in_the_folder_is_not_run(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = repository / "git"
    program.write_text(f"#!/bin/sh\ntouch {repository / 'ran'}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", ".")
    ran = run("diff", "甲", "--rev", "HEAD", *DAY, cwd=repository)
    assert ran.code == 3
    assert "不运行它" in ran.err
    assert not (repository / "ran").exists()


def test_a_fetch_that_the_repository_names_is_not_run(run: Run, repository: Path, tmp_path: Path) -> None:
    edit(repository / "甲" / "evalprep.yaml", ('postcode: "650000"', 'postcode: "650001"'))
    git(repository, "commit", "-q", "-a", "-m", "第二版")
    git(repository, "config", "uploadpack.allowFilter", "true")
    address = repository.as_uri()
    git(tmp_path, "clone", "-q", "--filter=blob:none", address, "部分")
    program = tmp_path / "取"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path / 'ran'}\n", encoding="utf-8")
    program.chmod(0o755)
    git(tmp_path / "部分", "config", "remote.origin.uploadpack", str(program))
    ran = run("diff", "甲", "--rev", "HEAD~1", *DAY, cwd=tmp_path / "部分")
    assert ran.code == 3
    assert "还没有从远处的仓库取来" in ran.err
    assert not (tmp_path / "ran").exists()


def test_a_shallow_clone_is_told_how_to_get_the_rest(run: Run, repository: Path, tmp_path: Path) -> None:
    git(repository, "commit", "-q", "--allow-empty", "-m", "第二版")
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), "浅")
    ran = run("diff", "甲", "--rev", "HEAD~1", *DAY, cwd=tmp_path / "浅")
    assert ran.code == 3
    assert "没有修订「HEAD~1」：这里只取了最近的提交" in ran.err
    assert "fetch-depth: 0" in ran.err
    assert "只取了" not in run("diff", "甲", "--rev", "没有", *DAY, cwd=repository).err


def test_a_folder_whose_name_ends_in_blanks_is_found(run: Run, repository: Path) -> None:
    folder = repository / " 甲 "
    (repository / "甲").rename(folder)
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "第二版")
    assert run("diff", "--rev", "HEAD", *DAY, cwd=folder).code == 0


def test_a_linked_worktree_is_a_repository_too(run: Run, repository: Path, tmp_path: Path) -> None:
    git(repository, "worktree", "add", "-q", "--detach", str(tmp_path / "另一处"))
    assert run("diff", "甲", "--rev", "HEAD", *DAY, cwd=tmp_path / "另一处").code == 0


def test_a_bare_repository_is_told_plainly(run: Run, repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(repository), "裸")
    ran = run("diff", "HEAD:甲", "HEAD:甲", *DAY, cwd=tmp_path / "裸")
    assert ran.code == 3
    assert "没有取出来的文件" in ran.err


def test_a_repository_of_another_user_is_not_opened(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    ran = run("diff", "甲", "--rev", "HEAD", *DAY, cwd=repository)
    assert ran.code == 3
    assert "属于另一个用户" in ran.err
    assert "safe.directory" in ran.err


def test_a_repository_that_git_refuses_is_told_in_its_words(run: Run, repository: Path) -> None:
    (repository / ".git" / "config").write_text("[坏", encoding="utf-8")
    ran = run("diff", "甲", "--rev", "HEAD", *DAY, cwd=repository)
    assert ran.code == 3
    assert "git 打不开这里的仓库（fatal: bad config" in ran.err


def test_a_pointer_of_large_file_storage_is_no_project(run: Run, repository: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    (repository / "乙.yaml").write_text(pointer, encoding="utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "第二版")
    ran = run("diff", "HEAD:乙.yaml", "甲", *DAY, cwd=repository)
    assert ran.code == 3
    assert "git LFS 的指针" in ran.err


def test_both_broken_states_are_told_at_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("format: 2\n", encoding="utf-8")
    ran = run("diff", "a.yaml", "b.yaml", *DAY)
    assert ran.code == 3
    assert "a.yaml:1:1" in ran.err
    assert "b.yaml：找不到" in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "要写两个"),
        (("甲",), "要写两个：原来的和现在的，这里写了 1 个"),
        (("甲", "乙", "丙"), "这里写了 3 个"),
        (("甲", "乙", "--rev", "HEAD"), "只能写一个 PATH"),
        (("甲", "--rev", "HEAD", "--format", "sarif"), "diff 没有「sarif」这种格式"),
        (("甲", "--rev", "HEAD", "-o", "前后.xlsx"), "diff 不会写「.xlsx」这种文件"),
        (("甲", "--rev", "HEAD", "--format", "json", "-o", "前后.md"), "写进去的却是 json"),
        (("甲", "--rev", "HEAD", "-j", "all"), "-j all"),
    ],
)
def test_a_wrong_call_is_told(run: Run, repository: Path, arguments: tuple[str, ...], told: str) -> None:
    ran = run("diff", *arguments, *DAY, cwd=repository)
    assert ran.code == 2, ran.err
    assert told in ran.err


def test_targets_that_are_gone_are_those_of_before(run: Run, repository: Path) -> None:
    remove(repository / "甲" / "evalprep.yaml", "targets:")
    ran = run("diff", "甲", "--rev", "HEAD", *DAY, cwd=repository)
    assert ran.code == 0, ran.err
    assert "（national）" in ran.out


def test_the_checklists_are_those_beside_what_is_there_now(run: Run, repository: Path) -> None:
    shutil.copytree(repository / "甲", repository / "乙")
    own = repository / "乙" / "checklists" / "national"
    own.mkdir(parents=True)
    (own / "坏.yaml").write_text("notice: {}\n", encoding="utf-8")
    assert run("diff", "乙", "甲", *DAY, cwd=repository).code == 0
    assert run("diff", "甲", "乙", *DAY, cwd=repository).code == 3


def test_the_result_goes_into_a_file_by_its_name(run: Run, repository: Path) -> None:
    ran = run("diff", "甲", "--rev", "HEAD", *DAY, "-o", "前后.md", cwd=repository)
    assert ran.code == 0
    assert (repository / "前后.md").read_text("utf-8").startswith("# 申报条件自查：前后比较\n")
    assert ran.out == ""


def test_a_text_may_have_any_name_that_is_asked_for(run: Run, repository: Path) -> None:
    for name, options in (("前后.txt", ()), ("前后", ()), ("前后.log", ("--format", "text"))):
        assert run("diff", "甲", "--rev", "HEAD", *DAY, "-o", name, *options, cwd=repository).code == 0
        assert (repository / name).read_text("utf-8").startswith("原来：HEAD:甲")


def test_a_result_does_not_go_over_a_project_file(run: Run, repository: Path) -> None:
    before = (repository / "甲" / "evalprep.yaml").read_bytes()
    ran = run(
        "diff", "甲", "--rev", "HEAD", *DAY, "--format", "text", "-o", "甲/evalprep.yaml", cwd=repository
    )
    assert ran.code == 3
    assert (repository / "甲" / "evalprep.yaml").read_bytes() == before


def test_the_schema_of_the_json_is_to_be_had(run: Run, repository: Path) -> None:
    schema = json.loads(run("schema", "diff").out)
    found = json.loads(run("diff", "甲", "--rev", "HEAD", "--format", "json", *DAY, cwd=repository).out)
    Draft202012Validator(schema).validate(found)
    assert found["before"]["revision"]


def test_quiet_says_nothing_on_stderr(run: Run, repository: Path) -> None:
    assert run("diff", "甲", "--rev", "HEAD", *DAY, "-q", cwd=repository).err == ""
