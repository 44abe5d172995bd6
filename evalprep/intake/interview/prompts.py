"""Questions on a terminal, by questionary. The only module that knows it.

A refusal is printed above the next try, in full and where it stays to be read: the toolbar that questionary
has for it is one line, and cuts Chinese sentences off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import questionary
from prompt_toolkit.application import get_app
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import Condition, is_done, to_filter
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import ConditionalContainer, Dimension, FormattedTextControl, HSplit, Window
from questionary.prompts.common import InquirerControl

from evalprep.errors import EvalprepError, Problem, UsageError
from evalprep.intake.interview.asking import (
    MOVES,
    Check,
    Keep,
    Move,
    Option,
    Voice,
    left_in,
    line_move,
    typed_move,
)
from evalprep.intake.interview.editor import OpenText, open_text
from evalprep.intake.interview.menu import Menu

MARK = ">"
STYLE = questionary.Style(
    [
        ("qmark", "fg:ansicyan bold"),
        ("question", "bold"),
        ("answer", "fg:ansigreen"),
        ("pointer", "fg:ansicyan bold"),
        ("highlighted", "fg:ansicyan bold"),
        ("selected", "fg:ansicyan bold"),
        ("instruction", "fg:ansibrightblack"),
    ]
)
KEYS = {Move.BACK: "<", Move.HELP: "?", Move.QUIT: "q"}
TITLES = {Move.BACK: "返回上一题", Move.HELP: "看说明", Move.QUIT: "保存并退出"}
NOTHING = ("无", "没有")
"""What is whole in one line, also where a text may have several."""
FEW = "（上下键或数字选，回车确认）"
ENTER = "直接回车"
"""What only the prompt's own keys do, and a text editor does not."""
MANY = 12
MOST_COMPLETIONS = 200
ROOM, LEAST = 12, 6
"""How many lines of the window a menu leaves to the question above it, and how many it has at least."""


