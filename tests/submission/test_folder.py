"""The folder of papers: what is exchanged, what is never touched, and what an accident leaves behind."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from evalprep.errors import OutputError
from evalprep.submission.folder import MANIFEST, Paper, Placed, place

FORM, KEPT, BESIDE = "01-表.docx", "01-表（手工修改）.docx", "01-表（新填写）.docx"


def paper(content: bytes, name: str = FORM) -> Paper:
    return Paper(name, content, "demo/form", ("T-1",), ("organization.name",))


def put(folder: Path, content: bytes = b"first", *, named: tuple[Path, ...] = ()) -> Placed:
    return place(folder, [paper(content)], {"notice": "示例〔2020〕1号"}, named)


def tree(folder: Path) -> dict[str, bytes | str | None]:
    """Everything in a folder: a file's bytes, a link's target, None for a folder."""

    def content(path: Path) -> bytes | str | None:
        if path.is_symlink():
            return str(path.readlink())
        return None if path.is_dir() else path.read_bytes()

    return {path.relative_to(folder).as_posix(): content(path) for path in folder.rglob("*")}


def papers_in(folder: Path) -> dict[str, bytes | str | None]:
    return {name: content for name, content in tree(folder).items() if name != MANIFEST}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the papers of a first build."""
    put(tmp_path / "申报材料" / "out")
    return tmp_path / "申报材料" / "out"


# What is written


def test_a_missing_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    placed = put(tmp_path / "a" / "b" / "out")
    assert placed == Placed(tmp_path / "a" / "b" / "out", (), (FORM,))
    assert papers_in(placed.folder) == {FORM: b"first"}


def test_the_manifest_holds_the_hash_of_what_lies_there(out: Path) -> None:
    manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    told = {"sha256": hashlib.sha256((out / FORM).read_bytes()).hexdigest(), "form": "demo/form"}
    assert manifest["format"] == "evalprep.manifest/1"
    assert manifest["files"] == [{"name": FORM, **told, "serves": ["T-1"], "fields": ["organization.name"]}]


def test_an_unchanged_paper_is_replaced_and_nothing_kept(out: Path) -> None:
    assert put(out, b"second").kept == ()
    assert papers_in(out) == {FORM: b"second"}


def test_a_new_folder_honours_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        put(tmp_path / "out")
    finally:
        os.umask(old)
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o750
    assert (tmp_path / "out" / FORM).stat().st_mode & 0o777 == 0o640


def test_a_folder_and_a_paper_keep_their_permissions(out: Path) -> None:
    out.chmod(0o700)
    for name in (FORM, MANIFEST):
        (out / name).chmod(0o600)
    before = out.stat().st_ino
    put(out, b"second")
    assert (out.stat().st_mode & 0o777, out.stat().st_ino) == (0o700, before)
    assert [(out / name).stat().st_mode & 0o777 for name in (FORM, MANIFEST)] == [0o600, 0o600]


def test_a_paper_that_is_made_no_more_goes(out: Path) -> None:
    place(out, [paper(b"other", "01-别的表.docx")], {})
    assert papers_in(out) == {"01-别的表.docx": b"other"}


def test_a_paper_that_is_made_no_more_stays_when_a_person_changed_it(out: Path) -> None:
    (out / FORM).write_bytes(b"by hand")
    place(out, [paper(b"other", "01-别的表.docx")], {})
    assert papers_in(out) == {"01-别的表.docx": b"other", FORM: b"by hand"}


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "link").symlink_to("share")
    put(tmp_path / "link")
    assert (tmp_path / "link").readlink() == Path("share")
    assert papers_in(tmp_path / "share") == {FORM: b"first"}


def test_the_folder_where_one_stands_can_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for content in (b"first", b"second"):
        put(Path(), content)
    assert sorted(path.name for path in Path().iterdir()) == [FORM, MANIFEST]


# What is a person's


def test_everything_a_person_put_there_stays_as_it_is(out: Path) -> None:
    (out / "空的").mkdir()
    (out / "里面").mkdir(mode=0o700)
    (out / "里面" / "a.txt").write_bytes(b"a")
    (out / "链接").symlink_to("里面")
    (out / "断了的链接").symlink_to("没有")
    before = tree(out)
    mode = (out / "里面").stat().st_mode
    put(out, b"first")
    assert tree(out) == before
    assert (out / "里面").stat().st_mode == mode


def test_a_paper_changed_by_hand_gets_a_name_beside_the_new_one(out: Path) -> None:
    (out / FORM).write_bytes(b"by hand")
    assert put(out, b"second") == Placed(out, (KEPT,), (FORM,))
    assert papers_in(out) == {FORM: b"second", KEPT: b"by hand"}


