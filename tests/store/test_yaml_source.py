"""A readable YAML file: every scalar as it is written, and where everything stands."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from evalprep.errors import Place
from evalprep.model.validation import Source
from evalprep.store import compose
from evalprep.store.yaml import parse_yaml, read_yaml

FILE = "evalprep.yaml"


@pytest.fixture(params=[compose._LOADER, yaml.SafeLoader], ids=["libyaml", "python"], autouse=True)
def with_and_without_libyaml(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "_LOADER", request.param)


def tree(text: str) -> object:
    return parse_yaml(text, FILE).tree


AS_WRITTEN = (
    "no yes on 0123 12:30 110101199003070000 2012-03 2012-03-01 1.10 1e5 0x1F true Null NULL 1_000 .inf = 星海市 a#b"
    " https://example.org"
)


@pytest.mark.parametrize("scalar", AS_WRITTEN.split())
def test_a_scalar_is_text_as_it_is_written(scalar: str) -> None:
    assert tree(f"a: {scalar}\nb: [{scalar}]\n") == {"a": scalar, "b": [scalar]}


@pytest.mark.parametrize("nothing", ["", "~", "null", "# 注释", "  "])
def test_an_empty_value_is_none(nothing: str) -> None:
    assert tree(f"a: {nothing}\nb: 1\n") == {"a": None, "b": "1"}


@pytest.mark.parametrize(
    ("quoted", "text"), [('""', ""), ("''", ""), ('"~"', "~"), ("'null'", "null"), ('" "', " ")]
)
def test_a_quoted_value_is_text_even_when_it_is_empty(quoted: str, text: str) -> None:
    assert tree(f"a: {quoted}\n") == {"a": text}


def test_an_empty_list_and_an_empty_mapping_are_kept() -> None:
    assert tree("a: []\nb: {}\nc: [ ]\n") == {"a": [], "b": {}, "c": []}


def test_an_empty_item_is_none() -> None:
    assert tree("a:\n  -\n  - x\nb: {c, d: }\n") == {"a": [None, "x"], "b": {"c": None, "d": None}}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("|\n  第一行\n  第二行\n", "第一行\n第二行\n"),
        ("|-\n  第一行\n\n  第二行\n", "第一行\n\n第二行"),
        ("|+\n  第一行\n\n", "第一行\n\n"),
        (">-\n  第一行\n  第二行\n", "第一行 第二行"),
        ("第一行\n  第二行\n", "第一行 第二行"),
        ('"第一行\\n第二行"\n', "第一行\n第二行"),
        ("|\n  a: 1\n  - x # 不是注释\n", "a: 1\n- x # 不是注释\n"),
    ],
)
def test_a_text_of_several_lines_is_read(written: str, text: str) -> None:
    assert tree(f"a: {written}") == {"a": text}


def test_a_key_is_text_whatever_it_looks_like() -> None:
    assert tree("自有: 1\n2019: 2\nno: 3\n\"\": 4\n'a: b': 5\n") == {
        "自有": "1",
        "2019": "2",
        "no": "3",
        "": "4",
        "a: b": "5",
    }


def test_an_entry_is_at_its_key_and_an_item_where_it_begins() -> None:
    source = parse_yaml("format: 1\nstaff:\n  - name: 甲\n    duties: [主任,\n      副主任]\n", FILE)
    assert {path: (place.line, place.column) for path, place in source.places.items()} == {
        (): (1, 1),
        ("format",): (1, 1),
        ("staff",): (2, 1),
        ("staff", 0): (3, 5),
        ("staff", 0, "name"): (3, 5),
        ("staff", 0, "duties"): (4, 5),
        ("staff", 0, "duties", 0): (4, 14),
        ("staff", 0, "duties", 1): (5, 7),
    }


def test_columns_count_characters_not_bytes() -> None:
    assert parse_yaml("职业😀: [电工, 钳工]\n", FILE).place(("职业😀", 1)) == Place(FILE, 1, 11)


def test_windows_line_ends_change_neither_lines_nor_texts() -> None:
    source = parse_yaml("a: 1\r\nb: |\r\n  x\r\n  y\r\nc: 2\r\n", FILE)
    assert (source.tree, source.place(("c",)).line) == ({"a": "1", "b": "x\ny\n", "c": "2"}, 5)


def test_one_document_may_have_its_marks() -> None:
    assert tree("%YAML 1.1\n---\na: 1\n...\n") == {"a": "1"}


def test_fifty_levels_are_read() -> None:
    assert tree("a: " + "[" * 49 + "]" * 49 + "\n")


def test_a_file_is_named_in_complaints_as_the_caller_says(tmp_path: Path) -> None:
    path = tmp_path / "evalprep.yaml"
    path.write_text("format: 1\n", encoding="utf-8")
    named: Source = read_yaml(path, name="机构/evalprep.yaml")
    assert (named.file, read_yaml(path).file) == ("机构/evalprep.yaml", str(path))
    assert named.place(("format",)).file == "机构/evalprep.yaml"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_file_of_any_notepad_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "evalprep.yaml"
    path.write_bytes("名称: 星海市示例行业协会\r\n".encode(encoding))
    assert read_yaml(path).tree == {"名称": "星海市示例行业协会"}
