"""A mistake of YAML syntax to what a clerk understands: what is wrong on this line, and how to mend it.

The parser says where it gave up, which is often a line too late; what was meant is read off the line itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import yaml

from evalprep.errors import Place, Problem
from evalprep.store.misread import colon_problem, quoted, with_colon
from evalprep.store.nodes import Mark, Scalar

_LEAD = r"(?P<lead>[ \t]*(?:- +)*)"
_FULL_COLON = re.compile(_LEAD + r"(?P<key>[^\s:：#\"'\[\]{},|>-][^\s:：]*)：")
_NO_SPACE = re.compile(_LEAD + r"(?P<key>[A-Za-z_]\w*|[\u4e00-\u9fff]+):(?=[^ \t/:])")
_QUOTE_TEXT = "文字里有特殊符号时，给整段加上引号"


@dataclass(frozen=True)
class Mistake:
    """One mistake of syntax; `mended` is its line as it was probably meant, where that is plain."""

    problem: Problem
    line: int
    mended: str | None = None

    def mend(self, text: str) -> str:
        """The text with the mended line in place."""
        lines = text.split("\n")
        lines[self.line] = self.mended if self.mended is not None else lines[self.line]
        return "\n".join(lines)

    def follows_from(self, earlier: Sequence[Mistake]) -> bool:
        """Whether it is only our mend of an earlier one that gave rise to it."""
        tabs = any(mistake.problem.code == "yaml_tab" for mistake in earlier)
        again = any(mistake.line == self.line for mistake in earlier)
        return again or (tabs and self.problem.code == "yaml_indentation")


@dataclass(frozen=True)
class _Fault:
    """What the parser says, and the lines that it says it of."""

    said: str
    context: str
    at: Mark
    since: Mark
    lines: Sequence[str]
    file: str
    last: Scalar | None

    @property
    def line(self) -> str:
        return self.line_at(self.at.line)

    def line_at(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def mistake(
        self, code: str, told: str, remedy: str, line: int, column: int, mended: str | None = None
    ) -> Mistake:
        place = Place(self.file, line + 1, column + 1)
        return Mistake(Problem(code, told + quoted(self.line_at(line)), remedy, place), line, mended)


def explain(error: yaml.MarkedYAMLError, text: str, file: str, last: Scalar | None) -> Mistake:
    """What the parser's complaint means; `last` is the last scalar that it could read."""
    at = error.problem_mark or error.context_mark
    since = error.context_mark or at
    assert at is not None and since is not None  # both are missing only from errors of other kinds
    fault = _Fault(error.problem or "", error.context or "", at, since, text.split("\n"), file, last)
    for look in _LOOKS:
        if mistake := look(fault):
            return mistake
    return fault.mistake(
        "yaml_syntax", "这一行的写法有误", f"对照说明写成「键: 值」；{_QUOTE_TEXT}", at.line, at.column
    )


def _tab(fault: _Fault) -> Mistake | None:
    indent = re.match(r" *\t[ \t]*", fault.line)
    if not indent or fault.at.column > indent.end():
        return None
    mended = indent[0].replace("\t", "  ") + fault.line[indent.end() :]
    told, remedy = "行首用制表符（Tab）缩进", "把行首的制表符换成空格，每级缩进两格"
    column = indent[0].index("\t")
    return fault.mistake("yaml_tab", told, remedy, fault.at.line, column, mended)


def _unclosed_quote(fault: _Fault) -> Mistake | None:
    start: Mark | None = None
    if "quoted scalar" in fault.context and ("end of stream" in fault.said or "document" in fault.said):
        start = fault.since
    elif fault.last and fault.last.style in ('"', "'") and fault.last.end.line == fault.at.line:
        start = fault.last.start if fault.last.start.line < fault.at.line else None
    if start is None:
        return None
    remedy = "在这段文字的末尾补上同样的半角引号；文字里有引号的，外面换用另一种引号"
    return fault.mistake("yaml_unclosed_quote", "引号没有配对", remedy, start.line, start.column)


