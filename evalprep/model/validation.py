"""From a tree of plain values with places to a pydantic model, or to all complaints about it at once.

The tree is what `store` reads: mappings, lists, texts (every scalar as written) and None (an empty value).
Used for project files, checklists and form maps alike, so that each complaint reads the same.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from evalprep.errors import Place, Problem
from evalprep.model.masking import hidden, masked

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]
Tree = dict[str, Any] | list[Any] | str | None
M = TypeVar("M", bound=BaseModel)


def path_text(path: Path) -> str:
    """`("staff", 2, "education")` as `staff[2].education`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


@dataclass(frozen=True)
class Source:
    """A file as read: its name, its tree of values, and the place of each value by path."""

    file: str
    tree: Tree
    places: Mapping[Path, Place] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """The place of `path`, or of the nearest thing around it that stands in the file."""
        path = _path_in_tree(path, self.tree)
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.file))


@dataclass(frozen=True)
class Wording:
    """How complaints about one kind of file name its fields."""

    noun: str = "文件"
    label: Callable[[Path], str | None] = lambda path: None
    """The Chinese name of the field at a path."""
    keys: Callable[[Path], Mapping[str, str]] = lambda path: {}
    """The keys allowed in the mapping at a path, each with its Chinese name."""


def validate(model: type[M], source: Source, wording: Wording) -> tuple[M | None, list[Problem]]:
    """The model made of the source's tree, or None with every complaint, in the order of the file."""
    try:
        return model.model_validate(source.tree), []
    except ValidationError as error:
        problems = _problems(error.errors(include_url=False), source, wording)
        return None, sorted(problems, key=lambda problem: problem.place or Place(source.file))


def _problems(errors: Iterable[ErrorDetails], source: Source, wording: Wording) -> list[Problem]:
    seen: dict[tuple[Place | None, str], Problem] = {}
    for details in errors:
        if details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]:
            continue  # what is wrong with each item of a list is told there: the list is not empty
        path = _path_in_tree(details["loc"], source.tree)
        problem = _problem(details, path, source, wording)
        seen.setdefault((problem.place, problem.problem), problem)
    return list(seen.values())


def _path_in_tree(location: tuple[str | int, ...], tree: Tree) -> Path:
    """The steps of a pydantic location that exist in the file; union tags are passed over, a missing key stays last."""
    path: list[str | int] = []
    node: Any = tree
    for index, part in enumerate(location):
        if isinstance(node, dict) and part in node:  # noqa: SIM114  (apart, mypy sees which index fits which node)
            node = node[part]
        elif isinstance(node, list) and isinstance(part, int) and part < len(node):
            node = node[part]
        elif not (isinstance(node, dict) and index == len(location) - 1 and str(part).isidentifier()):
            continue
        path.append(part)
    return tuple(path)


def _problem(details: ErrorDetails, path: Path, source: Source, wording: Wording) -> Problem:
    code, told, remedy = _told(details, path, wording)
    return Problem(code, masked(told), masked(remedy), source.place(path))


def _told(details: ErrorDetails, path: Path, wording: Wording) -> tuple[str, str, str]:
    """Code, problem and remedy of one complaint."""
    kind, context, value = details["type"], details.get("ctx", {}), details["input"]
    name = _name(path, wording)
    if kind == "extra_forbidden":
        return "unknown_key", *_unknown_key(path, wording)
    if kind == "missing":
        return "missing_key", f"{name}没有填", "补上这一项"
    if kind == "bad_value":
        found = _found(_masked(value) if context.get("kind") in PERSONAL else value)
        return (
            "bad_value",
            f"{name}：{context['problem']}{found}",
            f"应为{context['expected']}。{context['remedy']}",
        )
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        return "unknown_operator", *_unknown_operator(value, path, wording)
    if kind == "too_short":
        return "empty_list", f"{name}不能是空的", "至少写一条，或删去这一项"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return "not_a_mapping", f"{name}应当分项填写{_found(value)}", _how_to_itemise(path, wording)
    if kind in ("tuple_type", "list_type", "frozen_set_type"):
        remedy = "每一条另起一行，以「- 」开头；确实一条也没有的写 []，还不知道的删去这一项"
        return "not_a_list", f"{name}应当是列表{_found(value)}", remedy
    return "bad_value", f"{name}：{details['msg']}{_found(value)}", "对照说明改正这一项"


def _how_to_itemise(path: Path, wording: Wording) -> str:
    listed = _listed_keys(wording.keys(path))
    return f"在下一行缩进两格，逐项写「键: 值」{f'，可以写：{listed}' if listed else ''}"


def _unknown_key(path: Path, wording: Wording) -> tuple[str, str]:
    key = str(path[-1])
    allowed = wording.keys(path[:-1])
    near = nearest(key, allowed)
    told = f"{wording.noun}里没有「{key}」这一项"
    if near:
        label = allowed[near]
        return told, f"是不是「{near}」{f'（{label}）' if label else ''}？改成它，或删去这一行"
    listed = _listed_keys(allowed)
    return told, f"这里可以写：{listed}" if listed else "删去这一行"


def _listed_keys(allowed: Mapping[str, str]) -> str:
    """name（姓名）、sex（性别）……"""
    named = [f"{key}（{label}）" if label else key for key, label in list(allowed.items())[:12]]
    return "、".join(named) + ("等" if len(allowed) > 12 else "")


def _unknown_operator(found: object, path: Path, wording: Wording) -> tuple[str, str]:
    """A mapping that should hold one operator and holds none that is known."""
    allowed = wording.keys(path)
    words = list(found) if isinstance(found, dict) else []
    near = next((guess for guess in (nearest(str(word), allowed) for word in words) if guess), None)
    told = f"这里的条件（{'、'.join(map(str, words)) or '空'}）不认识"
    return told, f"是不是「{near}」？" if near else f"可以用的条件：{'、'.join(allowed)}"


def nearest(word: str, allowed: Mapping[str, str] | Iterable[str]) -> str | None:
    """The allowed name that `word` was probably meant to be: by its Chinese label, else by spelling."""
    names = dict(allowed) if isinstance(allowed, Mapping) else dict.fromkeys(allowed, "")
    by_label = {label: name for name, label in names.items() if label}
    if word in by_label:
        return by_label[word]
    lowered = {name.lower(): name for name in names}
    close = difflib.get_close_matches(word.lower(), lowered, n=1, cutoff=0.6)
    if close:
        return lowered[close[0]]
    close = difflib.get_close_matches(word, by_label, n=1, cutoff=0.5)
    return by_label[close[0]] if close else None


def _name(path: Path, wording: Wording) -> str:
    """「学历」（staff[2].education）: the Chinese name first, then the path as it stands in the file."""
    if not path:
        return wording.noun
    label = wording.label(path)
    return f"「{label}」（{path_text(path)}）" if label else f"「{path_text(path)}」"


PERSONAL = ("id_number", "phones")
"""The kinds whose digits a message must not show in full."""


def _masked(value: object) -> object:
    return hidden(value) if isinstance(value, str) else value


def _found(value: object) -> str:
    if isinstance(value, str):
        shown = value if len(value) <= 40 else value[:40] + "…"
        return f"，这里写的是「{shown}」"
    if value is None:
        return "，这里是空的"
    return (
        f"，这里是{'列表' if isinstance(value, list | tuple) else '一组分项'}"
        if not isinstance(value, int | float)
        else ""
    )
