"""From what a person typed to edits of the project file, and from what stands there to the text that is offered again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pydantic import BaseModel

from evalprep.intake.oneline import line_of, record_text, record_tree
from evalprep.intake.several import joined, parts
from evalprep.model.fields import Field, Shape, field_at, pattern, value_at
from evalprep.model.kinds import NIL, BadValue
from evalprep.model.project import Project
from evalprep.model.validation import Path, Tree
from evalprep.store.rewrite import DELETE, Edit

LONG = (
    "organization.business_scope",
    "organization.profile.",
    "statements.",
    "plan.",
    "department.selection_standard",
)
"""Beginnings of the registry's paths of texts that run over several lines."""

_LINE_END = re.compile(r"\s*\n\s*")


def is_long(path: Path) -> bool:
    """Whether a text may have several lines."""
    field = field_at(path)
    text = (
        field is not None
        and field.shape is Shape.VALUE
        and field.kind is not None
        and field.kind.name == "text"
    )
    return text and pattern(path).startswith(LONG)


def value_tree(path: Path, text: str, words: Sequence[str] = ()) -> Tree:
    """What the project file holds for a text typed at a path; `words` can be given by their number, from 1, or a part.

    A list of records takes their names in one line, or names and levels. Raises BadValue.
    """
    field = _field(path)
    if field.shape is Shape.ROWS:
        return [record_tree(field.path, part) for part in _parts(field, text, words)]
    if field.shape is Shape.VALUES:
        return [_written(field, part) for part in _parts(field, text, words)]
    return _written(field, text if is_long(path) else _LINE_END.sub(" ", text.strip()))


def _parts(field: Field, text: str, words: Sequence[str]) -> list[str]:
    """The texts of a list, 无 being none of them."""
    found = parts(text)
    if found == [str(NIL)] and field.may_be_nil:
        return []
    if not found:
        raise BadValue("这里没有内容", "一项或几项，用顿号隔开", "还不知道就直接回车跳过")
    return [_meant(part, words, by_part=field.key != "occupations") for part in found]


def _meant(part: str, words: Sequence[str], *, by_part: bool) -> str:
    """The word that was given by its number, or by a part that no other word has; else the text itself.

    Of occupations a part means nothing: 电工 is not 矿井电工.
    """
    if part.isdecimal() and 0 < int(part) <= len(words):
        return words[int(part) - 1]
    holding = [word for word in words if part in word] if by_part else []
    return holding[0] if len(holding) == 1 else part


def _written(field: Field, text: str) -> str:
    assert field.kind is not None
    return field.kind.write(field.kind.parse(text))


def _field(path: Path) -> Field:
    field = field_at(path)
    if field is None:
        raise KeyError(f"no field at {path}")
    return field


def current_text(project: Project, path: Path) -> str:
    """What stands at a path, as a person would type it; nothing where it is unknown."""
    value, field = value_at(project, path), _field(path)
    if value is None:
        return ""
    if value == NIL or value == ():
        return str(NIL)
    if isinstance(value, tuple):
        listed = _field(path).path
        texts = (record_text(listed, one) if isinstance(one, BaseModel) else str(one) for one in value)
        return joined([text for text in texts if text])
    assert field.kind is not None
    return field.kind.write(value)


def complaint(check: Callable[[], object]) -> str | None:
    """What a BadValue says, in one sentence after the other; None where nothing is refused."""
    try:
        check()
    except BadValue as bad:
        expected = f"应为{bad.expected}。" if bad.expected else ""
        return f"{bad.problem}。{expected}{bad.remedy}".rstrip("。") + "。"
    return None


def nil_at(project: Project, path: Path) -> Path | None:
    """Where 无 can be said for a question: at the field itself, else at a record around it of which nothing is known."""
    for end in range(len(path), 0, -1):
        field = field_at(path[:end])
        if field is None or isinstance(path[end - 1], int):
            return None
        if end < len(path) and (field.shape is not Shape.RECORD or _says_something(project, path[:end])):
            return None
        if field.may_be_nil:
            return path[:end]
    return None


def _says_something(project: Project, path: Path) -> bool:
    return value_at(project, path) not in (None, NIL)


def is_nil(project: Project, path: Path, text: str) -> bool:
    """Whether a typed text says 无, where 无 can be said."""
    return text.strip() in ("无", "没有") and nil_at(project, path) is not None


def put(tree: Tree, path: Path, value: Tree) -> tuple[Edit, ...]:
    """The edit that puts a value at a path of a file's tree, also where what is around it is 无 so far."""
    end = _said_none(tree, path)
    return (Edit(path, value),) if end is None else (Edit(path[:end], _nested(path[end:], value)),)


def put_nil(project: Project, path: Path) -> tuple[Edit, ...]:
    """The edit that says 无 for a question: `[]` for a list. Raises ValueError where 无 cannot be said."""
    at = nil_at(project, path)
    if at is None:
        raise ValueError(f"{path} cannot be 无")
    is_list = _field(at).shape in (Shape.ROWS, Shape.VALUES, Shape.MAPPING)
    return (Edit(at, [] if is_list else str(NIL)),)


def clear(tree: Tree, path: Path) -> tuple[Edit, ...]:
    """The edit that makes a path of a file's tree unknown again."""
    end = _said_none(tree, path)
    return (Edit(path if end is None else path[:end], DELETE),)


def keep_rest(path: Path, standing: Tree, value: Tree) -> Tree:
    """Rows of which only names and levels were asked, with all else that stands in the rows of the same names."""
    if not (isinstance(standing, list) and isinstance(value, list)):
        return value
    line = line_of(pattern(path))
    key, level = (line.name, line.level) if line else ("name", "")
    rest = {
        row.get(key): {one: kept for one, kept in row.items() if one != level}
        for row in standing
        if isinstance(row, dict)
    }
    return [rest.get(row[key], {}) | row if isinstance(row, dict) and key in row else row for row in value]


def tree_at(tree: Tree, path: Path) -> Tree:
    """What stands in the file at a path; None where nothing does."""
    for part in path:
        if isinstance(part, str):
            tree = tree.get(part) if isinstance(tree, dict) else None
        else:
            tree = tree[part] if isinstance(tree, list) and part < len(tree) else None
    return tree


def _said_none(tree: Tree, path: Path) -> int | None:
    """How much of a path leads to the text 无, where a record or a list would stand."""
    return next((end for end in range(1, len(path)) if isinstance(tree_at(tree, path[:end]), str)), None)


def _nested(path: Path, value: Tree) -> Tree:
    for part in reversed(path):
        value = {part: value} if isinstance(part, str) else [value]
    return value
