"""YAML text to nodes: the plain part of YAML that a person writes, and every complaint about the rest at once.

Built from the parser's events, not from its loaders: a scalar stays the text that was written, each node knows
where it begins and ends, and nothing is expanded or built. Refused are aliases, anchors, tags, merge keys, keys
that are no single text, a key written twice, a second document, and nesting deeper than `MAX_DEPTH`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import yaml

from evalprep.errors import Place, Problem
from evalprep.store.misread import misread
from evalprep.store.mistakes import Mistake, explain
from evalprep.store.nodes import Mapping, Mark, Node, Scalar, Sequence

MAX_DEPTH = 50
MOST_MISTAKES = 20
"""How many mistakes of syntax are told at once; each costs one more reading."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_END_OF_MAPPING: Any = yaml.MappingEndEvent
_END_OF_SEQUENCE: Any = yaml.SequenceEndEvent
# What YAML refuses, and the line ends that only YAML knows: an editor would count other lines than we do.
_UNSEEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_REMEDY_UNSEEN = "删去这一处，重新输入这段文字"
_QUESTION_MARK = re.compile(r"(?:^|[\s\[{,])\?[ \t]", re.MULTILINE)
_EXPLICIT_KEY = re.compile(r"(?:.*[\s\[{,])?\?[ \t]+")


def compose(text: str, file: str) -> tuple[Mapping | None, list[Problem]]:
    """The file's mapping, None where it holds nothing; with every complaint, in the order of the file.

    After a mistake that has an obvious mend the rest is read as if it were mended, so that all are told.
    The nodes are not to be changed: whoever saves reads the same text several times, and gets the same nodes.
    """
    root, problems = _composed(text, file)
    return root, list(problems)


@lru_cache(maxsize=2)
def _composed(text: str, file: str) -> tuple[Mapping | None, tuple[Problem, ...]]:
    if problems := _unseen_characters(text, file):
        return None, tuple(problems)
    mistakes: list[Mistake] = []
    while True:
        reader = _Reader(text, file)
        root, mistake = reader.read()
        if mistake is None or mistake.follows_from(mistakes):
            break
        mistakes.append(mistake)
        if mistake.mended is None or len(mistakes) == MOST_MISTAKES:
            break
        text = mistake.mend(text)
    told = {(mistake.problem.code, mistake.problem.place): mistake.problem for mistake in mistakes}
    told |= {(problem.code, problem.place): problem for problem in reader.problems}
    return root, tuple(sorted(told.values(), key=lambda problem: problem.place or Place(file)))


def _unseen_characters(text: str, file: str) -> list[Problem]:
    problems = []
    for found in list(_UNSEEN.finditer(text))[:MOST_MISTAKES]:
        line_start = text.rfind("\n", 0, found.start()) + 1
        place = Place(file, text.count("\n", 0, line_start) + 1, found.start() - line_start + 1)
        problems.append(Problem("control_character", _told_unseen(found[0]), _REMEDY_UNSEEN, place))
    return problems


def unseen_in_key(key: str, place: Place) -> list[Problem]:
    """What a key has of those characters, written as an escape: a key is no field, so that nothing else looks."""
    found = _UNSEEN.search(key)
    return [Problem("control_character", _told_unseen(found[0]), _REMEDY_UNSEEN, place)] if found else []


def _told_unseen(sign: str) -> str:
    return f"有一个看不见的控制字符（U+{ord(sign):04X}），多半是从网页或 Word 里粘贴带来的"


class _TooDeepError(Exception):
    """Stops the reading: what is nested so deep was not written by a person."""


