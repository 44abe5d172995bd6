"""Paths in, projects out."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from evalprep.batch.find import DEPTH, SKIPPED, find_projects, just_below
from evalprep.build.places import DESK, DRAFTS, SUBMISSION
from evalprep.model.batch import Failed

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")


def project(folder: Path) -> Path:
    """A folder with a project file."""
    folder.mkdir(parents=True)
    (folder / "evalprep.yaml").write_text("format: 1\n", encoding="utf-8")
    return folder


def found(*paths: Path) -> list[str]:
    """The names of what is found, those that cannot be looked into with a mark."""
    every = find_projects(paths).found
    return [Path(one.project).name + "!" if isinstance(one, Failed) else one.name for one in every]


def test_projects_come_in_the_order_of_the_paths_and_in_a_folder_by_name(tmp_path: Path) -> None:
    for name in ("乙/b", "乙/a", "甲"):
        project(tmp_path / name)
    assert found(tmp_path / "甲", tmp_path / "乙") == ["甲", "a", "b"]


def test_a_folder_with_a_project_is_not_looked_into(tmp_path: Path) -> None:
    project(project(tmp_path / "甲") / "另一个")
    assert found(tmp_path) == ["甲"]
    assert found(tmp_path / "甲") == ["甲"]


def test_what_build_makes_and_what_is_hidden_is_passed_over(tmp_path: Path) -> None:
    assert {SUBMISSION, DRAFTS, DESK} == SKIPPED
    for name in (*SKIPPED, ".git", "甲"):
        project(tmp_path / name)
    assert found(tmp_path) == ["甲"]


@pytest.mark.parametrize(("depth", "wanted"), [(DEPTH, ["甲"]), (DEPTH + 1, ["all"])])
def test_so_many_folders_are_looked_into_and_no_more(tmp_path: Path, depth: int, wanted: list[str]) -> None:
    project(tmp_path.joinpath("all", *["x"] * (depth - 1), "甲"))
    assert found(tmp_path / "all") == wanted


@pytest.mark.parametrize(
    ("inside", "told"),
    [("甲", 1), (".git", 0), ("申报材料", 0), ("", 0)],
    ids=["deep", "hidden", "made", "none"],
)
def test_folders_that_are_too_deep_are_told_once(tmp_path: Path, inside: str, told: int) -> None:
    project(tmp_path / "all" / "有")
    for last in "yz":
        tmp_path.joinpath("all", *["x"] * (DEPTH - 1), last, inside).mkdir(parents=True)
    search = find_projects([tmp_path / "all"])
    assert [one.name for one in search.found if isinstance(one, Path)] == ["有"]
    remarks = [remark for remark in search.remarks if "只往下找" in remark]
    assert len(remarks) == told
    assert all("这样的有 2 个" in remark for remark in remarks)


def test_a_path_that_leads_to_nothing_stays_so_that_loading_it_says_why(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    assert found(tmp_path / "空", tmp_path / "没有") == ["空", "没有"]


def test_a_project_that_is_given_twice_is_taken_once_and_told(tmp_path: Path) -> None:
    one = project(tmp_path / "甲")
    search = find_projects([one, tmp_path, one / "evalprep.yaml"])
    assert search.found == [one]
    assert len([told for told in search.remarks if "同一个项目" in told]) == 2


@needs_links
def test_a_link_to_another_project_is_the_same_project(tmp_path: Path) -> None:
    project(tmp_path / "甲")
    (tmp_path / "链接").symlink_to(tmp_path / "甲")
    search = find_projects([tmp_path])
    assert [one.name for one in search.found if isinstance(one, Path)] == ["甲"]
    assert [told for told in search.remarks if "链接" in told]


@needs_links
def test_a_link_that_leads_back_up_is_told_once_and_left(tmp_path: Path) -> None:
    project(tmp_path / "组" / "甲")
    (tmp_path / "组" / "上").symlink_to(tmp_path)
    search = find_projects([tmp_path])
    assert search.found == [tmp_path / "组" / "甲"]
    assert len(search.remarks) == 1
    assert "绕回" in search.remarks[0]


@needs_links
def test_a_folder_that_two_links_lead_to_is_looked_into_once(tmp_path: Path) -> None:
    project(tmp_path / "a" / "甲")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    search = find_projects([tmp_path])
    assert search.found == [tmp_path / "a" / "甲"]
    assert "同一个文件夹" in search.remarks[0]


@needs_links
@pytest.mark.parametrize("to", ["自己", "没有"])
def test_a_link_that_leads_nowhere_is_a_failure_and_the_others_go_on(tmp_path: Path, to: str) -> None:
    project(tmp_path / "甲")
    (tmp_path / "自己").symlink_to(tmp_path / to)
    assert found(tmp_path) == ["甲", "自己!"]


def test_a_folder_that_may_not_be_opened_is_a_failure_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path / "甲")
    (tmp_path / "关着").mkdir()
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "关着":
            raise PermissionError(13, "closed")
        return scan(path)

    monkeypatch.setattr("evalprep.batch.find.os.scandir", refuse)
    assert found(tmp_path) == ["关着!", "甲"]


@needs_links
@pytest.mark.parametrize("to", [".", "空的"], ids=["a loop", "an empty folder"])
def test_a_folder_that_holds_nothing_but_links_is_none_of_its_own(tmp_path: Path, to: str) -> None:
    (tmp_path / "各" / "空的").mkdir(parents=True)
    (tmp_path / "各" / "链接").symlink_to(tmp_path / "各" / to)
    project(tmp_path / "甲")
    assert found(tmp_path / "各") == ["各"]
    assert found(tmp_path / "甲", tmp_path / "各") == (["甲", "各"] if to == "." else ["甲"])


@needs_links
def test_a_folder_of_links_to_what_was_found_already_adds_nothing(tmp_path: Path) -> None:
    project(tmp_path / "各" / "甲")
    (tmp_path / "快捷").mkdir()
    (tmp_path / "快捷" / "甲").symlink_to(tmp_path / "各" / "甲")
    assert found(tmp_path / "各", tmp_path / "快捷") == ["甲"]


@needs_links
def test_a_link_that_leads_nowhere_hides_no_project_beside_it(tmp_path: Path) -> None:
    project(tmp_path / "甲")
    project(tmp_path / "申报材料")
    (tmp_path / "文件").write_text("", encoding="utf-8")
    (tmp_path / "自己").symlink_to(tmp_path / "自己")
    assert just_below(tmp_path) == [tmp_path / "甲"]


@needs_links
def test_a_link_that_leads_nowhere_closes_no_folder_that_is_too_deep(tmp_path: Path) -> None:
    project(tmp_path / "all" / "有")
    deep = tmp_path.joinpath("all", *["x"] * DEPTH)
    deep.mkdir(parents=True)
    (deep / "自己").symlink_to(deep / "自己")
    assert found(tmp_path / "all") == ["有"]


@needs_links
@pytest.mark.parametrize(("given", "at"), [("组", "组/上"), (".", "组/里/上")])
def test_a_link_to_any_folder_above_is_a_loop(tmp_path: Path, given: str, at: str) -> None:
    project(tmp_path / "组" / "甲")
    (tmp_path / "组" / "里").mkdir()
    if given == "组":
        # What lies beside the given folder was not asked for.
        project(tmp_path / "旁边")
    (tmp_path / at).symlink_to(tmp_path if given == "组" else tmp_path / "组")
    search = find_projects([tmp_path / given])
    assert search.found == [tmp_path / "组" / "甲"]
    assert [told for told in search.remarks if "绕回了上一级" in told]
    assert not [told for told in search.remarks if "同一个" in told]


@pytest.mark.parametrize(
    ("empty", "told"),
    [
        (["丁/里"], "丁"),
        (["丁", "丙"], "丁、丙"),
        (["丁", "丙", "乙", "戊"], "丁、丙、乙 等 4 个"),
        (["甲/丁"], ""),
    ],
)
def test_folders_just_below_that_hold_no_project_are_named(
    tmp_path: Path, empty: list[str], told: str
) -> None:
    project(tmp_path / "甲" / "单位")
    for name in empty:
        (tmp_path / name).mkdir(parents=True)
    remarks = [remark.replace(f"{tmp_path}/", "") for remark in find_projects([tmp_path]).remarks]
    assert remarks == ([f"没有项目文件（evalprep.yaml）的文件夹，没有算作申报单位：{told}"] if told else [])


def test_one_folder_that_is_too_deep_is_not_counted(tmp_path: Path) -> None:
    project(tmp_path.joinpath("all", *["x"] * DEPTH, "甲"))
    (remark,) = (told for told in find_projects([tmp_path / "all"]).remarks if "只往下找" in told)
    assert "这样的有" not in remark


@pytest.mark.parametrize(
    ("error", "told"), [(PermissionError(13, "no"), "没有权限"), (OSError(5, "gone"), "这个文件夹打不开")]
)
def test_why_a_folder_cannot_be_looked_into_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, told: str
) -> None:
    (tmp_path / "关着").mkdir()
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "关着":
            raise error
        return scan(path)

    monkeypatch.setattr("evalprep.batch.find.os.scandir", refuse)
    (failed,) = find_projects([tmp_path]).found
    assert isinstance(failed, Failed)
    assert told in failed.problems[0].problem
