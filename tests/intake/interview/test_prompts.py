"""The keys of the terminal: typed, pasted, chosen by digit; every prompt in Chinese."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from evalprep.errors import UsageError
from evalprep.intake.interview import prompts
from evalprep.intake.interview.asking import Move, Option, Voice
from evalprep.intake.interview.prompts import TerminalAsker
from tests.intake.interview.scripted import papers

ENTER, DOWN, UP, CTRL_C, CTRL_D = "\r", "\x1b[B", "\x1b[A", "\x03", "\x04"
FRUIT = [Option(f"v{number}", f"第 {number} 项") for number in range(1, 13)]


def anything(text: str) -> str | None:
    """Accepts every text."""
    return None


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    """A keyboard."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


@pytest.fixture
def told() -> list[tuple[str, Voice]]:
    """What was shown beside the prompts."""
    return []


@pytest.fixture
def asker(told: list[tuple[str, Voice]]) -> TerminalAsker:
    """A person at a terminal."""
    return TerminalAsker(lambda text, voice: told.append((text, voice)))


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("示例协会" + ENTER, "示例协会"),
        (ENTER, Move.SKIP),
        ("<" + ENTER, Move.BACK),
        ("？" + ENTER, Move.HELP),
        ("q" + ENTER, Move.QUIT),
        (CTRL_D, Move.QUIT),
        ("\x1b[200~示例\r\n协会\x1b[201~" + ENTER, "示例 协会"),
        ("\x1b[200~示例协会\n\x1b[201~" + ENTER, "示例协会"),
    ],
)
def test_a_text_is_typed_or_pasted_or_a_move(
    keys: PipeInput, asker: TerminalAsker, typed: str, answer: str | Move
) -> None:
    keys.send_text(typed)
    assert asker.text("单位名称", check=anything) == answer


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (ENTER, "2019"),
        ("2018" + ENTER, "2018"),
        ("-" + ENTER, Move.CLEAR),
        ("<" + ENTER, Move.BACK),
        ("q" + ENTER, Move.QUIT),
    ],
)
def test_what_stands_there_is_kept_by_enter_and_replaced_by_typing(
    keys: PipeInput, asker: TerminalAsker, typed: str, answer: str | Move
) -> None:
    keys.send_text(typed)
    assert asker.text("年度", default="2019", check=anything) == answer


def test_after_a_refusal_the_line_is_empty_and_the_complaint_says_what_was_typed(
    keys: PipeInput, asker: TerminalAsker, told: list[tuple[str, Voice]]
) -> None:
    keys.send_text("201" + ENTER + "2019" + ENTER)
    assert asker.text("年度", check=lambda text: None if len(text) == 4 else "年份要写四位数。") == "2019"
    assert told == [("输入的是「201」。年份要写四位数。", Voice.WRONG)]


def test_after_a_refusal_enter_alone_skips(keys: PipeInput, asker: TerminalAsker) -> None:
    keys.send_text("201" + ENTER + ENTER)
    assert asker.text("年度", check=lambda text: "年份要写四位数。") is Move.SKIP


@pytest.mark.parametrize(("key", "move"), [("q", Move.QUIT), ("<", Move.BACK)])
def test_a_key_on_a_later_line_of_a_long_text_leaves_and_hands_over_what_was_written(
    keys: PipeInput, asker: TerminalAsker, key: str, move: Move
) -> None:
    kept: list[tuple[str, Move | None]] = []
    keys.send_text("第一段" + ENTER + key + ENTER)
    said = asker.text("业绩", check=anything, long=True, keep=lambda text, left: kept.append((text, left)))
    assert said is move
    assert kept == [("第一段", move)]


def test_help_in_a_long_text_keeps_what_was_written(keys: PipeInput, asker: TerminalAsker) -> None:
    keys.send_text("第一段" + ENTER + "?" + ENTER)
    assert asker.text("业绩", check=anything, long=True) is Move.HELP
    keys.send_text("第二段" + ENTER + ENTER)
    assert str(asker.text("业绩", check=anything, long=True)).strip() == "第一段\n第二段"


def test_ctrl_c_in_a_long_text_hands_over_what_was_written(keys: PipeInput, asker: TerminalAsker) -> None:
    kept: list[tuple[str, Move | None]] = []
    keys.send_text("第一段" + ENTER + "第二" + CTRL_C)
    with pytest.raises(KeyboardInterrupt):
        asker.text("业绩", check=anything, long=True, keep=lambda text, left: kept.append((text, left)))
    assert kept == [("第一段\n第二", None)]


