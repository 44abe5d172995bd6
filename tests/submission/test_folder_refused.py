"""Folders that are not exchanged: what is found before anything is written, and how it is told."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest

from evalprep.errors import InputError, OutputError, Problem
from evalprep.submission.folder import MANIFEST, place
from tests.submission.folders import (
    AFTER,
    FORM,
    NEXT,
    mixed,
    paper,
    papers_in,
    put,
    tree,
)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the papers of a first build."""
    put(tmp_path / "申报材料" / "out")
    return tmp_path / "申报材料" / "out"


# What is not ours


FOREIGN = {
    "a file": lambda folder: (folder / "我的.txt").write_bytes(b"mine"),
    "an empty folder": lambda folder: (folder / "sub").mkdir(),
    "another manifest": lambda folder: (folder / MANIFEST).write_text('{"name": "my web app"}'),
    "a broken manifest": lambda folder: (folder / MANIFEST).write_bytes(b"\xff["),
    "a list for a manifest": lambda folder: (folder / MANIFEST).write_text("[]"),
}


@pytest.mark.parametrize("fill", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_folder_with_other_things_is_refused_and_left(
    tmp_path: Path, fill: Callable[[Path], object]
) -> None:
    fill(tmp_path)
    before = tree(tmp_path)
    with pytest.raises(OutputError, match=r"这个文件夹里有别的文件.*\n.*用 -o 换一个空文件夹") as refused:
        put(tmp_path)
    assert [problem.code for problem in refused.value.problems] == ["folder_in_use"]
    assert tree(tmp_path) == before


def test_what_a_system_puts_into_an_empty_folder_does_not_count(tmp_path: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "desktop.ini"):
        (tmp_path / name).write_bytes(b"x")
    put(tmp_path)
    assert (tmp_path / FORM).exists()


def test_a_folder_of_evidence_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "附件").mkdir()
    (tmp_path / "附件" / "a.pdf").write_bytes(b"scan")
    with pytest.raises(OutputError, match=r"证明材料（a\.pdf）"):
        put(tmp_path / "附件", named=(tmp_path / "附件" / "a.pdf",))
    assert tree(tmp_path) == {"附件": None, "附件/a.pdf": b"scan"}


@pytest.mark.parametrize(
    ("evidence", "target", "is_refused"),
    [
        ("项目/附件/a.pdf", "项目/附件/out", True),
        ("项目/附件/a.pdf", "项目/申报材料/out", False),
        ("项目/a.pdf", "项目/申报材料/out", False),
        ("a.pdf", "项目/申报材料/out", False),
        ("项目/附件/没有.pdf", "项目/附件/out", False),
    ],
)
def test_a_folder_within_one_of_evidence_is_refused_unless_the_project_is_there(
    tmp_path: Path, evidence: str, target: str, is_refused: bool
) -> None:
    (tmp_path / "项目" / "附件").mkdir(parents=True)
    if "没有" not in evidence:
        (tmp_path / evidence).write_bytes(b"scan")
    try:
        place(tmp_path / target, [paper(b"x")], {}, [tmp_path / evidence], project=tmp_path / "项目")
    except OutputError as refused:
        assert [one.code for one in refused.problems] == ["evidence_folder"]
    assert (tmp_path / target).exists() is not is_refused


def test_the_root_of_a_disk_is_refused(monkeypatch: pytest.MonkeyPatch, out: Path) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda _: True)
    with pytest.raises(OutputError, match="磁盘或网络盘本身"):
        put(out)


@pytest.mark.parametrize("lock", ["~$-表.docx", ".~lock.01-表.docx#", "02-证/~$-表.docx"])
def test_a_file_that_is_open_in_an_office_at_any_depth_is_told(out: Path, lock: str) -> None:
    (out / "02-证").mkdir()
    (out / lock).write_bytes(b"")
    with pytest.raises(OutputError, match=r"正在打开：.*-表\.docx"):
        put(out, b"second")
    assert (out / FORM).read_bytes() == b"first"


@pytest.mark.parametrize(
    ("lock", "told"),
    [
        ("~$-表.docx", FORM),
        ("~$新建.docx", "新建.docx"),
        ("~$-表-长名.docx", "-表-长名.docx"),
        (".~lock.01-表.docx#", "01-表.docx"),
    ],
)
def test_an_open_file_is_told_by_its_own_name_not_that_of_its_lock(out: Path, lock: str, told: str) -> None:
    """Word writes its mark over the first two characters of a name that is long enough."""
    (out / lock).write_bytes(b"")
    with pytest.raises(OutputError) as error:
        put(out, b"second")
    assert error.value.problems[0].problem == f"文件夹里有文件正在打开：{told}"


Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(("free", "is_refused"), [(1_000_000, True), (6_000_000, False)])
def test_a_disk_with_too_little_room_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, is_refused: bool
) -> None:
    (tmp_path / "a.pdf").write_bytes(bytes(3_000_000))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(9_000_000, 0, free))
    if is_refused:
        monkeypatch.setattr("evalprep.submission.swap.Swap.begin", _never)
    try:
        place(tmp_path / "out", [paper(tmp_path / "a.pdf"), paper(bytes(1_000_000), "02-表.docx")], {})
    except OutputError as refused:
        assert re.search(r"磁盘空间不够：要 5\.1 MB，只剩 1\.0 MB", str(refused))
    assert (tmp_path / "out").exists() is not is_refused