def _text_after_quote(fault: _Fault) -> Mistake | None:
    last = fault.last
    if (
        not (last and last.style in ('"', "'") and last.end.line == fault.at.line)
        or "quoted scalar" in fault.context
    ):
        return None
    between = fault.line[last.end.column : fault.at.column]
    if between.strip() or fault.line[fault.at.column : fault.at.column + 1] in ("]", "}", ":"):
        return None
    remedy = "把整段文字放进同一对引号里；文字里有引号的，外面换用另一种引号"
    return fault.mistake(
        "yaml_text_after_quote", "引号结束之后还有文字", remedy, fault.at.line, fault.at.column
    )


def _wrong_colon(fault: _Fault) -> Mistake | None:
    """A full-width colon, or one without a space: on the line itself, or where the text before it began."""
    first = fault.since.line if "simple key" in fault.context else fault.at.line
    if fault.last and not fault.last.style and "mapping values" in fault.said:
        first = min(first, fault.last.start.line)
    for number in range(first, fault.at.line + 1):
        line = fault.line_at(number)
        found = _FULL_COLON.match(line) or _NO_SPACE.match(line)
        if found:
            problem = colon_problem(line, found, Place(fault.file, number + 1, len(found["lead"]) + 1))
            return Mistake(problem, number, with_colon(line, found))
    return None


def _special_start(fault: _Fault) -> Mistake | None:
    indicator = any(word in fault.context for word in ("anchor", "alias", "tag"))
    mark = fault.since if indicator else fault.at
    if not indicator and not re.search(
        "cannot start any token|expected node content|the node content", fault.said
    ):
        return None
    line = fault.line_at(mark.line)
    sign = line[mark.column : mark.column + 1]
    if not sign.strip():
        return None
    told = f"文字不能以「{sign}」开头"
    remedy = f"给整段文字加上引号：「{_in_quotes(line, mark.column)}」"
    mended = _with_quotes(line, mark.column)
    return fault.mistake("yaml_special_start", told, remedy, mark.line, mark.column, mended)


def _text_at(line: str, column: int) -> str:
    """The text that begins at `column`: to the comment or the line's end, in brackets to the next comma or bracket."""
    before = line[:column]
    in_brackets = sum(map(before.count, "[{")) > sum(map(before.count, "]}"))
    found = re.match(r"[^,\]}]+" if in_brackets else r".+?(?=\s#|\s*$)", line[column:])
    return found[0].rstrip() if found else line[column:].rstrip()


def _in_quotes(line: str, column: int) -> str:
    """The text that begins at `column`, as it should stand, short enough to be shown."""
    text = _text_at(line, column)
    quote = "'" if '"' in text or "\\" in text else '"'
    text = text.replace("'", "''") if quote == "'" else text
    return f"{quote}{text}{quote}" if len(text) <= 40 else f"{quote}{text[:40]}…{quote}"


def _with_quotes(line: str, column: int) -> str:
    text = _text_at(line, column)
    return line[:column] + "'" + text.replace("'", "''") + "'" + line[column + len(text) :]


def _text_after_bar(fault: _Fault) -> Mistake | None:
    if "block scalar" not in fault.context:
        return None
    sign = fault.line_at(fault.since.line)[fault.since.column : fault.since.column + 1]
    told = (
        f"「{sign}」后面不能跟文字" if fault.since.line == fault.at.line else f"「{sign}」下面的文字缩进不对"
    )
    remedy = f"给整段加上引号；若要写多行，「{sign}」后面换行，文字用空格缩进"
    mended = _with_quotes(fault.line, fault.since.column) if fault.since.line == fault.at.line else None
    return fault.mistake("yaml_block_text", told, remedy, fault.since.line, fault.since.column, mended)


def _colon_in_text(fault: _Fault) -> Mistake | None:
    last = fault.last
    if "mapping values" not in fault.said or not last or last.style:
        return None
    if last.start.line == fault.at.line:
        shown = _in_quotes(fault.line, last.start.column)
        told, remedy = "一行里有两个「: 」", f"文字里有「: 」时给整段加上引号：「{shown}」"
        mended = _with_quotes(fault.line, last.start.column)
        return fault.mistake("yaml_colon_in_text", told, remedy, fault.at.line, fault.at.column, mended)
    first = fault.line_at(last.start.line)
    if first.strip() and not first[: last.start.column].strip() and ":" not in first:
        return _missing_colon(fault, last.start.line)
    return None


def _no_colon(fault: _Fault) -> Mistake | None:
    if "expected ':'" not in fault.said:
        return None
    return _missing_colon(fault, fault.since.line)