@pytest.mark.parametrize("kind", ["link", "broken link", "folder"])
def test_what_stands_in_a_papers_place_and_is_no_file_is_kept(out: Path, kind: str) -> None:
    (out / FORM).unlink()
    (out / "原件.docx").write_bytes(b"first")
    if kind == "folder":
        (out / FORM).mkdir()
    else:
        (out / FORM).symlink_to("原件.docx" if kind == "link" else "没有")
    before = tree(out)[FORM]
    assert put(out, b"second").kept == (KEPT,)
    assert (tree(out)[FORM], tree(out)[KEPT]) == (b"second", before)


def draft(folder: Path, content: bytes, name: str = FORM) -> Placed:
    return place(folder, [Paper(name, content, "demo/draft", (), (), draft=True)], {})


def test_a_first_draft_that_a_person_has_begun_is_theirs_through_further_builds(out: Path) -> None:
    assert draft(out, b"skeleton").begun == ()
    assert draft(out, b"fresh skeleton").begun == ()
    (out / FORM).write_bytes(b"written by hand")
    for content in (b"another skeleton", b"and one more"):
        placed = draft(out, content)
        assert (placed.begun, placed.kept, placed.names) == ((FORM,), (), (FORM,))
        assert papers_in(out) == {FORM: b"written by hand"}


def test_a_first_draft_that_was_begun_is_outdated_once_it_would_look_otherwise(out: Path) -> None:
    draft(out, b"skeleton")
    (out / FORM).write_bytes(b"written by hand")
    told = [draft(out, content).outdated for content in (b"skeleton", b"other data", b"skeleton")]
    assert told == [(), (FORM,), ()]


def test_a_first_draft_that_was_begun_and_is_made_no_more_stays_and_is_told(out: Path) -> None:
    draft(out, b"skeleton")
    (out / FORM).write_bytes(b"written by hand")
    placed = draft(out, b"skeleton", "02-别的.docx")
    assert placed.done_with == (FORM,)
    assert (out / FORM).read_bytes() == b"written by hand"


def test_a_paper_that_is_the_same_already_is_not_told_as_changed(out: Path) -> None:
    (out / FORM).write_bytes(b"second")
    assert put(out, b"second").kept == ()
    assert papers_in(out) == {FORM: b"second"}


def test_a_manifest_cannot_name_what_lies_outside(out: Path) -> None:
    outside = out.parent / "别处.docx"
    outside.write_bytes(b"x")
    told = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    told["files"].append({"name": "../别处.docx", "sha256": hashlib.sha256(b"x").hexdigest()})
    (out / MANIFEST).write_text(json.dumps(told), encoding="utf-8")
    put(out, b"second")
    assert outside.read_bytes() == b"x"


# Evidence of the project in the folder


def test_evidence_changed_by_hand_keeps_name_and_content(out: Path) -> None:
    (out / FORM).write_bytes(b"signed")
    assert put(out, b"second", named=(out / FORM,)) == Placed(out, (FORM,), (BESIDE,))
    assert papers_in(out) == {FORM: b"signed", BESIDE: b"second"}


def test_evidence_stays_through_further_builds_and_the_paper_beside_it_is_renewed(out: Path) -> None:
    (out / FORM).write_bytes(b"signed")
    for content in (b"second", b"third"):
        put(out, content, named=(out / FORM,))
    assert papers_in(out) == {FORM: b"signed", BESIDE: b"third"}


def test_evidence_that_is_our_own_unchanged_paper_is_renewed_in_its_place(out: Path) -> None:
    assert put(out, b"second", named=(out / FORM,)) == Placed(out, (), (FORM,))
    assert papers_in(out) == {FORM: b"second"}


def test_evidence_that_is_the_same_as_the_new_paper_needs_no_second(out: Path) -> None:
    (out / FORM).write_bytes(b"second")
    assert put(out, b"second", named=(out / FORM,)) == Placed(out, (), (FORM,))


def test_evidence_that_we_make_no_more_stays(out: Path) -> None:
    place(out, [paper(b"other", "01-别的表.docx")], {}, [out / FORM])
    assert papers_in(out) == {"01-别的表.docx": b"other", FORM: b"first"}


def test_evidence_named_through_a_link_is_the_same_file(out: Path) -> None:
    (out / FORM).write_bytes(b"signed")
    (out.parent / "link").symlink_to(out)
    put(out, b"second", named=(out.parent / "link" / FORM,))
    assert (out / FORM).read_bytes() == b"signed"


def test_evidence_that_is_a_link_in_a_circle_disturbs_nothing(out: Path) -> None:
    (out.parent / "loop").symlink_to("loop")
    put(out, b"second", named=(out.parent / "loop", Path("a\0b"), Path("x" * 300)))
    assert papers_in(out) == {FORM: b"second"}


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


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / ".evalprep-x" / "old").mkdir(parents=True)
    (tmp_path / ".evalprep-x" / "old" / FORM).write_bytes(b"made before")
    put(tmp_path)
    assert sorted(tree(tmp_path)) == [FORM, MANIFEST]


