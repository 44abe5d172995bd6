"""Asking for papers as files: found, looked at, brought into the project's folder where they lie outside."""

from __future__ import annotations

import filecmp
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from evalprep.intake.answers import complaint, put
from evalprep.intake.interview.asking import Move, Option, Voice, confirmed
from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.questions import FilesQuestion
from evalprep.intake.interview.values import tell_help
from evalprep.intake.interview.wording import is_single, own_label
from evalprep.model.declared import FILE
from evalprep.model.evidence import FileState
from evalprep.model.fields import value_at
from evalprep.model.validation import Path as FieldPath
from evalprep.store.disk import reason
from evalprep.store.evidence import examine

FOLDER = "附件"
"""Where copies of papers from elsewhere are put, below the project's folder."""

NONE = ("无", "没有")
SAME = "同上"
"""What is typed for the files of the row before: one invoice is of many pieces of equipment."""
MOST_LISTED = 8
_QUOTES = (('"', '"'), ("'", "'"), ("“", "”"), ("‘", "’"), ("「", "」"))


def ask_files(desk: Desk, question: FilesQuestion) -> Move | None:
    """Ask for files, each saved as it is named, until there are no more (None), or it is skipped or left."""
    standing = value_at(desk.project, question.path)
    names = [standing] if isinstance(standing, str) else [str(name) for name in standing or ()]
    if names:
        reply = _standing_menu(desk, question, names)
        if reply in ("keep", Move.BACK, Move.QUIT):
            return reply if isinstance(reply, Move) else Move.KEEP
        names = _good(desk, names) if reply == "add" else []
    return _ask_new(desk, question, names)


def _standing_menu(desk: Desk, question: FilesQuestion, names: list[str]) -> str | Move:
    states = examine(desk.stored.folder, names)
    for name in names:
        if states[name] is not FileState.GOOD:
            desk.asker.tell(f"{name}：{states[name].reason}", Voice.WRONG)
    options = (Option("keep", "保留，不改"), Option("add", "再加文件"), Option("replace", "全部换掉，重新选"))
    default = "keep" if len(_good(desk, names)) == len(names) else "replace"
    while True:
        reply = desk.asker.select(
            own_label(question.path), options, default=default, moves=(Move.BACK, Move.HELP, Move.QUIT)
        )
        if reply is not Move.HELP:
            return reply
        tell_help(desk, question)


def _good(desk: Desk, names: list[str]) -> list[str]:
    states = examine(desk.stored.folder, names)
    return [name for name in names if states[name] is FileState.GOOD]


def _ask_new(desk: Desk, question: FilesQuestion, names: list[str]) -> Move | None:
    single = is_single(question)
    number, same = (0, []) if names or single else _of_a_row_before(desk, question.path)
    if same:
        desk.asker.tell(f"和第 {number} 行的{own_label(question.path)}相同的，写「{SAME}」", Voice.HINT)
    while True:
        may_be_same = bool(same) and not names
        reply = _ask_one(
            desk, question, first=not names, may_be_none=not (names or single), may_be_same=may_be_same
        )
        if reply is Move.HELP:
            tell_help(desk, question)
        elif reply in (Move.SKIP, Move.CLEAR):
            return None if names else Move.SKIP
        elif isinstance(reply, Move):
            return reply
        elif may_be_same and reply.strip() == SAME:
            return None if desk.save(put(desk.tree, question.path, list(same))) else Move.SKIP
        elif reply.strip() in NONE:
            return None if desk.save(put(desk.tree, question.path, [])) else Move.SKIP
        elif (name := _named(desk, reply)) is not None:
            names = list(dict.fromkeys([*names, name]))
            if not desk.save(put(desk.tree, question.path, name if single else list(names))):
                return Move.SKIP
            if single:
                return None


def _of_a_row_before(desk: Desk, path: FieldPath) -> tuple[int, list[str]]:
    """The number of the nearest row before that names good files of the same kind, and the files; (0, []) where none does."""
    at = max((end for end, part in enumerate(path) if isinstance(part, int)), default=-1)
    for row in range(int(path[at]) - 1, -1, -1) if at >= 0 else ():
        found = value_at(desk.project, (*path[:at], row, *path[at + 1 :]))
        names = [str(name) for name in found] if isinstance(found, tuple) else []
        if names and _good(desk, names) == names:
            return row + 1, names
    return 0, []


def _named(desk: Desk, text: str) -> str | None:
    """The name by which the project can name the file that was typed; what it was not called by is said."""
    found = found_file(desk.stored.folder, text)
    name = brought_in(desk, found)
    if (
        found is not None
        and name is not None
        and found.name != Path(plain_path(text).replace("\\", "/")).name
    ):
        desk.asker.tell(f"取的是文件「{found.name}」。", Voice.SAVED)
    return name


def _ask_one(
    desk: Desk, question: FilesQuestion, *, first: bool, may_be_none: bool, may_be_same: bool
) -> str | Move:
    label = own_label(question.path) if first else "还有别的文件吗，没有就直接回车"
    folder = desk.stored.folder

    def check(text: str) -> str | None:
        same = may_be_same and text.strip() == SAME
        return None if same else refusal(folder, text, may_be_none=may_be_none)

    return desk.asker.path(label, folder, check=check)