class _Reader:
    """One reading of the text, event by event; nesting is bounded, so recursion is."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.problems: list[Problem] = []
        self.last: Scalar | None = None
        self.aliases: set[str] = set()
        self.question_marks = bool(_QUESTION_MARK.search(text))
        self.next: Callable[[], Any] = _LOADER(text).get_event

    def read(self) -> tuple[Mapping | None, Mistake | None]:
        """The mapping, or the mistake of syntax that stopped the reading; other complaints go to `problems`."""
        try:
            return self._stream(), None
        except yaml.MarkedYAMLError as error:
            return None, explain(error, self.text, self.file, self.last)
        except _TooDeepError:
            return None, None

    def _stream(self) -> Mapping | None:
        self.next()
        if isinstance(self.next(), yaml.StreamEndEvent):
            return None
        root = self._node(self.next(), 1)
        self.next()
        second = self.next()
        if not isinstance(second, yaml.StreamEndEvent):
            told = "文件里有第二份文档：这一行「---」把文件分成了两份"
            self._complain("several_documents", told, "删去这一行，一个文件只写一份", second.start_mark)
        if isinstance(root, Mapping):
            return root
        self._not_a_mapping(root)
        return None

    def _not_a_mapping(self, root: Node) -> None:
        if self.problems or (isinstance(root, Scalar) and root.value is None):
            return
        if isinstance(root, Scalar):
            self.problems += misread(self.text, self.file, root, "on its own line")
        if self.problems:
            return
        found = f"一段文字：「{root.text[:40]}」" if isinstance(root, Scalar) else "一个列表"
        told = f"文件的最外层应当逐项写「键: 值」，这里是{found}"
        self._complain("not_a_mapping", told, "改成每项一行，如「format: 1」", root.start)

    def _node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is yaml.AliasEvent:
            return self._alias(event)
        if event.anchor or event.tag:
            self._anchor_or_tag(event)
        if kind is yaml.ScalarEvent:
            self.last = scalar = Scalar(event.value, event.style or "", event.start_mark, event.end_mark)
            return scalar
        if depth > MAX_DEPTH:
            told = f"嵌套超过 {MAX_DEPTH} 层"
            self._complain("too_deep", told, "检查这里的括号或缩进，一般不超过六层", event.start_mark)
            raise _TooDeepError
        return self._mapping(event, depth) if kind is yaml.MappingStartEvent else self._sequence(event, depth)

    def _mapping(self, event: Any, depth: int) -> Mapping:
        mapping = Mapping(bool(event.flow_style), event.start_mark, event.end_mark)
        seen: dict[str, Scalar] = {}
        while type(event := self.next()) is not _END_OF_MAPPING:
            key = self._node(event, depth + 1)
            value = self._node(self.next(), depth + 1)
            if not isinstance(key, Scalar) or not self._is_plain_key(key):
                self._complex_key(key)
                continue
            self._require_read_as_meant(key, value, mapping.flow)
            first = seen.setdefault(key.text, key)
            if first is key:
                mapping.entries.append((key, value))
            else:
                told = f"「{key.text}」写了两次：第 {first.start.line + 1} 行和第 {key.start.line + 1} 行"
                self._complain("duplicate_key", told, "只留一处，把另一处删去或并进来", key.start)
        mapping.end = event.end_mark
        return mapping

    def _sequence(self, event: Any, depth: int) -> Sequence:
        sequence = Sequence(bool(event.flow_style), event.start_mark, event.end_mark)
        while type(event := self.next()) is not _END_OF_SEQUENCE:
            item = self._node(event, depth + 1)
            sequence.items.append(item)
            if isinstance(item, Scalar) and not item.style and not sequence.flow:
                self.problems += misread(self.text, self.file, item, "in a list")
        sequence.end = event.end_mark
        return sequence

    def _is_plain_key(self, key: Scalar) -> bool:
        return (bool(key.style) or key.text not in ("", "<<")) and not self._is_explicit(key)

    def _is_explicit(self, key: Scalar) -> bool:
        """Whether a question mark introduces the key: legal YAML that nobody writes, and we could not edit."""
        if not self.question_marks:
            return False
        line_start = self.text.rfind("\n", 0, key.start.index) + 1
        return bool(_EXPLICIT_KEY.fullmatch(self.text, line_start, key.start.index))

    def _complex_key(self, key: Node) -> None:
        if not isinstance(key, Scalar):
            told, remedy = "键应当是一个词，这里是一组内容", "把「:」前面改成一个词；若整段是文字，加上引号"
            self._complain("complex_key", told, remedy, key.start)
        elif not key.text and not key.style:
            self._complain("empty_key", "冒号前面没有键", "在冒号前面补上键，或删去这一行", key.start)
        elif key.text == "<<" and not key.style:
            self._complain("merge_key", "不能用「<<」合并", "把要合并的内容照抄一遍", key.start)
        else:
            self._complain("complex_key", "键前面不能有问号", "删去问号，写成「键: 值」", key.start)

    def _alias(self, event: Any) -> Scalar:
        if event.anchor not in self.aliases:
            self.aliases.add(event.anchor)
            told = f"不能用别名「*{event.anchor}」"
            remedy = "把那里的内容照抄一遍；若「*」本是文字，给整段加上引号"
            self._complain("alias", told, remedy, event.start_mark)
        return Scalar("", '"', event.start_mark, event.end_mark)

    def _anchor_or_tag(self, event: Any) -> None:
        if event.anchor:
            told, remedy = f"不能用锚点「&{event.anchor}」", "删去它；若「&」本是文字，给整段加上引号"
            self._complain("anchor", told, remedy, event.start_mark)
        if event.tag:
            shown = event.tag.replace("tag:yaml.org,2002:", "!!")
            told, remedy = f"不能用标签「{shown}」", "删去它；若「!」本是文字，给整段加上引号"
            self._complain("tag", told, remedy, event.start_mark)

    def _require_read_as_meant(self, key: Scalar, value: Node, flow: bool) -> None:
        """Complain where YAML sees a text, but the person surely meant a key, a list or an indent."""
        if not key.style and key.text[0] in "-\u3000\xa0":
            self.problems += misread(self.text, self.file, key, "on its own line")
        if not isinstance(value, Scalar) or value.style:
            return
        if flow:
            if not value.text and not key.style and "：" in key.text:
                self.problems += misread(self.text, self.file, key, "in braces")
        elif value.start.line != key.start.line:
            self.problems += misread(self.text, self.file, value, "on its own line")
        elif value.end.line != value.start.line:
            self.problems += misread(self.text, self.file, value, "after its key")

    def _complain(self, code: str, told: str, remedy: str, mark: Mark) -> None:
        self.problems.append(Problem(code, told, remedy, Place(self.file, mark.line + 1, mark.column + 1)))
