"""Edits on a file's nodes: what stays as it stands, what is new, what is gone.

A `Draft` is one value of the file to be. It knows the node that stands for it now, so that the rewriting touches
the text of what has changed and of nothing else. Only what an edit leads through is opened.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import Any

from evalprep.model.validation import Path, Tree
from evalprep.store.nodes import Mapping, Node, Scalar

KeyOrder = Callable[[Path], Sequence[str]]


class Marker(Enum):
    """Values that are no text."""

    DELETE = "delete"
    KEPT = "kept"


DELETE = Marker.DELETE


@dataclass(frozen=True)
class Edit:
    """Put `value` at `path` (keys and list indexes from 0; an index equal to the length appends), or DELETE it."""

    path: Path
    value: Tree | Marker


class Draft:
    """One value of the file to be: `origin` is what stands there now; `value` what is to stand, opened or KEPT."""

    __slots__ = ("origin", "value")

    def __init__(
        self, origin: Node | None, value: dict[str, Draft] | list[Draft] | str | Marker | None = Marker.KEPT
    ) -> None:
        self.origin, self.value = origin, value

    def opened(self) -> Any:
        """The value, one level deep; the drafts below it can be changed."""
        if self.value is Marker.KEPT:
            node = self.origin
            if isinstance(node, Mapping):
                self.value = {key.text: Draft(value) for key, value in node.entries}
            elif node is None or isinstance(node, Scalar):
                self.value = node.value if node else None
            else:
                self.value = [Draft(item) for item in node.items]
        return self.value

    def tree(self) -> Tree:
        """The whole value, plain."""
        if self.value is Marker.KEPT:
            return tree_of(self.origin)
        value = self.opened()
        if isinstance(value, dict):
            return {key: draft.tree() for key, draft in value.items()}
        return [draft.tree() for draft in value] if isinstance(value, list) else value


def tree_of(node: Node | None) -> Tree:
    """The plain value of a node: mappings, lists, texts, and None where nothing stands."""
    if node is None or isinstance(node, Scalar):
        return node.value if node else None
    if isinstance(node, Mapping):
        return {key.text: tree_of(value) for key, value in node.entries}
    return [tree_of(item) for item in node.items]


def apply_edit(root: Draft, edit: Edit, order: KeyOrder) -> None:
    """Change the draft; a mapping or list that is missing on the way is made. ValueError where a text is in the way."""
    create = edit.value is not DELETE
    draft: Draft | None = root
    for depth in range(len(edit.path) - 1):
        draft = _child(draft, edit.path, depth, order, create) if draft else None
    if draft is None:
        return
    if not create:
        _remove(draft, edit.path)
        return
    place = _child(draft, edit.path, len(edit.path) - 1, order, create)
    if place is not None and not isinstance(edit.value, Marker):
        _assign(place, edit.value, edit.path, order)


def edited(tree: Tree, edits: Sequence[Edit]) -> Tree:
    """What the edits make of a plain value, worked out without any draft: the rewriting is held against it."""
    tree = deepcopy(tree)
    for edit in edits:
        if not edit.path:
            raise ValueError("the whole file is not edited at once: give the path of an entry")
        tree = _edited(tree, edit.path, edit.value)
    return tree


def _edited(tree: Any, path: Path, value: Any) -> Any:
    if not path:
        return deepcopy(value)
    part, rest = path[0], path[1:]
    if tree is None:
        if value is DELETE:
            return None
        tree = {} if isinstance(part, str) else []
    fits = (
        isinstance(tree, dict) if isinstance(part, str) else isinstance(tree, list) and 0 <= part <= len(tree)
    )
    if not fits:
        raise ValueError(f"{path} leads nowhere: {tree!r}")
    missing = part not in tree if isinstance(part, str) else part == len(tree)
    if value is DELETE and (missing or not rest):
        if not missing:
            del tree[part]
    elif isinstance(part, int) and missing:
        tree.append(_edited(None, rest, value))
    else:
        tree[part] = _edited(None if missing else tree[part], rest, value)
    return tree


def _child(draft: Draft, path: Path, depth: int, order: KeyOrder, create: bool) -> Draft | None:
    """The draft at `path[depth]` below `draft`, made where it is missing and `create` says so."""
    part, value = path[depth], draft.opened()
    if value is None and create:
        value = draft.value = {} if isinstance(part, str) else []
    if isinstance(part, str) and isinstance(value, dict):
        if part not in value and create:
            _insert(value, part, order(path[:depth]))
        return value.get(part)
    if isinstance(part, int) and isinstance(value, list):
        if part == len(value) and create:
            value.append(Draft(None, None))
        return value[part] if part < len(value) else None
    return None


def _insert(mapping: dict[str, Draft], key: str, order: Sequence[str]) -> None:
    """Add an empty entry after the key that comes before it by `order`, else before the one that comes after."""
    names = list(mapping)
    position = len(names)
    if key in order:
        rank = order.index(key)
        earlier = [name for name in reversed(order[:rank]) if name in mapping]
        later = [index for index, name in enumerate(names) if name in order[rank:]]
        position = names.index(earlier[0]) + 1 if earlier else min(later, default=position)
    entries = list(mapping.items())
    entries.insert(position, (key, Draft(None, None)))
    mapping.clear()
    mapping.update(entries)


def _remove(draft: Draft, path: Path) -> None:
    part, value = path[-1], draft.opened()
    if isinstance(value, dict):
        value.pop(part, None)
    elif isinstance(value, list) and isinstance(part, int) and part < len(value):
        del value[part]


def _assign(draft: Draft, value: Tree, path: Path, order: KeyOrder) -> None:
    """Make the draft hold `value`; what is equal below it stays as it stands."""
    if draft.tree() == value:
        return
    current = draft.opened()
    if isinstance(value, dict) and isinstance(current, dict):
        _assign_mapping(current, value, path, order)
    elif isinstance(value, list) and isinstance(current, list):
        draft.value = _aligned(current, value, path, order)
    else:
        draft.value = _new(value).value


def _new(value: Tree) -> Draft:
    if isinstance(value, dict):
        return Draft(None, {key: _new(inner) for key, inner in value.items()})
    return Draft(None, [_new(inner) for inner in value] if isinstance(value, list) else value)


def _assign_mapping(current: dict[str, Draft], value: dict[str, Any], path: Path, order: KeyOrder) -> None:
    for key in [key for key in current if key not in value]:
        del current[key]
    for key, inner in value.items():
        if key not in current:
            _insert(current, key, order(path) or tuple(value))
        _assign(current[key], inner, (*path, key), order)


def _aligned(current: list[Draft], value: list[Any], path: Path, order: KeyOrder) -> list[Draft]:
    """The drafts of a list's new items: equal rows keep theirs, changed rows are changed in their place."""
    old = [json.dumps(draft.tree(), sort_keys=True) for draft in current]
    new = [json.dumps(item, sort_keys=True) for item in value]
    drafts: list[Draft] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            drafts += current[i1:i2]
            continue
        for index in range(j1, j2):
            kept = current[i1 + index - j1] if i1 + index - j1 < i2 else Draft(None, None)
            _assign(kept, value[index], (*path, index), order)
            drafts.append(kept)
    return drafts