# Accidents


RENAMES = ("rename", "replace")


@pytest.fixture
def accident(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, BaseException, bool], None]]:
    """Let the n-th renaming fail, before or after it is done."""
    real = {name: getattr(Path, name) for name in RENAMES}

    def arm(nth: int, failure: BaseException, done: bool) -> None:
        calls = iter(range(1, 1000))

        def fail(name: str) -> Callable[[Path, Path], object]:
            def renamed(self: Path, target: Path) -> object:
                if next(calls) != nth:
                    return real[name](self, target)
                if done:
                    real[name](self, target)
                raise failure

            return renamed

        for name in RENAMES:
            monkeypatch.setattr(Path, name, fail(name))

    yield arm


def mixed(folder: Path) -> None:
    """Two papers of an earlier build, one of them changed by hand, one that is made no more, and a person's file."""
    papers = [paper(b"one"), paper(b"two", "02-表.docx"), paper(b"three", "03-表.docx")]
    place(folder, papers, {"on": "2020-06-01"})
    (folder / FORM).write_bytes(b"by hand")
    (folder / "我的.txt").write_bytes(b"mine")


NEXT = [paper(b"ONE"), paper(b"TWO", "02-表.docx")]
MOVES = 6


def test_a_change_takes_as_many_moves_as_the_accidents_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixed(tmp_path)
    moves: list[Path] = []
    real = {name: getattr(Path, name) for name in RENAMES}

    def count(name: str) -> Callable[[Path, Path], object]:
        def renamed(self: Path, target: Path) -> object:
            moves.append(self)
            return real[name](self, target)

        return renamed

    for name in RENAMES:
        monkeypatch.setattr(Path, name, count(name))
    place(tmp_path, NEXT, {})
    assert len(moves) == MOVES


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("nth", range(1, MOVES + 1))
def test_an_interruption_at_any_move_leaves_everything_as_it_was(
    tmp_path: Path, accident: Callable[[int, BaseException, bool], None], nth: int, done: bool
) -> None:
    mixed(tmp_path)
    before = tree(tmp_path)
    accident(nth, KeyboardInterrupt(), done)
    with pytest.raises(KeyboardInterrupt):
        place(tmp_path, NEXT, {"on": "2021-06-01"})
    assert tree(tmp_path) == before


@pytest.mark.parametrize("nth", range(1, MOVES + 1))
def test_a_failure_at_any_move_leaves_everything_as_it_was(
    tmp_path: Path, accident: Callable[[int, BaseException, bool], None], nth: int
) -> None:
    mixed(tmp_path)
    before = tree(tmp_path)
    accident(nth, OSError(errno.ENOSPC, "No space left on device"), False)
    with pytest.raises(OutputError, match="磁盘已满"):
        place(tmp_path, NEXT, {"on": "2021-06-01"})
    assert tree(tmp_path) == before


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), OSError(errno.EIO, "Input/output error")])
@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("nth", [1, 2])
def test_a_first_build_that_fails_leaves_no_folder(
    tmp_path: Path,
    accident: Callable[[int, BaseException, bool], None],
    nth: int,
    done: bool,
    failure: BaseException,
) -> None:
    accident(nth, failure, done)
    with pytest.raises((KeyboardInterrupt, OutputError)):
        put(tmp_path / "a" / "out")
    assert tree(tmp_path) == {}


@pytest.mark.parametrize("first", [3, 4, 5, 6])
def test_what_cannot_be_put_back_is_kept_and_its_place_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    mixed(tmp_path)
    before = set(papers_in(tmp_path).values())
    count = iter(range(1, 1000))
    for name in RENAMES:
        real = getattr(Path, name)

        def renamed(self: Path, target: Path, real: Callable[[Path, Path], object] = real) -> object:
            if next(count) >= first:
                raise PermissionError(errno.EACCES, "Permission denied")
            return real(self, target)

        monkeypatch.setattr(Path, name, renamed)
    with pytest.raises(OutputError, match="没能放回原处") as refused:
        place(tmp_path, NEXT, {})
    assert before <= set(papers_in(tmp_path).values())
    told = str(refused.value).partition("原来的文件在：")[2].split("、")
    assert {Path(one).read_bytes() for one in told} <= before
    assert len(told) == min(first, 4) - 1
    monkeypatch.undo()
    place(tmp_path, NEXT, {})
    assert {b"by hand", b"mine", b"ONE", b"TWO"} <= set(papers_in(tmp_path).values())
    assert not list(tmp_path.glob(".evalprep-*"))


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
    def refuse(**_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
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