class TerminalAsker:
    """The `Asker` of a person at a terminal; `tell` is how the caller shows a paragraph."""

    def __init__(self, tell: Callable[[str, Voice], None]) -> None:
        self._show = tell
        self._asked: list[str] = []
        """What was told of the question that is asked, for the head of the editor's file."""
        self._drafts: dict[str, str] = {}
        """What was written of long texts, and stands in the next prompt of the same label."""

    def tell(self, text: str, voice: Voice) -> None:
        """Show a paragraph."""
        if voice is Voice.TITLE:
            self._asked = []
        if voice in (Voice.TITLE, Voice.WHY, Voice.HINT) and ENTER not in text:
            self._asked.append(text)
        self._show(text, voice)

    def text(
        self, label: str, *, default: str = "", check: Check, long: bool = False, keep: Keep | None = None
    ) -> str | Move:
        """A text that `check` accepts."""
        if long:
            self._show("可以写几段，写完后在空行上再按一次回车；输入 e 再回车，改用编辑器写", Voice.HINT)
        shown = f"{label}：\n" if long else f"{label}："
        return self._accepted(shown, default, check, keep, multiline=long, key_bindings=_typing_keys(long))

    def autocomplete(self, label: str, words: Sequence[str], *, default: str = "") -> str | Move:
        """A text; while it is typed, those of the words that hold it are offered."""
        return self._accepted(
            f"{label}：",
            default,
            lambda text: None,
            completer=_Words(words),
            key_bindings=_typing_keys(False),
        )

    def path(self, label: str, folder: Path, *, check: Check) -> str | Move:
        """A text that names a file; names below `folder` are completed."""
        return self._accepted(
            f"{label}：",
            "",
            check,
            completer=_Files(folder),
            complete_while_typing=False,
            key_bindings=_typing_keys(False),
        )

    def _accepted(
        self, label: str, default: str, check: Check, keep: Keep | None = None, **arguments: Any
    ) -> str | Move:
        """The line begins empty, also after a refusal: `↑` brings what stands there, or was refused, for correction."""
        past = [default] if default else []
        while True:
            typed = self._typed(label, keep, history=InMemoryHistory(past), **arguments)
            move, draft = (
                left_in(typed)
                if isinstance(typed, str) and arguments.get("multiline")
                else (_move(typed), "")
            )
            if move is Move.SKIP and default:
                typed, move = default, None
            if move is Move.EDITOR:
                written = self._written(label, draft, default, keep)
                if written is None:
                    continue
                typed, move = written, None
            if move is Move.HELP and draft:
                self._drafts[label] = draft
            elif move is not None and draft and keep:
                keep(draft, move)
            if move is not None:
                return move
            refused = check(str(typed))
            if refused is None:
                return str(typed)
            shown = " ".join(str(typed).split())
            self._show(f"输入的是「{shown[:40]}{'……' if len(shown) > 40 else ''}」。{refused}", Voice.WRONG)
            if "\n" in str(typed).strip():
                self._drafts[label] = str(typed).strip()
            past, default = [*past, str(typed)], "" if typed == default else default

    def _written(self, label: str, draft: str, default: str, keep: Keep | None) -> str | None:
        """A long text from the person's editor; None where nothing new was written. What was typed so far is not lost."""
        if draft:
            self._drafts[label] = draft
        try:
            opened = open_text(draft or default, self._asked)
        except EvalprepError as error:
            self._show(f"{error.problems[0].problem}。{error.problems[0].remedy}。", Voice.WRONG)
            return None
        try:
            return self._edited(label, opened, keep)
        finally:
            opened.close()

    def _edited(self, label: str, opened: OpenText, keep: Keep | None) -> str | None:
        self._show("编辑器打开了：写完存盘，关掉编辑器，就回到这里。", Voice.HINT)
        found = opened.edit()
        while not (found.changed or found.problem or found.interrupted):
            options = (Option("no", "不用编辑器了"), Option("again", "编辑器还开着：存了盘再选这一项"))
            if self.select("编辑器里没有新写的内容", options, moves=()) != "again":
                return None
            found = opened.read()
        if found.interrupted:
            if keep and found.changed:
                keep(found.text, None)
            raise KeyboardInterrupt
        if found.problem is None:
            return found.text
        self._show(f"{found.problem.problem}。{found.problem.remedy}。", Voice.WRONG)
        if found.changed:
            self._drafts[label] = found.text
        return None

    def _typed(self, label: str, keep: Keep | None, **arguments: Any) -> str | Move:
        draft = self._drafts.pop(label, "")
        # An empty instruction keeps the library's own, which is English, away.
        question = _asked(
            questionary.text,
            label,
            qmark=MARK,
            default=f"{draft}\n" if draft else "",
            style=STYLE,
            instruction="",
            **arguments,
        )
        try:
            typed = _ran(question)
        except KeyboardInterrupt:
            buffer = question.application.layout.get_buffer_by_name(DEFAULT_BUFFER)
            written = left_in(buffer.text)[1].strip() if buffer else ""
            if keep and written:
                keep(written, None)
            raise
        return Move.QUIT if typed is None else str(typed)

    def select(
        self,
        label: str,
        options: Sequence[Option],
        *,
        default: str | None = None,
        moves: Sequence[Move] = MOVES,
        skip: str = "以后再填",
    ) -> str | Move:
        """The value of one of the options, or one of the moves."""
        width = 3 if len(options) > 9 else 2
        begin: str | Move | None = Move.SKIP if default is None and Move.SKIP in moves else default
        numbered = [
            (f"{number}.".ljust(width) + f" {option.title}", option.value)
            for number, option in enumerate(options, 1)
        ]
        others = [
            (f"{KEYS.get(move, '-')}".ljust(width) + f" {skip if move is Move.SKIP else TITLES[move]}", move)
            for move in moves
        ]
        choices = [questionary.Choice(title, value=(value,)) for title, value in (*numbered, *others)]
        question = _asked(
            questionary.select,
            label,
            choices,
            default=next((choice for choice in choices if choice.value == (begin,)), None),
            qmark=MARK,
            pointer=MARK,
            style=STYLE,
            use_jk_keys=False,
            instruction=FEW if len(options) <= MANY else f"（共 {len(options)} 项：输入几个字，用{FEW[1:]}",
        )
        menu = Menu(
            [option.title for option in options],
            len(options),
            {key: len(options) + number for number, move in enumerate(moves) for key in _keys_of(move)},
        )
        _add_keys(question, menu)
        _lay_out(question, menu)
        answer = _ran(question)
        return Move.QUIT if answer is None else answer[0]


def _move(typed: str | Move) -> Move | None:
    return typed if isinstance(typed, Move) else typed_move(typed)


def _asked(
    kind: Callable[..., questionary.Question], *arguments: Any, **options: Any
) -> questionary.Question:
    """A question; raises UsageError where Windows runs us in a window that is no console (Git Bash)."""
    try:
        return kind(*arguments, **options)
    except Exception as failure:
        if type(failure).__name__ != "NoConsoleScreenBufferError":
            raise
        told = "这个窗口不支持逐项提问"
        raise UsageError(
            Problem("no_console", told, "换到「命令提示符」或 PowerShell 窗口里运行 evalprep init")
        ) from None


