"""A YAML file to a `Source`: a tree of texts, and the place of each for complaints."""

from __future__ import annotations

from pathlib import Path

from evalprep.errors import InputError, Place, Problem
from evalprep.model.validation import Path as TreePath
from evalprep.model.validation import Source, Tree
from evalprep.store.compose import compose
from evalprep.store.nodes import Mapping, Node, Scalar
from evalprep.store.text import LIMIT, read_text


def read_yaml(
    path: Path, *, name: str | None = None, error: type[InputError] = InputError, limit: int = LIMIT
) -> Source:
    """Read a YAML file, which complaints call `name`; raises `error` with every complaint."""
    return parse_yaml(read_text(path, limit=limit, error=error).text, name or str(path), error=error)


def parse_yaml(text: str, file: str, *, error: type[InputError] = InputError) -> Source:
    """Read YAML text: mappings, lists, every scalar as it is written, and None where nothing stands.

    An empty plain scalar and a plain ~ or null are None; quoted they are text. The place of a mapping's entry is
    that of its key, of a list's item where its content begins (after 「- 」), of the whole that of the first key.
    Raises `error` with every complaint about the file, in its order.
    """
    root, problems = compose(text, file)
    if root is None and not problems:
        told = "文件里没有内容，只有注释" if text.strip() else "文件是空的"
        problems = [Problem("empty_file", told, "写上内容，每项一行「键: 值」", Place(file, 1, 1))]
    if problems or root is None:
        raise error(problems)
    places: dict[TreePath, Place] = {}
    places[()] = Place(file, root.start.line + 1, root.start.column + 1)
    return Source(file, _tree(root, (), places, file), places)


def _tree(node: Node, path: TreePath, places: dict[TreePath, Place], file: str) -> Tree:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Mapping):
        mapping: dict[str, Tree] = {}
        for key, value in node.entries:
            inner = (*path, key.text)
            places[inner] = Place(file, key.start.line + 1, key.start.column + 1)
            mapping[key.text] = _tree(value, inner, places, file)
        return mapping
    items: list[Tree] = []
    for index, item in enumerate(node.items):
        inner = (*path, index)
        places[inner] = Place(file, item.start.line + 1, item.start.column + 1)
        items.append(_tree(item, inner, places, file))
    return items
