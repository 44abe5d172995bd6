"""How values, rows and their places read in a diff. Identity numbers and phones are masked here, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel

from evalprep.intake.merge.changes import Where
from evalprep.intake.merge.meaning import known_values
from evalprep.intake.oneline import line_of
from evalprep.intake.reads import NAMING
from evalprep.model.fields import Field, field_at, fields, label, pattern, value_at
from evalprep.model.masking import hidden, masked
from evalprep.model.project import Project
from evalprep.model.validation import PERSONAL, Path, Tree

LONGEST = 80
"""Characters of a text that are shown."""
NONE = "无"


def shown(path: Path, tree: Tree) -> str:
    """A tree of the project file as a person reads it."""
    field = field_at(path)
    if isinstance(tree, list):
        return "、".join(_item(field, one) for one in tree) or NONE
    return _shown(field, str(tree))


def _item(field: Field | None, tree: Any) -> str:
    if not isinstance(tree, dict) or field is None:
        return _shown(field, str(tree))
    line = line_of(field.path)
    first = [line.name, line.level] if line else [key for key in NAMING if key in tree][:1]
    rest = [key for key in tree if key not in first]
    texts = " ".join(str(tree[key]) for key in first if key in tree)
    others = "，".join(_beside(f"{field.path}[].{key}", tree[key]) for key in rest)
    return masked(f"{texts}（{others}）" if others else texts)


def _beside(path: str, tree: Any) -> str:
    """What a record holds beside its name: 专业 机械; 有证明文件."""
    if isinstance(tree, dict | list):
        return f"有{fields()[path].label}" if path in fields() else ""
    return f"{fields()[path].label} {tree}" if path in fields() else str(tree)


def _shown(field: Field | None, text: str) -> str:
    text = " ".join(text.split())
    if field is not None and field.kind is not None and field.kind.name == "yes_no" and text != NONE:
        return "是" if field.kind.parse(text) else "否"
    if field is not None and field.kind is not None and field.kind.name in PERSONAL and text != NONE:
        return "、".join(hidden(one) for one in text.split("、"))
    text = masked(text)
    return f"{text[:LONGEST]}……（共 {len(text)} 字）" if len(text) > LONGEST else text


def told_apart(old: str | None, new: str, raw_old: Tree, raw_new: Tree) -> str:
    """The new text; where masking makes it look like the old one, it is said that they differ."""
    if old == new and raw_old != raw_new:
        return f"{new}（遮住或略去的部分不同）"
    return new


def place(path: Path, project: Project, names: Mapping[Path, str]) -> Where:
    """Where a path leads, in words; `names` are those of rows that the project does not have."""
    numbers = [at for at, part in enumerate(path) if isinstance(part, int)]
    if not numbers:
        return Where(label(path[:1]) or str(path[0]), "", label(path) or str(path[-1]))
    section, start = "", 0
    for at in numbers:
        listed = (label(path[:at]) or "").rsplit("·", 1)[-1]
        section = f"{section}·{listed}" if section else listed
        row = path[: at + 1]
        name = names.get(row) or row_name(row, value_at(project, row))
        text, start = f"第 {int(path[at]) + 1} 行 {name}".rstrip(), at + 1
        if at != numbers[-1]:
            section += text
    return Where(section, text, inner(path, start))


def inner(path: Path, start: int) -> str:
    """The label of a field within its row: 学历, 租期开始日, 证明文件 职称证书."""
    field = field_at(path[: start + 1])
    if len(path) - start == 2 and field is not None and field.key == "files":
        return f"{field.label} {path[-1]}"
    last = field_at(path)
    return last.label if last is not None and path[-1] == last.key else str(path[-1])


def row_name(row: Path, record: Any) -> str:
    """What a row of the project is called; nothing where nothing is known."""
    if not isinstance(record, BaseModel):
        return ""
    known = known_values(record)
    return name_of({path[0]: str(value) for path, value in known.items() if len(path) == 1})


def name_of(texts: dict[Any, str]) -> str:
    """What a row is called, by the texts of its columns."""
    first = next((texts[key] for key in (*NAMING, "code", "id_number") if texts.get(key)), "")
    second = texts.get("model") or ""
    return masked(" ".join(filter(None, (first, second)))[:LONGEST])


def file_order(path: Path) -> tuple[int, list[int], int]:
    """Where something stands in the project file: its list or part, then its row, then its column."""
    numbers = [at for at, part in enumerate(path) if isinstance(part, int)]
    listed = path[: numbers[-1]] if numbers else path[:1]
    return _columns()[pattern(listed)], [int(path[at]) for at in numbers], _column(pattern(path))


def _column(path: str) -> int:
    return _columns().get(path, _columns().get(path.removesuffix("{}"), 0))


@cache
def _columns() -> Mapping[str, int]:
    return {path: place for place, path in enumerate(fields())}


def counted(names: Sequence[str], most: int = 6) -> str:
    """Names in a row, the first few of them: 学历、职称等 9 项."""
    return "、".join(names[:most]) + (f"等 {len(names)} 项" if len(names) > most else "")
