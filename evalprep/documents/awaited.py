"""A form whose official file is not in the notice's text (缺官方文件): known by name, with where the file is to be had.

Once the user's library holds an entry of the same name, with a map and a blank, that one comes first and is filled.
"""

from __future__ import annotations

from evalprep.documents.forms.formmap import Origin, Strict, Words
from evalprep.errors import FormError
from evalprep.model.validation import Source, Wording, validate

_KEYS = {
    "form": "表的编号",
    "title": "表名",
    "serves": "对应的要求",
    "source": "出处",
    "awaits": "到哪里取官方文件",
}
_OF_SOURCE = {"notice": "通知文号", "annex": "附件", "layout": "版式来源"}


class AwaitedMap(Strict):
    """A form without blank or map: what it is called, which requirements it serves, and where its file is to be had."""

    form: Words
    title: Words
    serves: tuple[Words, ...]
    source: Origin
    awaits: Words


def parse_awaited(source: Source) -> AwaitedMap:
    """The entry in `source`; raises FormError with every complaint and its place."""
    wording = Wording(
        "表格对照文件",
        label=lambda path: {**_KEYS, **_OF_SOURCE}.get(str(path[-1])) if path else None,
        keys=lambda path: _OF_SOURCE if path else _KEYS,
    )
    found, problems = validate(AwaitedMap, source, wording)
    if found is None:
        raise FormError(problems)
    return found
