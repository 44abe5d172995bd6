"""A long text in the person's own editor: what is asked stands in its head, and nothing that was written is lost."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from evalprep.intake.interview import editor
from evalprep.intake.interview.editor import Edited, OpenText, editor_command

ASKED = ("【文字说明】业绩", "为什么问：例如")


@pytest.fixture(autouse=True)
def _an_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "edit")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def edited(write: Callable[[Path], object], before: str = "", code: int = 0) -> Edited:
    """What comes out of an editor that does this to the file."""
    opened = OpenText(before, ASKED)

    def run(command: Sequence[str]) -> int:
        write(Path(command[-1]))
        return code

    try:
        return opened.edit(run)
    finally:
        opened.close()


def add(text: str) -> Callable[[Path], object]:
    """Writes a text at the end, as it is."""

    def write(file: Path) -> None:
        with file.open("ab") as opened:
            opened.write(text.encode())

    return write


def test_the_head_says_what_is_asked_and_the_text_stands_below() -> None:
    seen: list[str] = []
    edited(lambda file: seen.append(file.read_text(encoding="utf-8-sig")), "原来的一段")
    lines = seen[0].splitlines()
    assert lines[:2] == ["# 【文字说明】业绩", "# 为什么问：例如"]
    assert lines[-1] == "原来的一段"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("第一段\n\n第二段\n", "第一段\n\n第二段"),
        ("第一段\r\n第二段\r\n", "第一段\n第二段"),
        ("# 一、概况\n正文\n", "# 一、概况\n正文"),
    ],
)
def test_what_was_written_comes_back_without_the_head(written: str, text: str) -> None:
    assert edited(add(written)) == Edited(text, True)


@pytest.mark.parametrize("before", ["", "原来的一段"])
def test_an_unchanged_file_is_no_answer(before: str) -> None:
    assert not edited(lambda file: None, before).changed


def test_an_emptied_file_is_no_answer() -> None:
    assert not edited(lambda file: file.write_bytes(b""), "原来的一段").changed


def test_notepads_other_encodings_are_read() -> None:
    assert edited(lambda file: file.write_bytes("示例业绩".encode("gb18030"))).text == "示例业绩"
    assert edited(lambda file: file.write_bytes("示例业绩".encode("utf-16"))).text == "示例业绩"


def test_an_editor_that_fails_is_told_and_what_was_written_is_there() -> None:
    found = edited(add("写了一半"), code=3)
    assert found.problem is not None and "退出码 3" in found.problem.problem
    assert (found.text, found.changed) == ("写了一半", True)


def test_an_editor_that_is_not_there_is_told() -> None:
    def run(command: Sequence[str]) -> int:
        raise FileNotFoundError

    opened = OpenText("", ASKED)
    found = opened.edit(run)
    opened.close()
    assert found.problem is not None and found.problem.problem == "打不开编辑器「edit」"


def test_a_file_that_cannot_be_read_again_is_kept_and_said_where() -> None:
    opened = OpenText("", ASKED)

    def run(command: Sequence[str]) -> int:
        Path(command[-1]).write_bytes(b"\x81\xff\x81 half")
        return 0

    found = opened.edit(run)
    opened.close()
    assert found.problem is not None and str(opened.file) in found.problem.remedy
    assert opened.file.exists()


def test_ctrl_c_in_the_editor_keeps_what_was_saved_there() -> None:
    def write(file: Path) -> None:
        add("写了一半")(file)
        raise KeyboardInterrupt

    found = edited(write)
    assert found.interrupted
    assert found.text == "写了一半"


def test_nothing_is_left_behind() -> None:
    opened = OpenText("", ASKED)
    opened.close()
    assert not opened.file.parent.exists()


@pytest.mark.parametrize(
    ("visual", "named", "command"),
    [
        ("code --wait", "vi", ["code", "--wait"]),
        ("", "vi", ["vi"]),
        (" ", "emacs -nw", ["emacs", "-nw"]),
        ("", "", ["usual"]),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="commands are taken apart otherwise there")
def test_the_persons_editor_comes_first(
    monkeypatch: pytest.MonkeyPatch, visual: str, named: str, command: list[str]
) -> None:
    monkeypatch.setenv("VISUAL", visual)
    monkeypatch.setenv("EDITOR", named)
    monkeypatch.setattr(editor, "USUAL", ("absent", "usual"))
    monkeypatch.setattr(editor.shutil, "which", lambda name: name if name == "usual" else None)
    assert editor_command() == command


def test_a_program_whose_path_has_a_blank_is_one_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "my editor"
    program.write_text("", encoding="utf-8")
    monkeypatch.setenv("VISUAL", os.fspath(program))
    assert editor_command() == [os.fspath(program)]