def _never(*_: object) -> None:
    raise AssertionError("something is written")


def test_a_file_to_be_copied_that_is_gone_is_told_by_name(out: Path) -> None:
    with pytest.raises(OutputError, match=r"没有\.pdf：找不到这个文件"):
        place(out, [paper(b"second"), paper(out.parent / "没有.pdf", "02-证.pdf")], {})
    assert papers_in(out) == {FORM: b"first"}


# What is said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, "没有写入权限"),
        (errno.EPERM, "没有写入权限"),
        (errno.EBUSY, "正被别的程序使用"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.EDQUOT, "磁盘已满"),
        (errno.EROFS, "磁盘是只读的"),
        (errno.ENAMETOOLONG, "太长"),
        (errno.ELOOP, "链接"),
        (errno.EEXIST, "同名文件"),
        (errno.ENOTDIR, "不是文件夹"),
        (errno.ENOENT, "找不到这个位置"),
        (errno.EINVAL, "不能用的字符"),
        (errno.EIO, "写不进去，系统错误号 5"),
    ],
)
def test_a_refusal_of_the_system_is_told_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("evalprep.submission.swap.Swap.begin", refuse)
    with pytest.raises(OutputError) as refused:
        put(tmp_path / "out")
    problem = refused.value.problems[0]
    assert said in problem.problem
    assert not re.search(r"[A-Za-z]{2,}", problem.problem + problem.remedy)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("y" * 300, "太长"),
        ("loop", "链接"),
        ("loop/out", "链接"),
        ("file/out", "不是文件夹"),
        ("file", "不是文件夹"),
        ("a\0b", "不能用的字符"),
    ],
)
def test_a_path_that_can_be_no_folder_is_told(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(OutputError, match=said):
        put(tmp_path / name)
    assert tree(tmp_path) == {"loop": "loop", "file": b"mine"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_locked_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(OutputError, match="没有写入权限"):
        put(tmp_path / "locked" / "out")


def test_copies_of_a_folder_are_ours_too(out: Path) -> None:
    shutil.copytree(out, out.parent / "copy")
    put(out.parent / "copy", b"second")
    assert (out.parent / "copy" / FORM).read_bytes() == b"second"


# What is held against the rules before it counts


def test_a_check_sees_the_whole_folder_and_may_refuse_it(tmp_path: Path) -> None:
    mixed(tmp_path)
    before, seen = tree(tmp_path), dict[str, bytes | str | None]()

    def refuse(new: Path) -> None:
        seen.update(tree(new))
        raise InputError(Problem("unreadable", "打不开", "重新生成"))

    with pytest.raises(InputError, match="打不开"):
        place(tmp_path, NEXT, {}, check=refuse)
    assert (seen, tree(tmp_path)) == (AFTER, before)


@pytest.mark.parametrize(
    "name", ["../a", "/a", "a/../../b", "a\\..\\b", "C:/a", "C:a", "a//b", "", ".", MANIFEST, "a/./b", "a\0"]
)
def test_a_name_that_leads_out_of_the_folder_is_a_fault_of_ours(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name of a file"):
        place(tmp_path / "out", [paper(b"x", name)], {})
    assert tree(tmp_path) == {}


@pytest.mark.parametrize("names", [("a.docx", "A.docx"), ("a", "a/b")])
def test_papers_of_the_same_name_are_a_fault_of_ours(tmp_path: Path, names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="same name"):
        place(tmp_path / "out", [paper(b"x", name) for name in names], {})


def test_a_paper_that_is_not_asked_for_is_a_fault_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="made anew"):
        place(tmp_path / "out", [paper(b"x")], {}, only=["02-表.docx"])


def test_a_file_saved_meanwhile_is_not_lost(out: Path) -> None:
    def save(_: Path) -> None:
        (out / "新的.docx").write_bytes(b"mine")

    with pytest.raises(OutputError, match="有文件被改动了"):
        place(out, [paper(b"second")], {}, check=save)
    assert papers_in(out) == {FORM: b"first", "新的.docx": b"mine"}
