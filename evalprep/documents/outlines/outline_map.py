"""The map of an outline (form.yaml with `layout:`): what the paper is called, which requirements it serves, its look.

The text itself stands in outline.md beside it. Nothing here touches Markdown or Word, so that `check` starts fast.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from evalprep.documents.forms.formmap import Origin, Strict, Words
from evalprep.errors import FormError
from evalprep.model.kinds import BadValue, Kind
from evalprep.model.validation import Path, Source, Wording, validate

LAYOUTS: Mapping[str, str] = {"letter": "函、承诺书", "plan": "方案、报告", "rules": "规章制度"}


def _layout(text: str) -> str:
    if text not in LAYOUTS:
        raise BadValue("没有这种版式", _LISTED)
    return text


_LISTED = "、".join(f"{name}（{told}）" for name, told in LAYOUTS.items())
Layout = Annotated[
    str, Kind("layout", str, f"以下之一：{_LISTED}", _layout, choices=tuple(LAYOUTS), other_words=False)
]


class OutlineMap(Strict):
    """An outline: its id, title and requirements, where its parts come from, and its layout."""

    form: Words
    title: Words
    serves: tuple[Words, ...]
    source: Origin
    layout: Layout


_KEYS: Mapping[str, str] = {
    "form": "文稿的编号",
    "title": "文稿名",
    "serves": "对应的要求",
    "source": "出处",
    "layout": "版式",
}
_ORIGIN: Mapping[str, str] = {"notice": "通知文号", "annex": "条款", "layout": "内容来源"}


def parse_outline_map(source: Source) -> OutlineMap:
    """The outline map in `source`. Raises FormError with every complaint: place, what is wrong, the nearest right name."""
    found, problems = validate(OutlineMap, source, Wording("文稿说明文件", _label, _keys))
    if found is None:
        raise FormError(problems)
    return found


def _keys(path: Path) -> Mapping[str, str]:
    return _ORIGIN if path == ("source",) else {} if path else _KEYS


def _label(path: Path) -> str | None:
    name = next((part for part in reversed(path) if isinstance(part, str)), None)
    return _keys(path[:-1]).get(str(path[-1])) or (_KEYS.get(name) if name else None)