def test_a_long_text_ends_with_enter_on_an_empty_line(keys: PipeInput, asker: TerminalAsker) -> None:
    keys.send_text("第一段" + ENTER + "第二段" + ENTER + ENTER)
    assert str(asker.text("业绩", check=anything, long=True)).strip() == "第一段\n第二段"


def test_none_is_all_of_a_long_text(keys: PipeInput, asker: TerminalAsker) -> None:
    keys.send_text("无" + ENTER + "又一段" + ENTER + ENTER)
    assert asker.text("获奖情况", check=anything, long=True) == "无"


@pytest.mark.parametrize(("typed", "move"), [(ENTER, Move.SKIP), ("<" + ENTER, Move.BACK)])
def test_a_long_text_can_be_left_too(keys: PipeInput, asker: TerminalAsker, typed: str, move: Move) -> None:
    keys.send_text(typed)
    assert asker.text("业绩", check=anything, long=True) is move


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (ENTER, Move.SKIP),
        ("1" + ENTER, "v1"),
        ("12" + ENTER, "v12"),
        ("13" + ENTER, "v3"),
        (DOWN * 2 + "1" + ENTER, "v1"),
        ("-" + ENTER, Move.SKIP),
        ("?" + "2" + ENTER, "v2"),
        ("1" + DOWN + DOWN + ENTER, "v3"),
        ("9" + ENTER, "v9"),
        ("1" + UP + ENTER, Move.QUIT),
        ("<" + ENTER, Move.BACK),
        ("《" + ENTER, Move.BACK),
        ("?" + ENTER, Move.HELP),
        ("q" + ENTER, Move.QUIT),
        ("x" + "2" + ENTER, "v2"),
        ("第 7" + ENTER, "v7"),
        ("\x1b[200~第 11 项\x1b[201~" + ENTER, "v11"),
        ("粘\x7f" + "2" + ENTER, "v2"),
        # What no option holds is not taken for the line under the pointer: Enter must be pressed once more.
        ("\x1b[200~粘贴\x1b[201~" + ENTER + "3" + ENTER, "v3"),
        ("粘贴" + ENTER + ENTER, Move.SKIP),
    ],
)
def test_an_option_is_chosen_by_arrow_or_digit_or_left(
    keys: PipeInput, asker: TerminalAsker, typed: str, answer: str | Move
) -> None:
    keys.send_text(typed)
    assert asker.select("哪一项", FRUIT) == answer


def test_the_answer_that_stands_is_where_the_pointer_begins(keys: PipeInput, asker: TerminalAsker) -> None:
    keys.send_text(ENTER)
    assert asker.select("哪一项", FRUIT, default="v4") == "v4"


def test_moves_that_are_not_offered_have_no_keys(keys: PipeInput, asker: TerminalAsker) -> None:
    keys.send_text("<" + ENTER + ENTER)
    assert asker.select("哪一项", FRUIT, moves=()) == "v1"


@pytest.mark.parametrize(
    "put", [lambda a: a.text("名称", check=anything), lambda a: a.select("哪一项", FRUIT)]
)
def test_ctrl_c_leaves_every_prompt(
    keys: PipeInput, asker: TerminalAsker, put: Callable[[TerminalAsker], Any]
) -> None:
    keys.send_text(CTRL_C)
    with pytest.raises(KeyboardInterrupt):
        put(asker)


def completions(completer: Any, text: str) -> list[str]:
    """What is offered for a text typed so far."""
    found = completer.get_completions(Document(text), CompleteEvent())
    return [text[: len(text) + one.start_position] + one.text for one in found]


def test_words_that_hold_what_is_typed_are_offered_those_that_begin_with_it_first() -> None:
    words = prompts._Words(["供用电工程技术人员 2-02-12-02", "电工 6-31-01-03", "车工 6-18-01-01"])
    assert completions(words, "电工") == ["电工 6-31-01-03", "供用电工程技术人员 2-02-12-02"]
    assert completions(words, "6-18") == ["车工 6-18-01-01"]
    assert completions(words, "") == []


def test_files_of_the_project_are_offered_and_its_own_files_are_not(tmp_path: Path) -> None:
    papers(tmp_path, "附件/证书.pdf", "evalprep.yaml", ".隐藏")
    files = prompts._Files(tmp_path)
    assert completions(files, "") == ["附件/"]
    assert completions(files, "附件/") == ["附件/证书.pdf"]


