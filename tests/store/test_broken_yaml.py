"""Every way in which a YAML file goes wrong: the message says what, where to the column, and how to mend it.

Each file of `broken/` is named after its defect; all are fictional.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.errors import InputError, Place, Problem, ProjectError
from evalprep.store import compose
from evalprep.store.yaml import parse_yaml, read_yaml

BROKEN = Path(__file__).parent / "broken"

DEFECTS = [
    ("tab-indent", "yaml_tab", 5, 1, ["制表符（Tab）", "「address: 星海市一路 1 号」", "换成空格"]),
    ("tab-in-list", "yaml_tab", 5, 1, ["制表符（Tab）", "「position: 教师」"]),
    ("full-width-colon", "yaml_full_width_colon", 5, 3, ["全角冒号「：」", "「address: 星海市一路 1 号」"]),
    ("full-width-colon-first-line", "yaml_full_width_colon", 1, 1, ["「format：1」", "「format: 1」"]),
    ("full-width-colon-only-entry", "yaml_full_width_colon", 4, 3, ["「name: 星海市示例行业协会」", "引号"]),
    ("full-width-colon-in-list", "yaml_full_width_colon", 4, 5, ["「name: 甲」"]),
    ("full-width-colon-in-braces", "yaml_full_width_colon", 3, 12, ["「jurisdiction: national」"]),
    ("no-space-after-colon", "yaml_no_space_after_colon", 5, 3, ["少了空格", "「address: 星海市一路 1 号」"]),
    ("no-space-after-colon-first", "yaml_no_space_after_colon", 4, 3, ["「name: 星海市示例行业协会」"]),
    ("no-space-after-dash", "yaml_no_space_after_dash", 5, 5, ["「-」后面少了空格", "「- 电工」"]),
    ("full-width-space-indent", "yaml_full_width_space", 5, 1, ["全角空格", "星海市一路 1 号", "半角空格"]),
    ("indent-too-deep", "yaml_indentation", 5, 5, ["缩进不对", "「address: 星海市一路 1 号」", "左对齐"]),
    ("indent-too-shallow", "yaml_indentation", 5, 2, ["缩进不对", "「address: 星海市一路 1 号」"]),
    ("indent-in-list", "yaml_indentation", 5, 4, ["缩进不对", "「position: 教师」"]),
    ("dash-missing", "yaml_indentation", 5, 3, ["没有以「- 」开头", "「副主任: 有」"]),
    ("dash-beside-keys", "yaml_indentation", 5, 3, ["同一级里既有「键: 值」又有「- 」"]),
    ("unclosed-double-quote", "yaml_unclosed_quote", 4, 9, ["引号没有配对", '「name: "星海市示例行业协会」']),
    ("unclosed-quote-closed-by-next", "yaml_unclosed_quote", 4, 9, ["引号没有配对"]),
    ("text-after-quote", "yaml_text_after_quote", 4, 14, ["引号结束之后还有文字", "同一对引号"]),
    ("starts-with-at", "yaml_special_start", 5, 19, ["「@」开头", '「"@甲"」']),
    ("starts-with-backtick", "yaml_special_start", 5, 12, ["「`」开头", '「"`一路`"」']),
    ("starts-with-percent", "yaml_special_start", 4, 14, ["「%」开头", '「"%50 的人员"」']),
    ("starts-with-star", "yaml_special_start", 4, 14, ["「*」开头", '「"*重要"」']),
    ("starts-with-ampersand", "yaml_special_start", 4, 14, ["「&」开头"]),
    ("starts-with-exclamation", "yaml_special_start", 4, 14, ["「!」开头"]),
    ("starts-with-comma", "yaml_special_start", 4, 14, ["「,」开头"]),
    ("text-after-bar", "yaml_block_text", 4, 14, ["「|」后面不能跟文字", "引号"]),
    ("text-after-greater-than", "yaml_block_text", 4, 14, ["「>」后面不能跟文字"]),
    ("colon-in-text", "yaml_colon_in_text", 5, 14, ["两个「: 」", '「"电话: 0571-00000000"」']),
    ("colon-missing", "yaml_no_colon", 3, 1, ["没有冒号", "「organization」"]),
    ("colon-missing-between", "yaml_no_colon", 5, 1, ["没有冒号", "「一段没有键的文字」", "「键: 值」"]),
    ("list-beside-key", "yaml_list_on_key_line", 3, 9, ["列表不能写在键的同一行", "另起一行"]),
    ("bracket-unclosed", "yaml_bracket", 3, 9, ["括号「[」没有配对"]),
    ("bracket-at-the-end", "yaml_bracket", 4, 8, ["括号「[」没有配对"]),
    ("brace-unclosed", "yaml_bracket", 3, 10, ["括号「{」没有配对"]),
    ("bracket-too-many", "yaml_bracket", 3, 13, ["多了一个「]」"]),
    ("backslash-in-quotes", "yaml_escape", 4, 10, ["「\\」是转义符号", "单引号"]),
    ("control-character", "control_character", 4, 17, ["U+000B", "看不见"]),
    ("line-separator", "control_character", 4, 17, ["U+2028"]),
    ("duplicate-key", "duplicate_key", 6, 3, ["「name」写了两次：第 4 行和第 6 行"]),
    ("duplicate-top-key", "duplicate_key", 5, 1, ["「staff」写了两次：第 3 行和第 5 行"]),
    ("key-missing", "empty_key", 4, 3, ["冒号前面没有键", "「: 甲」"]),
    ("key-is-a-list", "complex_key", 4, 3, ["键应当是一个词"]),
    ("key-with-question-mark", "complex_key", 4, 5, ["问号"]),
    ("alias", "anchor", 3, 7, ["锚点「&one」"]),
    ("alias-bomb", "anchor", 1, 4, ["锚点「&a」"]),
    ("merge-key", "merge_key", 4, 3, ["「<<」"]),
    ("tag-python", "tag", 3, 7, ["标签「!!python/object/apply:os.system」"]),
    ("tag-own", "tag", 3, 7, ["标签「!person」"]),
    ("two-documents", "several_documents", 5, 1, ["第二份文档"]),
    ("nested-too-deep", "too_deep", 3, 56, ["嵌套超过 50 层"]),
    ("flow-bomb", "too_deep", 3, 56, ["嵌套超过 50 层"]),
    ("block-bomb", "too_deep", 4, 101, ["嵌套超过 50 层"]),
    ("top-level-list", "not_a_mapping", 1, 1, ["最外层", "列表"]),
    ("top-level-text", "not_a_mapping", 1, 1, ["最外层", "「星海市示例行业协会」"]),
    ("empty", "empty_file", 1, 1, ["文件是空的"]),
    ("only-comments", "empty_file", 1, 1, ["只有注释"]),
]


def complaints(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as refused:
        parse_yaml(text, "evalprep.yaml")
    return refused.value.problems


def codes_by_line(text: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.place.line) for problem in complaints(text) if problem.place]


@pytest.mark.parametrize(
    ("name", "code", "line", "column", "words"), DEFECTS, ids=[row[0] for row in DEFECTS]
)
def test_a_defect_is_told_with_its_place_and_its_remedy(
    name: str, code: str, line: int, column: int, words: list[str]
) -> None:
    with pytest.raises(InputError) as refused:
        read_yaml(BROKEN / f"{name}.yaml", name="evalprep.yaml")
    first = refused.value.problems[0]
    assert (first.code, first.place) == (code, Place("evalprep.yaml", line, column))
    assert [word for word in words if word not in str(first)] == []
    assert first.remedy


@pytest.mark.parametrize(
    ("name", "code", "line"), [row[:3] for row in DEFECTS], ids=[row[0] for row in DEFECTS]
)
def test_a_defect_is_told_alike_without_libyaml(
    name: str, code: str, line: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compose, "_LOADER", yaml.SafeLoader)
    with pytest.raises(InputError) as refused:
        read_yaml(BROKEN / f"{name}.yaml")
    first = refused.value.problems[0]
    assert (first.code, first.place and first.place.line) == (code, line)


def test_every_broken_file_is_in_the_table() -> None:
    assert {path.stem for path in BROKEN.iterdir()} == {row[0] for row in DEFECTS}


def test_several_mistakes_of_syntax_are_told_at_once() -> None:
    text = "organization:\n  name：甲\n  address:乙\nhead: @丙\ncontact: 电话: 1\n"
    assert codes_by_line(text) == [
        ("yaml_full_width_colon", 2),
        ("yaml_no_space_after_colon", 3),
        ("yaml_special_start", 4),
        ("yaml_colon_in_text", 5),
    ]


def test_mistakes_of_syntax_and_of_content_are_told_together() -> None:
    text = "format: 1\nformat: 2\nhead: &x {name: 甲}\ncontact: %丙\nlast: !tag 1\n"
    assert codes_by_line(text) == [
        ("duplicate_key", 2),
        ("anchor", 3),
        ("yaml_special_start", 4),
        ("tag", 5),
    ]


def test_a_tabbed_block_is_told_line_by_line_and_nothing_else() -> None:
    assert codes_by_line("head:\n\tname: 甲\n\tphone: 乙\n") == [("yaml_tab", 2), ("yaml_tab", 3)]


def test_a_missing_colon_is_told_alone_whether_something_stands_below_or_not() -> None:
    assert codes_by_line("organization\n  name: 甲\nhead: @乙\n") == [
        ("yaml_no_colon", 1),
        ("yaml_special_start", 3),
    ]
    assert codes_by_line("a: 1\n没有键\nb: 2\nhead: @乙\n") == [
        ("yaml_no_colon", 2),
        ("yaml_special_start", 4),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('a: "附件\\章程"', "yaml_escape"),
        ("a: | 一段", "yaml_block_text"),
        ("a: - 甲", "yaml_list_on_key_line"),
        (": 甲", "empty_key"),
        ("a: 甲: 乙", "yaml_colon_in_text"),
        ("a: [*, 乙]", "yaml_special_start"),
        ("a：甲", "yaml_full_width_colon"),
    ],
)
def test_what_follows_a_mistake_is_still_read(line: str, code: str) -> None:
    assert codes_by_line(f"{line}\nb: @乙\nc: 1\n  d: 2\n") == [
        (code, 1),
        ("yaml_special_start", 2),
        ("yaml_indentation", 4),
    ]


def test_text_after_a_quote_and_a_blank_is_told() -> None:
    assert codes_by_line('a: "甲" 乙\n') == [("yaml_text_after_quote", 1)]


def test_a_key_in_the_continuation_of_a_text_is_told() -> None:
    assert codes_by_line("note: name：甲\n  phone：乙\n  第三行\n") == [("yaml_full_width_colon", 2)]


def test_of_one_line_only_the_first_mistake_is_told() -> None:
    assert codes_by_line("a: [@甲, %乙]\nb: 1\n") == [("yaml_special_start", 1)]


def test_a_question_mark_before_a_key_is_told_at_the_first_column_too() -> None:
    assert codes_by_line("? name\n: 甲\n") == [("complex_key", 1)]


def test_an_alias_is_told_once_and_so_is_its_anchor() -> None:
    assert codes_by_line("a: &x 1\nb: *x\nc: *x\n") == [("anchor", 1), ("alias", 2)]


def test_three_equal_keys_are_two_complaints_that_name_the_first() -> None:
    told = complaints("a: 1\na: 2\na: 3\n")
    assert [problem.problem for problem in told] == [
        "「a」写了两次：第 1 行和第 2 行",
        "「a」写了两次：第 1 行和第 3 行",
    ]


def test_a_long_line_is_quoted_in_part() -> None:
    assert "…" in complaints("a: @" + "长" * 100 + "\n")[0].problem


def test_complaints_have_the_class_that_the_caller_asks_for() -> None:
    with pytest.raises(ProjectError):
        parse_yaml("a: 1\na: 2\n", "evalprep.yaml", error=ProjectError)
    with pytest.raises(ProjectError):
        read_yaml(BROKEN / "no-such-file.yaml", error=ProjectError)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "a: " + "{a: " * 20_000,
        "- " * 50_000,
        "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 500)),
    ],
    ids=["brackets", "braces", "braces-with-keys", "dashes", "indents"],
)
def test_a_nesting_bomb_is_refused_at_its_fiftieth_level(text: str) -> None:
    assert [problem.code for problem in complaints(text)] == ["too_deep"]


@pytest.mark.parametrize(
    "text",
    [
        "note: Word：文字处理软件\n",
        "note: 地址：星海市\n",
        "list: [name：甲, b]\n",
        "kinds:\n  - UPS：3 台\n  - 备注：无\n",
        "link:\n  https://example.org/a:b\n",
        "note: |\n  name：甲\n  -乙\n  a:1\n",
        "note: 'name：甲'\n",
        'note:\n  "name：甲"\n',
        "number: -5\n",
        "question: 是吗 ?\nnext: 1\n",
        "text: |\n  真的 ?\nnext: 1\n",
    ],
)
def test_a_text_that_only_resembles_a_mistake_is_read(text: str) -> None:
    assert parse_yaml(text, "evalprep.yaml").tree


PIECES = st.sampled_from(
    [
        "a",
        "键",
        ":",
        ": ",
        "：",
        "\n",
        "\n  ",
        "\n    ",
        "- ",
        "-",
        "[",
        "]",
        "{",
        "}",
        ", ",
        '"',
        "'",
        "#",
        " # ",
        "|",
        ">",
        "&x ",
        "*x",
        "!t ",
        "@",
        "%",
        "\t",
        "? ",
        "---\n",
        "...\n",
        "<<",
        "\\",
        "　",
        "\x0b",
        "1",
    ]
)


@pytest.mark.parametrize("loader", [compose._LOADER, yaml.SafeLoader], ids=["libyaml", "python"])
def test_whatever_the_text_it_is_read_or_refused(loader: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "_LOADER", loader)

    @settings(deadline=None, max_examples=400)
    @given(st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=30)))
    def holds(text: str) -> None:
        try:
            assert isinstance(parse_yaml(text, "evalprep.yaml").tree, dict)
        except InputError as refused:
            assert all(problem.place and problem.place.line >= 1 for problem in refused.problems)

    holds()
