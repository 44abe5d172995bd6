"""Looking an occupation up: part of its name or code is enough, and both are filled in."""

from __future__ import annotations

import re

from evalprep.intake.answers import complaint, current_text, put
from evalprep.intake.interview.asking import Move, Option, Voice
from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.wording import expected_text, own_label
from evalprep.model.basic import with_hyphens
from evalprep.model.fields import field_at
from evalprep.model.identifiers import OCCUPATION_CODE
from evalprep.model.validation import Path
from evalprep.store.rewrite import Edit

_CODE = re.compile(r"[0-9]+(?:-[0-9]+)+")
MOST_OFFERED = 9


def ask_occupation(desk: Desk, path: Path, lead: str = "") -> tuple[Edit, ...] | Move:
    """The edits that fill code (at `path`) and name of an occupation, or where the person goes instead."""
    name_path = (*path[:-1], "name")
    words = [f"{name} {code}" for code, name in desk.catalogs.names_2022.items()]
    default = f"{current_text(desk.project, name_path)} {current_text(desk.project, path)}".strip()
    both = all(current_text(desk.project, at) for at in (path, name_path))
    if default:
        desk.asker.tell(f"直接回车 = {default}{'（不改）' if both else ''}，- = 清除", Voice.HINT)
    desk.asker.tell("输入名称或编码的一部分，从列表里选（上下键、回车）；编码和名称一起填好", Voice.HINT)
    while True:
        reply = desk.asker.autocomplete(f"{lead}职业名称或编码", words, default=default)
        if isinstance(reply, Move):
            return reply
        if both and reply == default:
            return Move.KEEP
        found = _found(desk, reply)
        if found is None:
            continue
        if isinstance(found, Move):
            return found
        code, name = found
        filled = _filled(desk, path, code, name_path, name)
        if filled is not Move.BACK:
            return filled


def _found(desk: Desk, text: str) -> tuple[str, str] | Move | None:
    """Code and name that a typed text means, either of them empty where it is not known; None to ask again."""
    in_text = _CODE.search(with_hyphens(text))
    if in_text:
        told = complaint(lambda: OCCUPATION_CODE.parse(in_text[0]))
        if told:
            desk.asker.tell(told, Voice.WRONG)
            return None
        code = str(OCCUPATION_CODE.parse(in_text[0]))
        rest = re.sub(r"[（()）\s]", "", text.replace(in_text[0], ""))
        return code, desk.catalogs.names_2022.get(code, rest)
    name = " ".join(text.split())
    exact = next((code for code, known in desk.catalogs.names_2022.items() if known == name), None)
    return (exact, name) if exact else _offered(desk, name)


def _offered(desk: Desk, name: str) -> tuple[str, str] | Move | None:
    """A choice among the occupations whose names hold the text."""
    near = desk.catalogs.search(name)[:MOST_OFFERED]
    if not near:
        desk.asker.tell(f"职业分类大典里没有带「{name}」的职业", Voice.WRONG)
    options = [Option(code, f"{known} {code}") for code, known in near]
    options += [Option("again", "重新输入"), Option("own", f"不在表里，名称就写「{name[:20]}」")]
    reply = desk.asker.select("是哪一个职业", options, moves=(Move.BACK, Move.QUIT))
    if reply is Move.BACK or reply == "again":
        return None
    if isinstance(reply, Move):
        return reply
    return ("", name) if reply == "own" else (reply, desk.catalogs.names_2022[reply])


def _filled(desk: Desk, path: Path, code: str, name_path: Path, name: str) -> tuple[Edit, ...] | Move:
    """Both edits; what the table does not know is asked for, and may be skipped."""
    values = {path: code, name_path: name}
    for asked in [at for at, value in values.items() if not value]:
        reply = _other(desk, asked)
        if isinstance(reply, Move) and reply not in (Move.SKIP, Move.CLEAR):
            return reply
        values[asked] = "" if isinstance(reply, Move) else reply
    return tuple(edit for at, value in values.items() if value for edit in put(desk.tree, at, value))


def _other(desk: Desk, path: Path) -> str | Move:
    field = field_at(path)
    assert field is not None and field.kind is not None
    kind = field.kind
    while True:
        standing = current_text(desk.project, path)
        reply = desk.asker.text(
            own_label(path), default=standing, check=lambda text: complaint(lambda: kind.parse(text))
        )
        if reply is not Move.HELP:
            return reply if isinstance(reply, Move) else kind.write(kind.parse(reply))
        desk.asker.tell(expected_text(path, desk.project), Voice.HINT)
