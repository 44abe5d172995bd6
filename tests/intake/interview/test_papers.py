"""Evidence: found however its path was typed, looked at, and copied in where it lies outside; never over another file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from evalprep.intake.interview import papers as papers_module
from evalprep.intake.interview.asking import Move, Voice
from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.papers import ask_files, copied, found_file, plain_path, refusal
from evalprep.intake.interview.questions import FilesQuestion
from evalprep.model.fields import value_at
from evalprep.model.validation import Path as FieldPath
from evalprep.store.project import load_project
from tests.intake.interview.scripted import LAW, PDF, ScriptedAsker, national_reads, new_project, papers

LICENCE: FieldPath = ("attachments", "法人登记证书")
COPY = "复制一份到「附件」吗"
AGAIN = "还有别的文件吗"


def ask(
    folder: Path, *entries: Any, path: FieldPath = LICENCE, text: str = ""
) -> tuple[Move | None, ScriptedAsker, str]:
    """What answers to a question for files make of the project file."""
    stored, asker = new_project(folder, text), ScriptedAsker(entries)
    move = ask_files(Desk(asker, stored, national_reads(stored), LAW.catalogs), FilesQuestion(path))
    return move, asker, (folder / "evalprep.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("附件/证书.pdf", "附件/证书.pdf"),
        ('"附件/我的 证书.pdf" ', "附件/我的 证书.pdf"),
        ("'附件/证书.pdf'", "附件/证书.pdf"),
        ("“附件/证书.pdf”", "附件/证书.pdf"),
        ("& '附件/证书.pdf'", "附件/证书.pdf"),
        ('"', '"'),
    ],
)
def test_what_dragging_adds_to_a_path_is_taken_off(typed: str, plain: str) -> None:
    assert plain_path(typed) == plain


@pytest.mark.skipif(sys.platform == "win32", reason="a drive letter stands in such an address")
def test_an_address_of_a_file_is_a_path() -> None:
    assert plain_path("file:///tmp/%E8%AF%81%20%E4%B9%A6.pdf") == "/tmp/证 书.pdf"


@pytest.mark.parametrize(
    "typed",
    ["附件/我的 证书.pdf", "附件\\我的 证书.pdf", "附件/我的\\ 证书.pdf", "./附件/../附件/我的 证书.pdf"],
)
def test_a_file_is_found_however_its_path_is_written(tmp_path: Path, typed: str) -> None:
    papers(tmp_path, "附件/我的 证书.pdf")
    assert found_file(tmp_path, typed) == (tmp_path / "附件/我的 证书.pdf").resolve()


@pytest.mark.parametrize("typed", ["没有.pdf", "~nobody/证书.pdf", "a\0b", "长" * 5000, "//", "附件\n证书"])
def test_what_is_no_file_is_refused_and_breaks_nothing(tmp_path: Path, typed: str) -> None:
    assert found_file(tmp_path, typed) is None
    assert refusal(tmp_path, typed)


def test_a_refusal_says_what_is_wrong(tmp_path: Path) -> None:
    papers(tmp_path, "附件/证书.pdf")
    (tmp_path / "空.pdf").touch()
    (tmp_path / "程序.exe").write_bytes(b"MZ")
    assert "这是文件夹" in str(refusal(tmp_path, "附件"))
    assert "找不到文件「执照.pdf」。「附件」里有：证书.pdf" in str(refusal(tmp_path, "执照.pdf"))
    assert "文件是空的" in str(refusal(tmp_path, "空.pdf"))
    assert "不是 PDF" in str(refusal(tmp_path, "程序.exe"))
    assert refusal(tmp_path, "附件/证书.pdf") is None


def test_none_is_an_answer_only_where_no_file_stands_yet(tmp_path: Path) -> None:
    assert refusal(tmp_path, "无", may_be_none=True) is None
    assert refusal(tmp_path, "无")


def test_files_are_named_one_after_the_other(tmp_path: Path) -> None:
    papers(tmp_path, "附件/正本.pdf", "附件/副本.pdf")
    move, _, text = ask(tmp_path, ("法人登记证书", "附件/正本.pdf"), (AGAIN, "附件\\副本.pdf"), (AGAIN, ""))
    assert move is None
    assert "法人登记证书: [附件/正本.pdf, 附件/副本.pdf]" in text


def test_the_first_file_is_saved_before_the_second_is_asked_for(tmp_path: Path) -> None:
    papers(tmp_path, "附件/正本.pdf")
    with pytest.raises(KeyboardInterrupt):
        ask(tmp_path, ("法人登记证书", "附件/正本.pdf"), (AGAIN, KeyboardInterrupt))
    assert "法人登记证书: [附件/正本.pdf]" in (tmp_path / "evalprep.yaml").read_text(encoding="utf-8")


def test_a_file_that_is_not_there_is_refused_and_asked_for_again(tmp_path: Path) -> None:
    papers(tmp_path, "附件/正本.pdf")
    _, asker, text = ask(tmp_path, ("证书", "附件/正本.pfd"), ("证书", "附件/正本.pdf"), (AGAIN, ""))
    assert "找不到文件" in asker.wrong()[0]
    assert "附件/正本.pdf" in text


def test_no_paper_is_an_empty_list(tmp_path: Path) -> None:
    move, _, text = ask(tmp_path, ("法人登记证书", "无"))
    assert move is None
    assert "法人登记证书: []" in text


@pytest.mark.parametrize("move", [Move.SKIP, Move.BACK, Move.QUIT])
def test_the_question_can_be_left(tmp_path: Path, move: Move) -> None:
    said, _, text = ask(tmp_path, ("法人登记证书", Move.HELP), ("法人登记证书", move))
    assert said is move
    assert "attachments" not in text


def test_a_file_elsewhere_is_copied_in(tmp_path: Path) -> None:
    papers(tmp_path, "下载/执照.pdf")
    move, _, text = ask(
        tmp_path / "单位", ("证书", str(tmp_path / "下载/执照.pdf")), (COPY, "yes"), (AGAIN, "")
    )
    assert move is None
    assert "法人登记证书: [附件/执照.pdf]" in text
    assert (tmp_path / "单位/附件/执照.pdf").read_bytes() == PDF


def test_a_file_that_is_not_to_be_copied_is_not_named(tmp_path: Path) -> None:
    papers(tmp_path, "下载/执照.pdf")
    move, _, text = ask(
        tmp_path / "单位", ("证书", str(tmp_path / "下载/执照.pdf")), (COPY, "no"), ("证书", "")
    )
    assert move is Move.SKIP
    assert "attachments" not in text


def test_a_copy_never_takes_another_files_place(tmp_path: Path) -> None:
    papers(tmp_path, "下载/执照.pdf")
    folder = tmp_path / "附件"
    folder.mkdir()
    (folder / "执照.pdf").write_bytes(PDF + b"another")
    assert copied(tmp_path / "下载/执照.pdf", folder).name == "执照-2.pdf"
    assert (folder / "执照.pdf").read_bytes() == PDF + b"another"


def test_an_equal_file_is_not_copied_twice(tmp_path: Path) -> None:
    papers(tmp_path, "下载/执照.pdf")
    folder = tmp_path / "附件"
    assert copied(tmp_path / "下载/执照.pdf", folder) == copied(tmp_path / "下载/执照.pdf", folder)
    assert [file.name for file in folder.iterdir()] == ["执照.pdf"]


def test_a_copy_that_fails_is_told_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    papers(tmp_path, "下载/执照.pdf")
    monkeypatch.setattr(papers_module.shutil, "copyfileobj", full)
    move, asker, _ = ask(
        tmp_path / "单位", ("证书", str(tmp_path / "下载/执照.pdf")), (COPY, "yes"), ("证书", "")
    )
    assert move is Move.SKIP
    assert "复制不了" in asker.wrong()[0]
    assert list((tmp_path / "单位/附件").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
def test_a_link_out_of_the_folder_counts_as_outside(tmp_path: Path) -> None:
    papers(tmp_path, "下载/执照.pdf")
    (tmp_path / "单位").mkdir()
    (tmp_path / "单位/执照.pdf").symlink_to(tmp_path / "下载/执照.pdf")
    _, _, text = ask(tmp_path / "单位", ("证书", "执照.pdf"), (COPY, "yes"), (AGAIN, ""))
    assert "[附件/执照.pdf]" in text


def test_files_that_stand_there_can_be_kept_added_to_and_replaced(tmp_path: Path) -> None:
    papers(tmp_path, "甲.pdf", "乙.pdf")
    standing = "attachments: {法人登记证书: [甲.pdf]}\n"
    assert ask(tmp_path, ("证书", "keep"), text=standing)[2].endswith(standing)
    assert (
        "[甲.pdf, 乙.pdf]" in ask(tmp_path, ("证书", "add"), (AGAIN, "乙.pdf"), (AGAIN, ""), text=standing)[2]
    )
    assert "[乙.pdf]" in ask(tmp_path, ("证书", "replace"), ("证书", "乙.pdf"), (AGAIN, ""), text=standing)[2]


def test_a_file_that_has_gone_is_told_and_given_up_when_another_takes_its_place(tmp_path: Path) -> None:
    papers(tmp_path, "乙.pdf")
    standing = "attachments: {法人登记证书: [甲.pdf]}\n"
    _, asker, text = ask(tmp_path, ("证书", "add"), ("证书", "乙.pdf"), (AGAIN, ""), text=standing)
    assert asker.wrong() == ["甲.pdf：找不到这个文件；路径要从项目文件夹算起，一条写一个文件"]
    assert asker.defaults[0] == "replace"
    assert "[乙.pdf]" in text


def test_where_one_file_belongs_only_one_is_asked_for(tmp_path: Path) -> None:
    papers(tmp_path, "甲.pdf")
    path = ("rule_documents", 0, "file")
    move, asker, text = ask(
        tmp_path, ("文件", "甲.pdf"), path=path, text="rule_documents: [{name: 财务管理办法}]\n"
    )
    assert move is None
    assert "file: 甲.pdf" in text
    assert len(asker.asked) == 1


@pytest.mark.parametrize("typed", ["证书", "证书.pdf", "附件/证书", "附件／证书.pdf"])
def test_a_name_in_part_is_the_one_file_that_is_called_so(tmp_path: Path, typed: str) -> None:
    papers(tmp_path, "附件/证书.pdf")
    _, asker, text = ask(tmp_path, ("证书", typed), (AGAIN, ""))
    assert "[附件/证书.pdf]" in text
    assert not typed.endswith("证书") or "取的是文件「证书.pdf」。" in [told for told, _ in asker.told]


def test_a_name_that_two_files_have_is_refused(tmp_path: Path) -> None:
    papers(tmp_path, "附件/证书.pdf", "附件/证书.jpg")
    assert "找不到文件" in str(refusal(tmp_path, "证书"))


def test_a_copy_is_told_with_its_name(tmp_path: Path) -> None:
    papers(tmp_path, "下载/执照.pdf")
    _, asker, _ = ask(
        tmp_path / "单位", ("证书", str(tmp_path / "下载/执照.pdf")), (COPY, "yes"), (AGAIN, "")
    )
    assert "已复制到项目文件夹，名为 附件/执照.pdf。" in [told for told, _ in asker.told]


EQUIPMENT = "equipment: [{name: 甲, files: {发票: [附件/发票.pdf]}}, {name: 乙}, {name: 丙}]\n"


@pytest.mark.parametrize("row", [1, 2])
def test_the_files_of_the_row_before_are_taken_by_a_word(tmp_path: Path, row: int) -> None:
    papers(tmp_path, "附件/发票.pdf")
    path: FieldPath = ("equipment", row, "files", "发票")
    move, asker, _ = ask(tmp_path, ("发票", "同上"), path=path, text=EQUIPMENT)
    assert move is None
    assert ("和第 1 行的发票相同的，写「同上」", Voice.HINT) in asker.told
    stored = load_project(tmp_path).project
    assert value_at(stored, path) == ("附件/发票.pdf",)


@pytest.mark.parametrize(
    ("path", "lies_there"),
    [
        (("equipment", 0, "files", "发票"), True),
        (("equipment", 1, "files", "合同"), True),
        (("equipment", 1, "files", "发票"), False),
        (LICENCE, True),
    ],
)
def test_where_no_row_before_has_the_paper_the_word_is_none(
    tmp_path: Path, path: FieldPath, lies_there: bool
) -> None:
    papers(tmp_path, "附件/发票.pdf" if lies_there else "附件/别的.pdf")
    _, asker, _ = ask(tmp_path, ("", "add"), ("", "同上"), path=path, text=EQUIPMENT)
    assert not any("同上" in text for text, voice in asker.told if voice is Voice.HINT)
    assert (path[:2] == ("equipment", 0)) or any("找不到文件" in text for text in asker.wrong())