def _ran(question: questionary.Question) -> Any:
    """The answer; None at the end of input (Ctrl-D). Ctrl-C raises KeyboardInterrupt."""
    # The library's warning about terminals that do not tell their cursor is English, and of no use to anybody here.
    question.application.renderer.cpr_not_supported_callback = lambda: None
    try:
        return question.unsafe_ask()
    except EOFError:
        return None


def _typing_keys(long: bool) -> KeyBindings:
    """Pasted line ends do not send a short text off half-way; in a long one Enter on an empty line ends it."""
    keys = KeyBindings()

    @keys.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        text = event.data.replace("\r\n", "\n").replace("\r", "\n")
        event.current_buffer.insert_text(text if long else " ".join(text.split("\n")).strip())

    @keys.add(Keys.Enter, filter=Condition(lambda: long))
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if (
            not buffer.text
            or (not buffer.document.current_line.strip() and buffer.document.is_cursor_at_the_end)
            or typed_move(buffer.text)
            or line_move(buffer.document.current_line)
            or buffer.text.strip() in NOTHING
        ):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    return keys


def _add_keys(question: questionary.Question, menu: Menu) -> None:
    """What is typed moves the pointer; nothing but Enter chooses, and not what nobody meant."""
    keys = KeyBindings()
    control = _control(question)

    # Not eager, as replies of the terminal and mouse events are keys of their own.
    @keys.add(Keys.Any)
    def _(event: KeyPressEvent) -> None:
        if not isinstance(event.key_sequence[0].key, Keys):
            control.pointed_at = menu.typed(event.data, control.pointed_at)

    for character in "".join((*"0123456789", *(key for move in MOVES for key in _keys_of(move)))):

        @keys.add(character, eager=True)
        def _(event: KeyPressEvent) -> None:
            control.pointed_at = menu.typed(event.data, control.pointed_at)

    @keys.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        control.pointed_at = menu.typed(" ".join(event.data.split()), control.pointed_at)

    @keys.add(Keys.Backspace)
    def _(event: KeyPressEvent) -> None:
        control.pointed_at = menu.rubbed_out(control.pointed_at)

    @keys.add(Keys.Enter, eager=True, filter=Condition(lambda: menu.is_lost))
    def _(event: KeyPressEvent) -> None:
        menu.forget()

    question.application.key_bindings = merge_key_bindings(
        [question.application.key_bindings or KeyBindings(), keys]
    )


def _control(question: questionary.Question) -> InquirerControl:
    controls = question.application.layout.find_all_controls()
    return next(one for one in controls if isinstance(one, InquirerControl))


def _lay_out(question: questionary.Question, menu: Menu) -> None:
    """The menu leaves room for the question above it, and says below it what the typed text has found."""
    layout, control = question.application.layout, _control(question)
    window = next(one for one in layout.find_all_windows() if one.content is control)
    window.height = lambda: Dimension(max=max(get_app().output.get_size().rows - ROOM, LEAST))
    window.dont_extend_height = to_filter(True)
    hint = Window(FormattedTextControl(lambda: [("class:instruction", f"  {menu.hint}")]), height=1)
    shown = Condition(lambda: bool(menu.hint)) & ~is_done
    assert isinstance(layout.container, HSplit)
    layout.container.children.append(ConditionalContainer(hint, filter=shown))


def _keys_of(move: Move) -> tuple[str, ...]:
    """The keys of a move, also as a Chinese input method types them."""
    return {
        Move.SKIP: ("-", "－"),
        Move.BACK: ("<", "＜", "《"),
        Move.HELP: ("?", "？"),
        Move.QUIT: ("q", "Q", "ｑ"),
    }.get(move, ())


class _Words(Completer):
    """Offers the words that hold what is typed: first those that begin with it, the shortest first."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        typed = document.text.strip()
        if not typed:
            return
        found = sorted(
            (word for word in self._words if typed in word),
            key=lambda word: (not word.startswith(typed), len(word)),
        )
        for word in found[:MOST_COMPLETIONS]:
            yield Completion(word, start_position=-len(document.text))


class _Files(PathCompleter):
    """Offers files below a folder, a folder with the slash behind which one goes on; not the project's own files."""

    def __init__(self, folder: Path) -> None:
        super().__init__(get_paths=lambda: [str(folder)], file_filter=_is_paper, expanduser=True)

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        for found in super().get_completions(document, complete_event):
            slash = "/" if found.display_text.endswith("/") else ""
            yield Completion(found.text + slash, found.start_position, found.display)


def _is_paper(file: str) -> bool:
    name = Path(file).name
    return not name.startswith((".", "evalprep."))
