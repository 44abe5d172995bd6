"""A plain text that YAML takes for a text, but that surely was meant as a key, a list item or an indent.

A full-width colon (name：某协会), a colon or a dash without its space, and a full-width blank at the line's start are
no mistakes to YAML: it reads on, and the value would silently be something else.
"""

from __future__ import annotations

import re
from typing import Literal

from evalprep.errors import Place, Problem
from evalprep.store.nodes import Scalar

Where = Literal["on its own line", "after its key", "in a list", "in braces"]
# What YAML takes for a text is suspected only where it looks exactly like one of our keys.
_KEY = r"(?P<lead>)(?P<key>[a-z][a-z0-9_]*)"
_KEY_IN: dict[Where, re.Pattern[str]] = {
    "on its own line": re.compile(_KEY + r"(?:：|:(?=[^\s/:]))"),
    "after its key": re.compile(_KEY + r"(?:：|:(?=[^\s/:]))"),
    "in a list": re.compile(_KEY + r"(?:：|:(?=[^\x00-\x7f]))"),
    "in braces": re.compile(r"(?P<lead>)(?P<key>[^\s:：]+)："),
}
_DASH_IN_TEXT = re.compile(r"-(?=[A-Za-z\u4e00-\u9fff])")


def misread(text: str, file: str, scalar: Scalar, where: Where) -> list[Problem]:
    """What a plain text's lines give away of a key, a list item or an indent gone wrong."""
    line_end = text.find("\n", scalar.end.index)
    end = scalar.end.index if where == "in braces" else line_end if line_end >= 0 else len(text)
    problems = []
    for number, line in enumerate(text[scalar.start.index : end].split("\n")):
        if number == 0 and where == "after its key":
            continue
        column = scalar.start.column if number == 0 else len(line) - len(line.lstrip(" \t"))
        place = Place(file, scalar.start.line + number + 1, column + 1)
        problem = _misread_line(line.strip(" \t\r"), where, place)
        problems += [problem] if problem else []
    return problems


def _misread_line(line: str, where: Where, place: Place) -> Problem | None:
    if line[:1] in ("\u3000", "\xa0"):
        told, remedy = f"行首用了全角空格{quoted(line)}", "把行首的全角空格换成半角空格，每级缩进两格"
        return Problem("yaml_full_width_space", told, remedy, place)
    if where != "in a list" and _DASH_IN_TEXT.match(line):
        told, remedy = f"「-」后面少了空格{quoted(line)}", f"写成「- {line[1:41]}」"
        return Problem("yaml_no_space_after_dash", told, remedy, place)
    found = _KEY_IN[where].match(line)
    return colon_problem(line, found, place) if found else None


def colon_problem(line: str, found: re.Match[str], place: Place) -> Problem:
    mended = with_colon(line, found).strip()
    mended = mended if len(mended) <= 60 else mended[:60] + "…"
    remedy = f"改成半角冒号加一个空格：「{mended}」；若这本来就是一段文字，给整段加上引号"
    if "：" in found[0]:
        return Problem("yaml_full_width_colon", f"用了全角冒号「：」{quoted(line)}", remedy, place)
    return Problem("yaml_no_space_after_colon", f"冒号后面少了空格{quoted(line)}", remedy, place)


def with_colon(line: str, found: re.Match[str]) -> str:
    value = line[found.end() :].lstrip()
    return f"{found['lead']}{found['key']}: {value}"


def quoted(line: str) -> str:
    shown = line.strip()
    shown = shown if len(shown) <= 60 else shown[:60] + "…"
    return f"：「{shown}」" if shown else ""