def _missing_colon(fault: _Fault, number: int) -> Mistake:
    line = fault.line_at(number)
    told, remedy = "这一行没有冒号", "写成「键: 值」；若它接着上一行的文字，并到上一行去"
    column = len(line) - len(line.lstrip())
    deeper = len(fault.line_at(number + 1)) - len(fault.line_at(number + 1).lstrip()) > column
    mended = line.rstrip() + ":" if deeper else ""
    return fault.mistake("yaml_no_colon", told, remedy, number, column, mended)


def _no_key(fault: _Fault) -> Mistake | None:
    if not re.match(r"\s*(- +)*:(\s|$)", fault.line):
        return None
    told, remedy = "冒号前面没有键", "在冒号前面补上键，或删去这一行"
    return fault.mistake("empty_key", told, remedy, fault.at.line, fault.line.index(":"), "")


def _list_on_key_line(fault: _Fault) -> Mistake | None:
    if "sequence entries" not in fault.said or ":" not in fault.line[: fault.at.column]:
        return None
    told, remedy = (
        "列表不能写在键的同一行",
        "换行，每一条另起一行，以「- 」开头；若「-」本是文字，给整段加上引号",
    )
    mended = _with_quotes(fault.line, fault.at.column)
    return fault.mistake("yaml_list_on_key_line", told, remedy, fault.at.line, fault.at.column, mended)


def _bracket(fault: _Fault) -> Mistake | None:
    if "flow" in fault.context:
        line, column = _opened(fault)
        told = f"括号「{fault.line_at(line)[column : column + 1]}」没有配对，或里面少了逗号"
        remedy = "补上配对的半角括号，各项之间用半角逗号加空格隔开"
        return fault.mistake("yaml_bracket", told, remedy, line, column)
    sign = fault.line[fault.at.column : fault.at.column + 1]
    if sign not in ("]", "}"):
        return None
    return fault.mistake("yaml_bracket", f"多了一个「{sign}」", "删去它", fault.at.line, fault.at.column)


def _opened(fault: _Fault) -> tuple[int, int]:
    """Where the bracket stands that the parser is in: where it says, else the last one before."""
    line, column = fault.since.line, fault.since.column
    if fault.line_at(line)[column : column + 1] in ("[", "{"):
        return line, column
    before = [*fault.lines[:line], fault.line_at(line)[:column]]
    found = ((at, max(text.rfind("["), text.rfind("{"))) for at, text in reversed([*enumerate(before)]))
    return next((one for one in found if one[1] >= 0), (line, column))


def _escape(fault: _Fault) -> Mistake | None:
    if "escape" not in fault.said and "hexadecimal" not in fault.said:
        return None
    told, remedy = "双引号里的「\\」是转义符号", "换成单引号，或写成「\\\\」"
    mended = (
        _with_single_quotes(fault.line, fault.since.column) if fault.since.line == fault.at.line else None
    )
    return fault.mistake("yaml_escape", told, remedy, fault.at.line, fault.at.column, mended)


def _with_single_quotes(line: str, column: int) -> str:
    return line[:column] + line[column:].replace('"', "'")


def _indentation(fault: _Fault) -> Mistake | None:
    words = "expected key|block end|indicator|document start|mapping values|sequence entries|mapping keys"
    if not re.search(words, fault.said):
        return None
    line = fault.line
    column = len(line) - len(line.lstrip())
    if re.match(r"- ", line.lstrip()) and column == fault.since.column and "mapping" in fault.context:
        told, remedy = "同一级里既有「键: 值」又有「- 」", "列表的各条都以「- 」开头，比它的键缩进两格"
    elif "collection" in fault.context and column == fault.since.column:
        told, remedy = "列表里有一行没有以「- 」开头", "在这一行前面补上「- 」，或与它所属那一条的文字左对齐"
    else:
        told, remedy = "缩进不对", "同一级的各行左对齐，下一级比上一级多缩进两个空格"
    return fault.mistake("yaml_indentation", told, remedy, fault.at.line, column)


_LOOKS: tuple[Callable[[_Fault], Mistake | None], ...] = (
    _tab,
    _unclosed_quote,
    _text_after_quote,
    _escape,
    _wrong_colon,
    _special_start,
    _text_after_bar,
    _colon_in_text,
    _no_colon,
    _no_key,
    _list_on_key_line,
    _bracket,
    _indentation,
)