def refusal(folder: Path, text: str, *, may_be_none: bool = False) -> str | None:
    """Why a typed path does not do, in Chinese; None where it names a file that can be opened."""
    if text.strip() in NONE and may_be_none:
        return None
    found = found_file(folder, text)
    if found is None:
        if any(_is_folder(folder / one) for one in _readings(text)):
            return "这是文件夹。写出里面那个文件的名字，或把文件拖进窗口。"
        told = f"找不到文件「{plain_path(text)[:60]}」。"
        return f"{told}{_offer(folder, text)}核对文件名和扩展名（如 .pdf），或把文件拖进窗口。"
    state = examine(found.parent, [found.name])[found.name]
    if state is not FileState.GOOD:
        return f"{found.name}：{state.reason}。换一个 PDF、图片、Word 或 Excel 文件。"
    return complaint(lambda: FILE.parse(found.name))


def _offer(folder: Path, text: str) -> str:
    """What lies in 附件, where a name without a folder was typed."""
    if any(mark in plain_path(text) for mark in "/\\／"):
        return ""
    names = [file.name for file in _files(folder / FOLDER)]
    if not names:
        return ""
    more = f" 等 {len(names)} 个文件" if len(names) > MOST_LISTED else ""
    return f"「{FOLDER}」里有：{'、'.join(names[:MOST_LISTED])}{more}。"


def _files(folder: Path) -> list[Path]:
    """The files right in a folder that are not hidden."""
    with suppress(OSError, ValueError):
        return sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))
    return []


def plain_path(text: str) -> str:
    """The path in what terminals make of a file that is dragged into them: quotes, `& '…'`, `file://…`."""
    text = text.strip()
    if text.startswith("& "):
        text = text[2:].strip()
    for opening, closing in _QUOTES:
        if len(text) > 1 and text[0] == opening and text[-1] == closing:
            text = text[1:-1].strip()
    return url2pathname(urlsplit(text).path) if text.startswith("file://") else text


def _readings(text: str) -> Iterator[Path]:
    """What a typed path may mean: as it stands, with a shell's backslashes taken off, with Windows' turned round."""
    plain = plain_path(text)
    for reading in dict.fromkeys(
        (plain, re.sub(r"\\(.)", r"\1", plain), plain.replace("\\", "/"), plain.replace("／", "/"))
    ):
        if reading:
            path = Path(reading)
            with suppress(RuntimeError):  # a home that nobody has: ~wang
                path = path.expanduser()
            yield path


def found_file(folder: Path, text: str) -> Path | None:
    """The file that a typed path names, as an absolute path: below the project's folder, else where the person stands.

    A bare name is looked for in 附件 too, and a name without extension is the one file that is called so.
    """
    for base in (folder, Path()):
        for reading in _readings(text):
            with suppress(OSError, ValueError):  # too long a name, a NUL in it
                if (base / reading).is_file():
                    return (base / reading).resolve()
    bare = [folder / FOLDER / reading for reading in _readings(text) if len(reading.parts) == 1]
    for path in bare:
        with suppress(OSError, ValueError):
            if path.is_file():
                return path.resolve()
    for path in (*(folder / reading for reading in _readings(text)), *bare):
        same = [file for file in _files(path.parent) if file.stem == path.name and not _is_own(file)]
        if len(same) == 1:
            return same[0].resolve()
    return None


def _is_own(file: Path) -> bool:
    return file.name.startswith("evalprep.")


def _is_folder(path: Path) -> bool:
    with suppress(OSError, ValueError):
        return path.is_dir()
    return False


def brought_in(desk: Desk, found: Path | None) -> str | None:
    """The name by which the project can name a file: relative, with `/`; None where it is not to be copied or cannot be."""
    if found is None:
        return None
    folder = desk.stored.folder.resolve()
    if found.is_relative_to(folder):
        name = found.relative_to(folder).as_posix()
        if examine(folder, [name])[name] is FileState.GOOD and complaint(lambda: FILE.parse(name)) is None:
            return name
    if not confirmed(desk.asker, f"文件不在项目文件夹里，复制一份到「{FOLDER}」吗", likely=True):
        desk.asker.tell("只有项目文件夹里的文件才能登记；可以自己复制过来再选。", Voice.HINT)
        return None
    try:
        copy = copied(found, folder / FOLDER)
    except OSError as failure:
        told = reason(failure)
        desk.asker.tell(
            f"复制不了这个文件（{told}）。检查磁盘空间和文件夹的权限，或自己复制过来再选。", Voice.WRONG
        )
        return None
    name = copy.relative_to(folder).as_posix()
    desk.asker.tell(f"已复制到项目文件夹，名为 {name}。", Voice.SAVED)
    return name


def copied(file: Path, folder: Path) -> Path:
    """A copy of a file in a folder, under its own name or the next free one; an equal file there is taken as it is.

    Never writes over a file. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stem, suffix = file.stem.replace("\\", "_").strip(), file.suffix
    for number in count(1):
        target = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
        if target.is_file() and filecmp.cmp(file, target, shallow=False):
            return target
        with suppress(FileExistsError):
            _copy_new(file, target)
            return target
    raise AssertionError("count() does not end")


def _copy_new(file: Path, target: Path) -> None:
    with target.open("xb") as copy:
        try:
            with file.open("rb") as source:
                shutil.copyfileobj(source, copy)
        except BaseException:
            target.unlink()
            raise
    with suppress(OSError):
        shutil.copystat(file, target)
