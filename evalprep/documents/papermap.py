"""An entry of the library as one of the four kinds of paper, told apart by one key of its form.yaml."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from evalprep.documents.awaited import AwaitedMap, parse_awaited
from evalprep.documents.forms.formfile import parse_form_map
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.outlines.outline_map import OutlineMap, parse_outline_map
from evalprep.documents.sheets.listfile import KnownPath, parse_list_map
from evalprep.documents.sheets.listmap import ListMap, Table
from evalprep.errors import FormError, Problem
from evalprep.model.validation import Source

PaperMap = FormMap | OutlineMap | ListMap | AwaitedMap
"""An official form, a free document, a list, or a form whose official file is awaited."""
KINDS = {
    "sections": "官方表格的各部分",
    "layout": "文稿的版式",
    "sheets": "Excel 名单的工作表",
    "awaits": "缺官方文件，到哪里取",
}
"""The key of each kind, with what it says."""


def parse_paper(source: Source, tables: Callable[[], Mapping[str, Table]], known_path: KnownPath) -> PaperMap:
    """The entry in `source`; raises FormError with every complaint and its place.

    `tables` gives the named tables of lists; `known_path` says whether a list may print a path.
    """
    tree = source.tree if isinstance(source.tree, dict) else {}
    kinds = [key for key in KINDS if key in tree]
    if len(kinds) != 1:
        listed = "、".join(f"{key}（{what}）" for key, what in KINDS.items())
        told = f"同时写了 {'、'.join(kinds)}" if kinds else "看不出这是哪一种表格或文稿"
        raise FormError(Problem("bad_paper", told, f"写且只写其中一个：{listed}", source.place(())))
    match kinds[0]:
        case "sections":
            return parse_form_map(source)
        case "sheets":
            return parse_list_map(source, tables(), known_path)
        case "awaits":
            return parse_awaited(source)
        case _:
            return parse_outline_map(source)
