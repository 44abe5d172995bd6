"""Edits of a YAML text that leave every other character where it is: comments, order, quoting, width, indents.

Nothing is dumped anew: what has changed is cut out of the text and written in, at the places that the parser
names. The result is read back and held against what the edits make of the values; wrong data is never saved.
"""

from __future__ import annotations

from collections.abc import Sequence

from evalprep.errors import InputError
from evalprep.store.compose import compose
from evalprep.store.draft import DELETE, Draft, Edit, KeyOrder, apply_edit, edited, tree_of
from evalprep.store.nodes import Mapping, Node, Scalar
from evalprep.store.nodes import Sequence as SequenceNode
from evalprep.store.render import BLOCK_HEADER, Layout
from evalprep.store.splices import Splices

__all__ = ["DELETE", "Edit", "apply_edits"]


def apply_edits(
    text: str, edits: Sequence[Edit], key_order: KeyOrder | None = None, file: str = "evalprep.yaml"
) -> str:
    """The text with the edits, one after the other; its lines end in `\\n`, and so do those of the result.

    A new key stands where `key_order` of its mapping's path puts it among its neighbours, else last. Where nothing
    changes the same text comes back. Raises InputError where the text is no readable YAML (`file` names it), ValueError where a path
    leads through a text or past a list's end, RuntimeError where the result does not read as it should.
    """
    if "\r" in text:
        raise ValueError("line ends must be \\n: decode the file with store.text")
    root = _readable(text, file)
    before = tree_of(root) or {}
    expected = edited(before, edits)
    if expected == before:
        return text
    text, root = _closed(text, root, file)
    draft = Draft(root) if root else Draft(None, {})
    for edit in edits:
        apply_edit(draft, edit, key_order or _no_order)
    result = Splices(text, _layout(root) if root else Layout()).of(draft)
    read_back, problems = compose(result, file)
    if problems or (tree_of(read_back) or {}) != expected:
        raise RuntimeError("the rewritten file does not read back as it should; nothing was saved")
    return result


def _no_order(_: object) -> Sequence[str]:
    return ()


def _readable(text: str, file: str) -> Mapping | None:
    root, problems = compose(text, file)
    if problems:
        raise InputError(problems)
    return root


def _closed(text: str, root: Mapping | None, file: str) -> tuple[str, Mapping | None]:
    """The text with a line end at its end; a block text that ends there must not gain one by it."""
    if not text or text.endswith("\n"):
        return text, root
    last: Node | None = root
    while isinstance(last, Mapping | SequenceNode):
        children = [value for _, value in last.entries] if isinstance(last, Mapping) else last.items
        last = children[-1] if children else None
    if last and last.style in ("|", ">"):
        start = last.start.index
        text = text[:start] + BLOCK_HEADER.sub(r"\1\2\3-", text[start:], count=1)
    text += "\n"
    return text, _readable(text, file)


def _layout(root: Mapping) -> Layout:
    """How the file indents, by the first example of each kind."""
    steps, offsets, gaps = [], [], []
    waiting: list[tuple[Node, int]] = [(root, -1)]
    for node, parent in waiting:
        if isinstance(node, Scalar) or node.flow:
            continue
        column = node.start.column
        if isinstance(node, Mapping):
            steps += [column - parent] if parent >= 0 else []
            waiting += [(value, column) for _, value in node.entries]
            offsets += [
                v.start.column - column for _, v in node.entries if isinstance(v, SequenceNode) and not v.flow
            ]
        else:
            beside = (item.start.column - column for item in node.items if item.start.line == node.start.line)
            gaps += [gap for gap in beside if gap > 1]  # an empty item begins right behind its dash
            waiting += [(item, -1) for item in node.items]
    return Layout((steps or [2])[0], (offsets or [2])[0], (gaps or [2])[0])
