"""The folder of papers: what is exchanged, and what of a person is never touched."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from pathlib import Path

import pytest

from evalprep.errors import InputError, OutputError
from evalprep.submission.folder import MANIFEST, Placed, place
from tests.submission.folders import (
    AFTER,
    BESIDE,
    FORM,
    KEPT,
    NEXT,
    draft,
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


# What is written


def test_a_missing_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    placed = put(tmp_path / "a" / "b" / "out")
    assert placed == Placed(tmp_path / "a" / "b" / "out", (), (FORM,))
    assert papers_in(placed.folder) == {FORM: b"first"}


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
    put(out, b"second")
    assert out.stat().st_mode & 0o777 == 0o700
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


@pytest.mark.parametrize("within", ["", "里面"])
def test_the_folder_where_one_stands_is_refused_and_left(
    out: Path, monkeypatch: pytest.MonkeyPatch, within: str
) -> None:
    (out / "里面").mkdir()
    monkeypatch.chdir(out / within)
    with pytest.raises(OutputError, match="先用 cd"):
        put(out, b"second")
    assert (out / FORM).read_bytes() == b"first"


def test_a_paper_may_lie_in_a_folder(tmp_path: Path) -> None:
    placed = place(tmp_path / "out", [paper(b"scan", "02-证/01-证.pdf"), paper(b"first")], {})
    assert placed.names == ("02-证/01-证.pdf", FORM)
    assert papers_in(tmp_path / "out") == {"02-证": None, "02-证/01-证.pdf": b"scan", FORM: b"first"}


def test_a_file_is_copied_as_it_is_and_known_by_its_hash(tmp_path: Path) -> None:
    content = bytes(range(256)) * 10_000
    (tmp_path / "a.pdf").write_bytes(content)
    place(tmp_path / "out", [paper(tmp_path / "a.pdf", "02-证/01-证.pdf")], {})
    assert (tmp_path / "out" / "02-证" / "01-证.pdf").read_bytes() == content
    entry = json.loads((tmp_path / "out" / MANIFEST).read_text(encoding="utf-8"))["files"][0]
    assert (entry["sha256"], entry["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))
    assert place(tmp_path / "out", [paper(tmp_path / "a.pdf", "02-证/01-证.pdf")], {}).kept == ()


def test_a_file_of_the_folder_itself_can_be_copied(out: Path) -> None:
    (out / FORM).write_bytes(b"signed")
    place(out, [paper(out / FORM, "02-表.docx")], {})
    assert papers_in(out) == {FORM: b"signed", "02-表.docx": b"signed"}


def test_a_folder_of_ours_goes_with_what_was_in_it(tmp_path: Path) -> None:
    place(tmp_path / "out", [paper(b"scan", "02-证/里/01-证.pdf"), paper(b"first")], {})
    (tmp_path / "out" / "02-证" / "Thumbs.db").write_bytes(b"x")
    assert put(tmp_path / "out").foreign == ()
    assert papers_in(tmp_path / "out") == {FORM: b"first"}


def test_old_and_new_lie_in_the_same_folders(tmp_path: Path) -> None:
    mixed(tmp_path)
    placed = place(tmp_path, NEXT, {})
    assert papers_in(tmp_path) == AFTER
    assert placed == Placed(
        tmp_path,
        (KEPT,),
        (FORM, "02-表.docx", "04-证/01-证.pdf"),
        foreign=("03-证/便条.txt", "我的.txt", "链接"),
    )


def test_the_same_papers_give_the_same_folder(tmp_path: Path) -> None:
    for name in ("a", "b", "b"):
        place(tmp_path / name, NEXT, {"notice": "示例〔2020〕1号"})
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


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


def begin(folder: Path, content: bytes, name: str = FORM) -> Placed:
    return place(folder, [draft(content, name)], {})


def test_a_first_draft_that_a_person_has_begun_is_theirs_through_further_builds(out: Path) -> None:
    assert begin(out, b"skeleton").begun == ()
    assert begin(out, b"fresh skeleton").begun == ()
    (out / FORM).write_bytes(b"written by hand")
    for content in (b"another skeleton", b"and one more"):
        placed = begin(out, content)
        assert (placed.begun, placed.kept, placed.names) == ((FORM,), (), (FORM,))
        assert papers_in(out) == {FORM: b"written by hand"}


def test_a_first_draft_that_was_begun_is_outdated_once_it_would_look_otherwise(out: Path) -> None:
    begin(out, b"skeleton")
    (out / FORM).write_bytes(b"written by hand")
    told = [begin(out, content).outdated for content in (b"skeleton", b"other data", b"skeleton")]
    assert told == [(), (FORM,), ()]


def test_a_first_draft_that_was_begun_and_is_made_no_more_stays_and_is_told(out: Path) -> None:
    begin(out, b"skeleton")
    (out / FORM).write_bytes(b"written by hand")
    placed = begin(out, b"skeleton", "02-别的.docx")
    assert (placed.done_with, placed.kept, placed.foreign) == ((FORM,), (), ())
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


def test_a_hand_changed_paper_in_a_folder_is_kept_there(tmp_path: Path) -> None:
    scan = [paper(b"scan", "02-证/01-证.pdf")]
    place(tmp_path / "out", scan, {})
    (tmp_path / "out" / "02-证" / "01-证.pdf").write_bytes(b"by hand")
    assert place(tmp_path / "out", scan, {}).kept == ("02-证/01-证（手工修改）.pdf",)
    assert papers_in(tmp_path / "out") == {
        "02-证": None,
        "02-证/01-证.pdf": b"scan",
        "02-证/01-证（手工修改）.pdf": b"by hand",
    }


def test_a_hand_changed_paper_whose_name_nothing_needs_any_more_keeps_it_and_is_told(out: Path) -> None:
    (out / FORM).write_bytes(b"by hand")
    placed = place(out, [paper(b"second", "01-表（草稿）.docx")], {})
    assert (placed.kept, placed.foreign) == ((FORM,), ())
    assert papers_in(out) == {FORM: b"by hand", "01-表（草稿）.docx": b"second"}


def test_hand_changed_papers_get_names_that_nothing_has(out: Path) -> None:
    for content in (b"by hand", b"by hand again"):
        (out / FORM).write_bytes(content)
        put(out, b"second")
    assert papers_in(out) == {
        FORM: b"second",
        KEPT: b"by hand",
        "01-表（手工修改2）.docx": b"by hand again",
    }


def test_a_file_where_a_folder_of_ours_must_stand_is_kept_beside_it(out: Path) -> None:
    (out / "02-证").write_bytes(b"mine")
    placed = place(out, [paper(b"scan", "02-证/01-证.pdf")], {})
    assert placed.kept == ("02-证（手工修改）",)
    assert papers_in(out) == {"02-证（手工修改）": b"mine", "02-证": None, "02-证/01-证.pdf": b"scan"}


def test_a_link_where_a_folder_of_ours_must_stand_is_not_followed(out: Path) -> None:
    (out.parent / "别处").mkdir()
    (out / "02-证").symlink_to("../别处")
    place(out, [paper(b"scan", "02-证/01-证.pdf")], {})
    assert tree(out.parent / "别处") == {}
    assert (tree(out)["02-证（手工修改）"], tree(out)["02-证/01-证.pdf"]) == ("../别处", b"scan")


def test_a_folder_where_a_paper_must_stand_is_kept_with_what_is_in_it(out: Path) -> None:
    (out / "02-表.docx").mkdir()
    (out / "02-表.docx" / "a.txt").write_bytes(b"a")
    placed = place(out, [paper(b"second", "02-表.docx")], {})
    assert placed.kept == ("02-表（手工修改）.docx",)
    assert papers_in(out) == {
        "02-表.docx": b"second",
        "02-表（手工修改）.docx": None,
        "02-表（手工修改）.docx/a.txt": b"a",
    }


def test_a_file_whose_name_differs_in_case_only_makes_room(out: Path) -> None:
    (out / "A.DOCX").write_bytes(b"mine")
    placed = place(out, [paper(b"new", "a.docx")], {})
    assert placed.kept == ("A（手工修改）.DOCX",)
    assert papers_in(out) == {"a.docx": b"new", "A（手工修改）.DOCX": b"mine"}


def test_a_name_that_is_taken_but_for_case_is_taken(out: Path) -> None:
    (out / "A.docx").write_bytes(b"mine")
    (out / "A（手工修改）.DOCX").write_bytes(b"mine too")
    assert place(out, [paper(b"new", "A.docx")], {}).kept == ("A（手工修改2）.docx",)


@pytest.mark.skipif(os.name == "nt", reason="the numbers of files are those of POSIX")
def test_what_is_carried_over_is_the_same_file_and_not_a_copy(out: Path) -> None:
    (out / "我的.txt").write_bytes(b"mine")
    before = (out / "我的.txt").stat().st_ino
    put(out, b"second")
    assert ((out / "我的.txt").stat().st_ino, (out / "我的.txt").stat().st_nlink) == (before, 1)


def test_where_a_disk_has_no_second_names_files_are_copied(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    (out / "我的.txt").write_bytes(b"mine")
    os.utime(out / "我的.txt", (1_000_000, 1_000_000))
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    put(out, b"second")
    assert papers_in(out) == {FORM: b"second", "我的.txt": b"mine"}
    assert (out / "我的.txt").stat().st_mtime == 1_000_000


# Only some papers


TWO = [paper(b"one"), paper(b"two", "02-证/01-证.pdf")]


def test_only_the_papers_asked_for_are_made_anew(tmp_path: Path) -> None:
    place(tmp_path, TWO, {})
    before = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))["files"]
    assert place(tmp_path, [paper(b"ONE")], {}, only=[FORM]) == Placed(tmp_path, (), (FORM,))
    after = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))["files"]
    assert papers_in(tmp_path) == {FORM: b"ONE", "02-证": None, "02-证/01-证.pdf": b"two"}
    assert [one["name"] for one in after] == [FORM, "02-证/01-证.pdf"]
    assert (after[1], after[0]["sha256"]) == (before[1], hashlib.sha256(b"ONE").hexdigest())


def test_a_changed_paper_that_is_not_asked_for_is_still_found_changed(tmp_path: Path) -> None:
    place(tmp_path, TWO, {})
    before = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))["files"][0]
    (tmp_path / FORM).write_bytes(b"by hand")
    place(tmp_path, [paper(b"TWO", "02-证/01-证.pdf")], {}, only=["02-证/01-证.pdf"])
    assert json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))["files"][0] == before
    assert papers_in(tmp_path) == {FORM: b"by hand", "02-证": None, "02-证/01-证.pdf": b"TWO"}


def test_a_new_paper_among_others_stands_where_its_name_belongs(tmp_path: Path) -> None:
    place(tmp_path, TWO, {})
    place(tmp_path, [paper(b"x", "01-表二.docx")], {}, only=["01-表二.docx"])
    names = [one["name"] for one in json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))["files"]]
    assert names == [FORM, "01-表二.docx", "02-证/01-证.pdf"]


def test_a_paper_asked_for_and_made_no_more_goes(tmp_path: Path) -> None:
    place(tmp_path, TWO, {})
    place(tmp_path, [paper(b"x", "01-表（草稿）.docx")], {}, only=[FORM, "01-表（草稿）.docx"])
    assert papers_in(tmp_path) == {"01-表（草稿）.docx": b"x", "02-证": None, "02-证/01-证.pdf": b"two"}
    names = [one["name"] for one in json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))["files"]]
    assert names == ["01-表（草稿）.docx", "02-证/01-证.pdf"]


def test_a_missing_folder_is_made_with_just_those_asked_for(tmp_path: Path) -> None:
    place(tmp_path / "out", [paper(b"one")], {}, only=[FORM])
    assert papers_in(tmp_path / "out") == {FORM: b"one"}


def test_a_paper_beside_evidence_is_renewed_when_only_it_is_asked_for(out: Path) -> None:
    (out / FORM).write_bytes(b"signed")
    put(out, b"second", named=(out / FORM,))
    place(out, [paper(b"third")], {}, [out / FORM], only=[FORM])
    assert papers_in(out) == {FORM: b"signed", BESIDE: b"third"}
    names = [one["name"] for one in json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"]]
    assert names == [BESIDE]


def test_only_some_papers_and_an_unreadable_manifest_is_refused(out: Path) -> None:
    (out / MANIFEST).write_text('{"format": "evalprep.manifest/2"}', encoding="utf-8")
    before = tree(out)
    with pytest.raises(InputError, match=r"manifest\.json"):
        place(out, [paper(b"x")], {}, only=[FORM])
    assert tree(out) == before


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


def test_evidence_that_stands_where_a_folder_of_ours_must_is_not_moved(out: Path) -> None:
    (out / "02-证").write_bytes(b"mine")
    before = tree(out)
    with pytest.raises(OutputError, match="证明材料「02-证」"):
        place(out, [paper(b"scan", "02-证/01-证.pdf")], {}, [out / "02-证"])
    assert tree(out) == before
