"""New values as YAML: plain where everybody reads the same, quoted where another program would read a number."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.validation import Tree
from evalprep.store.render import Layout, block, entries, flow, inline
from evalprep.store.yaml import parse_yaml


@pytest.mark.parametrize(
    "text",
    [
        "星海市示例行业协会", "三级", "6-31-01-03", "2012-03", "2012-03-01", "0", "7", "-5", "13800000000", "120.5",
        "true", "false", "300 万元", "4A", "附件/章程.pdf", "a#b", "https://example.org", "（一）", "是、否", "2,3",
        "51330100MJ0000000A", "NULLA", "12：30",
    ],
)  # fmt: skip
def test_what_everybody_reads_alike_is_plain(text: str) -> None:
    assert inline(text, "") == text


@pytest.mark.parametrize(
    "text",
    [
        "110101199003070000", "11010119900307000X", "123456789012345", "057100000000", "0571-00000000", "007",
        "no", "Yes", "ON", "off", "y", "N", "null", "NULL", "~", "True", "12:30", "1:2:3", "1.10", "5.0", "1e5", "0x1F",
        "0o17", "1_000", "+5", ".5", "5.", ".inf", ".NaN", "2012-3-1", "2012-13-45", "2012-03-01 10:00", "=", "<<",
        "", " 前", "后 ", "a: b", "a:", "a #b", "# a", "- a", "-a", "? a", "[a", "{a", "a：b", "&a", "*a", "!a", "|", ">",
        "%a", "@a", "`a", "---", "...", "51330100E0000000",
    ],
)  # fmt: skip
def test_what_somebody_reads_otherwise_is_quoted(text: str) -> None:
    assert inline(text, "") == f'"{text}"'


@pytest.mark.parametrize(
    ("text", "style", "written"),
    [
        ("a", '"', '"a"'),
        ("a", "'", "'a'"),
        ("it's", "'", "'it''s'"),
        ('"甲"', "", "'\"甲\"'"),
        ('"甲"', '"', '"\\"甲\\""'),
        ("附件\\章程: a", "", "'附件\\章程: a'"),
        ("a\nb", "'", '"a\\nb"'),
        ("a\x0b\u2028\ufeff\tb", "", '"a\\x0B\\u2028\\uFEFF\\tb"'),
    ],
)
def test_the_quoting_is_kept_where_it_can_be(text: str, style: str, written: str) -> None:
    assert inline(text, style) == written


@pytest.mark.parametrize("text", ["a,b", "a]", "{a}", "a:b", "a?", "甲：乙"])
def test_in_brackets_more_is_quoted(text: str) -> None:
    assert flow([text]) == f'["{text}"]'


@pytest.mark.parametrize(
    ("text", "head", "lines"),
    [
        ("一\n二", "|-", ["    一", "    二"]),
        ("一\n\n二\n", "|", ["    一", "", "    二"]),
        ("　　一\n  二", "|-", ["    　　一", "      二"]),
        ("一\n二\n\n", '"一\\n二\\n\\n"', []),
        (" 一\n二", '" 一\\n二"', []),
        ("一\n ", '"一\\n "', []),
        ("一\n\t二", '"一\\n\\t二"', []),
        ("一\r\n二", '"一\\r\\n二"', []),
    ],
)
def test_a_text_of_several_lines_is_a_block_where_a_block_holds_it(
    text: str, head: str, lines: list[str]
) -> None:
    assert block(text, 2, Layout()) == (head, lines)


def test_rows_stand_below_each_other_and_short_lists_on_their_line() -> None:
    rows: list[Tree] = [
        {"name": "甲", "duties": ["主任", "教师"], "titles": [{"level": "中级"}], "files": {}, "note": None}
    ]
    assert entries({"staff": rows, "none": []}, 0, Layout()) == [
        "staff:",
        "  - name: 甲",
        "    duties: [主任, 教师]",
        "    titles:",
        "      - level: 中级",
        "    files: {}",
        "    note:",
        "none: []",
    ]


def test_a_long_list_of_texts_stands_below() -> None:
    texts = ["很长的一个名称" * 3, "很长的一个名称" * 3]
    assert entries({"names": texts}, 0, Layout()) == ["names:", *(f"  - {text}" for text in texts)]


NUMBER_LIKE = st.from_regex(r"\A[-+0-9_.:eExXoabfT ]{1,14}\Z")
WORDS = st.sampled_from(
    [
        "y",
        "n",
        "yes",
        "no",
        "on",
        "off",
        "true",
        "false",
        "null",
        "~",
        "Yes",
        "NO",
        "TRUE",
        "False",
        "Null",
        ".nan",
        ".inf",
        "-.inf",
        "=",
        "<<",
    ]
)


def as_text(value: Any) -> str:
    """A loaded value as it would be written again by somebody who does not think about it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return str(value)


@settings(deadline=None, max_examples=500)
@given(
    NUMBER_LIKE | WORDS | st.text(max_size=8).filter(lambda text: "\ufeff" not in text and text.isprintable())
)
def test_another_program_loses_nothing_of_a_text(text: str) -> None:
    written = "\n".join([*entries({"a": text, "b": [text]}, 0, Layout()), f"c: {{d: {flow(text)}}}"])
    loaded = yaml.safe_load(written)
    assert [as_text(value) for value in (loaded["a"], loaded["b"][0], loaded["c"]["d"])] == [text] * 3
    assert parse_yaml(written, "evalprep.yaml").tree == {"a": text, "b": [text], "c": {"d": text}}