def test_a_window_that_is_no_console_is_told(monkeypatch: pytest.MonkeyPatch, asker: TerminalAsker) -> None:
    class NoConsoleScreenBufferError(Exception):
        pass

    def refuse(*_: object, **__: object) -> None:
        raise NoConsoleScreenBufferError

    monkeypatch.setattr(prompts.questionary, "text", refuse)
    with pytest.raises(UsageError, match="PowerShell"):
        asker.text("单位名称", check=anything)


@pytest.fixture
def writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes the person's editor one that writes a text, or fails."""

    def make(body: str) -> None:
        program = tmp_path / "editor.py"
        program.write_text(f"import sys\nfile = sys.argv[1]\n{body}\n", encoding="utf-8")
        monkeypatch.setenv("VISUAL", f"'{sys.executable}' '{program}'")

    return make


APPEND = "open(file, 'a', encoding='utf-8').write('第一段\\n\\n第二段\\n')"
on_unix = pytest.mark.skipif(sys.platform == "win32", reason="commands are taken apart otherwise there")


@on_unix
@pytest.mark.parametrize("key", ["e", "Ｅ"])
def test_a_long_text_is_written_in_the_persons_editor(
    keys: PipeInput, asker: TerminalAsker, writes: Callable[[str], None], key: str
) -> None:
    writes(APPEND)
    keys.send_text("写了一行" + ENTER + key + ENTER)
    assert asker.text("业绩", check=anything, long=True) == "写了一行\n第一段\n\n第二段"


@on_unix
def test_the_editor_is_told_what_is_asked(
    keys: PipeInput, asker: TerminalAsker, writes: Callable[[str], None], tmp_path: Path
) -> None:
    seen = tmp_path / "seen.txt"
    writes(f"open({str(seen)!r}, 'w', encoding='utf-8').write(open(file, encoding='utf-8').read()); {APPEND}")
    asker.tell("【申报单位】单位名称", Voice.TITLE)
    asker.tell("【文字说明】业绩", Voice.TITLE)
    asker.tell("为什么问：例如", Voice.WHY)
    asker.tell("现在填的是「原来的一段」：直接回车 = 不改", Voice.HINT)
    keys.send_text("e" + ENTER)
    asker.text("业绩", check=anything, long=True, default="原来的一段")
    text = seen.read_text(encoding="utf-8")
    assert text.startswith("# 【文字说明】业绩\n# 为什么问：例如\n")
    assert text.endswith("\n原来的一段\n")
    assert "直接回车" not in text, "what a key does in the prompt it does not do in an editor"


@on_unix
def test_an_editor_that_fails_is_told_and_what_was_written_stands_in_the_prompt(
    keys: PipeInput, asker: TerminalAsker, told: list[tuple[str, Voice]], writes: Callable[[str], None]
) -> None:
    writes(f"{APPEND}; sys.exit(2)")
    keys.send_text("e" + ENTER + "第三段" + ENTER + ENTER)
    said = str(asker.text("业绩", check=anything, long=True))
    assert said.strip() == "第一段\n\n第二段\n第三段"
    assert any("退出码 2" in text for text, voice in told if voice is Voice.WRONG)


@on_unix
def test_an_editor_that_wrote_nothing_leads_back_to_the_prompt(
    keys: PipeInput, asker: TerminalAsker, writes: Callable[[str], None]
) -> None:
    writes("pass")
    keys.send_text("写了一行" + ENTER + "e" + ENTER + ENTER + ENTER)
    assert str(asker.text("业绩", check=anything, long=True)).strip() == "写了一行"


@on_unix
def test_what_the_editor_wrote_and_is_refused_is_not_lost(
    keys: PipeInput, asker: TerminalAsker, writes: Callable[[str], None]
) -> None:
    writes(APPEND)
    keys.send_text("e" + ENTER + "第三段" + ENTER + ENTER)

    def check(text: str) -> str | None:
        return None if "第三段" in text else "还要有第三段。"

    assert str(asker.text("业绩", check=check, long=True)).strip() == "第一段\n\n第二段\n第三段"


def test_a_short_text_may_be_the_letter_that_opens_the_editor(keys: PipeInput, asker: TerminalAsker) -> None:
    keys.send_text("e" + ENTER)
    assert asker.text("型号", check=anything) == "e"
