"""New values as YAML text: read back by us letter for letter, and by other YAML programs as the same thing.

What looks like a number but is none to us (an identity number, a phone with a leading 0, 12:30) is quoted, so
that no other program rounds it, drops its zero or counts it as minutes; so is `no`, which to some means false.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import east_asian_width

from evalprep.errors import InputError, Problem
from evalprep.model.validation import Tree

BLOCK_HEADER = re.compile(r"([|>])([0-9]?)[+-]?([0-9]?)")
"""How a text of several lines begins: its sign, and how far its lines are indented."""

FLOW_WIDTH = 80
"""A list of single texts that is narrower than this stands on one line; a Chinese character takes two columns."""

# Anything that YAML 1.1 or 1.2 may read as something else than text: numbers in every base, with _ and with
# minutes (12:30), dates, and words.
_NUMBER = re.compile(
    r"[-+]?(0[bB][01_]+|0[oO]?[0-7_]+|0[xX][0-9a-fA-F_]+|\.(inf|Inf|INF)"
    r"|[0-9_]*(:[0-9_]+)+(\.[0-9_]*)?|[0-9_]*\.?[0-9_]*([eE][-+]?[0-9_]+)?)"
)
_LONG_OR_ZERO = re.compile(r"[0-9]{15,}[xX]?|[-+]?0[0-9][0-9-]*")
_SAFE_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,13}|-?(0|[1-9][0-9]{0,8})\.[0-9]{0,3}[1-9]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt\s].*)?")
_WORD = re.compile(r"y|n|yes|no|on|off|true|false|null|~|\.nan|=|<<", re.IGNORECASE)
_SPECIAL_START = re.compile(r"""[-?:,\[\]{}#&*!|>'"%@`\s]|\.\.\.|[a-z][a-z0-9_]*(：|:(?!/))""")
_UNSEEN = "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_NOT_PLAIN = re.compile(rf":\s|:$|\s#|{_UNSEEN}")
_NOT_IN_FLOW = re.compile(r"[,\[\]{}?:：]")
_NOT_LITERAL = re.compile(rf"^\t|(?![\n\t]){_UNSEEN}", re.MULTILINE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


@dataclass(frozen=True)
class Layout:
    """How a file indents: all in columns."""

    step: int = 2
    """From a key to the keys below it."""
    offset: int = 2
    """From a key to the dashes below it."""
    gap: int = 2
    """From a dash to what it introduces."""


def block(
    value: Tree, column: int, layout: Layout, style: str = "", *, dash: bool = False
) -> tuple[str, list[str]]:
    """What follows 「key:」 or 「-」 at `column`: the rest of that line, and the lines below.

    A list of rows and a mapping stand below, a short list of texts in brackets on the line, a text of several
    lines as a literal block. `style` is the quoting that a text should keep where it can.
    """
    if value is None:
        return "", []
    if isinstance(value, str):
        return _scalar(value, column + layout.step, style)
    if not value or (isinstance(value, list) and _is_short(value)):
        return flow(value), []
    inner = column + (layout.gap if dash else layout.step if isinstance(value, dict) else layout.offset)
    lines = entries(value, inner, layout) if isinstance(value, dict) else items(value, inner, layout)
    if not dash:
        return "", lines
    return lines[0][inner:], lines[1:]


def entries(mapping: Mapping[str, Tree], column: int, layout: Layout) -> list[str]:
    """The lines of a mapping whose keys stand at `column`."""
    lines: list[str] = []
    for key, value in mapping.items():
        head, body = block(value, column, layout)
        lines += [f"{' ' * column}{key_text(key)}:{head and ' ' + head}", *body]
    return lines


def items(values: Sequence[Tree], column: int, layout: Layout) -> list[str]:
    """The lines of a list whose dashes stand at `column`."""
    lines: list[str] = []
    for value in values:
        head, body = block(value, column, layout, dash=True)
        lines += [f"{' ' * column}-{head and ' ' * (layout.gap - 1) + head}", *body]
    return lines


def flow(value: Tree, style: str = "") -> str:
    """A value on one line, in brackets and braces."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return inline(value, style, in_flow=True)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key_text(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    return "[" + ", ".join(flow(inner) for inner in value) + "]"


def key_text(key: str) -> str:
    """A key as it stands before its colon."""
    return inline(key, "", in_flow=True)


def inline(text: str, style: str, *, in_flow: bool = False) -> str:
    """A text on one line, in the quoting given where it can be kept: plain where that is safe, else quoted."""
    if not isinstance(text, str):
        raise TypeError(f"not a text: {text!r}")
    if _SURROGATE.search(text):
        raise InputError(Problem("not_text", "输入的文字里有残缺的编码（乱码）", "重新输入这一项"))
    if style == "" and _is_plain(text, in_flow):
        return text
    one_line = not re.search(_UNSEEN, text)
    if one_line and (style == "'" or (style != '"' and re.search(r'["\\]', text))):
        return "'" + text.replace("'", "''") + "'"
    return '"' + re.sub(rf'["\\]|{_UNSEEN}', lambda found: _escaped(found[0]), text) + '"'


def _escaped(sign: str) -> str:
    code = ord(sign)
    return _ESCAPES.get(sign) or (f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}")


def _scalar(text: str, column: int, style: str) -> tuple[str, list[str]]:
    """A text after a key; as a literal block, its lines at `column`, where it has several or had one before."""
    wanted = style in ("|", ">") or (style == "" and "\n" in text)
    if not wanted or not _is_literal(text):
        return inline(text, "" if style in ("|", ">") else style), []
    lines = text.removesuffix("\n").split("\n")
    return "|" if text.endswith("\n") else "|-", [" " * column + line if line else "" for line in lines]


def _is_literal(text: str) -> bool:
    """Whether a literal block holds the text: no blank where its indent is measured or its end is cut."""
    if _NOT_LITERAL.search(text) or not re.match(r"\n*[^ \t\n]", text):
        return False
    return bool(text.removesuffix("\n").split("\n")[-1].strip(" \t"))


def _is_short(values: Sequence[Tree]) -> bool:
    if not all(isinstance(value, str) and "\n" not in value for value in values):
        return False
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in flow(list(values))) < FLOW_WIDTH


def _is_plain(text: str, in_flow: bool) -> bool:
    if _SAFE_NUMBER.fullmatch(text) or text in ("true", "false"):
        return True
    if not text or _SPECIAL_START.match(text) or text[-1].isspace() or _NOT_PLAIN.search(text):
        return False
    if in_flow and _NOT_IN_FLOW.search(text):
        return False
    if _DATE.fullmatch(text):
        return _is_date(text)
    return not (_NUMBER.fullmatch(text) or _LONG_OR_ZERO.fullmatch(text) or _WORD.fullmatch(text))


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
